//! What no rule file can tell alone: ids that are taken, rules that are named and not there, rules
//! that wait for each other.

use std::collections::HashMap;

use super::data::Rule;
use super::problem::near_or;

/// A mistake that shows only among all rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TogetherProblem {
    /// Index of the rule.
    pub rule: usize,
    /// The key that it is about.
    pub key: &'static str,
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Checks rules against each other.
#[must_use]
pub fn check_together(rules: &[&Rule]) -> Vec<TogetherProblem> {
    let mut problems = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, rule) in rules.iter().enumerate() {
        if by_id.insert(&rule.id, at).is_some() {
            problems.push(TogetherProblem {
                rule: at,
                key: "id",
                message: format!("another rule has the id `{}`", rule.id),
                help: "give one of them another id, and its file the same name".to_owned(),
            });
        }
    }
    for (at, rule) in rules.iter().enumerate() {
        for yields in rule.yields_to.iter().filter(|yields| !by_id.contains_key(&*yields.rule)) {
            let help = near_or(&yields.rule, by_id.keys().copied().collect::<Vec<_>>(), || {
                "`orglint rules` lists every rule".to_owned()
            });
            let message = format!("there is no rule `{}` to yield to", yields.rule);
            problems.push(TogetherProblem { rule: at, key: "yields_to", message, help });
        }
    }
    if let Err(at) = speaking_order(rules) {
        problems.push(TogetherProblem {
            rule: at,
            key: "yields_to",
            message: format!("`{}` yields to a rule that yields to it", rules[at].id),
            help: "let one of them speak first".to_owned(),
        });
    }
    problems
}

/// The order in which rules speak: each after those that it yields to, else as they stand. Fails
/// with a rule that waits for itself.
pub fn speaking_order(rules: &[&Rule]) -> Result<Vec<usize>, usize> {
    let by_id: HashMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (&*rule.id, at)).collect();
    let mut order = Vec::with_capacity(rules.len());
    let mut done = vec![false; rules.len()];
    while order.len() < rules.len() {
        let before = order.len();
        for (at, rule) in rules.iter().enumerate() {
            let ready = rule
                .yields_to
                .iter()
                .filter_map(|yields| by_id.get(&*yields.rule))
                .all(|first| done[*first] && *first != at);
            if !done[at] && ready {
                done[at] = true;
                order.push(at);
            }
        }
        if order.len() == before {
            return Err(done.iter().position(|done| !done).unwrap_or(0));
        }
    }
    Ok(order)
}
