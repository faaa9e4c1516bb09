//! A company's own rules: which run, which do not, and what is said of those.

use super::*;

const CHART: &str = "\
positions:
  - { id: ceo, title: CEO }
  - { id: a, title: A, reports_to: ceo }
  - { id: b, title: B, reports_to: ceo }
  - { id: c, title: C, reports_to: ceo }
  - { id: d, name: D, reports_to: c }
";

/// A rule like [`WIDE`] with another id.
fn named(id: &str) -> String {
    WIDE.replace("id: wide", &format!("id: {id}"))
}

#[test]
fn own_rules_run_beside_the_others_with_or_without_a_configuration() {
    let project = Project::new(&[(".orglint/rules/wide.yaml", WIDE)]);
    assert_eq!(project.findings(CHART), ["ceo: warning[wide]", "d: info[title-missing]"]);
    assert_eq!(&*project.setup().rule("wide").rule.pack, "own");
    project.write(".orglint.yaml", "rules: { own: off }");
    assert_eq!(project.findings(CHART), ["d: info[title-missing]"]);
}

#[test]
fn a_broken_rule_is_reported_and_the_others_run() {
    let project = Project::new(&[
        ("orglint.yaml", "rules:\n  late: { severity: error, params: { no-such: 1 } }\n"),
        (".orglint/rules/late.yaml", &named("late").replace("severity: warning", "severity: wrning")),
        (".orglint/rules/wide.yaml", WIDE),
        (".orglint/rules/notes.txt", "not a rule"),
        (".orglint/rules/.hidden.yaml", "not a rule"),
    ]);
    let found = project.mistakes();
    assert_eq!(
        found,
        [
            ".orglint/rules/late.yaml:3:11: `severity` has no word `wrning` | a similar one is known: `warning`"
        ]
    );
    let linted = project.lint(CHART);
    assert_eq!(findings(&linted), ["ceo: warning[wide]", "d: info[title-missing]"]);
    assert!(linted.outcome.incomplete);
}

#[test]
fn a_rule_replaces_a_built_in_one_only_by_saying_so() {
    let silent = named("title-missing");
    let project = Project::new(&[(".orglint/rules/title-missing.yaml", &silent)]);
    let found = project.mistakes();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with(".orglint/rules/title-missing.yaml:1:5: a rule `title-missing` already exists"),
        "{found:#?}"
    );
    assert!(found[0].contains("write `replaces: title-missing`"), "{found:#?}");
    assert_eq!(project.findings(CHART), ["d: info[title-missing]"], "the built-in rule runs");

    project.write(".orglint/rules/title-missing.yaml", &format!("replaces: title-missing\n{silent}"));
    assert_eq!(project.mistakes(), [""; 0]);
    assert_eq!(project.findings(CHART), ["ceo: warning[title-missing]"]);
    assert_eq!(&*project.setup().rule("title-missing").rule.pack, "integrity", "it stays in the pack");
}

#[test]
fn a_replaced_rule_is_set_by_what_comes_after_it() {
    let project = Project::new(&[
        ("base/base.yaml", "rules: { title-missing: off }"),
        ("orglint.yaml", "extends: base/base.yaml"),
        (
            ".orglint/rules/title-missing.yaml",
            &format!("replaces: title-missing\n{}", named("title-missing")),
        ),
    ]);
    assert_eq!(project.findings(CHART), ["ceo: warning[title-missing]"]);
    project.write("orglint.yaml", "extends: base/base.yaml\nrules: { title-missing: info }");
    assert_eq!(project.findings(CHART), ["ceo: info[title-missing]"]);
}

#[test]
fn a_base_brings_its_own_rules_and_can_set_those_beside_it() {
    let project = Project::new(&[
        ("base/base.yaml", "rules: { broad: error }"),
        ("base/.orglint/rules/broad.yaml", &named("broad")),
        ("levels.yaml", "rules: { wide: info }"),
        ("orglint.yaml", "extends: [base/base.yaml, levels.yaml]"),
        (".orglint/rules/wide.yaml", WIDE),
    ]);
    assert_eq!(project.findings(CHART), ["ceo: error[broad]", "ceo: info[wide]", "d: info[title-missing]"]);
    // The same id again is one too many, unless it replaces the base's.
    project.write(".orglint/rules/broad.yaml", &named("broad"));
    assert!(project.mistakes()[0].contains("a rule `broad` already exists"));
    project.write(".orglint/rules/broad.yaml", &format!("replaces: broad\n{}", named("broad")));
    assert_eq!(project.mistakes(), [""; 0]);
    assert!(project.findings(CHART).contains(&"ceo: warning[broad]".to_owned()));
}

#[test]
fn what_is_amiss_between_rules_has_its_place() {
    let yielding = |id: &str, to: &str| format!("{}yields_to: [{to}]\n", named(id));
    let cases = [
        (
            format!("replaces: nobody\n{}", named("nobody")),
            "nobody",
            "1:11: there is no rule `nobody` to replace",
        ),
        (
            format!("replaces: no-root\n{}", named("nobody")),
            "nobody",
            "1:11: `replaces: no-root` is not the rule's own id",
        ),
        (named("integrity"), "integrity", "1:5: `integrity` is the name of a pack"),
        (yielding("first", "no-rot"), "first", "24:13: there is no rule `no-rot` to yield to"),
        (yielding("first", "first"), "first", "24:13: `first` yields to itself"),
    ];
    for (text, id, expected) in cases {
        let path = format!(".orglint/rules/{id}.yaml");
        let project = Project::new(&[(&path, &text)]);
        let found = project.mistakes();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].starts_with(&format!("{path}:{expected}")), "{found:#?}");
    }
    let project = Project::new(&[
        (".orglint/rules/one.yaml", &yielding("one", "two")),
        (".orglint/rules/two.yaml", &yielding("two", "one")),
    ]);
    let found = project.mistakes();
    let expected = ".orglint/rules/one.yaml:24:13: `one` and `two` yield to each other";
    assert!(found.len() == 1 && found[0].starts_with(expected), "{found:#?}");
    assert_eq!(project.findings(CHART), ["d: info[title-missing]"], "neither runs");
}

#[test]
fn a_rule_that_yields_to_a_broken_one_is_not_broken_for_that() {
    let project = Project::new(&[
        (".orglint/rules/one.yaml", &format!("{}yields_to: [two]\n", named("one"))),
        (".orglint/rules/two.yaml", "id: two"),
    ]);
    assert!(project.mistakes().iter().all(|mistake| mistake.contains("two.yaml")));
    assert!(project.findings(CHART).contains(&"ceo: warning[one]".to_owned()));
}

#[test]
fn rules_are_tested_as_they_are_written() {
    let project = Project::new(&[
        ("orglint.yaml", "rules: { wide: { severity: off, params: { max: 40 } } }"),
        (".orglint/rules/wide.yaml", WIDE),
    ]);
    let setup = project.setup();
    let rules = setup.rules_as_written();
    let tested = crate::rules::examples::test(&setup.own_rules[0], &rules, &setup.own);
    assert!(tested.is_right(), "{tested}");
}
