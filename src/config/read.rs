//! Nodes of a configuration file → [`Settings`]. Every mistake is noted, and reading goes on.

mod charts;

use std::sync::Arc;

use super::data::{
    FieldKind, FieldSetting, FunctionSetting, Override, Param, RuleSetting, SeatSetting, Settings, Spanned,
};
use super::{Problem, near_or};
use crate::nearest::one_of;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Entry, Kind, NodeId, Tree};

/// The largest configuration file, in bytes.
pub const MAX_FILE: usize = 1024 * 1024;

/// The most entries of `overrides:` in one file: a rule is evaluated anew for each set of
/// parameters that they make.
const MAX_OVERRIDES: usize = 256;

/// The keys of a configuration file.
pub(crate) const KEYS: &[&str] =
    &["extends", "rules", "overrides", "vocabulary", "fields", "allow_needs_reason", "never_allow", "charts"];

/// Reads a configuration file.
pub(super) fn read(file: &Arc<SourceFile>) -> Read {
    if file.text().len() > MAX_FILE {
        let message = format!("the configuration is larger than the limit of {} KiB", MAX_FILE / 1024);
        let help = "split it, and name the parts under `extends:`";
        let problems = vec![Problem::new(Span::empty(0), message, help)];
        return Read { settings: Settings::default(), problems, tree: None };
    }
    let parsed = yaml::parse(file);
    let problems = parsed.problems.iter();
    let problems =
        problems.map(|problem| Problem::new(problem.span(), problem.to_string(), problem.help())).collect();
    let mut reader = Reader { tree: &parsed.tree, problems };
    let settings = reader.file();
    let mut problems = reader.problems;
    problems.sort();
    Read { settings, problems, tree: Some(Arc::new(parsed.tree)) }
}

/// What a configuration file says, and what is amiss in it.
pub(super) struct Read {
    pub(super) settings: Settings,
    pub(super) problems: Vec<Problem>,
    /// Its nodes; none of a file that is too large.
    pub(super) tree: Option<Arc<Tree>>,
}

struct Reader<'t> {
    tree: &'t Tree,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn file(&mut self) -> Settings {
        let mut settings = Settings::default();
        let documents = self.tree.documents();
        if let [_, second, ..] = documents {
            let span = second.root.map_or(Span::empty(0), |root| self.span(root));
            self.problem(
                span,
                "a configuration is one document",
                "join the parts, without `---` between them",
            );
        }
        let Some(root) = documents.first().and_then(|document| document.root) else { return settings };
        // A file of comments alone sets nothing.
        if self.tree.is_null(root) {
            return settings;
        }
        for entry in self.mapping(root, "a configuration") {
            self.key(entry, &mut settings);
        }
        settings
    }

    fn key(&mut self, entry: Entry, settings: &mut Settings) {
        let value = entry.value;
        match self.tree.text(entry.key) {
            "extends" => settings.extends = self.texts(value, "`extends`", "a file, or a list of files"),
            "rules" => settings.rules = self.rules(value, "`rules`"),
            "overrides" => settings.overrides = self.overrides(value),
            "vocabulary" => self.vocabulary(value, settings),
            "fields" => settings.fields = self.fields(value),
            "allow_needs_reason" => settings.allow_needs_reason = self.flag(value, "`allow_needs_reason`"),
            "never_allow" => {
                settings.never_allow = self.texts(value, "`never_allow`", "a rule, or a list of rules");
            }
            "charts" => settings.charts = self.charts(value),
            _ => self.unknown_key(entry.key, "a configuration", KEYS),
        }
    }

    fn rules(&mut self, node: NodeId, what: &str) -> Vec<RuleSetting> {
        self.mapping(node, what).into_iter().filter_map(|entry| self.rule(entry)).collect()
    }

    fn rule(&mut self, entry: Entry) -> Option<RuleSetting> {
        let name = self.name(entry.key)?;
        let what = format!("`{}`", name.value);
        let mut setting = RuleSetting { name, level: None, params: Vec::new() };
        if self.tree.kind(entry.value) == Kind::Scalar && !self.tree.is_null(entry.value) {
            setting.level = self.text(entry.value, &what, "a level");
            return Some(setting);
        }
        if self.tree.kind(entry.value) != Kind::Mapping {
            let help = "write a level such as `off`, or `{ severity: …, params: { … } }`";
            self.wrong(entry.value, &what, "a level, or `severity` and `params`", help);
            return None;
        }
        for part in self.entries(entry.value) {
            match self.tree.text(part.key) {
                "severity" => setting.level = self.text(part.value, "`severity`", "a level"),
                "params" => setting.params = self.params(part.value),
                _ => self.unknown_key(part.key, &what, &["severity", "params"]),
            }
        }
        Some(setting)
    }

    fn params(&mut self, node: NodeId) -> Vec<Param> {
        let entries = self.mapping(node, "`params`");
        entries
            .into_iter()
            .filter_map(|entry| {
                let name = self.name(entry.key)?;
                let value = self.text(entry.value, &format!("`{}`", name.value), "one value")?;
                Some(Param { name, value })
            })
            .collect()
    }

    fn overrides(&mut self, node: NodeId) -> Vec<Override> {
        let items = self.list(node, "`overrides`", "start each entry with `- within: …`");
        if let Some(over) = items.get(MAX_OVERRIDES) {
            let message = format!("`overrides` has more than {MAX_OVERRIDES} entries");
            self.problem(self.span(*over), message, "say it of a position further up");
        }
        items.into_iter().take(MAX_OVERRIDES).filter_map(|item| self.one_override(item)).collect()
    }

    fn one_override(&mut self, node: NodeId) -> Option<Override> {
        let what = "an entry of `overrides`";
        let before = self.problems.len();
        let (mut within, mut rules) = (None, None);
        for entry in self.mapping(node, what) {
            match self.tree.text(entry.key) {
                "within" => within = self.text(entry.value, "`within`", "the id of a position"),
                "rules" => rules = Some(self.rules(entry.value, "`rules`")),
                _ => self.unknown_key(entry.key, what, &["within", "rules"]),
            }
        }
        if let (Some(within), Some(rules)) = (within, rules) {
            return Some(Override { within, rules });
        }
        // Where a part of it is there and not right, that is said already.
        if self.problems.len() == before {
            let help = "write `within:` with the id of a position, and `rules:` with what differs there";
            self.problem(self.span(node), "the entry of `overrides` is not complete", help);
        }
        None
    }

    fn vocabulary(&mut self, node: NodeId, settings: &mut Settings) {
        for entry in self.mapping(node, "`vocabulary`") {
            match self.tree.text(entry.key) {
                "functions" => {
                    let functions = self.mapping(entry.value, "`functions`");
                    settings.functions =
                        functions.into_iter().filter_map(|entry| self.function(entry)).collect();
                }
                "seats" => {
                    let seats = self.mapping(entry.value, "`seats`");
                    settings.seats = seats.into_iter().filter_map(|entry| self.seat(entry)).collect();
                }
                _ => self.unknown_key(entry.key, "`vocabulary`", &["functions", "seats"]),
            }
        }
    }

    fn function(&mut self, entry: Entry) -> Option<FunctionSetting> {
        let id = self.name(entry.key)?;
        let what = format!("`{}`", id.value);
        let (domain, departments, titles) = (None, Vec::new(), Vec::new());
        let mut function = FunctionSetting { id, domain, departments, titles };
        let before = self.problems.len();
        for part in self.mapping(entry.value, &what) {
            match self.tree.text(part.key) {
                "domain" => function.domain = self.text(part.value, "`domain`", "the side it belongs to"),
                "departments" => {
                    function.departments = self.texts(part.value, "`departments`", "names of departments");
                }
                "titles" => function.titles = self.texts(part.value, "`titles`", "titles"),
                _ => self.unknown_key(part.key, &what, &["domain", "departments", "titles"]),
            }
        }
        // That it has no domain is said only where the rest of it could be read.
        (function.domain.is_some() || self.problems.len() == before).then_some(function)
    }

    fn seat(&mut self, entry: Entry) -> Option<SeatSetting> {
        let seat = self.name(entry.key)?;
        let what = format!("`{}`", seat.value);
        let mut titles = Vec::new();
        for part in self.mapping(entry.value, &what) {
            match self.tree.text(part.key) {
                "titles" => titles = self.texts(part.value, "`titles`", "titles"),
                _ => self.unknown_key(part.key, &what, &["titles"]),
            }
        }
        Some(SeatSetting { seat, titles })
    }

    fn fields(&mut self, node: NodeId) -> Vec<FieldSetting> {
        let entries = self.mapping(node, "`fields`");
        entries
            .into_iter()
            .filter_map(|entry| {
                let name = self.name(entry.key)?;
                let kind = self.field_kind(entry.value, &name.value)?;
                Some(FieldSetting { name, kind })
            })
            .collect()
    }

    fn field_kind(&mut self, node: NodeId, name: &str) -> Option<FieldKind> {
        let what = format!("the field `{name}`");
        let expected = "a type, or a list of words";
        if self.tree.kind(node) != Kind::Sequence {
            let word = self.text(node, &what, expected)?;
            return FieldKind::from_word(&word.value).or_else(|| {
                let help = near_or(&word.value, FieldKind::WORDS, || {
                    format!("a type is {}, or a list of the words it takes", one_of(&FieldKind::WORDS))
                });
                self.problem(word.span, format!("there is no type `{}`", word.value), help);
                None
            });
        }
        let words = self.texts(node, &what, expected);
        if words.is_empty() {
            self.problem(
                self.span(node),
                format!("{what} takes no word at all"),
                "list the words that it takes",
            );
            return None;
        }
        for (at, word) in words.iter().enumerate() {
            if words[..at].iter().any(|before| before.value == word.value) {
                let message = format!("the word `{}` stands in the list twice", word.value);
                self.problem(word.span, message, "keep it once");
            }
        }
        Some(FieldKind::Words(words.into_iter().map(|word| word.value).collect()))
    }
}

/// What the keys have in common.
impl Reader<'_> {
    fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(span, message, help));
    }

    /// Where a value stands, its first line.
    fn span(&self, node: NodeId) -> Span {
        self.tree.file().first_line(self.tree.span(node))
    }

    fn wrong(&mut self, node: NodeId, what: &str, expected: &str, help: &str) {
        let found = match self.tree.kind(node) {
            Kind::Scalar if self.tree.is_null(node) => "nothing",
            Kind::Scalar => "a single value",
            Kind::Sequence => "a list",
            Kind::Mapping => "a set of keys",
            // A reference to nothing is noted as that.
            Kind::Alias => return,
        };
        self.problem(self.span(node), format!("{what} takes {expected}, and this is {found}"), help);
    }

    fn entries(&self, node: NodeId) -> Vec<Entry> {
        self.tree.entries(node).collect()
    }

    /// The entries of a set of keys; none, with a problem, where it is something else.
    fn mapping(&mut self, node: NodeId, what: &str) -> Vec<Entry> {
        if self.tree.kind(node) != Kind::Mapping {
            self.wrong(node, what, "a set of keys", "write each on a line of its own below it: `key: value`");
        }
        self.entries(node)
    }

    fn list(&mut self, node: NodeId, what: &str, help: &str) -> Vec<NodeId> {
        if self.tree.kind(node) != Kind::Sequence {
            self.wrong(node, what, "a list", help);
        }
        self.tree.items(node).collect()
    }

    /// A key that names something.
    fn name(&mut self, key: NodeId) -> Option<Spanned<String>> {
        self.text(key, "a key", "a word")
    }

    fn text(&mut self, node: NodeId, what: &str, expected: &str) -> Option<Spanned<String>> {
        let text = self.tree.text(node).trim();
        if self.tree.kind(node) == Kind::Scalar && !self.tree.is_null(node) && !text.is_empty() {
            return Some(Spanned { value: text.to_owned(), span: self.span(node) });
        }
        self.wrong(node, what, expected, "write one value after the key");
        None
    }

    /// One text, or a list of them.
    fn texts(&mut self, node: NodeId, what: &str, expected: &str) -> Vec<Spanned<String>> {
        match self.tree.kind(node) {
            Kind::Sequence => {
                let items: Vec<NodeId> = self.tree.items(node).collect();
                items.into_iter().filter_map(|item| self.text(item, what, expected)).collect()
            }
            _ => self.text(node, what, expected).into_iter().collect(),
        }
    }

    fn flag(&mut self, node: NodeId, what: &str) -> Option<bool> {
        let text = self.text(node, what, "`true` or `false`")?;
        match text.value.as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                let message = format!("{what} takes `true` or `false`");
                self.problem(text.span, message, "write `true` or `false`");
                None
            }
        }
    }

    fn unknown_key(&mut self, key: NodeId, of: &str, known: &[&str]) {
        let Some(name) = self.name(key) else { return };
        let help =
            near_or(&name.value, known.iter().copied(), || format!("its keys are {}", known.join(", ")));
        self.problem(name.span, format!("{of} has no key `{}`", name.value), help);
    }
}
