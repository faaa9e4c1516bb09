//! Reports: with nothing in them, with one finding, with many.

use jiff::civil::date;
use serde_json::{Value, json};

use super::{Validator, root};
use crate::files::{Disk, Files, Memory};
use crate::finding::{Edit, Fix, Gone, Outcome, Safety, WithBaseline, WithRevision};
use crate::report::{Format, Options, write};
use crate::schema::Schema;
use crate::session::{self, Request, Session};
use crate::setup::Setup;

fn outcome(charts: &[&str]) -> Outcome {
    linted(Disk, Request::of(charts.iter().map(|path| root().join("fixtures").join(path))))
}

fn linted(files: impl Files, request: Request) -> Outcome {
    let mut session = Session::new(files, session::Options::on(date(2026, 1, 15)));
    session.lint(request).unwrap().outcome
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
    let edits = vec![Edit { place, text: "cfo".to_owned() }];
    fixed.findings[0].fixes = vec![Fix { title: "set it".to_owned(), safety: Safety::Unsafe, edits }];
    let mut compared = outcome(&["small.yaml"]);
    let fingerprint = one.findings[0].fingerprint;
    let gone = Gone { rule: "r".to_owned(), at: "a".to_owned(), fingerprint, count: 1 };
    compared.baseline = Some(WithBaseline { stale: vec![gone.clone()], ..WithBaseline::default() });
    compared.since = Some(WithRevision { gone: vec![gone], ..WithRevision::default() });
    assert_eq!((none.findings.len(), one.findings.len()), (0, 1));
    assert!(many.findings.len() > 10 && many.incomplete);
    for outcome in [&Outcome::default(), &none, &one, &many, &other, &fixed, &compared] {
        let report = report(outcome);
        assert_eq!(validator.refuses(&report), None, "{report:#}");
    }
    assert!(report(&other)["layouts"].is_array() && report(&fixed)["findings"][0]["fixes"][0].is_object());
}

#[test]
fn every_key_of_a_report_counts() {
    let validator = Validator::of(Schema::Report);
    // One line leads to nobody, and the number of employees is not stated.
    let chart = "positions: [{ id: a, title: CEO }, { id: b, title: Head of Tax, reports_to: c }]";
    let whole = report(&linted(Memory::new([("org.yaml", chart)]), Request::of(["org.yaml"])));
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

#[test]
fn the_numbers_of_a_chart_are_as_described() {
    let validator = Validator::new(Schema::Stats.value(&Setup::default()));
    for chart in ["small.yaml", "fifty.yaml", "layouts/posts.csv"] {
        let mut session = Session::new(Disk, session::Options::on(date(2026, 1, 15)));
        let run = session.lint(Request::of([root().join("fixtures").join(chart)])).unwrap();
        let stats = crate::stats::Stats::of(&run.structures()[0], &run.outcome.portfolios, false, true);
        for old in [None, Some(&stats)] {
            let text = crate::stats::write(crate::stats::Format::Json, &stats, old, false);
            assert_eq!(validator.refuses(&serde_json::from_str(&text).unwrap()), None);
        }
    }
}
