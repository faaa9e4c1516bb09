//! Nodes of a [`Program`] → [`Truth`]: one linear pass over the positions for each node, once.

use std::cell::OnceCell;

use fixedbitset::FixedBitSet;

use super::program::{Node, NodeId, Program};
use super::test;
use super::truth::{Kleene, Truth};
use crate::chart::PositionId;
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Facts, Link};
use crate::rules::format::{Single, Test, relation_of};

/// Evaluates conditions over the facts of one chart.
pub(super) struct Evaluator<'a, 'c> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts<'c>,
    known: Vec<OnceCell<Truth>>,
}

impl<'a, 'c> Evaluator<'a, 'c> {
    pub(super) fn new(program: &'a Program, facts: &'a Facts<'c>) -> Self {
        let known = (0..program.len()).map(|_| OnceCell::new()).collect();
        Self { program, facts, known }
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
            return Truth::each(self.count(), |at| self.pair(id, position(at), position(at)));
        }
        match self.program.node(id) {
            Node::All(parts) => self.all(parts),
            Node::Any(parts) => self.any(parts),
            Node::Not(inner) => self.truth(*inner).clone().negated(),
            Node::Test { fact, test } => test::truth(self.facts, *fact, test),
            Node::Step { relation, inner } => self.step(*relation, *inner),
            Node::Above(inner) => self.above(*inner),
            Node::Group { relation, quantified } => self.group(*relation, quantified),
            Node::HasSeats(seats) => Truth::Same(
                seats.iter().map(|seat| Kleene::of(self.facts.has_seat(seat))).fold(Kleene::Yes, Kleene::and),
            ),
        }
    }

    /// All of these. What costs most comes last, and is asked only of those for whom it is still open.
    fn all(&self, parts: &[NodeId]) -> Truth {
        let mut truth = Truth::Same(Kleene::Yes);
        let (costly, cheap): (Vec<NodeId>, Vec<NodeId>) =
            parts.iter().partition(|part| self.is_costly(**part));
        for part in cheap {
            truth = truth.and(self.truth(part));
            if truth.is_never() {
                return truth;
            }
        }
        for part in costly {
            let Truth::Each { no, .. } = &truth else {
                truth = truth.and(self.truth(part));
                continue;
            };
            let mut open = no.clone();
            open.toggle_range(..);
            match open.count_ones(..) {
                0 => break,
                few if few < self.count() / 8 => truth = truth.and(&self.truth_within(part, &open)),
                _ => truth = truth.and(self.truth(part)),
            }
        }
        truth
    }

    /// Whether a condition looks into texts.
    fn is_costly(&self, id: NodeId) -> bool {
        match self.program.node(id) {
            Node::Test { test, .. } => test::is_costly(test),
            Node::Not(inner) => self.is_costly(*inner),
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| self.is_costly(*part)),
            _ => false,
        }
    }

    /// The truth of a condition for those for whom it is open; of others it may say anything.
    fn truth_within(&self, id: NodeId, open: &FixedBitSet) -> Truth {
        if self.known[id.index()].get().is_some() || self.program.is_on_self(id) || !self.is_costly(id) {
            return self.truth(id).clone();
        }
        match self.program.node(id) {
            Node::Test { fact, test } => test::truth_within(self.facts, *fact, test, open),
            Node::Not(inner) => self.truth_within(*inner, open).negated(),
            Node::All(parts) => parts
                .iter()
                .fold(Truth::Same(Kleene::Yes), |truth, part| truth.and(&self.truth_within(*part, open))),
            Node::Any(parts) => parts
                .iter()
                .fold(Truth::Same(Kleene::Yes), |none, part| {
                    none.and(&self.truth_within(*part, open).negated())
                })
                .negated(),
            _ => self.truth(id).clone(),
        }
    }

    fn any(&self, parts: &[NodeId]) -> Truth {
        let mut none = Truth::Same(Kleene::Yes);
        for part in parts {
            none = none.and(&self.truth(*part).clone().negated());
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
    fn above(&self, inner: NodeId) -> Truth {
        let inner = self.truth(inner);
        let managers = super::links(self.facts, Single::ToManager);
        let mut yes = FixedBitSet::with_capacity(self.count());
        let mut no = FixedBitSet::with_capacity(self.count());
        for of in self.facts.graph().pre_order() {
            let truth = match managers[of.index()] {
                Link::Nobody => Kleene::No,
                Link::Unknown => Kleene::Unknown,
                Link::To(manager) => {
                    let at = manager.index();
                    let higher = if yes.contains(at) {
                        Kleene::Yes
                    } else if no.contains(at) {
                        Kleene::No
                    } else {
                        Kleene::Unknown
                    };
                    inner.at(at).or(higher)
                }
            };
            match truth {
                Kleene::Yes => yes.insert(of.index()),
                Kleene::No => no.insert(of.index()),
                Kleene::Unknown => {}
            }
        }
        Truth::Each { yes, no }
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
