//! Pictures of charts: which positions are drawn, where their boxes go, and one file for each format. Uses
//! [`crate::structure`] and [`crate::finding`].

mod dot;
pub mod layout;
pub(crate) mod mermaid;
pub(crate) mod svg;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::finding::{Finding, Severity};
use crate::sort;
use crate::structure::{Entry, State, Structure};

pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::{pages, svg};

/// What a picture has to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// 297 by 210 millimetres, either way round.
    A4,
    /// 420 by 297 millimetres, either way round.
    A3,
    /// A screen; the picture is as large as it needs to be, and no larger.
    Screen,
}

/// Which part of a chart is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The position at the top, by its number.
    pub below: Option<usize>,
    /// How many steps down.
    pub depth: Option<usize>,
    /// A page for each manager.
    pub pages: bool,
}

/// A position that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number on the chart.
    pub of: usize,
    /// Its manager among those that are drawn.
    pub parent: Option<usize>,
    /// Positions below that are not drawn.
    pub hidden: usize,
}

/// The part of a chart that is drawn.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The whole.
    pub structure: &'a Structure,
    /// The findings that its marks name.
    pub findings: &'a [Finding],
    /// The positions, managers before their reports.
    pub nodes: Vec<Node>,
}

impl<'a> View<'a> {
    /// All of a chart, or a position and what is below it, down to so many steps.
    #[must_use]
    pub fn new(structure: &'a Structure, findings: &'a [Finding], part: Part) -> Self {
        let depth = part.depth.unwrap_or(usize::MAX);
        let tops = part.below.map_or_else(|| structure.tops.clone(), |top| vec![top]);
        let mut waiting: Vec<(usize, Option<usize>, usize)> =
            tops.into_iter().rev().map(|top| (top, None, 0)).collect();
        let mut nodes = Vec::new();
        while let Some((of, parent, steps)) = waiting.pop() {
            let hidden = if steps < depth { 0 } else { structure.entries[of].below };
            let reports = if hidden == 0 { structure.reports(of) } else { &[] };
            waiting.extend(reports.iter().rev().map(|report| (*report, Some(nodes.len()), steps + 1)));
            nodes.push(Node { of, parent, hidden });
        }
        Self { structure, findings, nodes }
    }

    /// What the chart says of a node.
    #[must_use]
    pub fn entry(&self, node: usize) -> &'a Entry {
        &self.structure.entries[self.nodes[node].of]
    }

    /// Where the positions of the chart are among the nodes.
    fn places(&self) -> HashMap<usize, usize> {
        self.nodes.iter().enumerate().map(|(at, node)| (node.of, at)).collect()
    }

    /// What the picture is of.
    #[must_use]
    pub fn title(&self) -> String {
        format!("Org chart: {}", self.structure.name)
    }

    /// What there is to see, in words.
    #[must_use]
    pub fn about(&self) -> String {
        let drawn = self.nodes.len();
        let all = self.structure.entries.len();
        let mut parts = vec![if drawn == all {
            count(all, "position")
        } else {
            format!("{drawn} of {}", count(all, "position"))
        }];
        parts.extend(self.structure.as_of.map(|date| format!("as of {date}")));
        for state in &State::ALL[1..] {
            let of_it = (0..drawn).filter(|node| self.entry(*node).state == *state).count();
            parts.extend((of_it > 0).then(|| format!("{of_it} {}", state.word())));
        }
        for severity in Severity::ALL {
            let is_it = |mark: &crate::structure::Mark| self.findings[mark.finding].severity == severity;
            let mut found: Vec<usize> = (0..drawn)
                .flat_map(|node| {
                    self.entry(node).marks.iter().filter(|mark| is_it(mark)).map(|mark| mark.finding)
                })
                .collect();
            found.sort_unstable();
            found.dedup();
            let many = if severity == Severity::Info { "info".to_owned() } else { format!("{severity}s") };
            let word = if found.len() == 1 { severity.word() } else { &many };
            parts.extend((!found.is_empty()).then(|| format!("{} {word}", found.len())));
        }
        parts.join(", ")
    }
}

/// `1 position`, `2 positions`.
fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// What a box says in small words of how a position is held and of its place in the chart.
pub(crate) fn words(entry: &Entry) -> Vec<&'static str> {
    let state = (entry.state != State::Filled).then(|| entry.state.word());
    let side = entry.side.filter(|side| !["neither", "depends"].contains(side));
    let seat = entry.seat.filter(|seat| entry.id.as_deref() != Some(*seat));
    [state, entry.apart, seat, side].into_iter().flatten().collect()
}

/// What is said of the findings at a position: the heaviest severity, and the numbers of all from 1, those of the
/// heaviest first.
pub(crate) fn marked(entry: &Entry, findings: &[Finding]) -> Option<(Severity, Vec<usize>)> {
    let mut numbers: Vec<usize> = entry.marks.iter().map(|mark| mark.finding + 1).collect();
    sort::by_key(&mut numbers, |number| std::cmp::Reverse(findings[number - 1].severity));
    Some((findings[numbers.first()? - 1].severity, numbers))
}
