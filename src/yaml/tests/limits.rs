//! Files made to hurt: each ends quickly, with a mistake that names the limit.

use std::time::{Duration, Instant};

use super::*;
use crate::yaml::{MAX_ALIASED_NODES, MAX_DEPTH, MAX_DOCUMENTS};

/// Generous, since tests run unoptimised beside others.
const QUICK: Duration = Duration::from_secs(20);

fn quickly(text: &str) -> Parsed {
    let start = Instant::now();
    let found = parsed(text);
    let took = start.elapsed();
    assert!(took < QUICK, "{took:?} for {} bytes", text.len());
    found
}

#[test]
fn nesting_ends_at_the_limit() {
    let depth = 100_000;
    let texts = [
        "[".repeat(depth),
        format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
        "{a: ".repeat(depth),
        "{a: [".repeat(depth),
        "- ".repeat(depth),
        format!("{}a", "- ".repeat(depth)),
        "? ".repeat(depth),
        "{? ".repeat(depth),
        format!("a: {}", "[b, ".repeat(depth)),
    ];
    for text in texts {
        let found = quickly(&text);
        let messages: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        let limit = format!("lists and keys are nested deeper here than the limit of {MAX_DEPTH} levels");
        assert_eq!(messages, [limit], "{}", &text[..20]);
        assert!(found.tree.len() > MAX_DEPTH / 2, "what is above the limit is kept");
    }
}

#[test]
fn nesting_by_indentation_ends_at_the_limit() {
    let mut text = String::new();
    for depth in 0..6000 {
        text.extend(std::iter::repeat_n(' ', depth));
        text.push_str("a:\n");
    }
    let found = quickly(&text);
    let Problem::Syntax { message, .. } = &found.problems[0] else { panic!("{:?}", found.problems) };
    assert!(message.contains("4096 levels"), "{message}");
}

#[test]
fn nesting_below_the_limit_is_read() {
    let text = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
    assert_eq!(tree(&text).len(), 4000);
}

#[test]
fn documents_end_at_the_limit() {
    let found = quickly(&"--- a\n".repeat(MAX_DOCUMENTS + 5));
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.tree.documents().len(), MAX_DOCUMENTS);
    assert!(found.problems[0].to_string().contains("100000 documents"));
}

#[test]
fn broken_documents_do_not_add_up() {
    let found = quickly(&"---\na: [b\n".repeat(5000));
    assert_eq!(found.problems.len(), 5000);
}

#[test]
fn references_to_references_end_at_the_limit() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..30 {
        let before = at - 1;
        writeln!(text, "a{at}: &a{at} [{}]", vec![format!("*a{before}"); 10].join(", ")).unwrap();
    }
    let found = quickly(&text);
    let messages: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [format!("the references (`*name`) of this file expand to more than {MAX_ALIASED_NODES} values")]
    );
    let reachable = reachable(&found.tree, root(&found.tree));
    assert!(reachable < 2 * MAX_ALIASED_NODES, "{reachable}");
}

/// How many nodes a walk that follows references meets.
fn reachable(tree: &Tree, from: NodeId) -> u64 {
    let mut waiting = vec![from];
    let mut met = 0;
    while let Some(node) = waiting.pop() {
        met += 1;
        match tree.kind(node) {
            Kind::Sequence => waiting.extend(tree.items(node)),
            Kind::Mapping => waiting.extend(tree.entries(node).map(|entry| entry.value)),
            Kind::Scalar | Kind::Alias => {}
        }
    }
    met
}

#[test]
fn a_large_chart_may_merge_common_values_into_every_position() {
    let mut text =
        "base: &b {status: filled, scope: company, department: x, unit: y}\npositions:\n".to_owned();
    for at in 0..250_000 {
        writeln!(text, "- {{<<: *b, id: p{at}}}").unwrap();
    }
    let found = parsed(&text);
    assert_eq!(found.problems, []);
    let positions = value(&found.tree, "positions");
    let last = found.tree.items(positions).last().unwrap();
    assert_eq!(found.tree.text(found.tree.get(last, "unit").unwrap()), "y");
}

#[test]
fn merge_keys_that_fork_are_met_once_each() {
    let mut text = "a0: &a0 {x: y}\n".to_owned();
    for at in 1..10 {
        let before = at - 1;
        writeln!(text, "a{at}: &a{at} {{<<: [*a{before}, *a{before}], k{at}: v}}").unwrap();
    }
    text.push_str("it: {<<: *a9}\n");
    let found = quickly(&text);
    assert_eq!(found.problems, []);
    assert_eq!(found.tree.entries(value(&found.tree, "it")).count(), 10);
}

#[test]
fn long_lines_and_long_keys_are_read_quickly() {
    let long = "x".repeat(2_000_000);
    assert_eq!(quickly(&format!("a: {long}\n")).problems, []);
    assert_eq!(quickly(&format!("a: \"{long}\"\n")).problems, []);
    assert_eq!(quickly(&format!("[{}]\n", "a, ".repeat(300_000))).problems, []);
    let found = quickly(&format!("{long}: b\n"));
    assert_eq!(found.problems.len(), 1);
    quickly(&"a:".repeat(300_000));
    quickly(&"\"".repeat(300_000));
    quickly(&"*a ".repeat(100_000));
    quickly(&"&a ".repeat(100_000));
    quickly(&"- *a\n".repeat(100_000));
    quickly(&"# x\n".repeat(300_000));
}
