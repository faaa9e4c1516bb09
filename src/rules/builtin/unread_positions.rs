//! Lists of positions under keys that are not known: nobody in them was looked at.

use super::shared::wording::ticked;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for unread in &ctx.chart.unread_positions {
        let Some((first, others)) = unread.places.split_first() else { continue };
        let key = if ctx.chart.shows_key(&unread.key) { ticked(&unread.key) } else { "one key".to_owned() };
        let (one, several) = if unread.are_names { ("person", "people") } else { ("position", "positions") };
        let listed = match unread.count {
            1 => format!("1 {one}"),
            count => format!("{count} {several}"),
        };
        let message =
            format!("{listed} under {key} {} not read", if unread.count == 1 { "is" } else { "are" });
        let help = if unread.are_names {
            "write a position for each, with a `title` and this `name`, under `reports:` of their manager; put \
             anything else under `extra:`"
        } else {
            "put them under `positions:`, or under `reports:` of their manager; put anything else under `extra:`"
        };
        let label = if unread.are_names { "only names are here" } else { "this key is not known" };
        let draft = Draft::new(About::File, message, help, Label::new(*first, label));
        let draft = others.iter().fold(draft, |draft, place| {
            draft.label(*place, if unread.are_names { "and here" } else { "nor is it known here" })
        });
        out.push(draft.ids(["chart", &unread.key]));
    }
}
