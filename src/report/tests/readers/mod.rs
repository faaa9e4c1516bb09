//! Reads reports back as strictly as the services that take them, with parsers that are none of ours,
//! and counts what is in them. Each function panics where a report is not as its format has it.

mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;

pub(crate) use github::annotations;
pub(crate) use gitlab::issues;
pub(crate) use json::findings;
pub(crate) use junit::test_cases;
pub(crate) use markdown::table_rows;
pub(crate) use sarif::results;

use serde_json::Value;

fn parsed(report: &str) -> Value {
    assert!(report.ends_with('\n'));
    serde_json::from_str(report).expect("JSON")
}

/// A text of an object, which is there and not empty.
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    let text = value[key].as_str().unwrap_or_else(|| panic!("`{key}` is a text: {value}"));
    assert!(!text.is_empty(), "`{key}` is empty: {value}");
    text
}

/// A number of an object.
fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("`{key}` is a number: {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list: {value}"))
}

/// The keys of an object, all of which are known and none of which is missing.
fn has_keys(value: &Value, known: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("an object: {value}"));
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let mut known = known.to_vec();
    keys.sort_unstable();
    known.sort_unstable();
    assert_eq!(keys, known);
}
