//! The pack `integrity`: hits, near misses, and what a finding says.

use super::*;

const UNKNOWN: &str = "unknown-manager";

#[test]
fn all_who_report_to_one_unknown_id_are_one_finding_with_a_label_each() {
    let seen = only(
        UNKNOWN,
        "positions:\n- {id: ceo, title: CEO}\n- {id: a, title: A, reports_to: vp}\n- {id: b, title: B, reports_to: vp}\n",
    );
    assert_eq!(seen.at, "a");
    assert_eq!(seen.message, "2 positions report to `vp`, an id that no position has");
    assert_eq!(seen.labels, ["3:33 no position has the id `vp`", "4:33 `b` also reports to it"]);
    assert_eq!(seen.ids, ["vp"], "one more report leaves it the same finding");
}

#[test]
fn the_nearest_id_is_named() {
    let help = |id: &str, manager: &str| {
        let text = format!(
            "positions:\n- {{id: {id}, title: Boss}}\n- {{id: x, title: X, reports_to: {manager}}}\n"
        );
        only(UNKNOWN, &text).help
    };
    for (id, manager) in
        [("ceo", "CEO"), ("head-of-sales", "head_of_sales"), ("delivery", "delivry"), ("\"005678\"", "5678")]
    {
        let id = id.trim_matches('"');
        let expected = format!("a position with a similar id exists: `{id}`");
        assert!(help(id, manager).starts_with(&expected), "{id} {manager}: {}", help(id, manager));
    }
    for (id, manager) in [("p12", "p13"), ("ceo", "cto-office"), ("a", "b")] {
        assert!(!help(id, manager).contains("similar"), "{id} {manager}");
    }
}

#[test]
fn a_title_or_a_role_in_place_of_an_id_is_said_by_what() {
    let seen = only(
        UNKNOWN,
        "positions:\n- {id: p1, title: Head of People}\n- {id: p2, title: X, reports_to: head of people}\n",
    );
    assert_eq!(seen.help, "this is the title of `p1`, and `reports_to` takes the id: write `p1`");
    let seen = only(
        UNKNOWN,
        "positions:\n- {id: p1, title: Boss, role: cto}\n- {id: p2, title: X, reports_to: cto}\n",
    );
    assert_eq!(seen.help, "this is the `role` of `p1`, and `reports_to` takes the id: write `p1`");
}

#[test]
fn a_name_is_never_repeated() {
    for rule in [UNKNOWN, "manager-name-ambiguous"] {
        for chart in [
            "positions:\n- {id: p1, title: Boss, name: Kim Lee}\n- {id: p2, title: X, reports_to: Kim Lee}\n",
            "positions:\n- {id: p1, title: Boss, holder: kim-lee}\n- {id: p2, title: X, reports_to: Kim Lee}\n",
            "positions:\n- {id: p1, title: A, name: Kim Lee}\n- {id: p3, title: B, name: Kim Lee}\n- {id: p2, title: X, reports_to: Kim Lee}\n",
        ] {
            for seen in findings(rule, chart) {
                let shown = format!("{}{}{}", seen.message, seen.help, seen.labels.concat()).to_lowercase();
                assert!(!shown.contains("kim"), "{shown}");
                assert!(seen.help.contains("p1"), "{shown}");
            }
        }
    }
}

#[test]
fn one_who_is_meant_to_be_nobody_is_no_manager_to_add() {
    let seen = only(
        UNKNOWN,
        "positions:\n- {id: a, title: A, reports_to: None}\n- {id: b, title: B, reports_to: a}\n",
    );
    assert_eq!(seen.help, "leave out `reports_to` if nobody is above the position");
}

#[test]
fn ids_under_a_key_that_is_not_read_are_not_called_unknown() {
    none(
        UNKNOWN,
        "positions:\n- {slug: ceo, title: CEO}\n- {slug: cfo, title: CFO, reports_to: ceo2}\n- {slug: ceo2, title: X}\n",
    );
}

#[test]
fn every_id_of_a_list_is_looked_up() {
    let seen =
        only(UNKNOWN, "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: [a, ghost]}\n");
    assert_eq!(seen.labels, ["3:37 no position has the id `ghost`"]);
}

#[test]
fn an_ambiguous_title_offers_the_ids() {
    let seen = only(
        "manager-name-ambiguous",
        "positions:\n- {id: a, title: Lead}\n- {id: b, title: Lead, reports_to: a}\n- {id: c, title: X, reports_to: Lead}\n- {id: d, title: X, reports_to: Lead}\n",
    );
    assert_eq!(seen.message, "`Lead` in `reports_to` is the title of 2 positions, but nobody's id");
    assert_eq!(seen.labels, ["4:33 fits 2 positions", "5:33 named here too"]);
    assert_eq!(seen.help, "write the id of the one you mean: `a` or `b`");
}

#[test]
fn a_loop_of_four_is_one_finding_with_four_labels() {
    let seen = only(
        "reporting-cycle",
        "positions:\n- {id: a, title: A, reports_to: b}\n- {id: b, title: B, reports_to: c}\n- {id: c, title: C, reports_to: d}\n- {id: d, title: D, reports_to: a}\n- {id: e, title: E, reports_to: a}\n",
    );
    assert_eq!(seen.labels[0], "2:33 `a` reports to `b`");
    assert_eq!(seen.labels[3], "5:33 `d` reports to `a`");
    assert_eq!(seen.labels.len(), 4);
    assert!(seen.help.starts_with("the loop is `a` → `b` → `c` → `d` → `a`;"), "{}", seen.help);
    assert_eq!(seen.ids, ["a", "b", "c", "d"]);
}

#[test]
fn a_nested_loop_is_shown_where_it_stands() {
    let seen = only(
        "reporting-cycle",
        "org:\n  id: a\n  title: A\n  reports_to: b\n  reports:\n    - {id: b, title: B}\n",
    );
    assert_eq!(seen.message, "`a` and `b` report to each other");
    assert_eq!(seen.labels, ["4:15 `a` reports to `b`", "6:22 `b` is under `a`"]);
}

#[test]
fn a_duplicate_id_is_labelled_at_each_place() {
    let seen = only(
        "duplicate-id",
        "positions:\n- {id: a, title: A}\n- {id: a, title: B, reports_to: a}\n- {id: a, title: C}\n",
    );
    assert_eq!(seen.message, "3 positions have the id `a`");
    assert_eq!(
        seen.labels,
        ["2:8 `a` appears here first; lines to it lead here", "3:8 `a` again", "4:8 `a` again"]
    );
}

#[test]
fn a_position_said_again_in_another_file_is_a_copy() {
    let ceo = "positions:\n- {id: ceo, title: CEO, goals: [{text: grow, line: top}]}\n";
    let again = "positions:\n- title: \"CEO\"\n  goals:\n  - line: top\n    text: grow\n  id: ceo\n- {id: cfo, title: CFO, reports_to: ceo}\n";
    let same = Read::files(&[ceo, again]);
    for rule in ["duplicate-id", "several-roots", "position-without-lines"] {
        assert_eq!(same.seen(rule), [], "{rule}");
    }
    let other = again.replace("grow", "shrink");
    assert_eq!(Read::files(&[ceo, &other]).seen("duplicate-id").len(), 1);
    let fuller = again.replace("  id: ceo", "  id: ceo\n  fte: 1");
    assert_eq!(Read::files(&[ceo, &fuller]).seen("duplicate-id").len(), 1);
}

#[test]
fn the_fix_of_a_head_takes_the_key_out_and_nothing_else() {
    for (text, fixed) in [
        ("positions:\n- id: a\n  reports_to: a\n  title: A\n", "positions:\n- id: a\n  title: A\n"),
        (
            "positions:\r\n- id: a\r\n  title: A\r\n  reports_to: 'a' \r\n",
            "positions:\r\n- id: a\r\n  title: A\r\n",
        ),
        (
            "positions:\n- reports_to: a\n  id: a\n  title: A\n",
            "positions:\n- reports_to: null\n  id: a\n  title: A\n",
        ),
        (
            "positions:\n- id: a\n  title: A\n  reports_to: a # head\n",
            "positions:\n- id: a\n  title: A\n  reports_to: null # head\n",
        ),
        (
            "positions:\n- id: a\n  title: A\n  reports_to: a",
            "positions:\n- id: a\n  title: A\n  reports_to: null",
        ),
        ("positions: [{id: a, title: A, reports_to: a}]", "positions: [{id: a, title: A}]"),
        ("positions: [{reports_to: a , id: a, title: A}]", "positions: [{id: a, title: A}]"),
        ("positions: [{id: a, title: A # x,\n, reports_to: a}]", "positions: [{id: a, title: A # x,\n}]"),
        (
            "{\"positions\": [{\"id\": \"a\", \"title\": \"A\",\n\"reports_to\": \"a\"\n}]}",
            "{\"positions\": [{\"id\": \"a\", \"title\": \"A\"\n}]}",
        ),
    ] {
        let read = Read::files(&[text]);
        let drafts = read.drafts("reports-to-self");
        assert_eq!(drafts[0].severity, Some(Severity::Warning), "{text}");
        let fix = &drafts[0].fixes[0];
        let after = fix.applied(fix.edits[0].place.file, text).unwrap();
        assert_eq!(after, fixed);
        for rule in ["reports-to-self", "syntax-error", "no-root", "unknown-manager"] {
            none(rule, &after);
        }
    }
}

#[test]
fn no_fix_where_taking_the_key_out_takes_more() {
    for text in [
        "positions:\n- id: a\n  title: A\n  reports_to: &x a\n- {id: b, title: B, reports_to: *x}\n",
        "positions:\n- {id: a, title: A, reports_to: [a]}\n",
        "extra: &base {reports_to: a}\npositions:\n- {<<: *base, id: a, title: A}\n",
    ] {
        let drafts = Read::files(&[text]).drafts("reports-to-self");
        assert_eq!(drafts.len(), 1, "{text}");
        assert_eq!(drafts[0].fixes, [], "{text}");
    }
}

#[test]
fn several_roots_are_one_finding_that_counts_who_is_below() {
    let seen = only(
        "several-roots",
        "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: c, title: C, reports_to: b}\n- {id: x, title: X}\n- {id: y, title: Y, reports_to: x}\n",
    );
    assert_eq!(seen.message, "2 positions with reports have no manager on file: `a` and `x`");
    assert_eq!(
        seen.labels,
        [
            "2:18 `a` has no manager on file, and 2 positions below",
            "5:18 `x` has no manager on file, and 1 position below",
        ]
    );
}

#[test]
fn one_mistake_is_not_told_twice() {
    // What each chart has amiss, and the only rule of the pack that says so.
    for (rule, text) in [
        (
            "reporting-cycle",
            "positions:\n- {id: a, title: A, reports_to: b}\n- {id: b, title: B, reports_to: a}\n",
        ),
        (UNKNOWN, "positions:\n- {id: a, title: A, reports_to: x}\n- {id: b, title: B, reports_to: a}\n"),
        (
            "reports-to-self",
            "positions:\n- {id: a, title: A, reports_to: a}\n- {id: b, title: B, reports_to: b}\n",
        ),
        (
            UNKNOWN,
            "positions:\n- {id: ceo, title: Boss}\n- {id: b, title: B, reports_to: CEO}\n- {id: c, title: C, reports_to: CEO}\n",
        ),
        (
            "position-without-lines",
            "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: c, title: C}\n",
        ),
        ("position-without-lines", "positions:\n- {id: a, title: A}\n- {id: b, title: B}\n"),
        (
            "duplicate-id",
            "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: a, title: C, reports_to: b}\n",
        ),
        (
            "duplicate-id",
            "positions:\n- {id: a, title: A, reports_to: b}\n- {id: b, title: B, reports_to: a}\n- {id: a, title: C}\n",
        ),
        (
            "several-solid-managers",
            "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: c, title: C, reports_to: [c, a, b]}\n",
        ),
    ] {
        for (check, _) in crate::rules::builtin::CHECKS {
            let count = findings(check, text).len();
            let expected = if *check == rule { 1.max(count) } else { 0 };
            assert!(count == expected, "{check} speaks {count} times on\n{text}");
        }
    }
}

#[test]
fn what_was_not_read_is_not_missed() {
    let broken = "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: ghost}\n- {id: c, title: C}\n- {id: d, title: D, reports_to: c}\n- {id: \"e, title: E}\n";
    for rule in [
        UNKNOWN,
        "manager-name-ambiguous",
        "no-root",
        "several-roots",
        "position-without-lines",
        "headcount-differs",
    ] {
        none(rule, broken);
    }
    assert_eq!(findings("syntax-error", broken).len(), 1);
    // What is there for sure is still told.
    let with_loop = broken
        .replace("reports_to: ghost", "reports_to: b2")
        .replace("id: d, title: D, reports_to: c", "id: b2, title: D, reports_to: b");
    assert_eq!(findings("reporting-cycle", &with_loop).len(), 1);
}

#[test]
fn further_solid_lines_are_labelled() {
    let seen = only(
        "several-solid-managers",
        "positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n- {id: c, title: C, reports_to: [a, b]}\n",
    );
    assert_eq!(seen.message, "C has 2 solid lines: to `a` and `b`");
    assert_eq!(seen.labels, ["4:34 a solid line to `a`; this one is read", "4:37 another solid line to `b`"]);
    let seen = only(
        "several-solid-managers",
        "org:\n  id: a\n  title: A\n  reports:\n  - {id: b, title: B}\n  - {id: c, title: C, reports_to: b}\n",
    );
    assert_eq!(
        seen.labels,
        [
            "6:35 a solid line to `b`, but the position is listed under `a`",
            "3:10 it is listed under `a` here; this one is read"
        ]
    );
}

#[test]
fn one_holder_twice_is_told_by_the_seats() {
    let text = "positions:\n- {id: a, title: A, holder: h1}\n- {id: b, title: B, holder: h1, reports_to: a}\n- {id: c, title: C, holder: h2, reports_to: a}\n";
    let seen = only("person-in-two-places", text);
    assert_eq!(seen.message, "one holder has 2 positions: `a` and `b`");
    assert_eq!(seen.labels, ["2:29 the holder of `a` has `b` too", "3:29 the same holder"]);
    let swapped = text.replace("h1", "h3");
    assert_ne!(only("person-in-two-places", &swapped).ids, seen.ids, "another person is another finding");
}

#[test]
fn dates_are_judged_by_the_chart_and_else_by_today() {
    let rule = "dates-do-not-fit";
    let seen = only(rule, "positions:\n- {id: a, title: A, since: 2026-03-01}\n");
    assert_eq!(seen.message, "A counts as filled, and `since` is 2026-03-01");
    assert_eq!(seen.labels, ["2:28 later than today, 2026-01-15, while the position is filled"]);
    none(rule, "as_of: 2026-03-01\npositions:\n- {id: a, title: A, since: 2026-03-01}\n");
    let seen = only(
        rule,
        "as_of: 2020-01-01\npositions:\n- {id: a, title: A, since: 2026-03-01, until: 2026-02-01}\n",
    );
    assert_eq!(seen.message, "A: `until` 2026-02-01 is before `since` 2026-03-01");
    assert_eq!(seen.labels.len(), 2);
}

#[test]
fn headcount_is_outside_both_limits_to_be_told() {
    let chart = |employees: u32, positions: usize| {
        let mut text = format!("company: {{employees: {employees}, complete: true}}\npositions:\n");
        text.extend((0..positions).map(|at| format!("- {{id: p{at}, title: T}}\n")));
        findings("headcount-differs", &text).len()
    };
    assert_eq!(chart(100, 90), 0, "ten percent");
    assert_eq!(chart(100, 89), 1);
    assert_eq!(chart(100, 110), 0);
    assert_eq!(chart(100, 111), 1);
    assert_eq!(chart(10, 5), 0, "five positions");
    assert_eq!(chart(10, 4), 1);
}

#[test]
fn who_holds_two_positions_counts_by_the_one_that_counts_in_any_order() {
    let outside = "- {id: a, title: T, employment: contractor, holder: h}\n";
    let inside = "- {id: b, title: T, holder: h}\n";
    for two in [[outside, inside], [inside, outside]] {
        let mut text = "company: {employees: 10, complete: true}\npositions:\n".to_owned() + &two.concat();
        text.extend((0..15).map(|at| format!("- {{id: p{at}, title: T}}\n")));
        assert_eq!(findings("headcount-differs", &text).len(), 1, "sixteen employees are more than fifteen");
    }
}

#[test]
fn one_entry_of_a_shared_position_says_so_for_all_in_any_order() {
    let entries = ["- {id: a, title: Lead, co_lead: true}\n", "- {id: a, title: Lead}\n"];
    for [one, other] in [entries, [entries[1], entries[0]]] {
        let text =
            format!("positions:\n{one}{other}- {{id: b, title: B}}\n- {{id: c, title: C, reports_to: b}}\n");
        none("position-without-lines", &text);
        none("duplicate-id", &text);
    }
}

#[test]
fn who_holds_a_share_of_one_position_and_another_one_is_seen_in_any_order() {
    let share = ["- {id: a, title: Lead, holder: h, co_lead: true}\n", "- {id: a, title: Lead, holder: i}\n"];
    let rest = "- {id: b, title: B, holder: h, reports_to: a}\n";
    for [one, other] in [share, [share[1], share[0]]] {
        let text = format!("positions:\n{one}{other}{rest}");
        assert_eq!(findings("person-in-two-places", &text).len(), 1, "{text}");
        let text = format!("positions:\n{one}{other}");
        assert_eq!(
            findings("person-in-two-places", &text.replace("holder: i", "holder: h")),
            [],
            "one position"
        );
        let acting = format!("positions:\n{one}{other}{rest}").replace("id: b,", "id: b, status: acting,");
        assert_eq!(findings("person-in-two-places", &acting), [], "held for a time");
    }
}

#[test]
fn the_holders_of_a_shared_position_count_in_any_order() {
    let share =
        ["- {id: a, title: Lead, fte: 0.5, holder: h}\n", "- {id: a, title: Lead, fte: 0.5, holder: i}\n"];
    for [one, other] in [share, [share[1], share[0]]] {
        let mut text = format!("company: {{employees: 10, complete: true}}\npositions:\n{one}{other}");
        text.extend((0..13).map(|at| format!("- {{id: p{at}, title: T}}\n")));
        assert_eq!(findings("headcount-differs", &text), [], "fifteen people");
        text.push_str("- {id: q, title: T}\n");
        assert_eq!(findings("headcount-differs", &text).len(), 1, "sixteen people");
    }
}

#[test]
fn a_long_list_of_managers_who_are_not_there_is_one_finding_of_its_position() {
    let list = |count: usize| (0..count).map(|at| format!("q{at}")).collect::<Vec<_>>().join(", ");
    let chart = |key: &str, count: usize| {
        let solid = if key == "reports_to" { "" } else { "reports_to: a, " };
        format!("positions:\n- {{id: a, title: A}}\n- {{id: b, title: B, {solid}{key}: [{}]}}\n", list(count))
    };
    for (rule, key) in [(UNKNOWN, "reports_to"), ("dotted-line-unknown", "dotted_to")] {
        assert_eq!(findings(rule, &chart(key, 20)).len(), 20, "{rule}");
        let seen = only(rule, &chart(key, 500));
        assert!(seen.message.contains("500") && seen.ids.contains(&"b".to_owned()), "{}", seen.message);
        assert_eq!(seen.labels.len(), 21, "{rule}");
    }
    let several = |count: usize| only("several-solid-managers", &chart("reports_to", count));
    assert_eq!(several(500).labels.len(), 51);
    let ids = |count: usize| several(count).ids.len();
    assert_eq!([ids(50), ids(51), ids(500)], [51, 52, 52], "one stands for all behind the fiftieth");
}

#[test]
fn an_id_may_be_that_of_an_item_that_cannot_be_read() {
    let chart = |item: &str| format!("positions: [{{id: a, title: A, reports_to: b}}, {item}]\n");
    assert_eq!(only(UNKNOWN, &chart("{id: c, title: C}")).at, "a");
    none(UNKNOWN, &chart("@b"));
}

#[test]
fn a_position_said_twice_in_two_files_is_one_of_the_headcount() {
    let company = "company: {employees: 6, complete: true}\n".to_owned();
    let mut positions = "positions:\n".to_owned();
    positions.extend((0..6).map(|at| format!("- {{id: p{at}, title: T}}\n")));
    let read = Read::files(&[&(company + &positions), &positions]);
    assert_eq!(read.seen("headcount-differs"), []);
}

#[test]
fn a_position_is_not_sent_to_itself() {
    for text in [
        "positions:\n- {id: a, title: Boss}\n- {id: ops, title: X, reports_to: OPS}\n",
        "positions:\n- {id: a, title: Boss}\n- {id: x1, title: Operations, reports_to: Operations}\n",
    ] {
        let seen = only(UNKNOWN, text);
        assert!(seen.help.starts_with("name an id of the chart"), "{}", seen.help);
    }
}

#[test]
fn a_long_title_does_not_make_a_long_message() {
    let title = "Deputy Director ".repeat(20);
    let text = format!(
        "positions:\n- {{id: a, title: {title}, reports_to: {title}x}}\n- {{id: b, title: B, reports_to: a}}\n"
    );
    let seen = only(UNKNOWN, &text);
    assert!(seen.message.chars().count() < 130, "{}", seen.message);
    assert!(seen.message.contains('…'));
}

#[test]
fn thousands_of_unknown_ids_are_looked_at_in_bearable_time() {
    let mut text = "positions:\n- {id: root, title: Root}\n".to_owned();
    text.extend(
        (0..20_000).map(|at| format!("- {{id: person-{at}, title: T, reports_to: manager-x{at}}}\n")),
    );
    let start = std::time::Instant::now();
    assert_eq!(findings(UNKNOWN, &text).len(), 20_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
