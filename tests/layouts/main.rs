//! Charts in other shapes, from their files to their findings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod company;
mod csv;
mod examples;
mod exports;
mod files;
mod import;
mod leavers;
mod names;
mod order;
mod privacy;
mod real_charts;
mod same_file;
mod shapes;
mod variants;
mod words;
#[cfg(feature = "workbooks")]
mod workbook;
mod wrapped;
mod written;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use orglint::chart::Chart;
use orglint::files::{Disk, Files, Memory};
use orglint::finding::{Finding, Outcome};
use orglint::session::{Configuration, Error, Options, Request, Run, Session};
use orglint::source::SourceFile;

fn session<F: Files>(files: F, configuration: Configuration) -> Session<F> {
    let day = "2026-01-15".parse().unwrap();
    Session::new(files, Options { configuration, as_of: Some(day), ..Options::on(day) })
}

/// A chart of files with these paths and texts, as if they lay in one folder.
fn files(texts: &[(&str, &str)]) -> Run {
    let request = match texts {
        [("-", text)] => Request { standard_input: Some(SourceFile::new("-", *text)), ..Request::of(["-"]) },
        [(path, _)] => Request::of([path]),
        _ => Request::of(["."]),
    };
    session(Memory::new(texts.to_vec()), Configuration::None).lint(request).unwrap()
}

/// The chart at a path.
fn at(path: &Path) -> Run {
    session(Disk, Configuration::None).lint(Request::of([path])).unwrap()
}

/// A chart of files that a configuration describes: a layout by its name or by its keys, and patterns
/// of paths.
fn by(texts: &[(&str, &str)], layout: &str, patterns: &[&str]) -> Result<Run, Error> {
    let mut files = Memory::new(texts.to_vec());
    files.set("orglint.yaml", configuration(layout, patterns));
    session(files, Configuration::Nearest).lint(Request::default())
}

fn configuration(layout: &str, patterns: &[&str]) -> String {
    let mut text = format!("charts:\n- name: chart\n  files: {patterns:?}\n  layout:");
    if !layout.contains(['\n', ':']) {
        return text + " " + layout + "\n";
    }
    for line in layout.lines() {
        write!(text, "\n    {line}").unwrap();
    }
    text + "\n"
}

/// A chart of files that are found in a folder, or of the only one, with a layout.
fn with(texts: &[(&str, &str)], layout: &str) -> Run {
    let pattern = if let [(path, _)] = texts { path } else { "**/*" };
    by(texts, layout, &[pattern]).unwrap()
}

fn outcome(run: Run) -> Outcome {
    run.outcome
}

/// The findings of the rules that every chart is held to: `path:line rule message`.
fn found(run: Run) -> Vec<String> {
    told(&outcome(run))
}

fn told(outcome: &Outcome) -> Vec<String> {
    let line = |finding: &Finding| {
        let file = outcome.sources.get(finding.primary.place.file);
        let line = file.position(finding.primary.place.span.start).line;
        let rule = outcome.rule(finding.rule);
        let is_basic = matches!(&*rule.pack, "integrity" | "reading");
        is_basic.then(|| format!("{}:{line} {} {}", file.path(), rule.id, finding.message))
    };
    outcome.findings.iter().filter_map(line).collect()
}

fn found_in(path: &str, text: &str) -> Vec<String> {
    found(files(&[(path, text)]))
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts").join(path)
}

fn found_at(path: &str) -> Vec<String> {
    let root = fixture("").display().to_string().replace('\\', "/");
    // A path outside of the current folder is shown whole.
    let short = |line: String| line.replace(&root, "").replace("fixtures/layouts/", "");
    found(at(&fixture(path))).into_iter().map(short).collect()
}

fn read(texts: &[(&str, &str)], layout: Option<&str>) -> Chart {
    let mut run = layout.map_or_else(|| files(texts), |layout| with(texts, layout));
    run.charts.pop().unwrap().chart
}

/// `manager>id: Title (name)` for every position.
fn lines(chart: &Chart) -> Vec<String> {
    use orglint::chart::Field;
    let text = |position, field| chart.text(position, field).map_or("", |text| text.text);
    chart
        .positions()
        .map(|position| {
            let id = chart.id(position);
            let up = text(position, Field::ReportsTo);
            format!("{up}>{id}: {}", text(position, Field::Title))
        })
        .collect()
}
