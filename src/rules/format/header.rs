//! The keys at the top of a rule file.

use super::data::{Body, Case, Cond, For, Param, ParamValue, Report, Rule, Source, Template};
use super::load::Reader;
use crate::finding::Severity;
use crate::nearest::near_or;
use crate::source::Span;
use crate::yaml::{Entry, Kind, NodeId};

/// The keys of a rule file.
pub const KEYS: &[&str] = &[
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
    "cause",
    "summary",
    "message",
    "labels",
    "help",
    "fix",
    "looks_at",
    "why",
    "silent",
    "examples",
];

/// The keys of a case.
pub const CASE_KEYS: &[&str] =
    &["given", "where", "unless", "must", "must_not", "message", "help", "severity"];

/// The keys of one variant, as they are in the file.
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
    fn has_conditions(&self) -> bool {
        self.given.is_some() || self.looks_at.is_some() || self.unless.is_some() || self.must.is_some()
    }

    /// Takes a key that a case may have; whether it was one.
    fn take(&mut self, reader: &mut Reader<'_>, entry: Entry) -> bool {
        match reader.tree.text(entry.key) {
            "given" => self.given = Some(entry.value),
            "where" => self.looks_at = Some(entry.value),
            "unless" => self.unless = Some(entry.value),
            key @ ("must" | "must_not") => {
                if self.must.is_some() {
                    let help = "keep the one that says it more clearly";
                    let span = reader.tree.span(entry.key);
                    reader.problem_at(span, "the rule has both `must` and `must_not`", help);
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
        if self.tree.kind(root) != Kind::Mapping {
            self.mapping(root, "a rule file");
            return None;
        }
        if self.is_foreign(root, "rule file", KEYS) {
            return None;
        }
        let entries = self.mapping(root, "a rule file");
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
            None => For::Position,
            Some(node) => self.word(node, "`for`", FORS).unwrap_or(For::Position),
        };
        let body = match at(self, "check") {
            Some(check) => self.builtin(check, at(self, "cases").is_some() || common.has_conditions()),
            None => Some(self.cases(root, at(self, "cases"), common, about)),
        };
        let reports: Vec<Option<Report>> = at(self, "report")
            .map(|node| self.some(node, "`report`"))
            .unwrap_or_default()
            .into_iter()
            .filter_map(|node| self.word(node, "`report`", REPORTS))
            .collect();
        let labels = at(self, "labels").map(|node| self.labels(node, about)).unwrap_or_default();
        // What conditions have named may differ from one finding to the next.
        let names = std::mem::take(&mut self.names);
        let cause = at(self, "cause").and_then(|node| self.path(node, "`cause`", about));
        // Without a cause of its own nothing says which of them a value would be taken from.
        let seen_from = if cause.is_some() { about } else { For::Organisation };
        let summary = at(self, "summary").map(|node| self.template(node, "`summary`", seen_from));
        self.names = names;
        let is_builtin = at(self, "check").is_some();
        if at(self, "labels").is_none() && !is_builtin {
            let help = "write `labels: [{ at: self.title, text: … }]`; the first one is the primary one";
            self.absent(root, "the rule has no labels", help);
        }
        let id = self.id(root, at(self, "id"));
        self.replaces = at(self, "replaces").and_then(|node| self.replaced(node, &id));
        let rule = Rule {
            id,
            pack: pack.into(),
            title: self.needed(root, "title", at(self, "title")),
            severity: self.needed_severity(root, at(self, "severity")),
            off: at(self, "default").is_some_and(|node| self.is_off(node)),
            tags: at(self, "tags").map(|node| self.own_texts(node, "`tags`")).unwrap_or_default(),
            since: at(self, "since").and_then(|node| self.own_text(node, "`since`")).unwrap_or_default(),
            about,
            params,
            body: body.unwrap_or(Body::Cases(Vec::new())),
            report: if reports.contains(&Some(Report::Topmost)) { Report::Topmost } else { Report::Each },
            together: reports.contains(&None),
            group: at(self, "group").and_then(|node| self.own_text(node, "`group`")),
            yields_to: at(self, "yields_to").map(|node| self.yields(node)).unwrap_or_default(),
            cause,
            summary,
            labels,
            fix: at(self, "fix").and_then(|node| self.fix(node, about)),
            looks_at: at(self, "looks_at").and_then(|node| self.own_text(node, "`looks_at`")),
            why: String::new(),
            silent: at(self, "silent").map(|node| self.own_texts(node, "`silent`")).unwrap_or_default(),
            source: Source::default(),
        };
        let rule = self.why(root, at(self, "why"), rule);
        self.without_effect(at(self, "group"), "group", "report: topmost", rule.report == Report::Topmost);
        if let Some(node) = at(self, "examples") {
            self.read_examples(node);
        } else {
            let help = "every rule has an example that raises it, and a near miss that does not";
            self.absent(root, "the rule has no examples", help);
        }
        if !is_builtin {
            self.unused_params(at(self, "params"));
        }
        Some(rule)
    }

    /// A key that says nothing without another.
    fn without_effect(&mut self, node: Option<NodeId>, key: &str, other: &str, there: bool) {
        if let Some(node) = node.filter(|_| !there) {
            let help = format!("add `{other}`, or remove `{key}`");
            self.problem(node, format!("`{key}` has no effect without `{other}`"), help);
        }
    }

    fn needed(&mut self, root: NodeId, key: &str, node: Option<NodeId>) -> String {
        if let Some(node) = node {
            return self.own_text(node, &format!("`{key}`")).unwrap_or_default();
        }
        self.absent(root, format!("the rule has no `{key}`"), format!("add `{key}:` at the top level"));
        String::new()
    }

    /// The id, which is the file's name and kebab-case.
    fn id(&mut self, root: NodeId, node: Option<NodeId>) -> String {
        let id = self.needed(root, "id", node);
        let Some(node) = node else { return id };
        let kebab = is_rule_id(&id);
        if !kebab && !id.is_empty() {
            let help = "write it in lower case, with `-` between the words";
            self.problem(node, format!("`{id}` is not a rule id"), help);
        }
        let path = self.tree.file().path();
        let stem = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
        if kebab && stem.is_some_and(|stem| stem != &*id) {
            let message = format!("the id `{id}` is not the name of its file");
            self.problem(node, message, format!("call the file `{id}.yaml`, or change the id"));
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
                "a rule replaces the one with the same id: write `replaces: {id}`, or switch \
                 `{replaced}` off in the configuration"
            );
            self.problem(node, message, help);
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
            self.absent(root, "the rule has no `severity`", help);
            return Severity::Info;
        };
        self.severity(node).unwrap_or(Severity::Info)
    }

    fn is_off(&mut self, node: NodeId) -> bool {
        self.word(node, "`default`", &[("off", true), ("on", false)]).unwrap_or(false)
    }

    fn read_params(&mut self, node: NodeId) -> Vec<Param> {
        for entry in self.mapping(node, "`params`") {
            let name = self.tree.text(entry.key);
            let span = self.tree.span(entry.key);
            if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') || name.is_empty() {
                let help = "write it in letters, digits and `_`, as it is used: `$max_reports`";
                self.problem_at(span, format!("`{name}` is not a name of a parameter"), help);
            }
            let (default, about) = self.param_parts(entry.value);
            let keys = [("default", default.is_some()), ("about", about.is_some())];
            let help = "a parameter has a `default` and says what it is `about`";
            self.lacks(entry.value, &format!("the parameter `{name}`"), &keys, help);
            let default = default.unwrap_or(ParamValue::Number(0.0));
            self.params.push(Param { name: name.into(), default, about: about.unwrap_or_default() });
        }
        self.params.clone()
    }

    fn param_parts(&mut self, node: NodeId) -> (Option<ParamValue>, Option<String>) {
        let [default, about] = self.keys(node, "a parameter", ["default", "about"]);
        let default = default.and_then(|node| self.text(node, "`default`")).map(ParamValue::of);
        (default, about.and_then(|node| self.own_text(node, "`about`")))
    }

    /// Parameters that nothing uses are most often misspelt where they are used.
    fn unused_params(&mut self, node: Option<NodeId>) {
        let Some(node) = node else { return };
        for entry in self.tree.entries(node).collect::<Vec<_>>() {
            let name = self.tree.text(entry.key);
            if !self.used_params.iter().any(|used| &**used == name) {
                let help = format!("use it as `${name}`, or remove it");
                self.absent(entry.key, format!("the parameter `{name}` is not used"), help);
            }
        }
    }

    /// The variants of a rule; one where it has no `cases`.
    fn cases(&mut self, root: NodeId, cases: Option<NodeId>, common: CaseNodes, about: For) -> Body {
        let Some(node) = cases else {
            return Body::Cases(vec![self.case(root, common, CaseNodes::default(), about)]);
        };
        if self.tree.kind(node) != Kind::Sequence {
            let help = "start each variant with `- where: …`";
            self.wrong(node, "`cases`", "a list", help);
            return Body::Cases(Vec::new());
        }
        let mut read = Vec::new();
        for item in self.some(node, "`cases`") {
            if self.tree.kind(item) != Kind::Mapping {
                self.mapping(item, "a case");
                continue;
            }
            let mut own = CaseNodes::default();
            for entry in self.mapping(item, "a case") {
                if self.tree.text(entry.key) == "severity" {
                    own.severity = Some(entry.value);
                } else if !own.take(self, entry) {
                    self.unknown_key(entry.key, "a case", CASE_KEYS);
                }
            }
            read.push(self.case(item, common, own, about));
        }
        Body::Cases(read)
    }

    fn builtin(&mut self, check: NodeId, also_conditions: bool) -> Option<Body> {
        let [node] = self.keys(check, "`check`", ["builtin"]);
        if also_conditions {
            let help = "keep `check`, or `given`, `where` and `must`";
            self.problem(check, "a rule with a `check` has no conditions", help);
        }
        let node = node?;
        let name = self.text(node, "`builtin`")?;
        if !self.known.builtins.contains(&name) {
            let help = near_or(name, self.known.builtins.iter().copied(), || {
                "checks in Rust are part of the program; write conditions instead".to_owned()
            });
            self.problem(node, format!("there is no check `{name}`"), help);
        }
        Some(Body::Builtin(name.into()))
    }

    /// One variant: what the rule says for all of them, and what this one says itself.
    fn case(&mut self, at: NodeId, common: CaseNodes, own: CaseNodes, about: For) -> Case {
        self.names.clear();
        let given = self.both(common.given, own.given, For::Organisation, "`given`");
        let looks_at = self.both(common.looks_at, own.looks_at, about, "`where`");
        let unless = self.unless(common.unless, own.unless, about);
        let raises = self.raises(at, own.must.or(common.must), about);
        let message = self.needed_template(at, own.message.or(common.message), "message", about);
        let help = self.needed_template(at, own.help.or(common.help), "help", about);
        let severity = own.severity.and_then(|node| self.severity(node));
        self.case_names.push(std::mem::take(&mut self.names));
        Case { given, looks_at, unless, raises, severity, message, help }
    }

    fn both(&mut self, common: Option<NodeId>, own: Option<NodeId>, about: For, what: &str) -> Cond {
        let nodes = [common, own].into_iter().flatten();
        let all: Vec<Cond> = nodes.map(|node| self.conditions(node, about, what, true)).collect();
        Cond::All(all)
    }

    /// Who is left out by the rule, or by this variant of it. An exception names nobody.
    fn unless(&mut self, common: Option<NodeId>, own: Option<NodeId>, about: For) -> Option<Cond> {
        let nodes = [common, own].into_iter().flatten();
        let mut any: Vec<Cond> = nodes.map(|node| self.conditions(node, about, "`unless`", false)).collect();
        if any.len() > 1 { Some(Cond::Any(any)) } else { any.pop() }
    }

    /// What raises a finding. A `must` that fails names nobody.
    fn raises(&mut self, at: NodeId, must: Option<(NodeId, bool)>, about: For) -> Cond {
        match must {
            Some((node, true)) => self.conditions(node, about, "`must_not`", true),
            Some((node, false)) => {
                let tested = self.conditions(node, about, "`must`", false);
                Cond::NotAll(vec![tested])
            }
            None => {
                let help = "say what has to be true (`must`), or what must not (`must_not`)";
                self.absent(at, "the rule has neither `must` nor `must_not`", help);
                Cond::All(Vec::new())
            }
        }
    }

    fn needed_template(&mut self, at: NodeId, node: Option<NodeId>, key: &str, about: For) -> Template {
        let Some(node) = node else {
            self.absent(at, format!("the rule has no `{key}`"), format!("add `{key}:`"));
            return Template::default();
        };
        self.template(node, &format!("`{key}`"), about)
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

const FORS: &[(&str, For)] = &[("position", For::Position), ("organisation", For::Organisation)];
/// Words of `report`; none of them: `together`, which goes with either.
const REPORTS: &[(&str, Option<Report>)] =
    &[("each", Some(Report::Each)), ("topmost", Some(Report::Topmost)), ("together", None)];
