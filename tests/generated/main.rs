//! Generated charts of several sizes and in all forms: what is found is what was planted, rule by rule.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[expect(dead_code, reason = "programs ask more of a chart")]
mod chart;
mod run;

use chart::{Company, Form, Spec};
use orglint::internals::rules::registry::Registry;
use serde_json::Value;

/// Lints a chart in every form, and compares what is found with what was planted.
fn check(spec: &Spec) {
    let company = Company::new(spec);
    let registry = Registry::builtin();
    let folder = tempfile::tempdir().unwrap();
    let reports = Form::ALL.map(|form| {
        let path = folder.path().join(form.word());
        company.write(form, &path).unwrap();
        let report = run::report(&run::outcome(&path));
        assert_eq!(run::found(&report), run::expected(&company, &registry), "{form:?} {spec:?}");
        fingerprints(&report)
    });
    assert_eq!(company.positions(), spec.positions);
    assert_eq!(reports[0], reports[1], "flat and nested {spec:?}");
    assert_eq!(reports[0], reports[2], "flat and a folder {spec:?}");
}

/// What tells each finding from the others, whatever its place in the files.
fn fingerprints(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let mut all: Vec<String> = findings.map(|finding| finding["fingerprint"].to_string()).collect();
    all.sort();
    all
}

#[test]
fn fifty_positions() {
    for seed in 0..32 {
        check(&Spec::new(50, seed));
    }
}

#[test]
fn a_thousand_positions() {
    check(&Spec { positions: 1000, findings: 100, seed: 3 });
}

#[test]
fn thousands_of_positions() {
    check(&Spec { positions: 5000, findings: 500, seed: 4 });
}
