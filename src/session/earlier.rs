//! `--since REV`: the findings that were there at an earlier revision.

use super::{Checked, Error, Job, Notice, Run, Session};
use crate::compare::{Comparison, keep_new};
use crate::discover::{ChartFiles, SecondFiles};
use crate::files::Files;
use crate::finding::WithRevision;
use crate::history::{Commit, Repository, Selection};
use crate::setup::Setup;

/// What follows where there is no earlier version of a chart.
const NO_CHANGE: &str = ", and rules about what a change does had nothing to compare it with";

/// The charts of a run as they were.
pub(super) struct Earlier {
    commit: Commit,
    charts: Vec<ChartFiles>,
    /// For each of them its number among the charts of the run.
    numbers: Vec<usize>,
}

impl Earlier {
    /// Reads them. If a chart did not exist then, all its findings are new.
    pub(super) fn read<'s, F: Files>(
        session: &mut Session<F>,
        revision: &str,
        charts: &[ChartFiles],
        setup: impl Fn(usize) -> &'s Setup,
    ) -> Result<Option<Self>, Error> {
        let mut earlier: Option<Self> = None;
        for (number, chart) in charts.iter().enumerate() {
            let (commit, files) = chart_at(session, revision, chart, setup(number))?;
            let earlier =
                earlier.get_or_insert_with(|| Self { commit, charts: Vec::new(), numbers: Vec::new() });
            let called = chart.name.as_ref().unwrap_or(&chart.path);
            if let Some(files) = files {
                earlier.charts.push(files);
                earlier.numbers.push(number);
            } else {
                let message =
                    format!("`{called}` did not exist at `{revision}`, so all of its findings are new");
                session.notices.push(Notice::new("since", message + NO_CHANGE, None));
            }
        }
        Ok(earlier)
    }

    /// Judges them as they would be today.
    pub(super) fn judged<'s, F: Files>(
        self,
        session: &mut Session<F>,
        setup: impl Fn(usize) -> &'s Setup,
    ) -> JudgedEarlier {
        let jobs = self.charts.into_iter().zip(&self.numbers);
        let jobs = jobs.map(|(files, number)| Job { files, setup: setup(*number), earlier: None }).collect();
        // What of the configuration does not fit charts of the past is no mistake of today.
        let (run, _) = session.judge(jobs);
        JudgedEarlier { commit: self.commit, run, numbers: self.numbers }
    }
}

/// The charts of a run as they were, judged.
pub(super) struct JudgedEarlier {
    commit: Commit,
    run: Run,
    numbers: Vec<usize>,
}

impl JudgedEarlier {
    /// One of the charts of the run as it was; none where it was not there, or nothing of it could be read.
    pub(super) fn chart(&self, number: usize) -> Option<&Checked> {
        let at = self.numbers.iter().position(|known| *known == number)?;
        self.run.charts.get(at).filter(|chart| !chart.chart.is_empty())
    }

    /// Keeps what is new in the run.
    pub(super) fn compare<F: Files>(self, session: &mut Session<F>, run: &mut Run) {
        let earlier = &self.run.outcome;
        if !earlier.broken.is_empty() {
            let message = format!("the chart at `{}` was not read in full", self.commit.revision);
            let help = "earlier findings may be counted as new";
            session.notices.push(Notice::new("since", message, Some(help.to_owned())));
        }
        let then = earlier.charts.iter().zip(&self.numbers);
        for (_, number) in then.filter(|(read, _)| read.positions == 0) {
            let read = &run.outcome.charts[*number];
            let called = read.name.as_ref().unwrap_or(&read.path);
            let revision = &self.commit.revision;
            let message = format!("`{called}` had no positions at `{revision}`: all of its findings are new");
            session.notices.push(Notice::new("since", message + NO_CHANGE, None));
        }
        let is_whole = run.is_whole() && !run.outcome.incomplete;
        let (known, gone) = keep_new(earlier, &self.numbers, &mut run.outcome);
        let gone = if is_whole { gone } else { Vec::new() };
        let commit = self.commit.short().to_owned();
        let now =
            |at: usize| self.numbers.get(at).and_then(|number| Some((number, run.charts.get(*number)?)));
        let both = self.run.charts.iter().enumerate().filter_map(|(at, before)| Some((before, now(at)?)));
        run.changes = both
            .filter(|(before, _)| !before.chart.is_empty())
            .map(|(before, (number, now))| {
                let charts = [before, now].map(|one| (&one.chart, &one.graph));
                let mut comparison = Comparison::of(charts);
                let read = &run.outcome.charts[*number];
                comparison.new.path.clone_from(read.name.as_ref().unwrap_or(&read.path));
                comparison
            })
            .collect();
        run.outcome.since = Some(WithRevision { revision: self.commit.revision, commit, known, gone });
    }
}

fn chart_at<F: Files>(
    session: &Session<F>,
    revision: &str,
    chart: &ChartFiles,
    setup: &Setup,
) -> Result<(Commit, Option<ChartFiles>), Error> {
    let Some(location) = &chart.location else {
        return Err(Error::Argument {
            message: "standard input has no earlier revision".to_owned(),
            help: "name the chart's file instead of `-`".to_owned(),
        });
    };
    let (repository, way) = Repository::of(&session.files, &session.here, location)?;
    let commit = repository.commit(revision)?;
    let configured = setup.charts.iter().find(|configured| Some(&configured.name) == chart.name.as_ref());
    let sheet = chart.files.first().and_then(|file| file.sheet());
    let selection = configured.map_or(Selection::At(&way, sheet), Selection::Of);
    // A second source that is kept beside the chart is as it was; of one that is not, there is today's alone.
    let second_then = |second: &SecondFiles| -> Result<SecondFiles, Error> {
        let configured = second.number.zip(configured).map(|(number, chart)| &chart.seconds[number].files);
        let then = match configured {
            Some(configured) => repository.chart(&commit, &Selection::Of(configured))?,
            None => None,
        };
        Ok(match then.filter(|then| !then.files.is_empty()) {
            Some(then) => SecondFiles { files: then.files, ..second.clone() },
            None => second.clone(),
        })
    };
    let seconds = chart.seconds.iter().map(second_then).collect::<Result<_, _>>()?;
    let files = repository.chart(&commit, &selection)?.map(|files| ChartFiles {
        name: chart.name.clone(),
        layout: chart.layout.clone(),
        stated: chart.stated.clone(),
        seconds,
        references: chart.references.clone(),
        from_folder: if configured.is_some() { chart.from_folder } else { files.from_folder },
        ..files
    });
    Ok((commit, files))
}
