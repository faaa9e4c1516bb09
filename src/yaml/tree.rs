//! A file's YAML as a flat arena: every node with its byte span, in the order of the file, each
//! collection directly followed by what it holds.

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

/// 12 bytes a node: a file of a million positions has some fifteen million. Files have less than [`Node::PAST`] bytes,
/// so that two bits of each end of the span are left for what the node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Where it starts, and its kind.
    start: u32,
    /// Where it ends. Of a scalar, how it is written; of a collection, [`Node::CUT`] and [`Node::MERGES`].
    end: u32,
    /// Scalar: see [`SCALAR_SPAN`]. Collection: one past its last node. Alias: its target.
    pub(super) data: u32,
}

impl Node {
    /// One past the largest offset.
    const PAST: u32 = 1 << 30;
    /// Of a collection that a syntax error cut short.
    const CUT: u32 = Self::PAST;
    /// Of a mapping with a merge key (`<<`).
    const MERGES: u32 = Self::PAST << 1;
    /// Of a scalar, in the place of its style: it stands for a value that could not be read, and is empty.
    const UNREAD: u32 = 3;

    #[inline]
    pub(super) fn new(kind: Kind, style: Style, span: Span, data: u32) -> Self {
        let kind = match kind {
            Kind::Scalar => 0,
            Kind::Sequence => 1,
            Kind::Mapping => 2,
            Kind::Alias => 3,
        };
        let style = match style {
            Style::Plain => 0,
            Style::Empty => 1,
            Style::Text => 2,
        };
        let mut node = Self { start: kind * Self::PAST, end: style * Self::PAST, data };
        node.start |= span.start.min(Self::PAST - 1);
        node.set_end(span.end);
        node
    }

    pub(super) fn kind(self) -> Kind {
        match self.start / Self::PAST {
            0 => Kind::Scalar,
            1 => Kind::Sequence,
            2 => Kind::Mapping,
            _ => Kind::Alias,
        }
    }

    pub(super) fn style(self) -> Style {
        match (self.kind(), self.end / Self::PAST) {
            (Kind::Scalar, 1 | Self::UNREAD) => Style::Empty,
            (Kind::Scalar, 2) => Style::Text,
            _ => Style::Plain,
        }
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.start % Self::PAST, self.end % Self::PAST)
    }

    #[inline]
    pub(super) fn set_end(&mut self, end: u32) {
        self.end = (self.end / Self::PAST) * Self::PAST + end.min(Self::PAST - 1);
    }

    /// Whether a mapping has a merge key.
    pub(super) fn merges(self) -> bool {
        self.kind() == Kind::Mapping && self.end & Self::MERGES != 0
    }

    pub(super) fn set_merges(&mut self) {
        self.end |= Self::MERGES;
    }

    /// See [`Tree::is_cut`].
    pub(super) fn is_cut(self) -> bool {
        match self.kind() {
            Kind::Scalar => self.end / Self::PAST == Self::UNREAD,
            Kind::Sequence | Kind::Mapping => self.end & Self::CUT != 0,
            Kind::Alias => false,
        }
    }

    pub(super) fn set_cut(&mut self) {
        match self.kind() {
            Kind::Scalar => self.end |= Self::UNREAD * Self::PAST,
            Kind::Sequence | Kind::Mapping => self.end |= Self::CUT,
            Kind::Alias => {}
        }
    }
}

/// `Node::data` of a scalar whose text is its span.
pub(super) const SCALAR_SPAN: u32 = 0;
/// `Node::data` of a scalar whose text is its span without the quotes around it.
pub(super) const SCALAR_QUOTED: u32 = 1;
/// `Node::data` of the scalar whose text is the first of `Tree::owned`.
pub(super) const SCALAR_OWNED: u32 = 2;
/// `Node::data` of an alias that names no anchor, or one that holds the alias itself.
pub(super) const ALIAS_NOWHERE: u32 = u32::MAX;

/// The nodes and comments of one file.
#[derive(Debug)]
pub struct Tree {
    pub(super) file: Arc<SourceFile>,
    pub(super) nodes: Vec<Node>,
    pub(super) owned: Vec<Box<str>>,
    pub(super) comments: Vec<Span>,
    pub(super) documents: Vec<Document>,
    pub(super) marks: Vec<Mark>,
    /// In a table, how many columns it has. Their names are the first nodes, and the keys of every row: a row holds
    /// nothing but its cells.
    pub(super) columns: u32,
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

/// A text without white space around it. Most begin and end with a letter or a digit, which takes no
/// look into the tables of Unicode.
#[inline]
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// One document of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its topmost node; none where it is empty or broke off before any.
    pub root: Option<NodeId>,
    /// Whether it was read to its end. For a broken one, the nodes before the break are there.
    pub complete: bool,
}

impl Tree {
    /// Of nothing yet, with room for so many nodes.
    pub(super) fn new(file: Arc<SourceFile>, room: usize) -> Self {
        let nodes = Vec::with_capacity(room);
        let (owned, comments, documents, marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { file, nodes, owned, comments, documents, marks, columns: 0 }
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
        let past = self.nodes.partition_point(|node| node.span().start < at);
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

    /// The lists and references inside a node, at any depth. Looks at each node for its kind alone.
    pub fn lists_and_references(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let inside = id.0 + 1..self.end(id);
        inside.map(NodeId).filter(|id| matches!(self.kind(*id), Kind::Sequence | Kind::Alias))
    }

    /// The last node directly in a collection.
    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.children(id).last()
    }

    /// The documents, in order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Whether a document broke off before anything of it was read.
    #[must_use]
    pub fn has_unread_document(&self) -> bool {
        self.documents.iter().any(|document| document.root.is_none() && !document.complete)
    }

    /// Spans of the comments, from `#` to the end of the line.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Signs before plain texts that are not part of them, in the order of the file.
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

    pub(super) fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    /// What the node is.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind()
    }

    /// How a scalar is written; [`Style::Plain`] for any other node.
    #[must_use]
    pub fn style(&self, id: NodeId) -> Style {
        self.node(id).style()
    }

    /// Whether a slip keeps a part from being read: of a list or mapping, items or keys may be missing; a
    /// scalar stands for a value that could not be read at all.
    #[must_use]
    pub fn is_cut(&self, id: NodeId) -> bool {
        self.node(id).is_cut()
    }

    /// Where it stands. A quoted scalar's span holds its quotes.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span()
    }

    /// A scalar's text; empty for any other node.
    #[must_use]
    #[inline]
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        if node.kind() != Kind::Scalar {
            return "";
        }
        match node.data {
            SCALAR_SPAN => self.file.slice(node.span()),
            SCALAR_QUOTED => {
                self.file.slice(Span::new(node.span().start + 1, node.span().end.saturating_sub(1)))
            }
            owned => &self.owned[(owned - SCALAR_OWNED) as usize],
        }
    }

    /// The text of a scalar, or of the one that an alias stands for, without white space around it;
    /// none where it is not a scalar, or nothing is written.
    #[must_use]
    #[inline]
    pub fn stated(&self, id: NodeId) -> Option<&str> {
        let id = self.follow(id);
        let node = self.node(id);
        if node.kind() != Kind::Scalar || node.style() == Style::Empty {
            return None;
        }
        let text = trimmed(self.text(id));
        let is_null = node.style() == Style::Plain && matches!(text, "~" | "null") && self.is_null(id);
        (!text.is_empty() && !is_null).then_some(text)
    }

    /// A scalar's text without white space around it.
    #[must_use]
    #[inline]
    pub fn trimmed(&self, id: NodeId) -> &str {
        trimmed(self.text(id))
    }

    /// The span of a scalar's text, without quotes around it where the text is as written.
    #[must_use]
    pub fn text_span(&self, id: NodeId) -> Span {
        let node = self.node(id);
        if node.kind() == Kind::Scalar
            && node.data == SCALAR_QUOTED
            && node.span().end - node.span().start > 2
        {
            return Span::new(node.span().start + 1, node.span().end - 1);
        }
        node.span()
    }

    /// Whether nothing is written there, or a word that says so (`~`, and `null` as JSON writes it).
    #[must_use]
    pub fn is_null(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.kind() == Kind::Scalar
            && match node.style() {
                Style::Empty => true,
                // Most texts are told apart by their length alone.
                Style::Plain
                    if node.data == SCALAR_SPAN && !matches!(node.span().end - node.span().start, 1 | 4) =>
                {
                    false
                }
                Style::Plain => matches!(self.text(id), "~" | "null"),
                Style::Text => false,
            }
    }

    /// The first byte of a scalar's text, where that is as written.
    #[must_use]
    pub fn first_byte(&self, id: NodeId) -> Option<u8> {
        let node = self.node(id);
        let from = match (node.kind(), node.data) {
            (Kind::Scalar, SCALAR_SPAN) if node.style() != Style::Empty => 0,
            (Kind::Scalar, SCALAR_QUOTED) => 1,
            _ => return None,
        };
        self.file.text().as_bytes().get((node.span().start + from) as usize).copied()
    }

    /// Whether a scalar is nothing, or nothing but white space.
    #[must_use]
    #[inline]
    pub fn is_blank(&self, id: NodeId) -> bool {
        let node = self.node(id);
        // Most begin with a letter, and are too long or too short for the words that say nothing.
        let may_be_null =
            node.style() == Style::Plain && matches!(node.span().end - node.span().start, 1 | 4);
        let is_shown = !may_be_null && self.first_byte(id).is_some_and(|first| first.is_ascii_graphic());
        !is_shown && self.stated(id).is_none()
    }

    /// The node an alias stands for; any other node is itself. An alias that leads nowhere stays.
    #[must_use]
    pub fn follow(&self, id: NodeId) -> NodeId {
        let node = self.node(id);
        if node.kind() == Kind::Alias && node.data != ALIAS_NOWHERE { NodeId(node.data) } else { id }
    }

    /// One past the last node that belongs to this one.
    pub(super) fn end(&self, id: NodeId) -> u32 {
        let node = self.node(id);
        match node.kind() {
            Kind::Sequence | Kind::Mapping => node.data,
            Kind::Scalar | Kind::Alias => id.0 + 1,
        }
    }

    /// Whether `inner` stands inside `outer`, or is it.
    #[must_use]
    pub fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        outer.0 <= inner.0 && inner.0 < self.end(outer)
    }

    /// Whether a key is the merge key: `<<` without quotes.
    pub(super) fn is_merge_key(&self, key: NodeId) -> bool {
        let node = self.node(key);
        node.kind() == Kind::Scalar && node.style() == Style::Plain && self.text(key) == "<<"
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
            if node.kind() == Kind::Alias {
                found.push(node.span());
            }
            // An anchor stands in the gap before its node; so do comments, which may hold a `&`.
            let gap = Span::new(past, node.span().start.max(past));
            if let Some(at) = self.file.slice(gap).rfind('&') {
                let at = gap.start + offset(at);
                let behind = self.comments.partition_point(|comment| comment.start <= at);
                if behind.checked_sub(1).is_none_or(|before| self.comments[before].end <= at) {
                    found.push(Span::new(at, node.span().start));
                }
            }
            past = if matches!(node.kind(), Kind::Scalar | Kind::Alias) {
                node.span().end
            } else {
                node.span().start
            };
        }
        found
    }
}
