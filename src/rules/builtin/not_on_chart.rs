//! Rows of a second source that the chart does not have.

use super::shared::drift::{called_row, each, file, place, row_id, together};
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} rows of the source are not on the chart"), |second, difference| {
        let Difference::NotOnChart { row, manager } = *difference else { return None };
        let called = called_row(ctx, second, row);
        let called = match row_id(ctx, second, row).filter(|id| *id != called) {
            Some(id) => format!("{called} ({id})"),
            None => called,
        };
        let is_vacant = if second.chart.is_vacant(row) { ", an open position," } else { "" };
        let message = format!("{called}{is_vacant} is in {} but not on the chart", file(second));
        let help = "add the position; correct the id or address of the one it should match; or keep it and \
            note why";
        let primary = Label::new(place(second, row, Field::Id), "not on the chart");
        let id = second.chart.id(row);
        let mut draft = Draft::new(About::File, message, ctx.chart.in_file_keys(help), primary)
            .ids([id])
            .value(&format!("row {}", row.index()));
        if let Some(manager) = manager {
            draft =
                draft.label(ctx.chart.label_place(manager, Field::Id), "there, it reports to this position");
        }
        Some(draft)
    });
}
