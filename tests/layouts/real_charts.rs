//! Charts that others wrote, in the folder that `ORGLINT_REAL_CHARTS` names. Where it is not set, these
//! tests say that they skip.

use std::path::PathBuf;

use orglint::files::{Disk, Memory, Over};
use orglint::finding::{Finding, Outcome};
use orglint::session::{Configuration, Request};

use super::{configuration, outcome, session};

fn chart(path: &str) -> Option<Outcome> {
    if let Some(folder) = std::env::var_os("ORGLINT_REAL_CHARTS") {
        return Some(outcome(super::at(&PathBuf::from(folder).join(path))));
    }
    let mut out = std::io::stderr();
    let _ = std::io::Write::write_all(&mut out, b"skipped: ORGLINT_REAL_CHARTS is not set\n");
    None
}

/// Findings of the packs that tell of mistakes: `line rule: subject, labels`.
fn mistakes(outcome: &Outcome) -> Vec<String> {
    let basic = |finding: &&Finding| matches!(&*outcome.rule(finding.rule).pack, "integrity" | "reading");
    let line = |finding: &Finding| {
        let file = outcome.sources.get(finding.primary.place.file);
        let line = file.position(finding.primary.place.span.start).line;
        let rule = &outcome.rule(finding.rule).id;
        format!("{line} {rule}: {}, {} labels", finding.subject, finding.labels().count())
    };
    outcome.findings.iter().filter(basic).map(line).collect()
}

#[test]
fn a_companys_handbook() {
    for path in ["sourcegraph/team.yml", "sourcegraph/team-before-reorg.yml"] {
        let Some(outcome) = chart(path) else { return };
        assert_eq!(mistakes(&outcome), [""; 0], "{path}");
        assert!(!outcome.incomplete && outcome.summary.positions > 150);
    }
    let Some(outcome) = chart("sourcegraph/team-after-reorg.yml") else { return };
    assert_eq!(mistakes(&outcome), ["64 unknown-manager: p182, 16 labels"]);
    assert!(
        outcome.findings.iter().any(|finding| finding.message.contains("16 positions report to `vp_people`"))
    );
}

#[test]
fn a_handbook_with_a_slip_and_a_slug_of_two() {
    let Some(outcome) = chart("sourcegraph/team-case-and-duplicate.yml") else { return };
    let found = mistakes(&outcome);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("676 manager-name-ambiguous") && found[0].ends_with("4 labels"),
        "{found:?}"
    );
    assert!(found[1].starts_with("1369 unknown-manager: p346"), "{found:?}");
    assert!(outcome.findings.iter().any(|finding| finding.help.contains("a similar id exists: `ceo`")));
}

/// Posts in the words of those departments, where an eliminated one is a position that nobody holds.
const POSTS: &str = "entries: list\nid: Post Unique Reference\ntitle: Job Title\nreports_to: Reports to Senior Post\n\
     department: Unit\nmatches: id\ntop: XX\nvacant: { Name: [Vacant, Eliminated] }\nnot_disclosed: [N/D, \"\"]\n";

const HOME_OFFICE: &str = "uk-organograms/home_office-2013-09-30.csv";

#[test]
fn posts_of_two_departments() {
    // Posts that were eliminated are not positions, and their ids are nobody's.
    let Some(outcome) = chart(HOME_OFFICE) else { return };
    assert_eq!(mistakes(&outcome), ["241 reports-to-self: 2UKVI02, 1 labels"]);
    assert_eq!((outcome.summary.positions, outcome.summary.abolished), (178, 81));
    // They are where the company says so.
    let Some(outcome) = by(HOME_OFFICE, POSTS) else { return };
    assert_eq!(
        mistakes(&outcome),
        [
            "82 duplicate-id: 2UKBA18, 2 labels",
            "109 duplicate-id: 1SIIG11, 2 labels",
            "161 duplicate-id: 2SIIGSEC, 2 labels",
            "241 reports-to-self: 2UKVI02, 1 labels",
        ]
    );
    assert_eq!((outcome.summary.positions, outcome.summary.abolished), (259, 0));
    let Some(outcome) = chart("uk-organograms/department_of_energy_and_climate_change-2011-09-30.csv") else {
        return;
    };
    assert_eq!(mistakes(&outcome), ["44 duplicate-id: 0, 3 labels"]);
    assert_eq!((outcome.summary.positions, outcome.summary.abolished), (101, 0));
}

/// Rules and subjects of all findings.
fn subjects(outcome: &Outcome) -> Vec<(String, String)> {
    let subject = |finding: &Finding| (outcome.rule(finding.rule).id.to_string(), finding.subject.clone());
    let mut found: Vec<(String, String)> = outcome.findings.iter().map(subject).collect();
    found.sort();
    found
}

/// The same posts were converted to orglint's own format by hand: both say the same.
#[test]
fn posts_say_the_same_in_the_native_form() {
    for name in ["home_office-2013-09-30", "department_of_energy_and_climate_change-2011-09-30"] {
        // By hand an eliminated post was made a vacant position, as by that layout.
        let path = format!("uk-organograms/{name}.csv");
        let (Some(table), Some(known)) = (by(&path, POSTS), chart(&path)) else { return };
        let Some(native) = chart(&format!("native/{name}.yaml")) else { return };
        assert_eq!(subjects(&table), subjects(&native), "{name}");
        assert_eq!(table.summary.positions, native.summary.positions);
        assert_eq!(known.summary.positions + known.summary.abolished, native.summary.positions);
        if known.summary.abolished == 0 {
            assert_eq!(subjects(&known), subjects(&native), "{name}");
        }
    }
    // What is left of the findings once the eliminated posts are out.
    let Some(known) = chart(HOME_OFFICE) else { return };
    let mut left = subjects(&known);
    left.retain(|(rule, _)| rule != "single-report");
    assert_eq!(subjects(&known).len() - left.len(), 9);
    let expected = [("reports-to-self", "2UKVI02"), ("vacant-manager-with-reports", "2BF01")];
    assert_eq!(left, expected.map(|(rule, subject)| (rule.to_owned(), subject.to_owned())));
}

#[test]
fn a_catalogue_with_teams_that_are_not_there() {
    let Some(outcome) = chart("backstage") else { return };
    assert_eq!(
        mistakes(&outcome),
        ["13 listed-reports-differ: backstage, 1 labels", "10 listed-reports-differ: boxoffice, 1 labels"]
    );
}

#[test]
fn samples_of_drawing_tools() {
    let Some(outcome) = chart("d3-org-chart/data.csv") else { return };
    assert_eq!(mistakes(&outcome), [""; 0]);
    assert_eq!(outcome.summary.positions, 107);
    let Some(outcome) = chart("ychart/orgchart.yaml") else { return };
    assert_eq!(mistakes(&outcome), ["57 unknown-manager: chief-executive-officer, 1 labels"]);
}

/// A chart by a layout as a company would write it.
fn by(path: &str, layout: &str) -> Option<Outcome> {
    let folder = PathBuf::from(std::env::var_os("ORGLINT_REAL_CHARTS")?).canonicalize().unwrap();
    let pattern = if folder.join(path).is_dir() { format!("{path}/**/*") } else { path.to_owned() };
    // As if a configuration lay beside the folders of these charts.
    let mut memory = Memory::default();
    memory.set(folder.join("orglint.yaml"), configuration(layout, &[&pattern]));
    let files = Over { memory, below: Disk };
    let run = session(files, Configuration::Nearest).lint(Request::of([folder.join(path)])).unwrap();
    Some(outcome(run))
}

#[test]
fn a_layout_of_a_few_lines_reads_what_is_recognised() {
    let handbook = "entries: map\ntitle: role\nrole_slug: manager_role_slug\nmatches: role_slug\ntop: none\n";
    // Eliminated posts are left out, as they are where no layout is.
    let posts = &POSTS.replace("[Vacant, Eliminated]", "Vacant");
    let groups = "entries: documents\nonly: { kind: Group }\nentity: group\nid: metadata.name\n\
                  title: [spec.profile.displayName, metadata.name]\nreports_to: spec.parent\nmanages: spec.children\n\
                  name: ~\nmatches: id\n";
    let people = "entries: list\nid: id\nname: name\nreports_to: parentId\ntitle: position\n";
    for (path, layout) in [
        ("sourcegraph/team.yml", handbook),
        ("sourcegraph/team-after-reorg.yml", handbook),
        ("sourcegraph/team-case-and-duplicate.yml", handbook),
        ("uk-organograms/home_office-2013-09-30.csv", posts),
        ("uk-organograms/department_of_energy_and_climate_change-2011-09-30.csv", posts),
        ("backstage", groups),
        ("d3-org-chart/data.csv", people),
    ] {
        let (Some(own), Some(known)) = (by(path, layout), chart(path)) else { return };
        // A layout of groups leaves users out.
        let users = if path == "backstage" { 10 } else { 0 };
        assert_eq!(own.summary.positions + users, known.summary.positions, "{path}");
        assert_eq!(mistakes(&own), mistakes(&known), "{path}");
    }
}

#[test]
fn a_layout_says_what_only_the_company_knows() {
    // Whom the head of a chart reports to is not always on it.
    let Some(outcome) = by("ychart/orgchart.yaml", "entries: list\ntop: Board of Directors\n") else {
        return;
    };
    assert_eq!((mistakes(&outcome), outcome.summary.positions), (vec![], 30));
}
