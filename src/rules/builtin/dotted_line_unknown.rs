//! A dotted line that leads to nobody on the chart.
//!
//! Conditions speak of positions; a line that leads to none has no position to speak of.

use std::collections::{HashMap, HashSet};

use super::shared::near::NearIds;
use super::shared::wording::{called, ticked};
use crate::chart::{Field, PositionId, Text};
use crate::finding::{Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.chart.may_have_any_id() || !ctx.chart.has_field(Field::DottedTo) {
        return;
    }
    let external: HashSet<&str> = ctx.chart.external_managers().map(|text| text.text).collect();
    let mut found: Vec<(&str, Vec<(PositionId, Place)>)> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    let mut lines = Vec::new();
    for position in ctx.chart.positions() {
        let is_unknown =
            |to: &Text<'_>| !external.contains(to.text) && ctx.graph.find(ctx.chart, to.text).is_none();
        lines.clear();
        lines.extend(ctx.chart.dotted_lines(position).map(|line| line.to).filter(is_unknown));
        // Many of one position are one slip, such as a list of something else.
        if lines.len() > MOST_OF_ONE {
            out.extend(together(ctx, position, &lines));
            continue;
        }
        for to in &lines {
            let at = *index.entry(to.text).or_insert_with(|| {
                found.push((to.text, Vec::with_capacity(1)));
                found.len() - 1
            });
            found[at].1.push((position, to.place));
        }
    }
    let mut ids = NearIds::of(ctx.chart);
    out.extend(found.iter().filter_map(|(text, lines)| draft(ctx, text, lines, &mut ids)));
}

/// Dotted lines of one position that are told one by one.
const MOST_OF_ONE: usize = 20;

/// One finding for all dotted lines of a position that lead nowhere.
fn together(ctx: &Context<'_, '_>, position: PositionId, lines: &[Text<'_>]) -> Option<Draft> {
    let (first, others) = lines.split_first()?;
    let message =
        format!("{} dotted lines from {} lead to nobody on the chart", lines.len(), called(ctx, position));
    let primary = Label::new(first.place, "not on the chart");
    let help = ctx.chart.in_file_keys("write ids of the chart under `dotted_to`, and remove the others");
    let draft = Draft::new(About::Position(position), message, help, primary)
        .ids([ctx.chart.id(position), "dotted lines"])
        .value(ctx.chart.id(position));
    Some(
        others.iter().take(MOST_OF_ONE).fold(draft, |draft, to| draft.label(to.place, "and neither is this")),
    )
}

fn draft(
    ctx: &Context<'_, '_>,
    text: &str,
    lines: &[(PositionId, Place)],
    ids: &mut NearIds<'_>,
) -> Option<Draft> {
    let ((first, place), others) = lines.split_first()?;
    let is_person =
        !ctx.chart.shows_text(text) || lines.iter().any(|(_, place)| ctx.chart.is_private(*place));
    let target = if is_person { "somebody who is not on the chart".to_owned() } else { ticked(text) };
    let message = match (others.len(), is_person) {
        (0, true) => format!("a dotted line from {} leads to {target}", called(ctx, *first)),
        (0, false) => {
            format!(
                "a dotted line from {} leads to {target}, an id that no position has",
                called(ctx, *first)
            )
        }
        (others, true) => format!("{} dotted lines lead to {target}", others + 1),
        (others, false) => {
            format!("{} dotted lines lead to {target}, an id that no position has", others + 1)
        }
    };
    let near = if is_person { None } else { ids.near(text) };
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
