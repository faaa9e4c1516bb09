//! The schema of `--format json`. Keys may join in later; none goes away or changes its meaning while
//! the version stays.

use serde_json::{Value, json};

use super::object;
use super::parts::{put, told};
use crate::finding::{Safety, Severity};
use crate::report::JSON_VERSION;

const ABOUT: &str = "What `orglint --format json` writes. Lines and columns start at 1, columns count \
    characters, and the end is not a part of the range; paths are relative, with `/`.";

pub(super) fn schema() -> Value {
    let schema = all_of(vec![
        ("version", "Version of this shape.", json!({ "const": JSON_VERSION })),
        ("findings", "The findings, in the order of their places.", list(&finding())),
        (
            "not_checked",
            "Rules that stayed silent because the chart does not state what they need.",
            list(&skipped()),
        ),
        (
            "incomplete",
            "A part of the input could not be read, so the findings are incomplete.",
            json!({ "type": "boolean" }),
        ),
        ("summary", "The counts of the run.", summary()),
    ]);
    let mut schema = schema;
    let layouts = all_of(vec![("path", "The chart.", text()), ("layout", "How it was read.", text())]);
    let layouts =
        told(list(&layouts), "layouts", "Charts that are not in orglint's own format, where there are any.");
    put(&mut schema["properties"], "layouts", layouts);
    let scenarios =
        told(list(&text()), "scenarios", "Charts that are drafts (`kind: scenario`), if there are any.");
    put(&mut schema["properties"], "scenarios", scenarios);
    let baseline = told(baseline(), "baseline", "The baseline that findings were compared with, if any.");
    put(&mut schema["properties"], "baseline", baseline);
    let since = told(since(), "since", "The revision that findings were compared with, if any.");
    put(&mut schema["properties"], "since", since);
    told(schema, "a report of orglint", ABOUT)
}

/// An object that has all of these.
pub(super) fn all_of(members: Vec<(&str, &str, Value)>) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, ..)| *name).collect();
    let needed = json!(names);
    let members =
        members.into_iter().map(|(name, about, schema)| (name.to_owned(), told(schema, name, about)));
    json!({ "type": "object", "properties": object(members), "required": needed })
}

/// An object that has all of these and says where it is.
fn placed(members: Vec<(&str, &str, Value)>) -> Value {
    let mut schema = all_of(members);
    let range = all_of(vec![
        ("path", "The file.", text()),
        ("line", "The first line.", from(1)),
        ("column", "The first column.", from(1)),
        ("end_line", "The last line.", from(1)),
        ("end_column", "The column after the last one.", from(1)),
    ]);
    for (name, about) in range["properties"].as_object().into_iter().flatten() {
        put(&mut schema["properties"], name, about.clone());
    }
    put(&mut schema["properties"], "cell", told(text(), "cell", "In a workbook, the first cell: `C14`."));
    if let (Some(names), Some(more)) = (schema["required"].as_array_mut(), range["required"].as_array()) {
        names.extend(more.iter().cloned());
    }
    schema
}

fn finding() -> Value {
    let edit = placed(vec![("text", "The new text.", text())]);
    let safety = "`safe`: the meaning of the chart stays; `unsafe`: it changes what the chart says; \
        `display`: to be made by hand.";
    let mut edits = list(&edit);
    put(&mut edits, "minItems", 1);
    let fix = all_of(vec![
        ("title", "What it does.", text()),
        ("safety", safety, json!({ "enum": Safety::ALL.map(Safety::word) })),
        ("edits", "Texts that are replaced; an empty range inserts.", edits),
    ]);
    placed(vec![
        ("rule", "The rule's id.", text()),
        ("pack", "The pack it is in.", text()),
        ("severity", "How much it matters.", json!({ "enum": Severity::ALL.map(Severity::word) })),
        ("message", "What the chart shows, in one line.", text()),
        ("help", "The choices.", text()),
        ("subject", "The id of the position, or `company`, or `chart`.", text()),
        ("labels", "Marked places; the first is the primary one.", label()),
        ("fixes", "Changes that resolve the finding; any one of them is enough.", list(&fix)),
        (
            "fingerprint",
            "Identifies the finding even when lines move: made from the rule and the ids involved.",
            text(),
        ),
    ])
}

fn label() -> Value {
    let mut labels = list(&placed(vec![
        ("text", "What the place shows.", text()),
        ("primary", "Whether it is the place of the finding itself.", json!({ "type": "boolean" })),
    ]));
    put(&mut labels, "minItems", 1);
    labels
}

fn skipped() -> Value {
    all_of(vec![("rule", "The rule's id.", text()), ("missing", "The facts it needs.", list(&text()))])
}

fn summary() -> Value {
    all_of(vec![
        ("error", "Findings that are errors.", from(0)),
        ("warning", "Findings that are warnings.", from(0)),
        ("info", "Findings that are worth a look.", from(0)),
        ("allowed", "Findings that exceptions hide.", from(0)),
        ("baseline", "Findings that a baseline knows.", from(0)),
        ("positions", "Positions of all charts.", from(0)),
        ("abolished", "Abolished posts. They are not positions.", from(0)),
        ("members", "Members of teams. They are not positions.", from(0)),
        ("notes", "Rows of tables with totals or notes. They are not positions.", from(0)),
        ("files", "Files that were read.", from(0)),
    ])
}

fn baseline() -> Value {
    all_of(vec![
        ("path", "The file.", text()),
        ("stale", "Entries whose findings no longer exist.", list(&gone())),
    ])
}

fn since() -> Value {
    all_of(vec![
        ("revision", "The revision, as it was asked for.", text()),
        ("commit", "The beginning of the commit's id.", text()),
        ("known", "How many findings existed before; this report does not list them.", from(0)),
        ("gone", "Earlier findings that no longer exist.", list(&gone())),
    ])
}

fn gone() -> Value {
    all_of(vec![
        ("rule", "The rule's id.", text()),
        ("subject", "The id of the position, or `company`, or `chart`.", text()),
        ("fingerprint", "The finding's fingerprint.", text()),
        ("count", "How many findings with this fingerprint are gone.", from(1)),
    ])
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn from(least: u32) -> Value {
    json!({ "type": "integer", "minimum": least })
}

pub(super) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}
