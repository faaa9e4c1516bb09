//! Which side a position's area belongs to: what it serves, its function, its seat.

use hashbrown::HashMap;

use super::column::{Column, Link};
use super::fields;
use super::lines::Lines;
use super::seats::Seating;
use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::graph::OrgGraph;
use crate::graph::catalogue::Derived;
use crate::vocabulary::{self, Basis, Domain, FunctionId, IndustrySet, Seat, TextKind, TitleContext};

/// Functions and sides of every position.
#[derive(Debug)]
pub(super) struct Sides<'c> {
    /// What the area is for, as stated here or at the unit above.
    pub(super) serves: Vec<Option<&'c str>>,
    pub(super) functions: Vec<Option<FunctionId>>,
    /// Functions of the company's own.
    own: Vec<FunctionId>,
    pub(super) domains: Vec<Option<Domain>>,
}

impl<'c> Sides<'c> {
    pub(super) fn new(chart: &'c Chart, graph: &OrgGraph, seats: &[Seating], lines: &Lines) -> Self {
        let serves = serves(chart, graph, seats, lines);
        let functions = functions(chart, seats);
        let industries = match chart.company_text(CompanyField::Industry) {
            Some(industry) => TitleContext::new().industry(industry.text).industries(),
            None => IndustrySet::default(),
        };
        let domains = chart
            .positions()
            .map(|of| side(serves[of.index()], functions[of.index()], &seats[of.index()], industries))
            .collect();
        Self { serves, functions, own: chart.own().vocabulary.functions().to_vec(), domains }
    }

    /// Whether the author says that an area serves both sides.
    pub(super) fn serves_both(&self, of: PositionId) -> bool {
        self.serves[of.index()] == Some("both")
    }

    pub(super) fn column(&self, fact: Derived) -> Column<'c> {
        match fact {
            Derived::Serves => {
                let mut words: Vec<&'c str> = Vec::new();
                let code = |word: &'c str| {
                    let known = words.iter().position(|known| *known == word);
                    known.unwrap_or_else(|| {
                        words.push(word);
                        words.len() - 1
                    })
                };
                let codes = codes(self.serves.iter().copied(), code);
                Column::Word { codes, words }
            }
            Derived::FunctionBasis => {
                let basis =
                    self.functions.iter().map(|function| function.map(|function| function.get().basis));
                let codes = codes(basis, |basis| basis as usize);
                Column::Word { codes, words: Basis::WORDS.to_vec() }
            }
            Derived::Domain => {
                let codes = codes(self.domains.iter().copied(), |domain| domain as usize);
                Column::Word { codes, words: Domain::WORDS.to_vec() }
            }
            _ => {
                let own: Vec<&'static str> = self.own.iter().map(|own| own.get().id).collect();
                let first_own = vocabulary::FUNCTION_IDS.len();
                let code = |function: FunctionId| match self.own.iter().position(|own| *own == function) {
                    Some(at) => first_own + at,
                    None => function.index(),
                };
                let codes = codes(self.functions.iter().copied(), code);
                let words = vocabulary::FUNCTION_IDS.iter().copied().chain(own).collect();
                Column::Word { codes, words }
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
fn serves<'c>(chart: &'c Chart, graph: &OrgGraph, seats: &[Seating], lines: &Lines) -> Vec<Option<&'c str>> {
    let mut serves: Vec<Option<&str>> =
        chart.positions().map(|of| chart.text(of, Field::Serves).map(|text| text.text)).collect();
    if serves.iter().all(Option::is_none) {
        return serves;
    }
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
fn functions(chart: &Chart, seats: &[Seating]) -> Vec<Option<FunctionId>> {
    let own = &chart.own().vocabulary;
    let (mut departments, mut units) = (Known::default(), Known::default());
    let mut titles = Known::default();
    chart
        .positions()
        .map(|of| {
            let [function, department, unit] =
                fields::texts(chart, of, [Field::Function, Field::Department, Field::Unit]);
            if let Some(stated) = function {
                return own.function_named(stated);
            }
            let by_department = department.and_then(|name| {
                *departments.entry(name).or_insert_with(|| own.function_of(name, TextKind::Department))
            });
            let named = by_department.or_else(|| {
                let name = unit?;
                *units.entry(name).or_insert_with(|| own.function_of(name, TextKind::Unit))
            });
            let mut by_title = || {
                let title = chart.text(of, Field::Title)?.text;
                *titles.entry(title).or_insert_with(|| own.of_title(title))
            };
            named
                .or_else(|| if own.is_empty() { None } else { by_title() })
                .or_else(|| Some(own.current(seats[of.index()].function?)))
        })
        .collect()
}

/// What was looked up already.
type Known<'c> = HashMap<&'c str, Option<FunctionId>>;

/// The side: what the area serves decides; then its function; then the seat.
fn side(
    serves: Option<&str>,
    function: Option<FunctionId>,
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
    match function.map(|function| function.get().domain_in(industries)) {
        Some(Domain::Depends) => None,
        Some(domain) => Some(domain),
        None => {
            seating.side().map(|seat| if seat == Seat::Cio { Domain::Operations } else { Domain::Product })
        }
    }
}
