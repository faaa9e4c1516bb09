//! What no rule file can tell alone: ids that are taken, rules that are named and not there, rules
//! that wait for each other.

use std::collections::HashMap;

use super::data::Rule;
use crate::nearest::near_or;
use crate::nearest::one_of;
use crate::source::Span;
use crate::yaml::{NodeId, Tree};

/// A mistake that shows only among all rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TogetherProblem {
    /// Index of the rule.
    pub rule: usize,
    /// Indexes of all rules that cannot be run because of it.
    pub stopped: Vec<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The rule it yields to, where that is what is wrong; else it is the id.
    yields_to: Option<String>,
}

impl TogetherProblem {
    fn new(rule: usize, yields_to: Option<&String>, message: String, help: impl Into<String>) -> Self {
        Self { rule, stopped: vec![rule], message, help: help.into(), yields_to: yields_to.cloned() }
    }

    /// Where it is in the rule's file.
    #[must_use]
    pub fn span(&self, tree: &Tree) -> Span {
        let root = tree.documents().first().and_then(|document| document.root);
        let node = root.and_then(|root| match &self.yields_to {
            None => tree.get(root, "id"),
            Some(rule) => yielding(tree, tree.get(root, "yields_to")?, rule),
        });
        node.map_or_else(|| Span::empty(0), |node| tree.span(node))
    }
}

/// The value that names a rule in `yields_to`: one text, or items that are texts or say `rule:`.
fn yielding(tree: &Tree, list: NodeId, rule: &str) -> Option<NodeId> {
    let named = |node: NodeId| tree.get(node, "rule").unwrap_or(node);
    let mut items = std::iter::once(list).chain(tree.items(list)).map(named);
    items.find(|node| tree.text(*node).trim() == rule)
}

/// Checks rules against each other.
#[must_use]
pub fn check_together(rules: &[&Rule]) -> Vec<TogetherProblem> {
    let mut problems = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, rule) in rules.iter().enumerate() {
        if by_id.insert(&rule.id, at).is_some() {
            let message = format!("another rule has the id `{}`", rule.id);
            let help = "give one of them another id, and its file the same name";
            problems.push(TogetherProblem::new(at, None, message, help));
        }
    }
    for (at, rule) in rules.iter().enumerate() {
        for yields in rule.yields_to.iter().filter(|yields| !by_id.contains_key(&*yields.rule)) {
            let help = near_or(&yields.rule, by_id.keys().copied().collect::<Vec<_>>(), || {
                "`orglint rules` lists every rule".to_owned()
            });
            let message = format!("there is no rule `{}` to yield to", yields.rule);
            problems.push(TogetherProblem::new(at, Some(&yields.rule), message, help));
        }
    }
    problems.extend(circles(rules).into_iter().map(|circle| waiting(rules, &circle)));
    problems
}

fn waiting(rules: &[&Rule], circle: &[usize]) -> TogetherProblem {
    let ids: Vec<&str> = circle.iter().map(|at| &*rules[*at].id).collect();
    let yields_to = rules[circle[0]].yields_to.iter().find(|yields| ids.contains(&&*yields.rule));
    let message = match ids[..] {
        [only] => format!("`{only}` yields to itself"),
        [one, other] => format!("`{one}` and `{other}` yield to each other"),
        [one, ref others @ ..] => format!("`{one}` and {} others yield to each other", others.len()),
        [] => String::new(),
    };
    let help = if ids.len() == 1 {
        "remove it from its own `yields_to`".to_owned()
    } else {
        format!("one of them takes precedence: remove the others from the `yields_to` of {}", one_of(&ids))
    };
    let problem = TogetherProblem::new(circle[0], yields_to.map(|yields| &yields.rule), message, help);
    TogetherProblem { stopped: circle.to_vec(), ..problem }
}

/// Rules that wait for each other, each circle from its first rule on.
fn circles(rules: &[&Rule]) -> Vec<Vec<usize>> {
    let firsts = firsts(rules);
    let reached: Vec<Vec<bool>> = (0..rules.len()).map(|at| reached(&firsts, at)).collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for (at, from_here) in reached.iter().enumerate() {
        if from_here[at] && !circles.iter().any(|circle| circle.contains(&at)) {
            circles.push((at..rules.len()).filter(|to| from_here[*to] && reached[*to][at]).collect());
        }
    }
    circles
}

/// For each rule, those that it yields to.
fn firsts(rules: &[&Rule]) -> Vec<Vec<usize>> {
    let by_id: HashMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (&*rule.id, at)).collect();
    let firsts =
        |rule: &&Rule| rule.yields_to.iter().filter_map(|yields| by_id.get(&*yields.rule).copied()).collect();
    rules.iter().map(firsts).collect()
}

/// The rules that one waits for, over others too.
fn reached(firsts: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; firsts.len()];
    let mut waiting = firsts[from].clone();
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            waiting.extend(&firsts[at]);
        }
    }
    reached
}

/// The order in which rules speak: each after those that it yields to, else as they stand. Rules
/// that wait for each other, which [`check_together`] finds, come last.
#[must_use]
pub fn speaking_order(rules: &[&Rule]) -> Vec<usize> {
    let firsts = firsts(rules);
    let mut order = Vec::with_capacity(rules.len());
    let mut done = vec![false; rules.len()];
    loop {
        let before = order.len();
        for at in 0..rules.len() {
            if !done[at] && firsts[at].iter().all(|first| done[*first]) {
                done[at] = true;
                order.push(at);
            }
        }
        if order.len() == before {
            order.extend((0..rules.len()).filter(|at| !done[*at]));
            return order;
        }
    }
}
