//! `reports_to` gives a title or a name that several positions have.

use super::shared::named::{By, Named, unknown_managers};
use super::shared::wording::ticked;
use crate::chart::Field;
use crate::finding::Label;
use crate::rules::check::{About, Context, Draft};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for named in unknown_managers(ctx) {
        if named.count() > 1 {
            out.extend(draft(ctx, &named));
        }
    }
}

fn draft(ctx: &Context<'_, '_>, named: &Named<'_>) -> Option<Draft> {
    let (first, place) = *named.lines.first()?;
    let count = named.count();
    let key = ticked(ctx.chart.file_key(Field::ReportsTo));
    let message = if named.is_person() {
        format!("a holder in {key} fits {count} positions, and is the id of none")
    } else {
        // The same in every order of the files.
        let words = named.by().map_or("", By::words);
        format!("{} in {key} is the {words} of {count} positions and the id of none", ticked(named.text))
    };
    let ids = named.offered(ctx.chart);
    let by_slug_alone = named.like.fits.is_empty();
    let help = match named.first()?.1 {
        By::RoleSlug => {
            format!("give each of them a role slug of its own, or name the one that is meant: {ids}")
        }
        _ => format!("write the id of the one that is meant: {ids}"),
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
