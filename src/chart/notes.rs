//! What the reader notes beside the values: problems, keys that are not known, and texts that are
//! not read as they look.

use std::collections::HashMap;

use super::allow::MARK;
use super::check::Look;
use super::fields::{Key, near_key};
use super::layouts::seen;
use super::read::Reader;
use super::surprise::is_code_key;
use super::{
    Field, FurtherKeys, NodeRef, PlacedProblem, PositionId, Problem, Surprise, SurpriseAt, TopField,
    UnknownKey, ValueKind, has_form_of_id,
};
use crate::nearest::is_sole;
use crate::source::{Place, Span};
use crate::yaml::{Kind, NodeId, Style, Tree};

/// The keys that are not known so far: by whose key it is, then by the key.
pub(super) type Unknown = HashMap<&'static str, HashMap<String, UnknownKeyNote>>;

/// What is known of a key that is not known.
#[derive(Clone, Copy)]
pub(super) struct UnknownKeyNote {
    /// Its index in the chart's list.
    pub(super) index: usize,
    /// Whether its values are codes such as `NO` that other readers take for yes or no.
    is_code: bool,
    /// Whether its values may tell of people: it is not a slip in a key whose values do not.
    is_private: bool,
}

/// Keys that are not known and are told one by one, of one kind of mapping. A chart with more is something
/// else than a chart with slips, and what is not known of each takes far more room than a few letters.
const MOST_KEYS: usize = 1000;

/// Whether values of a kind are ids, or texts in place of ids, which may be names.
fn names_positions(kind: ValueKind) -> bool {
    matches!(
        kind,
        ValueKind::Id | ValueKind::Ids | ValueKind::FlagOrText | ValueKind::DottedLines | ValueKind::Person
    )
}

impl Reader {
    pub(super) fn note(&mut self, problem: Problem, place: Place, position: Option<PositionId>) {
        let position = position.map(|position| position.0);
        self.chart.problems.push(PlacedProblem { problem, place, position });
    }

    pub(super) fn wrong_type(
        &mut self,
        key: &'static str,
        expected: &'static str,
        look: Look<'_>,
        help: &'static str,
    ) {
        let Some(found) = look.tree.in_words(look.value(), "another text") else { return };
        // If a syntax error cut something short, its kind may not be the one that was meant.
        if !look.tree.is_cut(look.value()) {
            self.note_wrong_type(key, expected, found, look, help);
        }
    }

    pub(super) fn note_wrong_type(
        &mut self,
        key: &'static str,
        expected: &'static str,
        found: &'static str,
        look: Look<'_>,
        help: &'static str,
    ) {
        // What is not read may tell of people. A slip in a date or a number is worth seeing.
        let is_short = look
            .text()
            .is_some_and(|text| has_form_of_id(text) && text.contains(|c: char| c.is_ascii_digit()))
            && !is_of_positions(key);
        if !is_short {
            self.chart.unread.push(look.at());
        }
        let problem = Problem::WrongType { key, expected, found, help: help.to_owned() };
        let place = self.first_line(look.at());
        self.note(problem, place, look.position);
    }

    /// A label on a collection marks its first line: all of it may be the whole file.
    fn first_line(&self, at: NodeRef) -> Place {
        let mut place = self.chart.place(at);
        place.span = self.chart.tree(at.file).file().first_line(place.span);
        place
    }

    pub(super) fn unknown_key<F: Copy>(
        &mut self,
        of: &'static str,
        look: Look<'_>,
        key: NodeId,
        known: &[Key<F>],
    ) {
        let key_look = Look { node: key, ..look };
        if look.tree.kind(key) != Kind::Scalar {
            self.wrong_type("a key", "a word", key_look, "a key is a word with a colon after it");
            return;
        }
        if look.tree.is_cut(look.node) {
            // It is reported already, and may belong to something else.
            self.chart.unread.extend([key_look.at(), look.at()]);
            return;
        }
        let name = look.tree.text(key);
        let keys = self.unknown.entry(of).or_default();
        let names = || known.iter().map(|key| key.name);
        let count = keys.len();
        let UnknownKeyNote { is_code, is_private, .. } = if let Some(known) = keys.get(name) {
            let known = *known;
            let place = self.chart.place(key_look.at());
            self.chart.unknown_keys[known.index].places.push(place);
            known
        } else if count >= MOST_KEYS {
            let place = self.chart.place(key_look.at());
            match self.chart.further_keys.iter_mut().find(|further| further.of == of) {
                Some(further) => further.count += 1,
                None => self.chart.further_keys.push(FurtherKeys { of, first: place, count: 1 }),
            }
            // Like its value it is not shown.
            self.chart.unread.extend([key_look.at(), look.at()]);
            return;
        } else {
            let is_code = is_code_key(name);
            let own = if of == "position" { self.chart.own.fields.keys() } else { &[] };
            let near = near_key(name, own).or_else(|| near_key(name, known));
            // Keys of things are none of people.
            let is_map = look.kind() == Kind::Mapping;
            let names_some =
                |name: &str| known.iter().any(|key| key.name == name && names_positions(key.kind));
            let near = near.filter(|(near, _)| !is_map || !names_some(near));
            // A list is no other word for a key that takes one text.
            let takes_text =
                |name: &str| known.iter().any(|key| key.name == name && key.kind == ValueKind::Text);
            let is_list = look.kind() == Kind::Sequence;
            let near = near.filter(|(near, misspelt)| *misspelt || !is_list || !takes_text(near));
            // A slip in a key of words, dates or numbers is worth seeing with its value.
            let is_private = !near.is_some_and(|(near, misspelt)| {
                misspelt
                    && !known.iter().any(|key| key.name == near && (key.private || names_positions(key.kind)))
            });
            let is_sure = is_sole(name, names().chain(own.iter().map(|key| key.name)));
            let known = UnknownKeyNote { index: self.chart.unknown_keys.len(), is_code, is_private };
            keys.insert(name.to_owned(), known);
            self.chart.unknown_keys.push(UnknownKey {
                key: name.to_owned(),
                of,
                places: vec![self.chart.place(key_look.at())],
                near: near.map(|(name, _)| name),
                is_sure,
                is_hidden: false,
                misspelt: near.is_some_and(|(_, misspelt)| misspelt),
            });
            known
        };
        if is_private {
            self.chart.unread.push(look.at());
        }
        self.chart.strange_keys.push(key_look.at());
        if is_code {
            self.surprise(Look { position: None, ..look }, true);
        }
    }

    pub(super) fn add_surprise(&mut self, kind: Surprise, place: Place, position: Option<PositionId>) {
        let place = (place, position.map(|position| position.0));
        match self.chart.surprises.iter_mut().find(|surprise| surprise.kind == kind) {
            Some(known) => known.places.push(place),
            None => self.chart.surprises.push(SurpriseAt { kind, places: vec![place] }),
        }
    }

    /// Comments that start right after a plain text and without a space: `title: Head of C #1`.
    pub(super) fn cut_texts(&mut self, file: u32, tree: &Tree) {
        let text = tree.file().text();
        for comment in tree.comments() {
            let after = &text[comment.start as usize + 1..comment.end as usize];
            if !after.starts_with(char::is_alphanumeric) || after.starts_with(MARK) {
                continue;
            }
            let Some(value) = tree.scalar_before(comment.start) else { continue };
            let between = text.get(tree.span(value).end as usize..comment.start as usize);
            if between == Some(" ") && tree.style(value) == Style::Plain && is_text(tree, value) {
                let span = Span::new(tree.span(value).start, comment.end);
                let place = Place { file: self.chart.files[file as usize].id, span };
                self.add_surprise(Surprise::Comment, place, None);
            }
        }
    }

    /// Signs that are not read as a part of the text they stand before: `title: !lead of x`.
    pub(super) fn marked_texts(&mut self, file: u32, tree: &Tree) {
        for mark in tree.marks() {
            if is_text(tree, mark.node) {
                let span = Span::new(mark.at.start, tree.span(mark.node).end.max(mark.at.end));
                let place = Place { file: self.chart.files[file as usize].id, span };
                self.add_surprise(Surprise::Sign, place, None);
            }
        }
    }

    /// Problems of the chart as a whole.
    pub(super) fn whole_chart(&mut self) {
        if self.chart.is_broken() {
            return;
        }
        if !self.has_positions {
            self.no_chart();
            // Where there is no chart, its keys are not the news.
            self.chart.unknown_keys.retain(|key| key.of != "chart");
            return;
        }
        if self.chart.is_empty() && self.chart.problems.is_empty() {
            let at = self.chart.files.first().map(|file| Place { file: file.id, span: Span::default() });
            let message = "the list of positions is empty, so there is no chart to check";
            let help = "start each position with `- id: …` on its own line";
            if let Some(place) = at {
                self.note_no_chart(message.to_owned(), help.to_owned(), place);
            }
        }
        for at in std::mem::take(&mut self.strays) {
            let tree = std::sync::Arc::clone(&self.chart.files[at.file as usize].tree);
            let look = Look { tree: &tree, file: at.file, node: at.node, position: None };
            let help = "write its positions under `positions:`, or remove it";
            self.wrong_type("chart", "documents with keys such as `positions`", look, help);
        }
    }

    /// Says what is there instead of a chart.
    fn no_chart(&mut self) {
        let Some(file) = self.chart.files.first() else { return };
        let misspelt = self
            .chart
            .unknown_keys
            .iter()
            .find(|key| key.of == "chart" && matches!(key.near, Some("positions" | "people" | "org")));
        let place = Place { file: file.id, span: Span::default() };
        let files = self.chart.files.iter().filter(|file| file.origin.is_none());
        let seen = files.map(|file| (file.id, seen::no_chart(&file.tree)));
        let seen = seen.into_iter().find_map(|(id, refusal)| Some((id, refusal?)));
        let (message, help, place) = if let Some(key) = misspelt {
            let known = key.near.unwrap_or_default();
            let message =
                format!("no positions here: the key {} is not known", crate::source::quoted(&key.key));
            (message, format!("a key with a similar name exists: `{known}`"), key.places[0])
        } else if let Some((file, seen::Refusal { message, help, at })) = seen {
            (message, help, Place { file, span: at })
        } else {
            let message = "the file is empty, so there is no chart to check";
            (message.to_owned(), "list the positions under `positions:`".to_owned(), place)
        };
        self.note_no_chart(message, help, place);
    }

    fn note_no_chart(&mut self, message: String, help: String, place: Place) {
        self.note(Problem::NoChart { message, help }, place, None);
    }
}

/// Whether positions are under a key.
fn is_of_positions(key: &str) -> bool {
    let is_top = matches!(
        TopField::from_key(key),
        Some(TopField::Positions | TopField::People | TopField::Org | TopField::Company)
    );
    is_top || matches!(key, "reports" | "chart" | "a key")
}

/// Whether a node is the value of a field that takes text.
fn is_text(tree: &Tree, value: NodeId) -> bool {
    let key = tree.key_of(value).map(|key| tree.text(key)).and_then(Field::from_key);
    key.is_some_and(|key| matches!(key.key().kind, ValueKind::Text | ValueKind::Texts | ValueKind::Person))
}
