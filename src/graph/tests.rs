//! The graph against naive oracles on random charts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::source::{FileId, SourceFile};
use crate::{chart, yaml};

fn chart_of(text: &str) -> Chart {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    chart::read(vec![(FileId(0), yaml::parse(&file))])
}

/// A chart where position `i` reports to `managers[i]`; a number past the end names nobody.
fn chart_from(managers: &[Option<usize>]) -> Chart {
    let mut text = "positions:\n".to_owned();
    for (at, manager) in managers.iter().enumerate() {
        writeln!(text, "  - id: p{at}\n    title: T").unwrap();
        if let Some(manager) = manager {
            writeln!(text, "    reports_to: p{manager}").unwrap();
        }
    }
    chart_of(&text)
}

/// Follows managers step by step; none where the walk comes back to where it has been.
fn naive_path(managers: &[Option<usize>], from: usize) -> Option<Vec<usize>> {
    let mut path = vec![from];
    let mut at = from;
    while let Some(manager) = managers[at].filter(|manager| *manager < managers.len() && *manager != at) {
        if path.contains(&manager) {
            return None;
        }
        path.push(manager);
        at = manager;
    }
    Some(path)
}

fn naive_loops(managers: &[Option<usize>]) -> BTreeSet<BTreeSet<usize>> {
    let step = |at: usize| managers[at].filter(|manager| *manager < managers.len() && *manager != at);
    let mut found = BTreeSet::new();
    for start in 0..managers.len() {
        let mut at = start;
        for _ in 0..managers.len() {
            let Some(next) = step(at) else { break };
            at = next;
            if at == start {
                let mut members = BTreeSet::from([start]);
                let mut inner = start;
                while let Some(next) = step(inner).filter(|next| *next != start) {
                    members.insert(next);
                    inner = next;
                }
                found.insert(members);
                break;
            }
        }
    }
    found
}

prop_compose! {
    fn some_managers()(size in 1..40_usize)(
        managers in prop::collection::vec(prop::option::weighted(0.9, 0..size + 2), size)
    ) -> Vec<Option<usize>> {
        managers
    }
}

proptest! {
    #[test]
    fn depth_paths_and_loops_are_those_of_a_walk_by_hand(managers in some_managers()) {
        let chart = chart_from(&managers);
        let graph = OrgGraph::new(&chart);
        for at in 0..managers.len() {
            let of = PositionId(u32::try_from(at).unwrap());
            let path = naive_path(&managers, at);
            let depth = path.as_ref().map(|path| path.len() - 1);
            prop_assert_eq!(graph.depth(of).map(|depth| depth as usize), depth);
            if let Some(path) = path {
                let up: Vec<usize> = graph.path_up(of).map(PositionId::index).collect();
                prop_assert_eq!(&up[..], &path[1..]);
                for upper in 0..managers.len() {
                    let above = graph.is_above(PositionId(u32::try_from(upper).unwrap()), of);
                    prop_assert_eq!(above, path[1..].contains(&upper));
                }
            }
        }
        let loops: BTreeSet<BTreeSet<usize>> =
            graph.loops().iter().map(|members| members.iter().map(|p| p.index()).collect()).collect();
        prop_assert_eq!(loops, naive_loops(&managers));
    }

    #[test]
    fn below_is_everyone_whose_path_leads_here(managers in some_managers()) {
        let chart = chart_from(&managers);
        let graph = OrgGraph::new(&chart);
        for at in 0..managers.len() {
            let of = PositionId(u32::try_from(at).unwrap());
            let below: BTreeSet<usize> = graph.below(of).iter().map(|p| p.index()).collect();
            let expected: BTreeSet<usize> = (0..managers.len())
                .filter(|lower| naive_path(&managers, *lower).is_some_and(|path| path[1..].contains(&at)))
                .collect();
            prop_assert_eq!(below, expected);
            let reports: Vec<usize> = graph.reports(of).iter().map(|p| p.index()).collect();
            let direct: Vec<usize> =
                (0..managers.len()).filter(|other| managers[*other] == Some(at) && *other != at).collect();
            prop_assert_eq!(reports, direct);
        }
    }
}

#[test]
fn a_loop_starts_at_its_first_position_and_follows_the_managers() {
    let graph = OrgGraph::new(&chart_from(&[None, Some(3), Some(1), Some(2), Some(1)]));
    let ids: Vec<Vec<u32>> =
        graph.loops().iter().map(|members| members.iter().map(|p| p.0).collect()).collect();
    assert_eq!(ids, [[1, 3, 2]]);
    assert_eq!(graph.depth(PositionId(4)), None, "below a loop there is no place in the tree");
}

#[test]
fn lines_lead_to_the_first_of_several_with_one_id() {
    let chart = chart_of(
        "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: a, title: C, reports_to: b}\n",
    );
    let graph = OrgGraph::new(&chart);
    assert_eq!(graph.manager(PositionId(1)), Manager::Position(PositionId(0)));
    assert_eq!(graph.manager(PositionId(2)), Manager::Position(PositionId(1)));
    assert_eq!(graph.shared_ids().len(), 1);
}

#[test]
fn every_way_a_line_can_end() {
    let chart = chart_of(concat!(
        "external_managers: [board]\npositions:\n",
        "- {id: a, title: A, reports_to: board}\n- {id: b, title: B, reports_to: b}\n",
        "- {id: c, title: C, reports_to: nobody}\n- {id: d, title: D, reports_to: {x: y}}\n",
        "- {id: e, title: E, reports_to: }\n- {id: f, title: F, reports_to: []}\n",
        "- {id: g, title: G, reports_to: [a, b]}\n- {id: h, title: H, reports_to: '  a '}\n",
    ));
    let graph = OrgGraph::new(&chart);
    let found: Vec<Manager> = chart.positions().map(|position| graph.manager(position)).collect();
    let a = Manager::Position(PositionId(0));
    let expected = [
        Manager::External,
        Manager::Itself,
        Manager::Unknown,
        Manager::Unreadable,
        Manager::None,
        Manager::None,
        a,
        a,
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_only_head_written_as_its_own_manager_is_a_root() {
    let alone =
        chart_of("positions:\n- {id: a, title: A, reports_to: a}\n- {id: b, title: B, reports_to: a}\n");
    assert_eq!(OrgGraph::new(&alone).roots(), [PositionId(0)]);
    let beside = chart_of("positions:\n- {id: a, title: A, reports_to: a}\n- {id: b, title: B}\n");
    assert_eq!(OrgGraph::new(&beside).roots(), [PositionId(1)]);
}

#[test]
fn a_chain_of_a_million_is_walked_without_recursion() {
    let managers: Vec<Manager> = (0..1_000_000_u32)
        .map(|at| if at == 0 { Manager::None } else { Manager::Position(PositionId(at - 1)) })
        .collect();
    let mut lines = DiGraph::new();
    for _ in &managers {
        lines.add_node(());
    }
    for at in 1..managers.len() {
        lines.add_edge(NodeIndex::new(at - 1), NodeIndex::new(at), Line::Solid);
    }
    let walk = walk::Walk::new(&lines, &managers);
    assert_eq!(walk.depth(PositionId(999_999)), Some(999_999));
    let all_in_a_loop = vec![Manager::Position(PositionId(1)); 1]
        .into_iter()
        .chain((1..1_000_000_u32).map(|at| Manager::Position(PositionId((at + 1) % 1_000_000))))
        .collect::<Vec<_>>();
    lines.clear_edges();
    for (at, manager) in all_in_a_loop.iter().enumerate() {
        if let Manager::Position(manager) = manager {
            lines.add_edge(node(*manager), NodeIndex::new(at), Line::Solid);
        }
    }
    let walk = walk::Walk::new(&lines, &all_in_a_loop);
    assert_eq!(walk.loops.len(), 1);
    assert_eq!(walk.loops[0].len(), 1_000_000);
}

#[test]
fn the_way_up_ends_where_a_loop_closes() {
    // The last one leads into a loop of three.
    let chart = chart_from(&[Some(1), Some(2), Some(0), Some(0)]);
    let graph = OrgGraph::new(&chart);
    let up = |of: u32| graph.path_up(PositionId(of)).map(PositionId::index).collect::<Vec<_>>();
    assert_eq!(up(0), [1, 2], "everybody else in it, once");
    assert_eq!(up(3), [0, 1, 2, 0], "as many steps as there are positions");
}
