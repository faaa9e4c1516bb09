//! Runs that are ended from outside: with Ctrl-C, by a job that takes too long, by a reader that has seen enough.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::program::{command, many_findings, names, table};

/// Signals by their names and numbers: what Ctrl-C, a closed terminal, a job's end and the system send.
const SIGNALS: [(&str, i32); 4] = [("INT", 2), ("HUP", 1), ("TERM", 15), ("KILL", 9)];

fn folder_with(chart: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org.yaml"), chart).unwrap();
    folder
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = command(&[]);
    command.current_dir(folder).args(arguments).stdin(Stdio::piped());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn send(signal: &str, child: &Child) {
    let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// The end of a run that was told to end: soon, and by the signal, as shells and runners expect it.
#[track_caller]
fn ended_by(number: i32, mut child: Child) {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert_eq!((status.signal(), status.code()), (Some(number), None), "{status:?}");
            return;
        }
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("still there after signal {number}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Whether this process, and so what it starts, is deaf to a signal, as jobs in the background may be.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn is_ignored(number: i32) -> bool {
    let about = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    let is_ignored = ignored >> (number - 1) & 1 == 1;
    if is_ignored {
        eprintln!("skipped: signal {number} is ignored here");
    }
    is_ignored
}

#[test]
fn while_it_reads_it_ends_and_writes_nothing() {
    for (signal, number) in SIGNALS.into_iter().filter(|(_, number)| !is_ignored(*number)) {
        let folder = folder_with("");
        let mut child =
            start(folder.path(), &["-", "--output=json=report.json", "--write-baseline=known.yaml"]);
        // It waits for the rest.
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(many_findings(1000).as_bytes()).unwrap();
        send(signal, &child);
        ended_by(number, child);
        assert_eq!(names(folder.path()), ["org.yaml"], "{signal}");
    }
}

/// Waits until some of a report is written, which no name leads to.
#[cfg(target_os = "linux")]
#[track_caller]
fn wait_for_half_a_report(folder: &Path, child: &mut Child) {
    let open = format!("/proc/{}/fd", child.id());
    let folder = folder.canonicalize().unwrap();
    let is_half = |entry: &Path| {
        let leads_to = fs::read_link(entry).unwrap_or_default();
        let is_report = leads_to.starts_with(&folder) && leads_to.to_string_lossy().ends_with(" (deleted)");
        is_report && fs::metadata(entry).is_ok_and(|data| data.len() > 0)
    };
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        let entries = fs::read_dir(&open).into_iter().flatten().flatten();
        if entries.into_iter().any(|entry| is_half(&entry.path())) {
            return;
        }
        assert_eq!(child.try_wait().unwrap(), None, "it was done before it was seen to write");
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("no report was begun");
}

#[cfg(target_os = "linux")]
#[test]
fn while_it_writes_a_report_there_is_the_one_before_or_none() {
    let chart = many_findings(4000);
    for (signal, number) in SIGNALS.into_iter().filter(|(_, number)| !is_ignored(*number)) {
        for before in [Some("before"), None] {
            let folder = folder_with(&chart);
            let report = folder.path().join("report.json");
            if let Some(before) = before {
                fs::write(&report, before).unwrap();
            }
            let mut child = start(folder.path(), &["--format=short", "--output=json=report.json"]);
            wait_for_half_a_report(folder.path(), &mut child);
            send(signal, &child);
            ended_by(number, child);
            assert_eq!(fs::read_to_string(&report).ok().as_deref(), before, "{signal}");
            assert_eq!(names(folder.path()).len(), 1 + usize::from(before.is_some()), "{signal}");
        }
    }
}

#[test]
fn a_limit_of_the_system_that_ends_it_leaves_nothing_behind() {
    // A file may have so few blocks here, and more ends the program.
    let limit = "ulimit -c 0; ulimit -f 2; exec \"$0\" \"$@\"";
    for arguments in [
        &["org.yaml", "--output=json=new.json"][..],
        &["org.yaml", "--output=json=old"],
        &["org.yaml", "--write-baseline=new.yaml"],
        &["import", "org.csv", "--output=new.yaml"],
        &["import", "org.csv", "--output=old", "--force"],
    ] {
        let folder = folder_with(&many_findings(200));
        fs::write(folder.path().join("old"), "before").unwrap();
        fs::write(folder.path().join("org.csv"), table(200)).unwrap();
        let mut command = command(&["sh", "-c", limit]);
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), None, "{arguments:?}: {output:?}");
        assert_eq!(names(folder.path()), ["old", "org.csv", "org.yaml"], "{arguments:?}");
        assert_eq!(fs::read_to_string(folder.path().join("old")).unwrap(), "before", "{arguments:?}");
    }
}

/// Reads so many bytes of what the program writes, and closes the pipe.
fn run_until(folder: &Path, arguments: &[&str], bytes: usize) -> (ExitStatus, String) {
    let mut command = command(&[]);
    command.current_dir(folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut vec![0; bytes]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    (output.status, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    // More than a pipe holds, so that the program still writes when it is closed.
    let folder = folder_with(&many_findings(2000));
    let broken = format!("{}- {{ id: \"cut\n", many_findings(2000));
    fs::write(folder.path().join("broken.yaml"), broken).unwrap();
    for format in orglint::report::Format::ALL {
        for (chart, more, code) in
            [("org.yaml", &[][..], 1), ("org.yaml", &["--fail-on=never"], 0), ("broken.yaml", &[], 2)]
        {
            let arguments = [&[chart, "--quiet", "--format", format.word()], more].concat();
            let (status, err) = run_until(folder.path(), &arguments, 20);
            assert_eq!((status.code(), err.as_str()), (Some(code), ""), "{arguments:?}");
        }
    }
}

#[test]
fn reports_in_files_are_written_all_the_same() {
    let folder = folder_with(&many_findings(2000));
    let arguments = ["org.yaml", "--format=short", "--output=short=all.txt"];
    let (status, err) = run_until(folder.path(), &arguments, 20);
    assert_eq!((status.code(), err.as_str()), (Some(1), ""));
    let whole = fs::read_to_string(folder.path().join("all.txt")).unwrap();
    assert_eq!(whole.lines().filter(|line| line.contains("error[unknown-manager]")).count(), 2000);
}

#[test]
fn one_line_may_be_all_that_is_read() {
    let folder = folder_with(&many_findings(2000));
    let mut child = command(&[]);
    child.current_dir(folder.path()).args(["org.yaml", "--format=short"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("org.yaml:3:"), "{line}");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
}
