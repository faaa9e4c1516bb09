//! Linting a generated chart the way the program does, and what the report says of it.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use orglint::files::Disk;
use orglint::finding::Outcome;
use orglint::internals::rules::registry::{Registered, Registry};
use orglint::report::{self, Format};
use orglint::session::{Configuration, Options, Request, Session};
use serde_json::Value;

use crate::chart::Company;

/// What a JSON report says, or is expected to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Findings of each rule.
    pub(crate) findings: BTreeMap<String, usize>,
    pub(crate) allowed: usize,
    pub(crate) positions: usize,
}

/// What linting the chart at a path gives.
pub(crate) fn outcome(path: &Path) -> Outcome {
    // The shape of a generated company is what chance made it, and its titles are spelt in all known ways.
    let off = ["single-report=off", "one-report-chain=off", "layers=off", "spelt-two-ways=off"];
    let rules = off.map(str::to_owned).to_vec();
    let options = Options { configuration: Configuration::None, rules, ..Options::on(date(2026, 1, 15)) };
    let run = Session::new(Disk, options).lint(Request::of([path]));
    run.expect("the chart was just written").outcome
}

/// The JSON report.
pub(crate) fn report(outcome: &Outcome) -> Value {
    let mut out = Vec::new();
    report::write(Format::Json, outcome, &report::Options::default(), &mut out)
        .expect("memory takes what it gets");
    serde_json::from_slice(&out).expect("the report is JSON")
}

/// What a JSON report says.
pub(crate) fn found(report: &Value) -> Found {
    let mut findings = BTreeMap::new();
    for finding in report["findings"].as_array().into_iter().flatten() {
        *findings.entry(finding["rule"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    let count = |key| report["summary"][key].as_u64().and_then(|count| usize::try_from(count).ok());
    Found {
        findings,
        allowed: count("allowed").unwrap_or(usize::MAX),
        positions: count("positions").unwrap_or(usize::MAX),
    }
}

/// What there is to find in a company for the rules that are on. What is planted for a rule that is not
/// there, or is off, is found by nobody.
pub(crate) fn expected(company: &Company, registry: &Registry) -> Found {
    let is_on = |rule: &str| registry.find(rule).is_some_and(Registered::is_on);
    let planted = company.planted().iter().filter(|(rule, _)| is_on(rule));
    Found {
        findings: planted.map(|(rule, count)| ((*rule).to_owned(), *count)).collect(),
        allowed: company.allowed(),
        positions: company.positions(),
    }
}
