//! A chart written out in orglint's own format. Every text is quoted that some reader of YAML, 1.1 or 1.2,
//! may take for something else.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Chart, Field, Kind, NodeRef, PositionId, ValueKind, values, words};
use crate::sort;
use crate::source::{Place, is_hidden};

/// Texts that readers of YAML take for yes, no, nothing or a number, in any letter case.
const RESERVED: [&str; 12] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];

/// The positions of a chart, in their order, as the list under `positions:`.
#[cfg(any(test, feature = "internals"))]
#[must_use]
pub fn to_yaml(chart: &Chart) -> String {
    to_yaml_with(chart, &HashMap::new())
}

/// The same; `instead` says what is written for a line that leads to nobody, where that is not its text.
#[must_use]
#[cfg_attr(
    any(test, feature = "internals"),
    expect(clippy::implicit_hasher, reason = "few callers, one kind of map")
)]
pub fn to_yaml_with(chart: &Chart, instead: &HashMap<&str, String>) -> String {
    let mut out = String::from("positions:\n");
    if chart.is_empty() {
        return "positions: []\n".to_owned();
    }
    for position in chart.positions() {
        write_position(chart, position, instead, &mut out);
    }
    out
}

fn write_position(chart: &Chart, position: PositionId, instead: &HashMap<&str, String>, out: &mut String) {
    let _ = writeln!(out, "  - id: {}", scalar(chart.id(position)));
    let mut fields: Vec<(Field, NodeRef)> = chart.fields(position).collect();
    sort::by_key(&mut fields, |(field, _)| *field);
    for (field, at) in fields {
        // Addresses and the like are written to no other file.
        if matches!(field, Field::Id | Field::Email | Field::Handle) {
            continue;
        }
        let key = field.key();
        let is_line = matches!(field, Field::ReportsTo | Field::DottedTo);
        let written = |text| instead.get(text).filter(|_| is_line).map_or(text, String::as_str);
        let texts = chart.texts_at(at).filter(|text| fits(field, text.text));
        let texts: Vec<&str> = texts.map(|text| written(text.text)).collect();
        let is_list = chart.tree(at.file).kind(chart.tree(at.file).follow(at.node)) == Kind::Sequence;
        match texts[..] {
            // An empty name says that nobody is there; an empty line is as good as none.
            [] if matches!(field, Field::Name | Field::Holder) => {
                let _ = writeln!(out, "    {}:", key.name);
            }
            [] => {}
            [text] if !is_list => {
                // A date is one to every reader, and that is what the field takes.
                let is_date = matches!(key.kind, ValueKind::Date) && values::date(text).is_some();
                let is_number = matches!(key.kind, ValueKind::Number | ValueKind::Share | ValueKind::Whole);
                let text = if is_date {
                    text.to_owned()
                } else if is_number {
                    number(text)
                } else {
                    scalar(text)
                };
                let _ = writeln!(out, "    {}: {text}", key.name);
            }
            _ => {
                let _ = writeln!(out, "    {}:", key.name);
                for text in texts {
                    let _ = writeln!(out, "      - {}", scalar(text));
                }
            }
        }
    }
}

/// Values that their fields do not take, and that are not written: they may be anything, such as names.
pub fn unfit(chart: &Chart) -> impl Iterator<Item = (Field, Place)> {
    let fields = chart.positions().flat_map(|position| chart.fields(position));
    fields.flat_map(move |(field, at)| {
        let texts = chart.texts_at(at).filter(move |text| !fits(field, text.text));
        texts.map(move |text| (field, text.place))
    })
}

/// Whether a field takes a text, or one that is written a little otherwise.
fn fits(field: Field, text: &str) -> bool {
    let key = field.key();
    if !text.contains(char::is_alphabetic) {
        return true;
    }
    match key.kind {
        ValueKind::Word(known) => {
            known.contains(&text)
                || words::meaning(key.name, text).is_some()
                || words::near(key.name, text, known).is_some()
        }
        ValueKind::Date => values::date(text).is_some() || text.contains(|c: char| c.is_ascii_digit()),
        ValueKind::Number | ValueKind::Share | ValueKind::Whole => {
            values::number(text).is_some() || values::share(text).is_some()
        }
        ValueKind::Flag => values::flag(text).is_some(),
        _ => true,
    }
}

/// A number, or a share as one, as every reader takes it.
fn number(text: &str) -> String {
    let is_usual = |text: &str| {
        let whole = text.split('.').next().unwrap_or_default();
        values::number(text).is_some()
            && !text.starts_with('.')
            && !text.ends_with('.')
            && (whole == "0" || !whole.starts_with('0'))
    };
    match (values::number(text), values::share(text)) {
        (None, Some(share)) => share.to_string(),
        _ if is_usual(text) => text.to_owned(),
        _ => scalar(text),
    }
}

/// A text as YAML: plain where every reader takes it for the same text, else in double quotes.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(char::is_alphabetic);
    let ends = !text.ends_with(|c: char| c.is_whitespace() || c == ':');
    let is_usual = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | ',' | '&' | '\'' | '+')
    };
    starts && ends && text.chars().all(is_usual) && !RESERVED.contains(&text.to_lowercase().as_str())
}

/// In double quotes, with every character escaped that is not part of a line of text, or turns the
/// direction of what follows it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // In the log of a build `##` may begin a command.
            '#' if out.ends_with('#') => out.push_str("\\x23"),
            c if is_hidden(c) => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_differ_on_is_quoted() {
        for text in [
            "NO",
            "on",
            "y",
            "012",
            "1e3",
            "2020-01-02",
            "12:30",
            "null",
            "~",
            " a",
            "a ",
            "a: b",
            "a #b",
            "- a",
            "*a",
            "&a",
            "!a",
            "{a}",
            "[a]",
            "%a",
            "@a",
            "`a",
            "? a",
            "a:",
            "",
            "1_000",
            "0x1F",
            ".5",
            "<<",
            "=",
            "a\nb",
            "a\u{85}b",
            "\u{feff}a",
            "\"a\"",
            "a\\b",
            "Yes",
            "NaN",
            "---",
            "|",
            ">",
        ] {
            let written = scalar(text);
            assert!(written.starts_with('"') && written.ends_with('"') && written.len() > 1, "{written}");
        }
        for text in
            ["ceo", "Head of Sales (EMEA)", "R&D Lead, Labs", "Geschäftsführer", "p-017", "Nora", "O'Neil"]
        {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn a_number_stays_one_where_all_read_it_alike() {
        assert_eq!(number("1.0"), "1.0");
        assert_eq!(number("0.5"), "0.5");
        assert_eq!(["0,5", "50 %", "100%", "half"].map(number), ["0.5", "0.5", "1", "half"]);
        for text in ["01", ".5", "5.", "many"] {
            assert_eq!(number(text), scalar(text));
        }
    }
}
