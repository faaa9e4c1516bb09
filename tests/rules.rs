//! Every built-in rule is complete, keeps to the house style, and does what its examples say.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use orglint::internals::rules::builtin::CHECKS;
use orglint::internals::rules::examples::{load_file, test_all};
use orglint::internals::rules::explain::{Detail, explain};
use orglint::internals::rules::registry::Registry;
use serde_yaml::Value;

/// Packs are folders of rules; this one beside them holds words.
const VOCABULARY: &str = "vocabulary";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The rule files of all packs, by `pack/id`.
fn files() -> BTreeMap<String, Value> {
    let packs = entries(&root().join("rules")).into_iter().filter(|folder| stem(folder) != VOCABULARY);
    let files = packs.flat_map(|folder| entries(&folder));
    files
        .map(|path| {
            assert!(path.extension().is_some_and(|ending| ending == "yaml"), "{}", path.display());
            let pack = stem(path.parent().unwrap());
            let text = std::fs::read_to_string(&path).unwrap();
            (format!("{pack}/{}", stem(&path)), serde_yaml::from_str(&text).unwrap())
        })
        .collect()
}

/// Whether a text is lower-case words and numbers with dashes between them.
fn is_kebab_case(text: &str) -> bool {
    text.split('-')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

#[test]
fn every_file_is_a_rule_of_the_program_and_the_other_way_round() {
    let registry = Registry::builtin();
    let known = registry.rules().iter().map(|known| format!("{}/{}", known.rule.pack, known.rule.id));
    assert_eq!(known.collect::<BTreeSet<_>>(), files().into_keys().collect());
}

#[test]
fn ids_are_unique_over_all_packs_and_equal_to_the_names_of_files() {
    let mut seen = BTreeMap::new();
    for (file, rule) in files() {
        let id = rule["id"].as_str().unwrap().to_owned();
        assert!(is_kebab_case(&id), "{file}");
        assert_eq!(file.rsplit('/').next(), Some(id.as_str()));
        assert_eq!(seen.insert(id, file.clone()), None, "{file}");
    }
    // A level is set for a rule or a pack by one name.
    for pack in files().keys().map(|file| file.split('/').next().unwrap().to_owned()) {
        assert!(is_kebab_case(&pack) && !seen.contains_key(&pack), "{pack}");
    }
}

#[test]
fn every_rule_says_what_it_is_and_where_it_comes_from() {
    for (file, rule) in files() {
        let title = rule["title"].as_str().unwrap();
        assert!(!title.is_empty() && !title.ends_with('.') && !title.contains('\n'), "{file}: {title}");
        assert!(title.chars().count() < 100, "{file}: {title}");
        let first: Vec<char> = title.split_whitespace().next().unwrap().chars().collect();
        // `CTO` may stand first; a sentence may not.
        assert!(first[0].is_lowercase() || first.iter().all(|c| !c.is_lowercase()), "{file}: {title}");
        assert!(["error", "warning", "info"].contains(&rule["severity"].as_str().unwrap()), "{file}");
        assert!(["position", "organisation"].contains(&rule["for"].as_str().unwrap()), "{file}");
        assert!(rule["since"].is_string(), "{file}: which release it came with");
        let why = rule["why"]["text"].as_str().unwrap().trim();
        assert!(why.ends_with('.') && why.chars().next().unwrap().is_uppercase(), "{file}: {why}");
        let source = &rule["why"]["source"];
        assert!(source["title"].as_str().is_some_and(|title| !title.is_empty()), "{file}");
        assert!(
            source["url"]
                .as_str()
                .is_none_or(|url| url.starts_with("https://") || url.starts_with("http://")),
            "{file}"
        );
    }
}

#[test]
fn no_rule_of_an_observation_is_an_error() {
    // The article calls itself an observation, so what differs from it contradicts nothing.
    for (file, rule) in files() {
        let cases = rule["cases"].as_sequence().into_iter().flatten();
        if file.starts_with("cio-cto/") {
            for severity in cases.chain([&rule]).filter_map(|part| part["severity"].as_str()) {
                assert_ne!(severity, "error", "{file}");
            }
        }
    }
}

#[test]
fn every_rule_has_an_example_that_raises_it_and_a_near_miss() {
    for (file, rule) in files() {
        let examples = rule["examples"].as_sequence().unwrap();
        let silent = |example: &&Value| example["expect"].as_sequence().unwrap().is_empty();
        assert!(examples.iter().any(|example| silent(&example)), "{file}: no near miss");
        assert!(!examples.iter().all(|example| silent(&example)), "{file}: nothing raises it");
        let names: BTreeSet<&str> =
            examples.iter().map(|example| example["name"].as_str().unwrap()).collect();
        assert_eq!(names.len(), examples.len(), "{file}: two examples have one name");
    }
}

#[test]
fn every_example_shows_what_it_says() {
    let tested = test_all();
    let failed: Vec<String> = tested.iter().filter(|one| !one.is_right()).map(ToString::to_string).collect();
    assert_eq!(tested.len(), files().len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_check_in_rust_has_a_rule_file_that_names_it() {
    let named: BTreeSet<String> =
        files().values().filter_map(|rule| rule["check"]["builtin"].as_str().map(str::to_owned)).collect();
    let checks: BTreeSet<String> = CHECKS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(checks.len(), CHECKS.len(), "a check is listed twice");
    assert_eq!(named, checks);
    let sources = entries(&root().join("src/rules/builtin"));
    let sources = sources.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let written = sources.map(|path| stem(path).replace('_', "-")).filter(|name| name != "mod");
    assert_eq!(written.collect::<BTreeSet<_>>(), checks);
}

/// Packs that are about companies and not about files: there the conditions of rule files say nearly everything.
const OF_COMPANIES: [&str; 10] = [
    "status",
    "spans",
    "matrix",
    "titles",
    "near",
    "privacy",
    "governance",
    "resilience",
    "teams",
    "studies",
];

#[test]
fn four_of_five_rules_about_companies_are_conditions() {
    let files = files();
    let of_companies =
        || files.iter().filter(|(file, _)| OF_COMPANIES.contains(&file.split('/').next().unwrap()));
    let packs: BTreeSet<&str> = of_companies().map(|(file, _)| file.split('/').next().unwrap()).collect();
    assert_eq!(packs.len(), OF_COMPANIES.len());
    let all = of_companies().count();
    let checks = of_companies().filter(|(_, rule)| !rule["check"].is_null()).count();
    assert!(checks * 5 <= all, "{checks} of {all}");
}

#[test]
fn every_rule_can_be_explained() {
    for registered in Registry::builtin().rules() {
        let rule = &registered.rule;
        let text = explain(registered, Detail::All);
        let file = load_file(&registered.file()).unwrap();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = words(&text);
        assert!(text.starts_with(&*rule.id), "{text}");
        let examples = file.examples.iter().map(|example| example.name.clone());
        let params = rule.params.iter().map(|param| param.about.clone());
        let silent = rule.silent.iter().map(ToString::to_string);
        let parts = [rule.why.clone(), rule.source.title.clone(), format!("--rule {}=", rule.id)];
        for part in parts.into_iter().chain(examples).chain(params).chain(silent) {
            // A sentence begins with a capital letter there.
            let rest: String = words(&part).chars().skip(1).collect();
            assert!(said.contains(&rest), "{}: `{part}` is missing in\n{text}", rule.id);
        }
        assert!(!text.contains('\u{1b}') && text.ends_with('\n'));
        assert!(!text.contains("check in Rust"), "{}", rule.id);
        assert!(rule.looks_at.is_some(), "{}: it says in words what it looks at", rule.id);
        let screen = explain(registered, Detail::Screen);
        assert!(screen.lines().count() <= 40, "{}: it fits on a screen\n{screen}", rule.id);
        assert!(screen.contains("allow("), "{screen}");
    }
}

/// The texts of a rule that people read, with where they stand.
fn texts(rule: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for key in ["title", "message", "help", "summary"] {
        collect(key, &rule[key], &mut found);
    }
    collect("why.text", &rule["why"]["text"], &mut found);
    collect("silent", &rule["silent"], &mut found);
    for label in rule["labels"].as_sequence().into_iter().flatten() {
        collect("labels", &label["text"], &mut found);
    }
    for (_, param) in rule["params"].as_mapping().into_iter().flatten() {
        collect("params", &param["about"], &mut found);
    }
    for case in rule["cases"].as_sequence().into_iter().flatten() {
        for key in ["message", "help"] {
            collect(&format!("cases.{key}"), &case[key], &mut found);
        }
    }
    for example in rule["examples"].as_sequence().into_iter().flatten() {
        collect("examples.name", &example["name"], &mut found);
    }
    found
}

/// Every text in a value, whatever its shape.
fn collect(key: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((key.to_owned(), text.clone())),
        Value::Sequence(items) => items.iter().for_each(|item| collect(key, item, found)),
        Value::Mapping(entries) => entries.values().for_each(|item| collect(key, item, found)),
        _ => {}
    }
}

/// Words that judge people, frighten, or claim more than a chart can show. A dash at the end: with
/// every ending.
const AVOIDED: &[&str] = &[
    "wrong-",
    "violat-",
    "illegal-",
    "must",
    "bloat-",
    "fat",
    "redundan-",
    "inflated",
    "weak-",
    "failing",
    "single point of failure",
    "bus factor",
    "dead wood",
    "orphan-",
    "kill-",
    "blame-",
    "he",
    "she",
    "his",
    "him",
];

/// Whether a word or a group of words stands in a text.
fn says(text: &str, avoided: &str) -> bool {
    let words = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        parts.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let wanted = words(avoided);
    let fits = |word: &String, wanted: &String| {
        if avoided.ends_with('-') { word.starts_with(wanted.as_str()) } else { word == wanted }
    };
    words(text)
        .windows(wanted.len())
        .any(|run| run.iter().zip(&wanted).all(|(word, wanted)| fits(word, wanted)))
}

#[test]
fn words_to_avoid_are_found_as_words() {
    assert!(says("It is wrong.", "wrong-") && says("wrongly", "wrong-"));
    assert!(says("a single point of failure here", "single point of failure"));
    assert!(!says("skills, custom, the theme", "kill-") && !says("mustard", "must") && !says("the", "he"));
}

#[test]
fn no_text_of_a_rule_judges() {
    let mut found = Vec::new();
    for (file, rule) in files() {
        for (key, text) in texts(&rule) {
            found.extend(
                AVOIDED
                    .iter()
                    .filter(|word| says(&text, word))
                    .map(|word| format!("{file}: {key}: `{word}` in: {text}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_a_finding_says_is_one_plain_line() {
    for (file, rule) in files() {
        for (key, text) in texts(&rule) {
            let of_finding = ["title", "message", "help", "summary", "labels"]
                .iter()
                .any(|part| key == *part || key == format!("cases.{part}"));
            if of_finding {
                assert!(!text.contains('?') && !text.ends_with('.'), "{file}: {key}: {text}");
                assert!(!text.trim().contains('\n'), "{file}: {key}: {text}");
            }
        }
    }
}
