//! Charts that a configuration describes → their files.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::pattern::{HELP_OUT, Pattern};
use super::{
    ChartFiles, ENDINGS, Found, Listing, TABLES, has_ending, is_looked_into, listing_of, similar_from, sort,
    unreadable,
};
use crate::chart::layouts::Form;
use crate::config::{here, shown_from};
use crate::problem::Mistake;
use crate::source::{SourceFile, TextError, quoted};

/// A chart as a configuration describes it.
#[derive(Clone, Debug)]
pub struct Configured {
    /// What it is called.
    pub name: String,
    /// Its files, each pattern with its place in the configuration.
    pub patterns: Vec<(Pattern, String)>,
    /// How to read them; without it their shape is recognised.
    pub layout: Option<Form>,
}

/// The files of a configured chart, not read yet.
#[derive(Debug, Default)]
pub struct Listed {
    /// In the order of their paths.
    files: Vec<Found>,
    is_open: bool,
    /// Patterns that fit nothing, or lead away.
    pub mistakes: Vec<Mistake>,
}

impl Configured {
    /// Looks for the files.
    #[must_use]
    pub fn list(&self) -> Listed {
        let mut listed = Listed::default();
        let here = here();
        for (pattern, at) in &self.patterns {
            listed.is_open |= pattern.is_open();
            match find(pattern, &here) {
                Ok(found) => listed.files.extend(found),
                Err((message, help)) => {
                    let help = help.into_owned();
                    listed.mistakes.push(Mistake { at: at.clone(), message, help });
                }
            }
        }
        sort(&mut listed.files);
        // Several patterns may fit one file.
        listed.files.dedup_by(|one, other| one.path() == other.path());
        listed
    }

    /// Which of these files would be found, if they were there.
    #[must_use]
    pub fn fitting(&self, paths: &[PathBuf]) -> Vec<bool> {
        let mut fitting = vec![false; paths.len()];
        for (pattern, _) in &self.patterns {
            let kind = |path: &PathBuf| match pattern.listing_of(path)? {
                Listing::Table if !pattern.wants_tables => Some(Listing::Table),
                _ => Some(Listing::Chart),
            };
            let kinds: Vec<Option<Listing>> = paths.iter().map(kind).collect();
            let has_charts = kinds.contains(&Some(Listing::Chart));
            let wanted = if has_charts { Listing::Chart } else { Listing::Table };
            for (fits, kind) in fitting.iter_mut().zip(kinds) {
                *fits |= kind == Some(wanted);
            }
        }
        fitting
    }

    /// Reads the files that were found. Findings are reported where they have a place in one of
    /// `selected`, if any are named.
    #[must_use]
    pub fn read(&self, listed: Listed, selected: Option<&[PathBuf]>) -> ChartFiles {
        let here = here();
        let is_all =
            selected.is_none_or(|folders| listed.files.iter().all(|file| is_below(file.path(), folders)));
        let folders = selected.unwrap_or_default();
        let read = listed.files.into_par_iter().with_min_len(16).map(|found| {
            let is_reported = is_all || is_below(found.path(), folders);
            let file = match found {
                Found::File(path) => SourceFile::read_found(&path, shown_from(&path, &here)),
                Found::Unreadable(_, file) => file,
            };
            (file, is_reported)
        });
        let (files, is_reported): (Vec<SourceFile>, Vec<bool>) = read.collect::<Vec<_>>().into_iter().unzip();
        let reported = (!is_all).then(|| {
            let paths = files.iter().zip(is_reported).filter(|(_, is_reported)| *is_reported);
            paths.map(|(file, _)| file.path().to_owned()).collect()
        });
        ChartFiles {
            path: common(&files),
            name: Some(self.name.clone()),
            files,
            from_folder: listed.is_open,
            layout: self.layout.clone(),
            reported,
        }
    }
}

impl Listed {
    /// Whether there is any file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a file is one of them, or a folder holds one. `path` is without links.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.files.iter().any(|file| is_at(file.path(), path))
    }
}

impl Pattern {
    /// What a file is by its path; none where the pattern does not fit it.
    fn listing_of(&self, path: &Path) -> Option<Listing> {
        if self.rest.is_none() && path == self.base {
            return Some(Listing::Chart);
        }
        let below = path.strip_prefix(&self.base).ok()?.to_str()?;
        listing_of(&below.replace(std::path::MAIN_SEPARATOR, "/")).filter(|_| self.fits(path))
    }
}

fn is_below(path: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| is_at(path, folder))
}

/// Whether a path is another one, or lies in it; both without links. Compared as bytes, since there
/// may be many of both.
fn is_at(path: &Path, folder: &Path) -> bool {
    let (path, folder) = (path.as_os_str().as_encoded_bytes(), folder.as_os_str().as_encoded_bytes());
    let is_end = |rest: &[u8]| rest.first().is_none_or(|next| std::path::is_separator(char::from(*next)));
    path.strip_prefix(folder).is_some_and(|rest| folder.ends_with(b"/") || is_end(rest))
}

/// The folder that all files are in; the file, where there is one.
fn common(files: &[SourceFile]) -> String {
    let [first, rest @ ..] = files else { return String::new() };
    if rest.is_empty() {
        return first.path().to_owned();
    }
    let mut folder = first.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    for file in rest {
        while !folder.is_empty()
            && !file.path().strip_prefix(folder).is_some_and(|below| below.starts_with('/'))
        {
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
    }
    if folder.is_empty() { ".".to_owned() } else { folder.to_owned() }
}

type Nothing = (String, Cow<'static, str>);

/// What a pattern fits; else why that is nothing.
fn find(pattern: &Pattern, here: &Path) -> Result<Vec<Found>, Nothing> {
    let text = quoted(&pattern.text);
    let base = match std::fs::canonicalize(&pattern.base) {
        Ok(base) if base.starts_with(&pattern.root) => base,
        Ok(_) => return Err((format!("{text} leads out of the repository by a link"), HELP_OUT.into())),
        Err(_) => return Err((format!("there is nothing at {text}"), nothing_there(pattern, here))),
    };
    if pattern.rest.is_none() && !base.is_dir() {
        // Opening a pipe waits for somebody to write to it.
        return Ok(vec![if base.is_file() {
            Found::File(base)
        } else {
            let file = SourceFile::unreadable(shown_from(&base, here), TextError::NotAFile);
            Found::Unreadable(base, file)
        }]);
    }
    let (mut charts, mut tables) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(&base).into_iter().filter_entry(is_looked_into) {
        match entry {
            Ok(entry) => {
                let is_chart = has_ending(&entry, &ENDINGS);
                if (is_chart || has_ending(&entry, &TABLES)) && fits(pattern, &base, entry.path()) {
                    let list = if is_chart || pattern.wants_tables { &mut charts } else { &mut tables };
                    list.push(Found::File(entry.into_path()));
                }
            }
            Err(error) => {
                let shown = |path: &Path| shown_from(path, here);
                charts.push(unreadable(&error, &base, shown));
            }
        }
    }
    // A table beside charts is most often where they came from, or what was made of them.
    let found = if charts.is_empty() { tables } else { charts };
    if found.is_empty() {
        return Err((format!("no file fits {text}"), HELP_NOTHING.into()));
    }
    Ok(found)
}

/// A path below the base as it is, which a link may have led to.
fn fits(pattern: &Pattern, base: &Path, path: &Path) -> bool {
    if base == pattern.base {
        return pattern.fits(path);
    }
    path.strip_prefix(base).is_ok_and(|below| pattern.fits(&pattern.base.join(below)))
}

fn nothing_there(pattern: &Pattern, here: &Path) -> Cow<'static, str> {
    // The first part of the path that is not there.
    let missing = pattern.base.ancestors().take_while(|path| !path.exists()).last();
    match missing.and_then(|path| similar_from(path, |path| shown_from(path, here))) {
        Some(near) => format!("a similar one is there: {}", quoted(&near)).into(),
        None => "write the path from the folder of the configuration".into(),
    }
}

const HELP_NOTHING: &str = "a chart's files end in `.yaml`, `.yml`, `.json`, `.csv` or `.tsv`; hidden folders, \
                            build folders and links are not looked into, and `{a,b}` stands for itself";
