//! The main job: charts → findings of all rules, as one [`Outcome`].

use std::collections::HashMap;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::chart::Chart;
use crate::chart::layouts::{self, FEW_FILES, ReadFile};
use crate::discover::ChartFiles;
use crate::finding::{ChartRead, Finding, Outcome, RuleInfo, Summary};
use crate::graph::OrgGraph;
use crate::rules::check::AsOf;
use crate::rules::registry::Registry;
use crate::rules::run;
use crate::source::{FileId, SourceFile};

/// The dates a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// As the command line states it.
    pub stated: Option<Date>,
    /// Today.
    pub today: Date,
}

impl Dates {
    /// The date of a chart: its own, else the stated one, else today.
    #[must_use]
    pub fn of(&self, chart: &Chart) -> AsOf {
        match chart.as_of().or(self.stated) {
            Some(date) => AsOf { date, stated: true },
            None => AsOf { date: self.today, stated: false },
        }
    }
}

/// Lints charts with the rules that are on.
#[must_use]
pub fn lint(charts: Vec<ChartFiles>, registry: &Registry, dates: Dates) -> Outcome {
    let mut outcome = Outcome { rules: rule_infos(registry), ..Outcome::default() };
    for files in charts {
        let reported = files.reported.clone();
        let chart = read(files, &mut outcome);
        let before = outcome.findings.len();
        let start = Instant::now();
        judge(&chart, registry, dates, &mut outcome);
        if let Some(read) = outcome.charts.last_mut() {
            read.judging = start.elapsed();
        }
        if let Some(paths) = reported {
            keep_reported(&mut outcome, before, &paths);
        }
    }
    finish(&mut outcome);
    outcome
}

/// Of the findings from `first` on, keeps those with a place in one of the files. A chart is checked
/// whole whatever is reported of it.
fn keep_reported(outcome: &mut Outcome, first: usize, paths: &[String]) {
    let sources = &outcome.sources;
    let is_in = |file: FileId| paths.iter().any(|path| path == sources.get(file).path());
    let mut at = 0;
    outcome.findings.retain(|finding| {
        at += 1;
        at <= first || finding.labels().any(|label| is_in(label.place.file))
    });
}

/// Reads the files of one chart into the outcome's sources. A chart without positions is no success:
/// somebody meant to have something checked.
pub(crate) fn read(files: ChartFiles, outcome: &mut Outcome) -> Chart {
    let start = Instant::now();
    let ids: Vec<FileId> = files.files.into_iter().map(|file| outcome.sources.add(file)).collect();
    let sources = &outcome.sources;
    let parsed = ids.par_iter().with_min_len(FEW_FILES).map(|id| ReadFile::new(*id, sources.get(*id)));
    let chart = layouts::read(parsed.collect(), files.layout.as_ref(), files.from_folder);
    outcome.summary.files += chart.files().len();
    outcome.charts.push(ChartRead {
        path: files.path.clone(),
        layout: chart.layout().to_owned(),
        is_native: chart.is_native(),
        files: chart.files().iter().map(|file| file.id).collect(),
        left_out: ids.len().saturating_sub(chart.files().len()),
        positions: chart.len(),
        reading: start.elapsed(),
        judging: Duration::ZERO,
    });
    let told = chart.is_broken() || chart.problems.iter().any(|placed| placed.problem.is_no_chart());
    outcome.incomplete |= told || chart.is_empty();
    if chart.is_empty() && !told {
        outcome.without_positions.push(files.path);
    }
    chart
}

fn judge(chart: &Chart, registry: &Registry, dates: Dates, outcome: &mut Outcome) {
    let graph = OrgGraph::new(chart);
    let judged = run::run(chart, &graph, &outcome.sources, registry, dates.of(chart));
    outcome.summary.positions += chart.len();
    if !judged.findings.is_empty() {
        for span in chart.names() {
            outcome.names.entry(span.file).or_default().push(span.span);
        }
    }
    for file in chart.files() {
        outcome.comments.insert(file.id, file.tree.comments().to_vec());
    }
    outcome.broken.extend(chart.broken_files());
    outcome.findings.extend(judged.findings);
    outcome.summary.allowed += judged.allowed.len();
    outcome.allowed.extend(judged.allowed);
    outcome.portfolios.extend(judged.portfolios);
    for not_checked in judged.not_checked {
        if !outcome.not_checked.contains(&not_checked) {
            outcome.not_checked.push(not_checked);
        }
    }
}

/// Puts the findings in the order of reports, and counts them.
fn finish(outcome: &mut Outcome) {
    let sources = &outcome.sources;
    let key = |finding: &Finding| {
        let place = finding.primary.place;
        (place.file, place.span.start, finding.rule, finding.message.clone())
    };
    let paths: HashMap<FileId, &str> = sources.iter().map(|(id, file)| (id, file.path())).collect();
    outcome.findings.sort_by(|a, b| {
        let path = |finding: &Finding| paths.get(&finding.primary.place.file).copied().unwrap_or_default();
        path(a).cmp(path(b)).then_with(|| key(a).cmp(&key(b)))
    });
    outcome.not_checked.sort_by_key(|not_checked| not_checked.rule);
    let Summary { positions, files, allowed, baseline, .. } = outcome.summary;
    outcome.summary = Summary { allowed, baseline, positions, files, ..Summary::default() };
    for finding in &outcome.findings {
        outcome.summary.count(finding.severity);
    }
    for spans in outcome.names.values_mut() {
        spans.sort_unstable();
        spans.dedup();
    }
}

fn rule_infos(registry: &Registry) -> Vec<RuleInfo> {
    registry
        .rules()
        .iter()
        .map(|registered| {
            let rule = &registered.rule;
            RuleInfo {
                id: rule.id.to_string().into(),
                pack: rule.pack.to_string().into(),
                title: rule.title.to_string().into(),
                why: rule.why.to_string().into(),
                source: rule.source.to_string().into(),
                default_severity: rule.severity,
                help: "".into(),
            }
        })
        .collect()
}

/// Lints a text, as the tests of rules and the documentation do.
#[must_use]
pub fn lint_text(path: &str, text: &str, registry: &Registry, dates: Dates) -> Outcome {
    lint(vec![ChartFiles::of_one(SourceFile::new(path, text))], registry, dates)
}
