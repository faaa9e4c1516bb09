//! One entry of a chart in another shape: what it says, by what its keys are for.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::entry_reader::stem;
use super::texts::entity;
use crate::chart::Field;
use crate::source::{Span, offset};
use crate::yaml::{NodeId, Tree};

/// A text with its place. Most are those of a scalar, and there may be millions: they take the room of two words.
#[derive(Clone, Debug)]
pub(super) enum Value<'t> {
    /// What the scalar says that stands there, or that a reference there leads to.
    Here { tree: &'t Tree, at: NodeId, is_reference: bool },
    /// Any other text.
    Other(Box<OtherText<'t>>),
}

/// A text that is not that of a scalar.
#[derive(Clone, Debug)]
pub(super) struct OtherText<'t> {
    text: Cow<'t, str>,
    at: Span,
}

/// The note that a link leads to: `[[Mara Frost]]`, `[[people/mara|Mara]]`.
pub(super) fn linked(text: &str) -> &str {
    let Some(inner) = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else { return text };
    stem(inner.split(['|', '#']).next().unwrap_or(inner).trim())
}

impl<'t> Value<'t> {
    pub(super) fn of(tree: &'t Tree, at: NodeId) -> Option<Self> {
        let written = tree.stated(at)?;
        let text = linked(written);
        if text.len() == written.len() {
            return Some(Self::Here { tree, at, is_reference: tree.follow(at) != at });
        }
        (!text.is_empty()).then(|| Self::new(Cow::Borrowed(text), tree.span(at)))
    }

    pub(super) fn new(text: Cow<'t, str>, at: Span) -> Self {
        Self::Other(Box::new(OtherText { text, at }))
    }

    /// Trimmed.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Here { tree, at, is_reference } => tree.trimmed(said(tree, *at, *is_reference)),
            Self::Other(other) => &other.text,
        }
    }

    /// The same, for as long as the files are there.
    pub(super) fn to_text(&self) -> Cow<'t, str> {
        match self {
            Self::Here { tree, at, is_reference } => {
                Cow::Borrowed(tree.trimmed(said(tree, *at, *is_reference)))
            }
            Self::Other(other) => other.text.clone(),
        }
    }

    pub(super) fn at(&self) -> Span {
        match self {
            Self::Here { tree, at, .. } => tree.span(*at),
            Self::Other(other) => other.at,
        }
    }

    /// The scalar that says exactly this.
    pub(super) fn node(&self) -> Option<NodeId> {
        match self {
            Self::Here { tree, at, is_reference } => Some(said(tree, *at, *is_reference)),
            Self::Other(_) => None,
        }
    }

    /// Whether the text was made, and is not one that was there.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Other(other) if matches!(other.text, Cow::Owned(_)))
    }

    pub(super) fn saying(self, text: String) -> Self {
        if self.text() == text { self } else { Self::new(Cow::Owned(text), self.at()) }
    }
}

/// A first name and a last one; of several people, whose first names and last names stand together, each.
pub(super) fn first_and_last(first: &Value<'_>, last: &Value<'_>) -> String {
    const BETWEEN: &str = " / ";
    let parts = |value: &Value<'_>| value.text().matches(BETWEEN).count();
    if parts(first) == 0 || parts(first) != parts(last) {
        return format!("{} {}", first.text(), last.text());
    }
    let both = first.text().split(BETWEEN).zip(last.text().split(BETWEEN));
    both.map(|(first, last)| format!("{first} {last}")).collect::<Vec<_>>().join(BETWEEN)
}

/// The scalar itself.
fn said(tree: &Tree, at: NodeId, is_reference: bool) -> NodeId {
    if is_reference { tree.follow(at) } else { at }
}

/// A field of orglint's own format as the entry states it.
#[derive(Clone, Debug)]
pub(super) struct FieldValues<'t> {
    pub(super) field: Field,
    key: Perhaps,
    said: Said<'t>,
}

/// A number, or none, in the room of a number.
#[derive(Clone, Copy, Debug)]
struct Perhaps(u32);

impl Perhaps {
    fn of(number: Option<u32>) -> Self {
        Self(number.unwrap_or(u32::MAX))
    }

    fn get(self) -> Option<u32> {
        Some(self.0).filter(|number| *number != u32::MAX)
    }
}

/// The values of a field, and where they stand.
#[derive(Clone, Debug)]
enum Said<'t> {
    /// One, which stands where the value of the field does.
    One(Value<'t>),
    /// Where it is written empty there are none.
    Other(Box<(Span, Vec<Value<'t>>)>),
}

impl<'t> FieldValues<'t> {
    pub(super) fn new(field: Field, key: Option<NodeId>, at: Span, values: OneOrMore<Value<'t>>) -> Self {
        let said = match values {
            OneOrMore::One(one) if one.at() == at => Said::One(one),
            values => Said::Other(Box::new((at, values.into_iter().collect()))),
        };
        Self { field, key: Perhaps::of(key.map(|key| key.0)), said }
    }

    /// One that has no key of its own.
    pub(super) fn of(field: Field, said: Value<'t>) -> Self {
        Self { field, key: Perhaps::of(None), said: Said::One(said) }
    }

    /// The key; without one it would stand before the value.
    pub(super) fn key(&self) -> Option<NodeId> {
        self.key.get().map(NodeId)
    }

    /// Where the value stands.
    pub(super) fn at(&self) -> Span {
        match &self.said {
            Said::One(one) => one.at(),
            Said::Other(other) => other.0,
        }
    }

    /// None: it is written empty.
    pub(super) fn values(&self) -> &[Value<'t>] {
        match &self.said {
            Said::One(one) => std::slice::from_ref(one),
            Said::Other(other) => &other.1,
        }
    }

    pub(super) fn first_mut(&mut self) -> Option<&mut Value<'t>> {
        match &mut self.said {
            Said::One(one) => Some(one),
            Said::Other(other) => other.1.first_mut(),
        }
    }

    /// The same with other values.
    pub(super) fn saying(self, values: OneOrMore<Value<'t>>) -> Self {
        Self::new(self.field, self.key(), self.at(), values)
    }

    /// The same with what its values come to, one by one.
    pub(super) fn filtered(self, change: impl FnMut(Value<'t>) -> Option<Value<'t>>) -> Self {
        let (field, key, at) = (self.field, self.key(), self.at());
        let values: OneOrMore<Value<'t>> = match self.said {
            Said::One(one) => Some(one).and_then(change).into_iter().collect(),
            Said::Other(other) => other.1.into_iter().filter_map(change).collect(),
        };
        Self::new(field, key, at, values)
    }

    /// The same with a first name before each of its values, which are last names.
    pub(super) fn behind_first_name(self, first: &Value<'_>) -> Self {
        self.filtered(|last| {
            let text = first_and_last(first, &last);
            Some(last.saying(text))
        })
    }

    /// Whether it can only be a last name beside this first one: one word, or words as those of `van Dijk`
    /// and `LA ROCHE`, and not the first name itself.
    pub(super) fn is_last_name(&self, first: &str) -> bool {
        let is_first = |word: &str| first.split_whitespace().any(|first| first.eq_ignore_ascii_case(word));
        let [said] = self.values() else { return false };
        let text = said.text();
        let mut words = text.split_whitespace();
        let begins_small = text.starts_with(char::is_lowercase);
        let is_one = words.clone().nth(1).is_none() || begins_small || !text.contains(char::is_lowercase);
        is_one && !text.contains(',') && !words.any(is_first)
    }
}

/// Mostly one, which takes no room of its own.
#[derive(Clone, Debug, Default)]
pub(super) enum OneOrMore<T> {
    #[default]
    None,
    One(T),
    #[expect(clippy::box_collection, reason = "the box is what makes the others small")]
    More(Box<Vec<T>>),
}

impl<T> OneOrMore<T> {
    pub(super) fn push(&mut self, next: T) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One(next),
            Self::One(first) => Self::More(Box::new(vec![first, next])),
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
            Some(second) => Self::More(Box::new([first, second].into_iter().chain(all).collect())),
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
            Self::More(all) => (None, *all),
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
    pub(super) private_id: bool,
    /// Whether it says in a word that somebody sits there.
    pub(super) says_filled: bool,
    /// Whether it is a post that has ceased to be, and is not a position.
    pub(super) abolished: bool,
    pub(super) fields: Vec<FieldValues<'t>>,
    /// Ids by the keys they come from, the surest first.
    pub(super) ids: OneOrMore<(u16, Value<'t>)>,
    /// The managers it names; empty where it says that there is none.
    pub(super) up: Option<FieldValues<'t>>,
    pub(super) emails: OneOrMore<Value<'t>>,
    /// Which of its ids tell of its holder by a part of the name, an address or a handle: a bit for each rank.
    pub(super) told: u32,
    parent: Perhaps,
    rare: Option<Box<Rare<'t>>>,
}

/// What most entries say nothing of.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare<'t> {
    /// Fields of the company's own.
    pub(super) own: Vec<OwnValues<'t>>,
    /// Who appears twice in lists that the layout keeps apart: both places, and whether they are in one list.
    pub(super) twice: Vec<(Span, Span, bool)>,
    /// Where several keys name a manager: what each says, the surest first.
    pub(super) also_up: Vec<(&'t str, Value<'t>)>,
    /// The reports it names.
    pub(super) down: Vec<Value<'t>>,
    /// The members it names.
    pub(super) members: Vec<Value<'t>>,
    pub(super) slugs: Vec<Value<'t>>,
    /// Whether its beginning is that of somebody who was hired again.
    pub(super) rehired: bool,
    /// Further names of its holder.
    pub(super) also_named: Vec<String>,
    /// Where it says that nobody is there.
    pub(super) vacant: Option<Span>,
    /// The kind of entity and the namespace, where entries refer to each other as entities.
    pub(super) entity: Option<(&'t str, Cow<'t, str>)>,
    /// The key it is under, where that names a person.
    pub(super) hidden_key: Option<Span>,
    /// What a name was left out of.
    pub(super) hidden: Vec<Field>,
}

/// What an entry says that says nothing of the rest.
static NOTHING: Rare<'static> = Rare {
    own: Vec::new(),
    twice: Vec::new(),
    also_up: Vec::new(),
    down: Vec::new(),
    members: Vec::new(),
    slugs: Vec::new(),
    rehired: false,
    also_named: Vec::new(),
    vacant: None,
    entity: None,
    hidden_key: None,
    hidden: Vec::new(),
};

/// What is rare is read as if it were the entry's own.
impl<'t> Deref for Entry<'t> {
    type Target = Rare<'t>;

    fn deref(&self) -> &Rare<'t> {
        self.rare.as_deref().unwrap_or(&NOTHING)
    }
}

impl<'t> Entry<'t> {
    /// One that says nothing yet.
    pub(super) fn new(file: u32, span: Span, cut: bool) -> Self {
        Self {
            file,
            span,
            cut,
            private_id: false,
            says_filled: false,
            abolished: false,
            fields: Vec::new(),
            ids: OneOrMore::None,
            up: None,
            emails: OneOrMore::None,
            told: 0,
            parent: Perhaps::of(None),
            rare: None,
        }
    }

    /// What it says that most do not, to be changed.
    pub(super) fn rare(&mut self) -> &mut Rare<'t> {
        self.rare.get_or_insert_default()
    }

    /// The entry that it is in: its index, first among those of the file.
    pub(super) fn parent(&self) -> Option<usize> {
        self.parent.get().map(|parent| parent as usize)
    }

    pub(super) fn set_parent(&mut self, parent: Option<usize>) {
        self.parent = Perhaps::of(parent.map(offset));
    }

    pub(super) fn value(&self, field: Field) -> Option<&Value<'t>> {
        self.fields.iter().find(|stated| stated.field == field)?.values().first()
    }

    /// The name of its only holder.
    pub(super) fn name(&self) -> Option<&str> {
        let stated = self.fields.iter().find(|stated| stated.field == Field::Name)?;
        let [only] = stated.values() else { return None };
        Some(only.text())
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
        match &self.entity {
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
