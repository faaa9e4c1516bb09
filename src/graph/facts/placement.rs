//! Which chief an area would be with, how strong that chief's claim to it is, and what a chief's own
//! area is made of.

use hashbrown::HashMap;

use super::by_chief::ByChief;
use super::column::{Column, Link, Words};
use super::roles::{Basis, RoleState, Roles};
use super::seats::{Held, Reach, Seating};
use crate::chart::{Chart, Field, PositionId};
use crate::graph::catalogue::{self, Derived};
use crate::vocabulary::{Domain, FunctionId, Grade, Seat};

/// Functions that are infrastructure of some kind, whatever it carries.
const INFRASTRUCTURE: &[&str] = &[
    "infrastructure",
    "internal-infrastructure",
    "product-infrastructure",
    "network-operations",
    "data-center",
    "systems-administration",
    "end-user-computing",
    "platform-engineering",
    "sre",
];

/// Functions that are a CTO's own wherever their side is left open: the strategic part of the role.
const STRATEGIC: &[&str] =
    &["architecture", "software-architecture", "research-development", "technology-strategy"];

/// What these lists say of a function.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    is_infrastructure: bool,
    is_strategic: bool,
    /// Whether it assists a chief.
    assists: bool,
}

impl Kind {
    fn of(function: FunctionId) -> Self {
        let id = function.get().id;
        Self {
            is_infrastructure: INFRASTRUCTURE.contains(&id),
            is_strategic: STRATEGIC.contains(&id),
            assists: id == "executive-office",
        }
    }
}

/// Kinds by the number of the function, each worked out when it is first met.
#[derive(Default)]
struct Kinds(Vec<Option<Kind>>);

impl Kinds {
    fn of(&mut self, function: Option<FunctionId>) -> Kind {
        let Some(function) = function else { return Kind::default() };
        if self.0.len() <= function.index() {
            self.0.resize(function.index() + 1, None);
        }
        *self.0[function.index()].get_or_insert_with(|| Kind::of(function))
    }
}

/// How strong the claim of the opposite chief to an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The seat is held for the whole company.
    Full,
    /// The seat is held for a part of the time or of the company, or by a lead without the title, or
    /// the two chiefs stand one below the other.
    Reduced,
    /// The seat is there and nobody holds it.
    Open,
    /// There is no such seat, or one holder has both, or the area is what complements the chief.
    Nothing,
}

impl Claim {
    /// The word that rules use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Reduced => "reduced",
            Self::Open => "open",
            Self::Nothing => "none",
        }
    }
}

/// The side of an area, seen from its chief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Own,
    Other,
    Neither,
    Unknown,
}

/// What a chief's area is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Areas {
    /// Positions, and functions of the mandate, that are the chief's own work.
    core: u32,
    /// Areas on the other side, each counted at its top.
    other: u32,
    /// Areas on neither side.
    neither: u32,
    /// Areas whose side is not known.
    unknown: u32,
    /// Units on either side.
    units: u32,
    /// Units on the other side.
    other_units: u32,
}

/// Placement seen from every position, and what is known of every chief's area.
#[derive(Debug)]
pub(super) struct Placement {
    pub(super) opposites: Vec<Link>,
    /// Who holds the two roles for the company, as their opposite sees it.
    cio: Link,
    cto: Link,
    claims: Vec<Option<Claim>>,
    areas: HashMap<PositionId, Areas>,
}

impl Placement {
    pub(super) fn new(known: &Basis<'_, '_>, roles: &Roles) -> Self {
        let count = known.chart.len();
        let [information, technology] = [Seat::Cio, Seat::Cto].map(|seat| Opposite::new(known, roles, seat));
        let mut placement = Self {
            opposites: vec![Link::Unknown; count],
            claims: vec![None; count],
            cio: information.link,
            cto: technology.link,
            areas: areas(known),
        };
        let mut complements = vec![false; count];
        // In pre-order the next position mostly has the chief of the last one, and with it the same claim.
        let mut last = (Link::Unknown, false, None);
        for of in known.graph.pre_order() {
            let at = of.index();
            let own = &known.seats[at];
            let chief = if own.is_chief() { Link::To(*of) } else { known.lines.nearest_chief[at] };
            let opposite = match chief.position().and_then(|chief| known.seats[chief.index()].seat) {
                Some(Seat::Cio) => &technology,
                Some(Seat::Cto) => &information,
                _ => {
                    placement.opposites[at] = if chief == Link::Unknown { chief } else { Link::Nobody };
                    placement.claims[at] = (chief != Link::Unknown).then_some(Claim::Nothing);
                    continue;
                }
            };
            placement.opposites[at] = opposite.link;
            if own.is_chief() || own.unresolved.is_some() {
                placement.claims[at] = own.is_chief().then_some(Claim::Nothing);
                continue;
            }
            let above = known.lines.managers[at].position();
            complements[at] = opposite.is_complement(known, *of, chief)
                || above.is_some_and(|above| complements[above.index()]);
            if (last.0, last.1) != (chief, complements[at]) {
                last = (chief, complements[at], opposite.claim(known, chief, complements[at]));
            }
            placement.claims[at] = last.2;
        }
        placement
    }

    pub(super) fn chief(&self, seat: Seat) -> Link {
        if seat == Seat::Cio { self.cio } else { self.cto }
    }

    pub(super) fn column(&self, fact: Derived) -> Column<'static> {
        if fact == Derived::OppositeClaim {
            let words = catalogue::CLAIMS;
            let of_each =
                super::roles::codes(self.claims.len(), |of| Some(self.claims[of.index()]?.word()), words);
            return Column::Word(Words::new(of_each, words.to_vec()));
        }
        let number = |areas: &Areas| match fact {
            Derived::PortfolioCore => f64::from(areas.core),
            Derived::PortfolioOtherAreas => f64::from(areas.other),
            Derived::PortfolioNeitherAreas => f64::from(areas.neither),
            Derived::PortfolioUnknownAreas => f64::from(areas.unknown),
            Derived::PortfolioUnits => f64::from(areas.units),
            Derived::PortfolioOtherUnits => f64::from(areas.other_units),
            _ if areas.units == 0 => 0.0,
            _ => 100.0 * f64::from(areas.other_units) / f64::from(areas.units),
        };
        Column::Numbers(self.areas.iter().map(|(chief, areas)| (chief.0, number(areas))).collect())
    }
}

/// One of the two roles as it is seen from the other one's area.
struct Opposite {
    seat: Seat,
    state: RoleState,
    /// Who holds it; not known where several seats are equal, since nothing says which is meant.
    link: Link,
}

impl Opposite {
    fn new(known: &Basis<'_, '_>, roles: &Roles, seat: Seat) -> Self {
        let state = roles.state(seat);
        let link = match state {
            RoleState::Held(_) | RoleState::Scoped => match roles.chief(seat) {
                Link::To(holder) if has_twin(known, holder, seat) => Link::Unknown,
                link => link,
            },
            RoleState::LeadOutside => lead_outside(known, seat).map_or(Link::Nobody, Link::To),
            RoleState::Unresolved => Link::Unknown,
            RoleState::LeadInside | RoleState::Combined | RoleState::None => Link::Nobody,
        };
        Self { seat, state, link }
    }

    /// Whether a position is what backs a chief for this role while nobody fully holds it: the lead
    /// without the title, or the one named as the complement.
    fn is_complement(&self, known: &Basis<'_, '_>, of: PositionId, chief: Link) -> bool {
        let held = matches!(self.state, RoleState::Held(Held::Full | Held::Temporary | Held::Leaving));
        let lead = known.seats[of.index()].seat.and_then(Seat::equivalent_of) == Some(self.seat);
        !held && (lead || known.lines.complements[of.index()] == chief)
    }

    fn claim(&self, known: &Basis<'_, '_>, chief: Link, complements: bool) -> Option<Claim> {
        let claim = match self.state {
            RoleState::Unresolved => return None,
            RoleState::Combined | RoleState::None | RoleState::LeadInside => Claim::Nothing,
            _ if complements => Claim::Nothing,
            RoleState::Held(Held::Open) => Claim::Open,
            RoleState::Held(Held::Partial) | RoleState::Scoped | RoleState::LeadOutside => Claim::Reduced,
            RoleState::Held(_) => Claim::Full,
        };
        let chief = chief.position()?;
        let for_a_part = known.seats[chief.index()].reach == Reach::Part;
        let reduced = for_a_part || known.stands_below(chief, self.seat);
        Some(if claim == Claim::Full && reduced { Claim::Reduced } else { claim })
    }
}

impl Basis<'_, '_> {
    /// Whether somebody up the solid line has a chief's seat.
    fn stands_below(&self, chief: PositionId, seat: Seat) -> bool {
        let mut at = self.lines.nearest_chief[chief.index()];
        while let Link::To(above) = at {
            if self.seats[above.index()].holds(seat) {
                return true;
            }
            at = self.lines.nearest_chief[above.index()];
        }
        false
    }
}

/// Another seat of the same role with the same reach, held alike, and as near to the top.
fn has_twin(known: &Basis<'_, '_>, holder: PositionId, seat: Seat) -> bool {
    let rank = |of: PositionId| {
        let seating = &known.seats[of.index()];
        (seating.reach, seating.held == Held::Open, known.lines.depth[of.index()].to_bits())
    };
    known
        .seats
        .seated()
        .any(|of| of != holder && known.seats[of.index()].holds(seat) && rank(of) == rank(holder))
}

/// The lead without the title that stands in nobody's area, the nearest to the top, whatever the order
/// of the file.
fn lead_outside(known: &Basis<'_, '_>, seat: Seat) -> Option<PositionId> {
    let is_outside = |of: &PositionId| {
        let seating = &known.seats[of.index()];
        seating.seat.and_then(Seat::equivalent_of) == Some(seat)
            && seating.held != Held::Open
            && known.lines.nearest_chief[of.index()].position().is_none()
    };
    known.seats.seated().filter(is_outside).min_by_key(|of| super::roles::height(known, *of))
}

/// Whether an area is infrastructure: by its function, else by the word in its name.
pub(super) fn is_infrastructure(chart: &Chart, function: Option<FunctionId>, of: PositionId) -> bool {
    if let Some(function) = function {
        return Kind::of(function).is_infrastructure;
    }
    [Field::Function, Field::Department, Field::Unit, Field::Title]
        .into_iter()
        .filter_map(|field| chart.text(of, field))
        .any(|text| text.text.to_lowercase().contains("infrastru"))
}

/// Whether a position stands for an area of work: a unit, a manager or somebody higher, or a title
/// that is the area's name and no one person's.
pub(super) fn is_area(seating: &Seating, function: Option<FunctionId>, is_unit: bool) -> bool {
    is_unit || seating.grade.map_or(function.is_some(), |grade| grade >= Grade::Manager)
}

/// The areas of every chief but those who hold both roles.
fn areas(known: &Basis<'_, '_>) -> HashMap<PositionId, Areas> {
    let mut found = ByChief::default();
    for of in known.seats.seated() {
        let seating = &known.seats[of.index()];
        if let Some(chief @ (Seat::Cio | Seat::Cto)) = seating.seat {
            let is_core = |owned: &&str| {
                let owned = known.chart.own().vocabulary.function_named(owned);
                owned.is_some_and(|owned| core(chief, Kind::of(owned), Some(owned.get().domain)))
            };
            let owned = super::roles::owned(known.chart, of).filter(is_core).count();
            found.add(of, Areas { core: crate::source::offset(owned), ..Areas::default() });
        }
    }
    if found.is_empty() {
        return HashMap::new();
    }
    let mut kinds = Kinds::default();
    let units = &known.lines.units.0;
    let mut sides = vec![Side::Unknown; known.chart.len()];
    for of in known.graph.pre_order() {
        let at = of.index();
        let Link::To(chief) = known.lines.nearest_chief[at] else { continue };
        let seating = &known.seats[at];
        let Some(areas) = found.get_mut(chief).filter(|_| !seating.is_chief()) else { continue };
        let kind = kinds.of(known.sides.functions[at]);
        let own = known.side_of(*of, kind, &known.seats[chief.index()]);
        let is_unit = is_area(seating, known.sides.functions[at], units.contains(at));
        areas.count(own, is_unit);
        let manager = known.lines.managers[at].position().filter(|manager| *manager != chief);
        let above = manager.map(|manager| sides[manager.index()]);
        // What is not known of a part is what is known of the whole.
        sides[at] = if own == Side::Unknown { above.unwrap_or(own) } else { own };
        let works_alone = seating.grade.is_some_and(|grade| grade < Grade::Manager) && !is_unit;
        if above != Some(sides[at]) && (own != Side::Unknown || !works_alone) {
            areas.begin(sides[at], seating, kind);
        }
    }
    found.all.into_iter().collect()
}

impl Basis<'_, '_> {
    fn side_of(&self, of: PositionId, kind: Kind, chief: &Seating) -> Side {
        let chief = if chief.seat == Some(Seat::Cio) { Seat::Cio } else { Seat::Cto };
        let domain = self.sides.domains[of.index()];
        if core(chief, kind, domain) || self.sides.serves_both(of) {
            return Side::Own;
        }
        match domain {
            None | Some(Domain::Depends) => Side::Unknown,
            Some(Domain::Operations | Domain::Product) => Side::Other,
            Some(Domain::Shared | Domain::Neither | Domain::Mixed) => Side::Neither,
        }
    }
}

/// Whether an area is a chief's own work. Infrastructure is the CIO's in general; what the strategic
/// part of the CTO's role is made of counts where its side is left open.
fn core(chief: Seat, kind: Kind, domain: Option<Domain>) -> bool {
    if chief == Seat::Cio {
        domain == Some(Domain::Operations) || kind.is_infrastructure
    } else {
        let is_open = matches!(domain, None | Some(Domain::Depends));
        domain == Some(Domain::Product) || (is_open && kind.is_strategic)
    }
}

impl Areas {
    fn count(&mut self, side: Side, is_unit: bool) {
        self.core += u32::from(side == Side::Own);
        if is_unit && matches!(side, Side::Own | Side::Other) {
            self.units += 1;
            self.other_units += u32::from(side == Side::Other);
        }
    }

    /// An area begins at this position. Those who assist a chief are none.
    fn begin(&mut self, side: Side, seating: &Seating, kind: Kind) {
        let assists = seating.grade == Some(Grade::Assistant) || kind.assists;
        match side {
            Side::Own => {}
            _ if assists => {}
            Side::Other => self.other += 1,
            Side::Neither => self.neither += 1,
            Side::Unknown => self.unknown += 1,
        }
    }
}
