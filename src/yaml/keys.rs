//! The keys of a mapping that is complete: is one written twice, or a merge key?

use std::collections::HashMap;

use super::problem::Problem;
use super::tree::{Kind, NodeId, Tree};

/// Mappings with more keys than this are searched for duplicates through a table.
const FEW_KEYS: usize = 16;

/// The keys of the mapping that is looked at, each with its first bytes; kept for its space.
#[derive(Default)]
pub(super) struct Keys {
    keys: Vec<(NodeId, u64)>,
    /// The first bytes of the keys of an earlier mapping, of which no two were alike. Most mappings have the keys
    /// of the one before.
    apart: Vec<u64>,
}

impl Keys {
    /// Marks a mapping that merges, and notes what is wrong with its keys.
    pub(super) fn check(&mut self, tree: &mut Tree, mapping: NodeId, problems: &mut Vec<Problem>) {
        self.keys.clear();
        let mut children = tree.children(mapping);
        let mut merges = false;
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            if tree.kind(key) != Kind::Scalar {
                continue;
            }
            let start = start_of(tree.text(key));
            self.keys.push((key, start));
            if start == MERGE && tree.is_merge_key(key) {
                merges = true;
                problems.extend(not_mergeable(tree, value));
            }
        }
        if merges {
            tree.nodes[mapping.0 as usize].set_merges();
        }
        // Beside what cannot be read, a key that is there again may belong to something that is not.
        if tree.is_cut(mapping) || self.are_apart() {
            return;
        }
        for (first, again) in repeated(tree, &self.keys) {
            problems.push(Problem::DuplicateKey {
                key: tree.text(first).to_owned(),
                first: tree.span(first),
                again: again.iter().map(|key| tree.span(*key)).collect(),
            });
        }
    }

    /// Whether the first bytes of the keys are enough to tell them apart.
    fn are_apart(&mut self) -> bool {
        if self.keys.len() > FEW_KEYS {
            return false;
        }
        let starts = || self.keys.iter().map(|(_, start)| *start);
        if self.apart.iter().copied().eq(starts()) {
            return true;
        }
        let are_apart =
            starts().enumerate().all(|(at, start)| !starts().take(at).any(|other| other == start));
        if are_apart {
            self.apart = starts().collect();
        }
        are_apart
    }
}

/// The start of `<<`.
const MERGE: u64 = 0x3c3c;

/// The first eight bytes of a text as a number: keys that differ there, as most do, need no look at
/// their texts.
fn start_of(text: &str) -> u64 {
    match text.as_bytes().first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => text.bytes().fold(0, |start, byte| start << 8 | u64::from(byte)),
    }
}

/// Values of a merge key that hold no keys to merge. A reference that leads nowhere is noted already.
fn not_mergeable(tree: &Tree, value: NodeId) -> Vec<Problem> {
    let bases = match tree.kind(tree.follow(value)) {
        Kind::Sequence => tree.children(tree.follow(value)).collect(),
        _ => vec![value],
    };
    let others = bases.into_iter().filter(|base| {
        !tree.is_null(*base) && !matches!(tree.kind(tree.follow(*base)), Kind::Mapping | Kind::Alias)
    });
    others.map(|base| Problem::NotMergeable { at: tree.span(base) }).collect()
}

/// Keys that stand more than once, each with its later places, in the order of the file.
fn repeated(tree: &Tree, keys: &[(NodeId, u64)]) -> Vec<(NodeId, Vec<NodeId>)> {
    if keys.len() <= FEW_KEYS {
        let same = |one: &(NodeId, u64), other: &(NodeId, u64)| {
            one.1 == other.1 && tree.text(one.0) == tree.text(other.0)
        };
        let unique =
            keys.iter().enumerate().all(|(at, key)| !keys[..at].iter().any(|earlier| same(earlier, key)));
        if unique {
            return Vec::new();
        }
    }
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
    let mut found: Vec<(NodeId, Vec<NodeId>)> = Vec::with_capacity(keys.len());
    for (key, _) in keys {
        let at = *first.entry(tree.text(*key)).or_insert(found.len());
        match found.get_mut(at) {
            Some((_, again)) => again.push(*key),
            None => found.push((*key, Vec::new())),
        }
    }
    found.retain(|(_, again)| !again.is_empty());
    found
}
