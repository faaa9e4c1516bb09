//! Options that several commands share: the configuration, levels of rules, and the date.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::Args;
use jiff::civil::Date;

use super::{CliError, refused};
use crate::session::{Configuration, Options};

/// Which configuration counts.
#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    /// Use this configuration, and the rules in `.orglint/rules/` beside it
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration and no rules of one's own
    #[arg(long)]
    no_config: bool,
}

impl ConfigArguments {
    /// What a session with this configuration is told.
    pub(super) fn options(&self) -> Options {
        let configuration = match &self.config {
            _ if self.no_config => Configuration::None,
            Some(file) => Configuration::File(file.clone()),
            None => Configuration::Nearest,
        };
        Options { configuration, clock: time, ..Options::on(jiff::ZonedDateTime::now().date()) }
    }
}

/// The time since it was first asked for.
pub(super) fn time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Which rules speak, and at what date.
#[derive(Debug, Args)]
pub(super) struct Settings {
    #[command(flatten)]
    config: ConfigArguments,
    /// Set a rule's or a pack's level (off, info, warning, error, on), or a parameter; repeatable
    #[arg(long = "rule", value_name = "ID=LEVEL|ID.PARAM=VALUE")]
    rules: Vec<String>,
    /// The date clocks run from, where the chart has no `as_of`
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

impl Settings {
    /// What a session with these settings is told.
    pub(super) fn options(&self) -> Result<Options, CliError> {
        let as_of = match &self.as_of {
            None => None,
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                refused(format!("`{text}` is not a date"), "write year, month and day: `--as-of 2026-01-15`")
            })?),
        };
        Ok(Options { as_of, rules: self.rules.clone(), ..self.config.options() })
    }
}
