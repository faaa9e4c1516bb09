//! What rules raise, and which of it is left to the rules that speak first.

use std::collections::{HashMap, HashSet};

use super::write::handed_over;
use super::{Judged, Run, is_last};
use crate::chart::PositionId;
use crate::finding::Severity;
use crate::graph::catalogue::Derived;
use crate::rules::builtin;
use crate::rules::check::{About, Context, Draft};
use crate::rules::eval::{Answer, Raised};
use crate::rules::format::{Body, Report, YieldAbout, speaking_order};
use crate::rules::registry::{Level, Registered};

/// A finding on its way: what it is about, and what it is made from.
pub(super) struct Pending {
    pub(super) about: About,
    pub(super) severity: Severity,
    pub(super) also: Vec<PositionId>,
    pub(super) from: From,
    /// Positions below it that raised a rule of the same group.
    pub(super) rest: usize,
}

#[expect(clippy::large_enum_variant, reason = "most are drafts, and each lives for a moment")]
pub(super) enum From {
    Check(Draft),
    Conditions(Raised),
}

impl Run<'_> {
    /// Reports what each rule raises, without what it leaves to the rules that speak first. What is told of the
    /// topmost positions alone is handed back: each of those rules may leave something to another one.
    pub(super) fn pending(&self, mut answers: Vec<Option<Answer>>, judged: &mut Judged) -> Vec<Vec<Pending>> {
        let rules = self.registry.rules();
        let all: Vec<_> = rules.iter().map(|registered| registered.rule.as_ref()).collect();
        let by_id: HashMap<&str, usize> = all.iter().enumerate().map(|(at, rule)| (&*rule.id, at)).collect();
        let mut pending: Vec<Vec<Pending>> = rules.iter().map(|_| Vec::new()).collect();
        let mut said: Vec<Vec<Covered>> = rules.iter().map(|_| Vec::new()).collect();
        let is_asked: HashSet<&str> =
            all.iter().flat_map(|rule| &rule.yields_to).map(|yields| &*yields.rule).collect();
        for at in speaking_order(&all) {
            let registered = &rules[at];
            if !self.scopes[at].is_on() || is_last(registered) {
                continue;
            }
            let mut raised = match answers[at].take() {
                Some(answer) => raised_by_conditions(registered, answer.raised),
                None => self.raised_by_check(at, registered),
            };
            raised.retain(|one| self.scopes[at].at(one.about).level != Level::Off);
            for yields in &registered.rule.yields_to {
                let Some(first) = by_id.get(&*yields.rule).filter(|first| self.scopes[**first].is_on())
                else {
                    continue;
                };
                let mut reported = Reported::new(&said[*first], yields.at);
                match yields.about {
                    YieldAbout::Below => reported.positions = self.above(&reported.positions),
                    YieldAbout::Above => reported.positions = self.below(&reported.positions),
                    YieldAbout::This | YieldAbout::NearestChief | YieldAbout::Organisation => {}
                }
                raised.retain(|one| !self.is_settled(one, yields.about, &reported));
            }
            if is_asked.contains(&*registered.rule.id) {
                said[at] = raised.iter().map(Covered::of).collect();
            }
            if registered.rule.report == Report::Topmost {
                pending[at] = raised;
            } else {
                self.report(at, raised, judged);
            }
        }
        pending
    }

    pub(super) fn raised_by_check(&self, at: usize, registered: &Registered) -> Vec<Pending> {
        let Body::Builtin(name) = &registered.rule.body else { return Vec::new() };
        let Some(check) = builtin::find(name).filter(|check| check.applies(&self.facts)) else {
            return Vec::new();
        };
        let mut pending = Vec::new();
        for (number, params) in self.scopes[at].params().enumerate() {
            let context = Context {
                chart: self.chart,
                graph: self.graph,
                facts: &self.facts,
                sources: self.sources,
                exceptions: &self.exceptions.all,
                required: &self.registry.required,
                near_rule: &|id| self.registry.near_rule(id),
                as_of: self.as_of,
                memo: &self.memo,
                seconds: self.seconds,
                references: self.references,
                params,
            };
            let mut found = Vec::new();
            (check.run)(&context, &mut found);
            found.retain(|draft: &Draft| self.scopes[at].at(draft.about).params_number == number);
            pending.extend(handed_over(found).map(|mut draft| Pending {
                about: draft.about,
                severity: draft.severity.unwrap_or(registered.rule.severity),
                also: std::mem::take(&mut draft.also),
                from: From::Check(draft),
                rest: 0,
            }));
        }
        pending
    }

    /// Whether a rule that speaks first has reported what another is about to speak of.
    fn is_settled(&self, one: &Pending, seen: YieldAbout, reported: &Reported) -> bool {
        if seen == YieldAbout::Organisation {
            return reported.company;
        }
        let About::Position(position) = one.about else {
            return one.about == About::Company && reported.company && seen == YieldAbout::This;
        };
        // A finding that speaks of several positions is about each of them.
        std::iter::once(position)
            .chain(one.also.iter().copied())
            .any(|of| self.has_reported(of, seen, reported))
    }

    fn has_reported(&self, position: PositionId, seen: YieldAbout, reported: &Reported) -> bool {
        match seen {
            // Whoever is above or below one of them has taken its place.
            YieldAbout::This | YieldAbout::Above | YieldAbout::Below => {
                reported.positions.contains(&position)
            }
            YieldAbout::NearestChief => self.facts.links(Derived::NearestChief)[position.index()]
                .position()
                .is_some_and(|chief| reported.positions.contains(&chief)),
            YieldAbout::Organisation => reported.company,
        }
    }

    /// Everyone who is above one of these.
    fn above(&self, positions: &HashSet<PositionId>) -> HashSet<PositionId> {
        let mut above = HashSet::new();
        for position in positions {
            // Above one that was met before, all are there already.
            self.graph.path_up(*position).take_while(|manager| above.insert(*manager)).for_each(drop);
        }
        above
    }

    /// Everyone who is below one of these.
    fn below(&self, positions: &HashSet<PositionId>) -> HashSet<PositionId> {
        let mut starts: Vec<PositionId> = positions.iter().copied().collect();
        starts.sort_unstable_by_key(|position| self.graph.below_range(*position).start);
        let mut below = HashSet::new();
        let mut end = 0;
        for position in starts {
            // Below one that is itself below another, all are there already.
            let range = self.graph.below_range(position);
            if range.end > end {
                end = range.end;
                below.extend(self.graph.below(position));
            }
        }
        below
    }
}

fn raised_by_conditions(registered: &Registered, raised: Vec<Raised>) -> Vec<Pending> {
    let Body::Cases(cases) = &registered.rule.body else { return Vec::new() };
    let pending = raised.into_iter().map(|raised| Pending {
        about: raised.position.map_or(About::Company, About::Position),
        severity: cases[raised.case].severity.unwrap_or(registered.rule.severity),
        also: Vec::new(),
        from: From::Conditions(raised),
        rest: 0,
    });
    pending.collect()
}

/// What a finding is about, for the rules that yield to its rule.
struct Covered {
    about: About,
    severity: Severity,
    also: Vec<PositionId>,
}

impl Covered {
    fn of(pending: &Pending) -> Self {
        Self { about: pending.about, severity: pending.severity, also: pending.also.clone() }
    }
}

/// What a rule has reported, at a severity or higher.
struct Reported {
    positions: HashSet<PositionId>,
    company: bool,
}

impl Reported {
    fn new(pending: &[Covered], at: Option<Severity>) -> Self {
        let mut reported = Self { positions: HashSet::new(), company: false };
        for one in pending.iter().filter(|one| at.is_none_or(|at| one.severity >= at)) {
            match one.about {
                About::Position(position) => {
                    reported.positions.insert(position);
                }
                About::Company => reported.company = true,
                About::File => {}
            }
            reported.positions.extend(&one.also);
        }
        reported
    }
}
