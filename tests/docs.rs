//! Pages that are made from the rules are those of the rules as they are.
//!
//! `ORGLINT_UPDATE=1 cargo test --test docs` writes them anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use orglint::internals::rules::page::{index, page};
use orglint::internals::rules::registry::Registry;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// Every page by its file name.
fn pages() -> BTreeMap<String, String> {
    let registry = Registry::builtin();
    let pages = registry.rules().iter().map(|rule| (format!("{}.md", rule.rule.id), page(rule)));
    pages.chain([("README.md".to_owned(), index(registry.rules()))]).collect()
}

fn written() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"))
        })
        .collect()
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let made = pages();
    if std::env::var_os("ORGLINT_UPDATE").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        for name in written().keys().filter(|name| !made.contains_key(*name)) {
            std::fs::remove_file(folder().join(name)).unwrap();
        }
        for (name, text) in &made {
            std::fs::write(folder().join(name), text).unwrap();
        }
    }
    let written = written();
    let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&made), "run `ORGLINT_UPDATE=1 cargo test --test docs`");
    for (name, text) in &made {
        assert!(
            written[name] == *text,
            "{name} is out of date: run `ORGLINT_UPDATE=1 cargo test --test docs`"
        );
    }
}

#[test]
fn the_page_about_the_article_names_every_rule_of_its_pack_and_no_other() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/article.md")).unwrap();
    let registry = Registry::builtin();
    let named = |id: &str| page.contains(&format!("[{id}](rules/{id}.md)"));
    for rule in registry.rules().iter().filter(|rule| &*rule.rule.pack == "cio-cto") {
        assert!(named(&rule.rule.id), "{} speaks for no claim", rule.rule.id);
    }
    for link in page.split("](rules/").skip(1) {
        let id = link.split(".md)").next().unwrap();
        assert!(registry.find(id).is_some(), "there is no rule {id}");
    }
}

#[test]
fn the_page_of_facts_is_that_of_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/facts.md");
    let made = orglint::internals::rules::facts_page::facts_page();
    if std::env::var_os("ORGLINT_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(written == made, "docs/facts.md is out of date: run `ORGLINT_UPDATE=1 cargo test --test docs`");
}

#[test]
fn the_page_of_the_chart_format_is_that_of_its_keys() {
    assert_written("docs/chart-format.md", &orglint::internals::schema::page::chart_page());
}

#[test]
fn the_schemas_are_those_of_the_program() {
    let setup = orglint::internals::setup::Setup::default();
    for schema in orglint::internals::schema::Schema::ALL {
        assert_written(&format!("docs/schema/{}.schema.json", schema.word()), &schema.text(&setup));
    }
}

#[test]
fn the_picture_of_the_readme_is_what_is_drawn() {
    use orglint::internals::draw::{Page, Part, View, svg};
    use orglint::session::{Options, Request, Session};

    let date = jiff::civil::date(2026, 1, 15);
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fifty.yaml");
    let files = orglint::files::Memory::new([("org.yaml", std::fs::read_to_string(chart).unwrap())]);
    let mut run = Session::new(files, Options::on(date)).lint(Request::of(["org.yaml"])).unwrap();
    run.outcome.put_together();
    let structures = run.structures();
    let below = run.charts[0].graph.find(&run.charts[0].chart, "cto").map(orglint::chart::PositionId::index);
    let view = View::new(&structures[0], &run.outcome.findings, Part { below, ..Part::default() });
    assert_written("docs/below-cto.svg", &svg(&view, Page::Screen).text);
}

#[test]
fn the_dictionary_of_the_fuzzers_has_every_key_and_status() {
    use orglint::internals::chart::fields::{COMPANY_FIELDS, FIELDS, PARTS, STATUSES, TOP_FIELDS};

    let path = "fuzz/orglint.dict";
    // The packed crate has no fuzzers.
    let Ok(text) = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)) else { return };
    let heading = "# Keys of a chart.\n";
    let (before, rest) = text.split_once(heading).unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let names = FIELDS.iter().map(|key| key.name).chain(COMPANY_FIELDS.iter().map(|key| key.name));
    let names = names.chain(TOP_FIELDS.iter().map(|key| key.name)).chain(PARTS.iter().map(|key| key.name));
    let mut keys = String::new();
    for line in names.map(|name| format!("\"{name}: \"\n")) {
        if !keys.contains(&line) {
            keys.push_str(&line);
        }
    }
    assert_written(path, &format!("{before}{heading}{keys}\n{after}"));
    let lacks = STATUSES.iter().filter(|word| !text.contains(&format!("\"{word}\"")));
    assert_eq!(lacks.collect::<Vec<_>>(), [&""; 0]);
}

fn assert_written(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("ORGLINT_UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, made).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == made, "{path} is out of date: run `ORGLINT_UPDATE=1 cargo test --test docs`");
}
