//! Texts → dates, numbers, yes and no.

use jiff::civil::Date;

/// A date as `2026-01-15`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if plain { text.parse().ok() } else { None }
}

/// A number that is finite and not negative. `1_000` and `1,5` are none: readers differ on them.
pub(crate) fn number(text: &str) -> Option<f64> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.bytes().any(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A whole number that is not negative.
pub(super) fn whole(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `true` and `false`, and the words that YAML 1.1 reads so: in a field that asks for yes or no,
/// nobody means anything else by them.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Whether a name says that nobody is there.
pub(super) fn says_vacant(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "vacant" | "tbd" | "tbh" | "n/d" | "open")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_year_month_day() {
        assert!(date("2026-01-15").is_some());
        for text in
            ["2026-1-5", "15.01.2026", "2026-13-01", "2026-02-30", "2026-01-15T00:00", "2026/01/15", ""]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_digits_and_a_point() {
        assert_eq!(number("0.5"), Some(0.5));
        assert_eq!(number("007"), Some(7.0));
        for text in ["", ".", "-1", "1e3", "1,5", "1_000", "nan", "inf", "50%"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(whole("240"), Some(240));
        assert_eq!(whole("2.5"), None);
        assert_eq!(whole(""), None);
        assert_eq!(whole("99999999999999999999999"), None);
    }

    #[test]
    fn yes_and_no_in_every_spelling() {
        assert_eq!(flag("True"), Some(true));
        assert_eq!(flag("no"), Some(false));
        assert_eq!(flag("maybe"), None);
    }
}
