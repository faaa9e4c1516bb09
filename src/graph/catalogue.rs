//! The catalogue of facts: everything that a rule can test of a position or of the organisation.
//!
//! One table. The loader of rule files, the columns, messages, the schema and the reference page all
//! read it. It names no other part of the graph, so that the build script can share it.

use serde::{Deserialize, Serialize};

use crate::chart::fields::{
    COMPANY_FIELDS, CompanyField, FACINGS, FIELDS, Field, GOALS, Key, LINES, OwnField, SERVES, STATUSES,
    ValueKind,
};

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

impl FactType {
    /// What can be tested of a field.
    #[must_use]
    pub fn of_field(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Word(words) => Self::Word(Words::Closed(words)),
            ValueKind::OpenWord(words) => Self::Word(Words::Open(words)),
            ValueKind::Date => Self::Date,
            ValueKind::Number | ValueKind::Share | ValueKind::Whole => Self::Number,
            ValueKind::Flag => Self::Flag,
            ValueKind::Ids | ValueKind::Texts | ValueKind::OpenWords(_) | ValueKind::DottedLines => {
                Self::Texts
            }
            ValueKind::Id | ValueKind::Text | ValueKind::Code => Self::Text,
            ValueKind::Person
            | ValueKind::FlagOrText
            | ValueKind::Map(_)
            | ValueKind::TextOrMap(_)
            | ValueKind::Maps(_)
            | ValueKind::Company
            | ValueKind::Positions
            | ValueKind::Position
            | ValueKind::Any => Self::Stated,
        }
    }
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
/// Words of `mandate.side`.
pub const MANDATE_SIDES: &[&str] = &["operations", "product", "none"];

macro_rules! facts {
    ($(#[$doc:meta])* $enum:ident of $of:ident, $table:ident:
     $($fact:ident $name:literal $kind:ident $(($words:expr))?, $about:literal;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum $enum {
            $(#[doc = $about] $fact,)+
        }

        #[doc = concat!("Every fact of [`", stringify!($enum), "`].")]
        const $table: &[Fact] = &[
            $(Fact {
                id: FactId::$enum($enum::$fact),
                name: $name,
                of: Of::$of,
                kind: FactType::$kind $(($words))?,
                about: $about,
            },)+
        ];
    };
}

facts! {
    /// A fact derived from more than one field of a position.
    Derived of Position, DERIVED:
    Seat "seat" Word(Words::Seats), "what the title or `role:` means";
    SeatState "seat.state" Word(Words::Closed(SEAT_STATES)), "whether and how a chief seat is held";
    SeatScope "seat.scope" Word(Words::Closed(SEAT_SCOPES)), "what a chief seat covers";
    SeatSoft "seat.soft" Flag,
        "whether a chief's title also names the other side's area, such as `Chief Digital & Information \
            Officer`";
    Function "function" Word(Words::Functions),
        "what the position's area does, from `function`, `department`, `unit` or the title";
    Functions "functions" Texts,
        "everything the position's area does: `Head of IT & Security` has two functions; `function` is the \
            first one that is on a side, else the first one";
    FunctionBasis "function.basis" Word(Words::Closed(BASES)),
        "what the function's side rests on: the article's words, or a reading of them";
    FunctionIsInfrastructure "function.is_infrastructure" Flag,
        "whether the area is infrastructure of some kind, whatever runs on it";
    Domain "domain" Word(Words::Closed(DOMAINS)), "the side the position's area belongs to";
    Serves "serves" Word(Words::Open(SERVES)), "what the area is for, as stated here or at the unit above";
    IsUnit "is_unit" Flag, "whether the position represents a unit";
    Grade "grade" Word(Words::Closed(GRADES)), "how high the title is";
    Depth "depth" Number, "steps below the root";
    Layer "layer" Number,
        "levels of people from the top down to the position: the top is 1, and neither boards nor open \
         positions count";
    StepsToChief "steps_to_chief" Number, "steps up to the nearest chief";
    ReportsCount "reports.count" Number, "number of direct reports";
    Span "span" Number,
        "people and open positions that report directly to each leader: somebody who holds two positions \
            counts once, and those who share the position (`co_lead`) share the reports";
    BelowCount "below.count" Number, "number of positions anywhere below";
    DottedCount "dotted.count" Number, "number of dotted lines";
    DottedToSelf "dotted.to_self" Flag, "whether a dotted line leads to the position itself";
    DottedToManager "dotted.to_manager" Flag, "whether a dotted line leads to the same manager as the solid line";
    DottedToBelow "dotted.to_below" Flag, "whether a dotted line leads to somebody below";
    DottedWithoutPurpose "dotted.without_purpose" Flag, "whether a dotted line lacks `for:`";
    SeatHolders "seat.holders" Number,
        "number of positions that hold the same seat permanently and for the whole company, including this one";
    HolderFunctions "holder.functions" Texts,
        "everything the areas of one holder do: this position, others with the same `holder`, and those \
            under `also_holds`";
    HolderSeats "holder.seats" Texts,
        "all seats of one holder: this position, others with the same `holder`, and those under `also_holds`";
    LevelDistance "level.distance" Number,
        "levels between the position and its manager, whichever way the company counts";
    SucceedsCount "succeeds.count" Number,
        "number of critical positions that name this one under `successors`";
    ServicesCount "services.count" Number,
        "number of services that the position states under `owns_services`";
    ServicesShared "services.shared" Flag, "whether another position also states one of these services";
    DepartmentBranches "department.branches" Number,
        "number of branches that have the position's department; a branch is headed by a position one step \
            below the top";
    HoursApart "hours_apart" Number,
        "hours between the `timezone` of a position and the nearest of its reports";
    Vacant "vacant" Flag, "whether nobody holds it";
    New "new" Flag, "whether it was just created: `new: true`, or `created` within the last 90 days";
    Manager "manager" Position, "where the solid line leads";
    NearestChief "nearest_chief" Position, "the first chief going up";
    Complement "complement" Position, "the position that covers a chief's other side";
    ComplementKind "complement.kind" Word(Words::Closed(COMPLEMENT_KINDS)),
        "what makes it a chief's complement";
    ComplementGaps "complement.gaps" Texts,
        "what a chief's role needs support in, but no position that covers the other side lists";
    Complements "complements" Position, "the chief whose other side it covers, as stated";
    PortfolioOwn "portfolio.own" Number, "positions of a chief's area that are on the chief's side";
    PortfolioOther "portfolio.other" Number, "… that are on the other side";
    PortfolioUnknown "portfolio.unknown" Number, "… whose side is not known";
    PortfolioClassified "portfolio.classified" Number, "… that are on either side";
    OppositeState "opposite.state" Word(Words::Closed(ROLE_STATES)),
        "state of the role opposite to the chief's own, or to the nearest chief's";
    Opposite "opposite" Position, "who holds the role opposite to the chief's own, or to the nearest chief's";
    OppositeClaim "opposite.claim" Word(Words::Closed(CLAIMS)),
        "how strong the opposite chief's claim to the area is: full, reduced (part-time, for a part of the \
            company, a lead without the title, one chief below the other), open (nobody in the seat), none";
    PortfolioCore "portfolio.core" Number,
        "positions and owned functions of a chief's area that are the chief's own work";
    PortfolioOtherAreas "portfolio.other_areas" Number,
        "areas below a chief that are on the other side, each counted at its top";
    PortfolioNeitherAreas "portfolio.neither_areas" Number, "… that are on neither side";
    PortfolioUnknownAreas "portfolio.unknown_areas" Number, "… whose side is not known";
    PortfolioUnits "portfolio.units" Number, "units of a chief's area that are on either side";
    PortfolioOtherUnits "portfolio.other_units" Number, "units of a chief's area that are on the other side";
    PortfolioOtherPercent "portfolio.other_percent" Number,
        "share of a chief's units on either side that are on the other side, in percent";
    MandateFacing "mandate.facing" Word(Words::Closed(FACINGS)), "whom the position faces";
    MandateLine "mandate.line" Word(Words::Closed(LINES)), "the line the position works for";
    MandateOwns "mandate.owns" Texts, "the functions the position owns";
    MandateText "mandate.text" Text, "the mandate in words";
    MandateLength "mandate.length" Number, "characters of the mandate in words; 0 where it repeats the title";
    MandateSide "mandate.side" Word(Words::Closed(MANDATE_SIDES)),
        "the side of more than half of what the mandate owns";
    ProfileNeeds "profile.needs" Texts, "what the role needs support in";
    ProfileCovers "profile.covers" Texts, "what the role covers";
    ProfileQualities "profile.qualities" Texts, "what the role's profile asks for";
    GoalsTop "goals.top" Number, "number of goals with `line: top`";
    GoalsBottom "goals.bottom" Number, "number of goals with `line: bottom`";
    GoalsCount "goals.count" Number, "number of goals with `line: top` or `line: bottom`";
    Added "added" Flag, "whether it is new in this version";
    Moved "moved" Flag,
        "whether its solid line leads elsewhere than before; a manager whose id has changed is still the same manager";
    BeforeId "before.id" Text, "the id it had, if that was different";
    BeforeTitle "before.title" Text, "the title it had";
    BeforeStatus "before.status" Word(Words::Closed(STATUSES)),
        "the status it had; `filled` where that was left out";
    BeforeVacant "before.vacant" Flag, "whether nobody held it";
    BeforeSeat "before.seat" Word(Words::Seats), "what its title or `role:` meant";
    BeforeManager "before.manager" Position,
        "where the solid line led, if that position still exists";
    BeforeManagerRemoved "before.manager.removed" Flag,
        "whether the position that the solid line led to is gone";
    BeforeReportsCount "before.reports.count" Number, "number of direct reports it had";
    BeforeBelowCount "before.below.count" Number, "number of positions that were anywhere below";
}

facts! {
    /// A fact of the organisation that is not a field of `company:`.
    Organisation of Organisation, OF_ORGANISATION:
    Headcount "headcount" Number,
        "number of employees: as stated, else the number of filled positions if the chart is complete";
    PrimaryGoal "primary_goal" Word(Words::Closed(GOALS)),
        "what matters more now: as stated, else as it follows from stage, funding and technology strategy";
    PositionsCount "positions.count" Number, "number of positions on the chart";
    IsPart "company.is_part" Flag, "whether the chart shows a part of a company";
    IsScenario "is_scenario" Flag, "whether the chart is a draft (`kind: scenario`), not the current state";
    Chiefs "chiefs" Word(Words::Closed(CHIEFS)), "which of the two chief roles exist";
    CioState "cio.state" Word(Words::Closed(ROLE_STATES)), "state of the CIO role";
    CtoState "cto.state" Word(Words::Closed(ROLE_STATES)), "state of the CTO role";
    Cio "cio" Position, "the company's CIO";
    Cto "cto" Position, "the company's CTO";
    Sectors "company.sectors" Texts,
        "the industries that `company.industry` means, as words of the vocabulary";
    FunctionsUnowned "company.functions_unowned" Texts,
        "the functions under `company.functions_required` that no position has as its area or under `mandate.owns`";
    OfficersMissing "company.officers_missing" Texts,
        "officers whom the regimes under `company.regimes` require, but who have no position";
    LoneChief "lone_chief" Position,
        "the only chief, if one of the two roles exists and the other does not";
    Before "before" Flag,
        "`true` if the chart is compared with an earlier version, as with `--since`; otherwise every fact \
            of a change is unknown";
    BeforePositionsCount "before.positions.count" Number, "number of positions on the earlier chart";
    BeforeHeadcount "before.headcount" Number, "number of employees, as `headcount`, of the earlier chart";
    BeforeCioState "before.cio.state" Word(Words::Closed(ROLE_STATES)), "state that the CIO role had";
    BeforeCtoState "before.cto.state" Word(Words::Closed(ROLE_STATES)), "state that the CTO role had";
    RemovedCount "removed.count" Number, "number of positions that are gone";
    RemovedChiefs "removed.chiefs" Texts, "titles of chiefs whose seat no position has any longer";
}

/// Every fact: the derived ones, then the fields of positions and of `company:`.
#[must_use]
pub fn facts() -> Vec<Fact> {
    let fields = FIELDS.iter().filter(|key| !key.fact.is_empty()).map(|key| Fact {
        id: FactId::Field(key.field),
        name: key.fact,
        of: Of::Position,
        kind: FactType::of_field(key.kind),
        about: key.about,
    });
    let company = COMPANY_FIELDS.iter().map(|key| Fact {
        id: FactId::Company(key.field),
        name: key.fact,
        of: Of::Organisation,
        kind: FactType::of_field(key.kind),
        about: key.about,
    });
    DERIVED.iter().chain(OF_ORGANISATION).copied().chain(fields).chain(company).collect()
}

/// Every fact, a company's own fields first: where one has the name of a derived fact, the company's
/// rules mean the field.
#[must_use]
pub fn facts_with(own: &[Key<OwnField>]) -> Vec<Fact> {
    let own = own.iter().map(|key| Fact {
        id: FactId::Own(key.field),
        name: key.name,
        of: Of::Position,
        kind: FactType::of_field(key.kind),
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
