//! The built-in rules, as the build script read and checked them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::format::Rule;

/// A built-in rule.
#[derive(Debug, Deserialize)]
pub(super) struct Builtin {
    /// Its file in the repository.
    pub(super) path: &'static str,
    /// The file's text, with the examples.
    pub(super) text: &'static str,
    /// The rule.
    pub(super) rule: Rule,
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// All of them, in the order of packs and ids.
pub(super) static RULES: LazyLock<Vec<Builtin>> = LazyLock::new(|| {
    postcard::from_bytes(BLOB).expect("the build script wrote these bytes from the same types")
});
