//! What a repository leaves out: the patterns of `.gitignore` and `.git/info/exclude`. Those of the user are
//! not looked at, so that a chart has the same files everywhere.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files::{Ask as _, Files, Links};

/// The patterns that hold in a folder of a repository and in those below it that were entered.
pub(super) struct Ignored {
    root: PathBuf,
    /// By the folders they lie in.
    patterns: HashMap<PathBuf, Gitignore>,
    /// Those of the repository as a whole, which count last.
    exclude: Option<Gitignore>,
}

impl Ignored {
    /// Those of a folder; none where it is in no repository. Paths are without links.
    pub(super) fn around(files: &dyn Files, folder: &Path) -> Option<Self> {
        let root = files.repository(folder)?;
        let exclude = read(files, &root, &root.join(".git/info/exclude"));
        let above: Vec<&Path> = folder.ancestors().take_while(|above| above.starts_with(&root)).collect();
        let mut ignored = Self { root, patterns: HashMap::new(), exclude };
        for folder in above {
            ignored.enter(files, folder);
        }
        Some(ignored)
    }

    /// Reads the patterns of a folder.
    pub(super) fn enter(&mut self, files: &dyn Files, folder: &Path) {
        if let Some(patterns) = read(files, folder, &folder.join(".gitignore")) {
            self.patterns.insert(folder.to_owned(), patterns);
        }
    }

    /// Whether a path is ignored. What is in an ignored folder is not asked about.
    pub(super) fn has(&self, path: &Path, is_folder: bool) -> bool {
        let above = path.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
        let nearest = above.filter_map(|above| self.patterns.get(above)).chain(&self.exclude);
        for patterns in nearest {
            match patterns.matched(path, is_folder) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }
}

/// The patterns of a file, where there are any.
fn read(files: &dyn Files, folder: &Path, path: &Path) -> Option<Gitignore> {
    let opened = files.read(path, Links::Refused).ok()?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&opened.bytes).lines() {
        // Git takes no notice of a pattern that is none, either.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok().filter(|patterns| !patterns.is_empty())
}
