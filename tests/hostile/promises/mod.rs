//! What holds of every file, whatever is in it. The tests ask it of known files and of changed ones, and the
//! targets of `fuzz/` of files that grow out of them.

mod planted;
mod reports;
mod two;
mod versions;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use orglint::files::Memory;
use orglint::finding::{Finding, Fix, Outcome, Severity};
use orglint::internals::baseline::{self, Baseline};
use orglint::internals::chart::Own;
use orglint::internals::chart::layouts::{self, ReadFile, Reading};
use orglint::internals::chart::native::to_yaml;
use orglint::internals::rules::examples::test_files;
use orglint::report::Format;
use orglint::session::{Error, Notice, Options, Request, Run, Session};
use orglint::source::{FileId, Place, SourceFile, Sources};

pub use self::planted::{planted, reconciled};
use self::reports::{are_sound, options, written};
pub use self::two::{reconcile, reconciled_made, scenario};
pub use self::versions::versions;
use super::made::NAME;

/// The rules that tell of what could not be read. A list under a key that is not known may be none of the chart, and
/// an exception may say so: `unread-positions` is an error like others.
const UNREAD: [&str; 2] = ["no-chart", "syntax-error"];

/// A chart for rules and configurations to be tried on.
const CHART: &str = include_str!("../../../fixtures/fifty.yaml");

/// Files of one chart: paths and what is in them.
type Files = Vec<(String, Vec<u8>)>;

fn one(path: &str, bytes: &[u8]) -> Files {
    vec![(path.to_owned(), bytes.to_vec())]
}

/// A file as a chart.
pub fn chart(bytes: &[u8]) {
    lint(&one("org.yaml", bytes));
}

/// A file as a table, and the chart that is made of it.
pub fn table(bytes: &[u8]) {
    lint(&one("org.csv", bytes));
    import(bytes);
}

/// Starts a file within the bytes of a folder; its name is the rest of the line.
pub const FILE: &str = "-->";

/// The files within bytes, in a folder.
fn parts(bytes: &[u8], folder: &str) -> Files {
    let mut files: Files = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(FILE.as_bytes()) {
            Some(name) => {
                files.push((format!("{folder}{}", String::from_utf8_lossy(name).trim()), Vec::new()));
            }
            None if files.is_empty() => files.push((format!("{folder}a.yaml"), line.to_vec())),
            None => files.last_mut().expect("one at least").1.extend(line),
        }
    }
    if files.is_empty() {
        files.push((format!("{folder}a.yaml"), Vec::new()));
    }
    files
}

/// Files of a folder as a chart.
pub fn folder(bytes: &[u8]) {
    let mut files = parts(bytes, "org/");
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files.dedup_by(|one, other| one.0 == other.0);
    files.truncate(8);
    if files.is_empty() {
        return;
    }
    // A configuration that cannot be used ends the run with its mistakes.
    match linted(&files) {
        Err(Error::Configuration(mistakes)) => assert!(!mistakes.is_empty(), "why it cannot be used is told"),
        _ => drop(lint(&files)),
    }
}

/// A chart in which people have a name of their own: no report tells it.
pub fn made_chart(text: &str) {
    let (whole, reports) = lint(&one("org.yaml", text.as_bytes()));
    if !options(text.len()).names {
        for report in &reports {
            assert!(!report.contains(NAME), "{report}\n{text}");
        }
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
    if tested.problems.is_empty() {
        let mut files = one("org.yaml", CHART.as_bytes());
        files.push((file.path().to_owned(), bytes.to_vec()));
        lint(&files);
    }
}

/// A file as a configuration: its mistakes are told, or a chart is linted with it.
pub fn configuration(bytes: &[u8]) {
    let mut files = one("org.yaml", CHART.as_bytes());
    files.push(("orglint.yaml".to_owned(), bytes.to_vec()));
    match linted(&files) {
        Ok(_) => {
            lint(&files);
        }
        Err(Error::Argument { message, .. }) => panic!("{message}"),
        Err(Error::Configuration(mistakes)) => {
            assert!(!mistakes.is_empty(), "why it cannot be used is told");
            let file = SourceFile::from_bytes("orglint.yaml", bytes.to_vec());
            let own = |at: &str| at.rsplit(':').nth(2) == Some("orglint.yaml");
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
    linted(&one(path, bytes)).expect("there is no configuration").0.outcome
}

/// Lints the chart of files: `org.yaml` or `org.csv`, else the folder `org`. There is no clock: a file that
/// was found to break a promise breaks it on every day.
fn linted(files: &Files) -> Result<(Run, Vec<Notice>), Error> {
    let first = Path::new(&files[0].0).iter().next().unwrap_or_default();
    let mut session = Session::new(Memory::new(files.clone()), Options::on(date(2026, 1, 15)));
    let run = session.lint(Request::of([first]))?;
    Ok((run, session.take_notices()))
}

/// Lints files, asks everything of what is found, and gives it with the reports of it.
fn lint(files: &Files) -> (Outcome, [String; Format::ALL.len()]) {
    let size = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let (run, notices) = linted(files).expect("the configuration was read before");
    let outcome = run.outcome;
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
    has_code(&outcome, notices.iter().any(|notice| notice.kind == "error"));
    let options = options(size);
    let reports = Format::ALL.map(|format| written(format, &outcome, &options));
    are_sound(&outcome, &reports);
    let again = linted(files).expect("the configuration was read before").0.outcome;
    assert_eq!(outcome.findings, again.findings, "a second run finds the same");
    assert_eq!(outcome.allowed, again.allowed, "a second run finds the same");
    assert_eq!(outcome.not_checked, again.not_checked, "a second run finds the same");
    // Reports take longer than all the rest.
    if size.is_multiple_of(4) {
        let second = Format::ALL.map(|format| written(format, &again, &options));
        assert_eq!(reports, second, "a second run reports the same");
    }
    for fix in outcome.findings.iter().flat_map(|finding| &finding.fixes) {
        keeps_yaml(files, &outcome, fix);
    }
    is_set_aside(again);
    (outcome, reports)
}

/// Every finding, those among them that an exception hides.
fn told(outcome: &Outcome) -> impl Iterator<Item = &Finding> {
    outcome.findings.iter().chain(outcome.allowed.iter().map(|allowed| &allowed.finding))
}

fn is_placed(finding: &Finding, sources: &Sources) {
    for label in finding.labels() {
        is_inside(label.place, sources);
    }
    for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
        is_inside(edit.place, sources);
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
    let is_unread = |finding: &Finding| UNREAD.contains(&&*outcome.rule(finding.rule).id);
    let broken = told(outcome).any(is_unread);
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
fn keeps_yaml(files: &Files, outcome: &Outcome, fix: &Fix) {
    let mut fixed = files.clone();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    for edit in edits {
        let path = outcome.sources.get(edit.place.file).path();
        let (_, bytes) = fixed.iter_mut().find(|(known, _)| known == path).expect("a fix is for a file");
        bytes.splice(edit.place.span.range(), edit.text.bytes());
    }
    let after = linted(&fixed).expect("the configuration was read before").0.outcome;
    assert!(after.broken.is_empty() || !outcome.broken.is_empty(), "{fix:?}");
}

/// What is written down as known is read again, and is then no longer new.
fn is_set_aside(mut outcome: Outcome) {
    let known = Baseline::of(&outcome);
    let file = Arc::new(SourceFile::new("known.yaml", known.to_yaml()));
    assert_eq!(baseline::read(&file).as_ref(), Ok(&known), "{}", file.text());
    known.set_aside("known.yaml", true, &mut outcome);
    assert!(outcome.findings.is_empty() || outcome.incomplete, "{:?}", outcome.findings);
    assert_eq!(outcome.baseline.expect("it was compared").stale, []);
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
