//! What a run needs, from the configuration and a company's own rules: which rules there are, how
//! each takes part, and which words and fields a chart may use. Uses [`crate::config`],
//! [`crate::rules`] and the vocabulary.
//!
//! Later wins: the built-in rules at their defaults, then file by file what the configuration
//! extends, the company's own rules, the configuration itself, and last what it says of parts of the
//! chart. The command line comes on top of that.

mod charts;
mod levels;
mod own_rules;
#[cfg(test)]
pub(crate) mod tests;
mod words;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::chart::Own;
use crate::config::{self, Config, Found};
use crate::discover::{Configured, ConfiguredReferences};
use crate::files::Files;
use crate::problem::Mistake;
use crate::rules::format::RuleFile;
use crate::rules::registry::Registry;
use own_rules::OwnRules;

/// What a run needs.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The rules, how each takes part, and how exceptions are taken.
    pub registry: Registry,
    /// The company's own fields and words.
    pub own: Arc<Own>,
    /// The company's own rules.
    pub own_rules: Vec<RuleFile>,
    /// Mistakes in the company's own rule files. Such a rule does not run; the others do.
    pub rule_mistakes: Vec<Mistake>,
    /// The charts that the configuration describes.
    pub charts: Vec<Configured>,
    /// Files that name people and units of the charts.
    pub references: Vec<ConfiguredReferences>,
    /// Whether names of people are to be shown.
    pub names: bool,
    /// Whether the language server leaves what the schema says to another one.
    pub leaves_schema: bool,
    /// The configuration that all this comes from.
    pub found: Option<Found>,
}

impl Setup {
    /// What runs for a chart, or for a folder: looks for the configuration there and further up.
    pub fn find(files: &dyn Files, here: &Path, start: &Path) -> Result<Self, Vec<Mistake>> {
        match config::find(files, here, start) {
            Ok(Some(found)) => Self::load(files, here, &found),
            Ok(None) => Ok(Self::default()),
            Err(mistake) => Err(vec![mistake]),
        }
    }

    /// What runs with a configuration; all mistakes of its files where there are any, those of own
    /// rules among them.
    pub fn load(files: &dyn Files, here: &Path, found: &Found) -> Result<Self, Vec<Mistake>> {
        let mut config = Config::read(files, here, found);
        let own = Arc::new(words::own(&mut config));
        let rules = own_rules::read(files, here, &mut config, &own);
        let charts = charts::charts(files, &mut config);
        let references = charts::references(files, &mut config);
        let mut setup = Self { own, charts, references, found: Some(found.clone()), ..Self::default() };
        setup.apply(&mut config, &rules);
        let mistakes = mistakes(&config);
        setup.rule_mistakes = rules.mistakes;
        setup.own_rules = rules.layers.into_iter().flatten().collect();
        if mistakes.is_empty() {
            return Ok(setup);
        }
        Err(mistakes.into_iter().chain(setup.rule_mistakes).collect())
    }

    /// The rules as their files have them, without what the configuration sets: so they are tested.
    #[must_use]
    pub fn rules_as_written(&self) -> Registry {
        let mut registry = Registry::builtin();
        for file in &self.own_rules {
            registry.replace(file.rule.clone(), file.tree.file());
        }
        registry
    }

    fn apply(&mut self, config: &mut Config, rules: &OwnRules) {
        rules.add_new(&mut self.registry);
        for (layer, own) in config.layers.iter_mut().zip(&rules.layers) {
            own_rules::put_in_place(own, &mut self.registry);
            if let Some(says) = layer.settings.editor_schema {
                self.leaves_schema = !says;
            }
            levels::required_fields(&mut self.registry, layer, &self.own);
            levels::whole_chart(&mut self.registry, layer, &rules.broken);
            if let Some(needs_reason) = layer.settings.allow_needs_reason {
                self.registry.exceptions.needs_reason = needs_reason;
            }
        }
        for layer in &mut config.layers {
            levels::parts(&mut self.registry, layer, &rules.broken);
            levels::never_allow(&mut self.registry, layer, &rules.broken);
        }
    }
}

/// The mistakes of all files, each once: a file may be extended from several places.
fn mistakes(config: &Config) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = Vec::new();
    let mut known: HashSet<(String, String)> = HashSet::new();
    for layer in &config.layers {
        let mut problems = layer.problems.clone();
        problems.sort();
        for problem in &problems {
            let mistake = problem.in_file(&layer.file);
            if known.insert((mistake.at.clone(), mistake.message.clone())) {
                found.push(mistake);
            }
        }
    }
    found
}
