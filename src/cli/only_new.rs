//! Options of lint for what is new alone: a baseline of known findings, an earlier revision.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{self, Read};
use super::say::say;
use super::{CliError, shown};
use crate::baseline::Baseline;
use crate::finding::Outcome;
use crate::session::{Run, Session};

#[derive(Debug, Args)]
pub(super) struct OnlyNew {
    /// Set the findings aside that this file lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// List all findings in this file, and set them aside; reasons in it are kept
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Report what is new since this revision of the Git repository alone
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    since: Option<String>,
}

/// What is known before charts are linted.
pub(super) struct Before<'a> {
    /// The baseline that findings are compared with.
    baseline: Option<&'a Path>,
    /// Where to write one, and what is there.
    to_write: Option<(&'a Path, Option<Baseline>)>,
}

impl OnlyNew {
    /// Reads what the new baseline takes the place of.
    pub(super) fn before(&self, session: &Session<Read>) -> Result<Before<'_>, CliError> {
        let to_write = match self.write_baseline.as_deref() {
            Some(path) => {
                files::without_links(path)?;
                Some((path, session.baseline(path)?))
            }
            None => None,
        };
        // One that is about to be written for the first time is not there yet.
        let is_missing =
            |path: &Path| to_write.as_ref().is_some_and(|(new, there)| *new == path && there.is_none());
        let baseline = self.baseline.as_deref().filter(|path| !is_missing(path));
        Ok(Before { baseline, to_write })
    }

    /// The revision that findings are compared with.
    pub(super) fn since(&self) -> Option<String> {
        self.since.clone()
    }
}

impl Before<'_> {
    /// The baseline that findings are compared with.
    pub(super) fn baseline(&self) -> Option<PathBuf> {
        self.baseline.map(Path::to_owned)
    }

    /// Writes the baseline that is asked for, and sets aside what it lists.
    pub(super) fn write(&self, run: &mut Run, quiet: bool) -> Result<(), CliError> {
        let Some((path, before)) = &self.to_write else { return Ok(()) };
        if run.outcome.incomplete {
            let message = format!("`{}` is not written: the findings are incomplete", shown(path));
            say("error", &message, Some("correct what could not be read, and then write the baseline"));
            return Ok(());
        }
        let before = before.clone().unwrap_or_default();
        let is_whole = run.is_whole();
        let mut found = Baseline::of(&run.outcome).with_reasons_of(&before);
        if let Some(other) = &run.known {
            found = found.with_reasons_of(other);
        }
        // What was not asked for is not known to be gone.
        if !is_whole {
            found = found.with_entries_of(&before);
        }
        let text = found.to_yaml();
        // A file that says the same already keeps its date.
        if std::fs::read_to_string(path).ok().as_deref() != Some(&*text) {
            files::make_folder_of(path)?;
            files::replace(path, &text)?;
        }
        if !quiet {
            tell(path, &before, &found);
        }
        restore(&mut run.outcome);
        found.set_aside(&shown(path), is_whole, &mut run.outcome);
        Ok(())
    }
}

/// Puts findings that were set aside back among the others.
fn restore(outcome: &mut Outcome) {
    if let Some(with) = outcome.baseline.take() {
        outcome.findings.extend(with.known);
        outcome.sort_findings();
    }
}

fn tell(path: &Path, before: &Baseline, found: &Baseline) {
    let count = found.entries().len();
    let entries = if count == 1 { "entry" } else { "entries" };
    let (new, gone) = (found.beyond(before), before.beyond(found));
    let changes = match (new, gone) {
        (0, 0) => "as before".to_owned(),
        (new, 0) => format!("{new} new"),
        (0, gone) => format!("{gone} removed"),
        (new, gone) => format!("{new} new, {gone} removed"),
    };
    say("baseline", &format!("`{}` has {count} {entries}: {changes}", shown(path)), None);
}
