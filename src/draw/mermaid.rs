//! Mermaid: read by many pages, which refuse large pictures. So the picture has an end, and says so.

use std::fmt::Write as _;

use super::text::fitted;
use super::{View, count, marked, words};

/// Lines, and bytes, that are written at most. Mermaid stops at 500 lines between boxes and at 50,000
/// characters.
const LINES: usize = 400;
const BYTES: usize = 45_000;
/// How wide a text may be, in pixels of a font of ten.
const ROOM: i64 = 240;

/// The picture, and how many positions it leaves out.
#[must_use]
pub fn mermaid(view: &View<'_>) -> (String, usize) {
    let mut out = "flowchart TD\n".to_owned();
    let mut drawn = 0;
    // The first line, and the last ones.
    let mut lines = 5;
    let places = view.places();
    let fits = |lines: usize, out: &str, more: &str| lines < LINES && out.len() + more.len() < BYTES;
    for (at, node) in view.nodes.iter().enumerate() {
        let entry = view.entry(at);
        let mut parts = vec![label(&entry.title)];
        parts.extend(entry.name.as_ref().map(|name| label(name)));
        parts.extend(entry.id.as_ref().map(|id| label(id)));
        parts.extend(words(entry).into_iter().map(label));
        if let Some((severity, numbers)) = marked(entry, view.findings) {
            parts.push(format!("{severity} {}", numbers.first().copied().unwrap_or(0)));
        }
        parts.extend((node.hidden > 0).then(|| format!("+{} below", node.hidden)));
        let class = match marked(entry, view.findings) {
            Some(_) => ":::found",
            None if entry.state != crate::structure::State::Filled => ":::open",
            None => "",
        };
        let mut more = format!("  n{at}[\"{}\"]{class}\n", parts.join("<br/>"));
        if let Some(parent) = node.parent {
            let arrow = if entry.marks.iter().any(|mark| mark.on_line) { "==>" } else { "-->" };
            let _ = writeln!(more, "  n{parent} {arrow} n{at}");
        }
        if !fits(lines + more.lines().count(), &out, &more) {
            break;
        }
        lines += more.lines().count();
        out.push_str(&more);
        drawn += 1;
    }
    for (at, to) in (0..drawn).flat_map(|at| view.entry(at).dotted.iter().map(move |to| (at, *to))) {
        if let Some(to) = places.get(&to).filter(|to| **to < drawn && **to != at) {
            let more = format!("  n{to} -.-> n{at}\n");
            if fits(lines + 1, &out, &more) {
                lines += 1;
                out.push_str(&more);
            }
        }
    }
    let left = view.nodes.len() - drawn;
    if left > 0 {
        let _ = writeln!(
            out,
            "  more[\"{} not drawn: a picture for Mermaid ends here\"]",
            count(left, "position")
        );
    }
    out.push_str("  classDef found stroke-width:3px\n  classDef open stroke-dasharray:5 4\n");
    (out, left)
}

/// Text in a box: everything that Mermaid may read as its own is written as a character code.
pub(crate) fn label(text: &str) -> String {
    let mut out = String::new();
    for c in fitted(text, 10, ROOM).chars() {
        if c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.' | ',') {
            let _ = write!(out, "#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
