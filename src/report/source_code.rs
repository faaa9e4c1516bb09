//! The lines of a file that a finding shows: masked, made clean, cut to the width, and given to
//! miette as a small text of their own.
//!
//! Lines are found through the file's line index, and of a long line only what stands around the
//! labels is looked at, so that the cost of a finding does not grow with its file.

use std::collections::BTreeMap;
use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::escape::{clean_width, push_clean, short};
use super::mask::{FileMask, boundary};
use super::names::MASK;
use crate::source::{LineColumn, SourceFile, Span, offset};

/// Columns a path may take in a heading.
const PATH_LIMIT: usize = 120;
/// Columns between two tab stops.
const TAB: usize = 4;
/// Columns shown before a label in a line that is cut.
const LEAD: usize = 30;
/// Columns that each of many labels in one line gets at least.
const LEAST: usize = 8;
/// Columns that a line gets in the narrowest terminal.
const LEAST_ROOM: usize = 48;

/// One shown line in the small text.
#[derive(Debug)]
struct ShownLine {
    /// In the file, from 0.
    number: usize,
    /// In the small text, with its line feed.
    range: Range<usize>,
}

/// The shown lines of one file with their labels.
#[derive(Debug)]
pub(super) struct Snippet {
    path: String,
    text: String,
    lines: Vec<ShownLine>,
    /// Where each label stands in the small text, and where in the file.
    labels: Vec<(Range<usize>, LineColumn)>,
    /// For a sheet, what is written for the place of each label, and what is meant.
    cells: Vec<(String, String)>,
}

impl Snippet {
    /// The lines around the labels at `spans`.
    pub(super) fn new(file: &SourceFile, mask: &FileMask, spans: &[Span], width: usize) -> Self {
        let lines = Lines { file, count: file.lines().count() };
        let labels: Vec<(usize, Span)> = spans.iter().map(|span| lines.label(*span)).collect();
        let wanted = lines.around(labels.iter().map(|(line, _)| *line));
        let digits = wanted.last_key_value().map_or(1, |(line, _)| (line + 1).to_string().len());
        let room = width.saturating_sub(digits + 4).max(LEAST_ROOM);

        let mut snippet = Self {
            path: short(file.path(), PATH_LIMIT),
            text: String::new(),
            lines: Vec::with_capacity(wanted.len()),
            labels: spans.iter().map(|span| (0..0, file.position(span.start))).collect(),
            cells: if file.is_sheet() { cells(file, spans) } else { Vec::new() },
        };
        for (number, line) in wanted {
            let here = labels.iter().enumerate().filter(|(_, label)| label.0 == number);
            let here: Vec<(usize, Span)> = here.map(|(at, label)| (at, label.1)).collect();
            snippet.add_line(file, mask, number, line, &here, room);
        }
        snippet
    }

    fn add_line(
        &mut self,
        file: &SourceFile,
        mask: &FileMask,
        number: usize,
        line: Span,
        labels: &[(usize, Span)],
        room: usize,
    ) {
        let start = self.text.len();
        let spans: Vec<Span> = labels.iter().map(|(_, span)| *span).collect();
        let mut drawn = Drawn { text: &mut self.text, columns: 0, places: Vec::new() };
        let pieces = pieces(file, line, &spans, room);
        for (at, piece) in pieces.iter().enumerate() {
            let is_cut = if at == 0 { piece.start > line.start } else { true };
            drawn.dots(is_cut);
            drawn.piece(file, *piece, &mask.within(file, line, *piece));
        }
        drawn.dots(pieces.last().is_some_and(|piece| piece.end < line.end));
        for (label, span) in labels {
            self.labels[*label].0 = drawn.place(span.start)..drawn.place(span.end);
        }
        self.text.push('\n');
        self.lines.push(ShownLine { number, range: start..self.text.len() });
    }

    /// For a sheet, how the place of each label ends where columns are numbers, and how it should.
    pub(super) fn cells(&self) -> &[(String, String)] {
        &self.cells
    }

    /// Where a label stands in the small text.
    pub(super) fn label(&self, at: usize) -> SourceSpan {
        let range = &self.labels[at].0;
        (range.start, range.end.saturating_sub(range.start)).into()
    }

    /// The shown line that holds a byte of the small text.
    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.range.start <= at).saturating_sub(1)
    }

    /// The lines without a gap around a shown line.
    fn block(&self, line: usize) -> Range<usize> {
        let follows = |at: usize| self.lines[at].number == self.lines[at - 1].number + 1;
        let first = (1..=line).rev().find(|at| !follows(*at)).unwrap_or(0);
        let last = (line + 1..self.lines.len()).find(|at| !follows(*at)).unwrap_or(self.lines.len());
        first..last
    }
}

fn cells(file: &SourceFile, spans: &[Span]) -> Vec<(String, String)> {
    let cell = |span: &Span| {
        let at = file.position(span.start);
        (format!(":{}:{}]", at.line, at.column), format!(":{}]", file.spot(span.start)))
    };
    spans.iter().map(cell).collect()
}

impl SourceCode for Snippet {
    /// Gives the whole block of lines around the span. A span over two blocks is refused, which
    /// makes miette show the blocks one by one.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line = self.line_at(span.offset());
        if self.lines.is_empty() {
            return Err(MietteError::OutOfBounds);
        }
        let block = self.block(line);
        let bytes = self.lines[block.start].range.start..self.lines[block.end - 1].range.end;
        if span.offset() + span.len() > bytes.end {
            return Err(MietteError::OutOfBounds);
        }
        // Without context lines only the place is asked for, to be named in the heading.
        let named = (context_lines_before == 0)
            .then(|| self.labels.iter().find(|(range, _)| range.start == span.offset()))
            .flatten();
        let (line, column) = match named {
            Some((_, place)) => (place.line as usize - 1, place.column as usize - 1),
            None => (self.lines[block.start].number, 0),
        };
        let data = &self.text.as_bytes()[bytes.clone()];
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data,
            (bytes.start, bytes.len()).into(),
            line,
            column,
            block.len(),
        )))
    }
}

/// The lines of a file, as far as a snippet asks for them.
struct Lines<'a> {
    file: &'a SourceFile,
    count: usize,
}

impl Lines<'_> {
    /// A line without its break and without a byte-order mark.
    fn span(&self, line: usize) -> Span {
        let text = self.file.text();
        let span = self.file.lines().line_span(text, line);
        let mark = if line == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
        Span::new(span.start + mark, span.end)
    }

    /// A label's line, and the label as far as it stands on that line.
    fn label(&self, span: Span) -> (usize, Span) {
        let text = self.file.text();
        let start = boundary(text, span.start);
        let line = self.file.lines().line_of(self.file.text(), start);
        let whole = self.span(line);
        let start = start.clamp(whole.start, whole.end);
        (line, Span::new(start, boundary(text, span.end).clamp(start, whole.end)))
    }

    /// The lines of labels, with one line before and after each unless that is blank, and a line
    /// between two others rather than a gap.
    fn around(&self, labels: impl Iterator<Item = usize>) -> BTreeMap<usize, Span> {
        let mut wanted: BTreeMap<usize, Span> = labels.map(|line| (line, self.span(line))).collect();
        let lines: Vec<usize> = wanted.keys().copied().collect();
        for line in lines {
            for near in [line.checked_sub(1), Some(line + 1)].into_iter().flatten() {
                let span = self.span(near);
                if near < self.count && !self.is_blank(span) {
                    wanted.insert(near, span);
                }
            }
        }
        let lines: Vec<usize> = wanted.keys().copied().collect();
        for pair in lines.windows(2) {
            if pair[1] == pair[0] + 2 {
                wanted.insert(pair[0] + 1, self.span(pair[0] + 1));
            }
        }
        wanted
    }

    /// Whether a line holds only blanks; a very long one is not looked through.
    fn is_blank(&self, span: Span) -> bool {
        span.end - span.start < 1000 && self.file.slice(span).trim().is_empty()
    }
}

/// A line as it is drawn.
struct Drawn<'a> {
    text: &'a mut String,
    columns: usize,
    /// For each drawn character its byte in the file and in the small text.
    places: Vec<(u32, usize)>,
}

impl Drawn<'_> {
    fn dots(&mut self, cut: bool) {
        if cut {
            self.text.push('…');
            self.columns += 1;
        }
    }

    fn piece(&mut self, file: &SourceFile, piece: Span, masked: &[Span]) {
        let mut masked = masked.iter().peekable();
        for (at, c) in file.slice(piece).char_indices() {
            let at = piece.start + offset(at);
            while masked.next_if(|span| span.end <= at).is_some() {}
            self.places.push((at, self.text.len()));
            let width = if c == '\t' { TAB - self.columns % TAB } else { clean_width(c) };
            self.columns += width;
            if masked.peek().is_some_and(|span| span.start < at + offset(c.len_utf8())) {
                self.text.extend(std::iter::repeat_n(MASK, width));
            } else if c == '\t' {
                self.text.extend(std::iter::repeat_n(' ', width));
            } else {
                push_clean(self.text, c);
            }
        }
        self.places.push((piece.end, self.text.len()));
    }

    /// Where a byte of the file stands in the small text; one that is cut off is at the cut.
    fn place(&self, at: u32) -> usize {
        let found = self.places.partition_point(|(byte, _)| *byte < at);
        self.places.get(found).or(self.places.last()).map_or(self.text.len(), |(_, place)| *place)
    }
}

/// The parts of a line that are shown: all of it if there is room, else what is around each label.
fn pieces(file: &SourceFile, line: Span, labels: &[Span], room: usize) -> Vec<Span> {
    let whole = forward(file, line.start, line.end, room);
    if whole.0 == line.end {
        return vec![line];
    }
    if labels.is_empty() {
        return vec![Span::new(line.start, forward(file, line.start, line.end, room - 1).0)];
    }
    let each = (room / labels.len()).max(LEAST) - 2;
    let mut starts: Vec<u32> = labels.iter().map(|label| label.start).collect();
    starts.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for start in starts {
        let (before, used) = backward(file, line.start, start, LEAD.min(each / 3));
        let (end, after) = forward(file, start, line.end, each - used);
        let before = backward(file, line.start, before, each - used - after).0;
        match out.last_mut() {
            // A label in what is shown already gets the line shown on, up to where it would be.
            Some(last) if before <= last.end => last.end = last.end.max(end),
            _ => out.push(Span::new(before, end)),
        }
    }
    out
}

/// The end of what fits into `columns` from a byte on, and the columns it takes.
fn forward(file: &SourceFile, from: u32, limit: u32, columns: usize) -> (u32, usize) {
    fit(file.slice(Span::new(from, limit)).chars(), columns, |bytes| from + bytes)
}

/// The start of what fits into `columns` before a byte, and the columns it takes.
fn backward(file: &SourceFile, limit: u32, from: u32, columns: usize) -> (u32, usize) {
    fit(file.slice(Span::new(limit, from)).chars().rev(), columns, |bytes| from - bytes)
}

fn fit(chars: impl Iterator<Item = char>, columns: usize, to: impl Fn(u32) -> u32) -> (u32, usize) {
    let (mut bytes, mut used) = (0, 0);
    for (count, c) in chars.enumerate() {
        let width = if c == '\t' { TAB } else { clean_width(c) };
        if used + width > columns || count > 4 * columns {
            break;
        }
        used += width;
        bytes += offset(c.len_utf8());
    }
    (to(bytes), used)
}
