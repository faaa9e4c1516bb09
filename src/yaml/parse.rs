//! Text → [`Tree`]: line by line where that is certain, by the parser where it is not.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::StructureStyle;
use memchr::memmem;

use super::build::Builder;
use super::lines;
use super::problem::Problem;
use super::rest;
use super::tree::{Kind, Tree};
use crate::source::{SourceFile, Span, offset};

/// A file that was read: its nodes, and every mistake met on the way.
#[derive(Debug)]
pub struct Parsed {
    /// The nodes.
    pub tree: Tree,
    /// The mistakes, in the order they were met.
    pub problems: Vec<Problem>,
}

impl Parsed {
    fn of(builder: Builder<'_>) -> Self {
        Self { tree: builder.tree, problems: builder.problems }
    }
}

/// Reads a file. Never fails: what cannot be read is a [`Problem`], and the rest is in the tree.
#[must_use]
pub fn parse(file: &Arc<SourceFile>) -> Parsed {
    read_by_line(file).unwrap_or_else(|| parse_from_start(file))
}

/// Reads a file with a value on each line as a list of them: JSON lines. A line that is none costs itself.
#[must_use]
pub(crate) fn parse_each_line(file: &Arc<SourceFile>) -> Parsed {
    let mut builder = Builder::new(file);
    let text = file.text();
    builder.start(Kind::Sequence, StructureStyle::Flow, 0, Span::new(0, offset(text.len())));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inside = line.trim_start_matches('\u{feff}').trim();
        let from = start + line.find(inside).unwrap_or_default();
        start += line.len();
        if inside.is_empty() || builder.take(from..from + inside.len()) {
            continue;
        }
        let at = Span::new(offset(from), offset(from + inside.len()));
        builder.problems.push(Problem::Syntax {
            message: "this line is not a JSON value".to_owned(),
            help: "write one complete value on each line",
            at,
        });
        builder.push_cut(at);
    }
    builder.end(Span::empty(offset(text.len())));
    builder.close_document(true);
    Parsed::of(builder)
}

/// Reads a file line by line; none where the parser has to read it.
pub(super) fn read_by_line(file: &Arc<SourceFile>) -> Option<Parsed> {
    if file.error().is_some() {
        return None;
    }
    lines::read(file).map(Parsed::of)
}

/// Reads a file by the parser alone, from its start, and goes on behind what it refuses.
pub(super) fn parse_from_start(file: &Arc<SourceFile>) -> Parsed {
    let mut builder = Builder::new(file);
    if let Some(error) = file.error() {
        builder.problems.push(Problem::Text(error.clone()));
        return Parsed::of(builder);
    }
    for part in parts(file.text()) {
        read_part(&mut builder, part);
    }
    Parsed::of(builder)
}

/// The parts of a text between the byte-order marks of its documents: joining files leaves one before or behind
/// the line that starts a document.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for mark in memmem::find_iter(text.as_bytes(), MARK).filter(|mark| *mark > 0) {
        let (before, after) = (&text[..mark], &text[mark + MARK.len()..]);
        let above = before.trim_end_matches('\n').trim_end_matches('\r');
        let line = above.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        if !before.ends_with(['\n', '\r']) || line < start {
            continue;
        }
        if after.starts_with("---") {
            parts.push(start..mark);
            start = mark + MARK.len();
        } else if above[line..].trim_end() == "---" {
            parts.push(start..line);
            start = mark + MARK.len();
        }
    }
    parts.push(start..text.len());
    parts
}

const MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads a part of a text that holds whole documents.
fn read_part(builder: &mut Builder<'_>, part: Range<usize>) {
    let mut from = part.start;
    while from < part.end {
        builder.start = offset(from);
        match builder.read(from..part.end) {
            Ok(()) => return,
            Err(stop) => from = rest::read(builder, &stop, part.end),
        }
        if !builder.has_room(from) {
            return;
        }
    }
}
