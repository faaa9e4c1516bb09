//! Rule file → [`Rule`]: the YAML is walked once, every mistake is noted with its place, and a rule
//! is given only where there was none.

use std::collections::HashSet;
use std::sync::Arc;

use super::data::{Param, Rule};
use super::examples::{self, Example};
use crate::chart::fields::{Key, OwnField};
use crate::graph::catalogue::{Fact, facts_with};
use crate::nearest::near_or;
use crate::problem::Problem;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, NodeId, Tree};

/// The largest rule file, in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// The most conditions in one rule file.
pub(super) const MAX_CONDITIONS: usize = 256;
/// How deep conditions may be nested.
pub(super) const MAX_LEVELS: usize = 16;

/// Words that a rule file may use and that other parts of the program know.
#[derive(Clone, Copy, Debug)]
pub struct KnownWords<'a> {
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
pub fn load(file: &Arc<SourceFile>, pack: &str, known: &KnownWords<'_>) -> Result<RuleFile, Vec<Problem>> {
    if file.text().len() > MAX_FILE {
        let message = format!("the rule file is larger than the limit of {} KiB", MAX_FILE / 1024);
        return Err(vec![Problem::new(Span::empty(0), message, "split it, or shorten its examples")]);
    }
    let parsed = yaml::parse(file);
    let facts = facts_with(known.fields);
    let mut reader = Reader::new(yaml::Reader::new(&parsed), &facts, *known);
    reader.no_references();
    let root = reader.document("a rule file", "give each rule its own file");
    let rule = root.and_then(|root| reader.rule(root, pack));
    let (examples, replaces) = (std::mem::take(&mut reader.examples), reader.replaces);
    // What all cases share is read once for each, and told once.
    let mut problems = reader.yaml.into_problems();
    match rule {
        Some(rule) if problems.is_empty() => {
            Ok(RuleFile { rule, replaces, examples, tree: Arc::new(parsed.tree) })
        }
        _ => {
            if problems.is_empty() {
                let help = "start from `orglint explain RULE`, which shows a whole rule";
                problems.push(Problem::new(Span::empty(0), "the rule file is empty", help));
            }
            Err(problems)
        }
    }
}

/// Walks one rule file.
pub(super) struct Reader<'t> {
    yaml: yaml::Reader<'t>,
    pub(super) facts: &'t [Fact],
    pub(super) known: KnownWords<'t>,
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
}

/// A reader of rule files is one of YAML that knows more.
impl<'t> std::ops::Deref for Reader<'t> {
    type Target = yaml::Reader<'t>;

    fn deref(&self) -> &Self::Target {
        &self.yaml
    }
}

impl std::ops::DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.yaml
    }
}

impl<'t> Reader<'t> {
    /// What is wrong, each once.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.yaml.into_problems()
    }

    pub(super) fn new(yaml: yaml::Reader<'t>, facts: &'t [Fact], known: KnownWords<'t>) -> Self {
        Self {
            yaml,
            facts,
            known,
            params: Vec::new(),
            used_params: Vec::new(),
            names: Vec::new(),
            case_names: Vec::new(),
            conditions: HashSet::new(),
            examples: Vec::new(),
            replaces: None,
        }
    }

    /// A rule is read by people; what it says stands where it is used.
    fn no_references(&mut self) {
        for at in self.tree.references() {
            self.problem_at(
                at,
                "a rule file has no anchors and references",
                "write the value out where it is used",
            );
        }
    }

    pub(super) fn own_text(&mut self, node: NodeId, what: &str) -> Option<String> {
        self.text(node, what).map(str::to_owned)
    }

    pub(super) fn own_texts(&mut self, node: NodeId, what: &str) -> Vec<String> {
        let items = self.one_or_more(node);
        items.into_iter().filter_map(|item| self.own_text(item, what)).collect()
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
            self.problem_at(span, format!("there is no parameter `{name}`"), help);
        }
        found
    }

    pub(super) fn read_examples(&mut self, node: NodeId) {
        self.examples = examples::read(self, node);
    }
}
