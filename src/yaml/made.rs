//! Trees that no parser read: a table as a list of rows, or a chart of another shape in the native
//! one. Their spans lie in the file all the same, and their texts may differ from what is there.

use std::sync::Arc;

use super::tree::{Document, Kind, Node, NodeId, SCALAR_OWNED, SCALAR_QUOTED, SCALAR_SPAN, Style, Tree};
use crate::source::{SourceFile, Span, offset};

/// A text that many scalars share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared(u32);

/// Builds a [`Tree`] node by node, in the order of the file.
#[derive(Debug)]
pub(crate) struct Maker {
    tree: Tree,
    open: Vec<NodeId>,
    /// Where the document begins that is being built.
    begun: NodeId,
}

impl Maker {
    /// Of nothing yet.
    pub(crate) fn new(file: &Arc<SourceFile>) -> Self {
        Self::with_room(file, 0)
    }

    /// Of nothing yet, with room for so many nodes.
    pub(crate) fn with_room(file: &Arc<SourceFile>, nodes: usize) -> Self {
        let mut tree = Tree::new(Arc::clone(file), 0);
        tree.nodes.reserve_exact(nodes);
        Self { tree, open: Vec::new(), begun: NodeId(0) }
    }

    /// The names of the columns of a table, before anything else: its mappings are rows, which hold cells alone.
    pub(crate) fn columns<'n>(&mut self, at: Span, names: impl Iterator<Item = &'n str>) {
        names.for_each(|name| self.saying(at, name));
        self.begun = self.tree.next_id();
        self.tree.columns = self.begun.0;
    }

    /// Keeps a text for [`Maker::shared`].
    pub(crate) fn share(&mut self, text: &str) -> Shared {
        self.tree.owned.push(text.into());
        Shared(offset(self.tree.owned.len()) - 1 + SCALAR_OWNED)
    }

    /// A scalar with a text that is kept already.
    pub(crate) fn shared(&mut self, span: Span, text: Shared) {
        self.push(Kind::Scalar, Style::Text, span, text.0);
    }

    /// A scalar whose text is as it is there.
    pub(crate) fn as_written(&mut self, span: Span, quoted: bool) {
        let data = if quoted { SCALAR_QUOTED } else { SCALAR_SPAN };
        self.push(Kind::Scalar, Style::Text, span, data);
    }

    /// A scalar with a text of its own.
    pub(crate) fn saying(&mut self, span: Span, text: &str) {
        let text = self.share(text);
        self.shared(span, text);
    }

    /// A scalar where nothing is said.
    pub(crate) fn nothing(&mut self, span: Span) {
        self.push(Kind::Scalar, Style::Empty, span, SCALAR_SPAN);
    }

    /// A scalar of another tree of the file, placed as it is there.
    pub(crate) fn copy(&mut self, from: &Tree, node: NodeId, at: Span) {
        let found = from.nodes[node.0 as usize];
        let is_there = found.span() == at;
        let data = match found.data {
            SCALAR_SPAN | SCALAR_QUOTED if is_there => found.data,
            _ => self.share(from.text(node)).0,
        };
        self.push(Kind::Scalar, found.style(), at, data);
    }

    /// Begins a list or a mapping.
    pub(crate) fn start(&mut self, kind: Kind, span: Span, cut: bool) {
        let id = self.push(kind, Style::Plain, span, 0);
        if cut {
            self.tree.nodes[id.0 as usize].set_cut();
        }
        self.open.push(id);
    }

    /// Ends the list or mapping that was begun last.
    pub(crate) fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            let past = offset(self.tree.nodes.len());
            self.tree.nodes[open.0 as usize].data = past;
        }
    }

    /// A node of another tree of the file with all that it holds, placed as it is there. A
    /// reference to a text elsewhere becomes that text; one to anything larger is left empty, so that
    /// copies do not multiply.
    pub(crate) fn copy_all(&mut self, from: &Tree, node: NodeId) {
        let (first, past) = (node.0, from.end(node));
        let here = self.tree.next_id().0;
        for at in first..past {
            let id = NodeId(at);
            let mut found = from.node(id);
            let target = from.follow(id);
            match found.kind() {
                Kind::Alias if (first..past).contains(&target.0) && target != id => {
                    found.data = target.0 - first + here;
                }
                Kind::Alias if target != id && from.kind(target) == Kind::Scalar => {
                    self.copy(from, target, found.span());
                    continue;
                }
                Kind::Alias => {
                    self.nothing(found.span());
                    continue;
                }
                Kind::Scalar => {
                    self.copy(from, id, found.span());
                    continue;
                }
                Kind::Sequence | Kind::Mapping => found.data = found.data - first + here,
            }
            self.tree.nodes.push(found);
        }
    }

    /// Ends the document that is open, if one is, and says whether there is any before what comes next.
    pub(crate) fn end_document(&mut self) -> bool {
        while !self.open.is_empty() {
            self.end();
        }
        let next = self.tree.next_id();
        if self.begun < next {
            self.tree.documents.push(Document { root: Some(self.begun), complete: true });
            self.begun = next;
        }
        !self.tree.documents.is_empty()
    }

    /// The tree, with the comments of another tree of the file.
    pub(crate) fn finish(mut self, comments: &[Span]) -> Tree {
        self.end_document();
        self.tree.comments = comments.to_vec();
        self.tree
    }

    fn push(&mut self, kind: Kind, style: Style, span: Span, data: u32) -> NodeId {
        let id = self.tree.next_id();
        self.tree.nodes.push(Node::new(kind, style, span, data));
        id
    }
}

impl Tree {
    /// The first items of a list at the top, as a tree by themselves.
    pub(crate) fn beginning(&self, items: usize) -> Self {
        let mut maker = Maker::new(&self.file);
        let root = self.documents.first().and_then(|document| document.root);
        if let Some(list) = root.filter(|list| self.kind(*list) == Kind::Sequence) {
            let names = (0..self.columns).map(|column| self.text(NodeId(column)));
            maker.columns(Span::empty(self.span(list).start), names);
            maker.start(Kind::Sequence, self.span(list), false);
            self.items(list).take(items).for_each(|item| maker.copy_all(self, item));
        }
        maker.finish(&self.comments)
    }

    /// Hands over where the scalars stand that are values, and not keys: a table may have millions.
    pub(crate) fn each_value(&self, add: impl FnMut(Span)) {
        self.values_between(self.columns, offset(self.nodes.len()), add);
    }

    /// Where the scalars stand that are values in a node, or the node itself.
    pub(crate) fn values_in(&self, node: NodeId) -> Vec<Span> {
        let mut found = Vec::new();
        self.values_between(node.0, self.end(node), |at| found.push(at));
        found
    }

    fn values_between(&self, first: u32, past: u32, mut add: impl FnMut(Span)) {
        // Collections that are open, each with whether a key of it comes next.
        let mut open: Vec<(u32, Kind, bool)> = Vec::new();
        for (at, node) in (first..).zip(&self.nodes[first as usize..past as usize]) {
            while open.last().is_some_and(|(end, ..)| *end <= at) {
                open.pop();
            }
            let is_key = match open.last_mut() {
                Some((_, Kind::Mapping, key_next)) if self.columns == 0 => {
                    let is_key = *key_next;
                    *key_next = !is_key;
                    is_key
                }
                _ => false,
            };
            match node.kind() {
                Kind::Sequence | Kind::Mapping => open.push((node.data, node.kind(), true)),
                Kind::Scalar | Kind::Alias if !is_key => add(node.span()),
                Kind::Scalar | Kind::Alias => {}
            }
        }
    }
}
