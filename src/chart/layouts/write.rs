//! Entries → orglint's own format, as a tree whose spans lie in the file they were read from.

use std::collections::HashMap;
use std::sync::Arc;

use super::entry::{Entry, FieldValues, Value};
use super::resolve::{EntryLines, Line};
use super::shipped;
use super::texts::is_one_of;
use crate::chart::values::says_only_vacant;
use crate::chart::{Field, TopField, ValueKind};
use crate::sort;
use crate::source::{Span, offset};
use crate::yaml::{self, Kind, Maker, NodeId, Shared, Tree};

/// The native form of one file.
pub(super) struct Written {
    pub(super) tree: Tree,
    /// Places whose texts are shown; every other value of the file may tell about a person.
    pub(super) shown: Vec<Span>,
    /// Lines whose texts may name people.
    pub(super) private: Vec<Span>,
}

/// One value of a position.
struct Piece<'p> {
    /// The key; without one it would stand before the value.
    key: Span,
    name: &'static str,
    at: Span,
    said: Texts<'p>,
}

/// What is said in a piece: several texts are a list.
enum Texts<'p> {
    Values(&'p [Value<'p>]),
    Lines(&'p [Line<'p>]),
    Id(&'p str, Option<NodeId>),
}

/// Writes the entries of a file, and what it says beside them, in the order of the file: each run of
/// entries is a document, and so is each thing beside.
pub(super) fn write<'p>(
    from: &Tree,
    entries: &'p [Entry<'p>],
    known: impl Fn(usize) -> EntryLines<'p>,
    beside: &[yaml::Entry],
) -> Written {
    let file: &Arc<_> = from.file();
    // One that is a little too small is doubled.
    let maker = Maker::with_room(file, entries.iter().map(room).sum::<usize>() + 8);
    let shown = Vec::with_capacity(entries.iter().map(most_shown).sum());
    let mut writer = Writer { maker, from, keys: HashMap::new(), shown, private: Vec::new() };
    let mut beside = beside.iter().peekable();
    let mut in_list = false;
    for (at, person) in entries.iter().enumerate() {
        while let Some(entry) = beside.next_if(|entry| from.span(entry.key).start <= person.span.start) {
            writer.beside(*entry);
            in_list = false;
        }
        if !in_list {
            writer.positions(person.span.start);
            in_list = true;
        }
        writer.position(person, &known(at));
    }
    beside.for_each(|entry| writer.beside(*entry));
    let mut shown = writer.shown;
    // Those of each entry are in order already, and mostly follow those of the one before. A sort takes room.
    if !shown.is_sorted() {
        shown.sort();
    }
    Written { tree: writer.maker.finish(from.comments()), shown, private: writer.private }
}

/// About how many nodes an entry comes to, since room for twice as many would be taken otherwise.
fn room(person: &Entry<'_>) -> usize {
    let lists = person.fields.iter().filter(|stated| stated.values().len() > 1);
    // The id and the manager, who may follow from the lists of others.
    let keys = 2 + person.fields.len() + person.own.len() + person.emails.len();
    1 + 2 * keys + lists.map(|stated| stated.values().len()).sum::<usize>()
}

/// About how many places of an entry are shown at most.
fn most_shown(person: &Entry<'_>) -> usize {
    person.fields.iter().filter(|stated| !stated.field.key().private).count() + 2
}

struct Writer<'t> {
    maker: Maker,
    from: &'t Tree,
    keys: HashMap<&'static str, Shared>,
    shown: Vec<Span>,
    private: Vec<Span>,
}

impl Writer<'_> {
    /// Begins a list of positions. The first one begins with the file.
    fn positions(&mut self, start: u32) {
        let start = if self.maker.end_document() { start } else { 0 };
        let span = Span::new(start, offset(self.from.file().text().len()));
        self.maker.start(Kind::Mapping, span, false);
        self.maker.saying(Span::empty(start), TopField::Positions.key().name);
        self.maker.start(Kind::Sequence, span, false);
    }

    fn beside(&mut self, entry: yaml::Entry) {
        self.maker.end_document();
        let span = Span::new(self.from.span(entry.key).start, self.from.span(entry.at).end);
        self.maker.start(Kind::Mapping, span, false);
        self.maker.copy_all(self.from, entry.key);
        self.maker.copy_all(self.from, entry.at);
        self.shown.extend(self.from.values_in(entry.at));
    }

    fn position(&mut self, person: &Entry<'_>, known: &EntryLines<'_>) {
        let mut pieces = self.pieces(person, known);
        // Comments and labels are placed by the order of the file.
        sort::by_key(&mut pieces, |piece| (piece.key.start, piece.at.start));
        self.maker.start(Kind::Mapping, person.span, person.cut);
        for piece in pieces {
            self.piece(&piece);
        }
        self.maker.end();
        self.show(person, known);
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        let name = piece.name;
        let maker = &mut self.maker;
        let key = *self.keys.entry(name).or_insert_with(|| maker.share(name));
        self.maker.shared(piece.key, key);
        let count = match piece.said {
            Texts::Values(values) => values.len(),
            Texts::Lines(lines) => lines.len(),
            Texts::Id(..) => 1,
        };
        if count == 0 {
            self.maker.nothing(piece.at);
            return;
        }
        if count > 1 {
            self.maker.start(Kind::Sequence, piece.at, false);
        }
        match piece.said {
            Texts::Values(values) => {
                for said in values {
                    self.text(said.node(), said.at(), || said.text());
                }
            }
            Texts::Lines(lines) => {
                for line in lines {
                    self.text(line.node, line.at, || &line.to);
                }
            }
            Texts::Id(id, node) => self.text(node, piece.at, || id),
        }
        if count > 1 {
            self.maker.end();
        }
    }

    /// A text, which may be that of a scalar.
    fn text<'s>(&mut self, node: Option<NodeId>, at: Span, text: impl FnOnce() -> &'s str) {
        match node {
            Some(node) => self.maker.copy(self.from, node, at),
            None => self.maker.saying(at, text()),
        }
    }

    /// Notes which places are shown.
    fn show(&mut self, person: &Entry<'_>, known: &EntryLines<'_>) {
        let first = self.shown.len();
        let fields = person.fields.iter().filter(|stated| {
            !stated.field.key().private
                && !matches!(stated.field, Field::DottedTo | Field::AlsoHolds | Field::Cover)
        });
        // What other systems write for a status may say why somebody is away.
        let file = self.from.file();
        let is_shown = |field: Field, said: &Value<'_>| {
            if person.hidden.contains(&field) {
                return false;
            }
            // A layout may take any value for a sign that nobody is there.
            if person.vacant.is_some_and(|at| at == said.at()) {
                return says_only_vacant(file.slice(said.at()));
            }
            !matches!(field.key().kind, ValueKind::Word(_))
                || !said.is_made()
                || is_one_of(said.text(), &[file.slice(said.at()).to_owned()])
        };
        let said = fields.flat_map(|stated| stated.values().iter().map(|said| (stated.field, said)));
        self.shown.extend(said.filter(|(field, said)| is_shown(*field, said)).map(|(_, said)| said.at()));
        let own = person.own.iter().filter(|said| !said.private);
        self.shown.extend(own.flat_map(|said| &said.values).map(Value::at));
        self.shown.extend(person.slugs.iter().map(Value::at));
        if !person.private_id {
            self.shown.extend(person.ids.iter().map(|(_, said)| said.at()));
        }
        for line in known.up.iter().flat_map(|(.., lines)| lines).chain(&known.dotted) {
            if line.private { &mut self.private } else { &mut self.shown }.push(line.at);
        }
        if known.up.as_ref().is_some_and(|(.., lines)| lines.is_empty()) {
            // The head may be named as its own manager.
            let said = person.up.iter().flat_map(FieldValues::values);
            let is_word = |said: &&Value<'_>| is_one_of(said.text(), &shipped::general().top);
            self.shown.extend(said.filter(is_word).map(Value::at));
        }
        // Names of groups are not names of people.
        let groups = person.down.iter().filter(|_| person.entity.is_some());
        self.shown.extend(groups.map(Value::at));
        self.shown[first..].sort_unstable();
    }

    fn pieces<'p>(&self, person: &'p Entry<'p>, known: &'p EntryLines<'p>) -> Vec<Piece<'p>> {
        let from = self.from;
        let piece = |field: &'static str, key: Option<NodeId>, at: Span, said: Texts<'p>| Piece {
            key: key.map_or(Span::empty(at.start), |key| from.span(key)),
            name: field,
            at,
            said,
        };
        let mut pieces = Vec::with_capacity(person.fields.len() + 4);
        pieces.push(id(person, known));
        for stated in person.fields.iter().filter(|stated| stated.field != Field::DottedTo) {
            let (name, said) = (stated.field.key().name, Texts::Values(stated.values()));
            pieces.push(piece(name, stated.key(), stated.at(), said));
        }
        if let Some(first) = person.emails.first().filter(|_| !person.has_own(Field::Email)) {
            pieces.push(piece(Field::Email.key().name, None, first.at(), Texts::Values(&person.emails)));
        }
        for said in &person.own {
            pieces.push(piece(said.name, None, said.at, Texts::Values(&said.values)));
        }
        if let Some((key, at, lines)) = &known.up {
            pieces.push(piece(Field::ReportsTo.key().name, *key, *at, Texts::Lines(lines)));
        }
        if let Some(first) = known.dotted.first() {
            pieces.push(piece(Field::DottedTo.key().name, None, first.at, Texts::Lines(&known.dotted)));
        }
        pieces
    }
}

/// The id, where it is written. One that is made stands with the title.
fn id<'p>(person: &'p Entry<'_>, known: &'p EntryLines<'_>) -> Piece<'p> {
    let written = person.ids.first().filter(|_| !person.private_id).map(|(_, said)| said);
    let at = written.or_else(|| person.value(Field::Title));
    let at = at.map_or(Span::empty(person.span.start), Value::at);
    let node = written.filter(|said| said.text() == known.id).and_then(Value::node);
    Piece { key: Span::empty(at.start), name: Field::Id.key().name, at, said: Texts::Id(known.id, node) }
}
