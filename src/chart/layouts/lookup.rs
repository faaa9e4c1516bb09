//! Which entry a text names: by id, role slug, address, name or title.

use std::borrow::Cow;
use std::cell::{LazyCell, OnceCell};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::entry::{Entry, FieldValues, Value};
use super::layout::{HANDLES, Layout, Match};
use super::persons::{Persons, may_be_one};
use super::texts::{folded, ids_beside_name, is_one_of};
use crate::chart::Field;
use crate::chart::spelling::{
    first_name_first, name_in_any_order, plain_spellings, single_spaces, without_mark,
};
use crate::source::offset;

/// What a text in place of a manager names.
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

/// Entries by their ids, of those with one id the first. The texts are read from the entries: a table may have
/// millions.
#[derive(Default)]
struct Ids {
    hasher: DefaultHashBuilder,
    table: HashTable<u32>,
}

impl Ids {
    fn new(entries: &[Entry<'_>]) -> Self {
        let mut ids = Self { table: HashTable::with_capacity(entries.len()), ..Self::default() };
        let key = |at: u32| id_key(&entries[at as usize]);
        for at in 0..offset(entries.len()) {
            let Some(id) = key(at) else { continue };
            let hash = |id: Option<&str>| ids.hasher.hash_one(id);
            let is_same = |other: &u32| key(*other).as_deref() == Some(&*id);
            let entry = ids.table.entry(hash(Some(&id)), is_same, |other| hash(key(*other).as_deref()));
            entry.or_insert(at);
        }
        ids
    }

    fn find(&self, entries: &[Entry<'_>], id: &str) -> Option<usize> {
        let is_it = |at: &u32| id_key(&entries[*at as usize]).as_deref() == Some(id);
        self.table.find(self.hasher.hash_one(Some(id)), is_it).map(|at| *at as usize)
    }
}

/// The id of an entry as others may name it.
fn id_key<'e>(entry: &'e Entry<'_>) -> Option<Cow<'e, str>> {
    entry.ids.first().map(|(_, said)| entry.id_key(said.text()))
}

/// Finds entries by what may name them.
pub(super) struct Lookup<'p> {
    layout: &'p Layout,
    entries: &'p [Entry<'p>],
    ids: OnceCell<Ids>,
    /// For each of the layout's other ways to name an entry; made when the first text needs it, since the lines
    /// of most charts all name ids.
    tables: Vec<OnceCell<Table<'p>>>,
    /// By names in lower case and without accents; made when a text names nobody as it stands.
    spelled: OnceCell<Table<'p>>,
    /// By the words of names; made when a text names nobody in any spelling.
    persons: OnceCell<Persons>,
}

impl<'p> Lookup<'p> {
    pub(super) fn new(layout: &'p Layout, entries: &'p [Entry<'p>]) -> Self {
        let tables = layout.matches.iter().map(|_| OnceCell::new()).collect();
        Self {
            layout,
            entries,
            ids: OnceCell::new(),
            tables,
            spelled: OnceCell::new(),
            persons: OnceCell::new(),
        }
    }

    /// Gives the room of the tables back. Those that are asked for again are made again.
    pub(super) fn forget(&mut self) {
        *self = Self::new(self.layout, self.entries);
    }

    fn table(&self, by: Match) -> Table<'p> {
        let keys = self.entries.iter().map(|entry| self.keys(entry, by));
        let mut table = by_keys(keys);
        if by == Match::Name {
            add_holders(&mut table, self.entries, |name| vec![self.spelled(name, by)]);
        }
        table
    }

    /// The keys by which others may name an entry.
    fn keys<'k>(&self, entry: &'k Entry<'_>, by: Match) -> Vec<Cow<'k, str>> {
        let all = |said: &'k [Value<'_>]| said.iter().map(|said| self.spelled(said.text(), by)).collect();
        match by {
            Match::Id => id_key(entry).into_iter().collect(),
            Match::RoleSlug => all(&entry.slugs),
            Match::Email => all(&entry.emails),
            Match::Title => {
                entry.value(Field::Title).map(|title| self.spelled(title.text(), by)).into_iter().collect()
            }
            Match::Name => entry.name().map(|name| self.spelled(name, by)).into_iter().collect(),
        }
    }

    fn spelled<'k>(&self, text: &'k str, by: Match) -> Cow<'k, str> {
        match by {
            Match::Name => first_name_first(text),
            // A name in a directory has blanks after its commas, or none.
            Match::Email if text.contains('=') => Cow::Owned(text.replace(", ", ",").to_lowercase()),
            Match::Email => Cow::Owned(single_spaces(text).to_lowercase()),
            // Programs that call a team `Sales North` call it `sales-north` too.
            Match::Title if self.layout.is_export => Cow::Owned(folded(text)),
            _ => single_spaces(text),
        }
    }

    /// What a text of an entry names. `kind` is the kind of entity it stands for.
    pub(super) fn find(&self, from: &Entry<'_>, text: &str, kind: &str) -> Target {
        // Most lines lead to an id, and are not asked.
        let is_top = LazyCell::new(|| is_one_of(text, &self.layout.top));
        for (by, table) in self.layout.matches.iter().zip(&self.tables) {
            // Nobody is called by a word that means nobody.
            if matches!(by, Match::Name | Match::Title) && *is_top {
                break;
            }
            if *by == Match::Id {
                // Several entries with one id are another matter; lines lead to the first of them.
                match self.by_id(&from.key_of(text, kind)) {
                    Some(first) => return Target::To(first, *by),
                    None => continue,
                }
            }
            match table.get_or_init(|| self.table(*by)).get(&self.spelled(text, *by)) {
                Some(found) if !found.several => return Target::To(found.first, *by),
                Some(_) => return Target::Several,
                None => {}
            }
        }
        if *is_top {
            return Target::Top;
        }
        if let Some(target) = self.by_both(from, text, kind) {
            return target;
        }
        let part = match name_in_directory(text) {
            Cow::Owned(name) => Some(name),
            Cow::Borrowed(_) => id_in_link(text),
        };
        if let Some(found) = part.and_then(|part| self.by_id(&from.key_of(&part, kind))) {
            return Target::To(found, Match::Email);
        }
        match self.spelled_another_way(text) {
            Some(found) if found.several => Target::Several,
            Some(found) => Target::To(found.first, Match::Name),
            None => match self.written_in_another_way(from, text) {
                Target::Unknown => self.by_parts(from, text, kind),
                target => target,
            },
        }
    }

    /// What the address names of `Ann Berg <ann@example.org>`, else the name beside it.
    fn by_parts(&self, from: &Entry<'_>, text: &str, kind: &str) -> Target {
        parts(text)
            .map(|part| self.find(from, part, kind))
            .find(|found| *found != Target::Unknown)
            .unwrap_or(Target::Unknown)
    }

    /// The only entry whose name a text may be, with initials, a middle name, a title or a degree more or less.
    fn written_in_another_way(&self, from: &Entry<'_>, text: &str) -> Target {
        if !self.layout.matches.contains(&Match::Name) {
            return Target::Unknown;
        }
        // `Ann Berg, Bo Dahl` are two.
        let is_name = |part: &str| part.contains(' ') && self.spelled_another_way(part).is_some();
        if text.split_once(',').is_some_and(|(one, other)| is_name(one.trim()) && is_name(other.trim())) {
            return Target::Unknown;
        }
        let persons = self.persons.get_or_init(|| {
            let all = (0..offset(self.entries.len())).zip(self.entries);
            Persons::new(all.flat_map(|(at, entry)| names(entry).map(move |name| (at, name))))
        });
        let found = persons.find(&name_in_directory(text), |at| names(&self.entries[at as usize]));
        match found[..] {
            // Nobody reports to a form of their own name.
            [only] if !is_same(from, &self.entries[only as usize]) => Target::To(only as usize, Match::Name),
            [] | [_] => Target::Unknown,
            _ => Target::Several,
        }
    }

    /// The entry whose id and name stand in one text; none of an id that nobody has. One beside the name of
    /// somebody else names nobody for sure.
    fn by_both(&self, from: &Entry<'_>, text: &str, kind: &str) -> Option<Target> {
        let by_id = |(id, name)| Some((self.by_id(&from.key_of(id, kind))?, name));
        let (found, name): (usize, &str) = ids_beside_name(text).find_map(by_id)?;
        self.entries[found].name()?;
        let is_same = |known: &str| spellings(name).any(|one| spellings(known).any(|other| one == other));
        // Beside an id one of the names is enough.
        let is_part = |known: &str| {
            let (name, known) = (name_in_any_order(name), name_in_any_order(known));
            known.split(' ').any(|word| word == name)
        };
        let is_it = names(&self.entries[found])
            .any(|known| is_same(known) || is_part(known) || may_be_one(name, known));
        Some(if is_it { Target::To(found, Match::Name) } else { Target::Unknown })
    }

    fn by_id(&self, id: &str) -> Option<usize> {
        let is_way = self.layout.matches.contains(&Match::Id);
        is_way.then(|| self.ids.get_or_init(|| Ids::new(self.entries)).find(self.entries, id)).flatten()
    }

    /// Whose name a text is, but for letter case, accents and how they are spelled out.
    fn spelled_another_way(&self, text: &str) -> Option<Found> {
        if !self.layout.matches.contains(&Match::Name) || !text.contains(char::is_alphabetic) {
            return None;
        }
        let table = self.spelled.get_or_init(|| {
            let spelled = |name| spellings(name).map(Cow::Owned).collect::<Vec<Cow<'_, str>>>();
            let mut table =
                by_keys(self.entries.iter().map(|entry| names(entry).flat_map(spelled).collect()));
            add_holders(&mut table, self.entries, spelled);
            table
        });
        let name = name_in_directory(text);
        let found = spellings(&name).filter_map(|key| table.get(&*key).copied());
        found.reduce(|one, other| Found {
            first: one.first,
            several: one.several || other.several || one.first != other.first,
        })
    }
}

/// The names of an entry: that of its only holder, and those by which the holder is known as well.
pub(super) fn names<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = &'e str> {
    entry.name().into_iter().chain(entry.also_named.iter().map(String::as_str))
}

fn is_same(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    (one.file, one.span) == (other.file, other.span)
}

/// The texts that mail programs and directories put together: `Ann Berg <ann@example.org>`, `mailto:ann@example.org`,
/// `CORP\\ann`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (Some(name.trim().trim_matches('"')), Some(address)),
        None => (None, None),
    };
    let link = text.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map(|_| &text[7..]);
    let login = text.split_once('\\').map(|(_, login)| login);
    [address, name, link, login].into_iter().flatten().map(str::trim).filter(|part| !part.is_empty())
}

/// The id in a link to a user: `https://graph.example/v1.0/users/7`, `../Users/7`.
fn id_in_link(text: &str) -> Option<String> {
    let (before, id) = text.rsplit_once('/')?;
    before.to_ascii_lowercase().ends_with("/users").then(|| id.to_owned())
}

/// The entries by what each is called.
fn by_keys<'p>(keys: impl Iterator<Item = Vec<Cow<'p, str>>>) -> Table<'p> {
    let mut table = Table::new();
    for (at, keys) in keys.enumerate() {
        for key in keys {
            let found = table.entry(key).or_insert(Found { first: at, several: false });
            found.several |= found.first != at;
        }
    }
    table
}

/// Adds those who share a post, each by a name of their own, where nobody else is called so.
fn add_holders<'p>(
    table: &mut Table<'p>,
    entries: &'p [Entry<'p>],
    spelled: impl Fn(&'p str) -> Vec<Cow<'p, str>>,
) {
    if entries.iter().all(|entry| holders(entry).next().is_none()) {
        return;
    }
    let keys = entries.iter().map(|entry| holders(entry).flat_map(&spelled).collect());
    for (key, found) in by_keys(keys) {
        table.entry(key).or_insert(found);
    }
}

/// The names of those who hold a post together.
fn holders<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = &'e str> {
    let stated = entry.fields.iter().find(|stated| stated.field == Field::Name);
    let names = stated.map_or(&[][..], FieldValues::values);
    let mark = match names {
        // Behind a comma there is the first name.
        [one] => marks_in(one.text()).find(|mark| *mark != ","),
        _ => None,
    };
    let several = names.iter().filter(move |_| names.len() > 1 || mark.is_some());
    // A mark that no text holds leaves it whole.
    several
        .flat_map(move |said| said.text().split(mark.unwrap_or("\0")))
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Marks between those who are named together, and words for `and`.
const BETWEEN: [&str; 14] =
    [";", "|", " / ", "/", " & ", "&", " + ", ",", " and ", " und ", " et ", " y ", " e ", " en "];

/// The marks that are in a text, of which any may part those who are named together.
pub(super) fn marks_in(text: &str) -> impl Iterator<Item = &'static str> {
    let bytes = text.as_bytes();
    // Most texts are one word or two, without any sign.
    let has_sign = memchr::memchr3(b';', b'|', b'/', bytes).is_some()
        || memchr::memchr3(b'&', b'+', b',', bytes).is_some();
    let has_words = memchr::memchr_iter(b' ', bytes).nth(1).is_some();
    let marks = if has_sign || has_words { &BETWEEN[..] } else { &[] };
    marks.iter().copied().filter(|mark| text.contains(mark))
}

/// The name in `CN=Frost\\, Mara,OU=People`, where the list does not hold the whole of it.
pub(super) fn name_in_directory(text: &str) -> Cow<'_, str> {
    let begins = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("cn="));
    if !begins {
        return Cow::Borrowed(text);
    }
    let mut name = String::new();
    let mut signs = text[3..].chars();
    while let Some(sign) = signs.next() {
        match sign {
            ',' => break,
            '\\' => name.extend(signs.next()),
            _ => name.push(sign),
        }
    }
    Cow::Owned(name)
}

/// What a name is looked for by, but for letter case and accents: with its first name first, spelled out, and in any
/// order of its words.
fn spellings(name: &str) -> impl Iterator<Item = String> {
    let (bare, spelled_out) = plain_spellings(&first_name_first(without_mark(name)));
    [Some(bare), spelled_out, Some(name_in_any_order(name))].into_iter().flatten()
}

/// Where entries have several keys that may be their ids, keeps the one that the lines name most
/// often; of equals, the surest.
pub(super) fn choose_ids(entries: &mut [Entry<'_>]) {
    let ranks: HashSet<u16> = entries.iter().flat_map(|entry| &entry.ids).map(|(rank, _)| *rank).collect();
    if ranks.iter().all(|rank| *rank < HANDLES) && ranks.len() < 2 {
        return;
    }
    let named: HashSet<&str> = entries
        .iter()
        .flat_map(|entry| entry.up.iter().flat_map(FieldValues::values).chain(entry.down.iter()))
        .map(Value::text)
        .collect();
    // Among keys that no line names, that of most entries: a vacant position has no employee.
    let mut counts: HashMap<u16, (usize, HashSet<&str>)> = HashMap::new();
    for (rank, said) in entries.iter().flat_map(|entry| &entry.ids) {
        let (count, different) = counts.entry(*rank).or_default();
        *count += usize::from(named.contains(said.text()));
        different.insert(said.text());
    }
    let mut ranks: Vec<(u16, (usize, usize))> =
        counts.into_iter().map(|(rank, (count, different))| (rank, (count, different.len()))).collect();
    ranks.sort_unstable();
    // A handle that no line names is not what the entries are told by.
    ranks.retain(|(rank, (count, _))| *rank < HANDLES || *count > 0);
    let best = ranks.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let best = best.map(|(rank, _)| rank);
    let is_handle = best.is_some_and(|rank| rank >= HANDLES);
    for entry in entries {
        entry.private_id |= is_handle;
        let ids = std::mem::take(&mut entry.ids).into_iter();
        entry.ids = ids.filter(|(rank, _)| Some(*rank) == best).collect();
    }
}
