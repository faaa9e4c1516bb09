//! Text → [`Tree`]: line by line where that is certain, by the parser where it is not.

use std::sync::Arc;

use super::build::Builder;
use super::lines;
use super::problem::Problem;
use super::tree::Tree;
use crate::source::SourceFile;

/// A file that was read: its nodes, and every mistake met on the way.
#[derive(Debug)]
pub struct Parsed {
    /// The nodes.
    pub tree: Tree,
    /// The mistakes, in the order they were met.
    pub problems: Vec<Problem>,
}

impl Parsed {
    fn of(builder: Builder<'_>) -> Self {
        Self { tree: builder.tree, problems: builder.problems }
    }
}

/// Reads a file. Never fails: what cannot be read is a [`Problem`], and the rest is in the tree.
#[must_use]
pub fn parse(file: &Arc<SourceFile>) -> Parsed {
    read_by_line(file).unwrap_or_else(|| parse_from_start(file))
}

/// Reads a file line by line; none where the parser has to read it.
pub(super) fn read_by_line(file: &Arc<SourceFile>) -> Option<Parsed> {
    if file.error().is_some() {
        return None;
    }
    lines::read(file).map(Parsed::of)
}

/// Reads a file by the parser alone, from its start.
pub(super) fn parse_from_start(file: &Arc<SourceFile>) -> Parsed {
    let mut builder = Builder::new(file);
    if let Some(error) = file.error() {
        builder.problems.push(Problem::Text(error.clone()));
    } else {
        builder.read(true);
    }
    if builder.outdented {
        // Most programs take lines within brackets wherever they start. Where nothing else is amiss, so
        // is this reader; it does not begin so, since a quote without an end then swallows what follows.
        let mut again = Builder::new(file);
        again.read(false);
        if again.is_sound() {
            builder = again;
        }
    }
    Parsed::of(builder)
}
