//! Fixes as edits of the text: a value is replaced where it stands, or its key is written into the
//! mapping. Nothing else of the file changes.

use super::format::{Base, FixSpec};
use super::render::Renderer;
use crate::chart::{Chart, CompanyField, Field, NodeRef};
use crate::finding::Fix;
use crate::source::{Place, Span, offset};
use crate::yaml::{Kind, NodeId, Tree};

/// The edit that a rule's fix makes for one finding; none where it cannot be made with certainty.
pub(super) fn fix(spec: &FixSpec, renderer: &Renderer<'_, '_>) -> Option<Fix> {
    let chart = renderer.facts.chart();
    // In another shape the keys of the native form mean nothing.
    if !chart.is_native() || !renderer.leads_somewhere(&spec.to) {
        return None;
    }
    let value = scalar(&renderer.text(&spec.to));
    let (mapping, stated) = if spec.set.base == Base::Organisation && spec.set.steps.is_empty() {
        (chart.company_node()?, chart.company(CompanyField::from_key(&spec.set.key)?))
    } else {
        let position = renderer.target(&spec.set.base, &spec.set.steps)?;
        let field = Field::from_key(&spec.set.key)?;
        // In the nested form the place in the file is the line, and no key changes it.
        if field == Field::ReportsTo && chart.parent(position).is_some() {
            return None;
        }
        (chart.node(position), chart.value(position, field))
    };
    let (place, replacement) = match stated {
        Some(at) => replace(chart, mapping, at, value)?,
        None => insert(chart, mapping, &spec.set.key, &value)?,
    };
    Some(Fix { place, replacement, safe: spec.safe })
}

/// A scalar in place; what comes in by a reference is not this position's alone to change.
fn replace(chart: &Chart, mapping: NodeRef, at: NodeRef, value: String) -> Option<(Place, String)> {
    let tree = tree(chart, at);
    let alone = tree.kind(at.node) == Kind::Scalar && tree.holds(tree.follow(mapping.node), at.node);
    let place = chart.place(at);
    let value = if place.span.is_empty() { format!(" {value}") } else { value };
    alone.then_some((place, value))
}

/// A new key after the first entry of the mapping, written as the mapping is.
fn insert(chart: &Chart, mapping: NodeRef, key: &str, value: &str) -> Option<(Place, String)> {
    let tree = tree(chart, mapping);
    let node = tree.follow(mapping.node);
    let first = tree.entries(node).next()?;
    let text = tree.file().text();
    let start = tree.span(node).start as usize;
    let id = chart.files()[mapping.file as usize].id;
    if text.as_bytes().get(start) == Some(&b'{') {
        let at = end_of(tree, first.at)?;
        return Some((Place { file: id, span: Span::empty(at) }, format!(", {key}: {value}")));
    }
    let key_start = tree.span(first.key).start as usize;
    let line_start = text[..key_start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indent: String = " ".repeat(text[line_start..key_start].chars().count());
    if let Some(end) = end_of(tree, first.at)
        && !tree.file().slice(tree.span(first.at)).contains(['\n', '\r'])
    {
        // Behind the whole line, which may end in a comment.
        let rest = &text[end as usize..];
        let at = end + offset(rest.find(['\n', '\r']).unwrap_or(rest.len()));
        return Some((Place { file: id, span: Span::empty(at) }, format!("\n{indent}{key}: {value}")));
    }
    // Before the first key: whatever the first value is, the new line cannot end up inside of it.
    let replacement = format!("{key}: {value}\n{indent}");
    Some((Place { file: id, span: Span::empty(offset(key_start)) }, replacement))
}

fn end_of(tree: &Tree, node: NodeId) -> Option<u32> {
    (tree.kind(node) == Kind::Scalar && !tree.span(node).is_empty()).then(|| tree.span(node).end)
}

fn tree(chart: &Chart, at: NodeRef) -> &Tree {
    &chart.files()[at.file as usize].tree
}

/// A value as YAML: plain where every reader takes it for the same text, else in quotes.
fn scalar(value: &str) -> String {
    let starts = value.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let reserved = ["yes", "no", "on", "off", "true", "false", "null", "y", "n", "nan", "inf"];
    if starts && plain && !reserved.contains(&value.to_ascii_lowercase().as_str()) {
        return value.to_owned();
    }
    if !value.is_empty()
        && value.len() <= 15
        && value.bytes().all(|b| b.is_ascii_digit())
        && !value.starts_with('0')
    {
        return value.to_owned();
    }
    serde_json::Value::String(value.to_owned()).to_string()
}
