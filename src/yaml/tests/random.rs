//! Random charts, and the charts of a folder, for tests that compare ways of reading.

use std::path::Path;

use proptest::prelude::*;

use super::*;

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
