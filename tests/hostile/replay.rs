//! The files of the project, and changed ones, through what `fuzz/` asks of files that grow at random.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::made;
use crate::program::{limited, root, run_within};
use crate::promises;

/// Longer files are left to `fuzz/`.
const LONGEST: u64 = 6000;
/// How many changed files of each kind are looked at: as many as a property is tried with, the same ones in every
/// run on every machine.
fn count() -> u32 {
    ProptestConfig::default().cases
}

/// Words that change what stands around them.
const WORDS: &[&str] = &[
    "\n",
    "  ",
    "- ",
    ": ",
    "#",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    ">-\n",
    "---\n",
    "\t",
    "\r",
    ",",
    "\u{feff}",
    "é",
    "\u{202e}",
    "!x ",
    "? ",
    "null",
    "id: a\n",
    "reports_to: a\n",
    "# orglint: allow(",
    "%",
    "\0",
    "0",
];

/// The files below a folder with one of these endings.
fn files(below: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = walkdir::WalkDir::new(root().join(below))
        .into_iter()
        .flatten()
        .filter(|entry| entry.metadata().is_ok_and(|about| about.is_file() && about.len() < LONGEST))
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            path.extension().and_then(OsStr::to_str).is_some_and(|ending| endings.contains(&ending))
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{below}");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// A change of some bytes of a file.
#[derive(Clone, Debug)]
enum Change {
    Cut(prop::sample::Index, usize),
    Put(prop::sample::Index, &'static str),
    Again(prop::sample::Index, prop::sample::Index, usize),
    Byte(prop::sample::Index, u8),
}

impl Change {
    fn any() -> impl Strategy<Value = Self> {
        let at = any::<prop::sample::Index>;
        prop_oneof![
            2 => (at(), 1..40_usize).prop_map(|(at, count)| Self::Cut(at, count)),
            4 => (at(), prop::sample::select(WORDS)).prop_map(|(at, word)| Self::Put(at, word)),
            2 => (at(), at(), 1..60_usize).prop_map(|(from, to, count)| Self::Again(from, to, count)),
            1 => (at(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        let size = bytes.len() + 1;
        let end = |start: usize, count: usize| (start + count).min(size - 1);
        match self {
            Self::Cut(at, count) => {
                let start = at.index(size);
                bytes.drain(start..end(start, *count));
            }
            Self::Put(at, word) => {
                let at = at.index(size);
                bytes.splice(at..at, word.bytes());
            }
            Self::Again(from, to, count) => {
                let (from, to) = (from.index(size), to.index(size));
                let part = bytes[from..end(from, *count)].to_vec();
                bytes.splice(to..to, part);
            }
            Self::Byte(at, byte) => {
                if let Some(place) = bytes.get_mut(at.index(size)) {
                    *place = *byte;
                }
            }
        }
    }
}

/// Looks at changed files.
fn changed(files: &[Vec<u8>], mut look: impl FnMut(&[u8])) {
    let change = (any::<prop::sample::Index>(), prop::collection::vec(Change::any(), 1..5));
    let mut runner = TestRunner::deterministic();
    for _ in 0..count() {
        let (file, changes) = change.new_tree(&mut runner).unwrap().current();
        let mut bytes = file.get(files).clone();
        for change in &changes {
            change.apply(&mut bytes);
        }
        look(&bytes);
    }
}

#[test]
fn charts_keep_every_promise() {
    let charts = files("fixtures", &["yaml", "yml", "json"]);
    for chart in &charts {
        promises::chart(chart);
    }
    changed(&charts, promises::chart);
}

#[test]
fn tables_keep_every_promise() {
    let tables = files("fixtures", &["csv"]);
    for table in &tables {
        promises::table(table);
    }
    changed(&tables, promises::table);
}

#[test]
fn folders_keep_every_promise() {
    let folders = ["layouts/people", "layouts/catalogue", "layouts/broken", "layouts/unclear", "folder"];
    let folders: Vec<Vec<u8>> = folders.iter().map(|folder| joined(&format!("fixtures/{folder}"))).collect();
    for folder in &folders {
        promises::folder(folder);
    }
    changed(&folders, promises::folder);
}

/// The files of a folder in one, each below its name.
fn joined(folder: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, file) in files(folder, &["yaml", "yml"]).into_iter().enumerate() {
        out.extend(format!("{}{at}.yaml\n", promises::FILE).into_bytes());
        out.extend(file);
    }
    out
}

#[test]
fn rule_files_keep_every_promise() {
    let rules = files("fixtures/rules", &["yaml"]);
    for rule in &rules {
        promises::rule_file(rule);
    }
    changed(&[rules, files("rules/integrity", &["yaml"])].concat(), promises::rule_file);
}

#[test]
fn configurations_keep_every_promise() {
    changed(&[CONFIGURATION.as_bytes().to_vec()], promises::configuration);
}

#[test]
fn lists_of_known_findings_keep_every_promise() {
    let fingerprint = "ba2e0c8450cbcd164c10098d6d8a3389";
    let known = format!("version: 1\nfindings:\n- rule: no-root\n  at: a\n  fingerprint: {fingerprint}\n");
    promises::baseline(known.as_bytes());
    changed(&[known.into_bytes()], promises::baseline);
}

#[test]
fn made_charts_keep_every_promise() {
    let mut runner = TestRunner::deterministic();
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    let mut before = String::new();
    for _ in 0..count() {
        let chart = made::chart(&bytes.new_tree(&mut runner).unwrap().current());
        promises::made_chart(&chart);
        promises::versions(&before, &chart);
        promises::reconciled_made(&before, &chart);
        before = chart;
    }
}

const CONFIGURATION: &str = "\
rules:
  single-report: off
  both-chiefs-needed-at-scale: { severity: error, params: { employees: 300 } }
  integrity: info
overrides:
  - within: cto
    rules: { product-function-under-cio: off }
vocabulary:
  functions: { robots: { domain: product, departments: [Robotics], titles: [Head of Robots] } }
  seats: { cio: { titles: [Master of Systems] } }
fields: { cost_centre: text, grade: number, site: [north, south] }
allow_needs_reason: true
never_allow: [reporting-cycle]
charts:
  - name: acme
    files: [\"people/**/*.yml\"]
    layout: { entries: each-file, id: $file-stem, title: role, reports_to: manager, top: [none, \"\"] }
";

#[test]
fn second_sources_keep_every_promise() {
    let both =
        format!("{}org.yaml\n{COMPARED}{}hris.csv\n{SOURCE}", promises::FILE, promises::FILE).into_bytes();
    promises::reconcile(&both);
    changed(&[both], promises::reconcile);
}

const COMPARED: &str = "\
positions:
- { id: md, title: Managing Director, name: Ada North, email: ada@example.com }
- { id: it, title: Head of IT, name: Bo East, reports_to: md, status: left }
- { id: ops, title: Head of Operations, reports_to: md, status: vacant }
";

const SOURCE: &str = "\
Employee ID,Name,Job Title,Department,Manager ID,Status,Email
md,Ada North,Managing Director,,,Active,ada@example.com
it,Bo East,Head of Technology,IT,md,Active,bo@example.com
17,Cy West,Clerk,IT,it,Terminated,cy@example.com
";

#[test]
fn scenarios_keep_every_promise() {
    promises::scenario(SCENARIO.as_bytes());
    changed(&[SCENARIO.as_bytes().to_vec()], promises::scenario);
}

/// The fuzzer begins with it too.
const SCENARIO: &str = include_str!("scenario.yaml");

/// What ends a run of the program is what its report tells.
#[test]
fn the_exit_code_is_what_is_told() {
    for path in [
        "fixtures/small.yaml",
        "fixtures/reorg.yaml",
        "fixtures/mistakes/empty.yaml",
        "fixtures/hostile/tabs.yaml",
    ] {
        let bytes = std::fs::read(root().join(path)).unwrap();
        let mut command = limited();
        command.args(["--no-config", "--as-of", "2026-01-15", path]);
        let ran = run_within(command, Duration::from_secs(60));
        assert_eq!(ran.code, Some(promises::exit_code(&promises::outcome(path, &bytes))), "{path}: {ran:?}");
        assert!(Path::new(path).is_relative());
    }
}
