//! The entries of all files of a chart, mapped to orglint's own format.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

use super::entries::{Entered, entries_of};
use super::entry::{Entry, FieldValues, Value};
use super::infer::{self, Learned};
use super::keys::Keys;
use super::layout::{Entries, IdFrom, Layout, Slot, fields};
use super::resolve::Resolved;
use super::texts::folded;
use super::{
    FEW_FILES, HELP_LAYOUT, ReadFile, dates, entries, lookup, names, near, resolve, seen, shape, titles,
    together, write,
};
use crate::chart::personal::is_made_of_titles;
use crate::chart::read::Reader;
use crate::chart::{
    Chart, DateDoubt, Field, ListedLine, ListedTwice, NearKey, Origin, Own, PositionId, Problem, UnusedPath,
    others, words,
};
use crate::source::{FileId, Place, Span, offset, quoted};
use crate::yaml::{self, Kind, NodeId};

/// What files are taken, and how.
#[derive(Clone, Copy)]
pub(super) struct Taking {
    /// Files without entries are not part of the chart.
    pub(super) from_folder: bool,
    /// Ids that tell of people give way to ids made from titles.
    pub(super) made_ids: bool,
}

/// Maps the entries of the files to orglint's own format, and reads it. Files without entries may say what
/// orglint's own format says beside positions.
pub(super) fn mapped(
    files: Vec<(ReadFile, bool)>,
    layouts: &[Layout],
    taking: Taking,
    own: &Arc<Own>,
) -> Chart {
    let mut reader = Reader::new(own);
    let beside = match layouts {
        [layout] if layout.is_shipped => infer::reports_beside_others(&files, layout),
        _ => None,
    };
    let layouts = beside.as_ref().map_or(layouts, std::slice::from_ref);
    let (tried, learned) = map_or_learn(&files, layouts, taking, own);
    let layouts = learned.as_ref().map_or(layouts, |taken| std::slice::from_ref(&taken.layout));
    let mapped = match tried {
        Ok(mapped) => mapped,
        Err(why) => {
            let (message, help) = match why {
                NotClear::NoManager => seen::no_manager(&files[0].0.parsed.tree),
                NotClear::Either { message, help } => (message, help.to_owned()),
            };
            let first = files[0].0.id;
            for (file, _) in files {
                reader.unread(file.id, file.parsed.tree, file.parsed.problems);
            }
            reader.not_read(message, help, first);
            return reader.finish();
        }
    };
    let first = files.first().map(|(file, _)| file.id);
    let has_titles = mapped.has_titles;
    let seen = files.first().filter(|_| !has_titles).and_then(|(file, _)| {
        let tree = &file.parsed.tree;
        let entries = entries::find(tree, &layouts[0].entries).into_iter();
        let entries: Vec<NodeId> = entries.map(|entry| tree.follow(entry.node)).collect();
        seen::keys_seen(tree, file.is_table, &entries)
    });
    for ((file, _), native) in files.into_iter().zip(mapped.native) {
        let tree = file.parsed.tree;
        reader.broken(file.id, file.parsed.problems);
        let Some(native) = native else {
            let roots: Vec<NodeId> = tree.documents().iter().filter_map(|document| document.root).collect();
            reader.file(file.id, &tree, &roots);
            continue;
        };
        let origin = Origin::new(tree, file.is_table, &native.written.shown, native.hidden);
        reader.mapped_file(file.id, &Arc::new(native.written.tree), native.count, origin);
        reader.private(native.written.private.into_iter().map(|span| Place { file: file.id, span }));
    }
    let named = fields().filter(|field| layouts[0].names(Slot::Plain(*field)));
    reader.layout(&layouts[0].name, named, mapped.listed, mapped.keys.named(&layouts[0]));
    reader.left_out(mapped.abolished, mapped.members, mapped.notes, mapped.dates);
    reader.keys(mapped.near_keys, mapped.unused_paths, mapped.twice);
    for (key, place, count, are_names) in mapped.unread {
        reader.add_unread(&key, place, count, are_names);
    }
    let without = match first {
        Some(first) if mapped.is_empty && !reader.is_broken() => vec![first],
        // Other files there are no part of the chart.
        _ if taking.from_folder => Vec::new(),
        _ => mapped.without,
    };
    for file in without {
        let (message, help) = nothing_in(&layouts[0]);
        reader.not_read(message, help.to_owned(), file);
    }
    reader.says_filled(mapped.says_filled);
    let (told, are_handles) = mapped.personal_ids;
    reader.personal_ids(told, are_handles);
    reader.unread_parts(mapped.unread_positions, mapped.unread_ids);
    if !has_titles {
        reader.without_titles(seen);
    }
    if mapped.is_flat {
        reader.units_without_top();
    }
    if let Some(taken) = learned.as_ref().filter(|taken| taken.is_news) {
        reader.note(Problem::Learned { message: taken.message.clone() }, taken.place, None);
    }
    if layouts[0].id != IdFrom::Field {
        reader.keys_for_ids();
    }
    for (position, slug, place) in mapped.slugs {
        reader.role_slug(position, &slug, place);
    }
    reader.finish()
}

/// Maps the entries by the keys that are known; where those do not fit, by what the values tell.
fn map_or_learn(
    files: &[(ReadFile, bool)],
    layouts: &[Layout],
    taking: Taking,
    own: &Own,
) -> (Result<Mapped, NotClear>, Option<Box<infer::Taken>>) {
    let mut learned = None;
    let mut tried = map(files, layouts, taking, own);
    let is_open = tried.as_ref().map_or_else(
        |why| matches!(why, NotClear::NoManager),
        |mapped| mapped.names_hardly_anybody() || mapped.has_few_lines() || mapped.keys.are_vague(),
    );
    if let [layout] = layouts
        && layout.is_shipped
        && is_open
    {
        let known = tried.as_ref().map_or(0, |mapped| mapped.led);
        let is_vague = tried.as_ref().is_ok_and(|mapped| mapped.keys.are_vague());
        // One line of another key does not make up for those of the known one that lead nowhere.
        let key = tried
            .as_ref()
            .ok()
            .and_then(|mapped| mapped.keys.surest(Field::ReportsTo))
            .map(|(_, key)| key.to_owned());
        let is_enough = |taken: &infer::Taken| {
            taken.fitting > 1
                || key.as_ref().is_none_or(|key| taken.keys.contains(&("reports_to", key.clone())))
        };
        match infer::learn(files, layout, None) {
            Some(Learned::Keys(mut taken))
                if (is_vague || taken.fitting > known * 2) && is_enough(&taken) =>
            {
                // What is known to name the manager is never dropped.
                if known > 0 && !is_vague {
                    taken.layout.take_lines(layout);
                }
                tried = map(files, std::slice::from_ref(&taken.layout), taking, own);
                learned = Some(taken);
            }
            Some(Learned::Either([one, other])) if tried.is_err() => {
                let message = format!("{} and {} may both name the manager", quoted(&one), quoted(&other));
                tried = Err(NotClear::Either { message, help: HELP_EITHER });
            }
            _ => {}
        }
    }
    if let ([layout], Ok(mapped), None) = (layouts, &tried, &learned)
        && layout.is_shipped
        && !mapped.has_titles
        && let Some(taken) = infer::learn_title(files, layout)
    {
        tried = map(files, std::slice::from_ref(&taken.layout), taking, own);
        learned = Some(taken);
    }
    (tried, learned)
}

/// The native form of a file, with the keys in it that name people.
struct Native {
    written: write::Written,
    /// How many entries it has.
    count: usize,
    hidden: Vec<Span>,
}

/// What the entries of all files come to. What was known of each is gone: a table may have millions.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
struct Mapped {
    /// For each file; none where it is read as it stands.
    native: Vec<Option<Native>>,
    listed: Vec<ListedLine>,
    keys: Keys,
    /// Whether entries may stand in parts that could not be read.
    unread_positions: bool,
    /// Whether the id of some entry could not be read.
    unread_ids: bool,
    /// Files that are named, and hold no entry.
    without: Vec<FileId>,
    /// Whether there is no entry at all.
    is_empty: bool,
    /// Whether any entry has a title.
    has_titles: bool,
    /// How many texts name a manager, and how many of them an entry.
    named: (usize, usize),
    /// How many entries there are, and how many name one of them as their manager.
    count: usize,
    led: usize,
    /// Whether these are units, and none is above another.
    is_flat: bool,
    /// The ids of posts that have ceased to be.
    abolished: Vec<Option<Box<str>>>,
    /// Members of teams.
    members: usize,
    /// Rows of totals and notes.
    notes: usize,
    /// Keys that the layout names and no entry has.
    unused_paths: Vec<UnusedPath>,
    /// Keys that are most likely a slip in others.
    near_keys: Vec<NearKey>,
    /// Keys with lists of positions that are not read, with their number, and whether these are names alone.
    unread: Vec<(String, Place, usize, bool)>,
    /// Columns of dates that are not read.
    dates: Vec<DateDoubt>,
    slugs: Vec<(PositionId, String, Place)>,
    /// Which ids tell of somebody by what their entries say, and whether all are what people are called in programs.
    personal_ids: (FixedBitSet, bool),
    /// Which entries say in a word that somebody sits there.
    says_filled: FixedBitSet,
    /// Who appears twice in lists that the layout keeps apart.
    twice: Vec<ListedTwice>,
}

impl Mapped {
    /// Whether the values of the key that is known to name the manager name hardly any entry.
    fn names_hardly_anybody(&self) -> bool {
        let (all, found) = self.named;
        found * 2 < all || (all == 0 && !self.is_empty)
    }

    /// Whether hardly any entry names a manager by that key: another one may hold the lines.
    fn has_few_lines(&self) -> bool {
        self.led * 4 < self.count
    }
}

/// Why the entries cannot be mapped with certainty.
enum NotClear {
    /// No key is known to name the manager.
    NoManager,
    /// Several keys may name the manager.
    Either { message: String, help: &'static str },
}

/// What to do where two keys may name the manager.
const HELP_EITHER: &str =
    "say which one it is: `orglint init --chart FILE --column reports_to=KEY` writes it to `orglint.yaml`";

/// What the entries of all files say, before they are looked at together.
struct Gathered<'t> {
    entries: Vec<Entry<'t>>,
    keys: Keys,
    /// What each file says beside entries.
    besides: Vec<Vec<yaml::Entry>>,
    /// Which of the keys that the layout names some entry has, by their numbers.
    has: Vec<bool>,
    /// How many entries have each key.
    counts: near::Counts<'t>,
    unread: Vec<(String, Place, usize, bool)>,
    /// Keys with lists of texts that may name people, each with the number of its file.
    texts: Vec<(usize, &'t str, Span, NodeId)>,
    members: usize,
    notes: usize,
}

impl<'t> Gathered<'t> {
    fn of(files: &'t [(ReadFile, bool)], layouts: &'t [Layout], own: &'t Own) -> Self {
        let entered = files.par_iter().enumerate().with_min_len(FEW_FILES).map(|(at, (file, is_entry))| {
            if *is_entry { entries_of(file, offset(at), layouts, &own.fields) } else { Entered::default() }
        });
        let mut all = Self {
            entries: Vec::new(),
            keys: Keys::default(),
            besides: Vec::with_capacity(files.len()),
            has: vec![false; layouts[0].named.len()],
            counts: near::Counts::new(),
            unread: Vec::new(),
            texts: Vec::new(),
            members: 0,
            notes: 0,
        };
        for ((file, _), entered) in files.iter().zip(entered.collect::<Vec<Entered<'_>>>()) {
            all.add(file.id, entered);
        }
        lookup::choose_ids(&mut all.entries);
        if let Some((rank, _)) = all.entries.iter().find_map(|entry| entry.ids.first()) {
            all.keys.choose_id(*rank);
        }
        all
    }

    fn add(&mut self, file: FileId, mut entered: Entered<'t>) {
        for (key, count) in entered.counts {
            *self.counts.entry(key).or_default() += count;
        }
        let unread = entered.unread.into_iter();
        self.unread
            .extend(unread.map(|(key, span, count)| (key.to_owned(), Place { file, span }, count, false)));
        let at = self.besides.len();
        self.texts.extend(entered.texts.into_iter().map(|(key, span, list)| (at, key, span, list)));
        let before = self.entries.len();
        if before == 0 {
            self.entries = entered.entries;
        } else {
            for entry in &mut entered.entries {
                entry.set_parent(entry.parent().map(|parent| parent + before));
            }
            self.entries.extend(entered.entries);
        }
        for (has, here) in self.has.iter_mut().zip(&entered.has) {
            *has |= here;
        }
        self.members += entered.members;
        self.notes += entered.notes;
        self.keys.add(entered.keys);
        self.besides.push(entered.beside);
    }
}

/// What the files call the organisation that they are about: nobody is above those who report to it.
fn organisations(files: &[(ReadFile, bool)]) -> HashSet<&str> {
    let trees = files.iter().filter(|(file, _)| !file.is_table).map(|(file, _)| &*file.parsed.tree);
    let tops = trees.flat_map(|tree| {
        let roots = tree.documents().iter().filter_map(|document| document.root);
        let entries =
            roots.filter(|root| tree.get(*root, "title").is_none()).flat_map(|root| tree.entries(root));
        let named = entries.filter(|entry| ORGANISATION.contains(&&*folded(tree.text(entry.key))));
        named.filter(|entry| tree.kind(entry.value) == Kind::Scalar).map(|entry| tree.trimmed(entry.value))
    });
    tops.filter(|text| !text.is_empty()).collect()
}

/// Keys that name the organisation, without case and separators.
const ORGANISATION: [&str; 12] = [
    "organisation",
    "organization",
    "org",
    "company",
    "organisatie",
    "firma",
    "unternehmen",
    "entreprise",
    "empresa",
    "azienda",
    "bedrijf",
    "name",
];

/// Maps the entries of the files to orglint's own format.
fn map(
    files: &[(ReadFile, bool)],
    layouts: &[Layout],
    taking: Taking,
    own: &Own,
) -> Result<Mapped, NotClear> {
    let Gathered { mut entries, keys, besides, has, counts, mut unread, texts, members, notes } =
        Gathered::of(files, layouts, own);
    let layout = &layouts[0];
    if !texts.is_empty() {
        unread.extend(people_in(files, &entries, texts));
    }
    let mut abolished = Vec::new();
    take_out_abolished(&mut entries, &mut abolished);
    take_out_references(&mut entries);
    let sections =
        if files.iter().any(|(file, _)| file.is_table) { take_out_sections(&mut entries) } else { 0 };
    titles::without_names(&mut entries);
    if layout.is_shipped {
        together::letters(&mut entries);
    }
    together::percents(&mut entries, keys.surest(Field::Fte).map(|(_, key)| key));
    let dates = dates::settle(&mut entries);
    let unread_ids = entries.iter().any(|entry| entry.cut && entry.ids.is_empty());
    let mut broken = files.iter().filter(|(file, is_entry)| *is_entry && file.is_broken());
    let unread_positions = broken.any(|(file, _)| may_lack_entries(file, &layout.entries));
    let are_handles = names::are_handles(&entries, keys.id(), layout);
    if taking.made_ids {
        names::hide_personal(&mut entries, are_handles);
    }
    resolve::named_together(&mut entries, layout);
    if let Some(why) = not_clear(&mut entries, layouts) {
        return Err(why);
    }
    let ids: Vec<FileId> = files.iter().map(|(file, _)| file.id).collect();
    let resolved = resolve::resolve(&entries, layout, &ids, &organisations(files));
    if layout.is_shipped && resolved.named.0 > 0 && resolved.named.1 == 0 && keys.are_vague() {
        return Err(NotClear::NoManager);
    }
    let (native, without) = written(files, &besides, &entries, &resolved);
    let place = |entry: &Entry<'_>, span| Place { file: ids[entry.file as usize], span };
    let told = entries.iter().enumerate().filter(|(_, entry)| names::is_told(entry));
    let told: FixedBitSet = told.map(|(at, _)| at).collect();
    let numbered = || (0..).map(|at| PositionId(offset(at))).zip(&entries);
    let slugs = numbered().flat_map(|(of, entry)| {
        entry.slugs.iter().map(move |slug| (of, slug.text().to_owned(), place(entry, slug.at())))
    });
    let twice = numbered().flat_map(|(of, entry)| {
        entry.twice.iter().map(move |(first, again, is_one_list)| ListedTwice {
            of,
            places: [place(entry, *first), place(entry, *again)],
            is_one_list: *is_one_list,
        })
    });
    let doubt = |doubt: dates::Doubt| {
        let (file, span) = doubt.first;
        DateDoubt { field: doubt.field, place: Place { file: ids[file as usize], span }, count: doubt.count }
    };
    Ok(Mapped {
        unused_paths: if entries.is_empty() { Vec::new() } else { near::unused_paths(files, layout, &has) },
        near_keys: near::near_keys(files, layout, &entries, &counts),
        unread,
        native,
        keys,
        without,
        is_empty: entries.is_empty() && abolished.is_empty(),
        has_titles: entries.iter().any(|entry| entry.fields.iter().any(|said| said.field == Field::Title)),
        named: resolved.named,
        count: entries.len(),
        led: resolved.led,
        is_flat: resolved.is_flat,
        personal_ids: (told, are_handles),
        says_filled: entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.says_filled)
            .map(|(at, _)| at)
            .collect(),
        abolished,
        members,
        notes: notes + sections,
        dates: dates.into_iter().map(doubt).collect(),
        unread_positions,
        unread_ids,
        slugs: slugs.collect(),
        twice: twice.collect(),
        listed: resolved.listed,
    })
}

/// Those of the lists that name people who have no entry, with their number.
fn people_in<'t>(
    files: &'t [(ReadFile, bool)],
    entries: &[Entry<'_>],
    lists: Vec<(usize, &'t str, Span, NodeId)>,
) -> impl Iterator<Item = (String, Place, usize, bool)> {
    let said = |entry: &Entry<'_>| {
        let id = entry.ids.first().map(|(_, said)| words::plain(said.text()));
        let fields = [Field::Title, Field::Role, Field::Name, Field::Holder, Field::Handle];
        let fields = entry.fields.iter().filter(move |stated| fields.contains(&stated.field));
        let texts = fields.flat_map(FieldValues::values).chain(&entry.emails);
        texts.map(|said| words::plain(said.text())).chain(id).collect::<Vec<_>>()
    };
    let called: HashSet<String> = entries.iter().flat_map(said).collect();
    lists.into_iter().filter_map(move |(at, key, span, list)| {
        let file = &files[at].0;
        let count = others::people_in(&file.parsed.tree, key, list, &called);
        (count > 0).then(|| (key.to_owned(), Place { file: file.id, span }, count, true))
    })
}

/// The native form of each file, none where it is read as it stands; and the files that are named and hold no
/// entry.
fn written(
    files: &[(ReadFile, bool)],
    besides: &[Vec<yaml::Entry>],
    entries: &[Entry<'_>],
    resolved: &Resolved<'_, '_>,
) -> (Vec<Option<Native>>, Vec<FileId>) {
    let mut native = Vec::with_capacity(files.len());
    let mut next = 0;
    let mut without: Vec<FileId> = Vec::new();
    for ((at, (file, is_entry)), beside) in files.iter().enumerate().zip(besides) {
        let first = next;
        while entries.get(next).is_some_and(|entry| entry.file as usize == at) {
            next += 1;
        }
        if first == next && *is_entry && beside.is_empty() && !file.is_broken() {
            without.push(file.id);
        }
        native.push((first != next || *is_entry).then(|| {
            let entries = &entries[first..next];
            let known = |at| resolved.known(first + at);
            let written = write::write(&file.parsed.tree, entries, known, beside);
            Native {
                written,
                count: entries.len(),
                hidden: entries.iter().filter_map(|entry| entry.hidden_key).collect(),
            }
        }));
    }
    (native, without)
}

/// Takes out posts that have ceased to be, and notes their ids. What stands in one has nobody above it.
fn take_out_abolished(people: &mut Vec<Entry<'_>>, abolished: &mut Vec<Option<Box<str>>>) {
    for person in people.iter().filter(|person| person.abolished) {
        abolished.push(person.ids.first().map(|(_, said)| said.text().into()));
    }
    let out = |(at, person): (usize, &Entry<'_>)| person.abolished.then_some((at, None));
    let out: BTreeMap<usize, Option<usize>> = people.iter().enumerate().filter_map(out).collect();
    take_out(people, &out);
}

/// Takes out rows that say nothing but the name of a department or what the people below are, and that no other row
/// names. Those below `Leavers` have left.
fn take_out_sections(people: &mut Vec<Entry<'_>>) -> usize {
    let section = |person: &Entry<'_>| {
        let has_no_line = person.up.as_ref().is_none_or(|up| up.values().is_empty());
        let mut said =
            person.fields.iter().flat_map(|stated| stated.values().iter().map(|said| (stated.field, said)));
        let (Some((Field::Name, name)), None) = (said.next(), said.next()) else { return None };
        let is_section = has_no_line && person.ids.is_empty() && person.emails.is_empty();
        let is_section =
            is_section && (is_made_of_titles(name.text()) || kind_of_people(name.text()).is_some());
        is_section.then(|| folded(name.text()))
    };
    let sections: Vec<(usize, String)> =
        people.iter().enumerate().filter_map(|(at, person)| Some((at, section(person)?))).collect();
    // A table of units has a row for each.
    if sections.is_empty() || sections.len() * 2 > people.len() {
        return 0;
    }
    let named = people.iter().flat_map(|person| person.up.iter().flat_map(FieldValues::values));
    let named: HashSet<String> = named.map(|said| folded(said.text())).collect();
    let out = sections.into_iter().filter(|(_, text)| !named.contains(text)).map(|(at, _)| (at, None));
    let out: BTreeMap<usize, Option<usize>> = out.collect();
    let mut have_left = false;
    for (at, person) in people.iter_mut().enumerate() {
        if out.contains_key(&at) {
            have_left = person.name().and_then(kind_of_people) == Some("left");
        } else if have_left && person.value(Field::Status).is_none() && !person.says_filled {
            let at = Span::empty(person.span.start);
            person.fields.push(FieldValues::of(Field::Status, Value::new(Cow::Borrowed("left"), at)));
        }
    }
    take_out(people, &out);
    out.len()
}

/// What people are whom such a word is about: `Leavers`, `Contractors`.
fn kind_of_people(text: &str) -> Option<&'static str> {
    [text, text.trim_end_matches('s')].into_iter().find_map(|text| {
        let left = words::meaning("status", text).filter(|word| *word == "left");
        left.or_else(|| words::meaning("employment", text))
    })
}

/// Takes out entries that stand inside their manager to say that they are on the list: the same id has an entry of
/// its own, and they say nothing else.
fn take_out_references(people: &mut Vec<Entry<'_>>) {
    let is_top = |person: &&Entry<'_>| person.parent().is_none();
    if people.iter().all(|person| is_top(&person)) || people.iter().filter(is_top).nth(1).is_none() {
        return;
    }
    let id = |person: &Entry<'_>| person.ids.first().map(|(_, said)| said.text().to_owned());
    let tops = people.iter().enumerate().filter(|(_, person)| is_top(person));
    let own: HashMap<String, usize> = tops.filter_map(|(at, person)| Some((id(person)?, at))).collect();
    let mut out: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate().filter(|(_, person)| !is_top(person)) {
        let Some(meant) = id(person).and_then(|id| own.get(&id)).copied() else { continue };
        let is_said = |stated: &FieldValues<'_>| {
            let same = people[meant].value(stated.field).map(Value::text);
            stated.values().first().map(Value::text) == same
        };
        if person.up.is_none() && person.fields.iter().all(is_said) {
            out.insert(at, Some(meant));
        }
    }
    let mut listed: BTreeMap<usize, Vec<Value<'_>>> = BTreeMap::new();
    for (at, meant) in &out {
        let (Some(parent), Some(meant)) = (people[*at].parent(), *meant) else { continue };
        let parent = out.get(&parent).copied().flatten().unwrap_or(parent);
        let id = people[*at].ids.first().map(|(_, said)| said.clone());
        match people[meant].up {
            None if people[meant].parent().is_none() && parent != meant => {
                people[meant].set_parent(Some(parent));
            }
            // It is what a list of ids would be, and is compared with the line like one.
            _ => listed.entry(parent).or_default().extend(id),
        }
    }
    for (parent, ids) in listed {
        people[parent].rare().down.extend(ids);
    }
    take_out(people, &out);
}

/// Takes out entries, each with the one that stands for it.
fn take_out(people: &mut Vec<Entry<'_>>, out: &BTreeMap<usize, Option<usize>>) {
    if out.is_empty() {
        return;
    }
    let mut kept = 0;
    let mut numbers: Vec<Option<usize>> = Vec::with_capacity(people.len());
    for at in 0..people.len() {
        let is_kept = !out.contains_key(&at);
        numbers.push(is_kept.then_some(kept));
        kept += usize::from(is_kept);
    }
    let mut at = 0;
    people.retain(|_| {
        at += 1;
        !out.contains_key(&(at - 1))
    });
    let number =
        |of: usize| numbers[of].or_else(|| out.get(&of).copied().flatten().and_then(|of| numbers[of]));
    for person in people {
        person.set_parent(person.parent().and_then(number));
    }
}

/// Whether entries may stand in a part of a file that could not be read.
fn may_lack_entries(file: &ReadFile, entries: &Entries) -> bool {
    let tree = &file.parsed.tree;
    let mut roots = tree.documents().iter().filter_map(|document| document.root);
    let lacks = |root: NodeId| match entries {
        Entries::EachFile | Entries::Documents => tree.kind(root) != Kind::Mapping,
        Entries::List(_) | Entries::Map(_) | Entries::Top(_) => {
            let steps = entries.path().unwrap_or("").split('.').filter(|step| !step.is_empty());
            let mut at = Some(root);
            let mut cut = tree.is_cut(root);
            for step in steps {
                at = at.and_then(|node| tree.get(node, step));
                cut |= at.is_none_or(|node| tree.is_cut(node));
            }
            cut
        }
    };
    file.is_table || tree.has_unread_document() || roots.any(lacks)
}

/// Says that a file holds no entries.
fn nothing_in(layout: &Layout) -> (String, &'static str) {
    if layout.is_shipped && layout.name == shape::TABLE {
        let message = "there are no rows in this table".to_owned();
        return (message, "write a row for each position below the column names");
    }
    let message = format!("the layout {} finds no entries here", quoted(&layout.name));
    (message, "check `entries:` and `only:` of the layout, and `files:` of the chart")
}

/// Why the entries cannot be mapped with certainty.
fn not_clear(people: &mut [Entry<'_>], layouts: &[Layout]) -> Option<NotClear> {
    let layout = &layouts[0];
    let is_table = layout.is_shipped && layout.name == shape::TABLE;
    if is_table && !people.is_empty() && people.iter().all(|person| person.up.is_none()) {
        return Some(NotClear::NoManager);
    }
    if layout.is_shipped
        && let Some([one, other]) = resolve::two_managers(people, layout)
    {
        let (one, other) = (quoted(&one), quoted(&other));
        let message = format!("{one} and {other} name different managers, and either may be the line");
        return Some(NotClear::Either { message, help: HELP_LAYOUT });
    }
    None
}
