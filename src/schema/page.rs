//! The reference page of the chart's format: a frame written by hand, with the tables of its keys.

use std::fmt::Write as _;

use crate::chart::fields::{COMPANY_FIELDS, FIELDS, Key, PARTS, Part, TOP_FIELDS, ValueKind};

/// The text around the tables. A line `<!-- keys: WHICH -->` stands for one of them.
const FRAME: &str = include_str!("chart-format.md");

/// The page, in Markdown.
#[must_use]
pub fn chart_page() -> String {
    let mut out = String::new();
    for line in FRAME.lines() {
        let mark = line.strip_prefix("<!-- keys: ").and_then(|rest| rest.strip_suffix(" -->"));
        out += &mark.map_or_else(|| format!("{line}\n"), keys_of);
    }
    out
}

fn keys_of(which: &str) -> String {
    match which {
        "chart" => table(TOP_FIELDS.iter()),
        "company" => table(COMPANY_FIELDS.iter()),
        "position" => table(FIELDS.iter()),
        _ => parts(),
    }
}

fn table<F: Copy + 'static>(keys: impl Iterator<Item = &'static Key<F>>) -> String {
    let mut out = String::from("| key | what it says | takes | example |\n|---|---|---|---|\n");
    for key in keys {
        let cells = [key.about.to_owned(), takes(key.kind), format!("`{}`", key.example)];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(out, "| `{}` | {} |", key.name, cells.join(" | "));
    }
    out
}

/// The smaller mappings, each with its keys.
fn parts() -> String {
    let mut out = String::new();
    let of_positions = FIELDS.iter().map(|key| (key.name, key.kind));
    let of_charts = TOP_FIELDS.iter().map(|key| (key.name, key.kind));
    for (name, kind) in of_positions.chain(of_charts) {
        let parts = parts_of(kind);
        if !parts.is_empty() {
            let keys = PARTS.iter().filter(|key| parts.contains(&key.field));
            let _ = write!(out, "{}### `{name}`\n\n{}", if out.is_empty() { "" } else { "\n" }, table(keys));
        }
    }
    out
}

/// The keys of the mapping that a value may be.
pub(super) fn parts_of(kind: ValueKind) -> &'static [Part] {
    match kind {
        ValueKind::Map(parts) | ValueKind::TextOrMap(parts) | ValueKind::Maps(parts) => parts,
        ValueKind::DottedLines => &[Part::To, Part::For],
        ValueKind::Id
        | ValueKind::Ids
        | ValueKind::Text
        | ValueKind::Code
        | ValueKind::Texts
        | ValueKind::Person
        | ValueKind::Word(_)
        | ValueKind::OpenWord(_)
        | ValueKind::OpenWords(_)
        | ValueKind::Date
        | ValueKind::Number
        | ValueKind::Share
        | ValueKind::Whole
        | ValueKind::Flag
        | ValueKind::FlagOrText
        | ValueKind::Company
        | ValueKind::Positions
        | ValueKind::Position
        | ValueKind::Any => &[],
    }
}

/// What a key takes, in words.
pub(super) fn takes(kind: ValueKind) -> String {
    let keys = |parts: &[Part]| parts.iter().map(|part| part.key().name).collect::<Vec<_>>().join(", ");
    match kind {
        ValueKind::Id => "an id".to_owned(),
        ValueKind::Ids => "an id, or a list of ids".to_owned(),
        ValueKind::Text | ValueKind::Code => "text".to_owned(),
        ValueKind::Texts => "text, or a list of texts".to_owned(),
        ValueKind::Person => "text, or a list of texts; written empty, nobody".to_owned(),
        ValueKind::Word(words) => format!("one of {}", list(words)),
        ValueKind::OpenWord(words) => format!("any word; rules know {}", list(words)),
        ValueKind::OpenWords(words) => format!("words, or one of them; rules know {}", list(words)),
        ValueKind::Date => "a date, year first".to_owned(),
        ValueKind::Number => "a number that is not negative".to_owned(),
        ValueKind::Share => "a share such as `0.5`, `0,5` or `50 %`".to_owned(),
        ValueKind::Whole => "a whole number that is not negative".to_owned(),
        ValueKind::Flag => "`true` or `false`".to_owned(),
        ValueKind::FlagOrText => "`true`, `false`, or text that says more".to_owned(),
        ValueKind::DottedLines => "an id, a list of ids, or a list of `{to, for}`".to_owned(),
        ValueKind::Map(parts) => format!("`{{{}}}`", keys(parts)),
        ValueKind::TextOrMap(parts) => format!("text, or `{{{}}}`", keys(parts)),
        ValueKind::Maps(parts) => format!("a list of `{{{}}}`", keys(parts)),
        ValueKind::Company => "a set of keys".to_owned(),
        ValueKind::Positions => "a list of positions".to_owned(),
        ValueKind::Position => "a position, or a list of positions".to_owned(),
        ValueKind::Any => "anything".to_owned(),
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
