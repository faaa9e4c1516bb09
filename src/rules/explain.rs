//! A rule in words, for `orglint explain`.

use std::fmt::Write as _;

use super::examples::load_file_with;
use super::format::{Body, Example, For, RuleFile};
use super::registry::{Registered, shown};
use crate::chart::Own;
use crate::source::Span;
use crate::yaml::{Entry, Kind, Tree};

/// Columns of the text.
const WIDTH: usize = 100;

/// Lines that fit on a screen.
const SCREEN: usize = 40;

/// How much of a rule is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What fits on a screen: a chart that raises the rule and one that does not, where there is room.
    Screen,
    /// The conditions and every example too.
    All,
}

/// What a rule file says of its rule, as a text for a terminal.
#[must_use]
pub fn explain(registered: &Registered, detail: Detail) -> String {
    explain_with(registered, &Own::default(), detail)
}

/// The same for a rule of one's own, where the configuration adds facts and words.
#[must_use]
pub fn explain_with(registered: &Registered, own: &Own, detail: Detail) -> String {
    let rule = &registered.rule;
    let mut out = String::new();
    let off = if rule.off { ", off unless switched on" } else { "" };
    let _ = writeln!(out, "{} ({}, pack {}{off}): {}", rule.id, rule.severity, rule.pack, rule.title);
    let _ = writeln!(out, "\nWhat it looks at\n{}", indented(looks_at(registered)));
    let file = load_file_with(&registered.file(), own).ok();
    if detail == Detail::All {
        let conditions = file.as_ref().map(|file| conditions(&file.tree)).unwrap_or_default();
        for line in conditions.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    let _ = writeln!(out, "\nWhy it may matter\n{}", indented(&rule.why));
    let _ = writeln!(out, "  Source: {}", rule.source);
    if let Some(url) = &rule.source.url {
        let _ = writeln!(out, "  {url}");
    }
    if !rule.silent.is_empty() {
        let _ = writeln!(out, "\nWhen it stays silent");
        for line in &rule.silent {
            let _ = writeln!(out, "{}", wrapped(line, "  - ", "    "));
        }
    }
    if !rule.params.is_empty() {
        let _ = writeln!(out, "\nParameters, set with `--rule {}.NAME=VALUE`", rule.id);
        for param in &rule.params {
            let set = registered.params_set.iter().find(|set| set.name == param.name);
            let set = set
                .map_or_else(String::new, |set| format!(", set to {} by {}", shown(&set.value), set.set_by));
            let default = shown(&param.default);
            let about = format!("{} (default {default}{set}): {}", param.name, param.about);
            let _ = writeln!(out, "{}", wrapped(&about, "  ", "    "));
        }
    }
    let mut end = format!(
        "\nSet its level with `--rule {0}=off|info|warning|error|on`.\n\
         Allow one finding, beside its line: `# orglint: allow({0}) -- why`.\n",
        rule.id
    );
    let mut examples: Vec<String> = file.iter().flat_map(|file| examples(file, detail)).collect();
    if detail == Detail::Screen {
        let count = file.as_ref().map_or(0, |file| file.examples.len());
        let _ = writeln!(
            end,
            "`orglint explain --all {}` shows its conditions and all {count} examples.",
            rule.id
        );
        // When the rule stays silent is told in full; an example gives way to it.
        let lines = |text: &String| text.lines().count();
        let headings = 2;
        while lines(&out) + lines(&end) + examples.iter().map(lines).sum::<usize>() + headings > SCREEN {
            if examples.pop().is_none() {
                break;
            }
        }
    }
    if !examples.is_empty() {
        out.push_str("\nExamples\n");
        out.extend(examples);
    }
    out.push_str(&end);
    out
}

/// All examples, or the shortest chart that raises the rule and the shortest that does not.
fn examples(file: &RuleFile, detail: Detail) -> Vec<String> {
    if detail == Detail::All {
        return file.examples.iter().map(|one| example(file, one)).collect();
    }
    let shortest = |raises: bool| {
        let examples = file.examples.iter().filter(|example| example.expect.is_empty() != raises);
        examples.map(|one| example(file, one)).min_by_key(|text| text.lines().count())
    };
    [true, false].into_iter().filter_map(shortest).collect()
}

/// What a rule looks at: the paragraph that its file has for it, else a sentence.
pub(super) fn looks_at(registered: &Registered) -> &str {
    if let Some(text) = &registered.rule.looks_at {
        return text;
    }
    match (&registered.rule.body, registered.rule.about) {
        (Body::Builtin(_), For::Position) => "Positions and the lines between them.",
        (Body::Builtin(_), For::Organisation) => "The chart as a whole.",
        (Body::Cases(_), For::Position) => "Each position.",
        (Body::Cases(_), For::Organisation) => "The organisation.",
    }
}

/// Keys of a rule file that say when it speaks.
const CONDITIONS: [&str; 10] =
    ["given", "where", "unless", "must", "must_not", "cases", "report", "group", "yields_to", "cause"];

/// The conditions as they are in the rule file; nothing for a check in Rust.
pub(super) fn conditions(tree: &Tree) -> String {
    let Some(root) = tree.documents().first().and_then(|document| document.root) else {
        return String::new();
    };
    let parts = tree.entries(root).filter(|entry| CONDITIONS.contains(&tree.text(entry.key)));
    let slice = |entry: Entry| {
        let span = Span::new(tree.span(entry.key).start, tree.span(entry.value).end);
        tree.file().slice(span).trim_end().to_owned()
    };
    parts.map(slice).collect::<Vec<_>>().join("\n")
}

/// An example as it is in the rule file.
fn example(file: &RuleFile, example: &Example) -> String {
    let mut out = wrapped(&format!("{}: {}", sentence(&example.name), says(example)), "  ", "  ");
    out.push('\n');
    let lines = |node, out: &mut String| {
        for line in chart_text(&file.tree, node).lines() {
            let _ = writeln!(out, "{}", format!("    {line}").trim_end());
        }
    };
    if let Some(before) = example.before {
        lines(before, &mut out);
        out.push_str("\n  and then:\n\n");
    }
    lines(example.chart, &mut out);
    if let Some(second) = example.second {
        out.push_str("  the source:\n");
        lines(second, &mut out);
    }
    if let Some(references) = example.references {
        out.push_str("  the other file:\n");
        lines(references, &mut out);
    }
    out
}

/// Where an example raises its rule.
pub(super) fn says(example: &Example) -> String {
    let at = example.expect.iter().map(|expected| match expected.severity {
        Some(severity) => format!("`{}` ({severity})", expected.at),
        None => format!("`{}`", expected.at),
    });
    let at: Vec<String> = at.collect();
    if at.is_empty() { "silent".to_owned() } else { format!("raised at {}", at.join(", ")) }
}

/// The chart of an example as it is written, shifted to a common indentation.
pub(super) fn chart_text(tree: &Tree, chart: crate::yaml::NodeId) -> String {
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
    text.lines().map(|line| line.get(common..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| wrapped(line.trim(), "  ", "  ")).collect::<Vec<_>>().join("\n")
}

/// A text with a fixed width, the same at every terminal.
fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// A text with a capital letter first.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
