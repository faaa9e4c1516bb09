//! What a file of entries says beside them: the company, exceptions, and what else the native form
//! has at its top.

use super::entry::EntryAt;
use super::layout::Entries;
use super::shape::is_beside;
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// Keys with their values, in the order of the file.
pub(super) struct Beside {
    pub(super) entries: Vec<Entry>,
    /// Documents that hold nothing else.
    documents: Vec<NodeId>,
}

impl Beside {
    /// Whether what a layout takes for an entry is none.
    pub(super) fn holds(&self, tree: &Tree, entry: &EntryAt) -> bool {
        match entry.key {
            Some(key) => self.entries.iter().any(|beside| beside.key == key),
            None => self.documents.contains(&tree.follow(entry.node)),
        }
    }
}

/// Looks for it in documents that hold nothing else, and beside the key under which the entries are.
/// In a map of entries such a key is an entry if what it holds looks like one.
pub(super) fn beside(tree: &Tree, entries: &Entries) -> Beside {
    let mut found = Beside { entries: Vec::new(), documents: Vec::new() };
    let roots = tree.documents().iter().filter_map(|document| document.root);
    for root in roots.filter(|root| tree.kind(*root) == Kind::Mapping) {
        let all = || tree.entries(root);
        let is_whole = all().next().is_some() && all().all(|entry| is_beside(tree, entry));
        if is_whole {
            found.documents.push(root);
        } else if matches!(entries, Entries::EachFile | Entries::Documents) {
            continue;
        }
        let own = |entry: &Entry| {
            entries.path().is_none_or(|path| path.split('.').next() != Some(tree.text(entry.key)))
        };
        found.entries.extend(all().filter(|entry| is_beside(tree, *entry)).filter(own));
    }
    found.entries.sort_by_key(|entry| tree.span(entry.key).start);
    found
}
