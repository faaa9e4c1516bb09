//! What schemas are made of: texts, words, numbers as editors see them.

use serde_json::{Value, json};

/// The types that a text can have for an editor, which takes `007` for a number and `true` for yes.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

/// Text that says something.
pub(super) const SAYS: &str = r"\S";

/// Sets a member.
pub(super) fn put(schema: &mut Value, key: &str, value: impl Into<Value>) {
    if let Value::Object(members) = schema {
        members.insert(key.to_owned(), value.into());
    }
}

/// A schema with the title and the text that an editor shows for it.
pub(super) fn told(mut schema: Value, title: &str, about: impl Into<String>) -> Value {
    let about = about.into();
    put(&mut schema, "title", title);
    // The YAML language server shows this one where there is markup in it.
    if about.contains('`') {
        put(&mut schema, "markdownDescription", about.as_str());
    }
    put(&mut schema, "description", about);
    schema
}

/// A schema with what an editor says where a text does not fit the pattern.
pub(super) fn or_say(mut schema: Value, message: &str) -> Value {
    put(&mut schema, "patternErrorMessage", message);
    schema
}

/// What another part of the schema describes, under `definitions`.
pub(super) fn named(name: &str) -> Value {
    // Beside `$ref` nothing else counts, so that it stands alone.
    json!({ "allOf": [{ "$ref": format!("#/definitions/{name}") }] })
}

/// One value, or nothing, and these types too.
pub(super) fn scalar_or(others: &[&str]) -> Value {
    let types: Vec<&str> = SCALAR.iter().chain(others).chain(&["null"]).copied().collect();
    json!({ "type": types })
}

/// One value that says something.
pub(super) fn text() -> Value {
    json!({ "type": SCALAR, "pattern": SAYS })
}

/// One value that says something, or a list of such values with at least so many items.
pub(super) fn texts(least: usize) -> Value {
    let types: Vec<&str> = SCALAR.iter().chain(&["array"]).copied().collect();
    let mut schema = json!({ "type": types, "pattern": SAYS, "items": text() });
    if least > 0 {
        put(&mut schema, "minItems", least);
    }
    schema
}

/// One of these, or a list of at least one of them.
pub(super) fn one_or_more(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
}

/// One of these words.
pub(super) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    words_or(&words.into_iter().collect::<Vec<_>>(), None)
}

/// One of these words, or a text of this pattern. In quotes a word may have spaces around it.
pub(super) fn words_or(words: &[&str], pattern: Option<&str>) -> Value {
    let known: Vec<Value> = words.iter().flat_map(|word| forms(word)).collect();
    let all = words.iter().map(|word| literal(word)).collect::<Vec<_>>().join("|");
    let mut patterns = vec![format!(r"(\s+({all})\s*|({all})\s+)")];
    patterns.extend(pattern.map(|pattern| format!(r"\s*({pattern})\s*")));
    json!({ "anyOf": [{ "enum": known }, { "type": "string", "pattern": whole(&patterns.join("|")) }] })
}

/// One of these words, or nothing.
pub(super) fn words_or_nothing(known: &[&str]) -> Value {
    let mut schema = words(known.iter().copied());
    put(&mut schema["anyOf"][1], "type", json!(["string", "null"]));
    schema
}

/// A word, and the number or the yes and no that an editor takes it for.
fn forms(word: &str) -> Vec<Value> {
    let typed = match word {
        "true" | "false" => serde_json::from_str(word).ok(),
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => typed_number(word),
        _ => None,
    };
    std::iter::once(Value::from(word)).chain(typed).collect()
}

fn typed_number(word: &str) -> Option<Value> {
    word.parse::<u64>().ok().map(Value::from).or_else(|| word.parse::<f64>().ok().map(Value::from))
}

/// A pattern for all of a text.
pub(super) fn whole(pattern: &str) -> String {
    format!("^({pattern})$")
}

/// One of these texts, as a part of a pattern.
pub(super) fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(literal).collect::<Vec<_>>().join("|")
}

/// A text as a pattern for itself.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\^$.|?*+()[]{}/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Yes and no in any letter case.
pub(super) const FLAG: &str =
    r"^\s*([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff])\s*$";

/// `true` or `false`, or one of the words that stand for them.
pub(super) fn flag() -> Value {
    or_say(json!({ "type": ["boolean", "string"], "pattern": FLAG }), "write true or false")
}

/// The pattern of a number as Rust reads it.
pub(super) const NUMBER: &str = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?";

/// The pattern of an id of a rule, a pack or a function.
pub(super) const KEBAB: &str = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

/// A set of keys and no others.
pub(super) fn keys(known: impl IntoIterator<Item = (&'static str, Value)>, needed: &[&str]) -> Value {
    with_keys(&super::object(known.into_iter().map(|(key, value)| (key.to_owned(), value))), needed)
}

fn with_keys(known: &Value, needed: &[&str]) -> Value {
    let mut schema = json!({ "type": "object", "properties": known, "additionalProperties": false });
    if !needed.is_empty() {
        put(&mut schema, "required", json!(needed));
    }
    schema
}

/// The first letter as a capital, and a full stop at the end.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '…']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
