//! Files that are not a rule files, or more than one can be.

use super::*;

#[test]
fn a_file_without_a_rule_says_so() {
    let empty = "1:1 the rule file is empty / start from `orglint explain RULE`, which shows a whole rule";
    for text in ["", "\n", "# only a comment\n", "---\n"] {
        assert_eq!(told(PATH, text), [empty], "{text:?}");
    }
    for (text, found) in [("- id: too-many-reports\n", "a list"), ("too-many-reports\n", "a single value")] {
        let help = "write each on its own line below: `key: value`";
        let no_keys = format!("1:1 a rule file takes a set of keys, and this is {found} / {help}");
        assert_eq!(told(PATH, text), [no_keys]);
    }
}

#[test]
fn a_syntax_error_is_told_beside_what_was_read() {
    let text = with("severity: info", "severity: loud").replace("text: a reason", "text: \"a reason");
    let told = told(PATH, &text);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with("3:11 `severity` has no word `loud`"), "{told:#?}");
    assert!(told[1].starts_with("20:9 "), "{told:#?}");
}

#[test]
fn a_merge_key_is_a_reference_too() {
    let text = with("  - name: three reports\n", "  - &near\n    name: three reports\n")
        + "  - { <<: *near, name: again }\n";
    let told = told(PATH, &text);
    assert_eq!(
        told,
        [
            "26:5 a rule file has no anchors and references / write the value out where it is used",
            "30:11 a rule file has no anchors and references / write the value out where it is used",
        ]
    );
}

#[test]
fn a_file_may_be_64_kib_large() {
    let fill = |size: usize| RULE.to_owned() + "#" + &".".repeat(size - RULE.len() - 2) + "\n";
    assert_eq!(fill(64 * 1024).len(), 64 * 1024);
    assert!(read(PATH, &fill(64 * 1024)).is_ok());
    assert_eq!(
        told(PATH, &fill(64 * 1024 + 1)),
        ["1:1 the rule file is larger than the limit of 64 KiB / split it, or shorten its examples"]
    );
}

#[test]
fn a_rule_has_at_most_256_conditions() {
    // Five of the rule's own, and for each of these one key.
    let many = |count: usize| {
        let alternatives = vec!["{ level: 1 }"; count - 1].join(", ");
        with("  grade: manager\n", &format!("  any: [{alternatives}]\n"))
    };
    assert!(read(PATH, &many(256 - 5)).is_ok());
    let told = told(PATH, &many(256 - 4));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].ends_with("the rule has more than 256 conditions / split the rule"), "{told:#?}");
}

#[test]
fn conditions_that_all_cases_share_are_counted_once() {
    let shared = vec!["{ level: 1 }"; 60].join(", ");
    let case = "\n  - { must: { reports.count: \"<= $max\" } }";
    let text = with("  grade: manager\n", &format!("  any: [{shared}]\n"));
    let text = text.replace("must_not: { reports.count: \"> $max\" }", &format!("cases:{}", case.repeat(20)));
    assert!(read(PATH, &text).is_ok(), "{:#?}", told(PATH, &text));
}

#[test]
fn conditions_may_be_16_levels_deep() {
    let deep = |levels: usize| {
        let text = "not: { ".repeat(levels - 1) + "grade: manager" + &" }".repeat(levels - 1);
        with("  grade: manager\n", &format!("  {text}\n"))
    };
    assert!(read(PATH, &deep(16)).is_ok());
    assert!(read(PATH, &deep(17)).is_err());
    assert!(
        read(PATH, &with("  grade: manager\n", &format!("  {}level: 3\n", "manager.".repeat(15)))).is_ok()
    );
}

#[test]
fn nesting_beyond_every_limit_is_told_and_not_walked() {
    let text = with("  grade: manager\n", &format!("  {}\n", "not: { ".repeat(5000)));
    assert!(!told(PATH, &text).is_empty());
    let text = with("  grade: manager\n", &format!("  {}level: 3\n", "manager.".repeat(5000)));
    let told = told(PATH, &text);
    // What stands in the part that is not read is missed elsewhere, once.
    assert!(matches!(told.len(), 1 | 2), "{told:#?}");
}

#[test]
fn no_beginning_of_a_rule_file_is_a_panic() {
    for end in 0..RULE.len() {
        let Some(text) = RULE.get(..end) else { continue };
        let told = told(PATH, text);
        // Without its last line's value the rule says the same.
        assert!(!told.is_empty() || end >= RULE.len() - " []\n".len(), "{end}: {text}");
    }
    for line in 0..RULE.lines().count() {
        let without: Vec<&str> =
            RULE.lines().enumerate().filter(|(at, _)| *at != line).map(|(_, text)| text).collect();
        let _ = told(PATH, &without.join("\n"));
    }
}

#[test]
fn every_mistake_of_a_file_comes_in_one_run() {
    let text = with("severity: info", "severity: loud")
        .replace("grade: manager", "grde: manager")
        .replace("status: interim", "status: away")
        .replace("> $max", "> $mx")
        .replace("{self.title} has", "{self.titel} has")
        .replace("at: self.title", "at: self.tilte")
        .replace("safety: unsafe", "safety: none")
        .replace("title: A Book", "titel: A Book")
        .replace("expect: [a]", "expect: [b]");
    let places: Vec<String> =
        told(PATH, &text).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(places, ["3:11", "9:3", "11:19", "12:28", "14:10", "16:11", "18:47", "21:13", "25:14"]);
}
