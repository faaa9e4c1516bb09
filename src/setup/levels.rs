//! Levels and parameters of a configuration file → the registry. What names no rule, pack, level or
//! parameter is a mistake at its own place.

use std::collections::HashSet;

use crate::chart::Own;
use crate::config::{Layer, RuleSetting};
use crate::problem::Problem;
use crate::rules::examples::required_with;
use crate::rules::format::{Body, For};
use crate::rules::registry::{Part, Registry, SettingError, SettingPart};
use crate::sort;
use crate::source::Span;
use crate::yaml::Spanned;

/// Ids of own rules that cannot run: what is set of them is no mistake.
type Broken = HashSet<String>;

/// Sets what holds for the whole chart.
pub(super) fn whole_chart(registry: &mut Registry, layer: &mut Layer, broken: &Broken) {
    let rules = layer.settings.rules.clone();
    let problems = set_all(registry, &rules, layer, broken, None);
    layer.problems.extend(problems);
}

/// Adds the fields that a file asks positions for. Whoever lists some wants them looked for, unless `rules:` says
/// otherwise.
pub(super) fn required_fields(registry: &mut Registry, layer: &mut Layer, own: &Own) {
    let Some((tree, node)) = layer.tree.as_deref().zip(layer.settings.required_fields) else { return };
    match required_with(tree, node, own) {
        Ok(required) => {
            registry.required.extend(required);
            let by = layer.line(tree.span(node));
            // A company may have replaced the rule, but it is there.
            let _ = registry.set_level("required-fields", "on", &by);
        }
        Err(problems) => layer.problems.extend(problems),
    }
}

/// Sets what holds for parts of the chart.
pub(super) fn parts(registry: &mut Registry, layer: &mut Layer, broken: &Broken) {
    for setting in layer.settings.overrides.clone() {
        let Spanned { value: within, span } = setting.within;
        let part = Part { at: layer.file.place(span), within };
        let problems = set_all(registry, &setting.rules, layer, broken, Some(&part));
        layer.problems.extend(problems);
    }
}

/// A setting for a rule overrides one for its pack, whichever is written first.
fn set_all(
    registry: &mut Registry,
    rules: &[RuleSetting],
    layer: &Layer,
    broken: &Broken,
    part: Option<&Part>,
) -> Vec<Problem> {
    let mut sorted: Vec<&RuleSetting> = rules.iter().collect();
    sort::by_key(&mut sorted, |setting| !registry.is_pack(&setting.name.value));
    let mut problems = Vec::new();
    for setting in sorted {
        let before = problems.len();
        Maker { registry, layer, part, problems: &mut problems }.set(setting);
        if broken.contains(&setting.name.value) {
            problems.truncate(before);
        }
    }
    problems
}

struct Maker<'m> {
    registry: &'m mut Registry,
    layer: &'m Layer,
    part: Option<&'m Part>,
    problems: &'m mut Vec<Problem>,
}

impl Maker<'_> {
    fn set(&mut self, setting: &RuleSetting) {
        let name = &setting.name;
        if let Err(error) = self.registry.chosen(&name.value) {
            self.note(error, name.span);
            return;
        }
        if self.is_the_same_everywhere(name) {
            return;
        }
        if let Some(level) = &setting.level {
            let by = self.layer.line(level.span);
            let made = match self.part {
                None => self.registry.set_level(&name.value, &level.value, &by),
                Some(part) => self.registry.set_level_within(part, &name.value, &level.value, &by),
            };
            if let Err(error) = made {
                self.note(error, level.span);
            }
        }
        if let Some(first) = setting.params.first()
            && self.registry.is_pack(&name.value)
        {
            let message = format!("the pack `{}` has no parameters", name.value);
            self.problems.push(Problem::new(first.name.span, message, "set them for a rule of the pack"));
            return;
        }
        for param in &setting.params {
            let by = self.layer.line(param.name.span);
            let (id, key, value) = (&name.value, &param.name.value, &param.value.value);
            let made = match self.part {
                None => self.registry.set_param(id, key, value, &by),
                Some(part) => self.registry.set_param_within(part, id, key, value, &by),
            };
            if let Err(error) = made {
                let at = if error.about == SettingPart::Value { param.value.span } else { param.name.span };
                self.note(error, at);
            }
        }
    }

    /// What is about the organisation as a whole does not differ in a part of it.
    fn is_the_same_everywhere(&mut self, name: &Spanned<String>) -> bool {
        let Some(registered) = self.registry.find(&name.value).filter(|_| self.part.is_some()) else {
            return false;
        };
        let rule = &registered.rule;
        let same = rule.about == For::Organisation && matches!(rule.body, Body::Cases(_));
        if same {
            let message = format!("`{}` is about the organisation, not about a part of it", name.value);
            self.problems.push(Problem::new(name.span, message, "set it under `rules:` at the top"));
        }
        same
    }

    fn note(&mut self, error: SettingError, at: Span) {
        self.problems.push(Problem::new(at, error.message, error.help));
    }
}

/// Adds the rules that no exception suppresses. Nothing takes one out again: what a company forbids
/// holds for all that builds on it.
pub(super) fn never_allow(registry: &mut Registry, layer: &mut Layer, broken: &Broken) {
    let names = layer.settings.never_allow.clone();
    for name in names.iter().filter(|name| !broken.contains(&name.value)) {
        match registry.chosen(&name.value) {
            Ok(chosen) => {
                for at in chosen {
                    let id = registry.rules()[at].rule.id.clone();
                    if !registry.exceptions.never_allow.contains(&id) {
                        registry.exceptions.never_allow.push(id);
                    }
                }
            }
            Err(error) => layer.problems.push(Problem::new(name.span, error.message, error.help)),
        }
    }
}
