//! Two keys of one position that mean the same and say different things.

use super::shared::wording::{called, ticked};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.keys_differ.iter().map(|differ| {
        let is_shown = ctx.chart.shows_key(&differ.key);
        let key = if is_shown { ticked(&differ.key) } else { "the other key".to_owned() };
        let known = differ.field.key().name;
        let message = format!("{}: `{known}` and {key} differ", called(ctx, differ.position));
        let help = format!("keep `{known}` with the value that is right, and remove {key}");
        Draft::new(
            About::Position(differ.position),
            message,
            help,
            Label::new(differ.counts, "this one counts"),
        )
        .label(differ.place, format!("{key} means the same and is not read"))
        .ids([ctx.chart.id(differ.position), known, &differ.key])
    }));
}
