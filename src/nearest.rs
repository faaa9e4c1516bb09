//! The nearest known word to one that is not known.

/// The longest word that is compared, in letters: longer ones are texts, and comparing two of them takes the
/// product of their lengths.
pub(crate) const LONGEST: usize = 100;

/// Whether any of the words is known, or near to one that is: a file none of whose keys is was never meant to
/// be what it is read as, and is not quoted.
#[must_use]
pub fn any_known<'w>(words: impl IntoIterator<Item = &'w str>, known: &[&str]) -> bool {
    words.into_iter().any(|word| known.contains(&word) || nearest(word, known.iter().copied()).is_some())
}

/// The known word that `word` most likely stands for: equal but for letter case, `-`, `_` and
/// spaces, or at most two letters away (one for words of up to four letters, where two letters
/// would make `code` the same as `role`).
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    near_ones(word, &mut known.into_iter())
        .into_iter()
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether one of the known words is nearer to `word` than all others.
#[must_use]
pub(crate) fn is_sole<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> bool {
    let near = near_ones(word, &mut known.into_iter());
    let least = near.iter().map(|(distance, _)| *distance).min();
    let mut nearest = near.iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, word)| word);
    nearest.next().is_some_and(|first| nearest.all(|other| other == first))
}

/// The known words that are near, each with how many letters differ.
fn near_ones<'k>(word: &str, known: &mut dyn Iterator<Item = &'k str>) -> Vec<(usize, &'k str)> {
    if word.len() > 4 * LONGEST {
        return Vec::new();
    }
    let plain = simplified(word);
    let length = plain.chars().count();
    let limit = match length {
        0 | 1 => return Vec::new(),
        _ if length > LONGEST => return Vec::new(),
        2..=4 => 1,
        _ => 2,
    };
    let near = |candidate: &'k str| {
        // A distance is at least the difference in length; most candidates end here.
        let is_far = if candidate.is_ascii() {
            candidate.trim().len().abs_diff(length) > limit
        } else {
            candidate.len().abs_diff(word.len()) > 3 * (limit + 2)
        };
        let distance = if is_far { limit + 1 } else { strsim::osa_distance(&plain, &simplified(candidate)) };
        (distance <= limit).then_some((distance, candidate))
    };
    known.filter_map(near).collect()
}

/// Lower-case, with `-`, spaces and `.` as `_`.
fn simplified(word: &str) -> String {
    word.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c })
        .collect()
}

/// `a`, `b` or `c`: a short list of words for a help line.
#[must_use]
pub fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

/// A help line that names the nearest known word, else what there is.
pub(crate) fn near_or<'k>(
    word: &str,
    known: impl IntoIterator<Item = &'k str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match nearest(word, known) {
        Some(near) => format!("a similar one is known: `{near}`"),
        None => otherwise(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_away_is_near() {
        let known = ["reports_to", "title", "fte", "id", "name"];
        let near = |word| nearest(word, known);
        assert_eq!(near("report_to"), Some("reports_to"));
        assert_eq!(near("reports-to"), Some("reports_to"));
        assert_eq!(near("Reports To"), Some("reports_to"));
        assert_eq!(near("titel"), Some("title"));
        assert_eq!(near("ID"), Some("id"));
        assert_eq!(near("nmae"), Some("name"));
    }

    #[test]
    fn a_text_of_a_hundred_letters_is_no_word() {
        let (long, longer) = ("a".repeat(99), "a".repeat(101));
        assert_eq!(nearest(&format!("{long}b"), [long.as_str()]), Some(long.as_str()));
        assert_eq!(nearest(&format!("{longer}b"), [longer.as_str()]), None);
        assert_eq!(nearest("Größe ", ["grösse", " größe"]), Some(" größe"));
    }

    #[test]
    fn short_words_are_near_at_one_letter_only() {
        assert_eq!(nearest("age", ["fte", "id"]), None);
        assert_eq!(nearest("ft", ["fte"]), Some("fte"));
        assert_eq!(nearest("x", ["id"]), None);
        assert_eq!(nearest("code", ["role", "cover"]), None);
        assert_eq!(nearest("", ["id"]), None);
    }
}
