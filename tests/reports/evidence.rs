//! The page for auditors: what was checked on what source, what was not and why, what was set aside; and no name.

use std::collections::BTreeSet;

use orglint::report::Format;

use crate::program::orglint;
use crate::runs::{code, folder, report, run_in, stderr};

const CHART: &str = "\
as_of: 2026-01-15
company: { regimes: [gdpr, sox] }
positions:
  - { id: ceo, title: CEO, name: Qxz Lovelace }
  - { id: it, title: Head of IT, name: Ada Qxz, reports_to: ceo }
  - { id: dpo, title: Data Protection Officer, reports_to: it }
  - { id: buy, title: Buyer, reports_to: coo } # orglint: allow(unknown-manager) until 2026-03-31 -- until Qxz is back
";

/// The rows of the table below a heading, each by its first cell.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<Vec<&'p str>> {
    let part = page.split("\n## ").find(|part| part.starts_with(heading)).unwrap();
    let lines = part.lines().filter(|line| line.starts_with("| ")).skip(1);
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn row<'p>(page: &'p str, heading: &str, rule: &str) -> Option<Vec<&'p str>> {
    let first = format!("<code>{rule}</code>");
    rows(page, heading).into_iter().find(|row| row[0] == first)
}

#[test]
fn it_says_what_was_checked_what_was_not_and_what_was_set_aside() {
    let page = report(CHART, Format::Markdown, &["--evidence"]);
    assert!(page.contains("not legal advice"), "{page}");
    let charts = rows(&page, "Charts");
    assert_eq!(charts[0][2..], ["4", "2026-01-15", "gdpr, sox"]);
    let checked = row(&page, "What was checked", "dpo-not-to-top").unwrap();
    assert_eq!(checked[2..], ["Article 38 GDPR, GDPRhub", "1", "1"]);
    // Nothing else tells that a rule of a regime that is not stated had nothing to say.
    for rule in ["chart-out-of-date", "quality-under-production"] {
        assert_eq!(row(&page, "What was checked", rule), None, "{rule}");
        let why = row(&page, "What was not checked", rule).unwrap();
        assert_eq!(why[2], "it does not apply, or it is about nobody on the chart", "{rule}");
    }
    let why = row(&page, "What was not checked", "duties-combined").unwrap();
    assert_eq!(why[2], "not stated: <code>company.employees</code>");
    let why = row(&page, "What was not checked", "span-narrow").unwrap();
    assert_eq!(why[2], "it is off by default");
    let exception = row(&page, "Exceptions", "unknown-manager").unwrap();
    assert_eq!(exception[3..], ["until ••• is back", "2026-03-31"]);
    assert!(!page.contains("Qxz"), "{page}");
}

#[test]
fn every_rule_is_checked_or_not() {
    let page = report(CHART, Format::Markdown, &["--evidence", "--rule", "single-report=off"]);
    let (checked, not_checked) = (rows(&page, "What was checked"), rows(&page, "What was not checked"));
    // One that lacks a fact of some positions is both, and says so.
    let in_part = not_checked.iter().filter(|row| row[2].starts_with("in part: ")).count();
    let count = checked.len() + not_checked.len() - in_part;
    let all: BTreeSet<&str> = checked.iter().chain(&not_checked).map(|row| row[0]).collect();
    assert_eq!(all.len(), count);
    let list = orglint().args(["rules", "--no-config"]).output().unwrap();
    let rules = String::from_utf8(list.stdout).unwrap().lines().count() - 1;
    assert_eq!(count, rules);
    let why = row(&page, "What was not checked", "single-report").unwrap();
    assert_eq!(why[2], "switched off by the command line");
}

#[test]
fn it_goes_with_markdown_alone() {
    let there = folder(CHART);
    let output = run_in(there.path(), &["--evidence"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("`--evidence` needs a Markdown report"), "{}", stderr(&output));
    assert_eq!(code(&run_in(there.path(), &["--output", "markdown=evidence.md", "--evidence"])), 1);
    let page = std::fs::read_to_string(there.path().join("evidence.md")).unwrap();
    assert!(page.starts_with("# What orglint "), "{page}");
}

/// A chart that is a draft.
const DRAFT: &str = "\
kind: scenario
positions:
  - { id: ceo, title: CEO }
  - { id: sales, title: Head of Sales, status: vacant, reports_to: ceo }
  - { id: acc, title: Account Manager, reports_to: sales }
";

#[test]
fn whoever_reads_a_report_of_a_draft_is_told_so() {
    for (format, more) in [
        (Format::Human, &[][..]),
        (Format::Markdown, &[]),
        (Format::Markdown, &["--evidence"]),
        (Format::Html, &[]),
    ] {
        let draft = report(DRAFT, format, more);
        let is_told = draft.contains("is a draft") && draft.contains("in person");
        assert!(is_told, "{format}: {draft}");
        let chart = report(&DRAFT.replace("scenario", "chart"), format, more);
        assert!(!chart.contains("is a draft"), "{format}: {chart}");
    }
    assert!(report(DRAFT, Format::Json, &[]).contains("\"scenarios\": ["));
}

#[test]
fn what_other_programs_call_a_kind_makes_no_draft_and_no_chart() {
    let other = report("kind: Deployment\nspec: { replicas: 3 }\n", Format::Human, &[]);
    assert!(other.contains("no chart here") && !other.contains("is a draft"), "{other}");
    // It may be a name, in a file that nobody here has seen.
    let named = report(&DRAFT.replace("scenario", "Qxz Lovelace"), Format::Human, &[]);
    assert!(!named.contains("is a draft") && !named.contains("Qxz"), "{named}");
}
