//! More than one solid line from one position.

use std::collections::HashSet;

use super::shared::wording::{called, id_of, some, target};
use crate::chart::{Field, PositionId, Text};
use crate::finding::{Fingerprint, Label};
use crate::graph::stated_managers;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "keep the one who has the last word, and write the others under `dotted_to`";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for position in ctx.chart.positions() {
        match ctx.chart.parent(position) {
            None if ctx.chart.is_list(position, Field::ReportsTo) => out.extend(listed(ctx, position)),
            None => {}
            Some(parent) => out.extend(nested(ctx, position, parent)),
        }
    }
}

/// A list with more than one id.
fn listed(ctx: &Context<'_, '_>, position: PositionId) -> Option<Draft> {
    // In other shapes one who is not on the chart is no further manager, and a finding of its own.
    let is_there = |line: &Text<'_>| ctx.chart.is_native() || ctx.graph.find(ctx.chart, line.text).is_some();
    let mut lines = stated_managers(ctx.chart, position).filter(is_there);
    let first = lines.next()?;
    let second = lines.find(|line| line.text != first.text)?;
    let mut all = vec![first, second];
    let mut known = HashSet::from([first.text, second.text]);
    all.extend(lines.filter(|line| known.insert(line.text)));
    let primary =
        Label::new(first.place, format!("a solid line to {}; this one is read", target(ctx, first.text)));
    let mut draft = draft(ctx, position, &all.iter().map(|line| line.text).collect::<Vec<_>>(), primary);
    for line in all[1..].iter().take(MOST_SHOWN) {
        draft = draft.label(line.place, format!("another solid line to {}", target(ctx, line.text)));
    }
    Some(draft)
}

/// Further lines that a finding shows: a list may be as long as the chart.
const MOST_SHOWN: usize = 50;

/// The nesting says one manager and `reports_to` another. One who is not on the chart is a finding
/// of its own.
fn nested(ctx: &Context<'_, '_>, position: PositionId, parent: PositionId) -> Option<Draft> {
    let above = ctx.chart.id(parent);
    let differs = |line: &Text<'_>| line.text != above && ctx.graph.find(ctx.chart, line.text).is_some();
    let all: Vec<Text<'_>> = stated_managers(ctx.chart, position).filter(differs).collect();
    let first = all.first()?;
    let mut ids = vec![above];
    ids.extend(all.iter().map(|line| line.text));
    let under = id_of(ctx, parent);
    let text =
        format!("a solid line to {}, but the position is listed under {under}", target(ctx, first.text));
    let mut draft = draft(ctx, position, &ids, Label::new(first.place, text));
    let place = ctx.chart.label_place(parent, Field::Title);
    draft = draft.label(place, format!("it is listed under {under} here; this one is read"));
    for line in all[1..].iter().take(MOST_SHOWN) {
        draft = draft.label(line.place, format!("another solid line to {}", target(ctx, line.text)));
    }
    Some(draft)
}

fn draft(ctx: &Context<'_, '_>, position: PositionId, managers: &[&str], primary: Label) -> Draft {
    let ids = some(managers, 2, "and", |text| target(ctx, text));
    let message = format!("{} has {} solid lines: to {ids}", called(ctx, position), managers.len());
    Draft::new(About::Position(position), message, ctx.chart.in_file_keys(HELP), primary)
        .value(managers.first().copied().unwrap_or_default())
        .ids(std::iter::once(ctx.chart.id(position)).chain(managers.iter().copied().take(MOST_SHOWN)))
        .ids((managers.len() > MOST_SHOWN).then(|| rest(&managers[MOST_SHOWN..])))
}

/// What stands for all managers behind the first ones: their ids would be those of the chart once more, for every
/// position that has the same list.
fn rest(managers: &[&str]) -> String {
    Fingerprint::new("managers", managers.iter().copied()).to_string()
}
