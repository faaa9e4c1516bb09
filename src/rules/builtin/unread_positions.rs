//! Lists of positions under keys that are not known: nobody in them was looked at.

use super::shared::wording::ticked;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for unread in &ctx.chart.unread_positions {
        let Some((first, others)) = unread.places.split_first() else { continue };
        let key = if ctx.chart.shows_key(&unread.key) { ticked(&unread.key) } else { "one key".to_owned() };
        let positions = match unread.count {
            1 => "1 position".to_owned(),
            count => format!("{count} positions"),
        };
        let message =
            format!("{positions} under {key} {} not read", if unread.count == 1 { "is" } else { "are" });
        let help = "put them under `positions:`, or under `reports:` of their manager; put anything else \
            under `extra:`";
        let draft = Draft::new(About::File, message, help, Label::new(*first, "this key is not known"));
        let draft = others.iter().fold(draft, |draft, place| draft.label(*place, "nor is it known here"));
        out.push(draft.ids(["chart", &unread.key]));
    }
}
