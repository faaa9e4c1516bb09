//! Phrases → words of one form: the same steps that titles go through at run time.

use std::collections::{BTreeMap, BTreeSet};

use super::data::Words;
use super::scan::{Gap, Scanner};

/// A phrase of more words is a sentence.
const MAX_PHRASE: usize = 8;

/// Which words are left out, which are the same, and which two are one.
pub(crate) struct Lexicon {
    stop: BTreeSet<String>,
    same: BTreeMap<String, String>,
    /// The pairs that are one word, in the order they are tried.
    pub(crate) merge: Vec<[String; 3]>,
}

impl Lexicon {
    pub(crate) fn new(words: &Words) -> Result<Self, String> {
        let mut same = BTreeMap::new();
        for (word, others) in &words.same {
            for other in others {
                if let Some(before) = same.insert(other.clone(), word.clone()) {
                    return Err(format!("words.yaml: `{other}` is the same as both `{before}` and `{word}`"));
                }
            }
        }
        if let Some(word) = words.same.keys().find(|word| same.contains_key(*word)) {
            return Err(format!("words.yaml: `{word}` is on both sides of `same`"));
        }
        Ok(Self { stop: words.stop.iter().cloned().collect(), same, merge: words.merge.clone() })
    }

    /// The one form of a word.
    pub(crate) fn canonical(&self, word: &str) -> String {
        let american = word.replace("isation", "ization");
        self.same.get(&american).cloned().unwrap_or(american)
    }

    /// All ways to write a word of one form.
    pub(crate) fn spellings(&self, word: &str) -> BTreeSet<String> {
        let mut forms = BTreeSet::from([word.to_owned(), word.replace("ization", "isation")]);
        forms.extend(self.same.iter().filter(|(_, target)| *target == word).map(|(form, _)| form.clone()));
        forms
    }

    /// The words of a phrase as the vocabulary writes it.
    pub(crate) fn phrase(&self, phrase: &str) -> Result<Vec<String>, String> {
        let mut words: Vec<String> = Vec::new();
        let mut scanner = Scanner::new(phrase);
        while let Some(word) = scanner.next_word() {
            if word.text.is_empty() {
                return Err(format!("`{phrase}` has a word that is too long"));
            }
            if word.gap != Gap::Space {
                return Err(format!("`{phrase}` has a sign that parts titles"));
            }
            if !self.stop.contains(word.text) {
                self.push(&mut words, word.text);
            }
        }
        let written = phrase.split(' ').filter(|word| !self.stop.contains(*word));
        let read = self.unmerged(&words);
        if words.is_empty() || words.len() > MAX_PHRASE {
            return Err(format!("`{phrase}` has no word, or more than {MAX_PHRASE}"));
        }
        let written: Vec<String> = written.map(|word| self.canonical(word)).collect();
        if written != read && written != words {
            return Err(format!("`{phrase}` is read as `{}`: write it so", words.join(" ")));
        }
        Ok(words)
    }

    fn push(&self, words: &mut Vec<String>, word: &str) {
        let mut word = self.canonical(word);
        while let Some(one) = words.last().and_then(|last| self.merged(last, &word)) {
            words.pop();
            word = one;
        }
        words.push(word);
    }

    fn merged(&self, first: &str, second: &str) -> Option<String> {
        let pair = self.merge.iter().find(|[a, b, _]| a == first && b == second)?;
        Some(pair[2].clone())
    }

    /// The words before two of them became one.
    fn unmerged(&self, words: &[String]) -> Vec<String> {
        let mut all: Vec<String> = words.to_vec();
        while let Some((at, pair)) = all
            .iter()
            .enumerate()
            .find_map(|(at, word)| self.merge.iter().find(|[_, _, one]| one == word).map(|pair| (at, pair)))
        {
            all.splice(at..=at, [pair[0].clone(), pair[1].clone()]);
        }
        all
    }

    /// A single word, for the lists of words.
    pub(crate) fn single(&self, word: &str) -> Result<String, String> {
        let mut words = self.phrase(word)?;
        match (words.pop(), words.is_empty()) {
            (Some(only), true) => Ok(only),
            _ => Err(format!("`{word}` is not one word")),
        }
    }
}
