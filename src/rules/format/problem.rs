//! What can be amiss with a rule file.

use crate::nearest::nearest;
use crate::source::Span;

/// A mistake in a rule file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RuleProblem {
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where it is.
    pub span: Span,
}

impl RuleProblem {
    /// A mistake at a place.
    pub fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), span }
    }
}

/// A help line that names the nearest known word, else what there is.
pub(super) fn near_or<'k>(
    word: &str,
    known: impl IntoIterator<Item = &'k str> + Clone,
    otherwise: impl FnOnce() -> String,
) -> String {
    match nearest(word, known) {
        Some(near) => format!("a similar one is known: `{near}`"),
        None => otherwise(),
    }
}
