//! The page about the action tells what is in `action.yml`, and its workflows run.

use std::fs;

use serde_yaml::Value;

use crate::job::{Job, action, root, script};

fn page() -> String {
    fs::read_to_string(root().join("docs/github.md")).unwrap().replace("\r\n", "\n")
}

/// The words in the first column of the table below a heading.
fn first_column(heading: &str) -> Vec<String> {
    let page = page();
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split_once('`').unwrap().0.to_owned()).collect()
}

fn keys(value: &Value) -> Vec<String> {
    value.as_mapping().unwrap().keys().map(|key| key.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_tables_are_those_of_the_action() {
    let action = action();
    assert_eq!(first_column("Inputs"), keys(&action["inputs"]));
    assert_eq!(first_column("Outputs"), keys(&action["outputs"]));
}

#[test]
fn what_others_write_reaches_no_script_but_by_the_environment() {
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    let action = action();
    for name in keys(&action["inputs"]) {
        assert!(text.contains(&format!("${{{{ inputs.{name} }}}}")), "{name} is used");
    }
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{step:?}");
    }
}

/// The workflows of the page, by their paths.
fn workflows() -> Vec<(String, Value)> {
    let page = page();
    let blocks = page.split("```yaml ").skip(1).map(|rest| rest.split_once("\n```").unwrap().0);
    let parsed = blocks.map(|block| {
        let (path, text) = block.split_once('\n').unwrap();
        (path.to_owned(), serde_yaml::from_str(text).unwrap())
    });
    parsed.collect()
}

#[test]
fn every_workflow_of_the_page_runs() {
    let workflows = workflows();
    assert!(workflows.len() >= 4, "{}", workflows.len());
    let clean = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n";
    let repository = env!("CARGO_PKG_REPOSITORY");
    let address = repository.strip_prefix("https://github.com/").unwrap();
    for (path, workflow) in workflows {
        let Some(steps) = workflow["jobs"]["orglint"]["steps"].as_sequence() else {
            // It posts what the run of another one left, and may not touch what a change brings.
            let steps = workflow["jobs"]["comment"]["steps"].as_sequence().unwrap();
            let uses =
                |step: &Value| step["uses"].as_str().is_none_or(|uses| uses.contains("download-artifact@"));
            assert!(!workflow["on"]["workflow_run"].is_null() && steps.iter().all(uses), "{path}");
            continue;
        };
        let mut job = Job::new();
        job.write("org.yaml", clean);
        let (mut linted, mut is_there) = (0, false);
        for step in steps {
            // What a workflow uses it has fetched before, since nothing is published.
            is_there |= step["with"]["repository"] == address && step["with"]["path"] == ".orglint-source";
            is_there |= step["run"] == format!("cargo install --locked --git {repository}");
            if step["uses"] == "./.orglint-source" {
                assert!(is_there && step["with"]["version"] == "source", "{path}");
                for (name, value) in step["with"].as_mapping().into_iter().flatten() {
                    job.input(name.as_str().unwrap(), value.as_str().unwrap());
                    if name == "paths" {
                        value.as_str().unwrap().lines().for_each(|chart| job.write(chart, clean));
                    }
                }
                let ran = job.run();
                assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{path}: {}", ran.log);
                linted += 1;
            } else if let Some(run) = step["run"].as_str().filter(|run| run.starts_with("orglint ")) {
                assert!(is_there, "{path}");
                script(&job.at("bin/orglint"), &format!("exec {} \"$@\"", job.at("program").display()));
                let path = format!("{}:{}", job.at("bin").display(), std::env::var("PATH").unwrap());
                let mut bash = std::process::Command::new("bash");
                bash.args(["-ec", run]).current_dir(job.work());
                bash.env("PATH", path).env("GITHUB_STEP_SUMMARY", job.at("summary"));
                assert!(bash.output().unwrap().status.success(), "{run}");
                assert!(fs::read_to_string(job.at("summary")).unwrap().starts_with("## orglint"));
                linted += 1;
            }
        }
        assert_eq!(linted, 1, "{path}");
    }
}
