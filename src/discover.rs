//! Paths → the files of each chart. A file is a chart; so is a folder, with the chart files in it.
//! Uses [`crate::source`] and [`crate::config`], and of [`crate::chart`] the type of a layout.

mod configured;
mod pattern;

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::chart::Stated;
use crate::chart::layouts::Form;
use crate::config::FILE_NAMES;
use crate::files::{Ask as _, Entry, Files, Kind, Links};
use crate::nearest::nearest;
use crate::source::{SourceFile, TextError, io_words, shown};
pub use configured::{Configured, Listed};
pub use pattern::{Pattern, PatternError};

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
    pub files: Vec<SourceFile>,
    /// Whether the files were found in a folder, where not every YAML file is one of the chart's.
    pub from_folder: bool,
    /// How to read them, where the configuration says it; else their shape is recognised.
    pub layout: Option<Form>,
    /// What the configuration states of the chart.
    pub stated: Option<Stated>,
    /// Whether findings are reported of each file, where that is not all of them.
    pub reported: Option<Vec<bool>>,
}

impl ChartFiles {
    /// A chart that is one file.
    #[must_use]
    pub fn of_one(file: SourceFile) -> Self {
        Self {
            path: file.path().to_owned(),
            location: file.location().map(Path::to_owned),
            name: None,
            files: vec![file],
            from_folder: false,
            layout: None,
            stated: None,
            reported: None,
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
    #[error("`{path}` holds no `.yaml`, `.yml` or `.json` file")]
    EmptyFolder {
        /// The path as given.
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
            Self::Missing { near: Some(near), .. } => format!("a similar one is there: `{near}`").into(),
            Self::Missing { near: None, .. } => "check the path".into(),
            Self::Unreadable { .. } => "check the path and its permissions".into(),
            Self::EmptyFolder { .. } => {
                "name the chart's file; hidden folders, build folders and links are not looked into".into()
            }
            Self::NothingHere => "name the chart: `orglint path/to/org.yaml`".into(),
        }
    }
}

/// Folders that hold no charts, beside hidden ones.
const SKIPPED: [&str; 4] = ["node_modules", "target", "__pycache__", "vendor"];

/// Endings of chart files.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Endings of tables.
const TABLES: [&str; 2] = ["csv", "tsv"];

/// How many levels down a folder is looked into.
pub(crate) const DEEPEST: usize = usize::MAX;

/// The chart that is meant where no path is given.
pub fn default_path(files: &dyn Files) -> Result<PathBuf, DiscoverError> {
    let mut names = ["org.yaml", "org.yml", "org"].into_iter().map(PathBuf::from);
    names.find(|path| files.is_there(path)).ok_or(DiscoverError::NothingHere)
}

/// The files of the chart at a path.
pub fn discover(files: &dyn Files, here: &Path, path: &Path) -> Result<ChartFiles, DiscoverError> {
    let shown_path = shown(path, here);
    let there = files.look(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let near = similar(files, path, |path| shown(path, here));
            DiscoverError::Missing { path: shown_path.clone(), near }
        }
        _ => DiscoverError::Unreadable { path: shown_path.clone(), why: io_words(&error) },
    })?;
    if there.kind != Kind::Folder {
        return Ok(ChartFiles::of_one(files.source(path, shown_path, Links::Followed)));
    }
    let mut found = in_folder(files, path, |_| true);
    let is_chart = |found: &Found| found.listing == Listing::Chart;
    // A table beside charts is most often where they came from, or what was made of them.
    if found.iter().any(is_chart) {
        found.retain(is_chart);
    }
    if found.is_empty() {
        return Err(DiscoverError::EmptyFolder { path: shown_path });
    }
    sort(&mut found);
    Ok(ChartFiles {
        path: shown_path,
        location: Some(path.to_owned()),
        name: None,
        files: read(files, found, |path| shown(path, here)),
        from_folder: true,
        layout: None,
        stated: None,
        reported: None,
    })
}

/// What was met in a folder.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    /// What it is by its name. What could not be looked into may have held a part of the chart.
    listing: Listing,
    /// Why it cannot be read.
    why: Option<TextError>,
}

/// What may be a file of a chart in a folder and the folders in it.
fn in_folder(files: &dyn Files, folder: &Path, fits: impl Fn(&Path) -> bool) -> Vec<Found> {
    let listed = files.list(folder, DEEPEST, &mut is_looked_into);
    let found = listed.into_iter().filter_map(|listed| match listed {
        Ok(entry) if entry.kind == Kind::File && fits(&entry.path) => {
            let listing = Listing::of(&entry.path)?;
            Some(Found { path: entry.path, listing, why: None })
        }
        // A link is not followed: it leads to a file of this folder, which is read where it is, or out
        // of it.
        Ok(_) => None,
        Err((path, why)) => {
            Some(Found { path, listing: Listing::Chart, why: Some(TextError::Unreadable(why)) })
        }
    });
    found.collect()
}

/// Puts files in the order of their paths, as bytes: comparing the paths of a large folder part by part
/// shows in its time.
fn sort(found: &mut [Found]) {
    found.sort_by(|one, other| one.path.as_os_str().cmp(other.path.as_os_str()));
}

/// Reads files, several at a time, in their order.
fn read(files: &dyn Files, found: Vec<Found>, shown: impl Fn(&Path) -> String + Sync) -> Vec<SourceFile> {
    let read = found.into_par_iter().with_min_len(16).map(|found| {
        let name = shown(&found.path);
        match found.why {
            Some(why) => SourceFile::unreadable(name, why).at(&found.path),
            None => files.source(&found.path, name, Links::Refused),
        }
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
    let is_skipped = entry.kind == Kind::Folder && SKIPPED.contains(&name.as_ref());
    !name.starts_with('.') && !is_skipped && !FILE_NAMES.contains(&name.as_ref())
}

/// What a file in a chart's folder can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listing {
    /// A part of the chart.
    Chart,
    /// A table, which is read where there is no other file.
    Table,
}

impl Listing {
    /// What a file is by the ending of its name; none of one that no chart has.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        let has = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        if has(&ENDINGS) {
            return Some(Self::Chart);
        }
        has(&TABLES).then_some(Self::Table)
    }
}

/// What [`discover`] would take a file for, by its path from the folder of the chart.
pub(crate) fn listing_of(below: &str) -> Option<Listing> {
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    let mut parts = folders.split('/').filter(|folder| !folder.is_empty());
    let is_skipped = |folder: &str| folder.starts_with('.') || SKIPPED.contains(&folder);
    if name.starts_with('.') || FILE_NAMES.contains(&name) || parts.any(is_skipped) {
        return None;
    }
    Listing::of(Path::new(name))
}
