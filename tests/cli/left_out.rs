//! What lies in the folder of a chart is read, or it is said that it is not.

use crate::repository::Repository;

const TOP: &str = "positions:\n  - { id: ceo, title: CEO }\n";
const OTHER: &str = "{ \"name\": \"left-pad\", \"version\": \"1.0.0\", \"scripts\": { \"test\": \"x\" } }\n";

fn with(files: &[(&str, &str)]) -> Repository {
    let repository = Repository::new();
    repository.write("org/top.yaml", TOP);
    for (path, text) in files {
        repository.write(path, text);
    }
    repository
}

/// A file of a chart with a manager who is not there, another one in each.
fn amiss(name: &str) -> String {
    format!("positions:\n  - {{ id: {name}, title: Head of {name}, reports_to: nobody-{name} }}\n")
}

/// Which files have findings about a manager, and what the report says was left out.
fn lint(repository: &Repository, arguments: &[&str]) -> (Vec<String>, String) {
    let (code, short, err) = repository.run(&[&["--format", "short"], arguments].concat());
    let found = short.lines().filter(|line| line.contains("unknown-manager"));
    let found: Vec<String> = found.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect();
    assert_eq!(code, i32::from(!found.is_empty()), "{short}{err}");
    let (_, human, _) = repository.run(arguments);
    let said = human.lines().find_map(|line| line.strip_prefix("left out: ")).unwrap_or_default();
    let (_, _, err) = repository.run(&[&["--verbose"], arguments].concat());
    assert_eq!(err.contains("verbose: left out: "), !said.is_empty(), "{err}");
    (found, said.to_owned())
}

#[test]
fn a_folder_is_left_out_by_its_name_where_there_is_no_chart_in_it() {
    for name in ["vendor", "target", "node_modules", "__pycache__"] {
        let below = format!("org/{name}/deep/v.yaml");
        let repository = with(&[(&below, &amiss("v"))]);
        assert_eq!(lint(&repository, &["org"]), (vec![below], String::new()));
        let repository = with(&[(&format!("org/{name}/package.json"), OTHER)]);
        let said = format!("`org/{name}`, where there is no chart");
        assert_eq!(lint(&repository, &["org"]), (vec![], said));
    }
    // Beside a table nothing of it counts as a chart.
    let repository = Repository::new();
    repository.write("org/staff.csv", "id,title,manager id\n1,Head,\n2,Lead,9\n");
    repository.write("org/node_modules/a/package.json", OTHER);
    repository.write("org/node_modules/b/broken.json", "{ \"a\": ");
    let said = "`org/node_modules`, where there is no chart".to_owned();
    assert_eq!(lint(&repository, &["org"]), (vec!["org/staff.csv".to_owned()], said));
}

#[test]
fn what_git_ignores_is_left_out_and_counted_unless_it_is_tracked_or_named() {
    let ignore = "vendor/\nold-*.yaml\n!old-but-used.yaml\n";
    let files = [
        (".gitignore", ignore),
        ("org/vendor/v.yaml", &amiss("v")),
        ("org/vendor/w.yaml", &amiss("w")),
        ("org/old-a.yaml", &amiss("a")),
        ("org/b/old-b.yaml", &amiss("b")),
        ("org/old-but-used.yaml", &amiss("c")),
    ];
    let repository = with(&files);
    let used = "org/old-but-used.yaml".to_owned();
    assert_eq!(
        lint(&repository, &["org"]),
        (vec![used.clone()], "2 files and 1 folder that Git ignores".to_owned())
    );
    // From within, and for a repository in a repository, it is the same.
    let (_, out, _) = repository.run_in("org", &["."]);
    assert!(out.contains("left out: 2 files and 1 folder that Git ignores"), "{out}");
    // Named on the command line.
    assert_eq!(lint(&repository, &["org/old-a.yaml"]).0, ["org/old-a.yaml"]);
    assert_eq!(lint(&repository, &["org/vendor"]).0, ["org/vendor/v.yaml", "org/vendor/w.yaml"]);
    // Tracked.
    repository.git(&["add", "-f", "org/vendor/w.yaml", "org/old-a.yaml"]);
    let all = vec!["org/old-a.yaml".to_owned(), used, "org/vendor/w.yaml".to_owned()];
    assert_eq!(lint(&repository, &["org"]), (all, "1 file and 1 folder that Git ignores".to_owned()));
}

#[test]
fn no_change_hides_its_own_chart() {
    for ignore in ["*\n", "org/\n", "/org/*\n", "*.yaml\n"] {
        let repository = with(&[("org/v.yaml", &amiss("v"))]);
        repository.commit();
        for path in [".gitignore", "org/.gitignore", ".git/info/exclude"] {
            repository.write(path, ignore);
            assert_eq!(lint(&repository, &["org"]).0, ["org/v.yaml"], "{ignore} in {path}");
            std::fs::remove_file(repository.path().join(path)).unwrap();
        }
    }
}

#[test]
fn what_a_configuration_names_is_read() {
    let files = [
        (".gitignore", "old-*.yaml\nvendor/\n"),
        ("org/old-a.yaml", &amiss("a")),
        ("org/vendor/v.yaml", &amiss("v")),
    ];
    let repository = with(&files);
    repository.write("orglint.yaml", "charts: [{ name: a, files: [org/*.yaml] }]\n");
    assert_eq!(lint(&repository, &[]), (vec!["org/old-a.yaml".to_owned()], String::new()));
    repository.write("orglint.yaml", "charts: [{ name: a, files: [org/top.yaml, org/vendor/*.yaml] }]\n");
    assert_eq!(lint(&repository, &[]).0, ["org/vendor/v.yaml"]);
    repository.write("orglint.yaml", "charts: [{ name: a, files: [\"org/**\"] }]\n");
    let said = "1 folder that Git ignores".to_owned();
    assert_eq!(lint(&repository, &[]), (vec!["org/old-a.yaml".to_owned()], said));
}

#[test]
fn where_git_cannot_be_asked_all_is_read() {
    let repository = with(&[(".gitignore", "v.yaml\n"), ("org/v.yaml", &amiss("v"))]);
    assert_eq!(lint(&repository, &["org"]).0, [""; 0]);
    let output = crate::program::orglint()
        .current_dir(repository.path())
        .env("PATH", "")
        .args(["org", "--format", "short"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    // Without a repository the file means nothing.
    std::fs::remove_dir_all(repository.path().join(".git")).unwrap();
    assert_eq!(lint(&repository, &["org"]).0, ["org/v.yaml"]);
}

#[test]
fn the_past_is_read_as_the_present_is() {
    let repository = with(&[("org/vendor/v.yaml", &amiss("v")), ("org/node_modules/package.json", OTHER)]);
    repository.git(&["add", "-A", "-f"]);
    repository.git(&["commit", "-q", "-m", "c"]);
    let (code, out, _) = repository.run(&["--since", "HEAD", "org"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains(": 0 new, 0 gone, 1 as before"), "{out}");
}

#[test]
fn what_is_hidden_by_its_name_is_counted() {
    let files = [
        ("org/.old.yaml", &*amiss("old")),
        ("org/.staff.csv", "id,title\n"),
        ("org/.notes", "x"),
        ("org/.orglint.yaml", "{}\n"),
        ("org/.drafts/deep/a.yaml", &amiss("a")),
        ("org/.cache/b.bin", "x"),
        ("org/.orglint/rules/README.txt", "x"),
    ];
    let repository = with(&files);
    assert_eq!(lint(&repository, &["org"]), (vec![], "2 hidden files and 1 hidden folder".to_owned()));
    let (code, out, _) = repository.run(&["org", "--format", "json"]);
    assert_eq!(code, 0, "{out}");
    // Named on the command line it is read.
    assert_eq!(lint(&repository, &["org/.old.yaml"]).0, ["org/.old.yaml"]);
}
