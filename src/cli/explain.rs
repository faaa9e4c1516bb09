//! `orglint explain RULE`: what a rule looks at, why, and when it stays silent.

use std::path::Path;

use clap::Args;

use super::say::print;
use super::settings::ConfigArguments;
use super::{CliError, End, answer, refused};
use crate::rules::explain::{Detail, explain_with};
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The rule's id
    #[arg(value_name = "RULE")]
    rule: String,
    /// Show the conditions and every example too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut session = super::session(arguments.config.options());
    let setup = answer(&mut session, |session| session.setup(Path::new(".")))?;
    let Some(registered) = setup.registry.find(&arguments.rule) else {
        return Err(refused(
            format!("there is no rule `{}`", arguments.rule),
            setup.registry.near_rule(&arguments.rule),
        ));
    };
    let detail = if arguments.all { Detail::All } else { Detail::Screen };
    print(&explain_with(registered, &setup.own, detail))?;
    Ok(if setup.rule_mistakes.is_empty() { End::Clean } else { End::Incomplete })
}
