//! Nodes of a configuration file → [`Settings`]. Every mistake is noted, and reading goes on.

mod charts;

use std::sync::Arc;

use super::data::{
    FieldKind, FieldSetting, FunctionSetting, Override, Param, RuleSetting, SeatSetting, Settings,
};
use crate::nearest::{near_or, one_of};
use crate::problem::Problem;
use crate::source::{SourceFile, Span, quoted};
use crate::yaml::{self, Entry, Kind, NodeId, Reader, Tree};

/// The largest configuration file, in bytes.
pub const MAX_FILE: usize = 1024 * 1024;

/// The most entries of `overrides:` in one file: a rule is evaluated anew for each set of
/// parameters that they make.
const MAX_OVERRIDES: usize = 256;

/// The keys of a configuration file.
pub(crate) const KEYS: [&str; 11] = [
    "extends",
    "rules",
    "overrides",
    "vocabulary",
    "fields",
    "required_fields",
    "allow_needs_reason",
    "never_allow",
    "charts",
    "references",
    "editor",
];

/// Reads a configuration file.
pub(super) fn read(file: &Arc<SourceFile>) -> Read {
    if file.text().len() > MAX_FILE {
        let message = format!("the configuration is larger than the limit of {} KiB", MAX_FILE / 1024);
        let help = "split it, and name the parts under `extends:`";
        let problems = vec![Problem::new(Span::empty(0), message, help)];
        return Read { settings: Settings::default(), problems, tree: None };
    }
    let parsed = yaml::parse(file);
    let mut reader = Reader::new(&parsed);
    let root = reader.document("a configuration", "join the parts, without `---` between them");
    // A file of comments alone sets nothing.
    let settings = root.map(|root| settings(&mut reader, root)).unwrap_or_default();
    let problems = reader.into_problems();
    Read { settings, problems, tree: Some(Arc::new(parsed.tree)) }
}

/// What a configuration file says, and what is wrong in it.
pub(super) struct Read {
    pub(super) settings: Settings,
    pub(super) problems: Vec<Problem>,
    /// Its nodes; none of a file that is too large.
    pub(super) tree: Option<Arc<Tree>>,
}

fn settings(reader: &mut Reader<'_>, root: NodeId) -> Settings {
    if reader.is_foreign(root, "configuration", &KEYS) {
        return Settings::default();
    }
    let [
        extends,
        all,
        overrides,
        words,
        own,
        required_fields,
        needs_reason,
        never,
        charts,
        references,
        editor,
    ] = reader.keys(root, "a configuration", KEYS);
    let [functions, seats] =
        words.map_or([None; 2], |node| reader.keys(node, "`vocabulary`", ["functions", "seats"]));
    let [schema] = editor.map_or([None], |node| reader.keys(node, "`editor`", ["schema"]));
    let mut texts = |node: Option<NodeId>, what, expected| {
        node.map(|node| reader.texts(node, what, expected)).unwrap_or_default()
    };
    Settings {
        extends: texts(extends, "`extends`", "a file, or a list of files"),
        never_allow: texts(never, "`never_allow`", "a rule, or a list of rules"),
        rules: each(reader, all, "`rules`", rule),
        overrides: overrides.map(|node| self::overrides(reader, node)).unwrap_or_default(),
        functions: each(reader, functions, "`functions`", function),
        seats: each(reader, seats, "`seats`", seat),
        fields: each(reader, own, "`fields`", field),
        required_fields,
        allow_needs_reason: needs_reason.and_then(|node| reader.flag(node, "`allow_needs_reason`")),
        charts: charts.map(|node| charts::charts(reader, node)).unwrap_or_default(),
        references: references.map(|node| charts::references(reader, node)).unwrap_or_default(),
        editor_schema: schema.and_then(|node| reader.flag(node, "`schema`")),
    }
}

/// What each entry of a set of keys says.
fn each<T>(
    reader: &mut Reader<'_>,
    node: Option<NodeId>,
    what: &str,
    mut read: impl FnMut(&mut Reader<'_>, Entry) -> Option<T>,
) -> Vec<T> {
    let entries = node.map(|node| reader.mapping(node, what)).unwrap_or_default();
    entries.into_iter().filter_map(|entry| read(reader, entry)).collect()
}

fn rule(reader: &mut Reader<'_>, entry: Entry) -> Option<RuleSetting> {
    let name = reader.name(entry.key)?;
    let what = quoted(&name.value);
    if reader.tree.stated(entry.value).is_some() {
        let level = reader.spanned(entry.value, &what, "a level");
        return Some(RuleSetting { name, level, params: Vec::new() });
    }
    if reader.tree.kind(entry.value) != Kind::Mapping {
        let help = "write a level such as `off`, or `{ severity: …, params: { … } }`";
        reader.wrong(entry.value, &what, "a level, or `severity` and `params`", help);
        return None;
    }
    let [severity, params] = reader.keys(entry.value, &what, ["severity", "params"]);
    let level = severity.and_then(|node| reader.spanned(node, "`severity`", "a level"));
    Some(RuleSetting { name, level, params: each(reader, params, "`params`", param) })
}

fn param(reader: &mut Reader<'_>, entry: Entry) -> Option<Param> {
    let name = reader.name(entry.key)?;
    let value = reader.spanned(entry.value, &quoted(&name.value), "one value")?;
    Some(Param { name, value })
}

fn overrides(reader: &mut Reader<'_>, node: NodeId) -> Vec<Override> {
    let items = reader.list(node, "`overrides`", "start each entry with `- within: …`");
    if let Some(over) = items.get(MAX_OVERRIDES) {
        let message = format!("`overrides` has more than {MAX_OVERRIDES} entries");
        reader.problem(*over, message, "set it for a position further up");
    }
    items.into_iter().take(MAX_OVERRIDES).filter_map(|item| one_override(reader, item)).collect()
}

fn one_override(reader: &mut Reader<'_>, node: NodeId) -> Option<Override> {
    let what = "an entry of `overrides`";
    let [within, rules] = reader.keys(node, what, ["within", "rules"]);
    let help = "write `within:` with the id of a position, and `rules:` with the levels for it";
    reader.lacks(node, what, &[("within", within.is_some()), ("rules", rules.is_some())], help);
    let within = within.and_then(|node| reader.spanned(node, "`within`", "the id of a position"));
    let all = each(reader, rules, "`rules`", rule);
    Some(Override { within: within?, rules: rules.map(|_| all)? })
}

fn function(reader: &mut Reader<'_>, entry: Entry) -> Option<FunctionSetting> {
    let id = reader.name(entry.key)?;
    let before = reader.problems.len();
    let keys = ["domain", "departments", "titles"];
    let [domain, departments, titles] = reader.keys(entry.value, &quoted(&id.value), keys);
    let domain = domain.and_then(|node| reader.spanned(node, "`domain`", "the side it belongs to"));
    let mut texts = |node: Option<NodeId>, what, expected| {
        node.map(|node| reader.texts(node, what, expected)).unwrap_or_default()
    };
    let departments = texts(departments, "`departments`", "names of departments");
    let titles = texts(titles, "`titles`", "titles");
    // That it has no domain is said only where the rest of it could be read.
    let can_be_told = domain.is_some() || reader.problems.len() == before;
    can_be_told.then_some(FunctionSetting { id, domain, departments, titles })
}

fn seat(reader: &mut Reader<'_>, entry: Entry) -> Option<SeatSetting> {
    let seat = reader.name(entry.key)?;
    let [titles] = reader.keys(entry.value, &quoted(&seat.value), ["titles"]);
    let titles = titles.map(|node| reader.texts(node, "`titles`", "titles")).unwrap_or_default();
    Some(SeatSetting { seat, titles })
}

fn field(reader: &mut Reader<'_>, entry: Entry) -> Option<FieldSetting> {
    let name = reader.name(entry.key)?;
    let kind = field_kind(reader, entry.value, &format!("the field {}", quoted(&name.value)))?;
    Some(FieldSetting { name, kind })
}

fn field_kind(reader: &mut Reader<'_>, node: NodeId, what: &str) -> Option<FieldKind> {
    let expected = "a type, or a list of words";
    if reader.tree.kind(node) != Kind::Sequence {
        let word = reader.text_as(node, what, expected)?;
        let kind = FieldKind::from_word(word);
        if kind.is_none() {
            let help = near_or(word, FieldKind::WORDS, || {
                format!("a type is {}, or a list of the words it takes", one_of(&FieldKind::WORDS))
            });
            reader.problem(node, format!("there is no type {}", quoted(word)), help);
        }
        return kind;
    }
    let words = reader.texts(node, what, expected);
    if words.is_empty() {
        reader.problem(node, format!("{what} does not take any word"), "list the words that it takes");
        return None;
    }
    let mut known = std::collections::HashSet::new();
    for word in words.iter().filter(|word| !known.insert(word.value.as_str())) {
        let message = format!("the word {} is in the list twice", quoted(&word.value));
        reader.problem_at(word.span, message, "keep it once");
    }
    Some(FieldKind::Words(words.into_iter().map(|word| word.value).collect()))
}
