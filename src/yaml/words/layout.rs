//! Mistakes in how lines are laid out: indentation, `- ` and `: `.

use granit_parser::ErrorKind;

use super::{Mistake, Scene, quotes_needed};
use crate::source::{Span, offset};
use crate::yaml::Kind;

/// What is the matter with the line of the error, or with the one where its text starts.
pub(super) fn mistake(kind: &ErrorKind, scene: &Scene<'_>) -> Mistake {
    let line = scene.line(scene.at);
    if let Some(found) = within_line(kind, scene, line) {
        return found;
    }
    // A text that goes over several lines is noticed at its last one.
    let starts = scene.line(start_of_text(scene));
    for line in [starts, line] {
        if let Some(found) = habit(scene, line) {
            return found;
        }
    }
    match kind {
        ErrorKind::MappingValueNotAllowed if starts.start < line.start => under_a_value(scene, starts, line),
        ErrorKind::BlockSequenceEntryNotAllowed if !scene.is_indentation(scene.at) => Mistake::new(
            "a list cannot start on the line of its key",
            "start each item with `- ` on its own line below the key, or write `[a, b]`",
            scene.rest_of_line(scene.at),
        ),
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::BlockSequenceEntryNotAllowed => out_of_column(scene, line),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_colon(scene, line),
        _ => Mistake::new(
            "this part does not fit where it is",
            "check the indentation, and put a text in quotes if it starts with a sign",
            scene.word_at(scene.at),
        ),
    }
}

/// The first byte of the text that was being read: the last node, where it reaches up to the error;
/// else what follows it, its colon and dashes.
fn start_of_text(scene: &Scene<'_>) -> usize {
    if let Some((Kind::Scalar, span)) = scene.last
        && span.end as usize == scene.at
    {
        return span.start as usize;
    }
    let mut at = scene.read.min(scene.at);
    loop {
        let rest = &scene.text[at..scene.at];
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', ':']);
        let skipped = match trimmed.strip_prefix('-') {
            Some(rest) if rest.starts_with([' ', '\n', '\r']) => rest,
            _ if trimmed.starts_with('#') => trimmed.split_once(['\n', '\r']).map_or("", |(_, rest)| rest),
            _ => trimmed,
        };
        at += rest.len() - skipped.len();
        if skipped.len() == trimmed.len() {
            return at;
        }
    }
}

/// Mistakes that show in the line of the error alone: more follows a value that has ended.
fn within_line(kind: &ErrorKind, scene: &Scene<'_>, line: Span) -> Option<Mistake> {
    let at = scene.at;
    let before = &scene.text[line.start as usize..at];
    match kind {
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::MappingKeyNotAllowed
            if !scene.is_indentation(at) =>
        {
            return Some(quotes_needed(scene, at));
        }
        ErrorKind::ExpectedBlockMappingKey if before.trim_end().ends_with([']', '}']) => {
            return Some(quotes_needed(scene, value_start(scene, line)));
        }
        _ => {}
    }
    if let Some((Kind::Alias, alias)) = scene.last
        && alias.start >= line.start
        && alias.end as usize <= at
    {
        return Some(quotes_needed(scene, alias.start as usize));
    }
    let earlier = before.find(": ").is_some();
    (*kind == ErrorKind::MappingValueNotAllowed && earlier).then(|| {
        Mistake::new(
            "a text with a colon (`: `) in it has to be in quotes",
            "put the whole text in quotes",
            scene.rest_of_line(value_start(scene, line)),
        )
    })
}

/// Where the value on a line starts: behind the first `: `.
fn value_start(scene: &Scene<'_>, line: Span) -> usize {
    let text = &scene.text[line.range()];
    let colon = text.find(": ").map_or(0, |found| found + 1);
    let value = &text[colon..];
    line.start as usize + colon + (value.len() - value.trim_start().len())
}

/// Habits from elsewhere and slips of the finger, each seen in one line.
fn habit(scene: &Scene<'_>, line: Span) -> Option<Mistake> {
    let content = scene.content(line);
    let indentation = &scene.text[line.start as usize..content.start as usize];
    if let Some(tab) = indentation.find('\t') {
        return Some(tab_mistake(line.start as usize + tab));
    }
    let text = &scene.text[content.range()];
    let start = content.start as usize;
    let first = text.chars().next()?;
    let second = text.chars().nth(1);
    if first == '-' && second.is_some_and(|c| !matches!(c, ' ' | '-')) {
        return Some(Mistake::new(
            "a space is missing after this `-`",
            "write `- ` before each list item",
            scene.character_at(start),
        ));
    }
    if is_bullet(first) && second.is_none_or(char::is_whitespace) {
        return Some(Mistake::new(
            format!("a list item starts with a plain hyphen (`-`), but this one starts with `{first}`"),
            "write `- ` before each list item",
            scene.character_at(start),
        ));
    }
    if text.starts_with("//") || text.starts_with("/*") {
        return Some(Mistake::new(
            "a comment starts with `#` in YAML",
            "write `# ` before the comment",
            scene.word_at(start),
        ));
    }
    after_key(scene, start, text)
}

/// Dashes and dots that are not a hyphen.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2022}' | '\u{2023}' | '\u{25aa}' | '\u{25cf}' | '\u{b7}' | '*'
    )
}

/// What stands between a key and its value instead of a colon and a space.
fn after_key(scene: &Scene<'_>, start: usize, text: &str) -> Option<Mistake> {
    let item = text.trim_start_matches(['-', ' ']);
    let start = start + (text.len() - item.len());
    let key =
        item.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '"'))).unwrap_or(item.len());
    let rest = &item[key..];
    if key == 0 || rest.is_empty() {
        return None;
    }
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let at = scene.character_at(start + key + spaces);
    let sign = rest[spaces..].chars().next()?;
    let next = rest[spaces + sign.len_utf8()..].chars().next();
    let (message, help) = match sign {
        ':' if next.is_some_and(|c| !c.is_whitespace() && c != '/') => {
            ("a space is missing after this `:`".to_owned(), "write `: ` between a key and its value")
        }
        '=' | ';' | '\u{ff1a}' | '\u{fe55}' => (
            format!("a key is followed by `: `, but this one by `{sign}`"),
            "write `: ` between a key and its value",
        ),
        _ => return None,
    };
    Some(Mistake::new(message, help, at))
}

pub(super) fn tab_mistake(at: usize) -> Mistake {
    Mistake::new(
        "this line is indented with a tab, but YAML takes only spaces",
        "replace the tab with spaces, as many as the neighbouring lines have",
        Span::new(offset(at), offset(at + 1)),
    )
}

/// A key is below something that is a value already.
fn under_a_value(scene: &Scene<'_>, starts: Span, line: Span) -> Mistake {
    let above = scene.text[starts.range()].trim_end();
    if above.contains(": ") {
        return Mistake::new(
            "this line is indented deeper than the key above it, which already has a value",
            "start it in the same column as that key, or remove the value there",
            scene.first_word(line),
        );
    }
    no_colon(scene, starts)
}

fn no_colon(scene: &Scene<'_>, line: Span) -> Mistake {
    Mistake::new(
        "this line has no colon, so it is not a key",
        "write `key: value`; a text that continues is indented deeper than its key",
        scene.content(line),
    )
}

/// A line starts in a column where nothing else does.
pub(super) fn out_of_column(scene: &Scene<'_>, line: Span) -> Mistake {
    let content = scene.content(line);
    let start = content.start as usize;
    let column = scene.column(start);
    let is_item = scene.text[content.range()].starts_with("- ") || &scene.text[content.range()] == "-";
    let innermost = scene.open.last();
    if is_item {
        let among_keys = innermost.is_some_and(|open| {
            open.kind == Kind::Mapping
                && scene.column(open.start) == column
                && item_column(scene) != Some(column)
        });
        return match item_column(scene) {
            Some(others) if !among_keys && others != column => Mistake::new(
                format!(
                    "this list item starts in column {}, but the one before it in column {}",
                    column + 1,
                    others + 1
                ),
                "start all items of a list in the same column",
                scene.character_at(start),
            ),
            _ => Mistake::new(
                "this list item is among keys",
                "start it in the column of the other list items, or put it below its own key",
                scene.character_at(start),
            ),
        };
    }
    let among_items =
        innermost.is_some_and(|open| open.kind == Kind::Sequence && scene.column(open.start) == column);
    if among_items {
        return Mistake::new(
            "this line starts where the list items above start, but has no `-`",
            "start it with `- `, or in the column of the keys above",
            scene.first_word(line),
        );
    }
    Mistake::new(
        "the indentation of this line fits none of the lines above it",
        "start it in the same column as the lines it belongs to",
        scene.first_word(line),
    )
}

/// The column of the list item nearest above the error.
fn item_column(scene: &Scene<'_>) -> Option<usize> {
    let mut lines = scene.lines_before(scene.at).map(|line| scene.content(line));
    let item = lines.find(|content| scene.text[content.range()].starts_with("- "))?;
    Some(scene.column(item.start as usize))
}
