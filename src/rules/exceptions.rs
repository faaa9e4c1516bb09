//! Exceptions: findings that a chart says are meant to be so, as entries of `exceptions:` and as
//! comments `# orglint: allow(…)`. They hide findings after the rules have settled who speaks.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::registry::{Registered, Registry};
use crate::chart::{Chart, PositionId};
use crate::finding::{Finding, Fingerprint};
use crate::graph::OrgGraph;
use crate::source::Place;

/// Where an exception holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// For the whole chart.
    Everywhere,
    /// At a position, `company` or `chart`, by what the exception names.
    At {
        /// As written; for a comment, the id of its position.
        id: String,
        /// The position, where there is one.
        position: Option<PositionId>,
    },
}

/// One exception for one rule.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule, as written.
    pub rule: String,
    /// Where its name stands.
    pub rule_place: Place,
    /// Where it holds.
    pub holds: Holds,
    /// Why.
    pub reason: Option<String>,
    /// The last day it holds.
    pub until: Option<Date>,
    /// The whole of it.
    pub place: Place,
    /// What became of it.
    pub status: Cell<ExceptionStatus>,
}

/// What became of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionStatus {
    /// It hides nothing.
    Unused,
    /// It hides a finding.
    Used,
    /// Its date is past.
    Expired,
    /// It has no reason, and only one with a reason counts.
    WithoutReason,
    /// No exception hides findings of its rule.
    NeverAllowed,
    /// Its rule is off, or could not be checked.
    Asleep,
    /// There is no such rule.
    UnknownRule,
}

/// Every exception of a chart. There may be as many as findings, so each finding looks up those for it.
#[derive(Debug)]
pub(super) struct Exceptions {
    pub(super) all: Vec<Exception>,
    /// For each rule the first that hides anything: at an id, and for the whole chart.
    first: HashMap<String, First>,
}

#[derive(Debug, Default)]
struct First {
    everywhere: Option<usize>,
    at: HashMap<String, usize>,
}

impl Exceptions {
    /// What a chart says, with what can be said of it before any rule has spoken.
    pub(super) fn of(chart: &Chart, graph: &OrgGraph, registry: &Registry, as_of: Date) -> Self {
        let all = all(chart, graph, registry, as_of);
        let mut first: HashMap<String, First> = HashMap::new();
        for (at, exception) in all.iter().enumerate() {
            if exception.status.get() != ExceptionStatus::Unused {
                continue;
            }
            let of_rule = first.entry(exception.rule.clone()).or_default();
            match &exception.holds {
                Holds::Everywhere => {
                    of_rule.everywhere.get_or_insert(at);
                }
                Holds::At { id, .. } => {
                    of_rule.at.entry(Fingerprint::id(id).into_owned()).or_insert(at);
                }
            }
        }
        Self { all, first }
    }

    /// The first that hides a finding. It is used from then on.
    pub(super) fn hiding(&self, registry: &Registry, written: &Written) -> Option<&Exception> {
        let Written { finding, about, involved } = written;
        let first = self.first.get(&registry.rules()[usize::from(finding.rule.0)].rule.id)?;
        let ids = involved.iter().chain([about]);
        let at = ids.filter_map(|id| first.at.get(id).copied()).chain(first.everywhere).min()?;
        let exception = self.all.get(at)?;
        exception.status.set(ExceptionStatus::Used);
        Some(exception)
    }

    /// Exceptions of rules that could not be checked everywhere, and that hide nothing, are neither
    /// used nor unused.
    pub(super) fn put_to_sleep(&self, rules: &HashSet<&str>) {
        for exception in self.all.iter().filter(|exception| rules.contains(&*exception.rule)) {
            if exception.status.get() == ExceptionStatus::Unused {
                exception.status.set(ExceptionStatus::Asleep);
            }
        }
    }
}

fn all(chart: &Chart, graph: &OrgGraph, registry: &Registry, as_of: Date) -> Vec<Exception> {
    let mut found = Vec::new();
    for entry in chart.exceptions() {
        let Some(rule) = entry.rule else { continue };
        let holds = entry.at.map_or(Holds::Everywhere, |at| Holds::At {
            id: at.text.to_owned(),
            position: graph.find(chart, at.text),
        });
        found.push(Exception {
            rule: rule.text.to_owned(),
            rule_place: rule.place,
            holds,
            reason: entry.reason.map(|reason| reason.text.to_owned()),
            until: entry.until,
            place: entry.place,
            status: Cell::new(ExceptionStatus::Unused),
        });
    }
    for comment in &chart.allows {
        for (rule, rule_place) in &comment.rules {
            let holds = comment.position.map_or(Holds::Everywhere, |position| Holds::At {
                id: chart.id(position).to_owned(),
                position: Some(position),
            });
            found.push(Exception {
                rule: rule.clone(),
                rule_place: *rule_place,
                holds,
                reason: comment.reason.clone(),
                until: comment.until,
                place: comment.place,
                status: Cell::new(ExceptionStatus::Unused),
            });
        }
    }
    let known: HashMap<&str, &Registered> =
        registry.rules().iter().map(|registered| (&*registered.rule.id, registered)).collect();
    let never: HashSet<&str> = registry.exceptions.never_allow.iter().map(String::as_str).collect();
    for exception in &found {
        let rule = known.get(&*exception.rule).copied();
        let is_never_allowed = never.contains(&*exception.rule);
        exception.status.set(status(
            exception,
            rule,
            is_never_allowed,
            registry.exceptions.needs_reason,
            as_of,
        ));
    }
    found
}

fn status(
    exception: &Exception,
    rule: Option<&Registered>,
    is_never_allowed: bool,
    needs_reason: bool,
    as_of: Date,
) -> ExceptionStatus {
    match rule {
        None => ExceptionStatus::UnknownRule,
        Some(_) if exception.until.is_some_and(|until| until < as_of) => ExceptionStatus::Expired,
        Some(registered) if !registered.is_on() => ExceptionStatus::Asleep,
        Some(_) if is_never_allowed => ExceptionStatus::NeverAllowed,
        Some(_) if needs_reason && exception.reason.is_none() => ExceptionStatus::WithoutReason,
        Some(_) => ExceptionStatus::Unused,
    }
}

/// A finding with the ids that an exception may name it by, beside its subject.
pub(super) struct Written {
    pub(super) finding: Finding,
    /// The whole id of what it is about, whether that is shown or not.
    pub(super) about: String,
    pub(super) involved: Vec<String>,
}
