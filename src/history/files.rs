//! The files of a chart at a commit.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;

use super::{Commit, Repository};
use crate::chart::layouts::chart_file;
use crate::discover::{ChartFiles, Configured, Listing, chosen, doubtful, with_chart};
use crate::git::{GitError, failed, not_run};
use crate::sort;
use crate::source::{MAX_FILE_BYTES, SourceFile, TextError, io_words};

/// Which files of a commit are those of a chart.
pub enum Selection<'a> {
    /// A file, or the chart files in a folder, by the way from the root of the repository; of a workbook a sheet.
    At(&'a str, Option<&'a str>),
    /// Those that a configuration describes.
    Of(&'a Configured),
}

/// A file of a commit, not read yet.
#[derive(Clone)]
struct Stored {
    way: String,
    object: String,
    /// The sheet of a workbook that is meant.
    sheet: Option<String>,
}

/// A chart of these files of a commit.
fn of_commit(commit: &Commit, files: Vec<Arc<SourceFile>>, way: &str, from_folder: bool) -> ChartFiles {
    let path = format!("{}:{way}", commit.revision);
    ChartFiles { files, from_folder, ..ChartFiles::of_one(SourceFile::new(path, "")) }
}

impl Repository {
    /// The chart as it was at a commit; none where there was no such file or folder. Its paths are
    /// shown as `REV:path`.
    pub fn chart(&self, commit: &Commit, selection: &Selection<'_>) -> Result<Option<ChartFiles>, GitError> {
        let (stored, path, from_folder) = match selection {
            Selection::At(way, sheet) => {
                let mut all = self.stored(commit, way)?;
                if !all.iter().any(|stored| stored.way == *way) {
                    let files = self.in_folder(commit, all, way)?;
                    return Ok(files.map(|files| of_commit(commit, files, way, true)));
                }
                for stored in &mut all {
                    stored.sheet = sheet.map(str::to_owned);
                }
                (all, *way, false)
            }
            Selection::Of(configured) => {
                let all = self.stored(commit, "")?;
                let paths: Vec<PathBuf> =
                    all.iter().map(|stored| self.git.root().join(&stored.way)).collect();
                let is_one = configured.fitting(&paths);
                let all = all.into_iter().zip(is_one).filter(|(_, is_one)| *is_one);
                let of_sheet = |stored: Stored| {
                    let sheet = configured.sheet(&self.git.root().join(&stored.way)).map(str::to_owned);
                    Stored { sheet, ..stored }
                };
                (all.map(|(stored, _)| of_sheet(stored)).collect(), "", true)
            }
        };
        if stored.is_empty() {
            return Ok(None);
        }
        Ok(Some(of_commit(commit, self.read(commit, stored)?, path, from_folder)))
    }

    /// The regular files at and below a way, in the order of their paths.
    fn stored(&self, commit: &Commit, way: &str) -> Result<Vec<Stored>, GitError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", &commit.id];
        if !way.is_empty() {
            arguments.extend(["--", way]);
        }
        let listed = self.git.run(&arguments)?;
        if !listed.status.success() {
            return Err(failed(&listed));
        }
        let entries = listed.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty());
        let mut stored: Vec<Stored> = entries.filter_map(stored_file).collect();
        sort::by(&mut stored, |one, other| one.way.cmp(&other.way));
        Ok(stored)
    }

    /// The files of a folder that can be a chart's.
    fn in_folder(
        &self,
        commit: &Commit,
        all: Vec<Stored>,
        folder: &str,
    ) -> Result<Option<Vec<Arc<SourceFile>>>, GitError> {
        let listed = all.into_iter().filter_map(|stored| {
            let below = Path::new(&stored.way).strip_prefix(folder).ok()?;
            let listing = Listing::below(below)?;
            Some((doubtful(below), listing, stored))
        });
        let (doubts, sure): (Vec<_>, Vec<_>) = listed.partition(|(doubt, ..)| doubt.is_some());
        // Each folder that may hold no chart, with what is in it.
        let (folders, ways): (Vec<_>, Vec<_>) =
            doubts.iter().map(|(doubt, _, stored)| (doubt.clone(), stored.clone())).unzip();
        let with_chart = with_chart(folders.into_iter().flatten().zip(self.read(commit, ways)?));
        let kept = doubts
            .into_iter()
            .filter(|(doubt, ..)| doubt.as_ref().is_some_and(|doubt| with_chart.contains(doubt)));
        let mut listed: Vec<_> = sure.into_iter().chain(kept).collect();
        sort::by(&mut listed, |(.., one), (.., other)| one.way.cmp(&other.way));
        chosen(listed.iter().map(|(_, listing, _)| *listing), |wanted| {
            let stored = listed.iter().filter(|(_, listing, _)| *listing == wanted);
            self.read(commit, stored.map(|(.., stored)| stored.clone()).collect())
        })
    }

    fn read(&self, commit: &Commit, stored: Vec<Stored>) -> Result<Vec<Arc<SourceFile>>, GitError> {
        let mut child = self
            .git
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_run(&error))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Git("it cannot be asked".to_owned()));
        };
        let mut objects = Objects { questions, answers: BufReader::new(answers) };
        let read = stored.into_iter().map(|stored| {
            let shown = format!("{}:{}", commit.revision, stored.way);
            match objects.get(&stored.object)? {
                None => Err(GitError::NoObject(stored.way)),
                Some(Ok(bytes)) => Ok(chart_file(shown, bytes, stored.sheet.as_deref()).into()),
                Some(Err(error)) => Ok(SourceFile::unreadable(shown, error).into()),
            }
        });
        let read = read.collect();
        // Without a question left to come, Git ends by itself.
        drop(objects);
        let _ = child.wait();
        read
    }
}

/// An entry of a listing: `mode type object`, a tab, the path. Links and modules are not files.
fn stored_file(entry: &[u8]) -> Option<Stored> {
    let entry = String::from_utf8_lossy(entry);
    let (about, way) = entry.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, kind, object) = (about.next()?, about.next()?, about.next()?);
    let is_file = kind == "blob" && mode.starts_with("100");
    is_file.then(|| Stored { way: way.to_owned(), object: object.to_owned(), sheet: None })
}

/// A running `git cat-file --batch`.
struct Objects {
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// The bytes of an object; none where it is not there.
    fn get(&mut self, object: &str) -> Result<Option<Result<Vec<u8>, TextError>>, GitError> {
        self.ask(object).map_err(|error| GitError::Git(io_words(&error)))
    }

    fn ask(&mut self, object: &str) -> std::io::Result<Option<Result<Vec<u8>, TextError>>> {
        writeln!(self.questions, "{object}")?;
        self.questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // `object blob size`, or `object missing`.
        let Some(size) = head.split_ascii_whitespace().nth(2).and_then(|size| size.parse::<u64>().ok())
        else {
            return Ok(None);
        };
        let mut content = self.answers.by_ref().take(size);
        if size > MAX_FILE_BYTES {
            std::io::copy(&mut content, &mut std::io::sink())?;
            self.answers.read_exact(&mut [0])?;
            return Ok(Some(Err(TextError::TooLarge)));
        }
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(Some(Ok(bytes)))
    }
}
