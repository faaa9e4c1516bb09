//! `orglint what-if SCENARIO`: a chart as it is and as it would be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::diff::{self, FormatName, Judging};
use super::fix::write_over;
use super::output::Target;
use super::say::{color_choice, report_stream, say, written};
use super::{CliError, End, answer, shown, standard_input};
use crate::files::{Ask as _, Links};
use crate::report::{self, Format, changes};
use crate::session::{Run, WhatIf};
use crate::stats::Stats;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The scenario: a file with `from:` and `changes:`; `-` is standard input
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// The format for standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    /// Write a page with both charts, as they are and as they would be, to look at (html)
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
    /// Make the changes in the files of the chart; comments stay
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    judging: Judging,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let page = arguments.draw.clone().map(Target::at).transpose()?;
    let options = arguments.judging.options()?;
    let mut session = super::session(options);
    let path = &arguments.scenario;
    let scenario = if path.as_os_str() == "-" {
        standard_input()
    } else {
        session.files_mut().source(path, shown(path), Links::Followed)
    };
    let WhatIf { base, after, files } = answer(&mut session, |session| session.what_if(&Arc::new(scenario)))?;
    page.iter().try_for_each(|page| page.keep_off(session.files_mut()))?;
    let is_drawn = page.is_none_or(|page| page.write(|out| draw(&base, &after, out)));
    let stats = [stats(&base), stats(&after)];
    let is_whole = [&base, &after].iter().all(|run| run.outcome.is_read_in_full());
    let (mut comparison, outcome) = diff::compare(&base, after);
    comparison.new.path = shown(path);
    let mut out = report_stream(color_choice());
    written(changes::write(
        arguments.format.into(),
        &comparison,
        Some(&stats),
        arguments.judging.names,
        &mut out,
    ))?;
    let is_written = !arguments.write || write(&files)?;
    Ok(if !(is_whole && is_drawn && is_written) {
        End::Incomplete
    } else if arguments.judging.fail_on.fails(&outcome) {
        End::Findings
    } else {
        End::Clean
    })
}

fn write(files: &[(PathBuf, String, String)]) -> Result<bool, CliError> {
    let changed: Vec<(&Path, &str, &str)> =
        files.iter().map(|(path, before, after)| (&**path, &**before, &**after)).collect();
    let all = write_over(&changed)?;
    if all {
        let message = match files {
            [] => "there is nothing to change".to_owned(),
            [(path, ..)] => format!("`{}` is written", shown(path)),
            _ => format!("{} files are written", files.len()),
        };
        say("what-if", &message, None);
    }
    Ok(all)
}

fn stats(run: &Run) -> Stats {
    let structures = run.structures();
    let areas = &run.outcome.portfolios;
    structures.first().map(|one| Stats::of(one, areas, run.outcome.incomplete, false)).unwrap_or_default()
}

/// A page with both charts. The findings on it are those of the chart as it would be.
fn draw(base: &Run, after: &Run, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let (mut before, mut now) = (base.structures(), after.structures());
    for structure in &mut before {
        structure.name += ", as it is";
        structure.entries.iter_mut().for_each(|entry| entry.marks.clear());
    }
    for structure in &mut now {
        structure.name += ", as it would be";
    }
    let structures = before.into_iter().chain(now).collect();
    let options = report::Options { structures, ..report::Options::default() };
    report::write(Format::Html, &after.outcome, &options, out)
}
