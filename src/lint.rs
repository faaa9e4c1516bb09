//! The main job: charts → findings of all rules, as one [`Outcome`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::chart::layouts::{self, FEW_FILES, ReadFile, Reading};
use crate::chart::{Chart, Own};
use crate::config::Found;
use crate::discover::ChartFiles;
use crate::finding::{AllowedFinding, ChartRead, Finding, NotChecked, Outcome, RuleIndex, RuleInfo};
use crate::graph::OrgGraph;
use crate::nearest::nearest;
use crate::problem::Mistake;
use crate::rules::check::AsOf;
use crate::rules::format::Rule;
use crate::rules::registry::{Part, Registry};
use crate::rules::run::{self, Judged};
use crate::setup::Setup;
use crate::source::{FileId, Place, SourceFile, quoted};

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

/// A chart that is to be linted, with what its configuration says.
#[derive(Debug)]
pub struct Job<'s> {
    /// The files of the chart.
    pub files: ChartFiles,
    /// The rules, and what else the configuration says.
    pub setup: &'s Setup,
}

/// What linting gave.
#[derive(Debug, Default)]
pub struct Linted {
    /// What reports show.
    pub outcome: Outcome,
    /// What in a configuration does not fit the charts.
    pub mistakes: Vec<Mistake>,
}

/// Lints charts with the rules that are on, all with the same ones.
#[must_use]
pub fn lint(charts: Vec<ChartFiles>, registry: &Registry, dates: Dates) -> Outcome {
    let setup = Setup::of(registry.clone());
    lint_jobs(charts.into_iter().map(|files| Job { files, setup: &setup }).collect(), dates).outcome
}

/// Lints charts, each with its own configuration.
#[must_use]
pub fn lint_jobs(jobs: Vec<Job<'_>>, dates: Dates) -> Linted {
    lint_seen(jobs, dates, |_, _| {})
}

/// Lints charts, and shows each of them.
#[must_use]
pub fn lint_seen(jobs: Vec<Job<'_>>, dates: Dates, mut see: impl FnMut(&Chart, &OrgGraph)) -> Linted {
    let mut outcome = Outcome::default();
    let mut parts = UnknownParts::default();
    for Job { mut files, setup } in jobs {
        let reported = files.reported.take();
        let chart = read(files, &setup.own, &mut outcome);
        let start = Instant::now();
        let graph = OrgGraph::new(&chart);
        see(&chart, &graph);
        let as_of = dates.of(&chart);
        let mut judged = run::run(&chart, &graph, &outcome.sources, &setup.registry, as_of);
        if let Some(paths) = reported {
            keep_reported(&mut judged, &mut outcome, &paths);
        }
        parts.add(&chart, setup, &judged.unknown_parts);
        outcome.incomplete |= !setup.rule_mistakes.is_empty();
        take(&chart, setup, judged, &mut outcome);
        if let Some(read) = outcome.charts.last_mut() {
            read.judging = start.elapsed();
        }
    }
    finish(&mut outcome);
    let mistakes = parts.mistakes();
    outcome.incomplete |= !mistakes.is_empty();
    Linted { outcome, mistakes }
}

/// Keeps what has a place in one of the files. A chart is checked whole whatever is reported of it,
/// so what could not be checked for want of a fact stays.
fn keep_reported(judged: &mut Judged, outcome: &mut Outcome, paths: &[String]) {
    let Some(read) = outcome.charts.last_mut() else { return };
    let sources = &outcome.sources;
    let paths: HashSet<&str> = paths.iter().map(String::as_str).collect();
    let files = read.files.iter().copied();
    let reported: HashSet<FileId> = files.filter(|file| paths.contains(sources.get(*file).path())).collect();
    read.reported = Some(reported.len());
    let is_in = |finding: &Finding| finding.labels().any(|label| reported.contains(&label.place.file));
    judged.findings.retain(is_in);
    judged.allowed.retain(|allowed| is_in(&allowed.finding));
}

/// Reads the files of one chart into the outcome's sources. A chart without positions is no success:
/// somebody meant to have something checked.
pub(crate) fn read(files: ChartFiles, own: &Arc<Own>, outcome: &mut Outcome) -> Chart {
    let start = Instant::now();
    let ids: Vec<FileId> = files.files.into_iter().map(|file| outcome.sources.add(file)).collect();
    let sources = &outcome.sources;
    let parsed = ids.par_iter().with_min_len(FEW_FILES).map(|id| ReadFile::new(*id, sources.get(*id)));
    let chart = layouts::read(
        parsed.collect(),
        Reading { layout: files.layout.as_ref(), from_folder: files.from_folder, own },
    );
    outcome.summary.files += chart.files().len();
    outcome.charts.push(ChartRead {
        path: files.path.clone(),
        name: files.name.clone(),
        layout: chart.layout().to_owned(),
        is_native: chart.is_native(),
        files: chart.files().iter().map(|file| file.id).collect(),
        left_out: ids.len().saturating_sub(chart.files().len()),
        reported: None,
        positions: chart.len(),
        reading: start.elapsed(),
        judging: Duration::ZERO,
    });
    let told = chart.is_broken() || chart.problems.iter().any(|placed| placed.problem.is_no_chart());
    outcome.incomplete |= told || chart.is_empty();
    if chart.is_empty() && !told {
        outcome.without_positions.push(files.name.unwrap_or(files.path));
    }
    chart
}

/// Takes what the rules found in a chart.
fn take(chart: &Chart, setup: &Setup, judged: Judged, outcome: &mut Outcome) {
    outcome.summary.positions += chart.len();
    if !(judged.findings.is_empty() && judged.allowed.is_empty()) {
        // Names of one file mostly follow each other.
        let names: Vec<Place> = chart.names().collect();
        for of_file in names.chunk_by(|one, next| one.file == next.file) {
            let spans = outcome.names.entry(of_file[0].file).or_default();
            spans.extend(of_file.iter().map(|name| name.span));
        }
    }
    for file in chart.files() {
        outcome.comments.insert(file.id, file.tree.comments().to_vec());
    }
    outcome.broken.extend(chart.broken_files());
    let rules = take_rules(&setup.registry, outcome);
    let in_outcome = |rule: RuleIndex| rules[usize::from(rule.0)];
    let renamed = |finding: Finding| Finding { rule: in_outcome(finding.rule), ..finding };
    outcome.findings.extend(judged.findings.into_iter().map(renamed));
    outcome.summary.allowed += judged.allowed.len();
    let allowed = judged.allowed.into_iter();
    outcome.allowed.extend(
        allowed.map(|allowed| AllowedFinding { finding: renamed(allowed.finding), reason: allowed.reason }),
    );
    outcome.portfolios.extend(judged.portfolios);
    // Of a chart without positions there is more to say than that it lacks facts.
    let not_checked = judged.not_checked.into_iter().filter(|_| !chart.is_empty());
    for not_checked in not_checked {
        let not_checked = NotChecked { rule: in_outcome(not_checked.rule), ..not_checked };
        if !outcome.not_checked.contains(&not_checked) {
            outcome.not_checked.push(not_checked);
        }
    }
}

/// The rules of a registry among those of the outcome; what two charts share is there once.
fn take_rules(registry: &Registry, outcome: &mut Outcome) -> Vec<RuleIndex> {
    let mut indices = Vec::with_capacity(registry.rules().len());
    for (at, registered) in registry.rules().iter().enumerate() {
        let info = rule_info(&registered.rule);
        // Charts with one configuration have their rules in the same order.
        let same_place = outcome.rules.get(at).filter(|known| **known == info).map(|_| at);
        let known = same_place.or_else(|| outcome.rules.iter().position(|known| *known == info));
        let index = known.unwrap_or_else(|| {
            outcome.rules.push(info);
            outcome.rules.len() - 1
        });
        indices.push(RuleIndex(u16::try_from(index).unwrap_or(u16::MAX)));
    }
    indices
}

/// The parts that the configuration of a chart names and the chart does not have.
pub(crate) fn unknown_parts(chart: &Chart, setup: &Setup, unknown: &[Part]) -> Vec<Mistake> {
    let mut parts = UnknownParts::default();
    parts.add(chart, setup, unknown);
    parts.mistakes()
}

/// Parts that configurations name and no chart with that configuration has.
#[derive(Default)]
struct UnknownParts {
    /// How many charts each configuration is for.
    charts: HashMap<Option<Found>, usize>,
    /// How many of them do not have the part; the nearest id that one of them has.
    unknown: BTreeMap<Part, (Option<Found>, usize, Option<String>)>,
}

impl UnknownParts {
    fn add(&mut self, chart: &Chart, setup: &Setup, unknown: &[Part]) {
        *self.charts.entry(setup.found.clone()).or_default() += 1;
        for part in unknown {
            let ids = chart.positions().map(|position| chart.id(position));
            let near = nearest(&part.within, ids).map(str::to_owned);
            let known = self.unknown.entry(part.clone()).or_insert((setup.found.clone(), 0, None));
            known.1 += 1;
            known.2 = known.2.take().or(near);
        }
    }

    fn mistakes(self) -> Vec<Mistake> {
        let nowhere = |found: &Option<Found>, count: usize| self.charts.get(found) == Some(&count);
        let unknown = self.unknown.into_iter().filter(|(_, (found, count, _))| nowhere(found, *count));
        unknown
            .map(|(part, (_, _, near))| Mistake {
                message: format!("no position has the id {}", quoted(&part.within)),
                help: match near {
                    Some(near) => format!("a position with a similar id exists: {}", quoted(&near)),
                    None => "`within` takes the id of a position of the chart".to_owned(),
                },
                at: part.at,
            })
            .collect()
    }
}

/// Puts the findings in the order of reports, and counts them.
fn finish(outcome: &mut Outcome) {
    outcome.sort_findings();
    outcome.not_checked.sort_by_key(|not_checked| not_checked.rule);
    for spans in outcome.names.values_mut() {
        spans.sort_unstable();
        spans.dedup();
    }
}

fn rule_info(rule: &Rule) -> RuleInfo {
    RuleInfo {
        id: rule.id.clone().into(),
        pack: rule.pack.clone().into(),
        title: rule.title.clone().into(),
        why: rule.why.clone().into(),
        source: rule.source.to_string().into(),
        default_severity: rule.severity,
        help: "".into(),
    }
}

/// Lints a text, as the tests of rules and the documentation do.
#[must_use]
pub fn lint_text(path: &str, text: &str, registry: &Registry, dates: Dates) -> Outcome {
    lint(vec![ChartFiles::of_one(SourceFile::new(path, text))], registry, dates)
}
