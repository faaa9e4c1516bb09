//! SARIF 2.1.0, as code scanning services read it.

use std::fmt::Write as _;
use std::io;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::escape::json_text::write_value;
use super::escape::{clean, one_line};
use super::json::Range;
use super::mask::Masks;
use super::names::NameWords;
use super::occurrences::occurrences;
use super::repository::path_in;
use super::{Options, summary};
use crate::finding::{AllowedFinding, Edit, Finding, Fix, Label, Outcome, RuleInfo, Safety, Severity};
use crate::source::Place;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Further places given with a result; services limit them.
const RELATED: usize = 100;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    write_value(&Log { schema: SCHEMA, version: "2.1.0", runs: [Run::new(outcome, options)] }, out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    /// Columns count characters.
    column_kind: &'static str,
    results: Results<'a>,
}

impl<'a> Run<'a> {
    fn new(outcome: &'a Outcome, options: &'a Options) -> Self {
        let names = (!options.names && !outcome.allowed.is_empty()).then(|| NameWords::new(outcome));
        Self {
            tool: Tool { driver: Driver::new(outcome) },
            invocations: [Invocation::new(outcome)],
            column_kind: "unicodeCodePoints",
            results: Results { outcome, options, names, masks: Masks::new(outcome, options.names) },
        }
    }
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'a>>,
}

impl<'a> Driver<'a> {
    fn new(outcome: &'a Outcome) -> Self {
        Self {
            name: "orglint",
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: outcome.rules.iter().map(Rule::new).collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    #[serde(skip_serializing_if = "Text::is_empty")]
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

impl<'a> Rule<'a> {
    fn new(rule: &'a RuleInfo) -> Self {
        let explain = format!("More: `orglint explain {}`", rule.id);
        let source = match rule.source.trim() {
            "" => String::new(),
            source => format!("Source: {source}"),
        };
        let why = one_line(&rule.why);
        let parts = [&why, rule.help.trim(), &source, &explain].map(one_line);
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            id: &rule.id,
            short_description: Text::new(&rule.title),
            full_description: Text::new(&why),
            help: Text { text: no_links(&parts.join("\n\n")) },
            default_configuration: Configuration { level: level(rule.default_severity) },
            properties: Properties { tags: [&rule.pack] },
        }
    }
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 1],
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn new(text: &str) -> Self {
        Self { text: no_links(&clean(text.trim())) }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// `[text](target)` in a message is shown as a link; a title has none to give.
fn no_links(text: &str) -> String {
    text.replace("](", "] (")
}

/// What is to be said of the run itself.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_configuration_notifications: Vec<serde_json::Value>,
}

impl Invocation {
    fn new(outcome: &Outcome) -> Self {
        let warning =
            summary::warning(outcome).map(|words| json!({ "level": "error", "message": { "text": words } }));
        let not_checked = outcome.not_checked.iter().map(|entry| {
            let text = format!("not checked: missing {}", clean(&entry.in_words()));
            let rule = json!({ "id": outcome.rule(entry.rule).id, "index": entry.rule.0 });
            json!({ "level": "note", "message": { "text": text }, "associatedRule": rule })
        });
        Self {
            execution_successful: !outcome.incomplete,
            tool_execution_notifications: warning.into_iter().collect(),
            tool_configuration_notifications: not_checked.collect(),
        }
    }
}

/// The findings, and after them those that exceptions hide.
struct Results<'a> {
    outcome: &'a Outcome,
    options: &'a Options,
    /// What is masked in reasons.
    names: Option<NameWords<'a>>,
    masks: Masks<'a>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = self.outcome.findings.iter().map(|finding| (finding, None));
        let allowed = self.outcome.allowed.iter().map(|allowed| (&allowed.finding, Some(allowed)));
        let all = || shown.clone().chain(allowed.clone());
        let results = all().zip(occurrences(all().map(|(finding, _)| finding)));
        serializer.collect_seq(results.map(|((finding, allowed), nth)| {
            let suppressions = allowed.map(|allowed| self.suppression(allowed)).into_iter().collect();
            SarifResult {
                suppressions,
                ..SarifResult::new(self.outcome, self.options, finding, nth, &self.masks)
            }
        }))
    }
}

impl Results<'_> {
    fn suppression(&self, allowed: &AllowedFinding) -> Suppression {
        // Not every name of a file that could not be read in full is known.
        let is_broken = self.outcome.broken.contains(&allowed.finding.primary.place.file);
        let reason = allowed.reason.as_deref().map(one_line).filter(|_| !(is_broken && self.names.is_some()));
        let masked = |reason: String| match &self.names {
            Some(names) => names.masked_sentence(&reason),
            None => reason,
        };
        Suppression { kind: "inSource", justification: reason.map(masked) }
    }
}

/// That an exception in the chart allows a finding, and why.
#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: u16,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Change<'a>>,
    /// Empty where nothing hides the result; left out it would mean that this is not known.
    suppressions: Vec<Suppression>,
}

impl<'a> SarifResult<'a> {
    fn new(
        outcome: &'a Outcome,
        options: &'a Options,
        finding: &'a Finding,
        nth: usize,
        masks: &Masks<'_>,
    ) -> Self {
        let help = one_line(&finding.help);
        let message = clean(finding.message.trim());
        let message = if help.is_empty() { message.into_owned() } else { format!("{message}\n{help}") };
        let others = finding.others.iter().take(RELATED).enumerate();
        Self {
            rule_id: &outcome.rule(finding.rule).id,
            rule_index: finding.rule.0,
            level: level(finding.severity),
            message: Text { text: no_links(&message) },
            locations: [Location::new(outcome, options, &finding.primary, None)],
            related_locations: others
                .map(|(at, label)| Location::new(outcome, options, label, Some(at + 1)))
                .collect(),
            partial_fingerprints: Fingerprints::new(finding, nth),
            fixes: finding
                .fixes
                .iter()
                .filter(|fix| fix.safety != Safety::Display && !masks.hides(fix))
                .map(|fix| Change { outcome, options, fix })
                .collect(),
            suppressions: Vec::new(),
        }
    }
}

/// What stays the same when lines move. The second is what GitHub compares; it numbers those that
/// would be equal.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "orglint/v1")]
    own: String,
    #[serde(rename = "primaryLocationLineHash")]
    github: String,
}

impl Fingerprints {
    fn new(finding: &Finding, nth: usize) -> Self {
        let own = finding.fingerprint.to_string();
        Self { github: format!("{own}:{nth}"), own }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: Physical,
    #[serde(skip_serializing_if = "Text::is_empty")]
    message: Text,
}

impl Location {
    fn new(outcome: &Outcome, options: &Options, label: &Label, id: Option<usize>) -> Self {
        Self { id, physical: Physical::new(outcome, options, label.place), message: Text::new(&label.text) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

impl Physical {
    fn new(outcome: &Outcome, options: &Options, place: Place) -> Self {
        let at = Range::new(outcome, place);
        Self {
            artifact_location: Artifact { uri: uri(&path_in(at.path, options)) },
            region: Region {
                start_line: at.line,
                start_column: at.column,
                end_line: at.end_line,
                end_column: at.end_column,
            },
        }
    }
}

#[derive(PartialEq, Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// A change that clears a finding, written edit by edit: it may be one of the whole chart.
struct Change<'a> {
    outcome: &'a Outcome,
    options: &'a Options,
    fix: &'a Fix,
}

impl Serialize for Change<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { outcome, options, fix } = *self;
        let physical = |edit: &Edit| Physical::new(outcome, options, edit.place);
        let files =
            fix.edits.chunk_by(|one, other| one.place.file == other.place.file).map(|edits| FileChange {
                artifact_location: edits.first().map(|edit| physical(edit).artifact_location),
                replacements: Each(edits.iter().map(|edit| Replacement {
                    deleted_region: physical(edit).region,
                    inserted_content: Content { text: &edit.text },
                })),
            });
        let mut out = serializer.serialize_struct("fix", 2)?;
        out.serialize_field("artifactChanges", &Each(files))?;
        out.serialize_field("description", &Content { text: &fix.title })?;
        out.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileChange<T> {
    artifact_location: Option<Artifact>,
    replacements: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

/// A list that is made while it is written.
struct Each<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
