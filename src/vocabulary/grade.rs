//! How high a title stands.

use super::kinds::{Grade, Qualifier};
use super::resolved::{Ambiguity, Resolved};
use super::seat::Seat;
use super::sentence::{Part, Parts, Token, among, longest, whole};
use super::tables::{
    BEGINS_NAME, HEADS_A_HOUSE, HIGH, MANAGES_WORK, WORD_ASSISTANT, WORD_CHIEF, WORD_OFFICER, WORD_SECRETARY,
};

/// The grade of a title. `c_title`: is the title of its seat a C title?
pub(super) fn of(parts: &Parts<'_>, resolved: &Resolved, c_title: bool) -> Option<Grade> {
    if resolved.is(Qualifier::Former) {
        return None;
    }
    if c_title || matches!(resolved.ambiguous, Some(Ambiguity::Acronym { .. })) {
        return Some(Grade::Chief);
    }
    if resolved.below.is_some() {
        return Some(Grade::Head);
    }
    if resolved.is(Qualifier::Outward) {
        return Some(Grade::Specialist);
    }
    let lead = resolved.seat.and_then(Seat::equivalent_of).map(|_| Grade::Head);
    parts.all().iter().find_map(of_part).or(lead)
}

/// Is a C title written in full in these words?
pub(super) fn is_officer(tokens: &[Token]) -> bool {
    let chief = tokens.iter().position(|token| token.word == WORD_CHIEF);
    chief.is_some_and(|at| tokens[at..].iter().any(|token| token.word == WORD_OFFICER))
}

/// The grade of a single word.
pub(super) fn of_token(token: &Token) -> Option<Grade> {
    Grade::ALL.get(usize::from(token.grade().checked_sub(1)?)).copied()
}

pub(super) fn of_part(part: &Part<'_>) -> Option<Grade> {
    let tokens = part.tokens;
    if tokens.iter().any(|token| token.word == WORD_SECRETARY) && has_mark(tokens, HEADS_A_HOUSE) {
        return Some(Grade::Head);
    }
    if of_token(tokens.last()?) == Some(Grade::Assistant) {
        return Some(Grade::Assistant);
    }
    let around = among(tokens);
    if around.contains(Qualifier::Beside) {
        let assists = tokens.iter().any(|token| of_token(token) == Some(Grade::Assistant));
        return Some(if assists { Grade::Assistant } else { Grade::Specialist });
    }
    if tokens.iter().any(|token| token.word == WORD_CHIEF) && !around.contains(Qualifier::Advisory) {
        return Some(if is_officer(tokens) { Grade::Chief } else { Grade::Head });
    }
    // A `Partner Network` is not a partner, and `Developer Experience` no developer.
    let last = tokens.len() - 1;
    let named = || whole(tokens).is_some_and(|node| node.function(part.spoken).is_some());
    let name = tokens[last].grade() == 0 && named();
    let counts = |(at, token): &(usize, &Token)| {
        of_token(token) > Some(Grade::Specialist) || *at == last || !(name || token.is(HIGH))
    };
    let grades = tokens.iter().enumerate().filter(counts).filter_map(|(_, token)| of_token(token));
    let highest = grades.filter(|grade| *grade != Grade::Assistant).max();
    if highest == Some(Grade::Manager) && has_mark(tokens, MANAGES_WORK) {
        return Some(Grade::Specialist);
    }
    // `Trainee IT Support`; but an `Assistant Vice Chancellor` is not an assistant.
    let learns = |token: &Token| of_token(token) == Some(Grade::Assistant) && token.word != WORD_ASSISTANT;
    highest.or_else(|| tokens.iter().any(learns).then_some(Grade::Assistant))
}

fn has_mark(tokens: &[Token], mark: u8) -> bool {
    (0..tokens.len()).any(|at| {
        longest(&tokens[at..], BEGINS_NAME, |node| (node.marks & mark != 0).then_some(())).is_some()
    })
}
