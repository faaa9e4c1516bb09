//! `orglint rules`: every rule, and how it takes part.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::Settings;
use super::{CliError, End, print, say};
use crate::discover::shown;
use crate::finding::Outcome;
use crate::graph::OrgGraph;
use crate::lint::{Dates, read};
use crate::rules::registry::{Level, Registered, Registry};
use crate::rules::run::{self, Judged};

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
    let registry = arguments.settings.registry()?;
    let (judged, end) = match &arguments.chart {
        None => (None, End::Clean),
        Some(path) => match judge(path, &registry, arguments.settings.dates()?) {
            Some((judged, end)) => (Some(judged), end),
            None => return Ok(End::Incomplete),
        },
    };
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
    print(text.as_bytes())?;
    Ok(end)
}

/// Runs the rules over the chart, to see what each of them looks at; none where there is no chart.
fn judge(path: &Path, registry: &Registry, dates: Dates) -> Option<(Judged, End)> {
    let (charts, _) = super::lint::charts(&[path.to_owned()]);
    let mut outcome = Outcome::default();
    let chart = read(charts.into_iter().next()?, &mut outcome);
    if chart.is_empty() {
        super::lint::say_no_positions(&shown(path));
        return None;
    }
    if outcome.incomplete {
        let help = format!("`orglint {}` shows where", shown(path));
        say("warning", "a part of the chart could not be read", Some(&help));
    }
    let graph = OrgGraph::new(&chart);
    let judged = run::run(&chart, &graph, &outcome.sources, registry, dates.of(&chart));
    Some((judged, if outcome.incomplete { End::Incomplete } else { End::Clean }))
}

fn row(registered: &Registered, on_chart: Option<String>) -> Row {
    let severity = match registered.level {
        Level::Off => "off".to_owned(),
        Level::On => registered.rule.severity.to_string(),
        Level::At(severity) => severity.to_string(),
    };
    let set_by = registered.set_by.clone().unwrap_or_else(|| "default".to_owned());
    Row([
        registered.rule.id.to_string(),
        registered.rule.pack.to_string(),
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
