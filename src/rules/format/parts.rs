//! The smaller parts of a rule file: labels, the fix, the rules it yields to, why.

use super::data::{Base, FixSpec, For, LabelSpec, Rule, Source, YieldAbout, Yields};
use super::load::Reader;
use crate::yaml::{Kind, NodeId};

impl Reader<'_> {
    /// A label may point at a position that only some cases name, and is left out where it is not;
    /// texts name what every finding has.
    pub(super) fn labels(&mut self, node: NodeId, about: For) -> Vec<LabelSpec> {
        let (common, any) = self.names_of_cases();
        let mut labels = Vec::new();
        for item in self.some(node, "`labels`") {
            let Some(entries) = self.mapping(item, "a label") else { continue };
            let value = |reader: &Self, key| {
                entries.iter().find(|entry| reader.tree.text(entry.key) == key).map(|entry| entry.value)
            };
            self.names.clone_from(&any);
            let at = value(self, "at").and_then(|node| self.path(node, "`at`", about));
            self.names.clone_from(&common);
            if let Some(Base::Named(name)) = at.as_ref().map(|at| &at.base) {
                self.names.push(name.clone());
            }
            let text = value(self, "text").map(|node| self.template(node, "`text`", about));
            for entry in &entries {
                if !["at", "text"].contains(&self.tree.text(entry.key)) {
                    self.unknown_key(entry.key, "a label", &["at", "text"]);
                }
            }
            let keys = [("at", at.is_some()), ("text", text.is_some())];
            self.lacks(
                item,
                "the label",
                &keys,
                "a label has `at`, a value of the chart, and a short `text`",
            );
            labels.extend(at.zip(text).map(|(at, text)| LabelSpec { at, text }));
        }
        self.names = common;
        labels
    }

    /// The names that every case gives, and those that some case gives.
    fn names_of_cases(&self) -> (Vec<String>, Vec<String>) {
        let any: Vec<String> = self.case_names.iter().flatten().cloned().collect();
        let in_all = |name: &&String| self.case_names.iter().all(|names| names.contains(name));
        let mut common: Vec<String> = any.iter().filter(in_all).cloned().collect();
        common.sort_unstable_by_key(ToString::to_string);
        common.dedup();
        (common, any)
    }

    /// Notes the first of the keys that a part of the rule lacks.
    pub(super) fn lacks(&mut self, node: NodeId, what: &str, keys: &[(&str, bool)], help: &str) {
        let lacking = keys.iter().find(|(_, there)| !there);
        // Where the key is there and its value not right, that is said already.
        if let Some((key, _)) = lacking
            && self.problems.iter().all(|problem| !within(problem.span, self.tree.span(node)))
        {
            self.absent(self.span(node), format!("{what} has no `{key}`"), help);
        }
    }

    pub(super) fn fix(&mut self, node: NodeId, about: For) -> Option<FixSpec> {
        let mut set = None;
        let mut to = None;
        let mut safe = None;
        for entry in self.mapping(node, "`fix`")? {
            match self.tree.text(entry.key) {
                "set" => set = self.target(entry.value, about),
                "to" => to = Some(self.template(entry.value, "`to`", about)),
                "safety" => safe = self.word(entry.value, "`safety`", &[("safe", true), ("unsafe", false)]),
                _ => self.unknown_key(entry.key, "`fix`", &["set", "to", "safety"]),
            }
        }
        let keys = [("set", set.is_some()), ("to", to.is_some()), ("safety", safe.is_some())];
        self.lacks(node, "`fix`", &keys, "a fix has `set`, `to`, and `safety: safe` or `unsafe`");
        Some(FixSpec { set: set?, to: to?, safe: safe? })
    }

    pub(super) fn yields(&mut self, node: NodeId) -> Vec<Yields> {
        let items = self.list(node);
        items.into_iter().filter_map(|item| self.yields_one(item)).collect::<Vec<_>>()
    }

    fn yields_one(&mut self, node: NodeId) -> Option<Yields> {
        if self.tree.kind(node) == Kind::Scalar {
            let rule = self.own_text(node, "`yields_to`")?;
            return Some(Yields { rule, about: YieldAbout::This, at: None });
        }
        let mut yields = Yields { rule: String::new(), about: YieldAbout::This, at: None };
        for entry in self.mapping(node, "`yields_to`")? {
            match self.tree.text(entry.key) {
                "rule" => yields.rule = self.own_text(entry.value, "`rule`").unwrap_or_default(),
                "about" => {
                    yields.about = self.word(entry.value, "`about`", YIELD_ABOUTS).unwrap_or(yields.about);
                }
                "at" => yields.at = self.severity(entry.value),
                _ => self.unknown_key(entry.key, "`yields_to`", &["rule", "about", "at"]),
            }
        }
        let keys = [("rule", !yields.rule.is_empty())];
        self.lacks(node, "`yields_to`", &keys, "name the rule that speaks first: `rule: …`");
        Some(yields)
    }

    pub(super) fn why(&mut self, root: NodeId, node: Option<NodeId>, mut rule: Rule) -> Rule {
        let help = "add `why: { text: …, source: { title: … } }`: a finding says where its claim comes from";
        let Some(node) = node else {
            self.absent(self.span(root), "the rule does not say why", help);
            return rule;
        };
        for entry in self.mapping(node, "`why`").unwrap_or_default() {
            match self.tree.text(entry.key) {
                "text" => rule.why = self.own_text(entry.value, "`text`").unwrap_or_default(),
                "source" => rule.source = self.source(entry.value),
                _ => self.unknown_key(entry.key, "`why`", &["text", "source"]),
            }
        }
        let keys = [("text", !rule.why.is_empty()), ("source.title", !rule.source.title.is_empty())];
        self.lacks(node, "`why`", &keys, help);
        rule
    }

    fn source(&mut self, node: NodeId) -> Source {
        let mut source = Source::default();
        for entry in self.mapping(node, "`source`").unwrap_or_default() {
            match self.tree.text(entry.key) {
                "title" => source.title = self.own_text(entry.value, "`title`").unwrap_or_default(),
                "author" => source.author = self.own_text(entry.value, "`author`"),
                "url" => source.url = self.own_text(entry.value, "`url`"),
                _ => self.unknown_key(entry.key, "`source`", &["title", "author", "url"]),
            }
        }
        source
    }
}

fn within(inner: crate::source::Span, outer: crate::source::Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

const YIELD_ABOUTS: &[(&str, YieldAbout)] = &[
    ("self", YieldAbout::This),
    ("above", YieldAbout::Above),
    ("below", YieldAbout::Below),
    ("nearest_chief", YieldAbout::NearestChief),
    ("organisation", YieldAbout::Organisation),
];
