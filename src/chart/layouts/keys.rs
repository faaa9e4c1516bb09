//! What the files of a chart call the fields of positions, for messages that speak of keys; and which columns
//! of a table were taken for what.

use std::collections::{BTreeMap, HashSet};

use super::entries::entries_of;
use super::layout::{Layout, SLOTS, Slot, is_mapped};
use super::lookup::choose_ids;
use super::manager_words::PERHAPS;
use super::{ReadFile, shape};
use crate::chart::{Field, OwnFields};
use crate::yaml::Tree;

/// The longest key that a message shows.
const LONGEST: usize = 40;

/// For each field the surest key of the entries that holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    fields: BTreeMap<Field, (u16, Box<str>)>,
    /// Every key that may hold the id, by how sure it is: the lines of all entries tell which of them does.
    ids: BTreeMap<u16, Box<str>>,
}

impl Keys {
    pub(super) fn of<'k>(all: impl Iterator<Item = ((Slot, u16), &'k str)>) -> Self {
        let mut keys = Self::default();
        for ((slot, rank), key) in all {
            if let Some(field) = field(slot).filter(|_| is_shown(key)) {
                keys.note(field, rank, key);
                if slot == Slot::Id {
                    keys.ids.insert(rank, key.into());
                }
            }
        }
        keys
    }

    /// The surest key for a field, and how sure it is.
    pub(super) fn surest(&self, field: Field) -> Option<(u16, &str)> {
        self.fields.get(&field).map(|(rank, key)| (*rank, &**key))
    }

    /// Keeps the key of the id that was chosen.
    pub(super) fn choose_id(&mut self, rank: u16) {
        if let Some(key) = self.ids.get(&rank) {
            self.fields.insert(Field::Id, (rank, key.clone()));
        }
    }

    /// Whether the key for the manager is a word of another language, which may mean something else: the values tell.
    pub(super) fn are_vague(&self) -> bool {
        self.surest(Field::ReportsTo).is_some_and(|(rank, _)| rank >= PERHAPS)
    }

    /// The key of the ids.
    pub(super) fn id(&self) -> Option<&str> {
        self.fields.get(&Field::Id).map(|(_, key)| &**key)
    }

    pub(super) fn add(&mut self, other: Self) {
        for (field, (rank, key)) in other.fields {
            self.note(field, rank, &key);
        }
        self.ids.extend(other.ids);
    }

    fn note(&mut self, field: Field, rank: u16, key: &str) {
        let is_better = |(known, text): &(u16, Box<str>)| (rank, key) < (*known, text);
        if self.fields.get(&field).is_none_or(is_better) {
            self.fields.insert(field, (rank, key.into()));
        }
    }

    /// The fields that the files call otherwise than orglint's own format does. One that no entry has is
    /// called as the company's layout does.
    pub(super) fn named(mut self, layout: &Layout) -> Vec<(Field, Box<str>)> {
        for (slot, key) in &layout.called {
            // What an export calls it is longer at times.
            let is_shown = is_shown(key) || (layout.is_export && key.starts_with("\"urn:"));
            if let Some(field) = field(*slot).filter(|field| is_shown && !self.fields.contains_key(field)) {
                self.note(field, 0, key);
            }
        }
        let keys = self.fields.into_iter().map(|(field, (_, key))| (field, key));
        keys.filter(|(field, key)| **key != *field.key().name).collect()
    }
}

/// The field that a slot is about.
pub(super) fn field(slot: Slot) -> Option<Field> {
    match slot {
        Slot::Id => Some(Field::Id),
        Slot::Up => Some(Field::ReportsTo),
        Slot::Plain(field) => is_mapped(field).then_some(field),
        _ => None,
    }
}

fn is_shown(key: &str) -> bool {
    key.len() <= LONGEST
        && !key.is_empty()
        && !key.starts_with('$')
        && !key.contains(|c: char| c.is_control() || c == '`')
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as written.
    pub name: String,
    /// The fields that it was taken for; none where it was not read.
    pub fields: Vec<&'static str>,
}

/// The columns of a table in which anything stands, in their order.
#[must_use]
pub fn columns(file: &ReadFile) -> Vec<Column> {
    let layouts = shape::layouts(&file.shape);
    let Some(layout) = layouts.first().filter(|_| file.is_table) else { return Vec::new() };
    let own = OwnFields::default();
    let mut entries = entries_of(file, 0, &layouts, &own).entries;
    choose_ids(&mut entries);
    let id_ranks: HashSet<u16> =
        entries.iter().flat_map(|person| &person.ids).map(|(rank, _)| *rank).collect();
    let mut columns: Vec<Column> = Vec::new();
    let mut taken: BTreeMap<Slot, Vec<(u16, usize)>> = BTreeMap::new();
    for name in filled(&file.parsed.tree) {
        for (slot, rank) in layout.slots(name) {
            let is_other_id = *slot == Slot::Id && !id_ranks.contains(rank);
            if !is_other_id && word(*slot).is_some() {
                taken.entry(*slot).or_default().push((*rank, columns.len()));
            }
        }
        columns.push(Column { name: name.to_owned(), fields: Vec::new() });
    }
    for (slot, mut all) in taken {
        all.sort_unstable();
        if let (Some(word), Some((_, first))) = (word(slot), all.first()) {
            columns[*first].fields.push(word);
        }
    }
    columns
}

/// What a slot is called.
fn word(slot: Slot) -> Option<&'static str> {
    if let Slot::Plain(field) = slot {
        return Some(field.key().name);
    }
    let known = SLOTS.iter().find(|(_, known)| *known == slot);
    known
        .map(|(word, _)| *word)
        .filter(|_| matches!(slot, Slot::Id | Slot::Up | Slot::FirstName | Slot::LastName))
}

/// The names of columns with anything in them.
fn filled(tree: &Tree) -> Vec<&str> {
    let rows = tree.documents().iter().filter_map(|document| document.root).flat_map(|root| tree.items(root));
    let mut names: Vec<(&str, bool)> = Vec::new();
    for row in rows {
        for (at, entry) in tree.entries(row).enumerate() {
            if names.len() <= at {
                names.push((tree.text(entry.key), false));
            }
            names[at].1 |= !tree.text(entry.value).trim().is_empty();
        }
    }
    names
        .into_iter()
        .filter(|(name, is_filled)| *is_filled && !name.is_empty())
        .map(|(name, _)| name)
        .collect()
}
