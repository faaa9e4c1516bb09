//! Relations to any number of positions: members are counted for everybody in one pass, and the
//! quantifiers are read off the counts.

use super::evaluate::{Evaluator, position};
use super::program::{GroupTest, NodeId};
use super::truth::{Kleene, Truth};
use crate::chart::PositionId;
use crate::graph::facts::Link;
use crate::rules::format::{Compared, Comparison, Many, NumberExpr, Quantifier, Single};

/// Members of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// All members that are known.
    members: Tally,
    /// Positions that may be members or not.
    perhaps: Tally,
}

/// Positions by the truth of the condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    all: i64,
    /// Of which the condition holds.
    yes: i64,
    /// Of which it is known not to.
    no: i64,
}

impl Tally {
    fn add(&mut self, truth: Kleene) {
        self.all += 1;
        self.shift(truth, 1);
    }

    fn shift(&mut self, truth: Kleene, by: i64) {
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
        self.members.yes
    }

    /// The most.
    fn at_most(self) -> i64 {
        self.members.all - self.members.no + self.perhaps.all - self.perhaps.no
    }

    fn holds(self, quantifier: Quantifier) -> Kleene {
        match quantifier {
            Quantifier::AnyMember => self.any(),
            Quantifier::NoMember => self.any().negated(),
            Quantifier::AllMembers if self.members.no > 0 => Kleene::No,
            Quantifier::AllMembers => {
                let all = self.members.yes == self.members.all && self.perhaps.yes == self.perhaps.all;
                if all { Kleene::Yes } else { Kleene::Unknown }
            }
            Quantifier::MostMembers => self.most(),
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
        // At the least, whoever may be a member and not count is one; at the most, whoever may count.
        let least_of = self.members.all + self.perhaps.all - self.perhaps.yes;
        let most_of = self.members.all + self.perhaps.all - self.perhaps.no;
        if 2 * self.at_least() > least_of {
            Kleene::Yes
        } else if 2 * self.at_most() <= most_of {
            Kleene::No
        } else {
            Kleene::Unknown
        }
    }

    fn compares(self, test: &Comparison) -> Kleene {
        let NumberExpr::Exactly(with) = test.with else { return Kleene::Unknown };
        #[expect(clippy::cast_precision_loss, reason = "counts of positions are far below 2^52")]
        let (low, high) = (self.at_least() as f64, self.at_most() as f64);
        if with.is_nan() {
            return Kleene::Unknown;
        }
        let reached = |value: f64| test.how.holds(value, with);
        match test.how {
            Compared::Equal | Compared::Different if low < high => {
                let outside = with < low || with > high;
                if outside { Kleene::of(Some(test.how == Compared::Different)) } else { Kleene::Unknown }
            }
            _ if reached(low) == reached(high) => Kleene::of(Some(reached(low))),
            _ => Kleene::Unknown,
        }
    }
}

impl Evaluator<'_, '_> {
    pub(super) fn group(&self, relation: Many, tests: &[GroupTest]) -> Truth {
        let mut truth = Truth::Same(Kleene::Yes);
        for test in tests {
            let found = self.group_test(relation, test);
            truth = truth.and(&found);
        }
        truth
    }

    fn group_test(&self, relation: Many, test: &GroupTest) -> Truth {
        let decide = |counts: Counts| {
            let quantified = test.quantifier.map_or(Kleene::Yes, |quantifier| counts.holds(quantifier));
            quantified.and(test.count.as_ref().map_or(Kleene::Yes, |count| counts.compares(count)))
        };
        let on_self = self.program.is_on_self(test.inner);
        if relation == Many::WholeChart && !on_self {
            let mut counts = self.whole_chart(self.truth(test.inner));
            counts.perhaps.all += self.perhaps();
            return Truth::Same(decide(counts));
        }
        let mut counts = if on_self {
            // The truth for a `self` that is none of the positions some test leads to.
            let nobody = PositionId(u32::MAX);
            let inner = Truth::each(self.count(), |at| self.pair(test.inner, position(at), nobody));
            let mut counts = self.counts(relation, &inner);
            self.join(relation, test.inner, &inner, &mut counts);
            counts
        } else {
            self.counts(relation, self.truth(test.inner))
        };
        let more = self.perhaps();
        for one in &mut counts {
            one.perhaps.all += more;
        }
        Truth::each(self.count(), |at| {
            if relation != Many::WholeChart && !self.has_place(at) {
                Kleene::Unknown
            } else {
                decide(counts[at])
            }
        })
    }

    /// How many positions beside those of the chart may belong to anybody's group: where a part of
    /// the chart could not be read, more than anybody could count.
    fn perhaps(&self) -> i64 {
        if self.facts.is_incomplete() { i64::from(u32::MAX) } else { 0 }
    }

    /// Whether a position has a place in a tree, so that what is below it is known.
    fn has_place(&self, at: usize) -> bool {
        self.facts.graph().depth(position(at)).is_some()
    }

    fn whole_chart(&self, inner: &Truth) -> Counts {
        let mut members = Tally { all: i64::try_from(self.count()).unwrap_or(i64::MAX), ..Tally::default() };
        match inner {
            Truth::Same(value) => members.shift(*value, members.all),
            Truth::Each { yes, no } => {
                members.yes = i64::try_from(yes.count_ones(..)).unwrap_or(i64::MAX);
                members.no = i64::try_from(no.count_ones(..)).unwrap_or(i64::MAX);
            }
        }
        Counts { members, perhaps: Tally::default() }
    }

    /// Counts for every position.
    fn counts(&self, relation: Many, inner: &Truth) -> Vec<Counts> {
        match relation {
            Many::DirectReports => self.counts_by(Single::ToManager, inner),
            Many::ChiefPortfolio => self.counts_by(Single::ToNearestChief, inner),
            Many::EveryoneBelow => self.counts_below(inner),
            Many::WholeChart => {
                vec![self.whole_chart(inner); self.count()]
            }
        }
    }

    fn counts_by(&self, relation: Single, inner: &Truth) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.count()];
        let mut perhaps = Tally::default();
        for (at, link) in super::links(self.facts, relation).iter().enumerate() {
            match link {
                Link::To(of) => counts[of.index()].members.add(inner.at(at)),
                // A solid line that is lost leads to nobody on the chart; a chief may be above it.
                Link::Unknown if relation == Single::ToNearestChief => perhaps.add(inner.at(at)),
                Link::Unknown | Link::Nobody => {}
            }
        }
        for one in &mut counts {
            one.perhaps = perhaps;
        }
        counts
    }

    /// Everyone below stands in one range of the pre-order: differences of running sums.
    fn counts_below(&self, inner: &Truth) -> Vec<Counts> {
        let graph = self.facts.graph();
        let mut sums = Vec::with_capacity(graph.pre_order().len() + 1);
        let mut sum = (0_i64, 0_i64);
        sums.push(sum);
        for of in graph.pre_order() {
            match inner.at(of.index()) {
                Kleene::Yes => sum.0 += 1,
                Kleene::No => sum.1 += 1,
                Kleene::Unknown => {}
            }
            sums.push(sum);
        }
        let range = |at: usize| graph.below_range(position(at));
        let count = |at: usize| {
            let range = range(at);
            let (start, end) = (sums[range.start], sums[range.end]);
            let all = i64::try_from(range.len()).unwrap_or(i64::MAX);
            let members = Tally { all, yes: end.0 - start.0, no: end.1 - start.1 };
            Counts { members, perhaps: Tally::default() }
        };
        (0..self.count()).map(count).collect()
    }

    /// Where a member leads back to the position looked at, it counts with what it says of it.
    fn join(&self, relation: Many, inner: NodeId, elsewhere: &Truth, counts: &mut [Counts]) {
        let mut targets = Vec::new();
        for at in 0..self.count() {
            let member = position(at);
            targets.clear();
            self.targets(inner, member, &mut targets);
            targets.sort_unstable();
            targets.dedup();
            for looked_at in &targets {
                let one = &mut counts[looked_at.index()];
                let tally = match self.is_member(relation, *looked_at, member) {
                    Kleene::Yes => &mut one.members,
                    Kleene::Unknown => &mut one.perhaps,
                    Kleene::No => continue,
                };
                tally.shift(elsewhere.at(at), -1);
                tally.shift(self.pair(inner, member, *looked_at), 1);
            }
        }
    }

    fn is_member(&self, relation: Many, of: PositionId, member: PositionId) -> Kleene {
        let is = |known: bool| Kleene::of(Some(known));
        match relation {
            Many::DirectReports => is(self.link(Single::ToManager, member) == Link::To(of)),
            Many::ChiefPortfolio => match self.link(Single::ToNearestChief, member) {
                Link::Unknown => Kleene::Unknown,
                link => is(link == Link::To(of)),
            },
            Many::EveryoneBelow => is(self.facts.graph().is_above(of, member)),
            Many::WholeChart => Kleene::Yes,
        }
    }
}
