//! What holds of every file, whatever is in it. The tests ask it of known files and of changed ones, and the
//! targets of `fuzz/` of files that grow out of them.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use orglint::baseline;
use orglint::chart::Own;
use orglint::chart::layouts::{self, ReadFile, Reading};
use orglint::chart::native::to_yaml;
use orglint::config::Found;
use orglint::discover::ChartFiles;
use orglint::finding::{Finding, Fix, Outcome, Severity};
use orglint::lint::{Dates, Job, Linted, lint_jobs};
use orglint::report::{self, Format, Options};
use orglint::rules::examples::test_files;
use orglint::rules::registry::Registry;
use orglint::setup::Setup;
use orglint::source::{FileId, Place, SourceFile, Sources};
use serde_json::Value;

use super::made::NAME;

/// No clock: a file that was found to break a promise breaks it on every day.
const DATES: Dates = Dates { stated: None, today: date(2026, 1, 15) };

/// The rule that tells of what could not be read.
const SYNTAX: &str = "syntax-error";

static BUILTIN: LazyLock<Setup> = LazyLock::new(Setup::default);

/// A chart for rules and configurations to be tried on.
const CHART: &str = include_str!("../../fixtures/fifty.yaml");

/// A file as a chart.
pub fn chart(bytes: &[u8]) {
    lint("org.yaml", bytes, &BUILTIN);
}

/// A file as a table, and the chart that is made of it.
pub fn table(bytes: &[u8]) {
    lint("org.csv", bytes, &BUILTIN);
    import(bytes);
}

/// A chart in which people have a name of their own: no report tells it.
pub fn made_chart(text: &str) {
    chart(text.as_bytes());
    let whole = outcome("org.yaml", text.as_bytes());
    for format in Format::ALL {
        let report = written(format, &whole, &Options::default());
        assert!(!report.contains(NAME), "{format}: {report}\n{text}");
    }
    moves_along(text, &whole);
}

/// A line above everything, and other ends of lines, change places and nothing else.
fn moves_along(text: &str, whole: &Outcome) {
    let identities = |outcome: &Outcome| -> Vec<(String, String)> {
        let one =
            |finding: &Finding| (outcome.rule(finding.rule).id.to_string(), finding.fingerprint.to_string());
        outcome.findings.iter().map(one).collect()
    };
    if whole.incomplete {
        return;
    }
    let ends = outcome("org.yaml", text.replace('\n', "\r\n").as_bytes());
    assert_eq!(identities(whole), identities(&ends), "{text}");
    if !text.starts_with(['\u{feff}', '%']) {
        let lower = outcome("org.yaml", format!("# a line\n{text}").as_bytes());
        assert_eq!(identities(whole), identities(&lower), "{text}");
    }
}

/// A file as a rule: its mistakes are told, or it runs on its examples and on a chart.
pub fn rule_file(bytes: &[u8]) {
    let file = Arc::new(SourceFile::from_bytes(".orglint/rules/slow.yaml", bytes.to_vec()));
    let tested = test_files(&[Arc::clone(&file)]);
    assert!(!tested.problems.is_empty() || tested.tested.len() == 1, "a rule runs, or why not is told");
    for problem in &tested.problems {
        is_told(&file, &problem.at, &problem.message, &problem.help);
    }
    if let Ok(read) = orglint::rules::examples::load_file(&file) {
        let mut registry = Registry::builtin();
        registry.replace(read.rule, &file);
        lint("org.yaml", CHART.as_bytes(), &Setup::of(registry));
    }
}

/// A file as a configuration, in a folder that is there for it alone: its mistakes are told, or a chart
/// is linted with it.
pub fn configuration(folder: &Path, bytes: &[u8]) {
    let path = folder.join("orglint.yaml");
    std::fs::write(&path, bytes).expect("the folder takes a file");
    let found = Found { folder: folder.to_owned(), file: Some(path) };
    match Setup::load(&found) {
        Ok(setup) => lint("org.yaml", CHART.as_bytes(), &setup),
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "why it cannot be used is told");
            let file = SourceFile::from_bytes("orglint.yaml", bytes.to_vec());
            let own = |at: &str| at.rsplit(':').nth(2).is_some_and(|path| path.ends_with("/orglint.yaml"));
            for mistake in mistakes.iter().filter(|mistake| own(&mistake.at)) {
                is_told(&file, &mistake.at, &mistake.message, &mistake.help);
            }
        }
    }
}

/// A file as a list of known findings: its mistakes are told, or it reads the same once it is written
/// again.
pub fn baseline(bytes: &[u8]) {
    let file = |bytes: &[u8]| Arc::new(SourceFile::from_bytes("known.yaml", bytes.to_vec()));
    let read = file(bytes);
    match baseline::read(&read) {
        Ok(known) => {
            let again = baseline::read(&file(known.to_yaml().as_bytes()));
            assert_eq!(again.as_ref(), Ok(&known), "what is written is what is read");
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "why it cannot be used is told");
            for mistake in &mistakes {
                is_told(&read, &mistake.at, &mistake.message, &mistake.help);
            }
        }
    }
}

/// The exit code that a run with this outcome has.
#[must_use]
pub fn exit_code(outcome: &Outcome) -> i32 {
    match (outcome.incomplete, outcome.summary.error + outcome.summary.warning) {
        (true, _) => 2,
        (false, 0) => 0,
        (false, _) => 1,
    }
}

/// What linting a file with the built-in rules gives.
#[must_use]
pub fn outcome(path: &str, bytes: &[u8]) -> Outcome {
    linted(path, bytes, &BUILTIN).outcome
}

fn linted(path: &str, bytes: &[u8], setup: &Setup) -> Linted {
    let files = ChartFiles::of_one(SourceFile::from_bytes(path, bytes.to_vec()));
    lint_jobs(vec![Job { files, setup }], DATES)
}

fn lint(path: &str, bytes: &[u8], setup: &Setup) {
    let Linted { outcome, mistakes } = linted(path, bytes, setup);
    for finding in told(&outcome) {
        is_placed(finding, &outcome.sources);
        assert!(usize::from(finding.rule.0) < outcome.rules.len(), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.primary.text.is_empty(), "{finding:?}");
    }
    for (file, spans) in outcome.names.iter().chain(&outcome.comments) {
        assert!(spans.is_sorted(), "{spans:?}");
        for span in spans {
            is_inside(Place { file: *file, span: *span }, &outcome.sources);
        }
    }
    has_code(&outcome, !mistakes.is_empty() || !setup.rule_mistakes.is_empty());
    let options = options(bytes);
    let reports = Format::ALL.map(|format| written(format, &outcome, &options));
    are_sound(&outcome, &reports);
    let again = linted(path, bytes, setup).outcome;
    assert_eq!(outcome.findings, again.findings, "a second run finds the same");
    assert_eq!(outcome.allowed, again.allowed, "a second run finds the same");
    assert_eq!(outcome.not_checked, again.not_checked, "a second run finds the same");
    // Reports take longer than all the rest.
    if bytes.len().is_multiple_of(4) {
        let second = Format::ALL.map(|format| written(format, &again, &options));
        assert_eq!(reports, second, "a second run reports the same");
    }
    for fix in outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        keeps_yaml(path, bytes, &outcome, fix);
    }
}

/// Every finding, those among them that an exception hides.
fn told(outcome: &Outcome) -> impl Iterator<Item = &Finding> {
    outcome.findings.iter().chain(outcome.allowed.iter().map(|allowed| &allowed.finding))
}

fn is_placed(finding: &Finding, sources: &Sources) {
    for label in finding.labels() {
        is_inside(label.place, sources);
    }
    if let Some(fix) = &finding.fix {
        is_inside(fix.place, sources);
    }
}

/// Inside the file, from one whole character to another.
fn is_inside(place: Place, sources: &Sources) {
    let text = sources.get(place.file).text();
    assert!(text.get(place.span.range()).is_some(), "{:?} in {text:?}", place.span);
}

/// 2 where the whole job could not be done, of the chart or of its configuration; 1 where there is something
/// at or above the usual `--fail-on`; else 0. Where it is not 0, the reason is told.
fn has_code(outcome: &Outcome, configured_amiss: bool) {
    let is_syntax = |finding: &Finding| outcome.rule(finding.rule).id == SYNTAX;
    let broken = told(outcome).any(is_syntax);
    let without = outcome.summary.positions == 0;
    let expected = if broken || without || configured_amiss {
        2
    } else {
        i32::from(outcome.findings.iter().any(|finding| finding.severity >= Severity::Warning))
    };
    assert_eq!(exit_code(outcome), expected, "{:?}", outcome.findings);
    let silent = outcome.findings.is_empty() && outcome.without_positions.is_empty();
    assert!(expected == 0 || !silent || configured_amiss, "why it is not 0 is told");
}

/// How reports are written, drawn from the file itself.
fn options(bytes: &[u8]) -> Options {
    let length = bytes.len();
    Options {
        width: length % 140,
        names: length % 5 == 1,
        snippets: length % 7 != 1,
        statistics: length % 11 == 1,
        max_findings: (length % 13 == 1).then_some(length % 4),
        ..Options::default()
    }
}

fn written(format: Format, outcome: &Outcome, options: &Options) -> String {
    let mut out = Vec::new();
    report::write(format, outcome, options, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

/// Every report can be read by what reads it, and tells of every finding.
fn are_sound(outcome: &Outcome, reports: &[String; Format::ALL.len()]) {
    let count = outcome.findings.len();
    for (format, text) in Format::ALL.into_iter().zip(reports) {
        let escapes = text.contains(|c: char| c.is_control() && c != '\n');
        assert!(!escapes, "{format}: {text:?}");
        match format {
            Format::Json => is_json(&serde_json::from_str(text).expect("JSON"), outcome),
            Format::Sarif => {
                let sarif: Value = serde_json::from_str(text).expect("SARIF is JSON");
                let results = sarif["runs"][0]["results"].as_array().expect("results").len();
                assert_eq!(results, count + outcome.allowed.len(), "{text}");
            }
            Format::Gitlab => {
                let issues: Vec<Value> = serde_json::from_str(text).expect("a list");
                assert_eq!(issues.len(), count, "{text}");
            }
            Format::Junit => {
                let read = roxmltree::Document::parse(text).expect("XML");
                let cases = read.descendants().filter(|node| node.has_tag_name("testcase"));
                // The others are rules that stayed silent, and what could not be read.
                assert_eq!(cases.filter(|case| case.has_attribute("file")).count(), count, "{text}");
            }
            Format::Github => assert!(text.lines().all(|line| line.starts_with("::")), "{text}"),
            Format::Human | Format::Short | Format::Markdown => {
                assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {text}");
            }
        }
    }
}

fn is_json(json: &Value, outcome: &Outcome) {
    let findings = json["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), outcome.findings.len(), "{json}");
    for severity in Severity::ALL {
        let count = findings.iter().filter(|finding| finding["severity"] == severity.word()).count();
        assert_eq!(json["summary"][severity.word()], count, "{json}");
    }
    assert_eq!(json["summary"]["positions"], outcome.summary.positions, "{json}");
    for label in findings.iter().flat_map(|finding| finding["labels"].as_array().expect("labels")) {
        let at = |key: &str| label[key].as_u64().expect("a number");
        let (start, end) = ((at("line"), at("column")), (at("end_line"), at("end_column")));
        assert!(start.0 > 0 && start.1 > 0 && start <= end, "{label}");
    }
}

/// A mistake is told in one line, at a place that the file has.
fn is_told(file: &SourceFile, at: &str, message: &str, help: &str) {
    assert!(!message.is_empty() && !help.is_empty(), "{at}: {message}");
    let mut numbers = at.rsplit(':').map(|number| number.parse::<usize>().expect("a number"));
    let (column, line) = (numbers.next().expect("a column"), numbers.next().expect("a line"));
    assert!(line >= 1 && line <= file.lines().count(), "{at}: {message}");
    let text = file.slice(file.lines().line_span(file.text(), line - 1));
    // A place may be behind the last character, or behind the first one of a line break.
    assert!(column >= 1 && column <= text.chars().count() + 2, "{at}: {message}");
}

/// With the edit that a finding offers, a file that could be read still can.
fn keeps_yaml(path: &str, bytes: &[u8], outcome: &Outcome, fix: &Fix) {
    let text = std::str::from_utf8(bytes).expect("a fix is for a text");
    let mut fixed = text.to_owned();
    fixed.replace_range(fix.place.span.range(), &fix.replacement);
    let after = self::outcome(path, fixed.as_bytes());
    assert!(after.broken.is_empty() || !outcome.broken.is_empty(), "{fix:?}:\n{fixed}");
}

/// The chart that is made of a table has the same positions, and nothing in it that cannot be read.
fn import(bytes: &[u8]) {
    let read = |path: &str, bytes: &[u8]| {
        let file = Arc::new(SourceFile::from_bytes(path, bytes.to_vec()));
        let own = Arc::new(Own::default());
        let reading = Reading { layout: None, from_folder: false, own: &own };
        layouts::read(vec![ReadFile::new(FileId(0), &file)], reading)
    };
    let table = read("org.csv", bytes);
    let text = to_yaml(&table);
    let made = read("org.yaml", text.as_bytes());
    assert!(!made.is_broken(), "{text}");
    let ids = |chart: &orglint::chart::Chart| -> Vec<String> {
        chart.positions().map(|position| chart.id(position).to_owned()).collect()
    };
    assert_eq!(ids(&table), ids(&made), "{text}");
}
