//! Pieces of a large file, read on several cores → one [`Tree`], the very one that reading the file
//! from its start would give; none wherever that is not certain.
//!
//! A piece that starts with an item is read as a list of its own, and one that starts with a key as a
//! mapping of its own: indentation decides where things belong, and it is the same in a piece. What
//! reaches from one piece into another makes a mistake in the first of them, and a file with a mistake
//! other than a key that is written twice is read from its start, for its messages to tell of the file and
//! not of a piece.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::build::{Builder, DEPTH_OF_PIECE, Parsed, parser};
use super::cut::{Piece, Starts, cut};
use super::keys::Keys;
use super::lines;
use super::tree::{Kind, Mark, NodeId, SCALAR_OWNED, Tree};
use crate::source::{SourceFile, offset};

/// Reads a file in pieces of a size; none where it has to be read from its start.
pub(super) fn parse_in_pieces(file: &Arc<SourceFile>, size: usize) -> Option<Parsed> {
    if file.error().is_some() {
        return None;
    }
    let pieces = cut(file.text(), size)?;
    let given_up = AtomicBool::new(false);
    let parts: Option<Vec<Parsed>> = pieces
        .par_iter()
        .map(|piece| {
            let part = read(file, piece, &given_up);
            if part.is_none() {
                given_up.store(true, Ordering::Relaxed);
            }
            part
        })
        .collect();
    join(&pieces, parts?)
}

/// Reads a piece, up to the first thing that a piece cannot tell by itself.
fn read(file: &Arc<SourceFile>, piece: &Piece, given_up: &AtomicBool) -> Option<Parsed> {
    // The first one takes in all the others.
    let room = if piece.range.start == 0 { file.text().len() } else { piece.range.len() };
    let parsed = lines::read(file, piece.range.clone(), room);
    let parsed = parsed.or_else(|| read_by_parser(file, piece, room, given_up))?;
    fits(&parsed, piece).then_some(parsed)
}

fn read_by_parser(
    file: &Arc<SourceFile>,
    piece: &Piece,
    room: usize,
    given_up: &AtomicBool,
) -> Option<Parsed> {
    let mut builder = Builder::new(file, room);
    let mut parser = parser(file.text().get(piece.range.clone())?, true, DEPTH_OF_PIECE);
    while let Some(event) = parser.next_event() {
        let (event, place) = event.ok()?;
        builder.event_of_piece(&event, &place, piece.range.start);
        if !builder.is_alone() || given_up.load(Ordering::Relaxed) {
            return None;
        }
    }
    Some(Parsed { tree: builder.tree, problems: builder.problems })
}

/// Whether a piece turned out to hold what it was taken to hold.
fn fits(parsed: &Parsed, piece: &Piece) -> bool {
    let tree = &parsed.tree;
    let [document] = tree.documents[..] else { return false };
    let Some(root) = document.root else { return false };
    let span = tree.span(root);
    let holds = match piece.starts {
        // Before the first key there may be comments; later, a key is what the piece starts with.
        Starts::Keys => {
            let first = tree.children(root).next().map(|key| tree.span(key).start);
            let starts = span.start as usize == piece.range.start && first == Some(span.start);
            tree.kind(root) == Kind::Mapping
                && (starts || (piece.range.start == 0 && is_at_margin(tree, root)))
        }
        Starts::Items { at, .. } => tree.kind(root) == Kind::Sequence && span.start as usize == at,
    };
    let ends = (span.end as usize) < piece.range.end && !ends_empty(tree);
    let is_last = piece.range.end == tree.file.text().len();
    root.0 == 0 && document.complete && holds && (ends || is_last)
}

/// Whether a node starts in the first column. A tab before it is no part of the indentation, and moves it.
fn is_at_margin(tree: &Tree, node: NodeId) -> bool {
    let before = tree.file.text().get(..tree.span(node).start as usize).unwrap_or_default();
    before.is_empty() || before.ends_with('\n') || before == "\u{feff}"
}

/// Whether the last text of a tree stands after `|` or `>` and holds nothing. The parser places it by what
/// comes next, which is another piece.
pub(super) fn ends_empty(tree: &Tree) -> bool {
    tree.nodes.last().is_some_and(|node| {
        let is_quoted = tree.file.slice(node.span).starts_with(['"', '\'']);
        let owned = node.data.checked_sub(SCALAR_OWNED).and_then(|text| tree.owned.get(text as usize));
        node.kind == Kind::Scalar && !is_quoted && owned.is_some_and(|text| text.trim().is_empty())
    })
}

/// Joins what was read of pieces, in their order.
fn join(pieces: &[Piece], parts: Vec<Parsed>) -> Option<Parsed> {
    let mut parts = parts.into_iter();
    let Parsed { tree: mut whole, mut problems } = parts.next()?;
    let root = NodeId(0);
    let mut list = None;
    for (piece, part) in pieces.iter().skip(1).zip(parts) {
        list = match piece.starts {
            Starts::Keys => None,
            Starts::Items { list: start, .. } => Some(list.or_else(|| last_list(&whole, start))?),
        };
        let end = part.tree.span(root).end;
        append(&mut whole, part.tree);
        problems.extend(part.problems);
        let past = offset(whole.nodes.len());
        for growing in [Some(root), list].into_iter().flatten() {
            let node = &mut whole.nodes[growing.0 as usize];
            node.data = past;
            node.span.end = end;
        }
    }
    // A key at the top that is written twice is told after everything below it, and by no piece.
    let mut at_top = Vec::new();
    Keys::default().check(&mut whole, root, &mut at_top);
    at_top.is_empty().then_some(Parsed { tree: whole, problems })
}

/// The list at the end of a tree, whose first item has its `-` at a byte. What stands between a key and
/// its value is neither text nor, at the start of a line, a comment.
fn last_list(tree: &Tree, start: usize) -> Option<NodeId> {
    let last = tree.children(NodeId(0)).last()?;
    let key = tree.key_of(last)?;
    let between = tree.span(key).end as usize..=tree.span(last).start as usize;
    (tree.kind(last) == Kind::Sequence && between.contains(&start)).then_some(last)
}

/// Puts what the topmost node of a part holds behind everything else.
fn append(whole: &mut Tree, part: Tree) {
    let (nodes, texts) = (offset(whole.nodes.len()) - 1, offset(whole.owned.len()));
    whole.nodes.extend(part.nodes.into_iter().skip(1).map(|mut node| {
        node.data = match node.kind {
            Kind::Scalar if node.data < SCALAR_OWNED => node.data,
            Kind::Scalar => node.data + texts,
            Kind::Sequence | Kind::Mapping | Kind::Alias => node.data + nodes,
        };
        node
    }));
    whole.owned.extend(part.owned);
    whole.comments.extend(part.comments);
    let marks = part.marks.into_iter().map(|mark| Mark { node: NodeId(mark.node.0 + nodes), ..mark });
    whole.marks.extend(marks);
}
