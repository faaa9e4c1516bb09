//! The facts of one chart, as columns: seats, sides, lines, and the state of the two chief roles.
//! Uses [`crate::chart`], [`crate::vocabulary`] and the graph.
//!
//! Nothing is derived before a rule asks for it, and everything once.

mod before;
mod by_chief;
mod column;
mod complements;
mod counted;
mod different;
mod dotted;
mod fields;
mod lines;
mod mandates;
mod officers;
mod placement;
mod roles;
mod seats;
mod sides;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

pub use before::{Before, Earlier};
pub use column::{Column, Link, Texts, Value, Words};
pub use placement::Claim;
pub use roles::RoleState;
pub use seats::{Held, Reach, Seating};

use super::OrgGraph;
use super::catalogue::{Derived, FactId, Organisation};
use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::vocabulary::{Domain, FunctionId, IndustrySet, Seat};
use lines::Lines;
use placement::Placement;
use roles::Roles;
use seats::Seats;
use sides::Sides;

/// Positions from which on the texts of two fields are read at the same time: with fewer, starting
/// threads takes longer than it saves.
const MANY: usize = 10_000;

/// Every fact of a chart.
#[derive(Debug)]
pub struct Facts<'c> {
    chart: &'c Chart,
    graph: &'c OrgGraph,
    as_of: Date,
    base: OnceCell<Base<'c>>,
    /// The earlier version that the chart is compared with.
    before: Option<Box<Before<'c>>>,
    /// Where the lines led there.
    before_links: OnceCell<Vec<Link>>,
    columns: RefCell<HashMap<FactId, Rc<Column<'c>>>>,
}

/// What most facts follow from.
#[derive(Debug)]
struct Base<'c> {
    seats: Seats,
    lines: Lines,
    sides: Sides<'c>,
    roles: Roles,
    placement: Placement,
}

impl<'c> Base<'c> {
    fn new(facts: &Facts<'c>) -> Self {
        let (chart, graph) = (facts.chart, facts.graph);
        let written = |field| facts.column(FactId::Field(field));
        facts.read_texts(Field::Title, Field::Department);
        let departments = written(Field::Department);
        let seats = Seats::new(chart, graph, facts.as_of, &written(Field::Title));
        let lines = Lines::new(chart, graph, &seats, &departments);
        let sides = Sides::new(chart, graph, &seats, &lines, &written);
        let known = roles::Basis { chart, graph, seats: &seats, lines: &lines, sides: &sides };
        let roles = Roles::new(&known);
        let placement = Placement::new(&known, &roles);
        Self { seats, lines, sides, roles, placement }
    }
}

impl<'c> Facts<'c> {
    /// The facts of a chart at a date.
    #[must_use]
    pub fn new(chart: &'c Chart, graph: &'c OrgGraph, as_of: Date) -> Self {
        Self {
            chart,
            graph,
            as_of,
            base: OnceCell::new(),
            before: None,
            before_links: OnceCell::new(),
            columns: RefCell::default(),
        }
    }

    /// The same beside an earlier version.
    #[must_use]
    pub fn since(self, earlier: Option<Earlier<'c>>) -> Self {
        let before = earlier.map(|earlier| Box::new(Before::new(earlier, self.chart)));
        Self { before, ..self }
    }

    /// The earlier version that the chart is compared with.
    #[must_use]
    pub fn before(&self) -> Option<&Before<'c>> {
        self.before.as_deref()
    }

    /// What most facts follow from, derived when the first of them is asked for.
    #[inline]
    fn base(&self) -> &Base<'c> {
        self.base.get_or_init(|| Base::new(self))
    }

    /// Number of positions.
    #[must_use]
    pub fn count(&self) -> usize {
        self.chart.len()
    }

    /// The chart.
    #[must_use]
    pub fn chart(&self) -> &'c Chart {
        self.chart
    }

    /// Who reports to whom.
    #[must_use]
    pub fn graph(&self) -> &'c OrgGraph {
        self.graph
    }

    /// The date clocks run from.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// What a position's title means.
    #[must_use]
    #[inline]
    pub fn seating(&self, of: PositionId) -> &Seating {
        &self.base().seats[of.index()]
    }

    /// How a position is held, whether it is a seat or not.
    #[must_use]
    pub fn held(&self, of: PositionId) -> Held {
        seats::held(self.chart, of, *self.seating(of), self.as_of)
    }

    /// The fact of every position, where it is one of positions.
    #[must_use]
    pub fn column(&self, fact: FactId) -> Rc<Column<'c>> {
        if let Some(known) = self.columns.borrow().get(&fact) {
            return Rc::clone(known);
        }
        let made = Rc::new(self.make_column(fact));
        self.columns.borrow_mut().insert(fact, Rc::clone(&made));
        made
    }

    /// Reads two fields of a large chart at the same time.
    fn read_texts(&self, first: Field, second: Field) {
        if self.count() < MANY {
            return;
        }
        let chart = self.chart;
        let (of_first, of_second) =
            rayon::join(|| fields::column(chart, first), || fields::column(chart, second));
        let mut columns = self.columns.borrow_mut();
        columns.entry(FactId::Field(first)).or_insert_with(|| Rc::new(of_first));
        columns.entry(FactId::Field(second)).or_insert_with(|| Rc::new(of_second));
    }

    /// Whether a fact that is yes or no is read from texts, and not yet for everybody: [`Facts::flag_of`]
    /// then takes less for a few positions than their column.
    #[must_use]
    pub fn is_read_from_texts(&self, fact: Derived) -> bool {
        fact == Derived::FunctionIsInfrastructure
            && !self.columns.borrow().contains_key(&FactId::Derived(fact))
    }

    /// A fact that is read from texts, of one position.
    #[must_use]
    pub fn flag_of(&self, fact: Derived, of: PositionId) -> bool {
        match fact {
            Derived::FunctionIsInfrastructure => self.is_infrastructure(of),
            _ => false,
        }
    }

    fn make_column(&self, fact: FactId) -> Column<'c> {
        match fact {
            FactId::Field(field) => fields::column(self.chart, field),
            FactId::Derived(derived) => self.derived(derived),
            FactId::Own(field) => fields::own(self.chart, field),
            // Facts of the organisation are values, never columns.
            FactId::Company(_) | FactId::Organisation(_) => Column::Number(vec![f64::NAN; self.count()]),
        }
    }

    fn derived(&self, fact: Derived) -> Column<'c> {
        let chart = self.chart;
        match fact {
            Derived::Seat | Derived::SeatState | Derived::SeatScope | Derived::Grade => {
                seats::column(&self.base().seats, fact)
            }
            Derived::SeatSoft => seats::soft(&self.base().seats),
            Derived::Function | Derived::FunctionBasis | Derived::Domain | Derived::Serves => {
                self.base().sides.column(fact)
            }
            Derived::Functions => self.base().sides.all_functions(),
            Derived::IsUnit => {
                let (yes, no) = self.base().lines.units.clone();
                Column::Flag { yes, no }
            }
            Derived::Depth => Column::Number(self.base().lines.depth.clone()),
            Derived::Layer => Column::Number(self.base().lines.layers(chart, self.graph, &self.base().seats)),
            Derived::StepsToChief => Column::Number(self.base().lines.steps_to_chief.clone()),
            Derived::ReportsCount => self.base().lines.reports_count(self.graph),
            Derived::Span => counted::span(chart, self.graph, &self.base().lines),
            Derived::BelowCount => self.base().lines.below_count(self.graph),
            Derived::DottedCount
            | Derived::DottedToSelf
            | Derived::DottedToManager
            | Derived::DottedToBelow
            | Derived::DottedWithoutPurpose => dotted::column(chart, self.graph, fact),
            Derived::SeatHolders => seats::holders(chart, &self.base().seats),
            Derived::HolderFunctions => counted::holder_functions(chart, self.graph, &self.base().sides),
            Derived::HolderSeats => counted::holder_seats(chart, self.graph, &self.base().seats),
            Derived::LevelDistance => counted::level_distance(chart, &self.base().lines.managers),
            Derived::SucceedsCount => counted::succeeds(chart, self.graph),
            Derived::ServicesCount | Derived::ServicesShared => counted::services(chart, fact),
            Derived::DepartmentBranches => {
                let departments = self.column(FactId::Field(Field::Department));
                counted::department_branches(chart, self.graph, &self.base().lines, &departments)
            }
            Derived::HoursApart => counted::hours_apart(chart, &self.base().lines.managers),
            Derived::Vacant => fields::vacant(chart),
            Derived::New => fields::new(chart, self.as_of),
            Derived::Manager => Column::Link(self.base().lines.managers.clone()),
            Derived::NearestChief => Column::Link(self.base().lines.nearest_chief.clone()),
            Derived::Complement => Column::Link(self.base().roles.complements.clone()),
            Derived::Complements => Column::Link(self.base().lines.complements.clone()),
            Derived::Opposite => Column::Link(self.base().placement.opposites.clone()),
            Derived::FunctionIsInfrastructure => self.flag(|of| self.is_infrastructure(of)),
            Derived::OppositeClaim
            | Derived::PortfolioCore
            | Derived::PortfolioOtherAreas
            | Derived::PortfolioNeitherAreas
            | Derived::PortfolioUnknownAreas
            | Derived::PortfolioUnits
            | Derived::PortfolioOtherUnits
            | Derived::PortfolioOtherPercent => self.base().placement.column(fact),
            Derived::ComplementKind
            | Derived::PortfolioOwn
            | Derived::PortfolioOther
            | Derived::PortfolioUnknown
            | Derived::PortfolioClassified
            | Derived::OppositeState => {
                self.base().roles.column(fact, &self.base().seats, &self.base().lines)
            }
            Derived::ComplementGaps => complements::gaps(chart, &self.base().roles.covered),
            Derived::MandateText | Derived::MandateLength | Derived::MandateSide => {
                mandates::column(chart, fact)
            }
            Derived::MandateFacing
            | Derived::MandateLine
            | Derived::MandateOwns
            | Derived::ProfileNeeds
            | Derived::ProfileCovers
            | Derived::ProfileQualities
            | Derived::GoalsTop
            | Derived::GoalsBottom
            | Derived::GoalsCount => fields::parts(chart, fact),
            Derived::Added
            | Derived::Moved
            | Derived::BeforeId
            | Derived::BeforeTitle
            | Derived::BeforeStatus
            | Derived::BeforeVacant
            | Derived::BeforeSeat
            | Derived::BeforeManager
            | Derived::BeforeManagerRemoved
            | Derived::BeforeReportsCount
            | Derived::BeforeBelowCount => {
                self.before().map_or(Column::Nowhere, |before| before.column(fact, chart, self.graph))
            }
        }
    }

    /// A fact that is yes or no of every position.
    fn flag(&self, holds: impl Fn(PositionId) -> bool) -> Column<'static> {
        let mut yes = FixedBitSet::with_capacity(self.count());
        self.chart.positions().filter(|of| holds(*of)).for_each(|of| yes.insert(of.index()));
        let mut no = yes.clone();
        no.toggle_range(..);
        Column::Flag { yes, no }
    }

    /// Whether a position stands for an area of work: a unit, a manager or somebody higher, or a
    /// title that is the area's name and no one person's.
    #[must_use]
    pub fn is_area(&self, of: PositionId) -> bool {
        let is_unit = self.base().lines.units.0.contains(of.index());
        placement::is_area(self.seating(of), self.function(of), is_unit)
    }

    /// Whether a position's area is infrastructure of some kind, whatever it carries.
    #[must_use]
    pub fn is_infrastructure(&self, of: PositionId) -> bool {
        placement::is_infrastructure(self.chart, self.function(of), of)
    }

    /// The company's CIO or CTO, where no other seat is equal to it.
    #[must_use]
    pub fn chief_alone(&self, seat: Seat) -> Link {
        self.base().placement.chief(seat)
    }

    /// What a position's area does.
    #[must_use]
    #[inline]
    pub fn function(&self, of: PositionId) -> Option<FunctionId> {
        self.base().sides.functions[of.index()]
    }

    /// The side a position's area belongs to.
    #[must_use]
    pub fn domain(&self, of: PositionId) -> Option<Domain> {
        self.base().sides.domains[of.index()]
    }

    /// What a position's area is for, as stated here or at the unit above.
    #[must_use]
    pub fn serves(&self, of: PositionId) -> Option<&'c str> {
        self.base().sides.serves(of)
    }

    /// A fact of the organisation.
    #[must_use]
    pub fn value(&self, fact: FactId) -> Value<'c> {
        match fact {
            FactId::Company(field) => fields::company(self.chart, field),
            FactId::Organisation(Organisation::Headcount) => self.headcount(),
            FactId::Organisation(Organisation::PrimaryGoal) => self.primary_goal(),
            FactId::Organisation(Organisation::PositionsCount) =>
            {
                #[expect(clippy::cast_precision_loss, reason = "a count of positions is far below 2^52")]
                Value::Number(self.count() as f64)
            }
            FactId::Organisation(Organisation::IsPart) => {
                self.base().roles.is_part.map_or(Value::NotStated, Value::Flag)
            }
            FactId::Organisation(Organisation::IsScenario) => Value::Flag(self.chart.is_scenario()),
            FactId::Organisation(Organisation::Chiefs) => {
                self.base().roles.chiefs.map_or(Value::NotStated, Value::Word)
            }
            FactId::Organisation(Organisation::CioState) => self.base().roles.state_value(Seat::Cio),
            FactId::Organisation(Organisation::CtoState) => self.base().roles.state_value(Seat::Cto),
            FactId::Organisation(Organisation::Cio) => Value::Link(self.base().roles.chief(Seat::Cio)),
            FactId::Organisation(Organisation::Cto) => Value::Link(self.base().roles.chief(Seat::Cto)),
            FactId::Organisation(Organisation::LoneChief) => Value::Link(self.base().roles.lone_chief()),
            FactId::Organisation(Organisation::Sectors) => {
                match self.chart.company_text(CompanyField::Industry) {
                    Some(industry) => Value::Texts(IndustrySet::of(industry.text).words().collect()),
                    None => Value::NotStated,
                }
            }
            FactId::Organisation(
                fact @ (Organisation::Before
                | Organisation::BeforePositionsCount
                | Organisation::BeforeHeadcount
                | Organisation::BeforeCioState
                | Organisation::BeforeCtoState
                | Organisation::RemovedCount
                | Organisation::RemovedChiefs),
            ) => self.before().map_or(Value::NotStated, |before| before.value(fact, self)),
            // In a part that could not be read may stand whoever it is.
            FactId::Organisation(Organisation::FunctionsUnowned | Organisation::OfficersMissing)
                if self.is_incomplete() =>
            {
                Value::NotStated
            }
            FactId::Organisation(Organisation::FunctionsUnowned) => {
                counted::functions_unowned(self.chart, &self.base().sides)
            }
            FactId::Organisation(Organisation::OfficersMissing) => {
                officers::missing(self, &self.base().sides)
            }
            FactId::Field(_) | FactId::Derived(_) | FactId::Own(_) => Value::NotStated,
        }
    }

    /// The number of employees: as stated, else the number of filled positions if the chart is complete.
    fn headcount(&self) -> Value<'c> {
        if let Some(stated) = self.chart.company_number(CompanyField::Employees) {
            return Value::Number(stated);
        }
        if self.chart.company_flag(CompanyField::Complete) != Some(true) || self.chart.is_broken() {
            return Value::NotStated;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of positions is far below 2^52")]
        Value::Number(self.employees_on_chart() as f64)
    }

    /// People with a filled position: who is not an employee does not count, and one who holds several
    /// counts once.
    fn employees_on_chart(&self) -> usize {
        use crate::chart::Field;
        let chart = self.chart;
        let text = |of, field| chart.text(of, field).map(|text| text.text);
        let mut known = std::collections::HashSet::new();
        let counts = |of: &PositionId| {
            !chart.is_vacant(*of)
                && matches!(text(*of, Field::Employment), None | Some("employee"))
                && text(*of, Field::Holder).is_none_or(|holder| known.insert(holder))
        };
        chart.positions().filter(counts).count()
    }

    /// What matters more now: as stated, else what the stage says. A well-backed start-up looks for a
    /// technology strategy first; a company that grows with its strategy in place looks for efficiency.
    fn primary_goal(&self) -> Value<'c> {
        let word = |field| self.chart.company_text(field).map(|text| text.text);
        if let Some(stated) = word(CompanyField::PrimaryGoal) {
            return Value::Word(stated);
        }
        match word(CompanyField::Stage) {
            Some("startup") if word(CompanyField::Funding) == Some("well-backed") => {
                Value::Word("technology-strategy")
            }
            Some("growth" | "mid-size") if word(CompanyField::TechnologyStrategy) == Some("in-place") => {
                Value::Word("efficiency")
            }
            _ => Value::NotStated,
        }
    }

    /// Where a relation of positions leads, for every position.
    #[must_use]
    #[inline]
    pub fn links(&self, fact: Derived) -> &[Link] {
        match fact {
            Derived::NearestChief => &self.base().lines.nearest_chief,
            Derived::Complement => &self.base().roles.complements,
            Derived::Complements => &self.base().lines.complements,
            Derived::Opposite => &self.base().placement.opposites,
            Derived::BeforeManager => self.before_links.get_or_init(|| match self.before() {
                Some(before) => before.links(self.chart),
                None => vec![Link::Unknown; self.count()],
            }),
            _ => &self.base().lines.managers,
        }
    }

    /// Where a relation of the organisation leads.
    #[must_use]
    pub fn organisation_link(&self, fact: Organisation) -> Link {
        match fact {
            Organisation::Cio => self.base().roles.chief(Seat::Cio),
            Organisation::Cto => self.base().roles.chief(Seat::Cto),
            _ => self.base().roles.lone_chief(),
        }
    }

    /// Whether the organisation has a seat, held in whatever way; none where that is not known.
    #[must_use]
    pub fn has_seat(&self, word: &str) -> Option<bool> {
        let Some(seat) = Seat::from_word(word) else { return Some(false) };
        let has = |seating: &Seating| match seat {
            Seat::Cio | Seat::Cto => seating.holds(seat),
            _ => seating.seat == Some(seat) || seating.also.contains(seat),
        };
        if self.base().seats.different().any(has) {
            return Some(true);
        }
        let unresolved = self.base().seats.different().any(|seating| seating.unresolved == Some(seat));
        (!unresolved && !self.is_incomplete()).then_some(false)
    }

    /// Whether positions may be missing, because a part of the chart could not be read.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.chart.may_lack_seats() || self.graph.has_unreadable()
    }

    /// Whether a number is only the least that it may be: some of what it counts could not be read.
    #[must_use]
    pub fn may_be_more(&self, fact: FactId) -> bool {
        let counts_positions = matches!(
            fact,
            FactId::Derived(Derived::ReportsCount | Derived::Span | Derived::BelowCount)
                | FactId::Organisation(Organisation::PositionsCount)
        );
        counts_positions && (self.chart.may_lack_positions() || self.graph.has_unreadable())
    }

    /// The state of the two chief roles, and what follows from it.
    #[must_use]
    pub fn roles(&self) -> &Roles {
        &self.base().roles
    }
}

#[cfg(test)]
mod chief_tests;
