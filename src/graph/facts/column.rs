//! Columns: one fact for every position, and values: one fact of the organisation.

use std::cell::OnceCell;
use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use super::different::Different;
use crate::bits::{BLOCK, set};
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
    /// It is stated of no position.
    Nowhere,
    /// Yes or no.
    Flag {
        /// Where it is yes.
        yes: FixedBitSet,
        /// Where it is known to be no.
        no: FixedBitSet,
    },
    /// A number; not a number where it is not stated.
    Number(Vec<f64>),
    /// Numbers of the few positions that state them.
    Numbers(HashMap<u32, f64>),
    /// A date.
    Date(Vec<Option<Date>>),
    /// A word.
    Word(Words<'c>),
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
            Self::Nowhere => false,
            Self::Flag { yes, no } => yes.contains(at) || no.contains(at),
            Self::Number(numbers) => !numbers[at].is_nan(),
            Self::Numbers(numbers) => numbers.contains_key(&position.0),
            Self::Date(dates) => dates[at].is_some(),
            Self::Word(words) => words.codes[at] != 0,
            Self::Text(texts) => texts.get(at).is_some(),
            Self::Texts(texts) => texts.contains_key(&position.0),
            Self::Link(links) => matches!(links[at], Link::To(_)),
            Self::Stated(stated) => stated.contains(at),
        }
    }
}

impl<'c> Column<'c> {
    /// The number of a position; not a number where it is not stated, or no number.
    #[must_use]
    pub fn number(&self, position: PositionId) -> f64 {
        match self {
            Self::Number(numbers) => numbers[position.index()],
            Self::Numbers(numbers) => numbers.get(&position.0).copied().unwrap_or(f64::NAN),
            _ => f64::NAN,
        }
    }

    /// The text of a position as an index into [`Column::different`] from 1; 0 where it has none.
    #[must_use]
    #[inline]
    pub fn text_code(&self, of: PositionId) -> usize {
        if let Self::Text(texts) = self { texts.code(of) } else { 0 }
    }

    /// The different texts.
    #[must_use]
    pub fn different(&self) -> &[&'c str] {
        if let Self::Text(texts) = self { &texts.different } else { &[] }
    }

    /// The positions, of so many, that state the fact.
    #[must_use]
    pub fn stated(&self, count: usize) -> FixedBitSet {
        match self {
            Self::Nowhere => FixedBitSet::with_capacity(count),
            Self::Stated(stated) => stated.clone(),
            Self::Flag { yes, no } => {
                let mut stated = yes.clone();
                stated.union_with(no);
                stated
            }
            Self::Number(numbers) => set(numbers, |number| !number.is_nan()),
            Self::Date(dates) => set(dates, Option::is_some),
            Self::Word(words) => set(&words.codes, |code| *code != 0),
            Self::Text(texts) => texts.stated().clone(),
            Self::Link(links) => set(links, |link| matches!(link, Link::To(_))),
            Self::Numbers(numbers) => some(count, numbers.keys()),
            Self::Texts(texts) => some(count, texts.keys()),
        }
    }
}

fn some<'i>(count: usize, at: impl Iterator<Item = &'i u32>) -> FixedBitSet {
    let mut some = FixedBitSet::with_capacity(count);
    at.for_each(|at| some.insert(*at as usize));
    some
}

/// Words of one fact that have a set of positions each: more than the vocabulary has functions.
const MAX_SETS: usize = 300;

/// Words of a fact for every position.
#[derive(Clone, Debug, Default)]
pub struct Words<'c> {
    codes: Vec<u16>,
    list: Vec<&'c str>,
    with: OnceCell<Vec<Option<FixedBitSet>>>,
}

impl<'c> Words<'c> {
    /// From the word of each position, as an index into the list of words from 1; 0 where it is not
    /// stated.
    #[must_use]
    pub fn new(codes: Vec<u16>, words: Vec<&'c str>) -> Self {
        Self { codes, list: words, with: OnceCell::new() }
    }

    /// The word of a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&'c str> {
        self.list.get(usize::from(self.codes[at]).checked_sub(1)?).copied()
    }

    /// The words, and for each the positions that have it; none where nobody does. Found for all words
    /// in one pass, since rules ask for many. None at all where the words are too many to have a set
    /// for each.
    pub fn with_positions(&self) -> Option<impl Iterator<Item = (&'c str, &FixedBitSet)>> {
        if self.list.len() > MAX_SETS {
            return None;
        }
        let with = self.with.get_or_init(|| self.positions());
        let known = self.list.iter().zip(&with[1..]);
        Some(known.filter_map(|(word, with)| Some((*word, with.as_ref()?))))
    }

    fn positions(&self) -> Vec<Option<FixedBitSet>> {
        let count = self.codes.len();
        let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); self.list.len() + 1];
        let mut block_of = vec![0; self.list.len() + 1];
        for (number, codes) in self.codes.chunks(BLOCK).enumerate() {
            let mut put = |code: usize, block: usize| {
                let blocks = &mut blocks[code];
                blocks.resize(count.div_ceil(BLOCK), 0);
                blocks[number] = block;
            };
            // In many facts, most positions have the same word, `none` or that of a state.
            if codes.iter().all(|code| *code == codes[0]) {
                put(usize::from(codes[0]), usize::MAX >> (BLOCK - codes.len()));
                continue;
            }
            for (at, code) in codes.iter().enumerate() {
                block_of[usize::from(*code)] |= 1 << at;
            }
            for code in codes.iter().map(|code| usize::from(*code)) {
                if block_of[code] != 0 {
                    put(code, std::mem::take(&mut block_of[code]));
                }
            }
        }
        let set = |blocks: Vec<usize>| FixedBitSet::with_capacity_and_blocks(count, blocks);
        blocks.into_iter().map(|blocks| (!blocks.is_empty()).then(|| set(blocks))).collect()
    }
}

/// Texts, each different one kept once: titles and departments repeat.
#[derive(Clone, Debug, Default)]
pub struct Texts<'c> {
    /// For each position its text, as an index into the different ones from 1; 0 where it has none.
    codes: Vec<u32>,
    different: Vec<&'c str>,
    stated: OnceCell<FixedBitSet>,
}

impl<'c> Texts<'c> {
    /// From the text of each position.
    pub fn new(texts: impl Iterator<Item = Option<&'c str>>) -> Self {
        let mut different = Different::new();
        let codes = texts.map(|text| text.map_or(0, |text| different.number(text))).collect();
        Self { codes, different: different.into_texts(), stated: OnceCell::new() }
    }

    /// The text of a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&'c str> {
        let code = self.codes[at] as usize;
        code.checked_sub(1).map(|at| self.different[at])
    }

    /// The text of a position as an index into the different ones from 1; 0 where it has none.
    #[must_use]
    #[inline]
    pub fn code(&self, of: PositionId) -> usize {
        self.codes.get(of.index()).map_or(0, |code| *code as usize)
    }

    /// For each position its text, as an index into the different ones from 1; 0 where it has none.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The positions that have a text.
    #[must_use]
    pub fn stated(&self) -> &FixedBitSet {
        self.stated.get_or_init(|| set(&self.codes, |code| *code != 0))
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
