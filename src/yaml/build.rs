//! Parser events → [`Tree`].

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput, StructureStyle};

use super::keys::Keys;
use super::problem::Problem;
use super::rest::Stop;
use super::tree::{
    ALIAS_NOWHERE, Document, Kind, Mark, Node, NodeId, SCALAR_OWNED, SCALAR_QUOTED, SCALAR_SPAN, Style, Tree,
};
use super::words::{self, OpenAt, Scene};
use crate::source::{SourceFile, Span, offset};

/// How deep lists and mappings may be nested. No organisation has so many levels, and the parser's
/// own state grows with it.
pub const MAX_DEPTH: usize = 4096;

/// How deep a piece of a file may be nested that is read by itself. It lacks the levels around it; deep ones
/// are left to the reader of whole files.
pub(super) const DEPTH_OF_PIECE: usize = MAX_DEPTH / 2;

/// How many documents one file may hold.
pub const MAX_DOCUMENTS: usize = 100_000;

/// How many values the references of a small file may unfold to. References to references to
/// references go over it.
pub const MAX_ALIASED_NODES: u64 = 20_000;

/// How many values references may unfold to for every value that is written out, where that is
/// more: in a large file every position may merge in a good many common values.
const ALIASED_PER_NODE: u64 = 4;

/// How many bytes of a text that is referred to count as one value.
const TEXT_OF_VALUE: u64 = 64;

/// A collection whose end has not come yet.
pub(super) struct Open {
    pub(super) node: NodeId,
    anchor: usize,
    /// In brackets, whose end the parser tells to the byte.
    pub(super) flow: bool,
    /// Values it unfolds to so far, references counted as what they stand for.
    unfolded: u64,
}

/// A node that references can name.
#[derive(Clone, Copy)]
pub(super) struct Anchored {
    pub(super) node: NodeId,
    unfolded: u64,
    open: bool,
    used: bool,
    /// The anchor itself, where it is before a plain text.
    at: Option<Span>,
}

/// How much was read up to a place.
#[derive(Clone, Copy)]
pub(super) struct Point {
    nodes: usize,
    owned: usize,
    comments: usize,
    marks: usize,
    problems: usize,
    open: usize,
    read_to: u32,
    root: Option<NodeId>,
}

pub(super) struct Builder<'s> {
    pub(super) text: &'s str,
    pub(super) tree: Tree,
    pub(super) problems: Vec<Problem>,
    /// How many of them a part of a text was found to tell by itself.
    known_problems: usize,
    pub(super) open: Vec<Open>,
    pub(super) anchors: HashMap<usize, Anchored>,
    aliased: u64,
    pub(super) root: Option<NodeId>,
    /// Where the last text or bracket that was read ends.
    pub(super) read_to: u32,
    /// The list or mapping that ended last.
    pub(super) ended: Option<NodeId>,
    keys: Keys,
    /// Where the document starts.
    pub(super) start: u32,
    /// Whether the document is known to hold a merge conflict: other mistakes follow from it.
    pub(super) conflict: bool,
    /// Whether a part of the document is not read.
    pub(super) lossy: bool,
    /// Where the text starts that the parser reads now, and what is told of it begins.
    pub(super) floor: u32,
    /// The names of parts in the document, each with its number.
    names: HashMap<Box<str>, usize>,
    /// The number of the next name.
    pub(super) next_anchor: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(file: &'s Arc<SourceFile>) -> Self {
        // Some 10 bytes of a chart make a node; growing the arena by doubling would hold twice the space.
        let room = file.text().len() / 10;
        Self {
            text: file.text(),
            tree: Tree::new(Arc::clone(file), room),
            problems: Vec::new(),
            known_problems: 0,
            open: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            root: None,
            read_to: 0,
            ended: None,
            keys: Keys::default(),
            start: 0,
            conflict: false,
            lossy: false,
            floor: 0,
            names: HashMap::new(),
            next_anchor: 1,
        }
    }

    /// Reads a part of the text by the parser, up to where that gives up.
    pub(super) fn read(&mut self, part: Range<usize>) -> Result<(), Stop> {
        let mut parser = parser(&self.text[part.clone()], true, MAX_DEPTH);
        while let Some(event) = parser.next_event() {
            let (event, place) = event.map_err(|error| Stop::new(&error, part.start, part.end))?;
            if matches!(event, Event::DocumentStart(..))
                && !self.has_room(part.start + bytes(&place).start as usize)
            {
                return Ok(());
            }
            self.event_of_piece(&event, &place, part.start);
        }
        Ok(())
    }

    /// Reads a value by the parser, wherever its lines start; whether it can be read.
    pub(super) fn take(&mut self, part: Range<usize>) -> bool {
        let point = self.point();
        let mut parser = parser(&self.text[part.clone()], false, MAX_DEPTH);
        parser.set_anchor_offset(self.next_anchor);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((Event::DocumentStart(..) | Event::DocumentEnd, _)) => {}
                Ok((event, place)) => self.event_of_piece(&event, &place, part.start),
                Err(_) => {
                    self.go_back(&point);
                    return false;
                }
            }
        }
        self.open.len() == point.open && self.tree.nodes.len() > point.nodes
    }

    /// Whether there is room for one more document, which starts at a byte.
    pub(super) fn has_room(&mut self, at: usize) -> bool {
        let room = self.tree.documents.len() < MAX_DOCUMENTS;
        if !room {
            let at = Span::empty(offset(at));
            self.problems.push(Problem::TooManyDocuments { limit: MAX_DOCUMENTS, at });
        }
        room
    }

    /// Takes in an event with its place, and where its tag starts.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span, tag_at: Option<usize>) {
        match *event {
            Event::Scalar(ref text, style, anchor, ref tag) => {
                let as_text = tag.as_ref().is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let node = self.scalar(text, style, as_text, span);
                if style == ScalarStyle::Plain && tag.as_ref().is_some_and(|tag| tag.is_custom()) {
                    self.mark_tag(node, tag_at);
                }
                // A long text counts as many: whoever reads it everywhere it is referred to takes its time.
                let unfolded = 1 + u64::from(span.end - span.start) / TEXT_OF_VALUE;
                self.anchor(anchor, node, unfolded, false);
                self.unfold(unfolded);
            }
            Event::SequenceStart(style, anchor, _) => self.start(Kind::Sequence, style, anchor, span),
            Event::MappingStart(style, anchor, _) => self.start(Kind::Mapping, style, anchor, span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(_) => self.alias_by_name(span),
            Event::Anchor(anchor, ref name) => {
                self.next_anchor = self.next_anchor.max(anchor + 1);
                self.names.insert(name.as_ref().into(), anchor);
                self.mark_anchor(anchor, span);
            }
            Event::Comment(..) => self.tree.comments.push(span),
            Event::DocumentEnd => self.close_document(true),
            // Starts and ends of the stream, and whatever a later parser may add, tell nothing of nodes.
            _ => {}
        }
    }

    /// Takes in an event of a parser that reads the text from a byte on, as a text of its own.
    pub(super) fn event_of_piece(&mut self, event: &Event<'_>, place: &granit_parser::Span, piece: usize) {
        let tag_at = place.tag_span().and_then(|tag| tag.start.byte_offset()).map(|tag| piece + tag);
        let (place, piece) = (bytes(place), offset(piece));
        let place = Span::new(piece + place.start, piece + place.end);
        match event {
            Event::DocumentStart(..) => {
                self.start = place.start;
                self.conflict = false;
            }
            Event::DocumentEnd => {
                self.event(event, place, tag_at);
                self.start = place.end;
            }
            _ => self.event(event, place, tag_at),
        }
    }

    /// Whether nothing was met so far that a part of a text cannot tell by itself. A key that is written
    /// twice it can tell.
    pub(super) fn is_alone(&mut self) -> bool {
        let known = std::mem::replace(&mut self.known_problems, self.problems.len());
        let mut new = self.problems.iter().skip(known);
        new.all(|problem| matches!(problem, Problem::DuplicateKey { .. })) && self.anchors.is_empty()
    }

    #[inline]
    pub(super) fn push(&mut self, kind: Kind, style: Style, span: Span, data: u32) -> NodeId {
        let id = self.tree.next_id();
        if matches!(kind, Kind::Scalar | Kind::Alias) {
            self.read_to = span.end;
        }
        self.tree.nodes.push(Node::new(kind, style, span, data));
        if self.open.is_empty() && self.root.is_none() {
            self.root = Some(id);
        }
        id
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, as_text: bool, span: Span) -> NodeId {
        match style {
            ScalarStyle::Plain if span.is_empty() => {
                // The parser places it before the colon, where nothing could be written.
                let behind_colon = u32::from(self.text.as_bytes().get(span.start as usize) == Some(&b':'));
                self.push(Kind::Scalar, Style::Empty, Span::empty(span.start + behind_colon), SCALAR_SPAN)
            }
            ScalarStyle::Plain if text == "?" && self.open.last().is_some_and(|open| open.flow) => {
                self.keyless(span)
            }
            ScalarStyle::Plain => {
                if text.starts_with("<<<<<<<") {
                    self.maybe_conflict(span);
                }
                let style = if as_text { Style::Text } else { Style::Plain };
                let data = if is_same(self.slice(span), text) { SCALAR_SPAN } else { self.own(text) };
                self.push(Kind::Scalar, style, span, data)
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
                let as_written = !inside.is_empty() && is_same(self.slice(inside), text);
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

    /// `?` alone in brackets is a pair without a key; the parser takes it for a text.
    fn keyless(&mut self, span: Span) -> NodeId {
        let is_list = self.open.last().is_some_and(|open| self.tree.kind(open.node) == Kind::Sequence);
        let empty = Span::empty(span.end);
        if is_list {
            self.start(Kind::Mapping, StructureStyle::Flow, 0, Span::empty(span.start));
            self.push(Kind::Scalar, Style::Empty, empty, SCALAR_SPAN);
        }
        let node = self.push(Kind::Scalar, Style::Empty, empty, SCALAR_SPAN);
        if is_list {
            self.end(empty);
        }
        node
    }

    fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or("")
    }

    pub(super) fn own(&mut self, text: &str) -> u32 {
        self.tree.owned.push(text.into());
        offset(self.tree.owned.len()) - 1 + SCALAR_OWNED
    }

    /// Marks of a merge conflict can pass for text, most of all in JSON.
    fn maybe_conflict(&mut self, span: Span) {
        let before = &self.text[..span.start as usize];
        let starts_line = before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}']);
        if !starts_line || self.conflict {
            return;
        }
        let line = self.text[span.start as usize..].split(['\n', '\r']).next().unwrap_or("");
        if words::is_conflict(line, "<<<<<<<") {
            let at = Span::new(span.start, span.start + offset(line.trim_end().len()));
            self.note_syntax(words::conflict(at));
            self.conflict = true;
        }
    }

    pub(super) fn note_syntax(&mut self, mistake: words::Mistake) {
        let words::Mistake { message, help, at } = mistake;
        // A fence of Markdown is followed by another one.
        let is_fence = message == words::FENCE;
        if is_fence && self.problems.iter().any(|problem| problem.to_string() == message) {
            return;
        }
        self.problems.push(Problem::Syntax { message, help, at });
    }

    /// `!lead` before a plain text is not read as part of it.
    fn mark_tag(&mut self, node: NodeId, start: Option<usize>) {
        let Some(rest) = start.and_then(|start| self.text.get(start..)) else { return };
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let start = offset(self.text.len() - rest.len());
        self.tree.marks.push(Mark { node, at: Span::new(start, start + offset(length)) });
    }

    /// `&Sons` before a plain text is not read as part of it.
    fn mark_anchor(&mut self, anchor: usize, at: Span) {
        let plain = self.tree.nodes.last().is_some_and(|node| {
            node.kind() == Kind::Scalar && matches!(node.style(), Style::Plain | Style::Empty)
        });
        if plain && let Some(anchored) = self.anchors.get_mut(&anchor) {
            anchored.at = Some(at);
        }
    }

    fn anchor(&mut self, anchor: usize, node: NodeId, unfolded: u64, open: bool) {
        if anchor != 0 {
            let used = self.anchors.get(&anchor).is_some_and(|known| known.used);
            self.anchors.insert(anchor, Anchored { node, unfolded, open, used, at: None });
        }
    }

    /// Counts values towards the collection that is open.
    fn unfold(&mut self, values: u64) {
        if let Some(open) = self.open.last_mut() {
            open.unfolded = open.unfolded.saturating_add(values);
        }
    }

    pub(super) fn start(&mut self, kind: Kind, style: StructureStyle, anchor: usize, span: Span) {
        let node = self.push(kind, Style::Plain, span, 0);
        self.anchor(anchor, node, 0, true);
        self.open.push(Open { node, anchor, flow: style == StructureStyle::Flow, unfolded: 1 });
    }

    pub(super) fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        self.close(&open, span.end);
        self.anchor(open.anchor, open.node, open.unfolded, false);
        self.unfold(open.unfolded);
    }

    /// How much was read so far.
    pub(super) fn point(&self) -> Point {
        Point {
            nodes: self.tree.nodes.len(),
            owned: self.tree.owned.len(),
            comments: self.tree.comments.len(),
            marks: self.tree.marks.len(),
            problems: self.problems.len(),
            open: self.open.len(),
            read_to: self.read_to,
            root: self.root,
        }
    }

    /// Forgets what was read since.
    pub(super) fn go_back(&mut self, point: &Point) {
        self.tree.nodes.truncate(point.nodes);
        self.tree.owned.truncate(point.owned);
        self.tree.comments.truncate(point.comments);
        self.tree.marks.truncate(point.marks);
        self.problems.truncate(point.problems);
        self.known_problems = self.known_problems.min(point.problems);
        self.open.truncate(point.open);
        self.read_to = point.read_to;
        self.root = point.root;
    }

    /// Forgets a node and all that came after it.
    pub(super) fn drop_from(&mut self, node: NodeId) {
        self.tree.nodes.truncate(node.0 as usize);
        self.tree.marks.retain(|mark| mark.node < node);
        self.anchors.retain(|_, anchored| anchored.node < node);
        self.open.retain(|open| open.node < node);
        self.root = self.root.filter(|root| *root < node);
        self.read_to = self.tree.nodes.last().map_or(self.start, |node| node.span().end);
    }

    /// Adds a value that cannot be read.
    pub(super) fn push_cut(&mut self, at: Span) {
        let node = self.push(Kind::Scalar, Style::Empty, Span::empty(at.start), SCALAR_SPAN);
        self.tree.nodes[node.0 as usize].set_cut();
        self.lossy = true;
    }

    /// Goes on with a list or mapping that was the last to end.
    pub(super) fn reopen(&mut self, node: NodeId) {
        self.open.push(Open { node, anchor: 0, flow: false, unfolded: 1 });
    }

    /// Adds a reference by the name that it has in the text.
    pub(super) fn alias_by_name(&mut self, at: Span) {
        let name = self.slice(at).trim_start_matches('*');
        if let Some(anchor) = self.names.get(name) {
            return self.alias(*anchor, at);
        }
        // What could not be read may have had the name.
        if !self.lossy {
            self.problems.push(Problem::UnknownAlias { name: name.to_owned(), at });
        }
        self.push(Kind::Alias, Style::Plain, at, ALIAS_NOWHERE);
        self.unfold(1);
    }

    /// What was read when the parser gave up at a byte.
    pub(super) fn scene(&self, at: usize) -> Scene<'s> {
        let open = self.open.iter().map(|open| OpenAt {
            kind: self.tree.kind(open.node),
            start: self.tree.span(open.node).start as usize,
            flow: open.flow,
        });
        let start = self.start.max(self.floor);
        let last = self.root.and(self.tree.nodes.last()).map(|node| (node.kind(), node.span()));
        let last = last.filter(|(_, span)| span.end >= start);
        let read = self.read_to.max(start) as usize;
        Scene { text: self.text, at, start: start as usize, read, last, open: open.collect() }
    }

    /// Tells what the parser refused.
    pub(super) fn note_error(&mut self, kind: &ErrorKind, at: usize) {
        let mistake = words::mistake(kind, &self.scene(at));
        // A text that starts with `*` is one mistake, and not a reference to nothing as well.
        let same = matches!(self.problems.last(), Some(Problem::UnknownAlias { at, .. }) if at.start == mistake.at.start);
        if same {
            self.problems.pop();
        }
        self.note_syntax(mistake);
    }

    pub(super) fn close(&mut self, open: &Open, end: u32) {
        let past = offset(self.tree.nodes.len());
        self.ended = Some(open.node);
        if open.flow {
            self.read_to = self.read_to.max(end);
        }
        let node = &mut self.tree.nodes[open.node.0 as usize];
        node.data = past;
        // A block collection is reported to end where the next token starts; its content ends before.
        self.read_to = self.read_to.max(node.span().start);
        node.set_end(self.read_to);
        if node.kind() == Kind::Mapping {
            self.keys.check(&mut self.tree, open.node, &mut self.problems);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let node = self.push(Kind::Alias, Style::Plain, span, ALIAS_NOWHERE);
        let name = self.slice(span);
        let Some(target) = self.anchors.get_mut(&anchor) else { return };
        target.used = true;
        let target = *target;
        if target.open {
            let start = self.tree.span(target.node).start;
            let target = Span::empty(start);
            self.problems.push(Problem::AliasLoop { name: name.to_owned(), at: span, target });
            return;
        }
        let limit = MAX_ALIASED_NODES.max(ALIASED_PER_NODE * self.tree.nodes.len() as u64);
        let unfolded = self.aliased.saturating_add(target.unfolded);
        if unfolded > limit {
            let known = self.problems.iter().any(|problem| matches!(problem, Problem::AliasBomb { .. }));
            if !known {
                self.problems.push(Problem::AliasBomb { limit, at: span });
            }
            self.unfold(1);
            return;
        }
        self.aliased = unfolded;
        self.tree.nodes[node.0 as usize].data = target.node.0;
        self.unfold(target.unfolded);
    }

    pub(super) fn close_document(&mut self, complete: bool) {
        self.tree.documents.push(Document { root: self.root.take(), complete });
        let unused = self.anchors.values().filter(|anchored| !anchored.used);
        let marks = unused.filter_map(|anchored| anchored.at.map(|at| Mark { node: anchored.node, at }));
        self.tree.marks.extend(marks);
        self.tree.marks.sort_unstable_by_key(|mark| mark.at);
        // A name holds in its own document only.
        self.anchors.clear();
        self.names.clear();
        self.next_anchor = 1;
        self.open.clear();
    }
}

/// The parser over a text, or over a piece of one.
pub(super) fn parser(text: &str, strict: bool, depth: usize) -> Parser<'_, StrInput<'_>> {
    let options = granit_parser::options! {
        strict_indentation: strict,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
        max_buffered_comment_events: usize::MAX,
    };
    Parser::new_from_str_with_options(text, options)
}

/// Whether two texts are equal. Most often the parser's is the very piece of the file.
fn is_same(piece: &str, text: &str) -> bool {
    std::ptr::eq(piece, text) || piece == text
}

pub(super) fn bytes(span: &granit_parser::Span) -> Span {
    span.byte_range().map_or_else(Span::default, |range| Span::new(offset(range.start), offset(range.end)))
}
