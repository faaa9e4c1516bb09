//! `orglint import FILE.csv`: a table of an HR system as a chart in orglint's own format.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::files::{Written, create, replace};
use super::say::{print, say};
use super::{CliError, End, refused, shown};
use crate::chart::layouts::{self, Column, ReadFile, Reading, columns};
use crate::chart::native::{to_yaml_with, unfit};
use crate::chart::{Chart, Field, Problem};
use crate::discover::named_file;
use crate::escape::clean_lines;
use crate::files::{Ask as _, Disk};
use crate::graph::OrgGraph;
use crate::source::{Sources, quoted};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A table with one row for each position: `.csv` or `.tsv`; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say which column means what, such as `reports_to=Vorgesetzter`; repeatable
    #[arg(long = "column", value_name = "FIELD=COLUMN", value_parser = super::column)]
    columns: Vec<(String, String)>,
    /// Write the chart to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the file even if it already exists
    #[arg(long, requires = "output")]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let mut sources = Sources::default();
    let is_stdin = arguments.file.as_os_str() == "-";
    let source =
        if is_stdin { super::standard_input() } else { named_file(&Disk, &arguments.file, &super::here()) };
    let id = sources.add(source);
    let path = sources.get(id).path().to_owned();
    let file = ReadFile::new(id, sources.get(id));
    if !file.is_table {
        return Err(refused(
            format!("{} is not a table", quoted(&path)),
            "export the list as CSV, with the names of the columns in its first line",
        ));
    }
    let mut columns = columns(&file);
    let is_known = columns.iter().any(|column| column.fields.contains(&Field::ReportsTo.key().name));
    let proposed = match layouts::propose(&file, &arguments.columns) {
        Err(why) if !arguments.columns.is_empty() => return Err(why.into()),
        Ok(proposed) if !arguments.columns.is_empty() || !is_known => Some(proposed),
        _ => None,
    };
    for (field, key) in proposed.iter().flat_map(|proposed| &proposed.keys) {
        let name = Field::from_key(field).map(|field| field.key().name);
        if let (Some(name), Some(column)) = (name, columns.iter_mut().find(|column| column.name == *key)) {
            column.fields = vec![name];
        }
    }
    let layout = proposed.map(|proposed| proposed.layout);
    let reading = Reading { layout: layout.as_ref(), from_folder: false, own: &Arc::default() };
    let chart = layouts::read_with_made_ids(vec![file], reading);
    let is_whole = tell_problems(&chart, &sources);
    if chart.is_empty() && !is_whole {
        return Ok(End::Incomplete);
    }
    if chart.is_empty() {
        say("error", &format!("{} has no positions that could be read", quoted(&path)), None);
        return Ok(End::Incomplete);
    }
    tell_columns(&columns, chart.len());
    tell_unfit(&chart, &sources);
    let text = clean_lines(&head(&path, &columns, &chart, &sources)).into_owned()
        + &to_yaml_with(&chart, &not_on_the_list(&chart, &sources));
    match &arguments.output {
        Some(output) if is_same(output, &arguments.file) => {
            return Err(refused(
                format!("{} is the table being imported", quoted(&shown(output))),
                "name another file for the chart",
            ));
        }
        Some(output) => write(output, &text, arguments.force)?,
        None => print(&text)?,
    }
    Ok(if is_whole { End::Clean } else { End::Incomplete })
}

/// Whether two paths are those of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    Disk.whole(one).is_some_and(|one| Disk.whole(other) == Some(one))
}

/// Says what could not be read, and whether that is all there is.
fn tell_problems(chart: &Chart, sources: &Sources) -> bool {
    let mut is_whole = true;
    for (file, problem) in &chart.yaml_problems {
        let source = sources.get(*file);
        let line = source.position(problem.span().start).line;
        let kind = if problem.loses_content() { "error" } else { "warning" };
        say(kind, &format!("{}:{line}: {problem}", source.path()), Some(problem.help()));
        is_whole &= !problem.loses_content();
    }
    for placed in chart.problems.iter().filter(|placed| placed.problem.is_no_chart()) {
        let help = match &placed.problem {
            Problem::NoChart { help, .. } => Some(help.as_str()),
            _ => None,
        };
        say("error", &placed.problem.to_string(), help);
        is_whole = false;
    }
    is_whole
}

/// Says what was taken from which column.
fn tell_columns(columns: &[Column], positions: usize) {
    let noun = if positions == 1 { "position" } else { "positions" };
    say("read", &format!("{positions} {noun}"), None);
    for column in columns.iter().filter(|column| !column.fields.is_empty()) {
        let fields: Vec<String> = column.fields.iter().map(|field| format!("`{field}`")).collect();
        say("taken", &format!("{} from the column {}", fields.join(", "), quoted(&column.name)), None);
    }
    let rest = not_read(columns);
    if !rest.is_empty() {
        say("left out", &rest.join(", "), None);
    }
    if !columns.iter().any(|column| column.fields.contains(&Field::Title.key().name)) {
        let help = "call the column that holds it `Job Title`";
        say("warning", "no column was recognised as `title`", Some(help));
    }
}

/// Says which values are left out since their fields do not take them.
fn tell_unfit(chart: &Chart, sources: &Sources) {
    let mut rows: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for (field, place) in unfit(chart) {
        let row = sources.get(place.file).position(place.span.start).line;
        rows.entry(field).or_default().push(row.to_string());
    }
    for (field, rows) in rows {
        let name = field.key().name;
        let message = format!("the value for `{name}` in {} is not known, and is left out", row_words(&rows));
        say("warning", &message, Some("write it there in the form that `orglint schema chart` describes"));
    }
}

/// What is written for managers who are not on the list, and says in which rows they stand: their texts may
/// be names, addresses or handles.
fn not_on_the_list<'c>(chart: &'c Chart, sources: &Sources) -> HashMap<&'c str, String> {
    let graph = OrgGraph::new(chart);
    let mut instead: HashMap<&str, String> = HashMap::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for position in chart.positions() {
        let lines =
            [Field::ReportsTo, Field::DottedTo].into_iter().flat_map(|field| chart.texts(position, field));
        for line in lines {
            if graph.find(chart, line.text).is_some() {
                continue;
            }
            let next = instead.len() + 1;
            let written = instead.entry(line.text).or_insert_with(|| format!("not-on-the-list-{next}"));
            let number: usize =
                written.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(next);
            rows.resize(rows.len().max(number), Vec::new());
            let row = sources.get(line.place.file).position(line.place.span.start).line;
            rows[number - 1].push(row.to_string());
        }
    }
    for (at, rows) in rows.iter().enumerate() {
        let message = format!(
            "the manager in {} is not on the list, so `not-on-the-list-{}` is written",
            row_words(rows),
            at + 1
        );
        say("warning", &message, Some("name an id of the list there, or remove the line"));
    }
    instead
}

/// Rows that are named one by one.
const NAMED_ROWS: usize = 10;

fn row_words(rows: &[String]) -> String {
    let shown = &rows[..rows.len().min(NAMED_ROWS)];
    match shown {
        _ if rows.len() > NAMED_ROWS => {
            format!("the rows {} and {} more", shown.join(", "), rows.len() - NAMED_ROWS)
        }
        [first @ .., last] if !first.is_empty() => format!("the rows {} and {last}", first.join(", ")),
        _ => format!("row {}", shown.concat()),
    }
}

fn not_read(columns: &[Column]) -> Vec<String> {
    columns.iter().filter(|column| column.fields.is_empty()).map(|column| quoted(&column.name)).collect()
}

/// Comments for what the chart does not have.
fn head(path: &str, columns: &[Column], chart: &Chart, sources: &Sources) -> String {
    let mut out = format!("# Made from {}.\n", quoted(path.rsplit('/').next().unwrap_or(path)));
    let rest = not_read(columns);
    if !rest.is_empty() {
        let _ = writeln!(out, "# Columns that are not in the chart: {}.", rest.join(", "));
    }
    let lost = chart.yaml_problems.iter().filter(|(_, problem)| problem.loses_content());
    for (file, problem) in lost {
        let line = sources.get(*file).position(problem.span().start).line;
        let _ = writeln!(out, "# Line {line} was not read: {problem}.");
    }
    out
}

/// Writes the file; one that is there is kept unless it may be replaced.
fn write(path: &Path, text: &str, force: bool) -> Result<(), CliError> {
    if force {
        return replace(path, text);
    }
    match create(path, text)? {
        Written::New => Ok(()),
        Written::There => Err(refused(
            format!("{} cannot be written: it already exists", quoted(&shown(path))),
            "name another file, or replace it with `--force`",
        )),
    }
}
