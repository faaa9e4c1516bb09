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
    match text(bytes, sheet) {
        Ok(text) => SourceFile::of_sheet(shown, text),
        Err(error) => SourceFile::unreadable(shown, error),
    }
}

/// Whether bytes begin as a workbook does; some programs call tables of text so.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

#[cfg(not(feature = "workbooks"))]
fn text(_: Vec<u8>, _: Option<&str>) -> Result<String, crate::source::TextError> {
    Err(crate::source::TextError::OtherFormat {
        name: "a workbook (this program was built without `workbooks`)",
    })
}

#[cfg(feature = "workbooks")]
use reading::text;

#[cfg(feature = "workbooks")]
mod reading {
    use std::io::{Cursor, Read as _};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use calamine::{
        CellType, Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx, XlsxError,
    };

    use super::super::csv::{Sureness, sureness_of_sheet};
    use crate::source::TextError;

    /// A workbook may be so many times as large when it is unpacked, beside some room for small ones.
    const SWELLS: u64 = 100;
    const ROOM: u64 = 4 << 20;

    /// How large the text of a sheet may be.
    const LONGEST: usize = 1 << 28;

    type Bytes = Cursor<Vec<u8>>;

    /// A cell that is not empty: its row and column from 0, and its text.
    type Filled = (u32, u32, String);

    enum Book {
        Xlsx(Box<Xlsx<Bytes>>),
        Xlsb(Box<Xlsb<Bytes>>),
        Xls(Box<Xls<Bytes>>),
        Ods(Box<Ods<Bytes>>),
    }

    /// The text of a sheet.
    pub(super) fn text(bytes: Vec<u8>, sheet: Option<&str>) -> Result<String, TextError> {
        // What a reader of many formats makes of hostile bytes is not for it to end the program.
        let read = AssertUnwindSafe(|| read(bytes, sheet));
        catch_unwind(read).unwrap_or(Err(TextError::Workbook { why: "it is damaged" }))
    }

    fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<String, TextError> {
        let mut book = open(bytes)?;
        let names = names(&book);
        if let Some(wanted) = sheet {
            let known = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            let Some((name, _)) = known else {
                return Err(TextError::NoSheet { name: wanted.to_owned(), count: names.len() });
            };
            return sheet_text(&mut book, name);
        }
        let mut best: Option<((bool, Sureness), String)> = None;
        for (name, is_visible) in &names {
            let text = sheet_text(&mut book, name)?;
            let sureness = sureness_of_sheet(&text);
            let (is_header, words, ..) = sureness;
            let rank = (*is_visible && (is_header || words > 1), sureness);
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, text));
            }
            if is_header && *is_visible {
                break;
            }
        }
        Ok(best.map(|(_, text)| text).unwrap_or_default())
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
            let Ok(part) = archive.by_index(at) else { continue };
            match part.name().as_deref() {
                Ok("xl/workbook.bin") => holds = Holds::Xlsb,
                Ok(name) if name.starts_with("xl/") && matches!(holds, Holds::Ods) => holds = Holds::Xlsx,
                _ => {}
            }
            let count = std::io::copy(&mut part.take(left.saturating_add(1)), &mut std::io::sink());
            let count = count.map_err(|_| damaged.clone())?;
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

    fn sheet_text(book: &mut Book, name: &str) -> Result<String, TextError> {
        let cells = match book {
            Book::Xlsx(book) => streamed(book, name),
            Book::Xlsb(book) => book.worksheet_range(name).ok().map(|range| filled(&range)),
            Book::Xls(book) => book.worksheet_range(name).ok().map(|range| filled(&range)),
            Book::Ods(book) => book.worksheet_range(name).ok().map(|range| filled(&range)),
        };
        let mut cells = cells.ok_or(TextError::Workbook { why: "one of its sheets is damaged" })?;
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut text = String::new();
        let (mut row, mut column) = (0, 0);
        for (cell_row, cell_column, said) in cells {
            // Two cells at one place: the first counts.
            if (cell_row, cell_column) < (row, column) {
                continue;
            }
            if cell_row > row {
                text.extend(std::iter::repeat_n('\n', (cell_row - row) as usize));
                (row, column) = (cell_row, 0);
            }
            text.extend(std::iter::repeat_n('\t', (cell_column - column) as usize));
            column = cell_column;
            text.extend(said.trim().chars().map(|c| if c.is_control() { ' ' } else { c }));
            if text.len() > LONGEST {
                return Err(TextError::Swells);
            }
        }
        Ok(text)
    }

    /// The cells of a sheet, numbers as their formats show them.
    fn streamed(book: &mut Xlsx<Bytes>, name: &str) -> Option<Vec<Filled>> {
        let mut reader = book.worksheet_cells_reader(name).ok()?;
        let zeros: Vec<Option<Zeros>> = reader
            .styles()
            .iter()
            .map(|style| Zeros::of(&style.number_format.as_ref()?.format_code))
            .collect();
        let mut cells = Vec::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().ok()? {
            let (row, column) = cell.get_position();
            let zeros = zeros.get(style).and_then(Option::as_ref);
            let said = match cell.get_value() {
                DataRef::Int(number) => zeroed(*number, zeros),
                DataRef::Float(number) => float(*number, zeros),
                DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::Bool(flag) => flag.to_string(),
                DataRef::DateTime(date) => day(date),
                DataRef::DateTimeIso(text) => iso(text),
                DataRef::Error(error) => error.to_string(),
                DataRef::Empty => continue,
            };
            if !said.is_empty() {
                cells.push((row, column, said));
            }
        }
        Some(cells)
    }

    fn filled(range: &calamine::Range<Data>) -> Vec<Filled>
    where
        Data: CellType,
    {
        let Some((row, column)) = range.start() else { return Vec::new() };
        let texts = range.used_cells().map(|(down, right, cell)| {
            let said = match cell {
                Data::Int(number) => number.to_string(),
                Data::Float(number) => float(*number, None),
                Data::String(text) | Data::DurationIso(text) => text.clone(),
                Data::Bool(flag) => flag.to_string(),
                Data::DateTime(date) => day(date),
                Data::DateTimeIso(text) => iso(text),
                Data::Error(error) => error.to_string(),
                Data::Empty => String::new(),
            };
            (row + crate::source::offset(down), column + crate::source::offset(right), said)
        });
        texts.filter(|(.., said)| !said.is_empty()).collect()
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
        use super::*;

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
