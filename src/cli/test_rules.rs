//! `orglint test-rules [PATH]…`: run the examples inside rule files.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::{CliError, End, print, say};
use crate::rules::examples::{Tested, TestedFiles, test_all, test_files};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Rule files, or folders of them; without any, the built-in rules
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let TestedFiles { tested, problems } = if arguments.paths.is_empty() {
        TestedFiles { tested: test_all(), problems: Vec::new() }
    } else {
        test_files(&super::rule_files::find(&arguments.paths)?)
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
    print(text.as_bytes())?;
    if !problems.is_empty() {
        return Ok(End::Incomplete);
    }
    Ok(if right == tested.len() { End::Clean } else { End::Findings })
}
