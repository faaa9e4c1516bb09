//! Comments beside a holder that read like a remark about a person. What they say is never shown.
//!
//! Comments are not facts, and what they say may not be matched by a rule that could print it.

use super::shared::wording::called;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.remarks().into_iter().map(|(position, place)| {
        let message =
            format!("a comment next to the holder of {} reads like a personal remark", called(ctx, position));
        let help = "remove it before the chart is shared, or keep it and note why";
        Draft::new(About::Position(position), message, help, Label::new(place, "this comment"))
            .ids([ctx.chart.id(position)])
    }));
}
