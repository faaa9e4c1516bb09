//! Second sources in the configuration, together with what sets findings aside: a baseline, exceptions with a date, an
//! earlier revision. What is expected is told by comparing two lists by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value;

use crate::repository::Repository;

/// Title and manager by id.
type People = BTreeMap<String, (String, Option<String>)>;

/// The positions of a chart: the first eight lead others.
fn people() -> People {
    let manager = |at: usize| (at > 0).then(|| format!("p{}", (at - 1) / 4));
    (0..29).map(|at| (format!("p{at}"), (format!("Clerk {at}"), manager(at)))).collect()
}

fn chart(people: &People) -> String {
    people.iter().fold("positions:\n".to_owned(), |mut text, (id, (title, manager))| {
        let line = manager.as_ref().map_or(String::new(), |manager| format!(", reports_to: {manager}"));
        let _ = writeln!(text, "  - {{ id: {id}, title: {title}{line} }}");
        text
    })
}

fn table(people: &People) -> String {
    people.iter().fold("Employee ID,Job Title,Manager ID\n".to_owned(), |mut text, (id, (title, manager))| {
        let _ = writeln!(text, "{id},{title},{}", manager.as_deref().unwrap_or_default());
        text
    })
}

/// What somebody changes in the HR system: each time another one who leads nobody.
fn change(people: &mut People, at: usize, kind: u8) {
    let id = format!("p{}", 8 + at);
    match kind % 4 {
        0 => _ = people.remove(&id),
        1 => _ = people.insert(format!("n{at}"), (format!("Trainee {at}"), Some("p2".to_owned()))),
        2 => {
            if let Some((title, _)) = people.get_mut(&id) {
                *title = format!("Senior {title}");
            }
        }
        _ => {
            if let Some((_, manager)) = people.get_mut(&id) {
                *manager = Some("p0".to_owned()).filter(|_| manager.as_deref() != Some("p0"));
                manager.get_or_insert_with(|| "p3".to_owned());
            }
        }
    }
}

/// What differs: the rule, and the id of the position or row.
fn differences(chart: &People, source: &People) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut tell = |rule: &str, id: &String| found.insert((rule.to_owned(), id.clone()));
    for (id, (title, manager)) in chart {
        let Some((other_title, other_manager)) = source.get(id) else {
            tell("not-in-source", id);
            continue;
        };
        if title != other_title {
            tell("title-differs", id);
        }
        if manager != other_manager {
            tell("manager-differs", id);
        }
    }
    source.keys().filter(|id| !chart.contains_key(*id)).for_each(|id| _ = tell("not-on-chart", id));
    found
}

/// What a run says of the source, and how many other findings it has.
fn told(repository: &Repository, arguments: &[&str]) -> (BTreeSet<(String, String)>, usize) {
    let (_, out, err) = repository.run(&[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{arguments:?}\n{out}{err}"));
    let (mut found, mut others) = (BTreeSet::new(), 0);
    for finding in report["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        let rule = text("rule");
        if !matches!(&*rule, "not-in-source" | "not-on-chart" | "title-differs" | "manager-differs") {
            others += 1;
            continue;
        }
        let subject = text("subject");
        let in_message = || text("message").split('`').nth(1).unwrap().to_owned();
        found.insert((rule, if subject == "chart" { in_message() } else { subject }));
    }
    (found, others)
}

fn configuration(exception: &str) -> String {
    format!(
        "charts:\n  - name: acme\n    files: [org.yaml]\n    sources: [{{ file: hris.csv }}]\n{exception}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn what_is_known_of_a_source_stays_quiet_and_hides_nothing_new(
        first in prop::collection::btree_map(0..11_usize, any::<u8>(), 1..5),
        later in prop::collection::btree_map(11..22_usize, any::<u8>(), 1..5),
        chosen in any::<prop::sample::Index>(),
    ) {
        let there = people();
        let mut source = there.clone();
        for (at, kind) in &first {
            change(&mut source, *at, *kind);
        }
        let known = differences(&there, &source);
        let repository = Repository::new();
        repository.write("org.yaml", &chart(&there));
        repository.write("hris.csv", &table(&source));
        repository.write("orglint.yaml", &configuration(""));
        repository.commit();
        let nothing = (BTreeSet::new(), 0);
        let before = ["--as-of", "2026-06-01"];
        let after = ["--as-of", "2026-07-01"];
        prop_assert_eq!(told(&repository, &before).0, known.clone());

        // An exception hides its finding alone, and that for as long as it says.
        let (rule, at) = chosen.get(&known.iter().collect::<Vec<_>>()).to_owned().clone();
        let exception = format!("    exceptions: [{{ rule: {rule}, at: {at}, reason: agreed, until: 2026-06-30 }}]\n");
        repository.write("orglint.yaml", &configuration(&exception));
        let mut rest = known.clone();
        rest.remove(&(rule.clone(), at.clone()));
        prop_assert_eq!(told(&repository, &before), (rest, 0));
        prop_assert_eq!(told(&repository, &after), (known.clone(), 1), "and it is told that it has ended");

        // A baseline has the others; the one that was allowed is new when that ends.
        repository.run(&[&before[..], &["--write-baseline", "known.yaml"]].concat());
        let with = |date: &[&'static str]| told(&repository, &[date, &["--baseline", "known.yaml"]].concat());
        prop_assert_eq!(with(&before), nothing.clone());
        prop_assert_eq!(with(&after).0, BTreeSet::from([(rule, at)]));

        // Nothing is new since a revision that has the same files.
        repository.commit();
        let since = || told(&repository, &["--as-of", "2026-06-01", "--since", "HEAD"]);
        prop_assert_eq!(since(), nothing.clone());

        // What the next export brings is new by either.
        for (at, kind) in &later {
            change(&mut source, *at, *kind);
        }
        repository.write("hris.csv", &table(&source));
        let new: BTreeSet<_> = differences(&there, &source).difference(&known).cloned().collect();
        prop_assert_eq!(since(), (new.clone(), 0));
        prop_assert_eq!(with(&before), (new, 0));

        // A chart that says the same has no finding left, whatever was known.
        repository.write("org.yaml", &chart(&source));
        prop_assert_eq!(since().0, BTreeSet::new());
    }
}
