//! A company's own words: functions that the project's vocabulary does not have, or describes
//! otherwise, names of departments, and titles. They come before the project's own.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::function::{Function, FunctionId, Functions, IndustrySet};
use super::kinds::{Basis, Domain};
use super::names::{TextKind, functions_of};
use super::scan::Scanner;
use super::seat::Seat;
use super::sentence::Sentence;
use super::tables::{CONNECTOR, CREDENTIAL, FUNCTIONS, HARMLESS, HIGH, LEVEL, REGION, SEX};
use crate::intern;

/// The functions of all configurations that were read. None is ever removed, so that the number of
/// a function says the same as long as the program runs; equal ones are kept once.
static DESCRIBED: LazyLock<RwLock<Described>> = LazyLock::new(RwLock::default);

#[derive(Default)]
struct Described {
    all: Vec<&'static Function>,
    numbers: HashMap<(&'static str, Domain, Basis), usize>,
}

/// What functions of configurations have in common, and what stands in for a number that no function
/// has; such a number is never given out.
const BARE: Function = Function {
    id: "",
    name: "",
    domain: Domain::Depends,
    basis: Basis::ArticleImplies,
    generic: false,
    material: false,
    unclear_in: IndustrySet(0),
};

/// The function of a number among those of configurations.
pub(super) fn described(at: usize) -> &'static Function {
    DESCRIBED.read().unwrap_or_else(PoisonError::into_inner).all.get(at).copied().unwrap_or(&BARE)
}

fn describe(function: Function) -> Option<FunctionId> {
    let mut all = DESCRIBED.write().unwrap_or_else(PoisonError::into_inner);
    let key = (function.id, function.domain, function.basis);
    let at = all.numbers.get(&key).copied().unwrap_or(all.all.len());
    let number = u16::try_from(FUNCTIONS.len() + at).ok()?;
    if at == all.all.len() {
        all.numbers.insert(key, at);
        all.all.push(Box::leak(Box::new(function)));
    }
    Some(FunctionId(number))
}

/// Why a name cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnWordError {
    /// It has no word that a title could have.
    #[error("it contains no words")]
    NoWords,
    /// Another of the company's own functions or seats has it.
    #[error("`{0}` already has it")]
    Taken(&'static str),
}

/// What the words of a name are: lower-case, without accents and punctuation.
type Words = Vec<Box<str>>;

/// Words that stand in a text that is looked at: a longer one is not a title.
const MOST_WORDS: usize = 64;

/// Names of functions, word by word: what may follow the words so far.
#[derive(Clone, Debug)]
struct Names {
    /// For each start of a name, by its number, and the word behind it the longer start.
    next: HashMap<(u32, Box<str>), u32>,
    /// The function of each start that is a whole name.
    functions: Vec<Option<FunctionId>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { next: HashMap::new(), functions: vec![None] }
    }
}

impl Names {
    /// The function that a name has, to be set.
    fn entry(&mut self, words: Words) -> &mut Option<FunctionId> {
        let mut at = 0;
        for word in words {
            let new = u32::try_from(self.functions.len()).unwrap_or(u32::MAX);
            at = *self.next.entry((at, word)).or_insert(new);
            if at == new {
                self.functions.push(None);
            }
        }
        &mut self.functions[at as usize]
    }

    /// The names that words begin with: their lengths and functions.
    fn starts_of<'w>(&'w self, words: &'w [Box<str>]) -> impl Iterator<Item = (usize, FunctionId)> + 'w {
        let mut at = Some(0);
        let behind = words.iter().map_while(move |word| {
            at = at.and_then(|at| self.next.get(&(at, word.clone())).copied());
            at
        });
        behind.enumerate().filter_map(|(number, at)| Some((number + 1, self.functions[at as usize]?)))
    }
}

/// A company's own functions, departments and titles.
#[derive(Clone, Debug, Default)]
pub struct OwnVocabulary {
    /// As each function was described last. Names of what was there before hold no longer.
    by_id: HashMap<&'static str, FunctionId>,
    names: Names,
    seats: HashMap<Words, Seat>,
}

impl OwnVocabulary {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.seats.is_empty()
    }

    /// The functions, in the order of their numbers.
    #[must_use]
    pub fn functions(&self) -> Vec<FunctionId> {
        let mut functions: Vec<FunctionId> = self.by_id.values().copied().collect();
        functions.sort_unstable();
        functions
    }

    /// Adds a function, or describes one of the project's vocabulary anew. A new one needs a domain.
    /// That a company says itself which side an area is on answers the question with which the
    /// article closes, and counts as that.
    pub fn add_function(&mut self, id: &str, domain: Option<Domain>) -> Option<FunctionId> {
        let known = FunctionId::from_id(id).map(FunctionId::get);
        let domain = domain.or(known.map(|known| known.domain))?;
        let id = intern::text(id);
        let basis = match known {
            Some(known) if known.domain == domain => known.basis,
            _ => Basis::ArticleImplies,
        };
        let name = known.map_or(id, |known| known.name);
        let function = Function { id, name, domain, basis, ..BARE };
        let described = describe(function)?;
        self.by_id.insert(id, described);
        Some(described)
    }

    /// Adds the name of a department, or a title, that means a function.
    pub fn add_name(&mut self, function: FunctionId, name: &str) -> Result<(), OwnWordError> {
        let words = words(name);
        if words.is_empty() || words.iter().any(|word| word.is_empty()) {
            return Err(OwnWordError::NoWords);
        }
        let by_id = &self.by_id;
        let named = self.names.entry(words);
        match named.filter(|known| is_current(by_id, *known)) {
            Some(known) if known != function => Err(OwnWordError::Taken(known.get().id)),
            _ => {
                *named = Some(function);
                Ok(())
            }
        }
    }

    /// Adds a title that means a seat.
    pub fn add_seat_title(&mut self, seat: Seat, title: &str) -> Result<(), OwnWordError> {
        let words = words(title);
        if words.is_empty() || words.iter().any(|word| word.is_empty()) {
            return Err(OwnWordError::NoWords);
        }
        match self.seats.insert(words.clone(), seat) {
            Some(known) if known != seat => {
                self.seats.insert(words, known);
                Err(OwnWordError::Taken(known.word()))
            }
            _ => Ok(()),
        }
    }

    /// A function as the company describes it.
    #[must_use]
    pub fn current(&self, function: FunctionId) -> FunctionId {
        self.by_id.get(function.get().id).copied().unwrap_or(function)
    }

    /// The function that a chart writes by its id or by the name of a department.
    #[must_use]
    pub fn function_named(&self, text: &str) -> Option<FunctionId> {
        self.by_id
            .get(text.trim())
            .copied()
            .or_else(|| self.of_title(text))
            .or_else(|| super::function_named(text).map(|function| self.current(function)))
    }

    /// The functions that a text names.
    #[must_use]
    pub fn functions_of(&self, text: &str, kind: TextKind) -> Functions {
        match self.of_title(text) {
            Some(own) => Functions::of(Some(own)),
            None => functions_of(text, kind).map(|function| self.current(function)),
        }
    }

    /// The function that a text names in the company's own words: a name with nothing but grades
    /// and the like around it.
    #[must_use]
    pub fn of_title(&self, text: &str) -> Option<FunctionId> {
        if self.names.next.is_empty() {
            return None;
        }
        let mut scanner = Scanner::new(text);
        let mut places = Vec::new();
        let mut words = Words::new();
        while let Some(word) = scanner.next_word() {
            if words.len() == MOST_WORDS {
                return None;
            }
            places.push((word.start, word.end));
            words.push(word.text.into());
        }
        let mut best: Option<(usize, FunctionId)> = None;
        for at in 0..words.len() {
            for (length, function) in self.names.starts_of(&words[at..]) {
                let longer = best.is_none_or(|(longest, _)| length > longest);
                if longer && is_current(&self.by_id, function) {
                    let end = at + length;
                    let before = text.get(..places[at].0).unwrap_or_default();
                    let behind = text.get(places[end - 1].1..).unwrap_or_default();
                    if is_quiet(before) && is_quiet(behind) {
                        best = Some((length, function));
                    }
                }
            }
        }
        best.map(|(_, function)| function)
    }

    /// The seat that a title as a whole means.
    #[must_use]
    pub fn seat_of_title(&self, title: &str) -> Option<Seat> {
        if self.seats.is_empty() { None } else { self.seats.get(&words(title)).copied() }
    }
}

/// Whether a function was not described anew since.
fn is_current(by_id: &HashMap<&'static str, FunctionId>, function: FunctionId) -> bool {
    by_id.get(function.get().id) == Some(&function)
}

fn words(text: &str) -> Words {
    let mut scanner = Scanner::new(text);
    let mut words = Words::new();
    while let Some(word) = scanner.next_word() {
        words.push(word.text.into());
    }
    words
}

/// Whether words beside a name say nothing about what the area does: grades, levels, regions.
fn is_quiet(text: &str) -> bool {
    let quiet = LEVEL | HIGH | HARMLESS | REGION | CONNECTOR | CREDENTIAL | SEX;
    Sentence::read(text).tokens().iter().all(|token| token.grade() != 0 || token.is(quiet) || token.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform() -> (OwnVocabulary, FunctionId) {
        let mut own = OwnVocabulary::default();
        let Some(id) = own.add_function("customer-platform", Some(Domain::Product)) else {
            panic!("there is room for a function");
        };
        assert_eq!(own.add_name(id, "Customer Platform"), Ok(()));
        (own, id)
    }

    #[test]
    fn a_name_counts_with_grades_and_regions_around_it() {
        let (own, id) = platform();
        for text in [
            "Customer Platform",
            "customer-platform",
            "Head of Customer Platform",
            "Senior Engineer, Customer Platform",
            "VP Customer Platform (EMEA)",
        ] {
            assert_eq!(own.of_title(text), Some(id), "{text}");
        }
        for text in
            ["Customer", "Platform", "Platform Customer", "Customer Platform Sales", "CTO Customer Platform"]
        {
            assert_eq!(own.of_title(text), None, "{text}");
        }
    }

    #[test]
    fn own_words_come_before_the_projects_and_leave_the_others_alone() {
        let (mut own, id) = platform();
        assert_eq!(own.function_named("customer-platform"), Some(id));
        assert_eq!(own.function_named("engineering"), FunctionId::from_id("engineering"));
        let Some(engineering) = own.add_function("engineering", Some(Domain::Operations)) else {
            panic!("a known function keeps its name");
        };
        assert_eq!(own.function_named("engineering"), Some(engineering));
        assert_eq!(engineering.get().domain, Domain::Operations);
        assert_eq!(own.functions_of("Engineering", TextKind::Department).main(), Some(engineering));
        let untouched = OwnVocabulary::default();
        assert_eq!(untouched.function_named("engineering"), FunctionId::from_id("engineering"));
    }

    #[test]
    fn a_new_function_needs_a_domain_and_a_name_one_owner() {
        let (mut own, id) = platform();
        assert_eq!(own.add_function("partner-desk", None), None);
        let Some(desk) = own.add_function("partner-desk", Some(Domain::Neither)) else {
            panic!("there is room for a function");
        };
        let taken = Err(OwnWordError::Taken("customer-platform"));
        assert_eq!(own.add_name(desk, "CUSTOMER  platform"), taken);
        assert_eq!(own.add_name(id, "Customer Platform"), Ok(()));
        assert_eq!(own.add_name(desk, "–"), Err(OwnWordError::NoWords));
        assert_eq!(own.add_seat_title(Seat::Cio, "Head of Digital Operations"), Ok(()));
        assert_eq!(own.seat_of_title("head of digital operations"), Some(Seat::Cio));
        assert_eq!(own.seat_of_title("head of operations"), None);
        let taken = Err(OwnWordError::Taken("cio"));
        assert_eq!(own.add_seat_title(Seat::Cto, "Head of digital operations"), taken);
    }

    #[test]
    fn a_later_description_replaces_the_one_before() {
        let (mut own, first) = platform();
        let Some(second) = own.add_function("customer-platform", Some(Domain::Shared)) else {
            panic!("there is room for a function");
        };
        assert_ne!(first, second);
        assert_eq!(own.functions(), [second]);
        assert_eq!(own.of_title("Customer Platform"), None);
        assert_eq!(own.function_named("customer-platform"), Some(second));
    }
}
