//! Nodes and edges, as programs that draw keep them: a list of nodes, each with the manager that an edge
//! gives it.

use std::collections::{HashMap, HashSet};

use super::infer::DOTTED;
use super::layout::Slot;
use super::shape::is_beside;
use super::shipped;
use super::texts::{folded, folds_to};
use crate::chart::Field;
use crate::source::{Span, offset};
use crate::yaml::{Entry, Kind, Maker, NodeId, Tree};

/// What the two lists are called.
const NODES: [&str; 8] =
    ["nodes", "vertices", "nodedataarray", "points", "positions", "people", "employees", "persons"];
const EDGES: [&str; 7] =
    ["edges", "links", "linkdataarray", "connections", "relationships", "relations", "data"];

/// What the two ends of an edge are called. Among the first ones either may be the manager.
const ENDS: [(&str, &str, bool); 10] = [
    ("source", "target", false),
    ("from", "to", false),
    ("src", "dst", false),
    ("start", "end", false),
    ("fromnode", "tonode", false),
    ("parent", "child", true),
    ("manager", "report", true),
    ("manager", "employee", true),
    ("supervisor", "employee", true),
    ("boss", "employee", true),
];

/// Keys under which a node or an edge holds what it says.
const INNER: [&str; 4] = ["data", "attributes", "properties", "metadata"];

/// So deep the lists are looked for, in so many items.
const DEEPEST: usize = 3;
const LOOKED_AT: usize = 50;

/// An edge by its ends.
#[derive(Clone, Copy)]
struct Edge {
    ends: [NodeId; 2],
    is_dotted: bool,
}

/// A node with the key it is under.
type Node = (Option<NodeId>, NodeId);

/// Whether a chart that looks like one in orglint's own format may have its lines in a list beside the positions.
pub(super) fn may_be_beside(tree: &Tree) -> bool {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let is_list = |entry: &Entry| {
        EDGES.iter().any(|name| folds_to(tree.text(entry.key), name)) && edges_in(tree, entry.value).is_some()
    };
    let says_line = |item| ["reports_to", "reports"].iter().any(|key| tree.get(item, key).is_some());
    roots.into_iter().any(|root| {
        tree.entries(root).any(|entry| is_list(&entry))
            && !tree.entries(root).flat_map(|entry| tree.items(entry.value)).any(says_line)
    })
}

/// The entries of a file that holds nodes and edges, as a list.
pub(super) fn entries(tree: &Tree) -> Option<Tree> {
    let root = tree.documents().iter().find_map(|document| document.root)?;
    let (nodes, edges, is_certain) = lists(tree, root, DEEPEST)?;
    let key = key_of_ends(tree, &nodes, &edges)?;
    let manager = if is_certain { 0 } else { manager_end(tree, &edges) };
    Some(Writer { tree, nodes: &nodes, key, maker: Maker::new(tree.file()) }.write(root, &edges, manager))
}

/// The nodes and the edges, and whether the names of the ends say which of them is the manager.
fn lists(tree: &Tree, node: NodeId, deep: usize) -> Option<(Vec<Node>, Vec<Edge>, bool)> {
    let inner = |inside: &mut dyn Iterator<Item = NodeId>| {
        let mut inside = inside.take(LOOKED_AT);
        inside.find_map(|inner| if deep > 0 { lists(tree, inner, deep - 1) } else { None })
    };
    match tree.kind(node) {
        Kind::Mapping => {
            let found = |names: &[&str]| {
                let named = |entry: &Entry| names.iter().any(|name| folds_to(tree.text(entry.key), name));
                tree.entries(node).find(named).map(|entry| entry.value)
            };
            let both = found(&NODES).zip(found(&EDGES)).and_then(|(nodes, edges)| {
                let (edges, is_certain) = edges_in(tree, edges)?;
                let nodes = nodes_in(tree, nodes);
                (!nodes.is_empty()).then_some((nodes, edges, is_certain))
            });
            let is_list = |entry: &Entry| tree.kind(entry.value) != Kind::Scalar;
            both.or_else(|| inner(&mut tree.entries(node).filter(is_list).map(|entry| entry.value)))
        }
        Kind::Sequence => {
            // Both in one list: what has two ends is an edge.
            let items: Vec<NodeId> = tree.items(node).collect();
            if items.iter().all(|item| tree.kind(*item) == Kind::Mapping) {
                // Rows of a table have the same keys, and most of them name no end.
                let mut may_be_end: HashMap<&str, bool> = HashMap::new();
                let mut has_end = |item: NodeId| {
                    tree.entries(item).any(|entry| {
                        let key = tree.text(entry.key);
                        let is_end =
                            |(one, other, _): &(&str, &str, bool)| folds_to(key, one) || folds_to(key, other);
                        tree.kind(entry.value) == Kind::Mapping
                            || *may_be_end.entry(key).or_insert_with(|| ENDS.iter().any(is_end))
                    })
                };
                let known = |item: &NodeId| ends(tree, *item);
                let (edges, nodes): (Vec<NodeId>, Vec<NodeId>) =
                    items.iter().copied().partition(|item| has_end(*item) && known(item).is_some());
                if edges.len() > 1 && nodes.len() > 1 {
                    let is_certain = known(&edges[0]).is_some_and(|(_, is_certain)| is_certain);
                    let edges = edges.iter().filter_map(|item| Some(known(item)?.0)).collect();
                    return Some((nodes.into_iter().map(|node| (None, node)).collect(), edges, is_certain));
                }
            }
            inner(&mut items.into_iter().filter(|item| tree.kind(*item) == Kind::Mapping))
        }
        _ => None,
    }
}

fn nodes_in(tree: &Tree, list: NodeId) -> Vec<Node> {
    let is_node = |node: NodeId| tree.kind(node) == Kind::Mapping;
    match tree.kind(list) {
        Kind::Sequence => tree.items(list).filter(|item| is_node(*item)).map(|item| (None, item)).collect(),
        Kind::Mapping => {
            let all = tree.entries(list).filter(|entry| is_node(entry.value));
            all.map(|entry| (Some(entry.key), entry.value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The edges of a list; none where an item is not an edge.
fn edges_in(tree: &Tree, list: NodeId) -> Option<(Vec<Edge>, bool)> {
    if tree.kind(list) != Kind::Sequence {
        return None;
    }
    let mut is_certain = false;
    let mut edges = Vec::new();
    for item in tree.items(list) {
        let (edge, certain) = ends(tree, item)?;
        is_certain |= certain;
        edges.push(edge);
    }
    (!edges.is_empty()).then_some((edges, is_certain))
}

/// The ends of an edge: under their names, or two texts in a list.
fn ends(tree: &Tree, item: NodeId) -> Option<(Edge, bool)> {
    if tree.kind(item) == Kind::Sequence {
        let ends: Vec<NodeId> = tree.items(item).collect();
        let [one, other] = ends[..] else { return None };
        let are_texts = [one, other].iter().all(|end| tree.kind(*end) == Kind::Scalar);
        return are_texts.then_some((Edge { ends: [one, other], is_dotted: false }, false));
    }
    let all = said(tree, item);
    let value = |name: &str| {
        let found = all.iter().find(|entry| folds_to(tree.text(entry.key), name))?;
        end(tree, found.value)
    };
    let found = ENDS.iter().find_map(|(one, other, certain)| Some(([value(one)?, value(other)?], *certain)));
    let (ends, is_certain) = found?;
    let is_word = |text: &str| {
        let text = folded(text);
        DOTTED.iter().chain(&["dashed"]).any(|word| text.contains(word))
    };
    let is_dotted = all.iter().any(|entry| {
        let (key, text) = (tree.text(entry.key), tree.text(entry.value));
        !ends.contains(&entry.value) && (is_word(text) || (is_word(key) && text == "true"))
    });
    Some((Edge { ends, is_dotted }, is_certain))
}

/// The text that stands for an end; some programs put the node itself there.
fn end(tree: &Tree, value: NodeId) -> Option<NodeId> {
    match tree.kind(value) {
        Kind::Scalar => (!tree.trimmed(value).is_empty()).then_some(value),
        Kind::Mapping => ["id", "key", "name"].into_iter().find_map(|key| tree.get(value, key)),
        _ => None,
    }
}

/// The keys of a node or an edge, with those that are under a key for what it says.
fn said(tree: &Tree, node: NodeId) -> Vec<Entry> {
    let mut all = Vec::new();
    for entry in tree.entries(node) {
        let is_inner = || INNER.iter().any(|name| folds_to(tree.text(entry.key), name));
        if tree.kind(entry.value) == Kind::Mapping && is_inner() {
            all.extend(tree.entries(entry.value));
        } else {
            all.push(entry);
        }
    }
    all
}

/// By what the ends name nodes.
#[derive(Clone, Copy, PartialEq)]
enum Key<'t> {
    /// The key that a node is under.
    Own,
    /// The value of a key.
    Of(&'t str),
    /// The number of a node in the list.
    Number,
}

/// By what most ends name nodes; none where they name none.
fn key_of_ends<'t>(tree: &'t Tree, nodes: &[Node], edges: &[Edge]) -> Option<Key<'t>> {
    let ends: HashSet<&str> = edges.iter().flat_map(|edge| edge.ends).map(|end| tree.trimmed(end)).collect();
    let mut counts: Vec<(Key<'t>, usize)> = Vec::new();
    let mut count = |key: Key<'t>| match counts.iter_mut().find(|(known, _)| *known == key) {
        Some((_, count)) => *count += 1,
        None => counts.push((key, 1)),
    };
    for (key, node) in nodes {
        if key.is_some_and(|key| ends.contains(tree.trimmed(key))) {
            count(Key::Own);
        }
        for entry in said(tree, *node) {
            if tree.kind(entry.value) == Kind::Scalar && ends.contains(tree.trimmed(entry.value)) {
                count(Key::Of(tree.text(entry.key)));
            }
        }
    }
    let best = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    if let Some((key, _)) = best.filter(|(_, count)| *count > 1 || nodes.len() == 1) {
        return Some(key);
    }
    let is_number = |end: &str| end.parse::<usize>().is_ok_and(|number| number < nodes.len());
    ends.into_iter().all(is_number).then_some(Key::Number)
}

/// Which end is the manager: the one that occurs once for each of the reports. Where every text stands once at
/// both ends, the first.
fn manager_end(tree: &Tree, edges: &[Edge]) -> usize {
    let solid = || edges.iter().filter(|edge| !edge.is_dotted);
    let different =
        |end: usize| solid().map(|edge| tree.trimmed(edge.ends[end])).collect::<HashSet<_>>().len();
    usize::from(different(1) < different(0))
}

struct Writer<'t> {
    tree: &'t Tree,
    nodes: &'t [Node],
    key: Key<'t>,
    maker: Maker,
}

/// The edges of a node.
#[derive(Clone, Default)]
struct Lines {
    up: Vec<NodeId>,
    dotted: Vec<NodeId>,
    /// Reports, where one of them is not a node.
    down: Vec<NodeId>,
    lacks: bool,
}

impl Writer<'_> {
    fn write(mut self, root: NodeId, edges: &[Edge], manager: usize) -> Tree {
        let tree = self.tree;
        let numbers = self.numbers();
        let number = |end: NodeId| numbers.get(tree.trimmed(end)).copied();
        let mut lines = vec![Lines::default(); self.nodes.len()];
        let mut nowhere = Vec::new();
        for edge in edges {
            let (up, report) = (edge.ends[manager], edge.ends[1 - manager]);
            let known = number(report);
            match known {
                Some(report) if edge.is_dotted => lines[report].dotted.push(up),
                Some(report) => lines[report].up.push(up),
                None if number(up).is_none() => nowhere.push((report, up)),
                None => {}
            }
            if let Some(up) = number(up).filter(|_| !edge.is_dotted || known.is_none()) {
                lines[up].down.push(report);
                lines[up].lacks |= known.is_none();
            }
        }
        let whole = Span::new(0, offset(tree.file().text().len()));
        self.maker.start(Kind::Sequence, whole, tree.is_cut(root));
        for (at, lines) in lines.iter().enumerate() {
            self.node(at, lines);
        }
        // Neither end is a node: as good as a node that is not there.
        for (report, up) in nowhere {
            self.maker.start(Kind::Mapping, tree.span(report), false);
            self.maker.saying(Span::empty(tree.span(report).start), "id");
            self.maker.copy(tree, report, tree.span(report));
            self.list("reports_to", &[up]);
            self.maker.end();
        }
        self.maker.end();
        for entry in tree.entries(root).filter(|entry| is_beside(tree, *entry)) {
            self.maker.end_document();
            self.maker.start(Kind::Mapping, tree.span(entry.key), false);
            self.maker.copy_all(tree, entry.key);
            self.maker.copy_all(tree, entry.at);
        }
        self.maker.finish(tree.comments())
    }

    /// The number of each node by the text that ends name it by.
    fn numbers(&self) -> HashMap<String, usize> {
        let mut numbers = HashMap::new();
        for (at, (key, node)) in self.nodes.iter().enumerate() {
            let text = match self.key {
                Key::Own => key.map(|key| self.tree.trimmed(key).to_owned()),
                Key::Number => Some(at.to_string()),
                Key::Of(name) => {
                    let all = said(self.tree, *node);
                    let found = all.iter().find(|entry| self.tree.text(entry.key) == name);
                    found.map(|entry| self.tree.trimmed(entry.value).to_owned())
                }
            };
            if let Some(text) = text {
                numbers.entry(text).or_insert(at);
            }
        }
        numbers
    }

    fn node(&mut self, at: usize, lines: &Lines) {
        let tree = self.tree;
        let (key, node) = self.nodes[at];
        let span = tree.span(node);
        self.maker.start(Kind::Mapping, span, tree.is_cut(node));
        let start = Span::empty(span.start);
        match (self.key, key) {
            (Key::Number, _) => {
                self.maker.saying(start, "id");
                self.maker.saying(start, &at.to_string());
            }
            (Key::Own, Some(key)) => {
                self.maker.saying(Span::empty(tree.span(key).start), "id");
                self.maker.copy(tree, key, tree.span(key));
            }
            _ => {}
        }
        for entry in said(tree, node) {
            let text = tree.text(entry.key);
            if self.key == Key::Of(text) && !names_a_position(text) {
                self.maker.saying(tree.span(entry.key), "id");
            } else if self.key != Key::Of(text) && folded(text) == "id" {
                // By another key than this the lines lead to it.
                continue;
            } else {
                self.maker.copy_all(tree, entry.key);
            }
            self.maker.copy_all(tree, entry.at);
        }
        self.list("reports_to", &lines.up);
        self.list("dotted_to", &lines.dotted);
        if lines.lacks {
            self.list("manages", &lines.down);
        }
        self.maker.end();
    }

    fn list(&mut self, key: &str, values: &[NodeId]) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        let (start, end) = (self.tree.span(*first).start, self.tree.span(*last).end);
        self.maker.saying(Span::empty(start), key);
        let is_list = values.len() > 1 || key == "manages";
        if is_list {
            self.maker.start(Kind::Sequence, Span::new(start, end.max(start)), false);
        }
        for value in values {
            self.maker.copy(self.tree, *value, self.tree.span(*value));
        }
        if is_list {
            self.maker.end();
        }
    }
}

/// Whether a key is known as one by which lines may name a position.
fn names_a_position(key: &str) -> bool {
    let slots = shipped::general().slots(key);
    slots.iter().any(|(slot, _)| {
        matches!(slot, Slot::Id | Slot::Email | Slot::RoleSlug | Slot::Plain(Field::Name | Field::Title))
    })
}
