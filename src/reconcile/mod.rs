//! A chart against a second source, such as the export of an HR system: who is who, and what differs. Uses
//! [`crate::chart`] and [`crate::graph`].
//!
//! Who is right is said for each field ([`Says`]); what one of the two leaves out is not a difference, and
//! nothing is guessed where two could be meant.

mod differences;
mod keys;
mod matching;

#[cfg(test)]
mod tests;

pub use differences::{Above, Difference, Drift};
pub use keys::MatchKey;

use jiff::civil::Date;

use crate::chart::Chart;
use crate::graph::OrgGraph;

/// What a source is right about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Who reports to whom.
    Manager,
    /// Titles.
    Title,
    /// Units and departments.
    Unit,
    /// Who is there, and who has come or gone.
    Status,
    /// Ids.
    Id,
}

impl Says {
    /// All of it.
    pub(crate) const ALL: [Self; 5] = [Self::Manager, Self::Title, Self::Unit, Self::Status, Self::Id];

    /// Its word.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Title => "title",
            Self::Unit => "unit",
            Self::Status => "status",
            Self::Id => "id",
        }
    }
}

/// What is asked of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What it is right about.
    pub says: Vec<Says>,
    /// How to recognise who is who, the surest first.
    pub keys: Vec<MatchKey>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { says: Says::ALL.to_vec(), keys: MatchKey::ALL.to_vec() }
    }
}

/// A second source that was read, and what differs from the chart.
#[derive(Debug)]
pub struct Second {
    /// What it is called: its path.
    pub path: String,
    /// What it says, read as a chart.
    pub chart: Chart,
    /// Who reports to whom in it.
    pub graph: OrgGraph,
    /// What differs.
    pub drift: Drift,
}

impl Second {
    /// Compares a chart with a source, both as of a date.
    #[must_use]
    pub fn new(
        path: String,
        source: Chart,
        terms: &Terms,
        (chart, graph): (&Chart, &OrgGraph),
        as_of: Date,
    ) -> Self {
        let of_source = OrgGraph::new(&source);
        let drift = Drift::between((chart, graph), (&source, &of_source), terms, as_of);
        Self { path, chart: source, graph: of_source, drift }
    }
}
