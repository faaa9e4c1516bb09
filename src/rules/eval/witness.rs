//! Which positions the names in a rule's conditions stand for: searched only for what is reported.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use super::evaluate::{Evaluator, NOBODY, position};
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
    /// For each place of an order the next one that fits, whoever is looked at.
    next: OnceCell<Vec<usize>>,
    /// What was found from a position.
    found: RefCell<HashMap<Option<PositionId>, Option<PositionId>>>,
    /// The members of each chief's portfolio.
    portfolios: OnceCell<HashMap<PositionId, Vec<PositionId>>>,
}

#[derive(Clone, Copy, Debug)]
enum Via {
    One(Single),
    Above,
    Any(Many),
}

/// The named positions of a condition that holds.
pub(super) fn finders<'r>(cond: &'r Cond, program: &mut Program<'r>, params: &Params) -> Vec<Finder> {
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
    let inner = program.all(all, params);
    let (next, found, portfolios) = (OnceCell::new(), RefCell::default(), OnceCell::new());
    vec![Finder { name: name.clone(), via, inner, within, next, found, portfolios }]
}

/// Positions by the names that conditions gave them.
pub(super) type Names = Vec<(String, PositionId)>;

impl Evaluator<'_, '_> {
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
        // Where nobody is called `self`, what is found depends on where the search begins.
        if self.program.is_on_self(finder.inner) {
            return self.search(finder, at, looked_at);
        }
        let known = finder.found.borrow().get(&at).copied();
        if let Some(known) = known {
            return known;
        }
        let found = self.search(finder, at, looked_at);
        finder.found.borrow_mut().insert(at, found);
        found
    }

    fn fits(&self, finder: &Finder, of: PositionId, looked_at: Option<PositionId>) -> bool {
        self.at(finder.inner, of, looked_at.unwrap_or(NOBODY)) == Kleene::Yes
    }

    fn search(
        &self,
        finder: &Finder,
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        let fits = |of: &PositionId| self.fits(finder, *of, looked_at);
        let graph = self.facts.graph();
        match (finder.via, at) {
            (Via::Any(Many::Positions), _) => {
                let own = self.own_members(finder.inner, looked_at.unwrap_or(NOBODY));
                let own = own.iter().map(|of| of.index());
                self.first(finder, 0..self.count(), own, position, looked_at)
            }
            (Via::One(_), _) | (_, None) => None,
            (Via::Above, Some(at)) => self.nearest_above(finder, at),
            (Via::Any(Many::Reports), Some(at)) => graph.reports(at).into_iter().find(fits),
            (Via::Any(Many::Dotted), Some(at)) => graph.dotted_managers(at).into_iter().find(fits),
            (Via::Any(Many::Below), Some(at)) => {
                let order = graph.pre_order();
                let range = graph.below_range(at);
                let own = self.own_members(finder.inner, looked_at.unwrap_or(NOBODY)).iter();
                let place = |of: &PositionId| graph.below_range(*of).start.checked_sub(1);
                let own: Vec<usize> =
                    own.filter(|of| graph.depth(**of).is_some()).filter_map(place).collect();
                self.first(finder, range, own.into_iter(), |place| order[place], looked_at)
            }
            (Via::Any(Many::Portfolio), Some(at)) => {
                let portfolios = finder.portfolios.get_or_init(|| {
                    let mut portfolios: HashMap<PositionId, Vec<PositionId>> = HashMap::new();
                    for (of, link) in super::links(self.facts, Single::NearestChief).iter().enumerate() {
                        if let Link::To(chief) = link {
                            portfolios.entry(*chief).or_default().push(position(of));
                        }
                    }
                    portfolios
                });
                portfolios.get(&at)?.iter().copied().find(fits)
            }
        }
    }

    /// The nearest above that fits; what is found for one holds for all on the way to it.
    fn nearest_above(&self, finder: &Finder, at: PositionId) -> Option<PositionId> {
        let mut known = finder.found.borrow_mut();
        let mut way = vec![at];
        let mut nearest = None;
        if self.facts.graph().depth(at).is_some() {
            while let Some(Link::To(manager)) = way.last().map(|of| self.link(Single::Manager, *of)) {
                if self.fits(finder, manager, None) {
                    nearest = Some(manager);
                    break;
                }
                if let Some(found) = known.get(&Some(manager)) {
                    nearest = *found;
                    break;
                }
                way.push(manager);
            }
        }
        known.extend(way.into_iter().map(|of| (Some(of), nearest)));
        nearest
    }

    /// The first place of a range whose position fits. Those whose condition names the position looked at
    /// are asked by themselves.
    fn first(
        &self,
        finder: &Finder,
        range: Range<usize>,
        own: impl Iterator<Item = usize>,
        of: impl Fn(usize) -> PositionId,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        let own: Vec<usize> = own.filter(|place| range.contains(place)).collect();
        let next = finder.next.get_or_init(|| {
            let among = self.among(finder.inner, &self.everybody(), Some(NOBODY));
            let places = match finder.via {
                Via::Any(Many::Below) => self.facts.graph().pre_order().len(),
                _ => self.count(),
            };
            let mut next = vec![places; places + 1];
            for place in (0..places).rev() {
                next[place] = if among.yes.contains(of(place).index()) { place } else { next[place + 1] };
            }
            next
        });
        let mut first = next[range.start];
        while range.contains(&first) && own.contains(&first) {
            first = next[first + 1];
        }
        let fits = |place: &usize| self.fits(finder, of(*place), looked_at);
        let own = own.iter().copied().filter(fits);
        own.chain([first]).filter(|place| range.contains(place)).min().map(of)
    }
}
