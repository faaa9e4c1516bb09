//! Columns: one fact for every position, and values: one fact of the organisation.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use crate::chart::PositionId;

/// Where a relation to one position leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// To nobody.
    Nobody,
    /// To somebody who is not known.
    Unknown,
    /// To this position.
    To(PositionId),
}

impl Link {
    /// The position, where it is known.
    #[must_use]
    pub fn position(self) -> Option<PositionId> {
        match self {
            Self::To(position) => Some(position),
            Self::Nobody | Self::Unknown => None,
        }
    }
}

/// One fact for every position.
#[derive(Clone, Debug)]
pub enum Column<'c> {
    /// Yes or no.
    Flag {
        /// Where it is yes.
        yes: FixedBitSet,
        /// Where it is known to be no.
        no: FixedBitSet,
    },
    /// A number; not a number where it is not stated.
    Number(Vec<f64>),
    /// A date.
    Date(Vec<Option<Date>>),
    /// A word, as an index into the list of words from 1; 0 where it is not stated.
    Word {
        /// The index for each position.
        codes: Vec<u16>,
        /// The words.
        words: Vec<&'c str>,
    },
    /// A text.
    Text(Texts<'c>),
    /// Lists of texts, of the few positions that state them.
    Texts(HashMap<u32, Vec<&'c str>>),
    /// Another position.
    Link(Vec<Link>),
    /// Whether it is stated.
    Stated(FixedBitSet),
}

impl Column<'_> {
    /// Whether the fact is stated of a position.
    #[must_use]
    pub fn is_stated(&self, position: PositionId) -> bool {
        let at = position.index();
        match self {
            Self::Flag { yes, no } => yes.contains(at) || no.contains(at),
            Self::Number(numbers) => !numbers[at].is_nan(),
            Self::Date(dates) => dates[at].is_some(),
            Self::Word { codes, .. } => codes[at] != 0,
            Self::Text(texts) => texts.get(at).is_some(),
            Self::Texts(texts) => texts.contains_key(&position.0),
            Self::Link(links) => matches!(links[at], Link::To(_)),
            Self::Stated(stated) => stated.contains(at),
        }
    }
}

/// Texts, each different one kept once: titles and departments repeat.
#[derive(Clone, Debug, Default)]
pub struct Texts<'c> {
    /// For each position its text, as an index into the different ones from 1; 0 where it has none.
    codes: Vec<u32>,
    different: Vec<&'c str>,
}

impl<'c> Texts<'c> {
    /// From the text of each position.
    pub fn new(texts: impl Iterator<Item = Option<&'c str>>) -> Self {
        let mut different: Vec<&str> = Vec::new();
        let mut known: hashbrown::HashMap<&str, u32> = hashbrown::HashMap::new();
        let codes = texts.map(|text| match text {
            None => 0,
            Some(text) => *known.entry(text).or_insert_with(|| {
                different.push(text);
                crate::source::offset(different.len())
            }),
        });
        let codes = codes.collect();
        Self { codes, different }
    }

    /// The text of a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&'c str> {
        let code = self.codes[at] as usize;
        code.checked_sub(1).map(|at| self.different[at])
    }

    /// For each position its text, as an index into the different ones from 1; 0 where it has none.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The different texts.
    #[must_use]
    pub fn different(&self) -> &[&'c str] {
        &self.different
    }
}

/// One fact of the organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'c> {
    /// It is not stated.
    NotStated,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A word or text.
    Word(&'c str),
    /// A list of texts.
    Texts(Vec<&'c str>),
    /// A position.
    Link(Link),
    /// It is stated, and not looked into.
    Stated,
}

impl Value<'_> {
    /// Whether it is stated.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        !matches!(self, Self::NotStated | Self::Link(Link::Nobody | Link::Unknown))
    }
}
