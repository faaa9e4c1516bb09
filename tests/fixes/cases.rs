//! The charts in `cases/`: `NAME.safe.EXT` under `--fix` and `NAME.unsafe.EXT` under `--unsafe-fixes` become
//! `NAME.….want.EXT`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A chart of a case, alone in a folder.
struct Case {
    folder: tempfile::TempDir,
    name: String,
    before: Vec<u8>,
    want: String,
}

impl Case {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixes/cases");
        let mut paths: Vec<PathBuf> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let cases = paths.iter().filter(|path| !name(path).contains(".want.")).map(|path| {
            let (stem, ending) = path.to_str().unwrap().rsplit_once('.').unwrap();
            let want = fs::read_to_string(format!("{stem}.want.{ending}")).unwrap();
            let case = Self {
                folder: tempfile::tempdir().unwrap(),
                name: name(path),
                before: fs::read(path).unwrap(),
                want,
            };
            fs::write(case.path(), &case.before).unwrap();
            case
        });
        cases.collect()
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn option(&self) -> &'static str {
        if self.name.contains(".unsafe.") { "--unsafe-fixes" } else { "--fix" }
    }

    /// Runs the program in the folder: the exit code, standard output and standard error.
    fn run(&self, options: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orglint"));
        command.args(["--no-config", "--format", "short"]).args(options).arg(&self.name);
        let output = command.current_dir(self.folder.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

#[test]
fn every_case_becomes_what_is_wanted_and_a_second_run_changes_nothing() {
    let cases = Case::all();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let (code, out, err) = case.run(&[case.option()]);
        assert_eq!(case.text(), case.want, "{}: {out}{err}", case.name);
        let left = i32::from(case.name.starts_with("09"));
        assert_eq!(code, left, "{}: {out}{err}", case.name);
        assert_eq!(case.run(&[case.option()]).0, left);
        assert_eq!(case.text(), case.want, "twice: {}", case.name);
    }
}

#[test]
fn a_diff_shows_the_same_change_and_writes_nothing() {
    for case in Case::all() {
        let mut options = vec!["--diff", "--names"];
        options.extend((case.option() == "--unsafe-fixes").then_some("--unsafe-fixes"));
        let (_, diff, _) = case.run(&options);
        assert_eq!(fs::read(case.path()).unwrap(), case.before, "{}", case.name);
        assert_eq!(patched(&case.text(), &diff), case.want, "{}\n{diff}", case.name);
    }
}

#[test]
fn the_second_of_two_moves_that_make_a_loop_is_refused_and_told() {
    let case = Case::all().into_iter().find(|case| case.name.starts_with("09")).unwrap();
    let (_, out, err) = case.run(&["--unsafe-fixes"]);
    assert!(
        err.contains("not made at 09-two-moves.unsafe.yaml:5:58") && err.contains("reporting-cycle"),
        "{err}"
    );
    assert_eq!(out.matches("error[unknown-manager]").count(), 1, "{out}");
}

#[test]
fn safe_fixes_alone_leave_what_is_unsafe() {
    for case in Case::all().iter().filter(|case| case.name.starts_with("07") || case.name.starts_with("09")) {
        assert_eq!(case.run(&["--fix"]).0, 1);
        assert_eq!(fs::read(case.path()).unwrap(), case.before);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_nor_into_a_file_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Case::all().remove(1);
    let there = case.folder.path().join("there.yaml");
    fs::rename(case.path(), &there).unwrap();
    std::os::unix::fs::symlink(&there, case.path()).unwrap();
    let (code, _, err) = case.run(&["--fix"]);
    assert!(code == 2 && err.contains("is a link"), "{code} {err}");
    assert_eq!(fs::read(&there).unwrap(), case.before);

    let case = Case::all().remove(1);
    fs::set_permissions(case.path(), fs::Permissions::from_mode(0o444)).unwrap();
    let (code, _, err) = case.run(&["--fix"]);
    assert!(code == 2 && err.contains("cannot be written") && !err.contains("fixed in"), "{code} {err}");
    assert_eq!(fs::read(case.path()).unwrap(), case.before);
}

#[test]
fn exceptions_are_written_for_what_is_found() {
    for case in Case::all() {
        let found = case.run(&[]).1.lines().count();
        // Findings about exceptions take none, and a table has no place for one.
        if case.name.starts_with("10") || case.name.starts_with("12") {
            continue;
        }
        let (code, out, err) = case.run(&["--add-allow", "as agreed", "--allow-until", "2099-12-31"]);
        assert_eq!((code, out.as_str()), (0, ""), "{}: {err}", case.name);
        assert!(found > 0 && case.text().contains("as agreed"), "{}", case.name);
        assert!(case.text().contains("2099-12-31"), "{}", case.name);
        if case.name.ends_with("json") {
            serde_json::from_str::<serde_json::Value>(&case.text()).unwrap();
        }
        let before = case.text();
        assert_eq!(case.run(&["--add-allow", "again"]).0, 0);
        assert_eq!(case.text(), before);
    }
}

#[test]
fn what_cannot_be_changed_is_said_at_once() {
    let case = Case::all().remove(1);
    assert_eq!(case.run(&["--fix", "-"]).0, 2);
    assert_eq!(case.run(&["--add-allow", " "]).0, 2);
    fs::write(case.path(), "positions:\n- {id: a, titel: A}\n- {id: b, title: \"B }\n").unwrap();
    let before = case.text();
    assert_eq!(case.run(&["--fix"]).0, 2);
    assert_eq!(case.text(), before, "a file that is not read in full");
}

/// A text with a unified diff made in it.
fn patched(text: &str, diff: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut out, mut at) = (String::new(), 0);
    let mut rows = diff.split_inclusive('\n').skip(2).peekable();
    while let Some(row) = rows.next() {
        if let Some(hunk) = row.strip_prefix("@@ -") {
            let start: usize = hunk.split([',', ' ']).next().unwrap().parse().unwrap();
            while at + 1 < start {
                out.push_str(lines[at]);
                at += 1;
            }
            continue;
        }
        let (sign, body) = row.split_at(1);
        let has_no_end = rows.next_if(|next| next.starts_with('\\')).is_some();
        let body = if has_no_end { body.trim_end_matches('\n') } else { body };
        if sign != "+" {
            assert_eq!(lines[at], body);
            at += 1;
        }
        if sign != "-" {
            out.push_str(body);
        }
    }
    out + &lines[at..].concat()
}
