//! One holder, known by `holder`, in several positions without the chart saying so. Equal names
//! prove nothing. Neither the name nor the key is ever shown.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::shared::twins::Twins;
use super::shared::wording::{id_of, some_of};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "write `also_holds` or the `fte` of each, mark a temporary one with `status: acting`, \
                    or keep it and note why";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let several = held_several_times(ctx);
    if several.is_empty() {
        return;
    }
    let twins = Twins::of(ctx);
    for ((_, holder), mut entries) in several {
        // An id twice is one position or a mistake that is reported already.
        entries.retain(|of| !twins.doubtful.contains(of) && twins.is_own(*of));
        let mut seen = HashSet::new();
        let mut positions = entries.clone();
        positions.retain(|of| seen.insert(twins.position(*of)));
        if positions.len() > 1 && !is_explained(ctx, &twins, &entries) {
            out.push(draft(ctx, holder, &positions));
        }
    }
}

/// Holders of several positions at the date of the chart, in the order of the first of these.
fn held_several_times<'c>(ctx: &Context<'c, '_>) -> BTreeMap<(PositionId, &'c str), Vec<PositionId>> {
    let mut first: HashMap<&str, PositionId> = HashMap::new();
    let mut several: BTreeMap<(PositionId, &str), Vec<PositionId>> = BTreeMap::new();
    for position in ctx.chart.positions() {
        if ctx.chart.value(position, Field::Holder).is_none() || !is_held(ctx, position) {
            continue;
        }
        for holder in ctx.chart.texts(position, Field::Holder) {
            let at = *first.entry(holder.text).or_insert(position);
            if at == position {
                continue;
            }
            let positions = several.entry((at, holder.text)).or_insert_with(|| vec![at]);
            // A holder written twice in one position holds it once.
            if positions.last() != Some(&position) {
                positions.push(position);
            }
        }
    }
    several
}

/// Whether somebody holds the position now: it is not open, and its dates do not say otherwise.
fn is_held(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    let date = |field| ctx.chart.date(position, field);
    !ctx.chart.is_vacant(position)
        && date(Field::Since).is_none_or(|since| since <= ctx.as_of.date)
        && date(Field::Until).is_none_or(|until| until >= ctx.as_of.date)
}

fn is_explained(ctx: &Context<'_, '_>, twins: &Twins, entries: &[PositionId]) -> bool {
    has_one_of_its_own(ctx, twins, entries) || is_split(ctx, entries) || is_declared(ctx, twins, entries)
}

/// All but one are held for a time: acting, interim, or about to be left.
fn has_one_of_its_own(ctx: &Context<'_, '_>, twins: &Twins, entries: &[PositionId]) -> bool {
    let lasting = entries.iter().filter(|position| {
        let status = ctx.chart.text(**position, Field::Status).map(|status| status.text);
        !matches!(status, Some("acting" | "interim" | "leaving"))
    });
    lasting.map(|entry| twins.position(*entry)).collect::<HashSet<_>>().len() < 2
}

/// The shares of a full-time position add up to one at most. Holders of one position share it alike.
fn is_split(ctx: &Context<'_, '_>, positions: &[PositionId]) -> bool {
    let share = |position: &PositionId| {
        let holders = ctx.chart.texts(*position, Field::Holder).count().max(1);
        let holders = u32::try_from(holders).unwrap_or(u32::MAX);
        ctx.chart.number(*position, Field::Fte).map(|fte| fte / f64::from(holders))
    };
    let total: Option<f64> = positions.iter().map(share).sum();
    total.is_some_and(|total| total <= 1.0 + 1e-9)
}

/// Each names others under `also_holds`, or is named there. What is not an id there is a seat, and which
/// of them that is stays open.
fn is_declared(ctx: &Context<'_, '_>, twins: &Twins, entries: &[PositionId]) -> bool {
    let mut declared: HashSet<PositionId> = HashSet::new();
    for entry in entries {
        for also in ctx.chart.texts(*entry, Field::AlsoHolds) {
            declared.insert(twins.position(*entry));
            match ctx.graph.find(ctx.chart, also.text) {
                Some(other) => declared.insert(other),
                None => return true,
            };
        }
    }
    entries.iter().all(|entry| declared.contains(&twins.position(*entry)))
}

fn draft(ctx: &Context<'_, '_>, holder: &str, positions: &[PositionId]) -> Draft {
    let id = |position: &PositionId| ctx.chart.id(*position);
    let place = |position: PositionId| ctx.chart.label_place(position, Field::Holder);
    let ids = some_of(ctx, positions.iter().copied(), 2, "and");
    let message = format!("one holder has {} positions: {ids}", positions.len());
    let (first, others) = (positions[0], &positions[1..]);
    let primary = Label::new(
        place(first),
        format!(
            "the holder of {} has {} too",
            id_of(ctx, first),
            some_of(ctx, others.iter().copied(), 2, "and")
        ),
    );
    let mut draft = Draft::new(About::Position(first), message, ctx.chart.in_file_keys(HELP), primary)
        .ids(positions.iter().map(id).chain(std::iter::once(holder)));
    for other in others {
        draft = draft.label(place(*other), "the same holder");
    }
    draft
}
