//! Paths → the files of each chart. A file is a chart; so is a folder, with the chart files in it.
//! Uses [`crate::source`] and [`crate::config`], and of [`crate::chart`] the type of a layout.

mod configured;
mod ignored;
mod pattern;

use std::borrow::Cow;
use std::collections::HashSet;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::chart::InConfiguration;
use crate::chart::layouts::{self, Form};
use crate::config::FILE_NAMES;
use crate::files::{Ask as _, Entry, Files, Kind, Links, Listed as Entered};
use crate::finding::LeftOut;
use crate::git::Git;
use crate::nearest::nearest;
use crate::reconcile::Terms;
use crate::references::ReferenceFile;
use crate::sort;
use crate::source::{SourceFile, TextError, io_words, shown};
pub use configured::{Configured, ConfiguredReferences, ConfiguredSecond, Listed};
use ignored::Ignored;
pub use pattern::Pattern;

/// The files of one chart.
#[derive(Debug)]
pub struct ChartFiles {
    /// The path they were found at, as it is shown.
    pub path: String,
    /// That path itself; none of what is not among the files, such as standard input.
    pub location: Option<PathBuf>,
    /// What the chart is called, where the configuration describes it.
    pub name: Option<String>,
    /// Its files, in the order of their paths.
    pub files: Vec<Arc<SourceFile>>,
    /// What of its folder was not read.
    pub left_out: LeftOut,
    /// Whether the files were found in a folder, where not every YAML file is one of the chart's.
    pub from_folder: bool,
    /// How to read them, where the configuration says it; else their shape is recognised.
    pub layout: Option<Form>,
    /// What the configuration states of the chart.
    pub stated: Option<InConfiguration>,
    /// Whether findings are reported of each file, where that is not all of them.
    pub reported: Option<Vec<bool>>,
    /// Second sources that the chart is compared with.
    pub seconds: Vec<SecondFiles>,
    /// Files that name people and units of this chart and of those before it.
    pub references: Vec<ReferenceFile>,
}

/// The files of a second source.
#[derive(Clone, Debug)]
pub struct SecondFiles {
    /// What it is called: its path.
    pub path: String,
    /// Its files.
    pub files: Vec<Arc<SourceFile>>,
    /// Whether they were found in a folder.
    pub from_folder: bool,
    /// How to read them, where the configuration says it.
    pub layout: Option<Form>,
    /// What it is right about, and how to recognise who is who.
    pub terms: Terms,
    /// Its number among those that the configuration lists below the chart.
    pub number: Option<usize>,
}

impl SecondFiles {
    /// A chart as a second source.
    #[must_use]
    pub fn of(files: ChartFiles, terms: Terms) -> Self {
        let ChartFiles { path, files, from_folder, layout, .. } = files;
        Self { path, files, from_folder, layout, terms, number: None }
    }
}

impl ChartFiles {
    /// A chart that is one file.
    #[must_use]
    pub fn of_one(file: impl Into<Arc<SourceFile>>) -> Self {
        let file = file.into();
        Self {
            path: file.path().to_owned(),
            location: file.location().map(Path::to_owned),
            name: None,
            files: vec![file],
            left_out: LeftOut::default(),
            from_folder: false,
            layout: None,
            stated: None,
            reported: None,
            seconds: Vec::new(),
            references: Vec::new(),
        }
    }
}

/// Why no chart was found at a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscoverError {
    /// There is nothing at the path.
    #[error("`{path}`: there is no such file or folder")]
    Missing {
        /// The path as given.
        path: String,
        /// What lies beside it under a similar name.
        near: Option<String>,
    },
    /// What is at the path cannot be looked at.
    #[error("`{path}`: {why}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// The system's reason.
        why: String,
    },
    /// A folder without a file that could be a chart.
    #[error("`{path}` has no `.yaml`, `.yml` or `.json` file, no table and no text with front matter")]
    EmptyFolder {
        /// The path as given.
        path: String,
    },
    /// No path was given, and the chart under a usual name is a link out of the repository.
    #[error("`{path}` is a link that leads out of the repository, so it is not followed")]
    LeadsOut {
        /// The name.
        path: String,
    },
    /// No path was given, and there is no chart under the usual names.
    #[error("no chart found here: there is no `org.yaml`, `org.yml` or `org/`")]
    NothingHere,
}

impl DiscoverError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        match self {
            Self::Missing { near: Some(near), .. } => format!("a similar one exists: `{near}`").into(),
            Self::Missing { near: None, .. } => "check the path".into(),
            Self::Unreadable { .. } => "check the path and its permissions".into(),
            Self::EmptyFolder { .. } => {
                "name the chart's file; hidden folders, links and what Git ignores are skipped".into()
            }
            Self::LeadsOut { path } => format!("if you mean that one, name it: `orglint {path}`").into(),
            Self::NothingHere => "name the chart: `orglint path/to/org.yaml`".into(),
        }
    }
}

/// Names of folders that mostly hold no chart: those of builds, and of what others wrote. They are left out
/// where Git ignores them, and where there is no chart in them.
const SKIPPED: [&str; 4] = ["node_modules", "target", "__pycache__", "vendor"];

/// Endings of chart files.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Endings of tables.
const TABLES: [&str; 8] = ["csv", "tsv", "tab", "psv", "ldif", "ldf", "jsonl", "ndjson"];

/// Endings of texts, whose front matter may be a position.
const TEXTS: [&str; 3] = ["md", "markdown", "mdx"];

/// How many files that could be charts are checked for being one, if there are others.
const FEW: usize = 50;

/// How many levels down a folder is looked into.
pub(crate) const DEEPEST: usize = usize::MAX;

/// The chart that is meant where no path is given. A link out of the repository is none: nobody named it.
pub fn default_path(files: &dyn Files, here: &Path) -> Result<PathBuf, DiscoverError> {
    for path in ["org.yaml", "org.yml", "org"].map(PathBuf::from) {
        match files.whole(&path) {
            Some(whole) if whole.starts_with(files.root(here)) => return Ok(path),
            Some(_) => return Err(DiscoverError::LeadsOut { path: path.to_string_lossy().into_owned() }),
            None => {}
        }
    }
    Err(DiscoverError::NothingHere)
}

/// The files of the chart at a path.
pub fn discover(files: &dyn Files, here: &Path, path: &Path) -> Result<ChartFiles, DiscoverError> {
    let shown_path = shown(path, here);
    if let Some((file, sheet)) = sheet_of(files, path) {
        let file = chart_file(files, &file, shown(&file, here), Some(&sheet), Links::Followed);
        return Ok(ChartFiles::of_one(file));
    }
    let there = files.look(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let near = similar(files, path, |path| shown(path, here));
            DiscoverError::Missing { path: shown_path.clone(), near }
        }
        _ => DiscoverError::Unreadable { path: shown_path.clone(), why: io_words(&error) },
    })?;
    if there.kind != Kind::Folder {
        return Ok(ChartFiles::of_one(chart_file(files, path, shown_path, None, Links::Followed)));
    }
    let Met { found, mut left_out } = in_folder(files, path, None, |_| true);
    let mut found = settled(files, found, &mut left_out, |path| shown(path, here));
    sort(&mut found);
    let read = |listing: Listing| {
        let found = found.iter().filter(|found| found.listing == listing).cloned().collect();
        Ok::<_, Infallible>(read(files, found, |path| shown(path, here)))
    };
    let Ok(Some(files)) = chosen(found.iter().map(|found| found.listing), read) else {
        return Err(DiscoverError::EmptyFolder { path: shown_path });
    };
    Ok(ChartFiles {
        path: shown_path,
        location: Some(path.to_owned()),
        name: None,
        files,
        left_out,
        from_folder: true,
        layout: None,
        stated: None,
        reported: None,
        seconds: Vec::new(),
        references: Vec::new(),
    })
}

/// A workbook and its sheet, where a path names both: `staff.xlsx#Contractors`.
pub(crate) fn sheet_of(files: &dyn Files, path: &Path) -> Option<(PathBuf, String)> {
    let (file, sheet) = path.to_str()?.rsplit_once('#')?;
    let file = PathBuf::from(file);
    let is_meant = layouts::is_workbook(&file.to_string_lossy()) && !files.is_there(path);
    (is_meant && !sheet.is_empty()).then(|| (file, sheet.to_owned()))
}

/// Reads a file of a chart; of a workbook one sheet.
pub(crate) fn chart_file(
    files: &dyn Files,
    path: &Path,
    shown: String,
    sheet: Option<&str>,
    links: Links,
) -> SourceFile {
    match files.read(path, links) {
        Ok(opened) => layouts::chart_file(shown, opened.bytes, sheet).at(path),
        Err(error) => SourceFile::unreadable(shown, error).at(path),
    }
}

/// The file of a chart that somebody names, with the sheet of a workbook.
pub(crate) fn named_file(files: &dyn Files, path: &Path, here: &Path) -> SourceFile {
    let named = sheet_of(files, path);
    let (file, sheet) = named.as_ref().map_or((path, None), |(file, sheet)| (&**file, Some(&**sheet)));
    chart_file(files, file, shown(file, here), sheet, Links::Followed)
}

/// The files of a folder that are those of its chart. A table beside charts is most often where they came from,
/// or what was made of them; texts with front matter count where nothing else is a chart.
pub(crate) fn chosen<E>(
    listings: impl Iterator<Item = Listing> + Clone,
    mut read: impl FnMut(Listing) -> Result<Vec<Arc<SourceFile>>, E>,
) -> Result<Option<Vec<Arc<SourceFile>>>, E> {
    let Some(first) = listings.clone().min() else { return Ok(None) };
    let others = if first == Listing::Text { None } else { Some(read(first)?) };
    let may_be_chart = |files: &[Arc<SourceFile>]| {
        first == Listing::Table || files.len() > FEW || !files.iter().all(layouts::is_no_chart)
    };
    let has_texts = listings.into_iter().any(|listing| listing == Listing::Text);
    if !has_texts || others.as_deref().is_some_and(may_be_chart) {
        return Ok(others);
    }
    let mut texts = read(Listing::Text)?;
    texts.retain(|file| layouts::front_matter(file.text()).is_some());
    Ok(if texts.iter().any(layouts::holds_chart) { Some(texts) } else { others })
}

/// What was met in a folder.
#[derive(Clone, Debug)]
struct Found {
    path: PathBuf,
    /// What it is by its name. What could not be looked into may have held a part of the chart.
    listing: Listing,
    /// The sheet of a workbook that is meant.
    sheet: Option<String>,
    /// Why it cannot be read.
    why: Option<TextError>,
    /// The folder it is in which may hold no chart.
    doubt: Option<PathBuf>,
}

/// What a walk through a folder met.
#[derive(Debug, Default)]
struct Met {
    found: Vec<Found>,
    left_out: LeftOut,
}

/// What may be a file of a chart in a folder and the folders in it. What Git ignores and does not track is
/// left out; where a configuration names what is wanted (`named`), only folders with a
/// name of [`SKIPPED`].
fn in_folder(files: &dyn Files, folder: &Path, named: Option<&Pattern>, fits: impl Fn(&Path) -> bool) -> Met {
    let deepest = named.map_or(DEEPEST, Pattern::deepest);
    let takes_all = named.is_some_and(|pattern| pattern.takes_all);
    let whole = files.whole(folder).unwrap_or_else(|| folder.to_owned());
    let mut ignored = Ignored::around(files, &whole);
    let mut left_out: Vec<Entry> = Vec::new();
    let mut hidden: Vec<Entry> = Vec::new();
    let mut is_wanted = |entry: &Entry| {
        if !is_looked_into(entry) {
            if named.is_none() && entry.name().starts_with('.') && !OWN_FOLDERS.contains(&&*entry.name()) {
                hidden.push(entry.clone());
            }
            return false;
        }
        let Some(ignored) = &mut ignored else { return true };
        let Ok(below) = entry.path.strip_prefix(folder) else { return true };
        let is_folder = entry.kind == Kind::Folder;
        let counts = if named.is_some() {
            is_folder && entry.depth < deepest && is_skipped(&entry.name())
        } else {
            is_folder || Listing::of(&entry.path).is_some()
        };
        if counts && ignored.has(&whole.join(below), is_folder) {
            left_out.push(entry.clone());
            return false;
        }
        if is_folder {
            ignored.enter(files, &whole.join(below));
        }
        true
    };
    let listed = files.list(folder, deepest, &mut is_wanted);
    let mut met = Met::default();
    met.found.extend(listed.into_iter().filter_map(|listed| found(folder, listed, takes_all)));
    met.left_out.count_hidden(files, &hidden);
    if !left_out.is_empty() {
        met.add_tracked(files, folder, &whole, left_out);
    }
    met.found.retain(|found| found.why.is_some() || fits(&found.path));
    met
}

fn found(folder: &Path, listed: Entered, takes_all: bool) -> Option<Found> {
    match listed {
        Ok(entry) if entry.kind == Kind::File => {
            let listing = if takes_all { Listing::Chart } else { Listing::of(&entry.path)? };
            let doubt =
                entry.path.strip_prefix(folder).ok().and_then(doubtful).map(|below| folder.join(below));
            Some(Found { path: entry.path, listing, sheet: None, why: None, doubt })
        }
        // A link is not followed: it leads to a file of this folder, which is read where it is, or out
        // of it.
        Ok(_) => None,
        Err((path, why)) => Some(Found {
            path,
            listing: Listing::Chart,
            sheet: None,
            why: Some(TextError::Unreadable(why)),
            doubt: None,
        }),
    }
}

impl LeftOut {
    /// Counts what is hidden by its name and may be a part of a chart.
    fn count_hidden(&mut self, files: &dyn Files, hidden: &[Entry]) {
        let is_part = |entry: &Entry| {
            let is_own = FILE_NAMES.contains(&&*entry.name());
            entry.kind == Kind::File && !is_own && Listing::of(&entry.path).is_some()
        };
        for entry in hidden {
            if entry.kind == Kind::Folder {
                let inside = files.list(&entry.path, DEEPEST, &mut |_| true);
                self.hidden_folders += usize::from(inside.iter().flatten().any(is_part));
            } else {
                self.hidden_files += usize::from(is_part(entry));
            }
        }
    }
}

/// Hidden folders in which nobody keeps charts: Git's, and that of this program.
const OWN_FOLDERS: [&str; 2] = [".git", ".orglint"];

impl Met {
    /// Adds what Git tracks though it ignores it: no change hides its own chart. Where Git cannot be asked,
    /// all is read.
    fn add_tracked(&mut self, files: &dyn Files, folder: &Path, whole: &Path, left_out: Vec<Entry>) {
        let tracked = Git::around(files, whole).and_then(|git| {
            let tracked = git.tracked(whole)?;
            Ok(tracked.into_iter().map(|way| git.root().join(way)).collect::<Vec<PathBuf>>())
        });
        let is_file =
            |path: &Path| files.kind(path).is_ok_and(|there| there.kind == Kind::File && !there.is_link);
        for entry in left_out {
            let Ok(below) = entry.path.strip_prefix(folder) else { continue };
            let ignored = whole.join(below);
            let inside = match &tracked {
                Ok(tracked) => {
                    let tracked = tracked.iter().filter(|path| path.starts_with(&ignored) && is_file(path));
                    let below = tracked.filter_map(|path| path.strip_prefix(whole).ok());
                    let below = below.filter(|below| Listing::below(below).is_some());
                    below
                        .map(|below| Entry { path: folder.join(below), depth: 0, kind: Kind::File })
                        .collect()
                }
                Err(_) if entry.kind == Kind::Folder => {
                    let listed = files.list(&entry.path, DEEPEST, &mut is_looked_into);
                    listed.into_iter().flatten().collect()
                }
                Err(_) => vec![entry.clone()],
            };
            match entry.kind {
                Kind::Folder => self.left_out.ignored_folders += usize::from(tracked.is_ok()),
                _ => self.left_out.ignored_files += usize::from(inside.is_empty()),
            }
            self.found.extend(inside.into_iter().filter_map(|entry| found(folder, Ok(entry), false)));
        }
    }
}

/// Leaves folders out that hold no chart, of those that mostly hold none.
fn settled(
    files: &dyn Files,
    found: Vec<Found>,
    left_out: &mut LeftOut,
    shown: impl Fn(&Path) -> String + Sync,
) -> Vec<Found> {
    let doubts: Vec<Found> = found.iter().filter(|found| found.doubt.is_some()).cloned().collect();
    if doubts.is_empty() {
        return found;
    }
    let folders: Vec<PathBuf> = doubts.iter().filter_map(|found| found.doubt.clone()).collect();
    let with_chart = with_chart(folders.iter().cloned().zip(read(files, doubts, &shown)));
    let mut without: Vec<PathBuf> =
        folders.into_iter().filter(|folder| !with_chart.contains(folder)).collect();
    without.sort();
    without.dedup();
    left_out.without_chart.extend(without.iter().map(|folder| shown(folder)));
    found
        .into_iter()
        .filter(|found| found.doubt.as_ref().is_none_or(|folder| with_chart.contains(folder)))
        .collect()
}

/// Among folders with their files, those that hold a chart.
pub(crate) fn with_chart(files: impl IntoIterator<Item = (PathBuf, Arc<SourceFile>)>) -> HashSet<PathBuf> {
    let mut with_chart = HashSet::new();
    for (folder, file) in files {
        if !with_chart.contains(&folder) && layouts::holds_chart(&file) {
            with_chart.insert(folder);
        }
    }
    with_chart
}

/// The folder on the way to a file that mostly holds no chart. The way is that from the folder of the chart.
pub(crate) fn doubtful(below: &Path) -> Option<PathBuf> {
    let folders: Vec<_> = below.parent()?.components().collect();
    let at = folders.iter().position(|part| is_skipped(&part.as_os_str().to_string_lossy()))?;
    Some(folders[..=at].iter().collect())
}

fn is_skipped(name: &str) -> bool {
    SKIPPED.contains(&name)
}

/// Puts files in the order of their paths, as bytes: comparing the paths of a large folder part by part
/// shows in its time.
fn sort(found: &mut [Found]) {
    sort::by(found, |one, other| one.path.as_os_str().cmp(other.path.as_os_str()));
}

/// Reads files, several at a time, in their order.
fn read(
    files: &dyn Files,
    found: Vec<Found>,
    shown: impl Fn(&Path) -> String + Sync,
) -> Vec<Arc<SourceFile>> {
    let read = found.into_par_iter().with_min_len(16).map(|found| {
        let name = shown(&found.path);
        let file = match found.why {
            Some(why) => SourceFile::unreadable(name, why).at(&found.path),
            None => chart_file(files, &found.path, name, found.sheet.as_deref(), Links::Refused),
        };
        Arc::new(file)
    });
    read.collect()
}

/// The path of something in the same folder whose name is nearly the one asked for.
fn similar(files: &dyn Files, path: &Path, shown: impl Fn(&Path) -> String) -> Option<String> {
    let folder = path.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = files.list(listed, 1, &mut |entry| !entry.name().starts_with('.'));
    let mut names: Vec<String> = entries
        .into_iter()
        .filter_map(|entry| entry.ok()?.path.file_name()?.to_os_string().into_string().ok())
        .collect();
    names.sort_unstable();
    let near = nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(shown(&folder.join(near)))
}

fn is_looked_into(entry: &Entry) -> bool {
    let name = entry.name();
    !name.starts_with('.') && !FILE_NAMES.contains(&name.as_ref())
}

/// What a file in a chart's folder can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Listing {
    /// A part of the chart.
    Chart,
    /// A table, which is read where there is no part of a chart.
    Table,
    /// A text, which is read where there is neither.
    Text,
}

impl Listing {
    /// What a file is by the ending of its name; none of one that no chart has.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        let has = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        if has(&ENDINGS) {
            return Some(Self::Chart);
        }
        if has(&TABLES) || has(&layouts::WORKBOOKS) {
            return Some(Self::Table);
        }
        has(&TEXTS).then_some(Self::Text)
    }

    /// What [`discover`] takes a file for, by its way from the folder of the chart.
    pub(crate) fn below(way: &Path) -> Option<Self> {
        let is_hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
        let is_settings = way.file_name().is_some_and(|name| FILE_NAMES.iter().any(|known| name == *known));
        if is_settings || way.components().any(is_hidden) {
            return None;
        }
        Self::of(way)
    }
}
