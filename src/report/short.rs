//! `path:line:column: severity[rule] message`, one line for each finding.

use std::io::{self, Write};

use super::escape::{clean, no_commands, short};
use super::{Options, summary};
use crate::finding::{Finding, Outcome};

/// Columns a message may take.
pub(super) const MESSAGE_LIMIT: usize = 400;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let shown = summary::shown(outcome, options);
    for finding in shown {
        writeln!(out, "{}", no_commands(&line(outcome, finding)))?;
    }
    match summary::not_shown(outcome, shown.len()) {
        Some(words) => writeln!(out, "{words}"),
        None => Ok(()),
    }
}

fn line(outcome: &Outcome, finding: &Finding) -> String {
    let place = finding.primary.place;
    let file = outcome.sources.get(place.file);
    format!(
        "{}:{}: {}[{}] {}",
        clean(file.path()),
        file.spot(place.span.start),
        finding.severity,
        clean(&outcome.rule(finding.rule).id),
        short(&finding.message, MESSAGE_LIMIT)
    )
}
