//! Findings, told whenever something has changed: for every file of the charts, with the places beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Position, Range};

use super::view::View;
use crate::finding::{Finding, Severity};
use crate::session::{Error, Notice};

/// Further places of one finding that are told.
const PLACES: usize = 20;

/// Rules that say what the schema of a chart says to a YAML language server.
const OF_SCHEMA: [&str; 5] = ["syntax-error", "duplicate-key", "unknown-key", "unknown-word", "wrong-type"];

/// What is told of each file.
pub(super) type Told = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// The findings of the newest reading. A file that is open and no chart is another program's.
pub(super) fn of_run(view: View<'_>, leaves_schema: bool, told: &mut Told) {
    let Some(run) = view.run else { return };
    let outcome = &run.outcome;
    for about in &outcome.charts {
        for file in &about.files {
            if let Some(location) = outcome.sources.get(*file).location() {
                told.entry(location.to_owned()).or_default();
            }
        }
    }
    for finding in &outcome.findings {
        let rule = &*outcome.rule(finding.rule).id;
        let file = outcome.sources.get(finding.primary.place.file);
        let Some(location) = file.location() else { continue };
        let is_foreign = outcome.foreign.contains(&finding.primary.place.file) && !is_named(location);
        if is_foreign || (leaves_schema && OF_SCHEMA.contains(&rule)) {
            continue;
        }
        told.entry(location.to_owned()).or_default().push(diagnostic(view, finding));
    }
}

/// Whether a file has the name that a chart usually has.
fn is_named(path: &Path) -> bool {
    path.file_stem().is_some_and(|name| name == "org")
}

pub(super) fn diagnostic(view: View<'_>, finding: &Finding) -> Diagnostic {
    let Some(run) = view.run else { return Diagnostic::default() };
    let outcome = &run.outcome;
    let file = outcome.sources.get(finding.primary.place.file);
    let others = finding.others.iter().take(PLACES).filter_map(|label| {
        let text = if label.text.is_empty() { "here too".to_owned() } else { label.text.to_string() };
        Some(DiagnosticRelatedInformation::new(view.location(label.place)?, text))
    });
    let others: Vec<DiagnosticRelatedInformation> = others.collect();
    let help = if finding.help.is_empty() { String::new() } else { format!("\nhelp: {}", finding.help) };
    Diagnostic {
        range: view.range(file, finding.primary.place.span),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: Some(outcome.rule(finding.rule).id.to_string().into()),
        source: Some("orglint".to_owned()),
        message: format!("{}{help}", finding.message).into(),
        related_information: (!others.is_empty()).then_some(others),
        ..Diagnostic::default()
    }
}

/// Mistakes of configurations and rule files, each with its place as people read it.
#[derive(Default)]
pub(super) struct Found(Vec<(String, String)>);

impl Found {
    pub(super) fn error(&mut self, error: &Error) {
        if let Error::Configuration(mistakes) = error {
            self.0.extend(
                mistakes.iter().map(|mistake| {
                    (mistake.at.clone(), format!("{}\nhelp: {}", mistake.message, mistake.help))
                }),
            );
        }
    }

    /// What came up beside the findings, as far as it names a place.
    pub(super) fn notices(&mut self, notices: &[Notice]) {
        for notice in notices {
            let Some((at, message)) = notice.message.split_once(": ") else { continue };
            let help = notice.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            self.0.push((at.to_owned(), format!("{message}{help}")));
        }
    }

    /// The mistakes at their places in files.
    pub(super) fn placed(self, here: &Path) -> Told {
        let mut told = Told::new();
        for (at, message) in self.0 {
            let mut parts = at.rsplitn(3, ':');
            let (column, line, path) = (parts.next(), parts.next(), parts.next());
            let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
            let (Some(column), Some(line), Some(path)) = (number(column), number(line), path) else {
                continue;
            };
            let path = crate::files::lexical(&here.join(path));
            let start = Position { line: line.saturating_sub(1), character: column.saturating_sub(1) };
            // Up to the end of the line.
            let end = Position { line: start.line, character: start.character + 1000 };
            let diagnostic = Diagnostic {
                range: Range { start, end },
                severity: Some(DiagnosticSeverity::Error),
                source: Some("orglint".to_owned()),
                message: message.into(),
                ..Diagnostic::default()
            };
            let of_file = told.entry(path).or_default();
            if !of_file.contains(&diagnostic) {
                of_file.push(diagnostic);
            }
        }
        told
    }
}
