//! Comments in which an exception is after something else: only one that begins a comment counts.

use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for (place, position) in &ctx.chart.unread_allows {
        let about = position.map_or(About::File, About::Position);
        let owner = position.map_or("chart", |position| ctx.chart.id(position));
        let message = "an exception inside a comment is not read";
        let help = "begin the comment with it, or write it in a separate comment on the line above";
        let primary = Label::new(*place, "an exception begins its comment: `# orglint: …`");
        out.push(Draft::new(about, message, help, primary).ids([owner]));
    }
}
