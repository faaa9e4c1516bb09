//! `orglint import` and `--verbose`, from the outside.

use std::path::Path;
use std::process::{Command, Output};

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_orglint")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_table_becomes_a_chart() {
    let output = run_in(&super::fixture(""), &["import", "posts.csv"]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "\
# Made from `posts.csv`.
positions:
  - id: P1
    title: Permanent Secretary
    name: Imani Okafor
    department: Office
    fte: 1.0
  - id: P2
    title: Director of Change
    department: Change
    fte: 1.0
    reports_to: P1
  - id: P4
    title: Head of Press
    name:
    department: Press
    status: vacant
    fte: 0.5
    reports_to: P4
";
    assert!(text(&output.stdout).starts_with(expected), "{}", text(&output.stdout));
    let said = text(&output.stderr);
    assert!(
        said.starts_with("read: 5 positions\ntaken: `id` from the column `Post Unique Reference`\n"),
        "{said}"
    );
    assert!(said.contains("taken: `reports_to` from the column `Reports to Senior Post`\n"), "{said}");
}

#[test]
fn what_is_left_out_is_told_in_both_places() {
    let output = run_in(&super::fixture(""), &["import", "hris.csv"]);
    let note = "# Columns that are not in the chart: `Work Email`.\n";
    assert!(text(&output.stdout).contains(note), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("left out: `Work Email`\n"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("    title: \"Account\\nManager\"\n"));
}

#[test]
fn a_file_is_replaced_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "id,title,manager id\n1,Head,\n2,Lead,1\n").unwrap();
    let read = || std::fs::read_to_string(folder.path().join("org.yaml")).unwrap();
    let first = run_in(folder.path(), &["import", "a.csv", "--output", "org.yaml"]);
    assert_eq!((first.status.code(), text(&first.stdout)), (Some(0), ""));
    assert!(read().contains("id: \"2\""));
    std::fs::write(folder.path().join("org.yaml"), "mine").unwrap();
    let again = run_in(folder.path(), &["import", "a.csv", "--output", "org.yaml"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("error: `org.yaml` cannot be written: it already exists\n"));
    assert_eq!(read(), "mine");
    let forced = run_in(folder.path(), &["import", "a.csv", "--output", "org.yaml", "--force"]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(read().starts_with("# Made from `a.csv`."));
    assert_eq!(run_in(folder.path(), &["org.yaml"]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_imported_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.yaml", "positions: []\n");
    write("b.csv", "colour,size\nred,1\n");
    write("c.csv", "id,title,manager id\n1,Head,\n2,Lead, Roads,1\n");
    for (name, said) in [
        ("a.yaml", "error: `a.yaml` is not a table\n"),
        ("gone.csv", "error: gone.csv:1: the file cannot be read: there is no such file or folder\n"),
        ("c.csv", "error: c.csv:3: a row has 4 cells, but the table has 3 columns\n"),
    ] {
        let output = run_in(folder.path(), &["import", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(text(&output.stderr).contains(said), "{name}: {}", text(&output.stderr));
    }
    let output = run_in(folder.path(), &["import", "c.csv"]);
    assert!(text(&output.stdout).contains("# Line 3 was not read: a row has 4 cells"));
    let output = run_in(folder.path(), &["import", "b.csv"]);
    assert!(text(&output.stderr).contains("error: no known column of this table names the manager\n"));
}

#[test]
fn the_layout_that_was_taken_is_told() {
    let output = run_in(&super::fixture(""), &["--verbose", "--format", "json", "posts.csv"]);
    let said = text(&output.stderr);
    assert!(said.contains("verbose: `posts.csv`: layout `csv`, 5 positions\n"), "{said}");
    assert!(said.contains("verbose: read `posts.csv`\n"), "{said}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["layouts"], serde_json::json!([{ "path": "posts.csv", "layout": "csv" }]));
    let output = run_in(&super::fixture("../.."), &["--format", "json", "fixtures/small.yaml"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report.get("layouts"), None);
}
