//! Runs the examples inside rule files: each raises what it expects and nothing else, and a fix
//! clears what it is for.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::builtin;
use super::check::AsOf;
use super::format::{
    Example, KnownWords, Required, Rule, RuleFile, TogetherProblem, check_together, load, required,
};
use super::registry::{Registered, Registry};
use super::run::{self, Subject};
use crate::chart::layouts::{self, Form, Layout, ReadFile, Reading};
use crate::chart::{self, Chart, Own};
use crate::finding::{Finding, Severity};
use crate::graph::OrgGraph;
use crate::graph::facts::Earlier;
use crate::problem::{Mistake, Problem};
use crate::reconcile::{Second, Terms};
use crate::references;
use crate::source::{SourceFile, Sources};
use crate::vocabulary::{FUNCTION_IDS, Seat};
use crate::yaml::{self, Kind};

/// The date of examples that state none: an example means the same every day.
const AS_OF: Date = date(2026, 1, 15);

/// What the examples of one rule showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tested {
    /// The rule.
    pub id: String,
    /// Examples that raised what they expect and nothing else.
    pub correct: usize,
    /// The other examples.
    pub not_correct: usize,
    /// What was raised and not expected: `example: at`.
    pub noisy: Vec<String>,
    /// What was expected and not raised.
    pub missing: Vec<String>,
    /// Fixes that did not clear their finding.
    pub unfixed: Vec<String>,
    /// Whether the rule looked at somebody in some example.
    pub looked: bool,
}

impl Tested {
    /// Whether every example is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.noisy.is_empty() && self.missing.is_empty() && self.unfixed.is_empty() && self.looked
    }

    /// Number of examples.
    #[must_use]
    pub fn count(&self) -> usize {
        self.correct + self.not_correct
    }

    /// Number of things that are not right.
    fn amiss(&self) -> usize {
        self.noisy.len() + self.missing.len() + self.unfixed.len()
    }
}

impl fmt::Display for Tested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_right() { "ok  " } else { "FAIL" };
        write!(f, "{word} {}: {} correct", self.id, self.correct)?;
        let lists = [("noisy", &self.noisy), ("missing", &self.missing), ("not fixed", &self.unfixed)];
        for (name, lines) in lists {
            if !lines.is_empty() {
                write!(f, ", {} {name}", lines.len())?;
            }
        }
        if !self.looked {
            write!(f, "\n  it looks at nobody in any example")?;
        }
        for (name, lines) in lists {
            for line in lines {
                write!(f, "\n  {name}: {line}")?;
            }
        }
        Ok(())
    }
}

/// A mistake that shows only among all rules, with its place.
#[must_use]
pub fn mistake_together(file: &RuleFile, problem: &TogetherProblem) -> Mistake {
    Problem::new(problem.span(&file.tree), &*problem.message, &*problem.help).in_file(file.tree.file())
}

/// Reads a rule file, a built-in one for example.
pub fn load_file(file: &Arc<SourceFile>) -> Result<RuleFile, Vec<Mistake>> {
    load_file_with(file, &Own::default())
}

/// Reads a rule file of one's own, where the configuration adds facts and words of its own.
pub fn load_file_with(file: &Arc<SourceFile>, own: &Own) -> Result<RuleFile, Vec<Mistake>> {
    let pack = pack_of(file.path());
    let loaded = with_known(own, |known| load(file, pack, known));
    loaded.map_err(|found| found.iter().map(|problem| problem.in_file(file)).collect())
}

/// What is made of the words that rule files may use, those that the configuration adds among them.
fn with_known<T>(own: &Own, make: impl FnOnce(&KnownWords<'_>) -> T) -> T {
    let builtins: Vec<&str> = builtin::CHECKS.iter().map(|(name, _)| *name).collect();
    let own_functions = own.vocabulary.functions().into_iter().map(|function| function.get().id);
    let functions: Vec<&str> = FUNCTION_IDS.iter().copied().chain(own_functions).collect();
    let fields = own.fields.keys();
    make(&KnownWords { functions: &functions, seats: Seat::WORDS, builtins: &builtins, fields })
}

/// Reads what a configuration asks positions for.
pub fn required_with(
    tree: &yaml::Tree,
    node: yaml::NodeId,
    own: &Own,
) -> Result<Vec<Required>, Vec<Problem>> {
    with_known(own, |known| required(tree, node, known))
}

/// The pack of rules of one's own that are in no folder of a pack.
pub const OWN_PACK: &str = "own";

/// The folder that a rule file is in, which is its pack.
fn pack_of(path: &str) -> &str {
    let mut folders = path.rsplit('/').skip(1);
    match (folders.next(), folders.next()) {
        (Some("rules"), Some(".orglint")) | (None | Some("" | "." | ".."), _) => OWN_PACK,
        (Some(folder), _) => folder,
    }
}

/// Runs the examples of every built-in rule.
#[must_use]
pub fn test_all() -> Vec<Tested> {
    let registry = Registry::builtin();
    registry.rules().iter().map(|registered| test_builtin(registered, &registry)).collect()
}

fn test_builtin(registered: &Registered, all: &Registry) -> Tested {
    match load_file(&registered.file()) {
        Ok(file) => test(&file, all, &Arc::default()),
        // The build has read the same text, so this is a difference between the two loaders.
        Err(problems) => Tested {
            id: registered.rule.id.clone(),
            missing: problems.iter().map(ToString::to_string).collect(),
            ..Tested::default()
        },
    }
}

/// What the examples of rule files of one's own showed, and the mistakes in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestedFiles {
    /// Each rule without a mistake.
    pub tested: Vec<Tested>,
    /// The mistakes of the others.
    pub problems: Vec<Mistake>,
}

/// Runs the examples of rule files of one's own, beside the built-in rules that they name.
#[must_use]
pub fn test_files(files: &[Arc<SourceFile>]) -> TestedFiles {
    test_files_with(files, &Registry::builtin(), &Arc::default())
}

/// Runs the examples of rule files beside other rules, where the configuration adds facts and words.
/// A file stands in for the rule that has its id. A rule with a mistake is not run, and keeps no
/// other from being run.
#[must_use]
pub fn test_files_with(files: &[Arc<SourceFile>], beside: &Registry, own: &Arc<Own>) -> TestedFiles {
    let mut out = TestedFiles::default();
    let mut read: Vec<RuleFile> = Vec::new();
    for file in files {
        match load_file_with(file, own) {
            Ok(rule) => read.push(rule),
            Err(found) => out.problems.extend(found),
        }
    }
    let mut registry = beside.clone();
    let ids: HashSet<&str> = read.iter().map(|file| &*file.rule.id).collect();
    registry.remove(|rule| ids.contains(&*rule.id));
    let others: Vec<Rule> = registry.rules().iter().map(|registered| (*registered.rule).clone()).collect();
    let together: Vec<&Rule> = read.iter().map(|file| &file.rule).chain(&others).collect();
    let mut amiss = vec![false; together.len()];
    for problem in check_together(&together) {
        for at in &problem.stopped {
            amiss[*at] = true;
        }
        // The other rules are found right by themselves, but may yield to one of these.
        if let Some(file) = read.get(problem.rule) {
            out.problems.push(mistake_together(file, &problem));
        }
    }
    let right: Vec<&RuleFile> =
        read.iter().zip(&amiss).filter(|(_, amiss)| !**amiss).map(|(file, _)| file).collect();
    for file in &right {
        registry.add(file.rule.clone(), file.tree.file());
    }
    out.tested = right.iter().map(|file| test(file, &registry, own)).collect();
    out
}

/// Runs the examples of one rule, beside the rules that it yields to.
#[must_use]
pub fn test(file: &RuleFile, all: &Registry, own: &Arc<Own>) -> Tested {
    let rule = &file.rule;
    let mut tested = Tested { id: rule.id.clone(), ..Tested::default() };
    let is_last = builtin::find(&rule.id).is_some_and(|check| check.is_last);
    let registry = all.only(&rule.id, is_last);
    let runner = Runner { rule: &rule.id, registry: &registry, own };
    let mut shows_fix = rule.fix.is_none();
    for (at, example) in file.examples.iter().enumerate() {
        let before = tested.amiss();
        match runner.run_example(file.tree.file(), at) {
            Some(run) => {
                tested.looked |= run.looked;
                shows_fix |= run.findings.iter().any(|finding| !finding.fixes.is_empty());
                compare(example, &run.findings, &mut tested);
                let cleared = |finding: &&Finding| !runner.is_cleared(file.tree.file(), &run, at, finding);
                let unfixed = run.findings.iter().filter(cleared);
                tested.unfixed.extend(unfixed.map(|one| format!("{}: {}", example.name, one.subject)));
            }
            None => tested.missing.push(format!("{}: the chart cannot be read", example.name)),
        }
        if tested.amiss() == before {
            tested.correct += 1;
        } else {
            tested.not_correct += 1;
        }
    }
    if !shows_fix {
        tested.unfixed.push("no example raises a finding that has the `fix`".to_owned());
    }
    tested
}

/// What a rule says of one example.
struct ExampleRun {
    /// The file that the chart stands in: the rule file, or the text that the example holds.
    chart: Arc<SourceFile>,
    /// Whether that is the text that the example holds.
    is_text: bool,
    findings: Vec<Finding>,
    looked: bool,
    /// Mistakes in the chart as it is read.
    mistakes: usize,
}

/// What an example of a rule file holds beside its chart.
#[derive(Clone, Copy)]
struct Beside<'e> {
    /// The rule file.
    tree: &'e Arc<yaml::Tree>,
    /// The number of the example.
    at: usize,
}

/// Runs one rule over charts.
struct Runner<'t> {
    rule: &'t str,
    registry: &'t Registry,
    own: &'t Arc<Own>,
}

impl Runner<'_> {
    /// Runs it over the chart of an example of a rule file, and what the example holds beside it.
    fn run_example(&self, file: &Arc<SourceFile>, at: usize) -> Option<ExampleRun> {
        let tree = Arc::new(yaml::parse(file).tree);
        let node = example_part(&tree, at, "chart")?;
        let beside = Beside { tree: &tree, at };
        let mut sources = Sources::default();
        if tree.kind(node) == Kind::Scalar {
            let text = Arc::new(SourceFile::new("org.yaml", tree.text(node)));
            return self.run_text(&text, beside);
        }
        let id = sources.add(SourceFile::new(file.path(), file.text()));
        let chart = chart::read_node_with(id, &tree, node, self.own);
        self.run_chart(file, chart, sources, beside, false)
    }

    /// Runs it over a chart that is a text of its own.
    fn run_text(&self, file: &Arc<SourceFile>, beside: Beside<'_>) -> Option<ExampleRun> {
        let mut sources = Sources::default();
        let chart = self.chart_of_text(file, &mut sources);
        let Some((_, text)) = parts(file).into_iter().find(|(path, _)| *path == REQUIRED) else {
            return self.run_chart(file, chart, sources, beside, true);
        };
        let tree = yaml::parse(&Arc::new(SourceFile::new(REQUIRED, text))).tree;
        let root = tree.documents().first().and_then(|document| document.root)?;
        let mut registry = self.registry.clone();
        registry.required = required_with(&tree, root, self.own).ok()?;
        Runner { registry: &registry, ..*self }.run_chart(file, chart, sources, beside, true)
    }

    /// A chart that an example holds beside its own, with its path.
    fn chart_beside(
        &self,
        beside: Beside<'_>,
        key: &str,
        path: &str,
        sources: &mut Sources,
    ) -> Option<(String, Chart)> {
        let Beside { tree, at } = beside;
        let node = example_part(tree, at, key)?;
        let (path, mut chart) = if tree.kind(node) == Kind::Scalar {
            let text = SourceFile::new(path, tree.text(node));
            let path = parts(&text).first().map_or(path, |(path, _)| *path).to_owned();
            (path, self.chart_of_text(&text, sources))
        } else {
            let id = sources.add(SourceFile::new(path, tree.file().text()));
            (path.to_owned(), chart::read_node_with(id, tree, node, self.own))
        };
        chart.show_names(true);
        Some((path, chart))
    }

    fn chart_of_text(&self, file: &SourceFile, sources: &mut Sources) -> Chart {
        let (mut files, mut layout) = (Vec::new(), None);
        for (path, text) in parts(file).into_iter().filter(|(path, _)| *path != REQUIRED) {
            let id = sources.add(SourceFile::new(path, text));
            if path == LAYOUT {
                layout =
                    own_layout(&yaml::parse(sources.get(id)).tree).map(|layout| (id, Form::from(layout)));
            } else {
                files.push(ReadFile::new(id, sources.get(id)));
            }
        }
        let reading = Reading {
            layout: layout.as_ref().map(|(_, layout)| layout),
            from_folder: files.len() > 1,
            own: self.own,
        };
        let mut chart = layouts::read(files, reading);
        if let Some((file, _)) = layout {
            chart.unused_paths.iter_mut().for_each(|unused| unused.place.file = file);
        }
        chart
    }

    fn run_chart(
        &self,
        file: &Arc<SourceFile>,
        mut chart: Chart,
        mut sources: Sources,
        beside: Beside<'_>,
        is_text: bool,
    ) -> Option<ExampleRun> {
        // Examples are made up, and name positions by their ids.
        chart.show_names(true);
        let graph = OrgGraph::new(&chart);
        let second = self.chart_beside(beside, "source", "source.yaml", &mut sources);
        let as_of = |chart: &Chart| chart.as_of().unwrap_or(AS_OF);
        let date = as_of(&chart);
        let second =
            second.map(|(path, source)| Second::new(path, source, &Terms::default(), (&chart, &graph), date));
        // Its places are those of another run.
        let before = self.chart_beside(beside, "before", "org.yaml", &mut Sources::default());
        let before = before.map(|(_, before)| (OrgGraph::new(&before), before));
        let earlier = before.as_ref();
        let earlier = earlier.map(|(graph, chart)| Earlier { chart, graph, as_of: as_of(chart) });
        let references = unresolved(beside, &chart, &mut sources);
        let subject = Subject {
            chart: &chart,
            graph: &graph,
            sources: &sources,
            seconds: second.as_slice(),
            references: &references,
            earlier,
        };
        let judged = run::run(subject, self.registry, AsOf { date, stated: true, today: AS_OF });
        let rules = self.registry.rules();
        let rule = rules.iter().position(|registered| &*registered.rule.id == self.rule)?;
        let looked = judged.looked_at[rule].is_none_or(|looked_at| looked_at > 0);
        let findings = judged.findings.into_iter().filter(|finding| usize::from(finding.rule.0) == rule);
        Some(ExampleRun {
            chart: Arc::clone(file),
            is_text,
            findings: findings.collect(),
            looked,
            mistakes: chart.yaml_problems.len() + chart.problems.len() + chart.unknown_keys.len(),
        })
    }

    /// Whether a finding's fix, made in the text, clears it and leaves a chart that can be read as well
    /// as before. A finding without a fix has nothing to clear.
    fn is_cleared(&self, file: &Arc<SourceFile>, run: &ExampleRun, at: usize, finding: &Finding) -> bool {
        let Some(fix) = finding.fixes.first() else { return true };
        let files = fix.edits.first().map(|edit| edit.place.file);
        let Some(text) = files.and_then(|file| fix.applied(file, run.chart.text())) else { return false };
        let edited = Arc::new(SourceFile::new(run.chart.path(), text));
        let again = if run.is_text {
            let tree = Arc::new(yaml::parse(file).tree);
            self.run_text(&edited, Beside { tree: &tree, at })
        } else {
            self.run_example(&edited, at)
        };
        again.is_some_and(|again| {
            again.mistakes <= run.mistakes
                && again.findings.iter().all(|other| other.fingerprint != finding.fingerprint)
        })
    }
}

/// The names in other files of an example that the chart does not have.
fn unresolved(beside: Beside<'_>, chart: &Chart, sources: &mut Sources) -> Vec<references::Unresolved> {
    let node = example_part(beside.tree, beside.at, "references");
    let (Some(node), Some(known)) = (node, references::Mentionable::of([chart])) else { return Vec::new() };
    let mut unresolved = Vec::new();
    for (path, text) in parts(&SourceFile::new("references", beside.tree.text(node))) {
        let id = sources.add(SourceFile::new(path, text));
        unresolved
            .extend(known.unresolved(path, references::read(sources.get(id), id, None, None).references));
    }
    unresolved
}

/// What the part of an example is called that holds a company's own layout.
const LAYOUT: &str = "layout";

/// What the part of an example is called that holds what a configuration asks positions for.
const REQUIRED: &str = "required_fields";

/// The files of an example: a line `--> path` begins each, where there are several.
fn parts(file: &SourceFile) -> Vec<(&str, &str)> {
    const MARK: &str = "--> ";
    if !file.text().starts_with(MARK) {
        return vec![(file.path(), file.text())];
    }
    let mut found = Vec::new();
    let mut rest = &file.text()[MARK.len()..];
    while !rest.is_empty() {
        // Each keeps its last line break.
        let end = rest.find("\n--> ").map_or(rest.len(), |end| end + 1);
        found.push(rest[..end].split_once('\n').unwrap_or((&rest[..end], "")));
        rest = rest[end..].strip_prefix(MARK).unwrap_or_default();
    }
    found
}

fn own_layout(tree: &yaml::Tree) -> Option<Layout> {
    layouts::from_node("own", tree, tree.documents().first()?.root?).ok()
}

/// What the example at an index holds under a key.
fn example_part(tree: &yaml::Tree, at: usize, key: &str) -> Option<yaml::NodeId> {
    let root = tree.documents().first()?.root?;
    let example = tree.items(tree.get(root, "examples")?).nth(at)?;
    tree.get(example, key)
}

fn compare(example: &Example, findings: &[Finding], tested: &mut Tested) {
    let mut raised: Vec<(&str, Severity)> =
        findings.iter().map(|finding| (finding.subject.as_str(), finding.severity)).collect();
    for expected in &example.expect {
        let fits = |(at, severity): &(&str, Severity)| {
            *at == &*expected.at && expected.severity.is_none_or(|expected| expected == *severity)
        };
        if let Some(found) = raised.iter().position(fits) {
            raised.remove(found);
        } else {
            let severity = expected.severity.map(|severity| format!(" ({severity})")).unwrap_or_default();
            tested.missing.push(format!("{}: {}{severity}", example.name, expected.at));
        }
    }
    for (at, severity) in raised {
        tested.noisy.push(format!("{}: {at} ({severity})", example.name));
    }
}
