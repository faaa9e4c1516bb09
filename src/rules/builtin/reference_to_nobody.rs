//! Ids that are named where no line leads: `also_holds`, `complements`, `roots`, and managers off the chart
//! whom nobody reports to.

use std::collections::HashSet;

use super::shared::near::NearIds;
use super::shared::wording::ticked;
use crate::chart::{Chart, Field, PositionId, Text, TopField};
use crate::finding::{Label, Safety, Severity};
use crate::graph::stated_managers;
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;
use crate::vocabulary::Seat;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let chart = ctx.chart;
    if chart.may_have_any_id() || chart.is_empty() {
        return;
    }
    let mut ids = NearIds::of(chart);
    for field in [Field::AlsoHolds, Field::Complements].into_iter().filter(|field| chart.has_field(*field)) {
        for position in chart.positions() {
            let named = chart.texts(position, field).filter(|text| !is_known(ctx, field, text.text));
            out.extend(
                named.map(|text| draft(ctx, About::Position(position), field.key().name, text, &mut ids)),
            );
        }
    }
    let roots = chart.declared_roots().filter(|text| ctx.graph.find(chart, text.text).is_none());
    out.extend(roots.map(|text| draft(ctx, About::File, TopField::Roots.key().name, text, &mut ids)));
    let mut external = chart.external_managers().peekable();
    if external.peek().is_some() {
        let named: HashSet<&str> = chart.positions().flat_map(|position| lines(chart, position)).collect();
        let unused = external.filter(|text| !named.contains(text.text));
        out.extend(unused.map(|text| nobody_below(ctx, text)));
    }
}

/// Every text by which a position names somebody above it.
fn lines(chart: &Chart, position: PositionId) -> impl Iterator<Item = &str> {
    let solid = stated_managers(chart, position).map(|text| text.text);
    solid.chain(chart.dotted_lines(position).map(|line| line.to.text))
}

/// Seats may be held as well as positions, and the complement of a chief may be a seat.
fn is_known(ctx: &Context<'_, '_>, field: Field, text: &str) -> bool {
    let is_seat = field == Field::AlsoHolds && Seat::WORDS.contains(&text);
    is_seat || ctx.graph.find(ctx.chart, text).is_some()
}

fn draft(ctx: &Context<'_, '_>, about: About, key: &str, text: Text<'_>, ids: &mut NearIds<'_>) -> Draft {
    let id = shown(ctx, text);
    let owner = match about {
        About::Position(position) => ctx.chart.id(position),
        About::Company | About::File => "chart",
    };
    let near = ids.near(text.text);
    let help = match near {
        Some(near) => format!("a position with a similar id exists: {}", ticked(near)),
        None => "name an id of the chart, or remove it".to_owned(),
    };
    let message = format!("`{key}` names {id}an id that no position has");
    Draft::new(about, message, help, Label::new(text.place, "no position has this id"))
        .ids([owner, key, text.text])
        .fix(near.and_then(|near| edit::rewrite(ctx.sources, [text.place], near, Safety::Unsafe)))
}

/// The text in backticks with a comma; nothing where it may tell of somebody.
fn shown(ctx: &Context<'_, '_>, text: Text<'_>) -> String {
    if ctx.chart.shows_text(text.text) { format!("{}, ", ticked(text.text)) } else { String::new() }
}

fn nobody_below(ctx: &Context<'_, '_>, text: Text<'_>) -> Draft {
    let id = if ctx.chart.shows_text(text.text) { ticked(text.text) } else { "somebody".to_owned() };
    let message = format!("`external_managers` lists {id}, but no line leads there");
    Draft::new(
        About::File,
        message,
        "remove it, or name it as the manager where it is one",
        Label::new(text.place, "nobody reports to it"),
    )
    .at(Severity::Info)
    .ids(["chart", "external_managers", text.text])
}
