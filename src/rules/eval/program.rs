//! Conditions of all rules as one set of nodes: parameters are put in, and equal conditions of
//! different rules are one node, evaluated once.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

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
pub(super) enum Node<'r> {
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Not(NodeId),
    Test { fact: FactId, test: Cow<'r, Test> },
    Step { relation: Single, inner: NodeId },
    Above(NodeId),
    Group { relation: Many, quantified: Vec<GroupTest> },
    HasSeats(&'r [String]),
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
pub(super) struct Program<'r> {
    nodes: Vec<Node<'r>>,
    /// Whether the node speaks of the position looked at as `self`.
    on_self: Vec<bool>,
    /// The nodes by what they hold.
    known: HashTable<NodeId>,
    hasher: DefaultHashBuilder,
}

impl<'r> Program<'r> {
    pub(super) fn node(&self, id: NodeId) -> &Node<'r> {
        &self.nodes[id.index()]
    }

    pub(super) fn is_on_self(&self, id: NodeId) -> bool {
        self.on_self[id.index()]
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node of a condition.
    pub(super) fn add(&mut self, cond: &'r Cond, params: &Params) -> NodeId {
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
            Cond::HasSeats(seats) => Node::HasSeats(seats),
            // All of nothing holds, one of nothing does not.
            Cond::Switched { param: name, on } => match param(params, name) {
                Some(ParamValue::Switch(set)) if set == on => Node::All(Vec::new()),
                _ => Node::Any(Vec::new()),
            },
        };
        self.intern(node)
    }

    /// The node of conditions that all have to hold.
    pub(super) fn all(&mut self, all: &'r [Cond], params: &Params) -> NodeId {
        let mut parts: Vec<NodeId> = all.iter().map(|cond| self.add(cond, params)).collect();
        if let [only] = parts[..] {
            only
        } else {
            parts.sort_unstable();
            parts.dedup();
            self.intern(Node::All(parts))
        }
    }

    fn quantified(&mut self, one: &'r Quantified, params: &Params) -> GroupTest {
        let count = one.count.as_ref().map(|count| comparison(count, params));
        GroupTest { quantifier: one.quantifier, inner: self.all(&one.all, params), count }
    }

    fn intern(&mut self, node: Node<'r>) -> NodeId {
        let Self { nodes, on_self, known, hasher } = self;
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        let hash = hasher.hash_one(&node);
        let is_it = |id: &NodeId| nodes[id.index()] == node;
        let vacant = match known.entry(hash, is_it, |id| hasher.hash_one(&nodes[id.index()])) {
            Entry::Occupied(known) => return *known.get(),
            Entry::Vacant(vacant) => vacant,
        };
        vacant.insert(id);
        let is_on_self = |id: NodeId| on_self[id.index()];
        let speaks_of_self = match &node {
            Node::All(parts) | Node::Any(parts) => parts.iter().copied().any(is_on_self),
            Node::Not(inner) | Node::Step { inner, .. } | Node::Above(inner) => is_on_self(*inner),
            Node::Test { test, .. } => **test == Test::IsSelf,
            Node::Group { quantified, .. } => quantified.iter().any(|one| is_on_self(one.inner)),
            Node::HasSeats(_) => false,
        };
        on_self.push(speaks_of_self);
        nodes.push(node);
        id
    }
}

/// The value of a parameter, by its name.
pub(super) fn param<'p>(params: &'p Params, name: &str) -> Option<&'p ParamValue> {
    params.iter().find(|(param, _)| &**param == name).map(|(_, value)| value)
}

/// A test with its parameters put in; most have none.
fn with_params<'t>(test: &'t Test, params: &Params) -> Cow<'t, Test> {
    let is_param = |number: &NumberExpr| matches!(number, NumberExpr::Param(_));
    match test {
        Test::OneOf(words) if words.iter().any(|word| matches!(word, WordExpr::Param(_))) => {
            Cow::Owned(Test::OneOf(words.iter().map(|word| word_of(word, params)).collect()))
        }
        Test::Compares(compared) if is_param(&compared.with) => {
            Cow::Owned(Test::Compares(comparison(compared, params)))
        }
        Test::Counts(compared) if is_param(&compared.with) => {
            Cow::Owned(Test::Counts(comparison(compared, params)))
        }
        Test::Dated { age, amount, unit } if is_param(amount) => {
            Cow::Owned(Test::Dated { age: *age, amount: number(amount, params), unit: *unit })
        }
        other => Cow::Borrowed(other),
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

/// A number with its parameter put in. One that is not a number never compares as anything.
fn number(expr: &NumberExpr, params: &Params) -> NumberExpr {
    let NumberExpr::Param(name) = expr else { return expr.clone() };
    match param(params, name) {
        Some(ParamValue::Number(number)) => NumberExpr::Number(*number),
        _ => NumberExpr::Number(f64::NAN),
    }
}
