//! What a position's area does, and the industries where its name means something else.

use super::kinds::{Basis, Domain};
use super::own;
use super::sentence::{Sentence, Token};
use super::tables::{FUNCTION_IDS, FUNCTIONS, INDUSTRIES, Node};

/// A function: an area of work and the side it belongs to.
#[derive(Debug)]
pub struct Function {
    /// The id that charts and rules use.
    pub id: &'static str,
    /// Its name, for people.
    pub name: &'static str,
    /// The side it belongs to.
    pub domain: Domain,
    /// What its side rests on.
    pub basis: Basis,
    /// So general that a more special function beside it says more.
    pub(super) generic: bool,
    /// Is it work on things or people, beside which one word for technology is of that world too?
    pub(super) material: bool,
    /// Industries where the name means something else, or what customers buy.
    pub(super) unclear_in: IndustrySet,
}

impl Function {
    /// Is it a work of the company itself that other companies sell, or call by the same name?
    pub(super) fn is_doubtful(&self) -> bool {
        self.domain == Domain::Operations && self.unclear_in != IndustrySet::default()
    }

    /// Its side in a company of these industries: where the name usually means something else, or is
    /// what customers buy, only `serves` can say.
    #[must_use]
    pub const fn domain_in(&self, industries: IndustrySet) -> Domain {
        if self.unclear_in.meets(industries) { Domain::Depends } else { self.domain }
    }
}

/// A function, by its number in the order of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub(super) u16);

impl FunctionId {
    /// The function of an id as charts and rules write it.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let at = FUNCTION_IDS.binary_search(&id).ok()?;
        u16::try_from(at).ok().map(Self)
    }

    /// The number as an index: those of the project's own vocabulary first, then a company's own.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The function itself.
    #[must_use]
    #[inline]
    pub fn get(self) -> &'static Function {
        FUNCTIONS.get(self.index()).unwrap_or_else(|| own::described(self.index() - FUNCTIONS.len()))
    }

    /// All functions of the project's vocabulary, in the order of their ids.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&FUNCTIONS).map(|(number, _)| Self(number))
    }
}

/// The most functions of one title.
const MOST: usize = 4;

/// The functions that a text names, in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Functions {
    ids: [Option<FunctionId>; MOST],
}

impl Functions {
    /// One function, or none.
    #[must_use]
    pub const fn of(function: Option<FunctionId>) -> Self {
        Self { ids: [function, None, None, None] }
    }

    /// Adds a function that is not there yet; of more than four the rest is left out.
    pub fn add(&mut self, function: FunctionId) {
        if !self.iter().any(|known| known == function)
            && let Some(place) = self.ids.iter_mut().find(|place| place.is_none())
        {
            *place = Some(function);
        }
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = FunctionId> {
        self.ids.into_iter().flatten()
    }

    /// Is there none?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.ids[0].is_none()
    }

    /// The same functions as a company describes them.
    #[must_use]
    pub fn map(self, described: impl Fn(FunctionId) -> FunctionId) -> Self {
        Self { ids: self.ids.map(|function| function.map(&described)) }
    }

    /// The one that stands for all: the first that is on a side, else the first.
    #[must_use]
    pub fn main(self) -> Option<FunctionId> {
        let sided =
            |function: &FunctionId| matches!(function.get().domain, Domain::Operations | Domain::Product);
        self.iter().find(sided).or(self.ids[0])
    }

    /// The side of all together, in a company of these industries: the one that occurs, mixed where
    /// both do. What is on no side hides none.
    #[must_use]
    pub fn domain_in(self, industries: IndustrySet) -> Option<Domain> {
        let has = |domain| self.iter().any(|function| function.get().domain_in(industries) == domain);
        match (has(Domain::Operations), has(Domain::Product)) {
            (true, true) => Some(Domain::Mixed),
            (true, false) => Some(Domain::Operations),
            (false, true) => Some(Domain::Product),
            (false, false) => {
                let open = [Domain::Depends, Domain::Shared, Domain::Neither];
                open.into_iter().find(|domain| has(*domain))
            }
        }
    }
}

/// Industries that a text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndustrySet(pub(super) u32);

impl IndustrySet {
    /// Reads what a chart says of its industry: `Asset management`, `asset-management`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::among(Sentence::read(text).tokens())
    }

    /// Those that words name.
    pub(super) fn among(tokens: &[Token]) -> Self {
        let mut found = 0;
        for at in 0..tokens.len() {
            let mut node = Node::first(tokens[at].word);
            let mut next = at + 1;
            while let Some(here) = node {
                found |= here.industries;
                node = tokens.get(next).and_then(|token| here.next(token.word));
                next += 1;
            }
        }
        Self(found)
    }

    /// Have the two an industry in common?
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The words for those in it.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        INDUSTRIES.iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, word)| *word)
    }

    /// The industries where bare `CIO` usually stands for investments.
    pub(super) fn investment() -> Self {
        let bit = INDUSTRIES.iter().position(|word| *word == "investment");
        Self(bit.map_or(0, |bit| 1 << bit))
    }
}
