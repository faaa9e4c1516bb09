//! The file of a baseline, as people and version control see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use super::*;
use crate::problem::Mistake;
use crate::source::SourceFile;

fn of(text: &str) -> Result<Baseline, Vec<Mistake>> {
    read(&Arc::new(SourceFile::new("b.yaml", text)))
}

fn mistakes(text: &str) -> Vec<String> {
    of(text).unwrap_err().iter().map(ToString::to_string).collect()
}

fn entry(rule: &str, at: &str, reason: Option<&str>) -> Entry {
    Entry {
        rule: rule.to_owned(),
        at: at.to_owned(),
        fingerprint: Fingerprint::new(rule, [at]),
        count: 1,
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn a_file_reads_as_it_was_written() {
    let hostile = "a: b # \"c\"\n\u{1b}[31m\u{202e}\u{85}z";
    let baseline = Baseline::sorted(vec![
        entry("b", "NO", None),
        entry("a", "9", Some("it's so: # until May\nand then not")),
        entry("a", "", Some("x")),
        Entry { count: 3, ..entry("a", hostile, Some(hostile)) },
    ]);
    let again = of(&baseline.to_yaml()).unwrap();
    assert_eq!(again.to_yaml(), baseline.to_yaml());
    assert_eq!(again.entries.len(), 4);
    let at: Vec<&str> = again.entries.iter().map(|entry| entry.at.as_str()).collect();
    assert_eq!(at, ["", "9", hostile, "NO"], "by rule, then by place");
    // Another reader finds the same texts.
    let other: serde_yaml::Value = serde_yaml::from_str(&baseline.to_yaml()).unwrap();
    assert_eq!(other["findings"][3]["at"], "NO");
    assert_eq!(other["findings"][2]["at"], hostile);
    assert_eq!(of(&Baseline::default().to_yaml()).unwrap(), Baseline::default());
}

#[test]
fn an_entry_that_two_branches_added_counts_once() {
    let one = Baseline::sorted(vec![entry("a", "x", None)]).to_yaml();
    let reasoned = Baseline::sorted(vec![entry("a", "x", Some("agreed"))]).to_yaml();
    let both = one.clone() + reasoned.split_once("findings:\n").unwrap().1;
    assert_eq!(of(&both).unwrap().to_yaml(), reasoned);
}

#[test]
fn a_reason_without_words_is_none() {
    let text = Baseline::sorted(vec![entry("a", "x", None)]).to_yaml();
    assert_eq!(of(&(text.clone() + "    reason:\n")).unwrap().to_yaml(), text);
}

#[test]
fn mistakes_are_told_with_their_places() {
    assert_eq!(mistakes(""), ["b.yaml:1:1: this is not a baseline: it has no `version` and no `findings`"]);
    assert_eq!(
        mistakes("version: 1\n<<<<<<< ours\nfindings: []\n").len(),
        1,
        "a merge that is not finished is one mistake"
    );
    assert_eq!(
        mistakes("version: 2\nfindings: {}\nrest: 1\n"),
        [
            "b.yaml:1:10: the baseline has version `2`, but orglint reads version `1`",
            "b.yaml:2:11: `findings` takes a list, and this is a set of keys",
            "b.yaml:3:1: a baseline has no key `rest`",
        ]
    );
    let text =
        "version: 1\nfindings:\n- rule: a\n  at: [b]\n  fingerprint: abc\n  count: 0\n- text\n- {at: b}\n";
    assert_eq!(
        mistakes(text),
        [
            "b.yaml:4:7: `at` takes one value, and this is a list",
            "b.yaml:5:16: `fingerprint` takes a fingerprint, and this is `abc`",
            "b.yaml:6:10: `count` takes a whole number from 1 on, and this is `0`",
            "b.yaml:7:3: an entry of `findings` takes a set of keys, and this is a single value",
            "b.yaml:8:3: an entry of `findings` has no `rule`",
        ]
    );
    assert_eq!(
        mistakes("positions:\n- {id: a, title: A}\n")[0],
        "b.yaml:1:1: this is not a baseline: it has none of the keys of one"
    );
}

#[test]
fn a_file_that_is_something_else_is_told_in_a_few_lines() {
    let text = "version: 1\nfindings:\n".to_owned() + &"- x\n".repeat(1000);
    let told = of(&text).unwrap_err();
    assert_eq!(told.len(), 20);
    assert!(told[19].help.ends_with("; 980 more mistakes are not shown"), "{}", told[19].help);
}
