//! The industry of a company, as far as titles and names mean something else there.

use super::sentence::Sentence;
use super::tables::{INDUSTRIES, Node};

/// Industries that a text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndustrySet(pub(super) u32);

impl IndustrySet {
    /// Reads what a chart says of its industry: `Asset management`, `asset-management`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let sentence = Sentence::read(text);
        let tokens = sentence.tokens();
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
