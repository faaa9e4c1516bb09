//! `JUnit` XML: a test case for each finding, grouped by file.
//!
//! Errors and warnings are failures. A note is a case that passes and says something. Rules that
//! were not checked are skipped cases, and what could not be read is an error, never a pass.

use std::collections::HashMap;
use std::io::{self, Write};

use super::escape::{clean, no_commands, one_line, xml, xml_lines};
use super::json::Range;
use super::summary;
use crate::finding::{Finding, NotChecked, Outcome, Severity};
use crate::source::FileId;

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(outcome);
    let count = |key: fn(&Suite<'_>) -> usize| suites.iter().map(key).sum::<usize>();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<testsuites name="orglint" tests="{}" failures="{}" errors="{}" skipped="{}">"#,
        count(|suite| suite.cases.len()),
        count(|suite| suite.failures),
        count(|suite| suite.errors),
        count(|suite| suite.skipped)
    )?;
    for suite in &suites {
        suite.write(out)?;
    }
    writeln!(out, "</testsuites>")
}

#[derive(Default)]
struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
    failures: usize,
    errors: usize,
    skipped: usize,
}

enum Case<'a> {
    Finding(&'a Outcome, &'a Finding),
    Skipped(&'a Outcome, &'a NotChecked),
    Incomplete(&'static str),
    Clean,
}

fn suites(outcome: &Outcome) -> Vec<Suite<'_>> {
    let mut out: Vec<Suite<'_>> = Vec::new();
    let mut known: HashMap<FileId, usize> = HashMap::new();
    for finding in &outcome.findings {
        let file = finding.primary.place.file;
        let at = *known.entry(file).or_insert_with(|| {
            out.push(Suite { name: outcome.sources.get(file).path(), ..Suite::default() });
            out.len() - 1
        });
        out[at].cases.push(Case::Finding(outcome, finding));
        out[at].failures += usize::from(finding.severity > Severity::Info);
    }
    if let Some(words) = summary::warning(outcome) {
        out.push(Suite {
            name: "reading",
            cases: vec![Case::Incomplete(words)],
            errors: 1,
            ..Suite::default()
        });
    } else if out.is_empty() {
        // Some services take a report without any case for a broken one.
        out.push(Suite { name: "orglint", cases: vec![Case::Clean], ..Suite::default() });
    }
    if !outcome.not_checked.is_empty() {
        let cases: Vec<Case<'_>> = outcome.not_checked.iter().map(|it| Case::Skipped(outcome, it)).collect();
        out.push(Suite { name: "not checked", skipped: cases.len(), cases, ..Suite::default() });
    }
    out
}

impl Suite<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            r#"  <testsuite name="{}" tests="{}" failures="{}" errors="{}" skipped="{}">"#,
            xml(self.name),
            self.cases.len(),
            self.failures,
            self.errors,
            self.skipped
        )?;
        for case in &self.cases {
            case.write(out)?;
        }
        writeln!(out, "  </testsuite>")
    }
}

impl Case<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Finding(outcome, finding) => write_finding(outcome, finding, out),
            Self::Skipped(outcome, entry) => {
                open(out, &outcome.rule(entry.rule).id, "orglint", "")?;
                let missing = format!("missing: {}", entry.in_words());
                writeln!(out, r#"      <skipped message="{}"/>"#, xml(&missing))?;
                writeln!(out, "    </testcase>")
            }
            Self::Incomplete(words) => {
                open(out, "read the input", "orglint", "")?;
                writeln!(out, r#"      <error message="{}" type="incomplete"/>"#, xml(words))?;
                writeln!(out, "    </testcase>")
            }
            Self::Clean => {
                writeln!(out, r#"    <testcase name="no findings" classname="orglint"/>"#)
            }
        }
    }
}

fn write_finding(outcome: &Outcome, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let at = Range::new(outcome, finding.primary.place);
    let rule = outcome.rule(finding.rule);
    let name = format!("{} ({}:{})", rule.id, at.line, at.column);
    open(out, &name, at.path, &format!(r#" file="{}" line="{}""#, xml(at.path), at.line))?;
    let text = format!(
        "{}:{}:{}: {}\n{}",
        clean(at.path),
        at.line,
        at.column,
        clean(finding.primary.text.trim()),
        one_line(&finding.help)
    );
    if finding.severity > Severity::Info {
        let message = xml(&finding.message);
        let severity = finding.severity;
        writeln!(
            out,
            r#"      <failure message="{message}" type="{severity}">{}</failure>"#,
            xml_lines(&no_commands(&text))
        )?;
    } else {
        let text = format!("{}\n{text}", clean(&finding.message));
        writeln!(out, "      <system-out>{}</system-out>", xml_lines(&no_commands(&text)))?;
    }
    writeln!(out, "    </testcase>")
}

fn open(out: &mut dyn Write, name: &str, class: &str, more: &str) -> io::Result<()> {
    writeln!(out, r#"    <testcase name="{}" classname="{}"{more}>"#, xml(name), xml(class))
}
