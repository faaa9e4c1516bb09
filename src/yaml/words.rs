//! The parser's error kinds in words that help people who do not program.

use granit_parser::ErrorKind;

use crate::source::{Span, offset};

/// The place to show for an error that was noticed at a byte: the word there, or nothing at the
/// end of a line.
pub(super) fn place(text: &str, at: usize) -> Span {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let word = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
    Span::new(offset(start), offset(start + word))
}

/// What is the matter, and what to do about it.
pub(super) fn for_kind(kind: &ErrorKind) -> (String, &'static str) {
    let _ = kind;
    ("this part cannot be read as YAML".to_owned(), "check the line before it as well")
}
