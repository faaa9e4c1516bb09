//! Phrases → words of one form: the same steps that titles go through at run time.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{Data, LanguageWords};
use super::language::Language;
use super::scan::{Gap, Scanner};

/// A phrase of more words is a sentence.
const MAX_PHRASE: usize = 8;

/// A way to write a word.
#[derive(Clone, Default)]
pub(crate) struct Spelling {
    /// The one form of the word.
    pub(crate) word: String,
    /// The languages that write it so, as bits.
    pub(crate) languages: u8,
}

/// Which words are left out, which are the same, and which two are one.
pub(crate) struct Lexicon {
    stop: BTreeSet<String>,
    /// The one form of each word that is listed.
    same: BTreeMap<String, String>,
    /// Words of heads and managers, which stay in front where the other words change places.
    leading: BTreeSet<String>,
    /// Words for how high they are, which stay beside them.
    high: BTreeSet<String>,
    /// The pairs that are one word, in the order they are tried.
    pub(crate) merge: Vec<[String; 3]>,
    /// Every way to write a word.
    pub(crate) spellings: BTreeMap<String, Spelling>,
    /// Words that German and Dutch write together with others.
    pub(crate) in_compounds: BTreeSet<String>,
    /// The words of the German and the Dutch list.
    parts: [BTreeSet<String>; 2],
}

impl Lexicon {
    pub(crate) fn new(data: &Data) -> Result<Self, String> {
        let mut lexicon = Self {
            stop: data.words.stop.iter().cloned().collect(),
            same: BTreeMap::new(),
            leading: BTreeSet::new(),
            high: BTreeSet::new(),
            merge: data.words.merge.clone(),
            spellings: BTreeMap::new(),
            in_compounds: BTreeSet::new(),
            parts: Default::default(),
        };
        lexicon.stop.extend(data.languages.values().flat_map(|words| words.stop.iter().cloned()));
        let english =
            data.words.same.iter().flat_map(|(word, others)| others.iter().map(move |other| (word, other)));
        for (word, other) in english {
            lexicon.is_the_same(other, word).map_err(|error| format!("words.yaml: {error}"))?;
        }
        for (code, words) in &data.languages {
            lexicon.translate(words).map_err(|error| format!("languages.yaml: `{code}`: {error}"))?;
        }
        for (code, words) in &data.languages {
            if let Some(language @ (Language::German | Language::Dutch)) = Language::from_code(code) {
                let all = words.words.values().flatten().filter(|word| word.len() > 2 && !word.contains(' '));
                lexicon.parts[usize::from(language == Language::Dutch)].extend(all.cloned());
            }
        }
        let listed = lexicon.listed(data)?;
        lexicon.join_forms(&listed, &data.words.apart);
        lexicon.spell(&listed, &data.words.apart);
        for word in data.words.short() {
            let canonical = lexicon.canonical(word);
            lexicon.add_spelling(word.clone(), &canonical, Language::English);
        }
        lexicon.spell_stops(data)?;
        for grade in ["head", "manager", "lead"] {
            for word in data.words.grades.get(grade).into_iter().flatten() {
                lexicon.leading.insert(lexicon.canonical(word));
            }
        }
        lexicon.high = data.words.high_grades.iter().map(|word| lexicon.canonical(word)).collect();
        lexicon.misspell(&data.words.often_misspelt);
        Ok(lexicon)
    }

    /// The slips that people make in long words: two letters in the other order, one left out, one twice.
    fn misspell(&mut self, words: &[String]) {
        for word in words {
            let Some(spelling) = self.spellings.get(word).cloned() else { continue };
            let letters: Vec<char> = word.chars().collect();
            for at in 1..letters.len() {
                let (mut swapped, mut dropped, mut doubled) =
                    (letters.clone(), letters.clone(), letters.clone());
                swapped.swap(at - 1, at);
                dropped.remove(at);
                doubled.insert(at, letters[at]);
                // So short a word with a letter less is often another one.
                let long = letters.len() > 6;
                let slips = [swapped].into_iter().chain([dropped, doubled].into_iter().filter(|_| long));
                for slip in slips {
                    self.spellings.entry(slip.into_iter().collect()).or_insert_with(|| spelling.clone());
                }
            }
        }
    }

    fn is_the_same(&mut self, word: &str, as_another: &str) -> Result<(), String> {
        match self.same.insert(word.to_owned(), as_another.to_owned()) {
            Some(before) if before != as_another => {
                Err(format!("`{word}` is the same as both `{before}` and `{as_another}`"))
            }
            _ => Ok(()),
        }
    }

    fn translate(&mut self, language: &LanguageWords) -> Result<(), String> {
        for (word, others) in &language.words {
            let word = self.canonical(word);
            for other in others.iter().filter(|other| **other != word) {
                match other.split_once(' ') {
                    Some((first, second)) => {
                        self.merge.push([first.to_owned(), second.to_owned(), word.clone()]);
                    }
                    None => self.is_the_same(other, &word)?,
                }
            }
        }
        Ok(())
    }

    /// The words of all lists and phrases, by language.
    fn listed(&self, data: &Data) -> Result<[BTreeSet<String>; 7], String> {
        let mut listed: [BTreeSet<String>; 7] = Default::default();
        for (language, phrase) in data.phrases()? {
            let mut scanner = Scanner::new(phrase);
            while let Some(word) = scanner.next_word() {
                if self.stop.contains(word.text) || word.text.is_empty() {
                    continue;
                }
                let parts = self.compound(word.text, language).unwrap_or_else(|| vec![word.text.to_owned()]);
                listed[language as usize].extend(parts.iter().map(|part| part.replace("isation", "ization")));
            }
        }
        listed[0]
            .extend(data.words.same.iter().flat_map(|(word, others)| others.iter().chain([word])).cloned());
        listed[0].extend(data.words.merge.iter().flatten().cloned());
        for (code, words) in &data.languages {
            let language = Language::from_code(code)
                .ok_or_else(|| format!("languages.yaml: no language has the code `{code}`"))?;
            let all = words.words.values().flatten().flat_map(|word| word.split(' '));
            listed[language as usize].extend(all.map(str::to_owned));
        }
        Ok(listed)
    }

    /// The words that a German or Dutch one is made of, where it is not listed itself.
    fn compound(&self, word: &str, language: Language) -> Option<Vec<String>> {
        let known = match language {
            Language::German => &self.parts[0],
            Language::Dutch => &self.parts[1],
            _ => return None,
        };
        if known.contains(word) {
            return None;
        }
        for length in (3..word.len()).rev() {
            let Some((part, rest)) = word.split_at_checked(length).filter(|(part, _)| known.contains(*part))
            else {
                continue;
            };
            for link in ["", "s", "n", "en", "es"] {
                let Some(rest) = rest.strip_prefix(link) else { continue };
                let behind = if known.contains(rest) {
                    Some(vec![rest.to_owned()])
                } else {
                    self.compound(rest, language)
                };
                if let Some(behind) = behind {
                    return Some([vec![part.to_owned()], behind].concat());
                }
            }
        }
        None
    }

    /// Among two listed words that are forms of one, the plainer stands for both.
    fn join_forms(&mut self, listed: &[BTreeSet<String>; 7], apart: &[String]) {
        for language in Language::ALL {
            let words = &listed[language as usize];
            for word in words {
                for form in language.forms(word) {
                    let foreign = language != Language::English && listed[0].contains(&form);
                    if words.contains(&form)
                        && !foreign
                        && !self.same.contains_key(&form)
                        && !apart.contains(&form)
                    {
                        let plain = self.canonical(word);
                        if plain != form {
                            self.same.insert(form, plain);
                        }
                    }
                }
            }
        }
    }

    fn spell(&mut self, listed: &[BTreeSet<String>; 7], apart: &[String]) {
        for language in Language::ALL {
            for word in &listed[language as usize] {
                let canonical = self.canonical(word);
                for spelled in [word.clone(), word.replace("ization", "isation")] {
                    self.add_spelling(spelled, &canonical, language);
                }
                if matches!(language, Language::German | Language::Dutch) && word.len() > 2 {
                    self.in_compounds.insert(word.clone());
                }
            }
        }
        for language in Language::ALL {
            for word in &listed[language as usize] {
                let canonical = self.canonical(word);
                for form in language.forms(word).into_iter().filter(|form| !apart.contains(form)) {
                    if !self.stop.contains(&form) {
                        self.add_spelling(form, &canonical, language);
                    }
                }
            }
        }
    }

    fn spell_stops(&mut self, data: &Data) -> Result<(), String> {
        for word in &data.words.stop {
            self.add_spelling(word.clone(), word, Language::English);
        }
        for (code, words) in &data.languages {
            let language =
                Language::from_code(code).ok_or_else(|| format!("no language has the code `{code}`"))?;
            for word in &words.stop {
                self.add_spelling(word.clone(), word, language);
            }
        }
        Ok(())
    }

    /// The first to write a word in a way has it; another language that writes it so is noted.
    fn add_spelling(&mut self, spelled: String, canonical: &str, language: Language) {
        let spelling = self
            .spellings
            .entry(spelled)
            .or_insert_with(|| Spelling { word: canonical.to_owned(), languages: 0 });
        if spelling.word == canonical {
            spelling.languages |= language.bit();
        }
    }

    /// The one form of a word.
    pub(crate) fn canonical(&self, word: &str) -> String {
        let mut word = word.replace("isation", "ization");
        // No list is longer than this chain could get.
        for _ in 0..8 {
            match self.same.get(&word) {
                Some(next) => word.clone_from(next),
                None => break,
            }
        }
        word
    }

    /// Is the word left out?
    pub(crate) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The words of an English phrase.
    pub(crate) fn phrase(&self, phrase: &str) -> Result<Vec<String>, String> {
        self.phrase_in(phrase, Language::English)
    }

    /// The words of a phrase as the vocabulary writes it, in the order of English.
    pub(crate) fn phrase_in(&self, phrase: &str, language: Language) -> Result<Vec<String>, String> {
        let mut words: Vec<String> = Vec::new();
        let mut read: Vec<String> = Vec::new();
        let mut scanner = Scanner::new(phrase);
        while let Some(word) = scanner.next_word() {
            read.push(word.text.to_owned());
            if word.text.is_empty() {
                return Err(format!("`{phrase}` has a word that is too long"));
            }
            if word.gap != Gap::Space {
                return Err(format!("`{phrase}` has a sign that parts titles"));
            }
            if self.is_stop(word.text) {
                continue;
            }
            match (word.text, language) {
                ("en", Language::French | Language::Spanish) => {}
                ("en", Language::Dutch)
                | ("e", Language::Italian | Language::Portuguese | Language::Spanish) => {
                    self.push(&mut words, "and");
                }
                (text, _) => match self.compound(text, language) {
                    Some(parts) => parts.iter().for_each(|part| self.push(&mut words, part)),
                    None => self.push(&mut words, text),
                },
            }
        }
        if words.is_empty() || words.len() > MAX_PHRASE {
            return Err(format!("`{phrase}` has no word, or more than {MAX_PHRASE}"));
        }
        if language == Language::English && read.join(" ") != phrase {
            return Err(format!("`{phrase}` is read as `{}`: write it so", read.join(" ")));
        }
        if language.narrows_behind() {
            self.turn(&mut words);
        }
        Ok(words)
    }

    /// `développeur web` → `web développeur`, as titles are turned at run time.
    fn turn(&self, words: &mut [String]) {
        for run in words.split_mut(|word| word == "and") {
            let heads = run.iter().take_while(|word| self.leading.contains(*word)).count();
            let high = if heads == 0 {
                0
            } else {
                run[heads..].iter().take_while(|word| self.high.contains(*word)).count()
            };
            let leading = heads + high;
            run[leading..].reverse();
        }
    }

    fn push(&self, words: &mut Vec<String>, word: &str) {
        let mut word = self.spelled(word);
        while let Some(one) = words.last().and_then(|last| self.merged(last, &word)) {
            words.pop();
            word = one;
        }
        words.push(word);
    }

    /// The one form of a word as a title would write it.
    fn spelled(&self, word: &str) -> String {
        self.spellings.get(word).map_or_else(|| self.canonical(word), |spelling| spelling.word.clone())
    }

    fn merged(&self, first: &str, second: &str) -> Option<String> {
        let pair =
            self.merge.iter().find(|[a, b, _]| self.canonical(a) == first && self.canonical(b) == second)?;
        Some(self.canonical(&pair[2]))
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
