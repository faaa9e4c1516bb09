//! How high a title stands.

use super::kinds::{Grade, Qualifier};
use super::parts::{Part, Parts};
use super::qualify::among;
use super::resolved::{Ambiguity, Resolved};
use super::seat::Seat;
use super::sentence::{Token, longest};
use super::tables::{HEADS_A_HOUSE, MANAGES_WORK, WORD_CHIEF, WORD_OFFICER};

/// The grade of a title whose seat is known, if any.
pub(super) fn of(parts: &Parts<'_>, resolved: &Resolved) -> Option<Grade> {
    if resolved.is(Qualifier::Former) {
        return None;
    }
    if is_c_seat(resolved.seat) || matches!(resolved.ambiguous, Some(Ambiguity::Acronym { .. })) {
        return Some(Grade::Chief);
    }
    if is_c_seat(resolved.below) {
        return Some(Grade::Head);
    }
    if resolved.is(Qualifier::Outward) {
        return Some(Grade::Specialist);
    }
    parts.all().iter().find_map(of_part)
}

fn is_c_seat(seat: Option<Seat>) -> bool {
    let exact = [
        Seat::ItLead,
        Seat::EngineeringLead,
        Seat::Cae,
        Seat::Dpo,
        Seat::Mlro,
        Seat::ChiefArchitect,
        Seat::Board,
    ];
    seat.is_some_and(|seat| !exact.contains(&seat))
}

/// The grade of a single word.
pub(super) fn of_token(token: &Token) -> Option<Grade> {
    Grade::ALL.get(usize::from(token.grade().checked_sub(1)?)).copied()
}

fn of_part(part: &Part<'_>) -> Option<Grade> {
    let tokens = part.tokens;
    if has_mark(tokens, HEADS_A_HOUSE) {
        return Some(Grade::Head);
    }
    if of_token(tokens.last()?) == Some(Grade::Assistant) {
        return Some(Grade::Assistant);
    }
    if among(tokens).contains(Qualifier::Beside) {
        return Some(Grade::Specialist);
    }
    if let Some(at) = tokens.iter().position(|token| token.word == WORD_CHIEF) {
        let officer = tokens[at..].iter().any(|token| token.word == WORD_OFFICER);
        return Some(if officer { Grade::Chief } else { Grade::Head });
    }
    let highest = tokens.iter().filter_map(of_token).filter(|grade| *grade != Grade::Assistant).max();
    if highest == Some(Grade::Manager) && has_mark(tokens, MANAGES_WORK) {
        return Some(Grade::Specialist);
    }
    highest.or_else(|| tokens.iter().find_map(of_token))
}

fn has_mark(tokens: &[Token], mark: u8) -> bool {
    (0..tokens.len())
        .any(|at| longest(&tokens[at..], |node| (node.marks & mark != 0).then_some(())).is_some())
}
