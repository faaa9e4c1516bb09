//! The nearest known word to one that is not known.

/// The known word that `word` most likely stands for: equal but for letter case, `-`, `_` and
/// spaces, or at most two letters away (one for words of up to four letters, where two letters
/// would make `code` the same as `role`).
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = simplified(word);
    let length = plain.chars().count();
    let limit = match length {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        // A distance is at least the difference in length; most candidates end here.
        if candidate.len().abs_diff(word.len()) > 3 * (limit + 2) {
            continue;
        }
        let distance = strsim::osa_distance(&plain, &simplified(candidate));
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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
    fn short_words_are_near_at_one_letter_only() {
        assert_eq!(nearest("age", ["fte", "id"]), None);
        assert_eq!(nearest("ft", ["fte"]), Some("fte"));
        assert_eq!(nearest("x", ["id"]), None);
        assert_eq!(nearest("code", ["role", "cover"]), None);
        assert_eq!(nearest("", ["id"]), None);
    }
}
