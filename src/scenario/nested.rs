//! Lines of a nested chart: a position moves with the lines of its entry, which are indented for their new place.
//! What is not on the way to a change stays as it is, and comments above an entry go with it.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::plan::Planned;
use super::write::{Writer, in_lines_of, own_lines, scalar};
use crate::chart::{Chart, PositionId, TopField};
use crate::finding::Edit;
use crate::problem::Problem;
use crate::source::{Place, SourceFile, Span, offset};
use crate::yaml::{Entry, Kind, Tree};

/// The key that holds the reports of an entry.
const REPORTS: &str = "reports";

/// Whether lines follow from where entries stand.
pub(crate) fn is_nested(chart: &Chart) -> bool {
    let is_org = |tree: &Tree| {
        let roots = tree.documents().iter().filter_map(|document| document.root);
        roots.filter_map(|root| tree.get(root, TopField::Org.key().name)).count() > 0
    };
    chart.positions().any(|of| chart.parent(of).is_some())
        || (chart.is_native() && chart.files().iter().any(|file| is_org(&file.tree)))
}

/// The edits that put the entries of a nested chart where they belong; none where that cannot be written.
pub(super) fn edits(writer: &Writer<'_>) -> Result<Vec<Edit>, Problem> {
    let plan = writer.plan;
    let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, _) in plan.positions.iter().enumerate().filter(|(_, planned)| planned.removed.is_none()) {
        if let Some(manager) = plan.manager(at) {
            children.entry(manager).or_default().push(at);
        }
    }
    let mut nesting = Nesting { writer, children, dirty: vec![false; plan.positions.len()] };
    let Some(changed) = plan.positions.iter().find_map(changed_at) else { return Ok(Vec::new()) };
    let cannot = || super::write::cannot(changed, "where the entries would be");
    nesting.find_dirty();
    let mut edits = Vec::new();
    for of in writer.chart.positions().filter(|of| writer.chart.parent(*of).is_none()) {
        let stays = plan.positions[of.index()].removed.is_none() && plan.manager(of.index()).is_none();
        if !stays {
            return Err(cannot());
        }
        if nesting.dirty[of.index()] {
            let (site, _) = writer.site(of).ok_or_else(cannot)?;
            let (span, text) = nesting.body(of.index()).ok_or_else(cannot)?;
            let text = in_lines_of(site.tree.file(), text);
            edits.push(Edit { place: Place { file: site.id, span }, text });
        }
    }
    // Whoever would be at the top has no entry to stand in.
    let is_lost = |(at, one): (usize, &Planned)| {
        one.was.is_none_or(|of| writer.chart.parent(of).is_some()) && plan.manager(at).is_none()
    };
    let mut stays = plan.positions.iter().enumerate().filter(|(_, one)| one.removed.is_none());
    if stays.any(is_lost) { Err(cannot()) } else { Ok(edits) }
}

/// Where a scenario changes the place of an entry.
fn changed_at(planned: &Planned) -> Option<Span> {
    planned.removed.or(planned.added).or(planned.moved_at)
}

struct Nesting<'w, 'c> {
    writer: &'w Writer<'c>,
    /// Whose entry is in whose, when all is done.
    children: HashMap<usize, Vec<usize>>,
    /// Whether an entry is written anew: what is in it changes.
    dirty: Vec<bool>,
}

impl Nesting<'_, '_> {
    fn find_dirty(&mut self) {
        let plan = self.writer.plan;
        for of in self.writer.chart.positions() {
            let was: Vec<usize> = self.entries_in(of).iter().map(|child| child.index()).collect();
            let is = self.children.get(&of.index()).map_or(&[][..], Vec::as_slice);
            if was != is {
                let mut at = Some(of.index());
                while let Some(dirty) = at.filter(|at| !self.dirty[*at]) {
                    self.dirty[dirty] = true;
                    at = plan.manager(dirty);
                }
            }
        }
        for (at, planned) in plan.positions.iter().enumerate() {
            self.dirty[at] |= planned.was.is_none();
        }
    }

    /// The positions whose entries are in that of another, as the chart is.
    fn entries_in(&self, of: PositionId) -> Vec<PositionId> {
        let chart = self.writer.chart;
        let reports = self.writer.graph.reports(of);
        reports.into_iter().filter(|report| chart.parent(*report) == Some(of)).collect()
    }

    /// What an entry covers in its file, and its text as it will be, indented as it is.
    fn body(&self, at: usize) -> Option<(Span, String)> {
        let Some(of) = self.writer.plan.positions[at].was else { return self.new_body(at) };
        let (site, slot) = self.writer.site(of)?;
        let (tree, file) = (&*site.tree, site.tree.file());
        let text = file.text();
        let span = tree.span(slot.node);
        let end = if slot.key.is_some() || slot.parent.is_none() {
            span.start + offset(text[span.range()].trim_end().len())
        } else {
            let (_, next) = own_lines(site, slot)?;
            offset(text[..next as usize].trim_end_matches(['\n', '\r']).len())
        };
        let whole = Span::new(span.start, end);
        if !self.dirty[at] {
            return Some((whole, text[whole.range()].to_owned()));
        }
        if text[span.start as usize..].starts_with('{') {
            return None;
        }
        let column = column(file, span.start);
        let list = tree.entries(slot.node).find(|entry| tree.text(entry.key) == REPORTS);
        let was: Vec<PositionId> = self.entries_in(of);
        let inside = match list {
            Some(entry) if tree.kind(entry.at) == Kind::Sequence => Some(self.lines_of(site, entry, &was)?),
            _ => None,
        };
        let children = self.children.get(&at).map_or(&[][..], Vec::as_slice);
        let (mut out, tail, dash) = match (inside, list) {
            (Some(inside), Some(entry)) => {
                let key = tree.span(entry.key).start as usize;
                let head = if children.is_empty() { line_start(text, key) } else { inside.start as usize };
                if head < span.start as usize {
                    return None;
                }
                let dash = was.first().and_then(|first| Some(self.column_of(*first)? - 2));
                (
                    text[span.start as usize..head].to_owned(),
                    &text[inside.end as usize..end.max(inside.end) as usize],
                    dash,
                )
            }
            // `reports:` with nothing behind it is written anew.
            (None, Some(_)) => return None,
            (_, None) => (format!("{}\n{:column$}{REPORTS}:\n", &text[whole.range()], ""), "", None),
        };
        let dash = dash.unwrap_or(column + 2);
        for child in children {
            let above = self.above(*child)?;
            let (_, body) = self.body(*child)?;
            let from = self.writer.plan.positions[*child].was.map_or(Some(0), |of| self.column_of(of))?;
            out += &shifted(&above, from.saturating_sub(2), dash, true);
            let _ = writeln!(out, "{:dash$}- {}", "", shifted(&body, from, dash + 2, false));
        }
        out += tail;
        Some((whole, out.trim_end_matches(['\n', '\r']).to_owned()))
    }

    fn new_body(&self, at: usize) -> Option<(Span, String)> {
        let planned = &self.writer.plan.positions[at];
        // Written as the entry of somebody who is there.
        let (site, slot) = self.writer.chart.positions().find_map(|of| self.writer.site(of))?;
        let mut lines = vec![format!("id: {}", crate::rules::edit::scalar(&planned.id))];
        for set in &planned.fields {
            if let Some(value) = &set.value {
                lines.push(format!(
                    "{}: {}",
                    set.field.key().name,
                    scalar(&site.tree, slot.node, set.field, value)
                ));
            }
        }
        let mut out = lines.join("\n");
        let children = self.children.get(&at).map_or(&[][..], Vec::as_slice);
        if !children.is_empty() {
            let _ = writeln!(out, "\n{REPORTS}:");
        }
        for child in children {
            let above = self.above(*child)?;
            let (_, body) = self.body(*child)?;
            let from = self.writer.plan.positions[*child].was.map_or(Some(0), |of| self.column_of(of))?;
            out += &shifted(&above, from.saturating_sub(2), 2, true);
            let _ = writeln!(out, "  - {}", shifted(&body, from, 4, false));
        }
        Some((Span::empty(0), out.trim_end_matches('\n').to_owned()))
    }

    /// The column in which the keys of an entry stand.
    fn column_of(&self, of: PositionId) -> Option<usize> {
        let (site, slot) = self.writer.site(of)?;
        Some(column(site.tree.file(), site.tree.span(slot.node).start))
    }

    /// The lines that the entries of a list have, from the line behind its key on.
    fn lines_of(&self, site: &super::write::Site, list: Entry, entries: &[PositionId]) -> Option<Span> {
        let (tree, text) = (&*site.tree, site.tree.file().text());
        if tree.file().slice(tree.span(list.at)).starts_with('[') {
            return None;
        }
        let key = tree.span(list.key).end as usize;
        let start = text[key..].find('\n').map(|at| key + at + 1)?;
        let mut end = start;
        for of in entries {
            let (_, slot) = self.writer.site(*of)?;
            end = end.max(own_lines(site, slot)?.1 as usize);
        }
        Some(Span::new(offset(start), offset(end)))
    }

    /// The comments above an entry, with the ends of their lines.
    fn above(&self, at: usize) -> Option<String> {
        let Some(of) = self.writer.plan.positions[at].was else { return Some(String::new()) };
        let (site, slot) = self.writer.site(of)?;
        let text = site.tree.file().text();
        let (line, _) = own_lines(site, slot)?;
        let mut start = line as usize;
        while start > 0 {
            let above = line_start(text, start - 1);
            let words = text[above..start].trim();
            if !words.is_empty() && !words.starts_with('#') {
                break;
            }
            start = above;
        }
        Some(text[start..line as usize].to_owned())
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}

fn column(file: &SourceFile, at: u32) -> usize {
    let text = file.text();
    text[line_start(text, at as usize)..at as usize].chars().count()
}

/// Lines that stood in one column and are to stand in another; the first one has no indentation of its own unless
/// it is said.
fn shifted(text: &str, from: usize, to: usize, first_too: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if (at == 0 && !first_too) || line.trim().is_empty() || from == to {
            out += line;
            continue;
        }
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let blanks_now = (blanks + to).saturating_sub(from);
        out += &" ".repeat(blanks_now);
        out += &line[blanks..];
    }
    out
}
