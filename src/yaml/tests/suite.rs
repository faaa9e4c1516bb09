//! The public YAML test suite: every text is read as its authors say, but for those that are listed here.

use std::path::Path;

use super::*;

/// One case of the suite.
#[derive(serde::Deserialize)]
struct Case {
    id: String,
    name: String,
    yaml: String,
    /// Whether a reader has to refuse it.
    #[serde(default)]
    fail: bool,
    /// What a reader has to see in it.
    #[serde(default)]
    events: String,
}

/// Cases that are read in another way.
const DIFFERENT: [&str; 7] = [
    // Lines within brackets and quotes may start anywhere, with tabs too, as in libyaml.
    "9C9N", "DK95-2", "QB6E", "VJP3-1", "Y79Y-4", // So may a comment below `>`.
    "S98Z",   // And a comment right behind a text in quotes.
    "SU5Z",
];

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/yaml-test-suite/cases.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The events of a case as this reader can tell them: it keeps no tags, no names of anchors, and no styles.
fn expected(case: &Case) -> String {
    let mut out = String::new();
    for event in case.events.lines() {
        match event.get(..4).unwrap_or(event) {
            "+STR" | "-STR" | "+DOC" => {}
            "-DOC" => out.push_str(";\n"),
            "+MAP" => out.push_str("{\n"),
            "+SEQ" => out.push_str("[\n"),
            "-MAP" => out.push_str("}\n"),
            "-SEQ" => out.push_str("]\n"),
            "=ALI" => out.push_str("*\n"),
            _ => writeln!(out, "{}", scalar_of(event)).unwrap(),
        }
    }
    out
}

/// The text of a scalar: behind the anchor and the tag comes a sign for its style.
fn scalar_of(event: &str) -> String {
    let mut rest = event.strip_prefix("=VAL ").unwrap();
    while rest.starts_with(['&', '<']) {
        let end = if rest.starts_with('<') { rest.find('>').unwrap() + 1 } else { rest.find(' ').unwrap() };
        rest = rest[end..].trim_start_matches(' ');
    }
    rest[1..].to_owned()
}

/// What this reader sees, in the same notation.
fn found(parsed: &Parsed) -> String {
    let mut out = String::new();
    for document in parsed.tree.documents() {
        if let Some(root) = document.root {
            put(&parsed.tree, root, &mut out);
        } else {
            out.push('\n');
        }
        out.push_str(";\n");
    }
    out
}

fn put(tree: &Tree, node: NodeId, out: &mut String) {
    let (open, close) = match tree.kind(node) {
        Kind::Scalar => {
            let text = tree.text(node).replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
            let text = text.replace('\r', "\\r").replace('\u{8}', "\\b");
            writeln!(out, "{text}").unwrap();
            return;
        }
        Kind::Alias => return out.push_str("*\n"),
        Kind::Sequence => ("[\n", "]\n"),
        Kind::Mapping => ("{\n", "}\n"),
    };
    out.push_str(open);
    tree.children(node).for_each(|child| put(tree, child, out));
    out.push_str(close);
}

#[test]
fn what_is_read_beyond_the_standard_is_read_by_libyaml() {
    // A key in brackets over several lines has no place there, and is read all the same.
    let different = DIFFERENT.iter().filter(|id| **id != "VJP3-1");
    for id in different {
        let cases = cases();
        let case = cases.iter().find(|case| case.id == *id).unwrap();
        let documents = serde_yaml::Deserializer::from_str(&case.yaml);
        for document in documents {
            let read = <serde_yaml::Value as serde::Deserialize>::deserialize(document);
            assert!(read.is_ok(), "{} {read:?}", case.id);
        }
    }
}

/// Whether the text is not YAML; a key that is written twice, or refers to nothing, is.
fn is_refused(parsed: &Parsed) -> bool {
    parsed
        .problems
        .iter()
        .any(|problem| matches!(problem, Problem::Syntax { .. } | Problem::UnknownAlias { .. }))
}

#[test]
fn every_text_is_read_as_its_authors_say() {
    let cases = cases();
    assert_eq!((cases.len(), cases.iter().filter(|case| case.fail).count()), (402, 94));
    let mut different = Vec::new();
    for case in &cases {
        let parsed = parsed(&case.yaml);
        let is_same = if case.fail {
            is_refused(&parsed)
        } else {
            !is_refused(&parsed) && found(&parsed) == expected(case)
        };
        if !is_same {
            let (expected, found) = (expected(case), found(&parsed));
            let Case { id, name, yaml, .. } = case;
            let shown = format!("{id} {name}\n{yaml:?}\n{:?}\n{expected:?}\n{found:?}", parsed.problems);
            different.push((case.id.as_str(), shown));
        }
    }
    let ids: Vec<&str> = different.iter().map(|(id, _)| *id).collect();
    let new = different.iter().filter(|(id, _)| !DIFFERENT.contains(id));
    let new: Vec<&str> = new.map(|(_, shown)| shown.as_str()).collect();
    let mut known = DIFFERENT;
    known.sort_unstable();
    assert_eq!(ids, known, "{}", new.join("\n\n"));
}
