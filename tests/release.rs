//! What is released is called the same everywhere: one version, one address, one name for each archive.
//!
//! `ORGLINT_UPDATE=1 cargo test --test release` writes the version of Cargo.toml into the pages, and the files
//! that `orglint init` writes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The source of orglint in a workflow that fetched it.
const SOURCE: &str = "./.orglint-source";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap().replace("\r\n", "\n")
}

/// The pages for people who set orglint up.
const PAGES: [&str; 5] =
    ["README.md", "docs/github.md", "docs/gitlab.md", "docs/pre-commit.md", "docs/releasing.md"];

/// The files with these names in the pages are those of `orglint init`.
const STARTERS: [(&str, &str); 2] =
    [("docs/github.md", ".github/workflows/orglint.yaml"), ("docs/pre-commit.md", ".pre-commit-config.yaml")];

/// What is before a version of orglint in a page.
const BEFORE_VERSIONS: [&str; 7] =
    ["orglint@v", "orglint==", "rev: v", "download/v", "orglint-v", "`v", "orglint --version "];

/// A page with the version of Cargo.toml in place of any other.
fn with_version(page: &str) -> String {
    let mut out = page.to_owned();
    for before in BEFORE_VERSIONS {
        let mut parts = out.split(before);
        let mut renewed = parts.next().unwrap().to_owned();
        for part in parts {
            renewed += before;
            let length = part.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(part.len());
            let is_version =
                part[..length].split('.').count() == 3 && part.starts_with(|c: char| c.is_ascii_digit());
            renewed += if is_version { VERSION } else { &part[..length] };
            renewed += &part[length..];
        }
        out = renewed;
    }
    out
}

/// What `orglint init` writes.
fn started(path: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let done =
        Command::new(env!("CARGO_BIN_EXE_orglint")).args(["init", "--yes"]).arg(folder.path()).output();
    assert!(done.unwrap().status.success());
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// A page with the first of its blocks of that name in place of what it has there.
fn with_block(page: &str, path: &str, text: &str) -> String {
    let fence = format!("```yaml {path}\n");
    let (before, rest) = page.split_once(&fence).unwrap();
    let after = &rest[rest.find("```").unwrap()..];
    format!("{before}{fence}{text}{after}")
}

#[test]
fn pages_have_the_version_and_the_files_of_today() {
    for path in PAGES {
        let page = read(path);
        let mut expected = with_version(&page);
        for (_, starter) in STARTERS.iter().filter(|(page, _)| *page == path) {
            expected = with_block(&expected, starter, &started(starter));
        }
        if std::env::var_os("ORGLINT_UPDATE").is_some() {
            fs::write(root().join(path), &expected).unwrap();
        }
        let written = read(path);
        assert!(written == expected, "{path}: run `ORGLINT_UPDATE=1 cargo test --test release`");
    }
    assert!(read("docs/github.md").contains(&format!("@v{VERSION}\n")));
    assert!(read("docs/gitlab.md").contains(&format!("orglint=={VERSION}\n")));
    assert!(read("docs/pre-commit.md").contains(&format!("rev: v{VERSION}\n")));
}

#[test]
fn another_version_in_a_page_would_be_seen() {
    let page =
        "uses: orglint/orglint@v0.0.7\nuses: actions/checkout@08c6 # v5.0.0\nrev: v0.0.7, orglint==0.0.7";
    let renewed = format!(
        "uses: orglint/orglint@v{VERSION}\nuses: actions/checkout@08c6 # v5.0.0\nrev: v{VERSION}, orglint=={VERSION}"
    );
    assert_eq!(with_version(page), renewed);
}

#[test]
fn one_address() {
    let name = REPOSITORY.strip_prefix("https://github.com/").unwrap();
    for path in PAGES {
        let page = read(path);
        for (at, _) in page.match_indices("https://github.com/") {
            let rest = page[at..].lines().next().unwrap();
            assert!(rest.starts_with(REPOSITORY), "{path}: {rest}");
        }
    }
    assert!(read("docs/github.md").contains(&format!("--repo {name}`")));
    assert!(read("docs/pre-commit.md").contains(&format!("repo: {REPOSITORY}\n")));
    assert!(started(".github/workflows/orglint.yaml").contains(&format!("uses: {name}@v{VERSION}\n")));
}

/// The folder in which cargo keeps binstall's settings, with the words of this package put in.
fn binstall(key: &str, target: &str) -> String {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
    let template = line.unwrap().strip_suffix('"').unwrap();
    [
        ("{ repo }", REPOSITORY),
        ("{ name }", "orglint"),
        ("{ version }", VERSION),
        ("{ target }", target),
        ("{ bin }", "orglint"),
        ("{ binary-ext }", ""),
    ]
    .iter()
    .fold(template.to_owned(), |text, (word, value)| text.replace(word, value))
}

/// What is run with bash; none where there is no such shell to be relied on.
fn bash(script: &str, arguments: &[&str]) -> Option<std::process::Output> {
    cfg!(unix).then(|| Command::new(root().join(script)).args(arguments).output().unwrap())
}

#[test]
fn an_archive_is_where_binstall_looks_for_it() {
    let target = "x86_64-unknown-linux-musl";
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("orglint");
    fs::write(&program, "the program").unwrap();
    let arguments = [program.to_str().unwrap(), target, folder.path().to_str().unwrap()];
    let Some(made) = bash(".github/release/archive.sh", &arguments) else { return };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let archive = PathBuf::from(String::from_utf8(made.stdout).unwrap().trim());

    let address = binstall("pkg-url", target);
    let (before, name) = address.rsplit_once('/').unwrap();
    assert_eq!(before, format!("{REPOSITORY}/releases/download/v{VERSION}"));
    assert_eq!(name, archive.file_name().unwrap().to_str().unwrap());
    let listed = Command::new("tar").arg("-tzf").arg(&archive).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let inside = binstall("bin-dir", target);
    assert!(listed.lines().any(|line| line == inside), "{inside} in {listed}");
    let read_out = Command::new("tar").arg("-xzOf").arg(&archive).arg(&inside).output().unwrap();
    assert_eq!(read_out.stdout, b"the program");
}

#[test]
fn a_tag_is_the_version() {
    let tag = format!("v{VERSION}");
    for (word, fits) in [(tag.as_str(), true), ("v9.9.9", false), (VERSION, false), ("", false)] {
        let Some(done) = bash(".github/release/check.sh", &[word]) else { return };
        assert_eq!(done.status.success(), fits, "{word}");
    }
}

#[test]
fn the_release_builds_what_its_page_and_the_action_name() {
    let workflow: Value = serde_yaml::from_str(&read(".github/workflows/release.yml")).unwrap();
    let matrix = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let mut built: Vec<&str> = matrix.iter().map(|entry| entry["target"].as_str().unwrap()).collect();
    built.sort_unstable();
    let page = read("docs/releasing.md");
    let table = page.split("\n## Systems\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut told: Vec<&str> =
        table.split('`').skip(1).step_by(2).filter(|it| it.matches('-').count() >= 2).collect();
    told.retain(|word| !word.contains("VERSION"));
    told.sort_unstable();
    assert_eq!(built, told);
    let action = read(".github/action/get.sh");
    let fetched = action.lines().filter_map(|line| line.split_once(") echo ").map(|(_, rest)| rest));
    let fetched: Vec<&str> = fetched.map(|rest| rest.trim_end_matches(" ;;")).collect();
    assert_eq!(fetched.len(), 6);
    assert!(fetched.iter().all(|target| built.contains(target)), "{fetched:?}");
}

/// The workflows of the project, and those that its pages give to copy.
fn workflows() -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join(".github/workflows")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let own = names.map(|name| (name.clone(), read(&format!(".github/workflows/{name}"))));
    let page = read("docs/github.md");
    let blocks = page.split("```yaml ").skip(1).map(|rest| rest.split_once("\n```").unwrap().0);
    let copied = blocks.map(|block| block.split_once('\n').unwrap());
    own.chain(copied.map(|(name, text)| (name.to_owned(), text.to_owned()))).collect()
}

#[test]
fn workflows_may_do_nothing_unasked_and_pin_what_they_use() {
    let own = format!("{}@v{VERSION}", REPOSITORY.strip_prefix("https://github.com/").unwrap());
    for (name, text) in workflows() {
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert!(workflow["permissions"].as_mapping().unwrap().is_empty(), "{name}");
        for job in workflow["jobs"].as_mapping().unwrap().values() {
            assert!(job["permissions"].is_mapping(), "{name}");
        }
        let uses = text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, used)| used));
        for used in uses.filter(|used| ![own.as_str(), "./", SOURCE].contains(used)) {
            let (_, pin) = used.split_once('@').unwrap();
            let (hash, version) = pin.split_once(" # v").unwrap_or((pin, ""));
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash && version.split('.').count() == 3, "{name}: {used}");
        }
    }
}

#[test]
fn a_hook_checks_the_whole_chart() {
    let hooks: Value = serde_yaml::from_str(&read(".pre-commit-hooks.yaml")).unwrap();
    let hooks = hooks.as_sequence().unwrap();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        assert_eq!(hook["entry"], "orglint");
        assert_eq!(hook["pass_filenames"], false, "{hook:?}");
        assert_eq!(hook["files"], hooks[0]["files"]);
    }
    let copied: Value = serde_yaml::from_str(&started(".pre-commit-config.yaml")).unwrap();
    let copied = &copied["repos"][0]["hooks"][0];
    assert_eq!((&copied["pass_filenames"], &copied["files"]), (&Value::from(false), &hooks[0]["files"]));
}
