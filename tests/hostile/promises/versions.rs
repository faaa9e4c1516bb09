//! What holds of two versions of a chart.

use orglint::finding::Outcome;
use orglint::internals::compare::{Changes, Comparison, Snapshot, Version, finding_changes};
use orglint::report::changes::{self, Format};

use super::super::made::NAME;
use super::{linted, one};

/// A chart before and after: nothing differs from itself, and what differs is told without names.
pub fn versions(before: &str, after: &str) {
    let (old, new) = (version(before), version(after));
    for (one, _) in [&old, &new] {
        assert!(Changes::between(one, one).is_empty(), "{:?}", Changes::between(one, one));
    }
    let changes = Changes::between(&old.0, &new.0);
    let (known_findings, new_findings, gone_findings) = finding_changes(&old.1, &mut new.1.clone());
    let counted = (old.1.findings.len(), new.1.findings.len());
    assert_eq!(
        counted,
        (known_findings + gone_findings.len(), known_findings + new_findings.len()),
        "{after}"
    );
    let of = |outcome: &Outcome| Version {
        path: "org.yaml".to_owned(),
        positions: outcome.summary.positions,
        is_whole: outcome.is_read_in_full(),
        ..Version::default()
    };
    let (old, new) = (of(&old.1), of(&new.1));
    let comparison = Comparison {
        old,
        new,
        changes,
        new_findings,
        gone_findings,
        known_findings,
        ..Comparison::default()
    };
    for format in [Format::Human, Format::Markdown, Format::Json] {
        let report = |names: bool| {
            let mut out = Vec::new();
            changes::write(format, &comparison, None, names, &mut out).expect("memory takes everything");
            String::from_utf8(out).expect("a report is text")
        };
        let (without, with) = (report(false), report(true));
        assert!(!without.contains(NAME), "{without}\n{before}\n{after}");
        for text in [&without, &with] {
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
            if format == Format::Json {
                serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            }
        }
    }
}

fn version(text: &str) -> (Snapshot, Outcome) {
    let (run, _) = linted(&one("org.yaml", text.as_bytes())).expect("there is no configuration");
    let snapshot = Snapshot::of(&run.charts[0].chart, &run.charts[0].graph);
    (snapshot, run.outcome)
}
