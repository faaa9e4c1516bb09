//! What the files of a chart call the fields of positions, for messages that speak of keys.

use std::collections::BTreeMap;

use super::layout::{Layout, Slot, is_mapped};
use crate::chart::Field;

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

    /// Keeps the key of the id that was chosen.
    pub(super) fn choose_id(&mut self, rank: u16) {
        if let Some(key) = self.ids.get(&rank) {
            self.fields.insert(Field::Id, (rank, key.clone()));
        }
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

    /// The fields that the files call otherwise than the native form does. One that no entry has is
    /// called as the company's layout does.
    pub(super) fn named(mut self, layout: &Layout) -> Vec<(Field, Box<str>)> {
        for (slot, key) in &layout.called {
            if let Some(field) =
                field(*slot).filter(|field| is_shown(key) && !self.fields.contains_key(field))
            {
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
