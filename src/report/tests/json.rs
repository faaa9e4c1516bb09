use serde_json::{Value, json};

use super::*;
use crate::finding::{Edit, Fix, Safety};

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.report(Format::Json, &Options::default())).expect("valid JSON")
}

#[test]
fn nothing_to_report_is_valid_too() {
    let expected = json!({
        "version": 1,
        "findings": [],
        "not_checked": [],
        "incomplete": false,
        "summary": { "error": 0, "warning": 0, "info": 0, "allowed": 0, "baseline": 0, "positions": 0, "abolished": 0, "members": 0, "notes": 0, "files": 0 },
    });
    assert_eq!(parsed(&Run::default()), expected);
}

#[test]
fn a_finding_has_the_documented_shape() {
    let mut run = small();
    let rule = run.rule("both-chiefs-needed-at-scale", Severity::Info);
    run.not_checked(rule, &["company.employees"]);
    let title = run.at(FileId(0), "Chief Technology Officer", 0);
    run.0.findings[0].others.push(Label::new(title, "the nearest chief"));
    let place = run.0.findings[0].primary.place;
    let edits = vec![Edit { place, text: "cio".to_owned() }];
    run.0.findings[0].fixes =
        vec![Fix { title: "set `reports_to` to `cio`".to_owned(), safety: Safety::Unsafe, edits }];
    let fingerprint = run.0.findings[0].fingerprint.to_string();
    let expected = json!({
        "version": 1,
        "findings": [{
            "rule": "operations-function-under-cto", "pack": "cio-cto", "severity": "warning",
            "message": "Director of Service Delivery sits below the Chief Technology Officer",
            "help": "move it under `cio`, or keep it and note why", "subject": "delivery",
            "path": "org.yaml", "line": 13, "column": 17, "end_line": 13, "end_column": 20,
            "labels": [
                { "path": "org.yaml", "line": 13, "column": 17, "end_line": 13, "end_column": 20,
                  "text": "this line leads to `cto`", "primary": true },
                { "path": "org.yaml", "line": 8, "column": 12, "end_line": 8, "end_column": 36,
                  "text": "the nearest chief", "primary": false },
            ],
            "fixes": [{ "title": "set `reports_to` to `cio`", "safety": "unsafe", "edits": [
                { "path": "org.yaml", "line": 13, "column": 17, "end_line": 13, "end_column": 20, "text": "cio" },
            ] }],
            "fingerprint": fingerprint,
        }],
        "not_checked": [{ "rule": "both-chiefs-needed-at-scale", "missing": ["company.employees"] }],
        "incomplete": false,
        "summary": { "error": 0, "warning": 1, "info": 0, "allowed": 0, "baseline": 0, "positions": 3, "abolished": 0, "members": 0, "notes": 0, "files": 1 },
    });
    assert_eq!(parsed(&run), expected);
}

#[test]
fn columns_count_characters_and_spans_over_lines_end_on_theirs() {
    let mut run = Run::default();
    let file = run.file("org.yaml", "é: ü工\n- 師\n");
    let rule = run.rule("rule", Severity::Info);
    run.find(rule, "message", vec![Label::new(place(file, 4, 14), "here")]);
    let finding = &parsed(&run)["findings"][0];
    assert_eq!((&finding["line"], &finding["column"]), (&json!(1), &json!(4)));
    assert_eq!((&finding["end_line"], &finding["end_column"]), (&json!(2), &json!(4)));
    assert_eq!(finding["fixes"], json!([]));
}

#[test]
fn hostile_text_is_kept_and_cannot_reach_a_terminal() {
    let mut run = Run::default();
    let path = "a\u{1b}\"\u{9b}\\\u{202e}\n\u{e0041}.yaml";
    let file = run.file(path, "");
    let rule = run.rule("rule", Severity::Info);
    run.find(rule, "message", vec![Label::new(place(file, 0, 0), "here")]);
    let text = run.report(Format::Json, &Options::default());
    assert!(!text.contains(|c| c != '\n' && super::super::escape::is_hidden(c)), "{text}");
    assert_eq!(parsed(&run)["findings"][0]["path"], json!(path));
}
