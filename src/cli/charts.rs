//! Which charts a command is about: those of its paths, or those that the configuration describes.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::say::{say, say_mistake};
use super::settings::{Settings, Setups};
use super::{Cli, CliError};
use crate::discover::{ChartFiles, Configured, DiscoverError, Listed, default_path, discover};
use crate::nearest::nearest;
use crate::problem::Mistake;
use crate::source::{SourceFile, read_limited};

/// The charts of a command, each with the number of its setup.
pub(super) struct Charts {
    pub(super) files: Vec<(ChartFiles, usize)>,
    pub(super) setups: Setups,
    /// Whether all that was asked for was found.
    pub(super) all_found: bool,
}

/// One chart that is asked for.
enum Asked {
    StandardInput,
    /// The chart of a path.
    Path(PathBuf),
    /// A chart of a configuration, by its number there; with the paths that select what is reported.
    Configured(usize, Option<Vec<PathBuf>>),
}

/// The charts of the paths. A path in a chart that the configuration describes stands for the whole
/// of it. Without paths: the charts of the configuration, else the one under a usual name.
pub(super) fn charts(paths: &[PathBuf], settings: &Settings) -> Result<Charts, CliError> {
    let mut search = Search::new(settings);
    if paths.is_empty() {
        search.all()?;
    }
    let mut known = HashSet::new();
    for path in paths {
        let is_stdin = path.as_os_str() == "-";
        let whole = if is_stdin { None } else { path.canonicalize().ok() };
        // The same file under two names is one chart.
        if !known.insert(whole.clone().unwrap_or_else(|| path.clone())) {
            continue;
        }
        if is_stdin {
            search.ask(Path::new("."), Asked::StandardInput)?;
        } else {
            search.path(path, whole)?;
        }
    }
    search.read()
}

struct Search<'s> {
    settings: &'s Settings,
    setups: Setups,
    /// The files of the charts of each setup, where they were looked for.
    listed: HashMap<usize, Vec<Listed>>,
    asked: Vec<(Asked, Option<usize>)>,
    /// Mistakes of configurations, which nothing can be done with.
    mistakes: Vec<Mistake>,
    all_found: bool,
}

impl<'s> Search<'s> {
    fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            setups: Setups::default(),
            listed: HashMap::new(),
            asked: Vec::new(),
            mistakes: Vec::new(),
            all_found: true,
        }
    }

    /// The number of the setup of a path; none where its configuration has mistakes.
    fn number(&mut self, start: &Path) -> Result<Option<usize>, CliError> {
        match self.settings.number(start, &mut self.setups) {
            Ok(number) => Ok(Some(number)),
            Err(CliError::Configuration(more)) => {
                // Paths with one configuration have one set of mistakes.
                let new = more.into_iter().filter(|mistake| !self.mistakes.contains(mistake));
                let new: Vec<Mistake> = new.collect();
                self.mistakes.extend(new);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn ask(&mut self, start: &Path, asked: Asked) -> Result<(), CliError> {
        let number = self.number(start)?;
        self.asked.push((asked, number));
        Ok(())
    }

    /// Where no path is named.
    fn all(&mut self) -> Result<(), CliError> {
        let here = Path::new(".");
        let Some(number) = self.number(here)? else { return Ok(()) };
        if !self.setups.get(number).charts.is_empty() {
            self.list(number);
            let count = self.listed[&number].len();
            self.asked.extend((0..count).map(|chart| (Asked::Configured(chart, None), Some(number))));
            return Ok(());
        }
        match default_path(here) {
            // The configuration of the path may be another than that of the folder.
            Ok(path) => self.ask(&path.clone(), Asked::Path(path)),
            Err(error) => {
                say("error", &error.to_string(), Some(&error.help()));
                self.all_found = false;
                Ok(())
            }
        }
    }

    fn path(&mut self, path: &Path, whole: Option<PathBuf>) -> Result<(), CliError> {
        // There is nothing at the path: what to say of that is known when it is looked at.
        let Some(whole) = whole else {
            self.asked.push((Asked::Path(path.to_owned()), None));
            return Ok(());
        };
        let Some(number) = self.number(path)? else { return Ok(()) };
        self.list(number);
        let holds = |(at, listed): (usize, &Listed)| listed.has(&whole).then_some(at);
        let found: Vec<usize> = self.listed[&number].iter().enumerate().filter_map(holds).collect();
        for chart in &found {
            self.select(number, *chart, &whole);
        }
        if found.is_empty() {
            self.asked.push((Asked::Path(path.to_owned()), Some(number)));
        }
        Ok(())
    }

    /// Adds a path to those that select what is reported of a chart.
    fn select(&mut self, setup: usize, chart: usize, path: &Path) {
        for (asked, number) in &mut self.asked {
            if let Asked::Configured(known, Some(paths)) = asked
                && *known == chart
                && *number == Some(setup)
            {
                paths.push(path.to_owned());
                return;
            }
        }
        self.asked.push((Asked::Configured(chart, Some(vec![path.to_owned()])), Some(setup)));
    }

    /// Looks for the files of the charts of a setup. A pattern that fits nothing hides no other.
    fn list(&mut self, number: usize) {
        if self.listed.contains_key(&number) {
            return;
        }
        let listed: Vec<Listed> = self.setups.get(number).charts.iter().map(Configured::list).collect();
        for mistake in listed.iter().flat_map(|listed| &listed.mistakes) {
            say_mistake(mistake);
            self.all_found = false;
        }
        self.listed.insert(number, listed);
    }

    fn read(mut self) -> Result<Charts, CliError> {
        if !self.mistakes.is_empty() {
            return Err(CliError::Configuration(self.mistakes));
        }
        let mut charts = Vec::new();
        for (asked, number) in std::mem::take(&mut self.asked) {
            let files = match asked {
                Asked::StandardInput => Some(ChartFiles::of_one(standard_input())),
                Asked::Path(path) => self.discover(&path),
                Asked::Configured(chart, selected) => number.and_then(|number| {
                    let listed = std::mem::take(self.listed.get_mut(&number)?.get_mut(chart)?);
                    let chart = &self.setups.get(number).charts[chart];
                    (!listed.is_empty()).then(|| chart.read(listed, selected.as_deref()))
                }),
            };
            if let (Some(files), Some(number)) = (files, number) {
                charts.push((files, number));
            }
        }
        Ok(Charts { files: charts, setups: self.setups, all_found: self.all_found })
    }

    fn discover(&mut self, path: &Path) -> Option<ChartFiles> {
        match discover(path) {
            Ok(files) => Some(files),
            Err(error) => {
                say("error", &error.to_string(), Some(&help(&error, path)));
                self.all_found = false;
                None
            }
        }
    }
}

/// What to do about a path. A misspelt command is taken for one.
fn help(error: &DiscoverError, path: &Path) -> String {
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    match (error, path.to_str().and_then(|path| nearest(path, names))) {
        (DiscoverError::Missing { near: None, .. }, Some(name)) => {
            format!("a similar command is known: `orglint {name}`")
        }
        _ => error.help().into_owned(),
    }
}

pub(super) fn standard_input() -> SourceFile {
    let mut bytes = Vec::new();
    match read_limited(std::io::stdin().lock().by_ref(), &mut bytes) {
        Ok(()) => SourceFile::from_bytes("-", bytes),
        Err(error) => SourceFile::unreadable("-", error),
    }
}
