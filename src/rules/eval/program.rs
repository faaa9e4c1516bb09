//! Conditions of all rules as one set of nodes: parameters are put in, and equal conditions of
//! different rules are one node, evaluated once.

use std::collections::HashMap;

use crate::graph::catalogue::FactId;
use crate::rules::format::{
    Comparison, Cond, Many, NumberExpr, ParamValue, Quantified, Quantifier, Single, Test, WordExpr,
};

/// A node of a [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A condition, its parts by their nodes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Not(NodeId),
    Test { fact: FactId, test: Test },
    Step { relation: Single, inner: NodeId },
    Above(NodeId),
    Group { relation: Many, quantified: Vec<GroupTest> },
    HasSeats(Vec<String>),
}

/// A quantifier of a group with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct GroupTest {
    pub(super) quantifier: Option<Quantifier>,
    pub(super) inner: NodeId,
    pub(super) count: Option<Comparison>,
}

/// Values of a rule's parameters.
pub type Params = [(String, ParamValue)];

/// All conditions.
#[derive(Debug, Default)]
pub(super) struct Program {
    nodes: Vec<Node>,
    /// Whether the node speaks of the position looked at as `self`.
    on_self: Vec<bool>,
    known: HashMap<Node, NodeId>,
}

impl Program {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(super) fn is_on_self(&self, id: NodeId) -> bool {
        self.on_self[id.index()]
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node of a condition.
    pub(super) fn add(&mut self, cond: &Cond, params: &Params) -> NodeId {
        let node = match cond {
            Cond::All(all) => return self.all(all, params),
            Cond::Any(any) => Node::Any(any.iter().map(|cond| self.add(cond, params)).collect()),
            Cond::NotAll(all) => Node::Not(self.all(all, params)),
            Cond::Fact { fact, test } => Node::Test { fact: *fact, test: with_params(test, params) },
            Cond::Step { relation, all, .. } => {
                Node::Step { relation: *relation, inner: self.all(all, params) }
            }
            Cond::Above { all, .. } => Node::Above(self.all(all, params)),
            Cond::Group { relation, quantified, .. } => {
                let quantified = quantified.iter().map(|one| self.quantified(one, params)).collect();
                Node::Group { relation: *relation, quantified }
            }
            Cond::HasSeats(seats) => Node::HasSeats(seats.clone()),
            // All of nothing holds, one of nothing does not.
            Cond::Switched { param: name, on } => match param(params, name) {
                Some(ParamValue::Switch(set)) if set == on => Node::All(Vec::new()),
                _ => Node::Any(Vec::new()),
            },
        };
        self.intern(node)
    }

    fn all(&mut self, all: &[Cond], params: &Params) -> NodeId {
        let mut parts: Vec<NodeId> = all.iter().map(|cond| self.add(cond, params)).collect();
        if let [only] = parts[..] {
            only
        } else {
            parts.sort_unstable();
            parts.dedup();
            self.intern(Node::All(parts))
        }
    }

    fn quantified(&mut self, one: &Quantified, params: &Params) -> GroupTest {
        let count = one.count.as_ref().map(|count| comparison(count, params));
        GroupTest { quantifier: one.quantifier, inner: self.all(&one.all, params), count }
    }

    fn intern(&mut self, node: Node) -> NodeId {
        if let Some(known) = self.known.get(&node) {
            return *known;
        }
        let on_self = match &node {
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| self.is_on_self(*part)),
            Node::Not(inner) | Node::Step { inner, .. } | Node::Above(inner) => self.is_on_self(*inner),
            Node::Test { test, .. } => *test == Test::IsSelf,
            Node::Group { quantified, .. } => quantified.iter().any(|one| self.is_on_self(one.inner)),
            Node::HasSeats(_) => false,
        };
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node.clone());
        self.on_self.push(on_self);
        self.known.insert(node, id);
        id
    }
}

/// The value of a parameter, by its name.
pub(super) fn param<'p>(params: &'p Params, name: &str) -> Option<&'p ParamValue> {
    params.iter().find(|(param, _)| &**param == name).map(|(_, value)| value)
}

fn with_params(test: &Test, params: &Params) -> Test {
    match test {
        Test::OneOf(words) => Test::OneOf(words.iter().map(|word| word_of(word, params)).collect::<Vec<_>>()),
        Test::Compares(compared) => Test::Compares(comparison(compared, params)),
        Test::Counts(compared) => Test::Counts(comparison(compared, params)),
        Test::Dated { age, amount, unit } => {
            Test::Dated { age: *age, amount: number(amount, params), unit: *unit }
        }
        other => other.clone(),
    }
}

fn word_of(word: &WordExpr, params: &Params) -> WordExpr {
    let WordExpr::Param(name) = word else { return word.clone() };
    WordExpr::Text(match param(params, name) {
        Some(ParamValue::Word(word)) => word.clone(),
        Some(ParamValue::Number(number)) => number.to_string().as_str().into(),
        Some(ParamValue::Switch(on)) => on.to_string().as_str().into(),
        None => String::new(),
    })
}

fn comparison(compared: &Comparison, params: &Params) -> Comparison {
    Comparison { how: compared.how, with: number(&compared.with, params) }
}

/// A number with its parameter put in. One that is no number never compares as anything.
fn number(expr: &NumberExpr, params: &Params) -> NumberExpr {
    let NumberExpr::Param(name) = expr else { return expr.clone() };
    match param(params, name) {
        Some(ParamValue::Number(number)) => NumberExpr::Number(*number),
        _ => NumberExpr::Number(f64::NAN),
    }
}
