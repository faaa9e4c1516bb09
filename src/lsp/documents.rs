//! The texts that are open in the editor.

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent as Change};

use super::Encoding;

/// An open text.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the client writes it.
    pub(super) uri: String,
    pub(super) version: i32,
    pub(super) text: String,
}

impl Document {
    /// Makes a change. One that lies beyond the text is made at its end.
    pub(super) fn change(&mut self, change: Change, encoding: Encoding) {
        match change {
            Change::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
            Change::TextDocumentContentChangePartial(part) => {
                let (start, end) = range(&self.text, part.range, encoding);
                self.text.replace_range(start..end, &part.text);
            }
        }
    }
}

fn range(text: &str, range: Range, encoding: Encoding) -> (usize, usize) {
    let start = byte(text, range.start, encoding);
    (start, byte(text, range.end, encoding).max(start))
}

/// The byte of a position. Beyond the end of a line it is that end.
pub(super) fn byte(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match text[start..].find(['\n', '\r']) {
            Some(end) => {
                let end = start + end;
                start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
            }
            None => return text.len(),
        }
    }
    let rest = &text[start..];
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    start + column(line, position.character, encoding)
}

fn column(line: &str, wanted: u32, encoding: Encoding) -> usize {
    let mut units = 0;
    for (at, c) in line.char_indices() {
        if units >= wanted {
            return at;
        }
        units += width(c, encoding);
    }
    line.len()
}

/// How many columns a part of a line takes.
pub(super) fn columns(text: &str, encoding: Encoding) -> u32 {
    text.chars().map(|c| width(c, encoding)).sum()
}

fn width(c: char, encoding: Encoding) -> u32 {
    let width = match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
    };
    u32::try_from(width).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_agreed() {
        let text = "ä: 👩b\r\nc\rd\n";
        let at = |line, character, encoding| byte(text, Position { line, character }, encoding);
        assert_eq!([at(0, 1, Encoding::Utf16), at(0, 2, Encoding::Utf8)], [2, 2]);
        assert_eq!([at(0, 5, Encoding::Utf16), at(0, 8, Encoding::Utf8)], [8, 8]);
        assert_eq!(
            [at(0, 99, Encoding::Utf16), at(1, 0, Encoding::Utf8), at(2, 1, Encoding::Utf8)],
            [9, 11, 14]
        );
        assert_eq!(at(9, 9, Encoding::Utf16), text.len());
        assert_eq!([columns("ä👩", Encoding::Utf16), columns("ä👩", Encoding::Utf8)], [3, 6]);
    }
}
