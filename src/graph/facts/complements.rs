//! Who covers a chief's other side, and what of the chief's role nobody covers.

use hashbrown::{HashMap, HashSet};

use super::column::{Column, Link};
use super::roles::{Basis, height, leads, near_the_top};
use super::seats::Held;
use crate::chart::{Chart, Field, Part, PositionId};
use crate::graph::Manager;
use crate::sort;
use crate::vocabulary::{Domain, Grade, Seat, function_named};

/// What covers the other side of one chief.
#[derive(Clone, Debug, Default)]
pub(super) struct Complement {
    /// The word of `complement.kind`; none where it is not known.
    pub(super) kind: Option<&'static str>,
    /// The position that is named as the complement in messages.
    pub(super) by: Option<PositionId>,
    /// Every position that covers the other side.
    all: Vec<PositionId>,
}

impl Complement {
    /// What covers the other side of a chief with this seat.
    pub(super) fn of(known: &Basis<'_, '_>, chief: PositionId, seat: Seat) -> Self {
        let (own_side, other_side, other) = match seat {
            Seat::Cio => (Domain::Operations, Domain::Product, Seat::Cto),
            _ => (Domain::Product, Domain::Operations, Seat::Cio),
        };
        let is_named =
            |of: &PositionId| known.lines.complements[of.index()] == Link::To(chief) && *of != chief;
        let by_height = |mut all: Vec<PositionId>| {
            sort::by_key(&mut all, |of| height(known, *of));
            all
        };
        let names_one = |of: &PositionId| known.chart.has_any(*of, &[Field::Complements]) && is_named(of);
        let all_named = by_height(known.chart.positions().filter(names_one).collect());
        let (same_side, mut named): (Vec<_>, Vec<_>) =
            all_named.into_iter().partition(|of| known.sides.domains[of.index()] == Some(own_side));
        // Among several, the one that can best be one.
        sort::by_key(&mut named, |of| (known.seats[of.index()].held == Held::Open, !manages(known, *of)));
        let leads = by_height(leads(known, other).filter(|of| *of != chief).collect());
        let managers = by_height(managers(known, chief, other_side));
        let first = [("named", &named), ("lead", &leads), ("manager", &managers), ("same-side", &same_side)]
            .into_iter()
            .find_map(|(kind, all)| Some((kind, *all.first()?)));
        let (kind, by) = match first {
            Some((kind, by)) => (Some(kind), Some(by)),
            None if may_have_lead(known, other) => (None, None),
            None => (Some("none"), None),
        };
        Self { kind, by, all: named.into_iter().chain(leads).chain(managers).collect() }
    }
}

/// A title that may be a lead's or something else leaves in doubt whether there is a complement.
fn may_have_lead(known: &Basis<'_, '_>, chief: Seat) -> bool {
    known.seats.seated().any(|of| {
        known.seats[of.index()].unresolved.and_then(Seat::equivalent_of) == Some(chief)
            && near_the_top(known, of)
    })
}

fn manages(known: &Basis<'_, '_>, of: PositionId) -> bool {
    let grade = known.seats[of.index()].grade;
    grade.is_some_and(|grade| grade >= Grade::Manager) || known.graph.has_reports(of)
}

/// Managers of the other side who report to the chief, or to the CEO, COO or CFO.
fn managers(known: &Basis<'_, '_>, chief: PositionId, other_side: Domain) -> Vec<PositionId> {
    let is_officer =
        |of: &PositionId| matches!(known.seats[of.index()].seat, Some(Seat::Ceo | Seat::Coo | Seat::Cfo));
    let is_top = |of: &PositionId| known.graph.manager(*of) == Manager::None;
    let mut tops: Vec<PositionId> = known.graph.roots().iter().copied().filter(is_top).collect();
    tops.extend(known.seats.seated().filter(is_officer));
    tops.push(chief);
    tops.sort_unstable();
    tops.dedup();
    let fits = |of: &PositionId| {
        covers(known, *of, chief, other_side)
            && manages(known, *of)
            && known.seats[of.index()].held != Held::Open
            && known.lines.managers[of.index()] != Link::Unknown
    };
    // They are few, and report to few: the tops are gone through, not everybody.
    let reports = tops.into_iter().flat_map(|top| known.graph.reports(top));
    let mut managers: Vec<PositionId> = reports.filter(fits).collect();
    managers.sort_unstable();
    managers
}

/// Whether some part of an area is the other side's work. Beside a lone chief the article's own examples
/// count: infrastructure outside a CTO's area, architecture for a CIO.
fn covers(known: &Basis<'_, '_>, of: PositionId, chief: PositionId, other_side: Domain) -> bool {
    if known.sides.has_side(of, other_side) {
        return true;
    }
    let function = known.sides.functions[of.index()].map(|function| function.get().id);
    let open = known.sides.domains[of.index()].is_none();
    match other_side {
        Domain::Operations => {
            open && function == Some("infrastructure")
                && known.lines.nearest_chief[of.index()] != Link::To(chief)
        }
        _ => open && function == Some("architecture"),
    }
}

/// For each chief: what its role needs support in and none of its complements covers.
pub(super) fn gaps<'c>(chart: &'c Chart, complements: &HashMap<PositionId, Complement>) -> Column<'c> {
    let list = |of: PositionId, part| {
        let at = chart.value(of, Field::Profile).and_then(|profile| chart.part(profile, part));
        at.into_iter().flat_map(|at| chart.texts_at(at)).map(|text| text.text)
    };
    let of_chief = |(chief, complement): (&PositionId, &Complement)| {
        let covered: HashSet<String> =
            complement.all.iter().flat_map(|of| list(*of, Part::Covers)).map(same_skill).collect();
        let gaps: Vec<&str> =
            list(*chief, Part::Needs).filter(|need| !covered.contains(&same_skill(need))).collect();
        (chief.0, gaps)
    };
    Column::Texts(complements.iter().map(of_chief).filter(|(_, gaps)| !gaps.is_empty()).collect())
}

/// A skill by its function in the vocabulary, else by its words.
fn same_skill(text: &str) -> String {
    match function_named(text) {
        Some(function) => function.get().id.to_owned(),
        None => text.to_lowercase().replace([' ', '_'], "-"),
    }
}
