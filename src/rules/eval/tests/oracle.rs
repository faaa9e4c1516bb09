//! Random rules over random charts say the same as the words of the rule format taken one by one.

use std::collections::HashMap;
use std::sync::Arc;

use super::naive::{At, Naive};
use super::random::Dice;
use super::random_chart;
use super::random_rule::{Made, Maker, assert_same};
use crate::chart::{self, Chart, PositionId};
use crate::graph::OrgGraph;
use crate::graph::facts::{Facts, Link};
use crate::rules::eval::{Asked, Raised, evaluate};
use crate::rules::examples::load_file;
use crate::rules::format::{Body, Case, Cond, Many, ParamValue, Quantifier, Rule, Single};
use crate::source::{FileId, SourceFile};
use crate::yaml;

/// How many rules are tried out, each over three charts.
const RULES: u64 = 600;

fn read_chart(text: &str) -> Chart {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    chart::read(vec![(FileId(0), yaml::parse(&file))])
}

fn read_rule(made: &Made) -> Rule {
    let file = Arc::new(SourceFile::new("own/made.yaml", made.text.as_str()));
    match load_file(&file) {
        Ok(read) => read.rule,
        Err(problems) => panic!("{problems:#?}\n{}", made.text),
    }
}

fn values(rule: &Rule) -> Vec<(String, ParamValue)> {
    rule.params.iter().map(|param| (param.name.clone(), param.default.clone())).collect()
}

#[test]
fn random_rules_say_what_their_words_say() {
    let raised = try_out(0..RULES);
    assert!(raised > 1000, "only {raised} findings: the rules say too little");
}

#[test]
#[ignore = "takes minutes; worth it after a change of the engine"]
fn many_more_random_rules_say_what_their_words_say() {
    try_out(RULES..30_000);
}

/// Tries out one rule for each seed; how much they raise.
fn try_out(seeds: std::ops::Range<u64>) -> usize {
    let mut raised = 0;
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let made = Maker::rule(&mut dice);
        let rule = read_rule(&made);
        assert_same(&made, &rule.body, &rule.params);
        assert_eq!(rule.about, made.about);
        for _ in 0..3 {
            raised += compare(seed, &rule, &made.text, &random_chart::chart(&mut dice));
        }
    }
    raised
}

#[test]
fn rules_say_the_same_together_as_each_alone() {
    for seed in 0..RULES / 20 {
        let mut dice = Dice::new(seed + 1_000_000);
        let rules: Vec<Rule> = (0..10).map(|_| read_rule(&Maker::rule(&mut dice))).collect();
        let chart = read_chart(&random_chart::chart(&mut dice));
        let graph = OrgGraph::new(&chart);
        let facts = Facts::new(&chart, &graph, chart.as_of().unwrap());
        let params: Vec<_> = rules.iter().map(values).collect();
        let asked: Vec<Asked<'_>> = rules
            .iter()
            .zip(&params)
            .map(|(rule, params)| {
                let Body::Cases(cases) = &rule.body else { panic!("{rule:?}") };
                Asked { about: rule.about, cases, params }
            })
            .collect();
        let together = evaluate(&asked, &facts);
        let alone: Vec<_> =
            asked.iter().map(|one| evaluate(std::slice::from_ref(one), &facts).remove(0)).collect();
        assert_eq!(together, alone, "seed {seed}");
    }
}

/// Compares what one rule raises on one chart; how much that is.
fn compare(seed: u64, rule: &Rule, rule_text: &str, chart_text: &str) -> usize {
    let chart = read_chart(chart_text);
    let graph = OrgGraph::new(&chart);
    let facts = Facts::new(&chart, &graph, chart.as_of().unwrap());
    let Body::Cases(cases) = &rule.body else { panic!("{rule_text}") };
    let params = values(rule);
    let asked = [Asked { about: rule.about, cases, params: &params }];
    let answer = evaluate(&asked, &facts).remove(0);
    let naive = Naive::new(&facts, &params);
    let found: Vec<_> = answer.raised.iter().map(|raised| (raised.position, raised.case)).collect();
    let expected = naive.raised(rule, cases);
    assert_eq!(found, expected, "seed {seed}\n{rule_text}\n{chart_text}");
    for raised in &answer.raised {
        names(&naive, &cases[raised.case], raised, &format!("seed {seed}\n{rule_text}\n{chart_text}"));
    }
    answer.raised.len()
}

/// Every name of the conditions stands for the position that its relation finds.
fn names(naive: &Naive<'_, '_>, case: &Case, raised: &Raised, what: &str) {
    let at = At { here: raised.position, looked_at: raised.position };
    let found: HashMap<&str, PositionId> = raised.names.iter().map(|(name, of)| (&**name, *of)).collect();
    let mut named = 0;
    let nobody = At { here: None, looked_at: None };
    for (cond, at) in [(&case.given, nobody), (&case.looks_at, at), (&case.raises, at)] {
        named += names_of(naive, cond, at, &found, what);
    }
    assert_eq!(named, found.len(), "{what}\n{raised:?}");
}

fn names_of(
    naive: &Naive<'_, '_>,
    cond: &Cond,
    at: At,
    found: &HashMap<&str, PositionId>,
    what: &str,
) -> usize {
    let fits = |conds: &[Cond], of: PositionId| {
        naive.all_of(conds, At { here: Some(of), looked_at: at.looked_at }) == Some(true)
    };
    let (conds, name, expected) = match cond {
        Cond::All(conds) => {
            return conds.iter().map(|cond| names_of(naive, cond, at, found, what)).sum();
        }
        Cond::Step { relation, all, name } => (all, name, naive.link(*relation, at).position()),
        Cond::Above { all, name } => {
            let mut up = naive.up(at).into_iter().filter_map(Link::position);
            (all, name, up.find(|of| fits(all, *of)))
        }
        Cond::Group { relation, quantified, name } => {
            let Some(any) = quantified.iter().find(|one| one.quantifier == Some(Quantifier::Any)) else {
                return 0;
            };
            (&any.all, name, first_member(naive, *relation, at, |of| fits(&any.all, of)))
        }
        _ => return 0,
    };
    let Some(expected) = expected else { panic!("nobody is found: {what}") };
    if let Some(name) = name {
        assert_eq!(found.get(&**name), Some(&expected), "{name}: {what}");
    }
    let there = At { here: Some(expected), looked_at: at.looked_at };
    usize::from(name.is_some())
        + conds.iter().map(|cond| names_of(naive, cond, there, found, what)).sum::<usize>()
}

/// The first member in the order of the chart; of everyone below, the first in pre-order.
fn first_member(
    naive: &Naive<'_, '_>,
    relation: Many,
    at: At,
    fits: impl Fn(PositionId) -> bool,
) -> Option<PositionId> {
    let mut members: Vec<PositionId> = naive
        .facts
        .chart()
        .positions()
        .filter(|of| naive.is_member(relation, at, *of) == Some(true))
        .collect();
    if relation == Many::Below {
        members.sort_by_key(|of| pre_order(naive, *of));
    }
    members.into_iter().find(|of| fits(*of))
}

/// The way down to a position: its place in pre-order.
fn pre_order(naive: &Naive<'_, '_>, of: PositionId) -> Vec<PositionId> {
    let mut way = vec![of];
    while let Link::To(manager) =
        naive.link(Single::Manager, At { here: way.last().copied(), looked_at: None })
    {
        way.push(manager);
    }
    way.reverse();
    way
}
