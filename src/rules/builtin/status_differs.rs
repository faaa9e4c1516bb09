//! Positions whose status is another one in a second source.

use super::shared::drift::{about, each, file, place, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions have another status in the source"), |second, difference| {
        let Difference::Status { position, row, words: [here, there] } = *difference else { return None };
        let message = if there == "left" {
            format!("the holder of {} has left, according to {}", called(ctx, position), file(second))
        } else if here == "left" && there == "filled" {
            format!(
                "{} has left according to the chart; {} says that the holder is there",
                called(ctx, position),
                file(second)
            )
        } else {
            format!("{} is `{here}`; {} says `{there}`", called(ctx, position), file(second))
        };
        let help = "write the status that the source has; have the source corrected if it is out of date; or keep \
                    it and note why";
        let primary = Label::new(
            ctx.chart.label_place(position, Field::Status),
            format!("{} says `{there}`", file(second)),
        );
        let draft = about(ctx, position, message, help, primary, there)
            .label(place(second, row, Field::Status), format!("the status in {}", file(second)));
        Some(draft.fix(edit::take(ctx.chart, ctx.sources, position, Field::Status, there)))
    });
}
