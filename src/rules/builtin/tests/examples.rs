//! The examples of the rule files, and the house style of what they raise.

use std::path::{Path, PathBuf};

use super::*;
use crate::rules::builtin::CHECKS;
use crate::yaml::{Kind, NodeId, Tree};

const PACKS: &[&str] = &["reading", "integrity"];

fn rule_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for pack in PACKS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(pack);
        found.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    found.sort();
    found
}

/// `id`, or `id severity` where the example names one, as `expect` has it.
fn expected(tree: &Tree, example: NodeId) -> Vec<(String, Option<Severity>)> {
    let list = tree.get(example, "expect").unwrap();
    let mut out: Vec<_> = tree
        .items(list)
        .map(|item| match tree.kind(item) {
            Kind::Mapping => {
                let text = |key| tree.get(item, key).map(|node| tree.text(node));
                (text("at").unwrap().to_owned(), text("severity").and_then(Severity::from_word))
            }
            _ => (tree.text(item).to_owned(), None),
        })
        .collect();
    out.sort();
    out
}

fn read_example(file: FileId, sources: &Sources, tree: &Arc<Tree>, example: NodeId) -> Read {
    let node = tree.get(example, "chart").unwrap();
    if tree.kind(node) == Kind::Scalar {
        return Read::files(&[tree.text(node)]);
    }
    let chart = chart::read_node(file, tree, node);
    Read { graph: OrgGraph::new(&chart), chart, sources: sources.clone() }
}

#[test]
fn every_example_raises_what_it_expects() {
    let mut failed = Vec::new();
    for path in rule_files() {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::read(&path, path.to_string_lossy()));
        let parsed = yaml::parse(sources.get(file));
        assert_eq!(parsed.problems, [], "{}", path.display());
        let tree = Arc::new(parsed.tree);
        let root = tree.documents()[0].root.unwrap();
        let text = |key| tree.text(tree.get(root, key).unwrap()).to_owned();
        let id = text("id");
        let own = Severity::from_word(&text("severity")).unwrap();
        for example in tree.items(tree.get(root, "examples").unwrap()) {
            let read = read_example(file, &sources, &tree, example);
            let expected = expected(&tree, example);
            let mut found: Vec<_> = read
                .seen(&id)
                .into_iter()
                .map(|seen| (seen.at, Some(seen.severity.unwrap_or(own))))
                .collect();
            found.sort();
            let fits = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(found, expected)| {
                    found.0 == expected.0 && (expected.1.is_none() || expected.1 == found.1)
                });
            if !fits {
                let name = tree.text(tree.get(example, "name").unwrap());
                failed.push(format!("{id}: {name}: {:#?}", read.seen(&id)));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_check_has_a_rule_file_and_every_file_a_check() {
    let mut files: Vec<String> =
        rule_files().iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    files.sort();
    let checks: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, checks);
}

#[test]
fn messages_keep_to_the_house_style() {
    const AVOIDED: &[&str] = &[
        "wrong",
        "violation",
        "illegal",
        "must",
        "orphan",
        "redundant",
        "weak",
        "failing",
        "kill",
        "blame",
        "bloat",
        "?",
        "Kim Lee",
        "h-17",
    ];
    for path in rule_files() {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::read(&path, path.to_string_lossy()));
        let tree = Arc::new(yaml::parse(sources.get(file)).tree);
        let root = tree.documents()[0].root.unwrap();
        let id = tree.text(tree.get(root, "id").unwrap());
        for example in tree.items(tree.get(root, "examples").unwrap()) {
            for seen in read_example(file, &sources, &tree, example).seen(id) {
                assert!(seen.message.chars().count() < 100, "{}", seen.message);
                assert!(!seen.ids.is_empty(), "{seen:?}");
                for text in seen.labels.iter().chain([&seen.message, &seen.help]) {
                    assert!(!text.ends_with('.') && !text.is_empty(), "{text}");
                    for word in AVOIDED {
                        assert!(!text.contains(word), "`{word}` in: {text}");
                    }
                }
            }
        }
    }
}
