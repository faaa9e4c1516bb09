//! Baselines over random charts: what is known stays quiet through edits that change nothing about the
//! company, and does not hide what is new.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use orglint::files::Memory;
use orglint::finding::Outcome;
use orglint::internals::baseline::{Baseline, read};
use orglint::session::{Options, Request, Session};
use orglint::source::SourceFile;

fn lint_files(files: &[(&str, &str)]) -> Outcome {
    let mut session = Session::new(Memory::new(files.to_vec()), Options::on(date(2026, 1, 15)));
    session.lint(Request::of(["."])).unwrap().outcome
}

fn lint_text(text: &str) -> Outcome {
    lint_files(&[("org.yaml", text)])
}

/// The baseline of a chart, written and read again.
fn baseline(text: &str) -> Baseline {
    let written = Baseline::of(&lint_text(text));
    let again = read(&Arc::new(SourceFile::new("baseline.yaml", written.to_yaml()))).unwrap();
    assert_eq!(again, written);
    again
}

/// Rule and subject of what is new, and how many entries are stale.
fn against(baseline: &Baseline, mut outcome: Outcome) -> (Vec<String>, usize) {
    baseline.set_aside("baseline.yaml", true, &mut outcome);
    let new = outcome.findings.iter();
    let new = new.map(|one| format!("{} {} {}", outcome.rule(one.rule).id, one.subject, one.message));
    (new.collect(), outcome.baseline.unwrap().stale.len())
}

fn nothing() -> (Vec<String>, usize) {
    (Vec::new(), 0)
}

/// A position as the keys and values of its lines.
type Lines = Vec<(&'static str, String)>;

fn render(positions: &[Lines], gap: &str) -> String {
    let mut text =
        "company: { employees: 300, industry: software, technology_core: true, primary_goal: efficiency }\n\
         positions:\n"
            .to_owned();
    for lines in positions {
        text += gap;
        for (at, (key, value)) in lines.iter().enumerate() {
            writeln!(text, "{} {key}: {value}", if at == 0 { "-" } else { " " }).unwrap();
        }
    }
    text
}

const TITLES: [&str; 18] = [
    "Chief Executive Officer",
    "Chief Technology Officer",
    "CTO",
    "Chief Information Officer",
    "CIO",
    "Director of Service Delivery",
    "Director of Engineering",
    "Head of IT",
    "Head of Product",
    "Vendor Manager",
    "IT Support",
    "Team Lead",
    "Team  lead",
    "Data Platform",
    "Help Desk",
    "Chief Innovation Officer",
    "Chief Technical Officer",
    "NO",
];

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.2, prop::sample::select(words).prop_map(str::to_owned))
}

prop_compose! {
    fn position()(
        title in prop::option::weighted(0.9, prop::sample::select(&TITLES[..]).prop_map(str::to_owned)),
        manager in prop::option::weighted(0.9, prop_oneof![8 => 0..12_usize, 1 => 12..15_usize]),
        holder in word(&["h1", "h2", "[h1, h2]"]),
        status in word(&["acting", "vacant", "leaving", "temporary"]),
        since in word(&["2023-01-01", "2027-01-01", "soon"]),
        department in word(&["Service Delivery", "Engineering", "Finance"]),
        serves in word(&["operations", "product", "both"]),
        unknown in word(&["x"]),
        complements in word(&["p1", "p2"]),
        mandate in word(&["{ facing: internal, line: top }", "text"]),
    ) -> Lines {
        let manager = manager.map(|at| if at == 14 { "[p1, p2]".to_owned() } else { format!("p{at}") });
        let optional = [
            ("title", title), ("reports_to", manager), ("holder", holder), ("status", status),
            ("since", since), ("department", department), ("serves", serves), ("manger", unknown),
            ("complements", complements), ("mandate", mandate),
        ];
        optional.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

/// Positions with ids of their own.
fn positions() -> impl Strategy<Value = Vec<Lines>> {
    prop::collection::vec(position(), 1..12).prop_map(|positions| {
        let with_id = |(at, mut lines): (usize, Lines)| {
            lines.insert(0, ("id", format!("p{at}")));
            lines
        };
        positions.into_iter().enumerate().map(with_id).collect()
    })
}

/// Positions, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Lines>, Vec<Lines>)> {
    positions().prop_flat_map(|positions| (Just(positions.clone()), Just(positions).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_a_baseline_holds_is_quiet(positions in positions()) {
        let text = render(&positions, "");
        prop_assert_eq!(against(&baseline(&text), lint_text(&text)), nothing());
    }

    #[test]
    fn other_orders_blank_lines_and_names_of_files_are_quiet((positions, others) in shuffled()) {
        let baseline = baseline(&render(&positions, ""));
        let moved = render(&others, "\n\n# a comment\n");
        prop_assert_eq!(against(&baseline, lint_files(&[("new/name.yaml", &moved)])), nothing());
        let (first, rest) = others.split_at(others.len() / 2);
        let rest = render(rest, "").split_once("positions:\n").unwrap().1.to_owned();
        let rest = if rest.is_empty() { "positions: []\n".to_owned() } else { format!("positions:\n{rest}") };
        let mut first = render(first, "");
        if first.ends_with("positions:\n") {
            first.truncate(first.len() - "positions:\n".len());
            first += "positions: []\n";
        }
        let halves = [("a.yaml", first.as_str()), ("b.yaml", &rest)];
        prop_assert_eq!(against(&baseline, lint_files(&halves)), nothing());
    }

    #[test]
    fn nothing_that_was_not_there_is_set_aside(one in positions(), other in positions()) {
        let known = lint_text(&render(&one, ""));
        let mut now = lint_text(&render(&other, ""));
        let count = now.findings.len();
        Baseline::of(&known).set_aside("baseline.yaml", true, &mut now);
        let held = now.baseline.as_ref().unwrap();
        prop_assert_eq!(held.known.len() + now.findings.len(), count);
        prop_assert_eq!(held.known.len(), now.summary.baseline);
        let stale: usize = held.stale.iter().map(|gone| gone.count).sum();
        prop_assert_eq!(known.findings.len() - held.known.len(), stale);
        for finding in &held.known {
            prop_assert!(known.findings.iter().any(|one| one.fingerprint == finding.fingerprint));
        }
    }

    #[test]
    fn a_broken_baseline_has_mistakes_with_places(text in "(?s)version: 1\nfindings:\n( *- rule: a\n|    [a-z]{2,12}: [\"a-f0-9&*{\\[|>]{0,34}\n|.){0,12}") {
        if let Err(mistakes) = read(&Arc::new(SourceFile::new("b.yaml", text))) {
            prop_assert!(!mistakes.is_empty());
            prop_assert!(mistakes.iter().all(|mistake| mistake.at.starts_with("b.yaml:")));
        }
    }
}

const SWAP: &str = "
company: { employees: 300 }
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: cto, title: Chief Technology Officer, reports_to: ceo }
  - { id: cio, title: Chief Information Officer, reports_to: ceo }
  - { id: delivery, title: Director of Service Delivery, reports_to: FIRST }
  - { id: support, title: Director of Service Delivery, reports_to: SECOND }
";

#[test]
fn positions_that_swap_places_are_new() {
    let chart = |first: &str, second: &str| SWAP.replace("FIRST", first).replace("SECOND", second);
    let before = baseline(&chart("cto", "cio"));
    let (new, stale) = against(&before, lint_text(&chart("cio", "cto")));
    assert!(new.len() == 1 && new[0].starts_with("operations-function-under-cto support "), "{new:?}");
    assert_eq!(stale, 1);
}

#[test]
fn holders_who_swap_places_are_new() {
    let chart = |first: &str, second: &str| {
        format!(
            "positions:\n  - {{ id: a, title: A, holder: {first} }}\n  - {{ id: b, title: B, reports_to: a, holder: {first} }}\n  \
             - {{ id: c, title: C, reports_to: a, holder: {second} }}\n  - {{ id: d, title: D, reports_to: a, holder: {second} }}\n"
        )
    };
    let before = baseline(&chart("h1", "h2"));
    assert_eq!(before.entries().len(), 2);
    let (new, stale) = against(&before, lint_text(&chart("h2", "h1")));
    assert_eq!((new.len(), stale), (2, 2), "{new:?}");
}

#[test]
fn a_second_finding_of_the_same_kind_at_the_same_place_is_new() {
    let one = "positions:\n  - { id: a, title: A }\n  - { id: b, reports_to: a, function: f, since: soon }\n";
    let two = format!("{one}  - {{ id: b, reports_to: a, function: f, since: later }}\n");
    let before = baseline(one);
    let (new, _) = against(&before, lint_text(&two));
    let wrong: Vec<_> = new.iter().filter(|one| one.starts_with("wrong-type")).collect();
    assert_eq!(wrong.len(), 1, "{new:?}");
    let both = baseline(&two);
    let entry = both.entries().iter().find(|entry| entry.rule == "wrong-type").unwrap();
    assert_eq!(entry.count, 2);
    assert_eq!(against(&both, lint_text(&two)), nothing());
}

#[test]
fn which_of_several_leads_would_be_the_opposite_role_is_quiet() {
    let unit = "  - { id: data, title: Data Platform, reports_to: cio, department: Service Delivery, serves: product }\n";
    let lead = |id: &str| format!("  - {{ id: {id}, title: Director of Engineering, reports_to: ceo }}\n");
    let chart = |first: &str, second: &str| {
        let top = "positions:\n  - { id: ceo, title: CEO }\n  - { id: cio, title: CIO, reports_to: ceo }\n";
        format!("{top}{}{}{unit}", lead(first), lead(second))
    };
    let before = baseline(&chart("a", "b"));
    assert!(before.entries().iter().any(|entry| entry.rule == "division-purpose-contradicts-chief"));
    assert_eq!(against(&before, lint_text(&chart("b", "a"))), nothing());
}

#[test]
fn which_of_several_equal_positions_comes_first_is_quiet() {
    let chart = |first: &str, second: &str| {
        let head = "positions:\n  - { id: ceo, title: CEO }\n  - { id: cio, title: CIO, reports_to: ceo }\n";
        let position =
            |id: &str| format!("  - {{ id: {id}, title: Chief Innovation Officer, reports_to: ceo }}\n");
        format!("{head}{}{}", position(first), position(second))
    };
    let before = baseline(&chart("a", "b"));
    assert!(before.entries().iter().any(|entry| entry.rule == "technology-title-ambiguous"));
    assert_eq!(against(&before, lint_text(&chart("b", "a"))), nothing());
}
