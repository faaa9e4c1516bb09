//! What a layout says: where the entries of a chart are, and which of their keys mean what.

use std::collections::{HashMap, HashSet};

use super::manager_words::{self, By};
use super::texts;
use super::texts::{folded, folded_path, word_key};
use crate::chart::words::ABOLISHED;
use crate::chart::{FIELDS, Field, Mapped, STATUSES, ValueKind};
use crate::source::{SourceFile, Span};

/// Where the entries are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entries {
    /// Each file is one entry.
    EachFile,
    /// Each document is one.
    Documents,
    /// The items of a list: of the whole document, or of the one under a key.
    List(Option<String>),
    /// The values of a mapping: of the whole document, or of the one under a key.
    Map(Option<String>),
    /// The mapping under a key: the top of a tree.
    Top(String),
}

impl Entries {
    /// The keys under which they stand.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::EachFile | Self::Documents => None,
            Self::List(path) | Self::Map(path) => path.as_deref(),
            Self::Top(path) => Some(path),
        }
    }
}

/// Where the id of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFrom {
    /// From a key of the entry; where it has none, from its title.
    Field,
    /// From the name of the file, without its ending.
    FileStem,
    /// From the key that the entry is under.
    Key,
}

/// What the text that names a manager may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// An id.
    Id,
    /// A key of the role, which stays when its holder changes.
    RoleSlug,
    /// An address.
    Email,
    /// A holder's name.
    Name,
    /// A title.
    Title,
}

impl Match {
    /// All, in the order they are tried.
    pub const ALL: [Self; 5] = [Self::Id, Self::RoleSlug, Self::Email, Self::Name, Self::Title];

    /// The word for it in a layout.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::RoleSlug => "role_slug",
            Self::Email => "email",
            Self::Name => "name",
            Self::Title => "title",
        }
    }
}

/// From this rank on, an id is a handle: it is asked only where lines name it, and is not shown.
pub(super) const HANDLES: u16 = 1 << 14;

/// What a key of an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Id,
    /// Names the manager.
    Up,
    /// Names the direct reports.
    Down,
    /// Names the members of a group; they differ from [`Slot::Down`] in what they refer to.
    Members,
    RoleSlug,
    Email,
    FirstName,
    LastName,
    /// What stands between the first and the last name, and belongs to that: `van`.
    NamePrefix,
    /// Entity references without a namespace are in this one.
    Namespace,
    /// Says by yes or no whether somebody is there: one of the known keys for that, by its number.
    Present(u8),
    /// A key that may say that nobody is there and most often says something else, by its number.
    Hint(u8),
    /// A condition of `only`, by its index.
    Only(u8),
    /// A condition of `vacant`, by its index.
    Vacant(u8),
    /// A list of `apart`, by its index.
    Apart(u8),
    /// A field of orglint's own format.
    Plain(Field),
}

/// A key of a layout that says which keys of an entry mean what.
pub(super) const SLOTS: [(&str, Slot); 10] = [
    ("id", Slot::Id),
    ("reports_to", Slot::Up),
    ("manages", Slot::Down),
    ("members", Slot::Members),
    ("role_slug", Slot::RoleSlug),
    ("email", Slot::Email),
    ("first_name", Slot::FirstName),
    ("last_name", Slot::LastName),
    ("namespace", Slot::Namespace),
    ("name", Slot::Plain(Field::Name)),
];

/// Whether a layout can take a field of orglint's own format from a key. Ids and lines have slots of their own.
pub(super) fn is_mapped(field: Field) -> bool {
    field.key().mapped != Mapped::Never && !matches!(field, Field::Id | Field::ReportsTo)
}

/// Fields of orglint's own format that a layout can take from a key.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    FIELDS.iter().map(|key| key.field).filter(|field| is_mapped(*field))
}

/// The slot of a layout's key.
pub(super) fn slot_of(key: &str) -> Option<Slot> {
    let own = SLOTS.iter().find(|(name, _)| *name == key).map(|(_, slot)| *slot);
    own.or_else(|| Field::from_key(key).filter(|field| is_mapped(*field)).map(Slot::Plain))
}

/// What a layout may say that a status means.
const STATUSES_AND_ABOLISHED: &[&str] =
    &["filled", "vacant", "planned", "leaving", "left", "inactive", "acting", "interim", ABOLISHED];

/// The words that a field takes, where it takes a word that is in a list.
pub(crate) fn words_of(slot: Slot) -> Option<(Field, &'static [&'static str])> {
    let Slot::Plain(field) = slot else { return None };
    match field.key().kind {
        // A layout may say too which posts have ceased to be.
        ValueKind::Word(STATUSES) => Some((field, STATUSES_AND_ABOLISHED)),
        ValueKind::Word(known) => Some((field, known)),
        _ => None,
    }
}

/// Where entries are, which of their keys mean what, and how they refer to each other.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that a layout says or does not")]
pub struct Layout {
    /// What it is called: `map`, `csv`, the name of a company's own.
    pub name: String,
    /// Where the entries are.
    pub entries: Entries,
    /// Where their ids come from.
    pub id: IdFrom,
    /// What a text that names a manager may be, in the order it is tried.
    pub matches: Vec<Match>,
    /// Texts in place of a manager that mean that nobody is above.
    pub top: Vec<String>,
    /// Whether an entry's own id in place of its manager means that nobody is above.
    pub own_id_is_top: bool,
    /// Texts in place of a name that mean that the name is not told.
    pub(super) not_disclosed: Vec<String>,
    /// Values that mean that nobody holds the position, by condition.
    pub(super) vacant: Vec<Vec<String>>,
    /// Values that an entry needs to have, by condition.
    pub(super) only: Vec<Vec<String>>,
    /// Lists of people in whose groups nobody appears twice, each by the number of its group.
    pub(super) apart: Vec<usize>,
    /// Values for entries that state none themselves.
    pub(super) otherwise: Vec<(Field, String)>,
    /// The kind of entity that an entry is, where entries refer to each other as entities.
    pub(super) entity: Option<String>,
    /// Whether ids name people and are hidden.
    pub private_ids: bool,
    /// Whether the project ships it.
    pub(super) is_shipped: bool,
    /// What its layout of a company's own speaks of. There a value that does not fit is told; elsewhere it
    /// is left out in silence, since nobody said that the key was meant.
    pub(super) said: HashSet<Slot>,
    /// Words of the entries for those that a field takes, by [`word_key`].
    pub(super) words: HashMap<(Field, String), &'static str>,
    /// Folded paths of keys, each with what it is for and how early it is asked.
    pub(super) keys: HashMap<String, Vec<(Slot, u16)>>,
    /// Folded paths that lead to further keys.
    pub(super) inner: HashSet<String>,
    /// For folded paths to lists, which of their items lead to further keys: those with this text under this key,
    /// and the path that stands for them.
    pub(super) chosen: HashMap<String, Vec<Chosen>>,
    /// The keys under which the entries stand that report to an entry. For an export they are just these.
    pub(super) inside: Vec<String>,
    /// The keys whose items are counted, and are not positions.
    pub(super) counted: Vec<String>,
    /// Fields of an entry that says nothing of them which are the key it is under.
    pub(super) by_key: Vec<Field>,
    /// Whether it is the export of a program, whose keys mean what they say there.
    pub(super) is_export: bool,
    /// The keys that the company's own layout names.
    pub(super) named: Vec<Named>,
    /// The path and the text of the file that a company's own layout stands in.
    pub(super) source: Option<(Box<str>, Box<str>)>,
    /// What the layout calls the first key of each slot that it names itself.
    pub(super) called: Vec<(Slot, String)>,
    /// How vague a word for the manager may be that counts beside the keys that are named; none where no word does.
    pub(super) by_words: Option<By>,
    /// Whether keys may be paths that were made one key, as those of a table are.
    pub(super) has_paths: bool,
}

/// Items of a list that a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) path: String,
}

/// A key that a company's own layout names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) slot: Slot,
    pub(super) path: String,
    /// Where the layout names it.
    pub(super) span: Span,
}

/// What a slot is called in a layout.
pub(super) fn slot_name(slot: Slot) -> &'static str {
    match slot {
        Slot::Plain(field) => field.key().name,
        _ => SLOTS.iter().find(|(_, known)| *known == slot).map_or("", |(name, _)| name),
    }
}

impl Layout {
    /// The file that a company's own layout stands in, for labels that point into it.
    #[must_use]
    pub fn source_file(&self) -> Option<SourceFile> {
        self.source.as_ref().map(|(path, text)| SourceFile::new(&**path, &**text))
    }

    pub(super) fn new(name: &str, entries: Entries) -> Self {
        let id = match entries {
            Entries::EachFile => IdFrom::FileStem,
            Entries::Map(_) => IdFrom::Key,
            Entries::Documents | Entries::List(_) | Entries::Top(_) => IdFrom::Field,
        };
        Self {
            name: name.to_owned(),
            entries,
            id,
            matches: Match::ALL.to_vec(),
            top: Vec::new(),
            own_id_is_top: false,
            not_disclosed: Vec::new(),
            vacant: Vec::new(),
            only: Vec::new(),
            apart: Vec::new(),
            otherwise: Vec::new(),
            entity: None,
            private_ids: false,
            is_shipped: false,
            said: HashSet::new(),
            words: HashMap::new(),
            keys: HashMap::new(),
            inner: HashSet::new(),
            chosen: HashMap::new(),
            inside: Vec::new(),
            counted: Vec::new(),
            by_key: Vec::new(),
            is_export: false,
            named: Vec::new(),
            source: None,
            called: Vec::new(),
            by_words: None,
            has_paths: false,
        }
    }

    /// What a key of an entry is for: by its name, by words for the manager in it, or by what is behind the last
    /// point of a path that was made one key.
    pub(super) fn slots(&self, key: &str) -> &[(Slot, u16)] {
        if let Some(slots) = self.keys.get(&folded(key)).filter(|slots| !slots.is_empty()) {
            return slots;
        }
        if let Some(by) = self.names_manager(key) {
            return by.slots();
        }
        match texts::behind_container(key) {
            Some(rest) if self.has_paths => self.slots(rest),
            _ => &[],
        }
    }

    /// The word that a field takes for one of the entries.
    pub(super) fn word_for(&self, field: Field, text: &str) -> Option<&'static str> {
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&(field, word_key(text))).copied()
    }

    /// What of the manager stands under a key by its words, where those count.
    pub(super) fn names_manager(&self, key: &str) -> Option<By> {
        self.by_words.and_then(|most| manager_words::named_by(key).filter(|by| *by <= most))
    }

    /// Takes a slot from these keys behind all others.
    pub(super) fn take_after(&mut self, slot: Slot, paths: &[&str]) {
        const BEHIND: u16 = 1 << 12;
        self.take_from(slot, paths, BEHIND);
    }

    /// Takes a slot from these keys, the first of them first.
    pub(super) fn take(&mut self, slot: Slot, paths: &[&str]) {
        if let Some(first) = paths.first().filter(|path| !path.is_empty()) {
            self.called.push((slot, (*first).to_owned()));
        }
        self.take_from(slot, paths, 0);
    }

    /// Takes a slot from these keys, the first of them with this rank.
    pub(super) fn take_from(&mut self, slot: Slot, paths: &[&str], first: u16) {
        for (rank, path) in paths.iter().enumerate() {
            let rank = u16::try_from(rank).unwrap_or(u16::MAX).saturating_add(first);
            let deep = folded_path(path);
            self.lead_to(&deep);
            // A point may as well be a part of the key.
            let flat = folded(path);
            let both = if flat == deep { vec![flat] } else { vec![deep, flat] };
            for path in both.into_iter().filter(|path| !path.is_empty()) {
                let slots = self.keys.entry(path).or_default();
                if !slots.iter().any(|(known, _)| *known == slot) {
                    slots.push((slot, rank));
                }
            }
        }
    }

    /// Notes what leads to a path on the way to it.
    fn lead_to(&mut self, deep: &str) {
        for (at, _) in deep.match_indices('.') {
            let before = &deep[..at];
            let selected = before.strip_suffix(']').and_then(|open| open.rsplit_once('['));
            let Some((list, (key, value))) =
                selected.and_then(|(list, inside)| Some((list, inside.split_once('=')?)))
            else {
                self.inner.insert(before.to_owned());
                continue;
            };
            let chosen = Chosen { key: key.to_owned(), value: value.to_owned(), path: before.to_owned() };
            let known = self.chosen.entry(list.to_owned()).or_default();
            if !known.contains(&chosen) {
                known.push(chosen);
            }
        }
    }

    /// Whether a folded path leads to further keys.
    pub(super) fn leads_on(&self, path: &str) -> bool {
        self.inner.contains(path) || self.chosen.contains_key(path)
    }

    /// Whether the company that wrote the layout says itself where the slot is.
    pub(super) fn names(&self, slot: Slot) -> bool {
        !self.is_shipped && self.said.contains(&slot)
    }

    /// Whether any key is taken for the slot.
    #[cfg(test)]
    pub(super) fn takes(&self, slot: Slot) -> bool {
        self.keys.values().flatten().any(|(known, _)| *known == slot)
    }

    /// Takes the lines of another layout behind those of this one.
    pub(super) fn take_lines(&mut self, from: &Self) {
        let paths = from.keys.iter().filter(|(_, slots)| slots.iter().any(|(slot, _)| *slot == Slot::Up));
        for (path, _) in paths {
            self.take_after(Slot::Up, &[path]);
        }
        self.by_words = from.by_words;
    }

    /// Takes from another layout what this one says nothing about.
    pub(super) fn take_rest(&mut self, from: &Self) {
        self.by_words = from.by_words.filter(|_| !self.said.contains(&Slot::Up));
        for (path, slots) in &from.keys {
            for (slot, rank) in slots {
                let is_condition = matches!(slot, Slot::Only(_) | Slot::Vacant(_) | Slot::Apart(_));
                if is_condition || self.said.contains(slot) {
                    continue;
                }
                let known = self.keys.entry(path.clone()).or_default();
                if !known.iter().any(|(known, _)| known == slot) {
                    known.push((*slot, *rank));
                }
            }
        }
    }
}
