//! What a configuration states of a chart, beside the chart's own files: facts about the company,
//! exceptions and the date. So a table needs no second file.

use std::sync::Arc;

use super::check::Look;
use super::read::Reader;
use super::{Chart, ChartFile, Problem, TopField};
use crate::nearest::one_of;
use crate::problem;
use crate::source::{FileId, quoted};
use crate::yaml::{NodeId, Tree};

/// The keys of a chart that an entry of `charts:` takes too.
pub(crate) const STATED: [TopField; 3] = [TopField::Company, TopField::Exceptions, TopField::AsOf];

/// Where it stands.
#[derive(Clone, Debug)]
pub struct InConfiguration {
    /// The nodes of the configuration.
    pub tree: Arc<Tree>,
    /// The set of keys that has them among its own.
    pub node: NodeId,
}

impl InConfiguration {
    /// What is wrong with it.
    pub(crate) fn mistakes(&self) -> Vec<problem::Problem> {
        let chart = Chart::default().stating(self, FileId(0));
        let values = chart.problems.into_iter().map(|placed| {
            let help = match &placed.problem {
                Problem::WrongType { help, .. } | Problem::NoChart { help, .. } => help.clone(),
                Problem::UnknownWord { near: Some(near), .. } => format!("a similar one is known: `{near}`"),
                Problem::UnknownWord { known, .. } => format!("it takes {}", one_of(known)),
                Problem::NoId | Problem::Bare | Problem::Learned { .. } => String::new(),
            };
            problem::Problem::new(placed.place.span, placed.problem.to_string(), help)
        });
        let keys = chart.unknown_keys.into_iter().map(|unknown| {
            let message = format!("`{}` has no key {}", unknown.of, quoted(&unknown.key));
            let help = match unknown.near {
                Some(near) => format!("a similar one is known: `{near}`"),
                None => "docs/chart-format.md lists its keys".to_owned(),
            };
            problem::Problem::new(unknown.places[0].span, message, help)
        });
        values.chain(keys).collect()
    }
}

impl Chart {
    /// With what a configuration states of it. What its own files say comes first, and counts.
    pub(crate) fn stating(self, stated: &InConfiguration, id: FileId) -> Self {
        let InConfiguration { tree, node } = stated;
        let mut reader = Reader { chart: self, ..Reader::default() };
        let file = u32::try_from(reader.chart.files.len()).unwrap_or(u32::MAX);
        reader.chart.files.push(ChartFile { id, tree: Arc::clone(tree), origin: None });
        for entry in tree.entries(*node) {
            let field = TopField::from_key(tree.text(entry.key)).filter(|field| STATED.contains(field));
            if let Some(field) = field {
                reader.top(field, Look { tree, file, node: entry.at, position: None });
            }
        }
        reader.chart
    }
}
