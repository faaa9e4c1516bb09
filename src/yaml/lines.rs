//! The common way of writing YAML, read line by line: lists and mappings told apart by indentation, every
//! key and every value in one line. Most charts are nothing else, and it takes a tenth of the parser's work.
//!
//! What comes out is the very [`Tree`](super::Tree) that the parser's events give. Wherever that is not
//! certain from the line alone, the item of the list that the line is in is left to the parser, and the
//! whole text where there is no such item, or where more is amiss in it than a key that is written twice.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, StructureStyle};
use memchr::memchr;

use super::build::{Builder, DEPTH_OF_PIECE, Point, parser};
use super::one_line::{
    self, Scalar, has_lone_return, holds_more, is_comment, is_item, item_end, skip_spaces,
};
use super::tree::{Kind, SCALAR_OWNED, SCALAR_QUOTED, SCALAR_SPAN, Style, Tree};
use crate::source::{SourceFile, Span, offset};

/// How many times the length of a text may be left to the parser before all of it is: texts could be made up
/// that it would read once for every level of nesting.
const OFTEN: usize = 4;

/// Reads a file that is a list or a mapping. None where the parser has to read it.
pub(super) fn read(file: &Arc<SourceFile>) -> Option<Builder<'_>> {
    let builder = Builder::new(file);
    let bytes = file.text().as_bytes();
    let mut lines =
        Lines { builder, bytes, blocks: Vec::new(), awaits: None, left: Left::default(), marked: false };
    lines.all()?;
    Some(lines.builder)
}

/// A list or a mapping whose end has not come yet.
struct Block {
    kind: Kind,
    /// Where its keys or the signs of its items stand in their lines.
    column: usize,
    /// For a list: its last item.
    item: Option<Item>,
}

/// An item, and how much was read before it.
#[derive(Clone, Copy)]
struct Item {
    /// Where its line starts.
    line: usize,
    before: Point,
}

/// Items that were left to the parser.
#[derive(Default)]
struct Left {
    /// Where the last of them ends.
    end: usize,
    /// How many at once. Where one is not simple the next seldom is, and a parser takes time to set up.
    items: usize,
    /// How long all of them were. An item that holds others may be left after them, and its own list after it.
    bytes: usize,
}

struct Lines<'s> {
    builder: Builder<'s>,
    bytes: &'s [u8],
    blocks: Vec<Block>,
    /// Where an empty value stands if the next line holds none for the last key or item.
    awaits: Option<usize>,
    left: Left,
    /// Whether the line that starts the document (`---`) was met.
    marked: bool,
}

impl Lines<'_> {
    fn all(&mut self) -> Option<()> {
        let mut start = 0;
        while start < self.bytes.len() {
            let end = memchr(b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |length| start + length);
            let without_return = if end > start && self.bytes[end - 1] == b'\r' { end - 1 } else { end };
            start = match self.line(start, without_return) {
                Some(()) => end + 1,
                None => self.leave_item(start)?,
            };
        }
        self.builder.root?;
        self.close_to(None);
        self.builder.close_document(true);
        Some(())
    }

    /// Takes in a line; none where it is not a simple one.
    fn line(&mut self, start: usize, end: usize) -> Option<()> {
        let at = skip_spaces(self.bytes, start, end);
        if at == end {
            return Some(());
        }
        if self.bytes[at] == b'#' {
            return self.comment(at, end);
        }
        let column = at - start;
        if column == 0 && self.bytes[at..end].starts_with(b"---") {
            return self.mark_document(&self.bytes[at..end]);
        }
        if is_item(self.bytes, at, end) {
            self.place(Kind::Sequence, column, at)?;
            self.item(start, at, end)
        } else {
            let colon = one_line::key(self.bytes, at, end)?;
            self.place(Kind::Mapping, column, at)?;
            self.entry(at, colon, end)
        }
    }

    /// A line of dashes alone may stand before everything but comments.
    fn mark_document(&mut self, line: &[u8]) -> Option<()> {
        let begun = std::mem::replace(&mut self.marked, true) || self.builder.root.is_some();
        let is_alone = line[3..].iter().all(|byte| matches!(byte, b' ' | b'\t'));
        (!begun && is_alone).then_some(())
    }

    fn comment(&mut self, at: usize, end: usize) -> Option<()> {
        self.builder.tree.comments.push(span(at, end));
        is_comment(self.bytes, at, end).then_some(())
    }

    /// Ends what a key or an item in a column ends, and starts the list or mapping that it is the first of.
    fn place(&mut self, kind: Kind, column: usize, at: usize) -> Option<()> {
        if let Some(block) = self.blocks.last()
            && self.awaits.is_some()
        {
            let is_deeper = column > block.column;
            // A list may stand as far left as the key that it is the value of.
            let beside = column == block.column && kind == Kind::Sequence && block.kind == Kind::Mapping;
            if is_deeper || beside {
                self.awaits = None;
                // The parser lets such a list start with what its first item holds.
                let start = if is_deeper { at } else { self.behind_sign(at)? };
                return self.open(kind, column, start);
            }
        }
        if self.blocks.is_empty() {
            return if self.builder.root.is_none() { self.open(kind, column, at) } else { None };
        }
        self.close_to(Some((kind, column)));
        self.blocks.last().filter(|block| block.kind == kind && block.column == column).map(|_| ())
    }

    /// Closes whatever does not hold a key or an item in a column; everything where there is none.
    fn close_to(&mut self, next: Option<(Kind, usize)>) {
        if let Some(at) = self.awaits.take() {
            self.builder.push(Kind::Scalar, Style::Empty, Span::empty(offset(at)), SCALAR_SPAN);
        }
        while let Some(block) = self.blocks.last() {
            let holds = next.is_some_and(|(kind, column)| {
                block.column < column
                    || (block.column == column && (block.kind, kind) != (Kind::Sequence, Kind::Mapping))
            });
            if holds {
                return;
            }
            self.blocks.pop();
            self.builder.end(Span::default());
        }
    }

    fn open(&mut self, kind: Kind, column: usize, at: usize) -> Option<()> {
        let style = StructureStyle::Block;
        self.builder.start(kind, style, 0, Span::empty(offset(at)));
        self.blocks.push(Block { kind, column, item: None });
        (self.blocks.len() < DEPTH_OF_PIECE).then_some(())
    }

    /// An item whose sign is at a byte.
    fn item(&mut self, line: usize, sign: usize, end: usize) -> Option<()> {
        self.blocks.last_mut()?.item = Some(Item { line, before: self.builder.point() });
        let at = skip_spaces(self.bytes, sign + 1, end);
        if at == end || self.bytes[at] == b'#' {
            // Where an item that holds nothing ends is the parser's to say.
            return if holds_more(self.bytes, line, sign - line) {
                self.await_value(at, at, end)
            } else {
                None
            };
        }
        if let Some(colon) = one_line::key(self.bytes, at, end) {
            self.open(Kind::Mapping, at - line, at)?;
            return self.entry(at, colon, end);
        }
        self.value(at, end)
    }

    /// What stands in the same line behind the sign of an item.
    fn behind_sign(&self, sign: usize) -> Option<usize> {
        let at = skip_spaces(self.bytes, sign + 1, self.bytes.len());
        self.bytes.get(at).filter(|byte| !matches!(byte, b'\n' | b'\r' | b'\t' | b'#')).map(|_| at)
    }

    fn entry(&mut self, key: usize, colon: usize, end: usize) -> Option<()> {
        self.builder.push(Kind::Scalar, Style::Plain, span(key, colon), SCALAR_SPAN);
        let at = skip_spaces(self.bytes, colon + 1, end);
        if at == end || self.bytes[at] == b'#' {
            return self.await_value(colon + 1, at, end);
        }
        self.value(at, end)
    }

    /// Nothing but perhaps a comment is after a key or the sign of an item.
    fn await_value(&mut self, empty_at: usize, at: usize, end: usize) -> Option<()> {
        self.awaits = Some(empty_at);
        if at == end { Some(()) } else { self.comment(at, end) }
    }

    fn value(&mut self, at: usize, end: usize) -> Option<()> {
        let past = match self.bytes[at] {
            b'[' | b'{' => self.brackets(at, end)?,
            _ => self.scalar(one_line::scalar(self.bytes, at, end, false)?, at),
        };
        let next = skip_spaces(self.bytes, past, end);
        match self.bytes[next..end].first() {
            None => Some(()),
            Some(b'#') if next > past => self.comment(next, end),
            Some(_) => None,
        }
    }

    /// Takes in a scalar; where it ends.
    fn scalar(&mut self, scalar: Scalar, at: usize) -> usize {
        let place = span(at, scalar.end());
        match scalar {
            Scalar::Plain(_) => self.builder.push(Kind::Scalar, Style::Plain, place, SCALAR_SPAN),
            Scalar::Quoted(end) => {
                let data = if end - at > 2 { SCALAR_QUOTED } else { self.builder.own("") };
                self.builder.push(Kind::Scalar, Style::Text, place, data)
            }
        };
        scalar.end()
    }

    /// A list or a mapping of scalars in brackets; where it ends.
    fn brackets(&mut self, at: usize, end: usize) -> Option<usize> {
        let (kind, closing) =
            if self.bytes[at] == b'[' { (Kind::Sequence, b']') } else { (Kind::Mapping, b'}') };
        self.builder.start(kind, StructureStyle::Flow, 0, Span::empty(offset(at)));
        let mut now = skip_spaces(self.bytes, at + 1, end);
        let mut first = true;
        while now < end && self.bytes[now] != closing {
            if !std::mem::take(&mut first) {
                now = (self.bytes[now] == b',').then(|| skip_spaces(self.bytes, now + 1, end))?;
            }
            if kind == Kind::Mapping {
                let colon = one_line::key(self.bytes, now, end)?;
                self.builder.push(Kind::Scalar, Style::Plain, span(now, colon), SCALAR_SPAN);
                now = skip_spaces(self.bytes, colon + 1, end);
            }
            let scalar = one_line::scalar(self.bytes, (now < end).then_some(now)?, end, true)?;
            now = skip_spaces(self.bytes, self.scalar(scalar, now), end);
        }
        if now == end {
            return None;
        }
        self.builder.end(span(at, now + 1));
        Some(now + 1)
    }

    /// Leaves the item that a line is in to the parser; where the line after it starts.
    fn leave_item(&mut self, line: usize) -> Option<usize> {
        let column = skip_spaces(self.bytes, line, self.bytes.len()) - line;
        let holds = |list: &Block| {
            list.kind == Kind::Sequence
                && list.item.is_some_and(|item| list.column < column || item.line == line)
        };
        let level = self.blocks.iter().rposition(holds)? + 1;
        self.blocks.truncate(level);
        let (column, item) = self.blocks.last().and_then(|list| Some((list.column, list.item?)))?;
        self.builder.go_back(&item.before);
        self.awaits = None;
        let many = if self.left.end == item.line { self.left.items.saturating_mul(2) } else { 1 };
        let mut end = item_end(self.bytes, item.line, column);
        for _ in 1..many {
            let at = skip_spaces(self.bytes, end, self.bytes.len());
            let goes_on = at - end == column && self.bytes.get(at) == Some(&b'-');
            if !goes_on {
                break;
            }
            end = item_end(self.bytes, end, column);
        }
        let bytes = self.left.bytes + (end - item.line);
        self.left = Left { end, items: many, bytes };
        if bytes > OFTEN * self.bytes.len() {
            return None;
        }
        self.by_parser(item.line..end)?;
        Some(end)
    }

    /// Takes in items of the innermost list by the parser, to which they are a list of their own.
    fn by_parser(&mut self, range: Range<usize>) -> Option<()> {
        let text = self.builder.text.get(range.clone())?;
        // What ends the document may then stand in the middle of the item.
        if has_lone_return(text.as_bytes()) {
            return None;
        }
        let mut parser = parser(text, true, DEPTH_OF_PIECE);
        let (mut depth, mut documents) = (0, 0);
        while let Some(event) = parser.next_event() {
            let (event, place) = event.ok()?;
            let outside = depth == 0;
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
                Event::SequenceEnd | Event::MappingEnd => depth -= 1,
                _ => {}
            }
            match event {
                Event::DocumentStart(..) => documents += 1,
                Event::DocumentEnd => {}
                // The list is open already, and goes on after these items.
                Event::SequenceStart(..) if outside => {}
                Event::SequenceEnd if depth == 0 => {}
                _ => self.builder.event_of_piece(&event, &place, range.start),
            }
            let is_item = !(outside && matches!(event, Event::MappingStart(..) | Event::Scalar(..)));
            if !is_item || documents > 1 || !self.builder.is_alone() {
                return None;
            }
        }
        let ends = (self.builder.read_to as usize) < range.end && !ends_empty(&self.builder.tree);
        (ends || range.end == self.builder.text.len()).then_some(())
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

/// Whether the last text of a tree stands after `|` or `>` and holds nothing. The parser places it by what
/// comes next, which is another piece.
fn ends_empty(tree: &Tree) -> bool {
    tree.nodes.last().is_some_and(|node| {
        let is_quoted = tree.file.slice(node.span()).starts_with(['"', '\'']);
        let owned = node.data.checked_sub(SCALAR_OWNED).and_then(|text| tree.owned.get(text as usize));
        node.kind() == Kind::Scalar && !is_quoted && owned.is_some_and(|text| text.trim().is_empty())
    })
}
