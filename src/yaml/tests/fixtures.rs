//! Every chart, table of settings and rule file of the project, read by another reader as well.

use std::path::{Path, PathBuf};

use serde::Deserialize as _;
use serde_yaml::Value;

use super::*;

/// Files that the two readers take differently, and why that is as it is meant to be.
const DIFFERENT: [(&str, &str); 7] = [
    ("fixtures/hostile/byte-order-mark-within.yaml", "YAML 1.2 has no such mark within a document"),
    ("fixtures/hostile/line-separators.yaml", "they end a line in YAML 1.1 and not in 1.2"),
    ("fixtures/hostile/numbers.yaml", "`.inf` is a number to one, and a text to the other"),
    ("fixtures/hostile/surrogate-pair.json", "JSON writes a character so, and YAML 1.1 does not"),
    ("fixtures/hostile/tags.yaml", "tags of other programs change nothing"),
    ("fixtures/hostile/with-mark.yaml", "a mark at the start of a file is no mistake"),
    ("rules/reading/wrong-type.yaml", "`Null` may be a name"),
];

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let walk =
        ["fixtures", "rules", "src"].into_iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let paths = walk.map(|entry| entry.unwrap().into_path());
    let is_read = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        path.is_file() && matches!(ending, Some("yaml" | "yml" | "json"))
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_read).collect();
    paths.sort();
    paths
}

/// The documents of a text by the other reader; none where it cannot read all of them. References that are
/// merged are filled in.
fn others(bytes: &[u8]) -> Option<Vec<Value>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let documents = serde_yaml::Deserializer::from_str(text).map(|document| {
        let mut value = Value::deserialize(document).ok()?;
        value.apply_merge().ok()?;
        Some(value)
    });
    documents.collect()
}

/// Where a node differs from a value, if it does.
fn difference(tree: &Tree, node: NodeId, value: &Value) -> Option<String> {
    let text = tree.text(node);
    let is_same = match (tree.kind(node), value) {
        (Kind::Scalar, Value::Null) => tree.is_null(node),
        (Kind::Scalar, Value::String(other)) => text == other && !tree.is_null(node),
        (Kind::Scalar, Value::Bool(flag)) => text.to_ascii_lowercase() == flag.to_string(),
        // Numbers stay as they are written.
        (Kind::Scalar, Value::Number(number)) => text.parse().ok() == number.as_f64(),
        (_, Value::Tagged(tagged)) => return difference(tree, node, &tagged.value),
        (Kind::Sequence, Value::Sequence(others)) if tree.items(node).count() == others.len() => {
            return tree.items(node).zip(others).find_map(|(item, other)| difference(tree, item, other));
        }
        (Kind::Mapping, Value::Mapping(others)) if tree.entries(node).count() == others.len() => {
            let mut entries = tree.entries(node);
            return entries.find_map(|entry| match others.get(tree.text(entry.key)) {
                Some(other) => difference(tree, entry.value, other),
                None => Some(format!("no key {:?}", tree.text(entry.key))),
            });
        }
        _ => false,
    };
    (!is_same).then(|| format!("{text:?} at {:?} is {value:?}", tree.span(node)))
}

/// What one of the readers makes of a file and the other does not, if anything; whether both can read it.
fn compared(bytes: Vec<u8>) -> Result<bool, String> {
    let others = others(&bytes);
    let found = parse(&Arc::new(SourceFile::from_bytes("a", bytes)));
    let Some(others) = others else {
        let is_broken = !found.problems.is_empty();
        return if is_broken { Ok(false) } else { Err("the other reader cannot read it".to_owned()) };
    };
    if let Some(problem) = found.problems.first() {
        return Err(problem.to_string());
    }
    let roots: Vec<Option<NodeId>> = found.tree.documents().iter().map(|document| document.root).collect();
    // A file of nothing is not a document to one and an empty one to the other.
    if roots.iter().all(Option::is_none) && others.iter().all(Value::is_null) {
        return Ok(true);
    }
    if roots.len() != others.len() {
        return Err(format!("{} documents and {}", roots.len(), others.len()));
    }
    let differs = |(root, other): (&Option<NodeId>, &Value)| match root {
        Some(root) => difference(&found.tree, *root, other),
        None => (!other.is_null()).then(|| format!("nothing is {other:?}")),
    };
    roots.iter().zip(&others).find_map(differs).map_or(Ok(true), Err)
}

#[test]
fn every_file_says_the_same_to_another_reader() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut read, mut broken, mut different) = (0, 0, Vec::new());
    for path in files() {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        match compared(std::fs::read(&path).unwrap()) {
            Ok(true) => read += 1,
            Ok(false) => broken += 1,
            Err(why) => different.push((name, why)),
        }
    }
    let names: Vec<&str> = different.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, DIFFERENT.map(|(name, _)| name), "{different:#?}");
    assert!(read > 100 && broken > 5, "{read} read, {broken} broken");
}

#[test]
fn a_difference_would_be_seen() {
    let check = |text: &str, other: &str| {
        let found = parsed(text);
        let root = found.tree.documents()[0].root.unwrap();
        difference(&found.tree, root, &serde_yaml::from_str(other).unwrap()).is_some()
    };
    let text = "a: [b, 1, 0.5, true, ~, 'c']\n";
    assert!(!check(text, text));
    for other in [
        "a: [b, 2, 0.5, true, ~, c]",
        "a: [b, 1, 0.5, false, ~, c]",
        "a: [b, 1, 0.5, true, '~', c]",
        "a: [b, 1, 0.5, true, ~, d]",
        "a: [b, 1, 0.5, true, ~]",
        "b: [b, 1, 0.5, true, ~, c]",
        "{a: [b, 1, 0.5, true, ~, c], d: e}",
        "[a]",
    ] {
        assert!(check(text, other), "{other}");
    }
}
