//! Positions whose title is another one in a second source.

use super::shared::drift::{about, each, file, place, shown, together};
use super::shared::wording::called;
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::Difference;
use crate::rules::check::{Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions have another title in the source"), |second, difference| {
        let Difference::Title { position, row } = *difference else { return None };
        let title = second.chart.words(row, Field::Title)?;
        let message = format!("{} is called {} in {}", called(ctx, position), shown(title), file(second));
        let help = "write the title that the source has; have the source corrected if it is out of date; or keep \
                    it and note why";
        let primary = Label::new(
            ctx.chart.label_place(position, Field::Title),
            format!("{} says {}", file(second), shown(title)),
        );
        let draft = about(ctx, position, message, help, primary, title)
            .label(place(second, row, Field::Title), format!("the title in {}", file(second)));
        Some(draft.fix(edit::take(ctx.chart, ctx.sources, position, Field::Title, title)))
    });
}
