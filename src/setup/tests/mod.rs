//! Configurations in, rules and findings out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod levels;
pub(crate) mod mistakes;
mod own_rules;
mod words;

use std::path::Path;
use std::time::Duration;

use jiff::civil::date;

use super::Setup;
use crate::config::find_file;
use crate::discover::ChartFiles;
use crate::files::{Ask as _, Disk};
use crate::finding::Outcome;
use crate::problem::Mistake;
use crate::rules::registry::{Level, Registered};
use crate::session::{Dates, Job, ParsedFiles, check};
use crate::source::{SourceFile, shown_from};

/// Files in a folder of their own.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        // Whatever is above the folder for temporary files does not count.
        std::fs::create_dir(project.path().join(".git")).unwrap();
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn configured(text: &str) -> Self {
        Self::new(&[("orglint.yaml", text)])
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn setup(&self) -> Setup {
        Setup::find(&Disk, &Disk.here(), self.path()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
    }

    /// The mistakes as people see them, their paths from the project's folder.
    fn mistakes(&self) -> Vec<String> {
        match Setup::find(&Disk, &Disk.here(), self.path()) {
            Ok(setup) => self.shown(&setup.rule_mistakes),
            Err(mistakes) => self.shown(&mistakes),
        }
    }

    fn shown(&self, mistakes: &[Mistake]) -> Vec<String> {
        let folder = std::fs::canonicalize(self.path()).unwrap();
        let folder = format!("{}/", shown_from(&folder, &Disk.here()));
        let shown = |mistake: &Mistake| format!("{mistake} | {}", mistake.help);
        mistakes.iter().map(|mistake| shown(mistake).replace(&folder, "")).collect()
    }

    fn lint(&self, chart: &str) -> Linted {
        lint_with(&self.setup(), chart)
    }

    /// `subject: severity[rule]` of every finding.
    fn findings(&self, chart: &str) -> Vec<String> {
        findings(&self.lint(chart))
    }
}

/// What linting gave, and what in a configuration fits no chart.
#[derive(Debug)]
struct Linted {
    outcome: Outcome,
    mistakes: Vec<Mistake>,
}

/// Lints charts, each with its own configuration.
fn lint(charts: &[(&Setup, &str)]) -> Linted {
    let file = |text: &str| ChartFiles::of_one(SourceFile::new("org.yaml", text));
    let jobs = charts.iter().map(|(setup, text)| Job { files: file(text), setup, earlier: None }).collect();
    let dates = Dates { stated: None, today: date(2026, 1, 15) };
    let (run, mistakes) = check(jobs, dates, || Duration::ZERO, &mut ParsedFiles::default());
    Linted { outcome: run.outcome, mistakes }
}

fn lint_with(setup: &Setup, chart: &str) -> Linted {
    lint(&[(setup, chart)])
}

fn findings(linted: &Linted) -> Vec<String> {
    let outcome = &linted.outcome;
    let shown = outcome.findings.iter().map(|finding| {
        format!("{}: {}[{}]", finding.subject, finding.severity, outcome.rule(finding.rule).id)
    });
    shown.collect()
}

impl Setup {
    fn rule(&self, id: &str) -> &Registered {
        self.registry.find(id).unwrap()
    }

    fn level(&self, id: &str) -> Level {
        self.rule(id).level
    }

    /// Who set the level, without the folders before the file.
    fn set_by(&self, id: &str) -> String {
        let by = self.rule(id).set_by.clone().unwrap_or_default();
        by.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

/// A rule that reports wide teams.
const WIDE: &str = "\
id: wide
title: many reports
severity: warning
params:
  max: { default: 2, about: reports }
  word: { default: many, about: how many that is }
must: { reports.count: \"<= $max\" }
message: \"{self.title} has {self.reports.count} reports, more than {$max} is {$word}\"
labels: [{ at: self.title, text: here }]
help: keep it and note why
why: { text: little time, source: { title: us } }
examples:
  - name: three
    chart:
      positions:
        - { id: head, title: Head }
        - { id: a, title: A, reports_to: head }
        - { id: b, title: B, reports_to: head }
        - { id: c, title: C, reports_to: head }
    expect: [head]
  - name: one
    chart: { positions: [{ id: head, title: Head }, { id: a, title: A, reports_to: head }] }
    expect: []
";
