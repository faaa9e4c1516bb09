//! `orglint explain RULE`: what a rule looks at, why, and when it stays silent.

use clap::Args;

use super::{CliError, End, print};
use crate::rules::explain::explain;
use crate::rules::registry::Registry;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The rule's id
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let registry = Registry::builtin();
    let Some(registered) = registry.find(&arguments.rule) else {
        return Err(CliError::Argument {
            message: format!("there is no rule `{}`", arguments.rule),
            help: registry.near_rule(&arguments.rule),
        });
    };
    print(explain(registered).as_bytes())?;
    Ok(End::Clean)
}
