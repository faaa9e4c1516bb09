//! JSON Schemas of what people write and programs read: charts, configurations, rule files, reports;
//! and the reference page of the chart's format. Uses the tables that the readers use, so that what
//! they know, an editor knows too.
//!
//! A schema describes a file as an editor sees it: YAML 1.2 with numbers, yes and no, and nothing as
//! types of their own. It is never stricter than the program, and refuses what the program refuses
//! where one file alone can tell.

mod chart;
mod config;
mod layout;
#[cfg(any(test, feature = "internals"))]
pub mod page;
mod parts;
mod report;
mod rule;
mod stats;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use crate::chart::Own;
use crate::setup::Setup;
use crate::vocabulary::FUNCTION_IDS;

/// What is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// A chart in orglint's own format.
    Chart,
    /// A configuration, `orglint.yaml`.
    Config,
    /// A rule file.
    Rule,
    /// What `--format json` writes.
    Report,
    /// What `stats --format json` writes.
    Stats,
}

impl Schema {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Chart, Self::Config, Self::Rule, Self::Report, Self::Stats];

    /// The word for it on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Config => "config",
            Self::Rule => "rule",
            Self::Report => "report",
            Self::Stats => "stats",
        }
    }

    /// The schema, with the rules, fields and words of a configuration.
    #[must_use]
    pub fn value(self, setup: &Setup) -> Value {
        let mut schema = match self {
            Self::Chart => chart::schema(&setup.own),
            Self::Config => config::schema(setup),
            Self::Rule => rule::schema(&setup.own),
            Self::Report => report::schema(),
            Self::Stats => stats::schema(),
        };
        parts::put(&mut schema, "$schema", "http://json-schema.org/draft-07/schema#");
        schema
    }

    /// The schema as text, ending with a line break.
    #[must_use]
    pub fn text(self, setup: &Setup) -> String {
        crate::escape::json_text::json_text(&self.value(setup))
    }
}

/// The functions of the vocabulary and of a company's own.
fn functions(own: &Own) -> Vec<&'static str> {
    let mut ids: Vec<&str> = FUNCTION_IDS.to_vec();
    ids.extend(own.vocabulary.functions().iter().map(|function| function.get().id));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The members of an object of JSON.
fn object(members: impl IntoIterator<Item = (String, Value)>) -> Value {
    // In a list first, so that one piece of code makes a map of it for all callers.
    let members: Vec<(String, Value)> = members.into_iter().collect();
    Value::Object(Map::from_iter(members))
}
