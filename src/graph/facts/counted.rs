//! Facts that count or join over the chart: what one holder does, who follows whom, services with two owners.
//! Each is made only where a rule asks for it and the chart states what it is made of.

use std::collections::{HashMap, HashSet};

use fixedbitset::FixedBitSet;

use super::column::{Column, Link, Value};
use super::lines::Lines;
use super::roles::owned;
use super::seats::{Seating, Seats};
use super::sides::Sides;
use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::graph::OrgGraph;
use crate::vocabulary::{Seat, SeatSet};

/// Positions of one holder: of more, the key is a mistake, or a word for nobody.
const MOST_HELD: usize = 20;

/// The positions of each holder, where the chart states holders by a key.
struct Holders<'c> {
    chart: &'c Chart,
    held: HashMap<&'c str, Vec<PositionId>>,
}

impl<'c> Holders<'c> {
    fn new(chart: &'c Chart) -> Self {
        let mut held: HashMap<&str, Vec<PositionId>> = HashMap::new();
        if chart.has_field(Field::Holder) {
            for of in chart.positions() {
                for holder in chart.texts(of, Field::Holder) {
                    held.entry(holder.text).or_default().push(of);
                }
            }
        }
        Self { chart, held }
    }

    /// All positions of those who hold this one, itself among them.
    fn held_with(&self, of: PositionId) -> impl Iterator<Item = PositionId> {
        let holders = self.chart.texts(of, Field::Holder).filter_map(|holder| self.held.get(holder.text));
        holders.filter(|held| held.len() <= MOST_HELD).flatten().copied()
    }
}

/// The functions of all positions that have one holder, of those for which that says more than their own area.
pub(super) fn holder_functions<'c>(chart: &'c Chart, graph: &OrgGraph, sides: &Sides<'c>) -> Column<'c> {
    let holders = Holders::new(chart);
    let own = |of: PositionId| sides.all[of.index()].iter().map(|function| function.get().id);
    let mut found: HashMap<u32, Vec<&'c str>> = HashMap::new();
    for of in chart.positions() {
        let mut functions: Vec<&str> = own(of).collect();
        functions.extend(owned(chart, of).filter_map(|name| {
            chart.own().vocabulary.function_named(name).map(|function| function.get().id)
        }));
        for also in chart.texts(of, Field::AlsoHolds) {
            functions.extend(graph.find(chart, also.text).into_iter().flat_map(own));
        }
        functions.extend(holders.held_with(of).flat_map(own));
        functions.sort_unstable();
        functions.dedup();
        if !functions.is_empty() {
            found.insert(of.0, functions);
        }
    }
    Column::Texts(found)
}

/// The seats of all positions that have one holder.
pub(super) fn holder_seats<'c>(chart: &'c Chart, graph: &OrgGraph, seats: &Seats) -> Column<'c> {
    let holders = Holders::new(chart);
    let own = |of: PositionId| {
        let Seating { seat, mut also, .. } = seats[of.index()];
        if let Some(seat) = seat {
            also.insert(seat);
        }
        also.iter()
    };
    let mut found: HashMap<u32, Vec<&'c str>> = HashMap::new();
    for of in chart.positions() {
        let mut all = SeatSet::default();
        own(of).chain(holders.held_with(of).flat_map(own)).for_each(|seat| all.insert(seat));
        for text in chart.texts(of, Field::AlsoHolds).map(|also| also.text) {
            match graph.find(chart, text) {
                Some(other) => own(other).for_each(|seat| all.insert(seat)),
                None => Seat::from_word(text).iter().for_each(|seat| all.insert(*seat)),
            }
        }
        if all.contains(Seat::Both) {
            all.insert(Seat::Cio);
            all.insert(Seat::Cto);
        }
        if !all.is_empty() {
            found.insert(of.0, all.iter().map(Seat::word).collect());
        }
    }
    Column::Texts(found)
}

/// People and open positions that report directly, for each who leads.
pub(super) fn span(chart: &Chart, graph: &OrgGraph, lines: &Lines) -> Column<'static> {
    let counts = lines.reports_count(graph);
    let shared = chart.has_field(Field::CoLead);
    if !shared && !chart.has_field(Field::Holder) {
        return counts;
    }
    let Column::Number(mut counts) = counts else { return counts };
    // One holder of several positions below one manager is one person.
    let mut known: HashSet<(PositionId, &str)> = HashSet::new();
    for of in chart.positions() {
        if let Link::To(manager) = lines.managers[of.index()]
            && let Some(holder) = chart.text(of, Field::Holder)
            && !known.insert((manager, holder.text))
        {
            counts[manager.index()] -= 1.0;
        }
    }
    for of in chart.positions().filter(|of| shared && chart.value(*of, Field::CoLead).is_some()) {
        let listed = |field| chart.texts(of, field).count();
        let leaders = listed(Field::Holder).max(listed(Field::Name)).max(2);
        #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^52 texts")]
        let each = counts[of.index()] / leaders as f64;
        counts[of.index()] = each;
    }
    Column::Number(counts)
}

/// Levels between a position and its manager.
pub(super) fn level_distance(chart: &Chart, managers: &[Link]) -> Column<'static> {
    if !chart.has_field(Field::Level) {
        return Column::Nowhere;
    }
    let level = |of| chart.number(of, Field::Level).unwrap_or(f64::NAN);
    let distance = |of: PositionId| match managers[of.index()] {
        Link::To(manager) => (level(of) - level(manager)).abs(),
        Link::Nobody | Link::Unknown => f64::NAN,
    };
    Column::Number(chart.positions().map(distance).collect())
}

/// How many critical positions name a position among their successors.
pub(super) fn succeeds(chart: &Chart, graph: &OrgGraph) -> Column<'static> {
    if !chart.has_field(Field::Successors) {
        return Column::Nowhere;
    }
    let mut counts = vec![0.0; chart.len()];
    for of in chart.positions().filter(|of| chart.flag(*of, Field::Critical) == Some(true)) {
        let named = chart.texts(of, Field::Successors).filter_map(|text| graph.find(chart, text.text));
        // Named twice is named once.
        let named: HashSet<PositionId> = named.collect();
        for successor in named {
            counts[successor.index()] += 1.0;
        }
    }
    Column::Number(counts)
}

/// How many services a position states, or whether another one states one of them too.
pub(super) fn services(chart: &Chart, fact: crate::graph::catalogue::Derived) -> Column<'static> {
    if !chart.has_field(Field::OwnsServices) {
        return Column::Nowhere;
    }
    let names = |of| {
        let texts = chart.texts(of, Field::OwnsServices);
        texts.map(|text| text.text.to_lowercase()).collect::<HashSet<String>>()
    };
    if fact == crate::graph::catalogue::Derived::ServicesCount {
        #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^52 texts")]
        let count = |of| {
            if chart.value(of, Field::OwnsServices).is_some() { names(of).len() as f64 } else { f64::NAN }
        };
        return Column::Number(chart.positions().map(count).collect());
    }
    let mut owners: HashMap<String, Vec<PositionId>> = HashMap::new();
    let mut stated = FixedBitSet::with_capacity(chart.len());
    for of in chart.positions().filter(|of| chart.value(*of, Field::OwnsServices).is_some()) {
        stated.insert(of.index());
        for name in names(of) {
            owners.entry(name).or_default().push(of);
        }
    }
    let mut yes = FixedBitSet::with_capacity(chart.len());
    yes.extend(owners.values().filter(|of| of.len() > 1).flatten().map(|of| of.index()));
    stated.difference_with(&yes);
    Column::Flag { yes, no: stated }
}

/// In how many branches below the top the department of a position is found.
pub(super) fn department_branches(
    chart: &Chart,
    graph: &OrgGraph,
    lines: &Lines,
    departments: &Column<'_>,
) -> Column<'static> {
    if !chart.has_field(Field::Department) {
        return Column::Nowhere;
    }
    let mut branch: Vec<Option<PositionId>> = vec![None; chart.len()];
    let mut branches: Vec<HashSet<PositionId>> = vec![HashSet::new(); departments.different().len() + 1];
    for of in graph.pre_order() {
        let at = of.index();
        branch[at] = match lines.managers[at] {
            Link::To(manager) if lines.depth[at] > 1.0 => branch[manager.index()],
            Link::To(_) => Some(*of).filter(|_| lines.depth[at] >= 1.0),
            Link::Nobody | Link::Unknown => None,
        };
        if let Some(head) = branch[at] {
            branches[departments.text_code(*of)].insert(head);
        }
    }
    let count = |of: PositionId| match departments.text_code(of) {
        0 => f64::NAN,
        #[expect(clippy::cast_precision_loss, reason = "a count of positions is far below 2^52")]
        code => branches[code].len() as f64,
    };
    Column::Number(chart.positions().map(count).collect())
}

/// Hours between a position and the nearest of those who report to it; not a number where one of them states
/// none.
pub(super) fn hours_apart(chart: &Chart, managers: &[Link]) -> Column<'static> {
    if !chart.has_field(Field::Timezone) {
        return Column::Nowhere;
    }
    let zone = |of| chart.text(of, Field::Timezone).and_then(|text| hours_from_utc(text.text));
    let zones: Vec<Option<f64>> = chart.positions().map(zone).collect();
    let mut nearest: Vec<f64> = vec![f64::INFINITY; chart.len()];
    for (at, link) in managers.iter().enumerate() {
        let Link::To(manager) = link else { continue };
        let above = manager.index();
        nearest[above] = match (zones[above], zones[at]) {
            (Some(one), Some(other)) => {
                let apart = (one - other).abs();
                // Around the date line the shorter way counts. What is not known stays so.
                if nearest[above].is_nan() { f64::NAN } else { nearest[above].min(apart.min(24.0 - apart)) }
            }
            _ => f64::NAN,
        };
    }
    nearest.iter_mut().filter(|hours| hours.is_infinite()).for_each(|hours| *hours = f64::NAN);
    Column::Number(nearest)
}

/// `UTC+2`, `+05:30`, `GMT-3`, `Z`.
fn hours_from_utc(text: &str) -> Option<f64> {
    let text = text.trim();
    let rest = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text).trim_start();
    if rest.is_empty() || rest == "Z" {
        return Some(0.0);
    }
    let (sign, digits) = match rest.chars().next()? {
        '+' => (1.0, &rest[1..]),
        '-' => (-1.0, &rest[1..]),
        '\u{2212}' => (-1.0, &rest['\u{2212}'.len_utf8()..]),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then(|| sign * (f64::from(hours) + f64::from(minutes) / 60.0))
}

/// Functions that the company asks for and nobody has.
pub(super) fn functions_unowned<'c>(chart: &'c Chart, sides: &Sides<'c>) -> Value<'c> {
    let Some(at) = chart.company(CompanyField::FunctionsRequired) else { return Value::NotStated };
    let vocabulary = &chart.own().vocabulary;
    let mut owned_by_somebody: HashSet<&str> =
        sides.all.iter().flat_map(|functions| functions.iter().map(|function| function.get().id)).collect();
    for of in chart.positions() {
        let named = owned(chart, of).filter_map(|name| vocabulary.function_named(name));
        owned_by_somebody.extend(named.map(|function| function.get().id));
    }
    // A word that is not a function is nobody's area by its meaning, and may be somebody's by its letters.
    let is_owned = |name: &str| match vocabulary.function_named(name) {
        Some(function) => owned_by_somebody.contains(function.get().id),
        None => chart.positions().any(|of| {
            let says = |text: &str| text.eq_ignore_ascii_case(name);
            [Field::Function, Field::Department, Field::Unit]
                .iter()
                .any(|field| chart.words(of, *field).is_some_and(says))
                || owned(chart, of).any(says)
        }),
    };
    let unowned: Vec<&str> =
        chart.texts_at(at).take(MOST_ASKED).map(|text| text.text).filter(|name| !is_owned(name)).collect();
    if unowned.is_empty() { Value::NotStated } else { Value::Texts(unowned) }
}

/// Functions that are looked for at most: one that is no known function is looked for at every position.
const MOST_ASKED: usize = 200;

#[cfg(test)]
mod tests {
    use super::hours_from_utc;

    #[test]
    fn distances_from_utc_are_read_and_cities_are_not() {
        for (text, hours) in
            [("UTC", 0.0), ("Z", 0.0), ("UTC+2", 2.0), ("+05:30", 5.5), ("GMT-3", -3.0), ("UTC −3", -3.0)]
        {
            assert_eq!(hours_from_utc(text), Some(hours), "{text}");
        }
        for text in ["Europe/Berlin", "+25", "+2:99", "CET", "+", "UTC2"] {
            assert_eq!(hours_from_utc(text), None, "{text}");
        }
    }
}
