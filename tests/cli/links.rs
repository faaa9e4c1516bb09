//! Links out of a repository: nobody who may write in one may for that read or write what lies beside it.

use std::os::unix::fs::symlink;
use std::path::Path;

use crate::repository::Repository;

const CHART: &str = "positions:\n  - { id: ceo, title: CEO }\n  - { id: a, title: A, reports_to: b }\n";

/// A repository beside a folder with files that are nobody's business.
struct Place {
    repository: Repository,
    outside: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { repository: Repository::new(), outside: tempfile::tempdir().unwrap() };
        for (name, text) in [
            ("org.yaml", CHART),
            ("orglint.yaml", "rules: { unknown-manager: off }\n"),
            ("secret", "root:$6$salt$x:19000:0:::\n"),
        ] {
            std::fs::write(place.outside.path().join(name), text).unwrap();
        }
        std::fs::create_dir(place.outside.path().join("rules")).unwrap();
        std::fs::write(place.outside.path().join("rules/secret-name.yaml"), "root:$6$salt$x:19000:0:::\n")
            .unwrap();
        place
    }

    /// A link in the repository to a file outside.
    fn link(&self, from: &str, to: &str) {
        let from = self.repository.path().join(from);
        std::fs::create_dir_all(from.parent().unwrap()).unwrap();
        symlink(self.outside.path().join(to), from).unwrap();
    }

    /// The run ends with exit code 2 and says that a link leads out; nothing of what lies outside is shown.
    #[track_caller]
    fn refuses(&self, arguments: &[&str]) {
        let (code, out, err) = self.repository.run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {out}{err}");
        assert!(
            err.contains("leads out of the repository") || out.contains("leads out of the repository"),
            "{out}{err}"
        );
        for secret in ["salt", "19000", "secret-name"] {
            assert!(!out.contains(secret) && !err.contains(secret), "{out}{err}");
        }
    }
}

#[test]
fn what_nobody_named_is_not_read_through_a_link() {
    let place = Place::new();
    place.link("org.yaml", "org.yaml");
    place.refuses(&[]);
    // Somebody who names it means it.
    assert_eq!(place.repository.run(&["--no-config", "org.yaml"]).0, 1);

    for (from, to) in [
        ("orglint.yaml", "secret"),
        (".orglint.yaml", "orglint.yaml"),
        (".orglint/rules/a.yaml", "secret"),
        (".orglint/rules", "rules"),
        (".orglint", "."),
    ] {
        let place = Place::new();
        place.repository.write("org.yaml", CHART);
        place.link(from, to);
        place.refuses(&["org.yaml"]);
        place.refuses(&["rules"]);
    }

    let place = Place::new();
    place.repository.write("org.yaml", CHART);
    place.repository.write("orglint.yaml", "extends: base.yaml\n");
    place.link("base.yaml", "secret");
    place.refuses(&["org.yaml"]);

    for (files, from, to) in [
        ("a.yaml", "a.yaml", "org.yaml"),
        ("people", "people", "."),
        ("people/*.yaml", "people", "."),
        ("people/org.yaml", "people", "."),
    ] {
        let place = Place::new();
        place.repository.write("orglint.yaml", &format!("charts: [{{ name: a, files: {files} }}]\n"));
        place.link(from, to);
        place.refuses(&[]);
    }
}

#[test]
fn what_is_named_is_read_through_a_link_and_what_stays_inside_is_too() {
    let place = Place::new();
    place.repository.write("org.yaml", CHART);
    place.link("mine.yaml", "orglint.yaml");
    assert_eq!(place.repository.run(&["--config", "mine.yaml", "org.yaml"]).0, 0);
    // Within the repository a link is a way like any other.
    place.repository.write("settings/hr.yaml", "rules: { unknown-manager: off }\n");
    symlink("settings/hr.yaml", place.repository.path().join("orglint.yaml")).unwrap();
    assert_eq!(place.repository.run(&["org.yaml"]).0, 0);
    let (code, ..) = place.repository.run(&["--no-config", "org.yaml", "--write-baseline", "known.yaml"]);
    assert_eq!(code, 0);
    symlink("known.yaml", place.repository.path().join("link.yaml")).unwrap();
    assert_eq!(place.repository.run(&["--no-config", "org.yaml", "--baseline", "link.yaml"]).0, 0);
}

#[test]
fn no_file_is_written_through_a_link() {
    let place = Place::new();
    place.repository.write("org.yaml", CHART);
    place.repository.write("staff.csv", "id,title,manager id\n1,Head,\n2,Lead,1\n");
    place.link("out", "new");
    place.link("folder", ".");
    place.link("there", "secret");
    symlink("org.yaml", place.repository.path().join("inside")).unwrap();
    let before = names(place.outside.path());
    for target in ["out", "there", "inside", "folder/new", "folder/deeper/new"] {
        for arguments in [
            vec!["--no-config", "org.yaml", "--output"],
            vec!["--no-config", "org.yaml", "--write-baseline"],
            vec!["import", "staff.csv", "--force", "--output"],
            vec!["import", "staff.csv", "--output"],
        ] {
            let is_report = arguments.last() == Some(&"--output") && arguments[0] != "import";
            let target = if is_report { format!("json={target}") } else { target.to_owned() };
            let (code, out, err) = place.repository.run(&[&arguments[..], &[&target]].concat());
            assert_eq!((code, out.as_str()), (2, ""), "{arguments:?} {target}: {err}");
            assert!(
                err.contains("is a link") || err.contains("already exists") || err.contains("cannot be used"),
                "{arguments:?} {target}: {err}"
            );
        }
    }
    place.link(".orglint", ".");
    let (code, _, err) = place.repository.run(&["new-rule", "wide-teams"]);
    assert!(code == 2 && err.contains("`.orglint` is a link"), "{err}");
    place.link(".github", ".");
    place.repository.run(&["init", "--yes"]);
    assert_eq!(names(place.outside.path()), before);
    assert_eq!(
        std::fs::read_to_string(place.outside.path().join("secret")).unwrap(),
        "root:$6$salt$x:19000:0:::\n"
    );
    assert_eq!(std::fs::read_to_string(place.repository.path().join("org.yaml")).unwrap(), CHART);
}

#[test]
fn what_is_read_is_not_written_over() {
    let place = Place::new();
    place.repository.write("org.yaml", CHART);
    place.repository.write("orglint.yaml", "extends: base.yaml\n");
    place.repository.write("base.yaml", "rules: {}\n");
    place.repository.write("staff.csv", "id,title,manager id\n1,Head,\n2,Lead,1\n");
    place.repository.write(".orglint/rules/own.yaml", "id: own\n");
    place.repository.run(&["--no-config", "org.yaml", "--write-baseline", "known.yaml"]);
    let text = |name: &str| std::fs::read_to_string(place.repository.path().join(name)).unwrap();
    for target in
        ["org.yaml", "orglint.yaml", "base.yaml", ".orglint/rules/own.yaml", "known.yaml", "./x/../base.yaml"]
    {
        let name = target.rsplit('/').next().unwrap();
        let name = if name == "own.yaml" { target } else { name };
        std::fs::create_dir_all(place.repository.path().join("x")).unwrap();
        let before = text(name);
        let output = format!("json={target}");
        let (code, _, err) =
            place.repository.run(&["org.yaml", "--baseline", "known.yaml", "--output", &output]);
        assert!(code == 2 && err.contains("is a file that this run also reads"), "{target}: {err}");
        assert_eq!(text(name), before);
    }
    for target in ["org.yaml", "orglint.yaml", "base.yaml"] {
        let before = text(target);
        assert_eq!(place.repository.run(&["org.yaml", "--write-baseline", target]).0, 2);
        assert_eq!(text(target), before);
    }
    let (code, _, err) = place.repository.run(&["import", "staff.csv", "--force", "--output", "./staff.csv"]);
    assert!(code == 2 && err.contains("is the table being imported"), "{err}");
    assert!(text("staff.csv").starts_with("id,title"));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
