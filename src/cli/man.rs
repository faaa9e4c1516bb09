//! `orglint man`.

use clap::{Args, CommandFactory as _};

use super::say::print_as_it_is;
use super::{Cli, CliError, End};

#[derive(Debug, Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments) -> Result<End, CliError> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut text)?;
    print_as_it_is(&text)?;
    Ok(End::Clean)
}
