//! Layouts that a company writes itself.

use orglint::chart::Field;
use orglint::files::Memory;
use orglint::session::{Configuration, Error, Request};

use super::{by, configuration, found, lines, read, session, with};

/// The rest of the line at each mistake, and `message; help`.
fn mistakes(layout: &str) -> Vec<(String, String)> {
    let Err(Error::Configuration(mistakes)) = by(&[("a.yaml", "")], layout, &["a.yaml"]) else {
        return Vec::new();
    };
    let text = configuration(layout, &["a.yaml"]);
    let told = mistakes.iter().map(|mistake| {
        let mut at = mistake.at.rsplit(':').map(|number| number.parse::<usize>().unwrap_or(0));
        let (column, line) = (at.next().unwrap(), at.next().unwrap());
        let rest = &text.lines().nth(line - 1).unwrap()[column - 1..];
        (rest.to_owned(), format!("{}; {}", mistake.message, mistake.help))
    });
    told.collect()
}

const ACME: &str = "entries: each-file\nid: $file-stem\ntitle: role\nreports_to: manager\n\
                    matches: [id, role_slug, email, name]\ntop: [none, \"\", XX]\n\
                    vacant: { name: [Vacant, \"New Vacancy\"] }\n";

#[test]
fn a_layout_of_files() {
    let texts = [
        ("people/a.yml", "{ name: A A, role: Head, manager: XX, title: Dr }"),
        ("people/b.yml", "{ name: New Vacancy, role: Lead, manager: a }"),
    ];
    let chart = read(&texts, Some(ACME));
    assert_eq!(chart.layout(), "chart");
    assert_eq!(lines(&chart), [">a: Head", "a>b: Lead"]);
    assert!(chart.is_vacant(chart.positions().nth(1).unwrap()));
}

#[test]
fn a_layout_with_keys_that_no_other_has() {
    let acme = "entries: { list: data.staff }\nid: ref\ntitle: what.title\nreports_to: above\nfte: share\n\
         department: ~\ntop: [$id, nobody]\nonly: { kind: person }\n";
    let text = "data:\n  staff:\n    - { ref: r1, kind: person, what: { title: Head }, above: r1, department: X }\n    \
                - { ref: r2, kind: person, what: { title: Lead }, above: r1, share: half }\n    \
                - { ref: r3, kind: room, what: { title: Room }, above: r1 }\n";
    let chart = read(&[("hr.yaml", text)], Some(acme));
    assert_eq!(lines(&chart), [">r1: Head", "r1>r2: Lead"]);
    assert!(chart.text(chart.positions().next().unwrap(), Field::Department).is_none());
    // What a company maps itself is held to the field's kind.
    let chart = with(&[("hr.yaml", text)], acme);
    assert_eq!(
        found(chart),
        ["hr.yaml:4 wrong-type `share` takes a share of full time, and this is another text"]
    );
}

#[test]
fn a_key_that_no_entry_has_is_told_with_what_it_is_for() {
    let layout = "entries: { list: staff }\nid: ref\ntitle: role\nreports_to: above\nemail: post\n";
    let text = "staff:\n  - { ref: r1, role: Head }\n  - { ref: r2, role: Lead, above: r1 }\n";
    assert_eq!(
        found(with(&[("hr.yaml", text)], layout)),
        ["orglint.yaml:9 layout-path-unused the layout takes `email` from `post`, a key that no entry has"]
    );
}

#[test]
fn a_layout_decides_where_a_shape_would_be_in_doubt() {
    let text = std::fs::read_to_string(super::fixture("two-managers.csv")).unwrap();
    let acme = "entries: list\nid: Employee ID\nreports_to: Supervisor ID\ntop: []\n";
    let chart = read(&[("two-managers.csv", &text)], Some(acme));
    assert_eq!(lines(&chart)[3], "3>4: Account Manager");
}

#[test]
fn mistakes_are_told_at_their_places() {
    for (text, told) in [
        (
            "title: role\n",
            "title: the layout has no `entries`; write `entries:` with `each-file`, `list`, `map` or `documents`",
        ),
        (
            "entries: each-files\n",
            "each-files: `entries` has no word `each-files`; a similar one is known: `each-file`",
        ),
        (
            "entries: map\nreport_to: x\n",
            "report_to: `report_to` is not a key of a layout; a similar one is known: `reports_to`",
        ),
        (
            "entries: map\ncolour: x\n",
            "colour: `colour` is not a key of a layout; remove it; other keys of an entry are not read",
        ),
        ("entries: map\nmatches: [ids]\n", "ids: `matches` has no word `ids`; a similar one is known: `id`"),
        (
            "entries: list\nid: $key\n",
            "$key: `$key` is the key of an entry in a map, and these are in none; name the key of an entry that holds its id",
        ),
        (
            "entries: list\ntitle: [[a]]\n",
            "[[a]]: `title` takes a key, or a list of keys, and this is a list; put a text in quotes if it \
                contains `: `, ` #`, `[` or `{`",
        ),
        (
            "entries: list\nvacant: [x]\n",
            "[x]: `vacant` takes a set of keys, and this is a list; write each on its own line below: `key: \
                value`",
        ),
        (
            "entries: list\notherwise: { titel: x }\n",
            "titel: `titel` is not a field of a position; a similar one is known: `title`",
        ),
        (
            "entries: { table: x }\n",
            "{ table: x }: `entries` takes one of `list` and `map` with a key; write `each-file`, `list`, `map` or `documents`, or `{ list: key }` for the list under a key",
        ),
        (
            "entries: list\nprivate_ids: perhaps\n",
            "perhaps: `private_ids` takes `true` or `false`, and this is `perhaps`; write `true` or `false`",
        ),
        (
            "entries: list\nentity: [a]\n",
            "[a]: `entity` takes one value, and this is a list; write one value after the key",
        ),
        (
            "- a\n",
            "- a: `layout` takes the name of a layout, or your own layout as a set of keys, and this is a \
                list; write one value after the key",
        ),
    ] {
        let found = mistakes(text);
        let [(rest, said)] = &found[..] else { panic!("{text}: {found:?}") };
        let at = told.strip_suffix(said).and_then(|at| at.strip_suffix(": "));
        assert!(at.is_some_and(|at| rest.starts_with(at)), "{text}: {rest} => {said}");
    }
    assert_eq!(mistakes("entries: map\nreport_to: x\nmatches: [ids]\n").len(), 2);
}

#[test]
fn a_layout_that_finds_nothing_says_so() {
    let chart = with(&[("hr.yaml", "people: [{ id: a, title: b }]\n")], "entries: { list: staff }\n");
    assert_eq!(found(chart), ["hr.yaml:1 no-chart the layout `chart` finds no entries here"]);
}

#[test]
fn fields_of_the_companys_own_are_read() {
    let text = "id,title,manager id,cost_centre\n1,Head,,C1\n2,Lead,1,\n";
    let mut files = Memory::new([("a.csv", text)]);
    files.set("orglint.yaml", "fields: { cost_centre: text }\n");
    let mut run = session(files, Configuration::Nearest).lint(Request::of(["a.csv"])).unwrap();
    let chart = run.charts.pop().unwrap().chart;
    let field = chart.own().fields.find("cost_centre").unwrap();
    let texts: Vec<&str> = chart.own_texts(field).map(|(_, text)| text.text).collect();
    assert_eq!(texts, ["C1"]);
}

/// Columns that a layout does not name behave as without it.
#[test]
fn a_layout_makes_nothing_stricter() {
    let rows = "Employee ID,Name,Job Title,Manager ID,Status,Employment Type,FTE,Since\n\
                1,A,Managing Director,NO_MANAGER,Aktiv,Full-time,ganz,31.03.2019\n\
                2,B,Head of Sales,1,Aktiv,Full-time,ganz,14.02.2020\n";
    let one_line = "entries: list\ntop: [NO_MANAGER]\n";
    let told = |layout| found(with(&[("staff.csv", rows)], layout));
    assert_eq!(
        told(one_line),
        ["staff.csv:2 wrong-type `FTE` was read as a share of full time, which 2 values are not"]
    );
    // What it names is meant.
    let named = "entries: list\ntop: [NO_MANAGER]\nfte: FTE\n";
    let mistake = "wrong-type `FTE` takes a share of full time, and this is another text";
    assert_eq!(told(named), [2, 3].map(|line| format!("staff.csv:{line} {mistake}")));
}

#[test]
fn words_of_entries_stand_for_those_of_the_field() {
    for layout_text in [
        "entries: list\nstatus: { filled: [Aktiv, 'in Arbeit'], leaving: Gekündigt, vacant: [OFFEN, '?'] }\n",
        "entries: list\nstatus: { from: State, filled: [aktiv, in-arbeit], leaving: gekündigt, vacant: [offen, '?'] }\n",
    ] {
        let rows = "- { id: a, title: A, State: Aktiv }\n- { id: b, title: B, reports_to: a, State: In Arbeit }\n\
                    - { id: c, title: C, reports_to: a, State: gekündigt }\n\
                    - { id: d, title: D, reports_to: a, State: Offen }\n\
                    - { id: e, title: E, reports_to: a, State: '?' }\n\
                    - { id: f, title: F, reports_to: a }\n";
        let rows =
            if layout_text.contains("from") { rows.to_owned() } else { rows.replace("State", "status") };
        let chart = read(&[("staff.yaml", &rows)], Some(layout_text));
        let words: Vec<Option<&str>> = chart
            .positions()
            .map(|position| chart.text(position, Field::Status).map(|text| text.text))
            .collect();
        let expected =
            [Some("filled"), Some("filled"), Some("leaving"), Some("vacant"), Some("vacant"), None];
        assert_eq!(words, expected, "{layout_text}");
    }
    for (text, told) in [
        (
            "entries: list\nstatus: { filed: [x] }\n",
            "`status` has no key `filed`; a similar one is known: `filled`",
        ),
        (
            "entries: list\nstatus: { filled: [[x]] }\n",
            "`filled` takes a text, or a list of texts, and this is a list; put a text in quotes if it \
                contains `: `, ` #`, `[` or `{`",
        ),
        (
            "entries: list\nstatus: { filled: [x], leaving: ['X'] }\n",
            "`X` is listed for both `filled` and `leaving`; keep it under one of the two",
        ),
    ] {
        let all = mistakes(text);
        assert!(all.len() == 1 && all[0].1 == told, "{text}: {all:?}");
    }
}
