//! One entry of a chart in another shape: what it says, by what its keys are for.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::entry_reader::stem;
use super::texts::entity;
use crate::chart::Field;
use crate::source::Span;
use crate::yaml::{Kind, NodeId, Tree};

/// A text with its place.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    /// Trimmed.
    pub(super) text: Cow<'t, str>,
    pub(super) at: Span,
    /// The scalar that says exactly this.
    pub(super) node: Option<NodeId>,
}

/// The note that a link leads to: `[[Mara Frost]]`, `[[people/mara|Mara]]`.
pub(super) fn linked(text: &str) -> &str {
    let Some(inner) = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else { return text };
    stem(inner.split(['|', '#']).next().unwrap_or(inner).trim())
}

impl<'t> Value<'t> {
    pub(super) fn of(tree: &'t Tree, at: NodeId) -> Option<Self> {
        let node = tree.follow(at);
        let is_there = tree.kind(node) == Kind::Scalar && !tree.is_null(node);
        let written = tree.text(node).trim();
        let text = linked(written);
        (is_there && !text.is_empty()).then(|| Self {
            text: Cow::Borrowed(text),
            at: tree.span(at),
            node: Some(node).filter(|_| text.len() == written.len()),
        })
    }

    pub(super) fn saying(self, text: String) -> Self {
        if self.text == text { self } else { Self { text: Cow::Owned(text), node: None, ..self } }
    }
}

/// A field of orglint's own format as the entry states it.
#[derive(Clone, Debug)]
pub(super) struct FieldValues<'t> {
    pub(super) field: Field,
    /// The key, or where one would stand.
    pub(super) key: Span,
    /// Where the value stands.
    pub(super) at: Span,
    /// None: it is written empty.
    pub(super) values: OneOrMore<Value<'t>>,
}

impl FieldValues<'_> {
    /// Whether it can only be a last name beside this first one: one word, or words as those of `van Dijk`
    /// and `LA ROCHE`, and not the first name itself.
    pub(super) fn is_last_name(&self, first: &str) -> bool {
        let is_first = |word: &str| first.split_whitespace().any(|first| first.eq_ignore_ascii_case(word));
        let [said] = &self.values[..] else { return false };
        let mut words = said.text.split_whitespace();
        let begins_small = said.text.starts_with(char::is_lowercase);
        let is_one =
            words.clone().nth(1).is_none() || begins_small || !said.text.contains(char::is_lowercase);
        is_one && !said.text.contains(',') && !words.any(is_first)
    }
}

/// Mostly one, which takes no room of its own.
#[derive(Clone, Debug, Default)]
pub(super) enum OneOrMore<T> {
    #[default]
    None,
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    pub(super) fn push(&mut self, next: T) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One(next),
            Self::One(first) => Self::More(vec![first, next]),
            Self::More(mut all) => {
                all.push(next);
                Self::More(all)
            }
        };
    }
}

impl<T> Deref for OneOrMore<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(one) => std::slice::from_ref(one),
            Self::More(all) => all,
        }
    }
}

impl<T> DerefMut for OneOrMore<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::One(one) => std::slice::from_mut(one),
            Self::More(all) => all,
        }
    }
}

impl<T> FromIterator<T> for OneOrMore<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut all = all.into_iter();
        let Some(first) = all.next() else { return Self::None };
        match all.next() {
            None => Self::One(first),
            Some(second) => Self::More([first, second].into_iter().chain(all).collect()),
        }
    }
}

impl<T> IntoIterator for OneOrMore<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, more) = match self {
            Self::None => (None, Vec::new()),
            Self::One(one) => (Some(one), Vec::new()),
            Self::More(all) => (None, all),
        };
        one.into_iter().chain(more)
    }
}

impl<'a, T> IntoIterator for &'a OneOrMore<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What most entries have none of: a table may have millions, and a pointer takes a third of an empty list.
#[derive(Clone, Debug)]
#[expect(clippy::box_collection, reason = "the box is what makes it small")]
pub(super) struct Few<T>(Option<Box<Vec<T>>>);

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_ref().map_or(&[], |all| all.as_slice())
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let all: Vec<T> = all.into_iter().collect();
        Self((!all.is_empty()).then(|| Box::new(all)))
    }
}

/// What an entry says of one of the company's own fields.
#[derive(Clone, Debug)]
pub(super) struct OwnValues<'t> {
    pub(super) name: &'static str,
    pub(super) at: Span,
    pub(super) values: OneOrMore<Value<'t>>,
    /// Whether the values may name people.
    pub(super) private: bool,
}

/// What an entry says. Its texts are those of the file, since a table may have millions.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an entry says or does not")]
pub(super) struct Entry<'t> {
    /// Index of the file.
    pub(super) file: u32,
    /// From its first key, or the key it is under, to its end.
    pub(super) span: Span,
    /// Whether a syntax error cut it short.
    pub(super) cut: bool,
    pub(super) fields: Vec<FieldValues<'t>>,
    /// Fields of the company's own.
    pub(super) own: Few<OwnValues<'t>>,
    /// Who appears twice in lists that the layout keeps apart: both places, and whether they are in one list.
    pub(super) twice: Few<(Span, Span, bool)>,
    /// Ids by the keys they come from, the surest first.
    pub(super) ids: OneOrMore<(u16, Value<'t>)>,
    pub(super) private_id: bool,
    /// The managers it names; empty where it says that there is none.
    pub(super) up: Option<FieldValues<'t>>,
    /// Where several keys name a manager: what each says, the surest first.
    pub(super) also_up: Few<(&'t str, Value<'t>)>,
    /// The reports it names.
    pub(super) down: Few<Value<'t>>,
    /// The members it names.
    pub(super) members: Few<Value<'t>>,
    pub(super) slugs: Few<Value<'t>>,
    pub(super) emails: OneOrMore<Value<'t>>,
    /// Which of its ids tell of its holder by a part of the name, an address or a handle: a bit for each rank.
    pub(super) told: u32,
    /// Where it says that nobody is there.
    pub(super) vacant: Option<Span>,
    /// The kind of entity and the namespace, where entries refer to each other as entities.
    pub(super) entity: Option<Box<(&'t str, Cow<'t, str>)>>,
    /// The entry that it is in: its index, first among those of the file.
    pub(super) parent: Option<usize>,
    /// Whether it says in a word that somebody sits there.
    pub(super) says_filled: bool,
    /// Whether it is a post that has ceased to be, and is not a position.
    pub(super) abolished: bool,
    /// The key it is under, where that names a person.
    pub(super) hidden_key: Option<Span>,
}

impl<'t> Entry<'t> {
    pub(super) fn value(&self, field: Field) -> Option<&Value<'t>> {
        self.fields.iter().find(|stated| stated.field == field)?.values.first()
    }

    /// The name of its only holder.
    pub(super) fn name(&self) -> Option<&str> {
        let stated = self.fields.iter().find(|stated| stated.field == Field::Name)?;
        let [only] = &stated.values[..] else { return None };
        Some(&only.text)
    }

    /// Whether the company has a field of its own by the name of this one, and the entry states it.
    pub(super) fn has_own(&self, field: Field) -> bool {
        self.own.iter().any(|said| said.name == field.key().name)
    }

    pub(super) fn namespace(&self) -> Option<&str> {
        self.entity.as_ref().map(|entity| &*entity.1)
    }

    /// The id as others may name it.
    pub(super) fn id_key<'i>(&self, id: &'i str) -> Cow<'i, str> {
        match self.entity.as_deref() {
            Some((kind, namespace)) => Cow::Owned(entity(id, kind, namespace)),
            None => Cow::Borrowed(id),
        }
    }

    /// A text of this entry that names another, as a key.
    pub(super) fn key_of<'i>(&self, text: &'i str, kind: &str) -> Cow<'i, str> {
        match self.namespace() {
            Some(namespace) => Cow::Owned(entity(text, kind, namespace)),
            None => Cow::Borrowed(text),
        }
    }
}
