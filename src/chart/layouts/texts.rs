//! Texts of other shapes: keys in many spellings, titles with markup, references to entities.

use std::borrow::Cow;

use crate::vocabulary::{TitleContext, resolve_title};

/// A text with markup that is longer than this is not a title.
const LONGEST_TITLE: usize = 10_000;

/// A key or column name without letter case and separators; `#` reads as `no`, as in `Employee #`.
pub(super) fn folded(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '#' => out.push_str("no"),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Whether a key is such a word, without making a text of it: it is asked of every row of a table.
pub(super) fn folds_to(key: &str, folded: &str) -> bool {
    let letters = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let first = key.bytes().find(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    // Most keys differ in their first letter.
    (!key.is_ascii() || first == folded.bytes().next()) && letters.eq(folded.chars()) && !key.contains('#')
}

/// Keys that hold what belongs to an entry, and say nothing of it.
const CONTAINERS: [&str; 18] = [
    "attributes",
    "data",
    "employee",
    "employment",
    "fields",
    "humanreadable",
    "internal",
    "job",
    "name",
    "node",
    "organization",
    "organizations",
    "person",
    "profile",
    "properties",
    "record",
    "user",
    "work",
];

/// What is behind the first step of a path that was made one key: `profile.managerId`, `organizations.0.title`,
/// `work__title`, `urn:…:User.manager.value`.
pub(super) fn behind_container(key: &str) -> Option<&str> {
    if let Some(behind) = key.strip_prefix("urn:") {
        return behind.rsplit_once(':').map(|(_, rest)| rest).filter(|rest| !rest.is_empty());
    }
    let (first, rest) = key.split_once(['.', '/']).or_else(|| key.split_once("__"))?;
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    (!rest.is_empty() && (is_number || CONTAINERS.contains(&&*folded(first)))).then_some(rest)
}

/// A path of keys (`spec.profile.displayName`), each folded. A key with points in it is in quotes, and
/// `relations[type=manager]` is the item of a list that says so.
pub(super) fn folded_path(path: &str) -> String {
    let folded_step = |step: &str| match selection(step) {
        Some((key, inner, value)) => format!("{}[{}={}]", folded(key), folded(inner), folded(value)),
        None => folded(step),
    };
    let parts: Vec<String> = steps(path).map(folded_step).collect();
    parts.join(".")
}

/// The keys of a path.
pub(super) fn steps(path: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_selected) = (false, false);
    path.split(move |c: char| {
        match c {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => is_selected = true,
            ']' if !is_quoted => is_selected = false,
            _ => {}
        }
        c == '.' && !is_quoted && !is_selected
    })
}

/// `relations[type=manager]`: a key with the key and the value of an item.
fn selection(step: &str) -> Option<(&str, &str, &str)> {
    let (key, inside) = step.trim_end().strip_suffix(']')?.split_once('[')?;
    let (inner, value) = inside.split_once('=')?;
    Some((key, inner, value))
}

/// Words compared by their letters alone: stray quotes and letter case do not count. A word of signs
/// alone (`*`, `-`) is compared as it is.
pub(super) fn is_one_of(text: &str, words: &[String]) -> bool {
    let text = text.trim();
    let first = |text: &str| {
        text.bytes().next().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
    };
    let start = first(text);
    words.iter().any(|word| match (start, first(word)) {
        // Most words differ in their first letter.
        (Some(one), Some(other)) if one != other => false,
        _ if letters(word).next().is_none() || counts_as_written(word) => text == word.trim(),
        _ => letters(text).eq(letters(word)),
    })
}

/// `-1` and `\N`, which without their signs may be the id of somebody.
fn counts_as_written(word: &str) -> bool {
    let rest = word.trim().strip_prefix(['-', '\\']);
    rest.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_alphanumeric))
}

/// What words have in common that [`is_one_of`] takes for one.
pub(super) fn word_key(text: &str) -> String {
    let key: String = letters(text).collect();
    if key.is_empty() || counts_as_written(text) { text.trim().to_owned() } else { key }
}

/// Letters and digits in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A title without Markdown and HTML; as it is where it holds none.
pub(super) fn without_markup(text: &str) -> Cow<'_, str> {
    if text.len() > LONGEST_TITLE || !text.contains(['<', '[', '&', '`', '*']) {
        return Cow::Borrowed(text);
    }
    let plain = without_entities(&without_links(&without_tags(text)));
    let plain = plain.replace("**", "").replace('`', "");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain == text || plain.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(plain) }
}

/// `<a href="/x">CEO</a>` → `CEO`; `<br>` parts words. A `<` that starts no tag stays.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let starts = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = tag.find('>').filter(|_| starts) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        if tag.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("br")) {
            out.push(' ');
        }
        rest = &tag[end + 1..];
    }
    out + rest
}

/// `[CEO](../ceo.md)` and `[CEO][ref]` → `CEO`. Other brackets stay.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, link) = rest.split_at(at);
        let parts = link.find(']').and_then(|close| {
            let (shown, after) = (&link[1..close], &link[close + 1..]);
            let end = match after.as_bytes().first()? {
                b'(' => after.find(')')?,
                b'[' => after.find(']')?,
                _ => return None,
            };
            Some((shown, &after[end + 1..]))
        });
        if let Some((shown, after)) = parts {
            // `![logo](x.png)` is a picture.
            if let Some(before) = before.strip_suffix('!') {
                out.push_str(before);
            } else {
                out.push_str(before);
                out.push_str(shown);
            }
            rest = after;
        } else {
            out.push_str(before);
            out.push('[');
            rest = &link[1..];
        }
    }
    out + rest
}

fn without_entities(text: &str) -> String {
    const KNOWN: [(&str, &str); 6] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        // Last, so that `&amp;lt;` stays `&lt;`.
        ("&amp;", "&"),
    ];
    KNOWN.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// Whether a text that names a manager may be a person's name or address, which no message shows:
/// it is not a slug, no number and no title.
pub(super) fn may_name_a_person(text: &str) -> bool {
    // An address, or a name in a directory: `CN=Sarah Chen,OU=People`.
    if text.contains('@') || is_directory_name(text) {
        return true;
    }
    let is_key = text
        .chars()
        .all(|c| c.is_lowercase() || !c.is_alphanumeric() && !c.is_whitespace() || c.is_ascii_digit());
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    let is_acronym = text.chars().count() <= 6 && text.chars().all(char::is_uppercase);
    if is_key || has_digit || is_acronym || text.contains('_') {
        return false;
    }
    let resolved = resolve_title(text, &TitleContext::new());
    resolved.seat.is_none() && resolved.functions.is_empty()
}

/// `CN=Sarah Chen,OU=People`
fn is_directory_name(text: &str) -> bool {
    let start = text.split_once('=').map(|(start, _)| start.trim());
    start.is_some_and(|start| matches!(start.to_ascii_lowercase().as_str(), "cn" | "uid" | "ou" | "dc" | "o"))
}

/// Whether a key of an entry is a person's name: words with capitals, or an address.
pub(super) fn is_persons_key(key: &str) -> bool {
    key.contains('@') || (key.trim().contains(char::is_whitespace) && may_name_a_person(key))
}

/// An id and the name that stands beside it in one text: `Frost, Mara (1001)`, `1001 - Mara Frost`. The surest
/// way to read it comes first.
pub(super) fn ids_beside_name(text: &str) -> impl Iterator<Item = (&str, &str)> {
    // Most texts have no digit.
    let text = if text.bytes().any(|byte| byte.is_ascii_digit()) { text.trim() } else { "" };
    let in_brackets = text.strip_suffix([')', ']']).and_then(|open| open.rsplit_once([' ', '(', '[']));
    let in_brackets = in_brackets
        .map(|(name, id)| (id.trim_start_matches(['(', '[']), name.trim_end_matches(['(', '[', ' '])));
    let mark = [" - ", " – ", " | ", ": ", ", ", " / ", "; "].into_iter().find(|mark| text.contains(mark));
    let before = mark.and_then(|mark| text.split_once(mark));
    let behind = mark.and_then(|mark| text.rsplit_once(mark)).map(|(name, id)| (id, name));
    let word_before = text.split_once(' ');
    let word_behind = text.rsplit_once(' ').map(|(name, id)| (id, name));
    let is_id = |id: &str| {
        !id.is_empty() && !id.contains(char::is_whitespace) && id.contains(|c: char| c.is_ascii_digit())
    };
    let ways = [in_brackets, before, behind, word_before, word_behind].into_iter().flatten();
    ways.filter(move |(id, name)| is_id(id) && name.contains(char::is_alphabetic))
}

/// `[kind:][namespace/]name` → all three in lower case, with what is left out filled in.
pub(super) fn entity(text: &str, kind: &str, namespace: &str) -> String {
    let (kind, rest) = text.split_once(':').unwrap_or((kind, text));
    let (namespace, name) = rest.split_once('/').unwrap_or((namespace, rest));
    format!("{}:{}/{}", kind.trim(), namespace.trim(), name.trim()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_markup_and_nothing_else() {
        for (written, plain) in [
            ("[CEO](../../ceo/index.md), co-founder", "CEO, co-founder"),
            ("<a href=\"/x/\">Head of Sales</a>", "Head of Sales"),
            ("**VP** Research &amp; Development", "VP Research & Development"),
            ("Engineer<br/>Platform", "Engineer Platform"),
            ("Head of [Labs][labs]", "Head of Labs"),
            ("FP&A Manager", "FP&A Manager"),
            ("Manager [Interim]", "Manager [Interim]"),
            ("Lead < 5 people", "Lead < 5 people"),
            ("Engineer [x](", "Engineer [x]("),
            ("![](a.png)", "![](a.png)"),
            ("Head of C#", "Head of C#"),
        ] {
            assert_eq!(without_markup(written), plain);
        }
    }

    #[test]
    fn words_for_nobody_are_known_in_every_spelling() {
        let words = ["Eliminated".to_owned(), "N/D".to_owned(), "*".to_owned(), String::new()];
        for text in ["'Eliminated'", "\"\"Eliminated\"\"", "eliminated'", "N/D'", "ND", "*", ""] {
            assert!(is_one_of(text, &words), "{text}");
        }
        for text in ["Eliminated post", "NDA", "-", "**"] {
            assert!(!is_one_of(text, &words), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_name_is_told_from_keys_and_titles() {
        for text in ["Sarah Chen", "Chen", "sarah@example.org", "Chen, Sarah", "Ñandú Ríos"] {
            assert!(may_name_a_person(text), "{text}");
        }
        for text in ["vp_people", "2UKBA18", "CEO", "Board of Directors", "eng-lead", "Head of Sales"] {
            assert!(!may_name_a_person(text), "{text}");
        }
    }

    #[test]
    fn references_to_entities_are_filled_in() {
        assert_eq!(entity("team-a", "group", "default"), "group:default/team-a");
        assert_eq!(entity("group:default/Team-A", "user", "x"), "group:default/team-a");
        assert_eq!(entity("dev/guest", "user", "default"), "user:dev/guest");
    }
}
