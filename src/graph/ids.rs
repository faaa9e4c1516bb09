//! Ids → positions.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::collections::BTreeMap;
use std::hash::BuildHasher as _;

use super::SharedId;
use crate::chart::{Chart, PositionId};

/// Finds positions by id without a second copy of the ids: the table holds numbers, and the texts
/// are read from the chart.
#[derive(Debug, Default)]
pub(super) struct IdTable {
    hasher: DefaultHashBuilder,
    table: HashTable<PositionId>,
}

impl IdTable {
    /// Every id with its first position, and the ids that several have.
    pub(super) fn new(chart: &Chart) -> (Self, Vec<SharedId>) {
        let hasher = DefaultHashBuilder::default();
        let mut table: HashTable<PositionId> = HashTable::with_capacity(chart.len());
        let mut shared: BTreeMap<PositionId, Vec<PositionId>> = BTreeMap::new();
        let hash = |position: PositionId| hasher.hash_one(chart.id(position));
        for position in chart.positions() {
            let id = chart.id(position);
            let entry = table.entry(hash(position), |other| chart.id(*other) == id, |other| hash(*other));
            match entry {
                hashbrown::hash_table::Entry::Occupied(first) => {
                    shared.entry(*first.get()).or_default().push(position);
                }
                hashbrown::hash_table::Entry::Vacant(free) => {
                    free.insert(position);
                }
            }
        }
        let shared = shared.into_iter().map(|(first, others)| SharedId { first, others }).collect();
        (Self { hasher, table }, shared)
    }

    /// The first position with an id.
    pub(super) fn find(&self, chart: &Chart, id: &str) -> Option<PositionId> {
        let hash = self.hasher.hash_one(id);
        self.table.find(hash, |position| chart.id(*position) == id).copied()
    }
}
