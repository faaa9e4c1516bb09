//! Words of names in texts that people wrote, such as the reason of an exception.

use std::ops::Range;

use hashbrown::HashSet;

use super::mask::MASK;
use crate::finding::Outcome;

/// A value with more words than this is a text about somebody, not a name.
const WORDS: usize = 6;
/// Characters of a name in a script without blanks between words.
const LONGEST: usize = 6;

/// The words that names of holders are made of.
pub(super) struct NameWords<'a>(HashSet<&'a str>);

impl<'a> NameWords<'a> {
    pub(super) fn new(outcome: &'a Outcome) -> Self {
        let mut out = HashSet::new();
        for (file, spans) in &outcome.names {
            let file = outcome.sources.get(*file);
            for span in spans {
                let name = file.slice(*span);
                if words(name).nth(WORDS).is_none() {
                    out.extend(words(name).map(|at| &name[at]).filter(|word| is_telling(word)));
                }
            }
        }
        Self(out)
    }

    /// Where words of names stand in a text.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for at in words(text) {
            if self.0.contains(&text[at.clone()]) {
                out.push(at);
            } else if text[at.clone()].contains(|c| c >= '\u{2e80}') {
                self.find_within(text, at, &mut out);
            }
        }
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
            let found = (2..=longest).rev().find(|count| self.0.contains(&text[starts[first]..end(*count)]));
            if let Some(count) = found {
                out.push(starts[first]..end(count));
            }
            first += found.unwrap_or(1);
        }
    }

    /// The text with words of names masked.
    pub(super) fn masked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for at in self.find(text) {
            out.push_str(&text[from..at.start]);
            out.extend(text[at.clone()].chars().map(|_| MASK));
            from = at.end;
        }
        out.push_str(&text[from..]);
        out
    }
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(move |word| {
        // A word is a part of the text.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// Parts such as `van` and initials name nobody and are everyday words.
fn is_telling(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.starts_with(|c: char| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(names: &[&'static str], text: &str) -> String {
        let words = names.iter().flat_map(|name| words(name).map(|at| &name[at]));
        NameWords(words.filter(|word| is_telling(word)).collect()).masked(text)
    }

    #[test]
    fn words_of_names_are_masked_whole() {
        let names = ["Ada van Dyk", "Will A. Li-Ng", "p-017"];
        assert_eq!(masked(&names, "until Ada's leave ends"), "until •••'s leave ends");
        assert_eq!(masked(&names, "Dyk, Ng and Will"), "•••, •• and ••••");
        assert_eq!(masked(&names, "it will do; a van; Adam"), "it will do; a van; Adam");
        assert_eq!(masked(&names, "kept for p-017"), "kept for p-•••");
    }

    #[test]
    fn names_without_blanks_around_them_are_found() {
        assert_eq!(masked(&["李伟"], "直到李伟回来"), "直到••回来");
        assert_eq!(masked(&["山田 太郎"], "山田さんの後任まで"), "••さんの後任まで");
        assert_eq!(masked(&["李伟"], "直到他回来"), "直到他回来");
    }
}
