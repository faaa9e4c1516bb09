//! Values that other programs read as something else.

use super::*;

/// Kinds with the texts they were found at.
fn found(text: &str) -> Vec<(Surprise, Vec<String>)> {
    let chart = chart(text);
    let places = |surprise: &SurpriseAt| {
        surprise.places.iter().map(|(place, _)| covered(&chart, *place).to_owned()).collect()
    };
    chart.surprises.iter().map(|surprise| (surprise.kind, places(surprise))).collect()
}

fn in_field(field: &str) -> Vec<(Surprise, Vec<String>)> {
    found(&format!("positions:\n  - id: a\n    {field}\n"))
}

fn one(kind: Surprise, text: &str) -> Vec<(Surprise, Vec<String>)> {
    vec![(kind, vec![text.to_owned()])]
}

#[test]
fn one_for_each_kind() {
    assert_eq!(in_field("title: Yes"), one(Surprise::Boolean, "Yes"));
    assert_eq!(in_field("name: NULL"), one(Surprise::Null, "NULL"));
    assert_eq!(in_field("unit: 42"), one(Surprise::Number, "42"));
    assert_eq!(in_field("department: 2026-01-15"), one(Surprise::Date, "2026-01-15"));
    assert_eq!(in_field("unit: 12:30"), one(Surprise::Time, "12:30"));
    assert_eq!(in_field("title: Head of C #1"), one(Surprise::Comment, "Head of C #1"));
    assert_eq!(in_field("title: !lead of x"), one(Surprise::Sign, "!lead of x"));
    assert_eq!(in_field("title: “Chief”"), one(Surprise::CurlyQuotes, "“Chief”"));
}

#[test]
fn places_of_one_kind_come_together() {
    let text = "positions:\n- {id: 007, title: A}\n- {id: b, title: B, reports_to: 007, name: No}\n- {id: 0x1F, title: 'Yes', holder: yes}\n";
    let at = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        found(text),
        [(Surprise::Boolean, at(&["No", "yes"])), (Surprise::Number, at(&["007", "007", "0x1F"]))]
    );
}

#[test]
fn plain_decimal_ids_are_none() {
    assert_eq!(
        found(
            "positions:\n- {id: 1, title: A}\n- {id: 20, title: B, reports_to: 1, holder: 17, dotted_to: [1]}\n"
        ),
        []
    );
    assert_eq!(found("positions:\n- {id: 01, title: A}\n"), one(Surprise::Number, "01"));
}

#[test]
fn where_a_type_is_asked_for_it_is_no_surprise() {
    let text = "as_of: 2026-01-15\ncompany: {complete: yes, technology_core: no, employees: 240}\npositions:\n- {id: a, title: A, since: 2026-01-15, fte: 0.5, level: 3, critical: on, new: No, co_lead: true}\n";
    assert_eq!(found(text), []);
    assert_eq!(
        found("company: {employees: 0240}\npositions:\n- {id: a, title: A}\n"),
        one(Surprise::Number, "0240")
    );
}

#[test]
fn in_quotes_it_is_text() {
    assert_eq!(in_field("title: 'Yes'"), []);
    assert_eq!(in_field("title: \"007\""), []);
    assert_eq!(in_field("title: !!str 007"), []);
    assert_eq!(in_field("title: '“Chief”'"), []);
    assert_eq!(in_field("title: 'Head of C #1'"), []);
}

#[test]
fn the_value_itself_is_never_changed() {
    let chart = chart("positions:\n- {id: 007, title: NO, name: Null, unit: 1_000}\n");
    let text = |field| chart.text(FIRST, field).unwrap().text;
    assert_eq!([Field::Id, Field::Title, Field::Name, Field::Unit].map(text), ["007", "NO", "Null", "1_000"]);
}

#[test]
fn codes_under_keys_that_are_not_ours() {
    assert_eq!(in_field("title: A\n    country: NO"), one(Surprise::Boolean, "NO"));
    assert_eq!(in_field("title: A\n    phone: NO"), []);
    assert_eq!(in_field("title: A\n    Country_Code: [NO]"), [], "a list is no code");
}

#[test]
fn comments_that_are_no_part_of_a_text() {
    assert_eq!(in_field("title: Head of C  #1"), [], "two spaces set a comment apart");
    assert_eq!(in_field("title: Head of C # 1"), []);
    assert_eq!(in_field("title: Head of C# 1"), []);
    assert_eq!(in_field("title: A\n    reports_to: b #1"), [], "an id is not text");
    assert_eq!(in_field("title: A #orglint: allow(x)"), []);
    assert_eq!(in_field("title: A\n    #1"), []);
    assert_eq!(in_field("name: Ada #2"), one(Surprise::Comment, "Ada #2"));
}

#[test]
fn signs_that_are_meant_are_none() {
    assert_eq!(in_field("title: &t Lead\n    unit: *t"), []);
    assert_eq!(in_field("title: A\n    extra: !x y"), []);
    assert_eq!(in_field("title: !x 'y'"), []);
    assert_eq!(in_field("title: &Sons Ltd"), one(Surprise::Sign, "&Sons Ltd"));
}

#[test]
fn names_of_people_that_are_words_of_yaml() {
    for name in ["Null", "Yes", "No", "On", "1e3", "007"] {
        let chart = chart(&format!("positions:\n- {{id: a, title: A, name: {name}}}\n"));
        assert_eq!(chart.text(FIRST, Field::Name).unwrap().text, name);
        assert!(!chart.is_vacant(FIRST), "{name}");
        assert_eq!(chart.surprises.len(), 1, "{name}");
    }
}
