//! Places that are full: it is told which, what was there stays, and nothing is left in half.

#![cfg(unix)]

use std::fs;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

#[cfg(target_os = "linux")]
use orglint::report::Format;

use crate::program::{command, many_findings, table};

/// What writes a file, and which one.
const WRITERS: [(&[&str], &str); 8] = [
    (&["IN/org.yaml", "--output=json=new"], "new"),
    (&["IN/org.yaml", "--output=json=old"], "old"),
    (&["IN/org.yaml", "--write-baseline=new"], "new"),
    (&["IN/org.yaml", "--write-baseline=known.yaml"], "known.yaml"),
    (&["import", "IN/org.csv", "--output=new"], "new"),
    (&["import", "IN/org.csv", "--output=old", "--force"], "old"),
    (&["init"], "orglint.yaml"),
    (&["new-rule", "wide-teams"], ".orglint/rules/wide-teams.yaml"),
];

const KNOWN: &str = "version: 1\nfindings: []\n";

/// Runs each of [`WRITERS`] in a folder that takes a little and no more, as `setting` makes it.
fn each_is_told(setting: &str, wrapped: &[&str], why: &str) {
    let script = format!(
        "{setting}; printf before > old; printf '{}' > known.yaml; head -c 9999999 /dev/zero 2> /dev/null > filler; \
         \"$0\" \"$@\" > /dev/null; code=$?; ls -A; cat old known.yaml; exit $code",
        KNOWN.replace('\n', "\\n")
    );
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("org.yaml"), many_findings(300)).unwrap();
    fs::write(from.path().join("org.csv"), table(300)).unwrap();
    for (arguments, file) in WRITERS {
        let folder = tempfile::tempdir().unwrap();
        let arguments = arguments.iter().map(|it| it.replace("IN", from.path().to_str().unwrap()));
        let mut command = command(&[wrapped, &["sh", "-c", &script]].concat());
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{file}: {err}");
        let message = format!("error: `{file}` cannot be written: {why}\n");
        assert!(err.contains(&message), "no `{message}` in {err}");
        assert!(err.contains("  help: check the folder, its permissions and the free space\n"), "{err}");
        let left = out.strip_prefix(".orglint\n").filter(|_| file.contains(".orglint")).unwrap_or(&out);
        assert_eq!(left, format!("filler\nknown.yaml\nold\nbefore{KNOWN}"), "{file}");
    }
}

#[test]
fn a_file_that_may_not_grow_is_told_and_never_kept_in_half() {
    // Files may have so few blocks there, and the signal that tells so is not for the program.
    each_is_told("trap '' XFSZ; ulimit -f 1", &[], "a file may not be that large here");
}

/// Mounts a small disk on the current folder, for nobody else to see.
#[cfg(target_os = "linux")]
const SMALL_DISK: &str = "mount -t tmpfs -o size=64k small \"$PWD\" && cd \"$PWD\" || exit 9";

/// Whether a disk can be mounted here for a moment; says so where it cannot.
#[cfg(target_os = "linux")]
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn can_mount() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", SMALL_DISK]).current_dir(folder.path());
    let can = command.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: no disk of one's own can be mounted here");
    }
    can
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_is_told_and_holds_nothing_in_half() {
    if can_mount() {
        each_is_told(SMALL_DISK, &["unshare", "-rm"], "there is no space left");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told_in_every_format() {
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("org.yaml"), many_findings(300)).unwrap();
    fs::write(from.path().join("org.csv"), table(300)).unwrap();
    let formats = Format::ALL.map(|format| vec!["org.yaml", "--format", format.word()]);
    let others = [&["import", "org.csv"][..], &["rules"], &["test-rules"], &["schema", "chart"], &["init"]];
    for arguments in formats.into_iter().chain(others.map(<[&str]>::to_vec)) {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = command(&[]);
        let output = command.current_dir(from.path()).args(&arguments).stdout(full).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        let told = "error: standard output cannot be written: there is no space left\n  \
                    help: check where it goes, and the free space there\n";
        assert!(err.ends_with(told), "{arguments:?}: {err}");
    }
}
