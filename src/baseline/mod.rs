//! Findings that are known and set aside: the file they are listed in, and comparing with it. Uses
//! [`crate::yaml`], [`crate::source`], [`crate::finding`], and of [`crate::chart`] how a text is written
//! as YAML.
//!
//! An entry is a finding by its fingerprint, never by a count: with counts one finding could take the
//! place of another unseen.

mod compare;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub use read::read;

use crate::finding::{Finding, Fingerprint, Outcome};
use crate::sort;

/// Version of the shape of the file.
const VERSION: &str = "1";

/// A known finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of its rule.
    pub rule: String,
    /// What it is about. For people: findings are found by their fingerprints.
    pub at: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// How many findings have it.
    pub count: usize,
    /// Why it is known, as people wrote it.
    pub reason: Option<String>,
}

/// Known findings, in the order of their rules and of what they are about; each fingerprint once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

impl Baseline {
    /// Every finding of a run, those that a baseline holds among them.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let known = outcome.baseline.iter().flat_map(|with| &with.known);
        let entry = |finding: &Finding| Entry {
            rule: outcome.rule(finding.rule).id.to_string(),
            at: finding.kept().to_owned(),
            fingerprint: finding.fingerprint,
            count: 1,
            reason: None,
        };
        let mut entries: Vec<Entry> = outcome.findings.iter().chain(known).map(entry).collect();
        // Among findings with one fingerprint any may come first, so that it is not the order that tells
        // what their entry says.
        sort::by(&mut entries, |a, b| (a.fingerprint, &a.at).cmp(&(b.fingerprint, &b.at)));
        entries.dedup_by(|again, first| {
            let is_same = again.fingerprint == first.fingerprint;
            first.count += usize::from(is_same);
            is_same
        });
        Self::sorted(entries)
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Entries in their order. One that appears twice, as two branches may both add it, counts once.
    fn sorted(mut entries: Vec<Entry>) -> Self {
        sort::by_key(&mut entries, |entry| entry.fingerprint);
        entries.dedup_by(|again, first| {
            let is_same = again.fingerprint == first.fingerprint;
            if is_same {
                first.count = first.count.max(again.count);
                first.reason = first.reason.take().or_else(|| again.reason.take());
            }
            is_same
        });
        sort::by(&mut entries, |a, b| (&a.rule, &a.at, a.fingerprint).cmp(&(&b.rule, &b.at, b.fingerprint)));
        Self { entries }
    }

    /// With the reasons that another gives for the same findings, where this one gives none.
    #[must_use]
    pub fn with_reasons_of(mut self, other: &Self) -> Self {
        let reasons = other.by_fingerprint();
        for entry in self.entries.iter_mut().filter(|entry| entry.reason.is_none()) {
            let known = reasons.get(&entry.fingerprint);
            entry.reason = known.and_then(|known| known.reason.clone());
        }
        self
    }

    /// With every entry of another that this one does not have.
    #[must_use]
    pub fn with_entries_of(self, other: &Self) -> Self {
        Self::sorted(self.entries.into_iter().chain(other.entries.iter().cloned()).collect())
    }

    /// How many entries this one has and another has not.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        let others = other.by_fingerprint();
        self.entries.iter().filter(|entry| !others.contains_key(&entry.fingerprint)).count()
    }

    fn by_fingerprint(&self) -> std::collections::HashMap<Fingerprint, &Entry> {
        self.entries.iter().map(|entry| (entry.fingerprint, entry)).collect()
    }
}
