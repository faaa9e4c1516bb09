//! The reference page of facts, made from the catalogue.

use std::fmt::Write as _;

use crate::graph::catalogue::{Fact, FactType, Of, Words, facts};
use crate::vocabulary::{FUNCTION_IDS, Seat};

/// The page, in Markdown.
#[must_use]
pub fn facts_page() -> String {
    let mut out = String::from(
        "# Facts that rules can test\n\nGenerated from the catalogue of facts. A fact that a chart does not state is \
         unknown, and unknown never raises a finding; `present` and `absent` are always known.\n",
    );
    for (of, title) in [(Of::Position, "Of a position"), (Of::Organisation, "Of the organisation")] {
        let _ = writeln!(out, "\n## {title}\n\n| fact | what can be tested | what it says |\n|---|---|---|");
        for fact in facts().iter().filter(|fact| fact.of == of) {
            let _ = writeln!(out, "| `{}` | {} | {} |", fact.name, tested(fact), fact.about);
        }
    }
    let _ = writeln!(out, "\n## Seats\n\n{}", list(Seat::WORDS));
    let _ = writeln!(out, "\n## Functions\n\n{}", list(&FUNCTION_IDS));
    out
}

fn tested(fact: &Fact) -> String {
    match fact.kind {
        FactType::Flag => "`true`, `false`".to_owned(),
        FactType::Number => "a number: `10`, `\"> 10\"`, `\"<= $max\"`, `\"< manager.level\"`".to_owned(),
        FactType::Date => "a date: `older than 90 days`, `newer than $n months`, `in the past`".to_owned(),
        FactType::Word(Words::Closed(words)) => list(words),
        FactType::Word(Words::Open(words)) => format!("any word; known are {}", list(words)),
        FactType::Word(Words::Seats) => "a seat, or `none`".to_owned(),
        FactType::Word(Words::Functions) => "a function".to_owned(),
        FactType::Text => "text: `is`, `starts_with`, `contains`, `matches`".to_owned(),
        FactType::Texts => "a list of texts, one of which fits".to_owned(),
        FactType::Position => "another position: `{ … }` with its conditions, or `self`".to_owned(),
        FactType::Stated => "`present`, `absent`".to_owned(),
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
