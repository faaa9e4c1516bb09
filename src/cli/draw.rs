//! `orglint draw [CHART]`: a picture of a chart, with what there is to say about it.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::files::Read;
use super::output::Target;
use super::say::{color_choice, report_stream, say, say_notice, written};
use super::settings::Settings;
use super::{CliError, End, refused, standard_input};
use crate::chart::PositionId;
use crate::draw::{self, Page, Part, View};
use crate::nearest::nearest;
use crate::report::{self, Format};
use crate::session::{self, Request, Run, Session};
use crate::source::quoted;
use crate::structure::Structure;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file, or a folder that holds one chart; `-` is standard input. Default: the chart of `orglint.yaml`,
    /// else `org.yaml`, `org.yml` or `org/` here
    #[arg(value_name = "CHART")]
    chart: Option<PathBuf>,
    /// What is written
    #[arg(long, value_name = "FORMAT", default_value = "svg")]
    format: FormatName,
    /// Write to a file, completely or not at all; else to standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the picture has to fit (svg)
    #[arg(long, value_name = "PAGE", default_value = "a4")]
    page: PageName,
    /// Only this position and what is below it
    #[arg(long, value_name = "ID")]
    below: Option<String>,
    /// Only this many steps down; boxes say how many are below
    #[arg(long, value_name = "N")]
    depth: Option<usize>,
    /// A page for each manager, with links between them (svg; html, when it is printed)
    #[arg(long, conflicts_with_all = ["below", "depth"])]
    pages: bool,
    /// Print the names of holders, and ids that reveal them
    #[arg(long)]
    names: bool,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// A picture that fits a page
    Svg,
    /// A page to look at and pass on, with the findings
    Html,
    /// For pages that draw Mermaid
    Mermaid,
    /// For Graphviz
    Dot,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PageName {
    A4,
    A3,
    Screen,
}

impl From<PageName> for Page {
    fn from(name: PageName) -> Self {
        match name {
            PageName::A4 => Self::A4,
            PageName::A3 => Self::A3,
            PageName::Screen => Self::Screen,
        }
    }
}

/// Text of this size in pixels can be read in print.
const READABLE: f64 = 5.0;

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let format = arguments.format;
    if arguments.pages && !matches!(format, FormatName::Svg | FormatName::Html) {
        return Err(refused(
            "`--pages` only works with svg and html",
            "draw a part with `--below ID` or `--depth N`",
        ));
    }
    let output = arguments.output.clone().map(Target::at).transpose()?;
    let options = session::Options { names: arguments.names, ..arguments.settings.options()? };
    let mut session = super::session(options);
    let run = one_run(&mut session, arguments.chart.clone())?;
    output.iter().try_for_each(|output| output.keep_off(session.files_mut()))?;
    let structures = run.structures();
    some_chart(&structures)?;
    if format != FormatName::Html || arguments.below.is_some() {
        one_chart(&run, &structures)?;
    }
    let below = arguments.below.as_deref().map(|id| position(&run, id)).transpose()?;
    let part = Part { below, depth: arguments.depth, pages: arguments.pages };
    let text = if let Some(structure) = structures.first().filter(|_| format != FormatName::Html) {
        picture(arguments, structure, &run, part)
    } else {
        let structures = structures.into();
        let options = report::Options { structures, part, ..report::Options::default() };
        let mut page = Vec::new();
        report::write(Format::Html, &run.outcome, &options, &mut page)?;
        page
    };
    let is_written = if let Some(output) = &output {
        output.write(|out| out.write_all(&text))
    } else {
        written(report_stream(color_choice()).write_all(&text))?;
        true
    };
    Ok(if is_written && !run.outcome.incomplete { End::Clean } else { End::Incomplete })
}

/// Lints the chart that is asked for, and says what there is to know beside.
pub(super) fn one_run(session: &mut Session<Read>, chart: Option<PathBuf>) -> Result<Run, CliError> {
    let is_stdin = chart.as_ref().is_some_and(|path| path.as_os_str() == "-");
    let request = Request { standard_input: is_stdin.then(standard_input), ..Request::of(chart) };
    let run = session.lint(request);
    session.take_notices().iter().for_each(say_notice);
    let mut run = run?;
    run.outcome.put_together();
    if run.outcome.charts.iter().zip(&run.charts).any(|(about, chart)| !chart.is_whole && about.positions > 0)
    {
        let help = "run `orglint` to see where";
        say("warning", "a part of the chart could not be read", Some(help));
    }
    Ok(run)
}

/// Refuses what holds no positions, of which nothing can be drawn or counted.
pub(super) fn some_chart(structures: &[Structure]) -> Result<&Structure, CliError> {
    structures.iter().find(|structure| !structure.entries.is_empty()).ok_or_else(|| {
        refused("no positions could be read here", "run `orglint` on the same file to see why")
    })
}

/// Refuses several charts where only one can be drawn.
pub(super) fn one_chart(run: &Run, structures: &[Structure]) -> Result<(), CliError> {
    if structures.len() < 2 {
        return Ok(());
    }
    let names = run.outcome.charts.iter().map(|chart| quoted(chart.name.as_ref().unwrap_or(&chart.path)));
    Err(refused(
        format!("there are several charts: {}", names.collect::<Vec<_>>().join(", ")),
        "name a file of one of them",
    ))
}

/// The position of an id, or of `#` and a number, as reports call those whose ids tell of people.
fn position(run: &Run, id: &str) -> Result<usize, CliError> {
    let charts = run.charts.first();
    let by_number = || {
        let number: usize = id.strip_prefix('#')?.parse().ok()?;
        number.checked_sub(1).filter(|at| charts.is_some_and(|chart| *at < chart.chart.len()))
    };
    let by_id = charts.and_then(|chart| chart.graph.find(&chart.chart, id)).map(PositionId::index);
    by_id.or_else(by_number).ok_or_else(|| {
        let known = charts
            .into_iter()
            .flat_map(|chart| chart.chart.positions().filter_map(|position| chart.chart.shown_id(position)));
        refused(
            format!("no position has the id {}", quoted(id)),
            match nearest(id, known) {
                Some(near) => format!("a position with a similar id exists: {}", quoted(near)),
                None => "`--below` takes the id of a position of the chart".to_owned(),
            },
        )
    })
}

fn picture(arguments: &Arguments, structure: &Structure, run: &Run, part: Part) -> Vec<u8> {
    let findings = &run.outcome.findings;
    let view = View::new(structure, findings, part);
    match arguments.format {
        FormatName::Mermaid => {
            let (text, left) = draw::mermaid(&view);
            if left > 0 {
                let message = format!(
                    "{left} of {} positions are left out: Mermaid cannot draw more",
                    view.nodes.len()
                );
                say("note", &message, Some("draw a part with `--below ID` or `--depth N`"));
            }
            text.into_bytes()
        }
        FormatName::Dot => draw::dot(&view).into_bytes(),
        FormatName::Svg | FormatName::Html => {
            let page = arguments.page.into();
            let drawn =
                if part.pages { draw::pages(structure, findings, page) } else { draw::svg(&view, page) };
            if 12.0 * drawn.scale < READABLE {
                let count = view.nodes.len();
                let message = format!(
                    "{count} positions on one page: titles are {:.1} pixels high",
                    12.0 * drawn.scale
                );
                let help =
                    "draw a part with `--below ID` or `--depth N`, or a page for each manager with `--pages`";
                say("note", &message, Some(help));
            }
            drawn.text.into_bytes()
        }
    }
}
