//! Does a value fit its key? Notes what does not, each at its own place.

use super::fields::{DOTTED_LINE, Key, Part};
use super::read::Reader;
use super::surprise::{may_surprise, surprise};
use super::{NodeRef, PositionId, Problem, Surprise, ValueKind, values, words};
use crate::nearest::nearest;
use crate::yaml::{Kind, NodeId, Style, Tree};

/// A value that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Look<'t> {
    pub(super) tree: &'t Tree,
    pub(super) file: u32,
    /// As it is there, perhaps a reference.
    pub(super) node: NodeId,
    pub(super) position: Option<PositionId>,
}

impl<'t> Look<'t> {
    pub(super) fn at(self) -> NodeRef {
        NodeRef { file: self.file, node: self.node }
    }

    /// The node that a reference stands for; any other node is itself.
    pub(super) fn value(self) -> NodeId {
        self.tree.follow(self.node)
    }

    pub(super) fn kind(self) -> Kind {
        self.tree.kind(self.value())
    }

    /// Whether something is written that could not be read.
    #[inline]
    pub(super) fn is_unread(self) -> bool {
        self.kind() == Kind::Scalar && self.tree.is_cut(self.value())
    }

    pub(super) fn is_null(self) -> bool {
        self.tree.is_null(self.value())
    }

    /// The text, trimmed; none where it is not a scalar, or nothing is written.
    #[inline]
    pub(super) fn text(self) -> Option<&'t str> {
        self.tree.stated(self.node)
    }

    /// The items of a list as they stand there.
    fn items(self) -> impl Iterator<Item = Self> {
        self.tree.children(self.value()).map(move |node| Self { node, ..self })
    }
}

const HELP_TEXT: &str = "write one value; put it in quotes if it contains `: `, ` #`, `[` or `{`";

/// What a value that is not text has to look like.
struct Typed {
    fits: fn(&str) -> bool,
    is_number: bool,
    expected: &'static str,
    help: &'static str,
}

const DATE: Typed = Typed {
    fits: |text| values::date(text).is_some(),
    is_number: false,
    expected: "a date such as `2026-01-15`",
    help: "write year, month and day: `2026-01-15`",
};
const NUMBER: Typed = Typed {
    fits: |text| values::number(text).is_some(),
    is_number: true,
    expected: "a number",
    help: "write digits, with a point before the fraction: `0.5`",
};
const SHARE: Typed = Typed {
    fits: |text| values::share(text).is_some(),
    is_number: true,
    expected: "a share of full time",
    help: "write it as `0.5`, `0,5` or `50 %`",
};
const WHOLE: Typed = Typed {
    fits: |text| values::whole(text).is_some(),
    is_number: true,
    expected: "a whole number",
    help: "write only digits: `240`",
};
const FLAG: Typed = Typed {
    fits: |text| values::flag(text).is_some(),
    is_number: false,
    expected: "`true` or `false`",
    help: "write `true` or `false`",
};

impl Reader {
    /// Checks a value against what its key takes. Nothing written fits every key.
    pub(super) fn check<F: Copy>(&mut self, key: &Key<F>, look: Look<'_>) {
        if !look.is_null() {
            self.check_written(key, look);
        }
    }

    /// Checks a value that is written.
    pub(super) fn check_written<F: Copy>(&mut self, key: &Key<F>, look: Look<'_>) {
        let name = key.name;
        match key.kind {
            ValueKind::Any | ValueKind::Positions | ValueKind::Position | ValueKind::Company => {}
            ValueKind::Id => self.text(name, "one id", look, true),
            ValueKind::Ids => self.texts(name, "an id, or a list of ids", look, true),
            ValueKind::Text => self.text(name, "text", look, false),
            ValueKind::Code => self.text(name, "text", look, true),
            ValueKind::FlagOrText => self.flag_or_text(name, look),
            ValueKind::Texts => self.texts(name, "text, or a list of texts", look, false),
            ValueKind::Person => self.texts(name, "text, or a list of texts", look, name == "holder"),
            ValueKind::Word(known) => self.word(name, known, look),
            ValueKind::OpenWord(known) => self.open_word(name, known, look),
            ValueKind::OpenWords(known) => match look.kind() {
                Kind::Sequence => look.items().for_each(|item| self.open_word(name, known, item)),
                _ => self.open_word(name, known, look),
            },
            ValueKind::Date => self.typed(name, &DATE, look),
            ValueKind::Number => self.typed(name, &NUMBER, look),
            ValueKind::Share => self.typed(name, &SHARE, look),
            ValueKind::Whole => self.typed(name, &WHOLE, look),
            ValueKind::Flag => self.typed(name, &FLAG, look),
            ValueKind::DottedLines => self.dotted_lines(name, look),
            ValueKind::Map(parts) => self.map(name, parts, look),
            ValueKind::TextOrMap(parts) if look.kind() == Kind::Mapping => self.map(name, parts, look),
            ValueKind::TextOrMap(_) => self.text(name, "text, or a set of keys", look, false),
            ValueKind::Maps(parts) => self.maps(name, parts, look),
        }
    }

    fn text(&mut self, key: &'static str, expected: &'static str, look: Look<'_>, is_id: bool) {
        match look.kind() {
            Kind::Scalar => self.surprise(look, is_id),
            _ => self.wrong_type(key, expected, look, HELP_TEXT),
        }
    }

    /// One text, or a list of them.
    fn texts(&mut self, key: &'static str, expected: &'static str, look: Look<'_>, is_id: bool) {
        match look.kind() {
            Kind::Sequence => look.items().for_each(|item| self.text(key, expected, item, is_id)),
            _ => self.text(key, expected, look, is_id),
        }
    }

    fn flag_or_text(&mut self, key: &'static str, look: Look<'_>) {
        if look.text().and_then(values::flag).is_none() {
            self.text(key, "`true`, `false` or text", look, false);
        }
    }

    /// Notes a plain text that another reader of YAML takes for something else.
    pub(super) fn surprise(&mut self, look: Look<'_>, is_id: bool) {
        let node = look.value();
        if look.tree.kind(node) != Kind::Scalar || look.tree.style(node) != Style::Plain {
            return;
        }
        // Most texts begin with a letter with which no such text does.
        if look.tree.first_byte(node).is_none_or(may_surprise)
            && let Some(kind) = surprise(look.tree.text(node), is_id)
        {
            self.add_surprise(kind, self.chart.place(look.at()), look.position);
        }
    }

    /// One of the words that the key knows.
    fn word(&mut self, key: &'static str, known: &'static [&'static str], look: Look<'_>) {
        let Some(word) = self.one_word(key, look) else { return };
        if known.contains(&word) {
            return;
        }
        if words::meaning(key, word).is_some() {
            // It may say why somebody is away or has left.
            self.chart.unread.push(look.at());
            return;
        }
        let near = words::near(key, word, known).or_else(|| match key {
            "status" | "employment" => None,
            _ => nearest(word, known.iter().copied()),
        });
        self.unknown_word(key, word, known, near, look);
    }

    /// Any word. One that the rules know and that is written a little otherwise is pointed out.
    fn open_word(&mut self, key: &'static str, known: &'static [&'static str], look: Look<'_>) {
        let Some(word) = self.one_word(key, look) else { return };
        if known.contains(&word) {
            return;
        }
        if let Some(near) = known.iter().find(|known| values::is_spelling_of(word, known)) {
            self.unknown_word(key, word, known, Some(near), look);
        }
    }

    fn one_word<'t>(&mut self, key: &'static str, look: Look<'t>) -> Option<&'t str> {
        let word = look.text();
        if word.is_none() && !look.is_null() {
            self.wrong_type(key, "one word", look, "write a single word");
        }
        word
    }

    fn unknown_word(
        &mut self,
        key: &'static str,
        word: &str,
        known: &'static [&'static str],
        near: Option<&'static str>,
        look: Look<'_>,
    ) {
        let problem = Problem::UnknownWord { key, word: word.to_owned(), known, near };
        self.note(problem, self.chart.place(look.at()), look.position);
    }

    fn typed(&mut self, key: &'static str, typed: &Typed, look: Look<'_>) {
        if !look.text().is_some_and(typed.fits) {
            self.wrong_type(key, typed.expected, look, typed.help);
        } else if typed.is_number {
            self.padded_number(look);
        }
    }

    /// `0240` is 240 here, and 160 for a reader of YAML 1.1.
    fn padded_number(&mut self, look: Look<'_>) {
        let node = look.value();
        let text = look.tree.text(node);
        let padded =
            text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        if padded && look.tree.style(node) == Style::Plain {
            self.add_surprise(Surprise::Number, self.chart.place(look.at()), look.position);
        }
    }

    fn dotted_lines(&mut self, key: &'static str, look: Look<'_>) {
        match look.kind() {
            Kind::Sequence => look.items().for_each(|item| self.dotted_line(key, item)),
            _ => self.dotted_line(key, look),
        }
    }

    fn dotted_line(&mut self, key: &'static str, look: Look<'_>) {
        const EXPECTED: &str = "an id, or `{to: …, for: …}`";
        if look.kind() != Kind::Mapping {
            self.text(key, EXPECTED, look, true);
            return;
        }
        self.map(key, DOTTED_LINE, look);
        if look.tree.get(look.value(), Part::To.key().name).is_none() && !look.tree.is_cut(look.value()) {
            self.note_wrong_type(
                key,
                EXPECTED,
                "a set of keys without `to`",
                look,
                "write `to:` with the id it leads to",
            );
        }
    }

    fn map(&mut self, key: &'static str, parts: &'static [Part], look: Look<'_>) {
        if look.kind() != Kind::Mapping {
            self.wrong_type(key, "a set of keys", look, "write its keys on separate lines below it");
            return;
        }
        for entry in look.tree.entries(look.value()) {
            let value = Look { node: entry.at, ..look };
            let name = look.tree.text(entry.key);
            if let Some(part) = parts.iter().find(|part| part.key().name == name) {
                self.check(part.key(), value);
                if *part == Part::Reason {
                    self.chart.unread.push(value.at());
                }
            } else {
                let known: Vec<Key<Part>> = parts.iter().map(|part| *part.key()).collect();
                self.unknown_key(key, value, entry.key, &known);
            }
        }
    }

    fn maps(&mut self, key: &'static str, parts: &'static [Part], look: Look<'_>) {
        if look.kind() != Kind::Sequence {
            self.wrong_type(key, "a list", look, "start each entry with `- `");
            return;
        }
        for item in look.items().filter(|item| !item.is_null()) {
            self.map(key, parts, item);
        }
    }
}
