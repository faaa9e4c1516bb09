//! Conditions of rules, from the catalogue of facts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::parts::{
    NUMBER, flag, named, one_of, one_or_more, or_say, put, sentence, text, told, whole, words, words_or,
};
use super::super::{functions, object};
use crate::chart::Own;
use crate::graph::catalogue::{Fact, FactType, Of, Words, facts_with};
use crate::rules::format::{Many, Quantifier, Shared, Single};
use crate::vocabulary::Seat;

/// A parameter in place of a value.
const PARAM: &str = r"\$[A-Za-z0-9_]+";

/// What rules call `conditions` of the organisation and of a position, and what these hold.
pub(super) fn definitions(own: &Own) -> Value {
    let made = Maker { facts: facts_with(own.fields.keys()), functions: functions(own) };
    let nameless = |of: &str| json!({ "allOf": [{ "$ref": format!("#/definitions/{of}") }], "not": { "required": ["as"] } });
    json!({
        "organisation": made.conditions(Of::Organisation),
        "position": told(nameless("reached"), "conditions", "Conditions for a position: all of these."),
        "reached": made.conditions(Of::Position),
        "group": group(),
        "name": name(),
        "count": numbers(None),
        "number": numbers(Some(&made.numbers(Of::Position))),
        "number_of_organisation": numbers(Some(&made.numbers(Of::Organisation))),
        "date": date(),
        "flag": stated_or(&flag()),
        "text": text_test(&[]),
        "list": text_test(&made.list_tests()),
        "function": one_word(made.functions.iter().copied()),
        "seat": one_word(Seat::WORDS.iter().copied().chain(["none"])),
        "seats": one_or_more(&words(Seat::WORDS.iter().copied())),
        "stated": words(["present", "absent"]),
        "names": made.names(Of::Position),
        "names_of_organisation": made.names(Of::Organisation),
    })
}

struct Maker {
    facts: Vec<Fact>,
    functions: Vec<&'static str>,
}

impl Maker {
    fn facts_of(&self, of: Of) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.of == Of::Organisation || of == Of::Position)
    }

    /// The pattern of the names that lead from somewhere to facts that pass.
    fn paths(&self, of: Of, passes: impl Fn(&Fact) -> bool) -> String {
        let here = one_of(self.facts_of(of).filter(|fact| passes(fact)).map(|fact| fact.name));
        let there = self.facts.iter().filter(|fact| fact.of == Of::Position && passes(fact));
        let there = one_of(there.map(|fact| fact.name));
        format!("{here}|{}({there})", steps(of))
    }

    /// What can be tested of a position's list beside what can be tested of a text.
    fn list_tests(&self) -> Vec<(&'static str, &'static str, Value)> {
        let lists = self.facts.iter().filter(|fact| fact.of == Of::Position && fact.kind == FactType::Texts);
        let lists = words(lists.map(|fact| fact.name));
        vec![
            (Shared::Whole.word(), "All of it is in this list too, in any letter case.", lists.clone()),
            (Shared::Nothing.word(), "None of it is in this list, in any letter case.", lists),
            ("repeats", "Whether a text is in it twice, in any letter case.", flag()),
            ("count", "How many texts it has.", named("count")),
        ]
    }

    fn numbers(&self, of: Of) -> String {
        self.paths(of, |fact| fact.kind == FactType::Number)
    }

    /// The name of a fact, or a list of them.
    fn names(&self, of: Of) -> Value {
        let known: Vec<&str> = self.facts_of(of).map(|fact| fact.name).collect();
        let pattern = whole(&format!(r"\s*({})\s*", self.paths(of, |_| true)));
        one_or_more(&json!({ "anyOf": [{ "enum": known }, { "type": "string", "pattern": pattern }] }))
    }

    /// All of these.
    fn conditions(&self, of: Of) -> Value {
        let mut known: BTreeMap<String, Value> = BTreeMap::new();
        // Among two facts with one name the first counts.
        for fact in self.facts_of(of) {
            let about = sentence(fact.about.trim_start_matches("… "));
            known.entry(fact.name.to_owned()).or_insert_with(|| told(test(fact, of), fact.name, about));
        }
        for (word, about, schema) in words_of_conditions(of) {
            known.insert(word.to_owned(), told(schema, word, about));
        }
        json!({
            "type": "object",
            "properties": object(known),
            "patternProperties": object(self.further(of)),
            "additionalProperties": false,
        })
    }

    /// Facts of positions that relations lead to (`manager.level`), and switches (`$strict`).
    fn further(&self, of: Of) -> Vec<(String, Value)> {
        let mut by_test: BTreeMap<String, (Value, Vec<&str>)> = BTreeMap::new();
        for fact in self.facts.iter().filter(|fact| fact.of == Of::Position) {
            // What holds of a position is written beneath its relation, and not behind a point.
            let test = match fact.kind {
                FactType::Position => words(["present", "absent", "self"]),
                _ => test(fact, Of::Position),
            };
            by_test.entry(test.to_string()).or_insert_with(|| (test, Vec::new())).1.push(fact.name);
        }
        let reached =
            by_test.into_values().map(|(test, names)| (format!("^{}({})$", steps(of), one_of(names)), test));
        let switch = (format!("^{PARAM}$"), flag());
        reached.chain([switch]).collect()
    }
}

/// What can be tested of a fact.
fn test(fact: &Fact, of: Of) -> Value {
    match fact.kind {
        FactType::Flag => named("flag"),
        FactType::Number if of == Of::Organisation => named("number_of_organisation"),
        FactType::Number => named("number"),
        FactType::Date => named("date"),
        FactType::Word(Words::Closed(known)) => one_word(known.iter().copied()),
        FactType::Word(Words::Open(known)) => {
            json!({ "anyOf": [{ "enum": known }, one_or_more(&text())] })
        }
        FactType::Word(Words::Seats) => named("seat"),
        FactType::Word(Words::Functions) => named("function"),
        FactType::Texts if fact.of == Of::Position => named("list"),
        FactType::Text | FactType::Texts => named("text"),
        FactType::Position => {
            // In conditions of the organisation there is no position looked at.
            let alone =
                ["present", "absent", "self"].into_iter().take(if of == Of::Position { 3 } else { 2 });
            json!({ "anyOf": [words(alone), { "$ref": "#/definitions/reached" }] })
        }
        FactType::Stated => named("stated"),
    }
}

/// The relations that lead to another position, each followed by a point.
fn steps(of: Of) -> String {
    let all = one_of(Single::ALL.map(Single::word));
    let fits = |step: &Single| of == Of::Position || step.is_of_organisation();
    let first = one_of(Single::ALL.into_iter().filter(fits).map(Single::word));
    format!(r"({first})\.(({all})\.)*")
}

/// Words that are not facts.
fn words_of_conditions(of: Of) -> Vec<(&'static str, &'static str, Value)> {
    let (conditions, names) = match of {
        Of::Position => ("position", "names"),
        Of::Organisation => ("organisation", "names_of_organisation"),
    };
    let list =
        json!({ "type": "array", "minItems": 1, "items": { "$ref": format!("#/definitions/{conditions}") } });
    let mut found = vec![
        ("all", "All of these sets of conditions.", list.clone()),
        ("any", "At least one of these sets of conditions.", list),
        ("not", "Not all of these.", named(conditions)),
        ("present", "Facts that are stated.", named(names)),
        ("absent", "Facts that are not stated.", named(names)),
        ("has_seats", "Seats that the organisation has, however they are held.", named("seats")),
    ];
    for relation in Many::ALL.into_iter().filter(|many| of == Of::Position || *many == Many::Positions) {
        let about = match relation {
            Many::Reports => "Those who report directly.",
            Many::Below => "Everyone down the solid line.",
            Many::Portfolio => "Those whose nearest chief this is.",
            Many::Dotted => "Those whom the dotted lines lead to.",
            Many::Positions => "Every position of the chart.",
        };
        found.push((relation.word(), about, named("group")));
    }
    if of == Of::Position {
        found.push(("above", "Somebody further up the solid line, at any distance.", named("reached")));
        found.push(("as", "What messages call the position that a relation leads to.", named("name")));
    }
    found
}

/// A name for a position, for messages, labels and the fix.
fn name() -> Value {
    let taken = ["self", "company", "cio", "cto", "lone_chief", "count"];
    json!({ "type": ["string", "number", "boolean"], "pattern": r"^\s*[^.{}|$]*[^.{}|$\s][^.{}|$]*$", "not": { "enum": taken } })
}

/// How many of a relation's positions are so.
fn group() -> Value {
    let mut known: Vec<(String, Value)> = Quantifier::ALL
        .into_iter()
        .map(|quantifier| {
            let about = match quantifier {
                Quantifier::Any => "At least one of them matches; never true of nobody.",
                Quantifier::All => "Every one matches; always true of nobody.",
                Quantifier::None => "None of them matches.",
                Quantifier::Most => "More than half of them match, and at least one.",
            };
            (quantifier.word().to_owned(), told(named("position"), quantifier.word(), about))
        })
        .collect();
    known.push(("count".to_owned(), told(named("count"), "count", "How many there are, or how many match.")));
    known.push((
        "as".to_owned(),
        told(named("name"), "as", "What messages call the first that matches `any`."),
    ));
    // `count` counts what one of them says.
    let words = Quantifier::ALL.map(Quantifier::word);
    let pairs =
        words.iter().enumerate().flat_map(|(at, one)| words[at + 1..].iter().map(move |other| [one, other]));
    let pairs: Vec<Value> = pairs.map(|pair| json!({ "required": pair })).collect();
    let needed: Vec<Value> =
        known.iter().filter(|(key, _)| key != "as").map(|(key, _)| json!({ "required": [key] })).collect();
    json!({ "type": "object", "properties": object(known), "additionalProperties": false, "anyOf": needed, "dependencies": { "count": { "not": { "anyOf": pairs } } } })
}

/// One of these words, or of several; `present` and `absent` alone.
fn one_word<'w>(known: impl IntoIterator<Item = &'w str>) -> Value {
    let mut known: Vec<&str> = known.into_iter().collect();
    let one = words_or(&known, Some(PARAM));
    known.extend(["present", "absent"]);
    let alone = words_or(&known, Some(PARAM));
    json!({ "anyOf": [alone, { "type": "array", "items": one, "minItems": 1 }] })
}

/// `present`, `absent`, or this.
fn stated_or(test: &Value) -> Value {
    json!({ "anyOf": [test, words(["present", "absent"])] })
}

/// A number, or a comparison with one, a parameter, or a fact.
fn numbers(facts: Option<&str>) -> Value {
    let facts = facts.map_or_else(String::new, |facts| format!("|{facts}"));
    let stated = if facts.is_empty() { "" } else { "present|absent|" };
    let signs = one_of(["<=", ">=", "!=", "==", "<", ">", "="]);
    let pattern = format!(r"\s*({stated}({signs})?\s*({NUMBER}|{PARAM}{facts}))\s*");
    or_say(
        json!({ "type": ["number", "string"], "pattern": whole(&pattern) }),
        "write a number such as `10`, a comparison such as `\"> 10\"`, a parameter, or a fact that is a number",
    )
}

fn date() -> Value {
    let amount = format!(r"({NUMBER}|{PARAM})\s+(days?|months?)");
    let pattern = format!(
        r"\s*(present|absent|in\s+the\s+(past|future)|(older|newer)\s+than\s+{amount}|more\s+than\s+{amount}\s+ahead)\s*"
    );
    or_say(
        json!({ "type": "string", "pattern": whole(&pattern) }),
        "write `older than 90 days`, `newer than $n months`, `in the past` or `in the future`",
    )
}

/// A text, several of them, or one test of it.
/// A test of a text, and what else can be tested of a list of them.
fn text_test(of_lists: &[(&'static str, &'static str, Value)]) -> Value {
    let known = vec![
        ("is", "It is this text, or one of these.", one_or_more(&text())),
        ("starts_with", "It begins with this, in any letter case.", text()),
        ("contains", "It contains this, in any letter case.", text()),
        ("matches", "It matches this regular expression.", text()),
    ];
    let known = known.into_iter().chain(of_lists.iter().cloned());
    let known = known.map(|(key, about, schema)| (key.to_owned(), told(schema, key, about)));
    let mut test = json!({ "type": "object", "properties": object(known), "additionalProperties": false });
    put(&mut test, "minProperties", 1);
    put(&mut test, "maxProperties", 1);
    json!({ "anyOf": [one_or_more(&text()), test] })
}
