//! Configuration and rules of one's own, from the outside.

use std::path::Path;
use std::process::Output;

use crate::program::orglint;

const CHART: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: a, name: Kim, reports_to: ceo }
";

/// Files in a folder of their own, which is a repository.
pub(crate) struct Project(tempfile::TempDir);

impl Project {
    /// Without any file.
    pub(crate) fn bare() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(project.path().join(".git")).unwrap();
        project
    }

    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self::bare();
        project.write("org.yaml", CHART);
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &str) -> Ran {
        self.run_in("", arguments)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &str) -> Ran {
        let folder = self.path().join(folder);
        Ran::of(&orglint().current_dir(folder).args(arguments.split_whitespace()).output().unwrap())
    }
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    pub(crate) fn assert(&self, code: i32, out: &str, err: &str) {
        let shown = format!("{}\n--- out\n{}--- err\n{}", self.code, self.out, self.err);
        assert_eq!(self.code, code, "{shown}");
        assert!(self.out.contains(out) && out.is_empty() == self.out.is_empty(), "{shown}");
        assert!(self.err.contains(err) && err.is_empty() == self.err.is_empty(), "{shown}");
    }
}

const TITLES: &str = "org.yaml:3:11: error[title-missing]";

#[test]
fn the_configuration_is_found_from_the_chart_upwards() {
    let project = Project::new(&[
        ("orglint.yaml", "rules: { title-missing: error }"),
        ("charts/deep/org.yaml", CHART),
        ("charts/own/org.yaml", CHART),
        ("charts/own/.orglint.yaml", "rules: { title-missing: off }"),
    ]);
    project.run("--format short").assert(1, TITLES, "");
    project.run("--format short charts/deep/org.yaml").assert(1, "charts/deep/org.yaml:3:11: error", "");
    project.run("--format short charts/own/org.yaml").assert(0, "", "");
    // Where the program is run does not matter; where the chart is does.
    project.run_in("charts/own", "--format short ../../org.yaml").assert(1, "../../org.yaml:3:11: error", "");
    project.run_in("charts/own", "--format short").assert(0, "", "");
}

#[test]
fn a_repository_ends_the_search() {
    let project =
        Project::new(&[("orglint.yaml", "rules: { title-missing: error }"), ("inner/org.yaml", CHART)]);
    std::fs::write(project.path().join("inner/.git"), "gitdir: elsewhere\n").unwrap();
    project.run("--format short inner/org.yaml").assert(0, "inner/org.yaml:3:11: info[title-missing]", "");
}

#[test]
fn charts_of_one_run_have_their_own_configurations() {
    let project = Project::new(&[
        ("a/org.yaml", CHART),
        ("a/orglint.yaml", "rules: { title-missing: error }"),
        ("b/org.yaml", CHART),
        ("b/orglint.yaml", "rules: { title-missing: off }"),
    ]);
    let ran = project.run("--format short a/org.yaml b/org.yaml org.yaml");
    ran.assert(1, "a/org.yaml:3:11: error[title-missing]", "");
    assert!(
        ran.out.contains("\norg.yaml:3:11: info[title-missing]") && !ran.out.contains("b/org.yaml"),
        "{}",
        ran.out
    );
    project.write("b/orglint.yaml", "rule: {}");
    project.write("a/orglint.yaml", "rule: {}");
    let ran = project.run("--format short a/org.yaml b/org.yaml");
    ran.assert(2, "", "error: a/orglint.yaml:1:1: a configuration has no key `rule`");
    assert!(ran.err.contains("error: b/orglint.yaml:1:1: "), "{}", ran.err);
}

#[test]
fn another_configuration_or_none_can_be_named() {
    let project = Project::new(&[
        ("orglint.yaml", "rules: { title-missing: error }"),
        ("ci/strict.yaml", "rules: { title-missing: warning }"),
    ]);
    project.run("--format short --config ci/strict.yaml").assert(1, "warning[title-missing]", "");
    project.run("--format short --no-config").assert(0, "info[title-missing]", "");
    project.run("--no-config --config ci/strict.yaml").assert(2, "", "cannot be used with");
    project.run("--config gone.yaml").assert(
        2,
        "",
        "gone.yaml:1:1: the file cannot be read: there is no such file",
    );
    project.run("--format short --rule title-missing=info").assert(0, "info[title-missing]", "");
}

#[test]
fn rules_say_where_their_level_was_set() {
    let project = Project::new(&[(
        "orglint.yaml",
        "rules:\n  several-roots: off\noverrides:\n  - within: a\n    rules: { title-missing: error }\n",
    )]);
    let line = |arguments: &str, rule: &str| {
        let out = project.run(arguments).out;
        let line = out.lines().find(|line| line.starts_with(rule)).unwrap_or_default().to_owned();
        line.split_whitespace().skip(2).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("rules", "several-roots"), "off orglint.yaml:2");
    assert_eq!(line("rules", "title-missing"), "info default; error for a part by orglint.yaml:5");
    assert_eq!(line("rules", "no-root"), "error default");
    assert_eq!(line("rules --rule no-root=off", "no-root"), "off the command line");
    assert_eq!(line("rules --no-config", "several-roots"), "warning default");
}

#[test]
fn a_configuration_in_the_folder_of_a_chart_is_no_part_of_the_chart() {
    let project = Project::new(&[("org/a.yaml", CHART), ("org/orglint.yaml", "rules: { title-missing: [ }")]);
    project.run("org").assert(2, "", "error: org/orglint.yaml:1:");
    project.write("org/orglint.yaml", "rules: { title-missing: warning }");
    project.run("--format short org").assert(1, "org/a.yaml:3:11: warning[title-missing]", "");
}

#[test]
fn standard_input_has_the_configuration_of_the_folder() {
    let project = Project::new(&[("orglint.yaml", "rules: { title-missing: error }")]);
    let run = orglint().current_dir(project.path()).args(["--format", "short", "-"]).stdin(CHART);
    Ran::of(&run.output().unwrap()).assert(1, "-:3:11: error[title-missing]", "");
}

#[test]
fn a_new_rule_passes_as_it_is_and_is_never_written_over() {
    let project = Project::new(&[]);
    project.run("new-rule wide-teams").assert(0, ".orglint/rules/wide-teams.yaml is written", "");
    project.run("test-rules .orglint/rules").assert(0, "ok   wide-teams: 2 correct\n1 of 1 rules right", "");
    project.run("test-rules").assert(0, "ok   wide-teams: 2 correct", "");
    project.run("rules").assert(0, "wide-teams ", "");
    project.run("explain wide-teams").assert(0, "wide-teams (info, pack own)", "");
    project.write(".orglint/rules/wide-teams.yaml", "mine");
    project.run("new-rule wide-teams").assert(2, "", "`.orglint/rules/wide-teams.yaml` already exists");
    assert_eq!(project.read(".orglint/rules/wide-teams.yaml"), "mine");
    project.run("new-rule no-root").assert(2, "", "a rule or pack `no-root` already exists");
    project.run("new-rule Wide").assert(2, "", "`Wide` is not a rule id");
    project.run("new-rule ../x").assert(2, "", "`../x` is not a rule id");
}

#[test]
fn a_new_rule_goes_beside_the_configuration() {
    let project = Project::new(&[("orglint.yaml", ""), ("charts/org.yaml", CHART)]);
    project.run_in("charts", "new-rule wide-teams").assert(0, "../.orglint/rules/wide-teams.yaml", "");
    assert!(project.read(".orglint/rules/wide-teams.yaml").contains("\nid: wide-teams\n"));
}

#[test]
fn a_broken_rule_stops_no_other_and_the_exit_code_tells() {
    let project = Project::new(&[(".orglint/rules/broken.yaml", "id: broken\n")]);
    let ran = project.run("--format short");
    ran.assert(2, "info[title-missing]", "error: .orglint/rules/broken.yaml:1:1: the rule has no");
    project.run("rules").assert(2, "title-missing", ".orglint/rules/broken.yaml:1:1: ");
    project.run("test-rules").assert(2, "rules right", ".orglint/rules/broken.yaml:1:1: ");
    project.run("explain no-root").assert(2, "no-root (error", ".orglint/rules/broken.yaml:1:1: ");
    project.run("--format short --no-config").assert(0, "info[title-missing]", "");
}

#[test]
fn init_writes_what_is_missing_and_leaves_alone_what_is_there() {
    let project = Project::new(&[]);
    let ran = project.run("init");
    ran.assert(0, "left alone: org.yaml (it exists)", "");
    for path in ["orglint.yaml", ".pre-commit-config.yaml", ".github/workflows/orglint.yaml"] {
        assert!(ran.out.contains(&format!("written:    {path} (")), "{}", ran.out);
        assert!(!project.read(path).is_empty());
    }
    assert_eq!(project.read("org.yaml"), CHART);
    project.write("orglint.yaml", "rules: {}\n");
    project.run("init --yes").assert(0, "left alone: orglint.yaml (it exists)", "");
    assert_eq!(project.read("orglint.yaml"), "rules: {}\n");
    project.run("init gone").assert(2, "", "`gone` is not a folder");
}

#[test]
fn what_init_writes_is_right() {
    let project = Project::new(&[]);
    std::fs::remove_file(project.path().join("org.yaml")).unwrap();
    project.run("init").assert(0, "written:    org.yaml (a small chart)", "");
    project.run("--format short").assert(0, "", "");
    project.run("rules").assert(0, "title-missing", "");
    for path in [".pre-commit-config.yaml", ".github/workflows/orglint.yaml", "orglint.yaml", "org.yaml"] {
        let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&project.read(path));
        assert!(read.is_ok_and(|value| value.is_mapping()), "{path}");
    }
    // What stands in comments is right too.
    let uncommented = |text: &str| {
        let line =
            |line: &str| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line).to_owned();
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    let text = uncommented(&project.read("orglint.yaml")).replace("within: sales", "within: cto");
    let text = text.replace("teams/**/*.yaml", "*.yaml");
    assert!(text.contains("\nallow_needs_reason: true") && text.contains("\noverrides:"), "{text}");
    project.write("orglint.yaml", &text);
    project.run("--format short").assert(0, "", "");
}

/// Whether a line is a key or is below one, and is no prose.
fn is_setting(line: &str) -> bool {
    let key = line.trim_start().trim_start_matches("- ").split(':').next().unwrap_or_default();
    line.contains(':') && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-')
}

#[test]
fn hostile_names_do_not_reach_the_terminal() {
    let project = Project::new(&[(
        "orglint.yaml",
        "overrides:\n  - within: \"\\u001b[31mred\"\n    rules: { title-missing: off }\n",
    )]);
    let ran = project.run("--format short");
    ran.assert(2, "title-missing", "no position has this id");
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    project.write("orglint.yaml", "rules: { \"\\u001b[31mred\": off }");
    let ran = project.run("--format short");
    ran.assert(2, "", "there is no rule or pack");
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
}
