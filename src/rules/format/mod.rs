//! What a rule file says, once it is read and checked. Uses [`crate::yaml`], [`crate::finding`] and
//! the catalogue of facts, so that the build script can share it.
//!
//! A [`Rule`] can stand in the binary as a table made when the crate is built: its lists are either
//! fixed or owned, and its `Debug` output is the Rust expression that makes it. For that, every type
//! here has variants whose names are unique among all of them.

mod condition;
mod data;
mod examples;
mod header;
mod load;
mod parts;
mod problem;
mod template;
mod tested;
mod together;

pub use condition::{is_condition_word, relation_of};
pub use data::{
    Age, Base, Body, Case, Compared, Comparison, Cond, FixSpec, For, LabelSpec, List, Many, NumberExpr,
    Param, ParamValue, Path, Piece, Quantified, Quantifier, Report, Rule, Show, Single, Source, TargetSpec,
    Template, Test, Txt, Unit, WordExpr, YieldAbout, Yields,
};
pub use examples::{Example, Expected};
pub use header::{CASE_KEYS, KEYS, is_rule_id};
pub use load::{Known, RuleFile, load};
pub use problem::RuleProblem;
pub use together::{TogetherProblem, check_together, speaking_order};

#[cfg(test)]
pub(crate) mod tests;
