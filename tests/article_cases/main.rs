//! Charts that put single sentences of the article to the test. Each says in its first lines which findings
//! of the packs `cio-cto`, `integrity` and `reading` to expect, where, and why. Charts that do not come out
//! as they should yet are listed in `known-gaps.txt`; one that does has to leave the list.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/article_cases")
}

/// The words behind `# key:` in the first lines of a chart.
fn words<'t>(chart: &'t str, key: &str) -> BTreeSet<&'t str> {
    let start = format!("# {key}: ");
    let line = chart.lines().find_map(|line| line.strip_prefix(&start));
    line.map(|line| line.split([',', ' ']).filter(|word| !word.is_empty() && *word != "nothing").collect())
        .unwrap_or_default()
}

/// What the program finds in a chart, as `rule@position:severity`.
fn found(path: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_orglint"))
        .args(["--no-config", "--as-of", "2026-01-15", "--format", "json"])
        .arg(path)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packs = ["cio-cto", "integrity", "reading"];
    let findings = report["findings"].as_array().unwrap().iter();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings
        .filter(|finding| packs.contains(&text(finding, "pack").as_str()))
        .map(|one| format!("{}@{}:{}", text(one, "rule"), text(one, "subject"), text(one, "severity")))
        .collect()
}

#[test]
fn every_chart_is_judged_as_the_article_would() {
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    let mut charts: Vec<PathBuf> =
        std::fs::read_dir(here().join("charts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    charts.sort();
    for path in charts {
        let chart = std::fs::read_to_string(&path).unwrap();
        let places: BTreeSet<String> = words(&chart, "where").into_iter().map(str::to_owned).collect();
        let rules: BTreeSet<&str> = places.iter().filter_map(|place| place.split('@').next()).collect();
        assert_eq!(rules, words(&chart, "expect"), "{}: the two lines agree", path.display());
        let found = found(&path);
        if found != places {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            wrong.push(format!("{name}: {found:?}, not {places:?}"));
            names.insert(name);
        }
    }
    let gaps = std::fs::read_to_string(here().join("known-gaps.txt")).unwrap_or_default();
    let gaps: BTreeSet<String> = gaps.lines().map(str::to_owned).collect();
    assert_eq!(names, gaps, "{wrong:#?}");
}
