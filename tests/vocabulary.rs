//! Titles and names as they are found on charts, and what each of them says.
//!
//! The tables stand in `tests/vocabulary/`, one title a line: `title => what it says`. A line
//! `[industry: insurance]` sets the industry of the lines below it, `[root]` puts them at the top of
//! the chart, `[company: Acme]` names the company. What a title does not say is left out; `-` says
//! nothing at all.

use std::fmt::Write;

use proptest::prelude::*;

use orglint::internals::vocabulary::{
    Ambiguity, Domain, IndustrySet, Resolved, SeatScope, TextKind, TitleContext, functions_of, resolve_title,
};

/// What a title says, in one line.
fn said(resolved: &Resolved) -> String {
    let mut said = Vec::new();
    if let (Some(seat), Some(state)) = (resolved.seat, resolved.state) {
        said.push(format!("{} {}", seat.word(), state.word()));
    }
    match &resolved.scope {
        SeatScope::Company => {}
        SeatScope::Group => said.push("group".to_owned()),
        SeatScope::Part(part) => said.push(format!("part {part}")),
    }
    if resolved.soft {
        said.push("soft".to_owned());
    }
    said.extend(resolved.also.iter().map(|seat| format!("also {}", seat.word())));
    said.extend(resolved.below.map(|seat| format!("below {}", seat.word())));
    said.extend(resolved.grade.map(|grade| grade.word().to_owned()));
    let functions: Vec<&str> = resolved.functions.iter().map(|function| function.get().id).collect();
    if !functions.is_empty() {
        said.push(format!("does {}", functions.join(" + ")));
    }
    said.extend(resolved.ambiguous.map(|doubt| match doubt {
        Ambiguity::Acronym { acronym, .. } => format!("in doubt: {acronym}"),
        Ambiguity::Words => "in doubt: words".to_owned(),
        Ambiguity::Industry => "in doubt: industry".to_owned(),
    }));
    if said.is_empty() { "-".to_owned() } else { said.join(", ") }
}

/// The lines of a table with their numbers, without comments.
fn lines(table: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    let numbered = table.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The setting that a line in square brackets makes.
fn setting(line: &'static str) -> Option<TitleContext<'static>> {
    let inside = line.strip_prefix('[')?.strip_suffix(']').filter(|_| !line.contains("=>"))?;
    let context = TitleContext::new();
    Some(match inside.split_once(": ") {
        Some(("industry", industry)) => context.industry(industry),
        Some(("company", company)) => context.company(company),
        Some(("department", department)) => context.department(department),
        _ => context.root(inside == "root"),
    })
}

/// Every line of a table that does not say what the table expects.
fn differing(table: &'static str, say: impl Fn(&str, &TitleContext<'_>) -> String) -> (usize, String) {
    let mut context = TitleContext::new();
    let mut checked = 0;
    let mut differs = String::new();
    for (number, line) in lines(table) {
        if let Some(new) = setting(line) {
            context = new;
            continue;
        }
        let (title, expected) = line.rsplit_once(" => ").unwrap_or((line, ""));
        let said = say(title, &context);
        checked += 1;
        if said != expected {
            writeln!(differs, "line {number}: {title} => {said}\n  expected: {expected}").ok();
        }
    }
    (checked, differs)
}

fn say_title(title: &str, context: &TitleContext<'_>) -> String {
    said(&resolve_title(title, context))
}

#[test]
fn titles_say_what_the_table_says() {
    let (checked, differs) = differing(include_str!("vocabulary/titles.txt"), say_title);
    assert!(differs.is_empty(), "{differs}");
    assert!(checked >= 250, "{checked}");
}

#[test]
fn everyday_titles_name_no_seat_and_no_function_of_the_two_sides() {
    let (checked, differs) = differing(include_str!("vocabulary/everyday.txt"), say_title);
    assert!(differs.is_empty(), "{differs}");
    assert!(checked >= 80, "{checked}");
    for (number, line) in lines(include_str!("vocabulary/everyday.txt")) {
        let (title, _) = line.rsplit_once(" => ").unwrap_or((line, ""));
        let resolved = resolve_title(title, &TitleContext::new());
        let domain = resolved.functions.domain_in(IndustrySet::default());
        let sides = [Domain::Operations, Domain::Product, Domain::Mixed];
        assert!(domain.is_none_or(|domain| !sides.contains(&domain)), "line {number}: {title}");
        let seat = resolved.seat.or(resolved.below);
        assert!(
            !seat.is_some_and(|seat| seat.is_chief() || seat.equivalent_of().is_some()),
            "line {number}: {title}"
        );
    }
}

#[test]
fn names_say_what_the_table_says() {
    for kind in [TextKind::Department, TextKind::Unit] {
        let say = |name: &str, _: &TitleContext<'_>| {
            let found: Vec<&str> =
                functions_of(name, kind).iter().map(|function| function.get().id).collect();
            if found.is_empty() { "-".to_owned() } else { found.join(" + ") }
        };
        let (checked, differs) = differing(include_str!("vocabulary/names.txt"), say);
        assert!(differs.is_empty(), "{differs}");
        assert!(checked >= 100, "{checked}");
    }
}

/// A character that some title may hold.
fn any_char() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => proptest::char::range(' ', '~'),
        1 => proptest::sample::select("–—/|&()[]{}<>.,;:'’äöüßÉéłøæİıſ\u{301}\u{200d}\u{ad}中Жك\n\t".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

/// Titles of the tables, to be changed in ways that must not matter.
fn listed() -> Vec<&'static str> {
    let tables = [include_str!("vocabulary/titles.txt"), include_str!("vocabulary/everyday.txt")];
    let lines = tables.into_iter().flat_map(lines).filter_map(|(_, line)| line.rsplit_once(" => "));
    lines.map(|(title, _)| title.trim()).collect()
}

/// What a title says, in lower case: the words of a part of the company stand as they are written.
fn said_lower(title: &str) -> String {
    let said = said(&resolve_title(title, &TitleContext::new())).to_lowercase();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn no_title_is_too_much(title in proptest::collection::vec(any_char(), 0..120)) {
        let title: String = title.into_iter().collect();
        let resolved = resolve_title(&title, &TitleContext::new().root(true).company(&title).industry(&title));
        prop_assert_eq!(resolved.seat.is_some(), resolved.state.is_some());
        for kind in [TextKind::Department, TextKind::Unit, TextKind::Title] {
            let _ = functions_of(&title, kind);
        }
    }

    #[test]
    fn words_of_the_vocabulary_in_any_order_are_read(
        words in proptest::collection::vec(proptest::sample::select(words()), 0..14),
        signs in proptest::collection::vec(proptest::sample::select(vec![" ", " ", " ", ", ", " / ", " (", ") ", " – ", " & "]), 14),
    ) {
        let title: String = words.iter().zip(&signs).flat_map(|(word, sign)| [*word, *sign]).collect();
        let resolved = resolve_title(&title, &TitleContext::new());
        prop_assert_eq!(resolved.seat.is_some(), resolved.state.is_some());
        prop_assert!(!resolved.seat.is_some_and(|seat| resolved.also.contains(seat)));
    }

    #[test]
    fn case_spacing_and_signs_around_a_title_do_not_matter(
        title in proptest::sample::select(listed()),
        before in "[ \t\"'*_.!?#]{0,4}",
        after in "[ \t\"*_.!?#]{0,4}",
        space in "[ \t]{1,3}",
    ) {
        let expected = said_lower(title);
        prop_assert_eq!(said_lower(&title.to_uppercase()), expected.clone());
        prop_assert_eq!(said_lower(&title.to_lowercase()), expected.clone());
        prop_assert_eq!(said_lower(&format!("{before}{title}{after}")), expected.clone());
        prop_assert_eq!(said_lower(&title.replace(' ', &space)), expected);
    }
}

/// All words of the tables.
fn words() -> Vec<&'static str> {
    listed().into_iter().flat_map(str::split_whitespace).collect()
}

#[test]
fn the_end_of_a_very_long_title_is_not_waited_for() {
    let long = |piece: &str| piece.repeat(100_000 / piece.len());
    for piece in ["CTO ", "](", "<b", "a.", "to the ", "chief, ", "((", "& ", "deputy deputy ", "ß"] {
        let title = long(piece);
        let started = std::time::Instant::now();
        let _ = resolve_title(&title, &TitleContext::new());
        assert!(started.elapsed().as_millis() < 500, "{piece}");
    }
}
