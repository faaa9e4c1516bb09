//! A title as a short row of known words; the qualifiers among them; and the parts that it falls into.

use super::kinds::{Grade, Qualifier, Qualifiers};
use super::scan::{Gap, Scanner};
use super::tables::{
    self, BEGINS_QUALIFIER, BEGINS_SEAT, CONNECTOR, CREDENTIAL, DATE, DE, EN, ES, FR, Form, HARMLESS, HIGH,
    IN_COMPOUNDS, IT, LEVEL, NL, Node, OUTSIDER, PT, REGION, SCHOOL, SEX, STOP, SeatTitle, UNIT, WORD_ACTING,
    WORD_ADVISOR, WORD_AND, WORD_AS, WORD_ASSISTANT, WORD_COLLEGE, WORD_DIRECTOR, WORD_E, WORD_EN,
    WORD_MEMBER, WORD_REPORTING, WORD_REPORTS, WORD_SECRETARIAT, WORD_SECRETARY, WORD_TO, WORD_TRAINER,
    merged, word_flags, word_number,
};

/// A title of more words is prose; what comes later is not looked at.
const MAX_TOKENS: usize = 32;

/// One word of a title.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own about the word")]
pub(super) struct Token {
    /// Its number in the tables; 0 for a word in no phrase.
    pub(super) word: u16,
    /// What kinds of word it is.
    pub(super) flags: u32,
    /// Where it is in the title, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What is before it.
    pub(super) gap: Gap,
    /// Did `of` or the like stand before it?
    pub(super) after_of: bool,
    /// A number, or a mark of level such as `L6`.
    pub(super) number: bool,
    /// Does a hyphen join it to the word before?
    pub(super) hyphen: bool,
    /// Does something belong to it: `CEO's`?
    pub(super) owner: bool,
}

impl Token {
    const NONE: Token = Token {
        word: 0,
        flags: 0,
        start: 0,
        end: 0,
        gap: Gap::Space,
        after_of: false,
        number: false,
        hyphen: false,
        owner: false,
    };

    /// Is it a word of this kind?
    pub(super) fn is(&self, kind: u32) -> bool {
        self.flags & kind != 0
    }

    /// Its grade, counted from 1; 0 for none.
    pub(super) fn grade(&self) -> u16 {
        (self.flags & 7) as u16
    }

    /// Does it begin the part that a title is for: `for`, `of`, `in`?
    pub(super) fn connects(&self) -> bool {
        self.after_of || self.is(CONNECTOR)
    }
}

/// The words of a title.
#[derive(Clone)]
pub(super) struct Sentence {
    tokens: [Token; MAX_TOKENS],
    length: usize,
    /// Has any phrase one of its words?
    pub(super) known: bool,
    /// The languages other than English that it has words of, and English.
    pub(super) spoken: u8,
    order: Order,
    /// Did its likelier order say nothing?
    second: bool,
}

/// In which order the words of a title are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// What narrows a word is before it.
    AsEnglish,
    /// Behind it: `développeur web`.
    Turned,
    /// It may be either.
    Either,
}

/// The languages that put what narrows a word behind it.
pub(super) const BEHIND: u8 = FR | ES | IT | PT;

impl Sentence {
    /// Reads a title.
    pub(super) fn read(title: &str) -> Self {
        let mut sentence = Self {
            tokens: [Token::NONE; MAX_TOKENS],
            length: 0,
            known: false,
            spoken: EN,
            order: Order::AsEnglish,
            second: false,
        };
        let mut scanner = Scanner::new(title);
        let mut of = false;
        let mut gap = Gap::Space;
        let mut voices = Voices::default();
        while let Some(word) = scanner.next_word() {
            let (number, languages) = word_number(word.text);
            let flags = word_flags(number);
            gap = gap.max(word.gap);
            // Letters are of no language: `(m/w/d)`.
            if word.text.len() > 1 {
                voices.hear(languages, flags & STOP == 0 && !matches!(number, WORD_EN | WORD_E));
            }
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
                hyphen: word.hyphen,
                owner: word.owner,
            };
            of = false;
            gap = Gap::Space;
            sentence.known |= number != 0;
            // `Directeur/Directrice`
            let again = token.gap == Gap::Slash
                && number != 0
                && sentence.tokens().last().is_some_and(|last| last.word == number);
            if again {
                continue;
            }
            let room = if number == 0 {
                sentence.push_compound(word.text, token, &mut voices)
            } else {
                sentence.push(token)
            };
            if !room {
                break;
            }
        }
        sentence.conjunctions(&voices);
        sentence.order = voices.order();
        sentence.spoken = voices.spoken();
        sentence.heal();
        sentence.set_schools_apart();
        let tokens = sentence.tokens();
        let foreign = sentence.spoken != EN;
        let another = (1..tokens.len()).find(|at| works_for_head(&tokens[at - 1], &tokens[*at..], foreign));
        sentence.length = another.unwrap_or(sentence.length);
        sentence
    }

    /// A word that German or Dutch writes together: its parts, one after the other; the word as it is
    /// where it does not fall into known ones.
    fn push_compound(&mut self, text: &str, token: Token, voices: &mut Voices) -> bool {
        let mut parts = [(0, 0); MAX_COMPOUND];
        if let Some((prefix, (word, languages))) = prefixed(text) {
            self.known = true;
            voices.hear(languages, true);
            let flags = word_flags(word);
            return self.push(Token { word: prefix, flags: word_flags(prefix), ..token })
                && self.push(Token { word, flags, gap: Gap::Space, after_of: false, hyphen: true, ..token });
        }
        let Some(count) = compound(text, DE | NL, &mut parts).or_else(|| ending_in_title(text, &mut parts))
        else {
            return self.push(token);
        };
        self.known = true;
        for (at, (word, languages)) in parts[..count].iter().enumerate() {
            let first = at == 0;
            voices.hear(*languages, true);
            let part = Token {
                word: *word,
                flags: word_flags(*word),
                gap: if first { token.gap } else { Gap::Space },
                after_of: token.after_of && first,
                hyphen: token.hyphen && first,
                ..token
            };
            if !self.push(part) {
                return false;
            }
        }
        true
    }

    /// `e` and `en` are `and` in some languages, a letter or `in` in others.
    fn conjunctions(&mut self, voices: &Voices) {
        if !self.tokens().iter().any(|token| matches!(token.word, WORD_EN | WORD_E)) {
            return;
        }
        let en = voices.foreign == 0 || voices.of(NL) > voices.of(FR).max(voices.of(ES));
        let romance = voices.of(IT).max(voices.of(PT)).max(voices.of(ES));
        // `Diretora e CIO`: a chief's short form is of no language.
        let titled = |token: &Token| token.is(BEGINS_SEAT) && !token.hyphen;
        let e = |next: &Token, last: &Token| {
            romance > voices.only_english
                || (voices.foreign & (IT | PT | ES) != 0 && (titled(next) || titled(last)))
        };
        let mut kept = 0;
        for at in 0..self.length {
            let mut token = self.tokens[at];
            match token.word {
                WORD_EN if en => token = Token { word: WORD_AND, flags: word_flags(WORD_AND), ..token },
                WORD_EN => continue,
                WORD_E if at > 0 && at + 1 < self.length && e(&self.tokens[at + 1], &self.tokens[at - 1]) => {
                    token = Token { word: WORD_AND, flags: word_flags(WORD_AND), ..token };
                }
                _ => {}
            }
            self.tokens[kept] = token;
            kept += 1;
        }
        self.length = kept;
    }

    /// The title in the order of English, for languages that put what narrows a word behind it:
    /// `développeur web` → `web développeur`. Heads and managers stay in front, with how high they are.
    pub(super) fn turned(&self) -> Self {
        let mut turned = self.clone();
        let tokens = &mut turned.tokens[..turned.length];
        let mut begin = 0;
        for at in 1..=tokens.len() {
            if at < tokens.len()
                && tokens[at].gap == Gap::Space
                && !is_and(&tokens[at])
                && !is_and(&tokens[at - 1])
            {
                continue;
            }
            let run = &mut tokens[begin..at];
            let gap = run[0].gap;
            let heads = run.iter().take_while(|token| token.grade() > Grade::Specialist as u16 + 1).count();
            // `Diretor executivo de TI`
            let high =
                if heads == 0 { 0 } else { run[heads..].iter().take_while(|token| token.is(HIGH)).count() };
            let leading = heads + high;
            run[0].gap = Gap::Space;
            run[leading..].reverse();
            run[0].gap = gap;
            begin = at;
        }
        turned
    }

    /// What `read` finds in the title, in the order of its words that finds something; the likelier order
    /// goes first.
    pub(super) fn in_order<T>(&self, read: impl Fn(&Self) -> T, found: impl Fn(&T) -> bool) -> T {
        match self.order {
            Order::AsEnglish => read(self),
            Order::Turned => Some(read(&self.turned())).filter(found).unwrap_or_else(|| read(&self.second())),
            Order::Either => {
                let first = read(self);
                if found(&first) {
                    return first;
                }
                Some(read(&self.turned().second())).filter(found).unwrap_or(first)
            }
        }
    }

    /// The title for a second reading, after one in the likelier order found nothing: there single words
    /// count no more.
    fn second(&self) -> Self {
        Self { second: true, ..self.clone() }
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

    /// `Head of School of Computing`, `Institutsdirektor Informatik`: whoever heads a school heads none of
    /// what it teaches. A `Head of School IT` does. Other languages leave out the `of` as well: `Directeur
    /// faculteit informatica`.
    fn set_schools_apart(&mut self) {
        if !self.tokens().iter().any(|token| token.is(SCHOOL)) {
            return;
        }
        let heads = |token: &Token| token.grade() > Grade::Lead as u16 + 1;
        let foreign = self.spoken != EN;
        // `IT-Trainerin Volkshochschule`, `Fachbereichsleiter Informatik Gymnasium`
        if let [first, second, .., last] = self.tokens()
            && last.word == WORD_COLLEGE
        {
            let unit = first.is(UNIT) && heads(second) && first.start == second.start;
            if unit || self.tokens().iter().any(|token| token.word == WORD_TRAINER) {
                self.tokens[self.length - 1].flags |= OUTSIDER;
            }
        }
        for at in 0..self.length.saturating_sub(2) {
            let [first, second, third] = [self.tokens[at], self.tokens[at + 1], self.tokens[at + 2]];
            let follows = third.connects() || (foreign && !third.hyphen);
            let teaches = heads(&first) && second.is(SCHOOL) && follows;
            // The two are one word.
            let compound = first.is(SCHOOL) && heads(&second) && first.start == second.start;
            // `Director del departamento de informática de la universidad`
            let chair = first.word == WORD_DIRECTOR
                && second.is(UNIT)
                && third.after_of
                && self.tokens().get(at + 3..).is_some_and(|rest| rest.iter().any(|one| one.is(SCHOOL)));
            if (teaches || compound || chair) && third.gap == Gap::Space {
                self.tokens[at].flags |= OUTSIDER | SCHOOL;
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

/// `exdirector`, `vicedirettore`, `oud-directeur`: what is set before a grade, and the grade.
fn prefixed(text: &str) -> Option<(u16, (u16, u8))> {
    const PREFIXES: [(&str, &str); 6] =
        [("ex", "ex"), ("oud", "ex"), ("vice", "vice"), ("vize", "vice"), ("sub", "vice"), ("co", "co")];
    PREFIXES.into_iter().find_map(|(prefix, means)| {
        let (word, languages) = word_number(text.strip_prefix(prefix).filter(|rest| rest.len() > 3)?);
        (word_flags(word) & 7 != 0).then(|| (word_number(means).0, (word, languages)))
    })
}

/// The most parts of a word that is written together.
const MAX_COMPOUND: usize = 4;

/// Splits a word into known words of one of these languages, the longest first; how many there are.
fn compound(text: &str, languages: u8, parts: &mut [(u16, u8)]) -> Option<usize> {
    let (place, others) = parts.split_first_mut()?;
    let longest = text.len();
    for length in (3..=longest).rev() {
        let Some((part, rest)) = text.split_at_checked(length) else { continue };
        let (word, spoken) = word_number(part);
        let shared = spoken & languages;
        if word == 0 || shared == 0 || !IN_COMPOUNDS[usize::from(word)] || word_flags(word) & STOP != 0 {
            continue;
        }
        *place = (word, shared);
        if rest.is_empty() {
            return Some(1);
        }
        let joined = ["", "s", "n", "en", "es"].into_iter().find_map(|link| {
            let rest = rest.strip_prefix(link).filter(|rest| !rest.is_empty())?;
            compound(rest, shared, others)
        });
        if let Some(count) = joined {
            return Some(count + 1);
        }
    }
    None
}

/// `Salesmanager`, `Berufsschullehrer`: a German or Dutch word for somebody behind a word of another
/// language or, where it is a profession of another field, behind anything.
fn ending_in_title(text: &str, parts: &mut [(u16, u8)]) -> Option<usize> {
    (3..text.len().saturating_sub(4)).find_map(|at| {
        let (front, title) = text.split_at_checked(at)?;
        let (word, languages) = word_number(title);
        let flags = word_flags(word);
        let outsider = flags & OUTSIDER != 0;
        if languages & (DE | NL) == 0 || !(outsider || flags & 7 != 0) {
            return None;
        }
        let (before, _) = word_number(front);
        let (first, second) = (before != 0 || outsider)
            .then_some(())
            .and_then(|()| parts.first_mut().map(|_| ((before, 0), (word, languages))))?;
        parts[0] = first;
        *parts.get_mut(1)? = second;
        Some(2)
    })
}

/// Which languages the words of a title are of.
#[derive(Default)]
struct Voices {
    counts: [u8; 7],
    only_english: u8,
    /// Languages with a word that English does not have.
    foreign: u8,
    /// The same of words such as `de` and `des`.
    small: u8,
}

impl Voices {
    fn hear(&mut self, languages: u8, says: bool) {
        if languages == 0 {
            return;
        }
        if languages == EN {
            let english = &mut self.counts[EN.trailing_zeros() as usize];
            *english = english.saturating_add(1);
            self.only_english = self.only_english.saturating_add(1);
            return;
        }
        for (bit, count) in self.counts.iter_mut().enumerate() {
            *count = count.saturating_add(languages >> bit & 1);
        }
        if languages & EN == 0 {
            let place = if says { &mut self.foreign } else { &mut self.small };
            *place |= languages;
        }
    }

    /// The languages of a title: those of its words, else of the small ones between them.
    fn spoken(&self) -> u8 {
        let found = if self.foreign == 0 { self.small } else { self.foreign };
        if found == 0 {
            return EN;
        }
        let heard = |bit: u32| self.counts[bit as usize];
        let most = (0..7).filter(|bit| found >> bit & 1 != 0).map(heard).max().unwrap_or_default();
        (0..7).filter(|bit| found >> bit & 1 != 0 && heard(*bit) == most).fold(EN, |all, bit| all | 1 << bit)
    }

    /// How many words are of a language.
    fn of(&self, language: u8) -> u8 {
        self.counts[language.trailing_zeros() as usize]
    }

    fn order(&self) -> Order {
        if self.foreign | self.small == 0 {
            return Order::AsEnglish;
        }
        let most = |of: u8| {
            let counts = self.counts.iter().enumerate().filter(|(bit, _)| of >> bit & 1 != 0);
            counts.map(|(_, count)| *count).max().unwrap_or_default()
        };
        let (behind, before) = (most(BEHIND), most(!BEHIND));
        match behind.cmp(&before) {
            // `Développeur front-end React`
            std::cmp::Ordering::Less if self.foreign & BEHIND != 0 => Order::Either,
            std::cmp::Ordering::Less => Order::AsEnglish,
            std::cmp::Ordering::Equal if behind == 0 => Order::AsEnglish,
            std::cmp::Ordering::Equal => Order::Either,
            std::cmp::Ordering::Greater => Order::Turned,
        }
    }
}

/// `3`, `2026`, `L6`, `E5`, `IC4`.
fn is_number(word: &str) -> bool {
    if !word.ends_with(|last: char| last.is_ascii_digit()) {
        return false;
    }
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 2 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest phrase that begins at the first of `tokens` and for which `pick` finds something,
/// with its number of words. A phrase does not run over a sign that parts titles. `begins` is the kind of
/// phrase: most words begin none.
pub(super) fn longest<T>(
    tokens: &[Token],
    begins: u32,
    pick: impl Fn(&'static Node) -> Option<T>,
) -> Option<(usize, T)> {
    let mut best = None;
    let first = tokens.first().filter(|first| first.is(begins))?;
    let mut node = Node::first(first.word);
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
    token.word == WORD_AND
}

/// Where the words of a qualifier count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere before or after the title.
    Anywhere,
    /// Right beside the title, or alone.
    Close,
    /// Right before the title.
    Before,
}

/// The most words that a qualifier has.
const MOST_WORDS: usize = 3;

/// The qualifier of a number in the tables.
fn decode(number: u8) -> Option<(Qualifier, Reach)> {
    let qualifier = Qualifier::ALL.get(usize::from(number / 3)).copied()?;
    let reach = match number % 3 {
        0 => Reach::Anywhere,
        1 => Reach::Close,
        _ => Reach::Before,
    };
    Some((qualifier, reach))
}

/// The qualifier that begins here: its length, and whether it narrows an area as any word does: `customer`,
/// `school`.
pub(super) fn qualifier(tokens: &[Token]) -> Option<(usize, bool)> {
    let (length, (qualifier, _)) = longest(tokens, BEGINS_QUALIFIER, |node| decode(node.qualifier()?))?;
    let part =
        qualifier == Qualifier::Part && !tokens[..length].iter().any(|token| token.is(REGION | HARMLESS));
    Some((length, part || qualifier == Qualifier::Outward))
}

/// What a look beside a title found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    pub(super) qualifiers: Qualifiers,
    /// How many words were taken.
    pub(super) taken: usize,
}

/// Takes qualifiers off the end of `tokens`, which stand before a title. `also` are kinds of words
/// that say nothing there.
pub(super) fn peel_before(tokens: &[Token], also: u32) -> Beside {
    let mut beside = Beside::default();
    loop {
        let left = &tokens[..tokens.len() - beside.taken];
        let Some(last) = left.last() else { break };
        if let Some((length, qualifier)) = ending(left) {
            beside.qualifiers.insert(qualifier);
            beside.taken += length;
        } else if last.is(also) || last.number || (is_and(last) && beside.taken > 0) {
            beside.taken += 1;
        } else {
            break;
        }
    }
    beside
}

/// The longest qualifier at the end of `tokens`.
pub(super) fn ending(tokens: &[Token]) -> Option<(usize, Qualifier)> {
    (1..=MOST_WORDS.min(tokens.len())).rev().find_map(|length| {
        let node = whole(&tokens[tokens.len() - length..])?;
        let (qualifier, _) = decode(node.qualifier()?)?;
        Some((length, qualifier))
    })
}

/// Takes qualifiers off the start of `tokens`, which stand behind a title.
pub(super) fn peel_after(tokens: &[Token], also: u32) -> Beside {
    let mut beside = Beside::default();
    loop {
        let left = &tokens[beside.taken..];
        let Some(first) = left.first() else { break };
        let found = longest(left, BEGINS_QUALIFIER, |node| {
            let (qualifier, reach) = decode(node.qualifier()?)?;
            (reach != Reach::Before).then_some(qualifier)
        });
        if let Some((length, qualifier)) = found {
            beside.qualifiers.insert(qualifier);
            beside.taken += length;
        } else if first.is(also) || first.number || (is_and(first) && beside.taken > 0 && peels(&left[1..])) {
            beside.taken += 1;
        } else {
            break;
        }
    }
    beside
}

fn peels(tokens: &[Token]) -> bool {
    longest(tokens, BEGINS_QUALIFIER, |node| decode(node.qualifier()?)).is_some()
}

/// The qualifiers that count anywhere, among words that say something else too.
pub(super) fn among(tokens: &[Token]) -> Qualifiers {
    let mut found = Qualifiers::default();
    for at in 0..tokens.len() {
        let qualifier = longest(&tokens[at..], BEGINS_QUALIFIER, |node| {
            let (qualifier, reach) = decode(node.qualifier()?)?;
            (reach == Reach::Anywhere).then_some(qualifier)
        });
        if let Some((_, qualifier)) = qualifier {
            found.insert(qualifier);
        }
    }
    found
}

/// Every qualifier among words that hold nothing else but a head and an area, and the words for a part
/// of the company.
pub(super) fn all_qualifiers(tokens: &[Token]) -> (Qualifiers, Option<&[Token]>) {
    let (mut found, mut part) = (Qualifiers::default(), None);
    let mut at = 0;
    // Words such as `customer` qualify a title only where nothing is before them.
    let mut front = true;
    while at < tokens.len() {
        let token = &tokens[at];
        let Some((length, (qualifier, reach))) =
            longest(&tokens[at..], BEGINS_QUALIFIER, |node| decode(node.qualifier()?))
        else {
            front &= token.is(LEVEL) || token.number;
            at += 1;
            continue;
        };
        let behind = at + length;
        let close = front || tokens[behind..].iter().all(|token| token.is(LEVEL_LIKE) || token.number);
        if reach == Reach::Anywhere || (reach == Reach::Before && front) || (reach == Reach::Close && close) {
            found.insert(qualifier);
            if qualifier == Qualifier::Part {
                part = tokens.get(at..behind);
            }
        }
        at = behind;
    }
    (found, part)
}

/// The qualifiers of a part of a title that holds nothing else.
pub(super) fn alone(tokens: &[Token]) -> Option<Qualifiers> {
    let beside = peel_after(tokens, LEVEL_LIKE);
    (beside.taken == tokens.len()).then_some(beside.qualifiers)
}

/// Words that say nothing about a seat or a function.
pub(super) const LEVEL_LIKE: u32 = CREDENTIAL | SEX | DATE;
/// The same, and words for how far along somebody is.
pub(super) const ANY_LEVEL: u32 = LEVEL | CREDENTIAL;
/// The same, and grades that are next to a C title.
pub(super) const HIGH_LIKE: u32 = HIGH | CREDENTIAL;

/// What the first word of a title says of who is in it: `acting`, `former`, `deputy`.
pub(super) fn leading(tokens: &[Token]) -> Option<Qualifier> {
    let (_, qualifier) = longest(tokens, BEGINS_QUALIFIER, |node| decode(node.qualifier()?))?;
    let (qualifier, reach) = qualifier;
    let of_holder = matches!(
        qualifier,
        Qualifier::Temporary | Qualifier::Planned | Qualifier::Leaving | Qualifier::Former | Qualifier::Below
    );
    (of_holder && reach == Reach::Anywhere).then_some(qualifier)
}

/// More parts than this are not a title.
pub(super) const MAX_PARTS: usize = 8;

/// What sets a part off from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A comma, or the start of the title.
    Comma,
    /// A dash or colon.
    Dash,
    /// A bracket.
    Bracket,
    /// A slash: a second title.
    Slash,
    /// The word `and` between two titles.
    And,
    /// `acting as`.
    ActingAs,
}

/// A run of words of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) link: Link,
    /// The languages of the title.
    pub(super) spoken: u8,
    /// Is it the whole title?
    pub(super) alone: bool,
    /// Do single words count no more?
    pub(super) second: bool,
}

/// The parts of a title.
pub(super) struct Parts<'t> {
    all: [Part<'t>; MAX_PARTS],
    length: usize,
    spoken: u8,
    second: bool,
    /// The words of the title.
    count: usize,
}

impl<'t> Parts<'t> {
    /// Splits a title. What follows `to` behind somebody's assistant or the like is another's title
    /// and is left out.
    pub(super) fn split(sentence: &'t Sentence) -> Self {
        let empty = Part {
            tokens: &[],
            link: Link::Comma,
            spoken: sentence.spoken,
            alone: false,
            second: sentence.second,
        };
        let mut parts = Self {
            all: [empty; MAX_PARTS],
            length: 0,
            spoken: sentence.spoken,
            second: sentence.second,
            count: sentence.tokens().len(),
        };
        let tokens = own_title(sentence.tokens());
        let mut begin = 0;
        for at in 1..=tokens.len() {
            if tokens.get(at).is_none_or(|token| token.gap != Gap::Space) {
                parts.segment(&tokens[begin..at]);
                begin = at;
            }
        }
        parts
    }

    /// The parts, in order.
    pub(super) fn all(&self) -> &[Part<'t>] {
        &self.all[..self.length]
    }

    /// Splits words that no sign parts.
    fn segment(&mut self, tokens: &'t [Token]) {
        let Some(first) = tokens.first() else { return };
        let mut link = match first.gap {
            Gap::Space | Gap::Comma => Link::Comma,
            Gap::Dash => Link::Dash,
            Gap::Slash => Link::Slash,
            Gap::Bracket => Link::Bracket,
        };
        let mut rest = tokens;
        // `(and Head of IT)`, `/ and CTO`
        if let Some((first, behind)) = rest.split_first()
            && is_and(first)
        {
            rest = behind;
            link = Link::And;
        }
        let mut at = 0;
        while at < rest.len() {
            if let Some((length, next)) = split_here(rest, at) {
                self.push(&rest[..at], link);
                rest = &rest[at + length..];
                link = next;
                at = 0;
            } else {
                // A title with `and` inside is one title.
                at += longest(&rest[at..], BEGINS_SEAT, Node::seat).map_or(1, |(length, _)| length);
            }
        }
        self.push(rest, link);
    }

    fn push(&mut self, tokens: &'t [Token], link: Link) {
        if tokens.is_empty() {
            return;
        }
        if let Some(place) = self.all.get_mut(self.length) {
            let alone = tokens.len() == self.count;
            *place = Part { tokens, link, spoken: self.spoken, alone, second: self.second };
            self.length += 1;
        }
    }
}

/// Do two titles meet at a word? How many words stand between them, and what these are.
fn split_here(tokens: &[Token], at: usize) -> Option<(usize, Link)> {
    let here = &tokens[at];
    if here.word == WORD_ACTING && at > 0 && tokens.get(at + 1).is_some_and(|next| next.word == WORD_AS) {
        return Some((2, Link::ActingAs));
    }
    let splits = is_and(here) && at > 0 && begins_title(&tokens[at + 1..], &tokens[..at]);
    splits.then_some((1, Link::And))
}

/// Do the words behind `and` begin a title of their own, beside one before it?
fn begins_title(behind: &[Token], before: &[Token]) -> bool {
    let seat = whole(before).and_then(Node::seat).is_some();
    // `Bereichsleiter und CIO` are two titles, `Office of the CEO and CIO` is none.
    let heads = before.last().is_some_and(|last| last.grade() > Grade::Specialist as u16 + 1);
    if (!seat && !heads && before.iter().any(|token| token.is(UNIT)))
        || among(before).contains(Qualifier::Beside)
    {
        return false;
    }
    let skipped = peel_after(behind, 0).taken;
    let next = &behind[skipped..];
    if next.is_empty() {
        return skipped > 0 && among(behind).contains(Qualifier::Founder);
    }
    if chief_title(next).is_some() {
        return true;
    }
    let until = next.iter().position(is_and).unwrap_or(next.len());
    // `DSI et membre du Codir`
    let member =
        |at: Option<usize>| at.and_then(|at| next.get(at)).is_some_and(|token| token.word == WORD_MEMBER);
    let of = next.get(1).is_some_and(|token| token.after_of);
    // `RSSI et DSI`
    if seat && whole(&next[..until]).and_then(Node::seat).is_some() {
        return true;
    }
    if (of && member(Some(0))) || member(until.checked_sub(1)) {
        return true;
    }
    // `CIO und Bereichsleiterin IT`
    let unit = next[0].is(UNIT) && next.get(1).is_some_and(|next| next.grade() == Grade::Head as u16 + 1);
    if seat && unit {
        return true;
    }
    let titled = seat || before.iter().any(|token| token.grade() != 0) || holds_chief(before) || {
        let before = among(before);
        // `Subdirector general y jefe de informática`
        before.contains(Qualifier::Founder) || before.contains(Qualifier::Below)
    };
    if !titled {
        return false;
    }
    let graded = |token: &Token| token.grade() > Grade::Specialist as u16 + 1;
    graded(&next[0])
        || (until > 0 && next[until - 1].grade() != 0)
        || among(next).contains(Qualifier::Founder)
}

/// The length of a C title that begins here.
fn chief_title(tokens: &[Token]) -> Option<usize> {
    let chief = |node: &'static Node| {
        let title = node.seat().filter(|title| matches!(title.form, Form::Long | Form::Acronym));
        (title.is_some() || node.acronym().is_some()).then_some(())
    };
    longest(tokens, BEGINS_SEAT, chief).map(|(length, ())| length)
}

fn holds_chief(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| chief_title(&tokens[at..]).is_some())
}

/// `to be hired`.
fn qualifies(tokens: &[Token]) -> bool {
    longest(tokens, BEGINS_QUALIFIER, Node::qualifier).is_some()
}

/// `Assistentin der IT-Leitung`, `secretaresse directeur ICT`: does somebody else's title follow an
/// assistant's?
fn works_for_head(last: &Token, behind: &[Token], foreign: bool) -> bool {
    let house = matches!(last.word, WORD_SECRETARY | WORD_SECRETARIAT);
    if !house && last.grade() != Grade::Assistant as u16 + 1 && last.word != WORD_ADVISOR {
        return false;
    }
    let Some(first) = behind.first().filter(|first| first.gap == Gap::Space) else { return false };
    // `Asistente de dirección` is a work of its own.
    let named = |pair: [&Token; 2]| whole(pair).is_some_and(|node| node.function(u8::MAX).is_some());
    if behind.len() == 1 && (named([last, first]) || named([first, last])) {
        return false;
    }
    let heads = |token: &Token| token.grade() > Grade::Lead as u16 + 1;
    let seat = |title: &&SeatTitle| matches!(title.form, Form::Long | Form::Acronym | Form::Exact);
    let holds = || longest(behind, BEGINS_SEAT, |node| node.seat().filter(seat)).is_some();
    if house || last.grade() == Grade::Assistant as u16 + 1 {
        // `Assistente IT-directeur`
        let any = first.after_of || (foreign && (house || last.word == WORD_ASSISTANT));
        (any && (behind.iter().any(heads) || holds())) || (house && heads(first))
    } else {
        last.word == WORD_ADVISOR && first.after_of && (heads(first) || holds())
    }
}

/// The words that are somebody's own title: those before `to` in `assistant to the CIO`.
fn own_title(tokens: &[Token]) -> &[Token] {
    let mut begin = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.gap != Gap::Space {
            begin = at;
        }
        if token.word != WORD_TO || qualifies(&tokens[at..]) {
            continue;
        }
        let before = &tokens[begin..at];
        if let Some(last) = before.last()
            && (last.word == WORD_REPORTING || last.word == WORD_REPORTS)
        {
            return &tokens[..at - 1];
        }
        let somebody = before.iter().any(|token| token.grade() != 0 || token.is(UNIT));
        if somebody || among(before).contains(Qualifier::Beside) {
            return &tokens[..at];
        }
    }
    tokens
}
