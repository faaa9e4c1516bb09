//! A company's own rules: one YAML file each, added to the built-in ones, and tested by their examples.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use jiff::civil::date;
use orglint::files::Memory;
use orglint::internals::rules::examples::{Tested, TestedFiles, test_files};
use orglint::session::{Options, Request, Session};
use orglint::source::SourceFile;

/// A rule with a fix, its examples apart.
const RULE: &str = "id: no-level
title: a manager without a level
severity: warning
where: { grade: manager }
must: { level: present }
message: \"{self.title} has no level\"
labels: [{ at: self.title, text: no level here }]
help: \"write its level, or keep it and note why\"
fix: { set: self.level, to: \"3\", safety: unsafe }
why: { text: Levels make pay comparable., source: { title: Our handbook } }
";

/// One example that raises the rule and a near miss, both as they are.
const EXAMPLES: &str = "examples:
- name: a manager
  chart: { positions: [{ id: a, title: IT Manager }] }
  expect: [a]
- name: a manager with a level
  chart: { positions: [{ id: a, title: IT Manager, level: 2 }] }
  expect: []
";

fn file(path: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(path, text))
}

/// What the examples of one rule file showed.
fn tested(text: &str) -> Tested {
    let TestedFiles { mut tested, problems } = test_files(&[file("own/no-level.yaml", text)]);
    assert_eq!(problems, [], "{text}");
    tested.remove(0)
}

fn with(from: &str, to: &str) -> String {
    let text = format!("{RULE}{EXAMPLES}");
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn adding_a_rule_is_adding_one_file() {
    let chart = "positions:\n- { id: ceo, title: CEO }\n- { id: it, title: IT Manager, reports_to: ceo }\n";
    let rule = format!("{RULE}{EXAMPLES}");
    let files = Memory::new([("org.yaml", chart), (".orglint/rules/no-level.yaml", &rule)]);
    let found = |rules: &[&str]| {
        let rules = rules.iter().map(|&rule| rule.to_owned()).collect();
        let options = Options { rules, ..Options::on(date(2026, 1, 15)) };
        Session::new(files.clone(), options).lint(Request::of(["org.yaml"])).unwrap().outcome
    };
    let outcome = found(&[]);
    let finding =
        outcome.findings.iter().find(|finding| outcome.rule(finding.rule).id == "no-level").unwrap();
    assert_eq!((finding.subject.as_str(), finding.message.as_str()), ("it", "IT Manager has no level"));
    assert_eq!(finding.fixes[0].edits[0].text, ", level: 3");
    let off = found(&["no-level=off"]);
    assert!(off.findings.iter().all(|finding| finding.message != "IT Manager has no level"));
}

#[test]
fn a_rule_whose_examples_say_what_it_does_is_right() {
    let tested = tested(&format!("{RULE}{EXAMPLES}"));
    assert!(tested.is_right(), "{tested}");
    assert_eq!(tested.to_string(), "ok   no-level: 2 correct");
}

#[test]
fn what_an_example_did_not_expect_is_noise_and_what_it_missed_is_missing() {
    let noisy = tested(&with("level: 2 }", "cover: nobody }"));
    assert_eq!(noisy.noisy, ["a manager with a level: a (warning)"]);
    assert_eq!((noisy.correct, noisy.count()), (1, 2));
    let missing = tested(&with("title: IT Manager }] }", "title: IT Manager, level: 1 }] }"));
    assert_eq!(missing.missing, ["a manager: a"]);
    let severity = tested(&with("expect: [a]", "expect: [{ at: a, severity: info }]"));
    assert_eq!(severity.missing, ["a manager: a (info)"]);
    assert_eq!(severity.noisy, ["a manager: a (warning)"]);
    assert_eq!((severity.correct, severity.count()), (1, 2));
    assert!(![noisy, missing, severity].iter().any(Tested::is_right));
}

#[test]
fn examples_of_one_name_are_counted_each() {
    let twice = with("examples:\n", "examples:\n- { name: a manager, chart: { positions: [{ id: a, title: IT Manager, level: 1 }] }, expect: [a] }\n")
        .replace("expect: [a]\n- name: a manager with", "expect: []\n- name: a manager with");
    let tested = tested(&twice);
    assert_eq!((tested.correct, tested.count()), (1, 3), "{tested}");
}

#[test]
fn a_fix_that_does_not_clear_its_finding_is_told() {
    for (what, from, to) in [
        ("of another field", "set: self.level, to: \"3\"", "set: self.title, to: IT Manager"),
        ("with a value that cannot be read", "to: \"3\"", "to: high"),
        ("of another position", "set: self.level", "set: self.manager.level"),
    ] {
        let text = with(from, to).replace(
            "positions: [{ id: a, title: IT Manager }]",
            "positions: [{ id: a, title: IT Manager, reports_to: b }, { id: b, title: CEO }]",
        );
        let tested = tested(&text);
        assert_eq!(tested.unfixed, ["a manager: a"], "{what}: {tested}");
        assert_eq!((tested.correct, tested.count()), (1, 2), "{what}");
    }
}

#[test]
fn a_fix_that_no_example_shows_is_told() {
    let tested = tested(&with("set: self.level", "set: self.manager.level"));
    assert_eq!(tested.unfixed, ["no example raises a finding that has the `fix`"]);
    assert!(!tested.is_right());
}

#[test]
fn a_chart_that_is_a_text_is_fixed_too() {
    let text = |to: &str| {
        with(
            "chart: { positions: [{ id: a, title: IT Manager }] }",
            "chart: |\n    positions:\n    - id: a\n      title: IT Manager\n",
        )
        .replace("to: \"3\"", to)
    };
    assert!(tested(&text("to: \"3\"")).is_right());
    assert_eq!(tested(&text("to: high")).unfixed, ["a manager: a"]);
}

#[test]
fn a_rule_that_looks_at_nobody_is_not_tested() {
    let tested = tested(&with("where: { grade: manager }", "where: { grade: chief }"));
    assert!(!tested.looked);
    assert_eq!(tested.missing, ["a manager: a"]);
    assert!(tested.to_string().contains("it looks at nobody in any example"));
}

#[test]
fn a_rule_that_is_not_right_keeps_no_other_from_being_tested() {
    let rule = |id: &str, more: &str| {
        let text = format!("{RULE}{EXAMPLES}").replace("id: no-level", &format!("id: {id}\n{more}"));
        file(&format!("own/{id}.yaml"), &text)
    };
    let right = rule("right", "yields_to: [no-root]\n");
    let files = [
        rule("misspelt", "severty: info\n"),
        rule("a", "yields_to: [b]\n"),
        right.clone(),
        rule("b", "yields_to: [a]\n"),
        rule("alone", "yields_to: [nobody-at-all]\n"),
        file("own/empty.yaml", ""),
        file("other/right.yaml", right.text()),
        rule("last", "yields_to: [right, misspelt]\n"),
    ];
    let TestedFiles { tested, problems } = test_files(&files);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "own/misspelt.yaml:2:1: a rule file has no key `severty`",
            "own/empty.yaml:1:1: the rule file is empty",
            "other/right.yaml:1:5: another rule has the id `right`",
            "own/alone.yaml:2:13: there is no rule `nobody-at-all` to yield to",
            "own/last.yaml:2:20: there is no rule `misspelt` to yield to",
            "own/a.yaml:2:13: `a` and `b` yield to each other",
        ]
    );
    let run: Vec<&str> = tested.iter().map(|tested| tested.id.as_str()).collect();
    assert_eq!(run, ["right"]);
    assert!(tested[0].is_right(), "{}", tested[0]);
}

#[test]
fn a_rule_may_take_the_place_of_a_built_in_one() {
    let text = with("id: no-level", "id: reports-to-self");
    let TestedFiles { tested, problems } = test_files(&[file("own/reports-to-self.yaml", &text)]);
    assert_eq!(problems, []);
    assert!(tested[0].is_right(), "{}", tested[0]);
}
