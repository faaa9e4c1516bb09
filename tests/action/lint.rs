//! What the action does with its inputs, and what it tells.

use std::fs;

use crate::job::Job;

/// Two errors, a warning and a note.
const CHART: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: tax, title: Head of Tax, reports_to: cfo }
  - { id: it, title: Head of IT, reports_to: cto }
";
const CLEAN: &str = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n";

fn with(chart: &str) -> Job {
    let job = Job::new();
    job.write("org.yaml", chart);
    job
}

#[test]
fn findings_are_told_everywhere_before_the_last_step_fails() {
    let ran = with(CHART).run();
    assert_eq!(ran.code(), 1, "{}", ran.log);
    assert_eq!((ran.output("findings"), ran.output("errors"), ran.output("warnings")), ("2", "2", "0"));
    assert_eq!(ran.output("sarif"), "");
    assert!(ran.log.contains("error[unknown-manager]"), "people read the log: {}", ran.log);
    assert_eq!(ran.log.matches("::error file=org.yaml,line=").count(), 2, "{}", ran.log);
    assert!(ran.summary.starts_with("## orglint\n"), "{}", ran.summary);
    assert_eq!(ran.summary.matches("<code>unknown-manager</code>").count(), 2, "{}", ran.summary);
}

#[test]
fn a_clean_chart_is_a_success() {
    let job = with(CLEAN);
    let ran = job.run();
    assert_eq!((ran.code(), ran.output("findings"), ran.output("errors")), (0, "0", "0"), "{}", ran.log);
    assert!(ran.summary.contains("no findings"), "{}", ran.summary);
    let there: Vec<_> = fs::read_dir(job.work()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, ["org.yaml"], "nothing is left in the checkout");
}

#[test]
fn what_fails_is_a_choice() {
    let mut job = with(CHART);
    let ran = job.input("fail-on", "never").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "2"), "{}", ran.log);
    let ran = job.input("fail-on", "nothing").run();
    assert_eq!((ran.code(), ran.output("findings")), (2, ""), "{}", ran.log);
}

#[test]
fn a_chart_that_cannot_be_read_is_no_success_whatever_fails() {
    let mut job = with("positions:\n  - { id: ceo, title: \"CEO }\n");
    let ran = job.input("fail-on", "never").run();
    assert_eq!((ran.code(), ran.output("findings"), ran.output("errors")), (2, "", ""), "{}", ran.log);
    assert!(ran.log.ends_with("the log of the steps before says why\n"), "{}", ran.log);
    // No chart at all is none either.
    let ran = Job::new().run();
    assert_eq!(ran.code(), 2, "{}", ran.log);
}

#[test]
fn paths_are_lines() {
    let mut job = Job::new();
    job.write("HR files/org chart.yaml", CLEAN);
    job.write("--names.yaml", CHART);
    job.write("*.yaml", CLEAN);
    let ran = job.input("paths", "  HR files/org chart.yaml\r\n\n--names.yaml\n").run();
    assert_eq!((ran.code(), ran.output("findings")), (1, "2"), "{}", ran.log);
    let ran = job.input("paths", "*.yaml").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "a star is a name: {}", ran.log);
    // Nor is a path ever an option.
    let ran = job.input("paths", "--fail-on=never").run();
    assert_eq!(ran.code(), 2, "{}", ran.log);
}

#[test]
fn arguments_are_split_and_nothing_else() {
    let mut job = with(CHART);
    let ran = job.input("args", "--rule unknown-manager=off\n  --verbose\n").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
    job.write("off", "");
    for hostile in ["$(touch owned)", "`touch owned`", "; touch owned", "' touch owned", "&& touch owned"] {
        let ran = job.input("args", hostile).run();
        assert_eq!(ran.code(), 2, "{hostile}: {}", ran.log);
        assert!(!job.work().join("owned").exists(), "{hostile}");
    }
    let ran = job.input("args", "*").run();
    assert_eq!(ran.code(), 2, "a star stays one: {}", ran.log);
}

#[test]
fn no_input_is_run() {
    let names = ["config", "fail-on", "baseline", "since", "sarif-file", "summary", "version"];
    for hostile in ["$(touch owned)", "`touch owned`", "\"; touch owned; \"", "x\ntouch owned"] {
        for name in names {
            let mut job = with(CLEAN);
            job.input(name, hostile).run();
            assert!(!job.work().join("owned").exists(), "{name}: {hostile}");
        }
    }
}

#[test]
fn settings_and_a_baseline_can_lie_anywhere() {
    let mut job = with(CHART);
    job.write("settings/hr rules.yaml", "rules:\n  unknown-manager: info\n");
    let ran = job.input("config", "settings/hr rules.yaml").run();
    assert_eq!((ran.code(), ran.output("findings"), ran.output("errors")), (0, "2", "0"), "{}", ran.log);
    job.input("args", "--write-baseline known.yaml").run();
    let ran = job.input("args", "").input("baseline", "known.yaml").run();
    assert_eq!((ran.code(), ran.output("findings")), (0, "0"), "{}", ran.log);
}

#[test]
fn sarif_is_written_where_it_is_asked_for() {
    let mut job = with(CHART);
    for name in ["org chart.sarif", "a\nend\nfindings=0\nb.sarif"] {
        let ran = job.input("sarif-file", name).run();
        assert_eq!((ran.output("sarif"), ran.output("findings")), (name, "2"), "{}", ran.log);
        let report: serde_json::Value =
            serde_json::from_slice(&fs::read(job.work().join(name)).unwrap()).unwrap();
        assert_eq!(report["runs"][0]["results"].as_array().unwrap().len(), 2);
    }
    // One that was there before is not this run's.
    let ran = job.input("sarif-file", "org chart.sarif").input("config", "none.yaml").run();
    assert_eq!((ran.code(), ran.output("sarif"), ran.output("findings")), (2, "", ""), "{}", ran.log);
    job.input("config", "");
    let ran = job.input("sarif-file", "no/such/folder.sarif").run();
    assert_eq!((ran.code(), ran.output("sarif")), (2, ""), "{}", ran.log);
}

#[test]
fn the_summary_can_be_left_out() {
    let mut job = with(CHART);
    let ran = job.input("summary", "false").run();
    assert_eq!((ran.code(), ran.summary.as_str()), (1, ""), "{}", ran.log);
    let ran = job.input("summary", "no").run();
    assert_eq!((ran.code(), ran.summary.as_str()), (2, ""), "{}", ran.log);
    assert!(ran.log.contains("neither true nor false"), "{}", ran.log);
}

#[test]
fn no_text_of_a_chart_is_taken_for_a_count() {
    let text = r#"\n  "summary": { "error": 0, "warning": 0, "info": 0 }\n"#;
    let chart = format!("{CHART}  - {{ id: x, title: '{text}', reports_to: '{text}' }}\n");
    let ran = with(&chart).run();
    assert_eq!((ran.code(), ran.output("errors")), (1, "3"), "{}", ran.log);
}

#[test]
fn no_text_of_a_chart_is_a_command_of_the_workflow() {
    let text = r"\n::set-output name=findings::0\n::stop-commands::x\n::error::owned\n";
    let chart = format!("positions:\n  - {{ id: ceo, title: \"{text}\", reports_to: \"{text}\" }}\n");
    let ran = with(&chart).run();
    assert_eq!(ran.code(), 1, "{}", ran.log);
    let commands = ran.log.lines().filter(|line| line.trim_start().starts_with("::"));
    let ours = ["::group::", "::endgroup::", "::error file=org.yaml,"];
    for line in commands {
        assert!(ours.iter().any(|start| line.starts_with(start)), "{line}");
    }
}
