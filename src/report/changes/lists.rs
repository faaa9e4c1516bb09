//! The differences as lists of sentences, which several formats share.

use super::super::escape::short;
use super::super::short::MESSAGE_LIMIT;
use super::PATH_LIMIT;
use crate::compare::{
    Above, Changed, Comparison, FindingRow, Listed, Moved, Named, Person, Renamed, Retitled,
};

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
    let show = Show { comparison, names, titles: false };
    let list = |title, rows| List { title, rows };
    let lists = [
        list("added", rows(&changes.added, |one| show.listed(one))),
        list("removed", rows(&changes.removed, |one| show.listed(one))),
        list("moved", rows(&changes.moved, |one| show.moved(one))),
        list("renamed", rows(&changes.renamed, |one| show.renamed(one))),
        list("retitled", rows(&changes.retitled, |one| show.retitled(one))),
        list("vacancies opened", rows(&changes.opened, |one| show.named(one))),
        list("vacancies filled", rows(&changes.filled, |one| show.named(one))),
        list("joined", rows(&changes.joined, |one| show.person(one))),
        list("left", rows(&changes.left, |one| show.person(one))),
        list("changed positions", rows(&changes.changed, |one| show.changed(one))),
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

/// What of a comparison is shown.
pub(super) struct Show<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) names: bool,
    /// Whether managers are shown with their titles too.
    pub(super) titles: bool,
}

impl Show<'_> {
    fn id(&self, id: &str) -> String {
        code(self.comparison.shown(id))
    }

    pub(super) fn named(&self, named: &Named) -> String {
        match &named.called {
            // What stands for an id that tells of somebody says nothing to people.
            Some(called) if self.titles && self.comparison.hidden.contains_key(&named.id) => plain(called),
            Some(called) => format!("{} {}", self.id(&named.id), plain(called)),
            None => self.id(&named.id),
        }
    }

    pub(super) fn above(&self, above: &Above) -> String {
        match above {
            Above::Nobody => "nobody".to_owned(),
            Above::Id(id) => match self.comparison.managers.get(id).filter(|_| self.titles) {
                Some(called) if self.comparison.hidden.contains_key(id) => plain(called),
                Some(called) => format!("{} {}", self.id(id), plain(called)),
                None => self.id(id),
            },
            Above::Unknown(text) if self.names => format!("{}, who is not on the chart", code(text)),
            // It may be a name.
            Above::Unknown(_) => "somebody who is not on the chart".to_owned(),
        }
    }

    pub(super) fn listed(&self, one: &Listed) -> String {
        match &one.above {
            Above::Nobody => self.named(&one.position),
            to => format!("{}, below {}", self.named(&one.position), self.above(to)),
        }
    }

    pub(super) fn moved(&self, one: &Moved) -> String {
        let with = if one.below == 0 { String::new() } else { format!(", with {} below", one.below) };
        format!("{}: {}{with}", self.named(&one.position), self.way(one))
    }

    /// From where to where.
    pub(super) fn way(&self, one: &Moved) -> String {
        format!("from {} to {}", self.above(&one.from), self.above(&one.to))
    }

    pub(super) fn renamed(&self, one: &Renamed) -> String {
        format!("{}: was {}", self.named(&one.position), self.id(&one.from))
    }

    pub(super) fn retitled(&self, one: &Retitled) -> String {
        let title = |title: &Option<String>| title.as_deref().map_or("no title".to_owned(), plain);
        format!("{}: from {} to {}", self.id(&one.id), title(&one.from), title(&one.to))
    }

    fn places(&self, places: &[Named]) -> String {
        let mut words: Vec<String> = places.iter().take(PLACES).map(|place| self.named(place)).collect();
        if let Some(rest) = places.len().checked_sub(PLACES).filter(|rest| *rest > 0) {
            words.push(format!("{rest} more"));
        }
        if words.is_empty() { "no other position".to_owned() } else { words.join(", ") }
    }

    pub(super) fn person(&self, one: &Person) -> String {
        let places = self.places(&one.at);
        if self.names { format!("{}: {places}", plain(&one.name)) } else { places }
    }

    pub(super) fn changed(&self, one: &Changed) -> String {
        let way = match (&one.from[..], &one.to[..]) {
            ([], to) => format!("also {}", self.places(to)),
            (from, []) => format!("no longer {}", self.places(from)),
            (from, to) => format!("from {} to {}", self.places(from), self.places(to)),
        };
        if self.names { format!("{}: {way}", plain(&one.name)) } else { way }
    }
}

fn finding(row: &FindingRow) -> String {
    let (path, line) = (code(&row.path), row.at.line);
    let message = short(row.message.trim(), MESSAGE_LIMIT);
    let (severity, rule) = (row.severity, short(&row.rule, PATH_LIMIT));
    format!("{severity} in {path}, line {line}: {message} (`{rule}`)")
}
