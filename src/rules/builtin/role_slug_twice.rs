//! Role slugs that several positions have. Where a line names one, that it fits several says more.
//!
//! Role slugs are not facts: they are how files name positions, and end with reading.

use std::collections::{BTreeMap, HashSet};

use super::shared::wording::ticked;
use crate::chart::{PositionId, Text};
use crate::finding::Label;
use crate::graph::stated_managers;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut slugs: BTreeMap<&str, Vec<(PositionId, Text<'_>)>> = BTreeMap::new();
    for (position, slug) in ctx.chart.role_slugs() {
        slugs.entry(slug.text).or_default().push((position, slug));
    }
    // An entry whose key is the slug is named by it too.
    let by_id = |slug: &str| ctx.graph.find(ctx.chart, slug);
    slugs.retain(|slug, all| {
        let first = by_id(slug).unwrap_or(all[0].0);
        all.iter().any(|(position, _)| *position != first)
    });
    if slugs.is_empty() {
        return;
    }
    // `manager-name-ambiguous` reports those that a line names.
    let lines = ctx.chart.positions().flat_map(|position| stated_managers(ctx.chart, position));
    let named: HashSet<&str> = lines.map(|line| line.text).collect();
    for (slug, all) in slugs.into_iter().filter(|(slug, _)| !named.contains(slug)) {
        let Some(((first, text), others)) = all.split_first() else { continue };
        let is_shown = all.iter().all(|(position, _)| ctx.chart.shows_slug(*position, slug));
        let message = match (others.len(), ticked(slug)) {
            (0, slug) if is_shown => format!("{slug} is the role slug of one position and the id of another"),
            (0, _) => "the role slug of one position is the id of another".to_owned(),
            (others, slug) if is_shown => format!("{} positions have the role slug {slug}", others + 1),
            (others, _) => format!("{} positions have the same role slug", others + 1),
        };
        let help = "give each its own role slug, so that a line can name one of them";
        let primary = Label::new(text.place, "a role slug that others have too");
        let draft = Draft::new(About::Position(*first), message, help, primary);
        let draft = others.iter().fold(draft, |draft, (_, text)| draft.label(text.place, "the same"));
        out.push(draft.ids([text.text]));
    }
}
