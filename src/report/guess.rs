//! Guessing from one line alone what may name a person, for files whose YAML could not be read.
//! A guess errs on the side of masking.

use std::ops::Range;

use crate::chart::layouts::is_known_key;
use crate::chart::{Shown, shown};

/// Whether the text of a comment speaks to this program.
pub(super) fn is_directive(comment: &str) -> bool {
    comment.trim_start().starts_with("orglint:")
}

/// What may be a comment: from each `#` at the start or after a blank.
pub(super) fn comments(line: &str) -> Vec<Range<usize>> {
    comment_start(line)
        .filter(|at| !is_directive(&line[at + 1..]))
        .map(|at| at + 1..line.len())
        .into_iter()
        .collect()
}

fn comment_start(line: &str) -> Option<usize> {
    line.match_indices('#')
        .map(|(at, _)| at)
        .find(|at| line[..*at].chars().next_back().is_none_or(char::is_whitespace))
}

/// Everything but keys that are known, values of keys that hold no names, and punctuation.
pub(super) fn everything(line: &str) -> Vec<Range<usize>> {
    let end = comment_start(line).unwrap_or(line.len());
    let mut out = up_to(line, end, false);
    out.extend(comments(line));
    out.extend(reason(line));
    out
}

/// Everything but keys that are known and punctuation.
pub(super) fn values(line: &str) -> Vec<Range<usize>> {
    up_to(line, line.len(), true)
}

fn up_to(line: &str, end: usize, all_values: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < end {
        let rest = &line[at..end];
        let skipped = rest.len() - rest.trim_start_matches(is_punctuation).len();
        if skipped > 0 {
            at += skipped;
            continue;
        }
        if let Some(key) = Key::read(rest) {
            if !(if all_values { is_known_key(key.name) } else { key.is_known() }) {
                out.push(at..at + key.name_end);
            }
            at += key.end;
            if !all_values {
                at += key.shown_value(&line[at..end]);
            }
            continue;
        }
        let length = unknown_length(rest);
        out.push(at..at + length);
        at += length;
    }
    out
}

/// The reason that a comment for this program gives, which may name somebody.
fn reason(line: &str) -> Option<Range<usize>> {
    let start = comment_start(line).filter(|at| is_directive(&line[at + 1..]))?;
    let dash = line[start..].find(['—', '–']).or_else(|| line[start..].find("--"))?;
    Some(start + dash..line.len())
}

fn is_punctuation(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | ',' | '{' | '}' | '[' | ']' | '?' | ':' | '|' | '>' | '~')
}

/// Length of what cannot be told apart further: a quoted text, or words up to what may end them.
fn unknown_length(rest: &str) -> usize {
    let first = rest.chars().next().unwrap_or(' ');
    if first == '"' || first == '\'' {
        return rest[1..].find(first).map_or(rest.len(), |end| end + 2);
    }
    rest.find([',', '{', '}', '[', ']']).unwrap_or(rest.len()).max(first.len_utf8())
}

struct Key<'a> {
    name: &'a str,
    /// One past the name and its quotes.
    name_end: usize,
    /// One past the colon.
    end: usize,
}

impl<'a> Key<'a> {
    /// A word followed by a colon, as a key is written.
    fn read(rest: &'a str) -> Option<Self> {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let body = if quote.is_some() { &rest[1..] } else { rest };
        let length =
            body.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(body.len());
        let name = &body[..length];
        let after = &body[length..];
        let after_quote = match quote {
            Some(quote) => after.strip_prefix(quote)?,
            None => after,
        };
        let value = after_quote.trim_start().strip_prefix(':')?;
        let is_key = !name.is_empty()
            && (quote.is_some() || value.is_empty() || value.starts_with(char::is_whitespace));
        is_key.then(|| Self { name, name_end: rest.len() - after_quote.len(), end: rest.len() - value.len() })
    }

    fn is_known(&self) -> bool {
        shown(self.name).is_some()
    }

    /// Length of the value after the colon where it is certain to name no person, else 0.
    fn shown_value(&self, rest: &str) -> usize {
        let blanks = rest.len() - rest.trim_start().len();
        let value = &rest[blanks..];
        let safe = match shown(self.name) {
            Some(Shown::Value) => true,
            Some(Shown::Id) => false,
            Some(Shown::Key) | None => return 0,
        };
        let (length, text) = if let Some(quote @ ('"' | '\'')) = value.chars().next() {
            let Some(end) = value[1..].find(quote) else { return 0 };
            (end + 2, &value[1..=end])
        } else {
            let end = value.find([',', '{', '}', '[', ']', '"', '\'', ':']).unwrap_or(value.len());
            (end, value[..end].trim_end())
        };
        // A colon inside a plain value may be the end of a key that stands on the same line.
        let ends_well = !value[length..].starts_with(':');
        if ends_well && (safe || is_slug(text)) { blanks + length } else { 0 }
    }
}

fn is_slug(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let mut out: Vec<char> = Vec::new();
        let masked = everything(line);
        for (at, c) in line.char_indices() {
            out.push(if masked.iter().any(|part| part.contains(&at)) { '•' } else { c });
        }
        out.into_iter().collect()
    }

    #[test]
    fn values_of_names_are_masked_and_titles_are_not() {
        assert_eq!(shown("  - id: cto"), "  - id: cto");
        assert_eq!(shown("    title: Head of Sales"), "    title: Head of Sales");
        assert_eq!(shown("    name: Ada Lovelace"), "    name: ••••••••••••");
        assert_eq!(shown("    name: \"Lovelace, Ada\""), "    name: •••••••••••••••");
        assert_eq!(shown("    holder: p-017"), "    holder: •••••");
        assert_eq!(shown("    reports_to: cto"), "    reports_to: cto");
        assert_eq!(shown("    reports_to: Ada Lovelace"), "    reports_to: ••••••••••••");
    }

    #[test]
    fn where_no_chart_was_understood_every_value_is_masked() {
        let shown = |line: &str| -> String {
            let masked = values(line);
            let shown = |(at, c)| if masked.iter().any(|part| part.contains(&at)) { '•' } else { c };
            line.char_indices().map(shown).collect()
        };
        assert_eq!(shown("- title: Head of Sales"), "- title: •••••••••••••");
        assert_eq!(
            shown("mara_frost: { Salary: 18, Job Title: A }"),
            "••••••••••: { ••••••: ••, •••••••••••••}"
        );
        assert_eq!(shown("Mara Frost runs it # orglint: x"), "•••••••••••••••••••••••••••••••");
        assert_eq!(shown("{\"name\":\"Ada\",\"pay\":1}"), "{\"name\":•••••,•••••:•}");
    }

    #[test]
    fn flow_mappings_are_told_apart() {
        assert_eq!(shown("- { id: cio, name: Ada, title: Head }"), "- { id: cio, name: •••, title: Head }");
        assert_eq!(
            shown(r#"{"id":"cio","name":"Ada","title":"Head"},"#),
            r#"{"id":"cio","name":•••••,"title":"Head"},"#
        );
    }

    #[test]
    fn what_is_not_certain_is_masked() {
        assert_eq!(shown("  Lovelace"), "  ••••••••");
        assert_eq!(shown("  Ada Lovelace:"), "  •••••••••••••");
        assert_eq!(shown("    nickname: Ada"), "    ••••••••: •••");
        assert_eq!(shown("    title: \"Head, name: Ada"), "    title: ••••••••••••••••");
        assert_eq!(shown("    title: Head, name: Ada"), "    title: Head, name: •••");
        assert_eq!(shown("    title: Head name: Ada"), "    title: ••••••••••••••");
    }

    #[test]
    fn comments_are_masked_unless_they_are_directives() {
        assert_eq!(shown("id: a # Ada left"), "id: a #•••••••••");
        assert_eq!(shown("id: a # orglint: allow(x)"), "id: a # orglint: allow(x)");
        assert_eq!(shown("title: C#"), "title: C#");
    }
}
