//! Values without quotes that other readers of YAML take for something else than text. The values
//! themselves are not repeated: they may be names.

use std::collections::BTreeSet;

use crate::chart::{PositionId, Surprise, SurpriseAt};
use crate::finding::Label;
use crate::rules::check::{About, Context, Draft};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.surprises.iter().filter_map(|surprise| draft(ctx, surprise)));
}

fn draft(ctx: &Context<'_, '_>, surprise: &SurpriseAt) -> Option<Draft> {
    let ((place, position), others) = surprise.places.split_first()?;
    let about = position.map_or(About::File, |position| About::Position(PositionId(position)));
    let taken_for = surprise.kind.taken_for();
    let count = surprise.places.len();
    let is_comment = surprise.kind == Surprise::Comment;
    let message = match (is_comment, count) {
        (true, 1) => "a text ends where a comment begins: ` #` starts one".to_owned(),
        (true, _) => format!("{count} texts end where a comment begins: ` #` starts one"),
        (false, 1) => format!("a value without quotes that other programs read as {taken_for}"),
        (false, _) => format!("{count} values without quotes that other programs read as {taken_for}"),
    };
    let (help, text) = if is_comment {
        ("put the text in quotes if it goes on, or two spaces before `#` if it does not", "read up to ` #`")
    } else {
        ("put the value in quotes; here it is read as it is written", "read here as it is written")
    };
    let mut draft = Draft::new(about, message, help, Label::new(*place, text));
    draft.others.extend(others.iter().map(|(place, _)| Label::new(*place, text)));
    let texts: BTreeSet<&str> = surprise.places.iter().map(|(place, _)| ctx.sources.slice(*place)).collect();
    Some(draft.ids(std::iter::once(taken_for).chain(texts)))
}
