//! The differences as lists of sentences, which several formats share.

use super::super::escape::short;
use super::super::short::MESSAGE_LIMIT;
use super::PATH_LIMIT;
use crate::compare::{Above, Changed, Comparison, FindingRow, Listed, Moved, Named, Person, Retitled};

/// Columns an id or a title may take.
const LIMIT: usize = 60;
/// Positions of one person that are named.
const PLACES: usize = 5;

/// Differences of one kind.
pub(super) struct List {
    pub(super) title: &'static str,
    pub(super) rows: Vec<String>,
}

/// The lists that are not empty.
pub(super) fn lists(comparison: &Comparison, names: bool) -> Vec<List> {
    let changes = &comparison.changes;
    let list = |title, rows| List { title, rows };
    let lists = [
        list("added", rows(&changes.added, |one| listed(one, names))),
        list("removed", rows(&changes.removed, |one| listed(one, names))),
        list("moved", rows(&changes.moved, |one| moved(one, names))),
        list("retitled", rows(&changes.retitled, retitled)),
        list("vacancies opened", rows(&changes.opened, named)),
        list("vacancies filled", rows(&changes.filled, named)),
        list("joined", rows(&changes.joined, |one| person(one, names))),
        list("left", rows(&changes.left, |one| person(one, names))),
        list("changed positions", rows(&changes.changed, |one| changed(one, names))),
        list("new findings", rows(&comparison.new_findings, finding)),
        list("findings gone", rows(&comparison.gone_findings, finding)),
    ];
    lists.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

fn rows<T>(all: &[T], row: impl Fn(&T) -> String) -> Vec<String> {
    all.iter().map(row).collect()
}

/// An identifier between backticks, which it cannot end itself.
fn code(text: &str) -> String {
    format!("`{}`", short(&text.replace('`', "'"), LIMIT))
}

/// A title in a sentence, where no backtick belongs to an identifier.
fn plain(text: &str) -> String {
    short(&text.replace('`', "'"), LIMIT)
}

fn named(named: &Named) -> String {
    match &named.called {
        Some(called) => format!("{} {}", code(&named.id), plain(called)),
        None => code(&named.id),
    }
}

fn above(above: &Above, names: bool) -> String {
    match above {
        Above::Nobody => "nobody".to_owned(),
        Above::Id(id) => code(id),
        Above::Unknown(text) if names => format!("{}, who is not on the chart", code(text)),
        // It may be a name.
        Above::Unknown(_) => "somebody who is not on the chart".to_owned(),
    }
}

fn listed(one: &Listed, names: bool) -> String {
    match &one.above {
        Above::Nobody => named(&one.position),
        to => format!("{}, below {}", named(&one.position), above(to, names)),
    }
}

fn moved(one: &Moved, names: bool) -> String {
    format!("{}: from {} to {}", named(&one.position), above(&one.from, names), above(&one.to, names))
}

fn retitled(one: &Retitled) -> String {
    let title = |title: &Option<String>| title.as_deref().map_or("no title".to_owned(), plain);
    format!("{}: from {} to {}", code(&one.id), title(&one.from), title(&one.to))
}

fn places(places: &[Named]) -> String {
    let mut words: Vec<String> = places.iter().take(PLACES).map(named).collect();
    if let Some(rest) = places.len().checked_sub(PLACES).filter(|rest| *rest > 0) {
        words.push(format!("{rest} more"));
    }
    if words.is_empty() { "no other position".to_owned() } else { words.join(", ") }
}

fn person(one: &Person, names: bool) -> String {
    let places = places(&one.at);
    if names { format!("{}: {places}", plain(&one.name)) } else { places }
}

fn changed(one: &Changed, names: bool) -> String {
    let way = match (&one.from[..], &one.to[..]) {
        ([], to) => format!("also {}", places(to)),
        (from, []) => format!("no longer {}", places(from)),
        (from, to) => format!("from {} to {}", places(from), places(to)),
    };
    if names { format!("{}: {way}", plain(&one.name)) } else { way }
}

fn finding(row: &FindingRow) -> String {
    let (path, line) = (code(&row.path), row.at.line);
    let message = short(row.message.trim(), MESSAGE_LIMIT);
    let (severity, rule) = (row.severity, short(&row.rule, PATH_LIMIT));
    format!("{severity} in {path}, line {line}: {message} (`{rule}`)")
}
