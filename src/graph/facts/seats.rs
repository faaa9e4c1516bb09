//! What titles mean: the seat of every position, how it is held, and what it speaks for.

use hashbrown::HashMap;
use jiff::civil::Date;

use super::column::{Column, Words};
use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::graph::catalogue::{self, Derived};
use crate::graph::{Manager, OrgGraph};
use crate::vocabulary::{
    self, Domain, FunctionId, Functions, Grade, IndustrySet, Resolved, Seat, SeatScope, SeatSet, SeatState,
    TitleContext, resolve_title,
};

/// Below this share of full time a chief seat is held in part.
const PARTIAL_FTE: f64 = 0.6;

/// How a seat is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// For good.
    Full,
    /// For the time being: acting or interim.
    Temporary,
    /// By someone about to leave it.
    Leaving,
    /// For a part of the time.
    Partial,
    /// By nobody: vacant or planned.
    Open,
}

impl Held {
    /// The word that rules use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Temporary => "temporary",
            Self::Leaving => "leaving",
            Self::Partial => "partial",
            Self::Open => "open",
        }
    }
}

/// What a seat speaks for, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The group, or the company as stated by `scope`.
    Group,
    /// The company.
    Company,
    /// A part of it.
    Part,
}

/// What a position's title means.
#[derive(Clone, Copy, Debug)]
pub struct Seating {
    /// The seat; none for most positions.
    pub seat: Option<Seat>,
    /// Further seats of the same title: `CEO & CTO`.
    pub also: SeatSet,
    /// How it is held.
    pub held: Held,
    /// What it speaks for.
    pub reach: Reach,
    /// Whether the seat also faces customers by name (digital).
    pub soft: bool,
    /// The seat it is the deputy of.
    pub below: Option<Seat>,
    /// The seat that the title may mean or not.
    pub unresolved: Option<Seat>,
    /// How high the title stands.
    pub grade: Option<Grade>,
    /// What the title says the area does.
    pub functions: Functions,
    /// Whether the seat holds both chiefs' work only where no other has the CTO's.
    pub yields: bool,
}

impl Seating {
    /// Whether it is CIO, CTO or both at once.
    #[must_use]
    pub fn is_chief(&self) -> bool {
        self.seat.is_some_and(Seat::is_chief)
    }

    /// Whether it holds a chief's seat, alone or beside another seat.
    #[must_use]
    pub fn holds(&self, seat: Seat) -> bool {
        let both = self.seat == Some(Seat::Both) || self.also.contains(Seat::Both);
        self.seat == Some(seat) || both || self.also.contains(seat)
    }

    /// The chief on whose side the seat itself is.
    #[must_use]
    pub fn side(&self) -> Option<Seat> {
        let of = |seat: Seat| match seat {
            Seat::Cio | Seat::Cto => Some(seat),
            _ => seat.equivalent_of(),
        };
        self.seat.or(self.below).and_then(of)
    }

    /// Whether the rest of the chart has a say in what the title means.
    fn is_open(&self, engineering: FunctionId) -> bool {
        let lead = self.seat == Some(Seat::EngineeringLead) || self.unresolved == Some(Seat::EngineeringLead);
        self.yields
            || (self.seat == Some(Seat::Cto) && self.reach == Reach::Part)
            || self.unresolved == Some(Seat::Cio)
            || lead
            || self.functions.iter().eq(std::iter::once(engineering))
    }

    /// Whether it is a seat, or may be one.
    fn may_be_a_seat(&self) -> bool {
        self.seat.is_some() || self.unresolved.is_some()
    }

    fn new(resolved: &Resolved) -> Self {
        let in_doubt = resolved.state == Some(SeatState::Unresolved);
        let (seat, also) = if in_doubt { (None, SeatSet::default()) } else { head_first(resolved) };
        Self {
            seat,
            also,
            held: match resolved.state {
                Some(SeatState::Temporary) => Held::Temporary,
                Some(SeatState::Leaving) => Held::Leaving,
                Some(SeatState::Partial) => Held::Partial,
                Some(SeatState::Open) => Held::Open,
                _ => Held::Full,
            },
            reach: match resolved.scope {
                SeatScope::Group => Reach::Group,
                SeatScope::Company => Reach::Company,
                SeatScope::Part(_) => Reach::Part,
            },
            soft: resolved.soft,
            below: resolved.below,
            unresolved: resolved.seat.filter(|_| in_doubt),
            grade: resolved.grade,
            functions: resolved.functions,
            yields: resolved.yields,
        }
    }
}

/// A CEO who is also the CTO heads everybody: the company has a CTO, and what is below is not the
/// CTO's area for that.
fn head_first(resolved: &Resolved) -> (Option<Seat>, SeatSet) {
    let mut also = resolved.also;
    match resolved.seat {
        Some(seat) if seat.is_chief() && also.contains(Seat::Ceo) => {
            also.remove(Seat::Ceo);
            also.insert(seat);
            (Some(Seat::Ceo), also)
        }
        seat => (seat, also),
    }
}

/// The seat of every position. Most have that of others with the same title.
#[derive(Debug, Default)]
pub(super) struct Seats {
    different: Vec<Seating>,
    /// For each position its seat, as an index into the different ones.
    codes: Vec<u32>,
    /// Positions with a seat, or perhaps with one, in the order of the chart.
    seated: Vec<PositionId>,
    /// Which of the different ones some position has.
    used: Vec<bool>,
}

impl std::ops::Index<usize> for Seats {
    type Output = Seating;

    fn index(&self, position: usize) -> &Seating {
        &self.different[self.codes[position] as usize]
    }
}

impl Seats {
    pub(super) fn new(chart: &Chart, graph: &OrgGraph, as_of: Date, titles: &Column<'_>) -> Self {
        let mut context = TitleContext::new();
        if let Some(industry) = chart.company_text(CompanyField::Industry) {
            context = context.industry(industry.text);
        }
        if let Some(company) = chart.company_text(CompanyField::Name) {
            context = context.company(company.text);
        }
        let mut seats = Self::default();
        let mut known = Titles::new(chart, context, as_of, false);
        seats.codes = chart.positions().map(|of| known.code(of, titles.text_code(of), &mut seats)).collect();
        let mut known = Titles::new(chart, context, as_of, true);
        for root in graph.roots().iter().copied() {
            seats.codes[root.index()] = known.code(root, titles.text_code(root), &mut seats);
        }
        seats.weigh(chart, graph, context.industries());
        let seated: Vec<bool> = seats.different.iter().map(Seating::may_be_a_seat).collect();
        seats.used = vec![false; seated.len()];
        for (of, code) in chart.positions().zip(&seats.codes) {
            seats.used[*code as usize] = true;
            if seated[*code as usize] {
                seats.seated.push(of);
            }
        }
        seats
    }

    /// What the rest of the chart says of titles that leave something open: who is below, and who else
    /// has a chief's title.
    fn weigh(&mut self, chart: &Chart, graph: &OrgGraph, industries: IndustrySet) {
        let ids = [ENGINEERING, PHYSICAL_ENGINEERING].map(FunctionId::from_id);
        let [Some(engineering), Some(physical)] = ids else { return };
        let open: Vec<bool> = self.different.iter().map(|seating| seating.is_open(engineering)).collect();
        if !open.contains(&true) {
            return;
        }
        let cto = |seating: &Seating| seating.seat == Some(Seat::Cto) || seating.also.contains(Seat::Cto);
        let has_cto = self.codes.iter().any(|code| cto(&self.different[*code as usize]));
        for of in chart.positions() {
            let code = self.codes[of.index()] as usize;
            if !open[code] {
                continue;
            }
            let seating = self.different[code];
            let below = || Below::of(self, graph, of, industries, physical);
            let weighed = if seating.seat == Some(Seat::Cto) {
                self.sells(graph, of).then_some(Seating {
                    seat: None,
                    functions: Functions::of(FunctionId::from_id(SELLERS_ENGINEERS)),
                    ..seating
                })
            } else if seating.yields {
                has_cto.then_some(Seating { seat: Some(Seat::Cio), ..seating })
            } else if seating.unresolved == Some(Seat::Cio) {
                below().operations.then_some(Seating { seat: Some(Seat::Cio), unresolved: None, ..seating })
            } else {
                let below = below();
                match seating.unresolved {
                    Some(lead) if below.software => {
                        Some(Seating { seat: Some(lead), unresolved: None, ..seating })
                    }
                    _ if below.physical && !below.software => Some(Seating {
                        seat: None,
                        unresolved: None,
                        functions: Functions::of(Some(physical)),
                        ..seating
                    }),
                    _ => None,
                }
            };
            if let Some(weighed) = weighed {
                self.codes[of.index()] = self.add(weighed);
            }
        }
    }

    /// Whether a position reports to those who sell: a `Federal CTO` there is a seller's engineer.
    fn sells(&self, graph: &OrgGraph, of: PositionId) -> bool {
        let Manager::Position(manager) = graph.manager(of) else { return false };
        let above = &self[manager.index()];
        let sold = ["sales", "customer-success", SELLERS_ENGINEERS];
        matches!(above.seat, Some(Seat::CroRevenue | Seat::CcoCommercial))
            || above.functions.main().is_some_and(|function| sold.contains(&function.get().id))
    }

    /// The seats, each different one at least once.
    pub(super) fn different(&self) -> impl Iterator<Item = &Seating> {
        self.different.iter().zip(&self.used).filter(|(_, used)| **used).map(|(seating, _)| seating)
    }

    /// Positions with a seat, or perhaps with one, in the order of the chart.
    pub(super) fn seated(&self) -> impl Iterator<Item = PositionId> {
        self.seated.iter().copied()
    }

    /// For each position what follows from its seat alone.
    pub(super) fn each<T: Copy>(&self, value: impl Fn(&Seating) -> T) -> Vec<T> {
        let of_different: Vec<T> = self.different.iter().map(value).collect();
        self.codes.iter().map(|code| of_different[*code as usize]).collect()
    }

    fn add(&mut self, seating: Seating) -> u32 {
        self.different.push(seating);
        crate::source::offset(self.different.len() - 1)
    }
}

/// Functions whose titles leave open what is engineered.
const ENGINEERING: &str = "engineering";
const PHYSICAL_ENGINEERING: &str = "physical-engineering";
const SELLERS_ENGINEERS: &str = "solution-engineering";

/// What the two levels below a position do.
#[derive(Clone, Copy, Debug, Default)]
struct Below {
    operations: bool,
    software: bool,
    physical: bool,
}

impl Below {
    fn of(
        seats: &Seats,
        graph: &OrgGraph,
        of: PositionId,
        industries: IndustrySet,
        physical: FunctionId,
    ) -> Self {
        let mut below = Self::default();
        let reports = graph.reports(of);
        let mut near: Vec<PositionId> = reports.clone();
        for report in reports {
            near.extend(graph.reports(report).iter().copied());
        }
        for one in near {
            for function in seats[one.index()].functions.iter() {
                let physical_work = ["physical-engineering", "facilities", "manufacturing"];
                below.physical |= function == physical || physical_work.contains(&function.get().id);
                below.software |= function.get().domain == Domain::Product;
                below.operations |= function.get().domain_in(industries) == Domain::Operations;
            }
        }
        below
    }
}

/// What titles mean, each worked out once.
struct Titles<'c> {
    chart: &'c Chart,
    context: TitleContext<'c>,
    as_of: Date,
    at_root: bool,
    /// By the code of the title: what it means.
    by_title: Vec<Option<Seating>>,
    /// By the code of the title: the seat of those who state nothing that makes it another.
    plain: Vec<Option<u32>>,
    by_department: HashMap<(&'c str, &'c str), Seating>,
}

impl<'c> Titles<'c> {
    fn new(chart: &'c Chart, context: TitleContext<'c>, as_of: Date, at_root: bool) -> Self {
        Self {
            chart,
            context,
            as_of,
            at_root,
            by_title: Vec::new(),
            plain: Vec::new(),
            by_department: HashMap::new(),
        }
    }

    /// The seat of a position, by the code of its title. Most titles are not a seat's, and have been met.
    #[inline]
    fn code(&mut self, of: PositionId, title: usize, seats: &mut Seats) -> u32 {
        let has_role = self.chart.has_any(of, &[Field::Role]);
        match self.plain.get(title) {
            Some(Some(plain)) if !has_role => *plain,
            _ => self.code_anew(of, title, has_role, seats),
        }
    }

    fn code_anew(&mut self, of: PositionId, title: usize, has_role: bool, seats: &mut Seats) -> u32 {
        if self.by_title.len() <= title {
            self.by_title.resize(title + 1, None);
            self.plain.resize(title + 1, None);
        }
        let text = || self.chart.words(of, Field::Title).unwrap_or_default();
        let seating = self.by_title[title].unwrap_or_else(|| self.of_title(text()));
        self.by_title[title] = Some(seating);
        // What a position states beside its title matters where the title may be a seat's.
        if seating.may_be_a_seat() || has_role {
            let seating = self.in_department(of, text(), seating);
            return seats.add(settled(self.chart, of, seating, &self.context, self.as_of));
        }
        let plain = seats.add(seating);
        self.plain[title] = Some(plain);
        plain
    }

    fn of_title(&self, title: &str) -> Seating {
        let seating = Seating::new(&resolve_title(title, &self.context.root(self.at_root)));
        match self.chart.own().vocabulary.seat_of_title(title) {
            Some(seat) => in_seat(seat, seating),
            None => seating,
        }
    }

    /// In a department for investments a bare `CIO` may be the investments' own.
    fn in_department(&mut self, of: PositionId, title: &'c str, seating: Seating) -> Seating {
        if seating.seat.is_none() || self.chart.own().vocabulary.seat_of_title(title).is_some() {
            return seating;
        }
        let Some(department) = self.chart.text(of, Field::Department) else { return seating };
        let context = &self.context;
        let resolved = *self
            .by_department
            .entry((title, department.text))
            .or_insert_with(|| Seating::new(&resolve_title(title, &context.department(department.text))));
        if resolved.unresolved.is_some() { resolved } else { seating }
    }
}

/// What the other fields of a position make of what its title means.
fn settled(
    chart: &Chart,
    of: PositionId,
    mut seating: Seating,
    context: &TitleContext<'_>,
    as_of: Date,
) -> Seating {
    if let Some(role) = chart.text(of, Field::Role) {
        seating = by_role(role.text, seating, context);
    }
    if seating.may_be_a_seat() {
        seating.held = held(chart, of, seating, as_of);
        seating.reach = match chart.text(of, Field::Scope).map(|scope| scope.text) {
            Some("company" | "group") => Reach::Group,
            Some("region" | "business-unit" | "product") => Reach::Part,
            _ => seating.reach,
        };
    }
    seating
}

/// `role:` is what the author says the seat is.
fn by_role(role: &str, seating: Seating, context: &TitleContext<'_>) -> Seating {
    if role == "none" {
        return Seating { seat: None, also: SeatSet::default(), below: None, unresolved: None, ..seating };
    }
    let seat = vocabulary::seat_from_word(&role.to_lowercase()).or_else(|| {
        let resolved = Seating::new(&resolve_title(role, context));
        resolved.seat
    });
    seat.map_or(seating, |seat| in_seat(seat, seating))
}

fn in_seat(seat: Seat, seating: Seating) -> Seating {
    // The title tells how the seat that it shares with the role is held.
    if seating.seat == Some(seat) || seating.unresolved == Some(seat) {
        return Seating { seat: Some(seat), unresolved: None, ..seating };
    }
    Seating {
        seat: Some(seat),
        also: SeatSet::default(),
        below: None,
        unresolved: None,
        soft: false,
        held: Held::Full,
        reach: Reach::Company,
        ..seating
    }
}

pub(super) fn held(chart: &Chart, of: PositionId, seating: Seating, as_of: Date) -> Held {
    if chart.is_vacant(of) {
        return Held::Open;
    }
    let until = chart.date(of, Field::Until);
    match chart.text(of, Field::Status).map(|status| status.text) {
        Some("acting" | "interim") => return Held::Temporary,
        // Once the date is past, the seat is as good as vacant.
        Some("leaving") if until.is_some_and(|until| until < as_of) => return Held::Open,
        Some("leaving") => return Held::Leaving,
        Some("left") => return Held::Open,
        _ => {}
    }
    let part_time = chart.number(of, Field::Fte).is_some_and(|fte| fte < PARTIAL_FTE);
    if seating.held == Held::Full && part_time { Held::Partial } else { seating.held }
}

/// Whether a chief's title also names the other side's ground.
pub(super) fn soft(seats: &Seats) -> Column<'static> {
    let mut yes = fixedbitset::FixedBitSet::with_capacity(seats.codes.len());
    if seats.different.iter().any(|seating| seating.soft) {
        let soft = seats.each(|seating| seating.soft);
        yes.extend(soft.iter().enumerate().filter(|(_, soft)| **soft).map(|(at, _)| at));
    }
    let mut no = yes.clone();
    no.toggle_range(..);
    Column::Flag { yes, no }
}

/// How many hold the same seat for the whole company and for good, and do not share it on purpose.
pub(super) fn holders(chart: &Chart, seats: &Seats) -> Column<'static> {
    let holds = |of: PositionId| {
        let seating = &seats[of.index()];
        let whole = seating.held == Held::Full && seating.reach == Reach::Company;
        // What stands in brackets, as in `Interim Team Lead (and CEO)`, is said of the person, and a `COO Manager`
        // works for the one who has the seat.
        let is_aside = || {
            chart.text(of, Field::Title).is_some_and(|title| {
                title.text.contains('(') || title.text.trim_end().to_lowercase().ends_with(" manager")
            })
        };
        seating.seat.filter(|_| whole && chart.value(of, Field::CoLead).is_none() && !is_aside())
    };
    let held: Vec<Option<Seat>> = chart.positions().map(holds).collect();
    let mut counts: HashMap<Seat, f64> = HashMap::new();
    for seat in held.iter().flatten() {
        *counts.entry(*seat).or_default() += 1.0;
    }
    let count = |seat: &Option<Seat>| seat.and_then(|seat| counts.get(&seat).copied()).unwrap_or_default();
    Column::Number(held.iter().map(count).collect())
}

pub(super) fn column(seats: &Seats, fact: Derived) -> Column<'static> {
    let word = |seating: &Seating| -> Option<&'static str> {
        match fact {
            Derived::Seat if seating.unresolved.is_some() => None,
            Derived::Seat => Some(seating.seat.map_or("none", Seat::word)),
            Derived::SeatState if seating.unresolved.is_some() => Some("unresolved"),
            Derived::SeatState | Derived::SeatScope if !seating.is_chief() => Some("none"),
            Derived::SeatState if seating.seat == Some(Seat::Both) && seating.held == Held::Full => {
                Some("combined")
            }
            Derived::SeatState => Some(seating.held.word()),
            Derived::SeatScope => Some(match seating.reach {
                Reach::Group => "group",
                Reach::Company => "company",
                Reach::Part => "part",
            }),
            _ => seating.grade.map(Grade::word),
        }
    };
    let words: Vec<&'static str> = match fact {
        Derived::Seat => Seat::WORDS.iter().copied().chain(["none"]).collect(),
        Derived::SeatState => catalogue::SEAT_STATES.to_vec(),
        Derived::SeatScope => catalogue::SEAT_SCOPES.to_vec(),
        _ => catalogue::GRADES.to_vec(),
    };
    let code = |seating: &Seating| {
        let word = word(seating)?;
        words.iter().position(|known| *known == word)
    };
    let codes = seats.each(|seating| code(seating).map_or(0, |at| u16::try_from(at + 1).unwrap_or(0)));
    Column::Word(Words::new(codes, words))
}
