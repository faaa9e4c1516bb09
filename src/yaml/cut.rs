//! Where a large file can be cut, so that its pieces can be read on several cores.
//!
//! A list that is the value of a key at the left margin is cut before its items: nothing that starts
//! in one item can go on at a line that begins as far left as the items do. What is told here from the
//! first characters of lines alone is a guess; [`super::join`] keeps it only where the parser agrees.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};

use super::one_line::has_lone_return;

/// Files smaller than this are read in one piece.
const LARGE: usize = 1 << 20;

/// No piece is smaller than this, but for the last.
const SMALLEST: usize = 256 << 10;

/// So that no core waits long for the last piece.
const PIECES_PER_CORE: usize = 4;

/// A part of the text of whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) range: Range<usize>,
    pub(super) starts: Starts,
}

/// What a piece starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Starts {
    /// A key at the left margin, or what stands before the first of them.
    #[default]
    Keys,
    /// An item of the list that the pieces before it hold the start of.
    Items {
        /// The `-` of the item.
        at: usize,
        /// The `-` of the list's first item.
        list: usize,
    },
}

/// How large the pieces of a text of so many bytes are at least; none where cutting it is of no use.
pub(super) fn size_for(length: usize) -> Option<usize> {
    // Asking for the number of cores starts a thread on each, which small files do without.
    if length < LARGE { None } else { size_among(length, rayon::current_num_threads()) }
}

/// [`size_for`] with so many cores.
pub(super) fn size_among(length: usize, cores: usize) -> Option<usize> {
    (cores > 1).then(|| SMALLEST.max(length / (PIECES_PER_CORE * cores)))
}

/// The pieces of a text, together all of it; none where it cannot be cut.
pub(super) fn cut(text: &str, size: usize) -> Option<Vec<Piece>> {
    let bytes = text.as_bytes();
    if has_lone_return(bytes) || may_refer(bytes) {
        return None;
    }
    let mut lines =
        Lines { bytes, size, pieces: Vec::new(), from: 0, starts: Starts::Keys, ..Lines::default() };
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).map(|at| at + 1).chain([bytes.len()]) {
        lines.line(start, end)?;
        start = end;
    }
    lines.end_piece(bytes.len());
    (lines.pieces.len() > 1).then_some(lines.pieces)
}

/// Whether a name for a part (`&name`), or a reference to one (`*name`), seems to start somewhere. One
/// that goes unnoticed here is met by the parser.
fn may_refer(bytes: &[u8]) -> bool {
    memchr2_iter(b'&', b'*', bytes).any(|at| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let before = bytes[..at].iter().rev().copied().find(|byte| *byte != b' ').unwrap_or(b'\n');
        !next.is_ascii_whitespace() && matches!(before, b':' | b'-' | b'?' | b',' | b'[' | b'{' | b'\n')
    })
}

/// A list at which the text may be cut.
#[derive(Clone, Copy)]
struct List {
    column: usize,
    /// Its first item.
    start: usize,
}

/// The lines that were looked at so far.
#[derive(Default)]
struct Lines<'s> {
    bytes: &'s [u8],
    size: usize,
    pieces: Vec<Piece>,
    /// Where the piece starts whose end was not found yet, and with what.
    from: usize,
    starts: Starts,
    list: Option<List>,
    /// Whether the last line was a key at the left margin with nothing behind it.
    opens: bool,
    /// Whether anything but comments was met.
    begun: bool,
}

impl Lines<'_> {
    /// Takes in a line; none where the text cannot be cut.
    fn line(&mut self, start: usize, end: usize) -> Option<()> {
        let line = &self.bytes[start..end];
        let column = line.iter().take_while(|byte| **byte == b' ').count();
        let rest = &line[column..];
        if rest.trim_ascii().is_empty() || rest[0] == b'#' {
            return Some(());
        }
        if let Some(list) = self.list {
            if column > list.column {
                return Some(());
            }
            if column == list.column && is_item(rest) {
                if start - self.from >= self.size {
                    self.end_piece(start);
                    self.starts = Starts::Items { at: start + column, list: list.start };
                }
                return Some(());
            }
            self.end_list(start, column)?;
        }
        self.line_outside(start, column, rest)
    }

    /// A line that belongs to no list.
    fn line_outside(&mut self, start: usize, column: usize, rest: &[u8]) -> Option<()> {
        if std::mem::take(&mut self.opens) && is_item(rest) {
            self.list = Some(List { column, start: start + column });
            return Some(());
        }
        if column == 0 {
            let marks_document = rest.starts_with(b"---") || rest.starts_with(b"...");
            let may_stand = rest.trim_ascii() == b"---" && !self.begun;
            if rest[0] == b'%' || (marks_document && !may_stand) {
                return None;
            }
            self.opens = !marks_document && is_bare_key(rest);
        }
        self.begun = true;
        Some(())
    }

    /// The list ended before a line. Only a key at the left margin can follow its pieces.
    fn end_list(&mut self, start: usize, column: usize) -> Option<()> {
        self.list = None;
        if self.starts != Starts::Keys {
            if column != 0 {
                return None;
            }
            self.end_piece(start);
            self.starts = Starts::Keys;
        }
        Some(())
    }

    fn end_piece(&mut self, end: usize) {
        self.pieces.push(Piece { range: self.from..end, starts: self.starts });
        self.from = end;
    }
}

/// Whether a line, without the spaces before it, is an item of a list.
fn is_item(rest: &[u8]) -> bool {
    rest[0] == b'-' && matches!(rest.get(1), None | Some(b' ' | b'\n' | b'\r'))
}

/// Whether nothing but a comment stands behind the colon of a key.
fn is_bare_key(line: &[u8]) -> bool {
    let comment = memchr_iter(b'#', line).find(|at| *at > 0 && line[at - 1].is_ascii_whitespace());
    line[..comment.unwrap_or(line.len())].trim_ascii_end().ends_with(b":")
}
