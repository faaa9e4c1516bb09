//! Findings of one run against those of another, chart by chart.

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Finding, Fingerprint, Gone, Outcome, Severity};
use crate::sort;
use crate::source::{FileId, LineColumn};

/// Findings by their charts and fingerprints.
pub(super) struct Tally<'o> {
    left: HashMap<(usize, Fingerprint), Vec<&'o Finding>>,
    charts: Charts,
}

impl<'o> Tally<'o> {
    /// The findings of a run. `number` gives the number by which a chart of it is known to both.
    pub(super) fn new(outcome: &'o Outcome, number: impl Fn(usize) -> usize) -> Self {
        let charts = Charts::new(outcome);
        let mut left: HashMap<_, Vec<&Finding>> = HashMap::new();
        // The last is taken first: the order of reports stays that of what is taken.
        for finding in outcome.findings.iter().rev() {
            left.entry((number(charts.of(finding)), finding.fingerprint)).or_default().push(finding);
        }
        Self { left, charts }
    }

    /// Takes the finding that is the same as one of the other run.
    pub(super) fn take(&mut self, chart: usize, finding: &Finding) -> Option<&'o Finding> {
        self.left.get_mut(&(chart, finding.fingerprint))?.pop()
    }

    /// What was not taken, by its place.
    pub(super) fn rest(self) -> Vec<&'o Finding> {
        let mut rest: Vec<(usize, &Finding)> =
            self.left.into_values().flatten().map(|finding| (self.charts.of(finding), finding)).collect();
        sort::by_key(&mut rest, |(chart, finding)| (*chart, finding.primary.place, finding.rule));
        rest.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Which chart a file belongs to.
pub(super) struct Charts(BTreeMap<FileId, usize>);

impl Charts {
    pub(super) fn new(outcome: &Outcome) -> Self {
        let charts = outcome.charts.iter().enumerate();
        Self(charts.flat_map(|(at, chart)| chart.files.iter().map(move |file| (*file, at))).collect())
    }

    /// The number of a finding's chart. Files that are not part of one are counted to that before them.
    pub(super) fn of(&self, finding: &Finding) -> usize {
        self.0.range(..=finding.primary.place.file).next_back().map_or(0, |(_, chart)| *chart)
    }
}

/// Takes the findings out of a run that are there in an earlier one too, and gives them with those of
/// the earlier one that are gone. `charts` has for each chart of the earlier run the number of that
/// chart in the later one.
pub fn keep_new(earlier: &Outcome, charts: &[usize], later: &mut Outcome) -> (Vec<Finding>, Vec<Gone>) {
    let mut tally = Tally::new(earlier, |chart| charts.get(chart).copied().unwrap_or(usize::MAX));
    let places = Charts::new(later);
    // What a baseline holds was there as well.
    for finding in later.baseline.iter().flat_map(|with| &with.known) {
        tally.take(places.of(finding), finding);
    }
    let known = later.take_known(|finding| tally.take(places.of(finding), finding).is_some());
    (known, gone(earlier, &tally.rest()))
}

/// A finding as a list of changes shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The id of its rule.
    pub rule: String,
    /// Its severity.
    pub severity: Severity,
    /// Its first line.
    pub message: String,
    /// What it is about.
    pub subject: String,
    /// The path of its file.
    pub path: String,
    /// Where it is in the file.
    pub at: LineColumn,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

impl FindingRow {
    fn new(outcome: &Outcome, finding: &Finding) -> Self {
        let file = outcome.sources.get(finding.primary.place.file);
        Self {
            rule: outcome.rule(finding.rule).id.to_string(),
            severity: finding.severity,
            message: finding.message.clone(),
            subject: finding.subject.clone(),
            path: file.path().to_owned(),
            at: file.position(finding.primary.place.span.start),
            fingerprint: finding.fingerprint,
        }
    }
}

/// Takes the findings out of one run of a chart that are there in an earlier one too; gives how many
/// those are, the new ones, and the ones that are gone.
pub fn finding_changes(earlier: &Outcome, later: &mut Outcome) -> (usize, Vec<FindingRow>, Vec<FindingRow>) {
    let mut tally = Tally::new(earlier, |_| 0);
    let known = later.take_known(|finding| tally.take(0, finding).is_some());
    let gone = tally.rest();
    let gone = gone.into_iter().map(|finding| FindingRow::new(earlier, finding)).collect();
    let new = later.findings.iter().map(|finding| FindingRow::new(later, finding)).collect();
    (known.len(), new, gone)
}

fn gone(outcome: &Outcome, findings: &[&Finding]) -> Vec<Gone> {
    let mut gone: Vec<Gone> = Vec::new();
    let mut known: HashMap<Fingerprint, usize> = HashMap::new();
    for finding in findings {
        let at = *known.entry(finding.fingerprint).or_insert(gone.len());
        if at < gone.len() {
            gone[at].count += 1;
            continue;
        }
        gone.push(Gone {
            rule: outcome.rule(finding.rule).id.to_string(),
            at: finding.kept().to_owned(),
            fingerprint: finding.fingerprint,
            count: 1,
        });
    }
    gone
}
