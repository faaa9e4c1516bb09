//! Layouts that a company writes itself.

use std::sync::Arc;

use orglint::chart::Field;
use orglint::chart::layouts::{Entries, IdFrom, Layout, Match, from_node};
use orglint::problem::Problem;
use orglint::source::SourceFile;
use orglint::yaml::parse;

use super::{files, found, lines, read};

fn layout(text: &str) -> Result<Layout, Vec<Problem>> {
    let parsed = parse(&Arc::new(SourceFile::new("orglint.yaml", text)));
    from_node("acme", &parsed.tree, parsed.tree.documents()[0].root.unwrap())
}

/// `text at the span: message; help`.
fn mistakes(text: &str) -> Vec<String> {
    let told = |problem: &Problem| format!("{}: {problem}; {}", &text[problem.span.range()], problem.help);
    layout(text).unwrap_err().iter().map(told).collect()
}

const ACME: &str = "entries: each-file\nid: $file-stem\ntitle: role\nreports_to: manager\n\
                    matches: [id, role_slug, email, name]\ntop: [none, \"\", XX]\n\
                    vacant: { name: [Vacant, \"New Vacancy\"] }\n";

#[test]
fn a_layout_of_files() {
    let acme = layout(ACME).unwrap();
    assert_eq!((&acme.entries, acme.id), (&Entries::EachFile, IdFrom::FileStem));
    assert_eq!(acme.matches, [Match::Id, Match::RoleSlug, Match::Email, Match::Name]);
    let texts = [
        ("people/a.yml", "{ name: A A, role: Head, manager: XX, title: Dr }"),
        ("people/b.yml", "{ name: New Vacancy, role: Lead, manager: a }"),
    ];
    let chart = read(&texts, Some(&acme));
    assert_eq!(chart.layout(), "acme");
    assert_eq!(lines(&chart), [">a: Head", "a>b: Lead"]);
    assert!(chart.is_vacant(chart.positions().nth(1).unwrap()));
}

#[test]
fn a_layout_with_keys_that_no_other_has() {
    let acme = layout(
        "entries: { list: data.staff }\nid: ref\ntitle: what.title\nreports_to: above\nfte: share\n\
         department: ~\ntop: [$id, nobody]\nonly: { kind: person }\n",
    )
    .unwrap();
    let text = "data:\n  staff:\n    - { ref: r1, kind: person, what: { title: Head }, above: r1, department: X }\n    \
                - { ref: r2, kind: person, what: { title: Lead }, above: r1, share: half }\n    \
                - { ref: r3, kind: room, what: { title: Room }, above: r1 }\n";
    let chart = read(&[("hr.yaml", text)], Some(&acme));
    assert_eq!(lines(&chart), [">r1: Head", "r1>r2: Lead"]);
    assert!(chart.text(chart.positions().next().unwrap(), Field::Department).is_none());
    // What a company maps itself is held to the field's kind.
    let mut chart = files(&[("hr.yaml", text)]);
    chart.layout = Some(acme.into());
    assert_eq!(found(chart), ["hr.yaml:4 wrong-type `share` takes a number, and this is another text"]);
}

#[test]
fn a_layout_decides_where_a_shape_would_be_in_doubt() {
    let text = std::fs::read_to_string(super::fixture("two-managers.csv")).unwrap();
    let acme = layout("entries: list\nid: Employee ID\nreports_to: Supervisor ID\ntop: []\n").unwrap();
    let chart = read(&[("two-managers.csv", &text)], Some(&acme));
    assert_eq!(lines(&chart)[3], "3>4: Account Manager");
}

#[test]
fn mistakes_are_told_at_their_places() {
    for (text, told) in [
        (
            "title: role\n",
            "title: role: the layout has no `entries`; write `entries:` with `each-file`, `list`, `map` or `documents`",
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
            "colour: `colour` is not a key of a layout; take it out; what an entry holds beside the known keys is not read",
        ),
        ("entries: map\nmatches: [ids]\n", "ids: `matches` has no word `ids`; a similar one is known: `id`"),
        (
            "entries: list\nid: $key\n",
            "$key: `$key` is the key of an entry in a map, and these are in none; name the key of an entry that holds its id",
        ),
        (
            "entries: list\ntitle: { a: b }\n",
            "{ a: b }: `title` takes a key, or a list of keys, and this is a set of keys; put a text in quotes if it holds `: `, ` #`, `[` or `{`",
        ),
        (
            "entries: list\nvacant: [x]\n",
            "[x]: `vacant` takes a set of keys, and this is a list; write each on a line of its own below it: `key: value`",
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
            "- a: a layout takes a set of keys, and this is a list; write each on a line of its own below it: `key: value`",
        ),
    ] {
        assert_eq!(mistakes(text), [told], "{text}");
    }
    assert_eq!(mistakes("entries: map\nreport_to: x\nmatches: [ids]\n").len(), 2);
}

#[test]
fn a_layout_that_finds_nothing_says_so() {
    let acme = layout("entries: { list: staff }\n").unwrap();
    let mut chart = files(&[("hr.yaml", "people: [{ id: a, title: b }]\n")]);
    chart.layout = Some(acme.into());
    assert_eq!(found(chart), ["hr.yaml:1 wrong-type the layout `acme` finds no entries here"]);
}

#[test]
fn fields_of_the_companys_own_are_read() {
    use orglint::chart::layouts::{ReadFile, Reading, read};
    use orglint::chart::{Own, ValueKind};
    let mut own = Own::default();
    own.fields.add("cost_centre", ValueKind::Text);
    let own = Arc::new(own);
    let file = Arc::new(SourceFile::new("a.csv", "id,title,manager id,cost_centre\n1,Head,,C1\n2,Lead,1,\n"));
    let files = vec![ReadFile::new(orglint::source::FileId(0), &file)];
    let chart = read(files, Reading { layout: None, from_folder: false, own: &own });
    let field = chart.own().fields.find("cost_centre").unwrap();
    let texts: Vec<&str> = chart.own_texts(field).map(|(_, text)| text.text).collect();
    assert_eq!(texts, ["C1"]);
}
