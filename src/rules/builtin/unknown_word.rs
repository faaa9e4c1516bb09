//! Words that their key does not know.

use super::shared::wording::ticked;
use crate::chart::{Field, PositionId, Problem};
use crate::finding::Label;
use crate::nearest::one_of;
use crate::rules::check::{About, Context, Draft};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for placed in &ctx.chart.problems {
        let Problem::UnknownWord { key, word, known, near } = &placed.problem else { continue };
        let position = placed.position.map(PositionId);
        let about = position.map_or(About::File, About::Position);
        let owner = position.map_or("company", |position| ctx.chart.id(position));
        let field = position.and_then(|_| Field::from_key(key));
        let called = field.map_or(*key, |field| ctx.chart.file_key(field));
        let message = format!("`{called}` has no word {}", ticked(word));
        let help = match near {
            Some(near) => format!("a word with a similar name exists: `{near}`"),
            None => format!("write {}", one_of(known)),
        };
        let primary = Label::new(placed.place, format!("not a word of `{called}`"));
        out.push(Draft::new(about, message, help, primary).ids([owner, *key, word]));
    }
}
