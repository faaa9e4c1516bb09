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
    /// Members of which the condition holds.
    yes: i64,
    /// Members of which it is known not to.
    no: i64,
    /// All members that are known.
    members: i64,
    /// Positions that may be members or not.
    perhaps: i64,
}

impl Counts {
    fn add(&mut self, truth: Kleene, weight: i64) {
        match truth {
            Kleene::Yes => self.yes += weight,
            Kleene::No => self.no += weight,
            Kleene::Unknown => {}
        }
    }

    /// The most members of which the condition may hold.
    fn at_most(self) -> i64 {
        self.members - self.no + self.perhaps
    }

    fn holds(self, quantifier: Quantifier) -> Kleene {
        let undecided = self.at_most() > self.yes;
        match quantifier {
            Quantifier::AnyMember if self.yes > 0 => Kleene::Yes,
            Quantifier::AllMembers if self.no > 0 => Kleene::No,
            Quantifier::NoMember if self.yes > 0 => Kleene::No,
            Quantifier::MostMembers => self.most(),
            _ if undecided => Kleene::Unknown,
            Quantifier::AnyMember => Kleene::No,
            Quantifier::AllMembers | Quantifier::NoMember => Kleene::Yes,
        }
    }

    /// More than half, and at least one.
    fn most(self) -> Kleene {
        if 2 * self.yes > self.members + self.perhaps {
            Kleene::Yes
        } else if 2 * self.at_most() <= self.members + self.perhaps {
            Kleene::No
        } else {
            Kleene::Unknown
        }
    }

    fn compares(self, test: &Comparison) -> Kleene {
        let NumberExpr::Exactly(with) = test.with else { return Kleene::Unknown };
        #[expect(clippy::cast_precision_loss, reason = "counts of positions are far below 2^52")]
        let (low, high) = (self.yes as f64, self.at_most() as f64);
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
            return Truth::Same(decide(self.whole_chart(self.truth(test.inner))));
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
        for one in &mut counts {
            one.perhaps += self.perhaps(relation);
        }
        Truth::each(self.count(), |at| {
            if relation != Many::WholeChart && !self.has_place(at) {
                Kleene::Unknown
            } else {
                decide(counts[at])
            }
        })
    }

    /// Positions that may belong to anybody's group: where a part of the chart could not be read,
    /// more than anybody could count.
    fn perhaps(&self, relation: Many) -> i64 {
        if self.facts.is_incomplete() {
            return i64::from(u32::MAX);
        }
        match relation {
            Many::ChiefPortfolio => i64::try_from(self.facts.without_known_chief()).unwrap_or(i64::MAX),
            Many::DirectReports | Many::EveryoneBelow | Many::WholeChart => 0,
        }
    }

    /// Whether a position has a place in a tree, so that what is below it is known.
    fn has_place(&self, at: usize) -> bool {
        self.facts.graph().depth(position(at)).is_some()
    }

    fn whole_chart(&self, inner: &Truth) -> Counts {
        let mut counts = Counts {
            members: i64::try_from(self.count()).unwrap_or(i64::MAX),
            perhaps: self.perhaps(Many::WholeChart),
            ..Counts::default()
        };
        match inner {
            Truth::Same(value) => counts.add(*value, counts.members),
            Truth::Each { yes, no } => {
                counts.yes = i64::try_from(yes.count_ones(..)).unwrap_or(i64::MAX);
                counts.no = i64::try_from(no.count_ones(..)).unwrap_or(i64::MAX);
            }
        }
        counts
    }

    /// Counts for every position.
    fn counts(&self, relation: Many, inner: &Truth) -> Vec<Counts> {
        match relation {
            Many::DirectReports => self.counts_by(Single::ToManager, inner),
            Many::ChiefPortfolio => self.counts_by(Single::ToNearestChief, inner),
            Many::EveryoneBelow => self.counts_below(inner),
            Many::WholeChart => {
                let all = Counts { perhaps: 0, ..self.whole_chart(inner) };
                vec![all; self.count()]
            }
        }
    }

    fn counts_by(&self, relation: Single, inner: &Truth) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.count()];
        for (at, link) in super::links(self.facts, relation).iter().enumerate() {
            if let Link::To(of) = link {
                let one = &mut counts[of.index()];
                one.members += 1;
                one.add(inner.at(at), 1);
            }
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
            let members = i64::try_from(range.len()).unwrap_or(i64::MAX);
            Counts { yes: end.0 - start.0, no: end.1 - start.1, members, perhaps: 0 }
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
            for looked_at in targets.iter().filter(|of| self.is_member(relation, **of, member)) {
                let one = &mut counts[looked_at.index()];
                one.add(elsewhere.at(at), -1);
                one.add(self.pair(inner, member, *looked_at), 1);
            }
        }
    }

    pub(super) fn is_member(&self, relation: Many, of: PositionId, member: PositionId) -> bool {
        match relation {
            Many::DirectReports => self.link(Single::ToManager, member) == Link::To(of),
            Many::ChiefPortfolio => self.link(Single::ToNearestChief, member) == Link::To(of),
            Many::EveryoneBelow => self.facts.graph().is_above(of, member),
            Many::WholeChart => true,
        }
    }
}
