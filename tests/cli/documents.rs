//! The command line as documents show it: `tests/cmd/` and the README.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli` writes the documents anew.

use std::collections::BTreeSet;

use crate::program::root;
use crate::replay::assert_current;

macro_rules! documents {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                assert_current(&root().join("tests/cmd").join(document(stringify!($name))));
            }
        )*

        #[test]
        fn every_document_is_run() {
            let listed: BTreeSet<String> = [$(document(stringify!($name))),*].into();
            let entries = std::fs::read_dir(root().join("tests/cmd")).unwrap();
            let there = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            assert_eq!(there.collect::<BTreeSet<_>>(), listed);
        }
    };
}

fn document(name: &str) -> String {
    format!("{}.md", name.replace('_', "-"))
}

documents! { charts clean_and_findings draw exit_codes inputs options misspelt rules_and_explain stats test_rules shells }

#[test]
fn layouts() {
    assert_current(&root().join("docs/layouts.md"));
}

/// What the README shows is what the program prints.
#[test]
fn readme() {
    assert_current(&root().join("README.md"));
}

#[test]
fn the_chart_of_the_readme_is_the_one_it_is_run_on() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let chart = std::fs::read_to_string(root().join("fixtures/quickstart/org.yaml")).unwrap();
    assert!(readme.contains(&format!("```yaml\n{chart}```\n")));
}

#[test]
fn every_fixture_is_listed() {
    let listed = std::fs::read_to_string(root().join("fixtures/README.md")).unwrap();
    for entry in walkdir::WalkDir::new(root().join("fixtures")).min_depth(1) {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(root().join("fixtures")).unwrap().to_str().unwrap().replace('\\', "/");
        let known = |name: &str| {
            listed.contains(&format!("| `{name}` |")) || listed.contains(&format!("| `{name}/` |"))
        };
        let parents: Vec<&str> = name.match_indices('/').map(|(at, _)| &name[..at]).collect();
        let is_list = path.is_dir() || name == "README.md";
        assert!(is_list || known(&name) || parents.into_iter().any(known), "{name}");
    }
}
