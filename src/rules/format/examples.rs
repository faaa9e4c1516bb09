//! The examples of a rule file: charts, and where each raises the rule.

use super::load::Reader;
use crate::finding::Severity;
use crate::source::Span;
use crate::yaml::{Kind, NodeId};

/// A chart with what the rule says of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The chart: a mapping, or the text of a file.
    pub chart: NodeId,
    /// The earlier version that it is compared with, where the rule is about a change.
    pub before: Option<NodeId>,
    /// A second source that the chart is compared with: a chart too, where there is one.
    pub second: Option<NodeId>,
    /// The texts of files that name people and units of the chart.
    pub references: Option<NodeId>,
    /// Where the rule is raised, in any order.
    pub expect: Vec<Expected>,
    /// Where the example stands.
    pub span: Span,
}

/// A finding that an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The id of a position, or `company`, or `chart`.
    pub at: String,
    /// Its severity, where the example says.
    pub severity: Option<Severity>,
    /// Where it is said.
    pub span: Span,
}

pub(super) fn read(reader: &mut Reader<'_>, node: NodeId) -> Vec<Example> {
    if reader.tree.kind(node) != Kind::Sequence {
        reader.wrong(node, "`examples`", "a list", "start each example with `- name: …`");
        return Vec::new();
    }
    let items = reader.one_or_more(node);
    let count = items.len();
    let found: Vec<Example> = items.into_iter().filter_map(|item| example(reader, item)).collect();
    if found.len() < count {
        // What the others would have shown is not known.
        return found;
    }
    let raising = found.iter().any(|example| !example.expect.is_empty());
    let silent = found.iter().any(|example| example.expect.is_empty());
    for (there, message) in [
        (raising, "no example raises the rule"),
        (silent, "no example shows where the rule stays silent (`expect: []`)"),
    ] {
        if !there {
            let help = "every rule has an example that raises it, and a near miss that does not";
            reader.absent(node, message, help);
        }
    }
    found
}

fn example(reader: &mut Reader<'_>, node: NodeId) -> Option<Example> {
    let [name, before, chart, second, references, expect] =
        reader.keys(node, "an example", ["name", "before", "chart", "source", "references", "expect"]);
    let keys = [("name", name.is_some()), ("chart", chart.is_some()), ("expect", expect.is_some())];
    let help = "an example has a `name`, a `chart`, and `expect` with the ids that raise the rule";
    reader.lacks(node, "the example", &keys, help);
    let name = name.and_then(|node| reader.own_text(node, "`name`"));
    let chart = chart.and_then(|node| reader.chart(node, "`chart`"));
    let before = before.map(|node| reader.chart(node, "`before`"));
    let second = second.and_then(|node| reader.chart(node, "`source`"));
    let references = references.filter(|node| reader.text(*node, "`references`").is_some());
    let expect = expect.and_then(|node| expected(reader, node));
    let (name, chart, expect) = (name?, chart?, expect?);
    let before = before.map_or(Some(None), |read| read.map(Some))?;
    check_ids(reader, chart, &expect);
    Some(Example { name, chart, before, second, references, expect, span: reader.span(node) })
}

impl Reader<'_> {
    /// A chart is written out, or the text of a file.
    fn chart(&mut self, node: NodeId, what: &str) -> Option<NodeId> {
        match self.tree.kind(node) {
            Kind::Mapping => Some(node),
            Kind::Sequence => {
                let help = "write `positions:` below it, or the text of a file behind `|`";
                self.wrong(node, what, "a chart", help);
                None
            }
            _ => self.text(node, what).map(|_| node),
        }
    }
}

/// None where some of it cannot be read.
fn expected(reader: &mut Reader<'_>, node: NodeId) -> Option<Vec<Expected>> {
    let items = if reader.tree.is_null(node) { Vec::new() } else { reader.one_or_more(node) };
    let found: Vec<Option<Expected>> = items.into_iter().map(|item| expected_one(reader, item)).collect();
    found.into_iter().collect()
}

fn expected_one(reader: &mut Reader<'_>, node: NodeId) -> Option<Expected> {
    let span = reader.span(node);
    if reader.tree.kind(node) != Kind::Mapping {
        return Some(Expected { at: reader.own_text(node, "`expect`")?, severity: None, span });
    }
    let [at, severity] = reader.keys(node, "`expect`", ["at", "severity"]);
    let help = "write `at:` with the id of a position, or `at: company`";
    reader.lacks(node, "`expect`", &[("at", at.is_some())], help);
    let at = at.and_then(|node| reader.own_text(node, "`at`"));
    let severity = severity.and_then(|node| reader.severity(node));
    Some(Expected { at: at?, severity, span })
}

/// Every expected id is written in the chart. Ids that follow from titles are known only once the
/// chart is read, so a chart with positions that leave out their ids is not judged here.
fn check_ids(reader: &mut Reader<'_>, chart: NodeId, expect: &[Expected]) {
    let tree = reader.tree;
    if tree.kind(chart) != Kind::Mapping || tree.get(chart, "org").is_some() {
        return;
    }
    let list = tree.get(chart, "positions").or_else(|| tree.get(chart, "people"));
    let mut ids = vec!["company", "chart"];
    let mut waiting: Vec<NodeId> = list.into_iter().collect();
    while let Some(list) = waiting.pop() {
        for position in tree.items(list) {
            match tree.get(position, "id") {
                Some(id) => ids.push(tree.text(id).trim()),
                None => return,
            }
            waiting.extend(tree.get(position, "reports"));
        }
    }
    for expected in expect {
        if !ids.contains(&&*expected.at) {
            let help = crate::nearest::near_or(&expected.at, ids.iter().copied(), || {
                "name the id of a position of the example, or `company`".to_owned()
            });
            let message = format!("no position of the example has the id `{}`", expected.at);
            reader.problem_at(expected.span, message, help);
        }
    }
}
