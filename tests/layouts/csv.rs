//! Tables: column names, delimiters, quotes, words for the top and for nobody.

use std::fmt::Write as _;

use orglint::chart::{Chart, Field};

use super::{files, found_at, found_in, lines, outcome, read};

fn table(text: &str) -> Chart {
    read(&[("people.csv", text)], None)
}

#[test]
fn an_export_with_quotes_line_breaks_and_a_byte_order_mark() {
    assert_eq!(
        found_at("hris.csv"),
        ["hris.csv:6 unknown-manager Account Manager reports to `1099`, which is not on the chart"]
    );
    let text = std::fs::read_to_string(super::fixture("hris.csv")).unwrap();
    let chart = table(&text.replace('\n', "\r\n"));
    assert_eq!(chart.layout(), "csv");
    assert_eq!(
        lines(&chart),
        [
            ">1001: Chief Executive Officer",
            "1001>1002: Head of Sales, \"Europe\"",
            "1002>1003: Account\r\nManager",
            "1099>1004: Account Manager",
        ]
    );
    let name = |at: usize| chart.text(chart.positions().nth(at).unwrap(), Field::Name).unwrap().text;
    assert_eq!((name(0), name(1)), ("Imani Okafor", "Tomás Herrera"));
}

#[test]
fn places_are_those_of_the_cells() {
    let text = std::fs::read_to_string(super::fixture("hris.csv")).unwrap().replace('\n', "\r\n");
    let chart = table(&text);
    let slice = |at: usize, field| {
        let place = chart.text(chart.positions().nth(at).unwrap(), field).unwrap().place;
        &text[place.span.range()]
    };
    assert_eq!(slice(1, Field::Title), "\"Head of Sales, \"\"Europe\"\"\"");
    assert_eq!(slice(2, Field::Title), "\"Account\r\nManager\"");
    assert_eq!(slice(2, Field::ReportsTo), "1002");
    assert_eq!(slice(3, Field::Id), "1004");
}

#[test]
fn posts_of_a_department() {
    assert_eq!(
        found_at("posts.csv"),
        [
            "posts.csv:5 reports-to-self Head of Press reports to its own id",
            "posts.csv:6 shared-position Press Officer is held by 2 people",
        ]
    );
    let chart = table(&std::fs::read_to_string(super::fixture("posts.csv")).unwrap());
    let vacant: Vec<bool> = chart.positions().map(|position| chart.is_vacant(position)).collect();
    // A name that is not disclosed is not a vacancy, and a post that was cut is not a position.
    assert_eq!(vacant, [false, false, true, false, false]);
    assert_eq!(chart.abolished.len(), 1);
}

#[test]
fn column_names_of_many_systems() {
    for (header, delimiter) in [
        ("Employee ID,Title,Manager Employee ID", ','),
        ("employeeId;jobTitle;managerId", ';'),
        ("id\tposition\tparentId", '\t'),
        ("Employee #,Job Title,Reports To", ','),
        ("Post Unique Reference,Job Title,Reports to Senior Post", ','),
        ("Emp. No.|Designation|Boss ID", '|'),
        ("SUPERVISOR ID,PERSON NUMBER,BUSINESS TITLE", ','),
    ] {
        let columns: Vec<&str> = header.split(delimiter).collect();
        let turned = columns[0].starts_with("SUPERVISOR");
        let row = |id: &str, title: &str, up: &str| {
            let cells = if turned { [up, id, title] } else { [id, title, up] };
            cells.join(&delimiter.to_string())
        };
        let text = format!("{header}\n{}\n{}\n", row("7", "Head", ""), row("012", "Lead", "7"));
        assert_eq!(lines(&table(&text)), [">7: Head", "7>012: Lead"], "{header}");
    }
}

#[test]
fn words_for_nobody_above() {
    for top in ["", "none", "XX", "*", "N/A", "-", "null", "0", "\"\"", " "] {
        let text = format!("id,title,manager id\n1,Head,{top}\n2,Lead,1\n");
        assert_eq!(lines(&table(&text)), [">1: Head", "1>2: Lead"], "{top}");
        assert_eq!(found_in("a.csv", &text), [""; 0], "{top}");
    }
    // A word that is an id is one.
    let text = "id,title,manager id\n0,Head,\n2,Lead,0\n";
    assert_eq!(lines(&table(text)), [">0: Head", "0>2: Lead"]);
}

#[test]
fn the_own_id_is_the_top_where_there_is_no_other() {
    let head = "id,title,manager id\n1,Head,1\n2,Lead,1\n3,Clerk,2\n";
    assert_eq!(found_in("a.csv", head), [""; 0]);
    let beside = "id,title,manager id\n1,Head,\n2,Lead,2\n3,Clerk,2\n";
    assert_eq!(found_in("a.csv", beside), ["a.csv:3 reports-to-self Lead reports to its own id"]);
    let two = "id,title,manager id\n1,Head,1\n2,Head,2\n3,Clerk,2\n";
    assert_eq!(found_in("a.csv", two).len(), 2);
}

#[test]
fn the_key_that_lines_name_is_the_id() {
    let text = "Employee ID,Position ID,Job Title,Reports To Position\n7,P1,Head,\n8,P2,Lead,P1\n";
    assert_eq!(lines(&table(text)), [">P1: Head", "P1>P2: Lead"]);
}

#[test]
fn two_columns_that_disagree_are_not_guessed_at() {
    assert_eq!(
        found_at("two-managers.csv"),
        [
            "two-managers.csv:1 no-chart `Manager ID` and `Supervisor ID` name different managers, and either may be the line"
        ]
    );
    // The same manager twice, once by id and once by name, is no doubt.
    let text = "id,name,title,manager,manager id\n1,A A,Head,,\n2,B B,Lead,A A,1\n";
    assert_eq!(found_in("a.csv", text), [""; 0]);
}

#[test]
fn a_few_rows_whose_columns_disagree_have_two_managers() {
    let text = "id,title,manager,manager id\n1,Head,,\n2,Lead,1,1\n3,Clerk,1,2\n4,Clerk,2,2\n5,Clerk,1,\n6,Clerk,,2\n";
    assert_eq!(
        found_in("a.csv", text),
        ["a.csv:4 several-solid-managers Clerk has 2 solid lines: to `2` and `1`"]
    );
}

#[test]
fn the_delimiter_is_the_one_that_gives_the_column_names() {
    let rows = [
        ["id", "title (short, long; other)", "manager"],
        ["1", "Head", ""],
        ["2", "Clerk", "1"],
        ["3", "Clerk", "9"],
        ["4", "Buyer", "2"],
    ];
    let known = ["id", "title", "manager"];
    let abroad = ["Personalnummer", "Stelle (kurz, lang)", "Vorgesetzter"];
    for delimiter in [",", ";", "\t", "|", "^", "~", "\u{1f}"] {
        for header in [known, abroad, rows[0]] {
            let cells = |row: [&str; 3]| {
                let quoted =
                    row.map(
                        |cell| if cell.contains(delimiter) { format!("\"{cell}\"") } else { cell.to_owned() },
                    );
                quoted.join(delimiter)
            };
            let text: Vec<String> =
                [header].into_iter().chain(rows[1..].iter().copied()).map(cells).collect();
            let text = text.join("\r\n");
            for (path, before) in [
                ("a.csv", ""),
                ("a.tab", "\u{feff}# a note, with ; signs | and \"quotes\n##\n\n"),
                ("a.txt", "Staff list, as of today; for all\n\n"),
            ] {
                let found = found_in(path, &format!("{before}{text}"));
                let expected = "Clerk reports to `9`, which is not on the chart";
                let is_told = found.iter().any(|line| line.contains(expected));
                assert!(is_told, "{before}{text}\n{found:?}");
            }
        }
    }
}

#[test]
fn a_spreadsheet_says_its_delimiter_in_the_first_line() {
    for sep in ["sep=;", "\"sep=;\"", "SEP=;", "sep=;;;", "\u{feff}sep=;"] {
        let text = format!("{sep}\r\nid;title;manager\r\n1;Head;\r\n2;Lead;1\r\n");
        assert_eq!(found_in("a.csv", &text), [""; 0], "{sep}");
        assert_eq!(lines(&table(&text)).len(), 2, "{sep}");
    }
    // One that is not guessed.
    let text = "sep=!\nid!title!manager\n1!Head!\n2!Lead!1\n";
    assert_eq!(lines(&table(text)), [">1: Head", "1>2: Lead"]);
}

#[test]
fn a_space_behind_a_quote_is_no_part_of_the_next_cell() {
    let text = "id,title,manager\n1,\"Head\" ,\n2,\"Lead, North\" ,1\n";
    assert_eq!(found_in("a.csv", text), [""; 0]);
}

#[test]
fn a_table_that_breaks_off_is_not_said_to_be_empty_too() {
    let found = found_in("a.csv", "id,title,manager\n\"");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("a.csv:2 syntax-error"), "{found:?}");
    let found = found_in("a.csv", "id,title,manager\n");
    assert_eq!(found, ["a.csv:1 no-chart there are no rows in this table"]);
}

#[test]
fn a_second_row_of_column_names_is_no_position() {
    for second in ["ID,Title,Manager", "Kennung,Titel,Vorgesetzter", "--,-----,-------", "id,title,manager"] {
        let text = format!("id,title,manager\n{second}\n1,Head,NO_MANAGER\n2,Lead,1\n");
        assert_eq!(lines(&table(&text)), [">1: Head", "1>2: Lead"], "{second}");
    }
    // It may say nothing of the manager.
    let text = "id,title,department,manager\nKennung,Titel,Abteilung,\n1,Head,IT,NO_MANAGER\n2,Lead,IT,1\n";
    assert_eq!(lines(&table(text)), [">1: Head", "1>2: Lead"]);
    // Titles that are words for columns are still those of people.
    let text = "id,title,manager\n1,Manager,\n2,Supervisor,1\n";
    assert_eq!(lines(&table(text)).len(), 2);
}

#[test]
fn column_names_may_be_the_last_line_of_the_comments() {
    let text = "# made by a program\n# id,title,manager\n1,Head,\n2,Lead,1\n";
    assert_eq!(lines(&table(text)), [">1: Head", "1>2: Lead"]);
}

#[test]
fn rows_that_cannot_be_read_are_told_and_hide_no_others() {
    let text = "id,title,manager id\n1,Head,\n2,Lead, Roads,1\n3,Clerk,2\n4,Clerk,1\n";
    let outcome = outcome(files(&[("a.csv", text)]));
    assert!(outcome.incomplete);
    // The manager of the clerk may be in the row that is not read.
    assert_eq!(
        super::told(&outcome),
        ["a.csv:3 syntax-error a row has 4 cells, but the table has 3 columns"]
    );
    assert_eq!(outcome.summary.positions, 3);

    let open = "id,title,manager id\n1,Head,\n2,\"Lead,1\n3,Clerk,1\n";
    assert_eq!(
        found_in("a.csv", open),
        ["a.csv:3 syntax-error a quote of this cell is not closed, so the rest of the file ends up in it"]
    );
}

#[test]
fn quotes_that_take_in_more_than_their_cell_are_a_warning() {
    let head = "Employee ID,Job Title,Manager ID\n";
    let told = |rows: &str| -> Vec<String> {
        let outcome = outcome(files(&[("a.csv", &format!("{head}{rows}"))]));
        let quotes = outcome.findings.iter().filter(|finding| finding.message.contains("quote"));
        let lines = quotes.flat_map(|finding| {
            assert_eq!(finding.severity, orglint::finding::Severity::Warning);
            let line = |label: &orglint::finding::Label| {
                let at = outcome.sources.get(label.place.file).position(label.place.span.start);
                format!("{}:{}", at.line, at.column)
            };
            finding.labels().map(line).collect::<Vec<_>>()
        });
        lines.collect()
    };
    assert_eq!(told("e0,\"T0,\ne1,\"T1,e0\ne2,\"T2,e0\ne3,\"T3,e0\n"), ["2:4", "4:4"]);
    // Each quote is well formed here, and a row is gone all the same.
    assert_eq!(told("e0,T0,\ne1,\"T1,e0\ne2,T2\",e0\n"), ["3:4"]);
    for fine in [
        "e0,\"Head of \"\"Sales\"\"\",\ne1,T1,e0\n",
        "e0,\"Head\nof Sales\",\ne1,T1,e0\n",
        "e0,\"Head of Sales, Europe\",\ne1,\"Lead, Sales, Europe\",e0\n",
        "e0,\"\",\ne1,T1,e0\n",
        "e0,T \"0\",\ne1,T1,e0\n",
    ] {
        assert_eq!(told(fine), [""; 0], "{fine}");
    }
}

#[test]
fn blank_rows_short_rows_and_lines_above_the_header() {
    let text = "Staff list\n\n2026-01-15\nid,title,manager id,note\n1,Head\n,,,\n\n2,Lead,1,,\n";
    assert_eq!(lines(&table(text)), [">1: Head", "1>2: Lead"]);
    let separator = "sep=;\nid;title;manager id\n1;Head;\n2;Lead, Roads;1\n";
    assert_eq!(lines(&table(separator)), [">1: Head", "1>2: Lead, Roads"]);
}

#[test]
fn a_table_without_known_columns_is_told_as_one() {
    for (text, told) in [
        ("", "there are no rows in this table"),
        ("id,title,manager id\n", "there are no rows in this table"),
        ("a,b\n1,2\n", "no known column of this table names the manager"),
        ("id,title\n1,Head\n", "no known column of this table names the manager"),
    ] {
        let outcome = outcome(files(&[("a.csv", text)]));
        assert!(outcome.incomplete, "{text:?}");
        assert_eq!(super::told(&outcome), [format!("a.csv:1 no-chart {told}")], "{text:?}");
    }
}

#[test]
fn standard_input_may_be_a_table() {
    let text = "id,title,manager id\n1,Head,\n2,Lead,1\n";
    assert_eq!(read(&[("-", text)], None).layout(), "csv");
    assert_eq!(read(&[("-", "positions: [{ id: a, title: b, reports_to: c }]\n")], None).layout(), "native");
}

#[test]
fn a_status_in_another_language_or_under_any_name_is_read() {
    for (manager, status) in [
        ("Vorgesetzter", "Beschäftigungsstatus"),
        ("Responsable", "Statut"),
        ("Przełożony", "Stan"),
        ("Manager ID", "Beschäftigungsstatus"),
    ] {
        let text = format!(
            "Nr,Job,{manager},{status}\n1,Head,,Active\n2,Lead,1,Terminated\n3,Clerk,2,Active\n4,Clerk,2,Active\n5,Clerk,2,Active\n"
        );
        let outcome = outcome(files(&[("a.csv", &text)]));
        let told = outcome
            .findings
            .iter()
            .any(|finding| finding.message == "3 positions report to Lead, whose holder has left");
        assert!(told, "{text}\n{:?}", outcome.findings);
    }
}

#[test]
fn unknown_words_of_a_long_table_are_few_findings() {
    let words = ["Zorp", "Blik", "Fnord", "Quux", "Wibble"];
    let mut table =
        "Employee ID,Job Title,Manager ID,Status,Employment Type,Serves\n1,Managing Director,,,,\n"
            .to_owned();
    for at in 2..=2000 {
        let word = |shift: usize| words[(at + shift) % words.len()];
        let _ = writeln!(table, "{at},Clerk {at},{},{},{},{}", at / 7 + 1, word(0), word(1), word(2));
    }
    let mut outcome = files(&[("org.csv", &table)]).outcome;
    outcome.put_together();
    let told: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(told.iter().any(|told| told.contains("unknown words")), "{told:#?}");
    assert!(told.len() <= 8, "{told:#?}");
    // One word in each of a few columns is counted, and not shown: all of them may work for one person.
    let table = table
        .replace("Blik", "Zorp")
        .replace("Fnord", "Zorp")
        .replace("Quux", "Zorp")
        .replace("Wibble", "Zorp");
    let mut outcome = files(&[("org.csv", &table)]).outcome;
    outcome.put_together();
    let told: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(
        told.iter().any(|told| told.contains("1999 positions have a word under")) && told.len() <= 8,
        "{told:#?}"
    );
    assert!(!told.iter().any(|told| told.contains("Zorp")), "{told:#?}");
}

/// Managers whose first and last names stand in two columns, in whichever order, or in keys of their own.
#[test]
fn the_manager_s_name_may_stand_in_two_columns() {
    let known = [
        ">managing-director: Managing Director",
        "managing-director>head-of-sales: Head of Sales",
        "head-of-sales>buyer: Buyer",
    ];
    let headers = [
        "First Name,Last Name,Job Title,Manager First Name,Manager Last Name",
        "Employee First Name,Employee Last Name,Position,Supervisor First Name,Supervisor Surname",
        "firstName,lastName,title,manager.firstName,manager.lastName",
        "Vorname,Nachname,Stelle,Vorname Vorgesetzter,Nachname Vorgesetzter",
        "Prénom,Nom,Poste,Prénom du manager,Nom du manager",
    ];
    for header in headers {
        let rows =
            "Mara,Frost,Managing Director,,\nPeer,Lund,Head of Sales,Mara,Frost\nIda,Holm,Buyer,Peer,Lund\n";
        assert_eq!(lines(&read(&[("org.csv", &format!("{header}\n{rows}"))], None)), known, "{header}");
        let gone = format!("{header}\n{rows}Sade,Oke,Clerk,Uma,Bergstrand\n");
        let found = found_in("org.csv", &gone);
        assert_eq!(
            found,
            ["org.csv:5 unknown-manager Clerk reports to a person who is not on the chart"],
            "{header}"
        );
        let reports = super::privacy::reports(super::files(&[("org.csv", &gone)]));
        for name in ["Mara", "Frost", "Peer", "Lund", "Ida", "Holm", "Sade", "Oke", "Uma", "Bergstrand"] {
            assert!(!reports.contains(name), "{name}\n{reports}");
        }
    }
    let two = "ID,Name,Title,Manager ID,Manager First Name,Manager Last Name\n1,Mara Frost,Boss,,,\n2,Peer Lund,Head of Sales,1,Mara,Frost\n3,Ida Holm,Buyer,2,Mara,Frost\n";
    let found = found_in("org.csv", two);
    assert_eq!(found, ["org.csv:4 several-solid-managers Buyer has 2 solid lines: to `2` and `1`"]);
}

/// Who is called by one word, in any script, under headers that nobody knows: it is a name, as far as anybody can
/// tell, and so is that of a manager who is not there.
#[test]
fn a_word_that_entries_are_called_by_is_a_name() {
    let people = [
        ["Mirela", "Jonasz", "Ingrith", "Pietro", "Umarex"],
        ["mirela", "jonasz", "ingrith", "pietro", "umarex"],
        ["mfrost", "jweiss", "ilund", "proth", "ubergs"],
        ["mfrost1", "jweiss2", "ilund3", "proth4", "ubergs6"],
        ["Frost-Mara-001", "Weiss-Jon-002", "Lund-Idris-003", "Roth-Piet-004", "Ubergs"],
        ["김민수", "이영희", "박지훈", "최수진", "정하나"],
        ["王伟", "李娜", "张敏", "刘洋", "陈静"],
        ["משה", "דנה", "יוסי", "רותי", "אורי"],
        ["มาลี", "สมชาย", "วิชัย", "อนงค์", "กมล"],
    ];
    for names @ [one, two, three, four, gone] in people {
        for header in ["Kdo,Role,Komu", "Förnamn,Befattning,Chefs förnamn", "aa,bb,cc"] {
            let rows = format!("{one},CEO,\n{two},CTO,{one}\n{three},CIO,{one}\n{four},Engineer,{two}\n");
            let learned = format!("{header}\n{rows}Xx,Buyer,{gone}\n");
            for text in [format!("{header}\n{rows}"), learned] {
                let reports = super::privacy::reports(super::files(&[("org.csv", &text)]));
                for name in names {
                    assert!(!reports.contains(name), "{name}\n{text}\n{reports}");
                }
            }
        }
    }
    // Numbers are shown, and so are ids that are made of titles.
    for ids in [["E-1", "E-2", "E-3"], ["EMP101", "EMP102", "EMP103"], ["7f3a9c04", "1d2e88ab", "c0ffee12"]] {
        let [one, two, three] = ids;
        let rows = format!("Kdo,Role,Komu\n{one},CEO,\n{two},CTO,{one}\n{three},CIO,{one}\nx,Buyer,{one}9\n");
        let found = found_in("org.csv", &rows);
        assert!(found.iter().any(|line| line.contains(&format!("reports to `{one}9`"))), "{found:?}");
    }
    let slugs = "Kod,Stanowisko,Szef\nceo,CEO,\ncto,CTO,ceo\ncio,CIO,ceo\nengineering-lead,Engineering Lead,cto\nsupport,Support Lead,head-of-it\n";
    let found = found_in("org.csv", slugs);
    assert!(
        found.iter().any(|line| line.ends_with("reports to `head-of-it`, which is not on the chart")),
        "{found:?}"
    );
}

/// Managers by both names of people whose names stand in two columns.
#[test]
fn names_in_two_columns_are_one_name_whichever_stands_first() {
    let people = [
        ("Mara", "Frost", ""),
        ("Peer", "Lund", "Mara Frost"),
        ("Sade", "Oke", "Peer Lund"),
        ("Ida", "Holm", "Peer Lund"),
    ];
    let titles = ["Managing Director", "Head of Sales", "Account Manager", "Buyer"];
    let known = [
        ">managing-director: Managing Director",
        "managing-director>head-of-sales: Head of Sales",
        "head-of-sales>account-manager: Account Manager",
        "head-of-sales>buyer: Buyer",
    ];
    let turned = |name: &str| name.split(' ').rev().collect::<Vec<_>>().join(" ");
    let last_first = |name: &str| name.split(' ').rev().collect::<Vec<_>>().join(", ");
    let headers = [
        "Vorname;Nachname;Stelle;Vorgesetzter",
        "Prénom;Nom;Poste;N+1",
        "Nombre;Apellidos;Puesto;Responsable",
        "Voornaam;Achternaam;Functie;Leidinggevende",
        "Nome;Cognome;Mansione;Responsabile",
        "Imię;Nazwisko;Job Title;Przełożony",
    ];
    for header in headers {
        for up in [&str::to_owned as &dyn Fn(&str) -> String, &turned, &last_first, &|name: &str| {
            turned(name).to_uppercase()
        }] {
            let row = |((first, last, manager), title): (&(&str, &str, &str), &str)| {
                format!(
                    "{first};{last};{title};{}\n",
                    if manager.is_empty() { String::new() } else { up(manager) }
                )
            };
            let rows: String = people.iter().zip(titles).map(row).collect();
            let text = format!("{header}\n{rows}");
            assert_eq!(lines(&read(&[("staff.csv", &text)], None)), known, "{text}");
            let found = found_in("staff.csv", &text);
            assert!(
                !found.iter().any(|line| line.contains("Lund") || line.contains("unknown-manager")),
                "{found:?}"
            );
        }
    }
}

#[test]
fn a_title_above_the_columns_is_no_header() {
    let rows = "k1;Geschäftsführer;\nk2;Leiter Vertrieb;k1\nk3;Kundenberater;k2\nk4;Einkäufer;k2\n";
    let known =
        [">k1: Geschäftsführer", "k1>k2: Leiter Vertrieb", "k2>k3: Kundenberater", "k2>k4: Einkäufer"];
    for (title, header) in [
        ("Organigramm Stand 1.3.2026;;", "Schlüssel;Was;Über"),
        ("Organigramm Stand 1.3.2026;;", "Personalnummer;Stelle;Vorgesetzter"),
        ("Stand;1.3.2026;", "Personalnummer;Stelle;Vorgesetzter"),
        (";Stelle;", "Personalnummer;Bezeichnung;Vorgesetzter"),
    ] {
        let text = format!("{title}\n{header}\n{rows}");
        assert_eq!(lines(&read(&[("org.csv", &text)], None)), known, "{text}");
        let outcome = super::outcome(super::files(&[("org.csv", &text)]));
        let inferred =
            outcome.findings.iter().find(|finding| &*outcome.rule(finding.rule).id == "columns-inferred");
        assert!(inferred.is_some_and(|finding| finding.message.ends_with("3 of 3 values fit")), "{text}");
    }
}

#[test]
fn totals_and_notes_at_the_end_are_no_positions() {
    let rows =
        "Employee ID,Name,Title,Manager ID\n1,Mara Frost,Managing Director,\n2,Peer Lund,Head of Sales,1\n";
    for note in [
        "Total,2,,",
        "Grand total: 2,,,",
        "Total,,2 rows,",
        ",Summe,,",
        "CONFIDENTIAL,,,",
        "Printed by Mara Frost on 2026-01-15,,,",
        "Total: 2",
        "Page 1 of 1,,,",
        "Seite 1 von 3,,,",
        "- Página 2 -,,,",
        "2 records,,,",
        "(2 rows affected),,,",
        "2 Datensätze,,,",
        "*** END ***,,,",
        "*** End of Report ***",
        "--- Fin ---,,,",
        "EOF",
        "Report run 15.01.2026 by PeopleSys,,,",
        "Erstellt am 15.01.2026,,,",
        "Édité le 15/01/2026,,,",
        "Généré le 15/01/2026,,,",
        ",Generado el 15/01/2026,,",
        "Stand 01.01.2026,,,",
        "As of 2026-01-15,,,",
        "Toplam,2,,",
        "Totalt: 2,,,",
        "合計,2,,",
        ",Total,,2.8",
    ] {
        let text = format!("{rows}{note}\n");
        let outcome = super::outcome(super::files(&[("staff.csv", &text)]));
        assert_eq!((outcome.summary.positions, outcome.summary.notes), (2, 1), "{text}");
        assert_eq!(super::told(&outcome), [""; 0], "{text}");
    }
    // Whoever is called so is there.
    for row in [
        "3,Sum Ting,Buyer,1",
        "Total,Sade Oke,Buyer,1",
        "3,Total Rewards Manager,,",
        "Totalis,,,",
        ",Page Turner,,",
        "3,Seite Ndiaye,Buyer,1",
        ",Fin,,",
        ",Stand Olsen,,",
        ",Ende Fuchs,,",
        "3,,,",
        "3,,,1",
        ",,,1",
    ] {
        let text = format!("{rows}{row}\n");
        let outcome = super::outcome(super::files(&[("staff.csv", &text)]));
        assert_eq!((outcome.summary.positions, outcome.summary.notes), (3, 0), "{text}");
    }
}

#[test]
fn a_last_row_of_sums_is_no_position() {
    let rows = "Emp No,Name,Title,Line Manager,FTE,Cost\n1,Mara Frost,Managing Director,,1.0,\"250,000\"\n2,Peer Lund,Head of Sales,1,1.0,\"180,000\"\n";
    for (row, notes) in [
        (",,,,2.0,\"430,000\"", 1),
        (",,,,2.0,€ 430 000", 1),
        (",,,,,(430)", 1),
        ("3,,,,1.0,\"430,000\"", 0),
        (",,,1,1.0,\"430,000\"", 0),
        (",,Buyer,,1.0,\"430,000\"", 0),
        (",,,,1.0,see note", 0),
    ] {
        let text = format!("{rows}{row}\n");
        let outcome = super::outcome(super::files(&[("staff.csv", &text)]));
        assert_eq!((outcome.summary.positions, outcome.summary.notes), (3 - notes, notes), "{text}");
        assert!(notes == 0 || super::told(&outcome).is_empty(), "{text}");
    }
}

#[test]
fn a_sign_or_a_word_for_nobody_stands_at_the_top() {
    for nobody in [
        "—", "–", "―", "/", "?", "…", "n.v.t.", "keine", "Keiner", "ingen", "aucun", "Ninguno", "нет",
        "なし", "無",
    ] {
        let text =
            format!("ID,Name,Title,Manager\n1,Mara Frost,Director,{nobody}\n2,Peer Lund,Clerk,Mara Frost\n");
        assert_eq!(found_in("staff.csv", &text), [""; 0], "{nobody}");
    }
    // Whoever is called so is meant.
    let text =
        "ID,Name,Title,Manager\n1,Mara Frost,Director,\nKeiner,Peer Lund,Head,1\n3,Sade Oke,Clerk,Keiner\n";
    assert_eq!(lines(&read(&[("staff.csv", text)], None))[2], "Keiner>3: Clerk");
}

#[test]
fn who_holds_a_position_is_a_name_under_other_words_too() {
    for word in ["Incumbent", "Position Holder", "Stelleninhaber/in", "Titulaire du poste", "Functiehouder"] {
        let text = format!(
            "Position ID,Position Title,{word},Parent Position ID\nP0,Managing Director,Mara Frost,\n\
             P1,Buyer,Peer Lund,P0\nP1,Buyer,Sade Oke,P0\n"
        );
        let outcome = super::outcome(super::files(&[("posts.csv", &text)]));
        let told = super::told(&outcome);
        assert_eq!(told, ["posts.csv:3 shared-position Buyer is held by 2 people"], "{word}");
    }
}

#[test]
fn titles_are_no_codes_grades_or_departments() {
    let rows = |header: &str, cells: [&str; 4]| {
        let ups = ["", "1", "2", "2"];
        let row = |(at, (cell, up)): (usize, (&str, &str))| format!("{},{cell},{up}\n", at + 1);
        let rows: String = cells.into_iter().zip(ups).enumerate().map(row).collect();
        format!("{header}\n{rows}")
    };
    let titles = ["Managing Director", "Head of Sales", "Account Manager", "Buyer"];
    let known: Vec<String> = lines(&read(&[("a.csv", &rows("id,title,manager id", titles))], None));
    for (header, cells) in [
        ("id,name,manager id", titles),
        (
            "id,tier,name,manager id",
            [
                "Executive,Managing Director",
                "Manager,Head of Sales",
                "Manager,Account Manager",
                "Staff,Buyer",
            ],
        ),
        (
            "id,JOB_ID,was,manager id",
            ["AD_PRES,Managing Director", "SA_MAN,Head of Sales", "SA_REP,Account Manager", "PU_CLERK,Buyer"],
        ),
        (
            "id,Bereichsname,was,manager id",
            ["IT,Managing Director", "Sales,Head of Sales", "Finance,Account Manager", "HR,Buyer"],
        ),
    ] {
        let text = rows(header, cells);
        assert_eq!(lines(&read(&[("a.csv", &text)], None)), known, "{text}");
    }
    // People keep their names, and departments alone are not titles.
    let text = rows(
        "id,name,Bereichsname,manager id",
        ["Mara Frost,Sales", "Peer Lund,Sales", "Sade Oke,Finance", "Ida Baker,HR"],
    );
    let outcome = super::outcome(super::files(&[("a.csv", &text)]));
    assert!(
        super::told(&outcome).iter().any(|line| line.contains("title-missing")),
        "{:?}",
        super::told(&outcome)
    );
}

/// How an id and a name are written in one text.
type Form = fn(&str, &str) -> String;

#[test]
fn an_id_beside_a_name_is_that_of_whom_it_names() {
    let table = |header: &str, up: Form, last: &str| {
        let rows = [
            ("101", "Frost", "Mara", "Managing Director", String::new()),
            ("102", "Lund", "Peer", "Head of Sales", up("101", "Mara Frost")),
            ("103", "Oke", "Sade", "Account Manager", up("102", "Peer Lund")),
            ("104", "Holm", "Ida", "Buyer", last.to_owned()),
        ];
        let row = |(id, last, first, title, up): (&str, &str, &str, &str, String)| {
            format!("{id};{last};{first};{title};{up}\n")
        };
        format!("{header}\n{}", rows.map(row).concat())
    };
    let headers = [
        "Personalnummer;Nachname;Vorname;Stelle;Führungskraft",
        "Employee ID;Last Name;First Name;Job Title;Manager",
    ];
    let forms: [(Form, &str); 3] = [
        (|id, name| format!("{name} ({id})"), "Lund, Peer (102)"),
        (|id, name| format!("{id} - {name}"), "102 - LUND Peer"),
        (|id, name| format!("{name} [{id}]"), "Peer Lund [102]"),
    ];
    for header in headers {
        for (up, last) in forms {
            let text = table(header, up, last);
            let known = [
                ">101: Managing Director",
                "101>102: Head of Sales",
                "102>103: Account Manager",
                "102>104: Buyer",
            ];
            assert_eq!(lines(&read(&[("staff.csv", &text)], None)), known, "{text}");
            // An id beside the name of somebody else names nobody.
            let text = table(header, up, &last.replace("102", "103"));
            let found = found_in("staff.csv", &text);
            assert!(found.iter().any(|line| line.contains("unknown-manager")), "{text}\n{found:?}");
        }
    }
}

#[test]
fn a_column_for_each_level_of_managers_names_no_manager() {
    let text = |names: [&str; 3]| {
        format!(
            "Person;{};{};{};Rolle\nMara Frost;;;;Geschäftsführerin\nPeer Lund;Mara Frost;;;Leiter Vertrieb\n\
             Noor Adan;Mara Frost;;;IT-Leiterin\nSade Oke;Mara Frost;Peer Lund;;Teamleiter Vertrieb\n\
             Ida Holm;Mara Frost;Peer Lund;Sade Oke;Kundenberaterin\nKai Wolf;Mara Frost;Peer Lund;Sade Oke;Einkäufer\n\
             Lea Ott;Mara Frost;Noor Adan;;Administratorin\n",
            names[0], names[1], names[2]
        )
    };
    for names in [["Ebene 1", "Ebene 2", "Ebene 3"], ["Level 01", "Level 02", "Level 03"], ["X", "Y", "Z"]] {
        let text = text(names);
        assert!(read(&[("staff.csv", &text)], None).is_empty(), "{text}");
        let found = found_in("staff.csv", &text);
        assert!(matches!(&found[..], [one] if one.contains("no-chart")), "{found:?}");
    }
}

#[test]
fn headers_that_come_again_and_labels_of_sections_are_no_rows() {
    for (header, ids) in [
        ("Employee ID,Name,Job Title,Manager ID", ["1", "2", "3"]),
        ("Wer,Kennung,Rolle,Teamleitung", ["X1", "X2", "X3"]),
    ] {
        let mut rows = [
            [ids[0], "Mara Frost", "Managing Director", ""],
            [ids[1], "Peer Lund", "Head of Sales", ids[0]],
            [ids[2], "Sade Oke", "Account Manager", ids[1]],
        ];
        if header.starts_with("Wer") {
            for row in &mut rows {
                row.swap(0, 1);
            }
        }
        let rows = rows.map(|row| row.join(","));
        let text = format!(
            "{header}\nTeam: Board,,,\n{}\nTeam: Sales,,,\n{}\n{header}\n{}\n",
            rows[0], rows[1], rows[2]
        );
        let outcome = super::outcome(super::files(&[("staff.csv", &text)]));
        assert_eq!((outcome.summary.positions, outcome.summary.notes), (3, 2), "{text}");
        assert!(
            super::told(&outcome).iter().all(|line| line.contains("columns-inferred")),
            "{:?}",
            super::told(&outcome)
        );
    }
}

/// A last name before a comma without quotes shifts all cells behind it: nothing is read, and nothing of it is shown.
#[test]
fn a_comma_in_a_name_without_quotes_is_told() {
    for (header, rows) in [
        (
            "ID,Name,Job Title,Manager ID,Note",
            ["1,Oosterhout, Wendelien,Managing Director,", "2,Graafland, Joost,Finance Director,1"],
        ),
        (
            "ID,Name,Job Title,Manager ID",
            ["1,Oosterhout, Wendelien,Managing Director,", "2,Graafland, Joost,Finance Director,1"],
        ),
        (
            "ID,Name,Job Title,Manager ID,Note",
            ["1,Oosterhout,Wendelien,Managing Director,", "2,Graafland,Joost,Finance Director,1"],
        ),
        (
            "Name,Job Title,Department,Manager,Note",
            [
                "Oosterhout, Wendelien,Managing Director,Board,",
                "Graafland, Joost,Finance Director,Finance,Wendelien Oosterhout",
            ],
        ),
        (
            "ID,Name,Job Title,Manager ID,Note",
            ["1,Ann Ash,Managing Director,,", "2,Graafland, Joost,Finance Director,1"],
        ),
    ] {
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let run = super::files(&[("staff.csv", &text)]);
        let told = super::told(&run.outcome).concat();
        assert!(told.contains("a comma in the name has no quotes around it"), "{text}\n{told}");
        let reports = super::privacy::reports(run);
        for name in ["Oosterhout", "Wendelien", "Graafland", "Joost"] {
            assert!(!reports.contains(name), "{name}\n{reports}");
        }
    }
    for rows in [
        "ID,Name,Job Title,Manager ID\n1,\"Oosterhout, Wendelien\",Managing Director,\n2,\"Graafland, Joost\",Finance Director,1\n",
        "ID,Name,Job Title,Manager ID\n1, Ann Ash, Managing Director,\n2, Bob Birch, Finance Director, 1\n",
        "ID,Name,Job Title,Manager ID\n1,Ann, Managing Director,\n2,Bob, Finance Director,1\n",
        "Name,Job Title,Manager\nAnn Ash,Director,\nBob Birch, Konditor,Director\nCy,Clerk,Director\n",
        "ID,Name,Job Title,Manager ID\n1,Ann,Konditor,\n2,Bob,Bäckerin,1\n",
    ] {
        let told = super::found_in("staff.csv", rows).concat();
        assert!(!told.contains("comma"), "{rows}\n{told}");
    }
}

#[test]
fn what_stands_before_a_last_name_belongs_to_it() {
    let text = "Personeelsnummer;Roepnaam;Tussenvoegsel;Achternaam;Functie;Leidinggevende\n\
                1;Wendelien;van;Oosterhout;Directeur;\n2;Joost;de;Graaf;Hoofd;Wendelien van Oosterhout\n\
                3;Fenna;;Hoekstra;Boekhouder;Joost de Graaf\n4;Sjoerd;;Postma;Boekhouder;Fenna Hoekstra\n";
    let chart = super::read(&[("staff.csv", text)], None);
    assert_eq!(super::lines(&chart), [">1: Directeur", "1>2: Hoofd", "2>3: Boekhouder", "3>4: Boekhouder"]);
}

#[test]
fn a_manager_may_be_one_of_two_who_share_a_post_or_two_in_one_cell() {
    for and in [" und ", " and ", " / ", "/", " & ", "&", " et ", " y ", " e ", " en ", "; "] {
        let text = format!(
            "Name,Title,Manager\nAnn Ash,Director,\nCora Dahl{and}Dirk Ebel,Head of Finance,Ann Ash\nEva Fink,Clerk,Cora Dahl\nFalk Gans,Clerk,Dirk Ebel\nGil Hagen,Clerk,Cora Dahl{and}Dirk Ebel\n"
        );
        let found = super::found_in("staff.csv", &text);
        assert!(!found.concat().contains("unknown-manager"), "{and} {found:?}");
        assert!(!found.concat().contains("several-solid"), "{and} {found:?}");
    }
    for cell in ["1;2", "1, 2", "1/2", "Ann Ash (1); Bob Birch (2)", "Ann Ash (1), Bob Birch (2)", "1 and 2"]
    {
        let text = format!(
            "ID,Name,Title,Manager ID,Matrix Manager\n1,Ann Ash,Director,,\n2,Bob Birch,Head of Finance,1,\n3,Cy Cedar,Clerk,2,\"{cell}\"\n"
        );
        assert!(!rules_of(&text).contains(&"dotted-line-unknown".to_owned()), "{cell}");
    }
    // Who is not on the list is told.
    let text =
        "ID,Name,Title,Manager ID,Matrix Manager\n1,Ann Ash,Director,,\n2,Bob Birch,Head of Finance,1,1;9\n";
    assert!(rules_of(text).contains(&"dotted-line-unknown".to_owned()));
}

/// The rules that report on a table.
fn rules_of(text: &str) -> Vec<String> {
    let outcome = super::outcome(super::files(&[("staff.csv", text)]));
    outcome.findings.iter().map(|finding| outcome.rule(finding.rule).id.to_string()).collect()
}

#[test]
fn a_word_for_nobody_in_place_of_a_manager_is_told_as_that() {
    let text = "Name,Title,Manager\nAnn Ash,Director,\nVacant,Head of Finance,Ann Ash\nCy Cedar,Clerk,Vacant\nDi Dogwood,Clerk,Vacant\n";
    let found = super::found_in("staff.csv", text);
    assert!(
        found.concat().contains("2 positions report to a vacant position, and nothing says which one"),
        "{found:?}"
    );
}

#[test]
fn managers_may_be_named_by_the_titles_of_posts() {
    let text = "Position;Stelleninhaber;Vorgesetzte Stelle\nDirektorin;Ann Ash;\nLeiter Einkauf;Bob Birch;Direktorin\nEinkäufer;n.n.;Leiter Einkauf\nEinkäuferin;Di Dogwood;Leiter Einkauf\nEinkäufer;Cy Cedar;Leiter Einkauf\n";
    let found = super::found_in("staff.csv", text).concat();
    assert!(!found.contains("duplicate-id") && !found.contains("title-missing"), "{found}");
}

/// Above the people of a department there may be a row with its name. A unit that others name has a row of its own.
#[test]
fn rows_that_name_a_department_are_no_positions() {
    let text = "Name,Title,Manager\nExecutive,,\nAnn Ash,Director,\nFinance,,\nBob Birch,Head of Finance,Ann Ash\nCy Cedar,Clerk,Bob Birch\n";
    let chart = super::read(&[("staff.csv", text)], None);
    assert_eq!(chart.positions().count(), 3);
    for text in [
        "Name,Title,Manager\nFinance,,\nAnn Ash,Director,Finance\nBob Birch,Clerk,Ann Ash\n",
        "Name,Title,Manager\nAnn Ash,Director,\nBob Birch,,\nCy Cedar,Clerk,Ann Ash\n",
    ] {
        assert_eq!(super::read(&[("staff.csv", text)], None).positions().count(), 3, "{text}");
    }
}
