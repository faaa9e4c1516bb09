//! Facts of the lines: managers, depth, the nearest chief, units.

use fixedbitset::FixedBitSet;

use super::column::{Column, Link};
use super::seats::Seats;
use crate::chart::{Chart, Field, PositionId};
use crate::graph::{Manager, OrgGraph};
use crate::vocabulary::Seat;

/// Where the lines lead, for every position.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) managers: Vec<Link>,
    pub(super) nearest_chief: Vec<Link>,
    pub(super) complements: Vec<Link>,
    /// Steps below the root, boards not counted; not a number where the root is not known.
    pub(super) depth: Vec<f64>,
    /// Steps up to the nearest chief; not a number where there is none.
    pub(super) steps_to_chief: Vec<f64>,
    /// Where a position stands for a unit, and where it is known not to.
    pub(super) units: (FixedBitSet, FixedBitSet),
}

impl Lines {
    pub(super) fn new(chart: &Chart, graph: &OrgGraph, seats: &Seats, departments: &Column<'_>) -> Self {
        let count = chart.len();
        let managers = managers(chart, graph);
        let mut lines = Self {
            units: units(chart, graph, &managers, departments),
            managers,
            nearest_chief: vec![Link::Unknown; count],
            complements: complements(chart, graph),
            depth: vec![f64::NAN; count],
            steps_to_chief: vec![f64::NAN; count],
        };
        for of in graph.pre_order() {
            lines.place(*of, seats);
        }
        lines
    }

    /// What follows for a position from its manager, which came before it.
    fn place(&mut self, of: PositionId, seats: &Seats) {
        let at = of.index();
        match self.managers[at] {
            Link::Unknown => {}
            Link::Nobody => {
                self.nearest_chief[at] = Link::Nobody;
                self.depth[at] = 0.0;
            }
            Link::To(manager) => {
                let above = manager.index();
                let step = if seats[above].seat == Some(Seat::Board) { 0.0 } else { 1.0 };
                self.depth[at] = self.depth[above] + step;
                if seats[above].is_chief() {
                    self.nearest_chief[at] = Link::To(manager);
                    self.steps_to_chief[at] = 1.0;
                } else if seats[above].unresolved.is_none() {
                    self.nearest_chief[at] = self.nearest_chief[above];
                    self.steps_to_chief[at] = self.steps_to_chief[above] + 1.0;
                }
            }
        }
    }

    /// Levels of people from the top down; not a number where the top is not known.
    pub(super) fn layers(&self, chart: &Chart, graph: &OrgGraph, seats: &Seats) -> Vec<f64> {
        let mut layers = vec![f64::NAN; self.managers.len()];
        for of in graph.pre_order() {
            let is_level = seats[of.index()].seat != Some(Seat::Board) && !chart.is_vacant(*of);
            let own = if is_level { 1.0 } else { 0.0 };
            match self.managers[of.index()] {
                Link::Unknown => {}
                Link::Nobody => layers[of.index()] = own,
                Link::To(manager) => layers[of.index()] = layers[manager.index()] + own,
            }
        }
        layers
    }

    pub(super) fn reports_count(&self, graph: &OrgGraph) -> Column<'static> {
        let mut counts = vec![0.0; self.managers.len()];
        for link in &self.managers {
            if let Link::To(manager) = link {
                counts[manager.index()] += 1.0;
            }
        }
        self.unknown_in_loops(graph, &mut counts);
        Column::Number(counts)
    }

    pub(super) fn below_count(&self, graph: &OrgGraph) -> Column<'static> {
        let count = |at: usize| PositionId(crate::source::offset(at));
        #[expect(clippy::cast_precision_loss, reason = "a count of positions is far below 2^52")]
        let mut counts: Vec<f64> =
            (0..self.managers.len()).map(|at| graph.below_range(count(at)).len() as f64).collect();
        self.unknown_in_loops(graph, &mut counts);
        Column::Number(counts)
    }

    /// Positions in a loop have no place in the tree.
    fn unknown_in_loops(&self, graph: &OrgGraph, numbers: &mut [f64]) {
        for (at, number) in numbers.iter_mut().enumerate() {
            if self.managers[at] == Link::Unknown
                && graph.depth(PositionId(crate::source::offset(at))).is_none()
            {
                *number = f64::NAN;
            }
        }
    }
}

/// A position with reports, with `unit`, or the topmost one of its department: where that is so, and
/// where it is known not to be.
fn units(
    chart: &Chart,
    graph: &OrgGraph,
    managers: &[Link],
    departments: &Column<'_>,
) -> (FixedBitSet, FixedBitSet) {
    let mut yes = FixedBitSet::with_capacity(chart.len());
    let mut no = FixedBitSet::with_capacity(chart.len());
    for link in managers {
        if let Link::To(manager) = link {
            yes.insert(manager.index());
        }
    }
    let has_units = chart.has_field(Field::Unit);
    for of in chart.positions() {
        let at = of.index();
        if yes.contains(at) {
            continue;
        }
        if has_units && chart.words(of, Field::Unit).is_some() {
            yes.insert(at);
            continue;
        }
        let department = departments.text_code(of);
        if department == 0 {
            if graph.depth(of).is_some() {
                no.insert(at);
            }
            continue;
        }
        match managers[at] {
            Link::Unknown => {}
            Link::Nobody => yes.insert(at),
            Link::To(manager) => {
                let part_of_it = departments.text_code(manager) == department;
                if part_of_it { &mut no } else { &mut yes }.insert(at);
            }
        }
    }
    (yes, no)
}

fn managers(chart: &Chart, graph: &OrgGraph) -> Vec<Link> {
    let only_root = graph.roots();
    chart
        .positions()
        .map(|of| match graph.manager(of) {
            Manager::None => Link::Nobody,
            Manager::Itself if only_root[..] == [of] => Link::Nobody,
            Manager::Position(manager) if graph.depth(of).is_some() => Link::To(manager),
            _ => Link::Unknown,
        })
        .collect()
}

fn complements(chart: &Chart, graph: &OrgGraph) -> Vec<Link> {
    if !chart.has_field(Field::Complements) {
        return vec![Link::Nobody; chart.len()];
    }
    chart
        .positions()
        .map(|of| match chart.text(of, Field::Complements) {
            None => Link::Nobody,
            Some(id) => graph.find(chart, id.text).map_or(Link::Unknown, Link::To),
        })
        .collect()
}
