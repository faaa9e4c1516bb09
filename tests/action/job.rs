//! A job of a workflow with the action in it: a stand-in for GitHub's runner that reads `action.yml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_yaml::Value;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn action() -> Value {
    serde_yaml::from_str(&fs::read_to_string(root().join("action.yml")).unwrap()).unwrap()
}

/// An executable that runs the lines in a shell.
pub(crate) fn script(path: &Path, lines: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What came of a run.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    /// The step that failed and its exit code.
    pub(crate) failed: Option<(String, i32)>,
    pub(crate) log: String,
    pub(crate) summary: String,
    outputs: BTreeMap<String, String>,
}

impl Ran {
    pub(crate) fn output(&self, name: &str) -> &str {
        &self.outputs[name]
    }

    /// The exit code of the step that failed, which can be the last alone; 0 where none did.
    pub(crate) fn code(&self) -> i32 {
        self.failed.as_ref().map_or(0, |(step, code)| {
            assert_eq!(step, "Result", "{}", self.log);
            *code
        })
    }
}

pub(crate) struct Job {
    folder: tempfile::TempDir,
    inputs: BTreeMap<String, String>,
    /// What `github.…` stands for in expressions.
    event: BTreeMap<String, String>,
    env: BTreeMap<String, String>,
}

impl Job {
    /// A job where nothing is released and `cargo` builds the program that is tested.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut job = Self {
            folder,
            inputs: BTreeMap::new(),
            event: BTreeMap::new(),
            env: [("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("GITHUB_REF", "refs/heads/main")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        };
        for name in ["work", "temp", "bin", "released"] {
            fs::create_dir(job.at(name)).unwrap();
        }
        let releases = format!("file://{}", job.at("released").display());
        job.env.insert("ORGLINT_RELEASES".to_owned(), releases);
        job.cargo(&format!(
            "while [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\"\ncp {} \"$2/bin/orglint\"",
            job.at("program").display()
        ));
        script(&job.at("program"), &format!("exec {} \"$@\"", env!("CARGO_BIN_EXE_orglint")));
        job
    }

    /// What `cargo` does, after it has noted how it was called.
    pub(crate) fn cargo(&self, lines: &str) {
        let noted = self.at("cargo-called");
        script(&self.at("bin/cargo"), &format!("echo \"$PWD: $*\" >>{}\n{lines}", noted.display()));
    }

    /// How `cargo` was called; empty where it was not.
    pub(crate) fn cargo_called(&self) -> String {
        fs::read_to_string(self.at("cargo-called")).unwrap_or_default()
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder with the checkout.
    pub(crate) fn work(&self) -> PathBuf {
        self.at("work")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn input(&mut self, name: &str, value: &str) -> &mut Self {
        self.inputs.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn env(&mut self, name: &str, value: &str) -> &mut Self {
        self.env.insert(name.to_owned(), value.to_owned());
        self
    }

    /// A value of the event, such as `github.event.pull_request.base.sha`.
    pub(crate) fn event(&mut self, name: &str, value: &str) -> &mut Self {
        self.event.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Runs the steps of the action until one fails.
    pub(crate) fn run(&self) -> Ran {
        let action = action();
        let mut known = self.event.clone();
        for (name, input) in action["inputs"].as_mapping().unwrap() {
            let name = name.as_str().unwrap();
            let value =
                self.inputs.get(name).map_or_else(|| input["default"].as_str().unwrap(), String::as_str);
            known.insert(format!("inputs.{name}"), value.to_owned());
        }
        let all_known = self.inputs.keys().all(|name| known.contains_key(&format!("inputs.{name}")));
        assert!(all_known, "an input of the test is none of the action");
        let mut ran = Ran::default();
        for step in action["runs"]["steps"].as_sequence().unwrap() {
            if ran.failed.is_none() && is_due(step, &known) {
                self.step(step, &mut known, &mut ran);
            }
        }
        for (name, output) in action["outputs"].as_mapping().unwrap() {
            let value = evaluate(output["value"].as_str().unwrap(), &known);
            ran.outputs.insert(name.as_str().unwrap().to_owned(), value);
        }
        ran
    }

    fn step(&self, step: &Value, known: &mut BTreeMap<String, String>, ran: &mut Ran) {
        let (outputs, summary) = (self.at("outputs"), self.at("summary"));
        for file in [&outputs, &summary] {
            fs::write(file, "").unwrap();
        }
        assert_eq!(step["shell"], "bash");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
        let path = format!("{}:{}", self.at("bin").display(), std::env::var("PATH").unwrap());
        command.env_clear().env("PATH", path).env("HOME", self.folder.path()).current_dir(self.work());
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_ACTION_PATH", root());
        command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
        command.env("RUNNER_TEMP", self.at("temp")).envs(&self.env).stdin(Stdio::null());
        for (name, value) in step["env"].as_mapping().unwrap() {
            command.env(name.as_str().unwrap(), evaluate(value.as_str().unwrap(), known));
        }
        let output = command.output().unwrap();
        ran.log += &String::from_utf8(output.stdout).unwrap();
        ran.log += &String::from_utf8(output.stderr).unwrap();
        ran.summary += &fs::read_to_string(summary).unwrap();
        if let Some(id) = step["id"].as_str() {
            for (name, value) in written(&fs::read_to_string(outputs).unwrap()) {
                known.insert(format!("steps.{id}.outputs.{name}"), value);
            }
        }
        if !output.status.success() {
            let name = step["name"].as_str().unwrap().to_owned();
            ran.failed = Some((name, output.status.code().unwrap()));
        }
    }
}

/// The only condition that the action has: an expression is not empty.
fn is_due(step: &Value, known: &BTreeMap<String, String>) -> bool {
    step["if"].as_str().is_none_or(|condition| {
        let expression = condition.strip_suffix(" != ''").unwrap();
        !evaluate(&format!("${{{{ {expression} }}}}"), known).is_empty()
    })
}

/// A value that is one expression: names, of which the first that is not empty counts. What is not
/// known is empty, as it is at GitHub.
fn evaluate(value: &str, known: &BTreeMap<String, String>) -> String {
    let expression = value.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")).unwrap();
    let values = expression.split(" || ").map(|name| known.get(name).map_or("", String::as_str));
    values.into_iter().find(|value| !value.is_empty()).unwrap_or_default().to_owned()
}

/// The outputs in a file of a step: `name=value`, or lines between `name<<END` and `END`.
fn written(text: &str) -> Vec<(String, String)> {
    let mut lines = text.lines();
    let mut all = Vec::new();
    while let Some(line) = lines.next() {
        if let Some((name, end)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            all.push((name.to_owned(), value.join("\n")));
        } else {
            let (name, value) = line.split_once('=').unwrap();
            all.push((name.to_owned(), value.to_owned()));
        }
    }
    all
}
