//! Tests of one fact, over a column or of a value of the organisation.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use fixedbitset::FixedBitSet;
use jiff::ToSpan as _;
use jiff::civil::Date;
use regex_automata::meta::Regex;

use super::truth::{Kleene, Truth};
use crate::chart::{Field, PositionId, ValueKind};
use crate::graph::catalogue::{FactId, closed_words};
use crate::graph::facts::{Column, Facts, Link, Value, Words};
use crate::rules::format::{Age, Compared, Comparison, NumberExpr, Shared, Single, Test, Unit, WordExpr};

/// The truth of a test for every position.
pub(super) fn truth(facts: &Facts<'_>, fact: FactId, test: &Test, patterns: &Patterns) -> Truth {
    match (fact, test) {
        (FactId::Company(_) | FactId::Organisation(_), _) => of_organisation(facts, fact, test, patterns),
        (_, Test::Present) => stated(facts, fact),
        (_, Test::Absent) => stated(facts, fact).negated(),
        _ => of_column(facts, fact, test, patterns),
    }
}

/// Whether a fact is stated. A field that is written is, whether or not its value can be read; one that is not
/// may stand in the part of a position that could not be read.
fn stated(facts: &Facts<'_>, fact: FactId) -> Truth {
    let chart = facts.chart();
    let stated = match fact {
        FactId::Field(field) if !matches!(field, Field::Id | Field::Status) => chart.all_that_say(field),
        _ => facts.column(fact).stated(facts.count()),
    };
    if !chart.is_broken() {
        return Truth::known(stated);
    }
    Truth::each(facts.count(), |at| match stated.contains(at) {
        false if chart.is_cut(PositionId(crate::source::offset(at))) => Kleene::Unknown,
        is_stated => Kleene::of(Some(is_stated)),
    })
}

/// A value for each position, or for some.
pub(super) fn over(count: usize, some: Option<&FixedBitSet>, value: impl Fn(usize) -> Kleene) -> Truth {
    let Some(some) = some else { return Truth::each(count, value) };
    let mut yes = FixedBitSet::with_capacity(count);
    let mut no = FixedBitSet::with_capacity(count);
    for at in some.ones() {
        match value(at) {
            Kleene::Yes => yes.insert(at),
            Kleene::No => no.insert(at),
            Kleene::Unknown => {}
        }
    }
    Truth::Each { yes, no }
}

/// A fact of the organisation says the same of everybody, unless it is compared with a position's.
fn of_organisation(facts: &Facts<'_>, fact: FactId, test: &Test, patterns: &Patterns) -> Truth {
    if let Test::Compares(comparison) = test
        && let Value::Number(number) = facts.value(fact)
    {
        return compared(facts, fact, comparison, None, |_| number);
    }
    Truth::Same(of_value(facts, fact, test, patterns))
}

/// A number, of each position or of the organisation, against what it is compared with.
fn compared(
    facts: &Facts<'_>,
    fact: FactId,
    test: &Comparison,
    some: Option<&FixedBitSet>,
    number: impl Fn(usize) -> f64,
) -> Truth {
    let may_be_more = facts.may_be_more(fact);
    let compares = |low: f64, with: Option<f64>| match with {
        Some(with) if low.is_nan() || with.is_nan() => Kleene::Unknown,
        Some(with) if may_be_more => compares(low, f64::INFINITY, test.how, with),
        Some(with) => Kleene::of(Some(test.how.holds(low, with))),
        None => Kleene::Unknown,
    };
    match other(facts, &test.with) {
        Other::Same(None) => Truth::Same(Kleene::Unknown),
        Other::Same(with) if matches!(fact, FactId::Organisation(_) | FactId::Company(_)) => {
            Truth::Same(compares(number(0), with))
        }
        Other::Same(with) => over(facts.count(), some, |at| compares(number(at), with)),
        Other::Each(with) => over(facts.count(), some, |at| compares(number(at), Some(with[at]))),
    }
}

/// A number of which the least and the most that it may be are known against another.
pub(super) fn compares(low: f64, high: f64, how: Compared, with: f64) -> Kleene {
    let reached = |value: f64| how.holds(value, with);
    match how {
        _ if with.is_nan() => Kleene::Unknown,
        Compared::Equal | Compared::Different if low < high => {
            let outside = with < low || with > high;
            if outside { Kleene::of(Some(how == Compared::Different)) } else { Kleene::Unknown }
        }
        _ if reached(low) == reached(high) => Kleene::of(Some(reached(low))),
        _ => Kleene::Unknown,
    }
}

fn of_column(facts: &Facts<'_>, fact: FactId, test: &Test, patterns: &Patterns) -> Truth {
    let count = facts.count();
    let column = facts.column(fact);
    match (&*column, test) {
        (Column::Flag { yes, no }, Test::Flag(wanted)) => {
            let truth = Truth::Each { yes: yes.clone(), no: no.clone() };
            if *wanted { truth } else { truth.negated() }
        }
        (Column::Number(numbers), Test::Compares(test)) => {
            compared(facts, fact, test, None, |at| numbers[at])
        }
        (Column::Numbers(_), Test::Compares(test)) => {
            let number = |at| column.number(PositionId(crate::source::offset(at)));
            compared(facts, fact, test, Some(&column.stated(count)), number)
        }
        (Column::Date(dates), Test::Dated { age, amount, unit }) => match days(facts, amount, *unit) {
            None => Truth::Same(Kleene::Unknown),
            Some(days) => Truth::of_each(dates, |date| Kleene::of(date.map(|date| days.fits(date, *age)))),
        },
        (Column::Word(words), Test::OneOf(wanted)) => {
            let closed = closed(facts, fact);
            of_words(count, words, |word| word_test(word, closed, wanted))
        }
        (Column::Text(texts), test) => {
            let fits = text_test(test, is_exact(fact), patterns);
            // A text that many positions share is compared once.
            let different = texts.different().iter().map(|text| Kleene::of(Some(fits(text))));
            let different: Vec<Kleene> = std::iter::once(Kleene::Unknown).chain(different).collect();
            if !different.contains(&Kleene::Yes) {
                return Truth::Each { yes: FixedBitSet::with_capacity(count), no: texts.stated().clone() };
            }
            Truth::of_each(texts.codes(), |code| different[*code as usize])
        }
        (Column::Texts(lists), Test::Shares { .. } | Test::Repeats(_) | Test::Counts(_)) => {
            of_lists(facts, fact, lists, test)
        }
        (Column::Texts(lists), test) => {
            let fits = text_test(test, is_exact(fact), patterns);
            over(count, Some(&column.stated(count)), |at| {
                let list = lists.get(&crate::source::offset(at));
                Kleene::of(list.map(|list| list.iter().any(|text| fits(text))))
            })
        }
        // The loader fits tests to the types of facts.
        _ => Truth::Same(Kleene::Unknown),
    }
}

/// What holds of each list as a whole. Texts are compared in any letter case and with `@` or without, as two
/// programs may write one handle in two ways, unless both lists are of ids.
fn of_lists(facts: &Facts<'_>, fact: FactId, lists: &HashMap<u32, Vec<&str>>, test: &Test) -> Truth {
    let with = match test {
        Test::Shares { with, .. } => Some((facts.column(*with), is_exact(fact) && is_exact(*with))),
        _ => None,
    };
    let mut yes = FixedBitSet::with_capacity(facts.count());
    let mut no = FixedBitSet::with_capacity(facts.count());
    for (at, list) in lists {
        let holds = match (test, with.as_ref()) {
            (Test::Shares { shared, .. }, Some((column, exact))) => {
                let Column::Texts(others) = &**column else { continue };
                let Some(other) = others.get(at) else { continue };
                let other: HashSet<String> = other.iter().map(|text| item(text, *exact)).collect();
                let mut there = list.iter().map(|text| other.contains(&item(text, *exact)));
                Some(match shared {
                    Shared::Whole => there.all(|there| there),
                    Shared::Nothing => there.all(|there| !there),
                })
            }
            (Test::Repeats(wanted), _) => {
                let mut seen = HashSet::new();
                let repeats = !list.iter().all(|text| seen.insert(item(text, is_exact(fact))));
                Some(repeats == *wanted)
            }
            (Test::Counts(Comparison { how, with: NumberExpr::Number(with) }), _) if !with.is_nan() =>
            {
                #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^52 texts")]
                Some(how.holds(list.len() as f64, *with))
            }
            _ => None,
        };
        match holds {
            Some(true) => yes.insert(*at as usize),
            Some(false) => no.insert(*at as usize),
            None => {}
        }
    }
    Truth::Each { yes, no }
}

/// What holds of each word, for every position.
fn of_words(count: usize, words: &Words<'_>, fits: impl Fn(&str) -> Kleene) -> Truth {
    let Some(with_positions) = words.with_positions() else {
        return Truth::each(count, |at| words.get(at).map_or(Kleene::Unknown, &fits));
    };
    let mut yes = FixedBitSet::with_capacity(count);
    let mut no = FixedBitSet::with_capacity(count);
    for (word, positions) in with_positions {
        match fits(word) {
            Kleene::Yes => yes.union_with(positions),
            Kleene::No => no.union_with(positions),
            Kleene::Unknown => {}
        }
    }
    Truth::Each { yes, no }
}

/// The words that a fact may have, where it may have no others.
fn closed(facts: &Facts<'_>, fact: FactId) -> Option<&'static [&'static str]> {
    let FactId::Own(field) = fact else { return closed_words(fact) };
    match facts.chart().own().fields.key(field).kind {
        ValueKind::Word(words) => Some(words),
        _ => None,
    }
}

/// What numbers are compared with.
enum Other {
    /// One number, or none that is known.
    Same(Option<f64>),
    /// The number of a fact reached from each position; not a number where it is not known.
    Each(Vec<f64>),
}

fn other(facts: &Facts<'_>, expr: &NumberExpr) -> Other {
    let (steps, fact) = match expr {
        NumberExpr::Number(number) => return Other::Same(Some(*number)),
        NumberExpr::Param(_) => return Other::Same(None),
        NumberExpr::Fact { steps, fact } => (&**steps, *fact),
    };
    if facts.may_be_more(fact) {
        return Other::Same(None);
    }
    if let FactId::Company(_) | FactId::Organisation(_) = fact {
        return Other::Same(match facts.value(fact) {
            Value::Number(number) => Some(number),
            _ => None,
        });
    }
    let column = facts.column(fact);
    let number = |link: Link| link.position().map_or(f64::NAN, |position| column.number(position));
    match steps {
        [first, rest @ ..] if first.is_of_organisation() => {
            Other::Same(Some(number(led(facts, super::organisation_link(facts, *first), rest))))
        }
        [only] => Other::Each(super::links(facts, *only).iter().map(|link| number(*link)).collect()),
        _ => {
            let from = |at| Link::To(PositionId(crate::source::offset(at)));
            Other::Each((0..facts.count()).map(|at| number(led(facts, from(at), steps))).collect())
        }
    }
}

/// Where steps lead from somebody.
fn led(facts: &Facts<'_>, from: Link, steps: &[Single]) -> Link {
    steps.iter().fold(from, |link, step| match link {
        Link::To(_) if step.is_of_organisation() => super::organisation_link(facts, *step),
        Link::To(position) => super::links(facts, *step)[position.index()],
        other => other,
    })
}

fn of_value(facts: &Facts<'_>, fact: FactId, test: &Test, patterns: &Patterns) -> Kleene {
    let value = facts.value(fact);
    match (&value, test) {
        (_, Test::Present) => Kleene::of(Some(is_value_stated(facts, fact, &value))),
        (_, Test::Absent) => Kleene::of(Some(!is_value_stated(facts, fact, &value))),
        (Value::Flag(flag), Test::Flag(wanted)) => Kleene::of(Some(flag == wanted)),
        (Value::Word(word), Test::OneOf(wanted)) => match closed_words(fact) {
            Some(closed) => word_test(word, Some(closed), wanted),
            None => Kleene::of(Some(text_test(test, false, patterns)(word))),
        },
        (Value::Word(word), test) => Kleene::of(Some(text_test(test, false, patterns)(word))),
        (Value::Texts(texts), test) => {
            let fits = text_test(test, false, patterns);
            Kleene::of(Some(texts.iter().any(|text| fits(text))))
        }
        _ => Kleene::Unknown,
    }
}

fn is_value_stated(facts: &Facts<'_>, fact: FactId, value: &Value<'_>) -> bool {
    let chart = facts.chart();
    match fact {
        FactId::Company(field) => chart.company(field).is_some_and(|value| !chart.says_nothing(value)),
        _ => value.is_stated(),
    }
}

/// Words are compared as they are. One that is none of the fact's words says nothing, and one that
/// says that it is in doubt says nothing else.
fn word_test(word: &str, closed: Option<&[&str]>, wanted: &[WordExpr]) -> Kleene {
    let is_wanted = wanted.iter().filter_map(literal).any(|wanted| wanted == word);
    match closed {
        Some(words) if !words.contains(&word) => Kleene::Unknown,
        Some(_) if word == IN_DOUBT && !is_wanted => Kleene::Unknown,
        _ => Kleene::of(Some(is_wanted)),
    }
}

/// The word of states that could not be told.
const IN_DOUBT: &str = "unresolved";

/// Ids are compared as they are, other texts in any letter case.
fn is_exact(fact: FactId) -> bool {
    matches!(
        fact,
        FactId::Field(Field::Id | Field::ReportsTo | Field::DottedTo | Field::AlsoHolds | Field::Complements)
    )
}

/// Patterns that were read, by their text: rules ask for one of titles, units and departments alike, and to read
/// it takes longer than to look for it in a small chart.
#[derive(Default)]
pub(super) struct Patterns(RefCell<HashMap<String, Option<Regex>>>);

impl Patterns {
    fn get(&self, text: &str) -> Option<Regex> {
        let mut known = self.0.borrow_mut();
        if let Some(pattern) = known.get(text) {
            return pattern.clone();
        }
        let pattern = crate::rules::format::pattern(text).ok();
        known.insert(text.to_owned(), pattern.clone());
        pattern
    }
}

fn text_test<'t>(test: &'t Test, exact: bool, patterns: &Patterns) -> Box<dyn Fn(&str) -> bool + 't> {
    match test {
        Test::OneOf(wanted) => {
            let wanted: HashSet<String> =
                wanted.iter().filter_map(literal).map(|word| plain(word, exact)).collect();
            Box::new(move |text| wanted.contains(&plain(text, exact)))
        }
        Test::StartsWith(start) => {
            let start = start.to_lowercase();
            Box::new(move |text| text.to_lowercase().starts_with(&start))
        }
        Test::Contains(part) => {
            let part = part.to_lowercase();
            Box::new(move |text| text.to_lowercase().contains(&part))
        }
        Test::Matches(pattern) => match patterns.get(pattern) {
            Some(pattern) => Box::new(move |text| pattern.is_match(text)),
            None => Box::new(|_| false),
        },
        _ => Box::new(|_| false),
    }
}

fn literal(word: &WordExpr) -> Option<&str> {
    match word {
        WordExpr::Text(word) => Some(word),
        WordExpr::Param(_) => None,
    }
}

/// A text as it is compared: in any letter case, unless letter case tells things apart.
fn plain(text: &str, exact: bool) -> String {
    if exact { text.to_owned() } else { text.to_lowercase() }
}

/// A text of a list beside others, which may be a handle: with `@` or without.
fn item(text: &str, exact: bool) -> String {
    plain(if exact { text } else { text.trim_start_matches('@') }, exact)
}

/// The days that a date is compared with.
struct Days {
    before: Date,
    today: Date,
    after: Date,
}

/// The days so long before and after the chart's date; none where that leads out of the calendar.
fn days(facts: &Facts<'_>, amount: &NumberExpr, unit: Unit) -> Option<Days> {
    let NumberExpr::Number(amount) = amount else { return None };
    if !amount.is_finite() || amount.abs() > 100_000.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "limited just above")]
    let amount = amount.trunc() as i64;
    let span = match unit {
        Unit::Days => amount.days(),
        Unit::Months => amount.months(),
    };
    let today = facts.as_of();
    Some(Days { before: today.checked_sub(span).ok()?, today, after: today.checked_add(span).ok()? })
}

impl Days {
    fn fits(&self, date: Date, age: Age) -> bool {
        match age {
            Age::Older => date < self.before,
            Age::Newer => self.before <= date && date <= self.today,
            Age::Ahead => date > self.after,
        }
    }
}
