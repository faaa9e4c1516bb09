//! A file's YAML as a flat arena: every node with its byte span, in the order of the file, each
//! collection directly followed by what it holds.

use std::collections::HashSet;
use std::sync::Arc;

use crate::source::{SourceFile, Span, offset};

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text, a number, a word: anything that is not a collection.
    Scalar,
    /// A list.
    Sequence,
    /// A mapping of keys to values.
    Mapping,
    /// A reference (`*name`) to a node with an anchor.
    Alias,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Nothing is written: `name:` and then the end of the line.
    Empty,
    /// Without quotes, so that other YAML readers may take it for a number, a boolean or a date.
    Plain,
    /// In quotes, as a block, or tagged as a string: text without a doubt.
    Text,
}

/// 16 bytes a node: a file of a million positions has some fifteen million.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    /// Scalar: see [`SCALAR_SPAN`]. Collection: one past its last node. Alias: its target.
    pub(super) data: u32,
    pub(super) kind: Kind,
    pub(super) style: Style,
    /// A mapping with a merge key (`<<`).
    pub(super) merges: bool,
    /// A collection that a syntax error cut short.
    pub(super) cut: bool,
}

/// `Node::data` of a scalar whose text is its span.
pub(super) const SCALAR_SPAN: u32 = 0;
/// `Node::data` of a scalar whose text is its span without the quotes around it.
pub(super) const SCALAR_QUOTED: u32 = 1;
/// `Node::data` of the scalar whose text is the first of `Tree::owned`.
pub(super) const SCALAR_OWNED: u32 = 2;
/// `Node::data` of an alias that names no anchor, or one that holds the alias itself.
pub(super) const ALIAS_NOWHERE: u32 = u32::MAX;

/// One key with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: NodeId,
    /// The value, never an alias that could be followed.
    pub value: NodeId,
    /// The value as it stands there: the alias, where it is one.
    pub at: NodeId,
}

/// The nodes and comments of one file.
#[derive(Debug)]
pub struct Tree {
    pub(super) file: Arc<SourceFile>,
    pub(super) nodes: Vec<Node>,
    pub(super) owned: Vec<Box<str>>,
    pub(super) comments: Vec<Span>,
    pub(super) documents: Vec<Document>,
    pub(super) marks: Vec<Mark>,
}

/// A sign of YAML's own before a plain text that looks like a part of it: `!lead of x`, which says
/// of what type the text `of x` is, or `&Sons Ltd`, which gives the text `Ltd` a name that nothing
/// refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text.
    pub node: NodeId,
    /// The sign and what belongs to it.
    pub at: Span,
}

/// One document of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its topmost node; none where it is empty or broke off before any.
    pub root: Option<NodeId>,
    /// Whether it was read to its end. Of a broken one, the nodes before the break are there.
    pub complete: bool,
}

impl Tree {
    pub(super) fn new(file: Arc<SourceFile>) -> Self {
        // Some 10 bytes of a chart make a node; growing the arena by doubling would hold twice the space.
        let nodes = Vec::with_capacity(file.text().len() / 10);
        let (owned, comments, documents, marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { file, nodes, owned, comments, documents, marks }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The first node.
    #[must_use]
    pub fn first(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The node that starts last before a byte.
    #[must_use]
    pub fn last_before(&self, at: u32) -> Option<NodeId> {
        let past = self.nodes.partition_point(|node| node.span.start < at);
        Some(NodeId(offset(past.checked_sub(1)?)))
    }

    /// The node that comes next in the order of the file, inside of this one or after it.
    #[must_use]
    pub fn after(&self, id: NodeId) -> Option<NodeId> {
        let next = NodeId(id.0 + 1);
        ((next.0 as usize) < self.nodes.len()).then_some(next)
    }

    /// The scalar that stands last before a byte.
    #[must_use]
    pub fn scalar_before(&self, at: u32) -> Option<NodeId> {
        self.last_before(at).filter(|id| self.kind(*id) == Kind::Scalar)
    }

    /// The key of a scalar that is the value of one. A value directly follows its key.
    #[must_use]
    pub fn key_of(&self, value: NodeId) -> Option<NodeId> {
        let key = NodeId(value.0.checked_sub(1)?);
        (self.kind(key) == Kind::Scalar).then_some(key)
    }

    /// The documents, in order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Spans of the comments, from `#` to the end of the line.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Signs before plain texts that are no part of them, in the order of the file.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the file holds no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// What the node is.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// How a scalar is written; [`Style::Plain`] for any other node.
    #[must_use]
    pub fn style(&self, id: NodeId) -> Style {
        self.node(id).style
    }

    /// Whether a syntax error cut the collection short, so that parts of it may be missing.
    #[must_use]
    pub fn is_cut(&self, id: NodeId) -> bool {
        self.node(id).cut
    }

    /// Where it stands. A quoted scalar's span holds its quotes.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// A scalar's text; empty for any other node.
    #[must_use]
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        if node.kind != Kind::Scalar {
            return "";
        }
        match node.data {
            SCALAR_SPAN => self.file.slice(node.span),
            SCALAR_QUOTED => self.file.slice(Span::new(node.span.start + 1, node.span.end.saturating_sub(1))),
            owned => &self.owned[(owned - SCALAR_OWNED) as usize],
        }
    }

    /// The span of a scalar's text, without quotes around it where the text is as written.
    #[must_use]
    pub fn text_span(&self, id: NodeId) -> Span {
        let node = self.node(id);
        if node.kind == Kind::Scalar && node.data == SCALAR_QUOTED && node.span.end - node.span.start > 2 {
            return Span::new(node.span.start + 1, node.span.end - 1);
        }
        node.span
    }

    /// Whether nothing is written there, or a word that says so (`~`, and `null` as JSON writes it).
    #[must_use]
    pub fn is_null(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.kind == Kind::Scalar
            && match node.style {
                Style::Empty => true,
                Style::Plain => matches!(self.text(id), "~" | "null"),
                Style::Text => false,
            }
    }

    /// The node an alias stands for; any other node is itself. An alias that leads nowhere stays.
    #[must_use]
    pub fn follow(&self, id: NodeId) -> NodeId {
        let node = self.node(id);
        if node.kind == Kind::Alias && node.data != ALIAS_NOWHERE { NodeId(node.data) } else { id }
    }

    /// One past the last node that belongs to this one.
    fn end(&self, id: NodeId) -> u32 {
        let node = self.node(id);
        match node.kind {
            Kind::Sequence | Kind::Mapping => node.data,
            Kind::Scalar | Kind::Alias => id.0 + 1,
        }
    }

    /// Whether `inner` stands inside `outer`, or is it.
    #[must_use]
    pub fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        outer.0 <= inner.0 && inner.0 < self.end(outer)
    }

    /// The nodes directly in a collection, aliases not followed.
    pub(crate) fn children(&self, id: NodeId) -> Children<'_> {
        let node = self.node(id);
        let end = match node.kind {
            Kind::Sequence | Kind::Mapping => node.data,
            Kind::Scalar | Kind::Alias => id.0,
        };
        Children { tree: self, next: id.0 + 1, end }
    }

    /// The items of a list, aliases followed. Empty for any other node.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let is_list = self.kind(id) == Kind::Sequence;
        self.children(id).filter(move |_| is_list).map(|child| self.follow(child))
    }

    /// The keys and values of a mapping, in order, with what merge keys (`<<`) bring in after them.
    /// A key that the mapping states itself wins over a merged one, the first merged one over later
    /// ones. Values are followed through aliases; merge keys themselves are left out.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Entries<'_> {
        let node = self.node(id);
        match node.kind {
            Kind::Mapping if node.merges => Entries::Merged(self.merged(id).into_iter()),
            Kind::Mapping => Entries::Own(self.children(id)),
            _ => Entries::Own(Children { tree: self, next: 0, end: 0 }),
        }
    }

    /// Whether a mapping's entry was brought in by a merge key from another mapping.
    #[must_use]
    pub fn is_merged(&self, mapping: NodeId, entry: Entry) -> bool {
        !self.holds(mapping, entry.key)
    }

    /// The value of a key in a mapping.
    #[must_use]
    pub fn get(&self, mapping: NodeId, key: &str) -> Option<NodeId> {
        self.entries(mapping).find(|entry| self.text(entry.key) == key).map(|entry| entry.value)
    }

    /// Entries with merge keys worked in: a stack instead of recursion, every mapping once.
    fn merged(&self, id: NodeId) -> Vec<Entry> {
        let mut out = Vec::new();
        let mut seen_keys = HashSet::new();
        let mut seen_maps = HashSet::new();
        let mut waiting = vec![id];
        while let Some(mapping) = waiting.pop() {
            if self.kind(mapping) != Kind::Mapping || !seen_maps.insert(mapping) {
                continue;
            }
            let mut bases = Vec::new();
            let mut children = self.children(mapping);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                let at = value;
                let value = self.follow(at);
                if self.is_merge_key(key) {
                    bases.extend(self.merge_bases(value));
                } else if self.kind(key) != Kind::Scalar || seen_keys.insert(self.text(key)) {
                    out.push(Entry { key, value, at });
                }
            }
            waiting.extend(bases.into_iter().rev());
        }
        out
    }

    /// The mappings that the value of a merge key names.
    fn merge_bases(&self, value: NodeId) -> Vec<NodeId> {
        match self.kind(value) {
            Kind::Sequence => self.items(value).collect(),
            _ => vec![value],
        }
    }

    /// Whether a key is the merge key: `<<` without quotes.
    pub(super) fn is_merge_key(&self, key: NodeId) -> bool {
        let node = self.node(key);
        node.kind == Kind::Scalar && node.style == Style::Plain && self.text(key) == "<<"
    }
}

/// Nodes directly in a collection.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.tree.end(id);
        Some(id)
    }
}

/// Keys and values of a mapping. See [`Tree::entries`].
#[derive(Clone, Debug)]
pub enum Entries<'t> {
    /// A mapping without merge keys, read where it stands.
    Own(Children<'t>),
    /// A mapping with what its merge keys bring in.
    Merged(std::vec::IntoIter<Entry>),
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        match self {
            Self::Own(children) => {
                let key = children.next()?;
                let at = children.next()?;
                Some(Entry { key, value: children.tree.follow(at), at })
            }
            Self::Merged(entries) => entries.next(),
        }
    }
}

impl Tree {
    /// Number of nodes so far as an id for the next one.
    pub(super) fn next_id(&self) -> NodeId {
        NodeId(offset(self.nodes.len()))
    }
}

impl Tree {
    /// Where references (`*name`) and the names they refer to (`&name`) stand.
    #[must_use]
    pub fn references(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut past = 0;
        for node in &self.nodes {
            if node.kind == Kind::Alias {
                found.push(node.span);
            }
            // An anchor stands in the gap before its node; so do comments, which may hold a `&`.
            let gap = Span::new(past, node.span.start.max(past));
            if let Some(at) = self.file.slice(gap).rfind('&') {
                let at = gap.start + offset(at);
                if !self.comments.iter().any(|comment| comment.start <= at && at < comment.end) {
                    found.push(Span::new(at, node.span.start));
                }
            }
            past =
                if matches!(node.kind, Kind::Scalar | Kind::Alias) { node.span.end } else { node.span.start };
        }
        found
    }
}
