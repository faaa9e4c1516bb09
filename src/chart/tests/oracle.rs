//! Random charts: order of keys and siblings, another reader as an oracle, no panic on anything.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_yaml::{Mapping, Value};

use super::*;
use crate::graph::OrgGraph;

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6})?",
        "[ -~]{1,10}",
        prop::sample::select(vec!["NO", "007", "Null", "a: b", "x #y", "Größe ☕", "- z", "2026-01-15"])
            .prop_map(str::to_owned),
    ]
}

/// Fields of a position with a value of the kind they take.
fn some_field() -> impl Strategy<Value = (&'static str, Value)> {
    let texts =
        prop::sample::select(vec!["title", "name", "holder", "department", "unit", "cover", "function"]);
    prop_oneof![
        6 => (texts, some_text()).prop_map(|(key, text)| (key, Value::from(text))),
        2 => "[a-c]{1,2}".prop_map(|id| ("reports_to", Value::from(id))),
        1 => prop::collection::vec("[a-c]{1,2}", 0..3).prop_map(|ids| ("dotted_to", Value::from(ids))),
        1 => (0..40_u32).prop_map(|fte| ("fte", Value::from(f64::from(fte) / 8.0))),
        1 => any::<bool>().prop_map(|critical| ("critical", Value::from(critical))),
        1 => (1990..2030, 1..13, 1..29).prop_map(|(y, m, d)| ("since", Value::from(format!("{y}-{m:02}-{d:02}")))),
        1 => prop::sample::select(STATUSES).prop_map(|status| ("status", Value::from(status))),
        1 => Just(("name", Value::Null)),
    ]
}

fn some_position() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    ("[a-c]{1,2}", prop::collection::vec(some_field(), 0..7)).prop_map(|(id, fields)| {
        let mut position = vec![("id", Value::from(id))];
        for (key, value) in fields {
            if position.iter().all(|(known, _)| *known != key) {
                position.push((key, value));
            }
        }
        position
    })
}

fn written(positions: &[Vec<(&'static str, Value)>]) -> String {
    let list = positions.iter().map(|position| {
        Value::Mapping(position.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
    });
    let mut top = Mapping::new();
    top.insert("positions".into(), list.collect::<Vec<_>>().into());
    serde_yaml::to_string(&top).unwrap()
}

/// What a chart says about each position: field and texts.
fn said(chart: &Chart) -> Vec<BTreeMap<&'static str, Vec<String>>> {
    let fields = |position| {
        let fields = chart.fields(position).map(|(field, at)| {
            let texts = chart.texts_at(at).map(|text| text.text.to_owned());
            (field.key().name, texts.collect())
        });
        fields.collect()
    };
    chart.positions().map(fields).collect()
}

/// A value of the other reader as the texts that a field of it would have.
fn texts_of(value: &Value) -> Vec<String> {
    let text = match value {
        Value::Sequence(items) => return items.iter().flat_map(texts_of).collect(),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    };
    if text.is_empty() { Vec::new() } else { vec![text] }
}

proptest! {
    #[test]
    fn values_are_those_that_another_reader_reads(positions in prop::collection::vec(some_position(), 1..6)) {
        let text = written(&positions);
        let chart = chart(&text);
        prop_assert_eq!(chart.len(), positions.len());
        let other: Value = serde_yaml::from_str(&text).unwrap();
        for (position, found) in other["positions"].as_sequence().unwrap().iter().zip(said(&chart)) {
            for (key, value) in position.as_mapping().unwrap() {
                let key = key.as_str().unwrap();
                let expected = texts_of(value);
                prop_assert_eq!(found.get(key).cloned().unwrap_or_default(), expected, "{} in {}", key, text);
            }
        }
    }

    #[test]
    fn the_order_of_keys_changes_nothing(positions in prop::collection::vec(some_position(), 1..5)) {
        let turned: Vec<Vec<(&'static str, Value)>> =
            positions.iter().map(|position| position.iter().rev().cloned().collect()).collect();
        let (one, other) = (chart(&written(&positions)), chart(&written(&turned)));
        prop_assert_eq!(said(&one), said(&other));
        let vacant = |chart: &Chart| -> Vec<bool> { chart.positions().map(|p| chart.is_vacant(p)).collect() };
        prop_assert_eq!(vacant(&one), vacant(&other));
        prop_assert_eq!(ids(&one), ids(&other));
    }

    #[test]
    fn the_order_of_siblings_moves_no_id_but_numbered_ones(tree in some_tree()) {
        let (one, other) = (nested(&tree, false), nested(&tree, true));
        let (one, other) = (chart(&one), chart(&other));
        prop_assert_eq!(ids(&one).len(), ids(&one).iter().collect::<BTreeSet<_>>().len(), "ids are unique");
        let (one, other) = (by_path(&one), by_path(&other));
        let alone = |path: &[String]| (0..path.len()).all(|above| one[&path[above..]].len() == 1);
        for (path, id) in one.iter().filter(|(path, _)| alone(path)) {
            prop_assert_eq!(Some(id), other.get(path), "{:?}", path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_panics(text in chart_like()) {
        let file = Arc::new(SourceFile::new("org.yaml", text));
        let chart = read(vec![(FileId(0), parse(&file))]);
        let graph = OrgGraph::new(&chart);
        let inside = |place: Place| file.text().get(place.span.range()).is_some();
        prop_assert!(chart.problems.iter().all(|problem| inside(problem.place)));
        prop_assert!(chart.unknown_keys.iter().flat_map(|key| &key.places).all(|place| inside(*place)));
        prop_assert!(chart.surprises.iter().flat_map(|surprise| &surprise.places).all(|(place, _)| inside(*place)));
        prop_assert!(chart.problems.iter().all(|problem| problem.problem.to_string().chars().count() < 100));
        for position in chart.positions() {
            let _ = (chart.id(position), chart.is_vacant(position), graph.manager(position), graph.depth(position));
            let _ = (chart.dotted_lines(position).count(), chart.is_cut(position));
            prop_assert!(FIELDS.iter().all(|key| inside(chart.label_place(position, key.field))));
        }
        let _ = (chart.exceptions().count(), chart.as_of(), chart.declared_roots().count());
    }
}

/// Pieces of charts, most of them in the wrong place.
fn chart_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "positions:\n", "people:\n", "org:\n", "company:\n", "reports:\n", "exceptions:\n", "---\n", "  - ", "- ", "    ",
            "id: a\n", "title: b\n", "name:\n", "holder: ", "reports_to: a\n", "dotted_to: ", "{to: x}\n", "mandate: ", "status: ",
            "vacant\n", "fte: ", "1e3\n", "since: ", "2026-01-15\n", "&x ", "*x\n", "<<: *x\n", "<<: [*x, *y]\n", "!t ", "# c\n",
            "\"q\"\n", "[a, b]\n", "{a: b}\n", "goals:\n", "co_lead: ", "true\n", "“é”\n", "\n", "'", "[", "}", "\t", "|\n", "~\n",
        ]).prop_map(str::to_owned),
        1 => "[a-z:# \n-]{1,5}",
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

/// A position of the nested form: a title, and those that report to it.
#[derive(Clone, Debug)]
struct Nested {
    title: &'static str,
    reports: Vec<Nested>,
}

fn some_tree() -> impl Strategy<Value = Nested> {
    let title = || prop::sample::select(vec!["A", "B", "C", "D", "2", "3"]);
    let leaf = title().prop_map(|title| Nested { title, reports: Vec::new() });
    leaf.prop_recursive(4, 25, 4, move |inner| {
        (title(), prop::collection::vec(inner, 0..4)).prop_map(|(title, reports)| Nested { title, reports })
    })
}

fn nested(tree: &Nested, turned: bool) -> String {
    fn write_out(tree: &Nested, turned: bool, out: &mut String) {
        write!(out, "{{title: {}, reports: [", tree.title).unwrap();
        let mut reports: Vec<&Nested> = tree.reports.iter().collect();
        if turned {
            reports.reverse();
        }
        for report in reports {
            write_out(report, turned, out);
            out.push_str(", ");
        }
        out.push_str("]}");
    }
    let mut out = "org: ".to_owned();
    write_out(tree, turned, &mut out);
    out
}

/// Ids by the titles from the top down to a position.
fn by_path(chart: &Chart) -> BTreeMap<Vec<String>, BTreeSet<String>> {
    let mut out: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for position in chart.positions() {
        let mut path = Vec::new();
        let mut at = Some(position);
        while let Some(here) = at {
            path.push(chart.text(here, Field::Title).unwrap().text.to_owned());
            at = chart.parent(here);
        }
        out.entry(path).or_default().insert(chart.id(position).to_owned());
    }
    out
}
