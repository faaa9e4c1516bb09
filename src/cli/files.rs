//! Files that commands write: none is ever written over unasked.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::{CliError, output};
use crate::source::{io_words, shown};

/// What came of a file that was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is new.
    New,
    /// There is something of that name, and it was left alone.
    There,
}

/// Writes a new file, with the folders it is in. What has its name already stays as it is.
pub(super) fn create(path: &Path, text: &str) -> Result<Written, CliError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => fill(file, path, text).map(|()| Written::New),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Written::There),
        Err(error) => Err(failed(path, &error)),
    }
}

/// Writes over a file that somebody agreed to lose.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), CliError> {
    let file = File::create(path).map_err(|error| failed(path, &error))?;
    fill(file, path, text)
}

/// Writes a file under another name in its folder, with the folders it is in, and renames it when it
/// is whole: what had the name before is there until then.
pub(super) fn write_aside(path: &Path, text: &str) -> Result<(), CliError> {
    // A link stays one, and what it leads to is written.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    output::write_aside(&target, |out| out.write_all(text.as_bytes())).map_err(|error| failed(path, &error))
}

fn fill(mut file: File, path: &Path, text: &str) -> Result<(), CliError> {
    file.write_all(text.as_bytes()).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> CliError {
    CliError::Argument {
        message: format!("`{}` cannot be written: {}", shown(path), io_words(error)),
        help: "check the folder and its permissions".to_owned(),
    }
}
