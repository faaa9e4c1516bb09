//! How many findings each rule has, as a table.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::escape::short;
use crate::finding::{Outcome, Portfolio, RuleIndex, Severity};
use crate::sort;

/// Columns a rule's id may take.
const ID_LIMIT: usize = 60;

/// One row for each rule with findings: how many, the heaviest severity, id and title.
pub(super) fn table(outcome: &Outcome, width: usize) -> Vec<String> {
    let rows = rows(outcome);
    let count_width = rows.iter().map(|row| row.count.to_string().len()).max().unwrap_or(1);
    let id_width = rows.iter().map(|row| textwrap::core::display_width(&row.id)).max().unwrap_or(1);
    let title_room = width.saturating_sub(count_width + id_width + 13).max(20);
    rows.iter()
        .map(|row| {
            let pad = id_width - textwrap::core::display_width(&row.id);
            let title = short(&outcome.rule(row.rule).title, title_room);
            let line = format!(
                "{:>count_width$}  {:7}  {}{:pad$}  {title}",
                row.count,
                row.severity.word(),
                row.id,
                ""
            );
            line.trim_end().to_owned()
        })
        .collect()
}

/// What is below each chief, one line each: `CTO: 9 product, 3 operations, 2 unknown`.
pub(super) fn portfolios(outcome: &Outcome, width: usize) -> Vec<String> {
    let line = |portfolio: &Portfolio| {
        let counts = [
            (portfolio.product, "product"),
            (portfolio.operations, "operations"),
            (portfolio.other, "shared or neither"),
            (portfolio.unknown, "unknown"),
        ];
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, side)| format!("{count} {side}"))
            .collect();
        let counts = if counts.is_empty() { "nobody below".to_owned() } else { counts.join(", ") };
        format!("{}: {counts}", short(&portfolio.chief, width / 2))
    };
    outcome.portfolios.iter().map(line).collect()
}

/// The findings of one rule.
pub(super) struct Row {
    pub(super) rule: RuleIndex,
    pub(super) id: String,
    pub(super) count: usize,
    pub(super) severity: Severity,
}

/// The most frequent rule first.
pub(super) fn rows(outcome: &Outcome) -> Vec<Row> {
    let mut counts: HashMap<RuleIndex, (usize, Severity)> = HashMap::new();
    for finding in &outcome.findings {
        let (count, severity) = counts.entry(finding.rule).or_insert((0, finding.severity));
        *count += 1;
        *severity = (*severity).max(finding.severity);
    }
    let mut rows: Vec<Row> = counts
        .into_iter()
        .map(|(rule, (count, severity))| Row {
            rule,
            id: short(&outcome.rule(rule).id, ID_LIMIT),
            count,
            severity,
        })
        .collect();
    sort::by(&mut rows, |a, b| {
        (Reverse(a.count), Reverse(a.severity), &a.id).cmp(&(Reverse(b.count), Reverse(b.severity), &b.id))
    });
    rows
}
