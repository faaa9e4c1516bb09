//! What a file in another shape says beside its entries, and what its keys are called in messages.

use orglint::finding::Outcome;
use orglint::session::Run;

use super::{by, files, found, found_in, outcome, told, with};

/// Facts that rules lacked.
fn missing(outcome: &Outcome) -> Vec<String> {
    let all = outcome.not_checked.iter().flat_map(|entry| &entry.missing);
    let of_chart = all.filter(|fact| !fact.is_earlier_version());
    let mut all: Vec<String> = of_chart.map(|fact| fact.name.to_string()).collect();
    all.sort();
    all.dedup();
    all
}

const LIST: &str = "- { name: Kim, title: Chief Executive Officer, manager: none }\n\
                    - { name: Lou, title: Clerk, manager: Kim }\n";
const MAP: &str =
    "kim: { title: Chief Executive Officer, manager: none }\nlou: { title: Clerk, manager: kim }\n";
const FACTS: &str = "as_of: 2026-01-15\ncompany: { employees: 2, complete: true }\n";

#[test]
fn facts_may_stand_in_the_file_of_the_entries() {
    let under = format!("staff:\n  {}", LIST.trim_end().replace('\n', "\n  "));
    let catalogue = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: a }\nspec: { type: team, children: [] }\n";
    for (text, positions) in [
        (format!("{FACTS}---\n{LIST}"), 2),
        (format!("{LIST}---\n{FACTS}"), 2),
        (format!("{FACTS}{MAP}"), 2),
        (format!("{MAP}{FACTS}"), 2),
        (MAP.replace("lou", &format!("{FACTS}lou")), 2),
        (format!("{FACTS}{under}\n"), 2),
        (format!("{under}\n{FACTS}"), 2),
        (format!("{FACTS}---\n{catalogue}"), 1),
        (format!("{catalogue}---\n{FACTS}"), 1),
    ] {
        let outcome = outcome(files(&[("a.yaml", &text)]));
        assert_eq!((outcome.summary.positions, outcome.summary.files), (positions, 1), "{text}");
        assert_eq!(told(&outcome), [""; 0], "{text}");
        assert_eq!(missing(&outcome), [""; 0], "{text}");
        // Without them something is missing.
        let bare = text.replace(FACTS, "").replace("---\napi", "api");
        let bare = super::outcome(files(&[("a.yaml", &bare)]));
        assert_eq!(missing(&bare), ["company.employees"], "{text}");
    }
}

#[test]
fn what_is_amiss_with_facts_is_told_at_their_places() {
    let text = format!("{MAP}company: {{ employees: many, employes: 3 }}\n");
    assert_eq!(
        found_in("a.yaml", &text),
        [
            "a.yaml:3 wrong-type `employees` takes a whole number, and this is another text",
            "a.yaml:3 unknown-key `employes` is not a key of `company`",
        ]
    );
    // The lines of a reference are those of the file.
    let text = format!(
        "exceptions:\n  - {{ rule: unknown-manager, at: lou, reason: joins in May }}\n{}",
        MAP.replace("kim }", "zoe }")
    );
    let outcome = outcome(files(&[("a.yaml", &text)]));
    assert_eq!((told(&outcome), outcome.summary.allowed), (vec![], 1));
}

#[test]
fn what_other_programs_mean_by_such_keys_is_left_alone() {
    for text in [
        // Somebody who is called so, and some other setting.
        MAP.replace("lou", "company"),
        format!("company: Acme\n{MAP}"),
        format!("company: Acme\nstaff:\n  {}", LIST.trim_end().replace('\n', "\n  ")),
    ] {
        let outcome = outcome(files(&[("a.yaml", &text)]));
        assert_eq!((told(&outcome), outcome.summary.positions), (vec![], 2), "{text}");
    }
}

#[test]
fn references_between_facts_and_entries_are_followed() {
    let text = format!(
        "{}company: {{ employees: *two, name: *kim, outsourced: &o [internal-it], regimes: *o }}\n",
        MAP.replace("Clerk", "&two 2").replace("kim: {", "kim: &kim {")
    );
    let outcome = outcome(files(&[("a.yaml", &text)]));
    assert_eq!(missing(&outcome), [""; 0]);
    assert!(told(&outcome).iter().all(|line| !line.contains("employees")), "{:?}", told(&outcome));
}

fn helps(texts: &[(&str, &str)]) -> String {
    let outcome = outcome(files(texts));
    let all = outcome.findings.iter().flat_map(|finding| {
        let labels = finding.labels().map(|label| label.text.to_string());
        [finding.message.clone(), finding.help.to_string()].into_iter().chain(labels)
    });
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn messages_speak_of_the_keys_of_the_file() {
    let apart = format!("{LIST}- {{ name: Max, title: Advisor }}\n");
    let told = helps(&[("a.yaml", &apart)]);
    assert!(told.contains("name its manager under `manager`"), "{told}");
    assert!(
        told.contains("no `manager` here, and no line leads here") && !told.contains("reports_to"),
        "{told}"
    );
    // Each chart by its own.
    let told = helps(&[("a.yaml", &apart.replace("manager:", "supervisor:"))]);
    assert!(told.contains("under `supervisor`") && !told.contains("`manager`"), "{told}");
    let native = "positions:\n  - { id: a, title: Head }\n  - { id: b, title: Clerk, reports_to: a }\n  - { id: c, title: Advisor }\n";
    assert!(helps(&[("a.yaml", native)]).contains("under `reports_to`"));
    let table = "Employee ID,Job Title,Manager ID\n1,Head,\n2,Clerk,1\n3,Advisor,\n4,Lead,4\n";
    let told = helps(&[("a.csv", table)]);
    assert!(told.contains("`Manager ID`") && !told.contains("reports_to"), "{told}");
}

#[test]
fn rule_files_speak_of_the_keys_of_the_file_too() {
    let text = "cto: { title: Chief Technology Officer, manager: none }\n\
                cio: { title: Chief Information Officer, manager: cto }\n\
                delivery: { title: Director of Service Delivery, manager: cto, serves: ~ }\n";
    let layout = "entries: map\ntitle: title\nreports_to: manager\nserves: purpose\n";
    let helps = |run: Run| {
        let outcome = outcome(run);
        outcome.findings.iter().map(|finding| finding.help.clone()).collect::<Vec<_>>().join("\n")
    };
    assert!(helps(files(&[("a.yaml", text)])).contains("`serves: product`"));
    let told = helps(with(&[("a.yaml", text)], layout));
    assert!(told.contains("`purpose: product`") && !told.contains("`serves"), "{told}");
}

#[test]
fn a_hostile_key_is_not_shown() {
    let key = "man\u{1b}ager";
    let text = format!("{LIST}- {{ name: Max, title: Advisor }}\n")
        .replace("manager:", &format!("\"{}\":", key.escape_default()));
    let text = text.replace("\\u{1b}", "\\u001b");
    assert!(helps(&[("a.yaml", &text)]).contains("under `reports_to`"));
}

#[test]
fn a_layout_by_name_settles_what_shape_would_leave_open() {
    let texts = [("p/a.yaml", LIST), ("p/b.yaml", MAP)];
    assert!(found(files(&texts))[0].contains("two shapes in one chart"));
    for (shipped, other) in [("list", "map"), ("map", "list")] {
        let outcome = outcome(with(&texts, shipped));
        assert_eq!((told(&outcome), outcome.summary.positions, outcome.summary.files), (vec![], 2, 1));
        assert_eq!((outcome.charts[0].layout.as_str(), outcome.charts[0].left_out), (shipped, 1));
        assert_ne!(outcome.charts[0].layout, other);
    }
    // Under which key the entries stand is seen.
    let text =
        "v: 1\nstaff:\n  - { name: A, title: B, manager: none }\n  - { name: C, title: D, manager: A }\n";
    assert_eq!(outcome(with(&[("a.yaml", text)], "list")).summary.positions, 2);
    // A shape that is not there finds nothing, and says so: of a file that is named, in any case.
    let named = by(&texts, "list", &["p/a.yaml", "p/b.yaml"]).unwrap();
    assert_eq!(found(named), ["p/b.yaml:1 no-chart the layout `list` finds no entries here"]);
    assert_eq!(told(&outcome(with(&[("a.yaml", LIST)], "map"))).len(), 1);
}
