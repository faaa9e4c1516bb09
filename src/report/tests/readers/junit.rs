//! `JUnit` XML, by the rules that Jenkins, GitLab and others share.

use roxmltree::{Document, Node};

/// Test cases of a `JUnit` report.
pub(crate) fn test_cases(report: &str) -> usize {
    let document = Document::parse(report).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    counts(root);
    for suite in elements(root) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        assert!(suite.attribute("name").is_some());
        counts(suite);
        elements(suite).for_each(case);
    }
    cases(root, None)
}

fn case(case: Node<'_, '_>) {
    assert_eq!(case.tag_name().name(), "testcase");
    assert!(["name", "classname"].iter().all(|key| case.attribute(*key).is_some()));
    if let Some(line) = case.attribute("line") {
        assert!(line.parse::<u32>().is_ok_and(|line| line > 0));
        assert!(case.attribute("file").is_some());
    }
    let parts: Vec<Node<'_, '_>> = elements(case).collect();
    assert!(parts.len() <= 1, "one outcome");
    for part in parts {
        let known: &[&str] = match part.tag_name().name() {
            "failure" | "error" => &["message", "type"],
            "skipped" => &["message"],
            "system-out" => &[],
            other => panic!("no part of a case: {other}"),
        };
        let keys: Vec<&str> = part.attributes().map(|attribute| attribute.name()).collect();
        assert_eq!(keys, known);
        assert_eq!(elements(part).count(), 0, "texts hold no markup");
    }
}

/// What an element says of its cases is so.
fn counts(node: Node<'_, '_>) {
    for (key, part) in [
        ("tests", None),
        ("failures", Some("failure")),
        ("errors", Some("error")),
        ("skipped", Some("skipped")),
    ] {
        assert_eq!(node.attribute(key), Some(cases(node, part).to_string().as_str()), "{key}");
    }
}

fn cases(node: Node<'_, '_>, part: Option<&str>) -> usize {
    let cases = node.descendants().filter(|it| it.has_tag_name("testcase"));
    cases.filter(|case| part.is_none_or(|part| elements(*case).any(|it| it.has_tag_name(part)))).count()
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}
