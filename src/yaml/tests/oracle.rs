//! Random texts: nothing panics, spans are sound, and structure and texts are those of another reader.

use proptest::prelude::*;
use serde::Deserialize as _;
use serde_yaml::Value;

use super::*;

/// Pieces of which YAML is made, and those that break it.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zé☕0-9]{1,4}",
        4 => Just(": ".to_owned()),
        4 => Just("\n".to_owned()),
        3 => Just("- ".to_owned()),
        3 => Just("  ".to_owned()),
        1 => "[\\[\\]{},:#&*!|>'\"%@`?\t\r~<=-]",
        1 => prop::sample::select(vec![
            "---\n", "...\n", "&a ", "*a", "<<: *a", "<<<<<<< HEAD\n", "\u{feff}", "\\x", "''", "# c", "!x ", "|\n  a\n", ">-\n",
        ]).prop_map(str::to_owned),
    ]
}

pub(super) fn yaml_like() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn check_sound(file: &Arc<SourceFile>) {
    let Parsed { tree, problems } = parse(file);
    let text = file.text();
    let sound = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    for problem in &problems {
        sound(problem.span());
        assert!(problem.to_string().chars().count() < 100, "{problem}");
    }
    tree.comments().iter().for_each(|span| sound(*span));
    for mark in tree.marks() {
        sound(mark.at);
        assert!(mark.at.end <= tree.span(mark.node).start, "a mark is before its text");
    }
    for index in 0..tree.len() {
        let node = NodeId(u32::try_from(index).unwrap());
        sound(tree.span(node));
        sound(tree.text_span(node));
        let _ = (tree.text(node), tree.is_null(node), tree.items(node).count(), tree.entries(node).count());
        let is_even = tree.kind(node) != Kind::Mapping || tree.children(node).count() % 2 == 0;
        assert!(is_even, "a key has a value in {text:?}");
        for child in tree.children(node) {
            assert!(tree.holds(node, child));
            let (outer, inner) = (tree.span(node), tree.span(child));
            assert!(outer.start <= inner.start && inner.end <= outer.end, "{outer:?} {inner:?} in {text:?}");
        }
    }
    assert!(tree.documents().iter().all(|document| document.complete || !problems.is_empty()));
}

/// A value that both readers can be asked for: texts that are not numbers, lists and mappings.
fn some_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z]{1,8}",
        "[ -~é☕\n]{0,12}",
        prop::sample::select(vec![
            "",
            "NO",
            "007",
            "a: b",
            "# x",
            "- y",
            "'",
            "\"",
            "~",
            "null",
            "x #y",
            "é\n\nz\n",
            " lead"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![9 => text.prop_map(Value::from), 1 => Just(Value::Null)];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Sequence),
            prop::collection::btree_map("[a-zé_]{1,6}", inner, 0..6).prop_map(|entries| {
                Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
            }),
        ]
    })
}

/// A value of the other reader in the notation of [`show`].
fn show_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push('~'),
        Value::String(text) => write!(out, "{text:?}").unwrap(),
        Value::Sequence(items) => {
            out.push('[');
            for item in items {
                show_value(item, out);
                out.push(' ');
            }
            out.push(']');
        }
        Value::Mapping(entries) => {
            out.push('{');
            for (key, value) in entries {
                show_value(key, out);
                out.push(':');
                show_value(value, out);
                out.push(' ');
            }
            out.push('}');
        }
        other => panic!("{other:?} is not generated"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn text_that_looks_like_yaml_is_read_without_a_panic(text in yaml_like()) {
        check_sound(&Arc::new(SourceFile::new("a", text)));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "(?s).{0,80}") {
        check_sound(&Arc::new(SourceFile::new("a", text)));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        check_sound(&Arc::new(SourceFile::from_bytes("a", bytes)));
    }
}

proptest! {
    #[test]
    fn what_is_read_is_what_another_reader_reads(value in some_value()) {
        let written = serde_yaml::to_string(&value).unwrap();
        let mut expected = String::new();
        show_value(&serde_yaml::from_str(&written).unwrap(), &mut expected);
        expected.push(';');
        let found = parsed(&written);
        prop_assert_eq!(&found.problems, &[], "{}", written);
        prop_assert_eq!(shown(&found), expected, "{}", written);
    }

    #[test]
    fn json_is_read_as_json(value in some_value()) {
        let written = serde_json::to_string_pretty(&value).unwrap();
        let mut expected = String::new();
        show_value(&value, &mut expected);
        expected.push(';');
        let found = parsed(&written);
        prop_assert_eq!(&found.problems, &[], "{}", written);
        prop_assert_eq!(shown(&found), expected, "{}", written);
    }
}

/// Whether libyaml reads every document of a text.
fn is_read_by_libyaml(text: &str) -> bool {
    serde_yaml::Deserializer::from_str(text).all(|document| Value::deserialize(document).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_libyaml_reads_is_no_slip(text in prop_oneof![yaml_like(), super::random::chart()]) {
        // The start of a text below `|` or `>` may stand further left for libyaml, and marks of a merge conflict
        // are plain texts.
        let text = text.replace(['|', '>', '\u{feff}'], "").replace("<<<<<<<", "");
        if is_read_by_libyaml(&text) {
            let problems = parsed(&text).problems;
            // Two quotes that each lack their other half pass for one text over several entries, and are told.
            let refused = problems.iter().any(|problem| {
                matches!(problem, Problem::Syntax { message, .. } if !message.contains("after other keys or items"))
            });
            prop_assert!(!refused, "{text:?} {problems:?}");
        }
    }
}
