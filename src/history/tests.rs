//! Real repositories, each in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::Command;

use super::*;
use crate::files::Disk;

struct Work(tempfile::TempDir);

impl Work {
    fn new() -> Self {
        let work = Self(tempfile::tempdir().unwrap());
        work.git(&["init", "-q", "-b", "main"]);
        work
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
        command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env_remove("GIT_WORK_TREE");
        let done = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "-m", "c"]);
    }

    /// The paths and texts of a chart at a revision.
    fn chart(&self, revision: &str, path: &str) -> Option<Vec<(String, String)>> {
        let (repository, way) = Repository::of(&Disk, &Disk.here(), &self.0.path().join(path)).unwrap();
        let commit = repository.commit(revision).unwrap();
        let chart = repository.chart(&commit, &Selection::At(&way, None)).unwrap()?;
        Some(chart.files.iter().map(|file| (file.path().to_owned(), file.text().to_owned())).collect())
    }

    fn files(&self, revision: &str, path: &str) -> Vec<String> {
        self.chart(revision, path).unwrap().into_iter().map(|(path, _)| path).collect()
    }
}

#[test]
fn a_file_is_read_as_it_was() {
    let work = Work::new();
    work.write("charts/org.yaml", "old: ä\n");
    work.commit();
    work.write("charts/org.yaml", "new\n");
    let seen = work.chart("HEAD", "charts/org.yaml").unwrap();
    assert_eq!(seen, [("HEAD:charts/org.yaml".to_owned(), "old: ä\n".to_owned())]);
    // Whether or not there is such a path today.
    work.write("charts/later.yaml", "");
    assert_eq!(work.chart("main", "charts/later.yaml"), None);
    fs::remove_file(work.0.path().join("charts/org.yaml")).unwrap();
    assert_eq!(work.files("main", "charts/org.yaml").len(), 1);
}

#[test]
fn a_folder_has_the_files_that_a_walk_would_find_in_the_same_order() {
    let work = Work::new();
    for path in [
        "org/a.yaml",
        "org/a/x.yml",
        "org/a-b.json",
        "org/B.YAML",
        "org/.hidden.yaml",
        "org/.git-like/y.yaml",
        "org/node_modules/z.yaml",
        "org/orglint.yaml",
        "org/notes.md",
        "org/table.csv",
        "org/ä ö.yaml",
        "organisation.yaml",
        "org/a\tb\"c.yaml",
    ] {
        work.write(path, "x: 1\n");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.yaml", work.0.path().join("org/link.yaml")).unwrap();
    work.commit();
    let walked = crate::discover::discover(&Disk, &Disk.here(), &work.0.path().join("org")).unwrap();
    let below = |path: &str| path.split_once("org/").unwrap().1.to_owned();
    let walked: Vec<String> = walked.files.iter().map(|file| below(file.path())).collect();
    let stored: Vec<String> = work.files("HEAD", "org").iter().map(|path| below(path)).collect();
    assert_eq!(stored, walked);
    assert_eq!(stored.len(), 6);
}

#[test]
fn the_root_of_a_repository_is_a_folder_too() {
    let work = Work::new();
    work.write("org.yaml", "x: 1\n");
    work.write("teams/t.csv", "id\n");
    work.commit();
    assert_eq!(work.files("HEAD", ""), ["HEAD:org.yaml"]);
    assert_eq!(work.files("HEAD", "teams"), ["HEAD:teams/t.csv"], "a table where there is nothing else");
}

#[test]
fn bytes_that_are_no_text_do_not_stop_the_others() {
    let work = Work::new();
    work.write("org/a.yaml", b"a: \xff");
    work.write("org/b.yaml", "");
    work.write("org/c.yaml", "missing\nblob 3\n".repeat(10_000));
    work.commit();
    let seen = work.chart("HEAD", "org").unwrap();
    assert_eq!((seen[0].1.as_str(), seen[1].1.as_str(), seen[2].1.len()), ("a: ", "", 150_000));
}

#[test]
fn a_revision_is_nothing_but_a_revision() {
    let work = Work::new();
    work.write("org.yaml", "x: 1\n");
    work.commit();
    let (repository, _) = Repository::of(&Disk, &Disk.here(), &work.0.path().join("org.yaml")).unwrap();
    for revision in [
        "",
        "nope",
        "--help",
        "-h",
        "--git-dir",
        "HEAD..HEAD",
        "HEAD:org.yaml",
        "HEAD\n",
        "a\0b",
        "--all",
        "*",
    ] {
        let error = repository.commit(revision).unwrap_err();
        assert_eq!(error, GitError::NoRevision { revision: revision.to_owned(), is_shallow: false });
    }
    work.git(&["tag", "-a", "-m", "t", "v1"]);
    for revision in ["HEAD", "main", "v1", "@", "HEAD^0"] {
        assert_eq!(repository.commit(revision).unwrap().id.len(), 40, "{revision}");
    }
}

#[test]
fn a_folder_outside_of_every_repository_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let error = Repository::of(&Disk, &Disk.here(), &folder.path().join("org.yaml")).unwrap_err();
    assert!(matches!(error, GitError::NoRepository(path) if path.ends_with("org.yaml")));
}

#[test]
fn a_shallow_clone_is_told_how_to_get_the_rest() {
    let work = Work::new();
    for text in ["1", "2"] {
        work.write("org.yaml", text);
        work.commit();
    }
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", work.0.path().display());
    work.git(&["clone", "-q", "--depth", "1", &from, clone.path().to_str().unwrap()]);
    let (repository, _) = Repository::of(&Disk, &Disk.here(), &clone.path().join("org.yaml")).unwrap();
    let error = repository.commit("HEAD~1").unwrap_err();
    assert!(error.help().contains("fetch-depth: 0"), "{}", error.help());
}

#[test]
fn nothing_of_a_repository_is_run_and_nothing_is_written() {
    let work = Work::new();
    work.write("org.yaml", "x: 1\n");
    work.write(".gitattributes", "*.yaml diff=bad filter=bad\n");
    work.commit();
    let mark = work.0.path().join("mark");
    let bad = format!("touch {}", mark.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "diff.bad.textconv",
        "diff.bad.command",
        "diff.external",
        "filter.bad.smudge",
        "filter.bad.clean",
        "core.sshCommand",
        "alias.ls-tree",
        "pager.ls-tree",
        "pager.cat-file",
        "core.askPass",
        "core.alternateRefsCommand",
    ] {
        work.git(&["config", key, &bad]);
    }
    work.git(&["config", "alias.cat-file", &format!("!{bad}")]);
    let index = fs::metadata(work.0.path().join(".git/index")).unwrap().modified().unwrap();
    assert_eq!(work.files("HEAD", "org.yaml").len(), 1);
    assert!(!mark.exists());
    assert_eq!(fs::metadata(work.0.path().join(".git/index")).unwrap().modified().unwrap(), index);
}

#[test]
fn ways_are_written_as_git_writes_them() {
    let work = Work::new();
    work.write("charts/eu/org.yaml", "x: 1\n");
    let around = |folder: &str| Repository::around(&Disk, &Disk.here(), &work.0.path().join(folder)).unwrap();
    let inside = around("charts/eu");
    assert_eq!(inside.way_to("org.yaml"), "org.yaml");
    assert_eq!(inside.way_to("./org.yaml"), "charts/eu/org.yaml");
    assert_eq!(inside.way_to("../org.yaml"), "charts/org.yaml");
    assert_eq!(inside.way_to("../../../../x"), "x");
    assert_eq!(inside.way_to("."), "charts/eu");
    assert_eq!(inside.way_to("a//b/../c/"), "a/c");
    assert_eq!(around("").way_to("./a"), "a");
    assert_eq!(around("").way_to(""), "");
}
