//! A title → its parts: what commas, dashes, brackets, slashes, `and` and `acting as` set apart.

use super::kinds::{Grade, Qualifier};
use super::qualify::among;
use super::scan::Gap;
use super::sentence::{Token, is_and, longest};
use super::tables::{Form, Node, UNIT, WORD_ACTING, WORD_AS, WORD_REPORTING, WORD_REPORTS, WORD_TO};

/// More parts than this are no title.
pub(super) const MAX_PARTS: usize = 12;

/// What sets a part off from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A comma, colon or dash, or the start of the title.
    Comma,
    /// A bracket.
    Bracket,
    /// A slash: a second title.
    Slash,
    /// The word `and` between two titles.
    And,
    /// `acting as`.
    ActingAs,
}

/// A run of words of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) link: Link,
}

/// The parts of a title.
pub(super) struct Parts<'t> {
    all: [Part<'t>; MAX_PARTS],
    length: usize,
}

impl<'t> Parts<'t> {
    /// Splits a title. What follows `to` behind somebody's assistant or the like is another's title
    /// and is left out.
    pub(super) fn split(tokens: &'t [Token]) -> Self {
        let mut parts = Self { all: [Part { tokens: &[], link: Link::Comma }; MAX_PARTS], length: 0 };
        let tokens = own_title(tokens);
        let mut begin = 0;
        for at in 1..=tokens.len() {
            if tokens.get(at).is_none_or(|token| token.gap != Gap::Space) {
                parts.segment(&tokens[begin..at]);
                begin = at;
            }
        }
        parts
    }

    /// The parts, in order.
    pub(super) fn all(&self) -> &[Part<'t>] {
        &self.all[..self.length]
    }

    /// Splits words that no sign parts.
    fn segment(&mut self, tokens: &'t [Token]) {
        let Some(first) = tokens.first() else { return };
        let mut link = match first.gap {
            Gap::Space | Gap::Comma | Gap::Dash => Link::Comma,
            Gap::Slash => Link::Slash,
            Gap::Bracket => Link::Bracket,
        };
        let mut rest = tokens;
        // `(and Head of IT)`, `/ and CTO`
        if let Some((first, behind)) = rest.split_first()
            && is_and(first)
        {
            rest = behind;
            link = Link::And;
        }
        let mut at = 0;
        while at < rest.len() {
            if let Some((length, next)) = split_here(rest, at) {
                self.push(&rest[..at], link);
                rest = &rest[at + length..];
                link = next;
                at = 0;
            } else {
                // A title with `and` inside is one title.
                at += longest(&rest[at..], Node::seat).map_or(1, |(length, _)| length);
            }
        }
        self.push(rest, link);
    }

    fn push(&mut self, tokens: &'t [Token], link: Link) {
        if tokens.is_empty() {
            return;
        }
        if let Some(place) = self.all.get_mut(self.length) {
            *place = Part { tokens, link };
            self.length += 1;
        }
    }
}

/// Do two titles meet at a word? How many words stand between them, and what these are.
fn split_here(tokens: &[Token], at: usize) -> Option<(usize, Link)> {
    let here = &tokens[at];
    if here.word == WORD_ACTING && at > 0 && tokens.get(at + 1).is_some_and(|next| next.word == WORD_AS) {
        return Some((2, Link::ActingAs));
    }
    let splits = is_and(here) && at > 0 && begins_title(&tokens[at + 1..], &tokens[..at]);
    splits.then_some((1, Link::And))
}

/// Do the words behind `and` begin a title of their own, beside one before it?
fn begins_title(behind: &[Token], before: &[Token]) -> bool {
    if before.iter().any(|token| token.is(UNIT)) || among(before).contains(Qualifier::Beside) {
        return false;
    }
    let skipped = super::qualify::peel_after(behind, 0).taken;
    let next = &behind[skipped..];
    if next.is_empty() {
        return skipped > 0 && among(behind).contains(Qualifier::Founder);
    }
    if chief_title(next).is_some() {
        return true;
    }
    let titled = before.iter().any(|token| token.grade() != 0) || holds_chief(before) || {
        among(before).contains(Qualifier::Founder)
    };
    if !titled {
        return false;
    }
    let until = next.iter().position(is_and).unwrap_or(next.len());
    let graded = |token: &Token| token.grade() > Grade::Specialist as u16 + 1;
    graded(&next[0])
        || (until > 0 && next[until - 1].grade() != 0)
        || among(next).contains(Qualifier::Founder)
}

/// The length of a C title that begins here.
fn chief_title(tokens: &[Token]) -> Option<usize> {
    let chief = |node: &'static Node| {
        let title = node.seat().filter(|title| matches!(title.form, Form::Long | Form::Acronym));
        (title.is_some() || node.acronym().is_some()).then_some(())
    };
    longest(tokens, chief).map(|(length, ())| length)
}

fn holds_chief(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| chief_title(&tokens[at..]).is_some())
}

/// `to be hired`.
fn qualifies(tokens: &[Token]) -> bool {
    longest(tokens, Node::qualifier).is_some()
}

/// The words that are somebody's own title: those before `to` in `assistant to the CIO`.
fn own_title(tokens: &[Token]) -> &[Token] {
    let mut begin = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.gap != Gap::Space {
            begin = at;
        }
        if token.word != WORD_TO || qualifies(&tokens[at..]) {
            continue;
        }
        let before = &tokens[begin..at];
        if let Some(last) = before.last()
            && (last.word == WORD_REPORTING || last.word == WORD_REPORTS)
        {
            return &tokens[..at - 1];
        }
        let somebody = before.iter().any(|token| token.grade() != 0 || token.is(UNIT));
        if somebody || among(before).contains(Qualifier::Beside) {
            return &tokens[..at];
        }
    }
    tokens
}
