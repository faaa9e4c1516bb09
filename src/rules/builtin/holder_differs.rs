//! Positions that somebody else holds according to a second source.

use super::shared::drift::{about, each, file, place, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions have another holder in the source"), |second, difference| {
        let Difference::Holder { position, row } = *difference else { return None };
        let file = file(second);
        let message = format!("{} has another holder in {file}", called(ctx, position));
        let help =
            "write who holds it now; have the source corrected if it is out of date; or keep it and note why";
        let here = ctx.chart.label_place(position, Field::Name);
        let primary = Label::new(here, format!("somebody else in {file}"));
        // What identifies it is not the name.
        let draft = about(ctx, position, message, help, primary, "holder");
        Some(draft.label(place(second, row, Field::Name), format!("the holder in {file}")))
    });
}
