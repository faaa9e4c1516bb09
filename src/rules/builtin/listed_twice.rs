//! Somebody who appears twice in a list of one position, or in two lists of it that exclude each other. Who it is
//! is never shown.
//!
//! Items of lists are not facts: conditions see how many there are, and not where each stands.

use std::collections::{BTreeMap, HashMap};

use super::shared::wording::called;
use crate::chart::{Field, PositionId, Text};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::Place;

pub(super) const CHECK: Check = Check::of_chart(check);

/// The places of one who appears twice, and whether both are in one list.
type Twice = ([Place; 2], bool);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut found: BTreeMap<PositionId, Vec<Twice>> = BTreeMap::new();
    for twice in &ctx.chart.listed_twice {
        found.entry(twice.of).or_default().push((twice.places, twice.is_one_list));
    }
    for (position, _, at) in ctx.chart.own_lists() {
        note(&mut found, position, ctx.chart.texts_at(at));
    }
    for field in [Field::Holder, Field::Name] {
        if !ctx.chart.has_field(field) {
            continue;
        }
        for position in ctx.chart.positions().filter(|of| ctx.chart.is_list(*of, field)) {
            // Two people may have one name, and hardly one handle.
            let is_key = |text: &Text<'_>| field == Field::Holder || !text.text.contains(char::is_whitespace);
            note(&mut found, position, ctx.chart.texts(position, field).filter(is_key));
        }
    }
    out.extend(found.iter().filter_map(|(position, twice)| draft(ctx, *position, twice)));
}

/// Notes who appears twice in one list. Handles are the same in any letter case.
fn note<'c>(
    found: &mut BTreeMap<PositionId, Vec<Twice>>,
    position: PositionId,
    list: impl Iterator<Item = Text<'c>>,
) {
    let mut seen: HashMap<String, Place> = HashMap::new();
    for text in list {
        let handle = text.text.trim_start_matches('@').to_lowercase();
        if let Some(first) = seen.get(&handle) {
            let twice = ([*first, text.place], true);
            let known = found.entry(position).or_default();
            // Maintainers may be read as holders and as a list of the layout's.
            if !known.contains(&twice) {
                known.push(twice);
            }
        } else {
            seen.insert(handle, text.place);
        }
    }
}

fn draft(ctx: &Context<'_, '_>, position: PositionId, twice: &[Twice]) -> Option<Draft> {
    let ([first, again], is_one_list) = *twice.first()?;
    let who = match twice.len() {
        1 => "one entry".to_owned(),
        count => format!("{count} entries"),
    };
    let is_one_list = is_one_list && twice.iter().all(|(_, is_one_list)| *is_one_list);
    let (message, help) = if is_one_list {
        let message = format!("{} lists {who} twice", called(ctx, position));
        (message, "keep each once, or keep it and note why")
    } else {
        let message = format!("{} has {who} in two lists that exclude each other", called(ctx, position));
        (message, "keep each in one of the lists, or keep it and note why")
    };
    let draft = Draft::new(About::Position(position), message, help, Label::new(first, "here"))
        .label(again, "and here")
        .ids([ctx.chart.id(position)]);
    let rest = twice[1..].iter().flat_map(|([first, again], _)| [*first, *again]);
    Some(rest.fold(draft, |draft, place| draft.label(place, "the same for another one")))
}
