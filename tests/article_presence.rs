//! Which chiefs there are, and what the rules about them say: whole charts in, findings of the pack
//! `cio-cto` out, with every rule of the pack on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use jiff::civil::date;
use orglint::files::Memory;
use orglint::finding::Outcome;
use orglint::session::{Options, Request, Session};

const PACK: &str = "cio-cto";

fn run(chart: &str, settings: &[(&str, &str, &str)]) -> Outcome {
    let params = settings.iter().map(|(rule, param, value)| format!("{rule}.{param}={value}"));
    let rules = std::iter::once(format!("{PACK}=on")).chain(params).collect();
    let options = Options { rules, ..Options::on(date(2026, 1, 15)) };
    let mut session = Session::new(Memory::new([("org.yaml", chart)]), options);
    session.lint(Request::of(["org.yaml"])).unwrap().outcome
}

/// Findings of the pack as `severity rule at subject`.
fn found(chart: &str) -> Vec<String> {
    found_with(chart, &[])
}

fn found_with(chart: &str, settings: &[(&str, &str, &str)]) -> Vec<String> {
    let outcome = run(chart, settings);
    let of_pack = outcome.findings.iter().filter_map(|finding| {
        let rule = &outcome.rules[usize::from(finding.rule.0)];
        let shown = || format!("{} {} at {}", finding.severity.word(), rule.id, finding.subject);
        (rule.pack == PACK).then(shown)
    });
    of_pack.collect()
}

/// Rules of the pack that lacked a fact, with the facts.
fn not_checked(chart: &str) -> Vec<String> {
    let outcome = run(chart, &[]);
    let of_pack = outcome.not_checked.iter().filter_map(|entry| {
        let rule = &outcome.rules[usize::from(entry.rule.0)];
        (rule.pack == PACK).then(|| format!("{}: {}", rule.id, entry.names().collect::<Vec<_>>().join(", ")))
    });
    of_pack.collect()
}

/// A chart of a company with a CEO and these positions.
fn company(facts: &str, positions: &str) -> String {
    format!(
        "as_of: 2026-01-15\ncompany: {{ {facts} }}\npositions:\n  - {{ id: ceo, title: CEO }}\n{positions}"
    )
}

const GOAL: &str = "primary_goal: technology-strategy";

const CTO: &str = "  - { id: cto, title: CTO, reports_to: ceo }\n";
const CIO: &str = "  - { id: cio, title: CIO, reports_to: ceo }\n";
const ENGINEERING: &str = "  - { id: eng, title: Engineering Manager, reports_to: cto }\n";
const IT_MANAGER: &str = "  - { id: it, title: IT Manager, reports_to: cto }\n";
const SERVICE_DESK: &str = "  - { id: desk, title: Service Desk Manager, reports_to: cio }\n";

fn nothing() -> Vec<String> {
    Vec::new()
}

#[test]
fn both_chiefs_with_a_clean_split_raise_nothing() {
    let positions = format!("{CTO}{CIO}{ENGINEERING}{SERVICE_DESK}");
    for employees in [60, 150, 420] {
        assert_eq!(found(&company(&format!("employees: {employees}"), &positions)), nothing());
    }
}

#[test]
fn a_lone_cto_of_a_start_up_is_told_of_the_other_side_and_no_more() {
    let facts = format!("employees: 40, {GOAL}");
    let alone = format!("{CTO}{ENGINEERING}");
    assert_eq!(found(&company(&facts, &alone)), ["info lone-chief-without-complement at cto"]);
    assert_eq!(found(&company(&facts, &format!("{alone}{IT_MANAGER}"))), nothing());
    let mut without_goal = found(&company("employees: 40", &alone));
    without_goal.sort();
    assert_eq!(
        without_goal,
        ["info lone-chief-without-complement at cto", "info primary-goal-unstated at company"]
    );
}

#[test]
fn a_lone_cto_at_sixty_is_one_warning() {
    let facts = format!("employees: 60, {GOAL}");
    let alone = format!("{CTO}{ENGINEERING}");
    assert_eq!(found(&company(&facts, &alone)), ["warning lone-chief-without-complement at cto"]);
    assert_eq!(found(&company(&facts, &format!("{alone}{IT_MANAGER}"))), nothing());
}

#[test]
fn information_technology_below_the_cfo_complements_a_lone_cto() {
    let facts = format!("employees: 60, {GOAL}");
    let positions = format!(
        "{CTO}{ENGINEERING}  - {{ id: cfo, title: CFO, reports_to: ceo }}
  - {{ id: it, title: Internal IT Manager, reports_to: cfo }}
"
    );
    assert_eq!(found(&company(&facts, &positions)), nothing());
}

#[test]
fn a_size_that_nobody_states_is_never_guessed() {
    let alone = format!("{CTO}{ENGINEERING}");
    assert_eq!(found(&company(GOAL, &alone)), ["info lone-chief-without-complement at cto"]);
    assert_eq!(
        not_checked(&company(GOAL, &alone)),
        [
            "both-chiefs-needed-at-scale: company.employees",
            "lone-chief-goal-mismatch: company.employees",
            "primary-goal-unstated: company.employees"
        ]
    );
    let both = format!("{CTO}{CIO}{ENGINEERING}{SERVICE_DESK}");
    assert_eq!(found(&company("", &both)), nothing());
    assert_eq!(not_checked(&company("", &both)), ["both-chiefs-in-small-company: company.employees"]);
}

#[test]
fn a_goal_that_nobody_states_is_never_guessed() {
    let chart = company("employees: 40", &format!("{CTO}{ENGINEERING}"));
    assert_eq!(not_checked(&chart), ["lone-chief-goal-mismatch: company.primary_goal"]);
}

#[test]
fn neither_chief_is_a_matter_of_size() {
    let positions = "  - { id: eng, title: Engineering Manager, reports_to: ceo }
  - { id: dev, title: Developer, reports_to: eng }
";
    assert_eq!(found(&company("employees: 30", positions)), nothing());
    assert_eq!(
        found(&company("employees: 300", positions)),
        ["warning both-chiefs-needed-at-scale at company"]
    );
    let outcome = run(&company("employees: 300", positions), &[]);
    assert_eq!(outcome.findings[0].message, "the company has 300 employees, and neither a CIO nor a CTO");
}

#[test]
fn a_restaurant_chain_without_chiefs_is_info_at_most() {
    let positions = "  - { id: ops, title: Head of Restaurants, reports_to: ceo }
  - { id: a, title: Restaurant Manager, reports_to: ops }
";
    assert_eq!(found(&company("employees: 900", positions)), ["info both-chiefs-needed-at-scale at company"]);
}

#[test]
fn one_holder_for_both_roles_is_a_matter_of_size_and_managers() {
    let positions = "  - { id: both, title: CIO / CTO, reports_to: ceo }
  - { id: it, title: IT Manager, reports_to: both }
  - { id: eng, title: Engineering Manager, reports_to: both }
";
    assert_eq!(found(&company("employees: 120", positions)), nothing());
    assert_eq!(found(&company("employees: 420", positions)), ["warning one-holder-for-both-roles at both"]);
    for title in ["CITO", "CTIO", "Chief Information & Technology Officer"] {
        let positions = positions.replace("CIO / CTO", title);
        assert_eq!(found(&company("employees: 120", &positions)), nothing(), "{title}");
    }
}

#[test]
fn one_person_in_two_seats_is_one_finding() {
    let positions = "  - { id: cio, title: CIO, holder: p1, reports_to: ceo }
  - { id: cto, title: CTO, holder: p1, reports_to: ceo }
  - { id: desk, title: Service Desk Manager, reports_to: cio }
  - { id: eng, title: Engineering Manager, reports_to: cto }
";
    assert_eq!(found(&company("employees: 120", positions)), nothing());
    assert_eq!(found(&company("employees: 420", positions)), ["warning one-holder-for-both-roles at cio"]);
}

#[test]
fn an_interim_cio_counts_as_present() {
    for cio in ["title: Interim CIO", "title: CIO, status: interim", "title: VP IT (Acting CIO)"] {
        let positions =
            format!("{CTO}{ENGINEERING}  - {{ id: cio, {cio}, reports_to: ceo }}\n{SERVICE_DESK}");
        assert_eq!(found(&company("employees: 300", &positions)), nothing(), "{cio}");
    }
}

#[test]
fn a_field_cto_and_a_deputy_cio_are_no_seats() {
    let facts = "employees: 40, primary_goal: efficiency";
    let positions = format!("{CIO}{SERVICE_DESK}  - {{ id: field, title: Field CTO, reports_to: ceo }}\n");
    assert_eq!(found(&company(facts, &positions)), ["info lone-chief-without-complement at cio"]);
    let facts = format!("employees: 40, {GOAL}");
    let positions =
        format!("{CTO}{ENGINEERING}{IT_MANAGER}  - {{ id: deputy, title: Deputy CIO, reports_to: it }}\n");
    assert_eq!(found(&company(&facts, &positions)), nothing());
}

#[test]
fn a_group_cto_above_ctos_of_parts_is_the_companys_cto() {
    let positions = format!(
        "  - {{ id: group, title: Group CTO, reports_to: ceo }}
  - {{ id: emea, title: CTO EMEA, reports_to: group }}
  - {{ id: apac, title: CTO APAC, reports_to: group }}
  - {{ id: eng, title: Engineering Manager, reports_to: emea }}
{CIO}{SERVICE_DESK}"
    );
    assert_eq!(found(&company("employees: 600", &positions)), nothing());
}

#[test]
fn a_bare_cio_at_an_asset_manager_is_one_question() {
    let facts = format!("employees: 120, industry: asset management, {GOAL}");
    let chart = company(&facts, &format!("{CTO}{CIO}{ENGINEERING}"));
    assert_eq!(found(&chart), ["info technology-title-ambiguous at cio"]);
    let rules: Vec<String> = not_checked(&chart);
    for rule in ["lone-chief-without-complement", "lone-chief-goal-mismatch", "primary-goal-unstated"] {
        assert!(rules.contains(&format!("{rule}: cio.state")), "{rule} in {rules:?}");
    }
    let resolved = chart.replace("title: CIO,", "title: Chief Information Officer,");
    assert_eq!(found(&resolved), nothing());
    // That nobody is below the CIO means something on a complete chart alone.
    assert_eq!(not_checked(&resolved), ["chief-without-core-function: company.complete"]);
}

#[test]
fn a_part_of_a_company_says_nothing_of_its_chiefs() {
    let alone = format!("{CTO}{ENGINEERING}");
    assert_eq!(found(&company("employees: 300, complete: false", &alone)), nothing());
    let external = format!("external_managers: [coo]\n{}", company("employees: 300", &alone));
    assert_eq!(found(&external), nothing());
    let root = "company: { employees: 300 }
positions:
  - { id: cto, title: CTO }
  - { id: eng, title: Engineering Manager, reports_to: cto }
";
    assert_eq!(found(root), nothing());
    for chart in [&company("complete: false", &alone), root] {
        assert_eq!(not_checked(chart), nothing());
    }
}

#[test]
fn the_other_seat_open_is_the_lone_chiefs_matter_until_it_is_filled() {
    let facts = format!("employees: 120, {GOAL}");
    let open = "  - { id: cto, title: CTO, reports_to: ceo, mandate: { facing: customers } }
  - { id: eng, title: Engineering Manager, reports_to: cto }
  - { id: cio, title: CIO, status: planned, reports_to: ceo, mandate: { facing: internal } }
";
    assert_eq!(found(&company(&facts, open)), ["warning lone-chief-without-complement at cto"]);
    assert_eq!(found(&company(&facts, &format!("{open}{IT_MANAGER}"))), nothing());
}

#[test]
fn a_mandate_is_asked_of_every_chief_where_a_company_wants_that() {
    let positions = "  - { id: cfo, title: CFO, status: vacant, reports_to: ceo }\n";
    let chart = company("employees: 30", positions);
    assert_eq!(found(&chart), nothing());
    assert_eq!(
        found_with(&chart, &[("chief-mandate-missing", "all_chiefs", "true")]),
        ["warning chief-mandate-missing at cfo"]
    );
}

#[test]
fn names_of_holders_are_in_no_message() {
    let positions = "  - { id: cto, title: CTO, name: Ada Lovelace, holder: p1, reports_to: ceo, profile: { needs: [x] } }
  - { id: it, title: IT Manager, name: Grace Hopper, reports_to: cto }
";
    let outcome = run(&company("employees: 400", positions), &[]);
    assert!(!outcome.findings.is_empty());
    for finding in &outcome.findings {
        let texts = std::iter::once(&finding.primary).chain(&finding.others).map(|label| &*label.text);
        for text in texts.chain([&*finding.message, &*finding.help]) {
            assert!(!text.contains("Ada") && !text.contains("Grace") && !text.contains("p1"), "{text}");
        }
    }
}
