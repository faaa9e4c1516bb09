//! Facts of the dotted lines.

use fixedbitset::FixedBitSet;

use super::column::Column;
use crate::chart::{Chart, Field, PositionId};
use crate::graph::catalogue::Derived;
use crate::graph::{Manager, OrgGraph};

/// One of these facts, for every position.
pub(super) fn column(chart: &Chart, graph: &OrgGraph, fact: Derived) -> Column<'static> {
    let mut yes = FixedBitSet::with_capacity(chart.len());
    let mut counts = vec![0.0; chart.len()];
    if chart.has_field(Field::DottedTo) {
        for of in chart.positions() {
            for line in chart.dotted_lines(of) {
                counts[of.index()] += 1.0;
                let to = graph.find(chart, line.to.text);
                let holds = match fact {
                    Derived::DottedWithoutPurpose => line.about.is_none(),
                    _ => to.is_some_and(|to| leads(graph, of, to, fact)),
                };
                if holds {
                    yes.insert(of.index());
                }
            }
        }
    }
    if fact == Derived::DottedCount {
        return Column::Number(counts);
    }
    let mut no = yes.clone();
    no.toggle_range(..);
    Column::Flag { yes, no }
}

fn leads(graph: &OrgGraph, of: PositionId, to: PositionId, fact: Derived) -> bool {
    match fact {
        Derived::DottedToSelf => to == of,
        Derived::DottedToManager => to != of && graph.manager(of) == Manager::Position(to),
        _ => to != of && graph.is_above(of, to),
    }
}
