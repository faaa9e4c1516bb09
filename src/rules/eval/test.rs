//! Tests of one fact, over a column or of a value of the organisation.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::truth::{Kleene, Truth};
use crate::chart::{Field, PositionId};
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Column, Facts, Link, Value};
use crate::rules::format::{Age, Comparison, List, NumberExpr, Single, Test, Unit, WordExpr};

/// The truth of a test for every position.
pub(super) fn truth(facts: &Facts<'_>, fact: FactId, test: &Test) -> Truth {
    if let FactId::Company(_) | FactId::Organisation(_) = fact {
        return Truth::Same(of_value(facts, &facts.value(fact), test));
    }
    let column = facts.column(fact);
    let count = facts.count();
    match test {
        Test::Present => {
            Truth::each(count, |at| Kleene::of(Some(column.is_stated(PositionId(crate::source::offset(at))))))
        }
        Test::Absent => truth(facts, fact, &Test::Present).negated(),
        _ => of_column(facts, fact, &column, test),
    }
}

fn of_column(facts: &Facts<'_>, fact: FactId, column: &Column<'_>, test: &Test) -> Truth {
    let count = facts.count();
    match (column, test) {
        (Column::Flag { yes, no }, Test::IsFlag(wanted)) => {
            let truth = Truth::Each { yes: yes.clone(), no: no.clone() };
            if *wanted { truth } else { truth.negated() }
        }
        (Column::Number(numbers), Test::Compares(test)) => match &test.with {
            NumberExpr::Exactly(with) => {
                Truth::each(count, |at| compares(Some(numbers[at]), test, Some(*with)))
            }
            NumberExpr::OfFact { steps, fact } => {
                let with = other_numbers(facts, steps, *fact);
                Truth::each(count, |at| compares(Some(numbers[at]), test, with(at)))
            }
            NumberExpr::OfParam(_) => Truth::Same(Kleene::Unknown),
        },
        (Column::Date(dates), Test::Dated { .. }) => {
            Truth::each(count, |at| dates[at].map_or(Kleene::Unknown, |date| dated(facts, date, test)))
        }
        (Column::Word { codes, words }, Test::OneOf(wanted)) => {
            let fits: Vec<Kleene> = std::iter::once(Kleene::Unknown)
                .chain(words.iter().map(|word| Kleene::of(Some(is_one_of(word, wanted, true)))))
                .collect();
            Truth::each(count, |at| fits[usize::from(codes[at])])
        }
        (Column::Text(texts), test) => {
            let fits = text_test(test, is_exact(fact));
            Truth::each(count, |at| Kleene::of(texts[at].map(&fits)))
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

/// The number of a fact reached from each position.
fn other_numbers<'f>(
    facts: &'f Facts<'_>,
    steps: &'f List<Single>,
    fact: FactId,
) -> Box<dyn Fn(usize) -> Option<f64> + 'f> {
    if let FactId::Company(_) | FactId::Organisation(_) = fact {
        let value = match facts.value(fact) {
            Value::Number(number) => Some(number),
            _ => None,
        };
        return Box::new(move |_| value);
    }
    let column = facts.column(fact);
    Box::new(move |at| {
        let mut link = Link::To(PositionId(crate::source::offset(at)));
        for step in steps.iter() {
            link = match link {
                Link::To(_) if step.is_of_organisation() => super::organisation_link(facts, *step),
                Link::To(position) => super::links(facts, *step)[position.index()],
                other => other,
            };
        }
        match (&*column, link.position()) {
            (Column::Number(numbers), Some(position)) => Some(numbers[position.index()]),
            _ => None,
        }
    })
}

fn compares(number: Option<f64>, test: &Comparison, with: Option<f64>) -> Kleene {
    match (number, with) {
        (Some(number), Some(with)) if !number.is_nan() && !with.is_nan() => {
            Kleene::of(Some(test.how.holds(number, with)))
        }
        _ => Kleene::Unknown,
    }
}

fn of_value(facts: &Facts<'_>, value: &Value<'_>, test: &Test) -> Kleene {
    match (value, test) {
        (value, Test::Present) => Kleene::of(Some(value.is_stated())),
        (value, Test::Absent) => Kleene::of(Some(!value.is_stated())),
        (Value::Flag(flag), Test::IsFlag(wanted)) => Kleene::of(Some(flag == wanted)),
        (Value::Number(number), Test::Compares(test)) => {
            let with = match &test.with {
                NumberExpr::Exactly(with) => Some(*with),
                NumberExpr::OfFact { steps, fact } if steps.is_empty() => match facts.value(*fact) {
                    Value::Number(with) => Some(with),
                    _ => None,
                },
                NumberExpr::OfFact { steps, fact } => organisation_number(facts, steps, *fact),
                NumberExpr::OfParam(_) => None,
            };
            compares(Some(*number), test, with)
        }
        // A title in doubt is no fact, but that it is in doubt can be asked.
        (Value::Word("unresolved"), Test::OneOf(words)) => {
            if is_one_of("unresolved", words, true) {
                Kleene::Yes
            } else {
                Kleene::Unknown
            }
        }
        (Value::Word(word), test) => Kleene::of(Some(text_test(test, false)(word))),
        (Value::Texts(texts), test) => {
            let fits = text_test(test, false);
            Kleene::of(Some(texts.iter().any(|text| fits(text))))
        }
        _ => Kleene::Unknown,
    }
}

/// The number of a fact of one of the organisation's named positions: `cio.level`.
fn organisation_number(facts: &Facts<'_>, steps: &[Single], fact: FactId) -> Option<f64> {
    let mut link = super::organisation_link(facts, *steps.first()?);
    for step in &steps[1..] {
        link = super::links(facts, *step)[link.position()?.index()];
    }
    match &*facts.column(fact) {
        Column::Number(numbers) => Some(numbers[link.position()?.index()]),
        _ => None,
    }
}

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
