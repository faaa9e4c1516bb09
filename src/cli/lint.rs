//! `orglint [PATH]…`: lint charts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::files::Recorded;
use super::only_new::OnlyNew;
use super::output::{OutputArguments, folder_in_repository};
use super::say::{color_choice, is_watched, report_stream, say_notice, width};
use super::settings::{Settings, time};
use super::{CliError, End, standard_input, verbose};
use crate::finding::{Outcome, Severity};
use crate::report::{Format, Options};
use crate::session::{Request, Session};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Arguments {
    /// Charts: files, or folders that hold one chart each; `-` is standard input. Of a chart that
    /// `orglint.yaml` describes, the files to report on. Without any: the charts of `orglint.yaml`,
    /// else `org.yaml`, `org.yml` or `org/` here
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    only_new: OnlyNew,
    /// The lightest findings that make the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// Print the names of holders where lines of the chart are shown
    #[arg(long)]
    names: bool,
    /// Leave lines of the chart out
    #[arg(long)]
    no_snippets: bool,
    /// Show at most so many findings, and count the rest
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Count the findings of each rule in place of showing them
    #[arg(long)]
    statistics: bool,
    /// Print findings and nothing else
    #[arg(long, short)]
    quiet: bool,
    /// Say which files were read, how their shape was understood, and how long it took
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorWhen,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub(super) fn fails(self, outcome: &Outcome) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Never => return false,
        };
        Severity::ALL.into_iter().any(|severity| severity >= least && outcome.summary.of(severity) > 0)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// A format as an argument.
#[derive(Clone, Copy, Debug)]
struct FormatName(Format);

impl ValueEnum for FormatName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [FormatName; Format::ALL.len()] = {
            let mut all = [FormatName(Format::Human); Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = FormatName(Format::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.word()))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let start = time();
    let outputs = arguments.output.outputs(arguments.format.0)?;
    let mut session = Session::new(Recorded::default(), arguments.settings.options()?);
    let only_new = arguments.only_new.before(&session)?;
    let is_stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    let request = Request {
        paths: arguments.paths.clone(),
        standard_input: is_stdin.then(standard_input),
        baseline: only_new.baseline(),
        since: arguments.only_new.since(),
    };
    let run = session.lint(request);
    // What asks for nothing is left out of a quiet run.
    let notices = session.take_notices();
    let said = notices.iter().filter(|notice| !arguments.quiet || notice.help.is_some());
    said.for_each(say_notice);
    let mut run = run?;
    outputs.keep_off(session.files_mut())?;
    only_new.write(&mut run, arguments.quiet)?;
    // What is known is written down and set aside finding by finding.
    run.outcome.put_together();
    let outcome = &run.outcome;
    let count = outcome.charts.len();
    if arguments.verbose {
        verbose::tell(outcome, run.finding);
    }
    let choice = match arguments.color {
        ColorWhen::Auto => color_choice(),
        ColorWhen::Always => anstream::ColorChoice::Always,
        ColorWhen::Never => anstream::ColorChoice::Never,
    };
    let options = Options {
        names: arguments.names,
        snippets: !arguments.no_snippets,
        folder: folder_in_repository(),
        color: !matches!(choice, anstream::ColorChoice::Never),
        width: width(),
        max_findings: arguments.max_findings,
        statistics: arguments.statistics,
        quiet: arguments.quiet,
        // Kept in a file or a log, the same chart gives the same report.
        elapsed: is_watched().then(|| time().saturating_sub(start)),
    };
    let end = if outcome.incomplete {
        End::Incomplete
    } else if arguments.fail_on.fails(outcome) {
        End::Findings
    } else {
        End::Clean
    };
    // Where no chart was read, the errors have said it all to people; programs get a report all the same.
    let all_said = outcome.without_positions.len() == count;
    let mut out = report_stream(choice);
    let on_screen = outputs.to_standard_output(outcome, &options, all_said, &mut out);
    let all_written = outputs.to_files(outcome, &options);
    on_screen?;
    Ok(if all_written { end } else { End::Incomplete })
}
