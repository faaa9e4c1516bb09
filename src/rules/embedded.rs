//! The built-in rules, as tables that the build script made of the rule files.

use super::format::Rule;

/// A built-in rule.
#[derive(Debug)]
pub(super) struct Builtin {
    /// Its file in the repository.
    pub(super) path: &'static str,
    /// The file's text, with the examples.
    pub(super) text: &'static str,
    /// The rule.
    pub(super) rule: Rule,
}

pub(super) use table::RULES;

mod table {
    use super::Builtin;
    use crate::finding::Severity;
    use crate::rules::format;

    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}
