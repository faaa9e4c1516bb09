//! One run of all rules over one chart: what each raises, who speaks first, what is reported.

mod cause;
mod identity;
mod pending;
mod topmost;
mod write;

use super::builtin;
use super::check::{About, AsOf, Check, Memo};
use super::eval::{self, Answer, Asked};
use super::exceptions::Exceptions;
use super::format::Body;
use super::missing;
use super::registry::{Part, Registered, Registry};
use super::render::called;
use super::scope::{self, Scope};
use crate::chart::Chart;
use crate::finding::{AllowedFinding, Finding, NotChecked, Portfolio, RuleIndex};
use crate::graph::OrgGraph;
use crate::graph::facts::{Earlier, Facts};
use crate::reconcile::Second;
use crate::references::Unresolved;
use crate::source::Sources;
use crate::vocabulary::Seat;

/// What the rules found in one chart.
#[derive(Debug, Default)]
pub struct Judged {
    /// The findings, not yet in the order of reports.
    pub findings: Vec<Finding>,
    /// Findings that exceptions hide.
    pub allowed: Vec<AllowedFinding>,
    /// Rules that stayed silent for want of a fact.
    pub not_checked: Vec<NotChecked>,
    /// What is below each chief.
    pub portfolios: Vec<Portfolio>,
    /// For each rule of the registry, how many positions it looked at; none for checks in Rust.
    pub looked_at: Vec<Option<usize>>,
    /// Parts that settings name and whose position is not on the chart.
    pub unknown_parts: Vec<Part>,
}

/// What is judged: a chart, and what belongs to it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The chart.
    pub chart: &'a Chart,
    /// Who reports to whom.
    pub graph: &'a OrgGraph,
    /// The files' texts.
    pub sources: &'a Sources,
    /// Second sources that it was compared with.
    pub seconds: &'a [Second],
    /// The chart as it was, for rules about a change.
    pub earlier: Option<Earlier<'a>>,
    /// References in other files that lead to nobody.
    pub references: &'a [Unresolved],
}

impl<'a> Subject<'a> {
    /// A chart with nothing to compare it with.
    #[must_use]
    pub fn alone(chart: &'a Chart, graph: &'a OrgGraph, sources: &'a Sources) -> Self {
        Self { chart, graph, sources, seconds: &[], earlier: None, references: &[] }
    }
}

/// Runs every rule that is on.
#[must_use]
pub fn run(subject: Subject<'_>, registry: &Registry, as_of: AsOf) -> Judged {
    let Subject { chart, graph, sources, seconds, references, earlier } = subject;
    let facts = Facts::new(chart, graph, as_of.date).since(earlier);
    let exceptions = Exceptions::of(chart, graph, registry, as_of.date);
    let parts = scope::parts(registry.rules(), chart, graph);
    let scopes = registry.rules().iter().map(|rule| Scope::new(rule, chart, graph, &parts)).collect();
    let memo = Memo::default();
    let mut judged =
        Run { chart, graph, sources, seconds, references, registry, as_of, facts, memo, exceptions, scopes }
            .judge();
    // Where the id of a position is not known, a part that is not found may be one of them.
    if !chart.may_have_any_id() {
        let unknown = parts.into_iter().filter(|(_, position)| position.is_none());
        judged.unknown_parts = unknown.map(|(part, _)| part).collect();
    }
    judged
}

struct Run<'a> {
    chart: &'a Chart,
    graph: &'a OrgGraph,
    sources: &'a Sources,
    seconds: &'a [Second],
    references: &'a [Unresolved],
    registry: &'a Registry,
    as_of: AsOf,
    facts: Facts<'a>,
    memo: Memo,
    exceptions: Exceptions,
    /// How each rule takes part, and where.
    scopes: Vec<Scope>,
}

impl Run<'_> {
    fn judge(&self) -> Judged {
        let rules = self.registry.rules();
        let answers = self.answers();
        let mut judged = Judged { looked_at: vec![None; rules.len()], ..Judged::default() };
        for (at, answer) in answers.iter().enumerate() {
            let Some(answer) = answer else {
                judged.looked_at[at] = (!self.applies(&rules[at])).then_some(0);
                continue;
            };
            judged.looked_at[at] = Some(answer.looked_at);
            if !answer.missing.is_empty() {
                let missing = answer.missing.iter().copied().map(missing::missing).collect();
                judged.not_checked.push(NotChecked { rule: index(at), missing });
            }
        }
        if self.facts.before().is_none() {
            let of_change = |(at, registered): &(usize, &Registered)| {
                self.scopes[*at].is_on() && check_of(registered).is_some_and(|check| check.is_of_change)
            };
            let asleep = rules.iter().enumerate().filter(of_change);
            judged.not_checked.extend(
                asleep
                    .map(|(at, _)| NotChecked { rule: index(at), missing: vec![missing::missing("before")] }),
            );
        }
        // Who is a chief is not asked where no rule asks it.
        if answers.iter().any(Option::is_some) {
            judged.portfolios = self.portfolios();
        }
        let mut pending = self.pending(answers, &mut judged);
        self.topmost(&mut pending);
        for (at, of_rule) in pending.into_iter().enumerate() {
            self.report(at, of_rule, &mut judged);
        }
        let rules =
            judged.not_checked.iter().map(|one| &*self.registry.rules()[usize::from(one.rule.0)].rule.id);
        self.exceptions.put_to_sleep(&rules.collect());
        self.last(&mut judged);
        judged
    }

    /// Whether a check in Rust has something to look at: the company states its regime, and there is the earlier
    /// version or the second source that it compares the chart with.
    fn applies(&self, registered: &Registered) -> bool {
        check_of(registered).is_none_or(|check| {
            check.applies(&self.facts)
                && !(check.is_of_change && self.facts.before().is_none())
                && !(check.is_of_drift && self.seconds.is_empty())
        })
    }

    /// The findings of checks that look at what became of the others.
    fn last(&self, judged: &mut Judged) {
        for (at, registered) in self.registry.rules().iter().enumerate() {
            if self.scopes[at].is_on() && is_last(registered) {
                let raised = self.raised_by_check(at, registered);
                self.write(at, raised, |written| judged.findings.push(written.finding));
            }
        }
    }

    /// What is below each chief, as the product and the operations side.
    fn portfolios(&self) -> Vec<Portfolio> {
        let count = |number: u32| number as usize;
        let portfolios = self.facts.roles().portfolios().into_iter().map(|(chief, portfolio)| {
            let (own, other) = (count(portfolio.own), count(portfolio.other));
            let is_cio = self.facts.seating(chief).seat == Some(Seat::Cio);
            let (operations, product) = if is_cio { (own, other) } else { (other, own) };
            Portfolio {
                chief: called(self.chart, chief),
                product,
                operations,
                other: count(portfolio.neither),
                unknown: count(portfolio.unknown),
            }
        });
        portfolios.collect()
    }

    /// What the conditions of each rule say; none for checks in Rust and rules that are off. A rule
    /// is asked once for each set of parameters that it has in some part of the chart.
    fn answers(&self) -> Vec<Option<Answer>> {
        let rules = self.registry.rules();
        let mut asked: Vec<Asked<'_>> = Vec::new();
        let mut asked_for: Vec<(usize, usize)> = Vec::new();
        for (at, registered) in rules.iter().enumerate() {
            let Body::Cases(cases) = &registered.rule.body else { continue };
            if self.scopes[at].is_on() {
                for (number, params) in self.scopes[at].params().enumerate() {
                    asked.push(Asked { about: registered.rule.about, cases, params });
                    asked_for.push((at, number));
                }
            }
        }
        let mut answers: Vec<Option<Answer>> = rules.iter().map(|_| None).collect();
        for ((at, number), mut answer) in asked_for.into_iter().zip(eval::evaluate(&asked, &self.facts)) {
            answer.raised.retain(|raised| {
                let about = raised.position.map_or(About::Company, About::Position);
                self.scopes[at].at(about).params_number == number
            });
            match &mut answers[at] {
                Some(whole) => join(whole, answer),
                none => *none = Some(answer),
            }
        }
        answers
    }
}

/// Adds what a rule says under other parameters.
fn join(whole: &mut Answer, other: Answer) {
    whole.raised.extend(other.raised);
    whole.raised.sort_by_key(|raised| raised.position);
    whole.looked_at = whole.looked_at.max(other.looked_at);
    for fact in other.missing {
        if !whole.missing.contains(&fact) {
            whole.missing.push(fact);
        }
    }
}

fn check_of(registered: &Registered) -> Option<Check> {
    match &registered.rule.body {
        Body::Builtin(name) => builtin::find(name),
        Body::Cases(_) => None,
    }
}

fn is_last(registered: &Registered) -> bool {
    check_of(registered).is_some_and(|check| check.is_last)
}

fn index(at: usize) -> RuleIndex {
    RuleIndex(u16::try_from(at).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests;
