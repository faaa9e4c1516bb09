//! Entries that stand inside of something else: lines, departments, envelopes, levels.

use super::{found_in, lines, read};

const LINES: [&str; 4] =
    [">md: Managing Director", "md>sales: Head of Sales", "sales>acc: Account Manager", "slaes>buy: Buyer"];

/// The four positions of [`LINES`], in whatever stands around them, and the one finding on them.
fn is_read(path: &str, text: &str) {
    assert_eq!(lines(&read(&[(path, text)], None)), LINES, "{text}");
    let found = found_in(path, text);
    assert!(matches!(&found[..], [one] if one.contains("unknown-manager")), "{text}\n{found:?}");
}

#[test]
fn a_value_on_each_line() {
    let text = r#"{"id": "md", "title": "Managing Director", "manager": null}
{"id": "sales", "title": "Head of Sales", "manager": "md"}

{"id": "acc", "title": "Account Manager", "manager": "sales"}
{"id": "buy", "title": "Buyer", "manager": "slaes"}
"#;
    for path in ["staff.ndjson", "staff.jsonl", "staff.json", "staff.txt"] {
        is_read(path, text);
        is_read(path, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    // Facts beside wrapped entries hide none of them.
    let text = "company: { name: Works }\nchart:\n- employee: { id: a, title: CEO, reports_to: ~ }\n\
                - employee: { id: b, title: CIO, reports_to: a }\n- employee: { id: c, title: Buyer, reports_to: b }\n";
    assert_eq!(lines(&read(&[("org.yaml", text)], None)), [">a: CEO", "a>b: CIO", "b>c: Buyer"]);
    // A folder's file is found by its ending.
    let text = "{\"id\": \"a\", \"title\": \"CEO\", \"manager\": null}\n{\"id\": \"b\", \"title\": \"CIO\", \"manager\": \"a\"}\n";
    let chart = read(&[("a/staff.jsonl", text), ("a/notes.md", "x")], None);
    assert_eq!(chart.len(), 2);
}

#[test]
fn a_line_that_breaks_off_costs_itself() {
    let whole = r#"{"id": "md", "title": "Managing Director"}
{"id": "acc", "title": "Account Manager", "manager": "nobody"}
{"id": "sales", "title": "Head of Sales", "manager": "md"}
"#;
    let cut = whole.find("acc").unwrap() + 10;
    let end = whole[cut..].find('\n').unwrap() + cut;
    let text = format!("{}{}", &whole[..cut], &whole[end..]);
    assert_eq!(
        lines(&read(&[("staff.ndjson", &text)], None)),
        [">md: Managing Director", "md>sales: Head of Sales"]
    );
    assert_eq!(
        found_in("staff.ndjson", &text),
        ["staff.ndjson:2 syntax-error this line is not a JSON value"]
    );
}

#[test]
fn an_object_over_several_lines_is_no_list_of_them() {
    let text = "{\"id\": \"md\",\n\"title\": \"Managing Director\"}\n";
    assert!(found_in("staff.json", text).iter().all(|line| !line.contains("not a JSON value")));
}

#[test]
fn departments_have_their_heads_and_members_inside() {
    let sales = r#"{ "name": "Sales", "head": { "name": "Peer Lund", "title": "Head of Sales" },
        "members": [{ "name": "Sade Oke", "title": "Account Manager" }], "departments": [
        { "name": "Desk", "head": { "name": "Ida Holm", "title": "Service Desk Manager" }, "members": [] }] }"#;
    let whole = format!(
        r#"{{ "name": "Works", "head": {{ "name": "Mara Frost", "title": "Managing Director" }},
            "members": [{{ "name": "Jan Berg", "title": "Executive Assistant" }}], "departments": [{sales}] }}"#
    );
    let read_lines = |text: &str| lines(&read(&[("works.json", text)], None));
    let known = [
        ">managing-director: Managing Director",
        "managing-director>executive-assistant: Executive Assistant",
        "managing-director>head-of-sales: Head of Sales",
        "head-of-sales>account-manager: Account Manager",
        "head-of-sales>service-desk-manager: Service Desk Manager",
    ];
    assert_eq!(read_lines(&whole), known);
    assert_eq!(read_lines(&format!("{{ \"departments\": [{whole}] }}")), known);
    assert_eq!(
        read_lines(&format!("{{ \"company\": {whole} }}"))[2..],
        known[2..].iter().map(|line| line.replace("managing-director>", "company>")).collect::<Vec<_>>()
    );
    // Somebody's manager is not a head of a department.
    let text = "- { id: a, title: Head, manager: { id: ~ } }\n- { id: b, title: Lead, manager: { id: a, name: A A } }\n\
                - { id: c, title: Clerk, manager: { id: a, name: A A } }\n";
    assert_eq!(lines(&read(&[("org.yaml", text)], None)), [">a: Head", "a>b: Lead", "a>c: Clerk"]);
}

#[test]
fn edges_of_an_answer_hold_entries() {
    let node = |id: &str, title: &str, up: &str| {
        format!(r#"{{ "cursor": "x", "node": {{ "id": "{id}", "title": "{title}", "manager": {up} }} }}"#)
    };
    let nodes = [
        node("md", "Managing Director", "null"),
        node("sales", "Head of Sales", "\"md\""),
        node("acc", "Account Manager", "\"sales\""),
        node("buy", "Buyer", "\"slaes\""),
    ]
    .join(",\n");
    is_read(
        "a.json",
        &format!(
            r#"{{ "data": {{ "staff": {{ "edges": [{nodes}], "pageInfo": {{ "hasNextPage": false }} }} }} }}"#
        ),
    );
    is_read("a.json", &format!(r#"{{ "data": {{ "staff": {{ "totalCount": 4, "edges": [{nodes}] }} }} }}"#));
    is_read("a.json", &format!("[{nodes}]"));
    let about = r#""exportedAt": "2026-01-15", "version": 2"#;
    is_read("a.json", &format!(r#"{{ {about}, "data": {{ "staff": {{ "edges": [{nodes}] }} }} }}"#));
}

#[test]
fn entries_in_a_mapping_of_their_own_are_read_in_a_tree_too() {
    let text = r#"{ "employee": { "id": "md", "title": "Managing Director", "directReports": [
        { "employee": { "id": "sales", "title": "Head of Sales", "directReports": [
            { "employee": { "id": "acc", "title": "Account Manager" } }] } },
        { "employee": { "id": "fin", "title": "Finance Director" } }] } }"#;
    assert_eq!(
        lines(&read(&[("a.json", text)], None)),
        [
            ">md: Managing Director",
            "md>sales: Head of Sales",
            "sales>acc: Account Manager",
            "md>fin: Finance Director"
        ]
    );
    assert_eq!(found_in("a.json", text), [""; 0]);
}

#[test]
fn levels_are_one_chart_where_lines_lead_from_one_to_another() {
    is_read(
        "a.json",
        r#"{ "ceo": { "id": "md", "title": "Managing Director" },
             "midLevels": [{ "id": "sales", "title": "Head of Sales", "parentId": "md" }],
             "lowLevels": [{ "id": "acc", "title": "Account Manager", "parentId": "sales" },
                           { "id": "buy", "title": "Buyer", "parentId": "slaes" }],
             "more": [] }"#,
    );
    // A list for each department, whose lines name people.
    let text = "Board:\n- { name: Mara Frost, title: Managing Director, manager: ~ }\n\
                Sales:\n- { name: Peer Lund, title: Head of Sales, manager: Mara Frost }\n\
                - { name: Sade Oke, title: Account Manager, manager: Peer Lund }\n\
                IT:\n- { name: Ida Holm, title: CIO, manager: Mara Frost }\n";
    assert_eq!(
        lines(&read(&[("org.yaml", text)], None)),
        [
            ">managing-director: Managing Director",
            "managing-director>head-of-sales: Head of Sales",
            "head-of-sales>account-manager: Account Manager",
            "managing-director>cio: CIO"
        ]
    );
    // Two lists of which neither names the other are two things.
    let text = "people:\n- { id: a, title: Head, parent_id: ~ }\n- { id: b, title: Lead, parent_id: a }\n\
                rooms:\n- { id: x, title: Hall, parent_id: ~ }\n- { id: y, title: Room, parent_id: x }\n";
    assert_eq!(lines(&read(&[("org.yaml", text)], None)), [">a: Head", "a>b: Lead"]);
}

#[test]
fn what_holds_no_entries_is_no_chart() {
    for text in [
        "data:\n  items:\n  - { node: { kind: Pod, name: web } }\n  - { node: { kind: Pod, name: db } }\n",
        "data: { employee: { pay: 9 } }\n",
        "result: [{ node: a }, { node: b }]\n",
    ] {
        assert!(read(&[("a.yaml", text)], None).is_empty(), "{text}");
        let found = found_in("a.yaml", text);
        assert!(matches!(&found[..], [one] if one.contains("no-chart")), "{found:?}");
    }
}

#[test]
fn a_tree_is_read_under_words_of_other_languages() {
    for word in ["Mitarbeiter", "subordonnés", "subordinados", "Medewerkers", "collaboratori"] {
        let text = format!(
            "Name: Mara Frost\ntitle: Managing Director\n{word}:\n  - Name: Peer Lund\n    title: Head of Sales\n    \
             {word}:\n      - {{ Name: Sade Oke, title: Buyer }}\n"
        );
        let read = lines(&read(&[("a.yaml", &text)], None));
        let titles: Vec<&str> = read.iter().filter_map(|line| line.split(": ").nth(1)).collect();
        assert_eq!(titles, ["Managing Director", "Head of Sales", "Buyer"], "{word}");
    }
}

/// The name of a company or the title of a report is no manager of those who are listed below it.
#[test]
fn what_holds_a_list_of_people_is_not_above_them() {
    let list = "[{id: 7, name: Ann Ash, title: CEO}, {id: 8, name: Bob Birch, title: CFO, manager: 7}, {id: 9, name: Cy Cedar, title: Clerk, manager: 8}]";
    for around in [
        "name: Acme GmbH\nemployees: LIST\n",
        "title: Staff list 2026\nfields: [{ id: title }]\nstaff: LIST\n",
        "name: Acme\npeople: LIST\n",
        "company:\n  name: Acme\n  employees: LIST\n",
        "data: { name: Acme, staff: LIST }\n",
    ] {
        let text = around.replace("LIST", list);
        let chart = super::read(&[("org.yaml", &text)], None);
        assert_eq!(super::lines(&chart), [">7: CEO", "7>8: CFO", "8>9: Clerk"], "{text}");
    }
    // Who has a title and a name is somebody, and so is whom the entries name.
    for text in [
        "name: Ann Ash\ntitle: CEO\nemployees:\n- { name: Bob Birch, title: CFO }\n- { name: Cy Cedar, title: Clerk, manager: Bob Birch }\n",
        "title: CEO\nstaff:\n- { name: Bob Birch, title: CFO, manager: CEO }\n- { name: Cy Cedar, title: Clerk, manager: CEO }\n",
        "title: CEO\nstaff:\n- { name: Bob Birch, title: CFO }\n- { name: Cy Cedar, title: Clerk }\n",
    ] {
        let chart = super::read(&[("org.yaml", text)], None);
        assert_eq!(chart.positions().count(), 3, "{text}");
    }
}

#[test]
fn the_company_beside_two_lists_is_no_position() {
    let text = "company: { name: Acme }\nhenkilosto:\n- { id: a, title: CEO }\n- { id: b, title: CTO, reports_to: a }\n\
                freelancers:\n- { id: c, title: Developer, reports_to: b }\n";
    assert_eq!(found_in("org.yaml", text), [""; 0]);
    assert_eq!(lines(&read(&[("org.yaml", text)], None)).len(), 3);
}

#[test]
fn people_in_another_list_are_told_of() {
    let staff = "employees:\n- { id: a, title: CEO }\n- { id: b, title: CTO, reports_to: a }\n";
    for (beside, count) in [
        ("contractors:\n- { id: c, title: Clerk, reports_to: b }\n", "1 position"),
        (
            "south:\n  people:\n  - { title: Clerk, name: Peer Lund }\n  - { title: Buyer, name: Mara Frost }\n",
            "2 positions",
        ),
    ] {
        let found = found_in("org.yaml", &format!("{staff}{beside}"));
        assert!(
            matches!(&found[..], [one] if one.contains(&format!("unread-positions {count}"))),
            "{found:?}"
        );
    }
    for beside in [
        "departments:\n- { id: it, name: IT }\n- { id: hr, name: People, parent: it }\n",
        "catalogue:\n- { id: 1, title: Clerk }\n- { id: 2, title: Buyer }\n",
        "projects:\n- { id: p, title: Move, manager: a }\n",
        "links:\n  more:\n  - { title: Handbook, url: x }\n",
    ] {
        assert_eq!(found_in("org.yaml", &format!("{staff}{beside}")), [""; 0], "{beside}");
    }
}
