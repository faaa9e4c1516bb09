//! Random charts against naive oracles, and the order of a file against another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::rules::builtin::CHECKS;

/// A position as the keys and values of its lines.
type Lines = Vec<(&'static str, String)>;

fn render(positions: &[Lines]) -> String {
    let mut text = "as_of: 2026-01-15\ncompany: {employees: 3, complete: true}\npositions:\n".to_owned();
    for lines in positions {
        for (at, (key, value)) in lines.iter().enumerate() {
            writeln!(text, "{} {key}: {value}", if at == 0 { "-" } else { " " }).unwrap();
        }
    }
    text
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, prop::sample::select(words).prop_map(str::to_owned))
}

prop_compose! {
    fn position()(
        id in 0..12_usize,
        manager in prop::option::weighted(0.8, 0..15_usize),
        title in word(&["Team Lead", "p3", "Board of Directors", "CTO"]),
        holder in word(&["h1", "h2", "[h1, h2]"]),
        status in word(&["acting", "vacant", "leaving"]),
        since in word(&["2025-01-01", "2027-01-01"]),
        until in word(&["2024-01-01", "2028-01-01"]),
        co_lead in word(&["true", "p1"]),
        also in word(&["p1", "cio"]),
    ) -> Lines {
        let mut lines = vec![("id", format!("p{id}")), ("department", "D".to_owned())];
        let manager = manager.map(|at| match at {
            13 => "Team Lead".to_owned(),
            14 => "[p1, p2]".to_owned(),
            at => format!("p{at}"),
        });
        let optional = [
            ("title", title), ("holder", holder), ("status", status), ("since", since), ("until", until),
            ("co_lead", co_lead), ("also_holds", also), ("reports_to", manager),
        ];
        lines.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?))));
        lines
    }
}

/// What every check says, as sets: subjects may be the first in the file, so ids tell which it is.
fn told(text: &str) -> BTreeSet<(String, Vec<String>, Option<Severity>, usize)> {
    let read = Read::files(&[text]);
    CHECKS
        .iter()
        .flat_map(|(rule, _)| {
            read.seen(rule)
                .into_iter()
                .map(|seen| ((*rule).to_owned(), seen.ids, seen.severity, seen.labels.len()))
        })
        .collect()
}

fn get<'l>(lines: &'l Lines, key: &str) -> Option<&'l str> {
    lines.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
}

proptest! {
    #[test]
    fn the_order_of_positions_and_keys_changes_no_finding(
        positions in prop::collection::vec(position(), 1..14),
        seed in any::<u64>(),
    ) {
        let mut other = positions.clone();
        let mut state = seed;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for at in (1..other.len()).rev() {
            other.swap(at, next(at + 1));
        }
        for lines in &mut other {
            for at in (1..lines.len()).rev() {
                lines.swap(at, next(at + 1));
            }
        }
        prop_assert_eq!(told(&render(&positions)), told(&render(&other)));
    }

    #[test]
    fn unknown_managers_duplicates_and_loops_are_those_found_by_hand(
        managers in prop::collection::vec((0..14_usize, prop::option::weighted(0.9, 0..16_usize)), 1..14),
    ) {
        let positions: Vec<Lines> = managers
            .iter()
            .map(|(id, manager)| {
                let mut lines = vec![("id", format!("p{id}")), ("title", "T".to_owned())];
                lines.extend(manager.map(|manager| ("reports_to", format!("p{manager}"))));
                lines
            })
            .collect();
        let text = render(&positions);
        let ids = |rule: &str| -> BTreeSet<Vec<String>> {
            findings(rule, &text).into_iter().map(|seen| seen.ids).collect()
        };
        let mut by_id: BTreeMap<&str, Vec<&Lines>> = BTreeMap::new();
        for lines in &positions {
            by_id.entry(get(lines, "id").unwrap()).or_default().push(lines);
        }

        let twice = by_id.iter().filter(|(_, all)| all.len() > 1);
        let twice: BTreeSet<Vec<String>> = twice.map(|(id, _)| vec![(*id).to_owned()]).collect();
        prop_assert_eq!(ids("duplicate-id"), twice.clone());

        let named = positions.iter().filter_map(|lines| get(lines, "reports_to"));
        let unknown: BTreeSet<Vec<String>> =
            named.filter(|id| !by_id.contains_key(id)).map(|id| vec![id.to_owned()]).collect();
        prop_assert_eq!(ids("unknown-manager"), unknown);

        let step = |id: &str| -> Option<String> {
            let manager = get(by_id.get(id)?[0], "reports_to")?;
            (manager != id && by_id.contains_key(manager)).then(|| manager.to_owned())
        };
        let mut loops = BTreeSet::new();
        for start in by_id.keys() {
            let mut path = vec![(*start).to_owned()];
            while let Some(next) = step(path.last().unwrap()) {
                if next == *start {
                    let mut members = path.clone();
                    members.sort();
                    if members.iter().all(|id| by_id[id.as_str()].len() == 1) {
                        loops.insert(members);
                    }
                    break;
                }
                if path.contains(&next) {
                    break;
                }
                path.push(next);
            }
        }
        prop_assert_eq!(ids("reporting-cycle"), loops);
    }
}
