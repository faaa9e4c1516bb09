//! Text in, nodes and mistakes out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod collections;
mod fixtures;
mod limits;
mod lines;
mod mistakes;
mod oracle;
mod random;
mod rest;
mod scalars;
mod suite;

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Kind, NodeId, Parsed, Problem, Tree, parse};
use crate::source::{SourceFile, Span};

fn parsed(text: &str) -> Parsed {
    parse(&Arc::new(SourceFile::new("org.yaml", text)))
}

/// A tree that has to be without a mistake.
fn tree(text: &str) -> Tree {
    let Parsed { tree, problems } = parsed(text);
    assert_eq!(problems, [], "{text}");
    tree
}

fn root(tree: &Tree) -> NodeId {
    tree.documents()[0].root.unwrap()
}

/// The value of a key at the top of the first document.
fn value(tree: &Tree, key: &str) -> NodeId {
    tree.get(root(tree), key).unwrap()
}

/// The text that a span covers.
fn covered(tree: &Tree, span: Span) -> &str {
    tree.file().slice(span)
}

/// Every document on a line of its own, in one line each, with merge keys worked in and references
/// followed: what a reader of the tree sees.
fn shown(parsed: &Parsed) -> String {
    let mut out = String::new();
    for document in parsed.tree.documents() {
        if let Some(root) = document.root {
            show(&parsed.tree, root, &mut out);
        }
        out.push_str(if document.complete { ";" } else { "…;" });
    }
    out
}

/// For small trees alone: recursive.
fn show(tree: &Tree, node: NodeId, out: &mut String) {
    match tree.kind(node) {
        Kind::Scalar if tree.is_cut(node) => out.push('…'),
        Kind::Scalar if tree.is_null(node) => out.push('~'),
        Kind::Scalar => write!(out, "{:?}", tree.text(node)).unwrap(),
        Kind::Alias => out.push('*'),
        Kind::Sequence => {
            out.push('[');
            for item in tree.items(node) {
                show(tree, item, out);
                out.push(' ');
            }
            out.push_str(if tree.is_cut(node) { "…]" } else { "]" });
        }
        Kind::Mapping => {
            out.push('{');
            for entry in tree.entries(node) {
                show(tree, entry.key, out);
                out.push(':');
                show(tree, entry.value, out);
                out.push(' ');
            }
            out.push_str(if tree.is_cut(node) { "…}" } else { "}" });
        }
    }
}

/// The mistakes as a report shows them: line, column, message.
fn told(text: &str) -> Vec<String> {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    let problems = parse(&file).problems;
    let told = problems.iter().map(|problem: &Problem| {
        let at = file.position(problem.span().start);
        format!("{}:{} {problem}", at.line, at.column)
    });
    told.collect()
}
