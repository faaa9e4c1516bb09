//! The build step refuses a vocabulary that is not sound, and says where and why.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use orglint::internals::vocabulary::{
    Basis, FunctionId, Seat, SeatState, TextKind, TitleContext, functions_of, resolve_title,
};

#[expect(dead_code, unreachable_pub, reason = "shared with the build script, which uses all of it")]
#[path = "../build/vocabulary.rs"]
mod vocabulary;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What the build step says to the project's own vocabulary with one text changed.
fn built_with(file: &str, old: &str, new: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(vocabulary::FOLDER),
        &folder.path().join(vocabulary::FOLDER),
    );
    let path = folder.path().join(vocabulary::FOLDER).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no `{old}`");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
    vocabulary::generate(folder.path(), folder.path())
}

fn refusal(file: &str, old: &str, new: &str) -> String {
    built_with(file, old, new).unwrap_err()
}

#[test]
fn the_vocabulary_as_it_is_is_sound() {
    assert_eq!(built_with("sources.yaml", "article:", "article:"), Ok(()));
}

#[test]
fn the_same_vocabulary_gives_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for _ in 0..2 {
        vocabulary::generate(own, folder.path()).unwrap();
        texts.push(fs::read_to_string(folder.path().join("vocabulary.rs")).unwrap());
    }
    assert!(texts[0] == texts[1]);
}

#[test]
fn unknown_words_are_refused() {
    let product = "functions/product.yaml";
    assert_eq!(
        refusal(product, "domain: product", "domain: products"),
        "rules/vocabulary/functions/product.yaml: `product-infrastructure`: unknown domain `products`; known: \
         operations, product, shared, neither, depends"
    );
    assert!(refusal(product, "basis: article-says", "basis: article").contains("unknown basis `article`"));
    assert!(
        refusal(product, "sources: [article,", "sources: [articles,")
            .contains("no source has the key `articles`")
    );
    assert!(refusal(product, "unclear_in: [quality", "unclear_in: [qualities").contains("`qualities`"));
    assert!(refusal("industries.yaml", "[consumer-goods, pharma,", "[goods, pharma,").contains("`goods`"));
    assert!(refusal(product, "names:", "name_s:").contains("functions/product.yaml: "));
    assert!(refusal("languages.yaml", "de:\n", "xx:\n").contains("no language has the code `xx`"));
    assert!(refusal("seats.yaml", "- id: cio\n", "- id: cioo\n").contains("`cio` is there once"));
    assert!(
        refusal("qualifiers.yaml", "former:", "formerly:").contains("qualifiers.yaml: unknown qualifier")
    );
    assert!(refusal("words.yaml", "  head: [head,", "  heads: [head,").contains("unknown grade `heads`"));
    assert!(refusal("acronyms.yaml", "usual: cio", "usual: cto").contains("`usual` differs"));
}

#[test]
fn a_phrase_has_one_meaning() {
    let operations = "functions/operations.yaml";
    assert_eq!(
        refusal(operations, "[service delivery,", "[service delivery, engineering,"),
        "rules/vocabulary/functions/operations.yaml: `service-delivery`: `engineering` stands in both `engineering` \
         and `service-delivery`"
    );
    let unread = refusal(operations, "[service delivery,", "[service delivery, Service-Delivery,");
    assert!(unread.contains("read as `service delivery`"), "{unread}");
    let both = refusal(operations, "[service delivery,", "[service delivery, vertrieb, sales,");
    assert_eq!(both.lines().count(), 2, "{both}");
    let own = refusal(operations, "not: [customer service delivery,", "not: [service delivery,");
    assert!(own.contains("`service delivery` is both its own and a counter-phrase"), "{own}");
    assert!(
        refusal("seats.yaml", "acronyms: [coo]", "acronyms: [coo, cfo]").contains("`cfo` stands in both")
    );
}

#[test]
fn a_phrase_is_written_as_it_is_read() {
    let operations = "functions/operations.yaml";
    for unread in
        ["Service Delivery", "service-delivery", "service delivery!", "\"\"", "\"service, delivery\""]
    {
        let error = refusal(operations, "[service delivery,", &format!("[{unread}, service delivery,"));
        assert!(
            error.starts_with("rules/vocabulary/functions/operations.yaml: `service-delivery`: `"),
            "{error}"
        );
    }
}

#[test]
fn a_function_says_what_its_side_rests_on() {
    let file = "functions/operations.yaml";
    let error = refusal(file, "sources: [article, gitlab-it]", "sources: [gitlab-it]");
    assert!(error.contains("lacks the source that its basis names"), "{error}");
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = vocabulary::generate(folder.path(), folder.path()).unwrap_err();
    assert!(error.starts_with("rules/vocabulary/functions/operations.yaml: "), "{error}");
}

fn data() -> vocabulary::data::Data {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(vocabulary::FOLDER);
    vocabulary::data::read(&folder).unwrap()
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
