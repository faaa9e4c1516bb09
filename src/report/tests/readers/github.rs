//! Workflow commands, as GitHub documents them: `::name key=value,key=value::text`, with `%`, line breaks
//! and, in values, `:` and `,` as percent codes. A command ends with its line.

use std::collections::{BTreeMap, HashMap};

/// Annotations of a GitHub report.
pub(crate) fn annotations(report: &str) -> usize {
    let mut shown: HashMap<&str, usize> = HashMap::new();
    let mut last = 0;
    for line in report.lines() {
        let (level, properties) = command(line);
        let rank = ["error", "warning", "notice"].iter().position(|it| *it == level).expect("a level");
        assert!(rank >= last, "the heaviest come first: {report}");
        last = rank;
        let count = shown.entry(level).or_default();
        *count += 1;
        assert!(*count <= 10, "GitHub shows ten");
        place(&properties);
    }
    report.lines().count()
}

/// Name and properties of a command, whose message is read too.
fn command(line: &str) -> (&str, BTreeMap<&str, String>) {
    // A carriage return is a line break to the runner too.
    assert!(!line.contains(char::is_control), "{line}");
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
    let (name, properties) = head.split_once(' ').expect("a name and properties");
    let mut known = BTreeMap::new();
    for property in properties.split(',') {
        let (key, value) = property.split_once('=').expect("a key and a value");
        assert!(known.insert(key, unescaped(value)).is_none(), "{line}");
    }
    unescaped(message);
    (name, known)
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).expect("a code");
        out.push(match code {
            "25" => '%',
            "0D" => '\r',
            "0A" => '\n',
            "3A" => ':',
            "2C" => ',',
            _ => panic!("no code: {part}"),
        });
        out.push_str(rest);
    }
    out
}

/// An annotation has a title, and a place with lines that are numbers or none.
fn place(properties: &BTreeMap<&str, String>) {
    let mut keys: Vec<&str> = properties.keys().copied().collect();
    assert!(properties["title"].starts_with("orglint"));
    keys.retain(|key| *key != "title");
    let known: [&[&str]; 3] =
        [&[], &["endLine", "file", "line"], &["col", "endColumn", "endLine", "file", "line"]];
    assert!(known.contains(&keys.as_slice()), "{keys:?}");
    for key in keys.into_iter().filter(|key| *key != "file") {
        assert!(properties[key].parse::<u32>().is_ok_and(|number| number > 0), "{properties:?}");
    }
}
