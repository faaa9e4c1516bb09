//! Shapes that are recognised, and near misses that are not.

use orglint::chart::Field;

use super::{files, found, found_at, found_in, lines, outcome, read};

fn layout(texts: &[(&str, &str)]) -> String {
    read(texts, None).layout().to_owned()
}

#[test]
fn a_map_of_entries_names_role_slugs() {
    assert_eq!(
        found_at("handbook.yaml"),
        ["handbook.yaml:23 unknown-manager Office Manager reports to `CEO`, which is not on the chart"]
    );
    let chart = read(&[("team.yml", include_str!("../../fixtures/layouts/handbook.yaml"))], None);
    assert_eq!(chart.layout(), "map");
    assert_eq!(
        lines(&chart),
        [
            ">e01: Chief Executive Officer, co-founder",
            "e01>e02: Head of Sales",
            "e02>e03: Account Manager",
            "e02>e04: Sales Enablement Lead (interim)",
            "CEO>e05: Office Manager",
        ]
    );
}

#[test]
fn a_near_role_slug_is_offered() {
    let chart = read(&[("team.yml", include_str!("../../fixtures/layouts/handbook.yaml"))], None);
    assert_eq!(chart.role_slugs().count(), 2);
    let outcome = outcome(files(&[("team.yml", include_str!("../../fixtures/layouts/handbook.yaml"))]));
    let unknown = outcome.findings.iter().find(|finding| finding.message.contains("`CEO`")).unwrap();
    assert!(unknown.help.contains("a similar id exists: `ceo`"), "{}", unknown.help);
}

#[test]
fn a_role_slug_of_two_is_told_only_where_a_line_names_it() {
    let text = |up: &str| {
        format!(
            "a: {{ name: A A, role: Head, reports_to: none, manager_role_slug: head }}\n\
             b: {{ name: B B, role: Lead of Roads, reports_to: head, manager_role_slug: lead }}\n\
             c: {{ name: C C, role: Interim Lead, reports_to: head, manager_role_slug: lead }}\n\
             d: {{ name: D D, role: Engineer, reports_to: {up} }}\n"
        )
    };
    assert_eq!(found_in("team.yml", &text("head")), [""; 0]);
    assert_eq!(
        found_in("team.yml", &text("lead")),
        ["team.yml:4 manager-name-ambiguous `lead` in `reports_to` is the role slug of 2 positions, but \
                nobody's id"]
    );
}

#[test]
fn a_file_each_takes_its_id_from_the_files_name() {
    assert_eq!(
        found_at("people"),
        ["people/wen.yml:4 unknown-manager Account Manager reports to an id that is not on the chart"]
    );
    let chart = read(
        &[
            (
                "p/imani.yml",
                "name: Imani\nrole: <b>Chief Executive Officer</b>\ndepartments: [Executive, Board]\n",
            ),
            ("p/vacancy/lead.yml", "name: New Vacancy\nrole: Lead\nreports_to: imani\n"),
            ("p/labels.yml", "colours: { sales: blue }\n"),
        ],
        None,
    );
    assert_eq!(chart.layout(), "each-file");
    assert_eq!(lines(&chart), [">imani: Chief Executive Officer", "imani>lead: Lead"]);
    let vacant: Vec<bool> = chart.positions().map(|position| chart.is_vacant(position)).collect();
    assert_eq!(vacant, [false, true]);
    let first = chart.positions().next().unwrap();
    assert_eq!(chart.text(first, Field::Department).unwrap().text, "Executive");
}

#[test]
fn one_entry_alone_is_no_chart() {
    let text = "name: Imani\nrole: Head of Sales\nreports_to: tomas\n";
    assert_eq!(found_in("imani.yml", text), ["imani.yml:1 no-chart no chart here: the file holds one entry"]);
}

#[test]
fn a_catalogue_is_compared_both_ways() {
    assert_eq!(
        found_at("catalogue"),
        [
            "catalogue/groups.yaml:15 listed-reports-differ Product Development lists `team-b` below it, \
                which is not on the chart",
            "catalogue/teams.yaml:4 listed-reports-differ team-a is listed below `product`, but names another manager",
        ]
    );
}

#[test]
fn a_difference_is_labelled_in_both_files() {
    let outcome = outcome(super::at(&super::fixture("catalogue")));
    let differs = outcome.findings.iter().find(|finding| finding.message.starts_with("team-a")).unwrap();
    let names: Vec<&str> =
        differs.labels().map(|label| outcome.sources.get(label.place.file).path()).collect();
    assert!(names[0].ends_with("teams.yaml") && names[1].ends_with("groups.yaml"), "{names:?}");
    let texts: Vec<&str> = differs.labels().map(|label| outcome.sources.slice(label.place)).collect();
    assert_eq!(texts, ["operations", "team-a"]);
}

#[test]
fn a_user_of_two_groups_has_a_dotted_line_to_the_second() {
    let group = |name: &str, parent: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{ name: {name} }}\nspec: {{ type: team, children: []{parent} }}\n---\n"
        )
    };
    let user = "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: { name: wen.li }\nspec: { memberOf: [a, group:default/b] }\n";
    let text = group("all", "") + &group("a", ", parent: all") + &group("b", ", parent: all") + user;
    let chart = read(&[("org.yaml", &text)], None);
    assert_eq!(lines(&chart), [">all: all", "all>a: a", "all>b: b", "a>team-member: Team Member"]);
    let user = chart.positions().last().unwrap();
    let dotted: Vec<&str> = chart.dotted_lines(user).map(|line| line.to.text).collect();
    assert_eq!(dotted, ["b"]);
    assert_eq!(found_in("org.yaml", &text), [""; 0]);
}

#[test]
fn a_list_names_managers_by_name_or_address() {
    assert_eq!(
        found_at("names.yaml"),
        ["names.yaml:22 unknown-manager Account Manager reports to a person who is not on the chart"]
    );
    let text = "staff:\n\
                - { full_name: Imani Okafor, position: Head, email: Imani@example.org }\n\
                - { full_name: Wen Li, position: Lead, manager: imani@example.org }\n\
                - { full_name: Bo Lind, position: Engineer, manager: Lead }\n";
    let chart = read(&[("staff.yaml", text)], None);
    assert_eq!(chart.layout(), "list");
    assert_eq!(lines(&chart), [">head: Head", "head>lead: Lead", "lead>engineer: Engineer"]);
}

#[test]
fn the_downward_form_gives_the_lines() {
    assert_eq!(
        found_at("manages.yaml"),
        ["manages.yaml:6 listed-reports-differ Head of Sales lists `support` below it, which is not on \
                the chart"]
    );
    let chart = read(&[("org.yaml", include_str!("../../fixtures/layouts/manages.yaml"))], None);
    assert_eq!(
        lines(&chart),
        [
            ">ceo: Chief Executive Officer",
            "ceo>sales: Head of Sales",
            "ceo>finance: Chief Financial Officer",
            "sales>accounts: Account Manager",
        ]
    );
}

#[test]
fn a_report_in_two_lists_is_told() {
    let text = "a: { title: Head, manages: [b, c] }\nb: { title: Lead, manages: [d] }\nc: { title: Manager, manages: [d] }\nd: { title: Engineer }\n";
    assert_eq!(
        found_in("org.yaml", text),
        ["org.yaml:3 listed-reports-differ Engineer is listed below two positions"]
    );
}

#[test]
fn two_shapes_in_one_folder_are_not_guessed_at() {
    assert_eq!(
        found_at("unclear"),
        [
            "unclear/a.yaml:1 no-chart two shapes in one chart: `a.yaml` is a map of entries, and `b.yaml` is a list of entries"
        ]
    );
    assert!(outcome(super::at(&super::fixture("unclear"))).incomplete);
}

#[test]
fn the_native_form_goes_before_all_others() {
    let native = "positions:\n  - { id: ceo, title: CEO }\n";
    let other = "a: { title: CEO, manager: none }\nb: { title: CFO, manager: a }\n";
    assert_eq!(layout(&[("a.yaml", native), ("b.yaml", other)]), "native");
    assert_eq!(found(files(&[("a.yaml", native), ("b.yaml", other)])), [""; 0]);
    // Positions with another word for a key of orglint's own format are orglint's own format with a slip.
    for slip in [
        "people:\n  - { id: ceo, title: CEO }\n  - { id: cfo, title: CFO, manager: ceo }\n",
        "positions:\n  - { title: CEO }\n  - { title: CFO, reports_to: ceo }\n",
        "org: { title: CEO, reports: [{ title: CFO }] }\n",
        "positions: []\n",
        "position:\n  - { id: ceo, titel: CEO }\n",
    ] {
        assert_eq!(layout(&[("org.yaml", slip)]), "native", "{slip}");
    }
}

#[test]
fn other_files_are_no_charts() {
    for text in [
        "services:\n  web: { image: nginx, title: Web }\n  db: { image: postgres, title: Database }\n",
        "jobs:\n  build: { name: Build, steps: [a] }\n",
        "- { name: Build, run: make }\n- { name: Test, run: make test }\n",
        "apiVersion: v1\nkind: Group\nmetadata: { name: x }\n",
        "name: example\nversion: 1.0\n",
        "just text\n",
        "",
    ] {
        let chart = read(&[("a.yaml", text)], None);
        assert!(chart.is_native() && chart.is_empty(), "{text}");
    }
}

#[test]
fn facts_about_the_company_stand_in_a_file_of_their_own() {
    let chart = read(
        &[
            ("p/a.yml", "{ name: A A, title: Head }"),
            ("p/b.yml", "{ name: B B, title: Lead, manager: a }"),
            ("p/company.yml", "company: { employees: 2 }\nas_of: 2026-01-15\n"),
        ],
        None,
    );
    assert_eq!(chart.company_number(orglint::chart::CompanyField::Employees), Some(2.0));
    assert!(chart.as_of().is_some() && chart.len() == 2);
}

#[test]
fn comments_allow_findings_here_too() {
    let text = "a: { title: Head, manager: none }\nb:\n  title: Lead\n  manager: gone  # orglint: allow(unknown-manager) -- joins in May\n";
    assert_eq!(found_in("org.yaml", text), [""; 0]);
    assert_eq!(found_in("org.yaml", &text.replace("unknown-manager", "no-root")).len(), 2);
}

#[test]
fn values_that_do_not_fit_a_field_are_told_once_for_it() {
    let text = "a: { title: Head, manager: none, status: active, fte: full, since: 2020 }\nb: { title: Lead, manager: a, status: acting, fte: half }\n";
    let chart = read(&[("org.yaml", text)], None);
    assert_eq!(
        found_in("org.yaml", text),
        [
            "org.yaml:1 wrong-type `fte` was read as a share of full time, which 2 values are not",
            "org.yaml:1 wrong-type `since` was read as a date such as `2026-01-15`, which 1 value is not",
        ]
    );
    let status: Vec<Option<&str>> =
        chart.positions().map(|position| chart.text(position, Field::Status).map(|text| text.text)).collect();
    assert_eq!(status, [None, Some("acting")]);
}

#[test]
fn a_key_that_is_written_empty_leaves_the_word_to_the_next_one() {
    let text = "- { name: Head Person, title: Head }\n\
                - { name: Zoe, title: ~, job_title: Clerk, manager: Head Person }\n\
                - { name: Abe, title: \"\", job_title: Driver, manager: Head Person }\n\
                - { name: Bo, title: [], job_title: Cook, manager: Head Person }\n";
    let chart = read(&[("org.yaml", text)], None);
    assert_eq!(lines(&chart), [">head: Head", "head>clerk: Clerk", "head>driver: Driver", "head>cook: Cook"]);
}

#[test]
fn lists_of_ids_in_positions_are_lines() {
    let text = "positions:\n\
        - { id: ceo, title: CEO, direct_reports: [cto, cio, hr] }\n\
        - { id: cto, title: CTO, direct_reports: [eng] }\n\
        - { id: cio, title: CIO }\n\
        - { id: eng, title: Engineering Manager }\n";
    let chart = read(&[("org.yaml", text)], None);
    assert_eq!(lines(&chart), [">ceo: CEO", "ceo>cto: CTO", "ceo>cio: CIO", "cto>eng: Engineering Manager"]);
    assert_eq!(
        found_in("org.yaml", text),
        ["org.yaml:2 listed-reports-differ CEO lists `hr` below it, which is not on the chart"]
    );
    // What is managed may be no position.
    let text = "positions:\n\
        - { id: ceo, title: CEO }\n\
        - { id: cio, title: CIO, reports_to: ceo, manages: [wide area network, service desk] }\n";
    assert_eq!(lines(&read(&[("org.yaml", text)], None)), [">ceo: CEO", "ceo>cio: CIO"]);
}

#[test]
fn reports_beside_direct_reports_are_the_manager_or_nothing() {
    let lists = |reports: [&str; 2]| {
        format!(
            "ceo: {{ title: CEO, reports: [], direct_reports: [cto, cio] }}\n\
             cto: {{ title: CTO, reports: [{}], direct_reports: [eng] }}\n\
             cio: {{ title: CIO, direct_reports: [] }}\n\
             eng: {{ title: Engineering Manager, reports: [{}] }}\n",
            reports[0], reports[1]
        )
    };
    let known = [">ceo: CEO", "ceo>cto: CTO", "ceo>cio: CIO", "cto>eng: Engineering Manager"];
    for reports in [["ceo", "cto"], ["weekly status", "burn down"]] {
        let text = lists(reports);
        assert_eq!(lines(&read(&[("org.yaml", &text)], None)), known);
        let told = found_in("org.yaml", &text);
        let is_about_cio = |line: &String| line.contains("CIO");
        assert!(told.iter().all(is_about_cio), "{told:?}");
    }
}

#[test]
fn people_count_beside_their_departments() {
    let text = "agents:\n\
        - { id: main, role: CEO, reportsTo: null }\n\
        - { id: arch, role: Architect, reportsTo: main }\n\
        - { id: back, role: Developer, reportsTo: arhc }\n\
        orgUnits:\n\
        - { id: company, name: Company }\n\
        - { id: eng, name: Engineering, parentId: company, headId: arch }\n";
    let chart = read(&[("org.yaml", text)], None);
    assert_eq!(lines(&chart), [">main: CEO", "main>arch: Architect", "arhc>back: Developer"]);
}

#[test]
fn keys_of_a_map_are_ids_where_entries_name_them_as_managers() {
    let text = "ann: { pay_grade: 9 }\nbob: { manager: ann }\ncid: { manager: bob }\ndee: { manager: bo }\n";
    let told = found_in("org.yaml", text);
    assert_eq!(told.iter().filter(|line| line.contains("unknown-manager")).count(), 1, "{told:?}");
    assert_eq!(read(&[("org.yaml", text)], None).len(), 4);
    // Owners of services are not managers.
    let text = "api: { owner: web }\nweb: { owner: api }\ndata: { owner: api }\n";
    assert_eq!(read(&[("org.yaml", text)], None).len(), 0);
}

#[test]
fn two_who_are_named_together_are_both_known() {
    let table = |up: &str, title: &str| {
        format!(
            "Name,Job Title,Manager\nMara Frost,CEO,\nKim Roth,Head of Sales,Mara Frost\nEva Ott,{title},Mara Frost\nIda Holm,Seller,{up}\n"
        )
    };
    // Who share a position are one manager.
    let shared = table("Kim Roth / Eva Ott", "Head of Sales");
    let told = found_in("org.csv", &shared);
    assert!(!told.iter().any(|line| line.contains("Seller")), "{told:?}");
    let told = found_in("org.csv", &table("Kim Roth & Eva Ott", "Head of Marketing"));
    assert!(told.iter().any(|line| line.contains("several-solid-managers")), "{told:?}");
    // Marks alone name nobody, and do not say that nobody is above.
    let told = found_in("org.csv", &table(" ; ", "Head of Marketing"));
    assert!(told.iter().any(|line| line.contains("unknown-manager")), "{told:?}");
    let told = found_in("org.csv", &table("Kim Roth / Ole By", "Head of Marketing"));
    assert!(told.iter().any(|line| line.contains("unknown-manager")), "{told:?}");
}

#[test]
fn what_stands_behind_a_name_in_brackets_is_no_part_of_it() {
    let text = "Worker,Business Title,Manager\nMara Frost (On Leave),CEO,\nIda Holm [C],Head of IT,Mara Frost\nJon Berg,DBA,Ida Holm\n";
    let chart = read(&[("org.csv", text)], None);
    assert_eq!(lines(&chart), [">ceo: CEO", "ceo>head-of-it: Head of IT", "head-of-it>dba: DBA"]);
}

#[test]
fn a_header_that_says_the_manager_is_believed_beside_values_that_name_nobody() {
    let text = "Nr;Name;Funktion;Vorgesetzte/r\n1;Mara Frost;Geschäftsführerin;\n2;Peer Lund;Leiter IT;1\n\
                3;Ida Holm;Entwicklerin;2\n4;Jon Berg;Entwickler;7\n5;Eva Ott;Entwicklerin;8\n";
    let told = found_in("org.csv", text);
    assert_eq!(told.iter().filter(|line| line.contains("unknown-manager")).count(), 2, "{told:?}");
    // A buddy is none, whatever the header says of whom else.
    let told = found_in("org.csv", &text.replace("Vorgesetzte/r", "Pate"));
    assert!(!told.iter().any(|line| line.contains("unknown-manager")), "{told:?}");
}

#[test]
fn chiefs_beside_what_is_read_are_told() {
    let text = "ceo: Mara Frost\ncto: { name: Peer Lund }\nversion: 3\nteams:\n  platform: { lead: Jon Berg, members: [A, B] }\n";
    let told = found_in("org.yaml", text);
    assert_eq!(told.iter().filter(|line| line.contains("unread-positions")).count(), 2, "{told:?}");
}

#[test]
fn positions_by_key_are_a_map() {
    let text = "positions:\n  ceo: { title: CEO }\n  cto: { title: CTO, reports_to: ceo }\n  ops: { title: Head of Operations, manager: ce0 }\n";
    let chart = read(&[("org.yaml", text)], None);
    assert_eq!(lines(&chart), [">ceo: CEO", "ceo>cto: CTO", "ce0>ops: Head of Operations"]);
}

#[test]
fn nobody_is_missing_who_may_be_in_what_is_not_read() {
    let text = "positions:\n- { id: cto, title: CTO, reports_to: ceo }\n- { id: cio, title: CIO, reports_to: ceo }\n";
    let told = found_in("org.yaml", text);
    assert!(told.iter().any(|line| line.contains("unknown-manager")), "{told:?}");
    let told = found_in("org.yaml", &format!("{text}chiefs:\n- {{ id: ceo, title: CEO, name: A B }}\n"));
    assert_eq!(told, ["org.yaml:4 unread-positions 1 position under `chiefs` is not read"]);
}

/// Nobody is dropped without a word: a list of names under a word for reports is told, where no position is called so.
#[test]
fn lists_of_names_below_a_position_are_told() {
    let tree = "name: Ann Ash\ntitle: Director\nteam:\n- name: Bob Birch\n  title: Head of Finance\n  LIST\n- { name: Cy Cedar, title: Clerk }\n";
    let native = "org:\n  name: Ann Ash\n  title: Director\n  reports:\n  - name: Bob Birch\n    title: Head of Finance\n    LIST\n  - { name: Cy Cedar, title: Clerk }\n";
    for (list, message) in [
        ("team: [Eve Elm, Di Dogwood]", Some("2 people under `team` are not read")),
        ("staff: [Eve Elm, Cy Cedar]", Some("1 person under `staff` is not read")),
        ("people: [elm, fay]", Some("2 people under `people` are not read")),
        ("employees: { lead: Eve Elm, other: Fay Fir }", Some("2 people under `employees` are not read")),
        ("mitarbeiter: [Eve Elm]", Some("1 person under `mitarbeiter` is not read")),
        ("team: [Cy Cedar]", None),
        ("team: [Platform, Payments]", None),
        ("team: Payments", None),
        ("staff: [12, 14]", None),
        ("staff: { senior: 3, junior: 2 }", None),
        ("staff: []", None),
    ] {
        for chart in [tree, native] {
            let text = chart.replace("LIST", list);
            let run = super::files(&[("org.yaml", &text)]);
            let told = super::told(&run.outcome).concat();
            assert_eq!(told.contains("not read"), message.is_some(), "{text}\n{told}");
            assert!(message.is_none_or(|message| told.contains(message)), "{text}\n{told}");
            if message.is_some() {
                let reports = super::privacy::reports(run);
                assert!(!["Elm", "Fay"].iter().any(|name| reports.contains(name)), "{reports}");
            }
        }
    }
}
