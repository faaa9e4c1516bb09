//! One walk over the solid lines: pre-order, depth, and what no walk from a top reaches, which is
//! the loops and everyone below them. Stacks instead of recursion: chains may be a million long.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::{Line, Manager, PositionId, node, position};

/// Marks a position without a place in the tree.
const NOWHERE: u32 = u32::MAX;

/// Order and depth of every position that has a place in a tree, and the loops.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) order: Vec<PositionId>,
    /// Index in `order`, or [`NOWHERE`].
    entry: Vec<u32>,
    /// One past the index of the last position below.
    exit: Vec<u32>,
    depth: Vec<u32>,
    pub(super) loops: Vec<Vec<PositionId>>,
}

impl Walk {
    pub(super) fn new(lines: &DiGraph<(), Line>, managers: &[Manager]) -> Self {
        let count = managers.len();
        let mut walk = Self {
            order: Vec::with_capacity(count),
            entry: vec![NOWHERE; count],
            exit: vec![NOWHERE; count],
            depth: vec![0; count],
            loops: Vec::new(),
        };
        let tops =
            managers.iter().enumerate().filter(|(_, manager)| !matches!(manager, Manager::Position(_)));
        let mut waiting = Vec::new();
        for (top, _) in tops {
            waiting.push(NodeIndex::new(top));
            walk.tree(lines, &mut waiting);
        }
        walk.close(managers);
        if walk.order.len() < count {
            walk.loops = loops(managers, &walk.entry);
        }
        walk
    }

    /// Everyone below the positions that wait, in pre-order.
    fn tree(&mut self, lines: &DiGraph<(), Line>, waiting: &mut Vec<NodeIndex>) {
        while let Some(at) = waiting.pop() {
            self.entry[at.index()] = u32::try_from(self.order.len()).unwrap_or(NOWHERE);
            self.order.push(position(at));
            // The edge added last comes first, so the stack gives the first one back first.
            for edge in lines.edges(at).filter(|edge| *edge.weight() == Line::Solid) {
                self.depth[edge.target().index()] = self.depth[at.index()] + 1;
                waiting.push(edge.target());
            }
        }
    }

    /// Ends of the ranges below each position: reports come after their managers, so a pass from
    /// the end finds every report's range complete.
    fn close(&mut self, managers: &[Manager]) {
        for at in self.order.iter().rev().map(|position| position.index()) {
            let own = self.entry[at] + 1;
            let end = if self.exit[at] == NOWHERE { own } else { self.exit[at].max(own) };
            self.exit[at] = end;
            if let Manager::Position(manager) = managers[at] {
                let above = &mut self.exit[manager.index()];
                *above = if *above == NOWHERE { end } else { (*above).max(end) };
            }
        }
    }

    pub(super) fn depth(&self, of: PositionId) -> Option<u32> {
        (self.entry[of.index()] != NOWHERE).then(|| self.depth[of.index()])
    }

    pub(super) fn below(&self, of: PositionId) -> &[PositionId] {
        &self.order[self.below_range(of)]
    }

    pub(super) fn below_range(&self, of: PositionId) -> std::ops::Range<usize> {
        match self.entry[of.index()] {
            NOWHERE => 0..0,
            entry => entry as usize + 1..self.exit[of.index()] as usize,
        }
    }

    pub(super) fn is_above(&self, upper: PositionId, lower: PositionId) -> bool {
        let (upper, lower) = (upper.index(), lower.index());
        let inside = self.entry[upper] < self.entry[lower] && self.entry[lower] < self.exit[upper];
        inside && self.entry[lower] != NOWHERE
    }
}

/// The loops among the positions that no walk from a top reached.
fn loops(managers: &[Manager], entry: &[u32]) -> Vec<Vec<PositionId>> {
    let apart: Vec<usize> = (0..managers.len()).filter(|at| entry[*at] == NOWHERE).collect();
    let mut graph: DiGraph<usize, ()> = DiGraph::with_capacity(apart.len(), apart.len());
    let nodes: HashMap<usize, NodeIndex> = apart.iter().map(|at| (*at, graph.add_node(*at))).collect();
    for at in &apart {
        if let Manager::Position(manager) = managers[*at] {
            graph.add_edge(nodes[at], nodes[&manager.index()], ());
        }
    }
    let components = kosaraju_scc(&graph).into_iter().filter(|component| component.len() > 1);
    let firsts = components.filter_map(|component| component.into_iter().map(|node| graph[node]).min());
    let mut loops: Vec<Vec<PositionId>> = firsts.map(|first| once_around(managers, first)).collect();
    loops.sort_unstable();
    loops
}

/// The positions of a loop from one of them on, each followed by its manager.
fn once_around(managers: &[Manager], first: usize) -> Vec<PositionId> {
    let first = position(NodeIndex::new(first));
    let mut out = vec![first];
    let mut at = first;
    while let Manager::Position(manager) = managers[node(at).index()] {
        if manager == first {
            break;
        }
        out.push(manager);
        at = manager;
    }
    out
}
