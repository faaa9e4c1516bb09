//! The structure of a chart in numbers, without verdicts. Uses [`crate::structure`].

mod write;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

pub use write::{Format, write};

use crate::finding::Portfolio;
use crate::sort;
use crate::source::cut;
use crate::structure::{Entry, State, Structure};

/// Version of the shape of the JSON; raised when a key changes its meaning or goes away.
pub(crate) const VERSION: u8 = 1;
/// Fewer positions than this are about persons, and no group of their own.
const GROUP: usize = 5;
/// What the groups that are too small are called together.
const OTHERS: &str = "others";
/// Managers of a wide span that are named.
const NAMED: usize = 5;
/// Characters of what names a position.
const TITLE: usize = 40;

/// The numbers of one chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// The name of the organisation, else of its chart.
    pub chart: String,
    /// The date it is true for.
    pub as_of: Option<String>,
    /// A part of it could not be read, so these are not all.
    pub incomplete: bool,
    /// Positions.
    pub positions: usize,
    /// Of them: held, as far as the chart says.
    pub filled: usize,
    /// Held by nobody.
    pub open: usize,
    /// Held for the time being.
    pub interim: usize,
    /// Held by somebody who is about to leave.
    pub leaving: usize,
    /// Positions with reports.
    pub managers: usize,
    /// Those of them with one.
    pub managers_with_one_report: usize,
    /// Positions on each layer, from the top.
    pub layers: Vec<usize>,
    /// Managers by how many report to them.
    pub spans: Vec<Span>,
    /// Positions by what their area does.
    pub functions: Vec<Group>,
    /// Positions by the side of their area.
    pub sides: Vec<Group>,
    /// Shares of full time of all positions that state one, in thousandths.
    #[serde(serialize_with = "thousandths")]
    pub fte: u64,
    /// Positions that state none.
    pub fte_not_stated: usize,
    /// What is below each chief.
    pub areas: Vec<Area>,
    /// How far each chief is from the top.
    pub chiefs: Vec<Chief>,
}

/// Managers whose reports are about as many.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Span {
    /// How many report to each: `4-7`.
    pub reports: &'static str,
    /// The managers.
    pub managers: usize,
    /// Their share of all managers, in percent.
    pub percent: f64,
    /// Some of the managers with the widest spans.
    pub widest: Vec<Wide>,
}

/// A manager of a wide span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wide {
    /// The id, or `#` and the number of the position.
    pub id: String,
    /// How many report to it.
    pub reports: usize,
}

/// Positions that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What it is: a function or a side, `not known`, or `others` for groups that are too small.
    pub name: String,
    /// The positions.
    pub positions: usize,
    /// Those that nobody holds.
    pub open: usize,
    /// Shares of full time of those that state one, in thousandths.
    #[serde(serialize_with = "thousandths")]
    pub fte: u64,
    /// Positions that state none.
    pub fte_not_stated: usize,
}

/// What is below a chief, by side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Area {
    /// What the chief is called.
    pub chief: String,
    /// Positions and owned functions of the product side.
    pub product: usize,
    /// Of the operations side.
    pub operations: usize,
    /// Of both, or of neither.
    pub other: usize,
    /// Whose side is not known.
    pub unknown: usize,
}

/// A chief and its way up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chief {
    /// What the position is called.
    pub title: String,
    /// The id, or `#` and the number of the position.
    pub id: String,
    /// Steps to the top; a board is not a step.
    pub steps: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn thousandths<S: serde::Serializer>(fte: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(of_thousand(*fte))
}

#[expect(clippy::cast_precision_loss, reason = "a sum of shares is far below 2^52")]
fn of_thousand(fte: u64) -> f64 {
    fte as f64 / 1000.0
}

/// A share of full time as a whole number, so that sums are the same in any order.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of full time is small")]
fn in_thousandths(fte: f64) -> u64 {
    (fte.clamp(0.0, 1e9) * 1000.0).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "counts of positions are far below 2^52")]
fn percent(count: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (count as f64 * 1000.0 / whole as f64).round() / 10.0 }
}

/// The first number of each band of spans.
const BANDS: [(usize, &str); 6] = [(1, "1"), (2, "2-3"), (4, "4-7"), (8, "8-12"), (13, "13-16"), (17, "17+")];
/// The bands whose managers are named.
const WIDE: usize = 13;

impl Stats {
    /// Counts. Groups of functions and sides that are too small are put together unless they are asked for.
    #[must_use]
    pub fn of(structure: &Structure, areas: &[Portfolio], incomplete: bool, small_groups: bool) -> Self {
        let entries = &structure.entries;
        let in_state = |state| entries.iter().filter(|entry| entry.state == state).count();
        let managers: Vec<(usize, usize)> = (0..entries.len())
            .map(|of| (of, structure.reports(of).len()))
            .filter(|(_, reports)| *reports > 0)
            .collect();
        let groups = |of: fn(&Entry) -> Option<&'static str>| grouped(entries, of, small_groups);
        let steps = steps(structure, |above| usize::from(!above.is_board));
        let chiefs = entries.iter().zip(steps).filter(|(entry, _)| entry.is_chief);
        let mut chiefs: Vec<Chief> = chiefs
            .map(|(entry, steps)| Chief {
                title: cut(&entry.title, TITLE).into_owned(),
                id: entry.subject.clone(),
                steps,
            })
            .collect();
        sort::by(&mut chiefs, |a, b| (a.steps, &a.title, &a.id).cmp(&(b.steps, &b.title, &b.id)));
        let mut areas: Vec<Area> = areas.iter().map(Area::of).collect();
        areas.sort();
        let whole = grouped(entries, |_| None, true);
        Self {
            chart: structure.name.clone(),
            as_of: structure.as_of.map(|date| date.to_string()),
            incomplete,
            positions: entries.len(),
            filled: in_state(State::Filled),
            open: in_state(State::Open),
            interim: in_state(State::Interim),
            leaving: in_state(State::Leaving),
            managers: managers.len(),
            managers_with_one_report: managers.iter().filter(|(_, reports)| *reports == 1).count(),
            layers: layers(structure),
            spans: spans(entries, &managers),
            functions: groups(|entry| entry.function),
            sides: groups(|entry| entry.side),
            fte: whole.iter().map(|group| group.fte).sum(),
            fte_not_stated: whole.iter().map(|group| group.fte_not_stated).sum(),
            areas,
            chiefs,
        }
    }
}

impl Area {
    fn of(portfolio: &Portfolio) -> Self {
        let Portfolio { chief, product, operations, other, unknown } = portfolio.clone();
        Self { chief: cut(&chief, TITLE).into_owned(), product, operations, other, unknown }
    }
}

/// How far every position is below its top, where each step from a manager counts as much as is said.
fn steps(structure: &Structure, step: impl Fn(&Entry) -> usize) -> Vec<usize> {
    let mut steps = vec![0; structure.entries.len()];
    for of in &structure.order {
        if let Some(manager) = structure.entries[*of].manager {
            steps[*of] = steps[manager] + step(&structure.entries[manager]);
        }
    }
    steps
}

fn layers(structure: &Structure) -> Vec<usize> {
    let mut layers = Vec::new();
    for step in steps(structure, |_| 1) {
        if layers.len() <= step {
            layers.resize(step + 1, 0);
        }
        layers[step] += 1;
    }
    layers
}

fn spans(entries: &[Entry], managers: &[(usize, usize)]) -> Vec<Span> {
    let band = |(at, (from, name)): (usize, &(usize, &'static str))| {
        let next = BANDS.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        let mut of_it: Vec<_> =
            managers.iter().filter(|(_, reports)| (*from..next).contains(reports)).collect();
        let count = of_it.len();
        sort::by_key(&mut of_it, |(of, reports)| (Reverse(*reports), &entries[*of].subject));
        of_it.truncate(if *from < WIDE { 0 } else { NAMED });
        let wide = |(of, reports): &(usize, usize)| Wide {
            id: cut(&entries[*of].subject, TITLE).into_owned(),
            reports: *reports,
        };
        let widest = of_it.into_iter().map(wide).collect();
        Span { reports: name, managers: count, percent: percent(count, managers.len()), widest }
    };
    BANDS.iter().enumerate().map(band).collect()
}

/// Positions by a word: the largest group first, then what is not known and what is too small to be a group.
fn grouped(entries: &[Entry], of: fn(&Entry) -> Option<&'static str>, small_groups: bool) -> Vec<Group> {
    let mut known: BTreeMap<Option<&str>, Group> = BTreeMap::new();
    for entry in entries {
        let word = of(entry);
        let group = known.entry(word).or_insert_with(|| Group::new(word.unwrap_or("not known")));
        group.positions += 1;
        group.open += usize::from(entry.state == State::Open);
        match entry.fte {
            Some(fte) => group.fte += in_thousandths(fte),
            None => group.fte_not_stated += 1,
        }
    }
    let mut unknown = known.remove(&None);
    let mut groups: Vec<Group> = known.into_values().collect();
    sort::by(&mut groups, |a, b| (Reverse(a.positions), &a.name).cmp(&(Reverse(b.positions), &b.name)));
    if small_groups {
        groups.extend(unknown);
        return groups;
    }
    let mut others = Group::new(OTHERS);
    others.add(unknown.take_if(|unknown| unknown.positions < GROUP));
    // What is left of a whole tells of the one group that is not shown: so there are as many in the others.
    let is_short = |others: &Group| (1..GROUP).contains(&others.positions);
    while groups.last().is_some_and(|last| last.positions < GROUP || is_short(&others)) {
        others.add(groups.pop());
    }
    others.add(unknown.take_if(|_| is_short(&others)));
    groups.extend(unknown);
    groups.extend((others.positions > 0).then_some(others));
    groups
}

impl Group {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), positions: 0, open: 0, fte: 0, fte_not_stated: 0 }
    }

    fn add(&mut self, other: Option<Self>) {
        let Some(other) = other else { return };
        self.positions += other.positions;
        self.open += other.open;
        self.fte += other.fte;
        self.fte_not_stated += other.fte_not_stated;
    }
}
