//! What holds of a chart with a second source, and of a scenario for a chart, whatever is in them.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use orglint::chart::Chart;
use orglint::files::{Memory, Over};
use orglint::graph::OrgGraph;
use orglint::internals::chart::Own;
use orglint::internals::chart::layouts::{self, ReadFile, Reading};
use orglint::internals::reconcile::{Drift, MatchKey, Terms};
use orglint::report::Format;
use orglint::session::{Error, Options, Reconcile, Request, Session};
use orglint::source::{FileId, SourceFile};

use super::reports::{are_sound, options, written};
use super::{CHART, Files, NAME, has_code, is_placed, is_told, parts, told};

/// A chart and a second source: findings have places in both, a second run finds the same, and who is who by
/// ids is so from either side.
pub fn reconcile(bytes: &[u8]) {
    let mut files = parts(bytes, "");
    if files.len() == 1 {
        files.push(("source.csv".to_owned(), files[0].1.clone()));
    }
    files.truncate(2);
    compared(&files);
    let [one, other] = [&files[0], &files[1]].map(read);
    let graphs = [&one, &other].map(OrgGraph::new);
    let terms = Terms { keys: vec![MatchKey::Id], ..Terms::default() };
    let today = date(2026, 1, 15);
    let there = Drift::between((&one, &graphs[0]), (&other, &graphs[1]), &terms, today);
    let back = Drift::between((&other, &graphs[1]), (&one, &graphs[0]), &terms, today);
    assert_eq!((there.matched, there.by), (back.matched, back.by));
}

/// Two charts whose people have a name of their own: what is told of them both does not say it.
pub fn reconciled_made(chart: &str, source: &str) {
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let files = vec![file("org.yaml", chart), file("source.yaml", source)];
    for report in compared(&files) {
        assert!(!report.contains(NAME), "{report}\n{chart}\n{source}");
    }
}

/// The reports, without names, of comparing the first file with the second.
fn compared(files: &Files) -> [String; Format::ALL.len()] {
    let run = || {
        let mut session = Session::new(Memory::new(files.clone()), Options::on(date(2026, 1, 15)));
        let reconcile = Reconcile { path: files[1].0.clone().into(), says: None, keys: None };
        let request = Request { reconcile: Some(reconcile), ..Request::of([&files[0].0]) };
        let run = session.lint(request);
        (run, session.take_notices())
    };
    let (Ok(first), notices) = run() else { return Format::ALL.map(|_| String::new()) };
    let outcome = first.outcome;
    for finding in told(&outcome) {
        is_placed(finding, &outcome.sources);
    }
    // A second source that is not a chart leaves the comparison undone.
    let is_no_chart = told(&outcome).any(|finding| outcome.rule(finding.rule).id == "no-chart");
    has_code(&outcome, is_no_chart || notices.iter().any(|notice| notice.kind == "error"));
    let reports = Format::ALL.map(|format| written(format, &outcome, &orglint::report::Options::default()));
    are_sound(&outcome, &reports);
    let again = run().0.expect("it ran before").outcome;
    assert_eq!(outcome.findings, again.findings, "a second run finds the same");
    reports
}

fn read((path, bytes): &(String, Vec<u8>)) -> Chart {
    let file = Arc::new(SourceFile::from_bytes(path, bytes.clone()));
    let own = Arc::new(Own::default());
    layouts::read(
        vec![ReadFile::new(FileId(0), &file)],
        Reading { layout: None, from_folder: false, own: &own },
    )
}

/// A file as a scenario for a chart: its mistakes are told, or both versions are judged, and what would be
/// written can be read.
pub fn scenario(bytes: &[u8]) {
    let file = Arc::new(SourceFile::from_bytes("scenario.yaml", bytes.to_vec()));
    let run = || {
        let memory = Memory::new([("org.yaml", CHART)]);
        let mut session = Session::new(Over::new(memory), Options::on(date(2026, 1, 15)));
        session.what_if(&file)
    };
    match run() {
        Ok(found) => {
            for run in [&found.base, &found.after] {
                let reports = Format::ALL.map(|format| written(format, &run.outcome, &options(bytes.len())));
                are_sound(&run.outcome, &reports);
            }
            for (path, before, after) in &found.files {
                assert_ne!(before, after, "{}", path.display());
                let outcome = super::outcome("org.yaml", after.as_bytes());
                assert!(outcome.broken.is_empty(), "{after}");
            }
            let again = run().expect("it ran before");
            assert_eq!(found.after.outcome.findings, again.after.outcome.findings);
            assert_eq!(found.files, again.files);
        }
        Err(Error::Argument { message, help }) => assert!(!message.is_empty() && !help.is_empty()),
        Err(Error::Configuration(mistakes)) => {
            assert!(!mistakes.is_empty(), "why it cannot be done is told");
            for mistake in &mistakes {
                assert!(Path::new(&mistake.at).starts_with("scenario.yaml") || mistake.at.contains(':'));
                is_told(&file, &mistake.at, &mistake.message, &mistake.help);
            }
        }
    }
}
