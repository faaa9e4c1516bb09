//! What can be amiss with a chart's values, each with its place.

use crate::source::{Place, quoted};

/// A mistake in a chart's values.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// A value that is not of the kind its key asks for.
    #[error("`{key}` takes {expected}, and this is {found}")]
    WrongType {
        /// The key.
        key: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What is there.
        found: &'static str,
        /// What to do about it.
        help: String,
    },
    /// A word that is none of those its key knows.
    #[error("`{key}` has no word {}", quoted(word))]
    UnknownWord {
        /// The key.
        key: &'static str,
        /// The word as written.
        word: String,
        /// The words there are.
        known: &'static [&'static str],
        /// The nearest of them.
        near: Option<&'static str>,
    },
    /// A position without an id, in the flat form.
    #[error("this position has no `id`, so no other position can name it")]
    NoId,
    /// A position that tells nothing but its id.
    #[error("this position has no `title`, no `name` and no `function`")]
    Bare,
    /// Keys whose meaning was learned from the values. No mistake, and told all the same.
    #[error("{message}")]
    Learned {
        /// What was read as what.
        message: String,
    },
    /// A file without a chart.
    #[error("{message}")]
    NoChart {
        /// What is there instead.
        message: String,
        /// What to do about it.
        help: String,
    },
}

impl Problem {
    /// Whether the chart could not be read because of it, so that the job is not done.
    #[must_use]
    pub fn is_no_chart(&self) -> bool {
        matches!(self, Self::NoChart { .. })
    }
}

/// A [`Problem`] with where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedProblem {
    /// What is wrong.
    pub problem: Problem,
    /// The value, or the key where there is none.
    pub place: Place,
    /// The position it is in, by its number in the chart.
    pub position: Option<u32>,
}

/// A key that is not known, once for a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// The key as written.
    pub key: String,
    /// Whose key: `position`, `company`, `chart`, or the key of the mapping it is in.
    pub of: &'static str,
    /// Where it stands; the first place first.
    pub places: Vec<Place>,
    /// The known key that was most likely meant.
    pub near: Option<&'static str>,
    /// Whether no other known key is as near.
    pub is_sure: bool,
    /// Whether it may as well be a value: it stands once, where nothing else is known.
    pub is_hidden: bool,
    /// Whether that key is near by its letters, and not by its meaning alone.
    pub misspelt: bool,
}

/// Keys that are not known, beyond those that are told one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherKeys {
    /// Whose keys, as in [`UnknownKey`].
    pub of: &'static str,
    /// Where the first of them stands.
    pub first: Place,
    /// How often one stands.
    pub count: usize,
}
