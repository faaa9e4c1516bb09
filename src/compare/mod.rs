//! Two versions of a chart against each other. Uses [`crate::finding`], [`crate::chart`] and
//! [`crate::graph`].

mod findings;
mod people;
mod positions;
mod snapshot;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use findings::{FindingRow, finding_changes, keep_new};
pub use snapshot::{Above, Holder, Position, Snapshot};

/// A position by its id, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title, or what else tells it.
    pub called: Option<String>,
}

/// A position that was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The position.
    pub position: Named,
    /// Where its solid line leads.
    pub above: Above,
}

/// A position whose solid line leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The position.
    pub position: Named,
    /// Where it led.
    pub from: Above,
    /// Where it leads.
    pub to: Above,
}

/// A position with another title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retitled {
    /// The id of the position.
    pub id: String,
    /// The title it had.
    pub from: Option<String>,
    /// The title it has.
    pub to: Option<String>,
}

/// Somebody who joined or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// How the chart names them.
    pub name: String,
    /// Their positions.
    pub at: Vec<Named>,
}

/// Somebody whose positions are others than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// How the chart names them.
    pub name: String,
    /// Positions they no longer have.
    pub from: Vec<Named>,
    /// Positions they have now.
    pub to: Vec<Named>,
}

/// What differs between two versions of a chart. All lists are in the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New positions.
    pub added: Vec<Listed>,
    /// Positions that are gone.
    pub removed: Vec<Listed>,
    /// Positions that report to another one.
    pub moved: Vec<Moved>,
    /// Positions with another title.
    pub retitled: Vec<Retitled>,
    /// Positions that nobody holds any more, and new ones without a holder.
    pub opened: Vec<Named>,
    /// Positions that nobody held.
    pub filled: Vec<Named>,
    /// Holders who had no position before.
    pub joined: Vec<Person>,
    /// Holders who have no position any more.
    pub left: Vec<Person>,
    /// Holders who have other positions than before.
    pub changed: Vec<Changed>,
}

impl Changes {
    /// What differs between two versions of a chart.
    #[must_use]
    pub fn between(old: &Snapshot, new: &Snapshot) -> Self {
        let pairs = positions::Pairs::new(old, new);
        let mut changes = Self::default();
        pairs.changes(old, new, &mut changes);
        people::changes(old, new, &pairs, &mut changes);
        changes
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One of two versions, as reports name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its path, behind its revision where it has one.
    pub path: String,
    /// Number of positions.
    pub positions: usize,
    /// Whether all of it was read.
    pub is_whole: bool,
}

/// Two versions of a chart, and all that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The earlier one.
    pub old: Version,
    /// The later one.
    pub new: Version,
    /// What differs in positions and people.
    pub changes: Changes,
    /// Findings of the later one alone.
    pub new_findings: Vec<FindingRow>,
    /// Findings of the earlier one alone.
    pub gone_findings: Vec<FindingRow>,
    /// How many findings both have.
    pub known_findings: usize,
    /// Ids that tell of people, each with what stands for it.
    pub hidden: HashMap<String, String>,
}

impl Comparison {
    /// What stands for an id.
    #[must_use]
    pub fn shown<'a>(&'a self, id: &'a str) -> &'a str {
        self.hidden.get(id).map_or(id, String::as_str)
    }
}
