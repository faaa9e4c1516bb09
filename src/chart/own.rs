//! What a company's configuration adds to the words of its charts: fields of its own, and words of
//! its own for what an area does.

use super::check::Look;
use super::fields::OwnFields;
use super::read::Reader;
use super::{Chart, NodeRef, OwnField, Place, PositionId, Text, ValueKind};
use crate::vocabulary::OwnVocabulary;

/// A company's own fields and words.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Its own fields of positions.
    pub fields: OwnFields,
    /// Its own words for functions and seats.
    pub vocabulary: OwnVocabulary,
}

/// A value of a company's own field.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnValue {
    position: PositionId,
    field: OwnField,
    at: NodeRef,
}

impl OwnValue {
    pub(super) fn position(&self) -> PositionId {
        self.position
    }
}

impl Reader {
    /// Takes the value of a company's own field; the first one counts. A value that several places
    /// share, and that was met before, is not checked again.
    pub(super) fn own_value(&mut self, field: OwnField, look: Look<'_>, position: PositionId, met: bool) {
        let before = self.chart.own_values.iter().rev().take_while(|value| value.position == position);
        if before.into_iter().any(|value| value.field == field) {
            return;
        }
        if !self.chart.says_nothing(look.at()) {
            self.chart.own_values.push(OwnValue { position, field, at: look.at() });
        }
        if !met {
            let key = *self.chart.own.fields.key(field);
            self.check(&key, look);
        }
    }
}

impl Chart {
    /// What the configuration adds to the words of this chart.
    #[must_use]
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// The texts of a company's own field, of the positions that state it, in the order of the chart.
    pub fn own_texts(&self, field: OwnField) -> impl Iterator<Item = (PositionId, Text<'_>)> {
        let values = self.own_values.iter().filter(move |value| value.field == field);
        values.filter_map(|value| Some((value.position, self.scalar(value.at)?)))
    }

    /// The lists of all own fields that hold one, with the name of the field, in the order of the chart.
    pub(crate) fn own_lists(&self) -> impl Iterator<Item = (PositionId, OwnField, NodeRef)> {
        let is_list = |field| self.own.fields.key(field).kind == ValueKind::Texts;
        let values = self.own_values.iter().filter(move |value| is_list(value.field));
        values.map(|value| (value.position, value.field, value.at))
    }

    /// The values of a company's own fields that may name people.
    pub(super) fn private_own(&self) -> impl Iterator<Item = NodeRef> {
        let is_private = |value: &&OwnValue| self.own.fields.key(value.field).private;
        self.own_values.iter().filter(is_private).map(|value| value.at)
    }

    /// Where a position states a company's own field.
    #[must_use]
    pub(crate) fn own_place(&self, position: PositionId, field: OwnField) -> Option<Place> {
        // Positions are read in order, and so are their values.
        let first = self.own_values.partition_point(|value| value.position < position);
        let mut values = self.own_values[first..].iter().take_while(|value| value.position == position);
        values.find(|value| value.field == field).map(|value| self.place(value.at))
    }
}
