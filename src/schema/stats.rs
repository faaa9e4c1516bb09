//! The schema of `orglint stats --format json`. Keys may join in later; none goes away or changes its meaning
//! while the version stays.

use serde_json::{Value, json};

use super::parts::{put, told};
use super::report::{all_of, from, list, text};
use crate::stats::VERSION;

const ABOUT: &str = "What `orglint stats --format json` writes: the structure of a chart in numbers.";

pub(super) fn schema() -> Value {
    let mut schema = stats();
    put(
        &mut schema["properties"],
        "version",
        told(json!({ "const": VERSION }), "version", "Version of this shape."),
    );
    if let Some(names) = schema["required"].as_array_mut() {
        names.push(json!("version"));
    }
    put(
        &mut schema["properties"],
        "before",
        told(stats(), "before", "The numbers of the chart of `--compare`."),
    );
    told(schema, "the numbers of a chart", ABOUT)
}

fn stats() -> Value {
    let number = || json!({ "type": "number", "minimum": 0 });
    let wide = all_of(vec![
        ("id", "The id, or `#` and the number of the position.", text()),
        ("reports", "How many report to it.", from(1)),
    ]);
    let span = all_of(vec![
        ("reports", "How many report to each: `1`, `2-3`, `4-7`, `8-12`, `13-16`, `17+`.", text()),
        ("managers", "The managers.", from(0)),
        ("percent", "Their share of all managers.", number()),
        ("widest", "Some of the managers with the widest spans.", list(&wide)),
    ]);
    let group = all_of(vec![
        ("name", "A function or a side, `not known`, or `others` for groups that are too small.", text()),
        ("positions", "The positions.", from(0)),
        ("open", "Those that nobody holds.", from(0)),
        ("fte", "The sum of the shares of full time that are stated.", number()),
        ("fte_not_stated", "Positions that state none.", from(0)),
    ]);
    let area = all_of(vec![
        ("chief", "What the chief is called.", text()),
        ("product", "Positions and owned functions of the product side.", from(0)),
        ("operations", "Those of the operations side.", from(0)),
        ("other", "Those of both sides, or of neither.", from(0)),
        ("unknown", "Those whose side is not known.", from(0)),
    ]);
    let chief = all_of(vec![
        ("title", "What the position is called.", text()),
        ("id", "The id, or `#` and the number of the position.", text()),
        ("steps", "Steps to the top; a board is not a step.", from(0)),
    ]);
    all_of(vec![
        ("chart", "The name of the organisation, else of its chart.", text()),
        ("as_of", "The date it is true for.", json!({ "type": ["string", "null"] })),
        ("incomplete", "A part of it could not be read, so these are not all.", json!({ "type": "boolean" })),
        ("positions", "Positions.", from(0)),
        ("filled", "Those that somebody holds, as far as the chart says.", from(0)),
        ("open", "Those that nobody holds.", from(0)),
        ("interim", "Those that are held for the time being.", from(0)),
        ("leaving", "Those whose holder is about to leave.", from(0)),
        ("managers", "Positions with reports.", from(0)),
        ("managers_with_one_report", "Those of them with one.", from(0)),
        ("layers", "Positions on each layer, from the top.", list(&from(0))),
        ("spans", "Managers by how many report to them.", list(&span)),
        ("functions", "Positions by what their area does.", list(&group)),
        ("sides", "Positions by the side of their area.", list(&group)),
        ("fte", "The sum of the shares of full time that are stated.", number()),
        ("fte_not_stated", "Positions that state none.", from(0)),
        ("areas", "What is below each chief.", list(&area)),
        ("chiefs", "How far each chief is from the top.", list(&chief)),
    ])
}
