//! Positions that are vacant on the chart or in a second source alone.

use super::shared::drift::{about, each, file, place, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions are vacant in only one of the two"), |second, difference| {
        let Difference::Vacancy { position, row, is_filled } = *difference else { return None };
        let (called, file) = (called(ctx, position), file(second));
        let (message, label, there, help) = if is_filled {
            (
                format!("{called} is vacant, but filled in {file}"),
                format!("filled in {file}"),
                "somebody is there",
                "write who holds it, and remove the mark of the vacancy; or keep it and note why",
            )
        } else {
            (
                format!("{called} is filled, but vacant in {file}"),
                format!("vacant in {file}"),
                "nobody is there",
                "write `status: vacant` and remove the name; or keep it and note why",
            )
        };
        let field = |chart: &crate::chart::Chart, of| {
            [Field::Status, Field::Name, Field::Holder]
                .into_iter()
                .find(|field| chart.value(of, *field).is_some())
        };
        let here = field(ctx.chart, position).unwrap_or(Field::Status);
        let row_field = field(&second.chart, row).unwrap_or(Field::Status);
        let primary = Label::new(ctx.chart.label_place(position, here), label);
        let draft = about(ctx, position, message, help, primary, if is_filled { "filled" } else { "vacant" });
        Some(draft.label(place(second, row, row_field), format!("{there} in {file}")))
    });
}
