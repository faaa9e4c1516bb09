//! The keys of a mapping that is complete: is one written twice, or a merge key?

use std::collections::HashMap;

use super::problem::Problem;
use super::tree::{Kind, NodeId, Tree};

/// Mappings with more keys than this are searched for duplicates through a table.
const FEW_KEYS: usize = 16;

/// The keys of the mapping that is looked at, and the first bytes of each; kept for their space.
#[derive(Default)]
pub(super) struct Keys {
    keys: Vec<NodeId>,
    starts: Vec<u64>,
}

impl Keys {
    /// Marks a mapping that merges, and notes what is wrong with its keys.
    pub(super) fn check(&mut self, tree: &mut Tree, mapping: NodeId, problems: &mut Vec<Problem>) {
        self.keys.clear();
        self.starts.clear();
        let mut children = tree.children(mapping);
        let (mut merges, mut may_repeat) = (false, false);
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            if tree.kind(key) != Kind::Scalar {
                continue;
            }
            let start = start_of(tree.text(key));
            may_repeat |= self.keys.len() >= FEW_KEYS || self.starts.contains(&start);
            self.keys.push(key);
            self.starts.push(start);
            if start == MERGE && tree.is_merge_key(key) {
                merges = true;
                problems.extend(not_mergeable(tree, value));
            }
        }
        if merges {
            tree.nodes[mapping.0 as usize].set_merges();
        }
        // Beside what cannot be read, a key that is there again may belong to something that is not.
        if !may_repeat || tree.is_cut(mapping) {
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
fn repeated(tree: &Tree, keys: &[NodeId]) -> Vec<(NodeId, Vec<NodeId>)> {
    if keys.len() <= FEW_KEYS {
        let is_again =
            |(at, key): (usize, &NodeId)| keys[..at].iter().any(|other| tree.text(*other) == tree.text(*key));
        if !keys.iter().enumerate().any(is_again) {
            return Vec::new();
        }
    }
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
    let mut found: Vec<(NodeId, Vec<NodeId>)> = Vec::with_capacity(keys.len());
    for key in keys {
        let at = *first.entry(tree.text(*key)).or_insert(found.len());
        match found.get_mut(at) {
            Some((_, again)) => again.push(*key),
            None => found.push((*key, Vec::new())),
        }
    }
    found.retain(|(_, again)| !again.is_empty());
    found
}
