//! The two chief roles and what follows from them, on small charts.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::graph::catalogue::facts as catalogue;
use crate::source::{FileId, SourceFile};
use crate::{chart, yaml};

fn with_facts<T>(text: &str, read: impl FnOnce(&Facts<'_>) -> T) -> T {
    let file = Arc::new(SourceFile::new("org.yaml", text));
    let chart = chart::read(vec![(FileId(0), yaml::parse(&file))]);
    let graph = OrgGraph::new(&chart);
    read(&Facts::new(&chart, &graph, date(2026, 1, 15)))
}

fn id_of(facts: &Facts<'_>, link: Link) -> Option<String> {
    link.position().map(|of| facts.chart().id(of).to_owned())
}

/// A fact of a position, by the name that rules use.
fn shown(facts: &Facts<'_>, id: &str, name: &str) -> Option<String> {
    let of = facts.graph().find(facts.chart(), id)?;
    let fact = catalogue().into_iter().find(|fact| fact.name == name)?;
    match &*facts.column(fact.id) {
        Column::Word(words) => words.get(of.index()).map(str::to_owned),
        Column::Number(numbers) => {
            let number = numbers[of.index()];
            (!number.is_nan()).then(|| number.to_string())
        }
        Column::Texts(texts) => texts.get(&of.0).map(|texts| texts.join(", ")),
        other => Some(format!("{other:?}")),
    }
}

fn chiefs(text: &str) -> (Option<&'static str>, Option<String>, Option<String>) {
    with_facts(text, |facts| {
        let link = |fact| id_of(facts, facts.organisation_link(fact));
        (facts.roles().chiefs, link(Organisation::Cio), link(Organisation::Cto))
    })
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with what may be none")]
fn some(id: &str) -> Option<String> {
    Some(id.to_owned())
}

#[test]
fn one_person_in_both_of_the_companys_seats_is_one_holder() {
    let text = "positions:
- { id: ceo, title: CEO }
- { id: cio, title: CIO, holder: p1, reports_to: ceo }
- { id: cto, title: CTO, holder: p1, reports_to: ceo }
";
    assert_eq!(chiefs(text), (Some("combined"), some("cio"), some("cto")));
}

#[test]
fn one_person_in_the_seat_of_a_part_leaves_the_companys_seats_apart() {
    let text = "positions:
- { id: ceo, title: CEO }
- { id: cio, title: CIO, holder: p1, reports_to: ceo }
- { id: cto, title: CTO, holder: p2, reports_to: ceo }
- { id: emea, title: CTO EMEA, holder: p1, reports_to: cto }
";
    assert_eq!(chiefs(text), (Some("both"), some("cio"), some("cto")));
}

#[test]
fn a_seat_that_is_held_beside_another_is_told_by_its_word_or_its_position() {
    let text = |line: &str| {
        format!(
            "positions:
- {{ id: ceo, title: CEO }}
- {{ id: tech, title: CTO, also_holds: [{line}], reports_to: ceo }}
- {{ id: info, title: CIO, status: vacant, reports_to: ceo }}
"
        )
    };
    let combined = (Some("combined"), some("tech"), some("tech"));
    assert_eq!(chiefs(&text("cio")), combined);
    assert_eq!(chiefs(&text("info")), combined);
    assert_eq!(chiefs(&text("coo")), (Some("lone"), some("info"), some("tech")));
}

#[test]
fn the_head_of_the_company_may_hold_both_seats() {
    let text = "positions:
- { id: ceo, title: COO }
- { id: a, title: 'CIO & CTO', reports_to: ceo }
";
    assert_eq!(chiefs(text).0, Some("combined"));
}

#[test]
fn a_chart_below_a_chief_shows_a_part_unless_the_chief_heads_the_company() {
    let is_part = |title: &str| {
        let text = format!(
            "positions:\n- {{ id: a, title: {title} }}\n- {{ id: b, title: Developer, reports_to: a }}\n"
        );
        with_facts(&text, |facts| facts.roles().is_part)
    };
    assert_eq!(is_part("CTO"), Some(true));
    assert_eq!(is_part("CEO & CTO"), Some(false));
    assert_eq!(is_part("CEO"), Some(false));
    assert_eq!(with_facts("positions: []", |facts| facts.roles().is_part), Some(true));
}

#[test]
fn of_several_named_complements_the_one_that_manages_counts() {
    let text = "positions:
- { id: ceo, title: CEO }
- { id: cto, title: CTO, reports_to: ceo }
- { id: a, title: Service Desk Analyst, reports_to: cto, complements: cto }
- { id: b, title: Service Delivery Manager, reports_to: cto, complements: cto }
";
    with_facts(text, |facts| {
        assert_eq!(id_of(facts, facts.links(Derived::Complement)[1]), some("b"));
        assert_eq!(shown(facts, "cto", "complement.kind"), some("named"));
    });
}

#[test]
fn a_title_in_doubt_leaves_in_doubt_whether_there_is_a_complement() {
    let kind = |industry: &str| {
        let text = format!(
            "company: {{ industry: {industry} }}
positions:
- {{ id: ceo, title: CEO }}
- {{ id: cio, title: CIO, reports_to: ceo }}
- {{ id: td, title: Technical Director, reports_to: ceo }}
"
        );
        with_facts(&text, |facts| shown(facts, "cio", "complement.kind"))
    };
    assert_eq!(kind("software"), some("lead"));
    assert_eq!(kind("manufacturing"), None);
}

#[test]
fn what_nobody_covers_is_compared_by_meaning_and_over_all_complements() {
    let text = "positions:
- { id: ceo, title: CEO }
- id: cto
  title: CTO
  reports_to: ceo
  profile: { needs: [change-management, Internal Communication Flow, budgeting, on call] }
- { id: it, title: IT Manager, reports_to: cto, profile: { covers: [Change Management] } }
- { id: sd, title: Service Delivery Manager, reports_to: cto, profile: { covers: [on_call] } }
";
    with_facts(text, |facts| {
        assert_eq!(shown(facts, "cto", "complement.gaps"), some("Internal Communication Flow, budgeting"));
    });
}

#[test]
fn a_mandate_has_a_length_and_a_side() {
    let text = "positions:
- { id: a, title: CTO, mandate: cto }
- { id: b, title: CTO, reports_to: a, mandate: { text: runs it, owns: [pmo, service-delivery, engineering] } }
- { id: c, title: CTO, reports_to: a, mandate: { owns: [pmo, engineering] } }
- { id: d, title: CTO, reports_to: a, mandate: { owns: [Web Development] } }
";
    with_facts(text, |facts| {
        let both = |id| (shown(facts, id, "mandate.length"), shown(facts, id, "mandate.side"));
        assert_eq!(both("a"), (some("0"), None));
        assert_eq!(both("b"), (some("7"), some("operations")));
        assert_eq!(both("c"), (None, some("none")));
        assert_eq!(both("d"), (None, some("product")));
    });
}

#[test]
fn goals_are_counted_by_their_line() {
    let text = "positions:
- { id: a, title: CTO, goals: [{ text: x, line: top }, { text: y, line: bottom }, { text: z, line: both }, { text: w }] }
";
    with_facts(text, |facts| assert_eq!(shown(facts, "a", "goals.count"), some("2")));
}

#[test]
fn a_counted_headcount_is_of_employees_and_counts_nobody_twice() {
    let text = "company: { complete: true }
positions:
- { id: ceo, title: CEO, holder: p1 }
- { id: a, title: Analyst, holder: p2, reports_to: ceo }
- { id: b, title: Buyer, holder: p2, reports_to: ceo }
- { id: c, title: Developer, employment: contractor, reports_to: ceo }
- { id: d, title: Developer, status: vacant, reports_to: ceo }
";
    with_facts(text, |facts| {
        assert_eq!(facts.value(FactId::Organisation(Organisation::Headcount)), Value::Number(2.0));
    });
}

#[test]
fn a_goal_is_stated_or_follows_from_the_stage() {
    let goal = |company: &str| {
        let text = format!("company: {{ {company} }}\npositions:\n- {{ id: ceo, title: CEO }}\n");
        with_facts(&text, |facts| match facts.value(FactId::Organisation(Organisation::PrimaryGoal)) {
            Value::Word(word) => some(word),
            _ => None,
        })
    };
    assert_eq!(goal("stage: startup, funding: well-backed"), some("technology-strategy"));
    assert_eq!(goal("stage: growth, technology_strategy: in-place"), some("efficiency"));
    assert_eq!(goal("stage: startup, funding: well-backed, primary_goal: efficiency"), some("efficiency"));
    assert_eq!(goal("stage: startup, funding: seed"), None);
    assert_eq!(goal("stage: growth"), None);
}

#[test]
fn who_is_below_says_what_a_title_leaves_open() {
    let chart = |industry: &str, title: &str, below: &str| {
        format!(
            "company: {{ industry: {industry} }}
positions:
- {{ id: ceo, title: CEO }}
- {{ id: a, title: {title}, reports_to: ceo }}
- {{ id: b, title: {below}, reports_to: a }}
"
        )
    };
    let seat = |text: &str| with_facts(text, |facts| shown(facts, "a", "seat"));
    assert_eq!(seat(&chart("insurance", "CIO", "IT Infrastructure")), some("cio"));
    assert_eq!(seat(&chart("insurance", "CIO", "Bonds")), None);
    assert_eq!(seat(&chart("local government", "Head of Engineering", "Highways Engineer")), some("none"));
    assert_eq!(
        seat(&chart("local government", "Head of Engineering", "Software Engineer")),
        some("engineering-lead")
    );
    assert_eq!(seat(&chart("software", "Head of Engineering", "Blue Crew")), some("engineering-lead"));
    let boilers = chart("software", "Engineering", "Boiler Room");
    assert_eq!(with_facts(&boilers, |facts| shown(facts, "a", "function")), some("physical-engineering"));
}

#[test]
fn who_else_is_a_chief_says_what_a_title_leaves_open() {
    let seats = |text: &str| with_facts(text, |facts| [shown(facts, "a", "seat"), shown(facts, "b", "seat")]);
    let alone = "positions:
- { id: ceo, title: CEO }
- { id: a, title: Chief IT Officer, reports_to: ceo }
- { id: b, title: Sales Director, reports_to: ceo }
";
    assert_eq!(seats(alone), [some("both"), some("none")]);
    assert_eq!(seats(&alone.replace("Sales Director", "CTO")), [some("cio"), some("cto")]);
    let seller = "positions:
- { id: ceo, title: CEO }
- { id: b, title: Sales Director, reports_to: ceo }
- { id: a, title: Federal CTO, reports_to: b }
";
    assert_eq!(seats(seller), [some("none"), some("none")]);
    assert_eq!(seats(&seller.replace("reports_to: b", "reports_to: ceo")), [some("cto"), some("none")]);
}

#[test]
fn a_position_has_all_functions_of_its_title() {
    let text = "positions:
- { id: a, title: Head of IT & Software Engineering }
- { id: b, title: Head of Finance & IT, reports_to: a }
- { id: c, title: Sales & Marketing, reports_to: a }
";
    with_facts(text, |facts| {
        assert_eq!(shown(facts, "a", "functions"), some("internal-it, engineering"));
        assert_eq!(shown(facts, "a", "function"), some("internal-it"));
        assert_eq!(shown(facts, "a", "domain"), some("mixed"));
        assert_eq!(shown(facts, "b", "function"), some("internal-it"));
        assert_eq!(shown(facts, "b", "domain"), some("operations"));
        assert_eq!(shown(facts, "c", "domain"), some("neither"));
    });
}
