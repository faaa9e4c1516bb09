//! How names of people are compared: first name first, and without what people leave out or spell in another
//! way.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name with single spaces and its first name first: directories write `van Dijk, Joost` for
/// `Joost van Dijk`.
pub(crate) fn first_name_first(text: &str) -> Cow<'_, str> {
    match text.split_once(',') {
        Some((last, first))
            if !first.contains(',') && !last.trim().is_empty() && !first.trim().is_empty() =>
        {
            Cow::Owned(single_spaces(&format!("{first} {last}")).into_owned())
        }
        _ => single_spaces(text),
    }
}

/// A text with single spaces between its words.
pub(crate) fn single_spaces(text: &str) -> Cow<'_, str> {
    let mut words = text.split_whitespace();
    let length = words.next().map_or(0, str::len) + words.map(|word| 1 + word.len()).sum::<usize>();
    if length == text.len() && text.chars().all(|c| c == ' ' || !c.is_whitespace()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Letters that are written in two ways where there is no key for them: without their mark, and as it is
/// spelled out.
const SPELLED_OUT: &[(char, &str, &str)] = &[
    ('ä', "a", "ae"),
    ('ö', "o", "oe"),
    ('ü', "u", "ue"),
    ('å', "a", "aa"),
    ('ø', "o", "oe"),
    ('æ', "ae", "ae"),
    ('œ', "oe", "oe"),
    ('ß', "ss", "ss"),
    ('ł', "l", "l"),
    ('đ', "d", "d"),
    ('ð', "d", "d"),
    ('þ', "th", "th"),
    ('ı', "i", "i"),
];

/// Between two names of one, which some write with a space.
const HYPHENS: [char; 3] = ['-', '‐', '‑'];

/// In names, written in many ways or not at all.
const APOSTROPHES: [char; 6] = ['\'', '’', '‘', 'ʼ', '`', '´'];

/// A name in lower case without accents, apostrophes and hyphens: with such letters without their mark, and spelled
/// out where that differs.
pub(crate) fn plain_spellings(name: &str) -> (String, Option<String>) {
    if name.contains(HYPHENS) || name.contains(APOSTROPHES) {
        return plain_spellings(&name.replace(HYPHENS, " ").replace(APOSTROPHES, ""));
    }
    if name.is_ascii() {
        return (name.to_ascii_lowercase(), None);
    }
    let (mut bare, mut spelled_out) = (String::with_capacity(name.len()), String::new());
    let mut differs = false;
    for c in name.nfc().flat_map(char::to_lowercase) {
        match SPELLED_OUT.iter().find(|(letter, ..)| !c.is_ascii() && *letter == c) {
            Some((_, one, other)) => {
                let other = if other.is_empty() { one } else { other };
                differs |= one != other;
                bare.push_str(one);
                spelled_out.push_str(other);
            }
            None if c.is_ascii() => {
                bare.push(c);
                spelled_out.push(c);
            }
            None => {
                for letter in c.nfd().filter(|c| !is_combining_mark(*c)) {
                    bare.push(letter);
                    spelled_out.push(letter);
                }
            }
        }
    }
    (bare, differs.then_some(spelled_out))
}

/// A name as it is told whichever of its parts comes first: `Joost van Dijk`, `Van Dijk Joost`.
pub(crate) fn name_in_any_order(name: &str) -> String {
    let (bare, _) = plain_spellings(without_mark(name));
    let mut words: Vec<&str> =
        bare.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// A name without what HR systems write behind it in brackets: `(On Leave)`, `[C]`.
pub(crate) fn without_mark(name: &str) -> &str {
    let name = name.trim_end();
    let open = match name.as_bytes().last() {
        Some(b')') => " (",
        Some(b']') => " [",
        _ => return name,
    };
    name.rfind(open).map_or(name, |at| name[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_may_stand_first() {
        assert_eq!(first_name_first("van Dijk,  Joost"), "Joost van Dijk");
        assert_eq!(first_name_first("Joost  van Dijk"), "Joost van Dijk");
        for text in ["Lee, Kim, PhD", ",", "Lee,", "Kim Lee"] {
            assert_eq!(first_name_first(text), text);
        }
    }

    #[test]
    fn either_part_of_a_name_may_stand_first() {
        for text in ["Joost van Dijk", "van Dijk, Joost", "VAN DIJK Joost (On Leave)"] {
            assert_eq!(name_in_any_order(text), "dijk joost van");
        }
    }

    #[test]
    fn accents_and_letter_case_do_not_count() {
        assert_eq!(plain_spellings("MUÑOZ José"), ("munoz jose".to_owned(), None));
        assert_eq!(plain_spellings("Weiß"), ("weiss".to_owned(), None));
        let möller = ("moller".to_owned(), Some("moeller".to_owned()));
        assert_eq!(plain_spellings("Möller"), möller);
        assert_eq!(plain_spellings("Mo\u{308}ller"), möller);
        assert_eq!(plain_spellings("Moeller"), ("moeller".to_owned(), None));
        assert_eq!(plain_spellings("山田"), ("山田".to_owned(), None));
    }
}
