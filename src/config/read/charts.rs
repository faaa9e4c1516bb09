//! `charts:`: which files are one chart, and how they are read.

use std::collections::HashSet;

use super::Reader;
use crate::config::data::{ChartSetting, LayoutSetting};
use crate::yaml::{Kind, NodeId};

/// The most charts of one configuration file.
pub(super) const MAX_CHARTS: usize = 256;
/// The most patterns of files of one chart.
const MAX_PATTERNS: usize = 256;

/// The keys of a chart.
const KEYS: [&str; 3] = ["name", "files", "layout"];
const WHAT: &str = "an entry of `charts`";

impl Reader<'_> {
    pub(super) fn charts(&mut self, node: NodeId) -> Vec<ChartSetting> {
        let items = self.list(node, "`charts`", "start each entry with `- name: …`");
        if items.is_empty() && self.tree.kind(node) == Kind::Sequence {
            let help = "take the key out, or name a chart and its files";
            self.problem(self.span(node), "`charts` lists no chart", help);
        }
        if let Some(over) = items.get(MAX_CHARTS) {
            let message = format!("`charts` has more than {MAX_CHARTS} entries");
            self.problem(self.span(*over), message, "spread them over several configurations");
        }
        let mut known = HashSet::new();
        let mut charts = Vec::new();
        for item in items.into_iter().take(MAX_CHARTS) {
            let Some(chart) = self.chart(item) else { continue };
            if known.insert(chart.name.value.clone()) {
                charts.push(chart);
            } else {
                let message = format!("two charts are called `{}`", chart.name.value);
                let help = "give each chart a name of its own, or list all files under one of them";
                self.problem(chart.name.span, message, help);
            }
        }
        charts
    }

    fn chart(&mut self, node: NodeId) -> Option<ChartSetting> {
        let before = self.problems.len();
        let (mut name, mut files, mut layout) = (None, None, None);
        for entry in self.mapping(node, WHAT) {
            match self.tree.text(entry.key) {
                "name" => name = self.text(entry.value, "`name`", "the name of a chart"),
                "files" => files = Some(self.patterns(entry.value)),
                "layout" => layout = self.layout_setting(entry.value),
                _ => self.unknown_key(entry.key, WHAT, &KEYS),
            }
        }
        match (name, files) {
            (Some(name), Some(files)) => Some(ChartSetting { name, files, layout }),
            (name, files) => {
                // Where a part of it is there and not right, that is said already.
                if self.problems.len() == before {
                    let lacks = if name.is_none() { "name" } else { "files" };
                    let help = match (name, files) {
                        (Some(_), _) => {
                            "write `files:` with the paths of its files: `files: [people/*.yaml]`"
                        }
                        _ => "write `name:` with what the chart is to be called",
                    };
                    self.problem(self.span(node), format!("{WHAT} has no `{lacks}`"), help);
                }
                None
            }
        }
    }

    fn patterns(&mut self, node: NodeId) -> Vec<crate::config::Spanned<String>> {
        let files = self.texts(node, "`files`", "paths of files, or patterns of paths");
        if files.is_empty()
            && self.tree.items(node).next().is_none()
            && self.tree.kind(node) == Kind::Sequence
        {
            let help = "name a file, a folder, or a pattern such as `people/**/*.yaml`";
            self.problem(self.span(node), "`files` names no file", help);
        }
        if let Some(over) = files.get(MAX_PATTERNS) {
            let message = format!("`files` has more than {MAX_PATTERNS} entries");
            self.problem(over.span, message, "name folders, or patterns with `*`");
        }
        files
    }

    fn layout_setting(&mut self, node: NodeId) -> Option<LayoutSetting> {
        if self.tree.kind(self.tree.follow(node)) == Kind::Mapping {
            return Some(LayoutSetting::Own(node));
        }
        self.text(node, "`layout`", "the name of a layout, or one of your own as a set of keys")
            .map(LayoutSetting::Named)
    }
}
