//! The languages that the vocabulary knows, and their rules for gender, number and case.

use std::collections::BTreeSet;

/// A language of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
}

use Language::{Dutch, English, French, German, Italian, Portuguese, Spanish};

impl Language {
    /// All of them, in the order of their bits.
    pub(crate) const ALL: [Self; 7] = [English, German, French, Spanish, Italian, Portuguese, Dutch];
    /// Their codes, in the same order.
    pub(crate) const CODES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];

    /// The language of a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let at = Self::CODES.iter().position(|known| *known == code)?;
        Self::ALL.get(at).copied()
    }

    /// Its bit in a set.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Does a word come before the words that narrow it: `développeur web`?
    pub(crate) const fn narrows_behind(self) -> bool {
        matches!(self, French | Spanish | Italian | Portuguese)
    }

    /// The other forms of a word, folded as titles are read: the feminine, the plural, the cases. A
    /// short word has none, because so much else looks like it.
    pub(crate) fn forms(self, word: &str) -> BTreeSet<String> {
        let shortest = if self == English { 3 } else { 4 };
        let mut forms = BTreeSet::new();
        if word.len() < shortest || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return forms;
        }
        for (ending, others) in self.endings() {
            let Some(stem) = word.strip_suffix(ending) else { continue };
            forms.extend(others.iter().map(|other| format!("{stem}{other}")));
            // A longer ending says more than a shorter one.
            if !ending.is_empty() {
                break;
            }
        }
        // `werkplek`, `werkplekken`
        if self == Dutch
            && let Some((before, last)) = word.split_at_checked(word.len() - 1)
            && before.ends_with(['a', 'e', 'i', 'o', 'u'])
            && !"aeiou".contains(last)
        {
            forms.insert(format!("{word}{last}en"));
        }
        forms.remove(word);
        forms
    }

    /// Endings, the longest first, and what each becomes.
    const fn endings(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            English => &[
                ("ey", &["eys"]),
                ("ay", &["ays"]),
                ("y", &["ies"]),
                ("ss", &["sses"]),
                ("us", &["uses"]),
                ("s", &[]),
                ("x", &["xes"]),
                ("ch", &["ches"]),
                ("sh", &["shes"]),
                ("man", &["woman", "person", "men", "women"]),
                ("", &["s"]),
            ],
            German => &[
                ("mann", &["frau", "leute", "manner", "mannes"]),
                ("ender", &["ende", "enden", "endes", "endem"]),
                ("igter", &["igte", "igten", "igtes", "igtem"]),
                ("ager", &["agerin", "agerinnen", "agers", "agern"]),
                ("e", &["en", "n", "in", "innen", "es", "er"]),
                ("er", &["erin", "erinnen", "ers", "ern", "e", "en", "es", "em"]),
                ("ung", &["ungen", "ungs"]),
                ("", &["in", "innen", "e", "en", "s", "es", "n", "er", "ern"]),
            ],
            French => &[
                ("teur", &["trice", "teurs", "trices", "teuse", "teuses", "teure", "teures"]),
                ("eur", &["euse", "eurs", "euses", "eure", "eures", "resse"]),
                ("ier", &["iere", "iers", "ieres"]),
                ("er", &["ere", "ers", "eres"]),
                ("ien", &["ienne", "iens", "iennes"]),
                ("if", &["ive", "ifs", "ives"]),
                ("ef", &["effe", "efs", "effes"]),
                ("el", &["elle", "els", "elles"]),
                ("al", &["ale", "aux", "ales", "als"]),
                ("eau", &["eaux"]),
                ("s", &[]),
                ("x", &[]),
                ("", &["e", "s", "es"]),
            ],
            Spanish => &[
                ("or", &["ora", "ores", "oras"]),
                ("ista", &["istas"]),
                ("o", &["a", "os", "as"]),
                ("a", &["as"]),
                ("e", &["a", "es", "as"]),
                ("z", &["ces"]),
                ("s", &[]),
                ("", &["es", "s"]),
            ],
            Italian => &[
                ("tore", &["trice", "tori", "trici", "tora", "toressa"]),
                ("sore", &["sora", "sori", "ditrice", "soressa"]),
                ("co", &["ca", "ci", "chi", "che"]),
                ("go", &["ga", "gi", "ghi", "ghe"]),
                ("io", &["ia", "i", "ie"]),
                ("o", &["a", "i", "e"]),
                ("ista", &["isti", "iste"]),
                ("a", &["e", "i"]),
                ("e", &["i", "essa", "esse", "a"]),
            ],
            Portuguese => &[
                ("or", &["ora", "ores", "oras"]),
                ("ista", &["istas"]),
                ("cao", &["coes"]),
                ("ao", &["a", "oes", "aos", "as"]),
                ("o", &["a", "os", "as"]),
                ("a", &["as"]),
                ("e", &["a", "es", "as"]),
                ("el", &["eis"]),
                ("al", &["ais"]),
                ("m", &["ns"]),
                ("s", &[]),
                ("", &["es", "s"]),
            ],
            Dutch => &[
                ("teur", &["trice", "teurs", "trices", "teuse"]),
                ("eur", &["euse", "rice", "eurs"]),
                ("aar", &["aarster", "aars", "ares", "aren"]),
                ("der", &["dster", "ster", "ders", "sters", "deren"]),
                ("ker", &["kster", "kers", "ksters"]),
                ("er", &["ster", "ers", "sters", "ere"]),
                ("man", &["vrouw", "lieden", "mannen"]),
                ("e", &["n", "s"]),
                ("", &["e", "s", "en", "es"]),
            ],
        }
    }
}
