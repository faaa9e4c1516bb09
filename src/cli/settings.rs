//! Options that several commands share: the configuration, levels of rules, and the date.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::CliError;
use super::say::say_mistake;
use crate::config::{Found, find, find_file};
use crate::lint::Dates;
use crate::setup::Setup;

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
    /// The configuration of a chart, or of a folder.
    pub(super) fn found(&self, start: &Path) -> Result<Option<Found>, CliError> {
        if self.no_config {
            return Ok(None);
        }
        if let Some(file) = &self.config {
            return Ok(Some(find_file(file)));
        }
        find(start).map_err(|mistake| CliError::Configuration(vec![mistake]))
    }

    /// What the configuration of a chart, or of a folder, makes of the rules. Mistakes in own rule
    /// files are told; the other rules run.
    pub(super) fn setup(&self, start: &Path) -> Result<Setup, CliError> {
        let setup = match self.found(start)? {
            None => Setup::default(),
            Some(found) => Setup::load(&found).map_err(CliError::Configuration)?,
        };
        setup.rule_mistakes.iter().for_each(say_mistake);
        Ok(setup)
    }
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

/// What each of several charts is to be linted with; charts with one configuration share it.
#[derive(Default)]
pub(super) struct Setups {
    known: Vec<(Option<Found>, Setup)>,
}

impl Setups {
    pub(super) fn get(&self, number: usize) -> &Setup {
        &self.known[number].1
    }
}

impl Settings {
    /// What a chart is to be linted with.
    pub(super) fn setup(&self, start: &Path) -> Result<Setup, CliError> {
        let mut setup = self.config.setup(start)?;
        for setting in &self.rules {
            setup.registry.set(setting, "the command line")?;
        }
        Ok(setup)
    }

    /// The number of what a chart is to be linted with.
    pub(super) fn number(&self, start: &Path, setups: &mut Setups) -> Result<usize, CliError> {
        let found = self.config.found(start)?;
        if let Some(number) = setups.known.iter().position(|(known, _)| *known == found) {
            return Ok(number);
        }
        setups.known.push((found, self.setup(start)?));
        Ok(setups.known.len() - 1)
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
