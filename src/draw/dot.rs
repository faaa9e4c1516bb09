//! Dot, which Graphviz lays out.

use std::fmt::Write as _;

use super::{View, marked, words};
use crate::escape::{visible, xml};
use crate::structure::State;

/// The picture.
#[must_use]
pub fn dot(view: &View<'_>) -> String {
    let mut out = format!("digraph {} {{\n", quoted(&[view.title()]));
    out.push_str("  rankdir=TB;\n  node [shape=box, fontname=\"Helvetica\", fontsize=12];\n");
    let places = view.places();
    for (at, node) in view.nodes.iter().enumerate() {
        let entry = view.entry(at);
        let mut lines = vec![entry.title.clone()];
        lines.extend(entry.name.clone());
        lines.extend(entry.id.clone());
        lines.extend(Some(words(entry).join(", ")).filter(|words| !words.is_empty()));
        let found = marked(entry, view.findings);
        lines.extend(found.as_ref().map(|(severity, numbers)| {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            format!("{severity} {}", numbers.join(", "))
        }));
        lines.extend((node.hidden > 0).then(|| format!("+{} below", node.hidden)));
        let dashed = if entry.state == State::Filled { "" } else { ", style=dashed" };
        let heavy = if found.is_some() { ", penwidth=3" } else { "" };
        let _ = writeln!(out, "  n{at} [label={}{dashed}{heavy}];", quoted(&lines));
        if let Some(parent) = node.parent {
            let heavy = if entry.marks.iter().any(|mark| mark.on_line) { " [penwidth=3]" } else { "" };
            let _ = writeln!(out, "  n{parent} -> n{at}{heavy};");
        }
        for to in entry.dotted.iter().filter_map(|to| places.get(to)) {
            let _ = writeln!(out, "  n{to} -> n{at} [style=dashed, constraint=false];");
        }
    }
    out.push_str("}\n");
    out
}

/// Lines as one text between quotes, in which Graphviz finds neither escapes nor entities.
fn quoted(lines: &[String]) -> String {
    let line = |line: &String| {
        let shown: String = line.chars().flat_map(visible).collect();
        xml(&shown).replace('\\', "\\\\")
    };
    format!("\"{}\"", lines.iter().map(line).collect::<Vec<_>>().join("\\n"))
}
