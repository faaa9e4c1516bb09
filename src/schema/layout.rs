//! The schema of `charts:` in a configuration, with the layouts that a company writes itself.

use serde_json::{Value, json};

use super::parts::{flag, keys, one_or_more, put, scalar_or, sentence, text, texts, told, words};
use crate::chart::Field;
use crate::chart::layouts::{ENTRIES, FROM, Match, Shipped, layout_keys, layout_words};
use crate::reconcile::{MatchKey, Says};

/// An entry of `charts:`.
pub(super) fn chart() -> Value {
    let about = "How its files are read: the name of a shape that orglint knows, or your own layout. \
        Without it the shape is recognised.";
    let files = "Its files: paths, folders, or patterns such as `people/**/*.yaml`, from the folder of this \
                 file.";
    let shipped = Shipped::all().into_iter().map(Shipped::name).collect::<Vec<_>>();
    let layout = told(json!({ "anyOf": [words(shipped), layout()] }), "layout", about);
    let sources = "Other sources to compare it with, such as the export of an HR system.";
    let sources = told(seconds(&layout), "sources", sources);
    let known = [
        ("name", told(text(), "name", "What the chart is called.")),
        ("files", told(texts(1), "files", files)),
        ("layout", layout),
        ("sources", sources),
    ];
    told(
        keys(known.into_iter().chain(super::chart::stated()), &["name", "files"]),
        "a chart",
        "A chart with its files.",
    )
}

fn seconds(layout: &Value) -> Value {
    let some = |of: Value| json!({ "anyOf": [of, { "type": "array", "items": of, "minItems": 1 }] });
    let says = "What the source is the authority on; by default, all of it.";
    let by = "How to recognise who is who, the surest first; by default `[id, email, handle, name]`.";
    let known = [
        ("file", told(texts(1), "file", "Its path from the folder of this file; a list is read as one.")),
        ("layout", layout.clone()),
        ("says", told(some(words(Says::ALL.map(Says::word))), "says", says)),
        ("match", told(some(words(MatchKey::ALL.map(MatchKey::word))), "match", by)),
    ];
    let one = told(keys(known, &["file"]), "a source", "A second source.");
    json!({ "type": "array", "maxItems": 16, "items": one })
}

/// A text or a list of texts; written empty, none.
fn any_texts() -> Value {
    let mut schema = scalar_or(&["array"]);
    put(&mut schema, "items", scalar_or(&[]));
    schema
}

fn layout() -> Value {
    let (slots, others) = layout_keys();
    let slots = slots.into_iter().map(|key| {
        let what =
            Field::from_key(key).map_or_else(|| slot_about(key).to_owned(), |f| f.key().about.to_owned());
        let about = format!(
            "Which key of an entry holds it: a key, or a list of keys in the order they are tried. {}",
            sentence(&what)
        );
        let Some(known) = layout_words(key) else { return (key, told(any_texts(), key, about)) };
        let from =
            told(any_texts(), FROM, "Which key of an entry holds the word; by default, the usual ones.");
        let texts =
            known.iter().map(|word| (*word, told(any_texts(), word, "Texts in entries that mean it.")));
        let mapped = keys(std::iter::once((FROM, from)).chain(texts), &[]);
        let about = format!("{about} Or a set of keys: `from`, and for each word the texts that mean it.");
        (key, told(json!({ "anyOf": [any_texts(), mapped] }), key, about))
    });
    let others = others.iter().map(|key| {
        let (about, schema) = other(key);
        (*key, told(schema, key, about))
    });
    keys(slots.chain(others), &["entries"])
}

fn slot_about(key: &str) -> &'static str {
    match key {
        "manages" => "the positions that report to the entry",
        "members" => "the members of a group",
        "role_slug" => "a key of the role, which stays when its holder changes",
        "email" => "an address",
        "first_name" => "the holder's first name",
        "last_name" => "the holder's last name",
        "namespace" => "the namespace of references to other entries",
        _ => "",
    }
}

fn other(key: &str) -> (&'static str, Value) {
    let conditions = json!({ "type": "object", "additionalProperties": any_texts() });
    match key {
        "entries" => (
            "Where the entries are. `list` and `map` take the path of keys that leads to them: `{ list: \
                people }`.",
            json!({
                "anyOf": [words(ENTRIES), { "type": "object", "minProperties": 1, "maxProperties": 1,
                    "properties": { "list": text(), "map": text() }, "additionalProperties": false }],
            }),
        ),
        "matches" => (
            "What a text that names a manager may be, in the order it is tried.",
            json!({ "anyOf": [one_or_more(&words(Match::ALL.map(Match::word))), { "type": ["null", "array"], "maxItems": 0 }] }),
        ),
        "top" => (
            "Texts that mean, instead of a manager, that nobody is above. `$id` is the entry's own id.",
            any_texts(),
        ),
        "inside" => ("Keys that hold the entries that report to an entry.", any_texts()),
        "counted" => ("Keys whose items are counted but are not positions.", any_texts()),
        "not_disclosed" => ("Texts that mean, instead of a name, that it is not given.", any_texts()),
        "vacant" => ("Keys and the values that mean that nobody holds the position.", conditions),
        "only" => ("Keys, each with the values that make it an entry.", conditions),
        "apart" => (
            "Lists of people in an entry that must have nobody in common and nobody twice; or several \
                groups of such lists.",
            json!({ "type": "array", "items": { "anyOf": [text(), texts(1)] } }),
        ),
        "otherwise" => ("Values for entries that state none themselves.", json!({ "type": "object" })),
        "entity" => ("The kind of entity that an entry is, if entries refer to each other this way.", text()),
        "private_ids" => ("Whether ids name people and are hidden.", flag()),
        _ => ("", json!({})),
    }
}
