//! Text → words: lower-case, without accents and punctuation, with what sets each off from the one
//! before. Used by the build step for the vocabulary's own phrases and at run time for titles, so
//! that both are read alike. Depends on nothing else here.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Words longer than this are in no phrase.
pub(crate) const MAX_WORD: usize = 32;

/// A number for a folded word, by which it is found in the tables.
pub(crate) fn hash(word: &str) -> u32 {
    let mixed = word
        .bytes()
        .fold(0_u32, |hash, byte| (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9E37_79B1));
    mixed >> 7
}

/// What stands between a word and the one before it. A later one is stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Space, or a hyphen inside a word.
    Space,
    /// A comma or semicolon.
    Comma,
    /// A dash or colon.
    Dash,
    /// A slash or bar: two titles.
    Slash,
    /// A bracket opens or closes.
    Bracket,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'s> {
    /// Folded; empty where the word is too long to be known.
    pub(crate) text: &'s str,
    /// Its first byte in the text.
    pub(crate) start: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    /// What is before it.
    pub(crate) gap: Gap,
    /// Does a hyphen join it to the word before?
    pub(crate) hyphen: bool,
    /// Does something belong to it: `CEO's`?
    pub(crate) owner: bool,
}

/// Reads the words of a text, one after the other, in time linear in its length.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    gap: Gap,
    hyphen: bool,
    /// Places where a search for a closing sign found none; it is not made again.
    no_paren: bool,
    no_tag: bool,
    folded: [u8; MAX_WORD],
    length: usize,
}

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            gap: Gap::Space,
            hyphen: false,
            no_paren: false,
            no_tag: false,
            folded: [0; MAX_WORD],
            length: 0,
        }
    }

    /// The next word.
    pub(crate) fn next_word(&mut self) -> Option<Word<'_>> {
        loop {
            let c = self.peek()?;
            if c.is_alphanumeric() {
                if self.skip_elision(c) {
                    continue;
                }
                return Some(self.read_word());
            }
            let start = self.at;
            self.at += c.len_utf8();
            if self.separator(c, start) {
                return Some(self.word("and", start));
            }
        }
    }

    /// `d'`, `l'` before a word are French and Italian for `of` and `the`.
    fn skip_elision(&mut self, c: char) -> bool {
        if !matches!(c, 'd' | 'D' | 'l' | 'L') || self.before_is_word(self.at) {
            return false;
        }
        let mut behind = self.rest().chars().skip(1);
        let sign = behind.next().filter(|sign| is_apostrophe(*sign));
        let Some(sign) = sign else { return false };
        let follows = behind.next().is_some_and(char::is_alphabetic);
        if follows {
            self.at += 1 + sign.len_utf8();
        }
        follows
    }

    fn peek(&self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text.get(self.at..)?.chars().next() }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn after_is_word(&self) -> bool {
        self.peek().is_some_and(char::is_alphanumeric)
    }

    fn before_is_word(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        // `Diretor(a)-geral`
        before.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '+' | '#')
                || (c == ')' && self.text.get(..start).is_some_and(ends_in_ending))
        })
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Takes in one sign between words; true where it stands for the word `and`.
    fn separator(&mut self, c: char, start: usize) -> bool {
        match c {
            ',' | ';' => self.widen(Gap::Comma),
            '/' | '|' | '\\' | '•' | '·' => self.widen(Gap::Slash),
            // Inside a word it is a hyphen.
            '-' | '\u{2010}' | '\u{2011}' if self.before_is_word(start) && self.after_is_word() => {
                self.hyphen = true;
            }
            // `Informations- und Kommunikationstechnik`
            '-' if self.before_is_word(start) && self.goes_on() => {}
            ':' | '-' | '\u{2010}' | '\u{2011}' | '–' | '—' | '―' | '−' => self.widen(Gap::Dash),
            '(' | '[' | '{' => self.widen(Gap::Bracket),
            ')' | ']' | '}' => {
                self.widen(Gap::Bracket);
                if c == ']' {
                    self.skip_link_target();
                }
            }
            '<' => self.skip_tag(),
            '+' => {
                // `C++ Developer` has no `and`.
                let before = self.text.get(..start).unwrap_or_default();
                let spaced = !before.ends_with(|c: char| !c.is_whitespace())
                    && self.rest().starts_with(char::is_whitespace);
                return spaced || (self.before_is_word(start) && self.after_is_word());
            }
            '&' => return self.ampersand(),
            _ => {}
        }
        false
    }

    /// Behind a hyphen: does a conjunction follow, so that it stands for the end of the next word?
    fn goes_on(&self) -> bool {
        self.rest().strip_prefix(' ').is_some_and(|rest| {
            ["und ", "u. ", "oder ", "sowie ", "en ", "of ", "& "].iter().any(|word| rest.starts_with(word))
        })
    }

    /// The target of a Markdown link is not part of the title.
    fn skip_link_target(&mut self) {
        if self.no_paren || !self.rest().starts_with('(') {
            return;
        }
        match self.rest().find(')') {
            Some(end) => self.at += end + 1,
            None => self.no_paren = true,
        }
    }

    /// Neither is an HTML tag.
    fn skip_tag(&mut self) {
        let opens = self.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
        if self.no_tag || !opens {
            return;
        }
        match self.rest().find('>') {
            Some(end) => self.at += end + 1,
            None => self.no_tag = true,
        }
    }

    /// `&` is `and`, also as `&amp;`; other character entities are signs.
    fn ampersand(&mut self) -> bool {
        let entity = self.rest().bytes().take(9).position(|byte| byte == b';');
        if let Some(end) = entity {
            let name = self.rest().get(..end).unwrap_or_default();
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
                self.at += end + 1;
                return name == "amp";
            }
        }
        true
    }

    fn read_word(&mut self) -> Word<'_> {
        let start = self.at;
        let mut end = start;
        let mut letters = 0_usize;
        let mut dotted = false;
        let mut owner = false;
        self.length = 0;
        while let Some(c) = self.peek() {
            if c.is_alphanumeric() {
                self.at += c.len_utf8();
                self.push_folded(c);
                letters += 1;
                end = self.at;
            } else if is_joiner(c) {
                self.at += c.len_utf8();
            } else if c == '.'
                && (letters == 1 || dotted)
                && let Some(letter) = self.single_letter_follows()
            {
                dotted = true;
                self.at = letter;
            } else {
                if is_apostrophe(c) {
                    owner = self.skip_possessive(c);
                } else if letters > 3 {
                    self.skip_endings();
                }
                break;
            }
        }
        if dotted && self.length == 2 && self.folded.starts_with(b"ai") {
            // With dots it is `ad interim`, without them a technology.
            return self.word_at("a.i.", start, end);
        }
        let (gap, hyphen) = self.before();
        let known = self.folded.get(..self.length).unwrap_or_default();
        let text = std::str::from_utf8(known).unwrap_or_default();
        Word { text, start, end, gap, hyphen, owner }
    }

    /// What is before the word that was read.
    fn before(&mut self) -> (Gap, bool) {
        (std::mem::replace(&mut self.gap, Gap::Space), std::mem::take(&mut self.hyphen))
    }

    fn word<'w>(&mut self, text: &'w str, start: usize) -> Word<'w> {
        let end = self.at;
        self.word_at(text, start, end)
    }

    fn word_at<'w>(&mut self, text: &'w str, start: usize, end: usize) -> Word<'w> {
        let (gap, hyphen) = self.before();
        Word { text, start, end, gap, hyphen, owner: false }
    }

    /// At a dot: the place of the one letter that follows, and no more. Behind a space it has a dot of
    /// its own: `C. T. O.`
    fn single_letter_follows(&self) -> Option<usize> {
        let behind = self.rest().get(1..)?;
        let near = behind.trim_start();
        let skipped = behind.len() - near.len();
        let spaced = skipped > 0;
        let mut chars = near.chars();
        let letter = chars.next().is_some_and(char::is_alphabetic);
        let ends = match chars.next() {
            Some('.') => true,
            Some(next) => !spaced && !next.is_alphanumeric(),
            None => !spaced,
        };
        (letter && ends).then_some(self.at + 1 + skipped)
    }

    /// Passes over the ending of a possessive: `CEO's`; was there one?
    fn skip_possessive(&mut self, sign: char) -> bool {
        let mut behind = self.rest().chars().skip(1);
        let s = behind.next().is_some_and(|c| matches!(c, 's' | 'S'));
        let ends = s && !behind.next().is_some_and(char::is_alphanumeric);
        if ends {
            self.at += sign.len_utf8() + 1;
        }
        ends
    }

    /// Passes over endings for the other sexes: `Leiter:in`, `Directeur·rice·s`, `Director(a)`.
    fn skip_endings(&mut self) {
        for _ in 0..3 {
            let Some(length) = self.rest().get(..).and_then(ending_length) else { return };
            self.at += length;
        }
    }

    fn push_folded(&mut self, c: char) {
        if c.is_ascii() {
            self.push_byte(c.to_ascii_lowercase() as u8);
            return;
        }
        for lower in c.to_lowercase() {
            match lower {
                'ß' => self.push_all("ss"),
                'æ' => self.push_all("ae"),
                'œ' => self.push_all("oe"),
                'ø' => self.push_all("o"),
                'ł' => self.push_all("l"),
                'đ' | 'ð' => self.push_all("d"),
                'þ' => self.push_all("th"),
                'ı' => self.push_all("i"),
                _ => decompose_compatible(lower, |part| {
                    for part in part.to_lowercase() {
                        if part.is_alphanumeric() && !is_combining_mark(part) {
                            let mut bytes = [0; 4];
                            self.push_all(part.encode_utf8(&mut bytes));
                        }
                    }
                }),
            }
        }
    }

    fn push_all(&mut self, text: &str) {
        for byte in text.bytes() {
            self.push_byte(byte);
        }
    }

    /// A word that grows too long stays at the limit and is then empty.
    fn push_byte(&mut self, byte: u8) {
        if let Some(place) = self.folded.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        } else {
            self.length = MAX_WORD + 1;
        }
    }
}

/// Signs that neither part a word nor belong to it.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
        || (!c.is_ascii() && is_combining_mark(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}')
}

/// What is set behind a masculine form for the others.
const ENDINGS: [&str; 38] = [
    "in", "innen", "r", "n", "e", "es", "s", "a", "as", "o", "os", "ora", "rice", "rices", "trice", "trices",
    "teuse", "euse", "euses", "se", "ses", "ère", "ière", "iere", "ienne", "ne", "nes", "ive", "ve", "fe",
    "fes", "le", "elle", "essa", "ra", "frau", "ster", "ice",
];

/// Does a text end in a masculine form with the ending for another sex in brackets?
fn ends_in_ending(text: &str) -> bool {
    text.rfind('(').and_then(|at| ending_length(text.get(at..)?)).is_some_and(|length| length < 9)
}

/// The length of an ending with the sign before it, where nothing else follows in the word.
fn ending_length(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    if !matches!(sign, ':' | '*' | '_' | '/' | '·' | '•' | '\u{2027}' | '.' | '(' | '-') {
        return None;
    }
    let mut behind = text.get(sign.len_utf8()..)?;
    if sign != '-' {
        behind = behind.strip_prefix('-').unwrap_or(behind);
    }
    let length = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
    let (ending, rest) = behind.split_at_checked(length)?;
    let known = ENDINGS.iter().any(|known| known.chars().eq(ending.chars().flat_map(char::to_lowercase)));
    // A lone letter behind a hyphen is a mark, not an ending: `Block-A`.
    if !known || (sign == '-' && ending.len() < 3) {
        return None;
    }
    let rest = if sign == '(' { rest.strip_prefix(')')? } else { rest };
    let ends = !rest.chars().next().is_some_and(char::is_alphanumeric);
    ends.then(|| text.len() - rest.len())
}
