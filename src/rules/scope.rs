//! How a rule takes part at each position: settings for parts of the chart, worked out once.
//!
//! Positions with the same settings share one number. A rule is evaluated once for every set of
//! parameters that occurs, however many positions and parts there are.

use std::collections::{BTreeMap, HashMap};

use super::check::About;
use super::format::ParamValue;
use super::registry::{Level, Part, PartSetting, Registered, SetParam, shown};
use crate::chart::{Chart, PositionId};
use crate::graph::OrgGraph;

/// How a rule takes part somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Terms {
    pub(super) level: Level,
    pub(super) params: Vec<(String, ParamValue)>,
    /// The parameters that were set.
    set: Vec<SetParam>,
    /// Which of the rule's sets of parameters these are.
    pub(super) params_number: usize,
}

/// How one rule takes part everywhere.
#[derive(Debug)]
pub(super) struct Scope {
    /// The first are those of the whole chart.
    terms: Vec<Terms>,
    /// The index of the terms for each position; empty where there are no others than the first.
    of: Vec<u32>,
    /// The terms that each set of parameters stands in first.
    params_at: Vec<usize>,
}

/// The positions of the parts that settings name.
pub(super) type Parts = BTreeMap<Part, Option<PositionId>>;

/// Looks up the parts that rules have settings for.
pub(super) fn parts(rules: &[Registered], chart: &Chart, graph: &OrgGraph) -> Parts {
    let named = rules.iter().flat_map(|registered| &registered.parts).map(|setting| &setting.part);
    named.map(|part| (part.clone(), graph.find(chart, &part.within))).collect()
}

impl Scope {
    pub(super) fn new(registered: &Registered, chart: &Chart, graph: &OrgGraph, parts: &Parts) -> Self {
        let mut scope = Self {
            terms: vec![Terms {
                level: registered.level,
                params: registered.params.clone(),
                set: registered.params_set.clone(),
                params_number: 0,
            }],
            of: Vec::new(),
            params_at: vec![0],
        };
        for setting in &registered.parts {
            let says_something = setting.level.is_some() || !setting.params.is_empty();
            let top = parts.get(&setting.part).copied().flatten();
            if let Some(top) = top.filter(|_| says_something) {
                if scope.of.is_empty() {
                    scope.of = vec![0; chart.len()];
                }
                scope.narrow(setting, top, graph);
            }
        }
        scope
    }

    /// Applies a setting to a position and everyone below it.
    fn narrow(&mut self, setting: &PartSetting, top: PositionId, graph: &OrgGraph) {
        let mut changed: HashMap<u32, u32> = HashMap::new();
        for position in std::iter::once(top).chain(graph.below(top).iter().copied()) {
            let before = self.of[position.index()];
            let after = *changed.entry(before).or_insert_with(|| self.changed(before, setting));
            self.of[position.index()] = after;
        }
    }

    /// The index of terms with a setting on top of them.
    fn changed(&mut self, before: u32, setting: &PartSetting) -> u32 {
        let mut terms = self.terms[before as usize].clone();
        if let Some((level, _)) = &setting.level {
            terms.level = *level;
        }
        for set in &setting.params {
            if let Some((_, value)) = terms.params.iter_mut().find(|(name, _)| *name == set.name) {
                *value = set.value.clone();
            }
            terms.set.retain(|known| known.name != set.name);
            terms.set.push(set.clone());
        }
        let same_params = |at: &usize| self.terms[*at].params == terms.params;
        terms.params_number = self.params_at.iter().position(same_params).unwrap_or(self.params_at.len());
        if let Some(known) = self.terms.iter().position(|known| *known == terms) {
            return crate::source::offset(known);
        }
        if terms.params_number == self.params_at.len() {
            self.params_at.push(self.terms.len());
        }
        self.terms.push(terms);
        crate::source::offset(self.terms.len() - 1)
    }

    /// Whether the rule takes part anywhere.
    pub(super) fn is_on(&self) -> bool {
        self.terms.iter().any(|terms| terms.level != Level::Off)
    }

    /// How the rule takes part where something is.
    pub(super) fn at(&self, about: About) -> &Terms {
        let index = match about {
            About::Position(position) => self.of.get(position.index()).copied().unwrap_or(0),
            About::Company | About::File => 0,
        };
        &self.terms[index as usize]
    }

    /// Every set of parameters, by its number.
    pub(super) fn params(&self) -> impl Iterator<Item = &[(String, ParamValue)]> {
        self.params_at.iter().map(|at| self.terms[*at].params.as_slice())
    }
}

impl Terms {
    /// The parameters that are not as the rule has them by default, and who set each.
    pub(super) fn note(&self, registered: &Registered) -> Option<String> {
        let differs = |set: &&SetParam| {
            let own = registered.rule.params.iter().find(|param| param.name == set.name);
            own.is_some_and(|own| own.default != set.value)
        };
        let all: Vec<String> = self
            .set
            .iter()
            .filter(differs)
            .map(|set| format!("`{}: {}` is set by {}", set.name, shown(&set.value), set.set_by))
            .collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}
