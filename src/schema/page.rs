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
        let cells = [key.about.to_owned(), super::chart::takes(key.kind), format!("`{}`", key.example)];
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
