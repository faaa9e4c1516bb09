//! Shapes of companies that no company has.

use std::fmt::Write as _;

use crate::program::{lint, lint_as};

const MANY: usize = 100_000;
const MILLION: usize = 1_000_000;

/// A chart of so many positions, each with a line, or without one where it is empty.
fn chart(count: usize, manager: impl Fn(usize) -> String) -> String {
    let mut text = "positions:\n".to_owned();
    for at in 0..count {
        let manager = manager(at);
        let line = if manager.is_empty() { manager } else { format!(", reports_to: {manager}") };
        let _ = writeln!(text, "- {{ id: p{at}, title: T{at}{line} }}");
    }
    text
}

fn chain(count: usize) {
    lint(&chart(count, |at| if at == 0 { String::new() } else { format!("p{}", at - 1) })).told(0, "");
    let up = chart(count, |at| if at + 1 == count { String::new() } else { format!("p{}", at + 1) });
    lint(&up).told(0, "");
}

fn one_manager(count: usize) {
    lint(&chart(count, |at| if at == 0 { String::new() } else { "p0".to_owned() })).told(0, "");
}

fn one_loop(count: usize) {
    let ran = lint(&chart(count, |at| format!("p{}", (at + 1) % count)));
    ran.told(1, "error[reporting-cycle]");
    let told = ran.out.lines().filter(|line| line.contains("error[reporting-cycle]")).count();
    assert_eq!(told, 1, "one cause is one finding");
}

fn lines_to_nobody(count: usize) {
    lint(&chart(count, |_| "nobody".to_owned())).told(1, "error[unknown-manager]");
    // Lines to so many ids are compared with those that are there, and to each of these a similar one is: they
    // are findings of their own. All others have one cause.
    let (each, compared) = (lint(&chart(count, |at| format!("q{at}"))), 50);
    let message = "positions report to managers who are not on the chart, and it has no top";
    each.told(1, "error[unknown-manager] T0 reports to `q0`, an id that no position has");
    assert!(each.out.ends_with(&format!("error[unknown-manager] {} {message}\n", count - compared)));
    assert_eq!(each.out.lines().count(), compared + 1);
    // Below a top each is a slip of its own.
    let below = lint(&chart(count, |at| if at == 0 { String::new() } else { format!("q{at}") }));
    below.told(1, "error[unknown-manager]");
    assert_eq!(below.out.lines().count(), count - 1);
}

fn many_roots(count: usize) {
    lint(&chart(count, |_| String::new())).told(1, "warning[position-without-lines]");
    lint(&chart(count, |at| format!("p{at}"))).told(1, "[reports-to-self]");
}

fn one_id(count: usize) {
    let text = chart(count, |_| String::new());
    let text: String = text.lines().map(|line| same_id(line) + "\n").collect();
    lint(&text).told(1, "error[duplicate-id]");
    let titles = "  - title: Same\n".repeat(count);
    lint(&format!("org:\n  title: Head\n  reports:\n{titles}")).told(0, "");
}

/// The same chain as a table.
fn rows(count: usize) {
    let mut text = "Employee ID,Job Title,Manager ID\n".to_owned();
    for at in 0..count {
        let manager = if at == 0 { String::new() } else { format!("p{}", at - 1) };
        let _ = writeln!(text, "p{at},T{at},{manager}");
    }
    lint_as("org.csv", text.as_bytes()).told(0, "");
}

fn same_id(line: &str) -> String {
    match line.split_once(", ") {
        Some((_, rest)) => format!("- {{ id: p, {rest}"),
        None => line.to_owned(),
    }
}

#[test]
fn a_deep_chain_of_reports() {
    chain(MANY);
}

#[test]
fn one_manager_of_everybody() {
    one_manager(MANY);
}

#[test]
fn everybody_in_one_loop() {
    one_loop(MANY);
}

#[test]
fn lines_to_nobody_at_all() {
    lines_to_nobody(20_000);
}

#[test]
fn everybody_at_the_top() {
    many_roots(MANY);
}

#[test]
fn one_id_for_everybody() {
    one_id(MANY);
}

#[test]
fn dotted_lines_from_everybody_to_everybody() {
    let count = 700;
    let all = (0..count).map(|at| format!("p{at}")).collect::<Vec<_>>().join(", ");
    let mut text = "positions:\n".to_owned();
    for at in 0..count {
        let _ = writeln!(text, "- {{ id: p{at}, title: T, reports_to: p0, dotted_to: [{all}] }}");
    }
    lint(&text).told(1, "[reports-to-self]");
}

#[test]
fn chiefs_below_chiefs_all_the_way_down() {
    let mut text = "positions:\n- { id: top, title: CEO }\n".to_owned();
    for at in 0..4000 {
        let manager = if at == 0 { "top".to_owned() } else { format!("c{}", at - 1) };
        let chief = if at % 2 == 0 { "CIO" } else { "CTO" };
        let _ = writeln!(text, "- {{ id: c{at}, title: {chief}, reports_to: {manager} }}");
        let _ = writeln!(text, "- {{ id: d{at}, title: Service Delivery, reports_to: c{at} }}");
    }
    lint(&text).told(1, "info[operations-function-under-cto]");
}

#[test]
fn names_that_are_nearly_alike() {
    let long = "a".repeat(200);
    let mut text = "positions:\n".to_owned();
    for at in 0..5000 {
        let _ = writeln!(text, "- {{ id: {long}{at}, title: T, reports_to: {long}x{at} }}");
    }
    lint(&text).told(1, "error[unknown-manager]");
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_in_one_chain() {
    chain(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_below_one_manager() {
    one_manager(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_in_one_loop() {
    one_loop(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_lines_to_nobody() {
    lines_to_nobody(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_at_the_top() {
    many_roots(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_of_one_id() {
    one_id(MILLION);
}

#[test]
#[ignore = "a million positions: for a release build"]
fn a_million_rows_of_a_table() {
    rows(MILLION);
}
