//! Lines that name ids as a spreadsheet writes numbers. They are mended in one go, and are therefore one
//! finding, however many they are.

use super::shared::lost::{Loss, Lost, LostIds};
use super::shared::named::{Named, unknown_managers};
use super::shared::wording::ticked;
use crate::chart::Field;
use crate::finding::{Edit, Fix, Label, Safety};
use crate::rules::check::{About, Check, Context, Draft, DraftCause};
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let named = unknown_managers(ctx);
    let lost = LostIds::of(ctx, &named);
    out.extend(named.iter().filter_map(|named| draft(ctx, named, lost.get(named.text)?)));
}

fn draft(ctx: &Context<'_, '_>, named: &Named<'_>, lost: &Lost) -> Option<Draft> {
    let (first, place) = *named.lines.first()?;
    // Ids of this kind are numbers, and yet all ids of a chart may tell of people.
    let text =
        if named.is_shown(ctx.chart) { ticked(named.text) } else { "another form of an id".to_owned() };
    let lines = match named.lines.len() {
        1 => "a line leads".to_owned(),
        count => format!("{count} lines lead"),
    };
    let id = lost.was.first().and_then(|was| ctx.chart.shown_id(*was));
    let on_chart = id.map_or("the chart has it in another form".to_owned(), |id| {
        format!("the chart has the id {}", ticked(id))
    });
    let (message, label) = match lost.loss {
        Loss::Zeros => (format!("{lines} to {text}, but {on_chart}: leading zeros differ"), on_chart),
        Loss::Fraction => {
            (format!("{lines} to {text}, but {on_chart}: `.0` was added to one of them"), on_chart)
        }
        Loss::Exponent => (
            format!("{lines} to {text}: an id got an exponent and lost its last digits"),
            "an exponent has replaced the last digits".to_owned(),
        ),
    };
    let mut draft =
        Draft::new(About::Position(first), message, help(lost.loss), Label::new(place, label.clone()))
            .ids([named.text])
            .cause(cause(lost.loss));
    for (_, place) in &named.lines[1..] {
        draft = draft.label(*place, label.clone());
    }
    Some(draft.fix(fix(ctx, named, lost)))
}

fn cause(loss: Loss) -> DraftCause {
    let message = match loss {
        Loss::Zeros => "{count} lines lead to ids that have other leading zeros on the chart",
        Loss::Fraction => "{count} lines lead to ids with `.0` in one place and without it in the other",
        Loss::Exponent => "{count} lines lead to ids that got an exponent and lost their last digits",
    };
    DraftCause { message, is_one: true, has_all_labels: true }
}

fn help(loss: Loss) -> &'static str {
    match loss {
        Loss::Zeros => {
            "write ids the same way in both places; a spreadsheet keeps zeros in cells formatted as text"
        }
        Loss::Fraction => {
            "write ids the same way in both places; a spreadsheet adds `.0` if it takes a cell for a number"
        }
        Loss::Exponent => "export the list again, with the ids in cells formatted as text",
    }
}

/// Writes at each line the id as the chart has it. What was rounded cannot be brought back.
fn fix(ctx: &Context<'_, '_>, named: &Named<'_>, lost: &Lost) -> Option<Fix> {
    let [was] = lost.was[..] else { return None };
    if lost.loss == Loss::Exponent {
        return None;
    }
    let id = ctx.chart.id(was);
    let written = ctx.sources.slice(ctx.chart.label_place(was, Field::Id));
    let written = if unquoted(written).0 == id { written } else { return None };
    let edit = |place: &Place| {
        let (text, quote) = unquoted(ctx.sources.slice(*place));
        let new = if quote.is_empty() { written.to_owned() } else { format!("{quote}{id}{quote}") };
        (text == named.text).then_some(Edit { place: *place, text: new })
    };
    let edits = named.lines.iter().map(|(_, place)| edit(place)).collect::<Option<Vec<_>>>()?;
    Some(Fix { title: "write the ids as the chart has them".to_owned(), safety: Safety::Safe, edits })
}

/// A text without the quotes around it, and the quotes.
fn unquoted(written: &str) -> (&str, &str) {
    for quote in ["\"", "'"] {
        if let Some(inside) = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return (inside, quote);
        }
    }
    (written, "")
}
