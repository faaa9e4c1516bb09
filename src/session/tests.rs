#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::files::{Memory, Over};

const TOP: &str = "positions:\n- { id: ceo, title: CEO }\n";
const IT: &str = "positions:\n- { id: it, title: Head of IT, reports_to: cio }\n";

fn session<F: Files>(files: F) -> Session<F> {
    Session::new(files, Options::on(date(2026, 1, 15)))
}

/// Rule and subject of every error, by chart.
fn errors(run: &Run) -> Vec<Vec<String>> {
    let line = |finding: &Finding| format!("{} {}", run.outcome.rule(finding.rule).id, finding.subject);
    let of = |chart| {
        let errors =
            run.findings(chart).filter(|finding| finding.severity == crate::finding::Severity::Error);
        errors.map(line).collect()
    };
    (0..run.charts.len()).map(of).collect()
}

#[test]
fn findings_belong_to_their_charts() {
    let files = Memory::new([("a.yaml", IT), ("b/top.yaml", TOP), ("b/it.yaml", IT)]);
    let run = session(files).lint(Request::of(["b", "a.yaml"])).unwrap();
    assert_eq!(errors(&run), [["unknown-manager it"], ["unknown-manager it"]]);
    assert_eq!(run.charts.iter().map(|chart| chart.chart.len()).collect::<Vec<_>>(), [2, 1]);
    let paths = |chart| -> Vec<&str> {
        run.findings(chart).map(|one| run.outcome.sources.get(one.primary.place.file).path()).collect()
    };
    assert!(
        paths(0).iter().all(|path| path.starts_with("b/")) && paths(1).iter().all(|path| *path == "a.yaml")
    );
}

#[test]
fn what_did_not_change_is_not_parsed_again() {
    let files = Memory::new([("org/top.yaml", TOP), ("org/it.yaml", IT)]);
    let mut session = session(files);
    let trees = |run: &Run| -> Vec<_> {
        run.charts[0].chart.files().iter().map(|file| Arc::clone(&file.tree)).collect()
    };
    let first = session.lint(Request::of(["org"])).unwrap();
    assert_eq!(errors(&first), [["unknown-manager it"]]);
    session.files_mut().set("org/top.yaml", TOP.replace("ceo", "cio"));
    let second = session.lint(Request::of(["org"])).unwrap();
    assert_eq!(errors(&second), [[""; 0]]);
    let (before, after) = (trees(&first), trees(&second));
    assert!(Arc::ptr_eq(&before[0], &after[0]), "it.yaml is the first");
    assert!(!Arc::ptr_eq(&before[1], &after[1]));
    session.files_mut().remove("org/it.yaml");
    assert_eq!(session.lint(Request::of(["org"])).unwrap().charts[0].chart.len(), 1);
}

#[test]
fn an_open_buffer_counts_before_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    std::fs::write(folder.join("org.yaml"), IT).unwrap();
    std::fs::create_dir(folder.join(".git")).unwrap();
    let mut session = session(Over { memory: Memory::default(), below: Disk });
    let mut lint = |texts: &[(&str, &str)]| {
        session.files_mut().memory = Memory::new(texts.iter().map(|(path, text)| (folder.join(path), *text)));
        let run = session.lint(Request::of([folder.join("org.yaml")])).unwrap();
        errors(&run).remove(0)
    };
    assert_eq!(lint(&[]), ["unknown-manager it"]);
    assert_eq!(lint(&[("org.yaml", TOP)]), [""; 0]);
    // A configuration that is not saved yet counts as well.
    assert_eq!(lint(&[("orglint.yaml", "rules: { unknown-manager: off }")]), [""; 0]);
    assert_eq!(lint(&[]), ["unknown-manager it"]);
}

#[test]
fn what_came_up_is_there_after_an_error_too() {
    let files = Memory::new([("org.yaml", TOP), ("orglint.yaml", "rulez: {}\n")]);
    let mut session = session(files);
    let error = session.lint(Request::of(["gone.yaml", "org.yaml"])).unwrap_err();
    assert!(matches!(error, Error::Configuration(mistakes) if mistakes[0].at == "orglint.yaml:1:1"));
    session.files_mut().remove("orglint.yaml");
    let run = session.lint(Request::of(["gone.yaml", "org.yaml"])).unwrap();
    assert!(run.outcome.incomplete);
    let notices = session.take_notices();
    assert_eq!(notices[0].message, "`gone.yaml`: there is no such file or folder");
    assert_eq!(notices[0].nothing_at.as_deref(), Some(Path::new("gone.yaml")));
    assert_eq!(session.take_notices(), []);
}
