//! Nodes of a [`Program`] → [`Truth`]: one linear pass over the positions for each node, once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::program::{Node, NodeId, Program};
use super::test;
use super::truth::{Kleene, Truth};
use crate::chart::PositionId;
use crate::graph::catalogue::{Derived, FactId};
use crate::graph::facts::{Facts, Link};
use crate::rules::format::{Single, Test, relation_of};

/// Evaluates conditions over the facts of one chart.
pub(super) struct Evaluator<'a, 'c> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts<'c>,
    known: Vec<OnceCell<Truth>>,
    mostly_stated: RefCell<HashMap<FactId, bool>>,
    /// How many positions beside those of the chart may belong to anybody's group: where a part of
    /// the chart could not be read, more than anybody could count.
    pub(super) more: i32,
    effort: Effort,
}

impl<'a, 'c> Evaluator<'a, 'c> {
    pub(super) fn new(program: &'a Program, facts: &'a Facts<'c>, effort: Effort) -> Self {
        let known = (0..program.len()).map(|_| OnceCell::new()).collect();
        let more = if facts.is_incomplete() { i32::MAX } else { 0 };
        Self { program, facts, known, mostly_stated: RefCell::default(), more, effort }
    }

    /// Whether most positions state a fact.
    pub(super) fn is_mostly_stated(&self, fact: FactId) -> bool {
        *self.mostly_stated.borrow_mut().entry(fact).or_insert_with(|| {
            let stated = test::truth(self.facts, fact, &Test::Present).holds(self.count());
            2 * stated.count_ones(..) > self.count()
        })
    }

    pub(super) fn effort(&self) -> Effort {
        self.effort
    }

    pub(super) fn count(&self) -> usize {
        self.facts.count()
    }

    /// The truth of a condition for every position. Where it says `self`, that is the position.
    pub(super) fn truth(&self, id: NodeId) -> &Truth {
        self.known[id.index()].get_or_init(|| self.evaluate(id))
    }

    fn evaluate(&self, id: NodeId) -> Truth {
        if self.program.is_on_self(id)
            && let Node::Test { .. } | Node::Step { .. } = self.program.node(id)
        {
            return self.of_self(id);
        }
        match self.program.node(id) {
            Node::All(parts) => self.all(parts),
            Node::Any(parts) => self.any(parts),
            Node::Not(inner) => self.truth(*inner).clone().negated(),
            Node::Test { fact, test } => test::truth(self.facts, *fact, test),
            Node::Step { relation, inner } => self.step(*relation, *inner),
            Node::Above(inner) => self.above(*inner, None),
            Node::Group { relation, quantified } => self.group(*relation, quantified, None),
            Node::HasSeats(seats) => Truth::Same(
                seats.iter().map(|seat| Kleene::of(self.facts.has_seat(seat))).fold(Kleene::Yes, Kleene::and),
            ),
        }
    }

    /// A condition that says `self`, for every position. One that begins at a position of the
    /// organisation is the same for all but those that it leads to.
    fn of_self(&self, id: NodeId) -> Truth {
        let begins_with = match self.program.node(id) {
            Node::Test { fact, .. } => relation_of(*fact),
            Node::Step { relation, .. } => Some(*relation),
            _ => None,
        };
        if !begins_with.is_some_and(Single::is_of_organisation) {
            return Truth::each(self.count(), |at| self.pair(id, position(at), position(at)));
        }
        let mut truth = Truth::all(self.count(), self.pair(id, NOBODY, NOBODY));
        let mut targets = Vec::new();
        self.targets(id, NOBODY, &mut targets);
        for target in targets {
            truth.set(target.index(), self.pair(id, NOBODY, target));
        }
        truth
    }

    /// What is known, or says the same of everybody, or tells the chiefs apart comes first; where that
    /// leaves few in question, the rest is tested for those alone.
    fn all(&self, parts: &[NodeId]) -> Truth {
        let mut truth = Truth::Same(Kleene::Yes);
        let (first, rest): (Vec<NodeId>, Vec<NodeId>) = parts.iter().partition(|part| self.is_first(**part));
        let (costly, cheap): (Vec<NodeId>, Vec<NodeId>) =
            rest.into_iter().partition(|part| self.is_costly(*part));
        for part in first.into_iter().chain(cheap).chain(costly) {
            truth = self.and_also(truth, part);
            if truth.is_never() {
                break;
            }
        }
        truth
    }

    /// What is known so far and another condition. Where that leaves few in question, the other one is
    /// tested for those alone.
    pub(super) fn and_also(&self, so_far: Truth, id: NodeId) -> Truth {
        if let Some(known) = self.known[id.index()].get() {
            return so_far.and(known);
        }
        match self.few_in_question(&so_far) {
            Some(some) => so_far.and(&self.of_some(id, &some)),
            None => so_far.and(self.truth(id)),
        }
    }

    fn is_first(&self, id: NodeId) -> bool {
        let tells_chiefs = [Derived::Seat, Derived::SeatState, Derived::SeatScope, Derived::Domain];
        self.known[id.index()].get().is_some()
            || match self.program.node(id) {
                Node::Test { fact: FactId::Company(_) | FactId::Organisation(_), .. } => true,
                Node::Test { fact: FactId::Derived(fact), .. } => tells_chiefs.contains(fact),
                _ => false,
            }
    }

    fn is_costly(&self, id: NodeId) -> bool {
        matches!(
            self.program.node(id),
            Node::Test { test: Test::Matches(_) | Test::Contains(_) | Test::StartsWith(_), .. }
                | Node::Test {
                    fact: FactId::Derived(Derived::Vacant | Derived::FunctionIsInfrastructure),
                    ..
                }
        )
    }

    /// Those for whom a condition is still in question, where they are few.
    fn few_in_question(&self, so_far: &Truth) -> Option<FixedBitSet> {
        let Truth::Each { no, .. } = so_far else { return None };
        if self.count() - no.count_ones(..) > self.count() / self.effort.few {
            return None;
        }
        let mut some = no.clone();
        some.toggle_range(..);
        Some(some)
    }

    /// The truth of a condition for some positions; of the rest it may say anything.
    fn of_some(&self, id: NodeId, some: &FixedBitSet) -> Truth {
        if let Some(known) = self.known[id.index()].get() {
            return known.clone();
        }
        let of_each = |value: &dyn Fn(usize) -> Kleene| test::over(self.count(), Some(some), value);
        match self.program.node(id) {
            Node::Test { .. } | Node::Step { .. } if self.program.is_on_self(id) => {
                of_each(&|at| self.pair(id, position(at), position(at)))
            }
            Node::Test { fact, test } => test::truth_of_some(self.facts, *fact, test, some),
            Node::Step { relation, inner } if !relation.is_of_organisation() => {
                let links = super::links(self.facts, *relation);
                let inner = self.of_some(*inner, &ends(links, some));
                of_each(&|at| there(&inner, links[at]))
            }
            Node::Above(inner) => self.above(*inner, Some(some)),
            Node::Group { relation, quantified } => self.group(*relation, quantified, Some(some)),
            Node::Not(inner) => self.of_some(*inner, some).negated(),
            Node::All(parts) => parts
                .iter()
                .fold(Truth::Same(Kleene::Yes), |truth, part| truth.and(&self.of_some(*part, some))),
            Node::Any(parts) => parts
                .iter()
                .fold(Truth::Same(Kleene::Yes), |none, part| none.and(&self.of_some(*part, some).negated()))
                .negated(),
            _ => self.truth(id).clone(),
        }
    }

    fn any(&self, parts: &[NodeId]) -> Truth {
        let mut none = Truth::Same(Kleene::Yes);
        for part in parts {
            none = none.and_not(self.truth(*part));
        }
        none.negated()
    }

    fn step(&self, relation: Single, inner: NodeId) -> Truth {
        let inner = self.truth(inner);
        if relation.is_of_organisation() {
            return Truth::Same(there(inner, super::organisation_link(self.facts, relation)));
        }
        let links = super::links(self.facts, relation);
        Truth::each(self.count(), |at| there(inner, links[at]))
    }

    /// Going down in pre-order: someone above is so if the manager is, or someone above the manager.
    /// Of some positions it takes those alone, with everybody above them.
    fn above(&self, inner: NodeId, some: Option<&FixedBitSet>) -> Truth {
        let managers = super::links(self.facts, Single::Manager);
        let upper = some.map(|some| all_above(managers, some));
        let inner = match &upper {
            Some(upper) => &self.of_some(inner, upper),
            None => self.truth(inner),
        };
        let mut asked = some.cloned();
        if let (Some(asked), Some(upper)) = (&mut asked, &upper) {
            asked.union_with(upper);
        }
        let mut above = Truth::all(self.count(), Kleene::Unknown);
        for at in self.facts.graph().pre_order().iter().map(|of| of.index()) {
            if asked.as_ref().is_some_and(|asked| !asked.contains(at)) {
                continue;
            }
            let truth = match managers[at] {
                Link::Nobody => Kleene::No,
                Link::Unknown => Kleene::Unknown,
                Link::To(manager) => inner.at(manager.index()).or(above.at(manager.index())),
            };
            above.set(at, truth);
        }
        above
    }

    /// The truth of a condition at one position, where `self` is another. Conditions that say
    /// `self` hold no relation to many positions here: the loader refuses that.
    pub(super) fn pair(&self, id: NodeId, at: PositionId, looked_at: PositionId) -> Kleene {
        if !self.program.is_on_self(id) {
            return self.truth(id).at(at.index());
        }
        match self.program.node(id) {
            Node::All(parts) => {
                parts.iter().map(|part| self.pair(*part, at, looked_at)).fold(Kleene::Yes, Kleene::and)
            }
            Node::Any(parts) => {
                parts.iter().map(|part| self.pair(*part, at, looked_at)).fold(Kleene::No, Kleene::or)
            }
            Node::Not(inner) => self.pair(*inner, at, looked_at).negated(),
            Node::Test { fact, test: Test::IsSelf } => match self.link_of(*fact, at) {
                Link::Nobody => Kleene::No,
                Link::Unknown => Kleene::Unknown,
                Link::To(position) => Kleene::of(Some(position == looked_at)),
            },
            Node::Step { relation, inner } => match self.link(*relation, at) {
                Link::Nobody => Kleene::No,
                Link::Unknown => Kleene::Unknown,
                Link::To(position) => self.pair(*inner, position, looked_at),
            },
            Node::Test { .. } | Node::Above(_) | Node::Group { .. } | Node::HasSeats(_) => Kleene::Unknown,
        }
    }

    /// Positions that `self` would have to be for some test of a condition to hold at a position.
    pub(super) fn targets(&self, id: NodeId, at: PositionId, out: &mut Vec<PositionId>) {
        if !self.program.is_on_self(id) {
            return;
        }
        match self.program.node(id) {
            Node::All(parts) | Node::Any(parts) => {
                for part in parts {
                    self.targets(*part, at, out);
                }
            }
            Node::Not(inner) => self.targets(*inner, at, out),
            Node::Test { fact, .. } => out.extend(self.link_of(*fact, at).position()),
            Node::Step { relation, inner } => {
                if let Link::To(position) = self.link(*relation, at) {
                    self.targets(*inner, position, out);
                }
            }
            Node::Above(_) | Node::Group { .. } | Node::HasSeats(_) => {}
        }
    }

    pub(super) fn link(&self, relation: Single, at: PositionId) -> Link {
        if relation.is_of_organisation() {
            super::organisation_link(self.facts, relation)
        } else {
            super::links(self.facts, relation)[at.index()]
        }
    }

    /// Where a fact that is another position leads.
    fn link_of(&self, fact: FactId, at: PositionId) -> Link {
        relation_of(fact).map_or(Link::Unknown, |relation| self.link(relation, at))
    }
}

/// When one way to an answer takes less than another. It changes no answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How many positions are looked at one after the other for one name, before an index is made.
    pub(super) patience: usize,
    /// One in so many positions is few: conditions are tested for them alone.
    pub(super) few: usize,
}

/// Where the links of some positions lead.
fn ends(links: &[Link], some: &FixedBitSet) -> FixedBitSet {
    let mut ends = FixedBitSet::with_capacity(links.len());
    for position in some.ones().filter_map(|at| links[at].position()) {
        ends.insert(position.index());
    }
    ends
}

/// Everybody above some positions.
fn all_above(managers: &[Link], some: &FixedBitSet) -> FixedBitSet {
    let mut above = FixedBitSet::with_capacity(managers.len());
    for of in some.ones() {
        let mut at = of;
        // Above one that was met before, all are there already.
        while let Some(manager) = managers[at].position()
            && !above.put(manager.index())
        {
            at = manager.index();
        }
    }
    above
}

/// No position of any chart.
pub(super) const NOBODY: PositionId = PositionId(u32::MAX);

/// The truth at the end of a link.
fn there(inner: &Truth, link: Link) -> Kleene {
    match link {
        Link::Nobody => Kleene::No,
        Link::Unknown => Kleene::Unknown,
        Link::To(position) => inner.at(position.index()),
    }
}

pub(super) fn position(at: usize) -> PositionId {
    PositionId(u32::try_from(at).unwrap_or(u32::MAX))
}
