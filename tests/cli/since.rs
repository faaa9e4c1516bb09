//! `--since REV`: findings that were not there at a revision.

use serde_json::Value;

use crate::repository::Repository;

const CHART: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: tax, title: Head of Tax, reports_to: cfo }
  - { id: it, title: Head of IT, reports_to: cto }
";

fn with(text: &str) -> Repository {
    let repository = Repository::new();
    repository.write("org.yaml", text);
    repository.commit();
    repository
}

#[test]
fn what_was_there_is_quiet_and_what_is_gone_is_counted() {
    let repository = with(CHART);
    let (code, out, err) = repository.run(&["--since", "HEAD"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains(": 0 new, 0 gone, 2 as before\n"), "{out}");
    let now = CHART.replace("reports_to: cto", "reports_to: ceo").replace("id: tax,", "id: tax, fte: x,");
    repository.write("org.yaml", &now);
    let (code, out, _) = repository.run(&["--since", "main", "--format", "json"]);
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(report["findings"][0]["rule"], "wrong-type");
    assert_eq!(report["since"]["known"], 1);
    assert_eq!(report["since"]["gone"][0]["subject"], "it");
    assert_eq!(report["since"]["revision"], "main");
}

#[test]
fn a_manager_who_goes_breaks_lines_in_files_that_did_not_change() {
    let repository = Repository::new();
    repository.write(
        "org/top.yaml",
        "positions:\n  - { id: ceo, title: CEO }\n  - { id: cfo, title: CFO, reports_to: ceo }\n",
    );
    repository.write("org/rest.yaml", "positions:\n  - { id: tax, title: Head of Tax, reports_to: cfo }\n");
    repository.commit();
    repository.write("org/top.yaml", "positions:\n  - { id: ceo, title: CEO }\n");
    let (code, out, _) = repository.run(&["--since", "HEAD", "--format", "short", "org"]);
    assert_eq!(code, 1);
    let left_behind = "org/rest.yaml:2:48: error[reports-left-behind] 1 position still reports to CFO, which this change removes";
    assert_eq!(out.lines().nth(1), Some(left_behind), "{out}");
    assert_eq!(out.lines().count(), 2, "{out}");
    // A file that is gone was a part of the chart then.
    std::fs::remove_file(repository.path().join("org/top.yaml")).unwrap();
    let (_, out, _) = repository.run(&["--since", "HEAD", "--format", "short", "org"]);
    assert_eq!(out.lines().nth(1), Some(left_behind), "{out}");
}

#[test]
fn several_who_reported_to_the_one_at_the_top_are_left_behind() {
    let repository = Repository::new();
    let chart = |top: &str, line: &str| {
        format!(
            "positions:\n{top}  - {{ id: a, title: Head of Tax{line} }}\n  - {{ id: b, title: Clerk{line} }}\n"
        )
    };
    repository.write("org.yaml", &chart("  - { id: boss, title: Director }\n", ", reports_to: boss"));
    repository.commit();
    repository.write("org.yaml", &chart("", ""));
    let (_, out, _) = repository.run(&["--since", "HEAD", "--format", "short", "org.yaml"]);
    let expected = "[reports-left-behind] 2 positions lost their line to Director, which this change removes";
    assert!(out.contains(expected), "{out}");
    // One of them takes over.
    let above = chart("", "").replace("title: Clerk", "title: Clerk, reports_to: a");
    repository.write("org.yaml", &above);
    let (_, out, _) = repository.run(&["--since", "HEAD", "--format", "short", "org.yaml"]);
    assert!(!out.contains("reports-left-behind"), "{out}");
}

#[test]
fn files_of_a_folder_may_be_renamed() {
    let repository = Repository::new();
    repository.write("org/a.yaml", CHART);
    repository.commit();
    std::fs::remove_file(repository.path().join("org/a.yaml")).unwrap();
    repository.write("org/b.yaml", &format!("# moved\n\n{CHART}"));
    let (code, out, _) = repository.run(&["--since", "HEAD", "org"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_chart_that_was_not_there_is_new_as_a_whole() {
    let repository = with("positions: [{ id: ceo, title: CEO }]\n");
    repository.write("other.yaml", CHART);
    let (code, out, err) = repository.run(&["--since", "HEAD", "--format", "short", "other.yaml"]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 2);
    assert_eq!(
        err,
        "since: `other.yaml` did not exist at `HEAD`, so all of its findings are new, and rules about what a change does \
         had nothing to compare it with\n"
    );
    // Nor had they where nothing was in it; without a revision nobody asked.
    repository.write("empty.yaml", "as_of: 2026-01-01\npositions: []\n");
    repository.commit();
    repository.write("empty.yaml", CHART);
    let (_, _, err) = repository.run(&["--since", "HEAD", "empty.yaml"]);
    assert_eq!(
        err,
        "since: `empty.yaml` had no positions at `HEAD`: all of its findings are new, and rules about what a change \
         does had nothing to compare it with\n"
    );
    assert_eq!(repository.run(&["empty.yaml"]).2, "");
}

#[test]
fn charts_are_compared_each_with_itself() {
    let repository = Repository::new();
    let clean =
        CHART.replace("reports_to: cfo", "reports_to: ceo").replace("reports_to: cto", "reports_to: ceo");
    repository.write("a.yaml", CHART);
    repository.write("b.yaml", &clean);
    repository.commit();
    // The findings of one are now those of the other.
    repository.write("a.yaml", &clean);
    repository.write("b.yaml", CHART);
    let (code, out, _) = repository.run(&["--since", "HEAD", "a.yaml", "b.yaml"]);
    assert_eq!(code, 1);
    assert!(out.contains(": 2 new, 2 gone, 0 as before\n"), "{out}");
}

#[test]
fn an_exception_that_goes_makes_its_finding_new() {
    let allowed =
        CHART.replace("reports_to: cto }", "reports_to: cto } # orglint: allow(unknown-manager) -- soon");
    let repository = with(&allowed);
    repository.write("org.yaml", CHART);
    let (code, out, _) = repository.run(&["--since", "HEAD", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.lines().count() == 1 && out.contains("Head of IT"), "{out}");
}

#[test]
fn both_are_linted_under_the_configuration_of_today() {
    let repository = with(CHART);
    repository.write(
        "orglint.yaml",
        "rules:\n  unknown-manager: info\noverrides:\n  - within: hr\n    rules: { wrong-type: off }\n",
    );
    repository
        .write("org.yaml", &(CHART.to_owned() + "  - { id: hr, title: Head of HR, reports_to: ceo }\n"));
    let (code, out, err) = repository.run(&["--since", "HEAD", "--fail-on", "info"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn a_chart_of_the_configuration_has_the_files_that_it_had_then() {
    let repository = Repository::new();
    let person = |id: &str, manager: &str| format!("id: {id}\ntitle: Head of Tax\nmanager: {manager}\n");
    repository.write("orglint.yaml", "charts:\n  - name: acme\n    files: [\"people/*.yml\", top.yaml]\n    layout: { entries: each-file, reports_to: manager }\n");
    repository.write("top.yaml", "id: boss\ntitle: Head Teacher\n");
    repository.write("people/a.yml", &person("a", "boss"));
    repository.write("people/b.yml", &person("b", "a"));
    repository.write("people/old/c.yml", "id: c\ntitle: C\nmanager: nobody-there\n");
    repository.write("other.yml", "id: d\ntitle: D\nmanager: nobody-there\n");
    repository.commit();
    assert_eq!(repository.run(&["--since", "HEAD"]).0, 0);
    std::fs::remove_file(repository.path().join("people/a.yml")).unwrap();
    let (code, out, err) = repository.run(&["--since", "HEAD", "--format", "short"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(
        out.lines().count() == 1 && out.starts_with("people/b.yml:3:10: error[reports-left-behind]"),
        "{out}"
    );
    // Where one file is asked for, nothing is said of what is gone elsewhere.
    let (code, out, _) = repository.run(&["--since", "HEAD", "top.yaml"]);
    assert_eq!(code, 0);
    assert!(out.contains(": 0 new, 0 gone, 0 as before"), "{out}");
}

#[test]
fn a_baseline_and_a_revision_go_together() {
    let repository = with(CHART);
    repository.run(&["--write-baseline", "b.yaml"]);
    repository
        .write("org.yaml", &(CHART.to_owned() + "  - { id: hr, title: Head of HR, reports_to: coo }\n"));
    let (code, out, _) = repository.run(&["--since", "HEAD", "--baseline", "b.yaml"]);
    assert_eq!(code, 1);
    assert!(out.contains(": 1 new, 0 gone, 0 as before\nset aside: 2 known from the baseline\n"), "{out}");
    assert_eq!(repository.run(&["--since", "HEAD", "--write-baseline", "b.yaml"]).0, 2);
}

#[test]
fn a_chart_that_could_not_be_read_then_is_told() {
    let repository = with("positions:\n  - { id: ceo, title: \"CEO }\n");
    repository.write("org.yaml", CHART);
    let (code, out, err) = repository.run(&["--since", "HEAD"]);
    assert_eq!(code, 1);
    assert!(err.starts_with("since: the chart at `HEAD` was not read in full\n"), "{err}");
    assert!(out.contains(": 2 new, 1 gone, 0 as before"), "{out}");
}

#[test]
fn a_path_is_found_from_every_folder() {
    let repository = Repository::new();
    repository.write("charts/eu/org.yaml", CHART);
    repository.commit();
    for (folder, path) in [
        ("", "charts/eu/org.yaml"),
        ("charts", "eu/../eu/org.yaml"),
        ("charts/eu", "org.yaml"),
        ("charts/eu", "."),
        ("charts", ""),
    ] {
        let arguments: Vec<&str> =
            ["--since", "HEAD", path].into_iter().filter(|argument| !argument.is_empty()).collect();
        let (code, out, err) =
            repository.run_in(folder, if path.is_empty() { &["--since", "HEAD", "eu"] } else { &arguments });
        assert_eq!(code, 0, "{folder} {path}: {out}{err}");
    }
}

#[test]
fn what_is_not_possible_ends_the_run() {
    let repository = with(CHART);
    for (arguments, says) in [
        (vec!["--since", "nope"], "error: this repository has no revision `nope`\n  help: name a branch"),
        (vec!["--since=--upload-pack=x"], "error: this repository has no revision `--upload-pack=x`\n"),
        (vec!["--since", "HEAD", "-"], "error: standard input has no earlier revision\n"),
    ] {
        let (code, out, err) = repository.run(&arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.starts_with(says), "{err}");
    }
    let outside = tempfile::tempdir().unwrap();
    let chart = outside.path().join("org.yaml");
    std::fs::write(&chart, CHART).unwrap();
    let (code, _, err) = repository.run(&["--since", "HEAD", chart.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("is in no Git repository"), "{err}");
}

/// So many positions with nobody above or below them.
fn alone(count: usize) -> String {
    let alone: Vec<String> = (0..count).map(|at| format!("- {{ id: x{at}, title: Operator }}\n")).collect();
    let alone = alone.concat();
    format!("positions:\n- {{ id: a, title: A }}\n- {{ id: b, title: B, reports_to: a }}\n{alone}")
}

#[test]
fn the_eleventh_of_one_cause_is_told_and_the_ten_that_were_known_are_not() {
    let repository = with(&alone(10));
    let (_, out, _) = repository.run(&["--write-baseline", "known.yaml", "--format", "short"]);
    assert_eq!(out, "", "all are set aside");
    repository.write("org.yaml", &alone(11));
    for known in [["--since", "HEAD"], ["--baseline", "known.yaml"]] {
        let (code, out, _) = repository.run(&[&known[..], &["--format", "short"]].concat());
        assert_eq!((code, out.lines().count()), (1, 1), "{out}");
        assert!(out.starts_with("org.yaml:14:") && out.contains("[position-without-lines]"), "{out}");
    }
    // From eleven to ten nothing is new either, though ten are told singly.
    let repository = with(&alone(11));
    let (_, out, _) = repository.run(&["--write-baseline", "known.yaml", "--format", "short"]);
    assert_eq!(out, "", "all are set aside");
    repository.write("org.yaml", &alone(10));
    for known in [["--since", "HEAD"], ["--baseline", "known.yaml"]] {
        let (code, out, err) = repository.run(&[&known[..], &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, report["findings"].as_array().unwrap().len()), (0, 0), "{out}{err}");
    }
}

#[test]
fn no_baseline_is_written_over_what_is_read() {
    let repository = with(CHART);
    repository.write("orglint.yaml", "rules: { title-missing: off }\n");
    repository.write("notes.yaml", "");
    for target in ["org.yaml", "orglint.yaml", "notes.yaml"] {
        let there = std::fs::read_to_string(repository.path().join(target)).unwrap();
        let (code, _, err) = repository.run(&["--write-baseline", target]);
        assert!(code == 2 && err.contains("this is not a baseline"), "{target}: {err}");
        assert_eq!(std::fs::read_to_string(repository.path().join(target)).unwrap(), there, "{target}");
    }
}

/// A handbook's list in which a manager's entry is taken out while sixteen still name the role.
fn handbook(with_manager: bool) -> String {
    let mut text =
        "p001:\n  name: Person One\n  role: CEO\n  reports_to: none\n  manager_role_slug: ceo\n".to_owned();
    if with_manager {
        text += "p249:\n  name: Person Two\n  role: VP of People\n  reports_to: ceo\n  manager_role_slug: vp_people\n";
    }
    let report =
        |at| format!("p{at:02}:\n  name: Person {at}\n  role: Recruiter {at}\n  reports_to: vp_people\n");
    text.extend((0..16).map(report));
    text += "p90:\n  name: Person Ninety\n  role: Accountant\n  reports_to: ceo\n";
    text
}

#[test]
fn a_manager_who_is_taken_out_is_one_finding_and_the_page_says_it_first() {
    let repository = Repository::new();
    repository.write("team.yml", &handbook(true));
    repository.commit();
    repository.write("team.yml", &handbook(false));
    repository.commit();
    let since = ["--since", "HEAD~1", "team.yml"];
    let (code, out, err) = repository.run(&[&since[..], &["--format", "json"]].concat());
    assert_eq!((code, err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    let found: Vec<&Value> = report["findings"].as_array().unwrap().iter().collect();
    assert_eq!(found.len(), 1, "{out}");
    assert_eq!(found[0]["rule"], "reports-left-behind");
    assert_eq!(found[0]["labels"].as_array().unwrap().len(), 16);
    let (_, page, _) = repository.run(&[&since[..], &["--format", "markdown"]].concat());
    let first = "## orglint\n\n### What this change does\n\n16 positions are left without a manager; 1 holder leaves; \
                 1 position is removed.\n\n- **left without a manager:** 16 positions that reported to <code>p249</code> VP \
                 of People:";
    assert!(page.starts_with(first), "{page}");
    assert!(!page.contains("Person"), "{page}");
    // The lines are led to whoever was above.
    let (code, _, err) = repository.run(&[&since[..], &["--unsafe-fixes"]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(!std::fs::read_to_string(repository.path().join("team.yml")).unwrap().contains("vp_people"));
}

#[test]
fn without_an_earlier_version_rules_of_a_change_are_not_checked() {
    let repository = Repository::new();
    repository.write("org.yaml", CHART);
    let not_checked = |arguments: &[&str]| {
        let (_, out, _) = repository.run(&[arguments, &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&out).unwrap();
        let all = report["not_checked"].as_array().unwrap().clone();
        all.into_iter().filter(|one| one["missing"][0] == "before").count()
    };
    assert!(not_checked(&["org.yaml"]) >= 5);
    repository.write("other.yaml", CHART);
    repository.commit();
    assert_eq!(not_checked(&["--since", "HEAD", "org.yaml"]), 0);
    // Nor where the chart was not there then.
    repository.write("new.yaml", CHART);
    assert!(not_checked(&["--since", "HEAD", "new.yaml"]) >= 5);
    // Whoever looks at one version does not wait for them; whoever asks for more is told.
    let told = "rules need an earlier version; add one with `--since REV`";
    let (_, out, err) = repository.run(&["org.yaml"]);
    assert!(!out.contains(told) && !err.contains(told), "{out}{err}");
    let (_, _, err) = repository.run(&["org.yaml", "--verbose"]);
    assert!(err.contains(told), "{err}");
}

#[test]
fn a_second_source_that_changes_is_a_change() {
    let repository = Repository::new();
    repository.write(
        "org.yaml",
        "positions:\n  - { id: ceo, title: CEO }\n  - { id: ops, title: Head of Operations, reports_to: ceo }\n",
    );
    let export = "Employee ID,Job Title,Manager ID\nceo,CEO,\nops,Head of Operations,ceo\n";
    repository.write("hr.csv", export);
    repository.write(
        "orglint.yaml",
        "charts:\n  - name: all\n    files: [org.yaml]\n    sources: [{ file: hr.csv }]\n",
    );
    repository.commit();
    let since = || {
        let (_, out, _) = repository.run(&["--since", "HEAD", "--format", "short"]);
        out.lines().filter(|line| line.contains("[title-differs]")).count()
    };
    assert_eq!(since(), 0);
    repository.write("hr.csv", &export.replace("Head of Operations", "Chief Operating Officer"));
    assert_eq!(since(), 1);
    repository.commit();
    assert_eq!(since(), 0);
    // A source that Git does not know is the one of today at both.
    repository.write("other.csv", &export.replace("Head of Operations", "Head of Sales"));
    repository.write(
        "orglint.yaml",
        "charts:\n  - name: all\n    files: [org.yaml]\n    sources: [{ file: other.csv }]\n",
    );
    assert_eq!(since(), 0);
}
