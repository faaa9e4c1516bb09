//! A small picture of the positions that findings speak of and of the lines above them.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use crate::draw::mermaid::label;
use crate::finding::Finding;
use crate::structure::Structure;

/// Positions in the picture; a larger one is not read.
const POSITIONS: usize = 30;

/// The picture, where findings name lines to the top. Findings whose line does not fit into it
/// any more are left out. Positions are called by their titles, as far as those are known.
pub(super) fn picture(findings: &[Finding], structures: &[Structure]) -> Option<String> {
    let mut drawing = Drawing::default();
    for finding in findings.iter().filter(|finding| finding.path_up.len() > 1) {
        drawing.add(&finding.path_up);
    }
    (!drawing.names.is_empty()).then(|| drawing.text(structures))
}

#[derive(Default)]
struct Drawing<'a> {
    numbers: HashMap<&'a str, usize>,
    names: Vec<&'a str>,
    /// From above to below.
    lines: BTreeSet<(usize, usize)>,
    marked: BTreeSet<usize>,
}

impl<'a> Drawing<'a> {
    fn add(&mut self, path_up: &'a [String]) {
        let new: BTreeSet<&String> =
            path_up.iter().filter(|id| !self.numbers.contains_key(id.as_str())).collect();
        if self.names.len() + new.len() > POSITIONS {
            return;
        }
        let numbers: Vec<usize> = path_up.iter().map(|id| self.number(id)).collect();
        self.lines.extend(numbers.windows(2).map(|pair| (pair[1], pair[0])));
        self.marked.extend(numbers.first());
    }

    fn number(&mut self, id: &'a str) -> usize {
        *self.numbers.entry(id).or_insert_with(|| {
            self.names.push(id);
            self.names.len() - 1
        })
    }

    fn text(&self, structures: &[Structure]) -> String {
        let entries = structures.iter().flat_map(|structure| &structure.entries);
        let drawn = entries.filter(|entry| self.numbers.contains_key(&*entry.subject));
        let titles: HashMap<&str, &str> = drawn.map(|entry| (&*entry.subject, &*entry.title)).collect();
        let mut out = "flowchart TD\n".to_owned();
        for (at, name) in self.names.iter().enumerate() {
            let class = if self.marked.contains(&at) { ":::found" } else { "" };
            let _ = writeln!(out, "  n{at}[\"{}\"]{class}", label(titles.get(name).unwrap_or(name)));
        }
        for (above, below) in &self.lines {
            let _ = writeln!(out, "  n{above} --> n{below}");
        }
        out.push_str("  classDef found stroke-width:3px\n");
        out
    }
}
