//! Reports on charts without a finding, with one, with ten thousand, and with names that try to get out
//! of their field, read back by parsers that are none of ours.

use std::collections::BTreeMap;
use std::path::Path;

use orglint::internals::rules::registry::Registry;
use orglint::report::Format;

use crate::program::{orglint, root};
use crate::readers;
use crate::runs::{BROKEN, CLEAN, ONE, code, folder, run_in, stderr, stdout};

/// What ends, opens or means something in one format or another.
const HOSTILE: [&str; 20] = [
    "::error::",
    "%0A::error::",
    "%",
    "</script>",
    "<b onload=x>",
    "`",
    "```",
    "|",
    "]]>",
    "&lt;",
    "##[error]",
    "##vso[task.x]",
    "](http://a.example)",
    "www.a.example @user",
    "\u{202e}\u{200f}",
    "\u{1b}[2J\u{9b}31m",
    "\\",
    "\"' x=\"",
    "%%{init: {}}%%",
    "\u{fffe}\u{0}\u{2028}",
];

/// A chart whose ids, titles and names are hostile, with a finding on each, and one that is allowed.
fn hostile() -> String {
    let entry = |(at, text): (usize, &str)| {
        let units: Vec<String> = text.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let quoted = units.concat();
        let reason = text.replace(|c: char| c.is_control() || c > '\u{ff}', "");
        format!(
            "  - {{ id: \"{quoted}\", title: \"Head {quoted}\", name: \"{quoted}\", reports_to: \"to {quoted}\" }}\n  \
             - id: \"b{quoted}\"\n    title: B\n    \
             reports_to: c{at} # orglint: allow(unknown-manager) -- {reason}\n"
        )
    };
    let texts = HOSTILE.map(str::to_owned).into_iter().chain([HOSTILE.concat()]);
    let entries: Vec<String> = texts.enumerate().map(|(at, text)| entry((at, &text))).collect();
    CLEAN.to_owned() + &entries.concat()
}

fn ten_thousand() -> String {
    let entry = |at| format!("  - {{ id: p{at}, title: Head of Unit {at}, reports_to: gone-{at} }}\n");
    CLEAN.to_owned() + &(0..10_000).map(entry).collect::<Vec<_>>().concat()
}

/// All reports of one run, by format.
fn reports(folder: &Path, chart: &str) -> BTreeMap<&'static str, String> {
    let outputs = Format::ALL.map(|format| format!("--output={format}={format}.txt"));
    run_in(folder, &[&[chart, "--quiet"], &outputs.each_ref().map(String::as_str)[..]].concat());
    let read = |format: Format| std::fs::read_to_string(folder.join(format!("{format}.txt"))).unwrap();
    Format::ALL.map(|format| (format.word(), read(format))).into()
}

/// Reads all reports and gives the number of findings; `allowed` are hidden by exceptions.
fn read(reports: &BTreeMap<&str, String>, allowed: usize) -> usize {
    let count = readers::findings(&reports["json"]);
    assert_eq!(readers::results(&reports["sarif"]), (count, allowed));
    assert_eq!(readers::issues(&reports["gitlab"]), count);
    let cases = readers::test_cases(&reports["junit"]);
    assert!(cases >= count.max(1), "{cases} of {count}");
    assert!(readers::annotations(&reports["github"]) <= 30);
    assert_eq!(readers::table_rows(&reports["markdown"]), count.min(50));
    assert_eq!(reports["short"].lines().count(), count);
    assert_eq!(reports["html"].matches("<li id=\"f").count(), count);
    count
}

#[test]
fn without_a_finding() {
    let folder = folder(CLEAN);
    let reports = reports(folder.path(), "org.yaml");
    assert_eq!(read(&reports, 0), 0);
    assert_eq!((&*reports["github"], &*reports["gitlab"]), ("", "[]\n"));
}

#[test]
fn with_one() {
    let folder = folder(ONE);
    let reports = reports(folder.path(), "org.yaml");
    assert_eq!(read(&reports, 0), 1);
    assert_eq!(readers::annotations(&reports["github"]), 1);
}

#[test]
fn with_ten_thousand() {
    let folder = folder(&ten_thousand());
    let reports = reports(folder.path(), "org.yaml");
    assert_eq!(read(&reports, 0), 10_000);
    assert_eq!(readers::annotations(&reports["github"]), 10);
    assert!(reports["github"].ends_with("::error title=orglint::+9991 more errors, not shown here\n"));
    // The summary page of a build takes one mebibyte.
    assert!(reports["markdown"].len() < 1024 * 1024);
}

#[test]
fn with_hostile_names() {
    let folder = folder(&hostile());
    let reports = reports(folder.path(), "org.yaml");
    let count = read(&reports, HOSTILE.len() + 1);
    assert!(count > HOSTILE.len(), "{count}");
    for (format, report) in &reports {
        let hidden =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200f}' | '\u{2028}');
        assert!(!report.contains(hidden), "{format}");
        let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
        assert!(*format == "github" || !report.lines().any(is_command), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn with_a_hostile_name_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = HOSTILE.iter().map(|text| text.replace(['/', '\0'], "") + ".yaml").collect();
    for name in &names {
        std::fs::write(folder.path().join(name), ONE).unwrap();
        let reports = reports(folder.path(), &format!("./{name}"));
        assert_eq!(read(&reports, 0), 1, "{name:?}");
    }
}

#[test]
fn on_every_fixture() {
    let reported = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(root().join("fixtures/mistakes")).unwrap() {
        let path = entry.unwrap().path();
        let reports = reports(reported.path(), path.to_str().unwrap());
        let allowed = readers::results(&reports["sarif"]).1;
        read(&reports, allowed);
    }
}

#[test]
fn sarif_describes_every_rule() {
    let folder = folder(ONE);
    let report = stdout(&run_in(folder.path(), &["--format=sarif"]));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let described = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let registry = Registry::default();
    let ids: Vec<&str> = described.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, registry.rules().iter().map(|it| &*it.rule.id).collect::<Vec<_>>());
    for rule in described {
        for part in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[part]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
    }
}

#[test]
fn the_exit_code_is_that_of_the_chart_in_every_format() {
    let info = "company: { name: A, nonsense: 1 }\n".to_owned() + CLEAN;
    let charts = [
        ("clean", CLEAN, 0),
        ("findings", ONE, 1),
        ("info", &info, 0),
        ("broken", BROKEN, 2),
        ("empty", "", 2),
    ];
    for (name, chart, expected) in charts {
        for format in Format::ALL.map(Format::word) {
            for (more, expected) in [
                (&[][..], expected),
                (&["--quiet"], expected),
                (&["--statistics"], expected),
                (&["--max-findings=0"], expected),
                (&["--fail-on=never"], if expected == 1 { 0 } else { expected }),
            ] {
                let command = orglint().args(["-", "--format", format]).args(more).stdin(chart);
                let output = command.env("GITHUB_ACTIONS", "true").output().unwrap();
                assert_eq!(code(&output), expected, "{name} {format} {more:?} {}", stderr(&output));
            }
        }
    }
}
