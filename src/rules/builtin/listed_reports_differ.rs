//! Lists of reports beside the reports' own lines: who is listed and is not there, names another
//! manager or none, or names a manager whose list leaves it out.

use std::collections::BTreeMap;

use super::shared::wording::{called, id_of, ticked};
use crate::chart::{ListedLine, PositionId};
use crate::finding::{Label, Severity};
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::source::Place;

/// What an absent report is called, and the lists that name it.
type Absent<'c> = (bool, Vec<(PositionId, Place)>, &'c str);

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut absent: BTreeMap<&str, Absent<'_>> = BTreeMap::new();
    for line in &ctx.chart.listed {
        if let ListedLine::Absent { of, at, text, is_person } = line {
            let known = absent.entry(text).or_insert((*is_person, Vec::new(), text));
            known.1.push((*of, *at));
        } else {
            out.extend(differing(ctx, line));
        }
    }
    // They may be in the part that could not be read.
    if ctx.chart.may_have_any_id() {
        return;
    }
    let has_lines = || ctx.chart.positions().any(|of| ctx.graph.manager_position(of).is_some());
    if absent.len() > 1 && absent.values().all(|(_, lists, _)| lists.len() == 1) && !has_lines() {
        out.extend(nobody_there(absent.into_values()));
    } else {
        out.extend(absent.into_values().filter_map(|absent| not_there(ctx, &absent)));
    }
}

/// Lists of which no text leads to anybody have one cause: they hold something other than reports.
fn nobody_there<'c>(absent: impl Iterator<Item = Absent<'c>>) -> Option<Draft> {
    let mut all: Vec<(PositionId, Place, &str)> =
        absent.flat_map(|(_, lists, text)| lists.into_iter().map(move |(of, at)| (of, at, text))).collect();
    sort::by_key(&mut all, |(_, place, _)| *place);
    let (first, place, _) = *all.first()?;
    let message = format!("nobody who is listed below a position is on the chart, {} times", all.len());
    let help = "add them to the chart, or call the list by another key if it holds no reports";
    let draft = Draft::new(About::Position(first), message, help, Label::new(place, "not on the chart"));
    let draft = draft.ids(all.iter().map(|(.., text)| *text));
    Some(all[1..].iter().fold(draft, |draft, (_, place, _)| draft.label(*place, "nor this")))
}

fn not_there(ctx: &Context<'_, '_>, (is_person, lists, text): &Absent<'_>) -> Option<Draft> {
    let (first, place) = *lists.first()?;
    let is_hidden = (*is_person && !ctx.chart.shows_names()) || !ctx.chart.shows_text(text);
    let who = if is_hidden { "somebody".to_owned() } else { ticked(text) };
    let message = match lists.len() {
        1 if is_hidden => format!("{} lists a report who is not on the chart", called(ctx, first)),
        count if is_hidden => format!("{count} positions list a report who is not on the chart"),
        1 => format!("{} lists {who} below it, which is not on the chart", called(ctx, first)),
        count => format!("{count} positions list {who} below them, which is not on the chart"),
    };
    let help = "remove it from the list, add it to the chart, or keep it and note why";
    let mut draft =
        Draft::new(About::Position(first), message, help, Label::new(place, "not on the chart")).ids([*text]);
    for (_, place) in &lists[1..] {
        draft = draft.label(*place, "listed here too");
    }
    Some(draft)
}

fn differing(ctx: &Context<'_, '_>, line: &ListedLine) -> Option<Draft> {
    let of_report =
        |report: PositionId, of: PositionId, message: String, primary: Label, help: &'static str| {
            Draft::new(About::Position(report), message, help, primary)
                .ids([ctx.chart.id(report), ctx.chart.id(of)])
        };
    let id = |position| id_of(ctx, position);
    match *line {
        ListedLine::Absent { .. } => None,
        // Its line, or the list, may stand in the part that could not be read.
        ListedLine::NoLine { report: cut, .. } | ListedLine::NotListed { of: cut, .. }
            if ctx.chart.is_cut(cut) =>
        {
            None
        }
        ListedLine::NoLine { of, at, report, line } => {
            let message = format!("{} is listed below {}, but names no manager", called(ctx, report), id(of));
            let help = "name the manager there too, remove it from the list, or keep it and note why";
            let listed = Label::new(at, format!("{} lists it here", id(of)));
            let draft = match line {
                Some(line) => {
                    let primary = Label::new(line, "no manager here");
                    of_report(report, of, message, primary, help).label(at, listed.text)
                }
                None => of_report(report, of, message, listed, help),
            };
            Some(draft.at(Severity::Warning))
        }
        ListedLine::OtherManager { of, at, report, line } => {
            let message =
                format!("{} is listed below {}, but names another manager", called(ctx, report), id(of));
            let help = "decide whom it reports to, and write that in both places";
            let draft = of_report(report, of, message, Label::new(line, "its own line leads here"), help);
            Some(draft.label(at, format!("{} lists it here", id(of))))
        }
        ListedLine::Twice { of, at, report, other } => {
            let message = format!("{} is listed below two positions", called(ctx, report));
            let help = "keep it in one of the lists";
            let draft = of_report(report, of, message, Label::new(at, "listed here"), help);
            Some(draft.label(other, "and here"))
        }
        ListedLine::NotListed { of, at, report, line } => {
            let message = format!("{} reports to {}, whose list leaves it out", called(ctx, report), id(of));
            let help = "add it to the list, change its line, or keep it and note why";
            let draft = of_report(report, of, message, Label::new(line, "its own line"), help);
            Some(draft.label(at, "the list without it").at(Severity::Warning))
        }
    }
}
