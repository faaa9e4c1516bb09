//! Setting known findings aside.

use std::collections::HashMap;

use super::Baseline;
use crate::finding::{Finding, Fingerprint, Gone, Outcome, Severity, WithBaseline};

/// The pack of the rules about what could not be read.
const READING: &str = "reading";

impl Baseline {
    /// Takes the findings that are known out of those of a run, and notes which entries are stale.
    /// `path` is what the baseline is called; `is_whole` tells that every finding of the charts was
    /// asked for.
    pub fn set_aside(&self, path: &str, is_whole: bool, outcome: &mut Outcome) {
        let mut left: HashMap<Fingerprint, usize> =
            self.entries.iter().map(|entry| (entry.fingerprint, entry.count)).collect();
        let unread = unread(outcome);
        let known = outcome.take_known(|finding| {
            let left = left.get_mut(&finding.fingerprint).filter(|left| **left > 0 && !unread(finding));
            left.map(|left| *left -= 1).is_some()
        });
        outcome.summary.baseline = known.len();
        let is_whole = is_whole && !outcome.incomplete;
        let stale = self.entries.iter().filter_map(|entry| {
            let count = left.get(&entry.fingerprint).copied().filter(|count| *count > 0)?;
            let (rule, at) = (entry.rule.clone(), entry.at.clone());
            Some(Gone { rule, at, fingerprint: entry.fingerprint, count })
        });
        let stale = if is_whole { stale.collect() } else { Vec::new() };
        outcome.baseline = Some(WithBaseline { path: path.to_owned(), known, stale });
    }
}

/// Whether a finding tells why the charts could not be read in full: such a one is always shown.
fn unread(outcome: &Outcome) -> impl Fn(&Finding) -> bool + use<> {
    let rules: Vec<bool> = outcome.rules.iter().map(|rule| rule.pack == READING).collect();
    let is_incomplete = outcome.incomplete;
    move |finding| is_incomplete && finding.severity == Severity::Error && rules[usize::from(finding.rule.0)]
}
