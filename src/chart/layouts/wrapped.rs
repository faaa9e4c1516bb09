//! Entries that stand inside of something else: each in a mapping of its own (`{ node: { … } }`), all under an
//! envelope (`data: { employees: … }`), in a list where they are documents else, or in a list for each level, where
//! lines lead from one list to another.

use std::collections::HashSet;

use super::infer::names_manager;
use super::is_known_key;
use super::shape::{is_beside, is_catalogue};
use super::texts::folded;
use crate::yaml::{Entry, Kind, Maker, NodeId, Tree};

/// Keys that hold an entry and say nothing of it, without case and separators.
const AROUND_ONE: [&str; 12] = [
    "node", "employee", "person", "user", "member", "worker", "position", "agent", "item", "entry", "record",
    "manager",
];

/// Keys that hold all entries and say nothing of them.
const AROUND_ALL: [&str; 10] =
    ["data", "response", "result", "results", "payload", "body", "d", "viewer", "entities", "items"];

/// Keys that are next to what is held, and are about the holding.
const BESIDE: [&str; 6] = ["cursor", "pageinfo", "totalcount", "typename", "count", "total"];

/// Keys by whose values lines name an entry, without case and separators.
const NAMED_BY: [&str; 6] = ["id", "name", "fullname", "title", "email", "slug"];

/// Where a list of wrapped entries stands.
const EDGES: &str = "edges";

/// The same entries without what is around them; none where nothing is.
pub(super) fn entries(tree: &Tree) -> Option<Tree> {
    let root = tree.documents().iter().find_map(|document| document.root)?;
    let start = envelope(tree, root);
    let entities = || tree.items(start).filter(|item| is_catalogue(tree, *item));
    if tree.kind(start) == Kind::Sequence && entities().next().is_some() {
        return Some(documents(tree, start));
    }
    let levels = levels(tree, start);
    let mut writer =
        Writer { tree, maker: Maker::new(tree.file()), found: start != root || levels.is_some() };
    match levels {
        Some(levels) => {
            writer.maker.start(Kind::Sequence, tree.span(start), tree.is_cut(start));
            for item in levels {
                writer.write(item);
            }
            writer.maker.end();
        }
        None => writer.write(start),
    }
    writer.found.then(|| writer.maker.finish(tree.comments()))
}

/// Entities of a catalogue, as its answers list them, each as a document.
fn documents(tree: &Tree, list: NodeId) -> Tree {
    let mut maker = Maker::new(tree.file());
    for item in tree.items(list) {
        maker.copy_all(tree, item);
        maker.end_document();
    }
    maker.finish(tree.comments())
}

/// What stands in the envelopes around all entries.
fn envelope(tree: &Tree, root: NodeId) -> NodeId {
    let mut at = root;
    while tree.kind(at) == Kind::Mapping
        && let Some(inner) = only(tree, at, &[&AROUND_ALL[..], &AROUND_ONE[..]].concat())
    {
        at = inner;
    }
    at
}

/// The mapping or list under the only key of a mapping that says something, where that is one of these. Beside
/// what holds all entries there may be texts about the file: `{ exported_at: …, data: { … } }`.
fn only(tree: &Tree, node: NodeId, keys: &[&str]) -> Option<NodeId> {
    let holds_all = keys.iter().any(|key| AROUND_ALL.contains(key));
    let is_about = |entry: &Entry| {
        holds_all && tree.kind(entry.value) == Kind::Scalar && !is_known_key(tree.text(entry.key))
    };
    let is_beside = |entry: &Entry| BESIDE.contains(&&*folded(tree.text(entry.key))) || is_about(entry);
    let mut all = tree.entries(node).filter(|entry| !is_beside(entry));
    let entry = all.next().filter(|entry| keys.contains(&&*folded(tree.text(entry.key))))?;
    (all.next().is_none() && tree.kind(entry.value) != Kind::Scalar).then_some(entry.value)
}

/// The entries of several lists of a mapping, and of mappings beside them, where lines of one name entries of
/// another: most that are named have an id in one of them.
fn levels(tree: &Tree, root: NodeId) -> Option<Vec<NodeId>> {
    let mut parts: Vec<Vec<NodeId>> = Vec::new();
    let is_part = |entry: &Entry| tree.kind(entry.value) != Kind::Scalar && !is_beside(tree, *entry);
    for entry in tree.entries(root).filter(is_part) {
        let items = match tree.kind(entry.value) {
            Kind::Sequence => tree.items(entry.value).collect(),
            _ => vec![entry.value],
        };
        parts.push(items);
    }
    let all = || parts.iter().flatten().copied();
    let are_entries = all().all(|item| tree.kind(item) == Kind::Mapping);
    let several = parts.iter().filter(|part| !part.is_empty()).nth(1).is_some();
    if tree.kind(root) != Kind::Mapping || !are_entries || !several {
        return None;
    }
    let ids: Vec<HashSet<&str>> = parts
        .iter()
        .map(|part| {
            let inside = part.iter().flat_map(|item| tree.entries(*item));
            let named = inside.filter(|entry| NAMED_BY.contains(&&*folded(tree.text(entry.key))));
            named.map(|entry| tree.text(entry.value)).collect()
        })
        .collect();
    let (mut lines, mut known, mut across) = (0, 0, 0);
    for (part, own) in parts.iter().zip(&ids) {
        let inside = part.iter().flat_map(|item| tree.entries(*item));
        let managers =
            inside.filter(|entry| names_manager(tree.text(entry.key)) && !tree.is_null(entry.value));
        for manager in managers.map(|entry| tree.text(entry.value)) {
            lines += 1;
            known += usize::from(ids.iter().any(|ids| ids.contains(manager)));
            across += usize::from(!own.contains(manager) && ids.iter().any(|ids| ids.contains(manager)));
        }
    }
    (across > 0 && (known + 1 >= lines || known * 4 >= lines * 3)).then(|| all().collect())
}

struct Writer<'t> {
    tree: &'t Tree,
    maker: Maker,
    /// Whether anything was around an entry.
    found: bool,
}

/// What is to be written next.
enum Next {
    Node(NodeId),
    End,
}

impl Writer<'_> {
    fn write(&mut self, start: NodeId) {
        let tree = self.tree;
        let mut waiting = vec![Next::Node(start)];
        while let Some(next) = waiting.pop() {
            let Next::Node(at) = next else {
                self.maker.end();
                continue;
            };
            let (node, inside) = (self.unwrapped(at), waiting.len() + 1);
            // What is only referred to is copied as a reference.
            match tree.kind(node) {
                Kind::Sequence => {
                    self.maker.start(Kind::Sequence, tree.span(node), tree.is_cut(node));
                    waiting.push(Next::End);
                    waiting.extend(tree.children(node).map(Next::Node));
                }
                Kind::Mapping => {
                    self.maker.start(Kind::Mapping, tree.span(node), tree.is_cut(node));
                    waiting.push(Next::End);
                    waiting.extend(
                        tree.entries(node).flat_map(|entry| [Next::Node(entry.key), Next::Node(entry.at)]),
                    );
                }
                _ => self.maker.copy_all(tree, node),
            }
            if let Some(inside) = waiting.get_mut(inside..) {
                inside.reverse();
            }
        }
    }

    /// The list in place of the mapping around it, and the entry in place of the one around that.
    fn unwrapped(&mut self, node: NodeId) -> NodeId {
        let tree = self.tree;
        if tree.kind(node) != Kind::Mapping {
            return node;
        }
        let inner = only(tree, node, &[EDGES]).filter(|list| tree.kind(*list) == Kind::Sequence);
        let inner =
            inner.or_else(|| only(tree, node, &AROUND_ONE).filter(|one| tree.kind(*one) == Kind::Mapping));
        self.found |= inner.is_some();
        inner.unwrap_or(node)
    }
}
