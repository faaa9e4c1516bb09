//! `orglint [PATH]…`: lint charts.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::settings::Settings;
use super::{CliError, End, say};
use crate::discover::{ChartFiles, default_path, discover};
use crate::finding::{Outcome, Severity};
use crate::lint::{Job, Linted, lint_jobs};
use crate::report::{self, Format, Options};
use crate::source::{SourceFile, read_limited};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Arguments {
    /// Charts: files, or folders that hold one chart each; `-` is standard input. Without any:
    /// `org.yaml`, `org.yml` or `org/` here
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    #[command(flatten)]
    settings: Settings,
    /// The lightest findings that make the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// Print the names of holders where lines of the chart are shown
    #[arg(long)]
    names: bool,
    /// Leave lines of the chart out
    #[arg(long)]
    no_snippets: bool,
    /// Show at most so many findings, and count the rest
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Count the findings of each rule in place of showing them
    #[arg(long)]
    statistics: bool,
    /// Print findings and nothing else
    #[arg(long, short)]
    quiet: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorWhen,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    fn fails(self, outcome: &Outcome) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Never => return false,
        };
        Severity::ALL.into_iter().any(|severity| severity >= least && outcome.summary.of(severity) > 0)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// A format as an argument.
#[derive(Clone, Copy, Debug)]
struct FormatName(Format);

impl ValueEnum for FormatName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [FormatName; Format::ALL.len()] = {
            let mut all = [FormatName(Format::Human); Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = FormatName(Format::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.word()))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let start = Instant::now();
    let dates = arguments.settings.dates()?;
    let (charts, all_found) = charts(&arguments.paths);
    let (starts, charts): (Vec<PathBuf>, Vec<ChartFiles>) = charts.into_iter().unzip();
    let (setups, numbers) = arguments.settings.setups(&starts)?;
    let jobs = charts.into_iter().zip(numbers);
    let jobs = jobs.map(|(files, number)| Job { files, setup: setups.get(number) }).collect();
    let Linted { mut outcome, mistakes } = lint_jobs(jobs, dates);
    outcome.incomplete |= !all_found;
    for mistake in &mistakes {
        say("error", &mistake.to_string(), Some(&mistake.help));
    }
    let choice = match arguments.color {
        ColorWhen::Auto => anstream::AutoStream::choice(&std::io::stdout()),
        ColorWhen::Always => anstream::ColorChoice::Always,
        ColorWhen::Never => anstream::ColorChoice::Never,
    };
    let options = Options {
        names: arguments.names,
        snippets: !arguments.no_snippets,
        color: !matches!(choice, anstream::ColorChoice::Never),
        width: width(),
        max_findings: arguments.max_findings,
        statistics: arguments.statistics,
        quiet: arguments.quiet,
        elapsed: Some(start.elapsed()),
    };
    let end = if outcome.incomplete {
        End::Incomplete
    } else if arguments.fail_on.fails(&outcome) {
        End::Findings
    } else {
        End::Clean
    };
    let mut out = anstream::AutoStream::new(std::io::stdout().lock(), choice);
    match report::write(arguments.format.0, &outcome, &options, &mut out) {
        // The reader has seen enough; the result is the same.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(end),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(end),
    }
}

/// The files of every chart that was found, each with where its configuration is looked for; and
/// whether all were found.
pub(super) fn charts(paths: &[PathBuf]) -> (Vec<(PathBuf, ChartFiles)>, bool) {
    let default = if paths.is_empty() {
        default_path(Path::new(".")).map(|path| vec![path])
    } else {
        Ok(paths.to_vec())
    };
    let paths = match default {
        Ok(paths) => paths,
        Err(error) => {
            say("error", &error.to_string(), Some(error.help()));
            return (Vec::new(), false);
        }
    };
    let mut found = Vec::new();
    let mut all = true;
    for path in &paths {
        if path.as_os_str() == "-" {
            let files = ChartFiles { files: vec![standard_input()], from_folder: false };
            found.push((PathBuf::from("."), files));
            continue;
        }
        match discover(path) {
            Ok(files) => found.push((path.clone(), files)),
            Err(error) => {
                say("error", &error.to_string(), Some(error.help()));
                all = false;
            }
        }
    }
    (found, all)
}

fn standard_input() -> SourceFile {
    let mut bytes = Vec::new();
    match read_limited(std::io::stdin().lock().by_ref(), &mut bytes) {
        Ok(()) => SourceFile::from_bytes("-", bytes),
        Err(error) => SourceFile::unreadable("-", error),
    }
}

/// Columns of the terminal; 100 where there is none.
fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 160))
}
