//! `reports_to` names nobody: everyone who names the same unknown id is one finding.

use std::collections::HashSet;

use super::shared::lost::LostIds;
use super::shared::named::{Named, unknown_managers};
use super::shared::wording::{called, ticked};
use crate::chart::{CompanyField, PositionId};
use crate::finding::Label;
use crate::graph::Manager;
use crate::rules::check::{About, Check, Context, Draft, DraftCause};
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
            out.extend(draft.map(|draft| Draft { help: ctx.chart.in_file_keys(PART).into_owned(), ..draft }));
        }
    }
}

/// Everybody has somebody above, and the lines that lead on end outside of the list.
const LARGER_CHART: DraftCause = DraftCause {
    message: "{count} positions report to managers who are not on the chart, and nobody is at its top",
    is_one: false,
    has_all_labels: true,
};

const PART: &str = "if this is a part of a larger chart, write `complete: false` under `company`; otherwise add the \
                    managers";

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
    let target = match (named.is_person(), is_native) {
        (true, true) => "a person, where the id of a position is expected".to_owned(),
        (true, false) => "a person who is not on the chart".to_owned(),
        (false, true) => format!("{}, an id that no position has", ticked(named.text)),
        (false, false) => format!("{}, which is not on the chart", ticked(named.text)),
    };
    let message = match named.lines.len() {
        1 => format!("{} reports to {target}", called(ctx, first)),
        count => format!("{count} positions report to {target}"),
    };
    let text = match (named.is_person(), is_native) {
        (true, true) => "a person stands here, and not the id of a position".to_owned(),
        (true, false) => "this person is not on the chart".to_owned(),
        (false, true) => format!("no position has the id {}", ticked(named.text)),
        (false, false) => format!("{} is not on the chart", ticked(named.text)),
    };
    let mut draft = Draft::new(About::Position(first), message, help(ctx, named), Label::new(place, text))
        .ids([named.text]);
    for (position, place) in &named.lines[1..] {
        let id = ticked(ctx.chart.id(*position));
        draft = draft.label(*place, format!("{id} reports to it too"));
    }
    Some(draft)
}

/// A line to a post that is on the chart, and is no position any more.
fn abolished(ctx: &Context<'_, '_>, named: &Named<'_>, first: PositionId, place: Place) -> Draft {
    let id = ticked(named.text);
    let message = match named.lines.len() {
        1 => format!("{} reports to {id}, a post that was abolished", called(ctx, first)),
        count => format!("{count} positions report to {id}, a post that was abolished"),
    };
    let help = "name the manager who has taken over, or correct the status of the post";
    let primary = Label::new(place, format!("the post {id} was abolished"));
    let draft = Draft::new(About::Position(first), message, help, primary).ids([named.text]);
    named.lines[1..].iter().fold(draft, |draft, (_, place)| draft.label(*place, "reports to it too"))
}

fn help(ctx: &Context<'_, '_>, named: &Named<'_>) -> String {
    const OTHERWISE_ELSEWHERE: &str = "otherwise add the position, or keep it and note why";
    const ELSEWHERE: &str = "name somebody who is on the chart, add the position, or list the text under `top:` of a \
                             layout in `orglint.yaml` where it means that nobody is above";
    const OTHERWISE: &str = "otherwise add the position, or list the id under `external_managers`";
    let id = |position| ticked(ctx.chart.id(position));
    // Its own id or title is no help for a position: nobody means to report to itself.
    let is_other = |position: &PositionId| named.lines.iter().any(|(from, _)| from != position);
    let otherwise = if ctx.chart.is_native() { OTHERWISE } else { OTHERWISE_ELSEWHERE };
    if let Some((_, similar)) = named.similar.as_ref().filter(|(position, _)| is_other(position)) {
        return format!("a position with a similar id exists: {}; {otherwise}", ticked(similar));
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
            "this is the {} of {1}, and `reports_to` takes the id: write {1}",
            by.words(),
            id(position)
        );
    }
    if NOBODY.contains(&named.text.to_lowercase().as_str()) {
        return "leave `reports_to` out where nobody is above the position".to_owned();
    }
    "name an id of the chart, add the position, list the id under `external_managers`, or leave `reports_to` \
     out where nobody is above"
        .to_owned()
}
