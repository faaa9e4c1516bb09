//! Values without quotes that other readers of YAML take for something else than text. The values
//! themselves are not repeated: they may be names.

use std::collections::BTreeSet;

use crate::chart::{PositionId, Surprise, SurpriseAt};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::Place;
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.surprises.iter().filter_map(|surprise| draft(ctx, surprise)));
    out.extend(quotes(ctx));
}

/// Quotes of tables that may take in several cells, or rows.
fn quotes(ctx: &Context<'_, '_>) -> Option<Draft> {
    let quotes =
        ctx.chart.yaml_problems.iter().filter(|(_, problem)| matches!(problem, Problem::Quote { .. }));
    let mut labels = quotes.map(|(file, problem)| {
        Label::new(Place { file: *file, span: problem.span() }, "the quote opens here")
    });
    let first = labels.next()?;
    let others: Vec<Label> = labels.collect();
    let message = match others.len() {
        0 => "a quote in this table may take in more than its cell".to_owned(),
        count => format!("{} quotes in this table may take in more than their cells", count + 1),
    };
    let help = "close a quote at the end of its cell, and write `\"\"` for a quote within one; if a cell is meant to \
                hold several lines, keep it and note why";
    let mut draft = Draft::new(About::File, message, help, first);
    draft.others.extend(others);
    Some(draft.ids(["quotes"]))
}

fn draft(ctx: &Context<'_, '_>, surprise: &SurpriseAt) -> Option<Draft> {
    let ((place, position), others) = surprise.places.split_first()?;
    let about = position.map_or(About::File, |position| About::Position(PositionId(position)));
    let taken_for = surprise.kind.taken_for();
    let count = surprise.places.len();
    let message = match (surprise.kind, count) {
        (Surprise::Comment, 1) => "a text ends where a comment begins: ` #` starts one".to_owned(),
        (Surprise::Comment, _) => format!("{count} texts end where a comment begins: ` #` starts one"),
        (Surprise::Sign, 1) => {
            "a word that starts with `!` or `&` is not read as a part of its text".to_owned()
        }
        (Surprise::Sign, _) => {
            format!("{count} words that start with `!` or `&` are not read as a part of their texts")
        }
        (Surprise::CurlyQuotes, 1) => "curly quotes are read as a part of the text".to_owned(),
        (Surprise::CurlyQuotes, _) => format!("curly quotes are read as a part of {count} texts"),
        (_, 1) => format!("a value without quotes that other programs read as {taken_for}"),
        (_, _) => format!("{count} values without quotes that other programs read as {taken_for}"),
    };
    let (help, text) = match surprise.kind {
        Surprise::Comment => (
            "put the text in quotes if it goes on, or two spaces before `#` if it does not",
            "read up to ` #`",
        ),
        Surprise::Sign => ("put the whole text in quotes", "read without its first word"),
        Surprise::CurlyQuotes => {
            ("write `\"` instead, or keep them if they belong to the text", "read with its quotes")
        }
        _ => ("put the value in quotes; here it is read as it is written", "read here as it is written"),
    };
    let mut draft = Draft::new(about, message, help, Label::new(*place, text));
    draft.others.extend(others.iter().map(|(place, _)| Label::new(*place, text)));
    let texts: BTreeSet<&str> = surprise.places.iter().map(|(place, _)| ctx.sources.slice(*place)).collect();
    Some(draft.ids(std::iter::once(taken_for).chain(texts)))
}
