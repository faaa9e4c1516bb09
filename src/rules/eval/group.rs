//! Relations to any number of positions: members are counted for everybody in one pass, and the
//! quantifiers are read off the counts.

use fixedbitset::FixedBitSet;

use super::evaluate::{Evaluator, NOBODY, position};
use super::program::{GroupTest, NodeId};
use super::test::over;
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
        // At the least, whoever may be a member and not count is one; at the most, whoever may count.
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
    /// The truth for every position, or for some; of the rest it may then say anything.
    pub(super) fn group(&self, relation: Many, tests: &[GroupTest], some: Option<&FixedBitSet>) -> Truth {
        let mut truth = Truth::Same(Kleene::Yes);
        for test in tests {
            let found = self.group_test(relation, test, some);
            truth = truth.and(&found);
        }
        truth
    }

    fn group_test(&self, relation: Many, test: &GroupTest, some: Option<&FixedBitSet>) -> Truth {
        // Of nobody nothing is counted.
        if relation != Many::Positions && some.is_some_and(FixedBitSet::is_clear) {
            return Truth::all(self.count(), Kleene::Unknown);
        }
        if self.program.is_on_self(test.inner) {
            return self.group_of_self(relation, test);
        }
        let inner = self.truth(test.inner);
        match relation {
            Many::Positions => Truth::Same(self.decide(test, self.whole_chart(inner))),
            Many::Below => {
                let sums = self.sums(inner);
                self.decide_each(relation, test, some, |at| self.below(&sums, at))
            }
            Many::Reports | Many::Portfolio => {
                let (members, perhaps) = self.members(relation, inner);
                self.decide_each(relation, test, some, |at| Counts { members: members[at], perhaps })
            }
        }
    }

    /// A group whose condition speaks of the position looked at: what holds of the members where that
    /// is none of those it names, and then those one by one.
    fn group_of_self(&self, relation: Many, test: &GroupTest) -> Truth {
        let inner = Truth::each(self.count(), |at| self.pair(test.inner, position(at), NOBODY));
        let mut counts = self.counts(relation, &inner);
        self.join(relation, test.inner, &inner, &mut counts);
        self.decide_each(relation, test, None, |at| counts[at])
    }

    fn decide_each(
        &self,
        relation: Many,
        test: &GroupTest,
        some: Option<&FixedBitSet>,
        counts: impl Fn(usize) -> Counts,
    ) -> Truth {
        let graph = self.facts.graph();
        let all_placed = relation == Many::Positions || graph.pre_order().len() == self.count();
        over(self.count(), some, |at| {
            // Below a position without a place in a tree nobody is known.
            if all_placed || graph.depth(position(at)).is_some() {
                self.decide(test, counts(at))
            } else {
                Kleene::Unknown
            }
        })
    }

    fn decide(&self, test: &GroupTest, mut counts: Counts) -> Kleene {
        counts.perhaps.all = counts.perhaps.all.saturating_add(self.more);
        let quantified = test.quantifier.map_or(Kleene::Yes, |quantifier| counts.holds(quantifier));
        quantified.and(test.count.as_ref().map_or(Kleene::Yes, |count| counts.compares(count)))
    }

    fn whole_chart(&self, inner: &Truth) -> Counts {
        let mut members = Tally { all: small(self.count()), ..Tally::default() };
        match inner {
            Truth::Same(value) => members.shift(*value, members.all),
            Truth::Each { yes, no } => {
                members.yes = small(yes.count_ones(..));
                members.no = small(no.count_ones(..));
            }
        }
        Counts { members, perhaps: Tally::default() }
    }

    /// Counts for every position.
    fn counts(&self, relation: Many, inner: &Truth) -> Vec<Counts> {
        match relation {
            Many::Positions => vec![self.whole_chart(inner); self.count()],
            Many::Below => {
                let sums = self.sums(inner);
                (0..self.count()).map(|at| self.below(&sums, at)).collect()
            }
            Many::Reports | Many::Portfolio => {
                let (members, perhaps) = self.members(relation, inner);
                members.into_iter().map(|members| Counts { members, perhaps }).collect()
            }
        }
    }

    /// The members of everybody's group, and those who may be of anybody's.
    fn members(&self, relation: Many, inner: &Truth) -> (Vec<Tally>, Tally) {
        let link = if relation == Many::Portfolio { Single::NearestChief } else { Single::Manager };
        let mut members = vec![Tally::default(); self.count()];
        let mut perhaps = Tally::default();
        for (at, link) in super::links(self.facts, link).iter().enumerate() {
            match link {
                Link::To(of) => members[of.index()].add(inner.at(at)),
                // A solid line that is lost leads to nobody on the chart; a chief may be above it.
                Link::Unknown if relation == Many::Portfolio => perhaps.add(inner.at(at)),
                Link::Unknown | Link::Nobody => {}
            }
        }
        (members, perhaps)
    }

    /// How many up to each place of the pre-order the condition holds of, and is known not to.
    fn sums(&self, inner: &Truth) -> Vec<(i32, i32)> {
        let order = self.facts.graph().pre_order();
        let mut sums = Vec::with_capacity(order.len() + 1);
        let mut sum = (0, 0);
        sums.push(sum);
        for of in order {
            match inner.at(of.index()) {
                Kleene::Yes => sum.0 += 1,
                Kleene::No => sum.1 += 1,
                Kleene::Unknown => {}
            }
            sums.push(sum);
        }
        sums
    }

    /// Everyone below stands in one range of the pre-order: differences of running sums.
    fn below(&self, sums: &[(i32, i32)], at: usize) -> Counts {
        let range = self.facts.graph().below_range(position(at));
        let (start, end) = (sums[range.start], sums[range.end]);
        let members = Tally { all: small(range.len()), yes: end.0 - start.0, no: end.1 - start.1 };
        Counts { members, perhaps: Tally::default() }
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

    pub(super) fn is_member(&self, relation: Many, of: PositionId, member: PositionId) -> Kleene {
        let is = |known: bool| Kleene::of(Some(known));
        match relation {
            Many::Reports => is(self.link(Single::Manager, member) == Link::To(of)),
            Many::Portfolio => match self.link(Single::NearestChief, member) {
                Link::Unknown => Kleene::Unknown,
                link => is(link == Link::To(of)),
            },
            Many::Below => is(self.facts.graph().is_above(of, member)),
            Many::Positions => Kleene::Yes,
        }
    }
}

/// A count of positions, which take up more than a byte each in a file of at most 1 GiB.
fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
