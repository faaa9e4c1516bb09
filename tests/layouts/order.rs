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

/// Rules with the ids of what they found, however often.
fn found(path: &str, text: &str) -> BTreeMap<(String, String, String), usize> {
    count(&outcome(files(&[(path, text)])))
}

fn count(outcome: &orglint::finding::Outcome) -> BTreeMap<(String, String, String), usize> {
    let mut found = BTreeMap::new();
    for finding in &outcome.findings {
        let rule = outcome.rule(finding.rule).id.to_string();
        let key = (rule, finding.severity.to_string(), finding.fingerprint.to_string());
        *found.entry(key).or_insert(0) += finding.labels().count();
    }
    found
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
    fn no_text_makes_the_reader_fail(text in "[ -~\n\t\"',;:{}\\[\\]-]{0,200}", head in 0_usize..4) {
        let heads = ["", "id,title,manager id\n", "- { name: a, title: b, manager: c }\n", "a: { title: b, manager: c }\n"];
        let text = heads[head].to_owned() + &text;
        outcome(files(&[("a.csv", &text)]));
        outcome(files(&[("a.yaml", &text)]));
        outcome(files(&[("p/a.yaml", &text), ("p/b.yaml", heads[3])]));
    }
}
