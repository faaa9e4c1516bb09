//! Parser events → [`Tree`].

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::problem::Problem;
use super::tree::{
    ALIAS_NOWHERE, Document, Kind, Node, NodeId, SCALAR_OWNED, SCALAR_QUOTED, SCALAR_SPAN, Style, Tree,
};
use super::words;
use crate::source::{SourceFile, Span, offset};

/// How deep lists and mappings may be nested. No organisation has so many levels, and the parser's
/// own state grows with it.
pub const MAX_DEPTH: usize = 4096;

/// How many documents one file may hold.
pub const MAX_DOCUMENTS: usize = 100_000;

/// How many values the references of one file may unfold to. A million positions that each merge
/// in a few common values stay below it; references to references to references do not.
pub const MAX_ALIASED_NODES: u64 = 20_000_000;

/// Mappings with more keys than this are searched for duplicates through a table.
const FEW_KEYS: usize = 12;

/// A file that was read: its nodes, and every mistake met on the way.
#[derive(Debug)]
pub struct Parsed {
    /// The nodes.
    pub tree: Tree,
    /// The mistakes, in the order they were met.
    pub problems: Vec<Problem>,
}

/// Reads a file. Never fails: what cannot be read is a [`Problem`], and the rest is in the tree.
#[must_use]
pub fn parse(file: &Arc<SourceFile>) -> Parsed {
    let mut builder = Builder::new(file);
    if let Some(error) = file.error() {
        builder.problems.push(Problem::Text(error.clone()));
    } else {
        builder.read();
    }
    Parsed { tree: builder.tree, problems: builder.problems }
}

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    anchor: usize,
    /// Values it unfolds to so far, references counted as what they stand for.
    unfolded: u64,
}

/// A node that references can name.
#[derive(Clone, Copy)]
struct Anchored {
    node: NodeId,
    unfolded: u64,
    open: bool,
}

struct Builder<'s> {
    text: &'s str,
    tree: Tree,
    problems: Vec<Problem>,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    aliased: u64,
    root: Option<NodeId>,
}

impl<'s> Builder<'s> {
    fn new(file: &'s Arc<SourceFile>) -> Self {
        // Some 10 bytes of a chart make a node; growing the arena by doubling would hold twice the space.
        let nodes = Vec::with_capacity(file.text().len() / 10);
        let tree = Tree {
            file: Arc::clone(file),
            nodes,
            owned: Vec::new(),
            comments: Vec::new(),
            documents: Vec::new(),
        };
        Self {
            text: file.text(),
            tree,
            problems: Vec::new(),
            open: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            root: None,
        }
    }

    fn read(&mut self) {
        let options = granit_parser::options! {
            strict_indentation: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
            max_buffered_comment_events: usize::MAX,
        };
        let mut parser = Parser::new_from_str_with_options(self.text, options);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => {
                    let span = bytes(&span);
                    if matches!(event, Event::DocumentStart(..)) && !self.may_open_document(span) {
                        break;
                    }
                    self.event(event, span);
                }
                Err(error) => {
                    self.broken(&error);
                    if !go_on(&mut parser) {
                        break;
                    }
                }
            }
        }
    }

    fn may_open_document(&mut self, at: Span) -> bool {
        let room = self.tree.documents.len() < MAX_DOCUMENTS;
        if !room {
            self.problems.push(Problem::TooManyDocuments { limit: MAX_DOCUMENTS, at });
        }
        room
    }

    fn event(&mut self, event: Event<'s>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let as_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let node = self.scalar(&text, style, as_text, span);
                self.anchor(anchor, node, 1, false);
                self.unfold(1);
            }
            Event::SequenceStart(_, anchor, _) => self.start(Kind::Sequence, anchor, span),
            Event::MappingStart(_, anchor, _) => self.start(Kind::Mapping, anchor, span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                self.problems.push(Problem::UnknownAlias { name: name.into_owned(), at: span });
                self.push(Kind::Alias, Style::Plain, span, ALIAS_NOWHERE);
                self.unfold(1);
            }
            Event::Comment(..) => self.tree.comments.push(span),
            Event::DocumentEnd => self.close_document(true),
            // Starts and ends of the stream, and whatever a later parser may add, tell nothing of nodes.
            _ => {}
        }
    }

    fn push(&mut self, kind: Kind, style: Style, span: Span, data: u32) -> NodeId {
        let id = self.tree.next_id();
        self.tree.nodes.push(Node { span, data, kind, style, merges: false, cut: false });
        if self.open.is_empty() && self.root.is_none() {
            self.root = Some(id);
        }
        id
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, as_text: bool, span: Span) -> NodeId {
        match style {
            ScalarStyle::Plain if span.is_empty() => {
                self.push(Kind::Scalar, Style::Empty, Span::empty(span.start), SCALAR_SPAN)
            }
            ScalarStyle::Plain => {
                let style = if as_text { Style::Text } else { Style::Plain };
                let data = if self.slice(span) == text { SCALAR_SPAN } else { self.own(text) };
                self.push(Kind::Scalar, style, span, data)
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
                let as_written = !inside.is_empty() && self.slice(inside) == text;
                let data = if as_written { SCALAR_QUOTED } else { self.own(text) };
                self.push(Kind::Scalar, Style::Text, span, data)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The parser's end may lie in the indentation of the next line.
                let end = span.start + offset(self.slice(span).trim_end().len());
                let data = self.own(text);
                self.push(Kind::Scalar, Style::Text, Span::new(span.start, end), data)
            }
        }
    }

    fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or("")
    }

    fn own(&mut self, text: &str) -> u32 {
        self.tree.owned.push(text.into());
        offset(self.tree.owned.len()) - 1 + SCALAR_OWNED
    }

    fn anchor(&mut self, anchor: usize, node: NodeId, unfolded: u64, open: bool) {
        if anchor != 0 {
            self.anchors.insert(anchor, Anchored { node, unfolded, open });
        }
    }

    /// Counts values towards the collection that is open.
    fn unfold(&mut self, values: u64) {
        if let Some(open) = self.open.last_mut() {
            open.unfolded += values;
        }
    }

    fn start(&mut self, kind: Kind, anchor: usize, span: Span) {
        let node = self.push(kind, Style::Plain, span, 0);
        self.anchor(anchor, node, 0, true);
        self.open.push(Open { node, anchor, unfolded: 1 });
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        self.close(&open, span.end);
        self.anchor(open.anchor, open.node, open.unfolded, false);
        self.unfold(open.unfolded);
    }

    fn close(&mut self, open: &Open, end: u32) {
        let past = offset(self.tree.nodes.len());
        // A block collection is reported to end where the next token starts; its content ends before.
        let last = self.tree.nodes.last().map_or(end, |node| node.span.end);
        let start = self.tree.span(open.node).start as usize;
        let flow = matches!(self.text.as_bytes().get(start), Some(b'{' | b'['));
        let node = &mut self.tree.nodes[open.node.0 as usize];
        node.data = past;
        node.span.end = if flow { end.max(last) } else { last.max(node.span.start) };
        if node.kind == Kind::Mapping {
            self.check_keys(open.node);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let target = self.anchors.get(&anchor).copied();
        let node = self.push(Kind::Alias, Style::Plain, span, ALIAS_NOWHERE);
        let Some(target) = target else { return };
        let name = self.slice(span).to_owned();
        if target.open {
            let start = self.tree.span(target.node).start;
            self.problems.push(Problem::AliasLoop { name, at: span, target: Span::empty(start) });
            return;
        }
        let before = self.aliased;
        self.aliased = before.saturating_add(target.unfolded);
        if self.aliased > MAX_ALIASED_NODES {
            if before <= MAX_ALIASED_NODES {
                self.problems.push(Problem::AliasBomb { limit: MAX_ALIASED_NODES, at: span });
            }
            return;
        }
        self.tree.nodes[node.0 as usize].data = target.node.0;
        self.unfold(target.unfolded);
    }

    /// A mapping is complete: does it hold a key twice, or a merge key?
    fn check_keys(&mut self, mapping: NodeId) {
        let mut keys: Vec<NodeId> = Vec::with_capacity(FEW_KEYS);
        keys.extend(
            self.tree.children(mapping).step_by(2).filter(|key| self.tree.kind(*key) == Kind::Scalar),
        );
        if keys.iter().any(|key| self.tree.is_merge_key(*key)) {
            self.tree.nodes[mapping.0 as usize].merges = true;
        }
        for (first, again) in repeated(&self.tree, &keys) {
            self.problems.push(Problem::DuplicateKey {
                key: self.tree.text(first).to_owned(),
                first: self.tree.span(first),
                again: again.iter().map(|key| self.tree.span(*key)).collect(),
            });
        }
    }

    fn close_document(&mut self, complete: bool) {
        self.tree.documents.push(Document { root: self.root.take(), complete });
        // A name holds in its own document only, and its ids are never given again.
        self.anchors.clear();
        self.open.clear();
    }

    /// The document broke off: what was open ends here, so that the rest can be walked.
    fn broken(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let (message, help) = words::for_kind(error.kind());
        let at = words::place(self.text, at);
        self.problems.push(Problem::Syntax { message, help, at });
        self.drop_half_entries();
        while let Some(open) = self.open.pop() {
            self.tree.nodes[open.node.0 as usize].cut = true;
            self.close(&open, at.start);
        }
        self.close_document(false);
    }

    /// A mapping that broke off between a key and its value keeps neither.
    fn drop_half_entries(&mut self) {
        let Some(innermost) = self.open.last() else { return };
        let node = innermost.node;
        let past = offset(self.tree.nodes.len());
        self.tree.nodes[node.0 as usize].data = past;
        if self.tree.kind(node) != Kind::Mapping {
            return;
        }
        let children: Vec<NodeId> = self.tree.children(node).collect();
        if children.len() % 2 == 1
            && let Some(key) = children.last()
        {
            self.tree.nodes.truncate(key.0 as usize);
        }
    }
}

/// Moves on to the next document after a broken one.
fn go_on<'s>(parser: &mut Parser<'s, StrInput<'s>>) -> bool {
    parser.proceed_next_document().unwrap_or(false)
}

fn bytes(span: &granit_parser::Span) -> Span {
    span.byte_range().map_or_else(Span::default, |range| Span::new(offset(range.start), offset(range.end)))
}

/// Keys that stand more than once, each with its later places, in the order of the file.
fn repeated(tree: &Tree, keys: &[NodeId]) -> Vec<(NodeId, Vec<NodeId>)> {
    if keys.len() <= FEW_KEYS {
        let unique = keys
            .iter()
            .enumerate()
            .all(|(at, key)| keys[..at].iter().all(|earlier| tree.text(*earlier) != tree.text(*key)));
        if unique {
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
