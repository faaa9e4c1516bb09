//! `orglint diff OLD NEW`: what differs between two versions of a chart.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::charts::standard_input;
use super::lint::{FailOn, say_no_positions};
use super::say::{color_choice, report_stream, say, say_mistake, written};
use super::settings::Settings;
use super::{CliError, End};
use crate::compare::{Changes, Comparison, Snapshot, Version, finding_changes};
use crate::discover::{ChartFiles, discover};
use crate::finding::Outcome;
use crate::history::{Repository, Selection};
use crate::lint::{Dates, Job, Linted, lint_seen};
use crate::report::changes::{self, Format};
use crate::setup::Setup;
use crate::source::quoted;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The earlier version: a file, a folder, or `REV:path` in the Git repository here
    #[arg(value_name = "OLD")]
    old: String,
    /// The later version
    #[arg(value_name = "NEW")]
    new: String,
    /// What goes to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    #[command(flatten)]
    settings: Settings,
    /// The lightest new findings that make the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "never")]
    fail_on: FailOn,
    /// Print the names of holders
    #[arg(long)]
    names: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Human,
    Markdown,
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Markdown => Self::Markdown,
            FormatName::Json => Self::Json,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let dates = arguments.settings.dates()?;
    let (old, new) = (chart(&arguments.old)?, chart(&arguments.new)?);
    // Both are linted as the later one is.
    let start = new.1.or(old.1).unwrap_or_else(|| PathBuf::from("."));
    let setup = arguments.settings.setup(&start)?;
    let (old, new) = (Read::new(old.0, &setup, dates), Read::new(new.0, &setup, dates));
    new.linted.mistakes.iter().for_each(say_mistake);
    let is_whole = old.version.is_whole && new.version.is_whole;
    let is_configured = new.linted.mistakes.is_empty() && setup.rule_mistakes.is_empty();
    let (comparison, outcome) = compare(old, new);
    let mut out = report_stream(color_choice());
    written(changes::write(arguments.format.into(), &comparison, arguments.names, &mut out))?;
    Ok(if !(is_whole && is_configured) {
        End::Incomplete
    } else if arguments.fail_on.fails(&outcome) {
        End::Findings
    } else {
        End::Clean
    })
}

/// The chart of an argument, and where it is on disk.
fn chart(argument: &str) -> Result<(ChartFiles, Option<PathBuf>), CliError> {
    if argument == "-" {
        return Ok((ChartFiles::of_one(standard_input()), None));
    }
    let path = Path::new(argument);
    match argument.split_once(':') {
        Some((revision, way)) if !path.exists() => Ok((chart_at(revision, way)?, None)),
        _ => match discover(path) {
            Ok(files) => Ok((files, Some(path.to_owned()))),
            Err(error) => {
                Err(CliError::Argument { message: error.to_string(), help: error.help().into_owned() })
            }
        },
    }
}

fn chart_at(revision: &str, path: &str) -> Result<ChartFiles, CliError> {
    let repository = Repository::around(Path::new("."))?;
    let commit = repository.commit(revision)?;
    let way = repository.way_to(path);
    let files = repository.chart(&commit, &Selection::At(&way))?;
    files.ok_or_else(|| CliError::Argument {
        message: format!("{} has no chart at {}", quoted(revision), quoted(path)),
        help: "after `REV:` a path starts at the root of the repository, or here with `./`".to_owned(),
    })
}

/// A version that was read and linted.
struct Read {
    version: Version,
    snapshot: Snapshot,
    linted: Linted,
}

impl Read {
    fn new(files: ChartFiles, setup: &Setup, dates: Dates) -> Self {
        let path = files.path.clone();
        let mut snapshot = Snapshot::default();
        let linted = lint_seen(vec![Job { files, setup }], dates, |chart, graph| {
            snapshot = Snapshot::of(chart, graph);
        });
        let outcome = &linted.outcome;
        outcome.without_positions.iter().for_each(|path| say_no_positions(path));
        let is_whole = outcome.is_read_in_full();
        if !is_whole && outcome.without_positions.is_empty() {
            let help = "the differences are not the whole picture; `orglint` tells what could not be read";
            say("error", &format!("{} is not read in full", quoted(&path)), Some(help));
        }
        let version = Version { path, positions: outcome.summary.positions, is_whole };
        Self { version, snapshot, linted }
    }
}

/// What differs, and the later run with its new findings alone.
fn compare(old: Read, new: Read) -> (Comparison, Outcome) {
    let changes = Changes::between(&old.snapshot, &new.snapshot);
    let mut outcome = new.linted.outcome;
    let (known_findings, new_findings, gone_findings) = finding_changes(&old.linted.outcome, &mut outcome);
    let (old, new) = (old.version, new.version);
    (Comparison { old, new, changes, new_findings, gone_findings, known_findings }, outcome)
}
