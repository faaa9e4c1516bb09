//! GitLab's code quality report: the fields it requires, with the values it knows.

use std::collections::HashSet;

use super::{number, parsed, text};

/// Issues of a code quality report.
pub(crate) fn issues(report: &str) -> usize {
    let report = parsed(report);
    let issues = report.as_array().expect("a list");
    let mut fingerprints = HashSet::new();
    for issue in issues {
        assert!(issue["description"].is_string(), "{issue}");
        text(issue, "check_name");
        assert!(fingerprints.insert(text(issue, "fingerprint")), "an issue of its own: {issue}");
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&text(issue, "severity")), "{issue}");
        let location = &issue["location"];
        let path = location["path"].as_str().expect("a path");
        assert!(!path.starts_with("./"), "{issue}");
        let (begin, end) = (number(&location["lines"], "begin"), number(&location["lines"], "end"));
        assert!(1 <= begin && begin <= end, "{issue}");
    }
    issues.len()
}
