//! A position that no solid line leads to or from. Where no position of the chart has any, that is
//! one finding about the chart.

use super::shared::keys::StandIns;
use super::shared::lost::LostIds;
use super::shared::named::{crowds, meant, unknown_managers};
use super::shared::tops::{Tops, is_part, weighed};
use super::shared::wording::called;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::Manager;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.chart.len() < 2 || ctx.chart.may_lack_positions() || is_part(ctx.chart) {
        return;
    }
    let apart = Tops::of(ctx).apart;
    let stand_ins = StandIns::of(ctx.chart, Field::ReportsTo.key().name);
    let has_lines = ctx.chart.positions().any(|position| ctx.graph.manager(position) != Manager::None);
    if !has_lines {
        if !apart.is_empty() || stand_ins.first().is_some() {
            out.push(no_lines_at_all(ctx, &stand_ins));
        }
        return;
    }
    // A list of many who are not on the chart may mean any of them.
    if apart.is_empty() || !crowds(ctx).is_empty() {
        return;
    }
    // A line that was meant for a position and misses its id is a finding already.
    let named = unknown_managers(ctx);
    let lost = LostIds::of(ctx, &named);
    let mut meant = meant(named);
    meant.extend(lost.positions());
    // So is a line under a key that is not read.
    let near = ctx.chart.near_keys.iter().filter(|near| near.field == Some(Field::ReportsTo));
    meant.extend(near.flat_map(|near| near.positions.iter().copied()));
    out.extend(apart.into_iter().filter(|of| !meant.contains(of)).map(|position| draft(ctx, position)));
}

fn draft(ctx: &Context<'_, '_>, position: PositionId) -> Draft {
    let message = format!("{} has no manager on file and no reports", called(ctx, position));
    let help = "name its manager under `reports_to`, list it under `roots:` if nobody is above it, or keep it and \
                note why";
    let place = ctx.chart.label_place(position, Field::Title);
    let primary = Label::new(place, words(ctx, "no `reports_to` here, and no line leads here"));
    let mut draft = Draft::new(About::Position(position), message, words(ctx, help), primary)
        .ids([ctx.chart.id(position)]);
    if let Some(dotted) = ctx.chart.dotted_lines(position).next() {
        draft = draft.label(dotted.to.place, "a dotted line, but no solid one");
    }
    weighed(ctx.chart, draft)
}

fn no_lines_at_all(ctx: &Context<'_, '_>, stand_ins: &StandIns<'_>) -> Draft {
    let message = format!("none of the {} positions has a manager on file", ctx.chart.len());
    let (help, primary) = match stand_ins.first() {
        Some(key) => (
            format!("the id of the manager goes under `reports_to`, but this chart has `{}`", key.key),
            Label::new(key.places[0], "this key is not read"),
        ),
        None => (
            words(
                ctx,
                "name managers under `reports_to`, list the positions under `roots:` if nobody is above them, or \
                 keep it and note why",
            ),
            Label::new(
                ctx.chart.label_place(PositionId(0), Field::Title),
                words(ctx, "no `reports_to` here, nor at any other position"),
            ),
        ),
    };
    Draft::new(About::Company, message, help, primary).ids(["company"])
}

/// A text that speaks of keys, with those of the files.
fn words(ctx: &Context<'_, '_>, text: &str) -> String {
    ctx.chart.in_file_keys(text).into_owned()
}
