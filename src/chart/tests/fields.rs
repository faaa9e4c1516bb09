//! Every kind of value, good and bad.

use super::*;

/// A field is as it should be.
fn good(field: &str) {
    let chart = with_field(field);
    assert_eq!(told(&chart), [""; 0], "{field}");
    assert_eq!(chart.unknown_keys, [], "{field}");
    assert_eq!(chart.surprises, [], "{field}");
}

/// What is said about a field, without the line and column, which are those of the text shown.
fn bad(field: &str, expected: &str) {
    let chart = with_field(field);
    let found = told(&chart);
    assert_eq!(found.len(), 1, "{field}: {found:?}");
    assert_eq!(found[0].split_once(' ').unwrap().1, expected, "{field}");
    assert_eq!(chart.problems[0].position, Some(0));
}

#[test]
fn ids_and_lists_of_ids() {
    good("reports_to: b");
    good("reports_to: [b, c]");
    good("reports_to:");
    good("reports_to: []");
    good("complements: b");
    good("also_holds: [b]");
    bad("complements: [b]", "`complements` takes one id, and this is a list [[b]]");
    bad(
        "reports_to: {id: b}",
        "`reports_to` takes an id, or a list of ids, and this is a set of keys [{id: b}]",
    );
    bad("reports_to: [b, [c]]", "`reports_to` takes an id, or a list of ids, and this is a list [[c]]");
}

#[test]
fn texts() {
    good("department: A & B");
    good("department: 'x: y'");
    good("department: |\n      two\n      lines");
    good("name: [Ada, Grace]");
    good("holder: p-1");
    bad("department: [A, B]", "`department` takes text, and this is a list [[A, B]]");
    bad("unit: {a: b}", "`unit` takes text, and this is a set of keys [{a: b}]");
    bad(
        "name: {first: Ada}",
        "`name` takes text, or a list of texts, and this is a set of keys [{first: Ada}]",
    );
    bad("department:\n      - A\n      - B", "`department` takes text, and this is a list [- A]");
}

#[test]
fn a_title_as_a_list_is_one_mistake() {
    let chart = chart("positions:\n  - id: a\n    title: [A, B]\n");
    assert_eq!(told(&chart), ["3:12 `title` takes text, and this is a list [[A, B]]"]);
    assert_eq!(chart.text(FIRST, Field::Title), None);
}

#[test]
fn words() {
    for status in STATUSES {
        good(&format!("status: {status}"));
    }
    good("employment: agency");
    good("scope: 'business-unit'");
    bad("status: vaccant", "`status` has no word `vaccant` [vaccant]");
    for text in ["Vacant", "Active", "ACTIVE", "On leave", "Terminated", "unbesetzt", "à pourvoir"] {
        good(&format!("status: {text}"));
    }
    good("employment: CDI");
    bad("status: [vacant]", "`status` takes one word, and this is a list [[vacant]]");
    let near = |field| match &with_field(field).problems[0].problem {
        Problem::UnknownWord { near, .. } => *near,
        other => panic!("{other:?}"),
    };
    assert_eq!(near("status: vaccant"), Some("vacant"));
    assert_eq!(near("status: Actve"), Some("active"), "a word that is known, of one meaning");
    assert_eq!(near("scope: business unit"), Some("business-unit"));
    assert_eq!(near("status: benched"), None);
}

#[test]
fn words_that_may_be_others_are_only_noted_as_slips() {
    for word in ["operations", "sales", "procurement", "prods", "bots"] {
        good(&format!("serves: {word}"));
    }
    bad("serves: products", "`serves` has no word `products` [products]");
    bad("serves: Operations", "`serves` has no word `Operations` [Operations]");
    bad("serves: marketign", "`serves` has no word `marketign` [marketign]");
    let regimes = |list: &str| {
        told(&chart(&format!("company: {{regimes: {list}}}\npositions:\n- {{id: a, title: A}}\n")))
    };
    assert_eq!(regimes("[gdpr, glp, us-aml, soc, dora]"), [""; 0]);
    assert_eq!(regimes("gdpr"), [""; 0]);
    assert_eq!(regimes("[GDPR, sox]"), ["1:21 `regimes` has no word `GDPR` [GDPR]"]);
    assert_eq!(regimes("[gpdr]"), ["1:21 `regimes` has no word `gpdr` [gpdr]"]);
}

#[test]
fn dates() {
    for field in ["since", "until", "created", "covers_both_since"] {
        good(&format!("{field}: 2026-01-15"));
        good(&format!("{field}: '2026-01-15'"));
        good(&format!("{field}:"));
        bad(
            &format!("{field}: 15.01.2026"),
            &format!("`{field}` takes a date such as `2026-01-15`, and this is another text [15.01.2026]"),
        );
    }
    bad(
        "since: 2026-02-30",
        "`since` takes a date such as `2026-01-15`, and this is another text [2026-02-30]",
    );
    let date = with_field("since: 2026-01-15").date(FIRST, Field::Since).unwrap();
    assert_eq!((date.year(), date.month(), date.day()), (2026, 1, 15));
}

#[test]
fn numbers() {
    good("fte: 0.5");
    good("fte: 1");
    good("level: 3");
    good("level: 3.5");
    bad("level: 0,5", "`level` takes a number, and this is another text [0,5]");
    for (share, is) in
        [("0,5", 0.5), ("50%", 0.5), ("50 %", 0.5), ("100 %", 1.0), ("12,5 %", 0.125), ("1,0", 1.0)]
    {
        good(&format!("fte: {share}"));
        assert_eq!(with_field(&format!("fte: {share}")).number(FIRST, Field::Fte), Some(is));
    }
    let number = |found| format!("`fte` takes a share of full time, and this is {found}");
    bad("fte: 50 percent", &number("another text [50 percent]"));
    bad("fte: 1.000,5", &number("another text [1.000,5]"));
    bad("fte: -1", &number("another text [-1]"));
    bad("fte: [1]", &number("a list [[1]]"));
    let employees = |number: &str| {
        told(&chart(&format!("company: {{employees: {number}}}\npositions:\n- {{id: a, title: A}}\n")))
    };
    assert_eq!(employees("240"), [""; 0]);
    for not_whole in ["2.5", "240+", "about 240", "1.000.000", "'1 000'"] {
        let message = "`employees` takes a whole number, and this is another text";
        assert_eq!(employees(not_whole), [format!("1:22 {message} [{not_whole}]")]);
    }
}

#[test]
fn yes_and_no() {
    for word in ["true", "false", "yes", "No", "ON"] {
        good(&format!("critical: {word}"));
    }
    bad("new: maybe", "`new` takes `true` or `false`, and this is another text [maybe]");
    good("co_lead: true");
    good("co_lead: yes");
    good("co_lead: shared with the CTO");
    bad(
        "co_lead: {with: b}",
        "`co_lead` takes `true`, `false` or text, and this is a set of keys [{with: b}]",
    );
    assert_eq!(with_field("critical: Yes").flag(FIRST, Field::Critical), Some(true));
}

#[test]
fn mandates_profiles_and_goals() {
    good("mandate: https://example.org/mandate#cio");
    good("mandate: {facing: internal, line: bottom, owns: [a, b], text: x}");
    good("mandate: {owns: a}");
    good("profile: {needs: [a], covers: b, qualities: [c]}");
    good("goals: [{text: a, line: top}, {text: b}]");
    good("goals: []");
    bad("mandate: [a]", "`mandate` takes text, or a set of keys, and this is a list [[a]]");
    bad("mandate: {facing: inside}", "`facing` has no word `inside` [inside]");
    bad("profile: a", "`profile` takes a set of keys, and this is another text [a]");
    bad("goals: {text: a}", "`goals` takes a list, and this is a set of keys [{text: a}]");
    bad("goals: [a]", "`goals` takes a set of keys, and this is another text [a]");
    let chart = with_field("mandate: {facng: both, colour: red}");
    let found: Vec<_> = chart.unknown_keys.iter().map(|key| (key.key.as_str(), key.of, key.near)).collect();
    assert_eq!(found, [("facng", "mandate", Some("facing")), ("colour", "mandate", None)]);
}

#[test]
fn anything_goes_under_extra() {
    good("extra: {a: [b, {c: d}], id: NO, status: benched}");
    good("extra: 007");
}

#[test]
fn dotted_lines_in_all_their_forms() {
    let lines = |field: &str| -> Vec<String> {
        let chart = with_field(field);
        assert_eq!(told(&chart), [""; 0], "{field}");
        let lines = chart.dotted_lines(FIRST);
        lines.map(|line| format!("{}/{}", line.to.text, line.about.unwrap_or("-"))).collect()
    };
    assert_eq!(lines("dotted_to: b"), ["b/-"]);
    assert_eq!(lines("dotted_to: [b, ' c ']"), ["b/-", "c/-"]);
    assert_eq!(lines("dotted_to: {to: b, for: audits}"), ["b/audits"]);
    assert_eq!(lines("dotted_to: [{to: b, for: audits}, {to: c}, d]"), ["b/audits", "c/-", "d/-"]);
    assert_eq!(lines("dotted_to:"), [""; 0]);
    assert_eq!(lines("dotted_to: []"), [""; 0]);
    let takes = "`dotted_to` takes an id, or `{to: …, for: …}`, and this is";
    bad("dotted_to: [[b]]", &format!("{takes} a list [[b]]"));
    bad("dotted_to: {for: audits}", &format!("{takes} a set of keys without `to` [{{for: audits}}]"));
    bad("dotted_to: [{to: [b]}]", "`to` takes one id, and this is a list [[b]]");
}

#[test]
fn keys_at_the_top() {
    let chart = sound(
        "as_of: 2026-01-15\nroots: [a]\nexternal_managers: x\nexceptions:\n- {rule: r, at: a, reason: why, until: 2026-09-30}\npositions:\n- {id: a, title: A}\n",
    );
    assert_eq!(chart.as_of().unwrap().to_string(), "2026-01-15");
    assert_eq!(chart.declared_roots().map(|text| text.text).collect::<Vec<_>>(), ["a"]);
    assert_eq!(chart.external_managers().map(|text| text.text).collect::<Vec<_>>(), ["x"]);
    let exception = chart.exceptions().next().unwrap();
    assert_eq!(exception.rule.unwrap().text, "r");
    assert_eq!(exception.at.unwrap().text, "a");
    assert_eq!(exception.reason.unwrap().text, "why");
    assert_eq!(exception.until.unwrap().to_string(), "2026-09-30");
}

#[test]
fn bad_values_at_the_top() {
    let told = |top: &str| told(&chart(&format!("{top}\npositions:\n- {{id: a, title: A}}\n")));
    assert_eq!(
        told("as_of: today"),
        ["1:8 `as_of` takes a date such as `2026-01-15`, and this is another text [today]"]
    );
    assert_eq!(
        told("exceptions: {rule: r}"),
        ["1:13 `exceptions` takes a list, and this is a set of keys [{rule: r}]"]
    );
    assert_eq!(
        told("exceptions:\n- {rule: r, until: soon}"),
        ["2:20 `until` takes a date such as `2026-01-15`, and this is another text [soon]"]
    );
    assert_eq!(
        told("company: Acme"),
        ["1:10 `company` takes a set of keys, and this is another text [Acme]"]
    );
    assert_eq!(told("company:\n  stage: grown"), ["2:10 `stage` has no word `grown` [grown]"]);
    assert_eq!(told("company:\nroots:\nas_of:\nexceptions:\n"), [""; 0], "nothing written is nothing stated");
}

#[test]
fn all_mistakes_come_in_one_run_each_at_its_own_place() {
    let chart = chart(
        "as_of: soon\ncompany:\n  employees: many\n  stage: grown\npositions:\n  - id: a\n    titel: A\n    status: vaccant\n    fte: half\n    name: x\n  - title: B\n  - id: c\n  - just text\n  - id: d\n    title: D\n    since: yesterday\n",
    );
    assert_eq!(
        told(&chart),
        [
            "1:8 `as_of` takes a date such as `2026-01-15`, and this is another text [soon]",
            "3:14 `employees` takes a whole number, and this is another text [many]",
            "4:10 `stage` has no word `grown` [grown]",
            "8:13 `status` has no word `vaccant` [vaccant]",
            "9:10 `fte` takes a share of full time, and this is another text [half]",
            "11:12 this position has no `id`, so no other position can name it [B]",
            "12:9 this position has no `title`, no `name` and no `function` [c]",
            "13:5 `positions` takes positions with keys such as `id` and `title`, and this is another text [just text]",
            "16:12 `since` takes a date such as `2026-01-15`, and this is another text [yesterday]",
        ]
    );
    assert_eq!(chart.unknown_keys[0].near, Some("title"));
    assert_eq!(chart.len(), 4, "the rest of the chart is there");
}

#[test]
fn what_every_position_needs() {
    let told = |position: &str| told(&chart(&format!("positions:\n- {position}\n")));
    for enough in ["title: A", "name: A", "function: a", "unit: A", "department: A", "role: cio", "holder: p"]
    {
        assert_eq!(told(&format!("{{id: a, {enough}}}")), [""; 0]);
    }
    let bare = "2:8 this position has no `title`, no `name` and no `function` [a]";
    for too_little in ["status: vacant", "name: ", "title: ''", "title: ~", "reports_to: b"] {
        assert_eq!(told(&format!("{{id: a, {too_little}}}")), [bare], "{too_little}");
    }
    assert_eq!(
        told("{id: , title: A}"),
        ["2:17 this position has no `id`, so no other position can name it [A]"]
    );
    assert_eq!(told("{id: '  ', title: A}").len(), 1);
    assert_eq!(told("{id: [a], title: A}"), ["2:8 `id` takes one id, and this is a list [[a]]"]);
    assert_eq!(told("").len(), 1, "an item with nothing in it");
}

#[test]
fn what_a_syntax_error_cut_short_is_not_missing() {
    let chart = chart("positions:\n  - id: a\n    title: A\n  - id: b\n    title: \"B\n");
    assert!(chart.is_broken());
    assert_eq!(told(&chart), [""; 0]);
    assert!(chart.is_cut(PositionId(1)) && !chart.is_cut(FIRST));
}

#[test]
fn a_reference_to_nothing_is_one_mistake() {
    let chart = with_field("status: *x\n    reports_to: *y\n    mandate: {facing: *z}");
    assert_eq!(chart.yaml_problems.len(), 3);
    assert_eq!(told(&chart), [""; 0]);
    assert!(!chart.is_vacant(FIRST));
}

#[test]
fn a_number_or_a_date_under_another_word_is_read_where_it_is_one() {
    let read = |field: &str| {
        let chart = with_field(field);
        chart.read_as.iter().map(|read| read.field).collect::<Vec<_>>()
    };
    assert_eq!(read("grade: 4"), [Field::Level]);
    assert_eq!(read("grade: high"), []);
    assert_eq!(read("start date: 2025-09-01"), [Field::Since]);
    assert_eq!(read("start date: soon"), []);
}

#[test]
fn keys_that_are_not_known_come_once_with_a_count() {
    let text = "positons: []\ncompany: {nmae: x}\npositions:\n- {id: a, title: A, lead: x, phone: y, titel: z}\n- {id: b, title: B, lead: x, Lead: z}\n";
    let chart = chart(text);
    let found: Vec<_> = chart
        .unknown_keys
        .iter()
        .map(|key| {
            (
                key.key.as_str(),
                key.of,
                key.places.len(),
                key.near,
                key.misspelt,
                position_of(&chart, key.places[0]),
            )
        })
        .collect();
    let at = str::to_owned;
    assert_eq!(
        found,
        [
            ("positons", "chart", 1, Some("positions"), true, at("1:1")),
            ("nmae", "company", 1, Some("name"), true, at("2:11")),
            ("lead", "position", 2, Some("reports_to"), false, at("4:21")),
            ("phone", "position", 1, None, false, at("4:30")),
            ("titel", "position", 1, Some("title"), true, at("4:40")),
            ("Lead", "position", 1, Some("reports_to"), false, at("5:30")),
        ]
    );
}

#[test]
fn a_key_that_is_no_word_is_a_mistake() {
    let told = told(&chart("positions:\n- {id: a, title: A, [b]: c}\n"));
    assert_eq!(told, ["2:21 `a key` takes a word, and this is a list [[b]]"]);
}

#[test]
fn of_a_key_that_is_written_twice_the_first_counts() {
    let chart = chart("positions:\n- id: a\n  title:\n  name: Ada\n  title: B\n  name: Grace\n  unit: U\n");
    assert_eq!(chart.yaml_problems.len(), 2);
    assert_eq!(chart.text(FIRST, Field::Title), None);
    assert_eq!(chart.text(FIRST, Field::Name).unwrap().text, "Ada");
}

#[test]
fn values_are_where_they_stand() {
    let chart = sound("positions:\n  - id: ' a '\n    title: \"Größe\"\n    unit: Ü\n");
    let text = |field| {
        let text = chart.text(FIRST, field).unwrap();
        (text.text.to_owned(), covered(&chart, text.place).to_owned())
    };
    assert_eq!(text(Field::Id), ("a".to_owned(), "' a '".to_owned()));
    assert_eq!(text(Field::Title), ("Größe".to_owned(), "\"Größe\"".to_owned()));
    assert_eq!(text(Field::Unit), ("Ü".to_owned(), "Ü".to_owned()));
    assert_eq!(covered(&chart, chart.label_place(FIRST, Field::ReportsTo)), "\"Größe\"");
}

#[test]
fn the_texts_of_a_field_are_those_of_each_position() {
    // Each states its title at another place than the one before it.
    let rows = [
        "{id: a, unit: u, title: A}",
        "{title: B, id: b}",
        "{title: C, id: c}",
        "{id: d, name: n}",
        "{id: e, title: E}",
    ];
    let chart = chart(&format!("positions: [{}]\n", rows.join(", ")));
    let titles: Vec<_> = chart.each_words(Field::Title).collect();
    assert_eq!(titles, [Some("A"), Some("B"), Some("C"), None, Some("E")]);
}

#[test]
fn values_of_keys_that_are_not_read_may_be_names_unless_the_key_is_nearly_one_that_holds_none() {
    let names = |line: &str| -> Vec<String> {
        let chart = chart(&format!("positions:\n- id: a\n  title: Head of IT\n  {line}\n"));
        chart.names().map(|place| covered(&chart, place).to_owned()).collect()
    };
    assert_eq!(names("nickname: Ada L"), ["Ada L"]);
    assert_eq!(names("holdr: Ada L"), ["Ada L"], "nearly a key that tells of people");
    assert_eq!(names("departmnt: IT"), [""; 0], "nearly a key that tells of none");
}

#[test]
fn a_field_that_a_company_had_before_every_chart_has_it_keeps_working() {
    let text = "positions:\n- {id: a, title: A, email: 4711, handle: x}\n";
    let mut own = Own::default();
    own.fields.add("email", ValueKind::Number);
    let own = Arc::new(own);
    let parsed = crate::yaml::parse(&Arc::new(SourceFile::new("org.yaml", text)));
    let chart = read_with(vec![(FileId(0), parsed)], &own);
    let field = own.fields.find("email").unwrap();
    assert_eq!(chart.own_texts(field).map(|(_, text)| text.text).collect::<Vec<_>>(), ["4711"]);
    assert_eq!(chart.unknown_keys, []);
    assert_eq!(chart.names().count(), 2, "both are private all the same");
}

#[test]
fn keys_beyond_a_thousand_are_counted_and_not_shown() {
    use std::fmt::Write as _;

    let mut text = "positions:\n- id: a\n  title: A\n".to_owned();
    for at in 0..1003 {
        let _ = writeln!(text, "  jane_doe_{at}: x");
    }
    let chart = chart(&text);
    assert_eq!(chart.unknown_keys.len(), 1000);
    let further: Vec<_> = chart.further_keys.iter().map(|further| (further.of, further.count)).collect();
    assert_eq!(further, [("position", 3)]);
    assert_eq!(chart.unread.len(), 1006, "what is beyond is hidden with its keys");
}
