//! Whether a file that is read another way than from its start gives the very same nodes. For tests, and
//! for the target of `fuzz/` that asks it of random files.

use std::sync::Arc;

use super::build::parse_from_start;
use super::join::parse_in_pieces;
use super::tree::Tree;
use crate::source::SourceFile;

/// Reads a text every way there is.
///
/// # Panics
///
/// Where it is not read alike.
pub fn compare(text: &str) {
    for size in [1, text.len() / 3] {
        is_read_alike(text, size);
    }
}

/// Whether a text is read in pieces of a size; if so, as it is from its start.
pub(super) fn is_read_alike(text: &str, size: usize) -> bool {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    let Some(tree) = parse_in_pieces(&file, size) else { return false };
    let whole = parse_from_start(&file);
    assert_eq!(whole.problems, [], "mistakes are told of reading from the start: {text:?}");
    assert_same(&tree, &whole.tree);
    true
}

/// That a tree is the one that reading from the start gives.
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
