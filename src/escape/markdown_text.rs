//! Texts as Markdown.

use super::clean;

/// Text as code.
pub(crate) fn code(text: &str) -> String {
    format!("<code>{}</code>", literal(text))
}

/// A sentence with identifiers between backticks. Those become code; where their number is odd,
/// which a title can bring about, they are shown as they are.
pub(crate) fn text(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return literal(sentence);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 1 { code(part) } else { literal(part) };
    parts.iter().enumerate().map(part).collect()
}

/// Text that is shown as it is: no markup, no cell border, no mention of an account, no address
/// that becomes a link.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let text = clean(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // GitHub looks for mentions in the finished text, where a comment stands between.
            '@' => out.push_str("@<!-- -->"),
            '#' => out.push_str("&#35;<!-- -->"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            ':' if chars.peek() == Some(&'/') => out.push_str("\\:"),
            '.' if ends_with_www(&out) => out.push_str("\\."),
            _ => out.push(c),
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3 && text.as_bytes()[text.len() - 3..].eq_ignore_ascii_case(b"www")
}
