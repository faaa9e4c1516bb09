//! LDIF, and the same entries as one shell lists them: blocks of lines `key: value`, as a list of mappings with
//! the place of each value.

use std::collections::HashMap;
use std::sync::Arc;

use super::texts::folded;
use crate::source::{SourceFile, Span, offset};
use crate::yaml::{Kind, Maker, Parsed, Problem, Shared, Tree};

/// Kinds of objects that are people, and those among them that are none.
const PEOPLE: [&str; 7] =
    ["person", "organizationalperson", "inetorgperson", "user", "posixaccount", "account", "contact"];
const NO_PEOPLE: [&str; 3] = ["computer", "msdsmanagedserviceaccount", "msdsgroupmanagedserviceaccount"];

/// The flag of an account that is disabled, in the words of one directory.
const DISABLED: u64 = 2;

/// Attributes of which an entry has one that names it.
const NAMES: [&str; 4] = ["dn", "distinguishedname", "samaccountname", "userprincipalname"];

/// Whether a file holds entries of a directory: by the first line that is not a comment, or by the first entry as a
/// shell lists it, with its keys and their colons below each other.
pub(super) fn is_ldif(file: &SourceFile) -> bool {
    let lines = file.text().trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let mut told = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_version = |line: &str| line.strip_prefix("version:").is_some_and(|rest| rest.trim() == "1");
    let first = told.next().filter(|line| !is_version(line)).or_else(|| told.next());
    let block = file.text().trim_start_matches(['\u{feff}', '\r', '\n']).lines();
    let mut block =
        block.take_while(|line| !line.trim().is_empty()).filter(|line| !line.starts_with(' ')).peekable();
    let colon = block.peek().and_then(|line| line.find(" : "));
    let is_listed = |line: &str| line.find(" : ") == colon && key_of(line).is_some();
    let is_named =
        |line: &str| key_of(line).is_some_and(|(key, ..)| NAMES[2..].contains(&folded(key).as_str()));
    if colon.is_some() && block.clone().count() > 1 && block.clone().all(is_listed) && block.any(is_named) {
        return true;
    }
    first.and_then(key_of).is_some_and(|(key, _, rest)| {
        matches!(folded(key).as_str(), "dn" | "distinguishedname")
            && (rest.contains('=') || rest.starts_with(':'))
    })
}

/// Reads the entries that are people.
pub(super) fn parse(file: &Arc<SourceFile>) -> Parsed {
    let text = file.text();
    let mut reader = Reader { file, maker: Maker::new(file), keys: HashMap::new(), problems: Vec::new() };
    reader.maker.start(Kind::Sequence, Span::new(0, offset(text.len())), false);
    let mut block: Vec<Line> = Vec::new();
    let mut comments: Vec<Span> = Vec::new();
    let mut in_comment = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end_matches(['\n', '\r']);
        let span = Span::new(offset(at), offset(at + written.len()));
        at += line.len();
        let goes_on = in_comment && written.starts_with([' ', '\t']);
        in_comment = goes_on || written.starts_with('#');
        if in_comment && !written.trim().is_empty() {
            // A comment goes on as any line does.
            comments.push(span);
        } else if written.trim().is_empty() {
            in_comment = false;
            reader.block(&block);
            block.clear();
        } else if written.starts_with([' ', '\t']) && !block.is_empty() {
            // One blank says that the line before goes on; a shell indents as far as its values.
            if let Some(last) = block.last_mut() {
                let key = text[last.span.start as usize..].split(':').next();
                let is_shell = key.is_some_and(|key| key.ends_with(' '));
                let more = if is_shell { written.trim_start() } else { &written[1..] };
                last.more.push(more.to_owned());
                last.span.end = span.end;
            }
        } else {
            block.push(Line { span, first: written.len(), more: Vec::new() });
        }
    }
    reader.block(&block);
    let problems = reader.problems.into_iter().chain(file.error().cloned().map(Problem::Text)).collect();
    Parsed { tree: reader.maker.finish(&comments), problems }
}

/// What a file of a directory holds beside the values of its tree: groups, further values, lines that are none.
pub(in crate::chart) fn beside(tree: &Tree) -> Vec<Span> {
    let file = tree.file();
    if !is_ldif(file) {
        return Vec::new();
    }
    let mut read = Vec::new();
    tree.each_value(|at| read.push(at));
    let mut beside = Vec::new();
    let mut at = 0;
    for line in file.text().split_inclusive('\n') {
        let span = Span::new(offset(at), offset(at + line.trim_end().len()));
        at += line.len();
        let value = key_of(line).map_or(line, |(.., value)| value).trim();
        let start = span.end.saturating_sub(offset(value.len()));
        // The values are in the order of the file, and may go on over lines.
        let next = read.partition_point(|known| known.end <= start);
        let is_read = read.get(next).is_some_and(|known| known.start < span.end);
        if !is_read && start < span.end {
            beside.push(Span::new(start, span.end));
        }
    }
    beside
}

/// A line with those that it goes on in.
struct Line {
    span: Span,
    /// The length of the first.
    first: usize,
    more: Vec<String>,
}

struct Reader<'f> {
    file: &'f Arc<SourceFile>,
    maker: Maker,
    keys: HashMap<String, Shared>,
    problems: Vec<Problem>,
}

/// What an attribute says, with its place and whether it is there as it is.
type Value = (Span, String, bool);

impl Reader<'_> {
    /// An entry, if it is a person's.
    fn block(&mut self, block: &[Line]) {
        let mut all: Vec<(&str, Vec<Value>)> = Vec::new();
        for line in block {
            let text = self.file.slice(Span::new(line.span.start, line.span.start + offset(line.first)));
            let Some((key, value)) = attribute(line, text) else { continue };
            let said = listed(value);
            match all.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
                Some((_, values)) => values.extend(said),
                None => all.push((key, said)),
            }
        }
        let is = |(key, _): &&(&str, Vec<Value>), wanted: &str| folded(key) == wanted;
        let values = |wanted: &str| all.iter().find(|entry| is(entry, wanted)).map(|(_, values)| values);
        if NAMES.iter().all(|name| values(name).is_none()) {
            return;
        }
        let classes = values("objectclass");
        let has = |known: &[&str]| {
            classes.into_iter().flatten().any(|(_, class, _)| known.contains(&folded(class).as_str()))
        };
        if classes.is_some() && (!has(&PEOPLE) || has(&NO_PEOPLE)) {
            return;
        }
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return };
        self.maker.start(Kind::Mapping, Span::new(first.span.start, last.span.end), false);
        let disabled = values("useraccountcontrol")
            .and_then(|values| values.first())
            .filter(|(_, flags, _)| flags.parse::<u64>().is_ok_and(|flags| flags & DISABLED != 0));
        if let Some((span, ..)) = disabled {
            self.maker.saying(Span::empty(span.start), "enabled");
            self.maker.saying(*span, "false");
        }
        for (key, mut values) in all {
            // Further names are other spellings of the first.
            if !matches!(folded(key).as_str(), "manager" | "mail" | "directreports") {
                values.truncate(1);
            }
            let start = values.first().map_or(first.span.start, |(span, ..)| span.start);
            let maker = &mut self.maker;
            let shared = *self.keys.entry(key.to_owned()).or_insert_with(|| maker.share(key));
            self.maker.shared(Span::empty(start), shared);
            let is_list = values.len() > 1;
            if is_list {
                let end = values.last().map_or(start, |(span, ..)| span.end);
                self.maker.start(Kind::Sequence, Span::new(start, end), false);
            }
            for (span, text, as_written) in &values {
                match () {
                    () if text.is_empty() => self.maker.nothing(*span),
                    () if *as_written => self.maker.as_written(*span, false),
                    () => self.maker.saying(*span, text),
                }
            }
            if is_list {
                self.maker.end();
            }
        }
        self.maker.end();
    }
}

/// `title;lang-en: Head`, `manager:: Q049…`, `Title : Head`
fn key_of(line: &str) -> Option<(&str, bool, &str)> {
    let (key, rest) = line.split_once(':')?;
    let key = key.trim_end();
    let name = key.split(';').next().unwrap_or(key);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let encoded = rest.strip_prefix(':');
    Some((name, encoded.is_some(), encoded.unwrap_or(rest)))
}

fn attribute<'t>(line: &Line, text: &'t str) -> Option<(&'t str, Value)> {
    let (key, is_encoded, rest) = key_of(text)?;
    let start = line.span.start + offset(text.len() - rest.trim_start().len());
    let said = std::iter::once(rest.trim()).chain(line.more.iter().map(String::as_str)).collect::<String>();
    let span = Span::new(start, line.span.end.max(start));
    if is_encoded {
        // What is not text in the end, such as a picture, says nothing.
        let bytes = decoded(&said).and_then(|bytes| String::from_utf8(bytes).ok());
        return Some((key, (span, bytes.unwrap_or_default(), false)));
    }
    Some((key, (span, said.trim_end().to_owned(), line.more.is_empty())))
}

/// The values that a shell lists in one: `{CN=A,DC=b, CN=C,DC=b}`. It leaves out those behind the first few.
fn listed(value: Value) -> Vec<Value> {
    let (span, text, is_as_written) = &value;
    let Some(inside) =
        text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).filter(|_| *is_as_written)
    else {
        return vec![value];
    };
    let mut at = span.start + 1;
    let said = inside.split(", ").map(|one| {
        let start = at;
        at += offset(one.len() + 2);
        (Span::new(start, start + offset(one.len())), one.to_owned(), true)
    });
    said.filter(|(_, one, _)| !one.is_empty() && !one.ends_with("...")).collect()
}

/// Base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !matches!(byte, b'=' | b' ')) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        for (text, plain) in [("Q049R2ls", "CN=Gil"), ("SMOkbnNlbA==", "Hänsel"), ("", ""), ("YQ", "a")] {
            assert_eq!(decoded(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decoded("Q0*"), None);
    }

    #[test]
    fn a_directory_is_told_by_its_first_entry() {
        let is = |text: &str| is_ldif(&SourceFile::new("staff.txt", text));
        for text in [
            "version: 1\n\ndn: CN=A,DC=b\n",
            "# a comment\ndn:: Q049QQ==\n",
            "\r\nDistinguishedName : CN=A,DC=b\r\nTitle : Head\r\n",
        ] {
            assert!(is(text), "{text}");
        }
        for text in ["", "version: 1\npositions: []\n", "dn: something\n", "positions:\n- dn: CN=a\n"] {
            assert!(!is(text), "{text}");
        }
    }
}
