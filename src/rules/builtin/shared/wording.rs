//! Pieces of messages.

use crate::chart::PositionId;
use crate::rules::check::Context;
use crate::rules::render::LONGEST_TITLE;
use crate::source::cut;

/// How a position is called, cut where a title is very long.
pub(in crate::rules::builtin) fn called(ctx: &Context<'_, '_>, position: PositionId) -> String {
    let id = ticked(ctx.chart.id(position));
    let called = ctx.called(position);
    if called.starts_with('`') { id } else { called }
}

/// An id in backticks, cut where it is very long.
pub(in crate::rules::builtin) fn ticked(id: &str) -> String {
    format!("`{}`", cut(id, LONGEST_TITLE))
}

/// A few ids in backticks, and how many more there are.
pub(in crate::rules::builtin) fn some_ids<'a>(
    ids: impl IntoIterator<Item = &'a str>,
    most: usize,
    last: &str,
) -> String {
    let all: Vec<&str> = ids.into_iter().collect();
    some_ids_of(&all[..all.len().min(most)], all.len(), last)
}

/// A few ids in backticks out of so many.
pub(in crate::rules::builtin) fn some_ids_of(some: &[&str], count: usize, last: &str) -> String {
    let shown: Vec<String> = some.iter().map(|id| ticked(id)).collect();
    let more = count - shown.len();
    match shown.as_slice() {
        _ if more > 0 => format!("{} {last} {more} more", shown.join(", ")),
        [first @ .., end] if !first.is_empty() => format!("{} {last} {end}", first.join(", ")),
        _ => shown.concat(),
    }
}

/// The same of ids that have no order among themselves: the order of the files does not count.
pub(in crate::rules::builtin) fn some_of<'a>(
    ids: impl IntoIterator<Item = &'a str>,
    most: usize,
    last: &str,
) -> String {
    let mut all: Vec<&str> = ids.into_iter().collect();
    all.sort_unstable_by_key(|id| by_length(id));
    some_ids(all, most, last)
}

/// An order of ids: short ones first, so that `p9` comes before `p10`.
pub(in crate::rules::builtin) fn by_length(id: &str) -> (usize, &str) {
    (id.len(), id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_ids_read_as_a_sentence() {
        assert_eq!(some_ids(["a"], 3, "and"), "`a`");
        assert_eq!(some_ids(["a", "b"], 3, "and"), "`a` and `b`");
        assert_eq!(some_ids(["a", "b", "c"], 3, "or"), "`a`, `b` or `c`");
        assert_eq!(some_ids(["a", "b", "c", "d"], 2, "and"), "`a`, `b` and 2 more");
    }

    #[test]
    fn ids_without_an_order_stand_by_length_and_then_by_letter() {
        assert_eq!(some_of(["p10", "b2", "p9", "a"], 4, "and"), "`a`, `b2`, `p9` and `p10`");
        assert_eq!(some_of(["p10", "p9", "a"], 1, "and"), "`a` and 2 more");
    }
}
