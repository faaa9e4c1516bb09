//! What is reported, as findings.

use std::collections::HashSet;
use std::sync::Arc;

use super::pending::{From, Pending};
use super::{Judged, Run, index};
use crate::chart::PositionId;
use crate::finding::{AllowedFinding, Cause, Finding, Fingerprint, Label};
use crate::rules::check::{About, Draft};
use crate::rules::edit;
use crate::rules::eval::{Params, Raised};
use crate::rules::exceptions::Written;
use crate::rules::format::{self, Body, Report};
use crate::rules::registry::Registered;
use crate::rules::render::{LONGEST_MESSAGE, Renderer, called_by, called_in_line};
use crate::source::cut;

impl<'a> Run<'a> {
    /// Reports what one rule raised, without what exceptions hide.
    pub(super) fn report(&self, at: usize, pending: Vec<Pending>, judged: &mut Judged) {
        // One after the other: there may be as many as positions, and each takes room.
        self.write(at, pending, |written| match self.exceptions.hiding(self.registry, &written) {
            None => judged.findings.push(written.finding),
            Some(exception) => {
                let (reason, until) =
                    (exception.reason.clone(), exception.until.map(|until| until.to_string()));
                judged.allowed.push(AllowedFinding { finding: written.finding, reason, until });
            }
        });
    }

    /// Hands over the findings of one rule.
    pub(super) fn write(&self, at: usize, pending: Vec<Pending>, mut take: impl FnMut(Written)) {
        let registered = &self.registry.rules()[at];
        let count = pending.len();
        let causes = self.causes(at, registered, &pending);
        let mut helps = Helps::default();
        for (one, cause) in handed_over(pending).zip(causes) {
            if let Some(written) = self.finding(at, registered, one, cause, count, &mut helps) {
                take(written);
            }
        }
    }

    pub(super) fn renderer<'r>(
        &'r self,
        params: &'r Params,
        position: Option<PositionId>,
        names: &'r [(String, PositionId)],
        count: usize,
    ) -> Renderer<'r, 'a> {
        Renderer { facts: &self.facts, params, position, names, count }
    }

    fn finding(
        &self,
        at: usize,
        registered: &Registered,
        one: Pending,
        cause: Option<Arc<Cause>>,
        count: usize,
        helps: &mut Helps,
    ) -> Option<Written> {
        let by_conditions = matches!(one.from, From::Conditions(_));
        let terms = self.scopes[at].at(one.about);
        let mut draft = match one.from {
            From::Check(draft) => draft,
            From::Conditions(raised) => self.draft(registered, &terms.params, &raised, count)?,
        };
        if let Some(note) = terms.note(registered) {
            draft.help = format!("{} ({note})", draft.help).into();
        }
        let (about, subject) = match one.about {
            About::Position(position) => (self.chart.id(position), self.chart.subject(position)),
            About::Company => ("company", "company".to_owned()),
            About::File => ("chart", "chart".to_owned()),
        };
        let kept_as = match one.about {
            About::Position(position) if self.chart.is_personal(position) => Some(
                called_by(self.chart, position).unwrap_or_else(|| "a position without a title".to_owned()),
            ),
            _ => None,
        };
        let mut primary = draft.primary;
        if one.rest > 0 {
            let positions = if one.rest == 1 { "position" } else { "positions" };
            primary.text =
                format!("{}; the same holds for {} {positions} below", primary.text, one.rest).into();
        }
        let path_up = draft.path_from.map_or_else(Vec::new, |from| self.path_up(from));
        let fingerprint = Fingerprint::new(&registered.rule.id, draft.ids.iter().map(String::as_str));
        // Labels of conditions point at others too, whom an exception does not speak of.
        let involved = if by_conditions { Vec::new() } else { draft.ids };
        let finding = Finding {
            rule: index(at),
            severity: terms.level.severity(one.severity),
            message: cut(&draft.message, LONGEST_MESSAGE).into_owned(),
            help: helps.one(&cut(&draft.help, LONGEST_HELP)),
            subject: cut(&subject, Finding::LONGEST_SUBJECT).into_owned(),
            kept_as,
            primary,
            others: draft.others,
            path_up,
            fixes: draft.fixes,
            cause,
            fingerprint,
        };
        Some(Written { finding, about: Fingerprint::id(about).into_owned(), involved })
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
        let mut labels = rule.labels.iter().enumerate().filter_map(|(at, label)| {
            let place =
                if at == 0 { renderer.place(&label.at)? } else { renderer.stated_place(&label.at)? };
            Some(Label::new(place, renderer.line(&label.text)))
        });
        // Where the first label leads nowhere, the finding is shown at what it is about.
        let primary = labels.next().or_else(|| {
            let path = format::Path { base: format::Base::This, steps: Vec::new(), fact: None };
            Some(Label::new(renderer.place(&path)?, rule.title.clone()))
        })?;
        let about = raised.position.map_or(About::Company, About::Position);
        let mut draft =
            Draft::new(about, renderer.message(&case.message), renderer.line(&case.help), primary);
        draft.ids = self.involved(registered, raised, &renderer);
        draft.others = labels.filter(|label| label.place != draft.primary.place).collect();
        draft.fixes.extend(rule.fix.as_ref().and_then(|fix| edit::fix(fix, &renderer)));
        if rule.report == Report::Topmost {
            draft.path_from = raised.position;
        }
        Some(draft)
    }

    /// Ids from a position up to the top, or as far as anybody would follow them.
    fn path_up(&self, from: PositionId) -> Vec<String> {
        let path = std::iter::once(from).chain(self.graph.path_up(from)).take(MAX_PATH);
        let called = |position| match self.chart.shown_id(position) {
            Some(id) => cut(id, Finding::LONGEST_SUBJECT).into_owned(),
            None => called_in_line(self.chart, position),
        };
        path.map(called).collect()
    }
}

/// Help lines of one rule, most of which say the same.
#[derive(Default)]
struct Helps(HashSet<Arc<str>>);

impl Helps {
    /// How many are kept: where they name positions, each is another one.
    const KEPT: usize = 32;

    fn one(&mut self, help: &str) -> Arc<str> {
        if let Some(known) = self.0.get(help) {
            return Arc::clone(known);
        }
        let new: Arc<str> = help.into();
        if self.0.len() < Self::KEPT {
            self.0.insert(Arc::clone(&new));
        }
        new
    }
}

/// The longest help line, in characters: it is written beside every finding.
const LONGEST_HELP: usize = 600;

/// The most ids of a path: a chart may be one line of a million positions.
const MAX_PATH: usize = 20;

/// Hands over what is in a list one by one, and gives its room back meanwhile: what is made of it takes as much again.
pub(super) fn handed_over<T>(mut all: Vec<T>) -> impl Iterator<Item = T> {
    all.reverse();
    std::iter::from_fn(move || {
        let one = all.pop();
        if all.capacity() > 1024 && all.len() < all.capacity() / 2 {
            all.shrink_to_fit();
        }
        one
    })
}
