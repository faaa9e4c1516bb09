//! Files of the system.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use walkdir::WalkDir;

use super::{Entry, Files, Kind, Links, Listed, Opened, Origin, There};
use crate::source::{MAX_FILE_BYTES, TextError, io_words};

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

/// Bytes of a stream between two looks at what came: an endless stream of what is not text ends early.
const LOOK: u64 = 1 << 20;

impl Files for Disk {
    fn read(&self, path: &Path, links: Links) -> Result<Opened, TextError> {
        let unreadable = |error: io::Error| TextError::Unreadable(io_words(&error));
        let file = open(path, links).map_err(|error| match fs::symlink_metadata(path) {
            // Systems have several words for a link that is not followed.
            Ok(about) if links == Links::Refused && about.is_symlink() => TextError::NotAFile,
            // Nor can a socket be opened.
            Ok(about) if !about.is_symlink() && !about.is_file() && !about.is_dir() => TextError::NotAFile,
            _ => unreadable(error),
        })?;
        // What was looked at before may be another file than the one that is open now.
        let about = file.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(TextError::NotAFile);
        }
        if about.len() > MAX_FILE_BYTES {
            return Err(TextError::TooLarge);
        }
        let mut bytes = Vec::new();
        let size = usize::try_from(about.len()).unwrap_or(0) + 1;
        let no_room = |_| unreadable(io::ErrorKind::OutOfMemory.into());
        bytes.try_reserve_exact(size).map_err(no_room)?;
        read_limited(file, &mut bytes)?;
        Ok(Opened { bytes, from: Origin::Disk })
    }

    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed> {
        let walk = WalkDir::new(folder).min_depth(1).max_depth(deepest).into_iter();
        let entry = |entry: &walkdir::DirEntry| Entry {
            path: entry.path().to_owned(),
            depth: entry.depth(),
            kind: kind(entry.file_type()),
        };
        let wanted = walk.filter_entry(|found| wants(&entry(found)));
        let listed = wanted.map(|found| match found {
            Ok(found) => Ok(entry(&found)),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                Err((path, error.io_error().map_or_else(|| error.to_string(), io_words)))
            }
        });
        listed.collect()
    }

    fn kind(&self, path: &Path) -> io::Result<There> {
        let is_link = fs::symlink_metadata(path)?.is_symlink();
        match fs::metadata(path) {
            Err(error) if is_link && error.kind() == io::ErrorKind::NotFound => {
                Ok(There { kind: Kind::Link, is_link, whole: path.to_owned() })
            }
            about => Ok(There { kind: kind(about?.file_type()), is_link, whole: fs::canonicalize(path)? }),
        }
    }
}

fn kind(of: FileType) -> Kind {
    if of.is_symlink() {
        Kind::Link
    } else if of.is_dir() {
        Kind::Folder
    } else if of.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// Opens a file to read it. Opening a pipe would else wait for somebody to write to it.
#[cfg(unix)]
fn open(path: &Path, links: Links) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;
    let mut flags = OFlags::NONBLOCK;
    if links == Links::Refused {
        flags |= OFlags::NOFOLLOW;
    }
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path, links: Links) -> io::Result<File> {
    if links == Links::Refused && fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    OpenOptions::new().read(true).open(path)
}

/// Reads a stream to its end, up to [`MAX_FILE_BYTES`]: a file may grow while it is read, and a
/// stream has no size. A stream that holds a NUL byte is not read to its end.
pub(crate) fn read_limited(mut stream: impl Read, bytes: &mut Vec<u8>) -> Result<(), TextError> {
    loop {
        let before = bytes.len();
        let mut part = stream.by_ref().take(LOOK);
        part.read_to_end(bytes).map_err(|error| TextError::Unreadable(io_words(&error)))?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(TextError::TooLarge);
        }
        let came = &bytes[before..];
        if came.is_empty() || memchr::memchr(0, came).is_some() {
            return Ok(());
        }
    }
}
