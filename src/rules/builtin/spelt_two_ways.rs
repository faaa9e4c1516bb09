//! Titles, units and departments that are equal but for one word, and in it for one letter.
//!
//! It compares the words of all positions with each other, where a condition looks at one.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashMap, HashSet};

use super::shared::wording::ticked;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::catalogue::FactId;
use crate::graph::facts::{Column, Texts};
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::offset;

pub(super) const CHECK: Check = Check::of_chart(check);

/// Letters from which on two words that differ in one of them are most likely the same.
const LONG: usize = 5;

/// Letters up to which words are compared; longer ones are not words.
const LONGEST: usize = 30;

/// Words that differ in one letter and are both meant.
const BOTH_MEANT: &[[&str; 2]] = &[
    ["contact", "contract"],
    ["casual", "causal"],
    ["customer", "costumer"],
    ["construction", "constriction"],
    ["internal", "interval"],
    ["complement", "compliment"],
    ["stationary", "stationery"],
];

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for field in [Field::Title, Field::Unit, Field::Department] {
        if let Column::Text(texts) = &*ctx.facts.column(FactId::Field(field)) {
            out.extend(Spelt::new(texts).pairs().into_iter().map(|pair| draft(ctx, field, &pair)));
        }
    }
}

/// A text that few have, the one that more have, and who has the former.
struct Pair {
    rare: String,
    usual: String,
    holders: Vec<PositionId>,
    times: usize,
}

struct Spelt<'t> {
    texts: &'t Texts<'t>,
    /// How many positions have each of the different texts.
    counts: Vec<usize>,
}

impl<'t> Spelt<'t> {
    fn new(texts: &'t Texts<'t>) -> Self {
        let mut counts = vec![0; texts.different().len()];
        for code in texts.codes() {
            if let Some(at) = (*code as usize).checked_sub(1) {
                counts[at] += 1;
            }
        }
        Self { texts, counts }
    }

    fn pairs(&self) -> Vec<Pair> {
        let bare: HashSet<&str> = self.texts.different().iter().flat_map(|text| bare_words(text)).collect();
        let known: HashSet<Cow<'_, str>> = bare.into_iter().map(in_small_letters).collect();
        let near = near_words(known.iter().map(|word| &**word));
        // For most charts that is all: no two words are near.
        if near.is_empty() {
            return Vec::new();
        }
        let words =
            self.texts.different().iter().map(|text| bare_words(text).map(in_small_letters).collect());
        let words: Vec<Vec<Cow<'_, str>>> = words.collect();
        let by_words: HashMap<&[Cow<'_, str>], usize> =
            words.iter().enumerate().map(|(at, words)| (&**words, at)).collect();
        let mut found: Vec<Pair> = Vec::new();
        for (at, words) in words.iter().enumerate() {
            for (place, word) in words.iter().enumerate() {
                for other in near.get(&**word).into_iter().flatten() {
                    let mut changed = words.clone();
                    changed[place] = Cow::Borrowed(other);
                    let Some(usual) = by_words.get(&*changed) else { continue };
                    // Among two that are used as often nobody can say which is meant.
                    if self.counts[*usual] > self.counts[at] {
                        found.push(self.pair(at, *usual));
                    }
                }
            }
        }
        found
    }

    fn pair(&self, rare: usize, usual: usize) -> Pair {
        let has = |(of, code): (usize, &u32)| {
            ((*code as usize).checked_sub(1) == Some(rare)).then(|| PositionId(offset(of)))
        };
        Pair {
            rare: self.texts.different()[rare].to_owned(),
            usual: self.texts.different()[usual].to_owned(),
            holders: self.texts.codes().iter().enumerate().filter_map(has).collect(),
            times: self.counts[usual],
        }
    }
}

/// The words of a text without what stands around them.
fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn in_small_letters(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// For each word the others that differ from it in one letter, or in the order of two. Found by leaving each
/// letter out: two words with one edit between them have a shortened form in common, and so the hash of one.
fn near_words<'w>(words: impl Iterator<Item = &'w str>) -> HashMap<&'w str, Vec<&'w str>> {
    let is_word = |word: &&str| {
        (LONG..=LONGEST).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
    };
    let hasher = DefaultHashBuilder::default();
    let mut forms: Vec<(u64, &str)> = Vec::new();
    let mut form = String::new();
    for word in words.filter(is_word) {
        forms.push((hasher.hash_one(word), word));
        // The first letter is seldom mistyped, and tells most words that are both meant apart.
        for (at, letter) in word.char_indices().skip(1) {
            form.clear();
            form.push_str(&word[..at]);
            form.push_str(&word[at + letter.len_utf8()..]);
            forms.push((hasher.hash_one(form.as_str()), word));
        }
    }
    forms.sort_unstable_by_key(|(hash, _)| *hash);
    let mut near: HashMap<&str, Vec<&str>> = HashMap::new();
    for group in forms.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1) {
        for (_, word) in group {
            let others = group.iter().map(|(_, other)| *other).filter(|other| is_slip(word, other));
            let mut others = others.peekable();
            if others.peek().is_some() {
                near.entry(word).or_default().extend(others);
            }
        }
    }
    for others in near.values_mut() {
        others.sort_unstable();
        others.dedup();
    }
    near
}

/// One edit, or two letters that changed places; not at the end, where words are inflected.
fn is_slip(word: &str, other: &str) -> bool {
    let last = |text: &str| text.chars().next_back();
    let is_ending = || {
        let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
        long.starts_with(short) || last(word) != last(other)
    };
    let both_meant = |[one, two]: &[&str; 2]| {
        (word.starts_with(one) && other.starts_with(two)) || (word.starts_with(two) && other.starts_with(one))
    };
    word != other
        && strsim::osa_distance(word, other) == 1
        && !is_ending()
        && !BOTH_MEANT.iter().any(both_meant)
}

fn draft(ctx: &Context<'_, '_>, field: Field, pair: &Pair) -> Draft {
    let (rare, usual) = (ticked(&pair.rare), ticked(&pair.usual));
    let others = match pair.times {
        1 => "another has".to_owned(),
        count => format!("{count} others have"),
    };
    let place = |of: &PositionId| ctx.chart.label_place(*of, field);
    let key = field.key().name;
    let (message, about) = match &*pair.holders {
        [only] => (format!("the {key} {rare} differs from {usual} by a letter"), About::Position(*only)),
        all => (format!("{} positions have the {key} {rare}, a letter from {usual}", all.len()), About::File),
    };
    let first = pair.holders.first().map(place).unwrap_or_default();
    let label = Label::new(first, format!("{others} {usual}"));
    let help = "write both the same way, or keep it and note why";
    let draft = Draft::new(about, message, help, label).ids([key, &pair.rare, &pair.usual]);
    pair.holders.iter().skip(1).fold(draft, |draft, of| draft.label(place(of), "here too"))
}
