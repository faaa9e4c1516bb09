//! Configurations: every mistake that the program tells, and every one that is right.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Validator, document, root};
use crate::files::Disk;
use crate::schema::Schema;
use crate::setup::Setup;
use crate::setup::tests::mistakes::MISTAKES;

/// Mistakes that a schema of one file cannot see, with the reason.
const UNSEEN: &[(&str, &str)] = &[
    ("rules: {}\n---\nrules: {}", "each document is a file of its own to an editor"),
    ("rules:\n  title-mising: off", OWN_RULE),
    ("rules:\n  integrety: on", OWN_RULE),
    ("rules:\n  zzzzzz: on", OWN_RULE),
    ("overrides:\n  - { within: a, rules: { no-such-rule: off } }", OWN_RULE),
    ("never_allow: [reporting-cicle]", OWN_RULE),
    ("vocabulary:\n  functions:\n    area: { departments: [A] }", BASE_FUNCTION),
    ("vocabulary:\n  functions:\n    engineerin: { departments: [A] }", BASE_FUNCTION),
    (
        "vocabulary:\n  functions:\n    area: { domain: product, departments: ['–'] }",
        "which texts hold words is the vocabulary's to say",
    ),
    (
        "vocabulary:\n  functions:\n    a1: { domain: product, titles: [X] }\n    b2: { domain: shared, titles: [x] }",
        "two places of the file contradict each other",
    ),
    (
        "charts:\n  - { name: a, files: x }\n  - { name: a, files: y }",
        "two places of the file contradict each other",
    ),
    ("required_fields: [{ fields: [titel] }]", OWN_FIELD),
    ("required_fields: [{ fields: [depth] }]", OWN_FIELD),
    ("required_fields: [{ where: { grade: boss }, fields: [title] }]", OWN_FIELD),
    ("charts: [{ name: a, files: [/etc/x] }]", PATTERN),
    ("charts: [{ name: a, files: [C:/x] }]", PATTERN),
    ("charts: [{ name: a, files: [../x] }]", PATTERN),
    ("charts: [{ name: a, files: ['*/../x'] }]", PATTERN),
    ("charts: [{ name: a, files: [a**b] }]", PATTERN),
    ("charts: [{ name: a, files: ['[a'] }]", PATTERN),
    ("charts: [{ name: a, files: 'a\\b' }]", PATTERN),
    ("extends: base.yaml", OTHER_FILE),
    ("extends: [.git]", OTHER_FILE),
    ("extends: orglint.yaml", OTHER_FILE),
    ("extends: https://example.org/base.yaml", "an address is a text like any other"),
];
const PATTERN: &str = "which texts are patterns of files, and where they lead, is not in a schema";
const OWN_FIELD: &str = "it may be a field of one's own, which the same file names";
const OWN_RULE: &str = "it may be a rule of one's own, in another file";
const BASE_FUNCTION: &str = "a file that this one extends may say its domain";
const OTHER_FILE: &str = "what is in the folder is not in the file";

#[test]
fn what_the_program_refuses_is_refused() {
    let validator = Validator::of(Schema::Config);
    let mut unseen: BTreeSet<&str> = UNSEEN.iter().map(|(text, _)| *text).collect();
    let (mut refused, mut other) = (0, Vec::new());
    for (text, _, message, _) in MISTAKES {
        // What is not YAML, or has a key twice, is refused before any schema is asked.
        let Some(documents) = super::documents(text).filter(|_| !message.contains("written 2 times")) else {
            continue;
        };
        let is_refused = documents.iter().any(|value| !validator.accepts(value));
        if is_refused == unseen.remove(text) {
            other.push(format!("{text}\n  refused: {is_refused}; {message}"));
        }
        refused += usize::from(is_refused);
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
    assert_eq!(unseen, BTreeSet::new());
    assert!(refused >= 50, "{refused}");
}

/// Files of the guide that are configurations.
const CONFIGURATIONS: &[&str] = &["orglint.yaml", ".orglint.yaml", "shared/base.yaml", "tables/orglint.yaml"];

/// The configurations that the guide and the template show.
fn shown() -> Vec<String> {
    let guide = std::fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let right = guide.split("\n## ").filter(|section| !section.starts_with("Mistakes"));
    let blocks = right.flat_map(|section| {
        let blocks = section.split("```yaml ").skip(1);
        blocks.filter_map(|block| block.split_once('\n')).filter(|(path, _)| CONFIGURATIONS.contains(path))
    });
    let mut all: Vec<String> =
        blocks.map(|(_, text)| text.split("```").next().unwrap_or_default().to_owned()).collect();
    let template = include_str!("../../cli/templates/orglint.yaml");
    // What is there to be taken in is right too.
    let taken_in = template.lines().map(|line| {
        let bare = line.strip_prefix("# ").filter(|bare| bare.contains(": ") || bare.ends_with(':'));
        let is_key = bare.is_some_and(|bare| {
            bare.starts_with([' ', '-'])
                || bare.split(':').next().is_some_and(|key| crate::config::KEYS.contains(&key))
        });
        if is_key { bare.unwrap_or(line) } else { line }
    });
    let taken_in = taken_in.collect::<Vec<_>>().join("\n");
    all.extend([template.to_owned(), taken_in]);
    all
}

#[test]
fn what_is_shown_is_accepted() {
    let validator = Validator::of(Schema::Config);
    let all = shown();
    assert!(all.len() >= 8, "{}", all.len());
    for text in all {
        assert_eq!(validator.refuses(&document(&text).unwrap()), None, "{text}");
    }
    for text in [
        "# nothing yet\n",
        "rules: {}\noverrides: []\nfields: {}\nnever_allow: []\nextends: []",
        "rules: { my-own-rule: { severity: info, params: { most: 3, word: x, switch: true } } }",
        "rules: { headcount-differs: { params: { percent: 2.5 } }, integrity: { severity: on } }",
        "rules: { headcount-differs: { params: { percent: '20' } }, ' title-missing ': ' off ' }",
        "vocabulary: { functions: { engineering: { titles: Wizard } }, seats: { cto: { titles: [] } } }",
        "fields: { cost_centre: ' text ', kostenstelle: number, größe: [s, m, 1, true], a-1: flag }",
        "allow_needs_reason: yes",
        "allow_needs_reason: OFF",
        "charts: [{ name: a, files: x, as_of: 2026-01-15, company: { employees: 60 }, exceptions: [{ rule: no-root, reason: b }] }]",
        "charts: [{ name: a, files: x, layout: { entries: list, private_ids: Yes, status: { from: State, filled: [A, b], vacant: c } } }]",
        "never_allow: reading",
    ] {
        assert!(Setup::from_text(text).is_ok(), "{text}: {:#?}", Setup::from_text(text).err());
        assert_eq!(validator.refuses(&document(text).unwrap_or_default()), None, "{text}");
    }
}

impl Setup {
    /// What a configuration of this text sets, where a rule `my-own-rule` is there too.
    fn from_text(text: &str) -> Result<Self, Vec<crate::problem::Mistake>> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("orglint.yaml");
        std::fs::write(&file, text).unwrap();
        let rules = folder.path().join(crate::config::RULES_FOLDER);
        std::fs::create_dir_all(&rules).unwrap();
        let rule = include_str!("../../cli/templates/rule.yaml").replace("NAME", "my-own-rule").replace(
            "params:\n",
            "params:\n  most: { default: 1, about: a number }\n  word: { default: a, about: a word }\n  \
             switch: { default: false, about: a switch }\n",
        );
        let rule =
            rule.replace("where:\n", "where:\n  $switch: true\n  level: \"> $most\"\n  title: $word\n");
        std::fs::write(rules.join("my-own-rule.yaml"), rule).unwrap();
        let here = crate::files::Ask::here(&Disk);
        Self::load(&Disk, &here, &crate::config::find_file(&Disk, &file))
    }
}

/// The keys that the program names where one is not known, of a configuration with it in its place.
fn keys_told(text: &str) -> Vec<String> {
    let told = Setup::from_text(text).unwrap_err();
    let help = told.iter().find_map(|mistake| mistake.help.strip_prefix("its keys are ")).unwrap();
    let mut keys: Vec<String> = help.split(", ").map(str::to_owned).collect();
    keys.sort();
    keys
}

#[test]
fn every_set_of_keys_is_that_of_the_program() {
    let schema = Schema::Config.value(&Setup::default());
    for (text, at) in [
        ("rules: {}\nqwertzuiop: 1", ""),
        ("rules: { title-missing: { qwertzuiop: 1 } }", "/definitions/setting/anyOf/1"),
        ("overrides: [{ qwertzuiop: 1 }]", "/properties/overrides/items"),
        ("vocabulary: { qwertzuiop: 1 }", "/properties/vocabulary"),
        ("vocabulary: { functions: { engineering: { qwertzuiop: 1 } } }", "/definitions/function"),
        (
            "vocabulary: { seats: { cio: { qwertzuiop: 1 } } }",
            "/properties/vocabulary/properties/seats/properties/cio",
        ),
    ] {
        let known = &schema.pointer(&format!("{at}/properties")).unwrap().as_object().unwrap();
        assert_eq!(known.keys().cloned().collect::<Vec<_>>(), keys_told(text), "{text}");
    }
}

#[test]
fn rules_of_ones_own_are_in_it_with_their_parameters() {
    let setup = Setup::from_text("fields: { band: text }").unwrap();
    let validator = Validator::new(Schema::Config.value(&setup));
    let fits = |text: &str| validator.accepts(&document(text).unwrap());
    assert!(fits("rules: { my-own-rule: { params: { most: 4 } } }"));
    assert!(!fits("rules: { my-own-rule: { params: { mots: 4 } } }"));
    assert!(!fits("rules: { my-own-rule: { params: { most: many } } }"));
    assert!(!fits("rules: { my-own-rule: { params: { switch: perhaps } } }"));
}

#[test]
fn layouts_are_described_by_the_keys_that_their_reader_knows() {
    use crate::chart::layouts::{from_node, layout_keys};
    use crate::source::SourceFile;
    let schema = Schema::Config.value(&Setup::default());
    let layout = schema.pointer("/properties/charts/items/properties/layout/anyOf/1").unwrap();
    let validator = Validator::new(layout.clone());
    let (slots, others) = layout_keys();
    assert_eq!(layout["properties"].as_object().unwrap().len(), slots.len() + others.len());
    let accepts = |text: &str| {
        let file = std::sync::Arc::new(SourceFile::new("orglint.yaml", text));
        let tree = crate::yaml::parse(&file).tree;
        let read = from_node("own", &tree, tree.documents()[0].root.unwrap()).is_ok();
        let value: Value = document(text).unwrap();
        (read, validator.refuses(&value))
    };
    for (text, fits) in [
        ("{ entries: each-file, id: $file-stem, title: role, reports_to: manager }", true),
        ("{ entries: map, id: $key, matches: [id, role_slug], top: [none, '', XX] }", true),
        ("{ entries: { list: people }, vacant: { name: [Vacant, New Vacancy] }, name: ~ }", true),
        ("{ entries: documents, only: { kind: Group }, otherwise: { department: Sales } }", true),
        ("{ entries: list, matches: email, private_ids: true, entity: user, not_disclosed: x }", true),
        ("{ entries: list, apart: [maintainers, members] }", true),
        ("{ entries: list, apart: [[maintainers, members], [members, alumni]] }", true),
        ("{ entries: list, apart: members }", false),
        ("{ title: role }", false),
        ("{ entries: files }", false),
        ("{ entries: { list: a, map: b } }", false),
        ("{ entries: { lists: a } }", false),
        ("{ entries: map, matches: [ids] }", false),
        ("{ entries: map, titel: role }", false),
        ("{ entries: map, title: { a: b } }", false),
        ("{ entries: map, vacant: [Vacant] }", false),
        ("{ entries: map, reports: x }", false),
        ("[map]", false),
    ] {
        let (read, why) = accepts(text);
        assert_eq!((read, why.is_none()), (fits, fits), "{text}: {why:?}");
    }
    let every = slots
        .iter()
        .chain(others)
        .filter(|key| !["entries", "otherwise", "only", "vacant", "apart"].contains(key));
    for key in every {
        let value = if *key == "matches" {
            "id"
        } else if *key == "private_ids" {
            "false"
        } else {
            "x"
        };
        let (read, why) = accepts(&format!("{{ entries: map, {key}: {value} }}"));
        assert_eq!((read, why), (true, None), "{key}");
    }
}
