//! A scenario: what would be moved, added, removed or set in a chart. Uses [`crate::yaml`],
//! [`crate::chart`] and [`crate::graph`].
//!
//! A scenario is read whole ([`read`]), held against a chart ([`Plan`]), and made into edits of the chart's files
//! ([`edits`]). Every mistake has its place in the scenario.

mod nested;
mod plan;
mod read;
mod said;
mod write;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::chart::Field;
use crate::source::Span;
use crate::yaml::Spanned;

pub(crate) use nested::is_nested;
pub(crate) use plan::Plan;
pub(crate) use read::read;
pub(crate) use said::said;
pub(crate) use write::{BY_HAND, dated, edits, placed};

/// What a scenario file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scenario {
    /// The chart that it starts from, as it names it.
    pub(crate) from: Option<Spanned<String>>,
    /// The date that both are judged at.
    pub(crate) as_of: Option<Date>,
    /// What changes, in the order in which it is written.
    pub(crate) changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// A position gets another manager.
    Move {
        /// The position.
        of: Spanned<String>,
        /// The manager; none: it is at the top.
        to: Spanned<Option<String>>,
    },
    /// A new position.
    Add {
        /// Its id.
        id: Spanned<String>,
        /// The manager; none: it is at the top.
        to: Option<Spanned<String>>,
        /// What else it says.
        fields: Vec<Set>,
    },
    /// A position goes.
    Remove {
        /// The position.
        of: Spanned<String>,
        /// Where its reports go.
        to: Option<Spanned<String>>,
    },
    /// Fields of a position.
    Set {
        /// The position.
        of: Spanned<String>,
        /// What they say then.
        fields: Vec<Set>,
    },
}

/// A field with a value; none: it is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    /// The field.
    pub(crate) field: Field,
    /// The value.
    pub(crate) value: Option<String>,
    /// Where it is in the scenario.
    pub(crate) span: Span,
}
