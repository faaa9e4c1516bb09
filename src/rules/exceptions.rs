//! Exceptions: findings that a chart says are meant to be so, as entries of `exceptions:` and as
//! comments `# orglint: allow(…)`. They hide findings after the rules have settled who speaks.

use std::cell::Cell;

use jiff::civil::Date;

use super::registry::Registry;
use crate::chart::{Chart, PositionId};
use crate::finding::{AllowedFinding, Finding};
use crate::graph::OrgGraph;
use crate::source::Place;

/// How exceptions are taken, beyond what the chart says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExceptionSettings {
    /// Only an exception with a reason hides anything.
    pub needs_reason: bool,
    /// Rules whose findings no exception hides.
    pub never_allow: Vec<String>,
}

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
    pub fate: Cell<Fate>,
}

/// What became of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
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

impl Exception {
    fn matches(&self, finding: &Finding, rule: &str, involved: &[String]) -> bool {
        self.rule == rule
            && match &self.holds {
                Holds::Everywhere => true,
                Holds::At { id, .. } => *id == finding.subject || involved.contains(id),
            }
    }
}

/// Every exception of a chart, with what can be said of it before any rule has spoken.
pub(super) fn all(chart: &Chart, graph: &OrgGraph, registry: &Registry, as_of: Date) -> Vec<Exception> {
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
            fate: Cell::new(Fate::Unused),
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
                fate: Cell::new(Fate::Unused),
            });
        }
    }
    for exception in &found {
        exception.fate.set(fate(exception, registry, as_of));
    }
    found
}

fn fate(exception: &Exception, registry: &Registry, as_of: Date) -> Fate {
    let settings = &registry.exceptions;
    match registry.find(&exception.rule) {
        None => Fate::UnknownRule,
        Some(_) if exception.until.is_some_and(|until| until < as_of) => Fate::Expired,
        Some(registered) if !registered.is_on() => Fate::Asleep,
        Some(_) if settings.never_allow.contains(&exception.rule) => Fate::NeverAllowed,
        Some(_) if settings.needs_reason && exception.reason.is_none() => Fate::WithoutReason,
        Some(_) => Fate::Unused,
    }
}

/// A finding with the ids that an exception may name it by, beside its subject.
pub(super) struct Written {
    pub(super) finding: Finding,
    pub(super) involved: Vec<String>,
}

/// Takes out the findings that an exception hides.
pub(super) fn hide(
    written: Vec<Written>,
    exceptions: &[Exception],
    registry: &Registry,
) -> (Vec<Finding>, Vec<AllowedFinding>) {
    let mut shown = Vec::new();
    let mut allowed = Vec::new();
    for Written { finding, involved } in written {
        let rule = &registry.rules()[usize::from(finding.rule.0)].rule.id;
        let hiding = exceptions.iter().find(|exception| {
            matches!(exception.fate.get(), Fate::Unused | Fate::Used)
                && exception.matches(&finding, rule, &involved)
        });
        match hiding {
            None => shown.push(finding),
            Some(exception) => {
                exception.fate.set(Fate::Used);
                allowed.push(AllowedFinding { finding, reason: exception.reason.clone() });
            }
        }
    }
    (shown, allowed)
}
