//! What the program does, without a command line: it finds the charts of paths and the configuration
//! of each, reads and judges them, and compares what it finds with what was known. It prints nothing.
//!
//! A [`Session`] keeps what it read, so that a chart of many files of which one has changed is not read
//! anew. Nothing outlives it.

mod allow;
mod charts;
mod check;
mod earlier;
mod fix;
mod known;
mod seconds;
mod what_if;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

pub(crate) use allow::of_finding as exception_for;
#[cfg(test)]
pub(crate) use check::check;
pub use check::{Checked, Dates};
pub(crate) use check::{Job, ParsedFiles};
pub use fix::{Fixed, Refused};
pub use what_if::WhatIf;

use crate::baseline::Baseline;
use crate::compare::Comparison;
use crate::config::{self, Found};
use crate::discover::{ChartFiles, DiscoverError, discover};
use crate::files::{Ask as _, Disk, Files};
use crate::finding::{ChartRead, Finding, Outcome};
use crate::history::{Repository, Selection};
use crate::problem::{Mistake, Refusal};
pub use crate::reconcile::{MatchKey, Says};
use crate::setup::Setup;
use crate::source::{SourceFile, quoted};
use crate::structure::Structure;
use charts::Charts;
use earlier::Earlier;

/// Which configuration counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Configuration {
    /// The one beside or above each chart, up to the root of its repository.
    #[default]
    Nearest,
    /// None, and no rules of one's own.
    None,
    /// This file, and the rules in `.orglint/rules/` beside it.
    File(PathBuf),
}

/// What holds for everything that a session does.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which configuration counts.
    pub configuration: Configuration,
    /// Levels and parameters of rules, as on the command line: `ID=LEVEL`, `ID.PARAM=VALUE`.
    pub rules: Vec<String>,
    /// The date that charts are judged at which state none.
    pub as_of: Option<Date>,
    /// The date that counts where nothing states one.
    pub today: Date,
    /// Whether messages show names of people, and ids that tell of them.
    pub names: bool,
    /// Tells how much time has passed; how long stages took is known where it does.
    pub clock: fn() -> Duration,
}

impl Options {
    /// The nearest configuration of each chart, with nothing added. A day is always named, since a
    /// library that looked at a clock would find something else tomorrow.
    #[must_use]
    pub fn on(today: Date) -> Self {
        let (configuration, rules) = (Configuration::Nearest, Vec::new());
        Self { configuration, rules, as_of: None, today, names: false, clock: || Duration::ZERO }
    }

    fn dates(&self) -> Dates {
        Dates { stated: self.as_of, today: self.today }
    }
}

/// What is to be linted.
#[derive(Debug, Default)]
pub struct Request {
    /// Charts: files, or folders that hold one each. For a chart that a configuration describes, the
    /// files to report on. Without any, the charts of the configuration, else the one under a usual name.
    pub paths: Vec<PathBuf>,
    /// What the path `-` stands for.
    pub standard_input: Option<SourceFile>,
    /// A file of findings to set aside.
    pub baseline: Option<PathBuf>,
    /// A revision of the Git repository: only what is new since then is reported.
    pub since: Option<String>,
    /// Whether all of a chart that a configuration describes is reported, whichever of its files are named.
    pub whole: bool,
    /// What the chart is compared with, in place of the sources of its configuration: then only that is reported.
    pub reconcile: Option<Reconcile>,
}

/// A second source that somebody names.
#[derive(Clone, Debug)]
pub struct Reconcile {
    /// Its path; `-` is standard input.
    pub path: PathBuf,
    /// What it is right about; without it, as the configuration has it, else about all.
    pub says: Option<Vec<Says>>,
    /// How to recognise who is who; without it, as the configuration has it, else all keys.
    pub keys: Option<Vec<MatchKey>>,
}

impl Request {
    /// Charts at these paths.
    pub fn of<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self { paths: paths.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

/// What a run gave.
#[derive(Debug, Default)]
pub struct Run {
    /// The charts, in the order in which they were asked for.
    pub charts: Vec<Checked>,
    /// What reports show: the files, the rules, and the findings of all charts in their order.
    pub outcome: Outcome,
    /// How long it took to find the charts and load their files.
    pub finding: Duration,
    /// What differs from the earlier version of each chart, where there is one.
    pub changes: Vec<Comparison>,
    /// The known findings that were set aside.
    pub(crate) known: Option<Baseline>,
    /// Whether only some of the rules were asked for.
    is_narrowed: bool,
}

impl Run {
    /// The findings of one of the charts, by its number.
    pub fn findings(&self, chart: usize) -> impl Iterator<Item = &Finding> {
        let files = self.charts.get(chart).map(|chart| chart.files.clone()).unwrap_or_default();
        self.outcome.findings.iter().filter(move |finding| files.contains(&finding.primary.place.file.0))
    }

    /// The structure of each chart, with the findings of the outcome as they are now: what the format
    /// `html` draws.
    #[must_use]
    pub fn structures(&self) -> Vec<Structure> {
        let of = |(chart, read): (&Checked, &ChartRead)| {
            let findings = &self.outcome.findings;
            let (files, path) = (chart.files.clone(), read.name.as_ref().unwrap_or(&read.path));
            let mut structure = Structure::of(&chart.chart, &chart.graph, chart.as_of, findings, files);
            if structure.name.is_empty() {
                structure.name.clone_from(path);
            }
            structure
        };
        self.charts.iter().zip(&self.outcome.charts).map(of).collect()
    }

    /// Whether every finding of the charts was asked for.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.is_narrowed && self.outcome.charts.iter().all(|chart| chart.reported.is_none())
    }
}

/// Two versions of one chart.
#[derive(Debug)]
pub(crate) struct Versions {
    /// The earlier one.
    pub(crate) old: Run,
    /// The later one.
    pub(crate) new: Run,
    /// Whether the configuration fits the later one.
    pub(crate) is_configured: bool,
}

/// Something that whoever started the run should know, beside the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What kind of notice: `error`, `warning`, `since`.
    pub kind: &'static str,
    /// What there is to know.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The path at which there is nothing, and beside it nothing of a similar name.
    pub nothing_at: Option<PathBuf>,
}

impl Notice {
    fn new(kind: &'static str, message: impl Into<String>, help: Option<String>) -> Self {
        Self { kind, message: message.into(), help, nothing_at: None }
    }

    fn empty(path: &str) -> Self {
        let help = "list positions under `positions:`, or nest them under `org:`";
        let message = format!("`{path}` has no positions, so there is nothing to check");
        Self::new("error", message, Some(help.to_owned()))
    }
}

impl From<&Mistake> for Notice {
    fn from(mistake: &Mistake) -> Self {
        Self::new("error", mistake.to_string(), Some(mistake.help.clone()))
    }
}

/// Why a run could not be done at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Something that was asked for cannot be used.
    #[error("{message}")]
    Argument {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    },
    /// A configuration or a baseline with mistakes.
    #[error("the configuration has mistakes")]
    Configuration(Vec<Mistake>),
}

impl From<Refusal> for Error {
    fn from(why: Refusal) -> Self {
        Self::Argument { message: why.message, help: why.help }
    }
}

impl From<crate::rules::registry::SettingError> for Error {
    fn from(error: crate::rules::registry::SettingError) -> Self {
        Self::Argument { message: error.message, help: error.help }
    }
}

impl From<crate::git::GitError> for Error {
    fn from(error: crate::git::GitError) -> Self {
        Self::Argument { message: error.to_string(), help: error.help().into_owned() }
    }
}

impl From<crate::discover::DiscoverError> for Error {
    fn from(error: crate::discover::DiscoverError) -> Self {
        Self::Argument { message: error.to_string(), help: error.help().into_owned() }
    }
}

/// What is known from one run to the next: the files that were parsed.
///
/// ```
/// use jiff::civil::date;
/// use orglint::files::Memory;
/// use orglint::session::{Options, Request, Session};
///
/// let chart = "positions:\n- { id: ceo, title: CEO }\n- { id: it, title: Head of IT, reports_to: cio }\n";
/// let files = Memory::new([("org.yaml", chart)]);
/// let mut session = Session::new(files, Options::on(date(2026, 1, 15)));
/// let run = session.lint(Request::of(["org.yaml"]))?;
/// let finding = &run.outcome.findings[0];
/// assert_eq!(run.outcome.rule(finding.rule).id, "unknown-manager");
/// assert_eq!(finding.subject, "it");
/// # Ok::<(), orglint::session::Error>(())
/// ```
#[derive(Debug)]
pub struct Session<F = Disk> {
    files: F,
    options: Options,
    here: PathBuf,
    parsed: ParsedFiles,
    notices: Vec<Notice>,
}

impl<F: Files> Session<F> {
    /// A session over files.
    pub fn new(files: F, options: Options) -> Self {
        let here = files.here();
        Self { files, options, here, parsed: ParsedFiles::default(), notices: Vec::new() }
    }

    /// The files that it looks at.
    pub(crate) fn files_mut(&mut self) -> &mut F {
        &mut self.files
    }

    /// The working folder, from which paths are shown.
    pub(crate) fn here(&self) -> &Path {
        &self.here
    }

    /// Whether there is something at a path.
    pub(crate) fn is_there(&self, path: &Path) -> bool {
        self.files.is_there(path)
    }

    /// Takes what there is to know beside the findings, in the order in which it came up. It is there
    /// after an error too.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Finds the charts that are asked for, judges them, and sets aside what is known.
    pub fn lint(&mut self, mut request: Request) -> Result<Run, Error> {
        let start = (self.options.clock)();
        let mut found = self.charts(&mut request)?;
        if let Some(reconcile) = request.reconcile.clone() {
            self.add_second(&reconcile, &mut request, &mut found)?;
        }
        let is_narrowed = found.is_narrowed;
        let Charts { files: charts, setups, all_found, .. } = found;
        let finding = (self.options.clock)().saturating_sub(start);
        let baseline = request.baseline.as_deref().map(|path| self.known(path)).transpose()?;
        let (charts, numbers): (Vec<ChartFiles>, Vec<usize>) = charts.into_iter().unzip();
        let setup = |chart: usize| setups.get(numbers[chart]);
        let earlier = match &request.since {
            Some(revision) => Earlier::read(self, revision, &charts, setup)?,
            None => None,
        };
        let earlier = earlier.map(|earlier| earlier.judged(self, setup));
        let as_it_was = |chart| earlier.as_ref().and_then(|earlier| earlier.chart(chart));
        let jobs = charts.into_iter().enumerate();
        let jobs = jobs.map(|(chart, files)| Job { files, setup: setup(chart), earlier: as_it_was(chart) });
        let mut run = self.check(jobs.collect());
        run.finding = finding;
        run.is_narrowed = is_narrowed;
        run.outcome.incomplete |= !all_found;
        if let (Some(baseline), Some(path)) = (&baseline, &request.baseline) {
            let is_whole = run.is_whole();
            baseline.set_aside(&self.shown(path), is_whole, &mut run.outcome);
        }
        if let Some(earlier) = earlier {
            earlier.compare(self, &mut run);
        }
        run.known = baseline;
        Ok(run)
    }

    /// Judges charts, each with its own configuration; says what in a configuration fits none of them.
    fn judge(&mut self, jobs: Vec<Job<'_>>) -> (Run, Vec<Mistake>) {
        check::check(jobs, self.options.dates(), self.options.clock, &mut self.parsed)
    }

    /// Judges charts, and notes what there is to know beside the findings.
    fn check(&mut self, jobs: Vec<Job<'_>>) -> Run {
        let (run, mistakes) = self.judge(jobs);
        self.notices.extend(mistakes.iter().map(Notice::from));
        self.note_empty(&run);
        let mut run = run;
        seconds::note(&mut run, &mut self.notices);
        run
    }

    fn note_empty(&mut self, run: &Run) {
        self.notices.extend(run.outcome.without_positions.iter().map(|path| Notice::empty(path)));
    }

    /// The configuration of a chart, or of a folder.
    fn found(&self, start: &Path) -> Result<Option<Found>, Error> {
        match &self.options.configuration {
            Configuration::None => Ok(None),
            Configuration::File(file) => Ok(Some(config::find_file(&self.files, file))),
            Configuration::Nearest => config::find(&self.files, &self.here, start)
                .map_err(|mistake| Error::Configuration(vec![mistake])),
        }
    }

    /// What a chart, or what lies in a folder, is to be linted with. Mistakes in own rule files are
    /// noted; the other rules run.
    pub(crate) fn setup(&mut self, start: &Path) -> Result<Setup, Error> {
        let found = self.found(start)?;
        self.load(found.as_ref())
    }

    fn load(&mut self, found: Option<&Found>) -> Result<Setup, Error> {
        let mut setup = match found {
            None => Setup::default(),
            Some(found) => Setup::load(&self.files, &self.here, found).map_err(Error::Configuration)?,
        };
        self.notices.extend(setup.rule_mistakes.iter().map(Notice::from));
        for setting in &self.options.rules {
            setup.registry.set(setting, "the command line")?;
        }
        setup.names = self.options.names;
        Ok(setup)
    }

    /// The known findings of a file; none where there is no such file.
    pub(crate) fn baseline(&self, path: &Path) -> Result<Option<Baseline>, Error> {
        known::read(&self.files, &self.here, path)
    }

    /// Those of a file that has to be there.
    fn known(&self, path: &Path) -> Result<Baseline, Error> {
        let shown = self.shown(path);
        self.baseline(path)?.ok_or_else(|| Error::Argument {
            message: format!("the baseline `{shown}` cannot be read: there is no such file"),
            help: format!("write it with `--write-baseline {shown}`"),
        })
    }

    /// The one chart that is asked for, judged, and what with; none where there is none.
    pub(crate) fn one(
        &mut self,
        path: &Path,
        standard_input: Option<SourceFile>,
    ) -> Result<Option<(Run, Setup)>, Error> {
        let mut found = self.charts(&mut Request { standard_input, ..Request::of([path]) })?;
        if let [_, _, ..] = &found.files[..] {
            let names = found.files.iter().filter_map(|(files, _)| files.name.as_deref());
            let names = names.map(quoted).collect::<Vec<_>>().join(", ");
            return Err(Error::Argument {
                message: format!("{} belongs to several charts: {names}", quoted(&self.shown(path))),
                help: "name a file that only one of them has".to_owned(),
            });
        }
        let Some((files, number)) = found.files.pop() else { return Ok(None) };
        let setup = found.setups.get(number).clone();
        let (mut run, mistakes) = self.judge(vec![Job { files, setup: &setup, earlier: None }]);
        if run.charts.iter().all(|chart| chart.chart.is_empty()) {
            self.notices.push(Notice::empty(&self.shown(path)));
            return Ok(None);
        }
        if run.charts.iter().any(|chart| !chart.is_whole) {
            let help = format!("run `orglint {}` to see where", self.shown(path));
            self.notices.push(Notice::new("warning", "a part of the chart could not be read", Some(help)));
        }
        self.notices.extend(mistakes.iter().map(Notice::from));
        run.outcome.incomplete |= !found.all_found;
        Ok(Some((run, setup)))
    }

    /// Two versions of a chart, both judged as the later one is. Either is a path, `-`, or `REV:path`.
    pub(crate) fn versions(
        &mut self,
        [old, new]: [&str; 2],
        mut standard_input: impl FnMut() -> SourceFile,
    ) -> Result<Versions, Error> {
        let ((old, old_at), (new, new_at)) =
            (self.version(old, new, &mut standard_input)?, self.version(new, old, &mut standard_input)?);
        let setup = self.setup(&new_at.or(old_at).unwrap_or_else(|| PathBuf::from(".")))?;
        // What of the configuration does not fit a chart of the past is no mistake of today.
        let (old, _) = self.judge(vec![Job { files: old, setup: &setup, earlier: None }]);
        let earlier = old.charts.first().filter(|chart| !chart.chart.is_empty());
        let (new, mistakes) = self.judge(vec![Job { files: new, setup: &setup, earlier }]);
        for run in [&old, &new] {
            self.note_empty(run);
            if !run.outcome.is_read_in_full() && run.outcome.without_positions.is_empty() {
                let path = run.outcome.charts.first().map_or("", |chart| &chart.path);
                let help = "the differences are incomplete; run `orglint` to see what could not be read";
                let message = format!("{} is not read in full", quoted(path));
                self.notices.push(Notice::new("error", message, Some(help.to_owned())));
            }
        }
        self.notices.extend(mistakes.iter().map(Notice::from));
        let is_configured = mistakes.is_empty() && setup.rule_mistakes.is_empty();
        Ok(Versions { old, new, is_configured })
    }

    /// A version, and where it is among the files.
    fn version(
        &self,
        argument: &str,
        other: &str,
        standard_input: &mut impl FnMut() -> SourceFile,
    ) -> Result<(ChartFiles, Option<PathBuf>), Error> {
        if argument == "-" {
            return Ok((ChartFiles::of_one(standard_input()), None));
        }
        let path = Path::new(argument);
        match argument.split_once(':') {
            Some((revision, way)) if !self.files.is_there(path) => {
                Ok((self.version_at(revision, way)?, None))
            }
            _ => match discover(&self.files, &self.here, path) {
                Ok(files) => Ok((files, Some(path.to_owned()))),
                // A revision is not known by its looks, and here there may be no repository to ask.
                Err(error @ DiscoverError::Missing { near: None, .. }) => {
                    let way = other.rsplit_once(':').map_or(other, |(_, way)| way);
                    let way = if way == "-" { "org.yaml" } else { way };
                    let help =
                        format!("check the path; for a revision, name the chart in it: `{argument}:{way}`");
                    Err(Error::Argument { message: error.to_string(), help })
                }
                Err(error) => Err(error.into()),
            },
        }
    }

    fn version_at(&self, revision: &str, path: &str) -> Result<ChartFiles, Error> {
        let repository = Repository::around(&self.files, &self.here, Path::new("."))?;
        let commit = repository.commit(revision)?;
        let way = repository.way_to(path);
        let files = repository.chart(&commit, &Selection::At(&way, None))?;
        files.ok_or_else(|| Error::Argument {
            message: format!("{} has no chart at {}", quoted(revision), quoted(path)),
            help: "after `REV:` a path starts at the root of the repository, or here with `./`".to_owned(),
        })
    }

    fn shown(&self, path: &Path) -> String {
        crate::source::shown(path, &self.here)
    }
}
