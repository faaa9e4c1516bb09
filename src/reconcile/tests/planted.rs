//! Pairs of 1,000 in which it is known what differs: all of it is found and nothing else, in any order of the
//! keys and over any two formats.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{reconcile, told};
use crate::reconcile::MatchKey;

/// A position, or a row of the source.
#[derive(Clone, Debug)]
struct Person {
    id: String,
    title: String,
    name: String,
    email: String,
    handle: String,
    department: String,
    /// The number of the manager in the first list, by whom the id is looked up.
    manager: Option<String>,
    status: &'static str,
}

const DEPARTMENTS: [&str; 5] = ["Sales", "Production", "Finance", "Service", "Legal"];

/// Letters for a number, so that names are not ids.
fn letters(mut number: usize) -> String {
    let mut out = String::from("K");
    for _ in 0..4 {
        out.push(char::from(b"aeioubdfgl"[number % 10]));
        number /= 10;
    }
    out
}

fn person(at: usize, manager: Option<usize>) -> Person {
    Person {
        id: format!("p{at}"),
        title: format!("Clerk {}", letters(at)),
        name: format!("{} {}son", letters(at * 7 + 1), letters(at)),
        email: format!("{}@example.org", letters(at).to_lowercase()),
        handle: format!("h-{}", letters(at).to_lowercase()),
        department: DEPARTMENTS[at % 5].to_owned(),
        manager: manager.map(|manager| format!("p{manager}")),
        status: "filled",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Yaml,
    Csv,
    Backstage,
}

impl Format {
    fn file(self, stem: &str) -> String {
        match self {
            Self::Yaml | Self::Backstage => format!("{stem}.yaml"),
            Self::Csv => format!("{stem}.csv"),
        }
    }

    /// A catalogue has units, which have an id, a title and a unit above.
    fn write(self, people: &[Person]) -> String {
        let mut out = match self {
            Self::Yaml => "positions:\n".to_owned(),
            Self::Csv => {
                "Employee ID;Job Title;Full Name;Email;Username;Department;Manager ID;Status\n".to_owned()
            }
            Self::Backstage => String::new(),
        };
        for Person { id, title, name, email, handle, department, manager, status } in people {
            let up = manager.as_deref().unwrap_or_default();
            let _ = match self {
                Self::Yaml => {
                    let up = if up.is_empty() { String::new() } else { format!("\n    reports_to: {up}") };
                    let name = if *status == "vacant" {
                        String::new()
                    } else {
                        format!("\n    name: {name}\n    email: {email}\n    handle: {handle}")
                    };
                    writeln!(
                        out,
                        "  - id: {id}\n    title: {title}{name}\n    department: {department}\n    status: {status}{up}"
                    )
                }
                Self::Csv => {
                    let (name, email, handle) =
                        if *status == "vacant" { ("", "", "") } else { (&**name, &**email, &**handle) };
                    let status = match *status {
                        "filled" => "Active",
                        "left" => "Terminated",
                        other => other,
                    };
                    writeln!(out, "{id};{title};{name};{email};{handle};{department};{up};{status}")
                }
                Self::Backstage => {
                    let up = if up.is_empty() { String::new() } else { format!("\n  parent: {up}") };
                    writeln!(
                        out,
                        "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: {id}\nspec:\n  type: team\n  profile:\n    displayName: {title}{up}\n  children: []"
                    )
                }
            };
        }
        out
    }
}

/// What is changed in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plant {
    Leaves,
    Joins,
    Moves,
    IsRenamed,
    IsRetitled,
    ChangesUnit,
    HasLeft,
    IsOpened,
    /// Somebody else has its id.
    HasAnotherHolder,
    /// The id of one and the rest of another.
    IsTwo,
    /// Twice the same row.
    IsTwice,
}

const ALL: [Plant; 11] = [
    Plant::Leaves,
    Plant::Joins,
    Plant::Moves,
    Plant::IsRenamed,
    Plant::IsRetitled,
    Plant::ChangesUnit,
    Plant::HasLeft,
    Plant::IsOpened,
    Plant::HasAnotherHolder,
    Plant::IsTwo,
    Plant::IsTwice,
];

/// What a catalogue of units can tell: there is one key, and neither people nor departments.
const OF_UNITS: [Plant; 4] = [Plant::Leaves, Plant::Joins, Plant::Moves, Plant::IsRetitled];

/// A chart, a source made from it, and what there is to find.
fn planted(
    count: usize,
    plants: &[(usize, Plant)],
    units: bool,
) -> (Vec<Person>, Vec<Person>, BTreeSet<String>) {
    let chart: Vec<Person> = (0..count).map(|at| person(at, (at > 0).then(|| (at - 1) / 6))).collect();
    let mut source: Vec<Option<Vec<Person>>> = chart.iter().map(|one| Some(vec![one.clone()])).collect();
    let mut expected = BTreeSet::new();
    let mut joined = Vec::new();
    let mut used = BTreeSet::new();
    // Whoever is changed is nobody's manager, so that each plant is one difference; managers may get other ids.
    let leaves = (count - 1) / 6 + 1;
    for (seed, plant) in plants {
        let plant = if units { OF_UNITS[seed % 4] } else { *plant };
        let at = match plant {
            Plant::IsRenamed => 1 + seed % (leaves - 1),
            _ => leaves + seed % (count - leaves),
        };
        let other = leaves + (seed / 7) % (count - leaves);
        if !used.insert(at) || (plant == Plant::IsTwo && !used.insert(other)) {
            continue;
        }
        let id = format!("p{at}");
        let mut tell = |rule: &str| expected.insert(format!("{rule} {id}"));
        let Some([row]) = source[at].as_mut().map(|rows| &mut rows[..]) else { continue };
        match plant {
            Plant::Leaves => {
                source[at] = None;
                tell("not-in-source");
            }
            Plant::Joins => {
                let new = person(count + at, Some(at % leaves));
                expected.insert(format!("not-on-chart row {}", new.id));
                joined.push(new);
            }
            Plant::Moves => {
                let to = (at + 1) % leaves;
                if row.manager.as_deref() != Some(&format!("p{to}")) {
                    row.manager = Some(format!("p{to}"));
                    tell("manager-differs");
                }
            }
            Plant::IsRenamed => {
                row.id = format!("q{at}");
                tell("id-differs");
            }
            Plant::IsRetitled => {
                row.title = format!("Chief {}", letters(at));
                tell("title-differs");
            }
            Plant::ChangesUnit => {
                DEPARTMENTS[(at + 1) % 5].clone_into(&mut row.department);
                tell("unit-differs");
            }
            Plant::HasLeft => {
                row.status = "left";
                tell("status-differs");
            }
            Plant::IsOpened => {
                row.status = "vacant";
                tell("vacancy-differs");
            }
            Plant::HasAnotherHolder => {
                row.name = format!("Zu{0} Wo{0}", letters(at));
                row.email = format!("zu{}@example.org", letters(at).to_lowercase());
                row.handle = format!("zu-{}", letters(at).to_lowercase());
                tell("holder-differs");
            }
            Plant::IsTwo => {
                let of_other = chart[other].clone();
                *row = Person { id: row.id.clone(), ..of_other };
                source[other] = None;
                let first = at.min(other);
                expected.insert(format!("match-ambiguous p{first}"));
            }
            Plant::IsTwice => {
                let row = row.clone();
                source[at] = Some(vec![row.clone(), row]);
                tell("match-ambiguous");
            }
        }
    }
    let renamed: BTreeSet<String> =
        expected.iter().filter_map(|line| line.strip_prefix("id-differs ").map(str::to_owned)).collect();
    let mut source: Vec<Person> = source.into_iter().flatten().flatten().chain(joined).collect();
    for row in &mut source {
        if let Some(manager) = row.manager.as_mut().filter(|manager| renamed.contains(*manager)) {
            *manager = manager.replace('p', "q");
        }
    }
    (chart, source, expected)
}

fn plants() -> impl Strategy<Value = Vec<(usize, Plant)>> {
    prop::collection::vec((any::<u16>().prop_map(usize::from), prop::sample::select(ALL.to_vec())), 0..60)
}

fn formats() -> impl Strategy<Value = (Format, Format)> {
    let one = || prop::sample::select(vec![Format::Yaml, Format::Csv, Format::Backstage]);
    (one(), one())
}

/// Compares a planted pair, and says what is told and what is there.
fn found(
    plants: &[(usize, Plant)],
    (one, other): (Format, Format),
    keys: &[MatchKey],
    order: usize,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let units = one == Format::Backstage || other == Format::Backstage;
    let (chart, mut source, expected) = planted(1_000, plants, units);
    // The order of rows does not count.
    let count = source.len();
    source.rotate_left(order % count);
    let (chart_file, source_file) = (one.file("org"), other.file("source"));
    let (chart, source) = (one.write(&chart), other.write(&source));
    let run = reconcile((&chart_file, &chart), (&source_file, &source), None, Some(keys.to_vec()));
    assert!(!run.outcome.incomplete);
    (told(&run), expected)
}

/// All orders of all keys.
fn orders() -> Vec<Vec<MatchKey>> {
    let mut orders = vec![Vec::new()];
    for _ in MatchKey::ALL {
        let longer = |order: &Vec<MatchKey>| -> Vec<Vec<MatchKey>> {
            let others = MatchKey::ALL.into_iter().filter(|key| !order.contains(key));
            others.map(|key| [&order[..], &[key]].concat()).collect()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

#[test]
fn every_order_of_the_keys_and_every_two_formats_find_all_that_is_planted() {
    const FORMATS: [Format; 3] = [Format::Yaml, Format::Csv, Format::Backstage];
    let pairs: Vec<_> = FORMATS.into_iter().flat_map(|one| FORMATS.map(|other| (one, other))).collect();
    let orders = orders();
    assert_eq!(orders.len(), 24);
    let mut seen = BTreeSet::new();
    for (number, keys) in orders.iter().enumerate() {
        for (at, formats) in pairs.iter().enumerate() {
            // Catalogues have one key only, whose place among the others is all that there is to try.
            let is_of_units = formats.0 == Format::Backstage || formats.1 == Format::Backstage;
            if is_of_units && (number + at) % 6 != 0 {
                continue;
            }
            let plants: Vec<_> = (0..40)
                .map(|plant| ((plant * 769 + number * 331 + at * 53) % 65_521, ALL[(plant + at) % ALL.len()]))
                .collect();
            let (told, expected) = found(&plants, *formats, keys, number * 97 + at);
            assert_eq!(told, expected, "{formats:?} {keys:?}");
            seen.extend(expected.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()));
        }
    }
    assert_eq!(seen.len(), 10, "all kinds were planted: {seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn all_that_is_planted_is_found_and_nothing_else(
        plants in plants(),
        formats in formats(),
        keys in Just(MatchKey::ALL.to_vec()).prop_shuffle(),
        order in any::<u16>(),
    ) {
        let (told, expected) = found(&plants, formats, &keys, usize::from(order));
        prop_assert_eq!(told, expected, "{:?} {:?}", formats, keys);
    }
}
