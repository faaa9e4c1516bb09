//! Files in which no chart was found, and files of other formats.

use crate::chart;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{Place, TextError};
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for placed in &ctx.chart.problems {
        if let chart::Problem::NoChart { message, help } = &placed.problem {
            let label = Label::new(placed.place, "no positions here");
            out.push(Draft::new(About::File, message, help.clone(), label).ids(["chart", "positions"]));
        }
    }
    for (file, problem) in &ctx.chart.yaml_problems {
        if let Problem::Text(TextError::OtherFormat { .. }) | Problem::OtherFormat { .. } = problem {
            let place = Place { file: *file, span: problem.span() };
            let label = Label::new(place, "nothing in this file is read");
            let message = problem.to_string();
            let ids = ["chart".to_owned(), message.clone()];
            out.push(Draft::new(About::File, message, problem.help(), label).ids(ids));
        }
    }
}
