//! `orglint diff OLD NEW`: what differs between two versions of a chart.

use std::io::Write as _;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::lint::FailOn;
use super::say::{color_choice, report_stream, written};
use super::settings::Settings;
use super::{CliError, End, answer, refused, standard_input};
use crate::compare::{Comparison, finding_changes};
use crate::files::{Ask as _, Disk};
use crate::finding::Outcome;
use crate::report::changes::{self, Format};
use crate::scenario;
use crate::session::{Options, Run, Versions};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The earlier version: a file, a folder, or `REV:path` in the Git repository here
    #[arg(value_name = "OLD")]
    old: String,
    /// The later version
    #[arg(value_name = "NEW")]
    new: String,
    /// The format for standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    /// Write the scenario for `orglint what-if` that turns the earlier version into the later one
    #[arg(long, conflicts_with = "format")]
    as_scenario: bool,
    #[command(flatten)]
    judging: Judging,
}

/// How the two versions of a comparison are judged, and what of it is told.
#[derive(Debug, Args)]
pub(super) struct Judging {
    #[command(flatten)]
    settings: Settings,
    /// The lowest severity of new findings that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "never")]
    pub(super) fail_on: FailOn,
    /// Print the names of holders
    #[arg(long)]
    pub(super) names: bool,
}

impl Judging {
    /// What the session is told.
    pub(super) fn options(&self) -> Result<Options, CliError> {
        Ok(Options { names: self.names, ..self.settings.options()? })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatName {
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
    let mut session = super::session(arguments.judging.options()?);
    let versions = [&*arguments.old, &*arguments.new];
    let read = answer(&mut session, |session| session.versions(versions, standard_input))?;
    let Versions { old, new, is_configured } = read;
    let is_whole = is_configured && [&old, &new].iter().all(|run| run.outcome.is_read_in_full());
    if arguments.as_scenario {
        return as_scenario(&arguments.old, &old, &new, is_whole);
    }
    let (comparison, outcome) = compare(&old, new);
    let mut out = report_stream(color_choice());
    written(changes::write(arguments.format.into(), &comparison, None, arguments.judging.names, &mut out))?;
    Ok(if !is_whole {
        End::Incomplete
    } else if arguments.judging.fail_on.fails(&outcome) {
        End::Findings
    } else {
        End::Clean
    })
}

/// The differences as a scenario. Where one of the two was not read whole, what is missing would be removed.
fn as_scenario(path: &str, old: &Run, new: &Run, is_whole: bool) -> Result<End, CliError> {
    let charts = old.charts.first().zip(new.charts.first()).filter(|_| is_whole);
    let Some((before, after)) = charts else {
        return Err(refused(
            "a scenario can only be made if both versions are read in full",
            "run `orglint` on each of them to see what is wrong",
        ));
    };
    let [before, after] = [before, after].map(|one| (&one.chart, &one.graph));
    // A scenario starts from a file, not from a revision.
    let from = if Disk.is_there(Path::new(path)) {
        path
    } else {
        path.rsplit_once(':').map_or(path, |(_, way)| way)
    };
    let text = scenario::said(from, before, after)?;
    written(report_stream(color_choice()).write_all(text.as_bytes()))?;
    Ok(End::Clean)
}

/// What differs, and the later run with its new findings alone.
pub(super) fn compare(old: &Run, new: Run) -> (Comparison, Outcome) {
    let charts = old.charts.first().zip(new.charts.first());
    let charts = charts.map(|(old, new)| [old, new].map(|one| (&one.chart, &one.graph)));
    let mut comparison = charts.map(Comparison::of).unwrap_or_default();
    for (version, run) in [(&mut comparison.old, old), (&mut comparison.new, &new)] {
        version.path = run.outcome.charts.first().map(|chart| chart.path.clone()).unwrap_or_default();
        version.is_whole = run.outcome.is_read_in_full();
    }
    let mut outcome = new.outcome;
    (comparison.known_findings, comparison.new_findings, comparison.gone_findings) =
        finding_changes(&old.outcome, &mut outcome);
    (comparison, outcome)
}
