//! Keys that stand where a known one was meant: what is written there is not read, so the rules do
//! not say that it is missing. `unknown-key` has said what there is to say.

use std::collections::HashSet;

use crate::chart::{Chart, PositionId, UnknownKey};
use crate::yaml::Kind;

/// Keys of positions that most likely stand for one known key.
pub(in crate::rules::builtin) struct StandIns<'c> {
    first: Option<&'c UnknownKey>,
    keys: HashSet<&'c str>,
}

impl<'c> StandIns<'c> {
    /// The unknown keys that are near to a known one, by letters or by meaning.
    pub(in crate::rules::builtin) fn of(chart: &'c Chart, known: &str) -> Self {
        let is_near = |key: &&UnknownKey| key.of == "position" && key.near == Some(known);
        let keys = || chart.unknown_keys.iter().filter(is_near);
        Self { first: keys().next(), keys: keys().map(|key| &*key.key).collect() }
    }

    /// The first of them in the chart.
    pub(in crate::rules::builtin) fn first(&self) -> Option<&'c UnknownKey> {
        self.first
    }

    /// What a position says under one of them.
    pub(in crate::rules::builtin) fn said_by(
        &self,
        chart: &'c Chart,
        position: PositionId,
    ) -> Option<&'c str> {
        if self.keys.is_empty() {
            return None;
        }
        let at = chart.node(position);
        let tree = &chart.files()[at.file as usize].tree;
        let mut entries = tree
            .entries(tree.follow(at.node))
            .filter(|entry| tree.kind(entry.key) == Kind::Scalar && self.keys.contains(tree.text(entry.key)));
        entries.next().map(|entry| tree.text(entry.value).trim())
    }
}
