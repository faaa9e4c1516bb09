//! What differs between two charts, as people would tell it.

use super::*;
use crate::chart;
use crate::graph::OrgGraph;
use crate::source::{SourceFile, Sources};
use crate::yaml;

fn snapshot(positions: &[&str]) -> Snapshot {
    let rows: Vec<String> = positions.iter().map(|position| format!("  - {{ {position} }}\n")).collect();
    let rows = rows.concat();
    let mut sources = Sources::default();
    let id = sources.add(SourceFile::new("org.yaml", format!("positions:\n{rows}")));
    let chart = chart::read(vec![(id, yaml::parse(sources.get(id)))]);
    Snapshot::of(&chart, &OrgGraph::new(&chart))
}

/// Every difference on one line.
fn told(old: &[&str], new: &[&str]) -> Vec<String> {
    let all = Changes::between(&snapshot(old), &snapshot(new));
    let ids = |named: &[Named]| named.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join("+");
    let above = |above: &Above| match above {
        Above::Nobody => "-".to_owned(),
        Above::Id(id) => id.clone(),
        Above::Unknown(text) => format!("?{text}"),
    };
    let title = |title: &Option<String>| title.clone().unwrap_or_default();
    let mut out = Vec::new();
    out.extend(all.added.iter().map(|one| format!("added {}<{}", one.position.id, above(&one.above))));
    out.extend(all.removed.iter().map(|one| format!("removed {}", one.position.id)));
    let moved = all.moved.iter();
    out.extend(moved.map(|one| format!("moved {} {}>{}", one.position.id, above(&one.from), above(&one.to))));
    let renamed = all.renamed.iter();
    out.extend(renamed.map(|one| format!("renamed {}>{}", one.from, one.position.id)));
    let retitled = all.retitled.iter();
    out.extend(retitled.map(|one| format!("retitled {} {}>{}", one.id, title(&one.from), title(&one.to))));
    out.extend(all.opened.iter().map(|one| format!("opened {}", one.id)));
    out.extend(all.filled.iter().map(|one| format!("filled {}", one.id)));
    out.extend(all.joined.iter().map(|one| format!("joined {} {}", one.name, ids(&one.at))));
    out.extend(all.left.iter().map(|one| format!("left {} {}", one.name, ids(&one.at))));
    let changed = all.changed.iter();
    out.extend(changed.map(|one| format!("changed {} {}>{}", one.name, ids(&one.from), ids(&one.to))));
    out
}

const TOP: &str = "id: ceo, title: CEO, name: Grace";

#[test]
fn the_order_of_a_chart_is_no_difference() {
    let (a, b) = ("id: a, title: A, name: X, reports_to: ceo", "id: b, title: B, name: X, reports_to: ceo");
    assert_eq!(told(&[TOP, a, b], &[b, TOP, a]), [""; 0]);
    let twice = ["id: a, title: A, reports_to: b", "id: a, title: B"];
    assert_eq!(told(&twice, &[twice[1], twice[0]]), [""; 0]);
}

#[test]
fn positions_come_go_move_and_change_their_titles() {
    let old = [
        TOP,
        "id: a, title: Old  title, reports_to: ceo",
        "id: b, title: B, reports_to: ceo",
        "id: d, title: D",
    ];
    let new = [
        TOP,
        "id: a, title: New, reports_to: ceo",
        "id: c, title: C, reports_to: a",
        "id: d, title: D, reports_to: zed",
    ];
    assert_eq!(told(&old, &new), ["added c<a", "removed b", "moved d ->?zed", "retitled a Old title>New"]);
    assert_eq!(told(&["id: a, title: A"], &["id: a, title: \" A\""]), [""; 0]);
}

#[test]
fn vacancies_open_and_are_filled() {
    let old =
        ["id: a, title: A, name: X", "id: b, title: B, status: vacant", "id: c, title: C, name: Vacant"];
    let new = ["id: a, title: A, name:", "id: b, title: B, name: Y", "id: d, title: D, status: planned"];
    assert_eq!(
        told(&old, &new),
        ["added d<-", "removed c", "opened a", "opened d", "filled b", "joined Y b", "left X a"]
    );
}

#[test]
fn two_people_who_swap_are_seen() {
    let chart =
        |one: &str, other: &str| [format!("id: a, title: A, {one}"), format!("id: b, title: B, {other}")];
    for (x, y) in
        [("name: X", "name: Y"), ("holder: x, name: X", "holder: y, name: Y"), ("holder: X", "holder: Y")]
    {
        let (old, new) = (chart(x, y), chart(y, x));
        let [old, new] = [&old, &new].map(|chart| chart.each_ref().map(String::as_str));
        assert_eq!(told(&old, &new), ["changed X a>b", "changed Y b>a"]);
    }
}

#[test]
fn a_key_tells_people_apart_and_names_do_not() {
    // Another name under one key is one person; one name under two keys is two.
    assert_eq!(
        told(&["id: a, title: A, holder: k, name: X"], &["id: a, title: A, holder: k, name: Y"]),
        [""; 0]
    );
    assert_eq!(
        told(&["id: a, title: A, holder: k, name: X"], &["id: a, title: A, holder: l, name: X"]),
        ["joined X a", "left X a"]
    );
    // A key that is new on the chart does not make the person new.
    assert_eq!(told(&["id: a, title: A, name: X"], &["id: a, title: A, holder: k, name: X"]), [""; 0]);
    assert_eq!(told(&["id: a, title: A, holder: k, name: X"], &["id: a, title: A, name: X"]), [""; 0]);
    // Among two with one name, one stays where they were.
    let two = ["id: a, title: A, name: X", "id: b, title: B, name: X"];
    assert_eq!(told(&two, &["id: a, title: A, name:", two[1]]), ["opened a", "left X a"]);
}

#[test]
fn somebody_may_take_on_a_further_position() {
    let old = ["id: a, title: A, holder: k", "id: b, title: B, status: vacant"];
    let new = ["id: a, title: A, holder: k", "id: b, title: B, holder: k"];
    assert_eq!(told(&old, &new), ["filled b", "changed k >b"]);
    assert_eq!(told(&new, &old), ["opened b", "changed k b>"]);
}

#[test]
fn where_holders_are_not_stated_nobody_is_said_to_come_or_go() {
    let named = ["id: a, title: A, name: X", "id: b, title: B, name: Y"];
    let unnamed = ["id: a, title: A", "id: b, title: B"];
    assert_eq!(told(&named, &unnamed), [""; 0]);
    assert_eq!(told(&unnamed, &named), [""; 0]);
    assert_eq!(told(&named, &unnamed[..1]), ["removed b", "left Y b"]);
}

#[test]
fn people_who_share_a_position_are_told_one_by_one() {
    let old = ["id: a, title: A, name: [X, Y]"];
    assert_eq!(told(&old, &["id: a, title: A, name: [Y, Z]"]), ["joined Z a", "left X a"]);
}

#[test]
fn a_hundred_thousand_of_one_name_take_no_longer_than_others() {
    let side = |key: &str| {
        let holder = |at: usize| Holder { key: Some(format!("{key}{at}")), name: Some("X".to_owned()) };
        let position = |at: usize| Position {
            named: Named { id: at.to_string(), called: None },
            title: None,
            above: Above::Nobody,
            below: 0,
            is_vacant: false,
            holders: vec![holder(at)],
        };
        Snapshot { positions: (0..100_000).map(position).collect(), ..Snapshot::default() }
    };
    let changes = Changes::between(&side("a"), &side("b"));
    assert_eq!((changes.joined.len(), changes.left.len()), (100_000, 100_000));
}

#[test]
fn a_changed_id_is_no_other_position_and_no_other_manager() {
    let old = ["id: a, title: A, name: X", "id: b, title: B, name: Y, reports_to: a"];
    let new = ["id: z, title: a, name: X", "id: b, title: B, name: Y, reports_to: z"];
    assert_eq!(told(&old, &new), ["renamed a>z", "retitled z A>a"]);
    // Nobody knows which of two it is.
    let two =
        ["id: y, title: A, name: X", "id: z, title: A, name: X", "id: b, title: B, name: Y, reports_to: z"];
    assert_eq!(told(&old, &two)[..3], ["added y<-", "added z<-", "removed a"]);
    // Without a holder there is nothing to tell by.
    assert_eq!(told(&["id: a, title: A"], &["id: z, title: A"]), ["added z<-", "removed a"]);
}
