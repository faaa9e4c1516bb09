//! Templates of messages, and the paths to values that they, labels and fixes name.

use super::condition::relation_of;
use super::data::{Base, For, Path, Piece, Show, Single, TargetSpec, Template};
use super::load::Reader;
use crate::chart::fields::{COMPANY_FIELDS, CompanyField, FIELDS, Field};
use crate::graph::catalogue::{FactId, FactType, Of};
use crate::nearest::near_or;
use crate::nearest::nearest;
use crate::source::Span;
use crate::yaml::NodeId;

impl Reader<'_> {
    /// A text with values in braces; `{{` and `}}` are braces themselves.
    pub(super) fn template(&mut self, node: NodeId, what: &str, about: For) -> Template {
        let Some(text) = self.text(node, what) else { return Template::default() };
        let span = self.span(node);
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                words.push_str(brace);
                rest = after;
                continue;
            }
            let end = rest.find(['{', '}']).filter(|end| brace == "{" && rest[*end..].starts_with('}'));
            let Some(end) = end else {
                let help = "write `{self.title}` for a value, and `{{` or `}}` for a brace itself";
                self.problem_at(span, format!("{what} has a brace without its other half"), help);
                return Template::default();
            };
            if !words.is_empty() {
                pieces.push(Piece::Text(words.as_str().into()));
                words.clear();
            }
            pieces.extend(self.piece(&rest[..end], span, about));
            rest = &rest[end + 1..];
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Text(words.as_str().into()));
        }
        Template { pieces }
    }

    fn piece(&mut self, inside: &str, span: Span, about: For) -> Option<Piece> {
        let (name, show) = match inside.split_once('|') {
            Some((name, show)) => (name.trim(), Some(show.trim())),
            None => (inside.trim(), None),
        };
        if name == "count" && show.is_none() {
            return Some(Piece::Count);
        }
        if let Some(param) = name.strip_prefix('$') {
            return self.param(param, span).map(|param| Piece::Param(param.name));
        }
        let path = self.path_of(name, span, about)?;
        let kind =
            path.fact.and_then(|fact| self.facts.iter().find(|known| known.id == fact)).map(|fact| fact.kind);
        let is_private = matches!(path.fact, Some(FactId::Field(Field::Cover)));
        if kind == Some(FactType::Stated) || is_private {
            let help = "messages show ids and titles; names of people stay in the chart";
            self.problem_at(span, format!("`{name}` is not shown in messages"), help);
            return None;
        }
        let show = match show {
            None => Show::AsIs,
            Some("months") if kind == Some(FactType::Date) => Show::Months,
            Some("days") if kind == Some(FactType::Date) => Show::Days,
            Some(words) => match words.split_once('|') {
                Some((one, many)) if kind == Some(FactType::Number) => {
                    Show::Plural { one: one.trim().into(), many: many.trim().into() }
                }
                _ => {
                    let help = "a date takes `|months` or `|days`, a number `|report|reports`";
                    self.problem_at(span, format!("`{inside}` cannot be shown like that"), help);
                    return None;
                }
            },
        };
        Some(Piece::Value { path, show })
    }

    /// The path that a label points at.
    pub(super) fn path(&mut self, node: NodeId, what: &str, about: For) -> Option<Path> {
        let text = self.text(node, what)?;
        self.path_of(text, self.span(node), about)
    }

    fn path_of(&mut self, name: &str, span: Span, about: For) -> Option<Path> {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        if first == "self" && about == For::Position {
            return self.path_on(Base::This, rest, span);
        }
        if let Some(known) = self.names.iter().find(|known| &***known == first).cloned() {
            return self.path_on(Base::Named(known), rest, span);
        }
        if name == "company" {
            return Some(Path { base: Base::Organisation, steps: Vec::new(), fact: None });
        }
        let organisation =
            Single::ALL.into_iter().find(|step| step.is_of_organisation() && step.word() == first);
        if let (Some(step), None) = (organisation, rest) {
            return Some(at_organisation(vec![step], None));
        }
        if organisation.is_some() || first == "company" || self.is_of_organisation(name) {
            let (steps, fact) = self.fact_path(name, span, For::Organisation)?;
            return Some(at_organisation(steps, Some(fact.id)));
        }
        self.unknown_value(name, first, span, about);
        None
    }

    fn is_of_organisation(&self, name: &str) -> bool {
        self.facts.iter().any(|fact| fact.name == name && fact.of == Of::Organisation)
    }

    fn unknown_value(&mut self, name: &str, first: &str, span: Span, about: For) {
        let own = (about == For::Position).then_some("self");
        let starts = own.into_iter().chain(["company", "cio", "cto", "lone_chief"]);
        let known: Vec<String> = starts.map(str::to_owned).chain(self.names.iter().cloned()).collect();
        let known: Vec<&str> = known.iter().map(|name| &**name).collect();
        let facts = self.facts.iter().filter(|fact| fact.of == Of::Organisation).map(|fact| fact.name);
        let help = match nearest(first, known.iter().copied()) {
            Some(near) => format!("a similar one is known: `{near}`"),
            None => near_or(name, facts.collect::<Vec<_>>(), || {
                format!("a value starts with {}", crate::nearest::one_of(&known))
            }),
        };
        self.problem_at(span, format!("there is no value `{name}`"), help);
    }

    fn path_on(&mut self, base: Base, rest: Option<&str>, span: Span) -> Option<Path> {
        let Some(rest) = rest else {
            return Some(Path { base, steps: Vec::new(), fact: None });
        };
        let (mut steps, fact) = self.fact_path(rest, span, For::Position)?;
        // `self.nearest_chief` is the position, not a fact to be written out.
        let fact = match relation_of(fact.id) {
            Some(step) => {
                steps.push(step);
                None
            }
            None => Some(fact.id),
        };
        Some(Path { base, steps, fact })
    }

    /// The field that a fix sets: `self.reports_to`, `company.employees`.
    pub(super) fn target(&mut self, node: NodeId, about: For) -> Option<TargetSpec> {
        let text = self.text(node, "`set`")?;
        let span = self.span(node);
        let (path, key) = text.rsplit_once('.').unwrap_or((text, ""));
        let known = if path == "company" {
            CompanyField::from_key(key).is_some()
        } else {
            Field::from_key(key).is_some()
        };
        if !known {
            let keys: Vec<&str> = if path == "company" {
                COMPANY_FIELDS.iter().map(|key| key.name).collect()
            } else {
                FIELDS.iter().map(|key| key.name).collect()
            };
            let help = near_or(key, keys, || {
                "name a field of the chart: `self.reports_to`, `company.employees`".to_owned()
            });
            self.problem_at(span, format!("`{text}` is not a field of the chart"), help);
            return None;
        }
        if path == "company" {
            return Some(TargetSpec { base: Base::Organisation, steps: Vec::new(), key: key.into() });
        }
        let path = self.path_of(path, span, about)?;
        if path.fact.is_some() {
            self.problem_at(
                span,
                format!("`{text}` is not a field of the chart"),
                "name a field of a position",
            );
            return None;
        }
        Some(TargetSpec { base: path.base, steps: path.steps, key: key.into() })
    }
}

fn at_organisation(steps: Vec<Single>, fact: Option<FactId>) -> Path {
    Path { base: Base::Organisation, steps, fact }
}
