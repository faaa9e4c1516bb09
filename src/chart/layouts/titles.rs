//! Names of people within titles: `Head of Finance (Joost Graafland)`. Titles are shown everywhere, so what an entry
//! gives as somebody's name is left out of them.

use std::collections::HashSet;

use super::entry::{Entry, Value};
use crate::chart::personal::is_made_of_titles;
use crate::chart::{Field, folded_name};

/// Names with more words are none.
const MOST_WORDS: usize = 6;

/// A title with more words than these is none, if there is a name in it.
const LONGEST_TITLE: usize = 40;

/// Stands in a title for a name.
const MASK: &str = "•••";

/// Leaves the names of people on the list out of all titles. What is nothing but a name is no title.
pub(super) fn without_names(entries: &mut [Entry<'_>]) {
    // Titles are few, and each may be that of many.
    let mut titles: HashSet<&str> = HashSet::new();
    let mut pairs: hashbrown::HashSet<[String; 2]> = hashbrown::HashSet::new();
    for title in entries.iter().filter_map(title) {
        if titles.insert(title) {
            pairs.extend(beside(&words(title)));
        }
    }
    if pairs.is_empty() {
        return;
    }
    let names = entries.iter().filter_map(Entry::name).filter(|name| name.contains([' ', ',']));
    let mut names: HashSet<[String; 2]> =
        names.flat_map(|name| pairs_of(name).into_iter().filter(|pair| pairs.contains(pair))).collect();
    names.retain(|pair| !is_made_of_titles(&pair.join(" ")));
    if names.is_empty() {
        return;
    }
    for entry in entries {
        let Some(left) = title(entry).and_then(|title| without(title, &names)) else { continue };
        let Some(stated) = entry.fields.iter_mut().find(|stated| stated.field == Field::Title) else {
            continue;
        };
        if left.is_empty() {
            entry.fields.retain(|stated| stated.field != Field::Title);
        } else {
            let said = stated.clone().filtered(|said: Value<'_>| Some(said.saying(left.clone())));
            *stated = said;
        }
        entry.rare().hidden_title = true;
    }
}

fn title<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let stated = entry.fields.iter().find(|stated| stated.field == Field::Title)?;
    stated.values().first().map(Value::text).filter(|_| entry.entity.is_none())
}

/// The words with a capital or of a script without, each with its place.
fn words(text: &str) -> Vec<(usize, &str)> {
    let start = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let all = text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’' || c == '-'));
    all.filter(|word| word.contains(char::is_alphabetic)).map(|word| (start(word), word)).collect()
}

fn beside(words: &[(usize, &str)]) -> impl Iterator<Item = [String; 2]> {
    words.windows(2).map(|pair| [folded_name(pair[0].1), folded_name(pair[1].1)])
}

/// The words of a name that may stand next to each other: as they are, the first and the last, and the other way
/// round. An initial tells of nobody.
fn pairs_of(name: &str) -> Vec<[String; 2]> {
    let words = words(name);
    if words.len() < 2 || words.len() > MOST_WORDS {
        return Vec::new();
    }
    let ends = [folded_name(words[0].1), folded_name(words[words.len() - 1].1)];
    let mut pairs: Vec<[String; 2]> = beside(&words).chain([ends]).collect();
    pairs.extend(pairs.clone().into_iter().map(|[one, other]| [other, one]));
    pairs.retain(|pair| pair.iter().all(|word| word.chars().nth(1).is_some()));
    pairs
}

/// A title without the names in it; none where there is none.
fn without(title: &str, names: &HashSet<[String; 2]>) -> Option<String> {
    let words = words(title);
    let at = beside(&words).position(|pair| names.contains(&pair))?;
    if words.len() > LONGEST_TITLE {
        return Some(String::new());
    }
    // Further words of the name follow.
    let further = beside(&words[at..]).take_while(|pair| names.contains(pair)).count();
    let ((start, _), (last, word)) = (words[at], words[at + further]);
    let (before, after) = (&title[..start], &title[last + word.len()..]);
    let is_mark = |c: char| !c.is_alphanumeric();
    let is_end = |c: char| matches!(c, ')' | ']' | '.' | ',') || c.is_whitespace();
    let (head, tail) = (before.trim_end_matches(is_mark), after.trim_start_matches(is_mark));
    // `Joost Graafland (2)`
    let tail = if head.is_empty() && !tail.contains(char::is_alphabetic) { "" } else { tail };
    let left = match (head.is_empty(), tail.is_empty()) {
        (true, true) => String::new(),
        // `Joost Graafland - Head of Finance`
        (true, false) if after.starts_with(|c: char| !c.is_alphanumeric()) && after.trim_start() != tail => {
            tail.to_owned()
        }
        // `Head of Finance (Joost Graafland)`
        (false, true) if before.trim_end() != head && after.trim_start_matches(is_end).is_empty() => {
            head.to_owned()
        }
        _ => format!("{before}{MASK}{after}"),
    };
    // There may be another one.
    Some(without(&left, names).unwrap_or(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_left_out_of_a_title() {
        let names: HashSet<_> = pairs_of("Joost van Graafland").into_iter().collect();
        for (title, left) in [
            ("Head of Finance (Joost Graafland)", "Head of Finance"),
            ("Head of Finance - Graafland, Joost", "Head of Finance"),
            ("JOOST VAN GRAAFLAND: Head of Finance", "Head of Finance"),
            ("Assistant to Joost van Graafland", "Assistant to •••"),
            ("Assistant to Joost Graafland, Finance", "Assistant to •••, Finance"),
            ("Joost Graafland", ""),
            ("Joost Graafland (2)", ""),
        ] {
            assert_eq!(without(title, &names).as_deref(), Some(left), "{title}");
        }
        let long = "Joost Graafland, head, ".repeat(100_000);
        assert_eq!(without(&long, &names).as_deref(), Some(""), "a text is no title");
        for title in ["Head of Finance", "Joost", "Head of Graafland", "van Finance", ""] {
            assert_eq!(without(title, &names), None, "{title}");
        }
    }
}
