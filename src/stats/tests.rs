#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::files::Memory;
use crate::session::{Options, Request, Session};

/// What is written of a position.
#[derive(Clone, Debug)]
struct Line {
    manager: Option<usize>,
    title: &'static str,
    status: &'static str,
    fte: Option<u32>,
}

const TITLES: [&str; 8] = [
    "Chief Technology Officer",
    "CIO",
    "Head of Sales",
    "Software Engineer",
    "Service Desk Analyst",
    "Clerk",
    "Board of Directors",
    "Accountant",
];

/// Positions whose managers are anywhere in the list, so that there are loops too.
fn charts() -> impl Strategy<Value = Vec<Line>> {
    let status = prop::sample::select(vec!["filled", "vacant", "interim", "leaving", "planned", "acting"]);
    let line =
        (any::<prop::sample::Index>(), 0..9_u8, prop::sample::select(&TITLES[..]), status, 0..1300_u32);
    prop::collection::vec(line, 1..70).prop_map(|lines| {
        let count = lines.len();
        let line = |(pick, top, title, status, fte): (prop::sample::Index, u8, _, _, u32)| Line {
            manager: (top > 0).then(|| pick.index(count)),
            title,
            status,
            fte: (fte <= 1000).then_some(fte),
        };
        lines.into_iter().map(line).collect()
    })
}

fn text(lines: &[Line], order: &[usize]) -> String {
    let mut out = "as_of: 2026-01-15\npositions:\n".to_owned();
    for at in order {
        let line = &lines[*at];
        let _ = writeln!(out, "- id: p{at}\n  title: {}\n  status: {}", line.title, line.status);
        if let Some(manager) = line.manager {
            let _ = writeln!(out, "  reports_to: p{manager}");
        }
        if let Some(fte) = line.fte {
            let _ = writeln!(out, "  fte: {}", f64::from(fte) / 1000.0);
        }
    }
    out
}

fn counted(text: &str, small_groups: bool) -> Stats {
    let mut session = Session::new(Memory::new([("org.yaml", text)]), Options::on(date(2026, 1, 15)));
    let run = session.lint(Request::of(["org.yaml"])).unwrap();
    Stats::of(&run.structures()[0], &run.outcome.portfolios, run.outcome.incomplete, small_groups)
}

proptest! {
    #[test]
    fn the_numbers_are_those_of_a_naive_count(lines in charts(), seed in any::<prop::sample::Index>()) {
        let count = lines.len();
        let order: Vec<usize> = (0..count).collect();
        let stats = counted(&text(&lines, &order), true);
        prop_assert_eq!(stats.positions, count);
        let with = |words: &[&str]| lines.iter().filter(|line| words.contains(&line.status)).count();
        prop_assert_eq!(stats.filled, with(&["filled"]));
        prop_assert_eq!(stats.open, with(&["vacant", "planned"]));
        prop_assert_eq!(stats.interim, with(&["interim", "acting"]));
        prop_assert_eq!(stats.leaving, with(&["leaving"]));
        // Nobody reports to oneself.
        let manager = |at: usize| lines[at].manager.filter(|manager| *manager != at);
        let mut reports: BTreeMap<usize, usize> = BTreeMap::new();
        (0..count).filter_map(manager).for_each(|manager| *reports.entry(manager).or_default() += 1);
        let is_in_loop = |at: usize| {
            let mut next = manager(at);
            for _ in 0..count {
                if next == Some(at) { return true; }
                next = next.and_then(manager);
            }
            false
        };
        // A loop is opened at its first position, whose manager then has one report less.
        for at in (0..count).filter(|at| is_in_loop(*at)) {
            let mut members = vec![at];
            while manager(members[members.len() - 1]) != Some(at) {
                members.push(manager(members[members.len() - 1]).unwrap());
            }
            if members.iter().min() == Some(&at) {
                *reports.get_mut(&manager(at).unwrap()).unwrap() -= 1;
            }
        }
        reports.retain(|_, reports| *reports > 0);
        prop_assert_eq!(stats.managers, reports.len());
        prop_assert_eq!(stats.managers_with_one_report, reports.values().filter(|one| **one == 1).count());
        for (span, (from, to)) in stats.spans.iter().zip([(1, 1), (2, 3), (4, 7), (8, 12), (13, 16), (17, 1000)]) {
            let expected = reports.values().filter(|one| (from..=to).contains(*one)).count();
            prop_assert_eq!(span.managers, expected, "{}", span.reports);
        }
        let states_fte = || lines.iter().filter_map(|line| line.fte);
        prop_assert_eq!(stats.fte, states_fte().map(u64::from).sum::<u64>());
        prop_assert_eq!(stats.fte_not_stated, count - states_fte().count());
        // Parts are the whole, whether small groups are shown or not.
        let folded = counted(&text(&lines, &order), false);
        for stats in [&stats, &folded] {
            prop_assert_eq!(stats.layers.iter().sum::<usize>(), count);
            prop_assert_eq!(stats.spans.iter().map(|span| span.managers).sum::<usize>(), stats.managers);
            for groups in [&stats.functions, &stats.sides] {
                prop_assert_eq!(groups.iter().map(|group| group.positions).sum::<usize>(), count);
                prop_assert_eq!(groups.iter().map(|group| group.open).sum::<usize>(), stats.open);
                prop_assert_eq!(groups.iter().map(|group| group.fte).sum::<u64>(), stats.fte);
                prop_assert_eq!(groups.iter().map(|group| group.fte_not_stated).sum::<usize>(), stats.fte_not_stated);
            }
        }
        for groups in [&folded.functions, &folded.sides] {
            prop_assert!(groups.len() == 1 || groups.iter().all(|group| group.positions >= GROUP), "{groups:?}");
        }
        // Where there are no loops, which begin at what comes first, the order of the file says nothing.
        if !(0..count).any(is_in_loop) {
            let mut turned = order;
            turned.rotate_left(seed.index(count));
            turned[..count / 2].reverse();
            prop_assert_eq!(&folded, &counted(&text(&lines, &turned), false));
        }
    }
}

#[test]
fn every_format_shows_every_list_and_hostile_titles_stay_text() {
    let stats = counted(
        "company: { name: \"<b>=1+1|`x`\" }\npositions:\n- { id: \"a|<i>\", title: \"CTO <script>alert(1)</script>\" }\n- { id: \"=b\", title: \"=cmd()\", reports_to: \"a|<i>\" }\n",
        true,
    );
    for (format, has) in [
        (Format::Human, "positions\n"),
        (Format::Csv, "\"positions\",\"all\",2,\r\n"),
        (Format::Markdown, "| positions | | | |"),
        (Format::Html, "<caption>positions</caption>"),
        (Format::Json, "\"positions\": 2,"),
    ] {
        for old in [None, Some(&stats)] {
            let text = write(format, &stats, old, true);
            assert!(text.contains(has) || old.is_some(), "{text}");
            assert!(
                format == Format::Human
                    || format == Format::Json
                    || format == Format::Csv
                    || !text.contains("<script")
            );
            assert_eq!(text.contains("Gallup"), !matches!(format, Format::Json | Format::Csv));
        }
    }
    assert_eq!(super::write::cell("=a\"b"), "\"'=a\"\"b\"");
}
