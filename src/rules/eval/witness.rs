//! Which positions the names in a rule's conditions stand for: searched only for what is reported.

use super::evaluate::Evaluator;
use super::program::{NodeId, Params, Program};
use super::truth::Kleene;
use crate::chart::PositionId;
use crate::graph::facts::Link;
use crate::rules::format::{Cond, Many, Quantifier, Single, Txt};

/// A relation on the way to a named position.
#[derive(Debug)]
pub(super) struct Finder {
    name: Option<Txt>,
    via: Via,
    inner: NodeId,
    within: Vec<Finder>,
}

#[derive(Clone, Copy, Debug)]
enum Via {
    One(Single),
    Above,
    Any(Many),
}

/// The named positions of a condition that holds.
pub(super) fn finders(cond: &Cond, program: &mut Program, params: &Params) -> Vec<Finder> {
    let (via, all, name) = match cond {
        Cond::AllOf(all) => {
            return all.iter().flat_map(|cond| finders(cond, program, params)).collect();
        }
        Cond::Step { relation, all, name } => (Via::One(*relation), all, name),
        Cond::Above { all, name } => (Via::Above, all, name),
        Cond::Group { relation, quantified, name } => {
            let any = quantified.iter().find(|one| one.quantifier == Some(Quantifier::AnyMember));
            let Some(any) = any else { return Vec::new() };
            (Via::Any(*relation), &any.all, name)
        }
        Cond::AnyOf(_)
        | Cond::NotAllOf(_)
        | Cond::FactTest { .. }
        | Cond::HasSeats(_)
        | Cond::Switched { .. } => return Vec::new(),
    };
    let within: Vec<Finder> = all.iter().flat_map(|cond| finders(cond, program, params)).collect();
    if name.is_none() && within.is_empty() {
        return Vec::new();
    }
    let inner = program.add(&Cond::AllOf(all.clone()), params);
    vec![Finder { name: name.clone(), via, inner, within }]
}

/// Positions by the names that conditions gave them.
pub(super) type Names = Vec<(Txt, PositionId)>;

impl Evaluator<'_, '_> {
    /// The named positions seen from one that raises a rule; from the organisation where there is none.
    pub(super) fn names(&self, finders: &[Finder], looked_at: Option<PositionId>) -> Names {
        let mut names = Vec::new();
        self.find(finders, looked_at, looked_at, &mut names);
        names
    }

    fn find(
        &self,
        finders: &[Finder],
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
        names: &mut Names,
    ) {
        for finder in finders {
            let Some(found) = self.witness(finder, at, looked_at) else { continue };
            if let Some(name) = &finder.name {
                names.push((name.clone(), found));
            }
            self.find(&finder.within, Some(found), looked_at, names);
        }
    }

    fn witness(
        &self,
        finder: &Finder,
        at: Option<PositionId>,
        looked_at: Option<PositionId>,
    ) -> Option<PositionId> {
        let nobody = PositionId(u32::MAX);
        let fits = |of: &PositionId| self.pair(finder.inner, *of, looked_at.unwrap_or(nobody)) == Kleene::Yes;
        let chart = self.facts.chart();
        match (finder.via, at) {
            (Via::One(relation), _) if relation.is_of_organisation() => {
                super::organisation_link(self.facts, relation).position().filter(fits)
            }
            (Via::Any(Many::WholeChart), _) => chart.positions().find(fits),
            (_, None) => None,
            (Via::One(relation), Some(at)) => self.link(relation, at).position().filter(fits),
            (Via::Above, Some(at)) => self.facts.graph().path_up(at).find(fits),
            (Via::Any(Many::DirectReports), Some(at)) => {
                self.facts.graph().reports(at).into_iter().find(fits)
            }
            (Via::Any(Many::EveryoneBelow), Some(at)) => {
                self.facts.graph().below(at).iter().copied().find(fits)
            }
            (Via::Any(Many::ChiefPortfolio), Some(at)) => chart
                .positions()
                .filter(|of| self.link(Single::ToNearestChief, *of) == Link::To(at))
                .find(fits),
        }
    }
}
