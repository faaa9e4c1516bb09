//! Running Git: the one program that this one starts, and only where it is asked about the past, or about
//! files that a repository leaves out. Uses [`crate::source`] and [`crate::files`].

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::files::{Ask as _, Files};
use crate::source::io_words;

/// Why Git does not answer, or not with a chart of the past.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
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
    /// Git takes another folder for the root of the repository.
    #[error("`{found}` is the root of the repository, but Git says it is `{git}`")]
    OtherRoot {
        /// The folder with `.git`.
        found: String,
        /// What Git says.
        git: String,
    },
    /// Git says so.
    #[error("git: {0}")]
    Git(String),
}

impl GitError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        match self {
            Self::NoGit(_) => {
                "install Git, or compare two files: `orglint diff OLD NEW`".into()
            }
            Self::NoRepository(_) => {
                "name a chart that is kept in Git, or set known findings aside with `--baseline`".into()
            }
            Self::OtherRoot { .. } => {
                "check `.git` in that folder, and `core.worktree` in its settings: nothing is compared with \
                 another repository"
                    .into()
            }
            Self::NoRevision { is_shallow: true, .. } => {
                "this clone has only a part of the history: fetch the rest with `git fetch --unshallow`, or in a \
                 workflow with `fetch-depth: 0`"
                    .into()
            }
            Self::NoRevision { .. } => {
                "name a branch, a tag or a commit; fetch it first if it is on a remote".into()
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

/// What Git is told in every run. Settings of a repository that would start programs or open connections
/// are set to nothing; none of the commands used here looks at most of them, and nobody has to rely on
/// that. A folder of the chart is never taken for a repository, nor is an object put in place of
/// another.
const ARGUMENTS: [&str; 14] = [
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.pager=cat",
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
];

/// Variables that say the same to a Git that reads them. It reads no configuration of the system and of
/// the user, and no address is one that it may ask.
const VARIABLES: [(&str, &str); 8] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

/// Git, run in one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Git {
    /// The root of a work tree, found by walking up from the chart.
    root: PathBuf,
    /// The folders that the system and the user trust, whoever they belong to.
    safe: Vec<OsString>,
}

impl Git {
    /// Git in the root of the work tree that a folder is in, which is written without links. Which that is
    /// follows from where `.git` lies, which no commit can change, and never from what else is in a folder:
    /// ordinary files can make that look like a repository, with objects and settings of its own. Git is
    /// asked whether it has come to the same.
    pub(crate) fn around(files: &dyn Files, folder: &Path) -> Result<Self, GitError> {
        let words = |path: &Path| path.to_string_lossy().into_owned();
        let none = || GitError::NoRepository(words(folder));
        let root = files.repository(folder).ok_or_else(none)?;
        let git = Self::at(&root)?;
        let top = git.run(&["rev-parse", "--show-toplevel"])?;
        if !top.status.success() {
            let error = failed(&top);
            let is_none = matches!(&error, GitError::Git(words) if words.contains("not a git repository"));
            return Err(if is_none { none() } else { error });
        }
        let top = PathBuf::from(text(&top.stdout)?);
        if files.whole(&top).as_deref() != Some(&root) {
            return Err(GitError::OtherRoot { found: words(&root), git: words(&top) });
        }
        Ok(git)
    }

    /// The root of the work tree.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The files below a folder that Git tracks, by their ways from the root.
    pub(crate) fn tracked(&self, folder: &Path) -> Result<Vec<PathBuf>, GitError> {
        let below = folder.strip_prefix(&self.root).unwrap_or(Path::new(""));
        let below = if below.as_os_str().is_empty() { Path::new(".") } else { below };
        let mut command = self.command(&["ls-files", "-z", "--cached", "--"]);
        let listed = output(command.arg(below))?;
        if !listed.status.success() {
            return Err(failed(&listed));
        }
        let ways = listed.stdout.split(|byte| *byte == 0).filter(|way| !way.is_empty());
        Ok(ways.map(|way| PathBuf::from(path_of(way))).collect())
    }

    /// Git in the root of a work tree.
    fn at(root: &Path) -> Result<Self, GitError> {
        let mut command = Command::new("git");
        command.args(["config", "--get-all", "-z", "safe.directory"]);
        for name in variables() {
            let is_setting = name.to_string_lossy().starts_with("GIT_CONFIG");
            if !is_setting {
                command.env_remove(name);
            }
        }
        // What a repository says of itself does not count, so none is looked into.
        command.env("GIT_DIR", "/dev/null").env("LC_ALL", "C").current_dir(root);
        let told = output(command.stdin(Stdio::null()))?;
        let values = told.stdout.split(|byte| *byte == 0);
        let mut safe: Vec<OsString> = values.map(path_of).collect();
        // There is nothing behind the last end.
        safe.pop();
        Ok(Self { root: root.to_owned(), safe })
    }

    /// A command. What is in the environment about other repositories, as hooks have it, is not handed on.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for folder in &self.safe {
            let mut setting = OsString::from("safe.directory=");
            setting.push(folder);
            command.arg("-c").arg(setting);
        }
        command.args(ARGUMENTS).args(arguments);
        for name in variables() {
            command.env_remove(name);
        }
        // Where an older Git looks for the configuration of the user.
        command.env_remove("HOME").env_remove("XDG_CONFIG_HOME");
        command.envs(VARIABLES).current_dir(&self.root).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Output, GitError> {
        output(&mut self.command(arguments))
    }
}

/// The variables of the environment that speak to Git.
fn variables() -> impl Iterator<Item = OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("GIT_"))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Runs it to its end.
fn output(command: &mut Command) -> Result<Output, GitError> {
    command.output().map_err(|error| not_run(&error))
}

pub(crate) fn not_run(error: &std::io::Error) -> GitError {
    GitError::NoGit(match error.kind() {
        ErrorKind::NotFound => "there is no such program".to_owned(),
        _ => io_words(error),
    })
}

/// What Git says of its failure.
pub(crate) fn failed(output: &Output) -> GitError {
    let words = String::from_utf8_lossy(&output.stderr);
    let line = words.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed without a message");
    GitError::Git(line.strip_prefix("fatal: ").unwrap_or(line).to_owned())
}

/// A line of output.
pub(crate) fn text(bytes: &[u8]) -> Result<String, GitError> {
    let text = std::str::from_utf8(bytes).map_err(|_| GitError::Git("a path is not UTF-8".to_owned()))?;
    Ok(text.strip_suffix('\n').unwrap_or(text).to_owned())
}
