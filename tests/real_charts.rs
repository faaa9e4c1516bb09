//! Charts that others wrote, in the folder that `ORGLINT_REAL_CHARTS` names. They are not part of the
//! project; where the variable is not set, there is nothing to run on and these tests say so.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "a test that had nothing to run on says so")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use orglint::files::Disk;
use orglint::finding::{Finding, Outcome, Severity};
use orglint::report::{self, Format, write};
use orglint::session::{Configuration, Options, Request, Session};

const VARIABLE: &str = "ORGLINT_REAL_CHARTS";

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os(VARIABLE).map(PathBuf::from);
    match &folder {
        None => eprintln!("skipped: {VARIABLE} is not set"),
        Some(folder) => assert!(folder.is_dir(), "{VARIABLE} names no folder: {}", folder.display()),
    }
    folder
}

fn run(path: &Path) -> Outcome {
    let options = Options { configuration: Configuration::None, ..Options::on(date(2026, 1, 15)) };
    Session::new(Disk, options).lint(Request::of([path])).unwrap().outcome
}

fn of<'a>(outcome: &'a Outcome, rule: &str) -> Vec<&'a Finding> {
    outcome.findings.iter().filter(|finding| outcome.rule(finding.rule).id == rule).collect()
}

/// The rules whose findings are errors, each as often as it found one.
fn errors(outcome: &Outcome) -> Vec<&str> {
    let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| outcome.rule(finding.rule).id.as_ref()).collect()
}

/// The text that a finding points at, without quotes.
fn pointed_at<'a>(outcome: &'a Outcome, finding: &Finding) -> &'a str {
    let place = finding.primary.place;
    outcome.sources.get(place.file).slice(place.span).trim_matches('"')
}

#[test]
fn a_reorganisation_left_sixteen_lines_to_one_id() {
    let Some(folder) = folder() else { return };
    let outcome = run(&folder.join("native/software-company-after-reorg.yaml"));
    assert_eq!(errors(&outcome), ["unknown-manager"]);
    let found = of(&outcome, "unknown-manager");
    // Beside ids that are numbers two words may be a person's name, and are not shown.
    assert_eq!(found[0].message, "16 positions report to an id that no position has");
    let places: Vec<&str> = found[0]
        .labels()
        .map(|label| outcome.sources.get(label.place.file).slice(label.place.span))
        .collect();
    assert_eq!(places, ["vp_people"; 16]);
    assert!(!outcome.incomplete);
}

#[test]
fn a_department_has_three_ids_twice_and_one_line_to_itself() {
    let Some(folder) = folder() else { return };
    let outcome = run(&folder.join("native/home_office-2013-09-30.yaml"));
    let itself = of(&outcome, "reports-to-self");
    assert_eq!(itself.iter().map(|finding| finding.subject.as_str()).collect::<Vec<_>>(), ["2UKVI02"]);
    let twice = of(&outcome, "duplicate-id");
    let mut ids: Vec<&str> = twice.iter().map(|finding| pointed_at(&outcome, finding)).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["1SIIG11", "2SIIGSEC", "2UKBA18"]);
    for rule in ["reporting-cycle", "unknown-manager"] {
        assert_eq!(of(&outcome, rule), Vec::<&Finding>::new());
    }
    assert_eq!(errors(&outcome).len(), 4);
}

/// Findings of one rule in one chart up to which nobody is tired of it: a rule that is told together brings
/// one. Rules that tell of what cannot be read, or of lines that lead nowhere, bring as many as there are.
fn budget(rule: &str) -> usize {
    match rule {
        "unknown-manager" | "listed-reports-differ" | "duplicate-id" | "reports-to-self" => usize::MAX,
        // Three columns for pay are three keys.
        "sensitive-field-in-chart" => 3,
        _ => 2,
    }
}

#[test]
fn no_rule_says_more_than_its_budget() {
    let Some(folder) = folder() else { return };
    let mut by_rule: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut over = Vec::new();
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let mut outcome = run(entry.path());
        outcome.put_together();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &outcome.findings {
            *counts.entry(&outcome.rule(finding.rule).id).or_default() += 1;
        }
        for (rule, count) in counts {
            let (all, charts) = by_rule.entry(rule.to_owned()).or_default();
            (*all, *charts) = (*all + count, *charts + 1);
            if count > budget(rule) {
                over.push(format!("{}: {rule} speaks {count} times", entry.path().display()));
            }
        }
        if outcome.findings.len() > MOST {
            over.push(format!("{}: {} findings", entry.path().display(), outcome.findings.len()));
        }
    }
    eprintln!("findings of each rule, and charts in which it speaks");
    for (rule, (all, charts)) in &by_rule {
        eprintln!("{all:>5} {charts:>5}  {rule}");
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

/// The most findings of one chart.
const MOST: usize = 10;

#[test]
fn nothing_panics_on_any_file_and_every_place_is_in_its_file() {
    let Some(folder) = folder() else { return };
    let mut count = 0;
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        count += 1;
        let outcome = run(entry.path());
        assert!(outcome.summary.positions > 0 || outcome.incomplete, "{}", entry.path().display());
        for label in outcome.findings.iter().flat_map(Finding::labels) {
            let text = outcome.sources.get(label.place.file).text();
            assert!(text.get(label.place.span.range()).is_some(), "{}: {label:?}", entry.path().display());
        }
        for format in Format::ALL {
            let mut out = Vec::new();
            write(format, &outcome, &report::Options::default(), &mut out).unwrap();
            assert!(String::from_utf8(out).is_ok());
        }
    }
    assert!(count > 0, "{VARIABLE} names an empty folder");
}
