//! What a check in Rust is given, and what it hands over.
//!
//! A check knows nothing of levels, exceptions and output: it hands over [`Draft`]s, and the
//! registry makes [`crate::finding::Finding`]s of them, so that no kind of rule can go around it.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::Date;

use super::exceptions::Exception;
use super::format::{ParamValue, Required};
use crate::chart::{Chart, CompanyField, PositionId};
use crate::finding::{Fingerprint, Fix, Label, Severity};
use crate::graph::OrgGraph;
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Facts, Value};
use crate::reconcile::Second;
use crate::references::Unresolved;
use crate::source::{Place, Sources};

/// The date a chart is judged at, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The date.
    pub date: Date,
    /// Whether the chart or the command line states it; otherwise it is today.
    pub stated: bool,
    /// The day of the run, whatever day the chart is of: as the command line states it, else today.
    pub today: Date,
}

/// What a check looks at.
pub struct Context<'a, 'c> {
    /// The chart.
    pub chart: &'a Chart,
    /// Who reports to whom.
    pub graph: &'a OrgGraph,
    /// What is derived from both.
    pub facts: &'a Facts<'c>,
    /// The files' texts.
    pub sources: &'a Sources,
    /// The chart's exceptions, with what became of them so far.
    pub exceptions: &'a [Exception],
    /// Fields that the configuration asks positions for.
    pub required: &'a [Required],
    /// A help line that names the nearest known rule to one that is not.
    pub near_rule: &'a dyn Fn(&str) -> String,
    /// Clocks run from here.
    pub as_of: AsOf,
    /// What checks of this chart have worked out.
    pub memo: &'a Memo,
    /// Second sources that the chart was compared with.
    pub seconds: &'a [Second],
    /// References in other files that lead to nobody.
    pub references: &'a [Unresolved],
    /// The rule's parameters: its own, or what configuration made of them.
    pub params: &'a [(String, ParamValue)],
}

/// What several checks need and the first of them works out, by its type.
#[derive(Default)]
pub struct Memo(RefCell<HashMap<TypeId, Rc<dyn Any>>>);

impl Memo {
    /// What was worked out, else what is worked out now.
    pub fn get<T: 'static>(&self, work_out: impl FnOnce() -> T) -> Rc<T> {
        let known = self.0.borrow().get(&TypeId::of::<T>()).cloned();
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return known;
        }
        let new = Rc::new(work_out());
        self.0.borrow_mut().insert(TypeId::of::<T>(), Rc::clone(&new) as Rc<dyn Any>);
        new
    }
}

impl Context<'_, '_> {
    /// A number among the rule's parameters. The loader has made sure that a rule file states
    /// every parameter its check asks for, and a number where it asks for one.
    #[must_use]
    pub fn number(&self, name: &str) -> f64 {
        let value = self.params.iter().find(|(param, _)| &**param == name).map(|(_, value)| value);
        match value {
            Some(ParamValue::Number(number)) => *number,
            _ => f64::NAN,
        }
    }

    /// How a position is called in a message: its title, else what else tells it, else its id in
    /// backticks. Never its holder's name.
    #[must_use]
    pub fn called(&self, position: PositionId) -> String {
        super::render::called(self.chart, position)
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// One position.
    Position(PositionId),
    /// The organisation.
    Company,
    /// A file, or a part of it that is not a position.
    File,
}

/// A finding in the making: what a check hands over.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is about.
    pub about: About,
    /// Its severity, where that is not the rule's own.
    pub severity: Option<Severity>,
    /// One line, lower-case, without a final period, able to stand alone.
    pub message: String,
    /// The choices; the last one is to keep things as they are and note why, where that is one.
    pub help: Cow<'static, str>,
    /// The place that shows it best.
    pub primary: Label,
    /// Further places, in the order they are to be shown.
    pub others: Vec<Label>,
    /// Further positions that it speaks of, for rules that yield to it.
    pub also: Vec<PositionId>,
    /// What identifies it beside its rule: ids, never line numbers.
    pub ids: Vec<String>,
    /// The position whose path up to the top explains it.
    pub path_from: Option<PositionId>,
    /// Changes that clear it.
    pub fixes: Vec<Fix>,
    /// What it has in common with others; none: what its primary label says.
    pub cause: Option<DraftCause>,
    /// The value that is missing or wrong, where the primary label does not say it, or may not.
    pub value: Option<String>,
}

impl Draft {
    /// A finding about something, shown at one place.
    pub fn new(
        about: About,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
        primary: Label,
    ) -> Self {
        Self {
            about,
            severity: None,
            message: message.into(),
            help: help.into(),
            primary,
            others: Vec::new(),
            also: Vec::new(),
            ids: Vec::new(),
            path_from: None,
            fixes: Vec::new(),
            cause: None,
            value: None,
        }
    }

    /// With a severity of its own.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// With a further label.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<Cow<'static, str>>) -> Self {
        // Most have one, and a list that grows begins with room for four.
        self.others.reserve_exact(usize::from(self.others.is_empty()));
        self.others.push(Label::new(place, text));
        self
    }

    /// Identified by these ids too.
    #[must_use]
    pub fn ids<I: AsRef<str>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids: Vec<String> = ids.into_iter().map(|id| Fingerprint::id(id.as_ref()).into_owned()).collect();
        if self.ids.is_empty() {
            self.ids = ids;
        } else {
            self.ids.extend(ids);
        }
        self
    }

    /// Explained by the path from a position up to the top.
    #[must_use]
    pub fn path_from(mut self, position: PositionId) -> Self {
        self.path_from = Some(position);
        self
    }

    /// Cleared by a change, where there is one.
    #[must_use]
    pub fn fix(mut self, fix: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.reserve_exact(usize::from(self.fixes.is_empty()));
        self.fixes.extend(fix);
        self
    }

    /// Of one cause with others that say the same.
    #[must_use]
    pub fn cause(mut self, cause: DraftCause) -> Self {
        self.cause = Some(cause);
        self
    }

    /// Of one cause only with others about the same value. It is compared, and never shown.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.value = Some(Fingerprint::id(value).into_owned());
        self
    }
}

/// What a finding of a check has in common with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftCause {
    /// The message of the one finding, in which `{count}` is how many labels it has. Findings with the
    /// same one are of one cause.
    pub message: &'static str,
    /// Whether two of them are one finding already.
    pub is_one: bool,
    /// Whether each label shows a position that is affected, and not only the primary one.
    pub has_all_labels: bool,
}

/// A check in Rust.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Looks at a chart and hands over what it finds.
    pub run: fn(&Context<'_, '_>, &mut Vec<Draft>),
    /// Whether it looks at what became of the findings of all others, and so runs after them.
    pub is_last: bool,
    /// Whether it looks at an earlier version too, and sleeps where there is none.
    pub is_of_change: bool,
    /// Whether it compares the chart with a second source, and sleeps where there is none.
    pub is_of_drift: bool,
    /// The regimes that it is about; empty: it is about every company.
    pub regimes: &'static [&'static str],
}

impl Check {
    /// A check that looks at the chart.
    #[must_use]
    pub const fn of_chart(run: fn(&Context<'_, '_>, &mut Vec<Draft>)) -> Self {
        Self { run, is_last: false, is_of_change: false, is_of_drift: false, regimes: &[] }
    }

    /// A check that compares the chart with a second source.
    #[must_use]
    pub const fn of_drift(run: fn(&Context<'_, '_>, &mut Vec<Draft>)) -> Self {
        Self { is_of_drift: true, ..Self::of_chart(run) }
    }

    /// A check that looks at the chart beside an earlier version.
    #[must_use]
    pub const fn of_change(run: fn(&Context<'_, '_>, &mut Vec<Draft>)) -> Self {
        Self { run, is_last: false, is_of_change: true, is_of_drift: false, regimes: &[] }
    }

    /// A check that looks at what became of the findings of all others.
    #[must_use]
    pub const fn of_findings(run: fn(&Context<'_, '_>, &mut Vec<Draft>)) -> Self {
        Self { run, is_last: true, is_of_change: false, is_of_drift: false, regimes: &[] }
    }

    /// For companies that state one of these regimes.
    #[must_use]
    pub const fn under(self, regimes: &'static [&'static str]) -> Self {
        Self { regimes, ..self }
    }

    /// Whether it is about the company of a chart.
    #[must_use]
    pub fn applies(&self, facts: &Facts<'_>) -> bool {
        let stated = || facts.value(FactId::Company(CompanyField::Regimes));
        self.regimes.is_empty()
            || matches!(stated(), Value::Texts(texts) if texts.iter().any(|text| self.regimes.contains(text)))
    }
}
