//! `--verbose`: what was read, how it was understood, and how long each stage took.

use std::time::Duration;

use super::say::say;
use crate::finding::{ChartRead, Outcome};
use crate::report::{left_out, without_earlier_version};
use crate::source::quoted;

/// Files of one chart that are named one by one.
const NAMED_FILES: usize = 20;

/// Tells it on standard error.
pub(super) fn tell(outcome: &Outcome, finding: Duration) {
    say("verbose", &format!("files were looked for and loaded in {}", time(finding)), None);
    for chart in &outcome.charts {
        say("verbose", &what(chart), None);
        for file in chart.files.iter().take(NAMED_FILES) {
            say("verbose", &format!("read `{}`", outcome.sources.get(*file).path()), None);
        }
        let more = chart.files.len().saturating_sub(NAMED_FILES);
        if more > 0 {
            say("verbose", &format!("read {more} more files"), None);
        }
        let (reading, judging) = (time(chart.reading), time(chart.judging));
        let called = called(chart);
        say("verbose", &format!("{called} was read in {reading}, and checked in {judging}"), None);
    }
    for told in [left_out(outcome), without_earlier_version(outcome)].into_iter().flatten() {
        say("verbose", &told, None);
    }
}

fn what(chart: &ChartRead) -> String {
    let left_out = match chart.left_out {
        0 => String::new(),
        1 => "; one other file there is no part of it".to_owned(),
        count => format!("; {count} other files there are no part of it"),
    };
    let reported = match chart.reported {
        None => String::new(),
        Some(1) => "; reported: what has a place in one of its files".to_owned(),
        Some(count) => format!("; reported: what has a place in {count} of its files"),
    };
    let called = called(chart);
    format!("{called}: layout `{}`, {} positions{left_out}{reported}", chart.layout, chart.positions)
}

fn called(chart: &ChartRead) -> String {
    match &chart.name {
        Some(name) => format!("the chart {}", quoted(name)),
        None => format!("`{}`", chart.path),
    }
}

fn time(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
