//! Exports of directories, teams as code, and what programs that draw keep.

use super::{found_in, lines, read};

/// The last of these entries names a manager who is not on the chart; nothing else is to be told.
fn has_one_line_to_nobody(path: &str, text: &str, layout: &str) {
    let chart = read(&[(path, text)], None);
    assert_eq!(chart.layout(), layout, "{text}");
    let found = found_in(path, text);
    assert!(matches!(&found[..], [one] if one.contains("unknown-manager")), "{text}\n{found:?}");
    for name in ["Frost", "Lund", "Oke", "Ghost", "example.org"] {
        assert!(!found[0].contains(name), "{found:?}");
    }
}

#[test]
fn microsoft_graph() {
    let users = [
        r#"{ "id": "a1", "displayName": "Mara Frost", "jobTitle": "Managing Director", "userPrincipalName": "m@example.org", "accountEnabled": true }"#,
        r#"{ "id": "a2", "displayName": "Peer Lund", "jobTitle": "Head of Sales", "userPrincipalName": "p@example.org",
             "directReports": [{ "id": "a3", "displayName": "Sade Oke", "jobTitle": "Account Manager" }],
             "manager": { "@odata.type": "microsoft.graph.user", "id": "a1", "displayName": "Mara Frost" } }"#,
        r#"{ "id": "a3", "displayName": "Sade Oke", "jobTitle": "Account Manager", "userPrincipalName": "s@example.org", "manager": { "id": "a2" } }"#,
        r#"{ "id": "a4", "displayName": null, "jobTitle": "Account Manager", "userPrincipalName": "g@example.org", "manager@delta": [{ "id": "a9" }] }"#,
    ]
    .join(",\n");
    has_one_line_to_nobody("users.json", &format!("{{ \"value\": [{users}] }}"), "entra");
    has_one_line_to_nobody("users.json", &format!("[{users}]"), "entra");
    // As a shell writes it.
    let shell = users
        .replace("\"id\"", "\"Id\"")
        .replace("\"manager\"", "\"Manager\"")
        .replace("jobTitle", "JobTitle");
    has_one_line_to_nobody("users.json", &format!("[{shell}]"), "entra");
}

#[test]
fn scim() {
    for (urn, key) in [
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value"),
        ("urn:scim:schemas:extension:enterprise:1.0", "managerId"),
    ] {
        let text = format!(
            r#"{{ "totalResults": 3, "Resources": [
 {{ "id": "a1", "userName": "mara@example.org", "name": {{ "givenName": "Mara", "familyName": "Frost" }}, "title": "Managing Director", "active": true }},
 {{ "id": "a2", "userName": "peer@example.org", "title": "Head of Sales", "active": true, "{urn}": {{ "department": "Sales", "manager": {{ "{key}": "a1" }} }} }},
 {{ "id": "a3", "userName": "sade@example.org", "title": "Account Manager", "active": true, "{urn}": {{ "manager": {{ "{key}": "a9" }} }} }}
] }}"#
        );
        has_one_line_to_nobody("users.json", &text, "scim");
        let chart = read(&[("users.json", &text)], None);
        assert_eq!(lines(&chart)[1], "a1>a2: Head of Sales");
    }
}

#[test]
fn a_user_name_alone_makes_no_scim() {
    let list = r#"[{ "id": "u1", "userName": "mara", "name": "Mara Frost", "title": "Head", "managerId": null },
 { "id": "u2", "userName": "peer", "name": "Peer Lund", "title": "Clerk", "managerId": "u1" },
 { "id": "u3", "userName": "sade", "name": "Sade Oke", "title": "Clerk", "managerId": "u9" }]"#;
    for key in ["userName", "username", "user_name"] {
        has_one_line_to_nobody("users.json", &list.replace("userName", key), "list");
    }
    for (told, at) in [
        (r#", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]"#, ""),
        (r#", "emails": [{ "value": "mara@example.org" }]"#, ""),
        ("", r#"{ "Resources": "#),
    ] {
        let text = list.replace(r#", "title""#, &format!(r#"{told}, "title""#));
        let text = if at.is_empty() { text } else { format!("{at}{text} }}") };
        has_one_line_to_nobody("users.json", &text, "scim");
    }
}

#[test]
fn a_known_word_for_the_manager_is_read_in_every_export() {
    let graph = r#"[{ "id": "1", "displayName": "Mara Frost", "jobTitle": "Head", "userPrincipalName": "m@example.org", "KEY": null },
 { "id": "2", "displayName": "Peer Lund", "jobTitle": "Clerk", "userPrincipalName": "p@example.org", "KEY": "VALUE" }]"#;
    for (key, value) in [("manager", "Mara Frost"), ("managerEmail", "m@example.org"), ("lineManagerId", "1")]
    {
        let text = |value| graph.replace("KEY", key).replace("VALUE", value);
        assert_eq!(found_in("users.json", &text(value)), [""; 0], "{key}");
        has_one_line_to_nobody("users.json", &text("zz9"), "entra");
    }
    // Teams call their holders managers.
    let teams = "teams:\n- { slug: a, name: Sales, manager: Mara Frost, members: [x, y] }\n\
                 - { slug: b, name: Sales North, parent_team: a, manager: Peer Lund, members: [z] }\n";
    assert_eq!(lines(&read(&[("teams.yaml", teams)], None))[1], "a>b: Sales North");
}

#[test]
fn any_address_of_an_account_names_it() {
    let okta = r#"[{ "id": "1", "profile": { "login": "m@corp.example", "email": "mara@example.org", "title": "Head" } },
 { "id": "2", "profile": { "login": "p@corp.example", "title": "Clerk", "managerEmail": "mara@example.org" } }]"#;
    assert_eq!(found_in("users.json", okta), [""; 0]);
    let google = r#"{ "users": [{ "id": "1", "primaryEmail": "m@example.org", "aliases": ["mara@example.org"], "organizations": [{ "title": "Head" }] },
 { "id": "2", "primaryEmail": "p@example.org", "organizations": [{ "title": "Clerk" }], "relations": [{ "value": "mara@example.org", "type": "manager" }] }] }"#;
    assert_eq!(found_in("users.json", google), [""; 0]);
}

#[test]
fn a_directory_as_text_is_one_whatever_its_keys_are() {
    let text = "dn: uid=m,dc=example\nid: 1\nusername: mara\nemail: m@example.org\nname.formatted: Mara Frost\ntitle: Head\n\n\
                dn: uid=p,dc=example\nid: 2\nusername: peer\nemail: p@example.org\nname.formatted: Peer Lund\ntitle: Clerk\n\
                manager: uid=m,dc=example\n\n\
                dn: uid=s,dc=example\nid: 3\nusername: sade\ntitle: Clerk\nmanager: uid=gone,dc=example\n";
    has_one_line_to_nobody("staff.ldif", text, "ldap");
}

#[test]
fn google_and_okta() {
    let google = r#"{ "kind": "admin#directory#users", "users": [
 { "id": "1", "primaryEmail": "mara@example.org", "organizations": [{ "title": "Managing Director" }] },
 { "id": "2", "primaryEmail": "peer@example.org", "organizations": [{ "title": "Adviser" }, { "title": "Head of Sales", "primary": true }],
   "relations": [{ "value": "desk@example.org", "type": "assistant" }, { "value": "Mara@example.org", "type": "manager" }] },
 { "id": "3", "primaryEmail": "sade@example.org", "organizations": [{ "title": "Account Manager" }], "relations": [{ "value": "gone@example.org", "type": "manager" }] }
] }"#;
    has_one_line_to_nobody("users.json", google, "google");
    assert_eq!(lines(&read(&[("users.json", google)], None))[1], "1>2: Head of Sales");
    let okta = r#"[
 { "id": "00u1", "status": "ACTIVE", "profile": { "login": "mara@example.org", "firstName": "Mara", "lastName": "Frost", "title": "Managing Director", "employeeNumber": "1" } },
 { "id": "00u2", "status": "PASSWORD_EXPIRED", "profile": { "login": "peer@example.org", "title": "Head of Sales", "employeeNumber": "2", "managerId": "1", "manager": "Mara Frost" } },
 { "id": "00u3", "status": "ACTIVE", "profile": { "login": "sade@example.org", "title": "Account Manager", "employeeNumber": "3", "managerId": "9" } }
]"#;
    has_one_line_to_nobody("users.json", okta, "okta");
    // Whom nobody reports to may have left.
    let gone = okta.replace("PASSWORD_EXPIRED", "DEPROVISIONED").replace("\"9\"", "\"2\"");
    let outcome = super::outcome(super::files(&[("users.json", &gone)]));
    let rules: Vec<&str> = outcome.findings.iter().map(|finding| &*outcome.rule(finding.rule).id).collect();
    assert_eq!(rules, ["leaver-with-reports"]);
}

#[test]
fn directories() {
    let ldif = "version: 1\n\ndn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n\n\
        # the head\ndn: uid=mara,ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\ncn: Mara Frost\ncn: M. Frost\n\
        title: Managing Director\njpegPhoto:: /9j/4AAQ\n\n\
        dn: uid=peer,ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\ncn: Peer Lund\ntitle;lang-en: Head of\n  Sales\n\
        manager: uid=Mara,ou=people,\n dc=example,dc=org\n\n\
        dn: cn=printer,dc=example,dc=org\nobjectClass: device\n\n\
        dn:: dWlkPXNhZGUsb3U9cGVvcGxlLGRjPWV4YW1wbGUsZGM9b3Jn\ncn: Sade Oke\ntitle:: QnV5ZXI=\n\
        manager:: dWlkPWdpbCxvdT1wZW9wbGUsZGM9ZXhhbXBsZSxkYz1vcmc=\n\n# search result\nsearch: 2\nresult: 0 Success\n";
    for ending in ["\n", "\r\n"] {
        let text = ldif.replace('\n', ending);
        has_one_line_to_nobody("staff.ldif", &text, "ldap");
        let chart = read(&[("staff.ldif", &text)], None);
        let titles: Vec<String> =
            lines(&chart).iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect();
        assert_eq!(titles, ["Managing Director", "Head of Sales", "Buyer"]);
    }
    let shell = "\nDistinguishedName : CN=Mara Frost,DC=example,DC=org\nEnabled : True\nManager : \nSamAccountName : mara\nTitle : Managing Director\n\n\
        DistinguishedName : CN=Peer Lund,DC=example,DC=org\nManager : CN=Mara Frost,DC=example,DC=org\nTitle : Head of Sales\n\n\
        DistinguishedName : CN=Sade Oke,DC=example,DC=org\nManager : CN=Gil Ghost,DC=example,DC=org\nTitle : Buyer\n";
    has_one_line_to_nobody("staff.txt", shell, "ldap");
    let json = r#"[
 { "DistinguishedName": "CN=Mara Frost,DC=example,DC=org", "Manager": null, "Name": "Mara Frost", "Title": "Managing Director" },
 { "DistinguishedName": "CN=Peer Lund,DC=example,DC=org", "Manager": "CN=Mara Frost, DC=example, DC=org", "Name": "Peer Lund", "Title": "Head of Sales" },
 { "DistinguishedName": "CN=Sade Oke,DC=example,DC=org", "Manager": "CN=Gil Ghost,DC=example,DC=org", "Name": "Sade Oke", "Title": "Buyer" }
]"#;
    has_one_line_to_nobody("staff.json", json, "ldap");
}

#[test]
fn teams_as_code() {
    let text = "orgs:\n  works:\n    admins: [mara-frost]\n    members: [peer-lund, sade-oke]\n    teams:\n      platform:\n        \
        description: Platform, and more\n        maintainers: [mara-frost, peer-lund]\n        members: []\n        teams:\n          \
        build:\n            members: [sade-oke]\n";
    let chart = read(&[("teams.yaml", text)], None);
    assert_eq!(
        (chart.layout(), lines(&chart)),
        ("teams", vec![">platform: platform".to_owned(), "platform>build: build".to_owned()])
    );
    assert_eq!((found_in("teams.yaml", text), chart.members), (vec![], 1));
    for text in [
        "teams:\n  eng: { description: x }\n  plat: { parent_team: eng, members: [a-b] }\n  build: { parent_team: palt, members: [] }\n",
        "teams:\n- { name: Engineering, members: [] }\n- { name: Platform, parent_team: engineering, members: [{ username: a-b, role: maintainer }] }\n- { name: Build, parent_team: platfrom, members: [] }\n",
    ] {
        has_one_line_to_nobody("teams.yaml", text, "teams");
    }
    // People in teams are still people.
    let text = "teams:\n- name: Sales\n  members:\n  - { name: Peer Lund, title: Account Manager }\n  - { name: Sade Oke, title: Buyer }\n";
    assert_eq!(read(&[("teams.yaml", text)], None).len(), 3);
}

#[test]
fn nodes_and_edges() {
    let nodes = r#"[{ "id": "a", "title": "Managing Director" }, { "id": "b", "title": "Head of Sales" }, { "id": "c", "title": "Buyer" },
 { "id": "d", "title": "Buyer" }]"#;
    let inner = nodes.replace("{ \"id\"", "{ \"data\": { \"id\"").replace('}', "} }");
    // For each pair the manager, then the report.
    let pairs = [("a", "b"), ("b", "c"), ("b", "d")];
    for (one, other) in [("source", "target"), ("from", "to"), ("target", "source"), ("manager", "employee")]
    {
        let edge = |(up, report): (&str, &str)| format!(r#"{{ "{one}": "{up}", "{other}": "{report}" }}"#);
        let edges: Vec<String> = pairs.into_iter().map(edge).collect();
        let edges = edges.join(",\n");
        let data = edges.replace("{ ", "{ \"data\": { ").replace('}', "} }");
        for text in [
            format!(r#"{{ "nodes": {nodes}, "edges": [{edges}] }}"#),
            format!(r#"{{ "links": [{edges}], "nodes": {nodes} }}"#),
            format!(r#"{{ "graph": {{ "nodes": {nodes}, "edges": [{edges}] }} }}"#),
            format!(r#"{{ "elements": {{ "nodes": {inner}, "edges": [{data}] }} }}"#),
            format!(r"[{}, {data}]", inner.trim_matches(['[', ']'])),
        ] {
            let chart = read(&[("drawn.json", &text)], None);
            assert_eq!(
                lines(&chart),
                [">a: Managing Director", "a>b: Head of Sales", "b>c: Buyer", "b>d: Buyer"],
                "{text}"
            );
            assert_eq!(found_in("drawn.json", &text), [""; 0], "{text}");
        }
    }
}

#[test]
fn edges_that_lead_nowhere_are_told() {
    let text = |edges: &str| {
        format!(
            "nodes:\n- {{ id: a, title: Head }}\n- {{ id: b, title: Lead }}\n- {{ id: c, title: Clerk }}\nedges:\n{edges}"
        )
    };
    for (edges, told) in [
        (
            "- [a, b]\n- [b, c]\n- [a, x]\n",
            "listed-reports-differ Head lists `x` below it, which is not on the chart",
        ),
        ("- [a, b]\n- [x, c]\n", "unknown-manager Clerk reports to `x`, which is not on the chart"),
        ("- [a, b]\n- [a, c]\n- [b, c]\n", "several-solid-managers Clerk has 2 solid lines: to `a` and `b`"),
        ("- [a, b]\n- [b, c]\n- [x, y]\n", "unknown-manager `y` reports to `x`, which is not on the chart"),
    ] {
        let found = found_in("drawn.yaml", &text(edges));
        assert!(found.iter().any(|line| line.ends_with(told)), "{edges}\n{found:?}");
    }
    // A dotted edge is no second manager.
    let dotted = "- { from: a, to: b }\n- { from: b, to: c }\n- { from: a, to: c, style: dotted }\n";
    assert_eq!(found_in("drawn.yaml", &text(dotted)), [""; 0]);
    // Nodes by their numbers.
    let numbers = text("- [0, 1]\n- [1, 2]\n").replace("id: ", "label: ");
    assert_eq!(lines(&read(&[("drawn.yaml", &numbers)], None)), [">0: Head", "0>1: Lead", "1>2: Clerk"]);
}

#[test]
fn a_list_of_maps() {
    for text in [
        r#"[{ "md": { "title": "Head" }, "sales": { "title": "Lead", "manager": "md" } }]"#,
        r#"[{ "md": { "title": "Head" } }, { "sales": { "title": "Lead", "manager": "md" } }]"#,
    ] {
        assert_eq!(lines(&read(&[("a.json", text)], None)), [">md: Head", "md>sales: Lead"]);
    }
}

#[test]
fn membership_is_what_groups_and_users_say_together() {
    let group = |name: &str, spec: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{ name: {name} }}\nspec: {{ type: team, children: [], {spec} }}\n---\n"
        )
    };
    let user = |name: &str, spec: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n---\n"
        )
    };
    let text = group("works", "members: [mara.frost]")
        + &group("team-a", "parent: works, members: [mara.frost, peer.lund]")
        + &user("mara.frost", "memberOf: []")
        + &user("peer.lund", "memberOf: [works]")
        + &user("ida.holm", "memberOf: [lost]")
        + &user("sade.oke", "memberOf: [lost, team-a]");
    let found = found_in("org.yaml", &text);
    assert!(
        matches!(&found[..], [one] if one.contains("unknown-manager 2 positions report to `lost`")),
        "{found:?}"
    );
    let chart = read(&[("org.yaml", &text)], None);
    let above: Vec<String> =
        lines(&chart).iter().map(|line| line.split('>').next().unwrap().to_owned()).collect();
    assert_eq!(above, ["", "works", "works", "works", "lost", ""]);
    let report = super::privacy::reports(super::files(&[("org.yaml", &text)]));
    for name in ["frost", "lund", "holm", "sade.oke"] {
        assert!(!report.contains(name), "{report}");
    }
}

#[test]
fn units_of_which_none_stands_above_another_lack_no_top() {
    let group = |name: &str, spec: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{ name: {name} }}\nspec: {{ type: team, children: [{spec}] }}\n---\n"
        )
    };
    let flat = group("a", "") + &group("b", "") + &group("c", "");
    assert_eq!(found_in("org.yaml", &flat), [""; 0]);
    // Beside units that are above others it is worth a word, and no warning.
    let run = super::files(&[("org.yaml", &(group("works", "a") + &flat))]);
    let found = &run.outcome.findings;
    assert!(!found.is_empty());
    for finding in found.iter().filter(|finding| finding.severity > orglint::finding::Severity::Info) {
        assert_eq!(&*run.outcome.rule(finding.rule).id, "listed-reports-differ");
    }
}

#[test]
fn trees_of_drawing_libraries() {
    let boxes = |text: &str| {
        let person = |name: &str, title: &str, inside: &str| {
            let text = text.replace("NAME", name).replace("TITLE", title);
            format!(r#"{{ {text}, "collapsed": false, "children": [{inside}] }}"#)
        };
        let staff = [person("Peer Lund", "Chief Sales Officer", ""), person("Sade Oke", "Head of Tax", "")];
        person("Mara Frost", "Managing Director", &staff.join(", "))
    };
    for (text, at) in [
        (
            r#""text": { "name": "NAME", "title": "TITLE" }"#,
            r##"{ "chart": { "container": "#c" }, "nodeStructure": TREE }"##,
        ),
        (r#""label": "NAME", "data": { "title": "TITLE" }"#, "[TREE]"),
        (r#""label": "TITLE", "data": { "name": "NAME" }"#, "TREE"),
        (r#""name": "NAME", "attributes": { "title": "TITLE" }"#, "TREE"),
        (r#""name": "NAME", "title": "TITLE""#, r#"{ "root": TREE, "total": 3 }"#),
    ] {
        let text = at.replace("TREE", &boxes(text));
        let chart = read(&[("boxes.json", &text)], None);
        assert_eq!(
            lines(&chart),
            [
                ">managing-director: Managing Director",
                "managing-director>chief-sales-officer: Chief Sales Officer",
                "managing-director>head-of-tax: Head of Tax"
            ],
            "{text}"
        );
        assert_eq!(found_in("boxes.json", &text), [""; 0], "{text}");
    }
    // Settings, a menu and what else has items in items are not charts.
    for text in [
        r#"{ "name": "site", "nav": { "title": "Home", "children": [{ "title": "About" }] } }"#,
        r#"{ "data": { "attributes": { "colour": "red" }, "children": [] } }"#,
    ] {
        let found = found_in("menu.json", text);
        assert!(found.iter().any(|finding| finding.contains("no-chart")), "{found:?}");
    }
}

/// A tree in the answer of a service, or beside what a program keeps of its own, is read whole.
#[test]
fn trees_under_keys_of_any_name() {
    let tree = r#"{ "id": "ceo", "title": "CEO", "name": "Mara Frost", "children": [
        { "id": "coo", "title": "COO", "name": "Peer Lund", "children": [] } ] }"#;
    for at in [
        r#"{ "success": true, "data": TREE }"#,
        r#"{ "updated": "1 Oct", "data": TREE }"#,
        r#"{ "updated": "1 Oct", "levels": [{ "id": "L1", "name": "Coach" }], "hq": TREE }"#,
    ] {
        let text = at.replace("TREE", tree);
        assert_eq!(found_in("tree.json", &text), [""; 0], "{text}");
        assert_eq!(lines(&read(&[("tree.json", &text)], None)), [">ceo: CEO", "ceo>coo: COO"], "{text}");
    }
    // A text that says again who is above is not another manager.
    let text = r#"{ "house": { "id": "ceo", "title": "Chief Executive Officer", "holder": "Mara Frost", "children": [
        { "id": "coo", "title": "COO", "holder": "Peer Lund", "reportsTo": "CEO", "children": [
            { "id": "ops", "title": "Head of Operations", "holder": "Sade Oke", "reportsTo": "COO" } ] } ] } }"#;
    assert_eq!(found_in("house.json", text), [""; 0]);
}

/// People beside the teams that they are in are the chart; teams name the organisation as what is above them.
#[test]
fn people_and_teams_and_the_organisation_in_one_file() {
    let text = "members:\n  - { name: Mara Frost, role: Programme Leader }\n  \
                - { name: Peer Lund, role: Manager, reports_to: Mara Frost }\n\
                teams:\n  - { name: workspaces, manager: Peer Lund, members: [Peer Lund] }\n";
    assert_eq!(lines(&read(&[("team.yaml", text)], None)).len(), 2);
    assert_eq!(found_in("team.yaml", text), [""; 0]);
    let text = r#"{ "organisation": "Corporate Services", "teams": [
        { "team": "Digital", "parent_team": "Corporate Services", "members": ["E1", "E2"] },
        { "team": "Web", "parent_team": "Digital", "members": ["E3"] } ] }"#;
    assert_eq!(found_in("teams.json", text), [""; 0]);
    // Any other text is a team that is not there.
    let gone = text.replacen("Corporate Services\", \"members", "Facilities\", \"members", 1);
    assert_eq!(found_in("teams.json", &gone).len(), 1);
}

#[test]
fn people_without_ids_and_their_lines_beside_them() {
    let people = "people:\n  - { name: Mara Frost, role: Programme Leader }\n  \
                  - { name: Peer Lund, role: Manager, reports_to: Mara Frost }\n";
    assert_eq!(found_in("org.yaml", people), [""; 0]);
    let text = r#"{ "people": [{ "id": "a", "title": "Director" }, { "id": "b", "title": "Clerk" }],
        "links": [{ "from": "a", "to": "b" }] }"#;
    assert_eq!(found_in("org.json", text), [""; 0]);
    assert_eq!(lines(&read(&[("org.json", text)], None)), [">a: Director", "a>b: Clerk"]);
    // Links of the native form are the company's own.
    let own = "positions:\n  - { id: a, title: Director }\n  - { id: b, title: Clerk, reports_to: a }\n\
               links:\n  - { from: a, to: b }\n";
    assert_eq!(found_in("org.yaml", own).len(), 1);
}

/// Records of a directory that are about something else are left out, and counted.
#[test]
fn records_that_describe_nobody() {
    let ldif = "dn: cn=users,ou=Groups,dc=e,dc=com\nchangetype: modify\nadd: memberUid\nmemberUid: lucas\n\n\
                dn: uid=a1,ou=People,dc=e,dc=com\nobjectClass: inetOrgPerson\nuid: a1\ncn: Mara Frost\ntitle: Director\n\n\
                dn: uid=b2,ou=People,dc=e,dc=com\nobjectClass: inetOrgPerson\nuid: b2\ncn: Peer Lund\ntitle: Clerk\n\
                manager: uid=a1,ou=People,dc=e,dc=com\n";
    let graph = r#"{ "value": [
        { "id": "1", "displayName": "Mara Frost", "jobTitle": "Director", "userPrincipalName": "m@example.org" },
        { "id": "2", "displayName": "Peer Lund", "jobTitle": "Clerk", "userPrincipalName": "p@example.org", "manager": { "id": "1" } },
        { "id": "3", "@removed": { "reason": "changed" } } ] }"#;
    let scim = r#"{ "Resources": [
        { "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "m", "title": "Director" },
        { "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "2", "userName": "p", "title": "Clerk",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "1" } } },
        { "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "9", "displayName": "Team" } ] }"#;
    for (path, text) in [("staff.ldif", ldif), ("users.json", graph), ("scim.json", scim)] {
        let run = super::files(&[(path, text)]);
        let summary = &run.outcome.summary;
        assert_eq!((summary.positions, summary.notes), (2, 1), "{path}");
        assert_eq!(found_in(path, text), [""; 0], "{path}");
    }
}

/// Who stands inside a manager to say that they are on the list is no further position.
#[test]
fn people_who_stand_in_the_list_and_in_their_managers() {
    let boss = r#"{ "id": "e7", "name": "Mara Frost", "title": "Director", "manager": null,
        "directReports": [{ "id": "e1", "name": "Peer Lund" }] }"#;
    let report = r#"{ "id": "e1", "name": "Peer Lund", "title": "Clerk", "manager": { "id": "e7", "name": "Mara Frost" } }"#;
    for text in [
        format!("{{ \"employees\": [{report}, {boss}] }}"),
        format!("{{ \"employees\": [{boss}, {report}] }}"),
        format!(
            "{{ \"employees\": [{boss}, {}] }}",
            r#"{ "id": "e1", "name": "Peer Lund", "title": "Clerk" }"#
        ),
    ] {
        let chart = read(&[("org.json", &text)], None);
        let mut found = lines(&chart);
        found.sort();
        assert_eq!(found, [">e7: Director", "e7>e1: Clerk"], "{text}");
        assert_eq!(found_in("org.json", &text), [""; 0], "{text}");
    }
    // Who names another manager than the one that has them inside is told.
    let other = r#"{ "id": "e8", "name": "Sade Oke", "title": "Buyer", "manager": { "id": "e7" } }"#;
    let moved = format!("{{ \"employees\": [{boss}, {other}, {}] }}", report.replace("e7", "e8"));
    let found = found_in("org.json", &moved);
    assert!(found.iter().any(|finding| finding.contains("Clerk")), "{found:?}");
    let gone = format!("{{ \"employees\": [{boss}, {}] }}", report.replace("e7", "e9"));
    assert!(found_in("org.json", &gone).iter().any(|finding| finding.contains("e9")), "{gone}");
}

/// `org:` is a word for many things.
#[test]
fn an_organisation_that_is_no_position() {
    let text = "org:\n  name: Acme\n  description: a company\n  goals: [growth]\nagents:\n  planner:\n    role: Planner\n";
    let found = found_in("agents.yaml", text);
    assert!(matches!(&found[..], [only] if only.contains("no-chart")), "{found:?}");
    let text = "org:\n  title: Head\nports: { web: 80 }\nroles: { ceo: { name: Link } }\n";
    let found = found_in("org.yaml", text);
    assert!(found.iter().all(|finding| !finding.contains("similar")), "{found:?}");
}

#[test]
fn trees_of_numbers_and_of_maps() {
    let text = r#"[{ "employeeID": 8, "reports": [{ "employeeID": 9, "reports": [{ "employeeID": 11, "reports": [] }] }] }]"#;
    assert_eq!(lines(&read(&[("tree.json", text)], None)), [">8: ", "8>9: ", "9>11: "]);
    let text = "employees:\n  ceo:\n    title: CEO\n    name: Mara Frost\n    reports:\n      tax: { title: Head of Tax, name: Peer Lund }\n";
    assert_eq!(lines(&read(&[("tree.yaml", text)], None)), [">ceo: CEO", "ceo>tax: Head of Tax"]);
    let text = "team:\n  name: Works\n  members:\n  - { firstname: Mara, lastname: Frost }\n  - { firstname: Peer, lastname: Lund }\n";
    assert_eq!(read(&[("team.yaml", text)], None).len(), 3);
}

#[test]
fn the_name_of_an_organisation_is_no_position() {
    let text = "org:\n  name: Works\nagents:\n- { id: a, display_name: Mara Frost }\n- { id: b, display_name: Peer Lund }\n";
    let found = found_in("org.yaml", text);
    assert!(matches!(&found[..], [one] if one.contains("no-chart")), "{found:?}");
    assert_eq!(read(&[("org.yaml", "org: { name: Mara Frost, title: CEO }\n")], None).len(), 1);
}

#[test]
fn names_in_a_directory_lead_to_people_whose_names_alone_are_listed() {
    let table = |up: &str| {
        format!(
            "\"Name\",\"Title\",\"Manager\"\n\"Mara Frost\",\"CEO\",\n\"Lund, Peer\",\"Head of Sales\",\"CN=Mara Frost,OU=U,DC=x\"\n\
             \"Sade Oke\",\"Account Manager\",\"CN=Lund\\, Peer,OU=U,DC=x\"\n\"Ida Holm\",\"Buyer\",\"{up}\"\n"
        )
    };
    let chart = read(&[("users.csv", &table("cn=sade oke,ou=u,dc=x"))], None);
    let known = [
        ">ceo: CEO",
        "ceo>head-of-sales: Head of Sales",
        "head-of-sales>account-manager: Account Manager",
        "account-manager>buyer: Buyer",
    ];
    assert_eq!(lines(&chart), known);
    assert_eq!(found_in("users.csv", &table("CN=Sade Oke,OU=U,DC=x")), [""; 0]);
    has_one_line_to_nobody("users.csv", &table("CN=Gil Ghost,OU=U,DC=x"), "csv");
}

#[test]
fn a_catalogue_in_a_list_is_a_catalogue() {
    let group = |name: &str, parent: &str| {
        format!(
            r#"{{ "apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {{ "name": "{name}" }}, "spec": {{ "type": "team", "parent": "{parent}", "children": [] }} }}"#
        )
    };
    let api = r#"{ "apiVersion": "backstage.io/v1alpha1", "kind": "API", "metadata": { "name": "a" }, "spec": {} }"#;
    let top = r#"{ "apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": { "name": "works" }, "spec": { "type": "organization", "children": [] } }"#;
    let all = [api.to_owned(), top.to_owned(), group("sales", "works"), group("desk", "slaes")].join(",\n");
    for text in [
        format!("[{all}]"),
        format!("{{ \"entities\": [{all}] }}"),
        format!("{{ \"items\": [{all}], \"totalCount\": 4 }}"),
    ] {
        let chart = read(&[("catalogue.json", &text)], None);
        assert_eq!(chart.layout(), "backstage");
        assert_eq!(lines(&chart), [">works: works", "works>sales: sales", "slaes>desk: desk"]);
    }
}

#[test]
fn columns_that_are_paths_of_json_are_headers() {
    let text = "primaryEmail,name.fullName,organizations.0.title,relations.0.type,relations.0.value\n\
                m@example.org,Mara Frost,Managing Director,,\np@example.org,Peer Lund,Head of Sales,manager,m@example.org\n\
                s@example.org,Sade Oke,Account Manager,manager,p@example.org\n";
    let chart = read(&[("users.csv", text)], None);
    assert_eq!(lines(&chart).len(), 3);
    assert_eq!(found_in("users.csv", text), [""; 0]);
}

#[test]
fn teams_as_an_answer_lists_them_name_their_parents() {
    let team = |slug: &str, parent: &str| {
        format!(
            r#"{{ "id": 1, "name": "Team {slug}", "slug": "{slug}", "members_url": "u", "parent": {parent} }}"#
        )
    };
    let teams = [
        team("core", "null"),
        team("web", r#"{ "slug": "core", "id": 7 }"#),
        team("data", r#"{ "slug": "coer" }"#),
    ];
    has_one_line_to_nobody("teams.json", &format!("[{}]", teams.join(", ")), "github");
    let text = "teams:\n- { name: Core, slug: core, members: [mara] }\n\
                - { name: Web, slug: web, parent: coer, members: [{ username: peer, role: maintainer }, { username: sade, role: member }] }\n";
    has_one_line_to_nobody("teams.yaml", text, "teams");
    assert_eq!(read(&[("teams.yaml", text)], None).len(), 2);
}

#[test]
fn reportees_are_reports() {
    let text = r#"{ "Directors": [{ "id": "d1", "Title": "Director", "Reportees": [{ "id": "a", "Title": "Lead" }, { "id": "b", "Title": "Clerk" }] }] }"#;
    assert_eq!(lines(&read(&[("a.json", text)], None)), [">d1: Director", "d1>a: Lead", "d1>b: Clerk"]);
}

#[test]
fn json_api_and_personio() {
    let entry = |id: &str, title: &str, up: &str| {
        format!(
            r#"{{ "type": "employees", "id": "{id}", "attributes": {{ "title": "{title}", "name": "Peer Lund {id}" }},
            "relationships": {{ "manager": {{ "data": {up} }} }} }}"#
        )
    };
    let line = |id: &str| format!(r#"{{ "type": "employees", "id": "{id}" }}"#);
    let all =
        [entry("1", "CEO", "null"), entry("2", "Head of Sales", &line("1")), entry("3", "Buyer", &line("9"))];
    has_one_line_to_nobody("a.json", &format!(r#"{{ "data": [{}] }}"#, all.join(",")), "json-api");
    let said = |value: &str| format!(r#"{{ "label": "x", "value": {value} }}"#);
    let entry = |id: &str, title: &str, up: &str| {
        format!(
            r#"{{ "type": "Employee", "attributes": {{ "id": {}, "last_name": {}, "position": {}, "supervisor": {} }} }}"#,
            said(id),
            said("\"Lund\""),
            said(&format!("\"{title}\"")),
            said(up)
        )
    };
    let line = |id: &str| {
        format!(
            r#"{{ "type": "Employee", "attributes": {{ "id": {}, "last_name": {} }} }}"#,
            said(id),
            said("\"Lund\"")
        )
    };
    let all =
        [entry("1", "CEO", "null"), entry("2", "Head of Sales", &line("1")), entry("3", "Buyer", &line("9"))];
    has_one_line_to_nobody(
        "a.json",
        &format!(r#"{{ "success": true, "data": [{}] }}"#, all.join(",")),
        "personio",
    );
}

#[test]
fn workers_with_several_assignments() {
    let worker = |id: &str, name: &str, assignments: &str| {
        format!(
            r#"{{ "associateOID": "{id}", "workerID": {{ "idValue": "{id}" }}, "person": {{ "legalName": {{ "formattedName": "{name}" }} }}, "workAssignments": [{assignments}] }}"#
        )
    };
    let all = [
        worker("A1", "Mara Frost", r#"{ "jobTitle": "CEO" }"#),
        worker(
            "A2",
            "Peer Lund",
            r#"{ "jobTitle": "Head", "reportsTo": [{ "positionID": "P1", "associateOID": "A1" }] }"#,
        ),
        worker("A3", "Sade Oke", r#"{ "jobTitle": "Clerk", "reportsTo": [{ "associateOID": "A9" }] }"#),
    ];
    let text = format!(r#"{{ "workers": [{}] }}"#, all.join(",\n"));
    has_one_line_to_nobody("workers.json", &text, "adp");
    // By a layout of one's own, whose paths go through what else would be a list that nobody reads.
    let layout = "entries: { list: workers }\nid: associateOID\nreports_to: workAssignments.reportsTo.associateOID\n\
                  title: workAssignments.jobTitle\nname: person.legalName.formattedName";
    let found = super::found(super::with(&[("workers.json", &text)], layout));
    assert!(matches!(&found[..], [one] if one.contains("unknown-manager")), "{found:?}");
}

#[test]
fn a_link_to_a_user_names_the_user() {
    let graph = r#"[{ "id": "1", "displayName": "Mara Frost", "jobTitle": "Head", "userPrincipalName": "m@example.org" },
 { "id": "2", "displayName": "Peer Lund", "jobTitle": "Clerk", "userPrincipalName": "p@example.org", "manager@odata.bind": "https://graph.example/v1.0/users/1" },
 { "id": "3", "displayName": "Sade Oke", "jobTitle": "Clerk", "userPrincipalName": "s@example.org", "manager@odata.bind": "https://graph.example/v1.0/users/9" }]"#;
    has_one_line_to_nobody("users.json", graph, "entra");
    let line = |to: &str| {
        format!(
            r#", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {{ "manager": {{ "$ref": "../Users/{to}" }} }}"#
        )
    };
    let user = |id: &str, line: &str| {
        format!(r#"{{ "id": "{id}", "userName": "{id}@example.org", "title": "Clerk"{line} }}"#)
    };
    let all = [user("1", ""), user("2", &line("1")), user("3", &line("9"))].join(",\n");
    has_one_line_to_nobody("users.json", &format!(r#"{{ "Resources": [{all}] }}"#), "scim");
}
