//! Which columns and keys hold the manager and the id, by their names: in any language, and where one line is all
//! there is.

use super::{files, found_in, lines, outcome, read};

/// The second entry reports to the first, and the last to nobody on the chart: nothing else is to be told.
fn leads_to_the_first_and_to_nobody(path: &str, text: &str) {
    let chart = read(&[(path, text)], None);
    let found = found_in(path, text);
    assert!(matches!(&found[..], [one] if one.contains("unknown-manager")), "{text}\n{found:?}");
    let lines = lines(&chart);
    assert_eq!(lines.len(), 3, "{text}");
    let above = |line: &str| line.split_once('>').map(|(above, _)| above.to_owned());
    assert!(above(&lines[1]).is_some_and(|above| !above.is_empty()), "{text}\n{lines:?}");
    for name in ["Frost", "Lund", "Oke", "Ghost", "ghost"] {
        assert!(!found[0].contains(name), "{found:?}");
    }
}

#[test]
fn words_for_the_manager_in_columns() {
    for header in [
        "Reporting Manager ID",
        "Immediate Manager",
        "Mgr",
        "Supervisor EId",
        "leaderId",
        "superiorId",
        "Direct Supervisor",
        "Vorgesetzter",
        "Vorgesetzte(r)",
        "Führungskraft",
        "Personalnummer Vorgesetzter",
        "Responsable",
        "N+1",
        "Matricule du responsable",
        "Jefe",
        "Jefe inmediato",
        "Gestor",
        "Matrícula do gestor",
        "Leidinggevende",
        "Responsabile",
        "Przełożony",
        "profile.managerId",
        "work.reportsTo.id",
        "user__manager_id",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value",
    ] {
        let text = format!(
            "ID,Name,Job Title,{header}\n7a,Mara Frost,Head,\n8b,Peer Lund,Clerk,7a\n9c,Sade Oke,Clerk,4d\n"
        );
        leads_to_the_first_and_to_nobody("staff.csv", &text);
    }
    for header in
        ["Mgr Email", "Manager UPN", "ManagerUpn", "E-Mail des Vorgesetzten", "Email du responsable"]
    {
        let text = format!(
            "UPN,Name,Job Title,{header}\nm@x.org,Mara Frost,Head,\np@x.org,Peer Lund,Clerk,M@x.org\ns@x.org,Sade Oke,Clerk,ghost@x.org\n"
        );
        leads_to_the_first_and_to_nobody("staff.csv", &text);
    }
}

#[test]
fn words_for_somebody_else_in_columns() {
    for header in [
        "Mentor",
        "Buddy",
        "HR Manager",
        "HR Partner",
        "Approver",
        "Assistant",
        "Previous Manager",
        "Previous Manager ID",
        "Second-Level Manager",
        "2nd Level Manager ID",
        "Created By",
        "Project Manager",
        "Lead ID",
        "Manager Title",
        "Is Manager",
    ] {
        let text = format!(
            "ID,Name,Job Title,{header}\n7a,Mara Frost,Head,\n8b,Peer Lund,Clerk,7a\n9c,Sade Oke,Clerk,4d\n"
        );
        let found = found_in("staff.csv", &text);
        assert!(found.len() == 1 && found[0].contains("no-chart"), "{header}: {found:?}");
    }
    // In another language a word may mean something else, and then none of its values is on the list.
    for (header, value) in [("Chef", "ja"), ("Responsable", "Paris"), ("Leitung", "x")] {
        let text = format!(
            "Name,Job Title,{header}\nMara Frost,Head,\nPeer Lund,Clerk,{value}\nSade Oke,Clerk,{value}\n"
        );
        let found = found_in("staff.csv", &text);
        assert!(found.len() == 1 && found[0].contains("no-chart"), "{header}: {found:?}");
    }
}

#[test]
fn words_for_the_id_in_columns() {
    for header in
        ["Personalnummer", "SamAccountName", "username", "Login", "User Name", "DN", "DistinguishedName"]
    {
        let (first, gone) = match header {
            "DN" | "DistinguishedName" => ("\"CN=Frost,OU=x,DC=org\"", "\"CN=Ghost,OU=x,DC=org\""),
            _ => ("P-71", "P-99"),
        };
        let text = format!(
            "{header};Name;Job Title;Manager\n{first};Mara Frost;Head;\nP-72;Peer Lund;Clerk;{first}\nP-73;Sade Oke;Clerk;{gone}\n"
        );
        leads_to_the_first_and_to_nobody("staff.csv", &text);
    }
}

#[test]
fn one_line_is_enough_where_the_header_names_the_manager() {
    // No word is known for the column that holds the ids.
    for (id, manager) in [("Nummer XY", "Manager ID"), ("Kürzel", "Vorgesetzter"), ("Ref.", "Supervisor")] {
        let text = format!(
            "{id};Vorname;Nachname;Funktion;{manager}\nP-1;Mara;Frost;Leiterin;\nP-2;Peer;Lund;Monteur;P-1\n"
        );
        assert_eq!(lines(&read(&[("staff.csv", &text)], None)).len(), 2);
        let found = found_in("staff.csv", &text);
        assert!(found.iter().all(|found| found.contains("columns-inferred")), "{text}\n{found:?}");
    }
    // Nothing is learned from one line by a header that does not say so.
    let found = found_in("staff.csv", "Nummer;Funktion;Notiz\nP-1;Leiterin;\nP-2;Monteur;P-1\n");
    assert!(found.len() == 1 && found[0].contains("no-chart"), "{found:?}");
}

#[test]
fn a_handle_by_which_lines_name_people_is_the_id_and_not_shown() {
    let text = "username,name,title,manager\nstarlord,Mara Frost,,\nfoxy,Peer Lund,Clerk,starlord\nlucky,Sade Oke,Clerk,starlord\n";
    let found = found_in("staff.csv", text);
    assert!(
        matches!(&found[..], [one] if one.contains("title-missing") && !one.contains("starlord")),
        "{found:?}"
    );
    // Beside an id that lines name, it is a handle.
    let text = "employee_id,username,title,manager_id\n1,starlord,Head,\n2,foxy,Clerk,1\n";
    assert_eq!(lines(&read(&[("staff.csv", text)], None)), [">1: Head", "1>2: Clerk"]);
}

#[test]
fn managers_in_keys_of_their_own() {
    for manager in [
        r#""manager": { "id": "VALUE", "name": "Some Body" }"#,
        r#""manager": { "value": "VALUE" }"#,
        r#""reportsTo": { "employeeId": "VALUE" }"#,
        r#""lineManager": { "email": "VALUE@x.org" }"#,
        r#""manager": "VALUE""#,
    ] {
        for around in ["ENTRIES", r#"{ "employees": ENTRIES }"#, r#"{ "value": ENTRIES }"#] {
            let entry = |id: &str, title: &str, line: &str| {
                format!(
                    r#"{{ "id": "{id}", "name": "N {id}", "email": "{id}@x.org", "jobTitle": "{title}"{line} }}"#
                )
            };
            let line = |value: &str| format!(", {}", manager.replace("VALUE", value));
            let all = [
                entry("7a", "Head", ""),
                entry("8b", "Clerk", &line("7a")),
                entry("9c", "Clerk", &line("4d")),
            ];
            leads_to_the_first_and_to_nobody(
                "staff.json",
                &around.replace("ENTRIES", &format!("[{}]", all.join(",\n"))),
            );
        }
    }
    // The title of a manager is not the manager.
    let text = r#"[{ "id": "7a", "title": "Head", "manager": { "title": "Head" } }, { "id": "8b", "title": "Clerk" }]"#;
    assert!(!found_in("staff.json", text).iter().any(|found| found.contains("unknown-manager")));
}

#[test]
fn codes_come_before_names_and_a_difference_is_told() {
    let table = |rows: &str| {
        format!("Job Id,Job Title,Employee Name,Employee ID,Reporting To Job Id,Reporting to\n{rows}")
    };
    let text = table(
        "A-1,Head,Mara Frost,71,,\nA-2,Lead,Peer Lund,72,A-1,Mara Frost\nA-3,Clerk,Sade Oke,73,A-9,Peer Lund\n",
    );
    leads_to_the_first_and_to_nobody("staff.csv", &text);
    let text = table(
        "A-1,Head,Mara Frost,71,,\nA-2,Lead,Peer Lund,72,A-1,Mara Frost\nA-3,Clerk,Sade Oke,73,A-2,Mara Frost\n",
    );
    let found = found_in("staff.csv", &text);
    assert!(matches!(&found[..], [one] if one.contains("4 several-solid-managers")), "{found:?}");
    let text = text.replace("A-2,Mara Frost", "A-2,Peer Lund");
    assert_eq!(found_in("staff.csv", &text), [""; 0]);
    // By positions.
    let text = "Position ID,Title,Name,Employee ID,Reports To Position,Manager Name\n50,Head,Mara Frost,1,,\n51,Lead,Peer Lund,2,50,Mara Frost\n52,Clerk,Sade Oke,3,99,Peer Lund\n";
    leads_to_the_first_and_to_nobody("staff.csv", text);
}

#[test]
fn a_known_key_that_hardly_any_entry_has_does_not_beat_one_that_fits_for_all() {
    let roles = "roles:\n  chief: { id: chief, title: President }\n  a: { id: a, title: Vice President, parentRoleId: chief }\n  \
                 b: { id: b, title: Secretary, parentRoleId: chief }\n  c: { id: c, title: Deputy Secretary, parentRoleId: b }\n  \
                 d: { id: d, title: Commander, parentRoleId: b, reportsTo: [LINE] }\n";
    for (line, rules) in
        [("b", &["columns-inferred"][..]), ("chief", &["columns-inferred", "several-solid-managers"])]
    {
        let found = found_in("roles.yaml", &roles.replace("LINE", line));
        let found: Vec<&str> = found.iter().filter_map(|found| found.split(' ').nth(1)).collect();
        assert_eq!(found, rules);
    }
}

#[test]
fn what_a_relation_is_stands_beside_it() {
    let table = |rows: &str| {
        format!(
            "primaryEmail,name.fullName,relations.0.type,relations.0.value,relations.1.type,relations.1.value,organizations.0.title\n{rows}"
        )
    };
    let text = table(
        "m@x.org,Mara Frost,spouse,spouse@x.org,,,CEO\np@x.org,Peer Lund,assistant,s@x.org,manager,m@x.org,Head\n\
         s@x.org,Sade Oke,manager,ghost@x.org,,,Clerk\n",
    );
    leads_to_the_first_and_to_nobody("users.csv", &text);
    // One line is enough.
    let text = table("m@x.org,Mara Frost,,,,,CEO\np@x.org,Peer Lund,manager,m@x.org,,,Head\n");
    assert_eq!(found_in("users.csv", &text), [""; 0]);
    // Nobody but assistants.
    let text = table(
        "m@x.org,Mara Frost,,,,,CEO\np@x.org,Peer Lund,assistant,m@x.org,,,Head\ns@x.org,Sade Oke,assistant,m@x.org,,,Clerk\n",
    );
    assert!(found_in("users.csv", &text)[0].contains("no-chart"));
    // In JSON a relation without a type is the only one there is.
    let users = r#"{ "users": [{ "primaryEmail": "m@x.org", "organizations": [{ "title": "CEO" }] },
 { "primaryEmail": "p@x.org", "organizations": [{ "title": "Head" }], "relations": [{ "value": "m@x.org" }] },
 { "primaryEmail": "s@x.org", "organizations": [{ "title": "Clerk" }], "relations": [{ "value": "p@x.org", "type": "assistant" }, { "value": "ghost@x.org", "type": "manager" }] }] }"#;
    leads_to_the_first_and_to_nobody("users.json", users);
}

#[test]
fn words_of_other_languages_count_in_lists_and_maps_too() {
    let list = "bezetting:\n  - personeelsnummer: \"1001\"\n    naam: Mara Frost\n    functie: Directeur\n    leidinggevende:\n  \
                - personeelsnummer: \"1002\"\n    naam: Peer Lund\n    functie: Hoofd IT\n    leidinggevende: \"1001\"\n  \
                - personeelsnummer: \"1003\"\n    naam: Sade Oke\n    functie: Beheerder\n    leidinggevende: \"1002\"\n    \
                datum uit dienst: 2025-06-30\n";
    let found = found_in("staff.yaml", list);
    assert!(
        matches!(&found[..], [learned, date] if learned.contains("columns-inferred") && date.contains("dates-do-not-fit")),
        "{found:?}"
    );
    let text = list
        .replace("leidinggevende: \"1002\"", "leidinggevende: Peer Lund")
        .replace("    datum uit dienst: 2025-06-30\n", "");
    assert_eq!(found_in("staff.yaml", &text).len(), 1, "{:?}", found_in("staff.yaml", &text));
}

#[test]
fn what_was_learned_is_told_at_the_name_of_its_column() {
    let text = "Plan;;\nSchlüssel;Was;Über\nk1;Leiterin;\nk2;Leiter Vertrieb;k1\nk3;Kundenberater;k2\n";
    let outcome = super::outcome(super::files(&[("org.csv", text)]));
    let place = outcome.findings[0].primary.place;
    assert_eq!(outcome.sources.get(place.file).slice(place.span), "Über");
}

#[test]
fn each_of_those_who_share_a_post_stands_for_it() {
    let table = |manager: &str| {
        format!(
            "ID,Name,Job Title,Manager\n1,Mara Frost,Head,\n2,\"Lund, Peer / Berg, Ida\",Lead,Mara Frost\n3,Sade Oke,Clerk,{manager}\n"
        )
    };
    for manager in ["\"Berg, Ida\"", "Peer Lund", "Ida Berg", "\"Lund, Peer / Berg, Ida\""] {
        let text = table(manager);
        assert_eq!(lines(&read(&[("staff.csv", &text)], None))[2], "2>3: Clerk", "{text}");
    }
    assert!(found_in("staff.csv", &table("Ida Berger"))[0].contains("unknown-manager"));
    // Whoever has a row of their own is meant by their name.
    let text = table("Ida Berg") + "4,Ida Berg,Adviser,Mara Frost\n";
    assert_eq!(lines(&read(&[("staff.csv", &text)], None))[2], "4>3: Clerk");
}

#[test]
fn a_name_in_a_directory_that_two_people_have_is_told_as_such() {
    let text = "Name,Title,Manager\nMara Frost,CEO,\nPeer Lund,Head,\"CN=Mara Frost,OU=U,DC=x\"\nPeer Lund,Lead,\"CN=Mara Frost,OU=U,DC=x\"\n\
                Sade Oke,Clerk,\"CN=Peer Lund,OU=U,DC=x\"\n";
    let found = found_in("staff.csv", text);
    assert!(
        matches!(&found[..], [one] if one.contains("manager-name-ambiguous") && one.contains("fits 2 positions")),
        "{found:?}"
    );
}

#[test]
fn a_shells_list_without_distinguished_names() {
    let text = "SamAccountName    : mf\nUserPrincipalName : mf@x.org\nTitle             : Head\nManager           : \nDirectReports     : {CN=pl,OU=x, CN=so,OU=x}\n\n\
                SamAccountName    : pl\nUserPrincipalName : pl@x.org\nTitle             : Clerk\nManager           : CN=mf,OU=x\nDirectReports     : {}\n\n\
                SamAccountName    : so\nUserPrincipalName : so@x.org\nTitle             : Clerk\nManager           : CN=ghost,OU=x\nDirectReports     : {}\n";
    let found = found_in("staff.txt", text);
    assert!(matches!(&found[..], [one] if one.contains("unknown-manager")), "{found:?}");
    assert_eq!(read(&[("staff.txt", text)], None).layout(), "ldap");
    // One set of keys among others is none.
    let found = found_in("staff.txt", "Name : a\nNote : b\n\nName : c\nNote : d\n");
    assert!(!found.is_empty());
}

#[test]
fn a_header_is_none_of_the_data_where_one_of_its_words_is_a_value_too() {
    let text = "Personalnummer;Funktion;WhatsApp;Kanal;Chefchen\nP-1;Leiterin;ja;WhatsApp;\nP-2;Monteur;nein;Telefon;x\n";
    let help = |text: &str| {
        let outcome = super::outcome(super::files(&[("staff.csv", text)]));
        let finding = &outcome.findings[0];
        format!("{} | {}", finding.message, finding.help)
    };
    let text = text.replace("Kanal", "Abteilung");
    assert!(help(&text).contains("no known column") && help(&text).contains("`WhatsApp`"), "{}", help(&text));
    // The column that may matter is among those that are named.
    let text = "a1,b1,c1,d1,e1,f1,g1,h1,i1,Head of unit's manager?\n".replace('1', "x")
        + "1,2,3,4,5,6,7,8,9,\n2,2,3,4,5,6,7,8,9,z\n";
    assert!(help(&text).contains("manager?"), "{}", help(&text));
    let junior = "Parent Department,Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\nA,B,C,5,AO,Officer,2\n";
    assert!(
        help(junior).contains("junior posts") && help(junior).contains("senior posts"),
        "{}",
        help(junior)
    );
}

#[test]
fn the_help_of_an_export_names_the_key_that_is_read() {
    let users = r#"[{ "schemas": [], "id": "1", "userName": "m@x.org", "title": "Head" }, { "schemas": [], "id": "2", "userName": "p@x.org", "title": "Clerk" }]"#;
    let outcome = super::outcome(super::files(&[("users.json", users)]));
    let help = outcome.findings[0].help.clone();
    let key = r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".manager.value"#;
    assert!(help.contains(key), "{help}");
    let text = users.replace(r#""title": "Clerk""#, r#""title": "Clerk", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "1" } }"#);
    assert_eq!(found_in("users.json", &text), [""; 0]);
}

#[test]
fn words_for_the_manager_in_the_native_form() {
    let chart = "positions:\n- { id: a, title: Head }\n- { id: b, title: Clerk, reporting_manager_id: a }\n- { id: c, title: Clerk, supervisorEId: b }\n- { id: d, title: Clerk, reports_to: c }\n";
    let read = read(&[("org.yaml", chart)], None);
    assert_eq!(lines(&read), [">a: Head", "a>b: Clerk", "b>c: Clerk", "c>d: Clerk"]);
    let found = found_in("org.yaml", chart);
    assert!(found.len() == 2 && found.iter().all(|found| found.contains("key-read-as")), "{found:?}");
    for key in ["previous_manager_id", "project_manager", "manager_title", "hr_manager"] {
        let found = found_in("org.yaml", &chart.replace("reporting_manager_id", key));
        assert!(found.iter().any(|found| found.contains("unknown-key")), "{key}: {found:?}");
    }
}

#[test]
fn headers_and_words_for_who_has_left_in_further_languages() {
    for (header, active, left) in [
        ("Ansattnummer;Navn;Stilling;Avdeling;Nærmeste leder;Sluttdato;Status", "Aktiv", "Sluttet"),
        ("Anställningsnummer;Namn;Befattning;Avdelning;Närmaste chef;Slutdatum;Status", "Anställd", "Slutat"),
        ("Medarbejdernummer;Navn;Stilling;Afdeling;Leder;Fratrædelsesdato;Status", "Aktiv", "Fratrådt"),
        ("Henkilönumero;Nimi;Nimike;Osasto;Esihenkilö;Päättymispäivä;Tila", "Aktiivinen", "Päättynyt"),
        (
            "Nr pracownika;Imię i nazwisko;Stanowisko;Dział;Przełożony;Data zwolnienia;Status",
            "Aktywny",
            "Zwolniony",
        ),
        ("Osobní číslo;Jméno a příjmení;Pozice;Oddělení;Nadřízený;Datum ukončení;Stav", "Aktivní", "Ukončen"),
        ("Sicil No;Adı Soyadı;Unvan;Departman;Yöneticisi;İşten Çıkış Tarihi;Durum", "Aktif", "Ayrıldı"),
        ("Törzsszám;Név;Beosztás;Osztály;Közvetlen felettes;Kilépés dátuma;Állapot", "Aktív", "Kilépett"),
        ("Marcă;Nume complet;Funcția;Departament;Șef direct;Data încetării;Stare", "Activ", "Plecat"),
        ("Табельный номер;ФИО;Должность;Отдел;Руководитель;Дата увольнения;Статус", "Активен", "Уволен"),
        ("社員番号;氏名;役職;部署;上司;退職日;在籍状況", "在籍", "退職"),
        ("工号;姓名;职位;部门;直属上级;离职日期;员工状态", "在职", "离职"),
        ("사번;성명;직위;부서;직속상사;퇴사일;재직상태", "재직", "퇴사"),
    ] {
        let text = format!(
            "{header}\n7;Mara Frost;Head;Sales;;;{active}\n8;Peer Lund;Clerk;Sales;7;2024-03-31;{left}\n\
             9;Sade Oke;Clerk;Sales;8;;{active}\n"
        );
        let outcome = outcome(files(&[("staff.csv", &text)]));
        let rules: Vec<&str> =
            outcome.findings.iter().map(|finding| &*outcome.rule(finding.rule).id).collect();
        assert_eq!(rules, ["columns-inferred", "leaver-with-reports"], "{header}");
    }
}
