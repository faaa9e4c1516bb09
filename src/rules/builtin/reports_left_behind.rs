//! A change takes a manager away, and positions still report there or have lost their line.

use std::collections::{BTreeMap, HashSet};

use super::shared::wording::{called, id_of, with_reports};
use crate::chart::{Chart, Field, PositionId};
use crate::finding::{Fix, Label, Safety, Severity};
use crate::graph::facts::Before;
use crate::graph::{Manager, stated_managers};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;
use crate::rules::render::called_before;
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_change(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let Some(before) = ctx.facts.before() else { return };
    // Who reported to which of several positions with one id is open.
    let shared: HashSet<&str> =
        before.graph().shared_ids().iter().map(|shared| before.chart().id(shared.first)).collect();
    let is_alone = |of: &PositionId| !shared.contains(before.chart().id(*of));
    let unknown = by_text(ctx);
    for removed in before.removed().filter(is_alone) {
        out.extend(of_removed(ctx, before, removed, &unknown));
    }
    for position in ctx.chart.positions().filter(|of| ctx.graph.has_reports(*of)) {
        out.extend(of_holder(ctx, before, position));
    }
}

/// Positions, each with its line, by the text that they name.
type ByText<'c> = BTreeMap<&'c str, Vec<(PositionId, Place)>>;

/// Positions whose line leads to nobody on the chart, by what they name.
fn by_text<'c>(ctx: &Context<'c, '_>) -> ByText<'c> {
    let mut unknown = ByText::new();
    for position in ctx.graph.that_report_to(Manager::Unknown) {
        // Where several are named, the others may be right.
        let mut stated = stated_managers(ctx.chart, position);
        if let (Some(text), None) = (stated.next(), stated.next()) {
            unknown.entry(written(ctx.chart, text.place)).or_default().push((position, text.place));
        }
    }
    unknown
}

/// A text as it is written in the file: where a layout knows positions by several keys, it is read as the id.
fn written(chart: &Chart, place: Place) -> &str {
    let file = chart.files().iter().find(|file| file.id == place.file);
    file.map_or("", |file| file.tree.file().slice(place.span)).trim_matches(['"', '\'', ' '])
}

/// Whoever still names a position that was removed, or reported there and names nobody now.
fn of_removed(
    ctx: &Context<'_, '_>,
    before: &Before<'_>,
    removed: PositionId,
    unknown: &ByText<'_>,
) -> Option<Draft> {
    let (chart, graph) = (before.chart(), before.graph());
    let reports = graph.reports(removed);
    let texts = reports.iter().filter_map(|report| stated_managers(chart, *report).next());
    let texts: HashSet<&str> = texts.map(|text| written(chart, text.place)).collect();
    let mut naming: Vec<(PositionId, Place)> =
        texts.iter().filter_map(|text| unknown.get(text)).flatten().copied().collect();
    naming.sort_unstable();
    let declared: HashSet<&str> = ctx.chart.declared_roots().map(|root| root.text).collect();
    let has_lost = |of: &PositionId| {
        ctx.graph.manager(*of) == Manager::None
            && !declared.contains(ctx.chart.id(*of))
            && !ctx.chart.is_cut(*of)
    };
    let mut lost: Vec<PositionId> =
        reports.iter().filter_map(|report| before.now(*report)).filter(has_lost).collect();
    lost.sort_unstable();
    // Somebody takes over at the top.
    if graph.manager_position(removed).is_none() && lost.len() == 1 && ctx.graph.roots() == lost {
        lost.clear();
    }
    let gone = called_before(chart, removed);
    let below = |count: usize, one: &str, many: &str| {
        if count == 1 { format!("1 position {one}") } else { format!("{count} positions {many}") }
    };
    let message = match (naming.len(), lost.len()) {
        (0, 0) => return None,
        (count, 0) => {
            format!("{} to {gone}, which this change removes", below(count, "still reports", "still report"))
        }
        (0, count) => format!(
            "{} to {gone}, which this change removes",
            below(count, "lost its line", "lost their line")
        ),
        (one, other) => {
            format!(
                "{} behind by {gone}, which this change removes",
                below(one + other, "is left", "are left")
            )
        }
    };
    let lost_line = |of: &PositionId| {
        let text = format!("{} reported to {gone} and now names no manager", id_of(ctx, *of));
        Label::new(ctx.chart.label_place(*of, Field::ReportsTo), text)
    };
    let mut labels = naming.iter().enumerate().map(|(at, (of, place))| {
        let text = if at == 0 {
            format!("{gone} is no longer on the chart")
        } else {
            format!("{} reports there too", id_of(ctx, *of))
        };
        Label::new(*place, text)
    });
    let mut lines = labels.by_ref().chain(lost.iter().map(lost_line));
    let primary = lines.next()?;
    let others: Vec<Label> = lines.collect();
    let mut also: Vec<PositionId> = naming.iter().map(|(of, _)| *of).chain(lost.iter().copied()).collect();
    let first = also.remove(0);
    let mut draft = Draft::new(About::Position(first), message, help(ctx, before, removed), primary);
    draft.others = others;
    draft.also = also;
    let severity = if naming.is_empty() { Severity::Warning } else { Severity::Error };
    Some(draft.at(severity).ids(["removed", chart.id(removed)]).fix(fix(ctx, before, removed, &naming)))
}

/// The manager of a position that was removed, as far as that is still there.
fn next_above(ctx: &Context<'_, '_>, before: &Before<'_>, removed: PositionId) -> Option<PositionId> {
    let above = before.graph().path_up(removed).find_map(|above| before.now(above))?;
    ctx.chart.shown_id(above).is_some().then_some(above)
}

fn help(ctx: &Context<'_, '_>, before: &Before<'_>, removed: PositionId) -> String {
    let above = next_above(ctx, before, removed);
    let above = above.map(|above| format!(" ({} was above)", called(ctx, above))).unwrap_or_default();
    let help = format!(
        "name who takes over each of these lines{above}, or keep the position with `status: vacant` until then"
    );
    ctx.chart.in_file_keys(&help).into_owned()
}

/// Leads the lines to whoever was above the position.
fn fix(
    ctx: &Context<'_, '_>,
    before: &Before<'_>,
    removed: PositionId,
    naming: &[(PositionId, Place)],
) -> Option<Fix> {
    let above = next_above(ctx, before, removed)?;
    let is_apart = naming.iter().all(|(of, _)| *of != above && !ctx.graph.is_above(*of, above));
    // As those who report there already name it: a layout may know positions by another key than the id.
    let mut named =
        ctx.graph.reports(above).into_iter().flat_map(|report| stated_managers(ctx.chart, report));
    let named = named.next().map(|text| written(ctx.chart, text.place));
    let id = named.or_else(|| ctx.chart.is_native().then(|| ctx.chart.id(above)));
    let id = id.filter(|id| is_apart && ctx.chart.shows_text(id))?;
    edit::rewrite(ctx.sources, naming.iter().map(|(_, place)| *place), id, Safety::Unsafe)
}

/// Whoever still reports to a position whose holder goes, or starts to leave, in this change.
fn of_holder(ctx: &Context<'_, '_>, before: &Before<'_>, position: PositionId) -> Option<Draft> {
    let then = before.then(position)?;
    let word = |chart: &Chart, of| match chart.words(of, Field::Status) {
        Some("left") => 3,
        Some("inactive") => 2,
        Some("leaving") => 1,
        _ => 0,
    };
    let (was, is) = (word(before.chart(), then), word(ctx.chart, position));
    let (was_open, is_open) = (before.chart().is_vacant(then), ctx.chart.is_vacant(position));
    let opens = is_open && !was_open;
    if ctx.chart.text(position, Field::Cover).is_some() || !(opens || (is > was && !is_open)) {
        return None;
    }
    let was_there = |report: &PositionId| {
        *report != position
            && before
                .then(*report)
                .is_some_and(|report| before.graph().manager_position(report) == Some(then))
            && !ctx.chart.is_vacant(*report)
    };
    let reports: Vec<PositionId> = ctx.graph.reports(position).into_iter().filter(was_there).collect();
    let below = match reports.len() {
        0 => return None,
        1 => "1 position reports".to_owned(),
        count => format!("{count} positions report"),
    };
    let (ends, label, severity) = match is {
        _ if opens => ("which this change leaves open", "open since this change", Severity::Warning),
        3 => ("whose holder left", "left, since this change", Severity::Error),
        2 => ("whose holder is no longer active", "not active, since this change", Severity::Warning),
        _ => ("whose holder is about to leave", "about to leave, since this change", Severity::Warning),
    };
    let message = format!("{below} to {}, {ends}", called(ctx, position));
    let help =
        "name a stand-in under `cover`, or name another manager for these positions; or keep it and note why";
    let place = ctx.chart.label_place(position, Field::Status);
    let draft = Draft::new(
        About::Position(position),
        message,
        ctx.chart.in_file_keys(help),
        Label::new(place, label),
    );
    let draft = with_reports(ctx, draft, &reports);
    Some(draft.at(severity).ids(["holder", ctx.chart.id(position)]))
}
