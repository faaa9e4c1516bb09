//! Values of another kind than their key takes, and positions without what every position needs.

use super::shared::wording::called;
use crate::chart::{PlacedProblem, PositionId, Problem};
use crate::finding::Label;
use crate::rules::check::{About, Context, Draft};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.problems.iter().filter_map(|problem| draft(ctx, problem)));
}

/// Every kind of problem is named, so that a new one cannot go unreported.
fn draft(ctx: &Context<'_, '_>, placed: &PlacedProblem) -> Option<Draft> {
    let position = placed.position.map(PositionId);
    let about = position.map_or(About::File, About::Position);
    let path = ctx.sources.get(placed.place.file).path();
    let owner = position.map_or(path, |position| ctx.chart.id(position));
    let plain = placed.problem.to_string();
    let (message, help, text, key) = match &placed.problem {
        Problem::WrongType { key, expected, found, help } => {
            let text = format!("`{key}` takes {expected}; this is {found}");
            let words = |text: &str| match position {
                Some(_) => ctx.chart.in_file_keys(text).into_owned(),
                None => text.to_owned(),
            };
            (words(&plain), words(help), words(&text), *key)
        }
        Problem::NoId => {
            let message = position.map_or(plain, |position| {
                format!("{} has no `id`, so no other position can name it", called(ctx, position))
            });
            (
                message,
                "give it an `id` that no other position has".to_owned(),
                "no `id` here".to_owned(),
                "id",
            )
        }
        Problem::Bare => {
            let message = position.map_or(plain, |position| {
                let lacks = ctx.chart.in_file_keys("has no `title`, no `name` and no `function`");
                format!("{} {lacks}", called(ctx, position))
            });
            let text = "nothing tells what this position is".to_owned();
            let help = ctx.chart.in_file_keys("write a `title`, or the `function` of the position");
            (message, help.into_owned(), text, "title")
        }
        Problem::NoChart { help, .. } => (plain, help.clone(), "no positions here".to_owned(), "positions"),
        Problem::UnknownWord { .. } => return None,
    };
    Some(Draft::new(about, message, help, Label::new(placed.place, text)).ids([owner, key]))
}
