//! Files read in pieces: what comes out is what reading them from their start gives, node by node.

use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::yaml::alike::{assert_same, is_read_alike_in_pieces as is_read_alike};
use crate::yaml::build::parse_from_start;
use crate::yaml::cut::{Starts, cut, size_among, size_for};

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new("org.yaml", text))
}

fn pieces_of(text: &str) -> usize {
    cut(text, 1).map_or(0, |pieces| pieces.len())
}

const FLAT: &str =
    "company: {name: Acme}\npositions:\n  - id: a\n    title: CEO\n  - id: b\n    title: CTO\n  - id: c\n";

#[test]
fn a_flat_list_is_cut_before_its_items() {
    assert_eq!(pieces_of(FLAT), 3);
    assert!(is_read_alike(FLAT, 1));
    let texts: Vec<&str> = cut(FLAT, 1).unwrap().into_iter().map(|piece| &FLAT[piece.range]).collect();
    assert_eq!(texts[1..], ["  - id: b\n    title: CTO\n", "  - id: c\n"]);
    assert_eq!(texts.concat(), FLAT);
}

#[test]
fn keys_after_the_list_are_a_piece_of_their_own() {
    let text = format!("{FLAT}roots: [a]\nexceptions:\n  - rule: x\n  - rule: y\n");
    let starts: Vec<bool> = cut(&text, 1).unwrap().iter().map(|piece| piece.starts == Starts::Keys).collect();
    assert_eq!(starts, [true, false, false, true, false]);
    assert!(is_read_alike(&text, 1));
}

#[test]
fn lists_of_every_common_form_are_cut() {
    for text in [
        "positions:\n- a\n- b\n- c\n",
        "---\npositions: # all\n\n# c\n    - a\n    - b\n",
        "# c\r\npositions:\r\n  - id: a\r\n    note: |\r\n      - x\r\n  - id: b\r\n",
        "\u{feff}positions:\n  - é: ☕\n  - 'R&D': Tom & Jerry * 2\n",
        "positions:\n  - note: |\n      # text\n      more\n  # between\n# left\n  - id: >-\n      a\n      b\n  - c\n",
        "positions:\n- reports:\n  - a\n  - b\n- reports:\n  - c\nroots:\n- x\n- y\n",
        "positions:\n  - a: !lead of x\n  - b: !!str 1\n",
        "positions:\n  - [a, {b: c,\n    d: e}]\n  - \"x\n    y\"\n  - x\n    y\n",
        "positions:\n  - <<: {a: b}\n  - c: d",
        "'positions':\n  -\n  - # c\n  -\n    a: b\n",
        "positions:\n  - a: |+\n      x\n\n  - b\n  - c\n",
        "positions:\n  - a: b\n  - a: b\n    a: c\n  - d:\n    - e: f\n      e: g\n",
    ] {
        assert!(is_read_alike(text, 1), "{text:?}");
    }
}

#[test]
fn whatever_is_not_certain_is_read_from_the_start() {
    for text in [
        // Nothing to cut.
        "positions: [a,\n b]\n",
        "org:\n  title: CEO\n  reports:\n  - a\n  - b\n",
        "- a\n- b\n",
        "notes: |\n  - a\n  - b\n",
        "notes: a:\n  - a\n  - b\n",
        // Names for parts, and references to them.
        "positions:\n  - &a x\n  - *a\n",
        "positions:\n  - a: [x, &a y]\n  - b\n",
        // Other documents.
        "positions:\n  - a\n  - b\n---\npositions:\n  - c\n",
        "%YAML 1.2\n---\npositions:\n  - a\n  - b\n",
        "--- |\npositions:\n  - a\n  - b\n",
        "--- \"\npositions:\n  - a\n  - b\n",
        "|\npositions:\n  - a\n  - b\n",
        "positions:\n  - a\n  - b\n...\n",
        // Mistakes.
        "positions:\n  - a: \"x\n  - b: y\"\n",
        "positions:\n  - a: [x,\n  - y]\n",
        "positions:\n  - a\n  - b\npositions:\n  - c\n",
        "positions:\n  - a\n  - b\nmore\n",
        "positions:\n  - a\n  - b\n{c: d}\n",
        "positions:\n  - a\n  - b\n c: d\n",
        "positions:\n    - a\n    - b\n  - c\n",
        "positions:\n  - a\n  - b\n<<<<<<< HEAD\n  - c\n",
        "positions:\n  - a\n  - \"x\n  y\"\n",
        "positions:\n  - a\n\t- b\n  - c\n",
        "positions:\r  - a\n  - b\n",
        "\tpositions:\n  - a\n  - b\nroots: [a]\n",
        "\u{feff} positions:\n  - a\n  - b\nroots: [a]\n",
        "positions:\n  - a\r  - b\n  - c\n",
        "\"a\npositions:\n  - b\n  - c\"\n",
        "{a: b,\npositions:\n  - b\n  - c\n}\n",
    ] {
        assert!(!is_read_alike(text, 1), "{text:?}");
    }
}

#[test]
fn only_what_is_large_is_cut_and_only_for_many_cores() {
    assert_eq!(size_for(1 << 19), None);
    assert_eq!(size_among(1 << 30, 1), None);
    assert_eq!(size_among(1 << 20, 64), Some(256 << 10));
    assert_eq!(size_among(1 << 30, 2), Some(1 << 27));
    assert!(cut(FLAT, FLAT.len()).is_none());
}

#[test]
fn a_large_file_is_the_same_in_pieces_and_its_mistakes_are_those_of_the_file() {
    let mut text = String::from("company:\n  name: Acme\npositions:\n");
    while text.len() < 1_200_000 {
        let at = text.len();
        write!(text, "  - id: p{at} # c\n    title: \"a \\u0041\"\n    note: >\n      x\n      - y\n")
            .unwrap();
    }
    text.push_str("roots: [p1]\n");
    assert!(is_read_alike(&text, 256 << 10));
    let whole = parsed(&text);
    assert_same(&whole.tree, &parse_from_start(&file(&text)).tree);
    text.push_str("roots: [p2]\n");
    let whole = parsed(&text);
    assert!(matches!(&whole.problems[..], [Problem::DuplicateKey { .. }]), "{:?}", whole.problems);
}

/// Items and what stands between them, each beginning with the spaces of the list; `~` stands for them.
fn item() -> impl Strategy<Value = String> {
    let sound = prop::sample::select(vec![
        "~- id: a\n~  title: CEO\n",
        "~- id: b # c\n~  name: Tom & Jerry\n",
        "~- x\n",
        "~-\n",
        "~- \n",
        "~- # c\n",
        "~-\n~  id: a\n",
        "~- - a\n~  - b\n",
        "~- a:\n~  - b\n~  - c\n~  d:\n",
        "~- a:\n~    - b\n~    -\n",
        "~- |\n~  x\n~  - y\n~   # z\n",
        "~- a: |\n~    x\n\n~    y\n",
        "~- a: |+\n~    x\n\n\n",
        "~- a: >-\n~    x\n~   \n~\n",
        "~- |+\n",
        "~- >\n\n",
        "~- a: |2\n~    x\n",
        "~- |1\n~ x\n~  y\n",
        "~- \"x\n\n~  - y\"\n",
        "~- 'it''s\n~  x'\n",
        "~- a: x\n~    y # c\n",
        "~- x\n\n~  y\n",
        "~- {a: b, c: [d,\n~   - e, f]}\n",
        "~- {a: [b, # c\n~   c], ? d, e: }\n",
        "~- [\n~  ]\n",
        "~- ? a\n~  : b\n",
        "~- ? a\n",
        "~- ? \n~  : - a\n",
        "~- : a\n",
        "~- !lead of x\n",
        "~- a: !!str 1\n~  b: !x\n",
        "~- <<: {a: b}\n",
        "~- é: ☕️\n~  \u{2028}: \u{85}\n",
        "~-\ta\n",
        "~- a:\t\"b\"\t# c\n",
        "~- a: ''\n~  b: \"\"\n~  c: ~\n",
        "~- a\t\n\t\n",
        "~- \"a\\nb\\\n~  c\"\n",
        "~- \"a: b\": 'c # d'\n",
    ]);
    let between = prop::sample::select(vec![
        "\n",
        "# c\n",
        "~# c\n",
        "~  # c\n",
        "~   \n",
        " \n",
        "\t\n",
        "        # c\n",
    ]);
    let risky = prop::sample::select(vec![
        "~- a: 1\n~  a: 2\n",
        "~- &a x\n",
        "~- *a\n",
        "~- \"x\n",
        "~- y\"\n",
        "~- [a,\n",
        "~- b]\n",
        "~- {a: b\n~}\n",
        "~- \"x\n~y\"\n",
        "~- a: |\n~x\n",
        "~- a: b: c\n",
        "~- a\n~b\n",
        "~ - a\n",
        "~  b: c\n",
        "~x: y\n",
        "\t- a\n",
        "<<<<<<< HEAD\n",
        "---\n",
        "...\n",
        "- a\n",
        "z\n",
        "? z\n",
        "%TAG\n",
        "'\n",
        "\r",
        "\u{feff}",
        "~- a: @x\n",
        "~- a: 'b' c\n",
    ])
    .prop_map(str::to_owned);
    prop_oneof![40 => sound.prop_map(str::to_owned), 10 => between.prop_map(str::to_owned), 1 => risky]
}

/// A key at the left margin with a list, or with something else.
fn section() -> impl Strategy<Value = String> {
    let list =
        (0..5_usize, "[a-z]{1,3}", prop::collection::vec(item(), 0..12)).prop_map(|(column, key, items)| {
            format!("{key}:\n{}", items.concat().replace('~', &" ".repeat(column)))
        });
    let other = prop::sample::select(vec![
        "as_of: 2026-01-15\n",
        "company:\n  name: Acme\n  regimes:\n  - a\n  - b\n",
        "# c\n",
        "\n",
        "notes: |\n  a:\n  - b\n  - c\n",
        "notes: |\n\n  - c\n\n",
        "roots: [a, b]\n",
        "roots: [a,\n  - b]\n",
        "\"q\":\n",
        "e:\n",
        "? k\n: - a\n",
        "'l' : # c\n\n - a\n - b\n",
        "t: !x\n  - a\n  - b\n",
        "p: a\n  b:\n",
        "p: a\n  - b\n  - c\n",
        "<<: {m: n}\n",
        "{f: g}: h\n",
        "[f]: h\n",
        "!x k: v\n",
        "!x\nk: v\n",
        "<<: 1\n",
        "w\n",
        "w\n: v\n",
        "--- # c\n",
        "&a k: v\n",
    ])
    .prop_map(str::to_owned);
    prop_oneof![3 => list, 2 => other]
}

pub(super) fn chart() -> impl Strategy<Value = String> {
    let head = prop::sample::select(vec![
        "",
        "",
        "---\n",
        "# c\n---\n",
        "\u{feff}",
        "\u{feff}# c\n\n",
        "--- >\n",
        "|\n",
        "\"\n",
        "--- !x\n",
    ]);
    let ends = prop::sample::select(vec!["", "", "x", "  ", "\n\n", "# c", "...\n"]);
    (head, prop::collection::vec(section(), 1..5), ends, 0..4_usize).prop_map(
        |(head, sections, ends, breaks)| {
            let text = format!("{head}{}{ends}", sections.concat());
            if breaks == 0 { text.replace('\n', "\r\n") } else { text }
        },
    )
}

/// A chart that is without a mistake more often than not.
pub(super) fn sound_list() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(item(), 1..8);
    (0..5_usize, line, prop::bool::ANY, "[a-z]{1,3}").prop_map(|(column, items, tail, key)| {
        let items = items.concat().replace('~', &" ".repeat(column));
        let tail = if tail { format!("{key}{key}: 1\n") } else { String::new() };
        format!("a: b\n{key}0:\n{items}{tail}")
    })
}

/// How many random charts are tried.
pub(super) fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("ORGLINT_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(usual))
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_random_list_is_read_alike_in_pieces(text in sound_list(), size in 1..80_usize) {
        is_read_alike(&text, size);
    }

    #[test]
    fn a_random_chart_is_read_alike_in_pieces(text in chart(), size in 1..80_usize) {
        is_read_alike(&text, size);
    }

    #[test]
    fn random_text_is_read_alike_in_pieces(text in super::oracle::yaml_like(), size in 1..20_usize) {
        is_read_alike(&format!("a:\n- {text}\n- b\n- {text}\n"), size);
        is_read_alike(&text, size);
    }
}

#[test]
fn many_random_lists_are_read_in_pieces() {
    let mut runner = TestRunner::deterministic();
    let texts = (0..300).map(|_| sound_list().new_tree(&mut runner).unwrap().current());
    let in_pieces = texts.filter(|text| is_read_alike(text, 1)).count();
    assert!(in_pieces > 100, "{in_pieces} of 300");
}

/// Every chart below a folder.
pub(super) fn charts_below(folder: &Path, found: &mut Vec<Arc<SourceFile>>) {
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let is_chart = entry
            .path()
            .extension()
            .is_some_and(|kind| ["yaml", "yml", "json"].iter().any(|known| kind == *known));
        if is_chart && let Ok(bytes) = std::fs::read(entry.path()) {
            found.push(Arc::new(SourceFile::from_bytes(entry.path().to_string_lossy(), bytes)));
        }
    }
}

#[test]
fn charts_are_read_alike_in_pieces_of_any_size() {
    let mut charts = Vec::new();
    charts_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut charts);
    if let Some(folder) = std::env::var_os("ORGLINT_REAL_CHARTS") {
        charts_below(Path::new(&folder), &mut charts);
    }
    let texts = charts.iter().filter(|file| file.error().is_none()).map(|file| file.text());
    let in_pieces = texts.filter(|text| {
        let largest = text.len() / 2 + 1;
        [1, 200, 5000, largest].into_iter().filter(|size| is_read_alike(text, *size)).count() > 0
    });
    assert!(in_pieces.count() > 3, "some fixtures are flat lists");
}
