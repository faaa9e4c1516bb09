//! Markdown for the summary page of a build: the result, a table, and a picture of the positions
//! that are spoken of.

use std::io::{self, Write};

use super::escape::markdown_text::{code, text};
use super::escape::{one_line, short};
use super::json::Range;
use super::mermaid::picture;
use super::short::MESSAGE_LIMIT;
use super::{Options, changes, statistics, summary};
use crate::finding::{Finding, Outcome};

/// Findings in the table where nothing else is asked for: such pages are limited in size.
const ROWS: usize = 50;
/// Findings that are gone and named.
const GONE: usize = 20;
/// Columns a path may take.
const PATH_LIMIT: usize = 120;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut sentences = summary::sentences(outcome, options.elapsed).into_iter();
    let result = sentences.next().unwrap_or_default();
    if !options.quiet {
        writeln!(out, "## orglint\n")?;
        changes::page(&options.changes, options.names, out)?;
        writeln!(out, "{}", text(&result))?;
        for (word, words) in summary::alerts(outcome) {
            writeln!(out, "\n> **{word}:** {}", text(&words))?;
        }
    }
    if options.statistics {
        statistics_table(outcome, out)?;
        let portfolios = statistics::portfolios(outcome, MESSAGE_LIMIT);
        if !portfolios.is_empty() {
            writeln!(out)?;
        }
        for portfolio in portfolios {
            writeln!(out, "- {}", text(&portfolio))?;
        }
    } else {
        findings(outcome, options, out)?;
    }
    if options.quiet {
        return Ok(());
    }
    gone(outcome, out)?;
    for (at, sentence) in sentences.enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        writeln!(out, "{gap}- {}", text(&sentence))?;
    }
    Ok(())
}

fn findings(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let count = options.max_findings.unwrap_or(ROWS).min(outcome.findings.len());
    let shown = &outcome.findings[..count];
    if !shown.is_empty() {
        writeln!(out, "\n| Severity | Place | Finding | Rule |\n|---|---|---|---|")?;
        for finding in shown {
            writeln!(out, "{}", row(outcome, finding))?;
        }
    }
    if let Some(words) = summary::not_shown(outcome, count) {
        writeln!(out, "\n{words}")?;
    }
    match picture(shown, &options.structures) {
        Some(picture) => writeln!(out, "\n```mermaid\n{picture}```"),
        None => Ok(()),
    }
}

/// What was found in the earlier version and is gone.
fn gone(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let Some(with) = outcome.since.as_ref().filter(|with| !with.gone.is_empty()) else { return Ok(()) };
    writeln!(out, "\nFindings that are gone:\n")?;
    for gone in with.gone.iter().take(GONE) {
        let rule = code(&short(&gone.rule, PATH_LIMIT));
        let times = if gone.count == 1 { String::new() } else { format!(", {} times", gone.count) };
        writeln!(out, "- {rule} at {}{times}", code(&short(&gone.at, PATH_LIMIT)))?;
    }
    match with.gone.len().checked_sub(GONE).filter(|rest| *rest > 0) {
        Some(rest) => writeln!(out, "- {rest} more"),
        None => Ok(()),
    }
}

pub(super) fn row(outcome: &Outcome, finding: &Finding) -> String {
    let at = Range::new(outcome, finding.primary.place);
    let place = format!("{}:{}", short(at.path, PATH_LIMIT), at.line);
    let help = short(&one_line(&finding.help), MESSAGE_LIMIT);
    let help = if help.is_empty() { help } else { format!("<br><sub>{}</sub>", text(&help)) };
    format!(
        "| {} | {} | {}{help} | {} |",
        finding.severity,
        code(&place),
        text(&short(finding.message.trim(), MESSAGE_LIMIT)),
        code(&short(&outcome.rule(finding.rule).id, PATH_LIMIT))
    )
}

fn statistics_table(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let rows = statistics::rows(outcome);
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| Findings | Severity | Rule | |\n|---:|---|---|---|")?;
    for row in rows {
        let title = text(&short(&outcome.rule(row.rule).title, MESSAGE_LIMIT));
        writeln!(out, "| {} | {} | {} | {title} |", row.count, row.severity, code(&row.id))?;
    }
    Ok(())
}
