//! The vocabulary's own phrases mean what they are listed under.

use super::*;

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
fn some_names_say_nothing_in_some_industries() {
    let networks = function("network-operations").map(|function| {
        let domain = |industry| function.domain_in(IndustrySet::of(industry));
        [domain("Telecommunications"), domain("Software"), domain("")]
    });
    assert_eq!(networks, Some([Domain::Depends, Domain::Operations, Domain::Operations]));
}
