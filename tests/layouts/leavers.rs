//! Who has left, who came back, and where nobody sits, as lists say it; and shares in percent.

use orglint::chart::{Chart, Field};

use super::{found_in, read};

fn table(text: &str) -> Chart {
    read(&[("staff.csv", text)], None)
}

/// The only finding, with its rule.
fn only_finding(path: &str, text: &str) -> String {
    let outcome = super::outcome(super::files(&[(path, text)]));
    let all =
        outcome.findings.iter().map(|found| format!("{} {}", outcome.rule(found.rule).id, found.message));
    let all: Vec<String> = all.collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all.concat()
}

/// What each position says of a field.
fn all(chart: &Chart, field: Field) -> Vec<&str> {
    chart.positions().map(|of| chart.text(of, field).map_or("", |text| text.text)).collect()
}

/// The ends of two whose dates are written so.
fn ends(dates: [&str; 2]) -> Vec<String> {
    let [one, two] = dates;
    let text = format!(
        "ID;Name;Title;Manager ID;Termination Date\n1;Mara Frost;Head;;{one}\n2;Peer Lund;Clerk;1;{two}\n"
    );
    all(&table(&text), Field::Until).into_iter().map(str::to_owned).collect()
}

#[test]
fn dates_as_programs_write_them() {
    for (dates, read) in [
        (["2025-01-31-08:00", ""], ["2025-01-31", ""]),
        (["2025-01-31+01:00", "2025-01-31Z"], ["2025-01-31", "2025-01-31"]),
        (["2025-01-31T00:00:00+01:00", "2025-01-31 00:00:00.000"], ["2025-01-31", "2025-01-31"]),
        (["03/31/25", "01/02/25"], ["2025-03-31", "2025-01-02"]),
        (["31.3.25", ""], ["2025-03-31", ""]),
        (["2025年3月31日", ""], ["2025-03-31", ""]),
        (["45747", "45748.0"], ["2025-03-31", "2025-04-01"]),
        // Where there is no date.
        (["1900-01-01", "2025-03-31"], ["", "2025-03-31"]),
        (["00/00/0000", "03/31/2025"], ["", "2025-03-31"]),
        (["12/31/9999", "03/31/2025"], ["", "2025-03-31"]),
        (["0000-00-00", "9999-12-31"], ["", ""]),
        (["01.01.1900 00:00:00", "31.03.2025"], ["", "2025-03-31"]),
        // One value shows the order of the other.
        (["03/31/2025", "01/02/2025"], ["2025-03-31", "2025-01-02"]),
    ] {
        assert_eq!(ends(dates), read, "{dates:?}");
    }
    // A number among dates is none, and what may be two dates is not read.
    assert_eq!(ends(["45747", "2025-03-31"]), ["45747", "2025-03-31"]);
    assert_eq!(ends(["01/02/25", ""]), ["", ""]);
    assert_eq!(ends(["25-01-31", ""]), ["25-01-31", ""]);
}

#[test]
fn a_placeholder_is_no_end() {
    for day in ["1900-01-01", "9999-12-31", "00/00/0000"] {
        let text = format!(
            "ID,Name,Title,Manager ID,Termination Date\n1,Mara Frost,Head,,{day}\n2,Peer Lund,Clerk,1,{day}\n"
        );
        assert_eq!(found_in("staff.csv", &text), [""; 0], "{day}");
    }
}

#[test]
fn who_was_hired_again_has_not_left() {
    let text = "ID,Name,Title,Manager ID,Rehire Date,Hire Date,Termination Date,Status\n1,Mara Frost,Director,,,2010-01-01,,Active\n2,Peer Lund,Head,1,2020-01-01,2010-01-01,2015-01-01,Active\n3,Sade Oke,Clerk,2,,2010-01-01,,Active\n";
    let chart = table(text);
    assert_eq!(all(&chart, Field::Since), ["2010-01-01", "2020-01-01", "2010-01-01"]);
    assert_eq!(found_in("staff.csv", text), [""; 0]);
    // Whoever was hired again may leave again.
    let again = text.replace("2015-01-01", "2025-01-01");
    assert_eq!(all(&table(&again), Field::Until), ["", "2025-01-01", ""]);
    // A start after the end.
    let text = "ID,Name,Title,Manager ID,Hire Date,Termination Date,Status\n1,Mara Frost,Director,,2010-01-01,,Active\n2,Peer Lund,Head,1,2020-01-01,2015-01-01,Active\n3,Sade Oke,Clerk,2,2010-01-01,,Active\n";
    assert_eq!(found_in("staff.csv", text), [""; 0]);
    // Nothing says that somebody sits there: one of the dates is wrong.
    let found = found_in("staff.csv", &text.replace("Active", ""));
    assert!(matches!(&found[..], [one] if one.contains("dates-do-not-fit")), "{found:?}");
}

#[test]
fn of_two_columns_the_one_that_says_left_counts() {
    let text = "Employee #,Name,Job Title,Supervisor,Status,Employment Status\n1,Mara Frost,Director,,Active,Full-Time\n2,Peer Lund,Clerk,Mara Frost,Inactive,Terminated\n3,Sade Oke,Clerk,Mara Frost,Inactive,Full-Time\n";
    assert_eq!(all(&table(text), Field::Status), ["", "left", "inactive"]);
    let text = text.replace("Status,Employment Status", "Employment Status,Status");
    assert_eq!(all(&table(&text), Field::Status), ["", "left", "inactive"]);
}

#[test]
fn a_mark_behind_the_name_says_who_has_left() {
    let row = |name: &str| {
        let text = format!("ID;Name;Title;Manager ID\n1;Mara Frost;Head;\n2;{name};Clerk;1\n");
        let chart = table(&text);
        [Field::Name, Field::Status, Field::Until].map(|field| all(&chart, field)[1].to_owned())
    };
    for (name, said) in [
        ("Cy Cedar (left 31.12.2024)", ["Cy Cedar", "left", "2024-12-31"]),
        ("Di Dogwood - LEFT", ["Di Dogwood", "left", ""]),
        ("Di Dogwood (ausgeschieden)", ["Di Dogwood", "left", ""]),
        ("Di Dogwood [Terminated]", ["Di Dogwood", "left", ""]),
        ("Cy Cedar (bis 30.6.2025)", ["Cy Cedar", "", "2025-06-30"]),
        ("Cy Cedar (left 06/2025)", ["Cy Cedar", "left", ""]),
        ("Пётр Сидоров (уволен)", ["Пётр Сидоров", "left", ""]),
        ("Yılmaz Ayşe [ayrıldı]", ["Yılmaz Ayşe", "left", ""]),
        ("山田 太郎 (退職)", ["山田 太郎", "left", ""]),
        ("Cy Cedar (on leave)", ["Cy Cedar (on leave)", "", ""]),
        ("Cy Cedar (Left Bank)", ["Cy Cedar (Left Bank)", "", ""]),
        ("Cy Cedar (bis auf Weiteres)", ["Cy Cedar (bis auf Weiteres)", "", ""]),
        ("Ann Left", ["Ann Left", "", ""]),
        ("Gone Girl", ["Gone Girl", "", ""]),
    ] {
        assert_eq!(row(name), said, "{name}");
    }
    // A line to such a name leads there, and no message shows the name.
    let text = "Name,Title,Manager\nMara Frost,Head,\nPeer Lund (left 31.12.2024),Lead,Mara Frost\nSade Oke,Clerk,Peer Lund\n";
    let found = only_finding("staff.csv", text);
    assert!(found.starts_with("leaver-with-reports") && !found.contains("Lund"), "{found}");
}

#[test]
fn who_has_left_in_answers_of_programs() {
    let text = r#"{"data":[{"type":"user","id":"u1","attributes":{"fullName":"Mara Frost","jobTitle":"CEO"},"relationships":{"manager":{"data":null}}},
{"type":"user","id":"u2","attributes":{"fullName":"Peer Lund","jobTitle":"Head","terminationDate":"2025-03-01"},"relationships":{"manager":{"data":{"type":"user","id":"u1"}}}},
{"type":"user","id":"u3","attributes":{"fullName":"Sade Oke","jobTitle":"Clerk"},"relationships":{"manager":{"data":{"type":"user","id":"u2"}}}}]}"#;
    assert!(only_finding("staff.json", text).starts_with("leaver-with-reports"));
    // Whoever is not active any more, and whose end is past, has left.
    let text = "Employee #,Name,Job Title,Supervisor,Status,Termination Date\n1,Mara Frost,Director,,Active,\n2,Peer Lund,Head,Mara Frost,Inactive,2025-01-31\n3,Sade Oke,Clerk,Peer Lund,Active,\n";
    let found = only_finding("staff.csv", text);
    assert!(found.contains("left on 2025-01-31"), "{found}");
    let text = r#"[{"Employee_ID":"7","Worker":"Mara Frost","businessTitle":"CEO","Manager_ID":"","Active_Status":"1"},
{"Employee_ID":"8","Worker":"Peer Lund","businessTitle":"Clerk","Manager_ID":"7","Active_Status":"0","Termination_Date":"2025-01-31-08:00"}]"#;
    let chart = read(&[("staff.json", text)], None);
    assert_eq!(all(&chart, Field::Until), ["", "2025-01-31"]);
    assert_eq!(all(&chart, Field::Status), ["", "inactive"]);
}

#[test]
fn words_for_nobody_in_place_of_a_name_or_beside_a_title() {
    for name in ["Vaga em aberto", "Wakat", "Backfill", "To Hire", "Unassigned", "Nachbesetzung", "Obesatt"] {
        let chart = table(&format!("ID,Name,Title,Manager ID\n1,Mara Frost,Head,\n2,{name},Clerk,1\n"));
        assert!(chart.is_vacant(chart.positions().nth(1).unwrap()), "{name}");
    }
    let row = |name: &str, title: &str| {
        let text = format!("Title;Name;Reports to\nHead;Mara Frost;\n{title};{name};Mara Frost\n");
        let chart = table(&text);
        let of = chart.positions().nth(1).unwrap();
        (chart.is_vacant(of), all(&chart, Field::Title)[1].to_owned())
    };
    for title in [
        "Clerk (vacant)",
        "VACANT - Clerk",
        "Open - Clerk",
        "Clerk - TBH",
        "Clerk [unbesetzt]",
        "(Vakant) Clerk",
    ] {
        assert_eq!(row("", title), (true, "Clerk".to_owned()), "{title}");
        // Somebody sits there.
        assert_eq!(row("Peer Lund", title), (false, title.to_owned()), "{title}");
    }
    for title in ["Head - Hiring", "Clerk (Open Banking)", "Clerk", "Opening - Clerk"] {
        assert_eq!(row("", title), (false, title.to_owned()), "{title}");
    }
    let chart = table("job id,name,title,manager job id,open\nj1,Mara Frost,CEO,,false\nj2,,Clerk,j1,true\n");
    assert_eq!(all(&chart, Field::Status), ["", "vacant"]);
}

#[test]
fn shares_in_percent() {
    let shares = |header: &str, values: [&str; 3]| {
        let [one, two, three] = values;
        let text = format!(
            "ID;Name;Title;Manager ID;{header}\n1;Mara Frost;Head;;{one}\n2;Peer Lund;Lead;1;{two}\n3;Sade Oke;Clerk;2;{three}\n"
        );
        let chart = table(&text);
        let all = chart.positions().map(|of| chart.number(of, Field::Fte).unwrap_or(-1.0));
        all.collect::<Vec<f64>>()
    };
    for (header, values, read) in [
        ("FTE", ["100", "80", "50"], [1.0, 0.8, 0.5]),
        ("FTE", ["100", "0", ""], [1.0, 0.0, -1.0]),
        ("Beschäftigungsgrad", ["100", "60", "100"], [1.0, 0.6, 1.0]),
        ("FTE %", ["40", "20", "30"], [0.4, 0.2, 0.3]),
        ("FTE", ["100%", "80%", "0.5"], [1.0, 0.8, 0.5]),
        ("FTE", ["1", "0.8", "0.5"], [1.0, 0.8, 0.5]),
        ("FTE", ["1", "80", "50"], [1.0, 80.0, 50.0]),
        ("FTE", ["3", "20", "12.5"], [3.0, 20.0, 12.5]),
        ("FTE %", ["1", "0.8", "0.5"], [1.0, 0.8, 0.5]),
        ("FTE", ["240", "80", "50"], [240.0, 80.0, 50.0]),
    ] {
        assert_eq!(shares(header, values), read, "{header} {values:?}");
    }
}

#[test]
fn codes_of_programs_for_a_status() {
    let status = |values: [&str; 3]| {
        let [one, two, three] = values;
        let text = format!(
            "ID;Name;Title;Manager ID;Status\n1;Mara Frost;Head;;{one}\n2;Peer Lund;Lead;1;{two}\n3;Sade Oke;Clerk;1;{three}\n"
        );
        all(&table(&text), Field::Status).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for (values, read) in [
        (["ACTIVE_PROCESS", "INACTIVE_PROCESS", "SUSPEND_PROCESS"], ["", "inactive", "inactive"]),
        (["A", "L", "T"], ["", "", "left"]),
        (["t", "f", "t"], ["", "inactive", ""]),
    ] {
        assert_eq!(status(values), read, "{values:?}");
    }
    // Letters of no known program.
    assert_eq!(status(["A", "B", "C"]), ["A", "B", "C"]);
    assert_eq!(status(["A", "Gold", "T"]), ["A", "Gold", "T"]);
}

/// What a column beside the title says of the last of three, of its status and until when; the first says something
/// else there.
fn beside(header: &str, first: &str, last: &str) -> [String; 2] {
    beside_name("Sade Oke", header, first, last)
}

fn beside_name(name: &str, header: &str, first: &str, last: &str) -> [String; 2] {
    let text = format!(
        "ID;Name;Job Title;Manager ID;{header}\n1;Mara Frost;Head;;{first}\n2;Peer Lund;Lead;1;{first}\n3;{name};Clerk;2;{last}\n"
    );
    let chart = table(&text);
    let said = [Field::Status, Field::Until].map(|field| all(&chart, field).into_iter().map(str::to_owned));
    let [status, until] = said.map(Iterator::collect::<Vec<String>>);
    assert_eq!((&*status[0], &*status[1], &*until[0]), ("", "", ""), "{header}: {first}");
    [status[2].clone(), until[2].clone()]
}

#[test]
fn columns_that_say_who_has_left() {
    for (header, first, last, status) in [
        ("Leaver", "", "Yes", "left"),
        ("Leaver?", "No", "Yes", "left"),
        ("Leaver", "", "Leaver", "left"),
        ("Left", "N", "Y", "left"),
        ("Uit dienst", "Nee", "Ja", "left"),
        ("Uitdienst", "", "Ja", "left"),
        ("Still employed?", "Yes", "No", "left"),
        ("Deleted", "false", "true", "inactive"),
        ("isDeleted", "false", "true", "inactive"),
        ("Contract status", "In progress", "Completed", "left"),
        ("Contract status", "In progress", "Cancelled", "left"),
        ("Situation", "En poste", "Parti en retraite", "left"),
        ("Présence", "Présent", "Sorti", "left"),
        ("Status", "Active", "Left company", "left"),
    ] {
        assert_eq!(beside(header, first, last), [status, ""], "{header}: {last}");
    }
    for (header, last, until) in [
        ("Uit dienst", "31-12-2024", "2024-12-31"),
        ("Leaver", "2024-12-31", "2024-12-31"),
        ("Terminated", "31.12.2024", "2024-12-31"),
        ("Deactivated At", "2025-01-01", "2025-01-01"),
        ("Date fin de contrat", "31/12/2024", "2024-12-31"),
        ("Data rescisão", "31/12/2024", "2024-12-31"),
        ("Data dimissioni", "31/12/2024", "2024-12-31"),
    ] {
        assert_eq!(beside(header, "", last), ["", until], "{header}: {last}");
    }
    // The places in a tree, days of leave, and what such columns say of others.
    for (header, first, last) in [
        ("Left", "0", "1"),
        ("Left", "12", "3"),
        ("Contract status", "Signed", "Pending signature"),
        ("Contract status", "Permanent", "Open"),
        ("Situation", "Mariée", "Célibataire"),
        ("Présence", "Lundi", "Absent"),
        ("Suspended", "", "2024-12-31"),
        ("Leaver", "No", "to be confirmed"),
    ] {
        assert_eq!(beside(header, first, last), ["", ""], "{header}: {last}");
    }
}

#[test]
fn columns_that_say_where_nobody_sits() {
    for (header, first, last) in [
        ("Filled?", "Yes", "No"),
        ("Occupied", "Yes", "No"),
        ("Besetzt", "ja", "nein"),
        ("Besetzungsstatus", "besetzt", "unbesetzt"),
        ("Incumbent Status", "Occupied", "Vacant"),
        ("Record Type", "Employee", "Vacancy"),
        ("Staffing Status", "Filled", "Open"),
        ("Req Status", "", "Open"),
        ("Vacancy", "Filled", "Vacant"),
    ] {
        assert_eq!(beside_name("", header, first, last), ["vacant", ""], "{header}: {last}");
    }
    // A further one is sought beside somebody who is there, or the search is over.
    for (name, header, first, last) in [
        ("Sade Oke", "Req Status", "", "Open"),
        ("Sade Oke", "Staffing Status", "Filled", "Open"),
        ("", "Req Status", "", "Closed"),
        ("", "Record Type", "Employee", "Contractor"),
    ] {
        assert_eq!(beside_name(name, header, first, last), ["", ""], "{header}: {last}");
    }
}

#[test]
fn a_title_that_is_a_vacancy() {
    let row = |name: &str, title: &str| {
        let text = format!("Title,Name,Manager\nCEO,Mara Frost,\nCFO,Peer Lund,CEO\n{title},{name},CFO\n");
        let chart = table(&text);
        chart.is_vacant(chart.positions().nth(2).unwrap())
    };
    for title in ["Vacancy", "VACANT", "Open position", "Vakanz", "Poste vacant"] {
        assert!(row("", title), "{title}");
        assert!(!row("Sade Oke", title), "{title}");
    }
    for title in ["Hiring", "Open", "TBD", "Vacancy Manager", "Open Banking", "To be determined"] {
        assert!(!row("", title), "{title}");
    }
    for name in ["Position on hold", "Role on hold"] {
        assert!(row(name, "Clerk"), "{name}");
    }
    assert!(!row("Holden On", "Clerk"));
}

#[test]
fn who_has_left_in_parts_of_their_own() {
    let text = r#"{"employees":[
{"id":"1","fullName":"Mara Frost","work":{"title":"CEO","reportsTo":null},"internal":{"status":"Active"}},
{"id":"2","fullName":"Peer Lund","work":{"title":"CFO","reportsTo":{"id":"1"}},"internal":{"status":"Active"}},
{"id":"3","fullName":"Sade Oke","work":{"title":"Clerk","reportsTo":{"id":"2"}},"internal":{"status":"Inactive","terminationDate":"2025-01-01"}}]}"#;
    let chart = read(&[("staff.json", text)], None);
    assert_eq!(all(&chart, Field::Status), ["", "", "inactive"]);
    assert_eq!(all(&chart, Field::Until), ["", "", "2025-01-01"]);
}

#[test]
fn rows_that_part_others() {
    let text =
        "Nr;Name;Position;Manager ID\n1;Mara Frost;Head;\n2;Peer Lund;Lead;1\n-;-;-;-\n3;Sade Oke;Clerk;2\n";
    assert_eq!(table(text).positions().count(), 3);
    // A dash in one cell is a cell that says nothing.
    let text = text.replace("-;-;-;-", "4;-;-;1");
    assert_eq!(table(&text).positions().count(), 4);
    let text = "Name,Title,Manager\nMara Frost,Head,\nPeer Lund,Lead,Mara Frost\nCy Cedar,Clerk,Peer Lund\nContractors,,\nSade Oke,Clerk,Peer Lund\n";
    let chart = table(text);
    assert_eq!(chart.positions().count(), 4);
    assert_eq!(all(&chart, Field::Status), [""; 4]);
    for section in ["Leavers", "Former employees", "Ehemalige"] {
        let chart = table(&text.replace("Contractors", section));
        assert_eq!(all(&chart, Field::Status), ["", "", "", "left"], "{section}");
    }
    // Somebody of whom nothing else is known.
    for name in ["Billie Holiday", "Di Dogwood", "Jo Leavers"] {
        assert_eq!(table(&text.replace("Contractors", name)).positions().count(), 5, "{name}");
    }
    // Somebody names it.
    let named = text.replace("Clerk,Peer Lund\n", "Clerk,Contractors\n");
    assert_eq!(table(&named).positions().count(), 5);
}

#[test]
fn one_letter_for_all() {
    for (letter, status) in [("t", ""), ("A", ""), ("a", ""), ("T", "T"), ("f", "f"), ("x", "x")] {
        let text = format!(
            "userId,name,jobTitle,managerId,status\n1,Mara Frost,CEO,,{letter}\n2,Peer Lund,CFO,1,{letter}\n3,Sade Oke,Clerk,2,{letter}\n"
        );
        assert_eq!(all(&table(&text), Field::Status), [status; 3], "{letter}");
    }
}
