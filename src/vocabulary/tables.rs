//! The generated tables, and how to find a word or phrase in them.

use super::function::{Function, FunctionId, IndustrySet};
use super::kinds::{Basis, Domain, Grade};
use super::scan::hash;
use super::seat::Seat;

/// A word of a phrase in the tree of phrases; what the phrase that ends here means. The numbers
/// count from 1; 0 is nothing.
pub(super) struct Node {
    edges: u16,
    edge_count: u16,
    seat: u16,
    function: u16,
    lead: u16,
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
    /// An area, with the word for its head beside it.
    Lead,
}

/// One title of a seat.
#[derive(Debug)]
pub(super) struct SeatTitle {
    pub(super) seat: Seat,
    pub(super) form: Form,
    pub(super) soft: bool,
    pub(super) partial: bool,
    /// Does it leave one of its two seats to another who has that seat's own title?
    pub(super) yields: bool,
    pub(super) unclear_in: IndustrySet,
    /// The languages that it holds in.
    pub(super) languages: u8,
    /// Of [`Form::Lead`]: the lowest grade of a head.
    pub(super) least: Grade,
    /// The languages where it is that of a head in any case.
    pub(super) strict: u8,
}

impl SeatTitle {
    /// The lowest grade of a head in a title of these languages.
    pub(super) fn least(&self, spoken: u8) -> Grade {
        if self.strict & spoken != 0 { Grade::Head } else { self.least }
    }
}

/// A short form with several long forms.
pub(super) struct Acronym {
    pub(super) acronym: &'static str,
    pub(super) readings: &'static [&'static str],
}

/// A name of a function.
#[derive(Debug)]
pub(super) struct FunctionPhrase {
    pub(super) function: FunctionId,
    /// Does it keep its meaning beside unknown words?
    pub(super) open: bool,
    /// Does it name somebody and not only an area?
    pub(super) person: bool,
    pub(super) words: u8,
    /// Is it one word, but for those of heads and managers?
    pub(super) single: bool,
    /// The languages that it holds in.
    pub(super) languages: u8,
}

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// Stands beside the bits of languages for a name that no other language takes from English.
const ENGLISH_ALONE: u8 = 1 << 7;

/// A secretary who heads a house; see `words.yaml`.
pub(super) const HEADS_A_HOUSE: u8 = 2;
/// A manager of work; see `words.yaml`.
pub(super) const MANAGES_WORK: u8 = 1;

/// The number of a folded word, 0 where no phrase has it; and the languages that write it so.
pub(super) fn word_number(word: &str) -> (u16, u8) {
    let mut at = hash(word) as usize % SLOTS.len();
    while let Some(number) = SLOTS[at].checked_sub(1) {
        let (begin, end, number, languages) = SPELLINGS[usize::from(number)];
        if TEXT.get(begin as usize..end as usize) == Some(word) {
            return (number, languages);
        }
        at = (at + 1) % SLOTS.len();
    }
    (0, 0)
}

/// What kinds of word it is, as bits.
pub(super) fn word_flags(number: u16) -> u32 {
    WORD_FLAGS[usize::from(number)]
}

/// The one word that two words are together.
pub(super) fn merged(first: u16, second: u16) -> Option<u16> {
    let at = MERGES.binary_search_by_key(&(first, second), |[a, b, _]| (*a, *b)).ok()?;
    Some(MERGES[at][2])
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

    /// The area whose head holds a seat.
    pub(super) fn lead(&self) -> Option<&'static SeatTitle> {
        SEAT_TITLES.get(usize::from(self.lead.checked_sub(1)?))
    }

    /// The function that it names in a title of these languages.
    pub(super) fn function(&self, spoken: u8) -> Option<&'static FunctionPhrase> {
        let phrase = PHRASES.get(usize::from(self.function.checked_sub(1)?))?;
        let holds = phrase.languages & spoken != 0 || (phrase.languages & ENGLISH_ALONE != 0 && spoken == EN);
        Some(phrase).filter(|_| holds)
    }

    /// Is it a longer name that looks like a function's and is not?
    pub(super) const fn is_counter(&self) -> bool {
        self.not_count > 0
    }

    pub(super) fn acronym(&self) -> Option<&'static Acronym> {
        ACRONYMS.get(usize::from(self.acronym.checked_sub(1)?))
    }

    /// The seat whose acronym has this long form as another reading.
    pub(super) fn reading(&self) -> Option<Seat> {
        Seat::ALL.get(usize::from(self.reading.checked_sub(1)?)).copied()
    }

    /// The number of a qualifier; see [`super::sentence`].
    pub(super) fn qualifier(&self) -> Option<u8> {
        self.qualifier.checked_sub(1)
    }

    /// Is it a counter-phrase of the function?
    pub(super) fn counters(&self, function: FunctionId) -> bool {
        let begin = usize::from(self.nots);
        NOTS[begin..begin + usize::from(self.not_count)].contains(&function.0)
    }
}
