//! Charts in other shapes, from their files to their findings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod company;
mod csv;
mod examples;
mod files;
mod import;
mod order;
mod privacy;
mod real_charts;
mod same_file;
mod shapes;
mod written;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use orglint::chart::Chart;
use orglint::chart::layouts::{self, Layout, ReadFile, Reading};
use orglint::discover::{ChartFiles, discover};
use orglint::finding::{Finding, Outcome};
use orglint::lint::{Dates, lint};
use orglint::rules::registry::Registry;
use orglint::source::{SourceFile, Sources};

/// A chart of files with these paths and texts, as if they lay in one folder.
fn files(texts: &[(&str, &str)]) -> ChartFiles {
    ChartFiles {
        path: "chart".to_owned(),
        name: None,
        files: texts.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect(),
        from_folder: texts.len() > 1,
        layout: None,
        reported: None,
    }
}

fn dates() -> Dates {
    Dates { stated: Some("2026-01-15".parse().unwrap()), today: "2026-01-15".parse().unwrap() }
}

fn outcome(files: ChartFiles) -> Outcome {
    lint(vec![files], &Registry::builtin(), dates())
}

/// The findings of the rules that every chart is held to: `path:line rule message`.
fn found(files: ChartFiles) -> Vec<String> {
    told(&outcome(files))
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
    found(discover(&fixture(path)).unwrap()).into_iter().map(short).collect()
}

fn read(texts: &[(&str, &str)], layout: Option<&Layout>) -> Chart {
    let mut sources = Sources::default();
    let ids: Vec<_> = texts.iter().map(|(path, text)| sources.add(SourceFile::new(*path, *text))).collect();
    let files = ids.iter().map(|id| ReadFile::new(*id, sources.get(*id))).collect();
    let layout = layout.map(|layout| layouts::Form::from(layout.clone()));
    layouts::read(
        files,
        Reading { layout: layout.as_ref(), from_folder: texts.len() > 1, own: &Arc::default() },
    )
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
