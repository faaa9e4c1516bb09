//! Solid lines that lead in a circle: one finding a loop, with a label at every line of it.

use super::shared::twins::Twins;
use super::shared::wording::{by_length, id_of, some, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

/// Ids of a loop that its help writes out.
const WRITTEN_OUT: usize = 12;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.graph.loops().is_empty() {
        return;
    }
    let twins = Twins::of(ctx);
    for members in ctx.graph.loops() {
        // With an id that several positions have, the line may mean another one: no loop for sure.
        if !members.iter().any(|member| twins.doubtful.contains(member)) {
            out.push(draft(ctx, members));
        }
    }
}

fn draft(ctx: &Context<'_, '_>, members: &[PositionId]) -> Draft {
    let id = |position: &PositionId| ctx.chart.id(*position);
    // The message is the same whichever member the files name first.
    let first = (0..members.len()).min_by_key(|at| by_length(id(&members[*at]))).unwrap_or(0);
    let from_first: Vec<PositionId> = members[first..].iter().chain(&members[..first]).copied().collect();
    let ids = some(&from_first, 2, "and", |member| id_of(ctx, *member));
    let message = if members.len() == 2 {
        format!("{ids} report to each other")
    } else {
        format!("{} positions report to each other in a loop: {ids}", members.len())
    };
    let label = |at: usize| {
        let (member, manager) = (members[at], members[(at + 1) % members.len()]);
        let verb = if ctx.chart.parent(member).is_some() { "is under" } else { "reports to" };
        let text = format!("{} {verb} {}", id_of(ctx, member), id_of(ctx, manager));
        Label::new(ctx.chart.label_place(member, Field::ReportsTo), text)
    };
    let mut draft = Draft::new(About::Position(members[0]), message, help(ctx, members), label(0))
        .ids(members.iter().map(id));
    draft.others.extend((1..members.len()).map(label));
    draft
}

fn help(ctx: &Context<'_, '_>, members: &[PositionId]) -> String {
    let shown = members.iter().take(WRITTEN_OUT).map(|member| id_of(ctx, *member));
    let mut around: Vec<String> = shown.collect();
    if members.len() > WRITTEN_OUT {
        around.push(format!("{} more", members.len() - WRITTEN_OUT));
    }
    around.push(id_of(ctx, members[0]));
    format!(
        "the loop is {}; change the line that is wrong, or write it under {}",
        around.join(" → "),
        ticked(ctx.chart.file_key(Field::DottedTo))
    )
}
