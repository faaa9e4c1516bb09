//! Where the configuration of a chart is.

use std::path::{Path, PathBuf};

use crate::files::{Ask as _, Files, Kind, is_circle};
use crate::problem::Mistake;
use crate::source::shown_from;

/// Names of configuration files.
pub const FILE_NAMES: [&str; 2] = ["orglint.yaml", ".orglint.yaml"];

/// The folder of a company's own rules, beside the configuration.
pub const RULES_FOLDER: &str = ".orglint/rules";

/// The configuration of a chart: a file, a folder of own rules, or both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// The folder it is in.
    pub folder: PathBuf,
    /// The file, where there is one.
    pub file: Option<PathBuf>,
    /// Whether somebody named it on the command line, so that it may lie anywhere.
    pub is_named: bool,
}

/// Looks for the configuration of a chart: in its folder and up to the root of the repository (a
/// folder with `.git`), else of the file system. `start` is the chart's file or folder.
pub fn find(files: &dyn Files, here: &Path, start: &Path) -> Result<Option<Found>, Mistake> {
    let (start, is_folder) = match files.look(start) {
        Ok(there) => (there.whole, there.kind == Kind::Folder),
        Err(_) => (start.to_owned(), false),
    };
    let first = if is_folder { Some(start.as_path()) } else { start.parent() };
    for folder in first.into_iter().flat_map(Path::ancestors) {
        let file = file_in(files, here, folder)?;
        if file.is_some() || files.is_folder(&folder.join(RULES_FOLDER)) {
            return Ok(Some(Found { folder: folder.to_owned(), file, is_named: false }));
        }
        if files.is_there(&folder.join(".git")) {
            break;
        }
    }
    Ok(None)
}

/// The configuration that a file is, whatever its name.
#[must_use]
pub fn find_file(files: &dyn Files, file: &Path) -> Found {
    let file = files.whole(file).unwrap_or_else(|| file.to_owned());
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    Found { folder, file: Some(file), is_named: true }
}

/// The configuration file of a folder. A link that leads nowhere, or in a circle, is one too: that it
/// cannot be read is said, and not taken for there being none.
fn file_in(files: &dyn Files, here: &Path, folder: &Path) -> Result<Option<PathBuf>, Mistake> {
    let there = FILE_NAMES.map(|name| {
        let path = folder.join(name);
        let is_there = match files.kind(&path) {
            Ok(there) => there.kind != Kind::Folder || there.is_link,
            Err(error) => is_circle(&error),
        };
        is_there.then_some(path)
    });
    match there {
        [Some(first), Some(second)] => {
            let (first, second) = (shown_from(&first, here), shown_from(&second, here));
            let message = format!("`{first}` and `{second}` both exist");
            let help = "keep one of the two files, or name one with `--config`";
            Err(Mistake::of_path(second, message, help))
        }
        [Some(file), None] | [None, Some(file)] => Ok(Some(file)),
        [None, None] => Ok(None),
    }
}
