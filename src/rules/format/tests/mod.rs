//! Rule files in, rules or mistakes out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod broken;
mod broken_conditions;
mod files;
mod right;
mod together;

use std::sync::Arc;

use super::{KnownWords, RuleFile, load};
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::vocabulary::{FUNCTION_IDS, Seat};

const PATH: &str = "own/too-many-reports.yaml";

/// A rule file without a mistake.
pub(crate) const RULE: &str = r#"id: too-many-reports
title: a manager has many direct reports
severity: info
for: position
params:
  max: { default: 3, about: the most direct reports }
given: { company.complete: true }
where:
  grade: manager
  manager: { seat: [ceo, coo], as: head }
unless: { status: interim }
must_not: { reports.count: "> $max" }
report: topmost
message: "{self.title} has {self.reports.count|report|reports}"
labels:
  - { at: self.title, text: "below `{head.id}`" }
help: "share the reports out, or keep it and note why"
fix: { set: self.level, to: "{$max}", safety: unsafe }
why:
  text: a reason
  source: { title: A Book, author: Somebody }
examples:
  - name: four reports
    chart: { positions: [{ id: a, title: Head of Sales }] }
    expect: [a]
  - name: three reports
    chart: { positions: [{ id: a, title: Head of Sales }] }
    expect: []
"#;

fn read(path: &str, text: &str) -> Result<RuleFile, Vec<Problem>> {
    let known = KnownWords {
        functions: &FUNCTION_IDS,
        seats: Seat::WORDS,
        builtins: &["reporting-cycle", "no-root"],
        fields: &[],
    };
    load(&Arc::new(SourceFile::new(path, text)), "own", &known)
}

/// The mistakes as people see them: place, message, help.
pub(crate) fn told(path: &str, text: &str) -> Vec<String> {
    let file = SourceFile::new(path, text);
    let problems = read(path, text).map_or_else(|problems| problems, |_| Vec::new());
    let told = problems.iter().map(|problem| {
        let at = file.position(problem.span.start);
        format!("{}:{} {} / {}", at.line, at.column, problem.message, problem.help)
    });
    told.collect()
}

/// The rule file with one text in place of another.
fn with(from: &str, to: &str) -> String {
    assert!(RULE.contains(from), "{from}");
    RULE.replacen(from, to, 1)
}

/// Every broken rule file of the tables: what is wrong with it, and its text.
pub(crate) fn broken_files() -> impl Iterator<Item = (&'static str, String)> {
    broken::ROWS.iter().chain(broken_conditions::ROWS).map(|(what, from, to, _)| (*what, with(from, to)))
}

/// What is wrong with a rule file, what stands in place of what, and what is said of it.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

fn check(rows: &[Row]) {
    let mut other = Vec::new();
    for (what, from, to, says) in rows {
        let told = told(PATH, &with(from, to));
        if told != *says || told.is_empty() {
            other.push(format!("{what}: {told:#?}"));
        }
        for line in &told {
            let message = line.split(" / ").next().unwrap();
            assert!(message.chars().count() < 110 && !message.ends_with('.'), "{message}");
        }
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
}
