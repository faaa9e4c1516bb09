//! The documentation page of a rule, made from its rule file.

use std::fmt::Write as _;

use super::examples::load_file;
use super::explain::{chart_text, conditions, looks_at, says, sentence};
use super::format::{Body, Source};
use super::registry::{Registered, shown};

/// The page, in Markdown.
#[must_use]
pub fn page(registered: &Registered) -> String {
    let rule = &registered.rule;
    let default = if rule.off { "off, switch it on with" } else { "on, change it with" };
    let mut out = format!("# {}\n\n{}.\n\n", rule.id, sentence(&rule.title));
    let _ = writeln!(
        out,
        "Pack `{}`, severity {}, {default} `--rule {}=LEVEL`.\n",
        rule.pack, rule.severity, rule.id
    );
    let _ = writeln!(out, "## What it looks at\n\n{}", looks_at(registered));
    let file = load_file(&registered.file()).ok();
    if let (Body::Cases(_), Some(file)) = (&rule.body, &file) {
        let _ = writeln!(out, "\n```yaml\n{}\n```", conditions(&file.tree));
    }
    let _ = writeln!(out, "\n## Why it may matter\n\n{}\n\n{}", rule.why, source(&rule.source));
    if !rule.silent.is_empty() {
        let _ = writeln!(out, "\n## When it stays silent\n");
        for line in &rule.silent {
            let _ = writeln!(out, "- {line}");
        }
    }
    if !rule.params.is_empty() {
        let _ = writeln!(out, "\n## Parameters\n\n| name | default | what it is |\n|---|---|---|");
        for param in &rule.params {
            let about = param.about.replace('|', "\\|");
            let _ = writeln!(out, "| `{}` | {} | {about} |", param.name, shown(&param.default));
        }
    }
    if let Some(file) = &file {
        let _ = writeln!(out, "\n## Examples");
        for example in &file.examples {
            let _ = writeln!(out, "\n{}: {}.", sentence(&example.name), says(example));
            if let Some(before) = example.before {
                let text = chart_text(&file.tree, before);
                let _ = writeln!(out, "\n```yaml\n{}\n```\n\nand then:", text.trim_end());
            }
            let _ = writeln!(out, "\n```yaml\n{}\n```", chart_text(&file.tree, example.chart).trim_end());
            if let Some(second) = example.second {
                let text = chart_text(&file.tree, second);
                let _ = writeln!(out, "\nThe source:\n\n```yaml\n{}\n```", text.trim_end());
            }
            if let Some(references) = example.references {
                let text = chart_text(&file.tree, references);
                let _ = writeln!(out, "\nThe other file:\n\n```text\n{}\n```", text.trim_end());
            }
        }
    }
    let _ = writeln!(out, "\nGenerated from `{}`; change that file, not this page.", registered.path);
    out
}

fn source(source: &Source) -> String {
    match &source.url {
        Some(url) => format!("Source: [{source}]({url})"),
        None => format!("Source: {source}"),
    }
}

/// The list of all pages.
#[must_use]
pub fn index(rules: &[Registered]) -> String {
    let mut out =
        String::from("# Rules\n\nGenerated from the rule files; `orglint rules` shows the same list.\n");
    let mut pack = "";
    for registered in rules {
        let rule = &registered.rule;
        if pack != &*rule.pack {
            pack = &rule.pack;
            let _ = writeln!(out, "\n## {pack}\n\n| rule | severity | what it finds |\n|---|---|---|");
        }
        let off = if rule.off { ", off" } else { "" };
        let _ = writeln!(out, "| [{0}]({0}.md) | {1}{off} | {2} |", rule.id, rule.severity, rule.title);
    }
    out
}
