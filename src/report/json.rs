//! For programs: the shape is stable and described by a JSON Schema.
//!
//! Written as it goes, finding by finding.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::Options;
use super::escape::json_text::write_value;
use super::mask::Masks;
use crate::finding::{Edit, Finding, Fix, Gone, Label, Outcome, Summary, WithBaseline, WithRevision};
use crate::source::Place;

/// Version of the shape; raised when a key changes its meaning or goes away.
pub(crate) const VERSION: u8 = 1;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        version: VERSION,
        findings: Findings(outcome, Masks::new(outcome, options.names)),
        not_checked: Skipped(outcome),
        incomplete: outcome.incomplete,
        summary: Counts::new(&outcome.summary),
        baseline: outcome.baseline.as_ref().map(BaselineRow::new),
        since: outcome.since.as_ref().map(SinceRow::new),
        layouts: LayoutRow::all(outcome),
        scenarios: outcome
            .charts
            .iter()
            .filter(|chart| chart.is_scenario)
            .map(|chart| &*chart.path)
            .collect(),
    };
    write_value(&report, out)
}

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    findings: Findings<'a>,
    not_checked: Skipped<'a>,
    /// A part of the input could not be read, so the findings are incomplete.
    incomplete: bool,
    summary: Counts,
    /// The baseline that findings were compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<BaselineRow<'a>>,
    /// The earlier revision that findings were compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<SinceRow<'a>>,
    /// Charts that are not in orglint's own format, with how they were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    layouts: Vec<LayoutRow<'a>>,
    /// Charts that are drafts, and not how things are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<&'a str>,
}

#[derive(Serialize)]
struct BaselineRow<'a> {
    path: &'a str,
    stale: Vec<GoneRow<'a>>,
}

impl<'a> BaselineRow<'a> {
    fn new(with: &'a WithBaseline) -> Self {
        Self { path: &with.path, stale: with.stale.iter().map(GoneRow::new).collect() }
    }
}

#[derive(Serialize)]
struct SinceRow<'a> {
    revision: &'a str,
    commit: &'a str,
    /// How many findings were there before, and are not among those of the report.
    known: usize,
    gone: Vec<GoneRow<'a>>,
}

impl<'a> SinceRow<'a> {
    fn new(with: &'a WithRevision) -> Self {
        let gone = with.gone.iter().map(GoneRow::new).collect();
        Self { revision: &with.revision, commit: &with.commit, known: with.known.len(), gone }
    }
}

#[derive(Serialize)]
struct GoneRow<'a> {
    rule: &'a str,
    subject: &'a str,
    fingerprint: String,
    count: usize,
}

impl<'a> GoneRow<'a> {
    fn new(gone: &'a Gone) -> Self {
        let fingerprint = gone.fingerprint.to_string();
        Self { rule: &gone.rule, subject: &gone.at, fingerprint, count: gone.count }
    }
}

#[derive(Serialize)]
struct LayoutRow<'a> {
    /// What the chart is called, where the configuration describes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<&'a str>,
    path: &'a str,
    layout: &'a str,
}

impl<'a> LayoutRow<'a> {
    fn all(outcome: &'a Outcome) -> Vec<Self> {
        let others = outcome.charts.iter().filter(|chart| !chart.is_native);
        others
            .map(|chart| Self { chart: chart.name.as_deref(), path: &chart.path, layout: &chart.layout })
            .collect()
    }
}

struct Findings<'a>(&'a Outcome, Masks<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings.iter().map(|finding| Row::new(self.0, finding, &self.1)))
    }
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    pack: &'a str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    subject: &'a str,
    #[serde(flatten)]
    at: Range<'a>,
    labels: Vec<LabelRow<'a>>,
    fixes: Vec<FixRow<'a>>,
    fingerprint: String,
}

impl<'a> Row<'a> {
    fn new(outcome: &'a Outcome, finding: &'a Finding, masks: &Masks<'_>) -> Self {
        let rule = outcome.rule(finding.rule);
        let label = |(at, label): (usize, &'a Label)| LabelRow {
            at: Range::new(outcome, label.place),
            text: &label.text,
            primary: at == 0,
        };
        let shown = finding.fixes.iter().filter(|fix| !masks.hides(fix));
        Self {
            rule: &rule.id,
            pack: &rule.pack,
            severity: finding.severity.word(),
            message: &finding.message,
            help: &finding.help,
            subject: &finding.subject,
            at: Range::new(outcome, finding.primary.place),
            labels: finding.labels().enumerate().map(label).collect(),
            fixes: shown.map(|fix| FixRow::new(outcome, fix)).collect(),
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

#[derive(Serialize)]
struct LabelRow<'a> {
    #[serde(flatten)]
    at: Range<'a>,
    text: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct FixRow<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    #[serde(flatten)]
    at: Range<'a>,
    text: &'a str,
}

impl<'a> FixRow<'a> {
    fn new(outcome: &'a Outcome, fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| EditRow { at: Range::new(outcome, edit.place), text: &edit.text };
        Self { title: &fix.title, safety: fix.safety.word(), edits: fix.edits.iter().map(edit).collect() }
    }
}

/// Lines and columns from 1, the end exclusive, columns counted in characters.
#[derive(Serialize)]
pub(super) struct Range<'a> {
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    /// The cell of a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<String>,
}

impl<'a> Range<'a> {
    pub(super) fn new(outcome: &'a Outcome, place: Place) -> Self {
        let file = outcome.sources.get(place.file);
        let start = file.position(place.span.start);
        let end = file.position(place.span.end.max(place.span.start));
        Self {
            path: file.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: if file.is_sheet() { end.column + 1 } else { end.column },
            cell: file.cell(place.span.start),
        }
    }
}

struct Skipped<'a>(&'a Outcome);

impl Serialize for Skipped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.not_checked.iter();
        serializer.collect_seq(
            rows.map(|entry| SkippedRow {
                rule: &self.0.rule(entry.rule).id,
                missing: entry.names().collect(),
            }),
        )
    }
}

#[derive(Serialize)]
struct SkippedRow<'a> {
    rule: &'a str,
    missing: Vec<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
    allowed: usize,
    baseline: usize,
    positions: usize,
    abolished: usize,
    members: usize,
    notes: usize,
    files: usize,
}

impl Counts {
    fn new(summary: &Summary) -> Self {
        let Summary { error, warning, info, allowed, baseline, positions, abolished, members, notes, files } =
            *summary;
        Self { error, warning, info, allowed, baseline, positions, abolished, members, notes, files }
    }
}
