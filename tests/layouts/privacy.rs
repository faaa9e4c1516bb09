//! Names, addresses and whatever else a file holds of people are shown nowhere.

use orglint::report::{Format, Options, write};
use orglint::session::Run;

use super::outcome;

pub(super) fn reports(run: Run) -> String {
    let outcome = outcome(run);
    assert!(!outcome.findings.is_empty());
    let mut out = Vec::new();
    for format in Format::ALL {
        write(format, &outcome, &Options::default(), &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn no_report_holds_anything_about_a_person() {
    for (path, secrets) in [
        ("names.yaml", &["Imani", "Okafor", "Tomás", "Wen", "Noor", "Ekberg", "@example"][..]),
        ("hris.csv", &["Imani", "Okafor", "Tomás", "Wen", "Noor", "Haddad", "@example"]),
        ("handbook.yaml", &["Imani", "Tomás", "Wen", "Noor"]),
        ("posts.csv", &["Imani", "Noor", "Wen"]),
        ("catalogue", &["Wen", "wen"]),
    ] {
        let reports = reports(super::at(&super::fixture(path)));
        for secret in secrets {
            assert!(!reports.contains(secret), "{path}: {secret}\n{reports}");
        }
    }
}

#[test]
fn keys_that_are_names_are_masked_and_not_used_as_ids() {
    let text = "Imani Okafor: { title: Head, phone: 555-0100 }\nWen Li: { title: Lead, manager: Imani Okafor }\nBo Lind: { title: Clerk, manager: Ruth Ekberg }\n";
    let chart = super::read(&[("org.yaml", text)], None);
    assert_eq!(super::lines(&chart), [">head: Head", "head>lead: Lead", "Ruth Ekberg>clerk: Clerk"]);
    let reports = reports(super::files(&[("org.yaml", text)]));
    for secret in ["Imani", "Okafor", "Wen", "Bo Lind", "Ruth", "555"] {
        assert!(!reports.contains(secret), "{secret}\n{reports}");
    }
    assert!(reports.contains("Clerk reports to a person who is not on the chart"));
}

/// Beside ids that are numbers two words may be a name, unless lines name managers by such role slugs.
#[test]
fn a_text_like_role_slugs_is_shown_where_lines_name_them() {
    let chart = "p1: { name: Imani Okafor, role: Head, role_slug: SLUG, reports_to: none }\n\
                 p2: { name: Wen Li, role: Lead, role_slug: lead_sales, reports_to: LINE }\n\
                 p3: { name: Bo Lind, role: Clerk, reports_to: vp_people }\n\
                 p4: { name: Al Haddad, role: Clerk, reports_to: okafor_wen }\n";
    for (slug, line, is_shown) in [
        ("head_of_all", "head_of_all", true),
        ("head_of_all", "p1", false),
        ("imani_okafor", "imani_okafor", false),
        ("boss", "boss", false),
    ] {
        let text = chart.replace("SLUG", slug).replace("LINE", line);
        let reports = reports(super::files(&[("org.yaml", &text)]));
        assert_eq!(reports.contains("vp_people"), is_shown, "{slug} {line}\n{reports}");
        assert!(!reports.contains("okafor_wen"), "{slug} {line}\n{reports}");
    }
}

#[test]
fn equal_titles_get_ids_that_tell_no_name() {
    let text = "- { name: Head Person, title: Head }\n- { name: Zoe, title: Clerk, manager: Head Person }\n- { name: Abe, title: Clerk, manager: Head Person }\n";
    let chart = super::read(&[("org.yaml", text)], None);
    let ids: Vec<&str> = chart.positions().map(|position| chart.id(position)).collect();
    assert_eq!(ids, ["head", "head-clerk-2", "head-clerk"]);
}

#[test]
fn an_id_that_is_made_is_neither_taken_nor_named_by_somebody() {
    let ids = |text: &str| {
        let chart = super::read(&[("a.csv", text)], None);
        chart.positions().map(|position| chart.id(position).to_owned()).collect::<Vec<_>>()
    };
    let text = "id,title,manager\nboss-dev,Boss,\n,Dev,boss-dev\n,Dev,boss-dev\n";
    assert_eq!(ids(text), ["boss-dev", "boss-dev-2", "boss-dev-3"]);
    // Who is named is not there, whatever a title looks like.
    let text = "title,manager\nBoss,\nHead: IT,Boss\nClerk,head-it\n";
    let found = super::found_in("a.csv", text);
    assert_eq!(found, ["a.csv:4 unknown-manager Clerk reports to `head-it`, which is not on the chart"]);
}

#[test]
fn first_names_as_keys_tell_who_a_line_names() {
    let text =
        "mara: { title: Boss }\njonas: { title: Clerk, manager: mara }\nuli: { title: Cook, manager: zeb }\n";
    let found = super::found_in("org.yaml", text);
    assert_eq!(found, ["org.yaml:3 unknown-manager Cook reports to an id that is not on the chart"]);
}

#[test]
fn what_stands_around_the_rows_of_a_table_is_masked() {
    let rows = "101;Frost;Geschäftsführerin;\n102;Lund;Leiter Vertrieb;101\n103;Oke;Kundenberater;102\n104;Holm;Einkäufer;199\n";
    for above in
        ["Created by Uma Bergstrand;;;\n", "# exported by uma.bergstrand@example.org\n", "Uma Bergstrand\n\n"]
    {
        for header in ["Personalnummer;Nachname;Stelle;Vorgesetzter", "Employee ID;Name;Job Title;Manager ID"]
        {
            let text = format!("\u{feff}{above}{header}\n{rows}Printed by Uma Bergstrand;;;\n");
            let reports = reports(super::files(&[("staff.csv", &text)]));
            for secret in ["Bergstrand", "bergstrand", "Frost", "Lund", "Oke"] {
                assert!(!reports.contains(secret), "{secret}\n{reports}");
            }
            assert!(reports.contains("Einkäufer reports to `199`"), "{reports}");
        }
    }
}

/// The files are as they come, and none of the secrets is in any report.
fn hides(path: &str, text: &str, secrets: &[&str]) -> String {
    let reports = reports(super::files(&[(path, text)]));
    for secret in secrets {
        let line = reports.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{path}: {secret}\n{text}");
    }
    reports
}

#[test]
fn what_a_layout_knows_as_something_else_is_never_read_as_the_title() {
    let ldif = "dn: uid=admin,ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: admin\ncn: Zita Quill\n\n\
                dn: cn=HR Manager,ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: zquill\ncn: Zita Quill\n\
                manager: uid=admin,ou=people,dc=example\n\n\
                dn: uid=max.director,ou=engineers,dc=example\nobjectClass: inetOrgPerson\nuid: max\ncn: Max Quill\n\
                manager: cn=HR Manager,ou=people,dc=example\n";
    let graph = r#"{"value":[{"id":"1","displayName":"Zita Quill","userPrincipalName":"ceo@quill.example"},
        {"id":"2","displayName":"Max Quill","userPrincipalName":"vp@quill.example","manager":{"id":"1"}},
        {"id":"3","displayName":"Bo Quill","userPrincipalName":"head@quill.example","manager":{"id":"2"}}]}"#;
    for (path, text) in [("people.ldif", ldif), ("users.json", graph)] {
        let told =
            hides(path, text, &["max.director", "dc=example", "quill", "Quill", "was read as the title"]);
        assert!(told.contains("title-missing"), "{told}");
    }
    // Columns that are known to nobody.
    let secrets = ["was read as the title", "quill", "ceo", "Quill"];
    for (key, values) in [
        ("contact", ["ceo@quill.example", "vp@quill.example", "head@quill.example"]),
        ("profileUrl", ["quill.example/ceo", "quill.example/director", "quill.example/vp"]),
        ("where", ["cn=ceo,ou=quill", "cn=director,ou=quill", "cn=vp,ou=quill"]),
        ("loginName", ["ceo", "director", "vp"]),
        ("hrefs", ["/quill/ceo", "/quill/director", "/quill/vp"]),
    ] {
        let row = |id: u8, at: usize, up: &str| format!("{id},Zita Quill,{up},{}\n", values[at]);
        let rows = [row(1, 0, ""), row(2, 1, "1"), row(3, 2, "1")].concat();
        hides("staff.csv", &format!("id,name,manager_id,{key}\n{rows}"), &secrets);
    }
    // A column of titles that is called by no known word is still learned.
    let text = "id,name,manager_id,Wat\n1,Zita Quill,,CEO\n2,Max Quill,1,Director of Sales\n3,Bo Quill,1,VP Marketing\n";
    let told = hides("staff.csv", text, &["Quill"]);
    assert!(told.contains("`Wat` was read as the title"), "{told}");
}

#[test]
fn an_id_with_a_name_beside_other_words_is_personal() {
    for id in [
        "zita_quill_ceo_001",
        "ceo-zita-quill",
        "emp_zquill",
        "E-zita-quill-1",
        "user:zita-quill",
        "github.com/zitaquill",
        "x_zita_quill",
        "ZQuill_ENG",
        "zita-quill-7f3a",
    ] {
        let csv = format!(
            "id,name,title,manager_id\n{id},Zita Quill,,\n17,Cy Poe,Clerk,{id}\n18,Al Oke,Clerk,99\n"
        );
        hides("staff.csv", &csv, &[id, "Quill"]);
        let json = format!(
            r#"[{{"id":"{id}","name":"Zita Quill"}},{{"id":"17","name":"Cy Poe","title":"Clerk","manager":"{id}"}},
            {{"id":"18","name":"Al Oke","title":"Clerk","manager":"99"}}]"#
        );
        hides("staff.json", &json, &[id, "Quill"]);
    }
    // Where that is the custom, those that name nobody are as well.
    let csv = "id,name,title,manager_id\nzita_quill_ceo_1,Zita Quill,CEO,\nal_oke_ops_2,Al Oke,COO,zita_quill_ceo_1\n\
               cy_poe_it_3,Cy Poe,Clerk,omar_haddad_lead_4\n";
    hides("staff.csv", csv, &["haddad", "quill", "oke_ops", "cy_poe"]);
    // What is made of the title, the department or a code is not.
    for (id, name, title) in [
        ("sales-lead", "Mark Sales", "Sales Lead"),
        ("head-of-sales", "Mark Sales", "Vertriebsleiter"),
        ("cto", "Carla Toms", "CTO"),
        ("p-0017", "Zita Quill", "Clerk"),
        ("emp-0017", "Emma Pohl", "Clerk"),
        ("it-desk-2", "Zita Quill", "IT Service Desk"),
    ] {
        let csv = format!(
            "id,name,title,manager_id\n1,Bo Lind,CEO,\n{id},{name},{title},1\n17,Cy Poe,Clerk,{id}\n18,Al Oke,Clerk,99\n"
        );
        let told = hides("staff.csv", &csv, &[name]);
        assert!(told.contains(id), "{id}\n{told}");
    }
}

#[test]
fn last_names_addresses_and_handles_of_an_entry_tell_whose_id_it_is() {
    let ldif = "dn: cn=Zita,ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: zquill\ncn: Zita\nsn: Quill\n\n\
                dn: cn=Max,ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: abomination_max_quill\ncn: Max\n\
                sn: Quill\n\ndn: cn=Bo,ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: starlord\ncn: Bo\n";
    hides("people.ldif", ldif, &["zquill", "quill", "starlord", "Quill"]);
    let json = r#"[{"id":"starlord","email":"starlord@x.example"},{"id":"rocket","email":"rocket@x.example",
        "title":"Clerk","manager":"starlord"},{"id":"17","title":"Clerk","manager":"rocket"},
        {"id":"18","title":"Clerk","manager":"99"}]"#;
    hides("staff.json", json, &["starlord", "rocket"]);
    // The address of a department.
    let json = r#"[{"id":"sales","email":"sales@x.example","title":"Head of Sales"},{"id":"cto","email":"cto@x.example",
        "title":"Chief Technology Officer","manager":"sales"},{"id":"18","title":"Clerk","manager":"99"},
        {"id":"19"}]"#;
    let told = hides("staff.json", json, &["x.example"]);
    assert!(told.contains("sales") && told.contains("cto"), "{told}");
    for header in
        ["username", "SamAccountName", "login", "github", "GitHub handle", "uid", "User Name", "user"]
    {
        let csv = format!(
            "{header},name,title,manager\nstarlord,Peter Quill,CEO,\nrocket,Al Oke,,starlord\nfoxy,Cy Poe,Clerk,rocket\n\
             groot,Di Fox,Clerk,gone7\n"
        );
        hides("staff.csv", &csv, &["starlord", "rocket", "foxy", "groot", "gone7"]);
    }
    // A key for ids that are made of titles.
    let csv = "uid,name,title,manager\nceo,Peter Quill,CEO,\nhead-of-sales,Al Oke,Head of Sales,ceo\n\
               clerk-2,Cy Poe,Clerk,head-of-sales\nclerk-3,Di Fox,Clerk,vp-people\n";
    assert!(hides("staff.csv", csv, &["Quill", "Oke"]).contains("vp-people"));
}

#[test]
fn names_in_other_scripts_hide_ids_in_latin_letters() {
    for (id, name) in [("ivan.petrov", "Иван Петров"), ("wangwei", "王伟"), ("tanaka2", "田中太郎")]
    {
        let csv = format!(
            "id,name,title,manager_id\n17,Bo Lind,CEO,\n{id},{name},,17\n18,Al Oke,Clerk,{id}\n19,Di Fox,Clerk,99\n"
        );
        hides("staff.csv", &csv, &[id, name]);
    }
    let csv = "id,name,title,manager_id\nceo,王伟,CEO,\nemployee-17,Иван Петров,Head of Sales,ceo\n18,田中,Clerk,99\n19,李,,employee-17\n";
    assert!(hides("staff.csv", csv, &["王伟"]).contains("employee-17"));
}

#[test]
fn comments_of_a_directory_are_masked() {
    let ldif = "# Zita is on leave\ndn: uid=1,ou=people\nobjectClass: person\nuid: 1\ncn: Al Oke\ntitle: Head\n\
                # sick since June:\n  Max Quill, too\nmanager: uid=99,ou=people\n#classOfService: gold\n\n\
                dn: uid=2,ou=people\nobjectClass: person\n# Bo Ray left\nuid: 2\ncn: Bo\n\
                manager: uid=1,ou=people\n";
    let secrets = ["Zita", "sick", "Quill", "gold", "Bo Ray"];
    let told = hides("people.ldif", ldif, &secrets);
    assert!(told.contains("Head reports to a person"), "{told}");
}

#[test]
fn what_is_not_read_of_a_directory_is_masked() {
    let ldif = "dn: cn=staff,ou=groups\nobjectClass: groupOfNames\ndescription: Zita is ill\nmember: uid=zita\n\
                a line without a key, of Zita\n goes on: Zita\n\ndn: uid=1,ou=people\nobjectClass: person\nuid: 1\n\
                cn: Al Oke\ncn: Oke Zita\nmanager: uid=99,ou=people\ndescription: Zita\ndescription: Zita\n\
                Zita Quill without a key\n\ndn: uid=2,ou=people\nmail: zita@x.example\nmail: zita@y.example\n\
                manager: uid=1,ou=people\nÉ Zita\n";
    hides("people.ldif", ldif, &["Zita", "zita", "Quill"]);
}

/// What people read of a file, line by line.
fn said_of(path: &str, text: &str) -> Vec<String> {
    let mut outcome = outcome(super::files(&[(path, text)]));
    outcome.put_together();
    let mut out = Vec::new();
    write(Format::Human, &outcome, &Options::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn keys_that_say_more_than_a_chart_needs_are_told_where_they_are_filled() {
    let head = "id,name,title,manager_id";
    let rows =
        |cells: [&str; 2]| format!("1,Zita Quill,CEO,,{}\n2,Max Quill,Sales Lead,1,{}\n", cells[0], cells[1]);
    for key in [
        "Password",
        "userPassword",
        "Kennwort",
        "Blood Group",
        "Contact d'urgence",
        "Aadhaar",
        "PAN",
        "hourly_rate",
    ] {
        let text = format!("{head},{key}\n{}", rows(["x7", ""]));
        let told = said_of("staff.csv", &text);
        assert!(told.iter().any(|one| one.contains(&format!("`{key}` says more"))), "{key} {told:?}");
        let empty = format!("{head},{key}\n{}", rows(["", " "]));
        assert!(!said_of("staff.csv", &empty).concat().contains("sensitive"), "{key}");
    }
    for key in ["PasswordLastSet", "Pan India", "Account Disabled", "loginDisabled", "nsAccountLock"] {
        let text = format!("{head},{key}\n{}", rows(["x", "x"]));
        assert!(!said_of("staff.csv", &text).concat().contains("sensitive"), "{key}");
    }
    // Columns of pay are one thing to take out.
    let text = format!("{head},Actual Pay Floor,Base Salary,Bonus,Gender\n{}", rows(["1,2,3,x", "1,2,3,x"]));
    let told = said_of("staff.csv", &text);
    let told: Vec<&String> = told.iter().filter(|one| one.contains("more about people")).collect();
    assert!(
        matches!(&told[..], [one, other] if one.contains("`Gender` says more") && other.contains("`Actual Pay Floor` and 2 more keys say more")
            || other.contains("`Gender` says more") && one.contains("`Actual Pay Floor` and 2 more keys say more")),
        "{told:?}"
    );
}

#[test]
fn a_disabled_account_is_a_status() {
    for key in
        ["Account Disabled", "accountDisabled", "isDisabled", "Disabled", "loginDisabled", "nsAccountLock"]
    {
        let text = format!(
            "id,name,title,manager_id,{key}\n1,Zita Quill,CEO,,FALSE\n2,Max Quill,Sales Lead,1,TRUE\n3,Bo Quill,Clerk,2,FALSE\n"
        );
        let told = said_of("staff.csv", &text);
        assert!(
            told.concat().contains("leaver-with-reports") && !told.concat().contains("sensitive"),
            "{key} {told:?}"
        );
    }
}

#[test]
fn a_name_that_means_nobody_is_a_vacant_seat() {
    for name in [
        "VACANTE",
        "Vakant",
        "unbesetzt",
        "N.N.",
        "POSTE VACANT",
        "à pourvoir",
        "te vervullen",
        "vacature",
        "da coprire",
        "vaga",
        "VACANTE - Ventas",
    ] {
        let text = format!(
            "id,name,title,manager_id\n1,Zita Quill,CEO,\n2,{name},Head of Sales,1\n3,Bo Quill,Clerk,2\n"
        );
        let told = said_of("staff.csv", &text);
        assert!(told.concat().contains("vacant-manager-with-reports"), "{name} {told:?}");
    }
    for name in ["Vaga Lund", "Nina Noor", "Da Silva", "Offen Bach"] {
        let text = format!(
            "id,name,title,manager_id\n1,Zita Quill,CEO,\n2,{name},Head of Sales,1\n3,Bo Quill,Clerk,2\n"
        );
        let told = said_of("staff.csv", &text);
        assert!(!told.concat().contains("vacant"), "{name} {told:?}");
    }
    let text = "id,name,title,manager_id\n1,Zita Quill,CEO,\n2,\"VACANT, formerly Uma Lind\",Head of Sales,1\n3,Bo Quill,Clerk,2\n";
    hides("staff.csv", text, &["Uma", "Lind"]);
}

#[test]
fn signs_of_databases_mean_that_nobody_is_above() {
    for word in ["-1", "nan", "NaN", "\\N", "Self"] {
        let text = format!(
            "id,name,title,manager_id\n1,Zita Quill,CEO,{word}\n2,Max Quill,Sales Lead,1\n3,Bo Quill,Clerk,2\n"
        );
        let told = said_of("staff.csv", &text);
        assert!(!told.concat().contains("unknown-manager"), "{word} {told:?}");
    }
    let json = r#"[{"id":4,"name":"Ann","job_title":"CEO","parent_id":false},{"id":2,"name":"Bo","job_title":"Head","parent_id":[4,"Ann"]},
        {"id":3,"name":"Cy","job_title":"Clerk","parent_id":[2,"Bo"]}]"#;
    let told = said_of("staff.json", json);
    assert!(!told.concat().contains("unknown-manager") && !told.concat().contains("surprise"), "{told:?}");
    // Without their signs they may be ids.
    for (id, is_told) in [("1", true), ("N", true), ("7", true)] {
        let text = format!(
            "id,name,title,manager_id\n2,Zita Quill,CEO,\n3,Max Quill,Sales Lead,2\n4,Bo Quill,Clerk,{id}\n"
        );
        let told = said_of("staff.csv", &text);
        assert_eq!(told.concat().contains("unknown-manager"), is_told, "{id} {told:?}");
    }
}

#[test]
fn one_seat_that_several_hold_is_one_finding() {
    let text = "id,name,title,manager_id\n1,A B,CEO,\n2,C D,CTO,1\n3,E F,CTO,1\n4,G H,CTO,1\n5,I J,CFO,1\n6,K L,CFO,1\n";
    let mut outcome = outcome(super::files(&[("staff.csv", text)]));
    outcome.put_together();
    let found: Vec<&str> = outcome
        .findings
        .iter()
        .filter(|finding| finding.message.contains("hold the same seat"))
        .map(|finding| &*finding.message)
        .collect();
    assert_eq!(
        found,
        [
            "3 positions hold the same seat as CTO, for the whole company",
            "2 positions hold the same seat as CFO, for the whole company"
        ]
    );
}

/// Ids of other forms are words of the chart's own; where they are not, a word may be what somebody is called in a
/// program.
#[test]
fn a_word_that_is_unlike_the_ids_of_the_chart_is_not_shown_in_place_of_a_manager() {
    let numbers = ["1", "2", "3"];
    let prefixed = ["EMP1001", "EMP1002", "EMP1003"];
    let codes = ["2UKBA18", "7XQLT04", "9PRWM55"];
    let slugs = ["boss", "fin", "desk"];
    let longer = ["boss-all", "fin-lead", "fin-desk"];
    let told = |ids: [&str; 3], manager: &str| {
        let rows = |of: &str| match of {
            "csv" => format!(
                "ID,Name,Title,Manager\n{0},Ann Ash,Director,\n{1},Bob Birch,Head of Finance,{0}\n{2},Cy Cedar,Clerk,{3}\n",
                ids[0], ids[1], ids[2], manager
            ),
            _ => format!(
                "positions:\n- {{id: {0}, title: Director}}\n- {{id: {1}, title: Head of Finance, reports_to: {0}}}\n\
                 - {{id: {2}, title: Clerk, reports_to: {3}}}\n",
                ids[0], ids[1], ids[2], manager
            ),
        };
        ["staff.csv", "org.yaml"].map(|path| {
            let text = rows(path.rsplit('.').next().unwrap());
            let reports = reports(super::files(&[(path, &text)]));
            assert!(reports.contains("unknown-manager"), "{path} {manager}");
            reports.contains(manager)
        })
    };
    for (ids, manager) in [
        (numbers, "gverhoeven"),
        (numbers, "verhoeveng"),
        (numbers, "verhg01"),
        (numbers, "gerritverhoeven"),
        (numbers, "g.verhoeven"),
        (prefixed, "gverhoeven"),
        (prefixed, "verhg01"),
        (codes, "gverhoeven"),
        (longer, "gverhoeven"),
    ] {
        assert_eq!(told(ids, manager), [false; 2], "{ids:?} {manager}");
    }
    for (ids, manager) in [
        (numbers, "199"),
        (numbers, "p-17"),
        (numbers, "cfo"),
        (prefixed, "EMP1999"),
        (codes, "3ABCD77"),
        (slugs, "purch"),
    ] {
        assert_eq!(told(ids, manager), [true; 2], "{ids:?} {manager}");
    }
    assert!(told(longer, "purch-lead")[1] && told(numbers, "head-of-sales")[1]);
}

/// Titles are shown everywhere, and so the names of people on the list are left out of them.
#[test]
fn names_of_people_on_the_list_are_left_out_of_titles() {
    let text = "ID,Name,Title,Manager ID\n1,Wendelien Oosterhout,Director,\n2,Joost Graafland,Head of Finance (Joost Graafland),9\n\
                3,Fenna Hoekstra,Fenna Hoekstra,6\n4,Sjoerd Postma,\"Assistant to Graafland, Joost\",7\n5,Sales Lead,Sales Lead,8\n";
    let secrets = ["Joost", "Graafland", "Fenna", "Hoekstra"];
    let told = hides("staff.csv", text, &secrets);
    assert!(told.contains("Head of Finance") && told.contains("Assistant to •••"), "{told}");
    assert!(told.contains("Sales Lead reports to"), "{told}");
    let chart = super::read(&[("staff.csv", text)], None);
    assert_eq!(super::lines(&chart)[1], "9>2: Head of Finance");
}
