//! Positions with nobody above them.

use std::collections::HashSet;

use super::keys::StandIns;
use super::twins::{Twins, is_co_lead};
use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::finding::Severity;
use crate::graph::Manager;
use crate::rules::check::{Context, Draft};

/// Bodies that are above the head of a company and are nobody's manager.
const BOARDS: &[&str] = &[
    "board",
    "the board",
    "shareholders",
    "owners",
    "trustees",
    "general meeting",
    "supervisory council",
    "aufsichtsrat",
    "verwaltungsrat",
    "beirat",
    "gesellschafter",
    "conseil d'administration",
    "conseil de surveillance",
    "actionnaires",
    "consejo de administración",
    "consejo de administracion",
    "consiglio di amministrazione",
    "conselho de administração",
    "conselho de administracao",
    "raad van commissarissen",
    "raad van toezicht",
];

/// Whether a text names a body that is above the head of a company.
fn is_board(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    (text.ends_with(" board") && !text.contains(',')) || is_surely_board(&text)
}

/// The same where nobody's name can be meant, as in `Mary Board`.
pub(in crate::rules::builtin) fn is_surely_board(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    (text.starts_with("board of ") && !text.contains(',')) || BOARDS.contains(&text.as_str())
}

/// Positions of a whole company that name no manager without the chart saying that this is meant.
#[derive(Default)]
pub(in crate::rules::builtin) struct Tops {
    /// Those with reports.
    pub(in crate::rules::builtin) heads: Vec<PositionId>,
    /// Those without: they have no solid line at all.
    pub(in crate::rules::builtin) apart: Vec<PositionId>,
    /// How many the chart lists under `roots:`.
    pub(in crate::rules::builtin) declared: usize,
    /// How many share their place on purpose.
    pub(in crate::rules::builtin) co_leads: usize,
}

impl Tops {
    /// Looks for them. There are none where somebody above may be missing from the chart: it is a
    /// part of a company, or a part of it could not be read.
    pub(in crate::rules::builtin) fn of(ctx: &Context<'_, '_>) -> Self {
        let mut tops = Self::default();
        if ctx.chart.may_lack_positions() || is_part(ctx.chart) {
            return tops;
        }
        let without = ctx.graph.that_report_to(Manager::None);
        if without.len() < 2 {
            return tops;
        }
        let twins = Twins::of(ctx);
        let stand_ins = StandIns::of(ctx.chart, Field::ReportsTo.key().name);
        let declared: HashSet<&str> = ctx.chart.declared_roots().map(|root| root.text).collect();
        // One position may have several entries, of which one says that it is shared.
        let own = |of: &&PositionId| is_co_lead(ctx.chart, **of);
        let own = without.iter().filter(own).map(|of| ctx.chart.id(*of));
        let named = without.iter().flat_map(|of| ctx.chart.texts(*of, Field::CoLead)).map(|text| text.text);
        let co_leads: HashSet<&str> = own.chain(named).collect();
        for position in without {
            let id = ctx.chart.id(position);
            // The line of one that was read in part may stand in what was not read.
            let unsure = twins.doubtful.contains(&position)
                || twins.copies.contains(&position)
                || ctx.chart.is_cut(position);
            if unsure || stand_ins.said_by(ctx.chart, position).is_some() || is_body(ctx.chart, position) {
                continue;
            }
            if declared.contains(id) {
                tops.declared += 1;
            } else if co_leads.contains(id) {
                tops.co_leads += 1;
            } else if ctx.graph.has_reports(position) {
                tops.heads.push(position);
            } else {
                tops.apart.push(position);
            }
        }
        // A line that could not be read may lead to one of them.
        if ctx.graph.has_unreadable() {
            tops.apart.clear();
        }
        tops
    }
}

/// Whether a chart shows, or may show, a part of a company, so that managers may be outside of it.
pub(in crate::rules::builtin) fn is_part(chart: &Chart) -> bool {
    chart.company_flag(CompanyField::Complete) == Some(false)
        || chart.external_managers().next().is_some()
        || chart.is_company_cut()
        || chart.is_flat
}

/// How much it says that nobody is above a position: in a catalogue of units some belong to no other.
pub(in crate::rules::builtin) fn weighed(chart: &Chart, draft: Draft) -> Draft {
    if chart.layout() == "backstage" { draft.at(Severity::Info) } else { draft }
}

fn is_body(chart: &Chart, position: PositionId) -> bool {
    [Field::Title, Field::Unit]
        .into_iter()
        .filter_map(|field| chart.text(position, field))
        .any(|text| is_board(text.text))
}
