//! No report changes unnoticed: every chart of the repository, and what comes of each by small variations, is
//! judged by every rule, and what is told of it is what it was when the files in `tests/unchanged/known` were
//! written.
//!
//! Of each input its findings stand there, as `rule line:column`, and behind `#` the start of a hash of all that is
//! told: the JSON report, the chart written anew, its numbers. A variation that makes a rule report for
//! the first time has a line as well; of the others the hashes stand there, in their order.
//!
//! After an intended change: `ORGLINT_UPDATE=1 cargo test --test unchanged`. To see what differs,
//! `ORGLINT_REPORTS_TO=FOLDER cargo test --test unchanged` writes all that is told of every variation; do so before
//! and after the change, and compare the folders with `diff -r`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod inputs;
mod known;
mod made;
mod told;
#[expect(clippy::unnecessary_wraps, reason = "variations are in one table with those that may not fit")]
mod vary;
mod words;

use inputs::Input;
use known::Known;
use made::Series;

/// Looks at inputs, each with this many variations.
fn look_at(group: &str, inputs: &[Input], variations: usize) {
    assert!(!inputs.is_empty(), "there is nothing to look at");
    let mut known = Known::new(group);
    for (at, input) in inputs.iter().enumerate() {
        // Each is varied in other ways than the one before.
        known.input(input, at..at + variations);
    }
    known.compare();
}

/// Looks at charts that are made.
fn compare(group: &str, series: &[Series]) {
    let mut known = Known::new(group);
    for series in series {
        known.series(series);
    }
    known.compare();
}

/// Tests of the examples of packs.
macro_rules! packs {
    ($($name:ident: $pack:literal $variations:literal,)*) => {
        $(#[test]
        fn $name() {
            look_at(concat!("rules-", $pack), &inputs::examples($pack), $variations);
        })*
    };
}

packs! {
    rules_change: "change" 6,
    rules_cio_cto: "cio-cto" 1,
    rules_drift: "drift" 6,
    rules_governance: "governance" 2,
    rules_integrity: "integrity" 4,
    rules_matrix: "matrix" 6,
    rules_near: "near" 6,
    rules_privacy: "privacy" 6,
    rules_reading: "reading" 6,
    rules_resilience: "resilience" 6,
    rules_spans: "spans" 4,
    rules_status: "status" 6,
    rules_studies: "studies" 3,
    rules_teams: "teams" 6,
    rules_titles: "titles" 6,
}

#[test]
fn files() {
    look_at("files", &inputs::files(), 5);
}

#[test]
fn article() {
    look_at("article", &inputs::article(), 3);
}

#[test]
fn shapes() {
    look_at("shapes", &inputs::collected("shapes"), 3);
}

#[test]
fn configurations() {
    look_at("configurations", &made::configurations(), 4);
}

#[test]
fn limits() {
    compare("limits", &made::limits());
}

#[test]
fn days() {
    compare("days", &made::days());
}

#[test]
fn sizes() {
    compare("sizes", &made::sizes());
}

#[test]
fn values() {
    compare("values", &made::values());
}

#[test]
fn changes() {
    compare("changes", &made::changes());
}

#[test]
fn tables() {
    compare("tables", &made::tables());
}

#[test]
fn structures() {
    compare("structures", &made::structures());
}

#[test]
fn rule_files() {
    words::rule_files(Known::new("rule-files"));
}

#[test]
fn yaml() {
    words::yaml(Known::new("yaml"));
}

#[test]
fn titles() {
    words::titles(Known::new("titles"));
}

#[test]
fn vocabulary() {
    words::vocabulary(Known::new("vocabulary"));
}
