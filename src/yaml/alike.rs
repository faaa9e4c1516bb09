//! Whether a file that is read line by line gives the very nodes that the parser gives. For tests, and for the
//! target of `fuzz/` that asks it of random files.

use std::sync::Arc;

use super::parse::{parse_from_start, read_by_line};
use super::tree::Tree;
use crate::source::SourceFile;

/// Reads a text line by line and by the parser.
///
/// # Panics
///
/// Where it is not read alike.
pub fn compare(text: &str) {
    is_read_alike(text);
}

/// Whether a text is read line by line; if so, as the parser reads it.
pub(super) fn is_read_alike(text: &str) -> bool {
    let file = Arc::new(SourceFile::from_bytes("org.yaml", text.as_bytes().to_vec()));
    let Some(by_line) = read_by_line(&file) else { return false };
    let whole = parse_from_start(&file);
    assert_eq!(by_line.problems, whole.problems, "{text:?}");
    assert_same(&by_line.tree, &whole.tree);
    true
}

/// That a tree is the one that the parser gives.
fn assert_same(other: &Tree, whole: &Tree) {
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
