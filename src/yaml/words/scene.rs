//! What is around an error: lines, open brackets and quotes, and what was read before it.

use crate::source::{Span, offset};
use crate::yaml::Kind;

/// A collection that was open when the parser gave up.
#[derive(Clone, Copy, Debug)]
pub(in crate::yaml) struct OpenAt {
    pub(in crate::yaml) kind: Kind,
    pub(in crate::yaml) start: usize,
    /// In brackets.
    pub(in crate::yaml) flow: bool,
}

/// A text with the place where the parser gave up.
#[derive(Debug)]
pub(in crate::yaml) struct Scene<'t> {
    pub(in crate::yaml) text: &'t str,
    /// Where it gave up, on a character boundary.
    pub(in crate::yaml) at: usize,
    /// Where the document starts.
    pub(in crate::yaml) start: usize,
    /// One past what was read.
    pub(in crate::yaml) read: usize,
    /// The last node that was read.
    pub(in crate::yaml) last: Option<(Kind, Span)>,
    /// Open collections, the outermost first.
    pub(in crate::yaml) open: Vec<OpenAt>,
}

/// Quotes and brackets without an end.
#[derive(Debug, Default)]
pub(in crate::yaml) struct Unclosed {
    pub(in crate::yaml) quote: Option<usize>,
    /// The innermost last.
    pub(in crate::yaml) brackets: Vec<usize>,
}

impl Scene<'_> {
    /// The line that holds a byte, without its break.
    pub(in crate::yaml) fn line(&self, at: usize) -> Span {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1);
        let end = self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |found| at + found);
        Span::new(offset(start), offset(end))
    }

    /// The lines from the start of the document up to the one before a byte, the last one first.
    pub(super) fn lines_before(&self, at: usize) -> impl Iterator<Item = Span> {
        let first = self.line(at).start as usize;
        let mut end = first;
        std::iter::from_fn(move || {
            if end <= self.start {
                return None;
            }
            let line = self.line(end - 1);
            end = line.start as usize;
            Some(line)
        })
    }

    pub(super) fn character(&self, at: usize) -> char {
        self.text[at.min(self.text.len())..].chars().next().unwrap_or(' ')
    }

    pub(super) fn character_at(&self, at: usize) -> Span {
        let length =
            self.text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
        Span::new(offset(at), offset(at + length))
    }

    /// The word at a byte; nothing at the end of a line.
    pub(in crate::yaml) fn word_at(&self, at: usize) -> Span {
        let length = self.text[at..].find(char::is_whitespace).unwrap_or(self.text.len() - at);
        Span::new(offset(at), offset(at + length))
    }

    /// From a byte to the last character of its line that is no space.
    pub(in crate::yaml) fn rest_of_line(&self, at: usize) -> Span {
        let end = self.line(at).end as usize;
        Span::new(offset(at), offset(at + self.text[at..end].trim_end().len()))
    }

    /// What a line holds between its indentation and its trailing spaces.
    pub(super) fn content(&self, line: Span) -> Span {
        let text = &self.text[line.range()];
        let start =
            line.start as usize + (text.len() - text.trim_start_matches([' ', '\t', '\u{feff}']).len());
        Span::new(offset(start), offset(start + self.text[start..line.end as usize].trim_end().len()))
    }

    pub(super) fn first_word(&self, line: Span) -> Span {
        self.word_at(self.content(line).start as usize)
    }

    /// Characters before a byte on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text[self.line(at).start as usize..at].trim_start_matches('\u{feff}').chars().count()
    }

    /// Whether only spaces and tabs stand before a byte on its line.
    pub(super) fn is_indentation(&self, at: usize) -> bool {
        self.text[self.line(at).start as usize..at].trim_matches([' ', '\t']).is_empty()
    }

    /// Whether a line starts like a list item or like a key with a colon.
    pub(super) fn looks_like_entry(&self, line: Span) -> bool {
        let content = &self.text[self.content(line).range()];
        let key = content.split(':').next().unwrap_or("");
        content.is_empty()
            || content == "-"
            || content.starts_with("- ")
            || (key.len() < content.len() && !key.contains(['"', '\'', ' ', ',']))
    }

    /// The first line of a merge conflict, where the document holds one up to the error.
    pub(in crate::yaml) fn conflict(&self) -> Option<Span> {
        let line = self.line(self.at);
        let lines = std::iter::once(line).chain(self.lines_before(self.at));
        let opening = lines.filter(|line| is_conflict(&self.text[line.range()], "<<<<<<<")).last();
        let here = &self.text[line.range()];
        let other_side =
            || is_conflict(here, "=======") || is_conflict(here, ">>>>>>>") || is_conflict(here, "|||||||");
        opening.or_else(|| other_side().then_some(line))
    }

    /// Where the brackets before the error begin: the outermost one that was read, or what follows
    /// the last node.
    fn unread(&self) -> usize {
        self.open.iter().find(|open| open.flow).map_or_else(|| self.read, |open| open.start).min(self.at)
    }

    /// Quotes and brackets that open before a byte and are not closed there.
    pub(in crate::yaml) fn unclosed(&self, until: usize) -> Unclosed {
        let from = self.unread();
        let text = &self.text[from..until.max(from)];
        let bytes = text.as_bytes();
        let mut found = Unclosed::default();
        let mut at = 0;
        let mut starts = true;
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'"' | b'\'' if starts => {
                    let Some(end) = end_of_quote(bytes, at) else {
                        found.quote = Some(from + at);
                        break;
                    };
                    at = end;
                    starts = false;
                }
                b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                    at = text[at..].find(['\n', '\r']).map_or(bytes.len(), |end| at + end);
                    continue;
                }
                b'!' | b'&' if starts => {
                    at = text[at..].find(char::is_whitespace).map_or(bytes.len(), |end| at + end);
                    continue;
                }
                b'[' | b'{' if starts => found.brackets.push(from + at),
                b']' | b'}' => {
                    found.brackets.pop();
                    starts = false;
                }
                b',' | b'\n' | b'\r' => starts = true,
                b':' | b'-' | b'?' => {
                    let separates = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
                    // JSON puts a value right behind the colon.
                    let after_quote = at > 0 && matches!(bytes[at - 1], b'"' | b'\'');
                    starts = separates || (byte == b':' && after_quote);
                }
                b' ' | b'\t' => {}
                _ => starts = false,
            }
            at += 1;
        }
        found
    }

    /// Where brackets begin that are open at the error and that the parser has not handed out: on one line
    /// they may still become a key.
    pub(in crate::yaml) fn held_back(&self) -> Option<usize> {
        if self.open.last().is_some_and(|open| open.flow) {
            return None;
        }
        let start = *self.unclosed(self.at).brackets.first()?;
        let mut lines = self.text[self.read.min(start)..start].split(['\n', '\r']);
        let is_sign = |word: &str| word.trim_matches(['-', ':']).is_empty() || word.starts_with(['&', '!']);
        lines
            .all(|line| {
                let line = line.split('#').next().unwrap_or("");
                line.split_whitespace().all(is_sign)
            })
            .then_some(start)
    }

    /// How many lines below its opening quote a text ends, where nothing is after the closing one.
    pub(super) fn closes_below(&self, opened: usize) -> Option<usize> {
        self.text[opened..].starts_with(['"', '\'']).then_some(())?;
        let close = end_of_quote(self.text.as_bytes(), opened)?;
        let behind = self.text[close + 1..].split(['\n', '\r']).next().unwrap_or("").trim();
        let lines = self.text[opened..close].matches('\n').count();
        (lines > 0 && (behind.is_empty() || behind.starts_with('#'))).then_some(lines)
    }

    /// The tab that the error is most likely about: in the indentation of its line or of the next
    /// one that has any, else behind it on its line.
    pub(super) fn next_tab(&self) -> Option<usize> {
        let here = self.line(self.at);
        let in_indentation = |line: Span| {
            let content = self.content(line);
            let indentation = &self.text[line.start as usize..content.start as usize];
            indentation.find('\t').filter(|_| !content.is_empty()).map(|found| line.start as usize + found)
        };
        let behind = || self.text[self.at..here.end as usize].find('\t').map(|found| self.at + found);
        let below = || {
            let mut next = here.end as usize + 1;
            std::iter::from_fn(move || {
                let line = (next < self.text.len()).then(|| self.line(self.boundary(next)))?;
                next = line.end as usize + 1;
                Some(line)
            })
            .find_map(in_indentation)
        };
        in_indentation(here).or_else(behind).or_else(below)
    }

    fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// The first backslash of the quoted text at the error that starts no code.
    pub(super) fn bad_escape(&self) -> Span {
        let text = &self.text[self.at..];
        let mut at = 0;
        while let Some(found) = text[at..].find('\\') {
            at += found;
            let Some(next) = text[at + 1..].chars().next() else { break };
            let digits = match next {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let code = text.get(at + 2..at + 2 + digits);
            let is_code = code.is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
            let known = "0abt\tnvfre \"/\\N_LP\n\r".contains(next);
            // A pair of codes that do not belong together is shown at its first one.
            let lone = next == 'u' && code.is_some_and(|code| code.starts_with(['d', 'D']));
            if !known && (digits == 0 || !is_code || lone) {
                let start = self.at + at;
                return Span::new(offset(start), offset(start + 1 + next.len_utf8()));
            }
            at += 1 + next.len_utf8();
        }
        self.character_at(self.at)
    }

    /// The line of the document that starts with `%`, where there is one.
    pub(super) fn directive(&self) -> Option<Span> {
        let mut lines = std::iter::once(self.line(self.at)).chain(self.lines_before(self.at));
        let found = lines.find(|line| self.text[line.range()].starts_with('%'));
        found.map(|line| self.content(line))
    }

    /// The `#` from a byte on, on its line.
    pub(super) fn comment_from(&self, at: usize) -> usize {
        let end = self.line(at).end as usize;
        at + self.text[at..end].find('#').unwrap_or(0)
    }
}

/// Whether a line is a mark of a merge conflict: seven signs, and then nothing or a space.
pub(in crate::yaml) fn is_conflict(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The closing quote of a text.
pub(in crate::yaml) fn end_of_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let mark = *bytes.get(open)?;
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if mark == b'"' => at += 1,
            found if found == mark => {
                if mark == b'\'' && bytes.get(at + 1) == Some(&mark) {
                    at += 1;
                } else {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// One past the bracket that closes the one at a byte, if that counts. Else, or where a line comes first that
/// is a stop, that is where it ends without. A stop is told where the line starts, and whether a comma or an
/// opening bracket is before it.
pub(in crate::yaml) fn end_of_brackets(
    text: &str,
    start: usize,
    closes: bool,
    is_stop: impl Fn(usize, bool) -> bool,
) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut starts, mut separated) = (start, 0_usize, true, true);
    // Looked for once in each line: one line may be all there is.
    let mut line_end = start;
    while at < bytes.len() {
        let byte = bytes[at];
        if at >= line_end {
            line_end = text[at..].find(['\n', '\r']).map_or(bytes.len(), |end| at + end);
        }
        match byte {
            b'\n' | b'\r' => {
                starts = true;
                if is_stop(at + 1, separated) {
                    return Err(at + 1);
                }
            }
            b'#' if bytes[at - 1].is_ascii_whitespace() => {
                at = line_end;
                continue;
            }
            b'"' | b'\'' if starts => {
                // One that ends in another line is told by the reader of brackets.
                at = end_of_quote(&bytes[..line_end], at).unwrap_or(at);
                (starts, separated) = (false, false);
            }
            b'[' | b'{' => {
                depth += 1;
                (starts, separated) = (true, true);
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && closes {
                    return Ok(at + 1);
                }
                (starts, separated) = (false, false);
            }
            b',' | b':' => (starts, separated) = (true, byte == b','),
            b' ' | b'\t' => {}
            _ => (starts, separated) = (false, false),
        }
        at += 1;
    }
    Err(bytes.len())
}
