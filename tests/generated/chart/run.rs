//! Linting a generated chart the way the program does, and what a report says about it.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use orglint::discover::discover;
use orglint::lint::{Dates, lint};
use orglint::report::{self, Format, Options};
use orglint::rules::registry::Registry;

use crate::chart::Company;

/// What a JSON report says.
#[derive(Debug)]
pub(crate) struct Found {
    /// Findings of each rule.
    pub(crate) findings: BTreeMap<String, usize>,
    pub(crate) positions: usize,
    pub(crate) allowed: usize,
    /// Sorted.
    pub(crate) fingerprints: Vec<String>,
}

/// The chart at a path, as the JSON report has it.
pub(crate) fn lint_path(path: &Path, registry: &Registry) -> Found {
    let day = date(2026, 1, 15);
    let outcome = lint(vec![discover(path).expect("the chart was just written")], registry, Dates { stated: None, today: day });
    let mut out = Vec::new();
    report::write(Format::Json, &outcome, &Options::default(), &mut out).expect("memory takes all");
    let report: serde_json::Value = serde_json::from_slice(&out).expect("a report is JSON");
    todo!("{report}")
}
