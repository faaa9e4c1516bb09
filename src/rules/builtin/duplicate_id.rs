//! Two positions with one id: a line to it leads to the first, and nobody knows whether that was meant.

use super::shared::twins::{differing, share};
use super::shared::wording::ticked;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "give each position its own id, or keep only one of them if they are the same position";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for shared in ctx.graph.shared_ids() {
        let others: Vec<PositionId> = differing(ctx.chart, shared).collect();
        if others.is_empty() || share(ctx.chart, shared).is_some() {
            continue;
        }
        let id = ctx.chart.shown_id(shared.first).map(ticked);
        let this = id.as_deref().unwrap_or("this id");
        let place = |position| ctx.chart.label_place(position, Field::Id);
        let message = match &id {
            Some(id) => format!("{} positions have the id {id}", others.len() + 1),
            None => format!("{} positions have the same id", others.len() + 1),
        };
        let primary =
            Label::new(place(shared.first), format!("{this} appears here first; lines to it lead here"));
        let mut draft = Draft::new(About::Position(shared.first), message, HELP, primary)
            .ids([ctx.chart.id(shared.first)])
            .value(ctx.chart.id(shared.first));
        for other in others {
            draft = draft.label(place(other), format!("{this} again"));
        }
        out.push(draft);
    }
}
