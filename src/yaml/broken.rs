//! What becomes of a document that breaks off.

use granit_parser::{ErrorKind, Event, Parser, ScanError};

use super::build::{Builder, MAX_DEPTH, bytes};
use super::problem::Problem;
use super::tree::{Kind, NodeId};
use super::words::{self, OpenAt, Scene};
use crate::source::{Span, offset};

impl<'s> Builder<'s> {
    /// The document broke off: what was open ends here, so that the rest can be walked.
    pub(super) fn broken(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let scene = self.scene(at);
        if !self.conflict {
            self.note_error(error.kind(), &scene);
            self.conflict = scene.conflict().is_some();
        }
        let held_back = scene.held_back(*error.kind() == ErrorKind::InvalidIndentation);
        if !held_back.is_some_and(|(held_back, closing)| self.take_in(held_back, &closing)) {
            self.drop_half_entry(at);
        }
        while let Some(open) = self.open.pop() {
            self.tree.nodes[open.node.0 as usize].cut = true;
            self.close(&open, offset(at));
        }
        self.close_document(false);
        self.start = offset(at);
    }

    /// What was read when the parser gave up at a byte.
    fn scene(&self, at: usize) -> Scene<'s> {
        let open = self.open.iter().map(|open| OpenAt {
            kind: self.tree.kind(open.node),
            start: self.tree.span(open.node).start as usize,
            flow: open.flow,
        });
        let last = self.root.and(self.tree.nodes.last()).map(|node| (node.kind, node.span));
        Scene { text: self.text, at, start: self.start as usize, last, open: open.collect() }
    }

    fn note_error(&mut self, kind: &ErrorKind, scene: &Scene<'_>) {
        self.outdented |= scene.is_outdented(kind);
        let mistake = words::mistake(kind, scene);
        // A text that starts with `*` is one mistake, and not a reference to nothing as well.
        let same = matches!(self.problems.last(), Some(Problem::UnknownAlias { at, .. }) if at.start == mistake.at.start);
        if same {
            self.problems.pop();
        }
        self.note_syntax(mistake);
    }

    /// Takes in what stands in brackets at a span, closed by what is missing. Whether it could be read.
    fn take_in(&mut self, span: Span, closing: &str) -> bool {
        let expects_value = match self.open.last() {
            None => self.root.is_none(),
            Some(open) if self.tree.kind(open.node) == Kind::Sequence => true,
            Some(open) => {
                self.tree.nodes[open.node.0 as usize].data = offset(self.tree.nodes.len());
                self.tree.children(open.node).count() % 2 == 1
            }
        };
        let piece = &self.text[span.range()];
        // Names of references are numbered anew in a piece.
        if !expects_value || piece.contains(['&', '*']) {
            return false;
        }
        let (first, level, known) = (self.tree.nodes.len(), self.open.len(), self.problems.len());
        let root = self.root;
        let text = format!("{piece}{closing}");
        let options = granit_parser::options! { flow_nesting_limit: MAX_DEPTH };
        let mut sound = true;
        for event in Parser::new_from_str_with_options(&text, options) {
            match event {
                Ok((Event::Comment(..) | Event::DocumentEnd, _)) => {}
                Ok((event, place)) => {
                    let place = bytes(&place);
                    let end = (span.start + place.end).min(span.end);
                    self.event(&event, Span::new((span.start + place.start).min(end), end), None);
                }
                Err(_) => sound = false,
            }
        }
        sound &= self.open.len() == level && self.tree.nodes.len() > first;
        if !sound {
            self.open.truncate(level);
            self.tree.nodes.truncate(first);
            self.problems.truncate(known);
            self.root = root;
        }
        for node in self.tree.nodes.iter_mut().skip(first) {
            node.cut = matches!(node.kind, Kind::Sequence | Kind::Mapping) && node.span.end == span.end;
        }
        sound
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
