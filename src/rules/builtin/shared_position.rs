//! Several holders in one position, without the chart saying that they share it.

use std::collections::HashSet;

use super::shared::twins::is_co_lead;
use super::shared::twins::{Share, differing, share};
use super::shared::wording::{called, ticked};
use crate::chart::{Field, PositionId, Text};
use crate::finding::Label;
use crate::graph::SharedId;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "give each holder a position, write `co_lead: true` or the `fte` of a job share, or keep it and \
                    note why";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(ctx.chart.positions().filter_map(|position| draft(ctx, position)));
    let unstated = |shared: &&SharedId| share(ctx.chart, shared) == Some(Share::Unstated);
    out.extend(ctx.graph.shared_ids().iter().filter(unstated).map(|shared| in_entries(ctx, shared)));
}

/// One position in several entries, each with a holder.
fn in_entries(ctx: &Context<'_, '_>, shared: &SharedId) -> Draft {
    let others: Vec<PositionId> = differing(ctx.chart, shared).collect();
    let place = |position| ctx.chart.label_place(position, Field::Id);
    let message = format!("{} is held by {} people", called(ctx, shared.first), others.len() + 1);
    let primary = Label::new(place(shared.first), "the first entry for this position");
    let help = ctx.chart.in_file_keys(HELP);
    let mut draft =
        Draft::new(About::Position(shared.first), message, help, primary).ids([ctx.chart.id(shared.first)]);
    for other in others {
        draft = draft.label(place(other), "a further one");
    }
    draft
}

fn draft(ctx: &Context<'_, '_>, position: PositionId) -> Option<Draft> {
    let holders = [Field::Holder, Field::Name].into_iter().find_map(|field| several(ctx, position, field))?;
    let is_job_share = ctx.chart.number(position, Field::Fte).is_some_and(|fte| fte <= 1.0);
    if is_job_share || is_co_lead(ctx.chart, position) || ctx.chart.is_vacant(position) {
        return None;
    }
    let count = holders.len();
    let message = format!(
        "{} has {count} holders, and no {}",
        called(ctx, position),
        ticked(ctx.chart.file_key(Field::CoLead))
    );
    let primary = Label::new(holders[0].place, format!("{count} holders in one position"));
    let mut draft = Draft::new(About::Position(position), message, ctx.chart.in_file_keys(HELP), primary)
        .ids([ctx.chart.id(position)]);
    for holder in &holders[1..] {
        draft = draft.label(holder.place, "a further holder");
    }
    Some(draft.ids(holders.iter().map(|holder| holder.text)))
}

/// The holders of a field where there are several different ones.
fn several<'c>(ctx: &Context<'c, '_>, position: PositionId, field: Field) -> Option<Vec<Text<'c>>> {
    if !ctx.chart.is_list(position, field) {
        return None;
    }
    let mut seen = HashSet::new();
    let holders: Vec<Text<'c>> =
        ctx.chart.texts(position, field).filter(|holder| seen.insert(holder.text)).collect();
    (holders.len() > 1).then_some(holders)
}
