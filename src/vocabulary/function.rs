//! What a position's area does.

use super::industry::IndustrySet;
use super::kinds::{Basis, Domain};
use super::own;
use super::tables::{FUNCTION_IDS, FUNCTIONS};

/// Where a statement of the vocabulary comes from.
#[derive(Debug)]
pub struct Source {
    /// The title of the work.
    pub title: &'static str,
    /// Who wrote it.
    pub author: Option<&'static str>,
    /// Where it can be read.
    pub address: Option<&'static str>,
}

/// A function: an area of work and the side it belongs to.
#[derive(Debug)]
pub struct Function {
    /// The id that charts and rules use.
    pub id: &'static str,
    /// Its name, for people.
    pub name: &'static str,
    /// The side it belongs to.
    pub domain: Domain,
    /// For [`Domain::Depends`]: what a summary may assume, and a finding never does.
    pub default: Option<Domain>,
    /// What its side rests on.
    pub basis: Basis,
    /// The sources, the most important first.
    pub sources: &'static [&'static Source],
    /// Names of departments and units that mean it.
    pub departments: &'static [&'static str],
    /// Job titles that mean it.
    pub titles: &'static [&'static str],
    /// Longer names that look alike and mean something else.
    pub not: &'static [&'static str],
    /// A remark for people.
    pub note: Option<&'static str>,
    /// So general that a more special function beside it says more.
    pub(super) generic: bool,
    /// Industries where the name means something else, or what customers buy.
    pub(super) unclear_in: IndustrySet,
}

impl Function {
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
    pub fn get(self) -> &'static Function {
        FUNCTIONS.get(self.index()).unwrap_or_else(|| own::described(self.index() - FUNCTIONS.len()))
    }

    /// All functions of the project's vocabulary, in the order of their ids.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&FUNCTIONS).map(|(number, _)| Self(number))
    }
}

/// A function that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionHit {
    /// The function.
    pub id: FunctionId,
    /// What the function's side rests on.
    pub basis: Basis,
    /// The phrase of the vocabulary that the text has.
    pub phrase: &'static str,
}

impl FunctionHit {
    pub(super) fn new(id: FunctionId, phrase: &'static str) -> Self {
        Self { id, basis: id.get().basis, phrase }
    }
}
