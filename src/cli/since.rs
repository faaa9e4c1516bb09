//! `--since REV`: the findings that were there at an earlier revision.

use std::path::Path;

use super::CliError;
use super::say::say;
use crate::compare::keep_new;
use crate::discover::ChartFiles;
use crate::finding::{Outcome, WithRevision};
use crate::history::{Commit, HistoryError, Repository, Selection};
use crate::lint::{Dates, Job, lint_jobs};
use crate::setup::Setup;

/// The charts of a run as they were.
pub(super) struct Earlier {
    commit: Commit,
    charts: Vec<ChartFiles>,
    /// For each of them its number among the charts of the run.
    numbers: Vec<usize>,
}

impl Earlier {
    /// Reads them. Of a chart that was not there all findings are new.
    pub(super) fn read<'s>(
        revision: &str,
        charts: &[ChartFiles],
        setup: impl Fn(usize) -> &'s Setup,
        quiet: bool,
    ) -> Result<Option<Self>, CliError> {
        let mut earlier: Option<Self> = None;
        for (number, chart) in charts.iter().enumerate() {
            if chart.path == "-" {
                return Err(CliError::Argument {
                    message: "standard input has no earlier revision".to_owned(),
                    help: "name the chart's file in place of `-`".to_owned(),
                });
            }
            let (commit, files) = chart_at(revision, chart, setup(number))?;
            let earlier =
                earlier.get_or_insert_with(|| Self { commit, charts: Vec::new(), numbers: Vec::new() });
            let called = chart.name.as_ref().unwrap_or(&chart.path);
            match files {
                Some(files) => {
                    earlier.charts.push(files);
                    earlier.numbers.push(number);
                }
                None if quiet => {}
                None => say(
                    "since",
                    &format!("`{called}` was not there at `{revision}`: all of its findings are new"),
                    None,
                ),
            }
        }
        Ok(earlier)
    }

    /// Lints them as they would be today, and keeps what is new in the run. `is_whole` tells that every
    /// finding of its charts was asked for.
    pub(super) fn compare<'s>(
        self,
        setup: impl Fn(usize) -> &'s Setup,
        dates: Dates,
        is_whole: bool,
        outcome: &mut Outcome,
    ) {
        let jobs = self.charts.into_iter().zip(&self.numbers);
        let jobs = jobs.map(|(files, number)| Job { files, setup: setup(*number) }).collect();
        // What of the configuration does not fit charts of the past is no mistake of today.
        let earlier = lint_jobs(jobs, dates).outcome;
        if !earlier.is_read_in_full() {
            let message = format!("the chart at `{}` is not read in full", self.commit.revision);
            say("since", &message, Some("findings that were there before may be counted as new"));
        }
        let (known, gone) = keep_new(&earlier, &self.numbers, outcome);
        let gone = if is_whole && !outcome.incomplete { gone } else { Vec::new() };
        let commit = self.commit.short().to_owned();
        outcome.since = Some(WithRevision { revision: self.commit.revision, commit, known, gone });
    }
}

fn chart_at(
    revision: &str,
    chart: &ChartFiles,
    setup: &Setup,
) -> Result<(Commit, Option<ChartFiles>), HistoryError> {
    let (repository, way) = Repository::of(Path::new(&chart.path))?;
    let commit = repository.commit(revision)?;
    let configured = setup.charts.iter().find(|configured| Some(&configured.name) == chart.name.as_ref());
    let selection = configured.map_or(Selection::At(&way), Selection::Of);
    let files = repository.chart(&commit, &selection)?.map(|files| ChartFiles {
        name: chart.name.clone(),
        layout: chart.layout.clone(),
        from_folder: if configured.is_some() { chart.from_folder } else { files.from_folder },
        ..files
    });
    Ok((commit, files))
}
