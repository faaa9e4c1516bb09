//! Which entry a text names: by id, role slug, address, name or title.

use std::collections::{HashMap, HashSet};

use super::layout::{Layout, Match};
use super::person::{Person, Said};
use super::words::is_one_of;

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

/// Finds entries by what may name them.
pub(super) struct Lookup<'l> {
    layout: &'l Layout,
    tables: HashMap<Match, HashMap<String, Vec<usize>>>,
}

impl<'l> Lookup<'l> {
    pub(super) fn new(layout: &'l Layout, people: &[Person]) -> Self {
        let mut tables: HashMap<Match, HashMap<String, Vec<usize>>> = HashMap::new();
        for (at, person) in people.iter().enumerate() {
            for by in &layout.matches {
                for key in keys(person, *by) {
                    tables.entry(*by).or_default().entry(key).or_default().push(at);
                }
            }
        }
        Self { layout, tables }
    }

    /// What a text of an entry names. `kind` is the kind of entity it stands for.
    pub(super) fn find(&self, from: &Person, text: &str, kind: &str) -> Target {
        let is_top = is_one_of(text, &self.layout.top);
        for by in &self.layout.matches {
            // Nobody is called by a word that means nobody.
            if is_top && matches!(by, Match::Name | Match::Title) {
                break;
            }
            let Some(table) = self.tables.get(by) else { continue };
            let key = match by {
                Match::Id => from.key_of(text, kind),
                _ => spelled(text, *by),
            };
            match table.get(&key).map(Vec::as_slice) {
                Some([one]) => return Target::To(*one, *by),
                // Several entries with one id are another matter; lines lead to the first of them.
                Some([first, ..]) if *by == Match::Id => return Target::To(*first, *by),
                Some([_, ..]) => return Target::Several,
                _ => {}
            }
        }
        if is_top { Target::Top } else { Target::Unknown }
    }
}

/// The keys by which others may name an entry.
fn keys(person: &Person, by: Match) -> Vec<String> {
    let all = |said: &[Said]| said.iter().map(|said| spelled(&said.text, by)).collect();
    match by {
        Match::Id => person.ids.first().map(|(_, said)| person.id_key(&said.text)).into_iter().collect(),
        Match::RoleSlug => all(&person.slugs),
        Match::Email => all(&person.emails),
        Match::Title => person.title.iter().map(|title| spelled(title, by)).collect(),
        Match::Name => {
            let Some(name) = person.name.as_deref() else { return Vec::new() };
            let plain = spelled(name, by);
            // Directories write the last name first.
            let turned = match plain.rsplit_once(' ') {
                Some((first, last)) if !plain.contains(',') => Some(format!("{last}, {first}")),
                _ => plain.split_once(", ").map(|(last, first)| format!("{first} {last}")),
            };
            std::iter::once(plain).chain(turned).collect()
        }
    }
}

fn spelled(text: &str, by: Match) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if by == Match::Email { plain.to_lowercase() } else { plain }
}

/// Where entries have several keys that may be their ids, keeps the one that the lines name most
/// often; of equals, the surest.
pub(super) fn choose_ids(people: &mut [Person]) {
    let ranks: HashSet<u16> = people.iter().flat_map(|person| &person.ids).map(|(rank, _)| *rank).collect();
    if ranks.len() < 2 {
        return;
    }
    let named: HashSet<&str> = people
        .iter()
        .flat_map(|person| person.up.iter().flat_map(|up| &up.values).chain(&person.down))
        .map(|said| said.text.as_str())
        .collect();
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for (rank, said) in people.iter().flat_map(|person| &person.ids) {
        *counts.entry(*rank).or_default() += usize::from(named.contains(said.text.as_str()));
    }
    let mut ranks: Vec<u16> = ranks.into_iter().collect();
    ranks.sort_unstable();
    let best = ranks.into_iter().reduce(|best, rank| if counts[&rank] > counts[&best] { rank } else { best });
    for person in people {
        person.ids.retain(|(rank, _)| Some(*rank) == best);
    }
}
