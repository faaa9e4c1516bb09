//! One run of all rules over one chart: what each raises, who speaks first, what is reported.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::builtin;
use super::check::{About, AsOf, Context, Draft};
use super::edit;
use super::eval::{self, Answer, Asked, Params, Raised};
use super::exceptions::{self, Exception, Fate, Written};
use super::format::{Body, NumberExpr, Report, YieldAbout, speaking_order};
use super::missing;
use super::registry::{Level, Part, Registered, Registry};
use super::render::{Renderer, called};
use super::scope::{self, Scope};
use crate::chart::{Chart, PositionId};
use crate::finding::{
    AllowedFinding, Finding, Fingerprint, Label, NotChecked, Portfolio, RuleIndex, Severity,
};
use crate::graph::OrgGraph;
use crate::graph::facts::Facts;
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

/// A finding on its way: what it is about, and what it is made from.
struct Pending {
    about: About,
    severity: Severity,
    also: Vec<PositionId>,
    from: From,
    /// Positions below it that raised a rule of the same group.
    rest: usize,
}

enum From {
    Check(Draft),
    Conditions(Raised),
}

/// Runs every rule that is on.
#[must_use]
pub fn run(chart: &Chart, graph: &OrgGraph, sources: &Sources, registry: &Registry, as_of: AsOf) -> Judged {
    let facts = Facts::new(chart, graph, as_of.date);
    let exceptions = exceptions::all(chart, graph, registry, as_of.date);
    let parts = scope::parts(registry.rules(), chart, graph);
    let scopes = registry.rules().iter().map(|rule| Scope::new(rule, chart, graph, &parts)).collect();
    let mut judged = Run { chart, graph, sources, registry, as_of, facts, exceptions, scopes }.judge();
    // Where positions may be missing, a part that is not found may be one of them.
    if !chart.is_broken() {
        let unknown = parts.into_iter().filter(|(_, position)| position.is_none());
        judged.unknown_parts = unknown.map(|(part, _)| part).collect();
    }
    judged
}

struct Run<'a> {
    chart: &'a Chart,
    graph: &'a OrgGraph,
    sources: &'a Sources,
    registry: &'a Registry,
    as_of: AsOf,
    facts: Facts<'a>,
    exceptions: Vec<Exception>,
    /// How each rule takes part, and where.
    scopes: Vec<Scope>,
}

impl<'a> Run<'a> {
    fn judge(&self) -> Judged {
        let rules = self.registry.rules();
        let answers = self.answers();
        let mut judged = Judged { looked_at: vec![None; rules.len()], ..Judged::default() };
        for (at, answer) in answers.iter().enumerate() {
            let Some(answer) = answer else { continue };
            judged.looked_at[at] = Some(answer.looked_at);
            if !answer.missing.is_empty() {
                let missing = answer.missing.iter().copied().map(missing::missing).collect();
                judged.not_checked.push(NotChecked { rule: index(at), missing });
            }
        }
        judged.portfolios = self.portfolios();
        let mut pending = self.pending(answers);
        self.topmost(&mut pending);
        let mut written = Vec::new();
        for (at, of_rule) in pending.into_iter().enumerate() {
            self.write(at, of_rule, &mut written);
        }
        self.asleep(&judged.not_checked);
        (judged.findings, judged.allowed) = exceptions::hide(written, &self.exceptions, self.registry);
        judged.findings.extend(self.last());
        judged
    }

    /// Exceptions of rules that could not be checked are neither used nor unused.
    fn asleep(&self, not_checked: &[NotChecked]) {
        for not_checked in not_checked {
            let rule = &self.registry.rules()[usize::from(not_checked.rule.0)].rule.id;
            for exception in self.exceptions.iter().filter(|exception| exception.rule == **rule) {
                if exception.fate.get() == Fate::Unused {
                    exception.fate.set(Fate::Asleep);
                }
            }
        }
    }

    /// The findings of checks that look at what became of the others.
    fn last(&self) -> Vec<Finding> {
        let mut written = Vec::new();
        for (at, registered) in self.registry.rules().iter().enumerate() {
            if self.scopes[at].is_on() && is_last(registered) {
                self.write(at, self.raised_by_check(at, registered), &mut written);
            }
        }
        written.into_iter().map(|written| written.finding).collect()
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
                    asked.push(Asked { rule: &registered.rule, cases, params });
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

    /// What each rule raises, without what it leaves to the rules that speak first.
    fn pending(&self, mut answers: Vec<Option<Answer>>) -> Vec<Vec<Pending>> {
        let rules = self.registry.rules();
        let all: Vec<_> = rules.iter().map(|registered| registered.rule.as_ref()).collect();
        let by_id: HashMap<&str, usize> = all.iter().enumerate().map(|(at, rule)| (&*rule.id, at)).collect();
        let mut pending: Vec<Vec<Pending>> = rules.iter().map(|_| Vec::new()).collect();
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
            for yields in registered.rule.yields_to.iter() {
                let Some(first) = by_id.get(&*yields.rule).filter(|first| self.scopes[**first].is_on())
                else {
                    continue;
                };
                let mut spoken = Spoken::new(&pending[*first], yields.at);
                if yields.about == YieldAbout::OneBelow {
                    spoken.positions = self.above(&spoken.positions);
                }
                raised.retain(|one| !self.is_settled(one, yields.about, &spoken));
            }
            pending[at] = raised;
        }
        pending
    }

    fn raised_by_check(&self, at: usize, registered: &Registered) -> Vec<Pending> {
        let Body::Builtin(name) = &registered.rule.body else { return Vec::new() };
        let Some(check) = builtin::find(name) else { return Vec::new() };
        let mut drafts = Vec::new();
        for (number, params) in self.scopes[at].params().enumerate() {
            let context = Context {
                chart: self.chart,
                graph: self.graph,
                facts: &self.facts,
                sources: self.sources,
                exceptions: &self.exceptions,
                near_rule: &|id| self.registry.near_rule(id),
                as_of: self.as_of,
                params,
            };
            let mut found = Vec::new();
            check(&context, &mut found);
            found.retain(|draft: &Draft| self.scopes[at].at(draft.about).params_number == number);
            drafts.append(&mut found);
        }
        let pending = drafts.into_iter().map(|mut draft| Pending {
            about: draft.about,
            severity: draft.severity.unwrap_or(registered.rule.severity),
            also: std::mem::take(&mut draft.also),
            from: From::Check(draft),
            rest: 0,
        });
        pending.collect()
    }

    /// Whether a rule that speaks first has reported what another is about to speak of.
    fn is_settled(&self, one: &Pending, seen: YieldAbout, spoken: &Spoken) -> bool {
        if seen == YieldAbout::TheCompany {
            return spoken.company;
        }
        let About::Position(position) = one.about else {
            return one.about == About::Company && spoken.company && seen == YieldAbout::TheSame;
        };
        // A finding that speaks of several positions is about each of them.
        std::iter::once(position).chain(one.also.iter().copied()).any(|of| self.has_spoken(of, seen, spoken))
    }

    fn has_spoken(&self, position: PositionId, seen: YieldAbout, spoken: &Spoken) -> bool {
        match seen {
            // For those below, whoever is above one of them has taken its place.
            YieldAbout::TheSame | YieldAbout::OneBelow => spoken.positions.contains(&position),
            YieldAbout::OneAbove => {
                self.graph.path_up(position).any(|above| spoken.positions.contains(&above))
            }
            YieldAbout::ItsChief => self.facts.links(crate::graph::catalogue::Derived::NearestChief)
                [position.index()]
            .position()
            .is_some_and(|chief| spoken.positions.contains(&chief)),
            YieldAbout::TheCompany => spoken.company,
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

    /// Of the positions on one solid line that raise a rule of one group, keeps the highest, and
    /// counts the rest. It speaks for them, so it weighs as much as the heaviest of them.
    fn topmost(&self, pending: &mut [Vec<Pending>]) {
        let rules = self.registry.rules();
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, registered) in rules.iter().enumerate() {
            if registered.rule.report == Report::Topmost && !pending[at].is_empty() {
                // A rule without a group is one by itself; its id is kebab-case and holds no `/`.
                let group =
                    registered.rule.group.as_ref().map_or_else(|| format!("/{at}"), ToString::to_string);
                groups.entry(group).or_default().push(at);
            }
        }
        for members in groups.values() {
            let tops = self.tops(members.iter().flat_map(|at| &pending[*at]));
            for at in members {
                pending[*at].retain_mut(|one| match one.about {
                    About::Position(position) => match tops.get(&position) {
                        Some(top) => {
                            one.rest = top.rest;
                            one.severity = one.severity.max(top.heaviest);
                            true
                        }
                        None => false,
                    },
                    About::Company | About::File => true,
                });
            }
        }
    }

    /// The highest of the positions, each with what it stands for.
    fn tops<'p>(&self, raised: impl Iterator<Item = &'p Pending>) -> HashMap<PositionId, Top> {
        let mut weights: HashMap<PositionId, Severity> = HashMap::new();
        for one in raised {
            let position = if let About::Position(position) = one.about { Some(position) } else { None };
            for position in position.into_iter().chain(one.also.iter().copied()) {
                let weight = weights.entry(position).or_insert(one.severity);
                *weight = one.severity.max(*weight);
            }
        }
        let mut positions: Vec<(PositionId, Severity)> = weights.into_iter().collect();
        // In pre-order everyone below a position directly follows it.
        positions.sort_unstable_by_key(|(position, _)| (self.graph.below_range(*position).start, *position));
        let mut tops: HashMap<PositionId, Top> = HashMap::new();
        let mut last: Option<PositionId> = None;
        for (position, weight) in positions {
            let above = last.filter(|top| self.graph.is_above(*top, position));
            if let Some(top) = above.and_then(|top| tops.get_mut(&top)) {
                top.rest += 1;
                top.heaviest = top.heaviest.max(weight);
            } else {
                tops.insert(position, Top { rest: 0, heaviest: weight });
                last = Some(position);
            }
        }
        tops
    }

    /// Findings of one rule.
    fn write(&self, at: usize, pending: Vec<Pending>, out: &mut Vec<Written>) {
        let registered = &self.registry.rules()[at];
        let limit = registered.rule.summarise_above.as_ref().and_then(|limit| match limit {
            NumberExpr::Exactly(number) => Some(*number),
            NumberExpr::OfParam(name) => match registered.params.iter().find(|(param, _)| param == name) {
                Some((_, super::format::ParamValue::Number(number))) => Some(*number),
                _ => None,
            },
            NumberExpr::OfFact { .. } => None,
        });
        #[expect(clippy::cast_precision_loss, reason = "a count of findings is far below 2^52")]
        let many = limit.is_some_and(|limit| pending.len() as f64 > limit);
        let count = pending.len();
        let mut findings = pending.into_iter().filter_map(|one| self.finding(at, registered, one, count));
        if !many {
            out.extend(findings);
            return;
        }
        let Some(mut all) = findings.next() else { return };
        all.involved.clear();
        let mut all = all.finding;
        "company".clone_into(&mut all.subject);
        // Each of them is shown by its primary label alone.
        all.others.clear();
        for other in findings.map(|written| written.finding) {
            all.severity = all.severity.max(other.severity);
            all.others.push(other.primary);
        }
        all.path_up.clear();
        all.fix = None;
        all.others.retain(|label| label.place != all.primary.place);
        all.message = self.summary(registered, count);
        all.fingerprint = Fingerprint::new(&registered.rule.id, ["summary"]);
        out.push(Written { finding: all, involved: Vec::new() });
    }

    fn summary(&self, registered: &Registered, count: usize) -> String {
        match &registered.rule.summary {
            Some(summary) => self.renderer(&registered.params, None, &[], count).text(summary),
            None => format!("{count} times: {}", registered.rule.title),
        }
    }

    fn renderer<'r>(
        &'r self,
        params: &'r Params,
        position: Option<PositionId>,
        names: &'r [(super::format::Txt, PositionId)],
        count: usize,
    ) -> Renderer<'r, 'a> {
        Renderer { facts: &self.facts, params, position, names, count }
    }

    fn finding(&self, at: usize, registered: &Registered, one: Pending, count: usize) -> Option<Written> {
        let by_conditions = matches!(one.from, From::Conditions(_));
        let terms = self.scopes[at].at(one.about);
        let mut draft = match one.from {
            From::Check(draft) => draft,
            From::Conditions(raised) => self.draft(registered, &terms.params, &raised, count)?,
        };
        if let Some(note) = terms.note(registered) {
            draft.help = format!("{} ({note})", draft.help);
        }
        let subject = match one.about {
            About::Position(position) => self.chart.id(position).to_owned(),
            About::Company => "company".to_owned(),
            About::File => "chart".to_owned(),
        };
        let mut primary = draft.primary;
        if one.rest > 0 {
            let positions = if one.rest == 1 { "position" } else { "positions" };
            primary.text =
                format!("{}; the same holds of {} {positions} below", primary.text, one.rest).into();
        }
        let path_up = draft.path_from.map_or_else(Vec::new, |from| self.path_up(from));
        let fingerprint = Fingerprint::new(&registered.rule.id, draft.ids.iter().map(String::as_str));
        // Labels of conditions point at others too, whom an exception does not speak of.
        let involved = if by_conditions { Vec::new() } else { draft.ids };
        let finding = Finding {
            rule: index(at),
            severity: terms.level.severity(one.severity),
            message: draft.message,
            help: draft.help,
            subject,
            primary,
            others: draft.others,
            path_up,
            fix: draft.fix,
            fingerprint,
        };
        Some(Written { finding, involved })
    }

    /// A finding of conditions, written out.
    fn draft(
        &self,
        registered: &Registered,
        params: &Params,
        raised: &Raised,
        count: usize,
    ) -> Option<Draft> {
        let rule = &registered.rule;
        let Body::Cases(cases) = &rule.body else { return None };
        let case = &cases[raised.case];
        let renderer = self.renderer(params, raised.position, &raised.names, count);
        let mut labels = rule
            .labels
            .iter()
            .filter_map(|label| Some(Label::new(renderer.place(&label.at)?, renderer.text(&label.text))));
        // Where the first label leads nowhere, the finding is shown at what it is about.
        let primary = labels.next().or_else(|| {
            let path = super::format::Path {
                base: super::format::Base::AtSelf,
                steps: super::format::List::default(),
                fact: None,
            };
            Some(Label::new(renderer.place(&path)?, rule.title.to_string()))
        })?;
        let about = raised.position.map_or(About::Company, About::Position);
        let mut draft = Draft::new(about, renderer.text(&case.message), renderer.text(&case.help), primary);
        draft.ids = self.involved(registered, raised, &renderer);
        draft.others = labels.filter(|label| label.place != draft.primary.place).collect();
        draft.fix = rule.fix.as_ref().and_then(|fix| edit::fix(fix, &renderer));
        if rule.report == Report::Topmost {
            draft.path_from = raised.position;
        }
        Some(draft)
    }

    /// Ids of the position and of those that the labels point at.
    fn involved(&self, registered: &Registered, raised: &Raised, renderer: &Renderer<'_, '_>) -> Vec<String> {
        let labelled = registered.rule.labels.iter();
        let mut involved: Vec<PositionId> =
            labelled.filter_map(|label| renderer.target(&label.at.base, &label.at.steps)).collect();
        involved.extend(raised.position);
        involved.sort_unstable();
        involved.dedup();
        let mut ids: Vec<String> =
            involved.iter().map(|position| self.chart.id(*position).to_owned()).collect();
        if raised.position.is_none() {
            ids.push("company".to_owned());
        }
        ids
    }

    /// Ids from a position up to the top.
    fn path_up(&self, from: PositionId) -> Vec<String> {
        let path = std::iter::once(from).chain(self.graph.path_up(from));
        path.map(|position| self.chart.id(position).to_owned()).collect()
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

/// What the highest of several positions on one solid line stands for.
struct Top {
    /// How many of the others are below it.
    rest: usize,
    /// The highest severity among all of them.
    heaviest: Severity,
}

/// What a rule has reported, at a severity or higher.
struct Spoken {
    positions: HashSet<PositionId>,
    company: bool,
}

impl Spoken {
    fn new(pending: &[Pending], at: Option<Severity>) -> Self {
        let mut spoken = Self { positions: HashSet::new(), company: false };
        for one in pending.iter().filter(|one| at.is_none_or(|at| one.severity >= at)) {
            match one.about {
                About::Position(position) => {
                    spoken.positions.insert(position);
                }
                About::Company => spoken.company = true,
                About::File => {}
            }
            spoken.positions.extend(&one.also);
        }
        spoken
    }
}

fn is_last(registered: &Registered) -> bool {
    matches!(&registered.rule.body, Body::Builtin(name) if builtin::LAST.contains(&&**name))
}

fn index(at: usize) -> RuleIndex {
    RuleIndex(u16::try_from(at).unwrap_or(u16::MAX))
}
