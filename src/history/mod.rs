//! Charts as they were: read with the `git` command from the objects of a repository. Uses
//! [`crate::source`] and [`crate::discover`].
//!
//! Nothing is checked out and nothing is written. Git is run so that it starts no other program, asks
//! no questions and fetches nothing; revisions and paths are handed over where it takes them for
//! nothing else.

mod files;
mod run;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub use files::Selection;
use run::{failed, git, output, text};

use crate::source::shown;

/// Why a chart of the past cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// There is no `git` command.
    #[error("`git` cannot be run: {0}")]
    NoGit(String),
    /// The path is in no repository.
    #[error("`{0}` is in no Git repository")]
    NoRepository(String),
    /// There is no such revision.
    #[error("this repository has no revision `{revision}`")]
    NoRevision {
        /// The revision as given.
        revision: String,
        /// Whether only a part of the history is there.
        is_shallow: bool,
    },
    /// A file of the chart is not among the objects.
    #[error("this clone does not hold `{0}`")]
    NoObject(String),
    /// Git says so.
    #[error("git: {0}")]
    Git(String),
}

impl HistoryError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        match self {
            Self::NoGit(_) => "install Git, or compare two files: `orglint diff OLD NEW`".into(),
            Self::NoRepository(_) => {
                "name a chart that is kept in Git, or set known findings aside with `--baseline`".into()
            }
            Self::NoRevision { is_shallow: true, .. } => {
                "this clone has a part of the history: fetch the rest with `git fetch --unshallow`, or in a \
                 workflow with `fetch-depth: 0`"
                    .into()
            }
            Self::NoRevision { .. } => {
                "name a branch, a tag or a commit; one of a remote is fetched first".into()
            }
            Self::NoObject(_) => "this clone is partial: fetch the file, or clone without `--filter`".into(),
            Self::Git(words) if words.contains("dubious ownership") => {
                "the repository belongs to somebody else; if you trust it: `git config --global --add \
                 safe.directory FOLDER`"
                    .into()
            }
            Self::Git(_) => "check what `git status` says in this folder".into(),
        }
    }
}

/// A repository, seen from one of its folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The folder in which Git is run.
    folder: PathBuf,
    /// The way to it from the root, with a `/` at its end; empty at the root.
    prefix: String,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// What it was called.
    pub revision: String,
    /// Its id.
    pub id: String,
}

impl Commit {
    /// The beginning of its id, as people name it.
    #[must_use]
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

impl Repository {
    /// The repository that a folder is in.
    pub fn around(folder: &Path) -> Result<Self, HistoryError> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let prefix = output(git(folder).args(["rev-parse", "--show-prefix"]))?;
        if !prefix.status.success() {
            let error = failed(&prefix);
            let is_outside =
                matches!(&error, HistoryError::Git(words) if words.contains("not a git repository"));
            return Err(if is_outside { HistoryError::NoRepository(shown(folder)) } else { error });
        }
        Ok(Self { folder: folder.to_owned(), prefix: text(&prefix.stdout)? })
    }

    /// The repository that a file or folder is in, and the way to it from the root.
    pub fn of(path: &Path) -> Result<(Self, String), HistoryError> {
        // What a link leads to is what is read.
        let is_link = std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
        let whole = if is_link { path.canonicalize().ok() } else { None };
        let followed = whole.as_deref().unwrap_or(path);
        let (folder, name) = if followed.is_dir() {
            (followed, None)
        } else {
            (followed.parent().unwrap_or(Path::new(".")), followed.file_name())
        };
        let repository = Self::around(folder).map_err(|error| match error {
            HistoryError::NoRepository(_) => HistoryError::NoRepository(shown(path)),
            error => error,
        })?;
        let way = match name {
            Some(name) => format!("{}{}", repository.prefix, name.to_string_lossy()),
            None => repository.prefix.trim_end_matches('/').to_owned(),
        };
        Ok((repository, way))
    }

    /// The way from the root to a path as Git writes it after `REV:`: from the root, or from this
    /// folder where it starts with `./` or `../`.
    #[must_use]
    pub fn way_to(&self, path: &str) -> String {
        let from_here = [".", ".."].contains(&path) || path.starts_with("./") || path.starts_with("../");
        let start = if from_here { self.prefix.as_str() } else { "" };
        let mut parts: Vec<&str> = Vec::new();
        for part in start.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }

    /// The commit that a revision means.
    pub fn commit(&self, revision: &str) -> Result<Commit, HistoryError> {
        let asked = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &asked];
        let known =
            if revision.contains('\0') { None } else { Some(output(git(&self.folder).args(arguments))?) };
        let id = known.filter(|known| known.status.success()).map(|known| text(&known.stdout)).transpose()?;
        match id {
            Some(id) if is_object_id(&id) => Ok(Commit { revision: revision.to_owned(), id }),
            _ => {
                Err(HistoryError::NoRevision { revision: revision.to_owned(), is_shallow: self.is_shallow() })
            }
        }
    }

    fn is_shallow(&self) -> bool {
        let answer = output(git(&self.folder).args(["rev-parse", "--is-shallow-repository"]));
        answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"true")
    }
}

fn is_object_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
