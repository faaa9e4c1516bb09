//! A scenario held against a chart: who is there, and who reports to whom, when all of it is done.

use std::collections::{BTreeSet, HashMap};

use super::{Change, Scenario, Set};
use crate::chart::{Chart, Field, PositionId};
use crate::graph::pairs::plain;
use crate::graph::{Manager, OrgGraph};
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::source::{Span, quoted};
use crate::yaml::Spanned;

/// Where the line of a position leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Up {
    /// Where it led: nothing is changed.
    Same,
    /// To nobody.
    Top,
    /// To a position, by its number in the plan.
    To(usize),
}

/// A position as it will be.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// Its id.
    pub(crate) id: String,
    /// Which one of the chart it is; none: a new one.
    pub(crate) was: Option<PositionId>,
    /// Where the scenario removes it.
    pub(crate) removed: Option<Span>,
    /// Where the scenario adds it.
    pub(crate) added: Option<Span>,
    /// Where its line leads.
    pub(crate) up: Up,
    /// What its fields say then, each at most once.
    pub(crate) fields: Vec<Set>,
    /// The manager, by its number in the plan, as far as it is one of these.
    manager: Option<usize>,
    /// Where its line was changed last.
    pub(crate) moved_at: Option<Span>,
}

/// What a chart is to be.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The positions of the chart, in its order, and the new ones behind them.
    pub(crate) positions: Vec<Planned>,
}

impl Plan {
    /// Holds a scenario against a chart; gives every mistake of it.
    pub(crate) fn new(scenario: &Scenario, chart: &Chart, graph: &OrgGraph) -> Result<Self, Vec<Problem>> {
        let mut planner = Planner::new(chart, graph);
        scenario.changes.iter().for_each(|change| planner.change(change));
        planner.circles();
        if planner.positions.iter().all(|one| one.removed.is_some()) {
            planner.problem(
                Span::empty(0),
                "nobody would be left on the chart",
                "keep the head of the company",
            );
        }
        let mut problems = planner.problems;
        problems.sort();
        problems.dedup();
        if problems.is_empty() { Ok(Self { positions: planner.positions }) } else { Err(problems) }
    }

    /// The manager of a position, as far as that is one of the plan.
    pub(super) fn manager(&self, of: usize) -> Option<usize> {
        self.positions[of].manager
    }

    /// Whether a chart is what was planned: the same positions under the same managers, with the titles that were
    /// set.
    pub(crate) fn is_met_by(&self, chart: &Chart, graph: &OrgGraph) -> bool {
        let stays = || self.positions.iter().filter(|one| one.removed.is_none());
        let id = |at: usize| &*self.positions[at].id;
        let mut planned: Vec<(&str, Option<&str>)> =
            stays().map(|one| (&*one.id, one.manager.map(id))).collect();
        let manager = |of| graph.manager_position(of).map(|manager| chart.id(manager));
        let mut is: Vec<(&str, Option<&str>)> =
            chart.positions().map(|of| (chart.id(of), manager(of))).collect();
        planned.sort_unstable();
        is.sort_unstable();
        let has_title = |one: &Planned| {
            let title = one.fields.iter().find(|set| set.field == Field::Title);
            let text = |of| chart.words(of, Field::Title).map(plain);
            title.is_none_or(|set| {
                graph.find(chart, &one.id).map(text) == Some(set.value.as_deref().map(plain))
            })
        };
        planned == is && stays().all(has_title)
    }
}

struct Planner<'c> {
    chart: &'c Chart,
    positions: Vec<Planned>,
    by_id: HashMap<String, Vec<usize>>,
    reports: HashMap<usize, BTreeSet<usize>>,
    problems: Vec<Problem>,
}

/// What stands for an id that tells of somebody.
const HIDDEN: &str = "this id";

/// `the id …`, as far as that is shown.
fn of_id(shown: &str) -> String {
    if shown == HIDDEN { shown.to_owned() } else { format!("the id {shown}") }
}

impl<'c> Planner<'c> {
    fn new(chart: &'c Chart, graph: &'c OrgGraph) -> Self {
        let manager = |of| match graph.manager(of) {
            Manager::Position(manager) => Some(manager.index()),
            _ => None,
        };
        let planned = |of: PositionId| Planned {
            id: chart.id(of).to_owned(),
            was: Some(of),
            removed: None,
            added: None,
            up: Up::Same,
            fields: Vec::new(),
            manager: manager(of),
            moved_at: None,
        };
        let positions: Vec<Planned> = chart.positions().map(planned).collect();
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(positions.len());
        let mut reports: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        for (at, one) in positions.iter().enumerate() {
            by_id.entry(one.id.clone()).or_default().push(at);
            if let Some(manager) = one.manager {
                reports.entry(manager).or_default().insert(at);
            }
        }
        // What a layout knows positions by beside their ids.
        for (of, slug) in chart.role_slugs() {
            by_id.entry(slug.text.to_owned()).or_insert_with(|| vec![of.index()]);
        }
        Self { chart, positions, by_id, reports, problems: Vec::new() }
    }

    fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(span, message, help));
    }

    /// An id in a message: one that tells of somebody is not repeated.
    fn shown(&self, id: &str) -> String {
        let known = self.by_id.get(id).and_then(|all| all.first()).map(|at| &self.positions[*at]);
        let is_shown = match known.and_then(|known| known.was) {
            Some(of) => self.chart.shown_id(of).is_some() && self.chart.shows_text(id),
            None => self.chart.shows_text(id),
        };
        if is_shown { quoted(id) } else { HIDDEN.to_owned() }
    }

    /// The position of an id, where there is just one and it is still there.
    fn find(&mut self, id: &Spanned<String>) -> Option<usize> {
        let shown = self.shown(&id.value);
        match self.by_id.get(&id.value).map(Vec::as_slice) {
            None | Some([]) => {
                let ids = self.positions.iter().filter(|one| one.removed.is_none());
                let is_shown = |one: &&Planned| one.was.is_none_or(|of| self.chart.shown_id(of).is_some());
                let near = nearest(&id.value, ids.filter(is_shown).map(|one| &*one.id)).map(quoted);
                let help = match near {
                    Some(near) => format!("a position with a similar id exists: {near}"),
                    None => "name the id of a position of the chart, or add it in a change before this one"
                        .to_owned(),
                };
                self.problem(id.span, format!("no position has {}", of_id(&shown)), help);
                None
            }
            Some([only]) if self.positions[*only].removed.is_some() => {
                let help = "change the order, or leave one of the two out";
                self.problem(id.span, format!("{shown} is removed by a change before this one"), help);
                None
            }
            Some([only]) => Some(*only),
            Some(several) => {
                let message = format!("{} positions have {}", several.len(), of_id(&shown));
                self.problem(id.span, message, "give each its own id in the chart first");
                None
            }
        }
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Move { of, to } => {
                let position = self.find(of);
                let manager = match &to.value {
                    None => Some(None),
                    Some(id) => self.find(&Spanned { value: id.clone(), span: to.span }).map(Some),
                };
                if let (Some(position), Some(manager)) = (position, manager) {
                    self.lead(position, manager, to.span);
                }
            }
            Change::Add { id, to, fields } => self.add(id, to.as_ref(), fields),
            Change::Remove { of, to } => self.remove(of, to.as_ref()),
            Change::Set { of, fields } => {
                if let Some(position) = self.find(of) {
                    for set in fields {
                        let known = &mut self.positions[position].fields;
                        known.retain(|known| known.field != set.field);
                        known.push(set.clone());
                    }
                }
            }
        }
    }

    fn add(&mut self, id: &Spanned<String>, to: Option<&Spanned<String>>, fields: &[Set]) {
        let manager = to.map(|to| self.find(to));
        if self.by_id.contains_key(&id.value) {
            let shown = self.shown(&id.value);
            let help = "choose another id, or `set` the fields of the position";
            self.problem(id.span, format!("{} is taken", of_id(&shown)), help);
            return;
        }
        let at = self.positions.len();
        self.positions.push(Planned {
            id: id.value.clone(),
            was: None,
            removed: None,
            added: Some(id.span),
            up: Up::Top,
            fields: fields.to_vec(),
            manager: None,
            moved_at: None,
        });
        self.by_id.insert(id.value.clone(), vec![at]);
        if let (Some(Some(manager)), Some(to)) = (manager, to) {
            self.lead(at, Some(manager), to.span);
        }
    }

    fn remove(&mut self, of: &Spanned<String>, to: Option<&Spanned<String>>) {
        let position = self.find(of);
        let manager = to.map(|to| (self.find(to), to.span));
        let Some(position) = position else { return };
        let reports: Vec<usize> =
            self.reports.get(&position).map(|all| all.iter().copied().collect()).unwrap_or_default();
        match manager {
            None if !reports.is_empty() => {
                let shown = self.shown(&of.value);
                let count = reports.len();
                let report = if count == 1 { "position reports" } else { "positions report" };
                let above = self.positions[position].manager.map(|above| &self.positions[above]);
                let above = above.filter(|above| above.removed.is_none()).map(|above| above.id.clone());
                let above = above.filter(|id| self.chart.shows_text(id)).map_or("ID".to_owned(), |id| id);
                self.problem(
                    of.span,
                    format!("{count} {report} to {shown}, and the change does not say where they go"),
                    format!("say where they go: `reports_to: {above}`"),
                );
                return;
            }
            Some((Some(manager), span)) if manager == position => {
                self.problem(
                    span,
                    "the reports would go to the position that is removed",
                    "name another one",
                );
            }
            Some((Some(manager), span)) => {
                for report in reports {
                    self.lead(report, Some(manager), span);
                }
            }
            None | Some((None, _)) => {}
        }
        if let Some(above) = self.positions[position].manager
            && let Some(reports) = self.reports.get_mut(&above)
        {
            reports.remove(&position);
        }
        self.positions[position].removed = Some(of.span);
    }

    /// Leads the line of a position somewhere else.
    fn lead(&mut self, position: usize, manager: Option<usize>, span: Span) {
        if manager == Some(position) {
            self.problem(span, "the position would report to itself", "name another manager");
            return;
        }
        if let Some(reports) = self.positions[position].manager.and_then(|above| self.reports.get_mut(&above))
        {
            reports.remove(&position);
        }
        if let Some(manager) = manager {
            self.reports.entry(manager).or_default().insert(position);
        }
        let planned = &mut self.positions[position];
        planned.manager = manager;
        planned.up = manager.map_or(Up::Top, Up::To);
        planned.moved_at = Some(span);
    }

    /// Notes the circles that the changes close, each at the last of them.
    fn circles(&mut self) {
        let count = self.positions.len();
        // 0: not looked at yet; else the number of the way that came by, from 1.
        let mut seen = vec![0; count];
        for start in 0..count {
            let mut way = Vec::new();
            let mut at = start;
            while seen[at] == 0 {
                seen[at] = start + 1;
                way.push(at);
                let Some(manager) = self.positions[at].manager else { break };
                at = manager;
            }
            let closes = self.positions[at].manager.is_some() && seen[at] == start + 1;
            let Some(first) = way.iter().position(|one| *one == at).filter(|_| closes) else { continue };
            let circle = &way[first..];
            // One that is closed by the chart itself is no mistake of the scenario.
            let Some(last) = circle.iter().filter_map(|one| self.positions[*one].moved_at).max() else {
                continue;
            };
            if self.positions[*circle.last().unwrap_or(&at)].manager != Some(at) {
                continue;
            }
            let ids: Vec<String> =
                circle.iter().take(5).map(|one| self.shown(&self.positions[*one].id)).collect();
            let more = if circle.len() > 5 { " -> …" } else { "" };
            let message = format!("these would report to each other in a circle: {}{more}", ids.join(" -> "));
            self.problem(last, message, "let one of them report to somebody above all of them");
        }
    }
}
