//! One entry of a chart in another shape: what it says, by what its keys are for.

use super::words::entity;
use crate::chart::Field;
use crate::source::Span;
use crate::yaml::{Kind, NodeId, Tree};

/// A text with its place.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Trimmed.
    pub(super) text: String,
    pub(super) at: Span,
    /// The scalar that says exactly this.
    pub(super) node: Option<NodeId>,
}

impl Said {
    pub(super) fn of(tree: &Tree, at: NodeId) -> Option<Self> {
        let node = tree.follow(at);
        let is_there = tree.kind(node) == Kind::Scalar && !tree.is_null(node);
        let text = tree.text(node).trim();
        (is_there && !text.is_empty()).then(|| Self {
            text: text.to_owned(),
            at: tree.span(at),
            node: Some(node),
        })
    }

    pub(super) fn saying(self, text: &str) -> Self {
        if self.text == text { self } else { Self { text: text.to_owned(), node: None, ..self } }
    }
}

/// A field of the native form as the entry states it.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) field: Field,
    /// The key, or where one would stand.
    pub(super) key: Span,
    /// Where the value stands.
    pub(super) at: Span,
    /// None: it is written empty.
    pub(super) values: Vec<Said>,
}

/// What an entry says.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Index of the file.
    pub(super) file: u32,
    /// From its first key, or the key it stands under, to its end.
    pub(super) span: Span,
    /// Whether a syntax error cut it short.
    pub(super) cut: bool,
    pub(super) fields: Vec<Stated>,
    /// Fields of the company's own, by their names.
    pub(super) own: Vec<(&'static str, Span, Vec<Said>)>,
    /// Ids by the keys they come from, the surest first.
    pub(super) ids: Vec<(u16, Said)>,
    pub(super) private_id: bool,
    /// The managers it names; empty where it says that there is none.
    pub(super) up: Option<Stated>,
    /// Where several keys name a manager: what each says, the surest first.
    pub(super) also_up: Vec<(String, Said)>,
    /// The reports it names.
    pub(super) down: Vec<Said>,
    /// The members it names.
    pub(super) members: Vec<Said>,
    pub(super) slugs: Vec<Said>,
    pub(super) emails: Vec<Said>,
    pub(super) name: Option<String>,
    pub(super) title: Option<String>,
    /// Where it says that nobody is there.
    pub(super) vacant: Option<Span>,
    /// The kind of entity and the namespace, where entries refer to each other as entities.
    pub(super) entity: Option<(String, String)>,
    /// The key it stands under, where that names a person.
    pub(super) hidden_key: Option<Span>,
}

impl Person {
    pub(super) fn value(&self, field: Field) -> Option<&Said> {
        self.fields.iter().find(|stated| stated.field == field)?.values.first()
    }

    /// The id as others may name it.
    pub(super) fn id_key(&self, id: &str) -> String {
        match &self.entity {
            Some((kind, namespace)) => entity(id, kind, namespace),
            None => id.to_owned(),
        }
    }

    /// A text of this entry that names another, as a key.
    pub(super) fn key_of(&self, text: &str, kind: &str) -> String {
        match &self.entity {
            Some((_, namespace)) => entity(text, kind, namespace),
            None => text.to_owned(),
        }
    }
}
