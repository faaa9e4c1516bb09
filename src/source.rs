//! File texts and places in them: `FileId`, byte `Span`, and a line index that turns a byte offset
//! into a line and a column. Uses no other module.

use std::borrow::Cow;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The largest file that is read, in bytes: several million positions. Offsets are kept in 32 bits, and what
/// is read takes a multiple of its size in memory.
pub(crate) const MAX_FILE_BYTES: u64 = (1 << 30) - 1;

/// A file among those of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a file's text, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end`.
    #[must_use]
    pub(crate) fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// A span of no bytes at `at`.
    #[must_use]
    pub(crate) fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// Whether the span covers no bytes.
    #[must_use]
    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The span as a range for slicing text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in its text.
    pub span: Span,
}

/// Why a file's bytes cannot be used as text. `at` is the byte offset of the first problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The operating system refused.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// A directory, pipe, device or socket.
    #[error("this is not a regular file")]
    NotAFile,
    /// A link out of the repository that nobody named on the command line.
    #[error("this is a link that leads out of the repository, so it is not followed")]
    LeadsOut,
    /// A format that is not text.
    #[error("{name} is not read as a chart")]
    OtherFormat {
        /// What it is, with an article.
        name: &'static str,
    },
    /// A workbook that cannot be read.
    #[error("the workbook cannot be read: {why}")]
    Workbook {
        /// What is in the way.
        why: &'static str,
    },
    /// A sheet that the workbook does not have.
    #[error("the workbook has no sheet {}; it has {count}", quoted(name))]
    NoSheet {
        /// The name that was asked for.
        name: String,
        /// How many it has.
        count: usize,
    },
    /// A workbook that is much larger when it is unpacked.
    #[error("the workbook unpacks to more than the limit of 100 times its size")]
    Swells,
    /// A sheet that names a text many times.
    #[error("the sheet has more text than the limit of 16 times the size of its file and 1 MiB")]
    LongSheet,
    /// Cells with so much of nothing between them that it takes more room than they do.
    #[error("the cells of the sheet are too far apart for a list: most cells between them are empty")]
    FarApart,
    /// Larger than 1 GiB, less a byte.
    #[error("the file has 1 GiB or more, which is over the limit")]
    TooLarge,
    /// UTF-16 or UTF-32.
    #[error("the file is saved as {name}, but a chart has to be UTF-8")]
    WrongEncoding {
        /// The encoding's name.
        name: &'static str,
    },
    /// A byte that no UTF-8 text has there.
    #[error("the file is not UTF-8: byte {at} does not belong to any character")]
    NotUtf8 {
        /// Offset of the byte.
        at: u32,
    },
    /// A NUL byte.
    #[error("the file has a NUL byte at byte {at}, which is not allowed in text")]
    Nul {
        /// Offset of the byte.
        at: u32,
    },
}

impl TextError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "check the path and the permissions of the file",
            Self::LeadsOut => "replace the link with the file itself, or name it on the command line",
            Self::NotAFile => "name a file or a folder; a stream is read from standard input as `-`",
            Self::TooLarge => "split the chart over several files",
            Self::FarApart => "delete the cells that are far from the list, or save the list as CSV",
            Self::Workbook { .. } | Self::Swells | Self::LongSheet => {
                "save the sheet as CSV in the program that wrote it, and name that file"
            }
            Self::NoSheet { .. } => "write `FILE#Sheet` with the name on the sheet's tab",
            Self::OtherFormat { name } if name.contains("workbook") || name.contains("spreadsheet") => {
                "give the file the ending of its format (`.xlsx`, `.xls`, `.ods`), or save the sheet as CSV"
            }
            Self::OtherFormat { name } if name.contains("archive") => {
                "unpack it, and name the folder or the file that holds the chart"
            }
            Self::OtherFormat { .. } => {
                "name the file that it was made from, or write the positions as YAML, JSON or CSV"
            }
            Self::WrongEncoding { .. } | Self::NotUtf8 { .. } => {
                "save the file again as UTF-8: spreadsheets call it `CSV UTF-8`, and editors offer it as the \
                 encoding in `Save as`"
            }
            Self::Nul { .. } => "remove the byte; it often means that this is not a text file",
        }
    }

    /// Offset of the byte the error is about, 0 where it is about the whole file.
    #[must_use]
    pub fn offset(&self) -> u32 {
        match self {
            Self::NotUtf8 { at } | Self::Nul { at } => *at,
            _ => 0,
        }
    }
}

/// One file: the path it is shown under, its text, and its line index.
pub struct SourceFile {
    path: String,
    location: Option<PathBuf>,
    text: String,
    error: Option<TextError>,
    /// Whether it is the sheet of a workbook, with a tab between cells.
    is_sheet: bool,
    /// The sheet that was asked for.
    sheet: Option<Box<str>>,
    further_sheets: usize,
    lines: OnceLock<LineIndex>,
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({}, {} bytes)", self.path, self.text.len())
    }
}

impl SourceFile {
    /// A file whose text is already at hand.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            location: None,
            text: text.into(),
            error: None,
            is_sheet: false,
            sheet: None,
            further_sheets: 0,
            lines: OnceLock::new(),
        }
    }

    /// The sheet of a workbook, with a line for each row and a tab between cells.
    #[must_use]
    pub(crate) fn of_sheet(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { is_sheet: true, ..Self::new(path, text) }
    }

    /// A file from bytes. Where they are not UTF-8 text, the text ends before the first bad byte
    /// and [`SourceFile::error`] says why.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, error) = match decode(bytes) {
            Ok(text) => (text, None),
            Err((text, error)) => (text, Some(error)),
        };
        Self { error, ..Self::new(path, text) }
    }

    /// A file that could not be read at all.
    #[must_use]
    pub(crate) fn unreadable(path: impl Into<String>, error: TextError) -> Self {
        Self { error: Some(error), ..Self::new(path, "") }
    }

    /// The same file, found at this path.
    #[must_use]
    pub(crate) fn at(self, location: &Path) -> Self {
        Self { location: Some(location.to_owned()), ..self }
    }

    /// Where it was found: which file it is, whatever path it is shown under. None of what has no path
    /// of its own, such as standard input and files of an earlier revision.
    #[must_use]
    pub(crate) fn location(&self) -> Option<&Path> {
        self.location.as_deref()
    }

    /// The path as it is shown to people, with `/` between its parts.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the text is missing or ends early.
    #[must_use]
    pub fn error(&self) -> Option<&TextError> {
        self.error.as_ref()
    }

    /// The text of a span; empty where the span is not inside the text.
    #[must_use]
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The first line of a span, without its line break: enough to see of what may be a whole file.
    #[must_use]
    pub(crate) fn first_line(&self, span: Span) -> Span {
        let text = self.slice(span);
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(span.start, span.start + offset(text[..line].trim_end().len()))
    }

    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Whether it is the sheet of a workbook, with a tab between cells.
    #[must_use]
    pub(crate) fn is_sheet(&self) -> bool {
        self.is_sheet
    }

    /// The same file as that of one sheet of a workbook, which somebody named.
    #[must_use]
    pub(crate) fn by_sheet(self, sheet: Option<&str>) -> Self {
        Self { sheet: sheet.map(Into::into), ..self }
    }

    /// A sheet beside which the workbook has others with column names.
    #[must_use]
    pub(crate) fn beside_sheets(self, further_sheets: usize) -> Self {
        Self { further_sheets, ..self }
    }

    /// How many other sheets of the workbook have column names, and are not read.
    #[must_use]
    pub fn further_sheets(&self) -> usize {
        self.further_sheets
    }

    /// The sheet of the workbook that somebody named.
    #[must_use]
    pub(crate) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Where a span starts, as people read it: `path:line:column`.
    #[must_use]
    pub(crate) fn place(&self, span: Span) -> String {
        format!("{}:{}", self.path, self.spot(span.start))
    }

    /// Where a byte is in its file, as people read it: `line:column`; in a sheet `14:C`.
    #[must_use]
    pub(crate) fn spot(&self, offset: u32) -> String {
        let at = self.position(offset);
        if self.is_sheet {
            format!("{}:{}", at.line, letters(at.column))
        } else {
            format!("{}:{}", at.line, at.column)
        }
    }

    /// The cell of a sheet that a byte is in: `C14`.
    #[must_use]
    pub(crate) fn cell(&self, offset: u32) -> Option<String> {
        let at = self.position(offset);
        self.is_sheet.then(|| format!("{}{}", letters(at.column), at.line))
    }

    /// Line and column of a byte offset, both from 1; columns count characters, and in a sheet its columns.
    #[must_use]
    pub fn position(&self, offset: u32) -> LineColumn {
        let at = self.lines().position(&self.text, offset);
        if !self.is_sheet {
            return at;
        }
        let before = self.text.get(..offset as usize).unwrap_or(&self.text);
        let line = before.rfind('\n').map_or(0, |feed| feed + 1);
        let tabs = memchr::memchr_iter(b'\t', &before.as_bytes()[line..]).count();
        LineColumn { column: self::offset(tabs) + 1, ..at }
    }
}

/// The column of a sheet by its number from 1: `C`, `AA`.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or_default()));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// An I/O error in words that are the same on every system.
#[must_use]
pub(crate) fn io_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::StorageFull => "there is no space left".to_owned(),
        ErrorKind::QuotaExceeded => "this account has no space left".to_owned(),
        ErrorKind::FileTooLarge => "a file may not be that large here".to_owned(),
        ErrorKind::OutOfMemory => "there is not enough memory for it".to_owned(),
        _ => error.to_string(),
    }
}

/// Formats that are not text, by how their files begin.
const FORMATS: [(&[u8], &str); 12] = [
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"RIFF", "an image (WebP)"),
    (b"BM", "an image (BMP)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"7z\xbc\xaf", "an archive (7-Zip)"),
    (b"Rar!", "an archive (RAR)"),
    (b"BZh", "an archive (bzip2)"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the old format (.xls), or another old Office document,"),
    (b"SQLite format", "a database"),
];

/// The format of bytes that are not text.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        // The names of what it holds are written as they are.
        let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
        return Some(match () {
            () if holds(b"xl/workbook") || holds(b"xl/worksheets") => "an Excel workbook (.xlsx)",
            () if holds(b"opendocument.spreadsheet") => "a spreadsheet (.ods)",
            () if holds(b"word/document") => "a Word document",
            () if holds(b"ppt/presentation") => "a presentation",
            () if holds(b"visio/document") => "a Visio drawing",
            () => "an archive (ZIP)",
        });
    }
    // A text may well begin with the letters of a format.
    let is_text = |bytes: &[u8]| !bytes.iter().take(512).any(|byte| *byte == 0 || *byte >= 0x80);
    let found = FORMATS.iter().find(|(start, _)| bytes.starts_with(start))?;
    (found.1 == "a PDF" || !is_text(bytes)).then_some(found.1)
}

fn decode(bytes: Vec<u8>) -> Result<String, (String, TextError)> {
    if let Some(name) = other_format(&bytes) {
        return Err((String::new(), TextError::OtherFormat { name }));
    }
    if let Some(name) = foreign_encoding(&bytes) {
        return Err((String::new(), TextError::WrongEncoding { name }));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(at);
        let text = String::from_utf8(bytes).unwrap_or_default();
        (text, TextError::NotUtf8 { at: offset(at) })
    })?;
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(text),
        Some(at) => {
            let mut text = text;
            text.truncate(at);
            Err((text, TextError::Nul { at: offset(at) }))
        }
    }
}

/// UTF-16 and UTF-32, by their byte-order marks or by the zero bytes around the first characters.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32 (little endian)"),
        [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32 (big endian)"),
        [a, 0, 0, 0, ..] if *a != 0 => Some("UTF-32 (little endian)"),
        [0, 0, 0, a, ..] if *a != 0 => Some("UTF-32 (big endian)"),
        [0xFF, 0xFE, ..] => Some("UTF-16 (little endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 (big endian)"),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some("UTF-16 (little endian)"),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some("UTF-16 (big endian)"),
        _ => None,
    }
}

/// A path as somebody wrote it, as it is shown: from the working folder `here` where it lies in it,
/// with `/` between its parts and without `./` before it.
#[must_use]
pub(crate) fn shown(path: &Path, here: &Path) -> String {
    let path = path.strip_prefix(here).unwrap_or(path);
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// A path without links, as it is shown: from the working folder where that is near.
#[must_use]
pub(crate) fn shown_from(path: &Path, here: &Path) -> String {
    shown(&relative(path, here), here)
}

/// The way from a folder to a path; the path itself where that is no shorter than naming it whole.
fn relative(path: &Path, from: &Path) -> PathBuf {
    let (to, from) = (path.components(), from.components());
    let common = to.clone().zip(from.clone()).take_while(|(one, other)| one == other).count();
    if common == 0 || to.clone().skip(common).all(|part| matches!(part, Component::RootDir)) {
        return path.to_owned();
    }
    let up = from.skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.skip(common)).collect();
    // The root of the file system alone in common.
    if common == 1 && way.starts_with("..") { path.to_owned() } else { way }
}

/// A byte offset in 32 bits; files are limited to that size when they are read.
#[must_use]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a character moves the cursor, turns the direction of text, or takes up no room without
/// belonging to the character before it.
pub(crate) fn is_hidden(c: char) -> bool {
    // Most characters are these, and need no look at the others.
    !matches!(c, ' '..='~')
        && (c.is_control()
            || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'))
}

/// A text, cut where it has more than so many characters.
#[must_use]
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(most - 1).collect();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// A text of a file as a message quotes it: between backticks, on one line, and cut where it is long.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::with_capacity(text.len().min(4 * LONGEST) + 2);
    out.push('`');
    out.extend(text.chars().take(LONGEST).map(|c| if is_hidden(c) { ' ' } else { c }));
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out.push('`');
    out
}

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Bytes between two counted characters of [`LineIndex`]: a column in a line of many megabytes
/// (JSON written by a program) is then found without counting the line from its start.
const CHECKPOINT: usize = 1024;

/// Where the lines of a text are, and how many characters stand before every checkpoint.
#[derive(Debug)]
pub struct LineIndex {
    /// Line ends before byte `i * CHECKPOINT`: counting them takes far less than noting each, and few lines of a
    /// chart are ever asked for.
    before: Vec<u32>,
    /// Whether some lines end with a carriage return.
    returns: bool,
    /// Characters before byte `i * CHECKPOINT`; counted when a place far into a line is asked for.
    characters: OnceLock<Vec<u32>>,
}

impl LineIndex {
    fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let returns = memchr::memchr(b'\r', bytes).is_some();
        let mut before = vec![0];
        let mut total = 0;
        for from in (0..bytes.len()).step_by(CHECKPOINT) {
            total += count_ends(bytes, from..bytes.len().min(from + CHECKPOINT), returns);
            before.push(offset(total));
        }
        Self { before, returns, characters: OnceLock::new() }
    }

    /// Number of lines; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.before.last().map_or(0, |ends| *ends as usize) + 1
    }

    /// The line (from 0) that holds the byte.
    #[must_use]
    pub(crate) fn line_of(&self, text: &str, at: u32) -> usize {
        let at = (at as usize).min(text.len());
        let block = at / CHECKPOINT;
        let known = self.before.get(block).copied().unwrap_or_default();
        known as usize + count_ends(text.as_bytes(), block * CHECKPOINT..at, self.returns)
    }

    /// The byte at which a line (from 0) starts; the end of the text for one that is not there.
    fn start(&self, text: &str, line: usize) -> u32 {
        let Some(ends_before) = line.checked_sub(1) else { return 0 };
        // The block in which the line end before it stands.
        let block = self.before.partition_point(|count| (*count as usize) < line).saturating_sub(1);
        let known = self.before.get(block).map_or(0, |count| *count as usize);
        let bytes = text.as_bytes();
        let from = (block * CHECKPOINT).min(bytes.len());
        let end = memchr::memchr2_iter(b'\n', b'\r', &bytes[from..])
            .map(|at| from + at)
            .filter(|at| is_end(bytes, *at))
            .nth(ends_before - known);
        offset(end.map_or(text.len(), |end| end + 1))
    }

    /// The bytes of a line (from 0) without its line break.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let (start, end) = (self.start(text, line), self.start(text, line + 1));
        let content = text.get(start as usize..end as usize).unwrap_or("");
        Span::new(start, start + offset(content.trim_end_matches(['\r', '\n']).len()))
    }

    fn position(&self, text: &str, at: u32) -> LineColumn {
        let at = at.min(offset(text.len()));
        let line = self.line_of(text, at);
        let start = self.start(text, line);
        // A byte-order mark is not a character of the first line.
        let mark = u32::from(line == 0 && at > 0 && text.starts_with('\u{feff}'));
        let within = start as usize..at as usize;
        let column = if within.len() <= CHECKPOINT {
            count(&text.as_bytes()[within])
        } else {
            self.before(text, within.end) - self.before(text, within.start)
        };
        LineColumn { line: offset(line) + 1, column: column - mark + 1 }
    }

    /// Characters before a byte.
    fn before(&self, text: &str, at: usize) -> u32 {
        let characters = self.characters.get_or_init(|| count_characters(text.as_bytes()));
        let block = at / CHECKPOINT;
        let known = characters.get(block).copied().unwrap_or_default();
        known + count(&text.as_bytes()[block * CHECKPOINT..at])
    }
}

fn count_characters(bytes: &[u8]) -> Vec<u32> {
    let mut total = 0;
    let mut out = vec![0];
    for block in bytes.chunks(CHECKPOINT) {
        total += count(block);
        out.push(total);
    }
    out
}

/// Whether a line ends with a byte, which is a line feed or a carriage return: one alone ends a line in YAML,
/// and before a line feed it is part of it.
fn is_end(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')
}

/// Line ends in a part of a text.
fn count_ends(bytes: &[u8], part: std::ops::Range<usize>, returns: bool) -> usize {
    let from = part.start;
    let part = &bytes[part];
    let feeds = memchr::memchr_iter(b'\n', part).count();
    if !returns {
        return feeds;
    }
    feeds + memchr::memchr_iter(b'\r', part).filter(|at| is_end(bytes, from + at)).count()
}

/// Characters that start in these bytes.
fn count(bytes: &[u8]) -> u32 {
    offset(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count())
}

/// The files of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Adds a file and gives its id.
    pub fn add(&mut self, file: impl Into<Arc<SourceFile>>) -> FileId {
        let id = FileId(offset(self.files.len()));
        self.files.push(file.into());
        id
    }

    /// The file of an id that [`Sources::add`] gave.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Arc<SourceFile> {
        &self.files[id.0 as usize]
    }

    /// All files, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Arc<SourceFile>)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(offset(at)), file))
    }

    /// The text of a place.
    #[must_use]
    #[inline]
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).slice(place.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, at: u32) -> (u32, u32) {
        let found = SourceFile::new("a", text).position(at);
        (found.line, found.column)
    }

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(position("é: ü\nb", 3), (1, 3));
        assert_eq!(position("é: ü\nb", 7), (2, 1));
        assert_eq!(position("\u{feff}id: a", 3), (1, 1));
        assert_eq!(position("\u{feff}id: a", 7), (1, 5));
    }

    #[test]
    fn every_kind_of_line_end_starts_a_line() {
        assert_eq!(position("a\r\nb\rc\nd", 3), (2, 1));
        assert_eq!(position("a\r\nb\rc\nd", 5), (3, 1));
        assert_eq!(position("a\r\nb\rc\nd", 7), (4, 1));
    }

    proptest::proptest! {
        #[test]
        fn lines_are_those_of_a_reader_that_looks_at_every_byte(
            lengths in proptest::collection::vec((0_usize..3000, 0..3_usize), 0..12), kinds in 1..4_usize
        ) {
            let end = |kind: usize| ["\n", "\r\n", "\rx\n"][kind % kinds];
            let lines: Vec<String> = lengths.iter().map(|(length, kind)| "x".repeat(*length) + end(*kind)).collect();
            let text = lines.concat();
            let file = SourceFile::new("a", text.as_str());
            let mut starts = vec![0];
            let ends = text.char_indices().filter(|(at, c)| {
                *c == '\n' || (*c == '\r' && !text[at + 1..].starts_with('\n'))
            });
            starts.extend(ends.map(|(at, _)| at + 1));
            for (line, start) in starts.iter().enumerate() {
                let place = file.position(offset(*start));
                proptest::prop_assert_eq!((place.line, place.column), (offset(line + 1), 1));
                let shown = text[*start..].split(['\n', '\r']).next().unwrap_or_default();
                proptest::prop_assert_eq!(file.slice(file.lines().line_span(&text, line)), shown);
            }
            proptest::prop_assert_eq!(file.lines().count(), starts.len());
            let past = file.lines().line_span(&text, starts.len() + 1);
            proptest::prop_assert_eq!(past, Span::new(offset(text.len()), offset(text.len())));
        }
    }

    #[test]
    fn paths_are_shown_from_the_working_folder() {
        let way = |path: &str| relative(Path::new(path), Path::new("/home/a/repo/charts"));
        assert_eq!(way("/home/a/repo/charts/orglint.yaml"), Path::new("orglint.yaml"));
        assert_eq!(way("/home/a/repo/orglint.yaml"), Path::new("../orglint.yaml"));
        assert_eq!(way("/home/a/repo/base/x.yaml"), Path::new("../base/x.yaml"));
        assert_eq!(way("/etc/orglint.yaml"), Path::new("/etc/orglint.yaml"));
        assert_eq!(way("orglint.yaml"), Path::new("orglint.yaml"));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(position("ab", 99), (1, 3));
        assert_eq!(position("", 0), (1, 1));
    }

    #[test]
    fn a_long_line_is_counted_from_a_checkpoint() {
        let text = "ä".repeat(100_000);
        assert_eq!(position(&text, 150_000), (1, 75_001));
        let ascii = "a".repeat(100_000);
        assert_eq!(position(&ascii, 99_999), (1, 100_000));
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_offset() {
        let error = |bytes: &[u8]| SourceFile::from_bytes("a", bytes.to_vec()).error().cloned();
        assert_eq!(error(b"a: \xff"), Some(TextError::NotUtf8 { at: 3 }));
        assert_eq!(error(b"a: \0"), Some(TextError::Nul { at: 3 }));
        assert!(matches!(error(b"\xff\xfea\0"), Some(TextError::WrongEncoding { .. })));
        assert!(matches!(error(b"a\0b\0"), Some(TextError::WrongEncoding { .. })));
        for utf32 in [b"a\0\0\0b\0\0\0", b"\0\0\0a\0\0\0b"] {
            let Some(TextError::WrongEncoding { name }) = error(utf32) else { panic!("{utf32:?}") };
            assert!(name.starts_with("UTF-32"), "{name}");
        }
        assert_eq!(error("\u{feff}a: é".as_bytes()), None);
        assert_eq!(error(b""), None);
    }

    #[test]
    fn a_quoted_text_is_short_and_on_one_line() {
        assert_eq!(quoted("title"), "`title`");
        assert_eq!(quoted("a\nb\u{1b}[0m"), "`a b [0m`");
        assert_eq!(quoted(&"ü".repeat(41)), format!("`{}…`", "ü".repeat(40)));
        assert_eq!(quoted(&"ü".repeat(40)), format!("`{}`", "ü".repeat(40)));
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(cut(&"ä".repeat(40), 40), "ä".repeat(40));
        assert_eq!(cut(&"ä".repeat(41), 40), format!("{}…", "ä".repeat(39)));
    }

    #[test]
    fn a_line_span_leaves_out_its_break() {
        let text = "ab\r\ncd\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_span(text, 0), Span::new(0, 2));
        assert_eq!(index.line_span(text, 1), Span::new(4, 6));
        assert_eq!(index.line_span(text, 2), Span::new(7, 7));
    }
}
