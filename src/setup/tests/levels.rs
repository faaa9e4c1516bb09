//! Levels and parameters: which setting counts, where, and what a finding says of it.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::finding::Severity;
use crate::rules::registry::{Registry, shown};

/// A head with two heads below, each with reports; nobody has a title but them.
const TEAMS: &str = "\
positions:
  - { id: ceo, title: CEO }
  - { id: sales, title: Head of Sales, reports_to: ceo }
  - { id: s1, name: A, reports_to: sales }
  - { id: s2, name: B, reports_to: sales }
  - { id: s3, name: C, reports_to: sales }
  - { id: emea, title: Sales EMEA, reports_to: sales }
  - { id: e1, name: D, reports_to: emea }
  - { id: lab, title: Head of Research, reports_to: ceo }
  - { id: l1, name: E, reports_to: lab }
  - { id: l2, name: F, reports_to: lab }
  - { id: l3, name: G, reports_to: lab }
";

fn wide(configuration: &str) -> Project {
    let project = Project::configured(configuration);
    project.write(".orglint/rules/wide.yaml", WIDE);
    project
}

fn of(rule: &str, linted: &Linted) -> Vec<String> {
    findings(linted).into_iter().filter(|finding| finding.ends_with(&format!("[{rule}]"))).collect()
}

fn helps(linted: &Linted) -> Vec<(String, String)> {
    let findings = linted.outcome.findings.iter();
    findings.map(|finding| (finding.subject.clone(), finding.help.to_string())).collect()
}

#[test]
fn later_settings_win_and_say_where_they_stand() {
    let project = Project::new(&[
        ("base.yaml", "rules:\n  title-missing: off\n  several-roots: off\n  no-root: info\n"),
        ("orglint.yaml", "extends: base.yaml\nrules:\n  several-roots: error\n  no-root: { severity: on }\n"),
    ]);
    let setup = project.setup();
    assert_eq!(
        (setup.level("title-missing"), setup.set_by("title-missing")),
        (Level::Off, "base.yaml:2".into())
    );
    let several = (setup.level("several-roots"), setup.set_by("several-roots"));
    assert_eq!(several, (Level::At(Severity::Error), "orglint.yaml:3".into()));
    assert_eq!((setup.level("no-root"), setup.set_by("no-root")), (Level::On, "orglint.yaml:4".into()));
    assert_eq!(setup.rule("duplicate-id").set_by, None);
}

#[test]
fn a_rule_counts_more_than_its_pack_whichever_is_written_first() {
    for text in ["rules: { integrity: off, no-root: info }", "rules: { no-root: info, integrity: off }"] {
        let setup = Project::configured(text).setup();
        assert_eq!(setup.level("no-root"), Level::At(Severity::Info), "{text}");
        assert_eq!(setup.level("several-roots"), Level::Off, "{text}");
        assert_eq!(setup.level("wrong-type"), Level::On, "{text}");
    }
}

#[test]
fn the_command_line_wins_over_parts_too() {
    let text = "overrides: [{ within: sales, rules: { wide: { severity: off, params: { max: 9 } } } }]";
    let project = wide(text);
    assert_eq!(of("wide", &project.lint(TEAMS)), ["lab: warning[wide]"]);
    let mut setup = project.setup();
    setup.registry.set("wide=error", "the command line").unwrap();
    assert_eq!(of("wide", &lint_with(&setup, TEAMS)), ["lab: error[wide]"]);
    setup.registry.set("wide.max=3", "the command line").unwrap();
    assert_eq!(of("wide", &lint_with(&setup, TEAMS)), ["sales: error[wide]"]);
}

#[test]
fn a_part_is_a_position_and_everyone_below_it() {
    let project = Project::configured("overrides: [{ within: sales, rules: { title-missing: off } }]");
    assert_eq!(
        of("title-missing", &project.lint(TEAMS)),
        ["l1: info[title-missing]", "l2: info[title-missing]", "l3: info[title-missing]"]
    );
    let project = Project::configured(
        "rules: { title-missing: off }\noverrides: [{ within: emea, rules: { title-missing: error } }]",
    );
    assert_eq!(of("title-missing", &project.lint(TEAMS)), ["e1: error[title-missing]"]);
    let project = Project::configured("overrides: [{ within: e1, rules: { title-missing: warning } }]");
    let found = of("title-missing", &project.lint(TEAMS));
    assert_eq!(found.iter().filter(|finding| finding.contains("warning")).count(), 1, "{found:?}");
    assert_eq!(found.len(), 7);
}

#[test]
fn of_two_parts_that_hold_for_a_position_the_later_one_counts() {
    let both = "overrides:\n  - { within: sales, rules: { title-missing: off } }\n  - { within: emea, rules: { title-missing: error } }\n";
    assert!(
        of("title-missing", &Project::configured(both).lint(TEAMS))
            .contains(&"e1: error[title-missing]".into())
    );
    let turned = "overrides:\n  - { within: emea, rules: { title-missing: error } }\n  - { within: sales, rules: { title-missing: off } }\n";
    let found = of("title-missing", &Project::configured(turned).lint(TEAMS));
    assert!(found.iter().all(|finding| finding.starts_with('l')), "{found:?}");
}

#[test]
fn parameters_differ_in_parts_and_messages_show_those_that_count() {
    let project = wide(
        "rules:\n  wide: { params: { max: 1 } }\noverrides:\n  - within: sales\n    rules:\n      wide: { severity: info, params: { max: 3 } }\n",
    );
    let linted = project.lint(TEAMS);
    assert_eq!(of("wide", &linted), ["ceo: warning[wide]", "sales: info[wide]", "lab: warning[wide]"]);
    let sales = linted.outcome.findings.iter().find(|finding| finding.subject == "sales").unwrap();
    assert_eq!(sales.message, "Head of Sales has 4 reports, more than 3 is many");
    let lab = linted.outcome.findings.iter().find(|finding| finding.subject == "lab").unwrap();
    assert_eq!(lab.message, "Head of Research has 3 reports, more than 1 is many");
}

#[test]
fn a_finding_names_the_line_that_set_its_limit() {
    let project = wide(
        "rules:\n  wide:\n    params:\n      max: 1\noverrides:\n  - within: sales\n    rules:\n      wide: { params: { max: 3, word: a lot } }\n",
    );
    let linted = project.lint(TEAMS);
    let folder = project.setup().found.unwrap().folder;
    let shown = |help: &str| help.replace(&format!("{}/", shown_from(&folder, &Disk.here())), "");
    let all: Vec<_> = helps(&linted).into_iter().map(|(at, help)| (at, shown(&help))).collect();
    let help = |at: &str| all.iter().find(|(of, _)| of == at).map(|(_, help)| help.as_str()).unwrap();
    assert_eq!(help("lab"), "keep it and note why (`max: 1` is set by orglint.yaml:4)");
    assert_eq!(
        help("sales"),
        "keep it and note why (`max: 3` is set by orglint.yaml:8; `word: a lot` is set by orglint.yaml:8)"
    );
    // A limit that is as it always was is not worth a word.
    let plain = wide("rules: { wide: { severity: info, params: { max: 2 } } }").lint(TEAMS);
    assert!(
        helps(&plain).iter().any(|(at, help)| at == "lab" && help == "keep it and note why"),
        "{plain:?}"
    );
}

#[test]
fn checks_in_rust_take_part_by_position_too() {
    let chart = "positions:\n  - { id: ceo, title: CEO }\n  - { id: a, title: A, reports_to: ceo }\n  - { id: b, title: B, reports_to: gone }\n";
    let text = "overrides: [{ within: b, rules: { unknown-manager: off } }]";
    assert_eq!(Project::configured("").findings(chart), ["b: error[unknown-manager]"]);
    assert_eq!(Project::configured(text).findings(chart), [""; 0]);
}

#[test]
fn a_part_that_no_chart_has_is_a_mistake() {
    let project = Project::configured("\noverrides:\n  - within: salse\n    rules: { title-missing: off }\n");
    let linted = project.lint(TEAMS);
    assert_eq!(
        project.shown(&linted.mistakes),
        ["orglint.yaml:3:13: no position has the id `salse` | a position with a similar id exists: `sales`"]
    );
    assert!(linted.outcome.incomplete);
    // What a broken chart did not tell is not taken for what is not there.
    let linted = project.lint("positions:\n  - { id: \"a, title: A }\n");
    assert_eq!(linted.mistakes, []);
}

#[test]
fn a_part_is_looked_for_in_all_charts_of_a_configuration() {
    let setup = Project::configured("overrides: [{ within: lab, rules: { title-missing: off } }]").setup();
    let other = "positions: [{ id: ceo, title: CEO }]";
    assert_eq!(lint(&[(&setup, other), (&setup, TEAMS)]).mistakes, []);
    assert_eq!(lint(&[(&setup, other), (&setup, other)]).mistakes.len(), 1);
}

#[test]
fn charts_with_configurations_of_their_own_keep_their_rules_apart() {
    let (strict, loose) =
        (wide("rules: { wide: error }"), Project::configured("rules: { title-missing: off }"));
    let (strict, loose) = (strict.setup(), loose.setup());
    let linted = lint(&[(&loose, TEAMS), (&strict, TEAMS)]);
    assert_eq!(of("wide", &linted), ["sales: error[wide]", "lab: error[wide]"]);
    assert_eq!(of("title-missing", &linted).len(), 7);
    let ids: Vec<&str> = linted.outcome.rules.iter().map(|rule| &*rule.id).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "a rule that both have is there once");
}

#[test]
fn what_is_never_allowed_adds_up_and_the_reason_is_as_said_last() {
    let project = Project::new(&[
        ("base.yaml", "never_allow: reporting-cycle\nallow_needs_reason: true\n"),
        ("orglint.yaml", "extends: [base.yaml]\nnever_allow:\n  - reading\n"),
    ]);
    let exceptions = project.setup().registry.exceptions;
    assert!(exceptions.needs_reason);
    let never = |rule: &str| exceptions.never_allow.iter().filter(|never| *never == rule).count();
    assert_eq!((never("reporting-cycle"), never("wrong-type"), never("no-root")), (1, 1, 0));
    project.write("orglint.yaml", "extends: [base.yaml]\nallow_needs_reason: false\n");
    assert!(!project.setup().registry.exceptions.needs_reason);
}

#[test]
fn what_is_about_the_organisation_does_not_differ_in_a_part_of_it() {
    let rule = WIDE
        .replace("id: wide", "id: small")
        .replace("severity: warning", "severity: warning\nfor: organisation")
        .replace("reports.count: \"<= $max\"", "positions.count: \"> $max\"")
        .replace("{self.title} has {self.reports.count} reports, more than {$max} is {$word}", "{$word}")
        .replace("self.title", "company")
        .replace("expect: [head]", "expect: []")
        .replace(
            "{ id: head, title: Head }, { id: a, title: A, reports_to: head }] }\n    expect: []",
            "{ id: head, title: Head }] }\n    expect: [company]",
        );
    let project = Project::configured("overrides:\n  - { within: a, rules: { small: off } }\n");
    project.write(".orglint/rules/small.yaml", &rule);
    let found = project.mistakes();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("orglint.yaml:2:27: `small` is about the organisation"), "{found:#?}");
}

/// A configuration that sets every rule to what it is by default, in an order of its own.
fn all_defaults(short: bool, in_part: bool) -> String {
    let mut text = String::from(if in_part { "overrides:\n- within: p0\n  rules:\n" } else { "rules:\n" });
    for registered in Registry::builtin().rules() {
        let rule = &registered.rule;
        if in_part && rule.about == crate::rules::format::For::Organisation {
            continue;
        }
        let level = if rule.off { "off" } else { "on" };
        let params = rule.params.iter().map(|param| format!("{}: {}", param.name, shown(&param.default)));
        let params = params.collect::<Vec<_>>().join(", ");
        let setting = match (params.is_empty(), short) {
            (true, true) => level.to_owned(),
            (true, false) => format!("{{ severity: {level} }}"),
            (false, _) => format!("{{ severity: {level}, params: {{ {params} }} }}"),
        };
        let _ = writeln!(text, "    {}: {setting}", rule.id);
    }
    text
}

/// Charts that raise a good many rules.
fn chart(lines: &[(u8, Option<u8>, Option<u8>)]) -> String {
    let titles = ["CEO", "CIO", "CTO", "Head of Service Delivery", "Engineer", "Head of Engineering"];
    let mut text = String::from("company: { employees: 50, complete: true }\npositions:\n");
    for (at, (id, title, manager)) in lines.iter().enumerate() {
        let id = if *id < 250 { at } else { 0 };
        let _ = writeln!(text, "  - id: p{id}");
        if let Some(title) = title {
            let _ = writeln!(text, "    title: {}", titles[usize::from(*title) % titles.len()]);
        }
        if let Some(manager) = manager {
            let _ = writeln!(text, "    reports_to: p{}", usize::from(*manager) % (lines.len() + 1));
        }
    }
    text
}

fn seen(outcome: &Outcome) -> impl PartialEq + std::fmt::Debug + use<> {
    (outcome.findings.clone(), outcome.not_checked.clone(), outcome.summary, outcome.incomplete)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_configuration_that_sets_every_rule_to_its_default_changes_nothing(
        lines in prop::collection::vec(any::<(u8, Option<u8>, Option<u8>)>(), 1..12),
        short: bool,
        in_part: bool,
    ) {
        let text = chart(&lines);
        let project = Project::configured(&all_defaults(short, in_part));
        let plain = lint_with(&Setup::default(), &text);
        let configured = project.lint(&text);
        prop_assert_eq!(seen(&plain.outcome), seen(&configured.outcome));
    }
}
