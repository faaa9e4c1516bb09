//! Scenarios over charts in every form that they can be written in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use crate::compare::Comparison;
use crate::files::{Memory, Over};
use crate::finding::Outcome;
use crate::session::{Error, Options, Request, Run, Session, WhatIf};
use crate::source::SourceFile;

/// Who is there, by id: the title, the manager, whether nobody holds it.
type Model = BTreeMap<String, (String, Option<String>, bool)>;

/// A form that charts are written in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Block,
    Flow,
    Json,
    Table,
    Keyed,
    Nested,
}

const FORMS: [Form; 6] = [Form::Block, Form::Flow, Form::Json, Form::Table, Form::Keyed, Form::Nested];

impl Form {
    fn path(self) -> &'static str {
        match self {
            Self::Json => "org.json",
            Self::Table => "org.csv",
            _ => "org.yaml",
        }
    }

    fn write(self, model: &Model) -> String {
        if self == Self::Nested {
            let head = model.iter().find(|(_, (_, manager, _))| manager.is_none()).unwrap();
            return format!("# the chart\norg:\n{}# the end\n", nested(model, head.0, "  ", "  "));
        }
        let mut rows = Vec::new();
        // The head comes first, as people write it.
        let mut all: Vec<_> = model.iter().collect();
        all.sort_by_key(|(_, (_, manager, _))| manager.is_some());
        for (at, (id, (title, manager, is_open))) in all.into_iter().enumerate() {
            let status = if *is_open { "vacant" } else { "filled" };
            let up = manager.as_deref();
            let quoted = serde_json::to_string(title).unwrap();
            rows.push(match self {
                Self::Block => {
                    let up = up.map_or(String::new(), |up| format!("    reports_to: {up}   # line {at}\n"));
                    format!("  # above {at}\n  - id: {id}\n    title: {quoted}   # title {at}\n{up}    status: {status}\n")
                }
                Self::Flow => {
                    let up = up.map_or(String::new(), |up| format!(", reports_to: {up}"));
                    format!("  - {{ id: {id}, title: {quoted}{up}, status: {status} }}   # row {at}\n")
                }
                Self::Json => {
                    let up = up.map_or(String::new(), |up| format!(", \"reports_to\": \"{up}\""));
                    format!("    {{ \"id\": \"{id}\", \"title\": {quoted}{up}, \"status\": \"{status}\" }}")
                }
                Self::Table => {
                    format!("{id},\"{}\",{},{status}\n", title.replace('"', "\"\""), up.unwrap_or_default())
                }
                Self::Keyed | Self::Nested => {
                    let up = up.unwrap_or("none");
                    format!("{id}:\n  title: {quoted}\n  reports_to: {up}\n  status: {status}\n")
                }
            });
        }
        match self {
            Self::Block | Self::Flow => format!("# the chart\npositions:\n{}# the end\n", rows.concat()),
            Self::Json => format!("{{\n  \"positions\": [\n{}\n  ]\n}}\n", rows.join(",\n")),
            Self::Table => format!("ID,Title,Manager ID,Status\n{}", rows.concat()),
            Self::Keyed | Self::Nested => rows.join("\n"),
        }
    }
}

/// An entry with those of the reports in it.
fn nested(model: &Model, id: &str, first: &str, indent: &str) -> String {
    let (title, _, is_open) = &model[id];
    let quoted = serde_json::to_string(title).unwrap();
    let status = if *is_open { "vacant" } else { "filled" };
    let mut out = format!("{first}id: {id}\n{indent}title: {quoted}   # title\n{indent}status: {status}\n");
    let reports = model.iter().filter(|(_, (_, manager, _))| manager.as_deref() == Some(id));
    for (at, (report, _)) in reports.enumerate() {
        if at == 0 {
            let _ = writeln!(out, "{indent}reports:");
        }
        let inner = format!("{indent}    ");
        let _ = writeln!(out, "{indent}  # above {report}");
        out += &nested(model, report, &format!("{indent}  - "), &inner);
    }
    out
}

fn session(files: &[(&str, &str)]) -> Session<Over<Memory>> {
    Session::new(Over::new(Memory::new(files.iter().copied())), Options::on(date(2026, 1, 15)))
}

fn what_if(path: &str, chart: &str, scenario: &str) -> Result<WhatIf, Error> {
    let text = format!("from: {path}\n{scenario}");
    let file = SourceFile::new("scenario.yaml", text).at(Path::new("scenario.yaml"));
    session(&[(path, chart)]).what_if(&Arc::new(file))
}

/// The chart as it would be written.
fn written(result: &WhatIf, before: &str) -> String {
    result.files.first().map_or_else(|| before.to_owned(), |(.., after)| after.clone())
}

/// Who is there, as a run has read it.
fn read(run: &Run) -> Model {
    let one = &run.charts[0];
    let (chart, graph) = (&one.chart, &one.graph);
    let position = |of| {
        let title = chart.text(of, crate::chart::Field::Title).map_or("", |title| title.text).to_owned();
        let manager = graph.manager_position(of).map(|manager| chart.id(manager).to_owned());
        (chart.id(of).to_owned(), (title, manager, chart.is_vacant(of)))
    };
    chart.positions().map(position).collect()
}

/// The findings of a run.
fn findings(outcome: &Outcome) -> Vec<String> {
    let all = outcome.findings.iter();
    all.map(|one| format!("{} {}", outcome.rule(one.rule).id, one.fingerprint)).collect()
}

fn mistakes(path: &str, chart: &str, scenario: &str) -> Vec<String> {
    match what_if(path, chart, scenario) {
        Err(Error::Configuration(mistakes)) => mistakes.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
        Ok(_) => Vec::new(),
    }
}

const TITLES: [&str; 8] = [
    "Head of IT",
    "CTO",
    "Head of R&D: Lab",
    "Chief Data, Analytics",
    "Team \"Alpha\"",
    "Leiter Einkauf # 2",
    "yes",
    "Büro",
];

fn title(at: u8) -> String {
    TITLES[usize::from(at) % TITLES.len()].to_owned()
}

prop_compose! {
    fn model()(rows in prop::collection::vec((any::<u8>(), any::<u8>(), any::<bool>()), 1..9)) -> Model {
        let id = |at: usize| format!("p{at}");
        rows.iter().enumerate().map(|(at, (up, words, is_open))| {
            let manager = (at > 0).then(|| id(usize::from(*up) % at));
            (id(at), (title(*words), manager, *is_open && at > 0))
        }).collect()
    }
}

fn is_below(model: &Model, lower: &str, upper: &str) -> bool {
    let mut at = Some(lower.to_owned());
    while let Some(id) = at {
        if id == upper {
            return true;
        }
        at = model[&id].1.clone();
    }
    false
}

/// Makes random changes in the model, and says them as a scenario.
fn change(model: &mut Model, changes: &[(u8, u8, u8)]) -> String {
    let mut text = String::from("changes:\n");
    let mut removed: Vec<String> = Vec::new();
    for (number, (kind, one, other)) in changes.iter().enumerate() {
        let ids: Vec<String> = model.keys().cloned().collect();
        let pick = |at: u8| ids[usize::from(at) % ids.len()].clone();
        let (one, other) = (pick(*one), pick(*other));
        match kind % 4 {
            0 if model[&one].1.is_some() && !is_below(model, &other, &one) => {
                let _ = writeln!(text, "  - {{ move: {one}, to: {other} }}");
                model.get_mut(&one).unwrap().1 = Some(other);
            }
            1 => {
                let (id, words) = (format!("new{number}"), title(*kind / 4));
                let quoted = serde_json::to_string(&words).unwrap();
                let _ = writeln!(
                    text,
                    "  - add: {{ id: {id}, title: {quoted}, reports_to: {other}, status: filled }}"
                );
                model.insert(id, (words, Some(other), false));
            }
            2 if model[&one].1.is_some() && one != other && !is_below(model, &other, &one) => {
                let _ = writeln!(text, "  - {{ remove: {one}, reports_to: {other} }}");
                model.remove(&one);
                model
                    .values_mut()
                    .filter(|row| row.1.as_ref() == Some(&one))
                    .for_each(|row| row.1 = Some(other.clone()));
                removed.push(one);
            }
            3 => {
                let words = title(*kind / 4);
                let status = if *kind > 128 && model[&one].1.is_some() { "vacant" } else { "filled" };
                let quoted = serde_json::to_string(&words).unwrap();
                let _ = writeln!(text, "  - {{ set: {one}, title: {quoted}, status: {status} }}");
                let row = model.get_mut(&one).unwrap();
                (row.0, row.2) = (words, status == "vacant");
            }
            _ => {}
        }
    }
    if text.ends_with("changes:\n") { "changes: []\n".to_owned() } else { text }
}

proptest! {
    #[test]
    fn a_chart_is_what_its_scenario_says(model in model(), changes in prop::collection::vec(any::<(u8, u8, u8)>(), 0..7), form in 0..FORMS.len()) {
        let form = FORMS[form];
        let before = form.write(&model);
        let mut expected = model.clone();
        let scenario = change(&mut expected, &changes);
        let result = what_if(form.path(), &before, &scenario).map_err(|error| TestCaseError::fail(format!("{error:?}\n{before}\n{scenario}")))?;
        prop_assert_eq!(&read(&result.base), &model, "{}", &before);
        let after = written(&result, &before);
        prop_assert_eq!(read(&result.after), expected, "{}\n{}\n{}", &before, &scenario, &after);
        // What-if, then writing, then lint is what-if.
        let run = session(&[(form.path(), &after)]).lint(Request::of([form.path()])).unwrap();
        prop_assert_eq!(findings(&run.outcome), findings(&result.after.outcome));
        // A comment above an entry stays, whatever becomes of the entry.
        if form == Form::Nested {
            let removed = model.keys().filter(|id| !read(&result.after).contains_key(*id)).count();
            let above = |text: &str| text.matches("# above").count();
            prop_assert!(above(&after) + removed >= above(&before), "{}", &after);
        }
        if form == Form::Block {
            let above = |text: &str| text.matches("# above").count();
            prop_assert_eq!(above(&before), above(&after), "{}", &after);
            prop_assert!(after.starts_with("# the chart\n") && after.contains("# the end\n"));
        }
    }

    #[test]
    fn a_folder_is_what_its_scenario_says(model in model(), changes in prop::collection::vec(any::<(u8, u8, u8)>(), 0..7), split in prop::collection::vec(0..3_usize, 9)) {
        // Each file has some of the positions, and comments of its own.
        let path = |at: usize| format!("org/{at}.yaml");
        let mut parts: Vec<Model> = vec![Model::new(); 3];
        for ((id, row), part) in model.iter().zip(split) {
            parts[part].insert(id.clone(), row.clone());
        }
        let files: Vec<(String, String)> = (0..3)
            .filter(|at| !parts[*at].is_empty())
            .map(|at| (path(at), Form::Block.write(&parts[at])))
            .collect();
        let texts = |files: &[(String, String)]| -> Vec<(String, String)> { files.to_vec() };
        let session_of = |files: &[(String, String)]| {
            Session::new(Over::new(Memory::new(texts(files))), Options::on(date(2026, 1, 15)))
        };
        let mut expected = model.clone();
        let scenario = change(&mut expected, &changes);
        let file = SourceFile::new("scenario.yaml", format!("from: org\n{scenario}")).at(Path::new("scenario.yaml"));
        let result = match session_of(&files).what_if(&Arc::new(file)) {
            // A file whose positions all go would be left without a list.
            Err(Error::Configuration(_)) if changes.iter().any(|(kind, ..)| kind % 4 == 2) => return Ok(()),
            result => result.map_err(|error| TestCaseError::fail(format!("{error:?}\n{files:?}\n{scenario}")))?,
        };
        prop_assert_eq!(&read(&result.base), &model);
        prop_assert_eq!(read(&result.after), expected, "{:?}\n{}", &files, &scenario);
        let mut after = files.clone();
        for (path, text) in &mut after {
            if let Some((.., now)) = result.files.iter().find(|(changed, ..)| changed == Path::new(path)) {
                text.clone_from(now);
            }
            prop_assert!(text.starts_with("# the chart\n") && text.contains("# the end\n"), "{}", text);
        }
        let above = |files: &[(String, String)]| files.iter().map(|(_, text)| text.matches("# above").count()).sum::<usize>();
        prop_assert_eq!(above(&files), above(&after));
        let run = session_of(&after).lint(Request::of(["org"])).unwrap();
        prop_assert_eq!(findings(&run.outcome), findings(&result.after.outcome));
        // Somebody new stands in the file of those who have the same manager, or of the manager.
        for (id, (_, manager, _)) in read(&result.after).iter().filter(|(id, _)| id.starts_with("new")) {
            let Some(manager) = manager.as_ref().filter(|manager| model.contains_key(*manager)) else { continue };
            let has = |part: &Model| {
                part.contains_key(manager) || part.values().any(|(_, up, _)| up.as_ref() == Some(manager))
            };
            let at = after.iter().find(|(_, text)| text.contains(&format!("id: {id}\n"))).map(|(path, _)| path.clone());
            let is_beside = (0..3).any(|part| has(&parts[part]) && at == Some(path(part)));
            let is_moved = scenario.contains("move:") || scenario.contains("remove:");
            prop_assert!(is_beside || is_moved, "{:?} {}\n{}", at, id, &scenario);
        }
    }

    #[test]
    fn an_empty_scenario_is_the_base(model in model(), form in 0..FORMS.len()) {
        let form = FORMS[form];
        let before = form.write(&model);
        let result = what_if(form.path(), &before, "changes: []\n").unwrap();
        prop_assert!(result.files.is_empty());
        prop_assert_eq!(findings(&result.after.outcome), findings(&result.base.outcome));
    }

    #[test]
    fn a_difference_as_a_scenario_leads_to_the_later_chart(old in model(), new in model(), forms in (0..FORMS.len(), 0..FORMS.len())) {
        let (form, other) = (FORMS[forms.0], FORMS[forms.1]);
        let (before, later) = (form.write(&old), other.write(&new));
        let lint = |path: &str, text: &str| session(&[(path, text)]).lint(Request::of([path])).unwrap();
        let (was, is) = (lint(form.path(), &before), lint(other.path(), &later));
        let version = |run| -> (&crate::chart::Chart, &crate::graph::OrgGraph) { let run: &Run = run; (&run.charts[0].chart, &run.charts[0].graph) };
        let (was, is) = (version(&was), version(&is));
        let text = super::said(form.path(), was, is).unwrap();
        let text = text.split_once('\n').unwrap().1;
        let result = what_if(form.path(), &before, text).map_err(|error| TestCaseError::fail(format!("{error:?}\n{before}\n{text}")))?;
        let after = &result.after.charts[0];
        let changes = Comparison::of([(&after.chart, &after.graph), is]).changes;
        prop_assert!(changes.is_empty(), "{:?}\n{}\n{}", changes, &before, text);
    }
}

const CHART: &str = "positions:\n- { id: ceo, title: CEO }\n- { id: cto, title: CTO, reports_to: ceo }\n- { id: \
                     it, name: Anna Schmidt, title: Head of IT, reports_to: cto }\n";

#[test]
fn every_mistake_of_a_scenario_comes_at_once_with_its_place() {
    let scenario = "\
changes:
  - { move: ctoo, to: ceo }
  - { remove: cto }
  - { move: ceo, to: cto }
  - { add: { id: cto, title: X } }
  - { add: { title: X } }
  - { set: cto, titel: X, status: gone }
  - { set: ceo, reports_to: cto }
  - { move: cto }
  - { mov: cto, to: ceo }
  - { move: ceo, remove: cto }
  - { move: cto, to: cto }
  - { set: anna.schmid, title: X }
";
    let expected = [
        "scenario.yaml:3:13: no position has the id `ctoo`",
        "scenario.yaml:4:15: 1 position reports to `cto`, and the change does not say where they go",
        "scenario.yaml:5:22: these would report to each other in a circle: `ceo` -> `cto`",
        "scenario.yaml:6:18: the id `cto` is taken",
        "scenario.yaml:7:12: the new position has no `id`",
        "scenario.yaml:8:17: a position of a scenario has no key `titel`",
        "scenario.yaml:8:35: `status` has no word `gone`",
        "scenario.yaml:9:17: `reports_to` cannot be set like a field",
        "scenario.yaml:10:5: the change has no `to`",
        "scenario.yaml:11:5: the change does not say what to do",
        "scenario.yaml:12:5: the change has both `move` and `remove`",
    ];
    let found = mistakes("org.yaml", CHART, scenario);
    for expected in expected {
        assert!(found.iter().any(|found| found == expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn a_mistake_repeats_no_id_that_tells_of_somebody() {
    let chart = "positions:\n- { id: anna.schmidt, name: Anna Schmidt, title: CEO }\n- { id: bob.ross, name: Bob Ross, \
                 title: CTO, reports_to: anna.schmidt }\n";
    let scenario = "changes:\n- { remove: anna.schmidt }\n- { move: anna.schmid, to: bob.ross }\n- { move: anna.schmidt, to: bob.ross }\n";
    let found = mistakes("org.yaml", chart, scenario);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(!found.iter().any(|found| found.contains("schmid") || found.contains("ross")), "{found:#?}");
    let helps = match what_if("org.yaml", chart, scenario) {
        Err(Error::Configuration(mistakes)) => {
            mistakes.into_iter().map(|mistake| mistake.help).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    assert!(!helps.iter().any(|help| help.contains("schmid") || help.contains("ross")), "{helps:#?}");
}

#[test]
fn a_scenario_starts_from_a_chart_that_can_be_read() {
    assert_eq!(mistakes("org.yaml", "positions: [", "changes: []\n").len(), 1);
    let text = "changes: []\n";
    let file = SourceFile::new("scenario.yaml", text).at(Path::new("scenario.yaml"));
    let error = session(&[("org.yaml", CHART)]).what_if(&Arc::new(file)).unwrap_err();
    assert!(
        matches!(error, Error::Configuration(mistakes) if mistakes[0].message == "the scenario has no `from`")
    );
    let other = SourceFile::new("scenario.yaml", "from: orgg.yaml\n").at(Path::new("scenario.yaml"));
    let error = session(&[("org.yaml", CHART)]).what_if(&Arc::new(other)).unwrap_err();
    assert!(matches!(error, Error::Configuration(mistakes) if mistakes[0].at == "scenario.yaml:1:7"));
}

#[test]
fn the_head_may_go_and_nobody_may_not() {
    let found = mistakes("org.yaml", "positions:\n- { id: a, title: A }\n", "changes:\n- { remove: a }\n");
    assert_eq!(found, ["scenario.yaml:1:1: nobody would be left on the chart"]);
    let scenario = "changes:\n- { move: cto, to: null }\n- { remove: ceo }\n";
    let result = what_if("org.yaml", CHART, scenario).unwrap();
    assert_eq!(read(&result.after)["cto"].1, None);
}

#[test]
fn what_a_form_cannot_say_is_told() {
    let csv = "ID,Title,Manager ID\n1,CEO,\n2,CTO,1\n";
    let found = mistakes("org.csv", csv, "changes:\n- { set: 2, status: vacant }\n");
    assert_eq!(found, ["scenario.yaml:3:21: `status` cannot be written into the chart's file"]);
}

#[test]
fn the_date_of_a_scenario_is_that_of_both() {
    let chart = format!("as_of: 2026-01-01  # today\n{CHART}");
    let result = what_if("org.yaml", &chart, "as_of: 2027-01-01\nchanges: []\n").unwrap();
    assert_eq!(result.base.charts[0].as_of, date(2027, 1, 1));
    assert!(written(&result, &chart).starts_with("as_of: 2027-01-01  # today\n"));
}

#[test]
fn a_table_whose_managers_are_named_otherwise_keeps_that() {
    let csv =
        "ID,Email,Title,Manager Email\n1,a@x.org,CEO,\n2,b@x.org,CTO,a@x.org\n3,c@x.org,Tester,b@x.org\n";
    let result = what_if("org.csv", csv, "changes:\n- { move: 3, to: 1 }\n").unwrap();
    assert!(written(&result, csv).ends_with("3,c@x.org,Tester,a@x.org\n"), "{}", written(&result, csv));
}
