//! What the rules about a second source have in common.

use super::wording::{id_of, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::{Cause, Label};
use crate::reconcile::{Difference, Second};
use crate::rules::check::{About, Context, Draft, DraftCause};
use crate::rules::render::called_by;
use crate::source::{Place, cut};

/// The longest title of the source that a message shows, in characters.
const LONGEST: usize = 30;

/// Hands over what a rule makes of the differences between the chart and its sources. Where most positions differ
/// in one way, that is one finding: the two files mean different things by the word.
pub(in crate::rules::builtin) fn each(
    ctx: &Context<'_, '_>,
    out: &mut Vec<Draft>,
    cause: DraftCause,
    draft: impl Fn(&Second, &Difference) -> Option<Draft>,
) {
    for second in ctx.seconds {
        let drafts: Vec<Draft> =
            second.drift.differences.iter().filter_map(|difference| draft(second, difference)).collect();
        let are_most = drafts.len() > Cause::MANY && drafts.len() * 2 > second.drift.matched;
        out.extend(drafts.into_iter().map(|draft| if are_most { draft.cause(cause) } else { draft }));
    }
}

/// The one finding for most positions.
pub(in crate::rules::builtin) const fn together(message: &'static str) -> DraftCause {
    DraftCause { message, is_one: true, has_all_labels: false }
}

/// A finding about a position and its row. What identifies it is the position and what the source says.
pub(in crate::rules::builtin) fn about(
    ctx: &Context<'_, '_>,
    position: PositionId,
    message: String,
    help: &'static str,
    primary: Label,
    said: &str,
) -> Draft {
    let id = ctx.chart.id(position);
    Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary)
        .ids([id, said])
        .value(&format!("{id}: {said}"))
}

/// The source as a message names it: its path, and of a long one the last part.
pub(in crate::rules::builtin) fn file(second: &Second) -> String {
    let path = &*second.path;
    match path.rsplit('/').next() {
        Some("-" | ".") | None => "the source".to_owned(),
        Some(name) if path.chars().count() > LONGEST => ticked(name),
        Some(_) => ticked(path),
    }
}

/// How a row is called: as a position of the chart would be.
pub(in crate::rules::builtin) fn called_row(
    ctx: &Context<'_, '_>,
    second: &Second,
    row: PositionId,
) -> String {
    called_by(&second.chart, row)
        .or_else(|| row_id(ctx, second, row))
        .unwrap_or_else(|| "somebody".to_owned())
}

/// The id of a row in backticks, where both files may show it.
pub(in crate::rules::builtin) fn row_id(
    ctx: &Context<'_, '_>,
    second: &Second,
    row: PositionId,
) -> Option<String> {
    let id = second.chart.shown_id(row).filter(|_| !second.chart.has_made_id(row))?;
    ctx.chart.shows_text(id).then(|| ticked(id))
}

/// A manager on the chart: what it is called, or its id.
pub(in crate::rules::builtin) fn manager(ctx: &Context<'_, '_>, position: PositionId) -> String {
    id_of(ctx, position)
}

/// A text of either file, as a message shows it.
pub(in crate::rules::builtin) fn shown(text: &str) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST).into_owned()
}

/// Where a row says something, else where it is told what it is.
pub(in crate::rules::builtin) fn place(second: &Second, row: PositionId, field: Field) -> Place {
    second.chart.label_place(row, field)
}
