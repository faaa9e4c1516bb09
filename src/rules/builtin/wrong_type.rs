//! Values of another kind than their key takes, and positions without what every position needs.

use std::collections::BTreeMap;

use super::shared::wording::called;
use crate::chart::{Field, PlacedProblem, PositionId, Problem, ValueKind};
use crate::finding::{Label, Severity};
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut columns: BTreeMap<Field, Vec<&PlacedProblem>> = BTreeMap::new();
    for placed in &ctx.chart.problems {
        match of_column(ctx, placed) {
            Some(field) => columns.entry(field).or_default().push(placed),
            None => out.extend(draft(ctx, placed)),
        }
    }
    out.extend(columns.into_iter().filter_map(|(field, all)| column(ctx, field, &all)));
}

/// The field of a value that was taken for one by the name of its column, and does not fit it. A company's
/// own layout that names the column means what it says.
fn of_column(ctx: &Context<'_, '_>, placed: &PlacedProblem) -> Option<Field> {
    let Problem::WrongType { key, .. } = &placed.problem else { return None };
    let field = Field::from_key(key).filter(|field| !ctx.chart.layout_names(*field))?;
    let is_typed = matches!(
        field.key().kind,
        ValueKind::Date | ValueKind::Number | ValueKind::Share | ValueKind::Whole | ValueKind::Flag
    );
    (is_typed && !ctx.chart.is_native() && placed.position.is_some()).then_some(field)
}

/// One finding for all values of a column that do not fit.
fn column(ctx: &Context<'_, '_>, field: Field, all: &[&PlacedProblem]) -> Option<Draft> {
    let (first, others) = all.split_first()?;
    let Problem::WrongType { key, expected, help, .. } = &first.problem else { return None };
    let called = ctx.chart.file_key(field);
    let values = match all.len() {
        1 => "which 1 value is not".to_owned(),
        count => format!("which {count} values are not"),
    };
    let message = format!("`{called}` was read as {expected}, {values}");
    let primary = Label::new(first.place, "not read");
    let draft =
        Draft::new(About::File, message, help.clone(), primary).at(Severity::Info).ids(["chart", key]);
    Some(others.iter().fold(draft, |draft, other| draft.label(other.place, "not read either")))
}

/// Every kind of problem is named, so that a new one cannot go unreported.
fn draft(ctx: &Context<'_, '_>, placed: &PlacedProblem) -> Option<Draft> {
    let position = placed.position.map(PositionId);
    let about = position.map_or(About::File, About::Position);
    let owner = position.map_or("chart", |position| ctx.chart.id(position));
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
        // The layout looks for it where nothing is, and is told so.
        Problem::Bare
            if ctx
                .chart
                .unused_paths
                .iter()
                .any(|unused| unused.field.is_some_and(|field| field.key().tells)) =>
        {
            return None;
        }
        Problem::Bare => {
            let message = position.map_or(plain, |position| {
                let lacks = ctx.chart.in_file_keys("has no `title`, no `name` and no `function`");
                format!("{} {lacks}", called(ctx, position))
            });
            let text = "nothing says what this position is for".to_owned();
            let help = ctx.chart.in_file_keys("write a `title`, or the `function` of the position");
            (message, help.into_owned(), text, "title")
        }
        Problem::NoChart { .. } | Problem::UnknownWord { .. } | Problem::Learned { .. } => return None,
    };
    Some(Draft::new(about, message, help, Label::new(placed.place, text)).ids([owner, key]))
}
