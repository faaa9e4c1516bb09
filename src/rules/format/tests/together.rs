//! Mistakes that show only among several rules.

use super::*;
use crate::rules::format::{Rule, check_together, speaking_order};

/// A rule of this id that yields to these.
fn file(id: &str, yields_to: &str) -> RuleFile {
    let text = with("id: too-many-reports", &format!("id: {id}\nyields_to: {yields_to}"));
    read(&format!("own/{id}.yaml"), &text).unwrap()
}

/// The mistakes with their places, and the rules that each stops.
fn told_of(files: &[RuleFile]) -> Vec<String> {
    let rules: Vec<&Rule> = files.iter().map(|file| &file.rule).collect();
    let told = check_together(&rules).into_iter().map(|problem| {
        let tree = &files[problem.rule].tree;
        let at = tree.file().position(problem.span(tree).start);
        let stopped: Vec<&str> = problem.stopped.iter().map(|at| &*rules[*at].id).collect();
        let stopped = stopped.join(" ");
        format!(
            "{}:{}:{} {} / {} ({stopped})",
            tree.file().path(),
            at.line,
            at.column,
            problem.message,
            problem.help
        )
    });
    told.collect()
}

#[test]
fn an_id_of_two_rules_is_told_at_the_second() {
    let files = [file("one", "[]"), file("two", "[]"), file("one", "[]")];
    assert_eq!(
        told_of(&files),
        [
            "own/one.yaml:1:5 another rule has the id `one` / give one of them another id, and its file the same \
          name (one)"
        ]
    );
}

#[test]
fn a_rule_to_yield_to_that_is_not_there_is_told_with_the_nearest() {
    let files =
        [file("two-chiefs", "[{ rule: tow-heads, about: above }, two-hed]"), file("two-heads", "elsewhere")];
    assert_eq!(
        told_of(&files),
        [
            "own/two-chiefs.yaml:2:21 there is no rule `tow-heads` to yield to / a similar one is known: \
             `two-heads` (two-chiefs)",
            "own/two-chiefs.yaml:2:48 there is no rule `two-hed` to yield to / a similar one is known: \
             `two-heads` (two-chiefs)",
            "own/two-heads.yaml:2:12 there is no rule `elsewhere` to yield to / `orglint rules` lists every rule \
             (two-heads)",
        ]
    );
}

#[test]
fn every_circle_is_told_once_and_those_who_wait_for_it_are_not_part_of_it() {
    let files = [
        file("waits", "[a]"),
        file("a", "[b]"),
        file("b", "[{ rule: a, about: organisation }]"),
        file("alone", "[alone]"),
        file("c", "[d]"),
        file("d", "[e, waits]"),
        file("e", "[c]"),
        file("last", "[waits, c]"),
    ];
    assert_eq!(
        told_of(&files),
        [
            "own/a.yaml:2:13 `a` and `b` yield to each other / one of them takes precedence: remove the \
                others from the `yields_to` of `a` or `b` (a b)",
            "own/alone.yaml:2:13 `alone` yields to itself / remove it from its own `yields_to` (alone)",
            "own/c.yaml:2:13 `c` and 2 others yield to each other / one of them takes precedence: remove \
                the others from the `yields_to` of `c`, `d` or `e` (c d e)",
        ]
    );
}

#[test]
fn a_rule_speaks_after_those_it_yields_to_and_circles_come_last() {
    let files = [
        file("a", "[c]"),
        file("b", "[]"),
        file("c", "[d, b]"),
        file("d", "[]"),
        file("x", "[y]"),
        file("y", "[x]"),
    ];
    let rules: Vec<&Rule> = files.iter().map(|file| &file.rule).collect();
    let order: Vec<&str> = speaking_order(&rules).into_iter().map(|at| &*rules[at].id).collect();
    assert_eq!(order, ["b", "d", "c", "a", "x", "y"]);
}
