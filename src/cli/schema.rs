//! `orglint schema`: JSON Schemas, for editors and other programs.

use std::path::Path;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::say::print_as_it_is;
use super::settings::ConfigArguments;
use super::{CliError, End, answer};
use crate::schema::Schema;
#[derive(Debug, Args)]
#[command(after_help = "\
Example: orglint schema chart > .orglint/chart.schema.json

Editors with the YAML language server take it for a chart that begins with
    # yaml-language-server: $schema=.orglint/chart.schema.json")]
pub(super) struct Arguments {
    /// What to describe
    #[arg(value_name = "WHAT")]
    what: Schema,
    #[command(flatten)]
    config: ConfigArguments,
}

impl ValueEnum for Schema {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let about = match self {
            Self::Chart => "a chart in orglint's own format, flat or nested",
            Self::Config => "a configuration, `orglint.yaml`",
            Self::Rule => "a rule file",
            Self::Report => "what `--format json` writes",
            Self::Stats => "what `stats --format json` writes",
        };
        Some(PossibleValue::new(self.word()).help(about))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut session = super::session(arguments.config.options());
    let setup = answer(&mut session, |session| session.setup(Path::new(".")))?;
    print_as_it_is(arguments.what.text(&setup).as_bytes())?;
    Ok(if setup.rule_mistakes.is_empty() { End::Clean } else { End::Incomplete })
}
