//! The schemas against the program: one file at a time, what the one accepts the other accepts, checked
//! with a validator that is none of ours. Where they differ, the reason is next to it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod chart;
mod config;
mod report;
mod rule;

use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde::Deserialize as _;
use serde_json::Value;

use super::Schema;
use crate::setup::Setup;

/// A schema, ready to validate.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new(schema: Value) -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.add_resource("http://localhost/schema.json", schema).unwrap();
        let index = compiler.compile("http://localhost/schema.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn of(schema: Schema) -> Self {
        Self::new(schema.value(&Setup::default()))
    }

    /// Why a value is refused.
    fn refuses(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:#}"))
    }

    fn accepts(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// The documents of a YAML text as editors see them; none where it is not YAML.
fn documents(text: &str) -> Option<Vec<Value>> {
    let documents = serde_yaml::Deserializer::from_str(text).map(|document| {
        let mut value = serde_yaml::Value::deserialize(document).ok()?;
        value.apply_merge().ok()?;
        json(value)
    });
    documents.collect()
}

fn document(text: &str) -> Option<Value> {
    let [only] = <[Value; 1]>::try_from(documents(text)?).ok()?;
    Some(only)
}

fn json(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Sequence(items) => {
            Value::Array(items.into_iter().map(json).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let key = match json(key)? {
                    Value::String(key) => key,
                    key @ (Value::Number(_) | Value::Bool(_) | Value::Null) => key.to_string(),
                    _ => return None,
                };
                Some((key, json(value)?))
            });
            Value::Object(entries.collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(tagged) => json(tagged.value)?,
        // What no number of JSON is, an editor shows as nothing.
        scalar => serde_json::to_value(scalar).unwrap_or(Value::Null),
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files below a folder with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let paths = entries.into_iter().map(|entry| entry.unwrap().into_path());
    let fits = |path: &PathBuf| {
        path.extension().is_some_and(|ending| endings.iter().any(|known| ending.to_str() == Some(known)))
    };
    paths.filter(fits).collect()
}

#[test]
fn every_schema_is_one_and_says_what_it_is_about() {
    let mut compiler = Compiler::new();
    let mut schemas = Schemas::new();
    let draft = compiler.compile("http://json-schema.org/draft-07/schema", &mut schemas).unwrap();
    for schema in Schema::ALL {
        let value = schema.value(&Setup::default());
        schemas.validate(&value, draft).unwrap();
        assert!(value["title"].is_string() && value["description"].is_string(), "{schema:?}");
        let text = schema.text(&Setup::default());
        assert!(text.starts_with("{\n") && text.ends_with("}\n"));
    }
}

/// A key that a reader knows and that nobody described shows with an empty text.
#[test]
fn every_key_tells_what_it_is_for() {
    fn look(value: &Value, at: &str, bare: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (key, inner) in members {
                    let at = format!("{at}/{key}");
                    if key == "description" && inner.as_str().is_some_and(|text| text.trim().len() < 8) {
                        bare.push(at.clone());
                    }
                    look(inner, &at, bare);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| look(item, at, bare)),
            _ => {}
        }
    }
    let mut bare = Vec::new();
    for schema in Schema::ALL {
        look(&schema.value(&Setup::default()), schema.word(), &mut bare);
    }
    assert_eq!(bare, [""; 0]);
}
