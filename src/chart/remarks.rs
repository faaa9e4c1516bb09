//! Comments beside a holder that read like a remark about a person. Who reads a chart reads its comments too, so
//! such a comment is never shown.

use std::collections::HashMap;

use super::{Chart, Field, PositionId};
use crate::source::{Place, SourceFile, offset};

/// Words that people are judged by, as whole words in small letters; `*` stands for any ending.
const WORDS: &[&str] = &[
    // English
    "weak",
    "lazy",
    "incompetent",
    "unreliable",
    "toxic",
    "stubborn",
    "underperform*",
    "performer",
    "overpaid",
    "underpaid",
    "burnout",
    "potential",
    "demotivated",
    "troublemaker",
    "deadwood",
    "mediocre",
    "useless",
    "brilliant",
    // German
    "schwach",
    "faul",
    "unfähig",
    "unzuverlässig",
    "überfordert",
    "minderleister*",
    "leistungsträger*",
    "querulant*",
    // French
    "faible",
    "paresseu*",
    "incompétent*",
    "peu fiable",
    "ingérable",
    // Spanish
    "débil",
    "vago",
    "vaga",
    "incompetente",
    "conflictiv*",
    "perezos*",
    // Dutch
    "zwak",
    "lui",
    "onbekwaam",
    "onbetrouwbaar",
    // Italian
    "debole",
    "pigro",
    "pigra",
    "inaffidabile",
    // Portuguese
    "fraco",
    "fraca",
    "preguiços*",
    "incapaz",
];

impl Chart {
    /// Comments that judge a person and are next to a holder or above one, each with the position.
    #[must_use]
    pub(crate) fn remarks(&self) -> Vec<(PositionId, Place)> {
        let mut found = Vec::new();
        for (id, tree) in self.written() {
            let file = tree.file();
            let judging = tree.comments().iter().filter(|comment| judges(file.slice(**comment)));
            let judging: Vec<Place> = judging.map(|span| Place { file: id, span: *span }).collect();
            if !judging.is_empty() {
                found.extend(self.beside_holders(file, &judging));
            }
        }
        found
    }

    fn beside_holders(&self, file: &SourceFile, comments: &[Place]) -> Vec<(PositionId, Place)> {
        let id = comments.first().map(|comment| comment.file);
        let mut on_line: HashMap<u32, PositionId> = HashMap::new();
        for of in self.positions() {
            for at in [Field::Name, Field::Holder].into_iter().filter_map(|field| self.value(of, field)) {
                let place = self.place(at);
                if Some(place.file) == id {
                    on_line.entry(file.position(place.span.start).line).or_insert(of);
                }
            }
        }
        let of = |comment: &Place| {
            let line = file.position(comment.span.start).line;
            let start = comment.span.start as usize;
            let before = file.text()[..start].rfind('\n').map_or(0, |at| at + 1);
            // A line of its own speaks of what is below it.
            let is_alone = file.text()[before..start].trim().is_empty();
            let line = if is_alone { next_written(file, comment.span.end) } else { line };
            Some((*on_line.get(&line)?, *comment))
        };
        comments.iter().filter_map(of).collect()
    }
}

/// Lines of comments that are above one holder at most.
const LINES: usize = 10;

/// The first line below that is not a comment and not empty.
fn next_written(file: &SourceFile, end: u32) -> u32 {
    let lines = file.text()[end as usize..].split('\n').enumerate().skip(1).take(LINES);
    let is_written = |line: &str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let below = lines.into_iter().find(|(_, line)| is_written(line)).map_or(0, |(below, _)| below);
    file.position(end).line + offset(below)
}

/// Whether a comment has one of the words.
fn judges(comment: &str) -> bool {
    if comment.contains("orglint:") {
        return false;
    }
    let plain = comment.to_lowercase();
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    WORDS.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => words.iter().any(|word| word.starts_with(start)),
        None if known.contains(' ') => plain.contains(known),
        None => words.contains(known),
    })
}
