//! Options of lint that change charts: fixes of what is found, and exceptions for it.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::files::{self, Read};
use super::say::{say, say_error};
use super::{CliError, refused, shown};
use crate::finding::Safety;
use crate::session::{self, Fixed, Request, Session};

#[derive(Debug, Args)]
pub(super) struct FixArguments {
    /// Make the safe fixes, and report what is left
    #[arg(long)]
    fix: bool,
    /// Make the unsafe fixes too: they change what the chart says
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be changed as a unified diff, and write nothing
    #[arg(long)]
    diff: bool,
    /// Write exceptions for all findings into the chart, with this reason
    #[arg(long, value_name = "REASON", conflicts_with_all = ["fix", "unsafe_fixes"])]
    add_allow: Option<String>,
    /// The last day of these exceptions
    #[arg(long, value_name = "DATE", requires = "add_allow")]
    allow_until: Option<Date>,
}

impl FixArguments {
    /// Whether anything is to be changed, or shown as changed.
    pub(super) fn is_asked(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff || self.add_allow.is_some()
    }

    /// Whether the changes are shown in place of a report, and not made.
    pub(super) fn shows_diff(&self) -> bool {
        self.diff
    }

    /// What cannot be done is said before anything is read.
    pub(super) fn check(&self, is_stdin: bool) -> Result<(), CliError> {
        if is_stdin {
            return Err(refused("standard input cannot be changed", "name the file that holds the chart"));
        }
        if self.add_allow.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            let help = "write why: `--add-allow \"agreed until the move\"`";
            return Err(refused("an exception needs a reason", help));
        }
        Ok(())
    }

    /// Lints, and changes in memory what is asked for.
    pub(super) fn run(
        &self,
        session: &mut Session<Read>,
        request: impl Fn() -> Request,
    ) -> Result<Fixed, session::Error> {
        match &self.add_allow {
            Some(reason) => session.allow(request, reason, self.allow_until),
            None => session.fix(request, if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }),
        }
    }

    /// Writes the files that differ, unless they are only to be shown, and tells what was done. Says whether
    /// all could be written.
    pub(super) fn finish(&self, fixed: &Fixed, quiet: bool) -> Result<bool, CliError> {
        let changed: Vec<(&Path, &str, &str)> = fixed.files().collect();
        let all = self.diff || write_over(&changed)?;
        if !quiet && all {
            self.tell(fixed, changed.len());
        }
        Ok(all)
    }

    fn tell(&self, fixed: &Fixed, files: usize) {
        let count = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {one}s"),
        };
        let (kind, done) = match (&self.add_allow, self.diff) {
            (Some(_), true) => ("allow", "would be allowed"),
            (Some(_), false) => ("allow", "allowed"),
            (None, true) => ("fix", "would be fixed"),
            (None, false) => ("fix", "fixed"),
        };
        for refused in &fixed.refused {
            let message = format!("not made at {}: {} ({})", refused.place, refused.title, refused.rule);
            say(kind, &message, Some(&refused.why));
        }
        if fixed.untried > 0 {
            let message = format!("{} not tried: too many were refused", count(fixed.untried, "further one"));
            say(kind, &message, Some("fix some of them by hand, and run it again"));
        }
        if fixed.made > 0 {
            say(kind, &format!("{} {done} in {}", count(fixed.made, "finding"), count(files, "file")), None);
        } else if fixed.refused.is_empty() {
            say(kind, "there is nothing to change", None);
        }
    }
}

/// Writes files over, each with its path, its text before and after. Says whether all could be written.
pub(super) fn write_over(changed: &[(&Path, &str, &str)]) -> Result<bool, CliError> {
    for (path, ..) in changed {
        files::without_links(path)?;
    }
    let mut all = true;
    for (path, before, after) in changed {
        let result = unchanged(path, before).and_then(|()| files::replace(path, after));
        if let Err(error) = result {
            say_error(&error);
            all = false;
        }
    }
    Ok(all)
}

/// A file that somebody has changed meanwhile is not written over.
fn unchanged(path: &Path, before: &str) -> Result<(), CliError> {
    if std::fs::read(path).is_ok_and(|now| now == before.as_bytes()) {
        return Ok(());
    }
    let message = format!("`{}` has changed in the meantime, and is not overwritten", shown(path));
    Err(refused(message, "run it again"))
}
