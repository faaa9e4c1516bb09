//! `orglint what-if`: a scenario over its chart. Nothing is written to the disk: the chart as it would be is
//! put over its files in memory, in the form in which it would be written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, Job, Notice, Request, Run, Session};
use crate::files::{Files, Over};
use crate::finding::{Edit, Fix, Safety};
use crate::problem::Problem;
use crate::scenario::{self, Plan};
use crate::source::{FileId, SourceFile, quoted};

/// What is said where the chart would not be what was planned.
const NOT_SAID: &str = "the changes cannot be written so that the chart states them";

/// A chart as it is and as it would be.
#[derive(Debug)]
pub struct WhatIf {
    /// As it is.
    pub base: Run,
    /// As it would be.
    pub after: Run,
    /// The files that would differ: where each is, and its text before and after.
    pub files: Vec<(PathBuf, String, String)>,
}

impl<F: Files> Session<Over<F>> {
    /// Reads the chart of a scenario, and judges it as it is and as it would be, both at the date of the
    /// scenario. Every mistake of the scenario comes at once.
    pub fn what_if(&mut self, scenario: &Arc<SourceFile>) -> Result<WhatIf, Error> {
        let (read, mut problems) = scenario::read(scenario);
        let told = |problems: Vec<Problem>| {
            Error::Configuration(problems.iter().map(|problem| problem.in_file(scenario)).collect())
        };
        let Some(from) = &read.from else { return Err(told(problems)) };
        let at_from = |message: String, help: &str| told(vec![Problem::new(from.span, message, help)]);
        let folder = scenario.location().and_then(Path::parent).unwrap_or(Path::new(""));
        let path = folder.join(&from.value);
        let is = match self.chart_at(&path) {
            Err(Error::Argument { message, help }) => return Err(at_from(message, &help)),
            is => is?,
        };
        let mut dated = None;
        if let Some(date) = read.as_of {
            self.options.as_of = Some(date);
            let edit = is.charts.first().and_then(|chart| scenario::dated(&chart.chart, &date.to_string()));
            self.put_edits(&is, edit.into_iter().collect());
            dated = Some(self.chart_at(&path)?);
        }
        let base = dated.as_ref().unwrap_or(&is);
        let Some(chart) = base.charts.first().filter(|chart| chart.is_whole) else {
            let message = "the chart cannot be read in full, so it is not changed".to_owned();
            return Err(at_from(message, "run `orglint` on the chart to see why"));
        };
        let plan = Plan::new(&read, &chart.chart, &chart.graph).map_err(|found| problems.extend(found));
        let Some(plan) = plan.ok().filter(|_| problems.is_empty()) else {
            problems.sort();
            problems.dedup();
            return Err(told(problems));
        };
        let edits = scenario::edits(&plan, &chart.chart, &chart.graph).map_err(told)?;
        self.put_edits(base, edits);
        if scenario::is_nested(&chart.chart) {
            let half = self.chart_at(&path)?;
            let Some(chart) = half.charts.first() else {
                return Err(at_from(NOT_SAID.to_owned(), scenario::BY_HAND));
            };
            let edits = scenario::placed(&plan, &chart.chart, &chart.graph).map_err(told)?;
            self.put_edits(&half, edits);
        }
        // Only the chart itself is judged, as whoever lints it later does.
        let after = self.chart_at(&path)?;
        let is_met = after.charts.first().is_some_and(|chart| plan.is_met_by(&chart.chart, &chart.graph));
        if !is_met {
            return Err(at_from(NOT_SAID.to_owned(), scenario::BY_HAND));
        }
        let texts = |run: &Run| -> BTreeMap<PathBuf, String> {
            let files = run.outcome.sources.iter().map(|(_, file)| file);
            files.filter_map(|file| Some((file.location()?.to_owned(), file.text().to_owned()))).collect()
        };
        let (before, mut now) = (texts(&is), texts(&after));
        let changed = before.into_iter().filter_map(|(path, before)| {
            let now = now.remove(&path).filter(|now| *now != before)?;
            Some((path, before, now))
        });
        let files = changed.collect();
        Ok(WhatIf { base: dated.unwrap_or(is), after, files })
    }

    /// The one chart at a path, judged whole.
    fn chart_at(&mut self, path: &Path) -> Result<Run, Error> {
        let mut found = self.charts(&mut Request { whole: true, ..Request::of([path]) })?;
        if found.files.len() > 1 {
            let message = format!("{} belongs to several charts", quoted(&self.shown(path)));
            return Err(Error::Argument {
                message,
                help: "name a file that only one of them has".to_owned(),
            });
        }
        let Some((files, number)) = found.files.pop() else {
            let message = format!("there is no chart at {}", quoted(&self.shown(path)));
            return Err(Error::Argument { message, help: "name a file or a folder with a chart".to_owned() });
        };
        let setup = found.setups.get(number).clone();
        let (run, mistakes) = self.judge(vec![Job { files, setup: &setup, earlier: None }]);
        for notice in mistakes.iter().map(Notice::from) {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
        Ok(run)
    }

    /// Puts files with edits over those of a run.
    fn put_edits(&mut self, run: &Run, edits: Vec<Edit>) {
        let mut files: Vec<FileId> = edits.iter().map(|edit| edit.place.file).collect();
        files.dedup();
        let fix = Fix { title: String::new(), safety: Safety::Unsafe, edits };
        for id in files {
            let file = run.outcome.sources.get(id);
            if let (Some(path), Some(text)) = (file.location(), fix.applied(id, file.text())) {
                self.files.put(path, text);
            }
        }
    }
}
