//! `orglint stats [CHART]`: the structure of a chart in numbers.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::draw::{one_chart, one_run, some_chart};
use super::say::{color_choice, report_stream, written};
use super::settings::Settings;
use super::{CliError, End};
use crate::stats::{self, Format, Stats};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file, or a folder that holds one chart; `-` is standard input. Default: the chart of `orglint.yaml`,
    /// else `org.yaml`, `org.yml` or `org/` here
    #[arg(value_name = "CHART")]
    chart: Option<PathBuf>,
    /// The format for standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    /// Also show the numbers of an earlier chart
    #[arg(long, value_name = "OLD")]
    compare: Option<PathBuf>,
    /// Show groups of fewer than five positions, whose numbers are about individuals
    #[arg(long)]
    small_groups: bool,
    /// Say what the numbers mean, and what studies report about such numbers (human, markdown, html)
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Human,
    Json,
    Csv,
    Markdown,
    Html,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Json => Self::Json,
            FormatName::Csv => Self::Csv,
            FormatName::Markdown => Self::Markdown,
            FormatName::Html => Self::Html,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let count = |chart: Option<PathBuf>| -> Result<Stats, CliError> {
        let mut session = super::session(arguments.settings.options()?);
        let run = one_run(&mut session, chart)?;
        let structures = run.structures();
        let structure = some_chart(&structures)?;
        one_chart(&run, &structures)?;
        let (areas, incomplete) = (&run.outcome.portfolios, run.outcome.incomplete);
        Ok(Stats::of(structure, areas, incomplete, arguments.small_groups))
    };
    let old = arguments.compare.clone().map(|old| count(Some(old))).transpose()?;
    let stats = count(arguments.chart.clone())?;
    let text = stats::write(arguments.format.into(), &stats, old.as_ref(), arguments.explain);
    written(std::io::Write::write_all(&mut report_stream(color_choice()), text.as_bytes()))?;
    let is_whole = !stats.incomplete && old.is_none_or(|old| !old.incomplete);
    Ok(if is_whole { End::Clean } else { End::Incomplete })
}
