//! The vocabulary's own phrases mean what they are listed under.

use super::tables::{DEPARTMENTS, Form, SEAT_TITLES, SOURCES, TITLES};
use super::*;

/// Functions whose title is also somebody's C title are known by the seat.
fn is_chief_title(title: &str) -> bool {
    resolve_title(title, &TitleContext::new()).seat.is_some_and(Seat::is_chief)
}

#[test]
fn every_department_is_its_own_function() {
    for phrase in &DEPARTMENTS {
        for kind in [TextKind::Department, TextKind::Unit] {
            let hit = function_of(phrase.phrase, kind);
            assert_eq!(hit.map(|hit| hit.id), Some(phrase.function), "{}", phrase.phrase);
        }
    }
}

#[test]
fn every_function_title_is_its_own_function() {
    for phrase in &TITLES {
        let hit = function_of(phrase.phrase, TextKind::Title);
        assert_eq!(hit.map(|hit| hit.id), Some(phrase.function), "{}", phrase.phrase);
        assert!(!is_chief_title(phrase.phrase), "{}", phrase.phrase);
    }
}

#[test]
fn every_counter_phrase_is_not_its_function() {
    for id in FunctionId::all() {
        for phrase in id.get().not {
            for kind in [TextKind::Department, TextKind::Title] {
                let hit = function_of(phrase, kind);
                assert_ne!(hit.map(|hit| hit.id), Some(id), "{phrase}");
            }
        }
    }
}

#[test]
fn every_seat_title_is_its_own_seat() {
    let root = TitleContext::new().root(true);
    for title in &SEAT_TITLES {
        let resolved = resolve_title(title.phrase, &root);
        assert_eq!(resolved.seat, Some(title.seat), "{}", title.phrase);
        assert_eq!(resolved.soft, title.soft, "{}", title.phrase);
        assert_ne!(resolved.state, Some(SeatState::Unresolved), "{}", title.phrase);
        if title.form == Form::Root {
            assert_eq!(resolve_title(title.phrase, &TitleContext::new()).seat, None, "{}", title.phrase);
        }
    }
}

#[test]
fn ids_lead_to_their_functions() {
    assert!(FUNCTION_IDS.len() >= 106);
    for id in FUNCTION_IDS {
        assert_eq!(function(id).map(|function| function.id), Some(id));
        assert_eq!(function_named(id).map(|function| function.get().id), Some(id));
    }
    assert_eq!(function_named("Service Delivery").map(|id| id.get().id), Some("service-delivery"));
    assert_eq!(function_named("Operations and Beyond"), None);
    for seat in Seat::ALL {
        assert_eq!(seat_from_word(seat.word()), Some(*seat));
        assert_eq!(seat_named(seat.word()), Some(*seat));
    }
    assert_eq!(seat_named("Chief Technical Officer"), Some(Seat::Cto));
    assert_eq!(seat_named("CIO / CTO"), Some(Seat::Both));
    assert_eq!(seat_named("Deputy CIO"), None);
    assert_eq!(seat_named("CDO"), None);
}

#[test]
fn the_article_is_cited_where_a_function_rests_on_its_words() {
    let article = SOURCES.iter().find(|source| source.author == Some("Christopher J. Coleman"));
    assert_eq!(article.map(|source| source.title), Some("CIO vs. CTO – What's The Difference?"));
    let says = |id: &FunctionId| id.get().basis == Basis::ArticleSays;
    assert_eq!(FunctionId::all().filter(says).count(), 12);
    for id in FunctionId::all().filter(says) {
        assert!(id.get().sources.iter().any(|source| source.author.is_some()), "{}", id.get().id);
    }
}

#[test]
fn some_names_say_nothing_in_some_industries() {
    let networks = function("network-operations").map(|function| {
        let domain = |industry| function.domain_in(IndustrySet::of(industry));
        [domain("Telecommunications"), domain("Software"), domain("")]
    });
    assert_eq!(networks, Some([Domain::Depends, Domain::Operations, Domain::Operations]));
}
