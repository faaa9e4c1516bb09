//! Conditions of all rules in one program: tests of one fact as columns, everything else for the positions
//! that these leave in question.

mod evaluate;
mod group;
mod missing;
mod program;
mod test;
mod truth;
mod witness;

pub use program::Params;
pub use truth::Kleene;

use crate::chart::PositionId;
use crate::graph::catalogue::Derived;
use crate::graph::facts::{Facts, Link};
use crate::rules::format::{Case, For, Single};
use evaluate::Evaluator;
use program::{NodeId, Program};
use witness::{Finder, finders};

/// Where a relation of the organisation leads.
pub(super) fn organisation_link(facts: &Facts<'_>, relation: Single) -> Link {
    facts.organisation_link(relation_fact(relation))
}

/// Where a relation of positions leads, for every position.
pub(super) fn links<'f>(facts: &'f Facts<'_>, relation: Single) -> &'f [Link] {
    facts.links(match relation {
        Single::NearestChief => Derived::NearestChief,
        Single::Complement => Derived::Complement,
        Single::Complements => Derived::Complements,
        Single::Opposite => Derived::Opposite,
        Single::BeforeManager => Derived::BeforeManager,
        _ => Derived::Manager,
    })
}

/// A rule whose conditions are to be evaluated.
pub struct Asked<'r> {
    /// What its findings are about.
    pub about: For,
    /// Its variants.
    pub cases: &'r [Case],
    /// The values of its parameters.
    pub params: &'r Params,
}

/// The nodes of one variant.
struct CaseNodes {
    given: NodeId,
    looks_at: NodeId,
    unless: Option<NodeId>,
    raises: NodeId,
    finders: Vec<Finder>,
}

/// A finding of a rule with conditions, before it is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The position; none: the organisation.
    pub position: Option<PositionId>,
    /// Index of the variant that raised it.
    pub case: usize,
    /// The positions that the conditions named.
    pub names: Vec<(String, PositionId)>,
}

/// What a rule found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What it raised, in the order of the chart.
    pub raised: Vec<Raised>,
    /// Positions that it looked at: `given` and `where` hold.
    pub looked_at: usize,
    /// Facts that were not stated, without which it stayed silent.
    pub missing: Vec<&'static str>,
}

/// Evaluates rules over the facts of one chart, in the order they are asked.
#[must_use]
pub fn evaluate(asked: &[Asked<'_>], facts: &Facts<'_>) -> Vec<Answer> {
    let mut program = Program::default();
    let nodes: Vec<Vec<CaseNodes>> = asked
        .iter()
        .map(|asked| asked.cases.iter().map(|case| case_nodes(case, &mut program, asked.params)).collect())
        .collect();
    let evaluator = Evaluator::new(&program, facts);
    asked.iter().zip(&nodes).map(|(asked, nodes)| answer(&evaluator, asked.about, nodes)).collect()
}

fn case_nodes<'r>(case: &'r Case, program: &mut Program<'r>, params: &Params) -> CaseNodes {
    let mut found = finders(&case.given, program, params);
    found.extend(finders(&case.looks_at, program, params));
    found.extend(finders(&case.raises, program, params));
    CaseNodes {
        given: program.add(&case.given, params),
        looks_at: program.add(&case.looks_at, params),
        unless: case.unless.as_ref().map(|unless| program.add(unless, params)),
        raises: program.add(&case.raises, params),
        finders: found,
    }
}

fn answer(evaluator: &Evaluator<'_, '_>, about: For, cases: &[CaseNodes]) -> Answer {
    match about {
        For::Position => for_positions(evaluator, cases),
        For::Organisation => for_organisation(evaluator, cases),
    }
}

/// For each position the first variant whose `given` and `where` hold decides.
fn for_positions(evaluator: &Evaluator<'_, '_>, cases: &[CaseNodes]) -> Answer {
    let mut answer = Answer::default();
    let mut undecided = evaluator.everybody();
    let mut lacks = missing::Missing::new(evaluator);
    for (at, case) in cases.iter().enumerate() {
        if evaluator.constant(case.given) != Some(Kleene::Yes) {
            lacks.given(case.given);
            continue;
        }
        lacks.awake();
        let looks_at = evaluator.among(case.looks_at, &undecided, None);
        answer.looked_at += looks_at.yes.count_ones(..);
        let mut in_question = looks_at.yes.clone();
        in_question.union_with(&looks_at.unknown);
        let raises = evaluator.among(case.raises, &in_question, None);
        let mut unknown = raises.yes.clone();
        unknown.intersect_with(&looks_at.unknown);
        unknown.union_with(&raises.unknown);
        lacks.conditions(&[case.looks_at, case.raises], &unknown);
        let mut found = raises.yes;
        found.intersect_with(&looks_at.yes);
        if let Some(unless) = case.unless {
            found.difference_with(&evaluator.among(unless, &found, None).yes);
        }
        answer.raised.extend(found.ones().map(|position| {
            let position = Some(evaluate::position(position));
            Raised { position, case: at, names: evaluator.names(&case.finders, position) }
        }));
        undecided.difference_with(&looks_at.yes);
    }
    answer.raised.sort_by_key(|raised| raised.position);
    answer.missing = lacks.facts();
    answer
}

fn for_organisation(evaluator: &Evaluator<'_, '_>, cases: &[CaseNodes]) -> Answer {
    let mut answer = Answer::default();
    let mut lacks = missing::Missing::new(evaluator);
    // Conditions about the organisation are the same for everybody, and for nobody.
    let holds = |id: NodeId| evaluator.constant(id).unwrap_or(Kleene::Unknown);
    for (at, case) in cases.iter().enumerate() {
        let awake = holds(case.given).and(holds(case.looks_at));
        if awake != Kleene::Yes {
            lacks.given(case.given);
            lacks.given(case.looks_at);
            continue;
        }
        lacks.awake();
        answer.looked_at = 1;
        let is_left_out = || case.unless.is_some_and(|unless| holds(unless) == Kleene::Yes);
        match holds(case.raises) {
            Kleene::Yes if !is_left_out() => {
                answer.raised.push(Raised {
                    position: None,
                    case: at,
                    names: evaluator.names(&case.finders, None),
                });
            }
            Kleene::Unknown => lacks.raises(case.raises),
            Kleene::Yes | Kleene::No => {}
        }
        break;
    }
    answer.missing = lacks.facts();
    answer
}

/// The fact that a relation of the organisation is.
fn relation_fact(relation: Single) -> crate::graph::catalogue::Organisation {
    use crate::graph::catalogue::Organisation;
    match relation {
        Single::Cio => Organisation::Cio,
        Single::Cto => Organisation::Cto,
        _ => Organisation::LoneChief,
    }
}

#[cfg(test)]
pub(in crate::rules) mod tests;
