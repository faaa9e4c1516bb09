//! Nodes of a baseline → [`Baseline`]. Every mistake is noted with its place.

use std::sync::Arc;

use super::{Baseline, Entry, VERSION};
use crate::config::{Mistake, Problem, near_or};
use crate::finding::Fingerprint;
use crate::source::{SourceFile, Span, quoted};
use crate::yaml::{self, Kind, NodeId, Tree};

/// Keys of the file.
const KEYS: [&str; 2] = ["version", "findings"];
/// Keys of an entry.
const ENTRY_KEYS: [&str; 5] = ["rule", "at", "fingerprint", "count", "reason"];
/// The most mistakes that are told of one file: one that is no baseline has one on every line.
const TOLD: usize = 20;

const WRITE_AGAIN: &str = "write the file again with `--write-baseline`";

/// Reads a baseline.
pub fn read(file: &Arc<SourceFile>) -> Result<Baseline, Vec<Mistake>> {
    let parsed = yaml::parse(file);
    let problems = parsed.problems.iter();
    let problems =
        problems.map(|problem| Problem::new(problem.span(), problem.to_string(), problem.help())).collect();
    let mut reader = Reader { tree: &parsed.tree, problems };
    // Of a file that breaks off, what is missing is not known.
    let is_broken = parsed.problems.iter().any(yaml::Problem::loses_content);
    let baseline = if is_broken { Baseline::default() } else { reader.file() };
    if reader.problems.is_empty() {
        return Ok(baseline);
    }
    let mut problems = reader.problems;
    problems.sort();
    let rest = problems.len().saturating_sub(TOLD);
    let mut mistakes: Vec<Mistake> =
        problems.iter().take(TOLD).map(|problem| Mistake::new(file, problem)).collect();
    if let Some(last) = mistakes.last_mut().filter(|_| rest > 0) {
        last.help = format!("{}; {rest} more mistakes are not shown", last.help);
    }
    Err(mistakes)
}

struct Reader<'t> {
    tree: &'t Tree,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn file(&mut self) -> Baseline {
        let documents = self.tree.documents();
        if let [_, second, ..] = documents {
            let span = second.root.map_or(Span::empty(0), |root| self.span(root));
            self.problem(span, "a baseline is one document", "join the parts, without `---` between them");
        }
        let root = documents.first().and_then(|document| document.root);
        let Some(root) = root.filter(|root| self.tree.kind(*root) == Kind::Mapping) else {
            let span = root.map_or(Span::empty(0), |root| self.span(root));
            self.problem(span, "this is no baseline: it has no `version` and no `findings`", WRITE_AGAIN);
            return Baseline::default();
        };
        self.known_keys(root, "a baseline", &KEYS);
        self.version(root);
        let Some(findings) = self.tree.get(root, "findings") else {
            self.problem(self.span(root), "this baseline has no `findings`", WRITE_AGAIN);
            return Baseline::default();
        };
        if self.tree.kind(findings) != Kind::Sequence {
            self.problem(self.span(findings), "`findings` takes a list", "an empty one is `findings: []`");
        }
        let items: Vec<NodeId> = self.tree.items(findings).collect();
        Baseline::sorted(items.into_iter().filter_map(|item| self.entry(item)).collect())
    }

    fn version(&mut self, root: NodeId) {
        match self.tree.get(root, "version") {
            Some(version) if self.tree.text(version).trim() == VERSION => {}
            Some(version) => {
                let found = quoted(self.tree.text(version));
                let message = format!("a baseline of version {found}, and version `{VERSION}` is read here");
                self.problem(self.span(version), message, WRITE_AGAIN);
            }
            None => self.problem(
                self.span(root),
                "this baseline has no `version`",
                format!("write `version: {VERSION}` at its top"),
            ),
        }
    }

    fn entry(&mut self, node: NodeId) -> Option<Entry> {
        if self.tree.kind(node) != Kind::Mapping {
            let help = "an entry has the keys `rule`, `at` and `fingerprint`";
            self.problem(self.span(node), "an entry of `findings` takes a set of keys", help);
            return None;
        }
        self.known_keys(node, "an entry of `findings`", &ENTRY_KEYS);
        let rule = self.required(node, "rule");
        let fingerprint = self.fingerprint(node);
        Some(Entry {
            at: self.text(node, "at").map(|(text, _)| text).unwrap_or_default(),
            count: self.count(node),
            reason: self.text(node, "reason").map(|(text, _)| text),
            rule: rule?.0,
            fingerprint: fingerprint?,
        })
    }

    fn fingerprint(&mut self, entry: NodeId) -> Option<Fingerprint> {
        let (text, span) = self.required(entry, "fingerprint")?;
        let read = Fingerprint::from_text(&text);
        if read.is_none() {
            let message = format!("{} is no fingerprint", quoted(&text));
            self.problem(span, message, "a fingerprint has 32 of the characters 0-9 and a-f");
        }
        read
    }

    fn count(&mut self, entry: NodeId) -> usize {
        let Some((text, span)) = self.text(entry, "count") else { return 1 };
        match text.parse::<u32>() {
            Ok(count) if count > 0 => count as usize,
            _ => {
                let message =
                    format!("`count` takes a whole number from 1 on, and this is {}", quoted(&text));
                self.problem(span, message, "leave `count` out where it is 1");
                1
            }
        }
    }

    /// A text that an entry cannot be without.
    fn required(&mut self, entry: NodeId, key: &str) -> Option<(String, Span)> {
        let has_key = self.tree.get(entry, key).is_some();
        let text = self.text(entry, key);
        if text.is_none() && !has_key {
            self.problem(self.span(entry), format!("an entry of `findings` has no `{key}`"), WRITE_AGAIN);
        }
        text
    }

    /// The text of a key; none, with a problem, where something else is written there.
    fn text(&mut self, entry: NodeId, key: &str) -> Option<(String, Span)> {
        let node = self.tree.get(entry, key)?;
        let text = self.tree.text(node).trim();
        if self.tree.kind(node) == Kind::Scalar && !self.tree.is_null(node) && !text.is_empty() {
            return Some((text.to_owned(), self.span(node)));
        }
        // A reason that is not written yet is none, and `at` is there for people alone.
        if !["reason", "at"].contains(&key) || self.tree.kind(node) != Kind::Scalar {
            self.problem(self.span(node), format!("`{key}` takes one value"), "write it after the key");
        }
        None
    }

    fn known_keys(&mut self, mapping: NodeId, of: &str, known: &[&str]) {
        let keys: Vec<NodeId> = self.tree.entries(mapping).map(|entry| entry.key).collect();
        for key in keys {
            let name = self.tree.text(key);
            if !known.contains(&name) {
                let help =
                    near_or(name, known.iter().copied(), || format!("its keys are {}", known.join(", ")));
                self.problem(self.span(key), format!("{of} has no key {}", quoted(name)), help);
            }
        }
    }

    fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(span, message, help));
    }

    /// Where a value stands, its first line.
    fn span(&self, node: NodeId) -> Span {
        self.tree.file().first_line(self.tree.span(node))
    }
}
