//! The way to the file system, and what can stand in for it. Uses [`crate::source`].
//!
//! Below the command line nothing opens, lists or looks at a file except through [`Files`]: from the
//! disk ([`Disk`]), from memory ([`Memory`]), or from memory over something else ([`Over`]), such as
//! the open buffers of an editor over the files they are buffers of.

mod disk;
mod memory;

#[cfg(test)]
mod tests;

use std::io;
use std::path::{Component, Path, PathBuf};

pub use disk::Disk;
pub(crate) use disk::read_limited;
pub use memory::{Memory, Over};

use crate::source::{SourceFile, TextError, shown_from};

/// Where texts, listings and kinds of files come from.
///
/// A relative path starts at the working folder, which is what the path `.` leads to.
pub trait Files: Sync {
    /// The bytes of a regular file, and where they were.
    fn read(&self, path: &Path, links: Links) -> Result<Opened, TextError>;

    /// What is in a folder and, at most `deepest` levels down, in the folders in it: each entry after
    /// the folder it is in. `wants` is asked about each; what it does not want is left out with all
    /// that is in it. No link is followed but one that is the folder itself.
    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed>;

    /// What is at a path.
    fn kind(&self, path: &Path) -> io::Result<There>;
}

/// An entry of a folder, else one that could not be looked at, with the reason.
pub type Listed = Result<Entry, (PathBuf, String)>;

/// What becomes of a path that is a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// What it leads to is read. For paths that somebody named.
    Followed,
    /// It is not opened. For paths that were met in a folder, or whose links were followed already.
    Refused,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Where that was.
    pub from: Origin,
}

/// Where the content of a file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a file of the system.
    Disk,
    /// In memory alone.
    Memory,
    /// In memory, in place of what a file of the system holds.
    MemoryOverDisk,
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, not followed.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, which begins with that of the folder.
    pub path: PathBuf,
    /// How many levels it is below the folder; 1 for what lies in it.
    pub depth: usize,
    /// What it is.
    pub kind: Kind,
}

impl Entry {
    /// The last part of its path.
    pub(crate) fn name(&self) -> std::borrow::Cow<'_, str> {
        self.path.file_name().unwrap_or_default().to_string_lossy()
    }
}

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// What it is, a link followed; [`Kind::Link`] is one that leads nowhere.
    pub kind: Kind,
    /// Whether the path itself is a link.
    pub is_link: bool,
    /// The path without links: it tells whether two paths are those of one file.
    pub whole: PathBuf,
}

/// Questions that are made of those of [`Files`].
pub(crate) trait Ask: Files {
    /// The working folder, without links.
    fn here(&self) -> PathBuf {
        self.whole(Path::new(".")).unwrap_or_default()
    }

    /// What a path leads to.
    fn look(&self, path: &Path) -> io::Result<There> {
        let there = self.kind(path)?;
        if there.kind == Kind::Link { Err(io::ErrorKind::NotFound.into()) } else { Ok(there) }
    }

    /// A path without links, where there is something at it.
    fn whole(&self, path: &Path) -> Option<PathBuf> {
        self.look(path).ok().map(|there| there.whole)
    }

    fn is_there(&self, path: &Path) -> bool {
        self.look(path).is_ok()
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|there| there.kind == Kind::Folder)
    }

    /// The root of the repository that a folder is in, else that folder: what nobody named on the command
    /// line lies in it. `folder` is without links.
    fn root(&self, folder: &Path) -> PathBuf {
        self.repository(folder).unwrap_or_else(|| folder.to_owned())
    }

    /// The root of the repository that a folder is in; `folder` is without links.
    fn repository(&self, folder: &Path) -> Option<PathBuf> {
        folder.ancestors().find(|folder| self.is_there(&folder.join(".git"))).map(Path::to_owned)
    }

    /// Reads a file. Any failure is kept in [`SourceFile::error`], so that one bad file does not hide the
    /// others.
    fn source(&self, path: &Path, shown: impl Into<String>, links: Links) -> SourceFile {
        match self.read(path, links) {
            Ok(opened) => SourceFile::from_bytes(shown, opened.bytes).at(path),
            Err(error) => SourceFile::unreadable(shown, error).at(path),
        }
    }

    /// Reads a file that nobody named, such as a configuration that lies above a chart. A link out of
    /// `root` is not followed: whoever may write in a repository may not for that read everything
    /// beside it.
    fn source_within(&self, root: &Path, path: &Path, here: &Path) -> SourceFile {
        let shown = shown_from(path, here);
        match self.look(path) {
            Ok(there) if there.whole.starts_with(root) => {
                let file = self.source(&there.whole, shown, Links::Refused);
                file.at(path)
            }
            Ok(_) => SourceFile::unreadable(shown, TextError::LeadsOut).at(path),
            Err(_) => self.source(path, shown, Links::Followed),
        }
    }
}

impl<F: Files + ?Sized> Ask for F {}

/// Whether a path could not be followed for a link that leads in a circle; known on Unix alone.
pub(crate) fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    let circle = Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    let circle = None;
    circle.is_some() && error.raw_os_error() == circle
}

impl<F: Files + ?Sized> Files for &F {
    fn read(&self, path: &Path, links: Links) -> Result<Opened, TextError> {
        (**self).read(path, links)
    }

    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed> {
        (**self).list(folder, deepest, wants)
    }

    fn kind(&self, path: &Path) -> io::Result<There> {
        (**self).kind(path)
    }
}

/// A path without `.` and `..`, by its words alone.
pub(crate) fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}
