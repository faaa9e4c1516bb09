//! What holds of reports.

use orglint::finding::{Outcome, Severity};
use orglint::report::{self, Format, Options};
use serde_json::Value;

/// How reports are written, drawn from the length of what is reported.
pub(super) fn options(length: usize) -> Options {
    Options {
        width: length % 140,
        names: length % 5 == 1,
        snippets: length % 7 != 1,
        statistics: length % 11 == 1,
        max_findings: (length % 13 == 1).then_some(length % 4),
        ..Options::default()
    }
}

pub(super) fn written(format: Format, outcome: &Outcome, options: &Options) -> String {
    let mut out = Vec::new();
    report::write(format, outcome, options, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

/// Every report can be read by what reads it, and tells of every finding.
pub(super) fn are_sound(outcome: &Outcome, reports: &[String; Format::ALL.len()]) {
    let count = outcome.findings.len();
    for (format, text) in Format::ALL.into_iter().zip(reports) {
        let escapes = text.contains(|c: char| c.is_control() && c != '\n');
        assert!(!escapes, "{format}: {text:?}");
        match format {
            Format::Json => is_json(&serde_json::from_str(text).expect("JSON"), outcome),
            Format::Sarif => {
                let sarif: Value = serde_json::from_str(text).expect("SARIF is JSON");
                let results = sarif["runs"][0]["results"].as_array().expect("results").len();
                assert_eq!(results, count + outcome.allowed.len(), "{text}");
            }
            Format::Gitlab => {
                let issues: Vec<Value> = serde_json::from_str(text).expect("a list");
                assert_eq!(issues.len(), count, "{text}");
            }
            Format::Junit => {
                let read = roxmltree::Document::parse(text).expect("XML");
                let cases = read.descendants().filter(|node| node.has_tag_name("testcase"));
                // The others are rules that stayed silent, and what could not be read.
                assert_eq!(cases.filter(|case| case.has_attribute("file")).count(), count, "{text}");
            }
            Format::Github => assert!(text.lines().all(|line| line.starts_with("::")), "{text}"),
            Format::Html => {
                // As for people, the most that are shown may be set; the others are counted.
                let shown = text.matches("<li id=\"f").count();
                let others = format!("<p>{} ", count.saturating_sub(shown));
                assert!(
                    shown == count
                        || (shown < count && text.contains(&others) && text.contains(" not shown</p>")),
                    "{text}"
                );
                assert_eq!(text.matches("<script").count(), 1, "{text}");
            }
            Format::Human | Format::Short | Format::Markdown => {
                assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {text}");
            }
        }
    }
}

fn is_json(json: &Value, outcome: &Outcome) {
    let findings = json["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), outcome.findings.len(), "{json}");
    for severity in Severity::ALL {
        let count = findings.iter().filter(|finding| finding["severity"] == severity.word()).count();
        assert_eq!(json["summary"][severity.word()], count, "{json}");
    }
    assert_eq!(json["summary"]["positions"], outcome.summary.positions, "{json}");
    for label in findings.iter().flat_map(|finding| finding["labels"].as_array().expect("labels")) {
        let at = |key: &str| label[key].as_u64().expect("a number");
        let (start, end) = ((at("line"), at("column")), (at("end_line"), at("end_column")));
        assert!(start.0 > 0 && start.1 > 0 && start <= end, "{label}");
    }
}
