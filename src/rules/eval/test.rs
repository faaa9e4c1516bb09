//! Tests of one fact, over a column or of a value of the organisation.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::truth::{Kleene, Truth};
use crate::chart::{Field, PositionId, ValueKind};
use crate::graph::catalogue::{FactId, closed_words};
use crate::graph::facts::{Column, Facts, Link, Value};
use crate::rules::format::{Age, Compared, Comparison, NumberExpr, Single, Test, Unit, WordExpr};

/// The truth of a test for every position.
pub(super) fn truth(facts: &Facts<'_>, fact: FactId, test: &Test) -> Truth {
    match (fact, test) {
        (FactId::Company(_) | FactId::Organisation(_), _) => of_organisation(facts, fact, test),
        (_, Test::Present) => stated(facts, fact),
        (_, Test::Absent) => stated(facts, fact).negated(),
        _ => of_column(facts, fact, &facts.column(fact), test),
    }
}

/// Whether a fact is stated. A field that is written is, whether or not its value can be read.
fn stated(facts: &Facts<'_>, fact: FactId) -> Truth {
    let chart = facts.chart();
    match fact {
        FactId::Field(field) if !matches!(field, Field::Id | Field::Status) => {
            Truth::each(facts.count(), |at| {
                let value = chart.value(PositionId(crate::source::offset(at)), field);
                Kleene::of(Some(value.is_some_and(|value| !chart.says_nothing(value))))
            })
        }
        _ => {
            let column = facts.column(fact);
            Truth::each(facts.count(), |at| {
                Kleene::of(Some(column.is_stated(PositionId(crate::source::offset(at)))))
            })
        }
    }
}

/// A fact of the organisation says the same of everybody, unless it is compared with a position's.
fn of_organisation(facts: &Facts<'_>, fact: FactId, test: &Test) -> Truth {
    if let Test::Compares(comparison) = test
        && let Value::Number(number) = facts.value(fact)
    {
        return match other(facts, &comparison.with) {
            Other::Same(with) => Truth::Same(compares(number, comparison.how, with)),
            Other::Each(with) => Truth::each(facts.count(), |at| compares(number, comparison.how, with(at))),
        };
    }
    Truth::Same(of_value(facts, fact, test))
}

/// A number of each position against what it is compared with.
fn compared(facts: &Facts<'_>, test: &Comparison, number: impl Fn(usize) -> f64) -> Truth {
    match other(facts, &test.with) {
        Other::Same(None) => Truth::Same(Kleene::Unknown),
        Other::Same(with) => Truth::each(facts.count(), |at| compares(number(at), test.how, with)),
        Other::Each(with) => Truth::each(facts.count(), |at| compares(number(at), test.how, with(at))),
    }
}

/// Whether a test looks into texts, which costs more than anything else that is tested.
pub(super) fn is_costly(test: &Test) -> bool {
    matches!(test, Test::StartsWith(_) | Test::Holds(_) | Test::Matches(_))
}

/// The truth of a costly test where it is still open; elsewhere it is given as no.
pub(super) fn truth_within(facts: &Facts<'_>, fact: FactId, test: &Test, open: &FixedBitSet) -> Truth {
    let (FactId::Field(_) | FactId::Derived(_) | FactId::Own(_)) = fact else {
        return truth(facts, fact, test);
    };
    let column = facts.column(fact);
    let Column::Text(texts) = &*column else { return truth(facts, fact, test) };
    let fits = text_test(test, is_exact(fact));
    let mut yes = FixedBitSet::with_capacity(facts.count());
    let mut no = FixedBitSet::with_capacity(facts.count());
    no.set_range(.., true);
    for at in open.ones() {
        match texts[at].map(&fits) {
            Some(true) => {
                yes.insert(at);
                no.remove(at);
            }
            Some(false) => {}
            None => no.remove(at),
        }
    }
    Truth::Each { yes, no }
}

fn of_column(facts: &Facts<'_>, fact: FactId, column: &Column<'_>, test: &Test) -> Truth {
    let count = facts.count();
    match (column, test) {
        (Column::Flag { yes, no }, Test::IsFlag(wanted)) => {
            let truth = Truth::Each { yes: yes.clone(), no: no.clone() };
            if *wanted { truth } else { truth.negated() }
        }
        (Column::Number(numbers), Test::Compares(test)) => compared(facts, test, |at| numbers[at]),
        (Column::Date(dates), Test::Dated { .. }) => {
            Truth::each(count, |at| dates[at].map_or(Kleene::Unknown, |date| dated(facts, date, test)))
        }
        (Column::Word { codes, words }, Test::OneOf(wanted)) => {
            let closed = closed(facts, fact);
            let fits: Vec<Kleene> = std::iter::once(Kleene::Unknown)
                .chain(words.iter().map(|word| word_test(word, closed, wanted)))
                .collect();
            Truth::each(count, |at| fits[usize::from(codes[at])])
        }
        (Column::Text(texts), test) => {
            let fits = text_test(test, is_exact(fact));
            if !is_costly(test) {
                return Truth::each(count, |at| Kleene::of(texts[at].map(&fits)));
            }
            // Many positions share their titles.
            let mut known: HashMap<&str, bool> = HashMap::new();
            let mut fits = |text| *known.entry(text).or_insert_with(|| fits(text));
            Truth::each(count, |at| Kleene::of(texts[at].map(&mut fits)))
        }
        (Column::Texts(lists), test) => {
            let fits = text_test(test, is_exact(fact));
            Truth::each(count, |at| {
                let list = lists.get(&crate::source::offset(at));
                Kleene::of(list.map(|list| list.iter().any(|text| fits(text))))
            })
        }
        // The loader fits tests to the types of facts.
        _ => Truth::Same(Kleene::Unknown),
    }
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
enum Other<'f> {
    /// One number, or none that is known.
    Same(Option<f64>),
    /// The number of a fact reached from each position.
    Each(Box<dyn Fn(usize) -> Option<f64> + 'f>),
}

fn other<'f>(facts: &'f Facts<'_>, expr: &'f NumberExpr) -> Other<'f> {
    let (steps, fact) = match expr {
        NumberExpr::Exactly(number) => return Other::Same(Some(*number)),
        NumberExpr::OfParam(_) => return Other::Same(None),
        NumberExpr::OfFact { steps, fact } => (&**steps, *fact),
    };
    if let FactId::Company(_) | FactId::Organisation(_) = fact {
        return Other::Same(match facts.value(fact) {
            Value::Number(number) => Some(number),
            _ => None,
        });
    }
    let column = facts.column(fact);
    let number_of = move |link: Link| match &*column {
        Column::Number(numbers) => Some(numbers[link.position()?.index()]),
        _ => None,
    };
    match steps {
        [first, rest @ ..] if first.is_of_organisation() => {
            Other::Same(number_of(led(facts, super::organisation_link(facts, *first), rest)))
        }
        _ => Other::Each(Box::new(move |at| {
            number_of(led(facts, Link::To(PositionId(crate::source::offset(at))), steps))
        })),
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

fn compares(number: f64, how: Compared, with: Option<f64>) -> Kleene {
    match with {
        Some(with) if !number.is_nan() && !with.is_nan() => Kleene::of(Some(how.holds(number, with))),
        _ => Kleene::Unknown,
    }
}

fn of_value(facts: &Facts<'_>, fact: FactId, test: &Test) -> Kleene {
    let value = facts.value(fact);
    match (&value, test) {
        (_, Test::Present) => Kleene::of(Some(is_value_stated(facts, fact, &value))),
        (_, Test::Absent) => Kleene::of(Some(!is_value_stated(facts, fact, &value))),
        (Value::Flag(flag), Test::IsFlag(wanted)) => Kleene::of(Some(flag == wanted)),
        (Value::Word(word), Test::OneOf(wanted)) => match closed_words(fact) {
            Some(closed) => word_test(word, Some(closed), wanted),
            None => Kleene::of(Some(is_one_of(word, wanted, false))),
        },
        (Value::Word(word), test) => Kleene::of(Some(text_test(test, false)(word))),
        (Value::Texts(texts), test) => {
            let fits = text_test(test, false);
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
    let is_wanted = is_one_of(word, wanted, true);
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

fn text_test(test: &Test, exact: bool) -> Box<dyn Fn(&str) -> bool + '_> {
    match test {
        Test::OneOf(wanted) => Box::new(move |text| is_one_of(text, wanted, exact)),
        Test::StartsWith(start) => {
            let start = start.to_lowercase();
            Box::new(move |text| text.to_lowercase().starts_with(&start))
        }
        Test::Holds(part) => {
            let part = part.to_lowercase();
            Box::new(move |text| text.to_lowercase().contains(&part))
        }
        Test::Matches(pattern) => match regex_lite::Regex::new(pattern) {
            Ok(pattern) => Box::new(move |text| pattern.is_match(text)),
            Err(_) => Box::new(|_| false),
        },
        _ => Box::new(|_| false),
    }
}

fn is_one_of(text: &str, wanted: &[WordExpr], exact: bool) -> bool {
    wanted.iter().any(|word| match word {
        WordExpr::Literally(word) if exact => &**word == text,
        WordExpr::Literally(word) => same_letters(word, text),
        WordExpr::FromParam(_) => false,
    })
}

/// Equal in any letter case.
fn same_letters(a: &str, b: &str) -> bool {
    a == b || a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// A date against the chart's date. A length of time that leads out of the calendar is unknown.
fn dated(facts: &Facts<'_>, date: Date, test: &Test) -> Kleene {
    let Test::Dated { age, amount: NumberExpr::Exactly(amount), unit } = test else { return Kleene::Unknown };
    if !amount.is_finite() || amount.abs() > 100_000.0 {
        return Kleene::Unknown;
    }
    #[expect(clippy::cast_possible_truncation, reason = "limited just above")]
    let amount = amount.trunc() as i64;
    let span = match unit {
        Unit::InDays => amount.days(),
        Unit::InMonths => amount.months(),
    };
    let today = facts.as_of();
    let known = match age {
        Age::Older => today.checked_sub(span).ok().map(|limit| date < limit),
        Age::Newer => today.checked_sub(span).ok().map(|limit| limit <= date && date <= today),
        Age::Ahead => today.checked_add(span).ok().map(|limit| date > limit),
    };
    Kleene::of(known)
}
