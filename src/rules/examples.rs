//! Runs the examples inside rule files: each raises what it expects and nothing else, and a fix
//! clears what it is for.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::builtin;
use super::check::AsOf;
use super::format::{Example, Known, Rule, RuleFile, RuleProblem, TogetherProblem, check_together, load};
use super::registry::{Registered, Registry};
use super::run;
use crate::chart::layouts::{self, ReadFile};
use crate::chart::{self, Chart};
use crate::finding::{Finding, Severity};
use crate::graph::OrgGraph;
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
        self.correct + self.wrong_examples()
    }

    fn wrong_examples(&self) -> usize {
        let lists = self.noisy.iter().chain(&self.missing).chain(&self.unfixed);
        let mut names: Vec<&str> =
            lists.map(|line| line.rsplit_once(": ").map_or(line.as_str(), |(name, _)| name)).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
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
            write!(f, "\n  it looked at nobody in any example")?;
        }
        for (name, lines) in lists {
            for line in lines {
                write!(f, "\n  {name}: {line}")?;
            }
        }
        Ok(())
    }
}

/// A mistake in a rule file, with the place as people read it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct RuleFileError {
    /// `path:line:column`.
    pub at: String,
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl RuleFileError {
    fn new(file: &SourceFile, problem: &RuleProblem) -> Self {
        let at = file.position(problem.span.start);
        let at = format!("{}:{}:{}", file.path(), at.line, at.column);
        Self { at, message: problem.message.clone(), help: problem.help.clone() }
    }

    fn together(file: &SourceFile, problem: &TogetherProblem) -> Self {
        Self { at: file.path().to_owned(), message: problem.message.clone(), help: problem.help.clone() }
    }
}

/// Reads a rule file of one's own.
pub fn load_file(file: &Arc<SourceFile>) -> Result<RuleFile, Vec<RuleFileError>> {
    let builtins: Vec<&str> = builtin::CHECKS.iter().map(|(name, _)| *name).collect();
    let known = Known { functions: &FUNCTION_IDS, seats: Seat::WORDS, builtins: &builtins };
    let pack = pack_of(file.path());
    load(file, pack, &known)
        .map_err(|found| found.iter().map(|problem| RuleFileError::new(file, problem)).collect())
}

/// The folder that a rule file is in, which is its pack.
fn pack_of(path: &str) -> &str {
    path.rsplit('/').nth(1).filter(|folder| !folder.is_empty() && *folder != ".").unwrap_or("own")
}

/// Runs the examples of every built-in rule.
#[must_use]
pub fn test_all() -> Vec<Tested> {
    let registry = Registry::builtin();
    registry.rules().iter().map(|registered| test_builtin(registered, &registry)).collect()
}

fn test_builtin(registered: &Registered, all: &Registry) -> Tested {
    match load_file(&registered.file()) {
        Ok(file) => test(&file, all),
        // The build has read the same text, so this is a difference between the two loaders.
        Err(problems) => Tested {
            id: registered.rule.id.to_string(),
            missing: problems.iter().map(ToString::to_string).collect(),
            ..Tested::default()
        },
    }
}

/// Runs the examples of rule files of one's own, beside the built-in rules that they name.
pub fn test_files(files: &[Arc<SourceFile>]) -> Result<Vec<Tested>, Vec<RuleFileError>> {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match load_file(file) {
            Ok(rule) => read.push((rule, file)),
            Err(found) => problems.extend(found),
        }
    }
    let mut registry = Registry::builtin();
    for (rule, file) in &read {
        registry.replace(rule.rule.clone(), file);
    }
    let together: Vec<&Rule> = registry.rules().iter().map(|registered| &*registered.rule).collect();
    for problem in check_together(&together) {
        problems.push(RuleFileError::together(&registry.rules()[problem.rule].file(), &problem));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(read.iter().map(|(rule, _)| test(rule, &registry)).collect())
}

/// Runs the examples of one rule, beside the rules that it yields to.
#[must_use]
pub fn test(file: &RuleFile, all: &Registry) -> Tested {
    let rule = &file.rule;
    let mut tested = Tested { id: rule.id.to_string(), ..Tested::default() };
    let registry = all.only(&rule.id);
    for (at, example) in file.examples.iter().enumerate() {
        let Some(run) = run_example(file.tree.file(), at, &rule.id, &registry) else {
            tested.missing.push(format!("{}: the chart cannot be read", example.name));
            continue;
        };
        tested.looked |= run.looked;
        let before = tested.wrong_examples();
        compare(example, &run.findings, &mut tested);
        for finding in &run.findings {
            if !is_cleared(file, at, finding, &registry) {
                tested.unfixed.push(format!("{}: {}", example.name, finding.subject));
            }
        }
        if tested.wrong_examples() == before {
            tested.correct += 1;
        }
    }
    tested
}

/// What a rule says of one example.
struct ExampleRun {
    findings: Vec<Finding>,
    looked: bool,
}

/// Runs a rule over the chart of an example, read from a rule file's text.
fn run_example(file: &Arc<SourceFile>, at: usize, rule: &str, registry: &Registry) -> Option<ExampleRun> {
    let mut sources = Sources::default();
    let parsed = yaml::parse(file);
    let node = example_chart(&parsed.tree, at)?;
    let chart: Chart = if parsed.tree.kind(node) == Kind::Scalar {
        let text = parsed.tree.text(node).to_owned();
        let id = sources.add(SourceFile::new("org.yaml", text));
        layouts::read(vec![ReadFile::new(id, sources.get(id))], None, false)
    } else {
        let id = sources.add(SourceFile::new(file.path(), file.text()));
        chart::read_node(id, &Arc::new(parsed.tree), node)
    };
    let graph = OrgGraph::new(&chart);
    let date = chart.as_of().unwrap_or(AS_OF);
    let judged = run::run(&chart, &graph, &sources, registry, AsOf { date, stated: true });
    let rule = registry.rules().iter().position(|registered| &*registered.rule.id == rule)?;
    let looked = judged.looked_at[rule].is_none_or(|looked_at| looked_at > 0);
    let findings = judged.findings.into_iter().filter(|finding| usize::from(finding.rule.0) == rule);
    Some(ExampleRun { findings: findings.collect(), looked })
}

/// The chart of the example at an index.
fn example_chart(tree: &yaml::Tree, at: usize) -> Option<yaml::NodeId> {
    let root = tree.documents().first()?.root?;
    let example = tree.items(tree.get(root, "examples")?).nth(at)?;
    tree.get(example, "chart")
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

/// Whether a finding's fix, made in the text, clears it. A finding without a fix has nothing to clear.
fn is_cleared(file: &RuleFile, at: usize, finding: &Finding, registry: &Registry) -> bool {
    let Some(fix) = &finding.fix else { return true };
    let example = &file.examples[at];
    if file.tree.kind(example.chart) == Kind::Scalar {
        // The edit is one of the example's own text; nothing to try it on in the rule file.
        return true;
    }
    let mut text = file.tree.file().text().to_owned();
    let range = fix.place.span.range();
    if text.get(range.clone()).is_none() {
        return false;
    }
    text.replace_range(range, &fix.replacement);
    let edited = Arc::new(SourceFile::new(file.tree.file().path(), text));
    run_example(&edited, at, &file.rule.id, registry)
        .is_some_and(|run| run.findings.iter().all(|other| other.subject != finding.subject))
}
