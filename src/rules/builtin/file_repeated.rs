//! Files of a chart's folder that are copies of another one, and are counted once.

use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::quoted;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for copy in &ctx.chart.copies {
        let name = |file| {
            let path = ctx.sources.get(file).path();
            quoted(path.rsplit('/').next().unwrap_or(path))
        };
        let (one, other) = (name(copy.place.file), name(copy.of));
        let message = format!("{one} is a copy of {other}, and its positions are counted once");
        let help = "remove one of the two from the folder";
        let primary = Label::new(copy.place, "identical from beginning to end");
        out.push(Draft::new(About::File, message, help, primary).ids([one, other]));
    }
}
