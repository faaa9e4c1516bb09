//! `reports_to` names nobody: everyone who names the same unknown id is one finding.

use std::collections::HashSet;

use super::shared::lost::LostIds;
use super::shared::named::{Crowd, Named, crowds, unknown_managers};
use super::shared::tops::is_surely_board;
use super::shared::wording::{called, id_of, ticked};
use crate::chart::values::says_only_vacant;
use crate::chart::{CompanyField, PositionId, has_form_of_id};
use crate::finding::{Fix, Label, Safety};
use crate::graph::Manager;
use crate::rules::check::{About, Check, Context, Draft, DraftCause};
use crate::rules::edit;
use crate::source::{Place, quoted};

/// Words that people write where nobody is above.
const NOBODY: &[&str] = &["none", "nobody", "no one", "n/a", "na", "null", "nil", "-", "xx", "top", "root"];

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let named = unknown_managers(ctx);
    let lost = LostIds::of(ctx, &named);
    let gone: HashSet<&str> = ctx.chart.abolished.iter().flatten().map(|id| &**id).collect();
    let nobody_on_top = named.len() > 1 && is_without_top(ctx);
    for named in &named {
        // A text that fits several positions is another rule's, and so is an id that was changed.
        if named.count() > 1 || lost.get(named.text).is_some() {
            continue;
        }
        let fits_nothing = named.count() == 0 && named.similar.is_none();
        if !(nobody_on_top && fits_nothing) {
            out.extend(draft(ctx, named, &gone));
        } else if ctx.chart.company_flag(CompanyField::Complete) != Some(false) {
            let draft = draft(ctx, named, &gone).map(|draft| draft.cause(LARGER_CHART));
            out.extend(draft.map(|draft| Draft { help: ctx.chart.in_file_keys(PART), ..draft }));
        }
    }
    out.extend(crowds(ctx).iter().filter_map(|crowd| together(ctx, crowd)));
}

/// One finding for all managers of a position who are not on the chart.
fn together(ctx: &Context<'_, '_>, crowd: &Crowd) -> Option<Draft> {
    let (first, others) = crowd.places.split_first()?;
    let position = crowd.position;
    let message =
        format!("{} names {} managers who are not on the chart", called(ctx, position), crowd.count);
    let help = ctx.chart.in_file_keys("write one id of the chart under `reports_to`, and remove the others");
    let draft = Draft::new(About::Position(position), message, help, Label::new(*first, "not on the chart"))
        .ids([ctx.chart.id(position), "managers"])
        .value(ctx.chart.id(position));
    Some(others.iter().fold(draft, |draft, place| draft.label(*place, "and neither is this")))
}

/// Everybody has somebody above, and the lines that lead on end outside of the list.
const LARGER_CHART: DraftCause = DraftCause {
    message: "{count} positions report to managers who are not on the chart, and it has no top",
    is_one: false,
    has_all_labels: true,
};

const PART: &str = "if this is part of a larger chart, write `complete: false` under `company`; otherwise \
    add the managers";

/// Whether every position names a manager, and no line leads in a circle.
fn is_without_top(ctx: &Context<'_, '_>) -> bool {
    let leads_on = |of| matches!(ctx.graph.manager(of), Manager::Position(_) | Manager::Unknown);
    ctx.chart.positions().all(leads_on) && ctx.graph.loops().is_empty()
}

fn draft(ctx: &Context<'_, '_>, named: &Named<'_>, gone: &HashSet<&str>) -> Option<Draft> {
    let (first, place) = *named.lines.first()?;
    let is_native = ctx.chart.is_native();
    if !named.is_person() && gone.contains(named.text) {
        return Some(abolished(ctx, named, first, place));
    }
    let is_shown = named.is_shown(ctx.chart);
    // An id that tells of a person is an id nevertheless.
    let is_id = is_shown || (has_form_of_id(named.text) && !named.is_person());
    let is_board = is_surely_board(named.text);
    let is_vacant = !is_shown && says_only_vacant(named.text);
    let target = match (is_id, is_native) {
        _ if is_vacant => "a vacant position, and nothing says which one".to_owned(),
        (true, true) if is_shown => format!("{}, an id that no position has", ticked(named.text)),
        (true, false) if is_shown => format!("{}, which is not on the chart", ticked(named.text)),
        (true, true) => "an id that no position has".to_owned(),
        (true, false) => "an id that is not on the chart".to_owned(),
        (false, true) if is_board => "a board, where the id of a position is expected".to_owned(),
        (false, false) if is_board => "a board that is not on the chart".to_owned(),
        (false, true) => "a person, not the id of a position".to_owned(),
        (false, false) => "a person who is not on the chart".to_owned(),
    };
    let message = match named.lines.len() {
        1 => format!("{} reports to {target}", called(ctx, first)),
        count => format!("{count} positions report to {target}"),
    };
    let text = match (is_id, is_native) {
        _ if is_vacant => "this says that nobody is there, not which position it is".to_owned(),
        (true, true) if is_shown => format!("no position has the id {}", ticked(named.text)),
        (true, false) if is_shown => format!("{} is not on the chart", ticked(named.text)),
        (true, true) => "no position has this id".to_owned(),
        (true, false) => "this is not on the chart".to_owned(),
        (false, true) if is_board => "this names a board, not the id of a position".to_owned(),
        (false, false) if is_board => "this board is not on the chart".to_owned(),
        (false, true) => "this names a person, not the id of a position".to_owned(),
        (false, false) => "this person is not on the chart".to_owned(),
    };
    let mut draft = Draft::new(About::Position(first), message, help(ctx, named), Label::new(place, text))
        .ids([named.text])
        .value(named.text);
    for (number, (position, place)) in named.lines[1..].iter().enumerate() {
        draft = if number < MOST_NAMED {
            draft.label(*place, format!("{} also reports to it", id_of(ctx, *position)))
        } else {
            draft.label(*place, "also reports to it")
        };
    }
    Some(draft.fix(fix(ctx, named)))
}

/// Labels that say whose line it is: a whole chart may name one manager.
const MOST_NAMED: usize = 50;

/// Writes the id that is near, or that of the only position that is called so. An id that tells of somebody
/// is not written into a report, and so is in no fix.
fn fix(ctx: &Context<'_, '_>, named: &Named<'_>) -> Option<Fix> {
    let chart = ctx.chart;
    let near = named.similar.as_ref().map(|(position, near)| (*position, near.as_str()));
    let called = || named.first().filter(|_| chart.is_native() && named.count() == 1);
    let called = || called().map(|(position, _)| (position, chart.id(position)));
    let (position, id) = near.or_else(called)?;
    let is_other = named.lines.iter().all(|(from, _)| *from != position);
    let is_shown =
        chart.shown_id(position).is_some() && chart.shows_text(id) && chart.has_written_id(position);
    let places = named.lines.iter().map(|(_, place)| *place);
    (is_other && is_shown).then(|| edit::rewrite(ctx.sources, places, id, Safety::Unsafe))?
}

/// A line to a post that is on the chart, and is not a position any more.
fn abolished(ctx: &Context<'_, '_>, named: &Named<'_>, first: PositionId, place: Place) -> Draft {
    let id = if named.is_shown(ctx.chart) { format!("{}, ", ticked(named.text)) } else { String::new() };
    let message = match named.lines.len() {
        1 => format!("{} reports to {id}a post that was abolished", called(ctx, first)),
        count => format!("{count} positions report to {id}a post that was abolished"),
    };
    let help = "name the manager who has taken over, or correct the status of the post";
    let primary = Label::new(place, "this post was abolished");
    let draft =
        Draft::new(About::Position(first), message, help, primary).ids([named.text]).value(named.text);
    named.lines[1..].iter().fold(draft, |draft, (_, place)| draft.label(*place, "also reports to it"))
}

fn help(ctx: &Context<'_, '_>, named: &Named<'_>) -> String {
    const OTHERWISE_ELSEWHERE: &str = "otherwise add the position, or keep it and note why";
    const ELSEWHERE: &str = "name somebody who is on the chart, add the position, or list the text under \
        `top:` of a layout in `orglint.yaml` if it means that nobody is above";
    const OTHERWISE: &str = "otherwise add the position, or list the id under `external_managers`";
    let id = |position| id_of(ctx, position);
    if says_only_vacant(named.text) {
        return "name the position by its id or its title, whoever holds it".to_owned();
    }
    // Its own id or title is no help for a position: nobody means to report to itself.
    let is_other = |position: &PositionId| named.lines.iter().any(|(from, _)| from != position);
    let otherwise = if ctx.chart.is_native() { OTHERWISE } else { OTHERWISE_ELSEWHERE };
    if let Some((position, similar)) = named.similar.as_ref().filter(|(position, _)| is_other(position)) {
        return if ctx.chart.shown_id(*position).is_some() {
            format!("a position with a similar id exists: {}; {otherwise}", ticked(similar))
        } else {
            format!("a similar id appears in line {}; {otherwise}", ctx.chart.line_of(*position))
        };
    }
    if let Some(place) = named.similar_name {
        let file = ctx.sources.get(place.file);
        let line = file.position(place.span.start).line;
        let is_here = named.lines.first().is_some_and(|(_, line)| line.file == place.file);
        let of = if is_here { String::new() } else { format!(" of {}", quoted(file.path())) };
        return format!("a similar name appears in line {line}{of}; {otherwise}");
    }
    if !ctx.chart.is_native() {
        return ELSEWHERE.to_owned();
    }
    if let Some((position, by)) = named.first().filter(|(position, _)| is_other(position)) {
        return format!(
            "this is the {} of {}, and `reports_to` takes the id{}",
            by.words(),
            id(position),
            ctx.chart.shown_id(position).map_or(String::new(), |id| format!(": write {}", ticked(id)))
        );
    }
    if NOBODY.contains(&named.text.to_lowercase().as_str()) {
        return "leave out `reports_to` if nobody is above the position".to_owned();
    }
    "name an id of the chart, add the position, list the id under `external_managers`, or leave `reports_to` \
     out where nobody is above"
        .to_owned()
}
