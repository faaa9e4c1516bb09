//! Fixes as edits of the text: a value or a key is written anew where it stands, taken out, or put into the
//! mapping. Nothing else of the file changes.

use super::format::{Base, FixSpec};
use super::render::Renderer;
use crate::chart::{Chart, CompanyField, Field, NodeRef, PositionId, layouts::is_table};
use crate::finding::{Edit, Fix, Safety};
use crate::source::{Place, SourceFile, Sources, Span, cut, offset};
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// The edit that a rule's fix makes for one finding; none where it cannot be made with certainty.
pub(super) fn fix(spec: &FixSpec, renderer: &Renderer<'_, '_>) -> Option<Fix> {
    let chart = renderer.facts.chart();
    // In another shape the keys of orglint's own format mean nothing.
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
        // An id that tells of somebody is written into no report.
        let manager = || renderer.facts.graph().find(chart, &value);
        if field == Field::ReportsTo && manager().is_none_or(|manager| chart.shown_id(manager).is_none()) {
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
    let text = if place.span.is_empty() {
        format!(" {}", scalar(value))
    } else {
        rewritten(tree.file(), place.span, value)?
    };
    alone.then_some(Edit { place, text })
}

/// The edit that gives a position a value that another file has for it: in place of its own, or as a new key.
/// In a table the cell is written, where it says what the chart was understood to say.
pub(super) fn take(
    chart: &Chart,
    sources: &Sources,
    position: PositionId,
    field: Field,
    value: &str,
) -> Option<Fix> {
    let stated = chart.value(position, field);
    // In the nested form the place in the file is the line, and no key changes it.
    if field == Field::ReportsTo && chart.parent(position).is_some() {
        return None;
    }
    if !chart.is_native() {
        let text = stated.and_then(|at| chart.scalar(at))?;
        let is_plain = is_table(sources.get(text.place.file))
            && sources.slice(text.place).trim_matches('"') == text.text;
        return if is_plain { rewrite(sources, [text.place], value, Safety::Unsafe) } else { None };
    }
    let edit = match stated {
        Some(at) => replace(chart, chart.node(position), at, value)?,
        None => insert(chart, chart.node(position), field.key().name, value)?,
    };
    let title = format!("set `{}` to `{}`", field.key().name, cut(value, LONGEST_VALUE));
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![edit] })
}

/// The longest value that the title of a fix shows, in characters.
const LONGEST_VALUE: usize = 60;

/// A fix that writes a text anew at each of its places. A reference (`*name`) needs no edit: what it stands
/// for is one of the places.
pub(super) fn rewrite(
    sources: &Sources,
    places: impl IntoIterator<Item = Place>,
    new: &str,
    safety: Safety,
) -> Option<Fix> {
    let mut places: Vec<Place> =
        places.into_iter().filter(|place| !sources.slice(*place).starts_with('*')).collect();
    places.sort_unstable();
    places.dedup();
    let edit = |place: Place| {
        let text = rewritten(sources.get(place.file), place.span, new)?;
        Some(Edit { place, text })
    };
    let edits = places.into_iter().map(edit).collect::<Option<Vec<_>>>()?;
    (!edits.is_empty()).then(|| Fix { title: format!("write `{new}`"), safety, edits })
}

/// A text as it is written in place of another: between the same quotes, in a table as its cell.
pub(crate) fn rewritten(file: &SourceFile, at: Span, new: &str) -> Option<String> {
    let old = file.slice(at);
    if is_table(file) {
        let needs_quotes = new.contains([',', ';', '\t', '|', '"', '\n', '\r']) || new.trim() != new;
        let quoted = || format!("\"{}\"", new.replace('"', "\"\""));
        return Some(if old.starts_with('"') || needs_quotes { quoted() } else { new.to_owned() });
    }
    match old.as_bytes().first()? {
        // The text is not where this stands, or goes over several lines by its own rules.
        b'*' | b'&' | b'!' | b'|' | b'>' => None,
        b'\'' => Some(single_quoted(new)),
        b'"' => Some(json(new)),
        _ if is_json_file(file) => Some(json_value(new)),
        _ => Some(scalar(new)),
    }
}

/// Whether a file is written as JSON: it begins with brackets and a key in double quotes.
fn is_json_file(file: &SourceFile) -> bool {
    let text = file.text().trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '['])
        && text.trim_start_matches(['{', '[', ' ', '\t', '\r', '\n']).starts_with('"')
}

/// The edit that takes a field out of a position: its whole line where it has one to itself, in braces its comma
/// too, else its value becomes `null`; in a table the cell becomes empty. None where the value is not one
/// plain word or text on the key's line.
pub(super) fn remove(chart: &Chart, position: PositionId, field: Field) -> Option<Fix> {
    let at = chart.node(position);
    let file = chart.files()[at.file as usize].id;
    let tree = tree(chart, at);
    let edit = |span: Span, text: &str| {
        let edits = vec![Edit { place: Place { file, span }, text: text.to_owned() }];
        Some(Fix { title: format!("take `{}` out", chart.file_key(field)), safety: Safety::Safe, edits })
    };
    if !chart.is_native() {
        let value = chart.scalar(chart.value(position, field)?)?.place;
        return if is_table(tree.file()) && value.file == file { edit(value.span, "") } else { None };
    }
    let mapping = tree.follow(at.node);
    let entry = tree.entries(mapping).find(|entry| tree.text(entry.key) == field.key().name)?;
    if tree.is_merged(mapping, entry) || tree.kind(entry.at) != Kind::Scalar {
        return None;
    }
    let (span, text) = without(tree, mapping, entry)?;
    edit(span, text)
}

/// What goes, and what is there instead, when an entry of a mapping is taken out: its whole line where it has one
/// to itself, in braces its comma too, else its value becomes `null`.
pub(crate) fn without(tree: &Tree, mapping: NodeId, entry: Entry) -> Option<(Span, &'static str)> {
    let (key, value) = (tree.span(entry.key), tree.span(entry.at));
    // Anything but the colon between them is an anchor or a tag, which may be needed elsewhere.
    if tree.file().slice(Span::new(key.end, value.start)).trim_matches([' ', '\t']) != ":" {
        return None;
    }
    let text = tree.file().text();
    let (before, after) = (&text[..key.start as usize], &text[value.end as usize..]);
    if tree.file().slice(tree.span(mapping)).starts_with('{') {
        return Some(
            out_of_flow(tree, Span::new(key.start, value.end)).map_or((value, "null"), |span| (span, "")),
        );
    }
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').filter(|end| after[..*end].trim().is_empty());
    match end.filter(|_| before[start..].trim().is_empty()) {
        Some(end) => Some((Span::new(offset(start), value.end + offset(end + 1)), "")),
        None => Some((value, "null")),
    }
}

/// The span of an entry or item between brackets with the comma that goes with it; none where it has none.
pub(crate) fn out_of_flow(tree: &Tree, span: Span) -> Option<Span> {
    let text = tree.file().text();
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let blanks = [' ', '\t', '\r', '\n'];
    let is_comma = |at: u32| !tree.comments().iter().any(|comment| comment.start <= at && at < comment.end);
    let bare = before.trim_end_matches(blanks);
    if let Some(kept) = bare.strip_suffix(',')
        && is_comma(offset(kept.len()))
    {
        return Some(Span::new(offset(kept.len()), span.end));
    }
    let rest = after.trim_start_matches(blanks).strip_prefix(',')?;
    let gone = after.len() - rest.trim_start_matches(blanks).len();
    Some(Span::new(span.start, span.end + offset(gone)))
}

/// The span of a comment with what goes when it goes: its whole line, or the blanks before it.
pub(super) fn comment_out(text: &str, comment: Span) -> Span {
    let before = &text[..comment.start as usize];
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let bare = before.trim_end_matches([' ', '\t']);
    if bare.len() > line {
        return Span::new(offset(bare.len()), comment.end);
    }
    let after = &text[comment.end as usize..];
    let end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    // A mark at the start of the file stays.
    let line = if before[line..].starts_with('\u{feff}') { line + '\u{feff}'.len_utf8() } else { line };
    Span::new(offset(line), comment.end + offset(end))
}

/// A new key after the first entry of the mapping, written as the mapping is.
fn insert(chart: &Chart, mapping: NodeRef, key: &str, value: &str) -> Option<Edit> {
    let tree = tree(chart, mapping);
    let node = tree.follow(mapping.node);
    let value = if is_json(tree, node) { json_value(value) } else { scalar(value) };
    let (at, text) = with(tree, node, key, &value)?;
    let file = chart.files()[mapping.file as usize].id;
    Some(Edit { place: Place { file, span: Span::empty(at) }, text })
}

/// Where a new key goes in a mapping, behind its first entry, and how it is written there. The value is written
/// already.
pub(crate) fn with(tree: &Tree, node: NodeId, key: &str, value: &str) -> Option<(u32, String)> {
    let first = tree.entries(node).next()?;
    let text = tree.file().text();
    let start = tree.span(node).start as usize;
    let key = if is_json(tree, node) { json(key) } else { key.to_owned() };
    if text.as_bytes().get(start) == Some(&b'{') {
        let at = end_of(tree, first.at)?;
        return Some((at, format!(", {key}: {value}")));
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
        return Some((at, format!("\n{indent}{key}: {value}")));
    }
    // Before the first key: whatever the first value is, the new line cannot end up inside of it.
    Some((offset(key_start), format!("{key}: {value}\n{indent}")))
}

fn end_of(tree: &Tree, node: NodeId) -> Option<u32> {
    (tree.kind(node) == Kind::Scalar && !tree.span(node).is_empty()).then(|| tree.span(node).end)
}

fn tree(chart: &Chart, at: NodeRef) -> &Tree {
    &chart.files()[at.file as usize].tree
}

/// Whether a mapping is written as JSON: its keys are in double quotes.
pub(crate) fn is_json(tree: &Tree, mapping: NodeId) -> bool {
    let is_quoted = |entry: Entry| tree.file().slice(tree.span(entry.key)).starts_with('"');
    tree.file().slice(tree.span(mapping)).starts_with('{')
        && tree.entries(mapping).next().is_some_and(is_quoted)
}

/// A text in double quotes, which JSON and YAML read alike.
pub(crate) fn json(value: &str) -> String {
    serde_json::Value::String(value.to_owned()).to_string()
}

/// A value as JSON: a number or a flag without quotes, everything else with.
pub(crate) fn json_value(value: &str) -> String {
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
pub(crate) fn scalar(value: &str) -> String {
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
