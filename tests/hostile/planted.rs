//! Names of people, planted wherever anybody may name one, come out nowhere.

use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use crate::made::planted::{MARK, SHAPES, planted};
use crate::promises;

/// Every shape, with several choices.
fn choices() -> impl Iterator<Item = Vec<u8>> {
    let bytes = |shape: usize, seed: usize| -> Vec<u8> {
        let rest =
            (0..120_usize).map(|at| u8::try_from((at * 37 + seed * 101 + at * at * seed) % 251).unwrap_or(0));
        std::iter::once(u8::try_from(shape).unwrap_or(0)).chain(rest).collect()
    };
    (0..SHAPES).flat_map(move |shape| (0..12).map(move |seed| bytes(shape, seed)))
}

#[test]
fn no_report_tells_of_anybody() {
    for bytes in choices() {
        promises::planted(&planted(&bytes));
    }
}

#[test]
fn no_comparison_of_two_sources_tells_of_anybody() {
    let all: Vec<_> = choices().map(|bytes| planted(&bytes)).collect();
    // Each with others of each shape.
    for (at, chart) in all.iter().enumerate() {
        promises::reconciled(chart, &all[(at * 29 + 17) % all.len()]);
    }
}

proptest! {
    #[test]
    fn no_comparison_tells_of_anybody_whatever_is_chosen(
        chart in prop::collection::vec(any::<u8>(), 8..160),
        source in prop::collection::vec(any::<u8>(), 8..160),
    ) {
        promises::reconciled(&planted(&chart), &planted(&source));
    }

    #[test]
    fn no_report_tells_of_anybody_whatever_is_chosen(bytes in prop::collection::vec(any::<u8>(), 8..160)) {
        promises::planted(&planted(&bytes));
    }
}

/// Runs the program in a folder and gives what it writes to either stream.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_orglint"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// Without paths, and of what `import` writes without the names of holders.
fn without_paths(told: &str, files: &[(String, String)]) -> String {
    let lines = told.lines().filter(|line| !line.trim_start().starts_with("name: "));
    // Markdown writes a sign before others.
    let mut rest = lines.collect::<Vec<_>>().join("\n").to_lowercase().replace('\\', "");
    for (path, _) in files {
        rest = rest.replace(&path.to_lowercase(), "");
    }
    rest
}

#[test]
fn no_command_tells_of_anybody() {
    for bytes in choices().step_by(7) {
        let files = planted(&bytes);
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in &files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let first = files[0].0.as_str();
        let chart = first.split_once('/').map_or(first, |(folder, _)| folder);
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("other.yaml", "positions:\n- { id: a, title: A }\n");
        // Each file as a download that broke off.
        for (path, text) in &files {
            let end = (0..=text.len() * 2 / 3).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            write(&format!("cut/{path}"), &text[..end]);
        }
        let cut = format!("cut/{chart}");
        write("empty.yaml", &format!("from: {chart}\nas_of: 2027-01-01\nchanges: []\n"));
        write(
            "plan.yaml",
            &format!("from: {chart}\nchanges:\n- {{ add: {{ id: z, title: Z }} }}\n- {{ remov: z }}\n"),
        );
        write("of-cut.yaml", &format!("from: {cut}\nchanges: []\n"));
        write(
            "config/orglint.yaml",
            &format!(
                "charts:\n- name: one\n  files: [other.yaml]\n  sources: [{{ file: {first} }}, {{ file: cut/{first}, match: [name] }}]\nreferences:\n- {{ files: {first}, at: name, names: handle }}\n- {{ files: cut/{first} }}\n"
            ),
        );
        let mut commands: Vec<Vec<&str>> = vec![
            vec![chart, "--verbose"],
            vec![chart, "--format", "json", "--output", "sarif=report.sarif"],
            vec![chart, "--format", "github"],
            vec![chart, "--write-baseline", "known.yaml"],
            vec![chart, "--baseline", "known.yaml", "--verbose"],
            vec![chart, "--quiet", "--output", "html=page.html", "--output", "markdown=report.md"],
            vec!["draw", chart],
            vec!["draw", chart, "--format", "html", "--pages", "--output", "drawn.html"],
            vec!["draw", chart, "--below", "qx-ara"],
            vec!["stats", chart, "--small-groups", "--compare", "other.yaml"],
            vec!["stats", "other.yaml", "--format", "json", "--compare", chart],
            vec!["rules", chart],
            vec!["diff", "other.yaml", chart],
            vec!["reconcile", chart, "other.yaml"],
            vec!["reconcile", "other.yaml", chart, "--format", "json"],
            vec!["reconcile", chart, &cut, "--verbose"],
            vec!["reconcile", &cut, chart, "--match", "name,email", "--format", "sarif"],
            vec!["reconcile", "other.yaml", &cut, "--format", "markdown"],
            vec!["what-if", "empty.yaml", "--draw", "both.html"],
            vec!["what-if", "empty.yaml", "--format", "json"],
            vec!["what-if", "plan.yaml"],
            vec!["what-if", "of-cut.yaml"],
            vec!["diff", "--as-scenario", "other.yaml", chart],
            vec!["diff", "--as-scenario", chart, &cut],
            vec!["diff", chart, "other.yaml", "--format", "json"],
            vec!["diff", chart, "other.yaml", "--format", "markdown"],
            // A chart, a table or notes are not configuration, and no list of known findings.
            vec!["other.yaml", "--config", first],
            vec!["other.yaml", "--baseline", first],
            vec!["test-rules", first],
        ];
        commands.push(vec!["init", "--chart", first, "--column", "title=no such key"]);
        if first == "org.csv" {
            commands.push(vec!["import", first]);
            commands.push(vec!["import", first, "--column", "reports_to=no such column"]);
        }
        for arguments in commands {
            let told = told(folder.path(), &arguments);
            assert!(
                !without_paths(&told, &files).contains(MARK),
                "{arguments:?}\n{told}\n{}",
                files.iter().map(|(path, text)| format!("== {path}\n{text}")).collect::<Vec<_>>().concat()
            );
        }
        // Sources and files with names in the configuration, which lies above them then.
        std::fs::rename(folder.path().join("config/orglint.yaml"), folder.path().join("orglint.yaml"))
            .unwrap();
        for arguments in [&[][..], &["--verbose"], &["--format", "json"], &["--format", "github"]] {
            let told = told(folder.path(), arguments);
            assert!(!without_paths(&told, &files).contains(MARK), "{arguments:?}\n{told}");
        }
        for written in ["both.html", "known.yaml", "report.sarif", "page.html", "drawn.html", "report.md"] {
            let text = std::fs::read_to_string(folder.path().join(written)).unwrap_or_default();
            assert!(!without_paths(&text, &files).contains(MARK), "{written}\n{text}");
        }
    }
}

#[test]
fn no_mistake_of_a_configuration_tells_of_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "staff.csv",
        "Employee ID,Name,Job Title,Manager\n1,Qxzara Frost,MD,Qxzara Frost\n2,Qxz Lund,Head,Qxzara Frost\n",
    );
    for text in [
        "charts:\n  - { name: s, files: staff.csv, layout: { entries: list, top: [Qxzara Frost], vacant: { name: [Qxz Lund] }, reports_to: Managr } }\n",
        "charts:\n  - { name: s, files: staff.csv, layout: csv }\noverrides:\n  - { within: Qxzara Frost, rules: { several-roots: off } }\n",
        "charts:\n  - { name: s, files: staff.csv, layout: csv }\noverrides:\n  - { within: qxzara.frost, rules: { several-roots: of } }\n",
        "charts:\n  - { name: s, files: staff.csv, layout: { entries: list, not_disclosed: { a: Qxzara Frost } } }\n",
        "charts:\n  - { name: s, files: staff.csv, layout: { entries: list, otherwise: { titel: Qxzara Frost } } }\n",
        "charts:\n  - { name: s, files: staff.csv, layout: { entries: list, vacant: [Qxzara Frost] } }\n",
        "overrides:\n  - { within: Qxzara, rules: { several-roots: off } }\n  - { within: qxzlund, rules: { no-root: info } }\n",
    ] {
        write("orglint.yaml", text);
        for arguments in [&[][..], &["--verbose"], &["--format", "json"], &["rules"], &["rules", "staff.csv"]]
        {
            let told = told(folder.path(), arguments);
            assert!(!told.to_lowercase().contains(MARK), "{text}\n{told}");
        }
    }
}
