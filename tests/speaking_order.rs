//! Rules of one's own that speak of the same positions: who speaks, how much it weighs, and what a fix
//! may touch. Each rule stands with its examples, which are run as `orglint test-rules` runs them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use jiff::civil::date;

use orglint::files::Memory;
use orglint::finding::Finding;
use orglint::internals::rules::examples::{Tested, load_file, test_files};
use orglint::session::{Options, Request, Session};
use orglint::source::SourceFile;

fn file(id: &str, rest: &str) -> Arc<SourceFile> {
    let head =
        format!("id: {id}\ntitle: a rule\nseverity: info\nwhy: {{ text: t, source: {{ title: s }} }}\n");
    Arc::new(SourceFile::new(format!("own/{id}.yaml"), head + rest))
}

fn right(files: &[Arc<SourceFile>]) {
    let tested = test_files(files).tested;
    assert!(tested.iter().all(Tested::is_right), "{tested:#?}");
}

/// What a company's own rule finds on a chart.
fn found(file: &SourceFile, chart: &str, settings: &[&str]) -> Vec<Finding> {
    let name = file.path().rsplit('/').next().unwrap();
    let (id, _) = name.split_once('.').unwrap();
    let rules = settings.iter().map(|&setting| setting.to_owned()).collect();
    let own = format!(".orglint/rules/{name}");
    let files = Memory::new([("org.yaml", chart), (&*own, file.text())]);
    let mut session = Session::new(files, Options { rules, ..Options::on(date(2026, 1, 15)) });
    let outcome = session.lint(Request::of(["org.yaml"])).unwrap().outcome;
    let is_own = |finding: &&Finding| outcome.rule(finding.rule).id == id;
    outcome.findings.iter().filter(is_own).cloned().collect()
}

const SPEAKER: &str = "
where: { title: { contains: Loud } }
must_not: { seat: none }
message: m
help: h
labels: [{ at: self.title, text: t }]
examples:
  - { name: loud, chart: { positions: [{ id: a, title: Loud }] }, expect: [a] }
  - { name: not loud, chart: { positions: [{ id: a, title: A }] }, expect: [] }
";

#[test]
fn a_rule_yields_to_what_another_reports_below() {
    let quiet = "
yields_to: [{ rule: speaker, about: below }]
where: { title: { contains: Quiet } }
must_not: { seat: none }
message: m
help: h
labels: [{ at: self.title, text: t }]
examples:
  - name: nobody speaks below
    chart: { positions: [{ id: a, title: Loud }, { id: b, title: Quiet, reports_to: a }, { id: c, title: C, reports_to: b }] }
    expect: [b]
  - name: somebody speaks two levels below
    chart: { positions: [{ id: a, title: Quiet }, { id: b, title: B, reports_to: a }, { id: c, title: Loud, reports_to: b }] }
    expect: []
  - name: the position itself is not below itself
    chart: { positions: [{ id: a, title: Quiet and Loud }] }
    expect: [a]
";
    right(&[file("speaker", SPEAKER), file("quiet", quiet)]);
}

#[test]
fn the_topmost_weighs_as_much_as_the_heaviest_it_stands_for() {
    let rule = "
report: topmost
where: { title: { starts_with: T } }
must_not: { seat: none }
cases:
  - { where: { title: { contains: heavy } }, severity: warning, message: m, help: h }
  - { message: m, help: h }
labels: [{ at: self.title, text: t }]
examples:
  - name: light above heavy
    chart: { positions: [{ id: a, title: T }, { id: b, title: T heavy, reports_to: a }] }
    expect: [{ at: a, severity: warning }]
  - name: heavy above light
    chart: { positions: [{ id: a, title: T heavy }, { id: b, title: T, reports_to: a }] }
    expect: [{ at: a, severity: warning }]
  - name: beside each other
    chart: { positions: [{ id: r, title: R }, { id: a, title: T, reports_to: r }, { id: b, title: T heavy, reports_to: r }] }
    expect: [{ at: a, severity: info }, { at: b, severity: warning }]
  - name: nobody
    chart: { positions: [{ id: a, title: A }] }
    expect: []
";
    right(&[file("heaviest", rule)]);
}

#[test]
fn a_condition_asks_whether_a_parameter_is_switched_on() {
    let rule = "
params: { strict: { default: false, about: whether it speaks of everybody } }
where: { any: [{ title: A }, { $strict: true }] }
must_not: { seat: none }
message: m
help: h
labels: [{ at: self.title, text: t }]
examples:
  - { name: off, chart: { positions: [{ id: a, title: A }, { id: b, title: B, reports_to: a }] }, expect: [a] }
  - { name: nobody, chart: { positions: [{ id: b, title: B }] }, expect: [] }
";
    let file = file("switched", rule);
    right(std::slice::from_ref(&file));
    let chart = "positions: [{ id: a, title: A }, { id: b, title: B, reports_to: a }]";
    assert_eq!(found(&file, chart, &[]).len(), 1);
    assert_eq!(found(&file, chart, &["switched.strict=true"]).len(), 2);
}

#[test]
fn a_parameter_that_is_no_switch_is_refused() {
    let rule = "
params: { size: { default: 3, about: a number } }
where: { $size: true }
must_not: { reports.count: \"> $size\" }
message: m
help: h
labels: [{ at: self.title, text: t }]
examples: []
";
    let problems = load_file(&file("no-switch", rule)).unwrap_err();
    assert!(problems.iter().any(|problem| problem.message.contains("not a switch")), "{problems:#?}");
}

#[test]
fn a_fix_that_would_lead_to_nobody_is_not_offered() {
    let rule = "
where: { title: Service Delivery }
must_not: { nearest_chief.seat: cto }
message: m
help: h
labels: [{ at: self.reports_to, text: t }]
fix: { set: self.reports_to, to: \"{cio.id}\", safety: unsafe }
examples:
  - { name: one, chart: { positions: [{ id: cto, title: CTO }, { id: a, title: Service Delivery, reports_to: cto }] }, expect: [a] }
  - { name: none, chart: { positions: [{ id: a, title: Service Delivery }] }, expect: [] }
";
    let file = file("to-nobody", rule);
    let fix = |cio: &str| {
        let chart = format!(
            "positions:\n- {{ id: ceo, title: CEO }}\n- {{ id: cto, title: CTO, reports_to: ceo }}\n{cio}- {{ id: a, title: Service Delivery, reports_to: cto }}\n"
        );
        found(&file, &chart, &[])[0].fixes.first().map(|fix| fix.edits[0].text.clone())
    };
    assert_eq!(fix(""), None);
    assert_eq!(fix("- { id: info, title: CIO, reports_to: ceo }\n").as_deref(), Some("info"));
}
