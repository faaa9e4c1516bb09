//! `orglint.yaml`: where it is, what it says, and what it builds on. Uses [`crate::yaml`] and
//! [`crate::source`].
//!
//! Every value keeps its place, and every mistake of a file is noted in one reading. Whether a name
//! is that of a rule, a function or a seat is not known here; see [`crate::setup`].

mod data;
mod extends;
mod find;
mod read;

pub use data::{
    ChartSetting, FieldKind, FieldSetting, FunctionSetting, LayoutSetting, Override, Param, RuleSetting,
    SeatSetting, Settings, Spanned,
};
pub use extends::{Config, Layer, MAX_DEPTH, MAX_FILES};
pub use find::{FILE_NAMES, FindError, Found, RULES_FOLDER, find, find_file, here, shown_from, shown_path};
pub(crate) use read::KEYS;
pub use read::MAX_FILE;

use crate::nearest::nearest;
use crate::source::{SourceFile, Span};

/// A mistake in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// Where it is.
    pub span: Span,
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    /// A mistake at a place.
    pub fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

/// A mistake, with its place as people read it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct Mistake {
    /// `path:line:column`.
    pub at: String,
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Mistake {
    /// A mistake of a file.
    #[must_use]
    pub fn new(file: &SourceFile, problem: &Problem) -> Self {
        Self { at: file.place(problem.span), message: problem.message.clone(), help: problem.help.clone() }
    }
}

/// A help line that names the nearest known word, else what there is.
pub(crate) fn near_or<'k>(
    word: &str,
    known: impl IntoIterator<Item = &'k str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match nearest(word, known) {
        Some(near) => format!("a similar one is known: `{near}`"),
        None => otherwise(),
    }
}
