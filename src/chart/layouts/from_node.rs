//! A layout as a company writes it: YAML → [`Layout`], with every mistake at its place.

use std::collections::HashSet;

use super::layout::{Entries, FIELDS, IdFrom, Layout, Match, SLOTS, Slot, slot_of};
use super::shipped;
use crate::chart::Field;
use crate::nearest::{nearest, one_of};
use crate::source::{Span, quoted};
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// A mistake in a layout, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where it is.
    pub span: Span,
}

/// Keys of a layout beside those that say which keys of an entry mean what.
const OTHERS: [&str; 9] =
    ["entries", "only", "matches", "top", "vacant", "not_disclosed", "otherwise", "entity", "private_ids"];

/// The words that `entries` takes.
pub(crate) const ENTRIES: [&str; 4] = ["each-file", "list", "map", "documents"];

/// The keys that say which keys of an entry mean what, each once, and the others.
pub(crate) fn layout_keys() -> (Vec<&'static str>, &'static [&'static str]) {
    let fields = FIELDS.map(|field| field.key().name);
    let fields = fields.into_iter().filter(|name| SLOTS.iter().all(|(slot, _)| slot != name));
    (SLOTS.map(|(name, _)| name).into_iter().chain(fields).collect(), &OTHERS)
}

/// Reads a layout. `name` is what it is called where a run says which layout it took.
pub fn from_node(name: &str, tree: &Tree, node: NodeId) -> Result<Layout, Vec<Problem>> {
    read(name, tree, node, Some(shipped::general()))
}

/// Reads a layout that takes from another one what it does not say.
pub(super) fn read(
    name: &str,
    tree: &Tree,
    node: NodeId,
    base: Option<&Layout>,
) -> Result<Layout, Vec<Problem>> {
    let mut reader = Reader { tree, problems: Vec::new(), said: HashSet::new() };
    let layout = reader.layout(name, node, base);
    match layout {
        Some(layout) if reader.problems.is_empty() => Ok(layout),
        _ => Err(reader.problems),
    }
}

struct Reader<'t> {
    tree: &'t Tree,
    problems: Vec<Problem>,
    /// Slots that the layout speaks of.
    said: HashSet<Slot>,
}

impl<'t> Reader<'t> {
    fn problem(&mut self, at: NodeId, message: impl Into<String>, help: impl Into<String>) {
        let mut span = self.tree.span(at);
        // The first line of a collection is enough to see.
        let text = self.tree.file().slice(span);
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        span.end = span.start + crate::source::offset(text[..line].trim_end().len());
        self.problems.push(Problem { message: message.into(), help: help.into(), span });
    }

    fn layout(&mut self, name: &str, node: NodeId, base: Option<&Layout>) -> Option<Layout> {
        let node = self.tree.follow(node);
        if self.tree.kind(node) != Kind::Mapping {
            self.problem(
                node,
                "a layout is a set of keys",
                "begin with `entries:` on a line of its own below",
            );
            return None;
        }
        let Some(entries) = self.tree.get(node, "entries") else {
            let help = format!("write `entries:` with {}", one_of(&ENTRIES));
            self.problem(node, "this layout does not say where its entries are", help);
            return None;
        };
        let mut layout = Layout::new(name, self.entries(entries)?);
        let all: Vec<Entry> = self.tree.entries(node).collect();
        // Conditions name fields by what the other keys say about them.
        let (slots, others): (Vec<Entry>, Vec<Entry>) =
            all.into_iter().partition(|entry| slot_of(self.tree.text(entry.key)).is_some());
        for entry in slots {
            if let Some(slot) = slot_of(self.tree.text(entry.key)) {
                self.slot(&mut layout, slot, entry.value);
            }
        }
        if let Some(base) = base {
            layout.take_rest(base, &self.said);
            layout.top.clone_from(&base.top);
            layout.not_disclosed.clone_from(&base.not_disclosed);
        }
        for entry in others {
            self.other(&mut layout, entry);
        }
        if let Some(base) = base.filter(|_| layout.vacant.is_empty()) {
            layout.vacant.clone_from(&base.vacant);
            for (path, slots) in &base.keys {
                let conditions = slots.iter().filter(|(slot, _)| matches!(slot, Slot::Vacant(_)));
                layout.keys.entry(path.clone()).or_default().extend(conditions);
            }
        }
        Some(layout)
    }

    fn entries(&mut self, node: NodeId) -> Option<Entries> {
        let help = format!("write {}, or `{{ list: key }}` for the list under a key", one_of(&ENTRIES));
        if self.tree.kind(node) == Kind::Mapping {
            let mut inside = self.tree.entries(node);
            if let (Some(entry), None) = (inside.next(), inside.next()) {
                let at = Some(self.tree.text(entry.value).trim().to_owned()).filter(|at| !at.is_empty());
                match self.tree.text(entry.key) {
                    "list" if at.is_some() => return Some(Entries::List(at)),
                    "map" if at.is_some() => return Some(Entries::Map(at)),
                    _ => {}
                }
            }
            self.problem(node, "`entries` takes one of `list` and `map` with a key", help);
            return None;
        }
        match self.tree.text(node).trim() {
            "each-file" => Some(Entries::EachFile),
            "documents" => Some(Entries::Documents),
            "list" => Some(Entries::List(None)),
            "map" => Some(Entries::Map(None)),
            word => {
                let near = nearest(word, ENTRIES).map(|near| format!("a similar one is known: `{near}`"));
                let message = format!("`entries` has no word {}", quoted(word));
                self.problem(node, message, near.unwrap_or(help));
                None
            }
        }
    }

    /// Which keys of an entry fill a slot. Written empty, none does.
    fn slot(&mut self, layout: &mut Layout, slot: Slot, node: NodeId) {
        self.said.insert(slot);
        if slot == Slot::Id {
            match self.tree.text(node).trim() {
                "$file-stem" => {
                    layout.id = IdFrom::FileStem;
                    return;
                }
                "$key" => {
                    if !matches!(layout.entries, Entries::Map(_)) {
                        let help = "name the key of an entry that holds its id";
                        self.problem(
                            node,
                            "`$key` is the key of an entry in a map, and these are in none",
                            help,
                        );
                    }
                    layout.id = IdFrom::Key;
                    return;
                }
                _ => layout.id = IdFrom::Field,
            }
        }
        if let Some(keys) = self.texts(node, "a key, or a list of keys") {
            layout.take(slot, &keys);
        }
    }

    fn other(&mut self, layout: &mut Layout, entry: Entry) {
        let (tree, node) = (self.tree, entry.value);
        match tree.text(entry.key) {
            "entries" => {}
            "matches" => self.matches(layout, node),
            "top" => {
                if let Some(texts) = self.texts(node, "a text, or a list of texts") {
                    layout.own_id_is_top = texts.contains(&"$id");
                    layout.top = texts.into_iter().filter(|text| *text != "$id").map(str::to_owned).collect();
                }
            }
            "not_disclosed" => {
                let texts = self.texts(node, "a text, or a list of texts").unwrap_or_default();
                layout.not_disclosed = texts.into_iter().map(str::to_owned).collect();
            }
            "vacant" => self.conditions(layout, node, Slot::Vacant),
            "only" => self.conditions(layout, node, Slot::Only),
            "otherwise" => self.otherwise(layout, node),
            "entity" => layout.entity = Some(tree.text(node).trim().to_owned()),
            "private_ids" => layout.private_ids = tree.text(node).trim() == "true",
            key => {
                let known =
                    OTHERS.into_iter().chain(SLOTS.map(|(name, _)| name)).chain(FIELDS.map(|f| f.key().name));
                let help = match nearest(key, known) {
                    Some(near) => format!("a similar one is known: `{near}`"),
                    None => "take it out; what an entry holds beside the known keys is not read".to_owned(),
                };
                self.problem(entry.key, format!("{} is not a key of a layout", quoted(key)), help);
            }
        }
    }

    fn matches(&mut self, layout: &mut Layout, node: NodeId) {
        let Some(words) = self.texts(node, "a word, or a list of words") else { return };
        layout.matches.clear();
        let known = Match::ALL.map(Match::word);
        for word in words {
            if let Some(found) = Match::ALL.into_iter().find(|known| known.word() == word) {
                layout.matches.push(found);
                continue;
            }
            let help = match nearest(word, known) {
                Some(near) => format!("a similar one is known: `{near}`"),
                None => format!("write one of {}", one_of(&known)),
            };
            self.problem(node, format!("`matches` has no word {}", quoted(word)), help);
        }
    }

    /// `{ key: [values] }`: a key is one of the entry, or a field that the layout takes from one.
    fn conditions(&mut self, layout: &mut Layout, node: NodeId, slot: impl Fn(u8) -> Slot) {
        if self.tree.kind(node) != Kind::Mapping {
            let help = "write a key of the entries and the values that count: `{ type: [vacancy] }`";
            self.problem(node, "this takes a set of keys, each with a list of values", help);
            return;
        }
        for entry in self.tree.entries(node) {
            let Some(values) = self.texts(entry.value, "a text, or a list of texts") else { continue };
            let values = values.into_iter().map(str::to_owned).collect();
            let mut index = 0;
            let list = if matches!(slot(0), Slot::Only(_)) { &mut layout.only } else { &mut layout.vacant };
            if let Ok(at) = u8::try_from(list.len()) {
                index = at;
                list.push(values);
            }
            let key = self.tree.text(entry.key);
            let taken: Vec<String> = match slot_of(key) {
                Some(of) => paths_of(layout, of),
                None => Vec::new(),
            };
            for (rank, path) in taken.into_iter().enumerate() {
                let rank = u16::try_from(rank).unwrap_or(u16::MAX);
                layout.keys.entry(path).or_default().push((slot(index), rank));
            }
            layout.take(slot(index), &[key]);
        }
    }

    fn otherwise(&mut self, layout: &mut Layout, node: NodeId) {
        for entry in self.tree.entries(node) {
            let key = self.tree.text(entry.key);
            if let Some(field) = Field::from_key(key).filter(|field| FIELDS.contains(field)) {
                layout.otherwise.push((field, self.tree.text(entry.value).trim().to_owned()));
                continue;
            }
            let near = nearest(key, FIELDS.map(|field| field.key().name));
            let help = near.map_or_else(
                || "name a field of a position, such as `department`".to_owned(),
                |near| format!("a similar one is known: `{near}`"),
            );
            self.problem(entry.key, format!("{} is not a field of a position", quoted(key)), help);
        }
    }

    /// One text or a list of them; nothing written is an empty list.
    fn texts(&mut self, node: NodeId, expected: &str) -> Option<Vec<&'t str>> {
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Scalar if tree.is_null(node) => Some(Vec::new()),
            Kind::Scalar => Some(vec![tree.text(node).trim()]),
            Kind::Sequence if tree.items(node).all(|item| tree.kind(item) == Kind::Scalar) => {
                Some(tree.items(node).map(|item| tree.text(item).trim()).collect())
            }
            _ => {
                let help = "put a text in quotes if it holds `: `, ` #`, `[` or `{`";
                self.problem(node, format!("this takes {expected}"), help);
                None
            }
        }
    }
}

/// The paths that a layout takes a slot from, the first of them first.
fn paths_of(layout: &Layout, slot: Slot) -> Vec<String> {
    let mut found: Vec<(u16, &String)> = layout
        .keys
        .iter()
        .flat_map(|(path, slots)| slots.iter().map(move |(known, rank)| (known, rank, path)))
        .filter(|(known, ..)| **known == slot)
        .map(|(_, rank, path)| (*rank, path))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, path)| path.clone()).collect()
}
