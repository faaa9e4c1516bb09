//! `orglint test-rules [PATH]…`: run the examples inside rule files.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::ConfigArguments;
use super::{CliError, End, say};
use crate::rules::examples::{Tested, test, test_all, test_files};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Rule files, or folders of them; without any, the built-in rules and those in `.orglint/rules/`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let setup = arguments.config.setup(Path::new("."))?;
    let rules = setup.rules_as_written();
    let tested = if arguments.paths.is_empty() {
        let own = setup.own_rules.iter().map(|file| test(file, &rules, &setup.own));
        test_all().into_iter().chain(own).collect()
    } else {
        let files = super::rule_files::find(&arguments.paths)?;
        match test_files(&files, &rules, &setup.own) {
            Ok(tested) => tested,
            Err(problems) => {
                for problem in &problems {
                    say("error", &problem.to_string(), Some(&problem.help));
                }
                return Ok(End::Incomplete);
            }
        }
    };
    let mut out = anstream::stdout().lock();
    for one in &tested {
        writeln!(out, "{one}")?;
    }
    let right = tested.iter().filter(|one| one.is_right()).count();
    writeln!(
        out,
        "{right} of {} rules right, {} examples",
        tested.len(),
        tested.iter().map(Tested::count).sum::<usize>()
    )?;
    Ok(match (setup.rule_mistakes.is_empty(), right == tested.len()) {
        (false, _) => End::Incomplete,
        (true, false) => End::Findings,
        (true, true) => End::Clean,
    })
}
