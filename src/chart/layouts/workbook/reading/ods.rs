//! Sheets of `OpenDocument` before they are read: a cell or a row says how often it is repeated, and their reader
//! writes all of that out.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::room::Room;
use crate::source::TextError;

const DAMAGED: TextError = TextError::Workbook { why: "it is damaged" };

/// The most rows and columns that are written out.
const ROWS: u64 = 1 << 20;
const COLUMNS: u64 = 1 << 14;

/// A table so far.
#[derive(Default)]
struct Table {
    rows: u64,
    /// Where the first row with something in it stands, and behind the last one.
    used: Option<(u64, u64)>,
    width: u64,
    cells: u64,
}

/// A row so far.
#[derive(Default)]
struct Row {
    times: u64,
    columns: u64,
    /// Behind the last cell with something in it.
    width: u64,
    cells: u64,
    text: u64,
}

/// A cell so far.
#[derive(Default)]
struct Cell {
    times: u64,
    is_filled: bool,
    text: u64,
}

/// Whether the tables of a document are no more than what there is room for.
pub(super) fn measure(content: impl BufRead, room: &mut Room) -> Result<(), TextError> {
    let mut reader = Reader::from_reader(content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut table, mut row, mut cell) = (Table::default(), Row::default(), Cell::default());
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| DAMAGED)? {
            Event::Start(tag) => match tag.name().into_inner() {
                "table:table" => table = Table::default(),
                "table:table-row" => {
                    row = Row { times: times(&tag, "table:number-rows-repeated", ROWS), ..Row::default() };
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let (mut is_filled, mut text) = (false, 0);
                    for attribute in tag.attributes().with_checks(false).flatten() {
                        let name = attribute.key.into_inner();
                        is_filled |= name.starts_with("office:") || name == "table:formula";
                        text += if is_filled { attribute.value.len() as u64 } else { 0 };
                    }
                    let times = times(&tag, "table:number-columns-repeated", COLUMNS);
                    cell = Cell { times, is_filled, text };
                }
                _ => {}
            },
            Event::Text(text) => cell.take(text.len()),
            Event::CData(text) => cell.take(text.len()),
            Event::End(tag) => match tag.name().into_inner() {
                "table:table-cell" | "table:covered-table-cell" => row.take(&std::mem::take(&mut cell)),
                "table:table-row" => table.take(&std::mem::take(&mut row), room)?,
                "table:table" => std::mem::take(&mut table).done(room)?,
                _ => {}
            },
            Event::Eof => return table.done(room),
            _ => {}
        }
    }
}

fn times(tag: &BytesStart<'_>, name: &str, most: u64) -> u64 {
    let said = tag.try_get_attribute(name).ok().flatten();
    said.and_then(|said| said.value.trim().parse().ok()).map_or(1, |times: u64| times.min(most))
}

impl Cell {
    fn take(&mut self, length: usize) {
        self.is_filled |= length > 0;
        self.text += length as u64;
    }
}

impl Row {
    fn take(&mut self, cell: &Cell) {
        self.columns = (self.columns + cell.times).min(COLUMNS);
        if cell.is_filled {
            self.cells += 1;
            self.width = self.columns;
            self.text = self.text.saturating_add(cell.text.saturating_mul(cell.times));
        }
    }
}

impl Table {
    fn take(&mut self, row: &Row, room: &mut Room) -> Result<(), TextError> {
        let before = self.rows;
        self.rows = (self.rows + row.times).min(ROWS);
        if row.width == 0 {
            return Ok(());
        }
        self.used = Some((self.used.map_or(before, |(first, _)| first), self.rows));
        self.width = self.width.max(row.width);
        self.cells += row.cells;
        room.text(row.text.saturating_mul(row.times))
    }

    fn done(self, room: &mut Room) -> Result<(), TextError> {
        let (first, end) = self.used.unwrap_or_default();
        let area = (end - first) * self.width;
        room.places(self.cells, area.saturating_sub(self.cells))
    }
}
