//! Workflow commands that GitHub shows as annotations next to the lines of a change.
//!
//! GitHub shows ten of each level and step and drops the rest without a word, so the tenth says
//! how many more there are. What is shown is the first of each severity in the order of the run;
//! that a part could not be read comes before all findings.

use std::io::{self, Write};

use super::escape::{clean, no_commands, one_line, short};
use super::json::Range;
use super::repository::path_in;
use super::short::MESSAGE_LIMIT;
use super::{Options, summary};
use crate::finding::{Finding, Outcome, Severity};

/// Annotations that GitHub shows of each level.
const SHOWN: usize = 10;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let most = options.max_findings.map_or(SHOWN, |limit| limit.clamp(1, SHOWN));
    let warning = summary::warning(outcome);
    if let Some(words) = warning {
        writeln!(out, "::error title=orglint::{}", data(words))?;
    }
    for severity in Severity::ALL {
        let taken = usize::from(severity == Severity::Error && warning.is_some());
        let limit = most.min(SHOWN - taken);
        let findings: Vec<&Finding> = outcome.findings.iter().filter(|it| it.severity == severity).collect();
        let shown = if findings.len() > limit { limit - 1 } else { findings.len() };
        for finding in &findings[..shown] {
            writeln!(out, "{}", annotation(outcome, finding, options))?;
        }
        if findings.len() > shown {
            writeln!(out, "{}", rest(severity, findings.len() - shown, shown))?;
        }
    }
    Ok(())
}

fn annotation(outcome: &Outcome, finding: &Finding, options: &Options) -> String {
    let at = Range::new(outcome, finding.primary.place);
    let rule = &outcome.rule(finding.rule).id;
    let mut text = short(finding.message.trim(), MESSAGE_LIMIT);
    for part in [finding.primary.text.trim(), finding.help.trim()] {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&short(&one_line(part), MESSAGE_LIMIT));
        }
    }
    format!(
        "::{} file={},line={},endLine={}{},title={}::{}",
        level(finding.severity),
        property(&path_in(at.path, options)),
        at.line,
        at.end_line,
        columns(&at),
        property(&format!("orglint: {rule}")),
        data(&text)
    )
}

/// GitHub takes columns of a place on one line only.
fn columns(at: &Range<'_>) -> String {
    if at.line == at.end_line {
        format!(",col={},endColumn={}", at.column, at.end_column)
    } else {
        String::new()
    }
}

fn rest(severity: Severity, count: usize, shown: usize) -> String {
    let more = if shown == 0 { "" } else { "more " };
    let them = summary::severity_count(severity, count);
    let (number, word) = them.split_once(' ').unwrap_or((&them, ""));
    format!("::{} title=orglint::+{number} {more}{word}, not shown here", level(severity))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// Text after the second `::`; it alone may have line breaks, which are our own.
fn data(text: &str) -> String {
    percent(&no_commands(text))
}

/// The value of a property, which ends at a comma or at `::`.
fn property(text: &str) -> String {
    let text = percent(&clean(text)).replace(':', "%3A").replace(',', "%2C");
    no_commands(&text).into_owned()
}

fn percent(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
