//! What a file holds in which no chart was understood, in its own words: the columns of a table, the keys
//! of entries, the keys at the top. What may be a person's is not named.

use std::collections::HashMap;

use super::infer::{are_headers, is_row_of_people, speaks_of_a_manager};
use super::texts::folded;
use super::{is_known_key, shape};
use crate::sort;
use crate::source::{Span, quoted};
use crate::yaml::{Kind, NodeId, Tree};

/// Keys and columns that a message names.
const NAMED: usize = 8;

/// Entries that are looked through for their keys.
const LOOKED_AT: usize = 1000;

/// Whether a key at the top of a file is not a name.
pub(in crate::chart) fn is_plain_key(key: &str) -> bool {
    is_known_key(key) || OTHER_KEYS.contains(&key) || shape::is_word_for_entries(key)
}

/// Keys at the top of files of other programs, which are not names.
const OTHER_KEYS: &[&str] = &[
    "apiVersion",
    "author",
    "build",
    "components",
    "config",
    "configs",
    "configurations",
    "contact",
    "data",
    "definitions",
    "dependencies",
    "description",
    "devDependencies",
    "edges",
    "engines",
    "entries",
    "env",
    "environment",
    "exports",
    "extends",
    "files",
    "groups",
    "handlers",
    "hooks",
    "hosts",
    "id",
    "image",
    "images",
    "include",
    "info",
    "inputs",
    "items",
    "jobs",
    "keywords",
    "kind",
    "language",
    "license",
    "links",
    "locals",
    "main",
    "members",
    "meta",
    "metadata",
    "module",
    "modules",
    "name",
    "nav",
    "networks",
    "nodes",
    "on",
    "openapi",
    "options",
    "orgs",
    "output",
    "outputs",
    "overrides",
    "owners",
    "packages",
    "parameters",
    "paths",
    "permissions",
    "pipeline",
    "plugins",
    "ports",
    "private",
    "providers",
    "records",
    "repos",
    "repositories",
    "repository",
    "resources",
    "results",
    "roles",
    "rows",
    "rules",
    "runs",
    "scripts",
    "secrets",
    "security",
    "servers",
    "services",
    "settings",
    "site_name",
    "sources",
    "spec",
    "stages",
    "status",
    "steps",
    "swagger",
    "tags",
    "targets",
    "tasks",
    "teams",
    "templates",
    "theme",
    "title",
    "triggers",
    "type",
    "users",
    "values",
    "variables",
    "vars",
    "value",
    "version",
    "volumes",
    "workers",
    "workflow",
    "workflows",
    "AWSTemplateFormatVersion",
    "Resources",
    "Parameters",
    "Outputs",
    "$schema",
    "schema",
    "$id",
];

/// Why there is no chart, and what to do.
pub(in crate::chart) struct Refusal {
    pub(in crate::chart) message: String,
    pub(in crate::chart) help: String,
    /// Where it is shown.
    pub(in crate::chart) at: Span,
}

/// What a file holds in place of a chart; none of an empty one.
pub(in crate::chart) fn no_chart(tree: &Tree) -> Option<Refusal> {
    let root =
        tree.documents().iter().find_map(|document| document.root).filter(|root| !tree.is_null(*root))?;
    let at = Span::empty(0);
    let no_line = |which: &str, place: &str| {
        format!(
            "{which}say which key names the manager: `reports_to: KEY` under `layout: {{ entries: {place} }}` of an \
             entry of `charts:` in `orglint.yaml`, or call that key `reports_to`"
        )
    };
    let refusal = |message: &str, help: String| Some(Refusal { message: message.to_owned(), help, at });
    match tree.kind(root) {
        Kind::Scalar | Kind::Alias => {
            let help = "write positions with keys such as `id`, `title` and `reports_to`; `orglint init` writes a \
                        small chart to start from";
            refusal("no chart here: the file is a text", help.to_owned())
        }
        Kind::Sequence => {
            let items: Vec<NodeId> = tree.items(root).take(LOOKED_AT).collect();
            let at = tree.file().first_line(tree.span(root));
            if items.iter().any(|item| tree.kind(*item) == Kind::Mapping) {
                let mut which = seen_in("its entries have ", &keys_of(tree, &items));
                let is_json = tree.file().text().trim_start().starts_with('[');
                if !is_json && items.iter().all(|item| tree.get(*item, "id").is_some()) {
                    which.push_str("write `positions:` on the line above the list, or ");
                }
                let message = "no chart here: a list of entries, and no known key names a manager";
                return Some(Refusal { message: message.to_owned(), help: no_line(&which, "list"), at });
            }
            let of =
                if items.iter().all(|item| tree.kind(*item) == Kind::Scalar) { "texts" } else { "lists" };
            let help = "write a set of keys for each position: `- { id: …, title: …, reports_to: … }`";
            Some(Refusal { message: format!("no chart here: a list of {of}"), help: help.to_owned(), at })
        }
        Kind::Mapping => {
            let values: Vec<NodeId> = tree.entries(root).map(|entry| entry.value).take(LOOKED_AT).collect();
            let (keys, hidden) = keys_of(tree, &values);
            let are_entries = values.iter().filter(|value| tree.kind(**value) == Kind::Mapping).count();
            let shared = count_of(tree, &values);
            // Several sets of keys with keys in common are entries, each under a key of its own.
            if are_entries > 1
                && are_entries * 4 >= values.len() * 3
                && shared.values().any(|count| *count > 1)
            {
                let which = seen_in("its entries have ", &(keys, hidden));
                let message = "no chart here: a map of entries, and no known key names a manager";
                return refusal(message, no_line(&which, "map"));
            }
            let kind = |root| {
                tree.get(root, "apiVersion")
                    .is_some_and(|version| tree.text(version).contains("backstage.io"))
            };
            if kind(root) {
                let help = "name the files that hold its entities of the kinds `Group` and `User`";
                return refusal(
                    "no chart here: a Backstage catalogue without groups and users",
                    help.to_owned(),
                );
            }
            if shape::is_one_entry(tree, root) {
                let help = "if others have files of their own, name their folder; otherwise list all positions under \
                            `positions:`";
                return refusal("no chart here: the file holds one entry", help.to_owned());
            }
            let top: Vec<&str> = tree.entries(root).map(|entry| tree.text(entry.key)).collect();
            let which = seen_in("the file has ", &shown(&top, is_plain_key));
            let message = "no chart here: neither `positions:` nor `org:` at the top of the file";
            let help = format!(
                "{which}list positions under `positions:`, or name the key that holds them: `layout: {{ entries: \
                 {{ list: KEY }} }}` of an entry of `charts:` in `orglint.yaml`"
            );
            refusal(message, help)
        }
    }
}

/// What to say of a table whose manager's column is not known.
pub(super) fn no_manager(tree: &Tree) -> (String, String) {
    const HELP: &str = "call the one that names the manager `Manager ID`, or name it under `reports_to:` of a \
                        `layout:` in `orglint.yaml`";
    let header = header(tree);
    if !header.is_empty() && are_headers(&header) && !is_row_of_people(&header, cells(tree)) {
        let named = named(&header);
        let columns = if header.len() == 1 { "the only column is" } else { "its columns are" };
        let message = "no known column of this table names the manager".to_owned();
        return (message, format!("{columns} {named}; {HELP}"));
    }
    // The other file of such an organogram has the posts with their ids.
    let is_junior = |word: &str| header.iter().any(|name| folded(name) == word);
    if is_junior("reportingseniorpost") && is_junior("genericjobtitle") {
        let message =
            "no chart here: the junior posts of an organogram, in groups and without ids".to_owned();
        let columns = "`Parent Department`, `Reporting Senior Post` and `Generic Job Title`";
        let help =
            format!("check the file of the senior posts, to which these report; this one has {columns}");
        return (message, help);
    }
    let message = "no column name of this table is known: its first row may be data".to_owned();
    let help = "write the names of the columns in the first row: `Employee ID`, `Job Title`, `Manager ID`";
    (message, help.to_owned())
}

/// Every cell of a table below its first row.
pub(super) fn cells(tree: &Tree) -> impl Iterator<Item = &str> {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let rows = roots.flat_map(|root| tree.items(root));
    rows.flat_map(|row| tree.entries(row)).map(|entry| tree.text(entry.value).trim())
}

/// What the entries of a file are told by, where it may be shown: the columns of a table, else their keys.
pub(super) fn keys_seen(tree: &Tree, is_table: bool, entries: &[NodeId]) -> Option<String> {
    if is_table {
        let header = header(tree);
        let is_header = are_headers(&header) && !is_row_of_people(&header, cells(tree));
        return (is_header && !header.is_empty()).then(|| format!("the columns are {}", named(&header)));
    }
    let (keys, _) = keys_of(tree, &entries[..entries.len().min(LOOKED_AT)]);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    (!keys.is_empty()).then(|| format!("the keys are {}", named(&keys)))
}

/// The names of the columns: the keys of the first row that was read.
fn header(tree: &Tree) -> Vec<&str> {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let first = roots.flat_map(|root| tree.items(root)).next();
    let keys = first.into_iter().flat_map(|row| tree.entries(row)).map(|entry| tree.text(entry.key).trim());
    keys.filter(|key| !key.is_empty()).collect()
}

/// Keys that several entries share or that are known, in the order of the file; and whether there are others.
fn keys_of(tree: &Tree, entries: &[NodeId]) -> (Vec<String>, bool) {
    let counts = count_of(tree, entries);
    let mut all: Vec<&str> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for entry in entries {
        all.extend(tree.entries(*entry).map(|entry| tree.text(entry.key)).filter(|key| seen.insert(*key)));
    }
    shown(&all, |key| is_known_key(key) || counts.get(key).is_some_and(|count| *count > 1))
}

fn count_of<'t>(tree: &'t Tree, entries: &[NodeId]) -> HashMap<&'t str, usize> {
    let mut counts = HashMap::new();
    for entry in entries {
        for inner in tree.entries(*entry) {
            *counts.entry(tree.text(inner.key)).or_default() += 1;
        }
    }
    counts
}

/// The keys that may be named, and whether there are others.
fn shown(keys: &[&str], is_shown: impl Fn(&str) -> bool) -> (Vec<String>, bool) {
    let named: Vec<String> =
        keys.iter().filter(|key| is_shown(key) && !key.is_empty()).map(|key| (*key).to_owned()).collect();
    let hidden = named.len() < keys.len();
    (named, hidden)
}

/// Which keys its entries have, as words before a help; nothing where none may be named.
fn seen_in(words: &str, (keys, hidden): &(Vec<String>, bool)) -> String {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match keys.is_empty() {
        true => String::new(),
        false if *hidden => format!("{words}{}, among others; ", named(&keys)),
        false => format!("{words}{}; ", named(&keys)),
    }
}

/// The first of them. Where some are left out, those that may name the manager are not among them.
fn named(keys: &[&str]) -> String {
    let mut keys = keys.to_vec();
    if keys.len() > NAMED {
        sort::by_key(&mut keys, |key| !speaks_of_a_manager(key));
    }
    let shown: Vec<String> = keys.iter().take(NAMED).map(|key| quoted(key)).collect();
    match shown.as_slice() {
        _ if keys.len() > NAMED => format!("{} and {} more", shown.join(", "), keys.len() - NAMED),
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => shown.concat(),
    }
}
