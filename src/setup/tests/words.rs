//! A company's own fields and words: in charts, and as facts of rules.

use super::*;

/// A rule over own fields: positions at grade 5 and higher state a cost centre.
const GRADED: &str = "\
id: graded
title: a high grade without a cost centre
severity: info
where: { grade: \">= 5\" }
must: { cost_centre: present }
message: \"{self.title} is at grade {self.grade} and has no cost centre\"
labels: [{ at: self.grade, text: \"grade {self.grade}\" }]
help: state it under `cost_centre`, or keep it and note why
why: { text: budgets, source: { title: us } }
examples:
  - name: without
    chart: { positions: [{ id: a, title: A, grade: 6 }] }
    expect: [a]
  - name: with
    chart: { positions: [{ id: a, title: A, grade: 6, cost_centre: 4711 }] }
    expect: []
  - name: lower
    chart: { positions: [{ id: a, title: A, grade: 4 }] }
    expect: []
";

const FIELDS: &str = "\
fields:
  cost_centre: text
  grade: number
  remote: flag
  reviewed: date
  band: [junior, senior]
";

#[test]
fn own_fields_are_no_unknown_keys_and_are_read_by_their_type() {
    let project = Project::configured(FIELDS);
    let chart = "\
positions:
  - id: a
    title: A
    cost_centre: 4711
    grade: 5
    remote: true
    reviewed: 2026-01-01
    band: junior
    colour: blue
";
    assert_eq!(project.findings(chart), ["chart: info[unknown-key]"], "`colour` alone");
    let chart = chart.replace('5', "five").replace("true", "perhaps").replace("2026-01-01", "soon");
    let chart = chart.replace("junior", "juniour").replace("    colour: blue\n", "");
    assert_eq!(
        project.findings(&chart),
        ["a: error[wrong-type]", "a: error[wrong-type]", "a: error[wrong-type]", "a: error[unknown-word]"]
    );
    let misspelt = project.lint("positions: [{ id: a, title: A, cost_center: 4711 }]");
    let finding = &misspelt.outcome.findings[0];
    assert_eq!(&*finding.help, "a key with a similar name exists: `cost_centre`");
}

#[test]
fn without_the_configuration_the_keys_are_unknown() {
    let found = Project::configured("").findings("positions: [{ id: a, title: A, cost_centre: x }]");
    assert_eq!(found, ["chart: info[unknown-key]"]);
}

#[test]
fn own_fields_are_facts_of_own_rules_with_places_and_examples() {
    let project = Project::configured(FIELDS);
    project.write(".orglint/rules/graded.yaml", GRADED);
    let chart = "\
positions:
  - { id: a, title: A, grade: 6 }
  - { id: b, title: B, reports_to: a, cost_centre: x, grade: 7 }
  - { id: c, title: C, reports_to: a, grade: 2 }
  - { id: d, title: D, reports_to: a }
";
    let linted = project.lint(chart);
    assert_eq!(findings(&linted), ["a: info[graded]"]);
    let finding = &linted.outcome.findings[0];
    assert_eq!(finding.message, "A is at grade 6 and has no cost centre");
    assert_eq!(linted.outcome.sources.slice(finding.primary.place), "6");
    let missing =
        linted.outcome.not_checked.iter().find(|one| &*linted.outcome.rule(one.rule).id == "graded");
    assert_eq!(
        missing.unwrap().names().collect::<Vec<_>>(),
        ["grade"],
        "most positions state it, and `d` does not"
    );
    let setup = project.setup();
    let tested = crate::rules::examples::test(&setup.own_rules[0], &setup.rules_as_written(), &setup.own);
    assert!(tested.is_right(), "{tested}");
}

#[test]
fn a_rule_over_a_field_that_is_not_declared_is_broken() {
    let project = Project::configured("fields: { cost_center: text, grade: number }");
    project.write(".orglint/rules/graded.yaml", GRADED);
    assert_eq!(
        project.mistakes(),
        [
            ".orglint/rules/graded.yaml:5:9: there is no fact `cost_centre` | a similar one is known: `cost_center`"
        ]
    );
}

#[test]
fn every_type_can_be_tested() {
    let cases = [
        ("cost_centre: { starts_with: '47' }", "cost_centre: 4711", "cost_centre: 5711"),
        ("cost_centre: [\"4711\", other]", "cost_centre: 4711", "cost_centre: x"),
        ("grade: \"< level\"", "grade: 3, level: 4", "grade: 4, level: 4"),
        ("remote: true", "remote: yes", "remote: no"),
        ("reviewed: \"older than 90 days\"", "reviewed: 2025-01-01", "reviewed: 2026-01-01"),
        ("band: senior", "band: senior", "band: junior"),
        ("reports: { any: { band: senior } }", "reports_to: b, band: senior", "reports_to: b, band: junior"),
    ];
    for (condition, raises, silent) in cases {
        let rule = GRADED
            .replace(
                "where: { grade: \">= 5\" }\nmust: { cost_centre: present }",
                &format!("must_not: {{ {condition} }}"),
            )
            .replace("{self.title} is at grade {self.grade} and has no cost centre", "here")
            .replace("at: self.grade, text: \"grade {self.grade}\"", "at: self.title, text: here");
        let examples = rule.find("examples:").unwrap();
        let example = |name: &str, fields: &str, expect: &str| {
            let at = if fields.contains("reports_to") { "[b]" } else { "[a]" };
            let expect = if expect.is_empty() { "[]" } else { at };
            format!(
                "  - name: {name}\n    chart:\n      positions:\n        - {{ id: b, title: B }}\n        - {{ id: a, title: A, {fields} }}\n    expect: {expect}\n"
            )
        };
        let text = format!(
            "{}examples:\n{}{}",
            &rule[..examples],
            example("raises", raises, "it"),
            example("silent", silent, "")
        );
        let project = Project::configured(FIELDS);
        project.write(".orglint/rules/graded.yaml", &text);
        assert_eq!(project.mistakes(), [""; 0], "{text}");
        let setup = project.setup();
        let tested = crate::rules::examples::test(&setup.own_rules[0], &setup.rules_as_written(), &setup.own);
        assert!(tested.is_right(), "{condition}: {tested}");
    }
}

#[test]
fn a_word_that_is_not_in_the_list_says_nothing() {
    let rule = GRADED
        .replace("where: { grade: \">= 5\" }\nmust: { cost_centre: present }", "must: { band: senior }")
        .replace("{self.title} is at grade {self.grade} and has no cost centre", "here")
        .replace("at: self.grade, text: \"grade {self.grade}\"", "at: self.title, text: here")
        .replace("grade: 6, cost_centre: 4711", "band: senior")
        .replace("grade: 6", "band: junior")
        .replace("grade: 4", "band: senior");
    let project = Project::configured(FIELDS);
    project.write(".orglint/rules/graded.yaml", &rule);
    let found = |band: &str| project.findings(&format!("positions: [{{ id: a, title: A, band: {band} }}]"));
    assert_eq!(found("junior"), ["a: info[graded]"]);
    assert_eq!(found("senior"), [""; 0]);
    assert_eq!(found("senoir"), ["a: error[unknown-word]"]);
}

#[test]
fn the_first_of_two_equal_keys_counts_and_references_are_followed() {
    let project = Project::configured(FIELDS);
    project.write(".orglint/rules/graded.yaml", GRADED);
    let chart = "positions:\n  - &base { id: a, title: A, grade: 6, grade: 1 }\n  - { <<: *base, id: b, reports_to: a }\n";
    let found = project.findings(chart);
    assert!(found.contains(&"a: info[graded]".to_owned()), "{found:?}");
    assert!(found.contains(&"b: info[graded]".to_owned()), "{found:?}");
}

/// Raised where the domain of a position is product.
fn on_product_side() -> String {
    let rule = GRADED.replace(
        "where: { grade: \">= 5\" }\nmust: { cost_centre: present }",
        "must_not: { domain: product, function: customer-platform }",
    );
    let rule = rule.replace("{self.title} is at grade {self.grade} and has no cost centre", "here");
    let rule = rule.replace("at: self.grade, text: \"grade {self.grade}\"", "at: self.title, text: here");
    let examples = rule.find("examples:").unwrap();
    format!(
        "{}examples:\n  - {{ name: a, chart: {{ positions: [{{ id: a, title: A, department: Customer Platform }}] }}, expect: [a] }}\n  - {{ name: b, chart: {{ positions: [{{ id: a, title: A, department: Finance }}] }}, expect: [] }}\n",
        &rule[..examples]
    )
}

#[test]
fn own_functions_have_a_side_and_are_words_of_rules() {
    let words = "vocabulary:\n  functions:\n    customer-platform: { domain: product, departments: [Customer Platform], titles: [Platform Wrangler] }\n";
    let project = Project::configured(words);
    project.write(".orglint/rules/graded.yaml", &on_product_side());
    let chart = "\
positions:
  - { id: ceo, title: CEO }
  - { id: a, title: Team Lead, department: customer platform, reports_to: ceo }
  - { id: b, title: Platform Wrangler, reports_to: ceo }
  - { id: c, title: Head of Customer Platform, reports_to: ceo }
  - { id: d, title: Somebody, function: customer-platform, reports_to: ceo }
  - { id: e, title: Head of Service Delivery, reports_to: ceo }
  - { id: f, title: Head of Customer Platform, function: finance, reports_to: ceo }
";
    let found = project.findings(chart);
    let raised: Vec<&str> = found.iter().filter(|one| one.contains("graded")).map(|one| &one[..1]).collect();
    assert_eq!(raised, ["a", "b", "c", "d"], "{found:?}");
    let setup = project.setup();
    let tested = crate::rules::examples::test(&setup.own_rules[0], &setup.rules_as_written(), &setup.own);
    assert!(tested.is_right(), "{tested}");
}

#[test]
fn a_known_function_can_be_described_anew() {
    let side = |words: &str| {
        let project = Project::configured(words);
        let rule = on_product_side()
            .replace(", function: customer-platform", "")
            .replace("Customer Platform", "Engineering");
        project.write(".orglint/rules/graded.yaml", &rule);
        assert_eq!(project.mistakes(), [""; 0]);
        !project.findings("positions: [{ id: a, title: Head of Engineering }]").is_empty()
    };
    assert!(side(""));
    assert!(!side("vocabulary: { functions: { engineering: { domain: operations } } }"));
    assert!(side("vocabulary: { functions: { engineering: { departments: [Werkstatt] } } }"));
}

#[test]
fn own_titles_mean_a_seat_as_role_does() {
    let rule = on_product_side().replace("{ domain: product, function: customer-platform }", "{ seat: cio }");
    let rule = rule.replace("department: Customer Platform", "role: cio");
    let words = "vocabulary: { seats: { cio: { titles: [Head of Digital Operations] } } }";
    for (words, expected) in [("", 0), (words, 1)] {
        let project = Project::configured(words);
        project.write(".orglint/rules/graded.yaml", &rule);
        assert_eq!(project.mistakes(), [""; 0]);
        let chart = "positions:\n  - { id: ceo, title: CEO }\n  - { id: a, title: head of digital operations, reports_to: ceo }\n";
        let found = project.findings(chart);
        assert_eq!(found.iter().filter(|one| one.contains("graded")).count(), expected, "{found:?}");
    }
}

#[test]
fn a_later_file_describes_a_field_or_function_anew() {
    let project = Project::new(&[
        (
            "base.yaml",
            "fields: { grade: text, band: flag }\nvocabulary: { functions: { area: { domain: product } } }",
        ),
        (
            "orglint.yaml",
            "extends: base.yaml\nfields: { grade: number }\nvocabulary: { functions: { area: { domain: shared } } }",
        ),
    ]);
    let own = project.setup().own;
    assert_eq!(own.fields.keys().len(), 2);
    assert_eq!(own.fields.keys()[0].kind, crate::chart::ValueKind::Number);
    assert_eq!(own.vocabulary.functions().len(), 1);
    assert_eq!(own.vocabulary.functions()[0].get().domain, crate::vocabulary::Domain::Shared);
}
