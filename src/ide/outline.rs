//! The positions of a file as a tree, what can be folded, and the tree of all charts.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Ide;
use crate::chart::{Chart, Field, PositionId};
use crate::session::Checked;
use crate::source::{FileId, Place, Span};

/// Levels of the outline: what is deeper is next to its manager, since a chart may be one line of a million.
const DEEPEST: usize = 64;

/// A position in the outline of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outlined {
    pub(crate) name: String,
    pub(crate) detail: String,
    /// All of it.
    pub(crate) whole: Span,
    /// What is shown when it is picked.
    pub(crate) label: Span,
    pub(crate) below: Vec<Outlined>,
}

impl Ide<'_> {
    /// The positions of a file, each below its manager where that is in the file too.
    pub(crate) fn outline(self, file: FileId) -> Vec<Outlined> {
        self.charts_of(file).flat_map(|checked| outline(checked, file)).collect()
    }

    /// What can be folded: the positions of a file that stand on several lines.
    pub(crate) fn folds(self, file: FileId) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for checked in self.charts_of(file) {
            let chart = &checked.chart;
            let places = chart.positions().map(|position| chart.place(chart.node(position)));
            spans.extend(places.filter(|place| place.file == file).map(|place| place.span));
            spans.extend(
                chart.company_node().map(|at| chart.place(at)).filter(|at| at.file == file).map(|at| at.span),
            );
        }
        spans
    }

    /// The positions of every chart, as programs read them: a list in the order of the charts.
    pub(crate) fn tree(self) -> Value {
        let place = |place: Place| {
            let source = self.run.outcome.sources.get(place.file);
            (source.path().to_owned(), source.position(place.span.start).line)
        };
        let charts = self.run.charts.iter().zip(&self.run.outcome.charts).map(|(checked, about)| {
            let chart = &checked.chart;
            let position = |of: PositionId| {
                let (path, line) = place(chart.label_place(of, Field::Id));
                let text = |field| chart.text(of, field).map(|text| text.text.to_owned());
                json!({
                    "id": chart.id(of),
                    "title": text(Field::Title),
                    "name": text(Field::Name),
                    "reports_to": checked.graph.manager_position(of).map(|above| chart.id(above)),
                    "below": checked.graph.below(of).len(),
                    "path": path,
                    "line": line,
                })
            };
            let name = about.name.clone().unwrap_or_else(|| about.path.clone());
            json!({ "name": name, "positions": chart.positions().map(position).collect::<Vec<_>>() })
        });
        json!({ "charts": charts.collect::<Vec<_>>() })
    }
}

fn outline(checked: &Checked, file: FileId) -> Vec<Outlined> {
    let (chart, graph) = (&checked.chart, &checked.graph);
    let here: Vec<PositionId> =
        chart.positions().filter(|of| chart.place(chart.node(*of)).file == file).collect();
    let is_here: std::collections::HashSet<PositionId> = here.iter().copied().collect();
    let mut depth: HashMap<PositionId, usize> = HashMap::new();
    let mut below: HashMap<PositionId, Vec<PositionId>> = HashMap::new();
    let mut top = Vec::new();
    // Who is above comes first; positions on a loop are next to each other.
    let known: std::collections::HashSet<PositionId> = graph.pre_order().iter().copied().collect();
    let lost = here.iter().copied().filter(|of| !known.contains(of));
    for of in graph.pre_order().iter().copied().filter(|of| is_here.contains(of)).chain(lost) {
        let manager = graph.manager_position(of).filter(|above| depth.contains_key(above));
        let level = manager.map_or(0, |above| depth[&above] + 1);
        depth.insert(of, level.min(DEEPEST));
        match manager.filter(|_| level <= DEEPEST) {
            Some(above) => below.entry(above).or_default().push(of),
            None => top.push(of),
        }
    }
    top.into_iter().map(|of| outlined(chart, &below, of)).collect()
}

/// A position with those below it; [`DEEPEST`] limits how deep this goes.
fn outlined(chart: &Chart, below: &HashMap<PositionId, Vec<PositionId>>, of: PositionId) -> Outlined {
    let text = |field| chart.text(of, field).map(|text| text.text.to_owned());
    let whole = chart.place(chart.node(of)).span;
    let label = chart.label_place(of, Field::Title).span;
    let label =
        if whole.start <= label.start && label.end <= whole.end { label } else { Span::empty(whole.start) };
    let under = below.get(&of).map(Vec::as_slice).unwrap_or_default();
    Outlined {
        name: text(Field::Title).or_else(|| text(Field::Name)).unwrap_or_else(|| chart.id(of).to_owned()),
        detail: chart.id(of).to_owned(),
        whole,
        label,
        below: under.iter().map(|of| outlined(chart, below, *of)).collect(),
    }
}
