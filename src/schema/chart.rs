//! The schema of a chart, from the table of its keys.

use serde_json::{Value, json};

use super::parts::{FLAG, SAYS, named, or_say, put, scalar_or, sentence, told, words_or_nothing};
use super::{functions, object};
use crate::chart::fields::{COMPANY_FIELDS, FIELDS, Key, Part, TOP_FIELDS, ValueKind};
use crate::chart::{Field, Own, STATED};
use crate::vocabulary::Seat;

const ABOUT: &str = "An org chart in orglint's own format of orglint, flat (`positions:` with `reports_to`) or \
    nested (`org:` with `reports`). Unknown keys are not a mistake. orglint also reads charts in other shapes (CSV exports, handbooks, one file for each person, Backstage catalogues); this schema does not describe them.";

/// A date; that the day is one of its month is left to the program.
const DATE: &str = r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$";
const NUMBER: &str = r"^\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*$";
const SHARE: &str = r"^\s*([0-9]+[.,]?[0-9]*|[.,][0-9]+)\s*%?\s*$";
const WHOLE: &str = r"^\s*[0-9]+\s*$";

pub(super) fn schema(own: &Own) -> Value {
    let mut fields = properties(FIELDS, "position");
    offer(&mut fields, Field::Role, Seat::WORDS);
    offer(&mut fields, Field::Function, &functions(own));
    for key in own.fields.keys() {
        let about = format!("{}\n\nTakes {}.", sentence(key.about), takes(key.kind));
        put(&mut fields, key.name, told(value(key.kind, "position"), key.name, about));
    }
    let telling: Vec<Value> = FIELDS.iter().filter(|key| key.tells).map(|key| says(key.name)).collect();
    let position = json!({ "type": "object", "properties": fields, "anyOf": telling });
    // Where nothing reports to a position in the list, only its id lets others name it.
    let listed = json!({
        "allOf": [{ "$ref": "#/definitions/position" }],
        "anyOf": [says("id"), says("reports")],
    });
    let about = "One position: a seat, with or without a holder. Needs an `id` in the flat form, and one of \
                 `title`, `name`, `function` in both.";
    let chart = json!({
        "type": ["object", "null"],
        "properties": properties(TOP_FIELDS, "listed"),
        "definitions": {
            "position": told(position, "a position", about),
            "listed": listed,
        },
    });
    told(chart, "an org chart", ABOUT)
}

/// What a configuration may state of a chart. There a key that is not known is a mistake.
pub(super) fn stated() -> impl Iterator<Item = (&'static str, Value)> {
    let keys = TOP_FIELDS.iter().filter(|key| STATED.contains(&key.field));
    keys.map(|key| {
        let mut schema = property(key, "position");
        for part in ["/properties", "/items/properties"] {
            if schema.pointer(part).is_some() {
                let outer = part.trim_end_matches("/properties");
                let at = if outer.is_empty() { Some(&mut schema) } else { schema.pointer_mut(outer) };
                if let Some(at) = at {
                    put(at, "additionalProperties", json!(false));
                }
            }
        }
        (key.name, schema)
    })
}

/// Offers words for a field that takes any text.
fn offer(fields: &mut Value, field: Field, words: &[&str]) {
    put(&mut fields[field.key().name], "anyOf", json!([{ "enum": words }, {}]));
}

/// The key is there and says something. What an editor shows as nothing may be the text `Null`.
fn says(key: &str) -> Value {
    json!({ "required": [key], "properties": { key: { "pattern": SAYS, "minItems": 1 } } })
}

/// The keys of a mapping. `item` is what a list of positions under one of them holds.
fn properties<F: Copy>(keys: &[Key<F>], item: &str) -> Value {
    object(keys.iter().map(|key| (key.name.to_owned(), property(key, item))))
}

/// A key with what an editor shows for it.
fn property<F: Copy>(key: &Key<F>, item: &str) -> Value {
    let about = format!(
        "{}\n\nTakes {}. Example: `{}: {}`",
        sentence(key.about),
        takes(key.kind),
        key.name,
        key.example
    );
    let value = match key.kind {
        // The words of other systems are not listed here.
        ValueKind::Word(words) if matches!(key.name, "status" | "employment") => open_word(words),
        kind => value(kind, item),
    };
    told(value, key.name, about)
}

/// What a value may be. Nothing written fits every key.
fn value(kind: ValueKind, item: &str) -> Value {
    match kind {
        ValueKind::Id | ValueKind::Text | ValueKind::Code | ValueKind::FlagOrText => scalar_or(&[]),
        ValueKind::Ids | ValueKind::Texts | ValueKind::Person => {
            let mut schema = scalar_or(&["array"]);
            put(&mut schema, "items", scalar_or(&[]));
            schema
        }
        ValueKind::Word(words) => words_or_nothing(words),
        ValueKind::OpenWord(words) => open_word(words),
        ValueKind::OpenWords(words) => {
            json!({ "anyOf": [open_word(words), { "type": "array", "items": open_word(words) }] })
        }
        ValueKind::Date => or_say(
            json!({ "type": ["string", "null"], "pattern": DATE }),
            "write a date with year, month and day: 2026-01-15",
        ),
        ValueKind::Number => or_say(
            json!({ "type": ["number", "string", "null"], "minimum": 0, "pattern": NUMBER }),
            "a number is written in digits, with a point before the fraction: 0.5",
        ),
        ValueKind::Share => or_say(
            json!({ "type": ["number", "string", "null"], "minimum": 0, "pattern": SHARE }),
            "a share is written as 0.5, 0,5 or 50 %",
        ),
        ValueKind::Whole => or_say(
            json!({
                "type": ["integer", "string", "null"], "minimum": 0, "maximum": u64::MAX, "pattern": WHOLE,
            }),
            "a whole number is written only in digits: 240",
        ),
        ValueKind::Flag => {
            or_say(json!({ "type": ["boolean", "string", "null"], "pattern": FLAG }), "write true or false")
        }
        ValueKind::DottedLines => dotted_lines(),
        ValueKind::Map(parts) => map(parts),
        ValueKind::TextOrMap(parts) => {
            let mut schema = map(parts);
            put(&mut schema, "type", scalar_or(&["object"])["type"].clone());
            schema
        }
        ValueKind::Maps(parts) => json!({ "type": ["array", "null"], "items": map(parts) }),
        ValueKind::Company => {
            json!({ "type": ["object", "null"], "properties": properties(COMPANY_FIELDS, item) })
        }
        ValueKind::Positions => list_of(item),
        ValueKind::Position => json!({ "anyOf": [named("position"), list_of("position")] }),
        ValueKind::Any => json!({}),
    }
}

/// Any word; the known ones are offered.
fn open_word(words: &[&str]) -> Value {
    json!({
        "anyOf": [{ "enum": words }, { "type": scalar_or(&[])["type"], "pattern": SAYS }],
    })
}

fn list_of(what: &str) -> Value {
    json!({ "type": ["array", "null"], "items": { "$ref": format!("#/definitions/{what}") } })
}

fn map(parts: &[Part]) -> Value {
    let keys = parts.iter().map(|part| (part.key().name.to_owned(), property(part.key(), "position")));
    json!({ "type": ["object", "null"], "properties": object(keys) })
}

fn dotted_lines() -> Value {
    let mut line = map(&[Part::To, Part::For]);
    put(&mut line, "required", json!([Part::To.key().name]));
    put(&mut line, "type", scalar_or(&["object"])["type"].clone());
    let mut lines = line.clone();
    put(&mut lines, "type", scalar_or(&["object", "array"])["type"].clone());
    put(&mut lines, "items", line);
    lines
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
