//! Nothing that comes from a file or an argument reaches a terminal or the log of a build as a command, on
//! either stream, whatever the subcommand.

use std::path::Path;

use snapbox::cmd::OutputAssert;

use crate::program::{orglint, root};

/// What stands wherever a text may come from outside, as YAML and JSON write it in double quotes.
const HOSTILE: [&str; 6] =
    ["##vso[task.x]y", "##[error]y", "\\n::error::y", "a\\e[31mb", "a\\u009b31mb", "a\\u202eb\\u200ec"];

/// The same as bytes.
fn plain(text: &str) -> String {
    let text = text.replace("\\n", "\n").replace("\\e", "\u{1b}");
    text.replace("\\u009b", "\u{9b}").replace("\\u202e", "\u{202e}").replace("\\u200e", "\u{200e}")
}

fn check(output: &OutputAssert, what: &str) {
    let output = output.get_output().clone();
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        let is_hidden = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        };
        assert!(!text.contains(is_hidden), "{what}\n{text:?}");
        assert!(!text.contains("##vso[") && !text.contains("##["), "{what}\n{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{what}\n{text}");
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

const CHART: &str = "positions:\n- { id: a, title: A }\n- { id: b, title: B, reports_to: q }\n";

/// A folder with the text in everything that a run reads, and whether all of it can be read.
fn plant(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "plain.yaml", CHART);
    let chart = format!(
        "positions:\n- {{ id: \"{text}\", title: \"{text}\", name: \"{text}\", \"{text}\": 1, status: \"{text}\" }}\n\
         - {{ id: b, title: \"B {text}\", reports_to: \"x{text}\" }}\n\
         - {{ id: b, title: C, reports_to: b }} # orglint: allow({}) -- {}\n",
        plain(text).replace(['\n', '(', ')', ','], ""),
        plain(text).replace('\n', " "),
    );
    write(at, "org.yaml", &chart);
    let cell = plain(text).replace('"', "");
    write(
        at,
        "staff.csv",
        &format!(
            "Employee ID,Job Title,Manager ID,\"{cell}\"\n\"{cell}\",\"{cell}\",,\"{cell}\"\n2,B,\"x{cell}\",\n3,B,2,,,\n"
        ),
    );
    write(at, "bad/orglint.yaml", &format!("\"{text}\": 1\nrules: {{ \"{text}\": \"{text}\" }}\n"));
    write(at, "bad/org.yaml", CHART);
    let fields = format!("fields: {{ \"{text}\": text, \"x{text}\": text }}\n");
    write(at, "fields/orglint.yaml", &fields);
    write(at, "fields/org.yaml", CHART);
    let rule = format!(
        "id: own\ntitle: \"t {text}\"\nseverity: warning\nwhy: \"{text}\"\nhelp: \"{text}\"\n\
         given: {{ id: {{ stated: yes }} }}\nmust: {{ title: {{ one_of: [\"{text}\"] }} }}\nmessage: \"{text}\"\n\
         labels: [{{ at: title, text: \"{text}\" }}]\n\
         tests:\n  - name: \"{text}\"\n    org: {{ title: X }}\n    expect: []\n"
    );
    write(at, "rules/.orglint/rules/own.yaml", &rule);
    write(at, "rules/org.yaml", CHART);
    write(
        at,
        "baseline.yaml",
        &format!(
            "version: \"{text}\"\n\"{text}\": 1\nfindings: [{{ rule: \"{text}\", at: \"{text}\", fingerprint: \"{text}\" }}]\n"
        ),
    );
    folder
}

#[test]
fn whatever_is_planted_is_told_harmlessly() {
    for text in HOSTILE {
        let folder = plant(text);
        let argument = plain(text);
        let commands: Vec<(&str, Vec<&str>)> = vec![
            (".", vec!["org.yaml", "--verbose"]),
            (".", vec!["org.yaml", "--format", "json"]),
            (".", vec!["org.yaml", "--format", "short"]),
            (".", vec!["staff.csv", "--verbose"]),
            (".", vec!["import", "staff.csv"]),
            (".", vec!["diff", "plain.yaml", "org.yaml"]),
            (".", vec!["diff", "org.yaml", "plain.yaml", "--names"]),
            (".", vec!["diff", &argument, "org.yaml"]),
            (".", vec!["plain.yaml", "--baseline", "baseline.yaml"]),
            (".", vec!["plain.yaml", "--since", &argument]),
            (".", vec!["plain.yaml", "--rule", &argument]),
            (".", vec!["plain.yaml", "--as-of", &argument]),
            (".", vec!["plain.yaml", "--output", &argument]),
            (".", vec!["plain.yaml", "--format", &argument]),
            (".", vec![&argument]),
            (".", vec!["explain", &argument]),
            (".", vec!["new-rule", &argument]),
            (".", vec!["import", &argument]),
            (".", vec!["init", &argument]),
            (".", vec!["schema", &argument]),
            (".", vec!["test-rules", &argument]),
            ("bad", vec!["org.yaml"]),
            ("bad", vec!["rules"]),
            ("fields", vec!["schema", "chart"]),
            ("fields", vec!["schema", "config"]),
            ("fields", vec!["schema", "rule"]),
            ("fields", vec!["org.yaml"]),
            ("rules", vec!["org.yaml"]),
            ("rules", vec!["explain", "own"]),
            ("rules", vec!["rules", "org.yaml"]),
            ("rules", vec!["test-rules"]),
        ];
        for (at, arguments) in commands {
            let command = orglint().current_dir(folder.path().join(at)).args(&arguments);
            check(&command.assert(), &format!("{text:?} {at} {arguments:?}"));
        }
    }
}

/// Whoever writes to a stream goes through the one door.
#[test]
fn nothing_else_writes_to_standard_streams() {
    let source = walkdir::WalkDir::new(root().join("src"));
    let files = source.into_iter().map(|entry| entry.unwrap().into_path());
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        if path.ends_with("cli/say.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["stdout()", "stderr()", "println!", "print!(", "eprint", "dbg!", "error.print()"] {
            assert!(!text.contains(word), "{} has `{word}`: use src/cli/say.rs", path.display());
        }
    }
}
