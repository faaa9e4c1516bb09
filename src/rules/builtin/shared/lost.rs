//! Ids that a spreadsheet has written as numbers: without their leading zeros, with `.0` behind them, or
//! with an exponent.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::named::Named;
use crate::chart::PositionId;
use crate::rules::check::Context;

/// What became of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::builtin) enum Loss {
    /// Zeros before it are there in one place and not in the other.
    Zeros,
    /// `.0` is after it in one place and not in the other.
    Fraction,
    /// It has an exponent, and most of its digits are gone.
    Exponent,
}

/// A text that names a manager and was an id before a spreadsheet had it.
#[derive(Clone, Debug)]
pub(in crate::rules::builtin) struct Lost {
    pub(in crate::rules::builtin) loss: Loss,
    /// The positions that it may have been the id of; one, unless the digits are gone.
    pub(in crate::rules::builtin) was: Vec<PositionId>,
}

/// Texts of lines that are ids as a spreadsheet writes them. A single line may be a slip of the hand,
/// which is not a finding of this kind.
#[derive(Debug, Default)]
pub(in crate::rules::builtin) struct LostIds(HashMap<String, Lost>);

impl LostIds {
    /// Those among the texts that name nobody.
    pub(in crate::rules::builtin) fn of(ctx: &Context<'_, '_>, named: &[Named<'_>]) -> Rc<Self> {
        ctx.memo.get(|| Self::find(ctx, named))
    }

    /// What became of a text.
    pub(in crate::rules::builtin) fn get(&self, text: &str) -> Option<&Lost> {
        self.0.get(text)
    }

    /// Positions that lines to lost ids may lead to.
    pub(in crate::rules::builtin) fn positions(&self) -> impl Iterator<Item = PositionId> {
        self.0.values().flat_map(|lost| lost.was.iter().copied())
    }

    fn find(ctx: &Context<'_, '_>, named: &[Named<'_>]) -> Self {
        let mut numbers: HashMap<&str, Vec<PositionId>> = HashMap::new();
        let mut rounded: HashMap<Rounded, Vec<PositionId>> = HashMap::new();
        for text in named.iter().map(|named| named.text) {
            if let Some(digits) = digits_of(text) {
                numbers.entry(digits).or_default();
            }
            if let Some(exponent) = Rounded::of_text(text) {
                rounded.entry(exponent).or_default();
            }
        }
        if numbers.is_empty() && rounded.is_empty() {
            return Self::default();
        }
        let precisions: HashSet<usize> = rounded.keys().map(|one| one.digits.len()).collect();
        for position in ctx.chart.positions() {
            let Some(digits) = digits_of(ctx.chart.id(position)) else { continue };
            if let Some(found) = numbers.get_mut(digits) {
                found.push(position);
            }
            let precise = precisions.iter().filter_map(|most| Rounded::of_digits(digits, *most));
            for exponent in precise {
                if let Some(found) =
                    rounded.get_mut(&exponent).filter(|found| found.last() != Some(&position))
                {
                    found.push(position);
                }
            }
        }
        let lost = |text: &str| {
            let same = digits_of(text).and_then(|digits| numbers.get(digits)).map(Vec::as_slice);
            if let Some([only]) = same {
                let has_fraction = |text: &str| text.contains(['.', ',']);
                let is_fraction = has_fraction(text) != has_fraction(ctx.chart.id(*only));
                let loss = if is_fraction { Loss::Fraction } else { Loss::Zeros };
                return Some(Lost { loss, was: vec![*only] });
            }
            let was = Rounded::of_text(text).and_then(|exponent| rounded.get(&exponent))?;
            (!was.is_empty()).then(|| Lost { loss: Loss::Exponent, was: was.clone() })
        };
        let found: Vec<(&Named<'_>, Lost)> =
            named.iter().filter_map(|named| Some((named, lost(named.text)?))).collect();
        let lines: usize = found.iter().map(|(named, _)| named.lines.len()).sum();
        if lines < 2 {
            return Self::default();
        }
        Self(found.into_iter().map(|(named, lost)| (named.text.to_owned(), lost)).collect())
    }
}

/// The digits of a number without the zeros before it and a fraction of nothing.
fn digits_of(text: &str) -> Option<&str> {
    let whole = match text.split_once(['.', ',']) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => text,
    };
    let digits = whole.trim_start_matches('0');
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A number that was rounded: its first digits, and how many more there were.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Rounded {
    digits: Vec<u8>,
    exponent: usize,
}

impl Rounded {
    /// `1.23457E+11`, `1,23457e11`.
    fn of_text(text: &str) -> Option<Self> {
        let (number, exponent) = text.split_once(['e', 'E'])?;
        let (first, rest) = number.split_once(['.', ',']).unwrap_or((number, ""));
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let is_right = first.len() == 1 && first != "0" && is_number(first) && is_number(rest);
        is_right.then(|| Self { digits: [first, rest].concat().into_bytes(), exponent })
    }

    /// A number rounded to so many digits.
    fn of_digits(number: &str, most: usize) -> Option<Self> {
        let mut exponent = number.len() - 1;
        let mut digits: Vec<u8> = number.bytes().take(most).collect();
        digits.resize(most, b'0');
        if number.as_bytes().get(most).is_some_and(|next| *next >= b'5') {
            let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
            let kept = most - nines;
            digits[kept..].fill(b'0');
            if let Some(last) = kept.checked_sub(1) {
                digits[last] += 1;
            } else {
                *digits.first_mut()? = b'1';
                exponent += 1;
            }
        }
        Some(Self { digits, exponent })
    }
}
