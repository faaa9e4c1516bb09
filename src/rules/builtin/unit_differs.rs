//! Positions that are in another unit in a second source.

use super::shared::drift::{about, each, file, place, shown, together};
use super::shared::wording::called;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions are in another unit in the source"), |second, difference| {
        let Difference::Unit { position, row, fields: [field, other] } = *difference else { return None };
        let (here, there) = (ctx.chart.words(position, field)?, second.chart.words(row, other)?);
        let message = format!(
            "{} is in {}; {} says {}",
            called(ctx, position),
            shown(here),
            file(second),
            shown(there)
        );
        let help = "write the unit that the source has; have the source corrected if it is out of date; or keep \
                    it and note why";
        let primary = Label::new(
            ctx.chart.label_place(position, field),
            format!("{} says {}", file(second), shown(there)),
        );
        let draft = about(ctx, position, message, help, primary, there)
            .label(place(second, row, other), format!("the unit in {}", file(second)));
        Some(draft.fix(edit::take(ctx.chart, ctx.sources, position, field, there)))
    });
}
