//! Checks in Rust: graph algorithms and joins that the conditions of rule files cannot say. One file
//! a check; each has its rule file, which names it as `check: { builtin: <name> }`.

use super::check::Check;

/// Every check by its name, in alphabetical order.
pub const CHECKS: &[(&str, Check)] = &[];

/// The check of a name.
#[must_use]
pub fn find(name: &str) -> Option<Check> {
    CHECKS.iter().find(|(known, _)| *known == name).map(|(_, check)| *check)
}
