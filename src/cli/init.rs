//! `orglint init`: a configuration, a small chart, a hook and a workflow to start from.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{Written, create, link_below, make_folder_of, replace};
use super::say::{ask, can_ask, print};
use super::{CliError, End, refused, shown};
use crate::chart::layouts::{self, ReadFile};
use crate::discover::named_file;
use crate::files::Disk;
use crate::source::{Sources, quoted};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder; by default the current one
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Write how this file is read, as learned from its values, as `charts:` in `orglint.yaml`, and nothing else
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Say which column or key means what, such as `reports_to=Vorgesetzter`; repeatable
    #[arg(long = "column", value_name = "FIELD=KEY", requires = "chart", value_parser = super::column)]
    columns: Vec<(String, String)>,
    /// Ask nothing: write the missing files and leave existing ones alone
    #[arg(long, short)]
    yes: bool,
}

/// A file to start from.
struct Starter {
    path: &'static str,
    /// Its text, with `<version>`, and `<action>` for the name of the repository at GitHub.
    template: &'static str,
    /// Other names under which it may be there already.
    also: &'static [&'static str],
    about: &'static str,
}

const STARTERS: [Starter; 4] = [
    Starter {
        path: "orglint.yaml",
        template: include_str!("templates/orglint.yaml"),
        also: &[".orglint.yaml"],
        about: "which rules count, and how much",
    },
    Starter {
        path: "org.yaml",
        template: include_str!("templates/org.yaml"),
        also: &["org.yml", "org"],
        about: "a small chart",
    },
    Starter {
        path: ".pre-commit-config.yaml",
        template: include_str!("templates/pre-commit.yaml"),
        also: &[".pre-commit-config.yml"],
        about: "a hook that checks the chart before each commit",
    },
    Starter {
        path: ".github/workflows/orglint.yaml",
        template: include_str!("templates/workflow.yaml"),
        also: &[".github/workflows/orglint.yml"],
        about: "a workflow that checks the chart of every change",
    },
];

impl Starter {
    fn text(&self) -> String {
        let repository = env!("CARGO_PKG_REPOSITORY");
        let action = repository.strip_prefix("https://github.com/").unwrap_or(repository);
        self.template.replace("<version>", env!("CARGO_PKG_VERSION")).replace("<action>", action)
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    if !arguments.folder.is_dir() {
        return Err(refused(
            format!("`{}` is not a folder", shown(&arguments.folder)),
            "name an existing folder, or leave it out for the current one",
        ));
    }
    if let Some(chart) = &arguments.chart {
        return write_chart(&arguments.folder, chart, &arguments.columns);
    }
    let asks = !arguments.yes && can_ask();
    let mut ask = |path: &str| {
        if asks { ask_at_terminal(path) } else { Ok(false) }
    };
    start(&arguments.folder, &mut ask, &mut |line| print(&format!("{line}\n")))?;
    Ok(End::Clean)
}

/// Writes how a chart is read.
fn write_chart(folder: &Path, chart: &Path, columns: &[(String, String)]) -> Result<End, CliError> {
    let mut sources = Sources::default();
    let id = sources.add(named_file(&Disk, chart, &super::here()));
    let source = sources.get(id);
    if let Some(error) = source.error() {
        return Err(refused(
            format!("{} cannot be read: {error}", quoted(source.path())),
            "name a table, or a list or map in YAML or JSON",
        ));
    }
    let proposed = layouts::propose(&ReadFile::new(id, source), columns)?;
    let name = chart.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let quoted_yaml = layouts::quoted_yaml;
    let mut text = format!(
        "charts:\n  - name: {}\n    files: [{}]\n    layout:\n      entries: {}\n",
        quoted_yaml(&name),
        quoted_yaml(&relative(chart, folder)),
        proposed.entries
    );
    for (field, key) in &proposed.keys {
        let _ = writeln!(text, "      {field}: {}", quoted_yaml(key));
    }
    let path = folder.join("orglint.yaml");
    if create(&path, &text)? == Written::New {
        print(&format!("written:    orglint.yaml\n{text}"))?;
        return Ok(End::Clean);
    }
    print(&text)?;
    Err(refused("`orglint.yaml` already exists, so nothing was written", "copy the lines above into it"))
}

/// The path of a chart as seen from a folder, where it is below it.
fn relative(chart: &Path, folder: &Path) -> String {
    let below = match (chart.canonicalize(), folder.canonicalize()) {
        (Ok(chart), Ok(folder)) => chart.strip_prefix(&folder).map(Path::to_path_buf).ok(),
        _ => None,
    };
    below.unwrap_or_else(|| chart.to_path_buf()).to_string_lossy().replace('\\', "/")
}

/// Whether a file may be written over. Anything but a clear yes is a no.
fn ask_at_terminal(path: &str) -> io::Result<bool> {
    ask(&format!("`{path}` already exists. Overwrite it? [y/N]"));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

/// Writes the files, and says of each what came of it.
fn start(
    folder: &Path,
    ask: &mut dyn FnMut(&str) -> io::Result<bool>,
    tell: &mut dyn FnMut(&str) -> Result<(), CliError>,
) -> Result<(), CliError> {
    for starter in &STARTERS {
        let is_there = |name: &&&str| std::fs::symlink_metadata(folder.join(name)).is_ok();
        if let Some(other) = starter.also.iter().find(is_there) {
            tell(&format!("left alone: {} ({} exists)", starter.path, other))?;
            continue;
        }
        let path = folder.join(starter.path);
        if let Some(link) = link_below(folder, &path) {
            let link = link.file_name().unwrap_or_default().to_string_lossy();
            tell(&format!(
                "left alone: {} (`{link}` is a link, and orglint does not write through links)",
                starter.path
            ))?;
            continue;
        }
        let text = starter.text();
        make_folder_of(&path)?;
        if create(&path, &text)? == Written::New {
            tell(&format!("written:    {} ({})", starter.path, starter.about))?;
        } else if std::fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            tell(&format!("left alone: {} (it exists and is the same)", starter.path))?;
        } else if path.is_file() && ask(starter.path)? {
            replace(&path, &text)?;
            tell(&format!("written:    {} (overwritten)", starter.path))?;
        } else {
            tell(&format!("left alone: {} (it exists)", starter.path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    fn run_in(folder: &Path, answer: Option<bool>) -> (String, Vec<String>) {
        let mut out = String::new();
        let mut asked = Vec::new();
        let mut ask = |path: &str| {
            asked.push(path.to_owned());
            Ok(answer.unwrap_or(false))
        };
        let mut tell = |line: &str| {
            out.push_str(line);
            out.push('\n');
            Ok(())
        };
        start(folder, &mut ask, &mut tell).unwrap();
        (out, asked)
    }

    #[test]
    fn writes_what_is_missing_and_asks_before_it_writes_over() {
        let folder = tempfile::tempdir().unwrap();
        let chart = folder.path().join("org.yaml");
        std::fs::write(&chart, "positions: []\n").unwrap();
        let (out, asked) = run_in(folder.path(), Some(false));
        assert_eq!(asked, ["org.yaml"]);
        assert!(out.contains("written:    orglint.yaml"), "{out}");
        assert!(out.contains("left alone: org.yaml (it exists)"), "{out}");
        assert_eq!(std::fs::read_to_string(&chart).unwrap(), "positions: []\n");

        let (out, asked) = run_in(folder.path(), Some(true));
        assert_eq!(asked, ["org.yaml"], "the others are the same as they would be");
        assert!(out.contains("written:    org.yaml (overwritten)"), "{out}");
        assert_eq!(std::fs::read_to_string(&chart).unwrap(), STARTERS[1].text());
        let (out, asked) = run_in(folder.path(), Some(true));
        assert_eq!((asked.len(), out.matches("is the same").count()), (0, 4), "{out}");
    }

    #[test]
    fn what_is_there_under_another_name_gets_no_twin() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".orglint.yaml"), "").unwrap();
        std::fs::create_dir(folder.path().join("org")).unwrap();
        let (out, asked) = run_in(folder.path(), Some(true));
        assert_eq!(asked, [""; 0]);
        assert!(!folder.path().join("orglint.yaml").exists() && !folder.path().join("org.yaml").exists());
        assert!(out.contains("left alone: orglint.yaml (.orglint.yaml exists)"), "{out}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::fs::write(&elsewhere, "mine").unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.path().join("orglint.yaml")).unwrap();
        let outside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join(".github")).unwrap();
        let (out, asked) = run_in(folder.path(), Some(true));
        assert_eq!(asked, [""; 0]);
        assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "mine");
        assert!(out.contains("left alone: orglint.yaml (`orglint.yaml` is a link"), "{out}");
        assert!(out.contains("left alone: .github/workflows/orglint.yaml (`.github` is a link"), "{out}");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
