//! What an auditor asks for once a year, as Markdown: which charts were checked and for which date, by which
//! rules and on what source, what was not checked and why, and what was set aside.

use std::collections::HashMap;
use std::io::{self, Write};

use super::escape::markdown_text::{code, text};
use super::json::Range;
use super::markdown::row;
use super::names::NameWords;
use super::short::MESSAGE_LIMIT;
use super::{Options, summary};
use crate::escape::short;
use crate::finding::{Outcome, RuleIndex, Seen};

/// What is at the top of each, so that no part of it can be handed on without.
const NOTICE: &str = "This page says what a program compared with published sources. It is not legal advice \
    or an audit opinion: it does not say that a law applies, or that it is followed.";

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# What orglint {} checked\n\n{NOTICE}", env!("CARGO_PKG_VERSION"))?;
    let names = if options.names { "are shown where lines of the chart are" } else { "are hidden" };
    writeln!(
        out,
        "\nA chart shows positions and the lines between them. It does not show whether a line is used, a \
            report is written or access to a system is granted. Names of people {names}."
    )?;
    charts(outcome, out)?;
    findings(outcome, out)?;
    let seen = Seens::new(outcome);
    checked(outcome, &seen, out)?;
    not_checked(outcome, &seen, out)?;
    exceptions(outcome, options, out)
}

fn charts(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## Charts\n\n| Chart | Files | Positions | Judged at | Regimes stated |\n|---|---:|---:|---|---|"
    )?;
    for chart in &outcome.charts {
        let called = code(&short(chart.name.as_deref().unwrap_or(&chart.path), MESSAGE_LIMIT));
        let whose = if chart.as_of_is_stated { "" } else { ", the day of the run, since no date is stated" };
        let regimes = if chart.regimes.is_empty() { "none".to_owned() } else { chart.regimes.join(", ") };
        let (files, positions, as_of) = (chart.files.len(), chart.positions, &chart.as_of);
        writeln!(out, "| {called} | {files} | {positions} | {as_of}{whose} | {regimes} |")?;
    }
    for (word, words) in summary::alerts(outcome) {
        writeln!(out, "\n> **{word}:** {}", text(&words))?;
    }
    Ok(())
}

fn findings(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let result = summary::sentences(outcome, None).into_iter().next().unwrap_or_default();
    writeln!(out, "\n## What was found\n\n{}.", text(&result))?;
    let known = outcome.baseline.as_ref().map_or(0, |baseline| baseline.known.len());
    if known > 0 {
        let words = summary::plural(known, "earlier finding is", "earlier findings are");
        writeln!(out, "\n{words} in a baseline and not listed here.")?;
    }
    if outcome.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| Severity | Place | Finding | Rule |\n|---|---|---|---|")?;
    outcome.findings.iter().try_for_each(|finding| writeln!(out, "{}", row(outcome, finding)))
}

/// How each rule took part, over all charts.
struct Seens<'o> {
    rules: HashMap<RuleIndex, Vec<&'o Seen>>,
    missing: HashMap<RuleIndex, Vec<&'o str>>,
    found: HashMap<RuleIndex, usize>,
}

impl<'o> Seens<'o> {
    fn new(outcome: &'o Outcome) -> Self {
        let mut rules: HashMap<RuleIndex, Vec<&Seen>> = HashMap::new();
        for (rule, seen) in outcome.charts.iter().flat_map(|chart| &chart.rules) {
            rules.entry(*rule).or_default().push(seen);
        }
        let mut missing: HashMap<RuleIndex, Vec<&str>> = HashMap::new();
        for not_checked in &outcome.not_checked {
            missing.entry(not_checked.rule).or_default().extend(not_checked.names());
        }
        let mut found: HashMap<RuleIndex, usize> = HashMap::new();
        for finding in &outcome.findings {
            *found.entry(finding.rule).or_default() += 1;
        }
        Self { rules, missing, found }
    }

    /// Every rule that took part in some chart or none, in the order of packs.
    fn all<'s>(&'s self, outcome: &'o Outcome) -> impl Iterator<Item = (RuleIndex, &'s [&'o Seen])> {
        let indices = (0..outcome.rules.len()).filter_map(|at| u16::try_from(at).ok()).map(RuleIndex);
        indices.filter_map(|rule| Some((rule, &**self.rules.get(&rule)?)))
    }
}

/// What a rule did over all charts.
enum Part {
    /// It was checked: at so many positions, where that is known.
    Checked(Option<usize>),
    /// There was nothing that it is about.
    NothingToLookAt,
    /// It is off.
    Off,
}

fn part(seen: &[&Seen]) -> Part {
    let positions: usize =
        seen.iter().map(|seen| if let Seen::LookedAt(count) = seen { *count } else { 0 }).sum();
    if positions > 0 {
        Part::Checked(Some(positions))
    } else if seen.iter().any(|seen| matches!(seen, Seen::Chart)) {
        Part::Checked(None)
    } else if seen.iter().any(|seen| matches!(seen, Seen::LookedAt(_))) {
        Part::NothingToLookAt
    } else {
        Part::Off
    }
}

fn checked(outcome: &Outcome, seen: &Seens<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## What was checked\n\nRules that look at the chart as a whole have no number of positions."
    )?;
    writeln!(out, "\n| Rule | It looks for | Source | Positions | Findings |\n|---|---|---|---:|---:|")?;
    for (index, parts) in seen.all(outcome) {
        let Part::Checked(positions) = part(parts) else { continue };
        let rule = outcome.rule(index);
        let source = if rule.source.is_empty() { "the format of the chart" } else { &*rule.source };
        let positions = positions.map(|count| count.to_string()).unwrap_or_default();
        let found = seen.found.get(&index).copied().unwrap_or(0);
        let (id, title) = (code(&rule.id), text(&short(&rule.title, MESSAGE_LIMIT)));
        writeln!(out, "| {id} | {title} | {} | {positions} | {found} |", text(source))?;
    }
    Ok(())
}

fn not_checked(outcome: &Outcome, seen: &Seens<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## What was not checked, and why\n\n| Rule | It looks for | Why not |\n|---|---|---|")?;
    for (index, parts) in seen.all(outcome) {
        let missing = seen.missing.get(&index);
        let why = match (part(parts), missing) {
            (Part::Checked(_), None) => continue,
            (Part::Off, _) => off(parts),
            (Part::NothingToLookAt, None) => {
                "it does not apply, or it is about nobody on the chart".to_owned()
            }
            (_, Some(missing)) if missing.contains(&"before") => {
                "there is no earlier version to compare the chart with (`--since`)".to_owned()
            }
            (part, Some(missing)) => {
                let mut names: Vec<&str> = missing.clone();
                names.sort_unstable();
                names.dedup();
                let names: Vec<String> =
                    names.iter().map(|name| format!("`{}`", short(name, MESSAGE_LIMIT))).collect();
                let partly = if matches!(part, Part::Checked(_)) { "in part: " } else { "" };
                format!("{partly}not stated: {}", names.join(", "))
            }
        };
        let rule = outcome.rule(index);
        let (id, title) = (code(&rule.id), text(&short(&rule.title, MESSAGE_LIMIT)));
        writeln!(out, "| {id} | {title} | {} |", text(&why))?;
    }
    if let Some(words) = summary::left_out(outcome) {
        writeln!(out, "\n- {}", text(&words))?;
    }
    Ok(())
}

fn off(parts: &[&Seen]) -> String {
    let by = parts.iter().find_map(|seen| match seen {
        Seen::Off(by) => by.as_deref(),
        Seen::LookedAt(_) | Seen::Chart => None,
    });
    by.map_or_else(
        || "it is off by default".to_owned(),
        |by| format!("switched off by {}", short(by, MESSAGE_LIMIT)),
    )
}

fn exceptions(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Exceptions\n")?;
    if outcome.allowed.is_empty() {
        return writeln!(out, "No finding was set aside by an exception.");
    }
    writeln!(out, "| Rule | Place | Finding | Reason | Until |\n|---|---|---|---|---|")?;
    let words = NameWords::new(outcome);
    for allowed in &outcome.allowed {
        let at = Range::new(outcome, allowed.finding.primary.place);
        let place = code(&format!("{}:{}", short(at.path, MESSAGE_LIMIT), at.line));
        let reason = allowed.reason.as_deref().unwrap_or("none is given");
        let reason = if options.names { reason.to_owned() } else { words.masked_sentence(reason) };
        let until = allowed.until.as_deref().unwrap_or("no date");
        writeln!(
            out,
            "| {} | {place} | {} | {} | {until} |",
            code(&outcome.rule(allowed.finding.rule).id),
            text(&short(allowed.finding.message.trim(), MESSAGE_LIMIT)),
            text(&short(&crate::escape::one_line(&reason), MESSAGE_LIMIT)),
        )?;
    }
    Ok(())
}
