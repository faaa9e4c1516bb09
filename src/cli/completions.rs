//! `orglint completions SHELL`.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::say::print_as_it_is;
use super::{Cli, CliError, End};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "orglint", &mut text);
    print_as_it_is(&text)?;
    Ok(End::Clean)
}
