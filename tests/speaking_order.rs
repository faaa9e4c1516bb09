//! Rules of one's own that speak of the same positions: who speaks, how much it weighs, and what a fix
//! may touch. Each rule stands with its examples, which are run as `orglint test-rules` runs them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use jiff::civil::date;

use orglint::lint::{Dates, lint_text};
use orglint::rules::examples::{Tested, load_file, test_files};
use orglint::rules::registry::Registry;
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

/// A registry in which only this rule is on.
fn alone(file: &Arc<SourceFile>) -> Registry {
    let mut registry = Registry::builtin();
    for id in registry.rules().iter().map(|registered| registered.rule.id.clone()).collect::<Vec<_>>() {
        registry.set_level(&id, "off", "test").unwrap();
    }
    registry.add(load_file(file).unwrap().rule, file);
    registry
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
    let mut registry = alone(&file);
    let chart = "positions: [{ id: a, title: A }, { id: b, title: B, reports_to: a }]";
    let dates = Dates { stated: None, today: date(2026, 1, 15) };
    let count = |registry: &Registry| lint_text("org.yaml", chart, registry, dates).findings.len();
    assert_eq!(count(&registry), 1);
    registry.set("switched.strict=true", "test").unwrap();
    assert_eq!(count(&registry), 2);
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
    assert!(problems.iter().any(|problem| problem.message.contains("no switch")), "{problems:#?}");
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
    let registry = alone(&file);
    let dates = Dates { stated: None, today: date(2026, 1, 15) };
    let fix = |cio: &str| {
        let chart = format!(
            "positions:\n- {{ id: ceo, title: CEO }}\n- {{ id: cto, title: CTO, reports_to: ceo }}\n{cio}- {{ id: a, title: Service Delivery, reports_to: cto }}\n"
        );
        let outcome = lint_text("org.yaml", &chart, &registry, dates);
        outcome.findings[0].fix.as_ref().map(|fix| fix.replacement.clone())
    };
    assert_eq!(fix(""), None);
    assert_eq!(fix("- { id: info, title: CIO, reports_to: ceo }\n").as_deref(), Some("info"));
}
