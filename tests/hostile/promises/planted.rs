//! What holds of files in which people are named wherever anybody may name one: nothing of it is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use orglint::files::Memory;
use orglint::finding::Outcome;
use orglint::internals::baseline::Baseline;
use orglint::internals::compare::{Changes, Comparison, Snapshot, Version, finding_changes};
use orglint::internals::draw::{self, Page, Part, View};
use orglint::internals::stats::{self, Stats};
use orglint::report::{Format, Options, changes};
use orglint::session::{self, Reconcile, Request, Session};
use orglint::structure::Structure;

use super::super::made::planted::MARK;
use super::reports::written;
use super::{Files, linted};

/// No report, no list of known findings and no comparison names anybody; paths are the user's own.
pub fn planted(texts: &[(String, String)]) {
    let files = |texts: &[(String, String)]| -> Files {
        texts.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
    };
    let before = run(&files(texts));
    // In the later version the last line of each file is not there.
    let cut =
        |text: &str| text.trim_end().rsplit_once('\n').map_or(String::new(), |(rest, _)| format!("{rest}\n"));
    let later: Vec<(String, String)> = texts.iter().map(|(path, text)| (path.clone(), cut(text))).collect();
    let after = run(&files(&later));
    for (texts, (_, outcome, structures)) in [(texts, &before), (&later[..], &after)] {
        pictures(texts, outcome, structures);
        for format in Format::ALL {
            let structures = structures.clone();
            let plain = Options { structures: structures.clone(), ..Options::default() };
            for options in [plain, Options { snippets: false, width: 300, structures, ..Options::default() }]
            {
                tells_nothing(texts, &written(format, outcome, &options), format.word());
            }
        }
        let statistics = Options { statistics: true, ..Options::default() };
        tells_nothing(texts, &written(Format::Human, outcome, &statistics), "statistics");
        tells_nothing(texts, &Baseline::of(outcome).to_yaml(), "baseline");
    }
    compare(texts, before, after);
}

/// Nor does any report on what differs between two such charts: the people of both have the same names.
pub fn reconciled(chart: &[(String, String)], source: &[(String, String)]) {
    let source: Vec<(String, String)> =
        source.iter().map(|(path, text)| (format!("source/{path}"), text.clone())).collect();
    let all: Vec<(String, String)> = chart.iter().chain(&source).cloned().collect();
    let first = |texts: &[(String, String)], parts: usize| -> PathBuf {
        Path::new(&texts[0].0).iter().take(parts).collect()
    };
    let mut session = Session::new(
        Memory::new(all.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()))),
        session::Options::on(date(2026, 1, 15)),
    );
    let reconcile = Reconcile { path: first(&source, 2), says: None, keys: None };
    let request = Request { reconcile: Some(reconcile), ..Request::of([first(chart, 1)]) };
    let mut run = session.lint(request).expect("both are there");
    for notice in session.take_notices() {
        assert!(!notice.message.to_lowercase().contains(MARK), "{notice:?}");
    }
    tells_nothing(&all, &Baseline::of(&run.outcome).to_yaml(), "baseline");
    for is_together in [false, true] {
        if is_together {
            run.outcome.put_together();
        }
        for format in Format::ALL {
            for snippets in [true, false] {
                let structures = run.structures().into();
                let options = Options { snippets, structures, width: 200, ..Options::default() };
                tells_nothing(&all, &written(format, &run.outcome, &options), format.word());
            }
        }
    }
}

type Read = (Snapshot, Outcome, Arc<[Structure]>);

fn run(files: &Files) -> Read {
    let (run, notices) = linted(files).expect("there is no configuration");
    for notice in &notices {
        assert!(!notice.message.to_lowercase().contains(MARK), "{notice:?}");
    }
    let snapshot = run.charts.first().map(|chart| Snapshot::of(&chart.chart, &chart.graph));
    let structures = run.structures().into();
    (snapshot.unwrap_or_default(), run.outcome, structures)
}

/// Pictures and numbers of the charts.
fn pictures(texts: &[(String, String)], outcome: &Outcome, structures: &[Structure]) {
    for structure in structures {
        let view = View::new(structure, &outcome.findings, Part::default());
        tells_nothing(texts, &draw::svg(&view, Page::A4).text, "svg");
        tells_nothing(texts, &draw::pages(structure, &outcome.findings, Page::A4).text, "svg, page by page");
        tells_nothing(texts, &draw::mermaid(&view).0, "mermaid");
        tells_nothing(texts, &draw::dot(&view), "dot");
        let stats = Stats::of(structure, &outcome.portfolios, outcome.incomplete, true);
        for format in [stats::Format::Human, stats::Format::Json, stats::Format::Csv, stats::Format::Html] {
            tells_nothing(
                texts,
                &stats::write(format, &stats, Some(&stats), true),
                &format!("stats {format:?}"),
            );
        }
    }
}

fn compare(texts: &[(String, String)], old: Read, new: Read) {
    let mut later = new.1;
    let (known_findings, new_findings, gone_findings) = finding_changes(&old.1, &mut later);
    let changes = Changes::between(&old.0, &new.0);
    let mut hidden = old.0.hidden;
    hidden.extend(new.0.hidden);
    let comparison = Comparison {
        old: Version::default(),
        new: Version::default(),
        changes,
        new_findings,
        gone_findings,
        known_findings,
        hidden,
        ..Comparison::default()
    };
    for format in [changes::Format::Human, changes::Format::Markdown, changes::Format::Json] {
        let mut out = Vec::new();
        changes::write(format, &comparison, None, false, &mut out).expect("memory takes everything");
        tells_nothing(texts, &String::from_utf8_lossy(&out), &format!("diff {format:?}"));
    }
}

fn tells_nothing(texts: &[(String, String)], told: &str, what: &str) {
    // Markdown writes a sign before others.
    let mut rest = told.to_lowercase().replace('\\', "");
    for (path, _) in texts {
        rest = rest.replace(&path.to_lowercase(), "");
    }
    assert!(!rest.contains(MARK), "{what}\n{told}\n{}", files_of(texts));
}

fn files_of(texts: &[(String, String)]) -> String {
    texts.iter().map(|(path, text)| format!("== {path}\n{text}")).collect::<Vec<_>>().concat()
}
