//! Where the configuration of a chart is.

use std::path::{Component, Path, PathBuf};

use crate::problem::Mistake;
use crate::source::shown;

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
}

/// Looks for the configuration of a chart: in its folder and up to the root of the repository (a
/// folder with `.git`), else of the file system. `start` is the chart's file or folder.
pub fn find(start: &Path) -> Result<Option<Found>, Mistake> {
    let start = std::fs::canonicalize(start).unwrap_or_else(|_| start.to_owned());
    let first = if start.is_dir() { Some(start.as_path()) } else { start.parent() };
    for folder in first.into_iter().flat_map(Path::ancestors) {
        let file = file_in(folder)?;
        if file.is_some() || folder.join(RULES_FOLDER).is_dir() {
            return Ok(Some(Found { folder: folder.to_owned(), file }));
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Ok(None)
}

/// The configuration that a file is, whatever its name.
#[must_use]
pub fn find_file(file: &Path) -> Found {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    Found { folder, file: Some(file) }
}

/// The configuration file of a folder. A link that leads nowhere is one too: that it cannot be read
/// is said, and not taken for there being none.
fn file_in(folder: &Path) -> Result<Option<PathBuf>, Mistake> {
    let there = FILE_NAMES.map(|name| {
        let path = folder.join(name);
        let is_there = std::fs::symlink_metadata(&path).is_ok_and(|about| !about.is_dir());
        is_there.then_some(path)
    });
    match there {
        [Some(first), Some(second)] => {
            let (first, second) = (shown_path(&first), shown_path(&second));
            let message = format!("`{first}` and `{second}` are both there");
            let help = "keep one of the two files, or name one with `--config`";
            Err(Mistake::of_path(second, message, help))
        }
        [Some(file), None] | [None, Some(file)] => Ok(Some(file)),
        [None, None] => Ok(None),
    }
}

/// A path as it is shown: from the working folder where it is near, with `/` between its parts.
#[must_use]
pub fn shown_path(path: &Path) -> String {
    shown_from(path, &here())
}

/// The working folder, without links.
#[must_use]
pub fn here() -> PathBuf {
    std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default()
}

/// A path as it is shown, where the working folder is known already.
#[must_use]
pub fn shown_from(path: &Path, here: &Path) -> String {
    shown(&relative(path, here))
}

/// The way from a folder to a path; the path itself where that is no shorter than naming it whole.
fn relative(path: &Path, from: &Path) -> PathBuf {
    let (to, from) = (path.components(), from.components());
    let common = to.clone().zip(from.clone()).take_while(|(one, other)| one == other).count();
    if common == 0 || to.clone().skip(common).all(|part| matches!(part, Component::RootDir)) {
        return path.to_owned();
    }
    let up = from.skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.skip(common)).collect();
    // The root of the file system alone in common.
    if common == 1 && way.starts_with("..") { path.to_owned() } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_working_folder() {
        let way = |path: &str| relative(Path::new(path), Path::new("/home/a/repo/charts"));
        assert_eq!(way("/home/a/repo/charts/orglint.yaml"), Path::new("orglint.yaml"));
        assert_eq!(way("/home/a/repo/orglint.yaml"), Path::new("../orglint.yaml"));
        assert_eq!(way("/home/a/repo/base/x.yaml"), Path::new("../base/x.yaml"));
        assert_eq!(way("/etc/orglint.yaml"), Path::new("/etc/orglint.yaml"));
        assert_eq!(way("orglint.yaml"), Path::new("orglint.yaml"));
    }
}
