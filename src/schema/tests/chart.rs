//! Charts: every key with every kind of value.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Validator, document, documents, files};
use crate::chart::fields::{COMPANY_FIELDS, FIELDS, Key, PARTS, TOP_FIELDS};
use crate::chart::{Chart, Field, Own, TopField, ValueKind, read_node, read_with};
use crate::rules::examples::load_file;
use crate::rules::registry::Registry;
use crate::schema::Schema;
use crate::source::{FileId, SourceFile};
use crate::yaml;

fn chart_with(text: &str, own: &Arc<Own>) -> Chart {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    read_with(vec![(FileId(0), yaml::parse(&file))], own)
}

fn chart(text: &str) -> Chart {
    chart_with(text, &Arc::default())
}

/// Whether the program finds a value of another kind, or a word that its key does not know.
fn is_refused(chart: &Chart) -> bool {
    chart.problems.iter().any(|placed| !placed.problem.is_no_chart())
}

#[test]
fn charts_without_reading_errors_are_accepted_and_those_with_are_not() {
    let validator = Validator::of(Schema::Chart);
    let mut accepted = 0;
    for path in files("fixtures", &["yaml", "yml", "json"]) {
        // Some of the files that were made to hurt are not text at all.
        if path.parent().unwrap().ends_with("fixtures/hostile") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let read = chart(&text);
        // Other shapes are read by layouts.
        if path.to_str().unwrap().contains("layouts") || read.is_empty() || read.is_broken() {
            continue;
        }
        // A key that is written twice is found before any schema is asked.
        let Some(all) = documents(&text) else { continue };
        let why = all.iter().find_map(|value| validator.refuses(value));
        assert_eq!(why.is_some(), is_refused(&read), "{}: {why:?}", path.display());
        accepted += usize::from(why.is_none());
    }
    assert!(accepted >= 10, "{accepted}");
}

#[test]
fn the_charts_of_all_examples_are_judged_as_the_program_does() {
    let validator = Validator::of(Schema::Chart);
    let (mut accepted, mut refused) = (0, 0);
    for registered in Registry::builtin().rules() {
        let file = load_file(&registered.file()).unwrap();
        let whole = document(file.tree.file().text()).unwrap();
        for (at, example) in file.examples.iter().enumerate() {
            let value = &whole["examples"][at]["chart"];
            if !value.is_object() {
                continue;
            }
            let read = read_node(FileId(0), &file.tree, example.chart);
            let why = validator.refuses(value);
            let name = format!("{}: {}", registered.rule.id, example.name);
            // Words of other systems, and the near word of a key that takes any, are for the program to see.
            let is_open = registered.rule.id == "unknown-word";
            assert!(why.is_some() == is_refused(&read) || is_open, "{name}: {why:?}");
            if why.is_some() { refused += 1 } else { accepted += 1 }
        }
    }
    assert!(accepted > 200 && refused > 3, "{accepted} accepted, {refused} refused");
}

/// Values as they stand behind a key.
const VALUES: &[&str] = &[
    "",
    "~",
    "''",
    "' '",
    "text",
    "two words",
    "[]",
    "[a]",
    "[a, b]",
    "[[a]]",
    "[~]",
    "[{ a: b }]",
    "{}",
    "{ a: b }",
    "{ a: [b] }",
    "{ to: x }",
    "{ for: x }",
    "{ to: [x] }",
    "[{ to: x }]",
    "[{ for: x }]",
    "[{ to: x, for: [y] }]",
    "[x, { to: y }]",
    "7",
    "007",
    "-1",
    "+5",
    "0.5",
    "'0.5'",
    ".5",
    "5.",
    "1e3",
    "0x1F",
    "1_000",
    "2.0",
    "99999999999999999999999",
    "true",
    "True",
    "yes",
    "'No'",
    "ON",
    "maybe",
    "Null",
    "2026-01-15",
    "'2026-01-15'",
    "2026-1-5",
    "2026-13-01",
    "2026-01-32",
    "2026-02-30",
    "15.01.2026",
    "2026",
    "' 2026-01-15 '",
    "' 7 '",
    "' true '",
    "{ owns: [[a]] }",
    "{ facing: sideways }",
    "{ facing: both }",
    "{ needs: { a: b } }",
    "[{ line: up }]",
    "[{ line: top, text: x }]",
    "[{ until: soon }]",
    "[{ until: 2026-01-15 }]",
    "[{ id: x, title: X }]",
    "[{ id: x }]",
    "[{ title: X }]",
    "{ title: X }",
    "{ id: x }",
    "[{ title: X, reports: [{ title: Y }] }]",
    "[{ id: x, title: X, reports: [y] }]",
    "{ employees: many }",
    "{ employees: 7, stage: growth }",
    "{ regimes: [[a]] }",
    "&a { title: X }",
];

/// Why the schema accepts what the program refuses; none where it may not.
fn reason(key: &str, kind: ValueKind, value: &str) -> Option<&'static str> {
    let is_number = matches!(kind, ValueKind::Number | ValueKind::Share | ValueKind::Whole);
    match (kind, value) {
        (ValueKind::Date, "2026-02-30") => Some("which days a month has is not said in a pattern"),
        (_, "5." | "+5" | "1e3" | "0x1F" | "2.0") if is_number => {
            Some("an editor sees a number, not its spelling")
        }
        (ValueKind::Word(_), _) if matches!(key, "status" | "employment") => {
            Some("which words of other systems are known is not said in the schema")
        }
        (_, "Null") => Some("an editor sees nothing written, not the text"),
        (ValueKind::Id, "" | "~") => Some("an editor sees the same as for the text `Null`, which is an id"),
        _ => None,
    }
}

/// A chart with one key at its place.
fn places() -> Vec<(&'static str, &'static str, ValueKind)> {
    let of = |place, name, kind| (place, name, kind);
    let mut all: Vec<_> = FIELDS.iter().map(|key| of("position", key.name, key.kind)).collect();
    all.extend(COMPANY_FIELDS.iter().map(|key| of("company", key.name, key.kind)));
    all.extend(TOP_FIELDS.iter().map(|key| of("top", key.name, key.kind)));
    for (name, kind) in
        FIELDS.iter().map(|key| (key.name, key.kind)).chain(TOP_FIELDS.iter().map(|key| (key.name, key.kind)))
    {
        let parts = crate::schema::page::parts_of(kind);
        all.extend(parts.iter().map(|part| (name, part.key().name, part.key().kind)));
    }
    all
}

fn text_of(place: &str, key: &str, value: &str) -> String {
    let around = |inner: &str| match key {
        "id" => format!("positions:\n  - title: A\n    {inner}\n"),
        "title" => format!("positions:\n  - id: a\n    unit: A\n    {inner}\n"),
        _ => format!("positions:\n  - id: a\n    title: A\n    {inner}\n"),
    };
    match place {
        "position" => around(&format!("{key}: {value}")),
        "company" => format!("company:\n  {key}: {value}\npositions: [{{ id: a, title: A }}]\n"),
        "top" if matches!(key, "positions" | "people" | "org") => format!("{key}: {value}\n"),
        "top" => format!("positions: [{{ id: a, title: A }}]\n{key}: {value}\n"),
        "exceptions" => format!("positions: [{{ id: a, title: A }}]\nexceptions:\n  - {key}: {value}\n"),
        "goals" => format!("positions:\n  - id: a\n    title: A\n    goals:\n      - {key}: {value}\n"),
        "dotted_to" if key == "to" => {
            format!("positions:\n  - id: a\n    title: A\n    dotted_to:\n      - {key}: {value}\n")
        }
        "dotted_to" => {
            format!(
                "positions:\n  - id: a\n    title: A\n    dotted_to:\n      - to: b\n        {key}: {value}\n"
            )
        }
        map => format!("positions:\n  - id: a\n    title: A\n    {map}:\n      {key}: {value}\n"),
    }
}

/// Words of a key, right and with slips.
fn words_of(kind: ValueKind) -> Vec<String> {
    let (ValueKind::Word(words) | ValueKind::OpenWord(words) | ValueKind::OpenWords(words)) = kind else {
        return Vec::new();
    };
    let is_closed = matches!(kind, ValueKind::Word(_));
    words
        .iter()
        .flat_map(|word| {
            let slips = [word[1..].to_owned(), word.to_uppercase(), format!("{word}s")];
            let slips = slips.into_iter().filter(move |_| is_closed);
            [(*word).to_owned(), format!("'  {word} '"), format!("[{word}]")].into_iter().chain(slips)
        })
        .collect()
}

#[test]
fn every_key_with_every_value_is_judged_as_the_program_does() {
    let validator = Validator::of(Schema::Chart);
    let (mut both_refuse, mut both_accept, mut other) = (BTreeSet::new(), 0, Vec::new());
    for (place, key, kind) in places() {
        let values = VALUES.iter().map(|value| (*value).to_owned()).chain(words_of(kind));
        for value in values {
            let text = text_of(place, key, &value);
            let read = chart(&text);
            // A value that is not YAML is none of the schema's.
            let Some(seen) = document(&text).filter(|_| !read.is_broken()) else { continue };
            let why = validator.refuses(&seen);
            match (is_refused(&read), why) {
                (true, Some(_)) => {
                    both_refuse.insert((place, key, value));
                }
                (false, None) => both_accept += 1,
                (true, None) if reason(key, kind, &value).is_some() => {}
                (program, why) => {
                    other.push(format!("{place}.{key}: {value}\n  program {program}, schema {why:?}"));
                }
            }
        }
    }
    assert!(other.is_empty(), "{} differ:\n{}", other.len(), other.join("\n"));
    let keys: BTreeSet<_> = both_refuse.iter().map(|(place, key, _)| (place, key)).collect();
    assert!(
        keys.len() >= 60 && both_refuse.len() >= 1000 && both_accept >= 1000,
        "{} {both_accept}",
        keys.len()
    );
}

#[test]
fn every_example_fits_its_key_and_says_nothing_unusual() {
    fn of<F: Copy>(keys: &[Key<F>], place: &'static str) -> Vec<(&'static str, &'static str, &'static str)> {
        keys.iter().map(|key| (place, key.name, key.example)).collect()
    }
    let validator = Validator::of(Schema::Chart);
    let mut all = of(FIELDS, "position");
    all.extend(of(COMPANY_FIELDS, "company"));
    all.extend(of(TOP_FIELDS, "top"));
    for (name, kind) in
        FIELDS.iter().map(|key| (key.name, key.kind)).chain(TOP_FIELDS.iter().map(|key| (key.name, key.kind)))
    {
        let parts = crate::schema::page::parts_of(kind);
        let parts = PARTS.iter().filter(|key| parts.contains(&key.field));
        all.extend(parts.map(|key| (name, key.name, key.example)));
    }
    for (place, key, example) in all {
        let text = text_of(place, key, example);
        let read = chart(&text);
        let unusual = (&read.problems[..], read.unknown_keys.len(), read.surprises.len(), read.is_broken());
        assert_eq!(unusual, (&[][..], 0, 0, false), "{text}");
        assert_eq!(validator.refuses(&document(&text).unwrap()), None, "{text}");
    }
}

#[test]
fn a_new_key_is_in_the_schema_by_itself() {
    let mut own = Own::default();
    own.fields.add("cost_centre", ValueKind::Code);
    own.fields.add("band", ValueKind::Word(&["junior", "senior", "2", "true"]));
    own.fields.add("grade_level", ValueKind::Number);
    let own = Arc::new(own);
    let setup = crate::setup::Setup { own: Arc::clone(&own), ..crate::setup::Setup::default() };
    let validator = Validator::new(Schema::Chart.value(&setup));
    for (value, fits) in [
        ("cost_centre: 4711", true),
        ("cost_centre: [4711]", false),
        ("band: junior", true),
        ("band: 2", true),
        ("band: true", true),
        ("band: juniour", false),
        ("grade_level: 4", true),
        ("grade_level: high", false),
    ] {
        let text = format!("positions: [{{ id: a, title: A, {value} }}]");
        assert_eq!(validator.accepts(&document(&text).unwrap()), fits, "{value}");
        assert_eq!(!is_refused(&chart_with(&text, &own)), fits, "{value}");
    }
    assert!(Field::from_key("cost_centre").is_none() && TopField::from_key("cost_centre").is_none());
}

#[test]
fn keys_that_are_not_known_and_charts_of_other_parts_are_no_mistake() {
    let validator = Validator::of(Schema::Chart);
    for text in [
        "positions: [{ id: a, title: A, colour: blue }]",
        "company: { name: A, motto: B }",
        "exceptions: []",
        "",
        "positions:",
        "base: &base { status: acting }\npositions: [{ <<: *base, id: a, title: A }]",
    ] {
        assert!(!is_refused(&chart(text)), "{text}");
        assert_eq!(validator.refuses(&document(text).unwrap_or_default()), None, "{text}");
    }
    for text in ["- id: a\n  title: A", "just text"] {
        assert!(validator.refuses(&document(text).unwrap()).is_some(), "{text}");
    }
}
