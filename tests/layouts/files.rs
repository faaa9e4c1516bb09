//! Charts of many files.

use std::fmt::Write as _;

use orglint::files::Memory;
use orglint::session::{Configuration, Request};

use super::{at, files, found, found_at, lines, outcome, read, session};

#[test]
fn a_file_that_cannot_be_read_hides_no_other_and_no_manager() {
    let slip = "the quote (`\"`) that opens here has no end";
    // Nobody's file is named `bo-old`, and no file that was read in part is either.
    let gone = "Account Manager reports to an id that is not on the chart";
    assert_eq!(
        found_at("broken"),
        [format!("broken/bo.yml:2 syntax-error {slip}"), format!("broken/cy.yml:3 unknown-manager {gone}")]
    );
    // A manager whose own file was read in part is there.
    let chart = [
        ("p/ada.yml", "name: Ada Okafor\ntitle: Chief Executive Officer\n"),
        ("p/bo.yml", "name: Bo Lind\ntitle: \"Head of Sales\nmanager: ada\n"),
        ("p/cy.yml", "name: Cy Moreau\ntitle: Account Manager\nmanager: bo\n"),
    ];
    assert_eq!(found(files(&chart)), [format!("p/bo.yml:2 syntax-error {slip}")]);
    let outcome = outcome(at(&super::fixture("broken")));
    assert!(outcome.incomplete);
    assert_eq!(outcome.summary.files, 3);
}

#[test]
fn the_same_position_in_two_files_is_silent_and_a_different_one_is_not() {
    let head = "id: a\nname: A A\ntitle: Head\n";
    let other = "id: b\nname: B B\ntitle: Lead\nmanager: a\n";
    let chart = [("x/a.yml", head), ("y/a.yml", head), ("x/b.yml", other)];
    assert_eq!(found(files(&chart)), [""; 0]);
    let changed = head.replace("Head", "Chief");
    let chart = [("x/a.yml", head), ("y/a.yml", changed.as_str()), ("x/b.yml", other)];
    assert_eq!(found(files(&chart)), ["x/a.yml:1 duplicate-id 2 positions have the id `a`"]);
}

#[test]
fn what_is_reported_may_be_less_than_what_is_read() {
    let texts = [
        ("p/a.yml", "{ name: A A, title: Head }"),
        ("p/b.yml", "{ name: B B, title: Lead, manager: a }"),
        ("p/c.yml", "{ name: C C, title: Clerk, manager: gone }"),
    ];
    let reported = |path: &str| {
        let mut files = Memory::new(texts);
        files.set("orglint.yaml", "charts: [{ name: p, files: [p/*] }]\n");
        found(session(files, Configuration::Nearest).lint(Request::of([path])).unwrap())
    };
    // Read alone, the manager would be missing.
    assert_eq!(reported("p/b.yml"), [""; 0]);
    assert_eq!(
        reported("p/c.yml"),
        ["p/c.yml:1 unknown-manager Clerk reports to `gone`, which is not on the chart"]
    );
}

#[test]
fn a_folder_of_tables_is_a_chart_where_nothing_else_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("east.csv", "id,title,manager id\n1,Head,\n2,Lead,1\n");
    write("west.tsv", "id\ttitle\tmanager id\n3\tLead\t1\n");
    assert_eq!(outcome(at(folder.path())).summary.positions, 3);
    write("org.yaml", "positions: [{ id: ceo, title: CEO }]\n");
    assert_eq!(outcome(at(folder.path())).summary.positions, 1);
}

#[test]
fn many_files_are_one_chart() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..500 {
        let mut text = format!("name: Person {at}\ntitle: Engineer {at}\n");
        if at > 0 {
            writeln!(text, "manager: p{}", (at - 1) / 8).unwrap();
        }
        std::fs::write(folder.path().join(format!("p{at}.yml")), text).unwrap();
    }
    let outcome = outcome(at(folder.path()));
    assert_eq!((outcome.summary.positions, outcome.summary.files), (500, 500));
    assert_eq!(super::told(&outcome), [""; 0]);
}

#[test]
fn texts_with_front_matter_are_a_file_for_each_position() {
    let front = |name: &str, up: &str| {
        format!("---\r\nname: {name}\r\ntitle: {name}\r\nreportsTo: {up}\r\n---\r\nIt: \"says more.\r\n")
    };
    let (chief, sales, clerk) =
        (front("Chief", "null"), front("Head of Sales", "chief"), front("Clerk", "slaes"));
    let texts = [
        ("chief/AGENTS.md", &*chief),
        ("sales/AGENTS.md", &*sales),
        ("clerk.md", &*clerk),
        ("README.md", "# About\n"),
        ("page.md", "---\nlayout: page\n---\n"),
        ("package.json", "{ \"name\": \"agents\" }"),
    ];
    assert_eq!(
        found(files(&texts)),
        ["clerk.md:4 unknown-manager Clerk reports to `slaes`, which is not on the chart"]
    );
    let chart = read(&texts, None);
    assert_eq!(lines(&chart), [">chief: Chief", "slaes>clerk: Clerk", "chief>sales: Head of Sales"]);
    // Beside a chart texts are not part of it, whatever is in them.
    let beside = [texts[0], texts[1], ("org.yaml", "positions:\n- { id: a, title: Head }\n")];
    assert_eq!(read(&beside, None).len(), 1);
    // A file that cannot be read may be the chart.
    let broken = [texts[0], texts[1], ("org.yaml", "positions:\n- { id: a, title: \"Head }\n")];
    assert!(outcome(files(&broken)).incomplete);
}

/// For many files with one person each, one that is cut costs what it says, and nothing about the others.
#[test]
fn one_of_many_files_that_is_cut_hides_no_other() {
    const COUNT: usize = 1368;
    let person = |at: usize| {
        let up = if at == 0 { String::new() } else { format!("reports_to: p{}\n", (at - 1) / 6) };
        format!("name: Person {at}\nrole: Engineer\n{up}")
    };
    let mut people: Vec<(String, String)> =
        (0..COUNT).map(|at| (format!("people/p{at}.yml"), person(at))).collect();
    people[900].1.push_str("manager: gone\n");
    people[901].1 = "name: Person 901\nrole: Engineer\nreports_to: gone\n".to_owned();
    let texts = |people: &[(String, String)]| -> Vec<String> {
        let all: Vec<(&str, &str)> = people.iter().map(|(path, text)| (&**path, &**text)).collect();
        found(files(&all))
    };
    let whole = texts(&people);
    assert!(whole.iter().any(|line| line.contains("people/p901.yml:3 unknown-manager")), "{whole:?}");
    // A cut in its name, in the key of its line, and in the file of somebody with reports.
    for (number, text) in
        [(700, "name: \"Person 700\nrole: Engineer\n"), (3, "name: Person 3\nrole: [Engineer\n")]
    {
        people[number].1 = text.to_owned();
        let cut = texts(&people);
        let path = format!("people/p{number}.yml");
        let others = |lines: &[String]| {
            lines.iter().filter(|line| !line.starts_with(&path)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(others(&cut), others(&whole));
        assert!(cut.iter().any(|line| line.starts_with(&path) && line.contains("syntax-error")), "{cut:?}");
        people[number].1 = person(number);
    }
}

/// Notes about people, of which some say a title and others who is above, are all read.
#[test]
fn notes_that_link_to_each_other() {
    let note = |text: &str| format!("---\ntype: person\n{text}---\n# Notes\n");
    for link in ["'[[Mara Frost]]'", "'[[people/Mara Frost|Mara]]'", "[[Mara Frost]]", "Mara Frost"] {
        let chart = [
            ("notes/Mara Frost.md", note("team: Works\n")),
            ("notes/Peer Lund.md", note(&format!("role: Head of Support\nmanager: {link}\n"))),
            ("notes/Sade Oke.md", note("team: Support\nmanager: '[[Peer Lund]]'\n")),
        ];
        let chart: Vec<(&str, &str)> = chart.iter().map(|(path, text)| (*path, &**text)).collect();
        let found = found(files(&chart));
        let all_titles = found.iter().all(|line| line.contains("title-missing"));
        assert!(found.len() == 2 && all_titles, "{link}: {found:?}");
    }
}

/// Where a program keeps its parts is no title, even if it is called like one.
#[test]
fn paths_are_not_titles() {
    let note = |name: &str, at: &str| {
        format!("---\nname: {name}\nmodel: large\nreports_to: lead\ntarget_skill: {at}\n---\n# Notes\n")
    };
    let chart = [
        ("agents/component-tester.md", note("component-tester", "frontend/component-tester")),
        ("agents/docker-checker.md", note("docker-checker", "infrastructure/docker-security-engineer")),
        ("agents/lead.md", "---\nname: lead\nmodel: large\ntarget_skill: staff/team-lead\n---\n".to_owned()),
    ];
    let chart: Vec<(&str, &str)> = chart.iter().map(|(path, text)| (*path, &**text)).collect();
    let found = found(files(&chart));
    assert!(found.iter().all(|line| !line.contains("target_skill")), "{found:?}");
}

/// The items of a chart in every form that is no list of YAML: what comes before them, and each of them.
fn forms() -> Vec<(&'static str, String, [String; 4])> {
    let people = [
        ("a1", "Managing Director", ""),
        ("b2", "Head of Sales", "a1"),
        ("c3", "Buyer", "a1"),
        ("d4", "Clerk", "b2"),
    ];
    let all = |form: fn(&str, &str, &str) -> String| people.map(|(id, title, up)| form(id, title, up));
    let group = |id: &str, title: &str, up: &str| {
        let up = if up.is_empty() { String::new() } else { format!("  parent: {up}\n") };
        format!(
            "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: {id}\n  title: {title}\n\
             spec:\n  type: team\n  children: []\n{up}"
        )
    };
    vec![
        (
            "staff.csv",
            "Employee ID,Job Title,Manager ID,City\n".to_owned(),
            all(|id, title, up| format!("{id},{title},{up},Oslo\n")),
        ),
        (
            "staff.csv",
            "Personalnummer;Stelle;Vorgesetzter;Ort\n".to_owned(),
            all(|id, title, up| format!("{id};{title};{up};Oslo\n")),
        ),
        (
            "staff.ndjson",
            String::new(),
            all(|id, title, up| {
                format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"manager_id\": \"{up}\"}}\n")
            }),
        ),
        ("catalogue.yaml", String::new(), people.map(|(id, title, up)| group(id, title, up))),
        (
            "org.yaml",
            String::new(),
            all(|id, title, up| format!("{id}:\n  title: {title}\n  manager: '{up}'\n")),
        ),
    ]
}

/// The ids that were read but for that of one item, with their lines.
fn others(path: &str, text: &str, but: &str) -> Vec<String> {
    let chart = read(&[(path, text)], None);
    let mut lines = super::lines(&chart);
    lines.retain(|line| {
        line.contains('>') && ["a1", "b2", "c3", "d4"].iter().any(|id| line.contains(&format!(">{id}:")))
    });
    lines.retain(|line| !line.contains(&format!(">{but}:")));
    lines
}

#[test]
fn an_item_of_any_form_that_is_cut_at_any_byte_costs_itself() {
    for (path, head, items) in forms() {
        let whole = format!("{head}{}", items.concat());
        // Nobody reports to these, so that nothing else changes.
        for (at, id) in [(2, "c3"), (3, "d4")] {
            let expected = others(path, &whole, id);
            assert_eq!(expected.len(), 3, "{whole}");
            for cut in 1..items[at].len() {
                let mut items = items.clone();
                items[at].truncate(cut);
                items[at].push('\n');
                let text = format!("{head}{}", items.concat());
                assert_eq!(others(path, &text, id), expected, "{text}");
            }
        }
    }
}

/// Charts in the native form and in others, whose lines are not indented alike.
fn indented() -> Vec<String> {
    let people = [
        ("a1", "Managing Director", ""),
        ("b2", "Head of Sales", "a1"),
        ("c3", "Buyer", "a1"),
        ("d4", "Clerk", "gone"),
    ];
    let all =
        |form: fn(&str, &str, &str) -> String| people.map(|(id, title, up)| form(id, title, up)).concat();
    let native = |id: &str, title: &str, up: &str| {
        let up = if up.is_empty() { String::new() } else { format!("    reports_to: {up}\n") };
        format!("  - id: {id}\n    title: {title}\n{up}")
    };
    vec![
        format!("as_of: 2026-01-15\ncompany:\n  name: Northlight\npositions:\n{}", all(native)),
        format!("positions:\n{}", all(native)).replace("\n  ", "\n"),
        format!(
            "stand: 2026\nstaff:\n{}",
            all(|id, title, up| format!("  - employee_id: {id}\n    job_title: {title}\n    manager_id: '{up}'\n"))
        ),
        all(|id, title, up| format!("- id: {id}\n  title: {title}\n  manager: '{up}'\n")),
        all(|id, title, up| format!("{id}:\n  title: {title}\n  manager: '{up}'\n")),
        "title: Managing Director\nid: a1\nreports:\n  - id: b2\n    title: Head of Sales\n    reports:\n      - id: d4\n        \
         title: Clerk\n  - id: c3\n    title: Buyer\n"
            .to_owned(),
    ]
}

/// A line that starts too far left or right costs one finding and at most what stands there: nobody is told that
/// something is wrong which a reader of the file sees to be right.
#[test]
fn a_line_that_starts_in_the_wrong_column_costs_one_finding() {
    let findings = |text: &str| found(files(&[("org.yaml", text)]));
    let rule = |line: &str| line.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    for text in indented() {
        let whole: Vec<String> = findings(&text).iter().map(|line| rule(line)).collect();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let bare = line.trim_start();
            let indented = line.len() - bare.len();
            for column in indented.saturating_sub(3)..=indented + 3 {
                let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                lines[at] = format!("{}{bare}", " ".repeat(column));
                let moved = lines.join("\n") + "\n";
                let found = findings(&moved);
                let (slips, others): (Vec<_>, Vec<_>) =
                    found.iter().map(|line| rule(line)).partition(|rule| rule.starts_with("syntax-error"));
                if !slips.is_empty() {
                    // Lists within lists may no longer fit each other.
                    let most = if text.contains("reports:") { 2 } else { 1 };
                    assert!(slips.len() <= most, "{slips:?}\n{moved}");
                    let new: Vec<_> = others.iter().filter(|rule| !whole.contains(rule)).collect();
                    assert!(new.is_empty(), "{new:?}\n{moved}");
                }
            }
        }
    }
}
