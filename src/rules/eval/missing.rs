//! Which facts were not stated, where a rule stayed silent for want of them.

use fixedbitset::FixedBitSet;

use super::evaluate::Evaluator;
use super::program::{Node, NodeId};
use super::truth::Kleene;
use crate::chart::{CompanyField, PositionId};
use crate::graph::catalogue::{FactId, Organisation, facts_with};
use crate::graph::facts::{Link, Value};
use crate::rules::format::{Comparison, NumberExpr, Test};

/// Gathers them while a rule is evaluated.
pub(super) struct Missing<'e, 'a, 'c> {
    evaluator: &'e Evaluator<'a, 'c>,
    awake: bool,
    given: Vec<FactId>,
    found: Vec<FactId>,
}

impl<'e, 'a, 'c> Missing<'e, 'a, 'c> {
    pub(super) fn new(evaluator: &'e Evaluator<'a, 'c>) -> Self {
        Self { evaluator, awake: false, given: Vec::new(), found: Vec::new() }
    }

    /// Some variant of the rule was checked, so that the rule as a whole was.
    pub(super) fn awake(&mut self) {
        self.awake = true;
    }

    /// A `given` that does not hold: where it is unknown, the facts that make it so.
    pub(super) fn given(&mut self, id: NodeId) {
        let mut found = std::mem::take(&mut self.given);
        self.unknown_values(id, &mut found);
        self.given = found;
    }

    /// A condition about the organisation that is unknown.
    pub(super) fn raises(&mut self, id: NodeId) {
        let mut found = std::mem::take(&mut self.found);
        self.unknown_values(id, &mut found);
        self.found = found;
    }

    /// Conditions about positions, all of which have to hold, that are unknown for these.
    pub(super) fn conditions(&mut self, all: &[NodeId], unknown: &FixedBitSet) {
        if unknown.is_clear() {
            return;
        }
        for id in all {
            self.raises(*id);
            self.fields(*id, unknown);
        }
    }

    /// The facts, as rules write them; where the rule was checked, without those of a `given`.
    pub(super) fn facts(mut self) -> Vec<&'static str> {
        if !self.awake {
            self.found.append(&mut self.given);
        }
        if self.found.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<FactId> = self.found.iter().flat_map(|fact| self.stated_as(*fact)).collect();
        found.sort_unstable();
        found.dedup();
        let catalogue = facts_with(self.evaluator.facts.chart().own().fields.keys());
        let name = |id: &FactId| catalogue.iter().find(|fact| fact.id == *id).map(|fact| fact.name);
        found.iter().filter_map(name).collect()
    }

    /// What a person would write to make a derived fact known; what is in doubt about the chiefs.
    fn stated_as(&self, fact: FactId) -> Vec<FactId> {
        let FactId::Organisation(derived) = fact else { return vec![fact] };
        match derived {
            Organisation::Headcount => vec![FactId::Company(CompanyField::Employees)],
            // Whether the chart is a part of a company follows from that it is complete.
            Organisation::IsPart => vec![FactId::Company(CompanyField::Complete)],
            Organisation::PrimaryGoal => vec![FactId::Company(CompanyField::PrimaryGoal)],
            Organisation::Sectors => vec![FactId::Company(CompanyField::Industry)],
            Organisation::Chiefs | Organisation::LoneChief | Organisation::Cio | Organisation::Cto => {
                let states = [Organisation::CioState, Organisation::CtoState].map(FactId::Organisation);
                states.into_iter().filter(|state| self.is_unknown(*state)).collect()
            }
            _ => vec![fact],
        }
    }

    /// Facts of the organisation that are not stated and leave a condition unknown. Parts of it that
    /// are known, whatever they test, are not the reason.
    fn unknown_values(&self, id: NodeId, out: &mut Vec<FactId>) {
        if let Node::Test { fact, test } = self.evaluator.program.node(id) {
            self.unknown_facts(id, *fact, test, out);
            return;
        }
        if self.is_known(id) {
            return;
        }
        match self.evaluator.program.node(id) {
            Node::All(parts) | Node::Any(parts) => {
                for part in parts {
                    self.unknown_values(*part, out);
                }
            }
            Node::Not(inner) | Node::Above(inner) | Node::Step { inner, .. } => {
                self.unknown_values(*inner, out);
            }
            Node::Group { quantified, .. } => {
                for one in quantified {
                    self.unknown_values(one.inner, out);
                }
            }
            Node::Test { .. } | Node::HasSeats(_) => {}
        }
    }

    fn unknown_facts(&self, id: NodeId, fact: FactId, test: &Test, out: &mut Vec<FactId>) {
        let compared = match test {
            Test::Compares(Comparison { with: NumberExpr::Fact { fact, .. }, .. }) => Some(*fact),
            _ => None,
        };
        let of_organisation = |fact: &FactId| matches!(fact, FactId::Company(_) | FactId::Organisation(_));
        let facts = std::iter::once(fact).chain(compared).filter(of_organisation);
        let unknown: Vec<FactId> = facts.filter(|fact| self.is_unknown(*fact)).collect();
        if !unknown.is_empty() && !self.is_known(id) {
            out.extend(unknown);
        }
    }

    /// Whether a condition is known, and the same for everybody.
    fn is_known(&self, id: NodeId) -> bool {
        matches!(self.evaluator.constant(id), Some(Kleene::Yes | Kleene::No))
    }

    fn is_unknown(&self, fact: FactId) -> bool {
        let value = self.evaluator.facts.value(fact);
        matches!(value, Value::NotStated | Value::Word("unresolved") | Value::Link(Link::Unknown))
    }

    /// Fields that most positions state, and one of these does not.
    fn fields(&mut self, id: NodeId, unknown: &FixedBitSet) {
        let mut found = Vec::new();
        self.each_test(id, &mut |fact, _| {
            if !matches!(fact, FactId::Field(_) | FactId::Own(_)) {
                return;
            }
            if !self.evaluator.is_mostly_stated(fact) {
                return;
            }
            let column = self.evaluator.facts.column(fact);
            if unknown.ones().any(|at| !column.is_stated(PositionId(crate::source::offset(at)))) {
                found.push(fact);
            }
        });
        self.found.append(&mut found);
    }

    fn each_test(&self, id: NodeId, visit: &mut dyn FnMut(FactId, &Test)) {
        match self.evaluator.program.node(id) {
            Node::All(parts) | Node::Any(parts) => {
                for part in parts {
                    self.each_test(*part, visit);
                }
            }
            Node::Not(inner) | Node::Above(inner) | Node::Step { inner, .. } => self.each_test(*inner, visit),
            Node::Group { quantified, .. } => {
                for one in quantified {
                    self.each_test(one.inner, visit);
                }
            }
            Node::Test { fact, test } => visit(*fact, test),
            Node::HasSeats(_) => {}
        }
    }
}
