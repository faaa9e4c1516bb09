//! Keys of entries in other shapes that are most likely a slip in a key that the others have.
//!
//! Keys are not facts of positions: they are seen while the file is read, and lost behind the fields.

use super::shared::wording::ticked;
use crate::finding::{Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for near in &ctx.chart.near_keys {
        let Some((first, others)) = near.places.split_first() else { continue };
        let told = |key: &str| if ctx.chart.shows_key(key) { ticked(key) } else { "another key".to_owned() };
        let (key, usual) = (told(&near.key), told(&near.near));
        let entries = match near.places.len() {
            1 => "1 entry has".to_owned(),
            count => format!("{count} entries have"),
        };
        let message = format!("{entries} {key}, where {} have {usual}", near.count);
        let help = format!("write {usual}; no other key is read as that one");
        let draft =
            Draft::new(About::File, message, help, Label::new(*first, format!("most likely {usual}")));
        let draft = others.iter().fold(draft, |draft, place| draft.label(*place, "here too"));
        let fix = edit::rewrite(ctx.sources, near.places.iter().copied(), &near.near, Safety::Safe);
        // A key may be somebody's name.
        out.push(draft.ids(["chart", &near.key]).fix(fix.filter(|_| ctx.chart.shows_key(&near.near))));
    }
}
