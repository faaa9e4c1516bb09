//! Where reports go: standard output, and the files of `--output`.
//!
//! A file gets its name when it is whole, so that no half report ever is under that name. What cannot
//! wait for that, such as a device or a pipe, is written to straight.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::aside::{Taken, is_special, write_aside};
use super::files::{CHECK_FOLDER, Read, without_links};
use super::say::{say, written};
use super::{CliError, here, refused, shown};
use crate::files::{Ask as _, Disk};
use crate::finding::Outcome;
use crate::nearest::{nearest, one_of};
use crate::report::{self, Format, Options};
use crate::source::io_words;

/// Columns of a report in a file, whatever the terminal has.
const FILE_WIDTH: usize = 100;

#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// Write another report to a file, in any of the formats; repeatable
    #[arg(long = "output", value_name = "FORMAT=FILE")]
    outputs: Vec<String>,
    /// Whether annotations for GitHub follow the human report; `auto` means in a GitHub workflow
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    annotations: AnnotationsWhen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AnnotationsWhen {
    Auto,
    Always,
    Never,
}

impl OutputArguments {
    /// What is to be written where, checked as far as it can be before there is anything to write.
    pub(super) fn outputs(&self, format: Format) -> Result<Outputs, CliError> {
        let annotations = match self.annotations {
            AnnotationsWhen::Auto => format == Format::Human && is_github_workflow(),
            AnnotationsWhen::Never => false,
            AnnotationsWhen::Always if format == Format::Human => true,
            AnnotationsWhen::Always => {
                return Err(refused(
                    format!("`--annotations always` works with the human report, not with `{format}`"),
                    "for annotations only, use `--format github`",
                ));
            }
        };
        let mut files: Vec<OutputFile> = Vec::new();
        let mut known: HashMap<PathBuf, String> = HashMap::new();
        for setting in &self.outputs {
            let file = OutputFile::new(setting)?;
            if let Some(before) = known.insert(file.target.real.clone(), setting.clone()) {
                return Err(refused(
                    format!("`--output {before}` and `--output {setting}` name the same file"),
                    "give each report its own file",
                ));
            }
            files.push(file);
        }
        Ok(Outputs { format, annotations, files })
    }
}

fn is_github_workflow() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// What a run writes where.
pub(super) struct Outputs {
    format: Format,
    annotations: bool,
    files: Vec<OutputFile>,
}

impl Outputs {
    /// Whether some report is in a format.
    pub(super) fn has(&self, format: Format) -> bool {
        self.format == format || self.files.iter().any(|file| file.format == format)
    }

    /// No file that is read is written.
    pub(super) fn keep_off(&self, read: &Read) -> Result<(), CliError> {
        self.files.iter().try_for_each(|file| file.target.keep_off(read))
    }

    /// Writes the report for standard output. With `all_said` people were told everything already.
    pub(super) fn to_standard_output(
        &self,
        outcome: &Outcome,
        options: &Options,
        all_said: bool,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        if !(all_said && self.format == Format::Human) {
            written(report::write(self.format, outcome, options, out))?;
        }
        if self.annotations { written(annotate(outcome, options, out)) } else { Ok(()) }
    }

    /// Writes the files, each whatever becomes of the others; whether all went well.
    pub(super) fn to_files(&self, outcome: &Outcome, options: &Options) -> bool {
        let options = Options { color: false, width: FILE_WIDTH, elapsed: None, ..options.clone() };
        let mut all = true;
        for file in &self.files {
            all &= file.target.write(|out| report::write(file.format, outcome, &options, out));
        }
        all
    }
}

/// Annotations below the human report, in a group that the log shows folded.
fn annotate(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut annotations = Vec::new();
    report::write(Format::Github, outcome, options, &mut annotations)?;
    if annotations.is_empty() {
        return Ok(());
    }
    writeln!(out, "::group::annotations")?;
    out.write_all(&annotations)?;
    writeln!(out, "::endgroup::")?;
    out.flush()
}

/// The current folder, from the root of its repository on, as reports take it.
pub(super) fn folder_in_repository() -> String {
    let here = here();
    let root = Disk.repository(&here);
    let below = root.and_then(|root| here.strip_prefix(root).ok()).unwrap_or(Path::new(""));
    below.iter().map(|part| part.to_string_lossy() + "/").collect()
}

/// A report that goes to a file.
#[derive(Debug)]
struct OutputFile {
    format: Format,
    target: Target,
}

/// A file that is written.
#[derive(Debug)]
pub(super) struct Target {
    /// As it was given.
    path: PathBuf,
    /// Where the file is in truth, links followed.
    real: PathBuf,
    way: Way,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Without its name until it is whole.
    Aside,
    /// Straight: a device, a pipe, or what another process keeps open.
    Straight,
    /// Added to what is there: the summary of a step in a GitHub workflow.
    Added,
}

impl OutputFile {
    fn new(setting: &str) -> Result<Self, CliError> {
        let Some((word, path)) = setting.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return Err(refused(
                format!("`--output {setting}` names no file"),
                "write the format and the file: `--output sarif=orglint.sarif`",
            ));
        };
        let format = Format::from_word(word).ok_or_else(|| unknown_format(word))?;
        if path == "-" {
            return Err(refused(
                format!("`--output {setting}` needs a file, but `-` is standard output"),
                format!("`--format {format}` writes to standard output"),
            ));
        }
        Ok(Self { format, target: Target::at(PathBuf::from(path))? })
    }
}

impl Target {
    /// The file at a path, checked as far as it can be before there is anything to write.
    pub(super) fn at(path: PathBuf) -> Result<Self, CliError> {
        let name = format!("`{}`", shown(&path));
        let other = "name a file";
        let missing = |error: &io::Error| {
            let words = io_words(error);
            refused(
                format!("the folder of {name} cannot be used: {words}"),
                "name a file in an existing folder",
            )
        };
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let file = path.file_name().ok_or_else(|| refused(format!("{name} is not a file"), other))?;
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new(".")).canonicalize();
                folder.map_err(|error| missing(&error))?.join(file)
            }
            Err(error) => return Err(missing(&error)),
        };
        if real.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]) {
            return Err(refused(format!("{name} is a folder"), "name a file in it"));
        }
        without_links(&path)?;
        let way = Way::of(&path, &real);
        Ok(Self { path, real, way })
    }

    fn name(&self) -> String {
        format!("`{}`", shown(&self.path))
    }

    /// Nobody means to lose a chart, or what else is read, to a report.
    pub(super) fn keep_off(&self, read: &Read) -> Result<(), CliError> {
        if !read.below.has_read(&self.real) {
            return Ok(());
        }
        let message = format!("{} is a file that this run also reads", self.name());
        Err(refused(message, "name another file for the report"))
    }

    /// Writes the file, or says why that cannot be; whether it went well.
    pub(super) fn write(&self, report: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> bool {
        let result = self.try_write(report);
        if let Err(error) = &result {
            let message = format!("{} cannot be written: {}", self.name(), io_words(error));
            say("error", &message, Some(CHECK_FOLDER));
        }
        result.is_ok()
    }

    fn try_write(&self, report: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match self.way {
            Way::Aside => write_aside(&self.real, Taken::Replaced, report),
            // Standard output may be open there too; its end is the only place that is free.
            Way::Straight | Way::Added => {
                let create = self.way == Way::Added;
                let mut file = OpenOptions::new().append(true).create(create).open(&self.path)?;
                match report(&mut file) {
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                    result => result,
                }
            }
        }
    }
}

impl Way {
    fn of(path: &Path, target: &Path) -> Self {
        let is_summary = std::env::var_os("GITHUB_STEP_SUMMARY")
            .and_then(|summary| PathBuf::from(summary).canonicalize().ok())
            .is_some_and(|summary| summary == target);
        if is_summary {
            Self::Added
        } else if is_special(path, target) {
            Self::Straight
        } else {
            Self::Aside
        }
    }
}

fn unknown_format(word: &str) -> CliError {
    let words = Format::ALL.map(Format::word);
    let help = match nearest(word, words) {
        Some(near) => format!("a similar format is known: `{near}`"),
        None => format!("the format is {}", one_of(&words)),
    };
    refused(format!("`{word}` is not a known format"), help)
}
