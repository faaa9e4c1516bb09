//! Positions that have another id in a second source.

use super::shared::drift::{about, each, file, place, row_id, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions have another id in the source"), |second, difference| {
        let Difference::Id { position, row } = *difference else { return None };
        let id =
            row_id(ctx, second, row).map_or_else(|| "another id".to_owned(), |id| format!("the id {id}"));
        let message = format!("{} has {id} in {}", called(ctx, position), file(second));
        let help = "change the id and every line that names it; have the source corrected; or keep it and \
            note why";
        let primary =
            Label::new(ctx.chart.label_place(position, Field::Id), format!("{id} in {}", file(second)));
        let draft = about(ctx, position, message, help, primary, second.chart.id(row));
        Some(draft.label(place(second, row, Field::Id), format!("the id in {}", file(second))))
    });
}
