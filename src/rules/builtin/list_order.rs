//! Lists of a position that are not in alphabetical order.
//!
//! The order in which items stand in the file is not a fact of a position.

use std::collections::HashSet;

use super::shared::wording::{called, ticked};
use crate::chart::{Field, NodeRef, PositionId, Text};
use crate::finding::{Edit, Fix, Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_chart(check);

/// Fields whose lists have no order of their own.
const FIELDS: [Field; 4] = [Field::Name, Field::Holder, Field::AlsoHolds, Field::DottedTo];

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let chart = ctx.chart;
    // Several positions may hold one list by its anchor: it is told once.
    let mut told: HashSet<Place> = HashSet::new();
    let mut is_new =
        |at: NodeRef| chart.items_at(at).next().is_some_and(|first| told.insert(chart.place(first)));
    for field in FIELDS.into_iter().filter(|field| chart.has_field(*field)) {
        for position in chart.positions().filter(|of| chart.is_list(*of, field)) {
            if let Some(at) = chart.value(position, field).filter(|at| is_new(*at)) {
                out.extend(draft(ctx, position, chart.file_key(field), at));
            }
        }
    }
    for (position, field, at) in chart.own_lists().filter(|(.., at)| is_new(*at)) {
        out.extend(draft(ctx, position, chart.own().fields.key(field).name, at));
    }
}

fn draft(ctx: &Context<'_, '_>, position: PositionId, key: &str, at: NodeRef) -> Option<Draft> {
    let items: Vec<NodeRef> = ctx.chart.items_at(at).collect();
    // A list of `{ to, for }` is no list of texts.
    let texts = items.iter().map(|item| ctx.chart.scalar(*item)).collect::<Option<Vec<Text<'_>>>>()?;
    let order = |text: &Text<'_>| text.text.to_lowercase();
    let first = texts.windows(2).find(|pair| order(&pair[0]) > order(&pair[1]))?[1];
    let message = format!("{} of {} is not in alphabetical order", ticked(key), called(ctx, position));
    let label = Label::new(first.place, "belongs before the one above it or to its left");
    let help = "put it in order, or keep it and note why";
    let draft = Draft::new(About::Position(position), message, help, label)
        .ids([ctx.chart.id(position), key])
        .fix(in_order(ctx, &texts));
    Some(draft)
}

/// Each text as it is written in place of another. What is next to them, such as a comment, may speak of one
/// of them, and then nobody but the writer can move it.
fn in_order(ctx: &Context<'_, '_>, texts: &[Text<'_>]) -> Option<Fix> {
    let (first, last) = (texts.first()?.place, texts.last()?.place);
    let file = ctx.sources.get(first.file);
    let tree = ctx.chart.written().find(|(id, _)| *id == first.file).map(|(_, tree)| tree)?;
    let end = file.text()[last.span.end as usize..]
        .find('\n')
        .map_or(file.text().len(), |at| last.span.end as usize + at);
    let is_beside =
        |comment: &crate::source::Span| first.span.start <= comment.start && (comment.start as usize) < end;
    let is_plain = |text: &Text<'_>| {
        let slice = ctx.sources.slice(text.place);
        text.place.file == first.file
            && !slice.is_empty()
            && !slice.contains('\n')
            && !slice.starts_with(['*', '&', '!', '|', '>'])
    };
    if tree.comments().iter().any(is_beside) || !texts.iter().all(is_plain) {
        return None;
    }
    let mut sorted: Vec<&Text<'_>> = texts.iter().collect();
    sort::by_key(&mut sorted, |text| text.text.to_lowercase());
    let moved = texts.iter().zip(sorted).filter(|(there, comes)| there.place != comes.place);
    let edits = moved
        .map(|(there, comes)| Edit { place: there.place, text: ctx.sources.slice(comes.place).to_owned() });
    Some(Fix { title: "put the list in order".to_owned(), safety: Safety::Safe, edits: edits.collect() })
}
