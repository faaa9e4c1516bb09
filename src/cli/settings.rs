//! Options that several commands share: levels of rules, and the date.

use clap::Args;
use jiff::civil::Date;

use super::CliError;
use crate::lint::Dates;
use crate::rules::registry::Registry;

/// Which rules speak, and at what date.
#[derive(Debug, Args)]
pub(super) struct Settings {
    /// Set a rule's or a pack's level (off, info, warning, error, on), or a parameter; repeatable
    #[arg(long = "rule", value_name = "ID=LEVEL|ID.PARAM=VALUE")]
    rules: Vec<String>,
    /// The date clocks run from, where the chart has no `as_of`
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

impl Settings {
    pub(super) fn registry(&self) -> Result<Registry, CliError> {
        let mut registry = Registry::builtin();
        for setting in &self.rules {
            registry.set(setting, "the command line")?;
        }
        Ok(registry)
    }

    pub(super) fn dates(&self) -> Result<Dates, CliError> {
        let stated = match &self.as_of {
            None => None,
            Some(text) => Some(text.parse::<Date>().map_err(|_| CliError::Argument {
                message: format!("`{text}` is no date"),
                help: "write year, month and day: `--as-of 2026-01-15`".to_owned(),
            })?),
        };
        Ok(Dates { stated, today: jiff::ZonedDateTime::now().date() })
    }
}
