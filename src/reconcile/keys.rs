//! How to recognise who is who in two files.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::chart::spelling::{first_name_first, plain_spellings, single_spaces};
use crate::chart::values::says_vacant;
use crate::chart::{Chart, Field, PositionId};

/// What a position and a row of the source may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKey {
    /// The id.
    Id,
    /// The holder's address.
    Email,
    /// The holder's handle, or the key of `holder`.
    Handle,
    /// The holder's name.
    Name,
}

impl MatchKey {
    /// All of them, the surest first.
    pub(crate) const ALL: [Self; 4] = [Self::Id, Self::Email, Self::Handle, Self::Name];

    /// Its word.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Name => "name",
        }
    }

    /// Hands over what a position has under this key, each as it is compared.
    pub(super) fn each<'c>(self, chart: &'c Chart, of: PositionId, mut add: impl FnMut(Cow<'c, str>)) {
        match self {
            Self::Id => {
                if !chart.has_made_id(of) {
                    add(id(chart.id(of)));
                }
            }
            Self::Email => {
                let addresses = chart.texts(of, Field::Email).filter(|text| is_address(text.text));
                addresses.for_each(|text| add(in_lower_case(text.text)));
            }
            Self::Handle => {
                for field in [Field::Handle, Field::Holder] {
                    let handles = chart.texts(of, field).map(|text| text.text.trim_start_matches('@'));
                    let handles = handles.filter(|text| !text.is_empty() && !says_vacant(text));
                    handles.for_each(|text| add(in_lower_case(text)));
                }
            }
            Self::Name => {
                for text in chart.texts(of, Field::Name).filter(|text| !says_vacant(text.text)) {
                    let (bare, spelled_out) =
                        plain_spellings(&first_name_first(&without_brackets(text.text)));
                    for spelling in std::iter::once(bare).chain(spelled_out) {
                        add(Cow::Owned(without_titles(spelling)));
                    }
                }
            }
        }
    }
}

/// A name without what is told of it in brackets: `Ruiz (née Sol), Ada`.
fn without_brackets(name: &str) -> Cow<'_, str> {
    let Some((before, rest)) = name.split_once('(') else { return Cow::Borrowed(name) };
    match rest.split_once(')') {
        Some((_, after)) if !before.trim().is_empty() => Cow::Owned(format!("{}{after}", before.trim_end())),
        _ => Cow::Borrowed(name),
    }
}

/// What stands with names in some files and not in others.
const TITLES: [&str; 18] = [
    "dr",
    "dr.",
    "prof",
    "prof.",
    "herr",
    "frau",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "phd",
    "ph.d.",
    "dipl.-ing.",
    "dr.-ing.",
    "mag.",
    "ing.",
];

/// A name in lower case without titles, where two words are left of it.
fn without_titles(name: String) -> String {
    let is_title = |word: &&str| TITLES.contains(word);
    if !name.split(' ').any(|word| is_title(&word)) {
        return name;
    }
    let kept: Vec<&str> = name.split(' ').filter(|word| !is_title(word)).collect();
    if kept.len() > 1 { kept.join(" ") } else { name }
}

/// Whether two names can only be those of two people: both have several words, and none that is alike. In another
/// script a name has other words.
pub(super) fn are_two_people(one: &[Cow<'_, str>], other: &[Cow<'_, str>]) -> bool {
    let is_full = |name: &Cow<'_, str>| words_of(name).nth(1).is_some();
    let is_plain = |names: &[Cow<'_, str>]| names.iter().all(|name| name.is_ascii());
    let has = |word: &str| other.iter().flat_map(|name| words_of(name)).any(|known| is_alike(word, known));
    !one.is_empty()
        && !other.is_empty()
        && one.iter().chain(other).all(is_full)
        && is_plain(one) == is_plain(other)
        && !one.iter().flat_map(|name| words_of(name)).any(has)
}

/// The words of a name without initials.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some())
}

/// Whether two words may be one: a short form, or a slip.
fn is_alike(one: &str, other: &str) -> bool {
    let least = one.len().min(other.len());
    let is_short_form = least > 2 && (one.starts_with(other) || other.starts_with(one));
    one == other || is_short_form || (least > 3 && strsim::osa_distance(one, other) < 2)
}

/// An id as it is compared: a spreadsheet takes `0017` for 17, and writes it as `17.0`.
pub(super) fn id(text: &str) -> Cow<'_, str> {
    let bare = text.strip_suffix(".0").unwrap_or(text);
    if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        let bare = bare.trim_start_matches('0');
        return Cow::Borrowed(if bare.is_empty() { "0" } else { bare });
    }
    if is_address(text) { in_lower_case(text) } else { composed(text) }
}

fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

fn in_lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().flat_map(char::to_lowercase).collect())
}

/// Whether a text is an address; `-` and `n/a` are none.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(who, place)| !who.is_empty() && place.contains('.'))
}

/// Whether two texts say the same, but for blanks, letter case, accents and how letters are spelled out, for what job
/// advertisements add of who may apply (`Entwicklerin`, `Entwickler (m/w/d)`), and for letters in the place of words
/// (`VP Sales`, `Vice President of Sales`).
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let is_shortened = is_short_for(one, other) || is_short_for(other, one);
    let spelled = |text: &str| plain_spellings(&single_spaces(text));
    let ((one, one_out), (other, other_out)) = (spelled(one), spelled(other));
    is_shortened
        || is_one_title(&one, &other)
        || is_one_title(one_out.as_deref().unwrap_or(&one), other_out.as_deref().unwrap_or(&other))
}

/// Whether a text is another one with letters in the place of some of its words.
fn is_short_for(short: &str, long: &str) -> bool {
    let words = |text| {
        let words = str::split(text, |c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty() && !["of", "and", "the", "for", "und", "für"].contains(word))
    };
    let begins =
        |word: &str, letter: char| word.chars().next().is_some_and(|c| c.to_uppercase().eq([letter]));
    let mut rest = words(long);
    let mut has_letters = false;
    for word in words(short) {
        let Some(next) = rest.next() else { return false };
        if word.to_lowercase() == next.to_lowercase() {
            continue;
        }
        let mut letters = word.chars();
        let first = letters.next().is_some_and(|letter| begins(next, letter));
        let is_letters = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if !(is_letters
            && first
            && letters.all(|letter| rest.next().is_some_and(|word| begins(word, letter))))
        {
            return false;
        }
        has_letters = true;
    }
    has_letters && rest.next().is_none()
}

/// The same of texts in lower case and without accents.
fn is_one_title(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.retain(|word| !is_of_any_sex(word));
        for word in &mut words {
            for ending in ["/-in", "/in", ":in", "*in", "_in", "(in)"] {
                if let Some(bare) = word.strip_suffix(ending) {
                    word.truncate(bare.len());
                }
            }
        }
        words
    };
    let (one, other) = (words(one), words(other));
    let is_same = |one: &String, other: &String| {
        let is_female = |one: &str, other: &str| {
            one.strip_suffix("in") == Some(other)
                && other.len() > 3
                && other.ends_with(['r', 't', 'e', 'n', 'l'])
        };
        one == other || is_female(one, other) || is_female(other, one)
    };
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| is_same(one, other))
}

/// `(m/w/d)`, `(h/f)`: single letters between strokes in brackets.
fn is_of_any_sex(word: &str) -> bool {
    let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
    inner.is_some_and(|inner| inner.contains('/') && inner.split('/').all(|part| part.chars().count() == 1))
}
