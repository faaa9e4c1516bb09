//! GitLab's code quality report.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::Options;
use super::escape::clean;
use super::escape::json_text::write_value;
use super::json::Range;
use super::occurrences::occurrences;
use super::repository::path_in;
use crate::finding::{Finding, Outcome, Severity};

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write_value(&Issues(outcome, options), out)
}

struct Issues<'a>(&'a Outcome, &'a Options);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.0.findings.iter().zip(occurrences(&self.0.findings));
        serializer.collect_seq(findings.map(|(finding, nth)| Issue::new(self.0, self.1, finding, nth)))
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

impl<'a> Issue<'a> {
    fn new(outcome: &'a Outcome, options: &Options, finding: &Finding, nth: usize) -> Self {
        let at = Range::new(outcome, finding.primary.place);
        let path = path_in(at.path, options).into_owned();
        Self {
            description: clean(&finding.message).into_owned(),
            check_name: &outcome.rule(finding.rule).id,
            // GitLab drops all but one of those with the same fingerprint.
            fingerprint: if nth == 1 {
                finding.fingerprint.to_string()
            } else {
                format!("{}-{nth}", finding.fingerprint)
            },
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location { path, lines: Lines { begin: at.line, end: at.end_line } },
        }
    }
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}
