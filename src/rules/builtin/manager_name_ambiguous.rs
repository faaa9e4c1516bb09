//! `reports_to` gives a title or a name that several positions have.

use std::collections::BTreeMap;

use super::shared::named::{By, Named, unknown_managers};
use super::shared::wording::ticked;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::stated_managers;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for named in unknown_managers(ctx) {
        if named.count() > 1 {
            out.extend(draft(ctx, &named));
        }
    }
    slugs_and_ids(ctx, out);
}

/// Lines to a text that is one position's id and the role slug of another.
fn slugs_and_ids(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut slugs = BTreeMap::new();
    for (position, slug) in ctx.chart.role_slugs() {
        if let Some(of) = ctx.graph.find(ctx.chart, slug.text) {
            let (_, with_slug): &mut (_, Vec<_>) = slugs.entry(slug.text).or_insert((of, Vec::new()));
            with_slug.push((position, slug.place));
        }
    }
    slugs.retain(|_, (of, all)| all.iter().any(|(position, _)| position != of));
    if slugs.is_empty() {
        return;
    }
    let mut lines: BTreeMap<&str, Vec<(PositionId, Place)>> = BTreeMap::new();
    for position in ctx.chart.positions() {
        for line in stated_managers(ctx.chart, position).filter(|line| slugs.contains_key(line.text)) {
            lines.entry(line.text).or_default().push((position, line.place));
        }
    }
    for (text, lines) in lines {
        let (Some((of, fits)), Some((first, place))) = (slugs.get(text), lines.first()) else { continue };
        let others = fits.iter().filter(|(position, _)| position != of).count();
        let key = ticked(ctx.chart.file_key(Field::ReportsTo));
        let more = if others == 1 { "another position" } else { "other positions" };
        let is_shown = ctx.chart.shown_id(*of).is_some()
            && fits.iter().all(|(position, _)| ctx.chart.shows_slug(*position, text));
        let this = if is_shown { ticked(text) } else { "what stands".to_owned() };
        let message = format!("{this} in {key} is one position's id and the role slug of {more}");
        let help = "give each its own role slug, which must not be the id of a position";
        let primary = Label::new(*place, format!("fits {} positions", others + 1));
        let draft = Draft::new(About::Position(*first), message, help, primary).ids([text]);
        let draft = fits.iter().fold(draft, |draft, (_, slug)| draft.label(*slug, "one with this role slug"));
        out.push(lines[1..].iter().fold(draft, |draft, (_, line)| draft.label(*line, "named here too")));
    }
}

fn draft(ctx: &Context<'_, '_>, named: &Named<'_>) -> Option<Draft> {
    let (first, place) = *named.lines.first()?;
    let count = named.count();
    let key = ticked(ctx.chart.file_key(Field::ReportsTo));
    let message = if named.is_shown(ctx.chart) {
        // The same in every order of the files.
        let words = named.by().map_or("", By::words);
        format!("{} in {key} is the {words} of {count} positions, but nobody's id", ticked(named.text))
    } else {
        format!("the text in {key} fits {count} positions, but is nobody's id")
    };
    let ids = named.offered(ctx);
    let by_slug_alone = named.like.fits.is_empty();
    let help = match named.first()?.1 {
        By::RoleSlug => {
            format!("give each its own role slug, or name the one you mean: {ids}")
        }
        _ => format!("write the id of the one you mean: {ids}"),
    };
    let primary = Label::new(place, format!("fits {count} positions"));
    let mut draft = Draft::new(About::Position(first), message, help, primary).ids([named.text]);
    if by_slug_alone {
        for (_, place) in &named.slugs {
            draft = draft.label(*place, "one of the positions with this role slug");
        }
    }
    for (_, place) in &named.lines[1..] {
        draft = draft.label(*place, "named here too");
    }
    Some(draft)
}
