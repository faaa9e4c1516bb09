//! Which charts a command is about: those of its paths, or those that the configuration describes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Error, Notice, Request, Session, seconds};
use crate::config::Found;
use crate::discover::{ChartFiles, Configured, DiscoverError, Listed, default_path, discover, sheet_of};
use crate::files::{Ask as _, Files};
use crate::problem::Mistake;
use crate::setup::Setup;
use crate::source::{SourceFile, TextError};

/// What each of several charts is to be linted with; charts with one configuration share it.
#[derive(Default)]
pub(super) struct Setups {
    known: Vec<(Option<Found>, Setup)>,
}

impl Setups {
    pub(super) fn get(&self, number: usize) -> &Setup {
        &self.known[number].1
    }

    pub(super) fn get_mut(&mut self, number: usize) -> &mut Setup {
        &mut self.known[number].1
    }
}

/// The charts that are asked for, each with the number of its setup.
pub(super) struct Charts {
    pub(super) files: Vec<(ChartFiles, usize)>,
    pub(super) setups: Setups,
    /// Whether all that was asked for was found.
    pub(super) all_found: bool,
    /// Whether only some of the rules are asked for.
    pub(super) is_narrowed: bool,
}

/// One chart that is asked for.
enum Asked {
    StandardInput,
    /// The chart of a path.
    Path(PathBuf),
    /// A chart of a configuration, by its number there; with the paths that select what is reported.
    Configured(usize, Option<Vec<PathBuf>>),
}

impl<F: Files> Session<F> {
    /// The charts of the paths. A path in a chart that the configuration describes stands for the whole
    /// of it. Without paths: the charts of the configuration, else the one under a usual name.
    pub(super) fn charts(&mut self, request: &mut Request) -> Result<Charts, Error> {
        let mut search = Search {
            session: self,
            whole: request.whole,
            setups: Setups::default(),
            listed: HashMap::new(),
            asked: Vec::new(),
            mistakes: Vec::new(),
            all_found: true,
        };
        if request.paths.is_empty() {
            search.all()?;
        }
        let mut known = HashSet::new();
        for path in &request.paths {
            let is_stdin = path.as_os_str() == "-";
            let sheet = sheet_of(&search.session.files, path);
            let file = sheet.as_ref().map_or(&**path, |(file, _)| file);
            let whole = if is_stdin { None } else { search.session.files.whole(file) };
            // The same file under two names is one chart.
            let is_new = match (&whole, &sheet) {
                (Some(whole), None) => known.insert(whole.clone()),
                _ => known.insert(path.clone()),
            };
            if !is_new {
                continue;
            }
            if is_stdin {
                search.ask(Path::new("."), Asked::StandardInput)?;
            } else if sheet.is_some() && whole.is_some() {
                // A configured chart is of the whole file.
                search.ask(file, Asked::Path(path.clone()))?;
            } else {
                search.path(path, whole)?;
            }
        }
        search.read(request)
    }
}

struct Search<'s, F> {
    session: &'s mut Session<F>,
    /// Whether all of a chart is reported where one of its files is named.
    whole: bool,
    setups: Setups,
    /// The files of the charts of each setup, where they were looked for.
    listed: HashMap<usize, Vec<Listed>>,
    asked: Vec<(Asked, Option<usize>)>,
    /// Mistakes of configurations, which nothing can be done with.
    mistakes: Vec<Mistake>,
    all_found: bool,
}

impl<F: Files> Search<'_, F> {
    /// The number of what a chart is to be linted with.
    fn known(&mut self, start: &Path) -> Result<usize, Error> {
        let found = self.session.found(start)?;
        if let Some(number) = self.setups.known.iter().position(|(known, _)| *known == found) {
            return Ok(number);
        }
        let setup = self.session.load(found.as_ref())?;
        self.setups.known.push((found, setup));
        Ok(self.setups.known.len() - 1)
    }

    /// The number of the setup of a path; none where its configuration has mistakes.
    fn number(&mut self, start: &Path) -> Result<Option<usize>, Error> {
        match self.known(start) {
            Ok(number) => Ok(Some(number)),
            Err(Error::Configuration(more)) => {
                // Paths with one configuration have one set of mistakes.
                let new = more.into_iter().filter(|mistake| !self.mistakes.contains(mistake));
                let new: Vec<Mistake> = new.collect();
                self.mistakes.extend(new);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn ask(&mut self, start: &Path, asked: Asked) -> Result<(), Error> {
        let number = self.number(start)?;
        self.asked.push((asked, number));
        Ok(())
    }

    /// Where no path is named.
    fn all(&mut self) -> Result<(), Error> {
        let here = Path::new(".");
        let Some(number) = self.number(here)? else { return Ok(()) };
        if !self.setups.get(number).charts.is_empty() {
            self.list(number);
            let count = self.listed[&number].len();
            self.asked.extend((0..count).map(|chart| (Asked::Configured(chart, None), Some(number))));
            return Ok(());
        }
        match default_path(&self.session.files, &self.session.here) {
            // The configuration of the path may be another than that of the folder.
            Ok(path) => self.ask(&path.clone(), Asked::Path(path)),
            Err(error) => {
                self.not_found(Notice::new("error", error.to_string(), Some(error.help().into_owned())));
                Ok(())
            }
        }
    }

    fn path(&mut self, path: &Path, whole: Option<PathBuf>) -> Result<(), Error> {
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
            if let Asked::Configured(known, paths) = asked
                && *known == chart
                && *number == Some(setup)
            {
                if let Some(paths) = paths {
                    paths.push(path.to_owned());
                }
                return;
            }
        }
        let selected = (!self.whole).then(|| vec![path.to_owned()]);
        self.asked.push((Asked::Configured(chart, selected), Some(setup)));
    }

    /// Looks for the files of the charts of a setup. A pattern that fits nothing hides no other.
    fn list(&mut self, number: usize) {
        if self.listed.contains_key(&number) {
            return;
        }
        let list = |chart: &Configured| chart.list(&self.session.files, &self.session.here);
        let listed: Vec<Listed> = self.setups.get(number).charts.iter().map(list).collect();
        for mistake in listed.iter().flat_map(|listed| &listed.mistakes) {
            self.session.notices.push(mistake.into());
            self.all_found = false;
        }
        self.listed.insert(number, listed);
    }

    fn read(mut self, request: &mut Request) -> Result<Charts, Error> {
        if !self.mistakes.is_empty() {
            return Err(Error::Configuration(self.mistakes));
        }
        let mut charts: Vec<(ChartFiles, usize)> = Vec::new();
        let mut mistakes = Vec::new();
        let mut whole: HashMap<usize, HashSet<usize>> = HashMap::new();
        for (asked, number) in std::mem::take(&mut self.asked) {
            if let (Asked::Configured(chart, _), Some(number)) = (&asked, number) {
                whole.entry(number).or_default().insert(*chart);
            }
            let files = match asked {
                Asked::StandardInput => Some(ChartFiles::of_one(standard_input(request))),
                Asked::Path(path) => self.discover(&path),
                Asked::Configured(chart, selected) => number.and_then(|number| {
                    let listed = std::mem::take(self.listed.get_mut(&number)?.get_mut(chart)?);
                    let chart = &self.setups.get(number).charts[chart];
                    let (files, here) = (&self.session.files, &self.session.here);
                    if listed.is_empty() {
                        return None;
                    }
                    let mut found = chart.read(files, here, listed, selected.as_deref());
                    // Whoever names a source asks for that one alone.
                    if request.reconcile.is_none() {
                        found.seconds = seconds::configured(chart, files, here, &found, &mut mistakes);
                    }
                    Some(found)
                }),
            };
            if let (Some(files), Some(number)) = (files, number) {
                charts.push((files, number));
            }
        }
        // Whoever is not on one chart may be on another, so all of them have to be there.
        for number in 0..self.setups.known.len() {
            let setup = self.setups.get(number);
            let are_all = whole.get(&number).map_or(0, HashSet::len) == setup.charts.len();
            let last = charts.iter_mut().rfind(|(_, of)| *of == number);
            if let (Some((last, _)), true, None) = (last, are_all, &request.reconcile) {
                let (files, here) = (&self.session.files, &self.session.here);
                last.references = seconds::references(setup, files, here, &mut mistakes);
            }
        }
        self.all_found &= mistakes.is_empty();
        self.session.notices.extend(mistakes.iter().map(Notice::from));
        Ok(Charts { files: charts, setups: self.setups, all_found: self.all_found, is_narrowed: false })
    }

    fn discover(&mut self, path: &Path) -> Option<ChartFiles> {
        match discover(&self.session.files, &self.session.here, path) {
            Ok(files) => Some(files),
            Err(error) => {
                let mut notice = Notice::new("error", error.to_string(), Some(error.help().into_owned()));
                if matches!(error, DiscoverError::Missing { near: None, .. }) {
                    notice.nothing_at = Some(path.to_owned());
                }
                self.not_found(notice);
                None
            }
        }
    }

    fn not_found(&mut self, notice: Notice) {
        self.session.notices.push(notice);
        self.all_found = false;
    }
}

/// What whoever asks for `-` has read.
pub(super) fn standard_input(request: &mut Request) -> SourceFile {
    let none = || SourceFile::unreadable("-", TextError::Unreadable("there is no standard input".to_owned()));
    request.standard_input.take().unwrap_or_else(none)
}
