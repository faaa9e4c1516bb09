//! Values that another reader of YAML takes for something else than text, and comments that cut a
//! text short.

use crate::source::Place;

/// What a plain value may be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surprise {
    /// `NO`, `yes`, `on`, `true`.
    Boolean,
    /// `Null`, `NULL`.
    Null,
    /// `007`, `1e3`, `0x1F`, `NaN`; for a text that is not an id, `42` too.
    Number,
    /// `2026-01-15`.
    Date,
    /// `12:30`, which YAML 1.1 counts in sixties.
    Time,
    /// `Head of C #1`: from ` #` on, the rest is a comment.
    Comment,
    /// `!lead of x`, `&Sons Ltd`: the first word is a sign to the reader, and no part of the text.
    Sign,
    /// `“Chief”`: quotes of a word processor are a part of the text.
    CurlyQuotes,
}

impl Surprise {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Boolean,
        Self::Null,
        Self::Number,
        Self::Date,
        Self::Time,
        Self::Comment,
        Self::Sign,
        Self::CurlyQuotes,
    ];

    /// What the value may be taken for, in a word with its article.
    #[must_use]
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Boolean => "yes or no",
            Self::Null => "nothing at all",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Time => "a number of minutes or seconds",
            Self::Comment => "a comment",
            Self::Sign => "a text without its first word",
            Self::CurlyQuotes => "a text with its quotes",
        }
    }
}

/// The places of one kind of surprise in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurpriseAt {
    /// The kind.
    pub kind: Surprise,
    /// Where it is, with the position's number in the chart.
    pub places: Vec<(Place, Option<u32>)>,
}

/// What a plain (unquoted) text may be taken for. `is_id`: a plain decimal number is no surprise
/// there, since everybody reads it back as it was written.
#[must_use]
pub(super) fn surprise(text: &str, is_id: bool) -> Option<Surprise> {
    let first = *text.as_bytes().first()?;
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => numeric(text, is_id),
        0x80.. => in_curly_quotes(text).then_some(Surprise::CurlyQuotes),
        _ if may_surprise(first) => word(text),
        _ => None,
    }
}

/// Whether a text that begins with a byte may be taken for something else.
pub(super) fn may_surprise(first: u8) -> bool {
    matches!(
        first.to_ascii_lowercase(),
        b'0'..=b'9' | b'+' | b'-' | b'.' | b'y' | b'n' | b't' | b'f' | b'o' | b'i' | 0x80..
    )
}

/// Quotes that a word processor puts in place of `"` and `'`.
fn in_curly_quotes(text: &str) -> bool {
    let (mut characters, pairs) = (text.chars(), ["“”", "„“", "„”", "””", "‘’", "‚‘", "’’", "«»", "»«"]);
    let ends = [characters.next(), characters.next_back()];
    pairs.iter().any(|pair| pair.chars().map(Some).eq(ends))
}

/// Whether the values of a key that is not ours are codes that may be taken for something else:
/// `country: NO` is the best known surprise of all.
#[must_use]
pub(super) fn is_code_key(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["country", "nation", "locale", "language", "region", "site"].iter().any(|word| key.contains(word))
}

fn word(text: &str) -> Option<Surprise> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "n" | "N" | "no" | "No" | "NO" | "true" | "True" | "TRUE"
        | "false" | "False" | "FALSE" | "on" | "On" | "ON" | "off" | "Off" | "OFF" => Some(Surprise::Boolean),
        "Null" | "NULL" => Some(Surprise::Null),
        _ => None,
    }
}

fn numeric(text: &str, is_id: bool) -> Option<Surprise> {
    let plain_decimal = text.bytes().all(|b| b.is_ascii_digit());
    if plain_decimal {
        let padded = text.len() > 1 && text.starts_with('0');
        return (padded || !is_id).then_some(Surprise::Number);
    }
    if is_date(text) {
        return Some(Surprise::Date);
    }
    if is_sexagesimal(text) {
        return Some(Surprise::Time);
    }
    is_number(text).then_some(Surprise::Number)
}

/// `2026-1-5`, `2026-01-15`, and either with a time after it.
fn is_date(text: &str) -> bool {
    let day = text.split(['T', 't', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let is_day = matches!(parts[..], [y, m, d] if digits(y, 4, 4) && digits(m, 1, 2) && digits(d, 1, 2));
    let rest = &text[day.len()..];
    is_day && rest.bytes().skip(1).all(|b| b.is_ascii_digit() || b":.Zz+- ".contains(&b))
}

/// `12:30`, `1:02:03`.
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.strip_prefix(['-', '+']).unwrap_or(text).split(':');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let first = parts.next().is_some_and(digits);
    let mut others = 0;
    let sixties = parts.all(|part| {
        others += 1;
        digits(part) && part.len() <= 2 && part.as_bytes()[0] <= b'5' || part.len() == 1 && digits(part)
    });
    first && sixties && others > 0
}

/// Numbers of YAML 1.1 and 1.2: signs, `_` between digits, fractions, exponents, hexadecimal, octal,
/// binary, infinity.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let radix = |prefix: &str, digit: fn(&u8) -> bool| {
        unsigned
            .strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.as_bytes().iter().all(|b| digit(b) || *b == b'_'))
    };
    if radix("0x", u8::is_ascii_hexdigit) || radix("0o", |b| (b'0'..=b'7').contains(b)) {
        return true;
    }
    if radix("0b", |b| matches!(b, b'0' | b'1')) {
        return true;
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let starts = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    starts && unsigned.bytes().any(|b| b.is_ascii_digit()) && unsigned.replace('_', "").parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_readers_take_for_something_else() {
        let cases = [
            ("NO", Some(Surprise::Boolean)),
            ("Yes", Some(Surprise::Boolean)),
            ("On", Some(Surprise::Boolean)),
            ("Null", Some(Surprise::Null)),
            ("1e3", Some(Surprise::Number)),
            ("007", Some(Surprise::Number)),
            ("0x1F", Some(Surprise::Number)),
            ("1_000", Some(Surprise::Number)),
            ("+5", Some(Surprise::Number)),
            (".5", Some(Surprise::Number)),
            ("3.10", Some(Surprise::Number)),
            ("-0x1f", Some(Surprise::Number)),
            ("0o17", Some(Surprise::Number)),
            ("0b101", Some(Surprise::Number)),
            (".inf", Some(Surprise::Number)),
            ("-.NaN", Some(Surprise::Number)),
            ("2026-01-15", Some(Surprise::Date)),
            ("2026-1-5", Some(Surprise::Date)),
            ("2026-01-15T10:00:00Z", Some(Surprise::Date)),
            ("12:30", Some(Surprise::Time)),
            ("1:02:03", Some(Surprise::Time)),
            ("-1:5", Some(Surprise::Time)),
            ("0", None),
            ("1234", None),
            ("2UKBA18", None),
            ("1e", None),
            ("-", None),
            ("0x", None),
            ("0xyz", None),
            ("0o18", None),
            ("0b102", None),
            ("inf.", None),
            ("inf", None),
            ("NaN", None),
            (".", None),
            ("12:99", None),
            ("12:", None),
            (":30", None),
            ("12:030", None),
            ("2026-01", None),
            ("26-01-15", None),
            ("2026-001-15", None),
            ("2026-01-15 at noon", None),
            ("Norway", None),
            ("nobody", None),
            ("tom", None),
            ("i", None),
            ("3-a", None),
            ("v1.2.3", None),
            ("1.2.3", None),
            ("“Chief”", Some(Surprise::CurlyQuotes)),
            ("‘x’", Some(Surprise::CurlyQuotes)),
            ("“Chief” Officer", None),
            ("“", None),
            ("Élodie", None),
            ("é", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(surprise(text, true), expected, "{text}");
        }
    }

    #[test]
    fn a_plain_number_is_a_surprise_where_text_is_expected() {
        assert_eq!(surprise("42", false), Some(Surprise::Number));
        assert_eq!(surprise("42", true), None);
    }
}
