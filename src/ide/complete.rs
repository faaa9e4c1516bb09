//! What can be written at a place. The text decides, line by line, since the file is mostly broken while somebody types
//! in it; what is known of the chart comes from its last readings.

use crate::chart::fields::{COMPANY_FIELDS, FIELDS, PARTS, TOP_FIELDS};
use crate::chart::{CompanyField, Field, TopField, ValueKind};
use crate::config;
use crate::graph::catalogue;
use crate::rules::format::KEYS as RULE_KEYS;
use crate::rules::registry::Registry;
use crate::session::Run;
use crate::source::{Span, offset};
use crate::vocabulary::{FUNCTION_IDS, Seat};

/// What kind of thing is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The id of a position.
    Id,
    /// A key.
    Key,
    /// A word that a key knows.
    Word,
    /// A fact that rules test.
    Fact,
    /// The id of a rule.
    Rule,
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Completion {
    pub(crate) label: String,
    pub(crate) detail: String,
    pub(crate) group: Group,
}

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Chart,
    Configuration,
    Rule,
}

/// Ids that are offered at most: an editor asks again with more letters.
const MOST: usize = 2000;

/// What can be written at a byte of a text, and what of the text it takes the place of. `runs` are the readings of the
/// chart, the newest first.
pub(crate) fn complete(path: &str, text: &str, at: u32, runs: &[&Run]) -> (Span, Vec<Completion>) {
    let before = &text[..at as usize];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    let word = word_before(line);
    let span = Span::new(at - offset(word.len()), at);
    let found = match purpose(path) {
        _ if is_in_allow(line) => rules(runs),
        Purpose::Chart => in_chart(before, line, runs),
        Purpose::Configuration => {
            let mut all = if is_value(line) { Vec::new() } else { keys(config::KEYS.iter().copied()) };
            all.extend(rules(runs));
            all.extend(vocabulary());
            all
        }
        Purpose::Rule => {
            let mut all = if is_value(line) { Vec::new() } else { keys(RULE_KEYS.iter().copied()) };
            all.extend(facts());
            all.extend(vocabulary());
            all
        }
    };
    let is_meant = |one: &Completion| is_like(&one.label, word) || is_like(&one.detail, word);
    (span, found.into_iter().filter(is_meant).take(MOST).collect())
}

fn purpose(path: &str) -> Purpose {
    let name = path.rsplit('/').next().unwrap_or(path);
    if matches!(name, "orglint.yaml" | "orglint.yml" | ".orglint.yaml") {
        Purpose::Configuration
    } else if path.contains(".orglint/rules/") {
        Purpose::Rule
    } else {
        Purpose::Chart
    }
}

/// The letters before a place that belong to the word which is being typed.
fn word_before(line: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/' | '+');
    let start =
        line.char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map_or(line.len(), |(at, _)| at);
    // The hyphen of an item is none of a word.
    let word = &line[start..];
    if line[..start].trim().is_empty() { word.trim_start_matches('-') } else { word }
}

/// Whether all letters of a word come in a text, in their order.
fn is_like(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|c| letters.any(|letter| letter == c))
}

/// Whether the place is between the brackets of an exception.
fn is_in_allow(line: &str) -> bool {
    line.rfind("allow(").is_some_and(|at| line[..at].contains('#') && !line[at..].contains(')'))
}

/// The part of a line that a key and its value are in: behind `- `, and in brackets behind the last comma.
fn segment(line: &str) -> &str {
    let start = line.rfind(['{', '[', ',']).map_or(0, |at| at + 1);
    line[start..].trim_start().trim_start_matches("- ").trim_start()
}

fn is_value(line: &str) -> bool {
    key_of(segment(line)).is_some()
}

/// The key of a segment that has a colon.
fn key_of(segment: &str) -> Option<&str> {
    let (key, _) = segment.split_once(':')?;
    Some(key.trim().trim_matches(['"', '\'']))
}

fn in_chart(before: &str, line: &str, runs: &[&Run]) -> Vec<Completion> {
    if let Some(key) = key_of(segment(line)).map(str::to_owned).or_else(|| list_key(before, line)) {
        return values(&key, runs);
    }
    match container(before, line).as_deref() {
        None => described(TOP_FIELDS.iter().map(|key| (key.name, key.about))),
        Some("company") => described(COMPANY_FIELDS.iter().map(|key| (key.name, key.about))),
        Some("positions" | "people" | "org" | "reports") => {
            described(FIELDS.iter().map(|key| (key.name, key.about)))
        }
        Some(key) => {
            let parts = match kind(key) {
                Some(ValueKind::Map(parts) | ValueKind::TextOrMap(parts) | ValueKind::Maps(parts)) => parts,
                _ => &[],
            };
            let known = PARTS.iter().filter(|key| parts.contains(&key.field));
            described(known.map(|key| (key.name, key.about)))
        }
    }
}

fn kind(key: &str) -> Option<ValueKind> {
    let of_position = Field::from_key(key).map(|field| field.key().kind);
    let of_company = || CompanyField::from_key(key).map(|field| field.key().kind);
    of_position.or_else(of_company).or_else(|| TopField::from_key(key).map(|field| field.key().kind))
}

/// The key of a list in brackets, or of items below it.
fn list_key(before: &str, line: &str) -> Option<String> {
    if let Some(open) = line.rfind('[').filter(|at| !line[*at..].contains([']', '{'])) {
        return key_of(segment(&line[..open])).map(str::to_owned);
    }
    let item = line.trim_start();
    if !item.starts_with("- ") || item.contains(['{', ':']) {
        return None;
    }
    let key = above(before, line)?;
    is_of_values(&key).then_some(key)
}

/// Whether a list below a key holds values, and not positions or sets of keys.
fn is_of_values(key: &str) -> bool {
    let takes = |kind| {
        matches!(kind, ValueKind::Ids | ValueKind::DottedLines | ValueKind::OpenWords(_) | ValueKind::Texts)
    };
    matches!(key, "roots" | "external_managers") || kind(key).is_some_and(takes)
}

/// The key that the keys at a place belong to: of the brackets around it, else of a line further up and further left.
fn container(before: &str, line: &str) -> Option<String> {
    let mut depth = 0;
    for (at, c) in line.char_indices().rev() {
        match c {
            '}' | ']' => depth += 1,
            '{' | '[' if depth > 0 => depth -= 1,
            '{' => {
                let key = key_of(segment(&line[..at])).filter(|_| line[..at].trim_end().ends_with(':'));
                return key.map(str::to_owned).or_else(|| above(before, line));
            }
            _ => {}
        }
    }
    above(before, line)
}

/// The key of the nearest line above that is indented less.
fn above(before: &str, line: &str) -> Option<String> {
    let column = |line: &str| {
        let content = line.trim_start_matches([' ', '-']);
        line.len() - content.len()
    };
    let mut least = column(line);
    if least == 0 {
        return None;
    }
    for line in before[..before.len() - line.len()].lines().rev() {
        let content = line.trim_start_matches([' ', '-']);
        if content.is_empty() || content.starts_with('#') || column(line) > least {
            continue;
        }
        let is_item = line.trim_start().starts_with("- ");
        let stands = if is_item { line.len() - line.trim_start().len() } else { column(line) };
        let has_keys_below = key_of(content).is_some_and(|_| {
            let value = content.split_once(':').map_or("", |(_, value)| value.trim());
            value.is_empty() || value.starts_with('#') || value.starts_with('[')
        });
        if has_keys_below && column(line) < least.max(1) {
            return key_of(content).map(str::to_owned);
        }
        least = least.min(stands.max(1));
        if least == 0 {
            break;
        }
    }
    None
}

fn values(key: &str, runs: &[&Run]) -> Vec<Completion> {
    let words = |words: &[&str]| -> Vec<Completion> {
        words.iter().map(|word| completion(word, "", Group::Word)).collect()
    };
    match key {
        "rule" => return rules(runs),
        "at" | "to" | "within" | "roots" | "external_managers" => return ids(runs),
        "function" | "department" | "unit" | "owns" | "outsourced" => return words(&FUNCTION_IDS),
        "role" => return words(Seat::WORDS),
        _ => {}
    }
    match kind(key) {
        Some(ValueKind::Ids | ValueKind::DottedLines) => ids(runs),
        Some(ValueKind::Id) if key != "id" => ids(runs),
        Some(ValueKind::Word(known) | ValueKind::OpenWord(known) | ValueKind::OpenWords(known)) => {
            words(known)
        }
        Some(ValueKind::Flag | ValueKind::FlagOrText) => words(&["true", "false"]),
        _ => {
            let part = PARTS.iter().find(|part| part.name == key);
            match part.map(|part| part.kind) {
                Some(ValueKind::Word(known) | ValueKind::OpenWord(known) | ValueKind::OpenWords(known)) => {
                    words(known)
                }
                Some(ValueKind::Flag) => words(&["true", "false"]),
                _ => Vec::new(),
            }
        }
    }
}

/// The ids of all charts with their titles, each once.
fn ids(runs: &[&Run]) -> Vec<Completion> {
    let mut known = std::collections::HashSet::new();
    let mut out = Vec::new();
    for checked in runs.iter().flat_map(|run| &run.charts) {
        let chart = &checked.chart;
        for position in chart.positions().filter(|of| known.insert(chart.id(*of))) {
            let title = chart.words(position, Field::Title).unwrap_or_default();
            out.push(completion(chart.id(position), title, Group::Id));
        }
    }
    out
}

fn rules(runs: &[&Run]) -> Vec<Completion> {
    if let Some(run) = runs.first() {
        return run.outcome.rules.iter().map(|rule| completion(&rule.id, &rule.title, Group::Rule)).collect();
    }
    let registry = Registry::builtin();
    let rules = registry.rules().iter().map(|registered| &registered.rule);
    rules.map(|rule| completion(&rule.id, &rule.title, Group::Rule)).collect()
}

fn facts() -> Vec<Completion> {
    catalogue::facts().iter().map(|fact| completion(fact.name, fact.about, Group::Fact)).collect()
}

/// Seats and functions.
fn vocabulary() -> Vec<Completion> {
    let seats = Seat::WORDS.iter().map(|word| completion(word, "a seat", Group::Word));
    seats.chain(FUNCTION_IDS.iter().map(|word| completion(word, "a function", Group::Word))).collect()
}

fn keys<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<Completion> {
    keys.map(|key| completion(key, "", Group::Key)).collect()
}

fn described<'k>(keys: impl Iterator<Item = (&'k str, &'k str)>) -> Vec<Completion> {
    keys.map(|(key, about)| completion(key, about, Group::Key)).collect()
}

fn completion(label: &str, detail: &str, group: Group) -> Completion {
    Completion { label: label.to_owned(), detail: detail.to_owned(), group }
}
