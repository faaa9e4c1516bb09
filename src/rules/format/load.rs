//! Rule file → [`Rule`]: the YAML is walked once, every mistake is noted with its place, and a rule
//! is given only where there was none.

use std::collections::HashSet;
use std::sync::Arc;

use super::data::{Param, Rule};
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
    reader.is_cut = parsed.problems.iter().any(yaml::Problem::loses_content);
    reader.no_references();
    let roots: Vec<NodeId> = tree
        .documents()
        .iter()
        .filter_map(|document| document.root)
        .filter(|root| !tree.is_null(*root))
        .collect();
    if let [_, second, ..] = roots[..] {
        let help = "give each rule its own file";
        reader.problem(reader.span(second), "a rule file holds one document", help);
    }
    let rule = roots.first().and_then(|root| reader.rule(*root, pack));
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
            // What all cases share is read once for each.
            let mut told = HashSet::new();
            problems.retain(|problem| told.insert((problem.span, problem.message.clone())));
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
    /// Parameters the file declares.
    pub(super) params: Vec<Param>,
    pub(super) used_params: Vec<String>,
    /// Names of positions that templates may use here.
    pub(super) names: Vec<String>,
    /// For each case that was read, the names that its conditions gave to positions.
    pub(super) case_names: Vec<Vec<String>>,
    /// The keys of conditions that were read.
    pub(super) conditions: HashSet<NodeId>,
    pub(super) examples: Vec<Example>,
    /// Where the file says that its rule takes another's place.
    pub(super) replaces: Option<Span>,
    /// Whether a part of the file could not be read.
    is_cut: bool,
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
            case_names: Vec::new(),
            conditions: HashSet::new(),
            examples: Vec::new(),
            replaces: None,
            is_cut: false,
        }
    }

    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(RuleProblem::new(span, message, help));
    }

    /// Notes what is not there. In a file that could not be read whole, it may be in the rest.
    pub(super) fn absent(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if !self.is_cut {
            self.problem(span, message, help);
        }
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

    /// The items of a list that says something; a problem where there are none.
    pub(super) fn some(&mut self, node: NodeId, what: &str) -> Vec<NodeId> {
        let items = self.list(node);
        if items.is_empty() {
            self.problem(
                self.span(node),
                format!("{what} takes at least one"),
                "write it between the brackets",
            );
        }
        items
    }

    /// A text; a problem where it is none, or empty.
    pub(super) fn text(&mut self, node: NodeId, what: &str) -> Option<&'t str> {
        let text = self.tree.text(node).trim();
        let is_scalar = self.tree.kind(node) == Kind::Scalar;
        if is_scalar && !self.tree.is_null(node) && !text.is_empty() {
            return Some(text);
        }
        if is_scalar {
            self.problem(self.span(node), format!("{what} says nothing"), "write its value after it");
        } else {
            let help = "write one value, without brackets or keys of its own";
            self.problem(self.span(node), format!("{what} takes one value"), help);
        }
        None
    }

    pub(super) fn own_text(&mut self, node: NodeId, what: &str) -> Option<String> {
        self.text(node, what).map(String::from)
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

    pub(super) fn texts(&mut self, node: NodeId, what: &str) -> Vec<String> {
        let items = self.list(node);
        items.into_iter().filter_map(|item| self.own_text(item, what)).collect::<Vec<_>>()
    }

    /// Notes a key that is not known, with the nearest of those that are.
    pub(super) fn unknown_key(&mut self, key: NodeId, of: &str, known: &[&str]) {
        let text = self.tree.text(key);
        let help = near_or(text, known.iter().copied(), || format!("its keys are {}", known.join(", ")));
        self.problem(self.tree.span(key), format!("{of} has no key `{text}`"), help);
    }

    /// Where a value stands, its first line.
    pub(super) fn span(&self, node: NodeId) -> Span {
        self.tree.file().first_line(self.tree.span(node))
    }

    /// The parameter of a name; a problem where the file declares none.
    pub(super) fn param(&mut self, name: &str, span: Span) -> Option<Param> {
        let found = self.params.iter().find(|param| &*param.name == name).cloned();
        if let Some(param) = &found {
            self.used_params.push(param.name.clone());
        } else {
            let help = near_or(name, self.params.iter().map(|param| &*param.name), || {
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
