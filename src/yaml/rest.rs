//! Reading on after a slip. What cannot be read is left out and marked as cut: a value, a key, an item of a list.
//! What comes before and after it is read as if it were not there.
//!
//! The parser stops at the first slip of a text. From there on, the indentation of lines tells where the next key
//! or item starts, and a run of lines that are indented at least as deep is handed to the parser as a text of its
//! own; its nodes go on where the others ended.

use granit_parser::{ErrorKind, Event, StructureStyle};

use super::build::{Builder, MAX_DEPTH, bytes, parser};
use super::flow::Flow;
use super::one_line;
use super::problem::Problem;
use super::tree::{Kind, NodeId, SCALAR_SPAN, Style};
use super::words::{self, end_of_quote, is_conflict};
use crate::source::{Span, offset};

/// How many times the length of a document may be looked at: texts could be made up in which every slip makes
/// much be read again.
const OFTEN: usize = 8;

/// Where the parser gave up.
pub(super) struct Stop {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
}

/// A line that holds more than a comment.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// Its first character.
    first: usize,
    /// The spaces before that. A line that a tab indents belongs to nothing above it.
    column: usize,
    /// Whether it starts with the sign of an item.
    item: bool,
}

/// Reads the rest of the document in which the parser gave up, which ends at a byte at the latest. Gives
/// where the next one starts.
pub(super) fn read(builder: &mut Builder<'_>, stop: &Stop, end: usize) -> usize {
    let end = document_end(builder.text, builder.start as usize, end);
    let lines = lines(builder.text, builder.start as usize, end);
    let mut rest =
        Rest { builder, lines, end, work: 0, quiet: false, first_lost: false, many: 1, columns: Vec::new() };
    rest.all(stop);
    end
}

struct Rest<'b, 's> {
    builder: &'b mut Builder<'s>,
    lines: Vec<Line>,
    /// Where the document ends.
    end: usize,
    /// Bytes that were looked at.
    work: usize,
    /// Whether what comes next may not fit because of a slip that is told already.
    quiet: bool,
    /// Whether the first item of the list that comes next is left out.
    first_lost: bool,
    /// How many items or keys to hand to the parser at once: setting it up takes a look at all of them.
    many: usize,
    /// Lists whose items start in another column than the first of them.
    columns: Vec<(NodeId, usize)>,
}

impl Rest<'_, '_> {
    fn all(&mut self, stop: &Stop) {
        let mut next = self.repair(stop);
        while let Some(line) = self.fit(next) {
            match self.piece(line) {
                Ok(line) => next = line,
                Err(stop) => next = self.repair(&stop),
            }
            if self.work > OFTEN * (self.end - self.builder.start as usize) + 1024 {
                self.give_up();
                break;
            }
        }
        while !self.builder.open.is_empty() {
            self.close();
        }
        let complete = !std::mem::take(&mut self.builder.lossy);
        self.builder.close_document(complete);
    }

    /// Ends the innermost list or mapping.
    fn close(&mut self) {
        self.complete_pair();
        self.builder.end(Span::default());
    }

    /// Marks everything that is open: whatever follows is not read.
    fn give_up(&mut self) {
        self.builder.lossy = true;
        for open in &self.builder.open {
            self.builder.tree.nodes[open.node.0 as usize].set_cut();
        }
    }

    /// Marks the innermost list or mapping: an item of it, or a key, is not read.
    fn mark(&mut self) {
        self.builder.lossy = true;
        if let Some(open) = self.builder.open.last() {
            self.builder.tree.nodes[open.node.0 as usize].set_cut();
        } else if let Some(root) = self.builder.root {
            self.builder.tree.nodes[root.0 as usize].set_cut();
        }
    }

    /// Marks what ended with the last line that was read: a line that fits nowhere may belong to any of it, unless
    /// it seems to be an item.
    fn mark_ended(&mut self, line: Line) {
        let outermost = self.builder.ended.take();
        if let Some(outermost) = outermost.filter(|_| self.starts_word(line)) {
            self.mark_ended_at(outermost, offset(self.builder.tree.nodes.len()));
        }
    }

    /// Marks each list and mapping, from one on, that ends before the node of a number.
    fn mark_ended_at(&mut self, outermost: NodeId, past: u32) {
        for node in (outermost.0..past).map(NodeId) {
            // Nothing ends there if more was read since.
            if self.is_block(node) && self.builder.tree.node(node).data == past {
                self.builder.tree.nodes[node.0 as usize].set_cut();
            }
        }
    }

    /// The first line from a byte on.
    fn line_from(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start < at)
    }

    fn kind(&self, node: NodeId) -> Kind {
        self.builder.tree.kind(node)
    }

    /// The column of the keys, or of the signs of the items, of something that is open.
    fn column(&self, level: usize) -> usize {
        let node = self.builder.open[level].node;
        if let Some((_, column)) = self.columns.iter().rev().find(|(list, _)| *list == node) {
            return *column;
        }
        let above = level.checked_sub(1).map(|above| self.builder.open[above].node);
        if self.kind(node) == Kind::Sequence
            && above.is_some_and(|above| self.kind(above) == Kind::Mapping)
            && let Some(key) = self.builder.tree.key_of(node)
        {
            // A list may stand as far left as its key, and then starts with what its first item holds.
            let below = self.line_from(self.builder.tree.span(key).start as usize + 1);
            return self.lines.get(below).map_or(0, |line| line.column);
        }
        self.column_of(self.builder.tree.span(node).start as usize)
    }

    fn column_of(&self, at: usize) -> usize {
        let before = &self.builder.text[..at];
        let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
        line.trim_start_matches('\u{feff}').len()
    }

    /// The innermost list or mapping, with its column.
    fn innermost(&self) -> Option<(Kind, usize)> {
        let level = self.builder.open.len().checked_sub(1)?;
        Some((self.kind(self.builder.open[level].node), self.column(level)))
    }

    /// Whether a key was read whose value is still to come.
    fn awaits_value(&mut self) -> bool {
        let Some(open) = self.builder.open.last() else { return self.builder.root.is_none() };
        let node = open.node;
        self.kind(node) == Kind::Mapping && self.children(node).len() % 2 == 1
    }

    fn children(&mut self, node: NodeId) -> Vec<NodeId> {
        let end = offset(self.builder.tree.nodes.len());
        self.builder.tree.nodes[node.0 as usize].data = end;
        let children: Vec<NodeId> = self.builder.tree.children(node).collect();
        self.work += children.len();
        children
    }

    /// A key whose value could not be read has one that is cut.
    fn complete_pair(&mut self) {
        if !self.builder.open.is_empty() && self.awaits_value() {
            self.builder.lossy = true;
            let at = self.builder.read_to;
            self.builder.push_cut(Span::empty(at));
        }
    }

    /// Makes the next line that belongs somewhere the first to be read; none where there is no more.
    fn fit(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let line = *self.lines.get(at)?;
            while self.builder.open.len() > 1 && self.ends_before(line) {
                if self.is_next_of_first(line) {
                    return Some(at);
                }
                self.close();
            }
            let Some((kind, column)) = self.innermost() else {
                if self.builder.root.is_none() {
                    return Some(at);
                }
                self.unfit(line);
                return None;
            };
            let is_value =
                line.column > column || (line.column == column && line.item && kind == Kind::Mapping);
            if is_value && self.awaits_value() {
                return Some(at);
            }
            if self.fits(line) || self.reopen(line) || self.is_behind_moved_key(line) {
                return Some(at);
            }
            if kind == Kind::Sequence && line.item && line.column > column && self.is_first_item() {
                // The first item of a list starts too far left, and all others do not.
                self.columns.push((self.builder.open[self.builder.open.len() - 1].node, line.column));
                return Some(at);
            }
            if self.is_next_of_first_key(line) {
                return Some(at);
            }
            self.unfit(line);
            at = self.behind_moved_item(at).unwrap_or(at + 1);
        }
    }

    /// Marks what is above a key whose value cannot be read: the key may belong to the last item of a list, or to
    /// the key above, where that has no value.
    fn mark_above(&mut self) {
        let Some(open) = self.builder.open.last().map(|open| open.node) else { return };
        if let (Kind::Mapping, [.., value, key, _]) = (self.kind(open), &self.children(open)[..]) {
            let (value, key) = (*value, *key);
            if self.builder.tree.span(value).is_empty() {
                self.builder.tree.nodes[value.0 as usize].set_cut();
                self.mark();
            } else if self.kind(value) == Kind::Sequence {
                self.mark_ended_at(value, key.0);
            }
        }
    }

    /// Whether the first item of the innermost list starts too far right, and this is the next.
    fn is_next_of_first(&mut self, line: Line) -> bool {
        let level = self.builder.open.len() - 1;
        let (list, above) = (self.builder.open[level].node, self.builder.open[level - 1].node);
        let is_next = line.item
            && self.kind(list) == Kind::Sequence
            && self.kind(above) == Kind::Mapping
            && line.column >= self.column(level - 1)
            && self.is_first_item()
            && self.is_column_of_next(line, self.column(level));
        if is_next {
            self.columns.push((list, line.column));
        }
        is_next
    }

    /// Whether the first keys of a document start too far right, and this is the next, or the list of the last.
    fn is_next_of_first_key(&mut self, line: Line) -> bool {
        let documents = &mut self.builder.tree.documents;
        // The parser takes the next key for another document.
        let ended =
            if self.builder.root.is_none() { documents.last().and_then(|last| last.root) } else { None };
        let (Some(root), 0 | 1) = (self.builder.root.or(ended), self.builder.open.len()) else {
            return false;
        };
        if self.kind(root) != Kind::Mapping
            || !self.is_block(root)
            || line.column >= self.column_of(self.builder.tree.span(root).start as usize)
        {
            return false;
        }
        let [.., _, value] = self.children(root)[..] else { return false };
        let is_next = !line.item || self.builder.tree.span(value).is_empty();
        if is_next {
            if line.item {
                // The list is the value that seems to be missing.
                self.builder.drop_from(value);
            }
            if ended.is_some() {
                self.builder.tree.documents.pop();
                self.builder.root = ended;
            }
            if self.builder.open.is_empty() {
                self.builder.reopen(root);
            }
            self.columns.push((root, line.column));
            if self.children(root).len() > 2 {
                // Some of them may belong to the first.
                self.mark();
            }
        }
        is_next
    }

    /// Whether this is an item of the list above the last key: that key belongs to the item before, and starts too
    /// far left.
    fn is_behind_moved_key(&mut self, line: Line) -> bool {
        let Some(mapping) = self.builder.open.last().map(|open| open.node) else { return false };
        if !line.item || self.kind(mapping) != Kind::Mapping {
            return false;
        }
        let [.., list, key, _] = self.children(mapping)[..] else { return false };
        if self.kind(list) != Kind::Sequence || !self.is_block(list) {
            return false;
        }
        self.builder.reopen(list);
        let is_item = self.column(self.builder.open.len() - 1) == line.column;
        if is_item {
            self.builder.drop_from(key);
            self.mark_ended_at(list, key.0);
        } else {
            self.builder.open.pop();
        }
        is_item
    }

    /// Whether the next item starts where this one does, and not in the column of the first.
    fn is_column_of_next(&self, line: Line, column: usize) -> bool {
        let mut below = self.lines[self.line_from(line.start + 1)..].iter();
        below.find(|below| below.item && below.column <= column).is_none_or(|next| next.column == line.column)
    }

    /// Whether a line starts like a key or a text, and not with a sign that is to start an item.
    fn starts_word(&self, line: Line) -> bool {
        let text = self.builder.text[line.first..self.end].trim_start_matches(['"', '\'']);
        text.starts_with(char::is_alphanumeric)
    }

    /// Whether a line starts a key or an item of the innermost list or mapping.
    fn fits(&self, line: Line) -> bool {
        self.innermost()
            .is_some_and(|(kind, column)| line.column == column && line.item == (kind == Kind::Sequence))
    }

    /// Whether the innermost list or mapping ends before a line.
    fn ends_before(&self, line: Line) -> bool {
        let level = self.builder.open.len() - 1;
        let column = self.column(level);
        let is_beside = !line.item && self.column(level - 1) == column;
        column > line.column
            || (column == line.column
                && self.kind(self.builder.open[level].node) == Kind::Sequence
                && is_beside)
    }

    /// A line that fits none of the lines above it.
    fn unfit(&mut self, line: Line) {
        if !std::mem::replace(&mut self.quiet, true) {
            let mistake = words::out_of_column(&self.builder.scene(line.first));
            self.builder.note_syntax(mistake);
        }
        self.mark();
        self.mark_ended(line);
    }

    /// Goes on with the list that ended with the last line that was read, where an item belongs to it.
    fn reopen(&mut self, line: Line) -> bool {
        if !line.item {
            return false;
        }
        let level = self.builder.open.len();
        loop {
            let Some(node) = self.builder.open.last().map(|open| open.node) else { return false };
            if level < self.builder.open.len() && self.kind(node) == Kind::Sequence {
                let fits =
                    self.column(self.builder.open.len() - 1) == line.column || self.is_next_of_first(line);
                if !fits {
                    self.builder.open.truncate(level);
                }
                self.mark();
                return fits;
            }
            self.builder.tree.nodes[node.0 as usize].data = offset(self.builder.tree.nodes.len());
            let last = self.builder.tree.last_child(node).filter(|last| self.is_block(*last));
            let Some(last) = last else {
                self.builder.open.truncate(level);
                return false;
            };
            self.builder.reopen(last);
        }
    }

    /// Whether a node is a list or a mapping that stands in no brackets.
    fn is_block(&self, node: NodeId) -> bool {
        let start = self.builder.tree.span(node).start as usize;
        matches!(self.kind(node), Kind::Sequence | Kind::Mapping)
            && !self.builder.text[start..].starts_with(['[', '{'])
    }

    /// Hands a line, and those that are indented as deep, to the parser. Gives the line behind them.
    fn piece(&mut self, line: usize) -> Result<usize, Stop> {
        let first = self.lines[line];
        let is_value = self.awaits_value();
        let next = self.run_end(line, if is_value { usize::MAX } else { self.many });
        let end = self.lines.get(next).map_or(self.end, |line| line.start);
        self.builder.floor = offset(first.start);
        let list = self.builder.tree.nodes.len();
        let is_first_lost = std::mem::take(&mut self.first_lost);
        let read = self.hand_over(first.start..end, is_value);
        if is_first_lost
            && let Some(list) = self.builder.tree.nodes.get_mut(list)
            && matches!(list.kind(), Kind::Sequence | Kind::Mapping)
        {
            list.set_cut();
        }
        read?;
        self.many = self.many.saturating_mul(2);
        self.quiet = false;
        Ok(next)
    }

    /// The first line behind so many items or keys that start in the column of a line.
    fn run_end(&self, line: usize, many: usize) -> usize {
        let first = self.lines[line];
        let mut left = many;
        let ends = |line: &Line| {
            let beside = line.column == first.column && (line.item == first.item || first.item);
            left -= usize::from(beside && line.item == first.item);
            line.column < first.column || (beside && line.item != first.item) || left == 0
        };
        let length = self.lines[line + 1..].iter().position(ends);
        length.map_or(self.lines.len(), |length| line + 1 + length)
    }

    fn hand_over(&mut self, range: std::ops::Range<usize>, is_value: bool) -> Result<(), Stop> {
        let awaited = self.innermost().filter(|_| !is_value).map(|(kind, _)| kind);
        let mut parser = parser(&self.builder.text[range.clone()], true, MAX_DEPTH);
        parser.set_anchor_offset(self.builder.next_anchor);
        let mut depth = 0_usize;
        while let Some(event) = parser.next_event() {
            let (event, place) = match event {
                Ok(event) => event,
                Err(error) => {
                    let stop = Stop::new(&error, range.start, range.end);
                    self.work += stop.at - range.start;
                    return Err(stop);
                }
            };
            let outside = depth == 0;
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
                Event::SequenceEnd | Event::MappingEnd => depth -= 1,
                _ => {}
            }
            let opens = match event {
                Event::SequenceStart(StructureStyle::Block, ..) => Some(Kind::Sequence),
                Event::MappingStart(StructureStyle::Block, ..) => Some(Kind::Mapping),
                _ => None,
            };
            match event {
                Event::DocumentStart(..) | Event::DocumentEnd => {}
                // It is open already, and goes on here.
                _ if outside && awaited.is_some() && opens == awaited => {}
                Event::SequenceEnd | Event::MappingEnd if depth == 0 && awaited.is_some() => {}
                Event::SequenceStart(..) | Event::MappingStart(..) | Event::Scalar(..) | Event::Alias(..)
                    if outside && awaited.is_some() =>
                {
                    let at = range.start + bytes(&place).start as usize;
                    return Err(Stop { kind: ErrorKind::ExpectedBlockMappingKey, at });
                }
                _ => self.builder.event_of_piece(&event, &place, range.start),
            }
        }
        self.work += range.len();
        Ok(())
    }

    /// Takes in what can be read at the place where the parser gave up, and leaves out the rest. Gives the line
    /// to go on at.
    fn repair(&mut self, stop: &Stop) -> usize {
        self.quiet = true;
        self.many = 1;
        if stop.kind == ErrorKind::RecursionLimitExceeded {
            self.builder.note_error(&stop.kind, stop.at);
            self.give_up();
            return self.lines.len();
        }
        let flow = self.builder.open.iter().find(|open| open.flow).map(|open| open.node);
        let start = flow.map(|node| self.builder.tree.span(node).start as usize);
        // A bracket without its other half is shown itself, and else what follows.
        let until = stop.at + usize::from(matches!(stop.kind, ErrorKind::UnclosedFlowCollection { .. }));
        let start = start.or_else(|| self.builder.scene(until).held_back());
        let next = match start {
            Some(start) => self.brackets(start, flow, stop),
            None => self
                .quoted(stop)
                .or_else(|| self.above_comment(stop))
                .or_else(|| self.comment_behind_quote(stop)),
        };
        let next = next.unwrap_or_else(|| {
            let next = self.leave_out(stop);
            self.behind_moved_item(self.line_from(stop.at + 1).saturating_sub(1)).unwrap_or(next)
        });
        self.builder.floor = offset(self.lines.get(next).map_or(self.end, |line| line.start));
        next
    }

    /// Brackets in which the parser gave up.
    fn brackets(&mut self, start: usize, flow: Option<NodeId>, stop: &Stop) -> Option<usize> {
        let scene = self.builder.scene(stop.at);
        let mistake = words::mistake(&stop.kind, &scene);
        let conflict = scene.conflict().is_some();
        if let Some(node) = flow {
            self.builder.drop_from(node);
        }
        let comments = &mut self.builder.tree.comments;
        comments.truncate(comments.partition_point(|comment| (comment.start as usize) < start));
        let column = self.innermost().map(|(_, column)| column);
        let is_item = matches!(self.innermost(), Some((Kind::Sequence, _)));
        if !is_item && !self.awaits_value() {
            return None;
        }
        let closing = self.end_of_brackets(start, column, true).ok();
        let end = if let Some(end) = closing.filter(|end| self.builder.take(start..*end)) {
            self.work += end - start;
            end
        } else {
            let limit = self.end_of_brackets(start, column, false).unwrap_or_else(|limit| limit);
            let mut read = Flow::read(self.builder, start, limit);
            self.work += read.ends_at() - start;
            let (end, keyless, mut slips) = (read.ends_at(), read.keyless, std::mem::take(&mut read.slips));
            if slips.is_empty() && !keyless {
                self.mark();
                slips.push(mistake);
            } else if let Some(first) = slips.first_mut() {
                // Of the first slip the parser knows more.
                *first = mistake;
            }
            self.builder.lossy |= !slips.is_empty();
            if !self.builder.conflict {
                for slip in slips {
                    self.builder.note_syntax(slip);
                }
            }
            self.builder.conflict |= conflict;
            if end == limit {
                return Some(self.line_from(end));
            }
            end
        };
        self.behind(end, stop);
        Some(self.line_from(end))
    }

    /// What is after a value in its line.
    fn behind(&mut self, end: usize, stop: &Stop) {
        let scene = self.builder.scene(end);
        let rest = scene.rest_of_line(end);
        let text = self.builder.text[rest.range()].trim_start();
        if text.is_empty() {
            return;
        }
        let start = offset(rest.end as usize - text.len());
        if text.starts_with('#') {
            self.builder.tree.comments.push(Span::new(start, rest.end));
        } else {
            if !self.builder.lossy {
                let mistake = words::mistake(&stop.kind, &self.builder.scene(stop.at));
                self.builder.note_syntax(mistake);
            }
            self.mark();
        }
    }

    /// Where brackets that stand in a list or mapping of a column end: at the one that closes them, if that
    /// counts, else at a line that belongs to something else.
    fn end_of_brackets(&self, start: usize, column: Option<usize>, closes: bool) -> Result<usize, usize> {
        let text = &self.builder.text[..self.end];
        words::end_of_brackets(text, start, closes, |line, separated| {
            self.starts_block(line, column, separated)
        })
    }

    /// Whether a line within brackets belongs to the lines around them.
    fn starts_block(&self, start: usize, column: Option<usize>, separated: bool) -> bool {
        let Some(column) = column else { return false };
        let rest = &self.builder.text[start..self.end];
        let content = rest.trim_start_matches(' ');
        let item = content.starts_with("- ") || content.starts_with("-\n");
        if rest.len() - content.len() > column {
            return false;
        }
        let first = self.builder.text.as_bytes();
        let at = start + (rest.len() - content.len());
        let line_end = at + content.find(['\n', '\r']).unwrap_or(content.len());
        let colon = one_line::key(first, at, line_end);
        item || colon.is_some_and(|colon| !separated || colon + 1 == line_end)
    }

    /// A text in quotes of which some line starts too far left. Other programs read it.
    fn quoted(&mut self, stop: &Stop) -> Option<usize> {
        let is_quote = matches!(
            stop.kind,
            ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::TabInIndentation
                | ErrorKind::UnclosedQuotedScalar
        );
        let (kind, column) = self.innermost()?;
        if !is_quote || !(kind == Kind::Sequence || self.awaits_value()) {
            return None;
        }
        let scene = self.builder.scene(stop.at);
        let start = scene.unclosed(stop.at).quote?;
        let text = &self.builder.text[..self.end];
        let first = scene.line(start);
        let mut lines = self.lines[self.line_from(first.start as usize + 1)..].iter();
        let outdented = lines.find(|line| line.column <= column || line.column == usize::MAX)?.first;
        if self.is_entry(outdented) {
            return None;
        }
        let end = end_of_quote(text.as_bytes(), start)? + 1;
        self.work += end - start;
        let behind = text[end..scene.line(end).end as usize].trim_start_matches([' ', '\t']);
        if end <= outdented || !(behind.is_empty() || behind.starts_with('#')) {
            return None;
        }
        let outdented =
            end.min(outdented + text[outdented..].bytes().take_while(|byte| *byte == b'\t').count());
        let at = scene.word_at(outdented.min(end - 1));
        let at = Span::new(at.start, at.end.min(offset(end)));
        if !self.builder.take(start..end) {
            return None;
        }
        self.builder.problems.push(Problem::NotPortable { at });
        self.behind(end, stop);
        Some(self.line_from(end))
    }

    /// A comment right behind a text in quotes. Other programs read it.
    fn comment_behind_quote(&mut self, stop: &Stop) -> Option<usize> {
        let end = stop.at;
        let (kind, _) = self.innermost().unzip();
        let is_value = kind == Some(Kind::Sequence) || self.awaits_value();
        if stop.kind != ErrorKind::CommentNotSeparated || !is_value {
            return None;
        }
        let read = (self.builder.read_to.max(self.builder.floor).max(self.builder.start) as usize).min(end);
        let start =
            end - self.builder.text[read..end].trim_start_matches([' ', '\t', '-', ':', '\n', '\r']).len();
        let text = &self.builder.text[start..end];
        let is_quoted = ['"', '\'']
            .iter()
            .any(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote));
        if !is_quoted || text.contains('\n') || !self.builder.take(start..end) {
            return None;
        }
        let at = Span::new(offset(end), offset(end) + 1);
        self.builder.problems.push(Problem::CloseComment { at });
        self.behind(end, stop);
        Some(self.line_from(end))
    }

    /// Whether a key or an item seems to start at a byte that begins a line, and not more of a text.
    fn is_entry(&self, at: usize) -> bool {
        let rest = &self.builder.text[at..self.end];
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let is_upper = |text: &str| text.starts_with(char::is_uppercase);
        let key = self.builder.tree.nodes.last().map_or("", |node| self.builder.tree.file.slice(node.span()));
        let is_key = one_line::key(self.builder.text.as_bytes(), at, at + line.len())
            .is_some_and(|colon| !self.builder.text[at..colon].contains(' '));
        // No item is a quote that opens and has nothing behind it.
        let is_item = line == "-" || line.starts_with("- ");
        let is_quote_alone = line.starts_with("- ") && matches!(line[2..].trim(), "\"" | "'");
        (is_item && !is_quote_alone) || (is_key && is_upper(line) == is_upper(key))
    }

    /// A text below `|` or `>` that ends at a comment which is indented less. The comment is not part of it.
    fn above_comment(&mut self, stop: &Stop) -> Option<usize> {
        if stop.kind != ErrorKind::InvalidBlockScalarIndent || !self.awaits_value() {
            return None;
        }
        let (_, column) = self.innermost()?;
        let node = self.builder.open.last()?.node;
        let key = self.children(node).pop()?;
        let start = self.builder.tree.span(key).start as usize;
        let line = self.line_from(start + 1);
        let next = self.lines[line..].iter().position(|line| line.column <= column);
        let next = next.map_or(self.lines.len(), |length| line + length);
        let end = self.lines.get(next).map_or(self.end, |line| line.start);
        let body = &self.builder.text[start..end];
        let mut length = body.len();
        while let Some(above) = body[..length].trim_end().rfind('\n') {
            if !body[above..length].trim_start().starts_with('#') {
                break;
            }
            length = above + 1;
        }
        if length == body.trim_end().len() || length == body.len() {
            return None;
        }
        let from = body[..length].find(['|', '>']).map(|sign| start + sign)?;
        self.builder.take(from..start + length).then_some(next)
    }

    /// Leaves out what cannot be read, and tells of it.
    fn leave_out(&mut self, stop: &Stop) -> usize {
        let scene = self.builder.scene(stop.at);
        let conflict = scene.conflict();
        let further = self.behind_brackets().filter(|_| conflict.is_none());
        match further {
            _ if self.builder.conflict => {}
            Some(further) => self.builder.note_syntax(words::more_follows(further)),
            None => self.builder.note_error(&stop.kind, stop.at),
        }
        self.builder.conflict |= conflict.is_some();
        self.builder.lossy = true;
        if let Some(marks) = conflict {
            return self.behind_conflict(marks);
        }
        if let Some(line) = self.cut_value(stop.at) {
            self.mark_above();
            return if self.first_lost { line } else { self.behind_entry(line) };
        }
        let line = self.unread(stop.at);
        let Some(first) = self.lines.get(line).copied() else {
            self.mark();
            return line;
        };
        while self.builder.open.len() > 1 && self.innermost().is_some_and(|(_, column)| column > first.column)
        {
            self.close();
        }
        if self.is_next_of_first_key(first) || self.is_behind_moved_key(first) {
            return line;
        }
        self.mark();
        if !self.fits(first) {
            self.mark_ended(first);
        }
        if self.key_without_colon(line) {
            return line + 1;
        }
        // The lines below may go on with what the line that cannot be read seems to end.
        let is_item = matches!(self.innermost(), Some((Kind::Sequence, _)));
        if is_item { self.behind_entry(line) } else { line + 1 }
    }

    /// A text behind an item in braces, in the line in which they close.
    fn behind_brackets(&self) -> Option<Span> {
        let end = self.builder.read_to as usize;
        let is_closed = end > self.builder.floor as usize && self.builder.text[..end].ends_with('}');
        let rest = self.builder.scene(end).rest_of_line(end);
        let text = self.builder.text[rest.range()].trim_start();
        let start = offset(rest.end as usize - text.len());
        let is_item = matches!(self.innermost(), Some((Kind::Sequence, _)));
        (is_closed && is_item && text.starts_with(char::is_alphanumeric)).then(|| Span::new(start, rest.end))
    }

    /// Whether the innermost list has one item so far.
    fn is_first_item(&mut self) -> bool {
        let Some(open) = self.builder.open.last() else { return false };
        self.children(open.node).len() == 1
    }

    /// The first line behind both sides of a merge conflict.
    fn behind_conflict(&mut self, marks: Span) -> usize {
        self.mark();
        let first = self.lines[self.line_from(marks.start as usize)..].iter();
        let is_end = |line: &Line| {
            let rest = &self.builder.text[line.start..self.end];
            is_conflict(rest.split(['\n', '\r']).next().unwrap_or(""), ">>>>>>>")
        };
        let end = first.clone().find(|line| is_end(line)).map(|line| line.start);
        end.map_or(self.lines.len(), |end| self.line_from(end + 1))
    }

    /// Where the value of a key, or an item, cannot be read: the line that it starts in.
    fn cut_value(&mut self, at: usize) -> Option<usize> {
        let node = self.builder.open.last()?.node;
        let children = self.children(node);
        let last = *children.last()?;
        let end = self.builder.tree.span(last).end as usize;
        let is_here = self.builder.tree.span(last).start >= self.builder.floor;
        let is_key = self.kind(node) == Kind::Mapping && children.len() % 2 == 1;
        if is_key && let Some(line) = self.first_item_below(end) {
            return Some(line);
        }
        let goes_on = is_here
            && !self.is_block(last)
            && self.builder.text.get(end..at).is_some_and(|text| !text.contains(['\n', '\r']));
        let start = match self.kind(node) {
            Kind::Mapping if is_key && is_here => {
                self.builder.push_cut(Span::empty(self.builder.tree.span(last).end));
                self.builder.tree.span(last).start
            }
            Kind::Mapping if goes_on && !is_key => {
                let key = children[children.len() - 2];
                self.builder.drop_from(last);
                self.builder.push_cut(Span::empty(self.builder.tree.span(key).end));
                self.builder.tree.span(key).start
            }
            Kind::Sequence if goes_on => {
                let start = self.builder.tree.span(last).start;
                self.builder.drop_from(last);
                // The item before may end with a bracket.
                let before =
                    children.len().checked_sub(2).map(|before| self.builder.tree.span(children[before]).end);
                self.builder.read_to = self.builder.read_to.max(before.unwrap_or(0));
                self.mark();
                start
            }
            _ => return None,
        };
        Some(self.line_from(start as usize + 1).saturating_sub(1))
    }

    /// Below a key whose list starts with an item that cannot be read: the line of the next item.
    fn first_item_below(&mut self, key_end: usize) -> Option<usize> {
        let line = self.line_from(key_end);
        let (_, column) = self.innermost()?;
        let first = *self.lines.get(line).filter(|line| line.column > column)?;
        let behind = &self.builder.text[key_end..self.lines[line].start];
        if !behind.trim_matches([' ', '\t', ':', '\n', '\r']).is_empty() {
            return None;
        }
        let mut below = self.lines[line + 1..].iter().take_while(|line| line.column > column);
        let next = below.position(|line| line.item && line.column <= first.column.saturating_add(2))?;
        self.first_lost = true;
        Some(line + 1 + next)
    }

    /// The first line of which something was not read.
    fn unread(&self, at: usize) -> usize {
        let read = self.builder.tree.nodes.last().map_or(0, |node| node.span().end);
        let read = read.max(self.builder.floor).max(self.builder.start) as usize;
        let line = self.line_from(read);
        let Some(above) = line.checked_sub(1).map(|above| self.lines[above]) else { return line };
        let rest = &self.builder.text[read.max(above.first)..self.end.max(read)];
        let rest = rest.split(['\n', '\r']).next().unwrap_or("").trim_matches([' ', '\t', ':']);
        let is_here = above.first >= self.builder.floor as usize && read >= above.first && at > read;
        if is_here && !rest.is_empty() && !rest.starts_with('#') { line - 1 } else { line }
    }

    /// The first line behind an entry of the innermost list or mapping that starts in a line.
    fn behind_entry(&self, line: usize) -> usize {
        let column = self.innermost().map_or(usize::MAX, |(_, column)| column);
        let rest = self.lines.get(line + 1..).unwrap_or_default();
        rest.iter()
            .position(|line| line.column <= column)
            .map_or(self.lines.len(), |length| line + 1 + length)
    }

    /// The first line behind an item that starts among the keys of the one before it: what stands below belongs
    /// to it.
    fn behind_moved_item(&mut self, line: usize) -> Option<usize> {
        let first = *self.lines.get(line).filter(|line| line.item)?;
        let [.., list, item] = self.builder.open.as_slice() else { return None };
        let (list, item) = (list.node, item.node);
        let is_item = self.kind(list) == Kind::Sequence && self.kind(item) == Kind::Mapping;
        if !is_item || first.column <= self.column(self.builder.open.len() - 2) {
            return None;
        }
        let start = first.first;
        let key = *self.children(item).first()?;
        let key = self.builder.tree.span(key);
        if start <= key.start as usize {
            return None;
        }
        let text = self.builder.text[start..self.end].trim_start_matches(['-', ' ']);
        if !text.strip_prefix(self.builder.tree.file.slice(key))?.starts_with(':') {
            return None;
        }
        self.mark();
        self.close();
        if self.is_first_item() && self.is_column_of_next(first, first.column) {
            // It is the first item that starts too far left.
            self.columns.push((list, first.column));
            return Some(line);
        }
        self.mark();
        Some(self.behind_entry(line))
    }

    /// Takes a word alone in its line, above lines that are indented deeper, for a key whose colon is missing.
    fn key_without_colon(&mut self, line: usize) -> bool {
        let (Some(first), Some(next)) = (self.lines.get(line).copied(), self.lines.get(line + 1)) else {
            return false;
        };
        let is_key = match self.innermost() {
            None => self.builder.root.is_none(),
            Some((kind, column)) => kind == Kind::Mapping && column == first.column,
        };
        let text = self.builder.text[first.first..next.start].trim_end();
        let is_word = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let next = *next;
        let is_above = next.column > first.column || (next.item && next.column == first.column);
        // Between the items of a list it is not a key.
        if !is_key || !is_word || !is_above || first.item || self.reopen(next) {
            return false;
        }
        let span = Span::new(offset(first.first), offset(first.first + text.len()));
        if self.builder.open.is_empty() {
            self.builder.start(Kind::Mapping, StructureStyle::Block, 0, Span::empty(span.start));
            self.mark();
        }
        self.builder.push(Kind::Scalar, Style::Plain, span, SCALAR_SPAN);
        true
    }
}

impl Stop {
    /// For an error in a piece of a text that starts at a byte.
    pub(super) fn new(error: &granit_parser::ScanError, start: usize, end: usize) -> Self {
        let at = error.marker().byte_offset().map_or(end, |at| start + at);
        Self { kind: error.kind().clone(), at: at.min(end) }
    }
}

/// The lines of a document that hold more than a comment.
fn lines(text: &str, start: usize, end: usize) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    while at < end {
        let line_end = memchr::memchr2(b'\n', b'\r', &bytes[at..end]).map_or(end, |length| at + length);
        let mark = if text[at..line_end].starts_with('\u{feff}') { 3 } else { 0 };
        let first = one_line::skip_spaces(bytes, at + mark, line_end);
        if !matches!(bytes[first..line_end].first(), None | Some(b'#'))
            && !text[first..line_end].trim().is_empty()
        {
            let is_start = first == at + mark && starts_document(&text[first..line_end]);
            if !is_start || at >= start {
                let item = one_line::is_item(bytes, first, line_end);
                let column = if bytes[first] == b'\t' { usize::MAX } else { first - at - mark };
                found.push(Line { start: at + mark, first, column, item });
            }
        }
        at = line_end + 1;
    }
    // The line that starts the document belongs to nothing in it.
    if found.first().is_some_and(|line| line.column == 0 && starts_document(&text[line.start..end])) {
        found.remove(0);
    }
    found
}

/// Whether a line starts or ends a document.
fn starts_document(line: &str) -> bool {
    let rest = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Where the document that starts at a byte ends: at the line that starts the next one.
fn document_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    while let Some(length) = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..end]) {
        at += length + 1;
        if starts_document(&text[at..end]) {
            return at;
        }
    }
    end
}
