//! A whole chart in which everyone has somebody above.
//!
//! Loops and positions that report to themselves explain that on their own, and so does a single
//! manager who is not on the chart: those are findings of other rules, and this one is silent. Where no line
//! leads to anybody on the chart, the managers are all elsewhere, which `unknown-manager` says.

use std::collections::HashSet;

use super::shared::tops::is_part;
use super::shared::twins::Twins;
use super::shared::wording::id_of;
use crate::chart::Field;
use crate::finding::Label;
use crate::graph::{Manager, stated_managers};
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let (chart, graph) = (ctx.chart, ctx.graph);
    if chart.is_empty() || chart.may_lack_positions() || is_part(chart) {
        return;
    }
    let (mut unknown, mut leads_somewhere) = (Vec::new(), false);
    for position in chart.positions() {
        match graph.manager(position) {
            Manager::Position(_) => leads_somewhere = true,
            Manager::Unknown => unknown.push(position),
            Manager::None | Manager::Itself | Manager::External | Manager::Unreadable => return,
        }
    }
    if !leads_somewhere || !graph.loops().is_empty() || !Twins::of(ctx).doubtful.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    let mut lines = unknown.iter().filter_map(|position| {
        let manager = stated_managers(chart, *position).next()?;
        seen.insert(manager.text).then(|| {
            let text = format!("{} is not at the top either", id_of(ctx, *position));
            Label::new(chart.label_place(*position, Field::ReportsTo), text)
        })
    });
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return };
    let primary = Label::new(first.place, "a manager above, like everyone on the chart");
    let help = "leave out `reports_to` for the position at the top, add that position, or say that the \
        chart is a part of a company: `external_managers`, or `complete: false` under `company`";
    let mut draft = Draft::new(
        About::Company,
        "no position is at the top of the chart",
        ctx.chart.in_file_keys(help),
        primary,
    );
    draft.others.push(second);
    draft.others.extend(lines);
    out.push(draft.ids(["company"]));
}
