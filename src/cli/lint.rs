//! `orglint [PATH]…`: lint charts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, CommandFactory as _, ValueEnum};

use super::fix::FixArguments;
use super::only_new::OnlyNew;
use super::output::{OutputArguments, folder_in_repository};
use super::say::{color_choice, is_watched, report_stream, say_error, say_notice, width, written};
use super::settings::{Settings, time};
use super::{Cli, CliError, End, refused, shown, standard_input, verbose};
use crate::files::{Ask as _, Files};
use crate::finding::{Outcome, Severity};
use crate::nearest::nearest;
use crate::report::{self, Format, Options};
use crate::session::{self, Reconcile, Request};
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Charts: files, or folders that hold one chart each; `-` is standard input. For a chart that
    /// `orglint.yaml` describes, the files to report on. Default: the charts of `orglint.yaml`, else
    /// `org.yaml`, `org.yml` or `org/` here
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

/// How findings are looked for, and reported.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Reporting {
    /// The format for standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    only_new: OnlyNew,
    #[command(flatten)]
    fix: FixArguments,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// Print the names of holders when lines of the chart are shown
    #[arg(long)]
    names: bool,
    /// Do not show lines of the chart
    #[arg(long)]
    no_snippets: bool,
    /// Show at most this many findings, and count the rest
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    statistics: bool,
    /// Print findings and nothing else
    #[arg(long, short)]
    quiet: bool,
    /// Say which files were read, which shape was recognised, and how long it took
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// Write Markdown as a page for auditors: which rules were checked, from which source, and what was not
    /// checked
    #[arg(long, conflicts_with_all = ["statistics", "quiet", "max_findings"])]
    evidence: bool,
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
    report(&arguments.reporting, &arguments.paths, None)
}

/// Lints charts, or compares one with a second source, and reports what is found.
pub(super) fn report(
    arguments: &Reporting,
    paths: &[PathBuf],
    reconcile: Option<&Reconcile>,
) -> Result<End, CliError> {
    let start = time();
    let outputs = arguments.output.outputs(arguments.format.0)?;
    if arguments.evidence && !outputs.has(Format::Markdown) {
        let help = "write it to a file: `orglint --output markdown=evidence.md --evidence`".to_owned();
        return Err(refused("`--evidence` needs a Markdown report", help));
    }
    let mut session =
        super::session(session::Options { names: arguments.names, ..arguments.settings.options()? });
    let only_new = arguments.only_new.before(&session)?;
    let second = reconcile.map(|reconcile| &reconcile.path);
    let is_stdin = paths.iter().chain(second).any(|path| path.as_os_str() == "-");
    if let ([word, rest @ ..], None) = (paths, reconcile) {
        no_command(session.files_mut(), word, rest)?;
    }
    let request = || Request {
        paths: paths.to_vec(),
        standard_input: None,
        baseline: only_new.baseline(),
        since: arguments.only_new.since(),
        whole: reconcile.is_some(),
        reconcile: reconcile.cloned(),
    };
    let mut fixed = None;
    let run = if arguments.fix.is_asked() {
        arguments.fix.check(is_stdin)?;
        let done = arguments.fix.run(&mut session, request);
        done.map(|all| std::mem::take(&mut fixed.insert(all).after))
    } else {
        session.lint(Request { standard_input: is_stdin.then(standard_input), ..request() })
    };
    // What asks for nothing is left out of a quiet run.
    let notices = session.take_notices();
    let said = notices.iter().filter(|notice| !arguments.quiet || notice.help.is_some());
    said.for_each(say_notice);
    let mut run = match run {
        Ok(run) => run,
        Err(error) => {
            say_error(&error.into());
            // Programs get a report all the same. Nothing was checked, so no file is written over.
            let outcome = Outcome { incomplete: true, ..Outcome::default() };
            let (choice, options) = arguments.options(start);
            outputs.to_standard_output(&outcome, &options, true, &mut report_stream(choice))?;
            return Ok(End::Incomplete);
        }
    };
    outputs.keep_off(session.files_mut())?;
    let all_fixed = match &fixed {
        Some(fixed) => arguments.fix.finish(fixed, arguments.quiet)?,
        None => true,
    };
    only_new.write(&mut run, arguments.quiet)?;
    // What is known is written down and set aside finding by finding.
    run.outcome.put_together();
    let changes = std::mem::take(&mut run.changes);
    let outcome = &run.outcome;
    let count = outcome.charts.len();
    if arguments.verbose {
        verbose::tell(outcome, run.finding);
    }
    let (choice, mut options) = arguments.options(start);
    if outputs.has(Format::Html) || outputs.has(Format::Markdown) {
        options.structures = run.structures().into();
        options.changes = changes.into();
    }
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
    let on_screen = match fixed.as_ref().filter(|_| arguments.fix.shows_diff()) {
        Some(fixed) => written(report::diff(&fixed.before.outcome, outcome, &options, &mut out)),
        None => outputs.to_standard_output(outcome, &options, all_said, &mut out),
    };
    let all_written = outputs.to_files(outcome, &options);
    on_screen?;
    Ok(if all_written && all_fixed { end } else { End::Incomplete })
}

impl Reporting {
    /// How reports are to look.
    fn options(&self, start: Duration) -> (anstream::ColorChoice, Options) {
        let choice = match self.color {
            ColorWhen::Auto => color_choice(),
            ColorWhen::Always => anstream::ColorChoice::Always,
            ColorWhen::Never => anstream::ColorChoice::Never,
        };
        let options = Options {
            names: self.names,
            snippets: !self.no_snippets,
            folder: folder_in_repository(),
            color: !matches!(choice, anstream::ColorChoice::Never),
            width: width(),
            max_findings: self.max_findings,
            statistics: self.statistics,
            quiet: self.quiet,
            evidence: self.evidence,
            // Kept in a file or a log, the same chart gives the same report.
            elapsed: is_watched().then(|| time().saturating_sub(start)),
            ..Options::default()
        };
        (choice, options)
    }
}

/// A word before a chart is meant as a command, as other programs have one to check a file.
fn no_command(files: &dyn Files, word: &Path, rest: &[PathBuf]) -> Result<(), CliError> {
    let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let Some(text) = word.to_str().filter(|text| is_word(text) && text.len() > 1) else { return Ok(()) };
    let is_chart = |path: &PathBuf| path.as_os_str() == "-" || files.is_there(path);
    if files.is_there(word) || rest.is_empty() || !rest.iter().any(is_chart) {
        return Ok(());
    }
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let rest: Vec<String> = rest.iter().map(|path| shown(path)).collect();
    let help = match nearest(text, names) {
        Some(near) => format!("a similar command is known: `orglint {near}`"),
        None => format!("a chart is checked without one: `orglint {}`", rest.join(" ")),
    };
    let message = format!("there is no command `{text}`, nor a file or folder with that name");
    Err(refused(message, help))
}
