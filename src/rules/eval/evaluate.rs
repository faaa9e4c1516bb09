//! Nodes of a [`Program`] → their truth: conditions of facts as columns over all positions, and relations
//! position by position, for those that the columns leave in question.
//!
//! There are these two ways and no third. A column costs one linear pass and is shared by all rules, and it
//! leaves few positions in question, so that what relations say of them can be worked out one by one, with
//! what a relation to many positions needs (sums over the pre-order, members by whom they belong to) made
//! once for each condition. Whatever the rules and the chart, that is at most conditions × positions.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::group::{Members, Own};
use super::program::{Node, NodeId, Program};
use super::test::{self, Patterns};
use super::truth::{Kleene, Truth};
use crate::chart::PositionId;
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Facts, Link};
use crate::rules::format::{Single, Test, relation_of};

/// Evaluates conditions over the facts of one chart.
pub(super) struct Evaluator<'a, 'c> {
    pub(super) program: &'a Program<'a>,
    pub(super) facts: &'a Facts<'c>,
    /// What is known of each node.
    known: Vec<Memo>,
    mostly_stated: RefCell<HashMap<FactId, bool>>,
    patterns: Patterns,
    /// How many positions beside those of the chart may belong to anybody's group: where a part of
    /// the chart could not be read, more than anybody could count.
    pub(super) more: i32,
}

/// What is worked out of a node when it is first asked for.
#[derive(Default)]
struct Memo {
    constant: OnceCell<Option<Kleene>>,
    column: OnceCell<Truth>,
    above: RefCell<HashMap<PositionId, Kleene>>,
    members: OnceCell<Vec<Members>>,
    own: OnceCell<Own>,
}

/// Positions of which a condition holds, and those of which it is not known.
pub(super) struct Among {
    pub(super) yes: FixedBitSet,
    pub(super) unknown: FixedBitSet,
}

impl Among {
    /// The truth at a position that was asked about.
    pub(super) fn at(&self, position: usize) -> Kleene {
        if self.yes.contains(position) {
            Kleene::Yes
        } else if self.unknown.contains(position) {
            Kleene::Unknown
        } else {
            Kleene::No
        }
    }
}

impl<'a, 'c> Evaluator<'a, 'c> {
    pub(super) fn new(program: &'a Program<'a>, facts: &'a Facts<'c>) -> Self {
        let known = (0..program.len()).map(|_| Memo::default()).collect();
        let more = if facts.is_incomplete() { i32::MAX } else { 0 };
        Self { program, facts, known, mostly_stated: RefCell::default(), patterns: Patterns::default(), more }
    }

    /// Whether most positions state a fact.
    pub(super) fn is_mostly_stated(&self, fact: FactId) -> bool {
        *self.mostly_stated.borrow_mut().entry(fact).or_insert_with(|| {
            let stated = test::truth(self.facts, fact, &Test::Present, &self.patterns).holds(self.count());
            2 * stated.count_ones(..) > self.count()
        })
    }

    pub(super) fn count(&self) -> usize {
        self.facts.count()
    }

    /// Everybody.
    pub(super) fn everybody(&self) -> FixedBitSet {
        let mut all = FixedBitSet::with_capacity(self.count());
        all.set_range(.., true);
        all
    }

    /// The truth of a condition that says the same whichever position is looked at.
    #[inline]
    pub(super) fn constant(&self, id: NodeId) -> Option<Kleene> {
        // Most are known, and looking is short enough to stand where it is asked.
        let constant = &self.known[id.index()].constant;
        *constant.get().unwrap_or_else(|| constant.get_or_init(|| self.find_constant(id)))
    }

    fn find_constant(&self, id: NodeId) -> Option<Kleene> {
        match self.program.node(id) {
            Node::Test { fact: FactId::Company(_) | FactId::Organisation(_), test }
                if **test != Test::IsSelf =>
            {
                match self.column(id) {
                    Truth::Same(value) => Some(*value),
                    Truth::Each { .. } => None,
                }
            }
            Node::HasSeats(seats) => {
                let held = seats.iter().map(|seat| Kleene::of(self.facts.has_seat(seat)));
                Some(held.fold(Kleene::Yes, Kleene::and))
            }
            Node::Step { relation, inner }
                if relation.is_of_organisation() && !self.program.is_on_self(*inner) =>
            {
                Some(self.there(*inner, super::organisation_link(self.facts, *relation), NOBODY))
            }
            Node::Group { relation, .. } if relation.is_same_for_all() && !self.program.is_on_self(id) => {
                Some(self.group(id, NOBODY))
            }
            Node::Not(inner) => self.constant(*inner).map(Kleene::negated),
            Node::All(parts) => self.all_constant(parts, Kleene::No),
            Node::Any(parts) => self.all_constant(parts, Kleene::Yes),
            Node::Test { .. } | Node::Step { .. } | Node::Above(_) | Node::Group { .. } => None,
        }
    }

    /// Where one part settles the whole, it does so whatever the others say.
    fn all_constant(&self, parts: &[NodeId], settles: Kleene) -> Option<Kleene> {
        let mut all = Some(settles.negated());
        for part in parts {
            let value = self.constant(*part);
            if value == Some(settles) {
                return value;
            }
            all = all.zip(value).map(|(all, value)| if value == Kleene::Unknown { value } else { all });
        }
        all
    }

    /// The truth of a condition of facts for every position.
    fn column(&self, id: NodeId) -> &Truth {
        self.known[id.index()].column.get_or_init(|| match self.program.node(id) {
            Node::Test { fact, test } => test::truth(self.facts, *fact, test, &self.patterns),
            Node::Not(inner) => self.column(*inner).clone().negated(),
            Node::All(parts) => {
                let all = Truth::Same(Kleene::Yes);
                parts.iter().fold(all, |all, part| all.and(self.column(*part)))
            }
            Node::Any(parts) => {
                let none = Truth::Same(Kleene::Yes);
                let none =
                    parts.iter().fold(none, |none, part| none.and(&self.column(*part).clone().negated()));
                none.negated()
            }
            Node::HasSeats(_) | Node::Step { .. } | Node::Above(_) | Node::Group { .. } => {
                Truth::Same(self.constant(id).unwrap_or(Kleene::Unknown))
            }
        })
    }

    /// Whether a condition is made of facts that are worth a column: some are read from texts, which takes
    /// longer than all else, so they are read for those in question only.
    fn has_column(&self, id: NodeId) -> bool {
        match self.program.node(id) {
            Node::All(parts) | Node::Any(parts) => parts.iter().all(|part| self.has_column(*part)),
            Node::Not(inner) => self.has_column(*inner),
            Node::Test { fact, test } => match (fact, &**test) {
                (_, Test::IsSelf) => false,
                (FactId::Derived(fact), Test::Flag(_)) => !self.facts.is_read_from_texts(*fact),
                _ => true,
            },
            Node::HasSeats(_) => true,
            _ => false,
        }
    }

    /// For which of some positions a condition holds. Where it says `self`, that is the position, unless
    /// another one is given.
    pub(super) fn among(&self, id: NodeId, some: &FixedBitSet, looked_at: Option<PositionId>) -> Among {
        let mut found = Among { yes: some.clone(), unknown: FixedBitSet::with_capacity(self.count()) };
        let mut one_by_one = Vec::new();
        self.narrow(id, &mut found, &mut one_by_one);
        if one_by_one.is_empty() {
            return found;
        }
        let mut in_question = found.yes.clone();
        in_question.union_with(&found.unknown);
        for at in in_question.ones() {
            let of = position(at);
            let looked_at = looked_at.unwrap_or(of);
            let mut rest = one_by_one.iter().map(|part| self.at(*part, of, looked_at));
            let mut value = if found.yes.contains(at) { Kleene::Yes } else { Kleene::Unknown };
            while value != Kleene::No
                && let Some(part) = rest.next()
            {
                value = value.and(part);
            }
            found.yes.set(at, value == Kleene::Yes);
            found.unknown.set(at, value == Kleene::Unknown);
        }
        found
    }

    /// Applies the parts of a condition that are columns, or the same for everybody; the others are left.
    fn narrow(&self, id: NodeId, found: &mut Among, left: &mut Vec<NodeId>) {
        if found.yes.is_clear() && found.unknown.is_clear() {
            return;
        }
        if let Some(value) = self.constant(id) {
            match value {
                Kleene::Yes => {}
                Kleene::Unknown => {
                    found.unknown.union_with(&found.yes);
                    found.yes.clear();
                }
                Kleene::No => {
                    found.yes.clear();
                    found.unknown.clear();
                }
            }
            return;
        }
        match self.program.node(id) {
            Node::All(parts) => parts.iter().for_each(|part| self.narrow(*part, found, left)),
            _ if self.has_column(id) => match self.column(id) {
                // Had it been known to be the same for everybody, it would have been a constant.
                Truth::Same(_) => left.push(id),
                Truth::Each { yes, no } => {
                    found.unknown.union_with(&found.yes);
                    found.yes.intersect_with(yes);
                    found.unknown.difference_with(&found.yes);
                    found.unknown.difference_with(no);
                }
            },
            _ => left.push(id),
        }
    }

    /// The truth of a condition at one position, where `self` is that or another.
    pub(super) fn at(&self, id: NodeId, at: PositionId, looked_at: PositionId) -> Kleene {
        if let Some(value) = self.constant(id) {
            return value;
        }
        match self.program.node(id) {
            Node::All(parts) => self.fold(parts, at, looked_at, Kleene::No),
            Node::Any(parts) => self.fold(parts, at, looked_at, Kleene::Yes),
            Node::Not(inner) => self.at(*inner, at, looked_at).negated(),
            Node::Test { fact, test } => match (fact, &**test) {
                (fact, Test::IsSelf) => match self.link_of(*fact, at) {
                    Link::Nobody => Kleene::No,
                    Link::Unknown => Kleene::Unknown,
                    Link::To(position) => Kleene::of(Some(position == looked_at)),
                },
                (FactId::Derived(fact), Test::Flag(wanted))
                    if self.facts.is_read_from_texts(*fact) && at != NOBODY =>
                {
                    Kleene::of(Some(self.facts.flag_of(*fact, at) == *wanted))
                }
                _ => self.column(id).at(at.index()),
            },
            Node::Step { relation, inner } => self.there(*inner, self.link(*relation, at), looked_at),
            Node::Above(inner) => self.above(id, *inner, at),
            Node::Group { .. } => self.group(id, at),
            Node::HasSeats(_) => Kleene::Unknown,
        }
    }

    fn fold(&self, parts: &[NodeId], at: PositionId, looked_at: PositionId, settles: Kleene) -> Kleene {
        let mut all = settles.negated();
        for part in parts {
            let value = self.at(*part, at, looked_at);
            if value == settles {
                return value;
            }
            if value == Kleene::Unknown {
                all = value;
            }
        }
        all
    }

    /// The truth at the end of a link.
    fn there(&self, inner: NodeId, link: Link, looked_at: PositionId) -> Kleene {
        match link {
            Link::Nobody => Kleene::No,
            Link::Unknown => Kleene::Unknown,
            Link::To(position) => self.at(inner, position, looked_at),
        }
    }

    /// Someone above is so if the manager is, or someone above the manager.
    fn above(&self, id: NodeId, inner: NodeId, at: PositionId) -> Kleene {
        if self.facts.graph().depth(at).is_none() {
            return Kleene::Unknown;
        }
        let mut known = self.known[id.index()].above.borrow_mut();
        let mut way = Vec::new();
        let mut of = at;
        let mut truth = loop {
            if let Some(truth) = known.get(&of) {
                break *truth;
            }
            way.push(of);
            match self.link(Single::Manager, of) {
                Link::Nobody => break Kleene::No,
                Link::Unknown => break Kleene::Unknown,
                Link::To(manager) => of = manager,
            }
        };
        for of in way.into_iter().rev() {
            if let Link::To(manager) = self.link(Single::Manager, of) {
                truth = self.at(inner, manager, NOBODY).or(truth);
            }
            known.insert(of, truth);
        }
        truth
    }

    /// Members of a group condition, made when it is first asked for.
    pub(super) fn members(&self, id: NodeId, make: impl FnOnce() -> Vec<Members>) -> &[Members] {
        self.known[id.index()].members.get_or_init(make)
    }

    /// Which positions a condition names as `self`, made when it is first asked for.
    pub(super) fn own(&self, id: NodeId, make: impl FnOnce() -> Own) -> &Own {
        self.known[id.index()].own.get_or_init(make)
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
            super::links(self.facts, relation).get(at.index()).copied().unwrap_or(Link::Unknown)
        }
    }

    /// Where a fact that is another position leads.
    fn link_of(&self, fact: FactId, at: PositionId) -> Link {
        relation_of(fact).map_or(Link::Unknown, |relation| self.link(relation, at))
    }
}

/// No position of any chart.
pub(super) const NOBODY: PositionId = PositionId(u32::MAX);

pub(super) fn position(at: usize) -> PositionId {
    PositionId(u32::try_from(at).unwrap_or(u32::MAX))
}
