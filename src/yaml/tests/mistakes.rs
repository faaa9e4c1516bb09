//! What people who do not program get wrong, and what they are told about it.

use super::*;

/// A position's fields, in a list.
fn position(field: &str) -> String {
    format!("positions:\n  - id: ceo\n    {field}\n  - id: cto\n")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(text), [*expected], "\n{text}");
    }
}

fn check_fields(cases: &[(&str, &str)]) {
    for (field, expected) in cases {
        let text = position(field);
        assert_eq!(told(&text), [*expected], "\n{text}");
    }
}

#[test]
fn quotes_without_an_end_are_shown_where_they_open() {
    let double = "3:12 the quote (`\"`) that opens here has no end";
    let single = "3:12 the quote (`'`) that opens here has no end";
    check_fields(&[("title: \"Chief", double), ("title: 'Chief", single)]);
    check(&[
        ("positions:\n  - id: a\n    title: \"Chief", double),
        ("positions:\n  - id: a\n    title: \"Chief\n---\npositions: []\n", double),
        ("positions:\n  - id: \"a\n    title: \"b\"\n", "2:9 the quote (`\"`) that opens here has no end"),
        ("positions:\n  - id: a\n    'title: b\n", "3:5 the quote (`'`) that opens here has no end"),
        ("a: it's\nb: O'Hara's \"x\"\nc: \"d\n", "3:4 the quote (`\"`) that opens here has no end"),
        ("[{\"a\": \"b\"},\n {\"a\": \"b}]\n", "2:8 the quote (`\"`) that opens here has no end"),
        ("- { id: 'a, title: b }\n- { id: c }\n", "1:9 the quote (`'`) that opens here has no end"),
    ]);
}

#[test]
fn quotes_within_quotes_are_shown_where_the_text_ends_too_early() {
    check_fields(&[
        (
            "title: 'Chief's Officer'",
            "3:18 the apostrophe here ends the text in quotes, and more of it follows",
        ),
        ("title: \"Chief \"Big\" Officer\"", "3:19 the quote here ends the text, and more of it follows"),
        ("title: \"Chief\" Officer", "3:20 more text follows the closing quote"),
        (
            "title: \"C:\\Users\"",
            "3:15 a backslash within `\"` starts a code here, but YAML does not know this one",
        ),
        (
            "title: \"é\\\\ \\d\"",
            "3:17 a backslash within `\"` starts a code here, but YAML does not know this one",
        ),
        (
            "title: \"Chief Officer \\\\ of \\d\"",
            "3:33 a backslash within `\"` starts a code here, but YAML does not know this one",
        ),
    ]);
    check(&[("title: \"a\nb\"\n", "2:1 a line of a text in quotes starts too far to the left")]);
}

#[test]
fn tabs_are_shown_themselves() {
    let tab = |place: &str| format!("{place} this line is indented with a tab, but YAML takes only spaces");
    check(&[
        ("positions:\n\t- id: a\n", &tab("2:1")),
        ("positions:\n  - id: a\n\ttitle: b\n", &tab("3:1")),
        ("positions:\n  - id: a\n  \ttitle: b\n", &tab("3:3")),
        ("company:\n  name: x\n\temployees: 5\n", &tab("3:1")),
        ("a: |\n\ttext\n", &tab("2:1")),
    ]);
    // Between brackets a tab is as good as a space, and so it is behind a key.
    assert_eq!(told("{\n\t\"a\": [\n\t\t\"b\"\n\t]\n}\n"), [""; 0]);
    assert_eq!(told("a:\tb\n"), [""; 0]);
}

#[test]
fn colons_and_their_spaces() {
    let no_colon = |place: &str| format!("{place} this line has no colon, so it is not a key");
    let no_space = |place: &str| format!("{place} a space is missing after this `:`");
    check_fields(&[
        ("title:CEO", &no_space("3:10")),
        ("title CEO", &no_colon("3:5")),
        ("title = CEO", "3:11 a key is followed by `: `, but this one by `=`"),
        ("title； CEO\n    name: x", &no_colon("3:5")),
        ("title： CEO", "3:10 a key is followed by `: `, but this one by `：`"),
        ("title: Head of: Things", "3:12 a text with a colon (`: `) in it has to be in quotes"),
        ("title: CEO:", "3:12 a text with a colon (`: `) in it has to be in quotes"),
        ("goals: text: more", "3:12 a text with a colon (`: `) in it has to be in quotes"),
    ]);
    check(&[
        ("positions:\n  - id:ceo\n    title: CEO\n", &no_space("2:7")),
        ("positions:\n  - id: a\n    title: b\n  - id:ceo\n    title: CEO\n", &no_space("4:7")),
        ("positions\n  - id: ceo\n    title: CEO\n", &no_colon("1:1")),
        ("positions:\n  - id: ceo\nthe end\n", &no_colon("3:1")),
        ("{a:[b]}\n", "1:3 a space is missing after this `:`"),
    ]);
    // A web address and a time are texts.
    assert_eq!(told(&position("mandate: https://example.org/a:b")), [""; 0]);
}

#[test]
fn indentation_that_fits_nothing() {
    let fits_none =
        |place: &str| format!("{place} the indentation of this line fits none of the lines above it");
    let deeper = |place: &str| {
        format!("{place} this line is indented deeper than the key above it, which already has a value")
    };
    check(&[
        ("positions:\n  - id: ceo\n      title: CEO\n", &deeper("3:7")),
        ("company: Acme\n  employees: 5\n", &deeper("2:3")),
        ("positions:\n  - id: ceo\n   title: CEO\n", &fits_none("3:4")),
        ("positions:\n- id: a\n title: b\n", &fits_none("3:2")),
        ("company:\n  name: Acme\n employees: 5\n", &fits_none("3:2")),
        (
            "positions:\n  - id: ceo\n  title: CEO\n",
            "3:3 this line starts where the list items above start, but has no `-`",
        ),
        (
            "positions:\n  - id: a\n - id: b\n",
            "3:2 this list item starts in column 2, but the one before it in column 3",
        ),
        (
            "positions:\n  - id: a\n    title: b\n   - id: c\n     title: d\n",
            "4:4 this list item starts in column 4, but the one before it in column 3",
        ),
        ("positions:\n  - id: a\n    title: b\n    - id: c\n", "4:5 this list item is among keys"),
    ]);
}

#[test]
fn list_items() {
    check(&[
        ("positions:\n  -id: ceo\n    title: CEO\n", "2:3 a space is missing after this `-`"),
        ("positions:\n  - id: a\n  -id: b\n   title: c\n", "3:3 a space is missing after this `-`"),
        (
            "positions:\n  – id: a\n    title: b\n",
            "2:3 a list item starts with a plain hyphen (`-`), but this one starts with `–`",
        ),
        (
            "positions:\n  * id: a\n    title: b\n",
            "2:3 a list item starts with a plain hyphen (`-`), but this one starts with `*`",
        ),
        ("positions:\n  - { id: a } x\n  - { id: b }\n", "2:15 more follows here, after a complete value"),
        ("positions: - id: a\n           - id: b\n", "1:12 a list cannot start on the line of its key"),
    ]);
    check_fields(&[("reports_to: - cto", "3:17 a list cannot start on the line of its key")]);
}

#[test]
fn texts_that_start_with_a_sign() {
    for sign in ["@", "%", "& ", "* ", "!a,", "*lead of ", "? ", "[CEO] ", "{CEO} ", "|"] {
        let first = sign.chars().next().unwrap();
        let text = position(&format!("title: {sign}x"));
        let expected = match first {
            '|' => {
                "3:12 `|` announces a text on the lines below, and more follows on its own line".to_owned()
            }
            _ => format!("3:12 a text that starts with `{first}` has to be in quotes"),
        };
        assert_eq!(told(&text), [expected], "\n{text}");
    }
    check_fields(&[("title: `x`", "3:12 a text that starts with a backtick has to be in quotes")]);
}

#[test]
fn a_sign_that_takes_a_word_away_from_a_text_is_in_the_tree() {
    let marked = |text: &str| -> Vec<String> {
        let tree = tree(text);
        tree.marks()
            .iter()
            .map(|mark| format!("{} {}", covered(&tree, mark.at), tree.text(mark.node)))
            .collect()
    };
    assert_eq!(marked("title: !lead of x\n"), ["!lead of x"]);
    assert_eq!(marked("title: &Sons Ltd\n"), ["&Sons Ltd"]);
    assert_eq!(marked("title: !lead\n"), ["!lead "]);
    assert_eq!(marked("a: &x b\nc: *x\nd: !!str 7\ne: !!int 8\nf: !x 'y'\ng: &z {h: i}\n"), [""; 0]);
}

#[test]
fn brackets() {
    check(&[
        ("a: [b\nc: d\n", "1:4 `[` opens here and is not closed"),
        ("- { a: b, c: { d: e }\n- f\n", "1:3 `{` opens here and is not closed"),
        ("{ \"a\": [ 1, 2 }\n", "1:8 `[` opens here, but `}` closes it"),
        ("a: b]\nc: ]\n", "2:4 `]` closes nothing here"),
        ("a: [b, c]]\n", "1:10 `]` closes nothing here"),
        ("[a, - b]\n", "1:5 a list item with `-` cannot be within `[` and `]` or `{` and `}`"),
        ("- { a: 'it''s', b: c\n- f\n", "1:3 `{` opens here and is not closed"),
    ]);
}

#[test]
fn what_is_behind_the_comma_tells_what_a_wrong_bracket_closes() {
    let text = "- { a: [b}, c], d: e }\n";
    assert_eq!(told(text), ["1:8 `[` opens here, but `}` closes it"]);
    assert_eq!(shown(&parsed(text)).replace('…', ""), "[{\"a\":[\"b\" \"c\" ] \"d\":\"e\" } ];");
}

#[test]
fn lines_within_brackets_may_start_anywhere() {
    let texts = [
        "a: [\n  b,\n  c # d\n]\n",
        "a: {\n  b: c\n}\ne: f\n",
        "- a: [\n{b: c},\n{d: e}\n]\n  f: 'g\n    h'\n",
        "a:\n  b: {c: d,\n e: f\n}\n",
        "- a: [\n{b: \"c ] d\"},\n{e: '} f'}\n]\n",
    ];
    for text in texts {
        let parsed = parsed(text);
        assert_eq!(parsed.problems, [], "{text}");
        assert!(parsed.tree.documents().iter().all(|document| document.complete));
    }
    // A quote without an end swallows nothing that way.
    check(&[
        (
            "a: [\n  b\n]\nc:\n- d: \"e\n- f: g\"\n",
            "5:6 the quote (`\"`) that opens here closes 1 line below, after other keys or items",
        ),
        ("a: [\n  b\n]\nc: [\n", "4:4 `[` opens here and is not closed"),
    ]);
}

#[test]
fn json() {
    check(&[
        ("{\"a\": \"b\" \"c\": \"d\"}\n", "1:11 a comma is missing here"),
        ("[{\"a\": \"b\"}\n {\"c\": \"d\"}]\n", "2:2 a comma is missing before this, or a closing bracket"),
        ("{\"a\": 1,, \"b\": 2}\n", "1:9 a value is missing before this comma"),
        ("{\"a\"; 1}\n", "1:5 `:` or `,` is expected here"),
        ("{\"a\": [1, 2}\n", "1:7 `[` opens here, but `}` closes it"),
        ("{\"a\": {\"b\": 1}\n", "1:1 `{` opens here and is not closed"),
    ]);
    // YAML takes a comma behind the last value.
    assert_eq!(told("{\"a\": [1, 2,],}\n"), [""; 0]);
}

#[test]
fn comments_and_marks_of_other_languages() {
    check(&[
        ("// chart\npositions:\n  - id: a\n", "1:1 a comment starts with `#` in YAML"),
        ("```yaml\npositions:\n  - id: a\n```\n", "1:1 a line with ``` belongs to Markdown, not to a chart"),
        (
            "%title: x\n",
            "1:1 a line that starts with `%` is an instruction to the reader of the file, but this is not one",
        ),
        ("!a\n--- b\n...\n[] c\n", "4:4 more follows here, after a complete value"),
        ("!a !b c\n", "1:4 more follows here, after a complete value"),
        ("a: \"b\"# c\n", "1:7 a comment starts right behind a text in quotes"),
        ("a: b # c\n  d\n", "1:6 there is a comment in the middle of a text that continues after it"),
        ("a: \u{1}b\n", "1:4 a character that cannot be shown (U+0001) is here"),
        ("a: b\u{1}\n", "1:5 a character that cannot be shown (U+0001) is here"),
        ("a: b\n\u{feff}c: d\n", "2:1 there is an invisible character (a byte-order mark) within the file"),
    ]);
}

#[test]
fn a_merge_conflict_is_named_once() {
    let conflict = |place: &str| format!("{place} the file has both sides of a merge conflict");
    check(&[
        ("positions:\n<<<<<<< HEAD\n  - id: a\n=======\n  - id: b\n>>>>>>> x\n", &conflict("2:1")),
        (
            "positions:\n  - id: a\n<<<<<<< HEAD\n    title: A\n=======\n    title: B\n>>>>>>> x\n",
            &conflict("3:1"),
        ),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", &conflict("1:1")),
        ("{\n<<<<<<< HEAD\n \"a\": 1,\n=======\n \"a\": 2,\n>>>>>>> x\n \"b\": 3}\n", &conflict("2:1")),
        ("[\n{\"a\": 1},\n<<<<<<< HEAD\n{\"b\": 1},\n=======\n>>>>>>> x\n{\"b\": 3}]\n", &conflict("3:1")),
    ]);
    assert_eq!(told("a: <<<<<<< HEAD\nb: '<<<<<<<'\n"), [""; 0]);
    assert_eq!(told("title\n=======\nb: c\n"), ["1:1 this line has no colon, so it is not a key"]);
}

#[test]
fn two_starts_of_a_document_are_an_empty_one_and_no_mistake() {
    let parsed = parsed("---\n---\na: b\n");
    assert_eq!(parsed.problems, []);
    assert_eq!(shown(&parsed), "~;{\"a\":\"b\" };");
}

#[test]
fn files_that_were_joined_are_read_as_their_documents() {
    for text in ["a: b\n\u{feff}---\nc: d\n", "a: b\n---\n\u{feff}c: d\n", "a: b\r\n\u{feff}---\r\nc: d\r\n"]
    {
        let parsed = parsed(text);
        assert_eq!(parsed.problems, [], "{text:?}");
        assert_eq!(shown(&parsed), "{\"a\":\"b\" };{\"c\":\"d\" };", "{text:?}");
    }
}

#[test]
fn every_message_is_short_and_plain() {
    let texts = [
        "a: \"b",
        "a: 'b",
        "a: [b",
        "a: {b",
        "a: b: c",
        "a: 'b'c",
        "a: \"b\"c",
        "a: @b",
        "a: `b",
        "a: |b\n",
        "a: \"\\q\"",
        "\tb: c",
        "- a\nb",
        "a: - b",
        "a:\n  - b\n c: d",
        "a: *b c",
        "a: *b",
        "a: &a [*a]",
        "<<: a\nb: c",
        "a: b\na: c",
        "%a",
        "a]",
        "[a: b: c]",
        "[a\n---",
        "[a b: {c]",
        "{a: b c: d}",
        "a: b\n  c: d",
        "... a",
        "!<a b",
        "? a\n b\n? ",
    ];
    for text in texts {
        for problem in parsed(text).problems {
            let message = problem.to_string();
            assert!(message.chars().count() < 100, "{message}");
            assert!(!message.ends_with('.') && !message.contains('?'), "{message}");
            assert!(message.chars().next().is_some_and(|c| !c.is_uppercase()), "{message}");
            assert!(!problem.help().is_empty() && !problem.help().ends_with('.'), "{}", problem.help());
        }
    }
}
