//! Names of people within titles and names of units: `Head of Finance (Joost Graafland)`. These are shown everywhere, so
//! what an entry gives as somebody's name is left out of them.

use std::collections::HashSet;

use super::entry::{Entry, FieldValues, Value};
use super::lookup::names;
use super::persons::is_address;
use crate::chart::personal::is_made_of_titles;
use crate::chart::{Field, folded_name};

/// Names with more words are none.
const MOST_WORDS: usize = 6;

/// A title with more words than these is none, if there is a name in it.
const LONGEST_TITLE: usize = 40;

/// Stands in a title for a name.
const MASK: &str = "•••";

/// Where names are looked for.
const FIELDS: [Field; 3] = [Field::Title, Field::Unit, Field::Department];

/// Stands behind a name of somebody to whom something belongs.
const POSSESSIVE: [&str; 2] = ["'s", "’s"];

/// What names of people are made of, folded.
#[derive(Default)]
struct Names {
    /// Words that stand next to each other.
    pairs: HashSet<[String; 2]>,
    /// Single words, which count as a name only where they stand as one: `Ms Oosterhout`, `Joost's`.
    single: HashSet<String>,
}

/// Leaves the names of people on the list, and of their managers, out of all titles and names of units. What is
/// nothing but a name is no title.
pub(super) fn without_names(entries: &mut [Entry<'_>]) {
    // Titles are few, and each may be that of many.
    let mut titles: HashSet<&str> = HashSet::new();
    let mut said = Names::default();
    for (_, title) in entries.iter().flat_map(shown) {
        if titles.insert(title) {
            let words = words(title);
            said.pairs.extend(beside(&words));
            let single = (0..words.len()).filter(|at| stands_as_name(title, &words, *at));
            said.single.extend(single.map(|at| folded_name(words[at].1)));
        }
    }
    let mut known = Names::default();
    let is_said = |pair: &[String; 2]| said.pairs.contains(pair);
    let mut managers: HashSet<&str> = HashSet::new();
    for entry in entries.iter() {
        for name in names(entry) {
            let pairs = pairs_of(name).into_iter().filter(is_said);
            known.pairs.extend(pairs.filter(|pair| !is_made_of_titles(&pair.join(" "))));
            if !said.single.is_empty() {
                let single = words(name).into_iter().map(|(_, word)| folded_name(word));
                known
                    .single
                    .extend(single.filter(|word| said.single.contains(word) && !is_made_of_titles(word)));
            }
        }
        for manager in entry.up.iter().flat_map(FieldValues::values).map(Value::text) {
            if manager.contains([' ', ',']) && managers.insert(manager) {
                let pairs: Vec<_> = pairs_of(manager).into_iter().filter(is_said).collect();
                // A manager may be named by a title.
                if !pairs.is_empty() && !words(manager).iter().any(|(_, word)| is_made_of_titles(word)) {
                    known.pairs.extend(pairs);
                }
            }
        }
    }
    if known.pairs.is_empty() && known.single.is_empty() {
        return;
    }
    for entry in entries {
        let found = shown(entry).filter_map(|(field, title)| Some((field, without(title, &known)?)));
        for (field, left) in found.collect::<Vec<_>>() {
            if left.is_empty() {
                entry.fields.retain(|stated| stated.field != field);
            } else if let Some(stated) = entry.fields.iter_mut().find(|stated| stated.field == field) {
                *stated = stated.clone().filtered(|said: Value<'_>| Some(said.saying(left.clone())));
            }
            entry.rare().hidden.push(field);
        }
    }
}

fn shown<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = (Field, &'e str)> {
    let stated =
        entry.fields.iter().filter(|stated| FIELDS.contains(&stated.field) && entry.entity.is_none());
    stated.filter_map(|stated| Some((stated.field, stated.values().first()?.text())))
}

/// The words with a capital or of a script without, each with its place.
fn words(text: &str) -> Vec<(usize, &str)> {
    let start = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let all = text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’' || c == '-'));
    let all = all.map(|word| POSSESSIVE.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word));
    all.filter(|word| word.contains(char::is_alphabetic)).map(|word| (start(word), word)).collect()
}

/// Whether a word, if it is somebody's name, stands for that person: `Ms Oosterhout`, `W. Oosterhout`, `to Oosterhout`,
/// `Joost's`.
fn stands_as_name(text: &str, words: &[(usize, &str)], at: usize) -> bool {
    let (start, word) = words[at];
    let after = &text[start + word.len()..];
    let before = at.checked_sub(1).map(|before| words[before]);
    let is_addressed = before.is_some_and(|(place, before)| {
        let between = &text[place + before.len()..start];
        let is_next = between.chars().all(|c| c == '.' || c.is_whitespace());
        is_next
            && (is_address(before)
                || matches!(before, "to" | "for")
                || (before.chars().nth(1).is_none() && between.starts_with('.')))
    });
    is_addressed || is_possessive(after)
}

fn is_possessive(after: &str) -> bool {
    POSSESSIVE.iter().any(|end| after.starts_with(end))
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
    let (first, last) = (words[0].1, words[words.len() - 1].1);
    let mut pairs: Vec<[String; 2]> =
        beside(&words).chain([[folded_name(first), folded_name(last)]]).collect();
    // `Tess Ruiter` of `Tess Ruiter-de Vries`
    pairs.extend(
        words
            .iter()
            .filter_map(|(_, word)| word.split_once('-'))
            .map(|(part, _)| [first, part].map(folded_name)),
    );
    pairs.extend(pairs.clone().into_iter().map(|[one, other]| [other, one]));
    pairs.retain(|pair| pair.iter().all(|word| word.chars().nth(1).is_some()));
    pairs
}

/// A title without the names in it; none where there is none.
fn without(title: &str, names: &Names) -> Option<String> {
    let words = words(title);
    let (first, further) = match beside(&words).position(|pair| names.pairs.contains(&pair)) {
        // Further words of the name follow.
        Some(at) => (at, beside(&words[at..]).take_while(|pair| names.pairs.contains(pair)).count()),
        None if names.single.is_empty() => return None,
        None => {
            let is_name = |at: &usize| names.single.contains(&folded_name(words[*at].1));
            ((0..words.len()).find(|at| is_name(at) && stands_as_name(title, &words, *at))?, 0)
        }
    };
    if words.len() > LONGEST_TITLE {
        return Some(String::new());
    }
    let ((start, _), (last, word)) = (words[first], words[first + further]);
    let (before, after) = (&title[..start], &title[last + word.len()..]);
    let is_mark = |c: char| !c.is_alphanumeric();
    let is_end = |c: char| matches!(c, ')' | ']' | '.' | ',') || c.is_whitespace();
    let (head, tail) = (before.trim_end_matches(is_mark), after.trim_start_matches(is_mark));
    // `Joost Graafland (2)`
    let tail = if head.is_empty() && !tail.contains(char::is_alphabetic) { "" } else { tail };
    let left = match (head.is_empty(), tail.is_empty()) {
        (true, true) => String::new(),
        // `Joost Graafland - Head of Finance`
        (true, false)
            if after.starts_with(|c: char| !c.is_alphanumeric())
                && after.trim_start() != tail
                && !is_possessive(after) =>
        {
            tail.to_owned()
        }
        // `Head of Finance (Joost Graafland)`
        (false, true)
            if before.trim_end() != head
                && !before.trim_end().ends_with('.')
                && after.trim_start_matches(is_end).is_empty() =>
        {
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
        let pairs = pairs_of("Joost van Graafland").into_iter().collect();
        let names = Names { pairs, single: HashSet::from(["joost", "graafland"].map(str::to_owned)) };
        for (title, left) in [
            ("Head of Finance (Joost Graafland)", "Head of Finance"),
            ("Head of Finance - Graafland, Joost", "Head of Finance"),
            ("JOOST VAN GRAAFLAND: Head of Finance", "Head of Finance"),
            ("Assistant to Joost van Graafland", "Assistant to •••"),
            ("Assistant to Joost Graafland, Finance", "Assistant to •••, Finance"),
            ("Joost Graafland's assistant", "•••'s assistant"),
            ("Assistant to Mr. Graafland", "Assistant to Mr. •••"),
            ("EA to J. Graafland (Finance)", "EA to J. ••• (Finance)"),
            ("Joost’s Chief of Staff", "•••’s Chief of Staff"),
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
