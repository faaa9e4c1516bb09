//! `orglint diff OLD NEW`: what differs between two versions of a chart.

use clap::{Args, ValueEnum};

use super::lint::FailOn;
use super::say::{color_choice, report_stream, written};
use super::settings::Settings;
use super::{CliError, End, answer, standard_input};
use crate::compare::{Comparison, finding_changes};
use crate::files::Disk;
use crate::finding::Outcome;
use crate::report::changes::{self, Format};
use crate::session::{Options, Run, Session, Versions};

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
    let mut session = Session::new(Disk, Options { names: arguments.names, ..arguments.settings.options()? });
    let versions = [&*arguments.old, &*arguments.new];
    let read = answer(&mut session, |session| session.versions(versions, standard_input))?;
    let Versions { old, new, is_configured } = read;
    let is_whole = is_configured && [&old, &new].iter().all(|run| run.outcome.is_read_in_full());
    let (comparison, outcome) = compare(&old, new);
    let mut out = report_stream(color_choice());
    written(changes::write(arguments.format.into(), &comparison, arguments.names, &mut out))?;
    Ok(if !is_whole {
        End::Incomplete
    } else if arguments.fail_on.fails(&outcome) {
        End::Findings
    } else {
        End::Clean
    })
}

/// What differs, and the later run with its new findings alone.
fn compare(old: &Run, new: Run) -> (Comparison, Outcome) {
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
