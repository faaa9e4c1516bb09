//! Does a value fit its key? Notes what does not, each at its own place.

use super::fields::{DOTTED_LINE, Key, Part};
use super::read::Reader;
use super::surprise::surprise;
use super::{NodeRef, PositionId, Problem, Surprise, ValueKind, values};
use crate::nearest::nearest;
use crate::source::Place;
use crate::yaml::{Kind, Style, Tree};

impl Reader {
    fn tree(&self, at: NodeRef) -> std::sync::Arc<Tree> {
        std::sync::Arc::clone(&self.chart.files[at.file as usize].tree)
    }

    /// Checks a value against what its key takes. Nothing written fits every key.
    pub(super) fn check<F: Copy>(&mut self, key: &Key<F>, at: NodeRef, position: Option<PositionId>) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        if tree.is_null(node) {
            return;
        }
        let name = key.name;
        match key.kind {
            ValueKind::Any | ValueKind::Positions | ValueKind::Position | ValueKind::Company => {}
            ValueKind::Id => self.each_text(name, "one id", false, at, position, true),
            ValueKind::Ids => self.each_text(name, "an id, or a list of ids", true, at, position, true),
            ValueKind::Text | ValueKind::FlagOrText => {
                self.each_text(name, "text", false, at, position, false);
            }
            ValueKind::Code => self.each_text(name, "text", false, at, position, true),
            ValueKind::Texts => self.each_text(name, "text, or a list of texts", true, at, position, false),
            ValueKind::Person => {
                self.each_text(name, "text, or a list of texts", true, at, position, name == "holder");
            }
            ValueKind::Word(known) => self.word(name, known, false, at, position),
            ValueKind::OpenWord(known) => self.word(name, known, true, at, position),
            ValueKind::OpenWords(known) => self.words(name, known, at, position),
            ValueKind::Date | ValueKind::Number | ValueKind::Whole | ValueKind::Flag => {
                self.typed(name, key.kind, at, position);
            }
            ValueKind::DottedLines => self.dotted_lines(name, at, position),
            ValueKind::Map(parts) => self.map(name, parts, at, position),
            ValueKind::TextOrMap(parts) if tree.kind(node) == Kind::Mapping => {
                self.map(name, parts, at, position);
            }
            ValueKind::TextOrMap(_) => {
                self.each_text(name, "text, or a set of keys", false, at, position, false);
            }
            ValueKind::Maps(parts) => self.maps(name, parts, at, position),
        }
    }

    /// One text, or where `many` a list of them.
    fn each_text(
        &mut self,
        key: &'static str,
        expected: &'static str,
        many: bool,
        at: NodeRef,
        position: Option<PositionId>,
        is_id: bool,
    ) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        match tree.kind(node) {
            Kind::Scalar => self.surprise(at, is_id, position),
            Kind::Sequence if many => {
                for node in tree.items(node) {
                    let item = NodeRef { file: at.file, node };
                    if tree.kind(node) == Kind::Scalar {
                        self.surprise(item, is_id, position);
                    } else {
                        self.wrong_type(key, expected, item, position, HELP_TEXT);
                    }
                }
            }
            _ => self.wrong_type(key, expected, at, position, HELP_TEXT),
        }
    }

    /// Notes a plain text that another reader of YAML takes for something else.
    pub(super) fn surprise(&mut self, at: NodeRef, is_id: bool, position: Option<PositionId>) {
        let tree = &self.chart.files[at.file as usize].tree;
        let node = tree.follow(at.node);
        if tree.kind(node) != Kind::Scalar || tree.style(node) != Style::Plain {
            return;
        }
        if let Some(kind) = surprise(tree.text(node), is_id) {
            self.add_surprise(kind, self.chart.place(at), position);
        }
    }

    fn word(
        &mut self,
        key: &'static str,
        known: &'static [&'static str],
        open: bool,
        at: NodeRef,
        position: Option<PositionId>,
    ) {
        let Some(text) = self.chart.scalar(at) else {
            self.wrong_type(key, "one word", at, position, "write a single word");
            return;
        };
        if known.contains(&text.text) {
            return;
        }
        let near = nearest(text.text, known.iter().copied());
        if open && near.is_none() {
            return;
        }
        let problem = Problem::UnknownWord { key, word: text.text.to_owned(), known, near };
        let place = text.place;
        self.note(problem, place, position);
    }

    fn words(
        &mut self,
        key: &'static str,
        known: &'static [&'static str],
        at: NodeRef,
        position: Option<PositionId>,
    ) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        if tree.kind(node) != Kind::Sequence {
            self.word(key, known, true, at, position);
            return;
        }
        for node in tree.items(node) {
            self.word(key, known, true, NodeRef { file: at.file, node }, position);
        }
    }

    fn typed(&mut self, key: &'static str, kind: ValueKind, at: NodeRef, position: Option<PositionId>) {
        let (expected, help) = match kind {
            ValueKind::Date => ("a date such as `2026-01-15`", "write year, month and day: `2026-01-15`"),
            ValueKind::Number => ("a number", "write digits, with a point before the fraction: `0.5`"),
            ValueKind::Whole => ("a whole number", "write digits alone: `240`"),
            _ => ("`true` or `false`", "write `true` or `false`"),
        };
        let fits = self.chart.scalar(at).is_some_and(|text| match kind {
            ValueKind::Date => values::date(text.text).is_some(),
            ValueKind::Number => values::number(text.text).is_some(),
            ValueKind::Whole => values::whole(text.text).is_some(),
            _ => values::flag(text.text).is_some(),
        });
        if !fits {
            self.wrong_type(key, expected, at, position, help);
        } else if matches!(kind, ValueKind::Number | ValueKind::Whole) {
            self.padded_number(at, position);
        }
    }

    /// `0240` is 240 here, and 160 for a reader of YAML 1.1.
    fn padded_number(&mut self, at: NodeRef, position: Option<PositionId>) {
        let tree = &self.chart.files[at.file as usize].tree;
        let node = tree.follow(at.node);
        let text = tree.text(node);
        let padded = text.len() > 1 && text.starts_with('0') && !text.contains('.');
        if padded && tree.style(node) == Style::Plain {
            self.add_surprise(Surprise::Number, self.chart.place(at), position);
        }
    }

    fn dotted_lines(&mut self, key: &'static str, at: NodeRef, position: Option<PositionId>) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        let many = tree.kind(node) == Kind::Sequence;
        let lines: Vec<NodeRef> = if many {
            tree.items(node).map(|node| NodeRef { file: at.file, node }).collect()
        } else {
            vec![at]
        };
        for line in lines {
            match tree.kind(tree.follow(line.node)) {
                Kind::Mapping => self.map(key, DOTTED_LINE, line, position),
                _ => self.each_text(key, "an id, or `{to: …, for: …}`", false, line, position, true),
            }
        }
    }

    fn map(&mut self, key: &'static str, parts: &'static [Part], at: NodeRef, position: Option<PositionId>) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        if tree.kind(node) != Kind::Mapping {
            self.wrong_type(
                key,
                "a set of keys",
                at,
                position,
                "write its keys on lines of their own below it",
            );
            return;
        }
        for entry in tree.entries(node) {
            let value = NodeRef { file: at.file, node: entry.at };
            if let Some(part) = parts.iter().find(|part| part.key().name == tree.text(entry.key)) {
                self.check(part.key(), value, position);
            } else {
                let known: Vec<Key<Part>> = parts.iter().map(|part| *part.key()).collect();
                self.unknown_key(at.file, &tree, key, entry, &known);
            }
        }
    }

    fn maps(&mut self, key: &'static str, parts: &'static [Part], at: NodeRef, position: Option<PositionId>) {
        let tree = self.tree(at);
        let node = tree.follow(at.node);
        if tree.kind(node) != Kind::Sequence {
            self.wrong_type(key, "a list", at, position, "start each entry with `- `");
            return;
        }
        for node in tree.items(node) {
            self.map(key, parts, NodeRef { file: at.file, node }, position);
        }
    }

    pub(super) fn wrong_type(
        &mut self,
        key: &'static str,
        expected: &'static str,
        at: NodeRef,
        position: Option<PositionId>,
        help: &str,
    ) {
        let tree = &self.chart.files[at.file as usize].tree;
        let found = match tree.kind(tree.follow(at.node)) {
            Kind::Scalar if tree.is_null(tree.follow(at.node)) => "nothing",
            Kind::Scalar => "text that says something else",
            Kind::Sequence => "a list",
            Kind::Mapping => "a set of keys",
            Kind::Alias => "a reference to nothing",
        };
        let place = self.first_line(at);
        let problem = Problem::WrongType { key, expected, found, help: help.to_owned() };
        self.note(problem, place, position);
    }

    /// A label on a collection marks its first line: the whole of it may be the whole file.
    fn first_line(&self, at: NodeRef) -> Place {
        let mut place = self.chart.place(at);
        let tree = &self.chart.files[at.file as usize].tree;
        let text = tree.file().slice(place.span);
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        place.span.end = place.span.start + crate::source::offset(line);
        place
    }
}

const HELP_TEXT: &str = "write one value; put it in quotes if it holds `: `, ` #`, `[` or `{`";
