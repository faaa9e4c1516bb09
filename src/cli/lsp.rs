//! `orglint lsp`: the language server, over standard input and output.

use clap::Args;
use lsp_server::Connection;

use super::files::Recorded;
use super::settings::ConfigArguments;
use super::{CliError, End};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigArguments,
    /// Use standard input and output, which is the only way there is
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let (connection, threads) = Connection::stdio();
    let served = crate::lsp::serve(&connection, Recorded::default(), arguments.config.options());
    // The threads end with what they send and take by.
    drop(connection);
    threads.join()?;
    Ok(if served.is_ok() { End::Clean } else { End::Incomplete })
}
