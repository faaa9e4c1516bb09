//! A company's own rules: the files in `.orglint/rules/` beside each file of the configuration.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chart::Own;
use crate::config::{Config, RULES_FOLDER};
use crate::files::{Ask as _, Files};
use crate::nearest::near_or;
use crate::problem::{Mistake, Problem};
use crate::rules::examples::{load_file_with, mistake_together};
use crate::rules::format::{MAX_FILE, MAX_TOGETHER, Rule, RuleFile, check_together, pattern_size};
use crate::rules::registry::Registry;
use crate::source::{SourceFile, Span, TextError, shown_from};
use crate::yaml::{self, Kind, Tree};

/// The own rules of a configuration.
#[derive(Debug, Default)]
pub(super) struct OwnRules {
    /// Those beside each file of the configuration.
    pub(super) layers: Vec<Vec<RuleFile>>,
    /// Ids of rules that cannot run.
    pub(super) broken: HashSet<String>,
    /// Why they cannot.
    pub(super) mistakes: Vec<Mistake>,
    /// Bytes that their patterns take up.
    patterns: usize,
}

/// The most rules of one folder: each of them looks at every position.
const MOST_RULES: usize = 500;

/// Reads the rules beside every file of a configuration. A folder that several files are next to is
/// read for the last of them.
pub(super) fn read(files: &dyn Files, here: &Path, config: &mut Config, own: &Own) -> OwnRules {
    let mut rules = OwnRules::default();
    // Conditions of a configuration may hold patterns too.
    for layer in &mut config.layers {
        let tree = layer.tree.as_deref().filter(|_| layer.settings.required_fields.is_some());
        if let Some(over) = tree.and_then(|tree| rules.count_patterns_in(tree)) {
            layer.settings.required_fields = None;
            layer.problems.push(over);
        }
    }
    for (at, layer) in config.layers.iter().enumerate() {
        let is_last = config.layers[at + 1..].iter().all(|later| later.folder != layer.folder);
        let found = if is_last { rules.files(files, here, &layer.folder) } else { Vec::new() };
        let read = found.iter().filter_map(|file| rules.load(file, own)).collect();
        rules.layers.push(read);
    }
    rules.check_ids();
    rules.check_order();
    rules
}

impl OwnRules {
    /// The rule files of a folder, in the order of their names.
    fn files(&mut self, files: &dyn Files, here: &Path, beside: &Path) -> Vec<Arc<SourceFile>> {
        let folder = beside.join(RULES_FOLDER);
        if !files.is_there(&folder) {
            return Vec::new();
        }
        let root = files.root(beside);
        if !files.whole(&folder).is_some_and(|whole| whole.starts_with(&root)) {
            let error = TextError::LeadsOut;
            self.mistakes.push(Mistake::of_path(shown_from(&folder, here), error.to_string(), error.help()));
            return Vec::new();
        }
        let is_rule =
            |path: &Path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        let mut paths: Vec<PathBuf> = Vec::new();
        for listed in files.list(&folder, 1, &mut |entry| !entry.name().starts_with('.')) {
            match listed {
                Ok(entry) if is_rule(&entry.path) => paths.push(entry.path),
                Ok(_) => {}
                Err((path, why)) => {
                    let help = "check the folder and its permissions";
                    self.mistakes.push(Mistake::of_path(shown_from(&path, here), why, help));
                }
            }
        }
        paths.sort();
        if let Some(over) = paths.get(MOST_RULES) {
            let message = format!("the folder has more than {MOST_RULES} rules");
            let help = "spread them over the folders of several configurations";
            self.mistakes.push(Mistake::of_path(shown_from(over, here), message, help));
            paths.truncate(MOST_RULES);
        }
        paths.iter().map(|path| Arc::new(files.source_within(&root, path, here))).collect()
    }

    fn load(&mut self, file: &Arc<SourceFile>, own: &Own) -> Option<RuleFile> {
        let read = match self.count_patterns(file) {
            Some(over) => Err(vec![over.in_file(file)]),
            None => load_file_with(file, own),
        };
        match read {
            Ok(rule) => Some(rule),
            Err(errors) => {
                let name = file.path().rsplit('/').next().unwrap_or_default();
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                self.broken.insert(stem.to_owned());
                self.mistakes.extend(errors);
                None
            }
        }
    }

    /// Counts what the patterns of a file take up, before all of them are read: small ones may become large
    /// programs. Gives the mistake at the first that is too many.
    fn count_patterns(&mut self, file: &Arc<SourceFile>) -> Option<Problem> {
        // A file that is larger than any rule is refused as that.
        if file.text().len() > MAX_FILE {
            return None;
        }
        self.count_patterns_in(&yaml::parse(file).tree)
    }

    fn count_patterns_in(&mut self, tree: &Tree) -> Option<Problem> {
        let nodes = std::iter::successors(tree.first(), |node| tree.after(*node));
        let entries =
            nodes.filter(|node| tree.kind(*node) == Kind::Mapping).flat_map(|node| tree.entries(node));
        for pattern in entries.filter(|entry| tree.text(entry.key) == "matches").map(|entry| entry.value) {
            if self.patterns <= MAX_TOGETHER {
                self.patterns += pattern_size(tree.text(tree.follow(pattern)));
            }
            if self.patterns > MAX_TOGETHER {
                let message =
                    format!("the patterns of all rules take up more than {} MiB", MAX_TOGETHER / 1024 / 1024);
                let help = "write fewer of them, and avoid counted repeats such as `{1,99}`";
                return Some(Problem::new(tree.file().first_line(tree.span(pattern)), message, help));
            }
        }
        None
    }

    /// Keeps the rules that pass; the others are broken.
    fn retain(&mut self, mut why_not: impl FnMut(&RuleFile) -> Option<Problem>) {
        for layer in &mut self.layers {
            layer.retain(|rule| {
                let Some(problem) = why_not(rule) else { return true };
                self.broken.insert(rule.rule.id.clone());
                self.mistakes.push(problem.in_file(rule.tree.file()));
                false
            });
        }
    }

    /// A new rule has an id of its own; one that replaces another has that one's.
    fn check_ids(&mut self) {
        let mut registry = Registry::builtin();
        self.retain(|file| {
            let id = &*file.rule.id;
            let taken = registry.find(id).map(|known| known.path.to_string());
            match (file.replaces, taken) {
                (None, Some(by)) => {
                    let message = format!("a rule `{id}` already exists: {by}");
                    let help =
                        format!("give this one another id, or write `replaces: {id}` to replace that one");
                    return Some(Problem::new(key_span(file, "id"), message, help));
                }
                (None, None) if registry.is_pack(id) => {
                    let help = "give the rule another id";
                    return Some(Problem::new(
                        key_span(file, "id"),
                        format!("`{id}` is the name of a pack"),
                        help,
                    ));
                }
                // It may replace a rule of a file that this one extends, or that comes later.
                (Some(_), None) => return None,
                (_, _) => {}
            }
            registry.replace(file.rule.clone(), file.tree.file());
            None
        });
        self.retain(|file| {
            let span = file.replaces?;
            let id = &*file.rule.id;
            let known = registry.rules().iter().map(|known| &*known.rule.id);
            let help =
                near_or(id, known, || "remove `replaces:`; `orglint rules` lists every rule".to_owned());
            registry
                .find(id)
                .is_none()
                .then(|| Problem::new(span, format!("there is no rule `{id}` to replace"), help))
        });
    }

    /// Every rule that one yields to is there, and none waits for itself.
    fn check_order(&mut self) {
        let own: Vec<&RuleFile> = self.layers.iter().flatten().collect();
        // A rule that yields to a broken one waits for nobody.
        let without_broken = |file: &RuleFile| {
            let firsts = file.rule.yields_to.iter().filter(|first| !self.broken.contains(&*first.rule));
            Rule { yields_to: firsts.cloned().collect::<Vec<_>>(), ..file.rule.clone() }
        };
        // Among two own rules with one id, the later one takes the place of the other.
        let lasts = own
            .iter()
            .enumerate()
            .filter(|(at, file)| own[at + 1..].iter().all(|l| l.rule.id != file.rule.id));
        let lasts: Vec<&RuleFile> = lasts.map(|(_, file)| *file).collect();
        let mut rules: Vec<Rule> = lasts.iter().map(|file| without_broken(file)).collect();
        let builtin = Registry::builtin();
        let is_replaced = |rule: &Rule| lasts.iter().any(|file| file.rule.id == rule.id);
        let others =
            builtin.rules().iter().map(|known| known.rule.as_ref()).filter(|rule| !is_replaced(rule));
        rules.extend(others.cloned());
        let mut broken = HashSet::new();
        for problem in check_together(&rules.iter().collect::<Vec<_>>()) {
            broken.extend(
                problem.stopped.iter().filter_map(|at| lasts.get(*at)).map(|file| file.rule.id.clone()),
            );
            // Built-in rules are right by themselves, and stand behind the own ones in every circle.
            if let Some(file) = lasts.get(problem.rule) {
                self.mistakes.push(mistake_together(file, &problem));
            }
        }
        for layer in &mut self.layers {
            layer.retain(|file| !broken.contains(&*file.rule.id));
        }
        self.broken.extend(broken);
    }

    /// Adds the rules that replace none, so that every file of the configuration can set them.
    pub(super) fn add_new(&self, registry: &mut Registry) {
        for file in self.layers.iter().flatten().filter(|file| file.replaces.is_none()) {
            registry.add(file.rule.clone(), file.tree.file());
        }
    }
}

/// Puts rules in place of those that they replace.
pub(super) fn put_in_place(rules: &[RuleFile], registry: &mut Registry) {
    for file in rules.iter().filter(|file| file.replaces.is_some()) {
        registry.replace(file.rule.clone(), file.tree.file());
    }
}

fn key_span(file: &RuleFile, key: &str) -> Span {
    let root = file.tree.documents().first().and_then(|document| document.root);
    let node = root.and_then(|root| file.tree.get(root, key));
    node.map_or(Span::default(), |node| file.tree.span(node))
}
