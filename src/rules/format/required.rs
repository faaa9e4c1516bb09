//! Fields that a configuration asks positions for, as it lists them.

use super::data::{Cond, For};
use super::load::{KnownWords, Reader};
use crate::graph::catalogue::{FactId, facts_with};
use crate::problem::Problem;
use crate::yaml::{self, NodeId, Tree};

/// The most entries of one list: each looks at every position.
const MOST: usize = 64;

const WHAT: &str = "an entry of `required_fields`";

/// Fields that positions have to state.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// Which positions.
    pub looks_at: Cond,
    /// The fields, each with its name.
    pub fields: Vec<(FactId, String)>,
}

/// Reads such a list: `[{ where: …, fields: [cost_centre] }]`.
pub fn required(tree: &Tree, node: NodeId, known: &KnownWords<'_>) -> Result<Vec<Required>, Vec<Problem>> {
    let facts = facts_with(known.fields);
    let mut reader = Reader::new(yaml::Reader::of_part(tree), &facts, *known);
    let items = reader.list(node, "`required_fields`", "start each entry with `- fields: […]`");
    if let Some(over) = items.get(MOST) {
        let message = format!("`required_fields` has more than {MOST} entries");
        reader.problem(*over, message, "join entries for the same positions");
    }
    let all: Vec<Required> =
        items.into_iter().take(MOST).filter_map(|item| reader.one_required(item)).collect();
    let problems = reader.into_problems();
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

impl Reader<'_> {
    fn one_required(&mut self, node: NodeId) -> Option<Required> {
        let [looks_at, fields] = self.keys(node, WHAT, ["where", "fields"]);
        let help = "write `fields:` with what the positions have to state: `fields: [cost_centre]`";
        self.lacks(node, WHAT, &[("fields", fields.is_some())], help);
        let looks_at = looks_at.map(|node| self.conditions(node, For::Position, "`where`", false));
        let mut named = Vec::new();
        for item in self.some(fields?, "`fields`") {
            let Some(name) = self.text(item, "`fields`") else { continue };
            let span = self.span(item);
            let Some((steps, fact)) = self.fact_path(name, span, For::Position) else { continue };
            if !steps.is_empty() || !matches!(fact.id, FactId::Field(_) | FactId::Own(_)) {
                let help = "name a key of positions, or a field under `fields:` of the configuration";
                self.problem_at(span, format!("`{name}` is not a field that a position states"), help);
                continue;
            }
            named.push((fact.id, name.to_owned()));
        }
        Some(Required { looks_at: looks_at.unwrap_or(Cond::All(Vec::new())), fields: named })
    }
}
