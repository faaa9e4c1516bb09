//! Workbooks as texts: a sheet with a line for each row and a tab between its cells, so that a place in it is
//! that of a cell. What is unpacked is counted, and what is larger than any list of people is not read.

use crate::source::SourceFile;

/// Endings of files that hold sheets.
pub(crate) const ENDINGS: [&str; 6] = ["xlsx", "xlsm", "xltx", "xlsb", "xls", "ods"];

/// Whether a path is that of a workbook by its ending.
pub(crate) fn is_workbook(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A file of a chart from its bytes: of a workbook the sheet, else the first with column names.
pub(crate) fn chart_file(shown: String, bytes: Vec<u8>, sheet: Option<&str>) -> SourceFile {
    if !is_workbook(&shown) || !is_packed(&bytes) {
        return SourceFile::from_bytes(shown, bytes);
    }
    let file = match text(bytes, sheet) {
        Ok((text, further)) => SourceFile::of_sheet(shown, text).beside_sheets(further),
        Err(error) => SourceFile::unreadable(shown, error),
    };
    file.by_sheet(sheet)
}

/// Whether bytes begin as a workbook does; some programs call tables of text so.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

#[cfg(not(feature = "workbooks"))]
fn text(_: Vec<u8>, _: Option<&str>) -> Result<(String, usize), crate::source::TextError> {
    Err(crate::source::TextError::OtherFormat {
        name: "a workbook (this program was built without `workbooks`)",
    })
}

#[cfg(feature = "workbooks")]
use reading::text;

#[cfg(feature = "workbooks")]
mod reading {
    mod container;
    mod ods;
    mod room;
    mod xls;

    use std::cell::Cell;
    use std::io::{BufReader, Cursor, Read as _};
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Once;

    use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx, XlsxError};

    use room::Room;

    use super::super::csv::{Sureness, sureness_of_sheet};
    use crate::source::TextError;

    /// A workbook may be so many times as large when it is unpacked, beside some room for small ones.
    const SWELLS: u64 = 100;
    const ROOM: u64 = 4 << 20;

    type Bytes = Cursor<Vec<u8>>;

    /// A cell that is not empty: its row and column from 0, and its text.
    type Filled = (u32, u32, String);

    enum Book {
        Xlsx(Box<Xlsx<Bytes>>),
        Xlsb(Box<Xlsb<Bytes>>),
        Xls(Box<Xls<Bytes>>),
        Ods(Box<Ods<Bytes>>),
    }

    /// The text of a sheet, and how many others seem to be tables too, unless somebody named it.
    pub(super) fn text(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(String, usize), TextError> {
        quietly(|| read(bytes, sheet)).unwrap_or(Err(TextError::Workbook { why: "it is damaged" }))
    }

    thread_local! {
        /// Whether this thread runs what may panic.
        static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    }

    /// What a reader of many formats makes of hostile bytes is not for it to end the program, nor to tell: what a
    /// panic says may be a text of the file.
    fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |what| {
                if !IS_QUIET.get() {
                    before(what);
                }
            }));
        });
        IS_QUIET.set(true);
        let done = panic::catch_unwind(AssertUnwindSafe(run));
        IS_QUIET.set(false);
        done.ok()
    }

    fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(String, usize), TextError> {
        let size = bytes.len();
        let mut book = open(bytes)?;
        let names = names(&book);
        if let Some(wanted) = sheet {
            let known = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            let Some((name, _)) = known else {
                return Err(TextError::NoSheet { name: wanted.to_owned(), count: names.len() });
            };
            return Ok((sheet_text(&mut book, name, Room::of(size))?, 0));
        }
        let mut best: Option<((bool, Sureness), String)> = None;
        let (mut is_found, mut further) = (false, 0);
        for (name, is_visible) in &names {
            let text = match sheet_text(&mut book, name, Room::of(size)) {
                Err(_) if is_found => continue,
                text => text?,
            };
            let sureness = sureness_of_sheet(&text);
            let (is_header, words, ..) = sureness;
            if is_found {
                further += usize::from(is_header && *is_visible);
                continue;
            }
            let rank = (*is_visible && (is_header || words > 1), sureness);
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, text));
            }
            is_found = is_header && *is_visible;
        }
        Ok((best.map(|(_, text)| text).unwrap_or_default(), further))
    }

    fn open(bytes: Vec<u8>) -> Result<Book, TextError> {
        let damaged = |is_locked: bool| TextError::Workbook {
            why: if is_locked { "it is protected by a password" } else { "it is damaged" },
        };
        if !bytes.starts_with(b"PK") {
            let is_locked =
                memchr::memmem::find(&bytes, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0").is_some();
            if is_locked {
                return Err(damaged(true));
            }
            let bytes = xls::tamed(&bytes, &mut Room::of(bytes.len()))?;
            let book = Xls::new(Cursor::new(bytes));
            return book
                .map(|book| Book::Xls(Box::new(book)))
                .map_err(|error| damaged(matches!(error, calamine::XlsError::Password)));
        }
        let holds = unpacked(&bytes)?;
        let bytes = Cursor::new(bytes);
        let book = match holds {
            Holds::Xlsb => Xlsb::new(bytes).map(|book| Book::Xlsb(Box::new(book))).ok(),
            Holds::Xlsx => match Xlsx::new(bytes) {
                Ok(book) => Some(Book::Xlsx(Box::new(book))),
                Err(error) => return Err(damaged(matches!(error, XlsxError::Password))),
            },
            Holds::Ods => match Ods::new(bytes) {
                Ok(book) => Some(Book::Ods(Box::new(book))),
                Err(error) => return Err(damaged(matches!(error, calamine::OdsError::Password))),
            },
        };
        book.ok_or(damaged(false))
    }

    #[derive(Clone, Copy)]
    enum Holds {
        Xlsx,
        Xlsb,
        Ods,
    }

    /// Counts what an archive unpacks to, up to the limit, and says what it holds.
    fn unpacked(bytes: &[u8]) -> Result<Holds, TextError> {
        let damaged = TextError::Workbook { why: "it is damaged" };
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged.clone())?;
        let mut left =
            u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(SWELLS).saturating_add(ROOM);
        let mut holds = Holds::Ods;
        for at in 0..archive.len() {
            // A part that is locked or packed in another way is told where it is read.
            let Ok(mut part) = archive.by_index(at) else { continue };
            match part.name().as_deref() {
                Ok("xl/workbook.bin") => holds = Holds::Xlsb,
                Ok(name) if name.starts_with("xl/") && matches!(holds, Holds::Ods) => holds = Holds::Xlsx,
                _ => {}
            }
            let is_content = part.name().is_ok_and(|name| name == "content.xml");
            let is_strings = part.name().is_ok_and(|name| name.starts_with("xl/sharedStrings."));
            let mut limited = (&mut part).take(left.saturating_add(1));
            if is_content {
                ods::measure(BufReader::new(&mut limited), &mut Room::of(bytes.len()))?;
            }
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| damaged.clone())?;
            let count = left.saturating_add(1) - limited.limit();
            if is_strings {
                Room::of(bytes.len()).text(count)?;
            }
            left = left.checked_sub(count).ok_or(TextError::Swells)?;
        }
        Ok(holds)
    }

    /// The sheets with cells, and whether they are shown.
    fn names(book: &Book) -> Vec<(String, bool)> {
        let all = match book {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == calamine::SheetType::WorkSheet;
        let sheets = all.iter().filter(is_sheet);
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    fn sheet_text(book: &mut Book, name: &str, mut room: Room) -> Result<String, TextError> {
        let mut cells = match book {
            Book::Xlsx(book) => streamed(book, name, &mut room)?,
            Book::Xlsb(book) => streamed_binary(book, name, &mut room)?,
            Book::Xls(book) => filled(&book.worksheet_range(name).map_err(|_| DAMAGED)?, &mut room)?,
            Book::Ods(book) => filled(&book.worksheet_range(name).map_err(|_| DAMAGED)?, &mut room)?,
        };
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut text = String::new();
        let (mut row, mut column) = (0, 0);
        for (cell_row, cell_column, said) in cells {
            // Two cells at one place: the first counts.
            if (cell_row, cell_column) < (row, column) {
                continue;
            }
            let down = cell_row - row;
            column = if down > 0 { 0 } else { column };
            let right = cell_column - column;
            room.places(1, u64::from(down) + u64::from(right))?;
            text.extend(std::iter::repeat_n('\n', down as usize));
            text.extend(std::iter::repeat_n('\t', right as usize));
            (row, column) = (cell_row, cell_column);
            text.extend(said.trim().chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        Ok(text)
    }

    const DAMAGED: TextError = TextError::Workbook { why: "one of its sheets is damaged" };

    /// The cells of a sheet, numbers as their formats show them.
    fn streamed(book: &mut Xlsx<Bytes>, name: &str, room: &mut Room) -> Result<Vec<Filled>, TextError> {
        let mut reader = book.worksheet_cells_reader(name).map_err(|_| DAMAGED)?;
        let zeros: Vec<Option<Zeros>> = reader
            .styles()
            .iter()
            .map(|style| Zeros::of(&style.number_format.as_ref()?.format_code))
            .collect();
        let mut cells = Vec::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| DAMAGED)? {
            let zeros = zeros.get(style).and_then(Option::as_ref);
            take(&mut cells, cell.get_position(), said(cell.get_value(), zeros), room)?;
        }
        Ok(cells)
    }

    fn streamed_binary(
        book: &mut Xlsb<Bytes>,
        name: &str,
        room: &mut Room,
    ) -> Result<Vec<Filled>, TextError> {
        let mut reader = book.worksheet_cells_reader(name).map_err(|_| DAMAGED)?;
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| DAMAGED)? {
            take(&mut cells, cell.get_position(), said(cell.get_value(), None), room)?;
        }
        Ok(cells)
    }

    fn filled(range: &calamine::Range<Data>, room: &mut Room) -> Result<Vec<Filled>, TextError> {
        let mut cells = Vec::new();
        let Some((row, column)) = range.start() else { return Ok(cells) };
        for (down, right, cell) in range.used_cells() {
            let place = (row + crate::source::offset(down), column + crate::source::offset(right));
            take(&mut cells, place, said(&seen(cell), None), room)?;
        }
        Ok(cells)
    }

    fn seen(cell: &Data) -> DataRef<'_> {
        match cell {
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) | Data::DurationIso(text) => DataRef::SharedString(text),
            Data::Bool(flag) => DataRef::Bool(*flag),
            Data::DateTime(date) => DataRef::DateTime(*date),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        }
    }

    fn take(
        cells: &mut Vec<Filled>,
        (row, column): (u32, u32),
        said: String,
        room: &mut Room,
    ) -> Result<(), TextError> {
        if !said.is_empty() {
            room.text(said.len() as u64)?;
            cells.push((row, column, said));
        }
        Ok(())
    }

    fn said(value: &DataRef<'_>, zeros: Option<&Zeros>) -> String {
        match value {
            DataRef::Int(number) => zeroed(*number, zeros),
            DataRef::Float(number) => float(*number, zeros),
            DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Bool(flag) => flag.to_string(),
            DataRef::DateTime(date) => day(date),
            DataRef::DateTimeIso(text) => iso(text),
            DataRef::Error(error) => error.to_string(),
            DataRef::Empty => String::new(),
        }
    }

    /// A number format that keeps zeros: `00000`, `"P"0000`.
    struct Zeros {
        before: String,
        digits: usize,
        after: String,
    }

    impl Zeros {
        fn of(format: &str) -> Option<Self> {
            let format = format.split(';').next()?;
            let (before, rest) = literal(format)?;
            let digits = rest.bytes().take_while(|byte| *byte == b'0').count();
            let (after, rest) = literal(&rest[digits..])?;
            ((digits > 1 || (digits == 1 && !(before.is_empty() && after.is_empty()))) && rest.is_empty())
                .then_some(Self { before, digits, after })
        }
    }

    /// The text that a format begins with: what stands in quotes, behind `\`, or is a sign that means itself.
    fn literal(format: &str) -> Option<(String, &str)> {
        let mut said = String::new();
        let mut rest = format;
        loop {
            if let Some(quoted) = rest.strip_prefix('"') {
                let (text, behind) = quoted.split_once('"')?;
                said.push_str(text);
                rest = behind;
            } else if let Some(escaped) = rest.strip_prefix('\\') {
                let c = escaped.chars().next()?;
                said.push(c);
                rest = &escaped[c.len_utf8()..];
            } else if let Some(behind) = rest.strip_prefix('-') {
                said.push('-');
                rest = behind;
            } else {
                return Some((said, rest));
            }
        }
    }

    fn zeroed(number: i64, zeros: Option<&Zeros>) -> String {
        match zeros {
            Some(zeros) => {
                let (digits, before, after) = (zeros.digits, &zeros.before, &zeros.after);
                format!("{before}{number:0digits$}{after}")
            }
            None => number.to_string(),
        }
    }

    /// A whole number has no point: ids are numbers in a sheet.
    fn float(number: f64, zeros: Option<&Zeros>) -> String {
        const WHOLE: f64 = 1e15;
        if number.fract() == 0.0 && number.abs() < WHOLE {
            let text = format!("{number:.0}");
            return text.parse().map_or(text, |number| zeroed(number, zeros));
        }
        number.to_string()
    }

    fn day(date: &ExcelDateTime) -> String {
        if !date.is_datetime() || date.as_f64() < 1.0 {
            return float(date.as_f64(), None);
        }
        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
        let day = format!("{year:04}-{month:02}-{day:02}");
        if (hour, minute, second) == (0, 0, 0) {
            day
        } else {
            format!("{day}T{hour:02}:{minute:02}:{second:02}")
        }
    }

    fn iso(text: &str) -> String {
        text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
    }

    #[cfg(test)]
    mod tests {
        use calamine::ExcelDateTimeType;

        use super::*;

        #[test]
        fn a_time_of_day_and_a_duration_are_numbers_and_no_days() {
            let shown = |number: f64, kind| day(&ExcelDateTime::new(number, kind, false));
            assert_eq!(shown(45658.0, ExcelDateTimeType::DateTime), "2025-01-01");
            assert_eq!(shown(45658.75, ExcelDateTimeType::DateTime), "2025-01-01T18:00:00");
            assert_eq!(shown(0.75, ExcelDateTimeType::DateTime), "0.75");
            assert_eq!(shown(1.0, ExcelDateTimeType::DateTime), "1900-01-01");
            assert_eq!(shown(45658.0, ExcelDateTimeType::TimeDelta), "45658");
        }

        #[test]
        fn numbers_are_as_their_formats_show_them() {
            let shown = |format: &str, number: f64| float(number, Zeros::of(format).as_ref());
            for (format, number, text) in [
                ("General", 1001.0, "1001"),
                ("00000", 42.0, "00042"),
                ("00000;-00000", 42.0, "00042"),
                ("\"P\"0000", 42.0, "P0042"),
                ("\\E\\-000", 7.0, "E-007"),
                ("0", 42.0, "42"),
                ("0.00", 42.5, "42.5"),
                ("#,##0", 1001.0, "1001"),
                ("0%", 0.5, "0.5"),
                ("000\"", 5.0, "5"),
                ("General", 1e20, "100000000000000000000"),
            ] {
                assert_eq!(shown(format, number), text, "{format}");
            }
        }
    }
}
