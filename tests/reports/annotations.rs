//! Annotations that the human report adds in a GitHub workflow.

use orglint::report::Format;

use crate::program::orglint;
use crate::runs::{BROKEN, CLEAN, ONE, report, stderr, stdout};

fn in_workflow(chart: &str, arguments: &[&str]) -> String {
    let command = orglint().arg("-").args(arguments).stdin(chart).env("GITHUB_ACTIONS", "true");
    stdout(&command.output().unwrap())
}

#[test]
fn the_human_report_adds_them_in_a_workflow_and_nowhere_else() {
    let alone = report(ONE, Format::Human, &[]);
    let annotations = report(ONE, Format::Github, &[]);
    assert!(annotations.starts_with("::error "), "{annotations}");
    let both = format!("{alone}::group::annotations\n{annotations}::endgroup::\n");
    assert_eq!(in_workflow(ONE, &[]), both);
    assert_eq!(report(ONE, Format::Human, &["--annotations", "always"]), both);
    assert_eq!(in_workflow(ONE, &["--annotations", "never"]), alone);
    let elsewhere = orglint().arg("-").stdin(ONE).env("GITHUB_ACTIONS", "false").output().unwrap();
    assert_eq!(stdout(&elsewhere), alone);
}

#[test]
fn other_formats_stay_what_they_are() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Human) {
        let expected = report(ONE, format, &[]);
        assert_eq!(in_workflow(ONE, &["--format", format.word()]), expected, "{format}");
        let always = orglint().args(["-", "--annotations", "always", "--format", format.word()]);
        let output = always.stdin(ONE).output().unwrap();
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        assert!(stderr(&output).contains("works with the human report"), "{}", stderr(&output));
    }
}

#[test]
fn nothing_to_say_adds_nothing_and_an_unread_part_does() {
    assert_eq!(in_workflow(CLEAN, &[]), report(CLEAN, Format::Human, &[]));
    assert!(
        in_workflow(BROKEN, &[]).contains("\n::error title=orglint::a part of the input could not be read")
    );
    // Where there is no human report for want of a chart, the build's page says so all the same.
    let output = orglint().arg("absent.yaml").env("GITHUB_ACTIONS", "true").output().unwrap();
    assert!(stdout(&output).starts_with("::group::annotations\n::error title=orglint::"));
}
