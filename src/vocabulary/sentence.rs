//! A title as a short row of known words.

use super::scan::{Gap, Scanner};
use super::tables::{self, CONNECTOR, Node, STOP, merged, word_flags, word_number};

/// A title of more words is prose; what comes later is not looked at.
const MAX_TOKENS: usize = 48;

/// One word of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its number in the tables; 0 for a word in no phrase.
    pub(super) word: u16,
    /// What kinds of word it is.
    pub(super) flags: u16,
    /// Where it stands in the title, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Did `of` or the like stand before it?
    pub(super) after_of: bool,
    /// A number, or a mark of level such as `L6`.
    pub(super) number: bool,
}

impl Token {
    const NONE: Token =
        Token { word: 0, flags: 0, start: 0, end: 0, gap: Gap::Space, after_of: false, number: false };

    /// Is it a word of this kind?
    pub(super) fn is(&self, kind: u16) -> bool {
        self.flags & kind != 0
    }

    /// Its grade, counted from 1; 0 for none.
    pub(super) fn grade(&self) -> u16 {
        self.flags & 7
    }

    /// Does it begin the part that a title is for: `for`, `of`, `in`?
    pub(super) fn connects(&self) -> bool {
        self.after_of || self.is(CONNECTOR)
    }
}

/// The words of a title.
pub(super) struct Sentence {
    tokens: [Token; MAX_TOKENS],
    length: usize,
    /// Has any phrase one of its words?
    pub(super) known: bool,
}

impl Sentence {
    /// Reads a title.
    pub(super) fn read(title: &str) -> Self {
        let mut sentence = Self { tokens: [Token::NONE; MAX_TOKENS], length: 0, known: false };
        let mut scanner = Scanner::new(title);
        let mut of = false;
        let mut gap = Gap::Space;
        while let Some(word) = scanner.next_word() {
            let number = word_number(word.text);
            let flags = word_flags(number);
            gap = gap.max(word.gap);
            if flags & STOP != 0 {
                of = true;
                continue;
            }
            let token = Token {
                word: number,
                flags,
                start: u32::try_from(word.start).unwrap_or(u32::MAX),
                end: u32::try_from(word.end).unwrap_or(u32::MAX),
                gap,
                after_of: of,
                number: is_number(word.text),
            };
            of = false;
            gap = Gap::Space;
            sentence.known |= number != 0;
            if !sentence.push(token) {
                break;
            }
        }
        sentence.heal();
        sentence
    }

    /// `Chief Digital, Information & Technology Officer` is one title: its commas part nothing.
    fn heal(&mut self) {
        let tokens = &mut self.tokens[..self.length];
        let Some(chief) = tokens.iter().position(|token| token.word == tables::WORD_CHIEF) else { return };
        let run = &mut tokens[chief + 1..];
        let Some(officer) = run.iter().position(|token| token.word == tables::WORD_OFFICER) else { return };
        let run = &mut run[..=officer];
        let lists =
            run.iter().any(is_and) && run.iter().all(|token| token.gap <= Gap::Comma && token.grade() <= 2);
        if lists {
            for token in run {
                token.gap = Gap::Space;
            }
        }
    }

    /// Adds a word, or makes one of it and the word before; false where there is no more room.
    fn push(&mut self, mut token: Token) -> bool {
        while let Some(last) = self.length.checked_sub(1).and_then(|last| self.tokens.get(last)) {
            let one =
                if token.gap == Gap::Space && token.word != 0 { merged(last.word, token.word) } else { None };
            let Some(word) = one else { break };
            token = Token { word, flags: word_flags(word), end: token.end, ..*last };
            self.length -= 1;
        }
        let Some(place) = self.tokens.get_mut(self.length) else { return false };
        *place = token;
        self.length += 1;
        true
    }

    /// The words.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens[..self.length]
    }
}

/// `3`, `2026`, `L6`, `E5`, `IC4`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 2 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest phrase that begins at the first of `tokens` and for which `pick` finds something,
/// with its number of words. A phrase does not run over a sign that parts titles.
pub(super) fn longest<T>(tokens: &[Token], pick: impl Fn(&'static Node) -> Option<T>) -> Option<(usize, T)> {
    let mut best = None;
    let mut node = Node::first(tokens.first()?.word);
    let mut length = 1;
    while let Some(here) = node {
        if let Some(found) = pick(here) {
            best = Some((length, found));
        }
        node = tokens
            .get(length)
            .filter(|token| token.gap == Gap::Space)
            .and_then(|token| here.next(token.word));
        length += 1;
    }
    best
}

/// What `tokens` mean as one whole phrase, whatever stands between them.
pub(super) fn whole<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> Option<&'static Node> {
    let mut tokens = tokens.into_iter();
    let mut node = Node::first(tokens.next()?.word)?;
    for token in tokens {
        node = node.next(token.word)?;
    }
    Some(node)
}

/// Is the word `and`?
pub(super) fn is_and(token: &Token) -> bool {
    token.word == tables::WORD_AND
}
