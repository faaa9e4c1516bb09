//! Pieces of messages.

use crate::chart::{Field, PositionId};
use crate::rules::check::{Context, Draft};
use crate::rules::render::{LONGEST_TITLE, called_in_line};
use crate::sort;
use crate::source::cut;

/// How a position is called, cut where a title is very long.
pub(in crate::rules::builtin) fn called(ctx: &Context<'_, '_>, position: PositionId) -> String {
    let called = ctx.called(position);
    if called.starts_with('`') { id_of(ctx, position) } else { called }
}

/// A position by its id in backticks; where that tells who holds it, by what it is called and its line.
pub(in crate::rules::builtin) fn id_of(ctx: &Context<'_, '_>, position: PositionId) -> String {
    ctx.chart.shown_id(position).map_or_else(|| called_in_line(ctx.chart, position), ticked)
}

/// What a line leads to: an id of the chart, or a text that is none.
pub(in crate::rules::builtin) fn target(ctx: &Context<'_, '_>, text: &str) -> String {
    match ctx.graph.find(ctx.chart, text) {
        Some(position) => id_of(ctx, position),
        None if ctx.chart.shows_text(text) => ticked(text),
        None => "somebody who is not on the chart".to_owned(),
    }
}

/// An id in backticks, cut where it is very long.
pub(in crate::rules::builtin) fn ticked(id: &str) -> String {
    format!("`{}`", cut(id, LONGEST_TITLE))
}

/// A few of what messages call positions, and how many more there are.
pub(in crate::rules::builtin) fn some<T>(
    all: &[T],
    most: usize,
    last: &str,
    called: impl Fn(&T) -> String,
) -> String {
    some_of_count(&all[..all.len().min(most)], all.len(), last, called)
}

/// A few of what messages call positions out of so many.
pub(in crate::rules::builtin) fn some_of_count<T>(
    some: &[T],
    count: usize,
    last: &str,
    called: impl Fn(&T) -> String,
) -> String {
    let shown: Vec<String> = some.iter().map(called).collect();
    let more = count - shown.len();
    match shown.as_slice() {
        _ if more > 0 => format!("{} {last} {more} more", shown.join(", ")),
        [first @ .., end] if !first.is_empty() => format!("{} {last} {end}", first.join(", ")),
        _ => shown.concat(),
    }
}

/// The same of positions that have no order among themselves: the order of the files does not count.
pub(in crate::rules::builtin) fn some_of(
    ctx: &Context<'_, '_>,
    positions: impl IntoIterator<Item = PositionId>,
    most: usize,
    last: &str,
) -> String {
    let mut all: Vec<PositionId> = positions.into_iter().collect();
    sort::by_key(&mut all, |position| by_length(ctx.chart.id(*position)));
    some(&all, most, last, |position| id_of(ctx, *position))
}

/// An order of ids: short ones first, so that `p9` comes before `p10`.
pub(in crate::rules::builtin) fn by_length(id: &str) -> (usize, &str) {
    (id.len(), id)
}

/// A finding about a manager that points at the lines of these reports.
pub(in crate::rules::builtin) fn with_reports<'r>(
    ctx: &Context<'_, '_>,
    draft: Draft,
    reports: impl IntoIterator<Item = &'r PositionId>,
) -> Draft {
    let line = |report: &PositionId| ctx.chart.label_place(*report, Field::ReportsTo);
    reports.into_iter().fold(draft, |draft, report| draft.label(line(report), "reports there"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_ids_read_as_a_sentence() {
        let some = |ids: &[&str], most, last| some(ids, most, last, |id| ticked(id));
        assert_eq!(some(&["a"], 3, "and"), "`a`");
        assert_eq!(some(&["a", "b"], 3, "and"), "`a` and `b`");
        assert_eq!(some(&["a", "b", "c"], 3, "or"), "`a`, `b` or `c`");
        assert_eq!(some(&["a", "b", "c", "d"], 2, "and"), "`a`, `b` and 2 more");
    }

    #[test]
    fn ids_without_an_order_stand_by_length_and_then_by_letter() {
        let mut ids = ["p10", "b2", "p9", "a"];
        sort::by_key(&mut ids, |id| by_length(id));
        assert_eq!(ids, ["a", "b2", "p9", "p10"]);
    }
}
