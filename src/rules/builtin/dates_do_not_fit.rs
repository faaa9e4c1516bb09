//! Dates of a position that contradict each other or its status.

use jiff::civil::Date;

use super::leaver_with_reports::shared_ids;
use super::shared::wording::{called, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for position in ctx.chart.positions() {
        if !ctx.chart.has_any(position, &[Field::Since, Field::Until]) {
            continue;
        }
        let date = |field| ctx.chart.date(position, field);
        match (date(Field::Since), date(Field::Until)) {
            (Some(since), Some(until)) if until < since => {
                out.push(ends_before_it_begins(ctx, position, since, until));
            }
            (Some(since), _) if since > ctx.as_of.date && holds_now(ctx, position) => {
                out.push(begins_later(ctx, position, since));
            }
            (_, Some(until))
                if until < ctx.as_of.date && (holds_now(ctx, position) || is_inactive(ctx, position)) =>
            {
                out.extend(has_ended(ctx, position, until));
            }
            _ => {}
        }
    }
}

/// Whether the chart says that somebody sits there already. Open positions and changes to come lie
/// in the future as a matter of course.
fn holds_now(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    matches!(status(ctx, position), None | Some("filled" | "acting" | "interim"))
        && !ctx.chart.is_vacant(position)
}

/// Somebody who is away still holds the position, unless it has ended: lists write the same word for who has left.
fn is_inactive(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    status(ctx, position) == Some("inactive")
}

fn status<'c>(ctx: &Context<'c, '_>, position: PositionId) -> Option<&'c str> {
    ctx.chart.text(position, Field::Status).map(|status| status.text)
}

fn ends_before_it_begins(ctx: &Context<'_, '_>, position: PositionId, since: Date, until: Date) -> Draft {
    let message = format!(
        "{}: {} {until} is before {} {since}",
        called(ctx, position),
        key(ctx, Field::Until),
        key(ctx, Field::Since)
    );
    let primary = Label::new(
        ctx.chart.label_place(position, Field::Until),
        format!("ends before it begins on {since}"),
    );
    Draft::new(About::Position(position), message, "correct one of the two dates", primary)
        .label(ctx.chart.label_place(position, Field::Since), "begins here")
        .ids([ctx.chart.id(position)])
}

/// For a manager, `leaver-with-reports` says more.
fn has_ended(ctx: &Context<'_, '_>, position: PositionId, until: Date) -> Option<Draft> {
    let status = status(ctx, position);
    let is_standing_in = matches!(status, Some("acting" | "interim"));
    if ctx.graph.has_reports(position) && !is_standing_in && !shared_ids(ctx).contains(&position) {
        return None;
    }
    let word = status.unwrap_or("filled");
    let message =
        format!("{} counts as {word}, and {} was {until}", called(ctx, position), key(ctx, Field::Until));
    let help = "write `status: vacant`, or `left` if the holder is still shown, correct the date, or keep it \
                and note why";
    let primary = Label::new(ctx.chart.label_place(position, Field::Until), "this date is past");
    Some(
        Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary)
            .ids([ctx.chart.id(position)]),
    )
}

fn begins_later(ctx: &Context<'_, '_>, position: PositionId, since: Date) -> Draft {
    let (date, whose) = (ctx.as_of.date, if ctx.as_of.stated { "the chart's date" } else { "today" });
    let status = ctx.chart.text(position, Field::Status);
    let word = status.map_or("filled", |status| status.text);
    let message =
        format!("{} counts as {word}, and {} is {since}", called(ctx, position), key(ctx, Field::Since));
    let help = "write `status: planned` until then, correct the date, or keep it and note why";
    let primary = Label::new(
        ctx.chart.label_place(position, Field::Since),
        format!("later than {whose}, {date}, while the position is {word}"),
    );
    let draft = Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary)
        .ids([ctx.chart.id(position)]);
    match status {
        Some(status) => draft.label(status.place, "holds now"),
        None => draft,
    }
}

/// What the files call a field.
fn key(ctx: &Context<'_, '_>, field: Field) -> String {
    ticked(ctx.chart.file_key(field))
}
