//! A rule in words, for `orglint explain`.

use std::fmt::Write as _;

use super::examples::load_file_with;
use super::format::{Body, For};
use super::registry::{Registered, shown};
use crate::chart::Own;
use crate::source::Span;
use crate::yaml::{Kind, Tree};

/// Everything a rule file says of its rule, as a text for a terminal.
#[must_use]
pub fn explain(registered: &Registered, own: &Own) -> String {
    let rule = &registered.rule;
    let mut out = String::new();
    let off = if rule.off { ", off unless switched on" } else { "" };
    let _ = writeln!(out, "{} ({}, pack {}{off})", rule.id, rule.severity, rule.pack);
    let _ = writeln!(out, "\n{}", sentence(&rule.title));
    let _ = writeln!(out, "\nWhy it may matter\n{}", indented(&rule.why));
    let _ = writeln!(out, "  Source: {}", rule.source);
    if let Some(url) = &rule.source.url {
        let _ = writeln!(out, "  {url}");
    }
    let _ = writeln!(out, "\nWhat it looks at\n  {}", looks_at(registered));
    if !rule.silent.is_empty() {
        let _ = writeln!(out, "\nWhen it stays silent");
        for line in rule.silent.iter() {
            let _ = writeln!(out, "  - {line}");
        }
    }
    if !rule.params.is_empty() {
        let _ = writeln!(out, "\nParameters");
        for param in rule.params.iter() {
            let set = registered.params_set.iter().find(|set| set.name == param.name);
            let set = set
                .map_or_else(String::new, |set| format!(", set to {} by {}", shown(&set.value), set.set_by));
            let default = shown(&param.default);
            let _ = writeln!(out, "  {} (default {default}{set}): {}", param.name, param.about);
        }
        let name = &rule.params[0].name;
        let _ = writeln!(out, "  Set one with `--rule {}.{name}=VALUE`.", rule.id);
    }
    let _ = writeln!(out, "\nSet its level with `--rule {}=off|info|warning|error|on`.", rule.id);
    examples(registered, own, &mut out);
    out
}

fn looks_at(registered: &Registered) -> &'static str {
    match (&registered.rule.body, registered.rule.about) {
        (Body::Builtin(_), For::EachPosition) => "Positions and the lines between them, by a check in Rust.",
        (Body::Builtin(_), For::TheOrganisation) => "The chart as a whole, by a check in Rust.",
        (Body::Cases(_), For::EachPosition) => "Each position, by the conditions of its rule file.",
        (Body::Cases(_), For::TheOrganisation) => "The organisation, by the conditions of its rule file.",
    }
}

/// The examples as they stand in the rule file.
fn examples(registered: &Registered, own: &Own, out: &mut String) {
    let Ok(file) = load_file_with(&registered.file(), own) else { return };
    let _ = writeln!(out, "\nExamples");
    for example in &file.examples {
        let at: Vec<String> = example
            .expect
            .iter()
            .map(|expected| match expected.severity {
                Some(severity) => format!("`{}` ({severity})", expected.at),
                None => format!("`{}`", expected.at),
            })
            .collect();
        let says = if at.is_empty() { "silent".to_owned() } else { format!("raised at {}", at.join(", ")) };
        let _ = writeln!(out, "\n  {}: {says}", sentence(&example.name));
        let _ = writeln!(out, "{}", chart_text(&file.tree, example.chart));
    }
}

/// The chart of an example as it is written, shifted to a common indentation.
fn chart_text(tree: &Tree, chart: crate::yaml::NodeId) -> String {
    let text = if tree.kind(chart) == Kind::Scalar {
        tree.text(chart).to_owned()
    } else {
        let span = tree.span(chart);
        let text = tree.file().text();
        let line = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let from_line = text[line..span.start as usize].trim().is_empty();
        let start = if from_line { crate::source::offset(line) } else { span.start };
        tree.file().slice(Span::new(start, span.end)).to_owned()
    };
    let common = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    text.lines()
        .map(|line| format!("    {}", line.get(common..).unwrap_or("")))
        .collect::<Vec<_>>()
        .join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {}", line.trim())).collect::<Vec<_>>().join("\n")
}

/// A text with a capital letter first.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
