//! What an editor asks of a chart: places, texts and edits for a position in a text. Knows no protocol, and uses
//! [`crate::session`] and what lies below it.
//!
//! What is answered is shown in the user's own file, so names of holders may stand in it.

mod complete;
mod hover;
mod outline;

use std::collections::HashSet;

use jiff::civil::Date;

pub(crate) use complete::{Completion, Group, complete};
pub(crate) use outline::Outlined;

use crate::chart::{Field, PositionId, Text};
use crate::finding::Edit;
use crate::graph::stated_managers;
use crate::rules::edit::rewritten;
use crate::session::{Checked, Run};
use crate::source::{FileId, Place};

/// What is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The id of a position.
    Id,
    /// A text that names a position: a line, a complement, a root, an exception's `at`.
    Line,
    /// The id of a rule.
    Rule,
}

/// A name in a chart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'r> {
    pub(crate) what: What,
    pub(crate) text: &'r str,
    pub(crate) place: Place,
    /// The position that it names, where there is one.
    pub(crate) position: Option<PositionId>,
}

/// Why an id cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RenameError {
    /// Nothing that can be renamed is there.
    #[error("there is no id of a position at this place")]
    NoId,
    /// The new id is empty, or not a word on one line.
    #[error("an id is one word or text on one line")]
    NotAnId,
    /// Another position has the id.
    #[error("another position has this id")]
    Taken,
}

/// Charts that were linted, as an editor asks about them.
#[derive(Clone, Copy)]
pub(crate) struct Ide<'r> {
    pub(crate) run: &'r Run,
    pub(crate) today: Date,
}

impl<'r> Ide<'r> {
    /// The charts that a file is a part of.
    fn charts_of(self, file: FileId) -> impl Iterator<Item = &'r Checked> {
        let holds = move |checked: &&Checked| checked.chart.files().iter().any(|known| known.id == file);
        self.run.charts.iter().filter(holds)
    }

    /// The name at a byte of a file.
    pub(crate) fn name_at(self, file: FileId, at: u32) -> Option<(&'r Checked, Named<'r>)> {
        let holds = |named: &Named<'_>| {
            named.place.file == file && named.place.span.start <= at && at <= named.place.span.end
        };
        self.charts_of(file).find_map(|checked| Some((checked, names(checked).into_iter().find(holds)?)))
    }

    /// The innermost position at a byte of a file.
    pub(crate) fn position_at(self, file: FileId, at: u32) -> Option<(&'r Checked, PositionId)> {
        self.charts_of(file).find_map(|checked| {
            let chart = &checked.chart;
            let place = |of: PositionId| chart.place(chart.node(of));
            let holds = |of: &PositionId| {
                let place = place(*of);
                place.file == file && place.span.start <= at && at <= place.span.end
            };
            let length = |of: &PositionId| place(*of).span.end - place(*of).span.start;
            Some((checked, chart.positions().filter(holds).min_by_key(length)?))
        })
    }

    /// Where the position stands that a name leads to.
    pub(crate) fn definition(self, file: FileId, at: u32) -> Option<Place> {
        let (checked, named) = self.name_at(file, at)?;
        Some(checked.chart.label_place(named.position?, Field::Id))
    }

    /// Every place that names the position at a place; with its own id where that is asked for.
    pub(crate) fn references(self, file: FileId, at: u32, with_own: bool) -> Vec<Place> {
        let Some((checked, position)) = self.meant_at(file, at) else { return Vec::new() };
        let is_asked =
            |named: &Named<'_>| named.position == Some(position) && (with_own || named.what != What::Id);
        let mut places: Vec<Place> =
            names(checked).into_iter().filter(is_asked).map(|named| named.place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The position that a name leads to, else the one that the place is in.
    fn meant_at(self, file: FileId, at: u32) -> Option<(&'r Checked, PositionId)> {
        let named = self.name_at(file, at).and_then(|(checked, named)| Some((checked, named.position?)));
        named.or_else(|| self.position_at(file, at))
    }

    /// The id that can be renamed at a place, and where it is there.
    pub(crate) fn renamed_at(self, file: FileId, at: u32) -> Option<(Place, &'r str)> {
        let (checked, named) = self.name_at(file, at)?;
        let position = named.position.filter(|of| checked.chart.has_written_id(*of))?;
        (named.text == checked.chart.id(position)).then_some((named.place, named.text))
    }

    /// The edits that give a position another id wherever it is named.
    pub(crate) fn rename(self, file: FileId, at: u32, new: &str) -> Result<Vec<Edit>, RenameError> {
        let (_, old) = self.renamed_at(file, at).ok_or(RenameError::NoId)?;
        let (checked, position) = self.meant_at(file, at).ok_or(RenameError::NoId)?;
        if new.trim().is_empty() || new.trim() != new || new.contains(char::is_control) {
            return Err(RenameError::NotAnId);
        }
        if new != old && checked.graph.find(&checked.chart, new).is_some() {
            return Err(RenameError::Taken);
        }
        let mut met: HashSet<Place> = HashSet::new();
        let mut edits = Vec::new();
        for named in names(checked) {
            if named.position == Some(position) && named.text == old && met.insert(named.place) {
                let source = self.run.outcome.sources.get(named.place.file);
                let text = rewritten(source, named.place.span, new);
                edits.extend(text.map(|text| Edit { place: named.place, text }));
            }
        }
        Ok(edits)
    }
}

/// Every name of a chart.
fn names(checked: &Checked) -> Vec<Named<'_>> {
    let (chart, graph) = (&checked.chart, &checked.graph);
    let mut out: Vec<Named<'_>> = Vec::new();
    let mut lines: Vec<Text<'_>> = Vec::new();
    for position in chart.positions() {
        if let Some(id) = chart.value(position, Field::Id).and_then(|at| chart.scalar(at)) {
            out.push(Named { what: What::Id, text: id.text, place: id.place, position: Some(position) });
        }
        lines.extend(stated_managers(chart, position));
        lines.extend(chart.dotted_lines(position).map(|dotted| dotted.to));
        for field in [Field::Complements, Field::AlsoHolds] {
            lines.extend(chart.texts(position, field));
        }
    }
    lines.extend(chart.declared_roots().chain(chart.external_managers()));
    lines.extend(chart.exceptions().filter_map(|exception| exception.at));
    out.extend(lines.into_iter().map(|Text { text, place }| {
        let position = graph.find(chart, text);
        Named { what: What::Line, text, place, position }
    }));
    let listed =
        chart.exceptions().filter_map(|exception| exception.rule).map(|rule| (rule.text, rule.place));
    let comments = chart.allows.iter().flat_map(|allow| &allow.rules).map(|(rule, place)| (&**rule, *place));
    let rules = listed.chain(comments);
    out.extend(rules.map(|(text, place)| Named { what: What::Rule, text, place, position: None }));
    out
}
