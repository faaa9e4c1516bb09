//! Positions that are open by their status and have a holder.
//!
//! Names are not facts, and the fix that takes one of the two out has to know where each stands.

use super::shared::wording::called;
use crate::chart::{Field, PositionId};
use crate::finding::{Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if !ctx.chart.has_field(Field::Status) {
        return;
    }
    for position in ctx.chart.positions() {
        if ctx.chart.words(position, Field::Status) == Some("vacant") {
            out.extend(draft(ctx, position));
        }
    }
}

fn draft(ctx: &Context<'_, '_>, position: PositionId) -> Option<Draft> {
    let status = ctx.chart.text(position, Field::Status)?;
    let holder =
        [Field::Name, Field::Holder].into_iter().find_map(|field| ctx.chart.holder(position, field))?;
    let message = format!("{} is vacant and has a holder", called(ctx, position));
    let help = "remove `status` or the name, whichever is out of date; if somebody stands in, write \
        `status: acting`";
    let primary = Label::new(status.place, "this says it is open");
    let draft = Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary);
    let write = |word| edit::rewrite(ctx.sources, [status.place], word, Safety::Unsafe);
    let draft = draft.label(holder, "but here somebody holds it").ids([ctx.chart.id(position)]);
    // A column of another shape may have words of its own.
    let words = if ctx.chart.is_native() { &["filled", "acting"][..] } else { &[] };
    Some(draft.fix(words.iter().filter_map(|word| write(word))))
}
