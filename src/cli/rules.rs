//! `orglint rules`: every rule, and how it takes part.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::charts::charts;
use super::say::{print, say, say_mistake};
use super::settings::Settings;
use super::{CliError, End};
use crate::discover::{ChartFiles, shown};
use crate::finding::Outcome;
use crate::graph::OrgGraph;
use crate::lint::{Dates, read, unknown_parts};
use crate::report::harmless;
use crate::rules::registry::{Level, Registered};
use crate::rules::run::{self, Judged};
use crate::setup::Setup;
use crate::source::quoted;

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
    let settings = &arguments.settings;
    let (setup, judged, mut end) = match &arguments.chart {
        None => (settings.setup(Path::new("."))?, None, End::Clean),
        Some(path) => {
            let Some((files, setup, all_found)) = chart(path, settings)? else { return Ok(End::Incomplete) };
            match judge(path, files, &setup, settings.dates()?) {
                Some((judged, end)) => (setup, Some(judged), if all_found { end } else { End::Incomplete }),
                None => return Ok(End::Incomplete),
            }
        }
    };
    let registry = &setup.registry;
    if !setup.rule_mistakes.is_empty() {
        end = End::Incomplete;
    }
    let heads = ["rule", "pack", "severity", "set by", if judged.is_some() { "on this chart" } else { "" }];
    let mut rows = vec![Row(heads.map(str::to_owned))];
    for (at, registered) in registry.rules().iter().enumerate() {
        rows.push(row(registered, judged.as_ref().map(|judged| on_chart(judged, at, registered))));
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
    Ok(end)
}

/// The one chart that is asked for, with what it is to be linted with, and whether all of it was
/// found.
fn chart(path: &Path, settings: &Settings) -> Result<Option<(ChartFiles, Setup, bool)>, CliError> {
    let found = charts(std::slice::from_ref(&path.to_owned()), settings)?;
    if let [_, _, ..] = &found.files[..] {
        let names = found.files.iter().filter_map(|(files, _)| files.name.as_deref());
        let names = names.map(quoted).collect::<Vec<_>>().join(", ");
        return Err(CliError::Argument {
            message: format!("{} belongs to several charts: {names}", quoted(&shown(path))),
            help: "name a file that only one of them has".to_owned(),
        });
    }
    let chart = found.files.into_iter().next();
    Ok(chart.map(|(files, number)| (files, found.setups.get(number).clone(), found.all_found)))
}

/// Runs the rules over the chart, to see what each of them looks at; none where there is no chart.
fn judge(path: &Path, files: ChartFiles, setup: &Setup, dates: Dates) -> Option<(Judged, End)> {
    let mut outcome = Outcome::default();
    let chart = read(files, &setup.own, &mut outcome);
    if chart.is_empty() {
        super::lint::say_no_positions(&shown(path));
        return None;
    }
    if outcome.incomplete {
        let help = format!("`orglint {}` shows where", shown(path));
        say("warning", "a part of the chart could not be read", Some(&help));
    }
    let graph = OrgGraph::new(&chart);
    let judged = run::run(&chart, &graph, &outcome.sources, &setup.registry, dates.of(&chart));
    let mistakes = unknown_parts(&chart, setup, &judged.unknown_parts);
    mistakes.iter().for_each(say_mistake);
    outcome.incomplete |= !mistakes.is_empty();
    Some((judged, if outcome.incomplete { End::Incomplete } else { End::Clean }))
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
            let _ = write!(set_by, "; {} within {} by {by}", level.word(), harmless(&part.part.within));
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

/// What a rule did on a chart: what it lacked, else how many positions it looked at.
fn on_chart(judged: &Judged, at: usize, registered: &Registered) -> String {
    if !registered.is_on() {
        return "off".to_owned();
    }
    let lacks = judged.not_checked.iter().find(|not_checked| usize::from(not_checked.rule.0) == at);
    match (lacks, judged.looked_at[at]) {
        (Some(lacks), _) => format!("not checked, needs {}", lacks.names().collect::<Vec<_>>().join(", ")),
        (None, None) => "checked".to_owned(),
        (None, Some(looked_at)) => format!("looked at {looked_at}"),
    }
}
