//! One function with units below both chiefs. A check in Rust, because it joins positions on a value
//! that they share, their function, and conditions speak of each position by itself.

use std::collections::{BTreeMap, HashMap};

use super::shared::wording::{by_length, called, id_of};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::catalogue::Derived;
use crate::graph::facts::Reach;
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::vocabulary::{Domain, FunctionId, Seat};

const HELP: &str = "say what each serves (`serves: operations`, `serves: product`), combine them, or keep \
    it and note why";

/// A unit that heads a function in a chief's area.
#[derive(Clone, Copy)]
struct Unit<'c> {
    position: PositionId,
    chief: PositionId,
    is_cio: bool,
    serves: Option<&'c str>,
}

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.facts.roles().chiefs == Some("combined") {
        return;
    }
    let met = on_both_sides(ctx);
    if !met.contains(&[true, true]) {
        return;
    }
    let mut functions: BTreeMap<FunctionId, Vec<Unit<'_>>> = BTreeMap::new();
    // In pre-order everyone below a position directly follows it.
    let mut tops: HashMap<(FunctionId, PositionId), PositionId> = HashMap::new();
    for of in ctx.graph.pre_order() {
        let Some(function) =
            ctx.facts.function(*of).filter(|function| met.get(function.index()) == Some(&[true, true]))
        else {
            continue;
        };
        let Some(unit) = unit(ctx, *of, function) else { continue };
        let top = tops.entry((function, unit.chief)).or_insert(*of);
        if !ctx.graph.is_above(*top, *of) {
            *top = *of;
            functions.entry(function).or_default().push(unit);
        }
    }
    for (function, mut units) in functions {
        sort::by_key(&mut units, |unit| by_length(ctx.chart.id(unit.position)));
        // Units of one side and purpose overlap with the same others.
        let mut kinds = units.clone();
        kinds.sort_unstable_by_key(|unit| (unit.is_cio, unit.serves));
        kinds.dedup_by_key(|unit| (unit.is_cio, unit.serves));
        let overlaps_some = |one: &Unit<'_>| kinds.iter().any(|other| overlaps(*one, *other));
        let split: Vec<Unit<'_>> = units.iter().copied().filter(overlaps_some).collect();
        if split.len() > 1 {
            out.push(draft(ctx, function, &split));
        }
    }
}

/// For each function, whether it is met below a CIO and below a CTO at all: most are not, and need no
/// closer look.
fn on_both_sides(ctx: &Context<'_, '_>) -> Vec<[bool; 2]> {
    let mut met: Vec<[bool; 2]> = Vec::new();
    let chiefs = ctx.facts.links(Derived::NearestChief);
    for of in ctx.chart.positions() {
        let (Some(function), Some(chief)) = (ctx.facts.function(of), chiefs[of.index()].position()) else {
            continue;
        };
        if function.index() >= met.len() {
            met.resize(function.index() + 1, [false; 2]);
        }
        match ctx.facts.seating(chief).seat {
            Some(Seat::Cio) => met[function.index()][0] = true,
            Some(Seat::Cto) => met[function.index()][1] = true,
            _ => {}
        }
    }
    met
}

/// Whether two units of one function are with different chiefs, and nothing says that they serve
/// different sides.
fn overlaps(one: Unit<'_>, other: Unit<'_>) -> bool {
    let different = one.serves.is_some() && other.serves.is_some() && one.serves != other.serves;
    one.is_cio != other.is_cio && !different
}

fn unit<'c>(ctx: &Context<'_, 'c>, of: PositionId, function: FunctionId) -> Option<Unit<'c>> {
    let facts = ctx.facts;
    if !matches!(function.get().domain, Domain::Operations | Domain::Product | Domain::Depends)
        || facts.seating(of).is_chief()
        || !facts.is_area(of)
    {
        return None;
    }
    let chief = facts.links(Derived::NearestChief)[of.index()].position()?;
    let seating = facts.seating(chief);
    // Chiefs of different parts of the company each have their own.
    let is_cio = match seating.seat {
        Some(Seat::Cio) => true,
        Some(Seat::Cto) => false,
        _ => return None,
    };
    if seating.reach == Reach::Part {
        return None;
    }
    let serves = facts.serves(of);
    // What carries the product may be with either chief, and what serves neither side is no overlap.
    let carries_product = facts.is_infrastructure(of)
        && (serves == Some("product") || function.get().domain == Domain::Product);
    let is_of_a_side = matches!(serves, None | Some("operations" | "product" | "both"));
    // Where nobody sits and nobody reports, there is no part of it yet.
    let is_there = || ctx.graph.has_reports(of) || !ctx.chart.is_vacant(of);
    (is_of_a_side && !carries_product && is_there()).then_some(Unit { position: of, chief, is_cio, serves })
}

fn draft(ctx: &Context<'_, '_>, function: FunctionId, units: &[Unit<'_>]) -> Draft {
    let chart = ctx.chart;
    let silent = match units.iter().any(|unit| unit.serves.is_some()) {
        true => "",
        false if units.len() == 2 => "; neither part says what it is for",
        false => "; no part says what it is for",
    };
    let message = format!("{} is below both the CIO and the CTO{silent}", function.get().name);
    let text = |unit: &Unit<'_>| {
        let chief = if unit.is_cio { "CIO" } else { "CTO" };
        format!("{} is below the {chief}, {}", called(ctx, unit.position), id_of(ctx, unit.chief))
    };
    let label = |unit: &Unit<'_>| Label::new(chart.label_place(unit.position, Field::ReportsTo), text(unit));
    let mut draft = Draft::new(About::Position(units[0].position), message, HELP, label(&units[0]))
        .ids(units.iter().map(|unit| chart.id(unit.position)));
    draft.others = units[1..].iter().map(label).collect();
    draft.also = units[1..].iter().map(|unit| unit.position).collect();
    draft
}
