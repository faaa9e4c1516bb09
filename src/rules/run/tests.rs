//! Rules and charts in, findings out: who speaks first, who speaks for others, and in what order.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::baseline::Baseline;
use crate::chart;
use crate::finding::{Outcome, RuleInfo, Severity};
use crate::rules::eval::tests::random::Dice;
use crate::rules::eval::tests::random_chart;
use crate::rules::examples::load_file;
use crate::rules::format::Rule;
use crate::source::SourceFile;
use crate::yaml;

/// A rule that is raised where a condition holds.
#[derive(Clone, Debug)]
struct Spec {
    id: String,
    level: usize,
    severity: Severity,
    /// Further keys of the file.
    more: String,
}

impl Spec {
    fn new(id: &str, level: usize, severity: Severity, more: &str) -> Self {
        Self { id: id.to_owned(), level, severity, more: more.to_owned() }
    }

    fn text(&self) -> String {
        let Self { id, level, severity, more } = self;
        let severity = severity.word();
        format!(
            "id: {id}\ntitle: it is so\nseverity: {severity}\n{more}must_not: {{ level: {level} }}\nmessage: found\n\
             help: none\nlabels: [{{ at: self.title, text: here }}]\nwhy: {{ text: x, source: {{ title: x }} }}\n\
             examples:\n- {{ name: a, chart: {{ org: {{ title: a }} }}, expect: [a] }}\n\
             - {{ name: b, chart: {{ org: {{ title: a }} }}, expect: [] }}\n"
        )
    }
}

fn add(registry: &mut Registry, path: &str, text: &str) {
    let file = Arc::new(SourceFile::new(path, text));
    let read = load_file(&file).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    registry.add(read.rule, &file);
}

/// These rules and no others.
fn registry(specs: &[Spec]) -> Registry {
    let mut registry = Registry::builtin();
    registry.remove(|_| true);
    for spec in specs {
        add(&mut registry, &format!("own/{}.yaml", spec.id), &spec.text());
    }
    registry
}

fn judge(text: &str, registry: &Registry) -> Judged {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("org.yaml", text));
    let chart = chart::read(vec![(file, yaml::parse(sources.get(file)))]);
    let graph = OrgGraph::new(&chart);
    let date = jiff::civil::date(2026, 1, 15);
    run(Subject::alone(&chart, &graph, &sources), registry, AsOf { date, stated: true, today: date })
}

/// Rule, subject, severity, message and label of every finding, sorted.
fn found(judged: &Judged, registry: &Registry) -> Vec<String> {
    let mut found: Vec<String> = judged
        .findings
        .iter()
        .map(|finding| {
            let rule = &registry.rules()[usize::from(finding.rule.0)].rule.id;
            format!(
                "{rule} {} {} {}: {}",
                finding.subject, finding.severity, finding.message, finding.primary.text
            )
        })
        .collect();
    found.sort();
    found
}

/// A chart of levels and lines, as the oracles see it: the id of each manager, and the level.
struct Lines {
    text: String,
    managers: Vec<Option<usize>>,
    levels: Vec<usize>,
}

impl Lines {
    fn random(dice: &mut Dice) -> Self {
        let count = 1 + dice.below(14);
        let loops = dice.chance(15);
        let mut text = String::from("positions:\n");
        let (mut managers, mut levels) = (Vec::new(), Vec::new());
        for at in 0..count {
            let end = if loops { count } else { at };
            let manager =
                (end > 0 && dice.chance(90)).then(|| dice.below(end)).filter(|manager| *manager != at);
            let level = 1 + dice.below(4);
            let line = manager.map(|manager| format!(", reports_to: p{manager}")).unwrap_or_default();
            let _ = writeln!(text, "- {{ id: p{at}, title: t{at}, level: {level}{line} }}");
            managers.push(manager);
            levels.push(level);
        }
        Self { text, managers, levels }
    }

    /// Everyone above a position; nobody in a loop or below one.
    fn above(&self, of: usize) -> Vec<usize> {
        let mut above = Vec::new();
        let mut at = of;
        while let Some(manager) = self.managers[at] {
            if above.len() > self.managers.len() {
                return Vec::new();
            }
            above.push(manager);
            at = manager;
        }
        above
    }

    fn raised(&self, spec: &Spec) -> BTreeSet<usize> {
        (0..self.levels.len()).filter(|at| self.levels[*at] == spec.level).collect()
    }
}

fn severity(dice: &mut Dice) -> Severity {
    *dice.one(&[&Severity::Info, &Severity::Warning, &Severity::Error])
}

#[test]
fn the_topmost_of_a_group_speaks_for_those_below_it() {
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let lines = Lines::random(&mut dice);
        let groups = ["", "group: one\n", "group: two\n"];
        let specs: Vec<(Spec, usize)> = (0..=dice.below(3))
            .map(|at| {
                let group = dice.below(groups.len());
                let more = format!("report: topmost\n{}", groups[group]);
                let level = 1 + dice.below(4);
                (Spec::new(&format!("r{at}"), level, severity(&mut dice), &more), group)
            })
            .collect();
        let registry = registry(&specs.iter().map(|(spec, _)| spec.clone()).collect::<Vec<_>>());
        let mut expected: Vec<String> = Vec::new();
        for (at, (spec, group)) in specs.iter().enumerate() {
            // The rules that speak for one line together; one without a group speaks alone.
            let mut weights: BTreeMap<usize, Severity> = BTreeMap::new();
            for (other_at, (other, other_group)) in specs.iter().enumerate() {
                if other_at == at || (*group > 0 && other_group == group) {
                    for position in lines.raised(other) {
                        let weight = weights.entry(position).or_insert(other.severity);
                        *weight = other.severity.max(*weight);
                    }
                }
            }
            for position in lines.raised(spec) {
                if lines.above(position).iter().any(|above| weights.contains_key(above)) {
                    continue;
                }
                let below: Vec<usize> =
                    weights.keys().copied().filter(|other| lines.above(*other).contains(&position)).collect();
                let heaviest =
                    below.iter().map(|other| weights[other]).fold(weights[&position], Severity::max);
                let rest = match below.len() {
                    0 => String::new(),
                    1 => "; the same holds for 1 position below".to_owned(),
                    rest => format!("; the same holds for {rest} positions below"),
                };
                expected.push(format!("{} p{position} {heaviest} found: here{rest}", spec.id));
            }
        }
        expected.sort();
        assert_eq!(
            found(&judge(&lines.text, &registry), &registry),
            expected,
            "seed {seed}\n{}\n{specs:#?}",
            lines.text
        );
    }
}

#[test]
fn a_rule_is_silent_where_one_that_speaks_first_has_spoken() {
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let lines = Lines::random(&mut dice);
        let about = dice.one(&["self", "above", "below"]);
        let at = severity(&mut dice);
        let first = Spec::new("zz-first", 1 + dice.below(4), severity(&mut dice), "");
        let is_on = dice.chance(85);
        let more = format!("yields_to: [{{ rule: zz-first, about: {about}, at: {at} }}]\n");
        let second = Spec::new("second", 1 + dice.below(4), Severity::Info, &more);
        let mut registry = registry(&[second.clone(), first.clone()]);
        if !is_on {
            registry.set("zz-first=off", "test").unwrap();
        }
        let speaks = is_on && first.severity >= at;
        let spoken = if speaks { lines.raised(&first) } else { BTreeSet::new() };
        let settled = |position: usize| match about {
            "self" => spoken.contains(&position),
            "above" => lines.above(position).iter().any(|above| spoken.contains(above)),
            _ => spoken.iter().any(|other| lines.above(*other).contains(&position)),
        };
        let mut expected: Vec<String> = lines
            .raised(&second)
            .into_iter()
            .filter(|position| !settled(*position))
            .map(|position| format!("second p{position} info found: here"))
            .collect();
        if is_on {
            let own = lines.raised(&first);
            expected.extend(
                own.iter().map(|position| format!("zz-first p{position} {} found: here", first.severity)),
            );
        }
        expected.sort();
        assert_eq!(
            found(&judge(&lines.text, &registry), &registry),
            expected,
            "seed {seed} {about}\n{}",
            lines.text
        );
    }
}

#[test]
fn a_rule_is_silent_below_a_chief_and_in_an_organisation_that_was_spoken_of() {
    const CHART: &str = "company: { employees: 5 }
positions:
- { id: ceo, title: CEO, level: 1 }
- { id: cto, title: CTO, level: 2, reports_to: ceo }
- { id: dev, title: Developer, level: 1, reports_to: cto }
";
    let chief = Spec::new("chief", 2, Severity::Info, "");
    let with = |yields_to: &str| Spec::new("all", 1, Severity::Info, &format!("yields_to: [{yields_to}]\n"));
    let seen = |yields_to: &str, company: bool| {
        let mut registry = registry(&[chief.clone(), with(yields_to)]);
        let text = Spec::new("small", 1, Severity::Warning, "for: organisation\n")
            .text()
            .replace("level: 1", if company { "company.employees: 5" } else { "company.employees: 6" })
            .replace("self.title", "company");
        add(&mut registry, "own/small.yaml", &text);
        let found = found(&judge(CHART, &registry), &registry);
        found
            .iter()
            .filter_map(|line| line.strip_prefix("all ")?.split(' ').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(seen("", false), ["ceo", "dev"]);
    assert_eq!(seen("{ rule: chief, about: nearest_chief }", false), ["ceo"]);
    assert_eq!(seen("{ rule: chief, about: above }", false), ["ceo"]);
    assert_eq!(seen("{ rule: chief, about: below }", false), ["dev"]);
    assert_eq!(seen("{ rule: small, about: organisation }", false), ["ceo", "dev"]);
    assert_eq!(seen("{ rule: small, about: organisation }", true), Vec::<String>::new());
    assert_eq!(seen("{ rule: small, about: organisation, at: error }", true), ["ceo", "dev"]);
    assert_eq!(seen("small", true), ["ceo", "dev"]);
}

/// Findings as they are compared with those of before.
fn outcome(chart: &str, registry: &Registry) -> Outcome {
    let mut outcome = Outcome::default();
    let file = outcome.sources.add(SourceFile::new("org.yaml", chart));
    let chart = chart::read(vec![(file, yaml::parse(outcome.sources.get(file)))]);
    let graph = OrgGraph::new(&chart);
    let as_of = AsOf { date: date(2026, 1, 15), stated: true, today: date(2026, 1, 15) };
    let judged = run(Subject::alone(&chart, &graph, &outcome.sources), registry, as_of);
    outcome.rules = registry.rules().iter().map(|registered| info(&registered.rule)).collect();
    outcome.summary.allowed = judged.allowed.len();
    (outcome.findings, outcome.allowed) = (judged.findings, judged.allowed);
    outcome.sort_findings();
    outcome
}

fn info(rule: &Rule) -> RuleInfo {
    RuleInfo {
        id: rule.id.clone().into(),
        pack: rule.pack.clone().into(),
        title: "".into(),
        why: "".into(),
        source: "".into(),
        default_severity: rule.severity,
        help: "".into(),
    }
}

/// Findings as a report shows them: those of one cause that are many put together.
fn shown(chart: &str, registry: &Registry) -> Outcome {
    let mut outcome = outcome(chart, registry);
    outcome.put_together();
    outcome
}

fn messages(outcome: &Outcome) -> Vec<String> {
    let told = |finding: &Finding| {
        format!(
            "{} {}: {} ({} labels)",
            finding.subject,
            finding.severity,
            finding.message,
            finding.labels().count()
        )
    };
    outcome.findings.iter().map(told).collect()
}

/// So many positions below one manager, each with these keys.
fn many(count: usize, keys: &str) -> String {
    let mut chart = String::from("positions:\n- { id: top, title: Top }\n");
    for at in 0..count {
        let _ = writeln!(chart, "- {{ id: p{at}, title: t{at}, reports_to: top, {keys} }}");
    }
    chart
}

#[test]
fn what_many_positions_lack_is_one_finding_from_the_eleventh_on() {
    let spec =
        Spec::new("many", 1, Severity::Warning, "summary: \"{count} of {positions.count} have no unit\"\n");
    let text = spec.text().replace("{ at: self.title", "{ at: self.unit");
    let mut registry = registry(&[]);
    add(&mut registry, "own/many.yaml", &text);
    assert_eq!(shown(&many(10, "level: 1"), &registry).findings.len(), 10);
    let eleven = shown(&many(11, "level: 1"), &registry);
    assert_eq!(messages(&eleven), ["company warning: 11 of 12 have no unit (11 labels)"]);
    assert_eq!((eleven.summary.warning, &*eleven.findings[0].help), (1, "none"));
    // Where each of them has a value of its own, each has a cause of its own.
    let mut chart = String::from("positions:\n- { id: top, title: Top }\n");
    for at in 0..30 {
        let _ = writeln!(chart, "- {{ id: p{at}, title: t, level: 1, unit: u{}, reports_to: top }}", at % 3);
    }
    assert_eq!(shown(&chart, &registry).findings.len(), 30);
    // A tenth of a large chart is not a field that nobody has filled yet.
    let rest = (0..120).map(|at| format!("- {{ id: q{at}, title: q, level: 2, reports_to: top }}\n"));
    let large = many(12, "level: 1") + &rest.collect::<String>();
    assert_eq!(shown(&large, &registry).findings.len(), 12);
}

#[test]
fn findings_of_one_cause_are_one_from_the_second_on_where_the_rule_says_so() {
    let more = "report: together\ncause: self.manager\nsummary: \"{count} below {self.manager.title}\"\n";
    let registry = registry(&[Spec::new("many", 1, Severity::Info, more)]);
    let chart = "positions:
- { id: a, title: A }
- { id: b, title: B, reports_to: a }
- { id: c, title: C, level: 1, reports_to: a }
- { id: d, title: D, level: 1, reports_to: a }
- { id: e, title: E, level: 1, reports_to: b }
";
    assert_eq!(
        messages(&shown(chart, &registry)),
        ["a info: 2 below A (2 labels)", "e info: found (1 labels)"]
    );
}

#[test]
fn what_exceptions_hide_is_not_put_together() {
    let registry =
        registry(&[Spec::new("many", 1, Severity::Info, "report: together\ncause: self.manager\n")]);
    let chart = |hidden: &str| format!("exceptions: [{hidden}]\n{}", many(3, "level: 1"));
    let seen = |hidden: &str| {
        let outcome = shown(&chart(hidden), &registry);
        (messages(&outcome), outcome.summary.allowed)
    };
    assert_eq!(seen("").0, ["top info: 3 times: it is so (3 labels)"]);
    let one = "{ rule: many, at: p0, reason: x }";
    assert_eq!(seen(one), (vec!["top info: 2 times: it is so (2 labels)".to_owned()], 1));
    let two = format!("{one}, {{ rule: many, at: p1, reason: x }}");
    assert_eq!(seen(&two), (vec!["p2 info: found (1 labels)".to_owned()], 2));
}

#[test]
fn the_eleventh_changes_nothing_that_was_known() {
    let registry = Registry::builtin();
    let lint = |count: usize, allowed: &str| {
        let lone =
            (0..count).fold(String::new(), |all, at| all + &format!("- {{ id: x{at}, title: Operator }}\n"));
        let chart = format!(
            "{allowed}as_of: 2026-01-01\npositions:\n- {{ id: a, title: A }}\n- {{ id: b, title: B, reports_to: a }}\n{lone}"
        );
        outcome(&chart, &registry)
    };
    let known = Baseline::of(&lint(10, ""));
    let mut after = lint(11, "");
    assert_eq!(after.findings.len(), 11);
    known.set_aside("known.yaml", true, &mut after);
    after.put_together();
    assert_eq!(after.baseline.as_ref().map(|with| (with.known.len(), with.stale.len())), Some((10, 0)));
    assert_eq!(messages(&after), ["x10 warning: Operator has no manager on file and no reports (1 labels)"]);
    // The same with an exception for each of the first ten.
    let allowed = (0..10).fold(String::new(), |all, at| {
        all + &format!("- {{ rule: position-without-lines, at: x{at}, reason: known }}\n")
    });
    let mut after = lint(11, &format!("exceptions:\n{allowed}"));
    after.put_together();
    assert_eq!((after.findings.len(), after.allowed.len()), (1, 10));
    // Without either it is one finding.
    let mut after = lint(11, "");
    after.put_together();
    assert_eq!(
        messages(&after),
        ["company warning: 11 of 13 positions have no manager on file and no reports (11 labels)"]
    );
}

#[test]
fn an_exception_hides_where_the_rule_lacks_a_fact_elsewhere() {
    let chart = "exceptions: [{ rule: many, at: a, reason: x }]
positions:
- { id: a, title: A, level: 1 }
- { id: b, title: B, level: 2, reports_to: a }
- { id: c, title: C, reports_to: a }
";
    let registry = registry(&[Spec::new("many", 1, Severity::Info, "")]);
    let judged = judge(chart, &registry);
    assert_eq!(judged.not_checked.len(), 1, "{judged:#?}");
    assert_eq!(found(&judged, &registry), Vec::<String>::new());
    assert_eq!(judged.allowed.len(), 1);
}

/// Findings by what tells them from others in every order: of conditions the subject, of checks the
/// ids involved. Which of several a check names first may depend on the order.
fn in_any_order(judged: &Judged, registry: &Registry) -> BTreeSet<String> {
    let told = judged.findings.iter().map(|finding| {
        let rule = &registry.rules()[usize::from(finding.rule.0)].rule;
        match rule.body {
            Body::Cases(_) => format!("{} {} {}", rule.id, finding.severity, finding.subject),
            Body::Builtin(_) => format!("{} {} {:?}", rule.id, finding.severity, finding.fingerprint),
        }
    });
    told.collect()
}

#[test]
fn the_order_of_positions_and_keys_changes_no_finding() {
    let registry = Registry::builtin();
    let mut seen = BTreeSet::new();
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let mut chart = random_chart::written(&mut dice);
        let before = in_any_order(&judge(&chart.text(), &registry), &registry);
        let text = chart.text();
        shuffle(&mut dice, &mut chart.positions);
        for fields in &mut chart.positions {
            shuffle(&mut dice, fields);
        }
        let after = in_any_order(&judge(&chart.text(), &registry), &registry);
        assert_eq!(before, after, "seed {seed}\n{text}\n{}", chart.text());
        seen.extend(before.into_iter().filter_map(|line| line.split(' ').next().map(str::to_owned)));
    }
    assert!(seen.len() > 15, "{seen:?}");
}

fn shuffle<T>(dice: &mut Dice, items: &mut [T]) {
    for at in (1..items.len()).rev() {
        items.swap(at, dice.below(at + 1));
    }
}

#[test]
fn a_finding_of_conditions_is_told_by_the_positions_that_its_labels_point_at() {
    let text = Spec::new("low", 1, Severity::Info, "").text();
    let labels = "labels: [{ at: self.title, text: here }, { at: self.manager.title, text: there }]";
    let mut registry = registry(&[]);
    add(&mut registry, "own/low.yaml", &text.replace("labels: [{ at: self.title, text: here }]", labels));
    let told = |id: &str, title: &str, manager: &str| {
        let text = format!(
            "positions:\n- {{ id: a, title: t }}\n- {{ id: b, title: t, reports_to: a }}\n\
             - {{ id: {id}, title: {title}, level: 1, reports_to: {manager} }}\n"
        );
        let judged = judge(&text, &registry);
        assert_eq!(judged.findings.len(), 1, "{text}");
        judged.findings[0].fingerprint
    };
    let one = told("c", "t", "a");
    assert_eq!(told("c", "u", "a"), one, "another title is the same position");
    assert_ne!(told("c", "t", "b"), one);
    assert_ne!(told("d", "t", "a"), one);
}

#[test]
fn a_further_label_shows_what_the_company_says_of_itself_and_the_first_one_a_place_for_it() {
    let text = Spec::new("low", 1, Severity::Info, "").text();
    let found = |labels: &str, company: &str| {
        let mut registry = registry(&[]);
        add(&mut registry, "own/low.yaml", &text.replace("labels: [{ at: self.title, text: here }]", labels));
        let chart = format!("{company}positions:\n- {{ id: a, title: t, level: 1 }}\n");
        let judged = judge(&chart, &registry);
        let labels = judged.findings.iter().map(|one| std::iter::once(&one.primary).chain(&one.others));
        labels
            .map(|labels| labels.map(|label| label.text.to_string()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let company = "company: { employees: 9 }\n";
    let last = "labels: [{ at: self.title, text: here }, { at: company.employees, text: so many }]";
    assert_eq!(found(last, company), [["here", "so many"]]);
    assert_eq!(found(last, ""), [["here"]]);
    let first = "labels: [{ at: company.employees, text: so many }, { at: self.title, text: here }]";
    assert_eq!(found(first, company), [["so many", "here"]]);
    assert_eq!(found(first, ""), [["so many", "here"]]);
}

#[test]
fn a_path_up_ends_where_nobody_would_follow_it() {
    let count = 3000;
    let mut text = String::from("positions:\n- { id: p0, title: t, level: 2 }\n");
    for at in 1..count {
        let level = if at == count - 1 { 1 } else { 2 };
        let _ = writeln!(text, "- {{ id: p{at}, title: t, level: {level}, reports_to: p{} }}", at - 1);
    }
    let registry = registry(&[Spec::new("deep", 1, Severity::Info, "report: topmost\n")]);
    let judged = judge(&text, &registry);
    assert_eq!(judged.findings.len(), 1);
    let path = &judged.findings[0].path_up;
    assert_eq!((path.len(), path[0].as_str()), (20, "p2999"));
}

#[test]
fn messages_fit_on_a_line_whatever_the_titles() {
    const LONG: &str = " of Portfolio and Programme Coordination for Regional Estates and Corporate Property";
    let mut registry = Registry::builtin();
    let ids: Vec<String> = registry.rules().iter().map(|known| known.rule.id.clone()).collect();
    for id in ids {
        registry.set(&format!("{id}=on"), "test").unwrap();
    }
    let mut seen = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let mut chart = random_chart::written(&mut dice);
        let length = dice.below(LONG.len() + 1);
        for field in chart.positions.iter_mut().flatten() {
            if field.starts_with("title: ") && field.ends_with(char::is_alphanumeric) {
                field.push_str(&LONG[..length]);
            }
        }
        for finding in judge(&chart.text(), &registry).findings {
            seen.insert(finding.rule);
            // One that does not fit is cut to 99, so that no report shows it as a whole.
            if finding.message.chars().count() > 98 {
                wrong.insert(finding.message);
            }
        }
    }
    assert!(seen.len() > 20, "{}", seen.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
