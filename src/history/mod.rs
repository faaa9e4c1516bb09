//! Charts as they were: read with the `git` command from the objects of a repository. Uses
//! [`crate::source`], [`crate::files`] and [`crate::discover`].
//!
//! Nothing is checked out and nothing is written. Git is run so that it starts no other program, asks
//! no questions and fetches nothing; revisions and paths are handed over where it takes them for
//! nothing else.
//!
//! Which repository it is follows from where `.git` lies above the chart: see [`crate::git`].

mod files;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::files::{Ask as _, Files, Kind};
use crate::git::{Git, GitError, text};
use crate::source::shown;
pub use files::Selection;

/// A repository, seen from one of its folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The way from its root to the folder, with a `/` at its end; empty at the root.
    prefix: String,
    git: Git,
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
    pub fn around(files: &dyn Files, here: &Path, folder: &Path) -> Result<Self, GitError> {
        Self::of_whole(files, &files.whole(folder).unwrap_or_default())?
            .ok_or_else(|| GitError::NoRepository(shown(folder, here)))
    }

    /// The repository that a file or folder is in, and the way to it from the root. What a link leads to
    /// is what is read.
    pub fn of(files: &dyn Files, here: &Path, path: &Path) -> Result<(Self, String), GitError> {
        let (folder, name) = match files.look(path) {
            Ok(there) if there.kind == Kind::Folder => (Some(there.whole), None),
            Ok(there) => (there.whole.parent().map(Path::to_owned), there.whole.file_name().map(Into::into)),
            // It may have been there.
            Err(_) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                (files.whole(folder.unwrap_or(Path::new("."))), path.file_name().map(Into::into))
            }
        };
        let repository = Self::of_whole(files, &folder.unwrap_or_default())?;
        let repository = repository.ok_or_else(|| GitError::NoRepository(shown(path, here)))?;
        let name: Option<std::ffi::OsString> = name;
        let way = match name {
            Some(name) => format!("{}{}", repository.prefix, name.to_string_lossy()),
            None => repository.prefix.trim_end_matches('/').to_owned(),
        };
        Ok((repository, way))
    }

    /// The repository that a folder is in, which is written without links.
    fn of_whole(files: &dyn Files, folder: &Path) -> Result<Option<Self>, GitError> {
        let git = match Git::around(files, folder) {
            Err(GitError::NoRepository(_)) => return Ok(None),
            git => git?,
        };
        let below = folder.strip_prefix(git.root()).unwrap_or(Path::new(""));
        let prefix = below.iter().map(|part| part.to_string_lossy() + "/").collect();
        Ok(Some(Self { prefix, git }))
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
    pub fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        let asked = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &asked];
        let known = if revision.contains('\0') { None } else { Some(self.git.run(&arguments)?) };
        let id = known.filter(|known| known.status.success()).map(|known| text(&known.stdout)).transpose()?;
        match id {
            Some(id) if is_object_id(&id) => Ok(Commit { revision: revision.to_owned(), id }),
            _ => Err(GitError::NoRevision { revision: revision.to_owned(), is_shallow: self.is_shallow() }),
        }
    }

    fn is_shallow(&self) -> bool {
        let answer = self.git.run(&["rev-parse", "--is-shallow-repository"]);
        answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"true")
    }
}

fn is_object_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
