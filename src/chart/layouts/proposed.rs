//! A layout for one file, from what its values show and what a person says of its keys: what `init` writes
//! down and `import` reads by.

use std::collections::HashMap;

use super::infer::{self, Learned, is_word};
use super::keys::columns;
use super::layout::{Entries, Layout, Slot, slot_of};
use super::seen::cells;
use super::texts::folded;
use super::{Form, ReadFile, entries, shape};
use crate::problem::Refusal;
use crate::source::quoted;
use crate::yaml::{Kind, Tree};

/// Which key of a file means what.
#[derive(Debug)]
pub struct Proposed {
    /// How to read the file.
    pub layout: Form,
    /// Where the entries are, as a layout writes it.
    pub entries: String,
    /// The layout's keys, each with the key of the file.
    pub keys: Vec<(String, String)>,
}

/// Proposes a layout for a file. `given` says which keys of the file mean what, as `reports_to` with
/// `Vorgesetzter`; the rest is taken from headers that are known, else learned from the values.
pub fn propose(file: &ReadFile, given: &[(String, String)]) -> Result<Proposed, Refusal> {
    let shape = if file.is_table { shape::Shape::Table } else { entries_of(file)? };
    let layout = shape::layouts(&shape).into_iter().next();
    let Some(mut layout) = layout else { return Err(no_entries()) };
    let seen = seen(&file.parsed.tree, &layout.entries);
    let mut keys: Vec<(String, String)> = Vec::new();
    for (field, key) in given {
        let Some(slot) = slot_of(field) else {
            let message = format!("a layout has no key {}", quoted(field));
            return Err(Refusal::new(message, "write `reports_to`, `id`, `title`, `name` or another field"));
        };
        let Some(path) = seen.iter().find(|path| folded(path) == folded(key)) else {
            let message = format!("there is no column or key {}", quoted(key));
            return Err(Refusal::new(message, format!("there are {}", listed(file, &layout.entries, &seen))));
        };
        layout.replace(slot, path);
        keys.push((field.clone(), path.clone()));
    }
    let is_given = |keys: &[(String, String)], field: &str| keys.iter().any(|(known, _)| known == field);
    let known: Vec<(String, String)> = columns(file)
        .into_iter()
        .flat_map(|column| {
            column.fields.into_iter().map(move |field| (field.to_owned(), column.name.clone()))
        })
        .collect();
    let given_manager = keys.iter().find(|(field, _)| field == "reports_to").map(|(_, key)| key.clone());
    let is_known = given_manager.is_some() || is_given(&known, "reports_to");
    match infer::learn(&[(file.clone(), true)], &layout, given_manager.as_deref()) {
        Some(Learned::Keys(taken)) => {
            for (field, key) in taken.keys {
                if !is_given(&keys, field) {
                    keys.push((field.to_owned(), key));
                }
            }
            layout = taken.layout;
            // What a person says counts.
            for (field, key) in given {
                if let Some(slot) = slot_of(field) {
                    layout.replace(slot, key);
                }
            }
        }
        Some(Learned::Either([one, other])) if !is_known => {
            let message = format!("{} and {} may both name the manager", quoted(&one), quoted(&other));
            let help = format!("say which one it is: `--column 'reports_to={one}'`");
            return Err(Refusal::new(message, help));
        }
        _ if is_known => {}
        _ => {
            let message = "no column or key could be read as the manager".to_owned();
            let help = format!(
                "say which one it is with `--column reports_to=KEY`: there are {}",
                listed(file, &layout.entries, &seen)
            );
            return Err(Refusal::new(message, help));
        }
    }
    for (field, key) in known {
        if !is_given(&keys, &field)
            && !keys.iter().any(|(_, taken)| *taken == key)
            && slot_of(&field).is_some()
        {
            keys.push((field, key));
        }
    }
    keys.dedup_by(|one, other| one.0 == other.0);
    let entries = match &layout.entries {
        Entries::List(Some(key)) => format!("{{ list: {} }}", quoted_yaml(key)),
        Entries::Map(Some(key)) => format!("{{ map: {} }}", quoted_yaml(key)),
        Entries::Map(None) => "map".to_owned(),
        _ => "list".to_owned(),
    };
    Ok(Proposed { layout: Form::Own(Box::new(Layout { is_shipped: false, ..layout })), entries, keys })
}

impl Layout {
    /// Takes a slot from this key alone.
    pub(super) fn replace(&mut self, slot: Slot, path: &str) {
        self.by_words = self.by_words.filter(|_| slot != Slot::Up);
        for slots in self.keys.values_mut() {
            slots.retain(|(known, _)| *known != slot);
        }
        // What means one thing means nothing else.
        if let Some(slots) = self.keys.get_mut(&folded(path)) {
            slots.clear();
        }
        self.take(slot, &[path]);
    }
}

fn entries_of(file: &ReadFile) -> Result<shape::Shape, Refusal> {
    match &file.shape {
        _ if file.within.is_some() => Err(no_entries()),
        known @ (shape::Shape::List(_) | shape::Shape::Map(_)) => Ok(known.clone()),
        _ => shape::any_entries(&file.parsed.tree).ok_or_else(no_entries),
    }
}

fn no_entries() -> Refusal {
    Refusal::new(
        "the file is not a table, a list of entries or a map of entries",
        "`docs/layouts.md` shows how to describe other shapes",
    )
}

/// The keys of the entries.
fn seen(tree: &Tree, entries: &Entries) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for entry in entries::find(tree, entries) {
        if tree.kind(entry.node) == Kind::Mapping {
            infer::paths(tree, entry.node, &mut |path| {
                if !path.is_empty() && !seen.contains(&path) && seen.len() < 100 {
                    seen.push(path);
                }
            });
        }
        if seen.len() >= 100 {
            break;
        }
    }
    seen
}

/// The keys of the entries that are not people's.
fn listed(file: &ReadFile, entries: &Entries, seen: &[String]) -> String {
    let tree = &file.parsed.tree;
    let all: Vec<&str> = seen.iter().map(String::as_str).collect();
    if !infer::are_headers(&all) || (file.is_table && infer::is_row_of_people(&all, cells(tree))) {
        return "the first row has no headers, or has names of people".to_owned();
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for entry in entries::find(tree, entries).into_iter().take(LOOKED_AT) {
        infer::paths(tree, entry.node, &mut |path| *counts.entry(path).or_default() += 1);
    }
    // A key that one entry alone has may be a value.
    let is_shared =
        |key: &&String| file.is_table || is_word(key) || counts.get(*key).is_some_and(|count| *count > 1);
    let shown: Vec<String> = seen.iter().filter(is_shared).take(12).map(|key| quoted(key)).collect();
    if shown.is_empty() { "none that several entries have".to_owned() } else { shown.join(", ") }
}

/// Entries that are looked through for the keys that they share.
const LOOKED_AT: usize = 1000;

/// A text in YAML, whatever is in it.
pub fn quoted_yaml(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
