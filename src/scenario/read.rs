//! A scenario file → [`Scenario`]. Every mistake is noted, and reading goes on.

use std::sync::Arc;

use super::{Change, Scenario, Set};
use crate::chart::fields::FIELDS;
use crate::chart::{Field, ValueKind, values};
use crate::nearest::{near_or, one_of};
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::yaml::{self, Kind, NodeId, Reader, Spanned, number, whole};

/// The largest scenario, in bytes.
const MAX_FILE: usize = 16 * 1024 * 1024;

/// The keys of a scenario.
const KEYS: [&str; 4] = ["scenario", "from", "as_of", "changes"];
/// What a change may be.
const KINDS: [&str; 4] = ["move", "add", "remove", "set"];

/// Reads a scenario; gives what is wrong with it too.
pub(crate) fn read(file: &Arc<SourceFile>) -> (Scenario, Vec<Problem>) {
    if let Some(error) = file.error() {
        let problem =
            Problem::new(crate::source::Span::empty(0), error.to_string(), "check the path and the file");
        return (Scenario::default(), vec![problem]);
    }
    if file.text().len() > MAX_FILE {
        let message = format!("the scenario is larger than the limit of {} MiB", MAX_FILE / 1024 / 1024);
        let problem = Problem::new(crate::source::Span::empty(0), message, "split it");
        return (Scenario::default(), vec![problem]);
    }
    let parsed = yaml::parse(file);
    let mut reader = Reader::new(&parsed);
    let root = reader.document("a scenario", "join the parts, without `---` between them");
    let mut scenario = Scenario::default();
    match root {
        None if reader.problems.is_empty() => {
            let help = "write `from:` with the path of the chart, and `changes:`";
            reader.problem_at(crate::source::Span::empty(0), "the scenario is empty", help);
        }
        Some(root) if !reader.is_foreign(root, "scenario", &KEYS) => scenario = whole_file(&mut reader, root),
        _ => {}
    }
    (scenario, reader.into_problems())
}

fn whole_file(reader: &mut Reader<'_>, root: NodeId) -> Scenario {
    let [title, from, as_of, changes] = reader.keys(root, "a scenario", KEYS);
    if let Some(title) = title {
        reader.text(title, "`scenario`");
    }
    let help = "write `from:` with the path of the chart from the folder of the scenario";
    reader.lacks(root, "the scenario", &[("from", from.is_some())], help);
    let date = ("a date", "write it as `2027-01-01`");
    Scenario {
        from: from.and_then(|node| reader.spanned(node, "`from`", "a path")),
        as_of: as_of.and_then(|node| reader.value(node, "`as_of`", date, values::date)),
        changes: changes.map(|node| self::changes(reader, node)).unwrap_or_default(),
    }
}

fn changes(reader: &mut Reader<'_>, node: NodeId) -> Vec<Change> {
    if reader.tree.is_null(node) {
        return Vec::new();
    }
    let items = reader.list(node, "`changes`", "start each change with `- `");
    items.into_iter().filter_map(|item| change(reader, item)).collect()
}

fn change(reader: &mut Reader<'_>, item: NodeId) -> Option<Change> {
    if reader.tree.kind(item) != Kind::Mapping {
        reader.wrong(
            item,
            "a change",
            "a set of keys",
            "write `{ move: ID, to: ID }`, or `add`, `remove`, `set`",
        );
        return None;
    }
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| reader.tree.get(item, kind).is_some()).collect();
    match kinds[..] {
        ["move"] => {
            let [of, to] = reader.keys(item, "`move`", ["move", "to"]);
            let help = "write `to:` with the id of the manager, or `to: null` for the top";
            reader.lacks(item, "the change", &[("to", to.is_some())], help);
            let of = id(reader, of?, "`move`");
            let to = up(reader, to?, "`to`");
            Some(Change::Move { of: of?, to: to? })
        }
        ["add"] => {
            let [position] = reader.keys(item, "a change", ["add"]);
            add(reader, position?)
        }
        ["remove"] => {
            let [of, to] = reader.keys(item, "`remove`", ["remove", "reports_to"]);
            let of = id(reader, of?, "`remove`");
            let to = match to {
                Some(node) => Some(id(reader, node, "`reports_to`")?),
                None => None,
            };
            Some(Change::Remove { of: of?, to })
        }
        [only] => {
            debug_assert_eq!(only, "set", "the other kinds are above");
            let of = reader.tree.get(item, "set").and_then(|node| id(reader, node, "`set`"));
            let fields = fields(reader, item, &["set"]);
            if fields.is_empty() && reader.tree.entries(item).count() == 1 {
                reader.problem(item, "`set` names no field", "add a field: `{ set: ID, title: … }`");
            }
            Some(Change::Set { of: of?, fields })
        }
        [] => {
            let first = reader.tree.entries(item).next();
            let key = first.map_or("", |entry| reader.tree.text(entry.key)).to_owned();
            let help = near_or(&key, KINDS, || format!("a change has one of the keys {}", one_of(&KINDS)));
            reader.problem(item, "the change does not say what to do", help);
            None
        }
        [first, second, ..] => {
            let message = format!("the change has both `{first}` and `{second}`");
            reader.problem(item, message, "split it into two changes");
            None
        }
    }
}

fn add(reader: &mut Reader<'_>, position: NodeId) -> Option<Change> {
    if reader.tree.kind(position) != Kind::Mapping {
        reader.wrong(position, "`add`", "a position", "write `{ id: ID, title: …, reports_to: ID }`");
        return None;
    }
    let at = |key: &str| reader.tree.get(position, key);
    let (own, up) = (at("id"), at("reports_to"));
    let help = "write `id:`, by which other positions and files know it";
    reader.lacks(position, "the new position", &[("id", own.is_some())], help);
    let id = own.and_then(|node| id(reader, node, "`id`"));
    let to = match up {
        Some(node) => self::up(reader, node, "`reports_to`")?.map_up(),
        None => None,
    };
    let fields = fields(reader, position, &["id", "reports_to"]);
    let tells = |set: &Set| matches!(set.field, Field::Title | Field::Name | Field::Function | Field::Unit);
    if !fields.iter().any(tells) {
        let help = "write `title:`, or `function:` for a unit without a named head";
        reader.absent(position, "the new position does not say what it is for", help);
    }
    Some(Change::Add { id: id?, to, fields })
}

impl Spanned<Option<String>> {
    fn map_up(self) -> Option<Spanned<String>> {
        let span = self.span;
        self.value.map(|value| Spanned { value, span })
    }
}

fn id(reader: &mut Reader<'_>, node: NodeId, what: &str) -> Option<Spanned<String>> {
    let mut id = reader.spanned(node, what, "the id of a position")?;
    id.value = id.value.trim().to_owned();
    Some(id)
}

/// A manager, or nobody.
fn up(reader: &mut Reader<'_>, node: NodeId, what: &str) -> Option<Spanned<Option<String>>> {
    if reader.tree.is_null(node) {
        return Some(Spanned { value: None, span: reader.span(node) });
    }
    let Spanned { value, span } = id(reader, node, what)?;
    Some(Spanned { value: Some(value), span })
}

/// Keys that other changes are for.
const ELSEWHERE: [(&str, &str); 2] = [
    ("id", "other files know the id, so it stays; add a position and remove the old one"),
    ("reports_to", "write `{ move: ID, to: ID }`"),
];

/// The fields of a set of keys, beside those that mean something else in it.
fn fields(reader: &mut Reader<'_>, mapping: NodeId, beside: &[&str]) -> Vec<Set> {
    let mut found = Vec::new();
    for entry in reader.tree.entries(mapping).collect::<Vec<_>>() {
        let key = reader.tree.text(entry.key);
        if beside.contains(&key) {
            continue;
        }
        if let Some((_, help)) = ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == key) {
            reader.problem(entry.key, format!("`{key}` cannot be set like a field"), *help);
            continue;
        }
        let Some(field) = Field::from_key(key).filter(|field| is_settable(*field)) else {
            let known: Vec<&str> =
                FIELDS.iter().filter(|key| is_settable(key.field)).map(|key| key.name).collect();
            reader.unknown_key(entry.key, "a position of a scenario", &known);
            continue;
        };
        found.extend(set(reader, entry.value, field));
    }
    found
}

/// Whether a field is one value.
fn is_settable(field: Field) -> bool {
    !matches!(field, Field::Id | Field::ReportsTo)
        && !matches!(
            field.key().kind,
            ValueKind::Map(_)
                | ValueKind::Maps(_)
                | ValueKind::Company
                | ValueKind::Positions
                | ValueKind::Position
                | ValueKind::Any
        )
}

fn set(reader: &mut Reader<'_>, node: NodeId, field: Field) -> Option<Set> {
    let key = field.key();
    let what = format!("`{}`", key.name);
    let span = reader.span(node);
    if reader.tree.is_null(node) {
        return Some(Set { field, value: None, span });
    }
    let text = reader.text(node, &what)?.to_owned();
    let is_right = match key.kind {
        ValueKind::Word(words) => {
            let known: Vec<(&str, ())> = words.iter().map(|word| (*word, ())).collect();
            reader.word(node, &what, &known).is_some()
        }
        ValueKind::Date => {
            reader.value(node, &what, ("a date", "write it as `2027-01-01`"), values::date).is_some()
        }
        ValueKind::Number => {
            reader.value(node, &what, ("a number", "write it with digits"), number).is_some()
        }
        ValueKind::Whole => {
            reader.value(node, &what, ("a whole number", "write it with digits"), whole).is_some()
        }
        ValueKind::Share => {
            reader.value(node, &what, ("a share", "write `0.5`, or `50 %`"), values::share).is_some()
        }
        ValueKind::Flag => reader.flag(node, &what).is_some(),
        _ => true,
    };
    is_right.then_some(Set { field, value: Some(text), span })
}
