//! The report for programs.

use serde_json::Value;

use super::{has_keys, list, number, parsed, text};

const RANGE: [&str; 5] = ["path", "line", "column", "end_line", "end_column"];

/// Findings of a JSON report.
pub(crate) fn findings(report: &str) -> usize {
    let report = parsed(report);
    assert_eq!(report["version"], 1);
    assert!(report["incomplete"].is_boolean());
    let summary = &report["summary"];
    has_keys(
        summary,
        &[
            "error",
            "warning",
            "info",
            "allowed",
            "baseline",
            "positions",
            "abolished",
            "members",
            "notes",
            "files",
        ],
    );
    let findings = list(&report, "findings");
    findings.iter().for_each(finding);
    for severity in ["error", "warning", "info"] {
        let count = findings.iter().filter(|finding| finding["severity"] == severity).count();
        assert_eq!(number(summary, severity), count as u64, "{severity}");
    }
    findings.len()
}

fn finding(finding: &Value) {
    let own = ["rule", "pack", "severity", "message", "help", "subject", "labels", "fixes", "fingerprint"];
    has_keys(finding, &[&own[..], &RANGE].concat());
    text(finding, "rule");
    assert!(finding["message"].is_string());
    assert_eq!(text(finding, "fingerprint").len(), 32);
    range(finding);
    let labels = list(finding, "labels");
    for (at, label) in labels.iter().enumerate() {
        has_keys(label, &[&["text", "primary"][..], &RANGE].concat());
        assert_eq!(label["primary"], at == 0);
        range(label);
    }
    assert!(RANGE.into_iter().all(|key| labels[0][key] == finding[key]), "{finding}");
}

fn range(value: &Value) {
    assert!(value["path"].is_string());
    let place = |line, column| (number(value, line), number(value, column));
    let (start, end) = (place("line", "column"), place("end_line", "end_column"));
    assert!(start <= end && start.0 > 0 && start.1 > 0 && end.1 > 0, "{value}");
}
