//! Managers by their names, as people write them.

use super::{found_in, lines, read};

/// The lines of a table with these names, the last of which is not the manager, and this manager.
fn led_by(names: [&str; 3], manager: &str) -> (Vec<String>, Vec<String>) {
    let [first, second, third] = names;
    let text = format!(
        "ID;Name;Title;Manager\n1;{first};Head;\n2;{second};Lead;1\n3;{third};Clerk;{manager}\n4;Mara Frost;Clerk;2\n"
    );
    (lines(&read(&[("staff.csv", &text)], None)), found_in("staff.csv", &text))
}

#[test]
fn a_manager_is_known_by_a_name_in_another_form() {
    for (name, manager) in [
        ("Wendelien M. Oosterhout", "Wendelien Oosterhout"),
        ("Wendelien Oosterhout", "Wendelien M. Oosterhout"),
        ("Wendelien Oosterhout, PhD", "Wendelien Oosterhout"),
        ("Wendelien Oosterhout", "Dr. Wendelien Oosterhout, MBA"),
        ("Wendelien Oosterhout", "Frau Prof. Dr. Oosterhout, Wendelien"),
        ("Wendelien Oosterhout", "Oosterhout, W."),
        ("Wendelien Oosterhout", "W Oosterhout"),
        ("W. Oosterhout", "Wendelien Oosterhout"),
        ("Морозов Глеб Ильич", "Морозов Г.И."),
        ("Sjoerd Postma Jr.", "Sjoerd Postma"),
        // With the id beside it.
        ("Wendelien Oosterhout", "Wendelien Oosterhout 1"),
        ("Wendelien Oosterhout", "1 Wendelien"),
        ("Wendelien Oosterhout", "Wendelien - 1"),
        ("Wendelien Oosterhout", "W. Oosterhout (1)"),
    ] {
        let (lines, found) = led_by([name, "Joost Graafland", "Sade Oke"], manager);
        assert_eq!(lines[2], "1>3: Clerk", "{name} {manager}");
        assert_eq!(found, [""; 0], "{name} {manager}");
    }
}

#[test]
fn who_of_two_is_meant_is_not_guessed() {
    for (names, manager) in [
        (["Joost Graafland", "Jan Graafland"], "J. Graafland"),
        (["Sjoerd Postma Jr.", "Sjoerd Postma Sr."], "Sjoerd Postma"),
        (["Wendelien M. Oosterhout", "Wendelien K. Oosterhout"], "Wendelien Oosterhout"),
        // Nobody of the list.
        (["Joost Graafland", "Jan Graafland"], "K. Graafland"),
        (["Joost Graafland", "Jan Oosterhout"], "Graafland"),
        (["Joost Graafland", "Jan Oosterhout"], "Joost"),
        (["Joost Graafland", "Jan Oosterhout"], "Jan Oosterhout 1"),
        // A form of the own name.
        (["Joost Graafland", "Jan Oosterhout"], "S. Oke"),
    ] {
        let (_, found) = led_by([names[0], names[1], "Sade Oke"], manager);
        assert!(matches!(&found[..], [one] if one.contains("4 unknown-manager")), "{manager} {found:?}");
    }
}

#[test]
fn an_exact_name_comes_before_one_in_another_form() {
    let (lines, found) = led_by(["Sjoerd Postma", "Sjoerd Postma Jr.", "Sade Oke"], "Sjoerd Postma");
    assert_eq!((&*lines[2], found.len()), ("1>3: Clerk", 0));
}

#[test]
fn a_whole_column_of_first_names_or_of_last_names() {
    let text = |managers: [&str; 3]| {
        let [one, two, three] = managers;
        format!(
            "ID,Name,Title,Manager\n1,Wendelien Oosterhout,Head,\n2,Joost Graafland,Lead,{one}\n3,Fenna Hoekstra,Clerk,{two}\n4,\"Postma, Sjoerd\",Clerk,{three}\n5,Fenna Postma,Clerk,{three}\n"
        )
    };
    for managers in [["Wendelien", "Joost", "Joost"], ["Oosterhout", "Graafland", "GRAAFLAND"]] {
        let text = text(managers);
        let lines = lines(&read(&[("staff.csv", &text)], None));
        assert_eq!(lines[1..], ["1>2: Lead", "2>3: Clerk", "2>4: Clerk", "2>5: Clerk"], "{text}");
        assert_eq!(found_in("staff.csv", &text), [""; 0], "{text}");
    }
    // One is written by both names, or by an id: the others may be of somebody else.
    for managers in
        [["Wendelien Oosterhout", "Joost", "Joost"], ["1", "Joost", "Joost"], ["Karel", "Ruth", "Joost"]]
    {
        let found = found_in("staff.csv", &text(managers));
        assert!(found.iter().any(|found| found.contains("unknown-manager")), "{managers:?} {found:?}");
    }
    // Of two who are called so neither is meant for sure.
    let found = found_in("staff.csv", &text(["Wendelien", "Joost", "Fenna"]));
    assert!(found.iter().any(|found| found.contains("5 unknown-manager")), "{found:?}");
}

#[test]
fn a_preferred_first_name_is_one_of_the_holder() {
    for text in [
        "First name,Last name,Preferred first name,Job title,Manager\nDelphine,Crowther,,President,\nNed,Pickersgill,Teddy,Manager,Delphine Crowther\nUna,Bexley,,Lead,Teddy Pickersgill\n",
        "Name,Preferred first name,Job title,Manager\nDelphine Crowther,,President,\nNed Pickersgill,Teddy,Manager,Delphine Crowther\nUna Bexley,,Lead,Teddy Pickersgill\n",
        "Full name,Preferred name,Job title,Manager\nDelphine Crowther,,President,\nNed Pickersgill,Teddy Pickersgill,Manager,Delphine Crowther\nUna Bexley,,Lead,\"Pickersgill, Teddy\"\n",
        "Full name,Preferred name,Job title,Manager\nDelphine Crowther,,President,\nNed Pickersgill,Teddy,Manager,Delphine Crowther\nUna Bexley,,Lead,T. Pickersgill\n",
    ] {
        assert_eq!(found_in("staff.csv", text), [""; 0], "{text}");
        let lines = lines(&read(&[("staff.csv", text)], None));
        assert_eq!(lines[2], "manager>lead: Lead", "{text}");
    }
    // Teddy is what two are called.
    let text = "First name,Last name,Preferred first name,Job title,Manager\nDelphine,Crowther,,President,\nNed,Pickersgill,Teddy,Manager,Delphine Crowther\nTheo,Pickersgill,Teddy,Manager,Delphine Crowther\nUna,Bexley,,Lead,Teddy Pickersgill\n";
    assert!(found_in("staff.csv", text).iter().any(|found| found.contains("5 unknown-manager")), "{text}");
}

#[test]
fn first_and_last_names_of_two_people_on_one_post_belong_together() {
    let text = "ID,Last Name,First Name,Title,Manager\n1,Frost,Mara,Director,\n2,Lund / Oke,Peer / Sade,Head of Sales,1\n\
                3,Berg,Ann,Clerk,Sade Oke\n4,Dahl,Bo,Clerk,\"Lund, Peer\"\n";
    let chart = read(&[("staff.csv", text)], None);
    assert_eq!(found_in("staff.csv", text), [""; 0]);
    assert_eq!(lines(&chart)[2..], ["2>3: Clerk", "2>4: Clerk"]);
}

/// What is shown of a chart by all who do not ask for names.
fn shown(path: &str, text: &str) -> String {
    let findings = found_in(path, text).join("\n");
    let chart = read(&[(path, text)], None);
    format!("{findings}\n{}", lines(&chart).join("\n"))
}

#[test]
fn names_are_left_out_of_titles_and_units_whatever_their_column_is_called() {
    let headers = [
        "Employee Full Name",
        "Payroll Name",
        "Person Name",
        "Staff Member",
        "Associate",
        "Resource Name",
        "Collaborateur",
        "Trabajador",
        "Name",
    ];
    for header in headers {
        let text = format!(
            "Employee ID,{header},Title,Department,Manager ID\n1,Wendelien Oosterhout,CEO,,\n\
             2,Joost Graafland,CFO,Finance (Wendelien Oosterhout),1\n3,Fenna Hoekstra,Assistant to Joost Graafland,,9\n"
        );
        let shown = shown("staff.csv", &text);
        assert!(shown.contains("Assistant to •••") && !shown.contains("Graafland"), "{header}: {shown}");
        assert!(!shown.contains("Oosterhout"), "{header}: {shown}");
    }
    for [first, last] in [
        ["First", "Last"],
        ["Given", "Family"],
        ["Forename(s)", "Family Name"],
        ["First Name [Required]", "Last Name [Required]"],
    ] {
        let text = format!(
            "ID,{first},{last},Title,Manager ID\n1,Wendelien,Oosterhout,CEO,\n2,Joost,Graafland,CFO,1\n\
             3,Fenna,Hoekstra,Deputy of Joost Graafland,9\n"
        );
        let shown = shown("staff.csv", &text);
        assert!(shown.contains("Deputy of •••") && !shown.contains("Graafland"), "{first}: {shown}");
    }
}

#[test]
fn parts_of_names_are_left_out_of_titles_where_they_stand_for_somebody() {
    let row = |title: &str| {
        format!(
            "ID,Name,Preferred Name,Title,Manager ID\n1,Wendelien Oosterhout,Wendy,CEO,\n2,Tess Ruiter-de Vries,,{title},9\n"
        )
    };
    for title in [
        "Assistant to Ms Oosterhout",
        "EA to W. Oosterhout",
        "Wendelien's Chief of Staff",
        "Assistant to Oosterhout",
        "Oosterhout’s deputy",
        "Clerk - Tess Ruiter",
        "Assistant to Wendy Oosterhout",
    ] {
        let shown = shown("staff.csv", &row(title));
        let told = ["Oosterhout", "Wendelien", "Wendy", "Tess", "Ruiter"]
            .into_iter()
            .find(|name| shown.contains(name));
        assert!(told.is_none(), "{title}: {shown}");
    }
    for title in ["Head of Oosterhout", "Sr Ruiter Analyst", "Vice President"] {
        assert!(shown("staff.csv", &row(title)).contains(title), "{title}");
    }
    // A name of the list's managers counts too; a title of theirs does not.
    let text = "Reports to,Name,Title\n,Wendelien Oosterhout,CEO\nGerrit Verhoeven,Fenna Hoekstra,Gerrit Verhoeven's assistant\n\
                Head of Robotics,Joost Graafland,Deputy Head of Robotics\n";
    let shown = shown("staff.csv", text);
    assert!(shown.contains("•••'s assistant") && shown.contains("Deputy Head of Robotics"), "{shown}");
}

#[test]
fn the_parts_of_a_name_may_be_in_one_key() {
    for [first, last] in [["givenName", "familyName"], ["first", "last"], ["firstName", "lastName"]] {
        let name =
            |one: &str, other: &str| format!("\"name\":{{\"{first}\":\"{one}\",\"{last}\":\"{other}\"}}");
        let text = format!(
            "[{{\"id\":1,{},\"title\":\"CEO\"}},\n{{\"id\":2,{},\"title\":\"Deputy of Ann Berg\",\"managerId\":1}}]",
            name("Ann", "Berg"),
            name("Bo", "Dahl")
        );
        let chart = read(&[("staff.json", &text)], None);
        assert_eq!(lines(&chart)[1..], ["1>2: Deputy of •••"], "{first}");
        assert_eq!(chart.positions().filter(|of| chart.is_vacant(*of)).count(), 0, "{first}");
    }
}

#[test]
fn names_with_other_apostrophes_and_hyphens_or_an_address_are_the_same() {
    for [name, manager] in [
        ["Zoë O'Brien", "Zoë O’Brien"],
        ["Zoë O’Brien", "Zoe OBrien"],
        ["Anne-Marie Berg", "Anne Marie Berg"],
        ["Jean‑Luc Berg", "Jean-Luc Berg"],
        ["Ann Berg", "Ann Berg <ann@example.org>"],
        ["Ann Berg", "<boss@example.org>"],
        ["Ann Berg", "mailto:boss@example.org"],
        ["Ann Berg", "\"\"\"Berg, Ann\"\" <other@example.org>\""],
    ] {
        let text = format!(
            "Name,Email,Title,Manager\n{name},boss@example.org,CEO,\nBo Dahl,bo@example.org,CFO,{manager}\nCy Ek,cy@example.org,Clerk,Bo Dahl\n"
        );
        assert_eq!(found_in("staff.csv", &text), [""; 0], "{name}: {manager}");
    }
    let text = "Name,Email,Title,Manager\nAnn Berg,boss@example.org,CEO,\nBo Dahl,bo@example.org,CFO,Eva Falk <eva@example.org>\n";
    assert!(found_in("staff.csv", text).concat().contains("unknown-manager"));
}

#[test]
fn two_full_names_with_a_comma_between_are_two_people() {
    for managers in
        ["Fenna Hoekstra, Sjoerd Postma", "Sjoerd Postma, Fenna Hoekstra", "Hoekstra Fenna; Postma Sjoerd"]
    {
        let text = format!(
            "Name,Title,Manager\nWendelien Oosterhout,CEO,\nFenna Hoekstra,CFO,Wendelien Oosterhout\n\
             Sjoerd Postma,COO,Wendelien Oosterhout\nTess Ruiter,Clerk,\"{managers}\"\n"
        );
        assert!(found_in("staff.csv", &text).concat().contains("several-solid-managers"), "{managers}");
    }
    let text =
        "Name,Title,Manager\nAnna Maria van den Berg,CEO,\nBo Dahl,Clerk,\"van den Berg, Anna Maria\"\n";
    assert_eq!(found_in("staff.csv", text), [""; 0]);
}
