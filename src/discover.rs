//! Paths → the files of each chart. A file is a chart; so is a folder, with the chart files in it.
//! Uses [`crate::source`] and [`crate::config`], and of [`crate::chart`] the type of a layout.

mod configured;
mod pattern;

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::chart::layouts::Form;
use crate::config::FILE_NAMES;
use crate::nearest::nearest;
pub use crate::source::shown;
use crate::source::{SourceFile, TextError, io_words};
pub use configured::{Configured, Listed};
pub use pattern::{Pattern, PatternError};

/// The files of one chart.
#[derive(Debug)]
pub struct ChartFiles {
    /// The path they were found at, as it is shown.
    pub path: String,
    /// What the chart is called, where the configuration describes it.
    pub name: Option<String>,
    /// Its files, in the order of their paths.
    pub files: Vec<SourceFile>,
    /// Whether the files were found in a folder, where not every YAML file is one of the chart's.
    pub from_folder: bool,
    /// How to read them, where the configuration says it; else their shape is recognised.
    pub layout: Option<Form>,
    /// The files whose findings are reported, by their shown paths, where that is not all of them.
    pub reported: Option<Vec<String>>,
}

impl ChartFiles {
    /// A chart that is one file.
    #[must_use]
    pub fn of_one(file: SourceFile) -> Self {
        Self {
            path: file.path().to_owned(),
            name: None,
            files: vec![file],
            from_folder: false,
            layout: None,
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

/// The chart that is meant where no path is given.
pub fn default_path(folder: &Path) -> Result<PathBuf, DiscoverError> {
    ["org.yaml", "org.yml", "org"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| folder.join(path).exists())
        .ok_or(DiscoverError::NothingHere)
}

/// The files of the chart at a path.
pub fn discover(path: &Path) -> Result<ChartFiles, DiscoverError> {
    let shown = shown(path);
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => DiscoverError::Missing { path: shown.clone(), near: similar(path) },
        _ => DiscoverError::Unreadable { path: shown.clone(), why: io_words(&error) },
    })?;
    if !about.is_dir() {
        return Ok(ChartFiles::of_one(SourceFile::read(path, shown)));
    }
    let mut found: Vec<Found> = Vec::new();
    let mut tables: Vec<Found> = Vec::new();
    for entry in WalkDir::new(path).into_iter().filter_entry(is_looked_into) {
        match entry {
            Ok(entry) if has_ending(&entry, &ENDINGS) => found.push(Found::File(entry.into_path())),
            Ok(entry) if has_ending(&entry, &TABLES) => tables.push(Found::File(entry.into_path())),
            Ok(_) => {}
            Err(error) => found.push(unreadable(&error, path, crate::source::shown)),
        }
    }
    // A table beside charts is most often where they came from, or what was made of them.
    let found = if found.is_empty() { tables } else { found };
    if found.is_empty() {
        return Err(DiscoverError::EmptyFolder { path: shown });
    }
    let mut found = found;
    sort(&mut found);
    let files = read(found);
    Ok(ChartFiles { path: shown, name: None, files, from_folder: true, layout: None, reported: None })
}

/// What was met in a folder.
#[derive(Debug)]
enum Found {
    File(PathBuf),
    Unreadable(PathBuf, SourceFile),
}

impl Found {
    fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Unreadable(path, _) => path,
        }
    }
}

/// Puts files in the order of their paths, as bytes: comparing the paths of a large folder part by part
/// shows in its time.
fn sort(found: &mut [Found]) {
    found.sort_by(|one, other| one.path().as_os_str().cmp(other.path().as_os_str()));
}

/// Reads files, several at a time, in their order.
fn read(found: Vec<Found>) -> Vec<SourceFile> {
    let read = found.into_par_iter().with_min_len(16).map(|found| match found {
        Found::File(path) => SourceFile::read_found(&path, shown(&path)),
        Found::Unreadable(_, file) => file,
    });
    read.collect()
}

/// The path of something in the same folder whose name is nearly the one asked for.
fn similar(path: &Path) -> Option<String> {
    similar_from(path, shown)
}

fn similar_from(path: &Path, shown: impl Fn(&Path) -> String) -> Option<String> {
    let folder = path.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = std::fs::read_dir(listed)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    let near = nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(shown(&folder.join(near)))
}

/// A folder or file that walkdir could not look into is a file that could not be read: it may have
/// held a part of the chart.
fn unreadable(error: &walkdir::Error, folder: &Path, shown: impl Fn(&Path) -> String) -> Found {
    let path = error.path().unwrap_or(folder);
    let why = error.io_error().map_or_else(|| error.to_string(), io_words);
    Found::Unreadable(path.to_owned(), SourceFile::unreadable(shown(path), TextError::Unreadable(why)))
}

fn is_looked_into(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = entry.depth() > 0 && name.starts_with('.');
    let configures = entry.depth() > 0 && FILE_NAMES.contains(&name.as_ref());
    let skipped = entry.depth() > 0 && entry.file_type().is_dir() && SKIPPED.contains(&name.as_ref());
    !hidden && !skipped && !configures
}

/// A regular file with one of the endings. A link is not followed: it leads to a file of this folder,
/// which is read where it is, or out of it.
fn has_ending(entry: &DirEntry, endings: &[&str]) -> bool {
    let ending = entry.path().extension().and_then(|ending| ending.to_str());
    let fits = ending.is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    fits && entry.file_type().is_file()
}
