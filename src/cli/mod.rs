//! The command line: arguments, one file for each subcommand, exit codes. Each subcommand is a thin
//! caller of the library.

mod aside;
mod completions;
mod diff;
mod draw;
mod explain;
mod files;
mod fix;
mod import;
mod init;
mod lint;
mod lsp;
mod man;
mod new_rule;
mod only_new;
mod output;
mod reconcile;
mod rule_files;
mod rules;
mod say;
mod schema;
mod settings;
mod stats;
mod test_rules;
mod verbose;
mod what_if;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use files::Read;
use say::{say_error, say_notice, say_usage};

use crate::files::{Disk, read_limited};
use crate::problem::Refusal;
use crate::session::{self, Options, Session};
use crate::source::SourceFile;

/// Lints org charts kept as YAML: who reports to whom, and what is unusual about it.
#[derive(Debug, Parser)]
#[command(
    name = "orglint",
    bin_name = "orglint",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100,
    after_help = "Exit code: 0 if there is nothing at or above `--fail-on`; 1 if there are findings; 2 if \
        the whole job could not be done."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    lint: lint::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every rule: id, pack, severity, where that was set, and whether it can run on a chart
    Rules(rules::Arguments),
    /// Explain a rule: what it looks at, why, when it stays silent, and examples
    Explain(explain::Arguments),
    /// Show what differs between two versions of a chart: positions, holders, findings
    Diff(diff::Arguments),
    /// Compare a chart with a second source, such as an HR system's export
    Reconcile(Box<reconcile::Arguments>),
    /// Show what a scenario would do to its chart, and make the changes if asked to
    WhatIf(what_if::Arguments),
    /// Draw a chart: a picture that fits a page, or a page to look at and pass on
    Draw(draw::Arguments),
    /// Count layers, spans, functions and sides, and compare them with an earlier chart
    Stats(stats::Arguments),
    /// Run the examples in rule files: the built-in ones and your own, or those of the paths
    TestRules(test_rules::Arguments),
    /// Turn a table of an HR system into a chart in orglint's own format
    Import(import::Arguments),
    /// Write a commented rule file to start from, in `.orglint/rules/`
    NewRule(new_rule::Arguments),
    /// Write a configuration, a small chart, a hook and a workflow to start from
    Init(init::Arguments),
    /// Print a JSON Schema for editors: for charts, configurations, rule files, reports or numbers
    Schema(schema::Arguments),
    /// Serve editors: findings, fixes and completions while you type
    Lsp(lsp::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man(man::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// The whole job could not be done.
    Incomplete,
}

/// Why a command could not do its job.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// What was asked for cannot be done.
    #[error(transparent)]
    Run(#[from] session::Error),
    /// Standard output failed.
    #[error("standard output cannot be written: {}", crate::source::io_words(.0))]
    Output(#[from] std::io::Error),
}

impl From<Refusal> for CliError {
    fn from(why: Refusal) -> Self {
        Self::Run(why.into())
    }
}

/// That what was asked for cannot be done.
fn refused(message: impl Into<String>, help: impl Into<String>) -> CliError {
    Refusal::new(message, help).into()
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return say_usage(&error),
    };
    let end = match cli.command {
        None => lint::run(&cli.lint),
        Some(Command::Rules(arguments)) => rules::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Diff(arguments)) => diff::run(&arguments),
        Some(Command::Reconcile(arguments)) => reconcile::run(&arguments),
        Some(Command::WhatIf(arguments)) => what_if::run(&arguments),
        Some(Command::Draw(arguments)) => draw::run(&arguments),
        Some(Command::Stats(arguments)) => stats::run(&arguments),
        Some(Command::TestRules(arguments)) => test_rules::run(&arguments),
        Some(Command::Import(arguments)) => import::run(&arguments),
        Some(Command::NewRule(arguments)) => new_rule::run(&arguments),
        Some(Command::Init(arguments)) => init::run(&arguments),
        Some(Command::Schema(arguments)) => schema::run(&arguments),
        Some(Command::Lsp(arguments)) => lsp::run(&arguments),
        Some(Command::Completions(arguments)) => completions::run(&arguments),
        Some(Command::Man(arguments)) => man::run(&arguments),
    };
    match end {
        Ok(End::Clean) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Ok(End::Incomplete) => ExitCode::from(2),
        Err(error) => {
            say_error(&error);
            ExitCode::from(2)
        }
    }
}

/// A session over the file system. Every command has one of this kind: each further kind is the whole of a session
/// once more in the program.
fn session(options: Options) -> Session<Read> {
    Session::new(Read::default(), options)
}

/// What a session answers; what came up beside the answer is said.
fn answer<T>(
    session: &mut Session<Read>,
    question: impl FnOnce(&mut Session<Read>) -> Result<T, session::Error>,
) -> Result<T, CliError> {
    let answer = question(session);
    session.take_notices().iter().for_each(say_notice);
    Ok(answer?)
}

/// The working folder.
fn here() -> PathBuf {
    crate::files::Ask::here(&Disk)
}

/// A path as it is shown.
fn shown(path: &Path) -> String {
    crate::source::shown(path, &here())
}

/// What standard input holds.
fn standard_input() -> SourceFile {
    let mut bytes = Vec::new();
    match read_limited(std::io::stdin().lock(), &mut bytes) {
        Ok(()) => SourceFile::from_bytes("-", bytes),
        Err(error) => SourceFile::unreadable("-", error),
    }
}

/// Reads `FIELD=COLUMN`.
fn column(text: &str) -> Result<(String, String), String> {
    let (field, column) =
        text.split_once('=').ok_or("write FIELD=COLUMN, such as `reports_to=Vorgesetzter`")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
