//! Which positions the names in a rule's conditions stand for: searched only for what is reported.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use super::evaluate::{Evaluator, position};
use super::program::{NodeId, Params, Program};
use super::truth::Kleene;
use crate::chart::PositionId;
use crate::graph::facts::Link;
use crate::rules::format::{Cond, Many, Quantifier, Single};

/// A relation on the way to a named position.
#[derive(Debug)]
pub(super) struct Finder {
    name: Option<String>,
    via: Via,
    inner: NodeId,
    within: Vec<Finder>,
    /// How many positions were looked at one after the other.
    steps: Cell<usize>,
    /// Made once that is more than there are.
    index: OnceCell<Index>,
}

#[derive(Clone, Copy, Debug)]
enum Via {
    One(Single),
    Above,
    Any(Many),
}

/// The named positions of a condition that holds.
pub(super) fn finders(cond: &Cond, program: &mut Program, params: &Params) -> Vec<Finder> {
    let (via, all, name) = match cond {
        Cond::All(all) => {
            return all.iter().flat_map(|cond| finders(cond, program, params)).collect();
        }
        Cond::Step { relation, all, name } => (Via::One(*relation), all, name),
        Cond::Above { all, name } => (Via::Above, all, name),
        Cond::Group { relation, quantified, name } => {
            let any = quantified.iter().find(|one| one.quantifier == Some(Quantifier::Any));
            let Some(any) = any else { return Vec::new() };
            (Via::Any(*relation), &any.all, name)
        }
        Cond::Any(_) | Cond::NotAll(_) | Cond::Fact { .. } | Cond::HasSeats(_) | Cond::Switched { .. } => {
            return Vec::new();
        }
    };
    let within: Vec<Finder> = all.iter().flat_map(|cond| finders(cond, program, params)).collect();
    if name.is_none() && within.is_empty() {
        return Vec::new();
    }
    let inner = program.add(&Cond::All(all.clone()), params);
    let (steps, index) = (Cell::default(), OnceCell::new());
    vec![Finder { name: name.clone(), via, inner, within, steps, index }]
}

/// Positions by the names that conditions gave them.
pub(super) type Names = Vec<(String, PositionId)>;

impl Evaluator<'_, '_> {
    /// The positions that `self` would have to be for some part of a condition to hold at a position.
    fn targets_of(&self, finder: &Finder, of: PositionId) -> Vec<PositionId> {
        let mut targets = Vec::new();
        self.targets(finder.inner, of, &mut targets);
        targets.sort_unstable();
        targets.dedup();
        targets
    }

    /// The named positions seen from one that raises a rule; from the organisation where there is none.
    pub(super) fn names(&self, finders: &[Finder], looked_at: Option<PositionId>) -> Names {
        let mut names = Vec::new();
        self.find(finders, looked_at, looked_at, &mut names);
        names
    }

    fn find(
        &self,
        finders: &[Finder],
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
        names: &mut Names,
    ) {
        for finder in finders {
            let Some(found) = self.witness(finder, at, looked_at) else { continue };
            if let Some(name) = &finder.name {
                names.push((name.clone(), found));
            }
            self.find(&finder.within, Some(found), looked_at, names);
        }
    }

    fn witness(
        &self,
        finder: &Finder,
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        if let Via::One(relation) = finder.via {
            let link = match at {
                _ if relation.is_of_organisation() => super::organisation_link(self.facts, relation),
                Some(at) => self.link(relation, at),
                None => return None,
            };
            return link.position().filter(|of| self.fits(finder, *of, looked_at));
        }
        if finder.steps.get() < self.effort().patience {
            return self.search(finder, at, looked_at);
        }
        finder.index.get_or_init(|| Index::new(self, finder)).find(self, finder, at, looked_at)
    }

    fn fits(&self, finder: &Finder, of: PositionId, looked_at: Option<PositionId>) -> bool {
        self.pair(finder.inner, of, looked_at.unwrap_or(NOBODY)) == Kleene::Yes
    }

    /// The first that fits, one after the other: most rules report few.
    fn search(
        &self,
        finder: &Finder,
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        let fits = |of: &PositionId| {
            finder.steps.set(finder.steps.get() + 1);
            self.fits(finder, *of, looked_at)
        };
        let (chart, graph) = (self.facts.chart(), self.facts.graph());
        match (finder.via, at) {
            (Via::Any(Many::Positions), _) => chart.positions().find(fits),
            (Via::One(_), _) | (_, None) => None,
            (Via::Above, Some(at)) => graph.path_up(at).find(fits),
            (Via::Any(Many::Reports), Some(at)) => graph.reports(at).into_iter().find(fits),
            (Via::Any(Many::Below), Some(at)) => graph.below(at).iter().copied().find(fits),
            (Via::Any(Many::Portfolio), Some(at)) => {
                let mut members = chart.positions();
                members.find(|of| fits(of) && self.link(Single::NearestChief, *of) == Link::To(at))
            }
        }
    }
}

/// Nobody is looked at.
const NOBODY: PositionId = PositionId(u32::MAX);

/// What leads from anybody to the first that fits, so that a rule that reports everybody takes no
/// longer than one pass for each.
#[derive(Debug)]
enum Index {
    /// For each position the nearest above.
    Above(Vec<Option<PositionId>>),
    Group {
        /// All positions, each group in one range.
        order: Vec<PositionId>,
        ranges: Ranges,
        /// For each place in the order the next whose condition holds, whoever is looked at.
        next: Vec<usize>,
        /// For each position that some condition names as `self` the first member that it holds of.
        own: HashMap<PositionId, usize>,
    },
}

#[derive(Debug)]
enum Ranges {
    /// Everybody's group is the whole chart.
    Whole,
    /// As in the pre-order.
    Below,
    /// From the start of one position's to that of the next.
    Starts(Vec<usize>),
}

impl Index {
    fn new(evaluator: &Evaluator<'_, '_>, finder: &Finder) -> Self {
        let Via::Any(relation) = finder.via else { return Self::above(evaluator, finder) };
        let graph = evaluator.facts.graph();
        let (order, ranges) = match relation {
            Many::Positions => (evaluator.facts.chart().positions().collect(), Ranges::Whole),
            Many::Below => (graph.pre_order().to_vec(), Ranges::Below),
            Many::Reports => by_link(super::links(evaluator.facts, Single::Manager)),
            Many::Portfolio => by_link(super::links(evaluator.facts, Single::NearestChief)),
        };
        let mut next = vec![order.len(); order.len() + 1];
        for (at, of) in order.iter().enumerate().rev() {
            next[at] = if evaluator.fits(finder, *of, None) { at } else { next[at + 1] };
        }
        let mut own = HashMap::new();
        for (at, of) in order.iter().enumerate() {
            for looked_at in evaluator.targets_of(finder, *of) {
                if evaluator.is_member(relation, looked_at, *of) == Kleene::Yes
                    && evaluator.fits(finder, *of, Some(looked_at))
                {
                    own.entry(looked_at).or_insert(at);
                }
            }
        }
        Self::Group { order, ranges, next, own }
    }

    fn above(evaluator: &Evaluator<'_, '_>, finder: &Finder) -> Self {
        let managers = super::links(evaluator.facts, Single::Manager);
        let mut nearest = vec![None; evaluator.count()];
        for of in evaluator.facts.graph().pre_order() {
            if let Link::To(manager) = managers[of.index()] {
                let fits = evaluator.fits(finder, manager, None);
                nearest[of.index()] = if fits { Some(manager) } else { nearest[manager.index()] };
            }
        }
        Self::Above(nearest)
    }

    fn find(
        &self,
        evaluator: &Evaluator<'_, '_>,
        finder: &Finder,
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        let (order, ranges, next, own) = match self {
            Self::Above(nearest) => return nearest[at?.index()],
            Self::Group { order, ranges, next, own } => (order, ranges, next, own),
        };
        let range = match ranges {
            Ranges::Whole => 0..order.len(),
            Ranges::Below => evaluator.facts.graph().below_range(at?),
            Ranges::Starts(starts) => starts[at?.index()]..starts[at?.index() + 1],
        };
        let mut first = next[range.start];
        // Whether it holds of those whose condition names the position is told by `own`.
        while range.contains(&first)
            && looked_at.is_some_and(|of| evaluator.targets_of(finder, order[first]).contains(&of))
        {
            first = next[first + 1];
        }
        let own = looked_at.and_then(|of| own.get(&of)).copied();
        let found = own.into_iter().chain([first]).filter(|at| range.contains(at)).min()?;
        Some(order[found])
    }
}

/// Positions by whom a relation leads to.
fn by_link(links: &[Link]) -> (Vec<PositionId>, Ranges) {
    let mut starts = vec![0; links.len() + 1];
    let linked = |at: usize| links[at].position().map(PositionId::index);
    for to in (0..links.len()).filter_map(linked) {
        starts[to + 1] += 1;
    }
    for at in 0..links.len() {
        starts[at + 1] += starts[at];
    }
    let mut free = starts.clone();
    let mut order = vec![NOBODY; starts[links.len()]];
    for at in 0..links.len() {
        if let Some(to) = linked(at) {
            order[free[to]] = position(at);
            free[to] += 1;
        }
    }
    (order, Ranges::Starts(starts))
}
