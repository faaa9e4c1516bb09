//! What a row of the table expects, read from its words: parts with `;` between them. Parts that no pattern
//! fits are for people.

use std::collections::BTreeMap;
use std::process::Output;

use regex::Regex;
use serde_json::Value;

/// Findings that a row names.
struct Named {
    severity: String,
    /// `None` where the row leaves the rule's name open.
    rule: Option<String>,
    count: usize,
    labels: Option<usize>,
    lines: Vec<u64>,
}

/// What a row expects.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part that a row has or lacks")]
pub(crate) struct Expectation {
    exit: Option<i32>,
    positions: Option<u64>,
    findings: Vec<Named>,
    says: Vec<String>,
    never: Vec<String>,
    stdout_has: Vec<String>,
    no_rules: Vec<String>,
    no_findings: bool,
    one_error: bool,
    one_finding: bool,
    at_start: bool,
    has_fix: Option<bool>,
}

/// The texts in double quotes at the start of `rest`, with commas between them.
fn quoted(rest: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = rest.trim_start();
    while let Some(after) = rest.strip_prefix('"') {
        let Some((text, more)) = after.split_once('"') else { break };
        texts.push(text.to_owned());
        rest = more.trim_start_matches(',').trim_start();
    }
    texts
}

/// The parts of a row: `;` within quotes or brackets does not end one.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quote, mut depth) = (false, 0_usize);
    for c in text.chars() {
        match c {
            '"' => quote = !quote,
            '(' if !quote => depth += 1,
            ')' if !quote => depth = depth.saturating_sub(1),
            ';' if !quote && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

impl Expectation {
    pub(crate) fn read(text: &str) -> Self {
        let finding = Regex::new(
            r"(?:^|: |, so )(error|warning|info) ([a-z-]+|\?) x(\d+)(?: with (\d+) labels?)?(?: \(([^)]*)\))?",
        )
        .unwrap();
        let no_rule = Regex::new(r"^(?:.*: )?no ([a-z]+(?:-[a-z]+)+)").unwrap();
        let mut out = Self::default();
        for part in parts(text) {
            if let Some(code) = part.strip_prefix("exit ") {
                out.exit = code.split([' ', ',']).next().and_then(|code| code.parse().ok());
            }
            if let Some(count) = part.strip_prefix("positions ") {
                out.positions = count.split([' ', ':', ',']).next().and_then(|count| count.parse().ok());
            } else if let Some((_, count)) = part.rsplit_once(": positions ") {
                out.positions = count.parse().ok();
            }
            if let Some(found) = finding.captures(&part) {
                let lines = found.get(5).map_or("", |lines| lines.as_str());
                out.findings.push(Named {
                    severity: found[1].to_owned(),
                    rule: Some(found[2].to_owned()).filter(|rule| rule != "?"),
                    count: found[3].parse().unwrap(),
                    labels: found.get(4).map(|count| count.as_str().parse().unwrap()),
                    lines: numbers(lines),
                });
            }
            if let Some(found) = no_rule.captures(&part) {
                out.no_rules.push(found[1].to_owned());
            }
            out.no_findings |= part.starts_with("no findings");
            out.one_error |= part.starts_with("one error");
            out.one_finding |= part.contains("one finding") || part.starts_with("one more finding");
            out.at_start |= part.starts_with("one error at 1:1");
            if part.starts_with("a safe fix") {
                out.has_fix = Some(true);
            } else if part.starts_with("no fix") {
                out.has_fix = Some(false);
            }
            for (at, _) in part.match_indices("says \"") {
                out.says.extend(quoted(&part[at + 5..]));
            }
            if let Some(never) = part.strip_prefix("never ") {
                out.never.extend(quoted(never));
            }
            let has = part.strip_prefix("stdout has ").or_else(|| part.strip_prefix("orglint.yaml has "));
            if let Some(has) = has.filter(|_| part.starts_with("stdout")) {
                let has = has.split(", no `").next().unwrap_or(has);
                out.stdout_has.extend(has.split('`').skip(1).step_by(2).map(str::to_owned));
            }
        }
        out
    }

    /// Checks the exit code and what is printed.
    pub(crate) fn check_text(&self, output: &Output, out: &mut Vec<String>) {
        if self.exit.is_some() && output.status.code() != self.exit {
            out.push(format!("exit code {:?}, not {:?}", output.status.code(), self.exit));
        }
        let stdout = String::from_utf8_lossy(&output.stdout);
        let both = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
        let unwrapped = both.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        for text in &self.says {
            if !both.contains(text.as_str()) && !unwrapped.contains(text.as_str()) {
                out.push(format!("does not say {text:?}"));
            }
        }
        for text in self.stdout_has.iter().filter(|text| !stdout.contains(text.as_str())) {
            out.push(format!("standard output lacks {text:?}"));
        }
        self.check_never(output, "human", out);
    }

    /// Checks that nothing is printed that must not be.
    pub(crate) fn check_never(&self, output: &Output, format: &str, out: &mut Vec<String>) {
        let mut stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        if format == "sarif" {
            // It lists every rule there is.
            let mut report: Value = serde_json::from_str(&stdout).unwrap_or_default();
            if let Some(run) = report.pointer_mut("/runs/0").and_then(Value::as_object_mut) {
                run.remove("tool");
                stdout = report.to_string();
            }
        }
        // XML says its own encoding in the first line.
        let stdout = stdout.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap_or(&stdout);
        let both = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
        for text in self.never.iter().filter(|text| both.contains(text.as_str())) {
            out.push(format!("{format} shows {text:?}"));
        }
    }

    /// Checks the findings of a report in JSON.
    pub(crate) fn check_report(&self, report: &Value, out: &mut Vec<String>) {
        let findings = report["findings"].as_array().unwrap();
        let of = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        if let Some(positions) = self.positions.filter(|count| report["summary"]["positions"] != *count) {
            out.push(format!("{} positions, not {positions}", report["summary"]["positions"]));
        }
        let mut found: BTreeMap<(String, String), Vec<&Value>> = BTreeMap::new();
        for finding in findings {
            found.entry((of(finding, "severity"), of(finding, "rule"))).or_default().push(finding);
        }
        let heavy = |severity: &str| severity != "info";
        let counted = |found: &BTreeMap<(String, String), Vec<&Value>>| -> Vec<String> {
            found
                .iter()
                .filter(|((severity, _), _)| heavy(severity))
                .map(|((severity, rule), all)| format!("{severity} {rule} x{}", all.len()))
                .collect()
        };
        if self.no_findings && findings.iter().any(|finding| heavy(&of(finding, "severity"))) {
            out.push(format!("findings: {:?}", counted(&found)));
        }
        let errors: Vec<&Value> =
            findings.iter().filter(|finding| of(finding, "severity") == "error").collect();
        if self.one_error && errors.len() != 1 {
            out.push(format!("{} errors, not one", errors.len()));
        }
        if self.at_start && errors.first().is_some_and(|error| error["line"] != 1 || error["column"] != 1) {
            out.push("the error is not at 1:1".to_owned());
        }
        for rule in &self.no_rules {
            if findings.iter().any(|finding| of(finding, "rule") == *rule) {
                out.push(format!("there is a {rule}"));
            }
        }
        for named in &self.findings {
            let fitting: Vec<&Value> = findings
                .iter()
                .filter(|one| of(one, "severity") == named.severity)
                .filter(|one| named.rule.as_ref().is_none_or(|rule| of(one, "rule") == *rule))
                .collect();
            let what = format!("{} {}", named.severity, named.rule.as_deref().unwrap_or("?"));
            let is_right = if named.rule.is_some() {
                fitting.len() == named.count
            } else {
                fitting.len() >= named.count
            };
            if !is_right {
                out.push(format!("{what} x{}, not x{}", fitting.len(), named.count));
            }
            let lines: Vec<u64> = fitting
                .iter()
                .flat_map(|one| one["labels"].as_array().unwrap())
                .filter_map(|l| l["line"].as_u64())
                .collect();
            for line in named.lines.iter().filter(|line| !lines.contains(line)) {
                out.push(format!("{what}: nothing in line {line}"));
            }
            if let Some(labels) = named.labels
                && fitting.iter().all(|one| one["labels"].as_array().unwrap().len() != labels)
            {
                out.push(format!("{what}: none has {labels} labels"));
            }
            if let Some(has_fix) = self.has_fix
                && fitting
                    .iter()
                    .any(|one| has_fix == is_empty(&one["fix"]) && is_empty(&one["fixes"]) == has_fix)
            {
                out.push(format!("{what}: a fix is {}", if has_fix { "missing" } else { "offered" }));
            }
        }
        // Errors and warnings are listed completely, but where words for people speak of further ones.
        if !self.findings.is_empty() && !self.one_finding && !self.one_error {
            let listed = |severity: &str, rule: &str| {
                self.findings.iter().any(|named| {
                    named.severity == severity && named.rule.as_ref().is_none_or(|name| name == rule)
                })
            };
            for (severity, rule) in found.keys().filter(|(severity, _)| heavy(severity)) {
                if !listed(severity, rule) {
                    out.push(format!("{severity} {rule} is not expected"));
                }
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The line numbers of `4 with 2 labels, b.yaml:7`: the first number of each.
fn numbers(text: &str) -> Vec<u64> {
    let number = Regex::new(r"^\s*(?:\S+:)?(\d+)\b").unwrap();
    text.split(',').filter_map(|part| number.captures(part)?[1].parse().ok()).collect()
}
