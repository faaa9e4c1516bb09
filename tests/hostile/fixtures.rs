//! The small files of `fixtures/hostile`.

use std::time::Duration;

use orglint::report::Format;

use crate::program::{limited, lint_in, root, run_within};

/// Each file with the exit code and a part of what is told of it.
const FILES: [(&str, i32, &str); 25] = [
    (
        "alias-bomb-org.yaml",
        2,
        "5:50: error[syntax-error] the references (`*name`) of this file expand to more than 20000 values",
    ),
    (
        "alias-bomb.yaml",
        2,
        "5:10: error[syntax-error] the references (`*name`) of this file expand to more than 20000 values",
    ),
    ("alias-loop-list.yaml", 2, "3:12: error[syntax-error] `*r` refers to the part that contains it"),
    ("alias-loop.yaml", 2, "3:13: error[syntax-error] `*r` refers to the part that contains it"),
    ("alias-merge-loop.yaml", 2, "2:28: error[syntax-error] `*a` refers to the part that contains it"),
    ("byte-order-mark-within.yaml", 2, "3:10: error[syntax-error] there is an invisible character"),
    ("future-version.yaml", 2, "1:1: error[syntax-error] a line that starts with `%` is an instruction"),
    ("latin-1.yaml", 2, "2:20: error[syntax-error] the file is not UTF-8: byte 30"),
    ("line-separators.yaml", 2, "2:7: error[syntax-error] a text with a colon (`: `) in it"),
    ("mixed-ends.yaml", 1, "6:15: error[unknown-manager] B reports to `c`"),
    ("more-than-one-value.yaml", 2, "1:4: error[syntax-error] more follows here, after a complete value"),
    ("nul.yaml", 2, "2:19: error[syntax-error] the file has a NUL byte at byte 29"),
    ("numbers.yaml", 1, "2:26: error[wrong-type] `fte` takes a share of full time"),
    ("reference-twice.yaml", 2, "5:5: error[syntax-error] a text that starts with `*` has to be in quotes"),
    ("surrogate-escaped.yaml", 2, "2:20: error[syntax-error] a backslash within `\"` starts a code here"),
    ("surrogate.yaml", 2, "2:19: error[syntax-error] the file is not UTF-8: byte 29"),
    ("surrogate-pair.json", 0, ""),
    ("tabs.yaml", 2, "2:1: error[syntax-error] this line is indented with a tab"),
    ("tags.yaml", 1, "7:24: warning[yaml-value-surprise] a word that starts with `!`"),
    ("utf-16-without-mark.yaml", 2, "1:1: error[syntax-error] the file is saved as UTF-16 (big endian)"),
    ("utf-16.yaml", 2, "1:1: error[syntax-error] the file is saved as UTF-16 (little endian)"),
    ("utf-32-without-mark.yaml", 2, "1:1: error[syntax-error] the file is saved as UTF-32 (little endian)"),
    ("right-to-left.yaml", 0, ""),
    ("zero-width.yaml", 1, "6:15: error[unknown-manager] B reports to `ceo`"),
    ("with-mark.yaml", 0, ""),
];

#[test]
fn each_is_told_what_it_is() {
    let folder = root().join("fixtures/hostile");
    for (file, code, words) in FILES {
        let ran = lint_in(&folder, &[file]);
        let words = if words.is_empty() { String::new() } else { format!("{file}:{words}") };
        ran.told(code, &words);
    }
}

#[test]
fn none_is_left_out() {
    let there = std::fs::read_dir(root().join("fixtures/hostile")).unwrap();
    let mut there: Vec<_> = there.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut listed = FILES.map(|(file, ..)| file.to_owned()).to_vec();
    there.sort();
    listed.sort();
    assert_eq!(there, listed);
}

#[test]
fn every_format_ends_as_the_short_one_does() {
    let folder = root().join("fixtures/hostile");
    for format in Format::ALL.map(Format::word) {
        let mut command = limited();
        command.current_dir(&folder).args(["--format", format, "."]);
        run_within(command, Duration::from_secs(60)).told(2, "");
    }
}
