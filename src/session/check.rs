//! Charts → findings of all rules.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Run;
use crate::chart::layouts::{self, FEW_FILES, Form, ReadFile, Reading};
use crate::chart::{self, Chart, Own};
use crate::config::Found;
use crate::discover::{ChartFiles, SecondFiles};
use crate::finding::{AllowedFinding, ChartRead, Finding, NotChecked, Outcome, RuleIndex, RuleInfo, Seen};
use crate::graph::OrgGraph;
use crate::graph::facts::Earlier;
use crate::nearest::nearest;
use crate::problem::Mistake;
use crate::reconcile::{MatchKey, Says, Second, Terms};
use crate::references::{self, Mentionable, ReferenceFile, Unresolved};
use crate::rules::check::AsOf;
use crate::rules::format::Rule;
use crate::rules::registry::{Part, Registered, Registry};
use crate::rules::run::{self, Judged, Subject};
use crate::setup::Setup;
use crate::sort;
use crate::source::{FileId, SourceFile, quoted};
use crate::yaml::Parsed;

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
        let today = self.stated.unwrap_or(self.today);
        match chart.as_of().or(self.stated) {
            Some(date) => AsOf { date, stated: true, today },
            None => AsOf { date: today, stated: false, today },
        }
    }
}

/// A chart that is to be linted, with what its configuration says.
#[derive(Debug)]
pub(crate) struct Job<'s> {
    /// The files of the chart.
    pub(crate) files: ChartFiles,
    /// The rules, and what else the configuration says.
    pub(crate) setup: &'s Setup,
    /// The chart as it was, for rules about what changed.
    pub(crate) earlier: Option<&'s Checked>,
}

/// A chart that was read and judged.
#[derive(Debug)]
pub struct Checked {
    /// The chart.
    pub chart: Chart,
    /// Who reports to whom on it.
    pub graph: OrgGraph,
    /// Whether it was read from its beginning to its end, and has positions.
    pub is_whole: bool,
    /// The date it was judged at.
    pub as_of: Date,
    /// What came of comparing it with second sources.
    pub(crate) compared: Vec<Compared>,
    /// For each rule of its configuration, how many positions it looked at; none for checks in Rust.
    pub(crate) looked_at: Vec<Option<usize>>,
    /// For each of these rules, its number among those of the outcome.
    pub(crate) rules: Vec<RuleIndex>,
    /// Its files, and others that lie in its folder, by their numbers.
    pub(super) files: Range<u32>,
}

impl Checked {
    /// As the version that a later one is compared with.
    pub(super) fn as_earlier(&self) -> Earlier<'_> {
        Earlier { chart: &self.chart, graph: &self.graph, as_of: self.as_of }
    }
}

/// The most bytes of a table that is kept parsed: some ten thousand rows.
const LARGEST_TABLE_KEPT: usize = 1 << 21;

/// Files that were parsed, by where they are.
#[derive(Debug, Default)]
pub(crate) struct ParsedFiles(HashMap<PathBuf, ReadFile>);

impl ParsedFiles {
    /// What a file says, where it says the same as when it was parsed.
    fn get(&self, file: &SourceFile) -> Option<&ReadFile> {
        let known = self.0.get(file.location()?)?;
        let before = known.parsed.tree.file();
        let is_same =
            before.text() == file.text() && before.error() == file.error() && before.path() == file.path();
        is_same.then_some(known)
    }

    /// Parses files, several at a time, except those that are known.
    fn parse(&mut self, ids: &[FileId], outcome: &Outcome) -> Vec<ReadFile> {
        let parse = |id: &FileId| {
            let file = outcome.sources.get(*id);
            self.get(file).map_or_else(|| ReadFile::new(*id, file), |known| known.known_as(*id))
        };
        let parsed: Vec<ReadFile> = ids.par_iter().with_min_len(FEW_FILES).map(parse).collect();
        // A chart keeps its own nodes, but of a table only a few: those would be kept for the session alone.
        let is_kept =
            |file: &&ReadFile| !file.is_table || file.parsed.tree.file().text().len() <= LARGEST_TABLE_KEPT;
        for file in parsed.iter().filter(is_kept) {
            if let Some(location) = outcome.sources.get(file.id).location() {
                self.0.insert(location.to_owned(), file.clone());
            }
        }
        parsed
    }
}

/// Judges charts, each with its own configuration; gives what in a configuration fits none of them too.
pub(crate) fn check(
    jobs: Vec<Job<'_>>,
    dates: Dates,
    clock: fn() -> Duration,
    parsed: &mut ParsedFiles,
) -> (Run, Vec<Mistake>) {
    let mut run = Run::default();
    let mut parts = UnknownParts::default();
    let mut setups: Vec<&Setup> = Vec::new();
    for Job { files, setup, earlier } in jobs {
        let outcome = &mut run.outcome;
        let before = clock();
        let mut read = read(files, &setup.own, parsed, outcome);
        read.chart.show_names(setup.names);
        let between = clock();
        let as_of = dates.of(&read.chart);
        let earlier = earlier.map(Checked::as_earlier);
        let sources = std::mem::take(&mut read.seconds).into_iter();
        let sources: Vec<ReadSecond> =
            sources.map(|files| read_second(files, &read.chart, setup, parsed, outcome)).collect();
        // Nothing takes as much memory as reading a table, so that the lines wait for it.
        let graph = OrgGraph::new(&read.chart);
        let mut seconds = Vec::new();
        let mut unread = Vec::new();
        for source in sources {
            let (second, problems) = compared(source, (&read.chart, &graph), setup, as_of, outcome);
            seconds.push(second);
            unread.extend(problems);
        }
        let of_setup = setups.iter().zip(&run.charts).filter(|(of, _)| std::ptr::eq(**of, setup));
        let charts = of_setup.map(|(_, checked)| &checked.chart).chain([&read.chart]);
        let (references, broken) = unresolved(std::mem::take(&mut read.references), charts, outcome);
        unread.extend(broken.into_iter().flat_map(|(id, file)| mistakes_in(id, file, setup, as_of, outcome)));
        setups.push(setup);
        let subject = Subject {
            chart: &read.chart,
            graph: &graph,
            sources: &outcome.sources,
            seconds: &seconds,
            references: &references,
            earlier,
        };
        let mut judged = run::run(subject, &setup.registry, as_of);
        judged.findings.extend(unread);
        if let Some(reported) = &read.reported {
            keep_reported(&mut judged, reported);
        }
        parts.add(&read.chart, setup, &judged.unknown_parts);
        outcome.incomplete |= !setup.rule_mistakes.is_empty();
        let looked_at = std::mem::take(&mut judged.looked_at);
        let rules = take(&read.chart, setup, judged, outcome);
        if let Some(about) = outcome.charts.last_mut() {
            (about.as_of, about.as_of_is_stated) = (as_of.date.to_string(), as_of.stated);
            let seen = setup.registry.rules().iter().zip(&looked_at).map(seen);
            about.rules = rules.iter().copied().zip(seen).collect();
            about.reading = between.saturating_sub(before);
            about.judging = clock().saturating_sub(between);
        }
        let compared = seconds.iter().map(|second| Compared::new(second, &read.chart)).collect();
        let Read { chart, files, is_whole, .. } = read;
        let as_of = as_of.date;
        run.charts.push(Checked { chart, graph, is_whole, as_of, compared, looked_at, rules, files });
    }
    finish(&mut run.outcome);
    let mistakes = parts.mistakes();
    run.outcome.incomplete |= !mistakes.is_empty();
    (run, mistakes)
}

fn seen((registered, looked_at): (&Registered, &Option<usize>)) -> Seen {
    match looked_at {
        _ if !registered.is_on() => Seen::Off(registered.set_by.clone()),
        Some(count) => Seen::LookedAt(*count),
        None => Seen::Chart,
    }
}

/// Keeps what has a place in one of the files. A chart is checked whole whatever is reported of it,
/// so what could not be checked for want of a fact stays.
fn keep_reported(judged: &mut Judged, reported: &HashSet<FileId>) {
    let is_in = |finding: &Finding| finding.labels().any(|label| reported.contains(&label.place.file));
    judged.findings.retain(is_in);
    judged.allowed.retain(|allowed| is_in(&allowed.finding));
}

/// A chart that was read.
struct Read {
    chart: Chart,
    files: Range<u32>,
    is_whole: bool,
    /// The files that findings are reported of, where that is not all.
    reported: Option<HashSet<FileId>>,
    /// Second sources, not read yet.
    seconds: Vec<SecondFiles>,
    /// Files that name people and units, not read yet.
    references: Vec<ReferenceFile>,
}

/// What came of comparing a chart with a second source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    /// What the source is called.
    pub(crate) path: String,
    /// How many rows it has.
    pub(crate) rows: usize,
    /// How many positions the chart has.
    pub(crate) positions: usize,
    /// How many of them were matched.
    pub(crate) matched: usize,
    /// How many rows were matched by which key.
    pub(crate) by: Vec<(MatchKey, usize)>,
    /// Rows whose manager names nobody.
    pub(crate) unknown_managers: usize,
    /// Rows whose status is a word that is not known.
    pub(crate) unknown_statuses: usize,
    /// What was to be compared and the source says nothing of.
    pub(crate) unsaid: Vec<Says>,
    /// Positions that the source does not speak of.
    pub(crate) beyond: usize,
    /// Sheets of the two that were not read, so that nobody is known to be missing.
    pub(crate) unread_sheets: usize,
}

impl Compared {
    fn new(second: &Second, chart: &Chart) -> Self {
        Self {
            path: second.path.clone(),
            rows: second.chart.len(),
            positions: chart.len(),
            matched: second.drift.matched,
            by: second.drift.by.clone(),
            unknown_managers: second.drift.unknown_managers,
            unknown_statuses: second.drift.unknown_statuses,
            unsaid: second.drift.unsaid.clone(),
            beyond: second.drift.beyond,
            unread_sheets: second.chart.unread_sheets() + chart.unread_sheets(),
        }
    }
}

/// Reads files that name people and units; gives the names that none of the charts has. What could not be read of
/// such a file is told with the others.
fn unresolved<'c>(
    files: Vec<ReferenceFile>,
    charts: impl Iterator<Item = &'c Chart>,
    outcome: &mut Outcome,
) -> (Vec<Unresolved>, Vec<(FileId, Parsed)>) {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    if files.is_empty() {
        return (found, broken);
    }
    let known = Mentionable::of(charts);
    for ReferenceFile { file, at, names } in files {
        let id = outcome.sources.add(file);
        // Whoever is named there may be anybody.
        outcome.foreign.insert(id);
        let file = outcome.sources.get(id);
        let read = references::read(file, id, at.as_deref(), names);
        if let Some(known) = &known {
            found.extend(known.unresolved(file.path(), read.references));
        }
        broken.extend(read.broken.map(|parsed| (id, parsed)));
    }
    (found, broken)
}

/// Why a file with references could not be read in full: the findings that a chart with these mistakes would
/// have.
fn mistakes_in(id: FileId, file: Parsed, setup: &Setup, as_of: AsOf, outcome: &mut Outcome) -> Vec<Finding> {
    let chart = chart::read_with(vec![(id, file)], &setup.own);
    outcome.incomplete = true;
    outcome.broken.extend(chart.broken_files());
    let graph = OrgGraph::new(&chart);
    let subject = Subject::alone(&chart, &graph, &outcome.sources);
    run::run(subject, &setup.registry.narrowed(|rule| rule.id == "syntax-error"), as_of).findings
}

/// The rules that say why a file could not be read in full.
pub(crate) const UNREAD: [&str; 3] = ["no-chart", "syntax-error", "unread-positions"];

/// A second source that was read.
struct ReadSecond {
    path: String,
    terms: Terms,
    chart: Chart,
    /// Whether all of it was.
    is_whole: bool,
}

/// Reads a second source.
fn read_second(
    files: SecondFiles,
    of: &Chart,
    setup: &Setup,
    parsed: &mut ParsedFiles,
    outcome: &mut Outcome,
) -> ReadSecond {
    let ids: Vec<FileId> = files.files.into_iter().map(|file| outcome.sources.add(file)).collect();
    let reading = Reading { layout: files.layout.as_ref(), from_folder: files.from_folder, own: &setup.own };
    let mut chart = layouts::read(parsed.parse(&ids, outcome), reading);
    chart.show_names(setup.names);
    if of.has_personal_ids() {
        // They may be those of the source, which has no names to tell it by.
        chart.take_ids_for_personal();
    }
    let is_whole = !chart.is_broken() && !chart.problems.iter().any(|placed| placed.problem.is_no_chart());
    outcome.incomplete |= !is_whole;
    if is_whole && chart.is_empty() {
        outcome.without_positions.push(files.path.clone());
        outcome.incomplete = true;
    }
    ReadSecond { path: files.path, terms: files.terms, chart, is_whole }
}

/// Compares a chart with a second source; gives what of it could not be read too.
fn compared(
    source: ReadSecond,
    of: (&Chart, &OrgGraph),
    setup: &Setup,
    as_of: AsOf,
    outcome: &mut Outcome,
) -> (Second, Vec<Finding>) {
    let is_whole = source.is_whole;
    let second = Second::new(source.path, source.chart, &source.terms, of, as_of.date);
    note_private(&second.chart, !(is_whole && second.drift.differences.is_empty()), outcome);
    let subject = Subject::alone(&second.chart, &second.graph, &outcome.sources);
    let problems = if is_whole {
        Vec::new()
    } else {
        run::run(subject, &setup.registry.narrowed(|rule| UNREAD.contains(&&*rule.id)), as_of).findings
    };
    (second, problems)
}

/// Notes what of a file tells of people, where lines of it are shown, and what of it was not understood.
fn note_private(chart: &Chart, is_shown: bool, outcome: &mut Outcome) {
    // Names of one file mostly follow each other.
    let mut names = is_shown.then(|| chart.names()).into_iter().flatten().peekable();
    while let Some(first) = names.next() {
        let spans = outcome.names.entry(first.file).or_default();
        spans.push(first.span);
        while let Some(next) = names.next_if(|next| next.file == first.file) {
            spans.push(next.span);
        }
    }
    for file in chart.files() {
        outcome.comments.insert(file.id, file.tree.comments().to_vec());
    }
    outcome.foreign.extend(chart.foreign_files());
    outcome.broken.extend(chart.broken_files());
    if chart.has_reasons() {
        outcome.name_words.extend(chart.name_words().iter().cloned());
    }
}

/// Reads the files of one chart into the outcome's sources. A chart without positions is not a success:
/// somebody meant to have something checked.
fn read(files: ChartFiles, own: &Arc<Own>, parsed: &mut ParsedFiles, outcome: &mut Outcome) -> Read {
    let mut ids: Vec<FileId> = files.files.into_iter().map(|file| outcome.sources.add(file)).collect();
    let reading = Reading { layout: files.layout.as_ref(), from_folder: files.from_folder, own };
    let mut chart = layouts::read(parsed.parse(&ids, outcome), reading);
    if let (Some(Form::Own(layout)), false) = (&files.layout, chart.unused_paths.is_empty())
        && let Some(source) = layout.source_file()
    {
        let file = outcome.sources.add(source);
        // A layout may say how one's charts tell of a vacancy, or who is at the top: by a name.
        outcome.foreign.insert(file);
        chart.unused_paths.iter_mut().for_each(|unused| unused.place.file = file);
    }
    let own_files: Vec<FileId> = chart.files().iter().map(|file| file.id).collect();
    let left_out = ids.len().saturating_sub(own_files.len());
    let reported = files.reported.map(|reported| {
        let reported = ids.iter().zip(reported).filter(|(_, is_reported)| *is_reported);
        reported.map(|(id, _)| *id).collect::<HashSet<FileId>>()
    });
    let reported_files =
        |reported: &HashSet<FileId>| own_files.iter().filter(|file| reported.contains(file)).count();
    outcome.summary.files += own_files.len();
    if let Some(stated) = &files.stated {
        let id = outcome.sources.add(Arc::clone(stated.tree.file()));
        outcome.foreign.insert(id);
        chart = chart.stating(stated, id);
        ids.push(id);
    }
    outcome.charts.push(ChartRead {
        path: files.path.clone(),
        name: files.name.clone(),
        layout: chart.layout().to_owned(),
        is_native: chart.is_native(),
        unread: files.left_out.clone(),
        reported: reported.as_ref().map(reported_files),
        files: own_files,
        left_out,
        positions: chart.len(),
        as_of: String::new(),
        as_of_is_stated: false,
        is_scenario: chart.is_scenario(),
        regimes: chart.regimes().collect(),
        rules: Vec::new(),
        reading: Duration::ZERO,
        judging: Duration::ZERO,
    });
    let told = chart.is_broken() || chart.problems.iter().any(|placed| placed.problem.is_no_chart());
    let is_whole = !told && !chart.is_empty();
    outcome.incomplete |= !is_whole;
    if chart.is_empty() && !told && chart.problems.is_empty() {
        outcome.without_positions.push(files.name.unwrap_or(files.path));
    }
    let first = ids.first().map_or(0, |id| id.0);
    let last = ids.last().map_or(0, |id| id.0 + 1);
    let (seconds, references) = (files.seconds, files.references);
    Read { chart, files: first..last, is_whole, reported, seconds, references }
}

/// Takes what the rules found in a chart.
fn take(chart: &Chart, setup: &Setup, judged: Judged, outcome: &mut Outcome) -> Vec<RuleIndex> {
    outcome.summary.positions += chart.len();
    outcome.summary.abolished += chart.abolished.len();
    outcome.summary.members += chart.members;
    outcome.summary.notes += chart.notes;
    note_private(chart, !(judged.findings.is_empty() && judged.allowed.is_empty()), outcome);
    for copy in &chart.copies {
        if let Some(comments) = outcome.comments.get(&copy.of).cloned() {
            outcome.comments.insert(copy.place.file, comments);
        }
    }
    let rules = take_rules(&setup.registry, outcome);
    let in_outcome = |rule: RuleIndex| rules[usize::from(rule.0)];
    let renamed = |finding: Finding| Finding { rule: in_outcome(finding.rule), ..finding };
    outcome.findings.extend(judged.findings.into_iter().map(renamed));
    outcome.summary.allowed += judged.allowed.len();
    let allowed = judged.allowed.into_iter();
    outcome
        .allowed
        .extend(allowed.map(|allowed| AllowedFinding { finding: renamed(allowed.finding), ..allowed }));
    outcome.portfolios.extend(judged.portfolios);
    // For a chart without positions there is more to say than that it lacks facts.
    let not_checked = judged.not_checked.into_iter().filter(|_| !chart.is_empty());
    for not_checked in not_checked {
        let not_checked = NotChecked { rule: in_outcome(not_checked.rule), ..not_checked };
        if !outcome.not_checked.contains(&not_checked) {
            outcome.not_checked.push(not_checked);
        }
    }
    rules
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

/// Parts that configurations name and no chart with that configuration has.
#[derive(Default)]
struct UnknownParts {
    /// How many charts each configuration is for.
    charts: HashMap<Option<Found>, usize>,
    unknown: BTreeMap<Part, UnknownPart>,
}

/// A part that is not there.
struct UnknownPart {
    found: Option<Found>,
    /// How many charts do not have it.
    charts: usize,
    /// The nearest id that one of them has.
    near: Option<String>,
    /// Whether what it is called by may tell of somebody.
    is_hidden: bool,
}

/// Parts for which a similar id is looked for: each is compared with the ids of the whole chart.
const COMPARED: usize = 20;

impl UnknownParts {
    fn add(&mut self, chart: &Chart, setup: &Setup, unknown: &[Part]) {
        *self.charts.entry(setup.found.clone()).or_default() += 1;
        for (number, part) in unknown.iter().enumerate() {
            let ids = || chart.positions().filter_map(|position| chart.shown_id(position));
            let near = (number < COMPARED).then(|| nearest(&part.within, ids())).flatten();
            let near = near.map(str::to_owned);
            let known = self.unknown.entry(part.clone()).or_insert_with(|| UnknownPart {
                found: setup.found.clone(),
                charts: 0,
                near: None,
                is_hidden: false,
            });
            known.charts += 1;
            known.near = known.near.take().or(near);
            // Without one that is near it may be anything, such as a name.
            known.is_hidden |= known.near.is_none() || !chart.shows_text(&part.within);
        }
    }

    fn mistakes(self) -> Vec<Mistake> {
        let nowhere = |part: &UnknownPart| self.charts.get(&part.found) == Some(&part.charts);
        let unknown = self.unknown.into_iter().filter(|(_, unknown)| nowhere(unknown));
        unknown
            .map(|(part, unknown)| Mistake {
                message: if unknown.is_hidden {
                    "no position has this id".to_owned()
                } else {
                    format!("no position has the id {}", quoted(&part.within))
                },
                help: match unknown.near {
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
    sort::by_key(&mut outcome.not_checked, |not_checked| not_checked.rule);
    for spans in outcome.names.values_mut() {
        // They are runs in order, one for each kind of name.
        spans.sort();
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
