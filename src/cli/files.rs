//! Files that commands write: none is ever written over unasked, and none is there in half.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::aside::{Taken, is_device, is_special, write_aside};
use super::{CliError, here, refused, shown};
use crate::files::{Ask as _, Disk, Entry, Files, Links, Listed, Opened, Over, There, lexical};
use crate::source::{TextError, io_words, shown_from};

/// What a run reads: the file system, and over it what fixes have changed.
pub(super) type Read = Over<Recorded>;

/// The file system, and which of its files were read.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    read: Mutex<HashSet<PathBuf>>,
}

impl Recorded {
    /// Whether a file was read; its path is without links.
    pub(super) fn has_read(&self, path: &Path) -> bool {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().any(|read| read.canonicalize().is_ok_and(|read| read == path))
    }
}

impl Files for Recorded {
    fn read(&self, path: &Path, links: Links) -> Result<Opened, TextError> {
        let opened = Disk.read(path, links);
        if opened.is_ok() {
            self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        }
        opened
    }

    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed> {
        Disk.list(folder, deepest, wants)
    }

    fn kind(&self, path: &Path) -> io::Result<There> {
        Disk.kind(path)
    }
}

/// What is a link on the way to a file, from the root of the repository on, else from the working folder: a
/// file of one's own would be written somewhere else. A device that is under a link is none.
pub(super) fn link_on_the_way(path: &Path) -> Option<PathBuf> {
    let here = here();
    link_below(&Disk.root(&here), &lexical(&here.join(path)))
}

/// What is a link on the way from a folder to a file in it; of a file elsewhere, whether it is one itself.
pub(super) fn link_below(folder: &Path, path: &Path) -> Option<PathBuf> {
    let inside = path.ancestors().take_while(|way| *way != folder && way.starts_with(folder));
    let mut ways: Vec<&Path> = inside.collect();
    if ways.is_empty() {
        ways.push(path);
    }
    let is_link = |way: &&Path| fs::symlink_metadata(way).is_ok_and(|about| about.is_symlink());
    ways.into_iter().rev().find(|way| is_link(way) && !is_device(way)).map(Path::to_owned)
}

/// Refuses a file that would be written through a link.
pub(super) fn without_links(path: &Path) -> Result<(), CliError> {
    let Some(link) = link_on_the_way(path) else { return Ok(()) };
    let link = shown_from(&link, &here());
    let name = shown(path);
    let message = if link == name {
        format!("`{name}` is a link, and orglint does not write through links")
    } else {
        format!("`{link}` is a link, and `{name}` is not written through it")
    };
    Err(refused(message, "name the file that it leads to"))
}

/// What to do about a file that cannot be written.
pub(super) const CHECK_FOLDER: &str = "check the folder, its permissions and the free space";

/// What came of a file that was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is new.
    New,
    /// There is something of that name, and it was left alone.
    There,
}

/// Makes the folders that a file is to be in.
pub(super) fn make_folder_of(path: &Path) -> Result<(), CliError> {
    if let Some(folder) = path.parent() {
        without_links(folder)?;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))
}

/// Writes a new file. What has its name already stays as it is.
pub(super) fn create(path: &Path, text: &str) -> Result<Written, CliError> {
    if !fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink()) {
        without_links(path)?;
    }
    match write_aside(path, Taken::Kept, |out| out.write_all(text.as_bytes())) {
        Ok(()) => Ok(Written::New),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Written::There),
        Err(error) => Err(failed(path, &error)),
    }
}

/// Writes a file. What had its name is there until the new one is whole.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), CliError> {
    without_links(path)?;
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let written = if is_special(path, &target) {
        OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()))
    } else {
        write_aside(&target, Taken::Replaced, |out| out.write_all(text.as_bytes()))
    };
    written.map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> CliError {
    refused(format!("`{}` cannot be written: {}", shown(path), io_words(error)), CHECK_FOLDER)
}
