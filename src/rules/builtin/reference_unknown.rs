//! References in other files to somebody who is not on the chart, or has left.

use super::shared::wording::ticked;
use crate::finding::Label;
use crate::references::Names;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for one in ctx.references {
        let Some((first, others)) = one.places.split_first() else { continue };
        let file = ticked(one.path.rsplit('/').next().unwrap_or(&one.path));
        // A handle is a name as good as any other.
        let is_shown = one.names != Names::Handle && ctx.chart.shows_text(&one.text);
        let who = match (is_shown, one.names) {
            (true, _) => ticked(&one.text),
            (false, Names::Unit) => "a unit".to_owned(),
            (false, Names::Id | Names::Handle) => "somebody".to_owned(),
        };
        let what = if one.has_left { "whose holder has left" } else { "not on the chart" };
        let what = match (is_shown, one.has_left, one.names) {
            (false, true, Names::Handle) => "who has left",
            (false, false, Names::Id | Names::Handle) => "who is not on the chart",
            (false, false, Names::Unit) => "that is not on the chart",
            _ => what,
        };
        let comma = if is_shown { "," } else { "" };
        let message = format!("{file} names {who}{comma} {what}");
        let help = "name who has taken over; add the position, the handle or the unit to the chart; or keep it \
                    and note why";
        let mut draft = Draft::new(About::File, message, help, Label::new(*first, what))
            .ids([&*one.text, &*one.path])
            .value(&format!("{} {}", one.path, one.text));
        for place in others {
            draft = draft.label(*place, "here too");
        }
        out.push(draft);
    }
}
