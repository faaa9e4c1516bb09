//! Positions that a second source does not have.

use super::shared::drift::{about, each, file, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions are not in the source"), |second, difference| {
        let Difference::NotInSource { position } = *difference else { return None };
        let message = format!("{} is not in {}", called(ctx, position), file(second));
        let help = "remove the position, or write `status: vacant`, if its holder has left; correct its id \
            or address if the source has another one; or keep it and note why";
        let label =
            Label::new(ctx.chart.label_place(position, Field::Id), format!("not in {}", file(second)));
        Some(about(ctx, position, message, help, label, ""))
    });
}
