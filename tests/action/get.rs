//! Where the action gets the program from.

use std::fs;
use std::process::Command;

use crate::job::{Job, root};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const CHART: &str = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n";

/// A job with a clean chart.
fn job() -> Job {
    let job = Job::new();
    job.write("org.yaml", CHART);
    job
}

fn run(program: &str, arguments: &[&str]) {
    let done = Command::new(root().join(program)).args(arguments).output().unwrap();
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Releases the program that is tested, with the scripts of the release.
fn release(job: &Job, target: &str) -> std::path::PathBuf {
    let folder = job.at("released").join(format!("v{VERSION}"));
    let built = job.at("built/orglint");
    fs::create_dir_all(built.parent().unwrap()).unwrap();
    fs::copy(job.at("program"), &built).unwrap();
    let folder_name = folder.to_str().unwrap();
    run(".github/release/archive.sh", &[built.to_str().unwrap(), target, folder_name]);
    run(".github/release/sums.sh", &[folder_name]);
    folder.join(format!("orglint-v{VERSION}-{target}.tar.gz"))
}

#[test]
fn a_released_program_is_used() {
    for (system, machine, target) in [
        ("Linux", "X64", "x86_64-unknown-linux-musl"),
        ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
        ("macOS", "X64", "x86_64-apple-darwin"),
        ("macOS", "ARM64", "aarch64-apple-darwin"),
    ] {
        let mut job = job();
        release(&job, target);
        job.env("RUNNER_OS", system).env("RUNNER_ARCH", machine);
        let ran = job.run();
        assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
        assert_eq!(job.cargo_called(), "");
    }
}

#[test]
fn one_for_windows_has_the_ending_of_its_programs() {
    let mut job = job();
    fs::create_dir(job.at("built")).unwrap();
    fs::copy(job.at("program"), job.at("built/orglint.exe")).unwrap();
    let folder = job.at("released").join(format!("v{VERSION}"));
    let folder = folder.to_str().unwrap();
    let program = job.at("built/orglint.exe");
    run(".github/release/archive.sh", &[program.to_str().unwrap(), "x86_64-pc-windows-msvc", folder]);
    run(".github/release/sums.sh", &[folder]);
    let ran = job.env("RUNNER_OS", "Windows").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
    assert_eq!(job.cargo_called(), "");
}

#[test]
fn an_archive_that_does_not_fit_its_checksum_is_refused() {
    let job = job();
    let archive = release(&job, "x86_64-unknown-linux-musl");
    let mut bytes = fs::read(&archive).unwrap();
    bytes.push(0);
    fs::write(&archive, bytes).unwrap();
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings")), (2, ""), "{}", ran.log);
    assert!(ran.log.contains("does not fit its checksum, so it is not used"), "{}", ran.log);
    assert_eq!(job.cargo_called(), "", "something is wrong: nothing else is tried");
}

#[test]
fn so_is_one_without_a_checksum() {
    let job = job();
    release(&job, "x86_64-unknown-linux-musl");
    let sums = job.at("released").join(format!("v{VERSION}/SHA256SUMS"));
    let other = fs::read_to_string(&sums).unwrap().replace("x86_64", "riscv64");
    fs::write(sums, other).unwrap();
    let ran = job.run();
    assert_eq!(ran.code(), 2, "{}", ran.log);
    assert!(ran.log.contains("does not fit its checksum"), "{}", ran.log);
    assert_eq!(job.cargo_called(), "");
}

#[test]
fn without_a_release_it_is_built_from_the_source_of_the_action() {
    let job = job();
    // What a change could bring along to have a say in the build.
    job.write(".cargo/config.toml", "[build]\nrustc-wrapper = \"./owned\"\n");
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
    let called = job.cargo_called();
    assert_eq!(called.lines().count(), 1, "{called}");
    assert!(called.contains(": install --locked --root "), "{called}");
    assert!(called.ends_with(&format!(" --path {}\n", root().display())), "{called}");
    assert!(called.starts_with(job.at("temp").to_str().unwrap()), "not in the checkout: {called}");
}

#[test]
fn so_it_is_for_a_machine_without_a_release() {
    let mut job = job();
    release(&job, "x86_64-unknown-linux-musl");
    let ran = job.env("RUNNER_ARCH", "ARM").run();
    assert_eq!(ran.code(), 0, "{}", ran.log);
    assert_eq!(job.cargo_called().lines().count(), 1);
}

#[test]
fn and_where_it_is_asked_for() {
    let mut job = job();
    release(&job, "x86_64-unknown-linux-musl");
    let ran = job.input("version", "source").run();
    assert_eq!(ran.code(), 0, "{}", ran.log);
    assert_eq!(job.cargo_called().lines().count(), 1);
}

#[test]
fn another_version_is_the_one_that_is_asked_for() {
    for word in ["9.8.7", "v9.8.7"] {
        let mut job = job();
        release(&job, "x86_64-unknown-linux-musl");
        let ran = job.input("version", word).run();
        assert_eq!(ran.code(), 0, "{}", ran.log);
        assert!(job.cargo_called().ends_with(" orglint --version 9.8.7\n"), "{}", job.cargo_called());
    }
}

#[test]
fn a_version_is_a_version() {
    for word in ["latest", "1.2", "../1.2.3", "1.2.3; touch owned", "$(touch owned)", "--path", "1.2.3\n4"] {
        let mut job = job();
        let ran = job.input("version", word).run();
        assert_eq!(ran.code(), 2, "{word}: {}", ran.log);
        assert!(ran.log.contains("is neither a version"), "{}", ran.log);
        assert_eq!(job.cargo_called(), "");
        assert!(!job.work().join("owned").exists());
    }
}

#[test]
fn a_build_that_fails_is_told_by_the_last_step() {
    let job = job();
    job.cargo("exit 101");
    let ran = job.run();
    assert_eq!(ran.code(), 2);
    assert!(ran.log.contains("could not be built"), "{}", ran.log);
}
