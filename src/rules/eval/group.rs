//! Relations to any number of positions: members are counted for everybody in one pass, and the
//! quantifiers are read off the counts.

use std::collections::HashMap;

use super::evaluate::{Among, Evaluator, NOBODY, position};
use super::program::{GroupTest, Node, NodeId};
use super::truth::Kleene;
use crate::chart::PositionId;
use crate::graph::facts::Link;
use crate::rules::format::{Comparison, Many, NumberExpr, Quantifier, Single};

/// Members of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// All members that are known.
    members: Tally,
    /// Positions that may be members or not.
    perhaps: Tally,
}

/// Positions by the truth of the condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    all: i32,
    /// Of which the condition holds.
    yes: i32,
    /// Of which it is known not to.
    no: i32,
}

impl Tally {
    fn add(&mut self, truth: Kleene) {
        self.all += 1;
        self.shift(truth, 1);
    }

    fn shift(&mut self, truth: Kleene, by: i32) {
        match truth {
            Kleene::Yes => self.yes += by,
            Kleene::No => self.no += by,
            Kleene::Unknown => {}
        }
    }
}

impl Counts {
    /// The least members of which the condition may hold.
    fn at_least(self) -> i64 {
        i64::from(self.members.yes)
    }

    /// The most.
    fn at_most(self) -> i64 {
        i64::from(self.members.all - self.members.no) + i64::from(self.perhaps.all)
            - i64::from(self.perhaps.no)
    }

    fn holds(self, quantifier: Quantifier) -> Kleene {
        match quantifier {
            Quantifier::Any => self.any(),
            Quantifier::None => self.any().negated(),
            Quantifier::All if self.members.no > 0 => Kleene::No,
            Quantifier::All => {
                let all = self.members.yes == self.members.all && self.perhaps.yes == self.perhaps.all;
                if all { Kleene::Yes } else { Kleene::Unknown }
            }
            Quantifier::Most => self.most(),
        }
    }

    fn any(self) -> Kleene {
        if self.at_least() > 0 {
            Kleene::Yes
        } else if self.at_most() == 0 {
            Kleene::No
        } else {
            Kleene::Unknown
        }
    }

    /// More than half, and at least one.
    fn most(self) -> Kleene {
        // At the least, whoever may be a member and not count is one; at most, whoever may count.
        let all = i64::from(self.members.all) + i64::from(self.perhaps.all);
        let least_of = all - i64::from(self.perhaps.yes);
        let most_of = all - i64::from(self.perhaps.no);
        if 2 * self.at_least() > least_of {
            Kleene::Yes
        } else if 2 * self.at_most() <= most_of {
            Kleene::No
        } else {
            Kleene::Unknown
        }
    }

    fn compares(self, test: &Comparison) -> Kleene {
        let NumberExpr::Number(with) = test.with else { return Kleene::Unknown };
        #[expect(clippy::cast_precision_loss, reason = "counts of positions are far below 2^52")]
        let (low, high) = (self.at_least() as f64, self.at_most() as f64);
        super::test::compares(low, high, test.how, with)
    }
}

/// The members of everybody's group by the truth of a condition, where that speaks of nobody as `self`.
pub(super) enum Members {
    /// Everybody's group is the whole chart.
    Whole(Counts),
    /// How many up to each place of the pre-order the condition holds of, and is known not to.
    Below(Vec<(i32, i32)>),
    /// Those of each position's group, and those who may be of anybody's.
    Linked(Vec<Tally>, Tally),
}

/// For each position the members whose condition names it as `self`, in the order of the chart.
pub(super) type Own = HashMap<PositionId, Vec<PositionId>>;

impl Evaluator<'_, '_> {
    /// The truth of a group condition seen from a position.
    pub(super) fn group(&self, id: NodeId, at: PositionId) -> Kleene {
        let Node::Group { relation, quantified } = self.program.node(id) else { return Kleene::Unknown };
        // Below a position without a place in a tree nobody is known.
        if !matches!(relation, Many::Positions | Many::Dotted) && self.facts.graph().depth(at).is_none() {
            return Kleene::Unknown;
        }
        let members = self
            .members(id, || quantified.iter().map(|test| self.members_of(*relation, test.inner)).collect());
        let tests = quantified.iter().zip(members);
        tests.fold(Kleene::Yes, |truth, (test, members)| {
            let mut counts = self.counts(members, at);
            self.join(*relation, test.inner, at, &mut counts);
            truth.and(self.decide(test, counts))
        })
    }

    fn decide(&self, test: &GroupTest, mut counts: Counts) -> Kleene {
        counts.perhaps.all = counts.perhaps.all.saturating_add(self.more);
        let quantified = test.quantifier.map_or(Kleene::Yes, |quantifier| counts.holds(quantifier));
        quantified.and(test.count.as_ref().map_or(Kleene::Yes, |count| counts.compares(count)))
    }

    fn members_of(&self, relation: Many, inner: NodeId) -> Members {
        let among = self.among(inner, &self.everybody(), Some(NOBODY));
        match relation {
            Many::Positions => Members::Whole(self.whole_chart(&among)),
            Many::Below => Members::Below(self.sums(&among)),
            Many::Reports | Many::Portfolio => {
                let (members, perhaps) = self.linked(relation, &among);
                Members::Linked(members, perhaps)
            }
            Many::Dotted => Members::Linked(self.dotted(&among), Tally::default()),
        }
    }

    fn counts(&self, members: &Members, at: PositionId) -> Counts {
        match members {
            Members::Whole(counts) => *counts,
            Members::Below(sums) => self.below(sums, at),
            Members::Linked(members, perhaps) => Counts { members: members[at.index()], perhaps: *perhaps },
        }
    }

    fn whole_chart(&self, among: &Among) -> Counts {
        let (all, yes) = (self.count(), among.yes.count_ones(..));
        let no = all - yes - among.unknown.count_ones(..);
        let members = Tally { all: small(all), yes: small(yes), no: small(no) };
        Counts { members, perhaps: Tally::default() }
    }

    fn linked(&self, relation: Many, among: &Among) -> (Vec<Tally>, Tally) {
        let link = if relation == Many::Portfolio { Single::NearestChief } else { Single::Manager };
        let mut members = vec![Tally::default(); self.count()];
        let mut perhaps = Tally::default();
        for (at, link) in super::links(self.facts, link).iter().enumerate() {
            match link {
                Link::To(of) => members[of.index()].add(among.at(at)),
                // A solid line that is lost leads to nobody on the chart; a chief may be above it.
                Link::Unknown if relation == Many::Portfolio => perhaps.add(among.at(at)),
                Link::Unknown | Link::Nobody => {}
            }
        }
        (members, perhaps)
    }

    /// A dotted line that names nobody leads to nobody on the chart.
    fn dotted(&self, among: &Among) -> Vec<Tally> {
        let graph = self.facts.graph();
        let tally = |of| {
            let mut members = Tally::default();
            graph.dotted_managers(of).into_iter().for_each(|to| members.add(among.at(to.index())));
            members
        };
        (0..self.count()).map(|of| tally(position(of))).collect()
    }

    fn sums(&self, among: &Among) -> Vec<(i32, i32)> {
        let order = self.facts.graph().pre_order();
        let mut sums = Vec::with_capacity(order.len() + 1);
        let mut sum = (0, 0);
        sums.push(sum);
        for of in order {
            match among.at(of.index()) {
                Kleene::Yes => sum.0 += 1,
                Kleene::No => sum.1 += 1,
                Kleene::Unknown => {}
            }
            sums.push(sum);
        }
        sums
    }

    /// Everyone below stands in one range of the pre-order: differences of running sums.
    fn below(&self, sums: &[(i32, i32)], at: PositionId) -> Counts {
        let range = self.facts.graph().below_range(at);
        let (start, end) = (sums[range.start], sums[range.end]);
        let members = Tally { all: small(range.len()), yes: end.0 - start.0, no: end.1 - start.1 };
        Counts { members, perhaps: Tally::default() }
    }

    /// Members that lead back to the position looked at count with what they say of it.
    fn join(&self, relation: Many, inner: NodeId, looked_at: PositionId, counts: &mut Counts) {
        for member in self.own_members(inner, looked_at) {
            let tally = match self.is_member(relation, looked_at, *member) {
                Kleene::Yes => &mut counts.members,
                Kleene::Unknown => &mut counts.perhaps,
                Kleene::No => continue,
            };
            tally.shift(self.at(inner, *member, NOBODY), -1);
            tally.shift(self.at(inner, *member, looked_at), 1);
        }
    }

    /// The positions whose condition names a position as `self`.
    pub(super) fn own_members(&self, inner: NodeId, looked_at: PositionId) -> &[PositionId] {
        if !self.program.is_on_self(inner) {
            return &[];
        }
        let own = self.own(inner, || {
            let mut own = Own::new();
            let mut targets = Vec::new();
            for member in (0..self.count()).map(position) {
                targets.clear();
                self.targets(inner, member, &mut targets);
                targets.sort_unstable();
                targets.dedup();
                for target in &targets {
                    own.entry(*target).or_default().push(member);
                }
            }
            own
        });
        own.get(&looked_at).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_member(&self, relation: Many, of: PositionId, member: PositionId) -> Kleene {
        let is = |known: bool| Kleene::of(Some(known));
        match relation {
            Many::Reports => is(self.link(Single::Manager, member) == Link::To(of)),
            Many::Portfolio => match self.link(Single::NearestChief, member) {
                Link::Unknown => Kleene::Unknown,
                link => is(link == Link::To(of)),
            },
            Many::Below => is(self.facts.graph().is_above(of, member)),
            Many::Dotted => is(self.facts.graph().dotted_managers(of).contains(&member)),
            Many::Positions => Kleene::Yes,
        }
    }
}

/// A count of positions, which take up more than a byte each in a file of at most 1 GiB.
fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
