//! Words that their key does not know.

use super::shared::wording::ticked;
use crate::chart::{PositionId, Problem};
use crate::finding::Label;
use crate::nearest::one_of;
use crate::rules::check::{About, Context, Draft};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for placed in &ctx.chart.problems {
        let Problem::UnknownWord { key, word, known, near } = &placed.problem else { continue };
        let position = placed.position.map(PositionId);
        let about = position.map_or(About::File, About::Position);
        let owner = position.map_or("company", |position| ctx.chart.id(position));
        let message = format!("`{key}` has no word {}", ticked(word));
        let help = match near {
            Some(near) => format!("a word with a similar name exists: `{near}`"),
            None => format!("write {}", one_of(known)),
        };
        let primary = Label::new(placed.place, format!("not a word of `{key}`"));
        out.push(Draft::new(about, message, help, primary).ids([owner, *key, word]));
    }
}
