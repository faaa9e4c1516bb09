//! What a report says of the run as a whole, in sentences that several formats share.

use std::collections::HashMap;
use std::time::Duration;

use super::Options;
use super::escape::short;
use crate::finding::{Finding, MissingFact, NotChecked, Outcome, Severity, Summary};
use crate::sort;

/// Missing facts that are named one by one.
const FACTS: usize = 5;
/// Columns the name of a fact may take.
const FACT_LIMIT: usize = 60;

/// The findings to show.
pub(super) fn shown<'a>(outcome: &'a Outcome, options: &Options) -> &'a [Finding] {
    let count = options.max_findings.unwrap_or(usize::MAX).min(outcome.findings.len());
    &outcome.findings[..count]
}

/// Says how many findings were left out, where any were.
pub(super) fn not_shown(outcome: &Outcome, shown: usize) -> Option<String> {
    let rest = outcome.findings.len() - shown;
    let are = if rest == 1 { "is" } else { "are" };
    let more = if shown == 0 { "" } else { " more" };
    (rest > 0).then(|| format!("{rest}{more} {} {are} not shown", noun(rest, "finding", "findings")))
}

/// `1 finding`, `2 findings`.
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", noun(count, one, many))
}

fn noun<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// Count of a severity in words: `2 errors`.
pub(super) fn severity_count(severity: Severity, count: usize) -> String {
    let many = match severity {
        Severity::Error => "errors",
        Severity::Warning => "warnings",
        Severity::Info => "info",
    };
    plural(count, severity.word(), many)
}

/// The counts of a run, one sentence each: what was found where, what was allowed, what was not
/// checked. The first is the result.
pub(super) fn sentences(outcome: &Outcome, elapsed: Option<Duration>) -> Vec<String> {
    let mut out = vec![result(outcome, elapsed)];
    out.extend(since(outcome));
    out.extend(selected(outcome));
    out.extend(left_out(outcome));
    out.extend(no_positions(outcome));
    out.extend(set_aside(outcome));
    out.extend(stale(outcome));
    out.extend(not_checked(outcome));
    out
}

fn result(outcome: &Outcome, elapsed: Option<Duration>) -> String {
    let summary = &outcome.summary;
    let positions = plural(summary.positions, "position", "positions");
    let files = plural(summary.files, "file", "files");
    let took = elapsed.map(|time| format!(" ({})", duration(time))).unwrap_or_default();
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|severity| summary.of(*severity) > 0)
        .map(|severity| severity_count(severity, summary.of(severity)))
        .collect();
    if !counts.is_empty() {
        return format!("{} in {positions}, {files}{took}", counts.join(", "));
    }
    if outcome.incomplete {
        return format!("{positions} read in {files}, no findings in what could be read{took}");
    }
    if summary.positions == 0 {
        return format!("no positions in {files}: there was nothing to check{took}");
    }
    let files = if summary.files > 1 { format!(" in {files}") } else { String::new() };
    format!("{positions}{files}, no findings{took}")
}

/// Says of how many files findings are reported, where that is not all that were read.
fn selected(outcome: &Outcome) -> Option<String> {
    let charts = || outcome.charts.iter();
    charts().find(|chart| chart.reported.is_some())?;
    let reported: usize = charts().map(|chart| chart.reported.unwrap_or(chart.files.len())).sum();
    let all: usize = charts().map(|chart| chart.files.len()).sum();
    Some(format!("reported: what has a place in {reported} of {}", plural(all, "file", "files")))
}

/// Says what of the charts' folders was not read.
pub(crate) fn left_out(outcome: &Outcome) -> Option<String> {
    let unread = || outcome.charts.iter().map(|chart| &chart.unread);
    let folders: Vec<&String> = unread().flat_map(|unread| &unread.without_chart).collect();
    let files: usize = unread().map(|unread| unread.ignored_files).sum();
    let ignored: usize = unread().map(|unread| unread.ignored_folders).sum();
    let mut parts: Vec<String> = Vec::new();
    if let Some(first) = folders.first() {
        let rest = folders.len() - 1;
        let more = if rest == 0 {
            String::new()
        } else {
            format!(" and {}", plural(rest, "other folder", "other folders"))
        };
        parts.push(format!("`{}`{more}, where there is no chart", short(first, FACT_LIMIT)));
    }
    let counts = [(files, "file", "files"), (ignored, "folder", "folders")];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| plural(*count, one, many))
        .collect();
    if !counts.is_empty() {
        parts.push(format!("{} that Git ignores", counts.join(" and ")));
    }
    let files: usize = unread().map(|unread| unread.hidden_files).sum();
    let folders: usize = unread().map(|unread| unread.hidden_folders).sum();
    let counts = [(files, "hidden file", "hidden files"), (folders, "hidden folder", "hidden folders")];
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, one, many)| plural(*count, one, many)).collect();
    if !counts.is_empty() {
        parts.push(counts.join(" and "));
    }
    let sheets: usize = outcome.sources.iter().map(|(_, file)| file.further_sheets()).sum();
    if sheets > 0 {
        let sheets = plural(sheets, "other sheet", "other sheets");
        parts.push(format!("{sheets} of a workbook; to read one, write `FILE#SHEET`"));
    }
    (!parts.is_empty()).then(|| format!("left out: {}", parts.join("; ")))
}

/// Says how many posts are not positions any more, and how many members of teams and rows of tables are none.
fn no_positions(outcome: &Outcome) -> Option<String> {
    let Summary { abolished, members, notes, .. } = outcome.summary;
    let counts = [
        (abolished, "abolished post", "abolished posts"),
        (members, "member of a team", "members of teams"),
        (notes, "row or record that describes no position", "rows or records that describe no position"),
    ];
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, one, many)| plural(*count, one, many)).collect();
    (!counts.is_empty()).then(|| format!("{} left out", counts.join(" and ")))
}

/// Says that the result is not the whole picture, where it is not.
pub(super) fn warning(outcome: &Outcome) -> Option<&'static str> {
    outcome.incomplete.then_some("a part of the input could not be read, so this result is incomplete")
}

/// What is said before anything else, each with the word that it begins with.
pub(super) fn alerts(outcome: &Outcome) -> impl Iterator<Item = (&'static str, String)> {
    let incomplete = warning(outcome).map(|words| ("Incomplete", words.to_owned()));
    incomplete.into_iter().chain(scenario(outcome).map(|words| ("Scenario", words)))
}

/// Says which charts are drafts, where some are: a plan that gets about before those it concerns have heard of it
/// does harm.
fn scenario(outcome: &Outcome) -> Option<String> {
    let mut drafts = outcome.charts.iter().filter(|chart| chart.is_scenario);
    let first = drafts.next()?;
    let called = short(first.name.as_deref().unwrap_or(&first.path), FACT_LIMIT);
    let more = match drafts.count() {
        0 => " is a draft".to_owned(),
        rest => format!(" and {} are drafts", plural(rest, "other chart", "other charts")),
    };
    Some(format!(
        "`{called}`{more} (`kind: scenario`), not the current state: before you pass it on, tell those whom \
            it concerns in person"
    ))
}

/// How to keep what a finding offers to keep. Said once, since every help line of that kind ends with it.
pub(super) fn how_to_keep(outcome: &Outcome) -> Vec<&'static str> {
    const IN_YAML: &str = "to keep it and note why: `# orglint: allow(RULE) -- why` beside the line";
    const IN_JSON: &str = "to keep it and note why: `\"exceptions\": [{ \"rule\": \"RULE\", \"at\": \"ID\", \"reason\": \"why\" }]` at the top";
    const IN_TABLE: &str =
        "to keep it and note why: `exceptions:` under the chart's entry in `charts:` of `orglint.yaml`";
    let kept = outcome.findings.iter().filter(|finding| finding.help.contains("note why"));
    let mut ways = [(IN_YAML, false), (IN_JSON, false), (IN_TABLE, false)];
    for finding in kept {
        let path = outcome.sources.get(finding.primary.place.file).path();
        let way = match path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
            Some("json") => 1,
            Some("yaml" | "yml") | None => 0,
            _ => 2,
        };
        ways[way].1 = true;
    }
    ways.into_iter().filter(|(_, is_meant)| *is_meant).map(|(words, _)| words).collect()
}

fn set_aside(outcome: &Outcome) -> Option<String> {
    let summary = &outcome.summary;
    let parts: Vec<String> =
        [(summary.allowed, "allowed by exceptions"), (summary.baseline, "known from the baseline")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, how)| format!("{count} {how}"))
            .collect();
    (!parts.is_empty()).then(|| format!("set aside: {}", parts.join(", ")))
}

/// What has changed since an earlier revision.
fn since(outcome: &Outcome) -> Option<String> {
    let with = outcome.since.as_ref()?;
    let gone: usize = with.gone.iter().map(|gone| gone.count).sum();
    let (new, before) = (outcome.findings.len(), with.known.len());
    let (revision, commit) = (short(&with.revision, FACT_LIMIT), &with.commit);
    Some(format!("since `{revision}` ({commit}): {new} new, {gone} gone, {before} as before"))
}

/// Entries of the baseline that are of no use any more, and the first of them.
fn stale(outcome: &Outcome) -> Option<String> {
    let with = outcome.baseline.as_ref()?;
    let first = with.stale.first()?;
    let count = with.stale.len();
    let named = format!("`{}` at `{}`", short(&first.rule, FACT_LIMIT), short(&first.at, FACT_LIMIT));
    let rest = if count == 1 { String::new() } else { format!(" and {} more", count - 1) };
    let entries = plural(count, "entry", "entries");
    let path = short(&with.path, 2 * FACT_LIMIT);
    Some(format!("stale in the baseline: {entries}, {named}{rest}; `--write-baseline {path}` removes them"))
}

/// How many rules would compare the chart with an earlier version. Nobody who looks at a chart as it is waits for
/// them, so it is said where somebody asks for more, and in formats for programs.
#[must_use]
pub fn without_earlier_version(outcome: &Outcome) -> Option<String> {
    let count = outcome.not_checked.iter().filter(|entry| is_of_change(entry)).count();
    let needs = noun(count, "needs", "need");
    let rules = plural(count, "rule", "rules");
    (count > 0)
        .then(|| format!("not checked: {rules} {needs} an earlier version; add one with `--since REV`"))
}

fn is_of_change(entry: &NotChecked) -> bool {
    entry.missing.iter().any(MissingFact::is_earlier_version)
}

/// Which facts rules lacked, fact by fact, with how many rules need it.
pub(super) fn not_checked(outcome: &Outcome) -> Vec<String> {
    let others = outcome.not_checked.iter().filter(|entry| !is_of_change(entry)).count();
    if outcome.incomplete && others > 0 {
        let rules = plural(others, "rule", "rules");
        return vec![format!(
            "not checked: {rules}, because the unread part may state facts that are missing"
        )];
    }
    let mut facts: Vec<(&MissingFact, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let told = outcome.not_checked.iter().filter(|entry| !is_of_change(entry));
    for fact in told.flat_map(|entry| &entry.missing) {
        let at = *known.entry(&fact.name).or_insert_with(|| {
            facts.push((fact, 0));
            facts.len() - 1
        });
        facts[at].1 += 1;
    }
    // The fact whose absence costs most comes first; equal ones stay in the order of the rules.
    sort::by_key(&mut facts, |(_, count)| std::cmp::Reverse(*count));
    let mut out: Vec<String> = facts.iter().take(FACTS).map(|(fact, count)| lacking(fact, *count)).collect();
    if let Some(rest) = facts.len().checked_sub(FACTS).filter(|rest| *rest > 0) {
        out.push(format!("not checked: rules that need {}", plural(rest, "other fact", "other facts")));
    }
    out
}

fn lacking(fact: &MissingFact, count: usize) -> String {
    let needs = noun(count, "needs", "need");
    let rules = plural(count, "rule", "rules");
    let name = short(&fact.name, FACT_LIMIT);
    let add = fact.add.as_ref().map(|add| format!("; add `{}`", short(add, 2 * FACT_LIMIT)));
    format!("not checked: {rules} {needs} `{name}`{}", add.unwrap_or_default())
}

fn duration(time: Duration) -> String {
    if time.as_millis() < 1000 {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
