//! Nodes of a baseline → [`Baseline`]. Every mistake is noted with its place.

use std::sync::Arc;

use super::{Baseline, Entry, VERSION};
use crate::finding::Fingerprint;
use crate::problem::Mistake;
use crate::source::{SourceFile, Span, quoted};
use crate::yaml::{self, Kind, NodeId, Reader, whole};

/// The most mistakes that are told of one file: one that is not a baseline has one on every line.
const TOLD: usize = 20;

const WRITE_AGAIN: &str = "write the file again with `--write-baseline`";

const ENTRY: &str = "an entry of `findings`";

/// Reads a baseline.
pub fn read(file: &Arc<SourceFile>) -> Result<Baseline, Vec<Mistake>> {
    let parsed = yaml::parse(file);
    let mut reader = Reader::new(&parsed);
    let baseline = baseline(&mut reader);
    let problems = reader.into_problems();
    if problems.is_empty() {
        return Ok(baseline);
    }
    let rest = problems.len().saturating_sub(TOLD);
    let mut mistakes: Vec<Mistake> =
        problems.iter().take(TOLD).map(|problem| problem.in_file(file)).collect();
    if let Some(last) = mistakes.last_mut().filter(|_| rest > 0) {
        last.help = format!("{}; {rest} more mistakes are not shown", last.help);
    }
    Err(mistakes)
}

fn baseline(reader: &mut Reader<'_>) -> Baseline {
    let root = reader.document("a baseline", "join the parts, without `---` between them");
    let Some(root) = root.filter(|root| reader.tree.kind(*root) == Kind::Mapping) else {
        if root.is_none() && reader.is_cut() {
            return Baseline::default();
        }
        // Whose file it is, is not known.
        reader.problems.clear();
        let span = root.map_or(Span::empty(0), |root| reader.span(root));
        let message = "this is not a baseline: it has no `version` and no `findings`";
        reader.problem_at(span, message, WRITE_AGAIN);
        return Baseline::default();
    };
    if reader.is_foreign(root, "baseline", &["version", "findings"]) {
        return Baseline::default();
    }
    // If a file breaks off, nobody knows what is missing.
    if reader.is_cut() {
        return Baseline::default();
    }
    let [version, findings] = reader.keys(root, "a baseline", ["version", "findings"]);
    match version {
        Some(version) if reader.tree.stated(version) == Some(VERSION) => {}
        Some(version) => {
            let found = quoted(reader.tree.trimmed(version));
            let message = format!("the baseline has version {found}, but orglint reads version `{VERSION}`");
            reader.problem(version, message, WRITE_AGAIN);
        }
        None => {
            let help = format!("write `version: {VERSION}` at its top");
            reader.problem(root, "this baseline has no `version`", help);
        }
    }
    let Some(findings) = findings else {
        reader.problem(root, "this baseline has no `findings`", WRITE_AGAIN);
        return Baseline::default();
    };
    let items = reader.list(findings, "`findings`", "an empty one is `findings: []`");
    Baseline::sorted(items.into_iter().filter_map(|item| entry(reader, item)).collect())
}

fn entry(reader: &mut Reader<'_>, node: NodeId) -> Option<Entry> {
    let [rule, at, fingerprint, count, reason] =
        reader.keys(node, ENTRY, ["rule", "at", "fingerprint", "count", "reason"]);
    let needed = [("rule", rule.is_some()), ("fingerprint", fingerprint.is_some())];
    reader.lacks(node, ENTRY, &needed, WRITE_AGAIN);
    let rule = rule.and_then(|node| reader.text(node, "`rule`"));
    let help = "a fingerprint has 32 characters from 0-9 and a-f";
    let fingerprint = fingerprint.and_then(|node| {
        reader.value(node, "`fingerprint`", ("a fingerprint", help), Fingerprint::from_text)
    });
    let expected = ("a whole number from 1 on", "leave out `count` if it is 1");
    let from_one = |text: &str| whole(text).filter(|count| (1..=u64::from(u32::MAX)).contains(count));
    let count = count.and_then(|node| reader.value(node, "`count`", expected, from_one));
    // A reason that is not written yet is none, and `at` is there for people alone.
    let mut text = |node: Option<NodeId>, what| {
        let is_empty =
            |node: &NodeId| reader.tree.kind(*node) == Kind::Scalar && reader.tree.stated(*node).is_none();
        node.filter(|node| !is_empty(node)).and_then(|node| reader.text(node, what)).map(str::to_owned)
    };
    let (at, reason) = (text(at, "`at`"), text(reason, "`reason`"));
    Some(Entry {
        rule: rule?.to_owned(),
        at: at.unwrap_or_default(),
        fingerprint: fingerprint?,
        count: count.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
        reason,
    })
}
