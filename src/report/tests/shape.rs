//! Reads reports back as strictly as the services that take them, and counts what is in them.
//! Each function panics where a report is not well-formed.

/// Annotations of a GitHub report.
pub(super) fn annotations(report: &str) -> usize {
    for line in report.lines() {
        let (head, _message) =
            line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
        let (level, properties) = head.split_once(' ').expect("a level and properties");
        assert!(["error", "warning", "notice"].contains(&level), "{line}");
        let keys: Vec<&str> =
            properties.split(',').map(|it| it.split_once('=').expect("a value").0).collect();
        let known: [&[&str]; 2] = [
            &["file", "line", "endLine", "title"],
            &["file", "line", "endLine", "col", "endColumn", "title"],
        ];
        assert!(known.contains(&keys.as_slice()), "{line}");
    }
    report.lines().count()
}

/// Test cases of a `JUnit` report.
pub(super) fn test_cases(report: &str) -> usize {
    let body = report.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let mut open: Vec<&str> = Vec::new();
    let mut cases = 0;
    let mut parts = body.split('<');
    assert_eq!(parts.next(), Some(""));
    for part in parts {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains(['>', '"', '\'']), "{part}");
        entities(text);
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        let known = ["testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"];
        assert!(known.contains(&name), "{tag}");
        cases += usize::from(name == "testcase");
        attributes(tag.strip_prefix(name).unwrap_or_default().trim_end_matches('/'));
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    cases
}

fn attributes(text: &str) {
    let mut parts = text.split('"');
    while let Some(name) = parts.next() {
        if name.is_empty() {
            assert_eq!(parts.next(), None);
            return;
        }
        let known = [
            "name",
            "tests",
            "failures",
            "errors",
            "skipped",
            "classname",
            "file",
            "line",
            "message",
            "type",
        ];
        let name = name.strip_prefix(' ').and_then(|name| name.strip_suffix('='));
        assert!(name.is_some_and(|name| known.contains(&name)), "{text}");
        entities(parts.next().expect("a value"));
    }
}

fn entities(text: &str) {
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#35;"];
        assert!(known.iter().any(|entity| part.starts_with(entity)), "{text}");
    }
}

/// Rows of the table in a Markdown report.
pub(super) fn table_rows(report: &str) -> usize {
    let rows: Vec<&str> = report.lines().filter(|line| line.starts_with('|')).collect();
    for row in &rows {
        assert_eq!(bare(row, '|'), 5, "{row}");
    }
    let (before, picture) = report.split_once("\n```mermaid\n").unwrap_or((report, ""));
    for line in before.lines() {
        let mut rest = line.to_owned();
        for tag in ["<code>", "</code>", "<sub>", "</sub>", "<br>", "<!-- -->", "> **Incomplete:**"] {
            rest = rest.replace(tag, "");
        }
        assert!(!rest.contains(['<', '>']), "{line}");
        assert_eq!(bare(line, '`'), 0, "{line}");
        assert_eq!(bare(line, '['), 0, "{line}");
    }
    if !picture.is_empty() {
        assert_eq!(picture.matches("```").count(), 1);
        assert!(picture.lines().filter(|line| line.contains('"')).all(|line| line.matches('"').count() == 2));
        assert!(!picture.contains("%%"));
    }
    rows.len().saturating_sub(2)
}

/// How often a character stands without a backslash before it.
fn bare(line: &str, wanted: char) -> usize {
    let mut escaped = false;
    let mut count = 0;
    for c in line.chars() {
        count += usize::from(c == wanted && !escaped);
        escaped = c == '\\' && !escaped;
    }
    count
}
