//! Two versions of a chart against each other. Uses [`crate::finding`], [`crate::chart`] and
//! [`crate::graph`].

mod findings;
mod people;
mod positions;
mod snapshot;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::chart::Chart;
use crate::graph::OrgGraph;
pub use findings::{FindingRow, finding_changes, keep_new};
pub use snapshot::{Above, Holder, Position, Shape, Snapshot};

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
    /// How many positions below it move along.
    pub below: usize,
}

/// A position with another id: the same people hold it under the same title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The position.
    pub position: Named,
    /// The id it had.
    pub from: String,
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
    /// Positions with another id.
    pub renamed: Vec<Renamed>,
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

    /// Everything that lines lead, or led, to.
    fn aboves(&self) -> impl Iterator<Item = &Above> {
        let listed = self.added.iter().chain(&self.removed).map(|one| &one.above);
        listed.chain(self.moved.iter().flat_map(|one| [&one.from, &one.to]))
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
    /// How wide and how high it is.
    pub shape: Shape,
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
    /// What the positions are called that lines lead, or led, to.
    pub managers: HashMap<String, String>,
}

impl Comparison {
    /// What differs between two charts, in positions and people.
    #[must_use]
    pub fn of([old, new]: [(&Chart, &OrgGraph); 2]) -> Self {
        let [before, after] = [old, new].map(|(chart, graph)| Snapshot::of(chart, graph));
        let changes = Changes::between(&before, &after);
        let mut managers = HashMap::new();
        let ids: HashSet<&str> = changes.aboves().filter_map(Above::id).collect();
        // What a manager is called now counts, as long as it is there.
        for position in before.positions.iter().chain(&after.positions) {
            if let (true, Some(called)) = (ids.contains(&*position.named.id), &position.named.called) {
                managers.insert(position.named.id.clone(), called.clone());
            }
        }
        let mut hidden = before.hidden;
        hidden.extend(after.hidden);
        let version = |(chart, graph): (&Chart, &OrgGraph)| Version {
            positions: chart.len(),
            is_whole: !chart.is_broken() && !chart.is_empty(),
            shape: Shape::of(chart, graph),
            path: String::new(),
        };
        let (old, new) = (version(old), version(new));
        Self { old, new, changes, hidden, managers, ..Self::default() }
    }

    /// What stands for an id.
    #[must_use]
    pub fn shown<'a>(&'a self, id: &'a str) -> &'a str {
        self.hidden.get(id).map_or(id, String::as_str)
    }
}
