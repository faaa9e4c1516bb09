//! What tells who is who in two files.

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
    pub const ALL: [Self; 4] = [Self::Id, Self::Email, Self::Handle, Self::Name];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
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
                    let (bare, spelled_out) = plain_spellings(&first_name_first(text.text));
                    for spelling in std::iter::once(bare).chain(spelled_out) {
                        add(Cow::Owned(spelling));
                    }
                }
            }
        }
    }
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

/// Whether two texts say the same, but for blanks, letter case, accents and how letters are spelled out, and for
/// what job advertisements add of who may apply: `Entwicklerin`, `Entwickler (m/w/d)`.
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let spelled = |text: &str| plain_spellings(&single_spaces(text));
    let ((one, one_out), (other, other_out)) = (spelled(one), spelled(other));
    is_one_title(&one, &other)
        || is_one_title(one_out.as_deref().unwrap_or(&one), other_out.as_deref().unwrap_or(&other))
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
