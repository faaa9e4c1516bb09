//! What a rule file says, once it is read and checked. Uses [`crate::yaml`], [`crate::finding`] and
//! the catalogue of facts, so that the build script can share it.
//!
//! The rules that ship are read when the crate is built and stand in the binary as bytes: every type of a
//! [`Rule`] can be written and read by serde.

mod condition;
mod data;
mod examples;
mod header;
mod load;
mod parts;
mod pattern;
mod required;
mod template;
mod tested;
mod together;

pub use condition::{is_condition_word, relation_of};
pub use data::{
    Age, Base, Body, Case, Compared, Comparison, Cond, FixSpec, For, LabelSpec, Many, NumberExpr, Param,
    ParamValue, Path, Piece, Quantified, Quantifier, Report, Rule, Shared, Show, Single, Source, TargetSpec,
    Template, Test, Unit, WordExpr, YieldAbout, Yields,
};
pub use examples::{Example, Expected};
pub use header::{CASE_KEYS, KEYS, is_rule_id};
pub use load::{KnownWords, MAX_FILE, RuleFile, load};
pub use pattern::{MAX_TOGETHER, pattern, pattern_size};
pub use required::{Required, required};
pub use together::{TogetherProblem, check_together, speaking_order};

#[cfg(test)]
pub(crate) mod tests;
