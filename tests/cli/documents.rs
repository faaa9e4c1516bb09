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

documents! { clean_and_findings exit_codes inputs options misspelt rules_and_explain test_rules shells }

#[test]
fn layouts() {
    assert_current(&root().join("docs/layouts.md"));
}
