//! Entries → orglint's own format, as a tree whose spans lie in the file they were read from.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::entry::{Entry, Value};
use super::resolve::{EntryLines, Line};
use super::shipped;
use super::texts::is_one_of;
use crate::chart::values::says_only_vacant;
use crate::chart::{Field, TopField, ValueKind};
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
    key: Span,
    name: &'static str,
    at: Span,
    values: Vec<(&'p str, Span, Option<NodeId>)>,
    is_list: bool,
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
    let mut writer = Writer { maker, from, keys: HashMap::new(), shown: Vec::new(), private: Vec::new() };
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
    // Those of each entry are in order already, and mostly follow those of the one before.
    shown.sort();
    Written { tree: writer.maker.finish(from.comments()), shown, private: writer.private }
}

/// About how many nodes an entry comes to, since room for twice as many would be taken otherwise.
fn room(person: &Entry<'_>) -> usize {
    let lists = person.fields.iter().filter(|stated| stated.values.len() > 1);
    // The id and the manager, who may follow from the lists of others.
    let keys = 2 + person.fields.len() + person.own.len() + person.emails.len();
    1 + 2 * keys + lists.map(|stated| stated.values.len()).sum::<usize>()
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
        let mut pieces = pieces(person, known);
        // Comments and labels are placed by the order of the file.
        pieces.sort_by_key(|piece| (piece.key.start, piece.at.start));
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
        if piece.values.is_empty() {
            self.maker.nothing(piece.at);
            return;
        }
        if piece.is_list {
            self.maker.start(Kind::Sequence, piece.at, false);
        }
        for (text, at, node) in &piece.values {
            match node {
                Some(node) => self.maker.copy(self.from, *node, *at),
                None => self.maker.saying(*at, text),
            }
        }
        if piece.is_list {
            self.maker.end();
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
            // A layout may take any value for a sign that nobody is there.
            if Some(said.at) == person.vacant {
                return says_only_vacant(file.slice(said.at));
            }
            !matches!(field.key().kind, ValueKind::Word(_))
                || matches!(said.text, Cow::Borrowed(_))
                || is_one_of(&said.text, &[file.slice(said.at).to_owned()])
        };
        let said = fields.flat_map(|stated| stated.values.iter().map(|said| (stated.field, said)));
        self.shown.extend(said.filter(|(field, said)| is_shown(*field, said)).map(|(_, said)| said.at));
        let own = person.own.iter().filter(|said| !said.private);
        self.shown.extend(own.flat_map(|said| &said.values).map(|said| said.at));
        self.shown.extend(person.slugs.iter().map(|said| said.at));
        if !person.private_id {
            self.shown.extend(person.ids.iter().map(|(_, said)| said.at));
        }
        for line in known.up.iter().flat_map(|(.., lines)| lines).chain(&known.dotted) {
            if line.private { &mut self.private } else { &mut self.shown }.push(line.at);
        }
        if known.up.as_ref().is_some_and(|(.., lines)| lines.is_empty()) {
            // The head may be named as its own manager.
            let said = person.up.iter().flat_map(|up| &up.values);
            let is_word = |said: &&Value<'_>| is_one_of(&said.text, &shipped::general().top);
            self.shown.extend(said.filter(is_word).map(|said| said.at));
        }
        // Names of groups are not names of people.
        let groups = person.down.iter().filter(|_| person.entity.is_some());
        self.shown.extend(groups.map(|said| said.at));
        self.shown[first..].sort_unstable();
    }
}

fn pieces<'p>(person: &'p Entry<'_>, known: &'p EntryLines<'_>) -> Vec<Piece<'p>> {
    let mut pieces = vec![id(person, known)];
    for stated in &person.fields {
        if stated.field == Field::DottedTo {
            continue;
        }
        let values = stated.values.iter().map(value).collect::<Vec<_>>();
        pieces.push(Piece {
            key: stated.key,
            name: stated.field.key().name,
            at: stated.at,
            is_list: values.len() > 1,
            values,
        });
    }
    if let Some(first) = person.emails.first().filter(|_| !person.has_own(Field::Email)) {
        let values = person.emails.iter().map(value).collect::<Vec<_>>();
        let (key, name) = (Span::empty(first.at.start), Field::Email.key().name);
        pieces.push(Piece { key, name, at: first.at, is_list: values.len() > 1, values });
    }
    for said in person.own.iter() {
        let values = said.values.iter().map(value).collect::<Vec<_>>();
        let key = Span::empty(said.at.start);
        pieces.push(Piece { key, name: said.name, at: said.at, is_list: values.len() > 1, values });
    }
    if let Some((key, at, lines)) = &known.up {
        pieces.push(lines_piece(Field::ReportsTo, *key, *at, lines));
    }
    if let Some(first) = known.dotted.first() {
        pieces.push(lines_piece(Field::DottedTo, Span::empty(first.at.start), first.at, &known.dotted));
    }
    pieces
}

fn lines_piece<'p>(field: Field, key: Span, at: Span, lines: &'p [Line<'_>]) -> Piece<'p> {
    let values: Vec<_> = lines.iter().map(|line| (&*line.to, line.at, line.node)).collect();
    Piece { key, name: field.key().name, at, is_list: values.len() > 1, values }
}

/// The id, where it is written. One that is made stands with the title.
fn id<'p>(person: &'p Entry<'_>, known: &'p EntryLines<'_>) -> Piece<'p> {
    let written = person.ids.first().filter(|_| !person.private_id).map(|(_, said)| said);
    let start = Span::empty(person.span.start);
    let at = match written {
        Some(said) => said.at,
        None => person.value(Field::Title).map_or(start, |said| said.at),
    };
    let node = written.filter(|said| said.text == known.id).and_then(|said| said.node);
    let values = vec![(known.id, at, node)];
    Piece { key: Span::empty(at.start), name: Field::Id.key().name, at, values, is_list: false }
}

fn value<'p>(said: &'p Value<'_>) -> (&'p str, Span, Option<NodeId>) {
    (&said.text, said.at, said.node)
}
