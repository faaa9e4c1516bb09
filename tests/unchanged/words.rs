//! Rule files, YAML that is about nothing, titles and names.

use std::fmt::Write as _;
use std::sync::Arc;

use orglint::internals::rules::examples::test_files_with;
use orglint::internals::rules::explain::{Detail, explain};
use orglint::internals::rules::registry::Registry;
use orglint::internals::vocabulary::{TextKind, TitleContext, functions_of, resolve_title};
use orglint::internals::yaml;
use orglint::source::{SourceFile, Span};

use super::inputs::{below, collected, text};
use super::known::Known;
use super::vary::{Lot, varied};

/// Rule files with mistakes: what is said of them, or the rule in words and what its examples show.
pub fn rule_files(mut known: Known) {
    let builtin = Registry::builtin();
    let files = below("rules").into_iter().chain(below("fixtures/rules"));
    for (path, file) in files.filter(|(path, _)| !path.contains("/vocabulary/")) {
        known.heading(&path);
        let origin = text(&file);
        for number in 0..10 {
            // Examples come last, and are most of a file: what is before them is varied.
            let at = origin.find("examples:").unwrap_or(origin.len());
            let (head, examples) = origin.split_at(at);
            let Some((what, head)) = varied(&path, head, number) else { continue };
            let file = Arc::new(SourceFile::new(&*path, head + examples));
            known.hash(&what, &said_of_rule(&file, &builtin, number % 5 == 0));
        }
    }
    known.compare();
}

fn said_of_rule(file: &Arc<SourceFile>, builtin: &Registry, is_tested: bool) -> String {
    use orglint::internals::rules::examples::load_file;
    let mut out = String::new();
    match load_file(file) {
        Ok(rule) => {
            let mut registry = Registry::default();
            registry.add(rule.rule, file);
            out.push_str(&explain(&registry.rules()[0], Detail::All));
            if is_tested {
                let tested = test_files_with(std::slice::from_ref(file), builtin, &Arc::default());
                for rule in &tested.tested {
                    let _ = writeln!(out, "{rule}");
                }
                for mistake in &tested.problems {
                    let _ = writeln!(out, "{mistake:?}");
                }
            }
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                let _ = writeln!(out, "{}: {}\n  {}", mistake.at, mistake.message, mistake.help);
            }
        }
    }
    out
}

/// Variations of texts, read as YAML.
pub fn yaml(mut known: Known) {
    const TOGETHER: usize = 32;
    let suite = text(
        &below("tests/yaml-test-suite")
            .into_iter()
            .find(|(path, _)| path.ends_with("cases.jsonl"))
            .unwrap()
            .1,
    );
    let suite = suite.lines().map(|line| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        (case["id"].as_str().unwrap().to_owned(), case["yaml"].as_str().unwrap().to_owned())
    });
    let pieces =
        below("tests/unchanged/inputs").into_iter().find(|(path, _)| path.ends_with("yaml.jsonl")).unwrap().1;
    let pieces = text(&pieces);
    let pieces = pieces
        .lines()
        .enumerate()
        .map(|(at, line)| (format!("piece {}", at + 1), serde_json::from_str::<String>(line).unwrap()));
    let shapes = collected("shapes").into_iter().step_by(5);
    let shapes = shapes.map(|input| (input.name, String::from_utf8(input.case.files[0].1.clone()).unwrap()));
    known.heading("each case, and then 64 variations of it, 32 together");
    for (name, text) in suite.chain(pieces).chain(shapes) {
        known.hash(&name, &read(&text));
        for part in 0..2 {
            let mut said = String::new();
            for number in part * TOGETHER..(part + 1) * TOGETHER {
                if let Some((what, text)) = varied("x.yaml", &text, number) {
                    let _ = writeln!(said, "{what}\n{}", read(&text));
                }
            }
            known.hash(&format!("{name}, varied"), &said);
        }
    }
    known.compare();
}

/// All that is read of a text.
fn read(text: &str) -> String {
    let file = Arc::new(SourceFile::new("x.yaml", text));
    let parsed = yaml::parse(&file);
    let tree = &parsed.tree;
    let range = |span: Span| span.range();
    let mut out = String::new();
    let mut next = tree.first();
    while let Some(node) = next {
        let (kind, style, span, text) =
            (tree.kind(node), tree.style(node), range(tree.span(node)), tree.text(node));
        let _ = write!(out, "{kind:?} {style:?} {span:?} {text:?} {:?}", range(tree.text_span(node)));
        let flags =
            [tree.is_null(node), tree.is_cut(node), tree.stated(node).is_some(), tree.key_of(node).is_some()];
        let items: Vec<_> = tree.items(node).map(|item| range(tree.span(item))).collect();
        let keys: Vec<_> = tree
            .entries(node)
            .map(|entry| (range(tree.span(entry.key)), range(tree.span(entry.value))))
            .collect();
        let _ = writeln!(out, " {flags:?} {items:?} {keys:?} {:?}", range(tree.span(tree.follow(node))));
        next = tree.after(node);
    }
    for document in tree.documents() {
        let _ = writeln!(
            out,
            "document {:?} {}",
            document.root.map(|root| range(tree.span(root))),
            document.complete
        );
    }
    let _ = writeln!(out, "{:?} {:?} {:?}", tree.comments(), tree.marks(), tree.references());
    for problem in &parsed.problems {
        let _ = writeln!(out, "{problem}: {problem:?}");
    }
    out
}

fn said(title: &str, context: &TitleContext<'_>) -> String {
    let found = resolve_title(title, context);
    let functions: Vec<&str> = found.functions.iter().map(|function| function.get().id).collect();
    let also: Vec<_> = found.also.iter().collect();
    let qualifiers: Vec<_> = found.qualifiers.iter().collect();
    let doubt = &found.ambiguous;
    format!(
        "{title}: {:?} {:?} {:?} {} {:?} {also:?} {functions:?} {} {:?} {doubt:?} {qualifiers:?} {:?}\n",
        found.seat,
        found.state,
        found.scope,
        found.soft,
        found.below,
        found.yields,
        found.grade,
        found.functions.main().map(|main| main.get().id),
    )
}

fn named(name: &str) -> String {
    let of = |kind| functions_of(name, kind).iter().map(|function| function.get().id).collect::<Vec<_>>();
    format!("{name}: {:?} {:?}\n", of(TextKind::Department), of(TextKind::Unit))
}

/// What the company says of itself around titles.
fn contexts() -> [TitleContext<'static>; 6] {
    let new = TitleContext::new;
    [
        new(),
        new().industry("software").company("Acme"),
        new().industry("hospital").root(true),
        new().industry("bank"),
        new().industry("telecommunications").department("Research"),
        new().industry("public administration").department("IT").root(true),
    ]
}

/// Titles of the tables of tests, with variations.
pub fn titles(mut known: Known) {
    let tables = below("tests/titles").into_iter().chain(below("tests/vocabulary"));
    let contexts = contexts();
    for (path, file) in tables.filter(|(path, _)| !path.ends_with("README.md")) {
        known.heading(&path);
        let table = text(&file);
        let titles = table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
            let line = line.rsplit_once(" => ").map_or(line, |(title, _)| title);
            line.split(['\t', '|', ';']).map(str::trim).filter(|title| title.len() > 2)
        });
        let titles: Vec<&str> = titles.collect();
        for (number, few) in titles.chunks(10).enumerate() {
            let mut out = String::new();
            for (at, title) in few.iter().enumerate() {
                let mut lot = Lot::of(title, number);
                let other = titles[lot.below(titles.len())];
                out += &said(title, &contexts[(number + at) % contexts.len()]);
                for form in forms(title, other, &mut lot) {
                    out += &said(&form, &contexts[lot.below(contexts.len())]);
                }
                out += &named(title);
                for at in [0, 2, 8, 14] {
                    if let Some((_, form)) = varied("x.yaml", title, at) {
                        out += &said(&form, &contexts[0]);
                    }
                }
            }
            known.hash(few[0], &out);
        }
    }
    known.compare();
}

/// Some of the ways in which a title is written, beside another one.
fn forms(title: &str, other: &str, lot: &mut Lot) -> Vec<String> {
    let all = [
        format!("{title} & {other}"),
        format!("{title}, {other}"),
        format!("{title} ({other})"),
        format!("{title} / {other}"),
        format!("Deputy {title}"),
        format!("Interim {title} - North"),
        format!("{} {title}", other.split(' ').next().unwrap_or_default()),
        format!("Assistant to the {title}"),
        format!("{title} and {other}"),
        format!("Head of {title}"),
        format!("{title} für {other}"),
        title.to_uppercase(),
        title.split(' ').rev().collect::<Vec<_>>().join(" "),
        format!("{title}:in {other}"),
        format!("Group {title} Europe"),
        format!("{title} – {other}"),
    ];
    let first = lot.below(all.len());
    (0..3).map(|at| all[(first + at * 5) % all.len()].clone()).collect()
}

/// Every word of the vocabulary in titles.
pub fn vocabulary(mut known: Known) {
    let contexts = contexts();
    for (path, file) in below("rules/vocabulary") {
        known.heading(&path);
        let vocabulary = text(&file);
        let phrases = vocabulary
            .lines()
            .filter(|line| !["#", "note:", "- id:"].iter().any(|start| line.trim_start().starts_with(start)))
            .flat_map(|line| {
                let phrases = line.split(['[', ']', '{', '}', ',', ':', '"']).map(str::trim);
                phrases.filter(|phrase| phrase.len() > 1 && phrase.split(' ').count() < 8)
            });
        let phrases: Vec<&str> = phrases.collect();
        for (number, few) in phrases.chunks(16).enumerate() {
            let mut out = String::new();
            for (at, phrase) in few.iter().enumerate() {
                let other = phrases[(number * 31 + at * 7) % phrases.len()];
                let context = &contexts[(number + at) % contexts.len()];
                let forms = [
                    (*phrase).to_owned(),
                    format!("Head of {phrase}"),
                    format!("Chief {phrase} Officer"),
                    format!("{phrase} Manager, {other}"),
                    format!("{other} {phrase}"),
                    format!("Leiter {phrase} und {other}"),
                    format!("Responsable {phrase}"),
                    format!("{phrase}leiterin"),
                ];
                for form in [0, 1 + at % 3, 4 + (at + number) % 4] {
                    out += &said(&forms[form], context);
                }
                out += &named(phrase);
                out += &named(&forms[1 + (at + number) % 7]);
            }
            known.hash(few[0], &out);
        }
    }
    known.compare();
}
