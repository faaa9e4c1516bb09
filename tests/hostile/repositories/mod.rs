//! `--since` in repositories that others made: what is new is found, whatever the change adds beside its chart,
//! and no program is run.

#![cfg(unix)]

use std::path::Path;

use crate::program::command;

pub(crate) mod made;

use made::{COUNT, Hostile};

/// Exit code, standard output and standard error of a run in a folder of the checkout.
fn run(hostile: &Hostile, folder: &str, path: Option<&Path>, chart: &str) -> (Option<i32>, String, String) {
    let mut command = command(&[]);
    if let Some(first) = path {
        command.env("PATH", format!("{}:{}", first.display(), std::env::var("PATH").unwrap()));
    }
    let arguments = ["--since", &hostile.base, "--no-config", "--format", "short", chart];
    let output = command.args(arguments).current_dir(hostile.work().join(folder)).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn no_repository_hides_what_a_change_brings() {
    const { assert!(COUNT >= 40) };
    for number in 0..COUNT {
        let hostile = Hostile::new(number);
        let older = hostile.older_git();
        for (folder, chart) in [("", "org"), ("", "org/org.yaml"), ("org", "org.yaml")] {
            for path in [None, Some(&*older)] {
                let (code, out, err) = run(&hostile, folder, path, chart);
                let told = format!("{}, from `{folder}`, {chart}:\n{out}{err}", hostile.name);
                assert_eq!(code, Some(1), "{told}");
                assert!(out.contains("error[unknown-manager]"), "{told}");
                assert!(!hostile.has_run(), "a program was run: {told}");
            }
        }
    }
}

#[test]
fn another_root_than_the_one_that_was_found_ends_the_run() {
    let hostile = Hostile::new(COUNT - 2);
    let elsewhere = hostile.work().with_file_name("forge");
    made::git(&hostile.work(), &["config", "core.worktree", elsewhere.to_str().unwrap()]);
    let (code, out, err) = run(&hostile, "", None, "org");
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(
        err.starts_with("error: `") && err.contains("is the root of the repository, but Git says it is"),
        "{err}"
    );
}
