//! Flat, nested, mixed, JSON, several documents and files, references.

use super::*;

#[test]
fn a_flat_list() {
    let chart = sound("positions:\n- {id: a, title: A}\n- {id: b, title: B, reports_to: a}\n");
    assert_eq!(nesting(&chart), ">a >b");
    assert_eq!(chart.text(PositionId(1), Field::ReportsTo).unwrap().text, "a");
}

#[test]
fn people_is_another_name_for_positions() {
    assert_eq!(nesting(&sound("people:\n- {id: a, title: A}\n")), ">a");
    assert_eq!(nesting(&sound("people:\n- {id: a, title: A}\npositions:\n- {id: b, title: B}\n")), ">a >b");
}

#[test]
fn a_nested_chart_reports_by_its_nesting() {
    let text = "org:\n  title: CEO\n  reports:\n    - title: CTO\n      reports:\n        - title: Service Delivery\n    - title: CFO\n";
    assert_eq!(nesting(&sound(text)), ">ceo ceo>cto cto>service-delivery ceo>cfo");
}

#[test]
fn several_roots_are_a_list() {
    assert_eq!(nesting(&sound("org:\n- {title: A, reports: [{title: B}]}\n- title: C\n")), ">a a>b >c");
}

#[test]
fn positions_in_a_list_may_hold_others() {
    let text = "positions:\n- {id: x, title: A, reports: [{title: B, reports: [{id: y, title: C}]}]}\n- {id: z, title: D, reports_to: b}\n";
    assert_eq!(nesting(&sound(text)), ">x x>b b>y >z");
    let mixed = "org: {title: A}\npositions:\n- {id: b, title: B, reports_to: a}\n";
    assert_eq!(nesting(&sound(mixed)), ">a >b");
}

#[test]
fn json_is_yaml() {
    let text = "{\"as_of\": \"2026-01-15\", \"positions\": [\n\t{\"id\": 7, \"title\": \"A\", \"fte\": 1.0, \"critical\": true, \"name\": null},\n\t{\"id\": \"b\", \"title\": \"B\\u00fc\", \"reports_to\": 7}]}";
    let chart = sound(text);
    assert_eq!(nesting(&chart), ">7 >b");
    assert_eq!(chart.text(PositionId(1), Field::Title).unwrap().text, "Bü");
    assert!(chart.is_vacant(FIRST));
    assert_eq!(chart.surprises, []);
}

#[test]
fn documents_of_a_file_are_one_chart() {
    let chart = sound(
        "as_of: 2026-01-15\npositions:\n- {id: a, title: A}\n---\n# empty\n---\npositions:\n- {id: b, title: B}\n",
    );
    assert_eq!(nesting(&chart), ">a >b");
    assert!(chart.as_of().is_some());
}

#[test]
fn a_broken_document_hides_no_other() {
    let chart = chart(
        "positions:\n- {id: a, title: A}\n- {id: b, title: 'B}\n---\npositions:\n- {id: c, title: C, status: benched}\n",
    );
    assert!(chart.is_broken());
    assert_eq!(ids(&chart).first().copied(), Some("a"));
    assert_eq!(ids(&chart).last().copied(), Some("c"));
    assert_eq!(told(&chart), ["6:29 `status` has no word `benched` [benched]"]);
}

#[test]
fn files_are_one_chart_and_places_name_their_file() {
    let chart =
        charts(&["positions:\n- {id: a, title: A}\n", "positions:\n- {id: b, title: B, status: benched}\n"]);
    assert_eq!(nesting(&chart), ">a >b");
    assert_eq!(chart.problems[0].place.file, FileId(1));
    assert_eq!(chart.id(PositionId(1)), "b");
}

#[test]
fn a_document_that_is_no_set_of_keys_is_a_mistake() {
    let chart = chart("positions:\n- {id: a, title: A}\n---\n- {id: b, title: B}\n");
    assert_eq!(
        told(&chart),
        [
            "4:1 `chart` takes documents with keys such as `positions`, and this is a list [- {id: b, title: B}]"
        ]
    );
}

#[test]
fn a_file_without_a_chart_says_what_it_has() {
    let told = |text: &str| told(&chart(text));
    assert_eq!(told(""), ["1:1 the file is empty, so there is no chart to check []"]);
    assert_eq!(told("# nothing\n"), ["1:1 the file is empty, so there is no chart to check []"]);
    assert_eq!(
        told("a: b\n"),
        ["1:1 no chart here: neither `positions:` nor `org:` at the top of the file []"]
    );
    assert_eq!(told("just text\n"), ["1:1 no chart here: the file is a text []"]);
    assert_eq!(
        told("positons:\n- id: a\n"),
        ["1:1 no positions here: the key `positons` is not known [positons]"]
    );
    assert_eq!(
        told("- id: a\n  title: A\n"),
        ["1:1 no chart here: a list of entries, and no known key names a manager [- id: a]"]
    );
    for empty in ["positions:\n", "positions: []\n", "org:\n", "people: []\ncompany: {name: x}\n"] {
        assert_eq!(told(empty), ["1:1 the list of positions is empty, so there is no chart to check []"]);
    }
    assert!(chart("a: b\n").problems[0].problem.is_no_chart());
    assert_eq!(chart("a: b\npositons: []\n").unknown_keys, [], "one cause is one finding");
    assert!(help("- id: a\n").contains("`id`; write `positions:` on the line above the list, or "));
    assert!(!help("[{\"id\": \"a\"}]").contains("line above"));
    assert_eq!(told("positions: ["), [""; 0], "a syntax error is enough");
}

#[test]
fn positions_that_are_no_list() {
    let told = |text: &str| told(&chart(text));
    assert_eq!(
        told("positions:\n  a: {title: A}\n"),
        ["2:3 `positions` takes a list of positions, and this is a set of keys [a: {title: A}]"]
    );
    assert_eq!(
        told("people: Ada\n"),
        ["1:9 `people` takes a list of positions, and this is another text [Ada]"]
    );
    assert_eq!(
        told("org: CEO\n"),
        ["1:6 `org` takes a position, or a list of positions, and this is another text [CEO]"]
    );
    assert_eq!(
        told("org: {title: A, reports: {title: B}}\n"),
        ["1:26 `reports` takes a list of positions, and this is a set of keys [{title: B}]"]
    );
    assert_eq!(
        told("org: {title: A, reports: [B]}\n"),
        ["1:27 `reports` takes positions with keys such as `id` and `title`, and this is another text [B]"]
    );
}

#[test]
fn references_and_merge_keys_in_positions() {
    let text = "extra_base: &b {department: IT, status: vacant}\npositions:\n- {id: a, title: &t Lead, <<: *b}\n- {<<: *b, id: b, title: *t, status: filled}\n";
    let chart = chart(text);
    assert_eq!(told(&chart), [""; 0]);
    let text = |at, field| chart.text(PositionId(at), field).unwrap();
    assert_eq!(text(0, Field::Department).text, "IT");
    assert_eq!(text(1, Field::Title).text, "Lead");
    assert_eq!(covered(&chart, text(1, Field::Title).place), "*t", "shown where it is used");
    assert_eq!(text(1, Field::Status).text, "filled", "the position's own word wins");
    assert_eq!(text(0, Field::Status).text, "vacant");
}

#[test]
fn what_is_amiss_with_a_shared_value_is_told_once() {
    let text = "x: &b {status: benched, shoe: 44, mandate: &m {facing: up}}\npositions:\n- {id: a, title: A, <<: *b}\n- {id: b, title: B, <<: *b}\n- {id: c, title: C, mandate: *m}\n- {id: d, title: D, since: &d soon}\n- {id: e, title: E, since: *d, until: *d}\n";
    let chart = chart(text);
    let date = "takes a date such as `2026-01-15`, and this is another text";
    assert_eq!(
        told(&chart),
        [
            "1:16 `status` has no word `benched` [benched]".to_owned(),
            "1:56 `facing` has no word `up` [up]".to_owned(),
            format!("6:31 `since` {date} [soon]"),
            format!("7:28 `since` {date} [*d]"),
            format!("7:39 `until` {date} [*d]"),
        ]
    );
    let shoe = chart.unknown_keys.iter().find(|key| key.key == "shoe").unwrap();
    assert_eq!(shoe.places.len(), 1, "it is written once");
}

#[test]
fn positions_given_through_a_reference() {
    let text = "team: &t\n- {title: X, status: benched}\norg:\n- {title: A, reports: *t}\n- {title: B, reports: *t}\n";
    let chart = chart(text);
    assert_eq!(nesting(&chart), ">a a>a-x >b b>b-x");
    assert_eq!(told(&chart), ["2:22 `status` has no word `benched` [benched]"]);
    let list = "all: &all\n- &a {id: a, title: A}\npositions: [*a, {id: b, title: B}]\npeople: *all\n";
    assert_eq!(ids(&super::chart(list)), ["a", "b", "a"]);
}

#[test]
fn a_reference_to_its_own_list_ends() {
    let chart = chart("positions: &all\n- {id: a, title: A, reports: *all}\n");
    assert_eq!(nesting(&chart), ">a");
    assert_eq!(chart.yaml_problems.len(), 1);
}

#[test]
fn references_that_unfold_to_many_positions_end_quickly() {
    let mut text = "a0: &a0 {title: A}\n".to_owned();
    for at in 1..40 {
        let before = at - 1;
        writeln!(text, "a{at}: &a{at} {{title: A, reports: [*a{before}, *a{before}]}}").unwrap();
    }
    text.push_str("org: *a39\n");
    let chart = chart(&text);
    assert!(matches!(chart.yaml_problems[..], [(_, yaml::Problem::AliasBomb { .. })]));
    assert!(chart.len() < 1_000_000);
}

#[test]
fn a_chain_as_deep_as_the_limit_is_read() {
    let depth = 1500;
    let text = format!("org: {}{}", "{title: Lead, reports: [".repeat(depth), "]}".repeat(depth));
    let chart = chart(&text);
    assert_eq!(chart.len(), depth);
    let longest = chart.positions().map(|position| chart.id(position).len()).max().unwrap();
    assert!(longest < 400, "ids do not grow with every level: {longest}");
}
