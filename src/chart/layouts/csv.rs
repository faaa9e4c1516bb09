//! A table as a list of rows: the same nodes as a YAML list of mappings would have, each value with
//! the place of its cell.

use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::layout::Slot;
use super::shipped;
use super::words::folded;
use crate::chart::Field;
use crate::source::{SourceFile, Span, offset};
use crate::yaml::{Kind, Maker, Parsed, Problem, Shared};

/// What may stand between two cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that may stand above the column names: a title, a date, a blank line.
const LONGEST_PREAMBLE: usize = 20;

/// One cell.
#[derive(Debug)]
struct Cell {
    /// With its quotes.
    at: Span,
    /// Its text, where that is not what stands between the quotes.
    text: Option<String>,
    quoted: bool,
    /// A quote in it has no end.
    open: bool,
    /// There is text behind the quote that closes it.
    goes_on: bool,
}

/// Whether a file is a table: by its ending; for standard input, which has none, by a first line with
/// the column names of a table of people.
#[must_use]
pub fn is_table(file: &SourceFile) -> bool {
    let ending = file.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("csv" | "tsv")) {
        return true;
    }
    file.path() == "-" && {
        let first = file.text().lines().next().unwrap_or_default();
        let delimiter = delimiter(first);
        let names: Vec<&str> = first.trim_start_matches('\u{feff}').split(char::from(delimiter)).collect();
        names.len() > 1 && is_header(names.into_iter())
    }
}

/// Reads a table. The first row with column names that are known is the header.
#[must_use]
pub fn parse(file: &Arc<SourceFile>) -> Parsed {
    if let Some(error) = file.error() {
        let tree = Maker::new(file).finish(&[]);
        return Parsed { tree, problems: vec![Problem::Text(error.clone())] };
    }
    let text = file.text();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut rows = Rows::new(text, start);
    let mut above: Vec<Vec<Cell>> = rows.by_ref().take(LONGEST_PREAMBLE).collect();
    let names = |row: &[Cell]| -> Vec<String> { row.iter().map(|cell| cell.text(file).to_owned()).collect() };
    let is_names = |row: &Vec<Cell>| is_header(names(row).iter().map(String::as_str));
    let header = above.iter().position(is_names).unwrap_or(0);
    let columns = above.get(header).map_or(Vec::new(), |row| names(row));
    let mut table = Table {
        file,
        maker: Maker::with_room(file, room(text, columns.len())),
        keys: Vec::new(),
        delimiter: rows.delimiter,
        open: above.iter().take(header + 1).flatten().find(|cell| cell.open).map(|cell| cell.at),
        problems: Vec::new(),
    };
    table.maker.start(Kind::Sequence, Span::new(offset(start), offset(text.len())), false);
    table.keys = columns.iter().map(|name| table.maker.share(name.trim())).collect();
    // One row at a time: a table may have millions.
    for row in above.drain(..).skip(header + 1).chain(rows) {
        table.row(&row);
    }
    table.finish()
}

/// Nodes that a table of so many columns has: those of its lines, unless its cells are next to nothing.
fn room(text: &str, columns: usize) -> usize {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
    lines.saturating_mul(1 + 2 * columns).min(text.len() / 2) + 1
}

/// A table as it is made.
struct Table<'f> {
    file: &'f Arc<SourceFile>,
    maker: Maker,
    /// The names of the columns.
    keys: Vec<Shared>,
    /// What stands between two cells.
    delimiter: u8,
    /// The first cell with a quote that has no end.
    open: Option<Span>,
    problems: Vec<Problem>,
}

impl Table<'_> {
    fn row(&mut self, row: &[Cell]) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        let (file, maker) = (self.file, &mut self.maker);
        let is_open = row.iter().find(|cell| cell.open);
        self.open = self.open.or(is_open.map(|cell| cell.at));
        let at = Span::new(first.at.start, last.at.end);
        let beyond = row.get(self.keys.len()..).unwrap_or_default();
        if beyond.iter().any(|cell| !cell.text(file).trim().is_empty()) {
            let at = Span::new(at.start, at.start + first_line(file.slice(at)));
            self.problems.push(Problem::Row { cells: row.len(), columns: self.keys.len(), at });
            return;
        }
        // A row of nothing but delimiters is a blank line.
        if is_open.is_some() || row.iter().all(|cell| cell.text(file).trim().is_empty()) {
            return;
        }
        // A quote that is not meant as one takes in the cells up to the next, and the rows between.
        let most = self.keys.len().saturating_sub(1).max(1);
        for cell in row.iter().filter(|cell| cell.goes_on || cell.is_several_rows(file, self.delimiter, most))
        {
            let at = Span::new(cell.at.start, cell.at.start + first_line(file.slice(cell.at)));
            self.problems.push(Problem::Quote { at });
        }
        maker.start(Kind::Mapping, at, false);
        for (key, cell) in self.keys.iter().zip(row) {
            maker.shared(Span::empty(cell.at.start), *key);
            match &cell.text {
                Some(text) if text.is_empty() => maker.nothing(cell.at),
                Some(text) => maker.saying(cell.at, text),
                None if cell.text(file).is_empty() => maker.nothing(cell.at),
                None => maker.as_written(cell.at, cell.quoted),
            }
        }
        maker.end();
    }

    fn finish(self) -> Parsed {
        let Self { file, maker, open, mut problems, .. } = self;
        if let Some(open) = open {
            let problem = Problem::Syntax {
                message: "a quote of this cell is not closed, so the rest of the file ends up in it"
                    .to_owned(),
                help: "close the quote with `\"`; within quotes, write `\"\"` for a quote",
                at: Span::new(open.start, open.start + first_line(file.slice(open))),
            };
            problems.insert(0, problem);
        }
        Parsed { tree: maker.finish(&[]), problems }
    }
}

impl Cell {
    /// Whether the cell has several lines, and the delimiter as often as a row.
    fn is_several_rows(&self, file: &SourceFile, delimiter: u8, most: usize) -> bool {
        let bytes = if self.quoted { self.text(file).as_bytes() } else { return false };
        memchr::memchr2(b'\n', b'\r', bytes).is_some()
            && memchr::memchr_iter(delimiter, bytes).take(most).count() == most
    }

    fn text<'a>(&'a self, file: &'a SourceFile) -> &'a str {
        let inside = Span::new(self.at.start + 1, self.at.end.saturating_sub(1));
        self.text.as_deref().unwrap_or_else(|| file.slice(if self.quoted { inside } else { self.at }))
    }
}

fn first_line(text: &str) -> u32 {
    offset(text.find(['\n', '\r']).unwrap_or(text.len()))
}

/// Whether these are names of columns: one for a manager, and one for what a position is.
fn is_header<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let keys = &shipped::general().keys;
    let (mut up, mut what) = (false, false);
    for (slot, _) in names.filter_map(|name| keys.get(&folded(name))).flatten() {
        up |= *slot == Slot::Up;
        what |= matches!(slot, Slot::Id | Slot::Plain(Field::Title | Field::Name));
    }
    up && what
}

/// The delimiter that stands most often in a line, outside of quotes; of equals, the usual one.
fn delimiter(line: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|delimiter| *delimiter == byte && !quoted) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| DELIMITERS[at])
}

/// The delimiter of a table: that of its first line that has any. A first line `sep=;`, as one
/// spreadsheet writes it, says it.
fn delimiter_of(text: &str) -> (u8, usize) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if let Some([delimiter]) = first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        return (*delimiter, first.len());
    }
    let line = text.lines().find(|line| line.bytes().any(|byte| DELIMITERS.contains(&byte)));
    (delimiter(line.unwrap_or_default()), 0)
}

/// Every row with its cells. Blank lines are none.
struct Rows<'t> {
    text: &'t str,
    reader: Reader,
    delimiter: u8,
    /// What is read already.
    at: usize,
    /// The text of the cell that is read.
    value: Vec<u8>,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        let (delimiter, skipped) = delimiter_of(&text[start..]);
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { text, reader, delimiter, at: start + skipped, value: Vec::new() }
    }

    /// Reads a cell, and says whether it is the last of its row; none at the end.
    fn cell(&mut self) -> Option<(Cell, bool)> {
        let from = self.at;
        let mut output = [0; 256];
        self.value.clear();
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(input, &mut output);
            self.at += read;
            self.value.extend_from_slice(&output[..written]);
            match result {
                // All input is at hand; an empty one tells the reader so.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    return Some((cell(self.text, from, self.at, self.delimiter, &self.value), record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        let mut row = Vec::new();
        loop {
            let (cell, is_last) = self.cell()?;
            row.push(cell);
            if is_last {
                return Some(row);
            }
        }
    }
}

/// One cell, from the bytes that were read for it and the text they stand for.
fn cell(text: &str, from: usize, to: usize, delimiter: u8, value: &[u8]) -> Cell {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (from, to);
    // The end of the line before is read with the first cell of a row.
    while start < end && matches!(bytes[start], b'\n' | b'\r') {
        start += 1;
    }
    let is_end = |byte: u8| byte == delimiter || matches!(byte, b'\n' | b'\r');
    let quoted = bytes.get(start) == Some(&b'"') && start < end;
    if quoted {
        // Within quotes, delimiters and line ends belong to the cell.
        let close = text[start + 1..end].rfind('"').map(|at| start + 1 + at + 1);
        end = close.filter(|close| text[*close..end].bytes().all(is_end)).unwrap_or(end);
    } else if end > start && is_end(bytes[end - 1]) {
        end -= 1;
    }
    let value = std::str::from_utf8(value).unwrap_or_default();
    let raw = &text[start..end];
    let closed = quoted && raw.len() > 1 && raw.ends_with('"');
    let inside = if closed { &raw[1..raw.len() - 1] } else { raw };
    let open = quoted && raw.matches('"').count() % 2 == 1;
    let goes_on = quoted && !open && behind_quote(raw).bytes().any(|byte| !is_end(byte) && byte != b' ');
    Cell {
        at: Span::new(offset(start), offset(end)),
        text: (value != inside || (closed && inside.is_empty())).then(|| value.to_owned()),
        quoted: closed && !inside.is_empty(),
        open,
        goes_on,
    }
}

/// What stands behind the quote that closes a cell; two quotes in a row are one that closes nothing.
fn behind_quote(raw: &str) -> &str {
    let mut rest = &raw[1..];
    while let Some(at) = rest.find('"') {
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(more) => rest = more,
            None => return rest,
        }
    }
    ""
}
