//! Qualifiers around a title: what stands directly before or behind it, one word or phrase at a time.

use super::kinds::{Qualifier, Qualifiers};
use super::sentence::{Token, is_and, longest, whole};
use super::tables::{CREDENTIAL, DATE, HARMLESS, HIGH, LEVEL, REGION, SEX};

/// Where the words of a qualifier count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere before or after the title.
    Anywhere,
    /// Right beside the title, or alone.
    Close,
    /// Right before the title.
    Before,
}

/// The most words that a qualifier has.
const MOST_WORDS: usize = 3;

/// The qualifier of a number in the tables.
fn decode(number: u8) -> Option<(Qualifier, Reach)> {
    let qualifier = Qualifier::ALL.get(usize::from(number / 3)).copied()?;
    let reach = match number % 3 {
        0 => Reach::Anywhere,
        1 => Reach::Close,
        _ => Reach::Before,
    };
    Some((qualifier, reach))
}

/// What a look beside a title found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    pub(super) qualifiers: Qualifiers,
    /// How many words were taken.
    pub(super) taken: usize,
}

/// Takes qualifiers off the end of `tokens`, which stand before a title. `also` are kinds of words
/// that say nothing there.
pub(super) fn peel_before(tokens: &[Token], also: u16) -> Beside {
    let mut beside = Beside::default();
    loop {
        let left = &tokens[..tokens.len() - beside.taken];
        let Some(last) = left.last() else { break };
        if let Some((length, qualifier)) = ending(left) {
            beside.qualifiers.insert(qualifier);
            beside.taken += length;
        } else if last.is(also) || last.number || (is_and(last) && beside.taken > 0) {
            beside.taken += 1;
        } else {
            break;
        }
    }
    beside
}

/// The longest qualifier at the end of `tokens`.
fn ending(tokens: &[Token]) -> Option<(usize, Qualifier)> {
    (1..=MOST_WORDS.min(tokens.len())).rev().find_map(|length| {
        let node = whole(&tokens[tokens.len() - length..])?;
        let (qualifier, _) = decode(node.qualifier()?)?;
        Some((length, qualifier))
    })
}

/// Takes qualifiers off the start of `tokens`, which stand behind a title.
pub(super) fn peel_after(tokens: &[Token], also: u16) -> Beside {
    let mut beside = Beside::default();
    loop {
        let left = &tokens[beside.taken..];
        let Some(first) = left.first() else { break };
        let found = longest(left, |node| {
            let (qualifier, reach) = decode(node.qualifier()?)?;
            (reach != Reach::Before).then_some(qualifier)
        });
        if let Some((length, qualifier)) = found {
            beside.qualifiers.insert(qualifier);
            beside.taken += length;
        } else if first.is(also) || first.number || (is_and(first) && beside.taken > 0 && peels(&left[1..])) {
            beside.taken += 1;
        } else {
            break;
        }
    }
    beside
}

fn peels(tokens: &[Token]) -> bool {
    longest(tokens, |node| decode(node.qualifier()?)).is_some()
}

/// The qualifiers that count anywhere, among words that say something else too.
pub(super) fn among(tokens: &[Token]) -> Qualifiers {
    let mut found = Qualifiers::default();
    for at in 0..tokens.len() {
        let qualifier = longest(&tokens[at..], |node| {
            let (qualifier, reach) = decode(node.qualifier()?)?;
            (reach == Reach::Anywhere).then_some(qualifier)
        });
        if let Some((_, qualifier)) = qualifier {
            found.insert(qualifier);
        }
    }
    found
}

/// The qualifiers of a part of a title that holds nothing else.
pub(super) fn alone(tokens: &[Token]) -> Option<Qualifiers> {
    let beside = peel_after(tokens, LEVEL_LIKE);
    (beside.taken == tokens.len()).then_some(beside.qualifiers)
}

/// Words that say nothing about a seat or a function.
pub(super) const LEVEL_LIKE: u16 = CREDENTIAL | SEX | DATE;
/// The same, and words for how far along somebody is.
pub(super) const ANY_LEVEL: u16 = LEVEL | CREDENTIAL;
/// The same, and grades that stand beside a C title.
pub(super) const HIGH_LIKE: u16 = HIGH | CREDENTIAL;

/// What the first word of a title says of who is in it: `acting`, `former`, `deputy`.
pub(super) fn leading(tokens: &[Token]) -> Option<Qualifier> {
    let (_, qualifier) = longest(tokens, |node| decode(node.qualifier()?))?;
    let (qualifier, reach) = qualifier;
    let of_holder = matches!(
        qualifier,
        Qualifier::Temporary | Qualifier::Planned | Qualifier::Leaving | Qualifier::Former | Qualifier::Below
    );
    (of_holder && reach == Reach::Anywhere).then_some(qualifier)
}

/// How many words at the start of a title say nothing about its function: `senior`, `deputy`,
/// `acting`, `global`.
pub(super) fn quiet_start(tokens: &[Token]) -> usize {
    let quiet = |node: &'static super::tables::Node| {
        let (qualifier, _) = decode(node.qualifier()?)?;
        matches!(
            qualifier,
            Qualifier::Temporary
                | Qualifier::Planned
                | Qualifier::Vacant
                | Qualifier::Leaving
                | Qualifier::Below
                | Qualifier::Partial
                | Qualifier::Sharing
                | Qualifier::Founder
        )
        .then_some(())
    };
    let mut taken = 0;
    while let Some(first) = tokens.get(taken) {
        if first.is(LEVEL | HARMLESS | REGION) || first.number {
            taken += 1;
        } else if let Some((length, ())) = longest(&tokens[taken..], quiet) {
            taken += length;
        } else {
            break;
        }
    }
    taken
}
