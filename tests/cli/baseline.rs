//! `--baseline` and `--write-baseline`: what the program says, and what it does to the file.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::program::orglint;

const CHART: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: tax, title: Head of Tax, reports_to: cfo }
  - { id: it, title: Head of IT, reports_to: cto }
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("org.yaml", CHART);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } =
            orglint().current_dir(self.path()).args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

#[test]
fn what_is_written_is_quiet_and_what_comes_later_is_told() {
    let folder = Folder::new();
    let (code, out, err) = folder.run(&["--write-baseline", "known/b.yaml"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("no findings\nset aside: 2 known from the baseline\n"), "{out}");
    assert_eq!(err, "baseline: `known/b.yaml` has 2 entries: 2 new\n");
    assert_eq!(folder.run(&["--baseline", "known/b.yaml"]).0, 0);
    folder.write("org.yaml", &(CHART.to_owned() + "  - { id: hr, title: Head of HR, reports_to: coo }\n"));
    let (code, out, _) = folder.run(&["--baseline", "known/b.yaml", "--format", "short"]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 1);
    assert!(out.contains("Head of HR reports to `coo`"), "{out}");
}

#[test]
fn reasons_stay_and_stale_entries_go_when_it_is_written_again() {
    let folder = Folder::new();
    folder.run(&["--write-baseline", "b.yaml"]);
    let reasoned =
        folder.read("b.yaml").replace("    at: tax\n", "    at: tax\n    reason: \"until: May\"\n");
    folder.write("b.yaml", &reasoned);
    folder.write("org.yaml", &CHART.replace("reports_to: cto", "reports_to: ceo"));
    let (code, out, _) = folder.run(&["--baseline", "b.yaml"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("stale in the baseline: 1 entry, `unknown-manager` at `it`; `--write-baseline b.yaml`"),
        "{out}"
    );
    let (_, out, _) = folder.run(&["--baseline", "b.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["baseline"], 1);
    assert_eq!(report["baseline"]["path"], "b.yaml");
    assert_eq!(report["baseline"]["stale"][0]["subject"], "it");
    let (_, out, err) = folder.run(&["--baseline", "b.yaml", "--write-baseline", "b.yaml"]);
    assert!(!out.contains("stale"), "{out}");
    assert_eq!(err, "baseline: `b.yaml` has 1 entry: 1 removed\n");
    let written = folder.read("b.yaml");
    assert!(written.contains("reason: \"until: May\"") && !written.contains("at: it"), "{written}");
}

#[test]
fn reasons_come_along_from_another_file() {
    let folder = Folder::new();
    folder.run(&["--write-baseline", "old.yaml"]);
    folder.write(
        "old.yaml",
        &folder.read("old.yaml").replace(
            "  - rule: unknown-manager\n    at: tax",
            "    reason: agreed\n  - rule: unknown-manager\n    at: tax",
        ),
    );
    folder.run(&["--baseline", "old.yaml", "--write-baseline", "new.yaml"]);
    assert_eq!(folder.read("new.yaml"), folder.read("old.yaml"));
    assert!(folder.read("new.yaml").contains("reason: agreed"));
}

#[test]
fn a_chart_that_is_not_read_in_full_writes_no_baseline() {
    let folder = Folder::new();
    folder.run(&["--write-baseline", "b.yaml"]);
    let before = folder.read("b.yaml");
    folder.write("org.yaml", &(CHART.to_owned() + "  - { id: \"x\n"));
    let (code, _, err) = folder.run(&["--write-baseline", "b.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("`b.yaml` is not written: the findings are incomplete"), "{err}");
    assert_eq!(folder.read("b.yaml"), before);
    // What could not be read is told whatever a baseline says, and nothing counts as stale.
    let (code, out, _) = folder.run(&["--baseline", "b.yaml"]);
    assert_eq!(code, 2);
    assert!(out.contains("error[syntax-error]") && !out.contains("stale"), "{out}");
}

#[test]
fn nothing_but_a_baseline_is_written_over() {
    let folder = Folder::new();
    let (code, out, err) = folder.run(&["--write-baseline", "org.yaml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with("error: org.yaml:1:1: this is not a baseline: it has none of the keys of one\n"),
        "{err}"
    );
    assert_eq!(folder.read("org.yaml"), CHART);
    fs::create_dir(folder.path().join("folder")).unwrap();
    assert_eq!(folder.run(&["--write-baseline", "folder"]).0, 2);
}

#[test]
fn a_baseline_that_cannot_be_used_ends_the_run() {
    let folder = Folder::new();
    let (code, out, err) = folder.run(&["--baseline", "absent.yaml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "error: the baseline `absent.yaml` cannot be read: there is no such file\n  help: write it with \
         `--write-baseline absent.yaml`\n"
    );
    folder.write("b.yaml", "version: 1\nfindings:\n  - { rule: a, at: b }\n");
    let (code, out, err) = folder.run(&["--baseline", "b.yaml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: b.yaml:3:5: an entry of `findings` has no `fingerprint`\n"), "{err}");
    fs::write(folder.path().join("b.yaml"), b"version: 1\nfindings: [\xff]\n").unwrap();
    let (code, _, err) = folder.run(&["--baseline", "b.yaml"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: b.yaml:2:12: the file is not UTF-8"), "{err}");
}

#[test]
fn no_name_of_a_holder_gets_into_a_baseline() {
    let folder = Folder::new();
    folder.write(
        "org.yaml",
        "positions:\n  - { id: a, title: A, name: Grace Hopper, holder: ghopper }\n  \
         - { id: b, title: B, reports_to: Ada Lovelace, holder: ghopper }\n  \
         - { id: c, title: C, name: Ada Lovelace, reports_to: a, holder: ghopper }\n",
    );
    folder.run(&["--write-baseline", "b.yaml"]);
    let written = folder.read("b.yaml");
    assert!(written.contains("rule: "), "{written}");
    for name in ["Hopper", "Lovelace", "ghopper"] {
        assert!(!written.contains(name), "{written}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.run(&["--write-baseline", "real.yaml"]);
    fs::set_permissions(folder.path().join("real.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.yaml", folder.path().join("link.yaml")).unwrap();
    folder.write("org.yaml", &CHART.replace("reports_to: cto", "reports_to: ceo"));
    let before = folder.read("real.yaml");
    let (code, _, err) = folder.run(&["--write-baseline", "link.yaml"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("`link.yaml` is a link, and orglint does not write through links"), "{err}");
    assert!(fs::symlink_metadata(folder.path().join("link.yaml")).unwrap().is_symlink());
    let real = folder.path().join("real.yaml");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(folder.read("real.yaml"), before);
    folder.run(&["--write-baseline", "real.yaml"]);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(!folder.read("real.yaml").contains("at: it"));
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "nothing is left behind: {names:?}");
}
