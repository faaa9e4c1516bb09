//! Lists and mappings in brackets that the parser refuses, read on after each slip: a missing comma, quote or
//! bracket costs what is next to it, and not the items around it.
//!
//! Brackets that are not closed are told by what follows: an item that starts in the column of those before it,
//! or a bracket where only a key can stand.

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::build::{Builder, MAX_DEPTH, parser};
use super::tree::{Kind, SCALAR_QUOTED, SCALAR_SPAN, Style};
use super::words::{self, Mistake, is_conflict};
use crate::source::{Span, offset};

/// How far to look for the bracket that ends a pair of a list.
const NEAR: usize = 4096;

/// How many brackets to look at that close one after another.
const FAR: usize = 16;

/// What can come next in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// An item, or a key.
    Entry,
    /// A colon, or the end of the entry: a key was read.
    Colon,
    /// The value of a key.
    Value,
    /// A comma, or a closing bracket.
    Comma,
}

/// Brackets whose end has not come yet.
struct Level {
    kind: Kind,
    start: usize,
    next: Next,
    /// The column of its items, where they start lines, and the byte that they start with.
    items: Option<(usize, u8)>,
    /// Whether it ends with its only pair, as `[a: b]` does.
    pair: bool,
    /// The text that was read last, where it may yet be found to be a key.
    text: Option<usize>,
}

pub(super) struct Flow<'b, 's> {
    builder: &'b mut Builder<'s>,
    bytes: &'s [u8],
    at: usize,
    end: usize,
    /// Whether a line began since the last token.
    new_line: bool,
    levels: Vec<Level>,
    pub(super) slips: Vec<Mistake>,
    /// Whether a pair without a key was met, which is sound and which the parser refuses.
    pub(super) keyless: bool,
}

impl<'b, 's> Flow<'b, 's> {
    /// Reads what starts with a bracket at a byte, up to another one at most; gives itself at its end.
    pub(super) fn read(builder: &'b mut Builder<'s>, start: usize, end: usize) -> Self {
        let bytes = builder.text.as_bytes();
        let (levels, slips) = (Vec::new(), Vec::new());
        let mut flow =
            Self { builder, bytes, at: start, end, new_line: false, levels, slips, keyless: false };
        flow.open();
        while !flow.levels.is_empty() {
            flow.token();
        }
        flow
    }

    /// Where it ended.
    pub(super) fn ends_at(&self) -> usize {
        self.at
    }

    fn token(&mut self) {
        self.skip();
        let Some(byte) = self.byte(self.at) else { return self.end_all() };
        if self.new_line && self.is_sibling(byte) {
            return;
        }
        let Some(level) = self.levels.last() else { return };
        let next = level.next;
        match byte {
            b',' => self.comma(),
            b']' | b'}' => self.closing(byte),
            b'{' | b'[' => self.opening(),
            b':' if next == Next::Colon || self.ends_word(self.at + 1) => self.colon(),
            b'?' if self.ends_word(self.at + 1) => self.question(),
            b'&' | b'!' => self.at = self.word_end(self.at),
            _ => self.scalar(byte),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end { self.bytes.get(at).copied() } else { None }
    }

    /// Whether a word ends before a byte.
    fn ends_word(&self, at: usize) -> bool {
        self.byte(at)
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b'{' | b'['))
    }

    fn word_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while !self.ends_word(end) {
            end += 1;
        }
        end
    }

    /// Skips white space and comments.
    fn skip(&mut self) {
        self.new_line = false;
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'\n' | b'\r' => {
                    self.new_line = true;
                    if let Some(end) = self.conflict_end(self.at + 1) {
                        self.at = end;
                        self.cut();
                        continue;
                    }
                }
                b' ' | b'\t' => {}
                b'#' if self.bytes[self.at - 1].is_ascii_whitespace() => {
                    let end = self.line_end(self.at);
                    self.builder.tree.comments.push(span(self.at, end));
                    self.at = end;
                    continue;
                }
                _ => return,
            }
            self.at += 1;
        }
    }

    /// Where both sides of a merge conflict end, where a line starts one.
    fn conflict_end(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for line in self.builder.text.get(start..self.end)?.split_inclusive('\n') {
            let content = line.trim_end();
            if at == start && !is_conflict(content, "<<<<<<<") {
                return None;
            }
            // The line end stays, for the next line to be seen as one.
            if is_conflict(content, ">>>>>>>") {
                return Some(at + content.len());
            }
            at += line.len();
        }
        None
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = &self.bytes[at..self.end];
        rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(self.end, |length| at + length)
    }

    fn column(&self, at: usize) -> usize {
        let before = &self.bytes[..at];
        at - before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1)
    }

    fn slip(&mut self, message: impl Into<String>, help: &'static str, at: usize) {
        let length = self.builder.text[at..].chars().next().map_or(0, char::len_utf8);
        self.slips.push(Mistake::new(message, help, span(at, at + length)));
        self.cut();
    }

    /// Marks the innermost brackets as cut short.
    fn cut(&mut self) {
        if let Some(open) = self.builder.open.last() {
            self.builder.tree.nodes[open.node.0 as usize].set_cut();
        }
    }

    fn set(&mut self, next: Next) {
        if let Some(level) = self.levels.last_mut() {
            level.next = next;
            level.text = None;
        }
    }

    /// Whether a bracket starts a line as the items of a list further out do: what is open in between was not
    /// closed.
    fn is_sibling(&mut self, byte: u8) -> bool {
        if !matches!(byte, b'{' | b'[') || self.may_be_value() {
            return false;
        }
        let item = Some((self.column(self.at), byte));
        let Some(list) = self.levels.iter().rposition(|level| level.items == item) else { return false };
        if list + 1 == self.levels.len() {
            return false;
        }
        while self.levels.len() > list + 1 {
            self.not_closed();
        }
        self.set(Next::Entry);
        true
    }

    /// Whether a bracket that starts a line may be the value of the key before it: where nothing is indented, or
    /// the key is indented as deep.
    fn may_be_value(&self) -> bool {
        let Some(level) = self.levels.last().filter(|level| level.next == Next::Value) else { return false };
        let key = self.builder.tree.nodes.last().map_or(0, |node| node.span().start as usize);
        let line = key - self.column(key);
        let indent = self.bytes[line..key].iter().take_while(|byte| **byte == b' ').count();
        level.start < line && indent == self.column(self.at)
    }

    /// Ends the innermost brackets without their closing one.
    fn not_closed(&mut self) {
        if let Some(start) = self.levels.last().filter(|level| !level.pair).map(|level| level.start) {
            self.slips.push(words::opened(self.builder.text, start));
            self.cut();
        }
        let end = self.bytes[..self.at].trim_ascii_end().len();
        self.close(end);
    }

    fn end_all(&mut self) {
        let known = self.slips.len();
        while !self.levels.is_empty() {
            self.not_closed();
        }
        // They all lack their ends for one reason; the innermost shows it best.
        self.slips.truncate(known + 1);
        self.at = self.end;
    }

    fn comma(&mut self) {
        match self.levels.last().map(|level| (level.next, level.pair)) {
            Some((Next::Entry, false)) => {
                self.slip(
                    "a value is missing before this comma",
                    "remove the comma, or write a value before it",
                    self.at,
                );
            }
            Some((_, true)) => return self.close(self.at),
            _ => self.end_entry(),
        }
        self.set(Next::Entry);
        self.at += 1;
    }

    /// Completes an entry of a mapping that has no value.
    fn end_entry(&mut self) {
        let Some(level) = self.levels.last() else { return };
        match (level.kind, level.next) {
            (Kind::Mapping, Next::Colon) if self.is_cut() => {
                // A word beside a slip is more likely a part of what cannot be read.
                let last = self.builder.tree.nodes.len() - 1;
                self.builder.tree.nodes.truncate(last);
            }
            (Kind::Mapping, Next::Colon | Next::Value) => self.empty(),
            _ => {}
        }
    }

    fn is_cut(&self) -> bool {
        self.builder.open.last().is_some_and(|open| self.builder.tree.is_cut(open.node))
    }

    fn empty(&mut self) {
        let at = offset(self.bytes[..self.at].trim_ascii_end().len());
        self.builder.push(Kind::Scalar, Style::Empty, Span::empty(at), SCALAR_SPAN);
    }

    fn opening(&mut self) {
        let Some(level) = self.levels.last() else { return };
        let (kind, next) = (level.kind, level.next);
        let in_list = self.levels.len() > 1 && self.levels[self.levels.len() - 2].kind == Kind::Sequence;
        match (kind, next) {
            (_, Next::Value) | (Kind::Sequence, Next::Entry) => self.open(),
            (Kind::Sequence, _) => {
                self.no_comma();
                self.open();
            }
            _ if in_list => self.not_closed(),
            _ => {
                self.no_comma();
                self.junk();
            }
        }
    }

    fn open(&mut self) {
        let at = self.at;
        let kind = if self.bytes[at] == b'[' { Kind::Sequence } else { Kind::Mapping };
        let starts_line = self.new_line.then(|| (self.column(at), self.bytes[at]));
        if let Some(level) = self.levels.last_mut() {
            if level.kind == Kind::Sequence && level.items.is_none() {
                level.items = starts_line;
            }
            level.next = Next::Comma;
        }
        if self.levels.len() >= MAX_DEPTH {
            self.slips.push(words::too_deep(self.builder.text, at));
            self.cut();
            self.at = self.end;
            return;
        }
        self.builder.start(kind, StructureStyle::Flow, 0, Span::empty(offset(at)));
        self.levels.push(Level { kind, start: at, next: Next::Entry, items: None, pair: false, text: None });
        self.at += 1;
    }

    fn close(&mut self, end: usize) {
        self.end_entry();
        if self.levels.pop().is_some() {
            self.builder.end(span(end, end));
        }
    }

    fn closing(&mut self, byte: u8) {
        let kind = if byte == b']' { Kind::Sequence } else { Kind::Mapping };
        if self.levels.last().is_some_and(|level| level.pair) {
            return self.close(self.at);
        }
        let top = self.levels.len();
        let other_half = self.levels.iter().rposition(|level| level.kind == kind && !level.pair);
        // What follows tells whether it belongs there: it has to fit what is open then.
        let is_meant = other_half.filter(|half| self.fits(*half) || (half + 1 == top && !self.fits(top)));
        match is_meant {
            Some(half) if half + 1 == top => {
                self.at += 1;
                self.close(self.at);
            }
            Some(_) => self.not_closed(),
            None => {
                self.slip(
                    format!("`{}` closes nothing here", char::from(byte)),
                    "remove it, or put the text in quotes if it belongs to a text",
                    self.at,
                );
                self.at += 1;
            }
        }
    }

    /// Whether what follows a bracket fits the brackets that are open then, of which there are so many.
    fn fits(&self, open: usize) -> bool {
        let goes_on = open == self.levels.len();
        let mut levels = self.levels[..open].iter().rev();
        let mut level = levels.next();
        let mut at = self.at + 1;
        for step in 0..FAR {
            while self.byte(at).is_some_and(|byte| byte.is_ascii_whitespace()) {
                at += 1;
            }
            let kind = level.map(|level| level.kind);
            match self.byte(at) {
                None => return level.is_none(),
                Some(b']') if kind == Some(Kind::Sequence) => level = levels.next(),
                Some(b'}') if kind == Some(Kind::Mapping) => level = levels.next(),
                Some(b']' | b'}') => return false,
                Some(b',') => return self.entry_fits(at + 1, kind),
                // The comma may be what is missing.
                Some(b'{' | b'[') if kind == Some(Kind::Sequence) => return true,
                Some(_) => return goes_on && step == 0,
            }
            at += 1;
        }
        true
    }

    /// Whether what is after a comma is an entry of such brackets.
    fn entry_fits(&self, at: usize, kind: Option<Kind>) -> bool {
        let behind = &self.bytes[at.min(self.end)..self.end];
        let rest = behind.trim_ascii_start();
        // What starts a line is what it stands among, even if it does not look so.
        if kind == Some(Kind::Sequence) && behind[..behind.len() - rest.len()].contains(&b'\n') {
            return true;
        }
        let line = &rest[..rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r' | b',' | b']' | b'}'))
            .unwrap_or(rest.len())];
        match line.first() {
            None => kind.is_some(),
            Some(b'{' | b'[') => kind == Some(Kind::Sequence),
            Some(_) => kind == Some(if line.contains(&b':') { Kind::Mapping } else { Kind::Sequence }),
        }
    }

    fn no_comma(&mut self) {
        let at = self.at;
        self.slip("a comma is missing before this", "separate the values with `, `", at);
    }

    /// Skips what cannot be read, up to what ends the entry.
    fn junk(&mut self) {
        self.cut();
        self.end_entry();
        let mut depth = 0_usize;
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b'}' | b']' | b',' if depth == 0 => break,
                b'\n' | b'\r' => break,
                _ => {}
            }
            self.at += 1;
        }
        self.set(Next::Comma);
    }

    fn colon(&mut self) {
        let Some(level) = self.levels.last() else { return };
        match (level.kind, level.next) {
            (Kind::Mapping, Next::Colon) => self.set(Next::Value),
            (Kind::Sequence, Next::Comma) if self.pair() => {}
            _ => {
                self.slip(
                    "there is no key before this `:`",
                    "write the key and its `:` on one line",
                    self.at,
                );
                self.at += 1;
                return self.junk();
            }
        }
        self.at += 1;
    }

    /// Makes the last item of a list the key of a mapping; whether it can be one.
    fn pair(&mut self) -> bool {
        let nodes = &mut self.builder.tree.nodes;
        let at = self.levels.last().and_then(|level| level.text).filter(|at| at + 1 == nodes.len());
        let Some(last) = at.and_then(|at| nodes.get(at).copied()).filter(|node| node.kind() == Kind::Scalar)
        else {
            return false;
        };
        nodes.pop();
        let start = last.span().start as usize;
        // A bracket that closes more than this pair was opened before it.
        let pair = self.first_closing() != Some(b'}');
        if !pair {
            self.slip("`{` is missing before this", "write the opening `{`", start);
        }
        self.builder.start(Kind::Mapping, StructureStyle::Flow, 0, Span::empty(last.span().start));
        self.builder.tree.nodes.push(last);
        self.levels.push(Level {
            kind: Kind::Mapping,
            start,
            next: Next::Value,
            items: None,
            pair,
            text: None,
        });
        if !pair {
            self.cut();
        }
        true
    }

    /// The first bracket from here on that closes one which is open.
    fn first_closing(&self) -> Option<u8> {
        let mut depth = 0_usize;
        for byte in &self.bytes[self.at..self.end.min(self.at + NEAR)] {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return Some(*byte),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// `?` before a key. In a list it starts a pair.
    fn question(&mut self) {
        if self.levels.last().is_some_and(|level| level.next != Next::Entry) {
            self.no_comma();
            self.end_entry();
            self.set(Next::Entry);
        }
        if self.levels.last().is_some_and(|level| level.kind == Kind::Sequence) {
            let start = self.at;
            self.set(Next::Comma);
            self.builder.start(Kind::Mapping, StructureStyle::Flow, 0, Span::empty(offset(start)));
            self.levels.push(Level {
                kind: Kind::Mapping,
                start,
                next: Next::Entry,
                items: None,
                pair: true,
                text: None,
            });
        }
        self.at += 1;
        self.skip();
        let ends = self.byte(self.at).is_none_or(|byte| matches!(byte, b',' | b']' | b'}'));
        if ends {
            self.keyless = true;
            self.empty();
            self.set(Next::Value);
        }
    }

    fn scalar(&mut self, byte: u8) {
        let Some(level) = self.levels.last() else { return };
        let next = level.next;
        if matches!(next, Next::Colon | Next::Comma) {
            self.no_comma();
            self.end_entry();
            self.set(Next::Entry);
        }
        let is_value =
            self.levels.last().is_some_and(|level| level.kind == Kind::Sequence || next == Next::Value);
        match byte {
            b'"' | b'\'' => self.quoted(byte),
            b'*' => self.alias(),
            _ => self.plain(),
        }
        self.set(if is_value { Next::Comma } else { Next::Colon });
        let last = self.builder.tree.nodes.len().checked_sub(1);
        if let Some(level) = self.levels.last_mut() {
            level.text = last;
        }
    }

    fn alias(&mut self) {
        let (start, end) = (self.at, self.word_end(self.at));
        self.builder.alias_by_name(span(start, end));
        self.at = end;
    }

    fn quoted(&mut self, quote: u8) {
        let start = self.at;
        if let Some(end) = self.quote_end(quote) {
            self.at = end;
            if self.decoded(span(start, end)) {
                return;
            }
        } else {
            let end = self.line_end(start);
            let rest = &self.bytes[start + 1..end];
            let ends = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']'));
            self.at = ends.map_or(end, |length| start + 1 + length);
            self.slips.push(words::no_end(self.builder.text, start));
            self.cut();
        }
        self.builder.push_cut(span(start, self.at));
    }

    /// One past the closing quote; none where the text seems to have none.
    fn quote_end(&self, quote: u8) -> Option<usize> {
        let mut at = self.at + 1;
        loop {
            let byte = self.byte(at)?;
            if byte == b'\\' && quote == b'"' {
                at += 2;
                continue;
            }
            if matches!(byte, b'\n' | b'\r') && self.starts_anew(at + 1) {
                return None;
            }
            if byte == quote {
                if quote == b'\'' && self.byte(at + 1) == Some(quote) {
                    at += 2;
                    continue;
                }
                let after = &self.bytes[at + 1..self.end];
                let next = after.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
                let ends =
                    next.is_none_or(|byte| matches!(byte, b',' | b'}' | b']' | b':' | b'\n' | b'\r' | b'#'));
                // Another text may follow where a comma was forgotten.
                let spaced = after.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
                return (ends || (spaced && matches!(next, Some(b'"' | b'\'' | b'{' | b'['))))
                    .then_some(at + 1);
            }
            at += 1;
        }
    }

    /// Whether a line starts with what starts an entry, and not with more of a text.
    fn starts_anew(&self, line: usize) -> bool {
        let rest = &self.bytes[line.min(self.end)..self.end];
        let first = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
        first.is_some_and(|byte| matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'}' | b']'))
    }

    /// Takes in a text in quotes; whether it can be read.
    fn decoded(&mut self, at: Span) -> bool {
        let text = &self.builder.text[at.range()];
        let inside = &text.as_bytes()[1..text.len() - 1];
        let as_written =
            !inside.is_empty() && !inside.iter().any(|byte| matches!(byte, b'\\' | b'\'' | b'\n' | b'\r'));
        if as_written {
            self.builder.push(Kind::Scalar, Style::Text, at, SCALAR_QUOTED);
            return true;
        }
        let mut events = parser(text, false, MAX_DEPTH);
        while let Some(event) = events.next_event() {
            match event {
                Ok((Event::Scalar(text, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..), _)) => {
                    let data = self.builder.own(&text);
                    self.builder.push(Kind::Scalar, Style::Text, at, data);
                    return true;
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        self.slips.push(words::bad_text(at));
        false
    }

    fn plain(&mut self) {
        let start = self.at;
        while let Some(byte) = self.byte(self.at) {
            let ends = match byte {
                b',' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r' => true,
                b':' => self.ends_word(self.at + 1),
                b'#' => self.bytes[self.at - 1].is_ascii_whitespace(),
                _ => false,
            };
            if ends {
                break;
            }
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
            self.slip("a value is expected here", "put the text in quotes if it starts with a sign", start);
            return self.builder.push_cut(span(start, self.at));
        }
        let end = start + self.bytes[start..self.at].trim_ascii_end().len();
        self.builder.push(Kind::Scalar, Style::Plain, span(start, end), SCALAR_SPAN);
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}
