//! The file of known findings.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::Error;
use crate::baseline::{self, Baseline};
use crate::files::{Ask as _, Files, Kind, Links};
use crate::source::{TextError, io_words, shown};

/// The known findings of a file, where there is one. Whatever else has its name is not written over.
pub(super) fn read(files: &dyn Files, here: &Path, path: &Path) -> Result<Option<Baseline>, Error> {
    let unreadable = |why: &str| Error::Argument {
        message: format!("the baseline `{}` cannot be read: {why}", shown(path, here)),
        help: "check the path and its permissions".to_owned(),
    };
    match files.kind(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&io_words(&error))),
        Ok(there) if there.kind == Kind::Link => return Ok(None),
        Ok(_) => {}
    }
    let file = files.source(path, shown(path, here), Links::Followed);
    match file.error() {
        Some(error @ (TextError::Unreadable(_) | TextError::NotAFile | TextError::TooLarge)) => {
            Err(unreadable(&error.to_string()))
        }
        _ => baseline::read(&Arc::new(file)).map(Some).map_err(Error::Configuration),
    }
}
