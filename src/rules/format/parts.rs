//! The smaller parts of a rule file: labels, the fix, the rules it yields to, why.

use super::data::{Base, FixSpec, For, LabelSpec, Rule, Source, YieldAbout, Yields};
use super::load::Reader;
use crate::finding::Safety;
use crate::yaml::{Kind, NodeId};

impl Reader<'_> {
    /// A label may point at a position that only some cases name, and is left out where it is not;
    /// texts name what every finding has.
    pub(super) fn labels(&mut self, node: NodeId, about: For) -> Vec<LabelSpec> {
        let (common, any) = self.names_of_cases();
        let mut labels = Vec::new();
        for item in self.some(node, "`labels`") {
            let [at, text] = self.keys(item, "a label", ["at", "text"]);
            let keys = [("at", at.is_some()), ("text", text.is_some())];
            let help = "a label has `at`, a value of the chart, and a short `text`";
            self.lacks(item, "the label", &keys, help);
            self.names.clone_from(&any);
            let at = at.and_then(|node| self.path(node, "`at`", about));
            self.names.clone_from(&common);
            if let Some(Base::Named(name)) = at.as_ref().map(|at| &at.base) {
                self.names.push(name.clone());
            }
            let text = text.map(|node| self.template(node, "`text`", about));
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

    pub(super) fn fix(&mut self, node: NodeId, about: For) -> Option<FixSpec> {
        let [set, to, safety] = self.keys(node, "`fix`", ["set", "to", "safety"]);
        let keys = [("set", set.is_some()), ("to", to.is_some()), ("safety", safety.is_some())];
        self.lacks(node, "`fix`", &keys, "a fix has `set`, `to`, and `safety: safe` or `unsafe`");
        let set = set.and_then(|node| self.target(node, about));
        let to = to.map(|node| self.template(node, "`to`", about));
        let words = [Safety::Safe, Safety::Unsafe].map(|safety| (safety.word(), safety));
        let safety = safety.and_then(|node| self.word(node, "`safety`", &words));
        Some(FixSpec { set: set?, to: to?, safety: safety? })
    }

    pub(super) fn yields(&mut self, node: NodeId) -> Vec<Yields> {
        let items = self.one_or_more(node);
        items.into_iter().filter_map(|item| self.yields_one(item)).collect()
    }

    fn yields_one(&mut self, node: NodeId) -> Option<Yields> {
        if self.tree.kind(node) == Kind::Scalar {
            let rule = self.own_text(node, "`yields_to`")?;
            return Some(Yields { rule, about: YieldAbout::This, at: None });
        }
        let [rule, about, at] = self.keys(node, "`yields_to`", ["rule", "about", "at"]);
        let keys = [("rule", rule.is_some())];
        self.lacks(node, "`yields_to`", &keys, "name the rule that takes precedence: `rule: …`");
        let rule = rule.and_then(|node| self.own_text(node, "`rule`"));
        let about = about.and_then(|node| self.word(node, "`about`", YIELD_ABOUTS));
        let at = at.and_then(|node| self.severity(node));
        Some(Yields { rule: rule?, about: about.unwrap_or(YieldAbout::This), at })
    }

    pub(super) fn why(&mut self, root: NodeId, node: Option<NodeId>, mut rule: Rule) -> Rule {
        let help =
            "add `why: { text: …, source: { title: … } }`: every finding names the source of its claim";
        let Some(node) = node else {
            self.absent(root, "the rule does not say why", help);
            return rule;
        };
        let [text, source] = self.keys(node, "`why`", ["text", "source"]);
        rule.why = text.and_then(|node| self.own_text(node, "`text`")).unwrap_or_default();
        rule.source = source.map(|node| self.source(node)).unwrap_or_default();
        let keys = [("text", !rule.why.is_empty()), ("source.title", !rule.source.title.is_empty())];
        self.lacks(node, "`why`", &keys, help);
        rule
    }

    fn source(&mut self, node: NodeId) -> Source {
        let [title, author, url] = self.keys(node, "`source`", ["title", "author", "url"]);
        let mut text = |node: Option<NodeId>, what| node.and_then(|node| self.own_text(node, what));
        let title = text(title, "`title`").unwrap_or_default();
        Source { title, author: text(author, "`author`"), url: text(url, "`url`") }
    }
}

const YIELD_ABOUTS: &[(&str, YieldAbout)] = &[
    ("self", YieldAbout::This),
    ("above", YieldAbout::Above),
    ("below", YieldAbout::Below),
    ("nearest_chief", YieldAbout::NearestChief),
    ("organisation", YieldAbout::Organisation),
];
