//! The one place that writes to standard output and standard error, beside the reports, whose stream it
//! opens. Whatever a text holds of charts, files and arguments is made harmless here.

use std::io::{IsTerminal as _, StdoutLock, Write as _};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use clap::CommandFactory as _;

use super::{Cli, CliError};
use crate::escape::{clean, clean_lines};
use crate::nearest::nearest;
use crate::problem::Mistake;
use crate::session::Error;
use crate::session::Notice;

/// A line to standard error, with what to do about it on the next.
pub(super) fn say(kind: &str, message: &str, help: Option<&str>) {
    let mut text = format!("{kind}: {}\n", clean(message));
    if let Some(help) = help.filter(|help| !help.is_empty()) {
        text.push_str("  help: ");
        text.push_str(&clean(help));
        text.push('\n');
    }
    to_standard_error(&text);
}

/// A mistake in a configuration or a rule file.
pub(super) fn say_mistake(mistake: &Mistake) {
    say("error", &mistake.to_string(), Some(&mistake.help));
}

/// What came up in a run, beside the findings. A misspelt command is taken for a path.
pub(super) fn say_notice(notice: &Notice) {
    let command = Cli::command();
    let path = notice.nothing_at.as_ref().and_then(|path| path.to_str());
    let near = path.and_then(|path| nearest(path, command.get_subcommands().map(clap::Command::get_name)));
    let help = near.map(|name| format!("a similar command is known: `orglint {name}`"));
    say(notice.kind, &notice.message, help.as_deref().or(notice.help.as_deref()));
}

/// Why a command could not do its job.
pub(super) fn say_error(error: &CliError) {
    let help = match error {
        CliError::Run(Error::Configuration(mistakes)) => return mistakes.iter().for_each(say_mistake),
        CliError::Run(Error::Argument { help, .. }) => Some(help.as_str()),
        CliError::Output(_) => Some("check where it goes, and the free space there"),
    };
    say("error", &error.to_string(), help);
}

/// A question to standard error, whose answer is read on the same line.
pub(super) fn ask(question: &str) {
    to_standard_error(&format!("{} ", clean(question)));
}

/// What the arguments asked for in place of a command: help, the version, or what is wrong with them.
pub(super) fn say_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Help and version are not a failure, and hold nothing from outside.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    to_standard_error(&error.render().to_string());
    ExitCode::from(2)
}

fn to_standard_error(text: &str) {
    // There is nowhere left to tell that this failed.
    let _ = anstream::stderr().lock().write_all(clean_lines(text).as_bytes());
}

/// Writes lines for people to standard output.
pub(super) fn print(text: &str) -> Result<(), CliError> {
    print_as_it_is(clean_lines(text).as_bytes())
}

/// Writes to standard output what another program reads, and what holds nothing that comes from outside.
pub(super) fn print_as_it_is(text: &[u8]) -> Result<(), CliError> {
    let mut out = anstream::stdout().lock();
    written(out.write_all(text).and_then(|()| out.flush()))
}

/// What became of writing to standard output. A reader that has seen enough is not a failure, and the
/// exit code stays what it is.
pub(super) fn written(result: std::io::Result<()>) -> Result<(), CliError> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Standard output for a report, which makes harmless what it holds.
pub(super) fn report_stream(choice: ColorChoice) -> AutoStream<StdoutLock<'static>> {
    AutoStream::new(std::io::stdout().lock(), choice)
}

/// Whether colours are meant for standard output where nobody says so.
pub(super) fn color_choice() -> ColorChoice {
    AutoStream::choice(&std::io::stdout())
}

/// Whether somebody looks at standard output as it is written.
pub(super) fn is_watched() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether somebody can be asked.
pub(super) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Columns of the terminal that is written to; 100 where it is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(100, |(width, _)| usize::from(width.0).clamp(40, 160))
}
