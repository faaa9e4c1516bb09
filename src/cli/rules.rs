//! `orglint rules`: every rule, and how it takes part.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::settings::Settings;
use super::{CliError, End};
use crate::graph::OrgGraph;
use crate::lint::read;
use crate::rules::registry::{Level, Registered};
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
        Some(path) => judge(arguments, path)?,
    };
    let heads = ["rule", "pack", "severity", "set by", if judged.is_some() { "on this chart" } else { "" }];
    let mut rows = vec![Row(heads.map(str::to_owned))];
    for (at, registered) in registry.rules().iter().enumerate() {
        rows.push(row(registered, judged.as_ref().map(|judged| on_chart(judged, at, registered))));
    }
    let mut out = anstream::stdout().lock();
    let width = |column: usize| rows.iter().map(|row| row.0[column].len()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    for Row(cells) in &rows {
        let line: Vec<String> = cells
            .iter()
            .zip(widths.iter().chain([&0]))
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(out, "{}", line.join("  ").trim_end())?;
    }
    Ok(end)
}

/// Runs the rules over the chart, to see what each of them looks at.
fn judge(arguments: &Arguments, path: &std::path::Path) -> Result<(Option<Judged>, End), CliError> {
    let registry = arguments.settings.registry()?;
    let dates = arguments.settings.dates()?;
    let (charts, all_found) = super::lint::charts(&[path.to_owned()]);
    let mut outcome = crate::finding::Outcome::default();
    let Some(files) = charts.into_iter().next() else { return Ok((None, End::Incomplete)) };
    let chart = read(files, &mut outcome);
    let graph = OrgGraph::new(&chart);
    let judged = run::run(&chart, &graph, &outcome.sources, &registry, dates.of(&chart));
    let whole = all_found && !chart.is_broken();
    Ok((Some(judged), if whole { End::Clean } else { End::Incomplete }))
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
        (Some(lacks), _) => format!("not checked, needs {}", lacks.missing.join(", ")),
        (None, None) => "checked".to_owned(),
        (None, Some(looked_at)) => format!("looked at {looked_at}"),
    }
}
