//! Positions of one version and of another.

use std::collections::HashMap;

use super::{Above, Changes, Listed, Moved, Position, Renamed, Retitled, Snapshot};
use crate::graph::pairs::{Identity, Pair, held_as, pairs};

/// Which position of one version is which of the other, in the order of ids.
pub(super) struct Pairs(pub(super) Vec<Pair>);

impl Pairs {
    pub(super) fn new(old: &Snapshot, new: &Snapshot) -> Self {
        let versions = [old, new];
        let known = versions.map(|one| one.positions.iter().map(known_as).collect::<Vec<_>>());
        Self(pairs([&known[0], &known[1]], |side, at| held(&versions[side].positions[at])))
    }

    /// The ids that were changed, each with what it is now.
    pub(super) fn other_ids<'s>(&self, old: &'s Snapshot, new: &'s Snapshot) -> HashMap<&'s str, &'s str> {
        let both = self.0.iter().filter_map(|(before, after)| Some(((*before)?, (*after)?)));
        let ids =
            both.map(|(before, after)| (&*old.positions[before].named.id, &*new.positions[after].named.id));
        ids.filter(|(before, after)| before != after).collect()
    }

    pub(super) fn changes(&self, old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
        // A manager with another id is no other manager.
        let now = self.other_ids(old, new);
        for (before, after) in &self.0 {
            let before = before.map(|at| &old.positions[at]);
            let after = after.map(|at| &new.positions[at]);
            match (before, after) {
                (Some(before), Some(after)) => compare(before, after, &now, changes),
                (None, Some(after)) => {
                    changes.added.push(listed(after));
                    if after.is_vacant {
                        changes.opened.push(after.named.clone());
                    }
                }
                (Some(before), None) => changes.removed.push(listed(before)),
                (None, None) => {}
            }
        }
    }
}

fn listed(position: &Position) -> Listed {
    Listed { position: position.named.clone(), above: position.above.clone() }
}

fn known_as(position: &Position) -> Identity<'_> {
    (&position.named.id, position.named.called.as_deref())
}

fn held(position: &Position) -> Option<String> {
    let holders = position.holders.iter().filter_map(|one| one.key.as_deref().or(one.name.as_deref()));
    held_as(holders, position.title.as_deref())
}

fn compare(before: &Position, after: &Position, now: &HashMap<&str, &str>, changes: &mut Changes) {
    let named = || after.named.clone();
    let is_same = match (&before.above, &after.above) {
        (Above::Id(before), Above::Id(after)) => now.get(&**before).unwrap_or(&&**before) == after,
        (before, after) => before == after,
    };
    if !is_same {
        let (from, to) = (before.above.clone(), after.above.clone());
        changes.moved.push(Moved { position: named(), from, to, below: after.below });
    }
    if before.named.id != after.named.id {
        changes.renamed.push(Renamed { position: named(), from: before.named.id.clone() });
    }
    if before.title != after.title {
        let (from, to) = (before.title.clone(), after.title.clone());
        changes.retitled.push(Retitled { id: after.named.id.clone(), from, to });
    }
    match (before.is_vacant, after.is_vacant) {
        (false, true) => changes.opened.push(named()),
        (true, false) => changes.filled.push(named()),
        _ => {}
    }
}
