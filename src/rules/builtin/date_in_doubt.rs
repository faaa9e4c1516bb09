//! Columns of dates of which nothing tells whether the day or the month comes first.

use super::shared::wording::ticked;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for doubt in &ctx.chart.date_doubts {
        let called = ticked(ctx.chart.file_key(doubt.field));
        let message = match doubt.count {
            1 => format!("the date under {called} can be read in two ways, so it is not read"),
            count => format!("the {count} dates under {called} can be read in two ways, so none is read"),
        };
        let help = "write dates with the year first: `2026-01-15`";
        let primary = Label::new(doubt.place, "day and month, or month and day");
        out.push(Draft::new(About::File, message, help, primary).ids(["chart", doubt.field.key().name]));
    }
}
