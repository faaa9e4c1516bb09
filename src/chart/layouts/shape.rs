//! What shape a file has, from what its entries say.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::entries::{entries_in, under};
use super::entry::Value;
use super::entry_reader::EntryAt;
use super::infer;
use super::layout::{Entries, Layout, Slot};
use super::manager_words::{By, named_by};
use super::shipped;
use super::texts::{folded, steps};
use crate::chart::fields::CHART_KINDS;
use crate::chart::{TopField, others};
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// The shape of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The native form.
    Native,
    /// What orglint's own format says beside positions: the company, exceptions.
    Beside,
    /// A table with column names.
    Table,
    /// Documents of a catalogue.
    Backstage,
    /// The export of a program, by its number, with where its entries stand.
    Export(usize, Entries),
    /// A list of entries, of the document or under a key.
    List(Option<String>),
    /// Entries by key, of the document or under a key.
    Map(Option<String>),
    /// One entry, of the document or under a key, with those that report to it inside.
    Tree(Option<String>),
    /// One entry. It may be one of many, if the others of them name managers.
    Person {
        /// Whether it names a manager itself.
        names_manager: bool,
    },
    /// None of these.
    Unknown,
}

/// Folder and file names say nothing; neither do keys that only one of many entries has.
pub(super) fn shape(tree: &Tree, is_table: bool) -> Shape {
    if is_table {
        return Shape::Table;
    }
    let roots = || tree.documents().iter().filter_map(|document| document.root);
    let mappings = || roots().filter(|root| tree.kind(*root) == Kind::Mapping);
    let tops = || mappings().flat_map(|root| tree.entries(root)).filter(|entry| is_top(tree, *entry));
    for entry in tops() {
        match TopField::from_key(tree.text(entry.key)) {
            Some(field @ (TopField::Positions | TopField::People)) => {
                let key = tree.text(entry.key).to_owned();
                return if is_foreign_list(tree, entry.value, field) {
                    Shape::List(Some(key))
                } else if is_map(tree, entry.value) {
                    Shape::Map(Some(key))
                } else {
                    Shape::Native
                };
            }
            Some(TopField::Org) if is_position(tree, entry.value) => return Shape::Native,
            _ => {}
        }
    }
    if mappings().any(|root| is_catalogue(tree, root)) {
        return Shape::Backstage;
    }
    if let Some(export) = export(tree) {
        return export;
    }
    let lists = || roots().filter(|root| tree.kind(*root) == Kind::Sequence);
    if lists().any(|root| is_list(tree, root)) {
        return Shape::List(None);
    }
    if lists().any(|root| are_maps(tree, root)) {
        return Shape::Map(None);
    }
    let shapes = mappings().map(|root| of_mapping(tree, root));
    let found = shapes.filter(|shape| *shape != Shape::Unknown).min_by_key(|shape| match shape {
        Shape::List(_) => 0,
        Shape::Map(_) => 1,
        _ => 2,
    });
    match found {
        Some(found) => found,
        None if tops().next().is_some() => Shape::Beside,
        None => Shape::Unknown,
    }
}

/// Whether a file holds nothing but what orglint's own format says beside positions.
pub(in crate::chart) fn is_all_beside(tree: &Tree) -> bool {
    let roots = || tree.documents().iter().filter_map(|document| document.root);
    roots().next().is_some()
        && roots().all(|root| {
            tree.kind(root) == Kind::Mapping && tree.entries(root).all(|entry| is_beside(tree, entry))
        })
}

/// Whether a key at the top of a document says what orglint's own format says beside positions, and not
/// what some other program means by it: `company: Acme` is not a set of facts.
pub(super) fn is_beside(tree: &Tree, entry: Entry) -> bool {
    let (value, is_text) = (entry.value, tree.kind(entry.value) == Kind::Scalar);
    match TopField::from_key(tree.text(entry.key)) {
        None | Some(TopField::Positions | TopField::People | TopField::Org) => false,
        Some(TopField::Company) => {
            let says = Says::of(tree, value);
            tree.kind(value) == Kind::Mapping && !says.up && !says.what
        }
        Some(TopField::AsOf) => is_text,
        Some(TopField::Kind) => is_top(tree, entry),
        Some(TopField::Exceptions | TopField::Roots | TopField::ExternalManagers) => {
            is_text || tree.kind(value) == Kind::Sequence
        }
    }
}

fn is_top(tree: &Tree, entry: Entry) -> bool {
    match TopField::from_key(tree.text(entry.key)) {
        // Files of many programs say of what kind they are.
        Some(TopField::Kind) => CHART_KINDS.contains(&tree.text(entry.value)),
        field => field.is_some(),
    }
}

fn of_mapping(tree: &Tree, root: NodeId) -> Shape {
    // Beside the entries of a map there may be what orglint's own format says at its top.
    let is_apart = |entry: &Entry| {
        is_beside(tree, *entry) || (is_top(tree, *entry) && tree.kind(entry.value) == Kind::Scalar)
    };
    let rest = || tree.entries(root).filter(|entry| !is_apart(entry)).map(|entry| entry.value);
    if let Some(path) = wrapped_inside(tree, root) {
        return Shape::List(Some(path));
    }
    if are_entries(tree, rest()) || names_own_keys(tree, root) {
        return Shape::Map(None);
    }
    let says = Says::of(tree, root);
    if says.inside && (says.what || says.name) {
        let wrapped = wrapped_list(tree, root, says);
        return wrapped.map_or(Shape::Tree(None), |key| Shape::List(Some(quoted_step(key))));
    }
    if (says.what || says.name) && says.up || says.what && says.name || is_note(tree, root) {
        return Shape::Person { names_manager: says.up };
    }
    let key = |entry: &Entry| Some(tree.text(entry.key).to_owned());
    let is_top = |entry: &Entry| TOPS.contains(&&*folded(tree.text(entry.key))) && is_tree(tree, entry.value);
    if let Some(top) = tree.entries(root).find(is_top) {
        return Shape::Tree(key(&top));
    }
    // The people of a company under one key beside others.
    let lists = tree.entries(root).filter(|entry| is_list(tree, entry.value));
    let maps = tree.entries(root).filter(|entry| is_map(tree, entry.value));
    let mut found = lists
        .map(|entry| Shape::List(key(&entry)))
        .chain(maps.map(|entry| Shape::Map(key(&entry))))
        .collect::<Vec<_>>();
    if found.len() > 1 {
        // Beside the people there may be their departments, each with the one above it.
        let is_people = |shape: &Shape| matches!(shape, Shape::List(Some(key)) | Shape::Map(Some(key)) if PEOPLE.contains(&&*folded(key)));
        found.retain(is_people);
    }
    if found.is_empty() {
        // Under any key, if it is certain to be about people: menus are trees of titles too.
        let trees = tree.entries(root).filter(|entry| is_tree(tree, entry.value));
        let of_people = trees.filter(|entry| {
            let says = Says::of(tree, entry.value);
            says.what && says.name
        });
        found.extend(of_people.map(|top| Shape::Tree(key(&top))));
    }
    if found.len() == 1 { found.remove(0) } else { Shape::Unknown }
}

/// The key of the list that a mapping holds and is not the top of: it has the name of a company, or the title of a
/// report, and the entries lead to each other and not to it.
fn wrapped_list(tree: &Tree, root: NodeId, says: Says) -> Option<&str> {
    if says.id || (says.what && says.name) {
        return None;
    }
    let mut lists = tree.entries(root).filter(|entry| tree.kind(entry.value) == Kind::Sequence);
    let list = lists.find(|entry| PEOPLE.contains(&&*folded(tree.text(entry.key))))?;
    let text_of =
        |entry: &Entry| Some(tree.text(entry.value)).filter(|_| tree.kind(entry.value) == Kind::Scalar);
    let own: HashSet<&str> = tree.entries(root).filter_map(|entry| text_of(&entry)).collect();
    let (mut known, mut lines, mut tops) = (HashSet::new(), Vec::new(), 0);
    for item in tree.items(list.value) {
        let mut is_top = true;
        for entry in tree.entries(item).filter(|entry| !tree.is_null(entry.value)) {
            let Some(text) = text_of(&entry) else { continue };
            if infer::names_manager(tree.text(entry.key)) {
                is_top = false;
                lines.push(text);
            } else {
                known.insert(text);
            }
        }
        tops += usize::from(is_top);
    }
    let on_list = lines.iter().filter(|line| known.contains(*line)).count();
    let is_held = !lines.iter().any(|line| own.contains(line)) && on_list * 2 > lines.len();
    (tops > 0 && !lines.is_empty() && is_held).then(|| tree.text(list.key))
}

/// The path to such a list in a mapping under one of the few keys of a document: `company: { name: …, staff: … }`.
fn wrapped_inside(tree: &Tree, root: NodeId) -> Option<String> {
    const FEW: usize = 3;
    let is_list = |entry: Entry| tree.kind(entry.value) == Kind::Sequence;
    if tree.entries(root).nth(FEW).is_some() || tree.entries(root).any(is_list) {
        return None;
    }
    let mut mappings = tree.entries(root).filter(|entry| tree.kind(entry.value) == Kind::Mapping);
    mappings.find_map(|entry| {
        let says = Says::of(tree, entry.value);
        let key = if says.inside { wrapped_list(tree, entry.value, says)? } else { return None };
        Some(format!("{}.{}", quoted_step(tree.text(entry.key)), quoted_step(key)))
    })
}

/// Whether a key holds one entry as the top of all others: `root: { name: …, role: … }`.
pub(super) fn is_top_of_all(tree: &Tree, entry: Entry) -> bool {
    let says = Says::of(tree, entry.value);
    TOPS.contains(&&*folded(tree.text(entry.key))) && says.what && says.name
}

/// Whether this is an entry with those that report to it inside.
fn is_tree(tree: &Tree, node: NodeId) -> bool {
    let says = Says::of(tree, node);
    tree.kind(node) == Kind::Mapping && says.inside && (says.what || says.name)
}

/// Whether nothing but texts is in a mapping, and one of them names a manager for sure.
fn is_note(tree: &Tree, root: NodeId) -> bool {
    let key = crate::chart::Field::ReportsTo.key();
    let names_manager =
        |word: &str| [key.name].iter().chain(key.also).any(|known| folded(known) == folded(word));
    let are_texts = |entry: Entry| {
        tree.kind(entry.value) == Kind::Scalar
            || tree.kind(entry.value) == Kind::Sequence
                && tree.items(entry.value).all(|item| tree.kind(item) != Kind::Mapping)
    };
    tree.entries(root).all(are_texts)
        && tree.entries(root).any(|entry| !tree.is_null(entry.value) && names_manager(tree.text(entry.key)))
}

/// Who the only entry of a file names as its managers, without what links of notes are written in.
pub(super) fn named_above(tree: &Tree) -> impl Iterator<Item = Cow<'_, str>> {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let entries = roots.flat_map(|root| tree.entries(root));
    let lines = entries.filter(|entry| infer::names_manager(tree.text(entry.key)));
    let text = |node| tree.items(node).next().map_or(node, |item| tree.items(item).next().unwrap_or(item));
    lines.filter_map(move |entry| Value::of(tree, text(entry.value))).map(|said| said.to_text())
}

/// Keys under which people or their positions stand, without case and separators.
const PEOPLE: &[&str] = &[
    "agents",
    "colaboradores",
    "collaborateurs",
    "dipendenti",
    "empleados",
    "employees",
    "employes",
    "funcionarios",
    "leute",
    "medewerkers",
    "members",
    "mitarbeitende",
    "mitarbeiter",
    "people",
    "persone",
    "personen",
    "personas",
    "personnel",
    "persons",
    "pessoas",
    "positionen",
    "postes",
    "puestos",
    "roles",
    "staff",
    "users",
    "workers",
];

/// Keys under which a tree for a drawing library stands, without case and separators.
const TOPS: &[&str] = &[
    "root",
    "tree",
    "top",
    "head",
    "chart",
    "data",
    "datasource",
    "hierarchy",
    "structure",
    "organization",
    "organisation",
    "organigram",
    "organigramme",
    "organigramm",
    "organogram",
    "orgchart",
    "orgtree",
];

/// Whether a key is a word for people, or for the top of a tree.
pub(super) fn is_word_for_entries(key: &str) -> bool {
    let key = folded(key);
    PEOPLE.contains(&&*key) || TOPS.contains(&&*key)
}

/// Whether a mapping says what one entry is, and nothing of others.
pub(in crate::chart) fn is_one_entry(tree: &Tree, root: NodeId) -> bool {
    matches!(of_mapping(tree, root), Shape::Person { .. })
}

/// Whether what is under `org:` is a position, or several, and not facts about the company: those have a name, and
/// neither say what somebody does nor who is above or below.
pub(in crate::chart) fn is_position(tree: &Tree, node: NodeId) -> bool {
    let node = tree.follow(node);
    match tree.kind(node) {
        Kind::Sequence => true,
        Kind::Mapping => {
            let says = Says::of(tree, node);
            let has = |key| tree.get(node, key).is_some();
            !has("name") || says.what || says.up || says.id || has("function") || has("role")
        }
        _ => false,
    }
}

/// What the keys of an entry speak of.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an entry says or does not")]
struct Says {
    /// A manager, or reports.
    up: bool,
    /// A title.
    what: bool,
    /// A holder.
    name: bool,
    /// Entries that report to it.
    inside: bool,
    /// An id.
    id: bool,
    /// A list of reports, which may be empty.
    list: bool,
}

/// What each key met so far is for.
type Slots<'t> = HashMap<&'t str, &'static [(Slot, u16)]>;

impl Says {
    fn of(tree: &Tree, node: NodeId) -> Self {
        Self::by(tree, node, &mut Slots::new())
    }

    fn by<'t>(tree: &'t Tree, node: NodeId, known: &mut Slots<'t>) -> Self {
        let mut says = Self::default();
        let layout = shipped::general();
        for entry in tree.entries(node) {
            let key = tree.text(entry.key);
            let is_text = tree.kind(entry.value) == Kind::Scalar;
            if others::is_list_of_reports(tree, key, entry.value) {
                says.up = true;
                says.inside = true;
            }
            let slots = *known.entry(key).or_insert_with(|| layout.slots(key));
            for (slot, _) in slots {
                match slot {
                    Slot::Up => {
                        says.up |= is_text
                            || has_texts(tree, entry.value)
                            || has_managers_id(tree, key, entry.value);
                    }
                    Slot::Down => {
                        says.up |= has_texts(tree, entry.value);
                        says.list |= tree.kind(entry.value) == Kind::Sequence;
                    }
                    Slot::Id => says.id |= is_text,
                    Slot::Plain(crate::chart::Field::Title) => says.what |= is_text,
                    Slot::Plain(crate::chart::Field::Name | crate::chart::Field::Holder)
                    | Slot::FirstName
                    | Slot::LastName => {
                        says.name |= is_text;
                    }
                    _ => {}
                }
            }
        }
        says
    }
}

/// Whether the id of a manager stands in a mapping under a key: `manager: { id: … }`.
fn has_managers_id(tree: &Tree, key: &str, node: NodeId) -> bool {
    let is_id = |entry: &Entry| {
        tree.kind(entry.value) == Kind::Scalar
            && named_by(&format!("{key}.{}", tree.text(entry.key))).is_some_and(|by| by < By::Name)
    };
    tree.entries(node).any(|entry| is_id(&entry))
}

/// A link between notes, without quotes, is a text in a list in a list.
fn has_texts(tree: &Tree, node: NodeId) -> bool {
    let is_text = |item| tree.kind(item) == Kind::Scalar;
    tree.items(node).any(|item| is_text(tree.items(item).next().unwrap_or(item)))
}

/// Whether most of these are entries, and any names a manager or reports.
fn are_entries(tree: &Tree, nodes: impl Iterator<Item = NodeId>) -> bool {
    let (mut all, mut entries, mut up) = (0_usize, 0_usize, false);
    let mut known = Slots::new();
    for node in nodes {
        let says = Says::by(tree, node, &mut known);
        // Some exports hold nothing but the numbers of people, one inside the other.
        let is_entry = says.what || says.name || (says.id && says.list);
        // What could not be read may be anything.
        all += usize::from(is_entry || !tree.is_cut(node));
        entries += usize::from(is_entry);
        up |= says.up;
    }
    up && all > 0 && entries * 4 >= all * 3
}

fn is_list(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) == Kind::Sequence && are_entries(tree, tree.items(node))
}

fn is_map(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) == Kind::Mapping
        && (are_entries(tree, tree.entries(node).map(|entry| entry.value)) || names_own_keys(tree, node))
}

/// Whether entries by key name each other as managers, though none says what it is.
fn names_own_keys(tree: &Tree, node: NodeId) -> bool {
    let keys: HashSet<&str> = tree.entries(node).map(|entry| tree.text(entry.key)).collect();
    let inner = tree.entries(node).flat_map(|entry| tree.entries(entry.value));
    let managers = inner.filter(|inner| {
        tree.kind(inner.value) == Kind::Scalar
            && !tree.is_null(inner.value)
            && infer::names_manager(tree.text(inner.key))
    });
    let (mut lines, mut known) = (0, 0);
    for manager in managers {
        lines += 1;
        known += usize::from(keys.contains(tree.text(manager.value)));
    }
    known > 1 && (known + 1 >= lines || known * 4 >= lines * 3)
}

/// Whether a list holds maps of entries.
fn are_maps(tree: &Tree, node: NodeId) -> bool {
    let are = tree.items(node).all(|item| tree.kind(item) == Kind::Mapping);
    are && are_entries(tree, tree.items(node).flat_map(|item| tree.entries(item)).map(|entry| entry.value))
}

/// So many entries tell which program wrote them.
const LOOKED_AT: usize = 100;

/// The export of a program that most of the entries are told by.
fn export(tree: &Tree) -> Option<Shape> {
    let roots = || tree.documents().iter().filter_map(|document| document.root);
    // A list of the document, or under each of its keys.
    let mut lists: Vec<(Option<&str>, NodeId)> = Vec::new();
    for root in roots() {
        match tree.kind(root) {
            Kind::Sequence => lists.push((None, root)),
            Kind::Mapping => lists.extend(
                tree.entries(root)
                    .filter(|entry| tree.kind(entry.value) == Kind::Sequence)
                    .map(|entry| (Some(tree.text(entry.key)), entry.value)),
            ),
            _ => {}
        }
    }
    // Beside the teams there may be their people, each with a manager.
    let has_people = || {
        let lists = lists.iter().filter_map(|(key, list)| Some(((*key)?, *list)));
        lists.filter(|(key, _)| PEOPLE.contains(&&*folded(key))).any(|(_, list)| is_list(tree, list))
    };
    for (number, export) in shipped::exports().iter().enumerate() {
        let are_told = |list: NodeId, told_by: &[String], under: Option<&str>| {
            let mut items = Vec::new();
            entries_in(tree, list, &mut items);
            let items = &items[..items.len().min(LOOKED_AT)];
            let is_told = |item: &&EntryAt| is_told_by(tree, item.node, told_by, under);
            items.iter().filter(is_told).count() * 2 > items.len()
        };
        let is_told = |list: NodeId, under: Option<&str>| are_told(list, &export.told_by, under);
        let has_one = |node| is_told_by(tree, node, &export.told_by, None);
        if export.at.is_empty() {
            if let Some((key, _)) = lists.iter().find(|(key, list)| is_told(*list, *key)) {
                return Some(Shape::Export(number, Entries::List(key.map(quoted_step))));
            }
            continue;
        }
        for path in &export.at {
            let all: Vec<NodeId> = roots().flat_map(|root| under(tree, root, path)).collect();
            let is_top =
                |node| tree.kind(node) == Kind::Mapping && !export.layout.inside.is_empty() && has_one(node);
            let found = all.into_iter().find(|node| is_told(*node, None) || is_top(*node));
            if let Some(found) = found.filter(|_| export.layout.counted.is_empty() || !has_people()) {
                let at = Some(path.clone()).filter(|path| !path.is_empty());
                let entries = match (tree.kind(found), at) {
                    (Kind::Mapping, None) if is_top(found) => Entries::Documents,
                    (Kind::Mapping, Some(at)) if is_top(found) => Entries::Top(at),
                    (Kind::Mapping, at) => Entries::Map(at),
                    (_, at) => Entries::List(at),
                };
                return Some(Shape::Export(number, entries));
            }
        }
        if let Some(all) = roots().find(|root| are_told(*root, &export.alone, None)) {
            let is_list = tree.kind(all) == Kind::Sequence;
            let entries = if is_list { Entries::List(None) } else { Entries::Map(None) };
            return Some(Shape::Export(number, entries));
        }
    }
    None
}

/// Whether an entry has one of these keys, or all of those with a `+` between them; the key that it is under counts.
fn is_told_by(tree: &Tree, node: NodeId, told_by: &[String], under: Option<&str>) -> bool {
    let says = |path| under == Some(path) || says_at(tree, node, path);
    told_by.iter().any(|all| all.split(" + ").all(says))
}

/// The export of a directory as text: what it is does not depend on the keys of its entries.
pub(super) fn directory() -> Shape {
    let number = shipped::exports().iter().position(|export| export.layout.name == "ldap");
    number.map_or(Shape::List(None), |number| Shape::Export(number, Entries::List(None)))
}

/// A key as a step of a path.
pub(super) fn quoted_step(key: &str) -> String {
    if key.contains(['.', '[', '*']) { format!("\"{key}\"") } else { key.to_owned() }
}

/// Whether an entry has a path of keys, whatever their letter case, and it leads to no entries.
fn says_at(tree: &Tree, entry: NodeId, path: &str) -> bool {
    let step = |node: NodeId, step: &str| {
        let wanted = folded(step);
        tree.entries(node).find(|entry| folded(tree.text(entry.key)) == wanted).map(|entry| entry.value)
    };
    let steps = steps(path);
    let (mut around, mut found) = (None, Some(tree.follow(entry)));
    for name in steps {
        around = found;
        found = found.and_then(|node| step(node, name));
    }
    // A tree under a key says what its top is.
    if found.is_some()
        && around.is_some_and(|around| around != tree.follow(entry) && Says::of(tree, around).inside)
    {
        return false;
    }
    // What somebody may do in a team is not a title.
    let is_right = |item| tree.get(item, "role").is_some_and(|role| RIGHTS.contains(&tree.text(role)));
    found.is_some_and(|found| tree.items(found).all(|item| !Says::of(tree, item).what || is_right(item)))
}

const RIGHTS: [&str; 4] = ["maintainer", "member", "owner", "admin"];

/// Where a file may have entries, whatever their keys are called.
pub(super) fn any_entries(tree: &Tree) -> Option<Shape> {
    let is_entry = |node: NodeId| tree.kind(tree.follow(node)) == Kind::Mapping;
    let are = |nodes: &mut dyn Iterator<Item = NodeId>| {
        let (mut all, mut entries) = (0, 0);
        for node in nodes {
            all += 1;
            entries += usize::from(is_entry(node));
        }
        all > 2 && all == entries
    };
    let root = tree.documents().first()?.root?;
    match tree.kind(root) {
        Kind::Sequence => are(&mut tree.items(root)).then_some(Shape::List(None)),
        Kind::Mapping => {
            if are(&mut tree.entries(root).map(|entry| entry.value)) {
                return Some(Shape::Map(None));
            }
            let mut lists = tree.entries(root).filter(|entry| {
                tree.kind(entry.value) == Kind::Sequence && are(&mut tree.items(entry.value))
            });
            let key = tree.text(lists.next()?.key).to_owned();
            lists.next().is_none().then_some(Shape::List(Some(key)))
        }
        _ => None,
    }
}

/// A list under a key of orglint's own format whose items are none of its positions: they have no ids, and
/// name their managers in another way. People are often kept by their names alone.
fn is_foreign_list(tree: &Tree, node: NodeId, field: TopField) -> bool {
    let is_native = |item| is_native(tree, item) && (field == TopField::Positions || has_id(tree, item));
    let is_foreign = !tree.items(node).any(is_native) || lists_reports_by_id(tree, node);
    is_foreign && is_list(tree, node)
}

/// Whether most of what the entries of a list name as their reports is on the list, and no report stands inside
/// its manager. The native form has no lists of ids; the keys are those of another shape.
fn lists_reports_by_id(tree: &Tree, node: NodeId) -> bool {
    // Few lists of positions hold any other, and none needs a look at every key.
    let may_be_reports = |list| {
        tree.kind(list) == Kind::Alias
            || tree.key_of(list).is_some_and(|key| others::names_reports(tree.text(key)))
    };
    if !tree.lists_and_references(node).any(may_be_reports) {
        return false;
    }
    // Several entries may share one list.
    let mut lists = HashSet::new();
    for entry in tree.items(node).flat_map(|item| tree.entries(item)) {
        if tree.kind(entry.value) == Kind::Sequence && others::names_reports(tree.text(entry.key)) {
            lists.insert(tree.follow(entry.value));
        }
    }
    if lists.is_empty() {
        return false;
    }
    let names = ["id", "title", "name", "holder"];
    let known: HashSet<&str> = tree
        .items(node)
        .flat_map(|item| tree.entries(item))
        .filter(|entry| names.contains(&tree.text(entry.key)))
        .map(|entry| tree.text(entry.value))
        .collect();
    let (mut texts, mut on_list) = (0, 0);
    for text in lists.into_iter().flat_map(|list| tree.items(list)) {
        if tree.kind(text) != Kind::Scalar {
            return false;
        }
        texts += 1;
        on_list += usize::from(known.contains(tree.text(text)));
    }
    texts > 0 && on_list * 2 >= texts
}

fn has_id(tree: &Tree, item: NodeId) -> bool {
    tree.get(item, "id").is_some_and(|id| tree.kind(id) == Kind::Scalar)
}

/// Whether an item has an id, or a line by the key of orglint's own format, or reports that are positions
/// themselves.
fn is_native(tree: &Tree, item: NodeId) -> bool {
    has_id(tree, item)
        || tree.entries(item).any(|entry| match tree.text(entry.key) {
            "reports_to" => true,
            "reports" => tree.kind(entry.value) != Kind::Scalar && !has_texts(tree, entry.value),
            _ => false,
        })
}

pub(super) fn is_catalogue(tree: &Tree, root: NodeId) -> bool {
    let text = |key| tree.get(root, key).map(|node| tree.text(node));
    text("apiVersion").is_some_and(|version| version.starts_with("backstage.io/"))
        && matches!(text("kind"), Some("Group" | "User"))
}

/// What the layout of tables is called.
pub(super) const TABLE: &str = "csv";

/// The layouts of a shape.
pub(super) fn layouts(shape: &Shape) -> Vec<Layout> {
    match shape {
        Shape::Table => vec![shipped::in_place(TABLE, Entries::List(None))],
        Shape::Backstage => shipped::backstage().to_vec(),
        Shape::Export(number, entries) => vec![shipped::export(*number, entries)],
        Shape::List(at) => vec![shipped::in_place("list", Entries::List(at.clone()))],
        Shape::Map(at) => vec![shipped::in_place("map", Entries::Map(at.clone()))],
        Shape::Tree(None) => vec![shipped::in_place("tree", Entries::Documents)],
        Shape::Tree(Some(at)) => vec![shipped::in_place("tree", Entries::Top(quoted_step(at)))],
        Shape::Person { .. } => vec![shipped::in_place("each-file", Entries::EachFile)],
        Shape::Native | Shape::Beside | Shape::Unknown => Vec::new(),
    }
}

/// What a shape is called.
pub(super) fn words(shape: &Shape) -> &'static str {
    match shape {
        Shape::Native | Shape::Beside => "orglint's own format",
        Shape::Table => "a table",
        Shape::Backstage => "a Backstage catalogue",
        Shape::Export(..) => "the export of a program",
        Shape::List(_) => "a list of entries",
        Shape::Map(_) => "a map of entries",
        Shape::Tree(_) => "a tree of entries",
        Shape::Person { .. } => "one entry",
        Shape::Unknown => "no chart",
    }
}
