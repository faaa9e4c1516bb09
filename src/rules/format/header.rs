//! The keys at the top of a rule file.

use super::data::{
    Body, Case, Cond, FixSpec, For, LabelSpec, List, NumberExpr, Param, ParamValue, Report, Rule, Source,
    Template, Txt, YieldAbout, Yields,
};
use super::load::{ParamKind, Reader};
use super::problem::near_or;
use crate::finding::Severity;
use crate::source::Span;
use crate::yaml::{Entry, Kind, NodeId};

/// The keys of a rule file.
const KEYS: &[&str] = &[
    "id",
    "replaces",
    "title",
    "severity",
    "default",
    "tags",
    "since",
    "for",
    "params",
    "given",
    "where",
    "unless",
    "must",
    "must_not",
    "cases",
    "check",
    "report",
    "group",
    "yields_to",
    "summarise_above",
    "summary",
    "message",
    "labels",
    "help",
    "fix",
    "why",
    "silent",
    "examples",
];

/// The keys of a case.
const CASE_KEYS: &[&str] = &["given", "where", "unless", "must", "must_not", "message", "help", "severity"];

/// The keys of one variant, as they stand in the file.
#[derive(Clone, Copy, Default)]
struct CaseNodes {
    given: Option<NodeId>,
    looks_at: Option<NodeId>,
    unless: Option<NodeId>,
    must: Option<(NodeId, bool)>,
    message: Option<NodeId>,
    help: Option<NodeId>,
    severity: Option<NodeId>,
}

impl CaseNodes {
    /// Takes a key that a case may have; whether it was one.
    fn take(&mut self, reader: &mut Reader<'_>, entry: Entry) -> bool {
        match reader.tree.text(entry.key) {
            "given" => self.given = Some(entry.value),
            "where" => self.looks_at = Some(entry.value),
            "unless" => self.unless = Some(entry.value),
            key @ ("must" | "must_not") => {
                if self.must.is_some() {
                    let help = "keep the one that says it more plainly";
                    let span = reader.tree.span(entry.key);
                    reader.problem(span, "both `must` and `must_not` are there", help);
                }
                self.must = Some((entry.value, key == "must_not"));
            }
            "message" => self.message = Some(entry.value),
            "help" => self.help = Some(entry.value),
            _ => return false,
        }
        true
    }
}

impl Reader<'_> {
    /// The whole rule.
    pub(super) fn rule(&mut self, root: NodeId, pack: &str) -> Option<Rule> {
        let entries = self.mapping(root, "a rule file")?;
        let at = |reader: &Self, key: &str| {
            entries.iter().find(|entry| reader.tree.text(entry.key) == key).map(|entry| entry.value)
        };
        for entry in &entries {
            if !KEYS.contains(&self.tree.text(entry.key)) {
                self.unknown_key(entry.key, "a rule file", KEYS);
            }
        }
        let params = at(self, "params").map(|node| self.read_params(node)).unwrap_or_default();
        let mut common = CaseNodes::default();
        for entry in &entries {
            common.take(self, *entry);
        }
        let about = match at(self, "for") {
            None => For::EachPosition,
            Some(node) => self.word(node, "`for`", FORS).unwrap_or(For::EachPosition),
        };
        let body = self.body(root, at(self, "check"), at(self, "cases"), common, about);
        let labels = at(self, "labels").map(|node| self.labels(node, about)).unwrap_or_default();
        let is_builtin = matches!(body, Some(Body::Builtin(_)));
        if labels.is_empty() && !is_builtin && body.is_some() {
            let help = "write `labels: [{ at: self.title, text: … }]`; the first one is the primary one";
            self.problem(self.span(root), "the rule has no labels", help);
        }
        let id = self.id(root, at(self, "id"));
        self.replaces = at(self, "replaces").and_then(|node| self.replaced(node, &id));
        let rule = Rule {
            id,
            pack: pack.into(),
            title: self.needed(root, "title", at(self, "title")),
            severity: self.needed_severity(root, at(self, "severity")),
            off: at(self, "default").is_some_and(|node| self.is_off(node)),
            tags: at(self, "tags").map(|node| self.texts(node, "`tags`")).unwrap_or_default(),
            since: at(self, "since").and_then(|node| self.own_text(node, "`since`")).unwrap_or_default(),
            about,
            params,
            body: body.unwrap_or(Body::Cases(List::default())),
            report: match at(self, "report") {
                None => Report::Each,
                Some(node) => self.word(node, "`report`", REPORTS).unwrap_or(Report::Each),
            },
            group: at(self, "group").and_then(|node| self.own_text(node, "`group`")),
            yields_to: at(self, "yields_to").map(|node| self.yields(node)).unwrap_or_default(),
            summarise_above: at(self, "summarise_above").and_then(|node| self.limit(node)),
            summary: at(self, "summary").map(|node| self.template(node, "`summary`", For::TheOrganisation)),
            labels,
            fix: at(self, "fix").and_then(|node| self.fix(node, about)),
            why: Txt::default(),
            silent: at(self, "silent").map(|node| self.texts(node, "`silent`")).unwrap_or_default(),
            source: Source::default(),
        };
        let rule = self.why(root, at(self, "why"), rule);
        if let Some(node) = at(self, "examples") {
            self.read_examples(node);
        } else {
            let help = "every rule has an example that raises it, and a near miss that does not";
            self.problem(self.span(root), "the rule has no examples", help);
        }
        if !is_builtin {
            self.unused_params(at(self, "params"));
        }
        Some(rule)
    }

    fn needed(&mut self, root: NodeId, key: &str, node: Option<NodeId>) -> Txt {
        if let Some(node) = node {
            return self.own_text(node, &format!("`{key}`")).unwrap_or_default();
        }
        self.problem(
            self.span(root),
            format!("the rule has no `{key}`"),
            format!("add `{key}:` at the top level"),
        );
        Txt::default()
    }

    /// The id, which is the file's name and kebab-case.
    fn id(&mut self, root: NodeId, node: Option<NodeId>) -> Txt {
        let id = self.needed(root, "id", node);
        let Some(node) = node else { return id };
        let kebab = is_rule_id(&id);
        if !kebab && !id.is_empty() {
            let help = "write it in lower case, with `-` between the words";
            self.problem(self.span(node), format!("`{id}` is no rule id"), help);
        }
        let path = self.tree.file().path();
        let stem = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
        if kebab && stem.is_some_and(|stem| stem != &*id) {
            let message = format!("the id `{id}` is not the name of its file");
            self.problem(self.span(node), message, format!("call the file `{id}.yaml`, or change the id"));
        }
        id
    }

    /// The rule whose place this one takes. It keeps the id, so that settings, exceptions and rules
    /// that name it go on to mean the same place.
    fn replaced(&mut self, node: NodeId, id: &str) -> Option<Span> {
        let replaced = self.text(node, "`replaces`")?;
        if replaced != id {
            let message = format!("`replaces: {replaced}` is not the rule's own id");
            let help = format!(
                "a rule takes the place of the one with its id: write `replaces: {id}`, or switch \
                 `{replaced}` off in the configuration"
            );
            self.problem(self.span(node), message, help);
        }
        Some(self.span(node))
    }

    pub(super) fn severity(&mut self, node: NodeId) -> Option<Severity> {
        let words = Severity::ALL.map(|severity| (severity.word(), severity));
        self.word(node, "`severity`", &words)
    }

    fn needed_severity(&mut self, root: NodeId, node: Option<NodeId>) -> Severity {
        let Some(node) = node else {
            let help = "add `severity: info`, `warning` or `error`";
            self.problem(self.span(root), "the rule has no `severity`", help);
            return Severity::Info;
        };
        self.severity(node).unwrap_or(Severity::Info)
    }

    fn is_off(&mut self, node: NodeId) -> bool {
        self.word(node, "`default`", &[("off", true), ("on", false)]).unwrap_or(false)
    }

    fn read_params(&mut self, node: NodeId) -> List<Param> {
        let mut params = Vec::new();
        for entry in self.mapping(node, "`params`").unwrap_or_default() {
            let name = self.tree.text(entry.key);
            let Some(parts) = self.mapping(entry.value, "a parameter") else { continue };
            let mut default = None;
            let mut about = None;
            for part in parts {
                match self.tree.text(part.key) {
                    "default" => default = self.param_value(part.value),
                    "about" => about = self.own_text(part.value, "`about`"),
                    _ => self.unknown_key(part.key, "a parameter", &["default", "about"]),
                }
            }
            let (Some(default), Some(about)) = (default, about) else {
                let help = "a parameter has a `default` and says what it is `about`";
                let span = self.tree.span(entry.key);
                self.problem(span, format!("the parameter `{name}` is not complete"), help);
                continue;
            };
            let kind = match default {
                ParamValue::Number(_) => ParamKind::Number,
                ParamValue::Word(_) => ParamKind::Word,
                ParamValue::Switch(_) => ParamKind::Switch,
            };
            self.params.push((name.into(), kind));
            params.push(Param { name: name.into(), default, about });
        }
        params.into()
    }

    fn param_value(&mut self, node: NodeId) -> Option<ParamValue> {
        let text = self.text(node, "`default`")?;
        Some(ParamValue::of(text))
    }

    /// Parameters that nothing uses are most often misspelt where they are used.
    fn unused_params(&mut self, node: Option<NodeId>) {
        let Some(node) = node else { return };
        for entry in self.tree.entries(node).collect::<Vec<_>>() {
            let name = self.tree.text(entry.key);
            if !self.used_params.iter().any(|used| &**used == name) {
                let span = self.tree.span(entry.key);
                let help = format!("use it as `${name}`, or take it out");
                self.problem(span, format!("the parameter `{name}` is not used"), help);
            }
        }
    }

    fn limit(&mut self, node: NodeId) -> Option<NumberExpr> {
        let text = self.text(node, "`summarise_above`")?;
        self.number_expr(text, self.span(node), None)
    }

    fn body(
        &mut self,
        root: NodeId,
        check: Option<NodeId>,
        cases: Option<NodeId>,
        common: CaseNodes,
        about: For,
    ) -> Option<Body> {
        if let Some(check) = check {
            return self.builtin(check, cases.is_some() || common.must.is_some());
        }
        let Some(node) = cases else {
            return self
                .case(root, common, CaseNodes::default(), about)
                .map(|case| Body::Cases(vec![case].into()));
        };
        let mut read = Vec::new();
        for item in self.list(node) {
            let mut own = CaseNodes::default();
            for entry in self.mapping(item, "a case").unwrap_or_default() {
                if self.tree.text(entry.key) == "severity" {
                    own.severity = Some(entry.value);
                } else if !own.take(self, entry) {
                    self.unknown_key(entry.key, "a case", CASE_KEYS);
                }
            }
            read.extend(self.case(item, common, own, about));
        }
        Some(Body::Cases(read.into()))
    }

    fn builtin(&mut self, check: NodeId, also_conditions: bool) -> Option<Body> {
        let mut name = None;
        for entry in self.mapping(check, "`check`")? {
            match self.tree.text(entry.key) {
                "builtin" => name = self.text(entry.value, "`builtin`").map(|name| (name, entry.value)),
                _ => self.unknown_key(entry.key, "`check`", &["builtin"]),
            }
        }
        if also_conditions {
            let help = "keep `check`, or `given`, `where` and `must`";
            self.problem(self.span(check), "a rule with a `check` has no conditions", help);
        }
        let (name, node) = name?;
        if !self.known.builtins.contains(&name) {
            let help = near_or(name, self.known.builtins.iter().copied(), || {
                "checks in Rust are part of the program; write conditions instead".to_owned()
            });
            self.problem(self.span(node), format!("there is no check `{name}`"), help);
        }
        Some(Body::Builtin(name.into()))
    }

    /// One variant: what the rule says for all of them, and what this one says itself.
    fn case(&mut self, at: NodeId, common: CaseNodes, own: CaseNodes, about: For) -> Option<Case> {
        self.names.clear();
        let given = self.both(common.given, own.given, For::TheOrganisation, "`given`");
        let looks_at = self.both(common.looks_at, own.looks_at, about, "`where`");
        let bound = self.names.clone();
        let unless = own.unless.or(common.unless).map(|node| self.conditions(node, about, "`unless`"));
        let must = own.must.or(common.must);
        if must.is_none() {
            let help = "say what has to hold (`must`), or what may not (`must_not`)";
            self.problem(self.span(at), "neither `must` nor `must_not` is there", help);
        }
        // Only what holds names a position: a failing `must`, or an exception, names nobody.
        self.names.clone_from(&bound);
        let (node, negated) = must?;
        let tested = self.conditions(node, about, if negated { "`must_not`" } else { "`must`" });
        if !negated {
            self.names = bound;
        }
        let raises = if negated { tested } else { Cond::NotAllOf(vec![tested].into()) };
        let message = self.needed_template(at, own.message.or(common.message), "message", about);
        let help = self.needed_template(at, own.help.or(common.help), "help", about);
        let severity = own.severity.and_then(|node| self.severity(node));
        Some(Case { given, looks_at, unless, raises, severity, message, help })
    }

    fn both(&mut self, common: Option<NodeId>, own: Option<NodeId>, about: For, what: &str) -> Cond {
        let all: Vec<Cond> =
            [common, own].into_iter().flatten().map(|node| self.conditions(node, about, what)).collect();
        Cond::AllOf(all.into())
    }

    fn needed_template(&mut self, at: NodeId, node: Option<NodeId>, key: &str, about: For) -> Template {
        let Some(node) = node else {
            self.problem(self.span(at), format!("the rule has no `{key}`"), format!("add `{key}:`"));
            return Template::default();
        };
        self.template(node, &format!("`{key}`"), about)
    }

    fn labels(&mut self, node: NodeId, about: For) -> List<LabelSpec> {
        let mut labels = Vec::new();
        for item in self.list(node) {
            let mut at = None;
            let mut text = None;
            for entry in self.mapping(item, "a label").unwrap_or_default() {
                match self.tree.text(entry.key) {
                    "at" => at = self.path(entry.value, "`at`", about),
                    "text" => text = Some(self.template(entry.value, "`text`", about)),
                    _ => self.unknown_key(entry.key, "a label", &["at", "text"]),
                }
            }
            match (at, text) {
                (Some(at), Some(text)) => labels.push(LabelSpec { at, text }),
                _ => self.incomplete(item, "a label has `at`, a value of the chart, and a short `text`"),
            }
        }
        labels.into()
    }

    pub(super) fn incomplete(&mut self, node: NodeId, help: &str) {
        // Where a part of it is there and not right, that is said already.
        if self.problems.iter().all(|problem| !within(problem.span, self.tree.span(node))) {
            self.problem(self.span(node), "this part is not complete", help);
        }
    }

    fn fix(&mut self, node: NodeId, about: For) -> Option<FixSpec> {
        let mut set = None;
        let mut to = None;
        let mut safe = None;
        for entry in self.mapping(node, "`fix`")? {
            match self.tree.text(entry.key) {
                "set" => set = self.target(entry.value, about),
                "to" => to = Some(self.template(entry.value, "`to`", about)),
                "safety" => safe = self.word(entry.value, "`safety`", &[("safe", true), ("unsafe", false)]),
                _ => self.unknown_key(entry.key, "`fix`", &["set", "to", "safety"]),
            }
        }
        if let (Some(set), Some(to), Some(safe)) = (set, to, safe) {
            return Some(FixSpec { set, to, safe });
        }
        self.incomplete(node, "a fix has `set`, `to`, and `safety: safe` or `unsafe`");
        None
    }

    fn yields(&mut self, node: NodeId) -> List<Yields> {
        let items = self.list(node);
        items.into_iter().filter_map(|item| self.yields_one(item)).collect::<Vec<_>>().into()
    }

    fn yields_one(&mut self, node: NodeId) -> Option<Yields> {
        if self.tree.kind(node) == Kind::Scalar {
            let rule = self.own_text(node, "`yields_to`")?;
            return Some(Yields { rule, about: YieldAbout::TheSame, at: None });
        }
        let mut yields = Yields { rule: Txt::default(), about: YieldAbout::TheSame, at: None };
        for entry in self.mapping(node, "`yields_to`")? {
            match self.tree.text(entry.key) {
                "rule" => yields.rule = self.own_text(entry.value, "`rule`").unwrap_or_default(),
                "about" => yields.about = self.word(entry.value, "`about`", YIELD_ABOUTS)?,
                "at" => yields.at = self.severity(entry.value),
                _ => self.unknown_key(entry.key, "`yields_to`", &["rule", "about", "at"]),
            }
        }
        if yields.rule.is_empty() {
            self.incomplete(node, "name the rule that speaks first: `rule: …`");
        }
        Some(yields)
    }

    fn why(&mut self, root: NodeId, node: Option<NodeId>, mut rule: Rule) -> Rule {
        let help = "add `why: { text: …, source: { title: … } }`: a finding says where its claim comes from";
        let Some(node) = node else {
            self.problem(self.span(root), "the rule does not say why", help);
            return rule;
        };
        for entry in self.mapping(node, "`why`").unwrap_or_default() {
            match self.tree.text(entry.key) {
                "text" => rule.why = self.own_text(entry.value, "`text`").unwrap_or_default(),
                "source" => rule.source = self.source(entry.value),
                _ => self.unknown_key(entry.key, "`why`", &["text", "source"]),
            }
        }
        if rule.why.is_empty() || rule.source.title.is_empty() {
            self.incomplete(node, help);
        }
        rule
    }

    fn source(&mut self, node: NodeId) -> Source {
        let mut source = Source::default();
        for entry in self.mapping(node, "`source`").unwrap_or_default() {
            match self.tree.text(entry.key) {
                "title" => source.title = self.own_text(entry.value, "`title`").unwrap_or_default(),
                "author" => source.author = self.own_text(entry.value, "`author`"),
                "url" => source.url = self.own_text(entry.value, "`url`"),
                _ => self.unknown_key(entry.key, "`source`", &["title", "author", "url"]),
            }
        }
        source
    }
}

impl ParamValue {
    /// The value of a text: a number, yes or no, else a word.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text {
            "true" => Self::Switch(true),
            "false" => Self::Switch(false),
            _ => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Self::Number(number),
                _ => Self::Word(text.into()),
            },
        }
    }
}

/// Whether a text can be the id of a rule: lower case, with `-` between the words.
#[must_use]
pub fn is_rule_id(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.ends_with('-')
        && !id.contains("--")
}

fn within(inner: crate::source::Span, outer: crate::source::Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

const FORS: &[(&str, For)] = &[("position", For::EachPosition), ("organisation", For::TheOrganisation)];
const REPORTS: &[(&str, Report)] = &[("each", Report::Each), ("topmost", Report::Topmost)];
const YIELD_ABOUTS: &[(&str, YieldAbout)] = &[
    ("self", YieldAbout::TheSame),
    ("above", YieldAbout::OneAbove),
    ("nearest_chief", YieldAbout::ItsChief),
    ("organisation", YieldAbout::TheCompany),
];
