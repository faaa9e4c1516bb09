//! How much of a workbook is read: a file of some kilobytes can name two cells a billion places apart, or one text
//! a million times, and its readers make room for all of that first.

use crate::source::TextError;

/// Empty places that any sheet may have, and how many more for each cell with something in it.
const EMPTY: u64 = 1 << 20;
const EMPTY_FOR_EACH: u64 = 16;

/// The text that any sheet may hold, and how many times as much as the file is large.
const TEXT: u64 = 1 << 20;
const TEXT_FOR_EACH: u64 = 16;

/// Counts what a workbook would unfold to.
pub(super) struct Room {
    text: u64,
    cells: u64,
    empty: u64,
}

impl Room {
    pub(super) fn of(file: usize) -> Self {
        Self { text: TEXT + TEXT_FOR_EACH * file as u64, cells: 0, empty: 0 }
    }

    /// Takes in a text.
    pub(super) fn text(&mut self, length: u64) -> Result<(), TextError> {
        self.text = self.text.checked_sub(length).ok_or(TextError::LongSheet)?;
        Ok(())
    }

    /// Takes in cells, and places between them.
    pub(super) fn places(&mut self, cells: u64, empty: u64) -> Result<(), TextError> {
        self.cells = self.cells.saturating_add(cells);
        self.empty = self.empty.saturating_add(empty);
        let most = EMPTY.saturating_add(self.cells.saturating_mul(EMPTY_FOR_EACH));
        if self.empty > most { Err(TextError::FarApart) } else { Ok(()) }
    }
}
