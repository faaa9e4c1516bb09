//! Differences on paper: nothing in them is taken for markup or a command, and no name slips out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};

use super::*;
use crate::compare::{Above, Changed, Changes, Listed, Moved, Named, Person, Retitled, Shape, Version};

fn named(id: &str, called: &str) -> Named {
    Named { id: id.to_owned(), called: Some(called.to_owned()) }
}

fn comparison() -> Comparison {
    let hostile = named("a`b\u{1b}[31m", "Head of `x` | <b>@all</b>\n::error::x");
    let person = |at: &Named| Person { name: "Secret Name".to_owned(), at: vec![at.clone()] };
    let changes = Changes {
        added: vec![Listed { position: hostile.clone(), above: Above::Unknown("Secret Manager".to_owned()) }],
        moved: vec![Moved {
            position: named("d", "D"),
            from: Above::Id("a".to_owned()),
            to: Above::Unknown("Secret Manager".to_owned()),
            below: 2,
        }],
        retitled: vec![Retitled { id: "c".to_owned(), from: None, to: Some("**C**".to_owned()) }],
        joined: vec![person(&hostile)],
        changed: vec![Changed {
            name: "Secret Name".to_owned(),
            from: vec![named("c", "C")],
            to: Vec::new(),
        }],
        ..Changes::default()
    };
    let version =
        |path: &str| Version { path: path.to_owned(), positions: 2, is_whole: true, shape: Shape::default() };
    Comparison { old: version("main:org.yaml"), new: version("org.yaml"), changes, ..Comparison::default() }
}

fn written(format: Format, names: bool) -> String {
    let mut out = Vec::new();
    write(format, &comparison(), None, names, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn names_are_printed_where_they_are_asked_for() {
    for format in [Format::Human, Format::Markdown, Format::Json] {
        assert!(!written(format, false).contains("Secret"), "{format:?}");
        let with_names = written(format, true);
        assert!(with_names.contains("Secret Name") && with_names.contains("Secret Manager"), "{with_names}");
    }
}

#[test]
fn what_a_chart_holds_is_harmless() {
    for format in [Format::Human, Format::Markdown, Format::Json] {
        let out = written(format, true);
        assert!(!out.contains('\u{1b}'), "{out}");
        assert!(!out.lines().any(|line| line.trim_start().starts_with("::")), "{out}");
    }
    let page = written(Format::Markdown, false);
    assert!(!page.contains("<b>") && !page.contains("@all") && !page.contains("**C**"), "{page}");
    assert!(page.contains("\n### added (1)\n\n- <code>a'b"), "{page}");
}

#[test]
fn people_read_sentences() {
    let out = written(Format::Human, false);
    let expected = "\
from `main:org.yaml` to `org.yaml`: 2 positions then, 2 now

added (1)
  `a'b\\u{1b}[31m` Head of 'x' | <b>@all</b>\\n::error::x, below somebody who is not on the chart

moved (1)
  `d` D: from `a` to somebody who is not on the chart, with 2 below

retitled (1)
  `c`: from no title to **C**

joined (1)
  `a'b\\u{1b}[31m` Head of 'x' | <b>@all</b>\\n::error::x

changed positions (1)
  no longer `c` C

findings: 0 new, 0 gone, 0 as before
";
    assert_eq!(out, expected);
}

#[test]
fn programs_read_the_same_keys_whatever_differs() {
    let report: Value = serde_json::from_str(&written(Format::Json, false)).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(
        report["positions"]["moved"],
        json!([{ "id": "d", "title": "D", "from": "a", "to": null, "below": 2 }])
    );
    assert_eq!(report["holders"]["changed"], json!([{ "from": [{ "id": "c", "title": "C" }], "to": [] }]));
    let mut out = Vec::new();
    write(Format::Json, &Comparison::default(), None, false, &mut out).unwrap();
    let none: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(
        none["positions"],
        json!({
            "added": [], "removed": [], "moved": [], "renamed": [], "retitled": [], "opened": [], "filled": []
        })
    );
    assert_eq!(none["holders"], json!({ "joined": [], "left": [], "changed": [] }));
    assert_eq!(none["findings"], json!({ "new": [], "gone": [], "known": 0 }));
}
