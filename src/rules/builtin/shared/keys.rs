//! Keys that stand where a known one was meant: what is written there is not read, so the rules do
//! not say that it is missing. `unknown-key` has said what there is to say.

use std::collections::HashSet;

use crate::chart::{Chart, Field, PositionId, UnknownKey};
use crate::finding::{Edit, Fix, Safety};
use crate::source::{Place, Span, offset};
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

/// The edit that takes a field out of a position: its whole line where it has one to itself, else
/// its value becomes `null`. None where the value is not one plain word or text on the key's line.
pub(in crate::rules::builtin) fn remove(chart: &Chart, position: PositionId, field: Field) -> Option<Fix> {
    if !chart.is_native() {
        return None;
    }
    let at = chart.node(position);
    let tree = &chart.files()[at.file as usize].tree;
    let mapping = tree.follow(at.node);
    let entry = tree.entries(mapping).find(|entry| tree.text(entry.key) == field.key().name)?;
    if tree.is_merged(mapping, entry) || tree.kind(entry.at) != Kind::Scalar {
        return None;
    }
    let file = tree.file();
    let (key, value) = (tree.span(entry.key), tree.span(entry.at));
    // Anything but the colon between them is an anchor or a tag, which may be needed elsewhere.
    if file.slice(Span::new(key.end, value.start)).trim_matches([' ', '\t']) != ":" {
        return None;
    }
    let text = file.text();
    let line_start = text[..key.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[value.end as usize..].find('\n').map(|at| value.end as usize + at + 1);
    let is_blank = |range: std::ops::Range<usize>| text[range].trim().is_empty();
    // In braces a comma stands beside it, and JSON allows none that is left over.
    let in_braces = file.slice(tree.span(mapping)).starts_with('{');
    let own_line = line_end.filter(|end| {
        !in_braces && is_blank(line_start..key.start as usize) && is_blank(value.end as usize..*end)
    });
    let (span, replacement) = match own_line {
        Some(end) => (Span::new(offset(line_start), offset(end)), ""),
        None => (value, "null"),
    };
    let place = Place { file: chart.files()[at.file as usize].id, span };
    let title = format!("take `{}` out", field.key().name);
    let edits = vec![Edit { place, text: replacement.to_owned() }];
    Some(Fix { title, safety: Safety::Safe, edits })
}
