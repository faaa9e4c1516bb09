//! What the program asks of the system: no network, no other program, and no file that it was not asked to
//! write.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{command, root};

/// Calls that reach other machines or other programs, or change what is on the disk.
const WATCHED: &str = "trace=%network,execve,execveat,open,openat,openat2,creat,rename,renameat,renameat2,link,\
                       linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,mknod,mknodat,truncate,\
                       ftruncate,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,utimensat,setxattr,mount";

/// Whether calls can be watched here; says so where they cannot.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn can_watch() -> bool {
    let tried =
        Command::new("strace").args(["-f", "true"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: `strace` is not there, or may not watch");
    }
    can
}

/// The calls of a run that do more than read, one a line.
fn calls(folder: &Path, arguments: &[&str], code: i32) -> Vec<String> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = command(&["strace", "-f", "-qq", "-e", WATCHED, "-o", log.path().to_str().unwrap()]);
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
    let log = std::fs::read_to_string(log.path()).unwrap();
    assert!(log.contains("execve("), "nothing was watched: {log}");
    // The first line starts the program.
    log.lines().skip(1).filter(|line| does_more_than_read(line)).map(str::to_owned).collect()
}

fn does_more_than_read(line: &str) -> bool {
    let reads = line.contains("openat(") && line.contains("O_RDONLY") && !line.contains("O_CREAT");
    !reads && line.contains('(')
}

#[test]
fn writing_is_told_from_reading() {
    assert!(!does_more_than_read("7 openat(AT_FDCWD, \"org.yaml\", O_RDONLY|O_CLOEXEC) = 3"));
    for line in [
        "7 openat(AT_FDCWD, \"org.yaml\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3",
        "7 openat(AT_FDCWD, \"org.yaml\", O_RDWR) = 3",
        "7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
        "7 execve(\"/bin/git\", [\"git\"], 0x7ffd) = 0",
    ] {
        assert!(does_more_than_read(line), "{line}");
    }
}

#[test]
fn looking_at_charts_reaches_nobody_and_changes_nothing() {
    if !can_watch() {
        return;
    }
    for (arguments, code) in [
        (&["fixtures/fifty.yaml"][..], 1),
        (&["fixtures/hostile"], 2),
        (&["fixtures/layouts/people", "--format", "sarif"], 1),
        (&["fixtures/absent.yaml"], 2),
        (&["rules", "fixtures/small.yaml"], 0),
        (&["explain", "no-root"], 0),
        (&["test-rules"], 0),
        (&["import", "fixtures/layouts/hris.csv"], 0),
        (&["man"], 0),
        (&["completions", "bash"], 0),
    ] {
        assert_eq!(calls(root(), arguments, code), Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn a_chart_and_its_settings_name_addresses_and_programs_in_vain() {
    if !can_watch() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "org.yaml",
        "%TAG ! https://example.org/\n---\n!!python/object/apply:os.system [touch owned]\n---\n\
         positions:\n- { id: \"$(touch owned)\", title: \"`touch owned`\", mandate: https://example.org/, \
         extra: !include /etc/passwd }\n",
    );
    write("orglint.yaml", "extends: https://example.org/orglint.yaml\n");
    assert_eq!(calls(folder.path(), &["org.yaml"], 2), Vec::<String>::new());
}

#[test]
fn what_is_asked_for_is_all_that_is_written() {
    if !can_watch() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let chart = root().join("fixtures/small.yaml");
    let calls = calls(folder.path(), &[chart.to_str().unwrap(), "--output", "json=report.json"], 0);
    assert!(calls.iter().any(|call| call.contains("report.json")), "{calls:?}");
    // It has no name until it is whole.
    let about_the_report =
        |call: &String| ["report.json", ".orglint-", "O_TMPFILE"].iter().any(|part| call.contains(part));
    let others: Vec<&String> = calls.iter().filter(|call| !about_the_report(call)).collect();
    assert!(others.iter().all(|call| call.contains("fchmod(")), "{others:?}");
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["report.json"]);
}
