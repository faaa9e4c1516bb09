//! Titles → seats, departments → functions: what the words of a chart mean. The words themselves
//! stand in `rules/vocabulary/` and are turned into tables ahead of run time. Uses nothing else of
//! the crate but [`crate::intern`].
//!
//! Unknown words say nothing, and words that can mean two things say neither: a finding about
//! somebody's work does not rest on a guess.

mod context;
mod function;
mod grade;
mod kinds;
mod names;
mod own;
mod resolved;
mod scan;
mod seat;
mod seating;
mod sentence;
mod tables;
#[cfg(test)]
mod tests;
mod title;

pub use context::TitleContext;
pub use function::{Function, FunctionId, Functions, IndustrySet};
pub use kinds::{Basis, Domain, Grade, Qualifier, Qualifiers, SeatState};
pub use names::{TextKind, functions_of};
pub use own::{OwnVocabulary, OwnWordError};
pub use resolved::{Ambiguity, Resolved, SeatScope};
pub use seat::{Seat, SeatSet};
pub use tables::FUNCTION_IDS;
pub use title::resolve_title;

/// The function of an id.
#[must_use]
pub fn function(id: &str) -> Option<&'static Function> {
    FunctionId::from_id(id).map(FunctionId::get)
}

/// The function that a chart writes by its id (`service-delivery`), in words (`Service delivery`) or by the
/// name of a department (`IT Service Delivery`).
#[must_use]
pub fn function_named(text: &str) -> Option<FunctionId> {
    let id = text.trim().to_lowercase().replace(' ', "-");
    FunctionId::from_id(&id).or_else(|| functions_of(text, TextKind::Department).main())
}

/// The seat of a word as charts and rules write it: `cio`, `it-lead`.
#[must_use]
pub fn seat_from_word(word: &str) -> Option<Seat> {
    Seat::from_word(word.trim())
}

/// The seat that a chart writes by its word (`it-lead`) or by a title that leaves no doubt
/// (`Head of IT`).
#[must_use]
pub fn seat_named(text: &str) -> Option<Seat> {
    seat_from_word(text).or_else(|| {
        let resolved = resolve_title(text, &TitleContext::new());
        let plain = matches!(resolved.state, Some(SeatState::Full | SeatState::Combined));
        resolved.seat.filter(|_| plain)
    })
}
