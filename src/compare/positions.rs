//! Positions of one version and of another, by their ids.

use std::collections::BTreeMap;

use super::{Changes, Listed, Moved, Position, Retitled, Snapshot};

/// Which position of one version is which of the other, in the order of ids.
pub(super) struct Pairs(pub(super) Vec<(Option<usize>, Option<usize>)>);

impl Pairs {
    /// Pairs them. Of several with one id, those that are most alike in what they are called go
    /// together, whatever their order.
    pub(super) fn new(old: &Snapshot, new: &Snapshot) -> Self {
        let mut by_id: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, snapshot) in [old, new].into_iter().enumerate() {
            for (at, position) in snapshot.positions.iter().enumerate() {
                by_id.entry(&position.named.id).or_default()[side].push(at);
            }
        }
        let mut pairs = Vec::new();
        for [mut olds, mut news] in by_id.into_values() {
            olds.sort_by_key(|at| &old.positions[*at].named.called);
            news.sort_by_key(|at| &new.positions[*at].named.called);
            let count = olds.len().max(news.len());
            pairs.extend((0..count).map(|at| (olds.get(at).copied(), news.get(at).copied())));
        }
        Self(pairs)
    }

    pub(super) fn changes(&self, old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
        for (before, after) in &self.0 {
            let before = before.map(|at| &old.positions[at]);
            let after = after.map(|at| &new.positions[at]);
            match (before, after) {
                (Some(before), Some(after)) => compare(before, after, changes),
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

fn compare(before: &Position, after: &Position, changes: &mut Changes) {
    let named = || after.named.clone();
    if before.above != after.above {
        let (from, to) = (before.above.clone(), after.above.clone());
        changes.moved.push(Moved { position: named(), from, to });
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
