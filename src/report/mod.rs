//! Findings → text, one file per output format. Uses [`crate::finding`] and [`crate::source`].
//!
//! Everything that comes from a chart (ids, titles, paths, source lines) is made harmless for the
//! format it is written in. Holders' names are not printed unless asked for.

mod changed;
pub mod changes;
mod diff;
mod evidence;
use crate::escape;
mod github;
mod gitlab;
mod guess;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod mask;
mod mermaid;
mod names;
mod occurrences;
mod repository;
mod sarif;
mod short;
mod source_code;
mod statistics;
mod summary;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use crate::compare::Comparison;
use crate::draw::Part;
use crate::finding::Outcome;
use crate::structure::Structure;
pub(crate) use json::VERSION as JSON_VERSION;
pub(crate) use summary::{left_out, without_earlier_version};

/// Writes a report in one format.
type Writer = fn(&Outcome, &Options, &mut dyn io::Write) -> io::Result<()>;

macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident $word:literal $write:expr;)+) => {
        /// An output format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $($(#[$doc])* $format,)+
        }

        impl Format {
            /// All formats.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$format),+];

            /// The word used on the command line.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$format => $word,)+
                }
            }

            fn writer(self) -> Writer {
                match self {
                    $(Self::$format => $write,)+
                }
            }
        }
    };
}

formats! {
    /// For people at a terminal: source lines with labels, reasons, choices, a summary.
    Human "human" human::write;
    /// One line for each finding, as editors read it.
    Short "short" short::write;
    /// For programs; the shape is stable.
    Json "json" json::write;
    /// SARIF 2.1.0, for code scanning services.
    Sarif "sarif" sarif::write;
    /// Annotations in a GitHub workflow.
    Github "github" github::write;
    /// GitLab's code quality report.
    Gitlab "gitlab" gitlab::write;
    /// `JUnit` XML, for test reports.
    Junit "junit" |outcome, _, out| junit::write(outcome, out);
    /// For the summary page of a build.
    Markdown "markdown" |outcome, options, out| {
        let write = if options.evidence { evidence::write } else { markdown::write };
        write(outcome, options, out)
    };
    /// A page with the charts and the findings, to look at and to hand on.
    Html "html" html::write;
}

impl Format {
    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How a report is written. Formats for programs take no notice of most of it.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Options {
    /// Print the names of holders where source lines are shown.
    pub names: bool,
    /// Show source lines.
    pub snippets: bool,
    /// The folder of the run, from the root of the repository on, with a `/` at its end; empty at the
    /// root. Services look for paths from there.
    pub folder: String,
    /// Use colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Show so many findings and count the rest; formats for programs give them all.
    pub max_findings: Option<usize>,
    /// Count the findings of each rule instead of showing them.
    pub statistics: bool,
    /// Leave out all but the findings.
    pub quiet: bool,
    /// Write Markdown as a page for auditors: what was checked, on what source, and what was not.
    pub evidence: bool,
    /// How long the run took, where that is to be told.
    pub elapsed: Option<Duration>,
    /// What a page draws: [`crate::session::Run::structures`].
    pub structures: Arc<[Structure]>,
    /// What differs from earlier versions, which a page says first: [`crate::session::Run::changes`].
    pub changes: Arc<[Comparison]>,
    /// Which part of the structures.
    pub part: Part,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            names: false,
            snippets: true,
            folder: String::new(),
            color: false,
            width: 100,
            max_findings: None,
            statistics: false,
            quiet: false,
            evidence: false,
            elapsed: None,
            structures: Arc::default(),
            changes: Arc::default(),
            part: Part::default(),
        }
    }
}

/// Writes a report. An error of `out` is handed up as it is, a closed pipe too.
pub fn write(
    format: Format,
    outcome: &Outcome,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    format.writer()(outcome, options, &mut out)?;
    out.flush()
}

/// Writes what fixes change in the files of a run as a unified diff.
pub fn diff(before: &Outcome, after: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    diff::write(before, after, options, &mut out)?;
    out.flush()
}
