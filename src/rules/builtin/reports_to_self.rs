//! A position with its own id as manager. Many exports write the head of the company so.

use super::shared::twins::Twins;
use super::shared::wording::{called, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::{Label, Severity};
use crate::graph::{Manager, stated_managers};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let own = ctx.graph.that_report_to(Manager::Itself);
    if own.is_empty() {
        return;
    }
    let twins = Twins::of(ctx);
    // A line to an id that differing positions have may mean one of the others; with further ids beside
    // it, it is one of several solid lines.
    let sure = own.into_iter().filter(|of| {
        let is_alone = stated_managers(ctx.chart, *of).all(|line| line.text == ctx.chart.id(*of));
        is_alone && !twins.doubtful.contains(of) && !twins.copies.contains(of)
    });
    let roots = ctx.graph.roots();
    out.extend(sure.map(|position| {
        let is_only_root =
            roots == [position] && !ctx.chart.may_lack_positions() && !ctx.graph.has_unreadable();
        if is_only_root { head(ctx, position) } else { other(ctx, position) }
    }));
}

fn other(ctx: &Context<'_, '_>, position: PositionId) -> Draft {
    let id = ctx.chart.id(position);
    let place = ctx.chart.label_place(position, Field::ReportsTo);
    let message = format!("{} reports to its own id", called(ctx, position));
    let help = "name the id of its manager, or leave out `reports_to` if nobody is above it";
    let primary = Label::new(place, own_id(ctx, position));
    Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary).ids([id]).value(id)
}

fn own_id(ctx: &Context<'_, '_>, position: PositionId) -> String {
    let id = ctx.chart.shown_id(position).map_or("this".to_owned(), ticked);
    format!("{id} is the position's own id")
}

fn head(ctx: &Context<'_, '_>, position: PositionId) -> Draft {
    let id = ctx.chart.id(position);
    let place = ctx.chart.label_place(position, Field::ReportsTo);
    let message =
        format!("{}, at the top of the chart, is written as its own manager", called(ctx, position));
    let help = "leave out `reports_to`: a position without it has nobody above";
    let primary = Label::new(place, own_id(ctx, position));
    let draft = Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), primary)
        .at(Severity::Warning)
        .ids([id]);
    draft.fix(edit::remove(ctx.chart, position, Field::ReportsTo))
}
