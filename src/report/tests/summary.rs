use std::time::Duration;

use super::*;

/// Runs without findings end with these lines.
fn clean(positions: usize, files: usize) -> Run {
    let mut run = Run::default();
    run.0.summary.positions = positions;
    run.0.summary.files = files;
    run
}

#[test]
fn a_clean_chart_gets_one_line() {
    assert_eq!(clean(58, 1).human(), "58 positions, no findings\n");
    assert_eq!(clean(1, 1).human(), "1 position, no findings\n");
    assert_eq!(clean(58, 3).human(), "58 positions in 3 files, no findings\n");
    assert_eq!(clean(0, 1).human(), "no positions in 1 file: there was nothing to check\n");
}

#[test]
fn what_was_not_checked_is_grouped_by_what_is_missing() {
    let mut run = clean(58, 1);
    for (at, missing) in [
        &["company.employees"][..],
        &["company.stage", "since"],
        &["company.employees"],
        &["company.stage", "since"],
        &["company.employees"],
        &["fte"],
    ]
    .into_iter()
    .enumerate()
    {
        let rule = run.rule(&format!("rule-{at}"), Severity::Info);
        run.not_checked(rule, missing);
    }
    insta::assert_snapshot!(run.human(), @"
    58 positions, no findings
    not checked: 3 rules need `company.employees`
    not checked: 2 rules need `company.stage`
    not checked: 2 rules need `since`
    not checked: 1 rule needs `fte`
    ");
}

#[test]
fn an_incomplete_run_is_never_called_clean() {
    let mut run = clean(12, 2);
    run.0.incomplete = true;
    insta::assert_snapshot!(run.human(), @"
    incomplete: a part of the input could not be read, so this result is incomplete
    12 positions read in 2 files, no findings in what could be read
    ");
    let mut run = small();
    run.0.incomplete = true;
    let human = run.human();
    assert!(human.contains("\nincomplete: "), "{human}");
    assert!(!human.contains("no findings\n"), "{human}");
}

/// Two rules, three findings, some set aside.
fn several() -> Run {
    let mut run = small();
    let error = run.rule("reporting-cycle", Severity::Error);
    let info = run.rule("single-report", Severity::Info);
    let at = run.at(FileId(0), "ceo", 0);
    run.find(error, "`a` and `b` report to each other", vec![Label::new(at, "here")]);
    run.find(info, "`cto` has one direct report", vec![Label::new(at, "here")]);
    run.find(info, "`ceo` has one direct report", vec![Label::new(at, "here")]);
    run.0.summary.allowed = 2;
    run.0.summary.baseline = 4;
    run
}

#[test]
fn counts_come_last() {
    let options = Options { elapsed: Some(Duration::from_millis(23)), ..Options::default() };
    let human = several().report(Format::Human, &options);
    let last: Vec<&str> = human.lines().rev().take(4).collect();
    assert_eq!(last[3], "1 error, 1 warning, 2 info in 3 positions, 1 file (23 ms)");
    assert_eq!(last[2], "set aside: 2 allowed by exceptions, 4 known from the baseline");
    assert_eq!(last[1], "to keep it and note why: `# orglint: allow(RULE) -- why` beside the line");
    assert_eq!(last[0], "more about a rule: `orglint explain operations-function-under-cto`");
}

#[test]
fn statistics_take_the_place_of_findings() {
    let options = Options { statistics: true, ..Options::default() };
    insta::assert_snapshot!(several().report(Format::Human, &options), @"
    2  info     single-report                  an operations function sits under the CTO
    1  error    reporting-cycle                an operations function sits under the CTO
    1  warning  operations-function-under-cto  an operations function sits under the CTO

    1 error, 1 warning, 2 info in 3 positions, 1 file
    set aside: 2 allowed by exceptions, 4 known from the baseline
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about a rule: `orglint explain operations-function-under-cto`
    ");
}

#[test]
fn quiet_prints_findings_alone() {
    let quiet = Options { quiet: true, ..Options::default() };
    assert_eq!(clean(58, 1).report(Format::Human, &quiet), "");
    let full = small().human();
    let short = small().report(Format::Human, &quiet);
    assert!(full.starts_with(&short));
    assert!(short.ends_with("or keep it and note why\n"), "{short}");
}

#[test]
fn findings_above_the_limit_are_counted() {
    let two = Options { max_findings: Some(2), ..Options::default() };
    let human = several().report(Format::Human, &two);
    assert_eq!(human.matches("─[org.yaml:").count(), 2, "{human}");
    assert!(human.contains("\n\n2 more findings are not shown\n\n1 error,"), "{human}");
    let three = Options { max_findings: Some(3), quiet: true, ..Options::default() };
    let short = several().report(Format::Short, &three);
    assert_eq!(short.lines().count(), 4);
    assert!(short.ends_with("\n1 more finding is not shown\n"), "{short}");
    let none = Options { max_findings: Some(0), ..Options::default() };
    assert!(several().report(Format::Human, &none).starts_with("4 findings are not shown\n\n1 error,"));
}
