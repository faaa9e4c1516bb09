//! Exceptions for findings, as edits of the chart: a comment above the position where it begins a line of its
//! own, else an entry of `exceptions:`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use jiff::civil::Date;

use super::fix::Candidate;
use super::{Checked, Run};
use crate::chart::{Chart, PositionId};
use crate::finding::{Edit, Finding, Fix, Outcome, Safety};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::{Kind, NodeId};

/// The exceptions for all findings of a run: one comment for those of one position, one edit for all entries of a
/// file. A chart in another shape has no place for them.
pub(super) fn of_run(run: &Run, reason: &str, until: Option<Date>) -> Vec<Candidate> {
    let mut places: BTreeMap<Place, (Vec<usize>, Vec<String>)> = BTreeMap::new();
    let mut entries: BTreeMap<(usize, FileId), (Vec<usize>, Vec<String>)> = BTreeMap::new();
    let mut called: HashMap<usize, HashMap<String, Vec<PositionId>>> = HashMap::new();
    for (at, finding) in run.outcome.findings.iter().enumerate() {
        let file = finding.primary.place.file;
        let Some(chart) = run.charts.iter().position(|chart| chart.files.contains(&file.0)) else { continue };
        let checked = &run.charts[chart];
        if !checked.chart.is_native() {
            continue;
        }
        let rule = run.outcome.rule(finding.rule).id.to_string();
        let known = called.entry(chart).or_insert_with(|| by_subject(&checked.chart));
        let known = known.get(&finding.subject).map_or(&[][..], Vec::as_slice);
        let position = position(&checked.chart, known, finding);
        if let Some(place) = position.and_then(|position| above(&checked.chart, position)) {
            let (findings, rules) = places.entry(place).or_default();
            findings.push(at);
            rules.extend((!rules.contains(&rule)).then_some(rule));
        } else {
            let at_what = position.map_or(finding.subject.as_str(), |position| checked.chart.id(position));
            let (findings, items) = entries.entry((chart, file)).or_default();
            findings.push(at);
            let entry = entry(&rule, at_what, reason, until);
            items.extend((!items.contains(&entry)).then_some(entry));
        }
    }
    let title = "write an exception";
    let fix = |edit| Fix { title: title.to_owned(), safety: Safety::Unsafe, edits: vec![edit] };
    let comments = places.into_iter().map(|(place, (findings, rules))| {
        let text = comment(&run.outcome, place, &rules, reason, until);
        Candidate { findings, fix: fix(Edit { place, text }) }
    });
    let entries = entries.into_iter().filter_map(|((chart, file), (findings, items))| {
        Some(Candidate { findings, fix: fix(with_entries(&run.charts[chart], file, &items)?) })
    });
    comments.chain(entries).collect()
}

/// The exception for one finding, as an edit; what it says in place of a reason is left to be written.
pub(crate) fn of_finding(run: &Run, finding: &Finding, reason: &str) -> Option<Edit> {
    let file = finding.primary.place.file;
    let chart = &run.charts.iter().find(|chart| chart.files.contains(&file.0))?.chart;
    let called = by_subject(chart).remove(&finding.subject)?;
    let position = position(chart, &called, finding).filter(|_| chart.is_native())?;
    let place = above(chart, position)?;
    let rule = run.outcome.rule(finding.rule).id.to_string();
    Some(Edit { place, text: comment(&run.outcome, place, &[rule], reason, None) })
}

/// Positions by what findings call them.
fn by_subject(chart: &Chart) -> HashMap<String, Vec<PositionId>> {
    let mut called: HashMap<String, Vec<PositionId>> = HashMap::new();
    chart.positions().for_each(|position| called.entry(chart.subject(position)).or_default().push(position));
    called
}

/// The position that a finding is about, among those that are called so.
fn position(chart: &Chart, called: &[PositionId], finding: &Finding) -> Option<PositionId> {
    let holds = |position: &PositionId| {
        let place = chart.place(chart.node(*position));
        let at = finding.primary.place;
        place.file == at.file && place.span.start <= at.span.start && at.span.end <= place.span.end
    };
    called.iter().find(|position| holds(position)).or(called.first()).copied()
}

/// Where a comment of its own line belongs to a position: the start of the line that the position begins.
fn above(chart: &Chart, position: PositionId) -> Option<Place> {
    let at = chart.node(position);
    let Place { file, span } = chart.place(at);
    let text = chart.files()[at.file as usize].tree.file().text();
    let before = &text[..span.start as usize];
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let is_json = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']);
    let is_first = line > 0 && before[line..].trim_matches([' ', '-']).is_empty();
    (is_first && !is_json).then_some(Place { file, span: Span::empty(offset(line)) })
}

fn comment(outcome: &Outcome, place: Place, rules: &[String], reason: &str, until: Option<Date>) -> String {
    let text = outcome.sources.get(place.file).text();
    let line = &text[place.span.start as usize..];
    let blanks = &line[..line.len() - line.trim_start_matches(' ').len()];
    let until = until.map_or(String::new(), |date| format!(" until {date}"));
    let end = line_end(text);
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{blanks}# orglint: allow({}){until} -- {reason}{end}", rules.join(", "))
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// An entry, as YAML and JSON write it.
fn entry(rule: &str, at: &str, reason: &str, until: Option<Date>) -> String {
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let mut entry =
        format!("{{ \"rule\": {}, \"at\": {}, \"reason\": {}", json(rule), json(at), json(reason));
    if let Some(until) = until {
        // Writing to memory does not fail.
        let _ = write!(entry, ", \"until\": \"{until}\"");
    }
    entry + " }"
}

/// Puts entries into the list of a file, or a list with them.
fn with_entries(checked: &Checked, file: FileId, entries: &[String]) -> Option<Edit> {
    let tree = &checked.chart.files().iter().find(|known| known.id == file)?.tree;
    let [document] = tree.documents() else { return None };
    let (root, text) = (document.root?, tree.file().text());
    let edit =
        |at: usize, text: String| Some(Edit { place: Place { file, span: Span::empty(offset(at)) }, text });
    let is_flow = |node: NodeId| tree.file().slice(tree.span(node)).starts_with(['{', '[']);
    let (end, flow) = (line_end(text), entries.join(", "));
    let Some(list) = tree.get(root, "exceptions") else {
        if is_flow(root) {
            return edit(tree.span(root).start as usize + 1, format!("\"exceptions\": [{flow}], "));
        }
        let start = if text.ends_with(['\n', '\r']) { "" } else { end };
        return edit(text.len(), format!("{start}exceptions:{end}{}", items(entries, "  ", end)));
    };
    if tree.kind(list) != Kind::Sequence {
        return None;
    }
    let first = tree.items(list).next();
    if is_flow(list) {
        let comma = if first.is_some() { ", " } else { "" };
        return edit(tree.span(list).start as usize + 1, flow + comma);
    }
    // Before the first item, whatever the last one ends in.
    let start = tree.span(first?).start as usize;
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let blanks = &text[line..start];
    let is_own = blanks.trim_end().strip_suffix('-').is_some_and(|blanks| blanks.trim().is_empty());
    let indent = &blanks[..blanks.len() - blanks.trim_start().len()];
    if is_own { edit(line, items(entries, indent, end)) } else { None }
}

fn items(entries: &[String], indent: &str, end: &str) -> String {
    entries.iter().flat_map(|entry| [indent, "- ", entry, end]).collect()
}
