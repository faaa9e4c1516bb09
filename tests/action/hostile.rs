//! The action in repositories that others made: what is new is found, and no program is run.

use crate::job::Job;
use crate::made::{COUNT, Hostile, git};

#[test]
fn no_repository_hides_what_a_change_brings() {
    for number in 0..COUNT {
        let hostile = Hostile::new(number);
        let mut job = Job::new();
        std::fs::remove_dir(job.work()).unwrap();
        std::fs::rename(hostile.work(), job.work()).unwrap();
        job.event("github.event.pull_request.base.sha", &hostile.base);
        job.input("paths", "org").input("args", "--no-config");
        if number % 2 == 0 {
            let older = format!(
                "PATH={}:$PATH exec {} \"$@\"",
                hostile.older_git().display(),
                env!("CARGO_BIN_EXE_orglint")
            );
            crate::job::script(&job.at("program"), &older);
        }
        let ran = job.run();
        assert_eq!((ran.code(), ran.output("findings")), (1, "1"), "{}: {}", hostile.name, ran.log);
        assert!(!hostile.has_run(), "a program was run: {}: {}", hostile.name, ran.log);
    }
}

#[test]
fn another_root_than_the_checkout_is_an_error() {
    let hostile = Hostile::new(COUNT - 2);
    let mut job = Job::new();
    std::fs::remove_dir(job.work()).unwrap();
    std::fs::rename(hostile.work(), job.work()).unwrap();
    git(&job.work(), &["config", "core.worktree", job.at("temp").to_str().unwrap()]);
    let ran = job.event("github.event.pull_request.base.sha", &hostile.base).input("paths", "org").run();
    assert_eq!((ran.code(), ran.output("findings")), (2, ""), "{}", ran.log);
    assert!(ran.log.contains("::error title=orglint::git takes another folder"), "{}", ran.log);
}
