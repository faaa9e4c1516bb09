//! Positions whose manager is another one in a second source.

use super::shared::drift::{about, called_row, each, file, manager, place, together};
use super::shared::wording::called;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::Manager;
use crate::reconcile::{Above, Difference};
use crate::rules::check::{Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions have another manager in the source"), |second, difference| {
        let Difference::Manager { position, row, to } = *difference else { return None };
        let (there, said) = match to {
            Above::Position(to) => (manager(ctx, to), ctx.chart.id(to)),
            Above::Row(to) => {
                (format!("{}, who is not on the chart", called_row(ctx, second, to)), second.chart.id(to))
            }
        };
        let here = here(ctx, position);
        let message = format!("{} {here}; {} says {there}", called(ctx, position), file(second));
        let help = "write the manager that the source names; have the source corrected if it is out of date; or \
                    keep it and note why";
        let label = format!("{} says {there}", file(second));
        let primary = Label::new(ctx.chart.label_place(position, Field::ReportsTo), label);
        let draft = about(ctx, position, message, help, primary, said)
            .label(place(second, row, Field::ReportsTo), format!("the manager in {}", file(second)));
        let fix = match to {
            Above::Position(to) => ctx.chart.shown_id(to).filter(|_| !ctx.chart.has_made_id(to)),
            Above::Row(_) => None,
        };
        Some(draft.fix(fix.and_then(|id| edit::take(ctx.chart, ctx.sources, position, Field::ReportsTo, id))))
    });
}

/// Whom a position reports to by the chart.
fn here(ctx: &Context<'_, '_>, position: PositionId) -> String {
    match ctx.graph.manager(position) {
        Manager::Position(to) => format!("reports to {}", manager(ctx, to)),
        Manager::None => "reports to nobody".to_owned(),
        Manager::Itself => "reports to itself".to_owned(),
        Manager::External => "reports to somebody outside of the chart".to_owned(),
        Manager::Unknown | Manager::Unreadable => "reports to somebody who is not on the chart".to_owned(),
    }
}
