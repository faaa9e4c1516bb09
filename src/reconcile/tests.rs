//! Charts and sources in, findings out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod planted;

use std::collections::BTreeSet;

use jiff::civil::date;

use super::{MatchKey, Says};
use crate::files::Memory;
use crate::session::{Options, Reconcile, Request, Run, Session};

fn reconcile(
    chart: (&str, &str),
    source: (&str, &str),
    says: Option<Vec<Says>>,
    keys: Option<Vec<MatchKey>>,
) -> Run {
    let mut session = Session::new(Memory::new([chart, source]), Options::on(date(2026, 1, 15)));
    let reconcile = Reconcile { path: source.0.into(), says, keys };
    session.lint(Request { whole: true, reconcile: Some(reconcile), ..Request::of([chart.0]) }).unwrap()
}

/// The rule of each finding and what it is about: the id of a position, or `row` and the text at its place.
fn told(run: &Run) -> BTreeSet<String> {
    let line = |finding: &crate::finding::Finding| {
        let rule = &run.outcome.rule(finding.rule).id;
        match &*finding.subject {
            "chart" => {
                format!("{rule} row {}", run.outcome.sources.slice(finding.primary.place).trim_matches('"'))
            }
            subject => format!("{rule} {subject}"),
        }
    };
    run.outcome.findings.iter().map(line).collect()
}

fn yaml(positions: &[&str]) -> String {
    positions.iter().fold("positions:\n".to_owned(), |text, position| format!("{text}  - {{ {position} }}\n"))
}

/// What is told of two charts in orglint's own format.
fn of(chart: &[&str], source: &[&str]) -> Vec<String> {
    let (chart, source) = (yaml(chart), yaml(source));
    told(&reconcile(("org.yaml", &chart), ("hr.yaml", &source), None, None)).into_iter().collect()
}

const MD: &str = "id: md, title: MD, name: Kim Lee";

#[test]
fn several_files_can_be_one_source() {
    let chart = [
        "id: md, title: Managing Director, name: Kim Lee",
        "id: it, title: Head of IT, name: Tom Baker, reports_to: md",
        "id: dev, title: Developer, name: Eva Novak, reports_to: it",
        "id: ops, title: Administrator, name: Ada Ruiz, reports_to: it",
    ];
    let header = "Employee ID,Full Name,Job Title,Manager ID\n";
    let files = [
        ("org.yaml", yaml(&chart)),
        ("heads.csv", format!("{header}md,Kim Lee,Managing Director,\nit,Tom Baker,Head of IT,md\n")),
        ("staff.csv", format!("{header}dev,Eva Novak,Developer,it\n")),
        (
            "orglint.yaml",
            "charts: [{ name: a, files: [org.yaml], sources: [{ file: [heads.csv, staff.csv] }] }]\n"
                .to_owned(),
        ),
    ];
    let mut session = Session::new(Memory::new(files), Options::on(date(2026, 1, 15)));
    let run = session.lint(Request::default()).unwrap();
    let drift = told(&run).into_iter().filter(|line| line.contains("-in-source") || line.contains("differs"));
    assert_eq!(drift.collect::<Vec<_>>(), ["not-in-source ops"]);
    let notices: Vec<String> = session.take_notices().into_iter().map(|notice| notice.message).collect();
    assert_eq!(notices, ["3 of 4 positions are in the source: 3 by id"]);
}

#[test]
fn another_holder_is_told_where_it_can_only_be_somebody_else() {
    let told = |here: &str, there: &str| {
        let chart = [MD, &format!("id: a, title: A, {here}")];
        let source = [MD, &format!("id: a, title: A, {there}")];
        of(&chart, &source)
    };
    for (here, there) in [
        ("name: Ada Ruiz", "name: Ben Olsen"),
        ("name: Ada Ruiz", "name: 'Olsen, Ben'"),
        ("name: Jörg Weiß", "name: Ben Olsen"),
        ("name: Ada Ruiz, email: a@x.org", "name: Ben Olsen, email: b@x.org"),
        ("name: Ада Руис", "name: Бен Олсен"),
    ] {
        assert_eq!(told(here, there), ["holder-differs a"], "{here} {there}");
    }
    for (here, there) in [
        // A new last name, a short form, a slip, another order, a middle name, initials.
        ("name: Ada Ruiz", "name: Ada Olsen"),
        ("name: Rob Stone", "name: Robert Stein"),
        ("name: Jon Smyth", "name: John Smith"),
        ("name: Ada Ruiz", "name: 'Ruiz, Ada'"),
        ("name: Ada Ruiz", "name: Ada Maria Ruiz Sol"),
        ("name: Ada Ruiz", "name: A. R."),
        ("name: Ada", "name: Ben Olsen"),
        // The same address or handle.
        ("name: Ada Ruiz, email: a@x.org", "name: Ben Olsen, email: A@x.org"),
        ("name: Ada Ruiz, handle: ada", "name: Ben Olsen, handle: '@ada'"),
        // Another script.
        ("name: Ada Ruiz", "name: Ада Руис"),
        // For now, or not yet.
        ("name: Ada Ruiz, status: acting", "name: Ben Olsen"),
        ("name: Ada Ruiz", "name: Ben Olsen, status: interim"),
        ("name: Ada Ruiz", "name: Ben Olsen, since: 2026-03-01"),
        ("name: Ada Ruiz, until: 2026-01-01", "name: Ben Olsen"),
        // Two who share it.
        ("name: [Ada Ruiz, Eva Novak]", "name: Ben Olsen"),
        ("unit: X", "name: Ben Olsen"),
    ] {
        let told = told(here, there);
        assert!(!told.iter().any(|line| line.starts_with("holder")), "{here} {there}: {told:?}");
    }
    // By another key than the id it is somebody else's row.
    let chart = [MD, "id: a, title: A, name: Ada Ruiz", "id: b, title: B, name: Eva Novak"];
    let source = [MD, "id: a, title: A, name: Ben Olsen", "id: c, title: A, name: Ada Ruiz"];
    assert!(!of(&chart, &source).contains(&"holder-differs a".to_owned()));
}

#[test]
fn a_person_is_found_by_any_key_and_however_the_name_is_written() {
    let chart = [
        "id: a, title: A, name: Joost van Dijk",
        "id: b, title: B, email: b@x.org",
        "id: c, title: C, handle: '@cee'",
    ];
    let source = [
        "id: 1, title: A, name: 'van Dijk, Joost'",
        "id: 2, title: B, email: B@X.org",
        "id: 3, title: C, handle: Cee",
    ];
    assert_eq!(of(&chart, &source), [""; 0]);
    let names = [("Jörg Weiß", "JOERG WEISS"), ("José Muñoz", "jose munoz"), ("Jorg Weiss", "Jörg Weiß")];
    for (one, other) in names {
        let (one, other) =
            (format!("id: a, title: A, name: {one}"), format!("id: 1, title: A, name: {other}"));
        assert_eq!(of(&[MD, &one], &[MD, &other]), [""; 0]);
    }
}

#[test]
fn ids_of_a_spreadsheet_are_the_same_ids() {
    let chart = ["id: '0017', title: A", "id: '0018', title: B, reports_to: '0017'"];
    assert_eq!(of(&chart, &["id: '17', title: A", "id: '18.0', title: B, reports_to: '17'"]), [""; 0]);
}

#[test]
fn one_row_that_two_keys_say_different_things_of_is_ambiguous() {
    let chart = [MD, "id: a, title: A, email: a@x.org", "id: b, title: B, email: b@x.org"];
    assert_eq!(of(&chart, &[MD, "id: a, title: Z, email: b@x.org"]), ["match-ambiguous a"]);
    // Among two rows for one position, the surer key counts, and the other row is reported.
    let source =
        [MD, "id: a, title: A, email: z@x.org", "id: q, title: Q, email: a@x.org", "id: b, title: B"];
    assert_eq!(of(&chart, &source), ["match-ambiguous a"]);
    // Two of one name are told apart by ids, and not without.
    let chart = [MD, "id: a, title: A, name: Ada", "id: b, title: B, name: Ada"];
    assert_eq!(of(&chart, &chart), [""; 0]);
    assert_eq!(
        of(&chart, &[MD, "id: 1, title: A, name: Ada", "id: 2, title: B, name: Ada"]),
        ["match-ambiguous a"]
    );
    // What everybody has says nothing.
    let many: Vec<String> = (0..20).map(|at| format!("id: p{at}, title: T, email: info@x.org")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let gone: Vec<String> = (0..10).map(|at| format!("not-in-source p{}", at + 10)).collect();
    assert_eq!(of(&many, &many[..10]), gone);
}

#[test]
fn two_people_who_share_a_position_have_a_row_each() {
    let chart = [MD, "id: a, title: A, name: [Petra Lang, Uwe Lang], reports_to: md"];
    let source = [
        "id: 1, title: MD, name: Kim Lee",
        "id: 7, title: A, name: Petra Lang, reports_to: 1",
        "id: 8, title: A, name: Uwe Lang, reports_to: 1",
    ];
    assert_eq!(of(&chart, &source), [""; 0]);
    let source = [
        "id: 1, title: MD, name: Kim Lee",
        "id: 7, title: B, name: Petra Lang, reports_to: 1",
        "id: 8, title: A, name: Uwe Lang, reports_to: 1",
    ];
    assert_eq!(of(&chart, &source), [""; 0], "one of the two has the title");
}

#[test]
fn what_one_of_the_two_leaves_out_is_no_difference() {
    let chart = [MD, "id: a, title: A, unit: U, status: acting, name: X, reports_to: md", "id: b, name: Y"];
    let source = [MD, "id: a, name: X", "id: b, title: B, department: D, name: Y"];
    assert_eq!(of(&chart, &source), [""; 0]);
    assert_eq!(of(&source, &chart), ["manager-differs a", "status-differs a"]);
}

#[test]
fn lines_past_what_the_source_cannot_have_are_the_same() {
    let chart = [
        MD,
        "id: u, unit: Sales, reports_to: md",
        "id: v, title: VP, name: , reports_to: u",
        "id: a, title: A, name: X, reports_to: v",
    ];
    let source = [MD, "id: a, title: A, name: X, reports_to: md"];
    assert_eq!(of(&chart, &source), [""; 0]);
}

#[test]
fn a_part_of_a_company_is_not_missing_the_rest() {
    let chart =
        "company: { complete: false }\npositions:\n- { id: it, title: IT, name: X, reports_to: md }\n";
    let source = yaml(&[
        MD,
        "id: it, title: IT, name: X, reports_to: md",
        "id: hr, title: HR, name: Y, reports_to: md",
        "id: dev, title: Dev, name: Z, reports_to: it",
    ]);
    let run = reconcile(("org.yaml", chart), ("hr.yaml", &source), None, None);
    assert_eq!(told(&run), BTreeSet::from(["not-on-chart row dev".to_owned()]));
}

#[test]
fn the_source_counts_for_what_it_says_alone() {
    let chart =
        yaml(&[MD, "id: a, title: A, name: X, reports_to: md", "id: b, title: B, name: Y, reports_to: md"]);
    let source = yaml(&[
        MD,
        "id: a, title: Z, name: X, reports_to: b",
        "id: b, title: B, name: Y, status: left, reports_to: md",
        "id: c, title: C, name: W, reports_to: md",
    ]);
    let by = |says: &[Says]| {
        told(&reconcile(("org.yaml", &chart), ("hr.yaml", &source), Some(says.to_vec()), None))
    };
    let some = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(by(&[Says::Title]), some(&["title-differs a"]));
    assert_eq!(by(&[Says::Manager]), some(&["manager-differs a"]));
    assert_eq!(by(&[Says::Status]), some(&["not-on-chart row c", "status-differs b"]));
    assert_eq!(by(&[Says::Unit, Says::Id]), some(&[]));
}

#[test]
fn a_source_that_cannot_be_read_is_told_and_nobody_is_missing_for_it() {
    let chart = yaml(&[MD, "id: a, title: A, name: X, reports_to: md"]);
    for source in
        ["", "- [", "nothing here\n", "positions:\n- { id: md, name: Kim Lee }\n- { id: [\n", "a,b\n1,2\n"]
    {
        let run = reconcile(("org.yaml", &chart), ("hr.yaml", source), None, None);
        assert!(run.outcome.incomplete, "{source}");
        let told = told(&run);
        assert!(
            told.iter().all(|line| !line.contains("-source") && !line.contains("on-chart")),
            "{source}: {told:?}"
        );
    }
    let run = reconcile(("org.yaml", &chart), ("hr.yaml", &yaml(&["id: z, name: Nobody Else"])), None, None);
    assert!(run.outcome.incomplete && run.outcome.findings.is_empty(), "nothing in common");
}

#[test]
fn a_row_that_is_cut_off_is_told_and_nobody_is_missing_for_it() {
    let rows = |count: usize| -> String {
        let row = |at: usize| format!("{at},T{at},N{at} X,{}\n", if at == 0 { "" } else { "0" });
        (0..count).map(row).collect()
    };
    let table = |rows: &str| format!("ID,Title,Name,Manager ID\n{rows}");
    let chart = table(&rows(20));
    let run = |source: &str| reconcile(("org.csv", &chart), ("hr.csv", source), None, None);
    let cut = run(&table(&(rows(12) + "12,T1")));
    assert!(cut.outcome.incomplete);
    assert_eq!(told(&cut), BTreeSet::from(["syntax-error row 12,T1".to_owned()]));
    // A row that leaves cells out at its end, as other rows do, or whose line ends, is whole; so is a short table.
    for whole in [rows(12) + "12,T12", rows(12) + "12,T12\n"] {
        let ragged = whole.replacen("5,T5,N5 X,0", "5,T5,N5 X", 1);
        let source = if whole.ends_with('\n') { whole } else { ragged };
        let run = run(&table(&source));
        assert!(!run.outcome.incomplete, "{source}");
        assert_eq!(told(&run).iter().filter(|line| line.starts_with("not-in-source")).count(), 7, "{source}");
    }
    assert!(!run(&table(&(rows(4) + "4,T4"))).outcome.incomplete);
}

#[test]
fn whoever_begins_later_or_has_gone_by_the_dates_is_told_as_that() {
    // Judged on 2026-01-15.
    let chart = [
        MD,
        "id: a, title: A, name: A B, reports_to: md",
        "id: b, title: B, name: B C, reports_to: md",
        "id: c, title: C, name: C D, reports_to: md, since: 2026-03-01",
        "id: d, title: D, name: D E, reports_to: md, until: 2025-12-31",
    ];
    let source = [
        MD,
        "id: a, title: A, name: A B, reports_to: md, until: 2025-12-31",
        "id: b, title: B, name: B C, reports_to: md, until: 2026-06-30",
        "id: x, title: X, name: X Y, reports_to: md, since: 2026-02-01",
        "id: y, title: Y, name: Y Z, reports_to: md, until: 2026-01-14",
        "id: z, title: Z, name: Z Z, reports_to: md, since: 2026-01-15, until: 2026-01-15",
    ];
    assert_eq!(of(&chart, &source), ["not-on-chart row z", "status-differs a"]);
}

#[test]
fn titles_and_what_stands_in_brackets_are_no_part_of_a_name() {
    let chart = [MD, "id: a, title: A, name: Ada Ruiz, reports_to: md", "id: b, title: B, name: Herr Mann"];
    let source = [
        "id: 1, title: MD, name: 'Dr. Lee, Kim'",
        "id: 2, title: A, name: 'Ruiz (née Sol), Prof. Ada', reports_to: 1",
        "id: 3, title: B, name: Frau Mann",
    ];
    assert_eq!(of(&chart, &source), ["not-in-source b", "not-on-chart row 3"]);
}

#[test]
fn letters_stand_for_words_in_either_of_the_two() {
    let of_titles = |one: &str, other: &str| {
        let [chart, source] = [one, other].map(|title| format!("id: a, title: '{title}', name: X"));
        of(&[MD, &chart], &[MD, &source])
    };
    for (one, other) in [
        ("CEO", "Chief Executive Officer"),
        ("Vice President of Sales", "VP, Sales"),
        ("Head of IT", "Head of Information Technology"),
        ("HR Manager", "Human Resources Manager"),
    ] {
        assert_eq!(of_titles(one, other), [""; 0], "{one}");
        assert_eq!(of_titles(other, one), [""; 0], "{one}");
    }
    for (one, other) in [
        ("CEO", "Chief Education Manager"),
        ("CEO", "Managing Director"),
        ("VP Sales", "Vice President"),
        ("VP", "Vice President of Sales"),
        ("IT Manager", "Interim Manager"),
        ("Clerk", "Chief"),
        ("Sales", "IT"),
        ("Head of IT", "Head of Sales"),
    ] {
        assert_eq!(of_titles(one, other), ["title-differs a"], "{one}");
    }
}

#[test]
fn a_handle_is_one_by_its_german_name_too() {
    let chart = [
        MD,
        "id: it, title: Leiter IT, name: Jürgen Groß, handle: jgross, reports_to: md",
        "id: dev, title: Entwickler, name: Anna Schmidt, handle: aschmidt, reports_to: it",
        "id: ops, title: Administrator, name: Tom Bäcker, handle: tbaecker, reports_to: it",
    ];
    let source = "Personalnummer;Nachname;Vorname;Benutzername;Stelle;Vorgesetzter\n\
                  17;Lee;Kim;KLEE;MD;\n18;Groß;Jürgen;JGROSS;Leiter IT;17\n\
                  19;Schmidt-Krause;Anna;ASCHMIDT;Entwicklerin;18\n20;Bäcker;Tom;TBAECKER;Administrator;17\n";
    let run = reconcile(("org.yaml", &yaml(&chart)), ("hr.csv", source), None, None);
    assert_eq!(told(&run), BTreeSet::from(["manager-differs ops".to_owned()]), "she has married");
}

#[test]
fn thousands_above_each_other_and_of_one_address_take_no_longer() {
    let chain = |key: &str| -> String {
        let line = |at: usize| match at {
            0 => "id: p0, title: T, status: vacant".to_owned(),
            _ if at < 10_000 => format!("id: p{at}, title: T, status: vacant, reports_to: p{}", at - 1),
            _ => format!("id: p{at}, title: T, name: N{at}, email: {key}@x.org, reports_to: p9999"),
        };
        let all: Vec<String> = (0..20_000).map(line).collect();
        yaml(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (chart, source) = (chain("a"), chain("b"));
    assert_eq!(told(&reconcile(("org.yaml", &chart), ("hr.yaml", &source), None, None)), BTreeSet::new());
}
