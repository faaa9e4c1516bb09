//! Which columns of a table were taken for what.

use std::collections::{BTreeMap, HashSet};

use super::layout::{SLOTS, Slot};
use super::lookup::choose_ids;
use super::people_of;
use super::words::folded;
use super::{ReadFile, shape};
use crate::chart::OwnFields;
use crate::yaml::Tree;

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
    let mut people = people_of(file, 0, &layouts, &own).people;
    choose_ids(&mut people);
    let id_ranks: HashSet<u16> =
        people.iter().flat_map(|person| &person.ids).map(|(rank, _)| *rank).collect();
    let mut columns: Vec<Column> = Vec::new();
    let mut taken: BTreeMap<Slot, Vec<(u16, usize)>> = BTreeMap::new();
    for name in filled(&file.parsed.tree) {
        for (slot, rank) in layout.keys.get(&folded(name)).into_iter().flatten() {
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
