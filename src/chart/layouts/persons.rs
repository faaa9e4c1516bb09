//! One person's name as two people write it: with or without a middle name, an honorific or a degree, with initials
//! for given names.

use std::hash::BuildHasher as _;

use hashbrown::DefaultHashBuilder;

use super::texts::word_key;
use crate::chart::spelling::{first_name_first, plain_spellings, without_mark};

/// What stands before a name, as [`word_key`] gives it. None is a name as well.
const BEFORE: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "professorin",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "herr",
    "herrn",
    "frau",
    "hr",
    "fr",
    "dipling",
    "diplkfm",
    "mag",
    "ing",
    "ir",
    "drs",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sr",
    "sra",
    "srta",
    "señor",
    "señora",
    "dña",
    "doña",
    "dott",
    "dottssa",
    "avv",
    "sig",
    "sigra",
    "dhr",
    "mevr",
    "mw",
    "eng",
    "dra",
    "rev",
    "capt",
    "pan",
    "pani",
    "гн",
    "гжа",
];

/// What stands behind a name, wherever it is.
const BEHIND: &[&str] = &[
    "phd", "dphil", "mba", "emba", "msc", "bsc", "meng", "beng", "mphil", "llm", "llb", "mph", "cpa", "cfa",
    "acca", "esq", "pmp", "cissp", "shrmcp", "shrmscp", "jr", "sr", "junior", "senior", "ii", "iii", "iv",
];

/// What stands behind a name and a comma: alone it may be a name.
const BEHIND_COMMA: &[&str] =
    &["ma", "ba", "md", "do", "jd", "rn", "pe", "dds", "cipd", "facc", "bs", "ms", "mag"];

/// Those of [`BEHIND`] that tell people of one name apart.
const GENERATIONS: &[&str] = &["jr", "sr", "junior", "senior", "ii", "iii", "iv"];

/// Words between two who are named together.
const BETWEEN: &[&str] = &["and", "und", "et", "och", "og", "or", "oder", "sowie"];

/// More words beside those of a name are of somebody else.
const FURTHER: usize = 2;

/// A longer text is no name.
const LONGEST: usize = 100;

/// Nor is one of more words: each of them is looked for with each other one.
const MOST_WORDS: usize = 6;

/// More bearers of names that may be one are not looked at.
const MOST: usize = 200;

/// The words of a name in small letters and without accents, its first name first if the text tells it.
struct Person {
    words: Vec<String>,
    generation: Option<String>,
}

impl Person {
    /// How a text is read as a name: with `ö` for `o` and for `oe`. None is of one word.
    fn all(text: &str) -> impl Iterator<Item = Self> {
        let is_short = text.len() <= LONGEST && text.contains([' ', ',', '.']);
        let spelled = is_short.then(|| {
            let mut text = without_mark(text).trim();
            while let Some((_, rest)) = text.split_once(' ').filter(|(first, _)| is_before(first)) {
                text = rest.trim_start();
            }
            let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
            let is_behind = |part: &str| {
                let known = |word: &str| {
                    let word = word_key(word);
                    BEHIND.contains(&&*word) || BEHIND_COMMA.contains(&&*word)
                };
                part.split_whitespace().all(known)
            };
            let mut behind = String::new();
            while let Some(last) = parts.last().filter(|last| parts.len() > 1 && is_behind(last)) {
                behind = format!(" {last}{behind}");
                parts.pop();
            }
            (plain_spellings(&first_name_first(&parts.join(","))), behind)
        });
        let both = spelled.into_iter().flat_map(|((bare, spelled_out), behind)| {
            let both = [Some(bare), spelled_out].into_iter().flatten();
            both.map(move |name| (name, behind.clone()))
        });
        both.filter_map(|(name, behind)| Self::of(&name, &behind))
    }

    fn of(name: &str, behind: &str) -> Option<Self> {
        let mut generation = None;
        let mut note = |word: &str| {
            let word = word_key(word);
            if GENERATIONS.contains(&&*word) {
                generation = Some(word);
            }
        };
        behind.split_whitespace().for_each(&mut note);
        let mut tokens: Vec<&str> = name.split_whitespace().collect();
        while tokens.len() > 1 && is_before(tokens[0]) {
            tokens.remove(0);
        }
        let mut at = 1;
        while at < tokens.len() && tokens.len() > 2 {
            if BEHIND.contains(&&*word_key(tokens[at])) {
                note(tokens.remove(at));
            } else {
                at += 1;
            }
        }
        // `G.I.` are two initials.
        let words = tokens.iter().flat_map(|token| token.split('.')).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        let is_name = |word: &String| {
            word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’' | '`'))
                && !BETWEEN.contains(&word.as_str())
        };
        let is_one = (2..=MOST_WORDS).contains(&words.len()) && words.iter().all(is_name);
        is_one.then_some(Self { words, generation })
    }

    /// Whether both may be names of one person: every word of the shorter one is in the other, as a word or as an
    /// initial, and one of them is a whole word in both. What the longer one has beside them is no first name.
    fn fits(&self, other: &Self) -> bool {
        if let (Some(one), Some(other)) = (&self.generation, &other.generation)
            && one != other
        {
            return false;
        }
        let (short, long) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        if long.len() - short.len() > FURTHER {
            return false;
        }
        let mut taken = vec![false; long.len()];
        let mut open = Vec::new();
        for word in short {
            let found = (0..long.len()).find(|at| !taken[*at] && long[*at] == *word && !is_initial(word));
            match found {
                Some(at) => taken[at] = true,
                None => open.push(word),
            }
        }
        if open.len() == short.len() {
            return false;
        }
        for word in open {
            let is_it = |other: &str| {
                (is_initial(word) && other.starts_with(&**word))
                    || (is_initial(other) && word.starts_with(other))
            };
            let Some(at) = (0..long.len()).find(|at| !taken[*at] && is_it(&long[*at])) else { return false };
            taken[at] = true;
        }
        taken[0]
    }

    /// What names of one person have in common: a word, and the first letter of another one.
    fn keys(&self) -> impl Iterator<Item = (&str, Option<char>)> {
        let words = || self.words.iter().enumerate();
        words().filter(|(_, word)| !is_initial(word)).flat_map(move |(at, word)| {
            let others = words().filter(move |(other, _)| *other != at);
            others.map(move |(_, other)| (word.as_str(), other.chars().next()))
        })
    }
}

fn is_before(word: &str) -> bool {
    BEFORE.contains(&&*word_key(word))
}

/// Whether a word before a name tells in a title too that a name follows: `HR` and `Sr` are other words there.
pub(super) fn is_address(word: &str) -> bool {
    is_before(word) && !["sr", "hr", "fr", "ing", "eng", "mag", "ir"].contains(&&*word_key(word))
}

/// Whether a word is a single letter. In other scripts one sign is a name.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
}

/// Whether two texts may be names of one person.
pub(super) fn may_be_one(one: &str, other: &str) -> bool {
    Person::all(one).any(|one| Person::all(other).any(|other| one.fits(&other)))
}

/// Finds whose name a text may be.
pub(super) struct Persons {
    hasher: DefaultHashBuilder,
    /// The entries by what their names have in common with other forms of them, in the order of the numbers.
    keys: Vec<(u64, u32)>,
}

impl Persons {
    /// From the numbers of entries and their names.
    pub(super) fn new<'n>(names: impl Iterator<Item = (u32, &'n str)>) -> Self {
        let hasher = DefaultHashBuilder::default();
        let mut keys = Vec::new();
        for (at, name) in names {
            for person in Person::all(name) {
                keys.extend(person.keys().map(|key| (hasher.hash_one(key), at)));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Self { hasher, keys }
    }

    /// The entries that a name may be of; none where too many are to be looked at.
    pub(super) fn find<'n, N: Iterator<Item = &'n str>>(
        &self,
        name: &str,
        names: impl Fn(u32) -> N,
    ) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for person in Person::all(name) {
            for key in person.keys() {
                let hash = self.hasher.hash_one(key);
                let start = self.keys.partition_point(|(known, _)| *known < hash);
                let bearers = self.keys[start..].iter().take_while(|(known, _)| *known == hash);
                let bearers: Vec<u32> = bearers.take(MOST + 1).map(|(_, at)| *at).collect();
                if bearers.len() > MOST {
                    return Vec::new();
                }
                let fits =
                    |at: &u32| names(*at).any(|name| Person::all(name).any(|other| person.fits(&other)));
                found.extend(bearers.iter().filter(|at| fits(at)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(one: &str, other: &str) -> bool {
        let is_it = |one: &str, other: &str| {
            let persons = Persons::new([(7, other)].into_iter());
            persons.find(one, |_| std::iter::once(other)) == [7]
        };
        assert_eq!(is_it(one, other), is_it(other, one), "{one} {other}");
        assert_eq!(is_it(one, other), may_be_one(one, other), "{one} {other}");
        is_it(one, other)
    }

    #[test]
    fn a_name_is_written_in_several_ways() {
        for (one, other) in [
            ("Wendelien Oosterhout", "Wendelien M. Oosterhout"),
            ("Wendelien Oosterhout", "Wendelien Maria Oosterhout"),
            ("Wendelien M Oosterhout", "Wendelien Maria Oosterhout"),
            ("Joost Graafland", "Joost Graafland, PhD"),
            ("Joost Graafland", "Joost Graafland, Ph.D., MBA"),
            ("Joost Graafland", "Joost Graafland PhD"),
            ("Joost Graafland", "Graafland, Joost, MD"),
            ("Joost Graafland", "Mr Joost Graafland"),
            ("Joost Graafland", "Mr. Joost Graafland"),
            ("Joost Graafland", "Graafland, Dr. Joost"),
            ("Fenna Hoekstra", "Prof. Dr. Fenna Hoekstra"),
            ("Frau Fenna Hoekstra", "Dr. Fenna Hoekstra, M.A."),
            ("Sjoerd Postma", "Sjoerd Postma Jr."),
            ("Sjoerd Postma", "Postma Jr., Sjoerd"),
            ("Sjoerd Postma III", "Sjoerd Postma, III"),
            ("J. Graafland", "Joost Graafland"),
            ("J Graafland", "Joost Graafland"),
            ("Graafland, J.", "Joost Graafland"),
            ("J.W. Graafland", "Joost Willem Graafland"),
            ("J. W. Graafland", "Joost Graafland"),
            ("J. van Oosterhout", "Joost van Oosterhout"),
            ("Морозов Г.И.", "Морозов Глеб Ильич"),
            ("Глеб Морозов", "Морозов Глеб Ильич"),
            ("J. Müller", "Jörg Mueller"),
            ("María García", "Maria Garcia López"),
        ] {
            assert!(fits(one, other), "{one} {other}");
        }
    }

    #[test]
    fn similar_names_are_of_others() {
        for (one, other) in [
            ("Joost Graafland", "Karel Graafland"),
            ("K. Graafland", "Joost Graafland"),
            ("J. Graafland", "Joost Hoekstra"),
            ("J. G.", "Joost Graafland"),
            ("Graafland", "Joost Graafland"),
            ("Mr Graafland", "Joost Graafland"),
            ("Joost", "Joost Graafland"),
            ("Wendelien K. Oosterhout", "Wendelien M. Oosterhout"),
            ("Sjoerd Postma Jr.", "Sjoerd Postma Sr."),
            ("Karel Graafland", "Joost Karel Graafland"),
            ("J. Graafland", "Karel J. Graafland"),
            ("Ma Lo", "Lo Chen"),
            ("Ann Ash Birch", "Ann Ash Cedar"),
            ("林 直樹", "林 太郎"),
            ("Oosterhout", "Joost van Oosterhout"),
            ("van Oosterhout", "Joost van Oosterhout"),
            ("Joost Graafland & Fenna Hoekstra", "Joost Graafland"),
            ("Joost Graafland and Karel", "Joost Graafland"),
            ("Joost Graafland y Fenna Hoekstra", "Joost Graafland"),
            ("Joost Graafland 7", "Joost Graafland"),
        ] {
            assert!(!fits(one, other), "{one} {other}");
        }
    }
}
