//! Conditions at their edges, where random charts seldom get.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::chart;
use crate::graph::OrgGraph;
use crate::graph::facts::Facts;
use crate::rules::eval::{Asked, evaluate};
use crate::rules::examples::load_file;
use crate::rules::format::Body;
use crate::source::{FileId, SourceFile};
use crate::yaml;

/// The ids of positions for which a condition holds, each with the position that it names `as: x`.
fn found(condition: &str, positions: &str) -> Vec<String> {
    let rule = format!(
        "id: made\ntitle: made\nseverity: info\nmust_not: {condition}\nmessage: found\nhelp: none\n\
         labels: [{{ at: self.title, text: here }}]\nwhy: {{ text: x, source: {{ title: x }} }}\nexamples:\n\
         - {{ name: a, chart: {{ org: {{ title: a }} }}, expect: [a] }}\n\
         - {{ name: b, chart: {{ org: {{ title: a }} }}, expect: [] }}\n"
    );
    let read = load_file(&Arc::new(SourceFile::new("own/made.yaml", rule))).unwrap();
    let Body::Cases(cases) = &read.rule.body else { panic!("{condition}") };
    let text = format!("as_of: 2026-01-15\npositions:\n{positions}");
    let file = Arc::new(SourceFile::new("org.yaml", text));
    let chart = chart::read(vec![(FileId(0), yaml::parse(&file))]);
    let graph = OrgGraph::new(&chart);
    let facts = Facts::new(&chart, &graph, chart.as_of().unwrap());
    let answer = evaluate(&[Asked { about: read.rule.about, cases, params: &[] }], &facts).remove(0);
    let told = answer.raised.iter().map(|raised| {
        let names = raised.names.iter().map(|(_, of)| format!(" {}", chart.id(*of)));
        chart.id(raised.position.unwrap()).to_owned() + &names.collect::<Vec<_>>().concat()
    });
    told.collect()
}

#[test]
fn a_date_is_older_after_that_day_and_newer_from_it_on() {
    let dates = "- { id: a, title: A, since: 2025-12-30 }
- { id: b, title: B, since: 2025-12-31 }
- { id: c, title: C, since: 2026-01-15 }
- { id: d, title: D, since: 2026-01-16 }
- { id: e, title: E, since: 2026-01-30 }
- { id: f, title: F, since: 2026-01-31 }
";
    let found = |test: &str| found(&format!("{{ since: {test} }}"), dates).concat();
    assert_eq!(found("older than 15 days"), "a");
    assert_eq!(found("newer than 15 days"), "bc");
    assert_eq!(found("in the past"), "ab");
    assert_eq!(found("in the future"), "def");
    assert_eq!(found("more than 15 days ahead"), "f");
    assert_eq!(found("newer than 0 months"), "c");
}

#[test]
fn months_are_those_of_the_calendar() {
    let dates = "- { id: a, title: A, since: 2025-10-14 }\n- { id: b, title: B, since: 2025-10-15 }\n";
    assert_eq!(found("{ since: older than 3 months }", dates), ["a"]);
    assert_eq!(found("{ since: newer than 3 months }", dates), ["b"]);
}

#[test]
fn the_first_whose_condition_holds_for_the_one_looked_at_is_named() {
    let chart = "- { id: a, title: A }
- { id: b, title: B, reports_to: a, complements: a }
- { id: c, title: C, reports_to: a, complements: b }
- { id: d, title: D, reports_to: b, complements: a }
";
    let yes = found("{ positions: { any: { complements: self }, as: x } }", chart);
    assert_eq!(yes, ["a b", "b c"]);
    let no =
        found("{ positions: { any: { complements: present, not: { complements: self } }, as: x } }", chart);
    assert_eq!(no, ["a c", "b b", "c b", "d b"]);
    let below =
        found("{ below: { any: { complements: present, not: { complements: self } }, as: x } }", chart);
    assert_eq!(below, ["a c", "b d"]);
    let either = found("{ below: { any: { any: [{ complements: self }, { title: C }] }, as: x } }", chart);
    assert_eq!(either, ["a b"]);
}

#[test]
fn most_is_known_where_those_in_doubt_change_nothing() {
    // Who is below somebody unknown may belong to either chief.
    let most = |levels: [usize; 5]| {
        let mut chart = "- { id: ceo, title: CEO }\n- { id: cto, title: CTO, reports_to: ceo }\n".to_owned();
        for (at, level) in levels.into_iter().enumerate() {
            let manager = if at < 3 { "cto" } else { "nosuch" };
            let _ = writeln!(chart, "- {{ id: p{at}, title: A, level: {level}, reports_to: {manager} }}");
        }
        let said = |condition: &str| !found(&format!("{{ seat: cto, {condition} }}"), &chart).is_empty();
        let yes = said("portfolio: { most: { level: 1 } }");
        let no = said("not: { portfolio: { most: { level: 1 } } }");
        assert!(!(yes && no));
        if yes { Some(true) } else { no.then_some(false) }
    };
    // Two of three, and those in doubt count too.
    assert_eq!(most([1, 1, 2, 1, 1]), Some(true));
    // Two of three, and it may be two of four or of five.
    assert_eq!(most([1, 1, 2, 2, 1]), None);
    assert_eq!(most([1, 1, 2, 2, 2]), None);
    assert_eq!(most([1, 1, 1, 2, 2]), Some(true));
    // One of three, and it may be two of four, or three of five.
    assert_eq!(most([1, 2, 2, 1, 2]), Some(false));
    assert_eq!(most([1, 2, 2, 1, 1]), None);
    assert_eq!(most([2, 2, 2, 1, 1]), Some(false));
}

#[test]
fn what_a_chiefs_area_is_made_of_is_counted_side_by_side() {
    let positions = "- { id: ceo, title: CEO }
- { id: cto, title: CTO, reports_to: ceo }
- { id: eng, title: VP Engineering, reports_to: cto }
- { id: web, title: Head of Web Development, reports_to: cto }
- { id: dev, title: Web Developer, reports_to: web }
- { id: sd, title: Service Delivery, reports_to: cto }
- { id: pmo, title: Head of PMO, reports_to: sd }
- { id: guild, title: Automation Guild, reports_to: cto }
- { id: cio, title: CIO, reports_to: ceo }
";
    let found = |condition: &str| found(condition, positions).join(" ");
    assert_eq!(found("{ portfolio.own: 3 }"), "cto");
    assert_eq!(found("{ portfolio.other: 2 }"), "cto");
    assert_eq!(found("{ portfolio.unknown: 1 }"), "cto");
    assert_eq!(found("{ portfolio.classified: 5 }"), "cto");
    // Each area is counted at its top.
    assert_eq!(found("{ portfolio.other_areas: 1, portfolio.unknown_areas: 1 }"), "cto");
    assert_eq!(found("{ portfolio.own: 0, portfolio.other: 0, portfolio.unknown: 0 }"), "cio");
}

#[test]
fn a_seat_is_held_in_full_unless_something_is_said_against_it() {
    let chart = |more: &str| {
        format!("- {{ id: ceo, title: CEO }}\n- {{ id: c, title: CTO, reports_to: ceo{more} }}\n")
    };
    for (more, state) in [
        ("", "full"),
        (", fte: 1", "full"),
        (", fte: 0.5", "partial"),
        (", status: acting", "temporary"),
        (", status: acting, fte: 0.5", "temporary"),
        (", status: vacant, fte: 0.5", "open"),
        (", status: leaving", "leaving"),
        (", status: leaving, until: 2026-01-14", "open"),
        (", status: leaving, until: 2026-01-15", "leaving"),
    ] {
        assert_eq!(found(&format!("{{ seat.state: {state} }}"), &chart(more)), ["c"], "{more}");
    }
}

#[test]
fn a_role_says_what_the_seat_is_whatever_the_title_says() {
    let chart = "- { id: ceo, title: CEO }
- { id: a, title: CIO, role: none, reports_to: ceo }
- { id: b, title: Acting CTO EMEA, role: cio, reports_to: ceo }
- { id: c, title: Acting CTO EMEA, role: cto, reports_to: ceo }
- { id: d, title: Acting CTO EMEA, reports_to: ceo }
";
    let found = |condition: &str| found(condition, chart).concat();
    assert_eq!(found("{ seat: cio }"), "b");
    assert_eq!(found("{ seat: cto }"), "cd");
    // How a seat is held follows from a title that is about the same seat.
    assert_eq!(found("{ seat: [cio, cto], seat.state: full, seat.scope: company }"), "b");
    assert_eq!(found("{ seat: [cio, cto], seat.state: temporary, seat.scope: part }"), "cd");
}
