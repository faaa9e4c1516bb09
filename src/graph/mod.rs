//! `Chart` → [`OrgGraph`]: solid and dotted lines over petgraph, pre-order, depth, loops. Uses
//! [`crate::chart`].

pub(crate) mod catalogue;
pub(crate) mod facts;
mod ids;
pub(crate) mod pairs;
mod walk;

use std::collections::HashSet;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use crate::chart::{Chart, Field, PositionId, Text};
use ids::IdTable;

/// What kind of line leads from a manager to a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// `reports_to`, or the nesting.
    Solid,
    /// `dotted_to`.
    Dotted,
}

/// Where a position's solid line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    /// Nowhere: the chart names no manager. Such a position is a root.
    None,
    /// To another position.
    Position(PositionId),
    /// To the position's own id.
    Itself,
    /// To an id that the chart lists as being outside of it.
    External,
    /// To an id that no position has.
    Unknown,
    /// The chart names a manager in a way that cannot be read.
    Unreadable,
}

/// Positions that share an id: the one that counts, and the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedId {
    /// The first in the chart. Lines to the id lead here.
    pub first: PositionId,
    /// The others, in order.
    pub others: Vec<PositionId>,
}

/// Who reports to whom.
#[derive(Debug)]
pub struct OrgGraph {
    lines: DiGraph<(), Line>,
    managers: Vec<Manager>,
    ids: IdTable,
    shared_ids: Vec<SharedId>,
    walk: walk::Walk,
    roots: Vec<PositionId>,
    /// Whether the manager of some position cannot be read.
    has_unreadable: bool,
}

fn node(position: PositionId) -> NodeIndex {
    NodeIndex::new(position.index())
}

fn position(node: NodeIndex) -> PositionId {
    PositionId(u32::try_from(node.index()).unwrap_or(u32::MAX))
}

impl OrgGraph {
    /// Builds the graph of a chart.
    #[must_use]
    pub fn new(chart: &Chart) -> Self {
        let (ids, shared_ids) = IdTable::new(chart);
        let external: HashSet<&str> = chart.external_managers().map(|text| text.text).collect();
        let managers: Vec<Manager> =
            chart.positions().map(|position| manager(chart, &ids, &external, position)).collect();
        let mut lines = DiGraph::with_capacity(chart.len(), chart.len());
        for _ in chart.positions() {
            lines.add_node(());
        }
        for of in chart.positions() {
            if let Manager::Position(manager) = managers[of.index()] {
                lines.add_edge(node(manager), node(of), Line::Solid);
            }
            if !chart.has_any(of, &[Field::DottedTo]) {
                continue;
            }
            for dotted in chart.dotted_lines(of) {
                if let Some(to) = ids.find(chart, dotted.to.text) {
                    lines.add_edge(node(to), node(of), Line::Dotted);
                }
            }
        }
        let walk = walk::Walk::new(&lines, &managers);
        let roots = roots(&managers);
        let has_unreadable = managers.contains(&Manager::Unreadable);
        Self { lines, managers, ids, shared_ids, walk, roots, has_unreadable }
    }

    /// The position that lines to an id lead to.
    #[must_use]
    pub fn find(&self, chart: &Chart, id: &str) -> Option<PositionId> {
        self.ids.find(chart, id)
    }

    /// Ids that several positions have, in the order of the chart.
    #[must_use]
    pub(crate) fn shared_ids(&self) -> &[SharedId] {
        &self.shared_ids
    }

    /// Where a position's solid line leads.
    #[must_use]
    pub fn manager(&self, of: PositionId) -> Manager {
        self.managers[of.index()]
    }

    /// The manager, where it is another position.
    #[must_use]
    pub(crate) fn manager_position(&self, of: PositionId) -> Option<PositionId> {
        match self.manager(of) {
            Manager::Position(manager) => Some(manager),
            _ => None,
        }
    }

    /// Positions with a solid line to this one, in the order of the chart.
    #[must_use]
    pub fn reports(&self, of: PositionId) -> Vec<PositionId> {
        let edges = self.lines.edges(node(of)).filter(|edge| *edge.weight() == Line::Solid);
        let mut found: Vec<PositionId> = edges.map(|edge| position(edge.target())).collect();
        // petgraph gives the edge that was added last first.
        found.reverse();
        found
    }

    /// Positions that the dotted lines of this one lead to, each once, in the order of the chart.
    #[must_use]
    pub fn dotted_managers(&self, of: PositionId) -> Vec<PositionId> {
        let edges = self.lines.edges_directed(node(of), Direction::Incoming);
        let edges = edges.filter(|edge| *edge.weight() == Line::Dotted);
        let mut found: Vec<PositionId> = edges.map(|edge| position(edge.source())).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether somebody reports to the position.
    #[must_use]
    pub(crate) fn has_reports(&self, of: PositionId) -> bool {
        self.lines.edges(node(of)).any(|edge| *edge.weight() == Line::Solid)
    }

    /// Positions that name no manager, in the order of the chart. A head written as its own manager
    /// is among them only where there is no other.
    #[must_use]
    pub fn roots(&self) -> &[PositionId] {
        &self.roots
    }

    /// Whether some position names a manager in a way that cannot be read.
    #[must_use]
    pub(crate) fn has_unreadable(&self) -> bool {
        self.has_unreadable
    }

    /// Positions whose line leads to what is given, in the order of the chart.
    #[must_use]
    pub(crate) fn that_report_to(&self, to: Manager) -> Vec<PositionId> {
        that_report_to(&self.managers, to)
    }

    /// Reporting loops: each begins at its position that comes first in the chart and goes on to
    /// the manager.
    #[must_use]
    pub fn loops(&self) -> &[Vec<PositionId>] {
        &self.walk.loops
    }

    /// Steps below the position at the top of its tree; none in a loop or below one.
    #[must_use]
    pub fn depth(&self, of: PositionId) -> Option<u32> {
        self.walk.depth(of)
    }

    /// Every position that is in no loop and below none, managers before their reports.
    #[must_use]
    pub(crate) fn pre_order(&self) -> &[PositionId] {
        &self.walk.order
    }

    /// Everyone below a position, in pre-order; empty in a loop.
    #[must_use]
    pub fn below(&self, of: PositionId) -> &[PositionId] {
        self.walk.below(of)
    }

    /// Where everyone below a position stands in the pre-order; empty in a loop.
    #[must_use]
    pub(crate) fn below_range(&self, of: PositionId) -> std::ops::Range<usize> {
        self.walk.below_range(of)
    }

    /// Whether `upper` is somewhere above `lower` on the solid line.
    #[must_use]
    pub(crate) fn is_above(&self, upper: PositionId, lower: PositionId) -> bool {
        self.walk.is_above(upper, lower)
    }

    /// The managers of a position, from the nearest up to the top. Ends where a loop closes.
    pub fn path_up(&self, of: PositionId) -> impl Iterator<Item = PositionId> {
        let mut at = of;
        let mut steps = 0;
        std::iter::from_fn(move || {
            at = self.manager_position(at)?;
            steps += 1;
            (at != of && steps <= self.managers.len()).then_some(at)
        })
    }
}

fn that_report_to(managers: &[Manager], to: Manager) -> Vec<PositionId> {
    let all = managers.iter().enumerate();
    all.filter(|(_, manager)| **manager == to).map(|(at, _)| position(NodeIndex::new(at))).collect()
}

fn roots(managers: &[Manager]) -> Vec<PositionId> {
    let tops = that_report_to(managers, Manager::None);
    if !tops.is_empty() {
        return tops;
    }
    let own = that_report_to(managers, Manager::Itself);
    if own.len() == 1 { own } else { Vec::new() }
}

/// The ids a position names as its manager.
pub fn stated_managers(chart: &Chart, of: PositionId) -> impl Iterator<Item = Text<'_>> {
    chart.texts(of, Field::ReportsTo)
}

fn manager(chart: &Chart, ids: &IdTable, external: &HashSet<&str>, of: PositionId) -> Manager {
    if let Some(parent) = chart.parent(of) {
        return Manager::Position(parent);
    }
    let Some(at) = chart.value(of, Field::ReportsTo) else {
        return if chart.is_cut(of) { Manager::Unreadable } else { Manager::None };
    };
    // A line is mostly one text, which takes no walk over a list.
    let is_list = chart.is_list(of, Field::ReportsTo);
    let first = if is_list { stated_managers(chart, of).next() } else { chart.scalar(at) };
    let Some(first) = first else {
        return if chart.says_nothing(at) { Manager::None } else { Manager::Unreadable };
    };
    if first.text == chart.id(of) {
        return Manager::Itself;
    }
    match ids.find(chart, first.text) {
        Some(manager) => Manager::Position(manager),
        None if external.contains(first.text) => Manager::External,
        None => Manager::Unknown,
    }
}

#[cfg(test)]
mod tests;
