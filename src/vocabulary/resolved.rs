//! What a title says.

use super::function::Functions;
use super::kinds::{Grade, Qualifier, Qualifiers, SeatState};
use super::seat::{Seat, SeatSet};

/// Which part of the company a seat is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SeatScope {
    /// The company; the title names no part.
    #[default]
    Company,
    /// The widest: group, global, corporate.
    Group,
    /// A part, in the words of the title.
    Part(Box<str>),
}

impl SeatScope {
    /// The word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            SeatScope::Company => "company",
            SeatScope::Group => "group",
            SeatScope::Part(_) => "part",
        }
    }
}

/// Why a title leaves in doubt what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguity {
    /// A short form with several long forms.
    Acronym {
        /// As it is usually written: `CDO`.
        acronym: &'static str,
        /// What it may stand for: `data`, `digital`.
        readings: &'static [&'static str],
    },
    /// The words around it may name the holder's own title or somebody else's.
    Words,
    /// The title means something else in the company's industry.
    Industry,
}

/// What a title says. Everything it does not say is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The seat. With [`SeatState::Unresolved`]: the seat that is in doubt.
    pub seat: Option<Seat>,
    /// Who is in it, as far as the title says; `None` without a seat.
    pub state: Option<SeatState>,
    /// Which part of the company it is for.
    pub scope: SeatScope,
    /// The holder also faces customers by name (digital): its product side is no surprise.
    pub soft: bool,
    /// The seat it is the deputy of: same side, not the seat.
    pub below: Option<Seat>,
    /// Further seats of the same title: `CEO & CTO`.
    pub also: SeatSet,
    /// What the title says its area does.
    pub functions: Functions,
    /// Does the seat hold both chiefs' work only where no other has one of the two?
    pub yields: bool,
    /// How high it stands.
    pub grade: Option<Grade>,
    /// What is in doubt.
    pub ambiguous: Option<Ambiguity>,
    /// The words around it that change what it means.
    pub qualifiers: Qualifiers,
}

impl Resolved {
    /// Does the title hold this seat, alone or beside others?
    #[must_use]
    pub fn holds(&self, seat: Seat) -> bool {
        self.seat == Some(seat) || self.also.contains(seat)
    }

    /// Has the title this qualifier?
    #[must_use]
    pub const fn is(&self, qualifier: Qualifier) -> bool {
        self.qualifiers.contains(qualifier)
    }
}
