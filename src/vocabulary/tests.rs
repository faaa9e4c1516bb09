//! The vocabulary's own phrases mean what they are listed under.

use super::*;

/// What `rules/vocabulary/` says, read again as it is written.
#[expect(dead_code, unreachable_pub, reason = "shared with the build script, which uses all of it")]
#[path = "../../build/vocabulary.rs"]
mod written;

fn data() -> written::data::Data {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(written::FOLDER);
    written::data::read(&folder).unwrap()
}

/// A head's word in a language, which says which one it is: many names are English as well.
fn headed(language: &str, name: &str) -> String {
    let head = match language {
        "de" => "Leiterin",
        "fr" => "Directrice",
        "es" => "Jefa de",
        "it" => "Direttrice",
        "pt" => "Diretora de",
        _ => "Hoofd",
    };
    format!("{head} {name}")
}

#[test]
fn every_name_is_its_own_function() {
    let mut wrong = Vec::new();
    for function in data().functions {
        let id = FunctionId::from_id(&function.id);
        let is_found = |name: &str, kind| functions_of(name, kind).iter().any(|found| Some(found) == id);
        for name in function.names.iter().chain(&function.open) {
            if !is_found(name, TextKind::Unit) {
                wrong.push(format!("{}: {name}", function.id));
            }
        }
        for (language, names) in &function.languages {
            for name in names.names.iter().chain(&names.open) {
                if !is_found(name, TextKind::Unit) && !is_found(&headed(language, name), TextKind::Title) {
                    wrong.push(format!("{}: {language} {name}", function.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_counter_phrase_is_not_its_function() {
    for function in data().functions {
        let id = FunctionId::from_id(&function.id);
        for name in &function.not {
            for kind in [TextKind::Department, TextKind::Title] {
                assert!(
                    functions_of(name, kind).iter().all(|found| Some(found) != id),
                    "{}: {name}",
                    function.id
                );
            }
        }
    }
}

#[test]
fn every_seat_title_is_its_own_seat() {
    let root = TitleContext::new().root(true);
    let mut wrong = Vec::new();
    let mut check = |title: &str, seat: Option<Seat>, soft: bool| {
        let resolved = resolve_title(title, &root);
        if resolved.seat != seat || resolved.soft != soft || resolved.state == Some(SeatState::Unresolved) {
            wrong.push(format!("{title}: {:?} {:?}", resolved.seat, resolved.state));
        }
    };
    for entry in data().seats {
        let seat = Seat::from_word(&entry.id);
        let lists = [&entry.titles, &entry.yielding_titles, &entry.acronyms, &entry.exact_titles];
        let others = [&entry.unclear_exact_titles, &entry.root_titles];
        lists.into_iter().chain(others).flatten().for_each(|title| check(title, seat, false));
        entry.languages.values().flatten().for_each(|title| check(title, seat, false));
        entry.soft_titles.iter().for_each(|title| check(title, seat, true));
        for title in &entry.root_titles {
            assert_eq!(resolve_title(title, &TitleContext::new()).seat, None, "{title}");
        }
        let Some(leads) = entry.leads else { continue };
        for area in leads.areas.iter().chain(&leads.unclear_areas) {
            for title in [format!("Head of {area}"), format!("{area} Director"), format!("Director, {area}")]
            {
                check(&title, seat, false);
            }
        }
        for (language, area) in
            leads.languages.iter().flat_map(|(code, areas)| areas.iter().map(move |area| (code, area)))
        {
            check(&headed(language, area), seat, false);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
    let data = data();
    let article =
        data.sources.values().find(|source| source.author.as_deref() == Some("Christopher J. Coleman"));
    assert_eq!(article.map(|source| source.title.as_str()), Some("CIO vs. CTO – What's The Difference?"));
    let says = |id: &FunctionId| id.get().basis == Basis::ArticleSays;
    assert_eq!(FunctionId::all().filter(says).count(), 12);
    for function in data.functions.iter().filter(|function| function.basis == "article-says") {
        assert!(function.sources.iter().any(|source| source == "article"), "{}", function.id);
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
