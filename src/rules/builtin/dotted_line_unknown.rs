//! A dotted line that leads to nobody on the chart.

use std::collections::{BTreeMap, HashSet};

use super::shared::wording::{called, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::{Label, Safety};
use crate::nearest::nearest;
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;
use crate::source::Place;

/// Texts for which a similar id is looked for.
const COMPARED: usize = 20;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.chart.may_have_any_id() || !ctx.chart.has_field(Field::DottedTo) {
        return;
    }
    let external: HashSet<&str> = ctx.chart.external_managers().map(|text| text.text).collect();
    let mut found: Vec<(&str, Vec<(PositionId, Place)>)> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for position in ctx.chart.positions() {
        for line in ctx.chart.dotted_lines(position) {
            let text = line.to.text;
            if external.contains(text) || ctx.graph.find(ctx.chart, text).is_some() {
                continue;
            }
            let at = *index.entry(text).or_insert_with(|| {
                found.push((text, Vec::new()));
                found.len() - 1
            });
            found[at].1.push((position, line.to.place));
        }
    }
    // Many of one position alone are one slip, such as a list of something else.
    let mut of_one: BTreeMap<PositionId, Vec<Place>> = BTreeMap::new();
    for (_, lines) in &found {
        if let [(position, place)] = lines[..] {
            of_one.entry(position).or_default().push(place);
        }
    }
    of_one.retain(|_, places| places.len() > MOST_OF_ONE);
    for (at, (text, lines)) in found.iter().enumerate() {
        if !matches!(lines[..], [(position, _)] if of_one.contains_key(&position)) {
            out.extend(draft(ctx, text, lines, at < COMPARED));
        }
    }
    out.extend(of_one.into_iter().filter_map(|(position, places)| together(ctx, position, &places)));
}

/// Dotted lines of one position that are told one by one.
const MOST_OF_ONE: usize = 20;

/// One finding for all dotted lines of a position that lead nowhere.
fn together(ctx: &Context<'_, '_>, position: PositionId, places: &[Place]) -> Option<Draft> {
    let (first, others) = places.split_first()?;
    let message =
        format!("{} dotted lines of {} lead to nobody on the chart", places.len(), called(ctx, position));
    let primary = Label::new(*first, "not on the chart");
    let help = ctx.chart.in_file_keys("write ids of the chart under `dotted_to`, and take the others out");
    let draft = Draft::new(About::Position(position), message, help, primary)
        .ids([ctx.chart.id(position), "dotted lines"])
        .value(ctx.chart.id(position));
    Some(others.iter().take(MOST_OF_ONE).fold(draft, |draft, place| draft.label(*place, "nor is this")))
}

fn draft(ctx: &Context<'_, '_>, text: &str, lines: &[(PositionId, Place)], compare: bool) -> Option<Draft> {
    let ((first, place), others) = lines.split_first()?;
    let is_person =
        !ctx.chart.shows_text(text) || lines.iter().any(|(_, place)| ctx.chart.is_private(*place));
    let target = if is_person { "somebody who is not on the chart".to_owned() } else { ticked(text) };
    let message = match (others.len(), is_person) {
        (0, true) => format!("a dotted line of {} leads to {target}", called(ctx, *first)),
        (0, false) => {
            format!("a dotted line of {} leads to {target}, an id that no position has", called(ctx, *first))
        }
        (others, true) => format!("{} dotted lines lead to {target}", others + 1),
        (others, false) => format!("{} dotted lines lead to {target}, an id that nobody has", others + 1),
    };
    let ids = || ctx.chart.positions().filter_map(|position| ctx.chart.shown_id(position));
    let near = if compare && !is_person { nearest(text, ids()) } else { None };
    let otherwise = if ctx.chart.is_native() {
        "add the position, or list the id under `external_managers`"
    } else {
        "add the position, or keep it and note why"
    };
    let help = match near {
        Some(near) => format!("a position with a similar id exists: {}; otherwise {otherwise}", ticked(near)),
        None => format!("name an id of the chart, {otherwise}"),
    };
    let label =
        if is_person { "not on the chart".to_owned() } else { format!("no position has the id {target}") };
    let draft = Draft::new(About::Position(*first), message, help, Label::new(*place, label));
    let draft = others.iter().fold(draft, |draft, (_, place)| draft.label(*place, "here too"));
    let places = lines.iter().map(|(_, place)| *place);
    let fix = near.and_then(|near| edit::rewrite(ctx.sources, places, near, Safety::Unsafe));
    Some(draft.ids([text]).value(text).fix(fix))
}
