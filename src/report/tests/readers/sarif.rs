//! SARIF, against the schema of its standard and what the standard says beside it.

use std::collections::HashSet;
use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use super::{list, number, parsed, text};

const SCHEMA: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/sarif-2.1.0.schema.json"));

static VALIDATOR: LazyLock<(Schemas, SchemaIndex)> = LazyLock::new(|| {
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.enable_format_assertions();
    let schema = serde_json::from_str(SCHEMA).expect("JSON");
    compiler.add_resource("http://localhost/sarif.json", schema).expect("a schema");
    let index = compiler.compile("http://localhost/sarif.json", &mut schemas).expect("a schema");
    (schemas, index)
});

/// Results of a SARIF report that no exception hides, and those that one does.
pub(crate) fn results(report: &str) -> (usize, usize) {
    let report = parsed(report);
    let (schemas, index) = &*VALIDATOR;
    if let Err(error) = schemas.validate(&report, *index) {
        panic!("{error:#}");
    }
    let [run] = list(&report, "runs") else { panic!("one run") };
    let rules = list(&run["tool"]["driver"], "rules");
    let results = list(run, "results");
    let mut hashes = HashSet::new();
    for result in results {
        let rule = usize::try_from(number(result, "ruleIndex")).expect("an index");
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().is_none_or(|text| text.contains("](")), "{result}");
        let hash = text(&result["partialFingerprints"], "primaryLocationLineHash");
        assert!(hashes.insert(hash), "one alert each: {result}");
        places(result);
    }
    let is_hidden = |result: &&Value| !list(result, "suppressions").is_empty();
    let hidden = results.iter().filter(is_hidden).count();
    (results.len() - hidden, hidden)
}

fn places(result: &Value) {
    assert_eq!(list(result, "locations").len(), 1);
    let related = result["relatedLocations"].as_array().into_iter().flatten();
    for place in list(result, "locations").iter().chain(related) {
        let place = &place["physicalLocation"];
        assert!(!text(&place["artifactLocation"], "uri").starts_with("./"), "{place}");
        let at = |line, column| (number(&place["region"], line), number(&place["region"], column));
        assert!(at("startLine", "startColumn") <= at("endLine", "endColumn"), "{place}");
    }
}
