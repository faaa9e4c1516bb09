//! No name of a holder gets out unless it is asked for, in any format, wherever the chart has it.

use orglint::report::Format;

use crate::program::orglint;
use crate::runs::{report, stderr, stdout};

/// `Qxz` stands wherever a person may be named and never in an id or a title. Lines that lead to nobody
/// put labels all around.
const NAMED: &str = r#"
as_of: 2026-01-15
company: { name: Acme, contact: "Qxz Lead", complete: false }
positions:
  - { id: ceo, title: Chief Executive Officer, name: Qxz Hopper, reports_to: ceo }
  - id: cto
    title: Chief Technology Officer
    name: "Ada Qxz"   # Qxz came in 2019
    holder: Qxz-017
    reports_to: gone
    extra: { assistant: Qxz, phone: [Qxz] }
  - id: delivery
    title: Director of Service Delivery
    nmae: Qxz Olsen
    manager: Qxz Hopper
    reports_to: cto  # orglint: allow(operations-function-under-cto) -- until Qxz is back
  - id: cio
    title: Chief Information Officer
    email: qxz@example.org
    notes: >-
      Qxz joins
      in May, with Qxz
    reports_to: away
  - id: tax
    title: Head of Tax
    name: |
      Qxz
    reports_to: cfo  # orglint: allow(no-such-rule) -- until Qxz is back
exceptions:
  - { rule: unknown-manager, at: cio, reason: asked for by Qxz }
  - { rule: unknown-manager, at: nobody, reason: asked for by Qxz }
"#;

fn has_name(text: &str) -> bool {
    text.to_lowercase().contains("qxz")
}

#[test]
fn whatever_the_format_and_wherever_it_stands() {
    let broken = format!("{NAMED}  - {{ rule: unknown-manager, at: \"cio # Qxz\n");
    for chart in [NAMED, &broken] {
        assert!(has_name(&report(chart, Format::Human, &["--names"])));
        for format in Format::ALL {
            for more in
                [&[][..], &["--no-snippets"], &["--statistics"], &["--verbose"], &["--annotations=auto"]]
            {
                let arguments = [&["-", "--format", format.word()], more].concat();
                let command = orglint().args(arguments).env("GITHUB_ACTIONS", "true").stdin(chart);
                let output = command.output().unwrap();
                assert!(!has_name(&stdout(&output)), "{format} {more:?}\n{}", stdout(&output));
                assert!(!has_name(&stderr(&output)), "{format} {more:?}\n{}", stderr(&output));
            }
        }
    }
}

#[test]
fn without_snippets_no_line_of_the_chart_is_shown() {
    // Neither the head's key nor the value beside a label is in any message.
    let chart = "positions:\n  - { id: tax, title: Head, serves: both, reports_to: cfo }\n";
    assert!(report(chart, Format::Human, &["--names"]).contains("serves: both"));
    for format in Format::ALL {
        let report = report(chart, format, &["--names", "--no-snippets"]);
        assert!(!report.contains("serves: both"), "{format}\n{report}");
    }
}

#[test]
fn what_is_allowed_and_why_is_in_sarif_with_names_masked() {
    let text = report(NAMED, Format::Sarif, &[]);
    assert!(text.contains("\"justification\": \"until ••• is back\""), "{text}");
    assert!(report(NAMED, Format::Sarif, &["--names"]).contains("\"justification\": \"asked for by Qxz\""));
    assert!(report(NAMED, Format::Human, &[]).contains("\nset aside: 2 allowed by exceptions\n"));
}

/// A fix that puts people in another order says who they are, and so does whoever applies it: reports show it with
/// `--names` alone.
#[test]
fn a_fix_of_a_list_of_people_shows_none_of_them() {
    let chart = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: ops, title: Operations, co_lead: true, reports_to: ceo, name: [Qxz Ruiz, Ada Qxz] }
";
    for format in [Format::Human, Format::Markdown, Format::Html, Format::Json, Format::Sarif] {
        let hidden = report(chart, format, &["--rule", "list-order=warning"]);
        assert!(hidden.contains("list-order") && !hidden.contains("Qxz"), "{format}: {hidden}");
    }
    for format in [Format::Human, Format::Json, Format::Sarif] {
        let shown = report(chart, format, &["--rule", "list-order=warning", "--names"]);
        assert!(shown.contains("put the list in order") && shown.contains("Qxz"), "{format}: {shown}");
    }
}

#[test]
fn a_board_is_no_person_and_whoever_is_called_so_is_one() {
    for (text, said) in [
        ("Board of Directors", "a board, where the id"),
        ("Aufsichtsrat Qxz", "a person, not the id"),
        ("Qxz Board", "a person, not the id"),
    ] {
        let chart =
            format!("positions:\n  - {{ id: 7, title: Chief Executive Officer, reports_to: {text} }}\n");
        let short = report(&chart, Format::Short, &[]);
        assert!(short.contains(said) && !short.contains("Qxz"), "{short}");
    }
}
