//! The generated tables, and how to find a word or phrase in them.

use super::function::{Function, FunctionId, Source};
use super::industry::IndustrySet;
use super::kinds::{Basis, Domain};
use super::scan::hash;
use super::seat::Seat;

/// A word of a phrase in the tree of phrases; what the phrase that ends here means. The numbers
/// count from 1; 0 is nothing.
pub(super) struct Node {
    edges: u16,
    edge_count: u16,
    seat: u16,
    department: u16,
    title: u16,
    nots: u16,
    not_count: u16,
    qualifier: u8,
    reading: u8,
    acronym: u8,
    pub(super) industries: u32,
    pub(super) marks: u8,
}

/// How a title of a seat counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Anywhere in a title.
    Long,
    /// Anywhere, but gives way to the long form of another reading.
    Acronym,
    /// As the whole title, but for qualifiers and a part of the company.
    Exact,
    /// As [`Form::Exact`], at the top of the chart.
    Root,
}

/// One title of a seat.
#[derive(Debug)]
pub(super) struct SeatTitle {
    pub(super) seat: Seat,
    pub(super) form: Form,
    pub(super) soft: bool,
    pub(super) partial: bool,
    pub(super) unclear_in: IndustrySet,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests of the vocabulary itself"))]
    pub(super) phrase: &'static str,
}

/// A short form with several long forms.
pub(super) struct Acronym {
    pub(super) acronym: &'static str,
    pub(super) readings: &'static [&'static str],
}

/// A name or title of a function.
pub(super) struct FunctionPhrase {
    pub(super) function: FunctionId,
    pub(super) open: bool,
    pub(super) phrase: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// A secretary who heads a house; see `words.yaml`.
pub(super) const HEADS_A_HOUSE: u8 = 2;
/// A manager of work; see `words.yaml`.
pub(super) const MANAGES_WORK: u8 = 1;

/// The number of a folded word; 0 where no phrase has it.
pub(super) fn word_number(word: &str) -> u16 {
    if word.is_empty() {
        return 0;
    }
    let mut slot = hash(word) as usize % SLOTS.len();
    // The table has free slots, so the search ends.
    loop {
        let Some(at) = SLOTS[slot].checked_sub(1) else { return 0 };
        let (form, number) = SPELLINGS[usize::from(at)];
        if form == word {
            return number;
        }
        slot = (slot + 1) % SLOTS.len();
    }
}

/// What kinds of word it is, as bits.
pub(super) fn word_flags(number: u16) -> u16 {
    WORD_FLAGS[usize::from(number)]
}

/// The one word that two words are together.
pub(super) fn merged(first: u16, second: u16) -> Option<u16> {
    MERGES.iter().find(|[a, b, _]| *a == first && *b == second).map(|[_, _, one]| *one)
}

impl Node {
    /// The phrase that begins with a word.
    pub(super) fn first(word: u16) -> Option<&'static Node> {
        match FIRST[usize::from(word)] {
            0 => None,
            at => Some(&NODES[usize::from(at)]),
        }
    }

    /// The phrase that goes on with a word.
    pub(super) fn next(&self, word: u16) -> Option<&'static Node> {
        let begin = usize::from(self.edges);
        let edges = &EDGES[begin..begin + usize::from(self.edge_count)];
        let at = edges.binary_search_by_key(&word, |(word, _)| *word).ok()?;
        Some(&NODES[usize::from(edges[at].1)])
    }

    pub(super) fn seat(&self) -> Option<&'static SeatTitle> {
        SEAT_TITLES.get(usize::from(self.seat.checked_sub(1)?))
    }

    pub(super) fn department(&self) -> Option<&'static FunctionPhrase> {
        DEPARTMENTS.get(usize::from(self.department.checked_sub(1)?))
    }

    pub(super) fn title(&self) -> Option<&'static FunctionPhrase> {
        TITLES.get(usize::from(self.title.checked_sub(1)?))
    }

    pub(super) fn acronym(&self) -> Option<&'static Acronym> {
        ACRONYMS.get(usize::from(self.acronym.checked_sub(1)?))
    }

    /// The seat whose acronym has this long form as another reading.
    pub(super) fn reading(&self) -> Option<Seat> {
        Seat::ALL.get(usize::from(self.reading.checked_sub(1)?)).copied()
    }

    /// The number of a qualifier; see [`super::qualify`].
    pub(super) fn qualifier(&self) -> Option<u8> {
        self.qualifier.checked_sub(1)
    }

    /// Is it a counter-phrase of the function?
    pub(super) fn counters(&self, function: FunctionId) -> bool {
        let begin = usize::from(self.nots);
        NOTS[begin..begin + usize::from(self.not_count)].contains(&function.0)
    }
}
