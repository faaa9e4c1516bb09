//! For people at a terminal. The only file that knows miette.
//!
//! miette draws the message and the source lines of one file. It cannot label two files in one
//! diagnostic; places in another file are drawn as a diagnostic of their own right below. Reasons
//! and choices come after all places, so that a finding reads from what is seen to what can be done.

use std::collections::HashMap;
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};
use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use rayon::prelude::*;
use textwrap::{WordSeparator, WordSplitter};

use super::escape::{clean, no_commands, one_line, short};
use super::mask::Masks;
use super::short::MESSAGE_LIMIT;
use super::source_code::Snippet;
use super::{Options, changed, statistics, summary};
use crate::finding::{Edit, Finding, Fix, Label, Outcome, RuleInfo, Safety, Severity};
use crate::source::{FileId, Place, Span};

/// With more labels than this only the first [`SHOWN_LABELS`] are drawn.
const MAX_LABELS: usize = 5;
/// Labels drawn of a finding with many.
const SHOWN_LABELS: usize = 3;
/// Labels that are so many lines apart are drawn in one block.
const JOINED: usize = 4;
/// Further places whose lines are named.
const NAMED_PLACES: usize = 12;
/// Columns a label's text may take.
const LABEL_LIMIT: usize = 100;
/// Columns an id may take in the line to the top.
const ID_LIMIT: usize = 40;
/// Ids of the line to the top that are shown.
const PATH_LIMIT: usize = 12;
/// Notes that are kept, so that many findings take no more room than few.
const NOTES: usize = 256;
/// Findings that are drawn before any of them is written.
const ROUND: usize = 4096;
/// Fewer findings than this are drawn on one core.
const FEW: usize = 256;
/// Findings that a core draws at a time.
const PART: usize = 32;
/// Columns of a narrow terminal; the drawing needs some room.
const MIN_WIDTH: usize = 40;

/// `--quiet` leaves out everything but findings, `--statistics` counts them by rule instead.
pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut human = Human::new(outcome, options);
    if options.statistics {
        for row in statistics::table(outcome, human.width) {
            writeln!(out, "{}", no_commands(&row))?;
        }
        let portfolios = statistics::portfolios(outcome, human.width);
        if !portfolios.is_empty() && !outcome.findings.is_empty() {
            writeln!(out)?;
        }
        for portfolio in portfolios {
            writeln!(out, "{}", no_commands(&portfolio))?;
        }
    } else {
        human.findings(out)?;
    }
    if options.quiet {
        return Ok(());
    }
    if !outcome.findings.is_empty() {
        writeln!(out)?;
    }
    human.footer().iter().try_for_each(|line| writeln!(out, "{}", no_commands(line)))
}

struct Human<'a> {
    outcome: &'a Outcome,
    options: &'a Options,
    handler: GraphicalReportHandler,
    masks: Arc<Masks<'a>>,
    width: usize,
    /// Notes as they are shown, by their key and what they are made of.
    notes: HashMap<(&'static str, &'a str), String>,
}

impl<'a> Human<'a> {
    fn new(outcome: &'a Outcome, options: &'a Options) -> Self {
        Self::with(outcome, options, Arc::new(Masks::new(outcome, options.names)))
    }

    fn with(outcome: &'a Outcome, options: &'a Options, masks: Arc<Masks<'a>>) -> Self {
        let width = options.width.max(MIN_WIDTH);
        let theme = if options.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width)
            .with_urls(false)
            .without_cause_chain()
            .without_syntax_highlighting()
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation)
            .with_context_lines(1);
        Self { outcome, options, handler, masks, width, notes: HashMap::new() }
    }

    fn findings(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let shown = summary::shown(self.outcome, self.options);
        let mut gap = "";
        for round in shown.chunks(ROUND) {
            let drawn: Vec<Vec<String>> = if round.len() < FEW {
                vec![self.drawn(round)?]
            } else {
                let (outcome, options, masks) = (self.outcome, self.options, &self.masks);
                let another = || Human::with(outcome, options, Arc::clone(masks));
                round.par_chunks(PART).map_init(another, Human::drawn).collect::<io::Result<_>>()?
            };
            for text in drawn.iter().flatten() {
                write!(out, "{gap}{text}")?;
                gap = "\n";
            }
        }
        let gap = if shown.is_empty() { "" } else { "\n" };
        match summary::not_shown(self.outcome, shown.len()) {
            Some(words) => writeln!(out, "{gap}{words}"),
            None => Ok(()),
        }
    }

    fn drawn(&mut self, findings: &'a [Finding]) -> io::Result<Vec<String>> {
        let draw = |finding| {
            let mut text = String::new();
            let further = self.places(&mut text, finding).map_err(io::Error::other)?;
            self.notes(&mut text, finding, &further);
            Ok(no_commands(&text).into_owned())
        };
        findings.iter().map(draw).collect()
    }

    /// Draws the message and the places of a finding; gives back the labels that are only counted.
    fn places<'f>(&mut self, out: &mut String, finding: &'f Finding) -> Result<Vec<&'f Label>, fmt::Error> {
        let mut labels: Vec<&Label> = finding.labels().collect();
        let further = if labels.len() > MAX_LABELS { labels.split_off(SHOWN_LABELS) } else { Vec::new() };
        let here = finding.primary.place.file;
        let (near, far): (Vec<&Label>, Vec<&Label>) =
            labels.into_iter().partition(|label| label.place.file == here);
        let (near, above) =
            if self.options.snippets { self.above(&finding.primary, near) } else { (near, Vec::new()) };
        let mut main = self.drawing(here, &near, finding.severity);
        main.code = Some(format!("{}[{}]", finding.severity, clean(&self.outcome.rule(finding.rule).id)));
        main.message = short(finding.message.trim(), MESSAGE_LIMIT);
        self.draw(out, &main)?;
        self.list_places(out, &near);
        if !above.is_empty() {
            let mut also = self.drawing(here, &above, Severity::Info);
            "and further up".clone_into(&mut also.message);
            self.draw(out, &also)?;
        }
        for (file, labels) in by_file(&far) {
            let mut also = self.drawing(file, &labels, Severity::Info);
            also.message = format!("and in `{}`", short(self.outcome.sources.get(file).path(), LABEL_LIMIT));
            self.draw(out, &also)?;
            self.list_places(out, &labels);
        }
        Ok(further)
    }

    /// The labels of the primary one's file, and those whose lines stand apart above it: what is drawn first
    /// is what a reader goes to.
    fn above<'f>(&self, primary: &Label, near: Vec<&'f Label>) -> (Vec<&'f Label>, Vec<&'f Label>) {
        let file = self.outcome.sources.get(primary.place.file);
        let line = |label: &Label| file.lines().line_of(file.text(), label.place.span.start);
        let mut lines: Vec<usize> = near.iter().map(|label| line(label)).collect();
        lines.sort_unstable();
        let mut first = line(primary);
        // Lines that are near each other are drawn as one block.
        for line in lines.into_iter().rev() {
            if line < first && first - line <= JOINED {
                first = line;
            }
        }
        near.into_iter().partition(|label| line(label) >= first)
    }

    /// What there is to say below the places.
    fn notes(&mut self, out: &mut String, finding: &'a Finding, further: &[&Label]) {
        let rule = self.outcome.rule(finding.rule);
        if !further.is_empty() {
            let lines = self.lines(finding.primary.place.file, further);
            self.note(out, &format!("and {} more:", further.len()), &lines);
        }
        if !finding.path_up.is_empty() {
            self.note(out, "path:", &path_up(&finding.path_up));
        }
        self.repeated_note(out, "why:", &rule.why, || why(rule));
        self.repeated_note(out, "help:", &finding.help, || one_line(&finding.help));
        if let Some(fix) = finding.fixes.first() {
            self.fix(out, fix);
        }
    }

    /// The lines that a fix changes, as they are and as they would be.
    fn fix(&self, out: &mut String, fix: &Fix) {
        let is_of_sheet = |edit: &Edit| self.outcome.sources.get(edit.place.file).is_sheet();
        let who = match fix.safety {
            _ if fix.edits.iter().any(is_of_sheet) => "make it by hand",
            Safety::Safe => "`--fix` makes it",
            Safety::Unsafe => "`--unsafe-fixes` makes it",
            Safety::Display => "make it by hand",
        };
        self.note(out, "fix:", &format!("{} ({who})", one_line(&fix.title)));
        if !self.options.snippets {
            return;
        }
        let changed = changed::lines(self.outcome, &self.masks, fix, self.width);
        for line in changed {
            let color = if line.is_new { AnsiColor::Green } else { AnsiColor::Red };
            let style = self.style(color.on_default());
            let sign = if line.is_new { '+' } else { '-' };
            let _ = writeln!(out, "{:>7} {style}{sign} {}{style:#}", line.number, line.text);
        }
    }

    /// A note that many findings share: it is wrapped once.
    fn repeated_note(
        &mut self,
        out: &mut String,
        key: &'static str,
        of: &'a str,
        text: impl FnOnce() -> String,
    ) {
        if of.trim().is_empty() {
            return;
        }
        if !self.notes.contains_key(&(key, of)) {
            let mut note = String::new();
            self.note(&mut note, key, &text());
            if self.notes.len() > NOTES {
                self.notes.clear();
            }
            self.notes.insert((key, of), note);
        }
        out.push_str(&self.notes[&(key, of)]);
    }

    fn drawing(&mut self, file: FileId, labels: &[&Label], severity: Severity) -> Drawing {
        let mut drawing =
            Drawing { severity, code: None, message: String::new(), snippet: None, labels: Vec::new() };
        if self.options.snippets {
            // Two labels at one place would be drawn side by side.
            let mut texts: Vec<(Span, String)> = Vec::new();
            for label in labels {
                let text = short(label.text.trim(), LABEL_LIMIT);
                match texts.iter_mut().find(|(span, _)| *span == label.place.span) {
                    Some((_, known)) if *known == text => {}
                    Some((_, known)) => *known = format!("{known}; {text}"),
                    None => texts.push((label.place.span, text)),
                }
            }
            let spans: Vec<Span> = texts.iter().map(|(span, _)| *span).collect();
            let source = self.outcome.sources.get(file);
            let snippet = Snippet::new(source, self.masks.file(file), &spans, self.width);
            drawing.labels =
                texts.into_iter().enumerate().map(|(at, (_, text))| labeled(&snippet, at, text)).collect();
            drawing.snippet = Some(snippet);
        }
        drawing
    }

    fn draw(&self, out: &mut String, drawing: &Drawing) -> fmt::Result {
        let mut drawn = String::new();
        self.handler.render_report(&mut drawn, drawing)?;
        let cells = drawing.snippet.as_ref().map(Snippet::cells).unwrap_or_default();
        for line in drawn.lines() {
            // A column of a sheet has letters.
            let cell = cells.iter().find(|(number, _)| line.ends_with(number.as_str()));
            if let Some((number, letter)) = cell {
                out.push_str(line.strip_suffix(number.as_str()).unwrap_or(line));
                out.push_str(letter);
                out.push('\n');
                continue;
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        Ok(())
    }

    /// Where source lines are left out, the places are listed.
    fn list_places(&self, out: &mut String, labels: &[&Label]) {
        for label in labels.iter().filter(|_| !self.options.snippets) {
            let place = self.place(label.place);
            self.note(out, "-->", &format!("{place} {}", short(label.text.trim(), LABEL_LIMIT)));
        }
    }

    fn place(&self, place: Place) -> String {
        let file = self.outcome.sources.get(place.file);
        format!("{}:{}", short(file.path(), LABEL_LIMIT), file.spot(place.span.start))
    }

    /// The lines of labels that are not drawn.
    fn lines(&self, here: FileId, labels: &[&Label]) -> String {
        let mut parts = Vec::new();
        for (file, labels) in by_file(&labels[..labels.len().min(NAMED_PLACES)]) {
            let source = self.outcome.sources.get(file);
            let lines: Vec<String> =
                labels.iter().map(|label| source.position(label.place.span.start).line.to_string()).collect();
            let path = if file == here {
                String::new()
            } else {
                format!("`{}` ", short(source.path(), LABEL_LIMIT))
            };
            let word = if lines.len() == 1 { "line" } else { "lines" };
            parts.push(format!("{path}{word} {}", lines.join(", ")));
        }
        let dots = if labels.len() > NAMED_PLACES { ", …" } else { "" };
        format!("{}{dots}", parts.join("; "))
    }

    /// A line with a key before it, wrapped under itself.
    fn note(&self, out: &mut String, key: &str, text: &str) {
        let first = format!("  {key} ");
        let rest = " ".repeat(first.len());
        let options = textwrap::Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        let filled = textwrap::fill(text, options);
        let body = filled.strip_prefix(first.as_str()).unwrap_or(filled.trim_start());
        let style = self.style(AnsiColor::Cyan.on_default());
        out.push_str(format!("  {style}{key}{style:#} {body}").trim_end());
        out.push('\n');
    }

    fn style(&self, style: Style) -> Style {
        if self.options.color { style } else { Style::new() }
    }

    fn footer(&self) -> Vec<String> {
        let bold = self.style(Style::new().bold());
        let yellow = self.style(AnsiColor::Yellow.on_default());
        let mut out = Vec::new();
        for (word, words) in summary::alerts(self.outcome) {
            out.push(format!("{yellow}{}:{yellow:#} {words}", word.to_lowercase()));
        }
        let mut sentences = summary::sentences(self.outcome, self.options.elapsed);
        if let Some(result) = sentences.first_mut() {
            *result = format!("{bold}{result}{bold:#}");
        }
        out.append(&mut sentences);
        out.extend(summary::how_to_keep(self.outcome).into_iter().map(str::to_owned));
        if let Some(first) = self.outcome.findings.first() {
            let id = clean(&self.outcome.rule(first.rule).id);
            let one = self.outcome.findings.iter().all(|finding| finding.rule == first.rule);
            let about = if one { "this rule" } else { "a rule" };
            out.push(format!("more about {about}: `orglint explain {id}`"));
        }
        out
    }
}

fn labeled(snippet: &Snippet, at: usize, text: String) -> LabeledSpan {
    let text = (!text.is_empty()).then_some(text);
    if at == 0 {
        LabeledSpan::new_primary_with_span(text, snippet.label(at))
    } else {
        LabeledSpan::new_with_span(text, snippet.label(at))
    }
}

/// Labels by their files, both in the order they come in.
fn by_file<'l>(labels: &[&'l Label]) -> Vec<(FileId, Vec<&'l Label>)> {
    let mut out: Vec<(FileId, Vec<&Label>)> = Vec::new();
    let mut known: HashMap<FileId, usize> = HashMap::new();
    for label in labels {
        let at = *known.entry(label.place.file).or_insert_with_key(|file| {
            out.push((*file, Vec::new()));
            out.len() - 1
        });
        out[at].1.push(label);
    }
    out
}

/// `delivery -> cto -> ceo`; of a long line the middle is left out.
fn path_up(ids: &[String]) -> String {
    let id = |id: &String| short(id, ID_LIMIT);
    let shown: Vec<String> = if ids.len() > PATH_LIMIT {
        let (first, rest) = ids.split_at(PATH_LIMIT - 3);
        let last = &rest[rest.len() - 2..];
        first.iter().map(id).chain(["…".to_owned()]).chain(last.iter().map(id)).collect()
    } else {
        ids.iter().map(id).collect()
    };
    shown.join(" -> ")
}

/// The reason with its source; of a longer text the first paragraph.
fn why(rule: &RuleInfo) -> String {
    let first = rule.why.trim().split("\n\n").next().unwrap_or("");
    let source = one_line(&rule.source);
    if source.is_empty() { one_line(first) } else { format!("{} ({source})", one_line(first)) }
}

/// What miette is given to draw.
#[derive(Debug)]
struct Drawing {
    severity: Severity,
    code: Option<String>,
    message: String,
    snippet: Option<Snippet>,
    labels: Vec<LabeledSpan>,
}

impl Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
