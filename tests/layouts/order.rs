//! The order of files, of entries and of their keys changes no finding.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{files, outcome};

/// One entry: its number, the number of its manager, its title, and what it says beside.
#[derive(Clone, Debug)]
struct Entry {
    number: usize,
    up: Option<usize>,
    title: usize,
    status: bool,
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (prop::option::weighted(0.9, 0_usize..12), 0_usize..5, any::<bool>());
    prop::collection::vec(one, 2..10).prop_map(|all| {
        let entry = |(number, (up, title, status))| Entry { number, up, title, status };
        all.into_iter().enumerate().map(entry).collect()
    })
}

const TITLES: [&str; 5] = ["Head", "Lead", "Engineer", "Clerk", "Head of Service Delivery"];

/// The keys of an entry, turned by so many.
fn keys(entry: &Entry, by_name: bool, turn: usize) -> Vec<(&'static str, String)> {
    let person = |number: usize| format!("Person {}", char::from(b'A' + u8::try_from(number).unwrap()));
    let up = entry.up.map(|up| if by_name { person(up) } else { format!("e{up}") });
    let mut keys = vec![
        ("name", person(entry.number)),
        ("title", TITLES[entry.title].to_owned()),
        ("manager", up.unwrap_or_else(|| "none".to_owned())),
    ];
    if entry.status {
        keys.push(("status", "acting".to_owned()));
    }
    let turn = turn % keys.len();
    keys.rotate_left(turn);
    keys
}

fn map(entries: &[Entry], turn: usize) -> String {
    let line = |entry: &Entry| {
        let keys = keys(entry, false, turn).into_iter().map(|(key, value)| format!("{key}: {value}"));
        format!("e{}: {{ {} }}\n", entry.number, keys.collect::<Vec<_>>().join(", "))
    };
    entries.iter().map(line).collect()
}

fn list(entries: &[Entry], turn: usize) -> String {
    let line = |entry: &Entry| {
        let keys = keys(entry, true, turn).into_iter().map(|(key, value)| format!("{key}: {value}"));
        format!("- {{ {} }}\n", keys.collect::<Vec<_>>().join(", "))
    };
    entries.iter().map(line).collect()
}

fn table(entries: &[Entry], turn: usize) -> String {
    let columns: [&str; 4] = ["id", "title", "manager id", "name"];
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.rotate_left(turn % columns.len());
    let row =
        |cells: &[String]| order.iter().map(|at| cells[*at].clone()).collect::<Vec<_>>().join(",") + "\n";
    let mut out = row(&columns.map(str::to_owned));
    for entry in entries {
        let up = entry.up.map_or_else(String::new, |up| format!("e{up}"));
        let name = format!("Person {}", entry.number);
        out += &row(&[format!("e{}", entry.number), TITLES[entry.title].to_owned(), up, name]);
    }
    out
}

/// Findings by what tells them from others wherever they are, with how many labels they have.
type Told = BTreeMap<[String; 4], usize>;

fn found(path: &str, text: &str) -> Told {
    count(&outcome(files(&[(path, text)])))
}

fn count(outcome: &orglint::finding::Outcome) -> Told {
    let mut found = BTreeMap::new();
    for finding in &outcome.findings {
        let rule = outcome.rule(finding.rule);
        // Among several positions that fit a condition, the first in the chart is labelled.
        let ids = match &*rule.pack {
            "cio-cto" => finding.subject.clone(),
            _ => finding.fingerprint.to_string(),
        };
        let (rule, severity) = (rule.id.to_string(), finding.severity.to_string());
        *found.entry([rule, severity, ids, finding.message.clone()]).or_insert(0) += finding.labels().count();
    }
    found
}

/// Another order of the same things.
fn turned<T: Clone>(all: &[T], seed: u64) -> Vec<T> {
    let mut other = all.to_vec();
    let mut state = seed;
    for at in (1..other.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        other.swap(at, usize::try_from(state >> 33).unwrap_or(0) % (at + 1));
    }
    other
}

/// A position of orglint's own format as its keys with their values.
type Position = Vec<(&'static str, String)>;

/// Positions with ids of their own: a line to an id of several leads to the first of them.
fn positions() -> impl Strategy<Value = Vec<Position>> {
    prop::collection::vec(position(), 2..14).prop_map(|mut all| {
        for (at, keys) in all.iter_mut().enumerate() {
            keys.insert(0, ("id", format!("p{at}")));
        }
        all
    })
}

fn position() -> impl Strategy<Value = Position> {
    let one_of = |words: &'static [&'static str]| prop::option::weighted(0.4, prop::sample::select(words));
    let up = prop::option::weighted(0.85, 0_usize..16);
    let words = (
        one_of(&["Team Lead", "CTO", "CIO", "CEO", "Director of Service Delivery", "Head of Engineering"]),
        one_of(&["IT Operations", "Engineering", "Marketing"]),
        one_of(&["acting", "vacant", "leaving", "planed"]),
        one_of(&["2025-01-01", "2027-01-01", "soon"]),
        one_of(&["h1", "h2"]),
        one_of(&["p1", "p20", "[p2, p3]"]),
    );
    (up, words).prop_map(|(up, (title, department, status, since, holder, dotted))| {
        let mut keys = vec![("unit", "Works".to_owned())];
        keys.extend(up.map(|up| ("reports_to", format!("p{up}"))));
        let words = [title, department, status, since, holder, dotted];
        let names = ["title", "department", "status", "since", "holder", "dotted_to"];
        keys.extend(names.into_iter().zip(words).filter_map(|(key, word)| Some((key, word?.to_owned()))));
        keys
    })
}

const FACTS: &str = "as_of: 2026-01-15\ncompany: { employees: 400, complete: true }\n";

fn native(positions: &[Position]) -> String {
    let entry = |keys: &Position| {
        let keys = keys.iter().map(|(key, value)| format!("{key}: {value}"));
        format!("  - {{ {} }}\n", keys.collect::<Vec<_>>().join(", "))
    };
    format!("positions:\n{}", positions.iter().map(entry).collect::<String>())
}

/// What is found in a chart over files of so many positions each, in the order of the files.
fn found_in_files(texts: &[String]) -> Told {
    let texts: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(at, text)| (format!("p/{at:02}.yaml"), text.as_str())).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    count(&outcome(files(&texts)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_entries_and_keys_changes_no_finding(entries in entries(), turn in 0_usize..4, swap in any::<u64>()) {
        let mut other = entries.clone();
        let length = other.len();
        for at in 1..length {
            other.swap(at, usize::try_from(swap >> at).unwrap_or(0) % (at + 1));
        }
        prop_assert_eq!(found("a.yaml", &map(&entries, 0)), found("a.yaml", &map(&other, turn)));
        prop_assert_eq!(found("a.yaml", &list(&entries, 0)), found("a.yaml", &list(&other, turn)));
        prop_assert_eq!(found("a.csv", &table(&entries, 0)), found("a.csv", &table(&other, turn)));
    }

    #[test]
    fn the_order_of_files_changes_no_finding(entries in entries(), swap in any::<u64>()) {
        let texts: Vec<(String, String)> = entries
            .iter()
            .map(|entry| {
                let keys = keys(entry, false, 0).into_iter().map(|(key, value)| format!("{key}: {value}\n"));
                (format!("p/e{}.yml", entry.number), keys.collect())
            })
            .collect();
        let mut other = texts.clone();
        for at in 1..other.len() {
            other.swap(at, usize::try_from(swap >> at).unwrap_or(0) % (at + 1));
        }
        let found = |texts: &[(String, String)]| {
            let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            count(&outcome(files(&texts)))
        };
        prop_assert_eq!(found(&texts), found(&other));
    }

    #[test]
    fn the_order_of_keys_changes_no_finding(all in positions(), seed in any::<u64>()) {
        let other: Vec<Position> = all.iter().map(|keys| turned(keys, seed)).collect();
        let text = |all: &[Position]| format!("{FACTS}{}", native(all));
        prop_assert_eq!(found("a.yaml", &text(&all)), found("a.yaml", &text(&other)));
    }

    #[test]
    fn the_order_of_positions_changes_no_finding(all in positions(), seed in any::<u64>()) {
        let text = |all: &[Position]| format!("{FACTS}{}", native(all));
        prop_assert_eq!(found("a.yaml", &text(&all)), found("a.yaml", &text(&turned(&all, seed))));
    }

    #[test]
    fn the_order_of_native_files_changes_no_finding(
        all in positions(),
        size in 1_usize..5,
        seed in any::<u64>(),
    ) {
        let mut texts: Vec<String> = all.chunks(size).map(native).collect();
        texts.push(FACTS.to_owned());
        let told = found_in_files(&texts);
        prop_assert_eq!(&told, &found_in_files(&turned(&texts, seed)));
        // Nor does it count over how many files they are.
        prop_assert_eq!(told, found("a.yaml", &format!("{FACTS}{}", native(&all))));
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in "[ -~\n\t\"',;:{}\\[\\]-]{0,200}", head in 0_usize..4) {
        let heads = ["", "id,title,manager id\n", "- { name: a, title: b, manager: c }\n", "a: { title: b, manager: c }\n"];
        let text = heads[head].to_owned() + &text;
        outcome(files(&[("a.csv", &text)]));
        outcome(files(&[("a.yaml", &text)]));
        outcome(files(&[("p/a.yaml", &text), ("p/b.yaml", heads[3])]));
    }
}

#[test]
fn a_function_below_both_chiefs_is_told_at_one_position_whichever_comes_first() {
    let parts = [
        "- { id: p1, title: Head of Engineering, reports_to: p5 }\n",
        "- { id: p4, department: Engineering, reports_to: p8 }\n",
    ];
    let chiefs = "- { id: p5, title: CIO }\n- { id: p8, title: CTO, status: vacant }\n";
    let told = |one: &str, other: &str| found("a.yaml", &format!("{FACTS}positions:\n{one}{other}{chiefs}"));
    let first = told(parts[0], parts[1]);
    assert!(first.keys().any(|key| key[0] == "function-split-between-chiefs"), "{first:?}");
    assert_eq!(first, told(parts[1], parts[0]));
}
