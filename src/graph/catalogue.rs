//! The catalogue of facts: everything that a rule can test of a position or of the organisation.
//!
//! One table. The loader of rule files, the columns, messages, the schema and the reference page all
//! read it. It names no other part of the graph, so that the build script can share it.

use serde::{Deserialize, Serialize};

use crate::chart::fields::{COMPANY_FIELDS, CompanyField, FIELDS, Field, Key, OwnField, ValueKind};

/// Whose fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// A position's.
    Position,
    /// The organisation's.
    Organisation,
}

/// The words a fact may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// These and no others.
    Closed(&'static [&'static str]),
    /// Any; these are the known ones.
    Open(&'static [&'static str]),
    /// The seats of the vocabulary, and `none`.
    Seats,
    /// The functions of the vocabulary.
    Functions,
}

/// What can be tested of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactType {
    /// Yes or no.
    Flag,
    /// A number.
    Number,
    /// A date.
    Date,
    /// One word of several.
    Word(Words),
    /// Text.
    Text,
    /// A list of texts; a test holds where it holds for one of them.
    Texts,
    /// Another position, which may be there or not.
    Position,
    /// Whether it is stated, and nothing else.
    Stated,
}

/// A fact derived from more than one field of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Derived {
    /// `seat`
    Seat,
    /// `seat.state`
    SeatState,
    /// `seat.scope`
    SeatScope,
    /// `seat.soft`
    SeatSoft,
    /// `function`
    Function,
    /// `functions`
    Functions,
    /// `function.basis`
    FunctionBasis,
    /// `function.is_infrastructure`
    FunctionIsInfrastructure,
    /// `domain`
    Domain,
    /// `serves`
    Serves,
    /// `is_unit`
    IsUnit,
    /// `grade`
    Grade,
    /// `depth`
    Depth,
    /// `layer`
    Layer,
    /// `steps_to_chief`
    StepsToChief,
    /// `reports.count`
    ReportsCount,
    /// `below.count`
    BelowCount,
    /// `dotted.count`
    DottedCount,
    /// `dotted.to_self`
    DottedToSelf,
    /// `dotted.to_manager`
    DottedToManager,
    /// `dotted.to_below`
    DottedToBelow,
    /// `dotted.without_purpose`
    DottedWithoutPurpose,
    /// `seat.holders`
    SeatHolders,
    /// `holder.functions`
    HolderFunctions,
    /// `level.distance`
    LevelDistance,
    /// `succeeds.count`
    SucceedsCount,
    /// `services.count`
    ServicesCount,
    /// `services.shared`
    ServicesShared,
    /// `department.branches`
    DepartmentBranches,
    /// `hours_apart`
    HoursApart,
    /// `vacant`
    Vacant,
    /// `new`
    New,
    /// `manager`
    Manager,
    /// `nearest_chief`
    NearestChief,
    /// `complement`
    Complement,
    /// `complement.kind`
    ComplementKind,
    /// `complement.gaps`
    ComplementGaps,
    /// `complements`
    Complements,
    /// `portfolio.own`
    PortfolioOwn,
    /// `portfolio.other`
    PortfolioOther,
    /// `portfolio.unknown`
    PortfolioUnknown,
    /// `portfolio.classified`
    PortfolioClassified,
    /// `opposite.state`
    OppositeState,
    /// `opposite`
    Opposite,
    /// `opposite.claim`
    OppositeClaim,
    /// `portfolio.core`
    PortfolioCore,
    /// `portfolio.other_areas`
    PortfolioOtherAreas,
    /// `portfolio.neither_areas`
    PortfolioNeitherAreas,
    /// `portfolio.unknown_areas`
    PortfolioUnknownAreas,
    /// `portfolio.units`
    PortfolioUnits,
    /// `portfolio.other_units`
    PortfolioOtherUnits,
    /// `portfolio.other_percent`
    PortfolioOtherPercent,
    /// `mandate.facing`
    MandateFacing,
    /// `mandate.line`
    MandateLine,
    /// `mandate.owns`
    MandateOwns,
    /// `mandate.text`
    MandateText,
    /// `mandate.length`
    MandateLength,
    /// `mandate.side`
    MandateSide,
    /// `profile.needs`
    ProfileNeeds,
    /// `profile.covers`
    ProfileCovers,
    /// `profile.qualities`
    ProfileQualities,
    /// `goals.top`
    GoalsTop,
    /// `goals.bottom`
    GoalsBottom,
    /// `goals.count`
    GoalsCount,
    /// `added`
    Added,
    /// `moved`
    Moved,
    /// `before.id`
    BeforeId,
    /// `before.title`
    BeforeTitle,
    /// `before.status`
    BeforeStatus,
    /// `before.vacant`
    BeforeVacant,
    /// `before.seat`
    BeforeSeat,
    /// `before.manager`
    BeforeManager,
    /// `before.manager.removed`
    BeforeManagerRemoved,
    /// `before.reports.count`
    BeforeReportsCount,
    /// `before.below.count`
    BeforeBelowCount,
}

/// A fact of the organisation that is no field of `company:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Organisation {
    /// `headcount`
    Headcount,
    /// `primary_goal`
    PrimaryGoal,
    /// `positions.count`
    PositionsCount,
    /// `company.is_part`
    IsPart,
    /// `chiefs`
    Chiefs,
    /// `cio.state`
    CioState,
    /// `cto.state`
    CtoState,
    /// `cio`
    Cio,
    /// `cto`
    Cto,
    /// `lone_chief`
    LoneChief,
    /// `company.sectors`
    Sectors,
    /// `before`
    Before,
    /// `before.positions.count`
    BeforePositionsCount,
    /// `before.headcount`
    BeforeHeadcount,
    /// `before.cio.state`
    BeforeCioState,
    /// `before.cto.state`
    BeforeCtoState,
    /// `removed.count`
    RemovedCount,
    /// `removed.chiefs`
    RemovedChiefs,
    /// `company.functions_unowned`
    FunctionsUnowned,
}

/// Which fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FactId {
    /// A field as it is stated.
    Field(Field),
    /// Derived for a position.
    Derived(Derived),
    /// A field of `company:`.
    Company(CompanyField),
    /// Derived for the organisation.
    Organisation(Organisation),
    /// A company's own field, by its number among those of its configuration.
    Own(OwnField),
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which one.
    pub id: FactId,
    /// How rules write it.
    pub name: &'static str,
    /// Whose it is.
    pub of: Of,
    /// What can be tested of it.
    pub kind: FactType,
    /// What it says, in one line.
    pub about: &'static str,
}

/// Words of `domain`.
pub const DOMAINS: &[&str] = &["operations", "product", "shared", "neither", "mixed"];
/// Words of `function.basis`.
pub const BASES: &[&str] = &["article-says", "article-skill", "article-implies", "inferred"];
/// Words of `seat.state`.
pub const SEAT_STATES: &[&str] =
    &["full", "temporary", "leaving", "partial", "open", "combined", "unresolved", "none"];
/// Words of `seat.scope`.
pub const SEAT_SCOPES: &[&str] = &["group", "company", "part", "none"];
/// Words of `grade`.
pub const GRADES: &[&str] = &["chief", "head", "manager", "lead", "specialist", "assistant"];
/// Words of `complement.kind`.
pub const COMPLEMENT_KINDS: &[&str] = &["none", "named", "lead", "manager", "same-side"];
/// Words of `cio.state`, `cto.state` and `opposite.state`.
pub const ROLE_STATES: &[&str] = &[
    "full",
    "temporary",
    "leaving",
    "partial",
    "open",
    "lead-outside",
    "lead-inside",
    "scoped",
    "combined",
    "none",
    "unresolved",
];
/// Words of `opposite.claim`.
pub const CLAIMS: &[&str] = &["full", "reduced", "open", "none"];
/// Words of `chiefs`.
pub const CHIEFS: &[&str] = &["none", "lone", "both", "combined"];
/// Words of `mandate.facing`.
pub const FACINGS: &[&str] = &["internal", "customers", "both"];
/// Words of `mandate.side`.
pub const MANDATE_SIDES: &[&str] = &["operations", "product", "none"];
/// Words of `primary_goal`.
pub const GOALS: &[&str] = &["technology-strategy", "efficiency"];
/// Words of `mandate.line`.
pub const LINES: &[&str] = &["top", "bottom", "both"];
/// Words of `serves` that the vocabulary knows.
pub const SERVES: &[&str] = crate::chart::fields::SERVES;

const fn of_position(id: Derived, name: &'static str, kind: FactType, about: &'static str) -> Fact {
    Fact { id: FactId::Derived(id), name, of: Of::Position, kind, about }
}

const fn of_organisation(id: Organisation, name: &'static str, kind: FactType, about: &'static str) -> Fact {
    Fact { id: FactId::Organisation(id), name, of: Of::Organisation, kind, about }
}

const fn closed(words: &'static [&'static str]) -> FactType {
    FactType::Word(Words::Closed(words))
}

/// Facts derived from fields and lines, those of positions first.
pub const DERIVED: &[Fact] = &[
    of_position(Derived::Seat, "seat", FactType::Word(Words::Seats), "what the title or `role:` means"),
    of_position(
        Derived::SeatState,
        "seat.state",
        closed(SEAT_STATES),
        "whether and how a chief seat is held",
    ),
    of_position(Derived::SeatScope, "seat.scope", closed(SEAT_SCOPES), "what a chief seat speaks for"),
    of_position(
        Derived::SeatSoft,
        "seat.soft",
        FactType::Flag,
        "whether a chief's title also names the other side's ground, as `Chief Digital & Information Officer`",
    ),
    of_position(
        Derived::Function,
        "function",
        FactType::Word(Words::Functions),
        "what the position's area does, from `function`, `department`, `unit` or the title",
    ),
    of_position(
        Derived::Functions,
        "functions",
        FactType::Texts,
        "all that the position's area does: `Head of IT & Security` has two; `function` is the first that is on a side, else the first",
    ),
    of_position(
        Derived::FunctionBasis,
        "function.basis",
        closed(BASES),
        "what the function's side rests on: the article's words, or a reading of them",
    ),
    of_position(
        Derived::FunctionIsInfrastructure,
        "function.is_infrastructure",
        FactType::Flag,
        "whether the area is infrastructure of some kind, whatever it carries",
    ),
    of_position(Derived::Domain, "domain", closed(DOMAINS), "the side the position's area belongs to"),
    of_position(
        Derived::Serves,
        "serves",
        FactType::Word(Words::Open(SERVES)),
        "what the area is for, as stated here or at the unit above",
    ),
    of_position(Derived::IsUnit, "is_unit", FactType::Flag, "whether the position stands for a unit"),
    of_position(Derived::Grade, "grade", closed(GRADES), "how high the title is"),
    of_position(Derived::Depth, "depth", FactType::Number, "steps below the root"),
    of_position(
        Derived::Layer,
        "layer",
        FactType::Number,
        "levels of people from the top down to the position: the top is 1, and neither boards nor open positions count",
    ),
    of_position(Derived::StepsToChief, "steps_to_chief", FactType::Number, "steps up to the nearest chief"),
    of_position(Derived::ReportsCount, "reports.count", FactType::Number, "number of direct reports"),
    of_position(Derived::BelowCount, "below.count", FactType::Number, "number of positions anywhere below"),
    of_position(Derived::DottedCount, "dotted.count", FactType::Number, "number of dotted lines"),
    of_position(
        Derived::DottedToSelf,
        "dotted.to_self",
        FactType::Flag,
        "whether a dotted line leads to the position itself",
    ),
    of_position(
        Derived::DottedToManager,
        "dotted.to_manager",
        FactType::Flag,
        "whether a dotted line leads where the solid line does",
    ),
    of_position(
        Derived::DottedToBelow,
        "dotted.to_below",
        FactType::Flag,
        "whether a dotted line leads to somebody further down",
    ),
    of_position(
        Derived::DottedWithoutPurpose,
        "dotted.without_purpose",
        FactType::Flag,
        "whether a dotted line lacks `for:`",
    ),
    of_position(
        Derived::SeatHolders,
        "seat.holders",
        FactType::Number,
        "number of positions that hold the same seat for the whole company and for good, oneself among them",
    ),
    of_position(
        Derived::HolderFunctions,
        "holder.functions",
        FactType::Texts,
        "all that the areas of one holder do: of this position, of others with the same `holder`, of those under `also_holds`",
    ),
    of_position(
        Derived::LevelDistance,
        "level.distance",
        FactType::Number,
        "levels between the position and the manager above it, whichever way the company counts",
    ),
    of_position(
        Derived::SucceedsCount,
        "succeeds.count",
        FactType::Number,
        "number of critical positions that name this one under `successors`",
    ),
    of_position(
        Derived::ServicesCount,
        "services.count",
        FactType::Number,
        "number of services that the position states under `owns_services`",
    ),
    of_position(
        Derived::ServicesShared,
        "services.shared",
        FactType::Flag,
        "whether another position states one of these services too",
    ),
    of_position(
        Derived::DepartmentBranches,
        "department.branches",
        FactType::Number,
        "number of branches, each headed by a position one step below the top, that have the position's department",
    ),
    of_position(
        Derived::HoursApart,
        "hours_apart",
        FactType::Number,
        "hours between the `timezone` of a position and the nearest of those who report to it",
    ),
    of_position(Derived::Vacant, "vacant", FactType::Flag, "whether nobody sits there"),
    of_position(
        Derived::New,
        "new",
        FactType::Flag,
        "whether it was just created: `new: true`, or `created` within the last 90 days",
    ),
    of_position(Derived::Manager, "manager", FactType::Position, "where the solid line leads"),
    of_position(Derived::NearestChief, "nearest_chief", FactType::Position, "the first chief going up"),
    of_position(
        Derived::Complement,
        "complement",
        FactType::Position,
        "the position that covers a chief's other side",
    ),
    of_position(
        Derived::ComplementKind,
        "complement.kind",
        closed(COMPLEMENT_KINDS),
        "what makes it the complement of a chief",
    ),
    of_position(
        Derived::ComplementGaps,
        "complement.gaps",
        FactType::Texts,
        "what a chief's role needs support in and no position that covers the other side lists",
    ),
    of_position(
        Derived::Complements,
        "complements",
        FactType::Position,
        "the chief whose other side it covers, as stated",
    ),
    of_position(
        Derived::PortfolioOwn,
        "portfolio.own",
        FactType::Number,
        "positions of a chief's area that are on the chief's side",
    ),
    of_position(Derived::PortfolioOther, "portfolio.other", FactType::Number, "… that are on the other side"),
    of_position(
        Derived::PortfolioUnknown,
        "portfolio.unknown",
        FactType::Number,
        "… whose side is not known",
    ),
    of_position(
        Derived::PortfolioClassified,
        "portfolio.classified",
        FactType::Number,
        "… that are on either side",
    ),
    of_position(
        Derived::OppositeState,
        "opposite.state",
        closed(ROLE_STATES),
        "state of the role opposite to the chief's own, or to the nearest chief's",
    ),
    of_position(
        Derived::Opposite,
        "opposite",
        FactType::Position,
        "who holds the role opposite to the chief's own, or to the nearest chief's",
    ),
    of_position(
        Derived::OppositeClaim,
        "opposite.claim",
        closed(CLAIMS),
        "how strong the opposite chief's claim to the area is: full, reduced (part-time, for a part, a lead \
         without the title, one chief below the other), open (nobody in the seat), none",
    ),
    of_position(
        Derived::PortfolioCore,
        "portfolio.core",
        FactType::Number,
        "positions and owned functions of a chief's area that are the chief's own work",
    ),
    of_position(
        Derived::PortfolioOtherAreas,
        "portfolio.other_areas",
        FactType::Number,
        "areas below a chief that are on the other side, each counted at its top",
    ),
    of_position(
        Derived::PortfolioNeitherAreas,
        "portfolio.neither_areas",
        FactType::Number,
        "… that are on neither side",
    ),
    of_position(
        Derived::PortfolioUnknownAreas,
        "portfolio.unknown_areas",
        FactType::Number,
        "… whose side is not known",
    ),
    of_position(
        Derived::PortfolioUnits,
        "portfolio.units",
        FactType::Number,
        "units of a chief's area that are on either side",
    ),
    of_position(
        Derived::PortfolioOtherUnits,
        "portfolio.other_units",
        FactType::Number,
        "units of a chief's area that are on the other side",
    ),
    of_position(
        Derived::PortfolioOtherPercent,
        "portfolio.other_percent",
        FactType::Number,
        "share of a chief's units on either side that are on the other side, in percent",
    ),
    of_position(Derived::MandateFacing, "mandate.facing", closed(FACINGS), "whom the position faces"),
    of_position(Derived::MandateLine, "mandate.line", closed(LINES), "the line the position works for"),
    of_position(Derived::MandateOwns, "mandate.owns", FactType::Texts, "the functions the position owns"),
    of_position(Derived::MandateText, "mandate.text", FactType::Text, "the mandate in words"),
    of_position(
        Derived::MandateLength,
        "mandate.length",
        FactType::Number,
        "characters of the mandate in words; 0 where it repeats the title",
    ),
    of_position(
        Derived::MandateSide,
        "mandate.side",
        closed(MANDATE_SIDES),
        "the side of more than half of what the mandate owns",
    ),
    of_position(Derived::ProfileNeeds, "profile.needs", FactType::Texts, "what the role needs support in"),
    of_position(Derived::ProfileCovers, "profile.covers", FactType::Texts, "what the role covers"),
    of_position(
        Derived::ProfileQualities,
        "profile.qualities",
        FactType::Texts,
        "what the role's profile asks for",
    ),
    of_position(Derived::GoalsTop, "goals.top", FactType::Number, "number of goals with `line: top`"),
    of_position(
        Derived::GoalsBottom,
        "goals.bottom",
        FactType::Number,
        "number of goals with `line: bottom`",
    ),
    of_position(
        Derived::GoalsCount,
        "goals.count",
        FactType::Number,
        "number of goals with `line: top` or `line: bottom`",
    ),
    of_position(Derived::Added, "added", FactType::Flag, "whether it was not there before"),
    of_position(
        Derived::Moved,
        "moved",
        FactType::Flag,
        "whether its solid line leads elsewhere than before; a manager with another id is no other manager",
    ),
    of_position(Derived::BeforeId, "before.id", FactType::Text, "the id it had, where that was another"),
    of_position(Derived::BeforeTitle, "before.title", FactType::Text, "the title it had"),
    of_position(
        Derived::BeforeStatus,
        "before.status",
        closed(crate::chart::fields::STATUSES),
        "the status it had; `filled` where that was left out",
    ),
    of_position(Derived::BeforeVacant, "before.vacant", FactType::Flag, "whether nobody sat there"),
    of_position(
        Derived::BeforeSeat,
        "before.seat",
        FactType::Word(Words::Seats),
        "what its title or `role:` meant",
    ),
    of_position(
        Derived::BeforeManager,
        "before.manager",
        FactType::Position,
        "where the solid line led, as far as that position is still there",
    ),
    of_position(
        Derived::BeforeManagerRemoved,
        "before.manager.removed",
        FactType::Flag,
        "whether the position that the solid line led to is not there any more",
    ),
    of_position(
        Derived::BeforeReportsCount,
        "before.reports.count",
        FactType::Number,
        "number of direct reports it had",
    ),
    of_position(
        Derived::BeforeBelowCount,
        "before.below.count",
        FactType::Number,
        "number of positions that were anywhere below",
    ),
    of_organisation(
        Organisation::Headcount,
        "headcount",
        FactType::Number,
        "number of employees: as stated, else the filled positions where the chart is complete",
    ),
    of_organisation(
        Organisation::PrimaryGoal,
        "primary_goal",
        closed(GOALS),
        "what matters more now: as stated, else as stage, funding and technology strategy say",
    ),
    of_organisation(
        Organisation::PositionsCount,
        "positions.count",
        FactType::Number,
        "number of positions on the chart",
    ),
    of_organisation(
        Organisation::IsPart,
        "company.is_part",
        FactType::Flag,
        "whether the chart shows a part of a company",
    ),
    of_organisation(Organisation::Chiefs, "chiefs", closed(CHIEFS), "which of the two chief roles there are"),
    of_organisation(Organisation::CioState, "cio.state", closed(ROLE_STATES), "state of the CIO role"),
    of_organisation(Organisation::CtoState, "cto.state", closed(ROLE_STATES), "state of the CTO role"),
    of_organisation(Organisation::Cio, "cio", FactType::Position, "the company's CIO"),
    of_organisation(Organisation::Cto, "cto", FactType::Position, "the company's CTO"),
    of_organisation(
        Organisation::Sectors,
        "company.sectors",
        FactType::Texts,
        "the industries that `company.industry` is understood as, by their words in the vocabulary",
    ),
    of_organisation(
        Organisation::FunctionsUnowned,
        "company.functions_unowned",
        FactType::Texts,
        "the functions under `company.functions_required` that no position has as its area or under `mandate.owns`",
    ),
    of_organisation(
        Organisation::LoneChief,
        "lone_chief",
        FactType::Position,
        "the only chief, where one of the two roles is there and the other is not",
    ),
    of_organisation(
        Organisation::Before,
        "before",
        FactType::Flag,
        "`true` where the chart is compared with an earlier version, as with `--since`; every fact of a change \
         is unknown otherwise",
    ),
    of_organisation(
        Organisation::BeforePositionsCount,
        "before.positions.count",
        FactType::Number,
        "number of positions on the earlier chart",
    ),
    of_organisation(
        Organisation::BeforeHeadcount,
        "before.headcount",
        FactType::Number,
        "number of employees, as `headcount`, of the earlier chart",
    ),
    of_organisation(
        Organisation::BeforeCioState,
        "before.cio.state",
        closed(ROLE_STATES),
        "state that the CIO role had",
    ),
    of_organisation(
        Organisation::BeforeCtoState,
        "before.cto.state",
        closed(ROLE_STATES),
        "state that the CTO role had",
    ),
    of_organisation(
        Organisation::RemovedCount,
        "removed.count",
        FactType::Number,
        "number of positions that are not there any more",
    ),
    of_organisation(
        Organisation::RemovedChiefs,
        "removed.chiefs",
        FactType::Texts,
        "titles of chiefs whose seat no position has any more",
    ),
];

fn field_type(kind: ValueKind) -> FactType {
    match kind {
        ValueKind::Word(words) => FactType::Word(Words::Closed(words)),
        ValueKind::OpenWord(words) => FactType::Word(Words::Open(words)),
        ValueKind::Date => FactType::Date,
        ValueKind::Number | ValueKind::Share | ValueKind::Whole => FactType::Number,
        ValueKind::Flag => FactType::Flag,
        ValueKind::Ids | ValueKind::Texts | ValueKind::OpenWords(_) | ValueKind::DottedLines => {
            FactType::Texts
        }
        ValueKind::Id | ValueKind::Text | ValueKind::Code => FactType::Text,
        ValueKind::Person
        | ValueKind::FlagOrText
        | ValueKind::Map(_)
        | ValueKind::TextOrMap(_)
        | ValueKind::Maps(_)
        | ValueKind::Company
        | ValueKind::Positions
        | ValueKind::Position
        | ValueKind::Any => FactType::Stated,
    }
}

/// Every fact: the derived ones, then the fields of positions and of `company:`.
#[must_use]
pub fn facts() -> Vec<Fact> {
    let fields = FIELDS.iter().filter(|key| !key.fact.is_empty()).map(|key| Fact {
        id: FactId::Field(key.field),
        name: key.fact,
        of: Of::Position,
        kind: field_type(key.kind),
        about: key.about,
    });
    let company = COMPANY_FIELDS.iter().map(|key| Fact {
        id: FactId::Company(key.field),
        name: key.fact,
        of: Of::Organisation,
        kind: field_type(key.kind),
        about: key.about,
    });
    DERIVED.iter().copied().chain(fields).chain(company).collect()
}

/// Every fact, a company's own fields first: where one has the name of a derived fact, the company's
/// rules mean the field.
#[must_use]
pub fn facts_with(own: &[Key<OwnField>]) -> Vec<Fact> {
    let own = own.iter().map(|key| Fact {
        id: FactId::Own(key.field),
        name: key.name,
        of: Of::Position,
        kind: field_type(key.kind),
        about: key.about,
    });
    own.chain(facts()).collect()
}

/// The words that a fact may have, where it may have no others.
#[must_use]
pub fn closed_words(id: FactId) -> Option<&'static [&'static str]> {
    let fact = facts().into_iter().find(|fact| fact.id == id)?;
    match fact.kind {
        FactType::Word(Words::Closed(words)) => Some(words),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_fact_has_a_name_of_its_own() {
        let facts = facts();
        let names: HashSet<&str> = facts.iter().map(|fact| fact.name).collect();
        assert_eq!(names.len(), facts.len());
    }

    #[test]
    fn company_facts_are_written_as_in_the_chart() {
        for key in COMPANY_FIELDS {
            assert_eq!(key.fact, format!("company.{}", key.name));
        }
    }
}
