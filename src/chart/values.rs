//! Texts → dates, numbers, yes and no.

use jiff::civil::Date;

/// A date as `2026-01-15`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if plain { text.parse().ok() } else { None }
}

pub(crate) use crate::yaml::{flag, number, whole};

/// A share of a whole, as numbers and as spreadsheets write it: `0.5`, `0,5`, `50%`, `50 %`.
pub(crate) fn share(text: &str) -> Option<f64> {
    let (digits, whole) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (text, 1.0),
    };
    number(digits).or_else(|| number(&digits.replacen(',', ".", 1))).map(|share| share / whole)
}

/// Words and phrases that stand in place of a name where nobody is. `N/D` is none: it means that
/// a name is not disclosed.
const VACANT: &[&str] = &[
    "open",
    "open headcount",
    "open position",
    "open req",
    "open requisition",
    "open role",
    "open seat",
    "new hire",
    "new vacancy",
    "not filled",
    "tba",
    "tbc",
    "tbd",
    "tbh",
    "to be announced",
    "to be appointed",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "to be hired",
    "to be recruited",
    "unfilled",
    "currently vacant",
    "position vacant",
    "post vacant",
    "role vacant",
];

/// The first words of those phrases.
const VACANT_STARTS: &[&str] = &[
    "open",
    "new",
    "not",
    "tba",
    "tbc",
    "tbd",
    "tbh",
    "to",
    "unfilled",
    "currently",
    "position",
    "post",
    "role",
];

/// Whether a name may begin with one of those words, by its first two letters: most names do not.
fn may_say_vacant(name: &str) -> bool {
    let [first, second, ..] = *name.as_bytes() else { return false };
    let letters = [first.to_ascii_lowercase(), second.to_ascii_lowercase()];
    // Signs before the first word are passed over by those who look closer.
    !first.is_ascii_alphabetic()
        || matches!(&letters, b"cu" | b"ne" | b"no" | b"op" | b"po" | b"ro" | b"tb" | b"to" | b"un" | b"va")
}

/// The first run of letters and digits.
fn first_word(name: &str) -> &str {
    // Most names begin with a word of plain letters, and a space ends it.
    let plain = name.bytes().position(|byte| !byte.is_ascii_alphanumeric());
    match plain.map(|at| (at, name.as_bytes()[at])) {
        Some((at, end)) if at > 0 && end.is_ascii() => &name[..at],
        _ => {
            let start = name.trim_start_matches(|c: char| !c.is_alphanumeric());
            start.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
        }
    }
}

/// Whether a name says that nobody is there: `Vacant`, `(TBD)`, `"To be hired"`, `VACANT - backfill`.
pub(crate) fn says_vacant(name: &str) -> bool {
    if !may_say_vacant(name) {
        return false;
    }
    let first = first_word(name);
    let is = |word: &str| first.eq_ignore_ascii_case(word);
    // No holder is called so, whatever follows.
    if is("vacant") || is("vacancy") {
        return true;
    }
    if !first.is_empty() && !VACANT_STARTS.iter().any(|word| is(word)) {
        return false;
    }
    // A person's name is rarely shorter, and never longer, than what is looked for.
    let dash = [" - ", " – ", " — "].iter().filter_map(|dash| name.find(dash)).min();
    let said = &name[..dash.unwrap_or(name.len())];
    let said = match said.trim_start().split_once(['(', '[']) {
        Some((before, _)) if !before.is_empty() => before,
        _ => said,
    };
    if said.len() > 40 {
        return false;
    }
    let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let plain = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    VACANT.contains(&plain.as_str())
}

/// Whether a word is a known one but for letter case, separators, two letters exchanged, or one
/// letter more or less at its end. Where any word is allowed, a word that is merely similar is most
/// likely another one: `us-aml` is not `uk-aml`.
pub(super) fn is_spelling_of(word: &str, known: &str) -> bool {
    let letters = |word: &str| -> Vec<char> {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (word, known) = (letters(word), letters(known));
    if word.len() == known.len() {
        let differ: Vec<usize> = (0..word.len()).filter(|at| word[*at] != known[*at]).collect();
        return match differ[..] {
            [] => true,
            [one, two] => two == one + 1 && word[one] == known[two] && word[two] == known[one],
            _ => false,
        };
    }
    let (shorter, longer) = if word.len() < known.len() { (word, known) } else { (known, word) };
    longer.len() == shorter.len() + 1 && shorter.len() >= 4 && longer.starts_with(&shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_are_those_of_the_phrases() {
        let first = |phrase: &&'static str| phrase.split(' ').next();
        let mut starts: Vec<Option<&str>> = VACANT.iter().map(first).collect();
        starts.dedup();
        assert_eq!(starts, VACANT_STARTS.iter().copied().map(Some).collect::<Vec<_>>());
        assert!(VACANT.iter().all(|said| says_vacant(said)), "each begins with a letter that is looked at");
    }

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
