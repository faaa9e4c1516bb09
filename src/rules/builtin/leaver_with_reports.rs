//! Managers who have left, are not active, or leave soon, and still have positions below them.
//!
//! A leaver's line, date and cover are weighed together, which no condition of a rule file says in one finding.

use std::collections::HashSet;

use super::shared::wording::{called, with_reports};
use crate::chart::{Field, PositionId};
use crate::finding::{Label, Severity};
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::Place;

/// Reports that are shown.
const SHOWN: usize = 5;

/// What is known of a manager.
enum Gone {
    Left,
    NotActive,
    /// The end that the chart gives is past.
    Past,
    /// The end is near.
    Soon,
}

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if !ctx.chart.has_field(Field::Status) && !ctx.chart.has_field(Field::Until) {
        return;
    }
    // Who reports to which of several positions with one id is open.
    let shared: HashSet<PositionId> = shared_ids(ctx);
    // Most positions have nobody below them, or state neither.
    let may_be_gone = |position: &PositionId| {
        ctx.graph.has_reports(*position)
            && ctx.chart.has_any(*position, &[Field::Status, Field::Until])
            && !shared.contains(position)
    };
    for position in ctx.chart.positions().filter(may_be_gone) {
        if let Some((gone, place)) = gone(ctx, position) {
            out.extend(draft(ctx, position, &gone, place));
        }
    }
}

/// The positions whose id others have too.
pub(super) fn shared_ids(ctx: &Context<'_, '_>) -> HashSet<PositionId> {
    let shared = ctx.graph.shared_ids().iter();
    shared.flat_map(|shared| std::iter::once(shared.first).chain(shared.others.iter().copied())).collect()
}

/// Whether a position's holder is gone, and where that stands.
fn gone(ctx: &Context<'_, '_>, position: PositionId) -> Option<(Gone, Place)> {
    let status = ctx.chart.text(position, Field::Status);
    let is_covered = || ctx.chart.text(position, Field::Cover).is_some();
    match status.map(|status| status.text) {
        Some("left") => return Some((Gone::Left, status?.place)),
        // An account that is closed behind who has left.
        Some("inactive") if ended(ctx, position) => {}
        // On garden leave, say; whoever stands in is there to be asked.
        Some("inactive") => return (!is_covered()).then_some((Gone::NotActive, status?.place)),
        // Nobody sits there whose leaving would be news; whoever stands in goes when somebody comes.
        Some("vacant" | "planned" | "acting" | "interim") => return None,
        _ => {}
    }
    if ctx.chart.is_vacant(position) {
        return None;
    }
    let until = ctx.chart.date(position, Field::Until)?;
    let place = ctx.chart.label_place(position, Field::Until);
    // Which of the two dates is wrong is for `dates-do-not-fit` to ask.
    if ctx.chart.date(position, Field::Since).is_some_and(|since| until < since) {
        return None;
    }
    if until < ctx.as_of.date {
        return Some((Gone::Past, place));
    }
    let days = ctx.as_of.date.until(until).ok()?.get_days();
    (f64::from(days) <= ctx.number("days") && !is_covered()).then_some((Gone::Soon, place))
}

/// Whether the end that the chart gives is past.
fn ended(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    ctx.chart.date(position, Field::Until).is_some_and(|until| until < ctx.as_of.date)
}

fn draft(ctx: &Context<'_, '_>, position: PositionId, gone: &Gone, place: Place) -> Option<Draft> {
    let reports: Vec<PositionId> =
        ctx.graph.reports(position).into_iter().filter(|report| *report != position).collect();
    let below = match reports.len() {
        0 => return None,
        1 => "1 position reports".to_owned(),
        count => format!("{count} positions report"),
    };
    let called = called(ctx, position);
    let until = ctx.chart.date(position, Field::Until);
    let date = until.map_or(String::new(), |until| until.to_string());
    let (message, label, severity) = match gone {
        Gone::Left => {
            (format!("{below} to {called}, whose holder has left"), "has left".to_owned(), Severity::Error)
        }
        Gone::NotActive => (
            format!("{below} to {called}, whose holder is not active"),
            "not active".to_owned(),
            Severity::Warning,
        ),
        Gone::Past => (
            format!("{below} to {called}, whose holder left on {date}"),
            "this date is past".to_owned(),
            Severity::Error,
        ),
        Gone::Soon => (
            format!("{below} to {called}, whose holder leaves on {date}"),
            "this date is near".to_owned(),
            Severity::Warning,
        ),
    };
    let help = "name the manager who takes over, write `status: vacant`, or correct this";
    let draft = Draft::new(
        About::Position(position),
        message,
        ctx.chart.in_file_keys(help),
        Label::new(place, label),
    );
    let draft = with_reports(ctx, draft, reports.iter().take(SHOWN));
    Some(draft.at(severity).ids([ctx.chart.id(position)]))
}
