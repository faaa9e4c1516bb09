//! Which keys name the id and the manager, learned from the values: headers are in any language, but whoever
//! is named as a manager is on the list. Asked only where no key is known to name the manager, or hardly any
//! line leads to somebody; what fits in two ways is asked about and never guessed.

use std::sync::OnceLock;

use hashbrown::{HashMap, HashSet};

use super::entry_reader::{EntryAt, typed};
use super::layout::{Entries, Layout, Slot, slot_of};
use super::texts::{behind_container, folded, ids_beside_name, steps, word_key};
use super::{ReadFile, entries, manager_words, shipped};
use crate::chart::personal::{has_digit, is_hex, is_made_of_titles};
use crate::chart::spelling::name_in_any_order;
use crate::chart::{FIELDS, Field, Mapped, names_handle, others, words};
use crate::sort;
use crate::source::{FileId, Place, Span, offset, quoted};
use crate::vocabulary::{TitleContext, resolve_title};
use crate::yaml::{Kind, NodeId, Tree};

/// How deep the keys of an entry are looked at: `profile.manager.id`.
const DEEPEST: usize = 3;
/// So many columns are compared; more have no people in them.
const MOST_COLUMNS: usize = 200;
/// So many different texts show whether a column holds titles.
const ENOUGH_TITLES: usize = 500;

/// Entries from which on one id may be that of two.
const ENTRIES: usize = 5;

/// Words for people beside an entry who are not its manager, in the languages of the vocabulary.
const NOT_THE_MANAGER: &[&str] = &[
    "mentor",
    "buddy",
    "coach",
    "tutor",
    "pate",
    "patin",
    "parrain",
    "marraine",
    "padrino",
    "madrina",
    "padrinho",
    "hrpartner",
    "hrbp",
    "businesspartner",
    "personalreferent",
    "peoplepartner",
    "approver",
    "approved",
    "genehmig",
    "freigeb",
    "freigabe",
    "approbat",
    "valideur",
    "aprobador",
    "goedkeur",
    "approvator",
    "aprovador",
    "budget",
    "costcent",
    "kostenstelle",
    "centredecout",
    "centrodecost",
    "centrodicosto",
    "centrodecusto",
    "kostenplaats",
    "assistant",
    "assistenz",
    "assistent",
    "asistente",
    "secretar",
    "sekret",
    "sponsor",
    "recruiter",
    "recruteur",
    "reclutador",
    "createdby",
    "erstelltvon",
    "creepar",
    "creadopor",
    "aangemaaktdoor",
    "creatoda",
    "criadopor",
    "modifiedby",
    "updatedby",
    "geandertvon",
    "modifiepar",
    "owner",
    "deputy",
    "vertret",
    "suppleant",
    "sustitut",
    "vervanger",
    "sostitut",
    "substitut",
    "backup",
    "delegate",
    "emergency",
    "notfall",
    "urgence",
    "emergencia",
    "noodcontact",
    "emergenza",
    "referr",
    "predecessor",
    "vorganger",
    "predecesseur",
    "former",
    "previous",
    "ehemalig",
    "vorherig",
    "bisherig",
    "fruher",
    "ancien",
    "precedent",
    "anterior",
    "vorig",
    "skiplevel",
    "secondlevel",
    "secondmanager",
    "zweitvorgesetzt",
    "ubernachst",
    "nachsthoher",
    "managersmanager",
    "deuxiemeniveau",
    "segundonivel",
    "secondolivello",
    "tweedeniveau",
];

/// The same, where they are words of their own: the manager's manager, and the department that hires.
const NOT_THE_MANAGER_ALONE: &[&str] = &["hr", "rh", "2nd", "3rd", "l2", "n2", "n3", "second", "third"];

/// Words before the number of a level: a column for each of the managers above an entry.
const LEVELS: &[&str] = &["level", "ebene", "stufe", "niveau", "nivel", "livello", "poziom"];

/// Words for the line that is not the solid one.
pub(super) const DOTTED: &[&str] = &[
    "dotted",
    "functional",
    "matrix",
    "fachlich",
    "fonctionnel",
    "funcional",
    "functione",
    "funzional",
    "secondary",
];

/// What was learned from the values of a chart.
#[derive(Debug)]
pub(super) enum Learned {
    /// One pair of keys fits.
    Keys(Box<Taken>),
    /// Two keys may name the manager as well as each other.
    Either([String; 2]),
}

/// The keys that were taken.
#[derive(Debug)]
pub(super) struct Taken {
    /// How to read the entries.
    pub(super) layout: Layout,
    /// What to say of it.
    pub(super) message: String,
    /// Where the key that names the manager comes first.
    pub(super) place: Place,
    /// Whether any of the keys is known by its word for something else, or not at all.
    pub(super) is_news: bool,
    /// The keys for each field, as a layout names them.
    pub(super) keys: Vec<(&'static str, String)>,
    /// How many lines lead to an entry by them.
    pub(super) fitting: usize,
}

/// A key of the entries with its values.
struct Column<'t> {
    /// The path to it, as a layout writes it.
    path: String,
    folded: String,
    place: Place,
    /// Values that are not blank, with the entry each stands in.
    values: Vec<(usize, &'t str)>,
}

/// How well the values of one column name entries by those of another.
struct Pair {
    up: usize,
    /// The other column; behind the last of them, a first and a last name together.
    id: usize,
    lines: usize,
    fitting: usize,
    /// Whether the header is a word for a manager in some language.
    has_word: bool,
    has_one_root: bool,
    /// Whether all lines lead to one entry.
    is_of_one: bool,
    depth: usize,
    /// For each entry the one above.
    above: Vec<Option<usize>>,
}

impl Pair {
    /// Whether two columns name the same managers, as an id and a name beside it do.
    fn agrees_with(&self, other: &Self) -> bool {
        let both = self
            .above
            .iter()
            .zip(&other.above)
            .filter_map(|(one, other)| Some((one.as_ref()?, other.as_ref()?)));
        both.into_iter().all(|(one, other)| one == other)
    }
}

/// Learns from the values of a chart's files how its entries are to be read. `layout` says where they are;
/// `manager` is the key that names the manager, where somebody has said which.
pub(super) fn learn(files: &[(ReadFile, bool)], layout: &Layout, manager: Option<&str>) -> Option<Learned> {
    let (count, columns) = columns(files, &layout.entries);
    if count < 2 || columns.len() < 2 || !have_headers(files, &columns) {
        return None;
    }
    let names = names_in_two(layout, &columns, count);
    let mut pairs = pairs(&columns, &names, count, manager);
    // A word counts, unless hardly any entry says anything by it.
    let most = pairs.iter().map(|pair| pair.fitting).max().unwrap_or_default();
    if pairs.iter().any(|pair| pair.has_word && pair.fitting * 2 >= most) {
        pairs.retain(|pair| pair.has_word);
    }
    // Two columns of ids by which a column names different managers: one that is called so counts.
    let mut in_doubt = HashSet::new();
    for up in 0..columns.len() {
        let of = |pair: &&Pair| pair.up == up;
        let says_id = |pair: &Pair| match columns.get(pair.id) {
            Some(column) => says_id(layout, column),
            None => has_slot(layout, &columns[names[pair.id - columns.len()][0].0], Slot::FirstName),
        };
        let is_id = |pair: &Pair| pair.up != up || says_id(pair);
        if pairs.iter().filter(of).any(says_id) {
            pairs.retain(is_id);
        }
        let mut all = pairs.iter().filter(of);
        if let Some(first) = all.next()
            && all.any(|other| !first.agrees_with(other))
        {
            in_doubt.insert(up);
        }
    }
    let rank = |pair: &Pair| (pair.has_one_root, pair.depth);
    let highest = pairs.iter().map(rank).max()?;
    let mut best: Vec<&Pair> = pairs.iter().filter(|pair| rank(pair) == highest).collect();
    // Among several ids that fit one column, any leads to the same entry; the one that fits best is taken.
    sort::by_key(&mut best, |pair| (pair.up, std::cmp::Reverse(pair.fitting), pair.id));
    best.dedup_by_key(|pair| pair.up);
    let first = best.first().copied().filter(|pair| !in_doubt.contains(&pair.up))?;
    // A column for each level of managers: where one names nobody, another does.
    let is_filled = |other: &Pair| {
        let mut both = first.above.iter().zip(&other.above);
        both.any(|(above, other)| above.is_none() && other.is_some())
    };
    if !first.has_word && (first.is_of_one || (!first.has_one_root && pairs.iter().any(is_filled))) {
        return None;
    }
    if let Some(other) = best.iter().find(|other| !first.agrees_with(other)) {
        return Some(Learned::Either([first.up, other.up].map(|at| columns[at].path.clone())));
    }
    let title = title(&columns, layout);
    Some(Learned::Keys(Box::new(taken(layout, &columns, first, &names, title))))
}

/// Learns which key holds the titles, where no header says so.
pub(super) fn learn_title(files: &[(ReadFile, bool)], layout: &Layout) -> Option<Box<Taken>> {
    let (_, columns) = columns(files, &layout.entries);
    if !have_headers(files, &columns) {
        return None;
    }
    let column = &columns[title(&columns, layout)?];
    let mut layout = layout.clone();
    layout.replace(Slot::Plain(Field::Title), &column.path);
    let message = format!("{} was read as the title, since its values are titles", quoted(&column.path));
    let keys = vec![("title", column.path.clone())];
    Some(Box::new(Taken { layout, message, place: column.place, is_news: true, keys, fitting: 0 }))
}

/// How many entries show which keys a file has.
const LOOKED_AT: usize = 100;

/// The layout for entries that have `reports` beside a surer word for those below them. It is then another thing:
/// the manager, where the lists of those whom it names hold the entry, or nothing that is known.
pub(super) fn reports_beside_others(files: &[(ReadFile, bool)], layout: &Layout) -> Option<Layout> {
    if layout.is_export {
        return None;
    }
    let reports = Field::Reports.key().name;
    let trees = files.iter().filter(|(file, is_entry)| *is_entry && !file.is_table);
    let found: Vec<(&Tree, EntryAt)> = trees
        .map(|(file, _)| &*file.parsed.tree)
        .flat_map(|tree| entries::find(tree, &layout.entries).into_iter().map(move |entry| (tree, entry)))
        .collect();
    // What an entry has below `reports`, and below any other word for it.
    let lists = |tree: &Tree, node: NodeId| {
        let mut both = [None; 2];
        for entry in tree.entries(tree.follow(node)) {
            let key = tree.text(entry.key);
            if tree.kind(entry.value) == Kind::Sequence && others::names_reports(key) {
                both[usize::from(folded(key) != reports)].get_or_insert(tree.follow(entry.value));
            }
        }
        both
    };
    let has_both = |(tree, entry): &(&Tree, EntryAt)| lists(tree, entry.node).iter().all(Option::is_some);
    if !found.iter().take(LOOKED_AT).any(has_both) {
        return None;
    }
    // Several entries may share one list: each is gone through once.
    let mut below: HashSet<(&str, &str)> = HashSet::new();
    let mut above: Vec<(&str, &str)> = Vec::new();
    let mut seen: HashSet<(*const Tree, NodeId)> = HashSet::new();
    for (tree, entry) in found {
        let id = tree.get(tree.follow(entry.node), "id").or(entry.key);
        let Some(id) = id.map(|id| tree.text(id)) else { continue };
        let [reports, others] = lists(tree, entry.node);
        let mut texts = |list: Option<NodeId>| {
            let list = list.filter(|list| seen.insert((std::ptr::from_ref(tree), *list)));
            list.into_iter().flat_map(|list| tree.items(list)).map(|item| tree.text(item))
        };
        above.extend(texts(reports).map(|manager| (manager, id)));
        below.extend(texts(others).map(|report| (id, report)));
    }
    let mut layout = layout.clone();
    if let Some(slots) = layout.keys.get_mut(reports) {
        slots.retain(|(slot, _)| *slot != Slot::Down);
    }
    if above.iter().filter(|line| below.contains(*line)).count() * 2 > above.len() {
        layout.take_after(Slot::Up, &[reports]);
    }
    Some(layout)
}

/// The layout with the keys that were learned in place of those that are known by their words.
fn taken(
    known: &Layout,
    columns: &[Column<'_>],
    pair: &Pair,
    names: &[Names],
    title: Option<usize>,
) -> Taken {
    let up = &columns[pair.up];
    let mut layout = known.clone();
    // Who names the manager in another language does so with the rest.
    shipped::take_abroad(&mut layout);
    let mut keys = vec![("reports_to", up.path.clone())];
    layout.replace(Slot::Up, &up.path);
    let mut take = |slot, field, path: &String| {
        layout.replace(slot, path);
        keys.push((field, path.clone()));
    };
    let (called, what) = if let Some(id) = columns.get(pair.id) {
        // Lines may lead to titles, where nothing else is called one.
        let says_title = |column: &Column<'_>| has_slot(known, column, Slot::Plain(Field::Title));
        let is_title =
            says_title(id) && !columns.iter().any(|other| other.path != id.path && says_title(other));
        let (slot, field, what) = match kind(known, columns, id) {
            Values::Ids if is_title => (Slot::Plain(Field::Title), "title", "title"),
            Values::Ids => (Slot::Id, "id", "id"),
            Values::Names => (Slot::Plain(Field::Name), "name", "name"),
            Values::Addresses => (Slot::Email, "email", "address"),
        };
        take(slot, field, &id.path);
        (id, what)
    } else {
        let names = names[pair.id - columns.len()];
        for (at, field) in names {
            if let Some(slot) = slot_of(field) {
                take(slot, field, &columns[at].path);
            }
        }
        (&columns[names[1].0], "name")
    };
    let called = &called.path;
    if let Some(title) = title {
        layout.replace(Slot::Plain(Field::Title), &columns[title].path);
        keys.push(("title", columns[title].path.clone()));
    }
    // A column in a language of which no word is known.
    let is_known = |slot: Slot| columns.iter().any(|column| has_slot(&layout, column, slot));
    if !is_known(Slot::Plain(Field::Status))
        && let Some(status) = columns.iter().find(|column| holds_statuses(&layout, column))
    {
        keys.push(("status", status.path.clone()));
        layout.take(Slot::Plain(Field::Status), &[&status.path]);
    }
    let is_news = keys.iter().any(|(field, path)| {
        let is_known = |slot, (known, rank): &(Slot, u16)| *known == slot && *rank < manager_words::PERHAPS;
        slot_of(field).is_none_or(|slot| !known.slots(path).iter().any(|known| is_known(slot, known)))
    });
    let status = keys.iter().find(|(field, _)| *field == "status").map(|(_, path)| path.as_str());
    let (rest, third) = match status {
        Some(status) => (" as the status".to_owned(), Some(status)),
        None => (format!(": {} of {} values fit", pair.fitting, pair.lines), None),
    };
    let told = |room: usize| {
        let third = third.map_or(String::new(), |third| format!(", {}", shortened(third, room)));
        let (manager, id) = (shortened(&up.path, room), shortened(called, room));
        format!("{manager} was read as the manager, {id} as the {what}{third}{rest}")
    };
    // A header may be as long as a message.
    let fits = |message: &String| message.chars().count() < LONGEST_MESSAGE;
    let message = (1..=LONGEST_HEADER).rev().map(told).find(fits);
    Taken {
        layout,
        message: message.unwrap_or_else(|| told(1)),
        place: up.place,
        is_news,
        keys,
        fitting: pair.fitting,
    }
}

/// Characters of a message, which ends before so many of them.
const LONGEST_MESSAGE: usize = 100;
/// Characters of a header that a message shows.
const LONGEST_HEADER: usize = 40;

fn shortened(header: &str, room: usize) -> String {
    let short: String = header.chars().take(room).collect();
    if short.len() < header.len() { quoted(&format!("{short}…")) } else { quoted(header) }
}

/// A first and a last name, by the numbers of their columns and the fields they are known for.
type Names = [(usize, &'static str); 2];

/// The columns that hold the parts of a name, where two do: managers are named by both of them. Where no
/// header says so, any two that are next to each other may.
fn names_in_two(layout: &Layout, columns: &[Column<'_>], count: usize) -> Vec<Names> {
    let found = |slot| columns.iter().position(|column| has_slot(layout, column, slot));
    let (first, last) = (found(Slot::FirstName), found(Slot::LastName));
    let name = found(Slot::Plain(Field::Name));
    let known = match (first, last, name) {
        (Some(first), Some(last), _) => Some([(first, "first_name"), (last, "last_name")]),
        (Some(first), None, Some(name)) => Some([(first, "first_name"), (name, "name")]),
        (None, Some(last), Some(name)) => Some([(name, "name"), (last, "last_name")]),
        _ => None,
    };
    if known.is_some() || name.is_some() {
        return known.into_iter().collect();
    }
    let may_be = |at: usize| {
        let column = &columns[at];
        let is_word = |text: &str| text.len() < LONGEST_NAME && !text.contains(|c: char| c.is_ascii_digit());
        column.values.len() * 10 >= count * 9
            && !says_a_field(column)
            && column.values.iter().all(|(_, text)| is_word(text))
    };
    let may_be: Vec<bool> = (0..columns.len()).map(may_be).collect();
    let beside = (1..columns.len()).filter(|at| may_be[*at] && may_be[at - 1]);
    beside.map(|at| [(at - 1, "first_name"), (at, "last_name")]).collect()
}

/// The longest part of a name, in bytes.
const LONGEST_NAME: usize = 60;

/// Whether a column is called by a word for an id, in any language.
fn says_id(layout: &Layout, column: &Column<'_>) -> bool {
    has_slot(layout, column, Slot::Id)
        || Field::Id.key().abroad.iter().any(|word| plain(word) == column.folded)
}

fn has_slot(layout: &Layout, column: &Column<'_>, slot: Slot) -> bool {
    layout.slots(&column.path).iter().any(|(known, _)| *known == slot)
}

/// Whether a column that is known for nothing else holds words that say whether somebody is there, and more than
/// one of them.
fn holds_statuses(layout: &Layout, column: &Column<'_>) -> bool {
    if !layout.slots(&column.path).is_empty() {
        return false;
    }
    let different: HashSet<&str> = column.values.iter().map(|(_, text)| *text).take(ENOUGH_TITLES).collect();
    let known = different.iter().filter(|text| words::meaning("status", text).is_some()).count();
    known > 1 && known * 4 >= different.len() * 3
}

/// What the values of an id column are.
enum Values {
    Ids,
    /// Names of people.
    Names,
    /// Addresses, or names in a directory, which no report shows.
    Addresses,
}

fn kind(layout: &Layout, columns: &[Column<'_>], column: &Column<'_>) -> Values {
    // As many as tell what a column holds.
    let values = &column.values[..column.values.len().min(LOOKED_AT)];
    let most = |is: &dyn Fn(&str) -> bool| {
        let count = values.iter().filter(|(_, text)| is(text)).count();
        count * 2 > values.len()
    };
    if most(&|text| text.contains('@') || text.contains('=')) {
        Values::Addresses
    } else if most(&|text| !has_digit(text) && text.trim().contains(char::is_whitespace)) {
        Values::Names
    } else if says_id(layout, column)
        || most(&|text| holds_no_word(text) || is_made_of_titles(text))
        || have_one_prefix(values.iter().map(|(_, text)| &**text))
        // The names tell which ids are made of them.
        || columns.iter().any(|other| other.path != column.path && has_slot(layout, other, Slot::Plain(Field::Name)))
    {
        Values::Ids
    } else {
        // Words may be first names, in any script, or handles. Of other words, it does no harm to show less.
        Values::Names
    }
}

/// Whether a text is a number or code that holds no word: `1017`, `E-17`, `3f2a9c04-11d2`.
fn holds_no_word(text: &str) -> bool {
    let is_short = |run: &str| run.chars().nth(2).is_none();
    is_hex(text) || has_digit(text) && text.split(|c: char| !c.is_alphabetic()).all(is_short)
}

/// Whether most texts are one word with numbers behind it: `EMP1017`.
fn have_one_prefix<'t>(texts: impl ExactSizeIterator<Item = &'t str>) -> bool {
    let count = texts.len();
    let mut prefixes: HashMap<&str, usize> = HashMap::new();
    for text in texts {
        let prefix = text.trim_end_matches(|c: char| c.is_ascii_digit());
        if prefix.len() < text.len() {
            *prefixes.entry(prefix).or_default() += 1;
        }
    }
    prefixes.values().any(|of_prefix| of_prefix * 2 > count)
}

/// Every key of the entries, with the number of entries.
fn columns<'t>(files: &'t [(ReadFile, bool)], at: &Entries) -> (usize, Vec<Column<'t>>) {
    let mut columns: Vec<Column<'t>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut count = 0;
    for (file, _) in files.iter().filter(|(_, is_entry)| *is_entry) {
        let tree = &file.parsed.tree;
        let found = entries::find(tree, at);
        let rows = found.len();
        for (row, EntryAt { node, .. }) in found.into_iter().enumerate() {
            let is_note = || entries::is_note(tree, node, row + entries::LAST_ROWS >= rows);
            if tree.kind(tree.follow(node)) != Kind::Mapping || (file.is_table && is_note()) {
                continue;
            }
            let mut add = |path: String, key: NodeId, value: NodeId| {
                let next = columns.len();
                let at = *known.entry(path).or_insert_with_key(|path| {
                    if next < MOST_COLUMNS {
                        columns.push(Column {
                            path: path.clone(),
                            folded: plain(path),
                            place: place(file.id, tree, key, file.is_table),
                            values: Vec::new(),
                        });
                    }
                    next
                });
                let text = tree.text(value).trim();
                // A cell of nothing but its quotes is as empty as one without.
                let is_empty = text.is_empty() || tree.is_null(value);
                if let Some(column) = columns.get_mut(at).filter(|_| !is_empty) {
                    column.values.push((count, text));
                }
            };
            texts(tree, tree.follow(node), "", DEEPEST, &mut add);
            count += 1;
        }
    }
    (count, columns)
}

/// Where a key is told of: of a table, whose header has no node, at its cell above the first row.
fn place(file: FileId, tree: &Tree, key: NodeId, is_table: bool) -> Place {
    let Some(root) = tree.documents().first().and_then(|document| document.root).filter(|_| is_table) else {
        return Place { file, span: tree.span(key) };
    };
    let start = tree.span(root).start;
    let end = tree.items(root).next().map_or(start, |row| tree.span(row).start.max(start));
    let header = tree.file().slice(Span::new(start, end));
    let name = tree.text(key);
    let is_part = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == ' ');
    let is_whole = |at: &usize| {
        !is_part(header[..*at].chars().next_back()) && !is_part(header[at + name.len()..].chars().next())
    };
    let found = header.match_indices(name).map(|(at, _)| at).find(is_whole).filter(|_| !name.is_empty());
    let span = found.map_or(Span::empty(start), |at| {
        let start = start + offset(at);
        Span::new(start, start + offset(name.len()))
    });
    Place { file, span }
}

/// Gives every text of an entry with its path.
fn texts(tree: &Tree, node: NodeId, prefix: &str, deep: usize, add: &mut impl FnMut(String, NodeId, NodeId)) {
    for entry in tree.entries(node) {
        let key = tree.text(entry.key).trim();
        // A point in a key leads nowhere.
        let is_step = !prefix.is_empty() || tree.kind(entry.value) != Kind::Scalar;
        let quoted = if is_step && key.contains('.') { format!("\"{key}\"") } else { key.to_owned() };
        let path = if prefix.is_empty() { quoted } else { format!("{prefix}.{quoted}") };
        match tree.kind(entry.value) {
            Kind::Scalar => add(path, entry.key, entry.value),
            Kind::Mapping if deep > 1 => texts(tree, entry.value, &path, deep - 1, add),
            _ => {}
        }
    }
}

/// Gives the path of every text of an entry.
pub(super) fn paths(tree: &Tree, node: NodeId, see: &mut impl FnMut(String)) {
    texts(tree, tree.follow(node), "", DEEPEST, &mut |path, _, _| see(path));
}

/// A header without case, accents and separators.
pub(super) fn plain(path: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    folded(&path.nfkd().filter(|c| !is_accent(c)).collect::<String>())
}

/// A value as it is compared: spreadsheets drop leading zeros and add `.0`, addresses have no letter case, and
/// either part of a name may stand first.
fn compared(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let text: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect()
    };
    let number = text.strip_suffix(".0").unwrap_or(&text);
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        let short = number.trim_start_matches('0');
        return if short.is_empty() { "0".to_owned() } else { short.to_owned() };
    }
    if text.contains(' ') && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '=')) {
        return name_in_any_order(&text);
    }
    text
}

/// Every pair of columns of which the one names entries by the other.
fn pairs(columns: &[Column<'_>], names: &[Names], count: usize, manager: Option<&str>) -> Vec<Pair> {
    let words = manager_words();
    let tops: HashSet<String> = shipped::general().top.iter().map(|word| word_key(word)).collect();
    let mut ids: Vec<(usize, HashMap<String, usize>)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if column.values.len() * 10 < count * 9 || says_something_else(column) || is_of_another(column) {
            continue;
        }
        let first: HashSet<&str> = column.values.iter().take(SAMPLE).map(|(_, text)| *text).collect();
        if first.len() * 2 < column.values.len().min(SAMPLE) {
            continue;
        }
        let by_value: HashMap<String, usize> =
            column.values.iter().map(|(row, text)| (compared(text), *row)).collect();
        if are_different(by_value.len(), column.values.len()) {
            ids.push((at, by_value));
        }
    }
    for (number, [(first, _), (last, _)]) in names.iter().enumerate() {
        let mut whole: Vec<String> = vec![String::new(); count];
        for (row, text) in columns[*first].values.iter().chain(&columns[*last].values) {
            let part = if whole[*row].is_empty() { "" } else { " " };
            whole[*row].push_str(part);
            whole[*row].push_str(text);
        }
        let whole = whole.iter().enumerate().filter(|(_, name)| name.contains(' '));
        let by_value: HashMap<String, usize> = whole.map(|(row, name)| (compared(name), row)).collect();
        ids.push((columns.len() + number, by_value));
    }
    let several: HashSet<&str> = columns
        .iter()
        .filter_map(|column| typed(&column.path))
        .filter(|(_, is_value)| !is_value)
        .map(|(of, _)| of)
        .collect();
    let mut found = Vec::new();
    for (up, column) in columns.iter().enumerate() {
        // What stands beside a type is for the type to say.
        let is_typed = typed(&column.path).is_some_and(|(of, _)| several.contains(of));
        let is_other = is_of_another(column) || is_typed;
        if manager.map_or(is_other || says_something_else(column), |manager| manager != column.path) {
            continue;
        }
        // Most columns name nobody, and their first values show it.
        let names_somebody = |(_, text): &&(usize, &str)| {
            let ids_beside = ids_beside_name(text).map(|(id, _)| compared(id));
            let mut known = std::iter::once(compared(text)).chain(ids_beside);
            known.any(|text| ids.iter().any(|(_, by_value)| by_value.contains_key(&text)))
        };
        let sample = column.values.len().min(SAMPLE);
        if column.values.iter().take(sample).filter(names_somebody).count() * 4 < sample {
            continue;
        }
        let lines: Vec<(usize, String)> = column
            .values
            .iter()
            .filter(|(_, text)| !tops.contains(&word_key(text)))
            .map(|(row, text)| (*row, compared(text)))
            .collect();
        let is_named = names_manager(&column.path);
        if lines.len() < if is_named { 1 } else { 2 } {
            continue;
        }
        for (id, by_value) in ids.iter().filter(|(id, _)| *id != up) {
            let word = manager.is_some() || words.iter().any(|word| column.folded.contains(word.as_str()));
            found.extend(pair((up, *id), &lines, by_value, count, [is_named, is_named || word]));
        }
    }
    found
}

/// So many of the first values of a column show whether it may hold ids or name managers.
const SAMPLE: usize = 400;

/// Whether so many different values of so many may be ids. One that two entries have is a mistake to be told, and no
/// reason to read nothing.
fn are_different(different: usize, values: usize) -> bool {
    let twice = values - different;
    twice * 10 <= values || (twice == 1 && values >= ENTRIES)
}

/// Whether a column fits as the manager, and how well.
fn pair(
    (up, id): (usize, usize),
    lines: &[(usize, String)],
    by_value: &HashMap<String, usize>,
    count: usize,
    [is_named, has_word]: [bool; 2],
) -> Option<Pair> {
    let mut parent: Vec<Option<usize>> = vec![None; count];
    let (mut fitting, mut own) = (0, 0);
    for (row, text) in lines {
        let beside = || ids_beside_name(text).find_map(|(id, _)| by_value.get(&compared(id)));
        let found = by_value.get(text).or_else(beside);
        let Some(manager) = found else { continue };
        fitting += 1;
        if manager == row {
            own += 1;
        } else {
            parent[*row] = Some(*manager);
        }
    }
    let missing = lines.len() - fitting;
    // A header that says so is believed, unless most of its values name nobody.
    let most_missing = if has_word { lines.len() / 2 } else { lines.len() / 10 };
    // One line is enough where the header leaves no doubt.
    let least = if is_named && missing == 0 { 1 } else { 2 };
    if fitting - own < least || own > 1 || missing > most_missing.max(1) {
        return None;
    }
    let depth = depth(&parent)?;
    let different: HashSet<&str> = lines.iter().map(|(_, text)| text.as_str()).collect();
    let roots = parent.iter().filter(|parent| parent.is_none()).count().saturating_sub(missing);
    let has_one_root = roots == 1;
    // Numbers of rows, and a level or a place among the others, look like ids and lines; but everybody has a
    // level, and the head has no manager.
    let is_count = by_value.keys().all(|value| value.parse::<usize>().is_ok_and(|number| number <= count));
    let is_level = is_count && (own > 0 || lines.len() == count || !has_one_root);
    let is_chain = lines.len() > 4 && different.len() == lines.len();
    if (is_level || is_chain) && !has_word {
        return None;
    }
    let is_of_one = different.len() == 1;
    Some(Pair {
        up,
        id,
        lines: lines.len(),
        fitting,
        has_word,
        has_one_root,
        is_of_one,
        depth,
        above: parent,
    })
}

/// The most steps from an entry to its top; none where lines lead in a circle.
fn depth(parent: &[Option<usize>]) -> Option<usize> {
    let mut depths: Vec<Option<usize>> = vec![None; parent.len()];
    for start in 0..parent.len() {
        let mut path = Vec::new();
        let mut at = start;
        while depths[at].is_none() {
            if path.len() > parent.len() {
                return None;
            }
            path.push(at);
            if let Some(above) = parent[at] {
                at = above;
            } else {
                depths[at] = Some(0);
                path.pop();
            }
        }
        let mut depth = depths[at].unwrap_or(0);
        for below in path.into_iter().rev() {
            depth += 1;
            depths[below] = Some(depth);
        }
    }
    depths.into_iter().flatten().max()
}

/// Whether the header names somebody beside an entry who is not its manager.
fn is_of_another(column: &Column<'_>) -> bool {
    let without_digits = column.folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if without_digits.len() < column.folded.len() && LEVELS.iter().any(|word| without_digits.ends_with(word))
    {
        return true;
    }
    let is_alone = |word: &str| NOT_THE_MANAGER_ALONE.contains(&plain(word).as_str());
    NOT_THE_MANAGER.iter().chain(DOTTED).any(|word| column.folded.contains(word))
        || column.path.split([' ', '_', '.', '-', '/']).any(is_alone)
}

/// Whether the header is known to speak of something that is neither an id nor a manager.
fn says_something_else(column: &Column<'_>) -> bool {
    let slots = shipped::general().slots(&column.path);
    let is_about_people = |slot: &Slot| {
        matches!(
            slot,
            Slot::Id
                | Slot::Up
                | Slot::Email
                | Slot::Plain(Field::Name | Field::Holder | Field::Handle | Field::Title)
        )
    };
    !slots.is_empty() && !slots.iter().any(|(slot, _)| is_about_people(slot))
}

/// Whether a word for a manager is in a header.
pub(super) fn speaks_of_a_manager(header: &str) -> bool {
    let folded = plain(header);
    manager_words().iter().any(|word| folded.contains(word.as_str())) || names_manager(header)
}

/// Words for a manager, in every language, as headers are compared.
fn manager_words() -> Vec<String> {
    let key = Field::ReportsTo.key();
    let all = key.words().chain(key.abroad.iter().copied());
    // A word of one or two letters is in too many headers.
    all.map(plain).filter(|word| word.chars().count() > 2 || !word.is_ascii()).collect()
}

/// The column that holds titles: the one with the most words of titles, if no header says which it is. Charts of
/// posts may have them in place of names.
fn title(columns: &[Column<'_>], layout: &Layout) -> Option<usize> {
    let is_title_column = |column: &&Column<'_>| has_slot(layout, column, Slot::Plain(Field::Title));
    if columns.iter().filter(is_title_column).any(|column| !column.values.is_empty()) {
        return None;
    }
    let may_be = |column: &Column<'_>| {
        (!says_a_field(column) || plain(Field::Name.key().name) == column.folded)
            && !names_something_else(layout, column)
            && !column.values.iter().any(|(_, text)| is_address(text))
    };
    let scored =
        columns.iter().enumerate().filter(|(_, column)| may_be(column)).filter_map(|(at, column)| {
            let different: HashSet<&str> =
                column.values.iter().map(|(_, text)| *text).take(ENOUGH_TITLES).collect();
            // A code may be made of words.
            let is_code = |text: &str| text.contains('_') || !text.contains(char::is_alphabetic);
            let titles = different.iter().filter(|text| is_title(text) && !is_code(text)).count();
            // Departments are words of titles too, and hardly any is a seat.
            let seats = different.iter().filter(|text| names_a_seat(text)).count();
            if seats * 4 <= titles {
                return None;
            }
            // A grade of many is not a title, and many a name is a word of one.
            let least = if says_a_field(column) { 2 } else { 3 };
            (different.len() > 1 && titles * least >= different.len()).then_some((
                titles,
                different.len(),
                at,
            ))
        });
    scored
        .max_by_key(|(titles, different, at)| (*titles, *different, std::cmp::Reverse(*at)))
        .map(|(.., at)| at)
}

/// Keys of directories and lists that are never titles, whatever words are in their values.
const NOT_A_TITLE: &[&str] = &[
    "objectclass",
    "objectcategory",
    "memberof",
    "homedirectory",
    "loginshell",
    "gecos",
    "href",
    "url",
    "uri",
    "link",
    "path",
    "guid",
    "uuid",
    "upn",
    "objectguid",
    "etag",
    "canonicalname",
    "rdn",
];

/// Whether a column is known to hold an id, a manager, an address or a handle, or is one of those that a layout knows
/// as anything but a title. Charts of posts may have titles under `name`; an export has people there.
fn names_something_else(layout: &Layout, column: &Column<'_>) -> bool {
    let is_title = |slot: &Slot| match slot {
        Slot::Plain(Field::Title) => true,
        Slot::Plain(Field::Name) => !layout.is_export,
        _ => false,
    };
    let known = layout.slots(&column.path);
    if known.iter().any(|(slot, _)| !is_title(slot)) {
        return true;
    }
    let mut steps: Vec<&str> = steps(&column.path).map(|step| step.trim_matches('"')).collect();
    let last = steps.pop().unwrap_or_default();
    let general = shipped::general().slots(last);
    let is_other = |(slot, _): &(Slot, u16)| {
        matches!(slot, Slot::Id | Slot::Up | Slot::Email | Slot::Plain(Field::Handle | Field::Holder))
    };
    // `managerId`, `photoUrl`
    let ends = last.rsplit([' ', '_', '-']).next().unwrap_or(last);
    let is_code = ["Id", "ID", "Url", "URL", "Uri", "Href", "Dn", "DN"].iter().any(|end| ends.ends_with(end));
    general.iter().any(is_other)
        || is_code
        || ends.eq_ignore_ascii_case("id")
        || NOT_A_TITLE.contains(&plain(last).as_str())
        || names_handle(last)
        || steps.into_iter().any(names_manager)
}

/// Whether a text is an address, a name in a directory or a link.
fn is_address(text: &str) -> bool {
    // Most texts have none of their signs.
    if memchr::memchr3(b'@', b'=', b'/', text.as_bytes()).is_none() {
        return false;
    }
    let has_at = text.split_whitespace().any(|word| word.len() > 1 && word.contains('@'));
    let is_dn = text.split_once('=').is_some_and(|(key, rest)| {
        !key.is_empty() && !rest.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let is_slug = || text.contains(['-', '_']) && !text.contains(char::is_uppercase);
    let is_path = !text.contains(char::is_whitespace)
        && text.contains('/')
        && (text.contains('.') || text.starts_with('/') || is_slug());
    has_at || is_dn || text.contains("://") || is_path
}

/// Words with a capital that stand in headers, and are not part of a name.
const WORDS_OF_HEADERS: &[&str] = &[
    "ID", "Id", "No", "Nr", "Nr.", "No.", "Name", "Number", "Code", "Title", "Date", "Email", "HR", "IT",
    "Manager",
];

/// Whether these are headers and no first row of people, whose names would be shown: two are known words, or
/// none has a digit, an address or a name in it.
pub(super) fn are_headers(paths: &[&str]) -> bool {
    let starts_with_capital = |word: &str| {
        word.chars().count() > 1 && word.starts_with(char::is_uppercase) && !WORDS_OF_HEADERS.contains(&word)
    };
    // `organizations.0.title`: the number of an item in a list.
    let is_number = |step: &&str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    let steps = |path: &str| -> String {
        if path.contains('.') && path.starts_with(char::is_alphabetic) {
            path.split('.').filter(|step| !is_number(step)).collect()
        } else {
            path.to_owned()
        }
    };
    let may_be_data = |path: &&str| {
        steps(path).contains(|c: char| c.is_ascii_digit() || c == '@')
            || path
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|word| starts_with_capital(word))
                .count()
                > 1
    };
    paths.iter().filter(|path| is_word(path)).count() > 1 || !paths.iter().any(may_be_data)
}

/// Whether columns are told by headers, and not by a first row of people.
fn have_headers(files: &[(ReadFile, bool)], columns: &[Column<'_>]) -> bool {
    let paths: Vec<&str> = columns.iter().map(|column| column.path.as_str()).collect();
    let values = || columns.iter().flat_map(|column| column.values.iter().map(|(_, text)| *text));
    let is_table = files.iter().any(|(file, _)| file.is_table);
    (are_headers(&paths) || (is_table && differs_from_values(&paths, columns)))
        && !(is_table && is_row_of_people(&paths, values()))
}

/// Whether a first row without a digit is above two columns or more of nothing but numbers, codes or addresses.
fn differs_from_values(paths: &[&str], columns: &[Column<'_>]) -> bool {
    let is_code = |text: &str| text.contains(|c: char| c.is_ascii_digit() || c == '@');
    let are_codes =
        |column: &&Column<'_>| column.values.len() > 1 && column.values.iter().all(|(_, text)| is_code(text));
    !paths.iter().any(|path| is_code(path)) && columns.iter().filter(are_codes).nth(1).is_some()
}

/// Whether some cell of the first row of a table is below it too, and is not a word for a column and no title:
/// then it tells of people, and is not a header.
pub(super) fn is_row_of_people<'t>(cells: &[&str], mut values: impl Iterator<Item = &'t str>) -> bool {
    // Most of them are words for columns: one that is a value too is a column of such values.
    let words = cells.iter().filter(|cell| is_word(cell)).count();
    if words > 2 && words * 2 > cells.len() {
        return false;
    }
    let is_strange = |cell: &&&str| !is_word(cell) && !is_title(cell);
    let strange: HashSet<String> = cells.iter().filter(is_strange).map(|cell| compared(cell)).collect();
    // Most cells have no word that begins as one of theirs does. Zeros before a number do not count.
    let mut starts = [false; 128];
    for word in strange.iter().flat_map(|cell| cell.split(|c: char| !c.is_alphanumeric())) {
        if let Some(first) = word.bytes().next().and_then(|first| starts.get_mut(usize::from(first))) {
            *first = true;
        }
    }
    let may_be = |value: &str| {
        let mut before = b' ';
        let begins = |byte: u8| {
            let is_first = !std::mem::replace(&mut before, byte).is_ascii_alphanumeric();
            is_first && starts.get(usize::from(byte.to_ascii_lowercase())).is_some_and(|starts| *starts)
        };
        !value.is_ascii() || value.starts_with('0') || value.bytes().any(begins)
    };
    !strange.is_empty()
        && values
            .any(|value| value.len() <= LONGEST_CELL && may_be(value) && strange.contains(&compared(value)))
}

/// The longest cell that is compared with those of the first row.
const LONGEST_CELL: usize = 200;

/// Whether a text is the title of a seat or has the word of a grade in it.
pub(super) fn names_a_seat(text: &str) -> bool {
    let title = resolve_title(text, &TitleContext::new());
    title.seat.is_some() || title.grade.is_some()
}

fn is_title(text: &str) -> bool {
    let title = resolve_title(text, &TitleContext::new());
    title.seat.is_some() || title.grade.is_some() || !title.functions.is_empty()
}

/// Whether a header is a word for a column, in any language.
pub(super) fn is_word(header: &str) -> bool {
    static ABROAD: OnceLock<HashSet<String>> = OnceLock::new();
    let abroad =
        || ABROAD.get_or_init(|| FIELDS.iter().flat_map(|key| key.abroad).copied().map(plain).collect());
    !shipped::general().slots(header).is_empty() || abroad().contains(&plain(header))
}

/// Whether a header is a word for the manager, in any language.
pub(super) fn names_manager(header: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    let key = Field::ReportsTo.key();
    let all = || key.words().chain(key.abroad.iter().copied()).chain([key.name]).map(plain).collect();
    WORDS.get_or_init(all).contains(&plain(header))
        || manager_words::named_by(header).is_some()
        || behind_container(header).is_some_and(names_manager)
}

/// Whether the header is known for any field but a title.
fn says_a_field(column: &Column<'_>) -> bool {
    let known = FIELDS.iter().filter(|key| key.mapped != Mapped::Never && key.field != Field::Title);
    let mut words = known.flat_map(|key| key.words().chain(key.abroad.iter().copied()).chain([key.name]));
    words.any(|word| plain(word) == column.folded)
}
