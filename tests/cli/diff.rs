//! `orglint diff OLD NEW`, with files, folders and revisions.

use serde_json::Value;

use crate::repository::Repository;

const OLD: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer, name: Grace Hopper }
  - { id: sales, title: Head of Sales, name: Ada Lovelace, reports_to: ceo }
  - { id: it, title: Head of IT, reports_to: sales }
";
const NEW: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer, name: Grace Hopper }
  - { id: sales, title: Head of Sales, name:, reports_to: ceo }
  - { id: it, title: Head of IT, reports_to: cfo }
";

fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("charts/org.yaml", OLD);
    repository.commit();
    repository.write("charts/org.yaml", NEW);
    repository
}

fn json(repository: &Repository, folder: &str, old: &str, new: &str) -> Value {
    let (code, out, err) = repository.run_in(folder, &["diff", old, new, "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{old} {new}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_revision_is_compared_with_a_file() {
    let repository = repository();
    let (code, out, err) = repository.run(&["diff", "HEAD:charts/org.yaml", "charts/org.yaml"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let expected = "\
from `HEAD:charts/org.yaml` to `charts/org.yaml`: 3 positions then, 3 now

moved (1)
  `it` Head of IT: from `sales` to somebody who is not on the chart

vacancies opened (1)
  `sales` Head of Sales

left (1)
  `sales` Head of Sales

new findings (2)
  info in `charts/org.yaml`, line 3: this change leaves Head of Sales open and names no stand-in (`vacancy-without-cover`)
  error in `charts/org.yaml`, line 4: Head of IT reports to `cfo`, an id that no position has (`unknown-manager`)

findings: 2 new, 0 gone, 0 as before
";
    assert_eq!(out, expected);
    let (_, out, _) = repository.run(&["diff", "--names", "HEAD:charts/org.yaml", "charts/org.yaml"]);
    assert!(out.contains("left (1)\n  Ada Lovelace: `sales` Head of Sales\n"), "{out}");
}

#[test]
fn files_folders_and_revisions_go_in_any_order() {
    let repository = repository();
    repository.write("old.yaml", OLD);
    repository.write("HEAD:x.yaml", OLD);
    for (folder, old, new) in [
        ("", "old.yaml", "charts/org.yaml"),
        ("", "old.yaml", "charts"),
        ("charts", "HEAD:./org.yaml", "org.yaml"),
        ("charts", "HEAD:charts/org.yaml", "org.yaml"),
        ("charts", "main:./", "../charts"),
        // A file of that name is a file.
        ("", "HEAD:x.yaml", "charts/org.yaml"),
    ] {
        let report = json(&repository, folder, old, new);
        assert_eq!(report["holders"]["left"][0]["at"][0]["id"], "sales", "{old} {new}");
        assert_eq!(report["findings"]["new"][1]["rule"], "unknown-manager");
    }
    let back = json(&repository, "", "charts/org.yaml", "old.yaml");
    assert_eq!(back["positions"]["filled"][0]["id"], "sales");
    assert_eq!(back["findings"]["gone"][0]["path"], "charts/org.yaml");
    let same = json(&repository, "", "HEAD:charts", "old.yaml");
    assert_eq!(same["findings"]["new"].as_array().unwrap().len(), 0);
}

#[test]
fn new_findings_make_the_exit_code_where_that_is_asked_for() {
    let repository = repository();
    repository.write("old.yaml", OLD);
    assert_eq!(repository.run(&["diff", "--fail-on", "error", "old.yaml", "charts/org.yaml"]).0, 1);
    assert_eq!(repository.run(&["diff", "--fail-on", "error", "charts/org.yaml", "old.yaml"]).0, 0);
    let off = ["--rule", "unknown-manager=off", "--rule", "change=off", "old.yaml", "charts/org.yaml"];
    assert_eq!(repository.run(&[&["diff", "--fail-on", "info"], &off[..]].concat()).0, 0);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let repository = repository();
    for (old, says) in [
        ("absent.yaml", "error: `absent.yaml`: there is no such file or folder\n"),
        ("nope:charts/org.yaml", "error: this repository has no revision `nope`\n"),
        ("--output=x:charts/org.yaml", "error: "),
        ("HEAD:org.yaml", "error: `HEAD` has no chart at `org.yaml`\n  help: after `REV:` a path starts at"),
    ] {
        let (code, out, err) = repository.run(&["diff", old, "charts/org.yaml"]);
        assert_eq!((code, out.as_str()), (2, ""), "{old}");
        assert!(err.starts_with(says), "{err}");
    }
    repository.write("broken.yaml", "positions:\n  - { id: a, title: A }\n  - { id: \"b }\n");
    let (code, out, err) = repository.run(&["diff", "broken.yaml", "charts/org.yaml", "--format", "json"]);
    assert_eq!(code, 2);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["old"]["incomplete"], true);
    assert!(err.starts_with("error: `broken.yaml` is not read in full\n"), "{err}");
}
