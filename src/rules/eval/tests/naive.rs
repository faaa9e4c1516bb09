//! The words of the rule format taken one by one: a condition is walked for every position anew,
//! relations are found by looking at every position, and what is not known is tried out both ways.
//! Slow, and independent of the engine: it shares the facts and nothing else.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::chart::{Field, PositionId};
use crate::graph::Manager;
use crate::graph::catalogue::{Derived, Fact, FactId, FactType, Organisation, Words, facts as all_facts};
use crate::graph::facts::{Column, Facts, Link, Value};
use crate::rules::eval::Params;
use crate::rules::format::{
    Age, Case, Compared, Cond, For, Many, NumberExpr, ParamValue, Quantified, Quantifier, Rule, Shared,
    Single, Test, Unit, WordExpr,
};

/// Yes, no, or not known.
pub(super) type Known = Option<bool>;

/// Known to be no if one is, known to be yes if all are.
fn all(parts: impl Iterator<Item = Known>) -> Known {
    let parts: Vec<Known> = parts.collect();
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// Known to be yes if one is, known to be no if all are.
fn any(parts: impl Iterator<Item = Known>) -> Known {
    all(parts.map(|part| part.map(|yes| !yes))).map(|none| !none)
}

/// The position a condition is about, and the position looked at.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) here: Option<PositionId>,
    pub(super) looked_at: Option<PositionId>,
}

impl At {
    fn there(self, position: PositionId) -> Self {
        Self { here: Some(position), ..self }
    }
}

pub(super) struct Naive<'f, 'c> {
    pub(super) facts: &'f Facts<'c>,
    pub(super) params: &'f Params,
    catalogue: Vec<Fact>,
}

impl<'f, 'c> Naive<'f, 'c> {
    pub(super) fn new(facts: &'f Facts<'c>, params: &'f Params) -> Self {
        Self { facts, params, catalogue: all_facts() }
    }

    /// Who raises the rule, and by which case.
    pub(super) fn raised(&self, rule: &Rule, cases: &[Case]) -> Vec<(Option<PositionId>, usize)> {
        let looked_at: Vec<Option<PositionId>> = match rule.about {
            For::Position => self.facts.chart().positions().map(Some).collect(),
            For::Organisation => vec![None],
        };
        looked_at.into_iter().filter_map(|of| Some((of, self.case_of(cases, of)?))).collect()
    }

    /// The first case whose `given` and `where` hold decides.
    fn case_of(&self, cases: &[Case], of: Option<PositionId>) -> Option<usize> {
        let at = At { here: of, looked_at: of };
        let nobody = At { here: None, looked_at: None };
        let holds = |cond: &Cond| self.truth(cond, at) == Some(true);
        let (index, case) = cases
            .iter()
            .enumerate()
            .find(|(_, case)| self.truth(&case.given, nobody) == Some(true) && holds(&case.looks_at))?;
        let left_out = case.unless.as_ref().is_some_and(holds);
        (!left_out && holds(&case.raises)).then_some(index)
    }

    pub(super) fn truth(&self, cond: &Cond, at: At) -> Known {
        match cond {
            Cond::All(parts) => self.all_of(parts, at),
            Cond::Any(parts) => any(parts.iter().map(|part| self.truth(part, at))),
            Cond::NotAll(parts) => self.all_of(parts, at).map(|all| !all),
            Cond::Fact { fact, test } => self.test(*fact, test, at),
            Cond::Step { relation, all, .. } => match self.link(*relation, at) {
                Link::Nobody => Some(false),
                Link::Unknown => None,
                Link::To(position) => self.all_of(all, at.there(position)),
            },
            Cond::Above { all, .. } => any(self.up(at).into_iter().map(|link| match link {
                Link::To(position) => self.all_of(all, at.there(position)),
                Link::Nobody => Some(false),
                Link::Unknown => None,
            })),
            Cond::Group { relation, quantified, .. } => {
                all(quantified.iter().map(|one| self.quantified(*relation, one, at)))
            }
            Cond::HasSeats(seats) => all(seats.iter().map(|seat| self.facts.has_seat(seat))),
            Cond::Switched { param, on } => {
                Some(self.param(param).is_some_and(|value| *value == ParamValue::Switch(*on)))
            }
        }
    }

    pub(super) fn all_of(&self, parts: &[Cond], at: At) -> Known {
        all(parts.iter().map(|part| self.truth(part, at)))
    }

    fn param(&self, name: &str) -> Option<&ParamValue> {
        self.params.iter().find(|(param, _)| &**param == name).map(|(_, value)| value)
    }

    // Relations.

    pub(super) fn link(&self, relation: Single, at: At) -> Link {
        let of_positions = |fact| match &*self.facts.column(FactId::Derived(fact)) {
            Column::Link(links) => at.here.map_or(Link::Unknown, |here| links[here.index()]),
            _ => Link::Unknown,
        };
        let of_organisation = |fact| match self.facts.value(FactId::Organisation(fact)) {
            Value::Link(link) => link,
            _ => Link::Unknown,
        };
        match relation {
            Single::Manager => of_positions(Derived::Manager),
            Single::NearestChief => of_positions(Derived::NearestChief),
            Single::Complement => of_positions(Derived::Complement),
            Single::Complements => of_positions(Derived::Complements),
            Single::Opposite => of_positions(Derived::Opposite),
            Single::BeforeManager => of_positions(Derived::BeforeManager),
            Single::Cio => of_organisation(Organisation::Cio),
            Single::Cto => of_organisation(Organisation::Cto),
            Single::LoneChief => of_organisation(Organisation::LoneChief),
        }
    }

    /// Every step up the solid line, until it ends or is lost.
    pub(super) fn up(&self, at: At) -> Vec<Link> {
        let mut up = vec![self.link(Single::Manager, at)];
        while let Some(Link::To(position)) = up.last() {
            up.push(self.link(Single::Manager, at.there(*position)));
        }
        up
    }

    /// Whether a position is in a reporting loop, or below one: then it has no place in the tree.
    fn is_lost(&self, of: PositionId) -> bool {
        let mut at = of;
        for _ in 0..=self.facts.count() {
            match self.facts.graph().manager(at) {
                Manager::Position(manager) => at = manager,
                _ => return false,
            }
        }
        true
    }

    /// Whether one position belongs to the group of another.
    pub(super) fn is_member(&self, relation: Many, of: At, member: PositionId) -> Known {
        let Some(here) = of.here else { return Some(relation == Many::Positions) };
        match relation {
            Many::Positions => Some(true),
            Many::Reports => Some(self.link(Single::Manager, of.there(member)) == Link::To(here)),
            Many::Dotted => {
                let chart = self.facts.chart();
                let leads_there = |line: crate::chart::DottedLine<'_>| {
                    self.facts.graph().find(chart, line.to.text) == Some(member)
                };
                Some(chart.dotted_lines(here).any(leads_there))
            }
            Many::Below => Some(self.up(of.there(member)).contains(&Link::To(here))),
            Many::Portfolio => match self.link(Single::NearestChief, of.there(member)) {
                Link::To(chief) => Some(chief == here),
                Link::Nobody => Some(false),
                Link::Unknown => None,
            },
        }
    }

    fn quantified(&self, relation: Many, one: &Quantified, at: At) -> Known {
        if !matches!(relation, Many::Positions | Many::Dotted)
            && at.here.is_some_and(|here| self.is_lost(here))
        {
            return None;
        }
        let members =
            self.facts.chart().positions().map(|member| {
                (self.is_member(relation, at, member), self.all_of(&one.all, at.there(member)))
            });
        let mut outcomes = Outcomes::new();
        members.for_each(|(belongs, holds)| outcomes.add(belongs, holds));
        if self.facts.is_incomplete() {
            // More positions may be in the part that could not be read.
            (0..MORE).for_each(|_| outcomes.add(None, None));
        }
        let quantified = one.quantifier.map_or(Some(true), |quantifier| {
            outcomes.agree(|members, yes| match quantifier {
                Quantifier::Any => yes > 0,
                Quantifier::All => yes == members,
                Quantifier::None => yes == 0,
                Quantifier::Most => 2 * yes > members,
            })
        });
        let counted = one.count.as_ref().map_or(Some(true), |count| {
            let with = self.number(&count.with, at)?;
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            outcomes.agree(|_, yes| compares(count.how, yes as f64, with))
        });
        all([quantified, counted].into_iter())
    }

    // Facts.

    fn test(&self, fact: FactId, test: &Test, at: At) -> Known {
        if let Test::Present | Test::Absent = test {
            let is_stated = self.is_stated(fact, at);
            let is_cut = at.here.is_some_and(|here| self.facts.chart().is_cut(here));
            let of_position = !matches!(fact, FactId::Company(_) | FactId::Organisation(_));
            let may_be_stated = is_cut && of_position && !is_stated;
            return (!may_be_stated).then_some(is_stated == (*test == Test::Present));
        }
        if let Test::IsSelf = test {
            let relation = crate::rules::format::relation_of(fact)?;
            return match self.link(relation, at) {
                Link::Nobody => Some(false),
                Link::Unknown => None,
                Link::To(position) => Some(Some(position) == at.looked_at),
            };
        }
        let kind = self.catalogue.iter().find(|known| known.id == fact)?.kind;
        match (self.fact(fact, at)?, test) {
            (Stated::Flag(flag), Test::Flag(wanted)) => Some(flag == *wanted),
            (Stated::Number(number), Test::Compares(test)) => {
                let with = self.number(&test.with, at)?;
                let more = if self.facts.may_be_more(fact) { MORE } else { 0 };
                #[expect(clippy::cast_precision_loss, reason = "a small count")]
                let mut held = (0..=more).map(|more| compares(test.how, number + more as f64, with));
                let first = held.next()?;
                held.all(|holds| holds == first).then_some(first)
            }
            (Stated::Date(date), Test::Dated { age, amount, unit }) => {
                self.dated(date, *age, self.number(amount, at)?, *unit)
            }
            (Stated::Text(word), Test::OneOf(wanted)) if matches!(kind, FactType::Word(_)) => {
                self.word(&word, kind, wanted)
            }
            (Stated::Texts(list), Test::Shares { shared, with }) => {
                let Some(Stated::Texts(other)) = self.fact(*with, at) else { return None };
                let is_there = |said: &String| other.iter().any(|one| alike(fact, *with, said, one));
                let there = list.iter().filter(|said| is_there(said)).count();
                Some(there == if *shared == Shared::Whole { list.len() } else { 0 })
            }
            (Stated::Texts(list), Test::Repeats(wanted)) => {
                let twice = |(at, said): (usize, &String)| {
                    list[at + 1..].iter().any(|other| alike(fact, fact, said, other))
                };
                Some(list.iter().enumerate().any(twice) == *wanted)
            }
            (Stated::Texts(list), Test::Counts(test)) => {
                #[expect(clippy::cast_precision_loss, reason = "a small list")]
                let count = list.len() as f64;
                Some(compares(test.how, count, self.number(&test.with, at)?))
            }
            (Stated::Text(said), test) => Some(self.fits(fact, &said, test)),
            (Stated::Texts(list), test) => Some(list.iter().any(|said| self.fits(fact, said, test))),
            _ => None,
        }
    }

    /// Words are compared as they are. One that is none of a fact's words, or says that it is in
    /// doubt, tells nothing else.
    fn word(&self, word: &str, kind: FactType, wanted: &[WordExpr]) -> Known {
        let is_wanted = wanted.iter().any(|wanted| self.wanted(wanted) == word);
        match kind {
            FactType::Word(Words::Closed(words)) if !words.contains(&word) => None,
            FactType::Word(Words::Closed(_)) if word == "unresolved" && !is_wanted => None,
            _ => Some(is_wanted),
        }
    }

    fn wanted(&self, word: &WordExpr) -> String {
        match word {
            WordExpr::Text(word) => word.clone(),
            WordExpr::Param(name) => match self.param(name) {
                Some(ParamValue::Word(word)) => word.clone(),
                Some(ParamValue::Number(number)) => number.to_string(),
                other => format!("{other:?}"),
            },
        }
    }

    /// Ids are compared as they are, other texts in any letter case.
    fn fits(&self, fact: FactId, said: &str, test: &Test) -> bool {
        let is_id =
            matches!(fact, FactId::Field(Field::Id | Field::ReportsTo | Field::DottedTo | Field::AlsoHolds));
        let plain = |text: &str| if is_id { text.to_owned() } else { text.to_lowercase() };
        match test {
            Test::OneOf(wanted) => wanted.iter().any(|word| plain(&self.wanted(word)) == plain(said)),
            Test::StartsWith(start) => said.to_lowercase().starts_with(&start.to_lowercase()),
            Test::Contains(part) => said.to_lowercase().contains(&part.to_lowercase()),
            Test::Matches(pattern) => regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(said)),
            _ => false,
        }
    }

    fn dated(&self, date: Date, age: Age, amount: f64, unit: Unit) -> Known {
        #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
        let amount = amount as i64;
        let span = match unit {
            Unit::Days => amount.days(),
            Unit::Months => amount.months(),
        };
        let today = self.facts.as_of();
        let (before, after) = (today.checked_sub(span).ok()?, today.checked_add(span).ok()?);
        Some(match age {
            Age::Older => date < before,
            Age::Newer => before <= date && date <= today,
            Age::Ahead => after < date,
        })
    }

    fn number(&self, expr: &NumberExpr, at: At) -> Option<f64> {
        match expr {
            NumberExpr::Number(number) => Some(*number),
            NumberExpr::Param(name) => match self.param(name) {
                Some(ParamValue::Number(number)) => Some(*number),
                _ => None,
            },
            NumberExpr::Fact { fact, .. } if self.facts.may_be_more(*fact) => None,
            NumberExpr::Fact { steps, fact } => {
                let mut at = at;
                for step in steps {
                    at = at.there(self.link(*step, at).position()?);
                }
                match self.fact(*fact, at)? {
                    Stated::Number(number) => Some(number),
                    _ => None,
                }
            }
        }
    }

    /// A value that is written is stated, whether or not it can be read.
    fn is_stated(&self, fact: FactId, at: At) -> bool {
        let chart = self.facts.chart();
        match (fact, at.here) {
            (FactId::Field(Field::Id | Field::Status), _) => true,
            (FactId::Field(field), Some(here)) => {
                chart.value(here, field).is_some_and(|value| !chart.says_nothing(value))
            }
            (FactId::Company(field), _) => {
                chart.company(field).is_some_and(|value| !chart.says_nothing(value))
            }
            _ => self.fact(fact, at).is_some(),
        }
    }

    fn fact(&self, fact: FactId, at: At) -> Option<Stated> {
        if let FactId::Company(_) | FactId::Organisation(_) = fact {
            return match self.facts.value(fact) {
                Value::NotStated | Value::Link(Link::Nobody | Link::Unknown) => None,
                Value::Flag(flag) => Some(Stated::Flag(flag)),
                Value::Number(number) => Some(Stated::Number(number)),
                Value::Word(word) => Some(Stated::Text(word.to_owned())),
                Value::Texts(texts) => Some(Stated::Texts(texts.iter().map(ToString::to_string).collect())),
                Value::Link(Link::To(_)) | Value::Stated => Some(Stated::Yes),
            };
        }
        let at = at.here?.index();
        match &*self.facts.column(fact) {
            Column::Flag { yes, .. } if yes.contains(at) => Some(Stated::Flag(true)),
            Column::Flag { no, .. } => no.contains(at).then_some(Stated::Flag(false)),
            Column::Number(numbers) => {
                Some(numbers[at]).filter(|number| !number.is_nan()).map(Stated::Number)
            }
            Column::Numbers(numbers) => numbers.get(&u32::try_from(at).ok()?).copied().map(Stated::Number),
            Column::Nowhere => None,
            Column::Date(dates) => dates[at].map(Stated::Date),
            Column::Word(words) => words.get(at).map(|word| Stated::Text(word.to_owned())),
            Column::Text(texts) => texts.get(at).map(|text| Stated::Text(text.to_owned())),
            Column::Texts(texts) => {
                let texts = texts.get(&u32::try_from(at).ok()?)?;
                Some(Stated::Texts(texts.iter().map(ToString::to_string).collect()))
            }
            Column::Link(links) => links[at].position().map(|_| Stated::Yes),
            Column::Stated(stated) => stated.contains(at).then_some(Stated::Yes),
        }
    }
}

/// A fact that is stated.
enum Stated {
    Flag(bool),
    Number(f64),
    Date(Date),
    Text(String),
    Texts(Vec<String>),
    /// Another position, or something that is not looked into.
    Yes,
}

/// Whether two texts of lists are the same: in any letter case, with `@` or without, unless both lists are of ids.
fn alike(one: FactId, other: FactId, said: &str, also: &str) -> bool {
    let is_id = |fact| matches!(fact, FactId::Field(Field::ReportsTo | Field::DottedTo | Field::AlsoHolds));
    let handle = |text: &str| text.trim_start_matches('@').to_lowercase();
    if is_id(one) && is_id(other) { said == also } else { handle(said) == handle(also) }
}

#[expect(clippy::float_cmp, reason = "numbers are compared as they are written")]
fn compares(how: Compared, a: f64, b: f64) -> bool {
    match how {
        Compared::Less => a < b,
        Compared::AtMost => a <= b,
        Compared::Equal => a == b,
        Compared::Different => a != b,
        Compared::AtLeast => a >= b,
        Compared::Greater => a > b,
    }
}

/// How many positions may be in a part of the chart that could not be read: more than any number
/// that the rules here compare with.
const MORE: usize = 30;

/// How many members there may be, and of how many of them the condition may hold: a bit for each
/// number, for each number of members.
struct Outcomes {
    reached: Vec<u64>,
}

impl Outcomes {
    fn new() -> Self {
        Self { reached: vec![1] }
    }

    fn add(&mut self, belongs: Known, holds: Known) {
        let mut reached = vec![0; self.reached.len() + 1];
        for (members, yes) in self.reached.iter().enumerate() {
            if belongs != Some(true) {
                reached[members] |= yes;
            }
            if belongs != Some(false) && holds != Some(true) {
                reached[members + 1] |= yes;
            }
            if belongs != Some(false) && holds != Some(false) {
                reached[members + 1] |= yes << 1;
            }
        }
        self.reached = reached;
    }

    /// What is so however it turns out.
    fn agree(&self, holds: impl Fn(usize, usize) -> bool) -> Known {
        let outcomes = self.reached.iter().enumerate().flat_map(|(members, yes)| {
            (0..=members).filter(move |count| (yes >> count) & 1 == 1).map(move |count| (members, count))
        });
        let mut said = outcomes.map(|(members, yes)| holds(members, yes));
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }
}
