//! Charts that `orglint.yaml` describes, from the outside.

use serde_json::Value;

use crate::configuration::{Project, Ran};

const LAYOUT: &str = "    layout:\n      entries: each-file\n      title: role\n      reports_to: manager\n";

fn configured(more: &str) -> String {
    format!("charts:\n  - name: acme\n    files: [\"people/**/*.yml\"]\n{LAYOUT}{more}")
}

/// A person of the chart `acme`.
fn person(role: &str, manager: &str) -> String {
    format!("name: Kim\nrole: {role}\nmanager: {manager}\n")
}

fn project(more: &str) -> Project {
    let project = Project::bare();
    project.write("orglint.yaml", &configured(more));
    project.write("people/ada.yml", &person("Chief Executive Officer", "none"));
    project.write("people/bo.yml", &person("Head of Sales", "ada"));
    project.write("people/sales/cy.yml", &person("Clerk", "gone"));
    project
}

const CY: &str =
    "people/sales/cy.yml:3:10: error[unknown-manager] Clerk reports to `gone`, which is not on the chart\n";

fn positions(ran: &Ran) -> u64 {
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    json["summary"]["positions"].as_u64().unwrap()
}

#[test]
fn without_a_path_the_charts_of_the_configuration_are_checked() {
    let project = project("  - { name: board, files: board.yaml }\n");
    project.write("board.yaml", "positions:\n  - { id: a, title: Chair, reports_to: b }\n");
    // Neither is a part of any chart.
    project.write("org.yaml", "positions: [{ id: x, title: X, reports_to: zz }]");
    project.write("people/notes.yaml", "a: b");
    let ran = project.run("--format short");
    let board = "board.yaml:2:40: error[unknown-manager] Chair reports to `b`, an id that no position has\n";
    assert_eq!((ran.code, ran.out, ran.err), (1, format!("{board}{CY}"), String::new()));
    // From a folder further down they are the same charts.
    let ran = project.run_in("people/sales", "--format short");
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2));
    assert!(ran.out.contains("cy.yml:3:10") && ran.out.contains("../../board.yaml:2:40"), "{}", ran.out);
}

#[test]
fn a_path_selects_what_is_reported_and_not_what_is_read() {
    let project = project("");
    let ran = project.run("--format short people/bo.yml");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let ran = project.run("people/bo.yml");
    assert!(
        ran.out.contains("3 positions in 3 files, no findings\nreported: what has a place in 1 of 3 files\n")
    );
    for paths in ["people/sales/cy.yml", "people/sales", "people", ".", "people/bo.yml people/sales/cy.yml"] {
        let ran = project.run(&format!("--format short {paths}"));
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, CY, ""), "{paths}");
        // Read once, however many paths name it.
        assert_eq!(positions(&project.run(&format!("--format json {paths}"))), 3, "{paths}");
    }
    // All of it is not a selection.
    assert!(!project.run("people").out.contains("reported:"));
}

#[test]
fn a_folder_selects_no_other_whose_name_begins_like_its_own() {
    let project = project("");
    project.write("people/sales-north/dee.yml", &person("Lead", "nobody-here"));
    project.write("people/sales.yml", &person("Agent", "nobody-there"));
    let ran = project.run("--format short people/sales");
    assert_eq!((ran.code, ran.out.as_str()), (1, CY));
    let ran = project.run("--format short people/sales people/sales-north");
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2));
}

#[test]
fn a_finding_with_places_in_two_files_is_reported_for_either() {
    let project = project("");
    project.write("people/sales/cy.yml", &person("Clerk", "dee"));
    project.write("people/dee.yml", &person("Lead", "cy"));
    for path in ["people/dee.yml", "people/sales", "people"] {
        let ran = project.run(&format!("--format json {path}"));
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let labels = json["findings"][0]["labels"].as_array().unwrap();
        let paths: Vec<&str> = labels.iter().map(|label| label["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["people/dee.yml", "people/sales/cy.yml"], "{path}");
        assert_eq!((ran.code, json["findings"].as_array().unwrap().len()), (1, 1));
    }
    assert_eq!(project.run("people/bo.yml").code, 0);
}

#[test]
fn what_exceptions_hide_is_counted_where_it_is_reported() {
    let project = project("");
    let allowed = person("Clerk", "gone # orglint: allow(unknown-manager) -- joins in May");
    project.write("people/sales/cy.yml", &allowed);
    let counted = |path: &str| {
        let json: Value = serde_json::from_str(&project.run(&format!("--format json {path}")).out).unwrap();
        json["summary"]["allowed"].as_u64().unwrap()
    };
    assert_eq!([counted("people"), counted("people/sales/cy.yml"), counted("people/bo.yml")], [1, 1, 0]);
}

#[test]
fn a_path_of_no_configured_chart_is_a_chart_of_its_own() {
    let project = project("");
    project.write("org.yaml", "positions: [{ id: x, title: X, reports_to: zz }]\n");
    let ran = project.run("--format short org.yaml");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, "org.yaml:1:44: error[unknown-manager] X reports to `zz`, an id that no position has\n")
    );
    // Both in one run.
    let ran = project.run("--format short org.yaml people/sales");
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2));
    // Without the configuration a file is what it says by itself.
    project.run("--no-config --format short people/bo.yml").assert(2, "no chart here", "");
    project.run("--no-config --format short").assert(1, "org.yaml:1:44", "");
}

#[test]
fn another_configuration_may_describe_the_charts() {
    let project = project("");
    project
        .write("ci/sales.yaml", "charts: [{ name: sales, files: [../people/sales, ../people/ada.yml] }]\n");
    let ran = project.run("--config ci/sales.yaml --format json");
    assert_eq!((ran.code, positions(&ran)), (1, 2));
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let layout = &json["layouts"][0];
    assert_eq!([&layout["chart"], &layout["path"], &layout["layout"]], ["sales", "people", "each-file"]);
    // A file of none of its charts is read as it is.
    let ran = project.run("--config ci/sales.yaml --format short people/bo.yml");
    assert_eq!(ran.code, 2, "{}", ran.out);
}

#[test]
fn charts_of_a_file_that_is_built_on_are_found_from_its_folder() {
    let project = Project::bare();
    project.write(
        "base/charts.yaml",
        "charts:\n  - { name: a, files: a.yaml }\n  - { name: b, files: a.yaml }\n",
    );
    project.write("orglint.yaml", "extends: base/charts.yaml\ncharts: [{ name: b, files: b.yaml }]\n");
    project.write("base/a.yaml", "positions: [{ id: a, title: A, reports_to: x }]\n");
    project.write("b.yaml", "positions: [{ id: b, title: B, reports_to: x }]\n");
    let ran = project.run("--format short");
    let places: Vec<&str> = ran.out.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["b.yaml:1:44", "base/a.yaml:1:44"]);
}

#[test]
fn a_pattern_that_fits_nothing_is_told_and_hides_no_other() {
    for (files, at, message, help) in [
        ("peple/*.yml", "9:12", "there is nothing at `peple/*.yml`", "a similar one exists: `people`"),
        ("people/bob.yml", "9:12", "there is nothing at `people/bob.yml`", "`people/bo.yml`"),
        ("zzz.yml", "9:12", "there is nothing at `zzz.yml`", "from the folder of the configuration"),
        ("people/*.yaml", "9:12", "no file fits `people/*.yaml`", "a chart's files end in `.yaml`"),
        ("\"{peple,x}/*.yml\"", "9:12", "no file fits `{peple,x}/*.yml`", ""),
        ("people/*.md", "9:12", "no file fits `people/*.md`", ""),
    ] {
        let project = project(&format!("  - name: other\n    files: {files}\n"));
        project.write("people/read.md", "text");
        for arguments in ["--format short", "--format short people/sales"] {
            let ran = project.run(arguments);
            assert_eq!((ran.code, ran.out.as_str()), (2, CY), "{files}");
            let told = ran.err.starts_with(&format!("error: orglint.yaml:{at}: {message}\n"))
                && ran.err.contains(help);
            assert!(told, "{files}: {}", ran.err);
        }
    }
    // One of several patterns is enough to have a chart, and not to have all of it.
    let project = project("");
    project.write("orglint.yaml", "charts: [{ name: a, files: [people, gone.yaml] }]\n");
    project.run("--format short").assert(
        2,
        "unknown-manager",
        "orglint.yaml:1:37: there is nothing at `gone.yaml`",
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_hides_no_other() {
    let project = project("");
    project.write("people/ada.yml", "name: \"Kim\nrole: Head\n");
    let ran = project.run("--format short");
    let slip = "people/ada.yml:1:7: error[syntax-error] the quote (`\"`) that opens here has no end\n";
    // The name of a file is the id of who stands in it, whatever of it was read: `ada` is known, and `gone` is
    // nobody.
    assert_eq!((ran.code, ran.out), (2, format!("{slip}{CY}")));
    for (path, told) in [("people/ada.yml", slip), ("people/bo.yml", ""), ("people/sales", CY)] {
        let ran = project.run(&format!("--format short {path}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, told), "{path}");
    }
}

/// Waiting for somebody to write to it would take forever.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_not_waited_for() {
    let project = project("");
    let _socket = std::os::unix::net::UnixListener::bind(project.path().join("pipe.yml")).unwrap();
    project.write("orglint.yaml", "charts: [{ name: a, files: [people, pipe.yml], layout: each-file }]\n");
    project.run("--format short").assert(2, "pipe.yml:1:1: error[syntax-error]", "");
}

#[test]
fn the_layout_may_be_one_that_orglint_has() {
    let list = "- { name: Kim, role: Head, manager: none }\n- { name: Lou, role: Clerk, manager: Kim }\n";
    let map = "ada: { name: Kim, role: Head, manager: none }\nbo: { name: Lou, role: Clerk, manager: ada }\n";
    let project = Project::bare();
    project.write("hr/list.yaml", list);
    project.write("hr/map.yaml", map);
    project.write("orglint.yaml", "charts: [{ name: hr, files: hr }]\n");
    // Two shapes in one chart are not guessed at.
    project.run("--format short").assert(2, "two shapes in one chart", "");
    for name in ["list", "map"] {
        project.write("orglint.yaml", &format!("charts: [{{ name: hr, files: hr, layout: {name} }}]\n"));
        let ran = project.run("--verbose");
        ran.assert(0, "2 positions, no findings", &format!("the chart `hr`: layout `{name}`, 2 positions"));
    }
    project.write("orglint.yaml", "charts: [{ name: hr, files: hr, layout: native }]\n");
    project.run("--format short").assert(2, "", "`hr` has no positions");
}

#[test]
fn mistakes_are_told_once_and_nothing_is_checked() {
    let project = project("  - { name: acme, files: people, layout: maps }\n");
    for paths in ["", "people/bo.yml people/ada.yml", "people . people/sales"] {
        let ran = project.run(paths);
        let told = "error: orglint.yaml:8:13: two charts are called `acme`\n  help: give each chart its own \
            name, or list all files under one of them\n";
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", told), "{paths}");
    }
}

#[test]
fn hidden_folders_and_links_out_of_the_tree_are_left_out() {
    let project = project("");
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("out.yml"), person("Lead", "nobody-here")).unwrap();
    for path in ["people/.git/x.yml", "people/.old/x.yml"] {
        project.write(path, &person("Lead", "nobody-here"));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), project.path().join("people/link")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("out.yml"), project.path().join("people/out.yml"))
            .unwrap();
    }
    let ran = project.run("--format short");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, CY, ""));
    #[cfg(unix)]
    for files in ["people/link", "people/link/*.yml", "people/out.yml"] {
        project.write("orglint.yaml", &format!("charts: [{{ name: a, files: {files} }}]\n"));
        project.run("").assert(2, "", "leads out of the repository through a link");
    }
}

#[test]
fn a_file_may_belong_to_several_charts() {
    let project = Project::bare();
    project.write("company.yaml", "company: { employees: 10 }\n");
    for name in ["north", "south"] {
        let chart = format!("positions: [{{ id: {name}, title: Head, reports_to: x }}]\n");
        project.write(&format!("{name}.yaml"), &chart);
    }
    project.write(
        "orglint.yaml",
        "charts:\n  - { name: north, files: [north.yaml, company.yaml] }\n  - { name: south, files: [south.yaml, company.yaml] }\n",
    );
    assert_eq!(positions(&project.run("--format json company.yaml")), 2);
    assert_eq!(positions(&project.run("--format json north.yaml")), 1);
    let ran = project.run("rules company.yaml");
    ran.assert(2, "", "`company.yaml` belongs to several charts: `north`, `south`");
    project.run("rules north.yaml").assert(0, "on this chart", "");
}

#[test]
fn rules_are_listed_for_the_whole_chart_of_a_path() {
    let project = project("");
    project.write("people/cto.yml", &person("Chief Technology Officer", "ada"));
    let ran = project.run("rules people/sales/cy.yml");
    // The chief is not in the file that is named.
    let line = ran.out.lines().find(|line| line.starts_with("chief-far-from-the-top")).unwrap();
    assert!(ran.code == 0 && line.ends_with("looked at 1"), "{line}");
}

#[test]
fn standard_input_is_a_chart_of_its_own() {
    let project = project("  - { name: other, files: nothing-there.yaml }\n");
    let ran = project.run("--format short -");
    // Nothing of the configured charts is looked for.
    assert!(ran.code == 2 && ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn hostile_names_of_charts_and_files_do_not_reach_the_terminal() {
    let project = project("");
    project.write(
        "orglint.yaml",
        "charts:\n  - { name: \"\\u001b[31mred\", files: [people, \"\\u001b[31m*\", \"\\u001b]8;x\"] }\n",
    );
    for arguments in ["--verbose", "--verbose --format json", "--verbose --format short"] {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2);
        assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "{}{}", ran.err, ran.out);
    }
}
