//! The names of departments and units, and job titles → functions. A name that is not known as a
//! whole says nothing: `Energy Infrastructure` is not infrastructure.

use super::function::FunctionHit;
use super::kinds::{Domain, Grade};
use super::parts::{Link, Part, Parts};
use super::qualify::{alone, quiet_start};
use super::scan::Gap;
use super::sentence::{Sentence, Token, is_and, longest, whole};
use super::tables::{CONNECTOR, FunctionPhrase, HARMLESS, REGION};
use super::title::function_of_title;

/// Where a text stands in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A department.
    Department,
    /// A unit.
    Unit,
    /// A title.
    Title,
}

/// The function that a text names. `None` where it is not known, or names two that differ.
#[must_use]
pub fn function_of(text: &str, kind: TextKind) -> Option<FunctionHit> {
    match kind {
        TextKind::Title => function_of_title(text),
        TextKind::Department | TextKind::Unit => {
            let sentence = Sentence::read(text);
            if sentence.known { of_name(sentence.tokens()) } else { None }
        }
    }
}

/// A hit with what decides between several.
#[derive(Clone, Copy)]
struct Found {
    hit: FunctionHit,
    words: usize,
}

impl Found {
    fn new(phrase: &'static FunctionPhrase, words: usize) -> Self {
        Self { hit: FunctionHit::new(phrase.function, phrase.phrase), words }
    }

    fn domain(&self) -> Domain {
        self.hit.id.get().domain
    }
}

/// The function of a department or unit.
fn of_name(tokens: &[Token]) -> Option<FunctionHit> {
    let mut segments = tokens.chunk_by(|_, next| next.gap == Gap::Space);
    let found = match area(segments.next()?) {
        Some(found) => beside(found, segments.map(|tokens| (tokens, false)), area)?,
        // `CI/CD` is one name, `IT/Finance` are two.
        None if tokens.iter().all(|token| matches!(token.gap, Gap::Space | Gap::Slash)) => {
            Found::new(whole(tokens)?.department()?, tokens.len())
        }
        None => return None,
    };
    Some(found.hit)
}

/// The function of a title.
pub(super) fn of_title(parts: &Parts<'_>) -> Option<FunctionHit> {
    let mut parts = parts.all().iter();
    let mut graded = false;
    let found = loop {
        let part = parts.next()?;
        let last = part.tokens.last()?;
        let quiet = quiet_start(part.tokens);
        if let Some(found) = exact_title(part.tokens, 0) {
            break found;
        } else if quiet == part.tokens.len() || alone(part.tokens).is_some() {
            graded |= last.grade() != 0;
        } else if quiet + 1 == part.tokens.len() && last.grade() > Grade::Assistant as u16 + 1 && !graded {
            // A lone grade: the name follows. A lone profession may be a title.
            match of_words(part.tokens) {
                Some(found) => break found,
                None => graded = true,
            }
        } else if graded {
            break area(part.tokens).or_else(|| of_words(part.tokens))?;
        } else {
            break of_words(part.tokens)?;
        }
    };
    let others = parts.map(|part: &Part<'_>| (part.tokens, part.link == Link::Slash));
    beside(found, others, |tokens| area(tokens).or_else(|| of_words(tokens))).map(|found| found.hit)
}

/// What the parts behind a name leave of it: another side than its own makes it unknown, and so do
/// unknown words where the name is a single word, but for a second title of one who has two.
fn beside<'t>(
    first: Found,
    others: impl Iterator<Item = (&'t [Token], bool)>,
    read: impl Fn(&'t [Token]) -> Option<Found>,
) -> Option<Found> {
    let mut found = first;
    for (tokens, second_title) in others {
        match read(tokens) {
            Some(_) if first.domain() == Domain::Neither => {}
            // What may be on either side takes nothing away.
            Some(other) if matches!(other.domain(), Domain::Depends | Domain::Shared) => {}
            Some(other) if other.domain() != first.domain() => return None,
            Some(other) if found.hit.id.get().generic => found = other,
            Some(_) => {}
            None => {
                let quiet = alone(tokens).is_some() || quiet_start(tokens) == tokens.len();
                if first.words < 2 && !quiet && !second_title {
                    return None;
                }
            }
        }
    }
    Some(found)
}

/// The function of the words of one title.
fn of_words(tokens: &[Token]) -> Option<Found> {
    let quiet = quiet_start(tokens);
    let exact = (0..=quiet).find_map(|at| exact_title(tokens, at));
    let found = exact.or_else(|| area(tokens)).or_else(|| graded_area(tokens.get(quiet..)?));
    if let Some(found) = found.filter(|found| !cancelled(tokens, *found)) {
        return Some(found);
    }
    let mut best: Option<Found> = None;
    let mut in_doubt = false;
    for at in 0..tokens.len() {
        let closed = at <= quiet;
        let hit = longest(&tokens[at..], |node| node.title().filter(|phrase| phrase.open || closed));
        let Some((words, phrase)) = hit else { continue };
        let found = Found::new(phrase, words);
        let open = phrase.open || ends_there(&tokens[at + words..]);
        if !open || cancelled(tokens, found) {
            continue;
        }
        match &best {
            Some(before) if before.words > words => {}
            Some(before) if before.words == words => in_doubt |= before.domain() != found.domain(),
            _ => {
                best = Some(found);
                in_doubt = false;
            }
        }
    }
    best.filter(|_| !in_doubt)
}

/// The title that all words from one on are.
fn exact_title(tokens: &[Token], from: usize) -> Option<Found> {
    let words = tokens.get(from..)?;
    Some(Found::new(whole(words)?.title()?, words.len()))
}

/// Does a title end before these words, or go on with what it is for?
fn ends_there(tokens: &[Token]) -> bool {
    tokens.first().is_none_or(|token| token.is(CONNECTOR | REGION) || token.number)
}

/// A grade and the name of a department, in either order, or a bare name.
fn graded_area(tokens: &[Token]) -> Option<Found> {
    let (first, rest) = tokens.split_first()?;
    let grade = |token: &Token| token.grade() > Grade::Specialist as u16 + 1;
    if grade(first) {
        // `vp, head of`, `managing director`
        let skipped = rest.iter().take_while(|token| grade(token)).count();
        let named = &rest[skipped..];
        let skipped = usize::from(named.first().is_some_and(|token| token.is(CONNECTOR)));
        return area(&named[skipped..]);
    }
    let (last, before) = tokens.split_last()?;
    if grade(last) {
        return area(before);
    }
    if last.grade() != 0 {
        // A profession behind one word is often another one: `design engineer`.
        return area(before).filter(|found| found.words > 1);
    }
    area(tokens)
}

/// The function of a name, with harmless words around it, or of several names of one side.
fn area(tokens: &[Token]) -> Option<Found> {
    single_area(tokens).or_else(|| {
        let mut found: Option<Found> = None;
        for name in tokens.split(is_and) {
            let next = single_area(name)?;
            match &found {
                Some(first) if first.domain() != next.domain() => return None,
                Some(_) => {}
                None => found = Some(next),
            }
        }
        found
    })
}

fn single_area(tokens: &[Token]) -> Option<Found> {
    let harmless = |token: &Token| token.is(HARMLESS | REGION) || token.number;
    let front = tokens.iter().take_while(|token| harmless(token)).count();
    let back = tokens.iter().rev().take_while(|token| harmless(token)).count();
    for begin in 0..=front {
        for cut in 0..=back {
            let Some(words) = tokens.get(begin..tokens.len() - cut) else { continue };
            if let Some(phrase) = whole(words).and_then(super::tables::Node::department) {
                let found = Found::new(phrase, words.len());
                return Some(found).filter(|found| !cancelled(tokens, *found));
            }
        }
    }
    None
}

/// Do the words hold a longer phrase that means something else?
fn cancelled(tokens: &[Token], found: Found) -> bool {
    (0..tokens.len()).any(|at| {
        let longer = longest(&tokens[at..], |node| node.counters(found.hit.id).then_some(()));
        longer.is_some_and(|(words, ())| words > found.words)
    })
}
