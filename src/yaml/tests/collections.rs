//! Documents, references, merge keys and duplicate keys.

use super::*;

#[test]
fn documents_are_read_in_order() {
    let parsed = parsed("a: b\n---\nc: d\n...\n---\n- e\n");
    assert_eq!(parsed.problems, []);
    assert_eq!(shown(&parsed), r#"{"a":"b" };{"c":"d" };["e" ];"#);
}

#[test]
fn what_stands_before_a_break_is_kept_and_later_documents_are_read() {
    let text =
        "company: {name: x}\npositions:\n  - id: a\n    title: b\n  - id: c\n    title: \"d\n---\ne: f\n";
    let parsed = parsed(text);
    assert_eq!(parsed.problems.len(), 1);
    assert_eq!(
        shown(&parsed),
        r#"{"company":{"name":"x" } "positions":[{"id":"a" "title":"b" } {"id":"c" "title":… } ] }…;{"e":"f" };"#
    );
}

#[test]
fn a_value_that_goes_on_after_its_end_is_not_kept() {
    let broken = |text: &str| shown(&parsed(text));
    assert_eq!(broken("- id: a\n  title: Head of: x\n"), r#"[{"id":"a" "title":… } ]…;"#);
    assert_eq!(broken("- id: a\n  title: *x y\n"), r#"[{"id":"a" "title":… } ]…;"#);
    assert_eq!(broken("- id: a\n  title: [x] y\n"), r#"[{"id":"a" "title":… } ]…;"#);
    assert_eq!(broken("- id: a\n    title: b\n"), r#"[{"id":… } ]…;"#);
    assert_eq!(broken("- id:a\n  title: b\n"), r"[…]…;");
    assert_eq!(broken("- id: a\n  title: b\n  name c\n"), r#"[{"id":"a" "title":"b" …} ]…;"#);
    assert_eq!(broken("a: [b, c,\n"), r#"{"a":["b" "c" …] }…;"#);
    assert_eq!(broken("a:\n  b: x\n c: y\n"), r#"{"a":{"b":"x" …} …}…;"#);
}

#[test]
fn what_stands_before_a_break_in_brackets_is_kept() {
    let broken = |text: &str| shown(&parsed(text));
    assert_eq!(broken("- {id: a, title: b\n- {id: c}\n"), r#"[{"id":"a" "title":"b" …} {"id":"c" } ]…;"#);
    assert_eq!(broken("- {a: b, c: {d: e\n- f\n"), r#"[{"a":"b" "c":{"d":"e" …} …} "f" ]…;"#);
    assert_eq!(broken("- {a: b, c: 'd}\n- f\n"), r#"[{"a":"b" "c":… …} "f" ]…;"#);
    assert_eq!(broken("a: {b: c, d: \"e\" f}\n"), r#"{"a":{"b":"c" "d":… …} }…;"#);
    assert_eq!(broken("a: {b: 'c, d' e}\n"), r#"{"a":{"b":… …} }…;"#);
    assert_eq!(
        broken(r#"{"a": [{"b": "c"}, {"d": "e", "f" "g"}]}"#),
        r#"{"a":[{"b":"c" } {"d":"e" …} ] }…;"#
    );
    assert_eq!(broken("- {<<: *x, b: c\n- d\n"), r#"[{"b":"c" …} "d" ]…;"#);
    assert_eq!(
        broken("- &x {a: b}\n- {<<: *x, b: c\n- *x\n"),
        r#"[{"a":"b" } {"b":"c" "a":"b" …} {"a":"b" } ]…;"#
    );
    let tree = parsed("- {id: ä, title: b\n- c\n").tree;
    let item = tree.items(root(&tree)).next().unwrap();
    assert_eq!(covered(&tree, tree.span(item)), "{id: ä, title: b");
    assert_eq!(covered(&tree, tree.span(tree.get(item, "title").unwrap())), "b");
}

#[test]
fn several_broken_documents_are_one_mistake_each() {
    let parsed = parsed("a: [\n---\nb: c\n---\nd: '\n---\ne: f\n");
    assert_eq!(parsed.problems.len(), 2, "{:?}", parsed.problems);
    assert_eq!(shown(&parsed), r#"{"a":[…] }…;{"b":"c" };{"d":… }…;{"e":"f" };"#);
}

#[test]
fn a_file_without_anything_has_no_node() {
    for text in ["", "\n\n", "# only a comment\n", "\u{feff}"] {
        let parsed = parsed(text);
        assert_eq!(parsed.problems, [], "{text:?}");
        assert!(parsed.tree.is_empty(), "{text:?}");
    }
}

#[test]
fn collections_end_where_their_content_ends() {
    let tree = tree("a:\n  - b: c\n    d:\n  - [e,\n   f ]\n\n# x\ng: {h: i}\nj:\n  k: |\n    l\n\nm: n\n");
    let text = |key| covered(&tree, tree.span(value(&tree, key)));
    assert_eq!(text("a"), "- b: c\n    d:\n  - [e,\n   f ]");
    assert_eq!(text("g"), "{h: i}");
    assert_eq!(text("j"), "k: |\n    l");
}

#[test]
fn references_stand_for_what_they_name() {
    let tree = tree("a: &x {b: c}\nd: *x\ne: [*x, *x]\n");
    assert_eq!(tree.kind(value(&tree, "d")), Kind::Mapping);
    let entry = tree.entries(root(&tree)).nth(1).unwrap();
    assert_eq!(covered(&tree, tree.span(entry.at)), "*x");
    assert_eq!(covered(&tree, tree.span(entry.value)), "{b: c}");
    assert_eq!(tree.items(value(&tree, "e")).count(), 2);
}

#[test]
fn a_name_means_the_last_thing_that_was_given_it() {
    assert_eq!(shown(&parsed("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")), r#"{"a":"1" "b":"1" "c":"2" "d":"2" };"#);
}

#[test]
fn a_name_holds_in_its_own_document() {
    assert_eq!(told("a: &x 1\n---\nb: *x\n"), ["3:4 `*x` refers to nothing: no `&` before it has this name"]);
}

#[test]
fn a_reference_to_nothing_leaves_the_rest_alone() {
    let parsed = parsed("a: *nowhere\nb: c\n");
    assert_eq!(parsed.problems.len(), 1);
    assert_eq!(shown(&parsed), r#"{"a":* "b":"c" };"#);
}

#[test]
fn a_reference_from_within_is_a_loop() {
    let message = |name| format!("`{name}` refers to the part that contains it, so it would never end");
    assert_eq!(told("reports: &r\n  - id: a\n    reports: *r\n"), [format!("3:14 {}", message("*r"))]);
    assert_eq!(told("a: &r\n  <<: *r\n  b: c\n"), [format!("2:7 {}", message("*r"))]);
    assert_eq!(shown(&parsed("a: &r\n  <<: *r\n  b: c\n")), r#"{"a":{"b":"c" } };"#);
}

#[test]
fn merge_keys() {
    let merged = |text: &str| {
        let tree = tree(text);
        let mut out = String::new();
        show(&tree, value(&tree, "it"), &mut out);
        out
    };
    let bases = "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nthree: &three {<<: *two, d: 3}\n";
    assert_eq!(merged(&format!("{bases}it: {{<<: *one, a: own}}\n")), r#"{"a":"own" "b":"1" }"#);
    assert_eq!(merged(&format!("{bases}it: {{a: own, <<: *one}}\n")), r#"{"a":"own" "b":"1" }"#);
    assert_eq!(merged(&format!("{bases}it: {{<<: [*one, *two]}}\n")), r#"{"a":"1" "b":"1" "c":"2" }"#);
    assert_eq!(merged(&format!("{bases}it: {{<<: [*two, *one]}}\n")), r#"{"b":"2" "c":"2" "a":"1" }"#);
    assert_eq!(
        merged(&format!("{bases}it: {{<<: [*three, *one]}}\n")),
        r#"{"d":"3" "b":"2" "c":"2" "a":"1" }"#
    );
    assert_eq!(merged(&format!("{bases}it: {{<<: {{x: y}}}}\n")), r#"{"x":"y" }"#);
    assert_eq!(merged("it: {'<<': x}\n"), r#"{"<<":"x" }"#, "in quotes it is a key as any other");
    assert_eq!(merged("it: {<<: , a: b}\n"), r#"{"a":"b" }"#);
}

#[test]
fn merged_entries_are_known_as_such() {
    let tree = tree("base: &b {x: 1}\nit: {<<: *b, y: 2}\n");
    let it = value(&tree, "it");
    let merged: Vec<bool> = tree.entries(it).map(|entry| tree.is_merged(it, entry)).collect();
    assert_eq!(merged, [false, true]);
}

#[test]
fn a_merge_key_without_keys_is_a_mistake() {
    let message = "`<<` takes a set of keys, or a list of them, and this is neither";
    assert_eq!(told("a: {<<: b}\n"), [format!("1:9 {message}")]);
    assert_eq!(
        told("x: &x {y: z}\na: {<<: [*x, b, [c]]}\n"),
        [format!("2:14 {message}"), format!("2:17 {message}")]
    );
    assert_eq!(told("a: {<<: *x}\n").len(), 1, "a reference to nothing is one mistake");
}

#[test]
fn a_duplicate_key_has_both_places() {
    let Parsed { tree, problems } = parsed("a: 1\nb: 2\n'a': 3\na: 4\n");
    let [Problem::DuplicateKey { key, first, again }] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!((key.as_str(), first.start), ("a", 0));
    let again: Vec<&str> = again.iter().map(|span| covered(&tree, *span)).collect();
    assert_eq!(again, ["'a'", "a"]);
    assert_eq!(tree.text(value(&tree, "a")), "1", "the first one counts");
}

#[test]
fn duplicate_keys_in_a_mapping_of_many() {
    let mut text = String::new();
    for at in 0..200 {
        writeln!(text, "k{at}: v").unwrap();
    }
    text.push_str("k7: again\nk9: again\n");
    let found: Vec<String> = told(&text);
    assert_eq!(
        found,
        [
            "8:1 the key `k7` is written 2 times in one place",
            "10:1 the key `k9` is written 2 times in one place"
        ]
    );
}

#[test]
fn the_same_key_in_two_mappings_is_no_duplicate() {
    assert_eq!(told("- {a: 1}\n- {a: 2}\n- {A: 1, a: 2}\n"), [""; 0]);
    assert_eq!(told("b: &b {a: 1}\nc: {<<: *b, a: 2}\n"), [""; 0]);
}
