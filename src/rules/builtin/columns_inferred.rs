//! Keys whose meaning was learned from the values.

use crate::chart::Problem;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "write them down: `orglint init --chart FILE` adds them to `orglint.yaml`; or keep it";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for placed in &ctx.chart.problems {
        let Problem::Learned { message } = &placed.problem else { continue };
        let label = Label::new(placed.place, "no known header here means this");
        out.push(Draft::new(About::File, message.clone(), HELP.to_owned(), label).ids(["columns"]));
    }
}
