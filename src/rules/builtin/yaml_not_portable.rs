//! Texts in quotes that not every reader of YAML takes: one finding, with every place.

use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::Place;
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let found = ctx.chart.yaml_problems.iter();
    let found: Vec<_> = found.filter(|(_, problem)| matches!(problem, Problem::NotPortable { .. })).collect();
    let Some((_, first)) = found.first() else { return };
    let message = match found.len() {
        1 => first.to_string(),
        count => format!("{count} texts in quotes have a line that starts too far to the left"),
    };
    let mut labels = found.iter().map(|(file, problem)| {
        let place = Place { file: *file, span: problem.span() };
        Label::new(place, "some programs refuse this line")
    });
    let Some(primary) = labels.next() else { return };
    let mut draft = Draft::new(About::File, message, first.help(), primary).ids(["chart"]);
    draft.others.extend(labels);
    out.push(draft);
}
