//! Fixes as edits of the text: a value is replaced where it stands, or its key is written into the
//! mapping. Nothing else of the file changes.

use super::format::{Base, FixSpec};
use super::render::Renderer;
use crate::chart::{Chart, CompanyField, Field, NodeRef};
use crate::finding::{Edit, Fix};
use crate::source::{Place, Span, offset};
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// The edit that a rule's fix makes for one finding; none where it cannot be made with certainty.
pub(super) fn fix(spec: &FixSpec, renderer: &Renderer<'_, '_>) -> Option<Fix> {
    let chart = renderer.facts.chart();
    // In another shape the keys of the native form mean nothing.
    if !chart.is_native() || !renderer.leads_somewhere(&spec.to) {
        return None;
    }
    let value = renderer.text(&spec.to);
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
    let edit = match stated {
        Some(at) => replace(chart, mapping, at, &value)?,
        None => insert(chart, mapping, &spec.set.key, &value)?,
    };
    let title = format!("set `{}` to `{value}`", spec.set.key);
    Some(Fix { title, safety: spec.safety, edits: vec![edit] })
}

/// A scalar in place; what comes in by a reference is not this position's alone to change.
fn replace(chart: &Chart, mapping: NodeRef, at: NodeRef, value: &str) -> Option<Edit> {
    let tree = tree(chart, at);
    let alone = tree.kind(at.node) == Kind::Scalar && tree.holds(tree.follow(mapping.node), at.node);
    let place = chart.place(at);
    let text = match tree.file().slice(place.span).as_bytes().first() {
        None => format!(" {}", scalar(value)),
        Some(b'\'') => single_quoted(value),
        Some(b'"') => json(value),
        Some(_) if is_json(tree, tree.follow(mapping.node)) => json_value(value),
        Some(_) => scalar(value),
    };
    alone.then_some(Edit { place, text })
}

/// A new key after the first entry of the mapping, written as the mapping is.
fn insert(chart: &Chart, mapping: NodeRef, key: &str, value: &str) -> Option<Edit> {
    let tree = tree(chart, mapping);
    let node = tree.follow(mapping.node);
    let first = tree.entries(node).next()?;
    let text = tree.file().text();
    let start = tree.span(node).start as usize;
    let file = chart.files()[mapping.file as usize].id;
    let edit = |at: u32, text: String| Some(Edit { place: Place { file, span: Span::empty(at) }, text });
    let (key, value) =
        if is_json(tree, node) { (json(key), json_value(value)) } else { (key.to_owned(), scalar(value)) };
    if text.as_bytes().get(start) == Some(&b'{') {
        let at = end_of(tree, first.at)?;
        return edit(at, format!(", {key}: {value}"));
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
        return edit(at, format!("\n{indent}{key}: {value}"));
    }
    // Before the first key: whatever the first value is, the new line cannot end up inside of it.
    edit(offset(key_start), format!("{key}: {value}\n{indent}"))
}

fn end_of(tree: &Tree, node: NodeId) -> Option<u32> {
    (tree.kind(node) == Kind::Scalar && !tree.span(node).is_empty()).then(|| tree.span(node).end)
}

fn tree(chart: &Chart, at: NodeRef) -> &Tree {
    &chart.files()[at.file as usize].tree
}

/// Whether a mapping is written as JSON: its keys are in double quotes.
fn is_json(tree: &Tree, mapping: NodeId) -> bool {
    let is_quoted = |entry: Entry| tree.file().slice(tree.span(entry.key)).starts_with('"');
    tree.file().slice(tree.span(mapping)).starts_with('{')
        && tree.entries(mapping).next().is_some_and(is_quoted)
}

/// A text in double quotes, which JSON and YAML read alike.
fn json(value: &str) -> String {
    serde_json::Value::String(value.to_owned()).to_string()
}

/// A value as JSON: a number or a flag without quotes, everything else with.
fn json_value(value: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(value) {
        Ok(serde_json::Value::Number(_) | serde_json::Value::Bool(_)) => value.to_owned(),
        _ => json(value),
    }
}

/// A text in single quotes, in which only they themselves are written otherwise; where one line cannot
/// hold it, in double quotes.
fn single_quoted(value: &str) -> String {
    if value.chars().any(char::is_control) { json(value) } else { format!("'{}'", value.replace('\'', "''")) }
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
    json(value)
}
