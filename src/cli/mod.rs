//! The command line: arguments, one file for each subcommand, exit codes. Each subcommand is a thin
//! caller of the library.

mod aside;
mod charts;
mod completions;
mod diff;
mod explain;
mod files;
mod import;
mod init;
mod lint;
mod man;
mod new_rule;
mod only_new;
mod output;
mod rule_files;
mod rules;
mod say;
mod schema;
mod settings;
mod since;
mod test_rules;
mod verbose;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use say::{say_error, say_usage};

use crate::problem::Mistake;

/// Lints org charts kept as YAML: who reports to whom, and what is unusual about it.
#[derive(Debug, Parser)]
#[command(
    name = "orglint",
    bin_name = "orglint",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100,
    after_help = "Exit code: 0 nothing at or above `--fail-on`; 1 findings; 2 the whole job could not be done."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    lint: lint::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every rule: id, pack, severity, where that was set, whether it can run on a chart
    Rules(rules::Arguments),
    /// Tell what a rule looks at, why, when it stays silent, and show its examples
    Explain(explain::Arguments),
    /// Tell what differs between two versions of a chart: positions, holders, findings
    Diff(diff::Arguments),
    /// Run the examples inside rule files: the built-in ones and one's own, or those of the paths
    TestRules(test_rules::Arguments),
    /// Turn a table of an HR system into a chart in the native form
    Import(import::Arguments),
    /// Write a commented rule file to start from, in `.orglint/rules/`
    NewRule(new_rule::Arguments),
    /// Write a configuration, a small chart, a hook and a workflow to start from
    Init(init::Arguments),
    /// Print a JSON Schema for editors: of charts, configurations, rule files or reports
    Schema(schema::Arguments),
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
    /// An argument that cannot be used.
    #[error("{message}")]
    Argument {
        /// What is amiss.
        message: String,
        /// What to do about it.
        help: String,
    },
    /// A configuration with mistakes.
    #[error("the configuration has mistakes")]
    Configuration(Vec<Mistake>),
    /// Standard output failed.
    #[error("standard output cannot be written: {}", crate::source::io_words(.0))]
    Output(#[from] std::io::Error),
}

impl From<crate::rules::registry::SettingError> for CliError {
    fn from(error: crate::rules::registry::SettingError) -> Self {
        Self::Argument { message: error.message, help: error.help }
    }
}

impl From<crate::history::HistoryError> for CliError {
    fn from(error: crate::history::HistoryError) -> Self {
        Self::Argument { message: error.to_string(), help: error.help().into_owned() }
    }
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
        Some(Command::TestRules(arguments)) => test_rules::run(&arguments),
        Some(Command::Import(arguments)) => import::run(&arguments),
        Some(Command::NewRule(arguments)) => new_rule::run(&arguments),
        Some(Command::Init(arguments)) => init::run(&arguments),
        Some(Command::Schema(arguments)) => schema::run(&arguments),
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
