//! Reports: with nothing in them, with one finding, with many.

use jiff::civil::date;
use serde_json::{Value, json};

use super::{Validator, root};
use crate::discover::ChartFiles;
use crate::finding::{Fix, Outcome};
use crate::lint::{Dates, Job, lint_jobs};
use crate::report::{Format, Options, write};
use crate::schema::Schema;
use crate::setup::Setup;
use crate::source::SourceFile;

fn outcome(charts: &[&str]) -> Outcome {
    let files = charts.iter().map(|path| {
        ChartFiles::of_one(SourceFile::read(&root().join("fixtures").join(path), (*path).to_owned()))
    });
    linted(files.collect())
}

fn linted(charts: Vec<ChartFiles>) -> Outcome {
    let setup = Setup::default();
    let jobs = charts.into_iter().map(|files| Job { files, setup: &setup }).collect();
    lint_jobs(jobs, Dates { stated: None, today: date(2026, 1, 15) }).outcome
}

fn report(outcome: &Outcome) -> Value {
    let mut out = Vec::new();
    write(Format::Json, outcome, &Options::default(), &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// The schema without room for keys that it does not name: a key that joins the report has to join the
/// schema too.
fn closed() -> Validator {
    fn close(value: &mut Value) {
        if value["type"] == "object" {
            value["additionalProperties"] = json!(false);
        }
        match value {
            Value::Object(members) => members.values_mut().for_each(close),
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut schema = Schema::Report.value(&Setup::default());
    close(&mut schema);
    Validator::new(schema)
}

#[test]
fn every_report_is_as_described() {
    let validator = closed();
    let (none, one) = (outcome(&["small.yaml"]), outcome(&["quickstart/org.yaml"]));
    let many = outcome(&["many-mistakes.yaml", "reorg.yaml", "mistakes/cut-in-half.yaml", "fifty.yaml"]);
    let other = outcome(&["layouts/handbook.yaml", "layouts/posts.csv"]);
    let mut fixed = outcome(&["quickstart/org.yaml"]);
    let place = fixed.findings[0].primary.place;
    fixed.findings[0].fix = Some(Fix { place, replacement: "cfo".to_owned(), safe: false });
    assert_eq!((none.findings.len(), one.findings.len()), (0, 1));
    assert!(many.findings.len() > 10 && many.incomplete);
    for outcome in [&Outcome::default(), &none, &one, &many, &other, &fixed] {
        let report = report(outcome);
        assert_eq!(validator.refuses(&report), None, "{report:#}");
    }
    assert!(report(&other)["layouts"].is_array() && report(&fixed)["findings"][0]["fix"].is_object());
}

#[test]
fn every_key_of_a_report_counts() {
    let validator = Validator::of(Schema::Report);
    // One line leads to nobody, and the number of employees is not stated.
    let chart = "positions: [{ id: a, title: CEO }, { id: b, title: Head of Tax, reports_to: c }]";
    let whole = report(&linted(vec![ChartFiles::of_one(SourceFile::new("org.yaml", chart))]));
    assert!(validator.accepts(&whole));
    let mut lacking = 0;
    for at in ["", "/summary", "/findings/0", "/findings/0/labels/0", "/not_checked/0"] {
        let Some(members) = whole.pointer(at).and_then(Value::as_object) else { panic!("{at}") };
        for key in members.keys() {
            let mut without = whole.clone();
            without.pointer_mut(at).unwrap().as_object_mut().unwrap().remove(key);
            assert!(!validator.accepts(&without), "{at}/{key}");
            let mut other = whole.clone();
            other.pointer_mut(at).unwrap()[key] = json!({ "other": 1 });
            assert!(!validator.accepts(&other), "{at}/{key}");
            lacking += 1;
        }
    }
    assert!(lacking > 30, "{lacking}");
    let mut more = whole;
    more["findings"][0]["later"] = json!("a key that joins in later");
    assert!(validator.accepts(&more));
}
