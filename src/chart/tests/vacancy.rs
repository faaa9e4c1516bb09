//! Who sits there, and who does not.

use super::*;

fn is_vacant(fields: &str) -> bool {
    let chart = chart(&format!("positions:\n- {{id: a, title: A, {fields}}}\n"));
    assert!(chart.yaml_problems.is_empty(), "{fields}");
    chart.is_vacant(FIRST)
}

#[test]
fn by_status() {
    assert!(is_vacant("status: vacant"));
    assert!(is_vacant("status: planned"));
    assert!(is_vacant("status: vacant, name: Ada"));
    for held in ["filled", "acting", "interim", "leaving"] {
        assert!(!is_vacant(&format!("status: {held}")));
    }
    assert!(!is_vacant("unit: x"), "nothing said is filled");
}

#[test]
fn by_a_name_or_holder_written_empty() {
    for empty in ["name: ", "name: ~", "name: ''", "name: []", "name: null", "holder: ", "name: , holder: "] {
        assert!(is_vacant(empty), "{empty}");
    }
    assert!(!is_vacant("name: Null"), "a name as any other");
    assert!(!is_vacant("name: , holder: p-017"), "somebody holds it, whose name is left out");
    assert!(!is_vacant("name: Ada, holder: "));
    assert!(!is_vacant("name: {first: Ada}"), "not a name, and not nothing");
}

#[test]
fn by_a_word_for_vacant_in_the_name() {
    for name in [
        "Vacant",
        "VACANT",
        "vacancy",
        "New Vacancy",
        "TBD",
        "tbh",
        "TBC",
        "TBA",
        "Open",
        "open role",
        "Unfilled",
        "to be hired",
        "To be confirmed",
        "(vacant)",
        "[Vacant]",
        "<TBD>",
        "“Vacant”",
        "'Vacant'",
        "- vacant -",
        "Vacant - backfill",
        "Vacant (from 1 May)",
        "VACANT POST",
        "Vacancy 12",
        "TBD (Q3)",
        "Open – req 1234",
        "tbd.",
        "New  vacancy",
        "new-vacancy",
        "**TBD**",
    ] {
        assert!(is_vacant(&format!("name: \"{name}\"")), "{name}");
    }
    for name in [
        "N/D",
        "ND",
        "Ada Lovelace",
        "Openshaw",
        "Hope N. Open",
        "Vacantia",
        "Jane Doe (vacant from May)",
        "Tbilisi",
        "Null",
        "None",
        "Yes",
        "Tb D",
        "Nova Cant",
        "Eliminated",
        "New",
        "Open Smith",
    ] {
        assert!(!is_vacant(&format!("name: \"{name}\"")), "{name}");
    }
    assert!(is_vacant("name: [Vacant, TBD]"));
    assert!(!is_vacant("name: [Vacant, Ada]"));
}
