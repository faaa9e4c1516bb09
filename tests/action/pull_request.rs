//! On a pull request the action reports what is new.

use std::path::Path;
use std::process::Command;

use crate::job::Job;

const CHART: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: tax, title: Head of Tax, reports_to: cfo }
";
const MORE: &str = "  - { id: it, title: Head of IT, reports_to: cto }\n";
const BASE: &str = "github.event.pull_request.base.sha";

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
    command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env_remove("GIT_WORK_TREE");
    let done = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

fn commit(folder: &Path, chart: &str) {
    std::fs::write(folder.join("org.yaml"), chart).unwrap();
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "c"]);
}

/// The repository at GitHub, with a finding on `main`, and a branch `change` that brings one more.
fn origin(job: &Job) -> std::path::PathBuf {
    let origin = job.at("origin");
    std::fs::create_dir(&origin).unwrap();
    git(&origin, &["init", "-q", "-b", "main"]);
    commit(&origin, CHART);
    git(&origin, &["checkout", "-q", "-b", "change"]);
    commit(&origin, &format!("{CHART}{MORE}"));
    git(&origin, &["checkout", "-q", "main"]);
    origin
}

/// What `actions/checkout` leaves behind: a clone of so many commits, 0 for all of them.
fn checkout(job: &Job, revision: &str, depth: usize) {
    let origin = format!("file://{}", job.at("origin").display());
    let depth = format!("--depth={depth}");
    let depth: &[&str] = if depth == "--depth=0" { &[] } else { &[&depth] };
    let work = job.work();
    git(&work, &["init", "-q"]);
    git(&work, &[&["fetch", "-q"], depth, &[&origin, revision]].concat());
    git(&work, &["checkout", "-q", "FETCH_HEAD"]);
}

/// A job for the usual checkout, where the change is joined with its base. The base has moved since
/// the event was written, and has a finding more.
fn joined(depth: usize) -> Job {
    let mut job = Job::new();
    let origin = origin(&job);
    job.event(BASE, &git(&origin, &["rev-parse", "main"]));
    commit(
        &origin,
        &CHART.replace("positions:\n", "positions:\n  - { id: hr, title: Head of HR, reports_to: coo }\n"),
    );
    git(&origin, &["checkout", "-q", "-b", "joined"]);
    git(&origin, &["merge", "-q", "-m", "m", "change"]);
    job.env("GITHUB_REF", "refs/pull/7/merge");
    checkout(&job, "joined", depth);
    job
}

#[test]
fn what_the_base_had_is_set_aside() {
    for depth in [0, 2] {
        let ran = joined(depth).run();
        assert_eq!((ran.code(), ran.output("findings")), (1, "1"), "{depth}: {}", ran.log);
        assert!(ran.log.contains("Head of IT"), "{}", ran.log);
        assert!(ran.log.contains("the base of the change"), "{}", ran.log);
    }
}

#[test]
fn without_the_base_everything_is_reported_and_the_way_to_it_told() {
    let ran = joined(1).run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "3"), "{}", ran.log);
    assert_eq!(ran.log.matches("::notice title=orglint::everything is reported").count(), 1, "{}", ran.log);
    assert!(ran.log.contains("fetch-depth: 0"), "{}", ran.log);
}

#[test]
fn a_checkout_of_the_change_itself_is_compared_with_where_it_began() {
    let mut job = Job::new();
    let origin = origin(&job);
    // What became better since on the base is not the change's to answer for.
    commit(&origin, "positions:\n  - { id: ceo, title: Chief Executive Officer }\n");
    job.event(BASE, &git(&origin, &["rev-parse", "main"])).env("GITHUB_REF", "refs/pull/7/merge");
    let work = job.work();
    git(&work, &["init", "-q"]);
    git(&work, &["fetch", "-q", origin.to_str().unwrap(), "main", "change"]);
    git(&work, &["checkout", "-q", &git(&origin, &["rev-parse", "change"])]);
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "1"), "{}", ran.log);
}

#[test]
fn a_queue_of_changes_is_compared_with_its_base() {
    let mut job = Job::new();
    let origin = origin(&job);
    job.event("github.event.merge_group.base_sha", &git(&origin, &["rev-parse", "main"]));
    job.env("GITHUB_REF", "refs/heads/gh-readonly-queue/main/pr-7");
    checkout(&job, "change", 0);
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "1"), "{}", ran.log);
}

#[test]
fn what_is_compared_is_a_choice() {
    let mut job = joined(0);
    let ran = job.input("since", "none").run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "3"), "{}", ran.log);
    let ran = job.input("since", "HEAD").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
    // One that is asked for has to be there.
    let ran = job.input("since", "nope").run();
    assert_eq!((ran.code(), ran.output("findings")), (2, ""), "{}", ran.log);
}

#[test]
fn a_push_is_checked_as_a_whole() {
    let mut job = Job::new();
    origin(&job);
    checkout(&job, "change", 0);
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "2"), "{}", ran.log);
    let ran = job.input("since", "HEAD~1").run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "1"), "{}", ran.log);
}
