//! One unit below two others: as two positions that stand for it, or in the columns of a unit and of the
//! department in it.
//!
//! It groups positions by a unit and compares the groups, where a condition looks at one position.

use std::collections::{HashMap, HashSet};

use super::shared::wording::{id_of, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Column, Texts};
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::source::offset;

pub(super) const CHECK: Check = Check::of_chart(check);

const HELP: &str = "show it once, with a dotted line to the other place; give the two units different \
    names; or keep it and note why";

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    as_positions(ctx, out);
    as_columns(ctx, out);
}

/// Two boxes with one name below two others.
fn as_positions(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut named: HashMap<String, Vec<PositionId>> = HashMap::new();
    for position in ctx.chart.positions().filter(|of| is_box(ctx, *of)) {
        if let Some(name) = name_of(ctx, position) {
            named.entry(plain(name)).or_default().push(position);
        }
    }
    named.retain(|_, boxes| boxes.len() == 2);
    if named.is_empty() {
        return;
    }
    // What others are called too, be it with a holder or with nobody below, is a title.
    let times = times(ctx, &named);
    let named = named.iter().filter(|(name, _)| times.get(name.as_str()) == Some(&2));
    let mut below = HashMap::new();
    let mut found: Vec<Draft> = named.filter_map(|(_, boxes)| of_boxes(ctx, boxes, &mut below)).collect();
    sort::by_key(&mut found, |draft| draft.about);
    out.append(&mut found);
}

/// How many positions have each of these names. A name that many share is made plain once.
fn times<'n>(ctx: &Context<'_, '_>, named: &'n HashMap<String, Vec<PositionId>>) -> HashMap<&'n str, usize> {
    let (units, titles) =
        [Field::Unit, Field::Title].map(|field| ctx.facts.column(FactId::Field(field))).into();
    let known = |column: &Column<'_>| {
        let Column::Text(texts) = column else { return Vec::new() };
        let find = |text: &&str| named.get_key_value(&plain(text)).map(|(name, _)| name.as_str());
        std::iter::once(None).chain(texts.different().iter().map(find)).collect::<Vec<_>>()
    };
    let (known_units, known_titles) = (known(&units), known(&titles));
    let mut times = HashMap::new();
    for position in ctx.chart.positions() {
        let name = match units.text_code(position) {
            0 => known_titles.get(titles.text_code(position)),
            code => known_units.get(code),
        };
        if let Some(name) = name.copied().flatten() {
            *times.entry(name).or_default() += 1;
        }
    }
    times
}

fn name_of<'c>(ctx: &Context<'c, '_>, of: PositionId) -> Option<&'c str> {
    ctx.chart.words(of, Field::Unit).or_else(|| ctx.chart.words(of, Field::Title))
}

/// Whether a position stands for a unit and for nobody in it: it has somebody below, and neither a holder nor a
/// title of one person.
fn is_box(ctx: &Context<'_, '_>, of: PositionId) -> bool {
    ctx.graph.has_reports(of)
        && !ctx.chart.has_any(of, &[Field::Name, Field::Holder, Field::Role])
        && ctx.chart.has_any(of, &[Field::Title, Field::Unit])
        && ctx.facts.seating(of).grade.is_none()
        && ctx.facts.seating(of).seat.is_none()
}

/// With more than two, or with names that several others repeat too, it is intended: each region has its
/// `Finance`.
fn of_boxes(ctx: &Context<'_, '_>, boxes: &[PositionId], below: &mut Below) -> Option<Draft> {
    let [first, second] = *boxes else { return None };
    let (one, other) = (ctx.graph.manager_position(first)?, ctx.graph.manager_position(second)?);
    let is_known = ctx.facts.function(first).is_some() || ctx.facts.function(second).is_some();
    let is_apart = one != other && !ctx.graph.is_above(first, second) && !ctx.graph.is_above(second, first);
    if is_known || !is_apart || repeats(ctx, one, other, below) {
        return None;
    }
    let name = ctx.chart.text(first, Field::Unit).or_else(|| ctx.chart.text(first, Field::Title))?;
    let message = format!(
        "the unit {} appears below {} and below {}",
        ticked(name.text),
        id_of(ctx, one),
        id_of(ctx, other)
    );
    let second_name = ctx.chart.text(second, Field::Unit).or_else(|| ctx.chart.text(second, Field::Title))?;
    let label = Label::new(name.place, format!("below {}", id_of(ctx, one)));
    let mut draft = Draft::new(About::Position(first), message, HELP, label)
        .label(second_name.place, format!("below {}", id_of(ctx, other)))
        .ids([ctx.chart.id(first), ctx.chart.id(second)]);
    draft.also.push(second);
    Some(draft)
}

/// The names of those who report to a position, for positions that were asked about.
type Below = HashMap<PositionId, HashSet<String>>;

/// Whether two units have more than one name below them in common.
fn repeats(ctx: &Context<'_, '_>, one: PositionId, other: PositionId, below: &mut Below) -> bool {
    for of in [one, other] {
        below.entry(of).or_insert_with(|| {
            let reports = ctx.graph.reports(of).into_iter();
            reports.filter_map(|of| name_of(ctx, of).map(plain)).collect()
        });
    }
    below[&one].intersection(&below[&other]).nth(1).is_some()
}

fn plain(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A department that most rows show in one unit and some in another, where all others are in one.
fn as_columns(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if !ctx.chart.has_field(Field::Unit) || !ctx.chart.has_field(Field::Department) {
        return;
    }
    let (units, departments) =
        (ctx.facts.column(FactId::Field(Field::Unit)), ctx.facts.column(FactId::Field(Field::Department)));
    let (Column::Text(units), Column::Text(departments)) = (&*units, &*departments) else { return };
    let inside = Inside::new(units, departments);
    if inside.is_above() {
        out.extend(inside.in_two().into_iter().filter_map(|two| of_columns(ctx, units, departments, &two)));
    }
}

/// How many rows show each department in each unit.
struct Inside {
    rows: HashMap<u32, HashMap<u32, usize>>,
    units: usize,
}

/// A department, and the two units that it is in: the usual one first.
struct InTwo {
    department: u32,
    usual: u32,
    other: u32,
}

impl Inside {
    fn new(units: &Texts<'_>, departments: &Texts<'_>) -> Self {
        let mut rows: HashMap<u32, HashMap<u32, usize>> = HashMap::new();
        let pairs = departments.codes().iter().zip(units.codes());
        for (department, unit) in pairs.filter(|(department, unit)| **department != 0 && **unit != 0) {
            *rows.entry(*department).or_default().entry(*unit).or_default() += 1;
        }
        let units = rows.values().flat_map(HashMap::keys).collect::<HashSet<_>>().len();
        Self { rows, units }
    }

    /// Whether units are above departments: there are more of these, and nearly all are in one unit.
    fn is_above(&self) -> bool {
        let often = self.rows.values().filter(|units| units.values().sum::<usize>() > 1);
        let (all, one) =
            often.fold((0, 0), |(all, one), units| (all + 1, one + usize::from(units.len() == 1)));
        self.units > 1 && self.rows.len() > self.units && one * 5 >= all * 4 && all > 2
    }

    fn in_two(&self) -> Vec<InTwo> {
        let mut found: Vec<InTwo> = Vec::new();
        for (department, units) in &self.rows {
            let mut by_rows: Vec<(u32, usize)> = units.iter().map(|(unit, rows)| (*unit, *rows)).collect();
            by_rows.sort_unstable_by_key(|(unit, rows)| (std::cmp::Reverse(*rows), *unit));
            if let [(usual, _), (other, _)] = by_rows[..] {
                found.push(InTwo { department: *department, usual, other });
            }
        }
        found.sort_unstable_by_key(|two| two.department);
        found
    }
}

fn of_columns(
    ctx: &Context<'_, '_>,
    units: &Texts<'_>,
    departments: &Texts<'_>,
    two: &InTwo,
) -> Option<Draft> {
    let row = |unit: u32| {
        let mut rows = departments.codes().iter().zip(units.codes());
        let at = rows.position(|(department, of)| *department == two.department && *of == unit)?;
        Some(PositionId(offset(at)))
    };
    let (first, second) = (row(two.usual)?, row(two.other)?);
    if ctx.facts.function(first).is_some() && ctx.facts.function(first) == ctx.facts.function(second) {
        return None;
    }
    let name = |texts: &Texts<'_>, code: u32| {
        let at = (code as usize).checked_sub(1)?;
        texts.different().get(at).map(|text| ticked(text))
    };
    let (department, usual, other) =
        (name(departments, two.department)?, name(units, two.usual)?, name(units, two.other)?);
    let message = format!("the department {department} appears in {usual} and in {other}");
    let label = Label::new(ctx.chart.label_place(second, Field::Unit), format!("here in {other}"));
    let draft = Draft::new(About::Position(second), message, HELP, label)
        .label(ctx.chart.label_place(first, Field::Unit), format!("here in {usual}"))
        .ids([department, usual, other]);
    Some(draft)
}
