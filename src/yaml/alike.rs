//! Whether a file that is read another way than by the parser from its start gives the very same nodes. For
//! tests, and for the target of `fuzz/` that asks it of random files.

use std::sync::Arc;

use super::build::{Parsed, parse_from_start};
use super::join::parse_in_pieces;
use super::lines;
use super::tree::Tree;
use crate::source::SourceFile;

/// Reads a text every way there is.
///
/// # Panics
///
/// Where it is not read alike.
pub fn compare(text: &str) {
    is_read_alike_by_line(text);
    for size in [1, text.len() / 3] {
        is_read_alike_in_pieces(text, size);
    }
}

/// Whether a text is read line by line; if so, as the parser reads it.
pub(super) fn is_read_alike_by_line(text: &str) -> bool {
    is_alike(&file(text), |file| lines::read(file, 0..text.len(), text.len()))
}

/// Whether a text is read in pieces of a size; if so, as it is from its start.
pub(super) fn is_read_alike_in_pieces(text: &str, size: usize) -> bool {
    is_alike(&file(text), |file| parse_in_pieces(file, size))
}

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::from_bytes("org.yaml", text.as_bytes().to_vec()))
}

fn is_alike(file: &Arc<SourceFile>, read: impl Fn(&Arc<SourceFile>) -> Option<Parsed>) -> bool {
    if file.error().is_some() {
        return false;
    }
    let Some(other) = read(file) else { return false };
    let whole = parse_from_start(file);
    assert_eq!(other.problems, whole.problems, "{:?}", file.text());
    assert_same(&other.tree, &whole.tree);
    true
}

/// That a tree is the one that the parser gives.
pub(super) fn assert_same(other: &Tree, whole: &Tree) {
    let text = whole.file().text();
    let shown = if text.len() < 4000 { text } else { whole.file().path() };
    assert_eq!(other.nodes.len(), whole.nodes.len(), "{shown:?}");
    for (at, (one, other)) in other.nodes.iter().zip(&whole.nodes).enumerate() {
        assert_eq!(one, other, "node {at} of {shown:?}");
    }
    assert_eq!(other.owned, whole.owned, "{shown:?}");
    assert_eq!(other.comments, whole.comments, "{shown:?}");
    assert_eq!(other.documents, whole.documents, "{shown:?}");
    assert_eq!(other.marks, whole.marks, "{shown:?}");
}
