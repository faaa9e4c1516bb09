//! What differs between two versions of a chart. Names of holders are printed where they are asked for.

mod json;
mod lists;
mod page;

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use lists::{List, lists};
pub(in crate::report) use page::page;

use super::escape::{no_commands, short};
use super::summary::plural;
use crate::compare::Comparison;
use crate::escape::markdown_text::text;
use crate::stats::{self, Stats};

/// Columns a path may take.
const PATH_LIMIT: usize = 120;
/// Rows of a list on a page of a build, which is limited in size.
const PAGE_ROWS: usize = 50;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Human,
    /// For the summary page of a build, or a comment.
    Markdown,
    /// For programs; the shape is stable.
    Json,
}

/// Writes the differences, and the numbers of both versions where they are given.
pub fn write(
    format: Format,
    comparison: &Comparison,
    stats: Option<&[Stats; 2]>,
    names: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let numbers = |format| {
        stats.map_or_else(String::new, |[before, after]| {
            format!("\n{}", stats::write(format, after, Some(before), false))
        })
    };
    match format {
        Format::Human => {
            human(comparison, names, &mut out)?;
            write!(out, "{}", numbers(stats::Format::Human))?;
        }
        Format::Markdown => {
            markdown(comparison, names, &mut out)?;
            write!(out, "{}", numbers(stats::Format::Markdown))?;
        }
        Format::Json => json::write(comparison, stats, names, &mut out)?,
    }
    out.flush()
}

fn human(comparison: &Comparison, names: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", no_commands(&head(comparison)))?;
    for List { title, rows } in lists(comparison, names) {
        writeln!(out, "\n{title} ({})", rows.len())?;
        for row in rows {
            writeln!(out, "{}", no_commands(&format!("  {row}")))?;
        }
    }
    writeln!(out, "\n{}", foot(comparison))
}

fn markdown(comparison: &Comparison, names: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Changes of the chart\n\n{}", text(&head(comparison)))?;
    for List { title, rows } in lists(comparison, names) {
        writeln!(out, "\n### {title} ({})\n", rows.len())?;
        for row in rows.iter().take(PAGE_ROWS) {
            writeln!(out, "- {}", text(row))?;
        }
        if let Some(rest) = rows.len().checked_sub(PAGE_ROWS).filter(|rest| *rest > 0) {
            writeln!(out, "- {rest} more")?;
        }
    }
    writeln!(out, "\n{}", text(&foot(comparison)))
}

fn head(comparison: &Comparison) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    let (before, after) = (plural(old.positions, "position", "positions"), new.positions);
    let (from, to) = (short(&old.path, PATH_LIMIT), short(&new.path, PATH_LIMIT));
    format!("from `{from}` to `{to}`: {before} then, {after} now")
}

fn foot(comparison: &Comparison) -> String {
    let same = comparison.changes.is_empty();
    let (new, gone) = (comparison.new_findings.len(), comparison.gone_findings.len());
    let findings = format!("findings: {new} new, {gone} gone, {} as before", comparison.known_findings);
    if same { format!("no changes of positions and holders; {findings}") } else { findings }
}
