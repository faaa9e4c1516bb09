//! Second sources: those that a configuration lists below a chart, and one that somebody names.

use std::path::{Path, PathBuf};

use super::charts::{Charts, standard_input};
use super::check::UNREAD;
use super::{Error, Notice, Reconcile, Request, Run, Session};
use crate::discover::{ChartFiles, Configured, SecondFiles, discover, sheet_of};
use crate::files::{Ask as _, Files};
use crate::problem::Mistake;
use crate::references::ReferenceFile;
use crate::setup::Setup;
use crate::source::{quoted, shown};

/// The pack of the rules about second sources.
pub(super) const DRIFT: &str = "drift";

/// Reads the sources of a configured chart. What is not there is a mistake, and hides no other.
pub(super) fn configured(
    chart: &Configured,
    files: &dyn Files,
    here: &Path,
    of: &ChartFiles,
    mistakes: &mut Vec<Mistake>,
) -> Vec<SecondFiles> {
    let mut found = Vec::new();
    for (number, second) in chart.seconds.iter().enumerate() {
        let listed = second.files.list(files, here);
        mistakes.extend(listed.mistakes.iter().cloned());
        if listed.is_empty() {
            continue;
        }
        let mut read = second.files.read(files, here, listed, None);
        // Sheets of one workbook are called by it.
        if let Some(first) = read.files.first()
            && read.files.iter().all(|file| file.path() == first.path())
        {
            first.path().clone_into(&mut read.path);
        }
        if let Some(same) = same_file(files, &read, of) {
            let (_, at) = &second.files.patterns[0];
            let (message, help) = is_the_chart(&shown(&same, here));
            mistakes.push(Mistake { at: at.clone(), message, help });
            continue;
        }
        found.push(SecondFiles { number: Some(number), ..SecondFiles::of(read, second.terms.clone()) });
    }
    found
}

/// Reads the files that name people and units.
pub(super) fn references(
    setup: &Setup,
    files: &dyn Files,
    here: &Path,
    mistakes: &mut Vec<Mistake>,
) -> Vec<ReferenceFile> {
    let mut found = Vec::new();
    for configured in &setup.references {
        let listed = configured.files.list(files, here);
        mistakes.extend(listed.mistakes.iter().cloned());
        let read = configured.files.read(files, here, listed, None);
        for file in read.files {
            if let Some(error) = file.error() {
                let (_, at) = &configured.files.patterns[0];
                let message = format!("{} cannot be read: {error}", quoted(file.path()));
                mistakes.push(Mistake { at: at.clone(), message, help: error.help().to_string() });
                continue;
            }
            found.push(ReferenceFile { file, at: configured.at.clone(), names: configured.names });
        }
    }
    found
}

/// A file that is one of both.
fn same_file(files: &dyn Files, one: &ChartFiles, other: &ChartFiles) -> Option<PathBuf> {
    let whole = |of: &ChartFiles| -> Vec<PathBuf> {
        let locations = of.files.iter().filter(|file| !file.is_sheet()).filter_map(|file| file.location());
        locations.filter_map(|path| files.whole(path)).collect()
    };
    let others: std::collections::HashSet<PathBuf> = whole(other).into_iter().collect();
    whole(one).into_iter().find(|path| others.contains(path))
}

fn is_the_chart(path: &str) -> (String, String) {
    let message = format!("{} is the chart itself, not a second source", quoted(path));
    (message, "name another file, such as an export of the HR system".to_owned())
}

impl<F: Files> Session<F> {
    /// Adds the source that somebody names to the one chart that is asked for, in place of those of its
    /// configuration, and leaves only the rules that say what differs.
    pub(super) fn add_second(
        &mut self,
        reconcile: &Reconcile,
        request: &mut Request,
        found: &mut Charts,
    ) -> Result<(), Error> {
        found.is_narrowed = true;
        // Why there is no chart is said already.
        let Some((chart, number)) = found.files.first_mut() else { return Ok(()) };
        let path = &reconcile.path;
        let source = if path.as_os_str() == "-" {
            ChartFiles::of_one(standard_input(request))
        } else {
            discover(&self.files, &self.here, path)?
        };
        if let Some(same) = same_file(&self.files, &source, chart) {
            let (message, help) = is_the_chart(&self.shown(&same));
            return Err(Error::Argument { message, help });
        }
        let setup = found.setups.get_mut(*number);
        let of_chart = setup.charts.iter().filter(|known| Some(&known.name) == chart.name.as_ref());
        let whole = self.files.whole(path).filter(|_| sheet_of(&self.files, path).is_none());
        // As the configuration has it, where it lists this source.
        let known = of_chart.flat_map(|chart| &chart.seconds).find_map(|second| {
            let listed = second.files.list(&self.files, &self.here);
            let is_this = whole.as_ref().is_some_and(|whole| listed.has(whole));
            let read = || second.files.read(&self.files, &self.here, listed, None);
            is_this.then(|| SecondFiles::of(read(), second.terms.clone()))
        });
        let mut second = known.unwrap_or_else(|| SecondFiles::of(source, crate::reconcile::Terms::default()));
        if let Some(says) = &reconcile.says {
            second.terms.says.clone_from(says);
        }
        if let Some(keys) = &reconcile.keys {
            second.terms.keys.clone_from(keys);
        }
        setup.registry = setup.registry.narrowed(|rule| rule.pack == DRIFT || UNREAD.contains(&&*rule.id));
        chart.seconds = vec![second];
        if let [_, _, ..] = &found.files[..] {
            let message = format!("{} belongs to several charts", quoted(&self.shown(&request.paths[0])));
            let help = "name a file that only one of them has".to_owned();
            return Err(Error::Argument { message, help });
        }
        Ok(())
    }
}

/// Says what was compared; where nothing could be, that is not a success.
pub(super) fn note(run: &mut Run, notices: &mut Vec<Notice>) {
    for one in run.charts.iter().flat_map(|chart| &chart.compared) {
        // Files of a list have no name in common.
        let path = if one.path == "." { "the source".to_owned() } else { quoted(&one.path) };
        if one.matched == 0 {
            // Why one of them is empty is said elsewhere.
            if one.rows > 0 && one.positions > 0 {
                let message =
                    format!("no row of {path} matches a position of the chart, so nothing was compared");
                let help = "the two need ids, addresses, handles or names in common; say with `match:` or \
                    `--match` which ones to use";
                notices.push(Notice::new("error", message, Some(help.to_owned())));
                run.outcome.incomplete = true;
            }
            continue;
        }
        let by: Vec<String> =
            one.by.iter().map(|(key, count)| format!("{count} by {}", key.word())).collect();
        let found =
            format!("{} of {} positions are in {path}: {}", one.matched, one.positions, by.join(", "));
        let beyond = match one.beyond {
            0 => String::new(),
            count => format!("; not looked for: {count} without a holder"),
        };
        let unknown = match one.unknown_managers {
            0 => String::new(),
            1 => "; not compared: 1 row whose manager is not in it".to_owned(),
            count => format!("; not compared: {count} rows whose managers are not in it"),
        };
        let odd = match one.unknown_statuses {
            0 => String::new(),
            1 => "; not compared: 1 row whose status is an unknown word".to_owned(),
            count => format!("; not compared: {count} rows whose status is an unknown word"),
        };
        let unsaid: Vec<&str> = one.unsaid.iter().map(|says| says.word()).collect();
        let unsaid = match &unsaid[..] {
            [] => String::new(),
            words => format!("; not compared: {}, which it does not state", words.join(" and ")),
        };
        let sheets = match one.unread_sheets {
            0 => String::new(),
            1 => {
                "; not looked for: who is missing, since 1 other sheet of a workbook was not read".to_owned()
            }
            count => {
                format!(
                    "; not looked for: who is missing, since {count} other sheets of workbooks were not read"
                )
            }
        };
        let message = found + &beyond + &sheets + &unknown + &odd + &unsaid;
        notices.push(Notice::new("compared", message, None));
    }
}
