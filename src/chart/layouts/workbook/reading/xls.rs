//! Old workbooks before they are read: their reader makes room for as many cells as a sheet says that it has, and
//! for all between the first and the last one. What it is given is made anew, so that it sees what was counted here.

use std::ops::Range;

use super::container;
use super::room::Room;
use crate::source::TextError;

/// Records by their numbers in MS-XLS.
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
const SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00bd;
const RICH_TEXT: u16 = 0x00d6;
const STRINGS: u16 = 0x00fc;
const SHARED_TEXT: u16 = 0x00fd;
const DIMENSIONS: u16 = 0x0200;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const FLAG: u16 = 0x0205;
const SMALL_NUMBER: u16 = 0x027e;
const BEGIN: u16 = 0x0809;

const DAMAGED: TextError = TextError::Workbook { why: "it is damaged" };

/// A workbook with its cells and nothing else, if they are no more than what there is room for.
pub(super) fn tamed(bytes: &[u8], room: &mut Room) -> Result<Vec<u8>, TextError> {
    let mut stream = container::stream(bytes).ok_or(DAMAGED)?;
    let (sheets, strings) = parts(&stream)?;
    let mut edits = Vec::new();
    let mut left = 2 * stream.len();
    for sheet in &sheets {
        walk(&stream, *sheet, |record| {
            match record.kind {
                DIMENSIONS => edits.push((record.at, BLANK)),
                // The formula itself, of which only the value is read.
                FORMULA if record.data.len() >= 22 => edits.push((record.data.start + 20, 0)),
                _ => {}
            }
            left.checked_sub(record.data.len() + 4).map(|now| left = now)
        })?;
    }
    for (at, value) in edits {
        stream[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    for sheet in sheets {
        count(&stream, sheet, &strings, room)?;
    }
    container::of_stream(stream).ok_or(DAMAGED)
}

struct Record {
    kind: u16,
    at: usize,
    data: Range<usize>,
    /// What continues it.
    more: Vec<Range<usize>>,
}

fn word(stream: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(stream.get(at..at + 2)?.try_into().ok()?))
}

fn long(stream: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(stream.get(at..at + 4)?.try_into().ok()?)).ok()
}

impl Record {
    fn read(stream: &[u8], at: usize) -> Option<Self> {
        let (kind, data) = Self::piece(stream, at)?;
        let mut more = Vec::new();
        let mut end = data.end;
        while let Some((CONTINUE, next)) = Self::piece(stream, end) {
            end = next.end;
            more.push(next);
        }
        Some(Self { kind, at, data, more })
    }

    fn piece(stream: &[u8], at: usize) -> Option<(u16, Range<usize>)> {
        let data = at + 4..at + 4 + usize::from(word(stream, at + 2)?);
        (data.end <= stream.len()).then_some((word(stream, at)?, data))
    }

    fn end(&self) -> usize {
        self.more.last().map_or(self.data.end, |piece| piece.end)
    }

    /// The row and the columns of a cell.
    fn place(&self, stream: &[u8]) -> Option<(u16, u16, u16)> {
        let is_cell = matches!(
            self.kind,
            FORMULA | NUMBERS | RICH_TEXT | SHARED_TEXT | NUMBER | TEXT | FLAG | SMALL_NUMBER
        );
        if !is_cell || self.data.len() < 4 {
            return None;
        }
        let (row, column) = (word(stream, self.data.start)?, word(stream, self.data.start + 2)?);
        let more = if self.kind == NUMBERS { self.data.len().saturating_sub(12) / 6 } else { 0 };
        Some((row, column, column.saturating_add(u16::try_from(more).unwrap_or(u16::MAX))))
    }
}

/// Goes over the records of a sheet, without those of charts in it.
fn walk(stream: &[u8], from: usize, mut see: impl FnMut(&Record) -> Option<()>) -> Result<(), TextError> {
    let (mut at, mut depth) = (from, 0_usize);
    while let Some(record) = Record::read(stream, at) {
        at = record.end();
        match record.kind {
            BEGIN => depth += 1,
            END if depth < 2 => return Ok(()),
            END => depth -= 1,
            _ if depth > 1 => {}
            _ => see(&record).ok_or(DAMAGED)?,
        }
    }
    Ok(())
}

/// Where the sheets begin, and how long each of the shared texts may be.
fn parts(stream: &[u8]) -> Result<(Vec<usize>, Vec<u64>), TextError> {
    let (mut sheets, mut strings) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(record) = Record::read(stream, at) {
        at = record.end();
        match record.kind {
            SHEET => sheets.push(long(stream, record.data.start).ok_or(DAMAGED)?),
            STRINGS => strings = lengths(stream, record),
            END => break,
            _ => {}
        }
    }
    Ok((sheets, strings))
}

fn count(stream: &[u8], from: usize, strings: &[u64], room: &mut Room) -> Result<(), TextError> {
    let mut cells = 0;
    let mut bounds: Option<(u16, u16, u16, u16)> = None;
    let mut wrong = None;
    walk(stream, from, |record| {
        if record.kind == DIMENSIONS {
            return None;
        }
        let Some((row, first, last)) = record.place(stream) else { return Some(()) };
        cells += u64::from(last - first) + 1;
        bounds = Some(bounds.map_or((row, row, first, last), |(top, bottom, left, right)| {
            (top.min(row), bottom.max(row), left.min(first), right.max(last))
        }));
        if record.kind == SHARED_TEXT {
            let string = long(stream, record.data.start + 6).and_then(|string| strings.get(string));
            wrong = wrong.take().or(room.text(string.copied().unwrap_or_default()).err());
        }
        Some(())
    })?;
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    let Some((top, bottom, left, right)) = bounds else { return Ok(()) };
    let area = (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
    room.places(cells, area.saturating_sub(cells))
}

/// How many bytes the texts of a table take at most.
fn lengths(stream: &[u8], record: Record) -> Vec<u64> {
    let mut pieces = std::iter::once(record.data).chain(record.more);
    let mut rest = Rest { stream, piece: pieces.next().unwrap_or_default(), pieces: &mut pieces };
    rest.skip(8);
    let mut lengths = Vec::new();
    while let Some(length) = rest.text() {
        lengths.push(length);
    }
    lengths
}

/// What is left of a record and of what continues it.
struct Rest<'s, I> {
    stream: &'s [u8],
    piece: Range<usize>,
    pieces: I,
}

impl<I: Iterator<Item = Range<usize>>> Rest<'_, I> {
    fn next_piece(&mut self) -> Option<()> {
        self.piece = self.pieces.next()?;
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<usize> {
        let at = self.piece.start;
        (self.piece.len() >= count).then(|| self.piece.start += count)?;
        Some(at)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.piece.len() {
            count -= self.piece.len();
            self.next_piece()?;
        }
        self.piece.start += count;
        Some(())
    }

    /// The longest that the next text can be, in bytes of UTF-8.
    fn text(&mut self) -> Option<u64> {
        if self.piece.is_empty() {
            self.next_piece()?;
        }
        let at = self.take(3)?;
        let count = usize::from(word(self.stream, at)?);
        let mut flags = *self.stream.get(at + 2)?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(word(self.stream, self.take(2)?)?) };
        let extra = if flags & 4 == 0 { 0 } else { long(self.stream, self.take(4)?)? };
        let mut left = count;
        loop {
            let width = 1 + usize::from(flags & 1);
            let here = left.min(self.piece.len() / width);
            self.piece.start += here * width;
            left -= here;
            if left == 0 {
                break;
            }
            self.next_piece()?;
            flags = *self.stream.get(self.take(1)?)?;
        }
        self.skip(4 * runs)?;
        self.skip(extra)?;
        Some(3 * count as u64)
    }
}
