//! `orglint rules`: every rule, and how it takes part.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::say::print;
use super::settings::Settings;
use super::{CliError, End, answer, standard_input};
use crate::rules::registry::{Level, Registered};
use crate::session::Run;
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A chart: shows for each rule how many positions it looked at there
    #[arg(value_name = "CHART")]
    chart: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

/// One line of the list.
struct Row([String; 5]);

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut session = super::session(arguments.settings.options()?);
    let (setup, run) = match &arguments.chart {
        None => (answer(&mut session, |session| session.setup(Path::new(".")))?, None),
        Some(path) => {
            let is_stdin = path.as_os_str() == "-";
            let found = answer(&mut session, |session| session.one(path, is_stdin.then(standard_input)))?;
            let Some((run, setup)) = found else { return Ok(End::Incomplete) };
            (setup, Some(run))
        }
    };
    let is_whole = run.as_ref().is_none_or(|run| !run.outcome.incomplete) && setup.rule_mistakes.is_empty();
    let heads = ["rule", "pack", "severity", "set by", if run.is_some() { "on this chart" } else { "" }];
    let mut rows = vec![Row(heads.map(str::to_owned))];
    for (at, registered) in setup.registry.rules().iter().enumerate() {
        rows.push(row(registered, run.as_ref().map(|run| on_chart(run, at, registered))));
    }
    let mut text = String::new();
    let width = |column: usize| rows.iter().map(|row| row.0[column].len()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    for Row(cells) in &rows {
        let line: Vec<String> = cells
            .iter()
            .zip(widths.iter().chain([&0]))
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        let _ = writeln!(text, "{}", line.join("  ").trim_end());
    }
    print(&text)?;
    Ok(if is_whole { End::Clean } else { End::Incomplete })
}

fn row(registered: &Registered, on_chart: Option<String>) -> Row {
    let severity = match registered.level {
        Level::Off => "off".to_owned(),
        Level::On => registered.rule.severity.to_string(),
        Level::At(severity) => severity.to_string(),
    };
    let mut set_by = registered.set_by.clone().unwrap_or_else(|| "default".to_owned());
    for part in &registered.parts {
        if let Some((level, by)) = &part.level {
            // What a part is called by may tell of somebody.
            let _ = write!(set_by, "; {} for a part by {by}", level.word());
        }
    }
    Row([
        registered.rule.id.clone(),
        registered.rule.pack.clone(),
        severity,
        set_by,
        on_chart.unwrap_or_default(),
    ])
}

/// What a rule did on the one chart of a run: what it lacked, else how many positions it looked at.
fn on_chart(run: &Run, at: usize, registered: &Registered) -> String {
    let chart = &run.charts[0];
    if !registered.is_on() {
        return "off".to_owned();
    }
    let lacks = run.outcome.not_checked.iter().find(|not_checked| not_checked.rule == chart.rules[at]);
    match (lacks, chart.looked_at[at]) {
        (Some(lacks), _) => format!("not checked, needs {}", lacks.in_words()),
        (None, None) => "checked".to_owned(),
        (None, Some(looked_at)) => format!("looked at {looked_at}"),
    }
}
