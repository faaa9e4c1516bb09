//! What becomes of a document that breaks off.

use granit_parser::{ErrorKind, ScanError};

use super::build::Builder;
use super::problem::Problem;
use super::tree::{Kind, NodeId};
use super::words::{self, OpenAt, Scene};
use crate::source::offset;

impl Builder<'_> {
    /// The document broke off: what was open ends here, so that the rest can be walked.
    pub(super) fn broken(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        if !self.conflict {
            self.note_error(error.kind(), at);
        }
        self.drop_half_entry(at);
        while let Some(open) = self.open.pop() {
            self.tree.nodes[open.node.0 as usize].cut = true;
            self.close(&open, offset(at));
        }
        self.close_document(false);
        self.start = offset(at);
    }

    fn note_error(&mut self, kind: &ErrorKind, at: usize) {
        let open = self.open.iter().map(|open| OpenAt {
            kind: self.tree.kind(open.node),
            start: self.tree.span(open.node).start as usize,
            flow: open.flow,
        });
        let last = self.root.and(self.tree.nodes.last()).map(|node| (node.kind, node.span));
        let scene = Scene { text: self.text, at, start: self.start as usize, last, open: open.collect() };
        self.outdented |= scene.is_outdented(kind);
        let mistake = words::mistake(kind, &scene);
        // A text that starts with `*` is one mistake, and not a reference to nothing as well.
        let same = matches!(self.problems.last(), Some(Problem::UnknownAlias { at, .. }) if at.start == mistake.at.start);
        if same {
            self.problems.pop();
        }
        self.note_syntax(mistake);
    }

    /// What was being read at the break is not kept: a key whose value is not there, and a value
    /// that goes on in a way that cannot be read.
    fn drop_half_entry(&mut self, at: usize) {
        let Some(innermost) = self.open.last() else { return };
        let (node, flow) = (innermost.node, innermost.flow);
        self.tree.nodes[node.0 as usize].data = offset(self.tree.nodes.len());
        let children: Vec<NodeId> = self.tree.children(node).collect();
        let Some(last) = children.last().copied() else { return };
        let between = self.text.get(self.tree.span(last).end as usize..at);
        let goes_on = !flow && between.is_some_and(|between| !between.contains(['\n', '\r']));
        let dropped = match self.tree.kind(node) {
            Kind::Mapping if children.len() % 2 == 1 => last,
            Kind::Mapping if goes_on => children[children.len() - 2],
            Kind::Sequence if goes_on && self.tree.kind(last) == Kind::Scalar => last,
            _ => return,
        };
        self.tree.nodes.truncate(dropped.0 as usize);
        self.tree.marks.retain(|mark| mark.node < dropped);
        self.anchors.retain(|_, anchored| anchored.node < dropped);
    }
}
