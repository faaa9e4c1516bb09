//! What findings of one rule have in common: the value that is missing or wrong, unless the rule or the
//! check says something else. Only a cause that may be that of many findings is made: whatever is
//! compared with findings of before comes later and takes findings away.

use std::collections::HashMap;
use std::sync::Arc;

use super::Run;
use super::pending::{From, Pending};
use crate::chart::PositionId;
use crate::finding::{Cause, Fingerprint, Severity};
use crate::rules::check::{About, Draft};
use crate::rules::eval::Raised;
use crate::rules::format::{Path, Piece, Show, Template};
use crate::rules::registry::Registered;

/// What the findings of one cause share, before they are counted.
struct Shared<'p> {
    first: &'p Pending,
    labels: usize,
    is_one: bool,
    has_all_labels: bool,
    /// What each of them says of the file, where all say the same.
    message: Option<&'p str>,
}

impl Run<'_> {
    /// The cause of each finding of a rule, where it may be that of many.
    pub(super) fn causes(
        &self,
        at: usize,
        registered: &Registered,
        pending: &[Pending],
    ) -> Vec<Option<Arc<Cause>>> {
        let labels: usize = pending.iter().map(Pending::labels).sum();
        let asks = |one: &Pending| one.draft().is_some_and(|draft| draft.cause.is_some_and(|of| of.is_one));
        let may_be_many = pending.len() > 1
            && (registered.rule.together || labels > Cause::MANY || pending.iter().any(asks));
        if !may_be_many {
            return pending.iter().map(|_| None).collect();
        }
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut shared: Vec<Shared<'_>> = Vec::new();
        let mut of = Vec::with_capacity(pending.len());
        for one in pending {
            let number = *numbers.entry(self.key(at, registered, one)).or_insert(shared.len());
            if number == shared.len() {
                let cause = one.draft().and_then(|draft| draft.cause);
                shared.push(Shared {
                    first: one,
                    labels: 0,
                    // What weighs more is said singly, as long as it is not many and the rule knows no cause.
                    is_one: (registered.rule.together
                        && (one.severity == Severity::Info || registered.rule.cause.is_some()))
                        || cause.is_some_and(|cause| cause.is_one),
                    has_all_labels: cause.is_some_and(|cause| cause.has_all_labels),
                    message: one.said_of_file(),
                });
            }
            let of_key = &mut shared[number];
            of_key.labels += one.labels();
            of_key.message = of_key.message.filter(|said| one.said_of_file() == Some(*said));
            of.push(number);
        }
        let mut causes = vec![None; shared.len()];
        for (key, number) in &numbers {
            causes[*number] = self.cause(at, registered, key, &shared[*number]).map(Arc::new);
        }
        of.into_iter().map(|number| causes[number].clone()).collect()
    }

    fn cause(&self, at: usize, registered: &Registered, key: &str, shared: &Shared<'_>) -> Option<Cause> {
        let fewest = if shared.is_one { 2 } else { Cause::fewest_of(self.chart.len()) };
        if shared.labels < fewest {
            return None;
        }
        let rule = &registered.rule;
        let said = shared.first.draft().and_then(|draft| draft.cause);
        let message = match (said, &rule.summary) {
            (Some(cause), _) => cause.message.split("{count}").map(str::to_owned).collect(),
            (None, Some(summary)) => self.around_count(at, shared.first, summary),
            (None, None) => {
                vec![String::new(), format!(" times: {}", shared.message.unwrap_or(&rule.title))]
            }
        };
        let position = rule.cause.as_ref().and_then(|cause| self.position_at(at, shared.first, cause));
        Some(Cause {
            fewest,
            has_all_labels: shared.has_all_labels,
            message,
            help: None,
            subject: position.map_or("company".to_owned(), |position| self.chart.subject(position)),
            fingerprint: Fingerprint::new(&rule.id, ["cause", key]),
        })
    }

    /// What tells the cause of a finding from others of its rule.
    fn key(&self, at: usize, registered: &Registered, one: &Pending) -> String {
        // The one finding keeps the severity of those it stands for.
        format!("{}: {}", one.severity, self.value(at, registered, one))
    }

    fn value(&self, at: usize, registered: &Registered, one: &Pending) -> String {
        match &one.from {
            From::Check(Draft { cause: Some(cause), .. }) => cause.message.to_owned(),
            From::Check(Draft { value: Some(value), .. }) => value.clone(),
            From::Check(draft) => draft.primary.text.to_string(),
            From::Conditions(_) => {
                // What is told once a chart has one cause, whatever each of them is labelled with.
                let primary = registered.rule.labels.first().map(|label| &label.at);
                let primary = primary.filter(|_| !registered.rule.together);
                let Some(path) = registered.rule.cause.as_ref().or(primary) else { return String::new() };
                let position = self.position_at(at, one, path).filter(|_| path.fact.is_none());
                position.map_or_else(
                    || {
                        let value = Piece::Value { path: path.clone(), show: Show::AsIs };
                        self.rendered(at, one, &Template { pieces: vec![value] })
                    },
                    |position| self.chart.id(position).to_owned(),
                )
            }
        }
    }

    fn position_at(&self, at: usize, one: &Pending, path: &Path) -> Option<PositionId> {
        let params = &self.scopes[at].at(one.about).params;
        self.renderer(params, one.position(), one.names(), 0).target(&path.base, &path.steps)
    }

    fn rendered(&self, at: usize, one: &Pending, template: &Template) -> String {
        let params = &self.scopes[at].at(one.about).params;
        self.renderer(params, one.position(), one.names(), 0).text(template)
    }

    /// The parts of a message before, between and after its counts.
    fn around_count(&self, at: usize, one: &Pending, template: &Template) -> Vec<String> {
        let parts = template.pieces.split(|piece| *piece == Piece::Count);
        parts.map(|pieces| self.rendered(at, one, &Template { pieces: pieces.to_vec() })).collect()
    }
}

impl Pending {
    fn draft(&self) -> Option<&Draft> {
        match &self.from {
            From::Check(draft) => Some(draft),
            From::Conditions(_) => None,
        }
    }

    /// Its message, where it is about the file and names no position.
    fn said_of_file(&self) -> Option<&str> {
        self.draft().filter(|_| self.about == About::File).map(|draft| &*draft.message)
    }

    /// How many labels it brings to a finding that stands for many.
    fn labels(&self) -> usize {
        let draft = self.draft().filter(|draft| draft.cause.is_some_and(|cause| cause.has_all_labels));
        1 + draft.map_or(0, |draft| draft.others.len())
    }

    fn position(&self) -> Option<PositionId> {
        match self.about {
            About::Position(position) => Some(position),
            About::Company | About::File => None,
        }
    }

    fn names(&self) -> &[(String, PositionId)] {
        match &self.from {
            From::Conditions(Raised { names, .. }) => names,
            From::Check(_) => &[],
        }
    }
}
