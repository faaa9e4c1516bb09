//! Ids as written, and ids made from titles.

use super::*;

#[test]
fn written_ids_are_kept_as_they_are_but_for_spaces_around_them() {
    let text = "positions:\n- {id: 007, title: A}\n- {id: NO, title: B}\n- {id: Null, title: C}\n- {id: '  x y ', title: D}\n- {id: 1e3, title: E}\n- {id: CEO, title: F}\n- {id: 12:30, title: G}\n";
    assert_eq!(ids(&chart(text)), ["007", "NO", "Null", "x y", "1e3", "CEO", "12:30"]);
}

#[test]
fn an_id_is_the_title_as_a_slug() {
    let chart = sound(
        "org:\n  title: Chief Executive Officer\n  reports:\n  - {title: 'CTO, Payments (EMEA)'}\n  - {unit: Über uns}\n  - {function: it, name: Ada}\n  - {name: Ada Lovelace}\n",
    );
    assert_eq!(ids(&chart), ["chief-executive-officer", "cto-payments-emea", "über-uns", "it", "position"]);
    assert!(chart.positions().all(|position| !chart.has_written_id(position)));
}

#[test]
fn a_slug_that_is_taken_is_prefixed_by_the_parents_id() {
    let text = "org:\n  title: CEO\n  reports:\n  - {title: CTO, reports: [{title: Assistant}]}\n  - {title: CFO, reports: [{title: Assistant}]}\n  - {title: Legal, reports: [{title: CEO}]}\n";
    assert_eq!(
        ids(&sound(text)),
        ["ceo", "cto", "cto-assistant", "cfo", "cfo-assistant", "legal", "legal-ceo"]
    );
}

#[test]
fn what_is_still_equal_is_numbered_in_order() {
    let text = "org:\n  title: CEO\n  reports: [{title: Engineer, name: A}, {title: Engineer, name: B}, {title: Engineer, name: C}]\n";
    assert_eq!(ids(&sound(text)), ["ceo", "ceo-engineer", "ceo-engineer-2", "ceo-engineer-3"]);
    assert_eq!(ids(&sound("org: [{title: A}, {title: A}]\n")), ["a", "a-2"]);
}

#[test]
fn a_written_id_is_never_given_again() {
    assert_eq!(ids(&sound("org: [{title: A}, {id: a, title: X}]\n")), ["a-2", "a"]);
    let text =
        "org: {title: R, reports: [{title: A}, {title: A}, {id: r-a, title: X}, {id: r-a-2, title: Y}]}\n";
    assert_eq!(ids(&sound(text)), ["r", "r-a-3", "r-a-4", "r-a", "r-a-2"]);
}

#[test]
fn a_chart_with_one_title_throughout_has_an_id_for_everyone() {
    let text = "org: {title: Lead, reports: [{title: Lead, reports: [{title: Lead}]}, {title: Lead}]}\n";
    let chart = sound(text);
    assert_eq!(ids(&chart), ["lead", "lead-lead", "lead-lead-lead", "lead-lead-2"]);
}

#[test]
fn long_titles_make_ids_of_a_bounded_length() {
    let title = "Very ".repeat(200);
    let chart =
        sound(&format!("org: {{title: {title}, reports: [{{title: {title}}}, {{title: {title}}}]}}\n"));
    assert!(ids(&chart).iter().all(|id| id.len() < 310));
    assert_eq!(ids(&chart).len(), 3);
}
