//! What a collection holds: the items of a list, and the keys and values of a mapping with merge keys
//! worked in.

use std::collections::HashSet;

use super::tree::{Kind, NodeId, Tree};

/// One key with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: NodeId,
    /// The value, never an alias that could be followed.
    pub value: NodeId,
    /// The value as it is there: the alias, where it is one.
    pub at: NodeId,
}

impl Tree {
    /// The nodes directly in a collection, aliases not followed.
    pub(crate) fn children(&self, id: NodeId) -> Children<'_> {
        let node = self.node(id);
        let end = match node.kind() {
            Kind::Sequence | Kind::Mapping => node.data,
            Kind::Scalar | Kind::Alias => id.0,
        };
        Children { tree: self, next: id.0 + 1, end }
    }

    /// The items of a list, aliases followed. Empty for any other node.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let is_list = self.kind(id) == Kind::Sequence;
        self.children(id).filter(move |_| is_list).map(|child| self.follow(child))
    }

    /// The keys and values of a mapping, in order, with what merge keys (`<<`) bring in after them.
    /// A key that the mapping states itself wins over a merged one, the first merged one over later
    /// ones. Values are followed through aliases; merge keys themselves are left out.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Entries<'_> {
        let node = self.node(id);
        match node.kind() {
            Kind::Mapping if self.columns > 0 => Entries::Row(NodeId(0), self.children(id)),
            Kind::Mapping if node.merges() => Entries::Merged(self.merged(id).into_iter()),
            Kind::Mapping => Entries::Own(self.children(id)),
            _ => Entries::Own(Children { tree: self, next: 0, end: 0 }),
        }
    }

    /// Whether a mapping's entry was brought in by a merge key from another mapping.
    #[must_use]
    #[inline]
    pub fn is_merged(&self, mapping: NodeId, entry: Entry) -> bool {
        self.columns == 0 && !self.holds(mapping, entry.key)
    }

    /// The value of a key in a mapping.
    #[must_use]
    pub fn get(&self, mapping: NodeId, key: &str) -> Option<NodeId> {
        self.entries(mapping).find(|entry| self.text(entry.key) == key).map(|entry| entry.value)
    }

    /// Entries with merge keys worked in: a stack instead of recursion, every mapping once.
    fn merged(&self, id: NodeId) -> Vec<Entry> {
        let mut out = Vec::new();
        let mut seen_keys = HashSet::new();
        let mut seen_maps = HashSet::new();
        let mut waiting = vec![id];
        while let Some(mapping) = waiting.pop() {
            if self.kind(mapping) != Kind::Mapping || !seen_maps.insert(mapping) {
                continue;
            }
            let mut bases = Vec::new();
            let mut children = self.children(mapping);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                let at = value;
                let value = self.follow(at);
                if self.is_merge_key(key) {
                    bases.extend(self.merge_bases(value));
                } else if self.kind(key) != Kind::Scalar || seen_keys.insert(self.text(key)) {
                    out.push(Entry { key, value, at });
                }
            }
            waiting.extend(bases.into_iter().rev());
        }
        out
    }

    /// The mappings that the value of a merge key names.
    fn merge_bases(&self, value: NodeId) -> Vec<NodeId> {
        match self.kind(value) {
            Kind::Sequence => self.items(value).collect(),
            _ => vec![value],
        }
    }
}

/// Nodes directly in a collection.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.tree.end(id);
        Some(id)
    }
}

/// Keys and values of a mapping. See [`Tree::entries`].
#[derive(Clone, Debug)]
pub enum Entries<'t> {
    /// A mapping without merge keys, read where it stands.
    Own(Children<'t>),
    /// The cells of a row of a table, and the name of the column of the next one.
    Row(NodeId, Children<'t>),
    /// A mapping with what its merge keys bring in.
    Merged(std::vec::IntoIter<Entry>),
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    #[inline]
    fn next(&mut self) -> Option<Entry> {
        // Nearly all are these.
        let Self::Own(children) = self else { return self.next_of_others() };
        let key = children.next()?;
        let at = children.next()?;
        Some(Entry { key, value: children.tree.follow(at), at })
    }
}

impl Entries<'_> {
    #[inline(never)]
    fn next_of_others(&mut self) -> Option<Entry> {
        match self {
            Self::Own(_) => None,
            Self::Row(next, cells) => {
                let value = cells.next()?;
                let key = std::mem::replace(next, NodeId(next.0 + 1));
                Some(Entry { key, value, at: value })
            }
            Self::Merged(entries) => entries.next(),
        }
    }
}
