//! More than one position at the top, without the chart saying that this is meant.

use super::shared::tops::{Tops, weighed};
use super::shared::wording::{id_of, some_of};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

const HELP: &str = "name their manager, list them under `roots:` if they are meant to be at the top, write \
    `co_lead` if they share the lead, or keep it and note why";

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let tops = Tops::of(ctx);
    // One top is needed. Declared ones are the tops already, and so are two who share the lead.
    let is_settled = tops.declared > 0 || tops.co_leads > 1;
    match tops.heads.as_slice() {
        [] => {}
        [_] if !is_settled => {}
        [first, others @ ..] => out.push(draft(ctx, *first, others, is_settled)),
    }
}

fn draft(ctx: &Context<'_, '_>, first: PositionId, others: &[PositionId], is_settled: bool) -> Draft {
    let id = |position: &PositionId| ctx.chart.id(*position);
    let all = || std::iter::once(&first).chain(others);
    let ids = some_of(ctx, all().copied(), 2, "and");
    let count = others.len() + 1;
    let message = match (is_settled, count) {
        (true, 1) => {
            format!("{ids} has no manager on file, in addition to the positions declared at the top")
        }
        (true, _) => {
            format!("{count} positions have no manager on file, in addition to the declared ones: {ids}")
        }
        (false, _) => format!("{count} positions with reports have no manager on file: {ids}"),
    };
    let label = |position: &PositionId| {
        let place = ctx.chart.label_place(*position, Field::ReportsTo);
        let below = ctx.graph.below(*position).len();
        let positions = if below == 1 { "position" } else { "positions" };
        Label::new(
            place,
            format!("{} has no manager on file, and {below} {positions} below", id_of(ctx, *position)),
        )
    };
    let mut draft = Draft::new(About::Company, message, HELP, label(&first)).ids(all().map(id));
    draft.others.extend(others.iter().map(label));
    weighed(ctx.chart, draft)
}
