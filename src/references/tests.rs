//! Files in, references and those that lead to nobody out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use jiff::civil::date;

use crate::files::Memory;
use crate::session::{Options, Request, Run, Session};

const CHART: &str = "positions:
- { id: md, title: Managing Director, name: Kim Lee, handle: kim }
- { id: it, title: Head of IT, name: Tom Baker, handle: '@Tom', email: tom@example.org, department: IT, reports_to: md }
- { id: pay, unit: Payments, name: Ada Ruiz, handle: ada, status: left, reports_to: md }
";

fn lint(configuration: &str, files: &[(&str, &str)]) -> (Run, Vec<String>) {
    let mut all = vec![("orglint.yaml", configuration), ("org.yaml", CHART)];
    all.extend(files);
    let mut session = Session::new(Memory::new(all), Options::on(date(2026, 1, 15)));
    let run = session.lint(Request::default()).unwrap();
    let notices = session.take_notices().into_iter().map(|notice| notice.message).collect();
    (run, notices)
}

/// `line:column number-of-labels message` of each finding about a reference.
fn told(configuration: &str, files: &[(&str, &str)]) -> Vec<String> {
    let (run, notices) = lint(configuration, files);
    assert_eq!(notices, [""; 0]);
    let outcome = &run.outcome;
    let of_rule =
        outcome.findings.iter().filter(|finding| outcome.rule(finding.rule).id == "reference-unknown");
    let line = |finding: &crate::finding::Finding| {
        let place = finding.primary.place;
        let at = outcome.sources.get(place.file).position(place.span.start);
        format!("{}:{} {} {}", at.line, at.column, finding.labels().count(), finding.message)
    };
    of_rule.map(line).collect()
}

#[test]
fn owners_of_code_are_people_and_teams() {
    let owners = "# who @nobody is\n*  @kim TOM@example.org\n/docs/@old @acme/payments @gone # @gone\n[Web][2] @Gone\n/x @@maintainer @acme/web @ada\n";
    assert_eq!(
        told("references: [{ files: CODEOWNERS }]\n", &[("CODEOWNERS", owners)]),
        [
            "3:27 2 `CODEOWNERS` names somebody who is not on the chart",
            "5:17 1 `CODEOWNERS` names `web`, not on the chart",
            "5:27 1 `CODEOWNERS` names somebody who has left",
        ]
    );
    // A unit that somebody has left is there all the same under its name.
    assert_eq!(told("references: [{ files: CODEOWNERS }]\n", &[("CODEOWNERS", "* @kim @tom\n")]), [""; 0]);
}

#[test]
fn entities_and_aliases_have_owners_too() {
    let catalogue = "kind: Component\nspec: { owner: group:default/it }\n---\nkind: API\nspec: { owner: user:default/zoe }\n---\nkind: API\nspec: { owner: user:kim }\n---\nkind: System\nspec: { owner: billing }\n";
    assert_eq!(
        told("references: [{ files: ['catalog/**/*.yaml'] }]\n", &[("catalog/a/x.yaml", catalogue)]),
        [
            "5:16 1 `x.yaml` names somebody who is not on the chart",
            "11:16 1 `x.yaml` names `billing`, not on the chart"
        ]
    );
    let aliases = "aliases:\n  leads:\n  - kim\n  - zoe\n  all: [zoe, tom]\n";
    assert_eq!(
        told("references: [{ files: OWNERS_ALIASES }]\n", &[("OWNERS_ALIASES", aliases)]),
        ["4:5 2 `OWNERS_ALIASES` names somebody who is not on the chart"]
    );
    let services = "- { name: a, team: { lead: it } }\n- { name: b, team: { lead: [md, ops] } }\n";
    assert_eq!(
        told(
            "references: [{ files: services.yaml, at: team.lead, names: id }]\n",
            &[("services.yaml", services)]
        ),
        ["2:33 1 `services.yaml` names `ops`, not on the chart"]
    );
}

#[test]
fn where_the_chart_has_no_such_names_nothing_is_said() {
    assert_eq!(
        told("references: [{ files: CODEOWNERS }]\n", &[("CODEOWNERS", "* @x @y @acme/z\n")]),
        [""; 0]
    );
}

#[test]
fn people_of_one_chart_are_known_to_the_files_of_another() {
    let configuration = "charts:\n- { name: a, files: org.yaml }\n- { name: b, files: b.yaml }\nreferences: [{ files: CODEOWNERS }]\n";
    let files = [
        ("b.yaml", "positions:\n- { id: zoe, title: CEO, handle: zoe }\n"),
        ("CODEOWNERS", "* @kim @zoe @gone\n"),
    ];
    assert_eq!(told(configuration, &files), ["1:13 1 `CODEOWNERS` names somebody who is not on the chart"]);
}

#[test]
fn files_that_are_not_there_are_mistakes() {
    let (run, notices) = lint("references: [{ files: CODEOWNERS }]\n", &[]);
    assert!(run.outcome.incomplete);
    assert_eq!(notices, ["orglint.yaml:1:23: there is nothing at `CODEOWNERS`"]);
    let mut session = Session::new(
        Memory::new([
            ("orglint.yaml", "references: [{ files: /CODEOWNERS, names: team, att: x }]\n"),
            ("org.yaml", CHART),
        ]),
        Options::on(date(2026, 1, 15)),
    );
    let crate::session::Error::Configuration(mistakes) = session.lint(Request::default()).unwrap_err() else {
        panic!()
    };
    let mistakes: Vec<&str> = mistakes.iter().map(|mistake| &*mistake.message).collect();
    assert_eq!(
        mistakes,
        [
            "`/CODEOWNERS` does not start at the folder of the configuration",
            "`names` takes no `team`",
            "an entry of `references` has no key `att`"
        ]
    );
}

#[test]
fn a_slip_in_such_a_file_is_told_at_its_place_and_what_can_be_read_counts() {
    let configuration = "references: [{ files: [OWNERS_ALIASES, 'catalog/*.yaml'] }]\n";
    let aliases = "aliases:\n  leads:\n  - tom\n  - zoe\n  all: [\"kim]\n";
    let entity = |owner: &str| format!("kind: API\nspec: {{ owner: {owner} }}\n---\n");
    let catalog = entity("payments") + &entity("[billing") + "kind: API\nspec: { owner: gone }\n";
    let files = [("OWNERS_ALIASES", aliases), ("catalog/x.yaml", &*catalog)];
    let (run, notices) = lint(configuration, &files);
    assert_eq!(notices, [""; 0]);
    let outcome = &run.outcome;
    assert!(outcome.incomplete, "what was not read may name anybody");
    let line = |finding: &crate::finding::Finding| {
        let place = finding.primary.place;
        let at = outcome.sources.get(place.file).position(place.span.start);
        let path = outcome.sources.get(place.file).path();
        format!("{path}:{}:{} {}", at.line, at.column, outcome.rule(finding.rule).id)
    };
    let told: Vec<String> = outcome.findings.iter().map(line).collect();
    for expected in [
        "OWNERS_ALIASES:4:5 reference-unknown",
        "OWNERS_ALIASES:5:9 syntax-error",
        "catalog/x.yaml:5:16 syntax-error",
        "catalog/x.yaml:8:16 reference-unknown",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}\n{told:#?}");
    }
    // The text about such a part is true of a file that holds no positions.
    let rule = outcome.rules.iter().find(|rule| rule.id == "syntax-error").unwrap();
    assert!(!rule.why.contains("positions in it"), "{}", rule.why);
}
