//! Which ids and texts tell who holds a position: they are treated as names.
//!
//! Handbooks key people by `mara_frost`, and files by `jane-doe.yml`. An id that is made of the words or
//! initials of its holder's name is personal; where more than half of the ids beside a name are, all ids of
//! the chart are. Without names to compare with, a key of several words that has none in common with what
//! the position is called is taken for a person's.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::fields::CHART_KINDS;
use super::layouts::{is_all_beside, is_known_key};
use super::origin::Origin;
use super::{
    Chart, ChartFile, Field, IdText, NodeRef, Part, PlacedProblem, PositionId, Problem, Text, TopField,
    ValueKind, values, words as chart_words,
};
use crate::source::{FileId, Place, offset};
use crate::vocabulary::{TextKind, TitleContext, function_named, functions_of, resolve_title, seat_named};
use crate::yaml;

/// Fields whose values are ids of other positions.
const REFERENCES: [Field; 6] =
    [Field::ReportsTo, Field::DottedTo, Field::Complements, Field::AlsoHolds, Field::CoLead, Field::Cover];

/// Words of a name that are everyday words, or parts of many names.
const PARTICLES: [&str; 24] = [
    "al", "and", "ben", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "in", "la",
    "le", "of", "ter", "the", "van", "vom", "von", "zu",
];

/// Which ids of a chart are personal.
#[derive(Debug, Default)]
pub(super) struct Personal {
    all: bool,
    single: HashSet<PositionId>,
    /// Whether some id or role slug that is written is made of several words, and tells of no person.
    has_worded: bool,
    /// Whether the file has no ids, and yet names, so that managers can only be named by these or by titles.
    has_only_names: bool,
    /// What is left of the single ones where one letter is left out.
    near: OnceLock<HashSet<String>>,
    /// All ids that tell of somebody.
    texts: OnceLock<HashSet<Box<str>>>,
    /// What the ids of the chart look like.
    forms: OnceLock<Forms>,
}

/// Of more ids than these, only some are looked at.
const MOST_LOOKED_AT: usize = 10_000;

/// What the written ids of a chart look like, which tell of nobody. Any other word may be a login.
#[derive(Debug, Default)]
struct Forms {
    /// Their words, folded: `emp` of `EMP1017`.
    words: HashSet<Box<str>>,
    /// What is left of those with words where one letter is left out.
    near: HashSet<String>,
    /// Whether a good part of the ids are one word, such as `ceo`.
    has_words: bool,
    /// Whether some are several words, such as `head-of-it`.
    has_several: bool,
    /// Whether letters beside digits differ from one id to the next: `2UKBA18`.
    has_codes: bool,
}

impl Forms {
    fn of(chart: &Chart) -> Self {
        let mut forms = Self::default();
        let (mut all, mut worded, mut numbered) = (0_usize, 0_usize, 0_usize);
        let mut beside_digits: HashSet<Box<str>> = HashSet::new();
        // Of a large chart some tell what all look like.
        let some = chart.positions().step_by(chart.len() / MOST_LOOKED_AT + 1);
        let written = some.filter(|of| chart.has_written_id(*of) && !chart.is_personal(*of));
        for id in written.map(|of| chart.id(of)) {
            all += 1;
            if !may_hold_words(id) && has_digit(id) {
                continue;
            }
            let is_folded = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            let id = if is_folded { Cow::Borrowed(id) } else { Cow::Owned(folded(id)) };
            let is_several = words(&id).nth(1).is_some();
            if has_digit(&id) {
                numbered += 1;
                note_words(&mut beside_digits, &id);
            } else {
                worded += 1;
                forms.has_words |= !is_several;
            }
            forms.has_several |= is_several;
            note_words(&mut forms.words, &id);
            if all <= MOST_COMPARED && id.len() <= LONGEST_ID {
                forms.near.extend(with_one_less(&id));
            }
        }
        forms.has_words &= worded * 4 >= all;
        forms.has_codes = beside_digits.len() > 2 && beside_digits.len() * 2 > numbered;
        forms
    }

    /// Whether a folded text looks like one of the ids, or is a slip in one.
    fn has(&self, text: &str) -> bool {
        let is_known = |word: &str| {
            self.words.contains(word)
                || BEFORE_NUMBERS.contains(&word)
                || !is_telling(word)
                || is_of_titles(word)
        };
        let is_several = words(text).nth(1).is_some();
        let is_like = match (has_digit(text), is_several) {
            (true, true) => self.has_codes || self.has_several,
            (true, false) => self.has_codes,
            (false, true) => self.has_several,
            (false, false) => self.has_words,
        };
        is_like
            || is_hex(text)
            || words(text).all(is_known)
            || (text.len() <= LONGEST_ID && with_one_less(text).any(|text| self.near.contains(&text)))
    }
}

/// Most ids have the same few words.
fn note_words(known: &mut HashSet<Box<str>>, text: &str) {
    for word in words(text) {
        if !known.contains(word) {
            known.insert(word.into());
        }
    }
}

pub(crate) fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text is made of the digits of a number to the base of sixteen: `3f2a9c04-11d2`.
pub(crate) fn is_hex(text: &str) -> bool {
    text.len() >= 8 && has_digit(text) && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Letters in lower case, composed alike and without accents.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            c => out.push(c),
        }
    }
    out
}

/// The same with `ö` written `oe`, where that differs.
fn transcribed(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let composed: String = text.nfkc().collect();
    if !composed.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'å', 'Å', 'ø', 'Ø']) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in composed.chars() {
        match c {
            'ä' | 'Ä' => out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'å' | 'Å' => out.push_str("aa"),
            c => out.push(c),
        }
    }
    Some(folded(&out))
}

/// Whether two words begin like names: `Mara Frost`.
fn may_be_two_names(text: &str) -> bool {
    words(text).filter(|word| is_name_like(word)).nth(1).is_some()
}

/// The words of letters alone; digits and signs part them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether a word tells of somebody: it is not an initial, and no part of many names.
pub(crate) fn is_telling(folded_word: &str) -> bool {
    folded_word.chars().nth(1).is_some() && !(folded_word.len() < 4 && PARTICLES.contains(&folded_word))
}

/// Whether a text has the form of an id, and not that of a name, an address, a distinguished name or a
/// reference to a user.
pub(crate) fn has_form_of_id(text: &str) -> bool {
    let text = text.trim();
    if is_code(text) {
        return true;
    }
    if text.contains(['@', '=', '<', '>', '\n', '"', '\\']) || text.chars().count() > LONGEST_ID {
        return false;
    }
    if let Some((kind, name)) = text.split_once(':') {
        let kind = folded(kind);
        return !["user", "person", "people", "employee", "mailto", "uid", "cn"].contains(&kind.trim())
            && has_form_of_id(name);
    }
    if text.contains(char::is_whitespace) || text.contains(',') {
        return words(text).nth(1).is_none();
    }
    // `Chen`, `MaraFrost`, and words of scripts without capitals.
    let has_sign = text.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | '/' | '#'));
    let is_acronym = text.chars().count() <= LONGEST_ACRONYM && text.chars().all(char::is_uppercase);
    let is_small = text.is_ascii() && !text.contains(|c: char| c.is_ascii_uppercase());
    if is_small || is_acronym {
        return true;
    }
    let capitals = words(text).filter(|word| is_name_like(word)).count();
    if !has_sign && capitals < 2 {
        // `Sales` is not a name.
        let resolved = resolve_title(text, &TitleContext::new());
        return resolved.seat.is_some() || !resolved.functions.is_empty();
    }
    let has_initial = words(text).any(|word| word.chars().nth(1).is_none());
    has_sign && text.is_ascii() && (capitals == 0 || (capitals == 1 && !has_initial))
}

/// A text, and what is left of it where one character is left out.
fn with_one_less(text: &str) -> impl Iterator<Item = String> {
    let without = |(at, c): (usize, char)| [&text[..at], &text[at + c.len_utf8()..]].concat();
    std::iter::once(text.to_owned()).chain(text.char_indices().map(without))
}

/// Ids that tell of people with which other texts are compared letter by letter.
const MOST_COMPARED: usize = 10_000;

/// Whether a text is a code with one letter at most, as most ids are: `p-0017`.
fn is_code(text: &str) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'#');
    let letters = text.bytes().filter(|byte| !is_sign(byte));
    let is_short = (1..=LONGEST_ID).contains(&text.len());
    is_short && letters.clone().take(2).count() < 2 && letters.take(1).all(|byte| byte.is_ascii_alphabetic())
}

/// The longest text that is taken for an id.
const LONGEST_ID: usize = 80;
/// Words of the longest text that is taken for a name.
const LONGEST_NAME: usize = 6;
/// The longest id that may be made of the beginnings of a name, in bytes.
const LONGEST_LOOSE: usize = 8;
/// The longest word of capitals that is not a name: `CEO`, `EMEA`.
const LONGEST_ACRONYM: usize = 6;

/// `Mara`, and no `QA` or `eng`.
fn is_name_like(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// Whether letters are made of beginnings of different words: `mfrost`, `maraf` and `mf` of `Mara Frost`, or
/// are one of the words. `words` are folded.
fn is_made_of(letters: &str, words: &[String]) -> bool {
    if letters.chars().nth(1).is_none() {
        return false;
    }
    if words.iter().any(|word| word == letters && is_telling(word)) {
        return true;
    }
    let mut taken = vec![false; words.len()];
    begins(letters, words, &mut taken, 0, false)
}

/// The same with beginnings of two letters, as in `mumax` and `mamu` of `Max Mustermann`. Many a word is made so.
fn is_loosely_made_of(id: &str, name: &str) -> bool {
    let letters = folded(&words(id).collect::<String>());
    let of = |name: &str| {
        let all: Vec<String> = words(name).take(MOST_WORDS).map(str::to_owned).collect();
        letters.len() <= LONGEST_ID && begins(&letters, &all, &mut vec![false; all.len()], 0, true)
    };
    of(&folded(name)) || transcribed(name).is_some_and(|name| of(&name))
}

/// The most words of a name that are looked at, so that looking takes no longer than reading.
const MOST_WORDS: usize = 6;

fn begins(letters: &str, words: &[String], taken: &mut [bool], used: usize, loosely: bool) -> bool {
    if letters.is_empty() {
        return used > 1;
    }
    for at in 0..words.len() {
        if taken[at] {
            continue;
        }
        let common = letters
            .char_indices()
            .zip(words[at].chars())
            .take_while(|((_, one), other)| one == other)
            .last()
            .map(|((start, c), _)| start + c.len_utf8());
        let Some(common) = common else { continue };
        taken[at] = true;
        // A whole word, or an initial; in between, cuts of three letters and more, such as `mar` of `Mara`.
        let ends = letters.char_indices().map(|(start, _)| start).chain([letters.len()]).enumerate();
        let fits = ends
            .filter(|(count, end)| {
                *count > 0 && *end <= common && (*count != 2 || loosely || words[at].len() == *end)
            })
            .any(|(_, end)| begins(&letters[end..], words, taken, used + 1, loosely));
        taken[at] = false;
        if fits {
            return true;
        }
    }
    false
}

/// Words before the number of an id, in any chart.
const BEFORE_NUMBERS: [&str; 16] = [
    "agent",
    "employee",
    "member",
    "node",
    "person",
    "position",
    "post",
    "role",
    "seat",
    "staff",
    "team",
    "unit",
    "user",
    "worker",
    "department",
    "group",
];

/// The parts of an id, folded: words, and those written together with capitals.
fn parts(id: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in words(id) {
        let mut start = 0;
        let mut chars = word.char_indices().peekable();
        let mut before: Option<char> = None;
        while let Some((at, c)) = chars.next() {
            let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
            let next = chars.peek().map(|(_, next)| *next);
            // `annaBerg`, `SChen`
            let starts = c.is_uppercase() && before.is_some() && (is_small(before) || is_small(next));
            if starts {
                parts.push(folded(&word[start..at]));
                start = at;
            }
            before = Some(c);
        }
        if start > 0 {
            parts.push(folded(word));
        }
        parts.push(folded(&word[start..]));
    }
    parts
}

/// Whether a part of an id holds words of a name: `sarah`, `schen`, `bergan`, `annabergceo`. Of initials alone it
/// is not sure.
fn holds_name(part: &str, words: &[String]) -> bool {
    let length = part.chars().count();
    let begins_or_ends = |word: &String| {
        let of_word = word.chars().count();
        let rest = length.saturating_sub(of_word);
        let is_long = of_word > LEAST_PIECE || (of_word == LEAST_PIECE && rest < LEAST_PIECE);
        is_long && (part.starts_with(word.as_str()) || part.ends_with(word.as_str()))
    };
    let is_whole = |word: &String| is_telling(word) && (word == part || begins_or_ends(word));
    // The first name and the last, with more around them.
    let has_both = |one: &String| {
        let after = part.find(one.as_str()).map(|at| &part[at + one.len()..]);
        let is_next = |other: &String| {
            one.len() + other.len() > LEAST_PIECE
                && after.is_some_and(|rest| rest.starts_with(other.as_str()))
        };
        words.iter().filter(|other| *other != one).any(is_next)
    };
    words.iter().any(is_whole)
        || (length >= LEAST_PIECE && (is_made_of(part, words) || words.iter().any(has_both)))
}

/// Letters of the shortest piece of a name that is looked for within a word.
const LEAST_PIECE: usize = 4;

/// Whether an id has the words of a name beside others: `ceo-sarah-chen`, `emp_aberg`. A word that the position is
/// called by, or that titles are made of, tells of nobody: `sales-lead`, whoever is called Mark Sales.
fn tells_beside<'c>(id: &str, name: &str, called: &dyn Fn() -> Vec<&'c str>) -> bool {
    if id.len() > LONGEST_ID {
        return false;
    }
    let (whole, parts) = (folded(id), OnceCell::new());
    let of = |name: &str| {
        // Most ids have no word of the name in them.
        if !words(name).take(MOST_WORDS).any(|word| is_telling(word) && whole.contains(word)) {
            return false;
        }
        let parts: &Vec<String> = parts.get_or_init(|| self::parts(id));
        let all: Vec<String> = words(name).take(MOST_WORDS).map(str::to_owned).collect();
        parts.iter().any(|part| holds_name(part, &all) && !is_called(part, called))
    };
    of(&folded(name)) || transcribed(name).is_some_and(|name| of(&name))
}

/// Whether a folded word is among those that a position is called by, or titles are made of it.
fn is_called<'c>(word: &str, called: &dyn Fn() -> Vec<&'c str>) -> bool {
    let is_like = |other: &str| {
        let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
        short == long || (short.len() >= LEAST_PIECE && long.starts_with(short))
    };
    let is_said = |text: &&str| words(&folded(text)).any(is_like);
    called().iter().any(is_said) || is_of_titles(word)
}

/// Whether an id is made of words of titles and departments alone: `head-of-it`.
pub(in crate::chart) fn is_made_of_titles(id: &str) -> bool {
    let mut words =
        words(id).filter(|word| word.len() > 2 || word.chars().all(char::is_uppercase)).peekable();
    words.peek().is_some() && words.all(|word| is_of_titles(&folded(word)))
}

/// Whether titles and names of departments are made of a word.
fn is_of_titles(word: &str) -> bool {
    !functions_of(word, TextKind::Department).is_empty()
        || function_named(word).is_some()
        || seat_named(word).is_some()
        || resolve_title(word, &TitleContext::new()).grade.is_some()
}

/// Whether an id in Latin letters may be a name in letters of another script: `wangwei` of `王伟`.
fn may_be_romanised<'c>(id: &str, name: &str, called: &dyn Fn() -> Vec<&'c str>) -> bool {
    let is_foreign = |c: char| c > '\u{24f}' && !is_combining_mark(c);
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() || !letters.all(is_foreign) || !id.is_ascii() {
        return false;
    }
    let has_digit = id.contains(|c: char| c.is_ascii_digit());
    let least = if has_digit { LEAST_PIECE + 1 } else { 2 };
    let may_be = |word: &String| word.len() >= least && !BEFORE_NUMBERS.contains(&word.as_str());
    let parts = parts(id);
    let count: usize = words(id).map(str::len).sum();
    count > 2 && parts.iter().any(|part| may_be(part) && !is_called(part, called))
}

/// Whether an id tells of somebody by a name, or a part of one: by its words or initials, whatever is beside them. It
/// does not where the position is called so.
pub(crate) fn tells_of<'c>(id: &str, name: &str, called: &dyn Fn() -> Vec<&'c str>) -> bool {
    let is_title = || called().iter().any(|text| tells(id, text));
    (tells(id, name) && !is_title()) || tells_beside(id, name, called) || may_be_romanised(id, name, called)
}

/// Whether an id is the part of an address before its sign, or made of it; one such as `sales` is a department's.
pub(crate) fn tells_of_address<'c>(id: &str, address: &str, called: &dyn Fn() -> Vec<&'c str>) -> bool {
    let Some(local) = local_part(address) else { return false };
    let letters: String = words(id).collect();
    tells_of(id, local, called) && !is_of_titles(&folded(&letters))
}

/// `ann` of `ann@example.org` and of `uid=ann,ou=people`.
fn local_part(address: &str) -> Option<&str> {
    let address = address.trim();
    if let Some((local, _)) = address.split_once('@') {
        return Some(local).filter(|local| !local.is_empty()).or(address.strip_prefix('@'));
    }
    let (_, rest) = address.split_once('=')?;
    rest.split([',', '+']).next()
}

/// Words in keys for what people are called in programs.
const HANDLES: [&str; 16] = [
    "username",
    "samaccountname",
    "login",
    "handle",
    "github",
    "gitlab",
    "slack",
    "nickname",
    "mailnickname",
    "alias",
    "netid",
    "uid",
    "user",
    "account",
    "accountname",
    "logonname",
];

/// Whether a key is a word for what people are called in programs: `SamAccountName`, `GitHub handle`.
pub(crate) fn names_handle(key: &str) -> bool {
    let step = key.rsplit('.').next().unwrap_or(key);
    let plain = |text: &str| folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let said = plain(step);
    let handle = Field::Handle.key();
    HANDLES.contains(&said.as_str())
        || said.ends_with("handle")
        || said.ends_with("username")
        || handle.words().chain(handle.abroad.iter().copied()).any(|word| plain(word) == said)
}

/// Whether an id is made of the words or initials of a text.
pub(crate) fn tells(id: &str, text: &str) -> bool {
    let letters: String = words(id).collect();
    if letters.chars().nth(1).is_none() || letters.len() > LONGEST_ID {
        return false;
    }
    let letters = folded(&letters);
    let Some(first) = letters.chars().next() else { return false };
    let of = |name: &str| {
        let all: Vec<String> = words(name).take(MOST_WORDS).map(str::to_owned).collect();
        all.iter().any(|word| word.starts_with(first)) && is_made_of(&letters, &all)
    };
    of(&folded(text)) || transcribed(text).is_some_and(|text| of(&text))
}

impl Personal {
    fn of(chart: &Chart) -> Self {
        let mut personal = Self::default();
        let has_names = chart.has_field(Field::Name);
        let (mut beside, mut telling, mut strange) = (0_usize, 0_usize, 0_usize);
        for position in chart.positions().filter(|position| chart.has_written_id(*position)) {
            let id = chart.id(position);
            // Most ids are numbers, or one letter and a number.
            let is_worded = may_hold_words(id);
            let has_name = chart.has_any(position, &[Field::Name]);
            let called = || called(chart, position).map(|text| text.text).collect();
            let is_told = || {
                // Those of other shapes were looked at as they were read.
                let addresses = [Field::Email, Field::Handle].into_iter().filter(|_| chart.is_native());
                let mut addresses = addresses.flat_map(|field| chart.texts(position, field));
                chart.texts(position, Field::Name).any(|name| tells_of(id, name.text, &called))
                    || addresses.any(|address| tells_of_address(id, address.text, &called))
                    || chart.told.contains(position.index())
                    || (!has_names && chart.has_keys_for_ids && is_apart(chart, position, id))
            };
            let is_personal =
                is_worded && (is_written_as_name(id) || is_told()) && !is_title(chart, position, id);
            beside += usize::from(has_name || !has_names);
            if is_personal {
                telling += usize::from(has_name || !has_names);
                personal.single.insert(position);
                continue;
            }
            personal.has_worded |= is_worded && words(id).nth(1).is_some();
            let is_key = is_worded && !has_names && chart.has_keys_for_ids;
            let is_loose = || {
                // Such ids are short, and nothing but letters.
                if id.len() > LONGEST_LOOSE || !id.chars().all(char::is_alphabetic) {
                    return false;
                }
                let made = chart.texts(position, Field::Name).any(|name| is_loosely_made_of(id, name.text));
                made && !is_title(chart, position, id) && !is_of_titles(&folded(id))
            };
            strange += usize::from((is_key && is_strange(chart, position, id)) || (is_worded && is_loose()));
        }
        // Any one key may be a word that has nothing to do with the title; all of them are first names.
        personal.all = chart.has_handles_for_ids
            || telling * 2 > beside
            || (beside > 1 && (telling + strange) * 4 > beside * 3);
        // What tells of somebody does so wherever it is.
        if !personal.single.is_empty() && !personal.all {
            let texts: HashSet<&str> = personal.single.iter().map(|of| chart.id(*of)).collect();
            let same =
                chart.positions().filter(|of| chart.has_written_id(*of) && texts.contains(chart.id(*of)));
            personal.single = same.collect();
        }
        personal.has_worded |= has_worded_slugs(chart);
        personal.has_only_names =
            has_names && !chart.is_native() && chart.positions().all(|of| chart.has_made_id(of));
        personal
    }
}

/// Whether lines name managers by role slugs of several words, and no role slug tells who holds the position.
fn has_worded_slugs(chart: &Chart) -> bool {
    let mut worded: HashSet<&str> = HashSet::new();
    for (position, slug) in chart.role_slugs().filter(|(_, slug)| may_hold_words(slug.text)) {
        let is_told = || chart.texts(position, Field::Name).any(|name| tells(slug.text, name.text));
        if is_written_as_name(slug.text) || (is_told() && !is_title(chart, position, slug.text)) {
            return false;
        }
        if words(slug.text).nth(1).is_some() {
            worded.insert(slug.text);
        }
    }
    // What stands in the file: the text of a line that is understood is an id.
    let written = |text: Text<'_>| {
        let file = chart.files.iter().find(|file| file.id == text.place.file);
        file.is_some_and(|file| {
            worded.contains(file.tree.file().slice(text.place.span).trim_matches(['"', '\'']))
        })
    };
    !worded.is_empty() && chart.positions().any(|of| chart.texts(of, Field::ReportsTo).any(written))
}

/// Whether an id is several words, as names are, or an address: `Mara Frost (1001)`.
fn is_written_as_name(id: &str) -> bool {
    id.contains(['@', '=']) || (id.contains([' ', ',']) && words(id).nth(1).is_some())
}

/// Whether two letters are next to each other, or parted by a sign.
pub(crate) fn may_hold_words(id: &str) -> bool {
    let (mut letters, mut beside, mut sign, mut before) = (0, false, false, false);
    for byte in id.bytes() {
        let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
        letters += usize::from(letter);
        beside |= letter && before;
        sign |= matches!(byte, b'.' | b'_' | b'-' | b'@');
        before = letter;
    }
    letters > 1 && (beside || sign)
}

/// What tells what a position is.
pub(crate) const CALLED: [Field; 5] =
    [Field::Title, Field::Unit, Field::Department, Field::Function, Field::Role];

/// Whether an id is made of what the position is called: `md` is a managing director whoever holds it.
fn is_title(chart: &Chart, position: PositionId, id: &str) -> bool {
    called(chart, position).any(|text| tells(id, text.text))
}

/// What a position is called by. A function that is not known may be a name, and tells nothing of what it is.
fn called(chart: &Chart, position: PositionId) -> impl Iterator<Item = Text<'_>> {
    let is_known = |field, text: &Text<'_>| field != Field::Function || chart.shows_function(text.text);
    let texts = CALLED.into_iter().filter_map(move |field| Some((field, chart.text(position, field)?)));
    texts.filter(move |(field, text)| is_known(*field, text)).map(|(_, text)| text)
}

/// Whether a key of two or more words has none in common with what the position is called.
fn is_apart(chart: &Chart, position: PositionId, id: &str) -> bool {
    let key = folded(id);
    let mut all = words(&key);
    if all.next().is_none() || all.next().is_none() {
        return false;
    }
    let called: HashSet<String> = called(chart, position)
        .flat_map(|text| words(&folded(text.text)).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    !words(&key).any(|word| called.contains(word))
}

/// Whether a key of one word says nothing of what the position is called, nor of any other.
fn is_strange(chart: &Chart, position: PositionId, id: &str) -> bool {
    let key = folded(id);
    let mut all = words(&key).filter(|word| is_telling(word));
    let (Some(word), None) = (all.next(), all.next()) else { return false };
    let is_known = || {
        !functions_of(word, TextKind::Department).is_empty()
            || function_named(word).is_some()
            || seat_named(word).is_some()
    };
    id.bytes().all(|byte| !byte.is_ascii_digit()) && !is_title(chart, position, id) && !is_known()
}

impl Chart {
    fn personal(&self) -> &Personal {
        self.personal.get_or_init(|| Personal::of(self))
    }

    /// Shows names, personal ids and texts that may be names in messages.
    pub(crate) fn show_names(&mut self, show: bool) {
        self.names_shown = show;
    }

    /// Takes every id for one that tells who holds a position.
    pub(crate) fn take_ids_for_personal(&mut self) {
        self.personal = OnceLock::from(Personal { all: true, ..Personal::default() });
    }

    /// Whether names are shown in messages.
    #[must_use]
    pub(crate) fn shows_names(&self) -> bool {
        self.names_shown
    }

    /// Whether the id of a position reveals who holds it.
    #[must_use]
    pub(crate) fn is_personal(&self, position: PositionId) -> bool {
        let personal = self.personal();
        self.has_written_id(position) && (personal.all || personal.single.contains(&position))
    }

    /// Whether any id of the chart tells who holds a position.
    #[must_use]
    pub(crate) fn has_personal_ids(&self) -> bool {
        let personal = self.personal();
        personal.all || !personal.single.is_empty()
    }

    /// The id of a position where it may be shown.
    #[must_use]
    pub(crate) fn shown_id(&self, position: PositionId) -> Option<&str> {
        (self.names_shown || !self.is_personal(position)).then(|| self.id(position))
    }

    /// What programs know a position by: its id; where that tells who holds it, `#` and its number in the
    /// order of the chart.
    #[must_use]
    pub(crate) fn subject(&self, position: PositionId) -> String {
        self.shown_id(position).map_or_else(|| format!("#{}", position.index() + 1), str::to_owned)
    }

    /// The line in which a position begins.
    #[must_use]
    pub(crate) fn line_of(&self, position: PositionId) -> u32 {
        let place = self.start_of(position);
        let file = self.files.iter().find(|file| file.id == place.file);
        file.map_or(0, |file| file.tree.file().position(place.span.start).line)
    }

    /// Whether a text that names nobody on the chart may be shown: it has the form of the chart's ids, or is a word
    /// of titles or in place of a holder, and is none of those that tell of people.
    #[must_use]
    pub(crate) fn shows_text(&self, text: &str) -> bool {
        // `gverhoeven` may be a login where ids are numbers.
        let is_like_ids = || {
            !may_hold_words(text)
                || is_made_of_titles(text)
                || values::flag(text).is_some()
                || chart_words::meaning("status", text).is_some()
                || self.personal().forms.get_or_init(|| Forms::of(self)).has(&folded(text))
        };
        self.names_shown || (self.shows_label(text) && is_like_ids())
    }

    /// Whether a text may be shown that has the form of any id, and is none of those that tell of people.
    #[must_use]
    pub(crate) fn shows_label(&self, text: &str) -> bool {
        if self.names_shown {
            return true;
        }
        if !has_form_of_id(text) || self.personal().all {
            return false;
        }
        if !may_hold_words(text) {
            return true;
        }
        if self.personal().has_only_names && !is_made_of_titles(text) {
            return false;
        }
        let text = folded(text);
        let mut telling = words(&text).filter(|word| is_telling(word)).peekable();
        if telling.peek().is_none() {
            return true;
        }
        if words(&text).nth(1).is_some() && !self.personal().has_worded && self.has_field(Field::Name) {
            return false;
        }
        let is_personal =
            self.has_personal_ids() && (words(&text).nth(1).is_some() || self.is_near_personal(&text));
        !is_personal && !telling.all(|word| self.name_words().contains(word))
    }

    /// Whether the role slug of a position may be shown: it is made of what the position is called, or tells of
    /// nobody.
    #[must_use]
    pub(crate) fn shows_slug(&self, position: PositionId, slug: &str) -> bool {
        self.names_shown || is_title(self, position, slug) || self.shows_text(slug)
    }

    /// Whether a key may be shown: it is known, or tells of nobody.
    #[must_use]
    pub(crate) fn shows_key(&self, key: &str) -> bool {
        // Where nothing was understood, any key may be a value.
        self.names_shown || is_known_key(key) || (!self.is_empty() && self.shows_word(key))
    }

    /// Whether a word that stands where another was expected may be shown: it is not a name.
    #[must_use]
    pub(crate) fn shows_word(&self, word: &str) -> bool {
        if self.names_shown {
            return true;
        }
        let is_name = word.contains('@') || may_be_two_names(word);
        let folded = folded(word);
        let mut telling = words(&folded).filter(|word| is_telling(word)).peekable();
        let is_known = telling.peek().is_some() && telling.all(|word| self.name_words().contains(word));
        let is_key = words(word).nth(1).is_some() && self.personal().all;
        !(is_name || is_known || is_key || self.has_personal_ids() && self.is_personal_text(word))
    }

    /// Whether a word of a position that stands where another was expected may be shown: it is a slip in one
    /// that is known, and not made of the holder's name either.
    #[must_use]
    pub(crate) fn shows_word_of(&self, placed: &PlacedProblem, word: &str) -> bool {
        let of = placed.position.map(PositionId).filter(|of| of.index() < self.len());
        let mut names = of.into_iter().flat_map(|of| self.texts(of, Field::Name));
        // Any other word may be the name of somebody who is not on the chart.
        let is_slip = matches!(&placed.problem, Problem::UnknownWord { near: Some(_), .. });
        self.names_shown || (is_slip && self.shows_word(word) && !names.any(|name| tells(word, name.text)))
    }

    /// Whether a function may be shown: it is known, or the company's own. Any other may be somebody's name.
    #[must_use]
    pub(crate) fn shows_function(&self, text: &str) -> bool {
        self.names_shown
            || self.own.vocabulary.function_named(text).is_some()
            || !functions_of(text, TextKind::Department).is_empty()
    }

    /// Whether a text differs in one letter from an id that tells of somebody, or in the order of two.
    fn is_near_personal(&self, folded_text: &str) -> bool {
        let personal = self.personal();
        let near = personal.near.get_or_init(|| {
            let single = self.positions().filter(|of| personal.single.contains(of));
            let ids = single.take(MOST_COMPARED).map(|of| folded(self.id(of)));
            ids.filter(|id| id.len() <= LONGEST_ID)
                .flat_map(|id| with_one_less(&id).collect::<Vec<_>>())
                .collect()
        });
        folded_text.len() <= LONGEST_ID && with_one_less(folded_text).any(|text| near.contains(&text))
    }

    /// Whether a text is the id of somebody.
    fn is_personal_text(&self, text: &str) -> bool {
        let personal = self.personal();
        let texts = personal.texts.get_or_init(|| {
            let told = self.positions().filter(|position| self.is_personal(*position));
            told.map(|position| self.id(position).into()).collect()
        });
        texts.contains(text)
    }

    /// Whether the chart gives reasons, in exceptions or comments, which may speak of people.
    #[must_use]
    pub(crate) fn has_reasons(&self) -> bool {
        self.files.iter().any(|file| !file.tree.comments().is_empty()) || self.exceptions().next().is_some()
    }

    /// Files in which no part of the chart was understood.
    pub(crate) fn foreign_files(&self) -> impl Iterator<Item = FileId> {
        // Positions of one file mostly follow each other.
        let with_positions = self.positions.chunk_by(|one, next| one.file == next.file);
        let with_positions: HashSet<u32> = with_positions.map(|of_file| of_file[0].file).collect();
        let is_foreign = move |(at, file): &(usize, &ChartFile)| {
            !with_positions.contains(&offset(*at)) && !is_all_beside(&file.tree)
        };
        self.files.iter().enumerate().filter(is_foreign).map(|(_, file)| file.id)
    }

    /// The words of all names of holders and of ids that tell of people, folded; of further texts that may
    /// tell of people, the words with a capital.
    pub(crate) fn name_words(&self) -> &HashSet<Box<str>> {
        self.name_words.get_or_init(|| {
            let mut found = HashSet::new();
            // Names of a chart are made of few words.
            let mut seen: hashbrown::HashSet<&str> = hashbrown::HashSet::new();
            let is_part = |c: char| c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c));
            let mut add = |text| {
                let pieces = str::split(text, ' ').filter(|piece| seen.insert(piece));
                for word in pieces.flat_map(|piece| piece.split(|c| !is_part(c))) {
                    for text in std::iter::once(folded(word)).chain(transcribed(word)) {
                        let all = text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_telling(word));
                        found.extend(all.map(Box::from));
                    }
                }
            };
            for position in self.positions() {
                for field in [Field::Name, Field::Holder] {
                    for text in self.texts(position, field) {
                        add(text.text);
                    }
                }
                if self.has_personal_ids() && self.is_personal(position) {
                    add(self.id(position));
                }
            }
            // A longer text speaks of somebody, and is not a name.
            let further = self.hidden_texts().filter(|text| words(text).nth(LONGEST_NAME).is_none());
            for text in further {
                let all = text.split(|c: char| !c.is_alphanumeric());
                all.filter(|word| word.starts_with(|c: char| !c.is_lowercase())).for_each(&mut add);
                // An address is written in small letters.
                text.split_once('@').into_iter().for_each(|(name, _)| add(name));
            }
            found
        })
    }

    /// Texts that are not read.
    fn hidden_texts(&self) -> impl Iterator<Item = &str> {
        let extra = self.stated(std::iter::once(Field::Extra));
        let unread = self.unread.iter().copied().chain(extra).chain(self.private_own()).flat_map(|at| {
            let tree = self.tree(at.file);
            tree.values_in(tree.follow(at.node)).into_iter().map(|span| tree.file().slice(span))
        });
        let others = self.files.iter().filter_map(|file| Some((file, file.origin.as_deref()?)));
        let others = others
            .flat_map(|(file, origin)| origin.hidden().iter().map(|span| file.tree.file().slice(*span)));
        unread.chain(others)
    }

    /// Where ids that tell of people stand, and what refers to them or to nobody and may be a name.
    pub(super) fn personal_places(&self) -> Vec<Place> {
        let has_personal = self.has_personal_ids();
        let mut places = Vec::new();
        let known: OnceCell<HashMap<&str, bool>> = OnceCell::new();
        // Most are ids such as numbers, which tell of nobody.
        let is_name = |text: &str| {
            if self.personal().all {
                return true;
            }
            if !has_personal && !may_hold_words(text) && has_form_of_id(text) {
                return false;
            }
            let known = known.get_or_init(|| {
                let ids = self.positions().map(|of| (self.id(of), has_personal && self.is_personal(of)));
                ids.collect()
            });
            known.get(text).copied().unwrap_or_else(|| !self.shows_text(text))
        };
        // Those who report to one manager mostly follow each other.
        let last: Cell<Option<(&str, bool)>> = Cell::new(None);
        let is_hidden = |text| {
            let known = last.get().filter(|(last, _)| *last == text);
            let known = known.unwrap_or_else(|| (text, is_name(text)));
            last.set(Some(known));
            known.1
        };
        for position in self.positions() {
            let it = &self.positions[position.index()];
            if let IdText::Written(node) = it.id()
                && has_personal
                && self.is_personal(position)
            {
                places.push(self.place(NodeRef { file: it.file, node }));
            }
            for field in REFERENCES.into_iter().filter(|field| it.fields & field.bit() != 0) {
                let Some(at) = self.value(position, field) else { continue };
                // A reference is mostly one text, which takes no walk over a list.
                if let Some(text) = self.scalar(at) {
                    places.extend(is_hidden(text.text).then_some(text.place));
                    continue;
                }
                let texts = self.reference_texts(at).filter(|text| is_hidden(text.text));
                places.extend(texts.map(|text| text.place));
            }
        }
        for field in [TopField::Roots, TopField::ExternalManagers] {
            let texts = self.top(field).flat_map(|at| self.texts_at(at));
            places.extend(texts.filter(|text| is_hidden(text.text)).map(|text| text.place));
        }
        let at = self.exceptions().filter_map(|exception| exception.at);
        places.extend(at.filter(|text| is_hidden(text.text)).map(|text| text.place));
        let slugs = self.role_slugs().filter(|(position, slug)| !self.shows_slug(*position, slug.text));
        places.extend(slugs.map(|(_, slug)| slug.place));
        let words = self.problems.iter().filter(|placed| match &placed.problem {
            Problem::UnknownWord { word, .. } => !self.shows_word_of(placed, word),
            _ => false,
        });
        places.extend(words.map(|placed| placed.place));
        let functions = self.positions().filter_map(|of| self.text(of, Field::Function));
        places.extend(functions.filter(|text| !self.shows_function(text.text)).map(|text| text.place));
        places.extend(&self.hidden_keys);
        // Any word is right there; one that is not known may be a name.
        for field in [Field::Serves, Field::Kind].into_iter().filter(|field| self.has_field(*field)) {
            let (ValueKind::OpenWord(known) | ValueKind::OpenWords(known)) = field.key().kind else {
                continue;
            };
            let texts = self.positions().flat_map(|of| self.texts(of, field));
            places.extend(texts.filter(|text| !known.contains(&text.text)).map(|text| text.place));
        }
        let kinds = self.top(TopField::Kind).flat_map(|at| self.texts_at(at));
        places.extend(kinds.filter(|text| !CHART_KINDS.contains(&text.text)).map(|text| text.place));
        self.keys_of_people(&mut places);
        self.keys_written_again(&mut places);
        places
    }

    /// Keys that are not known and may tell of somebody.
    fn keys_of_people(&self, places: &mut Vec<Place>) {
        let mut known: HashMap<&str, bool> = HashMap::new();
        let mut is_hidden = |key| !*known.entry(key).or_insert_with(|| self.shows_key(key));
        let strange = self.strange_keys.iter().filter(|at| is_hidden(self.tree(at.file).text(at.node)));
        places.extend(strange.map(|at| self.place(*at)));
        for (file, origin) in self.files.iter().filter_map(|file| Some((file, file.origin.as_deref()?))) {
            places.extend(origin.keys(&mut is_hidden).into_iter().map(|span| Place { file: file.id, span }));
        }
    }

    /// Keys that are written twice and may tell of somebody, and the values of which only the first is read.
    fn keys_written_again(&self, places: &mut Vec<Place>) {
        for (file, problem) in &self.yaml_problems {
            let yaml::Problem::DuplicateKey { key, first, again } = problem else { continue };
            if !self.shows_key(key) {
                places.extend(again.iter().chain([first]).map(|span| Place { file: *file, span: *span }));
            }
            let Some(file) = self.files.iter().find(|known| known.id == *file) else { continue };
            let tree = file.origin.as_deref().map_or(&file.tree, Origin::tree);
            let is_plain = Field::from_key(key).is_some_and(|field| CALLED.contains(&field));
            let values = again.iter().filter_map(|span| tree.after(tree.last_before(span.start + 1)?));
            let values = values.filter(|_| !is_plain).map(|value| tree.span(value));
            places.extend(values.map(|span| Place { file: file.id, span }));
        }
    }

    /// The texts of a reference: one, a list, or a list of `{to: …}`.
    fn reference_texts(&self, at: NodeRef) -> impl Iterator<Item = super::Text<'_>> {
        let inner = self.items_at(at).filter_map(|item| self.part(item, Part::To));
        self.texts_at(at).chain(inner.filter_map(|at| self.scalar(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_words_or_initials_of_a_name() {
        for (id, name) in [
            ("mara_frost", "Mara Frost"),
            ("frost-mara", "Mara Frost"),
            ("mfrost", "Mara Frost"),
            ("frostm", "Mara Frost"),
            ("m.frost2", "Mara Frost"),
            ("mf", "Mara Frost"),
            ("marfro", "Mara Frost"),
            ("mara", "Mara Frost"),
            ("jmueller", "Jörg Müller"),
            ("jorg.muller", "Jo\u{308}rg Mu\u{308}ller"),
            ("JDVRIES", "Jan de Vries"),
            ("vries", "Vries, Jan de"),
            ("Mara Frost", "MARA FROST"),
        ] {
            assert!(tells(id, name), "{id} {name}");
        }
        for (id, name) in [
            ("sales", "Peer Lund"),
            ("p17", "Peer Lund"),
            ("1001", "Peer Lund"),
            ("cto", "Carla Toms"),
            ("p", "Peer Lund"),
            ("de", "Jan de Vries"),
            ("lunds", "Peer Lund"),
            ("mar", "Mara Maier"),
            ("", "Peer Lund"),
            ("pl", ""),
        ] {
            assert!(!tells(id, name), "{id} {name}");
        }
    }

    #[test]
    fn an_id_falls_into_words_also_where_only_capitals_part_them() {
        for (id, expected) in [
            ("annaBerg", &["anna", "annaberg", "berg"][..]),
            ("SChen_ENG", &["s", "schen", "chen", "eng"]),
            ("ABerg", &["a", "aberg", "berg"]),
            ("BERG-anna", &["berg", "anna"]),
            ("bergA", &["berg", "berga", "a"]),
            ("annaberg", &["annaberg"]),
            ("Anna", &["anna"]),
        ] {
            assert_eq!(parts(id), expected, "{id}");
        }
    }

    #[test]
    fn an_id_may_have_a_name_beside_other_words() {
        let title = "Head of Sales";
        for (id, name) in [
            ("sarah_chen_ceo_001", "Sarah Chen"),
            ("ceo-sarah-chen", "Sarah Chen"),
            ("emp_sarah_chen", "Sarah Chen"),
            ("user:sarah-chen", "Sarah Chen"),
            ("sarah-chen-7f3a", "Sarah Chen"),
            ("SChen_ENG", "Sarah Chen"),
            ("agent-sarah", "Sarah Chen"),
            ("emp_aberg", "Anna Berg"),
            ("E-anna-berg-1", "Anna Berg"),
            ("github.com/annaberg", "Anna Berg"),
            ("x.org/a.berg", "Anna Berg"),
            ("annabergceo", "Anna Berg"),
            ("annaBergTeam", "Anna Berg"),
            ("bergan", "Anna Berg"),
            ("bobsmith", "Robert Smith"),
            ("x_ann_lee", "Ann Lee"),
            ("x-jmueller-2", "Jörg Müller"),
            ("mark-sales-lead", "Mark Sales"),
            ("ivan.petrov", "Иван Петров"),
            ("wangwei", "王伟"),
            ("tanaka2", "田中太郎"),
        ] {
            assert!(tells_of(id, name, &|| vec![title]), "{id} {name}");
        }
        for (id, name) in [
            ("sales-lead", "Mark Sales"),
            ("head-of-sales", "Mark Sales"),
            ("sales_head_2", "Una Head"),
            ("cto", "Carla Toms"),
            ("p-0017", "Sarah Chen"),
            ("emp-017", "Эмма Попова"),
            ("employee-17", "Иван Петров"),
            ("head-of-sales", "王伟"),
            ("E17", "王伟"),
            ("eng-desk-2", "Sarah Chen"),
            ("sc-eng", "Sarah Chen"),
            ("market-4", "Li Ma"),
        ] {
            assert!(!tells_of(id, name, &|| vec![title]), "{id} {name}");
        }
        for (id, address) in [("starlord", "starlord@example.org"), ("eblonsky", "uid=eblonsky,ou=people")] {
            assert!(tells_of_address(id, address, &|| vec![title]), "{id}");
        }
        for (id, address) in [("sales", "sales@example.org"), ("cto", "cto@example.org"), ("cto", "ann")] {
            assert!(!tells_of_address(id, address, &|| vec![title]), "{id}");
        }
        for key in [
            "username",
            "SamAccountName",
            "GitHub handle",
            "profile.login",
            "Benutzername",
            "uid",
            "User Name",
        ] {
            assert!(names_handle(key), "{key}");
        }
        for key in ["id", "user id", "employeeNumber", "unit", "loginDisabled", "slug", "key"] {
            assert!(!names_handle(key), "{key}");
        }
    }

    #[test]
    fn what_has_the_form_of_an_id_is_told_from_names() {
        for text in [
            "cto",
            "slaes",
            "1004",
            "E1004",
            "p-17",
            "head-of-sales",
            "vp_people",
            "CEO",
            "2UKBA18",
            "1004 - 5",
            "Box 4",
            "Sales",
        ] {
            assert!(has_form_of_id(text), "{text}");
        }
        for text in [
            "Gil Ghost",
            "Gil Ghost (1003)",
            "1004 - Gil Ghost",
            "E1005 Gil Ghost",
            "Gil Ghost [1006]",
            "Ghost, Gil",
            "Chen",
            "gil ghost",
            "GilGhost",
            "Gil.Ghost",
            "G.Ghost",
            "ghost@example.org",
            "Gil Ghost <gil.ghost@example.org>",
            "CN=Gil Ghost,OU=Staff,DC=example,DC=org",
            "uid=ghost",
            "user:default/gil.ghost",
            "李伟",
            "Ñandú",
        ] {
            assert!(!has_form_of_id(text), "{text}");
        }
    }
}
