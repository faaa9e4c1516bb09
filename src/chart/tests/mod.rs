//! Text in, what the chart says and what is wrong with it out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod allow;
mod fields;
mod forms;
mod ids;
mod oracle;
mod surprises;
mod vacancy;

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::source::SourceFile;
use crate::yaml::parse;

fn chart(text: &str) -> Chart {
    charts(&[text])
}

/// A chart of several files.
fn charts(texts: &[&str]) -> Chart {
    let files = texts.iter().enumerate().map(|(at, text)| {
        let id = FileId(u32::try_from(at).unwrap());
        (id, parse(&Arc::new(SourceFile::new(format!("org{at}.yaml"), *text))))
    });
    read(files.collect())
}

/// A chart that has to be without a mistake.
fn sound(text: &str) -> Chart {
    let chart = chart(text);
    assert_eq!(told(&chart), [""; 0], "{text}");
    assert_eq!(chart.yaml_problems, [], "{text}");
    assert_eq!(chart.unknown_keys, [], "{text}");
    chart
}

fn covered(chart: &Chart, place: Place) -> &str {
    chart.files[place.file.0 as usize].tree.file().slice(place.span)
}

/// Line and column of a span in a file of the chart.
fn position_of(chart: &Chart, place: Place) -> String {
    let at = chart.files[place.file.0 as usize].tree.file().position(place.span.start);
    format!("{}:{}", at.line, at.column)
}

/// The problems as a report shows them: line, column, message, and the text they are shown at.
fn told(chart: &Chart) -> Vec<String> {
    let told = chart.problems.iter().map(|placed| {
        let at = position_of(chart, placed.place);
        let covered = covered(chart, placed.place);
        format!("{at} {} [{covered}]", placed.problem)
    });
    told.collect()
}

/// The help of the only problem.
fn help(text: &str) -> String {
    let chart = chart(text);
    let [placed] = &chart.problems[..] else { panic!("{:?}", chart.problems) };
    match &placed.problem {
        Problem::WrongType { help, .. } | Problem::NoChart { help, .. } => help.clone(),
        Problem::UnknownWord { near, .. } => near.unwrap_or("").to_owned(),
        Problem::NoId | Problem::Bare | Problem::Learned { .. } => String::new(),
    }
}

/// Ids in the order of the chart, each with the id of the position that holds it.
fn nesting(chart: &Chart) -> String {
    let mut out = String::new();
    for position in chart.positions() {
        let parent = chart.parent(position).map_or("", |parent| chart.id(parent));
        write!(out, "{parent}>{} ", chart.id(position)).unwrap();
    }
    out.trim_end().to_owned()
}

fn ids(chart: &Chart) -> Vec<&str> {
    chart.positions().map(|position| chart.id(position)).collect()
}

/// A chart of one position with an id, a title and one more field.
fn with_field(field: &str) -> Chart {
    chart(&format!("positions:\n  - id: a\n    title: A\n    {field}\n"))
}

const FIRST: PositionId = PositionId(0);
