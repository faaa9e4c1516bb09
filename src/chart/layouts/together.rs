//! What the values of a column tell only together: whether shares are in percent, and what single letters mean.

use super::entry::{Entry, FieldValues};
use super::infer::plain;
use crate::chart::{Field, values};

/// Reads shares of a full-time position that are written in percent. The header says so, or no value could be
/// anything else.
pub(super) fn percents(entries: &mut [Entry<'_>], header: Option<&str>) {
    let is_said = header.is_some_and(|header| {
        let header_plain = plain(header);
        header.contains('%') || PERCENT.iter().any(|word| header_plain.contains(word))
    });
    let (mut any, mut is_half, mut are_percents) = (false, false, true);
    for said in entries.iter().filter_map(|entry| entry.value(Field::Fte)) {
        // A value with its sign tells what the others are not.
        if said.text().ends_with('%') {
            return;
        }
        let Some(share) = values::share(said.text()) else { continue };
        let limit = if is_said { 1000.0 } else { 100.0 };
        any = true;
        is_half |= share >= 50.0;
        are_percents &= share == 0.0 || share > 1.0 && share <= limit;
    }
    if !any || !are_percents || !(is_said || is_half) {
        return;
    }
    for stated in fields(entries, Field::Fte) {
        let Some(said) = stated.first_mut() else { continue };
        if let Some(share) = values::share(said.text()) {
            // A hundredth of a number is not always written in short.
            let share = (share * 10_000.0).round() / 1_000_000.0;
            *said = said.clone().saying(share.to_string());
        }
    }
}

/// Words for percent in headers, as [`plain`] gives them.
const PERCENT: &[&str] =
    &["percent", "prozent", "prosent", "procent", "pourcent", "porcent", "percentuale", "percentu", "yuzde"];

/// What single letters mean for a status, where all are of one program: active, on leave, terminated; or true and
/// false for active.
const LETTERS: [&[(&str, &str)]; 2] = [
    &[
        ("a", "filled"),
        ("l", "filled"),
        ("p", "filled"),
        ("i", "inactive"),
        ("s", "inactive"),
        ("t", "left"),
        ("r", "left"),
        ("d", "left"),
    ],
    &[("t", "filled"), ("f", "inactive")],
];

/// Reads a column of a single letter each as a status.
pub(super) fn letters(entries: &mut [Entry<'_>]) {
    let mut seen = [false; 26];
    for said in entries.iter().filter_map(|entry| entry.value(Field::Status)) {
        let [letter] = said.text().as_bytes() else { return };
        if !letter.is_ascii_alphabetic() {
            return;
        }
        seen[usize::from(letter.to_ascii_lowercase() - b'a')] = true;
    }
    let has = |letter: &str| seen[usize::from(letter.as_bytes()[0] - b'a')];
    let count = seen.iter().filter(|seen| **seen).count();
    // Somebody is active, or nobody would keep the list.
    let is_of = |letters: &&[(&str, &str)]| {
        has(letters[0].0) && letters.iter().filter(|(letter, _)| has(letter)).count() == count
    };
    // Of a list of `T` alone it is not known which of the two programs wrote it; the other one writes `t`.
    let is_clear = count > 1
        || !entries.iter().filter_map(|entry| entry.value(Field::Status)).any(|said| said.text() == "T");
    let Some(letters) = LETTERS.into_iter().find(|letters| is_clear && is_of(letters)) else { return };
    for entry in entries {
        let word = entry.value(Field::Status).and_then(|said| {
            let known = letters.iter().find(|(letter, _)| said.text().eq_ignore_ascii_case(letter));
            known.map(|(_, word)| *word)
        });
        let Some(word) = word else { continue };
        if word == "filled" {
            entry.says_filled = true;
            entry.fields.retain(|stated| stated.field != Field::Status);
        } else if let Some(said) =
            fields(std::slice::from_mut(entry), Field::Status).next().and_then(FieldValues::first_mut)
        {
            *said = said.clone().saying(word.to_owned());
        }
    }
}

fn fields<'e, 't>(
    entries: &'e mut [Entry<'t>],
    field: Field,
) -> impl Iterator<Item = &'e mut FieldValues<'t>> + use<'e, 't> {
    let all = entries.iter_mut().flat_map(|entry| entry.fields.iter_mut());
    all.filter(move |stated| stated.field == field)
}
