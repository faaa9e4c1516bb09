//! `charts:`: which files are one chart, and how they are read.

use std::collections::HashSet;

use crate::config::data::{ChartSetting, LayoutSetting, ReferenceSetting, SecondSetting};
use crate::source::quoted;
use crate::yaml::{Kind, NodeId, Reader, Spanned};

/// The most charts of one configuration file.
pub(super) const MAX_CHARTS: usize = 256;

/// The most patterns of files of one chart.
const MAX_PATTERNS: usize = 256;

/// The keys of a chart.
const KEYS: [&str; 7] = ["name", "files", "layout", "sources", "company", "exceptions", "as_of"];

/// The most second sources of one chart.
const MAX_SOURCES: usize = 16;

const WHAT: &str = "an entry of `charts`";

pub(super) fn charts(reader: &mut Reader<'_>, node: NodeId) -> Vec<ChartSetting> {
    let items = reader.list(node, "`charts`", "start each entry with `- name: …`");
    if items.is_empty() && reader.tree.kind(node) == Kind::Sequence {
        reader.problem(node, "`charts` lists no chart", "remove the key, or name a chart and its files");
    }
    if let Some(over) = items.get(MAX_CHARTS) {
        let message = format!("`charts` has more than {MAX_CHARTS} entries");
        reader.problem(*over, message, "spread them over several configurations");
    }
    let mut known = HashSet::new();
    let mut charts = Vec::new();
    for item in items.into_iter().take(MAX_CHARTS) {
        let Some(chart) = chart(reader, item) else { continue };
        if known.insert(chart.name.value.clone()) {
            charts.push(chart);
        } else {
            let message = format!("two charts are called {}", quoted(&chart.name.value));
            let help = "give each chart its own name, or list all files under one of them";
            reader.problem_at(chart.name.span, message, help);
        }
    }
    charts
}

fn chart(reader: &mut Reader<'_>, node: NodeId) -> Option<ChartSetting> {
    let [name, files, layout, seconds, company, exceptions, as_of] = reader.keys(node, WHAT, KEYS);
    let help = if name.is_none() {
        "write `name:` with a name for the chart"
    } else {
        "write `files:` with the paths of its files: `files: [people/*.yaml]`"
    };
    reader.lacks(node, WHAT, &[("name", name.is_some()), ("files", files.is_some())], help);
    let name = name.and_then(|node| reader.spanned(node, "`name`", "the name of a chart"));
    let files = files.map(|node| patterns(reader, node, "`files`"));
    let layout = layout.and_then(|node| layout_setting(reader, node));
    // What they hold is what it is in a chart, and read there.
    let stated = [company, exceptions, as_of].iter().any(Option::is_some).then_some(node);
    let seconds = seconds.map(|node| self::seconds(reader, node)).unwrap_or_default();
    Some(ChartSetting { name: name?, files: files?, layout, stated, seconds })
}

fn seconds(reader: &mut Reader<'_>, node: NodeId) -> Vec<SecondSetting> {
    let items = reader.list(node, "`sources`", "start each entry with `- file: …`");
    if let Some(over) = items.get(MAX_SOURCES) {
        let message = format!("`sources` has more than {MAX_SOURCES} entries");
        reader.problem(*over, message, "join the files, or leave out those that nobody compares");
    }
    items.into_iter().take(MAX_SOURCES).filter_map(|item| second(reader, item)).collect()
}

fn second(reader: &mut Reader<'_>, node: NodeId) -> Option<SecondSetting> {
    let what = "an entry of `sources`";
    let [file, layout, says, keys] = reader.keys(node, what, ["file", "layout", "says", "match"]);
    let help = "write `file:` with the path of the export: `file: hris.csv`";
    reader.lacks(node, what, &[("file", file.is_some())], help);
    let files = file.map(|node| patterns(reader, node, "`file`")).unwrap_or_default();
    let layout = layout.and_then(|node| layout_setting(reader, node));
    let mut texts = |node: NodeId, what: &str, expected: &str, help: &str| {
        let texts = reader.texts(node, what, expected);
        if reader.tree.kind(node) == Kind::Sequence && reader.tree.items(node).next().is_none() {
            reader.problem(node, format!("{what} names nothing"), help.to_owned());
        }
        texts
    };
    let help = "remove the key if all of it counts";
    let says = says.map(|node| texts(node, "`says`", "what the source is the authority on", help));
    let keys = keys.map(|node| texts(node, "`match`", "how to recognise who is who", help));
    (!files.is_empty()).then_some(SecondSetting { files, layout, says, keys })
}

/// The most entries of `references:`.
const MAX_REFERENCES: usize = 64;

pub(super) fn references(reader: &mut Reader<'_>, node: NodeId) -> Vec<ReferenceSetting> {
    let items = reader.list(node, "`references`", "start each entry with `- files: …`");
    if let Some(over) = items.get(MAX_REFERENCES) {
        let message = format!("`references` has more than {MAX_REFERENCES} entries");
        reader.problem(*over, message, "join entries that name the same things, with a list under `files:`");
    }
    let one = |item| {
        let what = "an entry of `references`";
        let [files, at, names] = reader.keys(item, what, ["files", "at", "names"]);
        let help = "write `files:` with the paths of the files: `files: [CODEOWNERS]`";
        reader.lacks(item, what, &[("files", files.is_some())], help);
        let files = files.map(|node| patterns(reader, node, "`files`"));
        let at = at.and_then(|node| reader.spanned(node, "`at`", "a key, such as `spec.owner`"));
        let names = names.and_then(|node| reader.spanned(node, "`names`", "a word"));
        Some(ReferenceSetting { files: files?, at, names })
    };
    items.into_iter().take(MAX_REFERENCES).filter_map(one).collect()
}

fn patterns(reader: &mut Reader<'_>, node: NodeId, key: &str) -> Vec<Spanned<String>> {
    let files = reader.texts(node, key, "paths of files, or patterns of paths");
    if reader.tree.kind(node) == Kind::Sequence && reader.tree.items(node).next().is_none() {
        let help = "name a file, a folder, or a pattern such as `people/**/*.yaml`";
        reader.problem(node, format!("{key} names no file"), help);
    }
    if let Some(over) = files.get(MAX_PATTERNS) {
        let message = format!("{key} has more than {MAX_PATTERNS} entries");
        reader.problem_at(over.span, message, "name folders, or patterns with `*`");
    }
    files
}

fn layout_setting(reader: &mut Reader<'_>, node: NodeId) -> Option<LayoutSetting> {
    if reader.tree.kind(node) == Kind::Mapping {
        return Some(LayoutSetting::Own(node));
    }
    let expected = "the name of a layout, or your own layout as a set of keys";
    reader.spanned(node, "`layout`", expected).map(LayoutSetting::Named)
}
