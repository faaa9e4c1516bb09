//! The schema of a rule file: its keys, and conditions from the catalogue of facts.

mod conditions;

use serde_json::{Value, json};

use super::object;
use super::parts::{KEBAB, SAYS, keys, named, one_of, one_or_more, put, text, texts, told, whole, words};
use crate::chart::Own;
use crate::chart::fields::{COMPANY_FIELDS, FIELDS};
use crate::finding::Severity;
use crate::rules::builtin::CHECKS;
use crate::rules::format::{CASE_KEYS, KEYS};

const ABOUT: &str = "A rule of orglint. It looks at positions (`where`), says what has to be true of them \
    (`must`) or must not (`must_not`), and has example charts that show both (`examples`).";

pub(super) fn schema(own: &Own) -> Value {
    let known = KEYS.iter().map(|key| {
        let (about, schema) = key_of(key);
        (*key, told(schema, key, about))
    });
    let mut schema = keys(known, &["id", "title", "severity", "why", "examples"]);
    put(&mut schema, "allOf", together());
    put(&mut schema, "definitions", conditions::definitions(own));
    told(schema, "a rule", ABOUT)
}

/// What a key is for, and what it takes. Conditions take what `for` says; see [`together`].
pub(super) fn key_of(key: &str) -> (&'static str, Value) {
    match key {
        "id" => ("The file's name without its ending: lower case, with `-` between the words.", kebab()),
        "replaces" => ("The built-in rule that it replaces: its own id.", kebab()),
        "title" => ("What it looks for, in one line.", text()),
        "severity" => (SEVERITY, severity()),
        "default" => ("`off` for a rule that is off until it is switched on.", words(["off", "on"])),
        "tags" => ("Words to find it by.", texts(0)),
        "since" => ("The release it came with.", text()),
        "for" => ("What one finding is about.", words(["position", "organisation"])),
        "params" => ("Numbers and words that `orglint.yaml` can change; used as `$name`.", params()),
        "given" => (
            "What has to be true of the organisation; otherwise the rule does not run.",
            named("organisation"),
        ),
        "where" => ("Which positions it looks at; by default, all of them.", json!({ "type": "object" })),
        "unless" => (
            "Positions to leave out if this is known to hold; a fact that is not stated leaves nobody out.",
            json!({ "type": "object" }),
        ),
        "must" => ("What has to be true of them.", json!({ "type": "object" })),
        "must_not" => ("What must not be true of them.", json!({ "type": "object" })),
        "cases" => (
            "Variants of the rule; for each position, the first one whose `given` and `where` hold decides.",
            cases(),
        ),
        "check" => (
            "A check in Rust instead of conditions.",
            keys([("builtin", words(CHECKS.iter().map(|(name, _)| *name)))], &["builtin"]),
        ),
        "report" => (
            "`topmost`: among positions on one solid line that raise the rule, only the highest is \
                reported; `together`: findings with one cause become one finding.",
            one_or_more(&words(["each", "topmost", "together"])),
        ),
        "group" => ("Rules of one group report a solid line together.", text()),
        "yields_to" => {
            ("Rules that take precedence: if one of them reports a finding, this one is silent.", yields())
        }
        "cause" => (
            "The value that findings with one cause share: `self.nearest_chief`. By default, the value of \
                the first label.",
            text(),
        ),
        "summary" => ("The message when findings are put together; `{count}` is how many.", template()),
        "message" => (
            "The first line of a finding. `{self.title}` is a value of the chart, `{$max}` a parameter.",
            template(),
        ),
        "labels" => ("Where the chart is marked; the first label counts most.", labels()),
        "help" => ("The choices; the last one is to keep things as they are and note why.", template()),
        "fix" => ("An edit that resolves the finding.", fix()),
        "looks_at" => {
            ("What it looks at, in one paragraph for people who read charts, not rule files.", text())
        }
        "why" => ("Why it may matter, and who says so.", why()),
        "silent" => ("When it stays silent, in words.", texts(0)),
        "examples" => {
            ("Charts that raise the rule, and charts that nearly do: at least one of each.", examples())
        }
        _ => ("", json!({})),
    }
}

const SEVERITY: &str = "`error`: the chart contradicts itself; `warning`: it should be looked at; `info`: it \
                        may be worth a look.";

fn severity() -> Value {
    words(Severity::ALL.map(Severity::word))
}

fn kebab() -> Value {
    json!({ "type": "string", "pattern": whole(&format!(r"\s*{KEBAB}\s*")) })
}

/// A text with values in braces.
fn template() -> Value {
    let mut schema = text();
    put(&mut schema, "pattern", r"^\s*([^{}]|\{\{|\}\}|\{[^{}]+\})+$");
    schema
}

fn params() -> Value {
    let known = [
        ("default", told(text(), "default", "Its value unless it is set.")),
        ("about", told(text(), "about", "What it is for, with its unit.")),
    ];
    json!({
        "type": "object",
        "additionalProperties": keys(known, &["default", "about"]),
        "propertyNames": { "pattern": "^[A-Za-z0-9_]+$" },
    })
}

fn cases() -> Value {
    let known = CASE_KEYS.iter().map(|key| {
        let (about, schema) = key_of(key);
        (*key, told(schema, key, about))
    });
    let mut case = keys(known, &[]);
    put(&mut case, "not", json!({ "required": ["must", "must_not"] }));
    json!({ "type": "array", "minItems": 1, "items": case })
}

fn yields() -> Value {
    let about = words(["self", "above", "below", "nearest_chief", "organisation"]);
    let known = [
        ("rule", told(text(), "rule", "The rule.")),
        ("about", told(about, "about", "About whom it has to have reported, seen from the position.")),
        ("at", told(severity(), "at", "At that severity or higher.")),
    ];
    let one = json!({ "anyOf": [text(), keys(known, &["rule"])] });
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn labels() -> Value {
    let at = "A value of the chart: `self.title`, `self.reports_to`, `cio.title`.";
    let known = [
        ("at", told(text(), "at", at)),
        ("text", told(template(), "text", "A short text that makes sense on its own.")),
    ];
    one_or_more(&keys(known, &["at", "text"]))
}

fn fix() -> Value {
    let company = one_of(COMPANY_FIELDS.iter().map(|key| key.name));
    let position = one_of(FIELDS.iter().map(|key| key.name));
    let set = whole(&format!(r"\s*(company\.({company})|.*[^.]\.({position}))\s*"));
    let set = json!({ "type": "string", "pattern": set });
    let known = [
        ("set", told(set, "set", "The field that is set: `self.reports_to`.")),
        ("to", told(template(), "to", "The value it gets.")),
        (
            "safety",
            told(words(["safe", "unsafe"]), "safety", "Whether the meaning of the chart stays the same."),
        ),
    ];
    keys(known, &["set", "to", "safety"])
}

fn why() -> Value {
    let source = keys(
        [
            ("title", told(text(), "title", "Its title.")),
            ("author", told(text(), "author", "Its author.")),
            ("url", told(text(), "url", "Its address.")),
        ],
        &["title"],
    );
    let known = [
        ("text", told(text(), "text", "Why it may matter.")),
        ("source", told(source, "source", "Where the claim comes from.")),
    ];
    keys(known, &["text", "source"])
}

fn examples() -> Value {
    let at = "The id of a position, or `company`, or `chart`.";
    let expected = keys([("at", told(text(), "at", at)), ("severity", severity())], &["at"]);
    let one = json!({ "anyOf": [text(), expected] });
    let expect = json!({
        "anyOf": [one, { "type": "array", "items": one }, { "type": "null" }],
    });
    let chart = json!({ "type": ["object", "string", "number", "boolean"], "pattern": SAYS });
    let known = [
        ("name", told(text(), "name", "What it shows.")),
        (
            "before",
            told(
                chart.clone(),
                "before",
                "The earlier version that the chart is compared with, in the same forms.",
            ),
        ),
        ("chart", told(chart.clone(), "chart", "A chart in orglint's own format, or the text of a file.")),
        ("source", told(chart, "source", "A second source that the chart is compared with: a chart too.")),
        (
            "references",
            told(text(), "references", "The text of a file that names people or units of the chart."),
        ),
        ("expect", told(expect, "expect", "The ids of the positions that raise the rule; `[]` for none.")),
    ];
    let silent = json!({ "enum": [null, []] });
    let silent = json!({ "properties": { "expect": silent }, "required": ["expect"] });
    let raising =
        json!({ "properties": { "expect": { "not": { "enum": [null, []] } } }, "required": ["expect"] });
    json!({
        "type": "array",
        "items": keys(known, &["name", "chart", "expect"]),
        "allOf": [{ "contains": silent }, { "contains": raising }],
    })
}

/// What keys say about each other.
fn together() -> Value {
    let conditions = |name: &str| {
        let of = |keys: &[&str]| object(keys.iter().map(|key| ((*key).to_owned(), named(name))));
        let keys = ["where", "unless", "must", "must_not"];
        let mut all = of(&keys);
        put(&mut all, "cases", json!({ "items": { "properties": of(&keys) } }));
        json!({ "properties": all })
    };
    // Either for all cases or in each of them.
    let needed = |key: &str| {
        json!({ "anyOf": [{ "required": [key] }, {
            "required": ["cases"], "properties": { "cases": { "items": { "required": [key] } } },
        }] })
    };
    let must = json!({ "anyOf": [{ "required": ["must"] }, { "required": ["must_not"] }, {
        "required": ["cases"],
        "properties": { "cases": { "items": { "anyOf": [{ "required": ["must"] }, { "required": ["must_not"] }] } } },
    }] });
    let without_conditions = ["given", "where", "unless", "must", "must_not", "cases"];
    let without_conditions = without_conditions.map(|key| json!({ "not": { "required": [key] } }));
    let topmost = json!({ "type": "string", "pattern": r"^\s*topmost\s*$" });
    json!([
        {
            "if": { "properties": { "for": { "type": "string", "pattern": r"^\s*organisation\s*$" } }, "required": ["for"] },
            "then": conditions("organisation"),
            "else": conditions("position"),
        },
        {
            "if": { "required": ["check"] },
            "then": { "allOf": without_conditions },
            "else": { "allOf": [{ "required": ["labels"] }, needed("message"), needed("help"), must] },
        },
        { "not": { "required": ["must", "must_not"] } },
        {
            "if": { "required": ["group"] },
            "then": {
                "properties": { "report": { "anyOf": [topmost, { "contains": topmost }] } },
                "required": ["report"],
            },
        },
    ])
}
