//! Values without quotes that other readers of YAML take for something else than text. The values
//! themselves are not repeated: they may be names.

use std::collections::BTreeSet;

use crate::chart::{CompanyField, Field, PositionId, Surprise, SurpriseAt, ValueKind};
use crate::finding::{Edit, Fix, Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::source::{Place, Span, offset};
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
        0 => "a quote in this table may include more than its cell".to_owned(),
        count => format!("{} quotes in this table may include more than their cells", count + 1),
    };
    let help = "close a quote at the end of its cell, and write `\"\"` for a quote within one; if a cell is \
        supposed to have several lines, keep it and note why";
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
            "put the text in quotes if it continues, or two spaces before `#` if it does not",
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
    Some(draft.ids(std::iter::once(taken_for).chain(texts)).fix(fix(ctx, surprise)))
}

/// Puts the values in quotes. That only what is read already is in them is safe; where a sign or other quotes
/// belong to the text, or where it ends, somebody has to say.
fn fix(ctx: &Context<'_, '_>, surprise: &SurpriseAt) -> Option<Fix> {
    let safety = match surprise.kind {
        Surprise::Comment => return None,
        Surprise::Sign | Surprise::CurlyQuotes => Safety::Unsafe,
        _ => Safety::Safe,
    };
    let mut edits = Vec::new();
    for (place, _) in &surprise.places {
        let written = ctx.sources.slice(*place);
        // What a reference (`*name`) stands for is one of the places. A name (`&name`) may be needed elsewhere.
        if written.starts_with('*') {
            continue;
        }
        if written.starts_with('&') || written.contains(['\n', '\r', '"', '\\']) {
            return None;
        }
        // The text itself is in no edit: it may be somebody's name.
        let Span { start, end } = place.span;
        let zeros =
            written.bytes().take_while(|byte| *byte == b'0').count().min(written.len().saturating_sub(1));
        let is_number = surprise.kind == Surprise::Number && takes_number(ctx, *place);
        let (first, last) = match surprise.kind {
            // A number is the same without zeros before it.
            _ if is_number => (offset(zeros), 0),
            Surprise::CurlyQuotes => (width(written.chars().next()), width(written.chars().next_back())),
            _ => (0, 0),
        };
        let quote = if is_number { "" } else { "\"" };
        for span in [Span::new(start, start + first), Span::new(end - last, end)] {
            edits.push(Edit { place: Place { span, ..*place }, text: quote.to_owned() });
        }
    }
    edits.retain(|edit| !(edit.text.is_empty() && edit.place.span.is_empty()));
    sort::by_key(&mut edits, |edit| edit.place);
    edits.dedup_by_key(|edit| edit.place);
    let title = match edits[..] {
        [] => return None,
        [_, _] => "put the value in quotes".to_owned(),
        _ => "put the values in quotes".to_owned(),
    };
    Some(Fix { title, safety, edits })
}

fn width(character: Option<char>) -> u32 {
    character.map_or(0, |character| offset(character.len_utf8()))
}

/// Whether the key of a value takes a number.
fn takes_number(ctx: &Context<'_, '_>, place: Place) -> bool {
    let file = ctx.chart.files().iter().find(|file| file.id == place.file);
    let key = file.and_then(|file| {
        let key = file.tree.key_of(file.tree.last_before(place.span.start + 1)?)?;
        Some(file.tree.text(key))
    });
    let is_number = |kind| matches!(kind, ValueKind::Number | ValueKind::Whole | ValueKind::Share);
    key.is_some_and(|key| {
        Field::from_key(key).is_some_and(|field| is_number(field.key().kind))
            || CompanyField::from_key(key).is_some_and(|field| is_number(field.key().kind))
    })
}
