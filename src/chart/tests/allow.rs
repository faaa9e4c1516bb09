//! Comments that allow findings.

use super::*;

/// Each comment that was read: whose it is, the rules, the date, the reason.
fn allowed(text: &str) -> Vec<String> {
    let chart = chart(text);
    let show = |allow: &Allow| {
        let rules: Vec<&str> = allow.rules.iter().map(|(rule, _)| rule.as_str()).collect();
        for (rule, place) in &allow.rules {
            assert_eq!(covered(&chart, *place), rule);
        }
        let position = allow.position.map_or("company", |position| chart.id(position));
        let until = allow.until.map_or("-".to_owned(), |date| date.to_string());
        format!("{position}: {} {until} {}", rules.join("+"), allow.reason.as_deref().unwrap_or("-"))
    };
    chart.allows.iter().map(show).collect()
}

/// What is said about a comment behind a title.
fn problem(comment: &str) -> Vec<String> {
    let chart = chart(&format!("positions:\n- id: a\n  title: A # {comment}\n"));
    assert_eq!(chart.allows.len(), usize::from(comment.contains("until") && !comment.contains("allow[")));
    told(&chart).into_iter().map(|told| told.replacen("`orglint:` takes ", "", 1)).collect()
}

#[test]
fn what_a_comment_may_say() {
    let allowed = |comment: &str| allowed(&format!("positions:\n- id: a\n  title: A {comment}\n"));
    assert_eq!(allowed("# orglint: allow(x-y)"), ["a: x-y - -"]);
    assert_eq!(allowed("#orglint:allow(x)"), ["a: x - -"]);
    assert_eq!(allowed("#  orglint:  allow ( x , y-z,)  "), ["a: x+y-z - -"]);
    assert_eq!(allowed("# orglint: allow(x) until 2026-09-30"), ["a: x 2026-09-30 -"]);
    assert_eq!(allowed("# orglint: allow(x) -- the move, as agreed"), ["a: x - the move, as agreed"]);
    assert_eq!(
        allowed("# orglint: allow(x) until 2026-09-30 -- merged until the data-centre move"),
        ["a: x 2026-09-30 merged until the data-centre move"]
    );
    assert_eq!(allowed("# orglint: allow(x) — été"), ["a: x - été"]);
    assert_eq!(allowed("# orglint: allow(x) --"), ["a: x - -"]);
    assert_eq!(allowed("# orglint: allow(x) -- a -- b"), ["a: x - a -- b"]);
    assert_eq!(allowed("# Orglint: allow(x)"), ["a: x - -"]);
}

#[test]
fn comments_that_are_none() {
    let text = "positions:\n- id: a # orglint is a linter\n  title: A # see orglint: allow(x)\n  unit: '# orglint: allow(y)'\n";
    assert_eq!(allowed(text), [""; 0]);
    assert_eq!(told(&chart(text)), [""; 0]);
}

#[test]
fn comments_that_cannot_be_read() {
    let takes = |found: &str| vec![format!("3:{found}")];
    assert_eq!(problem("orglint: alow(x)"), takes("23 `allow(rule)`, and this is another word [alow]"));
    assert_eq!(problem("orglint: ignore"), takes("23 `allow(rule)`, and this is another word [ignore]"));
    assert_eq!(problem("orglint:"), takes("22 `allow(rule)`, and this is nothing of the kind []"));
    assert_eq!(
        problem("orglint: allow x"),
        takes("23 `allow(rule)`, and this is `allow` without `(` [allow]")
    );
    assert_eq!(
        problem("orglint: allow[x]"),
        takes("23 `allow(rule)`, and this is `allow` without `(` [allow]")
    );
    assert_eq!(
        problem("orglint: allow(x"),
        takes("28 `allow(rule)`, and this is a bracket that is not closed [(x]")
    );
    assert_eq!(
        problem("orglint: allow()"),
        takes("28 `allow(rule)`, and this is a list without a rule [()]")
    );
    assert_eq!(
        problem("orglint: allow(x y)"),
        takes("29 `allow(rule)`, and this is two words as one rule [x y]")
    );
    assert_eq!(
        problem("orglint: allow(x) why"),
        takes("32 `allow(rule)`, and this is more text after it [why]")
    );
}

#[test]
fn a_date_that_cannot_be_read_is_said_and_the_rest_holds() {
    let another = "`until` with a date, and this is another date or none";
    assert_eq!(problem("orglint: allow(x) until soon"), [format!("3:38 {another} [soon]")]);
    assert_eq!(problem("orglint: allow(x) until 30.9.2026 -- y"), [format!("3:38 {another} [30.9.2026]")]);
    assert_eq!(problem("orglint: allow(x) until -- y"), [format!("3:32 {another} [until]")]);
    let chart = chart("positions:\n- id: a\n  title: A # orglint: allow(x) until soon -- y\n");
    let allow = &chart.allows[0];
    assert_eq!((allow.until, allow.reason.as_deref()), (None, Some("y")));
    assert_eq!(covered(&chart, allow.until_place.unwrap()), "soon");
    assert_eq!(covered(&chart, allow.place), "# orglint: allow(x) until soon -- y");
}

#[test]
fn a_comment_beside_a_value_belongs_to_its_position() {
    let text = "positions: # orglint: allow(list)\n  - id: a # orglint: allow(one)\n    title: A\n    reports_to: b # orglint: allow(two)\n  - id: b\n    name: # orglint: allow(three)\n  - {id: c, title: C} # orglint: allow(four)\ncompany: # orglint: allow(five)\n  name: x # orglint: allow(six)\n";
    assert_eq!(
        allowed(text),
        [
            "company: list - -",
            "a: one - -",
            "a: two - -",
            "b: three - -",
            "c: four - -",
            "company: five - -",
            "company: six - -",
        ]
    );
}

#[test]
fn a_comment_above_a_position_belongs_to_it() {
    let text = "positions:\n  # orglint: allow(one)\n  - id: a\n    title: A\n  # orglint: allow(two)\n  # more\n\n  - id: b\n    title: B\n\n# orglint: allow(three)\n  - id: c\n    title: C\n  - # orglint: allow(four)\n    id: d\n    title: D\n";
    assert_eq!(allowed(text), ["a: one - -", "b: two - -", "c: three - -", "d: four - -"]);
}

#[test]
fn a_comment_among_the_keys_of_a_position_belongs_to_it() {
    let text = "positions:\n  - id: a\n    # orglint: allow(one)\n    title: A\n# orglint: allow(two)\n    unit: U\n    # orglint: allow(three)\n  - id: b\n    title: B\n    # orglint: allow(four)\n";
    assert_eq!(allowed(text), ["a: one - -", "a: two - -", "a: three - -", "b: four - -"]);
}

#[test]
fn a_comment_at_the_top_belongs_to_the_chart() {
    let text = "# orglint: allow(one)\nas_of: 2026-01-15\n# orglint: allow(two)\npositions:\n- id: a\n  title: A\n# orglint: allow(three)\ncompany:\n  # orglint: allow(four)\n  name: x\n# orglint: allow(five)\n";
    let company = ["one", "two", "three", "four", "five"].map(|rule| format!("company: {rule} - -"));
    assert_eq!(allowed(text), company);
    assert_eq!(allowed("\u{feff}# orglint: allow(one)\npositions: []\n"), ["company: one - -"]);
    assert_eq!(allowed("# orglint: allow(one)\n"), ["company: one - -"]);
}

#[test]
fn comments_in_a_nested_chart() {
    let text = "# orglint: allow(top)\norg:\n  # orglint: allow(one)\n  title: A\n  reports: # orglint: allow(two)\n    # orglint: allow(three)\n    - title: B\n      # orglint: allow(four)\n    # orglint: allow(five)\n    - title: C\n      reports:\n      - title: D\n        # orglint: allow(six)\n      # orglint: allow(seven)\n  # orglint: allow(eight)\n  unit: U\n";
    assert_eq!(
        allowed(text),
        [
            "company: top - -",
            "a: one - -",
            "a: two - -",
            "b: three - -",
            "b: four - -",
            "c: five - -",
            "d: six - -",
            "c: seven - -",
            "a: eight - -",
        ]
    );
}

#[test]
fn comments_in_brackets() {
    let text = "positions: [\n  # orglint: allow(one)\n  {id: a, title: A}, # orglint: allow(two)\n  {id: b,\n   # orglint: allow(three)\n   title: B}\n]\n";
    assert_eq!(allowed(text), ["a: one - -", "a: two - -", "b: three - -"]);
}

#[test]
fn comments_in_several_documents_and_files() {
    let text = "positions:\n- {id: a, title: A}\n---\n# orglint: allow(one)\npositions:\n- {id: b, title: B} # orglint: allow(two)\n";
    assert_eq!(allowed(text), ["company: one - -", "b: two - -"]);
    let chart = charts(&["positions:\n- {id: a, title: A}\n", text.replace("id: a", "id: c").as_str()]);
    let allow = &chart.allows[1];
    assert_eq!((chart.id(allow.position.unwrap()), allow.place.file), ("b", FileId(1)));
}

#[test]
fn line_ends_of_every_kind() {
    for end in ["\r\n", "\r"] {
        let text = "positions:\n- id: a\n  title: A # orglint: allow(x) -- y\n# orglint: allow(z)\n- id: b\n  title: B\n";
        assert_eq!(allowed(&text.replace('\n', end)), ["a: x - y", "b: z - -"]);
    }
}
