//! Texts that are large, deep, or refer to themselves.

use std::fmt::Write as _;

use crate::program::{Ran, lint, lint_as};

/// Parts of a text in a debug build: enough for what takes the square of its time to be seen.
const MANY: usize = 100_000;

/// A list of positions.
fn positions(count: usize, position: impl Fn(usize) -> String) -> String {
    let mut text = "positions:\n".to_owned();
    for at in 0..count {
        let _ = writeln!(text, "- {{ {} }}", position(at));
    }
    text
}

/// A chart of one position with something more in it.
fn one(more: &str) -> Ran {
    lint(&format!("positions:\n- {{ id: a, title: A, {more} }}\n"))
}

#[test]
fn nesting_ends_at_its_limit() {
    const LIMIT: &str = "nested deeper here than the limit of 4096 levels";
    for open in ["[", "{a: ", "{a: [", "- ", "? ", "{? ", "- - "] {
        lint(&open.repeat(MANY)).told(2, LIMIT);
    }
    lint(&format!("org: {}", "{title: T, reports: [".repeat(MANY))).told(2, LIMIT);
    let closed = format!("org: {}{}", "{title: T, reports: [".repeat(MANY), "]}".repeat(MANY));
    lint(&closed).told(2, LIMIT);
    one(&format!("extra: {}{}", "[".repeat(MANY), "]".repeat(MANY))).told(2, LIMIT);
    let indented: Vec<String> = (0..6000).map(|depth| format!("{}a:", " ".repeat(depth))).collect();
    lint(&indented.join("\n")).told(2, LIMIT);
}

#[test]
fn nesting_below_its_limit_is_a_chart() {
    let (depth, open) = (1900, "{title: T, reports: [");
    let text = format!("org: {}{{title: T}}{}\n", open.repeat(depth), "]}".repeat(depth));
    lint(&text).told(0, "");
}

#[test]
fn references_that_fork_are_followed_once_each() {
    let mut text = "a0: &a0 {x: y}\n".to_owned();
    for at in 1..2000 {
        let before = at - 1;
        let _ = writeln!(text, "a{at}: &a{at} {{<<: [*a{before}, *a{before}], k{at}: v}}");
    }
    text.push_str("positions:\n- {<<: *a1999, id: a, title: A}\n");
    lint(&text).told(2, "of this file expand to more than 20000 values");
}

#[test]
fn a_name_of_a_reference_may_be_given_often() {
    lint(&positions(MANY, |at| format!("id: p{at}, title: T, extra: &a [*a]"))).told(2, "would never end");
    let mut text = positions(MANY, |at| format!("id: &a p{at}, title: T, reports_to: *a"));
    text.insert_str(0, "roots: [p0]\n");
    lint(&text).told(1, "error[reports-to-self]");
}

#[test]
fn large_scalars_are_read_and_shown_short() {
    let large = "x".repeat(10_000_000);
    one(&format!("department: {large}")).told(0, "");
    one(&format!("department: \"{large}\"")).told(0, "");
    one(&format!("extra: {{ {large}: 1 }}")).told(2, "error[syntax-error]");
    let short = |ran: Ran, words: &str| {
        ran.told(1, words);
        assert!(ran.out.len() < 4000, "{} bytes", ran.out.len());
    };
    short(one(&format!("reports_to: {large}")), "error[unknown-manager]");
    short(one(&format!("status: {large}")), "error[unknown-word]");
    short(one(&format!("fte: {}", "9".repeat(1_000_000))), "error[wrong-type]");
    let same_id = format!("positions:\n- {{id: {large}, title: A}}\n- {{id: {large}, title: B}}\n");
    short(lint(&same_id), "error[duplicate-id]");
    let lines = "    a line\n".repeat(1_000_000);
    lint(&format!("positions:\n- id: a\n  title: A\n  mandate: |\n{lines}")).told(0, "");
}

#[test]
fn long_titles_are_looked_at_quickly() {
    let words = "head of chief information technology officer and ".repeat(20_000);
    one(&format!("department: {words}")).told(0, "");
    lint(&format!("positions:\n- {{ id: a, title: {words} }}\n")).told(0, "");
    let many = positions(1000, |at| format!("id: p{at}, title: {} {at}, reports_to: p0", &words[..5000]));
    lint(&many).told(1, "warning[reports-to-self]");
}

#[test]
fn many_keys_are_read() {
    let keys = |indent: &str| {
        let mut out = String::new();
        (0..MANY / 5).for_each(|at| writeln!(out, "{indent}k{at}: v").unwrap());
        out
    };
    let position = "positions:\n- id: a\n  title: A\n";
    lint(&format!("{position}{}", keys("  "))).told(0, "info[unknown-key]");
    lint(&format!("{}{position}", keys(""))).told(0, "info[unknown-key]");
    lint(&format!("{position}  extra:\n{}", keys("    "))).told(0, "");
    lint(&format!("{position}{}", "  title: A\n".repeat(MANY))).told(1, "error[duplicate-key]");
}

#[test]
fn signs_alone_are_no_chart() {
    for (sign, count) in [
        ("\"", 300_000),
        ("*a ", MANY),
        ("a:", 300_000),
        ("%", 1_000_000),
        ("!", 1_000_000),
        ("!a ", 300_000),
        ("[,", MANY),
        ("|\n", 300_000),
        (" ", 3_000_000),
        ("\n", 3_000_000),
        ("\r", 3_000_000),
        ("# x\n", 1_000_000),
        ("<<<<<<< HEAD\n=======\n>>>>>>> x\n", 30_000),
    ] {
        lint(&sign.repeat(count)).told(2, "");
    }
}

#[test]
fn documents_end_at_their_limit() {
    lint(&"--- a\n".repeat(200_000)).told(2, "more than 100000 documents");
    lint(&"---\na: [b\n".repeat(10_000)).told(2, "10000 times: `[` opens here and is not closed");
}

#[test]
fn comments_are_read_once() {
    let allowed = positions(MANY, |at| format!("id: p{at}, title: T"));
    let allowed = allowed.replace(" }\n", " } # orglint: allow(no-root) -- so it is\n");
    lint(&allowed).told(1, "warning[position-without-lines]");
    let rules = "no-root, ".repeat(20_000);
    let chart = format!("positions:\n- {{ id: a, title: A }} # orglint: allow({rules}no-root) -- so it is\n");
    lint(&chart).told(0, "info[unused-exception]");
    let open = "allow(".repeat(MANY);
    lint(&format!("positions:\n- {{ id: a, title: A }} # orglint: {open}\n")).told(1, "is not closed");
}

#[test]
fn tables_may_be_wide_long_and_ragged() {
    let wide = format!("{}\n{}\n", "c,".repeat(MANY), "x,".repeat(MANY));
    lint_as("org.csv", wide.as_bytes()).told(2, "no known column of this table names the manager");
    let mut long = "Employee ID,Job Title,Manager ID\np0,T,\n".to_owned();
    (1..MANY).for_each(|at| writeln!(long, "p{at},T,p{}", at - 1).unwrap());
    lint_as("org.csv", long.as_bytes()).told(0, "");
    let open = format!("Employee ID,Job Title,Manager ID\n\"{}", "a,b\n".repeat(MANY));
    lint_as("org.csv", open.as_bytes()).told(2, "");
    let mut ragged = String::new();
    (0..MANY).for_each(|at| writeln!(ragged, "p{at},T{}", ",x".repeat(at % 7)).unwrap());
    lint_as("org.csv", format!("Employee ID,Job Title,Manager ID\n{ragged}").as_bytes()).told(2, "");
}
