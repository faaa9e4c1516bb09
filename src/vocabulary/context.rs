//! What a title's surroundings say about it.

use super::function::IndustrySet;
use super::scan::Scanner;
use super::sentence::{Sentence, whole};
use super::tables::{HARMLESS, Node};

/// What the chart says around a title. Made once for a chart, and once more for its root.
#[derive(Clone, Copy, Debug, Default)]
pub struct TitleContext<'c> {
    industries: IndustrySet,
    company: Option<&'c str>,
    root: bool,
}

impl<'c> TitleContext<'c> {
    /// Nothing is said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The industry of the company, in its own words.
    #[must_use]
    pub fn industry(mut self, text: &str) -> Self {
        self.industries = IndustrySet::of(text);
        self
    }

    /// The name of the company: a title for all of it is not one for a part.
    #[must_use]
    pub const fn company(mut self, name: &'c str) -> Self {
        self.company = Some(name);
        self
    }

    /// Is the position at the top of the chart? Only there is a president or managing director its
    /// head.
    #[must_use]
    pub const fn root(mut self, root: bool) -> Self {
        self.root = root;
        self
    }

    /// The department that the position stands in: in one for investments, a bare `CIO` may be the
    /// investments' own.
    #[must_use]
    pub fn department(mut self, name: &str) -> Self {
        let sentence = Sentence::read(name);
        let words = sentence.tokens().iter().filter(|token| !token.is(HARMLESS));
        let named = whole(words)
            .is_some_and(|node: &Node| IndustrySet(node.industries).meets(IndustrySet::investment()));
        if named {
            self.industries = IndustrySet(self.industries.0 | IndustrySet::investment().0);
        }
        self
    }

    /// The industries that are known.
    #[must_use]
    pub const fn industries(&self) -> IndustrySet {
        self.industries
    }

    pub(super) const fn is_root(&self) -> bool {
        self.root
    }

    /// Is this text the name of the company?
    pub(super) fn is_company(&self, text: &str) -> bool {
        self.company.is_some_and(|company| same_words(text, company))
    }
}

/// Do two texts have the same words?
fn same_words(a: &str, b: &str) -> bool {
    let (mut left, mut right) = (Scanner::new(a), Scanner::new(b));
    loop {
        match (left.next_word(), right.next_word()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.text == other.text => {}
            _ => return false,
        }
    }
}
