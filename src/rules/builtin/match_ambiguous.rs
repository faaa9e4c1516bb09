//! Positions and rows of a second source of which it is not clear who is who.

use super::shared::drift::{each, file, place, together};
use super::shared::wording::{called, id_of, some};
use crate::chart::Field;
use crate::finding::Label;
use crate::reconcile::{Difference, MatchKey};
use crate::rules::check::{About, Check, Context, Draft};

/// Positions that a message names.
const NAMED: usize = 2;

pub(super) const CHECK: Check = Check::of_drift(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    each(ctx, out, together("{count} positions may be several rows of the source"), |second, difference| {
        let Difference::Ambiguous(ambiguous) = difference else { return None };
        let (&(first, key), rest) = ambiguous.positions.split_first()?;
        let by = key.word();
        let message = match (&ambiguous.positions[..], &ambiguous.rows[..]) {
            ([_], [_]) => {
                format!("a row of {} is {} by its {by}, and so is another", file(second), called(ctx, first))
            }
            ([_], rows) => {
                format!("{} is {} rows of {} by its {by}", called(ctx, first), rows.len(), file(second))
            }
            (positions, [_]) => {
                let one = |(of, key): &(_, MatchKey)| format!("{} by its {}", id_of(ctx, *of), key.word());
                format!("a row of {} is {}", file(second), some(positions, NAMED, "and", one))
            }
            (positions, rows) => {
                let (positions, rows) = (positions.len(), rows.len());
                format!("{positions} positions and {rows} rows of {} have the same {by}", file(second))
            }
        };
        let help = "give them distinct ids or addresses; choose what to match by with `--match`, or \
            `match:` of the source; or keep it and note why";
        let label = |key: MatchKey| format!("more than one has this {}", key.word());
        let primary = Label::new(ctx.chart.label_place(first, field(key)), label(key));
        let ids = ambiguous.positions.iter().map(|(of, _)| ctx.chart.id(*of));
        let ids = ids.chain(ambiguous.rows.iter().map(|row| second.chart.id(*row)));
        let mut draft = Draft::new(About::Position(first), message, help, primary)
            .ids(ids)
            .value(&format!("{first:?} {:?}", ambiguous.rows));
        for (position, key) in rest {
            draft = draft.label(ctx.chart.label_place(*position, field(*key)), "this may be meant too");
            draft.also.push(*position);
        }
        for row in &ambiguous.rows {
            draft = draft.label(place(second, *row, field(key)), format!("a row of {}", file(second)));
        }
        Some(draft)
    });
}

fn field(key: MatchKey) -> Field {
    match key {
        MatchKey::Id => Field::Id,
        MatchKey::Email => Field::Email,
        MatchKey::Handle => Field::Handle,
        MatchKey::Name => Field::Name,
    }
}
