//! Telling findings with equal fingerprints apart, for services that take each fingerprint once.

use std::collections::HashMap;

use crate::finding::{Finding, Fingerprint};

/// For each finding, the how manieth it is among those with its fingerprint, from 1.
pub(super) fn occurrences<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
) -> impl Iterator<Item = usize> {
    let mut seen: HashMap<Fingerprint, usize> = HashMap::new();
    findings.into_iter().map(move |finding| {
        let count = seen.entry(finding.fingerprint).or_insert(0);
        *count += 1;
        *count
    })
}
