//! Other words for the keys of positions: `children` for `reports`, `manager` for `reports_to`. What stands
//! under one is read as if it stood under the key itself, where it fits.
//!
//! Whether a word is read is told by all its values: `lead` names managers where its values are ids, and people
//! elsewhere. So the values are kept until all positions are there.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use super::check::Look;
use super::fields::FIELDS;
use super::read::{Item, Reader};
use super::{
    Field, IdText, NodeRef, PositionId, Stated, ValueKind, has_form_of_id, layouts, says_nothing, values,
    words,
};
use crate::sort;
use crate::source::Place;
use crate::yaml::{Kind, NodeId, Tree};

/// A key that was read as another one, once for a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReadAs {
    /// The key as written.
    pub key: String,
    /// The key of the format.
    pub field: Field,
    /// Where it stands, the first place first.
    pub places: Vec<Place>,
    /// Whether the values are those of the other key too, and not yes or no.
    pub takes_same: bool,
}

/// Two keys of one position that mean the same and say different things. The first of them counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysDiffer {
    /// Whose keys.
    pub position: PositionId,
    /// What both mean.
    pub field: Field,
    /// The value that counts.
    pub counts: Place,
    /// The other key.
    pub key: String,
    /// Its value.
    pub place: Place,
}

/// A list of positions under a key that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadPositions {
    /// The key as written.
    pub key: String,
    /// How many positions the lists under it hold.
    pub count: usize,
    /// Whether nothing but the names of people is in them.
    pub are_names: bool,
    /// The lists.
    pub places: Vec<Place>,
}

/// A field that a word may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Meaning {
    field: Field,
    /// Whether it means just this.
    is_sure: bool,
    /// The number of a key with yes or no that says whether somebody is there.
    flag: Option<u8>,
}

/// What every word may stand for, without case and separators.
static MEANINGS: LazyLock<HashMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Meaning>> = HashMap::new();
    for key in FIELDS.iter().filter(|key| key.kind != ValueKind::Any) {
        let sure = key.also.iter().map(|word| (word, true)).chain(key.often.iter().map(|word| (word, false)));
        for (word, is_sure) in sure {
            all.entry(folded(word)).or_default().push(Meaning { field: key.field, is_sure, flag: None });
        }
    }
    for (number, word) in words::flags().enumerate() {
        let flag = u8::try_from(number).ok();
        all.entry(folded(word)).or_default().push(Meaning { field: Field::Status, is_sure: false, flag });
    }
    all
});

/// What a key with a word for the manager in it stands for: `reporting_manager_id`.
static NAMES_MANAGER: [Meaning; 1] = [Meaning { field: Field::ReportsTo, is_sure: true, flag: None }];

/// Keys whose items have titles and are not positions.
const OTHER_LISTS: &[&str] = &[
    "goals",
    "objectives",
    "okrs",
    "projects",
    "tasks",
    "tickets",
    "issues",
    "skills",
    "certifications",
    "certificates",
    "publications",
    "courses",
    "trainings",
    "documents",
    "links",
    "responsibilities",
    "duties",
    "products",
    "events",
    "history",
    "awards",
    "books",
    "articles",
    "talks",
    "milestones",
    "meetings",
    "policies",
    "roles",
    "jobs",
];

fn folded(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A value under a key that may be another word for one of the format.
pub(super) struct Other {
    position: PositionId,
    item: Item,
    file: u32,
    key: NodeId,
    at: NodeId,
    /// Whether it was met in another place already.
    met: bool,
}

/// What is kept of other words until all positions are read.
#[derive(Default)]
pub(super) struct Others {
    values: Vec<Other>,
    /// What each key met so far may stand for.
    known: HashMap<Box<str>, &'static [Meaning]>,
    /// The place in the chart's list of each key that was read as another.
    read: HashMap<(String, Field), usize>,
    /// Lists of positions under keys that are not known: the key, its place, and the list.
    lists: Vec<(String, Place, u32, NodeId)>,
    /// The place in the chart's list of each key with positions that are not read.
    unread: HashMap<String, usize>,
}

impl Reader {
    /// Takes a key of a position that is not known. Gives the list under it where that is one of reports.
    pub(super) fn other_key(&mut self, look: Look<'_>, key: NodeId, item: Item, met: bool) -> Option<NodeId> {
        let (tree, name) = (look.tree, look.tree.text(key));
        let meanings = self.meanings(name);
        let has_positions =
            look.kind() == Kind::Sequence && tree.items(look.value()).any(|item| tells(tree, item));
        if has_positions && meanings.iter().any(|meaning| meaning.field == Field::Reports) {
            self.note_read_as(look, key, Field::Reports, true);
            return Some(look.node);
        }
        if has_positions && self.note_unread(look, key, met) {
            return None;
        }
        if !has_positions && !met && may_list_people(tree, name, look.value()) {
            let place = self.chart.place(NodeRef { file: look.file, node: key });
            self.others.lists.push((name.to_owned(), place, look.file, look.value()));
        }
        if meanings.iter().all(|meaning| meaning.field == Field::Reports) {
            if !met {
                self.unknown_key("position", look, key, FIELDS);
            }
            return None;
        }
        let position = look.position?;
        self.others.values.push(Other { position, item, file: look.file, key, at: look.node, met });
        None
    }

    fn meanings(&mut self, name: &str) -> &'static [Meaning] {
        if let Some(known) = self.others.known.get(name) {
            return known;
        }
        let known = MEANINGS.get(&folded(name)).map_or(&[][..], Vec::as_slice);
        let by_words = || if layouts::names_manager(name) { &NAMES_MANAGER[..] } else { &[] };
        let found: &[Meaning] = if known.is_empty() { by_words() } else { known };
        self.others.known.insert(name.into(), found);
        found
    }

    /// Whether a list is one of positions, which nobody reads.
    pub(super) fn note_unread(&mut self, look: Look<'_>, key: NodeId, met: bool) -> bool {
        let name = look.tree.text(key);
        let count = positions_in(look.tree, name, look.value());
        if count == 0 {
            return false;
        }
        self.chart.unread.push(look.at());
        if !met {
            let place = self.chart.place(NodeRef { file: look.file, node: key });
            self.others.lists.push((name.to_owned(), place, look.file, look.value()));
        }
        true
    }

    /// Lists whose items no reference leads to either.
    pub(super) fn unread_lists(&mut self) {
        let lists = std::mem::take(&mut self.others.lists);
        if lists.is_empty() {
            return;
        }
        let read: HashSet<(u32, NodeId)> =
            self.chart.positions().map(|of| self.chart.node(of)).map(|at| (at.file, at.node)).collect();
        let called: OnceCell<HashSet<String>> = OnceCell::new();
        let mut told = HashSet::new();
        for (key, place, file, list) in lists {
            let tree = Arc::clone(&self.chart.files[file as usize].tree);
            let positions = positions_in(&tree, &key, list);
            if positions == 0 {
                let people = people_in(&tree, &key, list, called.get_or_init(|| self.called()));
                if people > 0 {
                    told.insert(place);
                    self.add_unread(&key, place, people, true);
                }
            } else if tree.items(list).all(|item| !read.contains(&(file, item))) {
                self.add_unread(&key, place, positions, false);
            }
        }
        if !told.is_empty() {
            // More is said of them than that the key is not known.
            self.chart.unknown_keys.retain_mut(|known| {
                known.places.retain(|place| !told.contains(place));
                !known.places.is_empty()
            });
        }
    }

    /// What the positions of the chart are called by, where others may name them.
    fn called(&self) -> HashSet<String> {
        let chart = &self.chart;
        let fields = [Field::Id, Field::Title, Field::Role, Field::Name, Field::Holder, Field::Handle];
        let texts = chart.positions().flat_map(|of| fields.map(|field| (of, field)));
        texts.flat_map(|(of, field)| chart.texts(of, field)).map(|text| words::plain(text.text)).collect()
    }

    /// Notes positions that are not read.
    pub(super) fn add_unread(&mut self, key: &str, place: Place, count: usize, are_names: bool) {
        // What is said of lines and seats that are not there may be untrue.
        self.chart.lacks_positions = true;
        let at = *self.others.unread.entry(key.to_owned()).or_insert_with(|| {
            self.chart.unread_positions.push(UnreadPositions {
                key: key.to_owned(),
                count: 0,
                are_names: true,
                places: Vec::new(),
            });
            self.chart.unread_positions.len() - 1
        });
        self.chart.unread_positions[at].are_names &= are_names;
        self.chart.unread_positions[at].count += count;
        self.chart.unread_positions[at].places.push(place);
    }

    fn note_read_as(&mut self, look: Look<'_>, key: NodeId, field: Field, takes_same: bool) {
        let name = look.tree.text(key);
        let place = self.chart.place(NodeRef { file: look.file, node: key });
        let at = *self.others.read.entry((name.to_owned(), field)).or_insert_with(|| {
            self.chart.read_as.push(KeyReadAs {
                key: name.to_owned(),
                field,
                places: Vec::new(),
                takes_same,
            });
            self.chart.read_as.len() - 1
        });
        self.chart.read_as[at].places.push(place);
    }

    /// Forgets what a post said that is not a position.
    pub(super) fn forget_others(&mut self, position: PositionId) {
        while self.others.values.pop_if(|other| other.position == position).is_some() {}
    }

    /// Whether values of a position are kept for later.
    pub(super) fn is_pending(&self, position: PositionId) -> bool {
        self.others.values.last().is_some_and(|other| other.position == position)
    }

    /// Decides what the other words stand for, now that all positions are there.
    pub(super) fn read_others(&mut self) {
        let all = std::mem::take(&mut self.others.values);
        if all.is_empty() {
            return;
        }
        let trees: Vec<Arc<Tree>> = self.chart.files.iter().map(|file| Arc::clone(&file.tree)).collect();
        let ids = self.ids_for(&all, &trees);
        let decided = self.decide(&all, &trees, &ids);
        let mut added: Vec<(PositionId, Vec<Stated>)> = Vec::new();
        for of_position in all.chunk_by(|one, next| one.position == next.position) {
            let position = of_position[0].position;
            let mut new: Vec<Stated> = Vec::new();
            for other in of_position {
                let tree = &*trees[other.file as usize];
                let look = Look { tree, file: other.file, node: other.at, position: Some(position) };
                let meaning = decided.get(tree.text(other.key)).copied();
                let is_read =
                    meaning.is_some_and(|meaning| self.read_other(other, look, meaning, &ids, &mut new));
                if !is_read && !other.met {
                    self.unknown_key("position", look, other.key, FIELDS);
                }
            }
            added.push((position, new));
        }
        self.merge(added);
        // What was missing may be there by now.
        for of_position in all.chunk_by(|one, next| one.position == next.position) {
            self.check_required(of_position[0].position, of_position[0].item);
        }
        sort::by_key(&mut self.chart.unknown_keys, |key| key.places[0]);
    }

    /// Puts values that were read later behind the others of their positions.
    fn merge(&mut self, added: Vec<(PositionId, Vec<Stated>)>) {
        let chart = &mut self.chart;
        let old = std::mem::take(&mut chart.values);
        let mut added = added.into_iter().peekable();
        for at in 0..chart.positions.len() {
            let next = chart.positions.get(at + 1).map_or(old.len(), |next| next.first_value as usize);
            let position = &mut chart.positions[at];
            let first = position.first_value as usize;
            position.first_value = u32::try_from(chart.values.len()).unwrap_or(u32::MAX);
            chart.values.extend(&old, first..next);
            let Some((_, new)) = added.next_if(|(position, _)| position.index() == at) else { continue };
            for value in new {
                let tree = &chart.files[position.file as usize].tree;
                position.fields |= value.field.bit();
                let node = tree.follow(value.node);
                if tree.kind(node) == Kind::Sequence {
                    position.lists |= value.field.bit();
                }
                if !says_nothing(tree, node) {
                    position.said |= value.field.bit();
                }
                if value.field == Field::Id {
                    position.set_id(IdText::Written(value.node));
                }
                chart.fields |= value.field.bit();
                chart.values.push(value);
            }
        }
    }

    /// The ids of the chart, where some key may name managers by them.
    fn ids_for(&self, all: &[Other], trees: &[Arc<Tree>]) -> HashMap<String, PositionId> {
        let may_be_line = |other: &Other| {
            let key = trees[other.file as usize].text(other.key);
            self.others
                .known
                .get(key)
                .is_some_and(|meanings| meanings.iter().any(|meaning| is_line(*meaning)))
        };
        if !all.iter().any(may_be_line) {
            return HashMap::new();
        }
        let written = self.chart.positions().filter(|of| self.chart.has_written_id(*of));
        written.map(|of| (self.chart.id(of).to_owned(), of)).collect()
    }

    /// Which field each key stands for: the first that most of its values fit.
    fn decide<'t>(
        &self,
        all: &[Other],
        trees: &'t [Arc<Tree>],
        ids: &HashMap<String, PositionId>,
    ) -> HashMap<&'t str, Meaning> {
        let mut by_key: HashMap<&str, Vec<&Other>> = HashMap::new();
        for other in all {
            by_key.entry(trees[other.file as usize].text(other.key)).or_default().push(other);
        }
        let mut decided = HashMap::new();
        for (key, others) in by_key {
            let meanings = self.others.known.get(key).copied().unwrap_or_default();
            let found = meanings.iter().find(|meaning| {
                let fits = |other: &&&Other| {
                    let tree = &*trees[other.file as usize];
                    fits(Look { tree, file: other.file, node: other.at, position: None }, **meaning, ids)
                };
                2 * others.iter().filter(fits).count() >= others.len()
            });
            if let Some(found) = found {
                decided.insert(key, *found);
            }
        }
        decided
    }

    /// Reads a value as that of a field, unless the position has one. Says whether it did.
    fn read_other(
        &mut self,
        other: &Other,
        look: Look<'_>,
        meaning: Meaning,
        ids: &HashMap<String, PositionId>,
        new: &mut Vec<Stated>,
    ) -> bool {
        let Meaning { field, is_sure, flag } = meaning;
        if look.is_null() && !field.key().keeps_empty {
            return true;
        }
        if flag.is_some() {
            return self.read_flag(other, look, flag, new);
        }
        let own = self.chart.value(other.position, field);
        let own = own.or_else(|| {
            new.iter()
                .find(|value| value.field == field)
                .map(|value| NodeRef { file: look.file, node: value.node })
        });
        let has_parent = is_line(meaning) && self.chart.parent(other.position).is_some();
        if own.is_some() || has_parent {
            let is_id = look.text().is_some_and(|text| ids.contains_key(text));
            if is_line(meaning) && !is_id {
                // The manager's name beside the manager's id says the same.
                return own.is_some_and(|own| self.calls(own, look, ids));
            }
            if !is_sure {
                return false;
            }
        }
        if let Some(own) = own {
            self.compare(other, look, field, own);
            if field.key().private {
                self.chart.unread.push(look.at());
            }
            return true;
        }
        new.push(Stated { field, node: look.node });
        self.note_read_as(look, other.key, field, true);
        if !other.met {
            self.check(field.key(), look);
        }
        true
    }

    /// Whether a text is what the position is called that an id leads to: by its holder's name, or its title.
    fn calls(&mut self, id: NodeRef, look: Look<'_>, ids: &HashMap<String, PositionId>) -> bool {
        let of = self.chart.scalar(id).and_then(|id| ids.get(id.text)).copied();
        let (Some(of), Some(text)) = (of, look.text()) else { return false };
        let fields = [Field::Name, Field::Holder, Field::Title, Field::Role];
        let is_called = fields.into_iter().any(|field| {
            self.chart.texts(of, field).any(|known| words::plain(known.text) == words::plain(text))
        });
        if is_called {
            self.chart.unread.push(look.at());
        }
        is_called
    }

    /// A key with yes or no says something where the status says nothing.
    fn read_flag(&mut self, other: &Other, look: Look<'_>, flag: Option<u8>, new: &mut Vec<Stated>) -> bool {
        let is_stated = self.chart.value(other.position, Field::Status).is_some();
        let word = flag.zip(look.text()).and_then(|(flag, text)| words::by_flag(flag, text));
        let Some(word) = word.filter(|_| !is_stated && new.iter().all(|value| value.field != Field::Status))
        else {
            return false;
        };
        self.note_read_as(look, other.key, Field::Status, false);
        if word != "filled" {
            new.push(Stated { field: Field::Status, node: look.node });
            self.chart.flags.insert((look.file, look.node), word);
        }
        true
    }

    /// Notes that two keys say different things. A text that the other one holds says no other thing.
    fn compare(&mut self, other: &Other, look: Look<'_>, field: Field, own: NodeRef) {
        let texts = |at| -> Vec<String> {
            let native = self.chart.texts_at(at).map(|text| words::plain(words::native(field, text.text)));
            native.collect()
        };
        let (one, two) = (texts(own), texts(look.at()));
        let is_text = matches!(field.key().kind, ValueKind::Text | ValueKind::Person);
        let is_same = |a: &String, b: &String| a == b || (is_text && (a.contains(&**b) || b.contains(&**a)));
        let is_like = one.len() == two.len() && one.iter().zip(&two).all(|(a, b)| is_same(a, b));
        if !is_like && !one.is_empty() && !two.is_empty() {
            self.chart.keys_differ.push(KeysDiffer {
                position: other.position,
                field,
                counts: self.chart.place(own),
                key: look.tree.text(other.key).to_owned(),
                place: self.chart.place(look.at()),
            });
        }
    }
}

fn is_line(meaning: Meaning) -> bool {
    matches!(meaning.field, Field::ReportsTo | Field::DottedTo)
}

/// Whether a value may be one of a field.
fn fits(look: Look<'_>, meaning: Meaning, ids: &HashMap<String, PositionId>) -> bool {
    if let Some(flag) = meaning.flag {
        return look.text().is_some_and(|text| words::by_flag(flag, text).is_some());
    }
    let is_text = || look.is_null() || look.text().is_some();
    let is_texts = || {
        is_text()
            || (look.kind() == Kind::Sequence
                && look.tree.items(look.value()).all(|item| look.tree.kind(item) == Kind::Scalar))
    };
    let is = |fits: fn(&str) -> bool| look.is_null() || look.text().is_some_and(fits);
    match meaning.field.key().kind {
        ValueKind::Ids | ValueKind::DottedLines if meaning.is_sure => is_texts(),
        ValueKind::Ids | ValueKind::DottedLines => {
            let is_id = |item| look.tree.kind(item) == Kind::Scalar && ids.contains_key(look.tree.text(item));
            let is_list = look.kind() == Kind::Sequence;
            look.text().is_some_and(|text| ids.contains_key(text))
                || (is_list && look.tree.items(look.value()).all(is_id))
        }
        ValueKind::Id
        | ValueKind::Text
        | ValueKind::Code
        | ValueKind::FlagOrText
        | ValueKind::OpenWord(_) => look.text().is_some(),
        ValueKind::Texts | ValueKind::Person | ValueKind::OpenWords(_) => is_texts(),
        ValueKind::Word(known) => look.text().is_some_and(|text| {
            known.contains(&text) || words::meaning(meaning.field.key().name, text).is_some()
        }),
        ValueKind::Date => is(|text| values::date(text).is_some()),
        ValueKind::Number => is(|text| values::number(text).is_some()),
        ValueKind::Share => is(|text| values::share(text).is_some()),
        ValueKind::Whole => is(|text| values::whole(text).is_some()),
        ValueKind::Flag => is(|text| values::flag(text).is_some()),
        ValueKind::Map(_)
        | ValueKind::TextOrMap(_)
        | ValueKind::Maps(_)
        | ValueKind::Company
        | ValueKind::Positions
        | ValueKind::Position
        | ValueKind::Any => false,
    }
}

/// What an item of a list says of itself.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an entry says or does not")]
struct Says {
    title: bool,
    name: bool,
    id: bool,
    line: bool,
}

impl Says {
    fn of(tree: &Tree, item: NodeId) -> Self {
        let mut says = Self::default();
        if tree.kind(tree.follow(item)) != Kind::Mapping {
            return says;
        }
        for entry in tree.entries(tree.follow(item)) {
            let key = tree.text(entry.key);
            let is_text = tree.kind(entry.value) == Kind::Scalar && !tree.is_null(entry.value);
            let own = Field::from_key(key);
            let other =
                || MEANINGS.get(&folded(key)).and_then(|all| all.first()).map(|meaning| meaning.field);
            // Programs write `Title` and `Name`.
            let capital = || Field::from_key(&folded(key)).filter(|_| key.starts_with(char::is_uppercase));
            match own.or_else(other).or_else(capital) {
                Some(Field::Title | Field::Role) => says.title |= is_text,
                Some(Field::Name | Field::Holder) => says.name |= is_text,
                Some(Field::Id) => says.id |= is_text,
                Some(Field::ReportsTo) => says.line = true,
                Some(Field::Reports) => says.line |= tree.kind(entry.value) == Kind::Sequence,
                None if PARTS_OF_NAMES.contains(&&*folded(key)) => says.name |= is_text,
                _ => {}
            }
        }
        says
    }
}

/// Whether a key is a word for those that report to an entry.
pub(super) fn names_reports(key: &str) -> bool {
    let folded = folded(key);
    let is_reports = |meaning: &Meaning| meaning.field == Field::Reports;
    folded == Field::Reports.key().name || MEANINGS.get(&folded).is_some_and(|all| all.iter().any(is_reports))
}

/// Whether a key of an entry holds the positions that report to it.
pub(super) fn is_list_of_reports(tree: &Tree, key: &str, list: NodeId) -> bool {
    let is_word = || names_reports(key);
    // By its key each, or one after the other.
    let values = || tree.entries(list).map(|entry| entry.value);
    let are_mappings = || values().all(|value| tree.kind(value) == Kind::Mapping);
    match tree.kind(list) {
        Kind::Sequence => is_word() && tree.items(list).any(|item| tells(tree, item)),
        Kind::Mapping => is_word() && are_mappings() && values().any(|item| tells(tree, item)),
        _ => false,
    }
}

/// Keys whose values are a part of a name, without case and separators.
const PARTS_OF_NAMES: &[&str] =
    &["firstname", "lastname", "givenname", "surname", "familyname", "forename", "vorname", "nachname"];

/// How many people stand in a list beside the one that is read: a catalogue of jobs has titles too, and departments
/// have a line to the one above.
pub(super) fn people_beside(tree: &Tree, key: &str, list: NodeId) -> usize {
    count_in(tree, key, list, |says| says.title && (says.name || (says.id && says.line)))
}

/// How many positions stand in a list under a key that is not known.
pub(super) fn positions_in(tree: &Tree, key: &str, list: NodeId) -> usize {
    count_in(tree, key, list, is_of_position)
}

fn count_in(tree: &Tree, key: &str, list: NodeId, is_meant: impl Fn(Says) -> bool) -> usize {
    if tree.kind(list) != Kind::Sequence || OTHER_LISTS.contains(&folded(key).as_str()) {
        return 0;
    }
    tree.items(list).filter(|item| is_meant(Says::of(tree, *item))).count()
}

/// Whether a list or map may hold people by their names alone, under a key for those that report to an entry. A unit
/// has members that are none of its positions.
pub(super) fn may_list_people(tree: &Tree, key: &str, list: NodeId) -> bool {
    let mut texts = texts_in(tree, list);
    texts.next().is_some() && names_reports(key) && folded(key) != "members"
}

/// The texts of a list or a map.
fn texts_in(tree: &Tree, list: NodeId) -> impl Iterator<Item = NodeId> {
    let values = tree.entries(list).map(|entry| entry.value);
    let texts = tree.items(list).chain(values);
    texts.filter(|text| tree.kind(*text) == Kind::Scalar && !tree.is_null(*text))
}

/// How many of them are none of those that are known, each by what it is called, as texts are compared. A unit may be
/// under such a key too, and a map may say how many there are.
pub(super) fn people_in(tree: &Tree, key: &str, list: NodeId, called: &HashSet<String>) -> usize {
    let folded = folded(key);
    let is_unit = |meaning: &Meaning| matches!(meaning.field, Field::Department | Field::Unit);
    let may_be_unit = MEANINGS.get(&folded).is_some_and(|all| all.iter().any(is_unit));
    let is_map = tree.kind(list) == Kind::Mapping;
    let may_be_name = |text: &str| {
        let begins = text.starts_with(char::is_alphabetic);
        begins && (!may_be_unit || !has_form_of_id(text)) && (!is_map || text.contains(' '))
    };
    let (mut all, mut names, mut unknown) = (0, 0, 0);
    for text in texts_in(tree, list).map(|text| tree.trimmed(text)) {
        let is_name = may_be_name(text);
        all += 1;
        names += usize::from(is_name);
        unknown += usize::from(is_name && !called.contains(&*words::plain(text)));
    }
    if may_be_unit && names * 2 <= all { 0 } else { unknown }
}

/// Whether an item of a list of reports tells what or who it is.
fn tells(tree: &Tree, item: NodeId) -> bool {
    let says = Says::of(tree, item);
    says.title || says.name || (says.id && says.line)
}

/// Whether an item of any list that says so much is most likely a position.
fn is_of_position(says: Says) -> bool {
    (says.title && (says.id || says.name || says.line)) || (says.line && (says.id || says.name))
}
