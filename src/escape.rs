//! Text from charts made safe to print: nothing in it reaches the terminal as a command, breaks a
//! line, or is there without being seen.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

pub(crate) mod json_text;
pub(crate) mod markdown_text;

pub(crate) use crate::source::is_hidden;

/// The text on one line with hidden characters written out: `\u{202e}`.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_clean(&mut out, c);
    }
    Cow::Owned(out)
}

/// Adds a character, written out where it is hidden.
pub(crate) fn push_clean(out: &mut String, c: char) {
    if is_hidden(c) {
        out.extend(c.escape_default());
    } else {
        out.push(c);
    }
}

/// Columns that [`push_clean`] adds.
pub(crate) fn clean_width(c: char) -> usize {
    if matches!(c, ' '..='~') {
        return 1;
    }
    if is_hidden(c) { c.escape_default().len() } else { c.width().unwrap_or(0) }
}

/// The text made clean and, where it is longer than `limit` columns, cut short with `…`.
pub(crate) fn short(text: &str, limit: usize) -> String {
    // Most texts are this simple: a column for every byte.
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut columns = 0;
    let mut room_for_dots = 0;
    for (count, c) in text.chars().enumerate() {
        columns += clean_width(c);
        // Marks take up no column: their number is limited too.
        if columns > limit || count > 4 * limit {
            out.truncate(room_for_dots);
            out.push('…');
            break;
        }
        push_clean(&mut out, c);
        if columns < limit {
            room_for_dots = out.len();
        }
    }
    out
}

/// Lines that no build service takes for a command in its log: such commands start with `::` at the
/// beginning of a line, or with `##`, a word and a bracket anywhere. One character of the command is
/// replaced, so that labels below the line stay in place.
pub(crate) fn no_commands(lines: &str) -> Cow<'_, str> {
    let starts = |line: &str| line.trim_start().starts_with("::");
    if !lines.contains("##") && !lines.lines().any(starts) {
        return Cow::Borrowed(lines);
    }
    let mut out = String::with_capacity(lines.len() + 16);
    for line in lines.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start().len();
        let (blanks, mut rest) = line.split_at(blanks);
        out.push_str(blanks);
        if let Some(after) = rest.strip_prefix("::") {
            out.push_str("\u{fffd}:");
            rest = after;
        }
        while let Some(at) = rest.find("##") {
            let word = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            let is_command = word.starts_with('[');
            out.push_str(&rest[..=at]);
            out.push_str(if is_command { "\u{fffd}" } else { "" });
            rest = &rest[at + 1 + usize::from(is_command)..];
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}

/// Lines with hidden characters written out, that no build service takes for a command.
pub(crate) fn clean_lines(lines: &str) -> Cow<'_, str> {
    if !lines.chars().any(|c| c != '\n' && is_hidden(c)) {
        return no_commands(lines);
    }
    let mut out = String::with_capacity(lines.len() + 16);
    for c in lines.chars() {
        if c == '\n' { out.push(c) } else { push_clean(&mut out, c) }
    }
    Cow::Owned(no_commands(&out).into_owned())
}

/// A text written for people, over several lines in a file, on one line.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    clean(&words.join(" ")).into_owned()
}

/// A character as it is shown: a hidden one is written out.
pub(crate) fn visible(c: char) -> impl Iterator<Item = char> {
    let shown = (!is_hidden(c)).then_some(c);
    shown.into_iter().chain(shown.is_none().then(|| c.escape_default()).into_iter().flatten())
}

/// Adds a text to one of XML or HTML, as it is: no markup, and nothing hidden. No `#` is left either, since the
/// log of a build may take what follows two of them for a command.
pub(crate) fn push_xml(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '#' => out.push_str("&#35;"),
            c => out.extend(visible(c)),
        }
    }
}

/// A text for XML or HTML.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_xml(&mut out, text);
    out
}

/// The same, with line breaks that are meant.
pub(crate) fn xml_lines(text: &str) -> String {
    text.split('\n').map(xml).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(clean("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(clean("a\nb\tc\u{9b}"), "a\\nb\\tc\\u{9b}");
        assert_eq!(clean("\u{202e}cto\u{200b}\u{2028}"), "\\u{202e}cto\\u{200b}\\u{2028}");
        assert_eq!(clean("é e\u{301} 工程 👩"), "é e\u{301} 工程 👩");
    }

    #[test]
    fn nothing_looks_like_a_command_to_a_build_service() {
        assert_eq!(no_commands("a ::b\nc: d # e"), "a ::b\nc: d # e");
        assert_eq!(no_commands("a\n  ::error::b\n"), "a\n  \u{fffd}:error::b\n");
        assert_eq!(no_commands("a ##[error]b ## c"), "a #\u{fffd}[error]b ## c");
        assert_eq!(no_commands("##vso[task.x]b###["), "#\u{fffd}vso[task.x]b##\u{fffd}[");
        assert_eq!(no_commands("####["), "###\u{fffd}[");
    }

    #[test]
    fn a_long_text_is_cut_at_a_column() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(short("工程工程", 6), "工程…");
        assert_eq!(short("工程工程", 8), "工程工程");
        let marks = "a".to_owned() + &"\u{301}".repeat(100_000);
        assert!(short(&marks, 10).len() < 200);
    }

    #[test]
    fn no_text_is_markup() {
        assert_eq!(xml_lines("a\n<b>\n"), "a\n&lt;b&gt;\n");
        assert_eq!(
            xml("<b a=\"'\">&amp;##[x]\u{1b}"),
            "&lt;b a=&quot;&#39;&quot;&gt;&amp;amp;&#35;&#35;[x]\\u{1b}"
        );
    }
}
