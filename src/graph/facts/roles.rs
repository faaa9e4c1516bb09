//! The two chief roles: who holds them, in what state, and who complements a lone chief.

use hashbrown::HashMap;

use super::by_chief::ByChief;
use super::column::{Column, Link, Value, Words};
use super::complements::Complement;
use super::lines::Lines;
use super::seats::{Held, Reach, Seating, Seats};
use super::sides::Sides;
use crate::chart::{Chart, CompanyField, Field, Part, PositionId};
use crate::graph::OrgGraph;
use crate::graph::catalogue::Derived;
use crate::vocabulary::{Domain, Seat};

/// How far down an equivalent lead still does the work of a missing chief.
const LEAD_DEPTH: f64 = 3.0;

/// The state of a chief role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleState {
    /// Somebody holds the seat.
    Held(Held),
    /// There is no seat, and a lead outside the other chief's area does its work.
    LeadOutside,
    /// There is no seat, and a lead in the other chief's area does its work.
    LeadInside,
    /// There are seats for parts of the company alone.
    Scoped,
    /// One holder has both roles.
    Combined,
    /// There is none.
    None,
    /// A title leaves in doubt whether it is this seat, or a part of the chart could not be read.
    Unresolved,
}

impl RoleState {
    /// The word that rules use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held(held) => held.word(),
            Self::LeadOutside => "lead-outside",
            Self::LeadInside => "lead-inside",
            Self::Scoped => "scoped",
            Self::Combined => "combined",
            Self::None => "none",
            Self::Unresolved => "unresolved",
        }
    }

    fn is_present(self) -> bool {
        matches!(self, Self::Held(Held::Full | Held::Temporary | Held::Leaving | Held::Partial))
    }
}

/// What the roles are made from.
pub(super) struct Basis<'a, 'c> {
    pub(super) chart: &'a Chart,
    pub(super) graph: &'a OrgGraph,
    pub(super) seats: &'a Seats,
    pub(super) lines: &'a Lines,
    pub(super) sides: &'a Sides<'c>,
}

/// One of the two roles.
#[derive(Clone, Copy, Debug)]
struct Role {
    state: RoleState,
    /// The position that holds it for the company.
    holder: Option<PositionId>,
}

/// What is known of the two roles.
#[derive(Debug)]
pub struct Roles {
    cio: Role,
    cto: Role,
    /// Which of the two there are: `none`, `lone`, `both`, `combined`; none where that is not known.
    pub chiefs: Option<&'static str>,
    /// Whether the chart shows a part of a company; none where that is not known.
    pub is_part: Option<bool>,
    /// For the company's chiefs: the position that covers the other side.
    pub(super) complements: Vec<Link>,
    pub(super) covered: HashMap<PositionId, Complement>,
    portfolios: HashMap<PositionId, Portfolio>,
}

/// A chief's area by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Portfolio {
    /// Positions on the chief's own side.
    pub own: u32,
    /// Positions on the other side.
    pub other: u32,
    /// Positions of both sides or of neither.
    pub neither: u32,
    /// Positions whose side is not known.
    pub unknown: u32,
}

impl Roles {
    pub(super) fn new(known: &Basis<'_, '_>) -> Self {
        let mut cio = role(known, Seat::Cio);
        let mut cto = role(known, Seat::Cto);
        if let Some((first, second)) = combined(known, &cio, &cto) {
            cio = Role { state: RoleState::Combined, holder: Some(first) };
            cto = Role { state: RoleState::Combined, holder: Some(second) };
        }
        let chiefs = chiefs(&cio, &cto);
        let mut roles = Self {
            cio,
            cto,
            chiefs,
            is_part: is_part(known),
            complements: vec![Link::Nobody; known.chart.len()],
            covered: HashMap::new(),
            portfolios: portfolios(known),
        };
        for seat in [Seat::Cio, Seat::Cto] {
            if let Some(chief) = roles.role(seat).holder {
                let complement = Complement::of(known, chief, seat);
                roles.complements[chief.index()] = match (complement.by, complement.kind) {
                    (Some(by), _) => Link::To(by),
                    (None, Some(_)) => Link::Nobody,
                    (None, None) => Link::Unknown,
                };
                roles.covered.insert(chief, complement);
            }
        }
        roles
    }

    fn role(&self, seat: Seat) -> &Role {
        if seat == Seat::Cio { &self.cio } else { &self.cto }
    }

    /// The state of a role, `Seat::Cio` or `Seat::Cto`.
    #[must_use]
    pub fn state(&self, seat: Seat) -> RoleState {
        self.role(seat).state
    }

    pub(super) fn state_value(&self, seat: Seat) -> Value<'static> {
        Value::Word(self.state(seat).word())
    }

    pub(super) fn chief(&self, seat: Seat) -> Link {
        let role = self.role(seat);
        match (role.holder, role.state) {
            (Some(holder), _) => Link::To(holder),
            (None, RoleState::Unresolved) => Link::Unknown,
            (None, _) => Link::Nobody,
        }
    }

    pub(super) fn lone_chief(&self) -> Link {
        match self.chiefs {
            Some("lone") => {
                let present = |role: &Role| role.state.is_present() || role.state == RoleState::Scoped;
                let role =
                    if present(&self.cio) && !self.cto.state.is_present() { &self.cio } else { &self.cto };
                role.holder.map_or(Link::Nobody, Link::To)
            }
            Some(_) => Link::Nobody,
            None => Link::Unknown,
        }
    }

    /// Every chief with the sides of its area, in the order of the chart.
    #[must_use]
    pub fn portfolios(&self) -> Vec<(PositionId, Portfolio)> {
        let mut all: Vec<_> = self.portfolios.iter().map(|(chief, portfolio)| (*chief, *portfolio)).collect();
        all.sort_unstable_by_key(|(chief, _)| *chief);
        all
    }

    pub(super) fn column(&self, fact: Derived, seats: &Seats, lines: &Lines) -> Column<'static> {
        let count = self.complements.len();
        match fact {
            Derived::ComplementKind => {
                let words = crate::graph::catalogue::COMPLEMENT_KINDS;
                Column::Word(Words::new(
                    codes(count, |of| self.covered.get(&of)?.kind, words),
                    words.to_vec(),
                ))
            }
            Derived::OppositeState => {
                let words = crate::graph::catalogue::ROLE_STATES;
                let state = |of: PositionId| self.opposite(of, seats, lines);
                Column::Word(Words::new(codes(count, state, words), words.to_vec()))
            }
            _ => {
                let number = |portfolio: &Portfolio| {
                    f64::from(match fact {
                        Derived::PortfolioOwn => portfolio.own,
                        Derived::PortfolioOther => portfolio.other,
                        Derived::PortfolioUnknown => portfolio.unknown,
                        _ => portfolio.own + portfolio.other,
                    })
                };
                Column::Numbers(self.portfolios.iter().map(|(chief, of)| (chief.0, number(of))).collect())
            }
        }
    }

    /// The state of the role opposite to the chief's own, or to the nearest chief's.
    fn opposite(&self, of: PositionId, seats: &Seats, lines: &Lines) -> Option<&'static str> {
        let chief =
            if seats[of.index()].is_chief() { of } else { lines.nearest_chief[of.index()].position()? };
        match seats[chief.index()].seat? {
            Seat::Cio => Some(self.cto.state.word()),
            Seat::Cto => Some(self.cio.state.word()),
            Seat::Both => Some("combined"),
            _ => None,
        }
    }
}

/// Words of positions as numbers from 1 in a list of words; 0 where there is none.
pub(super) fn codes(
    count: usize,
    word: impl Fn(PositionId) -> Option<&'static str>,
    words: &[&str],
) -> Vec<u16> {
    let code = |word: &str| words.iter().position(|known| *known == word).map_or(0, |at| at + 1);
    // The words are constants, and few: one that was met is known again by where it stands.
    let mut met: Vec<(&'static str, u16)> = Vec::new();
    let mut code = |word: &'static str| {
        if let Some((_, code)) = met.iter().find(|(known, _)| std::ptr::eq(*known, word)) {
            return *code;
        }
        let code = u16::try_from(code(word)).unwrap_or(0);
        met.push((word, code));
        code
    };
    (0..count).map(|at| word(PositionId(crate::source::offset(at))).map_or(0, &mut code)).collect()
}

/// Who holds both roles, as the seats of the CIO and of the CTO: by one title, as one person in both
/// of the company's seats, or by `also_holds`.
fn combined(known: &Basis<'_, '_>, cio: &Role, cto: &Role) -> Option<(PositionId, PositionId)> {
    let chart = known.chart;
    let by_title = known.seats.seated().filter(|of| {
        let seating = &known.seats[of.index()];
        seating.seat == Some(Seat::Both) && seating.reach != Reach::Part && seating.held != Held::Open
    });
    if let Some(both) = by_title.min_by_key(|of| rank(known, *of)) {
        return Some((both, both));
    }
    let holder = |role: &Role| role.holder.filter(|_| role.state != RoleState::Held(Held::Open));
    match (holder(cio), holder(cto)) {
        (Some(cio), Some(cto)) => {
            let person = |of| chart.text(of, Field::Holder).map(|text| text.text);
            let same_person = person(cio).is_some() && person(cio) == person(cto);
            let same = cio == cto
                || same_person
                || also_holds(chart, cio, Seat::Cto, Some(cto))
                || also_holds(chart, cto, Seat::Cio, Some(cio));
            same.then_some((cio, cto))
        }
        (Some(cio), None) => also_holds(chart, cio, Seat::Cto, cto.holder).then_some((cio, cio)),
        (None, Some(cto)) => also_holds(chart, cto, Seat::Cio, cio.holder).then_some((cto, cto)),
        (None, None) => None,
    }
}

/// Whether the same holder has another seat too, said by its word or by the id of its position.
fn also_holds(chart: &Chart, of: PositionId, seat: Seat, other: Option<PositionId>) -> bool {
    let is_other = |text: &str| text == seat.word() || other.is_some_and(|other| text == chart.id(other));
    chart.texts(of, Field::AlsoHolds).any(|text| is_other(text.text))
}

/// Which of several equal positions comes first: the one nearest to the root, then by id, so that the
/// order of the file decides nothing.
pub(super) fn height<'k>(known: &Basis<'k, '_>, of: PositionId) -> (u64, &'k str) {
    let depth = known.lines.depth[of.index()];
    let depth = if depth.is_nan() { f64::MAX } else { depth };
    (depth.to_bits(), known.chart.id(of))
}

/// Which of several seats is the company's: the widest, the one that is held, the first.
fn rank<'k>(known: &Basis<'k, '_>, of: PositionId) -> (Reach, bool, (u64, &'k str)) {
    let seating = &known.seats[of.index()];
    (seating.reach, seating.held == Held::Open, height(known, of))
}

/// The state of a role, and the company's seat among several.
fn role(known: &Basis<'_, '_>, seat: Seat) -> Role {
    let seats: Vec<PositionId> =
        known.seats.seated().filter(|of| known.seats[of.index()].holds(seat)).collect();
    let Some(first) = seats.iter().copied().min_by_key(|of| rank(known, *of)) else {
        return without_seat(known, seat);
    };
    let seating = &known.seats[first.index()];
    let state = match seating.reach {
        Reach::Part if seating.held != Held::Open => RoleState::Scoped,
        _ => RoleState::Held(seating.held),
    };
    Role { state, holder: Some(first) }
}

fn without_seat(known: &Basis<'_, '_>, seat: Seat) -> Role {
    let unresolved = known.seats.different().any(|seating| seating.unresolved == Some(seat));
    if unresolved || known.chart.may_lack_seats() {
        return Role { state: RoleState::Unresolved, holder: None };
    }
    let inside = leads(known, seat).map(|lead| {
        let above = known.lines.nearest_chief[lead.index()];
        above.position().is_some()
    });
    let mut found = RoleState::None;
    for inside in inside {
        if !inside {
            found = RoleState::LeadOutside;
            break;
        }
        found = RoleState::LeadInside;
    }
    Role { state: found, holder: None }
}

/// Positions that do a chief's work without the title, near enough to the top, and not vacant.
pub(super) fn leads<'k>(known: &'k Basis<'_, '_>, seat: Seat) -> impl Iterator<Item = PositionId> + 'k {
    known.seats.seated().filter(move |of| {
        let seating = &known.seats[of.index()];
        seating.seat.and_then(Seat::equivalent_of) == Some(seat)
            && near_the_top(known, *of)
            && seating.held != Held::Open
    })
}

/// Whether a lead there can still do the work of a missing chief.
pub(super) fn near_the_top(known: &Basis<'_, '_>, of: PositionId) -> bool {
    let depth = known.lines.depth[of.index()];
    depth.is_nan() || depth <= LEAD_DEPTH
}

/// Which of the roles there are. A seat for a part of the company counts as the company's where
/// there is no other chief.
fn chiefs(cio: &Role, cto: &Role) -> Option<&'static str> {
    let states = [cio.state, cto.state];
    if states.contains(&RoleState::Combined) {
        return Some("combined");
    }
    if states.contains(&RoleState::Unresolved) {
        return None;
    }
    match (cio.state.is_present(), cto.state.is_present()) {
        (true, true) => Some("both"),
        (true, false) | (false, true) => Some("lone"),
        (false, false) => match states.map(|state| state == RoleState::Scoped) {
            [true, true] => Some("both"),
            [false, false] => Some("none"),
            _ => Some("lone"),
        },
    }
}

/// `complete: false`, external managers, or a root that is itself a chief or a lead.
fn is_part(known: &Basis<'_, '_>) -> Option<bool> {
    let chart = known.chart;
    // Who reads a chart without positions can say nothing of the company either.
    if chart.company_flag(CompanyField::Complete) == Some(false)
        || chart.external_managers().next().is_some()
        || chart.is_empty()
    {
        return Some(true);
    }
    let roots = known.graph.roots();
    let below_a_chief = |of: &PositionId| {
        let seating = &known.seats[of.index()];
        // `CEO & CTO` is the head of the company.
        !seating.also.contains(Seat::Ceo)
            && seating.seat.is_some_and(|seat| seat.is_chief() || seat.equivalent_of().is_some())
    };
    let with_reports: Vec<PositionId> =
        roots.iter().copied().filter(|of| known.graph.has_reports(*of)).collect();
    let tops = if with_reports.is_empty() { roots } else { &with_reports };
    if tops.is_empty() {
        return None;
    }
    Some(tops.iter().all(below_a_chief))
}

/// The sides of every chief's area: positions, and functions of the mandate.
fn portfolios(known: &Basis<'_, '_>) -> HashMap<PositionId, Portfolio> {
    let mut found = ByChief::default();
    for of in known.seats.seated() {
        let seating = &known.seats[of.index()];
        if seating.is_chief() && seating.seat != Some(Seat::Both) {
            let mut portfolio = Portfolio::default();
            for owned in owned(known.chart, of) {
                let function = known.chart.own().vocabulary.function_named(owned);
                portfolio.add(function.map(|function| function.get().domain), seating);
            }
            found.add(of, portfolio);
        }
    }
    // Who has no place in a tree has no chief that is known.
    let placed = if found.is_empty() { &[] } else { known.graph.pre_order() };
    for of in placed {
        if let Link::To(chief) = known.lines.nearest_chief[of.index()]
            && !known.seats[of.index()].is_chief()
            && let Some(portfolio) = found.get_mut(chief)
        {
            portfolio.add(known.sides.domains[of.index()], &known.seats[chief.index()]);
        }
    }
    found.all.into_iter().collect()
}

/// What a mandate owns.
pub(super) fn owned(chart: &Chart, of: PositionId) -> impl Iterator<Item = &str> {
    let owns = chart.value(of, Field::Mandate).and_then(|mandate| chart.part(mandate, Part::Owns));
    owns.into_iter().flat_map(|at| chart.texts_at(at)).map(|text| text.text)
}

impl Portfolio {
    fn add(&mut self, domain: Option<Domain>, chief: &Seating) {
        let own = if chief.seat == Some(Seat::Cio) { Domain::Operations } else { Domain::Product };
        match domain {
            None | Some(Domain::Depends) => self.unknown += 1,
            Some(domain) if domain == own => self.own += 1,
            Some(Domain::Operations | Domain::Product) => self.other += 1,
            Some(_) => self.neither += 1,
        }
    }
}
