//! Words of names in texts that people wrote, such as the reason of an exception.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::chart::folded_name;
use crate::finding::Outcome;
use crate::sort;

/// Stands for one column of a masked text.
pub(super) const MASK: char = '•';

/// Characters of a name in a script without blanks between words.
const LONGEST: usize = 6;

/// The words that names of holders are made of, folded.
pub(super) struct NameWords<'a>(&'a HashSet<Box<str>>);

impl<'a> NameWords<'a> {
    pub(super) fn new(outcome: &'a Outcome) -> Self {
        Self(&outcome.name_words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&*folded_name(word))
    }

    /// Where words of names stand in a text.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut out = addresses(text);
        for at in words(text) {
            if out.iter().any(|found| found.contains(&at.start)) {
                continue;
            }
            if self.has(&text[at.clone()]) {
                out.push(at);
            } else if text[at.clone()].contains(|c| c >= '\u{2e80}') {
                self.find_within(text, at, &mut out);
            }
        }
        sort::by_key(&mut out, |found| found.start);
        out
    }

    /// In a script without blanks a name may start and end anywhere.
    fn find_within(&self, text: &str, within: Range<usize>, out: &mut Vec<Range<usize>>) {
        let starts: Vec<usize> =
            text[within.clone()].char_indices().map(|(at, _)| within.start + at).collect();
        let mut first = 0;
        while first < starts.len() {
            let end = |count: usize| starts.get(first + count).copied().unwrap_or(within.end);
            let longest = LONGEST.min(starts.len() - first);
            let found = (2..=longest).rev().find(|count| self.has(&text[starts[first]..end(*count)]));
            if let Some(count) = found {
                out.push(starts[first]..end(count));
            }
            first += found.unwrap_or(1);
        }
    }

    /// The text with words of names masked.
    #[cfg(test)]
    fn masked(&self, text: &str) -> String {
        Self::without(text, self.find(text))
    }

    /// Where words of names stand in a sentence, and those that may be of somebody who is not on the chart.
    pub(super) fn find_in_sentence(&self, text: &str) -> Vec<Range<usize>> {
        let mut all = self.find(text);
        all.extend(strangers(text));
        sort::by_key(&mut all, |at| at.start);
        all
    }

    /// The sentence with all of those masked.
    pub(super) fn masked_sentence(&self, text: &str) -> String {
        Self::without(text, self.find_in_sentence(text))
    }

    fn without(text: &str, places: Vec<Range<usize>>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for at in places {
            if at.start < from {
                continue;
            }
            out.push_str(&text[from..at.start]);
            out.extend(text[at.clone()].chars().map(|_| MASK));
            from = at.end;
        }
        out.push_str(&text[from..]);
        out
    }
}

/// What stands around an `@`.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let start = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';'));
    parts.filter(|part| part.contains('@')).map(|part| start(part)..start(part) + part.len()).collect()
}

/// Words that begin like a name: in the middle of a sentence, or at its start with another one behind.
fn strangers(text: &str) -> Vec<Range<usize>> {
    let is_like_name = |at: &Range<usize>| {
        let mut chars = text[at.clone()].chars();
        let is_capital =
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
        is_capital && !DATES.contains(&&text[at.clone()])
    };
    let all: Vec<Range<usize>> = words(text).collect();
    let begins = |at: &Range<usize>| {
        let before = text[..at.start].trim_end_matches([' ', '"', '\'', '(', '„', '“']);
        before.is_empty() || before.ends_with(['.', '!', '?', ':', ';'])
    };
    let mut out = Vec::new();
    for (number, at) in all.iter().enumerate() {
        let is_followed = all.get(number + 1).is_some_and(is_like_name);
        let is_in_capitals = !text[at.clone()].contains(|c: char| !c.is_uppercase());
        if (is_like_name(at) && (!begins(at) || is_followed)) || (is_in_capitals && is_followed) {
            out.push(at.clone());
        }
    }
    out
}

/// Words with a capital letter that name nobody.
const DATES: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Christmas",
    "Easter",
];

/// Runs of letters and digits, with the marks that belong to them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty()).map(move |word| {
        // A word is a part of the text.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(names: &[&'static str], text: &str) -> String {
        let words = names.iter().flat_map(|name| words(name).map(|at| folded_name(&name[at])));
        NameWords(
            &words.filter(|word| word.chars().nth(1).is_some() && word != "van").map(Box::from).collect(),
        )
        .masked(text)
    }

    #[test]
    fn words_of_names_are_masked_whole() {
        let names = ["Ada van Dyk", "Will A. Li-Ng", "p-017"];
        assert_eq!(masked(&names, "until Ada's leave ends"), "until •••'s leave ends");
        assert_eq!(masked(&names, "Dyk, Ng and Will"), "•••, •• and ••••");
        assert_eq!(masked(&names, "a van for Adam"), "a van for Adam");
        assert_eq!(masked(&names, "kept for p-017"), "kept for p-•••");
    }

    #[test]
    fn words_of_names_are_masked_however_they_are_written() {
        assert_eq!(
            masked(&["José Müller"], "until MU\u{308}LLER or jose are back"),
            "until ••••••• or •••• are back"
        );
        assert_eq!(masked(&["Ｍara"], "mara, or x.y@example.org"), "••••, or •••••••••••••••");
    }

    #[test]
    fn somebody_who_is_not_on_the_chart_is_masked_in_a_sentence() {
        let names = HashSet::new();
        let masked = |text: &str| NameWords(&names).masked_sentence(text);
        for (text, told) in [
            ("until Mara Frost is back", "until •••• ••••• is back"),
            ("Mara Frost decided so", "•••• ••••• decided so"),
            ("agreed with Mara (m.frost@example.org)", "agreed with •••• (•••••••••••••••••••)"),
            ("asked for by MARA Frost", "asked for by •••• •••••"),
            ("The seat is being created", "The seat is being created"),
            ("agreed. It ends in March, see QA-7", "agreed. It ends in March, see QA-7"),
        ] {
            assert_eq!(masked(text), told);
        }
    }

    #[test]
    fn names_without_blanks_around_them_are_found() {
        assert_eq!(masked(&["李伟"], "直到李伟回来"), "直到••回来");
        assert_eq!(masked(&["山田 太郎"], "山田さんの後任まで"), "••さんの後任まで");
        assert_eq!(masked(&["李伟"], "直到他回来"), "直到他回来");
    }
}
