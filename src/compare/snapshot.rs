//! What of a chart is compared.

use std::collections::HashMap;

use super::Named;
use crate::chart::{Chart, Field, PositionId};
use crate::graph::{Manager, OrgGraph, stated_managers};
use crate::rules::render::called_by;

/// Where a solid line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Above {
    /// The position is at the top.
    Nobody,
    /// To a position, or to an id that the chart lists as being outside of it.
    Id(String),
    /// To a text that is not an id of the chart, and may be a name.
    Unknown(String),
}

impl Above {
    /// The id of a position, or of somebody outside of the chart.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        if let Self::Id(id) = self { Some(id) } else { None }
    }
}

/// Who sits at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The key that tells people apart.
    pub key: Option<String>,
    /// The name.
    pub name: Option<String>,
}

impl Holder {
    /// How people know them: by name, else by key.
    #[must_use]
    pub fn called(&self) -> String {
        self.name.as_ref().or(self.key.as_ref()).cloned().unwrap_or_default()
    }
}

/// One position of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The position.
    pub named: Named,
    /// Its title, with single spaces.
    pub title: Option<String>,
    /// Where its solid line leads.
    pub above: Above,
    /// How many positions are below it.
    pub below: usize,
    /// Whether nobody sits there.
    pub is_vacant: bool,
    /// Who sits there, where that is stated.
    pub holders: Vec<Holder>,
}

/// One version of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Its positions, in the order of the chart.
    pub positions: Vec<Position>,
    /// Ids that tell of people, each with what stands for it.
    pub hidden: HashMap<String, String>,
}

impl Snapshot {
    /// Takes what is compared out of a chart.
    #[must_use]
    pub fn of(chart: &Chart, graph: &OrgGraph) -> Self {
        let position = |of| Position {
            named: Named { id: chart.id(of).to_owned(), called: called_by(chart, of) },
            title: chart.text(of, Field::Title).map(|title| spaced(title.text)),
            above: above(chart, graph, of),
            below: graph.below(of).len(),
            is_vacant: chart.is_vacant(of),
            holders: if chart.is_vacant(of) { Vec::new() } else { holders(chart, of) },
        };
        let hidden = chart.positions().filter(|of| chart.shown_id(*of).is_none());
        let hidden = hidden.map(|of| (chart.id(of).to_owned(), chart.subject(of)));
        Self { positions: chart.positions().map(position).collect(), hidden: hidden.collect() }
    }
}

/// How wide and how high a chart is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Positions with reports.
    pub managers: usize,
    /// Positions that report to one of them.
    pub reports: usize,
    /// Most direct reports of one.
    pub widest: usize,
    /// Levels from the top down.
    pub layers: usize,
}

impl Shape {
    /// The shape of a chart. What is in a loop is on no level.
    #[must_use]
    pub fn of(chart: &Chart, graph: &OrgGraph) -> Self {
        let spans = chart.positions().map(|of| graph.reports(of).len()).filter(|reports| *reports > 0);
        let mut shape = Self::default();
        for span in spans {
            shape.managers += 1;
            shape.reports += span;
            shape.widest = shape.widest.max(span);
        }
        let deepest = chart.positions().filter_map(|of| graph.depth(of)).max();
        shape.layers = deepest.map_or(0, |depth| depth as usize + 1);
        shape
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn above(chart: &Chart, graph: &OrgGraph, of: PositionId) -> Above {
    let stated = || stated_managers(chart, of).next().map(|text| text.text.to_owned());
    match graph.manager(of) {
        Manager::None | Manager::Unreadable => Above::Nobody,
        Manager::Position(manager) => Above::Id(chart.id(manager).to_owned()),
        Manager::Itself => Above::Id(chart.id(of).to_owned()),
        Manager::External => stated().map_or(Above::Nobody, |text| {
            if chart.shows_text(&text) { Above::Id(text) } else { Above::Unknown(text) }
        }),
        Manager::Unknown => stated().map_or(Above::Nobody, Above::Unknown),
    }
}

/// The keys and names of a position, one of each for each holder. Where their numbers differ, nobody
/// knows which name belongs to which key, and keys alone tell people apart.
fn holders(chart: &Chart, of: PositionId) -> Vec<Holder> {
    let texts = |field| chart.texts(of, field).map(|text| spaced(text.text)).collect::<Vec<_>>();
    let (keys, names) = (texts(Field::Holder), texts(Field::Name));
    if keys.len() == names.len() {
        let pairs = keys.into_iter().zip(names);
        return pairs.map(|(key, name)| Holder { key: Some(key), name: Some(name) }).collect();
    }
    if keys.is_empty() {
        return names.into_iter().map(|name| Holder { key: None, name: Some(name) }).collect();
    }
    keys.into_iter().map(|key| Holder { key: Some(key), name: None }).collect()
}
