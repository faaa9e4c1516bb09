//! Files that nobody here has seen before, as somebody would run the program on them: what has to come out
//! stands in `expect.tsv`. Rows that do not hold yet are listed in `known-gaps.txt`, each by its case and
//! command; a row that holds has to leave that list.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod expectation;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rayon::prelude::*;
use serde_json::Value;

use expectation::Expectation;

/// Every format that a report can have.
const FORMATS: [&str; 8] = ["human", "short", "json", "sarif", "github", "gitlab", "junit", "markdown"];

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/first_contact")
}

/// A row of the table.
struct Row {
    case: String,
    command: String,
    expected: Expectation,
}

impl Row {
    fn name(&self) -> String {
        format!("{}\t{}", self.case, self.command)
    }
}

fn rows() -> Vec<Row> {
    let table = std::fs::read_to_string(here().join("expect.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        let (case, command) = (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned());
        Row { case, command, expected: Expectation::read(cells.next().unwrap()) }
    });
    rows.collect()
}

/// Runs the words of a row in a copy of the cases; further words go behind the program's name.
fn run(row: &Row, folder: &Path, further: &[&str]) -> Output {
    let words = row.command.strip_prefix("cd CASE && ");
    let cwd = if words.is_some() { folder.join(&row.case) } else { folder.to_owned() };
    let has_config = folder.join(&row.case).join("orglint.yaml").is_file();
    let mut command = Command::new(env!("CARGO_BIN_EXE_orglint"));
    command.current_dir(cwd).stdin(Stdio::null()).env_clear().env("TERM", "dumb");
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    let words: Vec<String> = words
        .unwrap_or(&row.command)
        .split_whitespace()
        .skip(1)
        .map(|word| word.replace("CASE", &row.case).replace('\'', ""))
        .collect();
    let is_lint = !matches!(words.first().map(String::as_str), Some("import" | "init" | "diff" | "check"));
    if is_lint {
        command.args(["--as-of", "2026-01-15"]);
        if !has_config {
            command.arg("--no-config");
        }
    }
    command.args(further).args(&words);
    command.output().unwrap()
}

/// What of a row does not hold.
fn failures(row: &Row) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&here().join("cases"), folder.path());
    let is_report = !["import", "init", "diff", "check"].iter().any(|word| {
        row.command.split_whitespace().nth(1) == Some(word)
            || row.command.contains(&format!("orglint {word} "))
    });
    let mut out = Vec::new();
    let expected = &row.expected;
    if !is_report {
        let output = run(row, folder.path(), &[]);
        expected.check_text(&output, &mut out);
        return out;
    }
    let human = run(row, folder.path(), &[]);
    expected.check_text(&human, &mut out);
    if !row.command.contains("--format") {
        let json = run(row, folder.path(), &["--format", "json"]);
        match serde_json::from_slice::<Value>(&json.stdout) {
            Ok(report) => expected.check_report(&report, &mut out),
            Err(error) => out.push(format!("the JSON report cannot be read: {error}")),
        }
        if !row.command.contains("--names") {
            for format in FORMATS {
                let output = run(row, folder.path(), &["--format", format, "--verbose"]);
                expected.check_never(&output, format, &mut out);
            }
        }
    }
    out
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The failures of all rows, by name of the row. `FIRST_CONTACT=017` picks rows by the start of their case.
fn all_failures() -> Vec<(String, Vec<String>)> {
    let only = std::env::var("FIRST_CONTACT").unwrap_or_default();
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.case.starts_with(&only)).collect();
    rows.par_iter().map(|row| (row.name(), failures(row))).collect()
}

#[test]
fn every_row_holds_but_for_the_known_gaps() {
    let path = here().join("known-gaps.txt");
    let gaps: BTreeSet<String> =
        std::fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
    let is_part = std::env::var_os("FIRST_CONTACT").is_some();
    let mut new = String::new();
    let mut still = BTreeSet::new();
    for (name, failures) in all_failures() {
        if failures.is_empty() {
            continue;
        }
        if is_part || !gaps.contains(&name) {
            new.extend([name.as_str(), "\n  ", &failures.join("\n  "), "\n"]);
        }
        still.insert(name);
    }
    if std::env::var_os("ORGLINT_UPDATE").is_some() && !is_part {
        let lines: Vec<String> = still.iter().map(|name| format!("{name}\n")).collect();
        std::fs::write(&path, lines.concat()).unwrap();
        return;
    }
    assert!(new.is_empty(), "rows that do not hold:\n{new}");
    if !is_part {
        let held: Vec<&String> = gaps.difference(&still).collect();
        assert!(held.is_empty(), "these rows hold now, and leave the list of known gaps: {held:#?}");
    }
}
