//! Which entry a text names: by id, role slug, address, name or title.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::layout::{Layout, Match};
use super::person::{Person, Said};
use super::words::is_one_of;
use crate::chart::Field;

/// What a text in the place of a manager names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An entry, by its index, and what the text is of it.
    To(usize, Match),
    /// Nobody, on purpose.
    Top,
    /// Several entries.
    Several,
    /// None.
    Unknown,
}

/// Entries with one key.
#[derive(Clone, Copy)]
struct Found {
    first: usize,
    /// Whether there are more.
    several: bool,
}

type Table<'p> = HashMap<Cow<'p, str>, Found>;

/// Finds entries by what may name them.
pub(super) struct Lookup<'p> {
    layout: &'p Layout,
    people: &'p [Person<'p>],
    /// For each of the layout's ways to name an entry; made when the first text needs it, since the lines
    /// of most charts all name ids.
    tables: Vec<OnceCell<Table<'p>>>,
}

impl<'p> Lookup<'p> {
    pub(super) fn new(layout: &'p Layout, people: &'p [Person<'p>]) -> Self {
        let tables = layout.matches.iter().map(|_| OnceCell::new()).collect();
        Self { layout, people, tables }
    }

    fn table(&self, by: Match) -> Table<'p> {
        let mut table = Table::new();
        for (at, person) in self.people.iter().enumerate() {
            for key in keys(person, by) {
                let found = table.entry(key).or_insert(Found { first: at, several: false });
                found.several |= found.first != at;
            }
        }
        table
    }

    /// What a text of an entry names. `kind` is the kind of entity it stands for.
    pub(super) fn find(&self, from: &Person<'_>, text: &str, kind: &str) -> Target {
        let is_top = is_one_of(text, &self.layout.top);
        for (by, table) in self.layout.matches.iter().zip(&self.tables) {
            // Nobody is called by a word that means nobody.
            if is_top && matches!(by, Match::Name | Match::Title) {
                break;
            }
            let key = match by {
                Match::Id => from.key_of(text, kind),
                _ => spelled(text, *by),
            };
            match table.get_or_init(|| self.table(*by)).get(&key) {
                // Several entries with one id are another matter; lines lead to the first of them.
                Some(found) if !found.several || *by == Match::Id => return Target::To(found.first, *by),
                Some(_) => return Target::Several,
                None => {}
            }
        }
        if is_top { Target::Top } else { Target::Unknown }
    }
}

/// The keys by which others may name an entry.
fn keys<'p>(person: &'p Person<'_>, by: Match) -> Vec<Cow<'p, str>> {
    let all = |said: &'p [Said<'_>]| said.iter().map(|said| spelled(&said.text, by)).collect();
    match by {
        Match::Id => person.ids.first().map(|(_, said)| person.id_key(&said.text)).into_iter().collect(),
        Match::RoleSlug => all(&person.slugs),
        Match::Email => all(&person.emails),
        Match::Title => {
            person.value(Field::Title).map(|title| spelled(&title.text, by)).into_iter().collect()
        }
        Match::Name => {
            let Some(name) = person.name.as_deref() else { return Vec::new() };
            let plain = spelled(name, by);
            // Directories write the last name first.
            let turned = match plain.rsplit_once(' ') {
                Some((first, last)) if !plain.contains(',') => Some(format!("{last}, {first}")),
                _ => plain.split_once(", ").map(|(last, first)| format!("{first} {last}")),
            };
            std::iter::once(plain).chain(turned.map(Cow::Owned)).collect()
        }
    }
}

fn spelled(text: &str, by: Match) -> Cow<'_, str> {
    let mut words = text.split_whitespace();
    let is_plain = words.next().map_or(0, str::len) + words.map(|word| 1 + word.len()).sum::<usize>()
        == text.len()
        && text.chars().all(|c| c == ' ' || !c.is_whitespace());
    let plain = if is_plain {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    if by == Match::Email { Cow::Owned(plain.to_lowercase()) } else { plain }
}

/// Where entries have several keys that may be their ids, keeps the one that the lines name most
/// often; of equals, the surest.
pub(super) fn choose_ids(people: &mut [Person<'_>]) {
    let ranks: HashSet<u16> = people.iter().flat_map(|person| &person.ids).map(|(rank, _)| *rank).collect();
    if ranks.len() < 2 {
        return;
    }
    let named: HashSet<&str> = people
        .iter()
        .flat_map(|person| person.up.iter().flat_map(|up| &up.values).chain(&person.down))
        .map(|said| &*said.text)
        .collect();
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for (rank, said) in people.iter().flat_map(|person| &person.ids) {
        *counts.entry(*rank).or_default() += usize::from(named.contains(&*said.text));
    }
    let mut ranks: Vec<u16> = ranks.into_iter().collect();
    ranks.sort_unstable();
    let best = ranks.into_iter().reduce(|best, rank| if counts[&rank] > counts[&best] { rank } else { best });
    for person in people {
        person.ids.retain(|(rank, _)| Some(*rank) == best);
    }
}
