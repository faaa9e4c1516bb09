//! Running Git.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::HistoryError;
use crate::source::io_words;

/// Variables that lead Git to another repository than the one around the chart, as hooks have them
/// set, or that make it write files.
const NOT_HANDED_ON: [&str; 17] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_EXTERNAL_DIFF",
    "GIT_TRACE",
    "GIT_TRACE_SETUP",
    "GIT_TRACE2",
    "GIT_TRACE2_EVENT",
    "GIT_TRACE2_PERF",
];

/// Settings of a repository that would start programs or open connections. None of the commands used
/// here looks at most of them; nobody has to rely on that.
const SETTINGS: [&str; 8] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.pager=cat",
];

/// Git in a folder.
pub(super) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.args(SETTINGS).args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
    for name in NOT_HANDED_ON {
        command.env_remove(name);
    }
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(super) fn output(command: &mut Command) -> Result<Output, HistoryError> {
    command.output().map_err(|error| not_run(&error))
}

pub(super) fn not_run(error: &std::io::Error) -> HistoryError {
    HistoryError::NoGit(match error.kind() {
        ErrorKind::NotFound => "there is no such program".to_owned(),
        _ => io_words(error),
    })
}

/// What Git says of its failure.
pub(super) fn failed(output: &Output) -> HistoryError {
    let words = String::from_utf8_lossy(&output.stderr);
    let line = words.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed without a word");
    HistoryError::Git(line.strip_prefix("fatal: ").unwrap_or(line).to_owned())
}

/// A line of output.
pub(super) fn text(bytes: &[u8]) -> Result<String, HistoryError> {
    let text = std::str::from_utf8(bytes).map_err(|_| HistoryError::Git("a path is not UTF-8".to_owned()))?;
    Ok(text.strip_suffix('\n').unwrap_or(text).to_owned())
}
