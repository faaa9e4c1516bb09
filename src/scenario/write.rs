//! A plan → edits of the files of its chart, in the form in which they are written. What is not touched stays
//! as it is, comments too.

use std::collections::HashMap;
use std::sync::Arc;

use super::plan::{Plan, Planned, Up};
use super::{Set, nested};
use crate::chart::layouts::{ReadFile, is_table};
use crate::chart::{Chart, Field, PositionId, TopField, ValueKind};
use crate::finding::Edit;
use crate::graph::{Manager, OrgGraph};
use crate::problem::Problem;
use crate::rules::edit;
use crate::sort;
use crate::source::{FileId, Place, SourceFile, Span, offset};
use crate::yaml::{Entry, Kind, NodeId, Tree};

/// What cannot be written, each with its place in the scenario.
pub(crate) type Unwritten = Vec<Problem>;

/// The edits that make a chart what it is to be; of a nested chart, all but where its entries stand.
pub(crate) fn edits(plan: &Plan, chart: &Chart, graph: &OrgGraph) -> Result<Vec<Edit>, Unwritten> {
    let mut writer = Writer::new(plan, chart, graph);
    for planned in &plan.positions {
        writer.position(planned);
    }
    if !writer.is_nested {
        writer.add_all();
    }
    let Writer { edits, mut not, .. } = writer;
    if not.is_empty() {
        return Ok(joined(edits));
    }
    not.sort();
    not.dedup();
    Err(not)
}

/// The edits that put the entries of a nested chart where they belong, when all others are made: `chart` has the
/// same entries as the one that the plan is for.
pub(crate) fn placed(plan: &Plan, chart: &Chart, graph: &OrgGraph) -> Result<Vec<Edit>, Unwritten> {
    nested::edits(&Writer::new(plan, chart, graph)).map_err(|problem| vec![problem])
}

/// The edits in the order of the files; what is put at one place is one of them.
fn joined(mut edits: Vec<Edit>) -> Vec<Edit> {
    sort::by_key(&mut edits, |edit| edit.place);
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.place == edit.place && edit.place.span.is_empty() => last.text += &edit.text,
            _ => joined.push(edit),
        }
    }
    joined
}

/// The edit that dates a chart; none where its form has no place for a date.
pub(crate) fn dated(chart: &Chart, date: &str) -> Option<Edit> {
    if !chart.is_native() {
        return None;
    }
    if let Some(at) = chart.top(TopField::AsOf).next() {
        let place = chart.place(at);
        let file = chart.files().iter().find(|file| file.id == place.file)?;
        let file = file.tree.file();
        let is_bare = file.slice(place.span).starts_with(|c: char| c.is_ascii_digit());
        let text = if is_bare { date.to_owned() } else { edit::rewritten(file, place.span, date)? };
        return Some(Edit { place, text });
    }
    let file = chart.files().first()?;
    let root = file.tree.documents().first()?.root?;
    let first = file.tree.entries(root).next()?;
    let at = file.tree.span(first.key).start;
    let text = if file.tree.file().slice(file.tree.span(root)).starts_with('{') {
        format!("{}: {}, ", edit::json("as_of"), edit::json(date))
    } else {
        format!("as_of: {date}\n")
    };
    Some(Edit { place: Place { file: file.id, span: Span::empty(at) }, text })
}

/// A file of the chart as it is written, whatever its layout makes of it.
pub(super) struct Site {
    pub(super) id: FileId,
    pub(super) tree: Arc<Tree>,
    is_table: bool,
    /// What stands around each set of keys, by where that begins, and whether its key is there.
    slots: HashMap<(u32, bool), Slot>,
}

/// A set of keys, and what it is in.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) node: NodeId,
    pub(super) parent: Option<NodeId>,
    pub(super) key: Option<NodeId>,
}

fn sites(chart: &Chart) -> Vec<Site> {
    let site = |file: &crate::chart::ChartFile| {
        let source = file.tree.file();
        let tree = if chart.is_native() {
            Arc::clone(&file.tree)
        } else {
            ReadFile::new(file.id, source).parsed.tree
        };
        Site { id: file.id, slots: slots(&tree), tree, is_table: is_table(source) }
    };
    chart.files().iter().map(site).collect()
}

fn slots(tree: &Tree) -> HashMap<(u32, bool), Slot> {
    let mut slots = HashMap::new();
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let mut waiting: Vec<Slot> = roots.map(|node| Slot { node, parent: None, key: None }).collect();
    while let Some(slot) = waiting.pop() {
        match tree.kind(slot.node) {
            Kind::Mapping => {
                slots.insert((tree.span(slot.node).start, false), slot);
                slots.extend(slot.key.map(|key| ((tree.span(key).start, true), slot)));
                let own = tree.entries(slot.node).filter(|entry| !tree.is_merged(slot.node, *entry));
                waiting.extend(own.map(|entry| Slot {
                    node: entry.at,
                    parent: Some(slot.node),
                    key: Some(entry.key),
                }));
            }
            Kind::Sequence => {
                waiting.extend(tree.items(slot.node).map(|node| Slot {
                    node,
                    parent: Some(slot.node),
                    key: None,
                }));
            }
            Kind::Scalar | Kind::Alias => {}
        }
    }
    slots
}

/// By what lines name a manager.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NamedBy {
    Id,
    /// The value of this key, or column, of the manager's own entry.
    Key(String),
}

pub(super) struct Writer<'c> {
    pub(super) plan: &'c Plan,
    pub(super) chart: &'c Chart,
    pub(super) graph: &'c OrgGraph,
    /// Whether lines follow from where entries stand, so that none is written.
    is_nested: bool,
    sites: Vec<Site>,
    known_by: Option<NamedBy>,
    edits: Vec<Edit>,
    not: Unwritten,
}

/// What to do about a change that cannot be written.
pub(crate) const BY_HAND: &str =
    "make this change by hand, or turn the chart into orglint's own format with `orglint import`";

/// That something of a scenario cannot be written.
pub(super) fn cannot(span: Span, what: &str) -> Problem {
    Problem::new(span, format!("{what} cannot be written into the chart's file"), BY_HAND)
}

impl<'c> Writer<'c> {
    fn new(plan: &'c Plan, chart: &'c Chart, graph: &'c OrgGraph) -> Self {
        let (sites, is_nested) = (sites(chart), nested::is_nested(chart));
        let mut writer =
            Self { plan, chart, graph, is_nested, sites, known_by: None, edits: Vec::new(), not: Vec::new() };
        writer.known_by = writer.learn();
        writer
    }

    pub(super) fn site(&self, of: PositionId) -> Option<(&Site, Slot)> {
        let at = self.chart.node(of);
        let file = &self.chart.files()[at.file as usize];
        let start = file.tree.span(file.tree.follow(at.node)).start;
        let site = self.sites.get(at.file as usize)?;
        // In another shape the key of an entry belongs to it.
        let keyed = site.slots.get(&(start, true)).filter(|_| !self.chart.is_native());
        Some((site, *keyed.or_else(|| site.slots.get(&(start, false)))?))
    }

    /// What lines name managers by, as the first of them shows.
    fn learn(&self) -> Option<NamedBy> {
        for of in self.chart.positions() {
            let Some(manager) = self.graph.manager_position(of) else { continue };
            let Some(text) = self.written_line(of) else { continue };
            if text == self.chart.id(manager) {
                return Some(NamedBy::Id);
            }
            let Some((site, slot)) = self.site(manager) else { continue };
            let key = site.tree.entries(slot.node).find(|entry| site.tree.trimmed(entry.value) == text);
            if let Some(key) = key {
                return Some(NamedBy::Key(site.tree.text(key.key).to_owned()));
            }
        }
        None
    }

    /// What the line of a position says, as it is written.
    fn written_line(&self, of: PositionId) -> Option<&str> {
        let (site, slot) = self.site(of)?;
        let entry = self.entry(site, slot, of, Field::ReportsTo)?;
        (site.tree.kind(entry.value) == Kind::Scalar).then(|| site.tree.trimmed(entry.value))
    }

    /// The entry that a field of a position is read from, or that it would be written in.
    fn entry(&self, site: &Site, slot: Slot, of: PositionId, field: Field) -> Option<Entry> {
        let stated = self.chart.value(of, field).map(|at| self.chart.place(at).span.start);
        let mut entries = site.tree.entries(slot.node);
        let by_place = entries.find(|entry| Some(site.tree.span(entry.at).start) == stated);
        by_place.or_else(|| {
            let key = self.chart.file_key(field);
            site.tree.entries(slot.node).find(|entry| site.tree.text(entry.key) == key)
        })
    }

    fn cannot(&mut self, span: Span, what: &str) {
        self.not.push(cannot(span, what));
    }

    fn position(&mut self, planned: &Planned) {
        let Some(of) = planned.was else { return };
        if planned.removed.is_some() && self.is_nested {
            return;
        }
        if let Some(span) = planned.removed {
            match self.site(of).and_then(|(site, slot)| Some((site.id, gone(site, slot)?))) {
                Some((file, span)) => self.put(file, span, String::new()),
                None => self.cannot(span, "that the position goes"),
            }
            return;
        }
        if let (Some(span), up) = (planned.moved_at, planned.up)
            && !self.is_nested
            && !self.is_there_already(of, up)
        {
            let value = match up {
                Up::To(manager) => match self.reference(manager) {
                    Some(value) => Some(value),
                    None => return self.cannot(span, "this line"),
                },
                Up::Top | Up::Same => None,
            };
            if self.set(of, Field::ReportsTo, value.as_deref()).is_none() {
                self.cannot(span, "this line");
            }
        }
        // An id that follows from the title, or from the place, is written before that changes.
        let changes = planned.fields.iter().find(|set| set.field.key().tells).map(|set| set.span);
        if let (false, Some(span)) = (self.chart.has_written_id(of), changes.or(planned.moved_at)) {
            let id = planned.id.clone();
            if self.set(of, Field::Id, Some(&id)).is_none() {
                self.cannot(span, "the id of the position");
            }
        }
        for Set { field, value, span } in &planned.fields {
            if self.set(of, *field, value.as_deref()).is_none() {
                self.cannot(*span, &format!("`{}`", field.key().name));
            }
        }
    }

    /// Whether a line leads there as it is.
    fn is_there_already(&self, of: PositionId, up: Up) -> bool {
        match (self.graph.manager(of), up) {
            (Manager::Position(manager), Up::To(to)) => self.plan.positions[to].was == Some(manager),
            (Manager::None, Up::Top) | (_, Up::Same) => true,
            _ => false,
        }
    }

    /// How lines name a manager.
    fn reference(&self, manager: usize) -> Option<String> {
        let planned = &self.plan.positions[manager];
        let Some(of) = planned.was else { return Some(planned.id.clone()) };
        let reports = self.graph.reports(of);
        if let Some(text) = reports.first().and_then(|report| self.written_line(*report)) {
            return Some(text.to_owned());
        }
        match &self.known_by {
            None | Some(NamedBy::Id) => Some(self.chart.id(of).to_owned()),
            Some(NamedBy::Key(key)) => {
                let (site, slot) = self.site(of)?;
                let entry = site.tree.entries(slot.node).find(|entry| site.tree.text(entry.key) == key)?;
                let text = site.tree.trimmed(entry.value);
                (!text.is_empty()).then(|| text.to_owned())
            }
        }
    }

    fn put(&mut self, file: FileId, span: Span, text: String) {
        self.edits.push(Edit { place: Place { file, span }, text });
    }

    /// Writes a field of a position, or takes it out; none where that cannot be.
    fn set(&mut self, of: PositionId, field: Field, value: Option<&str>) -> Option<()> {
        let (site, slot) = self.site(of)?;
        let entry = self.entry(site, slot, of, field);
        let file = site.tree.file();
        if file.is_sheet() {
            return None;
        }
        let (span, text) = match (entry, value) {
            (None, None) => return Some(()),
            (Some(entry), value) => {
                let at = only_item(&site.tree, entry.at);
                if site.tree.kind(at) != Kind::Scalar || site.tree.is_merged(slot.node, entry) {
                    return None;
                }
                let span = site.tree.span(at);
                match value {
                    Some(value) if span.is_empty() && !site.is_table => {
                        (span, format!(" {}", scalar(&site.tree, slot.node, field, value)))
                    }
                    Some(value) if site.is_table => (span, edit::rewritten(file, span, value)?),
                    Some(value) => {
                        let quotes = file.slice(span).starts_with(['"', '\'']);
                        let plain = || scalar(&site.tree, slot.node, field, value);
                        (
                            span,
                            if quotes {
                                edit::rewritten(file, span, value)?
                            } else {
                                in_place(file, span, plain)?
                            },
                        )
                    }
                    None if site.is_table => (span, String::new()),
                    None => {
                        let (span, text) = edit::without(&site.tree, slot.node, entry)?;
                        (span, text.to_owned())
                    }
                }
            }
            (None, Some(_)) if site.is_table => return None,
            (None, Some(value)) => {
                let value = scalar(&site.tree, slot.node, field, value);
                let (at, text) = edit::with(&site.tree, slot.node, self.chart.file_key(field), &value)?;
                (Span::empty(at), in_lines_of(file, text))
            }
        };
        let id = site.id;
        self.put(id, span, text);
        Some(())
    }

    /// Writes the new positions behind those that are there.
    fn add_all(&mut self) {
        let new: Vec<&Planned> =
            self.plan.positions.iter().filter(|one| one.was.is_none() && one.removed.is_none()).collect();
        if new.is_empty() {
            return;
        }
        // The last entry of each file that has some.
        let mut last: HashMap<FileId, PositionId> = HashMap::new();
        let mut anchor = None;
        for (of, _) in
            self.chart.positions().zip(&self.plan.positions).filter(|(_, one)| one.removed.is_none())
        {
            if let Some((site, Slot { parent: Some(_), .. })) = self.site(of) {
                last.insert(site.id, of);
                anchor = Some(of);
            }
        }
        for planned in new {
            let Some(span) = planned.added else { continue };
            let beside = self.file_for(planned).and_then(|file| last.get(&file).copied());
            let written =
                beside.or(anchor).and_then(|of| Some((self.site(of)?.0.id, self.added(planned, of)?)));
            match written {
                Some((file, (at, text))) => self.put(file, Span::empty(at), text),
                None => self.cannot(span, "a new position"),
            }
        }
    }

    /// The file that a new position belongs in: that of the last of those who report to its manager, else that of the
    /// manager.
    fn file_for(&self, planned: &Planned) -> Option<FileId> {
        let Up::To(manager) = planned.up else { return None };
        let of = self.plan.positions[manager].was?;
        let reports = self.graph.reports(of);
        let place = self.chart.place(self.chart.node(reports.last().copied().unwrap_or(of)));
        Some(place.file)
    }

    /// Where a new position goes behind another, and how it is written there.
    fn added(&self, planned: &Planned, behind: PositionId) -> Option<(u32, String)> {
        let (site, slot) = self.site(behind)?;
        let (tree, file) = (&*site.tree, site.tree.file());
        let mut values: Vec<(String, Field, String)> = Vec::new();
        let mut say = |field: Field, value: &str| {
            values.push((self.chart.file_key(field).to_owned(), field, value.to_owned()));
        };
        if slot.key.is_none() {
            say(Field::Id, &planned.id);
        }
        for Set { field, value, .. } in &planned.fields {
            if let Some(value) = value {
                say(*field, value);
            }
        }
        if let Up::To(manager) = planned.up {
            say(Field::ReportsTo, &self.reference(manager)?);
        }
        if let Some(NamedBy::Key(key)) = &self.known_by
            && !values.iter().any(|(known, ..)| known == key)
        {
            values.push((key.clone(), Field::Id, planned.id.clone()));
        }
        if site.is_table {
            return row(site, slot, &values);
        }
        let node = tree.span(slot.node);
        let is_flow = file.slice(node).starts_with('{');
        let json = edit::is_json(tree, slot.node);
        let pairs = |between: &str| {
            let key = |key: &str| if json { edit::json(key) } else { key.to_owned() };
            let pair = |(name, field, value): &(String, Field, String)| {
                format!("{}: {}", key(name), scalar(tree, slot.node, *field, value))
            };
            values.iter().map(pair).collect::<Vec<_>>().join(between)
        };
        let parent = slot.parent?;
        let start = slot.key.map_or(node.start, |key| tree.span(key).start);
        let own_key =
            slot.key.map(|_| if json { edit::json(&planned.id) } else { edit::scalar(&planned.id) });
        if in_brackets(tree, parent) {
            let text = file.text();
            let line = text[..start as usize].rfind('\n').map_or(0, |at| at + 1);
            let indent = &text[line..start as usize];
            let between = if indent.trim().is_empty() { format!(",\n{indent}") } else { ", ".to_owned() };
            let key = own_key.map_or(String::new(), |key| format!("{key}: "));
            let item = format!("{between}{key}{}", braced(file, node, &pairs(", ")));
            return Some((node.end, in_lines_of(file, item)));
        }
        let (line, end) = own_lines(site, slot)?;
        let indent: String = file.text()[line as usize..start as usize]
            .chars()
            .map(|c| if c == '-' { ' ' } else { c })
            .collect();
        let dash = if own_key.is_some() {
            indent.clone()
        } else {
            file.text()[line as usize..start as usize].to_owned()
        };
        let inner = match own_key {
            Some(_) => " ".repeat(column(file, node.start)),
            None => indent,
        };
        let body = match (own_key, is_flow) {
            (None, true) => braced(file, node, &pairs(", ")),
            (None, false) => pairs(&format!("\n{inner}")),
            (Some(key), true) => format!("{key}: {}", braced(file, node, &pairs(", "))),
            (Some(key), false) => format!("{key}:\n{inner}{}", pairs(&format!("\n{inner}"))),
        };
        // Entries that have a blank line between them keep that.
        let gap = if is_apart(site, slot) { "\n" } else { "" };
        let at = end - u32::from(file.text()[..end as usize].ends_with('\n'));
        let at = at - u32::from(file.text()[..at as usize].ends_with('\r'));
        Some((at, in_lines_of(file, format!("\n{gap}{dash}{body}"))))
    }
}

/// Pairs in braces, with blanks inside of them where the set of keys before has them.
fn braced(file: &SourceFile, like: Span, pairs: &str) -> String {
    let blank = if file.slice(like).starts_with("{ ") { " " } else { "" };
    format!("{{{blank}{pairs}{blank}}}")
}

/// The item of a list of one.
fn only_item(tree: &Tree, at: NodeId) -> NodeId {
    if tree.kind(at) != Kind::Sequence {
        return at;
    }
    let mut items = tree.items(at);
    match (items.next(), items.next()) {
        (Some(only), None) => only,
        _ => at,
    }
}

/// A value in place of another that is written without quotes on one line.
fn in_place(file: &SourceFile, span: Span, plain: impl Fn() -> String) -> Option<String> {
    let old = file.slice(span);
    (!old.starts_with(['*', '&', '!', '|', '>']) && !old.contains('\n')).then(plain)
}

/// A new row of a table, in the columns that it has.
fn row(site: &Site, slot: Slot, values: &[(String, Field, String)]) -> Option<(u32, String)> {
    let (tree, file) = (&*site.tree, site.tree.file());
    if file.is_sheet() {
        return None;
    }
    let cells: Vec<Entry> = tree.entries(slot.node).collect();
    let has = |name: &String| cells.iter().any(|cell| tree.text(cell.key) == name);
    if !values.iter().all(|(name, ..)| has(name)) {
        return None;
    }
    let [first, second, ..] = &cells[..] else { return None };
    let between = Span::new(tree.span(first.at).end, tree.span(second.at).start);
    let delimiter = file.slice(between).chars().find(|c| !matches!(c, '"' | ' '))?;
    let cell = |entry: &Entry| {
        let value =
            values.iter().find(|(name, ..)| name == tree.text(entry.key)).map_or("", |(.., value)| value);
        let needs_quotes = value.contains([delimiter, '"', '\n', '\r']) || value.trim() != value;
        if needs_quotes { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
    };
    let row: Vec<String> = cells.iter().map(cell).collect();
    let end = tree.span(slot.node).end;
    let rest = &file.text()[end as usize..];
    let at = end + offset(rest.find(['\n', '\r']).unwrap_or(rest.len()));
    Some((at, in_lines_of(file, format!("\n{}", row.join(&delimiter.to_string())))))
}

/// What goes of a file when a position goes.
fn gone(site: &Site, slot: Slot) -> Option<Span> {
    let (tree, file) = (&*site.tree, site.tree.file());
    if file.is_sheet() {
        return None;
    }
    let parent = slot.parent?;
    if !site.is_table && in_brackets(tree, parent) {
        let start = slot.key.map_or(tree.span(slot.node).start, |key| tree.span(key).start);
        return edit::out_of_flow(tree, Span::new(start, tree.span(slot.node).end));
    }
    let (start, end) = own_lines(site, slot)?;
    Some(Span::new(start, end))
}

/// Whether a collection is written in brackets. One that is not begins with its first entry, which may be.
fn in_brackets(tree: &Tree, at: NodeId) -> bool {
    let bracket = if tree.kind(at) == Kind::Sequence { '[' } else { '{' };
    tree.file().slice(tree.span(at)).starts_with(bracket)
}

/// The lines that an entry has to itself: from the start of its first to the end of its last.
pub(super) fn own_lines(site: &Site, slot: Slot) -> Option<(u32, u32)> {
    let (tree, text) = (&*site.tree, site.tree.file().text());
    let span = tree.span(slot.node);
    let start = slot.key.map_or(span.start, |key| tree.span(key).start) as usize;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..start].trim();
    let is_first = if site.is_table || slot.key.is_some() { before.is_empty() } else { before == "-" };
    let end = span.end as usize;
    // A text over several lines, and nothing at all, end where their line does.
    let last = text[..end].trim_end_matches(['\n', '\r', ' ']).len().max(start);
    let rest = &text[last..];
    let next = rest.find('\n').map_or(text.len(), |at| last + at + 1);
    let behind = text[last..next].trim();
    let is_last = behind.is_empty() || behind.starts_with('#') || (site.is_table && behind.starts_with('"'));
    (is_first && is_last).then(|| (offset(line), offset(next)))
}

/// Whether a blank line is above an entry.
fn is_apart(site: &Site, slot: Slot) -> bool {
    let Some((start, _)) = own_lines(site, slot) else { return false };
    let above = &site.tree.file().text()[..start as usize];
    above.ends_with("\n\n") || above.ends_with("\r\n\r\n")
}

/// Characters before a place in its line.
fn column(file: &SourceFile, at: u32) -> usize {
    let before = &file.text()[..at as usize];
    before[before.rfind('\n').map_or(0, |line| line + 1)..].chars().count()
}

/// A text with the ends of lines that the file has.
pub(super) fn in_lines_of(file: &SourceFile, text: String) -> String {
    if file.text().contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

/// A value as it is written in a mapping.
pub(super) fn scalar(tree: &Tree, mapping: NodeId, field: Field, value: &str) -> String {
    if edit::is_json(tree, mapping) {
        return edit::json_value(value);
    }
    let is_typed =
        matches!(field.key().kind, ValueKind::Date | ValueKind::Number | ValueKind::Whole | ValueKind::Flag);
    if is_typed || is_plain(value) { value.to_owned() } else { edit::scalar(value) }
}

/// Whether words, or one with points in it, need no quotes, whatever stands around them.
pub(super) fn is_plain(value: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_/.()".contains(c));
    value.starts_with(char::is_alphabetic) && value.contains([' ', '.']) && value.split(' ').all(is_word)
}
