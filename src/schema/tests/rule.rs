//! Rule files: the built-in ones, the broken ones, and every fact with every kind of test.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Validator, document, files};
use crate::chart::{Own, ValueKind};
use crate::graph::catalogue::{Of, facts};
use crate::rules::builtin::CHECKS;
use crate::rules::format::tests::{RULE, broken_files};
use crate::rules::format::{KnownWords, load};
use crate::schema::Schema;
use crate::setup::Setup;
use crate::source::SourceFile;
use crate::vocabulary::{FUNCTION_IDS, Seat};

fn is_right(text: &str) -> bool {
    let builtins: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
    let known = KnownWords { functions: &FUNCTION_IDS, seats: Seat::WORDS, builtins: &builtins, fields: &[] };
    load(&Arc::new(SourceFile::new("own/too-many-reports.yaml", text)), "own", &known).is_ok()
}

#[test]
fn every_rule_of_the_project_is_accepted() {
    let validator = Validator::of(Schema::Rule);
    let paths: Vec<_> = files("rules", &["yaml"]);
    let rules = paths.iter().filter(|path| !path.to_str().unwrap().contains("vocabulary"));
    let mut count = 0;
    for path in rules {
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(validator.refuses(&document(&text).unwrap()), None, "{}", path.display());
        count += 1;
    }
    assert!(count > 30, "{count}");
    let template = include_str!("../../cli/templates/rule.yaml").replace("NAME", "a-rule");
    assert_eq!(validator.refuses(&document(&template).unwrap()), None);
    assert_eq!(validator.refuses(&document(RULE).unwrap()), None);
}

/// Broken rule files that a schema cannot see, by the reason.
const UNSEEN: &[(&str, &[&str])] = &[
    (
        "two places of the file contradict each other",
        &[
            "a rule that would replace another than its own id",
            "an unused parameter",
            "an unknown parameter in a condition",
            "an unknown parameter in a template",
            "an unknown parameter as a word",
            "an unknown word as a parameter's default",
            "an unknown switch",
            "a switch that is a number",
            "a word as a number",
            "an example that refers to nobody",
            "an example that refers to somebody almost",
            "a label at nobody",
            "a name that no condition gives",
            "a name that only one case gives, in a text of all",
            "a name from `must`",
            "`as` twice with one name",
        ],
    ),
    ("the name of the file is not in it", &["an id that is not the file's name"]),
    (
        "what stands between braces is a language of its own",
        &[
            "a label at an unknown fact",
            "an unknown name in a template",
            "an unknown fact in a template",
            "an unknown fact of the organisation in a template",
            "a fact of the organisation almost",
            "the name of a person in a template",
            "the holder in a template",
            "the stand-in in a template",
            "a cause that is not a value",
            "a summary that is seen from nobody",
            "a plural of a text",
            "months of a number",
            "a fix of nobody",
            "17 steps in a template",
        ],
    ),
    ("an editor sees the value that a reference stands for", &["a reference"]),
    ("a number that is too large is written like any other", &["a number without an end"]),
    (
        "a pattern is not read by another pattern",
        &["a pattern that cannot be read", "a small pattern that would become a large program"],
    ),
    (
        "how conditions are nested is not said by a schema that refers to itself",
        &[
            "`as` below `not`",
            "`as` below `any`",
            "`as` beside `none`",
            "`as` in `unless`",
            "`as` in `must`",
            "`self` over two relations",
            "`self` over a relation seen from another",
            "`self` further up",
            "`self` in `given`",
            "17 levels",
            "17 levels of steps",
            "17 levels of both",
            "17 steps in a comparison",
        ],
    ),
];

#[test]
fn what_the_program_refuses_is_refused() {
    let validator = Validator::of(Schema::Rule);
    let mut unseen: BTreeSet<&str> = UNSEEN.iter().flat_map(|(_, all)| all.iter().copied()).collect();
    let (mut refused, mut other) = (0, Vec::new());
    for (what, text) in broken_files() {
        // What is not YAML, or has a key twice, is refused before any schema is asked.
        let Some(value) = document(&text) else { continue };
        let is_refused = !validator.accepts(&value);
        if is_refused == unseen.remove(what) {
            other.push(format!("{what}: refused {is_refused}"));
        }
        refused += usize::from(is_refused);
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
    assert_eq!(unseen, BTreeSet::new());
    assert!(refused >= 100, "{refused}");
}

/// Tests of a fact, right and not.
const TESTS: &[&str] = &[
    "",
    "~",
    "''",
    "present",
    "absent",
    "' absent '",
    "[present]",
    "true",
    "yes",
    "no",
    "maybe",
    "[true]",
    "3",
    "-2.5",
    "'3'",
    "'> 3'",
    "'<=3'",
    "!= 3",
    "'=> 3'",
    "'> $max'",
    "$max",
    "'> $'",
    "'< manager.level'",
    "'> company.employees'",
    "'>= cio.below.count'",
    "'< title'",
    "'> manager.titel'",
    "text",
    "two words",
    "[]",
    "[a]",
    "[a, [b]]",
    "none",
    "cio",
    "[cio, cto]",
    "[cio, none]",
    "engineering",
    "[engineering, sales]",
    "full",
    "operations",
    "[operations, product]",
    "growth",
    "{}",
    "{ is: a }",
    "{ is: [a, b] }",
    "{ is: [] }",
    "{ starts_with: a }",
    "{ contains: [a] }",
    "{ matches: '^a' }",
    "{ is: a, contains: b }",
    "{ like: a }",
    "self",
    "{ seat: cio }",
    "{ seat: cio, as: boss }",
    "{ seet: cio }",
    "{ seat: { is: cio } }",
    "older than 3 days",
    "newer than $max months",
    "more than 1 day ahead",
    "in the past",
    "in  the  future",
    "in past",
    "older than days",
    "older than 3 weeks",
    "2026-01-15",
    "{ any: { seat: cio } }",
    "{ count: '> 3' }",
    "{ count: '> depth' }",
    "{ all: {}, count: 1 }",
    "{ any: [{ seat: cio }] }",
    "{ some: {} }",
    "{ as: x }",
    "{ most: { level: high } }",
    "[{ level: 1 }]",
    "[{ level: 1 }, { seat: cio }]",
    "[{ level: high }]",
    "[level]",
    "level",
    "manager.level",
    "[level, manager.title]",
    "manager.titel",
    "company.employees",
];

/// Keys of conditions: facts, facts further away, and words of their own.
fn keys() -> Vec<String> {
    let own = [
        "all",
        "any",
        "not",
        "has_seats",
        "above",
        "reports",
        "below",
        "portfolio",
        "positions",
        "as",
        "$max",
    ];
    let further = [
        "manager.level",
        "manager.manager.title",
        "nearest_chief.seat",
        "cio.level",
        "manager.company.employees",
        "cio.cto.state",
        "lone_chief.nearest_chief.vacant",
        "reports.level",
        "manager.reports",
        "manager.above",
        "levl",
        "manager.levl",
        "manager.",
        ".level",
        "complements.until",
        "opposite.manager",
    ];
    let facts = facts();
    let facts = facts.iter().map(|fact| fact.name);
    facts.chain(own).chain(further).chain(["present", "absent"]).map(str::to_owned).collect()
}

/// A rule of one condition beside a parameter that is used elsewhere.
fn of_one(about: &str, place: &str, key: &str, value: &str) -> String {
    let title = if about == "position" { "self.title" } else { "cio.title" };
    let must = if place == "must" { "" } else { "must: { cio.state: full }\n" };
    format!(
        "id: too-many-reports\ntitle: t\nseverity: info\nfor: {about}\nparams: {{ max: {{ default: 3, about: x }} }}\n\
         {place}:\n  \"{key}\": {value}\n{must}message: \"m {{$max}}\"\n\
         labels: [{{ at: {title}, text: x }}]\nhelp: h\nwhy: {{ text: x, source: {{ title: x }} }}\nexamples:\n  \
         - {{ name: a, chart: {{ org: {{ title: a }} }}, expect: [a] }}\n  \
         - {{ name: b, chart: {{ org: {{ title: b }} }}, expect: [] }}\n"
    )
}

/// Why the schema accepts what the program refuses; none where it may not.
fn reason(about: &str, place: &str, key: &str, value: &str) -> Option<&'static str> {
    let has_no_self = about == "organisation" || place == "given";
    match value {
        "self" if has_no_self => Some("further on, a schema does not know where it began"),
        "{ seat: cio, as: boss }" | "{ as: x }" if place == "must" => {
            Some("how conditions are nested is not said by a schema")
        }
        _ if key == "$max" => Some("which parameters are switches stands elsewhere in the file"),
        _ => None,
    }
}

#[test]
fn every_fact_with_every_test_is_judged_as_the_program_does() {
    let validator = Validator::of(Schema::Rule);
    let (mut both_refuse, mut both_accept, mut other) = (0, 0, Vec::new());
    let mut kinds = BTreeSet::new();
    let of_organisation: BTreeSet<&str> =
        facts().iter().filter(|fact| fact.of == Of::Organisation).map(|fact| fact.name).collect();
    for (about, place) in [("position", "where"), ("organisation", "must")] {
        for (at, key) in keys().into_iter().enumerate() {
            // A few facts of positions are enough to see that they are none of the organisation.
            let is_of_position = facts().get(at).is_some() && !of_organisation.contains(key.as_str());
            if about == "organisation" && is_of_position && at % 8 > 0 {
                continue;
            }
            // Every kind of fact meets every test once, and each fact some of them.
            let is_new = facts().get(at).is_none_or(|fact| kinds.insert((about, format!("{:?}", fact.kind))));
            for (number, value) in TESTS.iter().enumerate() {
                if !is_new && (at + number) % 4 > 0 {
                    continue;
                }
                let text = of_one(about, place, &key, value);
                let Some(seen) = document(&text) else { continue };
                match (is_right(&text), validator.accepts(&seen)) {
                    (true, true) => both_accept += 1,
                    (false, false) => both_refuse += 1,
                    (false, true) if reason(about, place, &key, value).is_some() => {}
                    (program, schema) => {
                        other.push(format!(
                            "{about} {place} {key}: {value}: program {program}, schema {schema}"
                        ));
                    }
                }
            }
        }
    }
    assert!(other.is_empty(), "{} differ:\n{}", other.len(), other.join("\n"));
    assert!(both_accept >= 500 && both_refuse >= 2000, "{both_accept} {both_refuse}");
}

#[test]
fn fields_and_words_of_ones_own_are_facts_and_words() {
    let mut own = Own::default();
    own.fields.add("cost_centre", ValueKind::Code);
    own.fields.add("band", ValueKind::Word(&["junior", "senior"]));
    own.vocabulary.add_function("customer-platform", Some(crate::vocabulary::Domain::Product)).unwrap();
    let setup = Setup { own: Arc::new(own), ..Setup::default() };
    let (plain, validator) = (Validator::of(Schema::Rule), Validator::new(Schema::Rule.value(&setup)));
    for (key, value, fits) in [
        ("cost_centre", "present", true),
        ("manager.cost_centre", "{ starts_with: '47' }", true),
        ("band", "[junior]", true),
        ("band", "juniour", false),
        ("function", "customer-platform", true),
        ("function", "customer-platfrom", false),
    ] {
        let seen = document(&of_one("position", "where", key, value)).unwrap();
        assert_eq!(validator.accepts(&seen), fits, "{key}: {value}");
        assert!(!plain.accepts(&seen), "{key}: {value}");
    }
}

/// The keys that the program names where one is not known.
#[test]
fn every_set_of_keys_is_that_of_the_program() {
    let schema = Schema::Rule.value(&Setup::default());
    for (from, to, at) in [
        ("severity: info", "severity: info\nqwertzuiop: 1", ""),
        ("default: 3,", "default: 3, qwertzuiop: 1,", "/properties/params/additionalProperties"),
        ("must_not: {", "cases: [{ qwertzuiop: 1 }]\nmust_not: {", "/properties/cases/items"),
        (
            "report: topmost",
            "report: topmost\nyields_to: { qwertzuiop: 1 }",
            "/properties/yields_to/anyOf/0/anyOf/1",
        ),
        ("{ at: self.title,", "{ qwertzuiop: 1, at: self.title,", "/properties/labels/anyOf/0"),
        ("fix: {", "fix: { qwertzuiop: 1,", "/properties/fix"),
        ("why:\n", "why:\n  qwertzuiop: 1\n", "/properties/why"),
        ("source: {", "source: { qwertzuiop: 1,", "/properties/why/properties/source"),
        ("  - name: three", "  - qwertzuiop: 1\n    name: three", "/properties/examples/items"),
        (
            "expect: [a]",
            "expect: [{ qwertzuiop: 1 }]",
            "/properties/examples/items/properties/expect/anyOf/0/anyOf/1",
        ),
        ("  grade: manager", "  title: { qwertzuiop: 1 }", "/definitions/text/anyOf/1"),
        ("  grade: manager", "  reports: { qwertzuiop: 1 }", "/definitions/group"),
    ] {
        assert!(RULE.contains(from), "{from}");
        let told =
            crate::rules::format::tests::told("own/too-many-reports.yaml", &RULE.replacen(from, to, 1));
        let keys = told
            .iter()
            .find_map(|line| line.split_once("its keys are "))
            .unwrap_or_else(|| panic!("{told:#?}"));
        let mut keys: Vec<&str> = keys.1.split(", ").collect();
        keys.sort_unstable();
        let known = schema.pointer(&format!("{at}/properties")).unwrap_or_else(|| panic!("{at}"));
        assert_eq!(known.as_object().unwrap().keys().collect::<Vec<_>>(), keys, "{to}");
    }
}
