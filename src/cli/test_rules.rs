//! `orglint test-rules [PATH]…`: run the examples inside rule files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::say::{print, say};
use super::settings::ConfigArguments;
use super::{CliError, End, answer};
use crate::rules::examples::{Tested, TestedFiles, test, test_all, test_files_with};
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Rule files, or folders of them; without any, the built-in rules and those in `.orglint/rules/`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut session = super::session(arguments.config.options());
    let setup = answer(&mut session, |session| session.setup(Path::new(".")))?;
    let rules = setup.rules_as_written();
    let TestedFiles { tested, problems } = if arguments.paths.is_empty() {
        let own = setup.own_rules.iter().map(|file| test(file, &rules, &setup.own));
        TestedFiles { tested: test_all().into_iter().chain(own).collect(), problems: Vec::new() }
    } else {
        test_files_with(&super::rule_files::find(&arguments.paths)?, &rules, &setup.own)
    };
    for problem in &problems {
        say("error", &problem.to_string(), Some(&problem.help));
    }
    let right = tested.iter().filter(|one| one.is_right()).count();
    let examples: usize = tested.iter().map(Tested::count).sum();
    let mut text = String::new();
    for one in &tested {
        let _ = writeln!(text, "{one}");
    }
    // Where no file could be read as a rule, the mistakes have said it all.
    if !tested.is_empty() {
        let _ = writeln!(text, "{right} of {} rules right, {examples} examples", tested.len());
    }
    print(&text)?;
    if !problems.is_empty() || !setup.rule_mistakes.is_empty() {
        return Ok(End::Incomplete);
    }
    Ok(if right == tested.len() { End::Clean } else { End::Findings })
}
