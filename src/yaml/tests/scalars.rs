//! Texts, their exact places, and comments.

use super::*;
use crate::source::TextError;
use crate::yaml::Style;

#[test]
fn spans_are_exact_to_the_byte() {
    let text = "clé: Café ☕\n'añ': \"ü\"\nb: |\n  zwei\n  drei\n\nc: >-\n   x\n# end\nd: ä\n";
    let tree = tree(text);
    let spans: Vec<(&str, &str)> = tree
        .entries(root(&tree))
        .map(|entry| (covered(&tree, tree.span(entry.key)), covered(&tree, tree.span(entry.value))))
        .collect();
    let expected = [("clé", "Café ☕"), ("'añ'", "\"ü\""), ("b", "zwei\n  drei"), ("c", "x"), ("d", "ä")];
    assert_eq!(spans, expected);
    assert_eq!(tree.text(value(&tree, "b")), "zwei\ndrei\n");
    assert_eq!(tree.text(value(&tree, "c")), "x");
    assert_eq!(covered(&tree, tree.text_span(value(&tree, "añ"))), "ü");
}

#[test]
fn texts_are_what_the_quotes_say() {
    let text = "a: 'it''s'\nb: \"x\\ty\\u00e9\"\nc: one\n  two\nd: ''\ne: \"\"\nf: \"a\n  b\"\n";
    let tree = tree(text);
    let texts = ["a", "b", "c", "d", "e", "f"].map(|key| tree.text(value(&tree, key)));
    assert_eq!(texts, ["it's", "x\ty\u{e9}", "one two", "", "", "a b"]);
    assert_eq!(covered(&tree, tree.span(value(&tree, "d"))), "''");
    assert_eq!(covered(&tree, tree.span(value(&tree, "c"))), "one\n  two");
    assert!(!tree.is_null(value(&tree, "d")), "an empty text is written, nothing is not");
}

#[test]
fn what_is_nothing_and_what_is_a_text_that_says_so() {
    let text = "a:\nb: ~\nc: null\nd: Null\ne: 'null'\nf: !!str\ng: ''\nh: \"~\"\ni: NULL\nj: !!str null\n";
    let tree = tree(text);
    let nulls: Vec<&str> = tree
        .entries(root(&tree))
        .filter(|entry| tree.is_null(entry.value))
        .map(|entry| tree.text(entry.key))
        .collect();
    assert_eq!(nulls, ["a", "b", "c", "f"]);
    assert_eq!(tree.text(value(&tree, "a")), "");
}

#[test]
fn an_empty_value_stands_right_behind_its_key() {
    let tree = tree("a:\n  # more\nb: {c: , d: }\ne:");
    let at = |node| (tree.span(node).start, tree.span(node).end, tree.style(node));
    assert_eq!(at(value(&tree, "a")), (2, 2, Style::Empty));
    assert_eq!(covered(&tree, Span::new(at(value(&tree, "e")).0 - 2, at(value(&tree, "e")).1)), "e:");
    let inner = value(&tree, "b");
    assert_eq!(covered(&tree, tree.span(inner)), "{c: , d: }");
    assert_eq!(tree.style(tree.get(inner, "c").unwrap()), Style::Empty);
}

#[test]
fn line_ends_of_every_kind() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a: b", "c: |", "  d", "  e", "f:", "  - g # h", "i: j", ""].join(end);
        let tree = tree(&text);
        assert_eq!(tree.text(value(&tree, "a")), "b");
        assert_eq!(covered(&tree, tree.span(value(&tree, "a"))), "b");
        assert_eq!(tree.text(value(&tree, "c")), "d\ne\n", "a line end is read as a line feed");
        assert_eq!(covered(&tree, tree.span(value(&tree, "c"))), ["d", "  e"].join(end));
        assert_eq!(covered(&tree, tree.span(value(&tree, "f"))), "- g");
        assert_eq!(covered(&tree, tree.comments()[0]), "# h");
        let line = tree.file().position(tree.span(value(&tree, "i")).start).line;
        assert_eq!(line, 7);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_key() {
    let tree = tree("\u{feff}añ: b\n");
    assert_eq!(tree.text(tree.entries(root(&tree)).next().unwrap().key), "añ");
    assert_eq!(covered(&tree, tree.span(value(&tree, "añ"))), "b");
    let at = tree.file().position(tree.span(value(&tree, "añ")).start);
    assert_eq!((at.line, at.column), (1, 5));
}

#[test]
fn comments_are_kept_with_their_place() {
    let text = "# top\na: b # beside, ü\n\n  # indented\nc: 'no # comment'\nd: e#f\ng: [h, # in\n i]\n#end";
    let tree = tree(text);
    let comments: Vec<&str> = tree.comments().iter().map(|span| covered(&tree, *span)).collect();
    assert_eq!(comments, ["# top", "# beside, ü", "# indented", "# in", "#end"]);
    assert!(tree.comments().is_sorted());
}

#[test]
fn many_comments_in_a_row_are_no_mistake() {
    let text = format!("positions:\n{}  - id: a\n", "  # x\n".repeat(5000));
    assert_eq!(tree(&text).comments().len(), 5000);
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let told = |bytes: &[u8]| {
        let file = Arc::new(SourceFile::from_bytes("a", bytes.to_vec()));
        let problems = parse(&file).problems;
        let [Problem::Text(error)] = &problems[..] else { panic!("{problems:?}") };
        error.clone()
    };
    assert_eq!(told(b"a: \xe9\n"), TextError::NotUtf8 { at: 3 });
    assert_eq!(told(b"a: b\0\n"), TextError::Nul { at: 4 });
    assert!(matches!(told(b"\xff\xfea\0:\0"), TextError::WrongEncoding { name: "UTF-16 (little endian)" }));
    assert!(matches!(told(b"\0a\0:\0 \0b"), TextError::WrongEncoding { name: "UTF-16 (big endian)" }));
    assert!(told(b"a: \xe9\n").to_string().contains("byte 3"));
}
