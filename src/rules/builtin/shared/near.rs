//! Ids that are near to a text that is none.

use crate::chart::Chart;
use crate::nearest::nearest;

/// Ids that are compared letter by letter over all unknown ones of a chart. Charts with thousands
/// of unknown ids come from another source as a whole, and a hint for each would not help.
const COMPARISONS: usize = 1_000_000;

/// How many texts are compared with each of so many others.
pub(in crate::rules::builtin) fn bearable(others: usize) -> usize {
    (COMPARISONS / others.max(1)).max(1)
}

/// The ids of a chart that are shown, for as many texts as is bearable.
pub(in crate::rules::builtin) struct NearIds<'c> {
    chart: &'c Chart,
    left: usize,
}

impl<'c> NearIds<'c> {
    pub(in crate::rules::builtin) fn of(chart: &'c Chart) -> Self {
        Self { chart, left: bearable(chart.len()) }
    }

    /// The nearest one; none too where many were looked for before.
    pub(in crate::rules::builtin) fn near(&mut self, text: &str) -> Option<&'c str> {
        self.left = self.left.checked_sub(1)?;
        nearest(text, self.chart.positions().filter_map(|position| self.chart.shown_id(position)))
    }
}
