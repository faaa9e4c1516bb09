//! What holds of files in which people are named wherever anybody may name one: nothing of it is told.

use orglint::finding::Outcome;
use orglint::internals::baseline::Baseline;
use orglint::internals::compare::{Changes, Comparison, Snapshot, Version, finding_changes};
use orglint::report::{Format, Options, changes};

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
    for (texts, (_, outcome)) in [(texts, &before), (&later[..], &after)] {
        for format in Format::ALL {
            for options in [Options::default(), Options { snippets: false, width: 300, ..Options::default() }]
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

fn run(files: &Files) -> (Snapshot, Outcome) {
    let (run, notices) = linted(files).expect("there is no configuration");
    for notice in &notices {
        assert!(!notice.message.to_lowercase().contains(MARK), "{notice:?}");
    }
    let snapshot = run.charts.first().map(|chart| Snapshot::of(&chart.chart, &chart.graph));
    (snapshot.unwrap_or_default(), run.outcome)
}

fn compare(texts: &[(String, String)], old: (Snapshot, Outcome), new: (Snapshot, Outcome)) {
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
    };
    for format in [changes::Format::Human, changes::Format::Markdown, changes::Format::Json] {
        let mut out = Vec::new();
        changes::write(format, &comparison, false, &mut out).expect("memory takes everything");
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
