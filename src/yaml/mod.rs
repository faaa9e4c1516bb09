//! Text → a flat arena of spanned nodes and comments. The only module that knows the YAML parser;
//! uses
//! [`crate::source`] alone, and its [`Reader`] what names a near word and a [`crate::problem::Problem`].
//!
//! Nothing here is recursive: a file nested as deep as the limits allow is read in a loop, and
//! every alias leads to a node that was closed before it, so that no walk can run in a circle.

#[cfg(any(test, fuzzing))]
#[cfg(any(test, feature = "internals"))]
pub mod alike;
mod build;
mod entries;
mod flow;
mod keys;
mod lines;
mod made;
mod one_line;
mod parse;
mod problem;
mod reader;
mod rest;
mod tree;
mod words;

pub use build::{MAX_ALIASED_NODES, MAX_DEPTH, MAX_DOCUMENTS};
pub use entries::{Children, Entries, Entry};
pub(crate) use made::{Maker, Shared};
pub(crate) use parse::parse_each_line;
pub use parse::{Parsed, parse};
pub use problem::Problem;
pub(crate) use reader::told;
pub use reader::{Reader, Spanned, flag, number, whole};
pub use tree::{Document, Kind, Mark, NodeId, Style, Tree};

#[cfg(test)]
mod tests;
