//! Keys of positions that were read as another key of the format.

use super::shared::wording::ticked;
use crate::finding::{Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.read_as.iter().map(|read| {
        let key = if ctx.chart.shows_key(&read.key) { ticked(&read.key) } else { "a key".to_owned() };
        let known = read.field.key().name;
        let times = match read.places.len() {
            1 => String::new(),
            count => format!(", {count} times"),
        };
        let message = format!("{key} was read as `{known}`{times}");
        let help = format!("write `{known}`, the format's own key, so that every program reads it this way");
        let fix = edit::rewrite(ctx.sources, read.places.clone(), known, Safety::Safe);
        Draft::new(About::File, message, help, Label::new(read.places[0], format!("read as `{known}`")))
            .ids(["position", known, &read.key])
            .fix(fix.filter(|_| read.takes_same))
    }));
}
