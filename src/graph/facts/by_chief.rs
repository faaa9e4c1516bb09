//! What is counted for each chief while all positions are gone through.

use crate::chart::PositionId;

/// One value for each chief. In pre-order the next position mostly has the chief of the last one, whose
/// place is kept.
#[derive(Default)]
pub(super) struct ByChief<T> {
    pub(super) all: Vec<(PositionId, T)>,
    last: usize,
}

impl<T> ByChief<T> {
    /// Adds a chief. Chiefs come in the order of the chart.
    pub(super) fn add(&mut self, chief: PositionId, value: T) {
        self.all.push((chief, value));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The value of a chief; none of a position that was not added.
    pub(super) fn get_mut(&mut self, chief: PositionId) -> Option<&mut T> {
        if self.all.get(self.last).is_none_or(|(last, _)| *last != chief) {
            self.last = self.all.binary_search_by_key(&chief, |(chief, _)| *chief).ok()?;
        }
        self.all.get_mut(self.last).map(|(_, value)| value)
    }
}
