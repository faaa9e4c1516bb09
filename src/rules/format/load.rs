//! Rule file → [`Rule`]: the YAML is walked once, every mistake is noted with its place, and a rule
//! is given only where there was none.

use std::sync::Arc;

use super::data::{List, Rule, Txt};
use super::examples::{self, Example};
use super::problem::{RuleProblem, near_or};
use crate::chart::fields::{Key, OwnField};
use crate::graph::catalogue::{Fact, facts_with};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Entry, Kind, NodeId, Tree};

/// The largest rule file, in bytes.
pub(super) const MAX_FILE: usize = 64 * 1024;
/// The most conditions in one rule file.
pub(super) const MAX_CONDITIONS: usize = 256;
/// How deep conditions may be nested.
pub(super) const MAX_LEVELS: usize = 16;

/// Words that a rule file may use and that other parts of the program know.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Ids of functions.
    pub functions: &'a [&'a str],
    /// Words of seats.
    pub seats: &'a [&'a str],
    /// Names of checks in Rust.
    pub builtins: &'a [&'a str],
    /// A company's own fields.
    pub fields: &'a [Key<OwnField>],
}

/// A rule file that was read and found right.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// The rule.
    pub rule: Rule,
    /// Where it says that it takes the place of the rule that has its id.
    pub replaces: Option<Span>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// The file's nodes, in which the examples' charts stand.
    pub tree: Arc<Tree>,
}

/// Reads a rule file of a pack.
pub fn load(file: &Arc<SourceFile>, pack: &str, known: &Known<'_>) -> Result<RuleFile, Vec<RuleProblem>> {
    if file.text().len() > MAX_FILE {
        let message = format!("the rule file is larger than the limit of {} KiB", MAX_FILE / 1024);
        return Err(vec![RuleProblem::new(Span::empty(0), message, "split it, or shorten its examples")]);
    }
    let parsed = yaml::parse(file);
    let mut problems: Vec<RuleProblem> = parsed
        .problems
        .iter()
        .map(|problem| RuleProblem::new(problem.span(), problem.to_string(), problem.help()))
        .collect();
    let tree = Arc::new(parsed.tree);
    let facts = facts_with(known.fields);
    let mut reader = Reader::new(&tree, &facts, *known);
    reader.no_references();
    let rule = if let [document] = tree.documents() {
        document.root.and_then(|root| reader.rule(root, pack))
    } else {
        reader.problem(Span::empty(0), "a rule file holds one document", "give each rule its own file");
        None
    };
    let examples = std::mem::take(&mut reader.examples);
    let replaces = reader.replaces;
    problems.append(&mut reader.problems);
    match rule {
        Some(rule) if problems.is_empty() => Ok(RuleFile { rule, replaces, examples, tree }),
        _ => {
            if problems.is_empty() {
                let help = "start from `orglint explain RULE`, which shows a whole rule";
                problems.push(RuleProblem::new(Span::empty(0), "the rule file is empty", help));
            }
            problems.sort_by_key(|problem| problem.span);
            Err(problems)
        }
    }
}

/// Walks one rule file.
pub(super) struct Reader<'t> {
    pub(super) tree: &'t Tree,
    pub(super) facts: &'t [Fact],
    pub(super) known: Known<'t>,
    pub(super) problems: Vec<RuleProblem>,
    /// Parameters the file declares, and whether each is a number.
    pub(super) params: Vec<(Txt, ParamKind)>,
    pub(super) used_params: Vec<Txt>,
    /// Names that conditions gave to positions, in the case that is read.
    pub(super) names: Vec<Txt>,
    pub(super) conditions: usize,
    pub(super) examples: Vec<Example>,
    /// Where the file says that its rule takes another's place.
    pub(super) replaces: Option<Span>,
}

/// What kind of value a parameter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamKind {
    Number,
    Word,
    Switch,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tree: &'t Tree, facts: &'t [Fact], known: Known<'t>) -> Self {
        Self {
            tree,
            facts,
            known,
            problems: Vec::new(),
            params: Vec::new(),
            used_params: Vec::new(),
            names: Vec::new(),
            conditions: 0,
            examples: Vec::new(),
            replaces: None,
        }
    }

    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(RuleProblem::new(span, message, help));
    }

    /// A rule is read by people; what it says stands where it is used.
    fn no_references(&mut self) {
        for at in self.tree.references() {
            self.problem(
                at,
                "a rule file has no anchors and references",
                "write the value out where it is used",
            );
        }
    }

    /// The entries of a mapping; a problem where it is none.
    pub(super) fn mapping(&mut self, node: NodeId, what: &str) -> Option<Vec<Entry>> {
        if self.tree.kind(node) == Kind::Mapping {
            return Some(self.tree.entries(node).collect());
        }
        let message = format!("{what} takes a set of keys");
        self.problem(self.span(node), message, "write its keys on lines of their own below it");
        None
    }

    /// The items of a list; one value alone is a list of one.
    pub(super) fn list(&self, node: NodeId) -> Vec<NodeId> {
        match self.tree.kind(node) {
            Kind::Sequence => self.tree.items(node).collect(),
            _ => vec![node],
        }
    }

    /// A text; a problem where it is none, or empty.
    pub(super) fn text(&mut self, node: NodeId, what: &str) -> Option<&'t str> {
        let text = self.tree.text(node).trim();
        if self.tree.kind(node) == Kind::Scalar && !self.tree.is_null(node) && !text.is_empty() {
            return Some(text);
        }
        self.problem(self.span(node), format!("{what} takes a text"), "write it after the key");
        None
    }

    pub(super) fn own_text(&mut self, node: NodeId, what: &str) -> Option<Txt> {
        self.text(node, what).map(Txt::from)
    }

    /// One of these words.
    pub(super) fn word<T: Copy>(&mut self, node: NodeId, what: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node, what)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let help =
            near_or(text, all.iter().copied(), || format!("it takes {}", crate::nearest::one_of(&all)));
        self.problem(self.span(node), format!("{what} has no word `{text}`"), help);
        None
    }

    pub(super) fn flag(&mut self, node: NodeId, what: &str) -> Option<bool> {
        self.word(node, what, &[("true", true), ("false", false), ("yes", true), ("no", false)])
    }

    pub(super) fn texts(&mut self, node: NodeId, what: &str) -> List<Txt> {
        let items = self.list(node);
        items.into_iter().filter_map(|item| self.own_text(item, what)).collect::<Vec<_>>().into()
    }

    /// Notes a key that is not known, with the nearest of those that are.
    pub(super) fn unknown_key(&mut self, key: NodeId, of: &str, known: &[&str]) {
        let text = self.tree.text(key);
        let help = near_or(text, known.iter().copied(), || format!("its keys are {}", known.join(", ")));
        self.problem(self.tree.span(key), format!("{of} has no key `{text}`"), help);
    }

    /// Where a value stands, its first line.
    pub(super) fn span(&self, node: NodeId) -> Span {
        let span = self.tree.span(node);
        let text = self.tree.file().slice(span);
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(span.start, span.start + crate::source::offset(line))
    }

    /// The parameter of a name; a problem where the file declares none.
    pub(super) fn param(&mut self, name: &str, span: Span) -> Option<(Txt, ParamKind)> {
        let found = self.params.iter().find(|(param, _)| &**param == name).cloned();
        if let Some((name, _)) = &found {
            self.used_params.push(name.clone());
        } else {
            let names: Vec<Txt> = self.params.iter().map(|(name, _)| name.clone()).collect();
            let help = near_or(name, names.iter().map(|name| &**name), || {
                "declare it under `params:` with a `default` and `about`".to_owned()
            });
            self.problem(span, format!("there is no parameter `{name}`"), help);
        }
        found
    }

    pub(super) fn read_examples(&mut self, node: NodeId) {
        self.examples = examples::read(self, node);
    }
}
