//! `orglint test-rules [PATH]…`: run the examples inside rule files.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::{CliError, End, say};
use crate::rules::examples::{Tested, test_all, test_files};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Rule files, or folders of them; without any, the built-in rules
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let tested = if arguments.paths.is_empty() {
        test_all()
    } else {
        let files = super::rule_files::find(&arguments.paths)?;
        match test_files(&files, &std::sync::Arc::default()) {
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
    Ok(if right == tested.len() { End::Clean } else { End::Findings })
}
