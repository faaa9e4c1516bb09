//! Charts that a configuration describes → their files.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::pattern::{HELP_OUT, Pattern};
use super::{ChartFiles, Found, Listing, Met, in_folder, read, settled, similar, sort};
use crate::chart::InConfiguration;
use crate::chart::layouts::{self, Form};
use crate::files::{Ask as _, Files, Kind, Links};
use crate::finding::LeftOut;
use crate::problem::Mistake;
use crate::reconcile::Terms;
use crate::references::Names;
use crate::source::{TextError, quoted, shown_from};

/// A chart as a configuration describes it.
#[derive(Clone, Debug)]
pub struct Configured {
    /// What it is called.
    pub name: String,
    /// Its files, each pattern with its place in the configuration.
    pub patterns: Vec<(Pattern, String)>,
    /// How to read them; without it their shape is recognised.
    pub layout: Option<Form>,
    /// What the configuration states of it.
    pub stated: Option<InConfiguration>,
    /// Second sources that it is compared with.
    pub seconds: Vec<ConfiguredSecond>,
}

/// A second source as a configuration describes it.
#[derive(Clone, Debug)]
pub struct ConfiguredSecond {
    /// Its file and layout.
    pub files: Configured,
    /// What it is right about, and how to recognise who is who.
    pub terms: Terms,
}

/// Files that name people and units of the charts, as a configuration describes them.
#[derive(Clone, Debug)]
pub struct ConfiguredReferences {
    /// The files.
    pub files: Configured,
    /// Where the names stand in each document.
    pub at: Option<String>,
    /// What they name.
    pub names: Option<Names>,
}

/// The files of a configured chart, not read yet.
#[derive(Debug, Default)]
pub struct Listed {
    /// In the order of their paths.
    files: Vec<Found>,
    left_out: LeftOut,
    is_open: bool,
    /// Patterns that fit nothing, or lead away.
    pub mistakes: Vec<Mistake>,
}

impl Configured {
    /// Looks for the files.
    #[must_use]
    pub fn list(&self, files: &dyn Files, here: &Path) -> Listed {
        let mut listed = Listed::default();
        for (pattern, at) in &self.patterns {
            listed.is_open |= pattern.rest.is_some() || files.is_folder(&pattern.base);
            match find(files, pattern, here) {
                Ok(met) => {
                    listed.files.extend(met.found);
                    listed.left_out.ignored_folders += met.left_out.ignored_folders;
                }
                Err((message, help)) => {
                    let help = help.into_owned();
                    listed.mistakes.push(Mistake { at: at.clone(), message, help });
                }
            }
        }
        // How a company says that its files are to be read tells of them all that they are a chart's.
        if self.layout.is_none() {
            let files_of = std::mem::take(&mut listed.files);
            listed.files = settled(files, files_of, &mut listed.left_out, |path| shown_from(path, here));
        }
        sort(&mut listed.files);
        // Several patterns may fit one file.
        listed.files.dedup_by(|one, other| (&one.path, &one.sheet) == (&other.path, &other.sheet));
        listed
    }

    /// Which of these files would be found, if they were there.
    #[must_use]
    pub fn fitting(&self, paths: &[PathBuf]) -> Vec<bool> {
        let mut fitting = vec![false; paths.len()];
        for (pattern, _) in &self.patterns {
            let kind = |path: &PathBuf| match pattern.listing_of(path)? {
                listing if !pattern.wants_others => Some(listing),
                _ => Some(Listing::Chart),
            };
            let kinds: Vec<Option<Listing>> = paths.iter().map(kind).collect();
            let wanted = kinds.iter().flatten().min().copied();
            for (fits, kind) in fitting.iter_mut().zip(kinds) {
                *fits |= kind.is_some() && kind == wanted;
            }
        }
        fitting
    }

    /// The sheet of a workbook that is meant, where a pattern names one.
    #[must_use]
    pub fn sheet(&self, path: &Path) -> Option<&str> {
        self.patterns
            .iter()
            .find(|(pattern, _)| pattern.base == path)
            .and_then(|(pattern, _)| pattern.sheet.as_deref())
    }

    /// Reads the files that were found. Findings are reported where they have a place in one of
    /// `selected`, if any are named.
    #[must_use]
    pub fn read(
        &self,
        files: &dyn Files,
        here: &Path,
        listed: Listed,
        selected: Option<&[PathBuf]>,
    ) -> ChartFiles {
        let is_selected = |file: &Found| selected.is_none_or(|folders| is_below(&file.path, folders));
        let reported: Vec<bool> = listed.files.iter().map(is_selected).collect();
        let location = common(&listed.files);
        let files = read(files, listed.files, |path| shown_from(path, here));
        ChartFiles {
            path: location.as_deref().map(|path| shown_common(path, here)).unwrap_or_default(),
            location,
            name: Some(self.name.clone()),
            files,
            left_out: listed.left_out,
            from_folder: listed.is_open,
            layout: self.layout.clone(),
            stated: self.stated.clone(),
            reported: reported.contains(&false).then_some(reported),
            seconds: Vec::new(),
            references: Vec::new(),
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
        self.files.iter().any(|file| is_at(&file.path, path))
    }
}

impl Pattern {
    /// What a file is by its path; none where the pattern does not fit it.
    fn listing_of(&self, path: &Path) -> Option<Listing> {
        if self.rest.is_none() && path == self.base {
            return Some(Listing::Chart);
        }
        let below = path.strip_prefix(&self.base).ok()?;
        Listing::below(below).filter(|_| self.fits(path))
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
fn common(files: &[Found]) -> Option<PathBuf> {
    let [first, rest @ ..] = files else { return None };
    if rest.is_empty() {
        return Some(first.path.clone());
    }
    let mut folder = first.path.parent()?;
    for file in rest {
        while !is_at(&file.path, folder) {
            folder = folder.parent()?;
        }
    }
    Some(folder.to_owned())
}

fn shown_common(path: &Path, here: &Path) -> String {
    if path == here { ".".to_owned() } else { shown_from(path, here) }
}

type Nothing = (String, Cow<'static, str>);

/// What a pattern fits; else why that is nothing.
fn find(files: &dyn Files, pattern: &Pattern, here: &Path) -> Result<Met, Nothing> {
    let text = quoted(&pattern.text);
    let there = match files.look(&pattern.base) {
        Ok(there) if there.whole.starts_with(&pattern.root) => there,
        Ok(_) => return Err((format!("{text} leads out of the repository through a link"), HELP_OUT.into())),
        Err(_) => return Err((format!("there is nothing at {text}"), nothing_there(files, pattern, here))),
    };
    let base = there.whole;
    if pattern.rest.is_none() && there.kind != Kind::Folder {
        let why = (there.kind != Kind::File).then_some(TextError::NotAFile);
        let sheet = pattern.sheet.clone();
        let found = vec![Found { path: base, listing: Listing::Chart, sheet, why, doubt: None }];
        return Ok(Met { found, ..Met::default() });
    }
    let mut met = in_folder(files, &base, Some(pattern), |path| fits(pattern, &base, path));
    let found = &mut met.found;
    // A table beside charts is most often where they came from, or what was made of them.
    if !pattern.wants_others
        && let Some(wanted) = found.iter().map(|found| found.listing).min()
    {
        found.retain(|found| found.listing == wanted);
    }
    // A text without front matter is none of a chart.
    let is_text = |found: &Found| found.listing == Listing::Text && found.why.is_none();
    let has_front = |path: &Path| {
        let file = files.source(path, "", Links::Refused);
        layouts::front_matter(file.text()).is_some()
    };
    found.retain(|found| !is_text(found) || has_front(&found.path));
    if found.is_empty() {
        let help = if pattern.takes_all { HELP_NONE_OF_ALL } else { HELP_NOTHING };
        return Err((format!("no file fits {text}"), help.into()));
    }
    Ok(met)
}

/// A path below the base as it is, which a link may have led to.
fn fits(pattern: &Pattern, base: &Path, path: &Path) -> bool {
    if base == pattern.base {
        return pattern.fits(path);
    }
    path.strip_prefix(base).is_ok_and(|below| pattern.fits(&pattern.base.join(below)))
}

fn nothing_there(files: &dyn Files, pattern: &Pattern, here: &Path) -> Cow<'static, str> {
    // The first part of the path that is not there.
    let missing = pattern.base.ancestors().take_while(|path| !files.is_there(path)).last();
    match missing.and_then(|path| similar(files, path, |path| shown_from(path, here))) {
        Some(near) => format!("a similar one exists: {}", quoted(&near)).into(),
        None => "write the path from the folder of the configuration".into(),
    }
}

const HELP_NONE_OF_ALL: &str = "hidden folders, folders that Git ignores and links are skipped; name what \
    is in one by its path, such as `.github/CODEOWNERS`";
const HELP_NOTHING: &str = "a chart's files end in `.yaml`, `.yml`, `.json`, `.csv` or `.tsv`; hidden \
    folders, folders that Git ignores and links are skipped";
