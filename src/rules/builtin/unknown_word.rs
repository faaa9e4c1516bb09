//! Words that their key does not know: one finding for each word of a key, wherever it is.

use std::collections::BTreeMap;

use super::shared::wording::{some_of_count, ticked};
use crate::chart::{Field, PlacedProblem, PositionId, Problem};
use crate::finding::{Label, Safety, Severity};
use crate::nearest::{is_sole, one_of};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

/// Findings for words of one chart. Where there are more words, those of a key are one finding, that of the
/// key with the most words first: its values are most likely about something else.
const MOST: usize = 8;

/// Words that a help line offers.
const OFFERED: usize = 4;

/// One word of one key, with the places where it stands.
struct Unknown<'c> {
    key: &'static str,
    /// Whether it is a key of positions.
    of_position: bool,
    word: &'c str,
    known: &'static [&'static str],
    near: Option<&'static str>,
    places: Vec<&'c PlacedProblem>,
}

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let found = collect(ctx);
    let mut keys: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for unknown in &found {
        *keys.entry((unknown.of_position, unknown.key)).or_default() += 1;
    }
    let mut joined: Vec<(bool, &str)> = Vec::new();
    let mut count = found.len();
    while count > MOST {
        let most = keys.iter().filter(|(key, _)| !joined.contains(key)).max_by_key(|(_, words)| **words);
        let Some((key, words)) = most.filter(|(_, words)| **words > 1) else { break };
        count -= words - 1;
        joined.push(*key);
    }
    for key in joined.iter().copied() {
        let words: Vec<&Unknown<'_>> =
            found.iter().filter(|unknown| (unknown.of_position, unknown.key) == key).collect();
        out.extend(together(ctx, &words));
    }
    let singly = found.iter().filter(|unknown| !joined.contains(&(unknown.of_position, unknown.key)));
    out.extend(singly.filter_map(|unknown| draft(ctx, unknown)));
}

/// Every word of every key, in the order they are met.
fn collect<'c>(ctx: &Context<'c, '_>) -> Vec<Unknown<'c>> {
    let mut found: Vec<Unknown<'c>> = Vec::new();
    let mut index: BTreeMap<(bool, &str, &str), usize> = BTreeMap::new();
    for placed in &ctx.chart.problems {
        let Problem::UnknownWord { key, word, known, near } = &placed.problem else { continue };
        let of_position = placed.position.is_some();
        let at = *index.entry((of_position, key, word)).or_insert_with(|| {
            found.push(Unknown { key, of_position, word, known, near: *near, places: Vec::new() });
            found.len() - 1
        });
        found[at].places.push(placed);
    }
    found
}

fn draft(ctx: &Context<'_, '_>, unknown: &Unknown<'_>) -> Option<Draft> {
    let (first, others) = unknown.places.split_first()?;
    let called = called(ctx, unknown);
    let count = unknown.places.len();
    let message = match (is_shown(ctx, unknown), count) {
        (true, 1) => format!("`{called}` has no word {}", ticked(unknown.word)),
        (true, _) => format!("`{called}` has no word {}, in {count} places", ticked(unknown.word)),
        (false, 1) => format!("`{called}` has a word that is not known"),
        (false, _) if unknown.of_position => {
            format!("{count} positions have a word under `{called}` that is not known")
        }
        (false, _) => format!("`{called}` has a word that is not known, in {count} places"),
    };
    let help = match unknown.near {
        Some(near) => format!("a word with a similar name exists: `{near}`"),
        None => offered(ctx, unknown),
    };
    let primary = Label::new(first.place, format!("not a word of `{called}`"));
    let draft = with_severity(ctx, Draft::new(about(ctx, first), message, help, primary));
    let draft = others.iter().fold(draft, |draft, other| draft.label(other.place, "here too"));
    let places = unknown.places.iter().map(|placed| placed.place);
    let draft =
        draft.fix(meant(unknown).and_then(|near| edit::rewrite(ctx.sources, places, near, Safety::Safe)));
    // Where it comes first is for the order of the file to say.
    let owner = if others.is_empty() { owner(ctx, first) } else { "chart" };
    Some(draft.ids([owner, unknown.key, unknown.word]))
}

/// The word that was meant without a doubt. Other languages have words of their own for some keys, and there
/// a near one is looked for in all of them.
fn meant(unknown: &Unknown<'_>) -> Option<&'static str> {
    let is_own = |near: &&str| unknown.known.contains(near);
    unknown.near.filter(|near| !is_own(near) || is_sole(unknown.word, unknown.known.iter().copied()))
}

/// One finding for all words of a key.
fn together(ctx: &Context<'_, '_>, words: &[&Unknown<'_>]) -> Option<Draft> {
    const SHOWN: usize = 3;
    let first = words.first()?;
    let place = first.places.first()?;
    let called = called(ctx, first);
    let all: Vec<_> = words.iter().filter(|unknown| is_shown(ctx, unknown)).collect();
    let shown = match all[..] {
        [] => String::new(),
        _ => format!(
            ": {}",
            some_of_count(&all[..all.len().min(SHOWN)], words.len(), "and", |unknown| ticked(unknown.word))
        ),
    };
    let message = format!("`{called}` has {} unknown words{shown}", words.len());
    let primary = Label::new(place.place, format!("not a word of `{called}`"));
    let draft = with_severity(ctx, Draft::new(about(ctx, place), message, offered(ctx, first), primary));
    let others = words[1..].iter().filter_map(|unknown| unknown.places.first());
    let draft = others.fold(draft, |draft, other| draft.label(other.place, "another one"));
    Some(draft.ids(["chart", first.key]))
}

/// Whether the word may be shown wherever it is. How many share it does not matter: those whom one person helps
/// share a name.
fn is_shown(ctx: &Context<'_, '_>, unknown: &Unknown<'_>) -> bool {
    unknown.places.iter().all(|placed| ctx.chart.shows_word_of(placed, unknown.word))
}

fn about(ctx: &Context<'_, '_>, placed: &PlacedProblem) -> About {
    match placed.position.filter(|position| (*position as usize) < ctx.chart.len()) {
        Some(position) => About::Position(PositionId(position)),
        None => About::File,
    }
}

fn owner<'c>(ctx: &Context<'c, '_>, placed: &PlacedProblem) -> &'c str {
    match about(ctx, placed) {
        About::Position(position) => ctx.chart.id(position),
        About::Company | About::File => "company",
    }
}

/// What the files call the key.
fn called<'c>(ctx: &Context<'c, '_>, unknown: &Unknown<'c>) -> &'c str {
    let field = Field::from_key(unknown.key).filter(|_| unknown.of_position);
    field.map_or(unknown.key, |field| ctx.chart.file_key(field))
}

fn offered(ctx: &Context<'_, '_>, unknown: &Unknown<'_>) -> String {
    let words = match unknown.known {
        words if words.len() <= OFFERED + 1 => format!("write {}", one_of(words)),
        words => format!("write a word of `{}`, such as {}", unknown.key, one_of(&words[..OFFERED])),
    };
    if ctx.chart.is_native() { words } else { format!("{words}, or say in a `layout:` what the word means") }
}

/// In another shape a column may be about something else.
fn with_severity(ctx: &Context<'_, '_>, draft: Draft) -> Draft {
    if ctx.chart.is_native() { draft } else { draft.at(Severity::Warning) }
}
