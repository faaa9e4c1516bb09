//! Options of lint for what is new alone: a baseline of known findings, an earlier revision.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::say::say;
use super::since::Earlier;
use super::{CliError, files};
use crate::baseline::{self, Baseline};
use crate::discover::ChartFiles;
use crate::finding::Outcome;
use crate::lint::Dates;
use crate::setup::Setup;
use crate::source::{SourceFile, TextError, io_words, shown};

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
    baseline: Option<(&'a Path, Baseline)>,
    /// Where to write one, and what is there.
    to_write: Option<(&'a Path, Option<Baseline>)>,
    earlier: Option<Earlier>,
    /// Whether everything about the charts is asked for.
    is_whole: bool,
    quiet: bool,
}

impl OnlyNew {
    /// Reads what findings are to be compared with. `setup` gives that of each chart.
    pub(super) fn before<'s>(
        &self,
        charts: &[ChartFiles],
        setup: impl Fn(usize) -> &'s Setup,
        quiet: bool,
    ) -> Result<Before<'_>, CliError> {
        let baseline = match &self.baseline {
            // One that is about to be written for the first time is not there yet.
            Some(path) if self.write_baseline.as_ref() == Some(path) => {
                there(path)?.map(|read| (&**path, read))
            }
            Some(path) => Some((&**path, read(path)?)),
            None => None,
        };
        let to_write = match &self.write_baseline {
            Some(path) => Some((&**path, there(path)?)),
            None => None,
        };
        let earlier = match &self.since {
            Some(revision) => Earlier::read(revision, charts, setup, quiet)?,
            None => None,
        };
        let is_whole = charts.iter().all(|chart| chart.reported.is_none());
        Ok(Before { baseline, to_write, earlier, is_whole, quiet })
    }
}

impl Before<'_> {
    /// Sets aside what is known, and writes the baseline that is asked for. `setup` gives that of each
    /// chart of the run.
    pub(super) fn compare<'s>(
        mut self,
        setup: impl Fn(usize) -> &'s Setup,
        dates: Dates,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        if let Some((path, baseline)) = &self.baseline {
            baseline.set_aside(&shown(path), self.is_whole, outcome);
        }
        if let Some(earlier) = self.earlier.take() {
            earlier.compare(setup, dates, self.is_whole, outcome);
        }
        self.write(outcome)
    }

    fn write(&self, outcome: &mut Outcome) -> Result<(), CliError> {
        let Some((path, before)) = &self.to_write else { return Ok(()) };
        if outcome.incomplete {
            let message = format!("`{}` is not written: the findings are not the whole picture", shown(path));
            say("error", &message, Some("mend what could not be read, and write the baseline then"));
            return Ok(());
        }
        let before = before.clone().unwrap_or_default();
        let found = self.found(&before, outcome);
        let text = found.to_yaml();
        // A file that says the same already keeps its date.
        if std::fs::read_to_string(path).ok().as_deref() != Some(&*text) {
            files::make_folder_of(path)?;
            files::replace(path, &text)?;
        }
        if !self.quiet {
            tell(path, &before, &found);
        }
        restore(outcome);
        found.set_aside(&shown(path), self.is_whole, outcome);
        Ok(())
    }

    /// What the baseline lists afterwards.
    fn found(&self, before: &Baseline, outcome: &Outcome) -> Baseline {
        let mut found = Baseline::of(outcome).with_reasons_of(before);
        if let Some((_, other)) = &self.baseline {
            found = found.with_reasons_of(other);
        }
        // What was not asked for is not known to be gone.
        if self.is_whole { found } else { found.with_entries_of(before) }
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
        (0, gone) => format!("{gone} taken out"),
        (new, gone) => format!("{new} new, {gone} taken out"),
    };
    say("baseline", &format!("`{}` has {count} {entries}: {changes}", shown(path)), None);
}

/// A baseline that has to be there.
fn read(path: &Path) -> Result<Baseline, CliError> {
    there(path)?.ok_or_else(|| CliError::Argument {
        message: format!("the baseline `{}` cannot be read: there is no such file", shown(path)),
        help: format!("write it with `--write-baseline {}`", shown(path)),
    })
}

/// A baseline, where there is one. Whatever else has its name is not written over.
fn there(path: &Path) -> Result<Option<Baseline>, CliError> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &io_words(&error))),
        Ok(_) => {}
    }
    let file = SourceFile::read(path, shown(path));
    match file.error() {
        Some(error @ (TextError::Unreadable(_) | TextError::NotAFile | TextError::TooLarge)) => {
            Err(unreadable(path, &error.to_string()))
        }
        _ => baseline::read(&Arc::new(file)).map(Some).map_err(CliError::Configuration),
    }
}

fn unreadable(path: &Path, why: &str) -> CliError {
    CliError::Argument {
        message: format!("the baseline `{}` cannot be read: {why}", shown(path)),
        help: "check the path and its permissions".to_owned(),
    }
}
