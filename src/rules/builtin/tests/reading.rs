//! The pack `reading`: what the reader noticed, in words.

use super::*;

#[test]
fn a_syntax_error_names_its_place_and_the_rest_is_still_told() {
    let text = "positions:\n- {id: a, title: A, status: filed}\n- {id: b, title: \"B }\n";
    let seen = only("syntax-error", text);
    assert_eq!(seen.at, "chart");
    assert!(seen.ids.contains(&"org0.yaml".to_owned()), "a slip in two files is two: {:?}", seen.ids);
    assert!(seen.labels[0].ends_with("this part is not read"), "{seen:?}");
    assert_eq!(findings("unknown-word", text).len(), 1);
}

#[test]
fn a_file_that_is_no_text_is_a_finding() {
    let mut sources = Sources::default();
    let id =
        sources.add(SourceFile::from_bytes("org.yaml", b"positions:\n- {id: a, title: \xff}\n".to_vec()));
    let chart = chart::read(vec![(id, yaml::parse(sources.get(id)))]);
    let read = Read { graph: OrgGraph::new(&chart), chart, sources };
    let seen = read.seen("syntax-error");
    assert!(seen[0].message.contains("not UTF-8"), "{seen:?}");
    assert_eq!(seen[0].labels[0], "2:18 the file is read up to this byte");
}

#[test]
fn a_syntax_error_stays_the_same_where_the_folder_of_the_chart_is_moved() {
    let ids = |folder: &str| {
        let mut sources = Sources::default();
        let parsed = ["a.yaml", "teams/b.yaml"].map(|path| {
            let id = sources.add(SourceFile::new(format!("{folder}{path}"), "positions:\n- {id: \"a}\n"));
            (id, yaml::parse(sources.get(id)))
        });
        let chart = chart::read(parsed.into());
        let read = Read { graph: OrgGraph::new(&chart), chart, sources };
        read.seen("syntax-error").into_iter().map(|seen| seen.ids).collect::<Vec<_>>()
    };
    let here = ids("");
    assert!(here[0].contains(&"a.yaml".to_owned()), "{here:?}");
    assert!(here[1].contains(&"teams/b.yaml".to_owned()), "{here:?}");
    assert_eq!(ids("org/"), here);
    assert_eq!(ids("/srv/charts/org/"), here);
}

#[test]
fn a_reference_to_its_own_part_shows_both_ends() {
    let seen = only("syntax-error", "positions: &all\n- {id: a, title: A, extra: *all}\n");
    assert_eq!(seen.labels.len(), 2);
}

#[test]
fn a_key_twice_is_told_by_its_position() {
    let seen = only(
        "duplicate-key",
        "positions:\n- id: a\n  title: A\n- id: b\n  title: B\n  title: C\n  title: D\n- {id: c, title: C}\n",
    );
    assert_eq!(seen.at, "b");
    assert_eq!(seen.message, "`b` has the key `title` 3 times");
    assert_eq!(
        seen.labels,
        ["5:3 `title` appears here first; only this one is read", "6:3 `title` again", "7:3 `title` again"]
    );
}

#[test]
fn a_key_twice_in_a_nested_position_belongs_to_the_innermost() {
    let text =
        "org:\n  id: a\n  title: A\n  reports:\n  - {id: b, title: B, title: C}\n  unit: U\n  unit: V\n";
    let found: Vec<String> = findings("duplicate-key", text).into_iter().map(|seen| seen.at).collect();
    assert_eq!(found, ["b", "a"]);
}

#[test]
fn a_key_twice_outside_of_positions_is_the_files() {
    assert_eq!(
        only("duplicate-key", "as_of: 2026-01-01\nas_of: 2026-01-02\npositions:\n- {id: a, title: A}\n").at,
        "chart"
    );
    assert_eq!(
        only("duplicate-key", "positions:\n- {id: a, title: A}\ncompany: {name: A, name: B}\n").at,
        "chart"
    );
}

#[test]
fn a_value_of_another_kind_says_what_is_taken() {
    let seen = only("wrong-type", "positions:\n- {id: a, title: A, fte: half}\n");
    assert_eq!((seen.at.as_str(), seen.ids.as_slice()), ("a", ["a".to_owned(), "fte".to_owned()].as_slice()));
    assert!(seen.message.starts_with("`fte` takes a share of full time"), "{}", seen.message);
    assert!(seen.labels[0].starts_with("2:26 `fte` takes a share of full time"), "{:?}", seen.labels);
}

#[test]
fn a_position_without_an_id_is_called_by_its_title() {
    let seen = only("wrong-type", "positions:\n- {title: Head of Sales}\n");
    assert_eq!(seen.message, "Head of Sales has no `id`, so no other position can name it");
}

#[test]
fn a_word_near_a_known_one_is_named_and_else_all_are() {
    assert_eq!(
        only("unknown-word", "positions:\n- {id: a, title: A, status: vaccant}\n").help,
        "a word with a similar name exists: `vacant`"
    );
    assert_eq!(
        only("unknown-word", "positions:\n- {id: a, title: A, employment: astronaut}\n").help,
        "write `employee`, `contractor`, `vendor` or `agency`"
    );
}

#[test]
fn a_key_is_counted_once_for_a_chart() {
    let seen = only(
        "unknown-key",
        "positions:\n- {id: a, title: A, report_to: x}\n- {id: b, title: B, report_to: a}\n",
    );
    assert_eq!(seen.message, "`report_to` is not a key of a position, 2 times");
    assert_eq!(seen.severity, Some(Severity::Warning));
    assert_eq!(seen.help, "a key with a similar name exists: `reports_to`");
    assert_eq!(seen.labels, ["2:21 not read"]);
    let seen = only("unknown-key", "positions:\n- {id: a, title: A, lead: x}\n");
    assert_eq!(seen.severity, Some(Severity::Info));
    assert!(seen.help.starts_with("the key for this is `reports_to`"), "{}", seen.help);
}

#[test]
fn surprises_are_one_finding_a_kind_and_repeat_no_value() {
    let text = "positions:\n- {id: 007, title: A, name: Null}\n- {id: 008, title: B, name: 'NULL'}\n";
    let found = findings("yaml-value-surprise", text);
    assert_eq!(found.len(), 2);
    let numbers = found.iter().find(|seen| seen.labels.len() == 2).unwrap();
    assert_eq!(numbers.message, "2 values without quotes that other programs read as a number");
    let names = found.iter().find(|seen| seen.labels.len() == 1).unwrap();
    assert!(!format!("{}{}{}", names.message, names.help, names.labels.concat()).contains("Null"));
}
