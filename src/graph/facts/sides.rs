//! Which side a position's area belongs to: what it serves, its function, its seat.

use super::column::{Column, Link, Words};
use super::lines::Lines;
use super::seats::{Seating, Seats};
use std::collections::HashMap;
use std::rc::Rc;

use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::graph::OrgGraph;
use crate::graph::catalogue::Derived;
use crate::vocabulary::{
    self, Basis, Domain, FunctionId, Functions, IndustrySet, Seat, TextKind, TitleContext,
};

/// Functions and sides of every position.
#[derive(Debug)]
pub(super) struct Sides<'c> {
    /// What the area is for, as stated here or at the unit above; empty where no position states it.
    serves: Vec<Option<&'c str>>,
    /// The function that stands for all of a position's.
    pub(super) functions: Vec<Option<FunctionId>>,
    /// All functions of a position.
    pub(super) all: Vec<Functions>,
    /// Functions of the company's own.
    own: Vec<FunctionId>,
    pub(super) domains: Vec<Option<Domain>>,
}

impl<'c> Sides<'c> {
    /// `written` gives the column of a field that holds a text.
    pub(super) fn new(
        chart: &'c Chart,
        graph: &OrgGraph,
        seats: &Seats,
        lines: &Lines,
        written: &dyn Fn(Field) -> Rc<Column<'c>>,
    ) -> Self {
        let serves = serves(chart, graph, seats, lines);
        let all = functions(chart, seats, written);
        let functions: Vec<Option<FunctionId>> = all.iter().map(|functions| functions.main()).collect();
        let industries = match chart.company_text(CompanyField::Industry) {
            Some(industry) => TitleContext::new().industry(industry.text).industries(),
            None => IndustrySet::default(),
        };
        let serving = |at: usize| serves.get(at).copied().flatten();
        let domains = all.iter().enumerate();
        let domains =
            domains.map(|(at, functions)| side(serving(at), *functions, &seats[at], industries)).collect();
        Self { serves, functions, all, own: chart.own().vocabulary.functions(), domains }
    }

    /// What an area is for, as stated here or at the unit above.
    pub(super) fn serves(&self, of: PositionId) -> Option<&'c str> {
        self.serves.get(of.index()).copied().flatten()
    }

    /// Whether some part of a position's area is on a side.
    pub(super) fn has_side(&self, of: PositionId, side: Domain) -> bool {
        matches!(self.domains[of.index()], Some(domain) if domain == side || domain == Domain::Mixed)
    }

    /// The ids of all functions of every position.
    pub(super) fn all_functions(&self) -> Column<'c> {
        let ids =
            |functions: &Functions| functions.iter().map(|function| function.get().id).collect::<Vec<_>>();
        let texts = (0..).zip(&self.all).filter(|(_, functions)| !functions.is_empty());
        Column::Texts(texts.map(|(at, functions)| (at, ids(functions))).collect())
    }

    /// Whether the author says that an area serves both sides.
    pub(super) fn serves_both(&self, of: PositionId) -> bool {
        self.serves(of) == Some("both")
    }

    pub(super) fn column(&self, fact: Derived) -> Column<'c> {
        match fact {
            Derived::Serves => {
                let mut words: Vec<&'c str> = Vec::new();
                let mut numbers: HashMap<&'c str, usize> = HashMap::new();
                let code = |word: &'c str| {
                    *numbers.entry(word).or_insert_with(|| {
                        words.push(word);
                        words.len() - 1
                    })
                };
                let mut codes = codes(self.serves.iter().copied(), code);
                codes.resize(self.domains.len(), 0);
                Column::Word(Words::new(codes, words))
            }
            Derived::FunctionBasis => {
                let basis =
                    self.functions.iter().map(|function| function.map(|function| function.get().basis));
                let codes = codes(basis, |basis| basis as usize);
                Column::Word(Words::new(codes, Basis::WORDS.to_vec()))
            }
            Derived::Domain => {
                let codes = codes(self.domains.iter().copied(), |domain| domain as usize);
                Column::Word(Words::new(codes, Domain::WORDS.to_vec()))
            }
            _ => {
                let own: Vec<&'static str> = self.own.iter().map(|own| own.get().id).collect();
                let first_own = vocabulary::FUNCTION_IDS.len();
                let code = |function: FunctionId| match self.own.binary_search(&function) {
                    Ok(at) => first_own + at,
                    Err(_) => function.index(),
                };
                let codes = codes(self.functions.iter().copied(), code);
                let words = vocabulary::FUNCTION_IDS.iter().copied().chain(own).collect();
                Column::Word(Words::new(codes, words))
            }
        }
    }
}

/// Words as numbers from 1; 0 where there is none.
fn codes<T>(items: impl Iterator<Item = Option<T>>, mut index: impl FnMut(T) -> usize) -> Vec<u16> {
    items.map(|item| item.map_or(0, |item| u16::try_from(index(item) + 1).unwrap_or(0))).collect()
}

/// What an area is for holds for the units below it too. What a chief's own position serves does
/// not: the question is which chief a unit belongs to.
fn serves<'c>(chart: &'c Chart, graph: &OrgGraph, seats: &Seats, lines: &Lines) -> Vec<Option<&'c str>> {
    if !chart.has_field(Field::Serves) {
        return Vec::new();
    }
    let mut serves: Vec<Option<&str>> =
        chart.positions().map(|of| chart.text(of, Field::Serves).map(|text| text.text)).collect();
    for of in graph.pre_order() {
        if let (None, Link::To(manager)) = (serves[of.index()], lines.managers[of.index()])
            && !seats[manager.index()].is_chief()
        {
            serves[of.index()] = serves[manager.index()];
        }
    }
    serves
}

/// The function of every position: from `function`, the department, the unit, the title, in that
/// order. A `function:` that is not known is the author's own, and nothing is guessed beside it.
fn functions<'c>(
    chart: &'c Chart,
    seats: &Seats,
    written: &dyn Fn(Field) -> Rc<Column<'c>>,
) -> Vec<Functions> {
    let own = &chart.own().vocabulary;
    let mut stated = ByText::new(written(Field::Function), |name| Functions::of(own.function_named(name)));
    let named = |name: &str, kind| own.functions_of(name, kind);
    let mut departments = ByText::new(written(Field::Department), |name| named(name, TextKind::Department));
    let mut units = ByText::new(written(Field::Unit), |name| named(name, TextKind::Unit));
    let titles = if own.is_empty() { Rc::new(Column::Nowhere) } else { written(Field::Title) };
    let mut titles = ByText::new(titles, |title| Functions::of(own.of_title(title)));
    let of_seats = seats.each(|seating| seating.functions.map(|function| own.current(function)));
    let function = |of| {
        if stated.is_text(of) {
            return stated.of(of);
        }
        let named = [departments.of(of), units.of(of), titles.of(of)];
        named.into_iter().find(|functions| !functions.is_empty()).unwrap_or(of_seats[of.index()])
    };
    chart.positions().map(function).collect()
}

/// What the texts of a column mean, each worked out once.
struct ByText<'c, Meaning> {
    texts: Rc<Column<'c>>,
    meaning: Meaning,
    /// By the code of the text.
    known: Vec<Option<Functions>>,
}

impl<'c, Meaning: Fn(&str) -> Functions> ByText<'c, Meaning> {
    fn new(texts: Rc<Column<'c>>, meaning: Meaning) -> Self {
        let known = vec![None; texts.different().len()];
        Self { texts, meaning, known }
    }

    #[inline]
    fn is_text(&self, of: PositionId) -> bool {
        self.texts.text_code(of) != 0
    }

    /// What the text of a position means.
    #[inline]
    fn of(&mut self, of: PositionId) -> Functions {
        let Some(at) = self.texts.text_code(of).checked_sub(1) else { return Functions::default() };
        let (meaning, texts) = (&self.meaning, &self.texts);
        *self.known[at].get_or_insert_with(|| meaning(texts.different()[at]))
    }
}

/// The side: what the area serves decides; then its function; then the seat.
fn side(
    serves: Option<&str>,
    functions: Functions,
    seating: &Seating,
    industries: IndustrySet,
) -> Option<Domain> {
    match serves {
        Some("operations") => return Some(Domain::Operations),
        Some("product") => return Some(Domain::Product),
        Some("both") => return Some(Domain::Shared),
        Some(_) => return Some(Domain::Neither),
        None => {}
    }
    match functions.domain_in(industries) {
        Some(Domain::Depends) => None,
        Some(domain) => Some(domain),
        None => {
            seating.side().map(|seat| if seat == Seat::Cio { Domain::Operations } else { Domain::Product })
        }
    }
}
