//! Keys of entries that are most likely a slip in a key that the others have.

use std::collections::HashMap;

use super::entry::Entry;
use super::keys::field;
use super::layout::{Layout, Named, Slot, slot_name};
use super::texts::folded;
use super::{ReadFile, entries};
use crate::chart::{NearKey, PositionId, UnusedPath};
use crate::nearest::nearest;
use crate::source::{FileId, Place, offset};
use crate::yaml::Kind;

/// A key has to be in so many entries for others to be a slip in it, and in so many times as many.
const LEAST: usize = 5;
const TIMES: usize = 5;

/// Keys that are compared with each other; charts with more have keys of all kinds.
const COMPARED: usize = 200;

/// How many entries have each of their keys.
pub(super) type Counts<'t> = HashMap<&'t str, usize>;

pub(super) fn near_keys(
    files: &[(ReadFile, bool)],
    layout: &Layout,
    people: &[Entry<'_>],
    counts: &Counts<'_>,
) -> Vec<NearKey> {
    let frequent: Vec<(&str, usize)> =
        counts.iter().filter(|(_, count)| **count >= LEAST).map(|(key, count)| (*key, *count)).collect();
    let is_known = |key: &str| layout.keys.contains_key(&folded(key)) || layout.leads_on(&folded(key));
    let rare = || counts.iter().filter(|(key, _)| !is_known(key));
    if frequent.is_empty() || frequent.len() > COMPARED || rare().count() > COMPARED {
        return Vec::new();
    }
    let pairs: HashMap<&str, (&str, usize)> = rare()
        .filter_map(|(key, count)| {
            let others =
                frequent.iter().filter(|(other, of)| *of >= count * TIMES && may_be_slip(key, other));
            let near = nearest(key, others.map(|(other, _)| *other))?;
            Some((*key, (near, *counts.get(near)?)))
        })
        .collect();
    if pairs.is_empty() { Vec::new() } else { collect(files, layout, people, &pairs) }
}

/// Numbers tell keys apart (`line1`, `line2`), and letter case does not.
fn may_be_slip(key: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(key) == digits(other) && folded(key) != folded(other)
}

/// The places of the keys in entries that do not have the other key too.
fn collect(
    files: &[(ReadFile, bool)],
    layout: &Layout,
    people: &[Entry<'_>],
    pairs: &HashMap<&str, (&str, usize)>,
) -> Vec<NearKey> {
    let numbers: HashMap<(u32, u32), u32> = people
        .iter()
        .enumerate()
        .map(|(number, person)| ((person.file, person.span.start), offset(number)))
        .collect();
    let mut found: Vec<NearKey> = Vec::new();
    for (at, (file, _)) in
        files.iter().enumerate().filter(|(_, (file, is_entry))| *is_entry && !file.is_table)
    {
        let tree = &file.parsed.tree;
        for entry in entries::find(tree, &layout.entries) {
            let node = tree.follow(entry.node);
            if tree.kind(node) != Kind::Mapping {
                continue;
            }
            let start = entry.key.map_or(tree.span(node).start, |key| tree.span(key).start);
            for item in tree.entries(node) {
                let key = tree.text(item.key);
                let Some((near, count)) = pairs.get(key) else { continue };
                if tree.get(node, near).is_some() {
                    continue;
                }
                let position = numbers.get(&(offset(at), start)).copied().map(PositionId);
                let place = Place { file: file.id, span: tree.span(item.key) };
                if let Some(known) = found.iter_mut().find(|known| known.key == key) {
                    known.positions.extend(position);
                    known.places.push(place);
                    continue;
                }
                let mut slots = layout.slots(near).iter();
                found.push(NearKey {
                    key: key.to_owned(),
                    near: (*near).to_owned(),
                    count: *count,
                    field: slots.find_map(|(slot, _)| field(*slot)),
                    positions: position.into_iter().collect(),
                    places: vec![place],
                });
            }
        }
    }
    found
}

/// Keys that the layout names and no entry has. Among several for one slot, one that is there is enough.
pub(super) fn unused_paths(files: &[(ReadFile, bool)], layout: &Layout, has: &[bool]) -> Vec<UnusedPath> {
    if layout.is_shipped {
        return Vec::new();
    }
    let is_used = |slot: Slot| layout.named.iter().zip(has).any(|(named, has)| named.slot == slot && *has);
    let unused: Vec<&Named> = layout.named.iter().filter(|named| !is_used(named.slot)).collect();
    if unused.is_empty() {
        return Vec::new();
    }
    let known = paths(files, layout);
    // A layout may name as many as entries have keys.
    let is_bearable = unused.len().saturating_mul(known.len()) <= COMPARED * COMPARED;
    let near = |path: &str| nearest(path, known.iter().map(String::as_str)).map(str::to_owned);
    let near = |path: &str| is_bearable.then(|| near(path)).flatten();
    let unused = unused.into_iter().map(|named| UnusedPath {
        path: named.path.clone(),
        slot: slot_name(named.slot),
        field: field(named.slot),
        near: near(&named.path),
        // The file is added where labels are shown.
        place: Place { file: FileId(0), span: named.span },
    });
    unused.collect()
}

/// Paths of keys in the first entries.
fn paths(files: &[(ReadFile, bool)], layout: &Layout) -> Vec<String> {
    const ENTRIES: usize = 20;
    const MOST: usize = 500;
    let mut found: Vec<String> = Vec::new();
    for (file, _) in files {
        let tree = &file.parsed.tree;
        for entry in entries::find(tree, &layout.entries).into_iter().take(ENTRIES) {
            let mut waiting = vec![(tree.follow(entry.node), String::new())];
            while let Some((node, prefix)) = waiting.pop().filter(|_| found.len() < MOST) {
                for item in tree.entries(node).filter(|_| tree.kind(node) == Kind::Mapping) {
                    let key = tree.text(item.key);
                    let path = if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
                    if tree.kind(item.value) == Kind::Mapping && path.matches('.').count() < 3 {
                        waiting.push((item.value, path));
                    } else if !found.contains(&path) {
                        found.push(path);
                    }
                }
            }
        }
    }
    found
}
