//! What is wrong in a file, whatever it is about: one type for charts' layouts, configurations, rule
//! files and baselines.

use crate::source::{SourceFile, Span};

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    /// A mistake at a place.
    pub fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }

    /// The mistake with its place as people read it.
    #[must_use]
    pub fn in_file(&self, file: &SourceFile) -> Mistake {
        Mistake { at: file.place(self.span), message: self.message.clone(), help: self.help.clone() }
    }
}

/// Why something that was asked for cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is in the way.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Refusal {
    /// What is in the way, and what to do about it.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A mistake, with its place as people read it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct Mistake {
    /// `path:line:column`.
    pub at: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Mistake {
    /// That a file or folder as a whole is not as it should be.
    pub fn of_path(path: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Problem::new(Span::empty(0), message, help).in_file(&SourceFile::new(path, ""))
    }
}
