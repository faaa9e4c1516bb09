//! Keys and values that begin and end in one line and hold nothing that takes a second look: where they
//! end. Whatever is not certain is none, and left to the parser.

use memchr::{memchr, memchr_iter};

/// Keys longer than this are left to the parser, which has a limit of its own.
const LONGEST_KEY: usize = 256;

/// A value that is not a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// Without quotes; up to this byte.
    Plain(usize),
    /// In quotes, with nothing escaped; up to this byte, the last quote among it.
    Quoted(usize),
}

impl Scalar {
    pub(super) fn end(self) -> usize {
        match self {
            Self::Plain(end) | Self::Quoted(end) => end,
        }
    }
}

/// What a byte may be in a text without quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// Part of the text, wherever it is.
    Text,
    /// Part of the text, but not at its start.
    Inside,
    /// Part of a text that stands in no brackets, but not at its start.
    Outside,
    /// A colon, or a number sign: it depends on what is beside it.
    Sign,
    /// The first byte of a character that is not ASCII.
    Wide,
    /// Not looked at here.
    Other,
}

/// What each byte may be.
static BYTES: [Byte; 256] = bytes();

const fn bytes() -> [Byte; 256] {
    let mut bytes = [Byte::Other; 256];
    let mut byte = u8::MIN;
    loop {
        bytes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'/' | b'(' | b'$' | b'+' | b'~' => Byte::Text,
            b',' | b'[' | b']' | b'{' | b'}' => Byte::Outside,
            b':' | b'#' => Byte::Sign,
            b' '..=b'~' => Byte::Inside,
            0x80..=0xff => Byte::Wide,
            _ => Byte::Other,
        };
        if byte == u8::MAX {
            return bytes;
        }
        byte += 1;
    }
}

/// The colon behind a key that starts at a byte.
pub(super) fn key(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let line = &bytes[at..end];
    let length = line.iter().position(|byte| !IN_KEY[*byte as usize]).unwrap_or(line.len());
    let colon = at + length;
    let is_key = length > 0
        && length <= LONGEST_KEY
        && bytes[at].is_ascii_alphanumeric()
        && bytes[colon - 1] != b' '
        && colon < end
        && bytes[colon] == b':'
        && (colon + 1 == end || bytes[colon + 1] == b' ');
    is_key.then_some(colon)
}

/// Which bytes a key may hold.
static IN_KEY: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < bytes.len() {
        #[expect(clippy::cast_possible_truncation, reason = "less than 256")]
        let value = byte as u8;
        bytes[byte] = value.is_ascii_alphanumeric() || matches!(value, b'_' | b'-' | b' ' | b'.' | b'/');
        byte += 1;
    }
    bytes
};

/// Whether a carriage return ends a line by itself, which what is told by line feeds alone does not see.
pub(super) fn has_lone_return(bytes: &[u8]) -> bool {
    memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The first byte from `at` on that is no space.
#[inline]
pub(super) fn skip_spaces(bytes: &[u8], at: usize, end: usize) -> usize {
    let spaces = bytes[at..end].iter().take_while(|byte| **byte == b' ').count();
    at + spaces
}

/// The scalar that starts at a byte, which is no space.
pub(super) fn scalar(bytes: &[u8], at: usize, end: usize, in_brackets: bool) -> Option<Scalar> {
    match bytes[at] {
        quote @ (b'"' | b'\'') => quoted(bytes, at, end, quote).map(Scalar::Quoted),
        _ => plain(bytes, at, end, in_brackets).map(Scalar::Plain),
    }
}

fn quoted(bytes: &[u8], at: usize, end: usize, quote: u8) -> Option<usize> {
    let mut now = at + 1;
    while now < end {
        let byte = bytes[now];
        if byte == quote {
            let doubled = quote == b'\'' && bytes.get(now + 1) == Some(&quote);
            return (!doubled).then_some(now + 1);
        }
        if byte == b'\\' && quote == b'"' {
            return None;
        }
        now = match BYTES[byte as usize] {
            Byte::Other => return None,
            Byte::Wide => wide(bytes, now)?,
            _ => now + 1,
        };
    }
    None
}

/// The end of a text without quotes, its last spaces left out.
fn plain(bytes: &[u8], at: usize, end: usize, in_brackets: bool) -> Option<usize> {
    let mut now = match BYTES[bytes[at] as usize] {
        Byte::Text => at + 1,
        Byte::Wide => wide(bytes, at)?,
        // `-5` and `.5` are texts; `- 5` is a list, and `---` the start of a document.
        _ if matches!(bytes[at], b'-' | b'.') && bytes.get(at + 1)?.is_ascii_alphanumeric() => at + 1,
        _ => return None,
    };
    loop {
        // Most of a text is letters and spaces.
        let rest = bytes.get(now..end)?;
        let plain = |byte: &u8| !matches!(BYTES[*byte as usize], Byte::Text | Byte::Inside);
        let Some(length) = rest.iter().position(plain) else {
            now = end;
            break;
        };
        now += length;
        let byte = bytes[now];
        now = match BYTES[byte as usize] {
            Byte::Wide => wide(bytes, now)?,
            Byte::Outside if in_brackets => break,
            Byte::Sign if in_brackets && byte == b':' => break,
            Byte::Sign if byte == b'#' && bytes[now - 1] == b' ' => break,
            Byte::Sign if byte == b':' && ends_word(bytes, now + 1) => return None,
            Byte::Text | Byte::Inside | Byte::Outside | Byte::Sign => now + 1,
            Byte::Other => return None,
        };
    }
    let spaces = bytes[at..now].iter().rev().take_while(|byte| **byte == b' ').count();
    Some(now - spaces)
}

/// Whether white space follows, or nothing.
fn ends_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(u8::is_ascii_whitespace)
}

/// The end of a character that is not ASCII and that no reader of YAML takes for a line end, a mark of the
/// order of bytes, or a control.
fn wide(bytes: &[u8], at: usize) -> Option<usize> {
    let next = |behind: usize| bytes.get(at + behind).copied().unwrap_or(0);
    match bytes[at] {
        0xc2 if next(1) <= 0xa0 => None,
        0xc2..=0xdf => Some(at + 2),
        0xe2 if next(1) == 0x80 && matches!(next(2), 0xa8 | 0xa9) => None,
        0xef if matches!((next(1), next(2)), (0xbb, 0xbf) | (0xbf, 0xbe | 0xbf)) => None,
        0xe0..=0xef => Some(at + 3),
        _ => Some(at + 4),
    }
}

/// Whether the comment that fills the rest of a line holds nothing but what can be printed.
pub(super) fn is_comment(bytes: &[u8], at: usize, end: usize) -> bool {
    let mut now = at;
    while now < end {
        let next = match BYTES[bytes[now] as usize] {
            Byte::Wide => wide(bytes, now),
            Byte::Other => None,
            _ => Some(now + 1),
        };
        let Some(next) = next else { return false };
        now = next;
    }
    bytes.get(at) == Some(&b'#')
}

/// Whether a `-` at a byte is the sign of an item.
pub(super) fn is_item(bytes: &[u8], at: usize, end: usize) -> bool {
    bytes[at] == b'-' && (at + 1 == end || bytes[at + 1] == b' ')
}

/// Where the item of a list ends whose first line starts at a byte: at the first line that begins as far
/// left as the item does, whatever stands in between.
pub(super) fn item_end(bytes: &[u8], line: usize, column: usize) -> usize {
    let mut start = line;
    while let Some((next, next_column)) = next_content(bytes, start) {
        if next_column <= column {
            return next;
        }
        start = next;
    }
    bytes.len()
}

/// Whether the item whose first line starts at a byte goes on in later lines.
pub(super) fn holds_more(bytes: &[u8], line: usize, column: usize) -> bool {
    next_content(bytes, line).is_some_and(|(_, next_column)| next_column > column)
}

/// The next line that holds more than a comment: where it starts, and its indentation.
fn next_content(bytes: &[u8], line: usize) -> Option<(usize, usize)> {
    let mut start = line;
    loop {
        start += memchr(b'\n', &bytes[start..])? + 1;
        let first = skip_spaces(bytes, start, bytes.len());
        if !matches!(bytes.get(first)?, b'\n' | b'\r' | b'#') {
            return Some((start, first - start));
        }
    }
}
