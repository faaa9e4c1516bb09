//! A table as a list of rows: the same nodes as a YAML list of mappings would have, each value with
//! the place of its cell.

use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::infer::{self, is_word, names_manager};
use super::layout::Slot;
use super::shipped;
use crate::chart::Field;
use crate::chart::personal::has_digit;
use crate::source::{SourceFile, Span, offset};
use crate::yaml::{Kind, Maker, Parsed, Problem};

/// What may stand between two cells, the usual ones first.
const DELIMITERS: [u8; 7] = [b',', b';', b'\t', b'|', b'^', b'~', 0x1f];

/// Rows that may be above the column names: a title, a date, a blank line.
const LONGEST_PREAMBLE: usize = 20;

/// So many rows with a cell for each column, and a last one that has fewer and no line end: the file is cut off there.
const EVEN: usize = 10;

/// How much of a table shows how it is written, in bytes and in rows.
const SAMPLE: (usize, usize) = (1 << 16, 50);

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

/// Whether a file is a table: by its ending; for a text, and standard input, by a row with the column names of a
/// table of people.
#[must_use]
pub fn is_table(file: &SourceFile) -> bool {
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        _ if file.is_sheet() => true,
        Some("csv" | "tsv" | "tab" | "psv") => true,
        // Some programs call a text a workbook.
        None | Some("txt" | "text" | "dat" | "asc" | "out" | "xls" | "xlsx") => {
            let text = file.text();
            // What begins like JSON or YAML is neither, and a table begins with a word.
            !text.trim_start().starts_with(['{', '[', '<', '-']) && Written::of(text).has_header()
        }
        _ => false,
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
    let written = if file.is_sheet() { Written::with(text, 0, b'\t') } else { Written::of(text) };
    let mut rows = Rows::new(text, written.start, written.delimiter);
    if file.is_sheet() {
        rows = rows.without_quotes();
    }
    let mut above: Vec<Vec<Cell>> = rows.by_ref().take(written.header + 1 + LONGEST_PREAMBLE).collect();
    let names = |row: &[Cell]| -> Vec<String> { row.iter().map(|cell| cell.text(file).to_owned()).collect() };
    let mut columns = above.get(written.header).map_or(Vec::new(), |row| names(row));
    if let Some(first) = columns.first_mut().filter(|_| written.is_commented) {
        *first = first.trim_start_matches(['#', ' ']).to_owned();
    }
    let is_names = |row: &&Vec<Cell>| is_second_header(&columns, &names(row));
    let first = written.header + 1;
    let first = first + above.iter().skip(first).take_while(is_names).count();
    let mut table = Table {
        file,
        maker: Maker::with_room(file, room(text, columns.len())),
        columns: Vec::new(),
        delimiter: written.delimiter,
        open: above.iter().take(first).flatten().find(|cell| cell.open).map(|cell| cell.at),
        even: Some(0),
        around_names: AroundNames::of(&columns).filter(|_| written.delimiter == b',' && !file.is_sheet()),
        shifted: None,
        problems: Vec::new(),
    };
    // What is said of the columns is at their names, whatever lines are above them.
    let start = above
        .get(written.header)
        .and_then(|row| row.first())
        .map_or(offset(mark(text)), |cell| cell.at.start);
    table.maker.columns(Span::empty(start), columns.iter().map(|name| name.trim()));
    table.maker.start(Kind::Sequence, Span::new(start, offset(text.len())), false);
    table.columns = columns;
    // One row at a time: a table may have millions.
    for row in above.drain(..).skip(first).chain(rows) {
        table.row(&row);
    }
    table.finish()
}

/// How sure the column names of a sheet are.
#[cfg(feature = "workbooks")]
pub(super) fn sureness_of_sheet(text: &str) -> Sureness {
    Written::with(text, 0, b'\t').sureness
}

/// The length of a byte-order mark.
fn mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Nodes that a table of so many columns has: those of its lines, unless its cells are next to nothing.
fn room(text: &str, columns: usize) -> usize {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
    lines.saturating_mul(1 + columns).min(text.len() / 2) + columns + 1
}

/// With what a line is drawn.
const DASHES: [char; 5] = ['-', '–', '—', '_', '='];

/// A table as it is made.
struct Table<'f> {
    file: &'f Arc<SourceFile>,
    maker: Maker,
    /// The names of the columns.
    columns: Vec<String>,
    /// What stands between two cells.
    delimiter: u8,
    /// The first cell with a quote that has no end.
    open: Option<Span>,
    /// How many rows there are, as long as each has a cell for every column.
    even: Option<usize>,
    /// The columns that tell where a name is in two cells.
    around_names: Option<AroundNames>,
    /// The first row in which one is, and how many there are.
    shifted: Option<(Span, usize)>,
    problems: Vec<Problem>,
}

impl Table<'_> {
    fn row(&mut self, row: &[Cell]) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        let (file, maker) = (self.file, &mut self.maker);
        let is_open = row.iter().find(|cell| cell.open);
        self.open = self.open.or(is_open.map(|cell| cell.at));
        let at = Span::new(first.at.start, last.at.end);
        if self.around_names.is_some_and(|columns| columns.are_shifted(file, row)) {
            let (_, rows) =
                self.shifted.get_or_insert((Span::new(at.start, at.start + first_line(file.slice(at))), 0));
            *rows += 1;
            return;
        }
        let beyond = row.get(self.columns.len()..).unwrap_or_default();
        if beyond.iter().any(|cell| !cell.text(file).trim().is_empty()) {
            let at = Span::new(at.start, at.start + first_line(file.slice(at)));
            self.problems.push(Problem::Row { cells: row.len(), columns: self.columns.len(), at });
            return;
        }
        // Reports that are printed say the column names again on each page.
        let is_header = |(name, cell): (&String, &Cell)| cell.text(file).trim() == name.trim();
        if self.columns.len() > 1
            && row.len() >= self.columns.len()
            && self.columns.iter().zip(row).all(is_header)
        {
            return;
        }
        // A row of nothing but delimiters is a blank line, and one of nothing but dashes parts others.
        let is_blank =
            |cell: &Cell| cell.text(file).chars().all(|c| c.is_whitespace() || DASHES.contains(&c));
        if is_open.is_some() || row.iter().all(is_blank) {
            return;
        }
        if row.len() >= self.columns.len() {
            self.even = self.even.map(|rows| rows + 1);
        } else if self.even.take().is_some_and(|rows| rows >= EVEN)
            && last.at.end as usize == file.text().len()
            && !file.is_sheet()
        {
            let (cells, columns) = (row.len(), self.columns.len());
            let message =
                format!("the last row has {cells} of {columns} cells and no line end: the file is cut off");
            let help = "export the table again; if it is whole, end its last line";
            self.problems.push(Problem::Syntax { message, help, at });
            return;
        }
        // A quote that is not meant as one takes in the cells up to the next, and the rows between.
        let most = self.columns.len().saturating_sub(1).max(1);
        for cell in row.iter().filter(|cell| cell.goes_on || cell.is_several_rows(file, self.delimiter, most))
        {
            let at = Span::new(cell.at.start, cell.at.start + first_line(file.slice(cell.at)));
            self.problems.push(Problem::Quote { at });
        }
        maker.start(Kind::Mapping, at, false);
        for cell in row.iter().take(self.columns.len()) {
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
        let Self { file, maker, open, mut problems, shifted, .. } = self;
        if let Some((at, rows)) = shifted {
            problems.insert(0, Problem::Shifted { rows, at });
            // A part of a name stands under another column wherever the sign of it is missing.
            return Parsed { tree: Maker::new(file).finish(&[]), problems };
        }
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

/// Columns by which a row is told whose last name, first name is in two cells, since no quotes are around it.
#[derive(Clone, Copy, Debug)]
struct AroundNames {
    name: usize,
    title: Option<usize>,
    manager: Option<usize>,
}

impl AroundNames {
    fn of(columns: &[String]) -> Option<Self> {
        let is = |column: &String, slot: Slot| {
            shipped::general().slots(column).iter().any(|(known, _)| *known == slot)
        };
        let find = |slot| columns.iter().position(|column| is(column, slot));
        let name = find(Slot::Plain(Field::Name)).or_else(|| find(Slot::Plain(Field::Holder)))?;
        // What stands before the name is where it should be.
        let behind = |at: Option<usize>| at.filter(|at| *at > name);
        let manager = columns.iter().position(|column| names_manager(column));
        Some(Self { name, title: behind(find(Slot::Plain(Field::Title))), manager: behind(manager) })
    }

    /// Whether the cell behind the name is the rest of it: only that begins with a space, or none does, and what
    /// belongs under the columns behind it is one further on.
    fn are_shifted(self, file: &SourceFile, row: &[Cell]) -> bool {
        let text = |at: usize| row.get(at).map_or("", |cell| cell.text(file));
        let is_part = |part: &str| {
            let part = part.trim();
            part.starts_with(char::is_alphabetic) && !part.contains(|c: char| c.is_ascii_digit() || c == '@')
        };
        let (last, first) = (text(self.name), text(self.name + 1));
        // Most names are of two words.
        if last.trim().contains(' ') && !first.starts_with(' ') || !is_part(last) || !is_part(first) {
            return false;
        }
        let cell_is_quoted = |at: usize| row.get(at).is_some_and(|cell| cell.quoted);
        if cell_is_quoted(self.name) || cell_is_quoted(self.name + 1) {
            return false;
        }
        let spaces = row.iter().filter(|cell| cell.text(file).starts_with(' ')).count();
        let begins_alone = first.starts_with(' ') && spaces == 1;
        let is_one_further = |at: usize, fits: &dyn Fn(&str) -> bool| {
            let (here, next) = (text(at).trim(), text(at + 1).trim());
            !here.is_empty() && !fits(here) && fits(next)
        };
        let is_title = self.title.is_some_and(|at| is_one_further(at, &infer::names_a_seat));
        let is_manager = self.manager.is_some_and(|at| is_one_further(at, &has_digit));
        // Where a manager is named by a title, that may be the only one that is known as one.
        let is_seen = match self.manager {
            Some(manager) if Some(manager) == self.title.map(|at| at + 1) => {
                !text(manager + 1).trim().is_empty()
            }
            _ => true,
        };
        let is_one_word = !last.trim().contains(' ');
        if begins_alone {
            is_manager || (is_title && is_one_word && is_seen)
        } else {
            is_title && is_manager && spaces == 0
        }
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

/// How a table is written.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    delimiter: u8,
    /// Where its rows begin.
    start: usize,
    /// The number of the row with the column names.
    header: usize,
    /// Whether that row is written as a comment.
    is_commented: bool,
    /// How sure the column names are.
    sureness: Sureness,
}

/// How sure a row is the header: whether it names the manager and what a position is, how many of its cells are
/// words for columns, how many rows have as many cells, and how many cells.
pub(super) type Sureness = (bool, usize, usize, usize);

impl Written {
    /// The way of writing that gives the surest column names; of equals, the usual one.
    fn of(text: &str) -> Self {
        let (said, start) = start_of(text);
        let read = |start: usize, is_commented: bool| {
            let delimiters = DELIMITERS.iter().filter(|known| said.is_none_or(|said| said == **known));
            let all = said.into_iter().filter(|said| !DELIMITERS.contains(said));
            let all = delimiters
                .copied()
                .chain(all)
                .map(|delimiter| Self { is_commented, ..Self::with(text, start, delimiter) });
            all.reduce(|best, next| if next.sureness > best.sureness { next } else { best })
                .unwrap_or_default()
        };
        let found = read(start, false);
        if found.sureness.0 {
            return found;
        }
        // The column names themselves may be the last line of the comments.
        let above = text[..start].trim_end_matches(['\r', '\n']);
        let line = above.rfind('\n').map_or(mark(text), |at| at + 1);
        if !above[line..].starts_with('#') {
            return found;
        }
        let commented = read(line, true);
        if commented.sureness.0 && commented.header == 0 { commented } else { found }
    }

    /// Whether the column names are those of a table of people, or two of three or more that rows below fill.
    fn has_header(self) -> bool {
        let (is_header, words, rows, columns) = self.sureness;
        is_header || (words > 1 && columns > 2 && rows > 2)
    }

    /// How sure the names of columns are with this delimiter.
    fn with(text: &str, start: usize, delimiter: u8) -> Self {
        let mut end = text.len().min(start + SAMPLE.0);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let file = SourceFile::new("", &text[..end]);
        let rows = Rows::new(file.text(), start, delimiter).take(SAMPLE.1);
        let rows: Vec<Vec<String>> =
            rows.map(|row| row.iter().map(|cell| cell.text(&file).to_owned()).collect()).collect();
        let like = |length: usize| rows.iter().filter(|row| row.len() == length).count();
        let usual = rows.iter().map(Vec::len).filter(|length| *length > 1);
        let usual = usual.max_by_key(|length| (like(*length), *length)).unwrap_or(1);
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        // A title of the table is written as wide as its rows, with nothing in the other cells.
        let most = rows.iter().map(filled).max().unwrap_or_default();
        let rank = |row: &Vec<String>| {
            let words = row.iter().filter(|name| is_word(name)).count();
            (is_header(row), if words > 1 { words } else { 0 }, row.len() == usual && filled(row) * 2 > most)
        };
        let above = rows.iter().take(LONGEST_PREAMBLE).map(rank).enumerate();
        let best = above.reduce(|best, next| {
            let is_surer = if best.1.0 { false } else { next.1 > best.1 };
            if is_surer { next } else { best }
        });
        let Some((header, (is_header, words, _))) = best else {
            return Self { delimiter, start, ..Self::default() };
        };
        let columns = rows[header].len();
        let sureness = (is_header, words, if columns > 1 { like(columns) } else { 0 }, columns);
        Self { delimiter, start, header, is_commented: false, sureness }
    }
}

/// Whether these are names of columns: one for a manager, and one for what a position is.
fn is_header(names: &[String]) -> bool {
    let general = shipped::general();
    let (mut up, mut what) = (false, false);
    for (slot, _) in names.iter().flat_map(|name| general.slots(name)) {
        up |= *slot == Slot::Up;
        what |= matches!(slot, Slot::Id | Slot::Plain(Field::Title | Field::Name));
    }
    up && what
}

/// Whether a row below the column names says them again, in words for people after words for machines or in
/// another language; or is a rule between them and the rows.
fn is_second_header(columns: &[String], row: &[String]) -> bool {
    let filled = || row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_rule =
        |cell: &str| cell.len() > 1 && cell.chars().all(|c| matches!(c, '-' | '=' | ':' | '+' | '_'));
    if filled().next().is_some() && filled().all(is_rule) {
        return true;
    }
    let words = filled().filter(|cell| is_word(cell)).count();
    let is_up = |(column, cell): (&String, &String)| names_manager(column) && names_manager(cell);
    words > 1
        && words * 2 >= filled().count()
        && !filled().any(|cell| cell.contains(|c: char| c.is_ascii_digit() || c == '@'))
        && (columns.iter().zip(row).any(is_up) || (words * 4 >= filled().count() * 3 && words > 2))
}

/// Where the rows begin, behind a byte-order mark, comments, and what one spreadsheet writes first: `sep=;` is
/// the delimiter.
fn start_of(text: &str) -> (Option<u8>, usize) {
    let (mut said, mut at) = (None, mark(text));
    for line in text[at..].split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']);
        if let Some(delimiter) = stated_delimiter(words) {
            said = Some(delimiter);
        } else if !words.starts_with('#') && !words.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    (said, at)
}

/// `sep=;`, `"sep=;"`, `sep=\t`
fn stated_delimiter(line: &str) -> Option<u8> {
    let line = line.trim_matches([' ', '"', '\'']);
    let said = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    match said.as_bytes() {
        b"\\t" => Some(b'\t'),
        [delimiter] | [delimiter, b'"' | b',' | b';', ..] => Some(*delimiter).filter(u8::is_ascii),
        _ => None,
    }
}

/// Every row with its cells. Blank lines are none.
struct Rows<'t> {
    text: &'t str,
    reader: Reader,
    delimiter: u8,
    /// Whether a quote at the start of a cell opens it.
    quotes: bool,
    /// What is read already.
    at: usize,
    /// The text of the cell that is read.
    value: Vec<u8>,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, start: usize, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { text, reader, delimiter, quotes: true, at: start, value: Vec::new() }
    }

    /// In a sheet a quote is a sign like others.
    fn without_quotes(self) -> Self {
        let reader = ReaderBuilder::new().delimiter(self.delimiter).quoting(false).build();
        Self { reader, quotes: false, ..self }
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
                    let cell = cell(self.text, from..self.at, self.delimiter, self.quotes, &self.value);
                    return Some((cell, record_end));
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
fn cell(text: &str, read: std::ops::Range<usize>, delimiter: u8, may_open: bool, value: &[u8]) -> Cell {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (read.start, read.end);
    // The end of the line before is read with the first cell of a row.
    while start < end && matches!(bytes[start], b'\n' | b'\r') {
        start += 1;
    }
    let is_end = |byte: u8| byte == delimiter || matches!(byte, b'\n' | b'\r');
    let quoted = may_open && bytes.get(start) == Some(&b'"') && start < end;
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

/// What is after the quote that closes a cell; two quotes in a row are one that closes nothing.
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
