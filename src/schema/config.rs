//! The schema of a configuration, from the registry of rules and the vocabulary.

use serde_json::{Value, json};

use super::layout;
use super::object;
use super::parts::{KEBAB, NUMBER, flag, keys, named, put, sentence, text, texts, told, whole, words};
use crate::chart::fields::FIELDS;
use crate::config::{FieldKind, KEYS};
use crate::references::Names;
use crate::rules::format::{Many, Param, ParamValue, Quantifier, Single, is_condition_word};
use crate::rules::registry::{Level, Registered, Registry, shown};
use crate::setup::Setup;
use crate::vocabulary::{Domain, FUNCTION_IDS, Seat, function};

const ABOUT: &str = "The configuration of orglint, `orglint.yaml`: which rules count and how much, your own \
    words and fields, and how strict exceptions are. Every key can be left out.";

pub(super) fn schema(setup: &Setup) -> Value {
    let registry = &setup.registry;
    let known = KEYS.iter().map(|key| {
        let (about, schema) = key_of(key);
        ((*key), told(schema, key, about))
    });
    let mut schema = keys(known, &[]);
    put(&mut schema, "type", json!(["object", "null"]));
    put(
        &mut schema,
        "definitions",
        json!({
            "level": told(words(Level::WORDS), "a level", LEVEL),
            "setting": setting(None),
            "setting_without_params": setting(Some(&[])),
            "rules": rules(registry),
            "rule_name": rule_name(registry),
            "function": function_keys(),
        }),
    );
    told(schema, "orglint.yaml", ABOUT)
}

const LEVEL: &str = "`off`, `info`, `warning`, `error`, or `on`, which is the rule's own severity.";

/// What a key is for, and what it takes.
pub(super) fn key_of(key: &str) -> (&'static str, Value) {
    match key {
        "extends" => (
            "Files that this one builds on, by their paths from its folder. Nothing is fetched from a network.",
            texts(0),
        ),
        "rules" => {
            ("The level of a rule, or of all rules of a pack, and the parameters of rules.", named("rules"))
        }
        "overrides" => ("Other levels for a position and everyone below it.", overrides()),
        "vocabulary" => ("Your own words: functions, and titles that mean a seat.", vocabulary()),
        "fields" => (
            "Your own fields, with the type of each, or a list of the words it takes. Positions may then \
                have them, and your own rules can test them.",
            fields(),
        ),
        "required_fields" => (
            "Fields that positions have to state. They switch on the rule required-fields.",
            required_fields(),
        ),
        "allow_needs_reason" => ("Whether an exception needs a reason to hide anything.", flag()),
        "never_allow" => ("Rules and packs that no exception can hide.", never_allow()),
        "charts" => (
            "Charts with their files and, if the shape is not recognised, how to read these.",
            json!({ "type": "array", "minItems": 1, "maxItems": 256, "items": layout::chart() }),
        ),
        "references" => {
            ("Files that name people and units of the charts, such as `CODEOWNERS`.", references())
        }
        "editor" => (
            "The language server. `schema: false` leaves what the schema of a chart covers to a YAML \
                language server.",
            keys([("schema", flag())], &[]),
        ),
        _ => ("", json!({})),
    }
}

fn references() -> Value {
    let at =
        "Where the names are in each document: `spec.owner`. By default this follows from the file's name.";
    let names = "What they name. By default this follows from the file's name.";
    let known = [
        ("files", told(texts(1), "files", "The files: paths, or patterns, from the folder of this file.")),
        ("at", told(text(), "at", at)),
        ("names", told(words(Names::ALL.map(Names::word)), "names", names)),
    ];
    json!({ "type": "array", "maxItems": 64, "items": keys(known, &["files"]) })
}

/// The settings of rules and packs. Other names may be those of rules in `.orglint/rules/`.
fn rules(registry: &Registry) -> Value {
    let mut known: Vec<(String, Value)> = Vec::new();
    for registered in registry.rules() {
        let pack = registered.rule.pack.clone();
        if registry.find(&pack).is_none() && known.iter().all(|(name, _)| *name != pack) {
            let about = format!("All rules of the pack {pack}.");
            known.push((pack.clone(), told(named("setting_without_params"), &pack, about)));
        }
        known.push((registered.rule.id.clone(), rule(registered)));
    }
    json!({
        "type": "object",
        "properties": object(known),
        "additionalProperties": { "$ref": "#/definitions/setting" },
        "propertyNames": { "pattern": whole(&format!(r"\s*{KEBAB}\s*")) },
    })
}

fn rule(registered: &Registered) -> Value {
    let rule = &registered.rule;
    let mut about = format!("{}\n\nPack {}, severity {}", sentence(&rule.title), rule.pack, rule.severity);
    about += if rule.off { ", off until it is switched on." } else { "." };
    let schema =
        if rule.params.is_empty() { named("setting_without_params") } else { setting(Some(&rule.params)) };
    told(schema, &rule.id, about)
}

/// A level, or `severity` and `params`. Without a list of parameters, any.
fn setting(params: Option<&[Param]>) -> Value {
    let mut known = json!({ "type": "object" });
    match params {
        None => put(&mut known, "additionalProperties", text()),
        Some(params) => {
            let params = params.iter().map(|param| (param.name.clone(), param_value(param)));
            put(&mut known, "properties", object(params));
            put(&mut known, "additionalProperties", false);
        }
    }
    let parts = keys(
        [
            ("severity", told(named("level"), "severity", LEVEL)),
            ("params", told(known, "params", "The parameters of the rule.")),
        ],
        &[],
    );
    json!({ "anyOf": [named("level"), parts] })
}

fn param_value(param: &Param) -> Value {
    let schema = match &param.default {
        ParamValue::Number(_) => {
            json!({ "type": ["number", "string"], "pattern": whole(&format!(r"\s*{NUMBER}\s*")) })
        }
        ParamValue::Switch(_) => flag(),
        ParamValue::Word(_) => text(),
    };
    let about = format!("{}\n\nDefault: {}", sentence(&param.about), shown(&param.default));
    told(schema, &param.name, about)
}

fn required_fields() -> Value {
    let about = "Conditions for the positions, as in a rule file. By default, all positions.";
    let one = keys(
        [
            ("where", told(json!({ "type": "object" }), "where", about)),
            ("fields", told(texts(1), "fields", "Keys of positions, or your own fields.")),
        ],
        &["fields"],
    );
    json!({ "type": "array", "items": one, "maxItems": 64 })
}

fn overrides() -> Value {
    let one = keys(
        [
            ("within", told(text(), "within", "The id of the position.")),
            ("rules", told(named("rules"), "rules", "The levels there.")),
        ],
        &["within", "rules"],
    );
    json!({ "type": "array", "items": one, "maxItems": 256 })
}

fn vocabulary() -> Value {
    let known = FUNCTION_IDS.iter().map(|id| {
        let about = function(id).map_or_else(String::new, |known| {
            format!("{}. Its side is {}.", known.name, known.domain.word())
        });
        ((*id).to_owned(), told(named("function"), id, about))
    });
    let functions = json!({
        "type": "object",
        "properties": object(known),
        "additionalProperties": { "$ref": "#/definitions/function" },
        "propertyNames": { "pattern": whole(&format!(r"\s*{KEBAB}\s*")) },
    });
    let titles = keys([("titles", told(texts(0), "titles", "Titles that mean the seat."))], &[]);
    let seats = keys(
        Seat::WORDS
            .iter()
            .map(|seat| (*seat, told(titles.clone(), seat, format!("Titles that mean the seat {seat}.")))),
        &[],
    );
    keys(
        [
            (
                "functions",
                told(
                    functions,
                    "functions",
                    "What areas do: functions by id, known ones redefined or new ones.",
                ),
            ),
            ("seats", told(seats, "seats", "Titles that mean a seat, as `role:` in a chart would.")),
        ],
        &[],
    )
}

fn function_keys() -> Value {
    let domain = "The side it belongs to. A function that orglint does not know needs one.";
    let known = [
        ("domain", told(words(Domain::STATED.into_iter().map(Domain::word)), "domain", domain)),
        ("departments", told(texts(0), "departments", "Names of departments that mean it.")),
        ("titles", told(texts(0), "titles", "Titles that mean it.")),
    ];
    told(keys(known, &[]), "a function", "What an area does.")
}

fn fields() -> Value {
    let list = json!({ "type": "array", "items": text(), "minItems": 1, "uniqueItems": true });
    let kind = json!({ "anyOf": [words(FieldKind::WORDS), list] });
    // A letter, then letters, digits, `_` and `-`; whatever is not ASCII is left to the program.
    let plain = r"^\s*[^\x00-@\[-`{-\x7F][^\x00-,./:-@\[-^`{-\x7F]*\s*$";
    json!({
        "type": "object",
        "additionalProperties": kind,
        "propertyNames": { "pattern": plain, "not": { "enum": taken() } },
        "maxProperties": 256,
    })
}

/// Names that a field of one's own cannot have.
fn taken() -> Vec<&'static str> {
    let words =
        ["not", "above", "has_seats", "present", "absent", "count", "as", "self", "company"].into_iter();
    let words = words
        .chain(Quantifier::ALL.map(Quantifier::word))
        .chain(Single::ALL.map(Single::word))
        .chain(Many::ALL.map(Many::word));
    let mut taken: Vec<&str> =
        FIELDS.iter().map(|key| key.name).chain(words.filter(|word| is_condition_word(word))).collect();
    taken.sort_unstable();
    taken.dedup();
    taken
}

/// The name of a rule or a pack; one that is not known may be that of a rule of one's own.
fn rule_name(registry: &Registry) -> Value {
    let mut names: Vec<&str> =
        registry.rules().iter().flat_map(|known| [&*known.rule.pack, &*known.rule.id]).collect();
    names.sort_unstable();
    names.dedup();
    json!({
        "anyOf": [{ "enum": names }, { "type": "string", "pattern": whole(&format!(r"\s*{KEBAB}\s*")) }],
    })
}

fn never_allow() -> Value {
    json!({ "anyOf": [named("rule_name"), { "type": "array", "items": named("rule_name") }] })
}
