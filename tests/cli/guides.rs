//! The guides in `docs/`: every file they show is written into a project, and every session is run
//! there.
//!
//! A block `yaml PATH` is a file of the project. Those before the first heading of the second level
//! belong to every section; each such heading starts a new project with them, unless the guide is one
//! story.

use std::path::Path;

use crate::program::{orglint, root};
use crate::replay::{Session, after_errors, fence_end, text};

/// Whether a guide is told from beginning to end, or can be read in any order.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    InOne,
    BySection,
}

struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(String, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        let project = Self(folder);
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A configuration that a guide shows is right, unless it is shown for its mistakes.
    fn is_right(&self) -> bool {
        orglint().current_dir(self.path()).arg("rules").output().unwrap().status.success()
    }
}

/// A guide with every session in it run again.
fn replayed(guide: &str, told: Told) -> String {
    let lines: Vec<&str> = guide.lines().collect();
    let mut common = Vec::new();
    let mut section = "";
    let mut project = Project::new(&[]);
    let mut out = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading;
            if told == Told::BySection {
                project = Project::new(&common);
            }
        }
        let info = line.strip_prefix("```").unwrap_or_default();
        let end = if info.is_empty() { at } else { fence_end(&lines, at + 1) };
        let block = &lines[at..=end];
        at = end + 1;
        if let Some(path) = info.strip_prefix("yaml ").or_else(|| info.strip_prefix("csv ")) {
            let content = text(&block[1..block.len() - 1]);
            project.write(path, &content);
            if section.is_empty() {
                common.push((path.to_owned(), content));
            }
            assert!(section.contains("istake") || project.is_right(), "{section}: {path} has mistakes");
        }
        if info.trim_start_matches('`') == "console" {
            out += &Session::run_in(project.path(), info, block[1], "").like(block);
            at = after_errors(&lines, at);
        } else {
            out += &text(block);
        }
    }
    out
}

fn assert_guide(name: &str, told: Told) {
    let path = root().join("docs").join(name);
    let guide = std::fs::read_to_string(&path).unwrap();
    let expected = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
    snapbox::assert_data_eq!(replayed(&guide, told), expected);
}

#[test]
fn configuration() {
    assert_guide("configuration.md", Told::BySection);
}

#[test]
fn chart_format() {
    assert_guide("chart-format.md", Told::BySection);
}

#[test]
fn writing_a_rule() {
    assert_guide("writing-a-rule.md", Told::InOne);
}

#[test]
fn regimes() {
    assert_guide("regimes.md", Told::BySection);
}

#[test]
fn reports() {
    assert_guide("reports.md", Told::BySection);
}

#[test]
fn privacy() {
    assert_guide("privacy.md", Told::InOne);
}

#[test]
fn editors() {
    assert_guide("editors.md", Told::BySection);
}

#[test]
fn fixes() {
    assert_guide("fixes.md", Told::BySection);
}

#[test]
fn two_sources() {
    assert_guide("two-sources.md", Told::BySection);
}

#[test]
fn what_if() {
    assert_guide("what-if.md", Told::BySection);
}

#[test]
fn only_new() {
    assert_guide("only-new.md", Told::InOne);
}
