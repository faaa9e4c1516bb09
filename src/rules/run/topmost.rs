//! Among the positions on one solid line, only the highest is reported.

use std::collections::{BTreeMap, HashMap};

use super::Run;
use super::pending::Pending;
use crate::chart::PositionId;
use crate::finding::Severity;
use crate::rules::check::About;
use crate::rules::format::Report;

impl Run<'_> {
    /// Among the positions on one solid line that raise a rule of one group, keeps the highest, and
    /// counts the rest. It speaks for them, so it weighs as much as the heaviest of them.
    pub(super) fn topmost(&self, pending: &mut [Vec<Pending>]) {
        let rules = self.registry.rules();
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, registered) in rules.iter().enumerate() {
            if registered.rule.report == Report::Topmost && !pending[at].is_empty() {
                // A rule without a group is one by itself; its id is kebab-case and holds no `/`.
                let group =
                    registered.rule.group.as_ref().map_or_else(|| format!("/{at}"), ToString::to_string);
                groups.entry(group).or_default().push(at);
            }
        }
        for members in groups.values() {
            let tops = self.tops(members.iter().flat_map(|at| &pending[*at]));
            for at in members {
                pending[*at].retain_mut(|one| match one.about {
                    About::Position(position) => match tops.get(&position) {
                        Some(top) => {
                            one.rest = top.rest;
                            one.severity = one.severity.max(top.heaviest);
                            true
                        }
                        None => false,
                    },
                    About::Company | About::File => true,
                });
            }
        }
    }

    /// The highest of the positions, each with what it stands for.
    fn tops<'p>(&self, raised: impl Iterator<Item = &'p Pending>) -> HashMap<PositionId, Top> {
        let mut weights: HashMap<PositionId, Severity> = HashMap::new();
        for one in raised {
            let position = if let About::Position(position) = one.about { Some(position) } else { None };
            for position in position.into_iter().chain(one.also.iter().copied()) {
                let weight = weights.entry(position).or_insert(one.severity);
                *weight = one.severity.max(*weight);
            }
        }
        let mut positions: Vec<(PositionId, Severity)> = weights.into_iter().collect();
        // In pre-order everyone below a position directly follows it.
        positions.sort_unstable_by_key(|(position, _)| (self.graph.below_range(*position).start, *position));
        let mut tops: HashMap<PositionId, Top> = HashMap::new();
        let mut last: Option<PositionId> = None;
        for (position, weight) in positions {
            let above = last.filter(|top| self.graph.is_above(*top, position));
            if let Some(top) = above.and_then(|top| tops.get_mut(&top)) {
                top.rest += 1;
                top.heaviest = top.heaviest.max(weight);
            } else {
                tops.insert(position, Top { rest: 0, heaviest: weight });
                last = Some(position);
            }
        }
        tops
    }
}

/// What the highest of several positions on one solid line stands for.
struct Top {
    /// How many of the others are below it.
    rest: usize,
    /// The highest severity among all of them.
    heaviest: Severity,
}
